use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use super::disk::FileTree;
use super::output::{STAGING_IN_MOUNT, is_mount_point};
use super::output_lock::OutputLock;
use super::system::Folder;
use super::*;
use ssg_base::digest::Digest;
use ssg_base::files::{Content, Sink as _};
use ssg_base::path::OutPath;

/// A folder with a site in `site/`, whose output is `site/public`.
struct Workspace {
    dir: TempDir,
}

impl Workspace {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let workspace = Self { dir };
        for file in [
            "content/site.yaml",
            "content/reports/2023/a.md",
            "themes/x/page.html",
        ] {
            workspace.put(&format!("site/{file}"), "source");
        }
        workspace
    }

    fn at(&self, path: &str) -> PathBuf {
        // The system's temporary folder may itself be reached by a link.
        let top = fs::canonicalize(self.dir.path()).expect("it exists");
        top.join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn open_at(&self, output: &Path, force: bool) -> Result<Staging, Error> {
        let (root, home) = (self.at("site"), self.at("home"));
        let protected = ProtectedFolders {
            root: &root,
            home: Some(&home),
        };
        Staging::open(output, &protected, force).map(|(staging, _)| staging)
    }

    fn open(&self) -> Staging {
        self.open_at(&self.at("site/public"), false)
            .expect("nothing is in the way")
    }

    fn publish(&self, files: &[(&str, &str)]) -> Published {
        fill(self.open(), files)
            .publish(&[], None)
            .expect("nothing is in the way")
    }

    /// All files, byte for byte.
    fn all(&self) -> BTreeMap<String, String> {
        contents(self.dir.path())
    }
}

fn contents(top: &Path) -> BTreeMap<String, String> {
    let files = FileTree::list(top, &[]).expect("a folder").files;
    let read = |path: &str, metadata: &Metadata| {
        if metadata.is_file() {
            fs::read_to_string(top.join(path)).expect("a text")
        } else {
            format!("{:?}", metadata.file_type())
        }
    };
    files
        .iter()
        .map(|(path, metadata)| (path.clone(), read(path, metadata)))
        .collect()
}

/// The published files, without the manifest.
fn site(output: &Path) -> Vec<(String, String)> {
    let mut files = contents(output);
    files.remove(Manifest::NAME).expect("a manifest");
    files.into_iter().collect()
}

fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut files: Vec<_> = files
        .iter()
        .map(|(a, b)| ((*a).into(), (*b).into()))
        .collect();
    files.sort();
    files
}

fn out(path: &str) -> OutPath {
    OutPath::parse(path).expect("a sound path")
}

fn put(staging: &mut Staging, path: &str, text: &str) -> io::Result<()> {
    staging.put(&out(path), Content::Bytes(text.as_bytes()))
}

fn fill(mut staging: Staging, files: &[(&str, &str)]) -> Staging {
    for (path, text) in files {
        put(&mut staging, path, text).expect("written");
    }
    staging
}

fn mtime(path: &Path) -> std::time::SystemTime {
    fs::metadata(path)
        .and_then(|file| file.modified())
        .expect("a file")
}

/// A mount that ends with the test; `None` where this process may not mount.
struct Mount(PathBuf);

impl Mount {
    #[expect(clippy::print_stderr, reason = "a skipped test says so")]
    fn new(arguments: &[&str], at: &Path) -> Option<Self> {
        fs::create_dir_all(at).expect("a folder");
        let mount = Command::new("mount").args(arguments).arg(at).output();
        if mount.is_ok_and(|mount| mount.status.success()) {
            return Some(Self(at.to_owned()));
        }
        eprintln!("skipped: this process may not mount");
        None
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

const OLD: [(&str, &str); 4] = [
    ("index.html", "home"),
    ("bao-cao/a/index.html", "a"),
    ("bao-cao/b/index.html", "b"),
    ("style.css", "css"),
];
const NEW: [(&str, &str); 4] = [
    ("index.html", "home, later"),
    ("bao-cao/a/index.html", "a"),
    ("bao-cao/c/index.html", "c"),
    ("style.css", "css"),
];

#[test]
fn refuses_outputs_that_meet_the_sources() {
    let workspace = Workspace::new();
    workspace.put("home/letters.txt", "mine");
    workspace.put("foreign/file.txt", "mine");
    workspace.put("worktree/.git", "gitdir: elsewhere");
    workspace.put(
        "worktree/ssg-manifest.json",
        &Manifest::default().to_string(),
    );
    workspace.put("other/content/site.yaml", "another site");
    workspace.put("file", "a file");
    symlink(workspace.at("site/content"), workspace.at("link")).expect("a link");
    symlink("nowhere", workspace.at("dangling")).expect("a link");
    let before = workspace.all();
    let is_source = [
        "site",
        "",
        "/",
        "site/content",
        "site/content/reports/2023",
        "site/content/new/folder",
        "site/themes/x/out",
        "site/.git",
        "site/.git/out",
        "site/.GIT/out",
        "site/Content/out",
        "site/../site/content",
        "missing/../site/themes",
        "foreign/../site/public/..",
        "link",
        "link/out",
        "home",
        "worktree",
        "other",
        "other/.git/x",
    ];
    for force in [false, true] {
        for output in is_source {
            let foreign_first = output == "other" && !force;
            let output = workspace.at(output);
            match workspace
                .open_at(&output, force)
                .expect_err("it is refused")
            {
                Error::Refused(Refusal::OutputIsSource(path)) => assert_eq!(path, output),
                Error::Refused(Refusal::OutputForeign(_)) if foreign_first => {}
                other => panic!("{}: {other}", output.display()),
            }
        }
        for output in ["file", "file/below", "dangling", "dangling/below"] {
            let refused = workspace
                .open_at(&workspace.at(output), force)
                .expect_err("no folder");
            let no_folder = Refusal::OutputNotAFolder(workspace.at(output));
            assert!(
                matches!(refused, Error::Refused(why) if why == no_folder),
                "{output}"
            );
        }
    }
    let refused = workspace
        .open_at(&workspace.at("foreign"), false)
        .expect_err("foreign");
    assert!(
        matches!(refused, Error::Refused(Refusal::OutputForeign(_))),
        "{refused}"
    );
    assert_eq!(workspace.all(), before);
    assert!(!workspace.at("missing").exists() && !workspace.at("site/.git").exists());
}

#[test]
fn refuses_sources_behind_a_bind_mount() {
    let workspace = Workspace::new();
    workspace.put("held/ssg-manifest.json", &Manifest::default().to_string());
    let reports = workspace.at("site/content/reports");
    let (above, below) = (workspace.at("bound"), workspace.at("held/inner"));
    let Some(_above) = Mount::new(&["--bind", &reports.to_string_lossy()], &above) else {
        return;
    };
    let _below = Mount::new(&["--bind", &reports.to_string_lossy()], &below);
    let before = workspace.all();
    for output in ["bound", "bound/2023", "bound/2023/new", "held"] {
        let refused = workspace
            .open_at(&workspace.at(output), true)
            .expect_err("it is refused");
        let is_source = matches!(&refused, Error::Refused(Refusal::OutputIsSource(_)));
        assert!(is_source, "{output}: {refused}");
    }
    assert_eq!(workspace.all(), before);
}

#[test]
fn publishes_all_files_at_once() {
    let workspace = Workspace::new();
    let mut staging = fill(workspace.open(), &OLD[..3]);
    workspace.put("photo", "css");
    let mut photo = File::open(workspace.at("photo")).expect("a file");
    staging
        .put(&out("style.css"), Content::Reader(&mut photo))
        .expect("copied");
    assert!(
        !workspace.at("site/public").exists(),
        "nothing shows before it is published"
    );
    let records = ["bao-cao/b/".to_owned(), "bao-cao/a/".to_owned()];
    let published = staging.publish(&records, None).expect("published");
    assert_eq!(
        (published.files, published.changed, published.in_place),
        (4, 4, false)
    );

    let output = workspace.at("site/public");
    assert_eq!(site(&output), owned(&OLD));
    let manifest = Manifest::read(&output).expect("readable").expect("ours");
    assert_eq!(manifest.records, ["bao-cao/a/", "bao-cao/b/"]);
    let entry = &manifest.files[&out("bao-cao/a/index.html")];
    let a = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    assert_eq!((entry.sha256.to_string(), entry.size), (a.to_owned(), 1));
    let text = fs::read_to_string(output.join(Manifest::NAME)).expect("a text");
    assert_eq!(text.lines().count(), 8 + 4 + 2, "{text}");

    for (path, file) in FileTree::list(&output, &[]).expect("a folder").files {
        assert_eq!((file.mode() & 0o7777, file.nlink()), (0o644, 1), "{path}");
    }
    for folder in ["", "bao-cao", "bao-cao/a"] {
        let folder = fs::metadata(output.join(folder)).expect("a folder");
        assert_eq!(folder.mode() & 0o7777, 0o755);
    }
    assert!(!workspace.at("site/.ssg-public").exists());
}

#[test]
fn unchanged_files_keep_their_times_and_stale_files_disappear() {
    let workspace = Workspace::new();
    let output = workspace.at("site/public");
    workspace.publish(&OLD);
    let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::new(1_000_000_000, 123);
    for (path, _) in OLD {
        let file = File::options()
            .write(true)
            .open(output.join(path))
            .expect("a file");
        file.set_modified(long_ago).expect("ours");
    }
    let folder = system::file_id(&output);
    assert_eq!(workspace.publish(&OLD).changed, 0);
    assert_eq!(
        system::file_id(&output),
        folder,
        "the folder was left alone"
    );

    let published = workspace.publish(&NEW);
    assert_eq!((published.files, published.changed), (4, 3));
    assert_eq!(site(&output), owned(&NEW));
    assert!(!output.join("bao-cao/b").exists());
    assert_ne!(system::file_id(&output), folder);
    for (path, keeps) in [
        ("bao-cao/a/index.html", true),
        ("style.css", true),
        ("index.html", false),
    ] {
        assert_eq!(mtime(&output.join(path)) == long_ago, keeps, "{path}");
    }

    // A file that somebody cut short or took away is put right again.
    fs::write(output.join("index.html"), "").expect("ours");
    fs::remove_file(output.join("style.css")).expect("ours");
    assert_eq!(workspace.publish(&NEW).changed, 2);
    assert_eq!(site(&output), owned(&NEW));
    // Other records are a change too.
    let staging = fill(workspace.open(), &NEW);
    assert_eq!(
        staging
            .publish(&["x/".to_owned()], None)
            .expect("published")
            .changed,
        1
    );
}

#[test]
fn refuses_to_delete_what_somebody_put_into_the_output() {
    let workspace = Workspace::new();
    let output = workspace.at("site/public");
    workspace.publish(&OLD);
    for file in [
        "CNAME",
        ".nojekyll",
        "bao-cao/google1a2b.html",
        ".well-known/x",
    ] {
        workspace.put(&format!("site/public/{file}"), "mine");
    }
    let before = contents(&output);
    let refused = fill(workspace.open(), &NEW)
        .publish(&[], None)
        .expect_err("it has other files");
    let Error::Refused(Refusal::OutputHasOtherFiles(_, files)) = refused else {
        panic!("{refused}")
    };
    assert_eq!(
        files,
        [
            ".nojekyll",
            ".well-known/x",
            "CNAME",
            "bao-cao/google1a2b.html"
        ]
    );
    assert_eq!(contents(&output), before);

    // What the new site has itself is not lost.
    let names = [
        ".nojekyll",
        ".well-known/x",
        "CNAME",
        "bao-cao/google1a2b.html",
    ];
    let with = [&NEW[..], &names.map(|name| (name, "ours"))].concat();
    workspace.publish(&with);
    assert_eq!(site(&output), owned(&with));

    // Leftovers of a desktop and compressed copies are.
    for file in [".DS_Store", "Thumbs.db", "index.html.gz", "style.css.br"] {
        workspace.put(&format!("site/public/{file}"), "");
    }
    workspace.publish(&NEW);
    assert_eq!(site(&output), owned(&NEW));
    workspace.put("site/public/CNAME", "mine");
    let forced = workspace.open_at(&output, true).expect("forced");
    fill(forced, &NEW).publish(&[], None).expect("published");
    assert_eq!(site(&output), owned(&NEW));
}

#[test]
fn refuses_a_second_file_at_one_path() {
    let workspace = Workspace::new();
    let mut staging = fill(workspace.open(), &[("a/b", ""), ("c", "")]);
    for twice in ["a/b", "a", "c", "c/d", "a/b/c"] {
        let error = put(&mut staging, twice, "").expect_err("it is taken");
        let Error::Disk(error) = Error::from(error) else {
            panic!("refused")
        };
        let there = matches!(
            error.source.kind(),
            io::ErrorKind::AlreadyExists | io::ErrorKind::IsADirectory
        );
        assert!(there, "{twice}: {error}");
        assert_eq!(error.path, workspace.at("site/public").join(twice));
    }
}

#[test]
fn an_abandoned_build_leaves_nothing() {
    let workspace = Workspace::new();
    let before = workspace.all();
    let deep = workspace.at("deep/er/public");
    drop(fill(workspace.open_at(&deep, false).expect("free"), &OLD));
    assert!(!workspace.at("deep").exists());
    drop(fill(workspace.open(), &OLD));
    assert_eq!(workspace.all(), before);
    assert!(!workspace.at("site/.ssg-public").exists());
}

#[test]
fn replaces_foreign_folders_only_by_force() {
    let workspace = Workspace::new();
    workspace.put("site/public/index.html", "somebody's");
    workspace.put(
        "site/public/ssg-manifest.json",
        "{\"generator\": \"other\"}",
    );
    let output = workspace.at("site/public");
    let before = workspace.all();
    assert!(workspace.open_at(&output, false).is_err());
    assert_eq!(workspace.all(), before);
    let staging = fill(workspace.open_at(&output, true).expect("forced"), &NEW);
    staging.publish(&[], None).expect("published");
    assert_eq!(site(&output), owned(&NEW));

    // It may have become foreign while the site was built.
    fs::remove_dir_all(&output).expect("ours");
    let staging = fill(workspace.open(), &NEW);
    workspace.put("site/public/letter.txt", "mine");
    let refused = staging.publish(&[], None).expect_err("foreign");
    assert!(matches!(refused, Error::Refused(Refusal::OutputForeign(_))));
    assert_eq!(
        contents(&output),
        BTreeMap::from([("letter.txt".into(), "mine".into())])
    );
    assert!(!workspace.at("site/.ssg-public").exists());
}

#[test]
fn publishes_into_the_folder_behind_a_link() {
    let workspace = Workspace::new();
    fs::create_dir(workspace.at("www")).expect("a folder");
    symlink(workspace.at("www"), workspace.at("site/public")).expect("a link");
    workspace.publish(&OLD);
    workspace.publish(&NEW);
    assert!(
        fs::symlink_metadata(workspace.at("site/public"))
            .expect("there")
            .is_symlink()
    );
    assert_eq!(site(&workspace.at("www")), owned(&NEW));
    assert!(!workspace.at(".ssg-www").exists());
}

#[test]
fn removes_leftovers_of_a_killed_build() {
    let workspace = Workspace::new();
    workspace.publish(&OLD);
    workspace.put("site/.ssg-public/lock", "999999999");
    workspace.put("site/.ssg-public/new/half/index.html", "half");
    fs::create_dir(workspace.at("outside")).expect("a folder");
    workspace.put("outside/letter.txt", "mine");
    symlink(
        workspace.at("outside"),
        workspace.at("site/.ssg-public/new/link"),
    )
    .expect("a link");
    workspace.publish(&NEW);
    assert_eq!(site(&workspace.at("site/public")), owned(&NEW));
    assert!(!workspace.at("site/.ssg-public").exists());
    assert!(workspace.at("outside/letter.txt").exists());

    // It was killed between taking the old site aside and putting the new one there.
    fs::create_dir(workspace.at("site/.ssg-public")).expect("a folder");
    fs::rename(
        workspace.at("site/public"),
        workspace.at("site/.ssg-public/old"),
    )
    .expect("ours");
    drop(workspace.open());
    assert_eq!(site(&workspace.at("site/public")), owned(&NEW));
    assert!(!workspace.at("site/.ssg-public").exists());
}

#[test]
fn swaps_in_two_renames_where_exchange_is_missing() {
    let workspace = Workspace::new();
    workspace.publish(&OLD);
    let output = workspace.at("site/public");
    let name = OsStr::new("public");
    let staging = fill(workspace.open(), &NEW);
    let parent = Folder::open(&workspace.at("site")).expect("a folder");
    staging
        .lock
        .swap_in_two_renames(&parent, name)
        .expect("moved");
    drop(staging);
    assert_eq!(contents(&output), owned(&NEW).into_iter().collect());

    // If the second step fails, the first is taken back.
    let staging = workspace.open_at(&output, true).expect("forced");
    fs::remove_dir(workspace.at("site/.ssg-public/new")).expect("empty");
    staging
        .lock
        .swap_in_two_renames(&parent, name)
        .expect_err("there is nothing new");
    assert_eq!(contents(&output), owned(&NEW).into_iter().collect());
}

#[test]
fn refuses_concurrent_builds() {
    let workspace = Workspace::new();
    let first = workspace.open();
    let refused = workspace
        .open_at(&workspace.at("site/public"), false)
        .expect_err("it is taken");
    let us = Some(std::process::id());
    assert!(matches!(refused, Error::Refused(Refusal::AnotherBuild(pid)) if pid == us));
    drop(first);

    let build = |text: &str| {
        let mut published = 0;
        for _ in 0..10 {
            match workspace.open_at(&workspace.at("site/public"), false) {
                Ok(staging) => {
                    let files = [("index.html", text), ("a/index.html", text)];
                    fill(staging, &files)
                        .publish(&[], None)
                        .expect("it is ours");
                    published += 1;
                }
                Err(Error::Refused(Refusal::AnotherBuild(_))) => {}
                Err(error) => panic!("{error}"),
            }
        }
        published
    };
    let published: usize = thread::scope(|scope| {
        let builds = ["1", "2", "3", "4", "5", "6", "7", "8"];
        let builds = builds.map(|text| scope.spawn(move || build(text)));
        builds
            .map(|build| build.join().expect("no panic"))
            .iter()
            .sum()
    });
    assert!(published > 0);
    let site = site(&workspace.at("site/public"));
    assert!(site.len() == 2 && site[0].1 == site[1].1, "{site:?}");
    assert!(!workspace.at("site/.ssg-public").exists());
}

#[test]
fn a_full_disk_changes_nothing() {
    let workspace = Workspace::new();
    let Some(mount) = Mount::new(
        &["-t", "tmpfs", "-o", "size=128k", "tmpfs"],
        &workspace.at("disk"),
    ) else {
        return;
    };
    let output = mount.0.join("public");
    let staging = fill(workspace.open_at(&output, false).expect("free"), &OLD);
    staging.publish(&[], None).expect("published");
    let before = contents(&mount.0);
    for share in [10, 50, 90, 99] {
        let mut staging = workspace.open_at(&output, false).expect("free");
        let page = "x".repeat((96 << 10) * share / 100);
        put(&mut staging, "filler.css", &page).expect("there is room");
        let failed = (0..100)
            .try_for_each(|number| put(&mut staging, &format!("{number}/index.html"), &page));
        let error = failed.expect_err("the disk is full");
        assert!(
            error.to_string().contains("No space left on device"),
            "{error}"
        );
        assert!(error.to_string().contains("/public/"), "{error}");
        drop(staging);
        assert_eq!(contents(&mount.0), before);
    }
}

#[test]
fn publishes_in_place_into_a_mount_point() {
    let workspace = Workspace::new();
    let output = workspace.at("site/public");
    let Some(_mount) = Mount::new(&["-t", "tmpfs", "tmpfs"], &output) else {
        return;
    };
    let published = workspace.publish(&OLD);
    assert_eq!((published.changed, published.in_place), (4, true));
    assert_eq!(site(&output), owned(&OLD));
    workspace.put("site/public/foreign.txt", "mine");
    workspace.put("site/public/bao-cao/b/foreign.txt", "mine");
    assert_eq!(workspace.publish(&OLD).changed, 0);
    let kept = system::file_id(&output.join("style.css"));

    assert_eq!(workspace.publish(&NEW).changed, 3);
    let foreign = [("foreign.txt", "mine"), ("bao-cao/b/foreign.txt", "mine")];
    assert_eq!(site(&output), owned(&[&NEW[..], &foreign].concat()));
    assert_eq!(
        system::file_id(&output.join("style.css")),
        kept,
        "it was left alone"
    );
    for file in ["foreign.txt", "bao-cao/b/foreign.txt"] {
        fs::remove_file(output.join(file)).expect("ours");
    }
    fs::remove_dir(output.join("bao-cao/b")).expect("it kept only the foreign file");

    // A folder becomes a file, and a file a folder.
    let turned = [("bao-cao", "file"), ("style.css/index.html", "folder")];
    workspace.publish(&turned);
    assert_eq!(site(&output), owned(&turned));
    workspace.publish(&OLD);
    assert_eq!(site(&output), owned(&OLD));

    // No link leads a file out of the output.
    fs::remove_dir_all(output.join("bao-cao/b")).expect("ours");
    symlink(workspace.at("site/content"), output.join("bao-cao/b")).expect("a link");
    let sources = contents(&workspace.at("site/content"));
    assert!(fill(workspace.open(), &OLD).publish(&[], None).is_err());
    assert_eq!(contents(&workspace.at("site/content")), sources);
    assert!(!output.join(STAGING_IN_MOUNT).exists());

    // It was killed halfway: what it had moved is known, and goes.
    fs::remove_file(output.join("bao-cao/b")).expect("ours");
    workspace.publish(&OLD);
    let old = Manifest::read(&output).expect("readable").expect("ours");
    let new = fill(workspace.open(), &NEW).site.clone();
    let interim = old.merged(&new, &BTreeMap::new());
    workspace.put("site/public/ssg-manifest.json", &interim.to_string());
    workspace.put("site/public/bao-cao/c/index.html", "moved already");
    workspace.put("site/public/.ssg-new/new/index.html", "not moved yet");
    workspace.publish(&OLD);
    assert_eq!(site(&output), owned(&OLD));
    assert!(!output.join(STAGING_IN_MOUNT).exists());
}

#[test]
fn publishes_in_place_into_an_unrecognized_mount_point() {
    let workspace = Workspace::new();
    let (output, real) = (workspace.at("site/public"), workspace.at("real"));
    fs::create_dir(&real).expect("a folder");
    let Some(_mount) = Mount::new(&["--bind", &real.to_string_lossy()], &output) else {
        return;
    };
    assert!(is_mount_point(&output));
    for files in [&OLD, &NEW] {
        let lock = OutputLock::acquire(&output, &output, false).expect("free");
        let staging = fill(Staging::begin(lock, false).expect("free"), files);
        let published = staging.publish(&[], None).expect("published");
        assert!(published.in_place && published.files == 4);
        assert_eq!(site(&output), owned(files));
    }
    assert!(!workspace.at("site/.ssg-public").exists() && !output.join(STAGING_IN_MOUNT).exists());
}

#[test]
fn parses_manifests_strictly() {
    let manifest = Manifest {
        origin: Some(Origin {
            sha256: Digest::of(b"1"),
            warnings: 2,
        }),
        files: BTreeMap::from([(
            out("a/index.html"),
            Entry {
                sha256: Digest::of(b"0"),
                size: 7,
            },
        )]),
        records: vec!["a/".to_owned()],
    };
    let text = manifest.to_string();
    assert_eq!(Manifest::parse(&text), Some(manifest));
    // Versions of November 2026 wrote one more digest, which is ignored.
    let frame = "\"frame\": \"0\", \"warnings\"";
    let with_frame = text.replace("\"warnings\"", frame);
    assert_ne!(with_frame, text);
    assert_eq!(Manifest::parse(&with_frame), Manifest::parse(&text));
    let none = Manifest::default();
    assert_eq!(Manifest::parse(&none.to_string()), Some(none));
    for (from, to) in [
        ("a/index.html", "../index.html"),
        ("a/index.html", "/etc/passwd"),
        ("\"ssg\"", "\"other\""),
        ("1,", "2,"),
        ("5fec", "5fe"),
        ("5fec", "5fEc"),
        ("records", "rekords"),
        ("\n}", "\n"),
    ] {
        let bad = text.replacen(from, to, 1);
        assert_ne!(bad, text);
        assert_eq!(Manifest::parse(&bad), None, "{bad}");
    }
    let workspace = Workspace::new();
    symlink("elsewhere", workspace.at("ssg-manifest.json")).expect("a link");
    assert_eq!(Manifest::read(&workspace.at("")).expect("readable"), None);
    assert_eq!(
        Manifest::read(&workspace.at("missing")).expect("readable"),
        None
    );
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn names_a_read_only_folder() {
    let workspace = Workspace::new();
    if fs::metadata("/proc/self").is_ok_and(|this| this.uid() == 0) {
        eprintln!("skipped: the superuser may write everywhere");
        return;
    }
    let locked = fs::Permissions::from_mode(0o555);
    fs::set_permissions(workspace.at("site"), locked).expect("ours");
    let error = workspace
        .open_at(&workspace.at("site/public"), false)
        .expect_err("it is locked");
    assert!(error.to_string().contains("Permission denied"), "{error}");
    fs::set_permissions(workspace.at("site"), fs::Permissions::from_mode(0o755)).expect("ours");
}
