//! Nested heads of columns, laid out in rows.

use crate::markdown::Prose;
use crate::table::{Cell, Content, Head, Row};

/// The head of one column, or of the columns whose heads stand below it.
pub(super) struct ColumnHead {
    pub(super) text: Prose,
    pub(super) below: Vec<Self>,
}

impl ColumnHead {
    /// The head of one column.
    pub(super) fn leaf(text: Prose) -> Self {
        Self { text, below: Vec::new() }
    }

    fn depth(&self) -> usize {
        1 + self.below.iter().map(Self::depth).max().unwrap_or(0)
    }
}

/// Lays heads out: one that has none below it reaches down to the last row. Tells how many columns
/// there are as well.
pub(super) fn layout(heads: Vec<ColumnHead>) -> (usize, Vec<Row>) {
    let depth = heads.iter().map(ColumnHead::depth).max().unwrap_or(0);
    let mut rows = vec![Row::default(); depth];
    let width = heads.into_iter().map(|head| place(head, 0, &mut rows)).sum();
    (width, rows)
}

/// Places a head in its row and those below it in the next ones; gives the number of columns.
fn place(head: ColumnHead, level: usize, rows: &mut [Row]) -> usize {
    let at = rows[level].cells.len();
    let cell = if head.text.is_empty() {
        Cell::new(Content::Empty(None))
    } else {
        Cell::head(Head::Column, head.text)
    };
    rows[level].cells.push(cell);
    let leaf = head.below.is_empty();
    let columns: usize = head.below.into_iter().map(|head| place(head, level + 1, rows)).sum();
    let depth = if leaf { rows.len() - level } else { 1 };
    let cell = &mut rows[level].cells[at];
    (cell.columns, cell.rows) = (columns.max(1), depth);
    columns.max(1)
}
