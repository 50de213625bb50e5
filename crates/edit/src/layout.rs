//! The bytes of every value in a source file.
//!
//! The parser reports where a mapping or list begins, but not its end, its dashes, its colons or
//! the header of a block scalar. They are found here by scanning between the places it reports.

use ssg_base::diagnostic::{Span, Spanned};
use ssg_content::yaml::{Node, NodeKind};

/// A value and its bytes.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) kind: LayoutKind,
    /// The bytes with quotes, brackets and the header of a block scalar. Empty where nothing is
    /// written.
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum LayoutKind {
    Null,
    Scalar(Style),
    Items {
        /// Whether it is written in brackets.
        is_flow: bool,
        entries: Vec<Entry>,
    },
    Pairs {
        /// Whether it is written in braces.
        is_flow: bool,
        entries: Vec<Entry>,
    },
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Single,
    Double,
    /// Lines below a header `|` or `>`.
    Block,
}

/// A pair of a mapping or an item of a list.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The key; `None` for an item.
    pub(crate) key: Option<Spanned<String>>,
    /// The first byte: of the key, of the dash, or of the value in a list in brackets.
    pub(crate) start: usize,
    /// The byte after the colon, after the dash, or after the bracket or comma before an item.
    pub(crate) after: usize,
    /// Whether the colon is written; `{a}` has none.
    pub(crate) has_colon: bool,
    pub(crate) value: Layout,
}

impl Layout {
    /// The pairs or items.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.kind {
            LayoutKind::Items { entries, .. } | LayoutKind::Pairs { entries, .. } => entries,
            LayoutKind::Null | LayoutKind::Scalar(_) => &[],
        }
    }

    /// Whether it is written in brackets or braces.
    pub(crate) fn is_flow(&self) -> bool {
        match &self.kind {
            LayoutKind::Items { is_flow, .. } | LayoutKind::Pairs { is_flow, .. } => *is_flow,
            LayoutKind::Null | LayoutKind::Scalar(_) => false,
        }
    }

    /// Whether it is a mapping or list that is written on lines of its own.
    pub(crate) fn is_block(&self) -> bool {
        !self.is_flow() && !self.entries().is_empty()
    }
}

/// The layout of a node whose bytes begin at or after `from`. `None` for forms that edits do not
/// know, such as `? key`.
pub(crate) fn of(node: Node, text: &str, from: usize) -> Option<Layout> {
    layout(node, text, from, false)
}

fn layout(node: Node, text: &str, from: usize, in_flow: bool) -> Option<Layout> {
    let written = node.span;
    match node.kind {
        NodeKind::Null => {
            let is_written = written.start >= from && written.end > written.start;
            let span = if is_written {
                written
            } else {
                Span::from(from..from)
            };
            let kind = LayoutKind::Null;
            Some(Layout { kind, span })
        }
        NodeKind::Scalar(_) => scalar(written, text, from),
        NodeKind::List(items) => list(items, written, text, from, in_flow),
        NodeKind::Map(pairs) => map(pairs, written, text, from, in_flow),
    }
}

fn scalar(written: Span, text: &str, from: usize) -> Option<Layout> {
    let header = skip_spaces(text, from);
    let (style, span) = match text.get(header..)?.chars().next()? {
        '|' | '>' => {
            let rest = text[header + 1..]
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '+');
            let end = written.end.max(text.len() - rest.len());
            (Style::Block, Span::from(header..end))
        }
        _ => {
            let style = match text.get(written.start..written.end)?.chars().next()? {
                '\'' => Style::Single,
                '"' => Style::Double,
                _ => Style::Plain,
            };
            (style, written)
        }
    };
    let kind = LayoutKind::Scalar(style);
    (span.start >= from).then_some(Layout { kind, span })
}

fn list(items: Vec<Node>, written: Span, text: &str, from: usize, in_flow: bool) -> Option<Layout> {
    let start = skip_blank(text, from);
    let is_flow = text[start..].starts_with('[');
    if in_flow && !is_flow || is_flow && written.start != start {
        return None;
    }
    let mut entries: Vec<Entry> = Vec::with_capacity(items.len());
    let mut at = if is_flow { start + 1 } else { from };
    for item in items {
        let begin = skip_blank(text, at);
        let (dash, after) = if is_flow {
            let begin = skip_separator(text, at);
            (begin, begin)
        } else if text[begin..].starts_with('-') {
            (begin, begin + 1)
        } else {
            return None;
        };
        let value = layout(item, text, after, is_flow)?;
        at = value.span.end;
        let start = if is_flow { value.span.start } else { dash };
        entries.push(Entry {
            key: None,
            start,
            after,
            has_colon: false,
            value,
        });
    }
    let span = Span::from(start..end_of(text, at, is_flow.then_some(']'))?);
    let kind = LayoutKind::Items { is_flow, entries };
    Some(Layout { kind, span })
}

fn map(
    pairs: Vec<(Spanned<String>, Node)>,
    written: Span,
    text: &str,
    from: usize,
    in_flow: bool,
) -> Option<Layout> {
    let start = skip_blank(text, from);
    let is_flow = text[start..].starts_with('{');
    if in_flow && !is_flow || is_flow && written.start != start {
        return None;
    }
    let mut entries: Vec<Entry> = Vec::with_capacity(pairs.len());
    let mut at = if is_flow { start + 1 } else { from };
    for (key, value) in pairs {
        let begin = if is_flow {
            skip_separator(text, at)
        } else {
            skip_blank(text, at)
        };
        // An explicit key begins with `?`.
        if key.span.start != begin {
            return None;
        }
        let colon = if is_flow {
            skip_blank(text, key.span.end)
        } else {
            skip_spaces(text, key.span.end)
        };
        let has_colon = text[colon..].starts_with(':');
        if !has_colon && (!is_flow || value.kind != NodeKind::Null) {
            return None;
        }
        let after = if has_colon { colon + 1 } else { key.span.end };
        let value = layout(value, text, after, is_flow)?;
        at = value.span.end;
        entries.push(Entry {
            start: key.span.start,
            key: Some(key),
            after,
            has_colon,
            value,
        });
    }
    let span = Span::from(start..end_of(text, at, is_flow.then_some('}'))?);
    let kind = LayoutKind::Pairs { is_flow, entries };
    Some(Layout { kind, span })
}

/// The end of a collection whose last value ends at `at`: behind its closing bracket, if it has one.
fn end_of(text: &str, at: usize, close: Option<char>) -> Option<usize> {
    let Some(close) = close else {
        return Some(at);
    };
    let end = skip_separator(text, at);
    text[end..].starts_with(close).then_some(end + 1)
}

/// The first byte from `at` on that is not a space or tab.
pub(crate) fn skip_spaces(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + rest.len() - rest.trim_start_matches([' ', '\t']).len()
}

/// The first byte from `at` on that is neither white space nor part of a comment.
pub(crate) fn skip_blank(text: &str, mut at: usize) -> usize {
    loop {
        let rest = &text[at..];
        let start = at + rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        let is_comment = text[start..].starts_with('#')
            && (start == 0 || text[..start].ends_with([' ', '\t', '\r', '\n', ',', '[', '{']));
        if !is_comment {
            return start;
        }
        at = text[start..]
            .find('\n')
            .map_or(text.len(), |end| start + end);
    }
}

/// The first byte from `at` on that is neither blank nor a comma between items in brackets.
pub(crate) fn skip_separator(text: &str, at: usize) -> usize {
    let start = skip_blank(text, at);
    if text[start..].starts_with(',') {
        skip_blank(text, start + 1)
    } else {
        start
    }
}
