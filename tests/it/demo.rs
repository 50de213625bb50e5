//! The demonstration archive: every kind of page, full.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use crate::program::Site;

/// Words in the bodies of drafts and of withdrawn reports (`tests/demo/generate.py`).
const UNSEEN: [&str; 2] = ["NHAP-7731", "RUT-5512"];
/// In the title of the site, so that it stands on every page.
const LABEL: &str = "Kho minh hoạ (dữ liệu minh hoạ, không có thật)";
/// Sources that are warned of on purpose: a plan that uses no lesson, a report with nothing but the
/// required keys, one that uses a lesson since withdrawn, one that names a province gone by then.
const WARNED: [&str; 4] = [
    "content/plans/2024/minh-hoa.md",
    "content/reports/2017/chuyen-di-chua-du-thong-tin.md",
    "content/reports/2023/song-thu-gia-dinh-thai-nguyen-bac-giang.md",
    "content/reports/2025/vi-du-binh-duong.md",
];

fn generated() -> Site {
    let site = Site::new(&[]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/demo/generate.py");
    let run = Command::new("python3")
        .arg(script)
        .arg(site.path(""))
        .output()
        .expect("python3, which writes the demonstration archive, must be installed");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    site
}

/// The pages of a site by address; no redirects.
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

/// How many pages lie so deep below `folder` and are not withdrawn.
fn count(pages: &BTreeMap<&str, &str>, folder: &str, parts: usize) -> usize {
    let deep = |path: &str| {
        let rest = path.strip_prefix(folder).unwrap_or_default();
        rest.split_terminator('/').count() == parts && rest.starts_with("20")
    };
    let standing = pages
        .iter()
        .filter(|(path, page)| deep(path) && !page.contains("class=\"withdrawn\""));
    standing.count()
}

#[test]
fn the_demonstration_archive_shows_every_kind_of_page() {
    let site = generated();
    let run = site.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let warned: BTreeSet<&str> = run
        .stderr
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--> "))
        .filter_map(|place| place.split(':').next())
        .collect();
    assert_eq!(warned, BTreeSet::from(WARNED), "{}", run.stderr);

    let files = site.tree("public");
    for (path, bytes) in &files {
        for word in UNSEEN {
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
            title.is_some_and(|(title, _)| title.contains(LABEL)),
            "{path}"
        );
        let header = page
            .split_once("<header")
            .and_then(|(_, rest)| rest.split_once("</header>"));
        assert!(
            header.is_some_and(|(header, _)| header.contains(LABEL)),
            "{path}"
        );
    }

    assert_eq!(count(&pages, "bao-cao/", 2), 92, "reports");
    assert_eq!(count(&pages, "bao-cao/", 3), 256, "lessons");
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
        "bao-cao/trang-2/",
        "ke-hoach/theo-doi/",
        "bai-hoc/da-dung/",
        "nhat-ky/",
    ] {
        assert!(pages.contains_key(path), "{path}");
    }
}

#[test]
fn the_demonstration_archive_is_the_same_each_time() {
    assert!(generated().tree("") == generated().tree(""));
}
