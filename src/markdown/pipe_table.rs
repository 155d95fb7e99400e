//! Pipe tables: their cells with their places, and the rows that were typed unevenly.

use pulldown_cmark::{self as cmark, Event, Tag};

use super::build::Builder;
use super::{Alignment, PipeCell, PipeTable};
use crate::source::Place;

impl Builder<'_> {
    /// Reads a pipe table up to its end.
    pub(super) fn table(&mut self, alignments: &[cmark::Alignment]) -> PipeTable {
        let alignments = alignments.iter().map(|alignment| match alignment {
            cmark::Alignment::None => Alignment::None,
            cmark::Alignment::Left => Alignment::Left,
            cmark::Alignment::Center => Alignment::Center,
            cmark::Alignment::Right => Alignment::Right,
        });
        let mut table = PipeTable {
            alignments: alignments.collect(),
            head: Vec::new(),
            rows: Vec::new(),
            uneven: Vec::new(),
        };
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => table.head = self.row(),
                Event::Start(Tag::TableRow) => {
                    let typed = self.text[range.clone()].trim_end();
                    let cells = cells_of(typed);
                    if cells != table.head.len() {
                        let span = self.span(&(range.start..range.start + typed.len()));
                        table.uneven.push((Place(span), cells));
                    }
                    let row = self.row();
                    table.rows.push(row);
                }
                _ => break,
            }
        }
        table
    }

    fn row(&mut self) -> Vec<PipeCell> {
        let mut cells = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => {
                    // The range of an event holds the spaces beside the bars; a place does not.
                    let typed = &self.text[range.clone()];
                    let start = range.start + typed.len() - typed.trim_start().len();
                    let span = self.span(&(start..start + typed.trim().len()));
                    cells.push(PipeCell { inlines: self.inlines(), span });
                }
                _ => break,
            }
        }
        cells
    }
}

/// How many cells a row was typed with: the parser fills up a short one and drops the end of a long one.
fn cells_of(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = 1;
    let mut escaped = false;
    for (at, c) in row.char_indices() {
        if c == '|' && !escaped && at + 1 < row.len() {
            cells += 1;
        }
        escaped = c == '\\' && !escaped;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cells_of_a_row_are_counted() {
        let check = |row: &str, expected: usize| assert_eq!(cells_of(row), expected, "{row}");
        check("| 一 | 二 |", 2);
        check("一 | 二", 2);
        check("| 一 |", 1);
        check("|一||", 2);
        check("| a \\| b | 二 |", 2);
        check("文だけ", 1);
    }
}
