//! Which documents have which pairs of characters: the index, cut into shards.
//!
//! A shard is a mapping from the first character of its pairs to a mapping from the second one to
//! numbers, one for each document that has the pair: eight times the documents left out since the one
//! before, plus what the pair weighs in the document.

use rayon::prelude::*;

use super::Section;
use super::fold::{BREAK, fold};
use super::script::{list, quote};

/// The bytes of a shard, about.
const SHARD_BYTES: usize = 56 * 1024;

/// Where a pair stands in a document, of which it is the most that counts.
const TEXT: u64 = 0;
const HEADING: u64 = 1;
const TITLE: u64 = 2;

/// The number of documents that an index can tell apart.
pub(super) const MOST_DOCUMENTS: usize = 1 << 19;

/// A part of the index.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shard {
    /// The number of its first pair: 2²¹ times the first character, plus the second.
    pub from: u64,
    /// The mapping, as a script writes it.
    pub value: String,
}

/// The index of documents, whose numbers are their places.
pub(super) fn shards(documents: &[Vec<Section>]) -> Vec<Shard> {
    let of_each: Vec<Vec<u64>> = documents
        .par_iter()
        .enumerate()
        .map(|(number, sections)| pairs(sections, (number as u64) << 3))
        .collect();
    let mut all = of_each.concat();
    all.par_sort_unstable();
    cut(&all)
}

/// The pairs of a document in ascending order, each once: the pair, the document, the weight.
fn pairs(sections: &[Section], document: u64) -> Vec<u64> {
    let mut found = Vec::new();
    for (at, section) in sections.iter().enumerate() {
        collect(&section.heading, if at == 0 { TITLE } else { HEADING }, &mut found);
        collect(&section.text, TEXT, &mut found);
    }
    found.sort_unstable();
    let of_pair = found.chunk_by(|a, b| a >> 2 == b >> 2);
    let weighed = of_pair.map(|same| {
        let place = same.last().map_or(TEXT, |last| last & 3);
        same[0] >> 2 << 22 | document | weight(place, same.len())
    });
    weighed.collect()
}

/// What a pair weighs, from 0 to 7: more in a heading than in the text, most in the title, and more where
/// there is more of it.
fn weight(place: u64, times: usize) -> u64 {
    match (place, times) {
        (TEXT, 1) => 0,
        (TEXT, 2..4) => 1,
        (TEXT, 4..8) => 2,
        (TEXT, _) => 3,
        (_, 8..) => place * 2 + 3,
        _ => place * 2 + 2,
    }
}

/// Adds the pairs of a text with their place. The end of a paragraph is the second character of a pair,
/// so that every character is the first one of some.
fn collect(text: &str, place: u64, found: &mut Vec<u64>) {
    let folded = fold(text);
    let seconds = folded.chars().skip(1).chain([BREAK]);
    let pairs = folded.chars().zip(seconds).filter(|(first, _)| *first != BREAK && *first != ' ');
    found.extend(pairs.map(|pair| number(pair) << 2 | place));
}

fn number((first, second): (char, char)) -> u64 {
    u64::from(u32::from(first)) << 21 | u64::from(u32::from(second))
}

fn pair(number: u64) -> (char, char) {
    let of = |code: u64| u32::try_from(code).ok().and_then(char::from_u32);
    let both = of(number >> 21).zip(of(number & 0x1f_ffff));
    both.expect("a number that was made of two characters")
}

/// Cuts all pairs, in ascending order, into shards.
fn cut(all: &[u64]) -> Vec<Shard> {
    let mut shards: Vec<Shard> = Vec::new();
    // The first character of the pairs that are being written.
    let mut open = None;
    for same in all.chunk_by(|a, b| a >> 22 == b >> 22) {
        let from = same[0] >> 22;
        let (first, second) = pair(from);
        if shards.last().is_none_or(|shard| shard.value.len() > SHARD_BYTES) {
            shards.push(Shard { from, value: String::with_capacity(SHARD_BYTES * 5 / 4) });
            open = None;
        }
        let Some(Shard { value, .. }) = shards.last_mut() else { continue };
        if open == Some(first) {
            value.push(',');
        } else {
            value.push_str(if value.is_empty() { "{" } else { "}," });
            quote(first.encode_utf8(&mut [0; 4]), value);
            value.push_str(":{");
            open = Some(first);
        }
        quote(second.encode_utf8(&mut [0; 4]), value);
        value.push(':');
        let mut next = 0;
        list(same, value, |entry, out| {
            let document = entry >> 3 & (MOST_DOCUMENTS as u64 - 1);
            out.push_str(&((document - next) << 3 | entry & 7).to_string());
            next = document + 1;
        });
    }
    for shard in &mut shards {
        shard.value.push_str("}}");
    }
    shards
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn section(heading: &str, text: &str) -> Section {
        Section { id: String::new(), heading: heading.to_owned(), text: text.to_owned() }
    }

    /// The documents and weights by pair, as `search.js` reads them.
    fn read(shards: &[Shard]) -> BTreeMap<String, Vec<(u64, u64)>> {
        let mut read = BTreeMap::new();
        for shard in shards {
            let firsts: BTreeMap<String, BTreeMap<String, Vec<u64>>> =
                serde_json::from_str(&shard.value).expect("a mapping of mappings");
            let pairs = firsts.iter().flat_map(|(first, seconds)| {
                seconds.iter().map(move |(second, gaps)| (format!("{first}{second}"), gaps))
            });
            for (pair, gaps) in pairs {
                let mut next = 0;
                let documents = gaps.iter().map(|gap| {
                    next += (gap >> 3) + 1;
                    (next - 1, gap & 7)
                });
                assert_eq!(read.insert(pair.clone(), documents.collect()), None, "{pair}");
            }
        }
        read
    }

    #[test]
    fn pairs_lead_to_their_documents() {
        let mut documents = vec![Vec::new(); 700];
        documents[0] = vec![section("方針", "人材ＡＢ\n人材"), section("人材", "針")];
        documents[3] = vec![section("", "人材"), section("", "方 針")];
        documents[699] = vec![section("", &"人材".repeat(4))];
        let read = read(&shards(&documents));
        let at = |pair: &str| read.get(pair).map_or(&[][..], Vec::as_slice);
        assert_eq!(at("人材"), [(0, 4), (3, 0), (699, 2)]);
        assert_eq!(at("方針"), [(0, 6), (3, 0)]);
        assert_eq!(at("材人"), [(699, 1)]);
        assert_eq!(at("材a"), [(0, 0)]);
        assert_eq!(at("ab"), [(0, 0)]);
        // Every character begins a pair, at the end of a paragraph, too.
        assert_eq!(at("針\n"), [(0, 6), (3, 0)]);
        assert_eq!(at("b人"), []);
        assert!(read.keys().all(|pair| !pair.starts_with(['\n', ' '])), "{read:?}");
    }

    #[test]
    fn titles_weigh_more_than_headings_and_these_more_than_text() {
        let order =
            [(TEXT, 1), (TEXT, 3), (TEXT, 4), (TEXT, 90), (HEADING, 2), (HEADING, 8), (TITLE, 1)];
        let weights = order.map(|(place, times)| weight(place, times));
        assert!(weights.is_sorted_by(|a, b| a < b), "{weights:?}");
        assert_eq!(weight(TITLE, 90), 7);
    }

    #[test]
    fn large_indexes_are_cut_in_order() {
        let text = |number: u32| {
            let chars = (0..4000).map(|at| (at * 7919 + number * 104_729) % 20_000 + 0x4e00);
            chars.filter_map(char::from_u32).collect::<String>()
        };
        let documents: Vec<_> = (0..60).map(|number| vec![section("題", &text(number))]).collect();
        let shards = shards(&documents);
        assert!(shards.len() > 10, "{}", shards.len());
        assert!(shards.is_sorted_by_key(|shard| shard.from));
        for (at, shard) in shards.iter().enumerate() {
            assert!(shard.value.len() < SHARD_BYTES * 5 / 4, "{}", shard.value.len());
            let pairs = read(std::slice::from_ref(shard)).into_keys();
            let pairs = pairs.map(|pair| {
                let chars: Vec<char> = pair.chars().collect();
                number((chars[0], chars[1]))
            });
            let numbers: Vec<u64> = pairs.collect();
            assert_eq!(numbers.iter().min(), Some(&shard.from));
            let below = shards.get(at + 1).map_or(u64::MAX, |next| next.from);
            assert!(numbers.iter().all(|number| *number < below));
        }
        let expected: std::collections::BTreeSet<u64> = documents
            .iter()
            .flat_map(|sections| pairs(sections, 0))
            .map(|entry| entry >> 22)
            .collect();
        assert_eq!(read(&shards).len(), expected.len());
    }
}
