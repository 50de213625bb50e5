//! A cache of results of pure functions, keyed by the digest of their input.
//!
//! Entries are never invalidated, because a changed input has another digest. Between two builds,
//! [`Memo::evict_unused`] drops the entries that the last build did not request.

use std::collections::BTreeMap;

use crate::digest::Digest;

/// Cached results of one function.
#[derive(Debug)]
pub struct Memo<V> {
    entries: BTreeMap<Digest, Entry<V>>,
}

#[derive(Debug)]
struct Entry<V> {
    value: V,
    /// Whether the value was requested since the last eviction.
    is_used: bool,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self {
            entries: BTreeMap::new(),
        }
    }
}

impl<V: Clone> Memo<V> {
    /// Returns the result for `key`, calling `compute` unless it is cached.
    pub fn get_or_compute(&mut self, key: Digest, compute: impl FnOnce() -> V) -> V {
        let entry = self.entries.entry(key).or_insert_with(|| Entry {
            value: compute(),
            is_used: true,
        });
        entry.is_used = true;
        entry.value.clone()
    }

    /// Returns the result for `key`, or `None` if it is not cached.
    pub fn get_cached(&mut self, key: Digest) -> Option<V> {
        let entry = self.entries.get_mut(&key)?;
        entry.is_used = true;
        Some(entry.value.clone())
    }

    /// Drops the results that were not requested since the last call.
    pub fn evict_unused(&mut self) {
        self.entries
            .retain(|_, entry| std::mem::take(&mut entry.is_used));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evicts_results_that_were_not_requested() {
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
    fn get_cached_counts_as_a_request() {
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
