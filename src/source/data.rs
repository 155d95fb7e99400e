//! Files of tables among the sources: taken apart when they are asked for, and not before.

use std::sync::{Arc, OnceLock};

use super::{Lines, Position};
use crate::sheet::{Book, Encoding, address};

/// A file of tables.
#[derive(Debug, Clone)]
pub(super) struct Data {
    pub(super) bytes: Arc<[u8]>,
    read: OnceLock<Arc<Read>>,
}

#[derive(Debug)]
struct Read {
    book: Book,
    lines: Lines,
    /// Where each line begins in the file as stored, if that is not where it begins in the text.
    stored: Vec<usize>,
}

impl Data {
    pub(super) fn new(bytes: Arc<[u8]>) -> Self {
        Self { bytes, read: OnceLock::new() }
    }

    fn read(&self, path: &str) -> &Read {
        self.read.get_or_init(|| {
            let book = Book::read(path, &self.bytes);
            let lines = Lines::of(&book.text);
            let stored = stored(&book);
            Arc::new(Read { book, lines, stored })
        })
    }

    pub(super) fn book(&self, path: &str) -> &Book {
        &self.read(path).book
    }

    pub(super) fn text(&self, path: &str) -> &str {
        &self.book(path).text
    }

    /// The place of a byte of the text: in a workbook, the row and the column of its cell.
    pub(super) fn position(&self, path: &str, offset: usize) -> Position {
        let Read { book, lines, stored } = self.read(path);
        let Some(encoding) = book.encoding else {
            let cell = book.cell_at(offset).map(|(_, row, column)| (row + 1, column + 1));
            let (line, column) = cell.unwrap_or((1, 1));
            return Position { line, column, offset: 0 };
        };
        let at = lines.position(&book.text, offset);
        match stored.get(at.line - 1) {
            None => at,
            Some(start) => {
                let before = &book.text[lines.start(at.line)..at.offset];
                let width = before.chars().map(|c| encoding.width(c)).sum::<usize>();
                Position { offset: start + width, ..at }
            }
        }
    }

    /// The sheet and the address of the cell of a workbook that a byte of the text belongs to.
    pub(super) fn address(&self, path: &str, offset: usize) -> Option<String> {
        let (sheet, row, column) = self.book(path).cell_at(offset)?;
        Some(format!("{}!{}", sheet.name, address(row, column)))
    }
}

/// Where the lines of a text begin in the file as stored, unless it is stored as it is.
fn stored(book: &Book) -> Vec<usize> {
    let encoding = match book.encoding {
        None | Some(Encoding::Utf8) => return Vec::new(),
        Some(encoding) => encoding,
    };
    let mut at = encoding.start();
    let lines = book.text.split_inclusive('\n').map(|line| {
        at += line.chars().map(|c| encoding.width(c)).sum::<usize>();
        at
    });
    std::iter::once(encoding.start()).chain(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_in_the_file_as_stored() {
        let text = "名称,ｶﾅ\nBPR,見直し\n";
        let cp932 = encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
        let mark = std::iter::once(0xfeff);
        let utf16: Vec<u8> = mark.chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let check = |bytes: &[u8], needle: &str, expected: (usize, usize, usize)| {
            let data = Data::new(bytes.into());
            let at = data.text("a.csv").find(needle).expect("it is there");
            let found = data.position("a.csv", at);
            assert_eq!((found.line, found.column, found.offset), expected, "{needle}");
        };
        check(text.as_bytes(), "見", (2, 5, 18));
        check(&cp932, "ﾅ", (1, 5, 6));
        check(&cp932, "見", (2, 5, 12));
        check(&utf16, "見", (2, 5, 2 + 2 * 10));
        let marked = format!("\u{feff}{text}");
        check(marked.as_bytes(), "称", (1, 2, 6));
        check(&cp932, "名", (1, 1, 0));
    }
}
