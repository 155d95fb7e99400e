//! Places in workbooks: a cell has an address, and no line and column.

use std::borrow::Cow;

use crate::diagnostic::visible::one_line;
use crate::diagnostic::{Language, Message};
use crate::source::{Project, SourceFile, Span};

/// A text about a place. In a workbook, where lines and columns say little, it begins with the address of the cell.
pub(crate) fn located<'m>(
    message: &'m Message,
    span: Span,
    project: &Project,
    language: Language,
) -> Cow<'m, str> {
    let text = message.get(language);
    match project.source(span.source).address(span.start) {
        Some(address) => Cow::Owned(format!("{address}: {text}")),
        None => Cow::Borrowed(text),
    }
}

/// Stands behind the address of a cell, which takes the place of line and column. No text has this character.
const NO_POSITION: char = '\u{fdd0}';

/// The path of a file, with the address of the cell at an offset if it is a workbook.
pub(super) fn with_address(path: String, source: &SourceFile, offset: usize) -> String {
    match source.address(offset) {
        Some(address) => format!("{path} {}{NO_POSITION}", one_line(&address)),
        None => path,
    }
}

/// Takes the line and the column away that annotate-snippets puts behind every path.
pub(super) fn without_positions(text: &str) -> String {
    let mut parts = text.split(NO_POSITION);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_behind_addresses_are_taken_away() {
        let check = |text: &str, expected: &str| assert_eq!(without_positions(text), expected);
        check("--> a.xlsx A!B2\u{fdd0}:12:3\n1:2", "--> a.xlsx A!B2\n1:2");
        check(
            "--> a.md:1:2\n::: b.xlsx B!C3\u{fdd0}:1:1\u{1b}[0m\n",
            "--> a.md:1:2\n::: b.xlsx B!C3\u{1b}[0m\n",
        );
    }
}
