//! `columns:`, by which authors choose the columns of a figure, their order and their heads.

use crate::diagnostic::{Diagnostic, Message, did_you_mean};
use crate::document::COLUMN_UNKNOWN;
use crate::markdown::{Prose, normalise};
use crate::yaml::{Node, NodeKind, prose_of};

use super::drawing::Drawing;

/// A column that a figure can have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    /// What authors write; the theme has its head as `column.NAME`.
    pub(super) name: &'static str,
    /// Another word that authors may write.
    pub(super) also: Option<&'static str>,
}

/// A column that an author has chosen.
pub(super) struct Chosen {
    /// Its position among the figure's columns.
    pub(super) at: usize,
    /// The author's own head.
    pub(super) head: Option<Prose>,
}

impl Key {
    pub(super) const fn new(name: &'static str) -> Self {
        Self { name, also: None }
    }

    /// A column with two names.
    pub(super) const fn or(name: &'static str, also: &'static str) -> Self {
        Self { name, also: Some(also) }
    }
}

/// What authors write for the parts of a figure that has columns of its own making.
pub(super) const fn part_names<P, const N: usize>(parts: &[(Key, P); N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut at = 0;
    while at < N {
        names[at] = parts[at].0.name;
        at += 1;
    }
    names
}

impl Drawing<'_, '_> {
    /// The columns that the author has chosen from these, or nothing if the figure is to choose. Each
    /// is named by its key or by its head, or written `key: another head`.
    pub(super) fn columns(&mut self, keys: &[Key]) -> Option<Vec<Chosen>> {
        self.options.offers("columns", keys.iter().map(|key| key.name));
        let node = self.options.node("columns")?;
        let label = |key: &Key| self.from.word(&format!("column.{}", key.name));
        let labels: Vec<String> = keys.iter().map(label).collect();
        let mut chosen = Vec::new();
        for node in node.list().unwrap_or(std::slice::from_ref(node)) {
            match &node.kind {
                NodeKind::Null => {}
                NodeKind::Scalar(_) => {
                    let at = self.column(keys, &labels, node);
                    chosen.extend(at.map(|at| Chosen { at, head: None }));
                }
                NodeKind::Mapping(pairs) => {
                    for (key, head) in pairs {
                        let Some(at) = self.column(keys, &labels, key) else { continue };
                        if head.scalar().is_none() && !head.is_null() {
                            let expected = Message::fixed("列の見出し", "the head of the column");
                            self.options.invalid(head.span.0, "columns", &expected);
                        }
                        let head = head.scalar().map(prose_of).filter(|head| !head.is_empty());
                        chosen.push(Chosen { at, head });
                    }
                }
                NodeKind::List(_) => {
                    let expected = Message::fixed("列の並び", "a list of columns");
                    self.options.invalid(node.span.0, "columns", &expected);
                }
            }
        }
        (!chosen.is_empty()).then_some(chosen)
    }

    /// Whether the author has chosen a column.
    pub(super) fn has_column(&self, name: &str) -> bool {
        let Some(node) = self.options.node("columns") else { return false };
        let label = normalise(&self.from.word(&format!("column.{name}")));
        let named = |node: &Node| {
            let word = node.word().map(|word| word.value.trim().to_owned());
            word.is_some_and(|word| word == name || normalise(&word) == label)
        };
        node.list().unwrap_or(std::slice::from_ref(node)).iter().any(|node| {
            named(node)
                || node.mapping().is_some_and(|pairs| pairs.iter().any(|(key, _)| named(key)))
        })
    }

    fn column(&mut self, keys: &[Key], labels: &[String], node: &Node) -> Option<usize> {
        let written = node.word()?;
        let name = written.value.trim();
        let by_key = |key: &Key| key.name == name || key.also == Some(name);
        let by_label = || {
            let name = normalise(name);
            labels.iter().position(|label| normalise(label) == name)
        };
        let found = keys.iter().position(by_key).or_else(by_label);
        if found.is_none() {
            let message = Message::new(
                format!("「{}」に「{name}」という列はありません", self.from.kind.name),
                format!("`{}` has no column `{name}`", self.from.kind.name),
            );
            let described: Vec<String> = keys
                .iter()
                .zip(labels)
                .map(|(key, label)| format!("{}（{label}）", key.name))
                .collect();
            let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
            let known = names.iter().copied().chain(labels.iter().map(String::as_str));
            let list = Message::new(
                format!("使える列: {}", described.join("、")),
                format!("the columns are {}", names.join(", ")),
            );
            let help = match did_you_mean(name, known) {
                Some(near) => near.and(&list),
                None => list,
            };
            let diagnostic = Diagnostic::new(&COLUMN_UNKNOWN, written.span, message).help(help);
            self.options.diagnostics.push(diagnostic);
        }
        found
    }
}
