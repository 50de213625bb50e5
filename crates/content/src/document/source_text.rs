//! The part of a source file that is published as data: all but what is meant for editors.

use std::borrow::Cow;

use crate::yaml::{Node, NodeKind};
use ssg_base::diagnostic::Span;
use ssg_base::digest::Digest;

/// The digests of a source file's text. The text itself is not kept in memory.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// The SHA-256 of the text as it was read.
    read_digest: Digest,
    /// The SHA-256 of the text as it is published, without the notes for the next editor.
    pub published_digest: Digest,
    /// The places of those notes, in order.
    note_spans: Vec<Span>,
}

impl SourceText {
    pub(super) fn new(text: &str, mut note_spans: Vec<Span>) -> Self {
        note_spans.sort();
        let read_digest = Digest::of(text.as_bytes());
        let published_digest = match &*note_spans {
            [] => read_digest,
            spans => Digest::of(without(text, spans).as_bytes()),
        };
        Self {
            read_digest,
            published_digest,
            note_spans,
        }
    }

    /// The part of `text` that is published: all but the notes for the next editor. `None` if
    /// `text` is not the text that was read.
    pub fn publish<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        (Digest::of(text.as_bytes()) == self.read_digest).then(|| match &*self.note_spans {
            [] => Cow::Borrowed(text),
            spans => Cow::Owned(without(text, spans)),
        })
    }
}

/// A text without these parts of it. `parts` is sorted; parts may overlap.
fn without(text: &str, parts: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for part in parts {
        out.push_str(text.get(from..part.start).unwrap_or_default());
        from = part.end.max(from);
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// The places of the comments in front matter whose YAML is `node`. Comments are for the next
/// editor, as `note` is. A comment on a line of its own includes the line break.
pub(super) fn comments(text: &str, front_matter: Span, node: &Node) -> Vec<Span> {
    let mut scalars = Vec::new();
    collect_scalars(node, &mut scalars);
    let mut comments = Vec::new();
    let mut line_start = front_matter.start;
    for line in text[front_matter.start..front_matter.end].split_inclusive('\n') {
        let comment = line.match_indices('#').map(|(at, _)| at).find(|&at| {
            let before = line[..at].chars().next_back();
            let offset = line_start + at;
            let is_in_scalar = scalars
                .iter()
                .any(|scalar| scalar.start <= offset && offset < scalar.end);
            before.is_none_or(char::is_whitespace) && !is_in_scalar
        });
        if let Some(at) = comment {
            let before = line[..at].trim_end();
            let end = line.trim_end_matches('\n').len();
            comments.push(if before.is_empty() {
                Span::from(line_start..line_start + line.len())
            } else {
                Span::from(line_start + before.len()..line_start + end)
            });
        }
        line_start += line.len();
    }
    comments
}

/// Collects the places of keys and scalar values.
fn collect_scalars(node: &Node, spans: &mut Vec<Span>) {
    match &node.kind {
        NodeKind::Null => {}
        NodeKind::Scalar(_) => spans.push(node.span),
        NodeKind::List(items) => items.iter().for_each(|item| collect_scalars(item, spans)),
        NodeKind::Map(pairs) => {
            for (key, value) in pairs {
                spans.push(key.span);
                collect_scalars(value, spans);
            }
        }
    }
}
