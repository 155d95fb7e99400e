//! Words in Latin letters, with what belongs to them: AI-OCR, Ver1.2, e-ラーニング, addresses.

use super::segment::{Cut, Script, Sort, begins, run};

/// What begins an address.
const ADDRESSES: [&str; 4] = ["https://", "http://", "www.", "mailto:"];

/// English words as short as an abbreviation, which say little.
const LITTLE: usize = 3;

/// Cuts off the first word.
pub(super) fn cut(chars: &[char]) -> Cut {
    let address = address(chars);
    if address > 0 {
        return Cut::of(address, Sort::Content);
    }
    let end = word(chars);
    let little = end <= LITTLE && chars[..end].iter().all(char::is_ascii_lowercase);
    Cut::of(end, if little { Sort::Function } else { Sort::Content })
}

/// The end of an address; 0 if there is none.
fn address(chars: &[char]) -> usize {
    if !ADDRESSES.iter().any(|word| begins(chars, word)) {
        return 0;
    }
    let is_part = |c: &&char| c.is_ascii_graphic() && !"()<>\"'`,;".contains(**c);
    let mut end = chars.iter().take_while(is_part).count();
    while end > 0 && matches!(chars[end - 1], '.' | ':' | '!' | '?') {
        end -= 1;
    }
    end
}

/// The end of a word, with the signs inside it.
fn word(chars: &[char]) -> usize {
    let mut end = run(chars, Script::Latin);
    loop {
        let after = chars.get(end + 1).map(|c| Script::of(*c));
        match (chars.get(end), after) {
            (Some('-' | 'ー' | '.' | '_' | '\'' | '&' | '@' | '+'), Some(Script::Latin)) => {
                end += 1;
                end += run(&chars[end..], Script::Latin);
            }
            (Some('-'), Some(Script::Katakana)) => {
                return end + 1 + run(&chars[end + 1..], Script::Katakana);
            }
            (Some('+' | '#'), _) if end == 1 => end += 1,
            _ => break,
        }
    }
    // eラーニング
    let katakana = chars.get(end).is_some_and(|c| Script::of(*c) == Script::Katakana);
    if end == 1 && katakana { end + run(&chars[end..], Script::Katakana) } else { end }
}
