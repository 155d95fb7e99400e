//! Comparisons of a whole site for people at a terminal, for pull requests, and for programs.
//!
//! Each form is a file: `terminal`, `markdown`, `json`. The page for browsers is made where all pages are.

mod json;
mod markdown;
mod terminal;
mod wrap;

use std::sync::Arc;

pub use json::json;
pub use markdown::markdown;
pub use terminal::{Screen, terminal};

use super::{Change, Comparison, Form, Frame, Line, Mark, Part, Piece, Row, Status, Subject};
use crate::calendar::Date;
use crate::config::{self, Order};
use crate::marked::Side;
use crate::source::in_content;

/// What changed between two states of a site.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The older state.
    pub old: &'a Named,
    /// The newer state.
    pub new: &'a Named,
    /// The documents that are not as they were.
    pub documents: &'a [Arc<Comparison>],
    /// The words and the calendar.
    pub frame: Frame<'a>,
    /// How the sides are called and ordered.
    pub settings: &'a config::Comparison,
}

/// A state of a site as it was asked for; nothing is known of the working files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The name that stood for it.
    pub name: Option<String>,
    /// Its id in full.
    pub id: Option<String>,
    /// The day of it.
    pub day: Option<(i32, u32, u32)>,
}

impl Named {
    /// The day of it, as ISO 8601 writes it.
    pub fn date(&self) -> Option<String> {
        let (year, month, day) = self.day?;
        Some(Date { year, month: Some(month), day: Some(day) }.to_string())
    }
}

impl Report<'_> {
    /// A word of these forms.
    pub(crate) fn word(&self, key: &str) -> String {
        self.frame.word(&format!("show.{key}"))
    }

    /// What a side is called.
    pub(crate) fn side(&self, side: Side) -> String {
        self.frame.side(self.settings, side)
    }

    /// The sides in the order in which they stand.
    pub(crate) fn sides(&self) -> [Side; 2] {
        match self.settings.order {
            Order::NewFirst => [Side::New, Side::Old],
            Order::OldFirst => [Side::Old, Side::New],
        }
    }

    /// The state of a side: `h-2025（2025-04-01）`.
    pub(crate) fn state(&self, side: Side) -> String {
        let named = match side {
            Side::Old => self.old,
            Side::New => self.new,
        };
        let Some(name) = &named.name else { return self.word("tree") };
        let Some(day) = named.date().filter(|day| day != name) else { return name.clone() };
        self.word("revision").replace("{name}", name).replace("{day}", &day)
    }

    /// A side and its state: 改正前：h-2025（2025-04-01）
    pub(crate) fn side_and_state(&self, side: Side) -> String {
        let text = self.word("side").replace("{side}", &self.side(side));
        text.replace("{what}", &self.state(side))
    }

    /// What a document is called: where its title could not be read, by its path.
    pub(crate) fn title(document: &Comparison) -> String {
        match document.title.as_str() {
            "" => in_content(&document.path),
            title => title.to_owned(),
        }
    }

    /// Where a document lies, and where it lay if it was moved.
    pub(crate) fn path(&self, document: &Comparison) -> String {
        let path = in_content(&document.path);
        match &document.former_path {
            Some(former) => {
                let text = self.word("renamed").replace("{path}", &path);
                text.replace("{former}", &in_content(former))
            }
            None => path,
        }
    }

    /// What became of a document, in words: the document as a whole, how many parts, how many rows of each kind.
    pub(crate) fn said(&self, document: &Comparison) -> String {
        match document.status {
            Status::Added => return self.word("document.added"),
            Status::Removed => return self.word("document.removed"),
            Status::Same if document.former_path.is_some() => return self.word("document.moved"),
            Status::Same | Status::Changed => {}
        }
        let changed = document.parts.iter().filter(|part| part.is_changed());
        let parts = changed.clone().count();
        let mut said = Vec::new();
        if parts > 0 {
            said.push(self.word("parts").replace("{count}", &parts.to_string()));
        }
        said.extend(self.frame.counted(changed.flat_map(|part| &part.rows)));
        self.frame.list(&said)
    }

    /// What of a document could not be compared, in words.
    pub(crate) fn left_out<'s>(
        &'s self,
        document: &'s Comparison,
    ) -> impl Iterator<Item = String> + 's {
        document.left_out.iter().map(|it| {
            let side = self.side(if it.old { Side::Old } else { Side::New });
            it.said(&side, &self.frame)
        })
    }

    /// What is said in the place of a side that a row has nothing on.
    fn nothing(&self, row: &Row, side: Side) -> String {
        self.frame.word(row.nothing(side))
    }
}

/// The rows of a part that are shown: of a chapter that is new or gone as a whole, the heading says it all.
fn shown_rows(part: &Part) -> impl Iterator<Item = &Row> {
    let whole = match &part.subject {
        Subject::Chapter(pair) => pair.old.is_none() || pair.new.is_none(),
        _ => false,
    };
    let is_heading = |row: &Row| row.new.iter().chain(&row.old).all(|it| it.form == Form::Heading);
    part.rows.iter().filter(move |row| !(whole && is_heading(row)))
}

/// The lines of a side of a row.
fn lines_of(row: &Row, side: Side) -> &[Line] {
    match side {
        Side::Old => &row.old,
        Side::New => &row.new,
    }
}

/// What a row is about, in one line.
fn about(row: &Row) -> String {
    row.about.join(" › ")
}

/// What is said of a row beyond what is seen.
fn remarks(row: &Row, frame: &Frame<'_>) -> String {
    let said: Vec<String> = row.remarks.iter().map(|it| it.said(frame)).collect();
    frame.list(&said)
}

/// The sign that a line begins with.
fn sign(line: &Line) -> String {
    let sign = match line.form {
        Form::Item => "・".to_owned(),
        Form::Numbered(number) => format!("{number}. "),
        _ => String::new(),
    };
    format!("{}{sign}", "　".repeat(line.depth.into()))
}

/// What a piece says, with how it is read, and where it leads if that is what changed.
fn text_of(piece: &Piece, frame: &Frame<'_>) -> String {
    let mut text = piece.text.clone();
    if let Some(reading) = &piece.look.reading {
        text = format!("{text}（{reading}）");
    }
    if let (Some(target), Some(Mark::Look)) = (&piece.look.target, piece.mark) {
        text.push_str(&frame.word("target").replace("{target}", target));
    }
    text
}

/// Pieces next to each other that changed, or did not, with whether they did.
fn runs(line: &Line) -> impl Iterator<Item = (bool, &[Piece])> {
    let runs = line.pieces.chunk_by(|one, other| one.mark.is_some() == other.mark.is_some());
    runs.map(|run| (run[0].mark.is_some(), run))
}

/// Whether a row is as it was.
fn is_same(row: &Row) -> bool {
    row.change == Change::Same
}
