//! How diagnostics are shown: to people, to programs, and on a pull request.
//!
//! The only place where byte ranges become lines and columns. Both count from 1, and a column
//! counts characters as a person sees them start: a letter with its combining marks is one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::json;

use super::{Diagnostic, Place, Severity, Span};
use crate::message::{Language, Message};
use crate::path::SourcePath;

/// Gives the text of a source, to cut excerpts from; `None` where it cannot be had.
pub type SourceTexts<'a> = &'a dyn Fn(&SourcePath) -> Option<Arc<str>>;

/// A text that was asked for, and where its places stand.
#[derive(Clone)]
struct Read {
    text: Arc<str>,
    index: Arc<[Counted]>,
}

impl Read {
    fn new(text: Arc<str>) -> Self {
        let index = index(&text).into();
        Self { text, index }
    }

    /// Where byte `offset` stands, at a cost that does not grow with the text. An offset past the
    /// end means the end.
    fn position(&self, offset: usize) -> Position {
        self.counted(offset).position()
    }

    fn counted(&self, offset: usize) -> Counted {
        let offset = boundary(&self.text, offset);
        let after = self.index.partition_point(|known| known.offset <= offset);
        let known = self.index[after - 1];
        known.over(&self.text[known.offset..offset])
    }
}

/// Asks for each text once and counts its lines once: thousands of faults may lie in one.
fn once(texts: SourceTexts<'_>) -> impl Fn(&SourcePath) -> Option<Read> {
    let kept = RefCell::new(BTreeMap::new());
    move |path| {
        let mut kept = kept.borrow_mut();
        let read = || texts(path).map(Read::new);
        kept.entry(path.clone()).or_insert_with(read).clone()
    }
}

/// Where a place begins, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Where byte `offset` of `text` stands. An offset past the end means the end.
pub fn position(text: &str, offset: usize) -> Position {
    let before = &text[..boundary(text, offset)];
    Counted::default().over(before).position()
}

/// What was counted up to a byte of a text.
#[derive(Clone, Copy, Default)]
struct Counted {
    offset: usize,
    /// Lines that ended, and where the last of them did.
    lines: usize,
    line_start: usize,
    /// Letters since then, as a person sees them: a mark belongs to the letter before it, and what
    /// is joined by U+200D is one.
    letters: usize,
    joined: bool,
}

impl Counted {
    fn over(mut self, text: &str) -> Self {
        for c in text.chars() {
            self.offset += c.len_utf8();
            if c == '\n' {
                self = Self {
                    offset: self.offset,
                    lines: self.lines + 1,
                    line_start: self.offset,
                    ..Self::default()
                };
            } else {
                self.letters += usize::from(!self.joined && c != JOINER && !is_mark(c));
                self.joined = c == JOINER;
            }
        }
        self
    }

    fn position(self) -> Position {
        Position {
            line: self.lines + 1,
            column: self.letters + 1,
        }
    }
}

/// What was counted at every so many bytes of `text`, from its start.
fn index(text: &str) -> Vec<Counted> {
    const EVERY: usize = 512;
    let mut counted = Counted::default();
    let mut index = vec![counted];
    while counted.offset < text.len() {
        let end = boundary(text, counted.offset + EVERY);
        counted = counted.over(&text[counted.offset..end]);
        index.push(counted);
    }
    index
}

/// The start of the character that `offset` lies in, or the end.
fn boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What stands on the letter before it. Sources are in NFC, so only marks without a letter of
/// their own are left.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

/// U+200D, which makes one picture of several.
const JOINER: char = '\u{200d}';

/// Shows diagnostics to a person, each with its line underlined. `styled` adds colours.
pub fn human(
    found: &[Diagnostic],
    language: Language,
    texts: SourceTexts<'_>,
    styled: bool,
) -> String {
    let texts = &once(texts);
    let renderer = if styled {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut out = String::new();
    for diagnostic in found {
        let (level, name) = match diagnostic.severity {
            Severity::Error => (Level::ERROR, Message::Error),
            Severity::Warning => (Level::WARNING, Message::Warning),
            Severity::Note => (Level::NOTE, Message::Note),
        };
        let title = level
            .with_name(name.text(language))
            .primary_title(diagnostic.message.text(language));
        let mut groups = vec![snippets(
            Group::with_title(title),
            diagnostic,
            language,
            texts,
        )];
        for hint in &diagnostic.hints {
            groups.push(Group::with_title(
                Level::HELP
                    .with_name(Message::Hint.text(language))
                    .secondary_title(hint.text(language)),
            ));
        }
        let mut shown = renderer.render(&groups);
        let related = diagnostic.related.iter().map(|(place, _)| place);
        for place in diagnostic.place.iter().chain(related) {
            shown = with_true_column(shown, place, texts);
        }
        let _ = write!(out, "{shown}\n\n");
    }
    out
}

fn snippets<'a>(
    mut group: Group<'a>,
    diagnostic: &Diagnostic,
    language: Language,
    texts: &impl Fn(&SourcePath) -> Option<Read>,
) -> Group<'a> {
    if let Some(place) = &diagnostic.place {
        group = excerpt(group, place, None, AnnotationKind::Primary, texts);
    }
    for (place, remark) in &diagnostic.related {
        let remark = Some(remark.text(language));
        group = excerpt(group, place, remark, AnnotationKind::Context, texts);
    }
    group
}

fn excerpt<'a>(
    group: Group<'a>,
    place: &Place,
    label: Option<String>,
    kind: AnnotationKind,
    texts: &impl Fn(&SourcePath) -> Option<Read>,
) -> Group<'a> {
    let path = place.path.to_string();
    let text = texts(&place.path).filter(|_| !is_whole(place));
    let Some(text) = text else {
        let origin = Origin::path(path);
        return match label {
            None => group.element(origin),
            Some(label) => group
                .element(origin)
                .element(Level::NOTE.no_name().message(label)),
        };
    };
    let (from, line, span) = window(&text, place);
    group.element(
        Snippet::source(from)
            .path(path)
            .line_start(line)
            .annotation(kind.span(span).label(label)),
    )
}

/// Whether a file is meant as a whole: no line of it is more at fault than another.
fn is_whole(place: &Place) -> bool {
    place.span == Span::default()
}

/// The renderer counts a column from where the excerpt begins, and every character; a long line is
/// shown from its middle, and a mark is part of its letter.
fn with_true_column(
    shown: String,
    place: &Place,
    texts: &impl Fn(&SourcePath) -> Option<Read>,
) -> String {
    let Some(text) = texts(&place.path).filter(|_| !is_whole(place)) else {
        return shown;
    };
    let (from, line, span) = window(&text, place);
    let counted = from[..span.start].chars().count() + 1;
    let Position { column, .. } = text.position(place.span.start);
    if counted == column {
        return shown;
    }
    let path = &place.path;
    let wrong = format!("{path}:{line}:{counted}");
    shown.replacen(&wrong, &format!("{path}:{line}:{column}"), 1)
}

/// The lines of a place, the number of the first, and the range within them. Long lines are cut,
/// so that a fault in a long paragraph does not fill the screen.
fn window(read: &Read, place: &Place) -> (String, usize, std::ops::Range<usize>) {
    const AROUND: usize = 60;
    let text = &*read.text;
    let boundary = |at: usize| boundary(text, at);
    let start = boundary(place.span.start);
    let end = boundary(place.span.end).max(start);
    let counted = read.counted(start);
    let line_start = counted.line_start;
    // How much more there is of a long line does not matter.
    let near = &text[start..boundary(start + 5 * AROUND)];
    let line_end = start + near.find('\n').unwrap_or(near.len());
    // Only the first line of a place is shown; the rest would repeat what the author sees.
    let end = end.min(line_end).max(start);
    let from = if start - line_start > 2 * AROUND {
        boundary(start - AROUND)
    } else {
        line_start
    };
    let shown_end = end.min(boundary(start + 2 * AROUND)).max(start);
    let to = if line_end - shown_end > 2 * AROUND {
        boundary(shown_end + AROUND)
    } else {
        line_end
    };
    let (head, tail) = (
        if from > line_start { "… " } else { "" },
        if to < line_end { " …" } else { "" },
    );
    let shown = format!("{head}{}{tail}", &text[from..to]);
    let shift = head.len();
    let line = counted.position().line;
    (
        shown,
        line,
        (start - from + shift)..(shown_end - from + shift),
    )
}

/// Shows diagnostics to a program: one JSON object a line, sorted keys, positions from 1.
pub fn json(found: &[Diagnostic], language: Language, texts: SourceTexts<'_>) -> String {
    let texts = &once(texts);
    let place = |place: &Place| {
        let text = texts(&place.path).unwrap_or_else(|| Read::new("".into()));
        let (from, to) = (
            text.position(place.span.start),
            text.position(place.span.end),
        );
        json!({
            "path": place.path.as_str(),
            "line": from.line, "column": from.column,
            "end_line": to.line, "end_column": to.column,
        })
    };
    let mut out = String::new();
    for diagnostic in found {
        let line = json!({
            "severity": severity_word(diagnostic.severity),
            "code": diagnostic.message.code(),
            "message": diagnostic.message.text(language),
            "place": diagnostic.place.as_ref().map(place),
            "hints": diagnostic.hints.iter().map(|hint| hint.text(language)).collect::<Vec<_>>(),
            "related": diagnostic.related.iter().map(|(at, remark)| {
                json!({"place": place(at), "message": remark.text(language)})
            }).collect::<Vec<_>>(),
        });
        let _ = writeln!(out, "{line}");
    }
    out
}

/// Shows diagnostics as annotations of a pull request, in the workflow commands of GitHub Actions.
pub fn github(found: &[Diagnostic], language: Language, texts: SourceTexts<'_>) -> String {
    let texts = &once(texts);
    let mut out = String::new();
    for diagnostic in found {
        let _ = write!(out, "::{} ", severity_word(diagnostic.severity));
        if let Some(place) = &diagnostic.place {
            let text = texts(&place.path).unwrap_or_else(|| Read::new("".into()));
            let at = text.position(place.span.start);
            let path = escaped(place.path.as_str())
                .replace(':', "%3A")
                .replace(',', "%2C");
            let _ = write!(out, "file={path},line={},col={},", at.line, at.column);
        }
        let mut text = diagnostic.message.text(language);
        for hint in &diagnostic.hints {
            let _ = write!(text, "\n{}", hint.text(language));
        }
        let _ = writeln!(
            out,
            "title={}::{}",
            diagnostic.message.code(),
            escaped(&text)
        );
    }
    out
}

/// The escapes that workflow commands ask for.
fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        // The word of workflow commands; other programs know it as well.
        Severity::Note => "notice",
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_with_many_faults_is_asked_for_once() {
        let path = SourcePath::new("content/a.md").expect("a sound path");
        let fault = Diagnostic::error(Place::new(&path, 0..1), Message::Error);
        let found = vec![fault; 100];
        let asked = Cell::new(0);
        let texts = |_: &SourcePath| {
            asked.set(asked.get() + 1);
            Some(Arc::from("x"))
        };
        for show in [
            json,
            github,
            |found: &[Diagnostic], language, texts: SourceTexts<'_>| {
                human(found, language, texts, false)
            },
        ] {
            asked.set(0);
            assert!(!show(&found, Language::Vi, &texts).is_empty());
            assert_eq!(asked.get(), 1);
        }
    }

    proptest! {
        #[test]
        fn a_place_is_the_same_counted_from_anywhere(
            pieces in proptest::collection::vec("[aộ\n\u{301}\u{200d}👩]{0,4}|[a ]{500}", 0..12),
            offset in 0..4_000_usize,
        ) {
            let text = pieces.concat();
            let read = Read::new(Arc::from(&*text));
            prop_assert_eq!(read.position(offset), position(&text, offset));
            let before = &text[..boundary(&text, offset)];
            let line = before.rsplit('\n').next().unwrap_or_default();
            prop_assert_eq!(read.counted(offset).line_start, before.len() - line.len());
            prop_assert_eq!(read.position(offset).line, before.split('\n').count());
        }
    }
}
