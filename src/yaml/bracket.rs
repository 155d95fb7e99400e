//! A bracket that is opened and never closed: the parser notices it lines later.

use super::mistake::Mistake;
use crate::diagnostic::Message;

/// Finds the bracket of a value that is still open where a new key begins at the left margin. `offset`
/// is where the parser stopped.
pub(super) fn unclosed(text: &str, offset: usize) -> Option<Mistake> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut start_of_line = 0;
    for line in text.split_inclusive('\n') {
        let new_key = line.starts_with(|c: char| !c.is_whitespace() && !"#-[]{}\"'".contains(c))
            && line.contains(':');
        if new_key {
            if let Some(&(at, bracket)) = open.first() {
                // A full-width bracket that closes it is another mistake.
                let value = text[at..start_of_line].trim_end();
                return (!value.ends_with(['］', '｝'])).then(|| not_closed(at, bracket));
            }
            if start_of_line > offset {
                return None;
            }
        }
        brackets(line, start_of_line, &mut open);
        start_of_line += line.len();
    }
    open.first().map(|&(at, bracket)| not_closed(at, bracket))
}

/// Keeps account of the brackets of a line; those in quotes and comments are text, as are those in the
/// midst of a plain value.
fn brackets(line: &str, start: usize, open: &mut Vec<(usize, char)>) {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (Some(mark), c) if c == mark => quote = None,
            (None, '"' | '\'') if begins_value(before) => quote = Some(c),
            (None, '#') if before.is_whitespace() => return,
            (None, '[' | '{') if begins_value(before) => open.push((start + at, c)),
            (None, ']' | '}') => drop(open.pop()),
            _ => {}
        }
        before = c;
    }
}

fn begins_value(before: char) -> bool {
    before.is_whitespace() || "[{,".contains(before)
}

fn not_closed(at: usize, bracket: char) -> Mistake {
    let closing = if bracket == '[' { ']' } else { '}' };
    let help = Message::new(
        format!("括弧「{bracket}」が閉じていません。値の終わりに「{closing}」を書いてください。"),
        format!("the bracket {bracket} is not closed: put {closing} at the end of the value"),
    );
    Mistake { at, length: bracket.len_utf8(), help }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bracket_that_is_still_open_is_found() {
        let check = |text: &str, expected: Option<usize>| {
            let found = unclosed(text, text.len()).map(|mistake| mistake.at);
            assert_eq!(found, expected, "{text}");
        };
        check("a: [1, 2\nb: 3\n", Some(3));
        check("a: 1\nb: {x: [1], y: 2\n", Some(8));
        check("a: [1,\n  2]\nb: 3\n", None);
        check("a: \"[1\"\nb: 第[1章\nc: '{'\n", None);
        check("a: 1 # [\nb: 2\n", None);
        check("a: [1, 2］\nb: 2\n", None);
    }
}
