//! 用語: the glossary.

use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::Reader;

/// A term of the glossary.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The term.
    pub term: Spanned<String>,
    /// How it is read, in kana; the glossary is sorted by it.
    pub reading: Option<Spanned<String>>,
    /// What it means.
    pub definition: Prose,
}

pub(super) const KEYS: &[&str] = &["term", "reading", "definition"];

impl Term {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        let (term, definition) =
            (reader.required_word("term"), reader.required_prose("definition"));
        Some(Self { term: term?, reading: reader.word("reading"), definition: definition? })
    }
}
