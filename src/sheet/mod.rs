//! Tables in files: CSV and Excel workbooks as cells, each with its text and its place.
//!
//! A file becomes one text, in which every cell has a range of bytes, so that what is wrong with a cell can be
//! shown as anything else that is wrong. The text of a CSV file is the file's own, decoded; that of a workbook
//! is made up, a line for each cell. What keeps a file from being read is a value ([`Fault`]).

mod csv;
mod decode;
mod formula;
mod number;
mod xlsx;

use std::ops::Range;

pub use decode::Encoding;
pub use formula::{guarded, unguarded};

/// The largest file that is read as a table, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The most bytes that a workbook may have when it is unpacked.
pub const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

/// The most cells of a file that may hold something.
pub const MAX_CELLS: usize = 100_000;

/// The most cells of a file, empty ones included.
const MAX_PLACES: usize = 1_000_000;

/// A file of tables.
#[derive(Debug, Default)]
pub struct Book {
    /// The text in which the cells have their places.
    pub text: String,
    /// The sheets; a CSV file is one without a name.
    pub sheets: Vec<Sheet>,
    /// What keeps it from being used, with the place; an empty place stands for the whole file.
    pub fault: Option<(Fault, Range<usize>)>,
    /// How the text is stored; nothing for a workbook.
    pub encoding: Option<Encoding>,
}

/// A sheet of cells.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The name; empty for a CSV file.
    pub name: String,
    /// Whether people do not see it.
    pub hidden: bool,
    /// The rows that hold something, from the top.
    pub rows: Vec<Row>,
    /// The cells that were merged.
    pub merged: Vec<Area>,
}

/// A row of cells.
#[derive(Debug, Default)]
pub struct Row {
    /// Which row it is, from 0.
    pub number: usize,
    /// The cells, from the left. One that is not there is empty.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug)]
pub struct Cell {
    /// In which column it stands, from 0.
    pub column: usize,
    /// Where its text stands in the text of the file, without spaces around it.
    pub place: Range<usize>,
    /// Its text, where it is not what stands at the place.
    pub value: Option<String>,
    /// What it holds.
    pub kind: CellKind,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// A text, a number, a date, or nothing.
    Plain,
    /// A mistake of a formula, such as `#REF!`.
    Error,
    /// A formula of which no value is stored.
    NoValue,
}

/// A rectangle of cells, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// The first row, from 0.
    pub top: usize,
    /// The first column, from 0.
    pub left: usize,
    /// The last row.
    pub bottom: usize,
    /// The last column.
    pub right: usize,
}

/// What keeps a file from being used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Larger than [`MAX_BYTES`].
    TooLarge,
    /// Larger than [`MAX_UNPACKED`] when unpacked.
    TooLargeUnpacked,
    /// More cells than [`MAX_CELLS`].
    TooManyCells,
    /// There is nothing in it.
    Empty,
    /// Not text in any encoding that is read; what it looks like, and the number of the first bad byte.
    Encoding {
        /// The name of the encoding.
        looks_like: Option<&'static str>,
        /// The offset of the first byte that cannot be read.
        offset: usize,
    },
    /// A character that no text has: the encoding may be another one.
    Doubtful(char),
    /// A quotation mark that is not closed, or that is followed by more.
    Quote,
    /// A workbook that only a password opens.
    Password,
    /// A workbook of the time before 2007, under the name of another kind of file.
    Old,
    /// A workbook under the name of a text file.
    Workbook,
    /// No workbook, under the name of one.
    NoWorkbook,
    /// A workbook that cannot be read.
    Damaged(String),
}

impl Book {
    /// Reads a file by its name and its bytes. What is too large is not looked at.
    pub fn read(path: &str, bytes: &[u8]) -> Self {
        if bytes.len() > MAX_BYTES {
            return Self::broken(Fault::TooLarge);
        }
        let mut book = if is_workbook(path) { xlsx::read(bytes) } else { csv::read(bytes) };
        if book.fault.is_none() && book.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
            book.fault = Some((Fault::Empty, 0..0));
        }
        book
    }

    fn broken(fault: Fault) -> Self {
        Self { fault: Some((fault, 0..0)), ..Self::default() }
    }

    /// The text of a cell, without spaces around it.
    pub fn text_of<'b>(&'b self, cell: &'b Cell) -> &'b str {
        cell.value.as_deref().unwrap_or_else(|| &self.text[cell.place.clone()])
    }

    /// The sheet, row and column of the cell at an offset in the text of a workbook; of the nearest cell before
    /// it where there is none.
    pub fn cell_at(&self, offset: usize) -> Option<(&Sheet, usize, usize)> {
        if self.encoding.is_some() {
            return None;
        }
        let begins = |row: &Row| row.cells.first().is_some_and(|cell| cell.place.start <= offset);
        let sheet =
            self.sheets.iter().rev().find(|sheet| sheet.rows.first().is_some_and(begins))?;
        let row = &sheet.rows[sheet.rows.partition_point(begins).checked_sub(1)?];
        let at = row.cells.partition_point(|cell| cell.place.start <= offset).checked_sub(1)?;
        Some((sheet, row.number, row.cells[at].column))
    }
}

impl Row {
    /// The cell in a column.
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        Some(&self.cells[at])
    }
}

impl Sheet {
    /// The merged cells that a place belongs to.
    pub fn area(&self, row: usize, column: usize) -> Option<&Area> {
        self.merged.iter().find(|area| area.holds(row, column))
    }

    /// The row of a number, if it holds something.
    pub fn row(&self, number: usize) -> Option<&Row> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        Some(&self.rows[at])
    }

    /// The cell that is seen at a place: of merged ones, the first.
    pub fn seen(&self, row: usize, column: usize) -> Option<&Cell> {
        let (row, column) = match self.area(row, column) {
            Some(area) => (area.top, area.left),
            None => (row, column),
        };
        self.row(row)?.cell(column)
    }
}

impl Area {
    /// Whether a place belongs to it.
    pub fn holds(&self, row: usize, column: usize) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }
}

/// The address of a cell as spreadsheets write it: `C5`.
pub fn address(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest % 26]));
        rest /= 26;
    }
    letters.iter().rev().collect::<String>() + &(row + 1).to_string()
}

/// Whether a file can hold tables, by its name.
pub fn is_data(path: &str) -> bool {
    is_workbook(path) || ["csv", "tsv", "txt"].iter().any(|it| has_extension(path, it))
}

/// Whether a file is a workbook that is read, by its name.
pub fn is_workbook(path: &str) -> bool {
    has_extension(path, "xlsx")
}

fn has_extension(path: &str, extension: &str) -> bool {
    let found = std::path::Path::new(path).extension();
    found.is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_spreadsheets() {
        let check = |row, column, expected: &str| assert_eq!(address(row, column), expected);
        check(0, 0, "A1");
        check(4, 25, "Z5");
        check(9, 26, "AA10");
        check(1_048_575, 16_383, "XFD1048576");
    }
}
