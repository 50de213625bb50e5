//! Headings and their anchors.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::HeadingLevel;

use super::Writer;
use super::anchors::is_reserved;
use super::attributes::Attributes;
use super::lesson::LessonAttributes;
use crate::document::Heading;
use crate::fields::did_you_mean;
use ssg_base::diagnostic::{Place, Spanned};
use ssg_base::message::Message;
use ssg_base::path::{UrlPath, is_windows_device};
use ssg_vietnam::text;

/// The headings of a body.
#[derive(Default)]
pub(super) struct Headings {
    pub(super) finished: Vec<Heading>,
    /// The heading whose text is being read.
    pub(super) open: Option<OpenHeading>,
}

/// A heading whose text is being read.
pub(super) struct OpenHeading {
    level: u8,
    id: Option<Spanned<String>>,
    lesson: Option<LessonAttributes>,
    pub(super) title: String,
    /// The byte of the output at which its tag is inserted.
    html_start: usize,
}

impl Writer<'_, '_, '_> {
    pub(super) fn open_heading(
        &mut self,
        level: HeadingLevel,
        attributes: &Attributes,
        range: &Range<usize>,
    ) {
        self.warn_of_underline(range);
        self.attribute_ranges = self.input.attribute_ranges(attributes);
        // The page's own title is the only heading of level 1.
        let level = (level as u8).max(2);
        let is_top_level = self.depth == 1 && !self.footnotes.in_definition();
        let id = match (&attributes.id, attributes.spaced_id) {
            (Some(_), Some(span)) => {
                self.report_spaced_id(span);
                None
            }
            (Some(id), None) => self.check_id(id),
            (None, _) => None,
        };
        let lesson = self.lesson_attributes(attributes, range);
        let lesson = lesson.filter(|_| {
            if !is_top_level {
                let span = self.input.first_line(range);
                self.reporter.error(span, Message::LessonNested);
            }
            is_top_level
        });
        if is_top_level {
            self.close_lesson(level, lesson.is_some(), range);
        }
        let lesson = lesson.filter(|_| id.is_some() && self.lessons.open.is_none());
        if let (Some(lesson), Some(id)) = (&lesson, &id) {
            let (class, label) = (lesson.kind.class(), lesson.kind.label());
            let _ = writeln!(
                self.out.text,
                "<section class=\"lesson {class}\" id=\"{}\"><p class=\"lesson-kind\">{label}</p>",
                id.value
            );
        }
        self.headings.open = Some(OpenHeading {
            level,
            id,
            lesson,
            title: String::new(),
            html_start: self.out.text.len(),
        });
    }

    /// Assigns an id that the author gives. An invalid or duplicate id is reported.
    fn check_id(&mut self, id: &Spanned<String>) -> Option<Spanned<String>> {
        let owned = || id.value.clone();
        if UrlPath::home().child(&id.value).is_none() {
            let proposal = text::slug(&id.value);
            let is_reserved_by_windows = is_windows_device(&id.value);
            let message = if is_reserved_by_windows {
                Message::ReservedName { name: owned() }
            } else {
                Message::BadId { id: owned() }
            };
            // The slug of a reserved name is that name.
            let prefix = if proposal.as_deref().is_some_and(is_windows_device) {
                "#bai-hoc-"
            } else {
                "#"
            };
            let proposal = proposal.map(|slug| format!("{prefix}{slug}"));
            let diagnostic = self.reporter.error(id.span, message);
            diagnostic.hints.extend(did_you_mean(proposal.as_deref()));
            if !is_reserved_by_windows {
                diagnostic.hints.push(Message::BadSlugHint);
            }
            return None;
        }
        let first = self.anchors.get(&id.value);
        if first.is_some() || is_reserved(&id.value) {
            let first = first.map(|first| Place::new(self.reporter.path, first));
            let message = Message::DuplicateId { id: owned() };
            let diagnostic = self.reporter.error(id.span, message);
            diagnostic
                .related
                .extend(first.map(|first| (first, Message::FirstOccurrence)));
            return None;
        }
        self.anchors.assign(owned(), id.span);
        Some(id.clone())
    }

    /// Warns of a line that became a heading because dashes follow it.
    fn warn_of_underline(&mut self, range: &Range<usize>) {
        let text = self.input.source[range.clone()].trim_end();
        let underline = text.lines().next_back().unwrap_or_default();
        let underline = underline.trim_start_matches(['>', ' ', '\t']);
        let is_underline =
            |sign: char| !underline.is_empty() && underline.chars().all(|c| c == sign);
        if text.starts_with('#') || !(is_underline('-') || is_underline('=')) {
            return;
        }
        let span = self.input.first_line(range);
        let line = underline.chars().take(3).collect();
        if let Some(warning) = self.warn(span, Message::UnderlinedHeading { line }) {
            warning.hints.push(Message::UnderlinedHeadingHint);
        }
    }

    /// Warns of a heading without text, and of one that skips a level.
    fn warn_of_level(&mut self, title: &str, level: u8, range: &Range<usize>) {
        let span = self.input.first_line(range);
        if title.is_empty() {
            self.warn(span, Message::EmptyHeading);
        }
        let last = self.headings.finished.last().map(|last| last.level);
        if let Some(last) = last.filter(|last| level > last + 1) {
            let marks = |level: u8| "#".repeat(usize::from(level));
            let message = Message::SkippedLevel {
                found: marks(level),
                expected: marks(last + 1),
            };
            self.warn(span, message);
        }
    }

    pub(super) fn close_heading(&mut self, range: &Range<usize>) {
        let Some(heading) = self.headings.open.take() else {
            return;
        };
        let words: Vec<&str> = heading.title.split_whitespace().collect();
        let title = words.join(" ");
        if title.is_empty() && heading.lesson.is_some() {
            let span = self.input.first_line(range);
            self.reporter.error(span, Message::LessonWithoutTitle);
        } else if !self.footnotes.in_definition() {
            self.warn_of_level(&title, heading.level, range);
        }
        let id = match &heading.id {
            Some(id) => id.value.clone(),
            None => self.anchors.generate(&title),
        };
        // The anchor of a lesson is on its section.
        let anchor = if heading.lesson.is_some() {
            String::new()
        } else {
            format!(" id=\"{id}\"")
        };
        let level = heading.level;
        self.out
            .insert(heading.html_start, &format!("<h{level}{anchor}>"));
        let _ = writeln!(self.out.text, "</h{level}>");
        if !self.footnotes.in_definition() {
            self.headings.finished.push(Heading {
                title: title.clone(),
                id,
                level,
            });
        }
        if let (Some(lesson), Some(id)) = (heading.lesson, heading.id) {
            self.begin_lesson(lesson, id, title, level);
        }
    }
}
