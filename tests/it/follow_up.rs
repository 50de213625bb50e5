//! Follow-up from plans to batches, reports, lessons and their use: the archive in `tests/follow-up` on
//! many days, and generated archives whose totals must add up and whose hidden records must not leak.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use ssg_content::source::Sources;
use ssg_site::compiler::{BuildOptions, Compiler};

use crate::pages::{Page, Pages};
use crate::program;

static ARCHIVE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/follow-up/content");
    let files = program::read_folder(&content).into_iter();
    let texts = files.map(|(path, bytes)| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        (format!("content/{path}"), text)
    });
    texts.collect()
});

fn build(texts: &BTreeMap<String, String>, today: &str) -> Pages {
    let settings = BuildOptions {
        today: Some(today.parse().expect("a day")),
        ..BuildOptions::default()
    };
    let texts = texts.iter().map(|(path, text)| (&**path, &**text));
    Pages::from_sources(Sources::from_texts(texts), &settings)
}

fn archive(today: &str) -> Pages {
    build(&ARCHIVE, today)
}

/// Lists the state of each batch on a page, in page order.
fn states(page: &Page) -> Vec<String> {
    let states = page.all("p").filter(|p| p.has_class("state"));
    states.map(|state| page.text(state)).collect()
}

/// Abbreviates a state: `plan`, `none`, `off`, `done`, `open`, or a signed number of days.
fn abbreviate(state: &str) -> String {
    let days = |begin| state.strip_prefix(begin)?.strip_suffix(" ngày");
    match state {
        "Dự kiến" => "plan".to_owned(),
        "Chưa có báo cáo trong kho này" => "none".to_owned(),
        "Đã hủy" => "off".to_owned(),
        "Đã có báo cáo" => "done".to_owned(),
        "Chưa ghi ngày cụ thể" => "open".to_owned(),
        _ => match (days("Chờ báo cáo, còn "), days("Quá hạn báo cáo ")) {
            (Some(left), None) => format!("+{left}"),
            (None, Some(late)) => format!("-{late}"),
            _ => panic!("unknown state {state:?}"),
        },
    }
}

#[test]
fn state_of_each_batch_follows_the_date() {
    // The trip of the first plan ends on 2 January. Its council allows 30 days for the report.
    // The trips of 2024 end on 20 and 29 February (a leap year), 10 May (its report was withdrawn)
    // and 5 June (its report is a draft). Their plan allows 10 days. The plan of 2025 has no deadline.
    let table = [
        (
            "2023-12-28",
            "plan done off open | plan plan done plan plan | plan done plan",
        ),
        (
            "2024-01-01",
            "plan done off open | plan plan done plan plan | plan done plan",
        ),
        (
            "2024-01-02",
            "plan done off open | plan plan done plan plan | plan done plan",
        ),
        (
            "2024-01-03",
            "+29 done off open | plan plan done plan plan | plan done plan",
        ),
        (
            "2024-01-31",
            "+1 done off open | plan plan done plan plan | plan done plan",
        ),
        (
            "2024-02-01",
            "+0 done off open | plan plan done plan plan | plan done plan",
        ),
        (
            "2024-02-02",
            "-1 done off open | plan plan done plan plan | plan done plan",
        ),
        (
            "2024-02-29",
            "-28 done off open | +1 plan done plan plan | plan done plan",
        ),
        (
            "2024-03-01",
            "-29 done off open | +0 +9 done plan plan | plan done plan",
        ),
        (
            "2024-03-02",
            "-30 done off open | -1 +8 done plan plan | plan done plan",
        ),
        (
            "2024-03-10",
            "-38 done off open | -9 +0 done plan plan | plan done plan",
        ),
        (
            "2024-03-11",
            "-39 done off open | -10 -1 done plan plan | plan done plan",
        ),
        (
            "2024-06-15",
            "-135 done off open | -106 -97 done -26 +0 | plan done plan",
        ),
        (
            "2025-04-01",
            "-425 done off open | -396 -387 done -316 -290 | none done plan",
        ),
        (
            "2027-01-01",
            "-1.065 done off open | -1.036 -1.027 done -956 -930 | none done none",
        ),
    ];
    for (today, expected) in table {
        let site = archive(today);
        let plans = ["2023/suoi-mo", "2024/suoi-mo", "2025/vinh-xanh"].map(|plan| {
            let states = states(&site.page(&format!("/ke-hoach/{plan}/")));
            let abbreviated: Vec<String> = states.iter().map(|state| abbreviate(state)).collect();
            abbreviated.join(" ")
        });
        assert_eq!(plans.join(" | "), expected, "{today}");
    }
}

/// The table rows of the follow-up page by name.
fn follow_up_rows(site: &Pages) -> BTreeMap<String, Vec<String>> {
    let page = site.page("/ke-hoach/theo-doi/");
    let mut rows = BTreeMap::new();
    for row in page.all("tr") {
        let Some(name) = page.inside(row).find(|e| e.name == "th").map(|name| {
            let link = page.inside(name).find(|e| e.name == "a");
            link.map(|link| page.text(link)).unwrap_or_default()
        }) else {
            continue;
        };
        let cells = page.inside(row).filter(|e| e.name == "td");
        rows.insert(name, cells.map(|cell| page.text(cell)).collect());
    }
    rows.remove("");
    rows
}

#[test]
fn follow_up_page_counts_by_plan_council_and_year() {
    let rows = follow_up_rows(&archive("2024-03-02"));
    // Batches, reported, awaited, overdue, without report, planned, undated, cancelled, rate.
    for (name, cells) in [
        (
            "Kế hoạch học tập năm 2023 của huyện Suối Mơ",
            "4 1 0 1 0 0 1 1 50%",
        ),
        (
            "Kế hoạch học tập năm 2024 của huyện Suối Mơ",
            "5 1 1 1 0 2 0 0 33%",
        ),
        (
            "Kế hoạch học tập năm 2025 của thành phố Vịnh Xanh",
            "3 1 0 0 0 2 0 0 100%",
        ),
        ("HĐND huyện Suối Mơ", "9 2 1 2 0 2 1 1 40%"),
        ("HĐND thành phố Vịnh Xanh", "3 1 0 0 0 2 0 0 100%"),
        ("2024", "5 1 1 1 0 2 0 0 33%"),
    ] {
        assert_eq!(rows[name].join(" "), cells, "{name}");
    }
    let page = archive("2024-03-02").page("/ke-hoach/theo-doi/");
    assert!(page.says("2 đợt quá hạn báo cáo") && page.says("1 đợt đã hủy"));
    assert!(page.says("1 báo cáo không nêu đợt nào"));
    // Headings say what they count: nobody knows whether a batch without a day is past.
    assert!(page.says("Đợt đã qua, chưa có báo cáo (3)"));
    assert!(page.says("Đợt chưa ghi ngày cụ thể, chưa có báo cáo (1)"));
    // The batch that is overdue longest comes first.
    let overdue = ["Quá hạn báo cáo 30 ngày", "Quá hạn báo cáo 1 ngày"];
    assert_eq!(states(&page)[..2], overdue);
}

/// Follows links from a plan's batch to its report, to a lesson, to the plan that used it, and back.
#[test]
fn links_connect_plans_reports_and_lessons() {
    let site = archive("2025-09-01");
    let plan = site.page("/ke-hoach/2023/suoi-mo/");
    let report = site.page(&plan.link("Học cách làm du lịch cộng đồng"));
    assert_eq!(report.url, "/bao-cao/2023/ha-giang/");
    let lesson = site.page("/bao-cao/2023/ha-giang/bai-1/");
    assert!(report.links_to(&lesson.url));
    for (user, text) in [
        (
            "/ke-hoach/2024/suoi-mo/",
            "Chọn nơi đi năm 2024 theo bài học này",
        ),
        ("/bao-cao/2024/quang-nam/", "Đã áp dụng · 03/04/2024"),
        ("/ke-hoach/2025/vinh-xanh/", "Áp dụng một phần · 20/01/2025"),
    ] {
        assert!(lesson.links_to(user) && lesson.says(text), "{user}");
        let back = site.page(user);
        assert!(back.links_to(&lesson.url) && back.says(text), "{user}");
    }
    // The report that used the second lesson has a lesson of its own.
    let second = site.page("/bao-cao/2024/quang-nam/bai-1/");
    assert!(second.links_to("/bao-cao/2025/lang-chai/"));
    assert!(site.page("/bao-cao/2025/lang-chai/").links_to(&second.url));
    let report = site.page("/bao-cao/2024/quang-nam/");
    assert_eq!(
        report.link("Đợt 3: Kế hoạch học tập năm 2024"),
        "/ke-hoach/2024/suoi-mo/#dot-3"
    );
    assert!(
        site.page("/bao-cao/2025/tu-di/")
            .says("không theo kế hoạch nào")
    );
}

#[test]
fn sorts_lessons_by_number_of_uses() {
    let page = archive("2025-09-01").page("/bai-hoc/da-dung/");
    let rows = page.all("li").filter(|li| li.has_class("row"));
    let texts: Vec<String> = rows.map(|row| page.text(row)).collect();
    let ends = ["3 lần", "2 lần"];
    assert_eq!(texts.len(), 4);
    for (row, end) in texts.iter().zip(ends) {
        assert!(row.ends_with(end), "{row}");
    }
    // One was found unsuitable, one was never used.
    for row in &texts[2..] {
        assert!(!row.contains("Đã được áp dụng"), "{row}");
    }
}

#[test]
fn shows_corrections_withdrawals_and_aliases() {
    let site = archive("2025-09-01");
    let corrected = site.page("/bao-cao/2023/ha-giang/");
    assert!(corrected.says("Sửa số hộ từ 12 thành 21"));
    for url in ["/bao-cao/2024/khanh-hoa/", "/bao-cao/2024/khanh-hoa/bai-1/"] {
        let tombstone = site.page(url);
        assert!(tombstone.says("Thu hồi ngày 20/06/2024"), "{url}");
        assert!(tombstone.says("Số liệu chép nhầm của nơi khác"), "{url}");
    }
    for gone in [
        "Chuyện bến cảng",
        "Bài học chép nhầm",
        "một bến cảng khác",
        "còn đang viết",
    ] {
        assert_eq!(site.holding(gone), [""; 0]);
    }
    let log = site.page("/nhat-ky/");
    for text in ["Thu hồi", "Đính chính, bổ sung", "Đăng lần đầu"] {
        assert!(log.says(text), "{text}");
    }
    let old = site.page("/bao-cao/2023/ha-giang/bai-cu/");
    assert!(old.links_to("/bao-cao/2023/ha-giang/bai-1/"));
}

/// The diagnostics of the archive after replacing a text. With `notes`, those of `ssg check`.
fn diagnostics_after(notes: bool, path: &str, old: &str, new: &str) -> Vec<String> {
    let mut texts = ARCHIVE.clone();
    let text = texts.get_mut(path).expect("a text of the archive");
    assert!(text.contains(old), "{path} has no {old:?}");
    *text = text.replace(old, new);
    let texts = texts.iter().map(|(path, text)| (&**path, &**text));
    let settings = BuildOptions {
        notes,
        ..BuildOptions::default()
    };
    let compiled = Compiler::default().compile(Sources::from_texts(texts), &settings);
    let diagnostics = compiled.diagnostics.iter();
    diagnostics
        .map(|diagnostic| {
            let hints: Vec<String> = diagnostic.hints.iter().map(ToString::to_string).collect();
            format!(
                "{:?}: {}; {}",
                diagnostic.severity,
                diagnostic.message,
                hints.join("; ")
            )
        })
        .collect()
}

#[test]
fn warns_a_plan_that_uses_no_known_lesson() {
    let plan = "content/plans/2024/suoi-mo.md";
    let uses =
        "uses:\n  - lesson: 2023/ha-giang/bai-1\n    note: Chọn nơi đi năm 2024 theo bài học này\n";
    // No batch visits a place that has lessons.
    assert_eq!(diagnostics_after(false, plan, uses, ""), [""; 0]);
    let now_to_ha_giang = diagnostics_after(
        false,
        plan,
        &format!("{uses}batches:\n"),
        "batches:\n  - {number: 9, provinces: [{province: Hà Giang, topics: [du lịch]}]}\n",
    );
    let [warning] = &now_to_ha_giang[..] else {
        panic!("{now_to_ha_giang:?}");
    };
    assert!(
        warning.starts_with("Warning: there are lessons"),
        "{warning}"
    );
    assert!(
        warning.ends_with("existing lessons: `2023/ha-giang/bai-1`, `2023/ha-giang/bai-2`"),
        "{warning}"
    );
}

#[test]
fn only_check_notes_vague_lessons() {
    let report = "content/reports/2025/lang-chai.md";
    let lesson = "Làng chài Cát Vàng xếp lượt đón khách theo thuyền, ghi bảng ở bến, ai cũng thấy.";
    assert_eq!(diagnostics_after(true, report, lesson, lesson), [""; 0]);
    for (text, note) in [
        ("Nên làm tốt hơn.", "Note: the lesson has 4 words"),
        (
            "Cần nâng cao hơn nữa nhận thức, tiếp tục đổi mới và làm thật tốt.",
            "Note: the lesson names no place",
        ),
    ] {
        let notes = diagnostics_after(true, report, lesson, text);
        assert!(notes.len() == 1 && notes[0].starts_with(note), "{notes:?}");
        assert_eq!(diagnostics_after(false, report, lesson, text), [""; 0]);
    }
}

/// Few topics, so that an archive is built quickly.
const TOPICS: &str = "\
replace_built_in: true
groups: [{slug: chung, label: Chung}]
topics:
  - {slug: du-lich, label: Du lịch, group: chung}
  - {slug: moi-truong, label: Môi trường, group: chung}
";

/// A word in every text of a draft or withdrawn record.
const SECRET: &str = "Kín-zyx";

/// A plan's batch: its month, how it is dated, and whether it is cancelled.
type Batch = (u8, u8, bool);
/// A report: its council, month, status, the plan and batch it names, and the lessons it used.
type Trip = (u8, u8, u8, Option<(u8, u8)>, Vec<u8>);

/// A random archive of plans and reports over two years, and the day of the build.
#[derive(Clone, Debug)]
struct GeneratedArchive {
    plans: Vec<(u8, Option<u8>, Vec<Batch>)>,
    trips: Vec<Trip>,
    today: u16,
}

fn generated_archive() -> impl Strategy<Value = GeneratedArchive> {
    let batches = proptest::collection::vec((0..24u8, 0..4u8, proptest::bool::weighted(0.2)), 0..5);
    let plan = (0..3u8, proptest::option::of(0..60u8), batches);
    let named = proptest::option::of((0..4u8, 0..5u8));
    let uses = proptest::collection::vec(0..8u8, 0..3);
    let trip = (0..3u8, 0..24u8, 0..4u8, named, uses);
    let plans = proptest::collection::vec(plan, 0..4);
    let trips = proptest::collection::vec(trip, 0..8);
    (plans, trips, 0..900u16).prop_map(|(plans, trips, today)| GeneratedArchive {
        plans,
        trips,
        today,
    })
}

impl GeneratedArchive {
    fn is_shown(&self, trip: usize) -> bool {
        self.trips[trip].2 < 2
    }

    /// The trip whose lesson has this number. `None` if there is none or it belongs to the trip `by`.
    fn lesson(&self, number: u8, by: usize) -> Option<usize> {
        let at = usize::from(number);
        (at < self.trips.len() && at != by && self.trips[at].2 != 2).then_some(at)
    }

    fn texts(&self) -> BTreeMap<String, String> {
        let mut site = "title: Kho\ncouncils:\n".to_owned();
        for at in 0..3 {
            let _ = writeln!(site, "  - {{name: HĐND huyện {at}, province: Lào Cai}}");
        }
        let mut texts = BTreeMap::from([
            ("content/site.yaml".to_owned(), site),
            ("content/topics.yaml".to_owned(), TOPICS.to_owned()),
        ]);
        for (at, (council, within, batches)) in self.plans.iter().enumerate() {
            let mut text = format!("---\ntitle: Kế hoạch {at}\ncouncil: HĐND huyện {council}\n");
            if let Some(days) = within {
                let _ = writeln!(text, "reporting: {{within_days: {days}}}");
            }
            if !batches.is_empty() {
                text.push_str("batches:\n");
            }
            for (number, (month, dated, cancelled)) in batches.iter().enumerate() {
                let (year, month) = (2023 + u16::from(month / 12), month % 12 + 1);
                let time = match dated {
                    0 => "{text: Khi cần}".to_owned(),
                    1 => format!("{{from: {year}-{month:02}-03, to: {year}-{month:02}-05}}"),
                    2 => format!("{{from: {year}-{month:02}}}"),
                    _ => format!("{{from: {year}}}"),
                };
                let cancelled = match cancelled {
                    true => ", state: cancelled, reason: Bão",
                    false => "",
                };
                let _ = writeln!(
                    text,
                    "  - {{number: {number}, time: {time}, provinces: [Lào Cai]{cancelled}}}"
                );
            }
            text.push_str("---\nLời.\n");
            texts.insert(format!("content/plans/2023/k{at}.md"), text);
        }
        for (at, trip) in self.trips.iter().enumerate() {
            texts.insert(
                format!("content/reports/2023/b{at}.md"),
                self.trip(at, trip),
            );
        }
        texts
    }

    fn trip(&self, at: usize, (council, month, status, named, uses): &Trip) -> String {
        let (year, month) = (2023 + u16::from(month / 12), month % 12 + 1);
        let (word, status) = match status {
            2 => (SECRET, "status: draft\n"),
            3 => (SECRET, "status: withdrawn\nreason: Sai\n"),
            _ => ("Rõ", ""),
        };
        let mut text = format!(
            "---\ntitle: Chuyến {word} {at}\ncouncil: HĐND huyện {council}\n{status}\
             dates: {{from: {year}-{month:02}-03}}\nlead: {{name: Ông {word}, position: Chức {word}}}\n\
             locations: [{{province: Lào Cai, place: Xã {word}}}]\ntopics: [du lịch]\n"
        );
        let batch = named.and_then(|(plan, batch)| {
            let (_, _, batches) = self.plans.get(usize::from(plan))?;
            (usize::from(batch) < batches.len()).then_some((plan, batch))
        });
        if let Some((plan, batch)) = batch {
            let _ = writeln!(text, "plan: 2023/k{plan}/{batch}");
        }
        let mut used: Vec<usize> = uses.iter().filter_map(|&n| self.lesson(n, at)).collect();
        used.sort_unstable();
        used.dedup();
        let used: Vec<String> = used.iter().map(|n| format!("2023/b{n}/bai")).collect();
        if !used.is_empty() {
            let _ = writeln!(text, "uses: [{}]", used.join(", "));
        }
        let _ = write!(
            text,
            "---\n{word}.\n\n### Bài {word} {{#bai .practice}}\n\nLời {word}.\n"
        );
        text
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        // `tests/run all` sets more.
        ..ProptestConfig::with_cases(
            std::env::var("CASES").map_or(20, |cases| cases.parse().expect("a number")),
        )
    })]

    #[test]
    fn totals_add_up_and_hidden_records_do_not_leak(generated in generated_archive()) {
        let day = chrono::NaiveDate::from_ymd_opt(2022, 11, 15).expect("a day")
            + chrono::Days::new(generated.today.into());
        let site = build(&generated.texts(), &day.to_string());
        prop_assert_eq!(site.holding(SECRET), [""; 0]);
        let rows = follow_up_rows(&site);
        for (at, (_, within, batches)) in generated.plans.iter().enumerate() {
            let page = site.page(&format!("/ke-hoach/2023/k{at}/"));
            // There is one state for each batch, and the follow-up page counts each state right.
            let states = states(&page);
            prop_assert_eq!(states.len(), batches.len());
            let Some(row) = rows.get(&format!("Kế hoạch {at}")) else {
                prop_assert!(rows.is_empty() && generated.plans.iter().all(|plan| plan.2.is_empty()));
                continue;
            };
            let prefixes = ["Đã có", "Chờ", "Quá hạn", "Chưa có", "Dự kiến", "Chưa ghi", "Đã hủy"];
            let counts = prefixes.map(|prefix| states.iter().filter(|s| s.starts_with(prefix)).count());
            prop_assert_eq!(counts.iter().sum::<usize>(), batches.len());
            let mut expected = vec![batches.len().to_string()];
            expected.extend(counts.map(|count| count.to_string()));
            let past = counts[..4].iter().sum::<usize>();
            expected.push(match past {
                0 => "–".to_owned(),
                _ => format!("{}%", (counts[0] * 100 + past / 2) / past),
            });
            prop_assert_eq!(row, &expected);
            prop_assert!(within.is_some() || counts[1] + counts[2] == 0, "late without a deadline");
        }
        for (at, trip) in generated.trips.iter().enumerate().filter(|(at, _)| generated.is_shown(*at)) {
            let page = site.page(&format!("/bao-cao/2023/b{at}/"));
            for used in trip.4.iter().filter_map(|&n| generated.lesson(n, at)) {
                let url = format!("/bao-cao/2023/b{used}/bai/");
                let lesson = site.page(&url);
                prop_assert_eq!(page.links_to(&url), generated.is_shown(used), "{} {}", at, used);
                prop_assert_eq!(lesson.links_to(&page.url), generated.is_shown(used), "{} {}", used, at);
            }
        }
    }
}
