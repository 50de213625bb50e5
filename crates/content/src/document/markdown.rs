//! Markdown to HTML, headings, lessons and excerpts, in one pass. Only this module uses
//! `pulldown_cmark`.
//!
//! Content is data: raw HTML is shown as text, heading attributes are read and never printed, and
//! only a few URL schemes may be linked to. Links inside the site become placeholders, see
//! [`html`](crate::html). The pass builds no tree, so deep nesting costs no memory.
//!
//! [`Writer`] turns each event of the parser into HTML. What an event means is in the submodules:
//! `heading` with `attributes` and `anchors`, `lesson`, `link`, `photo`, `footnote`, `list`, `table`,
//! `raw_html` and `excerpt`. `coverage` and `typed` report text that is lost, and markup that is
//! shown as it was typed.
//! `outline` lists headings and photos for editing.

mod anchors;
mod attributes;
mod coverage;
mod excerpt;
mod footnote;
mod heading;
mod lesson;
mod link;
mod list;
mod outline;
mod photo;
mod raw_html;
mod table;
mod typed;

pub use self::outline::{Outline, OutlineHeading, OutlinePhoto, outline};

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use self::anchors::Anchors;
use self::coverage::Coverage;
use self::excerpt::Excerpt;
use self::footnote::{Footnotes, number_footnotes};
use self::heading::Headings;
use self::lesson::Lessons;
use self::list::OpenList;
use self::photo::OpenPhoto;
use self::table::Table;
use self::typed::{Block, MARK};
use super::Body;
use super::mapped_text::{BLOCK_END, ITEM_END, MappedText};
use super::privacy::TAX_CODE_LABEL;
use crate::fields::{Reporter, code_point};
use crate::html::{Html, push_escaped};
use crate::vocabulary::Vocabulary;
use ssg_base::diagnostic::{Diagnostic, Severity, Span};
use ssg_base::message::Message;
use ssg_vietnam::text::{is_invisible, may_have_invisible, strip_invisible};

/// The deepest nesting of blocks and inline elements. A deeper body is reported and not rendered
/// further.
const MAX_DEPTH: usize = 100;
/// How many times longer than its source the HTML may become, in bytes. A longer one is reported
/// and not rendered further.
const MAX_GROWTH: usize = 50;
/// How many warnings and notes about the text of one body are listed. One more line gives the number of the others.
const MAX_LISTED: usize = 100;

/// Renders the Markdown in `text[at]`. Lessons are allowed in reports only. Also returns the text
/// that readers see.
pub(super) fn render(
    text: &str,
    at: Span,
    is_report: bool,
    vocabulary: &Vocabulary,
    reporter: &mut Reporter<'_>,
) -> (Body, MappedText) {
    let source = &text[at.start..at.end];
    let input = Input {
        source,
        offset: at.start,
        is_report,
        vocabulary,
    };
    let mut writer = Writer::new(input, reporter);
    let mut events = Parser::new_ext(source, options()).into_offset_iter();
    while let Some((event, range)) = events.next() {
        writer.event(event, &range, &events);
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

/// The extensions of Markdown that are enabled.
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

/// A block whose text is not Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RawBlock {
    Html,
    Code,
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
    /// The block whose text is not Markdown.
    raw_block: Option<RawBlock>,
    /// The lists that are being written, innermost last.
    lists: Vec<OpenList>,
    /// Where the HTML comment begins that is being left out.
    comment_start: Option<usize>,
    coverage: Coverage,
    /// The attributes of the open heading, in the Markdown.
    attribute_ranges: Vec<Range<usize>>,
    /// The text that readers see.
    rendered: MappedText,
    /// The text of the open block without code, links and escaped characters.
    literal: MappedText,
    /// The invisible characters that were reported.
    invisible: BTreeSet<char>,
    /// The number of warnings about the text.
    warnings: usize,
    /// The number of notes about the text.
    notes: usize,
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
            footnotes: number_footnotes(input.source),
            photo: None,
            in_link: false,
            raw_block: None,
            lists: Vec::new(),
            comment_start: None,
            coverage: Coverage::default(),
            attribute_ranges: Vec::new(),
            rendered: MappedText::default(),
            literal: MappedText::default(),
            invisible: BTreeSet::new(),
            warnings: 0,
            notes: 0,
            paragraph_start: 0,
            excerpt: Excerpt::default(),
        }
    }

    fn event(&mut self, event: Event<'s>, range: &Range<usize>, events: &OffsetIter<'s>) {
        match event {
            Event::Start(tag) => {
                self.cover_start(&tag, range, events);
                self.start(tag, range);
            }
            Event::End(tag) => {
                self.cover_end(range);
                self.end(tag, range);
            }
            Event::Text(text) if self.raw_block != Some(RawBlock::Html) => {
                let is_escaped = self.is_escaped(range);
                self.cover_leaf(range);
                self.push_text(&text, range);
                if self.raw_block.is_none() {
                    self.push_literal(&text, range, is_escaped);
                }
            }
            leaf => {
                self.cover_leaf(range);
                self.leaf(leaf, range);
            }
        }
    }

    /// Writes anything that holds no other element, apart from text.
    fn leaf(&mut self, event: Event<'s>, range: &Range<usize>) {
        match event {
            Event::Code(text) => {
                self.push_tag("<code>");
                self.push_text(&text, range);
                self.push_tag("</code>");
                self.literal.push_mark(MARK);
            }
            Event::Html(html) | Event::Text(html) => self.raw_html(&html, range),
            Event::InlineHtml(html) => {
                self.raw_html(&html, range);
                self.close_comment(range.end);
                self.literal.push_mark(MARK);
            }
            Event::FootnoteReference(label) => {
                if self.photo.is_none() {
                    self.footnote_reference(&label, range);
                }
                self.literal.push_mark(MARK);
            }
            Event::SoftBreak => self.push_line_break(range),
            Event::HardBreak => {
                self.push_tag("<br>");
                self.push_line_break(range);
            }
            Event::Rule => self.push_tag("<hr>\n"),
            Event::TaskListMarker(done) => {
                self.push_text(if done { "☑ " } else { "☐ " }, range);
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(&text, range),
            Event::Start(_) | Event::End(_) => {}
        }
    }

    fn push_line_break(&mut self, range: &Range<usize>) {
        self.push_text("\n", range);
        self.literal.push("\n", self.input.span(range), false);
    }

    /// Whether a backslash precedes the text in `range`, so that its first character is meant as it
    /// is.
    fn is_escaped(&self, range: &Range<usize>) -> bool {
        let before = self.coverage.read_to()..range.start;
        self.input.source.get(before) == Some("\\")
    }

    /// Adds text to that of the block. Escaped characters and entities are marks: they are meant as
    /// they are.
    fn push_literal(&mut self, text: &str, range: &Range<usize>, is_escaped: bool) {
        if self.input.source.get(range.clone()) != Some(text) {
            self.literal.push_mark(MARK);
            return;
        }
        let first = text.chars().next().filter(|_| is_escaped);
        let skipped = first.map_or(0, char::len_utf8);
        if skipped > 0 {
            self.literal.push_mark(MARK);
        }
        let source = self.input.span(&(range.start + skipped..range.end));
        self.literal.push(&text[skipped..], source, true);
    }

    /// Reports a warning or a note about the text. `None` if there are so many already that this one
    /// only adds to their number.
    fn advise(
        &mut self,
        severity: Severity,
        span: Span,
        message: Message,
    ) -> Option<&mut Diagnostic> {
        let count = match severity {
            Severity::Note => &mut self.notes,
            Severity::Warning | Severity::Error => &mut self.warnings,
        };
        *count += 1;
        if *count > MAX_LISTED {
            return None;
        }
        Some(match severity {
            Severity::Note => self.reporter.note(span, message),
            _ => self.reporter.warning(span, message),
        })
    }

    /// Reports a warning about the text. See [`Writer::advise`].
    fn warn(&mut self, span: Span, message: Message) -> Option<&mut Diagnostic> {
        self.advise(Severity::Warning, span, message)
    }

    /// Writes a tag. Inside the text alternative of a photo, tags are left out.
    fn push_tag(&mut self, html: &str) {
        if self.photo.is_none() {
            self.out.text.push_str(html);
        }
    }

    /// Writes the author's text in `range` to the page, to the open heading and to the excerpts.
    fn push_text(&mut self, text: &str, range: &Range<usize>) {
        let is_verbatim = self.input.source.get(range.clone()) == Some(text);
        self.rendered
            .push(text, self.input.span(range), is_verbatim);
        let text = &*self.visible(text, range);
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

    /// The text in `range` without invisible characters, each of which is reported once. Control
    /// characters that separate words become spaces.
    fn visible<'t>(&mut self, text: &'t str, range: &Range<usize>) -> Cow<'t, str> {
        let is_hidden = |c: char| is_invisible(c) || is_control_space(c);
        if !may_have_invisible(text) || !text.contains(is_hidden) {
            return Cow::Borrowed(text);
        }
        for c in text.chars().filter(|&c| is_hidden(c)) {
            if self.invisible.insert(c) {
                let source = &self.input.source[range.clone()];
                let at = source.find(c).map(|at| range.start + at);
                let place = at.map_or(range.clone(), |at| at..at + c.len_utf8());
                let character = code_point(c);
                let message = Message::InvisibleCharacter { character };
                self.reporter.warning(self.input.span(&place), message);
            }
        }
        let spaced = text.replace(is_control_space, " ");
        Cow::Owned(strip_invisible(&spaced).into_owned())
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
        if is_block(&tag) {
            self.end_block(Block::Text);
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
            Tag::CodeBlock(kind) => {
                if matches!(kind, CodeBlockKind::Indented) {
                    self.warn_of_indented_code(range);
                } else {
                    self.report_open_code(range);
                }
                self.raw_block = Some(RawBlock::Code);
                // Code wider than the page must be scrollable with the keyboard.
                self.push_tag("<pre tabindex=\"0\"><code>");
            }
            Tag::HtmlBlock => {
                self.raw_block = Some(RawBlock::Html);
                self.push_tag("<p>");
            }
            Tag::List(first) => {
                self.open_list(first);
                match first {
                    Some(1) => self.push_tag("<ol>\n"),
                    Some(first) => self.push_tag(&format!("<ol start=\"{first}\">\n")),
                    None => self.push_tag("<ul>\n"),
                }
            }
            Tag::Item => {
                self.open_item(range);
                self.push_tag("<li>");
            }
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
                if self.table.is_tax_code() {
                    self.rendered.push_label(TAX_CODE_LABEL);
                }
            }
            Tag::Emphasis => self.push_tag("<em>"),
            Tag::Strong => self.push_tag("<strong>"),
            Tag::Strikethrough => self.push_tag("<del>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                self.literal.push_mark(MARK);
                self.report_link_title(&title, range);
                self.warn_of_link_without_words(&dest_url, range);
                if link_type == LinkType::Email {
                    self.open_link(&format!("mailto:{dest_url}"), range);
                } else {
                    self.open_link(&dest_url, range);
                }
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                self.literal.push_mark(MARK);
                self.open_photo(&dest_url, &title, range);
            }
            // These extensions are not enabled.
            Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        self.depth -= 1;
        match tag {
            TagEnd::Heading(_) => self.end_block(Block::Heading),
            TagEnd::TableCell => {
                self.table.read_head(self.rendered.since(BLOCK_END));
                self.end_block(Block::Cell);
            }
            TagEnd::Paragraph
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition => self.end_block(Block::Text),
            TagEnd::Link | TagEnd::Image => self.literal.push_mark(MARK),
            _ => {}
        }
        match tag {
            TagEnd::Paragraph => {
                if !self.turn_photos_into_figures() {
                    self.push_tag("</p>\n");
                }
                self.end_excerpt_block();
            }
            TagEnd::Heading(_) => self.close_heading(range),
            TagEnd::BlockQuote(_) => self.push_tag("</blockquote>\n"),
            TagEnd::CodeBlock => {
                self.raw_block = None;
                self.push_tag("</code></pre>\n");
            }
            TagEnd::HtmlBlock => self.close_html_block(range),
            TagEnd::List(ordered) => {
                self.close_list();
                self.push_tag(if ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => {
                self.push_tag("</li>\n");
                self.end_excerpt_block();
            }
            TagEnd::FootnoteDefinition => self.close_footnote(),
            TagEnd::Table => {
                self.table.close();
                self.push_tag("</tbody></table></div>\n");
            }
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

    /// Ends a block of text: nothing is found across its end.
    fn end_block(&mut self, block: Block) {
        self.check_typed(block);
        if block == Block::Cell || !self.lists.is_empty() {
            self.rendered.push_mark(ITEM_END);
        }
        self.rendered.push_mark(BLOCK_END);
    }

    fn close_html_block(&mut self, range: &Range<usize>) {
        const OPEN: &str = "<p>";
        self.close_comment(range.end);
        self.raw_block = None;
        // A block of comments leaves nothing to show.
        if self.photo.is_none() && self.out.text.trim_end().ends_with(OPEN) {
            let end = self.out.text.trim_end().len() - OPEN.len();
            self.out.text.truncate(end);
        } else {
            self.push_tag("</p>\n");
        }
    }

    /// Warns of a paragraph that became code because it is indented.
    fn warn_of_indented_code(&mut self, range: &Range<usize>) {
        let span = self.input.first_line(range);
        if let Some(warning) = self.warn(span, Message::IndentedCode) {
            warning.hints.push(Message::IndentedCodeHint);
        }
    }

    /// Reports a block of code whose closing line is missing: it would take in all that follows, with
    /// its lessons.
    fn report_open_code(&mut self, range: &Range<usize>) {
        let code = &self.input.source[range.clone()];
        let marks = |line: &str| -> (char, usize) {
            let line = line.trim_matches(['>', ' ', '\t', '\r', '\n']);
            let mark = line.chars().next().unwrap_or_default();
            let rest = line.trim_start_matches(mark);
            (mark, if rest.is_empty() { line.len() } else { 0 })
        };
        let mut lines = code.trim_end().lines();
        let opening = lines.next().unwrap_or_default();
        let opening = opening.trim_start_matches(['>', ' ', '\t']);
        let mark = opening.chars().next().unwrap_or_default();
        let length = opening.len() - opening.trim_start_matches(mark).len();
        let is_closed = lines
            .next_back()
            .map(marks)
            .is_some_and(|(last, count)| last == mark && count >= length);
        if !is_closed {
            let span = self.input.first_line(range);
            let error = self.reporter.error(span, Message::CodeNotClosed);
            error.hints.push(Message::CodeNotClosedHint {
                mark: mark.to_string().repeat(length),
            });
        }
    }

    fn finish(mut self) -> (Body, MappedText) {
        self.warn_of_lost_captions();
        if !self.is_over_limit {
            self.report_between_blocks();
        }
        if let Some(open) = self.lessons.open.take() {
            self.end_lesson(open);
        }
        self.mark_end_sign();
        self.write_footnotes();
        let start = Span::from(self.input.offset..self.input.offset);
        if self.warnings > MAX_LISTED {
            let count = (self.warnings - MAX_LISTED).to_string();
            self.reporter.warning(start, Message::MoreAdvice { count });
        }
        if self.notes > MAX_LISTED {
            let count = (self.notes - MAX_LISTED).to_string();
            self.reporter.note(start, Message::MoreAdvice { count });
        }
        // Copied, because allocators seldom take back the unused part of a buffer, and the bodies
        // of all documents are most of what a build keeps in memory.
        let html = Html {
            text: self.out.text.as_str().to_owned(),
            placeholders: self.out.placeholders,
        };
        let body = Body {
            html,
            headings: self.headings.finished,
            anchors: self.anchors.into_sorted(),
            lessons: self.lessons.finished,
            excerpt: self.excerpt.finish(),
        };
        (body, self.rendered)
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

/// Whether an element is a block, which ends the text before it.
fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// Whether a control character separates words, as the line break inside a paragraph of Word does.
fn is_control_space(c: char) -> bool {
    (c.is_control() && c.is_whitespace() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests;
