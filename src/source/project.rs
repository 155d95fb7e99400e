//! All inputs of a site, sorted by what they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::nfc;

use super::{SourceFile, SourceId};

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
    sources: Vec<SourceFile>,
    /// `hoshin.yaml`.
    pub config: Option<SourceId>,
    /// The Markdown files under `content/`.
    pub pages: Vec<SourceId>,
    /// The outlines of the site, `outlines/NAME.yaml`.
    pub outlines: Vec<SourceId>,
    /// Everything else under `content/`, by its path below `content/`.
    pub attachments: BTreeMap<String, Arc<[u8]>>,
    /// Attachments that cannot be taken, with the fault as their content.
    pub outside: Vec<SourceId>,
    /// Files under `themes/`, by their path below it (`NAME/templates/base.html`).
    pub themes: BTreeMap<String, ThemeFile>,
}

impl Project {
    /// Sorts the files of a site by what they are. Paths are relative to the site's folder and use
    /// `/`; what lies in no known place is left out, as are names that begin with `_` or `.`.
    pub fn from_files(files: impl IntoIterator<Item = (String, Content)>) -> Self {
        let mut files: Vec<_> =
            files.into_iter().map(|(path, content)| (nfc(&path).into_owned(), content)).collect();
        files.sort_by(|a, b| a.0.cmp(&b.0));
        let mut project = Self::default();
        let mut last = String::new();
        for (path, content) in files {
            let content = if path == last { Content::SameName } else { content };
            last.clone_from(&path);
            project.add(path, content);
        }
        project
    }

    /// A project of a single text that has no part in a site, and the text's number: what the program
    /// brings along is read by the same code as what authors write.
    pub fn of_text(text: &str) -> (Self, SourceId) {
        let mut project = Self::default();
        let source = project.add_source(String::new(), Content::Bytes(text.as_bytes().to_vec()));
        (project, source)
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
            Content::OutsideSite | Content::SameName => {
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

    /// The same project with other texts in some of its files.
    #[must_use]
    pub fn with_texts(&self, texts: BTreeMap<SourceId, String>) -> Self {
        let mut project = self.clone();
        for (id, text) in texts {
            let source = &mut project.sources[id.index()];
            *source = SourceFile::read(source.path().to_owned(), Content::Bytes(text.into_bytes()));
        }
        project
    }

    /// The file with this number.
    pub fn source(&self, id: SourceId) -> &SourceFile {
        &self.sources[id.index()]
    }

    /// All text files, in the order of their paths.
    pub fn sources(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        (0..).map(SourceId).zip(&self.sources)
    }
}

fn has_extension(path: &str, extension: &str) -> bool {
    std::path::Path::new(path)
        .extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

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
