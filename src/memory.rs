//! Results that are used again while what they were made of is the same.
//!
//! A stage that works document by document is a function of a few values. Between two compilations of a
//! site most of them are the very same ([`Same`]), and so is the result. Nothing is said of what depends on
//! what: a key holds all that the result was made of.

use std::collections::BTreeMap;
use std::sync::Arc;

/// A shared value that equals itself alone.
#[derive(Debug)]
pub struct Same<T: ?Sized>(pub Arc<T>);

impl<T: ?Sized> Same<T> {
    /// A further share of a value.
    pub fn of(value: &Arc<T>) -> Self {
        Self(Arc::clone(value))
    }
}

impl<T: ?Sized> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self::of(&self.0)
    }
}

impl<T: ?Sized> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Eq for Same<T> {}

/// Results by name, each with the key of what it was made of. It keeps those of the last compilation.
#[derive(Debug)]
pub struct Memory<K, V>(BTreeMap<String, (K, V)>);

impl<K, V> Default for Memory<K, V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: PartialEq, V> Memory<K, V> {
    /// The result that has this name, with its key.
    pub fn peek(&self, name: &str) -> Option<&(K, V)> {
        self.0.get(name)
    }

    /// The result of this name, if it was made of the same.
    pub fn get(&self, name: &str, key: &K) -> Option<&V> {
        self.0.get(name).filter(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Keeps these results, and forgets all others.
    pub fn keep(&mut self, results: impl IntoIterator<Item = (String, K, V)>) {
        self.0 = results.into_iter().map(|(name, key, value)| (name, (key, value))).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_used_again_while_its_key_is_the_same() {
        let (one, twin) = (Arc::new("甲".to_owned()), Arc::new("甲".to_owned()));
        let mut memory = Memory::default();
        memory.keep([("a".to_owned(), Same::of(&one), 1), ("b".to_owned(), Same::of(&one), 2)]);
        assert_eq!(memory.get("a", &Same::of(&one)), Some(&1));
        assert_eq!(memory.get("a", &Same::of(&twin)), None);
        assert_eq!(memory.get("c", &Same::of(&one)), None);
        memory.keep([("a".to_owned(), Same::of(&twin), 3)]);
        assert_eq!(memory.get("a", &Same::of(&twin)), Some(&3));
        assert!(memory.peek("b").is_none());
    }
}
