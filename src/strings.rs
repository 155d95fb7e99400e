//! The words of a theme: captions, heads of columns, labels. `themes/NAME/strings/LANGUAGE/*.yaml`.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::diagnostic::Diagnostics;
use crate::source::{Project, SourceId};
use crate::yaml::{Node, NodeKind, Region, load};

/// The words of the built-in theme.
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default/strings");

/// Words by key, the keys of nested mappings joined by dots: `column.name`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Strings(BTreeMap<String, String>);

impl Strings {
    /// The words of the built-in theme in a language; Japanese if it has none in that language.
    pub fn built_in(language: &str) -> Self {
        let mut strings = Self::default();
        let folder = BUILT_IN.get_dir(language).or_else(|| BUILT_IN.get_dir("ja"));
        for file in folder.into_iter().flat_map(Dir::files) {
            let (project, source) = Project::of_text(file.contents_utf8().unwrap_or_default());
            strings.add(&project, source, &mut Diagnostics::default());
        }
        strings
    }

    /// Adds the words of a file; those that are there already are replaced.
    pub fn add(&mut self, project: &Project, source: SourceId, diagnostics: &mut Diagnostics) {
        let file = project.source(source);
        if let Some(node) = load(&Region::whole(file, source), diagnostics) {
            self.take(&node, "");
        }
    }

    fn take(&mut self, node: &Node, prefix: &str) {
        match &node.kind {
            NodeKind::Mapping(entries) => {
                for (key, value) in entries {
                    let Some(key) = key.scalar() else { continue };
                    let dot = if prefix.is_empty() { "" } else { "." };
                    self.take(value, &format!("{prefix}{dot}{}", key.text));
                }
            }
            NodeKind::Scalar(scalar) => {
                self.0.insert(prefix.to_owned(), scalar.text.trim_end().to_owned());
            }
            NodeKind::Null | NodeKind::List(_) => {}
        }
    }

    /// The word for a key; the key itself if there is none, so that a gap is seen and nothing breaks.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// Whether there is a word for a key.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// All keys with their words, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, word)| (key.as_str(), word.as_str()))
    }
}
