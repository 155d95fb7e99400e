//! What the tables are made from, and what they share: heads, links to documents, names.

use std::collections::BTreeSet;

use super::Compared;
use crate::calendar::Calendar;
use crate::document::Document;
use crate::figure::columns_of;
use crate::markdown::{InlineKind, Prose, name_key};
use crate::source::{Place, Span};
use crate::strings::Strings;
use crate::table::{Cell, Content, Entry, Form, Group, Head, Row, Table, Target};

/// What the tables are made from.
#[derive(Clone, Copy)]
pub(super) struct Material<'a> {
    pub(super) documents: &'a [Compared<'a>],
    pub(super) words: &'a Strings,
    pub(super) calendar: Calendar,
    /// Where texts of the theme are said to stand.
    pub(super) span: Span,
}

impl Material<'_> {
    /// Words as a text.
    pub(super) fn text(&self, words: &str) -> Prose {
        Prose::words(words, self.span)
    }

    /// The theme's word for a key of the comparison.
    pub(super) fn word(&self, key: &str) -> String {
        self.words.get(&format!("compare.{key}")).to_owned()
    }

    /// A cell for what a document does not say.
    pub(super) fn nothing(&self) -> Content {
        Content::Empty(Some(self.word("none")))
    }

    /// A text, or that there is none.
    pub(super) fn or_nothing(&self, text: Option<&Prose>) -> Content {
        match text {
            Some(text) if !text.is_empty() => Content::Text(text.clone()),
            _ => self.nothing(),
        }
    }

    /// Words as a cell's text, or that there are none.
    pub(super) fn words_or_nothing(&self, words: Option<&str>) -> Content {
        match words {
            Some(words) => Content::Text(self.text(words)),
            None => self.nothing(),
        }
    }

    /// The head of a column, by its key among the words of a table.
    pub(super) fn column(&self, key: &str) -> Cell {
        Cell::head(Head::Column, self.text(&self.word(&format!("column.{key}"))))
    }

    /// A document's name, leading to it.
    pub(super) fn link(&self, compared: &Compared<'_>) -> Entry {
        let target = Target { page: compared.document.output.clone(), id: None };
        Entry { text: self.text(&compared.name), target: Some(target) }
    }

    /// A table with a caption.
    pub(super) fn table(
        &self,
        figure: &'static str,
        caption: &str,
        head: Vec<Cell>,
        groups: Vec<Group>,
    ) -> Table {
        Table {
            figure,
            id: None,
            caption: Some(self.text(caption)),
            legend: None,
            form: Form::Grid,
            columns: columns_of(head.len(), &groups),
            head: vec![Row { cells: head }],
            groups,
            notes: Prose::default(),
            picture: None,
            place: Place(self.span),
        }
    }

    /// A table with a row for each document.
    pub(super) fn table_of_rows(
        &self,
        (figure, caption): (&'static str, &str),
        head: Vec<Cell>,
        documents: &[&Compared<'_>],
        cells: impl Fn(&Document) -> Vec<Content>,
    ) -> Table {
        let row = |compared: &&Compared<'_>| {
            let link = Content::Entries { status: None, entries: vec![self.link(compared)] };
            let name = Cell { head: Some(Head::Row), ..Cell::new(link) };
            let cells = cells(compared.document).into_iter().map(Cell::new);
            Row { cells: std::iter::once(name).chain(cells).collect() }
        };
        let rows = documents.iter().map(row).collect();
        let head = std::iter::once(self.column("document")).chain(head).collect();
        self.table(figure, caption, head, vec![Group { head: None, rows }])
    }

    /// A table with a group of rows for each document that has any; nothing if none has. The first text
    /// of a row is the name by which it is found in other documents.
    pub(super) fn table_of_groups(
        &self,
        name: &'static str,
        head: Vec<Cell>,
        rows: impl Fn(&Document) -> Vec<(Prose, Vec<Content>)>,
    ) -> Option<Table> {
        let group = |compared: &Compared<'_>| {
            let mut taken = BTreeSet::new();
            let row = |(name, cells): (Prose, Vec<Content>)| {
                let key = key_of(&name, &mut taken);
                let name = Cell { key, ..Cell::head(Head::Row, name) };
                Row {
                    cells: std::iter::once(name).chain(cells.into_iter().map(Cell::new)).collect(),
                }
            };
            let rows = rows(compared.document).into_iter().map(row).collect();
            Group { head: Some(self.link(compared)), rows }
        };
        let groups = self.documents.iter().map(group).filter(|group| !group.rows.is_empty());
        let groups: Vec<Group> = groups.collect();
        let figure = format!("section.{name}");
        (!groups.is_empty()).then(|| self.table(FIGURE, &self.word(&figure), head, groups))
    }
}

/// The name of the comparison's tables among figures.
pub(super) const FIGURE: &str = "compare";

/// The key of a head cell, unless its text is the key. Of two equal names in a document the second one
/// gets a number: each is found by its own.
fn key_of(name: &Prose, taken: &mut BTreeSet<String>) -> Option<String> {
    let plain = name.plain();
    let folded = name_key(&plain);
    let mut key = folded.clone();
    let mut number = 1;
    while !taken.insert(key.clone()) {
        number += 1;
        key = format!("{folded} {number}");
    }
    let is_text =
        matches!(name.as_line(), Some([only]) if matches!(only.kind, InlineKind::Text(_)));
    (!is_text || key != plain).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;
    use crate::source::{Project, SourceMap};

    fn line(text: &str) -> Prose {
        let (_, source) = Project::of_text(text);
        markdown::parse_line(text, &SourceMap::Whole(Place(Span::new(source, 0, 0))))
    }

    #[test]
    fn names_are_folded_and_told_apart() {
        let mut taken = BTreeSet::new();
        let mut check = |name: &str, expected: Option<&str>| {
            assert_eq!(key_of(&line(name), &mut taken).as_deref(), expected, "{name}");
        };
        check("一般職員", None);
        check("ＤＸ推進 人財", Some("dx推進人材"));
        check("一般職員", Some("一般職員 2"));
        check("一般 職員", Some("一般職員 3"));
        check("**管理**職", Some("管理職"));
        check("｜人材《じんざい》", Some("人材"));
    }
}
