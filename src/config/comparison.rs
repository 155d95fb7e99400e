//! `comparison:`: how two states of a document are shown side by side (新旧対照表).

use super::words::Words;
use crate::yaml::{Choice, Field, Reader, Shape, choices, words};

/// How two states of a document are shown side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Which side stands on the left.
    pub order: Order,
    /// What the new side is called; nothing for the theme's word.
    pub new: Option<String>,
    /// What the old side is called; nothing for the theme's word.
    pub old: Option<String>,
    /// Whether there is no column of remarks (備考).
    pub without_remarks: bool,
}

/// Which side stands on the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The new one, as usual in ordinances.
    #[default]
    NewFirst,
    /// The old one.
    OldFirst,
}

const ORDERS: [(Choice, Order); 2] = [
    (("new-first", "左に改正後、右に改正前", "the new text on the left"), Order::NewFirst),
    (("old-first", "左に改正前、右に改正後", "the old text on the left"), Order::OldFirst),
];

pub(super) static FIELDS: &[Field] = &[
    Field::new(
        "order",
        Shape::Choice(&words(&ORDERS)),
        "新旧対照表の左右の並び。省くと new-first です。",
        "Which side of a comparison stands on the left; new-first if left out.",
    ),
    Field::new(
        "new",
        Shape::Word,
        "新旧対照表で新しいほうの欄の見出し。省くと「改正後」です。例: 改正案",
        "What the new side is called; 改正後 if left out. Example: 改正案",
    ),
    Field::new(
        "old",
        Shape::Word,
        "新旧対照表で古いほうの欄の見出し。省くと「改正前」です。例: 現行",
        "What the old side is called; 改正前 if left out. Example: 現行",
    ),
    Field::new(
        "remarks",
        Shape::Boolean,
        "新旧対照表に備考の欄を置くかどうか。省くと true です。",
        "Whether comparisons have a column of remarks; true if left out.",
    ),
];

impl Comparison {
    /// Reads how comparisons are shown.
    pub(super) fn read(reader: &mut Reader<'_, '_>, words: &mut Words) -> Self {
        Self {
            order: reader.choice("order", &choices(&ORDERS)).unwrap_or_default(),
            new: words.shown(reader.word("new")),
            old: words.shown(reader.word("old")),
            without_remarks: reader.boolean("remarks") == Some(false),
        }
    }
}
