//! The pages of the archive: which lists lead to a record, and what its page shows.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use ssg_base::message::{Language, Message};
use ssg_base::path::SourcePath;
use ssg_content::source::Sources;
use ssg_site::compiler::{BuildOptions, Compiler};

use crate::pages::{Page, Pages};
use crate::program;

const CON_DAO: &str = "/bao-cao/2023/con-dao-mot-so-tinh-phia-bac/";
const DONG_THAP: &str = "/ke-hoach/2023/dong-thap/";

fn shipped() -> Pages {
    Pages::from_sources(program::shipped(), &BuildOptions::default())
}

const SITE: &str = "title: Kho\n";

/// A report with the required keys and these lines of front matter.
fn report(title: &str, from: &str, to: &str, more: &str) -> String {
    format!("---\ntitle: {title}\ndates: {{from: {from}, to: {to}}}\n{more}\n---\nLời văn.\n")
}

/// Builds a site of these sources, by path below `content/`.
fn site(settings: &str, texts: &[(&str, String)]) -> Pages {
    site_with(settings, texts, &BuildOptions::default())
}

fn site_with(settings: &str, texts: &[(&str, String)], build: &BuildOptions) -> Pages {
    let texts: Vec<(String, &str)> = texts
        .iter()
        .map(|(path, text)| (format!("content/{path}"), &**text))
        .collect();
    let mut all = vec![("content/site.yaml", settings)];
    all.extend(texts.iter().map(|(path, text)| (&**path, *text)));
    Pages::with(&all, build)
}

/// The titles of the reports that a list page links to.
fn rows(page: &Page) -> Vec<String> {
    let items = page.all("ol").filter(|list| list.has_class("rows"));
    let links = items.flat_map(|list| page.inside(list).filter(|e| e.name == "a"));
    links.map(|link| page.text(link)).collect()
}

#[test]
fn report_is_two_clicks_from_home() {
    let site = shipped();
    let home = site.page("/");
    for way in [
        "2023",
        "Lào Cai",
        "Thái Nguyên",
        "Giám sát",
        "Chuyển đổi số",
        "Du lịch",
    ] {
        let page = site.page(&home.link(way));
        assert!(page.links_to(CON_DAO), "{way}: {}", page.url);
    }
    assert_eq!(home.link("2023"), "/nam/2023/");
    assert_eq!(home.link("Lào Cai"), "/tinh/lao-cai/");
    assert_eq!(home.link("Thái Nguyên"), "/tinh/thai-nguyen/");
    assert_eq!(home.link("Du lịch"), "/chu-de/du-lich/");
    assert!(home.links_to(CON_DAO) && home.links_to(DONG_THAP));
}

#[test]
fn lists_a_former_province_under_its_successor() {
    let site = shipped();
    let report = site.page(CON_DAO);
    assert_eq!(report.link("Bắc Kạn"), "/tinh/thai-nguyen/#bac-kan");
    assert!(report.says("Bắc Kạn (nay thuộc Thái Nguyên)"));
    assert!(report.says("Hồ Ba Bể, tỉnh Bắc Kạn"));
    let province = site.page("/tinh/thai-nguyen/");
    let former = province.by_id("bac-kan").expect("its own section");
    let to: Vec<_> = province.inside(former).collect();
    assert!(province.text(former).starts_with("Bắc Kạn 1 chuyến"));
    assert!(to.iter().any(|e| e.name == "a"));
    let old = site.page("/tinh/bac-kan/");
    assert_eq!(old.link("Thái Nguyên"), "/tinh/thai-nguyen/#bac-kan");
}

#[test]
fn transit_stops_are_not_indexed() {
    let site = shipped();
    // Nội Bài is an airport on the way.
    let hanoi = site.page("/tinh/ha-noi/");
    assert!(!hanoi.links_to(CON_DAO));
    assert!(hanoi.says("Chưa có báo cáo nào"));
    assert!(site.page(CON_DAO).says("sân bay Nội Bài"));
    // Cao Bằng is passed through and then visited.
    assert!(site.page("/tinh/cao-bang/").links_to(CON_DAO));
}

#[test]
fn lessons_keep_their_ids_and_kinds() {
    let site = shipped();
    let report = site.page(CON_DAO);
    let lessons = [
        ("bai-hoc-4-1", "practice", "cach-lam-hay"),
        ("bai-hoc-4-2", "practice", "cach-lam-hay"),
        ("bai-hoc-4-3a", "practice", "cach-lam-hay"),
        ("bai-hoc-4-3b", "caution", "dieu-can-tranh"),
        ("bai-hoc-4-4", "practice", "cach-lam-hay"),
        ("bai-hoc-4-5", "recommendation", "kien-nghi"),
    ];
    let sections = report.all("section").filter(|e| e.has_class("lesson"));
    let ids: Vec<_> = sections.filter_map(|e| e.attribute("id")).collect();
    assert_eq!(ids, lessons.map(|(id, ..)| id));
    for (id, kind, list) in lessons {
        let section = report.by_id(id).expect("in the report");
        assert!(section.has_class(kind), "{id}");
        let url = format!("{CON_DAO}{id}/");
        let page = site.page(&url);
        assert!(report.text(section).contains(&page.title()), "{id}");
        assert!(
            page.links()
                .iter()
                .any(|(_, to)| to.starts_with(CON_DAO) && *to != url)
        );
        for (other, ..) in [
            ("cach-lam-hay", ""),
            ("dieu-can-tranh", ""),
            ("kien-nghi", ""),
        ] {
            let listed = site.page(&format!("/bai-hoc/{other}/")).links_to(&url);
            assert_eq!(listed, other == list, "{id} in {other}");
        }
        assert!(site.page("/bai-hoc/").links_to(&url), "{id}");
    }
    let caution = site.page(&format!("{CON_DAO}bai-hoc-4-3b/"));
    assert!(caution.says("Thác Bản Giốc") && caution.says("Bắc Kạn (nay thuộc Thái Nguyên)"));
}

#[test]
fn plan_shows_its_batches_and_footnotes() {
    let site = shipped();
    let plan = site.page(DONG_THAP);
    for number in 1..=5 {
        let batch = plan.by_id(&format!("dot-{number}"));
        let text = plan.text(batch.expect("a batch"));
        assert!(text.starts_with(&format!("Đợt {number} ")), "{text}");
        let state = if number == 5 {
            "Chưa ghi ngày cụ thể"
        } else {
            "Chưa có báo cáo trong kho này"
        };
        assert!(text.contains(state), "{text}");
    }
    assert!(plan.by_id("dot-6").is_none());
    for note in 1..=3 {
        let mention = plan.by_id(&format!("fnref-{note}-1")).expect("a mention");
        let link = plan
            .inside(mention)
            .find(|e| e.name == "a")
            .expect("a link");
        assert_eq!(link.attribute("href"), Some(&*format!("#fn-{note}")));
        let text = plan.by_id(&format!("fn-{note}")).expect("a note");
        assert!(plan.text(text).starts_with("Cụ thể:"));
    }
    assert_eq!(plan.link("Bạc Liêu"), "/tinh/ca-mau/#bac-lieu");
    let row = site.page("/tinh/ca-mau/");
    assert_eq!(row.link("Đợt 2:"), format!("{DONG_THAP}#dot-2"));
}

#[test]
fn says_what_the_original_left_blank() {
    let report = shipped().page(CON_DAO);
    assert!(report.says("Báo cáo …/BC-HĐND"));
    assert!(report.says("bản gốc để trống số, ngày ký và tên người ký"));
}

#[test]
fn lists_a_trip_over_new_year_in_both_years() {
    let more = "council: HĐND tỉnh A\nlead: An\nlocations: [Lào Cai]\ntopics: [du lịch]";
    let text = report("Qua năm mới", "2023-12-30", "2024-01-02", more);
    let site = site(SITE, &[("reports/2023/qua-nam.md", text)]);
    let url = "/bao-cao/2023/qua-nam/";
    for year in ["2023", "2024"] {
        let page = site.page(&format!("/nam/{year}/"));
        assert_eq!(rows(&page), ["Qua năm mới"], "{year}");
        assert!(site.page(url).links_to(&format!("/nam/{year}/")));
    }
    assert!(!site.has("/nam/2025/"));
}

#[test]
fn separates_leads_with_equal_names_or_slugs() {
    let led = |council: &str, lead: &str, day: &str| {
        let more = format!("council: {council}\nlead: {{name: {lead}, position: Chủ tịch}}");
        report(&format!("{lead} {council}"), day, day, &more)
    };
    let site = site(
        SITE,
        &[
            (
                "reports/2023/a.md",
                led("HĐND tỉnh A", "Nguyễn Văn Hà", "2023-01-01"),
            ),
            ("reports/2023/e.md", led("HĐND tỉnh B", "Con", "2023-05-01")),
            ("reports/2023/f.md", led("HĐND tỉnh B", "Con", "2023-06-01")),
            (
                "reports/2023/b.md",
                led("HĐND tỉnh B", "Nguyễn Văn Hà", "2023-02-01"),
            ),
            (
                "reports/2023/c.md",
                led("HĐND tỉnh A", "Nguyễn Văn Hạ", "2023-03-01"),
            ),
            (
                "reports/2023/g.md",
                led("HĐND tỉnh A", "Nguyễn Văn Hạ", "2023-07-01"),
            ),
            (
                "reports/2023/d.md",
                led("HĐND tỉnh A", "NGUYỄN VĂN HÀ", "2023-04-01"),
            ),
        ],
    );
    let at = |url: &str| rows(&site.page(url));
    assert_eq!(
        at("/co-quan/hdnd-tinh-a/nguyen-van-ha/"),
        ["NGUYỄN VĂN HÀ HĐND tỉnh A", "Nguyễn Văn Hà HĐND tỉnh A"]
    );
    assert_eq!(
        at("/co-quan/hdnd-tinh-a/nguyen-van-ha-2/"),
        ["Nguyễn Văn Hạ HĐND tỉnh A", "Nguyễn Văn Hạ HĐND tỉnh A"]
    );
    // Who made one trip has no page: links lead to its report.
    let council = site.page("/co-quan/hdnd-tinh-b/");
    assert_eq!(council.link("Nguyễn Văn Hà"), "/bao-cao/2023/b/");
    assert!(!site.has("/co-quan/hdnd-tinh-b/nguyen-van-ha/"));
    let leads = site.page("/truong-doan/");
    assert!(leads.says("4 trưởng đoàn"));
    // A name that is reserved in addresses gets a prefix.
    assert_eq!(site.page("/co-quan/hdnd-tinh-b/").title(), "HĐND tỉnh B");
    assert_eq!(leads.link("Con"), "/co-quan/hdnd-tinh-b/truong-doan-con/");
}

#[test]
fn sorts_overviews_in_vietnamese_order() {
    let names = [
        "Ân Mỹ", "Ăn La", "An Kỳ", "Đông", "Dương", "Dũng", "Em", "Ếch", "Ê Đê",
    ];
    let texts: Vec<(String, String)> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let day = format!("2023-01-{:02}", at + 1);
            let more = format!("council: HĐND xã {name}\nlead: {name}");
            (
                format!("reports/2023/r{at}.md"),
                report("Đi", &day, &day, &more),
            )
        })
        .collect();
    let texts: Vec<(&str, String)> = texts.iter().map(|(p, t)| (&**p, t.clone())).collect();
    let site = site(SITE, &texts);
    let bars = |url: &str| -> Vec<String> {
        let page = site.page(url);
        let lists = page.all("ol").filter(|list| list.has_class("bars"));
        let links = lists.flat_map(|list| page.inside(list).filter(|e| e.name == "a"));
        links.map(|link| page.text(link)).collect()
    };
    let order = [
        "An Kỳ", "Ăn La", "Ân Mỹ", "Dũng", "Dương", "Đông", "Em", "Ê Đê", "Ếch",
    ];
    assert_eq!(
        bars("/co-quan/"),
        order.map(|name| format!("HĐND xã {name}"))
    );
    let provinces = bars("/tinh/");
    let place = |name: &str| provinces.iter().position(|p| p == name).expect(name);
    assert!(place("Cao Bằng") < place("Điện Biên") && place("Điện Biên") < place("Lai Châu"));
}

/// The rows of each page of a list, following the link "Sau" from the first.
fn list_pages(site: &Pages, first: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut at = Some(first.to_owned());
    while let Some(url) = at {
        let page = site.page(&url);
        pages.push(rows(&page));
        let next = page.links().into_iter().find(|(text, _)| text == "Sau");
        at = next.map(|(_, to)| to);
        assert!(pages.len() < 50, "{first} does not end");
    }
    pages
}

#[test]
fn paginates_long_lists() {
    let texts: Vec<(String, String)> = (0..21)
        .map(|at| {
            let day = format!("2023-01-{:02}", at + 1);
            let more = "council: HĐND tỉnh A\nlead: An\nlocations: [Lào Cai]\ntopics: [du lịch]";
            (
                format!("reports/2023/r{at}.md"),
                report(&format!("Chuyến {at:02}"), &day, &day, more),
            )
        })
        .collect();
    let texts: Vec<(&str, String)> = texts.iter().map(|(p, t)| (&**p, t.clone())).collect();
    let site = site("title: Kho\nper_page: 2\n", &texts);
    let newest_first: Vec<String> = (0..21).rev().map(|at| format!("Chuyến {at:02}")).collect();
    for list in [
        "/bao-cao/",
        "/nam/2023/",
        "/tinh/lao-cai/",
        "/chu-de/du-lich/",
        "/co-quan/hdnd-tinh-a/",
        "/co-quan/hdnd-tinh-a/an/",
    ] {
        let pages = list_pages(&site, list);
        assert_eq!(pages.len(), 11, "{list}");
        assert!(pages[..10].iter().all(|rows| rows.len() == 2), "{list}");
        assert_eq!(pages.concat(), newest_first, "{list}");
        assert!(!site.has(&format!("{list}trang-1/")), "{list}");
        assert!(!site.has(&format!("{list}trang-12/")), "{list}");
    }
    // The pager shows the first page, the last, two on either side of the current, and gaps between.
    let pager = |number: usize| -> Vec<String> {
        let url = match number {
            1 => "/bao-cao/".to_owned(),
            n => format!("/bao-cao/trang-{n}/"),
        };
        let page = site.page(&url);
        let pager = page.all("nav").find(|nav| nav.has_class("pager"));
        let items = page
            .inside(pager.expect("a pager"))
            .filter(|e| e.name == "li");
        items
            .map(|item| page.text(item).replace("Trang ", ""))
            .collect()
    };
    assert_eq!(pager(1), ["1", "2", "3", "…", "11", "Sau"]);
    assert_eq!(
        pager(6),
        ["Trước", "1", "…", "4", "5", "6", "7", "8", "…", "11", "Sau"]
    );
    assert_eq!(
        pager(4),
        ["Trước", "1", "2", "3", "4", "5", "6", "…", "11", "Sau"]
    );
    assert_eq!(pager(11), ["Trước", "1", "…", "9", "10", "11"]);
    // Only the first page shows what is not part of the rows.
    assert!(site.page("/tinh/lao-cai/").says("Trong kế hoạch"));
    assert!(!site.page("/tinh/lao-cai/trang-2/").says("Trong kế hoạch"));
}

const SECRET: &str = "Chuyện-kín-zyx";

/// A report with [`SECRET`] in every field that an author can write.
fn secret(status: &str) -> String {
    format!(
        "---\ntitle: Tên {SECRET}\nsummary: Tóm {SECRET}\ncouncil: HĐND {SECRET}\n{status}\n\
         dates: {{from: 2023-01-01, to: 2023-01-02}}\n\
         lead: {{name: Ông {SECRET}, position: Chức {SECRET}}}\n\
         locations: [{{province: Lào Cai, place: {SECRET}, subject: Việc {SECRET}, host: {SECRET}}}]\n\
         topics: [du lịch]\nassessment: [Tốt {SECRET}]\ncost: {{source: Từ {SECRET}}}\n\
         references: [{{role: basis, about: Về {SECRET}}}]\nplan: 2023/ke-hoach/1\n---\n\
         Lời {SECRET}.\n\n### Bài {SECRET} {{#bai-1 .practice}}\n\nNội dung {SECRET}.\n"
    )
}

const PLAN: &str = "---\ntitle: Kế hoạch năm\ncouncil: HĐND tỉnh A\nbatches: [{number: 1, provinces: [Lào Cai]}]\n---\n";

#[test]
fn hides_drafts_unless_requested() {
    let texts = [
        ("reports/2023/nhap.md", secret("status: draft")),
        ("plans/2023/ke-hoach.md", PLAN.to_owned()),
    ];
    let without_drafts = site(SITE, &texts);
    assert_eq!(without_drafts.holding(SECRET), [""; 0]);
    assert!(!without_drafts.has("/bao-cao/2023/nhap/") && !without_drafts.has("/nam/2022/"));
    assert!(
        without_drafts
            .page(DONG_THAP.replace("dong-thap", "ke-hoach").as_str())
            .says("Chưa ghi ngày cụ thể")
    );
    let drafts = BuildOptions {
        drafts: true,
        ..BuildOptions::default()
    };
    let with_drafts = site_with(SITE, &texts, &drafts);
    for url in [
        "/bao-cao/2023/nhap/",
        "/bao-cao/2023/nhap/bai-1/",
        "/bao-cao/",
        "/tinh/lao-cai/",
        "/chu-de/du-lich/",
        "/ke-hoach/2023/ke-hoach/",
    ] {
        assert!(with_drafts.page(url).says(SECRET), "{url}");
    }
}

#[test]
fn withdrawn_report_keeps_its_address_without_its_text() {
    let status = "status: withdrawn\nreason: Sai số liệu\nreplaced_by: 2023/moi\n\
                  updates: [{date: 2024-05-06, note: Rút báo cáo}]\naliases: [/cu/]";
    let texts = [
        ("reports/2023/rut.md", secret(status)),
        (
            "reports/2023/moi.md",
            report(
                "Bản mới",
                "2023-01-01",
                "2023-01-02",
                "uses: [2023/rut/bai-1]",
            ),
        ),
        ("plans/2023/ke-hoach.md", PLAN.to_owned()),
    ];
    let site = site(SITE, &texts);
    for url in ["/bao-cao/2023/rut/", "/bao-cao/2023/rut/bai-1/"] {
        let page = site.page(url);
        assert!(
            page.says("Thu hồi ngày 06/05/2024. Lý do: Sai số liệu"),
            "{url}"
        );
        assert_eq!(page.link("Bản mới"), "/bao-cao/2023/moi/");
    }
    let holding: Vec<&str> = site.holding(SECRET);
    assert_eq!(holding, [""; 0]);
    let rows_of = |url: &str| rows(&site.page(url));
    assert_eq!(rows_of("/bao-cao/"), ["Bản mới"]);
    // The address answers without the name of the council.
    let council = site.page("/co-quan/hdnd-chuyen-kin-zyx/");
    assert_eq!(council.link("Cơ quan"), "/co-quan/");
    assert!(site.page("/tinh/lao-cai/").says("Chưa có báo cáo nào"));
}

#[test]
fn redirects_old_addresses() {
    let text = "---\ntitle: Chuyến đi\ndates: 2023-01-01\naliases: [/bao-cao/2022/cu/, xua]\n\
                lesson_aliases: {bai-cu: bai-1, bai-bo: ''}\n---\n### Bài một {#bai-1 .practice}\n\nLời.\n";
    let site = site(
        "title: Kho\nbase_url: https://a.vn/kho/\n",
        &[("reports/2023/x.md", text.to_owned())],
    );
    for (old, new) in [
        ("/bao-cao/2022/cu/", "/bao-cao/2023/x/"),
        ("/xua/", "/bao-cao/2023/x/"),
        ("/bao-cao/2023/x/bai-cu/", "/bao-cao/2023/x/bai-1/"),
        ("/bao-cao/2023/x/bai-bo/", "/bao-cao/2023/x/"),
    ] {
        let page = site.page(old);
        assert!(page.links_to(new), "{old}");
        let refresh = page
            .all("meta")
            .find(|meta| meta.attribute("http-equiv") == Some("refresh"));
        let content = refresh
            .and_then(|meta| meta.attribute("content"))
            .expect("a refresh");
        let href = content
            .strip_prefix("0; url=")
            .expect("a redirect without delay");
        assert_eq!(crate::pages::resolve(old, href).as_deref(), Some(new));
        let canonical = page
            .all("link")
            .find(|link| link.attribute("rel") == Some("canonical"));
        let canonical = canonical.and_then(|link| link.attribute("href"));
        assert_eq!(canonical, Some(&*format!("https://a.vn/kho{new}")));
        assert!(site.has(new), "{new}");
    }
}

#[test]
fn state_of_a_batch_follows_date_and_deadline() {
    let plan = "---\ntitle: Kế hoạch\ncouncil: HĐND tỉnh A\n%REPORTING%batches:\n\
        \x20 - {number: 1, time: {from: 2023-03-01, to: 2023-03-31}}\n\
        \x20 - {number: 2, time: {from: 2023-03}, state: cancelled, reason: Bão số 5}\n\
        \x20 - {number: 3, time: {from: 2023-03}}\n\
        \x20 - {number: 4, time: {text: khi cần}}\n---\n";
    let trip = report(
        "Đã đi",
        "2023-03-02",
        "2023-03-03",
        "council: HĐND tỉnh A\nplan: ke-hoach/3",
    );
    let states = |today: &str, reporting: &str, settings: &str| -> Vec<String> {
        let texts = [
            (
                "plans/2023/ke-hoach.md",
                plan.replace("%REPORTING%", reporting),
            ),
            ("reports/2023/x.md", trip.clone()),
        ];
        let build = BuildOptions {
            today: Some(today.parse::<NaiveDate>().expect("a day")),
            ..BuildOptions::default()
        };
        let page = site_with(settings, &texts, &build).page("/ke-hoach/2023/ke-hoach/");
        let states = page.all("p").filter(|p| p.has_class("state"));
        states.map(|state| page.text(state)).collect()
    };
    let within = "reporting: {within_days: 10}\n";
    let of_site = "title: Kho\nreporting: {report_within_days: 10}\n";
    for (today, reporting, settings, first) in [
        ("2023-01-01", "", SITE, "Dự kiến"),
        ("2023-03-31", "", SITE, "Dự kiến"),
        ("2023-04-01", "", SITE, "Chưa có báo cáo trong kho này"),
        ("2023-03-31", within, SITE, "Dự kiến"),
        ("2023-04-01", within, SITE, "Chờ báo cáo, còn 9 ngày"),
        ("2023-04-10", within, SITE, "Chờ báo cáo, còn 0 ngày"),
        ("2023-04-11", within, SITE, "Quá hạn báo cáo 1 ngày"),
        ("2026-10-04", within, SITE, "Quá hạn báo cáo 1.273 ngày"),
        ("2023-04-11", "", of_site, "Quá hạn báo cáo 1 ngày"),
        (
            "2023-04-11",
            "reporting: {within_days: 11}\n",
            of_site,
            "Chờ báo cáo, còn 0 ngày",
        ),
    ] {
        let all = [first, "Đã hủy", "Đã có báo cáo", "Chưa ghi ngày cụ thể"];
        assert_eq!(
            states(today, reporting, settings),
            all,
            "{today} {reporting}"
        );
    }
}

#[test]
fn a_report_and_its_batch_link_to_each_other() {
    let plan = PLAN.replace("[{number: 1,", "[{number: 7, theme: Du lịch,");
    for written in ["2023/ke-hoach/7", "ke-hoach/7"] {
        let trip = report(
            "Đã đi",
            "2023-03-02",
            "2023-03-03",
            &format!("plan: {written}"),
        );
        let texts = [
            ("plans/2023/ke-hoach.md", plan.clone()),
            ("reports/2023/x.md", trip),
        ];
        let site = site(SITE, &texts);
        let report = site.page("/bao-cao/2023/x/");
        assert_eq!(
            report.link("Đợt 7: Kế hoạch năm"),
            "/ke-hoach/2023/ke-hoach/#dot-7"
        );
        let plan = site.page("/ke-hoach/2023/ke-hoach/");
        let batch = plan.by_id("dot-7").expect("the batch");
        let links: Vec<_> = plan
            .inside(batch)
            .filter_map(|e| e.attribute("href"))
            .collect();
        assert!(links.contains(&"../../../bao-cao/2023/x/"), "{links:?}");
        assert!(plan.says("1 trong 1 đợt có báo cáo trong kho"));
    }
}

#[test]
fn recognizes_a_council_by_each_of_its_names() {
    let settings = "title: Kho\ncouncils:\n  - {name: HĐND huyện Côn Đảo, aliases: [Hội đồng Côn Đảo]}\n  - {name: HĐND tỉnh B}\n";
    let names = [
        "HĐND huyện Côn Đảo",
        "Hội đồng nhân dân huyện Côn Đảo",
        "hội đồng Nhân dân  Huyện Côn Đảo",
        "Hội đồng Côn Đảo",
    ];
    let texts: Vec<(String, String)> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let day = format!("2023-01-0{}", at + 1);
            let text = report(
                &format!("Chuyến {at}"),
                &day,
                &day,
                &format!("council: {name}"),
            );
            (format!("reports/2023/r{at}.md"), text)
        })
        .collect();
    let texts: Vec<(&str, String)> = texts.iter().map(|(p, t)| (&**p, t.clone())).collect();
    let site = site(settings, &texts);
    let page = site.page("/co-quan/hdnd-huyen-con-dao/");
    assert_eq!(page.title(), "HĐND huyện Côn Đảo");
    assert_eq!(
        rows(&page),
        ["Chuyến 3", "Chuyến 2", "Chuyến 1", "Chuyến 0"]
    );
    // A council that has no record has no page.
    assert!(site.page("/co-quan/").says("1 cơ quan") && !site.has("/co-quan/hdnd-tinh-b/"));
}

#[test]
fn separates_councils_with_equal_names_by_province() {
    let of = |province: &str, day: &str| {
        let council = format!("council: HĐND huyện Châu Thành (tỉnh {province})");
        report(province, day, day, &council)
    };
    let site = site(
        SITE,
        &[
            ("reports/2023/a.md", of("Long An", "2023-01-01")),
            ("reports/2023/b.md", of("Tiền Giang", "2023-01-02")),
        ],
    );
    let at = |slug: &str| rows(&site.page(&format!("/co-quan/hdnd-huyen-chau-thanh-tinh-{slug}/")));
    assert_eq!(
        (at("long-an"), at("tien-giang")),
        (vec!["Long An".into()], vec!["Tiền Giang".into()])
    );
}

#[test]
fn warns_of_a_report_without_a_council() {
    let text = report("Của ai", "2023-01-01", "2023-01-02", "lead: An");
    let sources = Sources::from_texts([
        ("content/site.yaml", SITE),
        ("content/reports/2023/x.md", &text),
    ]);
    let (files, found) =
        crate::pages::compile(&mut Compiler::default(), sources, &BuildOptions::default());
    let warned = found
        .iter()
        .any(|found| found.message == Message::NoCouncil);
    assert!(
        warned && !found.iter().any(ssg_base::diagnostic::Diagnostic::is_error),
        "{found:?}"
    );
    let site = Pages {
        files: files.expect("a site"),
    };
    let page = site.page("/bao-cao/2023/x/");
    assert_eq!(page.link("Chưa ghi cơ quan"), "/co-quan/");
    // The page names the lead, who has no page: people with equal names could not be separated.
    assert!(
        page.says("Trưởng đoàn An")
            && site
                .page("/truong-doan/")
                .says("Kho chưa có trưởng đoàn nào")
    );
    // If the settings name one council, the report belongs to it.
    let one = "title: Kho\ncouncils: [{name: HĐND tỉnh A}]\n";
    let of_one = site_with(
        one,
        &[("reports/2023/x.md", text)],
        &BuildOptions::default(),
    );
    assert_eq!(
        of_one.page("/bao-cao/2023/x/").link("HĐND tỉnh A"),
        "/co-quan/hdnd-tinh-a/"
    );
}

#[test]
fn shows_the_short_name_of_a_custom_topic() {
    let topics = "groups: [{slug: chung, label: Chung}]\n\
                  topics: [{slug: du-lich-sinh-thai, label: Du lịch sinh thái cộng đồng bền vững, short: Du lịch xanh, group: chung}]\n";
    let text = report("Đi", "2023-01-01", "2023-01-02", "topics: [Du lịch xanh]");
    let site = site(
        SITE,
        &[
            ("topics.yaml", topics.to_owned()),
            ("reports/2023/x.md", text),
        ],
    );
    assert_eq!(
        site.page("/").link("Du lịch xanh"),
        "/chu-de/du-lich-sinh-thai/"
    );
}

#[test]
fn province_pages_count_their_records() {
    let site = shipped();
    let expected: BTreeMap<&str, &str> = [
        ("/tinh/thai-nguyen/", "1 báo cáo, "),
        ("/tinh/ha-noi/", "0 báo cáo, 0 bài học."),
    ]
    .into();
    for (url, words) in expected {
        assert!(site.page(url).says(words), "{url}");
    }
}

/// A province shows at first its newest stops, but a reader without script reaches each of them.
#[test]
fn every_stop_in_a_province_is_reachable() {
    let texts: Vec<(String, String)> = (1..=5)
        .map(|month| {
            let stops = (1..=9).map(|at| {
                format!("  - {{province: Lào Cai, place: Nơi {month}-{at}, subject: Du lịch}}\n")
            });
            let stops: String = stops.collect();
            let more = format!("locations:\n{stops}");
            let day = format!("2024-{month:02}-05");
            let text = report(&format!("Chuyến {month}"), &day, &day, more.trim_end());
            (format!("reports/2024/c{month}.md"), text)
        })
        .collect();
    let texts: Vec<(&str, String)> = texts
        .iter()
        .map(|(path, text)| (&**path, text.clone()))
        .collect();
    let places = |page: &Page| -> Vec<String> {
        let tables = page.all("table").filter(|table| table.has_class("visits"));
        let names = tables.flat_map(|table| page.inside(table).filter(|e| e.name == "th"));
        let names = names.filter(|name| name.attribute("scope") == Some("row"));
        names.map(|name| page.text(name)).collect()
    };

    let page = site(SITE, &texts).page("/tinh/lao-cai/");
    assert_eq!(places(&page).len(), 45);
    assert!(page.says("Ai đã tiếp, đoàn nào đến (45 lượt") && page.says("Xem thêm 25 lượt"));

    // With more than one page of reports, each has the stops of its own.
    let site = site("title: Kho\nper_page: 3\n", &texts);
    let first = site.page("/tinh/lao-cai/");
    assert!(first.says("27 của các chuyến ở trang này trong 45 lượt"));
    assert_eq!(
        first.link("Các lượt của chuyến cũ hơn"),
        "/tinh/lao-cai/trang-2/#s-tiep"
    );
    let second = site.page("/tinh/lao-cai/trang-2/");
    assert!(second.by_id("s-tiep").is_some());
    let all = [places(&first), places(&second)].concat();
    assert_eq!(all.len(), 45);
    assert!(
        all[0].starts_with("Nơi 5-1") && all[44].starts_with("Nơi 1-9"),
        "{all:?}"
    );
}

/// Builds these sources, and returns the site and the English messages of all errors.
fn build_with_errors(
    texts: &[(&str, String)],
    attachments: &[&str],
) -> (Option<Pages>, Vec<String>) {
    let texts: Vec<(String, &str)> = texts
        .iter()
        .map(|(path, text)| (format!("content/{path}"), &**text))
        .collect();
    let mut sources = Sources::from_texts(texts.iter().map(|(path, text)| (&**path, *text)));
    for path in attachments {
        let path = SourcePath::new(&format!("content/{path}")).expect("sound");
        sources.attachments.insert(path, 1);
    }
    let compiler = &mut Compiler::default();
    let (files, found) = crate::pages::compile(compiler, sources, &BuildOptions::default());
    let faults = found.iter().filter(|found| found.is_error());
    let faults = faults.map(|fault| fault.message.text(Language::En));
    (files.map(|files| Pages { files }), faults.collect())
}

#[test]
fn rejects_links_to_missing_anchors() {
    for (link, fault) in [
        ("/ke-hoach/2023/ke-hoach/#dot-1", None),
        ("../../plans/2023/ke-hoach.md#dot-1", None),
        (
            "../../plans/2023/ke-hoach.md#dot-9",
            Some("the page /ke-hoach/2023/ke-hoach/ has no `#dot-9`"),
        ),
        (
            "/ke-hoach/2023/ke-hoach/#dot-9",
            Some("the page /ke-hoach/2023/ke-hoach/ has no `#dot-9`"),
        ),
        ("/tinh/thai-nguyen/#bac-kan", None),
        (
            "/tinh/thai-nguyen/#bac-ninh",
            Some("the page /tinh/thai-nguyen/ has no `#bac-ninh`"),
        ),
        ("/tinh/ha-noi/#ha-tay", None),
        ("/nam/#x", Some("the page /nam/ has no `#x`")),
        ("rut.md#bai-1", None),
        ("/bao-cao/2023/rut/#bai-1", None),
        (
            "#khong-co",
            Some("the page /bao-cao/2023/x/ has no `#khong-co`"),
        ),
    ] {
        let report = report("Đi", "2023-01-01", "2023-01-02", "") + &format!("\n[xem]({link})\n");
        let (site, faults) = build_with_errors(
            &[
                ("site.yaml", SITE.to_owned()),
                ("plans/2023/ke-hoach.md", PLAN.to_owned()),
                (
                    "reports/2023/rut.md",
                    secret("status: withdrawn\nreason: Sai"),
                ),
                ("reports/2023/x.md", report),
            ],
            &[],
        );
        assert_eq!(
            faults,
            fault.map(str::to_owned).into_iter().collect::<Vec<_>>(),
            "{link}"
        );
        if let Some(site) = site {
            let to = site.page("/bao-cao/2023/x/").link("xem");
            let page = site.page(to.split('#').next().unwrap_or(&to));
            if let Some((_, id)) = to.split_once('#') {
                assert!(page.by_id(id).is_some(), "{link}: {to}");
            }
        }
    }
}

#[test]
fn rejects_reserved_anchors() {
    for (id, taken) in [
        ("s-main", true),
        ("fn-1", true),
        ("fnref-1-1", true),
        ("dot-2", true),
        ("dot-an-toan", false),
        ("fn-x", false),
        ("muc-mot", false),
    ] {
        let text = format!(
            "{}\n## Mục {{#{id}}}\n",
            report("Đi", "2023-01-01", "2023-01-02", "")
        );
        let texts = [("site.yaml", SITE.to_owned()), ("reports/2023/x.md", text)];
        let (_, faults) = build_with_errors(&texts, &[]);
        assert_eq!(!faults.is_empty(), taken, "{id}: {faults:?}");
    }
}

#[test]
fn publishes_linked_attachments_until_the_report_is_withdrawn() {
    let build = |status: &str| {
        let text = report("Đi", "2023-01-01", "2023-01-02", status) + "[phụ lục](phu-luc.pdf)\n";
        let texts = [
            ("site.yaml", SITE.to_owned()),
            ("reports/2023/x/index.md", text),
        ];
        let beside = [
            "reports/2023/x/phu-luc.pdf",
            "reports/2023/x/nhap.pdf",
            "reports/2023/x/anh.jpg",
        ];
        let (site, faults) = build_with_errors(&texts, &beside);
        assert_eq!(faults, [""; 0]);
        site.expect("a site")
    };
    let pdf = "bao-cao/2023/x/phu-luc.pdf";
    let shown = build("");
    assert_eq!(
        shown.page("/bao-cao/2023/x/").link("phụ lục"),
        format!("/{pdf}")
    );
    let others = |site: &Pages| -> Vec<String> {
        let files = site.files.keys();
        let files = files.filter(|path| path.starts_with("bao-cao/2023/x/"));
        files.cloned().collect()
    };
    let [page, json, source] = ["html", "json", "md"].map(|e| format!("bao-cao/2023/x/index.{e}"));
    assert_eq!(others(&shown), [&page, &json, &source, pdf]);
    assert_eq!(others(&build("status: withdrawn\nreason: Sai")), [page]);
}

#[test]
fn a_wrong_year_does_not_move_the_day_that_is_judged() {
    // The folder, the day of the trip and when it was published, of each record.
    let judged = |records: &[(i32, &str, &str)]| -> String {
        let texts = records
            .iter()
            .enumerate()
            .map(|(at, (year, day, published))| {
                let published = if published.is_empty() {
                    String::new()
                } else {
                    format!("published: {published}\n")
                };
                let path = format!("content/reports/{year}/r{at}.md");
                let text = format!("---\ntitle: R{at}\ndates: {day}\n{published}---\n\nChữ.\n");
                (path, text)
            });
        let plan = "---\ntitle: Kế hoạch\nbatches: [{number: 1, time: {from: 2023-05, to: 2023-05}}]\n---\n";
        let texts = texts.chain([
            ("content/site.yaml".to_owned(), "title: Kho\n".to_owned()),
            ("content/plans/2023/p.md".to_owned(), plan.to_owned()),
        ]);
        let texts: Vec<(String, String)> = texts.collect();
        let texts = texts.iter().map(|(path, text)| (&**path, &**text));
        let compiled =
            Compiler::default().compile(Sources::from_texts(texts), &BuildOptions::default());
        compiled.value.expect("no errors").archive.today.to_string()
    };
    let good = [
        (2023, "2023-08-18", ""),
        (2023, "2023-09-02", ""),
        (2024, "2024-03-04", "2024-03-20"),
    ];
    let with = |more: &[(i32, &'static str, &'static str)]| judged(&[&good[..], more].concat());
    assert_eq!(with(&[]), "2024-03-20");
    // One mistyped year, and the same one in records that were copied from each other.
    let wrong = (2023, "2032-08-18", "");
    assert_eq!(with(&[wrong]), "2024-03-20");
    assert_eq!(with(&[wrong, wrong, wrong]), "2024-03-20");
    assert_eq!(with(&[wrong, wrong, wrong, wrong, wrong]), "2024-03-20");
    let wrong = (2024, "2024-05-06", "2042-05-06");
    assert_eq!(with(&[wrong, wrong]), "2024-05-06");
    // An old archive that was published at once.
    let old = |day: &'static str| (2015, day, "2026-02-03");
    assert_eq!(
        judged(&[old("2015-03-04"), old("2015-05-06"), old("2015-07-08")]),
        "2026-02-03"
    );
    // A trip over New Year, and a report of the year after.
    assert_eq!(with(&[(2024, "2024-12-30", "2025-01-20")]), "2025-01-20");
}
