//! The layering as a table: who may import whom, which outside crate has which home, and that
//! files, clock, environment and terminal are touched only at the edge.

use std::collections::BTreeSet;
use std::path::Path;

/// Each module with those it may import; only modules above it in the table. Files of a folder
/// belong to the module of its name.
const MODULES: &[(&str, &str)] = &[
    ("path", ""),
    ("digest", ""),
    ("parallel", ""),
    ("vietnamese", ""),
    ("photo", "path digest vietnamese"),
    ("message", ""),
    ("diagnostic", "path message"),
    ("source", "path vietnamese photo"),
    ("date", "vietnamese"),
    ("yaml", "path diagnostic message"),
    ("fields", "path vietnamese diagnostic message date yaml"),
    ("gazetteer", "vietnamese date yaml"),
    ("vocabulary", "path vietnamese yaml"),
    (
        "document",
        "path digest vietnamese photo diagnostic message date fields gazetteer vocabulary yaml",
    ),
    // A council's province is read as a trip's is.
    (
        "site",
        "path diagnostic message fields gazetteer vocabulary yaml document",
    ),
    ("blank", "message yaml"),
    (
        "schema",
        "path vietnamese diagnostic message gazetteer vocabulary document site",
    ),
    // The keys it writes are those that `document` reads; it knows no site, only its words.
    (
        "import",
        "vietnamese photo diagnostic message date gazetteer vocabulary yaml document",
    ),
    (
        "archive",
        "path vietnamese photo diagnostic message date fields gazetteer vocabulary document site",
    ),
    ("memo", "digest"),
    (
        "search",
        "path digest parallel vietnamese date gazetteer vocabulary document archive memo",
    ),
    (
        "route",
        "path vietnamese diagnostic message fields gazetteer vocabulary document archive",
    ),
    (
        "table",
        "path vietnamese date gazetteer vocabulary document archive route",
    ),
    (
        "page",
        "path digest vietnamese message date gazetteer vocabulary document archive route table",
    ),
    (
        "data",
        "path digest parallel date gazetteer vocabulary document archive route table page",
    ),
    ("edit", "path digest document archive search route data"),
    ("theme", "path parallel diagnostic message page"),
    (
        "compiler",
        "path diagnostic message source vocabulary document site archive search route page data edit theme digest memo parallel",
    ),
    (
        "disk",
        "path digest parallel vietnamese photo diagnostic message source",
    ),
    ("publish", "path message digest parallel disk"),
    (
        "preview",
        "path photo diagnostic parallel search theme compiler disk",
    ),
    ("serve", "digest"),
    ("watch", "disk"),
    ("ask", "vietnamese"),
    ("cli", "message date site"),
    // The program itself.
    (
        "bin",
        "path vietnamese photo diagnostic digest message source parallel date fields gazetteer vocabulary document site blank schema import archive route data edit theme compiler disk preview publish serve watch ask cli",
    ),
    ("lib", ""),
];

/// Each outside crate with its home: modules, or the files of one. `*` is a word of the language
/// that all modules speak.
const CRATES: &[(&str, &str)] = &[
    ("chrono", "*"),
    ("serde", "*"),
    ("lz4_flex", "document/markdown"),
    ("pulldown_cmark", "document/markdown"),
    ("serde_yaml", "yaml"),
    ("tera", "theme"),
    ("image", "photo"),
    ("fast_image_resize", "photo"),
    ("webp", "photo"),
    ("walkdir", "disk"),
    // Its home, `watch`, comes with `ssg serve`.
    ("notify", "watch"),
    ("inquire", "ask"),
    ("axum", "serve"),
    ("futures_util", "serve"),
    ("hyper", "serve"),
    ("hyper_util", "serve"),
    ("tokio", "serve"),
    ("annotate_snippets", "diagnostic/render"),
    ("clap", "cli bin"),
    ("clap_complete", "cli bin"),
    ("clap_mangen", "bin"),
    (
        "quick_xml",
        "import/docx import/docx/styles import/docx/numbering import/docx/text data/feed",
    ),
    ("regex_lite", "import"),
    ("zip", "import/docx data/bundle"),
    ("rustix", "disk publish"),
    // JSON is the language of several formats.
    (
        "serde_json",
        "diagnostic/render schema publish page/linked data search/index",
    ),
    ("csv", "data/table"),
    ("icalendar", "data/calendar"),
    ("base64", "data/bundle"),
    ("flate2", "search/shard"),
    ("indexmap", "search"),
    ("rustc_hash", "search"),
    ("mimalloc", "bin"),
    ("sha2", "digest"),
    ("tape_sha256", "digest"),
    ("simdutf8", "disk document/markdown"),
    ("strsim", "vietnamese"),
    ("unicode_normalization", "vietnamese"),
];

/// Where the world is touched.
const EDGE: &[&str] = &["disk", "publish", "preview", "serve", "watch", "bin"];

/// Where one thing of it is used without a trace: sources are read, pages, terms of records and
/// pictures of a photo are made side by side.
const ALLOWED: &[(&str, &str)] = &[
    // An address to listen at is only named there.
    ("cli", "std::net"),
    ("parallel", "std::thread"),
    ("photo", "std::thread"),
];

/// What touches it: paths, names, and macros with their `!`.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "Instant",
    "SystemTime",
    "Local",
    "Utc",
    "stdin",
    "stdout",
    "stderr",
    "print!",
    "println!",
    "eprint!",
    "eprintln!",
    "dbg!",
    "env!",
    "option_env!",
];

/// What has no order that a run repeats.
const UNORDERED: &[&str] = &["HashMap", "HashSet", "RandomState"];

/// What is wrong with the file `name` (`document/markdown`, no `.rs`).
fn faults(name: &str, text: &str) -> Vec<String> {
    let words = words(&without_tests(&bare(text)));
    let module = name.split('/').next().unwrap_or(name);
    let Some((_, allowed)) = MODULES.iter().find(|(known, _)| *known == module) else {
        return vec![format!("{name}: a module that is not in the table")];
    };
    let mut found = Vec::new();
    let mut tell = |what: String| found.push(format!("{name}: {what}"));
    for at in 0..words.len() {
        let follows = |from: usize, what: &[&str]| {
            words[from..]
                .iter()
                .map(String::as_str)
                .take(what.len())
                .eq(what.iter().copied())
        };
        let path_starts = at == 0 || words[at - 1] != "::";
        let word = &*words[at];
        // Imports.
        let root = match word {
            "crate" if path_starts => Some(at + 1),
            "ssg" if path_starts && module == "bin" => Some(at + 1),
            "super" if path_starts => {
                let depth = name.split('/').count();
                let steps = (0..=depth)
                    .take_while(|n| follows(at + 2 * n, &["super", "::"]))
                    .count();
                (steps >= depth).then_some(at + 2 * steps - 1)
            }
            _ => None,
        };
        if let Some(after) = root
            && words.get(after).is_some_and(|word| word == "::")
        {
            let target = words.get(after + 1).map_or("", |word| &**word);
            let is_module = MODULES.iter().any(|(known, _)| *known == target);
            if target == "{" || target == "*" {
                tell("imports of the crate stand one a line, by name".to_owned());
            } else if is_module && target != module && !allowed.split(' ').any(|a| a == target) {
                tell(format!("imports {target}"));
            }
        }
        // Outside crates.
        if path_starts
            && words.get(at + 1).is_some_and(|next| next == "::")
            && let Some((_, homes)) = CRATES.iter().find(|(known, _)| *known == word)
            && !homes
                .split(' ')
                .any(|home| home == "*" || home == module || home == name)
        {
            tell(format!("uses {word}, which lives in {homes}"));
        }
        // The world.
        let touches = |what: &&&str| {
            if let Some(name) = what.strip_suffix('!') {
                return follows(at, &[name, "!"]);
            }
            let Some((a, b)) = what.split_once("::") else {
                return word == **what;
            };
            let in_braces = || words[at..].iter().take_while(|w| *w != ";").any(|w| w == b);
            follows(at, &[a, "::", b]) || (follows(at, &[a, "::", "{"]) && in_braces())
        };
        if !EDGE.contains(&module)
            && let Some(what) = WORLD.iter().find(touches)
            && !ALLOWED.contains(&(module, what))
        {
            tell(format!("touches the world: {what}"));
        }
        if UNORDERED.contains(&word) {
            tell(format!("has no order: {word}"));
        }
    }
    found
}

/// The code alone: comments, texts and characters are blanks.
fn bare(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let until = |end: &str| {
            let end: Vec<char> = end.chars().collect();
            let found = rest.windows(end.len()).position(|window| window == end);
            found.map_or(rest.len(), |found| found + end.len())
        };
        let hashes = rest.iter().skip(1).take_while(|c| **c == '#').count();
        let skip = match rest {
            ['/', '/', ..] => until("\n"),
            ['/', '*', ..] => until("*/"),
            ['r', '#' | '"', ..] if rest.get(1 + hashes) == Some(&'"') => {
                let end: String = std::iter::once('"')
                    .chain("#".repeat(hashes).chars())
                    .collect();
                let opening = 2 + hashes;
                let inner: Vec<char> = end.chars().collect();
                let found = rest[opening..]
                    .windows(inner.len())
                    .position(|w| w == inner);
                found.map_or(rest.len(), |found| opening + found + inner.len())
            }
            ['"', ..] => quoted(rest, '"'),
            ['\'', '\\', ..] | ['\'', _, '\'', ..] => quoted(rest, '\''),
            _ => 0,
        };
        if skip == 0 {
            out.push(chars[at]);
            at += 1;
        } else {
            out.push(' ');
            at += skip;
        }
    }
    out
}

/// How long a text in quotes is.
fn quoted(rest: &[char], quote: char) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            c if c == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// Without what stands under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some((before, after)) = rest.split_once("#[cfg(test)]") {
        out.push_str(before);
        let end = after.find([';', '{']).unwrap_or(after.len());
        let mut depth = 0_usize;
        let mut length = after.len();
        for (at, c) in after.char_indices().skip_while(|(at, _)| *at < end) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                length = at + 1;
                break;
            }
        }
        rest = &after[length.min(after.len())..];
    }
    out + rest
}

/// Names, `::` and single signs.
fn words(code: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut in_name = false;
    for c in code.chars() {
        let is_name = c.is_alphanumeric() || c == '_';
        match words.last_mut() {
            Some(last) if (is_name && in_name) || (c == ':' && last == ":") => last.push(c),
            _ if c.is_whitespace() => {}
            _ => words.push(c.to_string()),
        }
        in_name = is_name;
    }
    words
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = crate::program::read_folder(&root).into_iter();
    let mut code: Vec<(String, String)> = files
        .filter_map(|(path, bytes)| {
            let name = path.strip_suffix(".rs")?.to_owned();
            Some((name, String::from_utf8(bytes).expect("UTF-8")))
        })
        .collect();
    // Files that only a test module has.
    let is_test = |name: &str| name.split('/').skip(1).any(|part| part == "tests");
    code.retain(|(name, _)| !is_test(name));
    code
}

#[test]
fn every_module_keeps_to_its_place() {
    let sources = sources();
    let found: Vec<String> = sources
        .iter()
        .flat_map(|(name, text)| faults(name, text))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
    let there: BTreeSet<&str> = sources
        .iter()
        .map(|(name, _)| name.split('/').next().unwrap_or(name))
        .collect();
    let known: BTreeSet<&str> = MODULES.iter().map(|(module, _)| *module).collect();
    assert_eq!(there, known);
}

#[test]
fn the_table_goes_one_way_and_lib_rs_tells_it_in_that_order() {
    for (at, (module, allowed)) in MODULES.iter().enumerate() {
        for import in allowed.split_whitespace() {
            let above = MODULES[..at].iter().any(|(above, _)| *above == import);
            assert!(above, "{module} imports {import}, which is not above it");
        }
    }
    let lib = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"));
    let lib = lib.expect("lib.rs");
    // rustfmt sorts within a group; groups stand in order.
    let groups: Vec<BTreeSet<&str>> = lib
        .split("\n\n")
        .map(|group| {
            let lines = group.lines();
            let names = lines.filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
            names.collect()
        })
        .filter(|group: &BTreeSet<&str>| !group.is_empty())
        .collect();
    let group_of = |module: &str| groups.iter().position(|group| group.contains(module));
    for (module, allowed) in MODULES
        .iter()
        .filter(|(name, _)| !["bin", "lib"].contains(name))
    {
        for import in allowed.split_whitespace() {
            assert!(
                group_of(import).is_some() && group_of(import) <= group_of(module),
                "lib.rs names {import} after {module}, which imports it"
            );
        }
    }
}

#[test]
fn every_outside_crate_has_a_home() {
    let manifest =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"));
    let manifest = manifest.expect("Cargo.toml");
    let (_, after) = manifest
        .split_once("\n[dependencies]\n")
        .expect("dependencies");
    let section = after.split("\n[").next().unwrap_or(after);
    let there: BTreeSet<String> = section
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| Some(line.split_once(" = ")?.0.replace('-', "_")))
        .collect();
    let known: BTreeSet<String> = CRATES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(there, known);
}

/// The table is worth what it finds.
#[test]
fn a_break_is_found() {
    for (name, code, told) in [
        (
            "document",
            "use crate::page::view::Link;",
            "document: imports page",
        ),
        (
            "document",
            "use super::archive::Archive;",
            "document: imports archive",
        ),
        (
            "document/head",
            "use super::super::page::Page;",
            "document/head: imports page",
        ),
        (
            "page/lists",
            "fn f() { crate::theme::x() }",
            "page/lists: imports theme",
        ),
        (
            "page",
            "use crate::{theme, path};",
            "page: imports of the crate stand one a line, by name",
        ),
        (
            "document",
            "use pulldown_cmark::Event;",
            "document: uses pulldown_cmark, which lives in document/markdown",
        ),
        (
            "publish",
            "fn f() { sha2::Sha256::new() }",
            "publish: uses sha2, which lives in digest",
        ),
        ("page", "use std::fs;", "page: touches the world: std::fs"),
        (
            "page",
            "use std::{fmt, fs};",
            "page: touches the world: std::fs",
        ),
        (
            "theme",
            "fn f() { println!(\"\") }",
            "theme: touches the world: println!",
        ),
        (
            "compiler",
            "let t = Instant::now();",
            "compiler: touches the world: Instant",
        ),
        (
            "date",
            "let d = chrono::Local::now();",
            "date: touches the world: Local",
        ),
        (
            "memo",
            "use std::collections::HashMap;",
            "memo: has no order: HashMap",
        ),
        (
            "elsewhere",
            "",
            "elsewhere: a module that is not in the table",
        ),
    ] {
        assert_eq!(faults(name, code), [told], "{name}: {code}");
    }
    for (name, code) in [
        (
            "document",
            "// use crate::page::Page;\n/* std::fs */ let x = \"crate::page::x // std::env\";",
        ),
        (
            "document",
            "let c = '\"'; let r = r#\"\" std::fs \"\"#; fn f<'a>(x: &'a str) {}",
        ),
        (
            "document",
            "#[cfg(test)]\nmod tests { use crate::theme::Theme; fn f() { println!() } }",
        ),
        (
            "theme",
            "#[cfg(test)]\nmod tests;\nuse crate::page::view::Page;",
        ),
        (
            "document/head",
            "use super::Batch; use crate::path::UrlPath;",
        ),
        ("disk", "use std::fs::File;"),
        ("bin/ssg/main", "use ssg::disk; use clap::Parser as _;"),
    ] {
        assert_eq!(faults(name, code), [""; 0], "{name}: {code}");
    }
    // What comes after a test module is read again.
    let after = "#[cfg(test)] mod tests { fn f() {} }\nuse std::env;";
    assert_eq!(faults("page", after), ["page: touches the world: std::env"]);
}
