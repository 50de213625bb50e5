//! Everything an author is told: faults and warnings as values, with a place and what to do.
//!
//! A step of the compiler returns [`Checked`]: its value and what it found. It never prints, never
//! stops at the first fault and never exits. Places are byte ranges of a source until they are
//! shown; lines and columns exist only in [`render`].

pub mod render;

use std::ops::Range;

use crate::message::Message;
use crate::path::SourcePath;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is published while it stands.
    Error,
    /// It is told, and the site is published.
    Warning,
    /// Advice, told only by `ssg check`.
    Note,
}

/// A byte range of a source's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The same range in a text that stands `by` bytes into a larger one.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self {
            start: self.start + by,
            end: self.end + by,
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

/// A value and where its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the source it came from.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: f(self.value),
            span: self.span,
        }
    }
}

/// A range of one source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The source.
    pub path: SourcePath,
    /// The range; empty at 0 where the whole file is meant.
    pub span: Span,
}

impl Place {
    /// A range of `path`.
    pub fn new(path: &SourcePath, span: impl Into<Span>) -> Self {
        Self {
            path: path.clone(),
            span: span.into(),
        }
    }

    /// The file as a whole.
    pub fn file(path: &SourcePath) -> Self {
        Self::new(path, Span::default())
    }
}

/// One thing an author is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong.
    pub message: Message,
    /// Where; `None` only where no source is at fault.
    pub place: Option<Place>,
    /// Other places that matter, such as the first of two equal addresses, each with its remark.
    pub related: Vec<(Place, Message)>,
    /// What to do about it.
    pub hints: Vec<Message>,
}

impl Diagnostic {
    /// A fault at a place.
    pub fn error(place: Place, message: Message) -> Self {
        Self {
            severity: Severity::Error,
            message,
            place: Some(place),
            related: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// A warning at a place.
    pub fn warning(place: Place, message: Message) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(place, message)
        }
    }

    /// Advice at a place.
    pub fn note(place: Place, message: Message) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(place, message)
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: Message) -> Self {
        self.hints.push(hint);
        self
    }

    /// Adds what to do, if there is something.
    #[must_use]
    pub fn hints(mut self, hints: impl IntoIterator<Item = Message>) -> Self {
        self.hints.extend(hints);
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn related(mut self, place: Place, remark: Message) -> Self {
        self.related.push((place, remark));
        self
    }

    /// Whether it keeps the site from being published.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A value and what was found on the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked<T> {
    /// The value. Where faults left none, `T` is an `Option`.
    pub value: T,
    /// What was found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value about which there is nothing to say.
    pub fn clean(value: T) -> Self {
        Self {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// Moves what was found to `into` and gives the value.
    pub fn report_to(self, into: &mut Vec<Diagnostic>) -> T {
        into.extend(self.diagnostics);
        self.value
    }

    /// Whether anything found keeps the site from being published.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}
