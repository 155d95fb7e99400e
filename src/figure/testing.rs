//! What the tests of figures share: drawing a figure of a text, and showing a table as text.

use crate::calendar::Calendar;
use crate::diagnostic::{Diagnostic, Diagnostics, Language};
use crate::document::{Document, FigureBlock, FigureRequest};
use crate::library::library;
use crate::source::{Content as Bytes, Project, Span};
use crate::strings::Strings;
use crate::table::{Cell, Content, Head, Row, Table};

use super::{draw, kinds};

/// The figures of a document, and what was reported while it was read and drawn.
pub(super) struct Drawn {
    project: Project,
    document: Document,
    pub(super) tables: Vec<Table>,
    diagnostics: Diagnostics,
}

/// Draws the figures of a whole source file.
pub(super) fn draw_file(text: &str) -> Drawn {
    draw_files(&[("content/a.md", text)], "a.md")
}

/// Draws the figures of one of several source files.
pub(super) fn draw_files(files: &[(&str, &str)], path: &str) -> Drawn {
    let bytes = |text: &str| Bytes::Bytes(text.as_bytes().to_vec());
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), bytes(text)));
    let project = Project::from_files(files);
    let mut diagnostics = Diagnostics::default();
    let library = library(&project, &kinds(), |_| None, &mut diagnostics);
    let document = library.document(path).expect("a document of the files").clone();
    let strings = Strings::built_in("ja");
    let tables = draw(&document, &strings, Calendar::Era, &mut diagnostics);
    diagnostics.finish(|rule| Some(rule.severity));
    Drawn { project, document, tables, diagnostics }
}

/// Draws one figure block over the records of a front matter, which must be free of mistakes.
pub(super) fn draw_block(records: &str, block: &str) -> Drawn {
    draw_file(&format!("---\ntitle: 題\n{records}---\n\n```{block}```\n"))
}

impl Drawn {
    /// The one table that the author has asked for first, drawn without a mistake.
    pub(super) fn table(&self) -> &Table {
        assert_eq!(self.reports(), Vec::<String>::new());
        &self.tables[0]
    }

    /// The first table as text, drawn without a mistake.
    pub(super) fn shown(&self) -> String {
        show(self.table())
    }

    /// The figure that a block asks for by this name, counted from 0.
    pub(super) fn block(&self, name: &str, count: usize) -> &Table {
        let wanted = |(figure, _): &(&FigureBlock, &Table)| matches!(&figure.request, FigureRequest::Block { name: found, .. } if *found == name);
        let tables = self.document.figures.iter().zip(&self.tables).filter(wanted);
        tables.map(|(_, table)| table).nth(count).expect("a block of this name")
    }

    /// What was reported: each rule's code and the text that it points at.
    pub(super) fn reports(&self) -> Vec<String> {
        let at = |span: Span| self.project.source(span.source).slice(span).trim_end().to_owned();
        let report = |it: &Diagnostic| format!("{} {}", it.rule.code, at(it.span));
        self.diagnostics.iter().map(report).collect()
    }

    /// The message and the help of the first report, in Japanese.
    pub(super) fn words(&self) -> String {
        let first = self.diagnostics.iter().next().expect("a report");
        let help = first.help.as_ref().map_or("", |help| help.get(Language::Ja));
        format!("{} / {help}", first.message.get(Language::Ja))
    }
}

/// A table as text: a line for each row, `[…]` for heads of columns, `…:` for heads of rows, `^` and
/// `<` for places that a cell above or to the left covers, `·` for empty cells.
pub(super) fn show(table: &Table) -> String {
    let width = table.columns.len();
    let mut lines = lay_out(&table.head, width);
    for (at, group) in table.groups.iter().enumerate() {
        match &group.head {
            Some(head) => lines.push(format!("├ {}", head.text.plain())),
            None if at > 0 => lines.push("├".to_owned()),
            None => {}
        }
        lines.extend(lay_out(&group.rows, width));
    }
    lines.join("\n")
}

/// The rows of a grid as text. Cells must cover every place, and none twice.
pub(super) fn lay_out(rows: &[Row], width: usize) -> Vec<String> {
    let mut places: Vec<Vec<Option<String>>> = vec![vec![None; width]; rows.len()];
    for (y, row) in rows.iter().enumerate() {
        let mut x = 0;
        for cell in &row.cells {
            while places[y][x].is_some() {
                x += 1;
            }
            for (down, line) in places[y..y + cell.rows].iter_mut().enumerate() {
                for (across, place) in line[x..x + cell.columns].iter_mut().enumerate() {
                    let shown = match (down, across) {
                        (0, 0) => show_cell(cell),
                        (0, _) => "<".to_owned(),
                        _ => "^".to_owned(),
                    };
                    assert_eq!(place.replace(shown), None, "cells overlap");
                }
            }
        }
    }
    let line = |line: Vec<Option<String>>| {
        let cells: Option<Vec<String>> = line.into_iter().collect();
        cells.expect("every place is covered").join(" | ")
    };
    places.into_iter().map(line).collect()
}

fn show_cell(cell: &Cell) -> String {
    let text = match &cell.content {
        Content::Empty(_) => "·".to_owned(),
        Content::Number(number) => format!("={number}"),
        content => content.plain().replace('\n', "／"),
    };
    match cell.head {
        Some(Head::Column) => format!("[{text}]"),
        Some(Head::Row) => format!("{text}:"),
        None => text,
    }
}
