//! Records that are related to another by what they share.

use std::collections::BTreeMap;

/// Maximum number of related records on a page.
pub(super) const MAX_RELATED: usize = 5;

/// Number of neighbours in time that are compared in each list, on either side. With thousands of
/// records on a topic, the near ones are as related as any.
const MAX_NEIGHBOURS: usize = 40;

/// The records that are in most of `lists`, without `own`. Equal ones are sorted newest first.
pub(super) fn most_shared<'a, I: Copy + Ord + 'a>(
    lists: impl Iterator<Item = &'a [I]>,
    own: I,
) -> Vec<I> {
    let mut shared: BTreeMap<I, usize> = BTreeMap::new();
    for list in lists {
        let at = list.partition_point(|&id| id < own);
        let near = &list[at.saturating_sub(MAX_NEIGHBOURS)..(at + MAX_NEIGHBOURS).min(list.len())];
        for &id in near.iter().filter(|&&id| id != own) {
            *shared.entry(id).or_insert(0) += 1;
        }
    }
    let mut ranked: Vec<_> = shared.into_iter().collect();
    ranked.sort_by_key(|&(id, count)| (std::cmp::Reverse(count), id));
    ranked
        .into_iter()
        .take(MAX_RELATED)
        .map(|(id, _)| id)
        .collect()
}
