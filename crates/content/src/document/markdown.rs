//! Markdown into HTML, contents, lessons and excerpts in one pass. The home of `pulldown_cmark`.
//!
//! Content is data: raw HTML is shown as text, heading attributes are read and never printed, and
//! only a few schemes may be linked to. Links inside the site stay open, since one text is shown at
//! two addresses (a lesson in its report and on its own page): each is a [`Placeholder`] that
//! [`Html::fill`] closes. The pass keeps no tree, so that depth costs nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Body, Heading, Lesson, LessonKind, head};
use crate::fields::{Reader, did_you_mean};
use crate::html::{EmbeddedPhoto, Html, Target, escape, push_escaped};
use crate::photo::Format;
use crate::vocabulary::{TopicId, Vocabulary};
use ssg_base::diagnostic::{Place, Span, Spanned};
use ssg_base::message::Message;
use ssg_base::path::{SourcePath, UrlPath};
use ssg_vietnam::text;

/// How deep a text may nest.
const DEEPEST: usize = 100;
const MOST_COLUMNS: usize = 1_000;
/// How many times longer than its source a page's text may grow.
const MOST_GROWTH: usize = 50;
/// What may stand in a heading's braces, apart from its id.
const ATTRIBUTES: [&str; 5] = [
    ".practice",
    ".caution",
    ".recommendation",
    "topics",
    "places",
];
/// How many characters an excerpt has at most.
const EXCERPT: usize = 220;
/// Stands before the anchors that the compiler gives headings, so that they never meet an
/// author's or a template's.
const ANCHOR: &str = "muc-";
/// Begins the title of a photo that only decorates; the reason follows.
const DECORATION: &str = "trang trí:";

/// Reads the Markdown in `text[at]`. Lessons are looked for in reports only.
pub(super) fn render(
    text: &str,
    at: Span,
    for_report: bool,
    vocabulary: &Vocabulary,
    reader: &mut Reader<'_>,
) -> Body {
    let source = &text[at.start..at.end];
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut writer = Writer {
        source,
        offset: at.start,
        for_report,
        vocabulary,
        reader,
        out: Html {
            text: String::with_capacity(source.len() * 5 / 4),
            placeholders: Vec::new(),
        },
        outer: Vec::new(),
        depth: 0,
        too_much: false,
        taken: explicit_ids(source),
        ids: BTreeMap::new(),
        numbers: BTreeMap::new(),
        headings: Vec::new(),
        heading: None,
        lessons: Vec::new(),
        open_lesson: None,
        columns: Vec::new(),
        cell: 0,
        in_table_head: false,
        in_html: false,
        photo: None,
        in_link: false,
        paragraph: 0,
        notes: BTreeMap::new(),
        mentioned: 0,
        excerpt: Excerpt::default(),
    };
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        writer.event(event, &range);
        if writer.out.text.len() > MOST_GROWTH * source.len() + 4096 && !writer.too_much {
            writer.too_much = true;
            writer
                .reader
                .error(Span::from(at.start..at.start), Message::TooMuchOutput);
        }
        if writer.too_much {
            break;
        }
    }
    writer.finish()
}

/// Every `#id` that the author gives a heading, so that anchors of our own keep clear of them.
fn explicit_ids(source: &str) -> BTreeSet<String> {
    let attributes = source.lines().filter_map(|line| {
        let line = line.trim_end();
        line.strip_suffix('}')
            .and_then(|line| line.rsplit_once('{'))
    });
    attributes
        .flat_map(|(_, inside)| inside.split_whitespace())
        .filter_map(|word| word.strip_prefix('#'))
        .map(str::to_owned)
        .collect()
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a state of the text being written"
)]
struct Writer<'s, 'r, 'p> {
    source: &'s str,
    offset: usize,
    for_report: bool,
    vocabulary: &'s Vocabulary,
    reader: &'r mut Reader<'p>,
    out: Html,
    /// The text around a footnote that is being written.
    outer: Vec<(String, Span, Html)>,
    depth: usize,
    too_much: bool,
    taken: BTreeSet<String>,
    /// Anchors given so far.
    ids: BTreeMap<String, Span>,
    /// The next number of an anchor that was given already.
    numbers: BTreeMap<String, usize>,
    headings: Vec<Heading>,
    heading: Option<OpenHeading>,
    lessons: Vec<Lesson>,
    open_lesson: Option<OpenLesson>,
    columns: Vec<Alignment>,
    cell: usize,
    in_table_head: bool,
    in_html: bool,
    photo: Option<OpenPhoto>,
    in_link: bool,
    /// Where the text of the open paragraph begins.
    paragraph: usize,
    notes: BTreeMap<String, Note>,
    /// How many of them were mentioned.
    mentioned: usize,
    excerpt: Excerpt,
}

/// A photo whose description is being gathered.
struct OpenPhoto {
    target: String,
    title: String,
    span: Span,
    alt: String,
    /// How many photos stand in its description, which are only words there.
    inner: usize,
}

/// A heading whose text is being gathered.
struct OpenHeading {
    level: u8,
    id: Option<Spanned<String>>,
    lesson: Option<LessonHead>,
    title: String,
    html_start: usize,
}

/// What a lesson's heading says of it.
struct LessonHead {
    kind: LessonKind,
    topics: Option<Vec<TopicId>>,
    places: Option<Vec<Spanned<String>>>,
}

struct OpenLesson {
    level: u8,
    start: usize,
    excerpt: Excerpt,
}

/// A footnote: its number by first mention, how often it is mentioned, and its text.
#[derive(Default)]
struct Note {
    number: usize,
    mentions: usize,
    text: Option<Html>,
    span: Span,
}

/// The first sentences as plain text.
#[derive(Default)]
struct Excerpt {
    text: String,
    done: bool,
}

impl Excerpt {
    fn push(&mut self, text: &str) {
        if !self.done {
            self.text.push_str(text);
            self.done = self.text.len() > 4 * EXCERPT;
        }
    }

    /// A paragraph ends; what follows is a new sentence.
    fn pause(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Cut at a word, with `…` where something was left out.
    fn cut(self) -> String {
        let (mut text, mut length) = (String::new(), 0);
        for word in self.text.split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
                length += 1;
            }
            text.push_str(word);
            length += word.chars().count();
            if length > EXCERPT {
                break;
            }
        }
        let Some((end, _)) = text.char_indices().nth(EXCERPT) else {
            return text;
        };
        let word = text[..end].rfind(' ').unwrap_or(end);
        [
            text[..word].trim_end_matches([' ', ',', ';', ':', '.']),
            "…",
        ]
        .concat()
    }
}

impl<'s> Writer<'s, '_, '_> {
    fn event(&mut self, event: Event<'s>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_html => self.push_text(&text),
            Event::Text(text) => {
                self.check_footnote(range);
                self.push_text(&text);
            }
            Event::Code(text) => {
                self.raw("<code>");
                self.push_text(&text);
                self.raw("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html, range),
            Event::FootnoteReference(label) if self.photo.is_none() => self.mention(&label),
            Event::FootnoteReference(_) => {}
            Event::SoftBreak => self.push_text("\n"),
            Event::HardBreak => {
                self.raw("<br>");
                self.push_text("\n");
            }
            Event::Rule => self.raw("<hr>\n"),
            Event::TaskListMarker(done) => self.push_text(if done { "☑ " } else { "☐ " }),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(&text),
        }
    }

    fn raw(&mut self, html: &str) {
        if self.photo.is_none() {
            self.out.text.push_str(html);
        }
    }

    /// Text as the author wrote it: to the page, to the heading and to the excerpts.
    fn push_text(&mut self, text: &str) {
        if let Some(photo) = &mut self.photo {
            photo.alt.push_str(text);
            return;
        }
        push_escaped(&mut self.out.text, text);
        if let Some(heading) = &mut self.heading {
            heading.title.push_str(text);
        } else if self.outer.is_empty() {
            self.excerpt.push(text);
            if let Some(lesson) = &mut self.open_lesson {
                lesson.excerpt.push(text);
            }
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::from(range.clone()).shifted(self.offset)
    }

    fn start(&mut self, tag: Tag<'s>, range: &Range<usize>) {
        self.depth += 1;
        if self.depth > DEEPEST {
            self.too_much = true;
            let line = self.source[range.start..]
                .lines()
                .next()
                .unwrap_or_default();
            let first: usize = line.chars().take(20).map(char::len_utf8).sum();
            let span = self.span(&(range.start..range.start + first));
            self.reader.error(span, Message::BodyTooDeep);
            return;
        }
        match tag {
            Tag::Paragraph => {
                self.raw("<p>");
                self.paragraph = self.out.text.len();
            }
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                let attributes = Attributes {
                    id: id.map(|id| id.to_string()),
                    classes: classes.iter().map(ToString::to_string).collect(),
                    pairs: attrs
                        .iter()
                        .map(|(key, value)| {
                            (key.to_string(), value.as_ref().map(ToString::to_string))
                        })
                        .collect(),
                };
                self.open_heading(level, &attributes, range);
            }
            Tag::BlockQuote(_) => self.raw("<blockquote>\n"),
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => {
                // A keyboard must be able to scroll what is wider than the page.
                self.raw("<pre tabindex=\"0\"><code>");
            }
            Tag::HtmlBlock => {
                self.in_html = true;
                self.raw("<p>");
            }
            Tag::List(Some(1)) => self.raw("<ol>\n"),
            Tag::List(Some(first)) => self.raw(&format!("<ol start=\"{first}\">\n")),
            Tag::List(None) => self.raw("<ul>\n"),
            Tag::Item => self.raw("<li>"),
            Tag::FootnoteDefinition(label) => {
                let outer = std::mem::take(&mut self.out);
                let first_line = self.source[range.start..]
                    .lines()
                    .next()
                    .map_or(0, str::len);
                let span = self.span(&(range.start..range.start + first_line));
                self.outer.push((label.to_string(), span, outer));
            }
            Tag::Table(columns) => {
                if columns.len() > MOST_COLUMNS {
                    self.too_much = true;
                    let span = self.span(&(range.start..range.start + 1));
                    self.reader.error(span, Message::TooManyColumns);
                }
                self.columns = columns;
                self.raw("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Bảng\"><table>\n");
            }
            Tag::TableHead => {
                self.in_table_head = true;
                self.cell = 0;
                self.raw("<thead><tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.raw("<tr>");
            }
            Tag::TableCell => self.open_cell(),
            Tag::Emphasis => self.raw("<em>"),
            Tag::Strong => self.raw("<strong>"),
            Tag::Strikethrough => self.raw("<del>"),
            Tag::Link { dest_url, .. } => self.open_link(&dest_url, range),
            Tag::Image {
                dest_url, title, ..
            } => match &mut self.photo {
                Some(photo) => photo.inner += 1,
                None => {
                    self.photo = Some(OpenPhoto {
                        target: dest_url.to_string(),
                        title: title.trim().to_owned(),
                        span: self.span(range),
                        alt: String::new(),
                        inner: 0,
                    });
                }
            },
            // Not switched on.
            Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        self.depth -= 1;
        match tag {
            TagEnd::Paragraph => {
                if !self.close_figures() {
                    self.raw("</p>\n");
                }
                self.pause();
            }
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::BlockQuote(_) => self.raw("</blockquote>\n"),
            TagEnd::CodeBlock => self.raw("</code></pre>\n"),
            TagEnd::HtmlBlock => {
                self.in_html = false;
                self.raw("</p>\n");
            }
            TagEnd::List(ordered) => self.raw(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => {
                self.raw("</li>\n");
                self.pause();
            }
            TagEnd::FootnoteDefinition => self.close_footnote(),
            TagEnd::Table => self.raw("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.raw("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.raw("</tr>\n"),
            TagEnd::TableCell => {
                self.raw(if self.in_table_head { "</th>" } else { "</td>" });
                self.pause();
            }
            TagEnd::Emphasis => self.raw("</em>"),
            TagEnd::Strong => self.raw("</strong>"),
            TagEnd::Strikethrough => self.raw("</del>"),
            TagEnd::Link => {
                self.raw("</a>");
                self.in_link &= self.photo.is_some();
            }
            TagEnd::Image => match self.photo.take() {
                Some(photo) if photo.inner > 0 => {
                    let inner = photo.inner - 1;
                    self.photo = Some(OpenPhoto { inner, ..photo });
                }
                Some(photo) => self.close_photo(photo),
                None => {}
            },
            TagEnd::MetadataBlock(_)
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
        }
    }

    fn pause(&mut self) {
        if self.outer.is_empty() {
            self.excerpt.pause();
            if let Some(lesson) = &mut self.open_lesson {
                lesson.excerpt.pause();
            }
        }
    }

    fn open_cell(&mut self) {
        let class = match self.columns.get(self.cell) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        self.cell += 1;
        let head = self.in_table_head;
        self.raw(&if head {
            format!("<th scope=\"col\"{class}>")
        } else {
            format!("<td{class}>")
        });
    }

    fn raw_html(&mut self, html: &str, range: &Range<usize>) {
        let trimmed = range.start..range.start + html.trim_end().len();
        let span = self.span(&trimmed);
        self.reader
            .warning(span, Message::RawHtml)
            .hints
            .push(Message::RawHtmlHint);
        self.push_text(html);
    }

    // Headings and lessons.

    fn open_heading(&mut self, level: HeadingLevel, attributes: &Attributes, range: &Range<usize>) {
        // The page's own title is the only heading of level 1.
        let level = (level as u8).max(2);
        let top = self.depth == 1 && self.outer.is_empty();
        let id = attributes
            .id
            .as_ref()
            .and_then(|id| self.check_id(id, range));
        let lesson = self.lesson_head(attributes, id.is_some(), range);
        let lesson = lesson.filter(|_| {
            if !top {
                let span = self.heading_span(range);
                self.reader.error(span, Message::LessonNested);
            }
            top
        });
        if top {
            self.close_lesson(level, lesson.is_some(), range);
        }
        let lesson = lesson.filter(|_| id.is_some() && self.open_lesson.is_none());
        if let (Some(lesson), Some(id)) = (&lesson, &id) {
            let (class, label) = (lesson.kind.class(), lesson.kind.label());
            let _ = writeln!(
                self.out.text,
                "<section class=\"lesson {class}\" id=\"{}\"><p class=\"lesson-kind\">{label}</p>",
                id.value
            );
        }
        let html_start = self.out.text.len();
        self.heading = Some(OpenHeading {
            level,
            id,
            lesson,
            title: String::new(),
            html_start,
        });
    }

    /// The heading's line, without what follows it.
    fn heading_span(&self, range: &Range<usize>) -> Span {
        let text = self.source[range.clone()].trim_end();
        self.span(&(range.start..range.start + text.lines().next().map_or(0, str::len)))
    }

    /// Where `word` stands in a heading's attributes.
    fn attribute_span(&self, word: &str, range: &Range<usize>) -> Span {
        let text = &self.source[range.clone()];
        let from = text.rfind('{').unwrap_or(0);
        match text[from..].find(word) {
            Some(at) => self.span(&(range.start + from + at..range.start + from + at + word.len())),
            None => self.heading_span(range),
        }
    }

    fn check_id(&mut self, id: &str, range: &Range<usize>) -> Option<Spanned<String>> {
        let span = self.attribute_span(id, range);
        if UrlPath::home().child(id).is_none() {
            let proposal = text::slug(id).map(|slug| format!("#{slug}"));
            let fault = self
                .reader
                .error(span, Message::BadId { id: id.to_owned() });
            fault.hints.extend(did_you_mean(proposal.as_deref()));
            fault.hints.push(Message::BadSlugHint);
            return None;
        }
        let first = self.ids.get(id).copied();
        if first.is_some() || is_taken(id) {
            let first = first.map(|first| Place::new(self.reader.path, first));
            let fault = self
                .reader
                .error(span, Message::DuplicateId { id: id.to_owned() });
            fault
                .related
                .extend(first.map(|first| (first, Message::FirstOccurrence)));
            return None;
        }
        self.ids.insert(id.to_owned(), span);
        Some(Spanned {
            value: id.to_owned(),
            span,
        })
    }

    /// Reads the attributes of a heading; `None` where they make no lesson of it.
    fn lesson_head(
        &mut self,
        attributes: &Attributes,
        has_id: bool,
        range: &Range<usize>,
    ) -> Option<LessonHead> {
        let mut kind = None;
        for class in &attributes.classes {
            let known = LessonKind::ALL
                .into_iter()
                .find(|kind| kind.class() == class);
            let Some(found) = known else {
                self.refuse_attribute(&format!(".{class}"), range);
                continue;
            };
            if kind.is_some() {
                let span = self.attribute_span(class, range);
                self.reader.error(span, Message::SeveralLessonKinds);
            }
            kind.get_or_insert(found);
        }
        let (mut topics, mut places) = (None, None);
        for (key, value) in &attributes.pairs {
            let value = value.as_deref().unwrap_or_default();
            match &**key {
                "topics" if kind.is_some() => topics = Some(self.lesson_topics(value, range)),
                "places" if kind.is_some() => places = Some(self.lesson_places(value, range)),
                other => self.refuse_attribute(other, range),
            }
        }
        let kind = kind?;
        if !self.for_report {
            let span = self.heading_span(range);
            self.reader.error(span, Message::LessonOutsideReport);
            return None;
        }
        if !has_id && attributes.id.is_none() {
            let title = self.source[range.clone()].trim_start_matches('#');
            let title = title.split('{').next().unwrap_or_default();
            let id = text::slug(title).unwrap_or_else(|| "bai-hoc-1".to_owned());
            let span = self.heading_span(range);
            let fault = self.reader.error(span, Message::LessonWithoutId);
            fault
                .hints
                .push(Message::LessonWithoutIdHint { id: short_id(&id) });
        }
        Some(LessonHead {
            kind,
            topics,
            places,
        })
    }

    fn refuse_attribute(&mut self, found: &str, range: &Range<usize>) {
        let span = self.attribute_span(found, range);
        let message = Message::UnknownHeadingAttribute {
            found: found.to_owned(),
        };
        let near = text::nearest(found, ATTRIBUTES.into_iter(), 1);
        let near = near.into_iter().filter(|near| *near != found);
        let fault = self.reader.error(span, message);
        fault.hints.extend(did_you_mean(near));
        fault.hints.push(Message::UnknownHeadingAttributeHint);
    }

    fn lesson_topics(&mut self, value: &str, range: &Range<usize>) -> Vec<TopicId> {
        let mut topics = Vec::new();
        for word in value.split(',').filter(|word| !word.is_empty()) {
            let written = Spanned {
                value: word.to_owned(),
                span: self.attribute_span(word, range),
            };
            if let Some(topic) = head::topic(&written, self.vocabulary, self.reader)
                && !topics.contains(&topic)
            {
                topics.push(topic);
            }
        }
        topics
    }

    fn lesson_places(&mut self, value: &str, range: &Range<usize>) -> Vec<Spanned<String>> {
        value
            .split(',')
            .filter(|word| !word.is_empty())
            .map(|word| Spanned {
                value: word.to_owned(),
                span: self.attribute_span(word, range),
            })
            .collect()
    }

    fn close_heading(&mut self) {
        let Some(heading) = self.heading.take() else {
            return;
        };
        let title = heading
            .title
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let is_lesson = heading.lesson.is_some();
        let id = heading
            .id
            .as_ref()
            .map_or_else(|| self.own_id(&title), |id| id.value.clone());
        // A lesson's anchor stands on its section.
        let anchor = if is_lesson {
            String::new()
        } else {
            format!(" id=\"{id}\"")
        };
        let level = heading.level;
        self.out
            .insert(heading.html_start, &format!("<h{level}{anchor}>"));
        let _ = writeln!(self.out.text, "</h{level}>");
        if self.outer.is_empty() {
            self.headings.push(Heading {
                title: title.clone(),
                id,
                level,
            });
        }
        if let (Some(lesson), Some(id)) = (heading.lesson, heading.id) {
            let start = self.out.text.len();
            self.open_lesson = Some(OpenLesson {
                level,
                start,
                excerpt: Excerpt::default(),
            });
            self.lessons.push(Lesson {
                id,
                title,
                kind: lesson.kind,
                topics: lesson.topics,
                places: lesson.places,
                html_range: start..start,
                excerpt: String::new(),
            });
        }
    }

    /// An anchor for a heading whose author gave none.
    fn own_id(&mut self, title: &str) -> String {
        let base = format!("{ANCHOR}{}", text::slug(title).unwrap_or_default());
        let base = base.trim_end_matches('-').to_owned();
        let mut id = base.clone();
        // A thousand headings of one name would else try a thousand numbers each.
        let number = self.numbers.entry(base.clone()).or_insert(2);
        while self.ids.contains_key(&id) || self.taken.contains(&id) {
            id = format!("{base}-{number}");
            *number += 1;
        }
        self.ids.insert(id.clone(), Span::default());
        id
    }

    /// Ends the open lesson where a heading of its level or above begins.
    fn close_lesson(&mut self, level: u8, by_lesson: bool, range: &Range<usize>) {
        let Some(open) = self.open_lesson.take() else {
            return;
        };
        if level > open.level {
            self.open_lesson = Some(open);
            if by_lesson {
                let span = self.heading_span(range);
                let fault = self.reader.error(span, Message::LessonInLesson);
                fault.hints.push(Message::LessonInLessonHint);
            }
            return;
        }
        self.end_lesson(open);
    }

    fn end_lesson(&mut self, open: OpenLesson) {
        let end = self.out.text.len();
        self.out.text.push_str("</section>\n");
        let Some(lesson) = self.lessons.last_mut() else {
            return;
        };
        lesson.html_range = open.start..end;
        lesson.excerpt = open.excerpt.cut();
        if self.out.text[lesson.html_range.clone()].trim().is_empty() {
            self.reader.error(lesson.id.span, Message::LessonEmpty);
        }
    }

    // Links.

    fn open_link(&mut self, written: &str, range: &Range<usize>) {
        let span = self.span(range);
        self.in_link |= self.photo.is_none();
        match classify(self.reader.path, written) {
            Ok(Destination::Outside(url)) => {
                self.raw(&format!("<a href=\"{}\" rel=\"external\">", escape(&url)));
            }
            Ok(Destination::Inside(target)) => {
                self.raw("<a href=\"");
                if self.photo.is_none() {
                    self.out.push_placeholder(target, Some(span));
                }
                self.raw("\">");
            }
            Err(message) => {
                let is_refused = matches!(message, Message::ForbiddenLinkScheme { .. });
                let fault = self.reader.error(span, message);
                fault
                    .hints
                    .extend(is_refused.then_some(Message::ForbiddenLinkSchemeHint));
                self.raw("<a>");
            }
        }
    }

    // Photos.

    fn close_photo(&mut self, photo: OpenPhoto) {
        let OpenPhoto {
            target,
            mut title,
            span,
            alt,
            ..
        } = photo;
        let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
        let path = match photo_path(self.reader.path, &target) {
            Ok(path) => path,
            Err(told) => {
                let [message, hint] = *told;
                self.reader.error(span, message).hints.push(hint);
                return;
            }
        };
        if alt.is_empty() {
            let lower = title.to_lowercase();
            let reason = lower.strip_prefix(DECORATION).unwrap_or_default();
            if reason.trim().is_empty() {
                let hint = Message::PhotoWithoutAltHint {
                    target: target.clone(),
                };
                let fault = self.reader.error(span, Message::PhotoWithoutAlt { target });
                fault.hints.push(hint);
            }
            title.clear();
        }
        let shown = EmbeddedPhoto {
            path,
            alt,
            title,
            is_linked: self.in_link,
        };
        self.out
            .push_placeholder(Target::Photo(Box::new(shown)), Some(span));
    }

    /// Where a paragraph holds photos and nothing else, makes a figure of each, what its author
    /// wrote of it below it.
    fn close_figures(&mut self) -> bool {
        let Some(text) = self.out.text.get(self.paragraph..) else {
            return false;
        };
        let at = self
            .out
            .placeholders
            .partition_point(|mark| mark.at < self.paragraph);
        if !text.trim().is_empty() || at == self.out.placeholders.len() {
            return false;
        }
        self.out.text.truncate(self.paragraph - "<p>".len());
        for mark in &mut self.out.placeholders[at..] {
            let Target::Photo(shown) = &mut mark.target else {
                unreachable!("a link leaves text behind");
            };
            let out = &mut self.out.text;
            out.push_str("<figure class=\"photo\">");
            mark.at = out.len();
            let caption = mem::take(&mut shown.title);
            if !caption.is_empty() {
                let _ = write!(out, "<figcaption>{}</figcaption>", escape(&caption));
            }
            out.push_str("</figure>\n");
        }
        true
    }

    // Footnotes.

    fn mention(&mut self, label: &str) {
        let note = self.notes.entry(label.to_owned()).or_default();
        if note.number == 0 {
            self.mentioned += 1;
            note.number = self.mentioned;
        }
        note.mentions += 1;
        let (number, mention) = (note.number, note.mentions);
        let _ = write!(
            self.out.text,
            "<sup class=\"footnote-ref\" id=\"fnref-{number}-{mention}\"><a href=\""
        );
        self.out
            .push_placeholder(Target::Anchor(format!("fn-{number}")), None);
        let _ = write!(
            self.out.text,
            "\" aria-label=\"Chú thích {number}\">{number}</a></sup>"
        );
    }

    /// Text that begins with `[^` is a mention of a footnote that has no text.
    fn check_footnote(&mut self, range: &Range<usize>) {
        let Some(rest) = self.source[range.start..].strip_prefix("[^") else {
            return;
        };
        // No further than what cannot stand in it: there may be a `[^` for every other byte.
        let end = rest.find([']', '\n', '[']).unwrap_or(rest.len());
        let label = &rest[..end];
        if label.is_empty() || !rest[end..].starts_with(']') {
            return;
        }
        let span = self.span(&(range.start..range.start + label.len() + 3));
        let label = label.to_owned();
        let hint = Message::FootnoteUnknownHint {
            label: label.clone(),
        };
        let fault = self.reader.error(span, Message::FootnoteUnknown { label });
        fault.hints.push(hint);
    }

    fn close_footnote(&mut self) {
        let Some((label, span, outer)) = self.outer.pop() else {
            return;
        };
        let text = std::mem::replace(&mut self.out, outer);
        let note = self.notes.entry(label).or_default();
        note.text = Some(text);
        note.span = span;
    }

    fn footnotes(&mut self) {
        let mut notes: Vec<(String, Note)> = std::mem::take(&mut self.notes).into_iter().collect();
        notes.sort_by_key(|(_, note)| note.number);
        for (label, note) in notes.iter().filter(|(_, note)| note.number == 0) {
            let message = Message::FootnoteUnused {
                label: label.clone(),
            };
            self.reader.warning(note.span, message);
        }
        notes.retain(|(_, note)| note.number > 0 && note.text.is_some());
        if notes.is_empty() {
            return;
        }
        self.out
            .text
            .push_str("<section class=\"footnotes\" aria-label=\"Chú thích\"><ol>\n");
        for (_, note) in notes {
            let number = note.number;
            let _ = write!(self.out.text, "<li id=\"fn-{number}\">");
            self.out.append_trimmed(note.text.unwrap_or_default());
            for mention in 1..=note.mentions {
                self.out
                    .text
                    .push_str(" <a class=\"footnote-back\" href=\"");
                let target = Target::Anchor(format!("fnref-{number}-{mention}"));
                self.out.push_placeholder(target, None);
                let _ = writeln!(
                    self.out.text,
                    "\" aria-label=\"Về chỗ nhắc chú thích {number}\">↩</a>"
                );
            }
            self.out.text.push_str("</li>\n");
            self.ids.insert(format!("fn-{number}"), Span::default());
        }
        self.out.text.push_str("</ol></section>\n");
    }

    fn finish(mut self) -> Body {
        if let Some(open) = self.open_lesson.take() {
            self.end_lesson(open);
        }
        self.mark_end();
        self.footnotes();
        // Copied, since an allocator seldom takes back a part of what it gave, and the texts of all
        // documents are the most that a build holds.
        let html = Html {
            text: self.out.text.as_str().to_owned(),
            placeholders: self.out.placeholders,
        };
        Body {
            html,
            headings: self.headings,
            anchors: self.ids.into_keys().collect(),
            lessons: self.lessons,
            excerpt: self.excerpt.cut(),
        }
    }

    /// Gives the `./.` that ends an official text a class of its own.
    fn mark_end(&mut self) {
        const TAIL: &str = "./.</p>\n";
        let at = self.out.text.len().saturating_sub(TAIL.len());
        // A photo may stand after the sign: its place is open, so its text is not there yet.
        let is_last = self
            .out
            .placeholders
            .last()
            .is_none_or(|mark| mark.at <= at);
        if is_last && self.out.text.ends_with(TAIL) {
            self.out
                .text
                .replace_range(at.., "<span class=\"end\">./.</span></p>\n");
        }
    }
}

/// The attributes of a heading, as data.
struct Attributes {
    id: Option<String>,
    classes: Vec<String>,
    pairs: Vec<(String, Option<String>)>,
}

/// Whether an anchor is one that pages give their own parts: sections, batches and footnotes.
fn is_taken(id: &str) -> bool {
    let numbered = |prefix| {
        id.strip_prefix(prefix)
            .is_some_and(|rest: &str| rest.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
    };
    id.starts_with("s-") || ["dot-", "fn-", "fnref-"].into_iter().any(numbered)
}

/// At most the first five words of a slug.
fn short_id(slug: &str) -> String {
    slug.split('-').take(5).collect::<Vec<_>>().join("-")
}

enum Destination {
    Outside(String),
    Inside(Target),
}

/// What a link means; the error is what the author is told.
fn classify(path: &SourcePath, written: &str) -> Result<Destination, Message> {
    let refused = || Message::ForbiddenLinkScheme {
        target: written.to_owned(),
    };
    if written.chars().any(char::is_control) || written.starts_with("//") || written.contains('\\')
    {
        return Err(refused());
    }
    if let Some(scheme) = scheme(written) {
        return match &*scheme {
            "http" | "https" | "mailto" | "tel" => Ok(Destination::Outside(written.to_owned())),
            _ => Err(refused()),
        };
    }
    let (before, anchor) = written.split_once('#').unwrap_or((written, ""));
    let anchor = decode(anchor);
    let before = decode(before.split('?').next().unwrap_or_default());
    let broken = || Message::BrokenLink {
        target: written.to_owned(),
    };
    let target = if before.is_empty() {
        Target::Anchor(anchor)
    } else if before.starts_with('/') {
        Target::Url(UrlPath::parse(&before).ok_or_else(broken)?, anchor)
    } else {
        let before = text::nfc(&before).into_owned();
        Target::Source(path.join(&before).ok_or_else(broken)?, anchor)
    };
    Ok(Destination::Inside(target))
}

/// Where a photo lies that a text shows: in the text's own folder. Else what its author is told,
/// and what to do.
fn photo_path(path: &SourcePath, written: &str) -> Result<SourcePath, Box<[Message; 2]>> {
    let target = written.to_owned();
    if scheme(written).is_some() || written.starts_with("//") {
        let message = Message::PhotoOutsideSite { target };
        return Err([message, Message::PhotoOutsideSiteHint].into());
    }
    let reference = text::nfc(&decode(written)).into_owned();
    let found = path
        .join(&reference)
        .filter(|_| !reference.starts_with('/'));
    let Some(found) = found else {
        let message = Message::PhotoInOtherFolder { target };
        return Err([message, Message::PhotoInOtherFolderHint].into());
    };
    if Format::of(&found).is_none() {
        let message = Message::UnsupportedPhotoFormat { target };
        return Err([message, Message::UnsupportedPhotoFormatHint].into());
    }
    let Some(folder) = path.as_str().strip_suffix("index.md") else {
        let folder = path.as_str().trim_end_matches(".md").to_owned();
        let message = Message::PhotoNeedsFolder { target };
        return Err([message, Message::PhotoNeedsFolderHint { folder }].into());
    };
    if !found.as_str().starts_with(folder) {
        let message = Message::PhotoInOtherFolder { target };
        return Err([message, Message::PhotoInOtherFolderHint].into());
    }
    Ok(found)
}

/// The scheme of a URL, in lower case.
fn scheme(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    let sound = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    sound.then(|| scheme.to_ascii_lowercase())
}

/// Percent-decodes; what is no sound UTF-8 stays as it is.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| bytes.get(i).and_then(|&b| char::from(b).to_digit(16));
        if bytes[at] == b'%'
            && let (Some(high), Some(low)) = (hex(at + 1), hex(at + 2))
        {
            out.push(u8::try_from(high * 16 + low).unwrap_or_default());
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use html5ever::tendril::TendrilSink as _;
    use markup5ever_rcdom::{Handle, NodeData, RcDom};
    use proptest::prelude::*;

    use super::*;
    use crate::html::{Replacement, ResponsiveImage};
    use ssg_base::diagnostic::Diagnostic;

    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::built_in);

    fn read(text: &str) -> (String, Vec<Diagnostic>) {
        let path = SourcePath::new("content/reports/2023/x/index.md").expect("sound");
        let mut reader = Reader::new(&path);
        let body = render(
            text,
            Span::from(0..text.len()),
            true,
            &VOCABULARY,
            &mut reader,
        );
        for lesson in &body.lessons {
            let inner = body.html.fill(lesson.html_range.clone(), filling);
            check_allowed(&inner);
            body.html.plain_text(lesson.html_range.clone());
        }
        let html = body.html.fill(body.html.full_range(), filling);
        (html, reader.found)
    }

    fn filling(target: &Target) -> Replacement {
        match target {
            Target::Anchor(anchor) => Replacement::Url(format!("#{anchor}")),
            Target::Source(..) | Target::Url(..) => Replacement::Url("../x/".to_owned()),
            Target::Photo(_) => Replacement::Image(ResponsiveImage {
                webp: vec![("../x-640.webp".to_owned(), 640)],
                jpeg: vec![("../x-640.jpg".to_owned(), 640)],
                size: (640, 480),
                original: Some("../x.jpg".to_owned()),
            }),
        }
    }

    /// Pieces of Markdown and HTML that have broken writers elsewhere.
    fn nasty() -> impl Strategy<Value = String> {
        let pieces = [
            "a",
            " ",
            "\n",
            "\n\n",
            "    ",
            "# ",
            "### ",
            "\n## x {#x .practice}\n",
            "{#bai .caution}",
            "{onclick=x}",
            "{#a\"b}",
            "{.x style=y}",
            "*",
            "**",
            "_",
            "~~",
            "`",
            "```\n",
            "> ",
            "- ",
            "1. ",
            "7. ",
            "|",
            "\n| a | b |\n| --: | :-: |\n| c | d |\n",
            "---\n",
            "[",
            "]",
            "(",
            ")",
            "[x](y.md)",
            "[x](#y)",
            "[x](/nam/)",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:x)",
            "[x](data:text/html,x)",
            "[x](//evil.example)",
            "[x](https://a.vn/?a=1&b=\"2\")",
            "[x](\\\\evil)",
            "[x]( \tjavascript:x)",
            "[x](java\nscript:x)",
            "[x](&#106;avascript:x)",
            "[x](vbscript:x)",
            "<https://a.vn>",
            "<javascript:x>",
            "<mailto:a@b.vn>",
            "![i](x.png)",
            "\n\n![i\"](x.png \"<t>\")\n\n",
            "![](x.jpg \"trang trí: a\")",
            "![i](//x.vn/x.png)",
            "![i[^1]](x.png)",
            "![a [b](c.md)](d.png)",
            "[![i](x.png)](y.md)",
            "[^1]",
            "[^2]",
            "\n[^1]: chú thích\n",
            "\n[^2]: hai [^1]\n\n    ba\n",
            "[^",
            "[x[^1]](y.md)",
            "<b>",
            "</b>",
            "<script>alert(1)</script>",
            "<!--",
            "-->",
            "<img src=x onerror=y>",
            "<a href='javascript:x'>",
            "<![CDATA[",
            "<?php",
            "</section>",
            "</div>",
            "<svg/onload=x>",
            "&lt;",
            "&#60;",
            "&amp;",
            "&",
            "<",
            ">",
            "\"",
            "'",
            "\\",
            "- [ ] ",
            "- [x] ",
            "./.",
            "\t",
            "Đợt",
            "<style>",
            "<p style=x>",
        ];
        let piece = proptest::sample::select(pieces.to_vec());
        proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    /// Elements and their attributes that the writer makes, and no other.
    const ALLOWED: [(&str, &[&str]); 35] = [
        ("a", &["href", "rel", "class", "aria-label"]),
        ("blockquote", &[]),
        ("br", &[]),
        ("code", &[]),
        ("del", &[]),
        ("div", &["class", "role", "tabindex", "aria-label"]),
        ("em", &[]),
        ("figcaption", &[]),
        ("figure", &["class"]),
        ("h2", &["id"]),
        ("h3", &["id"]),
        ("h4", &["id"]),
        ("h5", &["id"]),
        ("h6", &["id"]),
        ("hr", &[]),
        (
            "img",
            &[
                "src", "srcset", "sizes", "width", "height", "alt", "title", "loading", "decoding",
            ],
        ),
        ("li", &["id"]),
        ("ol", &["start"]),
        ("p", &["class"]),
        ("picture", &[]),
        ("pre", &["tabindex"]),
        ("section", &["class", "id", "aria-label"]),
        ("source", &["type", "srcset", "sizes"]),
        ("span", &["class"]),
        ("strong", &[]),
        ("sup", &["class", "id"]),
        ("table", &[]),
        ("tbody", &[]),
        ("td", &["class"]),
        ("th", &["scope", "class"]),
        ("thead", &[]),
        ("tr", &[]),
        ("ul", &[]),
        // The parser's own frame around a fragment.
        ("html", &[]),
        ("body", &[]),
    ];

    fn check_allowed(html: &str) -> Vec<String> {
        let frame = format!("<!doctype html><title></title><body>{html}</body>");
        let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default());
        let dom = dom.one(frame);
        let errors = dom.errors.borrow();
        walk(&dom.document, html);
        errors.iter().map(ToString::to_string).collect()
    }

    fn walk(node: &Handle, html: &str) {
        match &node.data {
            NodeData::Element { name, attrs, .. } if !["head", "title"].contains(&&*name.local) => {
                let known = ALLOWED.iter().find(|(known, _)| *known == &*name.local);
                let (_, known) = known.unwrap_or_else(|| panic!("<{}> in {html}", name.local));
                for attribute in attrs.borrow().iter() {
                    let name = &*attribute.name.local;
                    assert!(known.contains(&name), "{name} in {html}");
                    if name == "href" {
                        let scheme = scheme(&attribute.value);
                        let sound = ["http", "https", "mailto", "tel"];
                        assert!(
                            scheme.is_none_or(|scheme| sound.contains(&&*scheme)),
                            "{} in {html}",
                            attribute.value
                        );
                        assert!(!attribute.value.starts_with("//"), "{html}");
                    }
                }
            }
            NodeData::Comment { .. } | NodeData::ProcessingInstruction { .. } => {
                panic!("a comment in {html}")
            }
            _ => {}
        }
        for child in node.children.borrow().iter() {
            walk(child, html);
        }
    }

    #[test]
    fn a_photo_may_follow_the_sign_that_ends_a_text() {
        for (text, end) in [
            ("Hết./.", "<p>Hết<span class=\"end\">./.</span></p>\n"),
            (
                "![](x.jpg \"trang trí: a\")./.",
                "<span class=\"end\">./.</span></p>\n",
            ),
            ("Hết./.![](x.jpg \"trang trí: a\")", "</picture></p>\n"),
        ] {
            let (html, _) = read(text);
            assert!(html.ends_with(end), "{html}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn whatever_is_written_is_data(text in nasty()) {
            let (html, found) = read(&text);
            let unsound = check_allowed(&html);
            if !found.iter().any(Diagnostic::is_error) {
                prop_assert_eq!(unsound, Vec::<String>::new(), "{}", html);
            }
        }
    }
}
