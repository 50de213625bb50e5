use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use ssg_base::diagnostic::{Checked, Diagnostic};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;
use tempfile::TempDir;

use super::open::{OpenError, open_regular};
use super::reader::{Limits, ListedFile, Reader};
use super::sources::{LIMITS, read_within};
use super::*;

fn site(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(dir.path().join("content")).expect("a folder");
    for (path, bytes) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    dir
}

fn path(path: &str) -> SourcePath {
    SourcePath::new(path).expect("a valid path")
}

/// Place, message and hints of each diagnostic, in English.
fn messages<T>(checked: &Checked<T>) -> Vec<String> {
    let line = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref().expect("a place");
        let hints: Vec<_> = diagnostic.hints.iter().map(Message::to_string).collect();
        let hints = hints.join("; ");
        format!("{}: {} ({hints})", place.path, diagnostic.message)
    };
    checked.diagnostics.iter().map(line).collect()
}

fn fifo(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o644), 0).expect("a pipe");
}

#[test]
fn removes_subfolders_without_following_links() {
    let dir = site(&[
        ("out/a/b/c/d.html", b"d"),
        ("out/a/e.html", b"e"),
        ("out/f/g.html", b"g"),
        ("out/top.html", b"top"),
        ("kept/a/h.html", b"h"),
    ]);
    let at = |path: &str| dir.path().join(path);
    symlink(at("kept"), at("out/f/link")).expect("a link");
    symlink(at("kept"), at("out/link")).expect("a link");
    remove_subfolders(&at("out"));
    // Only the second level is removed.
    let left: Vec<String> = FileTree::list(&at("out"), &[])
        .expect("listed")
        .files
        .into_keys()
        .collect();
    assert_eq!(left, ["a/e.html", "f/g.html", "f/link", "link", "top.html"]);
    assert!(!at("out/a/b").exists() && at("kept/a/h.html").exists());
    // A link or a missing folder is left alone.
    remove_subfolders(&at("out/link"));
    remove_subfolders(&at("nowhere"));
    assert!(at("kept/a/h.html").exists());
}

#[test]
fn finds_root_from_subfolder() {
    let dir = site(&[
        ("content/site.yaml", b"title: x"),
        ("content/a/b/c.md", b""),
    ]);
    let root = fs::canonicalize(dir.path()).expect("it exists");
    let below = dir.path().join("content/a/b");
    assert_eq!(find_site_root(&below), Some(root.clone()));
    assert_eq!(find_site_root(&below.join("../..")), Some(root));
    assert_eq!(find_site_root(Path::new("/")), None);
}

#[test]
fn reads_only_changed_texts() {
    let folder = site(&[
        ("content/reports/a.md", b"A"),
        ("content/reports/b.md", b"B"),
    ]);
    let root = folder.path();
    let mut cache = FileCache::default();
    read_sources_cached(root, &mut cache).expect("it is read");
    let mut texts = |files: &[(&str, Option<&str>)], named: &[&str]| {
        for (file, text) in files {
            let at = root.join("content/reports").join(file);
            match text {
                Some(text) => fs::write(at, text).expect("written"),
                None => fs::remove_file(at).expect("removed"),
            }
        }
        let named = named
            .iter()
            .map(|name| root.join("content/reports").join(name));
        let read = read_changed_sources(root, &mut cache, &named.collect()).expect("it is read");
        let texts = read.value.texts.into_values();
        (
            texts.map(|text| text.to_string()).collect::<String>(),
            read.diagnostics.len(),
        )
    };
    // Only the named file is read; an editor's temporary file is ignored.
    let (a, b) = (("a.md", Some("C")), ("b.md", Some("D")));
    assert_eq!(texts(&[a, b], &["a.md", ".a.md.swp"]), ("CB".into(), 0));
    assert_eq!(texts(&[], &["b.md"]), ("CD".into(), 0));
    // A new, removed or invalid file: everything is read.
    let new = ("c.md", Some("E"));
    assert_eq!(
        texts(&[("a.md", Some("F")), new], &["c.md"]),
        ("FDE".into(), 0)
    );
    assert_eq!(texts(&[("b.md", None)], &["b.md"]), ("FE".into(), 0));
    fs::write(root.join("content/reports/a.md"), [0xff, b'x']).expect("written");
    assert_eq!(texts(&[], &["a.md"]).1, 1);
    assert_eq!(texts(&[], &["c.md"]).1, 1, "the fault is reported again");
    assert_eq!(texts(&[a], &["a.md"]), ("CE".into(), 0));
}

#[test]
fn normalizes_texts_and_skips_hidden_files() {
    let dir = site(&[
        ("content/site.yaml", b"\xef\xbb\xbftitle: x\r\n"),
        (
            "content/reports/2023/Hue\u{302}\u{301}.md",
            "Hoa\u{300}\r\n".as_bytes(),
        ),
        ("content/reports/2023/anh.jpg", b"\xff\xd8\xff"),
        ("content/.git/config", b"x"),
        ("content/.hidden.md", b"x"),
        ("content/a.md~", b"x"),
        ("content/#a.md#", b"x"),
        ("content/.a.md.swp", b"x"),
        ("content/~$a.docx", b"x"),
        ("content/Thumbs.db", b"x"),
        ("content/x/desktop.ini", b"x"),
    ]);
    symlink("me@host.1:2", dir.path().join("content/.#a.md")).expect("Emacs's lock");
    let read = read_sources(dir.path()).expect("readable");
    assert_eq!(messages(&read), Vec::<String>::new());
    let texts: Vec<_> = read
        .value
        .texts
        .iter()
        .map(|(p, t)| (p.as_str(), &**t))
        .collect();
    let hue = "content/reports/2023/Huế.md";
    assert_eq!(texts, [(hue, "Hoà\n"), ("content/site.yaml", "title: x\n")]);
    let photo = path("content/reports/2023/anh.jpg");
    assert_eq!(read.value.attachments, BTreeMap::from([(photo, 3)]));
    // The name on the disk is in another Unicode form.
    assert_eq!(read_text(dir.path(), &path(hue)).as_deref(), Some("Hoà\n"));
    assert!(open_attachment(dir.path(), &path(hue)).is_ok());
    assert_eq!(read_text(dir.path(), &path("content/Đà.md")), None);
}

#[test]
fn reports_all_faults_without_blocking() {
    let dir = site(&[
        ("content/good.md", b"good"),
        ("content/utf16.md", b"\xff\xfeH\0i\0"),
        ("content/utf8.md", b"\xef\xbb\xbfa\r\nHoa\xcc\x80 \xff"),
        ("content/Hu\u{1ebf}.md", b"1"),
        ("content/Hue\u{302}\u{301}.md", b"2"),
        ("content/back\\slash.md", b"x"),
        ("content/line\nend.md", b"x"),
        ("secret/key.md", b"TOP SECRET"),
    ]);
    let at = |name: &str| dir.path().join("content").join(name);
    symlink("../secret/key.md", at("link.md")).expect("a link");
    symlink("../secret", at("folder-link")).expect("a link");
    symlink("nowhere", at("dangling.md")).expect("a link");
    symlink("loop.md", at("loop.md")).expect("a link");
    fifo(&at("pipe.md"));
    let _socket = UnixListener::bind(at("socket.jpg")).expect("a socket");
    let bad = OsString::from_vec(b"bad-\xff.md".to_vec());
    fs::write(dir.path().join("content").join(bad), "x").expect("a file");
    let bad = OsString::from_vec(b"folder-\xe1".to_vec());
    fs::create_dir(dir.path().join("content").join(&bad)).expect("a folder");
    fs::write(dir.path().join("content").join(&bad).join("x.md"), "x").expect("a file");
    for (name, size) in [
        ("big.md", LIMITS.text_bytes),
        ("big.zip", LIMITS.other_bytes),
    ] {
        let file = File::create(at(name)).expect("a file");
        file.set_len(size + 1).expect("a sparse file");
    }

    let read = read_sources(dir.path()).expect("readable");
    assert!(
        !read
            .value
            .texts
            .values()
            .any(|text| text.contains("SECRET"))
    );
    let name_hint = "rename it to letters, digits and dashes";
    let link = "symbolic links are not followed";
    let special = "this is not a regular file or folder";
    let save = "open the file in an editor and save it as UTF-8";
    let mut found = messages(&read);
    found[..4].sort();
    assert_eq!(
        found,
        [
            format!(r"content: the file name `back\slash.md` cannot be used ({name_hint})"),
            format!(r"content: the file name `bad-\xff.md` cannot be used ({name_hint})"),
            format!(r"content: the file name `folder-\xe1` cannot be used ({name_hint})"),
            format!(r"content: the file name `line\nend.md` cannot be used ({name_hint})"),
            "content/Huế.md: two files have the same name after Unicode normalisation (on the disk they are `content/Hue\\u{302}\\u{301}.md` and `content/Huế.md`; remove one of them)".to_owned(),
            "content/big.md: the file has 17 MiB; the limit is 16 MiB ()".to_owned(),
            "content/big.zip: the file has 101 MiB; the limit is 100 MiB ()".to_owned(),
            format!("content/dangling.md: {link} (it points to `nowhere`; copy the file or folder itself here)"),
            format!("content/folder-link: {link} (it points to `../secret`; copy the file or folder itself here)"),
            format!("content/link.md: {link} (it points to `../secret/key.md`; copy the file or folder itself here)"),
            format!("content/loop.md: {link} (it points to `loop.md`; copy the file or folder itself here)"),
            format!("content/pipe.md: {special} ()"),
            format!("content/socket.jpg: {special} ()"),
            format!("content/utf16.md: the file is saved as UTF-16, not UTF-8 ({save})"),
            format!("content/utf8.md: the file is not UTF-8: it contains the byte 0xff ({save})"),
        ]
    );
    let garbled = path("content/utf8.md");
    let text = &read.value.texts[&garbled];
    let place = read
        .diagnostics
        .last()
        .and_then(|found| found.place.clone());
    let span = place.expect("a place").span;
    assert_eq!(
        (&**text, &text[span.start..span.end]),
        ("a\nHoà \u{fffd}", "\u{fffd}")
    );
    assert_eq!(read_text(dir.path(), &garbled).as_deref(), Some(&**text));
    assert_eq!(&*read.value.texts[&path("content/utf16.md")], "Hi");
    for refused in ["link.md", "pipe.md", "big.md", "folder-link/key.md"] {
        assert_eq!(
            read_text(dir.path(), &path(&format!("content/{refused}"))),
            None
        );
    }
}

#[test]
fn rejects_files_swapped_after_listing() {
    let dir = site(&[("content/a/b.md", b"b"), ("secret/b.md", b"TOP SECRET")]);
    let open = |path: &str| open_regular(dir.path(), Path::new(path)).map(|(_, size)| size);
    assert!(matches!(open("content/a/b.md"), Ok(1)));
    assert!(matches!(open("content/a"), Err(OpenError::NotAFile)));
    assert!(matches!(open("content/a/../a/b.md"), Err(OpenError::Io(_))));
    fs::rename(dir.path().join("content/a"), dir.path().join("content/old")).expect("moved");
    assert!(matches!(open("content/a/b.md"), Err(OpenError::Io(_))));
    symlink("../secret", dir.path().join("content/a")).expect("a link");
    assert!(open("content/a/b.md").is_err());
    symlink("../secret/b.md", dir.path().join("content/b.md")).expect("a link");
    assert!(matches!(open("content/b.md"), Err(OpenError::Symlink)));
    fifo(&dir.path().join("content/pipe"));
    assert!(matches!(open("content/pipe"), Err(OpenError::NotAFile)));
    let error = open_attachment(dir.path(), &path("content/b.md")).expect_err("a link");
    assert!(error.path.ends_with("content/b.md"), "{error}");

    // The same between listing and reading.
    let mut reader = Reader::new(dir.path(), &LIMITS);
    let gone = ListedFile {
        path: path("content/gone.md"),
        on_disk: "content/gone.md".into(),
    };
    assert_eq!(reader.read_text(&gone), None);
    assert_eq!(
        messages(&reader.into_checked(())),
        ["content/gone.md: the file cannot be read: No such file or directory ()"]
    );
}

#[test]
fn reports_content_that_is_not_a_folder() {
    let dir = site(&[("elsewhere/a.md", b"x")]);
    fs::remove_dir(dir.path().join("content")).expect("empty");
    let error = read_sources(dir.path()).expect_err("there is none");
    assert_eq!(error.source.kind(), io::ErrorKind::NotFound);
    symlink("elsewhere", dir.path().join("content")).expect("a link");
    let read = read_sources(dir.path()).expect("reported");
    assert_eq!(read.diagnostics[0].message, Message::Symlink);
    assert!(read.value.texts.is_empty());
}

#[test]
fn stops_at_entry_limit() {
    let dir = site(&[
        ("content/a.md", b""),
        ("content/b.md", b""),
        ("content/c.md", b""),
    ]);
    let limits = Limits {
        entries: 2,
        ..LIMITS
    };
    let read = read_within(dir.path(), &limits, &mut FileCache::default()).expect("readable");
    assert_eq!(
        messages(&read),
        ["content: the folder contains more than 2 files ()"]
    );
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn reports_unreadable_files() {
    if fs::metadata("/proc/self").is_ok_and(|this| this.uid() == 0) {
        eprintln!("skipped: root can read everything");
        return;
    }
    let dir = site(&[
        ("content/a.md", b"x"),
        ("content/b/c.md", b"x"),
        ("content/d.jpg", b"x"),
    ]);
    for name in ["content/a.md", "content/b", "content/d.jpg"] {
        let none = fs::Permissions::from_mode(0o000);
        fs::set_permissions(dir.path().join(name), none).expect("ours");
    }
    let read = read_sources(dir.path()).expect("reported");
    let denied = "the file cannot be read: Permission denied ()";
    assert_eq!(
        messages(&read),
        ["a.md", "b", "d.jpg"].map(|name| format!("content/{name}: {denied}"))
    );
    let again = fs::Permissions::from_mode(0o755);
    fs::set_permissions(dir.path().join("content/b"), again).expect("ours");
}

#[test]
fn reads_theme_by_relative_path() {
    let dir = site(&[
        ("themes/plain/page.html", b"\xef\xbb\xbf<p>\r\n"),
        ("themes/plain/fonts/a.woff2", b"\xff\x00"),
    ]);
    symlink("/etc/passwd", dir.path().join("themes/plain/x.css")).expect("a link");
    let read = read_theme(dir.path(), "plain").expect("readable");
    let font = ("fonts/a.woff2".to_owned(), vec![0xff, 0]);
    let page = ("page.html".to_owned(), b"<p>\n".to_vec());
    assert_eq!(read.value, BTreeMap::from([font, page]));
    assert_eq!(read.diagnostics.len(), 1);
    for none in ["missing", "..", "plain/fonts", ""] {
        let read = read_theme(dir.path(), none).expect("nothing");
        assert_eq!(read, Checked::clean(BTreeMap::new()), "{none}");
    }
}

#[test]
fn init_overwrites_only_when_forced() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let at = dir.path().join("deep/site");
    let files = [
        ("content/site.yaml", "title: x\n"),
        (".gitignore", "public\n"),
    ];
    write_new_site(&at, &files, false).expect("it was empty");
    let error = write_new_site(&at, &files, false).expect_err("it is not empty");
    assert!(matches!(error, InitError::NotEmpty(path) if path == at));
    fs::write(at.join("content/site.yaml"), "old").expect("ours");
    fs::write(at.join("content/mine.md"), "mine").expect("ours");
    write_new_site(&at, &files, true).expect("forced");
    let read = |name: &str| fs::read_to_string(at.join(name)).expect("a file");
    assert_eq!(read("content/site.yaml"), "title: x\n");
    assert_eq!(read("content/mine.md"), "mine");
    // Neither a link in place of a file nor one in place of a folder is followed.
    fs::remove_file(at.join(".gitignore")).expect("ours");
    symlink("content/mine.md", at.join(".gitignore")).expect("a link");
    write_new_site(&at, &files, true).expect("forced");
    assert_eq!(
        (read("content/mine.md"), read(".gitignore")),
        ("mine".into(), "public\n".into())
    );
    fs::rename(at.join("content"), dir.path().join("outside")).expect("ours");
    symlink("../../outside", at.join("content")).expect("a link");
    assert!(write_new_site(&at, &files, true).is_err());
}

#[test]
fn temporary_file_of_killed_process_blocks_nothing() {
    let dir = site(&[
        ("content/reports/2025/a/.index.md.ssg-new", b"half"),
        ("content/reports/2025/a/index.md", b"old"),
    ]);
    let source = path("content/reports/2025/a/index.md");
    let leftover = format!("content/reports/2025/a/.ssg-new-{}-0", std::process::id());
    fs::write(dir.path().join(&leftover), "half").expect("a file");
    write_source(dir.path(), &source, b"new").expect("written");
    assert_eq!(read_text(dir.path(), &source).as_deref(), Some("new"));
    let names = fs::read_dir(dir.path().join("content/reports/2025/a")).expect("listed");
    assert_eq!(names.count(), 3, "no temporary file of its own is left");
}

#[test]
fn reads_only_named_texts() {
    let dir = site(&[
        ("content/site.yaml", b"title: x\n"),
        ("content/reports/a.md", b"\xff"),
    ]);
    let paths = [path("content/site.yaml"), path("content/topics.yaml")];
    let read = read_texts(dir.path(), &paths);
    assert_eq!(messages(&read), [""; 0]);
    let texts: Vec<&str> = read.value.texts.keys().map(SourcePath::as_str).collect();
    assert_eq!(texts, ["content/site.yaml"]);
}
