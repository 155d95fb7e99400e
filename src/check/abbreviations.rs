//! Abbreviations in a row of characters: which words are one, and whether the text says what they mean.

use std::ops::Range;

use crate::markdown::{in_address, in_name, is_latin};

use super::line::{BORDER, FOOTNOTE};

/// An abbreviation in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Abbreviation {
    /// In half-width letters.
    pub(super) word: String,
    pub(super) range: Range<usize>,
    /// Whether the text says beside it what it means.
    pub(super) explained: bool,
    /// Whether it is a part of a name in 「」 or 『』.
    pub(super) in_name: bool,
}

/// What newspapers print without an explanation: forms of files, devices, addresses, times, and words that
/// are merely written in capitals. Of digital matters only IT and SNS are that common.
const EVERYDAY: &[&str] = &[
    "AM", "CD", "CHECK", "CSV", "DVD", "FAX", "GIF", "HTML", "ID", "ISO", "IT", "JIS", "JPEG",
    "JPG", "JSON", "LEVEL", "MP", "NG", "NO", "NOTE", "OK", "PC", "PDF", "PLAN", "PM", "PNG",
    "POINT", "QR", "SNS", "STEP", "SVG", "TEL", "TODO", "TV", "TXT", "URL", "USB", "VER", "VOL",
    "XML", "YAML", "ZIP",
];

/// The abbreviations of a text: two or more capital letters side by side, with digits and hyphens, alone.
pub(super) fn abbreviations(chars: &[char]) -> Vec<Abbreviation> {
    let mut found = Vec::new();
    let mut signs = None;
    for range in words(chars) {
        let word: String = chars[range.clone()].iter().collect();
        if !is_abbreviation(&word) || in_address(chars, &range) {
            continue;
        }
        // Most texts have no abbreviation.
        let signs = signs.get_or_insert_with(|| Signs::of(chars));
        let explained = is_explained(chars, &range, signs);
        let in_name = in_name(chars, &range);
        found.push(Abbreviation { word, range, explained, in_name });
    }
    found
}

/// The Latin words of a text, with their digits and inner hyphens.
fn words(chars: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let length = chars[at..].iter().take_while(|c| is_latin(**c) || **c == '-').count();
        let whole = &chars[at..at + length];
        let lead = whole.iter().take_while(|c| **c == '-').count();
        let tail = whole.iter().rev().take_while(|c| **c == '-').count();
        if lead < length {
            found.push(at + lead..at + length - tail);
        }
        at += length.max(1);
    }
    found
}

fn is_abbreviation(word: &str) -> bool {
    let capital = |b: &u8| b.is_ascii_uppercase();
    let plain = word.bytes().all(|b| capital(&b) || b.is_ascii_digit() || b == b'-');
    let paired = word.as_bytes().windows(2).any(|pair| pair.iter().all(capital));
    let bare = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let crosses = word.bytes().all(|b| b == b'X');
    let begins = word.starts_with(|c: char| c.is_ascii_uppercase());
    plain && begins && paired && !EVERYDAY.contains(&bare) && !crosses && !is_roman(word)
}

/// The numbers up to 39; from 40 on, letters other than I, V and X are needed.
fn is_roman(word: &str) -> bool {
    let units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let rest = word.trim_start_matches('X');
    word.len() - rest.len() <= 3 && units.contains(&rest)
}

/// Whether a text says beside an abbreviation what it means: `BPR（業務改革）`, `業務の見直し（BPR）`,
/// `BPRとは`, a footnote.
fn is_explained(chars: &[char], range: &Range<usize>, signs: &Signs) -> bool {
    let quoted = matches!(chars.get(range.end), Some('」' | '』'));
    let from = range.end + usize::from(quoted);
    let rest = &chars[from..];
    if rest.first() == Some(&FOOTNOTE) || rest.starts_with(&['と', 'は']) {
        return true;
    }
    if rest.first() == Some(&'(')
        && let Some(end) = next(&signs.closing, from)
    {
        return is_explanation(&chars[from + 1..end]);
    }
    in_brackets_alone(chars, range, signs)
}

/// Whether what stands in brackets behind a word is another form of it and not an addition such as 基礎.
fn is_explanation(inside: &[char]) -> bool {
    const ADDITIONS: [&str; 20] = [
        "基礎",
        "初級",
        "中級",
        "上級",
        "応用",
        "実践",
        "入門",
        "例",
        "案",
        "仮称",
        "一部",
        "全般",
        "予定",
        "再掲",
        "新規",
        "継続",
        "拡充",
        "外部委託",
        "公募",
        "後期計画",
    ];
    let text: String = inside.iter().filter(|c| !c.is_whitespace()).collect();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let note = text.starts_with(['※', '注', '*']) || text.starts_with("以下");
    let upper = text.chars().all(|c| !c.is_lowercase() && c.is_ascii());
    letters >= 2 && !note && !upper && !ADDITIONS.contains(&text.as_str())
}

/// The characters that decide whether a text in brackets says that an abbreviation is one.
const LONGEST_SAYING: usize = 8;

/// Whether the abbreviation is all that stands in brackets behind a word, but for what says that it is one.
fn in_brackets_alone(chars: &[char], range: &Range<usize>, signs: &Signs) -> bool {
    let Some(open) = last(&signs.opening, range.start) else { return false };
    let Some(close) = next(&signs.closing, range.end) else { return false };
    if last(&signs.closing, range.start).is_some_and(|at| at > open) {
        return false;
    }
    let text = |part: &[char]| -> String {
        let kept = part.iter().filter(|c| !c.is_whitespace() && !"「」『』、,。:".contains(**c));
        kept.take(LONGEST_SAYING).collect()
    };
    let (before, after) = (&chars[open + 1..range.start], &chars[range.end..close]);
    let lead = text(before);
    let goes_on = matches!(after.iter().find(|c| !c.is_whitespace()), Some(':' | ',' | '、' | ';'));
    let tail = text(after);
    let says = ["", "以下", "略称", "略", "略称は", "いわゆる", "通称"].contains(&lead.as_str());
    let ends = tail.is_empty()
        || ["という", "といいます", "と呼ぶ", "と呼びます", "と略", "と表記"]
            .iter()
            .any(|it| tail.starts_with(it));
    let word = chars[..open].iter().rev().find(|c| !c.is_whitespace());
    let behind_word =
        word.is_some_and(|c| (c.is_alphanumeric() || "」』ー".contains(*c)) && *c != BORDER);
    says && (ends || goes_on) && behind_word
}

/// Where brackets stand in a text.
#[derive(Default)]
struct Signs {
    opening: Vec<usize>,
    closing: Vec<usize>,
}

impl Signs {
    fn of(chars: &[char]) -> Self {
        let mut signs = Self::default();
        for (at, c) in chars.iter().enumerate() {
            match c {
                '(' => signs.opening.push(at),
                ')' => signs.closing.push(at),
                _ => {}
            }
        }
        signs
    }
}

/// The last of some places before another.
fn last(places: &[usize], before: usize) -> Option<usize> {
    places.partition_point(|&at| at < before).checked_sub(1).map(|index| places[index])
}

/// The first of some places from another on.
fn next(places: &[usize], from: usize) -> Option<usize> {
    places.get(places.partition_point(|&at| at < from)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let show = |it: Abbreviation| {
            let sign = match (it.explained, it.in_name) {
                (true, _) => "+",
                (_, true) => "'",
                _ => "",
            };
            format!("{}{sign}", it.word)
        };
        abbreviations(&chars).into_iter().map(show).collect()
    }

    #[test]
    fn abbreviations_are_words_in_capitals() {
        let check = |text: &str, expected: &[&str]| assert_eq!(found(text), expected, "{text}");
        check("BPRとRPA、AI-OCR", &["BPR", "RPA", "AI-OCR"]);
        check("DX推進のためのICT", &["DX", "ICT"]);
        check("J-LISの研修とISMAP", &["J-LIS", "ISMAP"]);
        check("-DX-", &["DX"]);
        check("DX/ICT・AI", &["DX", "ICT", "AI"]);
        for text in [
            "GovTech東京のLoGoフォーム",
            "Off-JTとIoT",
            "5Gと3D",
            "第II章とIV、XII",
            "PDFとCSV、URL",
            "STEP1とISO27001",
            "A-1とB、A-B",
            "Q&AとR&D",
            "https://example.jp/DX?a=BPR",
            "dx@EXAMPLE.lg.jp",
            "DX.pdfとBPR_v2",
            "www.DX.jp",
            "XX課",
            "ÉTAT",
            "Win-Win",
            "20XX年",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn explanations_stand_beside_the_word() {
        let check = |text: &str, expected: &[&str]| assert_eq!(found(text), expected, "{text}");
        check("BPR(業務改革)と", &["BPR+"]);
        check("「BPR」(業務改革)", &["BPR+"]);
        check("BPR(Business Process Re-engineering)", &["BPR+"]);
        check("業務の見直し(BPR)を", &["BPR+"]);
        check("デジタルトランスフォーメーション(以下「DX」という。)", &["DX+"]);
        check("地方公共団体情報システム機構(略称: J-LIS)", &["J-LIS+"]);
        check("業務改革(BPR: 手順の見直し)", &["BPR+"]);
        check("BPRとは、業務の見直しである", &["BPR+"]);
        check("BPR\u{fffc}を", &["BPR+"]);
        check("BPR(基礎)", &["BPR"]);
        check("BPR(※1)", &["BPR"]);
        check("DX(BPR)", &["DX", "BPR+"]);
        check("研修(講義)とBPR(実務)", &["BPR+"]);
        check("(BPR)", &["BPR"]);
        check("一(二)BPR(三)", &["BPR"]);
    }

    #[test]
    fn names_in_quotes_are_told_from_words() {
        let check = |text: &str, expected: &[&str]| assert_eq!(found(text), expected, "{text}");
        check("「例示市DX推進計画」では", &["DX'"]);
        check("『DX白書』", &["DX'"]);
        check("「DX」を", &["DX"]);
        check("「一」DX「二」", &["DX"]);
    }
}
