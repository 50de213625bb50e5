//! YAML into nodes, every one with its place. The home of `serde_yaml`.
//!
//! A head is read into [`Node`]s rather than into structs, because a derived reader stops at the
//! first fault. Scalars keep the text their author wrote (`08` stays `08`, `1.10` stays `1.10`):
//! what a value means is the reader's matter, not YAML's. Anchors, aliases and tags are refused,
//! which also leaves no way to make a small file grow.

use std::fmt;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned as At;

use crate::diagnostic::{Diagnostic, Place, Span, Spanned};
use crate::message::Message;
use crate::path::SourcePath;

/// The longest head, in bytes.
pub const LONGEST: usize = 64 * 1024;
const DEEPEST: usize = 32;
const MOST_NODES: usize = 10_000;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands in the source.
    pub span: Span,
}

/// What a [`Node`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing: `key:`, `~` or `null`.
    Null,
    /// One value, as its author wrote it, quotes apart.
    Scalar(String),
    /// `[a, b]`, or lines that start with `- `.
    List(Vec<Node>),
    /// Pairs in the order written; keys are unique.
    Map(Vec<(Spanned<String>, Node)>),
}

/// Reads the YAML in `text[at]`, whose places are counted from the start of `text`.
///
/// # Errors
/// The first fault of syntax, with its place; there is no telling what follows it.
pub fn parse(path: &SourcePath, text: &str, at: Span) -> Result<Node, Box<Diagnostic>> {
    let yaml = &text[at.start..at.end];
    let options = serde_yaml::options! {
        with_snippet: false,
        strict_booleans: true,
        reject_unsupported_tags: true,
        budget: serde_yaml::budget! {
            max_nodes: MOST_NODES,
            max_events: 4 * MOST_NODES,
            max_aliases: 0,
            max_anchors: 0,
            max_depth: DEEPEST,
            max_documents: 1,
            flow_nesting_limit: DEEPEST,
        },
    };
    match serde_yaml::from_str_with_options::<At<Raw>>(yaml, options) {
        Ok(raw) => Ok(place(raw, yaml, at.start)),
        Err(error) => Err(Box::new(fault(path, text, at, &error))),
    }
}

/// Reads a table that is part of the program.
///
/// # Panics
/// If it is not sound; a test reads each.
pub fn built_in<T: DeserializeOwned>(text: &'static str) -> T {
    serde_yaml::from_str(text).expect("the built-in tables are sound; a test reads each")
}

/// A node as the parser gives it: numbers and booleans are cut from the text afterwards.
enum Raw {
    Null,
    Text(String),
    Plain,
    List(Vec<At<Raw>>),
    Map(Vec<(At<String>, At<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i128<E: de::Error>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u128<E: de::Error>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Raw, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = from.next_entry()? {
            pairs.push(pair);
        }
        Ok(Raw::Map(pairs))
    }
}

/// Gives every node its place in the whole text, and every plain scalar its own words.
fn place(raw: At<Raw>, yaml: &str, offset: usize) -> Node {
    let within = span(&raw.referenced, yaml);
    let kind = match raw.value {
        Raw::Null => Kind::Null,
        Raw::Text(text) => Kind::Scalar(text),
        Raw::Plain => Kind::Scalar(yaml[within.start..within.end].trim().to_owned()),
        Raw::List(items) => Kind::List(
            items
                .into_iter()
                .map(|item| place(item, yaml, offset))
                .collect(),
        ),
        Raw::Map(pairs) => Kind::Map(
            pairs
                .into_iter()
                .map(|(key, value)| {
                    let span = span(&key.referenced, yaml).shifted(offset);
                    (
                        Spanned {
                            value: key.value,
                            span,
                        },
                        place(value, yaml, offset),
                    )
                })
                .collect(),
        ),
    };
    Node {
        kind,
        span: within.shifted(offset),
    }
}

/// The bytes of a location; empty where the parser does not say.
fn span(location: &serde_yaml::Location, yaml: &str) -> Span {
    let whole = location.span();
    let number = |bytes: Option<u64>| bytes.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let start = number(whole.byte_offset()).min(yaml.len());
    let end = (start + number(whole.byte_len())).min(yaml.len());
    let trimmed = yaml
        .get(start..end)
        .map_or(end, |text| start + text.trim_end().len());
    Span {
        start,
        end: trimmed,
    }
}

fn fault(path: &SourcePath, text: &str, at: Span, error: &serde_yaml::Error) -> Diagnostic {
    let yaml = &text[at.start..at.end];
    let span = error
        .location()
        .map_or(Span::default(), |location| span(&location, yaml));
    let (message, hint) = explain(error, yaml, span);
    let end = if span.end > span.start {
        span.end
    } else {
        word_end(yaml, span.start)
    };
    let span = Span {
        start: span.start,
        end,
    }
    .shifted(at.start);
    Diagnostic::error(Place::new(path, span), message).hints(hint)
}

/// Where the word at `start` ends, so that a fault without a width still underlines something.
fn word_end(yaml: &str, start: usize) -> usize {
    let rest = yaml.get(start..).unwrap_or_default();
    let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    start + word.max(if rest.starts_with('\n') { 0 } else { first })
}

fn explain(error: &serde_yaml::Error, yaml: &str, span: Span) -> (Message, Option<Message>) {
    use serde_yaml::Error as E;
    use serde_yaml::budget::BudgetBreach as B;
    match error {
        E::DuplicateMappingKey { key, .. } => (
            Message::YamlDuplicateKey {
                key: key.clone().unwrap_or_default(),
            },
            None,
        ),
        E::MultipleDocuments { .. } => (Message::YamlSecondDocument, None),
        E::UnknownAnchor { .. } => (Message::YamlAnchor, Some(Message::YamlColonHint)),
        E::Budget { breach, .. } => match breach {
            B::Anchors { .. } | B::Aliases { .. } => {
                (Message::YamlAnchor, Some(Message::YamlColonHint))
            }
            B::Depth { .. } => (Message::YamlTooDeep, None),
            B::Documents { .. } => (Message::YamlSecondDocument, None),
            _ => (Message::YamlTooMany, None),
        },
        other => syntax(&other.to_string(), yaml, span),
    }
}

fn syntax(detail: &str, yaml: &str, span: Span) -> (Message, Option<Message>) {
    // The parser's own words, without the place it repeats.
    let detail = detail.lines().next().unwrap_or_default();
    let detail = detail.split(" at line ").next().unwrap_or(detail);
    let detail = detail
        .split_once(": ")
        .filter(|(head, _)| head.starts_with("line "))
        .map_or(detail, |(_, tail)| tail);
    if detail.contains("unsupported tag") {
        return (Message::YamlTag, Some(Message::YamlColonHint));
    }
    if detail.contains("nesting") || detail.contains("recursion") || detail.contains("depth") {
        return (Message::YamlTooDeep, None);
    }
    let line_start = yaml[..span.start.min(yaml.len())]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let line = yaml[line_start..].lines().next().unwrap_or_default();
    let hint = if line.contains('\t') {
        Message::YamlTabHint
    } else if line.matches(": ").count() > 1 || line.matches(':').count() > 1 {
        Message::YamlColonHint
    } else {
        Message::YamlQuoteHint
    };
    (
        Message::YamlSyntax {
            detail: detail.to_owned(),
        },
        Some(hint),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str) -> Result<Node, Box<Diagnostic>> {
        let path = SourcePath::new("x.md").expect("sound");
        parse(
            &path,
            yaml,
            Span {
                start: 0,
                end: yaml.len(),
            },
        )
    }

    fn get<'a>(node: &'a Node, key: &str) -> &'a Node {
        let Kind::Map(pairs) = &node.kind else {
            panic!("no mapping")
        };
        &pairs
            .iter()
            .find(|(k, _)| k.value == key)
            .expect("the key")
            .1
    }

    #[test]
    fn scalars_keep_what_was_written_and_where() {
        let yaml = "số: 08\na: 1.10\nb: \"2023\"\nc: no\nd: 2023-08-18\ne:\nf: [x, yy]\ng: {h: true, i: 'j k'}\n";
        let node = read(yaml).expect("sound");
        for (key, wanted) in [
            ("số", "08"),
            ("a", "1.10"),
            ("b", "2023"),
            ("c", "no"),
            ("d", "2023-08-18"),
        ] {
            let found = get(&node, key);
            assert_eq!(found.kind, Kind::Scalar(wanted.to_owned()), "{key}");
            assert_eq!(
                yaml[found.span.start..found.span.end].trim_matches('"'),
                wanted
            );
        }
        assert_eq!(get(&node, "e").kind, Kind::Null);
        let Kind::List(items) = &get(&node, "f").kind else {
            panic!("no list")
        };
        assert_eq!(&yaml[items[1].span.start..items[1].span.end], "yy");
        let inner = get(get(&node, "g"), "h");
        assert_eq!(inner.kind, Kind::Scalar("true".to_owned()));
        assert_eq!(&yaml[inner.span.start..inner.span.end], "true");
    }

    #[test]
    fn hostile_yaml_is_refused_quickly() {
        let deep = format!("a: {}", "[".repeat(10_000));
        let block: Vec<String> = (0..3_000).map(|n| format!("{}a:", " ".repeat(n))).collect();
        let wide = format!("a: [{}]", "x, ".repeat(20_000));
        for (yaml, message) in [
            ("a: &x 1\nb: *x\n", Message::YamlAnchor),
            ("a: *x\n", Message::YamlAnchor),
            (&*deep, Message::YamlTooDeep),
            (&*block.join("\n"), Message::YamlTooDeep),
            (&*wide, Message::YamlTooMany),
            ("a: 1\n---\nb: 2\n", Message::YamlSecondDocument),
        ] {
            let fault = read(yaml).expect_err("refused");
            assert_eq!(fault.message, message, "{}", &yaml[..10.min(yaml.len())]);
        }
        let fault = read("a: !!set {x}\n").expect_err("refused");
        assert_eq!(fault.message, Message::YamlTag);
        let fault = read("a: 1\nb: 2\na: 3\n").expect_err("refused");
        assert_eq!(
            fault.message,
            Message::YamlDuplicateKey {
                key: "a".to_owned()
            }
        );
        assert_eq!(
            fault.place.expect("a place").span,
            Span { start: 10, end: 11 }
        );
    }
}
