//! Tables of records: a row for each record, a column for each of its fields.

use crate::document::Records;
use crate::markdown::Prose;
use crate::table::{Cell, Content, Group, Head, Row, Table};

use super::columns::{Chosen, Key};
use super::drawing::{Drawing, Material};
use super::group::Together;
use super::heads::{ColumnHead, layout};
use super::nested::{Nested, nest};

/// A field of a record that can be a column.
pub(super) struct Field<R> {
    key: Key,
    value: Value<R>,
    /// Whether it is shown only where the author asks for it.
    on_request: bool,
}

/// What a column shows of a record.
enum Value<R> {
    /// The record's number.
    Number,
    /// What the record says.
    Cell(fn(&R, &Material<'_>) -> Content),
}

/// A record and the number by which it is called.
pub(super) struct Entry<'a, R> {
    pub(super) number: usize,
    pub(super) record: &'a R,
}

/// A column on the way to its table, with what is left of its cells.
struct Column {
    name: &'static str,
    head: Prose,
    heads_rows: bool,
    cells: std::vec::IntoIter<Content>,
}

impl<R> Field<R> {
    pub(super) const fn new(name: &'static str, cell: fn(&R, &Material<'_>) -> Content) -> Self {
        Self { key: Key::new(name), value: Value::Cell(cell), on_request: false }
    }

    /// A field that authors can also call otherwise.
    pub(super) const fn or(
        name: &'static str,
        also: &'static str,
        cell: fn(&R, &Material<'_>) -> Content,
    ) -> Self {
        Self { key: Key::or(name, also), value: Value::Cell(cell), on_request: false }
    }

    /// A field that is shown only where the author asks for it.
    pub(super) const fn on_request(
        name: &'static str,
        cell: fn(&R, &Material<'_>) -> Content,
    ) -> Self {
        Self { key: Key::new(name), value: Value::Cell(cell), on_request: true }
    }

    /// By what authors call it.
    pub(super) const fn key(&self) -> Key {
        self.key
    }

    /// The number of each record, shown where the author asks for it.
    pub(super) const fn number() -> Self {
        Self { key: Key::new("number"), value: Value::Number, on_request: true }
    }
}

/// What authors write for these fields.
pub(super) const fn names<R, const N: usize>(fields: &[Field<R>; N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut at = 0;
    while at < N {
        names[at] = fields[at].key.name;
        at += 1;
    }
    names
}

/// Gives each record its number in the order of the rows.
pub(super) fn numbered<'a, R: 'a>(
    groups: impl IntoIterator<Item = Together<&'a R>>,
) -> Vec<Together<Entry<'a, R>>> {
    let mut number = 0;
    let mut entry = |record| {
        number += 1;
        Entry { number, record }
    };
    let numbered = groups.into_iter().map(|group| Together {
        head: group.head,
        items: group.items.into_iter().map(&mut entry).collect(),
    });
    numbered.collect()
}

impl<'a> Drawing<'a, '_> {
    /// A table of all records of a list, in one group.
    pub(super) fn all_records<R: 'a>(
        &mut self,
        fields: &[Field<R>],
        of: impl FnOnce(&'a Records) -> &'a [R],
    ) -> Option<Table> {
        let records = of(self.from.records()).iter().collect();
        self.records(fields, numbered([Together::plain(records)]), &[])
    }

    /// A table of records. Where the author does not choose, it has those columns that any record
    /// fills, without `redundant` ones.
    pub(super) fn records<R>(
        &mut self,
        fields: &[Field<R>],
        groups: Vec<Together<Entry<'_, R>>>,
        redundant: &[&str],
    ) -> Option<Table> {
        self.nested_records(fields, groups, redundant, None)
    }

    /// A table of records with nested heads of rows.
    pub(super) fn nested_records<R>(
        &mut self,
        fields: &[Field<R>],
        groups: Vec<Together<Entry<'_, R>>>,
        redundant: &[&str],
        nested: Option<Nested>,
    ) -> Option<Table> {
        if groups.iter().all(|group| group.items.is_empty()) {
            self.without_records();
            return None;
        }
        let mut columns = self.filled(fields, &groups, redundant);
        let nested = nested.and_then(|nested| self.nested(nested, &mut columns));
        let heads =
            columns.iter_mut().map(|column| ColumnHead::leaf(std::mem::take(&mut column.head)));
        let (width, head) = layout(heads.collect());
        let group = |group: Together<Entry<'_, R>>| Group {
            head: group.head.map(Into::into),
            rows: group.items.iter().map(|_| row(&mut columns)).collect(),
        };
        let mut groups: Vec<Group> = groups.into_iter().map(group).collect();
        if let Some((outer, inner)) = nested {
            nest(&mut groups, outer, inner);
        }
        Some(self.table(width, head, groups))
    }

    /// Where the columns of nested heads are. Unless the author chooses otherwise, they come first and
    /// are heads.
    fn nested(&self, nested: Nested, columns: &mut [Column]) -> Option<(usize, Option<usize>)> {
        let outer = columns.iter().position(|it| it.name == nested.outer)?;
        if self.options.place("row_heads").is_none() {
            let is_head = |name| name == nested.outer || Some(name) == nested.inner;
            for column in columns.iter_mut().filter(|it| is_head(it.name)) {
                column.heads_rows = true;
            }
        }
        let inner =
            |columns: &[Column]| columns.iter().position(|it| Some(it.name) == nested.inner);
        if self.options.place("columns").is_some() {
            return Some((outer, inner(columns)));
        }
        columns[..=outer].rotate_right(1);
        Some((0, inner(columns)))
    }

    /// The columns that are shown, with their cells.
    fn filled<R>(
        &mut self,
        fields: &[Field<R>],
        groups: &[Together<Entry<'_, R>>],
        redundant: &[&str],
    ) -> Vec<Column> {
        let keys: Vec<Key> = fields.iter().map(|field| field.key).collect();
        let mut row_heads = self.options.count("row_heads").unwrap_or(1);
        let chosen = self.columns(&keys);
        let by_author = chosen.is_some();
        let usual = |(_, field): &(usize, &Field<R>)| {
            !field.on_request && !redundant.contains(&field.key.name)
        };
        let chosen = chosen.unwrap_or_else(|| {
            let fields = fields.iter().enumerate().filter(usual);
            fields.map(|(at, _)| Chosen { at, head: None }).collect()
        });
        let mut columns = Vec::with_capacity(chosen.len());
        for Chosen { at, head } in chosen {
            let (from, field) = (&self.from, &fields[at]);
            let entries = groups.iter().flat_map(|group| &group.items);
            let cells: Vec<Content> = entries.map(|entry| field.value.of(entry, from)).collect();
            if !by_author && cells.iter().all(|cell| matches!(cell, Content::Empty(_))) {
                continue;
            }
            // The number of a row does not tell what the row is about.
            let heads_rows = row_heads > 0 && !matches!(field.value, Value::Number);
            row_heads -= usize::from(heads_rows);
            let head = head.unwrap_or_else(|| from.column_head(field.key.name));
            let name = field.key.name;
            columns.push(Column { name, head, heads_rows, cells: cells.into_iter() });
        }
        columns
    }
}

impl<R> Value<R> {
    fn of(&self, entry: &Entry<'_, R>, from: &Material<'_>) -> Content {
        match self {
            Self::Number => Content::Number(entry.number.to_string()),
            Self::Cell(cell) => cell(entry.record, from),
        }
    }
}

/// Takes the next cell of every column.
fn row(columns: &mut [Column]) -> Row {
    let cell = |column: &mut Column| {
        let content = column.cells.next()?;
        let mut cell = Cell::new(content);
        cell.head = row_head(column.heads_rows, &cell.content);
        Some(cell)
    };
    Row { cells: columns.iter_mut().filter_map(cell).collect() }
}

/// A cell in a column of row heads is one unless it is empty.
pub(super) fn row_head(heads_rows: bool, content: &Content) -> Option<Head> {
    (heads_rows && !matches!(content, Content::Empty(_))).then_some(Head::Row)
}
