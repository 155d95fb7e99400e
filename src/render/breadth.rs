//! How broad the text of a table's cell is. Japanese breaks between any two characters, so a browser
//! would squeeze a column of long texts into one character a line: the theme gives cells with much text
//! a least width, by their class.

/// How much text a cell's HTML holds, in half-width characters: the longest of its lines, or more where
/// there are many of them.
pub(super) fn of(html: &str) -> usize {
    let (mut line, mut longest, mut all) = (0, 0, 0);
    let mut rest = html;
    while let Some((text, markup)) = rest.split_once('<') {
        let (tag, behind) = markup.split_once('>').unwrap_or((markup, ""));
        rest = behind;
        line += halves(text);
        longest = longest.max(line);
        if matches!(tag, "li" | "br" | "p") {
            all += line;
            line = 0;
        }
    }
    line += halves(rest);
    longest.max(line).max((all + line) / 4)
}

/// The attribute for a cell of some breadth.
pub(super) fn class(halves: usize) -> Option<&'static str> {
    match halves {
        ..40 => None,
        40..160 => Some(" class=\"long\""),
        160.. => Some(" class=\"longest\""),
    }
}

fn halves(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_line_counts() {
        let check = |html: &str, expected: usize| assert_eq!(of(html), expected, "{html}");
        check("", 0);
        check("役割 A", 6);
        check("デジタル<wbr><strong>人財</strong>", 12);
        check("<ul><li>一二三</li><li>一</li></ul>", 6);
        check(&"<li>一二三</li>".repeat(8), 12);
        check("令和5年（2023年）3月から<br>令和8年3月まで", 24);
    }

    #[test]
    fn much_text_gets_room() {
        let check = |characters: usize, expected: &str| {
            assert_eq!(class(of(&"字".repeat(characters))).unwrap_or_default(), expected);
        };
        check(19, "");
        check(20, " class=\"long\"");
        check(80, " class=\"longest\"");
    }
}
