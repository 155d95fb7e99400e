//! Words in a row of characters: Japanese writes no spaces, so scripts tell where one begins and ends.

use std::ops::Range;

use super::is_japanese;

/// What belongs together within a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Katakana,
    Kanji,
}

/// Kanji behind which another word begins, although it is written in kanji as well.
const BEFORE: [char; 3] = ['各', '該', '等'];

/// What is written in kanji and is no part of the word before it.
const AFTER: [&str; 5] = ["等", "及び", "又は", "並びに", "若しくは"];

/// How far around a word its address or name is looked for: a text without any space or quote would be
/// read over and over again.
const LONGEST_NAME: usize = 300;

/// Full-width letters and signs as narrow ones, character by character.
pub fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// Letters that are not Japanese, and digits; an underscore belongs to names of files and programs.
pub fn is_latin(c: char) -> bool {
    let other = || !c.is_ascii() && !is_japanese(c) && c.is_alphanumeric();
    c == '_' || c.is_ascii_alphanumeric() || other()
}

/// Whether some narrow characters are a whole word: データ is none in データベース, 研修 in 研修計画,
/// AI in AI-OCR. Particles are hiragana, which ends a word in any other script.
pub fn stands_alone(chars: &[char], range: &Range<usize>) -> bool {
    let (before, after) = (&chars[..range.start], &chars[range.end..]);
    let (Some(&first), Some(&last)) = (chars.get(range.start), chars[range.clone()].last()) else {
        return false;
    };
    let is_next = |word: &str| after.iter().copied().take(word.chars().count()).eq(word.chars());
    let begins = !continues(first, before.iter().rev().copied())
        || before.last().is_some_and(|c| BEFORE.contains(c));
    let ends = !continues(last, after.iter().copied()) || AFTER.iter().any(|word| is_next(word));
    let latin = Script::of(first) == Some(Script::Latin) || Script::of(last) == Some(Script::Latin);
    begins && ends && !(latin && in_address(chars, range))
}

/// Whether a word goes on beyond the character that is its last one, seen in one direction.
fn continues(edge: char, mut beyond: impl Iterator<Item = char>) -> bool {
    let Some(script) = Script::of(edge) else { return false };
    match beyond.next() {
        Some('-') if script == Script::Latin => beyond.next().is_some_and(is_latin),
        Some(next) => Script::of(next) == Some(script),
        None => false,
    }
}

/// Whether a word is a part of an address or of the name of a file.
pub fn in_address(chars: &[char], range: &Range<usize>) -> bool {
    let joins = |c: char| c.is_ascii_graphic() && !"()[]{}<>\"'`,;".contains(c);
    let joined = |beyond: &mut dyn Iterator<Item = &char>| {
        beyond.take(LONGEST_NAME).take_while(|&&c| joins(c)).count()
    };
    let start = range.start - joined(&mut chars[..range.start].iter().rev());
    let end = range.end + joined(&mut chars[range.end..].iter());
    let whole: String = chars[start..end].iter().collect();
    let point = |at: usize| {
        whole[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric())
            && whole[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
    };
    whole.contains("://")
        || whole.contains('@')
        || whole.starts_with("www.")
        || whole.match_indices('.').any(|(at, _)| point(at))
}

/// Whether a word stands in 「」 or 『』 together with others: such is a name.
pub fn in_name(chars: &[char], range: &Range<usize>) -> bool {
    let before = || chars[..range.start].iter().rev().take(LONGEST_NAME);
    let after = || chars[range.end..].iter().take(LONGEST_NAME);
    [['「', '」'], ['『', '』']].iter().any(|quotes| {
        let opens = before().position(|c| quotes.contains(c));
        let closes = after().position(|c| quotes.contains(c));
        let (Some(opens), Some(closes)) = (opens, closes) else { return false };
        let is = |at: Option<&char>, quote: char| at == Some(&quote);
        let inside = is(before().nth(opens), quotes[0]) && is(after().nth(closes), quotes[1]);
        inside && opens + closes > 0
    })
}

impl Script {
    fn of(c: char) -> Option<Self> {
        match c {
            'ァ'..='ヺ' | 'ー'..='ヿ' | 'ㇰ'..='ㇿ' => Some(Self::Katakana),
            '々'
            | '〆'
            | '〇'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3fffd}' => Some(Self::Kanji),
            _ if is_latin(c) => Some(Self::Latin),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_the_script_changes() {
        let check = |text: &str, expected: bool| {
            let (before, rest) = text.split_once('[').expect("a word in brackets");
            let (word, after) = rest.split_once(']').expect("a word in brackets");
            let chars: Vec<char> = [before, word, after].concat().chars().collect();
            let start = before.chars().count();
            let range = start..start + word.chars().count();
            assert_eq!(stands_alone(&chars, &range), expected, "{text}");
        };
        for text in [
            "[BPR]",
            "業務は[BPR]で",
            "第2期[DX]計画",
            "([DX])",
            "[DX]/ICT",
            "[OJT]・Off-JT",
            "の[データ]を",
            "庁内[データ]活用",
            "[サービス]・アンド",
            "の[研修]を",
            "[研修]、研修",
            "[研修]及び実習",
            "[研修]又は実習",
            "[研修]等",
            "各[研修]で",
            "職員等[研修]",
            "当該[職員]が",
            "[ひな型]の",
            "この[くらし]を",
            "[BIツール]で",
            "[データ分析]する",
            "[DX] ",
            "-[DX]-",
            "文末の[DX]。",
        ] {
            check(text, true);
        }
        for text in [
            "[]",
            "[DX]2",
            "A[DX]",
            "[AI]-OCR",
            "Off-[JT]",
            "[BPR]_v2",
            "[DX].pdf",
            "https://example.lg.jp/[DX]",
            "[dx]@example.lg.jp",
            "[データ]ベース",
            "ビッグ[データ]",
            "[サーバ]ー",
            "[研修]計画",
            "集合[研修]",
            "[研修]若手",
            "[人]々",
            "Power[BI]ツール",
            "職員用[端末]",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn names_in_quotes_are_told_from_words() {
        let check = |text: &str, expected: bool| {
            let chars: Vec<char> = text.chars().collect();
            let at = chars.iter().position(|&c| c == 'D').expect("a word");
            assert_eq!(in_name(&chars, &(at..at + 2)), expected, "{text}");
        };
        check("「例示市DX推進計画」では", true);
        check("『DX白書』", true);
        check("「一『DX』二」", true);
        check("「DX」を", false);
        check("「一」DX「二」", false);
        check("「一」とDX", false);
        check("「DX", false);
        check(&format!("「{}DX」", "長".repeat(LONGEST_NAME)), false);
    }

    #[test]
    fn letters_are_narrow() {
        let shown: String = "ＢＰＲ（１）　～ア".chars().map(narrow).collect();
        assert_eq!(shown, "BPR(1) ~ア");
    }
}
