//! Diagnostics: errors, warnings and notes as values, with their place and hints.
//!
//! A step of the compiler returns [`Checked`]: its value and the diagnostics it found. A step never
//! prints, never exits and does not stop at the first error, so that one run reports them all.
//! Places are byte ranges of a source; lines and columns exist only in [`render`].

pub mod render;

use std::ops::Range;

use crate::key_path::KeyPath;
use crate::message::Message;
use crate::path::SourcePath;

/// How serious a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Prevents the site from being published.
    Error,
    /// Is reported by every command; the site is published.
    Warning,
    /// Is advice, and reported only by `ssg check`.
    Note,
}

/// A byte range of a source's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The offset of the first byte.
    pub start: usize,
    /// The offset after the last byte.
    pub end: usize,
}

impl Span {
    /// Moves the span by `offset` bytes, from a part of a text to the text that contains it.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self {
            start: self.start + offset,
            end: self.end + offset,
        }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

/// A value with the span it was written at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The bytes it was read from.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Applies `f` to the value and keeps the span.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: f(self.value),
            span: self.span,
        }
    }
}

/// A span of a source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The source.
    pub path: SourcePath,
    /// The bytes; the empty span at 0 means the file as a whole.
    pub span: Span,
}

impl Place {
    /// Creates the place of `span` in the source at `path`.
    pub fn new(path: &SourcePath, span: impl Into<Span>) -> Self {
        Self {
            path: path.clone(),
            span: span.into(),
        }
    }

    /// Creates a place that means the file as such, not a line of it.
    pub fn file(path: &SourcePath) -> Self {
        Self::new(path, Span::default())
    }

    /// Whether the place means the file as such.
    pub fn is_file(&self) -> bool {
        self.span == Span::default()
    }
}

/// An error, a warning or a note to an author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Message,
    /// Where it is wrong; `None` only if no source is at fault.
    pub place: Option<Place>,
    /// The key it is about, or the path that an absent key should have. `None` if it is about no key
    /// of front matter or settings.
    pub key: Option<KeyPath>,
    /// Other places that matter, each with a remark, such as the first of two equal addresses.
    pub related: Vec<(Place, Message)>,
    /// How to fix it.
    pub hints: Vec<Message>,
}

impl Diagnostic {
    /// Creates a diagnostic that no source is at fault for.
    pub fn general(severity: Severity, message: Message) -> Self {
        Self {
            severity,
            message,
            place: None,
            key: None,
            related: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Creates an error without hints and related places.
    pub fn error(place: Place, message: Message) -> Self {
        Self {
            place: Some(place),
            ..Self::general(Severity::Error, message)
        }
    }

    /// Creates a warning without hints and related places.
    pub fn warning(place: Place, message: Message) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(place, message)
        }
    }

    /// Creates a note without hints and related places.
    pub fn note(place: Place, message: Message) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(place, message)
        }
    }

    /// Adds a hint how to fix it.
    #[must_use]
    pub fn hint(mut self, hint: Message) -> Self {
        self.hints.push(hint);
        self
    }

    /// Adds any number of hints.
    #[must_use]
    pub fn hints(mut self, hints: impl IntoIterator<Item = Message>) -> Self {
        self.hints.extend(hints);
        self
    }

    /// Adds a related place with a remark.
    #[must_use]
    pub fn related(mut self, place: Place, remark: Message) -> Self {
        self.related.push((place, remark));
        self
    }

    /// Whether it prevents the site from being published.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A value and the diagnostics found while computing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked<T> {
    /// The value; an `Option` where errors may leave none.
    pub value: T,
    /// The diagnostics, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// Wraps a value without diagnostics.
    pub fn clean(value: T) -> Self {
        Self {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// Appends the diagnostics to `diagnostics` and returns the value.
    pub fn report_to(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }

    /// Whether a diagnostic prevents the site from being published.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}
