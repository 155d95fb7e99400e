//! Putting together what belongs together, in the author's order.

use std::collections::BTreeMap;

use crate::markdown::Prose;

use super::drawing::Material;

/// Items that a head stands over.
pub(super) struct Together<T> {
    pub(super) head: Option<Prose>,
    pub(super) items: Vec<T>,
}

impl<T> Together<T> {
    /// Items without a head.
    pub(super) fn plain(items: Vec<T>) -> Self {
        Self { head: None, items }
    }
}

/// Splits items by a key, in the order in which the keys first occur; the first item of a group gives
/// it its head. Those without a key stand together as well; unless they come first, a head tells them
/// from the group before them.
pub(super) fn together<T, K: Ord>(
    from: &Material<'_>,
    items: Vec<T>,
    key: impl Fn(&T) -> Option<K>,
    head: impl Fn(&T) -> Prose,
) -> Vec<Together<T>> {
    let mut places: BTreeMap<Option<K>, usize> = BTreeMap::new();
    let mut groups: Vec<Together<T>> = Vec::new();
    for item in items {
        let key = key(&item);
        let own = key.is_some();
        let next = groups.len();
        let place = *places.entry(key).or_insert(next);
        if place < next {
            groups[place].items.push(item);
            continue;
        }
        let other = || (next > 0).then(|| from.term("group.other"));
        let head = if own { Some(head(&item)) } else { other() };
        groups.push(Together { head, items: vec![item] });
    }
    groups
}

/// Moves the items of one key to the place of the first of them; those without a key stay.
pub(super) fn gather<T, K: Ord>(items: Vec<T>, key: impl Fn(&T) -> Option<K>) -> Vec<T> {
    let mut first: BTreeMap<K, usize> = BTreeMap::new();
    let placed = items.into_iter().enumerate().map(|(at, item)| {
        let place = key(&item).map_or(at, |key| *first.entry(key).or_insert(at));
        (place, item)
    });
    let mut placed: Vec<_> = placed.collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, item)| item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_one_key_stands_at_its_first_place() {
        let check = |written: &str, expected: &str| {
            let key = |c: &char| c.is_ascii_uppercase().then_some(*c);
            let gathered: String = gather(written.chars().collect(), key).into_iter().collect();
            assert_eq!(gathered, expected);
        };
        check("", "");
        check("xAByAzB", "xAAByzB".replace("AAByzB", "AABByz").as_str());
        check("ABC", "ABC");
        check("AxA", "AAx");
    }
}
