//! Charts: numbers as bars or lines, laid out as shapes with coordinates.
//!
//! A chart is made of the numbers of a table and stands beside it. Nothing here knows HTML, a language
//! or a document: `figure` makes a [`Chart`] of records and of the theme's words, [`Chart::draw`] lays it
//! out for a broad or a narrow screen, and `render` writes the shapes as SVG. All coordinates are whole
//! tenths of a unit, so the same numbers give the same bytes.

mod legend;
mod lines;
mod rows;
mod scale;
mod shape;
#[cfg(test)]
mod tests;
mod text;

pub use scale::Range;
pub use shape::{Anchor, Area, Drawn, Fill, Length, Point, Rule, Shape, Stroke, Tone};

/// The most series whose lines can be told apart in one chart.
pub const MOST_LINES: usize = 6;

/// The pictures of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The charts, at least one: what has different units has no common axis.
    pub charts: Vec<Chart>,
    /// What the charts leave out.
    pub note: Option<String>,
}

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// How the numbers are drawn.
    pub kind: Kind,
    /// What it shows, for those who do not see it.
    pub title: String,
    /// What is to be seen in it, in a sentence or two.
    pub description: String,
    /// What its numbers count, shown over them (`単位：人`).
    pub unit: Option<String>,
    /// What its axis counts, shown at the end of it (`年度`).
    pub axis: Option<String>,
    /// The extent of the axis, which charts of one unit share.
    pub range: Range,
    /// What the numbers belong to: fiscal years, roles.
    pub categories: Vec<Category>,
    /// The numbers, by what they are numbers of.
    pub series: Vec<Series>,
    /// What is said where a bar is missing.
    pub missing: String,
    /// What hollow points of lines mean, if there are any.
    pub hollow: Option<String>,
}

/// How numbers are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A bar for each number, the categories of each series below its name.
    Bars,
    /// A bar for each category, of one part for each series.
    Stacks,
    /// A line for each series, at most [`MOST_LINES`].
    Lines,
}

/// What numbers of each series belong to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Category {
    /// The name.
    pub name: String,
    /// The name on an axis, in short lines.
    pub short: Vec<String>,
    /// Where it stands on an axis: the fiscal year.
    pub at: i32,
    /// Whether its numbers are those from which one starts.
    pub is_start: bool,
    /// The head over it and those after it.
    pub head: Option<String>,
    /// What is said behind its bar.
    pub total: Option<String>,
}

/// Numbers of one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What they are numbers of.
    pub name: String,
    /// The number of each category. One that is missing is no zero.
    pub values: Vec<Option<Value>>,
}

/// A number that can be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// How much it is.
    pub amount: f64,
    /// How it is shown.
    pub shown: String,
}

/// The most characters of a number that is drawn: longer ones leave no room for bars.
const MOST_CHARACTERS: usize = 20;

impl Value {
    /// A number that was read by `number::parse`; nothing if it is too long to be drawn.
    pub fn of(number: &str) -> Option<Self> {
        let shown = crate::number::thousands(number);
        let amount: f64 = number.parse().ok()?;
        (shown.len() <= MOST_CHARACTERS).then_some(Self { amount, shown })
    }
}

/// For which width a chart is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Screens of a desk, and paper.
    Broad,
    /// Phones of 320 pixels, and 400 % zoom.
    Narrow,
}

impl Layout {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Broad, Self::Narrow];

    fn width(self) -> Length {
        match self {
            Self::Broad => 6400,
            Self::Narrow => 2800,
        }
    }
}

impl Chart {
    /// Lays the chart out.
    pub fn draw(&self, layout: Layout) -> Drawn {
        match self.kind {
            Kind::Bars | Kind::Stacks => rows::draw(self, layout.width()),
            Kind::Lines => lines::draw(self, layout.width()),
        }
    }
}
