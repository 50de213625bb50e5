//! YAML into nodes, every one with its place. The home of `serde_yaml`.
//!
//! A head is read into [`Node`]s rather than into structs, because a derived reader stops at the
//! first fault. Scalars keep the text their author wrote (`08` stays `08`, `1.10` stays `1.10`):
//! what a value means is the reader's matter, not YAML's. Anchors, aliases and tags are refused,
//! which also leaves no way to make a small file grow.

use std::fmt;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned as At;

use ssg_base::diagnostic::{Diagnostic, Place, Span, Spanned};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;

/// The longest head, in bytes.
pub const MAX_FRONT_MATTER_BYTES: usize = 64 * 1024;
const MAX_DEPTH: usize = 32;
const MAX_NODES: usize = 10_000;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it stands in the source.
    pub span: Span,
}

/// What a [`Node`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Nothing: `key:`, `~` or `null`.
    Null,
    /// One value, as its author wrote it, quotes apart.
    Scalar(String),
    /// `[a, b]`, or lines that start with `- `.
    List(Vec<Node>),
    /// Pairs in the order written; a key may stand twice.
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
        // Told by whoever reads the mapping, like every other fault of a key.
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
        Raw::Null => NodeKind::Null,
        Raw::Text(text) => NodeKind::Scalar(text),
        Raw::Plain => NodeKind::Scalar(yaml[within.start..within.end].trim().to_owned()),
        Raw::List(items) => NodeKind::List(
            items
                .into_iter()
                .map(|item| place(item, yaml, offset))
                .collect(),
        ),
        Raw::Map(pairs) => NodeKind::Map(
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

/// The bytes of a location. Faults of syntax have only a line and a column.
fn span(location: &serde_yaml::Location, yaml: &str) -> Span {
    let whole = location.span();
    let number = |bytes: Option<u64>| bytes.and_then(|n| usize::try_from(n).ok());
    let start = number(whole.byte_offset()).unwrap_or_else(|| offset(location, yaml));
    let start = start.min(yaml.len());
    let end = (start + number(whole.byte_len()).unwrap_or(0)).min(yaml.len());
    let trimmed = yaml
        .get(start..end)
        .map_or(end, |text| start + text.trim_end().len());
    Span {
        start,
        end: trimmed,
    }
}

/// The byte at a line and column, both counted from 1.
fn offset(location: &serde_yaml::Location, yaml: &str) -> usize {
    let line = usize::try_from(location.line()).unwrap_or(1).max(1);
    let column = usize::try_from(location.column()).unwrap_or(1).max(1);
    let start: usize = yaml
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let line = yaml[start..].split('\n').next().unwrap_or_default();
    let within = line.char_indices().nth(column - 1);
    start + within.map_or(line.len(), |(at, _)| at)
}

fn fault(path: &SourcePath, text: &str, at: Span, error: &serde_yaml::Error) -> Diagnostic {
    let yaml = &text[at.start..at.end];
    let found = error
        .location()
        .map_or(Span::default(), |location| span(&location, yaml));
    let (message, hint) = explain(error, yaml, found.start);
    let (message, hint, found) = better(message, hint, yaml, found);
    let end = if found.end > found.start {
        found.end
    } else {
        word_end(yaml, found.start)
    };
    let span = Span {
        start: found.start,
        end,
    };
    Diagnostic::error(Place::new(path, span.shifted(at.start)), message).hints(hint)
}

/// What an author should look at, where the parser points to something behind it.
fn better(
    message: Message,
    hint: Option<Message>,
    yaml: &str,
    found: Span,
) -> (Message, Option<Message>, Span) {
    let start = line_start(yaml, found.start);
    let line = yaml[start..].lines().next().unwrap_or_default();
    match message {
        Message::YamlAnchor | Message::YamlTag => (message, hint, mark(yaml, found)),
        Message::YamlTab => {
            let tab = start + line.find('\t').unwrap_or(0);
            (message, hint, Span::from(tab..tab + 1))
        }
        Message::YamlBrackets if yaml[found.start..].starts_with(['[', '{']) => {
            let open = yaml[found.start..=found.start].to_owned();
            let span = Span::from(found.start..found.start + 1);
            (Message::YamlUnclosedBracket { open }, hint, span)
        }
        Message::YamlBrackets => match unclosed(yaml, found.start) {
            Some((at, open)) if at < start || yaml.len() <= found.start => {
                let open = open.to_string();
                let message = Message::YamlUnclosedBracket { open };
                (message, hint, Span::from(at..at + 1))
            }
            _ => (message, hint, found),
        },
        // A key without its colon goes on in the next line, which is where the parser stops.
        Message::YamlNoColon if line.contains(": ") && start > 0 => {
            let above = yaml[..start].trim_end();
            let from = line_start(yaml, above.len());
            (message, hint, Span::from(from..above.len()))
        }
        Message::YamlStart => match line.char_indices().find(|(_, c)| c.is_control()) {
            Some((at, c)) => {
                let character = format!("U+{:04X}", u32::from(c));
                let span = Span::from(start + at..start + at + c.len_utf8());
                (Message::YamlControl { character }, None, span)
            }
            None => (message, hint, found),
        },
        _ => (message, hint, found),
    }
}

fn line_start(yaml: &str, at: usize) -> usize {
    yaml[..at.min(yaml.len())]
        .rfind('\n')
        .map_or(0, |at| at + 1)
}

/// The innermost bracket or brace that opens before `until` and does not close there.
fn unclosed(yaml: &str, until: usize) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quote = None;
    // A bracket or quote means something only where a value may begin.
    let mut begins = true;
    for (at, c) in yaml[..until.min(yaml.len())].char_indices() {
        match (quote, c) {
            (Some(close), _) if c == close => quote = None,
            (None, '"' | '\'') if begins => quote = Some(c),
            (None, '[' | '{') if begins => open.push((at, c)),
            (None, ']' | '}') => {
                open.pop();
            }
            _ => {}
        }
        begins = c.is_whitespace() || matches!(c, '[' | '{' | ',');
    }
    open.pop()
}

/// The `&name`, `*name` or `!tag` that stands at or before a node.
fn mark(yaml: &str, node: Span) -> Span {
    let is_mark = |word: &str| word.starts_with(['&', '*', '!']);
    let rest = yaml.get(node.start..).unwrap_or_default();
    if is_mark(rest) {
        let end = word_end(yaml, node.start);
        return Span { end, ..node };
    }
    let before = yaml.get(..node.start).unwrap_or_default().trim_end();
    let start = before
        .rfind([' ', '\n', '[', '{', ','])
        .map_or(0, |at| at + 1);
    if is_mark(&before[start..]) {
        let end = before.len();
        return Span { start, end };
    }
    node
}

/// Where the word at `start` ends, so that a fault without a width still underlines something.
fn word_end(yaml: &str, start: usize) -> usize {
    let rest = yaml.get(start..).unwrap_or_default();
    let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    start + word.max(if rest.starts_with('\n') { 0 } else { first })
}

fn explain(error: &serde_yaml::Error, yaml: &str, at: usize) -> (Message, Option<Message>) {
    use serde_yaml::Error as E;
    use serde_yaml::budget::BudgetBreach as B;
    match error {
        E::MultipleDocuments { .. } => (Message::YamlSecondDocument, None),
        E::UnknownAnchor { .. } | E::AliasError { .. } => {
            (Message::YamlAnchor, Some(Message::YamlStartHint))
        }
        E::UnsupportedTag { .. } | E::InvalidScalar { .. } => {
            (Message::YamlTag, Some(Message::YamlStartHint))
        }
        E::Budget { breach, .. } => match breach {
            B::Anchors { .. } | B::Aliases { .. } => {
                (Message::YamlAnchor, Some(Message::YamlStartHint))
            }
            B::Depth { .. } => (Message::YamlTooDeep, None),
            B::Documents { .. } => (Message::YamlSecondDocument, None),
            _ => (Message::YamlTooMany, None),
        },
        other => syntax(&other.to_string(), yaml, at),
    }
}

/// The parser's own words in the words of an office, as near as they come.
fn syntax(detail: &str, yaml: &str, at: usize) -> (Message, Option<Message>) {
    let has = |words: &str| detail.contains(words);
    let start = yaml[..at.min(yaml.len())]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let line = yaml[start..].lines().next().unwrap_or_default();
    if has("nesting") || has("recursion") || has("depth") {
        (Message::YamlTooDeep, None)
    } else if has("nclosed quote") {
        (Message::YamlUnclosedQuote, Some(Message::YamlQuoteHint))
    } else if has("trailing content after") {
        (Message::YamlAfterQuote, Some(Message::YamlAfterQuoteHint))
    } else if has("unknown escape")
        || has("hex escape")
        || has("surrogate")
        || has("unicode escape")
    {
        (Message::YamlEscape, Some(Message::YamlEscapeHint))
    } else if has("bracket") || has("',' or") || has("illegal placement") || has("flow") {
        (Message::YamlBrackets, Some(Message::YamlBracketsHint))
    } else if has("tab") && (line.contains('\t') || has("indentation")) {
        (Message::YamlTab, Some(Message::YamlTabHint))
    } else if has("mapping values are not allowed") {
        colon(yaml, start, at)
    } else if has("simple key expected") || has("simple key is no longer") {
        (Message::YamlNoColon, Some(Message::YamlNoColonHint))
    } else if has("did not find expected key") || has("ndentation") || has("indented") || has("'-'")
    {
        (Message::YamlIndent, Some(Message::YamlIndentHint))
    } else if has("unexpected character") || has("node content") {
        (Message::YamlStart, Some(Message::YamlStartHint))
    } else if has("string scalar") {
        (Message::YamlKey, Some(Message::YamlStartHint))
    } else {
        (Message::YamlSyntax, Some(Message::YamlStartHint))
    }
}

/// A colon where none may stand: in a text, in a line that is indented too far, or below a line
/// that should have been a key.
fn colon(yaml: &str, start: usize, at: usize) -> (Message, Option<Message>) {
    let before = &yaml[start..at.min(yaml.len()).max(start)];
    let above = yaml[..start].trim_end().lines().next_back();
    if before.contains(": ") {
        (Message::YamlColon, Some(Message::YamlColonHint))
    } else if before.starts_with(' ') {
        (Message::YamlIndent, Some(Message::YamlIndentHint))
    } else if above.is_some_and(|line| !line.contains(": ")) {
        (Message::YamlNoColon, Some(Message::YamlNoColonHint))
    } else {
        (Message::YamlColon, Some(Message::YamlColonHint))
    }
}

/// A text as YAML that reads back as the same text.
pub fn scalar(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let starts = |c: char| c.is_alphabetic() || c == '“' || c == '(';
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_plain = text.starts_with(starts)
        && !text.contains(": ")
        && !text.ends_with(':')
        && !text.contains(" #")
        && !text.contains([
            '"', '\\', '\u{7f}', '[', ']', '{', '}', '&', '*', '!', '|', '>', '%', '@', '`',
        ])
        && !text.chars().any(char::is_control)
        && !words.contains(&&*text.to_lowercase());
    if is_plain { text } else { quoted(&text) }
}

/// A text in double quotes, as YAML.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
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
        let NodeKind::Map(pairs) = &node.kind else {
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
            assert_eq!(found.kind, NodeKind::Scalar(wanted.to_owned()), "{key}");
            assert_eq!(
                yaml[found.span.start..found.span.end].trim_matches('"'),
                wanted
            );
        }
        assert_eq!(get(&node, "e").kind, NodeKind::Null);
        let NodeKind::List(items) = &get(&node, "f").kind else {
            panic!("no list")
        };
        assert_eq!(&yaml[items[1].span.start..items[1].span.end], "yy");
        let inner = get(get(&node, "g"), "h");
        assert_eq!(inner.kind, NodeKind::Scalar("true".to_owned()));
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
    }
}
