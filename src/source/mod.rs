//! The inputs of a site as they were read: files, places in them, and all of them together.
//!
//! Nothing here opens a file. `disk` hands over paths and bytes; a [`Project`]
//! sorts them by what they are. What could not be read as text is kept as a [`Fault`], because the
//! author's mistakes are values (see ARCHITECTURE.md, invariant 1).

mod data;
mod map;
mod project;

use std::borrow::Cow;
use std::sync::Arc;

pub use map::SourceMap;
pub use project::{Content, Project, ThemeFile};

use crate::sheet::Book;
use data::Data;

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
    /// A name that another file has in other code points (NFC and NFD).
    SameName,
}

/// One text file of the site, or a file of tables, which has a text as well.
#[derive(Debug, Clone)]
pub struct SourceFile {
    path: String,
    body: Body,
    fault: Option<Fault>,
}

#[derive(Debug, Clone)]
enum Body {
    Text(String, Lines),
    Data(Data),
}

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// Where a line begins; they count from 1.
    fn start(&self, line: usize) -> usize {
        self.0[line - 1]
    }

    fn position(&self, text: &str, offset: usize) -> Position {
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let line = self.0.partition_point(|&start| start <= offset);
        let start = self.start(line).max(mark_length(text).min(offset));
        let column = text[start..offset].chars().count() + 1;
        Position { line, column, offset }
    }
}

/// How many bytes a byte order mark takes, if there is one.
fn mark_length(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

impl SourceFile {
    fn new(path: String, text: String, fault: Option<Fault>) -> Self {
        let lines = Lines::of(&text);
        Self { path, body: Body::Text(text, lines), fault }
    }

    fn data(path: String, bytes: Arc<[u8]>) -> Self {
        Self { path, body: Body::Data(Data::new(bytes)), fault: None }
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
            Content::SameName => Self::new(path, String::new(), Some(Fault::SameName)),
        }
    }

    /// The path from the site's folder, with `/`, in NFC.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The path below `content/`; the whole path of a file that is not there.
    pub fn content_path(&self) -> &str {
        below_content(&self.path)
    }

    /// The whole text as stored, a byte order mark included. Empty if the file has a fault. Of a file of
    /// tables, the text in which its cells have their places.
    pub fn text(&self) -> &str {
        match &self.body {
            Body::Text(text, _) => text,
            Body::Data(data) => data.text(&self.path),
        }
    }

    /// The tables, if it is a file of tables.
    pub fn book(&self) -> Option<&Book> {
        match &self.body {
            Body::Text(..) => None,
            Body::Data(data) => Some(data.book(&self.path)),
        }
    }

    /// Whether it is a file of tables.
    pub fn is_data(&self) -> bool {
        matches!(self.body, Body::Data(_))
    }

    /// Whether there is a text to show.
    pub fn has_text(&self) -> bool {
        self.fault.is_none() && self.book().is_none_or(|book| !book.text.is_empty())
    }

    /// What keeps the file from being read as text.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// The offset behind a byte order mark, or 0.
    pub fn text_start(&self) -> usize {
        mark_length(self.text())
    }

    /// The line and column of a byte offset; an offset inside a character counts as its start. In a workbook,
    /// the row and the column of the cell.
    pub fn position(&self, offset: usize) -> Position {
        match &self.body {
            Body::Text(text, lines) => lines.position(text, offset),
            Body::Data(data) => data.position(&self.path, offset),
        }
    }

    /// The sheet and the address (`スキル!C5`) of the cell at an offset, in a workbook.
    pub fn address(&self, offset: usize) -> Option<String> {
        match &self.body {
            Body::Text(..) => None,
            Body::Data(data) => data.address(&self.path, offset),
        }
    }

    /// The text at a span, or nothing where the span does not fit.
    pub fn slice(&self, span: Span) -> &str {
        self.text().get(span.start..span.end).unwrap_or_default()
    }
}

/// The path of a file below `content/`, from the site's folder.
pub fn in_content(path: &str) -> String {
    format!("content/{path}")
}

/// The path below `content/` of a path from the site's folder; the whole path of what is not there.
pub fn below_content(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

/// Whether a file is a text that authors write, by its name.
pub fn is_markdown(path: &str) -> bool {
    has_extension(path, "md")
}

fn has_extension(path: &str, extension: &str) -> bool {
    std::path::Path::new(path)
        .extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// The text in NFC, which is what it nearly always is already: kana with a separate voicing mark (as macOS
/// writes file names) become one character.
pub fn nfc(text: &str) -> Cow<'_, str> {
    use unicode_normalization::UnicodeNormalization;
    let composed = |c: char| {
        matches!(c, '\0'..'\u{300}' | '\u{2002}'..='\u{20cf}' | '\u{2190}'..='\u{22ff}' | '\u{2460}'..='\u{27ff}' | '\u{3000}'..='\u{3029}'
            | '\u{3030}'..='\u{3098}' | '\u{309b}'..='\u{33ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
    };
    if text.chars().all(composed) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Names the encoding that bytes look like, if they are not UTF-8.
fn guess_encoding(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Some("UTF-16");
    }
    let clean = |encoding: &'static encoding_rs::Encoding| !encoding.decode(bytes).2;
    let kana_or_kanji = |encoding: &'static encoding_rs::Encoding| {
        let (text, _, _) = encoding.decode(bytes);
        text.chars()
            .filter(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'))
            .count()
    };
    match (clean(encoding_rs::SHIFT_JIS), clean(encoding_rs::EUC_JP)) {
        (true, true)
            if kana_or_kanji(encoding_rs::EUC_JP) > kana_or_kanji(encoding_rs::SHIFT_JIS) =>
        {
            Some("EUC-JP")
        }
        (true, _) => Some("CP932"),
        (false, true) => Some("EUC-JP"),
        (false, false) => None,
    }
}

/// Whether a character embeds, overrides or isolates a direction (UAX #9), so that a text may read
/// otherwise than it is written. Marks that merely have a direction (LRM, RLM) do no harm.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
    fn texts_are_composed() {
        use unicode_normalization::UnicodeNormalization;
        assert_eq!(nfc("か\u{3099}ギ"), "がギ");
        for c in (0..0x1_0000_u32).filter_map(char::from_u32) {
            let text = c.to_string();
            assert_eq!(nfc(&text), text.nfc().collect::<String>(), "U+{:04X}", u32::from(c));
            let after = format!("か{c}");
            assert_eq!(nfc(&after), after.nfc().collect::<String>(), "か U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn encodings_are_named() {
        let check =
            |bytes: &[u8], expected: Option<&str>| assert_eq!(guess_encoding(bytes), expected);
        check(&encoding_rs::SHIFT_JIS.encode("八王子市の方針").0, Some("CP932"));
        check(&encoding_rs::EUC_JP.encode("八王子市の方針").0, Some("EUC-JP"));
        check(&[0xff, 0xfe, 0x41, 0x00], Some("UTF-16"));
        check(&[0xff, 0xff, 0xff], None);
    }
}
