//! The draft: proposed fields as YAML front matter, and the text as Markdown below it.
//!
//! [`front_matter`] writes the fields with a comment wherever the clerk has to decide;
//! [`markdown`] writes the text.

mod front_matter;
mod markdown;

use crate::document::Footnote;
use crate::fields::lessons::{Lesson, Lessons};
use crate::fields::{Details, Fields, SourceText};
use crate::pictures::Pictures;
use crate::{Imported, SiteContext};
use ssg_base::diagnostic::Span;
use ssg_base::message::Message;
use ssg_content::document::DocumentKind;
use ssg_content::vocabulary::Vocabulary;

/// Writes the draft.
pub(crate) fn write(
    source: &SourceText<'_>,
    fields: &Fields,
    notes: &[Footnote],
    pictures: Pictures,
    site: &SiteContext<'_>,
) -> Imported {
    let (mut text, mut warnings) = front_matter::write(source.form, fields, site);
    if !source.form.subtitle.is_empty() {
        text.push_str(&markdown::escape(&source.form.subtitle));
        text.push_str("\n\n");
    }
    let no_lessons = Lessons::default();
    let (kind, lessons) = match &fields.details {
        Details::Report(report) => (DocumentKind::Report, &report.lessons),
        Details::Plan(_) => (DocumentKind::Plan, &no_lessons),
    };
    let attributes = |lesson: &Lesson| lesson_attributes(lesson, site.vocabulary);
    let body = markdown::write(source.blocks, lessons, &attributes, notes, &pictures.names);
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
        warnings,
    }
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
