//! Texts with their looks: what changed of them is marked, and nothing else about them changes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::align::{Side, align};
use super::clean::clean;
use super::fold::{letters, same_bracket, width};
use super::segment::{Sort, Token, segment};
use crate::diff::{Look, Mark, Piece};

/// Marks in both states of a text what is not the same in the other one. Put together, the pieces of a state
/// say what they said before; what is not marked is the same in both states, in the same order. Pieces
/// without any text are left out.
pub fn mark(old: &[Piece], new: &[Piece]) -> (Vec<Piece>, Vec<Piece>) {
    let (old, new) = (Running::of(old), Running::of(new));
    if old.text == new.text && old.looks == new.looks {
        return (old.marked(&[]), new.marked(&[]));
    }
    let mut keys = Keys::default();
    let (old_keys, new_keys) = (keys.of(&old), keys.of(&new));
    let pairs = align(
        &Side { tokens: &old.tokens, keys: &old_keys },
        &Side { tokens: &new.tokens, keys: &new_keys },
    );
    let pairs = clean(&old.tokens, &new.tokens, pairs);
    let (mut old_marks, mut new_marks) = (Vec::new(), Vec::new());
    let (mut at_old, mut at_new) = (0, 0);
    let end = (old.tokens.len(), new.tokens.len());
    for (to_old, to_new) in pairs.into_iter().chain([end]) {
        let change = (old.range(at_old..to_old), new.range(at_new..to_new));
        let same = (old.range(to_old..to_old + 1), new.range(to_new..to_new + 1));
        for (old_range, new_range) in [change, same] {
            let mark = kind(&old, &old_range, &new, &new_range);
            old_marks.push((old_range, mark));
            new_marks.push((new_range, mark));
        }
        (at_old, at_new) = (to_old + 1, to_new + 1);
    }
    (old.marked(&old_marks), new.marked(&new_marks))
}

/// How two stretches differ; nothing if they do not.
fn kind(
    old: &Running<'_>,
    old_range: &Range<usize>,
    new: &Running<'_>,
    new_range: &Range<usize>,
) -> Option<Mark> {
    let (one, other) = (&old.text[old_range.clone()], &new.text[new_range.clone()]);
    if one == other {
        let same = old.looks_of(old_range).eq(new.looks_of(new_range));
        // To strike words out is to take them back.
        let struck = |text: &Running<'_>, range| text.looks_of(range).any(|(_, look)| look.struck);
        let kind =
            if struck(old, old_range) == struck(new, new_range) { Mark::Look } else { Mark::Words };
        (!same).then_some(kind)
    } else if width(one) == width(other) {
        Some(Mark::Width)
    } else if letters(one) == letters(other) {
        Some(Mark::Punctuation)
    } else {
        Some(Mark::Words)
    }
}

/// A text with its looks and its words.
struct Running<'p> {
    text: String,
    /// The looks, each with the place where it ends; no two in a row are the same.
    looks: Vec<(usize, &'p Look)>,
    tokens: Vec<Token>,
}

impl<'p> Running<'p> {
    fn of(pieces: &'p [Piece]) -> Self {
        let mut text = String::with_capacity(pieces.iter().map(|it| it.text.len()).sum());
        let mut looks: Vec<(usize, &Look)> = Vec::new();
        let mut whole: Vec<Range<usize>> = Vec::new();
        for piece in pieces.iter().filter(|it| !it.text.is_empty()) {
            let start = text.len();
            text.push_str(&piece.text);
            match looks.last_mut().filter(|(_, look)| **look == piece.look) {
                Some((end, _)) => *end = text.len(),
                None => looks.push((text.len(), &piece.look)),
            }
            if piece.look.reading.is_some() {
                whole.push(start..text.len());
            }
        }
        let tokens = segment(&text, &whole);
        Self { text, looks, tokens }
    }

    /// The place of some words in the text.
    fn range(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.tokens.get(tokens.start).map_or(self.text.len(), |it| it.range.start);
        let last = tokens.end.min(self.tokens.len()).checked_sub(1).filter(|_| !tokens.is_empty());
        start..last.map_or(start, |last| self.tokens[last].range.end.max(start))
    }

    /// The looks in a stretch, each with where it ends from the beginning of the stretch.
    fn looks_of(&self, range: &Range<usize>) -> impl Iterator<Item = (usize, &Look)> {
        let first = self.looks.partition_point(|(end, _)| *end <= range.start);
        let (start, end) = (range.start, range.end);
        let mut done = false;
        self.looks[first..].iter().map_while(move |(to, look)| {
            let ends = (*to).min(end) - start;
            let goes_on = !done;
            done = *to >= end;
            goes_on.then_some((ends, *look))
        })
    }

    /// The pieces of the text, with marks: stretches that follow each other.
    fn marked(&self, marks: &[(Range<usize>, Option<Mark>)]) -> Vec<Piece> {
        let whole = [(0..self.text.len(), None)];
        let marks = if marks.is_empty() { &whole } else { marks };
        let mut pieces: Vec<Piece> = Vec::new();
        for (range, mark) in marks.iter().filter(|(range, _)| !range.is_empty()) {
            let mut start = range.start;
            for (length, look) in self.looks_of(range) {
                let end = range.start + length;
                let text = &self.text[start..end];
                start = end;
                match pieces.last_mut().filter(|it| it.mark == *mark && it.look == *look) {
                    Some(piece) => piece.text.push_str(text),
                    None => pieces.push(Piece {
                        text: text.to_owned(),
                        look: look.clone(),
                        mark: *mark,
                    }),
                }
            }
        }
        pieces
    }
}

/// Numbers for words: the same for words that are the same but for width and punctuation.
#[derive(Default)]
struct Keys<'t> {
    known: BTreeMap<Cow<'t, str>, u32>,
}

impl<'t> Keys<'t> {
    fn of(&mut self, text: &'t Running<'_>) -> Vec<u32> {
        let key = |token: &Token| {
            let word = &text.text[token.range.clone()];
            let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
            *self.known.entry(canonical(word, token.sort)).or_insert(next)
        };
        text.tokens.iter().map(key).collect()
    }
}

fn canonical(word: &str, sort: Sort) -> Cow<'_, str> {
    match sort {
        Sort::Number => Cow::Owned(letters(word)),
        Sort::Space => Cow::Borrowed(" "),
        Sort::Content | Sort::Function => width(word),
        Sort::Comma | Sort::Stop | Sort::Opening | Sort::Closing => {
            let sign = |c: char| match c {
                '、' => ',',
                '。' => '.',
                _ => same_bracket(c),
            };
            Cow::Owned(width(word).chars().map(sign).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Texts of what administrations write, in any order: other widths, signs and broken sequences included.
    fn text() -> impl Strategy<Value = String> {
        let words = "人材 育成 課 室 再 検討 する しない の を は 、 。 （ ） 「 」 取り 組む 10人 ２０人 令和 7年度 年 第 章 \
            DX ＤＸ e- ラーニング ﾃﾞｰﾀ データ ー - . , 1 A 　 🇯 👩\u{200d}💻 \u{3099} か\u{3099} 等 及び 化 的 お 知 ○ 〇 \n 𠮷 ² www. https:// @";
        let words: Vec<&str> = words.split(' ').chain([" "]).collect();
        prop::collection::vec(prop::sample::select(words), 0..14).prop_map(|it| it.concat())
    }

    fn pieces() -> impl Strategy<Value = Vec<Piece>> {
        let look = prop::sample::select(vec![
            Look::default(),
            Look { strong: true, ..Look::default() },
            Look { target: Some("a.html".to_owned()), ..Look::default() },
            Look { reading: Some("よみ".to_owned()), ..Look::default() },
        ]);
        let piece = (text(), look).prop_map(|(text, look)| Piece { text, look, mark: None });
        prop::collection::vec(piece, 0..4)
    }

    /// A text and one that came of it.
    fn pair() -> impl Strategy<Value = (Vec<Piece>, Vec<Piece>)> {
        (pieces(), pieces(), any::<bool>(), 0..5_usize).prop_map(|(old, mut new, like, at)| {
            if like {
                let rest = old.iter().enumerate().filter(|(n, _)| *n != at);
                new.truncate(1);
                new.extend(rest.map(|(_, it)| it.clone()));
            }
            (old, new)
        })
    }

    /// Every character with its look.
    fn flat(pieces: &[Piece]) -> Vec<(char, &Look)> {
        pieces.iter().flat_map(|it| it.text.chars().map(|c| (c, &it.look))).collect()
    }

    fn unmarked(pieces: &[Piece]) -> Vec<(char, &Look)> {
        let plain = pieces.iter().filter(|it| it.mark.is_none());
        plain.flat_map(|it| it.text.chars().map(|c| (c, &it.look))).collect()
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_what_is_not_marked_is_the_same((old, new) in pair()) {
            let (was, is) = mark(&old, &new);
            prop_assert_eq!(flat(&was), flat(&old));
            prop_assert_eq!(flat(&is), flat(&new));
            prop_assert_eq!(unmarked(&was), unmarked(&is));
            for side in [&was, &is] {
                for two in side.windows(2) {
                    prop_assert!(two[0].look != two[1].look || two[0].mark != two[1].mark);
                }
            }
            if flat(&old) == flat(&new) {
                prop_assert!(was.iter().chain(&is).all(|it| it.mark.is_none()));
            }
        }

        #[test]
        fn words_are_all_of_a_text(text in "\\PC{0,40}") {
            let plain = |text: &str| vec![Piece { text: text.to_owned(), ..Piece::default() }];
            let words = Running::of(&plain(&text)).tokens.into_iter().map(|it| it.range);
            let mut end = 0;
            for word in words {
                prop_assert_eq!(word.start, end);
                prop_assert!(word.end > word.start);
                end = word.end;
            }
            prop_assert_eq!(end, text.len());
            let (was, _) = mark(&plain(&text), &plain("人材を育成する。"));
            prop_assert_eq!(flat(&was).len(), text.chars().count());
        }
    }

    #[test]
    fn long_texts_are_compared_as_well() {
        let plain = |text: String| vec![Piece { text, ..Piece::default() }];
        let sentence = |n: usize| format!("第{n}の施策では、職員{}人が研修{n}を受講する。", n * 7);
        let old: String = (0..4000).map(sentence).collect();
        let new = old.replace("研修2000を", "講習2000を");
        let (was, is) = mark(&plain(old.clone()), &plain(new));
        let marked = |pieces: &[Piece]| -> Vec<String> {
            let marked = pieces.iter().filter(|it| it.mark.is_some());
            marked.map(|it| it.text.clone()).collect()
        };
        assert_eq!((marked(&was), marked(&is)), (vec!["研修".to_owned()], vec!["講習".to_owned()]));
        // Two changes far from each other, with too much between them for one table.
        let new = old.replace("研修100を", "講習100を").replace("職員27300人", "係長27300人");
        let (was, _) = mark(&plain(old.clone()), &plain(new));
        assert_eq!(marked(&was), ["研修", "職員"]);
        // Nothing in common, and everything in common many times.
        let other: String = (0..40_000).map(|n| if n % 2 == 0 { '甲' } else { '、' }).collect();
        let (was, _) = mark(&plain(other.clone()), &plain(old));
        assert_eq!(was.len(), 1);
        // All alike, and too long to try every way: what changed is said, if coarsely.
        let (was, is) = mark(&plain(other.clone()), &plain(format!("{other}乙{other}")));
        assert_eq!((marked(&was).len(), marked(&is)), (0, vec![format!("乙{other}")]));
    }
}
