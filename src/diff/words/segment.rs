//! Words of a text. Japanese writes no spaces and we have no dictionary: scripts tell where words end, and a
//! few things that are known of the prose of administrations (`kanji`, `kana`, `number`, `latin`).

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::fold::{is_punctuation, same_bracket};
use super::{kana, kanji, latin, number};
use crate::markdown::{first_word, is_latin, narrow};

/// A word, or a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it is in the text, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub sort: Sort,
    /// What it cannot be without.
    pub bond: Bond,
    /// Its length in characters.
    pub length: usize,
}

/// What a word is, as far as its weight goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// It says something.
    Content,
    /// A number with what it counts, a date.
    Number,
    /// It only ties others together: particles, する, こと.
    Function,
    /// White space.
    Space,
    /// 、 and what else stands within a sentence.
    Comma,
    /// The end of a sentence.
    Stop,
    /// An opening bracket.
    Opening,
    /// A closing bracket.
    Closing,
}

/// Whether a word is a word without its neighbour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    /// It is.
    Free,
    /// It is part of a compound with the word before.
    Compound,
    /// It ends the word before: 課 in 推進課.
    Suffix,
    /// It begins the word that follows: 再 in 再検討.
    Prefix,
}

/// A cut of some characters: what is found of a word before its place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub length: usize,
    pub sort: Sort,
    pub bond: Bond,
}

impl Cut {
    pub(super) fn of(length: usize, sort: Sort) -> Self {
        Self { length, sort, bond: Bond::Free }
    }
}

/// How characters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Hiragana,
    Katakana,
    Kanji,
    Latin,
    Space,
    Other,
}

impl Script {
    pub(super) fn of(c: char) -> Self {
        match c {
            'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => Self::Hiragana,
            'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ' | 'ｦ'..='ﾟ' | 'ㇰ'..='ㇿ' => Self::Katakana,
            '々'
            | '〆'
            | '㐀'..='䶿'
            | '一'..='鿿'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3fffd}' => Self::Kanji,
            _ if c.is_whitespace() => Self::Space,
            _ if is_latin(c) => Self::Latin,
            _ => Self::Other,
        }
    }
}

/// How many characters from the beginning are of a script.
pub(super) fn run(chars: &[char], script: Script) -> usize {
    chars.iter().take_while(|c| Script::of(**c) == script).count()
}

/// Whether characters begin with a word.
pub(super) fn begins(chars: &[char], word: &str) -> bool {
    let mut chars = chars.iter();
    word.chars().all(|c| chars.next() == Some(&c))
}

/// The words of a text. `whole` are the places that are one word each (ruby), in order.
pub(super) fn segment(text: &str, whole: &[Range<usize>]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    for ruby in whole {
        running(text, at..ruby.start, &mut tokens);
        let length = text[ruby.clone()].chars().count();
        tokens.push(Token { range: ruby.clone(), sort: Sort::Content, bond: Bond::Free, length });
        at = ruby.end;
    }
    running(text, at..text.len(), &mut tokens);
    tokens
}

/// The words of a text without ruby.
fn running(text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    let (chars, mut starts) = clusters(&text[range.clone()], range.start);
    starts.push(range.end);
    let mut at = 0;
    let mut cuts = Vec::new();
    while at < chars.len() {
        cut(&chars[at..], &mut cuts);
        for cut in cuts.drain(..) {
            let range = starts[at]..starts[at + cut.length];
            tokens.push(Token { range, sort: cut.sort, bond: cut.bond, length: cut.length });
            at += cut.length;
        }
    }
}

/// The characters that a reader sees as one, by their first one in its usual form; where each begins.
fn clusters(text: &str, offset: usize) -> (Vec<char>, Vec<usize>) {
    let (mut chars, mut starts): (Vec<char>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut before = '\0';
    let mut flag = false;
    for (at, c) in text.char_indices() {
        let joins = is_extending(c) || before == ZERO_WIDTH_JOINER || flag && is_regional(c);
        flag = is_regional(c) && !flag;
        before = c;
        if chars.is_empty() || !joins {
            chars.push(usual(c));
            starts.push(offset + at);
        }
    }
    (chars, starts)
}

const ZERO_WIDTH_JOINER: char = '\u{200d}';

fn is_extending(c: char) -> bool {
    // All the others are above.
    c > '\u{2ff}'
        && (is_combining_mark(c)
            || matches!(c, ZERO_WIDTH_JOINER | '\u{200c}' | 'ﾞ' | 'ﾟ' | '\u{fe00}'..='\u{fe0f}')
            || matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e01ef}'))
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// The usual one of characters that differ in width.
fn usual(c: char) -> char {
    match c {
        '｡' => '。',
        '｢' => '「',
        '｣' => '」',
        '､' => '、',
        '･' => '・',
        '〇' | '◯' => '○',
        '‐' | '‑' | '–' | '−' => '-',
        '\u{3000}' | '\n' => c,
        _ => narrow(c),
    }
}

/// Cuts off the first word; several where they are found together.
fn cut(chars: &[char], cuts: &mut Vec<Cut>) {
    let number = if number::may_begin(chars[0]) { number::end(chars) } else { 0 };
    if number > 0 {
        cuts.push(Cut::of(number, Sort::Number));
        return;
    }
    match Script::of(chars[0]) {
        Script::Latin => cuts.push(latin::cut(chars)),
        Script::Katakana => {
            let length = run(chars, Script::Katakana);
            let first = first_word(&chars[..length]);
            if first > 0 {
                cuts.push(Cut::of(first, Sort::Content));
            }
            let bond = if first > 0 { Bond::Compound } else { Bond::Free };
            cuts.push(Cut { length: length - first, sort: Sort::Content, bond });
        }
        Script::Kanji => kanji::cut(chars, cuts),
        Script::Hiragana => kana::cut(chars, cuts),
        Script::Space => cuts.push(Cut::of(run(chars, Script::Space), Sort::Space)),
        Script::Other => cuts.push(Cut::of(1, sign(chars[0]))),
    }
}

fn sign(c: char) -> Sort {
    match same_bracket(c) {
        '\u{2}' | '\u{4}' => Sort::Opening,
        '\u{3}' | '\u{5}' => Sort::Closing,
        '。' | '.' | '!' | '?' => Sort::Stop,
        c if is_punctuation(c) => Sort::Comma,
        _ => Sort::Content,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words, parted by `|`; what is bound to its neighbour by `-`.
    fn shown(text: &str) -> String {
        let tokens = segment(text, &[]);
        let mut shown = String::new();
        for (at, token) in tokens.iter().enumerate() {
            let bound = token.bond == Bond::Suffix || at > 0 && tokens[at - 1].bond == Bond::Prefix;
            shown.push_str(if at == 0 {
                ""
            } else if bound {
                "-"
            } else {
                "|"
            });
            shown.push_str(&text[token.range.clone()]);
        }
        shown
    }

    #[track_caller]
    fn check(expected: &str) {
        let text = expected.replace(['|', '-'], "");
        assert_eq!(shown(&text), expected);
    }

    #[test]
    fn compounds_have_seams() {
        check("デジタル|推進-課|を|廃止|する");
        check("人材|育成|基本|方針");
        check("人材|育成|・|確保|基本|方針");
        check("例示市|人材|育成|方針");
        check("情報-化|推進|本部");
        check("基本-的|な|考え方");
        check("効果-的|かつ|効率-的|に");
        check("全|職員|を|対象|と|し|、");
        check("各|部署|の|職員|等|が");
        check("各種|研修");
        check("再-検討|する");
        check("住民|基本|台帳");
        check("育成|及び|確保|又は|派遣|並びに|評価");
        check("デジタル|トランスフォーメーション|（|ＤＸ|）");
        check("お-知らせ|と|ご-案内");
        check("高度|専門|人材");
    }

    #[test]
    fn verbs_keep_their_endings() {
        check("課題|に|取り組む");
        check("計画|を|見直す|こととする|。");
        check("計画|の|見直し|と|取組み|を|進める|ため");
        check("組織|を|立ち上げ|、|働き方|を|改める");
        check("対話|を|行い|ながら|育てて|いく");
        check("支援|する|もの|と|し|、|実施|しない");
        check("活かす|ことができる|よう|努める");
        check("市|の|担い手|が|学び|の|場|に");
        check("国|における|異なる|立場");
        check("職員|による|提案|について");
        check("見える化|と|受入れ|を|図る");
        check("まちづくり|の|ために");
        check("ふさわしい|人材");
        check("分かりやすく|伝える");
    }

    #[test]
    fn numbers_and_names_are_whole() {
        check("年10人|から|２０人|へ");
        check("令和7年度|（|2025年度|）|まで");
        check("令和７年４月１日|から|施行");
        check("2025 年 4 月 1 日|に");
        check("第3章|と|第十二条|第2項");
        check("50％|以上|、|1,000人|、|1.5倍");
        check("3か月|以内|に|2回目|を");
        check("R7年度|から");
        check("要綱|第5条|の");
        check("一人|ひとり|が|一般|職員|の|一部|を");
        check("3億5,000万円");
        check("AIーOCR|や|Ver1.2|の");
        check("eラーニング|と|Web3");
        check("5G|や|10GB");
        check("the| |city| |plan|.");
        check("https://example.lg.jp/dx/?a=1|を|参照");
        check("dx@city.example.lg.jp|へ");
        check("AI|/|RPA|、|Microsoft365");
        check("10:30|に");
    }

    #[test]
    fn what_a_reader_sees_as_one_is_one() {
        let check = |text: &str, expected: &[&str]| {
            let tokens = segment(text, &[]);
            let words: Vec<&str> = tokens.iter().map(|it| &text[it.range.clone()]).collect();
            assert_eq!(words, expected);
        };
        check("👩‍💻👍🏽", &["👩‍💻", "👍🏽"]);
        check("🇯🇵🇯🇵", &["🇯🇵", "🇯🇵"]);
        check("e-ラーニング", &["e-ラーニング"]);
        check("AI-OCRのOff-JT", &["AI-OCR", "の", "Off-JT"]);
        check("ｶﾞｲﾄﾞ", &["ｶﾞｲﾄﾞ"]);
        check("デ\u{3099}", &["デ\u{3099}"]);
        check("葛\u{e0100}飾区", &["葛\u{e0100}飾", "区"]);
        check("\u{3099}", &["\u{3099}"]);
        check("", &[]);
    }
}
