//! Mistakes of a clerk, typed into the form: each is reported beside its field, in Vietnamese, with
//! what to write instead.

use serde_json::{Value, json};

use super::{TestDesk, digest};
use ssg_base::message::Language;

/// A record of each kind, without errors, to which others refer.
const FILES: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "title: Kho thử\nbase_url: https://kho.example/\ncouncils:\n  - {name: HĐND huyện Côn Đảo, province: Lào Cai}\n  \
         - {name: HĐND tỉnh Cà Mau}\n",
    ),
    (REPORT, REPORT_TEXT),
    (
        "content/reports/2023/khac.md",
        "---\ntitle: Chuyến khác\ncouncil: HĐND huyện Côn Đảo\ndates: 2023-05-04\nlead: {name: Trần Thị Ví Dụ}\n\
         locations: [Hà Nội]\ntopics: [giám sát]\ndocument: {number: 12/BC-HĐND, date: 2023-06-01}\n---\n\n\
         ## Bài học {#bai-hoc-1 .practice}\n\nĐoàn ghi chép.\n",
    ),
    (
        WITHDRAWN,
        "---\ntitle: Bài thu hồi\ncouncil: HĐND huyện Côn Đảo\ndates: 2023-03-04\nstatus: withdrawn\nreason: Đã thay.\n\
         locations: [Hà Nội]\n---\n\n## Cũ {#bai-hoc-1 .practice}\n\nChữ.\n",
    ),
    (
        PLAN,
        "---\ntitle: Kế hoạch\ncouncil: HĐND huyện Côn Đảo\nbatches:\n  - number: 1\n    time: {from: 2023-08-01, to: 2023-08-30}\n    \
         provinces: [Lào Cai]\n---\n\nNội dung.\n",
    ),
];
const REPORT: &str = "content/reports/2023/sa-pa.md";
const PLAN: &str = "content/plans/2023/ke-hoach.md";
const WITHDRAWN: &str = "content/reports/2023/thu-hoi.md";
const SITE: &str = "content/site.yaml";
const REPORT_TEXT: &str = "---\ntitle: Chuyến Sa Pa\ncouncil: HĐND huyện Côn Đảo\ndates: {from: 2023-08-18, to: 2023-08-20}\n\
    lead: {name: Trần Thị Ví Dụ}\nlocations:\n  - province: Lào Cai\ntopics: [du lịch]\n---\n\nChợ họp chủ nhật.\n";

/// What is typed: the source, the outermost key and its new value as JSON; then the key beside which
/// the message must be, and its code.
type Mistake = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const MISTAKES: &[Mistake] = &[
    (REPORT, "title", r#""""#, "title", "missing-key"),
    (REPORT, "title", r#""LONG""#, "title", "title-too-long"),
    (REPORT, "dates", r#""18-08-2023""#, "dates", "not-a-date"),
    (REPORT, "dates", r#""8/25/2023""#, "dates", "no-such-month"),
    (REPORT, "dates", r#"{"from": "18/8/2023", "to": "31/9/2023"}"#, "dates.to", "no-such-day"),
    (REPORT, "dates", r#"{"from": "20/8/2023", "to": "18/8/2023"}"#, "dates.to", "dates-reversed"),
    (REPORT, "dates", r#""18/8/2022""#, "dates", "trip-outside-folder"),
    (REPORT, "dates", r#""""#, "dates", "missing-key"),
    (REPORT, "council", r#""HĐND huyện Côn Dảo""#, "council", "similar-council"),
    (REPORT, "lead", r#"{"name": "Trần Thị Ví Dụ, Chủ tịch HĐND huyện"}"#, "lead.name", "office-in-name"),
    (REPORT, "lead", r#"{"name": "Trần Thị Ví Dụ 0912 345 678"}"#, "lead.name", "phone-number"),
    (REPORT, "lead", r#"{"position": "Chủ tịch"}"#, "lead.name", "missing-key"),
    (REPORT, "size", r#""18 người""#, "size", "not-a-number"),
    (REPORT, "locations", r#"[{"province": "Lào Cay"}]"#, "locations[0].province", "unknown-province"),
    (REPORT, "locations", r#"[{"province": "Gia Định"}]"#, "locations[0].province", "unknown-province"),
    (REPORT, "locations", r#"[{"place": "Sa Pa"}]"#, "locations[0].province", "missing-key"),
    (REPORT, "locations", r#"[{"province": "Lào Cai", "date": "25/8/2023"}]"#, "locations[0].date", "stop-outside-trip"),
    (REPORT, "locations", r#"[{"province": "Lào Cai", "date": "ngày đầu"}]"#, "locations[0].date", "not-a-date"),
    (REPORT, "locations", r#"[{"province": "Lào Cai", "topics": ["hoa sen"]}]"#, "locations[0].topics[0]", "unknown-topic"),
    (REPORT, "locations", r#"[{"province": "Lào Cai", "host": "UBND xã, ubnd@gmail.com"}]"#, "locations[0].host", "email-address"),
    (REPORT, "locations", r#""""#, "locations", "expected-key"),
    (REPORT, "topics", r#"["du lịch", "giam sat sat"]"#, "topics[1]", "unknown-topic"),
    (REPORT, "cost", r#"{"amount": "nhiều"}"#, "cost.amount", "not-a-number"),
    (REPORT, "cost", r#"{"amount": "12.500.000đ"}"#, "cost.amount", "not-a-number"),
    (REPORT, "plan", r#""2023/ke-hoach/9""#, "plan", "unknown-plan"),
    (REPORT, "plan", r#""2023/khong-co/1""#, "plan", "unknown-plan"),
    (REPORT, "uses", r#"[{"lesson": "2023/khac/bai-hoc-9"}]"#, "uses[0].lesson", "unknown-lesson"),
    (REPORT, "uses", r#"[{"lesson": "2023/thu-hoi/bai-hoc-1"}]"#, "uses[0].lesson", "withdrawn-lesson"),
    (REPORT, "uses", r#"[{"outcome": "applied"}]"#, "uses[0].lesson", "missing-key"),
    (REPORT, "document", r#"{"number": "12/BC-HĐND", "date": "1/6/2023"}"#, "document.number", "same-document"),
    (REPORT, "document", r#"{"date": "32/1/2024"}"#, "document.date", "no-such-day"),
    (REPORT, "updates", r#"[{"note": "Sửa tên."}]"#, "updates[0].date", "missing-key"),
    (REPORT, "aliases", r#"["bao cao cu"]"#, "aliases[0]", "bad-address"),
    (REPORT, "aliases", r#"["/bao-cao/2023/khac/"]"#, "aliases[0]", "address-taken"),
    (WITHDRAWN, "replaced_by", r#""2023/khong-co""#, "replaced_by", "unknown-record"),
    (PLAN, "batches", r#"[{"provinces": ["Lào Cai"]}]"#, "batches[0].number", "missing-key"),
    (PLAN, "batches", r#"[{"number": "1", "provinces": ["Lào Kai"]}]"#, "batches[0].provinces[0]", "unknown-province"),
    (PLAN, "batches", r#"[{"number": "1"}, {"number": "1"}]"#, "batches[1].number", "batch-twice"),
    (SITE, "title", r#""""#, "title", "missing-key"),
    (SITE, "base_url", r#""kho.example""#, "base_url", "bad-base-url"),
    (SITE, "per_page", r#""nhiều""#, "per_page", "not-a-number"),
    (SITE, "councils", r#"[{"name": "HĐND huyện A", "province": "Lào Kai"}]"#, "councils[0].province", "no-province"),
    (SITE, "councils", r#"[{"province": "Lào Cai"}]"#, "councils[0].name", "missing-key"),
    (SITE, "public_contacts", r#"[{"value": "0254 3830 151"}]"#, "public_contacts[0].reason", "missing-key"),
    (SITE, "publish_to", r#"{"zip": "kho.rar"}"#, "publish_to.zip", "not-a-zip-name"),
];

#[test]
fn each_mistake_is_reported_beside_its_field() {
    let desk = TestDesk::in_language(FILES, Language::Vi);
    let mut wrong = Vec::new();
    assert!(MISTAKES.len() >= 40, "{}", MISTAKES.len());
    for &(source, key, value, at, code) in MISTAKES {
        let value = value.replace("LONG", &"A".repeat(301));
        let value: Value = serde_json::from_str(&value).expect("JSON");
        let text = desk.read(source);
        let edit = if value.as_str() == Some("") {
            json!({ "remove": key })
        } else {
            json!({ "set": [key, value] })
        };
        let (status, answer) = desk.post(
            "/api/apply",
            &json!({ "path": source, "text": text, "edits": [edit] }),
        );
        assert_eq!(status, 200, "{key}: {value}: {answer}");
        let found = answer["found"].as_array().cloned().unwrap_or_default();
        let is_there = |one: &&Value| one["key"] == at && one["code"] == code;
        let Some(one) = found.iter().find(is_there) else {
            let found = found.iter().map(|one| (&one["code"], &one["key"]));
            let found: Vec<_> = found.collect();
            wrong.push(format!("{key}: {value}: no {code} at {at} in {found:?}"));
            continue;
        };
        let message = one["message"].as_str().unwrap_or_default();
        // Vietnamese has letters beyond ASCII in every sentence.
        assert!(!message.is_ascii(), "{message}");
        // The message says what to write, or the error is plain from it.
        let has_hint = one["hints"]
            .as_array()
            .is_some_and(|hints| !hints.is_empty());
        let is_plain = matches!(
            code,
            "missing-key"
                | "expected-key"
                | "no-such-day"
                | "stop-outside-trip"
                | "withdrawn-lesson"
        );
        if !has_hint && !is_plain {
            wrong.push(format!("{key}: {value}: no hint: {message}"));
        }
        // Nothing but publishing is blocked: the text with the mistake can be saved.
        let save = json!({ "path": source, "text": answer["text"], "digest": digest(&text) });
        assert_eq!(desk.post("/api/save", &save).0, 200, "{key}: {value}");
        desk.write(source, &text);
        let clean = desk.post("/api/check", &json!({ "path": source, "text": text }));
        let errors = clean.1["found"].as_array().into_iter().flatten();
        let errors: Vec<&Value> = errors.filter(|one| one["severity"] == "error").collect();
        assert!(errors.is_empty(), "without the mistake: {errors:?}");
    }
    assert!(
        wrong.is_empty(),
        "{} are not beside their field:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
