//! Running text as it is compared: what it says, how it looks, and which words of it changed.

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
