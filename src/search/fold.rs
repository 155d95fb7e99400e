//! Folding: a text as search compares it, so that people find what they mean however it is typed.
//!
//! NFKC, lower case, hiragana for katakana, one sign for all dashes; white space stands only between two
//! letters of scripts that are written with spaces. `themes/default/static/search.js` folds what people
//! type in the same way: `fold-cases.json` holds both to it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What ends a paragraph, a cell, an item of a list: no word goes on behind it.
pub(super) const BREAK: char = '\n';

/// Folds a text. Paragraphs stay apart by one [`BREAK`].
pub(super) fn fold(text: &str) -> String {
    let mut folded = Folded { text: String::with_capacity(text.len()), gap: None };
    let mut chars = text.chars().peekable();
    let mut run = String::new();
    while let Some(c) = chars.next() {
        let alone = chars.peek().is_none_or(|next| !extends(*next));
        match plain(c).filter(|_| alone) {
            Some(same) => {
                folded.run(&run);
                run.clear();
                folded.push(same);
            }
            None => run.extend(Some(c).filter(|c| !is_ignored(*c))),
        }
    }
    folded.run(&run);
    folded.text
}

/// A text being folded.
struct Folded {
    text: String,
    /// What was read between the last character and the next one: white space, or the end of a paragraph.
    gap: Option<char>,
}

impl Folded {
    /// Adds characters that it takes tables to fold; they may compose with each other.
    fn run(&mut self, run: &str) {
        if !run.is_empty() {
            let composed: String = run.nfkc().collect();
            composed.to_lowercase().chars().for_each(|c| self.push(one_of_its_kind(c)));
        }
    }

    fn push(&mut self, c: char) {
        if c == BREAK || is_space(c) {
            self.gap = self.gap.filter(|gap| *gap == BREAK).or(Some(c));
            return;
        }
        let before = self.text.chars().next_back();
        match self.gap.take() {
            Some(BREAK) => self.text.extend(before.map(|_| BREAK)),
            Some(_) if is_spaced(c) && before.is_some_and(is_spaced) => self.text.push(' '),
            _ => {}
        }
        self.text.push(c);
    }
}

/// The fold of a character that needs no tables, which nearly all are.
fn plain(c: char) -> Option<char> {
    match c {
        BREAK | ' '..='~' => Some(c.to_ascii_lowercase()),
        'ぁ'..='ゖ' | '一'..='\u{9fff}' | '、' | '。' | '「' | '」' | '・' | 'ー' => {
            Some(c)
        }
        'ァ'..='ヶ' => Some(one_of_its_kind(c)),
        _ => None,
    }
}

/// Hiragana for katakana, and the plain dash and wave for all that look like them.
fn one_of_its_kind(c: char) -> char {
    match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{301c}' => '~',
        c => c,
    }
}

/// White space, as JavaScript's `\s` has it.
fn is_space(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}'
}

/// Whether a character may compose with the one before it, or stands between two that may.
fn extends(c: char) -> bool {
    c >= '\u{ad}'
        && !matches!(c, 'ぁ'..='ゖ' | '゛'..='ヿ' | '一'..='\u{9fff}')
        && (matches!(c, '\u{ff9e}' | '\u{ff9f}') || is_ignored(c) || is_combining_mark(c))
}

/// What nobody sees: soft hyphens, joiners, marks of direction, choices of a sign's form.
fn is_ignored(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Whether a character is of a script that is written with spaces; those of China, Japan and Korea, signs
/// included, begin at U+2E80.
fn is_spaced(c: char) -> bool {
    c < '\u{2e80}'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs of a text and what it folds to; the browser test reads the same file.
    #[test]
    fn texts_fold_as_they_do_in_browsers() {
        let cases = include_str!("fold-cases.json");
        let cases: Vec<(String, String)> = serde_json::from_str(cases).expect("pairs of texts");
        assert!(cases.len() > 40, "{}", cases.len());
        for (text, expected) in cases {
            assert_eq!(fold(&text), expected, "{text}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["ｶﾞｲﾄﾞ ＤＸ と\u{3000}Ｍｉｃｒｏｓｏｆｔ 365", "㈱①⽤⾏", "a\n\n b"]
        {
            let once = fold(text);
            assert_eq!(fold(&once), once, "{text}");
        }
    }

    #[test]
    fn the_quick_way_is_the_long_way() {
        for c in ('!'..='\u{ffff}').filter(|c| plain(*c).is_some()) {
            let text = c.to_string();
            let long = text.nfkc().flat_map(char::to_lowercase).map(one_of_its_kind);
            assert_eq!(long.collect::<String>(), String::from_iter(plain(c)), "{c:?}");
        }
    }
}
