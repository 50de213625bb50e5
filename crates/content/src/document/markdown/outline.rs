//! The headings and photos of a body with their places, for programs that edit it.

use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Parser, Tag, TagEnd};

use super::lesson::proposed_id;
use crate::document::LessonKind;
use ssg_base::diagnostic::Span;

/// The headings and photos of a body, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The headings.
    pub headings: Vec<OutlineHeading>,
    /// The photos.
    pub photos: Vec<OutlinePhoto>,
}

/// A heading and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineHeading {
    /// The lines of the heading, without the last line end.
    pub span: Span,
    /// The level, 1 to 6.
    pub level: u8,
    /// The text.
    pub title: String,
    /// The id that its author gave.
    pub id: Option<String>,
    /// The kind of lesson that it is marked as.
    pub kind: Option<LessonKind>,
    /// Whether it has attributes `{…}`.
    pub has_attributes: bool,
    /// An id made of its text, for a lesson that has none yet.
    pub proposed_id: String,
}

/// A photo and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlinePhoto {
    /// The photo: `![alt](target)`.
    pub span: Span,
    /// The text alternative in the source, between the brackets.
    pub alt_span: Span,
    /// The text alternative.
    pub alt: String,
    /// The file, or address, as written.
    pub target: String,
}

/// Lists the headings and photos of the Markdown in `text[at]`.
pub fn outline(text: &str, at: Span) -> Outline {
    let source = &text[at.start..at.end];
    let mut outline = Outline::default();
    let mut events = Parser::new_ext(source, super::options()).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Heading {
                level,
                id,
                classes,
                attrs,
            }) => {
                let heading = OutlineHeading {
                    span: Span::from(range.start..range.start + source[range].trim_end().len())
                        .shifted(at.start),
                    level: level as u8,
                    title: String::new(),
                    id: id.as_ref().map(ToString::to_string),
                    kind: LessonKind::ALL
                        .into_iter()
                        .find(|kind| classes.iter().any(|class| **class == *kind.class())),
                    has_attributes: id.is_some() || !classes.is_empty() || !attrs.is_empty(),
                    proposed_id: String::new(),
                };
                let title = heading_text(source, at.start, &mut events, &mut outline.photos);
                let proposed_id = proposed_id(&title);
                outline.headings.push(OutlineHeading {
                    title,
                    proposed_id,
                    ..heading
                });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let target = dest_url.to_string();
                let photo = photo(source, at.start, range, target, &mut events);
                outline.photos.extend(photo);
            }
            _ => {}
        }
    }
    outline
}

/// Reads the text of a heading up to its end.
fn heading_text(
    source: &str,
    offset: usize,
    events: &mut OffsetIter<'_>,
    photos: &mut Vec<OutlinePhoto>,
) -> String {
    let mut title = String::new();
    while let Some((event, range)) = events.next() {
        match event {
            Event::End(TagEnd::Heading(_)) => break,
            Event::Text(text) | Event::Code(text) => title.push_str(&text),
            Event::SoftBreak | Event::HardBreak => title.push(' '),
            Event::Start(Tag::Image { dest_url, .. }) => {
                photos.extend(photo(source, offset, range, dest_url.to_string(), events));
            }
            _ => {}
        }
    }
    title.trim().to_owned()
}

/// Reads a photo up to its end. Photos inside the text alternative only give their text.
fn photo(
    source: &str,
    offset: usize,
    range: Range<usize>,
    target: String,
    events: &mut OffsetIter<'_>,
) -> Option<OutlinePhoto> {
    let start = range.start + 2;
    let (mut alt, mut end, mut depth) = (String::new(), start, 1);
    for (event, inner) in events.by_ref() {
        match event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            Event::Text(text) | Event::Code(text) => alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        }
        end = end.max(inner.end);
    }
    let end = end + source.get(end..range.end)?.find(']')?;
    Some(OutlinePhoto {
        span: Span::from(range).shifted(offset),
        alt_span: Span::from(start..end).shifted(offset),
        alt: alt.split_whitespace().collect::<Vec<_>>().join(" "),
        target,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_headings_and_photos_with_their_places() {
        let text = "Mở đầu ![Chợ *phiên*](a.jpg)\n\n## Chợ `A` {#cho .practice topics=x}\n\nHai\n===\n\n> ### Ba ![](b.jpg \"c\")\n";
        let outline = outline(text, Span::from(0..text.len()));
        let headings = outline.headings.iter().map(|heading| {
            let span = &text[heading.span.start..heading.span.end];
            (span, &*heading.title, heading.id.as_deref(), heading.kind)
        });
        assert_eq!(
            headings.collect::<Vec<_>>(),
            [
                (
                    "## Chợ `A` {#cho .practice topics=x}",
                    "Chợ A",
                    Some("cho"),
                    Some(LessonKind::Practice)
                ),
                ("Hai\n===", "Hai", None, None),
                ("### Ba ![](b.jpg \"c\")", "Ba", None, None),
            ]
        );
        let photos = outline.photos.iter().map(|photo| {
            let alt = &text[photo.alt_span.start..photo.alt_span.end];
            (alt, &*photo.alt, &*photo.target)
        });
        assert_eq!(
            photos.collect::<Vec<_>>(),
            [("Chợ *phiên*", "Chợ phiên", "a.jpg"), ("", "", "b.jpg")]
        );
    }
}
