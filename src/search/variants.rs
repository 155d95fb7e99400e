//! Spellings that mean the same: 人材 and 人財, 取組 and 取り組み.
//!
//! Long vowels at the end of a katakana word (サーバ, サーバー) are no list but a rule of `search.js`.

use std::collections::BTreeSet;

use super::fold::fold;

/// Groups of spellings that every site knows: a group a line, its words apart by spaces.
const KNOWN: &str = include_str!("variants.txt");

/// The groups of a site, folded: those that every site knows and its own, which join where they share a
/// word. Groups and words are in the order in which they were written.
pub(super) fn groups(own: &[Vec<String>]) -> Vec<Vec<String>> {
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
