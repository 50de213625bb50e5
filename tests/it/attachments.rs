//! Attachments of records: what pages and data say of each file.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use ssg_base::path::SourcePath;
use ssg_content::attachment::Attachment;
use ssg_content::source::Sources;
use ssg_site::compiler::BuildOptions;

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
