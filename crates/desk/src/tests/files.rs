//! Files that are stored beside a record: photos and attachments.

use super::*;

/// A record with a folder.
const RECORD: &str = "content/reports/2023/b/index.md";

fn desk() -> TestDesk {
    let desk = TestDesk::site();
    fs::create_dir_all(desk.folder.path().join("content/reports/2023/b")).expect("a folder");
    desk.write(RECORD, &TEXT.replace("Sa Pa", "Bắc Hà"));
    desk
}

#[test]
fn photos_are_stored_beside_their_record_only() {
    let desk = desk();
    let path = RECORD;
    // One white pixel.
    let png: &[u8] = &[
        0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0,
        0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78,
        0x9c, 0x63, 0xf8, 0x0f, 0, 1, 1, 1, 0, 0x1b, 0xb6, 0xee, 0x56, 0, 0, 0, 0, b'I', b'E',
        b'N', b'D', 0xae, 0x42, 0x60, 0x82,
    ];
    let send = |record: &str, name: &str, bytes: &[u8]| {
        desk.drop_file(&format!("/api/photo?path={record}&name={name}"), bytes)
    };
    assert_eq!(send(path, "cho.png", png).0, 200);
    assert_eq!(
        fs::read(desk.folder.path().join("content/reports/2023/b/cho.png")).expect("a file"),
        png
    );
    // A second photo of the same name gets another one; the same photo is stored once.
    let other = &[png, b"x"].concat()[..];
    for (bytes, name) in [(png, "cho.png"), (other, "cho-2.png"), (other, "cho-2.png")] {
        let (status, answer) = send(path, "cho.png&if-exists=rename", bytes);
        assert_eq!((status, &answer["name"]), (200, &json!(name)));
    }
    for (record, name, bytes) in [
        (path, "cho.png", png),
        (path, "cho.jpg", png),
        (path, "x.png", &b"GIF89a"[..]),
        (path, "..%2Fx.png", png),
        (path, "sub%2Fx.png", png),
        (path, ".x.png", png),
        (path, "x.html", png),
        (REPORT, "x.png", png),
    ] {
        assert_eq!(send(record, name, bytes).0, 422, "{record} {name}");
    }
    assert_eq!(send("content/site.yaml", "x.png", png).0, 422);
    assert_eq!(send("content/static/index.md", "x.png", png).0, 400);
}

/// A PDF of one page without text.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n";

#[test]
fn attachments_are_stored_and_listed_with_size_and_pages() {
    let desk = desk();
    let send = |record: &str, name: &str, bytes: &[u8]| {
        desk.drop_file(&format!("/api/attachment?path={record}&name={name}"), bytes)
    };
    let files = |record: &str| {
        let (_, answer) = desk.get(&format!("/api/names?of=file&path={record}"));
        serde_json::from_str::<Value>(&answer).expect("JSON")
    };
    assert_eq!(files(RECORD), json!([]));
    let (status, answer) = send(RECORD, "ban-ky.pdf", PDF);
    assert_eq!((status, &answer["name"]), (200, &json!("ban-ky.pdf")));
    assert_eq!(send(RECORD, "so-lieu.csv", b"a;b\n").0, 200);
    let size = format!("{} B, 1 pages", PDF.len());
    assert_eq!(
        files(RECORD),
        json!([["ban-ky.pdf", size], ["so-lieu.csv", "4 B"]])
    );
    // What publishing does with it is said beside its field.
    let attached = desk.read(RECORD).replace(
        "topics:",
        "attachments: [{file: ban-ky.pdf, kind: signed}, {file: khong-co.pdf}]\ntopics:",
    );
    let value = json!({ "path": RECORD, "text": attached });
    let (_, answer) = desk.post("/api/check", &value);
    let found = answer["found"].as_array().expect("a list");
    let keys: Vec<&Value> = found.iter().map(|one| &one["key"]).collect();
    assert_eq!(keys, ["attachments[1].file"], "{answer}");
    // Nothing is overwritten, and no other file is taken.
    for (record, name, expected) in [
        (RECORD, "ban-ky.pdf", 422),
        (RECORD, "a.html", 422),
        (RECORD, "index.md", 422),
        (RECORD, "anh.png", 422),
        (RECORD, "..%2Fa.pdf", 422),
        (REPORT, "a.pdf", 422),
        ("content/site.yaml", "a.pdf", 422),
        ("content/static/index.md", "a.pdf", 400),
    ] {
        let (status, answer) = send(record, name, b"x");
        assert_eq!(status, expected, "{record} {name}: {answer}");
    }
    let stored = desk.folder.path().join("content/reports/2023/b/ban-ky.pdf");
    assert_eq!(fs::read(stored).expect("a file"), PDF);
    let (_, answer) = send(REPORT, "a.pdf", PDF);
    let hint = answer["hint"].as_str().unwrap_or_default();
    assert!(hint.contains("sa-pa/index.md"), "{answer}");
}

#[test]
fn attachment_of_a_name_that_is_taken_is_replaced_only_on_purpose() {
    let desk = desk();
    let send = |more: &str, bytes: &[u8]| {
        let address = format!("/api/attachment?path={RECORD}&name=so-lieu.csv{more}");
        desk.drop_file(&address, bytes)
    };
    let read = |name: &str| desk.read(&format!("content/reports/2023/b/{name}"));
    assert_eq!(send("", b"a\n").0, 200);
    let (status, answer) = send("", b"b\n");
    assert_eq!((status, &answer["exists"]), (422, &json!(true)));
    assert_eq!(read("so-lieu.csv"), "a\n");
    let (status, answer) = send("&if-exists=rename", b"b\n");
    assert_eq!((status, &answer["name"]), (200, &json!("so-lieu-2.csv")));
    assert_eq!(send("&if-exists=replace", b"c\n").0, 200);
    assert_eq!(
        (&*read("so-lieu.csv"), &*read("so-lieu-2.csv")),
        ("c\n", "b\n")
    );
}
