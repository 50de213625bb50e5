//! The attributes of a heading, `{#id .class key=value}`: data that is never printed.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::{Input, Writer};
use crate::fields::did_you_mean;
use ssg_base::diagnostic::{Span, Spanned};
use ssg_base::message::Message;
use ssg_vietnam::text;

/// The attributes that are allowed besides the id.
const ALLOWED_ATTRIBUTES: [&str; 5] = [
    ".practice",
    ".caution",
    ".recommendation",
    "topics",
    "places",
];

/// The attributes of one heading, with their places.
pub(super) struct Attributes {
    /// The id, without `#`.
    pub(super) id: Option<Spanned<String>>,
    /// The classes, without `.`.
    pub(super) classes: Vec<Spanned<String>>,
    /// All other attributes.
    pub(super) pairs: Vec<AttributePair>,
}

/// An attribute `key=value,value`, or a key alone.
pub(super) struct AttributePair {
    pub(super) key: Spanned<String>,
    /// The values between commas, without empty ones.
    pub(super) values: Vec<Spanned<String>>,
}

impl Input<'_> {
    /// Adds the places to the attributes of the heading in `range`.
    ///
    /// The parser borrows each attribute from the source, and that slice is its place. A search for
    /// its text could hit a part of another attribute.
    pub(super) fn attributes(
        &self,
        id: Option<&CowStr<'_>>,
        classes: &[CowStr<'_>],
        pairs: &[(CowStr<'_>, Option<CowStr<'_>>)],
        range: &Range<usize>,
    ) -> Attributes {
        let heading = self.first_line(range);
        let spanned = |part: &str| Spanned {
            value: part.to_owned(),
            span: self.span_of(part).unwrap_or(heading),
        };
        Attributes {
            id: id.map(|id| spanned(id)),
            classes: classes.iter().map(|class| spanned(class)).collect(),
            pairs: pairs
                .iter()
                .map(|(key, value)| {
                    let values = value.as_deref().unwrap_or_default().split(',');
                    AttributePair {
                        key: spanned(key),
                        values: values
                            .filter(|value| !value.is_empty())
                            .map(spanned)
                            .collect(),
                    }
                })
                .collect(),
        }
    }
}

impl Input<'_> {
    /// The ranges of the attributes in the Markdown, in order.
    pub(super) fn attribute_ranges(&self, attributes: &Attributes) -> Vec<Range<usize>> {
        let pairs = attributes.pairs.iter().flat_map(|pair| {
            let values = pair.values.iter();
            std::iter::once(&pair.key).chain(values)
        });
        let all = attributes.id.iter().chain(&attributes.classes).chain(pairs);
        let mut ranges: Vec<Range<usize>> = all
            .map(|part| part.span.start - self.offset..part.span.end - self.offset)
            .collect();
        ranges.sort_by_key(|range| range.start);
        ranges
    }
}

impl Writer<'_, '_, '_> {
    /// Reports an unknown class.
    pub(super) fn report_unknown_class(&mut self, class: &Spanned<String>) {
        let span = Span {
            // The place of a class begins behind its dot.
            start: class.span.start.saturating_sub(1),
            ..class.span
        };
        self.report_unknown_attribute(format!(".{}", class.value), span);
    }

    /// Reports an unknown attribute.
    pub(super) fn report_unknown_attribute(&mut self, found: String, span: Span) {
        let nearest = text::nearest(&found, ALLOWED_ATTRIBUTES.into_iter(), 1);
        // A known attribute is refused where the heading is not a lesson.
        let nearest = nearest.into_iter().filter(|nearest| *nearest != found);
        let hint = did_you_mean(nearest);
        let message = Message::UnknownHeadingAttribute { found };
        let diagnostic = self.reporter.error(span, message);
        diagnostic.hints.extend(hint);
        diagnostic.hints.push(Message::UnknownHeadingAttributeHint);
    }
}
