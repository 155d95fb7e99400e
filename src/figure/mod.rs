//! Figures: typed records become [`Table`]s.
//!
//! A figure is one file here and one line of [`FIGURES`]: it says which data it shows, which options
//! its blocks have, and how it is drawn. What every figure shares stands beside them: what it is drawn
//! from (`drawing`), choice of columns and roles, tables of records, nested heads, merged cells.
//! Nothing here reads a file, writes HTML or knows today's date.

mod cells;
mod charts;
mod choose;
mod columns;
mod drawing;
#[cfg(test)]
mod examples;
mod filter;
mod glossary;
mod goal_cells;
mod goals;
mod goals_chart;
mod grid;
mod group;
mod heads;
mod nested;
mod not_shown;
mod options;
mod own_table;
mod pipe;
mod plan_map;
mod reading;
mod record_table;
mod revisions;
mod roles;
mod schedule;
mod securing;
mod skill_list;
mod skill_map;
mod skill_overview;
mod standards;
mod steps;
#[cfg(test)]
mod testing;
mod training_groups;
mod training_methods;
mod trainings;

/// What the columns of a table hold, told from its rows.
pub(crate) use cells::columns as columns_of;

use crate::calendar::Calendar;
use crate::diagnostic::{Diagnostics, Rule};
use crate::document::{
    COLUMN_UNKNOWN, Document, FigureBlock, FigureKind, FigureRequest, ROLE_UNKNOWN, ROW_LENGTH,
};
use crate::strings::Strings;
use crate::table::Table;
use crate::yaml::{Field, Node, Reader};

use drawing::{Drawing, Material};
use not_shown::Shown;

/// The rules that are broken where records are missing.
pub const OF_RECORDS: &[&Rule] = &[
    &not_shown::DATA_NOT_SHOWN,
    &drawing::FIGURE_EMPTY,
    &filter::FILTER_UNKNOWN,
    &choose::ROLE_GROUP_UNKNOWN,
    &ROLE_UNKNOWN,
];

/// The rules of this module and its parts.
pub const RULES: &[&Rule] = &[
    &drawing::CAPTION_MISSING,
    &grid::CELL_MERGE_INVALID,
    &COLUMN_UNKNOWN,
    &not_shown::DATA_NOT_SHOWN,
    &drawing::FIGURE_EMPTY,
    &drawing::FIGURE_OPTION_UNKNOWN,
    &filter::FILTER_UNKNOWN,
    &choose::ROLE_GROUP_UNKNOWN,
    &ROW_LENGTH,
    &schedule::SCHEDULE_OUTSIDE,
];

/// All figures, in the order of the manual.
pub static FIGURES: &[&Figure] = &[
    &roles::FIGURE,
    &skill_map::FIGURE,
    &skill_overview::FIGURE,
    &skill_list::FIGURE,
    &training_methods::FIGURE,
    &trainings::FIGURE,
    &standards::FIGURE,
    &securing::FIGURE,
    &goals::FIGURE,
    &schedule::FIGURE,
    &plan_map::FIGURE,
    &steps::FIGURE,
    &glossary::FIGURE,
    &revisions::FIGURE,
    &own_table::FIGURE,
];

/// A figure that authors can ask for.
#[derive(Debug)]
pub struct Figure {
    /// Its name and the data that it shows.
    pub kind: FigureKind,
    /// The options of its blocks, besides those of every figure.
    options: &'static [Field],
    /// Makes the table; nothing if that cannot be done, which it then has reported.
    draw: fn(&mut Drawing<'_, '_>) -> Option<Table>,
}

impl Figure {
    /// The figure with this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        FIGURES.iter().copied().find(|figure| figure.kind.name == name)
    }

    /// The options that its blocks may have.
    pub fn options(&self) -> Vec<Field> {
        [options::COMMON, self.options].concat()
    }

    fn table(
        &self,
        from: Material<'_>,
        options: &Node,
        (shown, diagnostics): (&mut Shown, &mut Diagnostics),
    ) -> Option<Table> {
        let fields = self.options();
        let rule = &drawing::FIGURE_OPTION_UNKNOWN;
        let options = Reader::with_rule(rule, options, &fields, diagnostics)?;
        (self.draw)(&mut Drawing { from, options, shown })
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
    let mut shown = Shown::default();
    let one = |block: &FigureBlock| {
        let name = match &block.request {
            FigureRequest::Block { name, .. } | FigureRequest::Placed { name } => name,
            FigureRequest::Pipe { .. } => own_table::FIGURE.kind.name,
        };
        let figure = Figure::find(name).expect("documents name figures of `kinds` only");
        let from = Material { document, strings, calendar, kind: figure.kind, place: block.place };
        let table = match &block.request {
            FigureRequest::Block { options, .. } => {
                figure.table(from, options, (&mut shown, diagnostics))
            }
            FigureRequest::Placed { .. } => {
                figure.table(from, &Node::null(block.span()), (&mut shown, diagnostics))
            }
            FigureRequest::Pipe { table, caption } => {
                pipe::draw(&from, table, caption.as_ref(), diagnostics)
            }
        };
        // What is wrong with a file was reported when it was read.
        let from_file =
            matches!(&block.request, FigureRequest::Block { options, .. } if has_file(options));
        debug_assert!(
            table.is_some() || from_file || diagnostics.has_errors(),
            "{name} must say why"
        );
        table.unwrap_or_else(|| from.stand_in())
    };
    let tables = document.figures.iter().map(one).collect();
    shown.report(document, diagnostics);
    tables
}

/// Whether a block names a file in which its data are.
fn has_file(options: &Node) -> bool {
    let is_file = |key: &Node| key.scalar().is_some_and(|key| key.text == "file");
    options.mapping().is_some_and(|entries| entries.iter().any(|(key, _)| is_file(key)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::testing::{draw_block, draw_file, show};
    use super::*;
    use crate::document::Data;
    use crate::markdown::Prose;

    /// A record of every kind.
    const RECORDS: &str = "\
        legend: {◎: 必修}\n\
        roles: [{id: a, name: 甲, mission: 使命}]\n\
        skills: [{name: 技, levels: {a: ◎}, methods: [講義]}]\n\
        standards: [{role: a, step: 1, criterion: 受講}]\n\
        trainings: [{name: 研修, kind: ojt}]\n\
        securing: [{name: 専門家, number: 1000}]\n\
        goals: [{name: 目標, targets: {2026: 1}}]\n\
        plans: [{name: 総合計画, relation: upper}]\n\
        glossary: [{term: 語, definition: 説明}]\n\
        revisions: [{date: 2025-04-01, summary: 見直し}]\n";

    #[test]
    fn figures_and_data_fit_each_other() {
        let names: BTreeSet<&str> = FIGURES.iter().map(|figure| figure.kind.name).collect();
        assert_eq!(names.len(), FIGURES.len());
        for &data in Data::ALL {
            let stands = |kind: &&FigureKind| kind.stands_for == Some(data);
            let kinds = kinds();
            let standing: Vec<&FigureKind> = kinds.iter().filter(stands).collect();
            assert_eq!(standing.len(), 1, "one figure stands for {data:?}");
            assert!(standing[0].shows.contains(&data));
        }
        assert!(RULES.is_sorted_by_key(|rule| rule.code));
    }

    #[test]
    fn data_without_a_block_are_drawn() {
        let drawn = draw_file(&format!("---\ntitle: 題\n{RECORDS}---\n"));
        assert_eq!(drawn.reports(), Vec::<String>::new());
        assert_eq!(drawn.tables.len(), Data::ALL.len());
        for table in &drawn.tables {
            let caption = table.caption.as_ref().map(Prose::plain);
            assert!(caption.is_some_and(|caption| !caption.contains('.')), "{}", table.figure);
        }
    }

    #[test]
    fn every_column_has_a_head_in_the_theme() {
        let columns = |figure: &&&Figure| figure.options().iter().any(|it| it.key == "columns");
        for figure in FIGURES.iter().filter(columns) {
            let name = figure.kind.name;
            if name == "table" {
                continue;
            }
            let drawn = draw_block(RECORDS, &format!("{name}\ncolumns: [ない列の名前]\n"));
            assert_eq!(drawn.reports(), ["column-unknown ない列の名前"]);
            assert!(!drawn.words().contains("column."), "{}", drawn.words());
        }
    }

    #[test]
    fn options_are_those_of_the_figure() {
        let check = |block: &str, expected: &str| {
            assert_eq!(draw_block(RECORDS, block).reports(), [expected], "{block}");
        };
        check("roles\ncaptoin: 題\n", "figure-option-unknown captoin");
        check("glossary\ncolumns: [term]\n", "figure-option-unknown columns");
        check(
            "table\ncaption: 題\ncolumns: [a]\nrows: [[x]]\nfiles: a.csv\n",
            "figure-option-unknown files",
        );
        check("roles\nchart: bar\n", "figure-option-unknown chart");
        check("roles\nid: a b\n", "field-invalid a b");
        check("roles\nroles: [乙]\n", "role-unknown 乙");
        check("roles\ncolumns:\n- - name\n", "field-invalid name");
        check("roles\n- a\n", "field-invalid a");
        let drawn = draw_block(RECORDS, "roles\ncaptoin: 題\n");
        assert!(drawn.words().contains("「caption」のことですか"));
    }

    #[test]
    fn captions_ids_and_notes_are_the_authors() {
        let drawn =
            draw_block(RECORDS, "roles\nid: 役割\ncaption: '**題**'\nnote: |\n  - 一\n  - 二\n");
        let table = drawn.table();
        assert_eq!(table.id.as_deref(), Some("役割"));
        assert_eq!(table.caption.as_ref().map(Prose::plain).as_deref(), Some("題"));
        assert_eq!(table.notes.plain(), "一 二");
    }

    /// Keys of options and values that fit some of them.
    const OPTIONS: &str = "columns|rows|roles|group|filter|row_heads|caption|note|chart";
    const VALUES: &str = r"a|name|roles|kind|bar|line|none|2|99|~|甲|\[\[(\^|<|1|~)(, (\^|<|\[x, \[y\]\])){0,2}\]\]|\{name: x, a: \{b: c\}\}|\[number, a: \[b, c\]\]";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_options_give_a_table_or_an_error(
            figure in 0..FIGURES.len(),
            options in proptest::collection::btree_map(OPTIONS, VALUES, 0..5),
        ) {
            let lines: Vec<String> =
                options.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
            let name = FIGURES[figure].kind.name;
            let drawn = draw_block(RECORDS, &format!("{name}\n{}", lines.concat()));
            for table in &drawn.tables {
                assert!(!table.groups.is_empty() || !drawn.reports().is_empty(), "{lines:?}");
                show(table);
            }
        }
    }

    #[test]
    fn a_figure_that_cannot_be_drawn_leaves_the_others_in_their_places() {
        let text = "---\ntitle: 題\nroles: [{name: 甲}]\n---\n\n```goals\n```\n\n```roles\n```\n";
        let drawn = draw_file(text);
        assert_eq!(drawn.reports(), ["figure-empty goals"]);
        assert!(drawn.words().contains("「goals: …」"));
        let shown: Vec<_> = drawn.tables.iter().map(|it| (it.figure, it.row_count())).collect();
        assert_eq!(shown, [("goals", 0), ("roles", 1)]);
    }
}
