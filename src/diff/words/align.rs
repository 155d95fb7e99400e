//! Which words of two texts are the same ones.
//!
//! Of all ways to read one text as a change of the other, the one is taken whose common words weigh most,
//! where each stretch of changes costs as much as a short word weighs. So a lone の between two changes is part
//! of the change, a word that says something is not, and of the places where a change can begin it begins
//! where a phrase does. That is a table of all pairs of words; what is too long for a table is first cut
//! where three words in a row stand once in each text.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::segment::{Bond, Sort, Token};

/// A pair of words that are the same: their places in the old and in the new text.
pub(super) type Pair = (usize, usize);

/// A text as it is aligned.
pub(super) struct Side<'t> {
    pub tokens: &'t [Token],
    /// Equal keys are equal words.
    pub keys: &'t [u32],
}

/// What a stretch of changes costs; no common word that says little outweighs it.
const CHANGE: i32 = 40;

/// How many words common to both ends are looked at again, because a change may slide over them.
const SLIDE: usize = 12;

/// The most cells of one table and of all tables for two texts.
const TABLE: usize = 1 << 18;
const TABLES: usize = 1 << 21;

/// How often a text is cut at common words, and the words cut again between them.
const DEPTH: usize = 6;

/// How many words in a row make a place to cut at.
const ROW: usize = 3;

/// The words that are the same, in order.
pub(super) fn align(old: &Side<'_>, new: &Side<'_>) -> Vec<Pair> {
    let seams = |side: &Side<'_>| -> Vec<i32> {
        (0..=side.tokens.len()).map(|at| seam(side.tokens, at)).collect()
    };
    let weights = old.tokens.iter().map(weight).collect();
    let mut work = Work {
        old,
        new,
        weights,
        seams: [seams(old), seams(new)],
        left: TABLES,
        pairs: Vec::new(),
    };
    work.align(0..old.keys.len(), 0..new.keys.len(), DEPTH);
    work.pairs
}

/// What a word that is the same weighs.
fn weight(token: &Token) -> i32 {
    let length = i32::try_from(token.length.min(8)).unwrap_or(8);
    match token.sort {
        Sort::Function | Sort::Space | Sort::Comma => 10,
        Sort::Content if token.length == 1 => 20,
        Sort::Content | Sort::Number => 50 + length,
        Sort::Stop | Sort::Opening | Sort::Closing => 60,
    }
}

/// How badly a change begins or ends before a word.
fn seam(tokens: &[Token], at: usize) -> i32 {
    let (Some(after), Some(before)) = (tokens.get(at), at.checked_sub(1).map(|at| &tokens[at]))
    else {
        return 0;
    };
    match (before.sort, after.sort) {
        _ if after.bond == Bond::Suffix || before.bond == Bond::Prefix => 12,
        (Sort::Opening, _) | (_, Sort::Closing) => 6,
        (Sort::Comma | Sort::Stop | Sort::Space, _) => 0,
        (Sort::Function, Sort::Content | Sort::Number | Sort::Opening) => 1,
        (_, Sort::Comma | Sort::Stop | Sort::Space | Sort::Function) => 3,
        _ if after.bond == Bond::Compound => 4,
        _ => 2,
    }
}

struct Work<'t> {
    old: &'t Side<'t>,
    new: &'t Side<'t>,
    weights: Vec<i32>,
    seams: [Vec<i32>; 2],
    /// How many cells may still be filled.
    left: usize,
    pairs: Vec<Pair>,
}

impl Work<'_> {
    fn align(&mut self, old: Range<usize>, new: Range<usize>, depth: usize) {
        let (left, right) = self.common_ends(&old, &new);
        let slide = |common: usize| common - common.min(SLIDE);
        let (left, right) = (slide(left), slide(right));
        self.pairs.extend((0..left).map(|at| (old.start + at, new.start + at)));
        let (inner_old, inner_new) =
            (old.start + left..old.end - right, new.start + left..new.end - right);
        let cells = inner_old.len().saturating_mul(inner_new.len());
        if cells > 0 && cells <= TABLE.min(self.left) {
            self.left -= cells;
            self.table(inner_old, inner_new);
        } else if cells > 0 && depth > 0 {
            self.between_rows(inner_old, inner_new, depth - 1);
        } else if cells > 0 {
            self.ends_only(inner_old, inner_new);
        }
        let ends = (0..right).rev().map(|at| (old.end - 1 - at, new.end - 1 - at));
        self.pairs.extend(ends);
    }

    /// How many words are the same at the beginning, and how many of the others at the end.
    fn common_ends(&self, old: &Range<usize>, new: &Range<usize>) -> (usize, usize) {
        let (old, new) = (&self.old.keys[old.clone()], &self.new.keys[new.clone()]);
        let same = |(a, b): &(&u32, &u32)| a == b;
        let left = old.iter().zip(new).take_while(same).count();
        let ends = old[left..].iter().rev().zip(new[left..].iter().rev());
        (left, ends.take_while(same).count())
    }

    /// All that is left to do with what is too long and has nothing to hold on to.
    fn ends_only(&mut self, old: Range<usize>, new: Range<usize>) {
        let (left, right) = self.common_ends(&old, &new);
        self.pairs.extend((0..left).map(|at| (old.start + at, new.start + at)));
        self.pairs.extend((0..right).rev().map(|at| (old.end - 1 - at, new.end - 1 - at)));
    }

    /// Cuts both texts where some words in a row stand once in each of them, and aligns what is between.
    fn between_rows(&mut self, old: Range<usize>, new: Range<usize>, depth: usize) {
        let once = |keys: &[u32], range: &Range<usize>| {
            let mut rows: BTreeMap<[u32; ROW], Option<usize>> = BTreeMap::new();
            for (at, row) in keys[range.clone()].windows(ROW).enumerate() {
                let row = [row[0], row[1], row[2]];
                rows.entry(row).and_modify(|it| *it = None).or_insert(Some(range.start + at));
            }
            rows
        };
        let (here, there) = (once(self.old.keys, &old), once(self.new.keys, &new));
        let both = here.iter().filter_map(|(row, at)| Some(((*at)?, (*there.get(row)?)?)));
        let mut both: Vec<Pair> = both.collect();
        both.sort_unstable();
        let rows = ascending(&both);
        if rows.is_empty() {
            return self.ends_only(old, new);
        }
        let (mut from_old, mut from_new) = (old.start, new.start);
        for (at_old, at_new) in rows {
            // Rows that overlap are one.
            if at_old >= from_old && at_new >= from_new {
                self.align(from_old..at_old, from_new..at_new, depth);
                self.pairs.push((at_old, at_new));
                (from_old, from_new) = (at_old + 1, at_new + 1);
            }
        }
        self.align(from_old..old.end, from_new..new.end, depth);
    }

    /// Fills the table of all pairs of words, and reads the best way off.
    fn table(&mut self, old: Range<usize>, new: Range<usize>) {
        let width = new.len() + 1;
        let keys = &self.new.keys[new.clone()];
        let seams = &self.seams[1][new.start..=new.end];
        let mut steps = vec![0_u8; (old.len() + 1) * width];
        let mut row = vec![Cell::NEVER; width];
        for (i, steps) in steps.chunks_exact_mut(width).enumerate() {
            let seam_old = self.seams[0][old.start + i];
            // The word of the old text that goes or stays; there is none before the first row.
            let word = i.checked_sub(1).map(|i| old.start + i);
            let (key, weight) =
                word.map_or((None, 0), |at| (Some(self.old.keys[at]), self.weights[at]));
            let (mut left, mut above_left) = (Cell::NEVER, Cell::NEVER);
            for (j, ((cell, step), &seam_new)) in row.iter_mut().zip(steps).zip(seams).enumerate() {
                let above = *cell;
                let changed_above =
                    if key.is_some() { above.changed.max(above.begun) } else { NEVER };
                let changed_left = left.changed.max(left.begun);
                let from = if changed_left > changed_above { left } else { above };
                *step = if changed_left > changed_above { 0 } else { OLD };
                *step |= if from.begun > from.changed { BEGINS } else { 0 };
                let mut same = if i == 0 && j == 0 { 0 } else { NEVER };
                if j > 0 && key == Some(keys[j - 1]) {
                    same = above_left.same.max(above_left.ended) + weight;
                    *step |= if above_left.ended > above_left.same { ENDS } else { 0 };
                }
                let changed = changed_left.max(changed_above);
                let seam = seam_old + seam_new;
                *cell = Cell { same, changed, begun: same - CHANGE - seam, ended: changed - seam };
                (above_left, left) = (above, *cell);
            }
        }
        let in_change = row.last().is_some_and(|last| last.changed > last.same);
        self.read_off(&steps, old, new, in_change);
    }

    fn read_off(
        &mut self,
        steps: &[u8],
        old: Range<usize>,
        new: Range<usize>,
        mut in_change: bool,
    ) {
        let width = new.len() + 1;
        let (mut i, mut j) = (old.len(), new.len());
        let first = self.pairs.len();
        while i > 0 || j > 0 {
            let step = steps[i * width + j];
            if in_change {
                if step & OLD != 0 {
                    i -= 1;
                } else {
                    j -= 1;
                }
                in_change = step & BEGINS == 0;
            } else {
                i -= 1;
                j -= 1;
                self.pairs.push((old.start + i, new.start + j));
                in_change = step & ENDS != 0;
            }
        }
        self.pairs[first..].reverse();
    }
}

/// A word of the old text goes; else one of the new text comes.
const OLD: u8 = 1;
/// The change begins with it.
const BEGINS: u8 = 2;
/// A change ends before the word that is the same.
const ENDS: u8 = 4;

/// Less than any sum of weights, and far from the end of the numbers.
const NEVER: i32 = i32::MIN / 4;

/// What the best ways to a place in both texts weigh.
#[derive(Clone, Copy)]
struct Cell {
    /// Behind a word that is the same.
    same: i32,
    /// Behind a word that changed.
    changed: i32,
    /// Behind a word that is the same and before a change, with all that the change will cost here.
    begun: i32,
    /// Behind a change that ends here.
    ended: i32,
}

impl Cell {
    const NEVER: Self = Self { same: NEVER, changed: NEVER, begun: NEVER, ended: NEVER };
}

/// The longest part of the pairs, in order of the first place, of which the second places ascend.
fn ascending(pairs: &[Pair]) -> Vec<Pair> {
    // The last pair of the best row of each length, and before each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < pair.1);
        before.push(length.checked_sub(1).map(|length| ends[length]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(pair) = at {
        row.push(pairs[pair]);
        at = before[pair];
    }
    row.sort_unstable_by_key(|&(old, _)| Reverse(old));
    row.reverse();
    row
}
