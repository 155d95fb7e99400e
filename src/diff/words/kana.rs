//! Words in hiragana: particles and other words that tie a sentence together, and the endings of verbs.

use super::segment::{Bond, Cut, Script, Sort, begins, run};

/// Words that say little, by their first letter; the longest first where one begins another.
const WORDS: [(char, &[&str]); 35] = [
    ('あ', &["あるいは", "あらゆる", "あわせて", "あり", "ある", "あっ"]),
    (
        'い',
        &[
            "いただく",
            "いただき",
            "いたします",
            "いたし",
            "いった",
            "いる",
            "いく",
            "いき",
            "います",
        ],
    ),
    ('う', &["うち", "うえ"]),
    ('お', &["おける", "および", "おり", "おいて", "おく", "お"]),
    ('か', &["かかわらず", "かつ", "から", "か"]),
    ('が', &["が"]),
    ('く', &["ください", "くる"]),
    (
        'こ',
        &[
            "ことができる",
            "ことができます",
            "ことができない",
            "こととする",
            "こと",
            "これら",
            "これ",
            "この",
            "ここ",
        ],
    ),
    ('ご', &["ごと", "ご"]),
    (
        'さ',
        &["される", "されて", "された", "され", "させる", "させて", "させ", "さらに", "さまざま"],
    ),
    (
        'し',
        &[
            "していく",
            "している",
            "していた",
            "してきた",
            "しました",
            "しません",
            "しなければならない",
            "しない",
            "します",
            "しつつ",
            "しかし",
            "して",
            "した",
            "し",
        ],
    ),
    ('す', &["すべて", "する", "すれ", "すぐ"]),
    ('せ', &["せず"]),
    ('そ', &["それぞれ", "それら", "それ", "そのため", "その", "そして"]),
    ('た', &["ために", "ため", "ただし", "たり", "た"]),
    ('だ', &["だけ", "だっ", "だ"]),
    ('つ', &["つつ", "つき", "つながる", "つなげる"]),
    ('て', &["て"]),
    (
        'で',
        &[
            "である",
            "できるよう",
            "できる",
            "できない",
            "できます",
            "でした",
            "です",
            "では",
            "でも",
            "で",
        ],
    ),
    ('と', &["とともに", "として", "ところ", "とき", "と"]),
    ('ど', &["どの"]),
    (
        'な',
        &[
            "ならびに",
            "ながら",
            "なければ",
            "ない",
            "なく",
            "なる",
            "なり",
            "など",
            "なお",
            "なか",
            "な",
        ],
    ),
    (
        'に',
        &[
            "において",
            "における",
            "について",
            "により",
            "によって",
            "による",
            "にかかわらず",
            "にあたって",
            "にあたり",
            "に",
        ],
    ),
    ('の', &["のみ", "の"]),
    ('は', &["はじめ", "は"]),
    ('ば', &["ば"]),
    ('へ', &["へ"]),
    ('べ', &["べき"]),
    ('ほ', &["ほど", "ほか"]),
    ('ま', &["までに", "まで", "また", "まま", "ます", "ました", "ません"]),
    ('み', &["みんな"]),
    ('も', &["もしくは", "もって", "もの", "も"]),
    ('や', &["や"]),
    ('よ', &["よう", "より"]),
    ('を', &["を"]),
];

/// Kanji of verbs of which し is the ending; elsewhere it is a form of する.
const VERBS: [&str; 12] = [
    "見直", "見通", "手直", "後押", "取消", "貸出", "洗出", "掘起", "引出", "下支", "打合", "繰返",
];

/// What may follow two kanji as the ending of a verb (取組み, 見直す).
const ENDINGS: &str = "いえきぎくぐけげしすちつてびぶみむめりるれわさらせ";

/// The word that a text begins with, in characters; 0 if none is known.
fn known(chars: &[char]) -> usize {
    let Ok(at) = WORDS.binary_search_by_key(&chars[0], |(first, _)| *first) else { return 0 };
    let is_here = |word: &&&str| begins(chars, word);
    WORDS[at].1.iter().find(is_here).map_or(0, |word| word.chars().count())
}

/// Cuts a row of hiragana into words.
pub(super) fn cut(chars: &[char], cuts: &mut Vec<Cut>) {
    let whole = run(chars, Script::Hiragana);
    let before_kanji = chars.get(whole).is_some_and(|c| Script::of(*c) == Script::Kanji);
    let chars = &chars[..whole];
    let mut at = 0;
    while at < whole {
        let length = known(&chars[at..]);
        if before_kanji && at + 1 == whole && matches!(chars[at], 'お' | 'ご') {
            cuts.push(Cut { length: 1, sort: Sort::Function, bond: Bond::Prefix });
            at += 1;
        } else if length > 0 {
            cuts.push(Cut::of(length, Sort::Function));
            at += length;
        } else {
            let length = unknown(&chars[at..]);
            let sort = if length > 1 { Sort::Content } else { Sort::Function };
            cuts.push(Cut::of(length, sort));
            at += length;
        }
    }
}

/// The end of a word that is not known: where a known one of several letters begins, or one of a single letter
/// that is the last one of the row or stands before a longer one.
fn unknown(chars: &[char]) -> usize {
    let ends = |at: &usize| {
        let length = known(&chars[*at..]);
        let alone = || at + 1 == chars.len() || chars[*at] == 'を' || known(&chars[at + 1..]) > 1;
        length > 1 || length == 1 && alone()
    };
    (1..chars.len()).find(ends).unwrap_or(chars.len())
}

/// How many characters behind some kanji are the ending of their verb or adjective.
pub(super) fn ending(kanji: &[char], after: &[char]) -> usize {
    let after = &after[..run(after, Script::Hiragana)];
    let Some(&first) = after.first() else { return 0 };
    let verb = VERBS.iter().any(|verb| ends_with(kanji, verb)) && "さしすせ".contains(first);
    let fits = if kanji.len() == 1 { !is_particle(after) } else { verb || is_ending(after) };
    if !fits {
        return 0;
    }
    (1..after.len()).find(|at| stops(after[at - 1], &after[*at..])).unwrap_or(after.len())
}

fn ends_with(kanji: &[char], verb: &str) -> bool {
    kanji.len() >= 2 && kanji[kanji.len() - 2..].iter().copied().eq(verb.chars())
}

/// Whether a particle follows a single kanji (市が), and no ending (上がる).
fn is_particle(after: &[char]) -> bool {
    let verb = [
        "がる", "がり", "がっ", "がれ", "がら", "やす", "やか", "なる", "なり", "なっ", "いる",
        "いた", "かす", "かり", "かる", "から", "かし",
    ];
    if begins(after, "から") && !begins(after, "からな") {
        return true;
    }
    let particle = "のをにへとがはもやでな".contains(after[0])
        || ["まで", "より", "など", "こと", "ごと", "ほか", "ため", "だけ"]
            .iter()
            .any(|word| begins(after, word));
    particle && !verb.iter().any(|word| begins(after, word))
}

fn is_ending(after: &[char]) -> bool {
    known(after) == 0 && ENDINGS.contains(after[0])
}

/// Whether an ending stops before the next letters.
fn stops(before: char, next: &[char]) -> bool {
    match next[0] {
        'の' | 'を' | 'に' | 'へ' | 'と' | 'は' | 'も' | 'が' => true,
        'で' => !matches!(before, 'ん' | 'い'),
        'や' => !matches!(next.get(1), Some('す' | 'か')),
        'な' => {
            let negates = matches!(next.get(1), Some('い' | 'く' | 'け' | 'か'));
            !negates && before != 'き' && before != 'さ'
        }
        _ => [
            "から",
            "まで",
            "より",
            "など",
            "ため",
            "こと",
            "とき",
            "よう",
            "ほど",
            "だけ",
            "ください",
            "いただ",
            "いたし",
            "いる",
            "いく",
            "いき",
            "います",
            "おく",
            "ある",
            "くる",
            "きた",
            "つつ",
            "べき",
            "です",
        ]
        .iter()
        .any(|word| begins(next, word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_is_found() {
        for pair in WORDS.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} stands behind {}", pair[0].0, pair[1].0);
        }
        for (first, words) in WORDS {
            for (at, word) in words.iter().enumerate() {
                assert!(word.starts_with(first), "{word} does not begin with {first}");
                let chars: Vec<char> = word.chars().collect();
                assert_eq!(known(&chars), chars.len(), "{word} is behind {:?}", &words[..at]);
            }
        }
    }
}
