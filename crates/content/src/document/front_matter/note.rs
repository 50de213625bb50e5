//! The key `note` where readers see its text.

use crate::fields::{Fields, Reporter};

/// The text of `note` where readers see it: in `updates`, `uses`, `answers`, `vetting` and the lines of
/// a cost. Elsewhere `note` is a remark for the next editor, which [`Fields::finish`] leaves out.
pub(super) fn published_note(item: &mut Fields, reporter: &mut Reporter<'_>) -> String {
    item.string("note", reporter)
}
