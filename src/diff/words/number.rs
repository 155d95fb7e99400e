//! Numbers with what they count, and dates: 10人, 令和7年度, 第3章, 1,000万円. Half of one says nothing.

use super::segment::begins;

/// What a date, an ordinal or a frequency (年1回) begins with.
const BEFORE: [&str; 10] = ["令和", "平成", "昭和", "大正", "明治", "西暦", "第", "年", "月", "週"];

/// What numbers count, the longest first where one begins another.
const COUNTERS: [&str; 120] = [
    "パーセント",
    "ポイント",
    "ページ",
    "コース",
    "か年度",
    "市区町村",
    "市町村",
    "年度",
    "年間",
    "か年",
    "カ年",
    "ヶ年",
    "ケ年",
    "箇年",
    "か月",
    "カ月",
    "ヶ月",
    "ケ月",
    "箇月",
    "か国",
    "か所",
    "カ所",
    "ヶ所",
    "ケ所",
    "箇所",
    "日間",
    "週間",
    "時間",
    "時点",
    "種類",
    "段階",
    "階層",
    "科目",
    "団体",
    "単位",
    "世帯",
    "年生",
    "年代",
    "千人",
    "万人",
    "千円",
    "万円",
    "億円",
    "人日",
    "丁目",
    "部局",
    "部署",
    "部門",
    "分野",
    "領域",
    "項目",
    "事業",
    "施策",
    "職種",
    "区分",
    "類型",
    "視点",
    "拠点",
    "会場",
    "講座",
    "年",
    "月",
    "日",
    "週",
    "時",
    "分",
    "秒",
    "人",
    "名",
    "者",
    "件",
    "回",
    "個",
    "種",
    "章",
    "節",
    "条",
    "項",
    "号",
    "款",
    "編",
    "部",
    "課",
    "割",
    "倍",
    "点",
    "位",
    "円",
    "歳",
    "才",
    "級",
    "期",
    "つ",
    "本",
    "枚",
    "台",
    "校",
    "市",
    "区",
    "町",
    "村",
    "階",
    "番",
    "冊",
    "社",
    "組",
    "班",
    "層",
    "席",
    "票",
    "戸",
    "問",
    "行",
    "列",
    "頁",
    "度",
    "次",
    "段",
    "代",
    "%",
];

/// What goes on behind a counter: 2回目, 3年間, 20年代.
const BEHIND: &str = "間目次代生版";

/// What is counted in Japanese numerals. With others they are parts of words: 一部, 一般, 十分.
const COUNTED: &str = "つ人年月日回条章項号節件名割倍";

/// Eras by their first letter.
const ERAS: &str = "MTSHR";

/// Whether a number may begin with a character.
pub(super) fn may_begin(c: char) -> bool {
    c.is_ascii_digit() || is_numeral(c) || ERAS.contains(c) || "令平昭大明西第年月週".contains(c)
}

/// The end of the number that a text begins with; 0 if it begins with none.
pub(super) fn end(chars: &[char]) -> usize {
    let era = ERAS.contains(chars[0]);
    let before = BEFORE.iter().find(|word| begins(chars, word)).map_or(0, |it| it.chars().count());
    let mut at = if era { 1 } else { spaced(chars, before) };
    let named = era || before > 0;
    let mut end = 0;
    loop {
        let digits = digits(chars, at, named && end == 0);
        if digits == 0 {
            break;
        }
        let counted = counted(chars, at + digits);
        let unit = chars[counted - 1];
        if era && end == 0 && !"年度.間".contains(unit) && !chars[at..counted].contains(&'.') {
            break;
        }
        end = counted;
        at = spaced(chars, end);
        let goes_on = matches!(unit, '年' | '月' | '時');
        if !goes_on || !chars.get(at).is_some_and(|c| c.is_ascii_digit() || is_numeral(*c)) {
            break;
        }
    }
    end
}

/// Behind the space that may stand there.
fn spaced(chars: &[char], at: usize) -> usize {
    at + usize::from(at > 0 && chars.get(at).is_some_and(|c| matches!(c, ' ' | '\u{3000}')))
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十百千○".contains(c)
}

/// How many characters are digits, with the signs inside the number; Japanese numerals only where something
/// says that they are a number.
fn digits(chars: &[char], at: usize, named: bool) -> usize {
    let chars = &chars[at.min(chars.len())..];
    let numerals = chars.iter().take_while(|c| is_numeral(**c)).count();
    if numerals > 0 {
        let counted = chars.get(numerals).is_some_and(|c| COUNTED.contains(*c));
        return if named || counted { numerals } else { 0 };
    }
    if named && chars.first() == Some(&'元') {
        return 1;
    }
    let mut end = 0;
    loop {
        let more = chars[end..].iter().take_while(|c| c.is_ascii_digit()).count();
        if more == 0 {
            return end;
        }
        end += more;
        let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
        match chars.get(end) {
            Some('.' | ',' | '/' | ':' | '-') if is_digit(end + 1) => end += 1,
            Some('万' | '億' | '兆' | '千' | '百') => end += 1,
            _ => {}
        }
    }
}

/// The end of what is counted.
fn counted(chars: &[char], digits: usize) -> usize {
    let letters = chars[digits..].iter().take_while(|c| c.is_ascii_alphanumeric()).count();
    if letters > 0 {
        // 5G, 10GB
        return digits + letters;
    }
    let at = spaced(chars, digits);
    let Some(counter) = COUNTERS.iter().find(|word| begins(&chars[at..], word)) else {
        return digits;
    };
    let end = at + counter.chars().count();
    end + chars[end..].iter().take_while(|c| BEHIND.contains(**c)).count()
}
