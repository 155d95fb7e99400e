//! The one shape that every figure takes: a caption, a legend, head rows, groups of rows, notes.
//!
//! `figure` makes tables from typed records, `render` turns them into HTML; nothing else in the
//! crate writes a `<table>`. A table is a grid: cells that span several places are written once, at
//! their first place, and the places that they cover hold nothing.

use std::ops::Range;

use crate::chart::Picture;
use crate::markdown::Prose;
use crate::marked::Compared;
use crate::site::SitePath;
use crate::source::{Place, Span};

/// A table, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name of the figure that made it (`skill-map`, `table` …).
    pub figure: &'static str,
    /// The author's id (`id:`), or nothing: the page makes one.
    pub id: Option<String>,
    /// The caption without its number, or nothing for a pipe table without one.
    pub caption: Option<Prose>,
    /// The symbols that its cells use and what they mean; shown before the table.
    pub legend: Option<Legend>,
    /// How it is shown.
    pub form: Form,
    /// What each column holds; the length is the table's width.
    pub columns: Vec<Column>,
    /// The head rows, each as many cells wide as `columns` counting spans.
    pub head: Vec<Row>,
    /// The body: at least one group.
    pub groups: Vec<Group>,
    /// Notes below the table.
    pub notes: Prose,
    /// The same numbers as charts. What is compared, searched and given out as data is the table.
    pub picture: Option<Picture>,
    /// Where the author asked for it.
    pub place: Place,
}

impl Table {
    /// Whether it has no rows: what it shows was not there yet on the day that the site shows.
    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.rows.is_empty())
    }
}

/// How a table is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// Rows and columns.
    #[default]
    Grid,
    /// Terms with their definitions: the first column holds the terms (a `<dl>` in HTML).
    Definitions,
    /// Rows and columns, of which most are an axis of time; the cells there are [`Timed`].
    Schedule,
    /// What stands around one thing: a group for each side, whose rows begin with the side's [`Status`]
    /// (nested lists in HTML, drawn as boxes).
    Around,
    /// Steps one after the other (an `<ol>` in HTML): the first column holds their names, the second
    /// what is done; the last rows say what comes after them.
    Steps {
        /// Whether the first step follows the last one.
        cycle: bool,
        /// How many rows at the end are no steps.
        after: usize,
    },
}

/// What is true of a whole column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Column {
    /// Whether its body cells are numbers, which are aligned right.
    pub numeric: bool,
    /// Whether its body cells are symbols, which are centred.
    pub symbols: bool,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// The head of the group, which spans the table's width.
    pub head: Option<Entry>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of cells. A place that a cell above or to the left covers has no cell of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// The cells that begin in this row, from left to right.
    pub cells: Vec<Cell>,
}

/// A cell, possibly spanning several places.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// Whether it heads a row or a column.
    pub head: Option<Head>,
    /// How many columns it spans, at least 1.
    pub columns: usize,
    /// How many rows it spans, at least 1.
    pub rows: usize,
    /// Of a head cell: the name by which what it heads is found in other tables, where that is not
    /// its text.
    pub key: Option<String>,
    /// Where the author wrote it, if it stands in one place.
    pub place: Option<Place>,
}

/// What a head cell is the head of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// The column or columns below it.
    Column,
    /// The row or rows beside it.
    Row,
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing. What a screen reader says instead, if the figure knows (`対象外`).
    Empty(Option<String>),
    /// A text.
    Text(Prose),
    /// Several texts, shown as a list.
    List(Vec<Prose>),
    /// A symbol of the legend; a screen reader says its meaning instead.
    Symbol {
        /// The symbol as the legend writes it.
        symbol: String,
        /// What it means.
        meaning: String,
    },
    /// A number as it is shown, with thousands separated.
    Number(String),
    /// A part of two states side by side.
    Compared(Compared),
    /// What lies on an axis of time.
    Timed(Timed),
    /// Texts that may lead to other pages, behind a word that says how things stand.
    Entries {
        /// How things stand (`あり`), if that is to be said.
        status: Option<Status>,
        /// The texts: one is shown as it is, several as a list.
        entries: Vec<Entry>,
    },
}

/// What lies on an axis of time, over the columns of its cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Timed {
    /// How it is drawn.
    pub shape: TimedShape,
    /// What it is: one text as it is, several as a list; none where its time says all.
    pub texts: Vec<Prose>,
    /// When it is, in words; empty if it is open at both ends.
    pub when: String,
    /// Whether the words are for the eyes as well, because they tell more than the columns.
    pub exact: bool,
    /// What is said where it begins before the axis or is open there (`以前から`).
    pub before: Option<String>,
    /// What is said where it goes on behind the axis or is open there (`以降も続く`).
    pub after: Option<String>,
}

/// How something on an axis of time is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimedShape {
    /// A bar over its time.
    Bar,
    /// A mark at its time.
    Milestone,
    /// Texts that hold for its time.
    Values,
}

impl Timed {
    /// Its time in words, with what is said of open ends, between words for the brackets and the comma.
    pub fn time(&self) -> String {
        let parts = [self.before.as_deref(), Some(self.when.as_str()), self.after.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().filter(|it| !it.is_empty()).collect();
        parts.join("、")
    }
}

/// How things stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The status for programs and styles: `covered`.
    pub name: &'static str,
    /// The status in words.
    pub word: String,
}

/// A text that may lead to a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The text.
    pub text: Prose,
    /// Where it leads.
    pub target: Option<Target>,
}

/// A page of the site, or a place on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The page.
    pub page: SitePath,
    /// The id of the place.
    pub id: Option<String>,
}

/// A text that leads nowhere.
impl From<Prose> for Entry {
    fn from(text: Prose) -> Self {
        Self { text, target: None }
    }
}

/// The symbols of a table in the order of the document's legend, strongest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Legend {
    /// Each symbol with its meaning.
    pub entries: Vec<(String, String)>,
    /// What an empty cell means.
    pub empty: Option<String>,
}

impl Content {
    /// What is to be read in a cell, without markup; several texts are lines.
    pub fn plain(&self) -> String {
        let lines = |texts: Vec<String>| texts.join("\n");
        match self {
            Self::Empty(_) => String::new(),
            Self::Text(text) => text.plain(),
            Self::List(texts) => lines(texts.iter().map(Prose::plain).collect()),
            Self::Compared(compared) => compared.plain(),
            Self::Timed(timed) => {
                lines(timed.texts.iter().map(Prose::plain).chain([timed.time()]).collect())
            }
            Self::Symbol { symbol: text, .. } | Self::Number(text) => text.clone(),
            Self::Entries { status, entries } => {
                let word = status.iter().map(|status| status.word.clone());
                lines(word.chain(entries.iter().map(|entry| entry.text.plain())).collect())
            }
        }
    }
}

impl Cell {
    /// A cell of one place.
    pub fn new(content: Content) -> Self {
        Self { content, head: None, columns: 1, rows: 1, key: None, place: None }
    }

    /// A head cell of one place.
    pub fn head(head: Head, text: Prose) -> Self {
        Self { head: Some(head), ..Self::new(Content::Text(text)) }
    }

    /// The same cell with the place where the author wrote it.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.place = Some(Place(span));
        self
    }

    /// The same cell over several places.
    #[must_use]
    pub fn spanning(mut self, columns: usize, rows: usize) -> Self {
        self.columns = columns.max(1);
        self.rows = rows.max(1);
        self
    }
}

/// A cell with the places of the grid that it covers.
#[derive(Debug)]
pub struct Area<'t> {
    /// The cell.
    pub cell: &'t Cell,
    /// Its rows, counted from the first of those that were laid out; the last of them ends it.
    pub rows: Range<usize>,
    /// Its columns.
    pub columns: Range<usize>,
}

/// Finds the places of cells: each begins in the first column of its row that nothing covers.
pub fn lay_out(rows: &[Row]) -> Vec<Vec<Area<'_>>> {
    // Down to which row each column is covered.
    let mut covered: Vec<usize> = Vec::new();
    let mut grid = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let mut areas = Vec::with_capacity(row.cells.len());
        let mut column = 0;
        for cell in &row.cells {
            while covered.get(column).is_some_and(|&until| until > at) {
                column += 1;
            }
            let columns = column..column + cell.columns;
            // A table's end cuts a cell short.
            let cell_rows = at..(at + cell.rows).min(rows.len());
            if covered.len() < columns.end {
                covered.resize(columns.end, 0);
            }
            covered[columns.clone()].fill(cell_rows.end);
            column = columns.end;
            areas.push(Area { cell, rows: cell_rows, columns });
        }
        grid.push(areas);
    }
    grid
}

impl Table {
    /// Whether a head cell needs `headers` and `id` because `scope` alone is ambiguous: nested or
    /// merged heads (WCAG technique H43). Groups of a comparison are linked to by theirs.
    pub fn needs_header_ids(&self) -> bool {
        let spans = |cell: &Cell| cell.columns > 1 || cell.rows > 1;
        let rows = self.groups.iter().flat_map(|group| &group.rows);
        let compared = |cell: &Cell| matches!(cell.content, Content::Compared(_));
        self.head.len() > 1
            || rows.clone().flat_map(|row| &row.cells).any(compared)
            || self.head.iter().flat_map(|row| &row.cells).any(spans)
            || rows.flat_map(|row| &row.cells).any(spans)
    }

    /// The number of body rows.
    pub fn row_count(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }
}
