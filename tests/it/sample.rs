//! A deterministic archive of any size: councils, years, provinces of every division, all kinds of
//! lesson, tables, footnotes, links, aliases, plans, drafts and withdrawn records.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use ssg_content::source::Sources;
use ssg_vietnam::gazetteer::{Gazetteer, Vintage};

/// Texts by path.
pub type Texts = BTreeMap<String, String>;

pub const SITE: &str = "\
title: Kho thử
description: Kho sinh ra để thử.
licence: CC BY 4.0
contact: Văn phòng HĐND
per_page: 7
councils:
  - {name: HĐND huyện Côn Đảo, province: Bà Rịa - Vũng Tàu, aliases: [Hội đồng Côn Đảo], address: Côn Đảo}
  - {name: HĐND tỉnh Đồng Tháp, province: Đồng Tháp}
";

const COUNCILS: [&str; 5] = [
    "HĐND huyện Côn Đảo",
    "HĐND tỉnh Đồng Tháp",
    "Hội đồng Côn Đảo",
    "HĐND huyện Châu Thành (tỉnh Long An)",
    "HĐND huyện Châu Thành (tỉnh Tiền Giang)",
];
const LEADS: [&str; 6] = [
    "Nguyễn Văn Hà",
    "Nguyễn Văn Hạ",
    "Đặng Thị Ánh",
    "Dương Văn Ẩn",
    "Trần Thị Bé",
    "Y Thông",
];
const TOPICS: [&str; 6] = [
    "giam-sat",
    "chuyen-doi-so",
    "du-lich",
    "ocop",
    "moi-truong",
    "chat-van",
];
const KINDS: [&str; 3] = ["practice", "caution", "recommendation"];
/// Days in each administrative division: before the 63 provinces, with 63, with 34.
const DAYS: [&str; 6] = [
    "2004-03-01",
    "2007-12-28",
    "2012-12-30",
    "2023-08-18",
    "2025-06-29",
    "2026-02-10",
];

/// The sources of an archive.
pub fn sources(texts: &Texts) -> Sources {
    Sources::from_texts(texts.iter().map(|(path, text)| (&**path, &**text)))
}

/// An archive with this number of reports.
pub fn archive(reports: usize) -> Texts {
    let mut texts = Texts::new();
    texts.insert("content/site.yaml".into(), SITE.into());
    texts.insert("content/pages/gioi-thieu.md".into(), about());
    for at in 0..reports {
        texts.insert(path(at), report(at));
    }
    for (year, code) in [(2012, "a"), (2023, "b"), (2026, "c")] {
        let path = format!("content/plans/{year}/ke-hoach-{code}.md");
        texts.insert(path, plan(year));
    }
    texts
}

/// The first day of trip `at`.
pub fn day(at: usize) -> NaiveDate {
    let day: NaiveDate = DAYS[at % DAYS.len()].parse().expect("a day");
    day + Days::new((at / DAYS.len()) as u64)
}

/// The path of report `at`.
pub fn path(at: usize) -> String {
    let year = day(at).format("%Y");
    format!("content/reports/{year}/chuyen-{at}.md")
}

/// The address of report `at`.
pub fn url(at: usize) -> String {
    format!("/bao-cao/{}/chuyen-{at}/", day(at).format("%Y"))
}

/// The provinces that existed on a day, by their names of the time.
fn provinces(day: NaiveDate) -> Vec<String> {
    let gazetteer = Gazetteer::get();
    let vintages = [Vintage::Earlier, Vintage::Former, Vintage::Current];
    let units = vintages.into_iter().flat_map(|v| gazetteer.units(v));
    let valid = units.filter(|(_, unit)| {
        unit.valid_from().is_none_or(|from| from <= day)
            && unit.valid_to().is_none_or(|to| day <= to)
    });
    valid
        .map(|(_, unit)| unit.name_on(day).to_owned())
        .collect()
}

/// Report `at`, which links to the previous one.
pub fn report(at: usize) -> String {
    // A link to a draft would be an error.
    let hidden = at == 0 || (at - 1) % 13 == 11;
    report_linking(at, if hidden { at } else { at - 1 })
}

/// Report `at`, which links to report `other`.
pub fn report_linking(at: usize, other: usize) -> String {
    let from = day(at);
    let to = from + Days::new(3);
    let mut text = format!("---\ntitle: Chuyến đi số {at}\ndates: {{from: {from}, to: {to}}}\n");
    let mut line = |line: String| {
        text.push_str(&line);
        text.push('\n');
    };
    if at % 11 != 10 {
        line(format!("council: {}", COUNCILS[at % COUNCILS.len()]));
    }
    if at % 7 != 6 {
        let lead = LEADS[(at / 2) % LEADS.len()];
        line(format!("lead: {{name: {lead}, position: Chủ tịch HĐND}}"));
    }
    if at.is_multiple_of(3) {
        line(format!("size: {}", 10 + at));
    }
    let names = provinces(from);
    line("locations:".into());
    for stop in 0..4 {
        let name = &names[(4 * (at / DAYS.len()) + stop) % names.len()];
        let kind = ["visit", "meeting", "visit", "visit"][stop];
        line(format!(
            "  - {{province: {name}, place: Điểm {stop}, kind: {kind}, date: {from}, subject: nội dung {stop}}}"
        ));
    }
    line(format!(
        "  - {{province: {}, kind: transit}}",
        names[at % names.len()]
    ));
    let topics = [
        TOPICS[at % TOPICS.len()],
        TOPICS[(at / 2 + 3) % TOPICS.len()],
    ];
    if topics[0] == topics[1] {
        line(format!("topics: [{}]", topics[0]));
    } else {
        line(format!("topics: [{}, {}]", topics[0], topics[1]));
    }
    // The reports of the council that made the plan.
    if at % 10 == 1 {
        line("plan: ke-hoach-b/2".into());
    }
    if at % 4 == 1 {
        line(format!(
            "document: {{type: BC, number: {}, symbol: BC-HĐND, date: {to}, signer: {{authority: TM. HĐND, name: A}}}}",
            100 + at
        ));
        line(
            "references: [{role: plan, type: Kế hoạch, number: 17/KH-HĐND, date: 2023-01-02}]"
                .into(),
        );
    }
    if at % 5 == 2 {
        line(format!("aliases: [/bao-cao/cu/so-{at}/, /cu-{at}/]"));
        line("lesson_aliases: {bai-cu: bai-0, bai-bo: ''}".into());
    }
    if at % 9 == 4 {
        line("updates: [{date: 2026-03-01, note: Sửa lỗi chữ, by: editor}]".into());
    }
    if at % 13 == 7 {
        line("status: withdrawn\nreason: Trùng".into());
    }
    if at % 13 == 11 {
        line("status: draft".into());
    }
    line("---\n".into());
    text + &body(at, other)
}

fn body(at: usize, other: usize) -> String {
    let other_year = day(other).format("%Y");
    let mut text = format!(
        "Đoàn đi học tập[^a], xem [chuyến trước](../{other_year}/chuyen-{other}.md) và \
         [theo năm](/nam/) <b>không phải HTML</b>.\n\n## Kết quả chung\n\n\
         - một\n  - hai **đậm** *nghiêng* ~~bỏ~~ `mã`\n- ba\n\n3. ba\n4. bốn\n\n\
         | Chỉ tiêu | Số |\n| :-- | --: |\n| A | 1.000 |\n| B & C | <2 |\n\n\
         > trích dẫn[^a]\n\n```\nmã < nguồn\n```\n\n## Một số kinh nghiệm\n\n"
    );
    for lesson in 0..=at % 3 {
        let kind = KINDS[(at + lesson) % 3];
        let more = match lesson {
            1 => " topics=du-lich,ocop",
            2 => " places=diem-1",
            _ => "",
        };
        let _ = write!(
            text,
            "### Bài học {lesson} của chuyến {at} {{#bai-{lesson} .{kind}{more}}}\n\n\
             Nội dung bài {lesson}[^b]; xem [kết quả](#muc-ket-qua-chung) và \
             [bài khác](../{other_year}/chuyen-{other}.md#bai-0).\n\n"
        );
    }
    text + "## Kết quả chung\n\nĐề nghị xem <https://example.vn/a?b=1&c>.\n\n\
            [^a]: Chú thích a, xem [đầu trang](#muc-ket-qua-chung-2).\n[^b]: Chú thích b.\n"
}

fn plan(year: i32) -> String {
    format!(
        "---\ntitle: Kế hoạch {year}\ncouncil: HĐND tỉnh Đồng Tháp\n\
         document: {{type: KH, number: 17, symbol: KH-HĐND, date: {year}-01-02}}\n\
         purpose: [học hỏi]\nreporting: {{duty: báo cáo, to: Thường trực, within_days: 15}}\n\
         batches:\n  - {{number: 1, theme: Giám sát, time: {{text: tháng 3, from: {year}-03}}, provinces: [{{province: Lào Cai, topics: [giam-sat]}}]}}\n\
         \x20 - {{number: 2, time: {{from: {year}-08-01, to: {year}-08-31}}, provinces: [Cà Mau, {{province: An Giang, place: Châu Đốc}}]}}\n\
         \x20 - {{number: 3, time: {{text: tuỳ}}}}\n\
         \x20 - {{number: 4, time: {{from: {year}-09}}, state: cancelled, reason: bão}}\n---\n\n\
         ## Mục đích\n\nHọc hỏi[^1].\n\n[^1]: Chú thích.\n"
    )
}

fn about() -> String {
    "---\ntitle: Giới thiệu\n---\n\nXem [bản đồ](/tinh/), [kiến nghị](/bai-hoc/kien-nghi/) và \
     [kế hoạch](../plans/2023/ke-hoach-b.md).\n"
        .to_owned()
}
