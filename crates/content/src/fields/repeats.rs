//! Items that a list repeats: one rule for the lists of all keys.

use std::collections::BTreeMap;

use super::Reporter;
use crate::yaml::{Node, NodeKind};
use ssg_base::diagnostic::{Place, Span};
use ssg_base::message::Message;
use ssg_vietnam::text::match_key;

/// The most characters of an item that a message shows.
const MAX_SHOWN_CHARS: usize = 60;

/// The items of a list so far, each by a key that is equal for equal items.
#[derive(Debug, Default)]
pub(crate) struct UniqueItems {
    first: BTreeMap<String, Span>,
}

impl UniqueItems {
    /// Whether no earlier item has this key. An item that has one is reported as `found`, with the
    /// place of the first. A blank key is always new.
    pub(crate) fn is_new(
        &mut self,
        key: &str,
        found: &str,
        span: Span,
        reporter: &mut Reporter<'_>,
    ) -> bool {
        let Some(&first) = self.first.get(key).filter(|_| !key.is_empty()) else {
            self.first.insert(key.to_owned(), span);
            return true;
        };
        report_repeat(found, span, first, reporter);
        false
    }
}

/// Reports an item that repeats the one at `first`.
pub(crate) fn report_repeat(found: &str, span: Span, first: Span, reporter: &mut Reporter<'_>) {
    let mut shown: String = found.chars().take(MAX_SHOWN_CHARS).collect();
    if shown.len() < found.len() {
        shown.push('…');
    }
    let first = Place::new(reporter.path, first);
    let warning = reporter.warning(span, Message::RepeatedItem { found: shown });
    warning.related.push((first, Message::FirstOccurrence));
    warning.hints.push(Message::RepeatedItemHint);
}

/// Reports the items of a list that are equal to an earlier one in all their values.
pub(super) fn report(nodes: &[Node], reporter: &mut Reporter<'_>) {
    let mut items = UniqueItems::default();
    for node in nodes {
        items.is_new(&key(node), &shown_item(node), node.span, reporter);
    }
}

/// A text that is equal for equal values. Empty for a blank value.
fn key(node: &Node) -> String {
    match &node.kind {
        NodeKind::Null => String::new(),
        NodeKind::Scalar(text) => match_key(text),
        NodeKind::List(items) => items.iter().map(|item| key(item) + "\n").collect(),
        NodeKind::Map(pairs) => {
            let mut pairs: Vec<String> = pairs
                .iter()
                .map(|(name, value)| format!("{}: {}\n", name.value, key(value)))
                .collect();
            pairs.sort();
            pairs.concat()
        }
    }
}

/// The values of an item for a message, separated by commas.
pub(crate) fn shown_item(node: &Node) -> String {
    match &node.kind {
        NodeKind::Null => String::new(),
        NodeKind::Scalar(text) => text.clone(),
        NodeKind::List(items) => joined(items.iter()),
        NodeKind::Map(pairs) => joined(pairs.iter().map(|(_, value)| value)),
    }
}

fn joined<'n>(nodes: impl Iterator<Item = &'n Node>) -> String {
    let texts: Vec<String> = nodes
        .map(shown_item)
        .filter(|text| !text.is_empty())
        .collect();
    texts.join(", ")
}
