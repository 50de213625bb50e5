//! The two parts of a source file: front matter and body.

use crate::yaml;
use ssg_base::diagnostic::{Diagnostic, Place, Span};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;

/// The places of the front matter and of the body in a source file, without the lines `---`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceParts {
    /// The YAML between the lines `---`.
    pub front_matter: Span,
    /// The Markdown after them.
    pub body: Span,
}

/// Finds the front matter and the body of a source file.
///
/// # Errors
/// A file without front matter, and one whose front matter is not closed or too long.
pub fn split(path: &SourcePath, text: &str) -> Result<SourceParts, Box<Diagnostic>> {
    let error = |span: Span, message| Box::new(Diagnostic::error(Place::new(path, span), message));
    let opening = Span::from(0..3);
    if text.trim().is_empty() {
        let error = error(Span::default(), Message::EmptyFile);
        return Err(Box::new(error.hint(Message::FrontMatterMissingHint)));
    }
    let first = text.find('\n').map_or(text.len(), |at| at + 1);
    if text[..first].trim_end() != "---" {
        return Err(missing_opening(path, text, first));
    }
    let mut at = first;
    for line in text[first..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            if at - first > yaml::MAX_FRONT_MATTER_BYTES {
                let size = format!("{} KiB", (at - first) / 1024);
                return Err(error(opening, Message::FrontMatterTooLong { size }));
            }
            return Ok(SourceParts {
                front_matter: Span::from(first..at),
                body: Span::from(at + line.len()..text.len()),
            });
        }
        at += line.len();
    }
    if let Some((span, found)) = likely_end(text, first) {
        let error = error(span, Message::FrontMatterWrongEnd { found });
        return Err(Box::new(error.hint(Message::FrontMatterWrongEndHint)));
    }
    let error = error(opening, Message::FrontMatterUnclosed);
    Err(Box::new(error.hint(Message::FrontMatterUnclosedHint)))
}

/// The first line after byte `from` that was meant to close the front matter: `----`, `...`.
fn likely_end(text: &str, from: usize) -> Option<(Span, String)> {
    let is_end = |line: &str| {
        let count = line.chars().count();
        (2..=80).contains(&count)
            && (line.chars().all(is_dash) || line == "..." || line == "…" || line == "+++")
    };
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let found = line.trim_end();
        if is_end(found) {
            let span = Span::from(at..at + found.len());
            return Some((span, found.to_owned()));
        }
        // Dashes in the body are something else.
        let is_yaml = found.is_empty() || found.contains(':') || found.starts_with([' ', '-', '#']);
        if !is_yaml {
            return None;
        }
        at += line.len();
    }
    None
}

/// Whether a character looks like a hyphen. Word turns two or three hyphens into a dash or a line.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐'..='―' | '−' | '_' | '=' | '─' | '*')
}

/// The error for a first line, which ends at `first`, that is not `---`.
fn missing_opening(path: &SourcePath, text: &str, first: usize) -> Box<Diagnostic> {
    let line = text[..first].trim_end();
    let error = |span: Span, message, hint| {
        Box::new(Diagnostic::error(Place::new(path, span), message).hint(hint))
    };
    let blank = text.len() - text.trim_start().len();
    if text[blank..].starts_with("---") {
        return error(
            Span::from(blank..blank + 3),
            Message::FrontMatterMissing,
            Message::FrontMatterBlankLinesHint,
        );
    }
    let span = Span::from(0..line.len());
    if !line.is_empty() && line.chars().count() <= 80 && line.chars().all(is_dash) {
        let found = line.to_owned();
        let message = Message::FrontMatterWrongDashes { found };
        return error(span, message, Message::FrontMatterWrongDashesHint);
    }
    error(
        span,
        Message::FrontMatterMissing,
        Message::FrontMatterMissingHint,
    )
}
