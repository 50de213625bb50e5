//! Raw HTML, which is shown as text, and HTML comments, which are left out.

use std::ops::Range;

use super::Writer;
use ssg_base::diagnostic::{Severity, Span};
use ssg_base::message::Message;

/// The opening of a comment.
pub(super) const COMMENT_OPEN: &str = "<!--";
const COMMENT_CLOSE: &str = "-->";

impl Writer<'_, '_, '_> {
    /// Writes raw HTML as text, with a warning, and leaves out the comments in it. A comment may
    /// continue in the next event of the block.
    pub(super) fn raw_html(&mut self, html: &str, range: &Range<usize>) {
        let is_verbatim = self.input.source.get(range.clone()) == Some(html);
        let place = |at: usize| {
            if is_verbatim {
                range.start + at
            } else {
                range.start
            }
        };
        let mut at = 0;
        while at < html.len() {
            if let Some(start) = self.comment_start {
                let Some(length) = comment_end(&html[at..], place(at) == start) else {
                    return;
                };
                at += length;
                self.comment_start = None;
                let end = if is_verbatim { place(at) } else { range.end };
                self.leave_out_comment(&(start..end));
                continue;
            }
            let end = html[at..]
                .find(COMMENT_OPEN)
                .map_or(html.len(), |open| at + open);
            if end > at {
                let source = place(at)..if is_verbatim { place(end) } else { range.end };
                self.html_as_text(&html[at..end], &source);
            }
            if end < html.len() {
                self.comment_start = Some(place(end));
            }
            at = end;
        }
    }

    /// Reports a comment that the block, which ends at `end`, does not close.
    pub(super) fn close_comment(&mut self, end: usize) {
        if let Some(start) = self.comment_start.take() {
            self.report_open_comment(self.input.span(&(start..end.max(start))));
        }
    }

    /// Reports a comment that is not closed. To show it would publish a note, and to leave it out
    /// would lose the text after it.
    pub(super) fn report_open_comment(&mut self, span: Span) {
        let error = self.reporter.error(span, Message::CommentNotClosed);
        error.hints.push(Message::CommentNotClosedHint);
    }

    fn leave_out_comment(&mut self, comment: &Range<usize>) {
        let span = self.input.span(comment);
        self.reporter.note_spans.push(span);
        self.advise(Severity::Note, span, Message::CommentLeftOut);
    }

    fn html_as_text(&mut self, html: &str, range: &Range<usize>) {
        if !html.trim().is_empty() {
            let trimmed = range.start..range.start + html.trim_end().len();
            let span = self.input.span(&trimmed);
            let hint = if let Some(form) = photo_form(html) {
                Message::WriteHint { form }
            } else if !is_line_break(html) {
                Message::RawHtmlHint
            } else if self.table.is_open() {
                Message::RawHtmlBreakInTableHint
            } else {
                Message::RawHtmlBreakHint
            };
            if let Some(warning) = self.warn(span, Message::RawHtml) {
                warning.hints.push(hint);
            }
        }
        self.push_text(html, range);
    }
}

/// The photo in Markdown that a tag `<img src="cho.jpg">` was meant to be.
fn photo_form(html: &str) -> Option<String> {
    let tag = html.trim().strip_prefix("<img")?;
    let (_, rest) = tag.split_once("src=")?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let source = rest[1..].split(quote).next()?;
    let is_file = !source.is_empty() && !source.contains([':', '\n', '>']);
    is_file.then(|| format!("![ảnh có gì, cho người không xem được](<{source}>)"))
}

/// Whether a tag is `<br>` in one of its spellings.
fn is_line_break(html: &str) -> bool {
    let name = html.trim().trim_start_matches('<').trim_end_matches('>');
    name.trim_matches(['/', ' ']).eq_ignore_ascii_case("br")
}

/// The length of the rest of a comment. `None` if it does not end in `rest`.
fn comment_end(rest: &str, is_start: bool) -> Option<usize> {
    // `<!-->` and `<!--->` are complete comments.
    for short in ["<!-->", "<!--->"] {
        if is_start && rest.starts_with(short) {
            return Some(short.len());
        }
    }
    let skipped = if is_start { COMMENT_OPEN.len() } else { 0 };
    let end = rest.get(skipped..)?.find(COMMENT_CLOSE)?;
    Some(skipped + end + COMMENT_CLOSE.len())
}
