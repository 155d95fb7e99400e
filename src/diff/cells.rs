//! What cells say, as lines.

use super::lines::of_prose;
use super::{Form, Frame, Line};
use crate::table::{Cell, Content};

/// What a cell says, as one text.
pub(super) fn plain(cell: &Cell, frame: &Frame<'_>) -> String {
    let lines: Vec<String> = lines(&cell.content, frame).iter().map(Line::plain).collect();
    lines.join("／")
}

/// What a cell says; a symbol with its meaning.
pub(super) fn lines(content: &Content, frame: &Frame<'_>) -> Vec<Line> {
    let with_meaning = |symbol: &str, meaning: &str| {
        let text = match meaning {
            "" => symbol.to_owned(),
            meaning => {
                frame.word("symbol").replace("{symbol}", symbol).replace("{meaning}", meaning)
            }
        };
        vec![Line::of(&text)]
    };
    match content {
        Content::Empty(_) | Content::Compared(_) => Vec::new(),
        Content::Text(prose) => of_prose(prose, frame.words),
        Content::List(items) => {
            let item = |mut line: Line| {
                line.form = Form::Item;
                line
            };
            items.iter().flat_map(|it| of_prose(it, frame.words)).map(item).collect()
        }
        Content::Symbol { symbol, meaning } => with_meaning(symbol, meaning),
        Content::Number(text) => vec![Line::of(text)],
        Content::Timed(timed) => super::timed::lines(timed, frame),
        Content::Entries { status, entries } => {
            let word = status.iter().map(|status| Line::of(&status.word));
            word.chain(entries.iter().flat_map(|it| of_prose(&it.text, frame.words))).collect()
        }
    }
}

/// What the symbols of two cells are, if both are symbols: a legend in other words changes no cell.
pub(super) fn symbols<'c>(old: &'c Content, new: &'c Content) -> Option<(&'c str, &'c str)> {
    match (old, new) {
        (Content::Symbol { symbol: old, .. }, Content::Symbol { symbol: new, .. }) => {
            Some((old, new))
        }
        _ => None,
    }
}
