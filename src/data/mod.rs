//! Data for programs and for further work: the records and tables of a document, out of the page.
//!
//! A [`Dataset`] is a table in long form: one value a cell, a unit in its own column, no cell that means the
//! one above, one record a line. It follows 行政データにおける機械可読性に関するルール (令和8年3月31日); the numbers
//! in brackets, such as [L1-07], are its rules. `lists` makes datasets of records, `grid` of tables, `wide` the sheets of workbooks;
//! [`csv`], [`json`] and [`workbook`] write them. Nothing here is made but of what the page shows.

mod columns;
pub mod csv;
mod grid;
pub mod json;
mod lists;
mod schedule;
mod wide;
pub mod workbook;

pub use columns::{Column, Described, catalogue, choices};
pub use grid::own_columns;
pub use schedule::columns as schedule_columns;

use rust_xlsxwriter::XlsxError;

use crate::document::{Document, FigureBlock, FigureRequest};
use crate::figure::Figure;
use crate::site::SitePath;
use crate::strings::Strings;
use crate::table::Table;

/// What the data of a document are made of.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its figures.
    pub tables: &'a [Table],
    /// The theme's words.
    pub words: &'a Strings,
    /// The address of the published site, if it is known.
    pub base_url: Option<&'a str>,
}

/// A table in long form.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// The name of its file, without what comes behind the dot: `skill-map`.
    pub name: String,
    /// What it is called: スキルマップ.
    pub title: String,
    /// The position of the figure that it is of, unless it is made of records.
    pub figure: Option<usize>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as wide as the columns.
    pub rows: Vec<Vec<Datum>>,
}

/// What stands in a place of a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Datum {
    /// Nothing, which is not zero [L1-09].
    Blank,
    /// A text of one line, without markup.
    Text(String),
    /// A decimal number in ASCII digits, without separators [L2-01].
    Number(String),
}

impl Datum {
    /// A text as one line [L1-06, L1-14]; nothing if it is empty.
    pub(crate) fn text(text: &str) -> Self {
        let line = text.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty());
        let line = line.collect::<Vec<_>>().join(" ");
        if line.is_empty() { Self::Blank } else { Self::Text(line) }
    }

    /// A text that may be missing.
    fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::Blank, Self::text)
    }
}

/// A file with data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it is written.
    pub path: SitePath,
    /// What is in it.
    pub title: String,
    /// How it is written.
    pub format: Format,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// How data are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A dataset a file.
    Csv,
    /// Everything in one file, as front matter has it.
    Json,
    /// A workbook for people.
    Xlsx,
}

impl Format {
    /// The words of the command line, which are the ends of the files' names, too.
    pub const CHOICES: &[(&str, Self)] =
        &[("csv", Self::Csv), ("json", Self::Json), ("xlsx", Self::Xlsx)];

    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Xlsx => "Excel",
        }
    }
}

/// The folder of a document's data, and of what all data share.
const FOLDER: &str = "data";

/// Where the schema of `document.json` is written.
pub const SCHEMA: &str = "data/document.schema.json";

/// The datasets of a document that are not empty: its records, then the tables that authors wrote in the text.
pub fn datasets(from: &Material<'_>) -> Vec<Dataset> {
    let mut datasets = lists::datasets(from);
    datasets.extend(grid::datasets(from, &datasets));
    datasets
}

/// The files with the data of a document, as its page offers them: each dataset, then everything.
pub fn files(from: &Material<'_>) -> Vec<File> {
    let datasets = datasets(from);
    let mut files = csv_files(from, &datasets);
    files.push(json_file(from, &datasets));
    files
}

/// The files with the data of a document in one format.
///
/// # Errors
///
/// If a table is too large for the format.
pub fn files_in(format: Format, from: &Material<'_>) -> Result<Vec<File>, XlsxError> {
    let datasets = datasets(from);
    Ok(match format {
        Format::Csv => csv_files(from, &datasets),
        Format::Json => vec![json_file(from, &datasets)],
        Format::Xlsx => vec![File {
            path: beside(&from.document.output, "document.xlsx"),
            title: from.words.get("data.workbook").to_owned(),
            format,
            bytes: workbook::write(from)?,
        }],
    })
}

/// The figures of a document that do not show its records, with their positions: tables, schedules and the like,
/// whose content stands in the text.
fn own_tables<'a>(from: &Material<'a>) -> impl Iterator<Item = (usize, &'a Table)> + use<'a> {
    let figures = from.document.figures.iter().zip(from.tables).enumerate();
    let own = |(at, (block, table)): (usize, (&'a FigureBlock, &'a Table))| {
        let shows_records = match &block.request {
            FigureRequest::Pipe { .. } => false,
            FigureRequest::Block { name, .. } | FigureRequest::Placed { name } => {
                Figure::find(name).is_some_and(|figure| !figure.kind.shows.is_empty())
            }
        };
        (!shows_records && !table.is_empty()).then_some((at, table))
    };
    figures.filter_map(own)
}

/// The datasets of the records of several documents, put together by name: they have the same columns.
///
/// # Panics
///
/// Never: the names of datasets are those of files.
pub fn together(all: impl IntoIterator<Item = Vec<Dataset>>) -> Vec<File> {
    let mut together: Vec<Dataset> = Vec::new();
    for dataset in all.into_iter().flatten().filter(|dataset| dataset.figure.is_none()) {
        match together.iter_mut().find(|it| it.name == dataset.name) {
            Some(known) => known.rows.extend(dataset.rows),
            None => together.push(dataset),
        }
    }
    let file = |dataset: &Dataset| File {
        path: SitePath::new(format!("{FOLDER}/{}.csv", dataset.name)).expect("a plain name"),
        title: dataset.title.clone(),
        format: Format::Csv,
        bytes: csv::write(dataset),
    };
    together.iter().map(file).collect()
}

fn csv_files(from: &Material<'_>, datasets: &[Dataset]) -> Vec<File> {
    let file = |dataset: &Dataset| File {
        path: beside(&from.document.output, &format!("{}.csv", dataset.name)),
        title: dataset.title.clone(),
        format: Format::Csv,
        bytes: csv::write(dataset),
    };
    datasets.iter().map(file).collect()
}

fn json_file(from: &Material<'_>, datasets: &[Dataset]) -> File {
    File {
        path: beside(&from.document.output, "document.json"),
        title: from.words.get("data.document").to_owned(),
        format: Format::Json,
        bytes: format!("{:#}\n", json::document(from, datasets)).into_bytes(),
    }
}

/// The path of a data file of the document that is written to a path.
fn beside(document: &SitePath, name: &str) -> SitePath {
    let folder = document.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
    let slash = if folder.is_empty() { "" } else { "/" };
    SitePath::new(format!("{folder}{slash}{FOLDER}/{name}")).expect("names of datasets are plain")
}
