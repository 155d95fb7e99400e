//! Folding: what is left of a text when the width of its characters, or its punctuation, does not count.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Stands for punctuation between two words that would be one without it.
const GAP: char = '\u{1f}';

/// The text in NFKC, with one letter for those that look alike: 〇 ○ ◯, the dashes, ー in AIーOCR. High and
/// low digits stay what they are: 10² is no 102.
pub(super) fn width(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for part in text.split_inclusive(is_raised) {
        let raised = part.chars().next_back().filter(|c| is_raised(*c));
        let rest = &part[..part.len() - raised.map_or(0, char::len_utf8)];
        for c in rest.nfkc() {
            let before = folded.chars().next_back();
            folded.push(one_of_its_looks(c, before));
        }
        folded.extend(raised);
    }
    Cow::Owned(folded)
}

/// What no table says anything about.
fn is_plain(c: char) -> bool {
    matches!(c, '\0'..='\u{7f}' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '・' | '一'..='鿿' | '、' | '。' | '「' | '」')
}

fn is_raised(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{209f}')
}

fn one_of_its_looks(c: char, before: Option<char>) -> char {
    match c {
        '〇' | '◯' => '○',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        'ー' if before.is_some_and(|c| c.is_ascii_alphanumeric()) => '-',
        '〜' | '∼' => '~',
        '‘' | '’' => '\'',
        '“' | '”' | '〝' | '〟' => '"',
        _ => c,
    }
}

/// Punctuation, brackets and white space, of a folded text. Signs that say something are none: ～, /, %, ＋.
pub(super) fn is_punctuation(c: char) -> bool {
    matches!(c, '、' | '。' | ',' | '.' | '・' | ':' | ';' | '!' | '?' | '…' | '‥' | '"' | '\'')
        || same_bracket(c) != c
        || c.is_whitespace()
}

/// One bracket for those of its sort: quotes, and what sets aside.
pub(super) fn same_bracket(c: char) -> char {
    match c {
        '「' | '『' => '\u{2}',
        '」' | '』' => '\u{3}',
        '(' | '〔' | '[' | '【' | '〈' | '《' | '{' => '\u{4}',
        ')' | '〕' | ']' | '】' | '〉' | '》' | '}' => '\u{5}',
        _ => c,
    }
}

/// The text without its punctuation and spaces. They are kept where they part what would be one word or one
/// number (1.5, now here), but not among thousands (1,000).
pub(super) fn letters(text: &str) -> String {
    let folded = width(text);
    if !folded.chars().any(is_punctuation) {
        return folded.into_owned();
    }
    let chars: Vec<char> = folded.chars().collect();
    let mut letters = String::with_capacity(folded.len());
    for (at, &c) in chars.iter().enumerate() {
        if !is_punctuation(c) {
            letters.push(c);
            continue;
        }
        let before = letters.chars().next_back();
        let after = chars[at..].iter().copied().find(|c| !is_punctuation(*c));
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if joins(before) && joins(after) && !parts_thousands(&chars, at) {
            letters.push(if c == '.' || c == ':' { c } else { GAP });
        }
    }
    letters
}

/// Whether a comma stands between digits of one number.
fn parts_thousands(chars: &[char], at: usize) -> bool {
    let digits = chars[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
    chars[at] == ',' && digits == 3 && at > 0 && chars[at - 1].is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_does_not_count() {
        let same = |a: &str, b: &str| assert_eq!(width(a), width(b), "{a} {b}");
        same("ＤＸ１０％", "DX10%");
        same("ﾃﾞｰﾀ", "データ");
        same("（株）", "㈱");
        same("〇○◯", "○○○");
        same("AIーOCR", "AI‐OCR");
        same("AI－OCR", "AI-OCR");
        same("10〜20", "10～20");
        same("デ\u{3099}", "デ\u{3099}");
        same("は\u{3099}", "ば");
        let other = |a: &str, b: &str| assert_ne!(width(a), width(b), "{a} {b}");
        other("10²", "102");
        other("データー", "データ-");
        other("人財", "人材");
        other("、", "，");
        other("カ", "力");
    }

    #[test]
    fn punctuation_does_not_count() {
        let same = |a: &str, b: &str| assert_eq!(letters(a), letters(b), "{a} {b}");
        same("また、本市は", "また本市は。");
        same("１，０００人", "1000人");
        same("「人材」", "『人材』");
        same("育成・確保", "育成　確保");
        same("10 人", "10人");
        let other = |a: &str, b: &str| assert_ne!(letters(a), letters(b), "{a} {b}");
        other("1.5倍", "15倍");
        other("1,5", "15");
        other("12:30", "1230");
        other("now here", "nowhere");
        other("10、20", "1020");
        other("10～20", "1020");
        other("AI/RPA", "AIRPA");
    }
}
