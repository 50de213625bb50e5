//! Words that an import loses without a word: there must be none.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use ssg_base::message::Language;
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
    let mut seen = BTreeSet::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let file = name.rsplit('/').next().unwrap_or_default();
        // Building blocks are no text of the document.
        if name.contains("glossary")
            || !file.ends_with(".xml")
            || !PARTS.iter().any(|part| file.starts_with(part))
        {
            continue;
        }
        let mut xml = String::new();
        if part.read_to_string(&mut xml).is_err() {
            continue;
        }
        let xml = without_fallbacks(&xml);
        for paragraph in xml.split("</w:p>") {
            let text = without_contacts(&paragraph_text(paragraph));
            // A draft lists a line of page headers and comments once, however often it is there.
            let is_listed_once = !file.starts_with("document") && !file.contains("notes");
            if !is_listed_once || seen.insert(text.clone()) {
                texts.push(text);
            }
        }
    }
    texts
}

/// The XML without what it repeats for older programs.
fn without_fallbacks(xml: &str) -> String {
    let mut parts = xml.split("<mc:Fallback");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(
            part.split_once("</mc:Fallback>")
                .map_or("", |(_, after)| after),
        );
    }
    out
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

/// The text without phone and identity numbers, which no comment of a draft repeats.
fn without_contacts(text: &str) -> String {
    const FEWEST_DIGITS: usize = 9;
    let mut out = String::new();
    let mut run = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_digit() || (!run.is_empty() && " .-".contains(c)) {
            run.push(c);
            continue;
        }
        if run.chars().filter(char::is_ascii_digit).count() < FEWEST_DIGITS {
            out.push_str(&run);
        }
        run.clear();
        out.push(c);
    }
    out
}

/// The draft without the digits that its comments show of phone numbers, which "…" follows.
fn without_hidden_digits(draft: &str) -> String {
    const SHOWN_DIGITS: usize = 8;
    let parts = draft.split('…').map(|part| {
        let rest = part.trim_end_matches(|c: char| c.is_ascii_digit() || " .-".contains(c));
        let digits = part[rest.len()..].chars().filter(char::is_ascii_digit);
        if digits.count() >= SHOWN_DIGITS {
            rest
        } else {
            part
        }
    });
    parts.collect::<Vec<_>>().join("…")
}

/// How often each word occurs, in one form of its letters.
fn words(text: &str) -> BTreeMap<String, usize> {
    let text = text.replace('\u{ad}', "");
    let text: String = unicode_normalization::UnicodeNormalization::nfkc(&*text).collect();
    let mut counts = BTreeMap::new();
    for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    }
    counts
}

/// The words of a Word file that are neither in its draft nor in the list there of what was left
/// out; the message if the file is refused.
fn lost_words(name: &str, bytes: &[u8]) -> Result<Vec<String>, String> {
    let options = Options {
        secret_cleared: true,
        ..Options::default()
    };
    let refusal = |error: ssg_import::ImportError| {
        let message = error.message("…").text(Language::Vi);
        let hint = error.hint().map(|hint| hint.text(Language::Vi));
        format!("{message} ({})", hint.unwrap_or_default())
    };
    let imported = try_import(name, bytes, options).map_err(refusal)?;
    let draft = words(&without_hidden_digits(&imported.text));
    let of_file = words(&texts(bytes).join("\n")).into_iter();
    let lost = of_file.filter(|(word, count)| draft.get(word).copied().unwrap_or(0) < *count);
    let lost: Vec<String> = lost.map(|(word, _)| word).collect();
    // A drop cap and the rest of its word, or the words around a deleted paragraph mark, are two words
    // of the file and one of the draft.
    let is_joined = match &lost[..] {
        [a, b] => [format!("{a}{b}"), format!("{b}{a}")]
            .iter()
            .any(|word| draft.contains_key(word)),
        _ => false,
    };
    Ok(if is_joined { Vec::new() } else { lost })
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// All words of every Word file are in its draft, which also lists what was taken off.
#[test]
fn no_word_is_lost_without_a_message() {
    let tests = folder().parent().expect("tests").to_path_buf();
    let files = word_files(&tests);
    assert!(files.len() >= 30, "{} files", files.len());
    let mut lost: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in files {
        let name = file_name(&path);
        // The words of files in old encodings are compared by their conversion: see the scores.
        if name.contains("tcvn3") || name.contains("vni") {
            continue;
        }
        let bytes = std::fs::read(&path).expect("a file");
        if let Ok(words) = lost_words(&name, &bytes)
            && !words.is_empty()
        {
            lost.insert(name, words);
        }
    }
    assert_eq!(lost, BTreeMap::new());
}

/// Changes some bytes of a file in a way that depends only on `seed`.
fn mutated(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = move |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 16).unwrap_or(0) % limit.max(1)
    };
    let mut bytes = bytes.to_vec();
    for _ in 0..=next(8) {
        let at = next(bytes.len());
        match next(4) {
            0 => bytes.truncate(at.max(1)),
            1 => bytes[at] = b"<>&\"/ \x00\xff"[next(8)],
            2 => {
                let end = (at + next(64)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            _ => {
                let end = (at + next(64)).min(bytes.len());
                bytes.drain(at..end);
                if bytes.is_empty() {
                    bytes.push(0);
                }
            }
        }
    }
    bytes
}

/// Returns the Word file with one of its XML parts changed, so that the change is behind the
/// checksums of the archive; `None` if it is no archive.
fn with_mutated_part(bytes: &[u8], seed: u64) -> Option<Vec<u8>> {
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    let mut new = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let chosen = [
        "document.xml",
        "styles.xml",
        "numbering.xml",
        "document.xml.rels",
        "footnotes.xml",
    ];
    let chosen = chosen[usize::try_from(seed).unwrap_or(0) % chosen.len()];
    for at in 0..old.len() {
        let mut part = old.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        if name.ends_with(chosen) {
            content = mutated(&content, seed);
        }
        let options = zip::write::SimpleFileOptions::default();
        new.start_file(name, options).ok()?;
        new.write_all(&content).ok()?;
    }
    Some(new.finish().ok()?.into_inner())
}

/// Imports a file; returns whether it crashes.
fn crashes(name: &str, bytes: &[u8]) -> bool {
    let import = || try_import(name, bytes, Options::default()).is_ok();
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(import)).is_err()
}

#[test]
fn changed_files_are_imported_or_refused() {
    for path in word_files(&folder()).iter().step_by(4) {
        let bytes = std::fs::read(path).expect("a file");
        for seed in 1..=3 {
            let file = mutated(&bytes, seed);
            let part = with_mutated_part(&bytes, seed).unwrap_or_default();
            for bytes in [file, part] {
                assert!(!crashes("a.docx", &bytes), "{} {seed}", path.display());
            }
        }
    }
}

/// `tests/import/foreign` names a folder of Word files of other projects. Prints how many words of
/// them are lost, and how many of them, and of changed copies, crash the importer.
#[test]
#[expect(clippy::print_stdout, reason = "the figures are for people to read")]
fn foreign_files_lose_no_word_and_crash_nothing() {
    const COPIES: u64 = 4;
    let Some(foreign) = std::env::var_os("SSG_WORD_FILES") else {
        println!("SSG_WORD_FILES is not set: no foreign files are tested");
        return;
    };
    let (mut drafts, mut total, mut copies) = (0, 0, 0);
    let mut refused: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut crashed: Vec<String> = Vec::new();
    let mut lost: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in word_files(Path::new(&foreign)) {
        let name = file_name(&path);
        let bytes = std::fs::read(&path).expect("a file");
        // Several packages carry the same file.
        if !seen.insert(ssg_base::digest::Digest::of(&bytes)) {
            continue;
        }
        if crashes(&name, &bytes) {
            crashed.push(name);
            continue;
        }
        match lost_words(&name, &bytes) {
            Ok(words_lost) => {
                drafts += 1;
                total += words(&texts(&bytes).join("\n")).values().sum::<usize>();
                if !words_lost.is_empty() {
                    lost.insert(name.clone(), words_lost);
                }
            }
            Err(message) => refused.entry(message).or_default().push(name.clone()),
        }
        for seed in 0..COPIES {
            let copy = if seed % 2 == 0 {
                mutated(&bytes, seed)
            } else {
                with_mutated_part(&bytes, seed).unwrap_or_default()
            };
            copies += 1;
            if crashes(&name, &copy) {
                crashed.push(format!("{name}, changed by seed {seed}"));
            }
        }
    }
    let files_with_loss = lost.len();
    let refused_count: usize = refused.values().map(Vec::len).sum();
    println!(
        "{} Word files: {drafts} drafts, {refused_count} refused; {total} words, lost in \
         {files_with_loss} files; {copies} changed copies; {} crashes",
        drafts + refused_count,
        crashed.len()
    );
    for (message, names) in &refused {
        println!("refused, {message}: {}", names.join(" "));
    }
    for (name, words) in &lost {
        println!("{name}: {}", words.join(" "));
    }
    assert_eq!((lost, crashed), (BTreeMap::new(), Vec::new()));
}
