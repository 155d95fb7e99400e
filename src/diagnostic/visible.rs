//! Text of unknown origin made safe for a terminal.
//!
//! A file, or its name, may hold escape sequences that a terminal obeys and marks that turn the order
//! of reading round. Here they become characters that can be seen. It is not escaping for HTML.

/// Replaces what a terminal would obey instead of show. Only line ends stay as they are.
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { shown(c) }).collect()
}

/// As [`visible`], for a place that has no room for a second line.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(shown).collect()
}

/// The character that stands for this one on a terminal, always one for one: columns do not move.
pub(super) fn shown(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => {
            char::from_u32(0x2400 + u32::from(c)).expect("a picture for each control character")
        }
        '\u{7f}' => '␡',
        // The second set of control characters, among them an escape sequence's start in one byte.
        '\u{80}'..='\u{9f}'
        // Marks of direction and invisible characters. Joiners stay: emoji are made of them.
        | '\u{61c}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_becomes_visible() {
        let check = |text: &str, expected: &str| assert_eq!(visible(text), expected);
        check("役割\n二行目", "役割\n二行目");
        check("\u{1b}[31m赤", "␛[31m赤");
        check("\u{9b}31m", "\u{fffd}31m");
        check("a\rb\tc\u{7f}", "a␍b␉c␡");
        check("\u{202e}exe.md", "\u{fffd}exe.md");
        check("👨\u{200d}👩", "👨\u{200d}👩");
        check("葛\u{e0100}", "葛\u{e0100}");
    }
}
