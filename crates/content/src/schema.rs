//! JSON Schema of front matter and `site.yaml`, for completion and checks in editors.
//!
//! The tables in `keys` list every key. A test compares them with the keys that
//! [`document`](crate::document) and [`settings`](crate::settings) accept, mapping by mapping.
//! They also say what a form needs: labels, the parts of a form (`x-group`), the order of keys
//! (`x-order`), whether a text may have several sentences (`x-long`) and what it names (`x-names`).
//! Values are described, not validated in full: an editor suggests provinces and topics by their
//! main names, and `ssg check` also knows their other spellings.

mod form;
mod group;
mod keys;

use serde_json::{Map, Value, json};

use self::keys::{Key, Shape, keys};
use crate::vocabulary::Vocabulary;

use ssg_base::message::Language;
use ssg_vietnam::gazetteer::{Gazetteer, Vintage};

/// The version of JSON Schema.
const SCHEMA_VERSION: &str = "https://json-schema.org/draft/2020-12/schema";

/// The kind of YAML that a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The front matter of a report.
    Report,
    /// The front matter of a plan.
    Plan,
    /// The front matter of any other page.
    Page,
    /// The front matter of any kind of document.
    FrontMatter,
    /// `content/site.yaml`.
    Site,
}

/// The JSON Schema of a subject, with descriptions in `language`.
pub fn json_schema(subject: Subject, vocabulary: &Vocabulary, language: Language) -> Value {
    let builder = SchemaBuilder { language };
    let mut schema = if subject == Subject::FrontMatter {
        let kinds = [Subject::Report, Subject::Plan, Subject::Page];
        let kinds: Vec<Value> = kinds
            .into_iter()
            .map(|kind| builder.mapping(&keys(kind)))
            .collect();
        json!({ "anyOf": kinds })
    } else {
        builder.mapping(&keys(subject))
    };
    schema["$schema"] = json!(SCHEMA_VERSION);
    schema["title"] = json!(match subject {
        Subject::Report => "ssg: report",
        Subject::Plan => "ssg: plan",
        Subject::Page => "ssg: page",
        Subject::FrontMatter => "ssg: front matter",
        Subject::Site => "ssg: site.yaml",
    });
    schema["$defs"] = json!({ "province": provinces(), "topic": topics(vocabulary) });
    schema
}

/// The schema of a province: every name of the 63 and of today's 34, or any other text.
fn provinces() -> Value {
    let gazetteer = Gazetteer::get();
    let vintages = [Vintage::Current, Vintage::Former];
    let mut names: Vec<&str> = vintages
        .into_iter()
        .flat_map(|vintage| gazetteer.units(vintage))
        .map(|(_, unit)| unit.name())
        .collect();
    names.sort_by_cached_key(|name| ssg_vietnam::text::collation_key(name));
    names.dedup();
    json!({ "anyOf": [{ "enum": names }, { "type": "string" }] })
}

/// The schema of a topic: every label and slug, or any other text, such as an alias. `x-labels` has
/// the label of each slug.
fn topics(vocabulary: &Vocabulary) -> Value {
    let topics = || vocabulary.topics().map(|(_, topic)| topic);
    let names: Vec<&str> = topics()
        .flat_map(|topic| [&*topic.slug, &*topic.label])
        .collect();
    let labels: Map<String, Value> = topics()
        .map(|topic| (topic.slug.clone(), json!(topic.label)))
        .collect();
    json!({ "anyOf": [{ "enum": names }, { "type": "string" }], "x-labels": labels })
}

/// The pattern of a date. Months and days out of range are left to `ssg check`.
const DATE_PATTERN: &str = r"^(\d{4}(-\d{2}){0,2}|(\d{1,2}/){0,2}\d{4})$";

/// Builds schemas from tables of keys.
struct SchemaBuilder {
    language: Language,
}

impl SchemaBuilder {
    /// The schema of a mapping with the keys of all tables.
    fn mapping(&self, tables: &[&[Key]]) -> Value {
        let mut properties = Map::new();
        let mut required: Vec<&str> = Vec::new();
        for key in tables.iter().copied().flatten() {
            let mut value = self.value(key);
            value["title"] = json!(form::label(key, self.language));
            value["description"] = json!(match self.language {
                Language::Vi => key.vi,
                Language::En => key.en,
            });
            if let Some(group) = key.group {
                value["x-group"] = json!(group.label(self.language));
            }
            if key.is_long {
                value["x-long"] = json!(true);
            }
            if let Some(suggest) = key.suggest {
                value["x-names"] = json!(suggest.name());
            }
            properties.insert(key.name.to_owned(), value);
            if key.is_required {
                required.push(key.name);
            }
        }
        for name in ["sic", "note"] {
            let title = match (name, self.language) {
                ("sic", Language::Vi) => "Nguyên văn",
                ("sic", Language::En) => "As printed",
                (_, Language::Vi) => "Ghi chú",
                (_, Language::En) => "Note",
            };
            let description = match (name, self.language) {
                ("sic", Language::Vi) => "bản gốc in như thế nào",
                ("sic", Language::En) => "what the original printed",
                (_, Language::Vi) => "ghi chú cho người sửa sau, không hiện ra",
                (_, Language::En) => "a remark for the next editor, never shown",
            };
            let text = json!({
                "type": ["string", "number", "null"],
                "title": title,
                "description": description,
            });
            properties.entry(name).or_insert(text);
        }
        // JSON objects have no order, but forms do.
        let order = tables.iter().copied().flatten().map(|key| key.name);
        json!({
            "x-order": order.collect::<Vec<_>>(),
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        })
    }

    /// The schema of a value. A key that is not required may be blank.
    fn value(&self, key: &Key) -> Value {
        let text = || json!({ "type": ["string", "number", "boolean"] });
        let mut any = match &key.shape {
            Shape::Text => vec![text()],
            Shape::Number => vec![
                json!({ "type": "integer", "minimum": 0 }),
                json!({ "type": "string", "pattern": "^[0-9][0-9 ._]*$" }),
            ],
            Shape::Flag => vec![json!({ "enum": [true, false, "true", "false"] })],
            Shape::Date => vec![
                json!({ "type": "string", "pattern": DATE_PATTERN }),
                json!({ "type": "integer", "minimum": 1900, "maximum": 2100 }),
            ],
            Shape::Texts => vec![json!({ "type": "array", "items": text() }), text()],
            Shape::Province => vec![json!({ "$ref": "#/$defs/province" })],
            Shape::Topics => {
                let topic = json!({ "$ref": "#/$defs/topic" });
                vec![json!({ "type": "array", "items": topic }), topic]
            }
            Shape::Choice(words) => {
                let labels = form::choice_labels(key, self.language);
                vec![json!({ "enum": words, "enumDescriptions": labels })]
            }
            Shape::Map(keys) => vec![self.mapping(&[keys])],
            Shape::MapOrText(keys) => vec![self.mapping(&[keys]), text()],
            Shape::List(keys) => {
                let item = self.mapping(&[keys]);
                vec![json!({ "type": "array", "items": item }), item]
            }
            Shape::ListOrTexts(keys) => {
                let item = self.mapping(&[keys]);
                let items = json!({ "anyOf": [item, text()] });
                vec![json!({ "type": "array", "items": items }), item]
            }
            Shape::Open => vec![json!({
                "type": "object",
                "additionalProperties": { "type": ["string", "null"] },
            })],
        };
        if !key.is_required {
            any.push(json!({ "type": "null" }));
        }
        if any.len() == 1 {
            any.remove(0)
        } else {
            json!({ "anyOf": any })
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::document;
    use crate::settings;
    use ssg_base::diagnostic::Diagnostic;
    use ssg_base::message::Message;
    use ssg_base::path::SourcePath;

    /// A key that is in no table and similar to no known key.
    const UNKNOWN_KEY: &str = "qqqqqqqqqqqqqqq";

    /// The allowed keys that the errors about [`UNKNOWN_KEY`] list.
    fn allowed_keys(diagnostics: &[Diagnostic]) -> Vec<BTreeSet<String>> {
        let errors = diagnostics.iter().filter(
            |error| matches!(&error.message, Message::UnknownKey { key } if key == UNKNOWN_KEY),
        );
        errors
            .flat_map(|error| &error.hints)
            .filter_map(|hint| match hint {
                Message::AllowedKeys { keys } => Some(
                    keys.split(", ")
                        .map(|key| key.trim_matches('`').to_owned())
                        .collect(),
                ),
                _ => None,
            })
            .collect()
    }

    /// YAML with an unknown key in a nested mapping: `a: [{b: {unknown: 1}}]`.
    fn nested(parents: &[(&str, bool)]) -> String {
        let mut text = format!("{{{UNKNOWN_KEY}: 1}}");
        for (key, is_list) in parents.iter().rev() {
            text = if *is_list {
                format!("{{{key}: [{text}]}}")
            } else {
                format!("{{{key}: {text}}}")
            };
        }
        text
    }

    /// The allowed keys that errors about `yaml` list.
    fn reported_keys(subject: Subject, yaml: &str) -> Vec<BTreeSet<String>> {
        let path = |path| SourcePath::new(path).expect("a path");
        if subject == Subject::Site {
            return allowed_keys(&settings::parse(&path("content/site.yaml"), yaml).diagnostics);
        }
        let path = path(match subject {
            Subject::Report => "content/reports/2024/a.md",
            Subject::Plan => "content/plans/2024/a.md",
            _ => "content/pages/a.md",
        });
        let text = format!("---\n{yaml}\n---\n\nChữ.\n");
        allowed_keys(&document::parse(&path, &text, &Vocabulary::built_in()).diagnostics)
    }

    /// Compares every mapping of the tables with the keys that the reader accepts there. Adds the
    /// number of mappings to `count`.
    fn compare(
        subject: Subject,
        tables: &[&'static [Key]],
        parents: &mut Vec<(&'static str, bool)>,
        count: &mut usize,
    ) {
        let mut expected: BTreeSet<String> = tables
            .iter()
            .copied()
            .flatten()
            .map(|key| key.name.to_owned())
            .collect();
        // `note` is allowed everywhere, and in two tables.
        expected.remove("note");
        let mut accepted = reported_keys(subject, &nested(parents))
            .into_iter()
            .next()
            .unwrap_or_default();
        accepted.remove("note");
        assert_eq!(accepted, expected, "{subject:?} {parents:?}");
        *count += 1;
        for key in tables.iter().copied().flatten() {
            let (keys, is_list) = match &key.shape {
                Shape::Map(keys) | Shape::MapOrText(keys) => (keys, false),
                Shape::List(keys) | Shape::ListOrTexts(keys) => (keys, true),
                _ => continue,
            };
            parents.push((key.name, is_list));
            compare(subject, &[keys], parents, count);
            parents.pop();
        }
    }

    #[test]
    fn lists_exactly_the_keys_that_are_accepted() {
        let mut count = 0;
        for subject in [Subject::Report, Subject::Plan, Subject::Page, Subject::Site] {
            compare(subject, &keys(subject), &mut Vec::new(), &mut count);
        }
        assert!(count > 25, "{count} mappings");
    }

    #[test]
    fn suggests_provinces_and_topics() {
        let schema = json_schema(Subject::Report, &Vocabulary::built_in(), Language::Vi);
        let text = schema.to_string();
        for word in [
            "Lào Cai",
            "Bạc Liêu",
            "Hồ Chí Minh",
            "giam-sat",
            "trưởng đoàn",
        ] {
            assert!(text.contains(word), "{word}");
        }
        assert_eq!(schema["additionalProperties"], json!(false));
        assert_eq!(schema["required"], json!(["title", "dates"]));
    }
}
