//! Footnotes. They are numbered by first reference and written at the end of the body.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{MAX_DEPTH, Writer, options};
use crate::html::{Html, Target};
use ssg_base::diagnostic::{Place, Span};
use ssg_base::message::Message;

/// The footnotes of a body.
#[derive(Default)]
pub(super) struct Footnotes {
    /// The number of each footnote that a reader meets, from 1, by key.
    numbers: BTreeMap<String, usize>,
    /// How often each number is referred to so far.
    references: BTreeMap<usize, usize>,
    /// The definitions so far, by key.
    definitions: BTreeMap<String, Definition>,
    /// The definitions that are being written, innermost last.
    open: Vec<OpenDefinition>,
}

impl Footnotes {
    /// Whether the text that is being written is shown: it is in no footnote that nothing refers to,
    /// and in no second text of a footnote.
    pub(super) fn is_text_shown(&self) -> bool {
        let is_shown = |open: &OpenDefinition| {
            let key = key(&open.label);
            self.numbers.contains_key(&key) && !self.definitions.contains_key(&key)
        };
        self.open.iter().all(is_shown)
    }
}

struct Definition {
    label: String,
    span: Span,
    text: Html,
}

struct OpenDefinition {
    label: String,
    span: Span,
    /// The output of the text around the definition.
    surrounding: Html,
}

/// The form in which two spellings of a label are equal, for references and definitions alike.
fn key(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Numbers the footnotes that a reader meets: those that the body refers to, and those that their
/// texts refer to.
pub(super) fn number_footnotes(source: &str) -> Footnotes {
    let mut footnotes = Footnotes::default();
    if !source.contains("[^") {
        return footnotes;
    }
    let mut references: BTreeMap<Option<String>, Vec<String>> = BTreeMap::new();
    let mut defined = BTreeSet::new();
    let mut open: Vec<String> = Vec::new();
    let (mut depth, mut photos) = (0, 0);
    for event in Parser::new_ext(source, options()) {
        match event {
            Event::Start(tag) => {
                depth += 1;
                match tag {
                    Tag::FootnoteDefinition(label) => {
                        defined.insert(key(&label));
                        open.push(key(&label));
                    }
                    Tag::Image { .. } => photos += 1,
                    _ => {}
                }
            }
            Event::End(tag) => {
                depth -= 1;
                match tag {
                    TagEnd::FootnoteDefinition => drop(open.pop()),
                    TagEnd::Image => photos -= 1,
                    _ => {}
                }
            }
            Event::FootnoteReference(label) if photos == 0 => {
                let within = references.entry(open.last().cloned()).or_default();
                within.push(key(&label));
            }
            _ => {}
        }
        // Nothing deeper is rendered.
        if depth > MAX_DEPTH {
            break;
        }
    }
    let mut met: Vec<Option<String>> = vec![None];
    let mut next = 0;
    while let Some(within) = met.get(next) {
        for label in references.remove(within).unwrap_or_default() {
            if defined.contains(&label) && !footnotes.numbers.contains_key(&label) {
                footnotes.numbers.insert(label.clone(), met.len());
                met.push(Some(label));
            }
        }
        next += 1;
    }
    footnotes
}

impl Footnotes {
    /// Whether the text of a footnote is being written.
    pub(super) fn in_definition(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether the text that is being written is not shown, because no text refers to it.
    fn is_unshown(&self) -> bool {
        let mut open = self.open.iter();
        open.any(|definition| !self.numbers.contains_key(&key(&definition.label)))
    }
}

impl Writer<'_, '_, '_> {
    pub(super) fn footnote_reference(&mut self, label: &str, range: &Range<usize>) {
        let footnotes = &mut self.footnotes;
        let Some(&number) = footnotes.numbers.get(&key(label)) else {
            if !footnotes.is_unshown() {
                self.report_unknown_footnote(label.to_owned(), self.input.span(range));
            }
            return;
        };
        if footnotes.is_unshown() {
            return;
        }
        let references = footnotes.references.entry(number).or_default();
        *references += 1;
        let reference = *references;
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

    /// Reports a reference without definition, which the parser leaves as text.
    pub(super) fn report_unknown_footnote(&mut self, label: String, span: Span) {
        let hint = Message::FootnoteUnknownHint {
            label: label.clone(),
        };
        let message = Message::FootnoteUnknown { label };
        self.reporter.error(span, message).hints.push(hint);
    }

    pub(super) fn open_footnote(&mut self, label: &str, range: &Range<usize>) {
        let length = self.input.source[range.clone()].trim_end().len();
        let definition = OpenDefinition {
            label: label.to_owned(),
            span: self.input.span(&(range.start..range.start + length)),
            surrounding: mem::take(&mut self.out),
        };
        self.footnotes.open.push(definition);
    }

    pub(super) fn close_footnote(&mut self) {
        let Some(OpenDefinition {
            label,
            span,
            surrounding,
        }) = self.footnotes.open.pop()
        else {
            return;
        };
        let text = mem::replace(&mut self.out, surrounding);
        let key = key(&label);
        if let Some(first) = self.footnotes.definitions.get(&key) {
            let first = Place::new(self.reporter.path, first.span);
            let error = self.reporter.error(span, Message::FootnoteTwice { label });
            error.related.push((first, Message::FirstOccurrence));
            error.hints.push(Message::FootnoteTwiceHint);
            return;
        }
        let definition = Definition { label, span, text };
        self.footnotes.definitions.insert(key, definition);
    }

    /// Writes the footnotes that a reader meets. Others are reported.
    pub(super) fn write_footnotes(&mut self) {
        let mut footnotes = BTreeMap::new();
        for (key, definition) in mem::take(&mut self.footnotes.definitions) {
            if let Some(&number) = self.footnotes.numbers.get(&key) {
                footnotes.insert(number, definition.text);
            } else {
                let label = definition.label;
                let message = Message::FootnoteUnused { label };
                self.warn(definition.span, message);
            }
        }
        if footnotes.is_empty() {
            return;
        }
        self.out
            .text
            .push_str("<section class=\"footnotes\" aria-label=\"Chú thích\"><ol>\n");
        for (number, text) in footnotes {
            self.write_footnote(number, text);
        }
        self.out.text.push_str("</ol></section>\n");
    }

    fn write_footnote(&mut self, number: usize, text: Html) {
        let _ = write!(self.out.text, "<li id=\"fn-{number}\">");
        self.out.append_trimmed(text);
        let references = self.footnotes.references.get(&number);
        for reference in 1..=references.copied().unwrap_or_default() {
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
