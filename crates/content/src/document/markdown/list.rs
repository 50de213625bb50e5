//! Lists: numbers that would be shown otherwise than they are typed.

use std::ops::Range;

use super::Writer;
use ssg_base::message::Message;

/// A list that is being written.
pub(super) struct OpenList {
    /// The number that the next item is shown with; `None` in a list of bullets.
    next: Option<u64>,
    /// The number of the first item.
    first: u64,
    /// Whether each item so far was typed with the number of the first.
    repeats_first: bool,
    /// The first item that is shown with another number than its own.
    changed: Option<Renumbered>,
}

struct Renumbered {
    range: Range<usize>,
    typed: u64,
    shown: u64,
}

impl Writer<'_, '_, '_> {
    pub(super) fn open_list(&mut self, first: Option<u64>) {
        self.lists.push(OpenList {
            next: first,
            first: first.unwrap_or_default(),
            repeats_first: true,
            changed: None,
        });
    }

    pub(super) fn open_item(&mut self, range: &Range<usize>) {
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        let Some(shown) = list.next else {
            return;
        };
        list.next = Some(shown.saturating_add(1));
        let rest = &self.input.source[range.start..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Ok(typed) = rest[..digits].parse::<u64>() else {
            return;
        };
        list.repeats_first &= typed == list.first;
        if typed != shown && list.changed.is_none() {
            list.changed = Some(Renumbered {
                range: range.start..range.start + digits + 1,
                typed,
                shown,
            });
        }
    }

    /// Warns of an item that is shown with another number. Where all items repeat the number of the
    /// first, their author wants them numbered automatically.
    pub(super) fn close_list(&mut self) {
        let Some(list) = self.lists.pop() else {
            return;
        };
        let Some(changed) = list.changed.filter(|_| !list.repeats_first) else {
            return;
        };
        let span = self.input.span(&changed.range);
        let message = Message::ItemRenumbered {
            typed: changed.typed.to_string(),
            shown: changed.shown.to_string(),
        };
        if let Some(warning) = self.warn(span, message) {
            let typed = changed.typed.to_string();
            warning.hints.push(Message::ItemRenumberedHint { typed });
        }
    }
}
