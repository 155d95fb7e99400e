//! Marks as a reader wants them: what is left between changes is dropped where it is no help, and no word is
//! torn.

use std::ops::Range;

use super::align::Pair;
use super::segment::{Bond, Sort, Token};

/// What two texts have in common, while it is cleaned.
struct Common<'t> {
    old: &'t [Token],
    new: &'t [Token],
    pairs: Vec<Pair>,
}

/// A change must be this many times as long as what parts it from another one for the two to be one.
const FAR: usize = 4;

/// Two texts of which less than this part is common are two texts.
const LEAST: usize = 3;

/// How long words are at most that tie two changes into one.
const TIE: usize = 2;

/// The length from which on a word counts no more.
const LONGEST: usize = 8;

/// Drops the common words that are no help.
pub(super) fn clean(old: &[Token], new: &[Token], pairs: Vec<Pair>) -> Vec<Pair> {
    let mut common = Common { old, new, pairs };
    // Each round drops something, and two are enough for what people write.
    for _ in 0..4 {
        let before = common.pairs.len();
        common.drop_scattered();
        common.drop_torn();
        common.drop_brackets();
        if common.pairs.len() == before {
            break;
        }
    }
    if common.is_little() { Vec::new() } else { common.pairs }
}

/// How long some words are. An address is one word, however long.
fn letters<'t>(tokens: impl IntoIterator<Item = &'t Token>) -> usize {
    tokens.into_iter().map(|token| token.length.min(LONGEST)).sum()
}

impl Common<'_> {
    /// The ranges of pairs that follow each other in both texts.
    fn stretches(&self) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for at in 0..self.pairs.len() {
            let goes_on = at > 0 && {
                let (before, here) = (self.pairs[at - 1], self.pairs[at]);
                before.0 + 1 == here.0 && before.1 + 1 == here.1
            };
            match stretches.last_mut().filter(|_| goes_on) {
                Some(stretch) => stretch.end = at + 1,
                None => stretches.push(at..at + 1),
            }
        }
        stretches
    }

    /// The changed words before a pair: where they begin in both texts.
    fn change_before(&self, at: usize) -> (&[Token], &[Token]) {
        let (old, new) = at.checked_sub(1).map_or((0, 0), |at| {
            let (old, new) = self.pairs[at];
            (old + 1, new + 1)
        });
        let (old_end, new_end) =
            self.pairs.get(at).copied().unwrap_or((self.old.len(), self.new.len()));
        (&self.old[old..old_end], &self.new[new..new_end])
    }

    /// Whether nothing changed before a pair.
    fn is_joined(&self, at: usize) -> bool {
        let (old, new) = self.change_before(at);
        old.is_empty() && new.is_empty()
    }

    /// How long the change before a pair is: that of the shorter text if words were replaced.
    fn size_before(&self, at: usize) -> usize {
        let (old, new) = self.change_before(at);
        let (old, new) = (letters(old), letters(new));
        if old > 0 && new > 0 { old.min(new) } else { 0 }
    }

    /// Few words between long changes, and between others those that say nothing by themselves.
    fn drop_scattered(&mut self) {
        let mut dropped = Vec::new();
        for stretch in self.stretches() {
            let words = || self.pairs[stretch.clone()].iter().map(|&(old, _)| &self.old[old]);
            let parts = |it: &Token| matches!(it.sort, Sort::Stop | Sort::Opening | Sort::Closing);
            let ties = |it: &Token| matches!(it.sort, Sort::Function | Sort::Comma | Sort::Space);
            let length = letters(words());
            let least = self.size_before(stretch.start).min(self.size_before(stretch.end));
            let scattered = !words().any(parts) && length * FAR <= least;
            let between = !self.is_joined(stretch.start) && !self.is_joined(stretch.end);
            if scattered || between && length <= TIE && words().all(ties) {
                dropped.push(stretch);
            }
        }
        for stretch in dropped.into_iter().rev() {
            self.pairs.drain(stretch);
        }
    }

    /// Common words that are parts of changed ones: 課 in 推進課 → 企画課, 推進 in 推進課 → 推進室.
    fn drop_torn(&mut self) {
        loop {
            let torn: Vec<usize> = (0..self.pairs.len()).filter(|at| self.is_torn(*at)).collect();
            if torn.is_empty() {
                break;
            }
            for at in torn.into_iter().rev() {
                self.pairs.remove(at);
            }
        }
    }

    fn is_torn(&self, at: usize) -> bool {
        let (old, new) = self.pairs[at];
        let (before, after) = (self.change_before(at), self.change_before(at + 1));
        let suffix_follows =
            |after: &[Token]| after.first().is_some_and(|it| it.bond == Bond::Suffix);
        let prefix_leads =
            |before: &[Token]| before.last().is_some_and(|it| it.bond == Bond::Prefix);
        let is = |bond: Bond| self.old[old].bond == bond || self.new[new].bond == bond;
        let replaced = |(old, new): (&[Token], &[Token])| !old.is_empty() && !new.is_empty();
        suffix_follows(after.0)
            || suffix_follows(after.1)
            || prefix_leads(before.0)
            || prefix_leads(before.1)
            || is(Bond::Suffix) && replaced(before)
            || is(Bond::Prefix) && replaced(after)
    }

    /// A common bracket whose other one is in the change beside it, on both sides.
    fn drop_brackets(&mut self) {
        let opens = |tokens: &[Token]| open_brackets(tokens).0 > 0;
        let closes = |tokens: &[Token]| open_brackets(tokens).1 > 0;
        let is_dropped = |at: &usize| {
            let sort = self.old[self.pairs[*at].0].sort;
            let (before, after) = (self.change_before(*at), self.change_before(at + 1));
            sort == Sort::Closing && opens(before.0) && opens(before.1)
                || sort == Sort::Opening && closes(after.0) && closes(after.1)
        };
        let dropped: Vec<usize> = (0..self.pairs.len()).filter(is_dropped).collect();
        for at in dropped.into_iter().rev() {
            self.pairs.remove(at);
        }
    }

    /// Whether so little is common that the texts are two different ones.
    fn is_little(&self) -> bool {
        let common = letters(self.pairs.iter().map(|&(old, _)| &self.old[old]));
        common * LEAST < letters(self.old).min(letters(self.new))
    }
}

/// How many brackets some words open and leave open, and how many they close that they did not open.
fn open_brackets(tokens: &[Token]) -> (usize, usize) {
    let (mut open, mut closed) = (0, 0);
    for token in tokens {
        match token.sort {
            Sort::Opening => open += 1,
            Sort::Closing if open > 0 => open -= 1,
            Sort::Closing => closed += 1,
            _ => {}
        }
    }
    (open, closed)
}
