//! The rows of a file of records, as mappings of keys and values.

use crate::diagnostic::{Diagnostic, Diagnostics, Message};
use crate::document::ROW_LENGTH;
use crate::sheet::{Area, Cell, Row};
use crate::source::{Place, Span};
use crate::yaml::{FIELD_MISSING, Field, Node, NodeKind, Shape};

use super::heads::{Column, Holds, columns, lacking, named};
use super::{DATA_FILE_INVALID, Opened, cells};

/// How many rows are looked at for heads that do not stand in the first one.
const NEAR: usize = 10;

/// Keys with values.
type Entries = Vec<(Node, Node)>;

impl<'a> Opened<'a> {
    /// The place of a cell.
    pub(super) fn span(&self, cell: &Cell) -> Span {
        Span::new(self.source, cell.place.start, cell.place.end)
    }

    /// The place of a row.
    pub(super) fn row_span(&self, row: &Row) -> Span {
        let start = row.cells.first().map_or(0, |cell| cell.place.start);
        let end = row.cells.last().map_or(start, |cell| cell.place.end);
        Span::new(self.source, start, end)
    }

    /// The cell that is seen in a column of a row, and the merged cells that it belongs to.
    pub(super) fn seen(&self, row: &Row, column: usize) -> Option<(&'a Cell, Option<&'a Area>)> {
        let cell = self.sheet.seen(row.number, column)?;
        Some((cell, self.sheet.area(row.number, column)))
    }
}

/// The records of a sheet; nothing if its first row cannot be understood, which is reported.
pub(super) fn records(
    sheet: Opened<'_>,
    field: &Field,
    fields: &'static [Field],
    found: &mut Diagnostics,
) -> Option<Vec<Node>> {
    let (head, body) = sheet.sheet.rows.split_first()?;
    let fault =
        heads_elsewhere(sheet, head, body, fields).or_else(|| merged_heads(sheet, head, body));
    if let Some(diagnostic) = fault {
        found.push(diagnostic);
        return None;
    }
    let (columns, all) = columns(sheet, head, fields, found);
    if lacking(&columns, sheet.row_span(head), fields, found) || !all {
        return None;
    }
    let mut records = Vec::new();
    for row in body {
        let holds = |column: &Column| sheet.seen(row, column.at).is_some_and(|it| !is_blank(it.0));
        if !columns.iter().any(holds) && row.cells.iter().all(is_blank) {
            continue;
        }
        let fault = repeated_head(sheet, head, row, &columns)
            .or_else(|| length(sheet, head, row))
            .or_else(|| headless(sheet, head, row, field));
        match fault {
            Some(fault) => found.push(fault),
            None => records.extend(record(sheet, row, &columns, found)),
        }
    }
    Some(records)
}

pub(super) fn is_blank(cell: &Cell) -> bool {
    cell.place.is_empty() && cell.kind == crate::sheet::CellKind::Plain
}

/// The record of a row; nothing if a cell that it must have cannot be read, which is reported.
fn record(
    sheet: Opened<'_>,
    row: &Row,
    columns: &[Column],
    found: &mut Diagnostics,
) -> Option<Node> {
    let mut entries = Entries::new();
    let mut mappings: Vec<(&Field, Span, Entries)> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        match &column.holds {
            Holds::Field(field) => {
                let faults = found.iter().count();
                let value = cells::value(sheet, row, column.at, field, found);
                if field.required && value.is_null() {
                    if found.iter().count() == faults {
                        found.push(blank(value.span.0, field));
                    }
                    return None;
                }
                entries.push((cells::word(field.key, column.span), value));
            }
            Holds::Entry(field, name) => {
                if continues(sheet, row, columns, at) {
                    continue;
                }
                let last = last_year(sheet, row, columns, at);
                let name = last.map_or_else(|| name.clone(), |last| format!("{name}-{last}"));
                let entry = (
                    cells::word(&name, column.span),
                    cells::value(sheet, row, column.at, field, found),
                );
                match mappings.iter_mut().find(|(known, ..)| known.key == field.key) {
                    Some((_, _, entries)) => entries.push(entry),
                    None => mappings.push((field, column.span, vec![entry])),
                }
            }
        }
    }
    let span = sheet.row_span(row);
    entries.extend(mappings.into_iter().map(|(field, head, entries)| {
        let mapping = Node { kind: NodeKind::Mapping(entries), span: Place(span) };
        (cells::word(field.key, head), mapping)
    }));
    Some(Node { kind: NodeKind::Mapping(entries), span: Place(span) })
}

/// Reports a cell that must hold something.
fn blank(span: Span, field: &Field) -> Diagnostic {
    let name = field.called.first().unwrap_or(&field.key);
    let message = Message::new(
        format!("「{name}」（{}）のセルが空です", field.key),
        format!("the cell of `{name}` (`{}`) is empty", field.key),
    );
    let help = Message::fixed(
        "値を書き入れてください。一件のデータでない行（注など）は、ファイルから取り除きます。",
        "write the value; take rows away that are no entries (such as notes)",
    );
    Diagnostic::new(&FIELD_MISSING, span, message).help(help)
}

/// The merged cells that a column of years belongs to in a row, if they reach over other columns.
fn years_together<'a>(sheet: Opened<'a>, row: &Row, column: &Column) -> Option<&'a Area> {
    let Holds::Entry(field, _) = &column.holds else { return None };
    let area = sheet.sheet.area(row.number, column.at)?;
    (matches!(field.shape, Shape::Amounts) && area.left < area.right).then_some(area)
}

/// Whether a column of years goes on with what the one before it says.
fn continues(sheet: Opened<'_>, row: &Row, columns: &[Column], at: usize) -> bool {
    let area = years_together(sheet, row, &columns[at]);
    area.is_some_and(|area| {
        columns[..at].iter().any(|before| {
            area.holds(row.number, before.at) && years_together(sheet, row, before).is_some()
        })
    })
}

/// The last of the years for which a cell speaks that was merged over several.
fn last_year<'c>(
    sheet: Opened<'_>,
    row: &Row,
    columns: &'c [Column],
    at: usize,
) -> Option<&'c String> {
    let area = years_together(sheet, row, &columns[at])?;
    let together = columns[at + 1..].iter().filter(|it| area.holds(row.number, it.at));
    let mut years = together.filter_map(|it| match &it.holds {
        Holds::Entry(_, name) => Some(name),
        Holds::Field(_) => None,
    });
    years.next_back()
}

/// Reports heads that stand below the first row, as under a title.
fn heads_elsewhere(
    sheet: Opened<'_>,
    head: &Row,
    body: &[Row],
    fields: &'static [Field],
) -> Option<Diagnostic> {
    if named(sheet, head, fields) > 0 {
        return None;
    }
    let row = body.iter().take(NEAR).find(|row| named(sheet, row, fields) > 1)?;
    let number = row.number + 1;
    let message = Message::fixed(
        "最初の行が、列の見出しではありません",
        "the first row does not hold the heads of the columns",
    );
    let help = Message::new(
        format!(
            "見出しは {number} 行目のようです。それより上の行（表の題など）を取り除いてください。"
        ),
        format!("the heads seem to stand in row {number}: take the rows above it (a title) away"),
    );
    let there = Message::fixed("見出しのようです", "these seem to be the heads");
    let span = sheet.row_span(head);
    let diagnostic = Diagnostic::new(&DATA_FILE_INVALID, span, message).help(help);
    Some(diagnostic.related(sheet.row_span(row), there))
}

/// Reports heads of two rows: cells of the first row that were merged with others.
fn merged_heads(sheet: Opened<'_>, head: &Row, body: &[Row]) -> Option<Diagnostic> {
    let area = sheet
        .sheet
        .merged
        .iter()
        .find(|area| area.top <= head.number && head.number <= area.bottom)?;
    let below = body.first().is_some_and(|row| row.number <= area.bottom);
    if !below && area.left == area.right {
        return None;
    }
    let message = Message::fixed("見出しのセルが結合されています", "cells of the heads are merged");
    let span = sheet.seen(head, area.left).map_or(sheet.row_span(head), |it| sheet.span(it.0));
    Some(Diagnostic::new(&DATA_FILE_INVALID, span, message).help(ONE_ROW))
}

const ONE_ROW: Message = Message::fixed(
    "見出しは最初の一行だけにしてください。見出しを二段にせず、列ごとに一つの見出しを書きます。",
    "only the first row may hold heads: one for each column, not two above each other",
);

/// Reports a row that says the same as the heads.
fn repeated_head(
    sheet: Opened<'_>,
    head: &Row,
    row: &Row,
    columns: &[Column],
) -> Option<Diagnostic> {
    let text = |row: &Row, column: &Column| {
        sheet.seen(row, column.at).map(|(cell, _)| sheet.book.text_of(cell).to_owned())
    };
    let same = |column: &Column| text(row, column).is_some_and(|it| text(head, column) == Some(it));
    if columns.is_empty() || !columns.iter().all(same) {
        return None;
    }
    let message = Message::fixed("見出しの行が二つあります", "there is a second row of heads");
    let there = Message::fixed("最初の見出し", "the first one");
    let diagnostic = Diagnostic::new(&DATA_FILE_INVALID, sheet.row_span(row), message);
    Some(diagnostic.help(ONE_ROW).related(sheet.row_span(head), there))
}

/// Reports a row of a CSV file that has not as many fields as there are heads.
pub(super) fn length(sheet: Opened<'_>, head: &Row, row: &Row) -> Option<Diagnostic> {
    sheet.book.encoding?;
    let heads = head.cells.iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last + 1);
    let cells = row.cells.len();
    let more = row.cells.iter().skip(head.cells.len()).any(|cell| !is_blank(cell));
    if cells >= heads && !more {
        return None;
    }
    let message = Message::new(
        format!("見出しは{heads}列ですが、この行は{cells}列です"),
        format!("this row has {cells} fields, but there are {heads} heads"),
    );
    let help = if more {
        Message::fixed(
            "「,」を含むセルは「\"」で囲みます。Excel で開いて保存し直すとそうなります。",
            "put a cell that holds a `,` into quotation marks; saving the file in Excel does that",
        )
    } else {
        Message::fixed(
            "空のセルも「,」で区切ります。改行を含むセルは「\"」で囲みます。",
            "separate empty cells by `,`, too; put a cell that holds a line break into quotation marks",
        )
    };
    Some(Diagnostic::new(&ROW_LENGTH, sheet.row_span(row), message).help(help))
}

/// Reports a cell that holds something in a column without a head.
fn headless(sheet: Opened<'_>, head: &Row, row: &Row, field: &Field) -> Option<Diagnostic> {
    let has_head = |column: usize| {
        let cell = sheet.seen(head, column);
        cell.is_some_and(|(cell, _)| !is_blank(cell))
    };
    let cell = row.cells.iter().find(|cell| !is_blank(cell) && !has_head(cell.column))?;
    let message =
        Message::fixed("このセルの列には見出しがありません", "the column of this cell has no head");
    let help = Message::new(
        format!(
            "最初の行に見出しを書いてください。{} に使わないメモなどは、別のシートに移します。",
            field.key
        ),
        format!(
            "write a head into the first row; move what does not belong to `{}` to another sheet",
            field.key
        ),
    );
    let diagnostic = Diagnostic::new(&crate::document::COLUMN_UNKNOWN, sheet.span(cell), message);
    Some(diagnostic.help(help))
}
