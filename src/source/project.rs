//! All inputs of a site, sorted by what they are.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{has_extension, in_content, is_markdown, nfc};

use super::{Body, Fault, SourceFile, SourceId};
use crate::sheet;

/// The content of an input file, or why there is none.
#[derive(Debug, Clone)]
pub enum Content {
    /// The bytes as stored.
    Bytes(Vec<u8>),
    /// A symbolic link whose target lies outside the site; its content was not read.
    OutsideSite,
    /// A file of the same name as another one but for the code points (NFC and NFD).
    SameName,
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
    sources: Vec<Arc<SourceFile>>,
    /// `hoshin.yaml`.
    pub config: Option<SourceId>,
    /// The Markdown files under `content/`.
    pub pages: Vec<SourceId>,
    /// The outlines of the site, `outlines/NAME.yaml`.
    pub outlines: Vec<SourceId>,
    /// Everything else under `content/`, by its path below `content/`.
    pub attachments: BTreeMap<String, Arc<[u8]>>,
    /// Those of them that can hold tables, by the same paths: they are sources as well.
    pub data: BTreeMap<String, SourceId>,
    /// Attachments that cannot be taken, with the fault as their content.
    pub outside: Vec<SourceId>,
    /// Files under `themes/`, by their path below it (`NAME/templates/base.html`).
    pub themes: BTreeMap<String, ThemeFile>,
}

impl Project {
    /// Sorts the files of a site by what they are. Paths are relative to the site's folder and use
    /// `/`; what lies in no known place is left out, as are names that begin with `_` or `.`, and the locks
    /// of Office (`~$`).
    pub fn from_files(files: impl IntoIterator<Item = (String, Content)>) -> Self {
        let files = files.into_iter().map(|(path, content)| (path, Some(content)));
        Self::default().renewed(files)
    }

    /// The project that these files make now: those without a content are as they are here, and shared.
    #[must_use]
    pub fn renewed(&self, files: impl IntoIterator<Item = (String, Option<Content>)>) -> Self {
        let mut files: Vec<_> =
            files.into_iter().map(|(path, content)| (nfc(&path).into_owned(), content)).collect();
        files.sort_by(|a, b| a.0.cmp(&b.0));
        let mut project = Self::default();
        let mut last = String::new();
        for (path, content) in files {
            let content = if path == last { Some(Content::SameName) } else { content };
            last.clone_from(&path);
            project.add(path, content.map_or(Found::Before(self), Found::New));
        }
        project
    }

    /// A project of a single text that has no part in a site, and the text's number: what the program
    /// brings along is read by the same code as what authors write.
    pub fn of_text(text: &str) -> (Self, SourceId) {
        let mut project = Self::default();
        let content = Found::New(Content::Bytes(text.as_bytes().to_vec()));
        let source = project.add_source(String::new(), content);
        (project, source)
    }

    fn add(&mut self, path: String, content: Found<'_>) {
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
            let hidden =
                below.split('/').any(|name| name.starts_with(['_', '.']) || name.starts_with("~$"));
            if !hidden {
                let below = below.to_owned();
                self.add_content(path, below, content);
            }
        }
    }

    fn add_theme_file(&mut self, path: String, below: String, content: Found<'_>) {
        let kind = below.split('/').nth(1).unwrap_or_default();
        if kind == "templates" || kind == "strings" || below.ends_with("/theme.yaml") {
            let id = self.add_source(path, content);
            self.themes.insert(below, ThemeFile::Text(id));
        } else {
            let file = match content {
                Found::New(Content::Bytes(bytes)) => Some(ThemeFile::Static(bytes.into())),
                Found::New(Content::OutsideSite | Content::SameName) => None,
                Found::Before(project) => project.themes.get(&below).cloned(),
            };
            self.themes.extend(file.map(|file| (below, file)));
        }
    }

    fn add_content(&mut self, path: String, below: String, content: Found<'_>) {
        if is_markdown(&below) {
            let id = self.add_source(path, content);
            self.pages.push(id);
            return;
        }
        let (bytes, known) = match content {
            Found::New(Content::Bytes(bytes)) => (Arc::from(bytes), None),
            Found::Before(before) if before.attachments.contains_key(&below) => {
                (Arc::clone(&before.attachments[&below]), before.text_at(&path))
            }
            content => {
                let id = self.add_source(path, content);
                self.outside.push(id);
                return;
            }
        };
        if sheet::is_data(&below) {
            let make = || Arc::new(SourceFile::data(path, Arc::clone(&bytes)));
            let id = self.push(known.cloned().unwrap_or_else(make));
            self.data.insert(below.clone(), id);
        }
        self.attachments.insert(below, bytes);
    }

    /// Adds a text that has a place in a diagnostic and no other role.
    fn add_source(&mut self, path: String, content: Found<'_>) -> SourceId {
        let known = match &content {
            Found::Before(project) => project.text_at(&path),
            Found::New(_) => None,
        };
        let source = known.cloned().unwrap_or_else(|| {
            let content = match content {
                Found::New(content) => content,
                Found::Before(_) => Content::Bytes(Vec::new()),
            };
            Arc::new(SourceFile::read(path, content))
        });
        self.push(source)
    }

    fn push(&mut self, source: Arc<SourceFile>) -> SourceId {
        let id = SourceId(u32::try_from(self.sources.len()).expect("fewer than 2^32 files"));
        self.sources.push(source);
        id
    }

    /// The text file of this path.
    fn text_at(&self, path: &str) -> Option<&Arc<SourceFile>> {
        let at = self.sources.binary_search_by(|source| source.path().cmp(path)).ok()?;
        Some(&self.sources[at])
    }

    /// Whether a link that leads out of the site is here as such.
    pub fn has_outside(&self, path: &str) -> bool {
        match (self.text_at(path), path.strip_prefix("themes/")) {
            (Some(file), _) => file.fault() == Some(&Fault::OutsideSite),
            // Of a theme's files, those that are no texts are left out.
            (None, below) => below.is_some_and(|below| !self.themes.contains_key(below)),
        }
    }

    /// Whether a file that was read is here with these bytes.
    pub fn has(&self, path: &str, bytes: &[u8]) -> bool {
        if let Some(text) = self.text_at(path) {
            let same = match &text.body {
                Body::Text(text, _) => text.as_bytes() == bytes,
                Body::Data(data) => *data.bytes == *bytes,
            };
            return text.fault().is_none() && same;
        }
        let attached = path.strip_prefix("content/").and_then(|below| self.attachments.get(below));
        let of_theme = path.strip_prefix("themes/").and_then(|below| self.themes.get(below));
        match (attached, of_theme) {
            (Some(known), _) | (None, Some(ThemeFile::Static(known))) => **known == *bytes,
            _ => false,
        }
    }

    /// The same project with other texts in some of its files.
    #[must_use]
    pub fn with_texts(&self, texts: BTreeMap<SourceId, String>) -> Self {
        let mut project = self.clone();
        for (id, text) in texts {
            let source = &mut project.sources[id.index()];
            let content = Content::Bytes(text.into_bytes());
            *source = Arc::new(SourceFile::read(source.path().to_owned(), content));
        }
        project
    }

    /// The file with this number.
    pub fn source(&self, id: SourceId) -> &SourceFile {
        &self.sources[id.index()]
    }

    /// The file with this number, to be kept. One that did not change is the same in the project that is
    /// made of it ([`Project::renewed`]).
    pub fn shared(&self, id: SourceId) -> &Arc<SourceFile> {
        &self.sources[id.index()]
    }

    /// The paths of the files that are not as they are in another state of the site.
    pub fn changes(&self, before: &Self) -> Vec<String> {
        fn texts(it: &Project) -> Vec<(&str, usize)> {
            it.sources.iter().map(|it| (it.path(), Arc::as_ptr(it).addr())).collect()
        }
        let files = |it: &Self| {
            it.files().map(|(path, it)| (path, Arc::as_ptr(it).addr())).collect::<Vec<_>>()
        };
        let mut changed = differences(&texts(self), &texts(before));
        changed.extend(differences(&files(self), &files(before)));
        changed.sort();
        changed.dedup();
        changed
    }

    /// The files that are no texts, by their paths from the site's folder.
    pub fn files(&self) -> impl Iterator<Item = (String, &Arc<[u8]>)> {
        let attached = self.attachments.iter();
        let attached = attached.map(|(path, bytes)| (in_content(path), bytes));
        let of_theme = self.themes.iter().filter_map(|(path, file)| match file {
            ThemeFile::Static(bytes) => Some((format!("themes/{path}"), bytes)),
            ThemeFile::Text(_) => None,
        });
        attached.chain(of_theme)
    }

    /// All text files, in the order of their paths.
    pub fn sources(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        (0..).map(SourceId).zip(self.sources.iter().map(Arc::as_ref))
    }
}

/// The names under which two lists that are sorted by name have different things, or only one of them any.
fn differences<N: Ord + AsRef<str>>(a: &[(N, usize)], b: &[(N, usize)]) -> Vec<String> {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut names = Vec::new();
    while let Some(order) = match (a.peek(), b.peek()) {
        (None, None) => None,
        (Some(_), None) => Some(Ordering::Less),
        (None, Some(_)) => Some(Ordering::Greater),
        (Some((one, _)), Some((other, _))) => Some(one.cmp(other)),
    } {
        let left = if order.is_le() { a.next() } else { None };
        let right = if order.is_ge() { b.next() } else { None };
        if left.map(|it| it.1) != right.map(|it| it.1) {
            names.extend(left.or(right).map(|it| it.0.as_ref().to_owned()));
        }
    }
    names
}

/// Where the content of a file comes from.
enum Found<'p> {
    New(Content),
    /// It is as in this project.
    Before(&'p Project),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_files_are_named() {
        let file = |path: &str, text: &str| (path.to_owned(), Content::Bytes(text.into()));
        let before = Project::from_files([
            file("content/a.md", "一"),
            file("content/b.md", "一"),
            file("content/x.png", "一"),
            file("themes/own/static/s.css", "一"),
        ]);
        let same = |path: &str| (path.to_owned(), None);
        let new = |path: &str| (path.to_owned(), Some(Content::Bytes("二".into())));
        let check = |files: &[(String, Option<Content>)], expected: &[&str]| {
            let after = before.renewed(files.iter().cloned());
            assert_eq!(after.changes(&before), expected);
            assert_eq!(before.changes(&after), expected);
        };
        let (a, b, x, s) =
            ("content/a.md", "content/b.md", "content/x.png", "themes/own/static/s.css");
        check(&[same(a), same(b), same(x), same(s)], &[]);
        check(&[new(a), same(b), same(x), new(s)], &[a, s]);
        check(&[same(b), same(s)], &[a, x]);
        check(
            &[same(a), same(b), new("content/c.md"), same(x), same(s), new("hoshin.yaml")],
            &["content/c.md", "hoshin.yaml"],
        );
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
