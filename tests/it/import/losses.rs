//! Words that an import loses without a word: there must be none.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use ssg_import::Options;

use super::{folder, try_import};

/// The Word files under `tests/`.
fn word_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(word_files(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "docx")
        {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The text of every `w:t` in the parts of a Word file that people write, a line for each.
fn texts(bytes: &[u8]) -> Vec<String> {
    const PARTS: [&str; 6] = [
        "document",
        "header",
        "footer",
        "footnotes",
        "endnotes",
        "comments",
    ];
    let Ok(mut zip) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        return Vec::new();
    };
    let mut texts = Vec::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let file = name.rsplit('/').next().unwrap_or_default();
        if !file.ends_with(".xml") || !PARTS.iter().any(|part| file.starts_with(part)) {
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml).expect("UTF-8");
        for paragraph in xml.split("</w:p>") {
            texts.push(paragraph_text(paragraph));
        }
    }
    texts
}

/// The text of the `w:t` in the XML of a paragraph.
fn paragraph_text(xml: &str) -> String {
    let mut text = String::new();
    for piece in xml.split('<').skip(1) {
        let (tag, content) = piece.split_once('>').unwrap_or((piece, ""));
        match tag.split(' ').next() {
            Some("w:t") => text.push_str(content),
            Some("w:tab" | "w:tab/" | "w:br" | "w:br/" | "w:cr/") => text.push(' '),
            _ => {}
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&apos;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// How often each word occurs, in one form of its letters.
fn words(text: &str) -> BTreeMap<String, usize> {
    let text: String = unicode_normalization::UnicodeNormalization::nfkc(text).collect();
    let mut counts = BTreeMap::new();
    for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    }
    counts
}

/// All words of every Word file are in its draft, which also lists what was taken off.
#[test]
fn no_word_is_lost_without_a_message() {
    let tests = folder().parent().expect("tests").to_path_buf();
    let files = word_files(&tests);
    assert!(files.len() >= 30, "{} files", files.len());
    let mut lost: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in files {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        // The words of files in old encodings are compared by their conversion: see the scores.
        if name.contains("tcvn3") || name.contains("vni") {
            continue;
        }
        let bytes = std::fs::read(&path).expect("a file");
        let options = Options {
            secret_cleared: true,
            ..Options::default()
        };
        let Ok(imported) = try_import(&name, &bytes, options) else {
            continue;
        };
        let draft = words(&imported.text);
        let missing: Vec<String> = words(&texts(&bytes).join("\n"))
            .into_iter()
            .filter(|(word, count)| draft.get(word).copied().unwrap_or(0) < *count)
            .map(|(word, _)| word)
            .collect();
        if !missing.is_empty() {
            lost.insert(name, missing);
        }
    }
    assert_eq!(lost, BTreeMap::new());
}
