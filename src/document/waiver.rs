//! Chapters of the outline that are left out on purpose, with the reason, which is published.

use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::Reader;

/// A chapter left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiver {
    /// The chapter's id in the outline.
    pub chapter: Spanned<String>,
    /// Why.
    pub reason: Prose,
}

pub(super) const KEYS: &[&str] = &["chapter", "reason"];

impl Waiver {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        let (chapter, reason) = (reader.required_word("chapter"), reader.required_prose("reason"));
        Some(Self { chapter: chapter?, reason: reason? })
    }
}
