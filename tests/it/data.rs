//! Data, feeds and calendars: they say the same as the pages, and no title breaks a format.

use std::collections::{BTreeMap, BTreeSet};

use ssg_content::source::Sources;
use ssg_site::compiler::{BuildOptions, Compiler};

use crate::pages::{Files, compile};
use crate::sample::{self, Texts};

fn build(texts: &Texts) -> Files {
    build_at(texts, Some("https://a.vn/kho/"))
}

fn build_at(texts: &Texts, base_url: Option<&str>) -> Files {
    let settings = BuildOptions {
        base_url: base_url.map(str::to_owned),
        ..BuildOptions::default()
    };
    let (files, found) = compile(&mut Compiler::default(), sample::sources(texts), &settings);
    files.unwrap_or_else(|| panic!("{found:?}"))
}

fn text<'f>(files: &'f Files, path: &str) -> &'f str {
    let bytes = files.get(path).unwrap_or_else(|| panic!("no {path}"));
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// Titles that are known to break formats.
const HOSTILE: [&str; 8] = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "=HYPERLINK(\"http://x\";\"bấm\")",
    "]]> & &amp; ;,:\\n",
    "a\u{2028}b\u{2029}c",
    "🛶 thuyền",
    "-5",
    "'=1+1",
];

#[test]
fn hostile_titles_survive_every_format() {
    let long = "Đi học ".repeat(43);
    let titles = HOSTILE.iter().copied().chain([long.trim()]);
    for written in titles {
        // The parser turns line ends into spaces. The tests of each format use them unchanged.
        let title = &*written.replace(['\u{2028}', '\u{2029}'], " ");
        let mut texts = sample::archive(1);
        let path = sample::path(0);
        // YAML reads Unicode line ends as spaces unless they are escaped.
        let quoted = serde_json::to_string(written).expect("JSON is YAML");
        let quoted = quoted.replace('\u{2028}', "\\u2028");
        let quoted = quoted.replace('\u{2029}', "\\u2029");
        let lines = texts[&path].lines().map(|line| {
            if line.starts_with("title:") {
                format!("title: {quoted}\n")
            } else {
                format!("{line}\n")
            }
        });
        let text_of_report: String = lines.collect();
        texts.insert(path, text_of_report);
        let files = build(&texts);
        let folder = &sample::url(0)[1..];

        let json: serde_json::Value =
            serde_json::from_str(text(&files, &format!("{folder}index.json"))).expect("JSON");
        assert_eq!(json["title"], title);

        let page = text(&files, &format!("{folder}index.html"));
        let (_, after) = page.split_once("ld+json\">").expect("linked data");
        let (block, _) = after.split_once("</script>").expect("its end");
        let linked: serde_json::Value = serde_json::from_str(block).expect("JSON-LD");
        assert_eq!(linked["@graph"][0]["name"], title);

        let table = text(&files, "bao-cao/danh-sach.csv").trim_start_matches('\u{feff}');
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let row = reader.records().next().expect("a row").expect("valid CSV");
        let cell = &row[2];
        assert!(
            cell == title || cell.strip_prefix('\'') == Some(title),
            "{cell}"
        );
        assert!(!cell.starts_with('='), "{cell}");

        let feed = text(&files, "feed.xml");
        assert!(
            !feed.contains("]]>") && !feed.contains("<script"),
            "{title}"
        );
        let calendar = text(&files, "lich.ics");
        assert!(
            calendar.split("\r\n").all(|line| line.len() <= 75),
            "{title}"
        );
    }
}

#[test]
fn a_new_title_changes_only_files_that_show_it() {
    let mut texts = sample::archive(30);
    let before = build(&texts);
    let path = sample::path(3);
    let old = texts[&path].clone();
    let title = old.lines().find_map(|line| line.strip_prefix("title: "));
    let title = title.expect("a title").trim_matches('"').to_owned();
    let edited = old.replacen(&format!("title: {title}"), "title: Chuyến đổi tên", 1);
    assert_ne!(edited, old);
    texts.insert(path, edited);
    let after = build(&texts);
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changed: Vec<&String> = paths
        .into_iter()
        .filter(|path| before.get(*path) != after.get(*path))
        .filter(|path| !path.starts_with("tim-kiem/"))
        .collect();
    let folder = &sample::url(3)[1..];
    let mut by_end: BTreeMap<&str, usize> = BTreeMap::new();
    for path in &changed {
        let shows_title = String::from_utf8_lossy(&after[*path]).contains("Chuyến đổi tên");
        // The JSON of a record contains the digest of its page, which may show this title.
        let page = path.replace("index.json", "index.html");
        let has_digest = path.ends_with("index.json") && changed.contains(&&page)
            // A workbook is compressed.
            || path.ends_with(".xlsx");
        assert!(shows_title || has_digest, "{path}");
        *by_end
            .entry(path.rsplit('.').next().unwrap_or_default())
            .or_default() += 1;
    }
    for name in ["index.html", "index.json", "index.md"] {
        assert!(changed.contains(&&format!("{folder}{name}")), "{name}");
    }
    for path in [
        "feed.xml",
        "lich.ics",
        "bao-cao/danh-sach.csv",
        "bao-cao/feed.xml",
        "du-lieu/bao-cao.csv",
        "du-lieu/bao-cao.json",
    ] {
        let changed = changed.iter().any(|other| {
            *other == path
                || other
                    .strip_suffix(".xml")
                    .is_some_and(|o| o.starts_with("feed"))
        });
        assert!(changed, "{path}");
    }
    assert!(
        changed.len() < before.len() / 4,
        "{by_end:?} of {}",
        before.len()
    );
    // Files without the title are unchanged.
    for path in [
        "sitemap.xml",
        "robots.txt",
        "du-lieu/datapackage.json",
        "du-lieu/tinh.csv",
    ] {
        assert!(!changed.iter().any(|other| *other == path), "{path}");
    }
}

#[test]
fn archive_feeds_hold_older_entries() {
    let files = build(&sample::archive(130));
    let ids = |path: &str| -> Vec<String> {
        let feed = text(&files, path);
        let entries = feed.split("<entry><id>").skip(1);
        let ids = entries.map(|entry| entry.split('<').next().unwrap_or_default().to_owned());
        ids.collect()
    };
    let (newest, one, two) = (
        ids("bao-cao/feed.xml"),
        ids("bao-cao/feed-1.xml"),
        ids("bao-cao/feed-2.xml"),
    );
    assert_eq!((newest.len(), one.len(), two.len()), (50, 50, 50));
    assert!(!files.contains_key("bao-cao/feed-3.xml"));
    let all: BTreeSet<&String> = newest.iter().chain(&one).chain(&two).collect();
    let rows = text(&files, "bao-cao/danh-sach.csv").lines().count() - 1;
    assert_eq!(all.len(), rows);
    assert!((101..=150).contains(&rows), "{rows}");
    for (path, present, absent) in [
        (
            "bao-cao/feed.xml",
            "rel=\"prev-archive\" type=\"application/atom+xml\" href=\"https://a.vn/kho/bao-cao/feed-2.xml\"",
            "fh:archive/",
        ),
        (
            "bao-cao/feed-2.xml",
            "href=\"https://a.vn/kho/bao-cao/feed-1.xml\"",
            "next-archive",
        ),
        ("bao-cao/feed-1.xml", "<fh:archive/>", "prev-archive"),
    ] {
        let feed = text(&files, path);
        assert!(feed.contains(present) && !feed.contains(absent), "{path}");
    }
    // The feeds of single subjects hold only the newest: the feed of all reports has the others.
    let of_subject = |path: &&String| {
        let subjects = ["nam/", "tinh/", "chu-de/", "co-quan/"];
        path.contains("/feed-") && subjects.iter().any(|subject| path.starts_with(subject))
    };
    assert_eq!(files.keys().find(of_subject), None);
    // The feed of lessons holds only the newest.
    assert!(!files.contains_key("bai-hoc/feed-1.xml"));
    let lessons = ids("bai-hoc/feed.xml");
    assert_eq!(lessons.len(), 50);
    let table = text(&files, "bai-hoc/danh-sach.csv");
    let rows: Vec<&str> = table.lines().skip(1).collect();
    for id in &lessons {
        assert!(rows.iter().any(|row| row.contains(&**id)), "{id}");
    }
}

#[test]
fn data_can_be_disabled_without_losing_feeds() {
    let mut texts = sample::archive(3);
    let settings = format!("{}data: false\nsecurity_contact: ban@a.vn\n", sample::SITE);
    texts.insert("content/site.yaml".into(), settings);
    let files = build(&texts);
    let is_data = |path: &&String| {
        path.ends_with(".csv") || path.ends_with("index.json") || path.ends_with(".md")
    };
    assert_eq!(files.keys().find(is_data), None);
    assert!(!files.contains_key("du-lieu/index.html"));
    for path in ["feed.xml", "lich.ics", "sitemap.xml"] {
        assert!(files.contains_key(path), "{path}");
    }
    let security = text(&files, ".well-known/security.txt");
    assert!(
        security.starts_with("Contact: mailto:ban@a.vn\nExpires: 20"),
        "{security}"
    );
    for (path, bytes) in &files {
        let page = String::from_utf8_lossy(bytes);
        assert!(
            !page.contains("danh-sach.csv") && !page.contains("du-lieu/"),
            "{path}"
        );
    }
}

#[test]
fn addresses_in_feeds_are_full_where_the_archive_has_one() {
    let texts = sample::archive(3);
    let (with, without) = (build(&texts), build_at(&texts, None));
    for path in [
        "feed.xml",
        "bao-cao/feed.xml",
        "bai-hoc/feed.xml",
        "nhat-ky/feed.xml",
    ] {
        let hrefs = |files: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
            let feed = text(files, path);
            let hrefs = feed.split("href=\"").skip(1);
            hrefs
                .map(|rest| rest.split('"').next().expect("its end").to_owned())
                .collect()
        };
        // The page, the feed itself and its entries.
        assert!(hrefs(&with).len() > 3, "{path}");
        for href in hrefs(&with) {
            assert!(href.starts_with("https://"), "{path}: {href}");
        }
        assert!(!text(&with, path).contains("xml:base"), "{path}");
        assert!(text(&without, path).contains("xml:base"), "{path}");
        assert!(
            hrefs(&without).iter().all(|href| !href.contains("://")),
            "{path}"
        );
    }
}

#[test]
fn an_archive_without_records_has_valid_files() {
    let files = build(&BTreeMap::from([(
        "content/site.yaml".to_owned(),
        "title: Kho\nsecurity_contact: ban@a.vn\n".to_owned(),
    )]));
    let calendar = text(&files, "lich.ics");
    assert!(
        calendar.contains("BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\n"),
        "{calendar}"
    );
    assert!(!calendar.contains("VEVENT"), "{calendar}");
    // A description is never a title with a dangling full stop.
    for (path, page) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(page);
        assert!(!page.contains(". \">"), "{path}");
    }
    assert!(
        text(&files, "bao-cao/index.html")
            .contains("name=\"description\" property=\"og:description\" content=\"Báo cáo\"")
    );
    // GitHub Pages must not run Jekyll over a text, which may contain `{% include %}`.
    assert_eq!(text(&files, ".nojekyll"), "");
    assert_eq!(
        (text(&files, "_redirects"), text(&files, "redirects.map")),
        ("", "")
    );
}

#[test]
fn a_calendar_with_events_needs_no_time_zone() {
    let files = build(&sample::archive(1));
    let calendar = text(&files, "lich.ics");
    assert!(
        calendar.contains("BEGIN:VEVENT") && !calendar.contains("VTIMEZONE"),
        "{calendar}"
    );
}

#[test]
fn an_undated_plan_gets_no_day_of_its_end() {
    let files = build(&BTreeMap::from([
        ("content/site.yaml".to_owned(), "title: Kho\n".to_owned()),
        (
            "content/plans/2026/ke-hoach.md".to_owned(),
            "---\ntitle: Kế hoạch\nbatches: [{number: 1, time: {from: 2026-05, to: 2026-05}, provinces: [Lào Cai]}]\n---\n"
                .to_owned(),
        ),
    ]));
    // A plan without a date is of a year, and its end has not come.
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        for invented in ["2026-12-31", "31/12/2026", "20261231"] {
            assert!(!text.contains(invented), "{path}: {invented}");
        }
    }
    let day = |path: &str, expected: &str| {
        let text = text(&files, path);
        assert!(text.contains(expected), "{path}: {text}");
    };
    day("sitemap.xml", "<lastmod>2026</lastmod>");
    day("feed.xml", "<updated>2026-01-01T00:00:00+07:00</updated>");
    day("lich.ics", "DTSTAMP:20251231T170000Z");
    assert!(!text(&files, "feed.xml").contains("<published>"));
    assert!(!text(&files, "feed.json").contains("date_published"));
}

#[test]
fn linked_data_names_provinces_as_they_were() {
    let report = |name: &str, day: &str, place: &str| {
        (
            format!("content/reports/{}/{name}.md", &day[..4]),
            format!(
                "---\ntitle: {name}\ndates: {day}\nlead: Ông A\nlocations: [{place}]\ntopics: [du lịch]\n---\nx\n"
            ),
        )
    };
    let mut texts = BTreeMap::from([
        report(
            "a",
            "2023-08-18",
            "Lào Cai, Yên Bái, Thái Nguyên, Bắc Kạn, Thừa Thiên Huế",
        ),
        report("b", "2026-03-01", "Lào Cai, Huế"),
    ]);
    texts.insert("content/site.yaml".to_owned(), sample::SITE.to_owned());
    let files = build(&texts);
    let places = |url: &str| {
        let page = text(&files, url);
        let (_, block) = page.split_once("ld+json\">").expect("linked data");
        let block = block.split("</script>").next().expect("its end");
        let json: serde_json::Value = serde_json::from_str(block).expect("JSON-LD");
        json["@graph"][0]["spatialCoverage"].clone()
    };
    let before = [
        "tỉnh Lào Cai",
        "tỉnh Yên Bái",
        "tỉnh Thái Nguyên",
        "tỉnh Bắc Kạn",
        "tỉnh Thừa Thiên Huế",
    ];
    let after = ["tỉnh Lào Cai", "thành phố Huế"];
    assert_eq!(
        places("bao-cao/2023/a/index.html"),
        serde_json::json!(before)
    );
    assert_eq!(
        places("bao-cao/2026/b/index.html"),
        serde_json::json!(after)
    );
}

#[test]
fn leads_sort_by_given_name() {
    let mut texts = BTreeMap::from([("content/site.yaml".to_owned(), sample::SITE.to_owned())]);
    // By family name Bùi would be first, by given name An is.
    for (at, lead) in ["Bùi Thị Bình", "Phan An", "Lê Thị Ánh", "Đỗ Văn An"]
        .iter()
        .enumerate()
    {
        let text = format!(
            "---\ntitle: Chuyến {at}\ncouncil: HĐND huyện Côn Đảo\ndates: 2023-08-1{at}\n\
             lead: {{name: {lead}, position: Chủ tịch}}\nlocations: [Lào Cai]\ntopics: [du lịch]\n---\nx\n"
        );
        texts.insert(format!("content/reports/2023/r{at}.md"), text);
    }
    let files = build(&texts);
    let table = text(&files, "truong-doan/danh-sach.csv").trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let names = reader
        .records()
        .map(|row| row.expect("valid CSV")[1].to_owned());
    let expected = ["Đỗ Văn An", "Phan An", "Lê Thị Ánh", "Bùi Thị Bình"];
    assert_eq!(names.collect::<Vec<_>>(), expected);
    let page = text(&files, "truong-doan/index.html");
    let places = expected.map(|name| page.find(&format!(">{name}<")).expect(name));
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn old_addresses_are_listed_for_hosts() {
    let mut texts = sample::archive(2);
    let path = sample::path(0);
    let text_of = texts[&path].clone();
    let edited = text_of.replacen("\n---", "\naliases: [/bao-cao/2020/ten-cu/, /cu/]\n---", 1);
    texts.insert(path, edited);
    let url = sample::url(0);
    for (base, root) in [
        (None, "/"),
        (Some("https://a.vn/"), "/"),
        (Some("https://a.vn/x/kho/"), "/x/kho/"),
    ] {
        let files = build_at(&texts, base);
        let to = format!("{root}{}", &url[1..]);
        for old in ["bao-cao/2020/ten-cu/", "cu/"] {
            let line = format!("{root}{old} {to} 301");
            assert!(
                text(&files, "_redirects")
                    .lines()
                    .any(|known| known == line),
                "{line}"
            );
            let line = format!("{root}{old} \"{to}\";");
            assert!(
                text(&files, "redirects.map")
                    .lines()
                    .any(|known| known == line),
                "{line}"
            );
        }
        let lines = |path: &str| text(&files, path).lines().count();
        assert_eq!(lines("_redirects"), lines("redirects.map"));
    }
}

#[test]
fn the_catalogue_has_what_portals_ask_for() {
    let mut texts = sample::archive(2);
    let settings = sample::SITE
        .replace(
            "licence: CC BY 4.0\n",
            "licence: CC BY 4.0 cho phần sắp xếp\n",
        )
        .replace(
            "contact: Văn phòng HĐND\n",
            "contact: Văn phòng HĐND, vanphong@a.gov.vn, https://a.gov.vn/lien-he\n",
        );
    texts.insert("content/site.yaml".into(), settings);
    let files = build(&texts);
    let json: serde_json::Value =
        serde_json::from_str(text(&files, "du-lieu/dcat.jsonld")).expect("JSON");
    let set = &json["dcat:dataset"][0];
    assert_eq!(set["dct:identifier"], "https://a.vn/kho/du-lieu/");
    let licence = "https://creativecommons.org/licenses/by/4.0/";
    assert_eq!(set["dct:license"]["@id"], licence);
    assert_eq!(set["dcat:distribution"][0]["dct:license"]["@id"], licence);
    let contact = &set["dcat:contactPoint"];
    assert_eq!(contact["vcard:hasEmail"]["@id"], "mailto:vanphong@a.gov.vn");
    assert_eq!(contact["vcard:hasURL"]["@id"], "https://a.gov.vn/lien-he");
    for key in ["dcat:theme", "dct:accrualPeriodicity"] {
        let iri = set[key]["@id"].as_str().unwrap_or_default();
        assert!(
            iri.starts_with("http://publications.europa.eu/resource/authority/"),
            "{key}"
        );
    }
    let day = |key: &str| {
        set["dct:temporal"][key]["@value"]
            .as_str()
            .expect("a day")
            .to_owned()
    };
    assert!(day("dcat:startDate") <= day("dcat:endDate"));
    let formats = set["dcat:distribution"].as_array().expect("a list").len();
    assert_eq!(formats, 27, "nine tables in three formats");
}

#[test]
fn published_sources_have_no_comments() {
    let head = "---\n# chưa chắc: hỏi lại anh Ba\ntitle: 'Số #1 # vẫn là tên' # tạm gọi thế\n\
                dates: 2023-08-18 # hay 19?\nlead: {name: Bà B} #anh Tư nói\n\
                locations:\n  # còn Hà Giang?\n  - Lào Cai # đúng\ntopics: [du-lich] # một\n\
                summary: >-\n  Dòng đầu\n  # dòng này là chữ\nsize: 5 # ước\n---\n# Lời\n\nMã #5 và # dấu.\n";
    let sources = Sources::from_texts([
        ("content/site.yaml", "title: Kho\n"),
        ("content/reports/2023/sa-pa.md", head),
    ]);
    let (files, found) = compile(&mut Compiler::default(), sources, &BuildOptions::default());
    let files = files.unwrap_or_else(|| panic!("{found:?}"));
    let source = text(&files, "bao-cao/2023/sa-pa/index.md");
    assert_eq!(
        source,
        "---\ntitle: 'Số #1 # vẫn là tên'\ndates: 2023-08-18\nlead: {name: Bà B}\nlocations:\n  - Lào Cai\n\
         topics: [du-lich]\nsummary: >-\n  Dòng đầu\n  # dòng này là chữ\nsize: 5\n---\n# Lời\n\nMã #5 và # dấu.\n"
    );
}

#[test]
fn published_sources_have_no_notes() {
    let mut texts = sample::archive(1);
    let path = sample::path(0);
    let note_and_summary = "note: Hỏi lại anh Ba\nsummary: Tóm tắt\n";
    let edited = texts[&path].replacen("---\n", &format!("---\n{note_and_summary}"), 1);
    texts.insert(path.clone(), edited.clone());
    let files = build(&texts);
    let folder = &sample::url(0)[1..];
    let source = text(&files, &format!("{folder}index.md"));
    assert_eq!(source, edited.replace("Hỏi lại anh Ba", ""));
    let block = edited.replacen(
        "note: Hỏi lại anh Ba\n",
        "note: >-\n  Hỏi lại\n  anh Ba\n",
        1,
    );
    texts.insert(path, block);
    let files = build(&texts);
    let source = text(&files, &format!("{folder}index.md"));
    assert!(
        !source.contains("Hỏi lại") && !source.contains("anh Ba"),
        "{source}"
    );
    for (path, bytes) in &files {
        assert!(!String::from_utf8_lossy(bytes).contains("anh Ba"), "{path}");
    }
}
