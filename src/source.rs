//! The inputs of a site as they were read: files, places in them, and all of them together.
//!
//! Nothing here opens a file. `disk.rs` (and later `git.rs`) hands over paths and bytes; a [`Project`]
//! sorts them by what they are. What could not be read as text is kept as a [`Fault`], because the
//! author's mistakes are values (see ARCHITECTURE.md, invariant 1).

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

/// The largest text file that is read as a document, in bytes. A policy of 20 pages has about 60 kB.
pub const MAX_TEXT_BYTES: usize = 8 * 1024 * 1024;

/// The number of a source file within its [`Project`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

impl SourceId {
    /// The position of the file in [`Project::sources`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of bytes in a source file, as stored on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// Makes a span; an end before the start is taken as an empty span.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        Self { source, start, end: end.max(start) }
    }

    /// The smallest span that covers both; both must lie in one file, else `self` is kept.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.source != other.source {
            return self;
        }
        Self::new(self.source, self.start.min(other.start), self.end.max(other.end))
    }

    /// The empty span at the start of this one.
    #[must_use]
    pub fn at_start(self) -> Self {
        Self::new(self.source, self.start, self.start)
    }
}

/// A value with the place where it was written. Two are equal when their values are: comparing two
/// states of a document must not see text that merely moved.
#[derive(Debug, Clone, Copy)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Puts a value and its place together.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

/// A place that does not count when two values are compared.
#[derive(Debug, Clone, Copy)]
pub struct Place(pub Span);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

/// Where the parts of a decoded text stand in the file.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceMap {
    /// Byte n of the text is byte n after this span's start.
    Direct(Place),
    /// Each line of the text has a place of its own: (offset in the text, offset in the file).
    Lines(Place, Vec<(usize, usize)>),
    /// Only the whole is known (escapes, folded lines).
    Whole(Place),
}

impl SourceMap {
    /// The place in the file of a range of the text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        match self {
            Self::Direct(span) => {
                Span::new(span.0.source, span.0.start + start, span.0.start + end)
            }
            Self::Lines(span, lines) => {
                let at = |offset: usize| {
                    let line = lines.partition_point(|&(text, _)| text <= offset).saturating_sub(1);
                    lines.get(line).map_or(span.0.start, |&(text, file)| file + offset - text)
                };
                let start_at = at(start);
                // The end belongs to the line of the last byte, not to the one after it.
                let end_at = if end > start { at(end - 1) + 1 } else { start_at };
                Span::new(span.0.source, start_at, end_at)
            }
            Self::Whole(span) => span.0,
        }
    }
}

/// A place as people name it: line and column count from 1, columns count Unicode scalar values,
/// the offset counts bytes of the file as stored. A byte order mark is not counted as a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// The byte, from 0.
    pub offset: usize,
}

/// Why a file is not usable text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Not UTF-8; the name of the encoding that it looks like, if any, and the first bad byte.
    Encoding {
        /// `CP932`, `EUC-JP`, `UTF-16`, or nothing.
        looks_like: Option<&'static str>,
        /// The offset of the first byte that is not UTF-8.
        offset: usize,
    },
    /// Larger than [`MAX_TEXT_BYTES`].
    TooLarge {
        /// The size in bytes.
        bytes: usize,
    },
    /// A link that leads out of the site's folder.
    OutsideSite,
}

/// One text file of the site.
#[derive(Debug, Clone)]
pub struct SourceFile {
    path: String,
    text: String,
    fault: Option<Fault>,
    line_starts: Vec<usize>,
}

impl SourceFile {
    fn new(path: String, text: String, fault: Option<Fault>) -> Self {
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { path, text, fault, line_starts }
    }

    fn read(path: String, content: Content) -> Self {
        match content {
            Content::Bytes(bytes) if bytes.len() > MAX_TEXT_BYTES => {
                let fault = Fault::TooLarge { bytes: bytes.len() };
                Self::new(path, String::new(), Some(fault))
            }
            Content::Bytes(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Self::new(path, text, None),
                Err(error) => {
                    let offset = error.utf8_error().valid_up_to();
                    let bytes = error.into_bytes();
                    let fault = Fault::Encoding { looks_like: guess_encoding(&bytes), offset };
                    Self::new(path, String::new(), Some(fault))
                }
            },
            Content::OutsideSite => Self::new(path, String::new(), Some(Fault::OutsideSite)),
        }
    }

    /// The path from the site's folder, with `/`, in NFC.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text as stored, a byte order mark included. Empty if the file has a fault.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What keeps the file from being read as text.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// The offset behind a byte order mark, or 0.
    pub fn text_start(&self) -> usize {
        if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
    }

    /// The line and column of a byte offset; an offset inside a character counts as its start.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts[line - 1].max(self.text_start().min(offset));
        let column = self.text[start..offset].chars().count() + 1;
        Position { line, column, offset }
    }

    /// The text at a span, or nothing where the span does not fit.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }
}

/// Names the encoding that bytes look like, if they are not UTF-8.
fn guess_encoding(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Some("UTF-16");
    }
    let clean = |encoding: &'static encoding_rs::Encoding| !encoding.decode(bytes).2;
    let kana_or_kanji = |encoding: &'static encoding_rs::Encoding| {
        let (text, _, _) = encoding.decode(bytes);
        text.chars().filter(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')).count()
    };
    match (clean(encoding_rs::SHIFT_JIS), clean(encoding_rs::EUC_JP)) {
        (true, true) if kana_or_kanji(encoding_rs::EUC_JP) > kana_or_kanji(encoding_rs::SHIFT_JIS) => {
            Some("EUC-JP")
        }
        (true, _) => Some("CP932"),
        (false, true) => Some("EUC-JP"),
        (false, false) => None,
    }
}

/// The content of an input file, or why there is none.
#[derive(Debug, Clone)]
pub enum Content {
    /// The bytes as stored.
    Bytes(Vec<u8>),
    /// A symbolic link whose target lies outside the site; its content was not read.
    OutsideSite,
}

/// A file of a theme folder.
#[derive(Debug, Clone)]
pub enum ThemeFile {
    /// A template or a file of strings.
    Text(SourceId),
    /// A static file.
    Static(Arc<[u8]>),
}

/// All inputs of a site, as read. The order of every list is the order of the paths.
#[derive(Debug, Clone, Default)]
pub struct Project {
    sources: Vec<SourceFile>,
    /// `hoshin.yaml`.
    pub config: Option<SourceId>,
    /// The Markdown files under `content/`.
    pub pages: Vec<SourceId>,
    /// The outlines of the site, `outlines/NAME.yaml`.
    pub outlines: Vec<SourceId>,
    /// Everything else under `content/`, by its path below `content/`.
    pub attachments: BTreeMap<String, Arc<[u8]>>,
    /// Links in `content/` that lead out of the site, with the fault as their content.
    pub outside: Vec<SourceId>,
    /// Files under `themes/`, by their path below it (`NAME/templates/base.html`).
    pub themes: BTreeMap<String, ThemeFile>,
}

impl Project {
    /// Sorts the files of a site by what they are. Paths are relative to the site's folder and use
    /// `/`; what lies in no known place is left out, as are names that begin with `_` or `.`.
    pub fn from_files(files: impl IntoIterator<Item = (String, Content)>) -> Self {
        let mut files: Vec<_> =
            files.into_iter().map(|(path, content)| (path.nfc().collect::<String>(), content)).collect();
        files.sort_by(|a, b| a.0.cmp(&b.0));
        let mut project = Self::default();
        for (path, content) in files {
            project.add(path, content);
        }
        project
    }

    fn add(&mut self, path: String, content: Content) {
        if path == "hoshin.yaml" {
            self.config = Some(self.add_source(path, content));
        } else if let Some(name) = path.strip_prefix("outlines/") {
            if has_extension(name, "yaml") || has_extension(name, "yml") {
                let id = self.add_source(path, content);
                self.outlines.push(id);
            }
        } else if let Some(below) = path.strip_prefix("themes/") {
            let below = below.to_owned();
            self.add_theme_file(path, below, content);
        } else if let Some(below) = path.strip_prefix("content/") {
            let hidden = below.split('/').any(|name| name.starts_with(['_', '.']));
            if !hidden {
                let below = below.to_owned();
                self.add_content(path, below, content);
            }
        }
    }

    fn add_theme_file(&mut self, path: String, below: String, content: Content) {
        let kind = below.split('/').nth(1).unwrap_or_default();
        if kind == "templates" || kind == "strings" || below.ends_with("/theme.yaml") {
            let id = self.add_source(path, content);
            self.themes.insert(below, ThemeFile::Text(id));
        } else if let Content::Bytes(bytes) = content {
            self.themes.insert(below, ThemeFile::Static(bytes.into()));
        }
    }

    fn add_content(&mut self, path: String, below: String, content: Content) {
        if has_extension(&below, "md") {
            let id = self.add_source(path, content);
            self.pages.push(id);
            return;
        }
        match content {
            Content::Bytes(bytes) => {
                self.attachments.insert(below, bytes.into());
            }
            Content::OutsideSite => {
                let id = self.add_source(path, content);
                self.outside.push(id);
            }
        }
    }

    /// Adds a text that has a place in a diagnostic and no other role.
    fn add_source(&mut self, path: String, content: Content) -> SourceId {
        let id = SourceId(u32::try_from(self.sources.len()).expect("fewer than 2^32 files"));
        self.sources.push(SourceFile::read(path, content));
        id
    }

    /// The file with this number.
    pub fn source(&self, id: SourceId) -> &SourceFile {
        &self.sources[id.index()]
    }

    /// All text files, in the order of their paths.
    pub fn sources(&self) -> &[SourceFile] {
        &self.sources
    }
}

fn has_extension(path: &str, extension: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> SourceFile {
        SourceFile::new("a.md".to_owned(), text.to_owned(), None)
    }

    #[test]
    fn positions_count_scalar_values_from_one() {
        let check = |text: &str, offset: usize, line: usize, column: usize| {
            let position = file(text).position(offset);
            assert_eq!((position.line, position.column), (line, column), "{text:?} {offset}");
        };
        check("", 0, 1, 1);
        check("役割: x", 6, 1, 3);
        check("a\r\nか\u{3099}b", 9, 2, 3);
        check("\u{feff}ab", 3, 1, 1);
        check("\u{feff}ab", 4, 1, 2);
        check("a\n", 2, 2, 1);
        check("あ", 1, 1, 1);
        check("a", 99, 1, 2);
    }

    #[test]
    fn encodings_are_named() {
        let check = |bytes: &[u8], expected: Option<&str>| assert_eq!(guess_encoding(bytes), expected);
        check(&encoding_rs::SHIFT_JIS.encode("八王子市の方針").0, Some("CP932"));
        check(&encoding_rs::EUC_JP.encode("八王子市の方針").0, Some("EUC-JP"));
        check(&[0xff, 0xfe, 0x41, 0x00], Some("UTF-16"));
        check(&[0xff, 0xff, 0xff], None);
    }

    #[test]
    fn files_are_sorted_by_what_they_are() {
        let text = |path: &str| (path.to_owned(), Content::Bytes(b"x".to_vec()));
        let project = Project::from_files([
            text("content/b.md"),
            text("content/a/か\u{3099}.md"),
            text("content/_draft/x.md"),
            text("content/.hidden.md"),
            text("content/a/map.csv"),
            text("hoshin.yaml"),
            text("outlines/own.yaml"),
            text("themes/mine/templates/base.html"),
            text("themes/mine/static/style.css"),
            text("README.md"),
        ]);
        let pages: Vec<_> = project.pages.iter().map(|&id| project.source(id).path()).collect();
        assert_eq!(pages, ["content/a/が.md", "content/b.md"]);
        assert_eq!(project.attachments.keys().collect::<Vec<_>>(), ["a/map.csv"]);
        assert_eq!(project.outlines.len(), 1);
        assert!(project.config.is_some());
        assert_eq!(project.themes.len(), 2);
    }
}
