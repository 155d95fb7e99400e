//! Japanese running text: line breaks that are no spaces, ruby, numbering, width.

use unicode_normalization::UnicodeNormalization;

use super::{Inline, InlineKind};
use crate::source::Span;

/// Makes running text what Japanese readers expect: texts are joined, ruby is recognised, a line
/// break between two Japanese characters goes.
pub(super) fn polish(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut polished: Vec<Inline> = Vec::with_capacity(inlines.len());
    let mut inlines = inlines.into_iter().peekable();
    while let Some(inline) = inlines.next() {
        let is_gap = matches!(inline.kind, InlineKind::SoftBreak)
            && polished.last().and_then(last_character).is_some_and(is_japanese)
            && inlines.peek().and_then(first_character).is_some_and(is_japanese);
        if is_gap {
            continue;
        }
        let inline = Inline { kind: polish_inside(inline.kind), span: inline.span };
        match (polished.last_mut(), inline.kind) {
            (Some(Inline { kind: InlineKind::Text(before), span }), InlineKind::Text(text)) => {
                before.push_str(&text);
                *span = span.to(inline.span);
            }
            (_, kind) => polished.push(Inline { kind, span: inline.span }),
        }
    }
    let has_ruby =
        |inline: &Inline| matches!(&inline.kind, InlineKind::Text(text) if text.contains('《'));
    if !polished.iter().any(has_ruby) {
        return polished;
    }
    polished.into_iter().flat_map(with_ruby).collect()
}

fn polish_inside(kind: InlineKind) -> InlineKind {
    match kind {
        InlineKind::Emphasis(inner) => InlineKind::Emphasis(polish(inner)),
        InlineKind::Strong(inner) => InlineKind::Strong(polish(inner)),
        InlineKind::Strikethrough(inner) => InlineKind::Strikethrough(polish(inner)),
        other => other,
    }
}

/// The last character that a reader sees of a piece of text.
pub fn last_character(inline: &Inline) -> Option<char> {
    match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Ruby { base: text, .. } => {
            text.chars().next_back()
        }
        kind => inside(kind)?.last().and_then(last_character),
    }
}

/// The first character that a reader sees of a piece of text.
pub fn first_character(inline: &Inline) -> Option<char> {
    match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Ruby { base: text, .. } => {
            text.chars().next()
        }
        kind => inside(kind)?.first().and_then(first_character),
    }
}

/// The running text inside a piece of running text.
fn inside(kind: &InlineKind) -> Option<&[Inline]> {
    match kind {
        InlineKind::Emphasis(inner)
        | InlineKind::Strong(inner)
        | InlineKind::Strikethrough(inner)
        | InlineKind::Link { inlines: inner, .. } => Some(inner),
        _ => None,
    }
}

/// Whether a line break beside this character is no space: kanji, kana, their punctuation and
/// full-width forms, but not Hangul, which is written with spaces.
pub fn is_japanese(c: char) -> bool {
    matches!(
        u32::from(c),
        0x2e80..=0x303f | 0x3041..=0x30ff | 0x31f0..=0x33ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff
            | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff01..=0xff9f | 0xffe0..=0xffe6
            | 0x1b000..=0x1b2ff | 0x20000..=0x3fffd
    )
}

/// Splits `｜人財《じんざい》` off a text. Other 《 and ｜ stay as they are.
fn with_ruby(inline: Inline) -> Vec<Inline> {
    let InlineKind::Text(text) = &inline.kind else { return vec![inline] };
    let whole = inline.span;
    let exact = whole.end - whole.start == text.len();
    let part = |kind: InlineKind, start: usize, end: usize| {
        let span = Span::new(whole.source, whole.start + start, whole.start + end);
        Inline { kind, span: if exact { span } else { whole } }
    };
    let plain =
        |start: usize, end: usize| part(InlineKind::Text(text[start..end].to_owned()), start, end);
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some((bar, base, reading, end)) = next_ruby(text, from) {
        if from < bar {
            parts.push(plain(from, bar));
        }
        let ruby = InlineKind::Ruby { base: base.to_owned(), reading: reading.to_owned() };
        parts.push(part(ruby, bar, end));
        from = end;
    }
    if from < text.len() {
        parts.push(plain(from, text.len()));
    }
    parts
}

/// The next ruby from an offset on: where its bar is, its base, its reading, where it ends.
fn next_ruby(text: &str, from: usize) -> Option<(usize, &str, &str, usize)> {
    let mut search = from;
    loop {
        let open = search + text[search..].find('《')?;
        let inner = open + '《'.len_utf8();
        let close = inner + text[inner..].find('》')?;
        let end = close + '》'.len_utf8();
        let reading = &text[inner..close];
        if let Some(bar) = text[from..open].rfind('｜').map(|at| from + at) {
            let base = &text[bar + '｜'.len_utf8()..open];
            if !base.is_empty()
                && !reading.is_empty()
                && !base.contains('》')
                && !reading.contains(['《', '｜'])
            {
                return Some((bar, base, reading, end));
            }
        }
        search = inner;
    }
}

/// The text in NFKC: full-width letters and digits narrow, half-width kana wide.
pub fn normalise(text: &str) -> String {
    let plain = |c: char| matches!(c, '\0'..='\u{7f}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}');
    if text.chars().all(plain) { text.to_owned() } else { text.nfkc().collect() }
}

/// The text in NFKC and without white space, for comparing what people write in many ways.
pub fn squeezed(text: &str) -> String {
    let mut text = normalise(text);
    text.retain(|c| !c.is_whitespace());
    text
}

/// A name as it is compared with others: `squeezed`, without case, and 人財 counts as 人材 (for
/// comparing only: an author's 人財 is never changed).
pub fn name_key(name: &str) -> String {
    squeezed(name).replace("人財", "人材").chars().flat_map(char::to_lowercase).collect()
}

/// Takes the numbering off a heading: `第1章`, `１．`, `1.`, `(1)`, `（１）`, `①`, `4.1`, `Ⅰ`, `一、`, `■`. A
/// heading that is nothing but a number stays.
pub fn strip_numbering(heading: &str) -> &str {
    let rest = numbering_end(heading).map_or(heading, |end| &heading[end..]);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '　'));
    if rest.is_empty() { heading } else { rest }
}

fn numbering_end(heading: &str) -> Option<usize> {
    let first = heading.chars().next()?;
    if matches!(first, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿') {
        return Some(first.len_utf8());
    }
    if first == '第' {
        return ordinal_end(heading);
    }
    if matches!(first, '■' | '□' | '●' | '◆' | '◇' | '▼') {
        return Some(first.len_utf8());
    }
    if let Some(end) = letters_end(heading) {
        return Some(end);
    }
    if matches!(first, '(' | '（') {
        let inner = &heading[first.len_utf8()..];
        // (1), (一), (ア): one kana only, for (ウェブ) is a word.
        let kana =
            inner.chars().next().filter(|c| matches!(c, 'ア'..='ン')).map_or(0, char::len_utf8);
        let digits = digits_end(inner).max(kanji_end(inner)).max(kana);
        let close = inner[digits..].chars().next().filter(|c| matches!(c, ')' | '）'))?;
        return (digits > 0).then(|| first.len_utf8() + digits + close.len_utf8());
    }
    let mut end = digits_end(heading);
    if end == 0 {
        return None;
    }
    // 4.1, 4.1.1, 1-1, 1. and 1．: numbers of one or two digits, joined or ended by a sign.
    let mut ended = false;
    while let Some(sign) = heading[end..].chars().next().filter(|c| ".．-－".contains(*c)) {
        let after = end + sign.len_utf8();
        let digits = digits_end(&heading[after..]);
        ended = digits == 0 && matches!(sign, '.' | '．');
        if digits == 0 && !ended {
            return None;
        }
        end = after + digits;
        if ended {
            break;
        }
    }
    let next = heading[end..].chars().next()?;
    if matches!(next, ')' | '）' | '、') && !ended {
        return Some(end + next.len_utf8());
    }
    // 1.5倍 and 3 つの柱 are numbers that mean something.
    let counted = |rest: &str| rest.trim_start().starts_with(COUNTERS);
    (ended || next.is_whitespace() && !counted(&heading[end..])).then_some(end)
}

/// The end of numbering by Roman or Japanese numerals: `Ⅰ`, `Ⅲ．`, `IV.`, `一、`.
fn letters_end(heading: &str) -> Option<usize> {
    let signs = ['.', '．', '、', '，'];
    let behind = |end: usize| heading[end..].chars().next();
    let roman = heading.find(|c| !matches!(c, 'Ⅰ'..='ⅿ')).unwrap_or(heading.len());
    if roman > 0 {
        let sign = behind(roman).filter(|c| signs.contains(c)).map_or(0, char::len_utf8);
        return Some(roman + sign);
    }
    let latin = heading.find(|c| !"IVX".contains(c)).unwrap_or(heading.len());
    let end = if latin > 0 { latin } else { kanji_end(heading) };
    let sign = behind(end).filter(|c| signs.contains(c) && end > 0)?;
    Some(end + sign.len_utf8())
}

/// The end of the Japanese numerals at the beginning.
fn kanji_end(text: &str) -> usize {
    text.find(|c| !"一二三四五六七八九十".contains(c)).unwrap_or(text.len())
}

/// What a number before it counts: such a number is no numbering.
const COUNTERS: [char; 16] =
    ['つ', '年', '月', '日', '人', '件', '回', '名', '割', '倍', '個', '種', '市', '区', '%', '％'];

/// The end of `第1章`, `第十二条`, `第2節`.
fn ordinal_end(heading: &str) -> Option<usize> {
    let start = '第'.len_utf8();
    let kanji = |c: &char| "〇一二三四五六七八九十百".contains(*c);
    let digit = |c: &char| c.is_ascii_digit() || matches!(c, '０'..='９') || kanji(c);
    let number: usize = heading[start..].chars().take_while(digit).map(char::len_utf8).sum();
    let unit =
        heading[start + number..].chars().next().filter(|c| "章節条編部款項".contains(*c))?;
    (number > 0).then(|| start + number + unit.len_utf8())
}

/// The length of one or two digits at the start, in bytes; 0 if there are none or more.
fn digits_end(text: &str) -> usize {
    let digits: Vec<usize> = text
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '０'..='９'))
        .map(char::len_utf8)
        .collect();
    if digits.len() <= 2 { digits.iter().sum() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::{BlockKind, parse};
    use super::*;
    use crate::source::{Place, Project, SourceMap};

    fn shown(text: &str) -> String {
        let (_, source) = Project::of_text("");
        let map = SourceMap::Direct(Place(Span::new(source, 0, text.len())));
        let blocks = parse(text, &map).prose.blocks;
        let BlockKind::Paragraph(inlines) = &blocks[0].kind else { panic!("a paragraph") };
        show(inlines)
    }

    fn show(inlines: &[Inline]) -> String {
        let shown = inlines.iter().map(|inline| match &inline.kind {
            InlineKind::Text(text) => text.clone(),
            InlineKind::SoftBreak => "␣".to_owned(),
            InlineKind::HardBreak => "⏎".to_owned(),
            InlineKind::Ruby { base, reading } => format!("{{{base}/{reading}}}"),
            InlineKind::Strong(inner) => format!("[{}]", show(inner)),
            other => format!("{other:?}"),
        });
        shown.collect()
    }

    #[test]
    fn line_breaks_between_japanese_are_no_spaces() {
        let check = |text: &str, expected: &str| assert_eq!(shown(text), expected, "{text}");
        check("日本\n語", "日本語");
        check("読点、\n次", "読点、次");
        check("（例）\r\nです", "（例）です");
        check("DX\n推進", "DX␣推進");
        check("推進\nDX", "推進␣DX");
        check("one\ntwo", "one␣two");
        check("한국\n어", "한국␣어");
        check("**重要**\nです", "[重要]です");
        check("一\n**重要**", "一[重要]");
        check("一  \n二", "一⏎二");
        check("ｶﾅ\nカナ", "ｶﾅカナ");
    }

    #[test]
    fn ruby_is_recognised() {
        let check = |text: &str, expected: &str| assert_eq!(shown(text), expected, "{text}");
        check("｜人財《じんざい》の育成", "{人財/じんざい}の育成");
        check("市の｜人財《じんざい》と｜基《もと》。", "市の{人財/じんざい}と{基/もと}。");
        check("《二重山括弧》だけ", "《二重山括弧》だけ");
        check("縦棒｜だけ", "縦棒｜だけ");
        check("｜《》", "｜《》");
        check("《一》｜人財《じんざい》", "《一》{人財/じんざい}");
        check("一《lone", "一《lone");
        check("｜**人財**《じんざい》", "｜[人財]《じんざい》");
    }

    #[test]
    fn width_is_normalised() {
        assert_eq!(normalise("ＤＸ１２ｶﾞ㈱"), "DX12ガ(株)");
        for c in (0..0x1_0000_u32).filter_map(char::from_u32) {
            assert_eq!(
                normalise(&c.to_string()),
                c.nfkc().collect::<String>(),
                "U+{:04X}",
                u32::from(c)
            );
        }
    }

    #[test]
    fn numbering_is_taken_off() {
        let check = |heading: &str, expected: &str| assert_eq!(strip_numbering(heading), expected);
        check("第1章 方針の概要", "方針の概要");
        check("第１章　総則", "総則");
        check("第十二条 システム", "システム");
        check("１．策定の背景", "策定の背景");
        check("1. 概要", "概要");
        check("1．概要", "概要");
        check("1.1. 策定の背景", "策定の背景");
        check("4.1.1 基本的な考え方", "基本的な考え方");
        check("3.4　目標数", "目標数");
        check("(1) 目的", "目的");
        check("（１）目的", "目的");
        check("①目的", "目的");
        check("1 目的", "目的");
        check("2040年の姿", "2040年の姿");
        check("2025 年", "2025 年");
        check("3つの柱", "3つの柱");
        check("3 つの柱", "3 つの柱");
        check("1.5倍にする", "1.5倍にする");
        check("10-20代の職員", "10-20代の職員");
        check("1-1 目的", "目的");
        check("1.目的", "目的");
        check("12箇条", "12箇条");
        check("第1章", "第1章");
        check("第三者の評価", "第三者の評価");
        check("（補足）用語", "（補足）用語");
        check("DX人材", "DX人材");
        check("Ⅰ　はじめに", "はじめに");
        check("Ⅲ．研修計画", "研修計画");
        check("IV. 目標", "目標");
        check("一、目的", "目的");
        check("(ア) 体制", "体制");
        check("（三）体制", "体制");
        check("■ 目標", "目標");
        check("一般行政職員", "一般行政職員");
        check("一、二年目の研修", "二年目の研修");
        check("IT人材", "IT人材");
        check("（アプリ）の活用", "（アプリ）の活用");
        check("三つの柱", "三つの柱");
    }
}
