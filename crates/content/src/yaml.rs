//! YAML as nodes with their places. Only this module uses `serde_yaml`.
//!
//! Front matter is read into [`Node`]s rather than into structs, because a derived reader stops at
//! the first error. Scalars keep the text their author wrote: `08` stays `08`, `1.10` stays `1.10`.
//! What a value means is left to [`fields`](crate::fields). Anchors, aliases and tags are refused,
//! so that a small file cannot expand to a large value.
//!
//! `error` explains syntax errors, [`lookalike`] finds characters that only look right, and [`scalar`] and [`quoted`] write YAML.

mod error;
mod escape;
pub mod lookalike;
mod quote;

pub use quote::{quoted, scalar};

use std::fmt;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned as Located;

use ssg_base::diagnostic::{Diagnostic, Place, Span, Spanned};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;

/// The longest front matter, in bytes. A longer one is reported and not read.
pub const MAX_FRONT_MATTER_BYTES: usize = 64 * 1024;
/// The deepest nesting. Deeper YAML is reported and not read.
const MAX_DEPTH: usize = 32;
/// The most nodes. YAML with more is reported and not read.
const MAX_NODES: usize = 10_000;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub kind: NodeKind,
    /// The place in the source file.
    pub span: Span,
}

impl Node {
    /// The byte after the last value in the node.
    pub fn end(&self) -> usize {
        let inner = match &self.kind {
            NodeKind::Null | NodeKind::Scalar(_) => None,
            NodeKind::List(items) => items.last().map(Self::end),
            NodeKind::Map(pairs) => pairs.last().map(|(_, value)| value.end()),
        };
        self.span.end.max(inner.unwrap_or_default())
    }
}

/// The value of a [`Node`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// No value: `key:`, `~` or `null`.
    Null,
    /// A single value, as its author wrote it, without quotes.
    Scalar(String),
    /// `[a, b]`, or lines that begin with `- `.
    List(Vec<Node>),
    /// Pairs in source order. A key may occur twice.
    Map(Vec<(Spanned<String>, Node)>),
}

/// Parses the YAML in `text[at]`. Places are relative to the start of `text`.
///
/// # Errors
/// The first syntax error, with its place. What follows it cannot be read.
pub fn parse(path: &SourcePath, text: &str, at: Span) -> Result<Node, Box<Diagnostic>> {
    let yaml = &text[at.start..at.end];
    let options = serde_yaml::options! {
        with_snippet: false,
        strict_booleans: true,
        reject_unsupported_tags: true,
        // Reported by `Fields`, like every other error of a key.
        duplicate_keys: serde_yaml::options::DuplicateKeyPolicy::PassThrough,
        merge_keys: serde_yaml::options::MergeKeyPolicy::AsOrdinary,
        // A title may be `.inf`.
        non_finite_float_policy: serde_yaml::options::NonFiniteFloatPolicy::PassThrough,
        budget: serde_yaml::budget! {
            max_nodes: MAX_NODES,
            max_events: 4 * MAX_NODES,
            max_aliases: 0,
            max_anchors: 0,
            max_depth: MAX_DEPTH,
            max_documents: 1,
            flow_nesting_limit: MAX_DEPTH,
        },
    };
    match serde_yaml::from_str_with_options::<Located<Raw>>(yaml, options) {
        Ok(raw) => {
            let node = to_node(raw, yaml, at.start);
            match escape::lost_letter(&node, text).filter(|_| yaml.contains('\\')) {
                None => Ok(node),
                Some(span) => Err(Box::new(
                    Diagnostic::error(Place::new(path, span), Message::YamlEscape)
                        .hint(Message::YamlEscapeHint),
                )),
            }
        }
        Err(error) => Err(Box::new(error::diagnostic(path, text, at, &error))),
    }
}

/// Parses a table that is part of the program.
///
/// # Panics
/// If the table is invalid; a test parses each.
pub fn built_in<T: DeserializeOwned>(text: &'static str) -> T {
    serde_yaml::from_str(text).expect("the built-in tables are valid; a test parses each")
}

/// A node as the parser gives it. Numbers and booleans are cut from the source afterwards, because
/// their parsed values lose how they were written.
enum Raw {
    Null,
    Text(String),
    Plain,
    List(Vec<Located<Raw>>),
    Map(Vec<(Located<String>, Located<Raw>)>),
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

/// Adds the place in the source file to each node, and the source text to each plain scalar.
fn to_node(raw: Located<Raw>, yaml: &str, offset: usize) -> Node {
    let span = span(&raw.referenced, yaml);
    let kind = match raw.value {
        Raw::Null => NodeKind::Null,
        Raw::Text(text) => NodeKind::Scalar(text),
        Raw::Plain => NodeKind::Scalar(yaml[span.start..span.end].trim().to_owned()),
        Raw::List(items) => {
            let items = items.into_iter();
            NodeKind::List(items.map(|item| to_node(item, yaml, offset)).collect())
        }
        Raw::Map(pairs) => NodeKind::Map(
            pairs
                .into_iter()
                .map(|(key, value)| {
                    let span = self::span(&key.referenced, yaml).shifted(offset);
                    let value = to_node(value, yaml, offset);
                    let key = key.value;
                    (Spanned { value: key, span }, value)
                })
                .collect(),
        ),
    };
    Node {
        kind,
        span: span.shifted(offset),
    }
}

/// The byte range of a location, without white space at its end. Syntax errors have only a line
/// and a column.
fn span(location: &serde_yaml::Location, yaml: &str) -> Span {
    let bytes = location.span();
    let number = |bytes: Option<u64>| bytes.and_then(|n| usize::try_from(n).ok());
    let start = number(bytes.byte_offset()).unwrap_or_else(|| byte_offset(location, yaml));
    let start = start.min(yaml.len());
    let end = (start + number(bytes.byte_len()).unwrap_or(0)).min(yaml.len());
    let trimmed = yaml
        .get(start..end)
        .map_or(end, |text| start + text.trim_end().len());
    Span {
        start,
        end: trimmed,
    }
}

/// The byte at the line and column of a location; both begin at 1.
fn byte_offset(location: &serde_yaml::Location, yaml: &str) -> usize {
    let line = usize::try_from(location.line()).unwrap_or(1).max(1);
    let column = usize::try_from(location.column()).unwrap_or(1).max(1);
    let start: usize = yaml
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let line = yaml[start..].split('\n').next().unwrap_or_default();
    let at_column = line.char_indices().nth(column - 1);
    start + at_column.map_or(line.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ssg_base::message::Message;

    fn parsed(yaml: &str) -> Result<Node, Box<Diagnostic>> {
        let path = SourcePath::new("x.md").expect("valid");
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
        let NodeKind::Map(pairs) = &node.kind else {
            panic!("not a mapping")
        };
        &pairs
            .iter()
            .find(|(k, _)| k.value == key)
            .expect("the key")
            .1
    }

    #[test]
    fn keeps_the_text_and_the_place_of_scalars() {
        let yaml = "số: 08\na: 1.10\nb: \"2023\"\nc: no\nd: 2023-08-18\ne:\nf: [x, yy]\ng: {h: true, i: 'j k'}\n";
        let node = parsed(yaml).expect("valid");
        for (key, expected) in [
            ("số", "08"),
            ("a", "1.10"),
            ("b", "2023"),
            ("c", "no"),
            ("d", "2023-08-18"),
        ] {
            let found = get(&node, key);
            assert_eq!(found.kind, NodeKind::Scalar(expected.to_owned()), "{key}");
            assert_eq!(
                yaml[found.span.start..found.span.end].trim_matches('"'),
                expected
            );
        }
        assert_eq!(get(&node, "e").kind, NodeKind::Null);
        let NodeKind::List(items) = &get(&node, "f").kind else {
            panic!("not a list")
        };
        assert_eq!(&yaml[items[1].span.start..items[1].span.end], "yy");
        let inner = get(get(&node, "g"), "h");
        assert_eq!(inner.kind, NodeKind::Scalar("true".to_owned()));
        assert_eq!(&yaml[inner.span.start..inner.span.end], "true");
    }

    #[test]
    fn refuses_hostile_yaml() {
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
            let error = parsed(yaml).expect_err("refused");
            assert_eq!(error.message, message, "{}", &yaml[..10.min(yaml.len())]);
        }
        let error = parsed("a: !!set {x}\n").expect_err("refused");
        assert_eq!(error.message, Message::YamlTag);
    }
}
