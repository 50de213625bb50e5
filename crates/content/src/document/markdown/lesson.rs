//! Lessons: headings with a class, and the section below each.

use std::ops::Range;

use super::Writer;
use super::attributes::{AttributePair, Attributes};
use super::excerpt::Excerpt;
use crate::document::front_matter::resolve_topic;
use crate::document::{Lesson, LessonKind};
use crate::fields::{UniqueItems, did_you_mean};
use crate::vocabulary::TopicId;
use ssg_base::diagnostic::Spanned;
use ssg_base::message::Message;
use ssg_vietnam::text;

/// An id for a lesson: the first five words of its title.
pub(super) fn proposed_id(title: &str) -> String {
    let slug = text::slug(title).unwrap_or_else(|| "bai-hoc-1".to_owned());
    slug.split('-').take(5).collect::<Vec<_>>().join("-")
}

/// The lessons of a body.
#[derive(Default)]
pub(super) struct Lessons {
    /// The lessons so far. The last one is the open one, if there is one.
    pub(super) finished: Vec<Lesson>,
    /// The lesson whose text is being read.
    pub(super) open: Option<OpenLesson>,
}

/// A lesson whose text is being read.
pub(super) struct OpenLesson {
    level: u8,
    /// The byte of the output at which its text begins.
    start: usize,
    pub(super) excerpt: Excerpt,
}

/// The attributes of a heading that make it a lesson.
pub(super) struct LessonAttributes {
    pub(super) kind: LessonKind,
    topics: Option<Vec<TopicId>>,
    places: Option<Vec<Spanned<String>>>,
}

impl Writer<'_, '_, '_> {
    /// Reads the attributes of a heading. `None` if the heading is not a lesson, or must not be
    /// one, which is reported.
    pub(super) fn lesson_attributes(
        &mut self,
        attributes: &Attributes,
        range: &Range<usize>,
    ) -> Option<LessonAttributes> {
        let before = self.reporter.diagnostics.len();
        let kind = self.lesson_kind(&attributes.classes);
        let has_unknown_class = kind.is_none() && self.reporter.has_errors_since(before);
        self.report_other_ids(attributes);
        let (mut topics, mut places) = (None, None);
        let mut read: Vec<&AttributePair> = Vec::new();
        let is_of_id = |pair: &&AttributePair| {
            let spaced = attributes.spaced_id;
            spaced.is_some_and(|id| id.start <= pair.key.span.start && pair.key.span.end <= id.end)
        };
        let pairs = attributes.pairs.iter().filter(|pair| !is_of_id(pair));
        let mut pairs = pairs.peekable();
        let mut has_likely_id = false;
        while let Some(pair) = pairs.next() {
            let AttributePair { key, values } = pair;
            let is_list = matches!(&*key.value, "topics" | "places");
            let mut strays = Vec::new();
            while let Some(stray) = pairs.next_if(|next| is_list && next.is_stray_word()) {
                strays.push(stray);
            }
            match &*key.value {
                // They belong to the kind of lesson that was misspelt.
                _ if is_list && has_unknown_class => {}
                _ if kind.is_some() && !strays.is_empty() => self.report_spaces(pair, &strays),
                "topics" | "places" if kind.is_some() && values.is_empty() => {
                    self.report_blank(pair);
                }
                _ if is_list
                    && kind.is_some()
                    && let Some(first) = read.iter().find(|first| first.key.value == key.value) =>
                {
                    self.report_repeated(first, pair);
                }
                "topics" if kind.is_some() => topics = Some(self.lesson_topics(values)),
                "places" if kind.is_some() => places = Some(self.lesson_places(values)),
                _ => {
                    let meant = self.report_unknown_attribute(key.value.clone(), key.span);
                    let may_be_id = kind.is_some() && attributes.id.is_none() && !has_likely_id;
                    if let Some(slug) = text::slug(&key.value)
                        && (may_be_id && meant.is_none() && values.is_empty())
                        && let Some(error) = self.reporter.diagnostics.last_mut()
                    {
                        has_likely_id = true;
                        error.hints = did_you_mean([&*format!("#{slug}")]).into_iter().collect();
                    }
                }
            }
            read.push(pair);
        }
        let kind = kind?;
        if !self.input.is_report {
            let span = self.input.first_line(range);
            self.reporter.error(span, Message::LessonOutsideReport);
            return None;
        }
        if attributes.id.is_none() && !has_likely_id {
            self.report_missing_id(range);
        }
        Some(LessonAttributes {
            kind,
            topics,
            places,
        })
    }

    /// The kind that the classes of a heading name. Unknown classes, and a second kind, are
    /// reported.
    fn lesson_kind(&mut self, classes: &[Spanned<String>]) -> Option<LessonKind> {
        let mut kind = None;
        let mut unique = UniqueItems::default();
        for class in classes {
            let of_class = |class: &str| {
                let mut kinds = LessonKind::ALL.into_iter();
                kinds.find(|kind| kind.class() == class)
            };
            let found = of_class(&class.value);
            let Some(found) = found.or_else(|| of_class(self.report_unknown_class(class)?)) else {
                continue;
            };
            let name = format!(".{}", found.class());
            if !unique.is_new(&name, &name, class.span, self.reporter) {
                continue;
            }
            if let Some(first) = kind {
                let diagnostic = self.reporter.error(class.span, Message::SeveralLessonKinds);
                diagnostic.hints.push(Message::SeveralLessonKindsHint {
                    first: LessonKind::class(first).to_owned(),
                    second: found.class().to_owned(),
                });
            }
            kind.get_or_insert(found);
        }
        kind
    }

    fn lesson_topics(&mut self, names: &[Spanned<String>]) -> Vec<TopicId> {
        let mut topics = Vec::new();
        let mut unique = UniqueItems::default();
        for name in names {
            let vocabulary = self.input.vocabulary;
            let before = self.reporter.diagnostics.len();
            if let Some(topic) = resolve_topic(name, vocabulary, self.reporter) {
                let slug = &vocabulary.topic(topic).slug;
                if unique.is_new(slug, &name.value, name.span, self.reporter) {
                    topics.push(topic);
                }
                continue;
            }
            // A label has spaces, which no attribute can have.
            let nearest = vocabulary.resolve(&name.value).err().unwrap_or_default();
            let ids = nearest
                .iter()
                .filter_map(|label| vocabulary.resolve(label).ok());
            let slugs: Vec<&str> = ids.map(|id| &*vocabulary.topic(id).slug).collect();
            let hint = did_you_mean(slugs);
            if let (Some(error), Some(hint)) =
                (self.reporter.diagnostics[before..].last_mut(), hint)
            {
                error.hints[0] = hint;
            }
        }
        topics
    }

    /// The places that an attribute names, each once.
    fn lesson_places(&mut self, names: &[Spanned<String>]) -> Vec<Spanned<String>> {
        let mut unique = UniqueItems::default();
        let mut is_new = |name: &&Spanned<String>| {
            unique.is_new(&name.value, &name.value, name.span, self.reporter)
        };
        names.iter().filter(|name| is_new(name)).cloned().collect()
    }

    /// Reports that a lesson has no id, and proposes one.
    fn report_missing_id(&mut self, range: &Range<usize>) {
        let title = self.input.source[range.clone()].trim_start_matches('#');
        let id = proposed_id(title.split('{').next().unwrap_or_default());
        let span = self.input.first_line(range);
        let diagnostic = self.reporter.error(span, Message::LessonWithoutId);
        diagnostic.hints.push(Message::LessonWithoutIdHint { id });
    }

    /// Begins the text of a lesson, below its heading.
    pub(super) fn begin_lesson(
        &mut self,
        attributes: LessonAttributes,
        id: Spanned<String>,
        title: String,
        level: u8,
    ) {
        let start = self.out.text.len();
        self.lessons.open = Some(OpenLesson {
            level,
            start,
            excerpt: Excerpt::default(),
        });
        self.lessons.finished.push(Lesson {
            id,
            title,
            kind: attributes.kind,
            topics: attributes.topics,
            places: attributes.places,
            html_range: start..start,
            excerpt: String::new(),
        });
    }

    /// Ends the open lesson if a heading of `level` begins that is not below the lesson's own. A
    /// lesson inside the open one is reported.
    pub(super) fn close_lesson(&mut self, level: u8, is_lesson: bool, range: &Range<usize>) {
        let Some(open) = self.lessons.open.take() else {
            return;
        };
        if level > open.level {
            self.lessons.open = Some(open);
            if is_lesson {
                let span = self.input.first_line(range);
                let diagnostic = self.reporter.error(span, Message::LessonInLesson);
                diagnostic.hints.push(Message::LessonInLessonHint);
            }
            return;
        }
        self.end_lesson(open);
    }

    /// Ends a lesson. One without text is reported.
    pub(super) fn end_lesson(&mut self, open: OpenLesson) {
        let end = self.out.text.len();
        self.out.text.push_str("</section>\n");
        let Some(lesson) = self.lessons.finished.last_mut() else {
            return;
        };
        lesson.html_range = open.start..end;
        lesson.excerpt = open.excerpt.finish();
        if self.out.text[lesson.html_range.clone()].trim().is_empty() {
            let span = lesson.id.span;
            self.reporter.error(span, Message::LessonEmpty);
        }
    }
}
