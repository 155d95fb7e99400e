//! Nested heads of rows: what is the same in rows that follow one another is written once.

use crate::table::{Cell, Content, Group, Head};

/// Which columns of a table of records hold heads with others beside them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nested {
    /// The column of the outer heads. Unless the author chooses the columns, it is the first one.
    pub(super) outer: &'static str,
    /// The column beside it, whose heads reach over the outer ones where there is none.
    pub(super) inner: Option<&'static str>,
}

/// Nests the heads of rows: the cells of the column `outer` reach down as far as they are the same. An
/// empty one gives its place to the cell beside it if that column holds heads as well. All cells of the
/// rows are of one place.
pub(super) fn nest(groups: &mut [Group], outer: usize, inner: Option<usize>) {
    for group in groups {
        let mut first = 0;
        while first < group.rows.len() {
            let content = group.rows[first].cells[outer].content.clone();
            let same = |cell: &Cell| cell.content == content;
            let until = (first + 1..group.rows.len())
                .find(|&at| !same(&group.rows[at].cells[outer]))
                .unwrap_or(group.rows.len());
            let is_empty = matches!(content, Content::Empty(_));
            for row in &mut group.rows[first..until] {
                if is_empty && inner == Some(outer + 1) && row.cells[outer + 1].head.is_some() {
                    row.cells[outer + 1].columns = 2;
                    row.cells.remove(outer);
                }
            }
            if !is_empty {
                let head = &mut group.rows[first].cells[outer];
                (head.head, head.rows) = (Some(Head::Row), until - first);
                for row in &mut group.rows[first + 1..until] {
                    row.cells.remove(outer);
                }
            }
            first = until;
        }
    }
}
