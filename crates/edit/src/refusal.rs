//! Why a file cannot be read or edited.

use crate::KeyPath;
use ssg_base::diagnostic::{Diagnostic, Span};
use ssg_base::message::{Language, Message};

/// Why a file cannot be read, or not be edited without changing more. Such a file is edited as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reason.
    pub reason: Box<Message>,
    /// How to fix it.
    pub hints: Vec<Message>,
    /// The place in the source, if a part of it is the reason.
    pub span: Option<Span>,
}

impl Refusal {
    pub(crate) fn new(reason: Message) -> Self {
        Self {
            reason: Box::new(reason),
            hints: Vec::new(),
            span: None,
        }
    }

    pub(crate) fn no_such_key(path: &KeyPath) -> Self {
        let key = path.to_string();
        Self::new(Message::EditNoSuchKey { key })
    }

    /// The refusal of a file that does not parse. `offset` is where the parsed text begins.
    pub(crate) fn of(diagnostic: Diagnostic, offset: usize) -> Self {
        Self {
            reason: Box::new(diagnostic.message),
            hints: diagnostic.hints,
            span: diagnostic.place.map(|place| place.span.shifted(offset)),
        }
    }

    /// The reason in words.
    pub fn text(&self, language: Language) -> String {
        self.reason.text(language)
    }
}
