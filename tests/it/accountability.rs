//! Cost, vetting and answers: what an author writes, what readers and programs get.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{Datelike as _, Days, NaiveDate};
use proptest::prelude::*;
use serde_json::Value;

use crate::pages::{Page, Pages};
use ssg_site::compiler::{BuildOptions, Compiler};

const SITE: &str = "title: Kho
councils:
  - {name: HĐND tỉnh A, province: Lào Cai}
  - {name: HĐND tỉnh B, province: Cao Bằng}
";

const PLAN: &str = "---
title: Kế hoạch 2023
council: HĐND tỉnh A
topics: [du lịch]
budget: {source: Ngân sách tỉnh, year: 2023, amount: 300.000.000}
vetting:
  by: Thường trực Tỉnh ủy
  decision: changed
  number: 12-TB/TU
  date: 2023-02-01
  comments: {from: 2023-01-05, to: 2023-01-14, count: 3}
  note: Giảm một ngày
batches:
  - {number: 1, time: {from: 2023-08, to: 2023-08}, provinces: [Lào Cai]}
  - {number: 2, time: {from: 2023-09, to: 2023-09}, provinces: [Cao Bằng], vetting: {decision: refused, by: HĐND tỉnh}}
---
Lời.
";

const REPORT: &str = "---
title: Đi Lào Cai
council: HĐND tỉnh A
dates: {from: 2023-08-18, to: 2023-08-21}
size: 10
lead: {name: Nguyễn Văn A}
locations:
  - {province: Lào Cai, place: Sa Pa, kind: meeting, host: HĐND thị xã Sa Pa}
  - {province: Lào Cai, place: Bắc Hà, kind: meeting}
  - {province: Lào Cai, place: Bát Xát, kind: meeting}
topics: [du lịch]
plan: 2023/ke-hoach/1
cost:
  source: Ngân sách tỉnh
  planned: 90.000.000
  lines:
    - {item: Vé tàu, amount: 30.000.000, note: Khứ hồi}
    - {item: Tiền ở, amount: 50.000.000}
answers:
  - {lesson: bai-1, to: UBND tỉnh, due: 2023-12-31, date: 2023-09-20}
  - lesson: 2023/lao-cai/bai-1
    state: accepted
    date: 2024-01-15
    document: 45/UBND-VP
    note: Giao sở làm
  - lesson: bai-1
    state: done
    date: 2024-06-01
    evidence:
      - {title: Quyết định về chợ đêm, document: 7/QĐ-UBND, url: \"https://example.vn/qd\"}
      - {title: Bảng đếm khách, file: so-lieu.csv, figure: tăng 12 %}
  - {lesson: bai-2, to: Sở Du lịch, due: 2024-03}
---
Lời.

### Mở chợ đêm {#bai-1 .recommendation}

Nên mở chợ đêm.

### Đào tạo {#bai-2 .recommendation}

Nên đào tạo.

### Giữ chợ {#bai-3 .recommendation}

Nên giữ.

### Chợ phiên {#bai-4 .practice}

Chợ họp.
";

/// Builds sources on a day.
fn build(texts: &[(&str, &str)], today: &str) -> Pages {
    let options = BuildOptions {
        today: Some(today.parse().expect("a day")),
        ..BuildOptions::default()
    };
    Pages::with(texts, &options)
}

/// The site of the texts above, on a day.
fn site(today: &str) -> Pages {
    let texts = [
        ("content/site.yaml", SITE),
        ("content/plans/2023/ke-hoach.md", PLAN),
        ("content/reports/2023/lao-cai/index.md", REPORT),
    ];
    let mut sources = ssg_content::source::Sources::from_texts(texts.iter().copied());
    let file = "content/reports/2023/lao-cai/so-lieu.csv";
    let file = ssg_base::path::SourcePath::new(file).expect("a path");
    sources.attachments.insert(file, 10);
    let options = BuildOptions {
        today: Some(today.parse().expect("a day")),
        ..BuildOptions::default()
    };
    Pages::from_sources(sources, &options)
}

/// The rows of a published table by the names of its columns.
fn table(site: &Pages, name: &str) -> Vec<BTreeMap<String, String>> {
    let bytes = &site.files[name];
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let names = reader.headers().expect("names").clone();
    let rows = reader.records().map(|row| {
        let row = row.expect("a row");
        let cells = names.iter().zip(row.iter());
        // In the table of a list the name follows the words: `Tình trạng (state)`.
        let name = |head: &str| {
            let inner = head
                .strip_suffix(')')
                .and_then(|head| head.rsplit_once('('));
            inner.map_or(head, |(_, name)| name).to_owned()
        };
        cells
            .map(|(head, cell)| (name(head), cell.to_owned()))
            .collect()
    });
    rows.collect()
}

fn json(site: &Pages, name: &str) -> Value {
    serde_json::from_slice(&site.files[name]).expect("JSON")
}

/// The text of the value beside a name in a list of facts.
fn fact(page: &Page, name: &str) -> String {
    let found = page.all("dt").find(|dt| page.text(dt) == name);
    let dt = found.unwrap_or_else(|| panic!("{}: no {name}", page.url));
    // The innermost comes last.
    let groups = page.all("div");
    let group = groups
        .filter(|group| page.inside(group).any(|e| std::ptr::eq(e, dt)))
        .last();
    let group = group.expect("a group");
    let values = page.inside(group).filter(|e| e.name == "dd");
    values
        .map(|dd| page.text(dd))
        .collect::<Vec<_>>()
        .join(" | ")
}

/// The rows of the tables of a page: the text of each cell.
fn rows(page: &Page) -> Vec<Vec<String>> {
    let rows = page.all("tr");
    rows.map(|row| {
        let cells = page
            .inside(row)
            .filter(|e| e.name == "td" || e.name == "th");
        cells.map(|cell| page.text(cell)).collect()
    })
    .collect()
}

#[test]
fn a_report_shows_its_cost_with_items_per_person_and_day() {
    let site = site("2024-07-01");
    let page = site.page("/bao-cao/2023/lao-cai/");
    let cost = fact(&page, "Kinh phí");
    for words in [
        "80.000.000 đồng (Ngân sách tỉnh)",
        "2.000.000 đồng một người một ngày",
        "dự toán 90.000.000 đồng",
        "cả kế hoạch 300.000.000 đồng",
        "2 khoản",
        "Vé tàu: 30.000.000 đồng",
        "Khứ hồi",
    ] {
        assert!(cost.contains(words), "{words}: {cost}");
    }
    let met = fact(&page, "Làm việc");
    assert_eq!(met, "3 buổi trong 4 ngày, 0,75 buổi một ngày");
    let plan = site.page("/ke-hoach/2023/ke-hoach/");
    let cost = fact(&plan, "Kinh phí");
    assert!(cost.contains("đã ghi chi 80.000.000 đồng theo 1 trong 1 báo cáo"));
    let data = json(&site, "bao-cao/2023/lao-cai/index.json");
    assert_eq!(data["cost"]["amount"], 80_000_000);
    assert_eq!(data["cost"]["planned"], 90_000_000);
    assert_eq!(data["cost"]["per_person_day"], 2_000_000);
    assert_eq!(data["cost"]["lines"][0]["item"], "Vé tàu");
    let html = String::from_utf8_lossy(&site.files["bao-cao/2023/lao-cai/index.html"]);
    assert!(html.contains("\"@type\":\"MonetaryGrant\"") && html.contains("\"value\":80000000"));
}

#[test]
fn a_plan_shows_who_examined_it_and_a_batch_its_own_decision() {
    let site = site("2024-07-01");
    let page = site.page("/ke-hoach/2023/ke-hoach/");
    let vetting = fact(&page, "Thẩm định");
    for words in [
        "Chấp thuận, có điều chỉnh",
        "Thường trực Tỉnh ủy",
        "12-TB/TU, 01/02/2023",
        "lấy ý kiến người dân từ 05/01/2023 đến 14/01/2023, 3 ý kiến",
        "Giảm một ngày",
    ] {
        assert!(vetting.contains(words), "{words}: {vetting}");
    }
    assert!(page.says("Không chấp thuận"));
    let decisions = |name: &str| -> Vec<String> {
        let rows = table(&site, name);
        rows.iter().map(|row| row["vetting"].clone()).collect()
    };
    assert_eq!(decisions("du-lieu/ke-hoach.csv"), ["changed"]);
    assert_eq!(decisions("du-lieu/dot.csv"), ["changed", "refused"]);
    let data = json(&site, "ke-hoach/2023/ke-hoach/index.json");
    assert_eq!(data["vetting"]["comments"]["count"], 3);
    assert_eq!(data["batches"][1]["vetting"]["decision"], "refused");
}

#[test]
fn a_lesson_shows_its_answers_oldest_first_with_evidence() {
    let site = site("2024-07-01");
    let page = site.page("/bao-cao/2023/lao-cai/bai-1/");
    assert_eq!(fact(&page, "Trả lời"), "Đã thực hiện");
    let words = page.words();
    let order = [
        "Gửi đi",
        "Tiếp thu",
        "Giao sở làm",
        "Quyết định về chợ đêm",
        "tăng 12 %",
    ];
    let places: Vec<_> = order.map(|word| words.find(word).expect(word)).into();
    assert!(places.is_sorted(), "{places:?}");
    assert!(page.says("lần trả lời đầu sau hạn 15 ngày"));
    assert_eq!(
        page.link("Bảng đếm khách"),
        "/bao-cao/2023/lao-cai/so-lieu.csv"
    );
    assert!(site.files.contains_key("bao-cao/2023/lao-cai/so-lieu.csv"));
    let silent = site.page("/bao-cao/2023/lao-cai/bai-3/");
    assert_eq!(
        fact(&silent, "Trả lời"),
        "chưa ghi gửi ai, chưa ghi trả lời"
    );
    let practice = site.page("/bao-cao/2023/lao-cai/bai-4/");
    assert!(!practice.says("Trả lời"));
    let data = json(&site, "bao-cao/2023/lao-cai/index.json");
    assert_eq!(data["answers"].as_array().map(Vec::len), Some(4));
    assert_eq!(data["lessons"][0]["answer"], "done");
    assert_eq!(data["answers"][2]["evidence"][1]["figure"], "tăng 12 %");
}

#[test]
fn the_list_of_recommendations_follows_them_up() {
    let site = site("2024-07-01");
    let page = site.page("/bai-hoc/kien-nghi/");
    assert!(page.says("Tính đến 01/07/2024: 2 kiến nghị đã đến hạn, 50% được trả lời, 50% đã thực hiện. 1 trong 3 kiến nghị chưa ghi gì."));
    assert!(page.says("Quá hạn trả lời 92 ngày"));
    let council = [
        "HĐND tỉnh A",
        "3",
        "1",
        "0",
        "0",
        "0",
        "0",
        "1",
        "0",
        "1",
        "50%",
    ];
    assert!(
        rows(&page).iter().any(|row| row == &council),
        "{:?}",
        rows(&page)
    );
    let states = |name: &str| -> Vec<String> {
        let rows = table(&site, name);
        rows.iter().map(|row| row["state"].clone()).collect()
    };
    assert_eq!(
        states("bai-hoc/kien-nghi/danh-sach.csv"),
        [
            "đã thực hiện (done)",
            "quá hạn (overdue)",
            "chưa ghi gì (unrecorded)"
        ]
    );
    assert_eq!(
        states("du-lieu/tra-loi.csv"),
        ["done", "overdue", "unrecorded"]
    );
    assert!(page.links_to("/ke-hoach/theo-doi/"));
    assert!(
        site.page("/ke-hoach/theo-doi/")
            .links_to("/bai-hoc/kien-nghi/")
    );
    // Before the day, nothing is overdue.
    let earlier = self::site("2024-03-31");
    assert!(
        earlier
            .page("/bai-hoc/kien-nghi/")
            .says("Chờ trả lời, còn 0 ngày")
    );
}

#[test]
fn silence_is_no_zero() {
    let report = "---\ntitle: Đi\ncouncil: HĐND tỉnh B\ndates: 2023-08-18\nlead: A\nlocations: [Lào Cai]\ntopics: [du lịch]\n---\nLời.\n";
    let foreign = report
        .replace(
            "title: Đi",
            "title: Đi xa\ncost: {amount: 500, currency: USD}",
        )
        .replace("2023-08-18", "2023-09-18");
    let texts = [
        ("content/site.yaml", SITE),
        ("content/reports/2023/a.md", report),
        ("content/reports/2023/b.md", &foreign),
    ];
    let site = build(&texts, "2024-01-01");
    assert_eq!(fact(&site.page("/bao-cao/2023/a/"), "Kinh phí"), "chưa ghi");
    assert_eq!(fact(&site.page("/bao-cao/2023/b/"), "Kinh phí"), "500 USD");
    let council = site.page("/co-quan/hdnd-tinh-b/");
    let cost = fact(&council, "Kinh phí");
    assert_eq!(cost, "chưa chuyến nào ghi | 1 chuyến ghi ngoại tệ");
    let rows = table(&site, "du-lieu/kinh-phi.csv");
    let row = &rows[0];
    assert_eq!(
        (&*row["cost"], &*row["cost_trips"], &*row["cost_other"]),
        ("", "0", "1")
    );
    assert_eq!((&*row["people"], &*row["meetings"]), ("", ""));
    let page = site.page("/bao-cao/chi-phi/");
    assert!(page.says("chưa ghi") && !page.says("0 đồng"));
    // Without a recommendation there is nothing to follow up.
    assert!(!site.page("/bai-hoc/kien-nghi/").says("quá hạn"));
}

#[test]
fn a_council_that_ended_leads_to_its_successor() {
    let settings = "title: Kho
councils:
  - {name: HĐND huyện Cũ, level: district, ended: 2025-06-30, successor: HĐND xã Mới}
  - {name: HĐND xã Mới, level: commune}
  - {name: HĐND xã Khác}
";
    let report = "---\ntitle: Đi\ncouncil: HĐND huyện Cũ\ndates: 2023-08-18\nlead: A\nlocations: [Lào Cai]\ntopics: [du lịch]\n---\nLời.\n";
    let texts = [
        ("content/site.yaml", settings),
        ("content/reports/2023/a.md", report),
    ];
    let site = build(&texts, "2026-01-01");
    let old = site.page("/co-quan/hdnd-huyen-cu/");
    assert!(old.says("Cơ quan cấp huyện"));
    assert!(old.says("Đã kết thúc hoạt động, đến hết 30/06/2025. Kế tục: HĐND xã Mới."));
    assert_eq!(old.link("HĐND xã Mới"), "/co-quan/hdnd-xa-moi/");
    // The successor has no record of its own yet.
    let new = site.page("/co-quan/hdnd-xa-moi/");
    assert!(new.says("Kế thừa từ") && new.links_to("/co-quan/hdnd-huyen-cu/"));
    assert!(!site.has("/co-quan/hdnd-xa-khac/"));
    let overview = site.page("/co-quan/");
    assert!(overview.says("đến hết 30/06/2025; kế tục: HĐND xã Mới"));
    let rows = table(&site, "co-quan/danh-sach.csv");
    let cells = ["level", "ended", "successor"].map(|name| rows[0][name].clone());
    assert_eq!(cells, ["cấp huyện (district)", "2025-06-30", "HĐND xã Mới"]);
}

#[test]
fn each_record_has_the_link_to_report_an_inaccuracy() {
    let built = |settings: &str| {
        let settings = format!("{SITE}base_url: https://kho.example.vn/\n{settings}");
        let texts = [
            ("content/site.yaml", &*settings),
            ("content/plans/2023/ke-hoach.md", PLAN),
        ];
        build(&texts, "2024-01-01")
    };
    let link = |site: &Pages| -> Option<String> {
        let page = site.page("/ke-hoach/2023/ke-hoach/");
        let mut links = page
            .all("a")
            .filter(|a| page.text(a).starts_with("Báo sai sót"));
        Some(links.next()?.attribute("href")?.to_owned())
    };
    assert_eq!(link(&built("")), None);
    let site = built("contact_office: vanphong@example.vn\ncorrection_days: 10\n");
    assert_eq!(
        link(&site).as_deref(),
        Some(
            "mailto:vanphong@example.vn?subject=B%C3%A1o%20sai%20s%C3%B3t&body=https://kho.example.vn/ke-hoach/2023/ke-hoach/"
        )
    );
    assert!(
        site.page("/ke-hoach/2023/ke-hoach/")
            .says("trả lời trong 10 ngày")
    );
    let site = built("contact_office: \"https://example.vn/form?trang={url}\"\n");
    assert_eq!(
        link(&site).as_deref(),
        Some("https://example.vn/form?trang=https://kho.example.vn/ke-hoach/2023/ke-hoach/")
    );
    assert!(!site.page("/bao-cao/").says("Báo sai sót"));
}

#[test]
fn a_record_is_not_shown_before_its_day() {
    let report = |published: &str| {
        format!(
            "---\ntitle: Chuyến Kín\ncouncil: HĐND tỉnh A\npublished: {published}\ndates: 2023-08-18\nlead: A\nlocations: [Lào Cai]\ntopics: [du lịch]\n---\nLời.\n"
        )
    };
    let built = |published: &str, today: &str, drafts: bool| {
        let report = report(published);
        let texts = [
            ("content/site.yaml", SITE),
            ("content/reports/2023/a.md", &*report),
        ];
        let today: NaiveDate = today.parse().expect("a day");
        let options = BuildOptions {
            today: Some(today),
            embargo: Some(today),
            drafts,
            ..BuildOptions::default()
        };
        Pages::with(&texts, &options)
    };
    let site = built("2024-05-02", "2024-05-01", false);
    assert_eq!(site.holding("Chuyến Kín"), [""; 0]);
    assert!(built("2024-05-02", "2024-05-02", false).has("/bao-cao/2023/a/"));
    // A month counts as its last day.
    assert!(!built("2024-05", "2024-05-30", false).has("/bao-cao/2023/a/"));
    let shown = built("2024-05-02", "2024-05-01", true);
    assert_eq!(
        shown.page("/bao-cao/2023/a/").title(),
        "Chưa đến ngày đăng: Chuyến Kín"
    );
}

#[test]
fn trips_abroad_have_pages_of_their_countries() {
    let report = "---
title: Học quản lý rác
council: HĐND tỉnh A
dates: {from: 2024-03-04, to: 2024-03-08}
lead: A
locations:
  - {province: Hà Nội, place: sân bay Nội Bài, kind: transit}
  - {country: Japan, place: Kitakyushu, kind: meeting, topics: [moi-truong]}
  - {country: Hàn Quốc, kind: transit}
topics: [moi-truong]
---
Lời.

### Phân loại rác {#bai-1 .practice places=kitakyushu}

Mỗi nhà phân loại rác.
";
    let plan = "---
title: Kế hoạch
council: HĐND tỉnh A
topics: [moi-truong]
batches:
  - {number: 1, time: {from: 2024-09, to: 2024-09}, provinces: [{country: LA, place: Viêng Chăn}, Lào Cai]}
---
Lời.
";
    let texts = [
        ("content/site.yaml", SITE),
        ("content/plans/2024/k.md", plan),
        ("content/reports/2024/a.md", report),
    ];
    let site = build(&texts, "2024-05-01");
    let page = site.page("/bao-cao/2024/a/");
    assert_eq!(fact(&page, "Nơi đến"), "Nhật Bản");
    assert_eq!(page.link("Nhật Bản"), "/nuoc/nhat-ban/");
    let country = site.page("/nuoc/nhat-ban/");
    assert!(country.says("Japan") && country.links_to("/bao-cao/2024/a/"));
    assert!(site.page("/nuoc/lao/").says("Đợt 1: Kế hoạch"));
    assert!(!site.has("/nuoc/han-quoc/"));
    let overview = site.page("/nuoc/");
    assert!(overview.links_to("/nuoc/nhat-ban/") && overview.links_to("/nuoc/lao/"));
    assert!(site.page("/tinh/").links_to("/nuoc/nhat-ban/"));
    // The grid and the provinces are those of Vietnam.
    assert!(!site.page("/tinh/ha-noi/").links_to("/bao-cao/2024/a/"));
    let rows = table(&site, "du-lieu/bao-cao.csv");
    assert_eq!((&*rows[0]["countries"], &*rows[0]["provinces"]), ("JP", ""));
    let data = json(&site, "bao-cao/2024/a/index.json");
    assert_eq!(data["locations"][1]["country"], "JP");
    // A lesson says in which country it was learnt, also one that names no place.
    let lesson = site.page("/bao-cao/2024/a/bai-1/");
    assert_eq!(fact(&lesson, "Học tại"), "Kitakyushu | Nhật Bản");
    assert_eq!(lesson.link("Nhật Bản"), "/nuoc/nhat-ban/");
    assert!(country.says("Phân loại rác") && country.says("Học tại Kitakyushu, Nhật Bản"));
    let whole = report.replace(" places=kitakyushu", "");
    let texts = [texts[0], ("content/reports/2024/a.md", &*whole)];
    let unplaced = build(&texts, "2024-05-01");
    assert!(unplaced.page("/bai-hoc/").says("Học tại Nhật Bản ·"));
    assert_eq!(
        json(&site, "bao-cao/2024/a/index.json")["lessons"][0]["countries"][0],
        "JP"
    );
    let rows = table(&site, "du-lieu/bai-hoc.csv");
    assert_eq!(
        (&*rows[0]["countries"], &*rows[0]["places"]),
        ("JP", "Kitakyushu")
    );
    let shipped = Pages::of(&[("content/site.yaml", SITE)]);
    assert!(!shipped.has("/nuoc/") && !shipped.page("/tinh/").links_to("/nuoc/"));
}

/// The codes of the errors and warnings of the report above with `new` in place of `old`.
fn codes(old: &str, new: &str) -> Vec<&'static str> {
    let report = REPORT.replace(", file: so-lieu.csv", "");
    assert!(report.contains(old), "no {old:?}");
    let report = report.replacen(old, new, 1);
    codes_of(&[
        ("content/site.yaml", SITE),
        ("content/plans/2023/ke-hoach.md", PLAN),
        ("content/reports/2023/lao-cai.md", &report),
    ])
}

fn codes_of(texts: &[(&str, &str)]) -> Vec<&'static str> {
    let sources = ssg_content::source::Sources::from_texts(texts.iter().copied());
    let options = BuildOptions {
        today: "2024-07-01".parse().ok(),
        ..BuildOptions::default()
    };
    let (_, found) = crate::pages::compile(&mut Compiler::default(), sources, &options);
    found.iter().map(|found| found.message.code()).collect()
}

#[test]
fn wrong_values_are_reported() {
    assert_eq!(codes("Lời.", "Lời."), [""; 0]);
    let cost = "  planned: 90.000.000\n";
    assert_eq!(codes(cost, "  amount: 90.000.000\n"), ["cost-lines-differ"]);
    assert_eq!(codes(cost, "  amount: 80.000.000\n"), [""; 0]);
    assert_eq!(codes("amount: 50.000.000", "note: chưa rõ"), [""; 0]);
    for (amount, code) in [
        ("12.500.000đ", "not-a-number"),
        ("1.5", "not-a-number"),
        ("99999999999999", "number-too-large"),
    ] {
        let planned = format!("  planned: {amount}\n");
        assert_eq!(codes(cost, &planned), [code], "{amount}");
    }
    assert_eq!(codes("lesson: bai-2", "lesson: bai-9"), ["unknown-lesson"]);
    assert_eq!(codes("state: accepted", "state: xong"), ["unknown-value"]);
    assert_eq!(codes("due: 2024-03", "due: tháng sau"), ["not-a-date"]);
    let url = "\"https://example.vn/qd\"";
    assert_eq!(codes(url, "example.vn/qd"), ["not-a-web-address"]);
    assert_eq!(
        codes("figure: tăng 12 %", "file: khac.csv"),
        ["broken-link"]
    );
    let place = "{province: Lào Cai, place: Bắc Hà";
    assert_eq!(codes(place, "{country: Nhật Bảng"), ["unknown-country"]);
    assert_eq!(
        codes(place, "{country: Lào, province: Lào Cai"),
        ["one-of-two"]
    );
    assert_eq!(codes(place, "{place: Bắc Hà"), ["missing-key"]);
    let settings = |new: &str| codes_of(&[("content/site.yaml", &format!("{SITE}{new}"))]);
    assert_eq!(
        settings("contact_office: phòng 12\n"),
        ["bad-contact-office"]
    );
    let councils = SITE.replace("province: Lào Cai", "successor: HĐND tỉnh Bê");
    assert_eq!(
        codes_of(&[("content/site.yaml", &*councils)]),
        ["unknown-successor"]
    );
    let ended = SITE.replace("province: Lào Cai", "ended: 2020-06-30");
    let texts = [
        ("content/site.yaml", &*ended),
        ("content/plans/2023/ke-hoach.md", PLAN),
        (
            "content/reports/2023/lao-cai.md",
            &*REPORT.replace(", file: so-lieu.csv", ""),
        ),
    ];
    assert_eq!(codes_of(&texts), ["council-ended"]);
}

/// An entry about a lesson: the month until which an answer is due, the answer, and its month.
type Entry = (Option<u32>, Option<usize>, Option<u32>);

/// A trip: council, first month, days, people, the amounts of its items, meetings, and the entries of
/// each of its recommendations.
type Trip = (
    usize,
    u32,
    u64,
    Option<u64>,
    Vec<u64>,
    usize,
    Vec<Vec<Entry>>,
);

const STATES: [&str; 4] = ["accepted", "partly", "refused", "done"];

fn month(number: u32) -> String {
    format!("{}-{:02}", 2022 + number / 12, number % 12 + 1)
}

fn source((council, from, days, people, items, meetings, lessons): &Trip) -> String {
    let first: NaiveDate = format!("{}-03", month(*from)).parse().expect("a day");
    let last = first + Days::new(days - 1);
    let mut text = format!(
        "---\ntitle: Đi\ncouncil: HĐND tỉnh {}\ndates: {{from: {first}, to: {last}}}\nlead: A\ntopics: [du lịch]\n",
        ["A", "B"][*council]
    );
    if let Some(people) = people {
        let _ = writeln!(text, "size: {people}");
    }
    text.push_str("locations:\n  - {province: Lào Cai}\n");
    for _ in 0..*meetings {
        text.push_str("  - {province: Lào Cai, kind: meeting}\n");
    }
    if !items.is_empty() {
        text.push_str("cost:\n  lines:\n");
        for amount in items {
            let _ = writeln!(text, "    - {{item: Khoản, amount: {amount}}}");
        }
    }
    if lessons.iter().any(|entries| !entries.is_empty()) {
        text.push_str("answers:\n");
    }
    for (at, entries) in lessons.iter().enumerate() {
        for (due, state, date) in entries {
            let _ = write!(text, "  - {{lesson: bai-{at}, to: UBND");
            if let Some(due) = due {
                let _ = write!(text, ", due: {}", month(*due));
            }
            if let Some(state) = state {
                let _ = write!(text, ", state: {}", STATES[*state]);
            }
            if let Some(date) = date {
                let _ = write!(text, ", date: {}", month(*date));
            }
            text.push_str("}\n");
        }
    }
    text.push_str("---\nLời.\n");
    for at in 0..lessons.len() {
        let _ = write!(
            text,
            "\n### Bài {at} {{#bai-{at} .recommendation}}\n\nNên làm.\n"
        );
    }
    text
}

fn trips() -> impl Strategy<Value = Vec<Trip>> {
    let entry = (
        proptest::option::of(0..36_u32),
        proptest::option::of(0..4_usize),
        proptest::option::of(0..36_u32),
    );
    let entries = prop::collection::vec(entry, 0..3);
    let trip = (
        0..2_usize,
        0..30_u32,
        1..9_u64,
        proptest::option::of(1..40_u64),
        prop::collection::vec(0..90_000_000_u64, 0..4),
        0..3_usize,
        prop::collection::vec(entries, 0..3),
    );
    prop::collection::vec(trip, 1..8)
}

/// The sum of a column over rows; blank cells add nothing.
fn column_sum(rows: &[BTreeMap<String, String>], name: &str) -> u64 {
    let cells = rows.iter().filter_map(|row| row[name].parse::<u64>().ok());
    cells.sum()
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(
            std::env::var("CASES").map_or(12, |cases| cases.parse().expect("a number")),
        )
    })]

    /// Page, CSV and JSON say the same sums and states, and these are those of the sources.
    #[test]
    fn sums_rates_and_states_agree(trips in trips(), today in 0..40_u32) {
        let today = format!("{}-15", month(today));
        let mut sources = vec![("content/site.yaml".to_owned(), SITE.to_owned())];
        for (at, trip) in trips.iter().enumerate() {
            let year = 2022 + trip.1 / 12;
            sources.push((format!("content/reports/{year}/b{at}.md"), source(trip)));
        }
        let texts: Vec<(&str, &str)> = sources.iter().map(|(path, text)| (&**path, &**text)).collect();
        let site = build(&texts, &today);
        let today: NaiveDate = today.parse().expect("a day");

        let sums = table(&site, "du-lieu/kinh-phi.csv");
        let costed = || trips.iter().filter(|trip| !trip.4.is_empty());
        prop_assert_eq!(column_sum(&sums, "trips"), trips.len() as u64);
        prop_assert_eq!(column_sum(&sums, "days"), trips.iter().map(|trip| trip.2).sum::<u64>());
        prop_assert_eq!(column_sum(&sums, "people"), trips.iter().filter_map(|trip| trip.3).sum::<u64>());
        prop_assert_eq!(column_sum(&sums, "cost"), costed().flat_map(|trip| &trip.4).sum::<u64>());
        prop_assert_eq!(column_sum(&sums, "cost_trips"), costed().count() as u64);
        prop_assert_eq!(column_sum(&sums, "meetings"), trips.iter().map(|trip| trip.5 as u64).sum::<u64>());
        let page = rows(&site.page("/bao-cao/chi-phi/"));
        for (council, name) in ["HĐND tỉnh A", "HĐND tỉnh B"].into_iter().enumerate() {
            let own: Vec<&Trip> = trips.iter().filter(|trip| trip.0 == council).collect();
            let of_page = page.iter().find(|row| row[0] == name);
            prop_assert_eq!(of_page.is_some(), !own.is_empty());
            let Some(of_page) = of_page else { continue };
            let cost: u64 = own.iter().flat_map(|trip| &trip.4).sum();
            let silent = own.iter().filter(|trip| trip.4.is_empty()).count();
            let expected = match (own.len() - silent, silent) {
                (0, _) => "chưa ghi".to_owned(),
                (_, 0) => grouped(cost),
                (_, silent) => format!("{} {silent} chưa ghi", grouped(cost)),
            };
            prop_assert_eq!(&of_page[4], &expected);
            let both = own.iter().filter(|trip| !trip.4.is_empty() && trip.3.is_some());
            let (spent, person_days) = both.fold((0, 0), |(spent, days), trip| {
                (spent + trip.4.iter().sum::<u64>(), days + trip.3.unwrap_or(0) * trip.2)
            });
            let expected = match person_days {
                0 => "chưa ghi".to_owned(),
                days => grouped((spent * 2 + days) / (days * 2)),
            };
            prop_assert_eq!(&of_page[6], &expected);
        }

        let answers = table(&site, "du-lieu/tra-loi.csv");
        let followed: usize = trips.iter().map(|trip| trip.6.len()).sum();
        prop_assert_eq!(answers.len(), followed);
        for (at, trip) in trips.iter().enumerate() {
            let folder = format!("bao-cao/{}/b{at}", 2022 + trip.1 / 12);
            let data = json(&site, &format!("{folder}/index.json"));
            prop_assert_eq!(
                data["cost"]["amount"].as_u64(),
                (!trip.4.is_empty()).then(|| trip.4.iter().sum::<u64>())
            );
            for (lesson, entries) in trip.6.iter().enumerate() {
                let id = format!("{}/b{at}/bai-{lesson}", 2022 + trip.1 / 12);
                let row = answers.iter().find(|row| row["id"] == id).expect("a row");
                let has_day = entries.iter().any(|(due, _, _)| due.is_some());
                let is_answered = entries.iter().any(|(_, state, _)| state.is_some());
                let state = &*row["state"];
                prop_assert_eq!(is_answered, STATES.contains(&state), "{}", state);
                prop_assert_eq!(entries.is_empty(), state == "unrecorded");
                prop_assert!(has_day || !["overdue", "awaited"].contains(&state));
                prop_assert!(has_day || row["late_days"].is_empty());
                prop_assert_eq!(state == "overdue", !is_answered && has_day && is_past(&row["due"], today));
                let answer = &data["lessons"][lesson]["answer"];
                prop_assert_eq!(answer.as_str(), is_answered.then_some(state));
                let page = site.page(&format!("/{folder}/bai-{lesson}/"));
                prop_assert_eq!(page.says("Quá hạn trả lời"), state == "overdue");
            }
        }
        let due: Vec<_> = answers.iter().filter(|row| is_past(&row["due"], today)).collect();
        let page = site.page("/bai-hoc/kien-nghi/");
        let is_silent = answers.iter().all(|row| row["state"] == "unrecorded");
        if !is_silent {
            let mut expected = format!("{} kiến nghị đã đến hạn", due.len());
            if !due.is_empty() {
                let percent = |keep: &dyn Fn(&str) -> bool| {
                    let part = due.iter().filter(|row| keep(&row["state"])).count();
                    (part * 100 + due.len() / 2) / due.len()
                };
                let _ = write!(
                    expected,
                    ", {}% được trả lời, {}% đã thực hiện",
                    percent(&|state| STATES.contains(&state)),
                    percent(&|state| state == "done"),
                );
            }
            prop_assert!(page.says(&expected), "{}: {}", expected, page.words());
        }
    }
}

/// Whether the last day of a month is before `today`; an empty text names none.
fn is_past(month: &str, today: NaiveDate) -> bool {
    let first = format!("{month}-01").parse::<NaiveDate>();
    first.is_ok_and(|first| (first.year(), first.month()) < (today.year(), today.month()))
}

fn grouped(number: u64) -> String {
    ssg_vietnam::text::grouped(number)
}
