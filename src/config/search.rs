//! `search:`: how the documents of a site are searched.

use crate::diagnostic::Message;
use crate::yaml::{Field, Node, Reader, Shape};

/// How the documents of a site are searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Whether the site has a page to search, and every page a box that leads to it.
    pub enabled: bool,
    /// Groups of spellings that mean the same, beside those that every site knows.
    pub variants: Vec<Vec<String>>,
}

impl Default for Search {
    fn default() -> Self {
        Self { enabled: true, variants: Vec::new() }
    }
}

pub(super) static FIELDS: &[Field] = &[
    Field::new(
        "enabled",
        Shape::Boolean,
        "検索のページと検索欄を作るかどうか。省くと true です。",
        "Whether the site has a search page, and every page a search box; true if left out.",
    ),
    Field::new(
        "variants",
        Shape::Lists,
        "同じ言葉として検索する表記の組。例: [[人材, 人才], [リスキリング, 学び直し]]",
        "Groups of spellings that count as the same word. Example: [[人材, 人才], [リスキリング, 学び直し]]",
    ),
];

const GROUP: Message = Message::fixed(
    "同じ意味の言葉を二つ以上並べた組（[人材, 人財] など）",
    "a list of two or more words that mean the same (such as [人材, 人財])",
);
const GROUPS: Message = Message::fixed(
    "言葉の組の並び（[[人材, 人財], [取組, 取り組み]] など）",
    "a list of groups of words (such as [[人材, 人財], [取組, 取り組み]])",
);

impl Search {
    /// Reads how documents are searched.
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Self {
        let enabled = reader.boolean("enabled").unwrap_or(true);
        let Some(node) = reader.node("variants") else {
            return Self { enabled, ..Self::default() };
        };
        let Some(groups) = node.list() else {
            reader.invalid(node.span.0, "variants", &GROUPS);
            return Self { enabled, ..Self::default() };
        };
        let mut variants = Vec::new();
        for group in groups.iter().filter(|group| !group.is_null()) {
            match words(group) {
                Some(words) => variants.push(words),
                None => reader.invalid(group.span.0, "variants", &GROUP),
            }
        }
        Self { enabled, variants }
    }
}

/// The words of a group; nothing if they are not two or more words.
fn words(group: &Node) -> Option<Vec<String>> {
    let words: Option<Vec<String>> = group
        .list()?
        .iter()
        .map(|word| Some(word.word()?.value.trim().to_owned()).filter(|word| !word.is_empty()))
        .collect();
    words.filter(|words| words.len() > 1)
}
