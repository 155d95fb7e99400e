//! 用語: the glossary.

use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::{Field, Reader, Shape};

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

pub(super) static FIELDS: &[Field] = &[
    Field::required("term", Shape::Word, "用語。例: BPR", "The term. Example: BPR")
        .called(&["用語", "語", "言葉"]),
    Field::new(
        "reading",
        Shape::Word,
        "用語の読みがな。用語集はこの順に並びます。例: ビーピーアール",
        "How the term is read, in kana; the glossary is sorted by it. Example: ビーピーアール",
    )
    .called(&["読み", "読みがな", "読み仮名", "よみ", "よみがな", "ふりがな", "フリガナ"]),
    Field::required(
        "definition",
        Shape::Markdown,
        "用語の意味。例: 仕事の流れを初めから見直し、組み立て直すこと",
        "What the term means. Example: 仕事の流れを初めから見直し、組み立て直すこと",
    )
    .called(&["説明", "意味", "定義", "解説", "用語解説"]),
];

impl Term {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        let (term, definition) =
            (reader.required_word("term"), reader.required_prose("definition"));
        Some(Self { term: term?, reading: reader.word("reading"), definition: definition? })
    }
}
