//! The only cache: what a pure step made of an input, by the digest of that input.
//!
//! Nothing is ever invalidated. An input that changed has another digest; what one build does not
//! ask for is dropped by [`Memo::evict_unused`].

use std::collections::BTreeMap;

use crate::digest::Digest;

/// Results of one step.
#[derive(Debug)]
pub struct Memo<V> {
    kept: BTreeMap<Digest, (V, bool)>,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self {
            kept: BTreeMap::new(),
        }
    }
}

impl<V: Clone> Memo<V> {
    /// The result for `key`, made by `compute` unless it is kept.
    pub fn get_or_compute(&mut self, key: Digest, compute: impl FnOnce() -> V) -> V {
        let (value, asked) = self.kept.entry(key).or_insert_with(|| (compute(), true));
        *asked = true;
        value.clone()
    }

    /// The result for `key`, if it is kept.
    pub fn get_cached(&mut self, key: Digest) -> Option<V> {
        let (value, asked) = self.kept.get_mut(&key)?;
        *asked = true;
        Some(value.clone())
    }

    /// Drops what was not asked for since the last evict_unused.
    pub fn evict_unused(&mut self) {
        self.kept.retain(|_, (_, asked)| std::mem::take(asked));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_build_does_not_ask_for_is_dropped() {
        let mut memo = Memo::default();
        let (a, b) = (Digest::of(b"a"), Digest::of(b"b"));
        assert_eq!(
            (memo.get_or_compute(a, || 1), memo.get_or_compute(b, || 2)),
            (1, 2)
        );
        memo.evict_unused();
        assert_eq!(memo.get_or_compute(a, || 9), 1);
        memo.evict_unused();
        assert_eq!(
            (memo.get_or_compute(a, || 9), memo.get_or_compute(b, || 9)),
            (1, 9)
        );
    }

    #[test]
    fn to_ask_again_is_to_ask() {
        let mut memo = Memo::default();
        let (a, b) = (Digest::of(b"a"), Digest::of(b"b"));
        memo.get_or_compute(a, || 1);
        memo.evict_unused();
        assert_eq!((memo.get_cached(a), memo.get_cached(b)), (Some(1), None));
        memo.evict_unused();
        assert_eq!(memo.get_cached(a), Some(1));
        memo.evict_unused();
        memo.evict_unused();
        assert_eq!(memo.get_cached(a), None);
    }
}
