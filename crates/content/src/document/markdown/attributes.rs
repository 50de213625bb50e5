//! The attributes of a heading, `{#id .class key=value}`: data that is never printed.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::{Input, Writer};
use crate::fields::{did_you_mean, value_meant};
use ssg_base::diagnostic::{Place, Span, Spanned};
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
    /// The id with the words after it, if it was written with spaces: `#bài học 1`.
    pub(super) spaced_id: Option<Span>,
    /// Ids that are not used, because another one follows.
    pub(super) other_ids: Vec<Spanned<String>>,
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

impl AttributePair {
    /// Whether this is one more word of a value with spaces, and no attribute.
    pub(super) fn is_stray_word(&self) -> bool {
        let key = self.key.value.trim_end_matches(',');
        self.values.is_empty() && !matches!(key, "topics" | "places")
    }
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
        let mut words: Vec<Word<'_>> = Vec::new();
        // A word that the parser borrowed from the source must stay a part of it.
        if let Some(id) = id {
            push_words(Word::Id(""), id, &mut words);
        }
        for class in classes {
            push_words(Word::Class(""), class, &mut words);
        }
        for (key, value) in pairs {
            push_words(Word::Pair("", None), key, &mut words);
            let Some(value) = value else { continue };
            let (value, rest) = value.split_once(NO_BREAK_SPACE).unwrap_or((value, ""));
            if let Some(Word::Pair(_, of_key)) = words.last_mut() {
                *of_key = Some(value);
            }
            let rest = rest.split(NO_BREAK_SPACE).filter(|word| !word.is_empty());
            words.extend(rest.map(Word::of));
        }
        let mut attributes = Attributes {
            id: None,
            spaced_id: None,
            other_ids: Vec::new(),
            classes: Vec::new(),
            pairs: Vec::new(),
        };
        for word in words {
            match word {
                Word::Id(id) if attributes.id.is_none() => attributes.id = Some(spanned(id)),
                Word::Id(id) => attributes.other_ids.push(spanned(id)),
                Word::Class(class) => attributes.classes.push(spanned(class)),
                Word::Pair(key, value) => {
                    let values = value.unwrap_or_default().split(',');
                    attributes.pairs.push(AttributePair {
                        key: spanned(key),
                        values: values
                            .filter(|value| !value.is_empty())
                            .map(spanned)
                            .collect(),
                    });
                }
            }
        }
        if let Some(id) = &attributes.id {
            attributes.spaced_id = self.spaced_id(id);
            let others = self.ids_before(id);
            attributes.other_ids.extend(others);
        }
        attributes
    }
}

/// The special space that Word puts between words. The parser takes it for a letter.
const NO_BREAK_SPACE: char = '\u{a0}';

/// A word between the braces of a heading.
#[derive(Clone, Copy)]
enum Word<'t> {
    /// An id, without its `#`.
    Id(&'t str),
    /// A class, without its dot.
    Class(&'t str),
    /// A key with its value, if it has one.
    Pair(&'t str, Option<&'t str>),
}

impl<'t> Word<'t> {
    /// Reads a word as the parser does.
    fn of(text: &'t str) -> Self {
        if let Some(id) = text.strip_prefix('#') {
            return Self::Id(id);
        }
        if let Some(class) = text.strip_prefix('.') {
            return Self::Class(class);
        }
        match text.split_once('=') {
            Some((key, value)) => Self::Pair(key, Some(value)),
            None => Self::Pair(text, None),
        }
    }
}

/// Adds the words of `text`, which the parser took for one word of the kind of `kind`.
fn push_words<'t>(kind: Word<'t>, text: &'t str, words: &mut Vec<Word<'t>>) {
    let mut parts = text.split(NO_BREAK_SPACE);
    let first = parts.next().unwrap_or_default();
    if !first.is_empty() {
        words.push(match kind {
            Word::Id(_) => Word::Id(first),
            Word::Class(_) => Word::Class(first),
            Word::Pair(..) => Word::Pair(first, None),
        });
    }
    words.extend(parts.filter(|part| !part.is_empty()).map(Word::of));
}

impl Input<'_> {
    /// The place of an id with the words that follow it and are no attributes.
    fn spaced_id(&self, id: &Spanned<String>) -> Option<Span> {
        let id_end = id.span.end - self.offset;
        let rest = self.source.get(id_end..)?.lines().next()?;
        let rest = rest.split('}').next()?;
        let mut end = 0;
        for word in rest.split([' ', NO_BREAK_SPACE]) {
            if word.is_empty() {
                continue;
            }
            let is_attribute = word.starts_with(['.', '#'])
                || word.contains('=')
                || attribute_meant(word).is_some()
                || attribute_meant(&format!(".{word}")).is_some();
            if is_attribute {
                break;
            }
            end = word.as_ptr().addr() + word.len() - rest.as_ptr().addr();
        }
        (end > 0).then(|| self.span(&(id.span.start - self.offset - 1..id_end + end)))
    }

    /// The ids between the brace that opens the attributes and the id that is used: the parser takes
    /// the last one.
    fn ids_before(&self, used: &Spanned<String>) -> Vec<Spanned<String>> {
        let end = used.span.start - self.offset;
        let line = self.source[..end].rfind('\n').map_or(0, |at| at + 1);
        let Some(open) = self.source[line..end].rfind('{') else {
            return Vec::new();
        };
        let words = self.source[line + open + 1..end].split_whitespace();
        let ids = words.filter_map(|word| word.strip_prefix('#'));
        let ids = ids.filter(|id| !id.is_empty());
        ids.filter_map(|id| {
            let span = self.span_of(id)?;
            Some(Spanned {
                value: id.to_owned(),
                span,
            })
        })
        .collect()
    }

    /// The ranges of the attributes in the Markdown, in order.
    pub(super) fn attribute_ranges(&self, attributes: &Attributes) -> Vec<Range<usize>> {
        let pairs = attributes.pairs.iter().flat_map(|pair| {
            let values = pair.values.iter();
            std::iter::once(&pair.key).chain(values)
        });
        let ids = attributes.id.iter().chain(&attributes.other_ids);
        let all = ids.chain(&attributes.classes).chain(pairs);
        let mut ranges: Vec<Range<usize>> = all
            .map(|part| part.span.start - self.offset..part.span.end - self.offset)
            .collect();
        let spaced = attributes.spaced_id.iter();
        ranges.extend(spaced.map(|span| span.start - self.offset..span.end - self.offset));
        ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        ranges
    }
}

/// The attribute that an author who wrote `found` meant, if that is likely.
fn attribute_meant(found: &str) -> Option<&'static str> {
    value_meant(found, ALLOWED_ATTRIBUTES.into_iter()).or_else(|| {
        let near = text::nearest(found, ALLOWED_ATTRIBUTES.into_iter(), 1);
        near.first().copied()
    })
}

impl Writer<'_, '_, '_> {
    /// Reports an id that was written with spaces.
    pub(super) fn report_spaced_id(&mut self, span: Span) {
        let offset = self.input.offset;
        let range = span.start - offset..span.end - offset;
        let found = self.input.source.get(range).unwrap_or_default().to_owned();
        let slug = text::slug(&found).map(|slug| format!("#{slug}"));
        let error = self
            .reporter
            .error(span, Message::AttributeWithSpace { found });
        error.hints.extend(did_you_mean(slug.as_deref()));
    }

    /// Reports an unknown class. Returns the class that was meant, if that is likely.
    pub(super) fn report_unknown_class(&mut self, class: &Spanned<String>) -> Option<&'static str> {
        let span = Span {
            // The place of a class begins behind its dot.
            start: class.span.start.saturating_sub(1),
            ..class.span
        };
        let meant = self.report_unknown_attribute(format!(".{}", class.value), span)?;
        meant.strip_prefix('.')
    }

    /// Reports an unknown attribute. Returns the attribute that was meant, if that is likely.
    pub(super) fn report_unknown_attribute(
        &mut self,
        found: String,
        span: Span,
    ) -> Option<&'static str> {
        let meant = attribute_meant(&found);
        // A known attribute is refused where the heading is not a lesson.
        let meant = meant.filter(|meant| *meant != found);
        let message = Message::UnknownHeadingAttribute { found };
        let diagnostic = self.reporter.error(span, message);
        diagnostic.hints.extend(did_you_mean(meant));
        diagnostic.hints.push(Message::UnknownHeadingAttributeHint);
        meant
    }

    /// Reports ids besides the one that is used.
    pub(super) fn report_other_ids(&mut self, attributes: &Attributes) {
        let Some(used) = &attributes.id else { return };
        for other in &attributes.other_ids {
            let (first, second) = (format!("#{}", other.value), format!("#{}", used.value));
            let hint = Message::RepeatedIdHint {
                first: first.clone(),
                second: second.clone(),
            };
            let message = Message::RepeatedAttribute { first, second };
            self.reporter.error(used.span, message).hints.push(hint);
        }
    }

    /// Reports an attribute `second` with the key of `first`.
    pub(super) fn report_repeated(&mut self, first: &AttributePair, second: &AttributePair) {
        let values = |pair: &AttributePair| {
            let values = pair.values.iter().map(|value| &*value.value);
            values.collect::<Vec<_>>().join(",")
        };
        let key = &*second.key.value;
        let mut both: Vec<&str> = Vec::new();
        for value in first.values.iter().chain(&second.values) {
            if !both.contains(&&*value.value) {
                both.push(&value.value);
            }
        }
        let attribute = format!("{key}={}", both.join(","));
        let message = Message::RepeatedAttribute {
            first: format!("{key}={}", values(first)),
            second: format!("{key}={}", values(second)),
        };
        let place = Place::new(self.reporter.path, first.key.span);
        let error = self.reporter.error(second.key.span, message);
        error.related.push((place, Message::FirstOccurrence));
        error
            .hints
            .push(Message::RepeatedAttributeHint { attribute });
    }

    /// Reports an attribute without a value.
    pub(super) fn report_blank(&mut self, pair: &AttributePair) {
        let (attribute, hint): (_, fn(String) -> Message) = match &*pair.key.value {
            "topics" => ("topics=", |attribute| Message::TopicsInAttributeHint {
                attribute,
            }),
            _ => ("places=", |attribute| Message::PlacesInAttributeHint {
                attribute,
            }),
        };
        let sample = match attribute {
            "topics=" => "topics=du-lich,giam-sat",
            _ => "places=lao-cai,yen-bai",
        };
        let attribute = attribute.to_owned();
        let error = self
            .reporter
            .error(pair.key.span, Message::BlankAttribute { attribute });
        error.hints.push(hint(sample.to_owned()));
    }

    /// Reports a value with spaces, such as `topics=du lịch`, of which the parser makes one attribute
    /// and the words `strays`.
    pub(super) fn report_spaces(&mut self, attribute: &AttributePair, strays: &[&AttributePair]) {
        let key = &attribute.key;
        let last = strays.last().map_or(key.span, |stray| stray.key.span);
        let span = Span {
            end: last.end,
            ..key.span
        };
        let offset = self.input.offset;
        let range = span.start.saturating_sub(offset)..span.end.saturating_sub(offset);
        let found = self.input.source.get(range).unwrap_or_default().to_owned();
        let is_topics = key.value == "topics";
        let (_, value) = found.split_once('=').unwrap_or_default();
        let names = value
            .split(',')
            .map(|name| name.trim().trim_matches(['"', '\'', '“', '”']));
        let vocabulary = self.input.vocabulary;
        let slug = |name: &str| {
            let topic = is_topics.then(|| vocabulary.resolve(name).ok()).flatten();
            let known = topic.map(|id| vocabulary.topic(id).slug.clone());
            known.or_else(|| text::slug(name))
        };
        let slugs: Vec<String> = names.filter_map(slug).collect();
        let attribute = format!("{}={}", key.value, slugs.join(","));
        let hint = if is_topics {
            Message::TopicsInAttributeHint { attribute }
        } else {
            Message::PlacesInAttributeHint { attribute }
        };
        let message = Message::AttributeWithSpace { found };
        self.reporter.error(span, message).hints.push(hint);
    }
}
