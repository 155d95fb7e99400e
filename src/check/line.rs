//! A text as a row of characters, for rules that look at words: full-width letters and signs are narrow,
//! what is no text is a border. Each range of characters has its place in the file.

use std::cell::OnceCell;
use std::ops::Range;

use crate::markdown::{Inline, InlineKind, narrow};
use crate::source::{Project, Span};

use super::walk::{Text, TextKind};

/// Stands for what is no text: code, an image's border.
pub(super) const BORDER: char = '\0';

/// Stands for a reference to a footnote.
pub(super) const FOOTNOTE: char = '\u{fffc}';

/// The characters of a text.
pub(super) struct Line<'a> {
    pub(super) chars: Vec<char>,
    pieces: Vec<Piece<'a>>,
}

/// A text as it is in the tree: where it begins among the characters, and its place.
struct Piece<'a> {
    at: usize,
    raw: &'a str,
    span: Span,
    /// Where each character begins in `raw`, once a place is asked for.
    offsets: OnceCell<Vec<usize>>,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &Text<'a>) -> Self {
        let mut line = Self { chars: Vec::new(), pieces: Vec::new() };
        match text.kind {
            TextKind::Word(word) => line.piece(word, text.span),
            TextKind::Paragraph(inlines) | TextKind::Line(inlines) => line.inlines(inlines),
            TextKind::Html(_) => {}
        }
        line
    }

    fn piece(&mut self, raw: &'a str, span: Span) {
        self.pieces.push(Piece { at: self.chars.len(), raw, span, offsets: OnceCell::new() });
        self.chars.extend(raw.chars().map(narrow));
    }

    fn inlines(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) => self.piece(text, inline.span),
                InlineKind::Ruby { base, .. } => self.piece(base, inline.span),
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::Strikethrough(inner)
                | InlineKind::Link { inlines: inner, .. } => self.inlines(inner),
                InlineKind::Image { inlines: inner, .. } => {
                    self.chars.push(BORDER);
                    self.inlines(inner);
                    self.chars.push(BORDER);
                }
                InlineKind::FootnoteReference(_) => self.chars.push(FOOTNOTE),
                InlineKind::SoftBreak => self.chars.push(' '),
                InlineKind::HardBreak | InlineKind::Code(_) | InlineKind::Html(_) => {
                    self.chars.push(BORDER);
                }
            }
        }
    }

    /// The place of some characters; nothing if the file does not have them there, as with the words of
    /// the theme.
    pub(super) fn place(&self, range: &Range<usize>, project: &Project) -> Option<Span> {
        let part = |at: usize| self.piece_at(at)?.place(range, project);
        let first = part(range.start)?;
        Some(part(range.end.checked_sub(1)?).map_or(first, |last| first.to(last)))
    }

    /// The last piece that begins at a character or before it.
    fn piece_at(&self, at: usize) -> Option<&Piece<'a>> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        after.checked_sub(1).map(|at| &self.pieces[at])
    }

    /// The place of some characters, or else of the text that they stand in.
    pub(super) fn place_or_whole(&self, range: &Range<usize>, project: &Project) -> Option<Span> {
        let whole = || self.piece_at(range.start);
        self.place(range, project).or_else(|| whole().map(|piece| piece.span))
    }
}

impl Piece<'_> {
    /// The place of what the range has in common with this piece.
    fn place(&self, range: &Range<usize>, project: &Project) -> Option<Span> {
        let all = || self.raw.char_indices().map(|(offset, _)| offset).collect();
        let offsets = self.offsets.get_or_init(all);
        let offset =
            |at: usize| offsets.get(at.saturating_sub(self.at)).copied().unwrap_or(self.raw.len());
        let (start, end) = (offset(range.start), offset(range.end));
        let slice = project.source(self.span.source).slice(self.span);
        let at = if slice == self.raw {
            start
        } else {
            // Escapes, and the indentation of further lines, stand between: the words are looked for.
            let words = self.raw.get(start..end).filter(|words| !words.is_empty())?;
            let before = self.raw[..start].matches(words).count();
            slice.match_indices(words).nth(before)?.0
        };
        let start_at = self.span.start + at;
        Some(Span::new(self.span.source, start_at, start_at + end - start))
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::texts_of;

    #[test]
    fn words_are_found_where_they_were_written() {
        let check = |text: &str, word: &str, expected: &str| {
            texts_of(text, |project, texts| {
                let places = texts.iter().filter_map(|text| {
                    let line = super::Line::new(text);
                    let shown: String = line.chars.iter().collect();
                    let at = shown[..shown.find(word)?].chars().count();
                    let span = line.place(&(at..at + word.chars().count()), project)?;
                    let file = project.source(span.source);
                    let at = file.position(span.start);
                    Some(format!("{}:{} {}", at.line, at.column, file.slice(span)))
                });
                let found: Vec<_> = places.collect();
                assert_eq!(found.first().map(String::as_str), Some(expected), "{text}");
            });
        };
        let page = |text: &str| format!("---\ntitle: 題\n---\n\n{text}\n");
        check(&page("本文の**ＢＰＲ**です"), "BPR", "5:6 ＢＰＲ");
        check(&page("\\*BPR と BPR"), "BPR", "5:3 BPR");
        check(&page("> 一\n> BPR"), "BPR", "6:3 BPR");
        check(&page("BP**R**です"), "BPR", "5:1 BP**R");
        check(&page("｜BPR《ビーピーアール》"), "BPR", "5:2 BPR");
        check("---\ntitle: 'DX''と'\n---\n", "DX'", "2:9 DX'");
        check("---\ntitle: 題\nnotice: |\n  一\n  DXです\n---\n", "DX", "5:3 DX");
    }
}
