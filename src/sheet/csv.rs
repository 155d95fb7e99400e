//! CSV as RFC 4180 has it, with tabs and semicolons as well.

use std::ops::Range;

use super::decode;
use super::{Book, Cell, CellKind, Fault, MAX_CELLS, MAX_PLACES, Row, Sheet};

/// The beginnings of files that are no text: a zip archive, and the container of older Office files.
const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

pub(super) fn read(bytes: &[u8]) -> Book {
    if bytes.starts_with(ZIP) || bytes.starts_with(OLE) {
        return Book::broken(Fault::Workbook);
    }
    let (text, encoding) = match decode::decode(bytes) {
        Ok(decoded) => decoded,
        Err(fault) => return Book::broken(fault),
    };
    let doubtful = decode::doubtful(&text);
    let doubtful = doubtful.map(|(at, c)| (Fault::Doubtful(c), at..at + c.len_utf8()));
    let (rows, fault) = rows(&text);
    let sheet = Sheet { rows, ..Sheet::default() };
    let fault = doubtful.or(fault);
    Book { text, sheets: vec![sheet], fault, encoding: Some(encoding) }
}

/// The rows of a text that hold something, and what is wrong with it.
fn rows(text: &str) -> (Vec<Row>, Option<(Fault, Range<usize>)>) {
    let mut fields = Fields::new(text);
    let (mut rows, mut fault) = (Vec::new(), None);
    let mut row = Row::default();
    let (mut used, mut places, mut number) = (0, 0, 0);
    while let Some(field) = fields.next() {
        if field.is_broken {
            fault.get_or_insert((Fault::Quote, field.raw.clone()));
        }
        let cell = cell(text, row.cells.len(), &field);
        places += 1;
        used += usize::from(!cell.place.is_empty());
        row.cells.push(cell);
        if used > MAX_CELLS || places > MAX_PLACES {
            return (Vec::new(), Some((Fault::TooManyCells, 0..0)));
        }
        if field.ends_row {
            let whole = std::mem::take(&mut row);
            if whole.cells.iter().any(|cell| !cell.place.is_empty()) {
                rows.push(Row { number, ..whole });
            }
            number += 1;
        }
    }
    (rows, fault)
}

fn cell(text: &str, column: usize, field: &Field) -> Cell {
    let raw = &text[field.inner.clone()];
    let start = field.inner.start + raw.len() - raw.trim_start().len();
    let place = start..start + raw.trim().len();
    let shown = &text[place.clone()];
    let value = field.has_escapes.then(|| shown.replace("\"\"", "\""));
    let value = match value {
        None if shown.contains('\r') => Some(shown.to_owned()),
        value => value,
    };
    let value = value.map(|value| value.replace("\r\n", "\n").replace('\r', "\n"));
    Cell { column, place, value, kind: CellKind::Plain }
}

/// A field of a text.
struct Field {
    /// The whole of it.
    raw: Range<usize>,
    /// What stands between its quotation marks, if it has any.
    inner: Range<usize>,
    /// Whether there are two quotation marks for one.
    has_escapes: bool,
    ends_row: bool,
    /// Whether its quotation mark is not closed, or followed by more.
    is_broken: bool,
}

struct Fields<'t> {
    text: &'t str,
    at: usize,
    separator: u8,
    /// Whether the text ends behind a separator: one more empty field.
    open: bool,
}

impl<'t> Fields<'t> {
    fn new(text: &'t str) -> Self {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, at, separator: separator(&text[at..]), open: false }
    }

    /// The bytes up to the next one of some kind.
    fn until(&self, from: usize, stop: impl Fn(u8) -> bool) -> usize {
        let bytes = &self.text.as_bytes()[from..];
        from + bytes.iter().position(|&byte| stop(byte)).unwrap_or(bytes.len())
    }

    fn next(&mut self) -> Option<Field> {
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() && !std::mem::take(&mut self.open) {
            return None;
        }
        let (start, separator) = (self.at, self.separator);
        let ends = |byte: u8| byte == separator || byte == b'\n' || byte == b'\r';
        let mut field = Field {
            raw: start..start,
            inner: start..start,
            has_escapes: false,
            ends_row: true,
            is_broken: false,
        };
        let mut end = start;
        if bytes.get(start) == Some(&b'"') {
            let mut closing = self.until(start + 1, |byte| byte == b'"');
            while bytes.get(closing + 1) == Some(&b'"') {
                field.has_escapes = true;
                closing = self.until(closing + 2, |byte| byte == b'"');
            }
            field.inner = start + 1..closing;
            field.is_broken = closing >= bytes.len();
            end = (closing + 1).min(bytes.len());
        }
        let rest = self.until(end, ends);
        if end > start {
            field.is_broken |= !self.text[end..rest].trim().is_empty();
        } else {
            field.inner = start..rest;
        }
        field.raw = start..rest;
        self.at = (rest + 1).min(bytes.len());
        match bytes.get(rest) {
            Some(byte) if *byte == separator => {
                field.ends_row = false;
                self.open = true;
            }
            Some(b'\r') if bytes.get(rest + 1) == Some(&b'\n') => self.at += 1,
            _ => {}
        }
        if field.ends_row {
            self.open = false;
        }
        Some(field)
    }
}

/// What stands between the fields: told from the first line that holds something. A tab is no part of a head.
fn separator(text: &str) -> u8 {
    let mut counts = [(b';', 0_usize), (b',', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|it| it.0 == byte).for_each(|it| it.1 += 1),
        }
    }
    counts.iter().filter(|it| it.1 > 0).max_by_key(|it| it.1).map_or(b',', |it| it.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let book = read(text.as_bytes());
        assert_eq!(book.fault, None, "{text:?}");
        let row = |row: &Row| row.cells.iter().map(|it| book.text_of(it).to_owned()).collect();
        book.sheets[0].rows.iter().map(row).collect()
    }

    #[test]
    fn fields_are_taken_apart() {
        let check =
            |text: &str, expected: &[&[&str]]| assert_eq!(cells(text), expected, "{text:?}");
        check("a,b\r\n1,2\r\n", &[&["a", "b"], &["1", "2"]]);
        check("\u{feff}a,b\n1,", &[&["a", "b"], &["1", ""]]);
        check("a;b;c,d\n1;2;3", &[&["a", "b", "c,d"], &["1", "2", "3"]]);
        check("a\tb,c\n1\t2", &[&["a", "b,c"], &["1", "2"]]);
        check("\"a,\"\"b\"\"\",\"c\r\nd\"\r\n", &[&["a,\"b\"", "c\nd"]]);
        check(" a ,　b　\n\n,,\n5\" ,x\r", &[&["a", "b"], &["5\"", "x"]]);
        check("\"a\" ,b", &[&["a", "b"]]);
        check("\"a\tb\"\n1\t2\n", &[&["a\tb"], &["1\t2"]]);
    }

    #[test]
    fn quotation_marks_must_be_closed() {
        let check = |text: &str, expected: &str| {
            let book = read(text.as_bytes());
            let (fault, place) = book.fault.expect("a fault");
            assert_eq!((fault, &book.text[place]), (Fault::Quote, expected));
        };
        check("a,\"b\nc", "\"b\nc");
        check("a,\"b\"c,d", "\"b\"c");
    }

    #[test]
    fn rows_keep_their_numbers() {
        let book = read("a\n\n \nb\n".as_bytes());
        let numbers: Vec<_> = book.sheets[0].rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [0, 3]);
    }

    #[test]
    fn too_many_cells_are_not_kept() {
        let many = |text: &str| read(text.as_bytes()).fault.map(|it| it.0);
        assert_eq!(many(&"a,".repeat(MAX_CELLS + 1)), Some(Fault::TooManyCells));
        assert_eq!(many(&",".repeat(MAX_PLACES + 1)), Some(Fault::TooManyCells));
        assert_eq!(many(&"a,".repeat(MAX_CELLS)), None);
    }

    proptest! {
        #[test]
        fn any_bytes_give_cells_with_places(
            bytes in proptest::collection::vec(
                prop_oneof![any::<u8>(), proptest::sample::select(&b",\"\r\n\t; a\x82\xa0"[..])], 0..60)
        ) {
            let book = read(&bytes);
            let mut end = 0;
            for cell in book.sheets.iter().flat_map(|it| &it.rows).flat_map(|it| &it.cells) {
                prop_assert!(cell.place.start >= end || cell.place.is_empty());
                prop_assert!(book.text.get(cell.place.clone()).is_some());
                end = cell.place.end;
                book.text_of(cell);
            }
        }
    }
}
