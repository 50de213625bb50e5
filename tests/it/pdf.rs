//! The text of PDF files by many writers, and of files that lie, are damaged or have no text.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ssg_pdf::NoText;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf")
}

fn read(name: &str) -> ssg_pdf::Pdf {
    let path = folder().join("files").join(format!("{name}.pdf"));
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    ssg_pdf::read(&bytes)
}

/// The words of a text, without regard to lines.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Files that hold all of `text.txt` and nothing else, on one page.
const WHOLE: [&str; 29] = [
    "cairo",
    "chromium",
    "content-in-parts",
    "decomposed",
    "form",
    "fpdf2",
    "javascript",
    "junk-after",
    "junk-before",
    "libreoffice",
    "libreoffice-archive",
    "libreoffice-tagged",
    "linearized",
    "object-streams",
    "owner-password-aes256",
    "owner-password-rc4",
    "poppler",
    "reportlab",
    "rotated",
    "scan-with-text",
    "typst",
    "typst-columns",
    "uncompressed",
    "weasyprint",
    "words-without-spaces",
    "wrong-offsets",
    "wrong-startxref",
    "letter-spaced",
    "superscript",
];

/// Files without text: the number of pages, and why.
const WITHOUT_TEXT: [(&str, Option<usize>, NoText); 15] = [
    ("bomb-content", Some(1), NoText::TooLarge),
    ("bomb-objects", None, NoText::TooLarge),
    ("empty-page", Some(1), NoText::Empty),
    ("form-in-itself", Some(1), NoText::TooLarge),
    ("header-alone", None, NoText::Broken),
    ("many-instructions", Some(1), NoText::TooLarge),
    ("no-characters", Some(1), NoText::Unmapped),
    ("not-a-pdf", None, NoText::NotPdf),
    ("page-tree-loop", Some(2), NoText::Empty),
    ("pages-1001", Some(1001), NoText::TooManyPages),
    ("password", None, NoText::Encrypted),
    ("scan-2-pages", Some(2), NoText::Scan),
    ("scan-fax", Some(1), NoText::Scan),
    ("scan-jpeg", Some(1), NoText::Scan),
    ("truncated", None, NoText::Broken),
];

#[test]
fn every_word_is_read_in_order() {
    let text = fs::read_to_string(folder().join("text.txt")).expect("the text");
    let title = text.lines().next().expect("a title");
    for name in WHOLE {
        let expected = match name {
            "letter-spaced" => title,
            "superscript" => "Diện tích 75,5 km2 đất",
            _ => &text,
        };
        let pdf = read(name);
        let pages = pdf
            .pages
            .unwrap_or_else(|reason| panic!("{name}: {reason:?}"));
        assert_eq!(pdf.page_count, Some(1), "{name}");
        assert_eq!(words(&pages.concat()), words(expected), "{name}");
    }
    let standard = read("standard-font").text().expect("text");
    assert_eq!(
        standard.trim(),
        "Ten pages of minutes (2023), 45.6% of 1,234,567"
    );
}

#[test]
fn each_of_300_pages_is_read() {
    let text = fs::read_to_string(folder().join("text.txt")).expect("the text");
    let line = text.lines().nth(2).expect("a line");
    let pages = read("pages-300").pages.expect("text");
    assert_eq!(pages.len(), 300);
    for (number, page) in (1..).zip(&pages) {
        assert_eq!(words(page), words(&format!("Trang {number}: {line}")));
    }
}

#[test]
fn files_without_text_say_why() {
    for (name, pages, reason) in WITHOUT_TEXT {
        let pdf = read(name);
        assert_eq!(
            (pdf.page_count, pdf.pages.err()),
            (pages, Some(reason)),
            "{name}"
        );
    }
}

#[test]
fn a_file_of_many_objects_is_not_opened() {
    let mut bytes = b"%PDF-1.4\n1 0 obj [".to_vec();
    bytes.extend(b"1 ".repeat(1 << 21));
    bytes.extend(b"] endobj\ntrailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    assert_eq!(ssg_pdf::read(&bytes).pages, Err(NoText::TooLarge));
}

#[test]
fn scripts_and_embedded_files_are_not_text() {
    let text = read("javascript").text().expect("text");
    assert!(
        !text.contains("launchURL") && !text.contains("EMBEDDED"),
        "{text}"
    );
}

#[test]
fn every_file_is_expected() {
    let files = fs::read_dir(folder().join("files")).expect("files");
    let found: BTreeSet<String> = files
        .map(|file| file.expect("a file").path())
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    let others = ["pages-300", "standard-font"].into_iter();
    let expected = WHOLE.into_iter().chain(WITHOUT_TEXT.map(|(name, ..)| name));
    let expected: BTreeSet<String> = expected.chain(others).map(str::to_owned).collect();
    assert_eq!(found, expected);
}

/// A small twin of the fuzzer: whatever is changed in a file, it is read or has a reason.
#[test]
fn changed_bytes_do_no_harm() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for name in [
        "uncompressed",
        "object-streams",
        "fpdf2",
        "owner-password-rc4",
        "form",
    ] {
        let path = folder().join("files").join(format!("{name}.pdf"));
        let original = fs::read(path).expect("a file");
        for _ in 0..40 {
            let mut bytes = original.clone();
            for _ in 0..=random() % 8 {
                let at = usize::try_from(random()).expect("64 bits") % bytes.len();
                let to = usize::try_from(random()).expect("64 bits") % bytes.len();
                match random() % 3 {
                    0 => bytes[at] = u8::try_from(random() % 256).expect("a byte"),
                    1 => bytes.swap(at, to),
                    _ => bytes.truncate(at.max(64)),
                }
            }
            let pdf = ssg_pdf::read(&bytes);
            assert!(pdf.pages.is_err() || pdf.page_count.is_some(), "{name}");
        }
    }
}
