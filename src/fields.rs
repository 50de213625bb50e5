//! A mapping of YAML, emptied key by key.
//!
//! Whoever reads a mapping takes what it knows and calls [`Fields::finish`]: what is left over are
//! unknown keys, and each is told with the nearest known one. A value of the wrong shape is told
//! and read as if it were not there, so that all faults of a head come out in one run.

use chrono::NaiveDate;

use crate::date::{DateFault, PartialDate};
use crate::diagnostic::{Diagnostic, Place, Span, Spanned};
use crate::message::Message;
use crate::path::SourcePath;
use crate::vietnamese;
use crate::yaml::{Kind, Node};

/// Where faults of one source are gathered while it is read.
#[derive(Debug)]
pub struct Reader<'a> {
    /// The source.
    pub path: &'a SourcePath,
    /// What was found so far.
    pub found: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// A reader that has found nothing yet.
    pub fn new(path: &'a SourcePath) -> Self {
        Self {
            path,
            found: Vec::new(),
        }
    }

    /// Tells a fault at `span`.
    pub fn error(&mut self, span: Span, message: Message) -> &mut Diagnostic {
        self.tell(Diagnostic::error(Place::new(self.path, span), message))
    }

    /// Tells a warning at `span`.
    pub fn warning(&mut self, span: Span, message: Message) -> &mut Diagnostic {
        self.tell(Diagnostic::warning(Place::new(self.path, span), message))
    }

    fn tell(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        self.found.push(diagnostic);
        self.found.last_mut().expect("one was just pushed")
    }
}

/// "có phải bạn muốn viết …?", or nothing where no word is near.
pub fn did_you_mean<'w>(words: impl IntoIterator<Item = &'w str>) -> Option<Message> {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    (!words.is_empty()).then(|| Message::DidYouMean {
        words: words.join(", "),
    })
}

/// The keys of one mapping that nobody has taken yet.
#[derive(Debug)]
pub struct Fields {
    pairs: Vec<(Spanned<String>, Node)>,
    known: Vec<&'static str>,
    /// The whole mapping.
    pub span: Span,
}

impl Fields {
    /// The keys of `node`; told and empty where it is no mapping.
    pub fn new(node: Node, reader: &mut Reader<'_>) -> Self {
        let pairs = match node.kind {
            Kind::Map(pairs) => pairs,
            Kind::Null => Vec::new(),
            Kind::Scalar(_) | Kind::List(_) => {
                reader.error(node.span, Message::NotAMapping);
                Vec::new()
            }
        };
        Self {
            pairs,
            known: Vec::new(),
            span: node.span,
        }
    }

    /// Where `key` stands, if it does.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.pairs
            .iter()
            .find(|(k, _)| k.value == key)
            .map(|(k, _)| k.span)
    }

    /// The value of `key` as it stands; `None` where it is left out or blank.
    pub fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        let at = self.pairs.iter().position(|(k, _)| k.value == key)?;
        let (_, node) = self.pairs.remove(at);
        (node.kind != Kind::Null).then_some(node)
    }

    /// A line of text, trimmed, without invisible characters; `None` where it is left out or blank.
    pub fn text(&mut self, key: &'static str, reader: &mut Reader<'_>) -> Option<Spanned<String>> {
        let node = self.take(key)?;
        text(node, key, reader)
    }

    /// The text of `key`, or the empty string.
    pub fn plain(&mut self, key: &'static str, reader: &mut Reader<'_>) -> String {
        self.text(key, reader)
            .map_or_else(String::new, |text| text.value)
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn texts(&mut self, key: &'static str, reader: &mut Reader<'_>) -> Vec<Spanned<String>> {
        match self.take(key) {
            None => Vec::new(),
            Some(Node {
                kind: Kind::List(items),
                ..
            }) => items
                .into_iter()
                .filter(|item| item.kind != Kind::Null)
                .filter_map(|item| text(item, key, reader))
                .collect(),
            Some(Node {
                kind: Kind::Map(_),
                span,
            }) => {
                let fault = reader.error(
                    span,
                    Message::NotAList {
                        key: key.to_owned(),
                    },
                );
                fault.hints.push(Message::NotAListHint);
                Vec::new()
            }
            Some(node) => text(node, key, reader).into_iter().collect(),
        }
    }

    /// The texts of `key` without their places.
    pub fn plains(&mut self, key: &'static str, reader: &mut Reader<'_>) -> Vec<String> {
        self.texts(key, reader)
            .into_iter()
            .map(|text| text.value)
            .collect()
    }

    /// A mapping; `None` where it is left out.
    pub fn map(&mut self, key: &'static str, reader: &mut Reader<'_>) -> Option<Self> {
        let node = self.take(key)?;
        Some(Self::new(node, reader))
    }

    /// The items of a list; one mapping that is no list counts as a list of one.
    pub fn list(&mut self, key: &'static str, reader: &mut Reader<'_>) -> Vec<Node> {
        match self.take(key) {
            None => Vec::new(),
            Some(Node {
                kind: Kind::List(items),
                ..
            }) => items,
            Some(
                node @ Node {
                    kind: Kind::Map(_), ..
                },
            ) => vec![node],
            Some(node) => {
                let fault = reader.error(
                    node.span,
                    Message::NotAList {
                        key: key.to_owned(),
                    },
                );
                fault.hints.push(Message::NotAListHint);
                Vec::new()
            }
        }
    }

    /// The mappings of a list.
    pub fn maps(&mut self, key: &'static str, reader: &mut Reader<'_>) -> Vec<Self> {
        let items = self.list(key, reader);
        items
            .into_iter()
            .map(|item| Self::new(item, reader))
            .collect()
    }

    /// A whole number that is not negative.
    pub fn number(&mut self, key: &'static str, reader: &mut Reader<'_>) -> Option<u64> {
        let text = self.text(key, reader)?;
        let digits: String = text
            .value
            .chars()
            .filter(|c| !matches!(c, '.' | '_' | ' '))
            .collect();
        let number = digits
            .parse()
            .ok()
            .filter(|_| digits.bytes().all(|b| b.is_ascii_digit()));
        if number.is_none() {
            let message = Message::NotANumber {
                key: key.to_owned(),
                found: text.value,
            };
            reader.error(text.span, message);
        }
        number
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str, reader: &mut Reader<'_>) -> Option<bool> {
        let text = self.text(key, reader)?;
        match &*text.value {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                let message = Message::NotABool {
                    key: key.to_owned(),
                    found: text.value,
                };
                reader.error(text.span, message);
                None
            }
        }
    }

    /// One of a few words.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
        reader: &mut Reader<'_>,
    ) -> Option<Spanned<T>> {
        let text = self.text(key, reader)?;
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text.value) {
            return Some(Spanned {
                value: *value,
                span: text.span,
            });
        }
        let words = || choices.iter().map(|(word, _)| *word);
        let near = vietnamese::nearest(&text.value, words(), 1);
        let values = words()
            .map(|word| format!("`{word}`"))
            .collect::<Vec<_>>()
            .join(", ");
        let message = Message::UnknownValue {
            key: key.to_owned(),
            found: text.value.clone(),
        };
        let fault = reader.error(text.span, message);
        fault.hints.extend(did_you_mean(near));
        fault.hints.push(Message::AllowedValues { values });
        None
    }

    /// A date, which may be a month or a year where `key` allows that.
    pub fn partial_date(
        &mut self,
        key: &'static str,
        reader: &mut Reader<'_>,
    ) -> Option<Spanned<PartialDate>> {
        let text = self.text(key, reader)?;
        partial_date(text, reader)
    }

    /// A whole date.
    pub fn day(
        &mut self,
        key: &'static str,
        reader: &mut Reader<'_>,
    ) -> Option<Spanned<NaiveDate>> {
        let text = self.text(key, reader)?;
        day(text, key, reader)
    }

    /// Ends the reading: what nobody took is unknown. `sic` and `note` may stand anywhere.
    pub fn finish(mut self, reader: &mut Reader<'_>) {
        self.text("sic", reader);
        self.text("note", reader);
        let known = &self.known[..self.known.len() - 2];
        for (key, _) in &self.pairs {
            let near = vietnamese::nearest(&key.value, known.iter().copied(), 2);
            let fault = reader.error(
                key.span,
                Message::UnknownKey {
                    key: key.value.clone(),
                },
            );
            if near.is_empty() {
                let mut keys: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
                keys.sort();
                keys.dedup();
                fault.hints.push(Message::AllowedKeys {
                    keys: keys.join(", "),
                });
            } else {
                fault.hints.extend(did_you_mean(near));
            }
        }
    }

    /// Takes every pair that is left, in the order written, for mappings whose keys are the
    /// author's own.
    pub fn rest(&mut self) -> Vec<(Spanned<String>, Node)> {
        std::mem::take(&mut self.pairs)
    }
}

/// The text of a node; told and `None` where it is a list or a mapping.
pub fn text(node: Node, key: &str, reader: &mut Reader<'_>) -> Option<Spanned<String>> {
    match node.kind {
        Kind::Scalar(text) => {
            let value = visible(&text, node.span, reader);
            (!value.is_empty()).then_some(Spanned {
                value,
                span: node.span,
            })
        }
        Kind::Null => None,
        Kind::List(_) | Kind::Map(_) => {
            reader.error(
                node.span,
                Message::NotText {
                    key: key.to_owned(),
                },
            );
            None
        }
    }
}

/// A date that may be a month or a year; told and `None` where it is none.
pub fn partial_date(
    text: Spanned<String>,
    reader: &mut Reader<'_>,
) -> Option<Spanned<PartialDate>> {
    let found = text.value;
    match PartialDate::parse(&found) {
        Ok(value) => Some(Spanned {
            value,
            span: text.span,
        }),
        Err(fault) => {
            let (message, hint) = match fault {
                DateFault::NotADate => (Message::NotADate { found }, Some(Message::NotADateHint)),
                DateFault::NoSuchDay { year, month, .. } => {
                    let (month, year) = (month.to_string(), year.to_string());
                    (Message::NoSuchDay { found, month, year }, None)
                }
                DateFault::NoSuchMonth(_) => {
                    (Message::NoSuchMonth { found }, Some(Message::NotADateHint))
                }
                DateFault::YearOutOfRange(_) => (Message::YearOutOfRange { found }, None),
            };
            reader.error(text.span, message).hints.extend(hint);
            None
        }
    }
}

/// A whole date; told and `None` where it is none, or only a month or a year.
pub fn day(
    text: Spanned<String>,
    key: &'static str,
    reader: &mut Reader<'_>,
) -> Option<Spanned<NaiveDate>> {
    let found = text.value.clone();
    let date = partial_date(text, reader)?;
    if let PartialDate::Day(day) = date.value {
        return Some(Spanned {
            value: day,
            span: date.span,
        });
    }
    let fault = reader.error(
        date.span,
        Message::DayWanted {
            key: key.to_owned(),
            found,
        },
    );
    fault.hints.push(Message::NotADateHint);
    None
}

/// The text with its white space collapsed and without characters that nobody can see but that
/// change what is read (CVE-2021-42574), each told once.
fn visible(text: &str, span: Span, reader: &mut Reader<'_>) -> String {
    let hidden = |c: char| {
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}' | '\u{ad}')
            || (c.is_control() && !c.is_whitespace())
    };
    if let Some(c) = text.chars().find(|&c| hidden(c)) {
        let character = format!("U+{:04X}", u32::from(c));
        reader.warning(span, Message::InvisibleCharacter { character });
    }
    let shown: String = text.chars().filter(|&c| !hidden(c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
