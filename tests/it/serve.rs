//! `ssg serve` as a browser and as an attacker sees it: the real program on its own port.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::program::Site;

/// A running server that is stopped with the test.
struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    port: u16,
}

impl Server {
    fn start(site: &Site) -> Self {
        Self::start_in(&site.path(""), &site.path(""))
    }

    /// Starts the server in the folder `current`.
    fn start_in(current: &Path, root: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_ssg"))
            .args(["serve", "--lang", "en", "--port", "4000", "--root"])
            .arg(root)
            .current_dir(current)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        output.read_line(&mut line).expect("a line");
        let port = line.split("127.0.0.1:").nth(1);
        let port = port.and_then(|rest| rest.split('/').next()?.parse().ok());
        let port = port.unwrap_or_else(|| panic!("no address in {line:?}"));
        Self {
            child,
            output,
            port,
        }
    }

    /// The next line of its output.
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("a line");
        line
    }

    /// The response to these bytes: status and text.
    fn raw(&self, request: &[u8]) -> (u16, String) {
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let timeout = Some(Duration::from_secs(20));
        socket.set_read_timeout(timeout).expect("a limit");
        socket.write_all(request).expect("it reads");
        let mut answer = Vec::new();
        // It may close the connection before a bad request is sent completely.
        let _ = socket.read_to_end(&mut answer);
        let text = String::from_utf8_lossy(&answer).into_owned();
        let status = text
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        (status.unwrap_or(0), text)
    }

    fn get(&self, path: &str, headers: &str) -> (u16, String) {
        let request = format!("GET {path} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n");
        self.raw(request.as_bytes())
    }

    fn page(&self, path: &str) -> (u16, String) {
        self.get(path, "Host: localhost\r\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const REPORT: &str = "content/reports/2023/sa-pa.md";
const TEXT: &str = "---\ntitle: Chuyến Sa Pa\ncouncil: HĐND huyện A\ndates: 2023-08-18\nlead: {name: Bà B}\n\
                    locations: [Lào Cai]\ntopics: [du lịch]\n---\nChợ họp chủ nhật.\n";

fn site() -> Site {
    Site::new(&[
        ("content/site.yaml", "title: Kho thử\n"),
        (REPORT, TEXT),
        (".env", "MẬT-KHẨU"),
        ("content/reports/2023/.ghi-chu", "MẬT-KHẨU"),
        ("themes/default/rieng.html", "MẬT-KHẨU"),
    ])
}

#[test]
fn shows_saved_changes_and_streams_errors() {
    let site = site();
    let mut server = Server::start(&site);
    let (status, page) = server.page("/bao-cao/2023/sa-pa/");
    assert!(status == 200 && page.contains("Chợ họp chủ nhật"), "{page}");
    assert!(page.contains("/_ssg/live.js"));
    site.write(REPORT, TEXT.replace("chủ nhật", "thứ bảy"));
    let line = server.line();
    assert!(
        line.starts_with("content/reports/2023/sa-pa.md: new pages"),
        "{line}"
    );
    assert!(
        server
            .page("/bao-cao/2023/sa-pa/")
            .1
            .contains("Chợ họp thứ bảy")
    );

    // After an error the last valid page stays. The error is streamed until it is fixed.
    site.write(REPORT, TEXT.replace("Lào Cai", "Lào Cay<img src=x>"));
    let line = server.line();
    assert!(line.contains("1 errors"), "{line}");
    assert!(
        server
            .page("/bao-cao/2023/sa-pa/")
            .1
            .contains("Chợ họp thứ bảy")
    );
    let mut channel = TcpStream::connect(("127.0.0.1", server.port)).expect("it listens");
    channel
        .write_all(b"GET /_ssg/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .expect("asked");
    let mut events = String::new();
    let mut lines = BufReader::new(channel).lines();
    while !events.contains("site.yaml") && !events.contains("sa-pa.md:6") {
        events += &lines.next().expect("more").expect("a line");
    }
    assert!(events.contains("event: faults"), "{events}");
    site.write(REPORT, TEXT);
    assert!(server.line().contains("new pages"));
    while !events.contains("event: sound") {
        events += &lines.next().expect("more").expect("a line");
    }
    // No output was written.
    assert!(!site.path("public").exists());
}

#[test]
fn shows_errors_of_first_build() {
    let site = site();
    site.write(
        REPORT,
        TEXT.replace("dates", "datez<img src=x onerror=alert(1)>"),
    );
    let mut server = Server::start(&site);
    let (status, page) = server.page("/");
    assert!(status == 200 && page.contains("datez"), "{page}");
    assert!(!page.contains("<img"), "{page}");
    site.write(REPORT, TEXT);
    server.line();
    assert!(server.page("/").1.contains("Chuyến Sa Pa"));
}

#[test]
fn relative_root_prints_relative_paths() {
    let site = site();
    site.write("kho/content/site.yaml", "title: Kho con\n");
    site.write(&format!("kho/{REPORT}"), TEXT);
    let mut server = Server::start_in(&site.path(""), Path::new("kho"));
    site.write(
        &format!("kho/{REPORT}"),
        TEXT.replace("chủ nhật", "thứ bảy"),
    );
    let line = server.line();
    assert!(line.starts_with(&format!("{REPORT}: new pages")), "{line}");
}

#[test]
fn theme_created_while_serving_is_used() {
    let site = site();
    std::fs::remove_dir_all(site.path("themes")).expect("removed");
    let mut server = Server::start(&site);
    site.write("themes/default/style.css", "/* mới */");
    // The folders may be reported before the file.
    while !server.page("/style.css").1.contains("/* mới */") {
        server.line();
    }
    site.write("themes/default/style.css", "/* mới hơn */");
    while !server.page("/style.css").1.contains("/* mới hơn */") {
        server.line();
    }
}

#[test]
fn deleted_settings_are_an_error_in_the_browser() {
    let site = site();
    let mut server = Server::start(&site);
    std::fs::remove_file(site.path("content/site.yaml")).expect("removed");
    let line = server.line();
    assert!(line.contains("1 errors"), "{line}");
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).expect("it listens");
    stream
        .write_all(b"GET /_ssg/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .expect("asked");
    let mut events = String::new();
    let mut lines = BufReader::new(stream).lines();
    while !events.contains("site.yaml") {
        events += &lines.next().expect("more").expect("a line");
    }
    assert!(events.contains("event: faults"), "{events}");
    site.write("content/site.yaml", "title: Kho thử\n");
    while !events.contains("event: sound") {
        events += &lines.next().expect("more").expect("a line");
    }
    assert_eq!(server.page("/bao-cao/2023/sa-pa/").0, 200);
}

#[test]
fn answers_only_this_machine() {
    let server = Server::start(&site());
    for host in [
        "localhost",
        "localhost:9",
        "a.localhost",
        "127.0.0.1",
        "127.1.2.3:80",
        "[::1]:4000",
    ] {
        let (status, _) = server.get("/", &format!("Host: {host}\r\n"));
        assert_eq!(status, 200, "{host}");
    }
    for host in [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evillocalhost",
        "192.168.1.7",
        "10.0.0.1:4000",
        "[::2]",
        "0.0.0.0",
        "localhost@evil.example",
        "metadata",
        "xn--localhost",
        "kho.vn:80",
    ] {
        let (status, answer) = server.get("/", &format!("Host: {host}\r\n"));
        assert!(
            [400, 403].contains(&status) && !answer.contains("Kho thử"),
            "{host}: {answer}"
        );
    }
    assert_eq!(server.get("/", "").0, 400, "no host");
    assert_eq!(
        server
            .get("/", "Host: localhost\r\nHost: evil.example\r\n")
            .0,
        400
    );
    assert_eq!(
        server.get("http://evil.example/", "Host: localhost\r\n").0,
        403
    );

    let at = format!("http://localhost:{}", server.port);
    let host = format!("Host: localhost:{}\r\n", server.port);
    for (origin, wanted) in [
        (at.as_str(), 200),
        ("http://evil.example", 403),
        ("null", 403),
        ("https://localhost", 403),
        ("http://localhost:1", 403),
    ] {
        let (status, answer) = server.get("/_ssg/live.js", &format!("{host}Origin: {origin}\r\n"));
        assert_eq!(status, wanted, "{origin}");
        assert!(
            !answer.to_lowercase().contains("access-control"),
            "{answer}"
        );
    }
    let cross = format!("{host}Sec-Fetch-Site: cross-site\r\n");
    assert_eq!(server.get("/_ssg/live", &cross).0, 403);
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let request =
            format!("{method} / HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\n\r\n");
        assert_eq!(server.raw(request.as_bytes()).0, 405, "{method}");
    }
    let (_, answer) = server.page("/");
    for header in ["x-content-type-options: nosniff", "cache-control: no-store"] {
        assert!(answer.contains(header), "{header}");
    }
}

/// Paths that try to leave the site.
fn stray_paths() -> Vec<String> {
    let targets = [
        ".env",
        "content/site.yaml",
        "content/reports/2023/.ghi-chu",
        "themes/default/rieng.html",
        "etc/passwd",
    ];
    let ups = [
        "/",
        "//",
        "/./",
        "/../",
        "/../../",
        "/../../../../../../",
        "/%2e%2e/",
        "/%2E%2E/%2e%2e/",
        "/..%2f",
        "/..%2f..%2f..%2f..%2f",
        "/%2e%2e%2f",
        "/..\\",
        "/..%5c",
        "/%252e%252e/",
        "/....//",
        "/.%2e/",
        "/bao-cao/../../",
        "/bao-cao/..%2f../",
        "/c:/",
        "/file:///",
        "/%00/",
        "/.git/../",
        "/public/../",
        "/~/",
        "/;/../",
        "/?/../",
        "/#/../",
        "/_ssg/../",
        "/_ssg/..%2f..%2f",
        "/%c0%ae%c0%ae/",
        "/%e0%80%ae/",
        "/..;/",
        "/\\\\",
        "/@fs/",
        "/raw??/",
        "/./././../",
        "/%2f%2fetc/..%2f",
        "/bao-cao/%2e%2e/%2e%2e/",
        "/%5c%5c",
        "/..%c0%af",
        "/..%ef%bc%8f",
    ];
    ups.iter()
        .flat_map(|up| targets.map(|target| format!("{up}{target}")))
        .collect()
}

#[test]
fn files_on_disk_are_unreachable() {
    let server = Server::start(&site());
    let paths = stray_paths();
    assert!(paths.len() >= 200, "{}", paths.len());
    for path in paths {
        let (status, answer) = server.page(&path);
        for leak in ["MẬT-KHẨU", "root:x:", "title: Kho thử"] {
            assert!(!answer.contains(leak), "{path}: {status} {answer}");
        }
        assert!(
            status != 200 || path.contains('?') || path.contains('#'),
            "{path}: {answer}"
        );
    }
    assert_eq!(
        server.page("/bao-cao/2023/sa-pa/").0,
        200,
        "the server still answers"
    );
}
