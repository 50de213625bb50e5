//! `ssg desk` over sockets: the real program, as a browser and as an attacker reach it. What each
//! request may do is tested in `crates/desk`.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sha2::{Digest as _, Sha256};

use crate::program::{Site, read_folder};

/// How often the program is killed during a save. `KILLS` sets another number for a campaign.
const KILLS: u64 = 4;

const PATH: &str = "content/pages/a.md";

/// A running desk that is stopped with the test.
struct Desk {
    child: Child,
    /// `127.0.0.1:PORT`.
    host: String,
    cookie: String,
    write_token: String,
}

impl Desk {
    fn start(site: &Site) -> Self {
        Self::start_by(Command::new(env!("CARGO_BIN_EXE_ssg")), site)
    }

    /// Starts a desk by a command that runs the program with the arguments that follow.
    fn start_by(mut command: Command, site: &Site) -> Self {
        let mut child = command
            .args(["desk", "--no-open", "--lang", "en", "--port", "4200"])
            .arg(site.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        output.read_line(&mut line).expect("a line");
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split(' ').next());
        let (host, entry) = address
            .and_then(|address| address.split_once('/'))
            .expect("an address");
        let mut desk = Self {
            child,
            host: host.to_owned(),
            cookie: String::new(),
            write_token: String::new(),
        };
        let entered = desk
            .request("GET", &format!("/{entry}"), "", "")
            .expect("an answer");
        let cookie = entered
            .split("set-cookie: ")
            .nth(1)
            .and_then(|rest| rest.split(';').next());
        cookie.expect("a cookie").clone_into(&mut desk.cookie);
        let page = desk.get("/");
        let token = page.split("name=\"ssg-token\" content=\"").nth(1);
        let token = token.and_then(|rest| rest.split('"').next());
        token.expect("a token").clone_into(&mut desk.write_token);
        desk
    }

    /// The whole response; `None` if the program ends meanwhile.
    fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> Option<String> {
        let host = &self.host;
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        );
        let mut socket = TcpStream::connect(host).ok()?;
        socket
            .set_read_timeout(Some(Duration::from_secs(20)))
            .ok()?;
        socket.write_all(request.as_bytes()).ok()?;
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer).ok()?;
        Some(String::from_utf8_lossy(&answer).into_owned())
    }

    fn get(&self, path: &str) -> String {
        let cookie = format!("Cookie: {}\r\n", self.cookie);
        self.request("GET", path, &cookie, "").expect("an answer")
    }

    /// The answer to a writing request; `None` if the program ends meanwhile.
    fn post(&self, path: &str, value: &serde_json::Value) -> Option<String> {
        let headers = format!(
            "Cookie: {}\r\nOrigin: http://{}\r\nX-Ssg-Token: {}\r\nContent-Type: application/json\r\n",
            self.cookie, self.host, self.write_token
        );
        self.request("POST", path, &headers, &value.to_string())
    }

    /// The answer to a save of the page.
    fn try_save(&self, text: &str, old: &str) -> Option<String> {
        let digest = Sha256::digest(old.as_bytes());
        let value =
            serde_json::json!({ "path": PATH, "text": text, "digest": format!("{digest:x}") });
        self.post("/api/save", &value)
    }

    /// Saves the page. Returns whether the answer says so.
    fn save(&self, text: &str, old: &str) -> bool {
        let answer = self.try_save(text, old);
        answer.is_some_and(|answer| answer.starts_with("HTTP/1.1 200 "))
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn site() -> Site {
    Site::new(&[("content/site.yaml", "title: Kho thử\n"), (PATH, &text(0))])
}

/// Texts long enough that writing one takes a while.
fn text(number: u64) -> String {
    let lines = format!("Dòng {number} của một trang.\n\n").repeat(2_000);
    format!("---\ntitle: Trang {number}\n---\n\n{lines}")
}

fn status(response: &str) -> &str {
    response.split(' ').nth(1).unwrap_or_default()
}

#[test]
fn ends_by_its_button() {
    let mut desk = Desk::start(&site());
    let port = desk
        .host
        .rsplit(':')
        .next()
        .and_then(|port| port.parse().ok());
    let elsewhere = std::env::temp_dir();
    assert!(!ssg_desk::show_running(port.expect("a port"), &elsewhere));
    let answer = desk.post("/api/stop", &serde_json::json!({}));
    assert_eq!(status(&answer.expect("an answer")), "200");
    assert!(desk.child.wait().expect("its end").success());
}

#[test]
fn serves_only_the_browser_that_opened_its_address() {
    let site = site();
    site.write(".env", "SECRET");
    let desk = Desk::start(&site);
    assert_eq!(status(&desk.get("/edit?path=content/pages/a.md")), "200");
    for path in [
        "/",
        "/edit?path=content/pages/a.md",
        "/assets/desk.js",
        "/?token=00",
        "/../.env",
    ] {
        let response = desk.request("GET", path, "", "").expect("an answer");
        let (head, body) = response.split_once("\r\n\r\n").expect("a head");
        assert_eq!((status(head), body), ("403", ""), "{path}");
    }
    // The body of a refused request is not read: 1 GiB is announced and never sent.
    let mut socket = TcpStream::connect(&desk.host).expect("it listens");
    let request = format!(
        "POST /api/save HTTP/1.1\r\nHost: {}\r\nContent-Length: 1073741824\r\n\r\n",
        desk.host
    );
    socket
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("a limit");
    socket.write_all(request.as_bytes()).expect("it reads");
    let mut start = [0; 12];
    socket.read_exact(&mut start).expect("an answer");
    assert_eq!(&start, b"HTTP/1.1 403");
    // The preview has a port of its own, and wants the same cookie.
    let page = desk.get("/edit?path=content/pages/a.md");
    let preview = page
        .split("frame-src http://")
        .nth(1)
        .and_then(|rest| rest.split(';').next());
    let preview = preview.expect("a preview").to_owned();
    assert_ne!(preview, desk.host);
    let at = |headers: &str| {
        let mut socket = TcpStream::connect(&preview).expect("it listens");
        let request = format!("GET /a/ HTTP/1.1\r\nConnection: close\r\n{headers}\r\n");
        socket.write_all(request.as_bytes()).expect("it reads");
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    };
    let own = format!("Host: {preview}\r\nCookie: {}\r\n", desk.cookie);
    let shown = at(&own);
    assert!(status(&shown) == "200" && shown.contains("Trang 0"));
    assert!(shown.contains(&format!("frame-ancestors http://{}", desk.host)));
    for headers in [
        format!("Host: {preview}\r\n"),
        format!("Host: localhost\r\nCookie: {}\r\n", desk.cookie),
        format!("Host: evil.example\r\nCookie: {}\r\n", desk.cookie),
        format!("Host: {preview}\r\nCookie: ssg-desk-1=00\r\n"),
    ] {
        let response = at(&headers);
        assert!(
            status(&response) == "403" && !response.contains("Trang 0"),
            "{headers}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_kill_during_a_save_leaves_the_old_or_the_new_file() {
    let site = site();
    let kills = std::env::var("KILLS")
        .ok()
        .and_then(|kills| kills.parse().ok())
        .unwrap_or(KILLS);
    let (mut old, mut replaced) = (text(0), 0);
    for number in 1..=kills {
        let mut desk = Desk::start(&site);
        let new = text(number);
        let saved = std::thread::scope(|scope| {
            let save = scope.spawn(|| desk.save(&new, &old));
            // Spread over the time that a save takes.
            std::thread::sleep(Duration::from_millis(number * 7 % 60));
            let id = desk.child.id().to_string();
            let killed = Command::new("kill").args(["-KILL", &id]).status();
            assert!(killed.expect("`kill` runs").success());
            save.join().expect("an answer or none")
        });
        let _ = desk.child.wait();
        let bytes = std::fs::read(site.path(PATH)).expect("a file");
        let is_new = bytes == new.as_bytes();
        assert!(is_new || bytes == old.as_bytes(), "after kill {number}");
        assert!(
            is_new || !saved,
            "kill {number}: what was reported as saved is saved"
        );
        if is_new {
            old = new;
            replaced += 1;
        }
    }
    // What the killed programs left behind is in nobody's way.
    let desk = Desk::start(&site);
    assert!(
        desk.save(&text(kills + 1), &old),
        "after {replaced} of {kills} saves"
    );
    drop(desk);
    assert_eq!(site.run(&["check", "--lang", "en"]).code, 0);
}

/// A limit of the size of files stands in for a full disk, which only root can make.
#[cfg(unix)]
#[test]
fn a_save_for_which_there_is_no_room_keeps_the_old_file() {
    let site = site();
    let mut command = Command::new("sh");
    let limited = "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\"";
    command.args(["-c", limited, env!("CARGO_BIN_EXE_ssg")]);
    let desk = Desk::start_by(command, &site);
    let answer = desk.try_save(&text(1), &text(0)).expect("an answer");
    assert_eq!(status(&answer), "500");
    assert!(
        answer.contains(PATH),
        "the message names the file: {answer}"
    );
    assert_eq!(
        std::fs::read_to_string(site.path(PATH)).expect("a file"),
        text(0)
    );
    let folder = std::fs::read_dir(site.path("content/pages")).expect("a folder");
    assert_eq!(folder.count(), 1, "no temporary file is left");
    // A text for which there is room is saved.
    assert!(desk.save("---\ntitle: Ngắn\n---\n\nNgắn.\n", &text(0)));
}

#[test]
fn published_site_is_copied_to_the_places_of_the_settings() {
    let settings = "title: Kho thử\npublish_to: {folder: web, zip: ra/kho.zip}\n";
    let site = Site::new(&[
        ("content/site.yaml", settings),
        (PATH, "---\ntitle: Trang A\n---\n\nChữ.\n"),
        ("ra/ghi-chu.txt", "x"),
    ]);
    let desk = Desk::start(&site);
    let publish = || {
        let answer = desk
            .post("/api/publish", &serde_json::json!({}))
            .expect("an answer");
        let (_, body) = answer.split_once("\r\n\r\n").expect("a head");
        serde_json::from_str::<serde_json::Value>(body).expect("JSON")
    };
    assert!(desk.get("/publish").contains("<code>web</code>"));
    let answer = publish();
    assert_eq!(answer["is_published"], true, "{answer}");
    let copied = serde_json::json!([{ "to": "web", "failure": null }, { "to": "ra/kho.zip", "failure": null }]);
    assert_eq!(answer["copies"], copied);
    let published = read_folder(&site.path("public"));
    assert_eq!(read_folder(&site.path("web")), published);
    let file = std::fs::File::open(site.path("ra/kho.zip")).expect("a file");
    let mut archive = zip::ZipArchive::new(file).expect("an archive");
    let mut unpacked = std::collections::BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("its bytes");
        unpacked.insert(name, bytes);
    }
    assert_eq!(unpacked, published);
    // What is not ours is kept, and the site is published all the same.
    site.write("web/cua-nguoi-khac.html", "x");
    site.write("ra/kho.zip", "no archive");
    let answer = publish();
    assert_eq!(answer["is_published"], true, "{answer}");
    for copy in answer["copies"].as_array().expect("a list") {
        assert!(copy["failure"].is_string(), "{copy}");
    }
    assert_eq!(
        std::fs::read(site.path("ra/kho.zip")).expect("a file"),
        b"no archive"
    );
    assert!(site.path("web/cua-nguoi-khac.html").is_file());
}
