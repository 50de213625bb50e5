//! Markdown to HTML, headings, lessons and excerpts, in one pass. Only this module uses
//! `pulldown_cmark`.
//!
//! Content is data: raw HTML is shown as text, heading attributes are read and never printed, and
//! only a few URL schemes may be linked to. Links inside the site become placeholders, see
//! [`html`](crate::html). The pass builds no tree, so deep nesting costs no memory.
//!
//! [`Writer`] turns each event of the parser into HTML. What an event means is in the submodules:
//! `heading` with `attributes` and `anchors`, `lesson`, `link`, `photo`, `footnote`, `table` and
//! `excerpt`. `outline` lists headings and photos for editing.

mod anchors;
mod attributes;
mod excerpt;
mod footnote;
mod heading;
mod lesson;
mod link;
mod outline;
mod photo;
mod table;

pub use self::outline::{Outline, OutlineHeading, OutlinePhoto, outline};

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use self::anchors::Anchors;
use self::excerpt::Excerpt;
use self::footnote::Footnotes;
use self::heading::Headings;
use self::lesson::Lessons;
use self::photo::OpenPhoto;
use self::table::Table;
use super::Body;
use crate::fields::Reporter;
use crate::html::{Html, push_escaped};
use crate::vocabulary::Vocabulary;
use ssg_base::diagnostic::Span;
use ssg_base::message::Message;

/// The deepest nesting of blocks and inline elements. A deeper body is reported and not rendered
/// further.
const MAX_DEPTH: usize = 100;
/// How many times longer than its source the HTML may become, in bytes. A longer one is reported
/// and not rendered further.
const MAX_GROWTH: usize = 50;

/// Renders the Markdown in `text[at]`. Lessons are allowed in reports only.
pub(super) fn render(
    text: &str,
    at: Span,
    is_report: bool,
    vocabulary: &Vocabulary,
    reporter: &mut Reporter<'_>,
) -> Body {
    let source = &text[at.start..at.end];
    let input = Input {
        source,
        offset: at.start,
        is_report,
        vocabulary,
    };
    let mut writer = Writer::new(input, reporter);
    for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
        writer.event(event, &range);
        if writer.out.text.len() > MAX_GROWTH * source.len() + 4096 && !writer.is_over_limit {
            writer.is_over_limit = true;
            let start = Span::from(at.start..at.start);
            writer.reporter.error(start, Message::TooMuchOutput);
        }
        if writer.is_over_limit {
            break;
        }
    }
    writer.finish()
}

/// The extensions of Markdown that bodies may use.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// The Markdown that is rendered, and what is needed to read it.
#[derive(Clone, Copy)]
struct Input<'s> {
    source: &'s str,
    /// The byte of the source file at which the Markdown begins.
    offset: usize,
    is_report: bool,
    vocabulary: &'s Vocabulary,
}

impl Input<'_> {
    /// The place of a range of the Markdown.
    fn span(&self, range: &Range<usize>) -> Span {
        Span::from(range.clone()).shifted(self.offset)
    }

    /// The place of `part`, a slice that was borrowed from the Markdown; `None` if it was not.
    fn span_of(&self, part: &str) -> Option<Span> {
        let start = part.as_ptr().addr();
        let start = start.checked_sub(self.source.as_ptr().addr())?;
        let end = start + part.len();
        (end <= self.source.len()).then(|| self.span(&(start..end)))
    }

    /// The first line of a block, without the white space at its end.
    fn first_line(&self, range: &Range<usize>) -> Span {
        let text = self.source[range.clone()].trim_end();
        let length = text.lines().next().map_or(0, str::len);
        self.span(&(range.start..range.start + length))
    }
}

/// Writes the HTML of a body, event by event.
struct Writer<'s, 'r, 'p> {
    input: Input<'s>,
    reporter: &'r mut Reporter<'p>,
    /// The HTML of the body, or of the footnote that is being written.
    out: Html,
    depth: usize,
    /// Whether a limit was exceeded, which was reported.
    is_over_limit: bool,
    anchors: Anchors,
    headings: Headings,
    lessons: Lessons,
    table: Table,
    footnotes: Footnotes,
    /// The photo whose text alternative is being read.
    photo: Option<OpenPhoto>,
    in_link: bool,
    in_html_block: bool,
    /// The byte of the output at which the content of the last paragraph begins.
    paragraph_start: usize,
    excerpt: Excerpt,
}

impl<'s, 'r, 'p> Writer<'s, 'r, 'p> {
    fn new(input: Input<'s>, reporter: &'r mut Reporter<'p>) -> Self {
        Self {
            input,
            reporter,
            out: Html {
                text: String::with_capacity(input.source.len() * 5 / 4),
                placeholders: Vec::new(),
            },
            depth: 0,
            is_over_limit: false,
            anchors: Anchors::new(input.source),
            headings: Headings::default(),
            lessons: Lessons::default(),
            table: Table::default(),
            footnotes: Footnotes::default(),
            photo: None,
            in_link: false,
            in_html_block: false,
            paragraph_start: 0,
            excerpt: Excerpt::default(),
        }
    }

    fn event(&mut self, event: Event<'s>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_html_block => self.push_text(&text),
            Event::Text(text) => {
                self.check_footnote_reference(range);
                self.push_text(&text);
            }
            Event::Code(text) => {
                self.push_tag("<code>");
                self.push_text(&text);
                self.push_tag("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html_as_text(&html, range),
            Event::FootnoteReference(label) if self.photo.is_none() => {
                self.footnote_reference(&label);
            }
            Event::FootnoteReference(_) => {}
            Event::SoftBreak => self.push_text("\n"),
            Event::HardBreak => {
                self.push_tag("<br>");
                self.push_text("\n");
            }
            Event::Rule => self.push_tag("<hr>\n"),
            Event::TaskListMarker(done) => self.push_text(if done { "☑ " } else { "☐ " }),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(&text),
        }
    }

    /// Writes a tag. Inside the text alternative of a photo, tags are left out.
    fn push_tag(&mut self, html: &str) {
        if self.photo.is_none() {
            self.out.text.push_str(html);
        }
    }

    /// Writes the author's text to the page, to the open heading and to the excerpts.
    fn push_text(&mut self, text: &str) {
        if let Some(photo) = &mut self.photo {
            photo.alt.push_str(text);
            return;
        }
        push_escaped(&mut self.out.text, text);
        if let Some(heading) = &mut self.headings.open {
            heading.title.push_str(text);
        } else if !self.footnotes.in_definition() {
            self.excerpt.push(text);
            if let Some(lesson) = &mut self.lessons.open {
                lesson.excerpt.push(text);
            }
        }
    }

    /// Ends a sentence of the excerpts, where a block ends.
    fn end_excerpt_block(&mut self) {
        if !self.footnotes.in_definition() {
            self.excerpt.end_block();
            if let Some(lesson) = &mut self.lessons.open {
                lesson.excerpt.end_block();
            }
        }
    }

    fn start(&mut self, tag: Tag<'s>, range: &Range<usize>) {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.report_too_deep(range);
            return;
        }
        match tag {
            Tag::Paragraph => {
                self.push_tag("<p>");
                self.paragraph_start = self.out.text.len();
            }
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                let attributes = self.input.attributes(id.as_ref(), &classes, &attrs, range);
                self.open_heading(level, &attributes, range);
            }
            Tag::BlockQuote(_) => self.push_tag("<blockquote>\n"),
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => {
                // Code wider than the page must be scrollable with the keyboard.
                self.push_tag("<pre tabindex=\"0\"><code>");
            }
            Tag::HtmlBlock => {
                self.in_html_block = true;
                self.push_tag("<p>");
            }
            Tag::List(Some(1)) => self.push_tag("<ol>\n"),
            Tag::List(Some(first)) => self.push_tag(&format!("<ol start=\"{first}\">\n")),
            Tag::List(None) => self.push_tag("<ul>\n"),
            Tag::Item => self.push_tag("<li>"),
            Tag::FootnoteDefinition(label) => self.open_footnote(&label, range),
            Tag::Table(columns) => self.open_table(columns, range),
            Tag::TableHead => {
                self.table.open_head();
                self.push_tag("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.open_row();
                self.push_tag("<tr>");
            }
            Tag::TableCell => {
                let tag = self.table.open_cell();
                self.push_tag(&tag);
            }
            Tag::Emphasis => self.push_tag("<em>"),
            Tag::Strong => self.push_tag("<strong>"),
            Tag::Strikethrough => self.push_tag("<del>"),
            Tag::Link { dest_url, .. } => self.open_link(&dest_url, range),
            Tag::Image {
                dest_url, title, ..
            } => self.open_photo(&dest_url, &title, range),
            // These extensions are not enabled.
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
                if !self.turn_photos_into_figures() {
                    self.push_tag("</p>\n");
                }
                self.end_excerpt_block();
            }
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::BlockQuote(_) => self.push_tag("</blockquote>\n"),
            TagEnd::CodeBlock => self.push_tag("</code></pre>\n"),
            TagEnd::HtmlBlock => {
                self.in_html_block = false;
                self.push_tag("</p>\n");
            }
            TagEnd::List(ordered) => self.push_tag(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => {
                self.push_tag("</li>\n");
                self.end_excerpt_block();
            }
            TagEnd::FootnoteDefinition => self.close_footnote(),
            TagEnd::Table => self.push_tag("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.table.close_head();
                self.push_tag("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.push_tag("</tr>\n"),
            TagEnd::TableCell => {
                let tag = self.table.close_cell();
                self.push_tag(tag);
                self.end_excerpt_block();
            }
            TagEnd::Emphasis => self.push_tag("</em>"),
            TagEnd::Strong => self.push_tag("</strong>"),
            TagEnd::Strikethrough => self.push_tag("</del>"),
            TagEnd::Link => {
                self.push_tag("</a>");
                self.in_link &= self.photo.is_some();
            }
            TagEnd::Image => self.close_photo(),
            TagEnd::MetadataBlock(_)
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
        }
    }

    /// Reports nesting beyond [`MAX_DEPTH`] at the first 20 characters of the line.
    fn report_too_deep(&mut self, range: &Range<usize>) {
        self.is_over_limit = true;
        let rest = &self.input.source[range.start..];
        let line = rest.lines().next().unwrap_or_default();
        let length: usize = line.chars().take(20).map(char::len_utf8).sum();
        let span = self.input.span(&(range.start..range.start + length));
        self.reporter.error(span, Message::BodyTooDeep);
    }

    /// Writes raw HTML as text, with a warning.
    fn html_as_text(&mut self, html: &str, range: &Range<usize>) {
        let trimmed = range.start..range.start + html.trim_end().len();
        let span = self.input.span(&trimmed);
        let warning = self.reporter.warning(span, Message::RawHtml);
        warning.hints.push(Message::RawHtmlHint);
        self.push_text(html);
    }

    fn finish(mut self) -> Body {
        if let Some(open) = self.lessons.open.take() {
            self.end_lesson(open);
        }
        self.mark_end_sign();
        self.write_footnotes();
        // Copied, because allocators seldom take back the unused part of a buffer, and the bodies
        // of all documents are most of what a build keeps in memory.
        let html = Html {
            text: self.out.text.as_str().to_owned(),
            placeholders: self.out.placeholders,
        };
        Body {
            html,
            headings: self.headings.finished,
            anchors: self.anchors.into_sorted(),
            lessons: self.lessons.finished,
            excerpt: self.excerpt.finish(),
        }
    }

    /// Gives the sign `./.`, which ends an official text, a class of its own.
    fn mark_end_sign(&mut self) {
        const TAIL: &str = "./.</p>\n";
        let at = self.out.text.len().saturating_sub(TAIL.len());
        // A photo may follow the sign. It is a placeholder, so it does not show in the text.
        let last = self.out.placeholders.last();
        let is_last = last.is_none_or(|placeholder| placeholder.at <= at);
        if is_last && self.out.text.ends_with(TAIL) {
            self.out
                .text
                .replace_range(at.., "<span class=\"end\">./.</span></p>\n");
        }
    }
}

#[cfg(test)]
mod tests;
