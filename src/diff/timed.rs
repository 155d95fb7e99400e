//! Schedules: what lies on an axis of time is compared by its words, track by track. A year more on the axis is no
//! change of what is planned.

use super::grid::Row;
use super::lines::of_prose;
use super::{Frame, Line};
use crate::table::{Cell, Content, Timed};

/// What lies on an axis, with its time.
pub(super) fn lines(timed: &Timed, frame: &Frame<'_>) -> Vec<Line> {
    let texts = timed.texts.iter().flat_map(|text| of_prose(text, frame.words));
    let mut lines: Vec<Line> = texts.collect();
    let time = timed.time();
    match lines.last_mut() {
        _ if time.is_empty() => {}
        Some(line) => {
            line.pieces.extend(Line::of(&frame.word("time").replace("{time}", &time)).pieces);
        }
        None => lines.push(Line::of(&time)),
    }
    lines
}

/// All that lies on a row's part of an axis, in its order; nothing if the row has no such part.
pub(super) fn row(row: &Row<'_>, frame: &Frame<'_>) -> Option<Vec<Line>> {
    let mut last: Option<*const Cell> = None;
    let mut found = None;
    for cell in row.cells.iter().flatten() {
        if let Content::Timed(timed) = &cell.content
            && last.replace(std::ptr::from_ref(*cell)) != Some(std::ptr::from_ref(*cell))
        {
            found.get_or_insert_with(Vec::new).extend(lines(timed, frame));
        }
    }
    found
}

/// Whether a cell lies on an axis.
pub(super) fn is_timed(cell: &Cell) -> bool {
    matches!(cell.content, Content::Timed(_))
}

/// Whether a column is a part of an axis: nothing else stands in it.
pub(super) fn is_axis(rows: &[Row<'_>], at: usize) -> bool {
    let has_axis = rows.iter().flat_map(|row| &row.cells).flatten().any(|cell| is_timed(cell));
    let fits = |row: &Row<'_>| {
        let cell = row.cells.get(at).copied().flatten();
        cell.is_none_or(|it| is_timed(it) || matches!(it.content, Content::Empty(_)))
    };
    has_axis && rows.iter().all(fits)
}
