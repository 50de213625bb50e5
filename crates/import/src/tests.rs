use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use ssg_base::path::SourcePath;
use ssg_content::document;

fn setting(vocabulary: &Vocabulary) -> SiteContext<'_> {
    SiteContext {
        vocabulary,
        councils: &[],
        language: Language::Vi,
    }
}

fn import(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    super::import(name, bytes, &setting(&Vocabulary::built_in()))
}

/// A zip of parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(bytes).expect("bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A Word file with a body.
fn word(body: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    zipped(&[("word/document.xml", xml.as_bytes())])
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn hostile_word_files_are_told_and_cost_little() {
    let fault = |bytes: &[u8]| import("a.docx", bytes).expect_err("a fault");
    // Not a zip, a zip without a text, half a zip.
    assert_eq!(fault(b"Hello"), ImportError::NotWord);
    assert_eq!(fault(&zipped(&[("a.txt", b"a")])), ImportError::NotWord);
    let whole = word(&paragraph("Báo cáo"));
    assert_eq!(fault(&whole[..whole.len() / 2]), ImportError::NotWord);
    // A part that ends early, and one that is no UTF-8.
    let half = b"<w:document><w:body><w:p>";
    assert_eq!(
        fault(&zipped(&[("word/document.xml", half)])),
        ImportError::Broken
    );
    assert_eq!(
        fault(&zipped(&[("word/document.xml", b"<a>\xff</a>")])),
        ImportError::Broken
    );
    // A bomb: 40 MB of blanks in 40 KB.
    let bomb = vec![b' '; 40 << 20];
    assert_eq!(
        fault(&zipped(&[("word/document.xml", &bomb)])),
        ImportError::TooLarge
    );
    // Entities of its own.
    let laughs = b"<!DOCTYPE a [<!ENTITY b \"lol\">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(
        fault(&zipped(&[("word/document.xml", laughs)])),
        ImportError::Entities
    );
    assert_eq!(fault(&word(&paragraph("&b;"))), ImportError::Entities);
    // 10,000 tables, one in the other.
    let deep = format!(
        "{}{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(10_000),
        paragraph("a"),
        "</w:tc></w:tr></w:tbl>".repeat(10_000)
    );
    assert_eq!(fault(&word(&deep)), ImportError::TooDeep);
    // More paragraphs than any report.
    assert_eq!(
        fault(&word(&paragraph("a").repeat(60_000))),
        ImportError::TooLarge
    );
    assert_eq!(fault(&word("")), ImportError::Empty);
}

#[test]
fn names_inside_a_zip_are_no_paths() {
    let relations =
        "<Relationships><Relationship Id=\"r1\" Target=\"../../../etc/passwd\"/></Relationships>";
    let body = "<w:document><w:body><w:p><w:r><w:t>Báo cáo năm 2024</w:t></w:r><w:r><w:drawing><a:blip r:embed=\"r1\"/></w:drawing></w:r></w:p></w:body></w:document>";
    let png = [0x89, b'P', b'N', b'G'];
    let file = zipped(&[
        ("word/document.xml", body.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/../../../etc/passwd", &png),
    ]);
    let imported = import("a.docx", &file).expect("a source");
    assert_eq!(imported.pictures, []);
    assert!(!imported.text.contains("passwd"));
}

#[test]
fn kinds_that_are_not_read_say_so() {
    for (name, bytes, fault) in [
        (
            "a.doc",
            &b"\xd0\xcf\x11\xe0\xa1\xb1"[..],
            ImportError::OldWord,
        ),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", ImportError::OldWord),
        ("a.rtf", b"{\\rtf1", ImportError::OldWord),
        ("a.pdf", b"%PDF-1.7", ImportError::Pdf),
        ("a.docx", b"%PDF-1.7", ImportError::Pdf),
        ("a.xlsx", b"PK\x03\x04", ImportError::Unknown),
        ("a", b"abc", ImportError::Unknown),
        ("a.md", b"---\ntitle: a\n---\n", ImportError::IsSource),
        ("a.txt", b"", ImportError::Empty),
        ("a.txt", b"\xff\x81\x8d", ImportError::Encoding),
    ] {
        assert_eq!(import(name, bytes).expect_err("a fault"), fault, "{name}");
    }
}

#[test]
fn what_a_word_file_can_hold_is_kept() {
    let body = [
        "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>Báo cáo năm 2024</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Đậm</w:t></w:r><w:r><w:t xml:space=\"preserve\"> và </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>nghiêng</w:t></w:r></w:p>",
        "<w:p><w:r><w:t xml:space=\"preserve\">Còn </w:t></w:r><w:del><w:r><w:delText>bị xoá</w:delText></w:r></w:del><w:ins><w:r><w:t>được thêm</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>dời</w:t></w:r></w:moveFrom></w:p>",
        "<w:p><w:r><w:t>&lt;b&gt; *sao* # 5 &amp; [x]</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>B|C</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>D</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r></w:p>",
    ]
    .concat();
    let text = import("a.docx", &word(&body)).expect("a source").text;
    let body = text.rsplit("---\n\n").next().unwrap_or_default();
    assert_eq!(
        body,
        "**Đậm** và *nghiêng*\n\nCòn được thêm\n\n\\<b> \\*sao\\* # 5 & \\[x\\]\n\n| A |  |\n| --- | --- |\n| B\\|C | D |\n\nhiện\n"
    );
}

#[test]
fn a_word_text_in_tcvn3_is_read_by_its_font() {
    let body = "<w:p><w:r><w:rPr><w:rFonts w:ascii=\".VnTimeH\"/></w:rPr><w:t>b¸o c¸o</w:t></w:r></w:p><w:p><w:r><w:rPr><w:rFonts w:ascii=\".VnTime\"/></w:rPr><w:t>KÕt qu¶ n¨m 2019</w:t></w:r></w:p>";
    let imported = import("a.docx", &word(body)).expect("a source");
    assert!(
        imported.text.contains("title: Kết quả năm 2019"),
        "{}",
        imported.text
    );
    assert_eq!(imported.year, Some(2019));
}

#[test]
fn nothing_is_invented() {
    let imported = import("a.txt", "Hôm nay trời đẹp.".as_bytes()).expect("a source");
    assert_eq!(imported.year, None);
    for key in ["title", "dates", "lead", "locations", "topics", "council"] {
        let blank = format!("\n{key}: # ");
        assert!(imported.text.contains(&blank), "{key}\n{}", imported.text);
    }
    assert!(imported.text.ends_with("Hôm nay trời đẹp.\n"));
}

proptest! {
    /// Whatever a text holds, the source has a head that reads, and the text is still there.
    #[test]
    fn any_text_becomes_a_source_that_reads(text in "(báo cáo|Đoàn|ngày|12/6/2024|[ -~à-ỹ]{0,40}|\n| |ông|tỉnh Lào Cai|số 1/KH-A|[:#{}\"'&*!|>%@`\\\\-]){0,30}") {
        let Ok(imported) = import("a.txt", text.as_bytes()) else { return Ok(()) };
        let path = SourcePath::new("content/reports/2024/a/index.md").expect("a path");
        let parsed = document::parse(&path, &imported.text, &Vocabulary::built_in());
        prop_assert!(parsed.value.is_some(), "{}", imported.text);
    }
}
