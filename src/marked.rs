//! Texts whose changes are marked: what they say, how it looks, and which words differ from another state.

/// A stretch of running text that looks and leads alike.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piece {
    /// The text; a line break that the author asked for is `\n`.
    pub text: String,
    /// How it looks and where it leads.
    pub look: Look,
    /// How it differs from the other state; nothing if it does not.
    pub mark: Option<Mark>,
}

/// How a stretch of text looks and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a sign of Markdown by itself")]
pub struct Look {
    /// `**…**`
    pub strong: bool,
    /// `*…*`
    pub emphasis: bool,
    /// `~~…~~`
    pub struck: bool,
    /// `` `…` ``
    pub code: bool,
    /// The target of a link or an image as typed.
    pub target: Option<String>,
    /// How it is read (ruby).
    pub reading: Option<String>,
}

/// How a stretch of text differs from the other state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Its words do.
    Words,
    /// Only the width of its characters does (ＡＢＣ and ABC).
    Width,
    /// Only its punctuation or its spaces do.
    Punctuation,
    /// Only how it looks, is read, or leads does.
    Look,
}

/// A line of a text: a paragraph, an item of a list, the content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it is.
    pub form: Form,
    /// How deep it stands in lists and quotations, from 0.
    pub depth: u8,
    /// What it says.
    pub pieces: Vec<Piece>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A paragraph, or a text that is a whole by itself.
    Paragraph,
    /// An item of a list.
    Item,
    /// An item of a numbered list, with its number.
    Numbered(u64),
    /// A term that is defined, by the lines after it.
    Term,
    /// A heading.
    Heading,
    /// A line of code.
    Code,
    /// The text alternative of an image.
    Image,
    /// The caption of a table.
    Caption,
}

/// A part of two states side by side.
#[derive(Debug, Clone, PartialEq)]
pub enum Compared {
    /// One side of a change.
    Side(Marked),
    /// Lines that are the same on both sides, shown when they are asked for.
    Same {
        /// What stands in their place.
        label: String,
        /// The lines.
        lines: Vec<Line>,
    },
}

/// One side of a change.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// What it is about where the text does not say; often empty.
    pub about: String,
    /// Which side it is.
    pub side: Side,
    /// Whether all of it is new, or gone.
    pub whole: bool,
    /// What it says.
    pub lines: Vec<Line>,
}

/// A side of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What it was: 改正前, 旧, 現行.
    Old,
    /// What it is: 改正後, 新, 改正案.
    New,
}

impl Line {
    /// A line that is a whole by itself.
    pub fn of(text: &str) -> Self {
        let piece = Piece { text: text.to_owned(), ..Piece::default() };
        let pieces = if text.is_empty() { Vec::new() } else { vec![piece] };
        Self { form: Form::Paragraph, depth: 0, pieces }
    }

    /// What it says, without markup.
    pub fn plain(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Whether two lines say the same in the same form; which number an item has does not count.
    pub fn same(&self, other: &Self) -> bool {
        let numbered = |line: &Self| matches!(line.form, Form::Numbered(_));
        let form = self.form == other.form || (numbered(self) && numbered(other));
        form && self.depth == other.depth && self.pieces == other.pieces
    }
}

impl Compared {
    /// What is to be read, without markup; several lines are lines.
    pub fn plain(&self) -> String {
        match self {
            Self::Side(side) => side.lines.iter().map(Line::plain).collect::<Vec<_>>().join("\n"),
            Self::Same { label, .. } => label.clone(),
        }
    }
}
