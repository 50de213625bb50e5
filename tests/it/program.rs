//! Runs the real program on a real folder. Also tests its output streams and usage errors.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use ssg_content::source::Sources;
use ssg_publish::disk;

/// A site in a temporary folder that is removed with this value.
pub struct Site {
    dir: tempfile::TempDir,
}

/// The result of a run of the program.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Site {
    /// A site with these files, by path from its root.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let site = Self {
            dir: tempfile::tempdir().expect("a temporary folder"),
        };
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    /// The two documents in the repository.
    pub fn shipped() -> Self {
        let site = Self::new(&[]);
        copy_tree(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("content"),
            &site.path("content"),
        );
        site
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(&path, bytes).expect("a file");
    }

    /// Runs `ssg` in the site's root.
    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, &[])
    }

    /// Runs `ssg` with environment variables set.
    pub fn run_with(&self, args: &[&str], env: &[(&str, &str)]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_ssg"))
            .args(args)
            .current_dir(self.dir.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .envs(env.iter().copied())
            .output()
            .expect("the program starts");
        Run {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// Every file below `folder`, by path from there.
    pub fn tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        read_folder(&self.path(folder))
    }
}

fn read_tree(dir: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for entry in entries {
        let entry = entry.expect("an entry");
        // The packages of the browser tests may be a link.
        if entry.file_name() == "node_modules" {
            continue;
        }
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().expect("a type").is_dir() {
            read_tree(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, std::fs::read(entry.path()).expect("a file"));
        }
    }
}

/// Every file below a folder, by path from there.
pub fn read_folder(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    read_tree(folder, "", &mut files);
    files
}

/// The sources in the repository.
pub fn shipped() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = disk::read_sources(root).expect("the sources can be read");
    assert!(sources.diagnostics.is_empty(), "{:?}", sources.diagnostics);
    sources.value
}

fn copy_tree(from: &Path, to: &Path) {
    for (path, bytes) in read_folder(from) {
        let path = to.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
}

#[test]
fn full_disk_is_an_error_and_closed_pipe_is_not() {
    let site = Site::new(&[
        ("content/site.yaml", "title: Kho thử\n"),
        (
            "content/pages/a.md",
            "---\ntitle: A\n---\n![](a.jpg)\n<b>x</b>\n",
        ),
        ("content/stray.txt", "x"),
    ]);
    let commands: [&[&str]; 7] = [
        &["schema"],
        &["man"],
        &["completion", "bash"],
        &["check", "--format", "json"],
        &["--help"],
        &["--version"],
        &["schema", "--frmt", "--format", "json"],
    ];
    for args in commands {
        let run = |stdout: Stdio| {
            let output = Command::new(env!("CARGO_BIN_EXE_ssg"))
                .args(["--lang", "en"])
                .args(args)
                .current_dir(site.path(""))
                .stdout(stdout)
                .output()
                .expect("the program starts");
            let stderr = String::from_utf8(output.stderr).expect("UTF-8");
            (output.status.code(), stderr)
        };
        let normal = run(Stdio::piped());
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
        let (code, stderr) = run(full.expect("a device").into());
        let wanted = "error: cannot write `stdout`: No space left on device\n";
        assert_eq!(stderr, format!("{}{wanted}", normal.1), "{args:?}");
        assert_eq!(code, normal.0.map(|code| code.max(1)), "{args:?}");
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        assert_eq!(run(writer.into()), normal, "{args:?}");
    }
}

#[test]
fn usage_errors_follow_language_and_format() {
    let site = Site::new(&[]);
    let cases: [(&[&str], &str, &str); 13] = [
        (
            &["build", "--ouput-dir", "x"],
            "unknown-argument",
            "không có tham số `--ouput-dir`",
        ),
        (&["biuld"], "unknown-command", "không có lệnh `biuld`"),
        (
            &["build", "--today"],
            "missing-value",
            "`--today <NGÀY>` cần một giá trị",
        ),
        (
            &["build", "--today", "x"],
            "invalid-value",
            "`--today <NGÀY>` không nhận giá trị `x`",
        ),
        (
            &["build", "-u", "x"],
            "invalid-value",
            "`--base-url <URL>` không nhận giá trị `x`",
        ),
        (
            &["serve", "-p", "99999"],
            "invalid-value",
            "`--port <SỐ>` không nhận giá trị `99999`",
        ),
        (
            &["serve", "-i", "x"],
            "invalid-value",
            "`--interface <ĐỊA CHỈ>` không nhận giá trị `x`",
        ),
        (
            &["import", "--year", "5", "a"],
            "invalid-value",
            "`--year <NĂM>` không nhận giá trị `5`",
        ),
        (
            &["new", "x"],
            "invalid-value",
            "`<LOẠI>` không nhận giá trị `x`",
        ),
        (&["import"], "missing-argument", "còn thiếu `<TỆP>...`"),
        (
            &["verify", "a", "b", "c"],
            "unknown-argument",
            "không có tham số `c`",
        ),
        (
            &["build", "--today", "1/1/2024", "--today", "1/1/2024"],
            "repeated-argument",
            "`--today <NGÀY>` chỉ được ghi một lần",
        ),
        (
            &["check", "--lang", "fr"],
            "invalid-value",
            "`--lang <vi|en>` không nhận giá trị `fr`",
        ),
    ];
    for (args, code, message) in cases {
        let run = site.run(args);
        assert_eq!((run.code, &*run.stdout), (2, ""), "{args:?}: {run:?}");
        let first = run.stderr.lines().next();
        assert_eq!(first, Some(&*format!("lỗi: {message}")), "{run:?}");
        assert!(run.stderr.contains("--help`"), "{run:?}");
        for english in ["error", "Usage", "unexpected", "tip:", "invalid"] {
            assert!(!run.stderr.contains(english), "{run:?}");
        }
        let run = site.run(&[&["--format", "json"], args].concat());
        assert_eq!((run.code, &*run.stderr), (2, ""), "{args:?}: {run:?}");
        let object: serde_json::Value = serde_json::from_str(&run.stdout).expect("one object");
        let found = (&object["severity"], &object["code"], &object["message"]);
        assert_eq!(found, (&"error".into(), &code.into(), &message.into()));
        let run = site.run(&[&["--format=github"], args].concat());
        assert_eq!((run.code, &*run.stderr), (2, ""), "{args:?}: {run:?}");
        let annotation = format!("::error title={code}::{message}%0A");
        assert!(run.stdout.starts_with(&annotation), "{run:?}");
    }
    let run = site.run(&["--lang", "en", "build", "--today", "x"]);
    let wanted = "error: invalid value `x` for `--today <NGÀY>`\n";
    assert!(
        run.stderr.starts_with(wanted) && run.stderr.contains("2023-08-18"),
        "{run:?}"
    );
    // Without a command people get the help.
    let run = site.run(&[]);
    assert!(run.code == 2 && run.stderr.contains("Cách dùng"), "{run:?}");
    let run = site.run(&["--format", "json"]);
    assert!(
        run.code == 2 && run.stdout.contains("\"missing-command\""),
        "{run:?}"
    );
}

#[test]
fn static_files_are_published_as_they_are() {
    let site = Site::new(&[
        ("content/site.yaml", "title: Kho thử\n"),
        ("content/static/CNAME", "kho.example.vn"),
        ("content/static/.nojekyll", ""),
        (
            "content/static/google1a2b.html",
            "google-site-verification: google1a2b.html",
        ),
        ("content/static/.well-known/pki.txt", "x\r\n"),
        (
            "content/static/tai-lieu/ghi-chu.md",
            "không phải văn bản: {{ x }}",
        ),
        ("content/static/.DS_Store", "junk"),
        ("content/static/~$mau.docx", "junk"),
    ]);
    let run = site.run(&["build", "--bundle"]);
    assert_eq!((run.code, &*run.stderr), (0, ""), "{run:?}");
    let public = site.tree("public");
    for path in [
        "CNAME",
        ".nojekyll",
        "google1a2b.html",
        ".well-known/pki.txt",
        "tai-lieu/ghi-chu.md",
    ] {
        assert_eq!(public[path], site.tree("content/static")[path], "{path}");
    }
    assert!(!public.contains_key(".DS_Store") && !public.contains_key("~$mau.docx"));
    assert_eq!(site.run(&["verify", "public"]).code, 0);
    // A change of such a file is a change of the site.
    site.write("content/static/CNAME", "moi.example.vn");
    assert_eq!(site.run(&["build", "--bundle"]).code, 0);
    assert_eq!(site.tree("public")["CNAME"], b"moi.example.vn");
    // What was put into the output moves to the sources.
    site.write("public/ads.txt", "x");
    assert_eq!(site.run(&["build"]).code, 2);
    site.write("content/static/ads.txt", "x");
    assert_eq!(site.run(&["build"]).code, 0);
    assert_eq!(site.tree("public")["ads.txt"], b"x");
}

#[test]
fn a_skipped_check_is_reported_in_every_format() {
    let site = Site::new(&[("content/site.yaml", "title: Kho thử\n")]);
    for command in ["check", "build"] {
        for format in ["human", "json", "github"] {
            let _ = std::fs::remove_dir_all(site.path("public"));
            let run = site.run(&[command, "--format", format]);
            assert_eq!(run.code, 0, "{run:?}");
            assert!(
                run.stdout.contains("chưa kiểm tra được có mất văn bản nào"),
                "{format}: {run:?}"
            );
            let mark = match format {
                "json" => "\"severity\":\"notice\"",
                "github" => "::notice",
                _ => "",
            };
            assert!(run.stdout.contains(mark), "{format}: {run:?}");
        }
    }
    // With something to compare with, it is not.
    for format in ["human", "json", "github"] {
        let run = site.run(&["check", "--format", format]);
        assert!(
            !run.stdout.contains("chưa kiểm tra được"),
            "{format}: {run:?}"
        );
    }
}

#[test]
fn a_manifest_that_is_an_address_or_a_login_page_is_refused() {
    let site = Site::new(&[("content/site.yaml", "title: Kho thử\n")]);
    for address in [
        "https://kho.example.vn",
        "https://kho.example.vn/",
        "https://kho.example.vn/ssg-manifest.json",
    ] {
        let run = site.run(&["build", "--published", address]);
        assert_eq!(run.code, 2, "{run:?}");
        let command = "`curl -fsSL https://kho.example.vn/ssg-manifest.json -o published.json`";
        assert!(run.stderr.contains(command), "{run:?}");
    }
    site.write("published.json", "<!DOCTYPE html><title>Đăng nhập</title>");
    site.write("trong/index.html", "x");
    for (named, reason) in [
        ("published.json", "trang đăng nhập"),
        ("khong-co.json", "kiểm tra lại đường dẫn"),
        ("trong", "thư mục mà `ssg build` đã ghi trang vào"),
    ] {
        let run = site.run(&["build", "--published", named]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(
            run.stderr.contains(named) && run.stderr.contains(reason),
            "{run:?}"
        );
    }
    assert!(!site.path("public").exists());
}

#[test]
fn an_output_that_holds_only_files_for_a_host_says_where_they_belong() {
    let site = Site::new(&[("content/site.yaml", "title: Kho thử\n")]);
    for names in [vec!["CNAME"], vec!["CNAME", ".nojekyll", "google1a2b.html"]] {
        for name in &names {
            site.write(&format!("public/{name}"), "kho.example.vn\n");
        }
        let run = site.run(&["build"]);
        assert_eq!(run.code, 2, "{run:?}");
        for words in [&names[..], &["content/static/", "--force"]].concat() {
            assert!(run.stderr.contains(words), "{words}: {run:?}");
        }
        assert_eq!(site.tree("public").len(), names.len(), "they stay");
    }
    site.write("public/index.html", "x");
    let run = site.run(&["build"]);
    let is_foreign = run.stderr.contains("không phải do `ssg` tạo ra");
    assert!(run.code == 2 && is_foreign, "{run:?}");
    // Where the hint says, they are published.
    std::fs::remove_dir_all(site.path("public")).expect("removed");
    site.write("content/static/CNAME", "kho.example.vn\n");
    assert_eq!(site.run(&["build"]).code, 0);
    assert_eq!(site.tree("public")["CNAME"], b"kho.example.vn\n");
}
