//! What the form asks the desk for: values, edits, names, and the Markdown of what is pasted.

use super::*;

#[test]
fn form_changes_only_what_was_changed() {
    let desk = TestDesk::site();
    let text = TEXT.replace("title:", "# Ghi chú\ntitle:");
    let (status, answer) = desk.post("/api/read", &json!({ "path": REPORT, "text": text }));
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["values"]["lead"]["name"], "Trần Thị Ví Dụ");
    assert_eq!(answer["body"], "Chợ họp chủ nhật.\n");
    let edits = json!([{ "set": ["lead", { "name": "Trần Thị Ví Dụ", "position": "Chủ tịch" }] }, { "set_body": "Chợ họp thứ bảy.\n" }]);
    let value = json!({ "path": REPORT, "text": text, "edits": edits });
    let (status, answer) = desk.post("/api/apply", &value);
    assert_eq!((status, codes(&answer)), (200, vec![]), "{answer}");
    let expected = text
        .replace(
            "{name: Trần Thị Ví Dụ}",
            "{name: Trần Thị Ví Dụ, position: Chủ tịch}",
        )
        .replace("chủ nhật", "thứ bảy");
    assert_eq!(answer["text"], expected);
    assert_eq!(desk.read(REPORT), TEXT, "nothing is written before a save");
    // What the form cannot show is refused with a reason.
    let (status, answer) = desk.post(
        "/api/read",
        &json!({ "path": REPORT, "text": "---\ntitle: [\n---\n" }),
    );
    assert_eq!(status, 422);
    assert!(
        answer["message"]
            .as_str()
            .is_some_and(|message| !message.is_empty()),
        "{answer}"
    );
    let (status, schema) = desk.get("/api/schema?path=content/reports/2023/sa-pa.md");
    assert!(status == 200 && schema.contains("\"locations\""));
    assert_eq!(desk.get("/api/schema?path=content/topics.yaml").0, 404);
}

#[test]
fn settings_have_a_form_that_keeps_every_other_byte() {
    let desk = TestDesk::site();
    let path = "content/site.yaml";
    let text = "# Kho\ntitle: Kho thử # tên\ncouncils: [{name: HĐND huyện A}]\n";
    let (_, answer) = desk.post("/api/read", &json!({ "path": path, "text": text }));
    assert_eq!(
        (&answer["values"]["title"], &answer["body"]),
        (&json!("Kho thử"), &json!(""))
    );
    let edits =
        json!([{ "set": ["title", "Kho mới"] }, { "set": ["base_url", "https://kho.example/"] }]);
    let (status, answer) = desk.post(
        "/api/apply",
        &json!({ "path": path, "text": text, "edits": edits }),
    );
    let new = answer["text"].as_str().unwrap_or_default();
    let kept = "# Kho\ntitle: Kho mới # tên\ncouncils: [{name: HĐND huyện A}]\n";
    assert_eq!((status, new.starts_with(kept)), (200, true), "{answer}");
    assert!(new.contains("https://kho.example/"), "{answer}");
    let (status, schema) = desk.get("/api/schema?path=content/site.yaml");
    assert!(status == 200 && schema.contains("\"base_url\""), "{schema}");
    let (_, page) = desk.get("/edit?path=content/site.yaml");
    assert!(
        page.contains("id=\"fields\"") && !page.contains("id=\"body\""),
        "{page}"
    );
}

#[test]
fn names_to_complete_are_those_of_the_archive_and_the_day() {
    let desk = TestDesk::new(ARCHIVE);
    let names = |query: &str| {
        let (status, answer) = desk.get(&format!("/api/names?of={query}"));
        let names: Vec<(String, String)> = serde_json::from_str(&answer).unwrap_or_default();
        (
            status,
            names.into_iter().map(|(name, _)| name).collect::<Vec<_>>(),
        )
    };
    assert_eq!(names("batch").1, ["2023/ke-hoach/1", "2023/ke-hoach/2"]);
    assert_eq!(
        names("lesson"),
        (200, vec!["2023/khac/bai-hoc-1".to_owned()])
    );
    assert_eq!(
        names("council").1,
        ["HĐND huyện Côn Đảo", "HĐND tỉnh Cà Mau"]
    );
    assert_eq!(names("record").1.len(), 4);
    let has = |query: &str, name: &str| names(query).1.iter().any(|known| known == name);
    assert!(
        has("province&day=18%2F8%2F2023", "Bắc Kạn") && !has("province&day=2025-08-01", "Bắc Kạn")
    );
    assert!(has("province", "Bắc Kạn"));
    assert_eq!(names("secret").0, 404);
}

#[test]
fn overdue_reports_are_listed_with_their_plan() {
    let desk = TestDesk::new(&[
        (
            "content/site.yaml",
            "title: Kho\ncouncils: [{name: HĐND huyện A}]\nreporting: {report_within_days: 30}\n",
        ),
        (
            "content/plans/2025/ke-hoach.md",
            "---\ntitle: Kế hoạch <2025>\nbatches:\n  - {number: 1, time: {from: 2025-11-01, to: 2025-11-02}}\n  \
             - {number: 2, time: {from: 2025-12-20, to: 2025-12-21}}\n---\n\nNội dung.\n",
        ),
    ]);
    let (_, page) = desk.get("/");
    // The desk of the tests is opened on 1 January 2026.
    let list = page
        .split("id=\"overdue\"")
        .nth(1)
        .and_then(|rest| rest.split("</details>").next());
    let list = list.expect("a list");
    assert!(
        list.contains("Kế hoạch &lt;2025&gt;</a>, batch 1: 30 days overdue"),
        "{list}"
    );
    assert_eq!(list.matches("<li>").count(), 1, "{list}");
    assert!(!TestDesk::site().get("/").1.contains("id=\"overdue\""));
}

#[test]
fn pasted_html_becomes_markdown() {
    let desk = TestDesk::site();
    let paste = |html: &str| desk.post("/api/paste", &json!({ "html": html, "body": "Cũ.\n" }));
    let (status, answer) = paste("<body><h2>Chợ</h2><p>Họp <b>chủ nhật</b></p></body>");
    assert_eq!(
        (status, &answer["text"]),
        (200, &json!("### Chợ\n\nHọp **chủ nhật**"))
    );
    assert_eq!(paste("<p>").0, 422);
}
