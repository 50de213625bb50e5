//! The anchors of a document: ids that authors give, and generated ones for other headings.

use std::collections::{BTreeMap, BTreeSet};

use ssg_base::diagnostic::Span;
use ssg_vietnam::text;

/// The prefix of generated anchors, so that they never collide with an author's or a template's.
const GENERATED_PREFIX: &str = "muc-";

/// The anchors of one document.
pub(super) struct Anchors {
    /// Every id that the author gives anywhere in the document.
    author_ids: BTreeSet<String>,
    /// The anchors assigned so far, with the places of author ids.
    assigned: BTreeMap<String, Span>,
    /// The next number to try for a generated anchor that was assigned already.
    next_numbers: BTreeMap<String, usize>,
}

impl Anchors {
    pub(super) fn new(source: &str) -> Self {
        Self {
            author_ids: author_ids(source),
            assigned: BTreeMap::new(),
            next_numbers: BTreeMap::new(),
        }
    }

    /// The place of an anchor that was assigned already; the default span if it was generated.
    pub(super) fn get(&self, id: &str) -> Option<Span> {
        self.assigned.get(id).copied()
    }

    /// Assigns an anchor that the author, or the compiler, chose.
    pub(super) fn assign(&mut self, id: String, span: Span) {
        self.assigned.insert(id, span);
    }

    /// Assigns an anchor to a heading without an id.
    pub(super) fn generate(&mut self, title: &str) -> String {
        let slug = text::slug(title).unwrap_or_default();
        let base = format!("{GENERATED_PREFIX}{slug}");
        let base = base.trim_end_matches('-').to_owned();
        let mut id = base.clone();
        // The number is remembered: a thousand equal headings would otherwise try a thousand
        // numbers each.
        let number = self.next_numbers.entry(base.clone()).or_insert(2);
        while self.assigned.contains_key(&id) || self.author_ids.contains(&id) {
            id = format!("{base}-{number}");
            *number += 1;
        }
        self.assigned.insert(id.clone(), Span::default());
        id
    }

    /// Every anchor, sorted.
    pub(super) fn into_sorted(self) -> Vec<String> {
        self.assigned.into_keys().collect()
    }
}

/// Every `#id` in the attributes of a heading, so that generated anchors avoid ids further down.
fn author_ids(source: &str) -> BTreeSet<String> {
    let attributes = source.lines().filter_map(|line| {
        let line = line.trim_end();
        line.strip_suffix('}')
            .and_then(|line| line.rsplit_once('{'))
    });
    attributes
        .flat_map(|(_, inside)| inside.split_whitespace())
        .filter_map(|word| word.strip_prefix('#'))
        .map(str::to_owned)
        .collect()
}

/// Whether pages use this anchor for their own parts: sections, batches and footnotes.
pub(super) fn is_reserved(id: &str) -> bool {
    let is_numbered = |prefix| {
        id.strip_prefix(prefix)
            .is_some_and(|rest: &str| rest.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
    };
    id.starts_with("s-") || ["dot-", "fn-", "fnref-"].into_iter().any(is_numbered)
}
