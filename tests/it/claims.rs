//! What pages and tables say is what the sources say: no number has what no record claims.

use serde_json::Value;

use ssg_site::compiler::BuildOptions;

use crate::diagnostics::{PAGE, PLAN, REPORT, SETTINGS, VALID};
use crate::pages::Pages;

/// The valid site with some sources replaced or added.
fn site(changed: &[(&str, &str)]) -> Pages {
    let mut texts: Vec<(&str, &str)> = VALID.to_vec();
    for &(path, text) in changed {
        texts.retain(|(known, _)| *known != path);
        texts.push((path, text));
    }
    let options = BuildOptions {
        today: chrono::NaiveDate::from_ymd_opt(2026, 11, 30),
        ..BuildOptions::default()
    };
    Pages::with(&texts, &options)
}

/// The valid report with more front matter.
fn report_with(more: &str) -> String {
    let (_, report) = VALID[1];
    report.replacen("plan: 2023/ke-hoach/1\n", more, 1)
}

fn plan_with(old: &str, new: &str) -> String {
    let (_, plan) = VALID[2];
    assert!(plan.contains(old), "{old}");
    plan.replacen(old, new, 1)
}

/// The cells of a row of a table, by their column.
fn cell(site: &Pages, table: &str, row: usize, column: &str) -> String {
    let bytes = &site.files[table];
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().expect("heads").clone();
    let at = heads.iter().position(|head| head == column);
    let at = at.unwrap_or_else(|| panic!("{table} has {heads:?}"));
    let record = reader.records().nth(row).expect("a row").expect("CSV");
    record[at].to_owned()
}

#[test]
fn every_name_of_the_dong_is_added_up() {
    for name in [
        "VNĐ",
        "vnd",
        "đ",
        "₫",
        "Đồng",
        "VND.",
        "đồng Việt Nam",
        "VND",
    ] {
        let cost = format!("size: 10\ncost: {{amount: 12.000.000, currency: {name}}}\n");
        let site = site(&[(REPORT, &report_with(&cost))]);
        let council = site.page("/co-quan/hdnd-huyen-con-dao/");
        assert!(
            council.says("12.000.000 đồng"),
            "{name}: {}",
            council.words()
        );
        assert_eq!(
            cell(&site, "du-lieu/kinh-phi.csv", 0, "cost"),
            "12000000",
            "{name}"
        );
        let report = site.page("/bao-cao/2023/sa-pa/");
        assert!(report.says("12.000.000 đồng"), "{name}");
    }
    let cost = "size: 10\ncost: {amount: 3200000, currency: jpy}\n";
    let site = site(&[(REPORT, &report_with(cost))]);
    assert!(site.page("/bao-cao/2023/sa-pa/").says("3.200.000 JPY"));
}

#[test]
fn lesson_found_unsuitable_is_not_applied() {
    let uses = |more: &str| {
        let used = format!("topics: [giám sát]\nuses: [{{lesson: 2023/sa-pa/bai-hoc-1{more}}}]\n");
        site(&[(PLAN, &plan_with("topics: [giám sát]\n", &used))])
    };
    for (more, times) in [
        ("", 1),
        (", outcome: partly", 1),
        (", outcome: unsuitable", 0),
    ] {
        let site = uses(more);
        let list = site.page("/bai-hoc/da-dung/");
        assert!(
            list.says(&format!("{times} trong 1 bài học")),
            "{}",
            list.words()
        );
        assert_eq!(
            cell(&site, "du-lieu/bai-hoc.csv", 0, "uses"),
            times.to_string()
        );
        let lesson = site.page("/bao-cao/2023/sa-pa/bai-hoc-1/");
        assert_eq!(lesson.says("Đã được áp dụng (1)"), times == 1, "{more}");
        assert_eq!(
            lesson.says("Đã xem xét, không phù hợp (1)"),
            times == 0,
            "{more}"
        );
    }
    let own = report_with("uses: [2023/sa-pa/bai-hoc-1]\n");
    let site = site(&[(REPORT, &own)]);
    assert!(site.page("/bai-hoc/da-dung/").says("0 trong 1 bài học"));
}

#[test]
fn cancelled_batch_with_a_report_took_place() {
    let cancelled = plan_with("number: 1,", "number: 1, state: cancelled, reason: Do bão,");
    let site = site(&[(PLAN, &cancelled)]);
    let follow_up = site.page("/ke-hoach/theo-doi/");
    assert!(
        follow_up.says("1 trong 1 đợt có báo cáo"),
        "{}",
        follow_up.words()
    );
    assert!(site.page("/ke-hoach/").says("1 trong 1 đợt có báo cáo"));
    assert_eq!(cell(&site, "du-lieu/dot.csv", 0, "state"), "reported");
}

#[test]
fn countries_of_a_plan_are_no_provinces() {
    let abroad = "provinces: [Lào Cai, {country: Lào}, {country: Nhật Bản}]";
    let site = site(&[(PLAN, &plan_with("provinces: [Lào Cai]", abroad))]);
    let plans = site.page("/ke-hoach/");
    assert!(plans.says("1 tỉnh, thành, 2 nước"), "{}", plans.words());
}

#[test]
fn topic_of_the_way_is_no_topic_of_the_place() {
    let stops = "locations:\n  - {province: Yên Bái, kind: transit, topics: [giám sát]}\n  \
         - {province: Lào Cai, place: thị xã Sa Pa}\n";
    let report = report_with("").replacen(
        "locations:\n  - {province: Lào Cai, place: thị xã Sa Pa}\n",
        stops,
        1,
    );
    let site = site(&[(REPORT, &report)]);
    let province = site.page("/tinh/lao-cai/");
    let links_to = |topic: &str| province.links().iter().any(|(_, to)| to.contains(topic));
    assert!(links_to("du-lich") && !links_to("giam-sat"));
}

#[test]
fn lesson_of_a_place_lacks_what_was_studied_elsewhere() {
    let stops = "locations:\n  - {province: Lào Cai, topics: [giám sát]}\n  \
         - {province: Cao Bằng, topics: [y tế]}\n";
    let report = report_with("").replacen(
        "locations:\n  - {province: Lào Cai, place: thị xã Sa Pa}\n",
        stops,
        1,
    );
    let site = site(&[(REPORT, &report)]);
    let table: Value = serde_json::from_slice(&site.files["du-lieu/bai-hoc.json"]).expect("JSON");
    // The report's own topic and the one of the lesson's place.
    let topics = table[0]["topics"].as_array().expect("a list");
    assert_eq!(topics.len(), 2, "{topics:?}");
    assert!(topics.contains(&"du-lich".into()) && topics.contains(&"giam-sat".into()));
}

#[test]
fn time_of_a_batch_in_words_names_its_days() {
    let batch = "number: 1, theme: Du lịch, time: {from: 2023-08, to: 2023-08}";
    for (time, to) in [
        ("15/8/2023", "2023-08-15"),
        ("tháng 8 năm 2023", "2023-08-31"),
        ("Quý III năm 2023", "2023-09-30"),
        ("quý 4/2023", "2023-12-31"),
        ("năm 2023", "2023-12-31"),
        ("{text: Quý I/2024}", "2024-03-31"),
        ("Cuối năm sau kỳ họp", ""),
    ] {
        let plan = plan_with(batch, &format!("number: 1, theme: Du lịch, time: {time}"));
        let site = site(&[(PLAN, &plan), (REPORT, &report_with(""))]);
        assert_eq!(cell(&site, "du-lieu/dot.csv", 0, "to"), to, "{time}");
        let state = cell(&site, "du-lieu/dot.csv", 0, "state");
        assert_eq!(state == "undated", to.is_empty(), "{time}: {state}");
    }
}

#[test]
fn withdrawal_without_a_date_has_none() {
    let withdrawn = report_with("status: withdrawn\nreason: Sai\n");
    let undated = site(&[
        (REPORT, &withdrawn),
        (PAGE, "---\ntitle: Giới thiệu\n---\n\nChữ.\n"),
    ]);
    let log = undated.page("/nhat-ky/");
    assert!(log.says("không ghi ngày · Thu hồi"), "{}", log.words());
    let dated = withdrawn.replace(
        "reason: Sai\n",
        "reason: Sai\nupdates: [{date: 2024-02-01, note: Thu hồi}]\n",
    );
    let site = site(&[
        (REPORT, &dated),
        (PAGE, "---\ntitle: Giới thiệu\n---\n\nChữ.\n"),
    ]);
    assert!(site.page("/nhat-ky/").says("01/02/2024 · Thu hồi"));
    assert!(site.page("/bao-cao/2023/sa-pa/").says("01/02/2024"));
}

#[test]
fn plan_shows_the_year_of_its_budget() {
    let budget =
        "topics: [giám sát]\nbudget: {amount: 90.000.000, source: Ngân sách tỉnh, year: 2023}\n";
    let site = site(&[
        (PLAN, &plan_with("topics: [giám sát]\n", budget)),
        (SETTINGS, VALID[0].1),
    ]);
    let plan = site.page("/ke-hoach/2023/ke-hoach/");
    assert!(
        plan.says("90.000.000 đồng (Ngân sách tỉnh, năm 2023)"),
        "{}",
        plan.words()
    );
}
