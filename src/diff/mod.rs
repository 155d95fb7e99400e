//! 新旧対照表: two states of a document, side by side.
//!
//! Two [`Edition`]s become a [`Comparison`], which says what changed and where, and nothing about how it
//! is shown. Chapters are matched first (`chapters`), what stands in them is aligned (`lines`), tables are compared by the
//! heads of their rows and columns (`tables`), and in a text the words are found that are not the same
//! (`words`).

mod align;
mod cells;
mod chapters;
mod compare;
mod data;
mod edition;
mod facts;
mod frame;
mod grid;
mod joined;
mod lines;
mod rows;
mod said;
mod sheet;
pub mod show;
mod slots;
mod tables;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod timed;
mod words;

pub use compare::{compare, not_compared};
pub use edition::Edition;
pub use frame::Frame;
pub use sheet::{Sheet, Shown, sheet};
pub use words::{Profile, likeness, mark};

pub use crate::marked::{Form, Line, Look, Mark, Piece};

/// What two states of a document say, side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The path of the document below `content/`; the former one if it is gone.
    pub path: String,
    /// The path that it had, if that was another one.
    pub former_path: Option<String>,
    /// Its title; the former one if it is gone.
    pub title: String,
    /// What became of the document as a whole.
    pub status: Status,
    /// What it says, in the order of the new text; what is gone stands where it stood.
    pub parts: Vec<Part>,
    /// What could not be compared.
    pub left_out: Vec<LeftOut>,
}

/// What became of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It says the same.
    Same,
    /// It says something else.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// What stands under one heading, sections below it excluded.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Which part of the document it is.
    pub subject: Subject,
    /// What it says, in order. What did not change is there, too.
    pub rows: Vec<Row>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// The facts of the front matter.
    Facts,
    /// What stands before the first chapter.
    Preface,
    /// A chapter or a section.
    Chapter(ChapterPair),
    /// Figures that belong to no chapter.
    Appendix,
    /// The footnotes.
    Notes,
    /// Data that no table shows.
    Data,
}

/// A chapter or a section in both states.
#[derive(Debug, Clone, PartialEq)]
pub struct ChapterPair {
    /// 1 for a chapter, 2 for a section and so on; of the new state if it is there.
    pub level: u8,
    /// Its heading in the old state; nothing for a new chapter.
    pub old: Option<Head>,
    /// Its heading in the new state; nothing for one that is gone.
    pub new: Option<Head>,
    /// What became of it as a whole.
    pub changes: Vec<ChapterChange>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its id on the page of its state.
    pub id: String,
    /// Its text as typed, numbering included.
    pub text: String,
}

/// What became of a chapter as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChapterChange {
    /// Its heading has other words.
    Renamed,
    /// Its heading has another number.
    Renumbered,
    /// It stands elsewhere among the chapters.
    Moved,
    /// It was a part of another chapter, which is named.
    SplitFrom(Head),
    /// It took in another chapter, which is named.
    Merged(Head),
}

/// Something that a document says, in both states.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What became of it.
    pub change: Change,
    /// What it is about where the text does not say: the name of a fact; the caption of a table, then the heads of the
    /// row and of the column.
    pub about: Vec<String>,
    /// What it said; empty if it is new.
    pub old: Vec<Line>,
    /// What it says; empty if it is gone.
    pub new: Vec<Line>,
    /// What else is to be said about the change.
    pub remarks: Vec<Remark>,
}

/// What became of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It says the same.
    Same,
    /// It says something else.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It stands elsewhere. A text that left a part is there as old, and as new where it came to.
    Moved,
}

/// What is to be said about a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// Only the width of characters changed (ＡＢＣ and ABC).
    WidthOnly,
    /// Only punctuation and spaces changed.
    PunctuationOnly,
    /// Only what is stressed changed.
    LookOnly,
    /// Only the place changed that a link leads to.
    TargetOnly,
    /// Only the form changed: a paragraph, an item, how deep it stands.
    FormOnly,
    /// It stood in another chapter, which is named.
    MovedFrom(String),
    /// It stands in another chapter, which is named.
    MovedTo(String),
    /// It stood elsewhere in the same place: another order.
    Reordered,
}

/// What could not be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Whether it is in the old state that it could not be read.
    pub old: bool,
    /// What it is.
    pub what: Unread,
}

/// What could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// The document as a whole: no text, or no front matter.
    Document,
    /// The front matter.
    FrontMatter,
    /// A figure, by its name and its caption or place.
    Figure(String),
    /// A further part of the document, by its path.
    Part(String),
    /// A file of which the record is damaged, by its path.
    Damaged(String),
    /// What is wrong by the rules of today, so that it may be lost: in how many places.
    Mistakes(usize),
}

impl Part {
    /// Whether anything in it is not as it was.
    pub fn is_changed(&self) -> bool {
        let changed = match &self.subject {
            Subject::Chapter(pair) => {
                !pair.changes.is_empty() || pair.old.is_none() || pair.new.is_none()
            }
            _ => false,
        };
        changed || self.rows.iter().any(|row| row.change != Change::Same)
    }
}

impl Subject {
    /// What the part is called, if it is no chapter.
    pub(crate) fn word(&self, frame: &Frame<'_>) -> String {
        let key = match self {
            Self::Facts => "facts",
            Self::Preface => "preface",
            Self::Chapter(_) => "chapter",
            Self::Appendix => "appendix",
            Self::Notes => "notes",
            Self::Data => "data",
        };
        frame.word(&format!("part.{key}"))
    }
}
