//! How much room texts need, and where their lines break. No font is asked: what is reckoned is what the
//! broader ones of those that readers have need, with the spacing of letters that readers may set
//! (WCAG 1.4.12).

use unicode_width::UnicodeWidthChar;

use super::shape::{Anchor, Area, Length, Point, Shape, Tone};
use crate::markdown::phrase_ends;

/// The size of letters.
pub(super) const EM: Length = 140;

/// From one line of text to the next.
pub(super) const LINE: Length = 190;

/// How far letters reach above the line that they stand on.
pub(super) const ASCENT: Length = 130;

/// What is left free at the edges of a chart: strokes have a breadth, and fonts reach above their letters.
pub(super) const EDGE: Length = 10;
pub(super) const TOP: Length = 40;

/// What must not begin a line.
const NOT_FIRST: &str =
    "、。，．・：；？！」』】）〕］〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々,.:;?!)]%％";

/// The room that a line of text needs.
pub(super) fn width(text: &str) -> Length {
    let hundredths: Length = text.chars().map(hundredths).sum();
    (hundredths * EM + 99) / 100
}

/// The width of a character in hundredths of the size of letters, the space behind it included.
fn hundredths(c: char) -> Length {
    match c {
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 112,
        'A'..='Z' | '&' => 90,
        _ => match c.width_cjk() {
            None | Some(0) => 0,
            Some(1) => 76,
            Some(_) => 114,
        },
    }
}

/// Breaks a text into lines of at most this width, between phrases where that is possible; what does not
/// fit into so many lines ends with an ellipsis.
pub(super) fn lines(text: &str, limit: Length, most: usize) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces(&text) {
        match lines.last_mut() {
            Some(line) if width(line) + width(piece.trim_end()) <= limit => line.push_str(piece),
            _ if width(piece.trim_end()) <= limit => lines.push(piece.to_owned()),
            _ => {
                // A word of letters is better broken at the end of a line of its own.
                let is_word = piece.starts_with(|c: char| c.is_ascii_alphanumeric());
                if is_word && !lines.is_empty() {
                    lines.push(String::new());
                }
                break_anywhere(piece, limit, &mut lines);
            }
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while width(last) + width("…") > limit && last.pop().is_some() {}
            last.push('…');
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// The width of the broadest line.
pub(super) fn broadest<T: AsRef<str>>(lines: &[T]) -> Length {
    lines.iter().map(|line| width(line.as_ref())).max().unwrap_or(0)
}

/// The height of so many lines.
pub(super) fn height(lines: usize) -> Length {
    Length::try_from(lines).unwrap_or(Length::MAX / LINE) * LINE
}

/// The phrases of a text; words behind spaces are ones, too.
fn pieces(text: &str) -> Vec<&str> {
    let mut ends = phrase_ends(text);
    ends.extend(text.match_indices(' ').map(|(at, _)| at + 1));
    ends.push(text.len());
    ends.sort_unstable();
    ends.dedup();
    let mut start = 0;
    let mut pieces = Vec::with_capacity(ends.len());
    for end in ends.into_iter().filter(|&end| end > 0) {
        pieces.push(&text[start..end]);
        start = end;
    }
    pieces
}

/// Goes on with a phrase that is too long for a line, and breaks it wherever a line is full.
fn break_anywhere(phrase: &str, limit: Length, lines: &mut Vec<String>) {
    for c in phrase.chars() {
        let line = lines.last_mut().filter(|line| {
            // A sign that ends a phrase stays with it, and a mark with its letter.
            let stays =
                hundredths(c) == 0 || NOT_FIRST.contains(c) && !line.ends_with(is_not_first);
            let room = if stays { limit } else { limit - width("字") };
            width(line) + width(c.encode_utf8(&mut [0; 4])) <= room || hundredths(c) == 0
        });
        match line {
            Some(line) => line.push(c),
            None => lines.push(c.to_string()),
        }
    }
}

fn is_not_first(c: char) -> bool {
    NOT_FIRST.contains(c)
}

/// Lines of text below each other; `top` is where the first one's letters begin.
pub(super) fn stacked(
    lines: &[String],
    (x, top): (Length, Length),
    anchor: Anchor,
    tone: Tone,
) -> impl Iterator<Item = Shape> {
    lines.iter().enumerate().map(move |(at, text)| {
        let at = Point { x, y: top + height(at) + ASCENT };
        Shape::Text { at, anchor, tone, text: text.clone() }
    })
}

/// The room that a text shape takes.
pub(super) fn area(at: Point, anchor: Anchor, text: &str) -> Area {
    let width = width(text);
    let x = match anchor {
        Anchor::Start => at.x,
        Anchor::Middle => at.x - width / 2,
        Anchor::End => at.x - width,
    };
    Area { x, y: at.y - ASCENT, width, height: EM + 20 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_phrases() {
        let check = |text: &str, limit: Length, most: usize, expected: &[&str]| {
            assert_eq!(lines(text, limit, most), expected, "{text}");
        };
        check("デジタル推進リーダー人財", 6400, 3, &["デジタル推進リーダー人財"]);
        check("デジタル推進リーダー人財", 1000, 3, &["デジタル推進", "リーダー人財"]);
        check("令和8年度（2026年度）", 1150, 3, &["令和8年度", "（2026年度）"]);
        check("Digital transformation lead", 1700, 3, &["Digital", "transformation", "lead"]);
        check("一二三四五六七八九", 500, 2, &["一二", "三四…"]);
        check("", 500, 2, &[]);
        check(" 空白の\n中 ", 6400, 2, &["空白の 中"]);
    }
}
