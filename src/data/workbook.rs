//! A workbook for people: a sheet for each list of records and each table, with frozen heads and widths that fit.
//!
//! The sheets of records have the heads that `{file: …}` in front matter understands, so that what is corrected
//! in the workbook can be read from it.

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::wide::{self, Wide};
use super::{Datum, Material};

/// The most characters of the name of a sheet.
const NAME: usize = 31;
/// The narrowest and the widest column, in half-width characters.
const WIDTHS: [usize; 2] = [8, 60];

/// Writes the workbook of a document. Texts are never formulas.
///
/// # Errors
///
/// If a table has more rows or columns than a sheet, or a text is longer than a cell takes.
pub fn write(from: &Material<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let mut names = BTreeSet::new();
    book.set_properties(&properties(from)?);
    let looks = Looks::new();
    for sheet in wide::sheets(from) {
        let name = sheet_name(&sheet.title, &mut names);
        fill(book.add_worksheet().set_name(name)?, &sheet, &looks)?;
    }
    book.save_to_buffer()
}

/// What the workbook says of itself. The same document gives the same bytes, so it is always as old.
fn properties(from: &Material<'_>) -> Result<DocProperties, XlsxError> {
    let facts = &from.document.facts;
    let municipality = facts.municipality.as_ref().map_or("", |it| it.name.value.as_str());
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(facts.title.plain()).set_author(municipality);
    Ok(properties.set_creation_datetime(&made))
}

/// How cells look.
struct Looks {
    head: Format,
    text: Format,
    number: Format,
    row_head: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = || {
            Format::new()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0x0075_7575))
        };
        let head = || cell().set_bold().set_background_color(Color::RGB(0x00E8_F1FE));
        Self {
            head: head().set_align(FormatAlign::VerticalCenter),
            text: cell(),
            number: cell().set_align(FormatAlign::Right),
            row_head: cell().set_bold(),
        }
    }
}

fn fill(sheet: &mut Worksheet, wide: &Wide, looks: &Looks) -> Result<(), XlsxError> {
    for [first_row, first_column, last_row, last_column] in &wide.merged {
        let (look, _) = wide.look(*first_row, *first_column, looks);
        let (first, last) = ((*first_row, *first_column), (*last_row, *last_column));
        sheet.merge_range(
            row(first.0)?,
            column(first.1)?,
            row(last.0)?,
            column(last.1)?,
            "",
            look,
        )?;
    }
    for (at, cells) in wide.rows.iter().enumerate() {
        for (to, cell) in cells.iter().enumerate() {
            let (look, number) = wide.look(at, to, looks);
            let (at, to) = (row(at)?, column(to)?);
            match cell {
                Datum::Number(text) => match exact(text) {
                    Some(value) => sheet.write_number_with_format(at, to, value, number)?,
                    None => sheet.write_string_with_format(at, to, text.as_str(), look)?,
                },
                Datum::Text(text) => sheet.write_string_with_format(at, to, text.as_str(), look)?,
                // What lies below a cell that spans several must not be written again.
                Datum::Blank
                    if wide.is_covered(usize::try_from(at).unwrap_or(0), usize::from(to)) =>
                {
                    continue;
                }
                Datum::Blank => sheet.write_blank(at, to, look)?,
            };
        }
    }
    for (at, width) in wide.widths().into_iter().enumerate() {
        sheet.set_column_width(column(at)?, f64::from(u32::try_from(width).unwrap_or(0)))?;
    }
    if !wide.rows.is_empty() {
        sheet.set_freeze_panes(row(wide.heads)?, column(wide.row_heads.min(2))?)?;
    }
    if wide.heads > 0 {
        sheet.set_repeat_rows(0, row(wide.heads - 1)?)?;
    }
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

/// A number as workbooks hold it, if that is the same number. They have no more than 15 digits.
fn exact(text: &str) -> Option<f64> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.parse().ok().filter(|_| digits <= 15)
}

fn row(at: usize) -> Result<u32, XlsxError> {
    u32::try_from(at).map_err(|_| XlsxError::RowColumnLimitError)
}

fn column(at: usize) -> Result<u16, XlsxError> {
    u16::try_from(at).map_err(|_| XlsxError::RowColumnLimitError)
}

impl Wide {
    /// How a place looks: as a text and as a number.
    fn look<'l>(&self, row: usize, column: usize, looks: &'l Looks) -> (&'l Format, &'l Format) {
        if row < self.heads {
            (&looks.head, &looks.head)
        } else if column < self.row_heads {
            (&looks.row_head, &looks.row_head)
        } else {
            (&looks.text, &looks.number)
        }
    }

    /// Whether a cell that begins elsewhere lies over a place.
    fn is_covered(&self, row: usize, column: usize) -> bool {
        self.merged.iter().any(|&[top, left, bottom, right]| {
            (top..=bottom).contains(&row) && (left..=right).contains(&column)
        })
    }

    /// The width of each column, in half-width characters: that of its longest line.
    fn widths(&self) -> Vec<usize> {
        let count = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut widths = vec![WIDTHS[0]; count];
        for (at, cells) in self.rows.iter().enumerate() {
            for (to, cell) in cells.iter().enumerate() {
                let spans = self
                    .merged
                    .iter()
                    .any(|&[top, left, _, right]| top == at && left == to && right > left);
                if let (Datum::Text(text) | Datum::Number(text), false) = (cell, spans) {
                    let longest = text.lines().map(|line| line.width() + 2).max().unwrap_or(0);
                    widths[to] = widths[to].max(longest).min(WIDTHS[1]);
                }
            }
        }
        widths
    }
}

/// The name of a sheet: without what Excel forbids, short enough, and no other's.
fn sheet_name(title: &str, taken: &mut BTreeSet<String>) -> String {
    let allowed = |c: &char| !"[]:*?/\\".contains(*c) && !c.is_control();
    let plain: String = title.chars().filter(allowed).collect();
    let plain = plain.trim_matches(['\'', ' ', '\u{3000}']);
    let plain = if plain.is_empty() { "Sheet" } else { plain };
    let mut name: String = shortened(plain, NAME);
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        let end = format!("({number})");
        name = shortened(plain, NAME - end.len()) + &end;
        number += 1;
    }
    name
}

/// The beginning of a text that is at most so long; Excel counts units of UTF-16.
fn shortened(text: &str, most: usize) -> String {
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length <= most
    };
    text.chars().take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_allowed_and_differ() {
        let mut taken = BTreeSet::new();
        let mut check = |title: &str, expected: &str| {
            assert_eq!(sheet_name(title, &mut taken), expected);
        };
        check("スキルマップ", "スキルマップ");
        check("スキルマップ", "スキルマップ(2)");
        check("a/b:[c]", "abc");
        check("'", "Sheet");
        check(&"長".repeat(40), &"長".repeat(31));
        check(&"長".repeat(40), &format!("{}(2)", "長".repeat(28)));
    }
}
