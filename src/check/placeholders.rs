//! Words that a template left for the author to replace: ○○市, 【記入】, 20XX年.
//!
//! A symbol alone is a sign of a legend or a mark of a list, several different ones are a rating: neither
//! is a placeholder.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::source::{Project, Spanned};

use super::line::Line;
use super::walk::{Part, Text, TextKind};

pub(super) const RULES: &[&Rule] = &[&PLACEHOLDER_LEFT];

static PLACEHOLDER_LEFT: Rule = Rule::warning(
    "placeholder-left",
    "書き換えていない仮の言葉（○○、【記入】など）",
    "a placeholder that was not replaced",
);

pub(super) fn check(texts: &[Text<'_>], project: &Project, diagnostics: &mut Diagnostics) {
    for text in texts {
        of_text(text, project, diagnostics);
    }
}

/// Reports placeholders in the settings of the site: its title, its publisher.
pub(super) fn check_settings(
    words: &[Spanned<String>],
    project: &Project,
    diagnostics: &mut Diagnostics,
) {
    for word in words {
        let kind = TextKind::Word(&word.value);
        let text = Text { kind, part: Part::Value, literal: false, span: word.span };
        of_text(&text, project, diagnostics);
    }
}

fn of_text(text: &Text<'_>, project: &Project, diagnostics: &mut Diagnostics) {
    let line = Line::new(text);
    for range in placeholders(&line.chars) {
        let Some(span) = line.place_or_whole(&range, project) else { continue };
        let written: String = line.chars[range].iter().collect();
        let message = Message::new(
            format!("仮の言葉「{written}」が書き換えられずに残っています"),
            format!("the placeholder `{written}` has not been replaced"),
        );
        let help = Message::fixed(
            "実際の名称や数字に書き換えてください。まだ決まっていないことは、「今後定める」のように文で書きます。",
            "write the real name or number; say in words what is not settled yet",
        );
        diagnostics.push(Diagnostic::new(&PLACEHOLDER_LEFT, span, message).help(help));
    }
}

/// Symbols that stand for words; those of one group are the same to a writer.
const SYMBOLS: [&str; 7] = ["○〇◯", "△▲", "□■", "×✕", "●", "◇◆", "◎☆★"];

/// The last group is for ratings only.
const RATING: usize = SYMBOLS.len() - 1;

/// Where placeholders stand.
fn placeholders(chars: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !may_begin(chars[at]) {
            at += 1;
            continue;
        }
        let range = era(chars, at)
            .or_else(|| century(chars, at))
            .or_else(|| letters(chars, at))
            .or_else(|| blank(chars, at))
            .or_else(|| brackets(chars, at))
            .or_else(|| counted(chars, at));
        if let Some(range) = range {
            at = range.end;
            found.push(range);
        } else if let Some((end, stands_for_a_word)) = symbols(chars, at) {
            if stands_for_a_word {
                found.push(at..end);
            }
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Whether a placeholder can begin with a character: nearly every one of a text cannot.
fn may_begin(c: char) -> bool {
    matches!(
        c,
        '○' | '〇' | '◯' | '△' | '▲' | '□' | '■' | '×' | '✕' | '●' | '◇' | '◆' | '◎' | '☆' | '★'
            | '令' | '平' | '昭' | '第' | '【' | '〔' | '[' | '(' | '_' | '2' | 'a'..='z' | 'A'..='Z'
    )
}

fn group(c: char) -> Option<usize> {
    SYMBOLS.iter().position(|group| group.contains(c))
}

fn run(chars: &[char], at: usize, belongs: impl Fn(char) -> bool) -> usize {
    at + chars[at..].iter().take_while(|&&c| belongs(c)).count()
}

fn before(chars: &[char], at: usize) -> Option<char> {
    at.checked_sub(1).map(|at| chars[at])
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The end of the symbols that begin here, and whether they stand for a word.
fn symbols(chars: &[char], at: usize) -> Option<(usize, bool)> {
    let first = group(chars[at])?;
    let end = run(chars, at, |c| group(c).is_some());
    let one_kind = chars[at..end].iter().all(|&c| group(c) == Some(first));
    let around = [before(chars, at), chars.get(end).copied()];
    // 二〇〇〇年 is a year, 3××4 a product.
    let kanji = |c: &Option<char>| c.is_some_and(|c| "一二三四五六七八九十百千万".contains(c));
    let number = chars[at..end].iter().all(|&c| c == '〇') && around.iter().any(kanji);
    let product = "×✕".contains(chars[at]) && around.iter().all(|&c| is_word(c));
    let word = end - at >= 2 && one_kind && first != RATING && !number && !product;
    Some((end, word))
}

/// A single sign that may stand for a number.
fn is_mark(c: char) -> bool {
    "○〇◯●□△X".contains(c)
}

/// 令和○年, R○, with a sign in the place of the year.
fn era(chars: &[char], at: usize) -> Option<Range<usize>> {
    let letter = matches!(chars[at], 'R' | 'H') && !is_word(before(chars, at));
    let era = ["令和", "平成", "昭和"].into_iter().any(|era| era.chars().eq(two(chars, at)));
    let start = at + if era { 2 } else { usize::from(letter) };
    let end = run(chars, start, |c| is_mark(c) && (era || c != 'X'));
    if start == at || start == end || is_word(chars.get(end).copied()) {
        return None;
    }
    let year = usize::from(chars.get(end) == Some(&'年'));
    Some(at..end + year)
}

fn two(chars: &[char], at: usize) -> impl Iterator<Item = char> {
    chars[at..].iter().take(2).copied()
}

/// 20XX, 202X, 20○○.
fn century(chars: &[char], at: usize) -> Option<Range<usize>> {
    let year = chars.get(at..at + 4)?;
    let mark = |c: char| is_mark(c) || c == 'x';
    let last = mark(year[3]) && (mark(year[2]) || year[2].is_ascii_digit());
    let alone = !is_word(before(chars, at)) && !is_word(chars.get(at + 4).copied());
    (year[..2] == ['2', '0'] && last && alone).then_some(at..at + 4)
}

/// XX課, and the words that programmers leave in comments.
fn letters(chars: &[char], at: usize) -> Option<Range<usize>> {
    if !chars[at].is_ascii_alphabetic() || is_word(before(chars, at)) {
        return None;
    }
    let end = run(chars, at, |c| is_word(Some(c)));
    let word: String = chars[at..end].iter().collect();
    let crosses =
        word.len() >= 2 && (word.bytes().all(|b| b == b'X') || word.bytes().all(|b| b == b'x'));
    let rest: String = chars[end..].iter().take(4).collect();
    // The list of things to do is a thing of its own.
    let thing = ["リスト", "管理", "アプリ", "一覧"].iter().any(|it| rest.starts_with(it));
    let note = matches!(word.as_str(), "TODO" | "TBD" | "FIXME") && !thing;
    (crosses || note).then_some(at..end)
}

/// ＿＿＿, a place to write on paper.
fn blank(chars: &[char], at: usize) -> Option<Range<usize>> {
    let end = run(chars, at, |c| c == '_');
    (end - at >= 3).then_some(at..end)
}

/// 【記入】, 【…を記入してください】, （記入）.
fn brackets(chars: &[char], at: usize) -> Option<Range<usize>> {
    let close = match chars[at] {
        '【' => '】',
        '〔' => '〕',
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    let inside = chars[at + 1..].iter().take(60).position(|&c| c == close)?;
    let end = at + 1 + inside;
    let text: String = chars[at + 1..end].iter().filter(|c| !c.is_whitespace()).collect();
    let words = ["記入", "要記入", "未記入", "要入力", "要確認", "ここに記入", "後で記入"];
    // 【記入例】 and 【記入要領】 are heads of their own.
    let asks = text.split_once("記入").is_some_and(|(_, rest)| {
        let goes_on = ["し", "す", "を", "く", "願", "お", "、", "。", ")", "("];
        rest.is_empty() || goes_on.iter().any(|it| rest.starts_with(it))
    });
    let asks = match close {
        '】' => asks || text.starts_with("ここに"),
        ')' => text.starts_with("ここに") && asks,
        _ => text.starts_with("ここに"),
    };
    (asks || words.contains(&text.as_str())).then_some(at..end + 1)
}

/// ○年○月, ○月○日, 第○章, and ○年度 or ○人 behind a word.
fn counted(chars: &[char], at: usize) -> Option<Range<usize>> {
    let next = |by: usize| chars.get(at + by).copied();
    let mark = |by: usize| next(by).is_some_and(is_mark);
    if chars[at] == '第' {
        let unit = next(2).is_some_and(|c| "章条期回次版号節項".contains(c));
        return (mark(1) && unit).then_some(at..at + 3);
    }
    let behind = before(chars, at);
    if !mark(0) || behind.is_some_and(is_mark) {
        return None;
    }
    let dates = [['年', '月'], ['月', '日']];
    let date = |units: &[char; 2]| next(1) == Some(units[0]) && next(3) == Some(units[1]);
    if mark(2) && dates.iter().any(date) {
        let day = mark(4) && next(5) == Some('日');
        return Some(at..at + if day { 6 } else { 4 });
    }
    // At the start of a line, behind a space or a sign, a circle is a bullet or a sign of a legend.
    if !behind.is_some_and(|c| c.is_alphanumeric() || c == '(') {
        return None;
    }
    let rest: String = chars[at + 1..].iter().take(2).collect();
    if rest == "年度" {
        return Some(at..at + 3);
    }
    let unit = rest.starts_with(COUNTERS) && !NO_COUNTERS.contains(&rest.as_str());
    (unit && "○〇◯●".contains(chars[at])).then_some(at..at + 2)
}

/// What a number before it counts, and words that begin with one of them.
const COUNTERS: [char; 11] = ['年', '人', '名', '回', '件', '課', '%', '割', '点', '日', '倍'];
const NO_COUNTERS: &[&str] = &[
    "年次", "年齢", "年間", "人材", "人財", "人事", "人口", "人権", "名称", "名簿", "名前", "回答",
    "回線", "件名", "課題", "課長", "課税", "割合", "割当", "点検", "日程", "日常", "日本",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{page, reports, reports_in, reports_of_body};

    fn found(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.replace('％', "%").chars().collect();
        placeholders(&chars).into_iter().map(|range| chars[range].iter().collect()).collect()
    }

    #[test]
    fn placeholders_are_found() {
        for (text, expected) in [
            ("○○市の方針", "○○"),
            ("〇〇課が担当する", "〇〇"),
            ("◯◯部長", "◯◯"),
            ("〇○担当", "〇○"),
            ("「○○」担当", "○○"),
            ("△△室と□□課", "△△ □□"),
            ("××株式会社", "××"),
            ("●●●●を行う", "●●●●"),
            ("氏名___", "___"),
            ("TODO: 数字を確かめる", "TODO"),
            ("期限はTBD。", "TBD"),
            ("XX課", "XX"),
            ("xxx人", "xxx"),
            ("20XX年度", "20XX"),
            ("202X年に", "202X"),
            ("20○○年", "20○○"),
            ("令和X年4月", "令和X年"),
            ("令和○年度", "令和○年"),
            ("令和〇〇年", "令和〇〇年"),
            ("R○年とR○.4", "R○年 R○"),
            ("○年○月○日と○月○日", "○年○月○日 ○月○日"),
            ("第○章と第〇条", "第○章 第〇条"),
            ("次の○年度に", "○年度"),
            ("年○回開く", "○回"),
            ("割合を○％にし、職員は○人とする", "○% ○人"),
            ("(○件)を○年ごとに", "○件 ○年"),
            ("【記入】【要記入】", "【記入】 【要記入】"),
            ("【目的を記入してください】", "【目的を記入してください】"),
            ("【ここに市の名前】", "【ここに市の名前】"),
            ("担当(記入)", "(記入)"),
            ("[要確認]", "[要確認]"),
        ] {
            assert_eq!(found(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn signs_with_a_meaning_are_none() {
        for text in [
            "○",
            "◎○",
            "◎は必修、○は選択、△は任意",
            "●●○○○",
            "★★～★★★",
            "★★★",
            "二〇〇〇年",
            "一〇〇人",
            "3××4",
            "2×3",
            "○ 年度ごとに見直す",
            "○年度計画の作成",
            "◎人材、○人材",
            "求める○人材",
            "「○回」と ○回",
            "〇人",
            "TODOリストを作る",
            "AUTODOC",
            "XXL",
            "XML",
            "2020年",
            "20XXA",
            "RX",
            "a_b__c",
            "【記入例】",
            "【記入要領】",
            "（別紙に記入）",
            "(氏名を記入すること)",
            "【必須スキル】",
            "[1]",
            "令和8年度",
            "第1章",
            "□ 確認した",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn every_text_and_fact_is_read_and_code_and_addresses_are_not() {
        let code = "placeholder-left";
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(reports(code, text), expected, "{text}");
        };
        let facts = "---\ntitle: ○○市方針\nmunicipality: {name: ○○市}\ndepartment: △△課\n\
            source: {name: ××資料}\nnotice: |\n  一\n  （記入）です\nlegend: {◎: ＸＸ}\n\
            roles: [{name: 甲, duty: TBD}]\nglossary: [{term: 語, definition: 【記入】}]\n---\n";
        check(
            facts,
            &[
                "2:8 ○○",
                "3:22 ○○",
                "4:13 △△",
                "5:16 ××",
                "8:3 （記入）",
                "9:10 ◎",
                "10:25 TBD",
                "11:34 【記入】",
            ],
        );
        check(&page("# ○○の章\n\n[○○](https://example.jp/xx)"), &["5:3 ○○", "7:2 ○○"]);
        check(&page("`○○` <!-- TODO -->\n\n    TODO\n\n```\nXX\n```"), &[]);
        check(
            &page("```table\ncaption: ○○の表\ncolumns: [一, 二]\nrows: [[○○, ○]]\n```"),
            &["6:10 ○○", "8:9 ○○"],
        );
        let twice =
            "roles: [{name: ○○係}]\n---\n\n```roles\n```\n\n```roles\ncolumns: [name]\n```\n";
        check(&format!("---\ntitle: 題\n{twice}"), &["3:16 ○○"]);
        let settings = "title: ○○市の方針\npublisher: {name: 例示市}\n";
        let files = [("hoshin.yaml", settings), ("content/a.md", &page("文"))];
        assert_eq!(reports_in(code, &files), ["1:8 ○○"]);
        let settings = "base_url: https://example.jp/___/\n\
            publisher: {name: ○○市, department: △△課, email: xx@example.jp}\n";
        let files = [("hoshin.yaml", settings), ("content/a.md", &page("文"))];
        assert_eq!(reports_in(code, &files), ["2:19 ○○", "2:36 △△"]);
        assert_eq!(reports_of_body(code, "＿＿＿と20ＸＸ年"), ["1:1 ＿＿＿", "1:5 20ＸＸ"]);
    }
}
