//! Figures: typed records become [`Table`]s.
//!
//! A figure is one file here and one line of [`FIGURES`]: it says which data it shows, which options
//! its blocks have, and how it is drawn. What every figure shares stands beside them: what it is drawn
//! from (`drawing`), choice of columns and roles, tables of records, nested heads, merged cells.
//! Nothing here reads a file, writes HTML or knows today's date.

mod cells;
mod choose;
mod columns;
mod drawing;
mod filter;
mod glossary;
mod goals;
mod grid;
mod group;
mod heads;
mod own_table;
mod pipe;
mod plan_map;
mod reading;
mod record_table;
mod revisions;
mod roles;
mod securing;
mod skill_list;
mod skill_map;
mod standards;
#[cfg(test)]
mod testing;
mod training_methods;
mod trainings;

use crate::calendar::Calendar;
use crate::diagnostic::{Diagnostics, Rule};
use crate::document::{Document, FigureBlock, FigureKind, FigureRequest};
use crate::strings::Strings;
use crate::table::Table;
use crate::yaml::{Node, Reader};

use drawing::{Drawing, Material};

/// The rules of this module and its parts.
pub const RULES: &[&Rule] = &[
    &drawing::CAPTION_MISSING,
    &grid::CELL_MERGE_INVALID,
    &columns::COLUMN_UNKNOWN,
    &drawing::FIGURE_EMPTY,
    &drawing::FIGURE_OPTION_UNKNOWN,
    &filter::FILTER_UNKNOWN,
    &choose::ROLE_GROUP_UNKNOWN,
    &own_table::ROW_LENGTH,
];

/// All figures, in the order of the manual.
pub static FIGURES: &[&Figure] = &[
    &roles::FIGURE,
    &skill_map::FIGURE,
    &skill_list::FIGURE,
    &training_methods::FIGURE,
    &trainings::FIGURE,
    &standards::FIGURE,
    &securing::FIGURE,
    &goals::FIGURE,
    &plan_map::FIGURE,
    &glossary::FIGURE,
    &revisions::FIGURE,
    &own_table::FIGURE,
];

/// The options of every figure.
const COMMON_OPTIONS: &[&str] = &["caption", "id", "note"];

/// A figure that authors can ask for.
#[derive(Debug)]
pub struct Figure {
    /// Its name and the data that it shows.
    pub kind: FigureKind,
    /// The options of its blocks, besides those of every figure.
    options: &'static [&'static str],
    /// Makes the table; nothing if that cannot be done, which it then has reported.
    draw: fn(&mut Drawing<'_, '_>) -> Option<Table>,
}

impl Figure {
    /// The figure with this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        FIGURES.iter().copied().find(|figure| figure.kind.name == name)
    }

    /// The options that its blocks may have.
    pub fn options(&self) -> impl Iterator<Item = &'static str> {
        COMMON_OPTIONS.iter().chain(self.options).copied()
    }

    fn table(
        &self,
        from: Material<'_>,
        options: &Node,
        diagnostics: &mut Diagnostics,
    ) -> Option<Table> {
        let keys: Vec<&str> = self.options().collect();
        let rule = &drawing::FIGURE_OPTION_UNKNOWN;
        let options = Reader::with_rule(rule, options, &keys, diagnostics)?;
        (self.draw)(&mut Drawing { from, options })
    }
}

/// What the document's assembly must know of each figure.
pub fn kinds() -> Vec<FigureKind> {
    FIGURES.iter().map(|figure| figure.kind).collect()
}

/// Draws the figures of a document in their order, so that `BlockKind::Figure` counts into the result.
/// One that cannot be drawn is reported as an error, which stops the build, and stands in empty.
///
/// # Panics
///
/// If the document was assembled with other kinds of figures than [`kinds`] gives.
pub fn draw(
    document: &Document,
    strings: &Strings,
    calendar: Calendar,
    diagnostics: &mut Diagnostics,
) -> Vec<Table> {
    let one = |block: &FigureBlock| {
        let name = match &block.request {
            FigureRequest::Block { name, .. } | FigureRequest::Placed { name } => name,
            FigureRequest::Pipe { .. } => own_table::FIGURE.kind.name,
        };
        let figure = Figure::find(name).expect("documents name figures of `kinds` only");
        let from = Material { document, strings, calendar, kind: figure.kind, place: block.place };
        let table = match &block.request {
            FigureRequest::Block { options, .. } => figure.table(from, options, diagnostics),
            FigureRequest::Placed { .. } => {
                figure.table(from, &Node::null(block.span()), diagnostics)
            }
            FigureRequest::Pipe { table, caption } => {
                pipe::draw(&from, table, caption.as_ref(), diagnostics)
            }
        };
        debug_assert!(table.is_some() || diagnostics.has_errors(), "{name} must say why");
        table.unwrap_or_else(|| from.stand_in())
    };
    document.figures.iter().map(one).collect()
}
