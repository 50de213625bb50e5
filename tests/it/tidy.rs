//! Rules about the code that the compiler cannot check. Cargo already keeps the crates in one
//! direction, and clippy bounds the length of functions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Crates of others that more than one crate of ours may depend on, and why.
const SHARED: &[(&str, &str)] = &[
    ("chrono", "days are passed everywhere"),
    ("indexmap", "maps in insertion order"),
    ("quick-xml", "read in Word files, written in feeds"),
    ("rustc-hash", "fast hashes for maps"),
    ("serde", "derives"),
    ("serde_json", "several formats are JSON"),
    (
        "serde_yaml",
        "front matter, and the tables built into `vietnam`",
    ),
    ("unicode-normalization", "folding"),
    (
        "zip",
        "read as Word files, written as bundles and workbooks",
    ),
];

/// Crates without input or output: files, environment, network, clock and terminal.
const PURE: &[&str] = &[
    "archive", "base", "content", "edit", "import", "pdf", "search", "site", "vietnam",
];

/// Text that shows input or output, and the files of pure crates that may hold it.
const INPUT_OUTPUT: &[(&str, &[&str])] = &[
    ("std::fs", &[]),
    ("std::env", &[]),
    ("std::net", &[]),
    ("std::process", &[]),
    // Work is spread over threads in one place; a photo's variants are encoded side by side.
    (
        "std::thread",
        &["base/src/parallel.rs", "content/src/photo.rs"],
    ),
    ("Instant", &[]),
    ("SystemTime", &[]),
    ("chrono::Local", &[]),
    ("chrono::Utc", &[]),
    ("stdin()", &[]),
    ("stdout()", &[]),
    ("stderr()", &[]),
];

/// The longest source file, in lines without its tests.
const MAX_FILE_LINES: usize = 800;

fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The `.rs` files below `folder`, without those that hold only tests, by path relative to it.
fn sources(folder: &Path) -> BTreeMap<String, String> {
    let files = crate::program::read_folder(folder).into_iter();
    let code = files.filter(|(path, _)| path.ends_with(".rs"));
    let code = code.filter(|(path, _)| !path.contains("/tests/") && !path.ends_with("tests.rs"));
    code.map(|(path, bytes)| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let end = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
        (path, text[..end].to_owned())
    })
    .collect()
}

#[test]
fn each_outside_crate_is_used_by_one_crate() {
    let mut users: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let crates = std::fs::read_dir(top().join("crates")).expect("crates");
    let manifests = crates.map(|entry| entry.expect("an entry").path().join("Cargo.toml"));
    for manifest in manifests.chain([top().join("Cargo.toml")]) {
        let text = std::fs::read_to_string(&manifest).expect("a manifest");
        let (_, after) = text.split_once("\n[dependencies]\n").expect("dependencies");
        let section = after.split("\n[").next().unwrap_or(after);
        let names = section.lines().filter_map(|line| line.split_once('.'));
        for (name, _) in names.filter(|(name, _)| !name.starts_with("ssg-")) {
            let user = manifest.parent().expect("a folder").display().to_string();
            users.entry(name.to_owned()).or_default().push(user);
        }
    }
    users.retain(|name, users| users.len() > 1 && !SHARED.iter().any(|(shared, _)| shared == name));
    assert_eq!(users, BTreeMap::new());
}

#[test]
fn pure_crates_do_no_input_or_output() {
    let sources = sources(&top().join("crates"));
    let mut found = Vec::new();
    for (path, text) in &sources {
        let is_pure = PURE
            .iter()
            .any(|name| path.starts_with(&format!("{name}/")));
        for (at, line) in text.lines().enumerate().filter(|_| is_pure) {
            let code = line.split("//").next().unwrap_or(line);
            for (what, allowed) in INPUT_OUTPUT {
                if code.contains(what) && !allowed.contains(&&**path) {
                    found.push(format!("{path}:{}: {what}", at + 1));
                }
            }
        }
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn no_source_file_is_too_long() {
    let mut long = Vec::new();
    for folder in ["src", "crates"] {
        for (path, text) in sources(&top().join(folder)) {
            let path = format!("{folder}/{path}");
            if text.lines().count() > MAX_FILE_LINES {
                long.push(path);
            }
        }
    }
    assert_eq!(long, [""; 0]);
}
