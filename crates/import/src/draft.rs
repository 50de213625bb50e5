//! The draft: proposed fields as YAML front matter, and the text as Markdown below it.
//!
//! [`front_matter`] writes the fields with a comment wherever the clerk has to decide;
//! [`markdown`] writes the text.

mod front_matter;
mod markdown;

use crate::document::Footnote;
use crate::fields::lessons::{Lesson, Lessons};
use crate::fields::{Details, Fields, SourceText};
use crate::losses::SourceLines;
use crate::outline::OutlinedBlock;
use crate::pictures::Pictures;
use crate::{Imported, SiteContext};
use ssg_base::diagnostic::Span;
use ssg_base::message::{Language, Message};
use ssg_content::document::DocumentKind;
use ssg_content::vocabulary::Vocabulary;

/// The text that a draft is made of.
pub(crate) struct Texts<'a> {
    pub(crate) source: &'a SourceText<'a>,
    pub(crate) notes: &'a [Footnote],
    /// All lines of the file, to find what was taken off.
    pub(crate) lines: &'a SourceLines,
}

/// Writes the draft.
pub(crate) fn write(
    texts: &Texts<'_>,
    fields: &Fields,
    pictures: Pictures,
    site: &SiteContext<'_>,
) -> Imported {
    let source = texts.source;
    let mut body = String::new();
    if !source.form.subtitle.is_empty() {
        body.push_str(&markdown::escape(&source.form.subtitle));
        body.push_str("\n\n");
    }
    let no_lessons = Lessons::default();
    let (kind, lessons) = match &fields.details {
        Details::Report(report) => (DocumentKind::Report, &report.lessons),
        Details::Plan(_) => (DocumentKind::Plan, &no_lessons),
    };
    let attributes = |lesson: &Lesson| lesson_attributes(lesson, site.vocabulary);
    body.push_str(&markdown::write(
        source.blocks,
        lessons,
        &attributes,
        texts.notes,
        &pictures.names,
    ));
    let mut writer = front_matter::write(source.form, fields, site);
    let missing = texts.lines.missing_from(writer.written(), &body);
    writer.removed(&missing);
    let (mut text, mut warnings) = writer.finish();
    warnings.extend(lesson_warnings(lessons, &attributes, &body, text.len()));
    let dropped = pictures.dropped.into_iter();
    warnings.extend(dropped.map(|message| (Span::from(0..3), message)));
    text.push_str(body.trim_end());
    text.push('\n');
    Imported {
        kind,
        year: fields.year,
        text,
        pictures: pictures.files,
        warnings: one_of_each_kind(warnings, site.language),
    }
}

/// Writes a text without front matter, lessons and pictures.
pub(crate) fn body_text(blocks: &[OutlinedBlock], notes: &[Footnote]) -> String {
    markdown::write(blocks, &Lessons::default(), &|_| String::new(), notes, &[])
}

/// Keeps the first warning of each kind, with the number of the others.
fn one_of_each_kind(warnings: Vec<(Span, Message)>, language: Language) -> Vec<(Span, Message)> {
    let mut kinds: Vec<(Span, Message, usize)> = Vec::new();
    for (span, message) in warnings {
        let known = kinds
            .iter_mut()
            .find(|(_, first, _)| first.code() == message.code());
        match known {
            // Each field that was not found is named.
            Some((.., more)) if !matches!(message, Message::ImportValueNotFound { .. }) => {
                *more += 1;
            }
            _ => kinds.push((span, message, 0)),
        }
    }
    let kinds = kinds.into_iter();
    kinds
        .map(|(span, message, more)| match more {
            0 => (span, message),
            more => {
                let first = message.text(language);
                let more = more.to_string();
                (span, Message::ImportAndMore { first, more })
            }
        })
        .collect()
}

/// Returns the attributes of a lesson's heading: `{#bai-hoc-1 .practice topics=giam-sat}`.
fn lesson_attributes(lesson: &Lesson, vocabulary: &Vocabulary) -> String {
    let topics = lesson.topics.iter();
    let slugs: Vec<&str> = topics.map(|id| &*vocabulary.topic(*id).slug).collect();
    let topics = if slugs.is_empty() {
        String::new()
    } else {
        format!(" topics={}", slugs.join(","))
    };
    format!("{{#{} .{}{topics}}}", lesson.id, lesson.kind.class())
}

/// Returns a warning for each lesson at its heading. The body begins at the byte `start`.
fn lesson_warnings(
    lessons: &Lessons,
    attributes: &dyn Fn(&Lesson) -> String,
    body: &str,
    start: usize,
) -> Vec<(Span, Message)> {
    let mut warnings = Vec::new();
    for lesson in lessons.by_block.values() {
        let attributes = attributes(lesson);
        if let Some(found) = body.find(&attributes) {
            let line = body[..found].rfind('\n').map_or(0, |at| at + 1);
            let span = Span::from(start + line..start + found + attributes.len());
            let kind = lesson.kind.class().to_owned();
            warnings.push((span, Message::ImportLessonFound { kind }));
        }
    }
    warnings
}
