//! `docs/configuration.md` lists every key, and its complete examples build.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{README, block, quoted};
use crate::program::Site;

const PAGE: &str = include_str!("../../../docs/configuration.md");
/// The head of the tables that list keys.
const TABLE_HEAD: &str = "| key | meaning | default | example |";
/// Keys that every mapping may have, which the page lists once.
const REMARKS: [&str; 2] = ["note", "sic"];
/// A key that no mapping has.
const UNKNOWN_KEY: &str = "qqqqqqqqqq";

/// Keys of a table, each with whether it is required.
type Keys = BTreeMap<String, bool>;

/// The tables of keys below one heading of the second level.
struct Part {
    /// Keys by the heading of the third level; those before any are under the empty name.
    tables: BTreeMap<&'static str, Keys>,
}

impl Part {
    /// Reads the part of the page with this heading.
    fn read(heading: &str) -> Self {
        let (_, part) = PAGE
            .split_once(&format!("\n## {heading}\n"))
            .expect("the part");
        let part = part.split("\n## ").next().unwrap_or_default();
        let mut tables = BTreeMap::new();
        for (index, section) in part.split("\n### ").enumerate() {
            let title = match index {
                0 => "",
                _ => section.lines().next().unwrap_or_default(),
            };
            if let Some((_, table)) = section.split_once(TABLE_HEAD) {
                tables.insert(title, read_table(table));
            }
        }
        Self { tables }
    }

    /// Returns the keys of the table whose title names a mapping.
    fn mapping(&self, key: &str) -> Option<(&'static str, &Keys)> {
        let named = |title: &str| quoted(title).any(|word| word == key);
        let table = self.tables.iter().find(|(title, _)| named(title));
        table.map(|(title, keys)| (*title, keys))
    }
}

/// Reads the rows of a table, of which every cell must be filled.
fn read_table(table: &str) -> Keys {
    let rows = table.lines().skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
            assert_eq!(cells.len(), 4, "{row}");
            assert!(cells.iter().all(|cell| !cell.is_empty()), "{row}");
            let key = quoted(cells[0]).next().expect("a key");
            (key.to_owned(), cells[2] == "required")
        })
        .collect()
}

/// Returns the schema of a subject as the program prints it.
fn schema(site: &Site, subject: &str) -> Value {
    let run = site.run(&["schema", subject, "--lang", "en"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("JSON")
}

/// Returns the first mapping that a value of the schema allows.
fn mapping(value: &Value) -> Option<&Value> {
    match value {
        Value::Object(fields) if fields.contains_key("properties") => Some(value),
        Value::Object(fields) => fields.values().find_map(mapping),
        Value::Array(values) => values.iter().find_map(mapping),
        _ => None,
    }
}

/// Returns the keys of a mapping, less the remarks that every mapping may have.
fn keys(mapping: &Value, root: &Value) -> Keys {
    let required = mapping["required"].as_array().expect("a list");
    let properties = mapping["properties"].as_object().expect("keys");
    properties
        .iter()
        .filter(|(name, value)| {
            let general = &root["properties"][name.as_str()]["description"];
            !REMARKS.contains(&name.as_str()) || value["description"] != *general
        })
        .map(|(name, _)| {
            let is_required = required.iter().any(|key| key == name);
            (name.clone(), is_required)
        })
        .collect()
}

/// Compares all mappings below `value` with the page, and collects the titles of their tables.
fn compare(value: &Value, root: &Value, part: &Part, used: &mut BTreeSet<&'static str>) {
    for (name, value) in value["properties"].as_object().expect("keys") {
        let Some(found) = mapping(value) else {
            continue;
        };
        let (title, documented) = part
            .mapping(name)
            .unwrap_or_else(|| panic!("no table for `{name}`"));
        assert_eq!(documented, &keys(found, root), "{title}");
        used.insert(title);
        compare(found, root, part, used);
    }
}

#[test]
fn settings_page_lists_every_key_of_site_yaml() {
    let schema = schema(&Site::new(&[]), "site");
    let part = Part::read("`site.yaml`");
    assert_eq!(part.tables[""], keys(&schema, &schema));
    let mut used = BTreeSet::from([""]);
    compare(&schema, &schema, &part, &mut used);
    assert_eq!(used, part.tables.keys().copied().collect());
}

#[test]
fn settings_page_lists_every_key_of_front_matter() {
    let site = Site::new(&[]);
    let part = Part::read("Front matter");
    let every = ["Every record"];
    let reports = ["Every record", "Reports and plans", "Reports"];
    let plans = ["Every record", "Reports and plans", "Plans"];
    let mut used = BTreeSet::from(["Remarks"]);
    for (subject, titles) in [("page", &every[..]), ("report", &reports), ("plan", &plans)] {
        let schema = schema(&site, subject);
        let mut documented = Keys::new();
        for title in titles {
            documented.extend(part.tables[title].clone());
            used.insert(title);
        }
        assert_eq!(documented, keys(&schema, &schema), "{subject}");
        compare(&schema, &schema, &part, &mut used);
        for remark in REMARKS {
            assert!(schema["properties"].get(remark).is_some(), "{remark}");
        }
    }
    assert!(part.tables["Remarks"].keys().eq(REMARKS));
    assert_eq!(used, part.tables.keys().copied().collect());
}

/// Checks that each key below a mapping of the schema, and each word of a choice, has a label.
fn check_words(value: &Value, path: &str) {
    let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
    for (name, value) in value["properties"].as_object().expect("keys") {
        let path = format!("{path}.{name}");
        assert!(is_text(&value["title"]), "{path}: no title");
        assert!(is_text(&value["description"]), "{path}: no description");
        let forms = value["anyOf"].as_array();
        let forms = forms.map_or_else(|| vec![value], |forms| forms.iter().collect());
        for form in forms {
            let words = form["enum"].as_array().filter(|words| words[0].is_string());
            if let Some(words) = words {
                let labels = form["enumDescriptions"].as_array().expect("labels");
                assert_eq!(words.len(), labels.len(), "{path}");
                assert!(labels.iter().all(is_text), "{path}");
            }
        }
        if let Some(mapping) = mapping(value) {
            check_words(mapping, &path);
        }
    }
}

#[test]
fn schema_has_words_for_forms_in_both_languages() {
    let site = Site::new(&[]);
    for subject in ["report", "plan", "page", "site"] {
        for language in ["vi", "en"] {
            let run = site.run(&["schema", subject, "--lang", language]);
            let schema: Value = serde_json::from_str(&run.stdout).expect("JSON");
            check_words(&schema, subject);
            for (name, value) in schema["properties"].as_object().expect("keys") {
                let has_group = value["x-group"].is_string();
                assert_eq!(has_group, !REMARKS.contains(&name.as_str()), "{name}");
            }
        }
    }
}

/// Returns the keys that the program names where `yaml` has an unknown one, and those it misses.
fn allowed_topic_keys(yaml: &str) -> Keys {
    let site = Site::new(&[
        ("content/site.yaml", "title: Kho\n"),
        ("content/topics.yaml", yaml),
    ]);
    let run = site.run(&["check", "--format", "json", "--lang", "en"]);
    let found: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let with_code = |code: &'static str| found.iter().filter(move |one| one["code"] == code);
    let missing: BTreeSet<&str> = with_code("missing-key")
        .filter_map(|one| quoted(one["message"].as_str()?).next())
        .collect();
    let hints = with_code("unknown-key")
        .filter_map(|one| one["hints"].as_array())
        .flatten()
        .filter_map(Value::as_str);
    hints
        .flat_map(quoted)
        .map(|key| (key.to_owned(), missing.contains(key)))
        .collect()
}

#[test]
fn settings_page_lists_every_key_of_topics_yaml() {
    let part = Part::read("`topics.yaml`");
    let yaml = [
        ("", format!("{UNKNOWN_KEY}: 1\n")),
        ("`groups`", format!("groups: [{{{UNKNOWN_KEY}: 1}}]\n")),
        ("`topics`", format!("topics: [{{{UNKNOWN_KEY}: 1}}]\n")),
    ];
    for (title, yaml) in &yaml {
        assert_eq!(part.tables[title], allowed_topic_keys(yaml), "{title}");
    }
    assert_eq!(part.tables.len(), yaml.len());
}

/// Returns the complete example below a heading.
fn example(heading: &str) -> &'static str {
    let (_, section) = PAGE
        .split_once(&format!("\n### Example of {heading}\n"))
        .expect("an example");
    block(section, "yaml")
}

#[test]
fn complete_examples_build_and_use_every_key() {
    let (settings, topics) = (example("`site.yaml`"), example("`topics.yaml`"));
    let (report, plan) = (example("a report"), example("a plan"));
    let page = example("a withdrawn page");
    let lesson = block(README, "markdown").split("---\n").nth(2);
    let lesson = lesson.expect("a body");
    let site = Site::new(&[
        ("content/site.yaml", settings),
        ("content/topics.yaml", topics),
        (
            "content/pages/gioi-thieu.md",
            "---\ntitle: Giới thiệu\n---\n\nKho.\n",
        ),
        ("content/pages/lich.md", &format!("---\n{page}---\n")),
        (
            "content/plans/2025/hoc-tap.md",
            &format!("---\n{plan}---\n\nLời văn.\n"),
        ),
        (
            "content/reports/2025/hoc-tap-sa-pa/so-lieu.csv",
            "thang,ngay\n",
        ),
        (
            "content/reports/2025/hoc-tap-sa-pa/index.md",
            &format!("---\n{report}---\n{lesson}"),
        ),
        (
            "content/reports/2025/hoc-tap-tai-lao-cai.md",
            block(README, "markdown"),
        ),
    ]);
    let run = site.run(&["build", "--today", "2025-12-01"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));

    let records = format!("{report}{plan}{page}");
    for (heading, text) in [
        ("`site.yaml`", settings),
        ("`topics.yaml`", topics),
        ("Front matter", &records),
    ] {
        for (title, keys) in &Part::read(heading).tables {
            for key in keys.keys() {
                assert!(text.contains(&format!("{key}:")), "{title}: `{key}`");
            }
        }
    }
}
