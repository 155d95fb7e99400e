//! Files in the long form that the program itself writes: one value a cell, several rows a record.
//!
//! Several files make the records of a list: `[skills.csv, skill-map.csv, skill-methods.csv]`. Which row is of
//! which record is said by the record's id, or by what must be written of it.

use crate::diagnostic::Diagnostics;
use crate::document::{ABOUT, RecordList, refers, singular};
use crate::sheet::{Row, unguarded};
use crate::source::{Place, Span};
use crate::yaml::{Field, Node, NodeKind, Shape};

use super::rows::is_blank;
use super::{Opened, cells, heads};

/// Whether a file is in this form: its first columns say of which document each row is.
pub(super) fn is_long(sheet: Opened<'_>) -> bool {
    let Some(head) = sheet.sheet.rows.first() else { return false };
    let has = |name: &str| head.cells.iter().any(|cell| sheet.book.text_of(cell) == name);
    ABOUT.iter().all(|name| has(name))
}

/// Records on the way, from one file or several.
#[derive(Default)]
pub(super) struct Gathered {
    records: Vec<Record>,
}

struct Record {
    /// What tells it from others; empty if nothing does.
    key: String,
    span: Span,
    entries: Vec<(&'static str, Node)>,
    /// The values of keys with several, and of mappings.
    lists: Vec<(&'static str, Vec<Node>)>,
    mappings: Vec<(&'static str, Vec<(Node, Node)>)>,
}

/// What a column holds.
#[derive(Clone, Copy)]
enum Holds {
    /// What is known, or said elsewhere.
    Nothing,
    /// The value of a key.
    Field(&'static Field),
    /// A part of the value of a key.
    Part(&'static Field, &'static Field),
    /// One of the values of a key.
    Item(&'static Field),
    /// The role of a level.
    Role,
    /// The level of a role, as a symbol or in words.
    Level(&'static Field),
    /// What an amount is: `baseline` or `target`.
    Measure,
    /// The first and the last fiscal year of an amount.
    Years(usize),
    /// An amount, as a number or in words.
    Amount,
}

/// The columns of a file, with their positions.
type Columns = Vec<(usize, Holds)>;

/// Reads the rows of a file. Whether its columns are known; those that are not are reported.
pub(super) fn read(
    sheet: Opened<'_>,
    list: &'static RecordList,
    gathered: &mut Gathered,
    found: &mut Diagnostics,
) -> bool {
    let Some((head, body)) = sheet.sheet.rows.split_first() else { return false };
    let names: Vec<&str> = head.cells.iter().map(|cell| sheet.book.text_of(cell)).collect();
    let mut columns: Columns = Vec::new();
    for (cell, name) in head.cells.iter().zip(&names) {
        let Some(holds) = holds(name, &names, list) else {
            found.push(heads::unknown(name, sheet.span(cell), list.fields));
            return false;
        };
        columns.push((cell.column, holds));
    }
    // A record of a main file without amounts is a row of its own, whatever else is the same.
    let is_main = columns
        .iter()
        .all(|(_, it)| matches!(it, Holds::Nothing | Holds::Field(_) | Holds::Part(..)));
    for row in body.iter().filter(|row| !row.cells.iter().all(is_blank)) {
        let key = key(sheet, row, &columns, list);
        let known = gathered.records.iter().position(|it| !is_main && it.key == key);
        let at = known.unwrap_or_else(|| {
            let span = sheet.row_span(row);
            let (entries, lists, mappings) = (Vec::new(), Vec::new(), Vec::new());
            gathered.records.push(Record { key, span, entries, lists, mappings });
            gathered.records.len() - 1
        });
        gathered.records[at].add(sheet, row, &columns, found);
    }
    true
}

/// What a column holds, by its name and those of the others.
fn holds(name: &str, all: &[&str], list: &'static RecordList) -> Option<Holds> {
    if ABOUT.contains(&name) || ["level_order", "level_meaning"].contains(&name) {
        return Some(Holds::Nothing);
    }
    let has = |name: &str| all.contains(&name);
    // Beside an id, a name is for people.
    let named = || has(&format!("{name}_id"));
    let field = |key: &str| list.fields.iter().find(|field| field.key == key);
    let of_shape = |fits: fn(&Shape) -> bool| list.fields.iter().find(|it| fits(&it.shape));
    if let Some(levels) = of_shape(|it| matches!(it, Shape::Levels)).filter(|_| has("level_symbol"))
    {
        match name {
            "role_id" => return Some(Holds::Role),
            "role" => return Some(Holds::Nothing),
            "level_symbol" | "level_text" => return Some(Holds::Level(levels)),
            _ => {}
        }
    }
    if of_shape(|it| matches!(it, Shape::Amounts)).is_some() {
        match name {
            "measure" => return Some(Holds::Measure),
            "fiscal_year" => return Some(Holds::Years(0)),
            "fiscal_year_until" => return Some(Holds::Years(1)),
            "value" | "text" => return Some(Holds::Amount),
            _ => {}
        }
    }
    let own = format!("{}_id", list.singular);
    if name == own {
        return field("id").map(Holds::Field);
    }
    if name == list.singular && has(&own) {
        return field("name").map(Holds::Field);
    }
    let stem = name.strip_suffix("_id").unwrap_or(name);
    let is_list = |field: &&Field| matches!(field.shape, Shape::Words | Shape::Markdowns);
    if let Some(item) = list.fields.iter().filter(is_list).find(|it| singular(it.key) == stem) {
        // Who is no role has no id.
        let only_name = named() && item.key != "audience";
        return Some(if only_name { Holds::Nothing } else { Holds::Item(item) });
    }
    if let Some(field) = field(stem).filter(|field| stem == name || refers(field)) {
        return Some(if stem == name && named() { Holds::Nothing } else { Holds::Field(field) });
    }
    list.fields.iter().find_map(|field| {
        let Shape::Record(inner) = field.shape else { return None };
        let part = inner.iter().find(|part| name == format!("{}_{}", field.key, part.key))?;
        Some(Holds::Part(field, part))
    })
}

/// The text of a cell; nothing if it is empty.
fn text(
    sheet: Opened<'_>,
    row: &Row,
    column: usize,
    found: &mut Diagnostics,
) -> Option<(String, Span)> {
    let (cell, _) = sheet.seen(row, column)?;
    let text = cells::usable(sheet, cell, found)?;
    Some((unguarded(text.shown).to_owned(), text.span))
}

/// What tells a record from others: its id, or else what must be written of it.
fn key(sheet: Opened<'_>, row: &Row, columns: &Columns, list: &'static RecordList) -> String {
    let identity = list.identity();
    let is_key = |field: &Field| {
        if identity.contains(&"id") { field.key == "id" } else { identity.contains(&field.key) }
    };
    let cells = columns.iter().filter_map(|(at, holds)| match holds {
        Holds::Field(field) if is_key(field) => text(sheet, row, *at, &mut Diagnostics::default()),
        _ => None,
    });
    cells.map(|(text, _)| text).collect::<Vec<_>>().join("\n")
}

impl Record {
    fn add(&mut self, sheet: Opened<'_>, row: &Row, columns: &Columns, found: &mut Diagnostics) {
        let (mut role, mut measure, mut years, mut items) = (None, None, [None, None], Vec::new());
        for &(at, holds) in columns {
            let Some((text, span)) = text(sheet, row, at, found) else { continue };
            match holds {
                Holds::Nothing => {}
                Holds::Field(field) => {
                    if self.entries.iter().all(|(key, _)| *key != field.key) {
                        self.entries.push((field.key, value(field, &text, span)));
                    }
                }
                Holds::Part(field, part) => {
                    let entry = (cells::word(part.key, span), cells::word(&text, span));
                    put(&mut self.mappings, field.key, entry);
                }
                Holds::Item(field) => items.push((field, value(field, &text, span))),
                Holds::Role => role = Some(cells::word(&text, span)),
                Holds::Level(field) => {
                    let level = value(field, &text, span);
                    if let Some(role) = role.take() {
                        put(&mut self.mappings, field.key, (role, level));
                    }
                }
                Holds::Measure => measure = Some(text),
                Holds::Years(end) => years[end] = Some((text, span)),
                Holds::Amount => {
                    let key =
                        if measure.as_deref() == Some("baseline") { "baseline" } else { "targets" };
                    let [Some((from, place)), until] = &years else { continue };
                    let until = until.as_ref().map(|(until, _)| until).filter(|it| *it != from);
                    let name =
                        until.map_or_else(|| from.clone(), |until| format!("{from}-{until}"));
                    let amount = cells::word(&escaped(&text), span);
                    put(&mut self.mappings, key, (cells::word(&name, *place), amount));
                }
            }
        }
        // An id stands before the name that is for people.
        if let Some((field, item)) = items.into_iter().next() {
            put(&mut self.lists, field.key, item);
        }
    }

    fn node(self) -> Node {
        let Self { span, entries, lists, mappings, .. } = self;
        let node = |kind| Node { kind, span: Place(span) };
        let entries = entries.into_iter();
        let lists = lists.into_iter().map(|(key, nodes)| (key, node(NodeKind::List(nodes))));
        let mappings = mappings.into_iter().map(|(key, it)| (key, node(NodeKind::Mapping(it))));
        let all = entries.chain(lists).chain(mappings);
        node(NodeKind::Mapping(all.map(|(key, value)| (cells::word(key, span), value)).collect()))
    }
}

impl Gathered {
    /// The records, in the order of their first rows.
    pub(super) fn nodes(self) -> impl Iterator<Item = Node> {
        self.records.into_iter().map(Record::node)
    }
}

fn put<T>(into: &mut Vec<(&'static str, Vec<T>)>, key: &'static str, value: T) {
    match into.iter_mut().find(|(known, _)| *known == key) {
        Some((_, values)) => values.push(value),
        None => into.push((key, vec![value])),
    }
}

/// A text as the value of a key: in Markdown it says just itself.
fn value(field: &Field, text: &str, span: Span) -> Node {
    match field.shape {
        Shape::Markdown | Shape::Markdowns | Shape::Levels => cells::word(&escaped(text), span),
        _ => cells::word(text, span),
    }
}

/// A text whose characters mean nothing in Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_~[<&".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
