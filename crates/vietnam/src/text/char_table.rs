//! Precomputed properties of the letters that occur in Vietnamese texts.

use std::ops::Range;

/// A property of each letter that occurs in Vietnamese texts, computed once.
///
/// Such letters are looked up by the million. All other letters are rare.
pub(super) struct CharTable<T> {
    values: Vec<T>,
}

impl<T> CharTable<T> {
    /// The blocks Basic Latin, Latin-1, Latin Extended-A and Latin Extended-B.
    const LATIN: Range<u32> = 0..0x250;
    /// The end of the block Latin Extended Additional.
    const VIETNAMESE: Range<u32> = 0x1ea0..0x1f00;

    /// Calls `property` for each letter of the table.
    pub(super) fn new(property: impl Fn(char) -> T) -> Self {
        let letters = Self::LATIN.chain(Self::VIETNAMESE);
        let letters = letters.filter_map(char::from_u32);
        Self {
            values: letters.map(property).collect(),
        }
    }

    /// The property of `c`, or `None` if the table does not contain `c`.
    pub(super) fn get(&self, c: char) -> Option<&T> {
        let c = u32::from(c);
        let index = if Self::LATIN.contains(&c) {
            c
        } else if Self::VIETNAMESE.contains(&c) {
            Self::LATIN.end + c - Self::VIETNAMESE.start
        } else {
            return None;
        };
        self.values.get(usize::try_from(index).ok()?)
    }
}
