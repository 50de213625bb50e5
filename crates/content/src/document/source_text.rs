//! The part of a source file that is published as data: all but what is meant for editors.

use std::borrow::Cow;

use super::mapped_text::MappedText;
use crate::fields::Reporter;
use crate::yaml::{self, Node, NodeKind};
use ssg_base::diagnostic::Span;
use ssg_base::digest::Digest;
use ssg_base::message::Message;

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
    pub(super) fn new(text: &str, note_spans: Vec<Span>) -> Self {
        let spans = note_spans.into_iter();
        let mut note_spans: Vec<Span> = spans.map(|span| with_line_break(text, span)).collect();
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

/// A part of a text with the line break behind it, if it fills its lines.
fn with_line_break(text: &str, part: Span) -> Span {
    let line_start = text[..part.start].rfind('\n').map_or(0, |at| at + 1);
    let after = &text[part.end..];
    let line_end = after.find('\n').map_or(after.len(), |at| at + 1);
    let is_blank = |text: &str| text.trim().is_empty();
    if part.start < part.end
        && is_blank(&text[line_start..part.start])
        && is_blank(&after[..line_end])
    {
        Span::from(line_start..part.end + line_end)
    } else {
        part
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

/// Warns of plain values that a comment cuts: `title: Học tập #1 tại Lào Cai`.
pub(crate) fn warn_of_cut_values(text: &str, at: Span, node: &Node, reporter: &mut Reporter<'_>) {
    let mut scalars = Vec::new();
    collect_scalars(node, &mut scalars);
    scalars.sort();
    for comment in comments(text, at, node) {
        let next = scalars.partition_point(|scalar| scalar.start < comment.start);
        let Some(value) = next.checked_sub(1).map(|index| scalars[index]) else {
            continue;
        };
        let written = &text[value.start..value.end];
        let is_quoted = written.starts_with(['"', '\'', '|', '>']);
        // A comment behind a number, a date or a keyword cuts nothing.
        let is_prose =
            written.contains(|c: char| c.is_alphabetic()) && !KEYWORDS.contains(&written);
        if value.end != comment.start || is_quoted || !is_prose {
            continue;
        }
        let cut = text[comment.start..comment.end].trim();
        let span = Span::from(comment.end - cut.len()..comment.end);
        let text = cut.to_owned();
        let warning = reporter.warning(span, Message::ValueCut { text });
        let form = yaml::quoted(&format!("{written} {cut}"));
        warning.hints.push(Message::ValueCutHint { form });
    }
}

/// Values that a comment may follow: none of them is cut from a longer text.
const KEYWORDS: [&str; 12] = [
    "true",
    "false",
    "null",
    "draft",
    "published",
    "withdrawn",
    "visit",
    "meeting",
    "transit",
    "cancelled",
    "council",
    "editor",
];

/// The values of front matter as they are read, without escapes and folded lines, with their places.
pub(super) fn values(text: &str, node: &Node) -> Vec<(Span, MappedText)> {
    values_except(text, node, &[])
}

/// The same without the values of the keys `skipped`.
pub(super) fn values_except(text: &str, node: &Node, skipped: &[&str]) -> Vec<(Span, MappedText)> {
    let mut values = Vec::new();
    collect_values(text, node, skipped, &mut values);
    values
}

fn collect_values(text: &str, node: &Node, skipped: &[&str], values: &mut Vec<(Span, MappedText)>) {
    match &node.kind {
        NodeKind::Null => {}
        NodeKind::Scalar(value) => {
            let written = &text[node.span.start..node.span.end];
            let mut mapped = MappedText::default();
            match written.find(&**value) {
                Some(at) => {
                    let start = node.span.start + at;
                    mapped.push(value, Span::from(start..start + value.len()), true);
                }
                None => mapped.push(value, node.span, false),
            }
            values.push((node.span, mapped));
        }
        NodeKind::List(items) => {
            for item in items {
                collect_values(text, item, skipped, values);
            }
        }
        NodeKind::Map(pairs) => {
            for (key, value) in pairs {
                if skipped.contains(&&*key.value) {
                    continue;
                }
                // Authors choose the keys of `lesson_aliases`.
                if key
                    .value
                    .contains(|c: char| !c.is_ascii_lowercase() && c != '_')
                {
                    let mut mapped = MappedText::default();
                    mapped.push(&key.value, key.span, false);
                    values.push((key.span, mapped));
                }
                collect_values(text, value, skipped, values);
            }
        }
    }
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
