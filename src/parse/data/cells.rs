//! The cells of a file as the values of keys.

use crate::diagnostic::{Diagnostic, Diagnostics, Message};
use crate::markdown::{is_japanese, name_key, normalise};
use crate::sheet::{Cell, CellKind, Row};
use crate::source::{Place, SourceMap, Span, nfc};
use crate::yaml::{Field, Node, NodeKind, Scalar, Shape};

use super::{DATA_FILE_INVALID, Opened};

/// What may stand between the things of a list.
const SEPARATORS: [char; 4] = ['、', ',', '，', '､'];

/// Signs at the beginning of a line that make it one thing of a list, whatever it holds.
const BULLETS: [&str; 5] = ["・", "･", "•", "- ", "* "];

/// A text that the program knows, at a place.
pub(super) fn word(text: &str, span: Span) -> Node {
    scalar(text.to_owned(), SourceMap::Whole(Place(span)), span)
}

fn scalar(text: String, map: SourceMap, span: Span) -> Node {
    let block = text.contains('\n');
    let scalar = Scalar { text, bare: false, block, map };
    Node { kind: NodeKind::Scalar(scalar), span: Place(span) }
}

/// The value of a key in a row.
pub(super) fn value(
    sheet: Opened<'_>,
    row: &Row,
    column: usize,
    field: &Field,
    found: &mut Diagnostics,
) -> Node {
    let Some((cell, _)) = sheet.seen(row, column) else {
        return Node::null(sheet.row_span(row).at_start());
    };
    let Some(text) = usable(sheet, cell, found) else { return Node::null(sheet.span(cell)) };
    match field.shape {
        Shape::Words => list(text.pieces(false)),
        Shape::Markdowns => list(text.pieces(true)),
        Shape::Choice(words) => {
            let chosen = chosen(text.shown, field, words.iter().map(|word| word.0));
            chosen.map_or_else(|| text.line(), |word| self::word(word, text.span))
        }
        Shape::Record(fields) => text.period(fields).unwrap_or_else(|| text.line()),
        Shape::Date | Shape::FiscalYear | Shape::Count => {
            word(normalise(text.shown).trim(), text.span)
        }
        Shape::Word => text.line(),
        _ if ["name", "short"].contains(&field.key) => text.line(),
        _ => text.node(),
    }
}

/// The text of a cell; nothing if it is empty, or holds a mistake, which is reported.
pub(super) fn usable<'a>(
    sheet: Opened<'a>,
    cell: &'a Cell,
    found: &mut Diagnostics,
) -> Option<Text<'a>> {
    let text = sheet.book.text_of(cell);
    let span = sheet.span(cell);
    let (message, help) = match cell.kind {
        CellKind::Plain => {
            let direct = cell.value.is_none();
            return (!text.is_empty()).then_some(Text { shown: text, span, direct });
        }
        CellKind::Error => (
            Message::new(
                format!("式の結果が「{text}」になっています"),
                format!("the formula gives `{text}`"),
            ),
            Message::fixed(
                "Excel で式を直すか、値を書き入れて保存してください。",
                "mend the formula in Excel, or write the value, and save the file",
            ),
        ),
        CellKind::NoValue => (
            Message::fixed(
                "式の結果がファイルに保存されていません",
                "the result of the formula is not stored in the file",
            ),
            Message::fixed(
                "Excel で開いて保存し直すと、式の結果も保存されます。",
                "open the file in Excel and save it: results are stored then",
            ),
        ),
    };
    found.push(Diagnostic::new(&DATA_FILE_INVALID, span, message).help(help));
    None
}

/// The word of a choice that a cell means.
fn chosen(
    text: &str,
    field: &Field,
    words: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    let key = |text: &str| name_key(text).replace(['-', '・'], "");
    let written = key(text);
    let spelled = |word: &'static str| {
        let others = field.spelled.iter().find(|(it, _)| *it == word).map_or(&[][..], |it| it.1);
        std::iter::once(word).chain(others.iter().copied()).any(|it| key(it) == written)
    };
    let mut words = words;
    words.find(|&word| spelled(word))
}

fn list(nodes: Vec<Node>) -> Node {
    let span = nodes.first().map(|node| node.span.0);
    let span = span.expect("a text that is not empty has a piece");
    let end = nodes.last().map_or(span, |node| node.span.0);
    Node { kind: NodeKind::List(nodes), span: Place(span.to(end)) }
}

/// The text of a cell that holds something.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) shown: &'a str,
    pub(super) span: Span,
    /// Whether it stands in the file as it is.
    direct: bool,
}

impl Text<'_> {
    /// A part of it, without spaces around it.
    fn part(self, start: usize, end: usize) -> Self {
        let whole = &self.shown[start..end];
        let start = start + whole.len() - whole.trim_start().len();
        let text = whole.trim();
        let span = if self.direct {
            let start = self.span.start + start;
            Span::new(self.span.source, start, start + text.len())
        } else {
            self.span
        };
        Self { shown: text, span, ..self }
    }

    /// As Markdown: a line, or paragraphs and lists if it has several.
    pub(super) fn node(self) -> Node {
        let text = nfc(self.shown);
        let direct = self.direct && text == self.shown;
        let map = if direct { SourceMap::Direct } else { SourceMap::Whole };
        scalar(text.into_owned(), map(Place(self.span)), self.span)
    }

    /// As a line: a name that was broken to fit its cell is one all the same.
    fn line(self) -> Node {
        if !self.shown.contains('\n') {
            return self.node();
        }
        let lines = self.shown.lines().map(str::trim).filter(|line| !line.is_empty());
        let join = |mut joined: String, line: &str| {
            let pair = (joined.chars().next_back(), line.chars().next());
            let close = matches!(pair, (Some(a), Some(b)) if is_japanese(a) || is_japanese(b));
            if !joined.is_empty() && !close {
                joined.push(' ');
            }
            joined + line
        };
        let text = lines.fold(String::new(), join);
        scalar(nfc(&text).into_owned(), SourceMap::Whole(Place(self.span)), self.span)
    }

    /// The things of a list. They stand on lines of their own or between separators; what stands in brackets
    /// or behind a bullet is not separated. With `lines`, it is not if there are several lines.
    fn pieces(self, lines: bool) -> Vec<Node> {
        let mut pieces = Vec::new();
        let several = self.shown.trim().contains('\n');
        let mut at = 0;
        for line in self.shown.split_inclusive('\n') {
            let part = self.part(at, at + line.len());
            at += line.len();
            let bullet = BULLETS.iter().find(|bullet| part.shown.starts_with(**bullet));
            match bullet {
                Some(bullet) => pieces.push(part.part(bullet.len(), part.shown.len())),
                None if lines && several => pieces.push(part),
                None => pieces.extend(part.separated()),
            }
        }
        let nodes: Vec<Node> = pieces
            .iter()
            .filter(|piece| !piece.shown.is_empty())
            .map(|piece| piece.node())
            .collect();
        if nodes.is_empty() { vec![self.node()] } else { nodes }
    }

    /// The parts between separators that stand in no brackets.
    fn separated(self) -> Vec<Self> {
        let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
        for (at, c) in self.shown.char_indices() {
            match c {
                '（' | '(' | '「' | '『' | '【' | '[' | '［' | '〔' => depth += 1,
                '）' | ')' | '」' | '』' | '】' | ']' | '］' | '〕' => {
                    depth = depth.saturating_sub(1);
                }
                c if depth == 0 && SEPARATORS.contains(&c) => {
                    parts.push(self.part(start, at));
                    start = at + c.len_utf8();
                }
                _ => {}
            }
        }
        parts.push(self.part(start, self.shown.len()));
        parts
    }

    /// A time from one date to another: `2026-04～2031-03`, `2026-04～`.
    fn period(self, fields: &'static [Field]) -> Option<Node> {
        let (at, sign) = self.shown.char_indices().find(|(_, c)| "～〜~".contains(*c))?;
        let ends = [self.part(0, at), self.part(at + sign.len_utf8(), self.shown.len())];
        let entries = fields.iter().zip(ends).filter(|(_, end)| !end.shown.is_empty());
        let entries = entries.map(|(field, end)| (word(field.key, end.span), end.node())).collect();
        Some(Node { kind: NodeKind::Mapping(entries), span: Place(self.span) })
    }
}
