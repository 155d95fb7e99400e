//! The order in which Japanese words stand in a list: by their reading, as in a dictionary.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a word is sorted by: first the plain sounds, then what tells readings of the same sounds
/// apart (voiced marks, small kana, long vowels), hiragana before katakana.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reading {
    sounds: Vec<(Script, char)>,
    marks: Vec<char>,
    written: String,
}

/// What comes first in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Script {
    Latin,
    Kana,
    Other,
}

impl Reading {
    /// The sort key of a word in kana, Latin letters or, where there is no reading, anything else.
    pub(super) fn of(word: &str) -> Self {
        let written: String = word.nfkc().collect();
        let marks: Vec<char> = written.chars().map(hiragana).collect();
        let mut sounds: Vec<(Script, char)> = Vec::with_capacity(marks.len());
        for c in written.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
            let c = large(hiragana(c));
            match c {
                'ー' => sounds.extend(sounds.last().and_then(|&(_, before)| vowel(before))),
                'ぁ'..='ゖ' => sounds.push((Script::Kana, c)),
                _ if c.is_ascii_alphanumeric() => sounds.push((Script::Latin, c)),
                // Spaces, dots and brackets do not count.
                _ if c.is_alphanumeric() => sounds.push((Script::Other, c)),
                _ => {}
            }
        }
        Self { sounds, marks, written }
    }
}

/// Katakana as hiragana.
fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// Small kana as large ones.
fn large(c: char) -> char {
    match c {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        'ゕ' => 'か',
        'ゖ' => 'け',
        _ => c,
    }
}

/// The vowel on which a kana ends, which is what a long mark behind it sounds like.
fn vowel(c: char) -> Option<(Script, char)> {
    let vowel = match c {
        _ if "あかさたなはまやらわ".contains(c) => 'あ',
        _ if "いきしちにひみりゐ".contains(c) => 'い',
        _ if "うくすつぬふむゆる".contains(c) => 'う',
        _ if "えけせてねへめれゑ".contains(c) => 'え',
        _ if "おこそとのほもよろを".contains(c) => 'お',
        _ => return None,
    };
    Some((Script::Kana, vowel))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_reading_order() {
        let check = |sorted: &[&str]| {
            let mut words = sorted.to_vec();
            words.reverse();
            words.sort_by_key(|word| Reading::of(word));
            assert_eq!(words, sorted);
        };
        check(&["365", "BPR", "dx", "ＩＣＴ", "あ", "亜"]);
        check(&["はは", "ハハ", "はば", "ばば", "ぱぱ"]);
        check(&["かあ", "カー", "かい", "かき"]);
        check(&["っき", "つき", "つく"]);
        check(&["きょう", "きよう", "きよく"]);
        check(&["ビーアイツール", "ビーピーアール", "ひか"]);
        check(&["デジタル", "デジタルギジュツ", "デジタルツール", "デジタルリテラシー"]);
        check(&["アイデア", "ｱｲﾃｨｰ", "アイティーガバナンス"]);
        check(&["サービス・アンド", "サービスデザイン"]);
    }
}
