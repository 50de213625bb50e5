//! Renders diagnostics for people, for programs and for pull requests.
//!
//! This is the only module that converts byte ranges to lines and columns. Both start at 1. A
//! column counts characters as people see them: a letter and its combining marks are one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::json;

use super::{Diagnostic, Place, Severity};
use crate::message::{Language, Message};
use crate::path::SourcePath;

/// Returns the text of a source for excerpts, or `None` if it is not available.
pub type SourceTexts<'a> = &'a dyn Fn(&SourcePath) -> Option<Arc<str>>;

/// A source's text with an index of its line positions.
#[derive(Clone)]
struct IndexedText {
    text: Arc<str>,
    checkpoints: Arc<[Cursor]>,
}

impl IndexedText {
    fn new(text: Arc<str>) -> Self {
        let checkpoints = checkpoints(&text).into();
        Self { text, checkpoints }
    }

    /// The position of byte `offset`, in a time that does not grow with the text. An offset past
    /// the end means the end.
    fn position(&self, offset: usize) -> Position {
        self.cursor(offset).position()
    }

    fn cursor(&self, offset: usize) -> Cursor {
        let offset = floor_char_boundary(&self.text, offset);
        let after = self
            .checkpoints
            .partition_point(|checkpoint| checkpoint.offset <= offset);
        let checkpoint = self.checkpoints[after - 1];
        checkpoint.advance(&self.text[checkpoint.offset..offset])
    }
}

/// Requests and indexes each text only once, since one source may have thousands of errors.
fn cached(texts: SourceTexts<'_>) -> impl Fn(&SourcePath) -> Option<IndexedText> {
    let cache = RefCell::new(BTreeMap::new());
    move |path| {
        let mut cache = cache.borrow_mut();
        let read = || texts(path).map(IndexedText::new);
        cache.entry(path.clone()).or_insert_with(read).clone()
    }
}

/// A line and a column of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Returns the position of byte `offset` in `text`. An offset past the end means the end.
pub fn position(text: &str, offset: usize) -> Position {
    let before = &text[..floor_char_boundary(text, offset)];
    Cursor::default().advance(before).position()
}

/// The state of counting lines and columns up to a byte of a text.
#[derive(Clone, Copy, Default)]
struct Cursor {
    offset: usize,
    /// The number of line breaks so far, and the offset after the last one.
    line_breaks: usize,
    line_start: usize,
    /// The characters of the line so far, as people see them. A mark belongs to the letter before
    /// it, and U+200D joins two characters to one.
    characters: usize,
    is_after_joiner: bool,
}

impl Cursor {
    /// The state after `text`, which follows at the cursor's offset.
    fn advance(mut self, text: &str) -> Self {
        for c in text.chars() {
            self.offset += c.len_utf8();
            if c == '\n' {
                self = Self {
                    offset: self.offset,
                    line_breaks: self.line_breaks + 1,
                    line_start: self.offset,
                    ..Self::default()
                };
            } else {
                let is_new = !self.is_after_joiner && c != ZERO_WIDTH_JOINER && !is_mark(c);
                self.characters += usize::from(is_new);
                self.is_after_joiner = c == ZERO_WIDTH_JOINER;
            }
        }
        self
    }

    fn position(self) -> Position {
        Position {
            line: self.line_breaks + 1,
            column: self.characters + 1,
        }
    }
}

/// The cursor at about every 512th byte of `text`, from its start.
fn checkpoints(text: &str) -> Vec<Cursor> {
    const INTERVAL_BYTES: usize = 512;
    let mut cursor = Cursor::default();
    let mut checkpoints = vec![cursor];
    while cursor.offset < text.len() {
        let end = floor_char_boundary(text, cursor.offset + INTERVAL_BYTES);
        cursor = cursor.advance(&text[cursor.offset..end]);
        checkpoints.push(cursor);
    }
    checkpoints
}

/// The start of the character that contains `offset`, or the end of the text.
fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether `c` is a mark on the letter before it. Sources are in NFC, so the only marks left are
/// those that no letter is composed with.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

/// U+200D, which joins emoji to one picture.
const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// Renders diagnostics for people, each with its source line underlined. `styled` adds colours.
pub fn human(
    diagnostics: &[Diagnostic],
    language: Language,
    texts: SourceTexts<'_>,
    styled: bool,
) -> String {
    let texts = &cached(texts);
    let renderer = if styled {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut out = String::new();
    for diagnostic in diagnostics {
        let mut rendered = renderer.render(&report(diagnostic, language, texts));
        let related = diagnostic.related.iter().map(|(place, _)| place);
        for place in diagnostic.place.iter().chain(related) {
            rendered = correct_column(rendered, place, texts);
        }
        let _ = write!(out, "{rendered}\n\n");
    }
    out
}

/// The title with its excerpts, followed by the hints.
fn report<'a>(
    diagnostic: &Diagnostic,
    language: Language,
    texts: &impl Fn(&SourcePath) -> Option<IndexedText>,
) -> Vec<Group<'a>> {
    let (level, name) = match diagnostic.severity {
        Severity::Error => (Level::ERROR, Message::Error),
        Severity::Warning => (Level::WARNING, Message::Warning),
        Severity::Note => (Level::NOTE, Message::Note),
    };
    let title = level
        .with_name(name.text(language))
        .primary_title(diagnostic.message.text(language));
    let mut group = Group::with_title(title);
    if let Some(place) = &diagnostic.place {
        group = add_excerpt(group, place, None, AnnotationKind::Primary, texts);
    }
    for (place, remark) in &diagnostic.related {
        let remark = Some(remark.text(language));
        group = add_excerpt(group, place, remark, AnnotationKind::Context, texts);
    }
    let hints = diagnostic.hints.iter().map(|hint| {
        Group::with_title(
            Level::HELP
                .with_name(Message::Hint.text(language))
                .secondary_title(hint.text(language)),
        )
    });
    std::iter::once(group).chain(hints).collect()
}

/// Adds the line of `place` to `group`, or only the path if the place means the file as such.
fn add_excerpt<'a>(
    group: Group<'a>,
    place: &Place,
    label: Option<String>,
    kind: AnnotationKind,
    texts: &impl Fn(&SourcePath) -> Option<IndexedText>,
) -> Group<'a> {
    let path = place.path.to_string();
    let text = texts(&place.path).filter(|_| !place.is_file());
    let Some(text) = text else {
        let origin = Origin::path(path);
        return match label {
            None => group.element(origin),
            Some(label) => group
                .element(origin)
                .element(Level::NOTE.no_name().message(label)),
        };
    };
    let excerpt = Excerpt::new(&text, place);
    group.element(
        Snippet::source(excerpt.text)
            .path(path)
            .line_start(excerpt.line)
            .annotation(kind.span(excerpt.span).label(label)),
    )
}

/// Replaces the column in the header of an excerpt by the column in the source.
///
/// `annotate_snippets` counts from the start of the excerpt, and counts every `char`. But a long
/// line is cut at its start, and a mark belongs to its letter.
fn correct_column(
    rendered: String,
    place: &Place,
    texts: &impl Fn(&SourcePath) -> Option<IndexedText>,
) -> String {
    let Some(text) = texts(&place.path).filter(|_| !place.is_file()) else {
        return rendered;
    };
    let excerpt = Excerpt::new(&text, place);
    let rendered_column = excerpt.text[..excerpt.span.start].chars().count() + 1;
    let Position { column, .. } = text.position(place.span.start);
    if rendered_column == column {
        return rendered;
    }
    let (path, line) = (&place.path, excerpt.line);
    let wrong = format!("{path}:{line}:{rendered_column}");
    rendered.replacen(&wrong, &format!("{path}:{line}:{column}"), 1)
}

/// The source line that a place starts on, or a part of it.
struct Excerpt {
    /// The line; `…` replaces what is cut off a long one, such as a paragraph.
    text: String,
    /// The number of the line, from 1.
    line: usize,
    /// The bytes of `text` to underline.
    span: Range<usize>,
}

impl Excerpt {
    /// Cuts out the first line of `place`. Its further lines would repeat what the author sees.
    fn new(source: &IndexedText, place: &Place) -> Self {
        /// The number of bytes shown on both sides of the span if a line is cut.
        const CONTEXT_BYTES: usize = 60;
        let text = &*source.text;
        let boundary = |at: usize| floor_char_boundary(text, at);
        let start = boundary(place.span.start);
        let cursor = source.cursor(start);
        let line_start = cursor.line_start;
        // The end of a long line need not be found, since it is cut anyway.
        let near = &text[start..boundary(start + 5 * CONTEXT_BYTES)];
        let line_end = start + near.find('\n').unwrap_or(near.len());
        let from = if start - line_start > 2 * CONTEXT_BYTES {
            boundary(start - CONTEXT_BYTES)
        } else {
            line_start
        };
        let end = boundary(place.span.end).max(start).min(line_end);
        let end = end.min(boundary(start + 2 * CONTEXT_BYTES)).max(start);
        let to = if line_end - end > 2 * CONTEXT_BYTES {
            boundary(end + CONTEXT_BYTES)
        } else {
            line_end
        };
        let head = if from > line_start { "… " } else { "" };
        let tail = if to < line_end { " …" } else { "" };
        let shift = head.len();
        Self {
            text: format!("{head}{}{tail}", &text[from..to]),
            line: cursor.position().line,
            span: (start - from + shift)..(end - from + shift),
        }
    }
}

/// Renders diagnostics for programs: one JSON object a line with sorted keys. Lines and columns
/// start at 1.
pub fn json(diagnostics: &[Diagnostic], language: Language, texts: SourceTexts<'_>) -> String {
    let texts = &cached(texts);
    let place = |place: &Place| {
        let text = texts(&place.path).unwrap_or_else(|| IndexedText::new("".into()));
        let (start, end) = (
            text.position(place.span.start),
            text.position(place.span.end),
        );
        json!({
            "path": place.path.as_str(),
            "line": start.line, "column": start.column,
            "end_line": end.line, "end_column": end.column,
        })
    };
    let mut out = String::new();
    for diagnostic in diagnostics {
        let line = json!({
            "severity": severity_word(diagnostic.severity),
            "code": diagnostic.message.code(),
            "message": diagnostic.message.text(language),
            "place": diagnostic.place.as_ref().map(place),
            "key": diagnostic.key.as_ref().map(ToString::to_string),
            "hints": diagnostic.hints.iter().map(|hint| hint.text(language)).collect::<Vec<_>>(),
            "related": diagnostic.related.iter().map(|(at, remark)| {
                json!({"place": place(at), "message": remark.text(language)})
            }).collect::<Vec<_>>(),
        });
        let _ = writeln!(out, "{line}");
    }
    out
}

/// Renders diagnostics as workflow commands of GitHub Actions, which annotate a pull request.
pub fn github(diagnostics: &[Diagnostic], language: Language, texts: SourceTexts<'_>) -> String {
    let texts = &cached(texts);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let _ = write!(out, "::{} ", severity_word(diagnostic.severity));
        if let Some(place) = &diagnostic.place {
            let text = texts(&place.path).unwrap_or_else(|| IndexedText::new("".into()));
            let start = text.position(place.span.start);
            let path = escape_workflow_data(place.path.as_str())
                .replace(':', "%3A")
                .replace(',', "%2C");
            let _ = write!(out, "file={path},line={},col={},", start.line, start.column);
        }
        let mut text = diagnostic.message.text(language);
        for hint in &diagnostic.hints {
            let _ = write!(text, "\n{}", hint.text(language));
        }
        let _ = writeln!(
            out,
            "title={}::{}",
            diagnostic.message.code(),
            escape_workflow_data(&text)
        );
    }
    out
}

/// Escapes the characters that end the data of a workflow command.
fn escape_workflow_data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        // Workflow commands have no `note`; other programs know `notice` as well.
        Severity::Note => "notice",
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn requests_a_source_with_many_errors_only_once() {
        let path = SourcePath::new("content/a.md").expect("the path is valid");
        let error = Diagnostic::error(Place::new(&path, 0..1), Message::Error);
        let diagnostics = vec![error; 100];
        let requests = Cell::new(0);
        let texts = |_: &SourcePath| {
            requests.set(requests.get() + 1);
            Some(Arc::from("x"))
        };
        for render in [
            json,
            github,
            |diagnostics: &[Diagnostic], language, texts: SourceTexts<'_>| {
                human(diagnostics, language, texts, false)
            },
        ] {
            requests.set(0);
            assert!(!render(&diagnostics, Language::Vi, &texts).is_empty());
            assert_eq!(requests.get(), 1);
        }
    }

    proptest! {
        #[test]
        fn indexed_positions_equal_those_counted_from_the_start(
            pieces in proptest::collection::vec("[aộ\n\u{301}\u{200d}👩]{0,4}|[a ]{500}", 0..12),
            offset in 0..4_000_usize,
        ) {
            let text = pieces.concat();
            let indexed = IndexedText::new(Arc::from(&*text));
            prop_assert_eq!(indexed.position(offset), position(&text, offset));
            let before = &text[..floor_char_boundary(&text, offset)];
            let line = before.rsplit('\n').next().unwrap_or_default();
            prop_assert_eq!(indexed.cursor(offset).line_start, before.len() - line.len());
            prop_assert_eq!(indexed.position(offset).line, before.split('\n').count());
        }
    }
}
