//! A sheet as the columns and rows of a table: its first row are heads, merged cells stay merged.

use crate::diagnostic::Diagnostics;
use crate::sheet::Row;
use crate::source::Place;
use crate::yaml::{Node, NodeKind};

use super::rows::length;
use super::{Opened, cells};

/// The options of a table: `columns` are the rows of heads, each a list of cells, and `rows` the others.
pub(super) fn table(sheet: Opened<'_>, found: &mut Diagnostics) -> Vec<(Node, Node)> {
    let Some(head) = sheet.sheet.rows.first() else { return Vec::new() };
    let filled = |row: &Row| -> Vec<usize> {
        let cells = row.cells.iter().filter(|cell| !cell.place.is_empty());
        cells.map(|cell| cell.column).collect()
    };
    // Columns that hold nothing at all are left out; merged ones hold what their first cell does.
    let mut used: Vec<usize> = sheet.sheet.rows.iter().flat_map(filled).collect();
    let areas = sheet.sheet.merged.iter().filter(|area| area.top >= head.number);
    let farthest = used.iter().copied().max().unwrap_or_default();
    used.extend(areas.flat_map(|area| area.left..=area.right.min(farthest)));
    used.sort_unstable();
    used.dedup();
    let span = Place(sheet.row_span(head));
    for row in &sheet.sheet.rows[1..] {
        found.extend(length(sheet, head, row));
    }
    let mut row = |row: &Row| {
        let cells = used.iter().map(|&column| slot(sheet, row, column, &used, found)).collect();
        Node { kind: NodeKind::List(cells), span: Place(sheet.row_span(row)) }
    };
    // A head that reaches down over several rows makes all of them heads.
    let beside = sheet.sheet.merged.iter().filter(|area| area.top == head.number);
    let bottom = beside.map(|area| area.bottom).max().unwrap_or(head.number);
    let (heads, body): (Vec<_>, Vec<_>) =
        sheet.sheet.rows.iter().partition(|row| row.number <= bottom);
    let heads = heads.into_iter().map(&mut row).collect();
    let rows = body.into_iter().map(&mut row).collect();
    let list = |nodes| Node { kind: NodeKind::List(nodes), span };
    let key = |name| cells::word(name, span.0);
    vec![(key("columns"), list(heads)), (key("rows"), list(rows))]
}

/// What stands at a place: a text, nothing, or the sign that the cell above or to the left goes on.
fn slot(
    sheet: Opened<'_>,
    row: &Row,
    column: usize,
    used: &[usize],
    found: &mut Diagnostics,
) -> Node {
    let place = row.cell(column).map_or(sheet.row_span(row).at_start(), |cell| sheet.span(cell));
    if let Some(area) = sheet.sheet.area(row.number, column) {
        let first = used.iter().copied().find(|&it| it >= area.left).unwrap_or(column);
        if column > first {
            return cells::word("<", place);
        }
        let above = sheet.sheet.rows.iter().any(|it| (area.top..row.number).contains(&it.number));
        if above {
            return cells::word("^", place);
        }
    }
    let Some((cell, _)) = sheet.seen(row, column) else { return Node::null(place) };
    let Some(text) = cells::usable(sheet, cell, found) else { return Node::null(place) };
    // In a file these are texts: merged cells are merged there.
    if ["^", "<"].contains(&text.shown) {
        cells::word(&format!("\\{}", text.shown), place)
    } else {
        text.node()
    }
}
