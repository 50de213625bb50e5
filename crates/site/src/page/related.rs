//! Records that are related to another by what they share.

use std::cmp::Reverse;

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
    let mut near: Vec<I> = Vec::new();
    for list in lists {
        let at = list.partition_point(|&id| id < own);
        let neighbours = at.saturating_sub(MAX_NEIGHBOURS)..(at + MAX_NEIGHBOURS).min(list.len());
        near.extend(list[neighbours].iter().filter(|&&id| id != own));
    }
    near.sort_unstable();
    let same = near.chunk_by(|a, b| a == b);
    let mut ranked: Vec<(Reverse<usize>, I)> =
        same.map(|same| (Reverse(same.len()), same[0])).collect();
    ranked.sort_unstable();
    let first = ranked.into_iter().take(MAX_RELATED);
    first.map(|(_, id)| id).collect()
}
