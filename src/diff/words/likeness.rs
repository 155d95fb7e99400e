//! How much two texts have in common, quickly: for finding which line became which one.

use std::cmp::Ordering;

use super::fold::{is_punctuation, width};

/// A text as it is compared with many others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Every two neighbouring letters, the edges of the text included, in order.
    pairs: Vec<(char, char)>,
}

/// Stands for both edges of a text.
const EDGE: char = '\0';

impl Profile {
    /// The profile of a text. Width and punctuation do not count, unless there is nothing else.
    pub fn of(text: &str) -> Self {
        let folded = width(text);
        let mut letters: Vec<char> = folded.chars().filter(|c| !is_punctuation(*c)).collect();
        if letters.is_empty() {
            letters.extend(folded.chars().filter(|c| !c.is_whitespace()));
        }
        let first = letters.first().map(|&first| (EDGE, first));
        let last = letters.last().map(|&last| (last, EDGE));
        let inner = letters.windows(2).map(|pair| (pair[0], pair[1]));
        let mut pairs: Vec<_> = inner.chain(first).chain(last).collect();
        pairs.sort_unstable();
        Self { pairs }
    }

    /// How many pairs of letters two texts share, of all that they have (Dice's coefficient): 1 for texts of the same
    /// letters in the same order, 0 for nothing in common.
    #[expect(clippy::cast_precision_loss, reason = "no text has 2^52 letters")]
    pub fn likeness(&self, other: &Self) -> f64 {
        let all = self.pairs.len() + other.pairs.len();
        if all == 0 {
            return 1.0;
        }
        let (mut shared, mut at, mut there) = (0_usize, 0, 0);
        while let (Some(mine), Some(its)) = (self.pairs.get(at), other.pairs.get(there)) {
            match mine.cmp(its) {
                Ordering::Less => at += 1,
                Ordering::Greater => there += 1,
                Ordering::Equal => {
                    shared += 1;
                    at += 1;
                    there += 1;
                }
            }
        }
        (2 * shared) as f64 / all as f64
    }
}

/// How much two texts have in common, from 0 to 1: see [`Profile::likeness`]. Who compares a text with many others
/// keeps its [`Profile`].
pub fn likeness(old: &str, new: &str) -> f64 {
    if old == new { 1.0 } else { Profile::of(old).likeness(&Profile::of(new)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_what_a_reader_would_say() {
        let check = |old: &str, new: &str, least: f64, most: f64| {
            let found = likeness(old, new);
            assert!((least..=most).contains(&found), "{old} {new}: {found}");
            assert!((found - likeness(new, old)).abs() < f64::EPSILON, "{old} {new}");
        };
        check("", "", 1.0, 1.0);
        check("", "研修", 0.0, 0.0);
        check("、", "", 0.0, 0.0);
        check("、", "。", 0.0, 0.0);
        check("研修を実施する。", "研修を実施する。", 1.0, 1.0);
        check("ＤＸ研修を、実施する", "DX研修を実施する。", 1.0, 1.0);
        check("研修を年1回実施する。", "研修を年2回実施する。", 0.75, 0.95);
        check("研修を実施する。", "研修を実施しない。", 0.5, 0.9);
        check("研修を実施する。", "相談窓口を設ける。", 0.0, 0.3);
        check("推進課", "推進室", 0.4, 0.6);
    }
}
