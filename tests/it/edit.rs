//! Edits of real sources: the shipped archive and the demonstration archive.

use std::path::Path;

use ssg_edit::{Edit, SourceFormat, Value};

use crate::demo;
use crate::program::read_folder;

/// The sources with front matter below a folder, and its settings, by path.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let files = read_folder(folder).into_iter();
    let files = files.filter(|(path, _)| path.ends_with(".md") || path == "site.yaml");
    files
        .map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8")))
        .collect()
}

/// The part of `old` that is replaced in `new`.
fn replaced<'t>(old: &'t str, new: &str) -> &'t str {
    let pairs = old.char_indices().zip(new.chars());
    let start = pairs.take_while(|((_, a), b)| a == b).last();
    let start = start.map_or(0, |((at, c), _)| at + c.len_utf8());
    let pairs = old[start..].chars().rev().zip(new[start..].chars().rev());
    let same = pairs.take_while(|(a, b)| a == b);
    let kept: usize = same.map(|(c, _)| c.len_utf8()).sum();
    &old[start..old.len() - kept]
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_value_of_each_source_can_be_changed_alone() {
    let demonstration = demo::generated();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut all = sources(&shipped);
    let shipped = all.len();
    assert!(shipped >= 3, "{shipped}");
    all.extend(sources(&demonstration.path("content")));
    // The demonstration archive repeats itself: each fifth value is enough every day.
    let is_whole = std::env::var_os("EVERY_VALUE").is_some();
    let (mut values, mut wrong) = (0, Vec::new());
    for (at, (path, text)) in all.iter().enumerate() {
        let format = if path.ends_with(".md") {
            SourceFormat::Document
        } else {
            SourceFormat::Yaml
        };
        let apply = |text: &str, edits: &[Edit]| ssg_edit::apply(text, format, edits);
        assert_eq!(apply(text, &[]).as_ref(), Ok(text), "{path}");
        let front_matter = ssg_edit::read(text, format);
        let front_matter = front_matter.unwrap_or_else(|refusal| panic!("{path}: {refusal:?}"));
        let leaves = front_matter.leaves();
        let same = leaves.iter();
        let same = same.map(|(key, value)| Edit::Set(key.clone(), (*value).clone()));
        let same: Vec<Edit> = same.collect();
        assert_eq!(apply(text, &same).as_ref(), Ok(text), "{path}");
        let step = if at < shipped || is_whole { 1 } else { 5 };
        for (key, value) in leaves.into_iter().skip(at % step).step_by(step) {
            values += 1;
            let new = format!("{} (sửa)", value.as_text().unwrap_or_default().trim_end());
            let edited = apply(text, &[Edit::Set(key.clone(), Value::Text(new))]);
            let Ok(edited) = edited else {
                wrong.push(format!("{path}: {key}: {edited:?}"));
                continue;
            };
            // The header of a text on lines of its own, and quotes, may go too.
            let gone = replaced(text, &edited).trim_matches(['>', '|', '-', '"', '\'']);
            if !single_spaced(&value.as_text().unwrap_or_default()).contains(&single_spaced(gone)) {
                wrong.push(format!("{path}: {key}: {gone:?}"));
            }
        }
    }
    assert!(values > 500, "{values}");
    assert_eq!(wrong, [""; 0], "{values} values of {} sources", all.len());
}
