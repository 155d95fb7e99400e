//! Which head cells belong to which cell of a table, for `headers` and `id` (WCAG technique H43).

use std::ops::Range;

use crate::table::{Area, Cell, Content, Head, Row, Table, lay_out};

/// A cell at its place in the grid.
pub(super) struct Placed<'t> {
    /// The cell.
    pub cell: &'t Cell,
    /// Its rows, counted from the start of the head or of its group.
    pub rows: Range<usize>,
    /// Its columns.
    pub columns: Range<usize>,
    /// What its id ends in, if it heads others: `c3`.
    pub id: Option<String>,
}

/// The rows of a table's head or of one of its groups, with every cell at its place.
pub(super) type Grid<'t> = Vec<Vec<Placed<'t>>>;

/// A table's cells at their places.
pub(super) struct Grids<'t> {
    /// The head.
    pub head: Grid<'t>,
    /// The groups.
    pub groups: Vec<Grid<'t>>,
}

impl<'t> Grids<'t> {
    pub(super) fn new(table: &'t Table) -> Self {
        let mut heads = 0;
        let head = place(&table.head, "c", &mut heads);
        let mut heads = 0;
        let groups = table.groups.iter().map(|group| place(&group.rows, "r", &mut heads)).collect();
        Self { head, groups }
    }

    /// The ends of the ids of the cells that head a cell of the head.
    pub(super) fn above(&self, cell: &Placed<'_>) -> Vec<&str> {
        self.column_heads(&cell.columns, cell.rows.start)
    }

    /// The ends of the ids of the cells that head a cell of a group, the group's own head excepted.
    pub(super) fn around(&self, group: usize, cell: &Placed<'_>) -> Vec<&str> {
        let mut ids = self.column_heads(&cell.columns, usize::MAX);
        // A row head that began further up reaches down to this row.
        for row in &self.groups[group][..cell.rows.end.min(self.groups[group].len())] {
            for head in row.iter().take_while(|head| head.columns.start < cell.columns.start) {
                if head.rows.end > cell.rows.start && head.cell.head == Some(Head::Row) {
                    ids.extend(head.id.as_deref());
                }
            }
        }
        ids
    }

    /// Whether the row heads may stay in sight while a wide table is moved: there is one in a row or
    /// reaching down to it, and all are in one column.
    pub(super) fn row_heads_can_stay(&self) -> bool {
        let is_head = |cell: &&Placed<'_>| cell.cell.head == Some(Head::Row);
        let heads = |row: &[Placed<'_>]| {
            row.iter().filter(is_head).map(|cell| cell.columns.clone()).collect::<Vec<_>>()
        };
        let Some(first) = self.groups.iter().flatten().next().map(|row| heads(row)) else {
            return false;
        };
        let reaches = |group: &Grid<'_>, at: usize| {
            group[..at].iter().flatten().filter(is_head).any(|cell| cell.rows.contains(&at))
        };
        first.len() == 1
            && first[0].len() == 1
            && self.groups.iter().all(|group| {
                let mut rows = group.iter().enumerate();
                rows.all(|(at, row)| {
                    let own = heads(row);
                    own == first || (own.is_empty() && reaches(group, at))
                })
            })
    }

    /// The heads over some columns, from the outermost in, down to a row of the head.
    fn column_heads(&self, columns: &Range<usize>, below: usize) -> Vec<&str> {
        let rows = self.head.iter().take(below).flatten();
        let over = rows.filter(|head| {
            head.columns.start < columns.end
                && columns.start < head.columns.end
                && head.rows.end <= below
        });
        over.filter_map(|head| head.id.as_deref()).collect()
    }
}

/// The cells of some rows at their places; `heads` counts those that have ids.
fn place<'t>(rows: &'t [Row], prefix: &str, heads: &mut usize) -> Grid<'t> {
    let mut placed = |Area { cell, rows, columns }: Area<'t>| {
        let id = is_head(cell).then(|| {
            *heads += 1;
            format!("{prefix}{heads}")
        });
        Placed { cell, rows, columns, id }
    };
    lay_out(rows).into_iter().map(|row| row.into_iter().map(&mut placed).collect()).collect()
}

/// Whether a cell heads others: an empty one, such as a table's corner, says nothing about them.
pub(super) fn is_head(cell: &Cell) -> bool {
    cell.head.is_some() && !is_empty(cell)
}

/// Whether a cell has nothing to show.
pub(super) fn is_empty(cell: &Cell) -> bool {
    match &cell.content {
        Content::Empty(_) => true,
        Content::Text(prose) => prose.is_empty(),
        Content::List(items) => items.is_empty(),
        Content::Number(text) => text.is_empty(),
        Content::Symbol { symbol, .. } => symbol.is_empty(),
        Content::Compared(_) | Content::Timed(_) => false,
        Content::Entries { status, entries } => status.is_none() && entries.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::{blank_table, text_cell, text_head};
    use crate::table::Group;

    fn row(cells: Vec<Cell>) -> Row {
        Row { cells }
    }

    /// 区分 | DX推進リーダー (2) ; 区分 | エキスパート | マネージャー, and rows of two levels of heads.
    fn nested() -> Table {
        let column = |text: &str| text_head(Head::Column, text);
        let side = |text: &str| text_head(Head::Row, text);
        let mut table = blank_table(4);
        table.head = vec![
            row(vec![column("区分").spanning(2, 2), column("リーダー").spanning(2, 1)]),
            row(vec![column("エキスパート"), column("マネージャー")]),
        ];
        table.groups = vec![Group {
            head: None,
            rows: vec![
                row(vec![
                    side("研修").spanning(1, 2),
                    side("基礎"),
                    text_cell("1"),
                    text_cell("2"),
                ]),
                row(vec![side("応用"), text_cell("3"), text_cell("4").spanning(1, 9)]),
            ],
        }];
        table
    }

    #[test]
    fn cells_stand_where_nothing_covers() {
        let table = nested();
        let grids = Grids::new(&table);
        let places: Vec<_> = grids.groups[0][1]
            .iter()
            .map(|cell| (cell.columns.clone(), cell.rows.clone()))
            .collect();
        assert_eq!(places, [(1..2, 1..2), (2..3, 1..2), (3..4, 1..2)]);
        assert_eq!(grids.head[1][0].columns, 2..3);
    }

    #[test]
    fn cells_know_their_heads() {
        let table = nested();
        let grids = Grids::new(&table);
        assert_eq!(grids.above(&grids.head[0][1]), Vec::<&str>::new());
        assert_eq!(grids.above(&grids.head[1][0]), ["c2"]);
        let first = &grids.groups[0][0];
        assert_eq!(grids.around(0, &first[0]), ["c1"]);
        assert_eq!(grids.around(0, &first[1]), ["c1", "r1"]);
        assert_eq!(grids.around(0, &first[2]), ["c2", "c3", "r1", "r2"]);
        let second = &grids.groups[0][1];
        assert_eq!(grids.around(0, &second[0]), ["c1", "r1"]);
        assert_eq!(grids.around(0, &second[2]), ["c2", "c4", "r1", "r3"]);
    }
}
