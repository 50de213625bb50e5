//! Files that another program converts: `.doc`, `.rtf`, `.odt`, `.html` and PDF. The files are made
//! here by `LibreOffice` from a Word file, and each draft must say what that of the Word file says.
//!
//! On a computer without `LibreOffice` or `pdftotext` the tests print that they tested nothing.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use ssg_content::document::Document;

use super::{folder, imported, parsed, trip_of, units};
use crate::program::Site;

const ORIGINAL: &str = "vi-du-quang-ninh-2024--word-styles.docx";

/// Returns whether programs are on the `PATH`; prints which one is missing.
#[expect(clippy::print_stderr, reason = "whoever reads the log must know")]
fn are_installed(programs: &[&str]) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_installed =
        |program: &&&str| std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    let missing: Vec<_> = programs
        .iter()
        .filter(|program| !is_installed(program))
        .collect();
    for program in &missing {
        eprintln!("{program} is not installed: this test tests nothing");
    }
    missing.is_empty()
}

/// Converts a file by `LibreOffice` into its own folder and returns the result.
fn convert(source: &Path, extension: &str, filter: &str) -> PathBuf {
    let target = source.parent().expect("a folder");
    let profile = format!("file://{}/profile", target.display());
    let status = Command::new("soffice")
        .arg(format!("-env:UserInstallation={profile}"))
        .args(["--headless", "--norestore", "--convert-to"])
        .arg(format!("{extension}{filter}"))
        .arg("--outdir")
        .args([target, source])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("soffice");
    let converted = source.with_extension(extension);
    assert!(
        status.success() && converted.is_file(),
        "{}",
        converted.display()
    );
    converted
}

/// What a draft says, for comparison.
fn facts(document: &Document, text: &str) -> Vec<String> {
    let record = &document.record;
    let trip = trip_of(document);
    let official = record.document.as_ref();
    let lead = trip.lead.as_ref();
    let references = record.references.iter().map(|found| &*found.number);
    let lessons = document.body.lessons.iter();
    let lessons: Vec<String> = lessons
        .map(|lesson| format!("{} {}", lesson.id.value, lesson.kind.class()))
        .collect();
    let lines = text.lines();
    let titles = lines.filter(|line| line.starts_with('#') && line.contains("{#bai-hoc"));
    vec![
        record.title.clone(),
        record
            .council
            .as_ref()
            .map_or_else(String::new, |council| council.value.clone()),
        format!("{} {}", trip.dates.from(), trip.dates.to()),
        format!("{:?}", trip.size),
        lead.map_or_else(String::new, |lead| {
            format!("{}, {}", lead.name, lead.position)
        }),
        trip.deputies
            .iter()
            .chain(&trip.members)
            .map(|person| &*person.name)
            .collect::<Vec<_>>()
            .join(", "),
        units(trip, false).join(", "),
        references.collect::<Vec<_>>().join(", "),
        official.map_or_else(String::new, |official| {
            let number = official.number.as_ref().map_or("", |number| &*number.value);
            let signer = official.signer.as_ref().map_or("", |signer| &*signer.name);
            format!("{number} {} {} {signer}", official.symbol, official.place)
        }),
        lessons.join(", "),
        titles
            .map(|line| line.trim_start_matches(['#', ' ']))
            .collect::<Vec<_>>()
            .join("\n"),
    ]
}

/// Imports a file with the real program and returns its draft.
fn draft_of(site: &Site, file: &str) -> String {
    let run = site.run(&["import", "--force", file]);
    assert_eq!(run.code, 0, "{file}: {}", run.stderr);
    let path = run
        .stdout
        .split('`')
        .find(|part| part.starts_with("content/"));
    let path = path.unwrap_or_else(|| panic!("{file}: {}", run.stdout));
    fs::read_to_string(site.path(path)).expect("a draft")
}

fn document_of(text: &str) -> Document {
    let path = ssg_base::path::SourcePath::new("content/reports/2024/bai/index.md");
    let parsed = ssg_content::document::parse(
        &path.expect("a path"),
        text,
        &ssg_content::vocabulary::Vocabulary::built_in(),
    );
    parsed.value.expect("a document")
}

#[test]
fn converted_files_say_what_the_word_file_says() {
    if !are_installed(&["soffice", "pdftotext"]) {
        return;
    }
    let site = Site::shipped();
    let bytes = fs::read(folder().join("files").join(ORIGINAL)).expect("a file");
    let original = imported(ORIGINAL, &bytes);
    let (document, _) = parsed(&original);
    let expected = facts(&document, &original.text);
    let formats = [
        ("doc", ":MS Word 97"),
        ("rtf", ""),
        ("odt", ""),
        ("html", ":HTML (StarWriter)"),
        ("pdf", ""),
    ];
    for (extension, filter) in formats {
        let source = site.path(&format!("goc-{extension}.docx"));
        fs::write(&source, &bytes).expect("written");
        convert(&source, extension, filter);
        let draft = draft_of(&site, &format!("goc-{extension}.{extension}"));
        assert_eq!(
            facts(&document_of(&draft), &draft),
            expected,
            "{extension}\n{draft}"
        );
    }
}

/// A report in two columns, as an `OpenDocument` file of plain XML.
fn two_columns(paragraphs: &[String]) -> String {
    let mut body = String::new();
    for text in paragraphs {
        let _ = write!(body, "<text:p text:style-name=\"P\">{text}</text:p>");
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.3cm"/></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"><style:columns fo:column-count="2" fo:column-gap="1cm"/></style:page-layout-properties></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"/></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"#
    )
}

#[test]
fn columns_of_a_pdf_are_read_one_after_the_other() {
    if !are_installed(&["soffice", "pdftotext"]) {
        return;
    }
    let site = Site::shipped();
    let sentence = |number: usize| {
        let place = ["xã", "thị trấn vùng cao", "phường ở trung tâm thành phố"][number % 3];
        format!(
            "Điều thứ {number} mà Đoàn ghi lại được trong chuyến đi ngày 12/8/2023 là cách làm của {place} mà đoàn đã thăm, nơi việc gì dân bàn trước thì sau dễ làm."
        )
    };
    let sentences: Vec<String> = (1..=24).map(sentence).collect();
    let source = site.path("hai-cot.fodt");
    fs::write(&source, two_columns(&sentences)).expect("written");
    convert(&source, "pdf", "");
    let draft = draft_of(&site, "hai-cot.pdf");
    // Each paragraph is whole, and they follow one another.
    let mut from = 0;
    for sentence in &sentences {
        let found = draft[from..].find(sentence.as_str());
        from += found.unwrap_or_else(|| panic!("{sentence}\n{draft}"));
    }
}

/// The smallest PDF with a page that draws a line and holds no text.
fn scan() -> String {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        "<</Length 17>>\nstream\n0 0 m 9 9 l S    \nendstream",
    ];
    let mut pdf = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(pdf.len());
        let _ = write!(pdf, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = pdf.len();
    pdf.push_str("xref\n0 5\n0000000000 65535 f \n");
    for offset in offsets {
        let _ = writeln!(pdf, "{offset:010} 00000 n ");
    }
    let _ = write!(
        pdf,
        "trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    pdf
}

#[test]
fn scans_and_broken_files_are_called_that() {
    if !are_installed(&["soffice", "pdftotext"]) {
        return;
    }
    let site = Site::shipped();
    site.write("quet.pdf", scan());
    site.write("cat-ngan.pdf", "%PDF-1.4\n1 0 obj\n");
    // LibreOffice makes a Word file of any bytes.
    let noise: Vec<u8> = (0..4000_u32)
        .map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[1])
        .collect();
    let html = [
        b"<html><body><p>".as_slice(),
        "慇虜뽢ඥ붏跒㛦堥㳝".as_bytes(),
        b"</p></body></html>",
    ]
    .concat();
    site.write("nhieu.doc", noise);
    site.write("la.html", html);
    for (file, words) in [
        ("quet.pdf", "bản quét"),
        ("cat-ngan.pdf", "không đọc được"),
        ("nhieu.doc", "bị hỏng"),
        ("la.html", "không đọc được chữ"),
    ] {
        let run = site.run(&["import", "--year", "2024", file]);
        assert_eq!(run.code, 1, "{file}: {}", run.stderr);
        assert!(run.stderr.contains(words), "{file}: {}", run.stderr);
        assert!(run.stderr.contains("gợi ý"), "{file}: {}", run.stderr);
    }
}
