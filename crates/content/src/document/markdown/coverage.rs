//! The parts of a body that no event of the parser shows, so that no word is lost without a warning.
//!
//! Events come in the order of the source. What is between the end of one and the start of the next
//! is markup, or text that the parser dropped: surplus cells of a table, links that are defined and
//! not used, words behind the fence of code.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{LinkType, OffsetIter, Tag};

use super::Writer;
use crate::document::mapped_text::MappedText;
use crate::document::privacy;
use ssg_base::diagnostic::Span;
use ssg_base::message::Message;

/// What an open element of the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    /// A link or photo, whose target and title are markup.
    Link,
    Heading,
    /// Code, whose fence may name its language.
    Code,
    /// A list item or footnote, which begins with its marker.
    Marked,
    TableRow,
    /// A paragraph, list, quote or anything else that holds no markup with words of its own.
    Other,
}

/// How far the source was read.
#[derive(Default)]
pub(super) struct Coverage {
    /// The byte after the last event.
    read_to: usize,
    open: Vec<Element>,
    /// Parts between blocks that hold words: definitions of links, and what the parser dropped.
    between_blocks: Vec<Range<usize>>,
    /// The definitions of links that are used.
    used_definitions: BTreeSet<(usize, usize)>,
}

impl Coverage {
    /// The byte after the last event.
    pub(super) fn read_to(&self) -> usize {
        self.read_to
    }
}

impl Element {
    fn of(tag: &Tag<'_>) -> Self {
        match tag {
            Tag::Link { .. } | Tag::Image { .. } => Self::Link,
            Tag::Heading { .. } => Self::Heading,
            Tag::CodeBlock(_) => Self::Code,
            Tag::Item | Tag::FootnoteDefinition(_) => Self::Marked,
            Tag::TableHead | Tag::TableRow => Self::TableRow,
            _ => Self::Other,
        }
    }
}

impl Writer<'_, '_, '_> {
    pub(super) fn cover_start(
        &mut self,
        tag: &Tag<'_>,
        range: &Range<usize>,
        events: &OffsetIter<'_>,
    ) {
        self.cover_to(range.start);
        self.coverage.open.push(Element::of(tag));
        if let Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. } = tag
            && matches!(
                link_type,
                LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
            )
            && self.footnotes.is_text_shown()
            && let Some(definition) = events.reference_definitions().get(id)
        {
            let Range { start, end } = definition.span;
            self.coverage.used_definitions.insert((start, end));
        }
    }

    pub(super) fn cover_end(&mut self, range: &Range<usize>) {
        self.cover_to(range.end);
        self.coverage.open.pop();
    }

    pub(super) fn cover_leaf(&mut self, range: &Range<usize>) {
        self.cover_to(range.start);
        self.coverage.read_to = self.coverage.read_to.max(range.end);
    }

    /// Looks at the part between the last event and the byte `to`.
    fn cover_to(&mut self, to: usize) {
        let from = self.coverage.read_to;
        if to <= from {
            return;
        }
        self.coverage.read_to = to;
        let gap = from..to;
        if !self.has_words(&gap) {
            return;
        }
        match self.coverage.open.last() {
            Some(Element::Link) => {}
            Some(Element::Heading) => self.cover_attributes(&gap),
            Some(Element::Code) => {
                let language = self.input.source[gap.clone()].trim_matches(['`', '~', '\n', ' ']);
                let is_name = |b: u8| b.is_ascii_alphanumeric() || b"+-#._".contains(&b);
                if language.bytes().all(is_name) {
                    self.check_unshown(&gap);
                } else {
                    self.report_lost(&gap);
                }
            }
            Some(Element::Marked) => self.check_unshown(&gap),
            Some(Element::TableRow) => self.report_surplus_cells(&gap),
            Some(Element::Other) | None => self.coverage.between_blocks.push(gap),
        }
    }

    fn has_words(&self, range: &Range<usize>) -> bool {
        let text = &self.input.source[range.clone()];
        text.contains(char::is_alphanumeric)
    }

    /// Looks for personal data in a part that readers see only in the published source.
    fn check_unshown(&mut self, range: &Range<usize>) {
        let text = &self.input.source[range.clone()];
        let text = MappedText::verbatim(text, self.input.offset + range.start);
        privacy::check(&text, self.reporter);
    }

    /// Reports what the attributes of a heading did not take up: a second id.
    fn cover_attributes(&mut self, gap: &Range<usize>) {
        self.check_unshown(gap);
        let mut from = gap.start;
        let taken = std::mem::take(&mut self.attribute_ranges);
        for range in taken {
            if range.start >= from && range.end <= gap.end {
                self.report_lost(&(from..range.start));
                from = range.end;
            }
        }
        self.report_lost(&(from..gap.end));
    }

    /// Warns of cells beyond the last column of the table.
    fn report_surplus_cells(&mut self, gap: &Range<usize>) {
        self.check_unshown(gap);
        let span = self.trimmed(gap, &['|', ' ', '\t', '\n', '>']);
        let text = self.excerpt(&span);
        let span = self.input.span(&span);
        if let Some(warning) = self.warn(span, Message::SurplusCell { text }) {
            warning.hints.push(Message::SurplusCellHint);
        }
    }

    /// Warns that the words in a part of the source are not shown. Does nothing if it has none.
    pub(super) fn report_lost(&mut self, range: &Range<usize>) {
        if range.start >= range.end || !self.has_words(range) {
            return;
        }
        self.check_unshown(range);
        let span = self.trimmed(range, &[' ', '\t', '\n', '>', '`', '~', '{', '}', '#']);
        let text = self.excerpt(&span);
        let span = self.input.span(&span);
        self.warn_not_shown(span, text);
    }

    pub(super) fn warn_not_shown(&mut self, span: Span, text: String) {
        if let Some(warning) = self.warn(span, Message::TextNotShown { text }) {
            warning.hints.push(Message::TextNotShownHint);
        }
    }

    /// Reports what is between the blocks and is not a definition of a link that is used.
    pub(super) fn report_between_blocks(&mut self) {
        self.cover_to(self.input.source.len());
        let used = std::mem::take(&mut self.coverage.used_definitions);
        for gap in std::mem::take(&mut self.coverage.between_blocks) {
            let mut from = gap.start;
            for &(start, end) in used.range((gap.start, 0)..(gap.end, 0)) {
                self.report_lost(&(from..start));
                from = from.max(end);
            }
            self.report_lost(&(from..gap.end));
        }
    }

    /// A range without some characters at its ends.
    fn trimmed(&self, range: &Range<usize>, characters: &[char]) -> Range<usize> {
        let text = &self.input.source[range.clone()];
        let start = range.end - text.trim_start_matches(characters).len();
        let length = text.trim_matches(characters).len();
        start..start + length
    }

    /// The first line of a range, cut after 60 characters.
    pub(super) fn excerpt(&self, range: &Range<usize>) -> String {
        const MAX_CHARS: usize = 60;
        let text = &self.input.source[range.clone()];
        let line = text.lines().next().unwrap_or_default();
        let mut excerpt: String = line.chars().take(MAX_CHARS).collect();
        if excerpt.len() < text.len() {
            excerpt.push('…');
        }
        excerpt
    }
}
