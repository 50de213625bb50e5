//! Footnotes. They are numbered by first reference and written at the end of the body.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use super::Writer;
use crate::html::{Html, Target};
use ssg_base::diagnostic::Span;
use ssg_base::message::Message;

/// The footnotes of a body.
#[derive(Default)]
pub(super) struct Footnotes {
    by_label: BTreeMap<String, Footnote>,
    /// The number of footnotes that were referenced so far.
    referenced: usize,
    /// The definitions that are being written, innermost last.
    open: Vec<OpenDefinition>,
}

#[derive(Default)]
struct Footnote {
    /// The number, from 1 by first reference; 0 without a reference.
    number: usize,
    references: usize,
    /// The text; `None` before its definition.
    text: Option<Html>,
    /// The first line of its definition.
    span: Span,
}

struct OpenDefinition {
    label: String,
    span: Span,
    /// The output of the text around the definition.
    surrounding: Html,
}

impl Footnotes {
    /// Whether the text of a footnote is being written.
    pub(super) fn in_definition(&self) -> bool {
        !self.open.is_empty()
    }
}

impl Writer<'_, '_, '_> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let footnotes = &mut self.footnotes;
        let footnote = footnotes.by_label.entry(label.to_owned()).or_default();
        if footnote.number == 0 {
            footnotes.referenced += 1;
            footnote.number = footnotes.referenced;
        }
        footnote.references += 1;
        let (number, reference) = (footnote.number, footnote.references);
        let _ = write!(
            self.out.text,
            "<sup class=\"footnote-ref\" id=\"fnref-{number}-{reference}\"><a href=\""
        );
        self.out
            .push_placeholder(Target::Anchor(format!("fn-{number}")), None);
        let _ = write!(
            self.out.text,
            "\" aria-label=\"Chú thích {number}\">{number}</a></sup>"
        );
    }

    /// Reports a text that begins with `[^label]`: the parser leaves a reference to a footnote
    /// without definition as text.
    pub(super) fn check_footnote_reference(&mut self, range: &Range<usize>) {
        let Some(rest) = self.input.source[range.start..].strip_prefix("[^") else {
            return;
        };
        // The search stops at characters that no label contains. Otherwise a text of many `[^`
        // would take quadratic time.
        let end = rest.find([']', '\n', '[']).unwrap_or(rest.len());
        let label = &rest[..end];
        if label.is_empty() || !rest[end..].starts_with(']') {
            return;
        }
        let length = "[^".len() + label.len() + "]".len();
        let span = self.input.span(&(range.start..range.start + length));
        let label = label.to_owned();
        let hint = Message::FootnoteUnknownHint {
            label: label.clone(),
        };
        let message = Message::FootnoteUnknown { label };
        self.reporter.error(span, message).hints.push(hint);
    }

    pub(super) fn open_footnote(&mut self, label: &str, range: &Range<usize>) {
        let rest = &self.input.source[range.start..];
        let length = rest.lines().next().map_or(0, str::len);
        let definition = OpenDefinition {
            label: label.to_owned(),
            span: self.input.span(&(range.start..range.start + length)),
            surrounding: mem::take(&mut self.out),
        };
        self.footnotes.open.push(definition);
    }

    pub(super) fn close_footnote(&mut self) {
        let Some(definition) = self.footnotes.open.pop() else {
            return;
        };
        let text = mem::replace(&mut self.out, definition.surrounding);
        let by_label = &mut self.footnotes.by_label;
        let footnote = by_label.entry(definition.label).or_default();
        footnote.text = Some(text);
        footnote.span = definition.span;
    }

    /// Writes all footnotes that are referenced. A footnote without reference is reported.
    pub(super) fn write_footnotes(&mut self) {
        let by_label = mem::take(&mut self.footnotes.by_label);
        let mut footnotes: Vec<(String, Footnote)> = by_label.into_iter().collect();
        footnotes.sort_by_key(|(_, footnote)| footnote.number);
        for (label, footnote) in &footnotes {
            if footnote.number == 0 {
                let label = label.clone();
                let message = Message::FootnoteUnused { label };
                self.reporter.warning(footnote.span, message);
            }
        }
        footnotes.retain(|(_, footnote)| footnote.number > 0 && footnote.text.is_some());
        if footnotes.is_empty() {
            return;
        }
        self.out
            .text
            .push_str("<section class=\"footnotes\" aria-label=\"Chú thích\"><ol>\n");
        for (_, footnote) in footnotes {
            self.write_footnote(footnote);
        }
        self.out.text.push_str("</ol></section>\n");
    }

    fn write_footnote(&mut self, footnote: Footnote) {
        let number = footnote.number;
        let _ = write!(self.out.text, "<li id=\"fn-{number}\">");
        self.out.append_trimmed(footnote.text.unwrap_or_default());
        for reference in 1..=footnote.references {
            self.out
                .text
                .push_str(" <a class=\"footnote-back\" href=\"");
            let target = Target::Anchor(format!("fnref-{number}-{reference}"));
            self.out.push_placeholder(target, None);
            let _ = writeln!(
                self.out.text,
                "\" aria-label=\"Về chỗ nhắc chú thích {number}\">↩</a>"
            );
        }
        self.out.text.push_str("</li>\n");
        self.anchors.assign(format!("fn-{number}"), Span::default());
    }
}
