//! Markdown as a tree with places: blocks that hold inlines, each knowing where it was written.
//!
//! [`parse()`] turns a text into [`Prose`]; it never fails. The dialect is `CommonMark` with tables,
//! footnotes, strikethrough, task lists, definition lists, heading attributes and alerts, and
//! Japanese text as Japanese readers expect it (see `emphasis`, `japanese`). What HTML comes of the
//! tree is the business of `render`.

mod build;
mod compound;
mod depth;
mod emphasis;
mod heading;
mod inline;
mod japanese;
mod line;
mod phrase;
mod pipe_table;
mod plain;
mod slug;
mod word;

pub use build::parse;
pub use compound::{first_word, municipality};
pub use japanese::{
    first_character, is_japanese, last_character, name_key, normalise, squeezed, strip_numbering,
};
pub use line::parse_line;
pub use phrase::phrase_ends;
pub use plain::plain;
pub use slug::slug;
pub use word::{in_address, in_name, is_latin, narrow, stands_alone};

use std::sync::Arc;

use crate::source::{Place, Span, Spanned};

/// A parsed text: of a document's body, of a value in the front matter, of a cell.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// The blocks in their order.
    pub blocks: Vec<Block>,
    /// Whether it is a block of YAML whose lines are lines of the file.
    pub literal: bool,
    /// The Markdown that it was read from, where it is the whole of a value.
    pub source: Option<Arc<str>>,
}

/// Two texts are equal when they say the same.
impl PartialEq for Prose {
    fn eq(&self, other: &Self) -> bool {
        self.blocks == other.blocks
    }
}

/// A block and its place.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is.
    pub span: Span,
}

/// Two blocks are equal when they say the same: text that merely moved has not changed.
impl PartialEq for Block {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// The kinds of blocks.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List(List),
    /// A quotation, or an alert such as `> [!NOTE]`.
    Quote {
        /// The kind of alert, or nothing for a quotation.
        alert: Option<Alert>,
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// A code block.
    Code(Code),
    /// A pipe table as typed: merges (`^`, `<`) and captions are not resolved yet.
    Table(PipeTable),
    /// A definition list.
    Definitions(Vec<Definition>),
    /// A rule across the text.
    Rule,
    /// Raw HTML, which is never rendered. Comments are not kept.
    Html(String),
    /// A figure of the document, by its position in `Document::figures`. `markdown` never makes one:
    /// the document's assembly puts it in the place of a figure block or a pipe table.
    Figure(usize),
}

/// A heading as typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// 1 to 6, as typed.
    pub level: u8,
    /// Where the `#` stand; the whole heading where it is underlined instead.
    pub marks: Place,
    /// The text.
    pub inlines: Vec<Inline>,
    /// `{#id}`, in NFC.
    pub id: Option<Spanned<String>>,
    /// `{key=value}`, and `{.class}` as a key.
    pub attributes: Vec<(Spanned<String>, Option<Spanned<String>>)>,
}

/// A list, ordered or not.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The first number of an ordered list.
    pub start: Option<u64>,
    /// Whether the items are single lines without paragraphs.
    pub tight: bool,
    /// The items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// `[ ]` or `[x]`, if the item is a task.
    pub task: Option<bool>,
    /// What the item holds.
    pub blocks: Vec<Block>,
}

/// The kinds of alerts, as GitHub has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say all there is")]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// A code block.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// The first word after the fence; empty for an indented block.
    pub language: String,
    /// Where that word stands (the block's start for an indented block).
    pub language_span: Place,
    /// The name of the file that the code stands for: the second word after the fence, if it has a dot.
    pub file: Option<String>,
    /// The text.
    pub text: String,
    /// Where the text stands, its indentation included.
    pub text_span: Place,
}

/// A pipe table as typed.
#[derive(Debug, Clone, PartialEq)]
pub struct PipeTable {
    /// The alignment of each column.
    pub alignments: Vec<Alignment>,
    /// The first row.
    pub head: Vec<PipeCell>,
    /// The other rows; each has as many cells as the first.
    pub rows: Vec<Vec<PipeCell>>,
    /// Rows that were typed with more or fewer cells: where, and how many.
    pub uneven: Vec<(Place, usize)>,
}

/// A cell of a pipe table.
#[derive(Debug, Clone)]
pub struct PipeCell {
    /// What it holds.
    pub inlines: Vec<Inline>,
    /// Where it stands.
    pub span: Span,
}

impl PartialEq for PipeCell {
    fn eq(&self, other: &Self) -> bool {
        self.inlines == other.inlines
    }
}

/// How a column of a pipe table is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say all there is")]
pub enum Alignment {
    None,
    Left,
    Center,
    Right,
}

/// A term and its definitions.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// One or more definitions.
    pub definitions: Vec<Vec<Block>>,
}

/// A piece of running text.
#[derive(Debug, Clone)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where it is.
    pub span: Span,
}

impl PartialEq for Inline {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// The kinds of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum InlineKind {
    /// Plain text, in NFC.
    Text(String),
    /// `*…*`
    Emphasis(Vec<Inline>),
    /// `**…**`
    Strong(Vec<Inline>),
    /// `~~…~~`
    Strikethrough(Vec<Inline>),
    /// `` `…` ``
    Code(String),
    /// A link; the target as typed.
    Link {
        /// The address or the path of a source file.
        target: String,
        /// Where the target stands; the whole link where it is written elsewhere.
        place: Place,
        /// The title, often empty.
        title: String,
        /// The text.
        inlines: Vec<Inline>,
    },
    /// An image; the target as typed.
    Image {
        /// The address or path.
        target: String,
        /// Where the target stands; the whole image where it is written elsewhere.
        place: Place,
        /// The title, often empty.
        title: String,
        /// The text alternative.
        inlines: Vec<Inline>,
    },
    /// `｜人財《じんざい》`
    Ruby {
        /// The text.
        base: String,
        /// How it is read.
        reading: String,
    },
    /// A reference to a footnote, by its label.
    FootnoteReference(String),
    /// A line break that the author asked for, `<br>` included.
    HardBreak,
    /// A line break of the source that is a space to the reader.
    SoftBreak,
    /// Raw HTML, which is never rendered. Comments are not kept.
    Html(String),
}

/// A footnote's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Footnote {
    /// The label, `1` for `[^1]`.
    pub label: String,
    /// Where the definition stands.
    pub span: Place,
    /// The text.
    pub blocks: Vec<Block>,
}

/// A parsed body: its blocks and the footnotes that they refer to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    /// The text.
    pub prose: Prose,
    /// The footnotes in the order of their definitions.
    pub footnotes: Vec<Footnote>,
    /// Where the text nests deeper than it is kept: from there on it is flat.
    pub too_deep: Option<Span>,
}

impl Prose {
    /// A line of running text.
    pub fn line(inlines: Vec<Inline>, span: Span) -> Self {
        let kind = BlockKind::Paragraph(inlines);
        Self { blocks: vec![Block { kind, span }], ..Self::default() }
    }

    /// Words as they are, without Markdown.
    pub fn words(words: &str, span: Span) -> Self {
        Self::line(vec![Inline { kind: InlineKind::Text(words.to_owned()), span }], span)
    }

    /// The text in Markdown: as it was written, or else without any markup.
    pub fn markdown(&self) -> String {
        self.source.as_deref().map_or_else(|| self.plain(), str::to_owned)
    }

    /// Whether the text has no block at all.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The running text, if the prose is a single paragraph; it then fits into a line.
    pub fn as_line(&self) -> Option<&[Inline]> {
        match self.blocks.as_slice() {
            [Block { kind: BlockKind::Paragraph(inlines), .. }] => Some(inlines),
            _ => None,
        }
    }

    /// The text without any markup, blocks separated by a space.
    pub fn plain(&self) -> String {
        let mut text = String::new();
        plain::blocks_plain(&self.blocks, &mut text);
        text.truncate(text.trim_end().len());
        text
    }
}

/// Visits every inline of some blocks, figures' blocks excluded, in reading order.
pub fn visit_inlines<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Inline)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => visit_line(&heading.inlines, visit),
            BlockKind::Paragraph(inlines) => visit_line(inlines, visit),
            BlockKind::List(list) => {
                for item in &list.items {
                    visit_inlines(&item.blocks, visit);
                }
            }
            BlockKind::Quote { blocks, .. } => visit_inlines(blocks, visit),
            BlockKind::Table(table) => {
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    visit_line(&cell.inlines, visit);
                }
            }
            BlockKind::Definitions(list) => {
                for definition in list {
                    visit_line(&definition.term, visit);
                    for blocks in &definition.definitions {
                        visit_inlines(blocks, visit);
                    }
                }
            }
            BlockKind::Code(_) | BlockKind::Rule | BlockKind::Html(_) | BlockKind::Figure(_) => {}
        }
    }
}

/// Visits every inline of a line, the ones inside others included, in reading order.
pub fn visit_line<'a>(inlines: &'a [Inline], visit: &mut impl FnMut(&'a Inline)) {
    for inline in inlines {
        visit(inline);
        match &inline.kind {
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Strikethrough(inner)
            | InlineKind::Link { inlines: inner, .. }
            | InlineKind::Image { inlines: inner, .. } => visit_line(inner, visit),
            _ => {}
        }
    }
}
