//! What cells hold, and what is true of a whole column of them.

use crate::markdown::{self, Prose};
use crate::number;
use crate::table::{Column, Content, Group};

/// A text, or an empty cell.
pub(super) fn text(text: Option<&Prose>) -> Content {
    match text {
        Some(text) if !text.is_empty() => Content::Text(text.clone()),
        _ => Content::Empty(None),
    }
}

/// Several texts as a list, one as itself, none as an empty cell.
pub(super) fn list(mut texts: Vec<Prose>) -> Content {
    match texts.len() {
        0 => Content::Empty(None),
        1 => Content::Text(texts.remove(0)),
        _ => Content::List(texts),
    }
}

/// Tells what the columns of a table hold. Heads of rows and empty cells do not count; a cell that
/// spans columns counts in each of them.
pub(crate) fn columns(width: usize, groups: &[Group]) -> Vec<Column> {
    let mut found: Vec<Found> = vec![Found::default(); width];
    // How many rows below the present one the cells above still cover, by column.
    let mut covered = vec![0_usize; width];
    for row in groups.iter().flat_map(|group| &group.rows) {
        let mut column = 0;
        for cell in &row.cells {
            while covered.get(column).is_some_and(|&rows| rows > 0) {
                covered[column] -= 1;
                column += 1;
            }
            let end = (column + cell.columns).min(width);
            for at in column..end {
                covered[at] = cell.rows - 1;
                if cell.head.is_none() {
                    found[at].add(&cell.content);
                }
            }
            column = end;
        }
        for rows in covered.iter_mut().skip(column) {
            *rows = rows.saturating_sub(1);
        }
    }
    found.into_iter().map(Found::column).collect()
}

/// What the cells of a column hold so far.
#[derive(Clone, Default)]
struct Found {
    symbols: bool,
    /// The unit of the numbers.
    unit: Option<String>,
    other: bool,
}

impl Found {
    fn add(&mut self, content: &Content) {
        match content {
            Content::Empty(_) => {}
            Content::Symbol { .. } => self.symbols = true,
            Content::Number(_) => self.number(""),
            Content::List(_)
            | Content::Compared(_)
            | Content::Timed(_)
            | Content::Entries { .. } => self.other = true,
            Content::Text(text) => {
                let line = text.as_line().map(markdown::plain).unwrap_or_default();
                match unit(&line) {
                    Some(unit) => self.number(unit),
                    None => self.other |= !DASHES.contains(&line.trim()),
                }
            }
        }
    }

    fn number(&mut self, unit: &str) {
        match &self.unit {
            Some(known) => self.other |= known != unit,
            None => self.unit = Some(unit.to_owned()),
        }
    }

    fn column(self) -> Column {
        let numeric = self.unit.is_some() && !self.symbols && !self.other;
        Column { numeric, symbols: self.symbols && self.unit.is_none() && !self.other }
    }
}

/// What people write where there is no number.
const DASHES: [&str; 7] = ["-", "－", "―", "–", "—", "−", "ー"];

/// The units that may stand behind the numbers of a column.
const UNITS: [&str; 18] = [
    "人",
    "名",
    "%",
    "件",
    "回",
    "円",
    "千円",
    "万円",
    "百万円",
    "億円",
    "時間",
    "分",
    "日",
    "か月",
    "か所",
    "課",
    "部",
    "点",
];

/// The unit behind a number, empty if there is none; nothing for what is no number.
fn unit(text: &str) -> Option<&'static str> {
    // Most cells are sentences: no need to look closer.
    if text.len() > 60 {
        return None;
    }
    let text = markdown::normalise(text.trim());
    let number = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = match text[number.len()..].trim_start() {
        "" => "",
        written => UNITS.into_iter().find(|unit| *unit == written)?,
    };
    number::parse(number).map(|_| unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_have_a_unit() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(unit(text), expected, "{text}");
        check("10", Some(""));
        check("1,000人", Some("人"));
        check("１，０００ 人", Some("人"));
        check("-2.5％", Some("%"));
        check("30 千円", Some("千円"));
        check("年2回", None);
        check("約20名", None);
        check("10人程度", None);
        check("1,00人", None);
        check("", None);
        check("人", None);
    }
}
