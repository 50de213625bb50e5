//! Mistakes of a clerk, typed into the form: each is reported beside its field, in Vietnamese, with
//! what to write instead, can be saved, and keeps no other record from being published.

use super::*;

/// What is typed: the source, the key of its field, the text, and the code of what is found there.
/// The browser tests type the same.
type Mistake = (String, String, String, String);

const MISTAKES: &str = include_str!("../../../../tests/desk/mistakes.json");

#[test]
fn each_mistake_is_reported_beside_its_field() {
    let desk = TestDesk::in_language(ARCHIVE, Language::Vi);
    let mistakes: Vec<Mistake> = serde_json::from_str(MISTAKES).expect("JSON");
    assert!(mistakes.len() >= 40, "{}", mistakes.len());
    let mut wrong = Vec::new();
    for (source, key, typed, code) in &mistakes {
        let path = format!("content/{source}");
        let typed = typed.replace("LONG", &"A".repeat(301));
        let text = desk.read(&path);
        let edit = if typed.is_empty() {
            json!({ "remove": key })
        } else {
            json!({ "set": [key, typed] })
        };
        let value = json!({ "path": path, "text": text, "edits": [edit] });
        let (status, answer) = desk.post("/api/apply", &value);
        assert_eq!(status, 200, "{key}: {typed}: {answer}");
        let found = answer["found"].as_array().cloned().unwrap_or_default();
        // What is wrong with a mapping is shown with its fields.
        let is_there = |one: &&Value| {
            let at = one["key"].as_str().unwrap_or_default();
            let rest = key.strip_prefix(at);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                && one["code"] == **code
        };
        match found.iter().find(is_there) {
            Some(one) => wrong.extend(complaint(one, code).map(|text| format!("{key}: {text}"))),
            None => wrong.push(format!("{key}: {typed}: no {code} in {found:?}")),
        }
        let mistaken = answer["text"].as_str().unwrap_or_default();
        if blocks_others(&desk, &path, mistaken) {
            wrong.push(format!(
                "{key}: {typed}: keeps the archive from being published"
            ));
        }
        let value = json!({ "path": path, "text": mistaken, "digest": digest(&text) });
        assert_eq!(desk.post("/api/save", &value).0, 200, "{key}: {typed}");
        desk.write(&path, &text);
        desk.post("/api/check", &json!({ "path": path, "text": text }));
    }
    assert!(
        wrong.is_empty(),
        "{} of {} mistakes:\n{}",
        wrong.len(),
        mistakes.len(),
        wrong.join("\n")
    );
}

/// What is wrong with the message about a mistake.
fn complaint(found: &Value, code: &str) -> Option<String> {
    let message = found["message"].as_str().unwrap_or_default();
    // Vietnamese has letters beyond ASCII in every sentence.
    if message.is_ascii() {
        return Some(format!("not Vietnamese: {message}"));
    }
    let has_hint = found["hints"]
        .as_array()
        .is_some_and(|hints| !hints.is_empty());
    // The message says what to write, or the error is plain from it.
    let is_plain = matches!(
        code,
        "missing-key" | "no-such-day" | "stop-outside-trip" | "withdrawn-lesson"
    );
    (!has_hint && !is_plain).then(|| format!("no hint: {message}"))
}

/// Whether a mistake keeps the archive from being published while its record is a draft. Settings
/// are never drafts.
fn blocks_others(desk: &TestDesk, path: &str, mistaken: &str) -> bool {
    if !path.ends_with("md") || mistaken.contains("status: withdrawn") {
        return false;
    }
    let draft = mistaken.replacen("---\n", "---\nstatus: draft\n", 1);
    desk.post("/api/check", &json!({ "path": path, "text": draft }));
    let (_, answer) = desk.get("/api/changed-records");
    let answer: Value = serde_json::from_str(&answer).expect("JSON");
    answer["blocked"] != false
}
