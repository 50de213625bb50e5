//! A mapping of YAML, emptied key by key.
//!
//! Whoever reads a mapping takes what it knows and calls [`Fields::finish`]: what is left over are
//! unknown keys, and each is told with the nearest known one. A value of the wrong shape is told
//! and read as if it were not there, so that all faults of a head come out in one run.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};

use crate::yaml::{Kind, Node};
use ssg_base::diagnostic::{Diagnostic, Place, Span, Spanned};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;
use ssg_vietnam::date::{DateError, PartialDate};
use ssg_vietnam::text;

/// Where faults of one source are gathered while it is read.
#[derive(Debug)]
pub struct Reader<'a> {
    /// The source.
    pub path: &'a SourcePath,
    /// What was found so far.
    pub found: Vec<Diagnostic>,
    /// Where remarks for the next editor stand (`note`), which no reader is shown.
    pub remarks: Vec<Span>,
}

impl<'a> Reader<'a> {
    /// A reader that has found nothing yet.
    pub fn new(path: &'a SourcePath) -> Self {
        Self {
            path,
            found: Vec::new(),
            remarks: Vec::new(),
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
    absent: Vec<Absent>,
    /// Which of the faults found says that this is no mapping.
    no_mapping: Option<usize>,
    /// The whole mapping.
    pub span: Span,
}

/// A key that was left out.
#[derive(Debug)]
struct Absent {
    key: &'static str,
    /// Where that is told.
    at: Span,
    /// Whether nothing is published without it.
    is_fault: bool,
    hint: Option<Message>,
}

impl Fields {
    /// The keys of `node`; told and empty where it is no mapping.
    pub fn new(node: Node, reader: &mut Reader<'_>) -> Self {
        let mut no_mapping = None;
        let pairs = match node.kind {
            Kind::Map(pairs) => once(pairs, reader),
            Kind::Null => Vec::new(),
            Kind::Scalar(_) | Kind::List(_) => {
                no_mapping = Some(reader.found.len());
                reader.error(node.span, Message::NotAMapping);
                Vec::new()
            }
        };
        Self {
            pairs,
            known: Vec::new(),
            absent: Vec::new(),
            no_mapping,
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

    /// Where the value of `key` stands, if it does.
    pub fn value_span(&self, key: &str) -> Option<Span> {
        self.pairs
            .iter()
            .find(|(k, _)| k.value == key)
            .map(|(_, node)| node.span)
    }

    /// A line of text that must be there. Left out, that is told at `at`; blank, at its key.
    pub fn required(
        &mut self,
        key: &'static str,
        at: Span,
        hint: Option<Message>,
        reader: &mut Reader<'_>,
    ) -> Option<Spanned<String>> {
        let Some(span) = self.key_span(key) else {
            self.known.push(key);
            self.lacks(key, at, hint);
            return None;
        };
        let before = reader.found.len();
        let text = self.text(key, reader);
        let is_told = reader.found[before..].iter().any(Diagnostic::is_error);
        if text.is_none() && !is_told {
            let message = Message::BlankValue {
                key: key.to_owned(),
            };
            reader.error(span, message).hints.extend(hint);
        }
        text
    }

    /// Notes that `key` is left out though it must be there; told at the end, unless a misspelt
    /// key stands for it.
    pub fn lacks(&mut self, key: &'static str, at: Span, hint: Option<Message>) {
        self.absent.push(Absent {
            key,
            at,
            is_fault: true,
            hint,
        });
    }

    /// Warns at the end if `key` is left out.
    pub fn expects(&mut self, key: &'static str, at: Span) {
        if self.key_span(key).is_none() {
            self.absent.push(Absent {
                key,
                at,
                is_fault: false,
                hint: None,
            });
        }
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
    pub fn number<T: FromStr>(&mut self, key: &'static str, reader: &mut Reader<'_>) -> Option<T> {
        let text = self.text(key, reader)?;
        number(text, key, reader).map(|number| number.value)
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
        let near = text::nearest(&text.value, words(), 1);
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
        let remark = self.text("note", reader).map(|note| note.span);
        reader.remarks.extend(remark);
        let known = &self.known[..self.known.len() - 2];
        if let Some(fault) = self.no_mapping.and_then(|at| reader.found.get_mut(at)) {
            fault.hints.push(allowed(known));
            return;
        }
        for (key, _) in &self.pairs {
            let near = text::nearest(&key.value, known.iter().copied(), 2);
            self.absent.retain(|absent| !near.contains(&absent.key));
            let fault = reader.error(
                key.span,
                Message::UnknownKey {
                    key: key.value.clone(),
                },
            );
            if near.is_empty() {
                fault.hints.push(allowed(known));
            } else {
                fault.hints.extend(did_you_mean(near));
            }
        }
        self.tell_absent(reader);
    }

    fn tell_absent(self, reader: &mut Reader<'_>) {
        let (faults, expected): (Vec<Absent>, Vec<Absent>) =
            self.absent.into_iter().partition(|absent| absent.is_fault);
        for Absent { key, at, hint, .. } in faults {
            let key = key.to_owned();
            let fault = reader.error(at, Message::MissingKey { key });
            fault.hints.extend(hint);
        }
        if let Some(first) = expected.first() {
            let keys = listed(expected.iter().map(|absent| absent.key));
            reader.warning(first.at, Message::ExpectedKeys { keys });
        }
    }

    /// Takes every pair that is left, in the order written, for mappings whose keys are the
    /// author's own.
    pub fn rest(&mut self) -> Vec<(Spanned<String>, Node)> {
        std::mem::take(&mut self.pairs)
    }
}

/// The pairs whose key does not stand before; the others are told.
fn once(
    pairs: Vec<(Spanned<String>, Node)>,
    reader: &mut Reader<'_>,
) -> Vec<(Spanned<String>, Node)> {
    let mut kept: Vec<(Spanned<String>, Node)> = Vec::with_capacity(pairs.len());
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    for (key, value) in pairs {
        if let Some(&first) = first.get(&key.value) {
            let first = Place::new(reader.path, first);
            let message = Message::YamlDuplicateKey { key: key.value };
            let fault = reader.error(key.span, message);
            fault.related.push((first, Message::FirstOccurrence));
        } else {
            first.insert(key.value.clone(), key.span);
            kept.push((key, value));
        }
    }
    kept
}

fn allowed(known: &[&str]) -> Message {
    let known: BTreeSet<&str> = known.iter().copied().collect();
    let keys = listed(known.into_iter());
    Message::AllowedKeys { keys }
}

fn listed<'k>(keys: impl Iterator<Item = &'k str>) -> String {
    let keys: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
    keys.join(", ")
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

/// A whole number; told and `None` where it is none, or too large for its kind.
pub fn number<T: FromStr>(
    text: Spanned<String>,
    key: &'static str,
    reader: &mut Reader<'_>,
) -> Option<Spanned<T>> {
    let grouped = |c: &char| matches!(c, '.' | '_' | ' ');
    let digits: String = text.value.chars().filter(|c| !grouped(c)).collect();
    let is_whole = digits.bytes().all(|b| b.is_ascii_digit());
    if let Some(value) = digits.parse().ok().filter(|_| is_whole) {
        let span = text.span;
        return Some(Spanned { value, span });
    }
    let message = Message::NotANumber {
        key: key.to_owned(),
        found: text.value,
    };
    reader.error(text.span, message);
    None
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
                DateError::NotADate => (Message::NotADate { found }, Some(Message::NotADateHint)),
                DateError::NoSuchDay { year, month, .. } => {
                    let days = PartialDate::Month { year, month }
                        .last_day()
                        .day()
                        .to_string();
                    let (month, year) = (month.to_string(), year.to_string());
                    let message = Message::NoSuchDay {
                        found,
                        month,
                        year,
                        days,
                    };
                    (message, None)
                }
                DateError::NoSuchMonth(_) => {
                    (Message::NoSuchMonth { found }, Some(Message::NotADateHint))
                }
                DateError::YearOutOfRange(_) => (Message::YearOutOfRange { found }, None),
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
        Message::FullDateRequired {
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
