//! Attachments of records: what pages and data say of each file.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use ssg_base::message::Language;
use ssg_base::path::SourcePath;
use ssg_content::attachment::Attachment;
use ssg_content::source::Sources;
use ssg_site::compiler::{BuildOptions, Compiler};

use crate::pages::Pages;

const SITE: &str = "title: Kho\nbase_url: https://kho.example.vn/\n";
const REPORT: &str = "---\ntitle: Học tập\ndates: 2023-08-18\n---\n
[Bản đã ký](ban-ky.pdf), [bản quét](ban-quet.pdf), [số liệu](so-lieu.csv).\n";

/// A file of `tests/pdf`.
pub fn pdf(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf/files");
    fs::read(folder.join(format!("{name}.pdf"))).expect("a file")
}

/// Sources with attachments, as a build reads them.
pub fn sources(texts: &[(&str, &str)], attachments: &[(&str, Vec<u8>)]) -> Sources {
    let mut sources = Sources::from_texts(texts.iter().copied());
    for (path, bytes) in attachments {
        let path = SourcePath::new(path).expect("a path");
        let details = Attachment::read(&path, bytes);
        sources.attachments.insert(path.clone(), details.size);
        sources.attachment_details.insert(path, Arc::new(details));
    }
    sources
}

fn site() -> Pages {
    let texts = [
        ("content/site.yaml", SITE),
        ("content/reports/2023/a/index.md", REPORT),
    ];
    let attachments = [
        ("content/reports/2023/a/ban-ky.pdf", pdf("reportlab")),
        ("content/reports/2023/a/ban-quet.pdf", pdf("scan-2-pages")),
        ("content/reports/2023/a/so-lieu.csv", b"a,b\n".to_vec()),
        ("content/reports/2023/a/nhap.pdf", pdf("fpdf2")),
    ];
    Pages::from_sources(sources(&texts, &attachments), &BuildOptions::default())
}

#[test]
fn the_page_shows_size_pages_state_and_digest_of_linked_files() {
    let site = site();
    let page = site.page("/bao-cao/2023/a/");
    let section = page.by_id("s-tep").expect("a section");
    let text = page.text(section).replace('\u{a0}', " ");
    for words in [
        "Tệp kèm theo (3)",
        "ban-ky.pdf 27 KB · 1 trang SHA-256",
        "ban-quet.pdf",
        "· 2 trang · bản quét, chưa đọc được chữ",
        "so-lieu.csv 4 B SHA-256",
        // `printf 'a,b\n' | sha256sum`
        "5be08c9684a1d25efcee09318204824278b08bbfb4aef973ffefd0b9d7478313",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("nhap.pdf"));
    assert_eq!(page.link("ban-ky.pdf"), "/bao-cao/2023/a/ban-ky.pdf");
}

#[test]
fn data_has_the_same_facts() {
    let site = site();
    let record: Value =
        serde_json::from_slice(&site.files["bao-cao/2023/a/index.json"]).expect("JSON");
    let files = record["attachments"].as_array().expect("attachments");
    let facts: Vec<_> = files
        .iter()
        .map(|file| {
            (
                file["url"].as_str(),
                file["pages"].as_u64(),
                file["text"].as_str(),
            )
        })
        .collect();
    let url = |name: &str| format!("https://kho.example.vn/bao-cao/2023/a/{name}");
    let urls = ["ban-ky.pdf", "ban-quet.pdf", "so-lieu.csv"].map(url);
    assert_eq!(
        facts,
        [
            (Some(&*urls[0]), Some(1), Some("text")),
            (Some(&*urls[1]), Some(2), Some("scan")),
            (Some(&*urls[2]), None, None),
        ]
    );
    let page = std::str::from_utf8(&site.files["bao-cao/2023/a/index.html"]).expect("UTF-8");
    let (_, block) = page.split_once("ld+json\">").expect("linked data");
    let (block, _) = block.split_once("</script>").expect("an end");
    let graph: Value = serde_json::from_str(block).expect("JSON");
    let media = &graph["@graph"][0]["encoding"];
    for (media, file) in media.as_array().expect("media").iter().zip(files) {
        assert_eq!(media["@type"], "MediaObject");
        assert_eq!(media["contentUrl"], file["url"]);
        assert_eq!(media["sha256"], file["sha256"]);
        assert_eq!(media["contentSize"], file["size"].to_string());
    }
    assert_eq!(media[0]["encodingFormat"], "application/pdf");
    assert_eq!(media.as_array().map(Vec::len), Some(3));
}

/// A report that says what `tests/pdf/text.txt` says, with changes, beside a PDF of it.
fn notes(changes: &[(&str, &str)], name: &str, keys: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf");
    let body = fs::read_to_string(folder.join("text.txt")).expect("the text");
    let body = body.lines().skip(2).collect::<Vec<_>>().join("\n\n");
    let mut text = format!(
        "---\ntitle: Học tập\ndates: {{from: 2023-08-18, to: 2023-08-25}}\n\
         document: {{number: 12, symbol: BC-HĐND, date: 2023-09-05}}\n{keys}---\n\n\
         [Bản ký](a.pdf)\n\n{body}\n"
    );
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let texts = [
        ("content/site.yaml", SITE),
        ("content/reports/2023/a/index.md", &text),
    ];
    let attachments = [("content/reports/2023/a/a.pdf", pdf(name))];
    let sources = sources(&texts, &attachments);
    let options = BuildOptions {
        notes: true,
        ..BuildOptions::default()
    };
    let (_, found) = crate::pages::compile(&mut Compiler::default(), sources, &options);
    let about_files = found.iter().filter(|found| {
        let code = found.message.code();
        code.starts_with("signed-") || code.starts_with("attachment-")
    });
    about_files
        .map(|found| {
            let hints = found.hints.iter().map(|hint| hint.text(Language::En));
            let hints: Vec<String> = hints.collect();
            let text = found.message.text(Language::En);
            format!("{:?}: {text} ({})", found.severity, hints.join("; "))
        })
        .collect()
}

#[test]
fn a_signed_original_that_agrees_is_silent() {
    for name in [
        "reportlab",
        "libreoffice",
        "chromium",
        "typst-columns",
        "scan-with-text",
    ] {
        assert_eq!(notes(&[], name, ""), [""; 0], "{name}");
    }
}

#[test]
fn a_signed_original_that_differs_is_advice() {
    let compare = "compare with the signed original";
    let cases: [(&[(&str, &str)], &str); 5] = [
        (
            &[("number: 12", "number: 15")],
            "Note: `a.pdf` has the number `12/BC-HĐND`, the text has `15/BC-HĐND`",
        ),
        (
            &[("date: 2023-09-05", "date: 2023-09-06")],
            "Note: `a.pdf` does not have the day 06/09/2023",
        ),
        (
            &[("from: 2023-08-18", "from: 2023-08-17")],
            "Note: `a.pdf` does not have the day 17/08/2023",
        ),
        (
            &[("1.234.567.000 đồng", "1.334.567.000 đồng")],
            "Note: `a.pdf` lacks 1 of 9 numbers and 0 of 5 sentences of the text \
             (numbers that the PDF lacks: `1334567000`",
        ),
        (
            &[(
                "tại tỉnh Lào Cai",
                "tại tỉnh Lào Cai. Đoàn còn thăm một hợp tác xã nuôi cá hồi ở xã Tả Van",
            )],
            "Note: `a.pdf` lacks 0 of 9 numbers and 1 of",
        ),
    ];
    for (changes, expected) in cases {
        let notes = notes(changes, "reportlab", "");
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(notes[0].starts_with(expected), "{notes:?}");
        assert!(
            notes[0].contains(compare) || notes[0].contains("the PDF lacks"),
            "{notes:?}"
        );
    }
}

#[test]
fn an_annex_is_not_compared_and_a_scan_is_named() {
    let wrong = [("number: 12", "number: 15")];
    let annex = "attachments: [{file: a.pdf, kind: annex}]\n";
    assert_eq!(notes(&wrong, "reportlab", annex), [""; 0]);
    // Another text is no original of this one.
    assert_eq!(notes(&[], "standard-font", ""), [""; 0]);
    let signed = "attachments: [{file: a.pdf, kind: signed}]\n";
    assert!(notes(&[], "standard-font", signed).len() >= 4);
    for (name, expected) in [
        ("scan-fax", "Note: this PDF is a scan"),
        ("password", "Warning: this PDF needs a password"),
        ("truncated", "Warning: this PDF is damaged"),
        ("not-a-pdf", "Warning: this file is no PDF"),
        ("no-characters", "Note: the text of this PDF cannot be read"),
    ] {
        let notes = notes(&wrong, name, signed);
        assert_eq!(notes.len(), 1, "{name}: {notes:?}");
        assert!(notes[0].starts_with(expected), "{notes:?}");
    }
}

#[test]
fn named_attachments_are_published_in_order_with_title_and_kind() {
    let text = REPORT.replace(
        "dates: 2023-08-18\n",
        "dates: 2023-08-18\nattachments:\n\
         \x20 - {file: nhap.pdf, title: Báo cáo đã ký, kind: signed}\n\
         \x20 - {file: so-lieu.csv, title: Figures, kind: annex, language: en}\n",
    );
    let texts = [
        ("content/site.yaml", SITE),
        ("content/reports/2023/a/index.md", &*text),
    ];
    let attachments = [
        ("content/reports/2023/a/ban-ky.pdf", pdf("reportlab")),
        ("content/reports/2023/a/ban-quet.pdf", pdf("scan-2-pages")),
        ("content/reports/2023/a/so-lieu.csv", b"a,b\n".to_vec()),
        ("content/reports/2023/a/nhap.pdf", pdf("fpdf2")),
    ];
    let site = Pages::from_sources(sources(&texts, &attachments), &BuildOptions::default());
    let page = site.page("/bao-cao/2023/a/");
    let rows = ["s-tep-1", "s-tep-2", "s-tep-3", "s-tep-4"].map(|id| {
        let row = page
            .text(page.by_id(id).expect("a row"))
            .replace('\u{a0}', " ");
        row.split(" SHA-256").next().unwrap_or_default().to_owned()
    });
    assert_eq!(rows[0], "Báo cáo đã ký Bản ký · 17 KB · 1 trang");
    assert_eq!(rows[1], "Figures Phụ lục · 4 B");
    assert!(rows[2].starts_with("ban-ky.pdf 27 KB"), "{rows:?}");
    let table = std::str::from_utf8(&site.files["du-lieu/tep.csv"]).expect("UTF-8");
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 5, "{table}");
    assert!(
        rows[1].contains("2023/a,Báo cáo đã ký,signed,,application/pdf,"),
        "{table}"
    );
    assert!(
        rows[2].contains(",Figures,annex,en,text/csv,4,,,"),
        "{table}"
    );
    assert!(rows[4].contains(",2,scan,"), "{table}");
}
