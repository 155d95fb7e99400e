//! The words of a theme: captions, heads of columns, labels. `themes/NAME/strings/LANGUAGE/*.yaml`.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::diagnostic::Diagnostics;
use crate::source::{Project, SourceId, Span, Spanned};
use crate::yaml::{Node, NodeKind, Region, load};

/// The words of the built-in theme.
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default/strings");

/// Words by key, the keys of nested mappings joined by dots: `column.name`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Strings(BTreeMap<String, String>);

/// A key of a file of words.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The keys of all levels, joined by dots.
    pub key: String,
    /// Where the last of them stands.
    pub place: Span,
    /// The word; nothing if the key has none.
    pub word: Option<Spanned<String>>,
}

/// What a tag of a language begins with: `en` of `en-GB`.
pub fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

impl Strings {
    /// The words of the built-in theme in a language; Japanese if it has none in that language.
    pub fn built_in(language: &str) -> Self {
        let mut strings = Self::default();
        let folders = [language, primary(language), "ja"];
        let folder = folders.into_iter().find_map(|name| BUILT_IN.get_dir(name));
        for file in folder.into_iter().flat_map(Dir::files) {
            let (project, source) = Project::of_text(file.contents_utf8().unwrap_or_default());
            strings.add(&project, source, &mut Diagnostics::default());
        }
        strings
    }

    /// The languages of the built-in theme.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        BUILT_IN.dirs().filter_map(|folder| folder.path().to_str())
    }

    /// Adds the words of a file; those that are there already are replaced. Gives every key of it.
    pub fn add(
        &mut self,
        project: &Project,
        source: SourceId,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Entry> {
        let file = project.source(source);
        let mut entries = Vec::new();
        if let Some(node) = load(&Region::whole(file, source), diagnostics) {
            take(&node, "", node.span.0, &mut entries);
        }
        for Entry { key, word, .. } in &entries {
            if let Some(word) = word {
                self.0.insert(key.clone(), word.value.clone());
            }
        }
        entries
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

/// Collects the keys below a node; `place` is that of the node's own key.
fn take(node: &Node, prefix: &str, place: Span, entries: &mut Vec<Entry>) {
    let mut add = |word| entries.push(Entry { key: prefix.to_owned(), place, word });
    match &node.kind {
        NodeKind::Mapping(pairs) => {
            for (key, value) in pairs {
                let Some(name) = key.scalar() else { continue };
                let dot = if prefix.is_empty() { "" } else { "." };
                take(value, &format!("{prefix}{dot}{}", name.text), key.span.0, entries);
            }
        }
        NodeKind::Scalar(scalar) => {
            add(Some(Spanned::new(scalar.text.trim_end().to_owned(), node.span.0)));
        }
        NodeKind::Null | NodeKind::List(_) => add(None),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_tag_falls_back_to_its_language() {
        let skip = |language: &str| Strings::built_in(language).get("page.skip").to_owned();
        assert_eq!(skip("en-GB"), skip("en"));
        assert_ne!(skip("en"), skip("ja"));
        assert_eq!(skip("fr"), skip("ja"));
    }

    /// The names in braces of a word.
    fn names(word: &str) -> BTreeSet<&str> {
        word.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
    }

    #[test]
    fn every_language_has_every_word_with_its_values() {
        let ja = Strings::built_in("ja");
        let mut complaints = Vec::new();
        assert!(Strings::languages().count() >= 2);
        for language in Strings::languages() {
            let words = Strings::built_in(language);
            for (key, word) in ja.iter() {
                match words.0.get(key) {
                    None => complaints.push(format!("strings/{language} lacks {key}: {word}")),
                    Some(own) if names(own) != names(word) => {
                        complaints.push(format!("strings/{language}: {key}: {own} / {word}"));
                    }
                    Some(_) => {}
                }
            }
            let unknown = words.iter().filter(|(key, _)| !ja.has(key));
            complaints.extend(unknown.map(|(key, _)| format!("strings/{language}: {key} is none")));
        }
        assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    }
}
