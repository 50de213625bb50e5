//! The desk as a browser and as an attacker sees it, without sockets.

mod files;
mod form;
mod lifetime;
mod mistakes;

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use serde_json::{Value, json};
use tempfile::TempDir;

use ssg_base::digest::Digest;
use ssg_base::message::{Language, Message};
use ssg_base::parallel::lock_ignoring_poison;
use ssg_server::http::{RequestHead, Response, Service as _};

use crate::labels::Label;
use crate::{BuildOutput, ConversionFailure, Desk, Events, Host, Settings, Sockets};

/// A program that never publishes.
#[derive(Clone, Default)]
struct NoProgram {
    /// The addresses that were shown in the browser.
    shown: Arc<Mutex<Vec<String>>>,
}

impl Host for NoProgram {
    fn today(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day")
    }

    fn show(&self, address: String) {
        lock_ignoring_poison(&self.shown).push(address);
    }

    fn publish(&self, _: &Path, _: Option<&Path>, _: Language) -> std::io::Result<BuildOutput> {
        Ok(BuildOutput::default())
    }

    fn to_word(&self, _: &[u8], _: &str) -> Result<Vec<u8>, ConversionFailure> {
        Err(Box::new((Message::NoSite, None)))
    }

    fn pdf_text(&self, _: &[u8], _: &str) -> Result<String, ConversionFailure> {
        Err(Box::new((Message::NoSite, None)))
    }
}

const REPORT: &str = "content/reports/2023/sa-pa.md";
const TEXT: &str = "---\ntitle: Chuyến Sa Pa\ndates: 2023-08-18\nlead: {name: Trần Thị Ví Dụ}\n\
                    locations: [Lào Cai]\ntopics: [du lịch]\n---\nChợ họp chủ nhật.\n";

/// Files of `tests/desk`, by their paths in a site.
macro_rules! shared_files {
    ($($path:literal),*) => { &[$(($path, include_str!(concat!("../../../tests/desk/", $path)))),*] };
}

/// An archive with a record of each kind and without errors, in which the browser tests write too.
const ARCHIVE: &[(&str, &str)] = shared_files![
    "content/site.yaml",
    "content/reports/2023/sa-pa.md",
    "content/reports/2023/khac.md",
    "content/reports/2023/thu-hoi.md",
    "content/plans/2023/ke-hoach.md"
];

struct TestDesk {
    folder: TempDir,
    desk: Arc<Desk>,
    program: NoProgram,
    events: Events,
    host: String,
    cookie: String,
    write_token: String,
}

impl TestDesk {
    fn new(files: &[(&str, &str)]) -> Self {
        Self::in_language(files, Language::En)
    }

    fn in_language(files: &[(&str, &str)], language: Language) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let settings = Settings {
            folder: folder.path().canonicalize().expect("a path"),
            has_site: !files.is_empty(),
            language: Some(language),
            new_site: &[(
                "content/pages/gioi-thieu.md",
                "---\ntitle: Giới thiệu\n---\nViết.\n",
            )],
            ends_when_idle: false,
        };
        let sockets = Sockets::open(0).expect("sockets");
        let program = NoProgram::default();
        let desk = Desk::new(settings, Box::new(program.clone()), &sockets);
        let (desk, events) = desk.expect("a desk");
        let access = &desk.access;
        let (host, cookie) = (access.origin(), access.cookie());
        Self {
            folder,
            program,
            events,
            host: host.trim_start_matches("http://").to_owned(),
            cookie,
            write_token: access.write_token().to_owned(),
            desk,
        }
    }

    fn site() -> Self {
        Self::new(&[
            (
                "content/site.yaml",
                "title: Kho thử\ncouncils: [{name: HĐND huyện A}]\n",
            ),
            (REPORT, TEXT),
            ("content/static/secret.txt", "SECRET"),
            ("secret.txt", "SECRET"),
        ])
    }

    /// The answer to a request, as if it had come from a socket.
    fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&'static str, &str)],
        body: &[u8],
    ) -> Response {
        let head = RequestHead::new(method, path, headers);
        match self.desk.admit(&head) {
            Ok(max_bytes) if body.len() > max_bytes => Response::empty(413),
            Ok(_) => self.desk.respond(&head, body.to_vec()),
            Err(refusal) => refusal,
        }
    }

    fn get(&self, path: &str) -> (u16, String) {
        let headers = [("host", &*self.host), ("cookie", &*self.cookie)];
        let response = self.request("GET", path, &headers, b"");
        (
            response.status,
            String::from_utf8(response.body).expect("UTF-8"),
        )
    }

    fn post(&self, path: &str, value: &Value) -> (u16, Value) {
        let origin = format!("http://{}", self.host);
        let headers = [
            ("host", &*self.host),
            ("cookie", &*self.cookie),
            ("origin", &*origin),
            ("sec-fetch-site", "same-origin"),
            ("x-ssg-token", &*self.write_token),
            ("content-type", "application/json"),
        ];
        let response = self.request("POST", path, &headers, value.to_string().as_bytes());
        let answer = serde_json::from_slice(&response.body).unwrap_or(Value::Null);
        (response.status, answer)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).expect("a file")
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.folder.path().join(path), text).expect("a file");
    }
}

fn digest(text: &str) -> String {
    Digest::of(text.as_bytes()).to_string()
}

/// The codes of the diagnostics in an answer.
fn codes(answer: &Value) -> Vec<&str> {
    let found = answer["found"].as_array().into_iter().flatten();
    found.filter_map(|one| one["code"].as_str()).collect()
}

#[test]
fn address_with_token_sets_a_cookie_and_hides_the_token() {
    let desk = TestDesk::site();
    let address = desk.desk.address();
    let path = address
        .strip_prefix(&format!("http://{}", desk.host))
        .expect("its host");
    let response = desk.request("GET", path, &[("host", &desk.host)], b"");
    assert_eq!(response.status, 303);
    let header = |name: &str| {
        let mut headers = response.headers.iter();
        headers
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.clone())
    };
    assert_eq!(header("location").as_deref(), Some("/"));
    let cookie = header("set-cookie").expect("a cookie");
    assert!(cookie.starts_with(&desk.cookie), "{cookie}");
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
        "{cookie}"
    );
    let policy = header("content-security-policy").expect("a policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self'"),
        "{policy}"
    );
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
}

/// A header to replace, or to leave out.
type Change = (&'static str, Option<&'static str>);

#[test]
fn attackers_read_and_write_nothing() {
    let desk = TestDesk::site();
    let other_run = TestDesk::site();
    let origin = format!("http://{}", desk.host);
    let own = [
        ("host", &*desk.host),
        ("cookie", &*desk.cookie),
        ("origin", &*origin),
        ("sec-fetch-site", "same-origin"),
        ("x-ssg-token", &*desk.write_token),
        ("content-type", "application/json"),
    ];
    let body = json!({ "path": REPORT, "text": "stolen", "digest": digest(TEXT) }).to_string();
    let attacks: &[&[Change]] = &[
        &[("cookie", None)],
        &[("cookie", Some("ssg-desk-1=00"))],
        &[("host", Some("evil.example"))],
        &[("host", Some("localhost"))],
        &[("host", Some("127.0.0.1"))],
        &[("host", None)],
        &[("origin", Some("http://evil.example"))],
        &[("origin", Some("http://127.0.0.1:1"))],
        &[("origin", Some("null"))],
        &[("sec-fetch-site", Some("cross-site"))],
        &[("sec-fetch-site", Some("same-site"))],
    ];
    let writes: &[&[Change]] = &[
        &[("x-ssg-token", None)],
        &[("x-ssg-token", Some("00"))],
        &[("origin", None)],
        &[("origin", None), ("sec-fetch-site", None)],
        &[("sec-fetch-site", Some("none"))],
        &[("content-type", None)],
        &[("content-type", Some("text/plain"))],
        &[("content-type", Some("application/x-www-form-urlencoded"))],
        &[("content-type", Some("multipart/form-data"))],
    ];
    let changed = |changes: &[Change]| {
        let mut headers: Vec<(&'static str, &str)> = own.to_vec();
        for (name, value) in changes {
            headers.retain(|(known, _)| known != name);
            headers.extend(value.map(|value| (*name, value)));
        }
        headers
    };
    for attack in attacks {
        for path in [
            "/",
            "/edit?path=content/reports/2023/sa-pa.md",
            "/assets/desk.js",
            "/api/changes",
        ] {
            let response = desk.request("GET", path, &changed(attack), b"");
            assert!(
                response.status >= 400 && response.body.is_empty(),
                "{attack:?} {path}"
            );
        }
    }
    for attack in attacks.iter().chain(writes) {
        for path in ["/api/save", "/api/check", "/api/publish", "/api/create"] {
            let response = desk.request("POST", path, &changed(attack), body.as_bytes());
            assert!(
                response.status >= 400 && response.body.is_empty(),
                "{attack:?} {path}"
            );
        }
    }
    // The tokens of another run of the same program.
    let mut headers = changed(&[("cookie", None)]);
    headers.push(("cookie", &other_run.cookie));
    assert_eq!(desk.request("GET", "/", &headers, b"").status, 403);
    let other_address = other_run.desk.address();
    let other_token = other_address.split_once('?').expect("a token").1;
    let entry = format!("/?{other_token}");
    assert_eq!(
        desk.request("GET", &entry, &[("host", &desk.host)], b"")
            .status,
        403
    );
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
        assert!(
            desk.request(method, "/api/save", &own, body.as_bytes())
                .status
                >= 400,
            "{method}"
        );
    }
    assert_eq!(desk.read(REPORT), TEXT);
    // The same request without an attack does write: the others failed for the right reason.
    assert_eq!(
        desk.request("POST", "/api/save", &own, body.as_bytes())
            .status,
        200
    );
}

#[test]
fn only_sources_can_be_read_and_written() {
    let desk = TestDesk::site();
    for path in [
        "secret.txt",
        "content/static/secret.txt",
        "content/../secret.txt",
        "content/reports/..%2F..%2F..%2Fsecret.txt",
        "../secret.txt",
        "/etc/passwd",
        "content/reports/2023/sa-pa.md/",
        "content/reports/2023/.hidden.md",
        "content/reports/2023",
        "public/index.html",
    ] {
        for screen in ["/edit", "/api/source", "/api/digest"] {
            let (status, page) = desk.get(&format!("{screen}?path={path}"));
            assert_eq!(
                (status, page.contains("SECRET")),
                (404, false),
                "{screen} {path}"
            );
        }
        let value = json!({ "path": path, "text": "x", "digest": "" });
        assert_eq!(desk.post("/api/save", &value).0, 400, "{path}");
        assert_eq!(desk.post("/api/check", &value).0, 400, "{path}");
    }
    assert_eq!(desk.read("secret.txt"), "SECRET");
    for path in ["/api/save", "/api/check", "/api/publish"] {
        let too_large = vec![b' '; (32 << 20) + 1];
        let head = RequestHead::new("POST", path, &[]);
        assert!(
            crate::routes::max_body_bytes(&head.path) < too_large.len(),
            "{path}"
        );
    }
    assert_eq!(crate::routes::max_body_bytes("/"), 0);
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_out_of_the_sources() {
    let desk = TestDesk::site();
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("a.md"), "SECRET").expect("a file");
    let folder = desk.folder.path();
    std::os::unix::fs::symlink(outside.path(), folder.join("content/reports/2024"))
        .expect("a link");
    std::os::unix::fs::symlink(outside.path().join("a.md"), folder.join("content/pages.md"))
        .expect("a link");
    fs::create_dir_all(folder.join("content/pages")).expect("a folder");
    std::os::unix::fs::symlink(
        outside.path().join("a.md"),
        folder.join("content/pages/a.md"),
    )
    .expect("a link");
    for path in ["content/reports/2024/a.md", "content/pages/a.md"] {
        let (_, page) = desk.get(&format!("/api/source?path={path}"));
        assert!(!page.contains("SECRET"), "{path}");
        let value = json!({ "path": path, "text": "x", "digest": digest("SECRET") });
        assert_ne!(desk.post("/api/save", &value).0, 200, "{path}");
    }
    assert_eq!(
        fs::read_to_string(outside.path().join("a.md")).expect("a file"),
        "SECRET"
    );
}

#[test]
fn text_is_checked_while_it_is_not_saved() {
    let desk = TestDesk::site();
    let wrong = TEXT.replace("Lào Cai", "Lào Cay");
    let (status, answer) = desk.post("/api/check", &json!({ "path": REPORT, "text": wrong }));
    assert_eq!(
        (status, codes(&answer)),
        (200, vec!["unknown-province"]),
        "{answer}"
    );
    assert_eq!(answer["found"][0]["place"]["line"], 5);
    assert_eq!(desk.read(REPORT), TEXT);
    // The page of the record shows the text that is not saved.
    let (_, answer) = desk.post(
        "/api/check",
        &json!({ "path": REPORT, "text": TEXT.replace("chủ nhật", "thứ bảy") }),
    );
    assert_eq!(codes(&answer), [""; 0]);
    let (status, page) = desk.get("/edit?path=content/reports/2023/sa-pa.md");
    assert!(
        status == 200 && page.contains("Chợ họp chủ nhật."),
        "{page}"
    );
}

#[test]
fn save_never_overwrites_what_others_wrote() {
    let desk = TestDesk::site();
    let mine = TEXT.replace("chủ nhật", "thứ bảy");
    let (status, answer) = desk.post(
        "/api/save",
        &json!({ "path": REPORT, "text": mine, "digest": digest(TEXT) }),
    );
    assert_eq!((status, &answer["digest"]), (200, &json!(digest(&mine))));
    assert_eq!(desk.read(REPORT), mine);
    // A second page still has the text of before; Notepad writes a third one.
    let theirs = TEXT.replace("chủ nhật", "thứ hai");
    let (status, answer) = desk.post(
        "/api/save",
        &json!({ "path": REPORT, "text": theirs, "digest": digest(TEXT) }),
    );
    assert_eq!((status, &answer["text"]), (409, &json!(mine)));
    desk.write(REPORT, &theirs);
    let (status, answer) = desk.post(
        "/api/save",
        &json!({ "path": REPORT, "text": mine, "digest": digest(&mine) }),
    );
    assert_eq!((status, &answer["text"]), (409, &json!(theirs)));
    assert_eq!(desk.read(REPORT), theirs);
    // After the author has seen that version, it may be replaced.
    let (status, _) = desk.post(
        "/api/save",
        &json!({ "path": REPORT, "text": mine, "digest": answer["digest"] }),
    );
    assert_eq!((status, desk.read(REPORT)), (200, mine));
}

#[test]
fn deleted_folder_is_created_again_only_on_purpose() {
    let desk = TestDesk::site();
    fs::remove_dir_all(desk.folder.path().join("content/reports")).expect("removed");
    let (status, answer) = desk.post(
        "/api/save",
        &json!({ "path": REPORT, "text": "x", "digest": digest(TEXT) }),
    );
    assert_eq!((status, &answer["digest"]), (409, &json!("")));
    let (status, _) = desk.post(
        "/api/save",
        &json!({ "path": REPORT, "text": TEXT, "digest": "" }),
    );
    assert_eq!((status, desk.read(REPORT)), (200, TEXT.to_owned()));
}

#[test]
fn line_ends_and_byte_order_mark_survive_a_save() {
    let desk = TestDesk::site();
    let windows = format!("\u{feff}{}", TEXT.replace('\n', "\r\n"));
    desk.write(REPORT, &windows);
    let (_, source) = desk.get("/api/source?path=content/reports/2023/sa-pa.md");
    let source: Value = serde_json::from_str(&source).expect("JSON");
    assert_eq!(source["text"], TEXT);
    let new = TEXT.replace("chủ nhật", "thứ bảy");
    let value = json!({ "path": REPORT, "text": new, "digest": source["digest"] });
    assert_eq!(desk.post("/api/save", &value).0, 200);
    assert_eq!(desk.read(REPORT), windows.replace("chủ nhật", "thứ bảy"));
}

#[test]
fn archive_lists_records_with_state_and_errors() {
    let desk = TestDesk::site();
    desk.write(
        "content/reports/2023/b.md",
        "---\nstatus: draft\ntitle: '<b>Nháp</b>'\ndates: 2023-09-01\n---\nChữ.\n",
    );
    desk.write(
        "content/reports/2023/c.md",
        "---\ntitle: Sai\ndatez: 2023-09-01\n---\nChữ.\n",
    );
    desk.desk
        .with_site(|site| site.rebuild(None, desk.program.today()));
    let (status, page) = desk.get("/");
    assert_eq!(status, 200);
    let rows = rows(&page);
    let shown: Vec<_> = rows
        .iter()
        .map(|row| (&row["title"], &row["state"], &row["errors"], &row["date"]))
        .collect();
    assert_eq!(
        shown,
        [
            (&json!("Sai"), &json!("ready"), &json!(1), &json!("")),
            (
                &json!("<b>Nháp</b>"),
                &json!("draft"),
                &json!(0),
                &json!("01/09/2023")
            ),
            (
                &json!("Chuyến Sa Pa"),
                &json!("ready"),
                &json!(0),
                &json!("18/08/2023")
            ),
        ]
    );
    assert!(!page.contains("<b>"), "{page}");
}

/// The records in the list of all records.
fn rows(page: &str) -> Vec<Value> {
    let (_, block) = page.split_once("id=\"rows\">").expect("a list");
    let (block, _) = block.split_once("</script>").expect("its end");
    serde_json::from_str(block).expect("JSON")
}

#[test]
fn long_archive_has_all_records_and_a_button_for_more() {
    let mut files = vec![("content/site.yaml".to_owned(), "title: Kho\n".to_owned())];
    for number in 0..120 {
        let text = format!("---\ntitle: Trang {number}\n---\n\nChữ.\n");
        files.push((format!("content/pages/a{number}.md"), text));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    let (_, page) = TestDesk::new(&files).get("/");
    assert_eq!(rows(&page).len(), 120);
    assert!(page.contains("<span>120</span>") && page.contains("id=\"more\""));
}

#[test]
fn changes_name_pages_or_what_blocks_them() {
    let desk = TestDesk::site();
    let (status, answer) = desk.get("/api/changes");
    let answer: Value = serde_json::from_str(&answer).expect("JSON");
    assert_eq!((status, &answer["is_first"]), (200, &json!(true)));
    let pages = answer["pages"].as_array().expect("a list");
    let report = pages
        .iter()
        .find(|page| page["address"] == "/bao-cao/2023/sa-pa/");
    let report = report.expect("the report");
    assert_eq!(report["change"], "added");
    assert_eq!(report["title"], "Chuyến Sa Pa");
    assert!(!desk.folder.path().join("public").exists());
    desk.write(REPORT, &TEXT.replace("Lào Cai", "Lào Cay"));
    let (_, answer) = desk.get("/api/changes");
    let answer: Value = serde_json::from_str(&answer).expect("JSON");
    assert_eq!(
        (&answer["blocked"], codes(&answer)),
        (&json!(true), vec!["unknown-province"])
    );
}

#[test]
fn changed_records_are_known_without_rendering() {
    let desk = TestDesk::site();
    let records = || -> Value {
        let (_, answer) = desk.get("/api/changed-records");
        serde_json::from_str::<Value>(&answer).expect("JSON")["records"].clone()
    };
    let title = "Chuyến Sa Pa";
    let added = json!({ "change": "added", "address": "/bao-cao/2023/sa-pa/", "title": title });
    assert_eq!(records(), json!([added]), "nothing is published");
    let digest = Digest::of(TEXT.as_bytes()).to_string();
    let manifest = json!({
        "generator": "ssg",
        "version": 1,
        "files": {
            "bao-cao/2023/sa-pa/index.md": { "sha256": digest, "size": TEXT.len() },
        },
        "records": ["/bao-cao/2022/cu/", "/bao-cao/2022/cu/bai-hoc-1/", "/bao-cao/2023/sa-pa/"],
    });
    fs::create_dir(desk.folder.path().join("public")).expect("a folder");
    desk.write("public/ssg-manifest.json", &manifest.to_string());
    let gone = json!({ "change": "removed", "address": "/bao-cao/2022/cu/", "title": "" });
    assert_eq!(records(), json!([gone]));
    let (_, loaded) = desk.get(&format!("/api/source?path={REPORT}"));
    let loaded: Value = serde_json::from_str(&loaded).expect("JSON");
    let text = TEXT.replace("Chuyến Sa Pa", "Chuyến đi Sa Pa");
    let save = json!({ "path": REPORT, "text": text, "digest": loaded["digest"] });
    assert_eq!(desk.post("/api/save", &save).0, 200);
    let title = "Chuyến đi Sa Pa";
    let changed = json!({ "change": "changed", "address": "/bao-cao/2023/sa-pa/", "title": title });
    assert_eq!(records(), json!([changed, gone]));
}

#[test]
fn empty_folder_becomes_a_site() {
    let desk = TestDesk::new(&[]);
    let (status, page) = desk.get("/");
    assert!(status == 200 && page.contains("id=\"create\""), "{page}");
    assert_eq!(desk.get("/publish").0, 303);
    let value = json!({ "title": "Kho: thử", "council": "HĐND huyện Côn Đảo", "province": "" });
    assert_eq!(desk.post("/api/create", &value).0, 200);
    assert_eq!(
        desk.read("content/site.yaml"),
        "title: \"Kho: thử\"\ncouncils:\n  - name: HĐND huyện Côn Đảo\n"
    );
    let rows = rows(&desk.get("/").1);
    assert!(
        rows.iter().any(|row| row["title"] == json!("Giới thiệu")),
        "{rows:?}"
    );
    assert!(rows.iter().all(|row| row["errors"] == json!(0)), "{rows:?}");
    assert_eq!(desk.post("/api/create", &value).0, 400);
}

#[test]
fn folder_with_files_is_not_made_a_site() {
    let desk = TestDesk::new(&[]);
    desk.write("thu.doc", "x");
    let (status, answer) = desk.post("/api/create", &json!({ "title": "Kho" }));
    assert_eq!(status, 409);
    assert!(
        answer["message"]
            .as_str()
            .is_some_and(|text| text.contains("already contains files")),
        "{answer}"
    );
}

/// A text file that an office might drop, with the stamp of a draft or without.
const OFFICE_TEXT: &str = "HỘI ĐỒNG NHÂN DÂN\nHUYỆN A\nSố: 12/BC-HĐND\nBÁO CÁO\n\
    Kết quả học tập kinh nghiệm tại tỉnh Lào Cai\n\
    Từ ngày 18/8/2023 đến ngày 20/8/2023, đoàn do ông Nguyễn Văn A, Chủ tịch HĐND huyện A làm trưởng đoàn \
    đã học tập kinh nghiệm về giám sát tại tỉnh Lào Cai.\nI. Kết quả\nĐoàn đã làm việc với Thường trực HĐND tỉnh Lào Cai.\n";

impl TestDesk {
    /// The answer to a file that is dropped.
    fn drop_file(&self, address: &str, bytes: &[u8]) -> (u16, Value) {
        let origin = format!("http://{}", self.host);
        let headers = [
            ("host", &*self.host),
            ("cookie", &*self.cookie),
            ("origin", &*origin),
            ("x-ssg-token", &*self.write_token),
            ("content-type", "application/octet-stream"),
        ];
        let response = self.request("POST", address, &headers, bytes);
        let answer = serde_json::from_slice(&response.body).unwrap_or(Value::Null);
        (response.status, answer)
    }
}

#[test]
fn dropped_file_becomes_a_draft_and_is_never_overwritten() {
    let desk = TestDesk::site();
    let address = "/api/import?name=B%C3%A1o%20c%C3%A1o%20L%C3%A0o%20Cai.txt";
    let (status, answer) = desk.drop_file(address, OFFICE_TEXT.as_bytes());
    assert_eq!(
        (status, &answer["path"]),
        (200, &json!("content/reports/2023/bao-cao-lao-cai/index.md")),
        "{answer}"
    );
    let text = desk.read("content/reports/2023/bao-cao-lao-cai/index.md");
    assert!(
        text.contains("status: draft") && text.contains("Lào Cai"),
        "{text}"
    );
    assert_eq!(rows(&desk.get("/").1)[0]["state"], json!("draft"));
    let (status, answer) = desk.drop_file(address, b"Kh\xc3\xa1c.");
    assert_eq!(status, 422, "{answer}");
    assert_eq!(
        desk.read("content/reports/2023/bao-cao-lao-cai/index.md"),
        text
    );
}

#[test]
fn import_asks_for_what_a_file_does_not_say() {
    let desk = TestDesk::site();
    let without_year = "BÁO CÁO\nKết quả học tập kinh nghiệm\nĐoàn đã học tập kinh nghiệm về giám sát tại tỉnh Lào Cai.\n";
    let (status, answer) = desk.drop_file("/api/import?name=a.txt", without_year.as_bytes());
    assert_eq!(
        (status, &answer["missing"]),
        (422, &json!("year")),
        "{answer}"
    );
    for year in ["99999", "1899", "hai", ""] {
        let address = format!("/api/import?name=a.txt&year={year}");
        let (status, answer) = desk.drop_file(&address, without_year.as_bytes());
        let wrong = (status, &answer["missing"], answer["message"].as_str());
        let message = Label::YearOutOfRange.text(Language::En);
        assert_eq!(wrong, (422, &json!("year"), Some(message)), "{year}");
    }
    let (status, answer) =
        desk.drop_file("/api/import?name=a.txt&year=2022", without_year.as_bytes());
    assert_eq!(
        (status, &answer["path"]),
        (200, &json!("content/reports/2022/a/index.md")),
        "{answer}"
    );
    let secret = format!("MẬT\n{OFFICE_TEXT}");
    let (status, answer) = desk.drop_file("/api/import?name=b.txt", secret.as_bytes());
    assert_eq!(
        (status, &answer["missing"]),
        (422, &json!("clearance")),
        "{answer}"
    );
    let (status, _) = desk.drop_file("/api/import?name=b.txt&cleared=yes", secret.as_bytes());
    assert_eq!(status, 200);
    let (status, answer) = desk.drop_file("/api/import?name=c.bin", &[0, 1, 2]);
    assert_eq!(status, 422, "{answer}");
}

#[test]
fn empty_records_of_each_kind_are_drafts() {
    let desk = TestDesk::site();
    let create = |kind: &str, title: &str, from: &str, to: &str| {
        let value = json!({ "kind": kind, "title": title, "council": "HĐND huyện A", "from": from, "to": to });
        desk.post("/api/new", &value)
    };
    for (kind, title, path) in [
        (
            "report",
            "Chuyến đi Đà Lạt",
            "content/reports/2024/chuyen-di-da-lat/index.md",
        ),
        (
            "plan",
            "Kế hoạch 2024",
            "content/plans/2024/ke-hoach-2024/index.md",
        ),
        ("page", "Liên hệ", "content/pages/lien-he/index.md"),
    ] {
        let (status, answer) = create(kind, title, "5/3/2024", "");
        assert_eq!((status, &answer["path"]), (200, &json!(path)), "{answer}");
        let text = desk.read(path);
        assert!(text.contains("status: draft"), "{kind}");
        assert!(text.ends_with("\n---\n"), "nothing to publish yet: {text}");
        let is_listed = |row: &Value| row["title"] == json!(title);
        assert!(rows(&desk.get("/").1).iter().any(is_listed), "{kind}");
        assert_eq!(
            create(kind, title, "5/3/2024", "").0,
            422,
            "{kind}: it exists"
        );
    }
    let has_errors = |row: &Value| row["errors"] != json!(0);
    assert!(!rows(&desk.get("/").1).iter().any(has_errors));
    for (title, from, to) in [
        ("", "5/3/2024", ""),
        ("A", "", ""),
        ("A", "hôm qua", ""),
        ("A", "2024-03", ""),
        ("A", "5/3/2024", "4/3/2024"),
        ("???", "5/3/2024", ""),
        ("日本 ???", "5/3/2024", ""),
        ("CON", "5/3/2024", ""),
    ] {
        let (status, answer) = create("report", title, from, to);
        assert_eq!(status, 422, "{title} {from} {to}: {answer}");
        assert!(
            answer["message"]
                .as_str()
                .is_some_and(|message| !message.is_empty())
        );
    }
}

#[test]
fn title_without_address_has_a_hint_and_makes_no_page() {
    let desk = TestDesk::site();
    for title in ["CON", "com1", "日本 ???"] {
        let (status, answer) = desk.post("/api/new", &json!({ "kind": "page", "title": title }));
        let hint = Label::NoAddressHint.text(Language::En);
        assert_eq!((status, answer["hint"].as_str()), (422, Some(hint)));
    }
    assert!(!desk.folder.path().join("content/pages").exists());
}

#[test]
fn only_a_draft_is_deleted_and_only_its_own_file() {
    let desk = TestDesk::site();
    let delete = |path: &str, text: &str| {
        let value = json!({ "path": path, "digest": digest(text) });
        desk.post("/api/delete", &value)
    };
    let exists = |path: &str| desk.folder.path().join(path).exists();
    assert_eq!(delete(REPORT, TEXT).0, 422, "it is no draft");
    let draft = TEXT.replace("title:", "status: draft\ntitle:");
    let folder = "content/reports/2023/b";
    let path = &*format!("{folder}/index.md");
    fs::create_dir_all(desk.folder.path().join(folder)).expect("a folder");
    desk.write(path, &draft);
    assert_eq!(delete(path, "old").0, 422, "the file has changed");
    desk.write(&format!("{folder}/cho.png"), "x");
    let (status, answer) = delete(path, &draft);
    let message = answer["message"].as_str().unwrap_or_default();
    assert_eq!((status, message.contains("cho.png")), (422, true));
    assert!(exists(path));
    fs::remove_file(desk.folder.path().join(folder).join("cho.png")).expect("removed");
    assert_eq!(delete(path, &draft).0, 200);
    assert!(!exists(folder) && exists(REPORT));
    // A file in the folder of a year leaves the others alone.
    desk.write(REPORT, &draft);
    desk.write("content/reports/2023/khac.md", TEXT);
    assert_eq!(delete(REPORT, &draft).0, 200);
    assert!(!exists(REPORT) && exists("content/reports/2023/khac.md"));
    assert!(rows(&desk.get("/").1).len() == 1);
}

#[test]
fn each_status_has_its_way_back() {
    let desk = TestDesk::site();
    let has = |text: &str, ids: &[&str]| {
        desk.write(REPORT, text);
        desk.get("/");
        desk.desk
            .with_site(|site| site.rebuild(None, desk.desk.host.today()));
        let (_, page) = desk.get(&format!("/edit?path={REPORT}"));
        for id in [
            "ready", "correct", "rename", "withdraw", "to-draft", "delete", "restore",
        ] {
            let button = format!("<button type=\"button\" id=\"{id}\"");
            assert_eq!(page.contains(&button), ids.contains(&id), "{id}: {text}");
        }
    };
    has(TEXT, &["correct", "rename", "withdraw", "to-draft"]);
    let draft = TEXT.replace("title:", "status: draft\ntitle:");
    has(&draft, &["ready", "rename", "delete"]);
    // A draft that cannot be read can be deleted, too.
    has("---\nstatus: draft\ntitle: [\n---\n", &["rename", "delete"]);
    let withdrawn = TEXT.replace("title:", "status: withdrawn\nreason: Sai.\ntitle:");
    has(&withdrawn, &["restore"]);
}

#[test]
fn withdrawn_record_is_still_replaced_by_one_that_was_renamed() {
    let desk = TestDesk::site();
    let withdrawn = TEXT.replace(
        "title:",
        "status: withdrawn\nreason: Sai.\nreplaced_by: 2023/sa-pa\ntitle:",
    );
    desk.write("content/reports/2023/cu.md", &withdrawn);
    desk.desk
        .with_site(|site| site.rebuild(None, desk.desk.host.today()));
    let (status, answer) = desk.post(
        "/api/rename",
        &json!({ "path": REPORT, "name": "Bắc Hà", "digest": digest(TEXT) }),
    );
    assert_eq!(status, 200, "{answer}");
    let rows = rows(&desk.get("/").1);
    let errors = rows.iter().map(|row| &row["errors"]);
    assert!(errors.clone().all(|count| *count == json!(0)), "{rows:?}");
}

#[test]
fn renamed_record_keeps_its_old_address() {
    let desk = TestDesk::site();
    let rename = |path: &str, name: &str, text: &str| {
        desk.post(
            "/api/rename",
            &json!({ "path": path, "name": name, "digest": digest(text) }),
        )
    };
    assert_eq!(
        rename(REPORT, "Sa Pa và Bắc Hà", "old").0,
        422,
        "the file has changed"
    );
    // Another tab has unsaved text under the old name.
    desk.post(
        "/api/check",
        &json!({ "path": REPORT, "text": "---\ntitle: [\n---\n" }),
    );
    let (status, answer) = rename(REPORT, "Sa Pa và Bắc Hà", TEXT);
    let path = "content/reports/2023/sa-pa-va-bac-ha.md";
    assert_eq!((status, &answer["path"]), (200, &json!(path)), "{answer}");
    assert!(!desk.folder.path().join(REPORT).exists());
    let text = desk.read(path);
    assert!(
        text.contains("aliases:") && text.contains("/bao-cao/2023/sa-pa/"),
        "{text}"
    );
    let errors = |site: &mut crate::open_site::OpenSite| {
        let errors = site.diagnostics.iter().filter(|found| found.is_error());
        errors.count()
    };
    assert_eq!(desk.desk.with_site(errors), Some(0));
    let (_, page) = desk.get("/");
    assert!(!page.contains("class=\"error\""), "{page}");
    // Names that exist or cannot be an address.
    desk.write(REPORT, TEXT);
    for name in ["sa-pa", "???", "../x"] {
        let (status, _) = rename(path, name, &text);
        let is_slug = name == "../x";
        assert_eq!(status, if is_slug { 200 } else { 422 }, "{name}");
    }
    assert!(
        desk.folder
            .path()
            .join("content/reports/2023/x.md")
            .exists(),
        "a name is a slug"
    );
}
