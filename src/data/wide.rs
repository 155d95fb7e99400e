//! Records and tables as people lay them out in a spreadsheet: a row for each record, a column for each key, role
//! or year; several values in a cell.

use std::collections::BTreeSet;

use super::{Datum, Material, own_tables};
use crate::document::{Amount, AsData, Legend, List, Needed, RoleId, Value};
use crate::markdown::Prose;
use crate::table::{Content, Head, Row, Table, lay_out};
use crate::yaml::{Field, Shape};

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wide {
    /// Its name.
    pub(super) title: String,
    /// How many rows are heads.
    pub(super) heads: usize,
    /// How many columns are heads.
    pub(super) row_heads: usize,
    /// Its rows.
    pub(super) rows: Vec<Vec<Datum>>,
    /// Cells that span several places: the first row and column, the last row and column.
    pub(super) merged: Vec<[usize; 4]>,
}

/// The sheets of a document: its facts, its legend, its records, the tables that authors wrote in the text.
pub(super) fn sheets(from: &Material<'_>) -> Vec<Wide> {
    let mut sheets = vec![facts(from)];
    let legend = &from.document.records.legend;
    if !legend.entries.is_empty() || legend.empty.is_some() {
        sheets.push(symbols(from, legend));
    }
    let lists = from.document.records.lists();
    sheets.extend(lists.iter().filter(|list| !list.rows.is_empty()).map(|it| records(from, it)));
    sheets.extend(own_tables(from).map(|(_, table)| as_shown(table)));
    sheets
}

fn text(text: &str) -> Datum {
    let text = text.trim();
    if text.is_empty() { Datum::Blank } else { Datum::Text(text.to_owned()) }
}

/// The facts of a document, a line each.
fn facts(from: &Material<'_>) -> Wide {
    let facts = &from.document.facts;
    let mut rows = Vec::new();
    for (key, value) in facts.values(&from.document.records) {
        let lines = match value {
            Value::Record(values) => values
                .iter()
                .map(|(inner, value)| (format!("{key}.{inner}"), single(value)))
                .collect(),
            value => vec![(key.to_owned(), single(&value))],
        };
        let shown = lines.into_iter().filter(|(_, value)| *value != Datum::Blank);
        rows.extend(shown.map(|(key, value)| {
            let key = format!("data.fact.{key}");
            vec![text(from.words.get(&key)), value]
        }));
    }
    let title = from.words.get("data.file.facts").to_owned();
    Wide { title, heads: 0, row_heads: 1, rows, merged: Vec::new() }
}

fn symbols(from: &Material<'_>, legend: &Legend) -> Wide {
    let head = ["level_symbol", "level_meaning"]
        .map(|key| text(from.words.get(&format!("data.column.{key}"))));
    let entries = legend.entries.iter().map(|(symbol, meaning)| (symbol.value.as_str(), meaning));
    let empty = legend.empty.iter().map(|meaning| ("", meaning));
    let rows = entries.chain(empty).map(|(symbol, meaning)| vec![text(symbol), text(meaning)]);
    Wide {
        title: from.words.get("data.file.levels").to_owned(),
        heads: 1,
        row_heads: 1,
        rows: [head.to_vec()].into_iter().chain(rows).collect(),
        merged: Vec::new(),
    }
}

/// A column of records on the way to its sheet.
struct Column<'a> {
    head: String,
    cell: Box<dyn Fn(&Value<'_>) -> Datum + 'a>,
    /// The position of its key.
    key: usize,
}

/// The records of a list, with the columns that any of them fills.
fn records(from: &Material<'_>, list: &List<'_>) -> Wide {
    let columns: Vec<Column<'_>> = list
        .fields
        .iter()
        .enumerate()
        .flat_map(|(key, field)| columns(from, list, field, key))
        .collect();
    let cells = |column: &Column<'_>| -> Vec<Datum> {
        list.rows.iter().map(|record| (column.cell)(&record[column.key].1)).collect()
    };
    let amounts = |it: &Column<'_>| matches!(list.fields[it.key].shape, Shape::Amounts);
    let filled: Vec<(&Column<'_>, Vec<Datum>)> = columns
        .iter()
        .map(|column| (column, cells(column)))
        .filter(|(it, cells)| amounts(it) || cells.iter().any(|cell| *cell != Datum::Blank))
        .collect();
    let shown: Vec<&Column<'_>> = filled.iter().map(|(column, _)| *column).collect();
    let head = shown.iter().map(|column| text(&column.head)).collect();
    let row = |at: usize| filled.iter().map(|(_, cells)| cells[at].clone()).collect();
    let rows: Vec<Vec<Datum>> = [head].into_iter().chain((0..list.rows.len()).map(row)).collect();
    let has_id = list.fields.first().is_some_and(|field| field.key == "id");
    Wide {
        title: from.words.get(&format!("data.file.{}", name(list))).to_owned(),
        heads: 1,
        row_heads: if has_id { 2 } else { 1 },
        rows,
        merged: years_together(list, &shown),
    }
}

/// The name of the sheet of a list: skills with levels are the skill map.
fn name(list: &List<'_>) -> &'static str {
    let is_levels = |(_, value): &(&str, Value<'_>)| matches!(value, Value::Levels(_));
    if list.rows.iter().flatten().any(is_levels) { "skill-map" } else { list.key }
}

fn columns<'a>(
    from: &'a Material<'_>,
    list: &List<'_>,
    field: &'static Field,
    key: usize,
) -> Vec<Column<'a>> {
    let head = field.called.first().copied().unwrap_or(field.key);
    match field.shape {
        Shape::Levels => levels(from, key),
        Shape::Amounts => amounts(list, field, key),
        Shape::Record(_) => {
            let cell = |value: &Value<'_>| match value {
                Value::Record(values) => text(&ends(values)),
                _ => Datum::Blank,
            };
            vec![Column { head: head.to_owned(), cell: Box::new(cell), key }]
        }
        Shape::Choice(_) => {
            let cell = |value: &Value<'_>| match value {
                Value::Choice(word) => text(spelled(field, word)),
                _ => Datum::Blank,
            };
            vec![Column { head: head.to_owned(), cell: Box::new(cell), key }]
        }
        _ => vec![Column { head: head.to_owned(), cell: Box::new(single), key }],
    }
}

/// A column for each role that any skill names, under its name.
fn levels<'a>(from: &'a Material<'_>, key: usize) -> Vec<Column<'a>> {
    let records = &from.document.records;
    let mapped = |role: &RoleId| records.skills.iter().any(|skill| skill.level(*role).is_some());
    let column = |role: RoleId| {
        let role = &records.roles[role.index()];
        let cell = move |value: &Value<'_>| {
            let Value::Levels(levels) = value else { return Datum::Blank };
            let level = levels.iter().find(|(of, _)| of.id == role.id.value);
            match level {
                Some((_, Needed::Symbol(at))) => {
                    text(records.legend.entries.get(*at).map_or("", |(it, _)| it.value.as_str()))
                }
                Some((_, Needed::Text(it))) => text(&it.markdown()),
                None => Datum::Blank,
            }
        };
        Column { head: role.name.plain(), cell: Box::new(cell), key }
    };
    records.role_ids().filter(mapped).map(column).collect()
}

/// A column for each year, or several years, for which any record has an amount.
fn amounts(list: &List<'_>, field: &'static Field, key: usize) -> Vec<Column<'static>> {
    let mut years = BTreeSet::new();
    for record in &list.rows {
        if let Value::Amounts(targets) = record[key].1 {
            years.extend(targets.iter().flat_map(|target| target.from.0..=target.until.0));
        }
    }
    let called = field.called.first().copied().unwrap_or(field.key);
    let word = if field.key == "targets" { String::new() } else { format!("{called} ") };
    let column = |year: i32| {
        let cell = move |value: &Value<'_>| {
            let Value::Amounts(targets) = value else { return Datum::Blank };
            match targets.iter().find(|it| it.from.0 == year).map(|it| &it.amount) {
                Some(Amount::Number(number)) => Datum::Number(number.clone()),
                Some(Amount::Text(it)) => text(&it.markdown()),
                None => Datum::Blank,
            }
        };
        Column { head: format!("{word}{year}年度"), cell: Box::new(cell), key }
    };
    years.into_iter().map(column).collect()
}

/// The cells of amounts over several years, in the columns of those years.
fn years_together(list: &List<'_>, columns: &[&Column<'_>]) -> Vec<[usize; 4]> {
    let mut merged = Vec::new();
    for (row, record) in list.rows.iter().enumerate() {
        for (key, (_, value)) in record.iter().enumerate() {
            let Value::Amounts(targets) = value else { continue };
            for target in targets.iter().filter(|target| target.from < target.until) {
                let years = format!("{}年度", target.from.0);
                let first =
                    columns.iter().position(|it| it.key == key && it.head.ends_with(&years));
                let width = usize::try_from(target.until.0 - target.from.0).unwrap_or(0);
                merged.extend(first.map(|first| [row + 1, first, row + 1, first + width]));
            }
        }
    }
    merged
}

/// A time from one date to another, as files are read.
fn ends(values: &[(&'static str, Value<'_>)]) -> String {
    let end = |value: &Value<'_>| match value {
        Value::Date(date) => date.to_string(),
        _ => String::new(),
    };
    values.iter().map(|(_, value)| end(value)).collect::<Vec<_>>().join("～")
}

/// The words of people for a word to choose.
fn spelled(field: &Field, word: &'static str) -> &'static str {
    let known = field.spelled.iter().find(|(it, _)| *it == word);
    known.and_then(|(_, words)| words.first().copied()).unwrap_or(word)
}

/// A value in one cell. Texts are in Markdown, as authors write them.
fn single(value: &Value<'_>) -> Datum {
    match value {
        Value::Text(it) => text(&it.markdown()),
        Value::Word(word) | Value::Choice(word) => text(word),
        Value::Count(count) => Datum::Number(count.to_string()),
        Value::Boolean(is) => text(if *is { "true" } else { "false" }),
        Value::Date(date) => text(&date.to_string()),
        Value::Year(year) => Datum::Number(year.0.to_string()),
        Value::Reference(reference) => text(&reference.name.plain()),
        Value::List(values) => several(values),
        Value::Nothing | Value::Record(_) | Value::Levels(_) | Value::Amounts(_) => Datum::Blank,
    }
}

/// Several values in one cell. A value that holds what else parts values is an item of a list: a line that begins
/// with ・.
fn several(values: &[Value<'_>]) -> Datum {
    let words: Vec<String> = values
        .iter()
        .map(|value| match single(value) {
            Datum::Text(text) | Datum::Number(text) => {
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            }
            Datum::Blank => String::new(),
        })
        .collect();
    let parted = |word: &String| word.contains(['、', ',', '，']);
    if words.iter().any(parted) {
        text(&words.iter().map(|word| format!("・{word}")).collect::<Vec<_>>().join("\n"))
    } else {
        text(&words.join("、"))
    }
}

/// A table as it is shown.
fn as_shown(table: &Table) -> Wide {
    let mut sheet = Wide {
        title: table.caption.as_ref().map_or_else(|| table.figure.to_owned(), Prose::plain),
        heads: table.head.len(),
        row_heads: row_heads(table),
        rows: Vec::new(),
        merged: Vec::new(),
    };
    let width = table.columns.len();
    sheet.add(&table.head, width);
    for group in &table.groups {
        if let Some(head) = &group.head {
            let at = sheet.rows.len();
            let mut row = vec![Datum::Blank; width];
            row[0] = text(&head.text.plain());
            sheet.rows.push(row);
            if width > 1 {
                sheet.merged.push([at, 0, at, width - 1]);
            }
        }
        sheet.add(&group.rows, width);
    }
    sheet
}

fn row_heads(table: &Table) -> usize {
    let rows = table.groups.iter().flat_map(|group| &group.rows);
    let heads =
        |row: &Row| row.cells.iter().take_while(|cell| cell.head == Some(Head::Row)).count();
    rows.map(heads).max().unwrap_or(0)
}

impl Wide {
    fn add(&mut self, rows: &[Row], width: usize) {
        let first = self.rows.len();
        self.rows.extend(std::iter::repeat_n(vec![Datum::Blank; width], rows.len()));
        for area in lay_out(rows).into_iter().flatten() {
            let columns = area.columns.start..area.columns.end.min(width);
            if columns.is_empty() {
                continue;
            }
            let last = [first + area.rows.end - 1, columns.end - 1];
            self.rows[first + area.rows.start][columns.start] = shown(&area.cell.content);
            if area.rows.len() > 1 || columns.len() > 1 {
                self.merged.push([first + area.rows.start, columns.start, last[0], last[1]]);
            }
        }
    }
}

fn shown(content: &Content) -> Datum {
    match content {
        Content::Number(number) => Datum::Number(number.replace(',', "")),
        Content::List(texts) => {
            text(&texts.iter().map(|it| format!("・{}", it.plain())).collect::<Vec<_>>().join("\n"))
        }
        content => text(&content.plain()),
    }
}
