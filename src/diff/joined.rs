//! Which rows or columns of two tables are the same one.

use std::collections::BTreeMap;

use crate::table::{Cell, Content};

/// Rows and columns whose heads differ are the same if so much of their cells is.
const ALIKE: f64 = 0.6;

/// Of more pairs than these, what has no equal is taken as gone and come.
const MOST: usize = 40_000;

/// Which lines of one grid are which of the other, by position.
pub(super) struct Joined {
    /// Those that are on both sides, in the new order.
    pub(super) both: Vec<(usize, usize)>,
    /// Those that are on the old side only.
    pub(super) gone: Vec<usize>,
    /// Those that are on the new side only.
    pub(super) come: Vec<usize>,
}

impl Joined {
    /// Lines that belong together, of so many on either side.
    pub(super) fn new(both: Vec<(usize, usize)>, (old, new): (usize, usize)) -> Self {
        let mut joined = Self { both, gone: Vec::new(), come: Vec::new() };
        joined.settle((old, new));
        joined
    }

    /// Joins what has the same key; keys differ on a side.
    pub(super) fn by_key(old: &[&str], new: &[&str]) -> Self {
        let places: BTreeMap<&str, usize> = (0..).zip(old).map(|(at, key)| (*key, at)).collect();
        let both = new.iter().enumerate().filter_map(|(at, key)| Some((*places.get(key)?, at)));
        Self::new(both.collect(), (old.len(), new.len()))
    }

    /// Joins what is alike of what is left, the likest first.
    /// `like` is told whether there is nothing else that it could be.
    pub(super) fn join_alike(&mut self, like: impl Fn(usize, usize, bool) -> f64) {
        if self.gone.len() * self.come.len() > MOST {
            return;
        }
        let alone = self.gone.len() == 1 && self.come.len() == 1;
        let sizes = (self.both.len() + self.gone.len(), self.both.len() + self.come.len());
        let pairs = self.gone.iter().flat_map(|&i| self.come.iter().map(move |&j| (i, j)));
        let alike = pairs.map(|(i, j)| (like(i, j, alone), i, j));
        let mut alike: Vec<_> = alike.filter(|it| it.0 >= ALIKE).collect();
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, i, j) in alike {
            if !self.both.iter().any(|&(a, b)| a == i || b == j) {
                self.both.push((i, j));
            }
        }
        self.settle(sizes);
    }

    fn settle(&mut self, (old, new): (usize, usize)) {
        self.both.sort_unstable_by_key(|(_, at)| *at);
        let (mut has_old, mut has_new) = (vec![false; old], vec![false; new]);
        for &(i, j) in &self.both {
            (has_old[i], has_new[j]) = (true, true);
        }
        self.gone = (0..old).filter(|&at| !has_old[at]).collect();
        self.come = (0..new).filter(|&at| !has_new[at]).collect();
    }
}

/// How many of some cells are the same, as a share of those that say anything. Few of them tell only
/// where the heads are a little alike, too.
pub(super) fn cells_alike<'c>(
    cells: impl Iterator<Item = (Option<&'c Cell>, Option<&'c Cell>)>,
    (heads, alone): (f64, bool),
) -> f64 {
    let says =
        |cell: Option<&Cell>| cell.is_some_and(|it| !matches!(it.content, Content::Empty(_)));
    let (mut all, mut same) = (0_u32, 0_u32);
    for (old, new) in cells.filter(|(old, new)| says(*old) || says(*new)) {
        all += 1;
        same += u32::from(old.map(|it| &it.content) == new.map(|it| &it.content));
    }
    if all < 3 && heads < 0.2 && !(alone && all > 0) {
        0.0
    } else {
        f64::from(same) / f64::from(all.max(1))
    }
}
