//! Which things of two lists belong together.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A thing of the old list, of the new list, or of both where they belong together, by their positions.
pub(super) type Pair = (Option<usize>, Option<usize>);

/// Things that are less alike do not belong together.
pub(super) const ALIKE: f64 = 0.4;

/// The most comparisons of things between two that are the same in both lists. A long list of which nothing is
/// the same is taken in order.
const MOST: usize = 40_000;

/// Puts together what belongs together, in the order of both lists: what has the same key, and between that
/// what is alike. `like` is asked for two positions and answers from 0 to 1.
pub(super) fn align<K: Ord + std::hash::Hash>(
    old: &[K],
    new: &[K],
    like: impl Fn(usize, usize) -> f64,
) -> Vec<Pair> {
    let mut pairs = Vec::with_capacity(old.len().max(new.len()));
    for op in capture_diff_slices(Algorithm::Patience, old, new) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                pairs.extend((0..len).map(|at| (Some(old_index + at), Some(new_index + at))));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                pairs.extend((old_index..old_index + old_len).map(|at| (Some(at), None)));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                pairs.extend((new_index..new_index + new_len).map(|at| (None, Some(at))));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let like = |old: usize, new: usize| like(old_index + old, new_index + new);
                let between = if old_len * new_len > MOST {
                    in_order(old_len, new_len, like)
                } else {
                    best(old_len, new_len, like)
                };
                let there =
                    |(old, new): Pair| (old.map(|at| old_index + at), new.map(|at| new_index + at));
                pairs.extend(between.into_iter().map(there));
            }
        }
    }
    pairs
}

/// Takes two lists in order, without looking any further.
fn in_order(old: usize, new: usize, like: impl Fn(usize, usize) -> f64) -> Vec<Pair> {
    let both = old.min(new);
    let pair = |at: usize| {
        if like(at, at) >= ALIKE {
            vec![(Some(at), Some(at))]
        } else {
            vec![(Some(at), None), (None, Some(at))]
        }
    };
    let rest = (both..old).map(|at| (Some(at), None)).chain((both..new).map(|at| (None, Some(at))));
    (0..both).flat_map(pair).chain(rest).collect()
}

/// The way through two lists on which most is alike (Needleman and Wunsch).
fn best(old: usize, new: usize, like: impl Fn(usize, usize) -> f64) -> Vec<Pair> {
    let width = new + 1;
    // How much of the rest of both lists is alike, and how much these two are.
    let mut rest = vec![0.0_f64; (old + 1) * width];
    let mut here = vec![0.0_f64; old * new];
    for i in (0..old).rev() {
        for j in (0..new).rev() {
            let alike = like(i, j);
            here[i * new + j] = alike;
            let both = if alike >= ALIKE { alike + rest[(i + 1) * width + j + 1] } else { 0.0 };
            rest[i * width + j] = both.max(rest[(i + 1) * width + j]).max(rest[i * width + j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::with_capacity(old.max(new));
    while i < old && j < new {
        let alike = here[i * new + j];
        let left = rest[i * width + j];
        if alike >= ALIKE && alike + rest[(i + 1) * width + j + 1] >= left {
            pairs.push((Some(i), Some(j)));
            (i, j) = (i + 1, j + 1);
        } else if rest[(i + 1) * width + j] >= left {
            pairs.push((Some(i), None));
            i += 1;
        } else {
            pairs.push((None, Some(j)));
            j += 1;
        }
    }
    pairs.extend((i..old).map(|at| (Some(at), None)));
    pairs.extend((j..new).map(|at| (None, Some(at))));
    pairs
}

/// Which positions of a list do not stand in the order of most of the others (`order` is where each stood).
pub(super) fn out_of_order(order: &[usize]) -> Vec<bool> {
    // The longest rising sequence: for each length, where the one with the smallest end ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; order.len()];
    for (at, &value) in order.iter().enumerate() {
        let length = ends.partition_point(|&end| order[end] < value);
        before[at] = length.checked_sub(1).map(|length| ends[length]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut moved = vec![true; order.len()];
    let mut at = ends.last().copied();
    while let Some(kept) = at {
        moved[kept] = false;
        at = before[kept];
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::likeness;

    #[test]
    fn what_is_alike_belongs_together() {
        let check = |old: &[&str], new: &[&str], expected: &str| {
            let pairs = align(old, new, |i, j| likeness(old[i], new[j]));
            let show = |list: &[&str], at: Option<usize>| {
                at.map_or("·".to_owned(), |at| list[at].to_owned())
            };
            let shown: Vec<_> = pairs
                .into_iter()
                .map(|(i, j)| format!("{}={}", show(old, i), show(new, j)))
                .collect();
            assert_eq!(shown.join(" "), expected);
        };
        check(&["甲", "乙"], &["甲", "丙", "乙"], "甲=甲 ·=丙 乙=乙");
        check(&["甲", "乙", "丙"], &["甲", "丙"], "甲=甲 乙=· 丙=丙");
        check(&[], &["甲"], "·=甲");
        check(
            &["研修を年1回行う", "予算を組む"],
            &["新しく計画を立てる", "研修を年2回行う"],
            "·=新しく計画を立てる 研修を年1回行う=研修を年2回行う 予算を組む=·",
        );
    }

    #[test]
    fn long_lists_are_taken_in_order() {
        let old: Vec<String> = (0..500).map(|n| format!("古い{n}")).collect();
        let new: Vec<String> = (0..400).map(|n| format!("新たな{n}")).collect();
        let pairs = align(&old, &new, |i, j| if i == j { 1.0 } else { 0.0 });
        assert_eq!(pairs.len(), 500);
        assert_eq!(pairs[399], (Some(399), Some(399)));
    }

    #[test]
    fn few_are_out_of_order() {
        assert_eq!(out_of_order(&[0, 1, 2]), [false, false, false]);
        assert_eq!(out_of_order(&[1, 2, 0]), [false, false, true]);
        assert_eq!(out_of_order(&[2, 0, 1, 3]), [true, false, false, false]);
        assert_eq!(out_of_order(&[]), [false; 0]);
    }
}
