//! Where Japanese text may break: between phrases.
//!
//! Nothing in the characters tells a phrase from the next one (八王子市デジタル人財育成方針), but the change of
//! scripts, particles, and the names of municipalities tell most of them.

use super::{first_word, municipality};

/// As many characters fit beside the edge of any table on a phone.
const SHORT: usize = 6;

/// Particles of one letter; another single letter of hiragana is the middle of a word (取り組み).
const PARTICLES: &str = "のをにへとがはもでや";

/// What begins a word in hiragana: お知らせ.
const POLITE: [char; 2] = ['お', 'ご'];

/// What ends a word that began in katakana: デジタル化｜リーダーシップ.
const SUFFIXES: &str = "化性的型等";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Hiragana,
    Katakana,
    Kanji,
    Latin,
    Opening,
    Closing,
    Other,
}

/// A run of characters of one script.
struct Run<'t> {
    script: Script,
    start: usize,
    text: &'t str,
    length: usize,
}

/// The offsets inside a text at which phrases end, in order; none in a text of a few characters.
pub fn phrase_ends(text: &str) -> Vec<usize> {
    if text.chars().nth(SHORT).is_none() {
        return Vec::new();
    }
    let runs = runs(text);
    let mut ends = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        if at > 0 && may_part(&runs[at - 1], run) {
            // と｜お知らせ
            let polite = runs[at - 1].text.chars().next_back().filter(|c| POLITE.contains(c));
            ends.push(run.start - polite.map_or(0, char::len_utf8));
        }
        match run.script {
            Script::Katakana => ends.extend(after_first_word(run)),
            Script::Kanji => inside_kanji(run, &mut ends),
            _ => {}
        }
    }
    ends
}

fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for (start, c) in text.char_indices() {
        let script = script(c);
        match runs.last_mut() {
            Some(run) if run.script == script => {
                run.text = &text[run.start..start + c.len_utf8()];
                run.length += 1;
            }
            _ => runs.push(Run {
                script,
                start,
                text: &text[start..start + c.len_utf8()],
                length: 1,
            }),
        }
    }
    runs
}

fn script(c: char) -> Script {
    match c {
        'ぁ'..='ゖ' => Script::Hiragana,
        'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ' | 'ｦ'..='ﾟ' => Script::Katakana,
        '一'..='鿿'
        | '々'
        | '〇'
        | '㐀'..='䶿'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Script::Kanji,
        'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Script::Latin,
        '（' | '「' | '『' | '【' | '〔' | '［' | '〈' | '《' | '(' => Script::Opening,
        '）' | '」' | '』' | '】' | '〕' | '］' | '〉' | '》' | ')' | '、' | '。' | '・' | '：'
        | '／' => Script::Closing,
        _ => Script::Other,
    }
}

/// Whether a line may end between two runs of different scripts.
fn may_part(before: &Run<'_>, after: &Run<'_>) -> bool {
    use Script::{Closing, Hiragana, Kanji, Katakana, Latin, Opening};
    let last = before.text.chars().last().unwrap_or_default();
    match (before.script, after.script) {
        // 「…」を and （…）の go on.
        (Closing, Hiragana) => matches!(last, '、' | '。' | '・' | '：'),
        (Hiragana, Kanji | Katakana | Latin) if before.length == 1 => PARTICLES.contains(last),
        (Hiragana, Kanji | Katakana | Latin)
        | (Closing, Kanji | Katakana | Latin | Opening)
        | (Hiragana | Katakana | Kanji | Latin, Opening) => true,
        // 脱ハンコ, デジタル化 and データ量 are words.
        (Kanji, Katakana | Latin) | (Katakana, Kanji | Latin) => {
            let whole = before.length >= 2 || before.start > 0 && SUFFIXES.contains(last);
            whole && after.length >= 2
        }
        _ => false,
    }
}

/// デジタル｜トランスフォーメーション
fn after_first_word(run: &Run<'_>) -> Option<usize> {
    let characters: Vec<char> = run.text.chars().collect();
    let length = first_word(&characters);
    let bytes: usize = characters[..length].iter().map(|c| c.len_utf8()).sum();
    (length > 0).then_some(run.start + bytes)
}

/// After the name of a municipality that the text begins with (八王子市｜人財育成方針). The words of what is
/// longer than eight characters are taken to have two each, if their number is even.
fn inside_kanji(run: &Run<'_>, ends: &mut Vec<usize>) {
    let characters: Vec<char> = run.text.chars().collect();
    let offsets: Vec<usize> = run.text.char_indices().map(|(offset, _)| offset).collect();
    let name = municipality(&characters);
    let name = if run.start == 0 && characters.len() > name + 1 { name } else { 0 };
    let (_, left) = offsets.split_at(name);
    let words = if left.len() >= 8 && left.len().is_multiple_of(2) { left.len() / 2 } else { 1 };
    let starts = left.iter().step_by(2).take(words).skip(usize::from(name == 0));
    ends.extend(starts.map(|offset| run.start + offset));
}
