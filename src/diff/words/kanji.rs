//! Words in kanji: most have two characters, and long ones are made of those (人材｜育成｜基本｜方針).

use super::segment::{Bond, Cut, Script, Sort, begins, run};
use super::{kana, number};
use crate::markdown::municipality;

/// What is written with kanji and ties words together.
const CONJUNCTIONS: [&str; 6] = ["及び", "又は", "並びに", "若しくは", "且つ", "但し"];

/// What stands before a word and is one by itself: 全職員, 各部署.
const BEFORE: &str = "各全本当同両毎約";

/// What begins a word: 再検討.
const PREFIXES: &str = "再未非不無副新旧超準総";

/// What ends a word wherever it stands (情報化推進), and the words that begin with it all the same.
const ENDINGS: &str = "化的性";
const NO_ENDINGS: [&str; 6] = ["化学", "的確", "性能", "性質", "性別", "性格"];

/// What begins a number right behind other kanji: 要綱第5条.
const DATED: &str = "第令平昭";

/// What begins a word of its own behind a number or another word: 10人以上.
const LIMITS: [&str; 8] = ["以上", "以下", "以内", "以外", "未満", "程度", "前後", "当該"];

/// The words of a row of kanji, with the endings of the last one.
pub(super) fn cut(chars: &[char], cuts: &mut Vec<Cut>) {
    let whole = run(chars, Script::Kanji);
    if let Some(word) = CONJUNCTIONS.iter().find(|word| begins(chars, word)) {
        cuts.push(Cut::of(word.chars().count(), Sort::Function));
        return;
    }
    let is_end = |at: &usize| {
        let rest = &chars[*at..];
        rest[0] == '等'
            || CONJUNCTIONS.iter().any(|word| begins(rest, word))
            || DATED.contains(rest[0]) && number::end(rest) > 0
    };
    let end = (1..whole).find(is_end).unwrap_or(whole);
    if chars[0] == '等' {
        cuts.push(Cut::of(1, Sort::Function));
        return;
    }
    let ending = if end == whole { kana::ending(&chars[..end], &chars[end..]) } else { 0 };
    let first = cuts.len();
    words(&chars[..end], ending > 0, cuts);
    if ending == 0 {
        return;
    }
    let last = cuts.len() - 1;
    let single = cuts[last].length == 1;
    cuts[last].length += ending;
    if single {
        cuts[last].length += joined(&chars[end..], ending);
        cuts[last].bond = if last == first { Bond::Free } else { Bond::Compound };
    }
}

/// What of another verb or a noun goes on behind a verb's ending: 取り｜組む, 働き｜方.
fn joined(after: &[char], ending: usize) -> usize {
    let joins = after[ending - 1];
    // 見える化
    if joins == 'る' && after.get(ending) == Some(&'化') {
        return 1;
    }
    if !"りみきいえけげしちびぎめれせべて".contains(joins) || ending > 2 {
        return 0;
    }
    let rest = &after[ending..];
    let kanji = run(rest, Script::Kanji);
    let noun = rest.first().is_some_and(|c| "方手".contains(*c));
    if noun && joins != 'て' || kanji == 1 && ending == 1 && joins != 'て' {
        let more = if noun { 0 } else { kana::ending(&rest[..1], &rest[1..]) };
        return 1 + more + if more == 1 { joined(&rest[1..], 1) } else { 0 };
    }
    0
}

/// Cuts a row of kanji into words.
fn words(kanji: &[char], verb: bool, cuts: &mut Vec<Cut>) {
    let first = cuts.len();
    let mut at = municipality(kanji);
    let push = |length: usize, bond: Bond, cuts: &mut Vec<Cut>| {
        if length > 0 {
            let bond = if bond == Bond::Free && cuts.len() > first { Bond::Compound } else { bond };
            cuts.push(Cut { length, sort: Sort::Content, bond });
        }
    };
    if at + 1 >= kanji.len() {
        at = 0;
    }
    push(at, Bond::Free, cuts);
    while at < kanji.len() {
        let left = &kanji[at..];
        let odd = left.len() % 2 == 1;
        let suffix = left.get(2).is_some_and(|c| ENDINGS.contains(*c))
            && !NO_ENDINGS.iter().any(|word| begins(&left[2..], word));
        let limit = LIMITS.iter().any(|word| begins(left, word));
        let (length, bond) = match left.len() {
            1 if at == 0 || verb => (1, Bond::Free),
            1 => (1, Bond::Suffix),
            _ if limit || suffix => (2, Bond::Free),
            _ if ENDINGS.contains(left[0]) && at > 0 && odd_behind(left) => (1, Bond::Suffix),
            _ if odd && !verb && left.len() > 1 && BEFORE.contains(left[0]) => (1, Bond::Free),
            _ if odd && !verb && PREFIXES.contains(left[0]) => (1, Bond::Prefix),
            _ => (2, Bond::Free),
        };
        push(length, bond, cuts);
        at += length;
    }
}

/// Whether 化, 的 or 性 ends the word before.
fn odd_behind(left: &[char]) -> bool {
    !NO_ENDINGS.iter().any(|word| begins(left, word))
}
