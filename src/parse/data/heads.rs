//! The heads of a file of records: which key of a record each column holds.

use std::collections::BTreeMap;

use crate::calendar::FiscalYear;
use crate::diagnostic::{Diagnostic, Diagnostics, Message, did_you_mean};
use crate::document::COLUMN_UNKNOWN;
use crate::markdown::name_key;
use crate::sheet::{Cell, Row};
use crate::source::Span;
use crate::yaml::{FIELD_DUPLICATE, FIELD_MISSING, Field, Shape};

use super::Opened;

/// A column that holds something of a record.
pub(super) struct Column {
    /// Its position in the sheet.
    pub(super) at: usize,
    /// Where its head stands.
    pub(super) span: Span,
    pub(super) holds: Holds,
}

/// What a column holds.
pub(super) enum Holds {
    /// The value of a key.
    Field(&'static Field),
    /// An entry of a mapping: the key of the mapping, and that of the entry as written or as understood.
    Entry(&'static Field, String),
}

/// What stands before the year in the head of a column of `baseline`, and of `targets`.
const BASELINE: [&str; 5] = ["基準値", "基準", "現状値", "現状", "実績"];
const TARGET: [&str; 3] = ["目標値", "目標", ""];

/// The columns of a sheet by its first row. What cannot be a column is reported; whether nothing was lost by it.
pub(super) fn columns(
    sheet: Opened<'_>,
    head: &Row,
    fields: &'static [Field],
    found: &mut Diagnostics,
) -> (Vec<Column>, bool) {
    let mut columns = Vec::new();
    let mut known: BTreeMap<String, Span> = BTreeMap::new();
    let mut all = true;
    for cell in head.cells.iter().filter(|cell| !cell.place.is_empty()) {
        let span = sheet.span(cell);
        let text = sheet.book.text_of(cell);
        let Some(holds) = holds(text, fields) else {
            found.push(unknown(text, span, fields));
            all = false;
            continue;
        };
        let name = match &holds {
            Holds::Field(field) => field.key.to_owned(),
            Holds::Entry(field, name) => format!("{}.{}", field.key, name_key(name)),
        };
        if let Some(first) = known.insert(name, span) {
            found.push(repeated(text, span, first));
            all = false;
            continue;
        }
        columns.push(Column { at: cell.column, span, holds });
    }
    (columns, all)
}

fn holds(head: &str, fields: &'static [Field]) -> Option<Holds> {
    if let Some(field) = field(head, fields).filter(|field| !is_mapping(field)) {
        return Some(Holds::Field(field));
    }
    let levels = fields.iter().find(|field| matches!(field.shape, Shape::Levels));
    if let Some(levels) = levels {
        // Whether it is a role is known when the roles of the policy are.
        let one_line = head.split_whitespace().collect::<Vec<_>>().join(" ");
        return field(head, fields).is_none().then_some(Holds::Entry(levels, one_line));
    }
    let amounts = |key: &str| fields.iter().find(|field| field.key == key && is_mapping(field));
    let year = |names: &[&str]| year(head, names).map(|year| year.0.to_string());
    if let (Some(targets), Some(year)) = (amounts("targets"), year(&TARGET)) {
        return Some(Holds::Entry(targets, year));
    }
    Some(Holds::Entry(amounts("baseline")?, year(&BASELINE)?))
}

/// Whether a key holds a mapping, which takes several columns.
fn is_mapping(field: &Field) -> bool {
    matches!(field.shape, Shape::Levels | Shape::Amounts)
}

/// The field that a head names, in English or Japanese.
pub(super) fn field(head: &str, fields: &'static [Field]) -> Option<&'static Field> {
    let head = name_key(head);
    let is_it = |field: &&Field| {
        std::iter::once(&field.key).chain(field.called).any(|name| name_key(name) == head)
    };
    fields.iter().find(is_it)
}

/// The fiscal year of a head, behind or before one of these words: `2026`, `目標 R8`, `基準（令和7年度）`.
fn year(head: &str, words: &[&str]) -> Option<FiscalYear> {
    let head = name_key(head).replace(['(', ')', '[', ']', ':', '・'], "");
    words.iter().find_map(|word| {
        let rest = head.strip_prefix(word).or_else(|| head.strip_suffix(word))?;
        FiscalYear::parse(rest.strip_prefix('の').or(rest.strip_suffix('の')).unwrap_or(rest))
    })
}

/// Reports keys that must be there and have no column.
pub(super) fn lacking(
    columns: &[Column],
    head: Span,
    fields: &'static [Field],
    found: &mut Diagnostics,
) -> bool {
    let has = |field: &Field| {
        let is_it =
            |column: &Column| matches!(column.holds, Holds::Field(it) if it.key == field.key);
        columns.iter().any(is_it)
    };
    let mut lacks = false;
    for field in fields.iter().filter(|field| field.required && !has(field)) {
        let name = field.called.first().unwrap_or(&field.key);
        let message = Message::new(
            format!("「{name}」（{}）の列がありません", field.key),
            format!("there is no column `{name}` (`{}`)", field.key),
        );
        let help = Message::new(
            format!("最初の行に「{name}」という見出しの列を足してください。"),
            format!("add a column with the head `{name}` to the first row"),
        );
        found.push(Diagnostic::new(&FIELD_MISSING, head, message).help(help));
        lacks = true;
    }
    lacks
}

pub(super) fn unknown(head: &str, span: Span, fields: &'static [Field]) -> Diagnostic {
    let message = Message::new(
        format!("「{head}」という列は使えません"),
        format!("`{head}` is no column that is known here"),
    );
    let single = |field: &&Field| !is_mapping(field);
    let names: Vec<&str> = fields.iter().filter(single).map(first_name).collect();
    let keys: Vec<&str> = fields.iter().filter(single).map(|field| field.key).collect();
    let list = Message::new(
        format!("使える列: {}", names.join("、")),
        format!("the columns are {}", keys.join(", ")),
    );
    let help = match field(head, fields) {
        Some(field) if field.key == "targets" || field.key == "baseline" => Message::fixed(
            "年度ごとに列を分け、見出しに年度を書いてください（目標は「2026」、基準は「基準 2025」のように）。",
            "make a column for each fiscal year, with the year in its head (`2026` for a target, `基準 2025` for a baseline)",
        ),
        Some(field) if is_mapping(field) => Message::fixed(
            "役割ごとに列を分け、見出しに役割の名称を書いてください。",
            "make a column for each role, with the name of the role as its head",
        ),
        _ => {
            let all = fields.iter().flat_map(|it| std::iter::once(&it.key).chain(it.called));
            did_you_mean(head, all.copied()).map_or(list.clone(), |near| near.and(&list))
        }
    };
    Diagnostic::new(&COLUMN_UNKNOWN, span, message).help(help)
}

fn first_name(field: &'static Field) -> &'static str {
    field.called.first().copied().unwrap_or(field.key)
}

fn repeated(head: &str, span: Span, first: Span) -> Diagnostic {
    let message = Message::new(
        format!("「{head}」の列が二つあります"),
        format!("there are two columns `{head}`"),
    );
    let help = Message::fixed("どちらかの列を取り除いてください。", "take one of them away");
    let there = Message::fixed("最初の列", "the first one");
    Diagnostic::new(&FIELD_DUPLICATE, span, message).help(help).related(first, there)
}

/// How many cells of a row name a key: by that a row of heads is known.
pub(super) fn named(sheet: Opened<'_>, row: &Row, fields: &'static [Field]) -> usize {
    let names = |cell: &&Cell| field(sheet.book.text_of(cell), fields).is_some();
    row.cells.iter().filter(|cell| !cell.place.is_empty()).filter(names).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_stand_in_heads() {
        let check = |head: &str, words: &[&str], expected: Option<i32>| {
            assert_eq!(year(head, words).map(|year| year.0), expected, "{head}");
        };
        check("2026", &TARGET, Some(2026));
        check("２０２６年度", &TARGET, Some(2026));
        check("令和８年度", &TARGET, Some(2026));
        check("R8 目標", &TARGET, Some(2026));
        check("目標（令和8年度）", &TARGET, Some(2026));
        check("基準 2025", &TARGET, None);
        check("基準 2025", &BASELINE, Some(2025));
        check("2025年度の現状値", &BASELINE, Some(2025));
        check("備考", &TARGET, None);
    }
}
