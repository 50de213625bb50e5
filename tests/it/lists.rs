//! Lists: each row is true, each number equals the rows behind it, and each record of a list is
//! reached from its first page without script.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;

use proptest::prelude::*;
use serde_json::{Value, json};

use ssg_site::compiler::BuildOptions;

use crate::pages::{Element, Page, Pages, resolve};
use crate::program::Site;
use crate::{demo, program, sample};

/// A list: the address of its first page and the part of the page.
type List = (String, String);

/// A province and a topic.
type Pair = (String, String);

/// A site whose lists are compared with its published data.
struct Lists {
    site: Pages,
    parsed: RefCell<BTreeMap<String, Rc<Page>>>,
    /// The rows of each list that was read, by its address and part: a large archive links to the same
    /// lists thousands of times.
    read_rows: RefCell<BTreeMap<List, Vec<String>>>,
    /// The rows of each province and topic that was asked for.
    pairs: RefCell<BTreeMap<Pair, Rc<Vec<String>>>>,
    /// Each lesson's provinces and topics by its address.
    lessons: BTreeMap<String, (Vec<String>, Vec<String>)>,
    /// Each report's data by its address.
    reports: BTreeMap<String, Value>,
}

/// The texts of a list of a JSON object.
fn texts(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items
        .map(|item| item.as_str().expect("a text").to_owned())
        .collect()
}

impl Lists {
    fn new(site: Pages) -> Self {
        let table = |name: &str| -> Vec<Value> {
            let bytes = &site.files[&format!("du-lieu/{name}.json")];
            serde_json::from_slice(bytes).expect("JSON")
        };
        let address = |row: &Value| {
            let id = row["id"].as_str().expect("an id");
            format!("/bao-cao/{id}/")
        };
        let lessons = table("bai-hoc");
        let lessons = lessons.iter().map(|row| {
            let of = (texts(&row["provinces"]), texts(&row["topics"]));
            (address(row), of)
        });
        let reports = table("bao-cao");
        let reports = reports.iter().map(|row| {
            let url = address(row);
            let json = &site.files[&format!("{}index.json", &url[1..])];
            (url, serde_json::from_slice(json).expect("JSON"))
        });
        Self {
            lessons: lessons.collect(),
            reports: reports.collect(),
            parsed: RefCell::default(),
            read_rows: RefCell::default(),
            pairs: RefCell::default(),
            site,
        }
    }

    fn page(&self, url: &str) -> Rc<Page> {
        let parse = || Rc::new(self.site.page(url));
        let mut parsed = self.parsed.borrow_mut();
        Rc::clone(parsed.entry(url.to_owned()).or_insert_with(parse))
    }

    /// The addresses of the first pages of lists at this depth below a folder.
    fn first_pages(&self, folder: &str, depth: usize) -> Vec<String> {
        let pages = self.site.files.keys().filter_map(|path| {
            let url = path.strip_suffix("index.html")?;
            let below = url.strip_prefix(folder)?;
            let is_first = below.matches('/').count() == depth && !below.contains("trang-");
            is_first.then(|| format!("/{url}"))
        });
        pages.collect()
    }

    /// The targets of the rows of a list on all its pages, from the first on.
    fn rows(&self, first: &str, part: &str) -> Vec<String> {
        let list = (first.to_owned(), part.to_owned());
        if let Some(rows) = self.read_rows.borrow().get(&list) {
            return rows.clone();
        }
        let mut rows = Vec::new();
        let mut next = Some(first.to_owned());
        while let Some(url) = next {
            let page = self.page(&url);
            rows.extend(rows_of(&page, part));
            let after = page.all("a").find(|a| a.attribute("rel") == Some("next"));
            let is_pager = |a: &&Element| page.text(a) == "Sau";
            next = after.filter(is_pager).map(|a| target(&page, a));
            assert!(rows.len() < 10_000, "{first} does not end");
        }
        self.read_rows.borrow_mut().insert(list, rows.clone());
        rows
    }

    /// The rows behind a link of an overview.
    fn rows_behind(&self, to: &str) -> Vec<String> {
        let (path, anchor) = to.split_once('#').unwrap_or((to, ""));
        let is_record = path.starts_with("/bao-cao/") && path.matches('/').count() > 3;
        match anchor {
            _ if is_record => vec![to.to_owned()],
            "" if is_subject(path) => self.rows(path, "data-list"),
            "" => self.rows(path, ""),
            anchor => rows_of(&self.page(path), anchor),
        }
    }

    /// The reports that the finder shows for a province and a year.
    fn found_by_finder(&self, query: &str) -> Vec<String> {
        let choices: BTreeMap<&str, &str> =
            query.split('&').filter_map(|c| c.split_once('=')).collect();
        assert_eq!(
            choices.keys().copied().collect::<Vec<_>>(),
            ["den", "tinh", "tu"]
        );
        assert_eq!(choices["tu"], choices["den"]);
        let reports = self.reports.iter().filter(|(_, report)| {
            visits(report).any(|stop| stop["province_now"] == choices["tinh"])
                && years(report).iter().any(|year| year == choices["tu"])
        });
        reports.map(|(url, _)| url.clone()).collect()
    }

    /// The faults of a row of one topic in one province.
    fn check_pair_row(&self, row: &str, province: &str, topic: &str) -> Option<String> {
        let has = |list: &[String], item: &str| list.iter().any(|other| other == item);
        if let Some((provinces, topics)) = self.lessons.get(row) {
            let is_true = has(provinces, province) && has(topics, topic);
            return (!is_true).then(|| format!("lesson {row}"));
        }
        let (url, anchor) = row.split_once('#').unwrap_or((row, ""));
        let report = &self.reports[url];
        let is_true = if let Some(number) = anchor.strip_prefix("s-diem-") {
            let number: usize = number.parse().expect("a number");
            let stop = &report["locations"][number - 1];
            assert!(self.page(url).by_id(anchor).is_some(), "{row}");
            stop["kind"] != "transit"
                && stop["province_now"] == province
                && has(&texts(&stop["topics"]), topic)
        } else {
            let stops = visits(report).map(|stop| stop["province_now"].clone());
            let provinces: BTreeSet<String> = stops.map(|name| name.to_string()).collect();
            provinces == BTreeSet::from([format!("\"{province}\"")])
                && has(&texts(&report["topics"]), topic)
        };
        (!is_true).then(|| format!("visit {row}"))
    }

    /// The rows of one topic in one province, from the link on the page of the province.
    fn pair_rows(&self, province: &str, topic: &str) -> Rc<Vec<String>> {
        let pair = (province.to_owned(), topic.to_owned());
        if let Some(rows) = self.pairs.borrow().get(&pair) {
            return Rc::clone(rows);
        }
        let page = self.page(&format!("/chu-de/{topic}/"));
        let name = &self.page(&format!("/tinh/{province}/")).title();
        let bars = page.all("ol").filter(|list| list.has_class("bars"));
        let mut links = bars.flat_map(|list| page.inside(list).filter(|e| e.name == "a"));
        let link = links.find(|a| page.text(a) == *name);
        let rows = link.map_or_else(Vec::new, |a| self.rows_behind(&target(&page, a)));
        let rows = Rc::new(rows);
        self.pairs.borrow_mut().insert(pair, Rc::clone(&rows));
        rows
    }

    fn check_pairs(&self, faults: &mut Vec<String>) {
        for province in self.first_pages("tinh/", 1) {
            let province = province.split('/').nth(2).expect("a slug");
            for url in self.first_pages(&format!("tinh/{province}/"), 1) {
                let topic = url.split('/').nth(3).expect("a slug");
                let rows = self.rows(&url, "");
                if rows.len() < 2 {
                    faults.push(format!("{url} is a page of {} rows", rows.len()));
                }
                for row in rows {
                    let fault = self.check_pair_row(&row, province, topic);
                    faults.extend(fault.map(|fault| format!("{url} lists {fault}")));
                }
            }
        }
        // Each stop and each lesson with places is where its province and its topic say.
        for (url, report) in &self.reports {
            let stops = report["locations"].as_array().into_iter().flatten();
            for (at, stop) in stops
                .enumerate()
                .filter(|(_, stop)| stop["kind"] != "transit" && stop["country"].is_null())
            {
                let province = stop["province_now"].as_str().expect("a slug");
                for topic in texts(&stop["topics"]) {
                    let row = format!("{url}#s-diem-{}", at + 1);
                    if !self.pair_rows(province, &topic).contains(&row) {
                        faults.push(format!("{province} × {topic} lacks {row}"));
                    }
                }
            }
            for lesson in report["lessons"].as_array().into_iter().flatten() {
                let id = lesson["id"].as_str().expect("an id");
                let id = id.rsplit('/').next().expect("a name");
                let row = format!("{url}{id}/");
                let (provinces, topics) = &self.lessons[&row];
                if lesson["places"].as_array().is_none_or(Vec::is_empty) {
                    continue;
                }
                for (province, topic) in pairs(provinces, topics) {
                    if !self.pair_rows(province, topic).contains(&row) {
                        faults.push(format!("{province} × {topic} lacks {row}"));
                    }
                }
            }
        }
    }

    /// Compares each number beside a link with the rows behind it.
    fn check_numbers(&self, faults: &mut Vec<String>) {
        let folders = [
            ("tinh/", 1),
            ("tinh/", 2),
            ("chu-de/", 1),
            ("chu-de/", 2),
            ("nam/", 1),
        ];
        let mut pages: Vec<String> = folders
            .iter()
            .flat_map(|&(folder, depth)| self.first_pages(folder, depth))
            .collect();
        pages.extend((0..4).flat_map(|depth| self.first_pages("bai-hoc/", depth)));
        for url in pages {
            let page = self.page(&url);
            for (a, number) in numbers(&page) {
                let to = target(&page, a);
                let href = a.attribute("href").expect("a link");
                let rows = match href.split_once("bao-cao/?") {
                    Some((_, query)) => self.found_by_finder(query),
                    None => self.rows_behind(&to),
                };
                if rows.len() != number {
                    let text = page.text(a);
                    faults.push(format!("{url}: {text} {number}: {to} has {}", rows.len()));
                }
            }
        }
    }

    /// Compares the records reached from the first page of a list with those of the data.
    fn check_reach(&self, faults: &mut Vec<String>) {
        for (folder, key) in [
            ("tinh/", "provinces"),
            ("chu-de/", "topics"),
            ("nam/", "years"),
        ] {
            for url in self.first_pages(folder, 1) {
                let name = url.split('/').nth(2).expect("a slug").to_owned();
                let page = self.page(&url);
                if page.words().contains("Tên cũ, đến hết") {
                    continue;
                }
                let all = page.links().into_iter();
                let mut all = all.filter(|(text, _)| text.starts_with("Xem tất cả"));
                let all = all.find(|(_, to)| to.starts_with("/bai-hoc/"));
                let reached = match all {
                    Some((_, to)) if to != "/bai-hoc/" => self.rows(&to, ""),
                    _ => rows_of(&page, "s-bai-hoc"),
                };
                let years_of = |lesson: &str| -> Vec<String> {
                    let report = lesson.rsplitn(3, '/').last().expect("a report");
                    years(&self.reports[&format!("{report}/")])
                };
                let lessons =
                    self.lessons
                        .iter()
                        .filter(|(lesson, (provinces, topics))| match key {
                            "provinces" => provinces.contains(&name),
                            "topics" => topics.contains(&name),
                            _ => years_of(lesson).contains(&name),
                        });
                let expected: BTreeSet<&str> = lessons.map(|(url, _)| &**url).collect();
                compare(&url, "lessons", &expected, &reached, faults);
                let reports = self.reports.iter().filter(|(_, report)| match key {
                    "provinces" => visits(report).any(|stop| stop["province_now"] == *name),
                    "topics" => texts(&report["topics"]).contains(&name),
                    _ => years(report).contains(&name),
                });
                let expected: BTreeSet<&str> = reports.map(|(url, _)| &**url).collect();
                let reached = self.rows(&url, "data-list");
                compare(&url, "reports", &expected, &reached, faults);
            }
        }
        let expected: BTreeSet<&str> = self.lessons.keys().map(String::as_str).collect();
        compare(
            "/bai-hoc/",
            "lessons",
            &expected,
            &self.rows("/bai-hoc/", ""),
            faults,
        );
        let expected: BTreeSet<&str> = self.reports.keys().map(String::as_str).collect();
        compare(
            "/bao-cao/",
            "reports",
            &expected,
            &self.rows("/bao-cao/", ""),
            faults,
        );
    }

    /// Compares what a finder finds by a topic and a province with the rows of that pair.
    fn check_finder(&self, list: &str, faults: &mut Vec<String>) {
        let Some(bytes) = self.site.files.get(&format!("{list}/bo-loc.json")) else {
            return;
        };
        let data: Value = serde_json::from_slice(bytes).expect("JSON");
        let slugs = |choices: &str| -> Vec<String> {
            let choices = data[choices].as_array().expect("a list").iter();
            let slugs = choices.map(|choice| choice[0].as_str().expect("a slug").to_owned());
            slugs.collect()
        };
        let numbers = |list: &Value| -> Vec<u64> {
            let numbers = list.as_array().expect("a list").iter();
            numbers.map(|at| at.as_u64().expect("a number")).collect()
        };
        let mut found: BTreeMap<(u64, u64), Vec<String>> = BTreeMap::new();
        for row in data["rows"].as_array().expect("rows") {
            for t in numbers(&row[3]) {
                for p in numbers(&row[4]) {
                    let true_pairs = row[5].as_array();
                    if true_pairs.is_none_or(|pairs| pairs.contains(&json!([p, t]))) {
                        let name = row[0].as_str().expect("a name");
                        let of_pair = found.entry((p, t)).or_default();
                        of_pair.push(format!("/bao-cao/{name}/"));
                    }
                }
            }
        }
        for (p, province) in (0..).zip(slugs("provinces").iter()) {
            for (t, topic) in (0..).zip(slugs("topics").iter()) {
                let found = found.remove(&(p, t)).unwrap_or_default();
                let rows = self.pair_rows(province, topic);
                let rows = rows.iter().map(|row| row.split('#').next().unwrap_or(row));
                let is_listed = |row: &&str| self.lessons.contains_key(*row) == (list == "bai-hoc");
                let expected: BTreeSet<&str> = rows.filter(is_listed).collect();
                let url = format!("{list}: {province} × {topic}");
                compare(&url, "finder", &expected, &found, faults);
            }
        }
    }

    fn check(&self) {
        let mut faults = Vec::new();
        self.check_pairs(&mut faults);
        self.check_numbers(&mut faults);
        self.check_reach(&mut faults);
        self.check_finder("bai-hoc", &mut faults);
        self.check_finder("bao-cao", &mut faults);
        assert!(faults.is_empty(), "{:#?}", &faults[..faults.len().min(20)]);
    }
}

fn compare(
    url: &str,
    what: &str,
    expected: &BTreeSet<&str>,
    reached: &[String],
    faults: &mut Vec<String>,
) {
    let found: BTreeSet<&str> = reached.iter().map(String::as_str).collect();
    if found.len() != reached.len() || found != *expected {
        let missing = expected.difference(&found);
        let extra = found.difference(expected);
        faults.push(format!(
            "{url}: {what}: missing {missing:?}, extra {extra:?}"
        ));
    }
}

fn pairs<'a>(a: &'a [String], b: &'a [String]) -> impl Iterator<Item = (&'a str, &'a str)> {
    a.iter()
        .flat_map(move |a| b.iter().map(move |b| (&**a, &**b)))
}

/// The stops of a report's data without those only passed through.
fn visits(report: &Value) -> impl Iterator<Item = &Value> {
    let stops = report["locations"].as_array().into_iter().flatten();
    stops.filter(|stop| stop["kind"] != "transit")
}

/// The years of a report's trip.
fn years(report: &Value) -> Vec<String> {
    let year = |end: &str| -> i32 {
        let day = report["dates"][end].as_str().expect("a day");
        day[..4].parse().expect("a year")
    };
    (year("from")..=year("to"))
        .map(|year| year.to_string())
        .collect()
}

/// Whether an address is the page of a province or a topic.
fn is_subject(path: &str) -> bool {
    let is_one =
        path.starts_with("/tinh/") || path.starts_with("/chu-de/") || path.starts_with("/nam/");
    is_one && path.matches('/').count() == 3
}

fn target(page: &Page, a: &Element) -> String {
    let href = a.attribute("href").expect("a link");
    resolve(&page.url, href).expect("a link within the site")
}

/// The targets of the rows of a page: of all lists of rows, of those with `part` as an attribute, or
/// of those in the section with `part` as its id.
fn rows_of(page: &Page, part: &str) -> Vec<String> {
    let lists = page.all("ol").filter(|list| list.has_class("rows"));
    let lists = lists.filter(|list| {
        part.is_empty()
            || list.attribute(part).is_some()
            || page
                .by_id(part)
                .is_some_and(|section| page.inside(section).any(|e| std::ptr::eq(e, *list)))
    });
    let links = lists.flat_map(|list| page.inside(list).filter(|e| e.name == "a"));
    links.map(|a| target(page, a)).collect()
}

/// The links of overviews and chips with their numbers.
fn numbers(page: &Page) -> Vec<(&Element, usize)> {
    let mut found = Vec::new();
    for element in &page.elements {
        if element.name != "li" {
            continue;
        }
        let inside: Vec<&Element> = page.inside(element).collect();
        let link = inside.iter().find(|e| e.name == "a");
        let number = inside.iter().rfind(|e| e.has_class("n"));
        if let (Some(a), Some(number)) = (link, number)
            && let Ok(number) = page.text(number).replace('.', "").parse()
        {
            found.push((*a, number));
        }
    }
    found
}

#[test]
fn lists_of_the_shipped_archive_are_true() {
    let site = Pages::from_sources(program::shipped(), &BuildOptions::default());
    Lists::new(site).check();
}

#[test]
fn lists_of_the_demonstration_are_true() {
    let demo = demo::generated();
    let run = demo.run(&["build", "--quiet"]);
    assert_eq!(run.code, 0, "{run:?}");
    let files = demo.tree("public");
    Lists::new(Pages { files }).check();
}

/// `REPORTS` sets the number of reports, to check a large archive by hand.
#[test]
fn lists_of_a_generated_archive_are_true() {
    let reports = std::env::var("REPORTS").unwrap_or_else(|_| "40".to_owned());
    let site = Site::new(&[]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/archive.py");
    let run = Command::new("python3")
        .args([
            script.as_os_str(),
            reports.as_ref(),
            site.path("").as_os_str(),
        ])
        .args(["--words", "60"])
        .output()
        .expect("python3, which writes the archive, must be installed");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let run = site.run(&["--root", "ssg", "--quiet", "build"]);
    assert_eq!(run.code, 0, "{run:?}");
    let files = site.tree("ssg/public");
    Lists::new(Pages { files }).check();
}

#[test]
fn lists_of_the_sample_are_true() {
    let texts = sample::archive(26);
    Lists::new(Pages::from_sources(
        sample::sources(&texts),
        &BuildOptions::default(),
    ))
    .check();
}

/// A stop: its province, its topics, and whether it is only passed through.
type Stop = (usize, Vec<usize>, bool);
/// A lesson: its kind, its own places and its own topics.
type Lesson = (usize, Option<usize>, Option<Vec<usize>>);

/// Provinces at the time of the trips; the first two are one today.
const PROVINCES: [&str; 4] = ["Bắc Kạn", "Thái Nguyên", "Lào Cai", "Hà Nội"];
const TOPICS: [&str; 4] = ["du-lich", "ocop", "giam-sat", "moi-truong"];
const KINDS: [&str; 3] = ["practice", "caution", "recommendation"];

fn topics(of: &[usize]) -> String {
    let topics: BTreeSet<&str> = of.iter().map(|&at| TOPICS[at]).collect();
    topics.into_iter().collect::<Vec<_>>().join(",")
}

fn report(at: usize, stops: &[Stop], own: &[usize], lessons: &[Lesson]) -> String {
    let year = 2020 + at % 3;
    let mut text = format!(
        "---\ntitle: Chuyến {at}\ncouncil: HĐND tỉnh A\nlead: Người {}\n\
         dates: {{from: {year}-12-30, to: {}-01-02}}\ntopics: [{}]\nlocations:\n",
        at % 3,
        year + 1,
        topics(own)
    );
    for (position, (province, of, transit)) in stops.iter().enumerate() {
        let kind = if *transit { "transit" } else { "visit" };
        let _ = writeln!(
            text,
            "  - {{province: {}, place: Nơi {province}, kind: {kind}, subject: Việc {position}, topics: [{}]}}",
            PROVINCES[*province],
            topics(of)
        );
    }
    if stops.is_empty() {
        text.push_str("  []\n");
    }
    text.push_str("---\nLời.\n\n");
    let visited = |place: &usize| {
        let mut visits = stops.iter().filter(|(_, _, transit)| !transit);
        visits.any(|(province, ..)| province == place)
    };
    for (position, (kind, place, own)) in lessons.iter().enumerate() {
        let place = place.filter(visited);
        let place = place.map_or_else(String::new, |place| format!(" places=noi-{place}"));
        let own = own.as_deref().filter(|own| !own.is_empty());
        let own = own.map_or_else(String::new, |own| format!(" topics={}", topics(own)));
        let kind = KINDS[*kind];
        let _ = write!(
            text,
            "### Bài {position} {{#bai-{position} .{kind}{place}{own}}}\n\nLời.\n\n"
        );
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.min(12),
        ..ProptestConfig::default()
    })]
    #[test]
    fn lists_of_any_archive_are_true(
        trips in prop::collection::vec((
            prop::collection::vec((0..4usize, prop::collection::vec(0..4usize, 0..3), prop::bool::weighted(0.2)), 0..4),
            prop::collection::vec(0..4usize, 0..3),
            prop::collection::vec((0..3usize, prop::option::of(0..4usize), prop::option::of(prop::collection::vec(0..4usize, 0..3))), 0..5),
        ), 1..9),
        per_page in 2..5usize,
    ) {
        let mut sources = vec![(
            "content/site.yaml".to_owned(),
            format!("title: Kho\nsearch: false\nper_page: {per_page}\n"),
        )];
        for (at, (stops, own, lessons)) in trips.iter().enumerate() {
            let path = format!("content/reports/{}/chuyen-{at}.md", 2020 + at % 3);
            sources.push((path, report(at, stops, own, lessons)));
        }
        let sources: Vec<(&str, &str)> = sources.iter().map(|(path, text)| (&**path, &**text)).collect();
        Lists::new(Pages::of(&sources)).check();
    }
}

#[test]
fn a_topic_of_one_province_is_not_listed_in_another() {
    let site = Pages::from_sources(program::shipped(), &BuildOptions::default());
    // It was discussed in Thái Nguyên alone.
    assert!(!site.has("/tinh/tuyen-quang/an-toan-thong-tin/"));
    let topic = site.page("/chu-de/an-toan-thong-tin/");
    let place = "/bao-cao/2023/con-dao-mot-so-tinh-phia-bac/#s-diem-14";
    assert_eq!(topic.link("Thái Nguyên"), place);
    let links = topic.links();
    assert!(!links.iter().any(|(text, _)| text == "Tuyên Quang"));
    let pair = site.page("/tinh/lao-cai/du-lich/");
    assert!(pair.says("thị xã Sa Pa, tỉnh Lào Cai") && pair.says("18/08/2023"));
    assert!(pair.says("Cơ quan tiếp") || pair.says("chợ tình, chợ đêm"));
    for file in ["danh-sach.csv", "feed.xml", "lich.ics"] {
        assert!(
            !site
                .files
                .contains_key(&format!("tinh/lao-cai/du-lich/{file}"))
        );
    }
}
