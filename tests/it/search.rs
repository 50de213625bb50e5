//! The search index: which words, facets and records its files contain.

use std::io::Read as _;
use std::num::NonZero;

use flate2::read::GzDecoder;

use ssg_site::compiler::{BuildOptions, Compiler};

use crate::pages::{Pages, compile};
use crate::sample;

/// The decompressed files of the index, of dictionaries their texts.
fn index_files(site: &Pages) -> Vec<(String, String)> {
    let files = site.files.iter();
    let files = files.filter(|(path, _)| path.starts_with("tim-kiem/") && path.ends_with(".bin"));
    files
        .map(|(path, bytes)| {
            let mut out = Vec::new();
            let read = GzDecoder::new(&**bytes).read_to_end(&mut out);
            read.unwrap_or_else(|error| panic!("{path}: {error}"));
            let name = path.rsplit('/').next().unwrap_or_default();
            let text = if name.starts_with(['u', 'p', 'f']) {
                dictionary(&out)
            } else {
                String::from_utf8_lossy(&out).into_owned()
            };
            (path.clone(), text)
        })
        .collect()
}

/// The texts of a shard of a dictionary, and their folds, one a line.
fn dictionary(mut bytes: &[u8]) -> String {
    fn take(bytes: &mut &[u8]) -> usize {
        let end = bytes
            .iter()
            .position(|byte| *byte < 0x80)
            .expect("a number")
            + 1;
        let (number, rest) = bytes.split_at(end);
        *bytes = rest;
        let digits = number.iter().rev();
        digits.fold(0, |value, byte| value << 7 | usize::from(byte & 0x7f))
    }
    let (mut all, mut text) = (String::new(), String::new());
    while !bytes.is_empty() {
        let shared = take(&mut bytes);
        text = text.chars().take(shared).collect();
        let length = take(&mut bytes);
        text.push_str(str::from_utf8(&bytes[..length]).expect("UTF-8"));
        bytes = &bytes[length..];
        let postings = take(&mut bytes);
        bytes = &bytes[postings..];
        // A facet is found by its key and its label as they are.
        let fold = if text.contains('\t') {
            String::new()
        } else {
            ssg_vietnam::text::fold(&text).replace(['`', '?', '~', '\'', '.'], "")
        };
        all = format!("{all}{text}\n{fold}\n");
    }
    all
}

/// The first letters of the index files that contain `text`, without the manifest and
/// those of entities. The letter is
/// the kind of a file.
fn kinds_with(site: &Pages, text: &str) -> String {
    let files = index_files(site).into_iter();
    let files = files.filter(|(_, content)| content.contains(text));
    let letters = files.filter_map(|(path, _)| path.rsplit('/').next()?.chars().next());
    letters.filter(|letter| !"cnt".contains(*letter)).collect()
}

/// The kind, address, name and counts of the entities that are found by the folded name `fold`.
fn entities(site: &Pages, fold: &str) -> Vec<String> {
    let files = index_files(site).into_iter();
    let shards = files.filter(|(path, _)| {
        path.rsplit('/')
            .next()
            .is_some_and(|name| name.starts_with('t'))
    });
    let text: Vec<String> = shards.map(|(_, text)| text).collect();
    let lines = text.iter().flat_map(|text| text.lines());
    let named = lines.filter_map(|line| line.strip_prefix(fold)?.strip_prefix('\t'));
    let shown = named.map(|rest| {
        rest.split('\t')
            .skip(1)
            .take(4)
            .collect::<Vec<_>>()
            .join(" | ")
    });
    // Names that differ in their accents alone have a line each.
    let mut shown: Vec<String> = shown.collect();
    shown.dedup();
    shown
}

fn report(head: &str, text: &str) -> String {
    format!(
        "---\ntitle: Học tập ở Sa Pa\ncouncil: HĐND tỉnh Lâm Đồng\ndates: {{from: 2023-08-18}}\n\
         locations: [{{province: Yên Bái, place: Mù Cang Chải}}]\ntopics: [giam-sat]\n{head}---\n\n\
         {text}\n\n## Bài học về ong {{#ong .practice}}\n\nNuôi ong mật.\n"
    )
}

fn site(settings: &str, reports: &[(&str, &str, &str)], build: &BuildOptions) -> Pages {
    let settings = format!("title: Kho\n{settings}");
    let reports: Vec<(String, String)> = reports
        .iter()
        .map(|(name, head, text)| {
            let path = format!("content/reports/2023/{name}.md");
            (path, report(head, text))
        })
        .collect();
    let mut texts = vec![("content/site.yaml", &*settings)];
    texts.extend(reports.iter().map(|(path, text)| (&**path, &**text)));
    Pages::with(&texts, build)
}

#[test]
fn indexes_words_and_facets_of_reports_and_lessons() {
    let site = site(
        "",
        &[("a", "", "Đoàn khảo sát **thuỷ** điện.")],
        &BuildOptions::default(),
    );
    // Words (u), pairs of words (p) and facets (f) are in separate files.
    assert_eq!(kinds_with(&site, "khao"), "pu");
    assert_eq!(kinds_with(&site, "khao sat"), "p");
    assert_eq!(
        kinds_with(&site, "thuy dien"),
        "p",
        "emphasis within a word does not split it"
    );
    assert_eq!(kinds_with(&site, "lam dong"), "p", "the council");
    assert_eq!(kinds_with(&site, "cang chai"), "p", "the place");
    assert_eq!(kinds_with(&site, "giam sat"), "p", "the topic");
    assert_eq!(
        kinds_with(&site, "yen bai"),
        "p",
        "the province at the time"
    );
    assert_eq!(kinds_with(&site, "lao cai"), "p", "the province of today");
    for facet in [
        "tinh/yen-bai",
        "Yên Bái (nay thuộc Lào Cai)",
        "tinh/lao-cai",
        "chu-de/giam-sat",
        "~tinh/yen-bai/giam-sat",
        "~chu-de/giam-sat/lao-cai",
        "nam/2023",
        "loai/bao-cao",
        "loai/bai-hoc",
        "loai/cach-lam-hay",
        "co-quan/hdnd-tinh-lam-dong",
    ] {
        assert_eq!(kinds_with(&site, facet), "f", "{facet}");
    }
    let (_, hits) = index_files(&site)
        .into_iter()
        .find(|(path, _)| path.contains("/h0"))
        .expect("hits");
    assert_eq!(
        hits,
        "bao-cao/2023/a/\tbao-cao\tHọc tập ở Sa Pa\tHĐND tỉnh Lâm Đồng · 18/08/2023\n\
         bao-cao/2023/a/ong/\tcach-lam-hay\tBài học về ong\tHĐND tỉnh Lâm Đồng · 18/08/2023"
    );
}

#[test]
fn finds_countries_by_their_names() {
    let report = "---\ntitle: Học ở Nhật Bản\ncouncil: HĐND tỉnh Lâm Đồng\ndates: {from: 2024-10-07}\n\
         locations: [{country: Japan}]\n---\n\nĐoàn đi học.\n";
    let texts = [
        ("content/site.yaml", "title: Kho\n"),
        ("content/reports/2024/a.md", report),
    ];
    let site = Pages::with(&texts, &BuildOptions::default());
    for name in ["nhat ban", "japan"] {
        let found = entities(&site, name);
        assert_eq!(found, ["nuoc | nuoc/nhat-ban/ | Nhật Bản | 1 báo cáo"]);
    }
}

#[test]
fn finds_entities_by_all_their_names() {
    let first = (
        "a",
        "lead: {name: Phan Thanh Biên}\n",
        "Đoàn khảo sát thuỷ điện.",
    );
    let site = site("", &[first], &BuildOptions::default());
    let lao_cai = "tinh | tinh/lao-cai/ | Lào Cai | 1 báo cáo · 1 bài học";
    assert_eq!(entities(&site, "lao cai"), [lao_cai]);
    assert_eq!(
        entities(&site, "yen bai"),
        ["tinh-cu | tinh/yen-bai/ | Yên Bái | nay thuộc Lào Cai · 1 chuyến đi trước ngày sáp nhập"]
    );
    let no_records = "tinh | tinh/ho-chi-minh/ | TP. Hồ Chí Minh | chưa có báo cáo, bài học";
    for name in ["ho chi minh", "tp hcm", "tphcm", "hcm", "sai gon"] {
        assert_eq!(entities(&site, name), [no_records], "{name}");
    }
    let topic = "chu-de | chu-de/giam-sat/ | Giám sát | 1 báo cáo · 1 bài học";
    assert_eq!(entities(&site, "giam sat"), [topic]);
    assert_eq!(entities(&site, "tai giam sat"), [topic], "an alias");
    assert_eq!(
        entities(&site, "nam 2023"),
        ["nam | nam/2023/ | Năm 2023 | 1 báo cáo · 1 bài học"]
    );
    let council = "co-quan | co-quan/hdnd-tinh-lam-dong/ | HĐND tỉnh Lâm Đồng | 1 báo cáo";
    for name in ["hdnd tinh lam dong", "hoi dong nhan dan tinh lam dong"] {
        assert_eq!(entities(&site, name), [council], "{name}");
    }
    let lead = "truong-doan | bao-cao/2023/a/ | Phan Thanh Biên | HĐND tỉnh Lâm Đồng · 1 báo cáo";
    assert_eq!(entities(&site, "phan thanh bien"), [lead]);
    let place = "noi | bao-cao/2023/a/#s-diem-1 | Mù Cang Chải | Lào Cai · 1 lần đến";
    assert_eq!(entities(&site, "mu cang chai"), [place]);
    let unvisited = "nuoc |  | Nhật Bản | ";
    for name in ["nhat ban", "japan"] {
        assert_eq!(entities(&site, name), [unvisited], "{name}");
    }
    for name in ["phap", "anh", "duc"] {
        assert!(entities(&site, name).is_empty(), "{name}: a word of texts");
    }
    let costs = "trang | bao-cao/chi-phi/ | Kinh phí, thời gian các chuyến đi | ";
    assert_eq!(entities(&site, "chi phi"), [costs]);
    assert!(entities(&site, "nuoc ngoai").is_empty(), "no trip abroad");
    // What a province or a year has on a topic, with the address that its page links to.
    assert_eq!(
        entities(&site, "~lao-cai/giam-sat"),
        [" | tinh/lao-cai/giam-sat/ |  | 1 bài học · 1 nơi đến"]
    );
    assert_eq!(
        entities(&site, "~2023/giam-sat"),
        [" | chu-de/giam-sat/2023/ |  | 1 bài học · 1 báo cáo"]
    );
}

#[test]
fn indexes_days_amounts_and_document_numbers_as_marks() {
    let head = "cost: {amount: 72000000, currency: VND}\n\
                references: [{role: basis, number: 763-TB/HU, date: 2023-05-23}]\n";
    let text = "Theo Kế hoạch số 017/KH-HĐND ngày 28/7/2023.";
    let site = site("", &[("a", head, text)], &BuildOptions::default());
    for mark in [
        "@2023",
        "@202308",
        "@20230818",
        "@20230523",
        "@20230728",
        "#763/tb/hu",
        "#17/kh/hdnd",
        "$000000072000000",
    ] {
        assert_eq!(kinds_with(&site, mark), "u", "{mark}");
    }
}

#[test]
fn a_page_of_the_office_is_found_by_its_title_alone() {
    let page = "---\ntitle: Hướng dẫn viết\n---\n\nNuôi tằm.\n";
    let report = report("", "Nước sạch.");
    let site = Pages::of(&[
        ("content/site.yaml", "title: Kho\n"),
        ("content/pages/huong-dan.md", page),
        ("content/reports/2023/a.md", &report),
    ]);
    assert_eq!(kinds_with(&site, "tam"), "", "its text");
    assert_eq!(kinds_with(&site, "huong-dan/"), "", "no hit leads there");
    let found = entities(&site, "huong dan viet");
    assert_eq!(found, ["trang | huong-dan/ | Hướng dẫn viết | "]);
}

#[test]
fn a_topic_of_one_stop_is_no_facet_of_another_province() {
    let text = "---\ntitle: Hai tỉnh\ncouncil: HĐND tỉnh A\ndates: 2023-08-18\ntopics: [du-lich]\n\
                locations:\n  - {province: Hà Nội, topics: [giam-sat]}\n  - {province: Huế, topics: [ocop]}\n---\n\
                Lời.\n\n## Chung {#chung .practice}\n\nLời.\n\n## Riêng {#rieng .practice topics=moi-truong}\n\nLời.\n";
    let texts = [
        ("content/site.yaml", "title: Kho\n"),
        ("content/reports/2023/a.md", text),
    ];
    let site = Pages::of(&texts);
    for (facet, is_there) in [
        ("~tinh/ha-noi/giam-sat", true),
        ("~chu-de/ocop/hue", true),
        // The author says of this lesson what it is about, and it is of the whole trip.
        ("~tinh/hue/moi-truong", true),
        ("~tinh/hue/giam-sat", false),
        ("~chu-de/du-lich/", false),
    ] {
        assert_eq!(!kinds_with(&site, facet).is_empty(), is_there, "{facet}");
    }
}

#[test]
fn does_not_index_drafts_and_withdrawn_records() {
    let shown = ("a", "", "Nước sạch.");
    let draft = ("b", "status: draft\n", "Bí mật.");
    let withdrawn = ("c", "status: withdrawn\nreason: Trùng\n", "Nhầm lẫn.");
    let reports = [shown, draft, withdrawn];
    let public = site("", &reports, &BuildOptions::default());
    assert_eq!(kinds_with(&public, "nuoc"), "pu");
    for word in [
        "bi mat",
        "mat.",
        "nham",
        "lan~",
        "bao-cao/2023/b",
        "bao-cao/2023/c",
    ] {
        // The published report contains *mật* in its lesson on bees.
        let found = kinds_with(&public, word);
        assert!(found.is_empty() || word == "mat.", "{word}: {found}");
    }
    let drafts = BuildOptions {
        drafts: true,
        ..BuildOptions::default()
    };
    assert_eq!(kinds_with(&site("", &reports, &drafts), "bi mat"), "p");
}

#[test]
fn search_can_be_disabled() {
    let reports = [("a", "", "Nước sạch.")];
    let enabled = site("", &reports, &BuildOptions::default());
    assert!(enabled.has("/tim-kiem/") && !index_files(&enabled).is_empty());
    let disabled = site("search: false\n", &reports, &BuildOptions::default());
    assert!(
        !disabled
            .files
            .keys()
            .any(|path| path.starts_with("tim-kiem/"))
    );
    for text in ["role=\"search\"", "tim-kiem/"] {
        let files = disabled.holding(text).into_iter();
        let pages: Vec<&str> = files.filter(|path| path.ends_with(".html")).collect();
        assert_eq!(pages, [""; 0], "{text}");
    }
    for page in enabled.pages().map(|page| page.url) {
        let html =
            String::from_utf8_lossy(&enabled.files[&crate::pages::file_of(&page)]).into_owned();
        // A redirect has no search box.
        let boxes = usize::from(!html.contains("http-equiv=\"refresh\""));
        assert_eq!(html.matches("role=\"search\"").count(), boxes, "{page}");
    }
}

#[test]
fn output_does_not_depend_on_the_number_of_threads() {
    let texts = sample::archive(40);
    let build = |threads| {
        let threads = NonZero::new(threads).expect("some");
        let mut compiler = Compiler::default().on_threads(threads);
        let (files, found) = compile(
            &mut compiler,
            sample::sources(&texts),
            &BuildOptions::default(),
        );
        files.unwrap_or_else(|| panic!("{found:?}"))
    };
    let one = build(1);
    assert!(
        one.keys()
            .filter(|path| path.starts_with("tim-kiem/"))
            .count()
            > 10
    );
    for threads in [2, 8] {
        assert!(build(threads) == one, "{threads} threads");
    }
}
