//! The key that a diagnostic is about: from a place in a source to the path of a key.
//!
//! Diagnostics are reported by place, in dozens of functions and also by later steps of the
//! compiler. The path of the key follows from the place, so it is found here, once, and only for
//! sources that have diagnostics.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source_parts;
use crate::yaml::{self, Node, NodeKind};
use ssg_base::diagnostic::{Diagnostic, Span};
use ssg_base::key_path::{KeyPath, Step};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;

/// Adds the path of its key to each diagnostic about front matter or settings that has none yet.
/// Diagnostics about a body, and about YAML that does not parse, keep none.
pub fn add_keys(diagnostics: &mut [Diagnostic], texts: &dyn Fn(&SourcePath) -> Option<Arc<str>>) {
    let mut by_source: BTreeMap<SourcePath, Vec<&mut Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics.iter_mut().filter(|found| found.key.is_none()) {
        if let Some(place) = &diagnostic.place {
            let path = place.path.clone();
            by_source.entry(path).or_default().push(diagnostic);
        }
    }
    for (path, diagnostics) in by_source {
        if let Some(text) = texts(&path) {
            add_keys_of(&path, &text, diagnostics.into_iter());
        }
    }
}

/// Adds the paths of keys to diagnostics about one source.
pub(crate) fn add_keys_of<'d>(
    path: &SourcePath,
    text: &str,
    diagnostics: impl Iterator<Item = &'d mut Diagnostic>,
) {
    let Some(yaml) = yaml_of(path, text) else {
        return;
    };
    let is_in_yaml = |diagnostic: &&mut Diagnostic| {
        let place = diagnostic.place.as_ref();
        place.is_some_and(|place| place.span.end <= yaml.end)
    };
    let mut diagnostics = diagnostics.filter(is_in_yaml).peekable();
    if diagnostics.peek().is_none() {
        return;
    }
    if let Ok(root) = yaml::parse(path, text, yaml) {
        for diagnostic in diagnostics {
            let span = diagnostic.place.as_ref().map(|place| place.span);
            diagnostic.key = span.and_then(|span| key_of(&root, span, &diagnostic.message));
        }
    }
}

/// The place of the YAML in a source: the front matter of a document, or the whole file.
fn yaml_of(path: &SourcePath, text: &str) -> Option<Span> {
    match path.extension() {
        "md" => Some(source_parts::split(path, text).ok()?.front_matter),
        "yaml" => Some(Span::from(0..text.len())),
        _ => None,
    }
}

/// The key that a message at `span` is about; `None` for the mapping as a whole.
fn key_of(root: &Node, span: Span, message: &Message) -> Option<KeyPath> {
    let (path, mapping) = locate(root, span);
    let path = match absent_key(message) {
        Some(key) if path.steps().last() != Some(&Step::Key(key.to_owned())) => mapping.key(key),
        _ => path,
    };
    (!path.is_empty()).then_some(path)
}

/// The key whose absence a message reports. Its place is the mapping that lacks the key, or a key
/// that requires it.
fn absent_key(message: &Message) -> Option<&str> {
    match message {
        Message::MissingKey { key } | Message::BlankValue { key } => Some(key),
        Message::ExpectedKeys { keys } => keys.split('`').nth(1),
        Message::WithdrawnWithoutReason | Message::CancelledWithoutReason => Some("reason"),
        Message::NoCouncil => Some("council"),
        Message::UnusedLessons => Some("uses"),
        _ => None,
    }
}

/// The path of the innermost value or key that contains `span`, and that of the innermost mapping
/// that does.
fn locate(root: &Node, span: Span) -> (KeyPath, KeyPath) {
    let mut steps = Vec::new();
    let mut mapping = 0;
    let mut node = root;
    loop {
        let is_whole = span == node.span;
        if matches!(node.kind, NodeKind::Map(_)) || is_whole && node.kind == NodeKind::Null {
            mapping = steps.len();
        }
        if is_whole {
            break;
        }
        let (step, value) = match &node.kind {
            NodeKind::Map(pairs) => {
                let at = pairs.partition_point(|(key, _)| key.span.start <= span.start);
                let Some((key, value)) = at.checked_sub(1).and_then(|at| pairs.get(at)) else {
                    break;
                };
                if span.start > end_of(value).max(key.span.end) {
                    break;
                }
                (Step::Key(key.value.clone()), value)
            }
            NodeKind::List(items) => {
                let at = items.partition_point(|item| item.span.start <= span.start);
                let item = at.checked_sub(1).and_then(|at| Some((at, items.get(at)?)));
                match item {
                    Some((at, item)) if span.start <= end_of(item) => (Step::Index(at), item),
                    _ => break,
                }
            }
            NodeKind::Null | NodeKind::Scalar(_) => break,
        };
        steps.push(step);
        if span.start < value.span.start {
            break;
        }
        node = value;
    }
    let path = KeyPath(steps);
    let mapping = KeyPath(path.steps()[..mapping].to_vec());
    (path, mapping)
}

/// The end of the last byte of a value, less closing brackets.
fn end_of(node: &Node) -> usize {
    match &node.kind {
        NodeKind::Null | NodeKind::Scalar(_) => node.span.end,
        NodeKind::List(items) => items.last().map_or(node.span.end, end_of),
        NodeKind::Map(pairs) => pairs.last().map_or(node.span.end, |(key, value)| {
            end_of(value).max(key.span.end)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::settings;
    use crate::vocabulary::Vocabulary;

    fn path(path: &str) -> SourcePath {
        SourcePath::new(path).expect("a path")
    }

    /// The code and key of each diagnostic.
    fn codes_and_keys(diagnostics: &[Diagnostic]) -> Vec<(&'static str, String)> {
        let pairs = diagnostics.iter().map(|found| {
            let key = found.key.as_ref().map(ToString::to_string);
            (found.message.code(), key.unwrap_or_default())
        });
        pairs.collect()
    }

    fn of_report(front_matter: &str) -> Vec<(&'static str, String)> {
        let text = format!("---\n{front_matter}\n---\n\nGọi 0912 345 678.\n");
        let path = path("content/reports/2023/a.md");
        let found = document::parse(&path, &text, &Vocabulary::built_in());
        codes_and_keys(&found.diagnostics)
    }

    #[test]
    fn a_diagnostic_names_the_key_it_is_about() {
        let yaml = "title: A
dates: {from: 2023-08-18, to: hôm qua}
lead:
  position: Chủ tịch
deputies: [{name: A, chuc: x}]
locations:
  - province: Lào Kai
  - {place: Sa Pa}
  -
  - place: X # 0912345678
    present:
      - name: [1]
  - {province: Hà Nội, topics: [du lịch, hoa sen], date: 2030-01-01}
topics: hoa
cost:
  amount: nhiều
tittle: B
status: withdrawn";
        assert_eq!(
            of_report(yaml),
            [
                ("not-a-date", "dates.to"),
                ("missing-key", "lead.name"),
                ("unknown-key", "deputies[0].chuc"),
                ("unknown-province", "locations[0].province"),
                ("missing-key", "locations[1].province"),
                ("missing-key", "locations[2].province"),
                ("missing-key", "locations[3].province"),
                ("value-cut", "locations[3]"),
                ("not-text", "locations[3].present[0].name"),
                ("unknown-topic", "locations[4].topics[1]"),
                ("unknown-topic", "topics"),
                ("not-a-number", "cost.amount"),
                ("unknown-key", "tittle"),
                ("withdrawn-without-reason", "reason"),
                ("phone-number", ""),
            ]
            .map(|(code, key)| (code, key.to_owned()))
        );
        assert_eq!(
            of_report("dates: \nlead: A\ntopics: []"),
            [
                ("missing-key", "title"),
                ("expected-key", "locations"),
                ("blank", "dates"),
                ("phone-number", ""),
            ]
            .map(|(code, key)| (code, key.to_owned()))
        );
    }

    #[test]
    fn a_diagnostic_about_settings_names_its_key() {
        let yaml = "councils:\n  - province: Lào Kai\n  - name: A\n    reporting: {report_within_days: x}\n";
        let found = settings::parse(&path("content/site.yaml"), yaml);
        assert_eq!(
            codes_and_keys(&found.diagnostics),
            [
                ("no-province", "councils[0].province"),
                ("missing-key", "councils[0].name"),
                ("not-a-number", "councils[1].reporting.report_within_days"),
                ("missing-key", "title"),
            ]
            .map(|(code, key)| (code, key.to_owned()))
        );
        let topics = settings::parse_topics(
            &path("content/topics.yaml"),
            "groups: [{slug: a, label: A}]\ntopics:\n  - {slug: b, group: a}\n",
        );
        assert_eq!(
            codes_and_keys(&topics.diagnostics),
            [("missing-key", "topics[0].label".to_owned())]
        );
    }
}
