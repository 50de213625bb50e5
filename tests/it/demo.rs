//! The demonstration archive, which has every kind of page.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use crate::program::Site;

/// Words in the bodies of drafts and withdrawn reports (`tests/demo/generate.py`).
const HIDDEN_WORDS: [&str; 2] = ["NHAP-7731", "RUT-5512"];
/// The title of the site, which every page shows.
const SITE_TITLE: &str = "Kho minh hoạ (dữ liệu minh hoạ, không có thật)";
/// Sources that cause warnings on purpose: a plan that uses no lesson, a report with only the required
/// keys, a report that uses a withdrawn lesson, and a report that names a former province.
const WITH_WARNINGS: [&str; 4] = [
    "content/plans/2024/minh-hoa.md",
    "content/reports/2017/chuyen-di-chua-du-thong-tin.md",
    "content/reports/2023/song-thu-gia-dinh-thai-nguyen-bac-giang.md",
    "content/reports/2025/vi-du-binh-duong.md",
];

/// A site with the demonstration archive.
pub(crate) fn generated() -> Site {
    let site = Site::new(&[]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/demo/generate.py");
    let run = Command::new("python3")
        .arg(script)
        .arg(site.path(""))
        .output()
        .expect("python3, which writes the demonstration archive, must be installed");
    let stderr = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{stderr}");
    site
}

/// The pages of a site by address, without redirects.
fn pages(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<&str, &str> {
    let pages = files.iter().filter(|(path, _)| {
        Path::new(path)
            .extension()
            .is_some_and(|kind| kind == "html")
    });
    pages
        .map(|(path, bytes)| {
            let page = std::str::from_utf8(bytes).expect("UTF-8");
            (path.trim_end_matches("index.html"), page)
        })
        .filter(|(_, page)| !page.contains("http-equiv=\"refresh\""))
        .collect()
}

/// Counts the pages at this depth below `folder`, without withdrawn records.
fn count(pages: &BTreeMap<&str, &str>, folder: &str, depth: usize) -> usize {
    let is_at_depth = |path: &str| {
        let rest = path.strip_prefix(folder).unwrap_or_default();
        rest.split_terminator('/').count() == depth && rest.starts_with("20")
    };
    let published = pages
        .iter()
        .filter(|(path, page)| is_at_depth(path) && !page.contains("class=\"withdrawn\""));
    published.count()
}

#[test]
fn demo_has_every_kind_of_page() {
    let site = generated();
    let run = site.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let with_warnings: BTreeSet<&str> = run
        .stderr
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--> "))
        .filter_map(|place| place.split(':').next())
        .collect();
    assert_eq!(
        with_warnings,
        BTreeSet::from(WITH_WARNINGS),
        "{}",
        run.stderr
    );

    let files = site.tree("public");
    for (path, bytes) in &files {
        for word in HIDDEN_WORDS {
            let found = bytes
                .windows(word.len())
                .any(|part| part == word.as_bytes());
            assert!(!found, "{word} in {path}");
        }
    }
    let pages = pages(&files);
    for (path, page) in &pages {
        let title = page
            .split_once("<title>")
            .and_then(|(_, rest)| rest.split_once("</title>"));
        assert!(
            title.is_some_and(|(title, _)| title.contains(SITE_TITLE)),
            "{path}"
        );
        let header = page
            .split_once("<header")
            .and_then(|(_, rest)| rest.split_once("</header>"));
        assert!(
            header.is_some_and(|(header, _)| header.contains(SITE_TITLE)),
            "{path}"
        );
    }

    assert_eq!(count(&pages, "bao-cao/", 2), 93, "reports");
    assert_eq!(count(&pages, "bao-cao/", 3), 257, "lessons");
    assert_eq!(count(&pages, "ke-hoach/", 2), 14, "plans");
    let withdrawn = pages.iter().filter(|(path, page)| {
        path.matches('/').count() == 3 && page.contains("class=\"withdrawn\"")
    });
    assert_eq!(withdrawn.count(), 3, "withdrawn reports");
    for state in [
        "awaited",
        "cancelled",
        "overdue",
        "planned",
        "reported",
        "undated",
        "unreported",
    ] {
        let class = format!("class=\"state {state}\"");
        let shown = pages
            .iter()
            .any(|(path, page)| path.starts_with("ke-hoach/20") && page.contains(&class));
        assert!(shown, "no batch is {state}");
    }
    for path in [
        "tinh/thai-nguyen/giam-sat/",
        "chu-de/giam-sat/2023/",
        "bai-hoc/chu-de/giam-sat/kien-nghi/",
        "bao-cao/trang-2/",
        "bao-cao/chi-phi/",
        "nuoc/nhat-ban/",
        "co-quan/hdnd-xa-song-thu/",
        "ke-hoach/theo-doi/",
        "bai-hoc/da-dung/",
        "nhat-ky/",
    ] {
        assert!(pages.contains_key(path), "{path}");
    }
}

#[test]
fn demo_generator_is_deterministic() {
    assert!(generated().tree("") == generated().tree(""));
}
