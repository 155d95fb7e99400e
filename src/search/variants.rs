//! Spellings that mean the same: 人材 and 人財, 取組 and 取り組み.
//!
//! Long vowels at the end of a katakana word (サーバ, サーバー) are no list: `search.js` marks where the word
//! ends, and the mark has two spellings.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::fold::fold;

/// Groups of spellings that every site knows: a group a line, its words apart by spaces.
const KNOWN: &str = include_str!("variants.txt");

/// The mark of the end of a katakana word, with a long vowel and without, and how either is spelled.
const LONG_VOWELS: [(&str, [&str; 2]); 2] = [("\0ー", ["ー", ""]), ("\0", ["", "ー"])];

/// What may be spelled otherwise in a word, folded, the longest first, each with its spellings, its own
/// first.
pub(super) fn spellings(own: &[Vec<String>]) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for group in groups(own) {
        for word in &group {
            let others = group.iter().filter(|other| *other != word);
            all.push((word.clone(), std::iter::once(word).chain(others).cloned().collect()));
        }
    }
    let long_vowels = LONG_VOWELS
        .map(|(mark, spellings)| (mark.to_owned(), spellings.map(str::to_owned).to_vec()));
    all.extend(long_vowels);
    all.sort_by_key(|(word, _)| Reverse(word.chars().count()));
    all
}

/// The groups of a site, folded: those that every site knows and its own, which join where they share a
/// word. Groups and words are in the order in which they were written.
fn groups(own: &[Vec<String>]) -> Vec<Vec<String>> {
    let known = KNOWN.lines().map(|line| line.split_whitespace().map(fold).collect());
    let own = own.iter().map(|words| words.iter().map(|word| fold(word)).collect());
    let mut groups: Vec<Vec<String>> = Vec::new();
    for group in known.chain(own) {
        let group: Vec<String> = group;
        let words: BTreeSet<&str> = group.iter().map(String::as_str).collect();
        let shares = |it: &Vec<String>| it.iter().any(|word| words.contains(word.as_str()));
        let (sharing, mut apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(shares);
        let mut seen = BTreeSet::new();
        let all = sharing.into_iter().flatten().chain(group);
        let joined: Vec<String> =
            all.filter(|word| !word.is_empty() && seen.insert(word.clone())).collect();
        apart.extend(Some(joined).filter(|joined| joined.len() > 1));
        groups = apart;
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_groups_are_apart() {
        let groups = groups(&[]);
        assert_eq!(groups.len(), KNOWN.lines().count(), "two of the list share a word");
        assert!(groups.iter().all(|group| group.len() > 1), "{groups:?}");
        assert!(groups.contains(&vec!["人材".to_owned(), "人財".to_owned()]));
    }

    #[test]
    fn the_longest_word_that_has_spellings_comes_first() {
        let all = spellings(&[]);
        let of = |word: &str| all.iter().position(|(it, _)| it == word).expect("it is there");
        assert!(of("取組み") < of("取組"));
        assert_eq!(all[of("人財")].1, ["人財", "人材"]);
        assert_eq!(all[of("\0")].1, ["", "ー"]);
    }

    #[test]
    fn own_groups_join_those_that_share_a_word() {
        let own = |groups: &[&[&str]]| -> Vec<Vec<String>> {
            groups.iter().map(|words| words.iter().map(|it| (*it).to_owned()).collect()).collect()
        };
        let of = |word: &str, own: &[Vec<String>]| {
            let groups = groups(own);
            groups.into_iter().find(|group| group.iter().any(|it| it == word)).unwrap_or_default()
        };
        assert_eq!(of("人才", &own(&[&["人才", "人財"]])), ["人材", "人財", "人才"]);
        assert_eq!(of("dx", &own(&[&["ＤＸ", "デジタル変革"]])), ["dx", "でじたる変革"]);
        // What folds to one word, or to nothing, is no group.
        assert!(of("すきる", &own(&[&["スキル", "ｽｷﾙ"], &["\u{200b}", "スキル"]])).is_empty());
    }
}
