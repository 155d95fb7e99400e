//! Merged cells: `^` continues the cell above, `<` the cell to the left.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::source::Span;
use crate::table::{Cell, Content, Row};

use super::record_table::row_head;

pub(super) static CELL_MERGE_INVALID: Rule = Rule::error(
    "cell-merge-invalid",
    "セルの結合が正しくない",
    "cells that cannot be merged as asked for",
);

/// A place of a grid as written.
pub(super) struct Slot {
    pub(super) kind: SlotKind,
    pub(super) span: Span,
}

/// What is written at a place.
pub(super) enum SlotKind {
    /// A cell.
    Content(Content),
    /// `^`: the cell above goes on.
    Above,
    /// `<`: the cell to the left goes on.
    Left,
}

impl SlotKind {
    /// What a text alone in a place means, if it is a merge. An escaped one (`\^`) is a text.
    pub(super) fn merge(text: &str) -> Option<Self> {
        match text {
            "^" => Some(Self::Above),
            "<" => Some(Self::Left),
            _ => None,
        }
    }
}

/// How far a cell reaches from its first place.
#[derive(Clone, Copy)]
struct Area {
    columns: usize,
    rows: usize,
    /// How many places are marked as belonging to it.
    places: usize,
}

const ONE_PLACE: Area = Area { columns: 1, rows: 1, places: 1 };

/// Makes cells of the rows of one group, all of which have the same number of places. Mistakes are
/// reported; their places become cells of their own.
pub(super) fn merge(
    rows: Vec<Vec<Slot>>,
    row_heads: usize,
    diagnostics: &mut Diagnostics,
) -> Vec<Row> {
    let width = rows.first().map_or(0, Vec::len);
    let mut merged = vec![Row::default(); rows.len()];
    let slots: Vec<Slot> = rows.into_iter().flatten().collect();
    let areas = areas(&slots, width, diagnostics);
    for (at, (slot, area)) in slots.into_iter().zip(areas).enumerate() {
        let Some(area) = area else { continue };
        let content = match slot.kind {
            SlotKind::Content(content) => content,
            SlotKind::Above | SlotKind::Left => Content::Empty(None),
        };
        let head = row_head(at % width < row_heads, &content);
        let cell = Cell::new(content).at(slot.span).spanning(area.columns, area.rows);
        let cell = Cell { head, ..cell };
        merged[at / width].cells.push(cell);
    }
    merged
}

/// The area of each cell, at its first place.
fn areas(slots: &[Slot], width: usize, diagnostics: &mut Diagnostics) -> Vec<Option<Area>> {
    let mut owners: Vec<usize> = Vec::with_capacity(slots.len());
    let mut areas: Vec<Option<Area>> = vec![None; slots.len()];
    for (at, slot) in slots.iter().enumerate() {
        let continued = match slot.kind {
            SlotKind::Content(_) => None,
            SlotKind::Above => at.checked_sub(width),
            SlotKind::Left => (at % width > 0).then(|| at - 1),
        };
        if continued.is_none() {
            report_edge(slot, diagnostics);
        }
        let owner = continued.map_or(at, |place| owners[place]);
        owners.push(owner);
        let area = areas[owner].get_or_insert(Area { places: 0, ..ONE_PLACE });
        area.columns = area.columns.max(at % width - owner % width + 1);
        area.rows = area.rows.max(at / width - owner / width + 1);
        area.places += 1;
    }
    let broken = |area: &Option<Area>| area.is_some_and(|it| it.places != it.columns * it.rows);
    let broken: Vec<bool> = areas.iter().map(broken).collect();
    let mut places: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, owner) in owners.into_iter().enumerate().filter(|&(_, owner)| broken[owner]) {
        places.entry(owner).or_default().push(at);
        areas[at] = Some(ONE_PLACE);
    }
    for places in places.values() {
        report_shape(slots, places, width, diagnostics);
    }
    areas
}

/// Reports a `^` or `<` with nothing to continue.
fn report_edge(slot: &Slot, diagnostics: &mut Diagnostics) {
    let (message, help) = match slot.kind {
        SlotKind::Content(_) => return,
        SlotKind::Above => (
            Message::fixed(
                "「^」の上に、続けるセルがありません",
                "there is no cell above this `^`",
            ),
            Message::fixed(
                "最初の行と、行のまとまりの最初の行には書けません。文字として見せるには「\\^」と書きます。",
                "the first row of a table or of a group has none; to show the character, write `\\^`",
            ),
        ),
        SlotKind::Left => (
            Message::fixed(
                "「<」の左に、続けるセルがありません",
                "there is no cell to the left of this `<`",
            ),
            Message::fixed(
                "最初の列には書けません。文字として見せるには「\\<」と書きます。",
                "the first column has none; to show the character, write `\\<`",
            ),
        ),
    };
    diagnostics.push(Diagnostic::new(&CELL_MERGE_INVALID, slot.span, message).help(help));
}

/// Reports merged places that make no rectangle, at the first one where that shows.
fn report_shape(slots: &[Slot], places: &[usize], width: usize, diagnostics: &mut Diagnostics) {
    let mut rows = places.chunk_by(|a, b| a / width == b / width);
    let first = rows.next().unwrap_or_default();
    let end = first.last().map_or(0, |at| at % width + 1);
    let fits = |row: &&[usize]| row.len() == first.len() && row.iter().all(|at| at % width < end);
    let Some(row) = rows.find(|row| !fits(row)) else { return };
    let beyond = row.iter().find(|&at| at % width >= end);
    let culprit = slots[*beyond.unwrap_or(&row[0])].span;
    let message =
        Message::fixed("結合したセルが長方形になりません", "the merged cells are not a rectangle");
    let help = Message::fixed(
        "「^」と「<」は、一つのセルにするすべての場所に書きます。",
        "write `^` or `<` at every place that the cell is to cover",
    );
    let there = Message::fixed("結合のもとになるセル", "the cell that they continue");
    let diagnostic = Diagnostic::new(&CELL_MERGE_INVALID, culprit, message).help(help);
    diagnostics.push(diagnostic.related(slots[places[0]].span, there));
}

/// Reports a `^` or `<` in a head, where cells are merged by nesting.
pub(super) fn report_head(span: Span, diagnostics: &mut Diagnostics) {
    let message = Message::fixed(
        "見出しの行では「^」「<」を使えません",
        "heads are not merged by `^` and `<`",
    );
    let help = Message::fixed(
        "table ブロックの columns: に「上の見出し: [下の見出し, …]」と書くと、見出しが段になります。",
        "in the `columns:` of a `table` block, nest heads: `upper: [lower, …]`",
    );
    diagnostics.push(Diagnostic::new(&CELL_MERGE_INVALID, span, message).help(help));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::figure::testing::lay_out;
    use crate::source::Project;

    proptest! {
        #[test]
        fn any_marks_give_cells_that_cover_every_place_once(
            width in 1_usize..5,
            marks in "[a^<]{0,24}",
        ) {
            let (_, source) = Project::of_text("");
            let slot = |mark: char| Slot {
                kind: SlotKind::merge(&mark.to_string())
                    .unwrap_or(SlotKind::Content(Content::Number("1".to_owned()))),
                span: Span::new(source, 0, 0),
            };
            let marks: Vec<char> = marks.chars().collect();
            let rows: Vec<Vec<Slot>> = marks
                .chunks_exact(width)
                .map(|row| row.iter().map(|&mark| slot(mark)).collect())
                .collect();
            let count = rows.len();
            let mut diagnostics = Diagnostics::default();
            let merged = merge(rows, 1, &mut diagnostics);
            assert_eq!(lay_out(&merged, width).len(), count);
            // Nothing written is lost.
            let cells = merged.iter().flat_map(|row| &row.cells);
            let kept = cells.filter(|cell| matches!(cell.content, Content::Number(_))).count();
            let written = marks[..count * width].iter().filter(|mark| **mark == 'a').count();
            assert_eq!(kept, written);
        }
    }

    #[test]
    fn each_broken_cell_is_reported_once_at_its_own_place() {
        let (_, source) = Project::of_text("");
        // Pairs of rows, each with a cell that is no rectangle. Many of them must not take long.
        let pairs = 20_000;
        let marks = "a<a^".repeat(pairs);
        let slot = |(at, mark): (usize, char)| Slot {
            kind: SlotKind::merge(&mark.to_string())
                .unwrap_or(SlotKind::Content(Content::Empty(None))),
            span: Span::new(source, at, at + 1),
        };
        let mut slots = marks.chars().enumerate().map(slot);
        let rows = (0..pairs * 2).map(|_| slots.by_ref().take(2).collect()).collect();
        let mut diagnostics = Diagnostics::default();
        merge(rows, 0, &mut diagnostics);
        let places: Vec<usize> = diagnostics.iter().map(|it| it.span.start).collect();
        assert_eq!(places, (0..pairs).map(|pair| pair * 4 + 3).collect::<Vec<_>>());
    }
}
