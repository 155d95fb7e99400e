//! Chapters of the outline that are left out on purpose, with the reason, which is published.

use super::Records;
use super::value::{AsData, Value};
use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::{Field, Reader, Shape};

/// A chapter left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiver {
    /// The chapter's id in the outline.
    pub chapter: Spanned<String>,
    /// Why.
    pub reason: Prose,
}

pub(super) static FIELDS: &[Field] = &[
    Field::required(
        "chapter",
        Shape::Word,
        "置かない章。章立てでの章の id を書きます。例: securing",
        "The chapter that is left out, by its id in the outline. Example: securing",
    ),
    Field::required(
        "reason",
        Shape::Markdown,
        "その章を置かない理由。ページに公表されます。例: 確保の取組は別の計画で定めるため",
        "Why the chapter is left out, which is published. Example: 確保の取組は別の計画で定めるため",
    ),
];

impl Waiver {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        let (chapter, reason) = (reader.required_word("chapter"), reader.required_prose("reason"));
        Some(Self { chapter: chapter?, reason: reason? })
    }
}

impl AsData for Waiver {
    const FIELDS: &'static [Field] = FIELDS;

    fn values<'a>(&'a self, _: &'a Records) -> Vec<(&'static str, Value<'a>)> {
        vec![("chapter", Value::Word(&self.chapter.value)), ("reason", Value::Text(&self.reason))]
    }
}
