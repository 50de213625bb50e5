//! A YAML mapping, read key by key.
//!
//! A reader takes each key it knows and then calls [`Fields::finish`], which reports the remaining
//! keys as unknown, each with the nearest known one. A value of the wrong type is reported and
//! read as if its key were absent. All errors of a mapping are therefore reported in one run.
//!
//! This module does not know which keys exist: see `document::front_matter` and
//! [`settings`](crate::settings).

mod date;
mod number;
mod repeats;
mod words;

pub use date::{day, partial_date};
pub use number::{WholeNumber, number};
pub(crate) use repeats::{UniqueItems, report_repeat, shown_item};
pub(crate) use words::{key_meant, value_meant};

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::yaml::lookalike;
use crate::yaml::{Node, NodeKind, quoted};
use ssg_base::diagnostic::{Diagnostic, Place, Span, Spanned};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::text;

/// Collects the diagnostics of one source file while it is read.
#[derive(Debug)]
pub struct Reporter<'a> {
    /// The source file.
    pub path: &'a SourcePath,
    /// The diagnostics so far.
    pub diagnostics: Vec<Diagnostic>,
    /// The places of what is not published: notes for the next editor, comments, clearances.
    pub note_spans: Vec<Span>,
}

impl<'a> Reporter<'a> {
    /// A reporter without diagnostics.
    pub fn new(path: &'a SourcePath) -> Self {
        Self {
            path,
            diagnostics: Vec::new(),
            note_spans: Vec::new(),
        }
    }

    /// Reports an error at `span`. Hints can be added to the returned diagnostic.
    pub fn error(&mut self, span: Span, message: Message) -> &mut Diagnostic {
        self.push(Diagnostic::error(Place::new(self.path, span), message))
    }

    /// Reports a warning at `span`. Hints can be added to the returned diagnostic.
    pub fn warning(&mut self, span: Span, message: Message) -> &mut Diagnostic {
        self.push(Diagnostic::warning(Place::new(self.path, span), message))
    }

    /// Reports a note at `span`. Hints can be added to the returned diagnostic.
    pub fn note(&mut self, span: Span, message: Message) -> &mut Diagnostic {
        self.push(Diagnostic::note(Place::new(self.path, span), message))
    }

    /// Whether an error is among the diagnostics from index `start` on.
    pub fn has_errors_since(&self, start: usize) -> bool {
        self.diagnostics[start..].iter().any(Diagnostic::is_error)
    }

    fn push(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        self.diagnostics.push(diagnostic);
        self.diagnostics.last_mut().expect("one was just pushed")
    }
}

/// The hint "có phải bạn muốn viết …?"; `None` if there are no words to suggest.
pub fn did_you_mean<'w>(words: impl IntoIterator<Item = &'w str>) -> Option<Message> {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    (!words.is_empty()).then(|| Message::DidYouMean {
        words: words.join(", "),
    })
}

/// The keys of one mapping that have not been read yet.
#[derive(Debug)]
pub struct Fields {
    pairs: Vec<(Spanned<String>, Node)>,
    known_keys: Vec<&'static str>,
    missing_keys: Vec<MissingKey>,
    /// The index of the diagnostic that says the node is not a mapping.
    not_a_mapping: Option<usize>,
    /// The key whose value should be this mapping, and the text that it has instead.
    text_instead: Option<(&'static str, String)>,
    /// The place of the mapping.
    pub span: Span,
}

/// A key that is required or recommended, and absent.
#[derive(Debug)]
struct MissingKey {
    key: &'static str,
    /// Where the diagnostic points to.
    span: Span,
    is_required: bool,
    hint: Option<Message>,
}

impl Fields {
    /// The keys of `node`. A node of another type is reported and read as an empty mapping.
    pub fn new(node: Node, reporter: &mut Reporter<'_>) -> Self {
        let mut not_a_mapping = None;
        let pairs = match node.kind {
            NodeKind::Map(pairs) => {
                let is_flow = pairs
                    .first()
                    .is_some_and(|(key, _)| node.span.start < key.span.start);
                let pairs = if is_flow {
                    without_cut_values(pairs, reporter)
                } else {
                    pairs
                };
                without_duplicates(pairs, reporter)
            }
            NodeKind::Null => Vec::new(),
            NodeKind::Scalar(_) | NodeKind::List(_) => {
                not_a_mapping = Some(reporter.diagnostics.len());
                let hints = lookalike_hints(&node.kind);
                reporter.error(node.span, Message::NotAMapping).hints = hints;
                Vec::new()
            }
        };
        Self {
            pairs,
            known_keys: Vec::new(),
            missing_keys: Vec::new(),
            not_a_mapping,
            text_instead: None,
            span: node.span,
        }
    }

    /// The place of `key`; `None` if it is absent or was read.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.pairs
            .iter()
            .find(|(k, _)| k.value == key)
            .map(|(k, _)| k.span)
    }

    /// The place of the value of `key`; `None` if it is absent or was read.
    pub fn value_span(&self, key: &str) -> Option<Span> {
        self.pairs
            .iter()
            .find(|(k, _)| k.value == key)
            .map(|(_, node)| node.span)
    }

    /// The text of a required key. An absent key is reported at `span`, a blank one at the key.
    pub fn required(
        &mut self,
        key: &'static str,
        span: Span,
        hint: Option<Message>,
        reporter: &mut Reporter<'_>,
    ) -> Option<Spanned<String>> {
        let Some(key_span) = self.key_span(key) else {
            self.known_keys.push(key);
            self.report_missing(key, span, hint);
            return None;
        };
        let before = reporter.diagnostics.len();
        let text = self.text(key, reporter);
        if text.is_none() && !reporter.has_errors_since(before) {
            let message = Message::BlankValue {
                key: key.to_owned(),
            };
            reporter.error(key_span, message).hints.extend(hint);
        }
        text
    }

    /// Reports in [`Fields::finish`] that the required `key` is absent, unless an unknown key looks
    /// like a misspelling of it.
    pub fn report_missing(&mut self, key: &'static str, span: Span, hint: Option<Message>) {
        self.missing_keys.push(MissingKey {
            key,
            span,
            is_required: true,
            hint,
        });
    }

    /// Warns in [`Fields::finish`] if `key` is absent, or has neither a value nor items.
    pub fn warn_if_missing(&mut self, key: &'static str, span: Span) {
        let pair = self.pairs.iter().find(|(known, _)| known.value == key);
        if pair.is_none_or(|(_, node)| is_blank(node)) {
            self.missing_keys.push(MissingKey {
                key,
                span: pair.map_or(span, |(key, _)| key.span),
                is_required: false,
                hint: None,
            });
        }
    }

    /// The value of `key`; `None` if it is absent or blank.
    pub fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known_keys.push(key);
        let at = self.pairs.iter().position(|(k, _)| k.value == key)?;
        let (_, node) = self.pairs.remove(at);
        (node.kind != NodeKind::Null).then_some(node)
    }

    /// The text of `key` with its place; `None` if it is absent or blank. See [`text`].
    pub fn text(
        &mut self,
        key: &'static str,
        reporter: &mut Reporter<'_>,
    ) -> Option<Spanned<String>> {
        let node = self.take(key)?;
        text(node, key, reporter)
    }

    /// The text of `key`; the empty string if it is absent or blank.
    pub fn string(&mut self, key: &'static str, reporter: &mut Reporter<'_>) -> String {
        self.text(key, reporter)
            .map_or_else(String::new, |text| text.value)
    }

    /// A list of texts with their places. A single text is read as a list of one. Repeated items are
    /// reported.
    pub fn texts(
        &mut self,
        key: &'static str,
        reporter: &mut Reporter<'_>,
    ) -> Vec<Spanned<String>> {
        let texts = self.texts_with_repeats(key, reporter);
        let mut items = UniqueItems::default();
        for text in &texts {
            items.is_new(
                &text::match_key(&text.value),
                &text.value,
                text.span,
                reporter,
            );
        }
        texts
    }

    /// The same without a look at repeated items, for readers that compare what the items mean.
    pub fn texts_with_repeats(
        &mut self,
        key: &'static str,
        reporter: &mut Reporter<'_>,
    ) -> Vec<Spanned<String>> {
        match self.take(key) {
            None => Vec::new(),
            Some(Node {
                kind: NodeKind::List(items),
                ..
            }) => items
                .into_iter()
                .filter(|item| item.kind != NodeKind::Null)
                .filter_map(|item| text(item, key, reporter))
                .collect(),
            Some(
                node @ Node {
                    kind: NodeKind::Map(_),
                    ..
                },
            ) => {
                report_not_a_list(key, &node, reporter);
                Vec::new()
            }
            Some(node) => text(node, key, reporter).into_iter().collect(),
        }
    }

    /// A list of texts without their places. A single text is read as a list of one.
    pub fn strings(&mut self, key: &'static str, reporter: &mut Reporter<'_>) -> Vec<String> {
        self.texts(key, reporter)
            .into_iter()
            .map(|text| text.value)
            .collect()
    }

    /// A mapping; `None` if `key` is absent or blank.
    pub fn map(&mut self, key: &'static str, reporter: &mut Reporter<'_>) -> Option<Self> {
        let node = self.take(key)?;
        let text_instead = match &node.kind {
            NodeKind::Scalar(text) => Some((key, text.trim().to_owned())),
            _ => None,
        };
        Some(Self {
            text_instead,
            ..Self::new(node, reporter)
        })
    }

    /// The items of a list. A single mapping is read as a list of one. Repeated items are reported.
    pub fn list(&mut self, key: &'static str, reporter: &mut Reporter<'_>) -> Vec<Node> {
        let nodes = self.list_with_repeats(key, reporter);
        repeats::report(&nodes, reporter);
        nodes
    }

    /// The same without a look at repeated items, for readers that compare what the items mean.
    pub fn list_with_repeats(
        &mut self,
        key: &'static str,
        reporter: &mut Reporter<'_>,
    ) -> Vec<Node> {
        match self.take(key) {
            None => Vec::new(),
            Some(Node {
                kind: NodeKind::List(items),
                ..
            }) => items,
            Some(
                node @ Node {
                    kind: NodeKind::Map(_),
                    ..
                },
            ) => vec![node],
            Some(node) => {
                report_not_a_list(key, &node, reporter);
                Vec::new()
            }
        }
    }

    /// The mappings of a list. A single mapping is read as a list of one.
    pub fn maps(&mut self, key: &'static str, reporter: &mut Reporter<'_>) -> Vec<Self> {
        let items = self.list(key, reporter);
        Self::all(items, reporter)
    }

    /// The same without a look at repeated items, for readers that compare what the items mean.
    pub fn maps_with_repeats(
        &mut self,
        key: &'static str,
        reporter: &mut Reporter<'_>,
    ) -> Vec<Self> {
        let items = self.list_with_repeats(key, reporter);
        Self::all(items, reporter)
    }

    fn all(items: Vec<Node>, reporter: &mut Reporter<'_>) -> Vec<Self> {
        items
            .into_iter()
            .map(|item| Self::new(item, reporter))
            .collect()
    }

    /// A whole number that is not negative. See [`number`].
    pub fn number<T: WholeNumber>(
        &mut self,
        key: &'static str,
        reporter: &mut Reporter<'_>,
    ) -> Option<T> {
        let text = self.text(key, reporter)?;
        number(text, key, reporter).map(|number| number.value)
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str, reporter: &mut Reporter<'_>) -> Option<bool> {
        let text = self.text(key, reporter)?;
        match &*text.value {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                let meant = value_meant(&text.value, ["true", "false"].into_iter());
                let message = Message::NotABool {
                    key: key.to_owned(),
                    found: text.value,
                };
                let diagnostic = reporter.error(text.span, message);
                diagnostic.hints.extend(did_you_mean(meant));
                None
            }
        }
    }

    /// The value of one of the words in `choices`.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
        reporter: &mut Reporter<'_>,
    ) -> Option<Spanned<T>> {
        let text = self.text(key, reporter)?;
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text.value) {
            return Some(Spanned {
                value: *value,
                span: text.span,
            });
        }
        let words = || choices.iter().map(|(word, _)| *word);
        let meant = value_meant(&text.value, words());
        let near = || text::nearest(&text.value, words(), 1).first().copied();
        let meant = meant.or_else(near);
        let message = Message::UnknownValue {
            key: key.to_owned(),
            found: text.value.clone(),
        };
        let diagnostic = reporter.error(text.span, message);
        diagnostic.hints.extend(did_you_mean(meant));
        let values = join_quoted(words());
        diagnostic.hints.push(Message::AllowedValues { values });
        None
    }

    /// A day, month or year. See [`partial_date`].
    pub fn partial_date(
        &mut self,
        key: &'static str,
        reporter: &mut Reporter<'_>,
    ) -> Option<Spanned<PartialDate>> {
        let text = self.text(key, reporter)?;
        partial_date(text, reporter)
    }

    /// A day. See [`day`].
    pub fn day(
        &mut self,
        key: &'static str,
        reporter: &mut Reporter<'_>,
    ) -> Option<Spanned<NaiveDate>> {
        let text = self.text(key, reporter)?;
        day(text, key, reporter)
    }

    /// Reports unknown and missing keys. `sic` and `note` are allowed in every mapping.
    pub fn finish(mut self, reporter: &mut Reporter<'_>) {
        self.text("sic", reporter);
        let note_span = self.text("note", reporter).map(|note| note.span);
        reporter.note_spans.extend(note_span);
        let known_keys = &self.known_keys[..self.known_keys.len() - 2];
        let not_a_mapping = self.not_a_mapping;
        if let Some(error) = not_a_mapping.and_then(|at| reporter.diagnostics.get_mut(at)) {
            let text = self.text_instead;
            let form = text.and_then(|(key, text)| mapping_form(key, &text, known_keys));
            let form = form.map(|form| Message::WriteHint { form });
            error.hints.extend(form);
            error.hints.push(allowed_keys(known_keys));
            return;
        }
        for (key, _) in &self.pairs {
            let meant = keys_meant(&key.value, known_keys);
            self.missing_keys
                .retain(|missing| !meant.contains(&missing.key));
            report_unknown_key(key, &meant, known_keys, reporter);
        }
        self.report_missing_keys(reporter);
    }

    fn report_missing_keys(self, reporter: &mut Reporter<'_>) {
        let (required, recommended): (Vec<MissingKey>, Vec<MissingKey>) = self
            .missing_keys
            .into_iter()
            .partition(|missing| missing.is_required);
        for MissingKey {
            key, span, hint, ..
        } in required
        {
            let key = key.to_owned();
            let diagnostic = reporter.error(span, Message::MissingKey { key });
            diagnostic.hints.extend(hint);
        }
        if let Some(first) = recommended.first() {
            let keys = join_quoted(recommended.iter().map(|missing| missing.key));
            reporter.warning(first.span, Message::ExpectedKeys { keys });
        }
    }

    /// Whether an unread key looks like a misspelling of `key`, or is a Vietnamese word for it. Then
    /// errors that follow from the absence of `key` need not be reported.
    pub fn is_misspelt(&self, key: &str) -> bool {
        let mut others = self.pairs.iter();
        others.any(|(other, _)| !keys_meant(&other.value, &[key]).is_empty())
    }

    /// Takes all remaining pairs in source order, for mappings whose keys the author chooses.
    pub fn take_remaining(&mut self) -> Vec<(Spanned<String>, Node)> {
        std::mem::take(&mut self.pairs)
    }
}

/// The mapping that an author meant who wrote only its most important value: `cost: 150.000.000`.
fn mapping_form(key: &str, text: &str, known_keys: &[&str]) -> Option<String> {
    let starts_with_digit = text.starts_with(|c: char| c.is_ascii_digit());
    match key {
        "cost" | "budget" if starts_with_digit => Some(format!("{key}: {{amount: {text}}}")),
        "document" if starts_with_digit => {
            let (number, symbol) = text.split_once('/')?;
            Some(format!("{key}: {{number: {number}, symbol: {symbol}}}"))
        }
        "reporting" if starts_with_digit => {
            let days = text.split(|c: char| !c.is_ascii_digit()).next()?;
            // A plan has another key than the settings.
            let of_days = known_keys.iter().find(|key| key.ends_with("within_days"))?;
            Some(format!("{key}: {{{of_days}: {days}}}"))
        }
        _ => None,
    }
}

/// The pairs of a mapping in braces without those that a comma made of a value:
/// `{position: Chủ tịch HĐND, Trưởng đoàn}`. Each is reported.
fn without_cut_values(
    pairs: Vec<(Spanned<String>, Node)>,
    reporter: &mut Reporter<'_>,
) -> Vec<(Spanned<String>, Node)> {
    let mut kept: Vec<(Spanned<String>, Node)> = Vec::with_capacity(pairs.len());
    for (key, value) in pairs {
        // No key has a space, a capital letter or an accent.
        let is_text = key
            .value
            .contains(|c: char| !c.is_ascii_lowercase() && c != '_');
        let before = kept.last_mut();
        if value.kind == NodeKind::Null
            && is_text
            && let Some((before_key, before)) = before
            && let NodeKind::Scalar(text) = &mut before.kind
        {
            let message = Message::CommaInValue {
                before: text.clone(),
                after: key.value.clone(),
            };
            text.push_str(", ");
            text.push_str(&key.value);
            let hint = Message::CommaInValueHint {
                key: before_key.value.clone(),
                value: text.clone(),
            };
            reporter.error(key.span, message).hints.push(hint);
        } else {
            kept.push((key, value));
        }
    }
    kept
}

/// The first pair of each key. Later pairs of the same key are reported.
fn without_duplicates(
    pairs: Vec<(Spanned<String>, Node)>,
    reporter: &mut Reporter<'_>,
) -> Vec<(Spanned<String>, Node)> {
    let mut unique: Vec<(Spanned<String>, Node)> = Vec::with_capacity(pairs.len());
    let mut first_spans: BTreeMap<String, Span> = BTreeMap::new();
    for (key, value) in pairs {
        if let Some(&first) = first_spans.get(&key.value) {
            let first = Place::new(reporter.path, first);
            let message = Message::YamlDuplicateKey { key: key.value };
            let diagnostic = reporter.error(key.span, message);
            diagnostic.related.push((first, Message::FirstOccurrence));
        } else {
            first_spans.insert(key.value.clone(), key.span);
            unique.push((key, value));
        }
    }
    unique
}

/// What separates items in a text that is no list yet. The last ones are full-width.
pub(crate) const ITEM_SEPARATORS: [char; 5] = [',', ';', '，', '；', '、'];

/// Keys of lists whose items may be texts.
const TEXT_LISTS: [&str; 6] = [
    "councils",
    "deputies",
    "locations",
    "members",
    "present",
    "provinces",
];

/// Reports a node that should be a list. A text is shown as the list that was probably meant.
fn report_not_a_list(key: &str, node: &Node, reporter: &mut Reporter<'_>) {
    let mut hints = lookalike_hints(&node.kind);
    let hint = match &node.kind {
        NodeKind::Scalar(text)
            if matches!(key, "members" | "deputies")
                && text.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            let digits = text.split(|c: char| !c.is_ascii_digit()).next();
            let form = format!("size: {}", digits.unwrap_or_default());
            Message::WriteHint { form }
        }
        NodeKind::Scalar(text)
            if hints.is_empty()
                && TEXT_LISTS.contains(&key)
                && text.contains(char::is_alphabetic) =>
        {
            let parts = text.split(ITEM_SEPARATORS).map(str::trim);
            let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
            let items = parts.join(", ");
            let line = if key == "councils" {
                format!("{key}: [{{name: {}}}]", text.trim())
            } else {
                format!("{key}: [{items}]")
            };
            Message::NotAListLineHint { line }
        }
        _ => Message::NotAListHint,
    };
    hints.push(hint);
    let key = key.to_owned();
    reporter.error(node.span, Message::NotAList { key }).hints = hints;
}

/// Names the special space or wide colon that makes a text of what should be a list or mapping.
fn lookalike_hints(kind: &NodeKind) -> Vec<Message> {
    let NodeKind::Scalar(text) = kind else {
        return Vec::new();
    };
    let found = lookalike::in_line(text).and_then(|range| text[range].chars().next());
    let messages = found.map(lookalike::explain);
    messages
        .into_iter()
        .flat_map(|(what, how)| [what, how])
        .collect()
}

/// Returns the known keys that an author who wrote `written` may have meant, best first: at most two.
fn keys_meant<'k>(written: &str, known_keys: &[&'k str]) -> Vec<&'k str> {
    let name = written.split(is_colon).next().unwrap_or(written);
    if let Some(key) = key_meant(name, known_keys.iter().copied()) {
        return vec![key];
    }
    text::nearest(name, known_keys.iter().copied(), 2)
}

/// The status that an author who wrote it as a key meant: `draft: true`, `thu hồi: có`.
fn status_meant(key: &str, known_keys: &[&str]) -> Option<&'static str> {
    const STATUSES: [&str; 2] = ["draft", "withdrawn"];
    if !known_keys.contains(&"status") {
        return None;
    }
    let mut statuses = STATUSES.into_iter();
    let same = statuses.find(|status| key.eq_ignore_ascii_case(status));
    same.or_else(|| value_meant(key, STATUSES.into_iter()))
}

fn is_colon(c: char) -> bool {
    c == ':' || lookalike::is_wide_colon(c)
}

fn report_unknown_key(
    key: &Spanned<String>,
    meant: &[&str],
    known_keys: &[&str],
    reporter: &mut Reporter<'_>,
) {
    let message = Message::UnknownKey {
        key: key.value.clone(),
    };
    let status = status_meant(&key.value, known_keys);
    let diagnostic = reporter.error(key.span, message);
    let parts = key.value.split_once(is_colon);
    if let Some(status) = status {
        let form = format!("status: {status}");
        diagnostic.hints.push(Message::WriteHint { form });
    } else if let (Some((_, value)), Some(key)) = (parts, meant.first()) {
        // `{from:2023-08-18}` has no space behind the colon.
        let line = format!("{key}: {}", value.trim());
        diagnostic.hints.push(Message::KeyColonHint { line });
    } else if meant.is_empty() {
        diagnostic.hints.push(allowed_keys(known_keys));
    } else {
        diagnostic.hints.extend(did_you_mean(meant.iter().copied()));
    }
}

fn allowed_keys(known_keys: &[&str]) -> Message {
    let sorted: BTreeSet<&str> = known_keys.iter().copied().collect();
    let keys = join_quoted(sorted.into_iter());
    Message::AllowedKeys { keys }
}

fn join_quoted<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

/// The text of a scalar node, with white space collapsed and without invisible characters. `None`
/// if it is blank. A list or mapping is reported.
pub fn text(node: Node, key: &str, reporter: &mut Reporter<'_>) -> Option<Spanned<String>> {
    match node.kind {
        NodeKind::Scalar(text) => {
            let value = visible_text(&text, node.span, reporter);
            (!value.is_empty()).then_some(Spanned {
                value,
                span: node.span,
            })
        }
        NodeKind::Null => None,
        NodeKind::List(_) | NodeKind::Map(_) => {
            let key = key.to_owned();
            let form = quoted_form(&node);
            let error = reporter.error(node.span, Message::NotText { key });
            error
                .hints
                .extend(form.map(|form| Message::WriteHint { form }));
            None
        }
    }
}

/// The text in quotes that a colon made a mapping of: `- Ưu điểm: đạt`.
fn quoted_form(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Map(pairs) => match &pairs[..] {
            [(key, value)] => match &value.kind {
                NodeKind::Scalar(text) => {
                    let text = format!("{}: {}", key.value, text.trim());
                    (!text.contains('\n')).then(|| quoted(&text))
                }
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// Whether a value is absent, or a list without items.
fn is_blank(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Null => true,
        NodeKind::Scalar(text) => text.trim().is_empty(),
        NodeKind::List(items) => items.iter().all(is_blank),
        NodeKind::Map(_) => false,
    }
}

/// The text with white space collapsed and without invisible characters. The first such character
/// is reported.
fn visible_text(text: &str, span: Span, reporter: &mut Reporter<'_>) -> String {
    if let Some(c) = text.chars().find(|&c| text::is_invisible(c)) {
        let character = code_point(c);
        reporter.warning(span, Message::InvisibleCharacter { character });
    }
    let visible = text::strip_invisible(text);
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name of a character that nobody can see: `U+200B`.
pub(crate) fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}
