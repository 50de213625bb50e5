//! The real program: equal sources give equal bytes on any machine, unchanged files keep their
//! modification time, and exit codes.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::program::{self, Run, Site};
use crate::sample;

/// A site of eight reports whose files are created in path order or in reverse.
fn sample_site(reverse: bool) -> Site {
    let site = Site::new(&[]);
    let texts = sample::archive(8);
    let mut paths: Vec<_> = texts.iter().collect();
    if reverse {
        paths.reverse();
    }
    for (path, text) in paths {
        site.write(path, text);
    }
    site
}

/// Asserts the exit code 0.
fn assert_success(run: &Run) {
    assert_eq!(run.code, 0, "{run:?}");
}

/// The bytes of every file below `public`.
fn public(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let files = site.tree("public");
    assert!(files.contains_key("index.html"), "{:?}", files.keys());
    files
}

/// The paths of the files that differ between two outputs.
fn changed(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names = a.keys().chain(b.keys());
    let mut differ: Vec<String> = names
        .filter(|name| a.get(*name) != b.get(*name))
        .cloned()
        .collect();
    differ.sort();
    differ.dedup();
    differ
}

#[test]
fn output_does_not_depend_on_zone_locale_or_directory_order() {
    let (one, other) = (sample_site(false), sample_site(true));
    let far = [
        ("TZ", "Pacific/Kiritimati"),
        ("LC_ALL", "C"),
        ("LANG", "C"),
        ("HOME", "/nonexistent"),
    ];
    let near = [
        ("TZ", "UTC"),
        ("LC_ALL", "vi_VN.UTF-8"),
        ("RUST_LOG", "trace"),
    ];
    assert_success(&one.run_with(&["build"], &far));
    assert_success(&other.run_with(&["build"], &near));
    let (one, other) = (public(&one), public(&other));
    assert_eq!(changed(&one, &other), [""; 0]);
    assert!(one.len() > 150, "{}", one.len());
}

/// The modification time of every published file.
fn times(site: &Site) -> BTreeMap<String, SystemTime> {
    let time = |name: &String| {
        let path = site.path("public").join(name);
        std::fs::metadata(path)
            .and_then(|meta| meta.modified())
            .expect("a time")
    };
    let files = site.tree("public").into_keys();
    files.map(|name| (name.clone(), time(&name))).collect()
}

/// Sets the modification time of every published file back by an hour, so that later writes show.
fn set_times_back(site: &Site) {
    let hour_ago = SystemTime::now() - Duration::from_secs(3600);
    for name in site.tree("public").into_keys() {
        let file = std::fs::File::options()
            .write(true)
            .open(site.path("public").join(name));
        file.and_then(|file| file.set_modified(hour_ago))
            .expect("an hour ago");
    }
}

#[test]
fn an_edited_body_changes_only_files_that_show_it() {
    let site = sample_site(false);
    assert_success(&site.run(&["build"]));
    let (first, before) = (public(&site), times(&site));

    let path = sample::path(3);
    let text = std::fs::read_to_string(site.path(&path)).expect("a report");
    let edited = text.replace("Đề nghị xem", "Đề nghị đọc");
    assert_ne!(text, edited);
    site.write(&path, &edited);
    assert_success(&site.run(&["build"]));
    let (second, after) = (public(&site), times(&site));
    let written: Vec<&String> = after
        .keys()
        .filter(|name| before.get(*name) != Some(&after[*name]))
        .collect();
    let page = path
        .trim_start_matches("content/reports/")
        .trim_end_matches(".md");
    let of_page = |name: &str| name.starts_with(&format!("bao-cao/{page}/"));
    let is_index = |name: &str| name.starts_with("tim-kiem/") && name.ends_with(".bin");
    assert!(
        written
            .iter()
            .any(|name| of_page(name) && name.ends_with("index.html"))
    );
    for name in &written {
        assert!(
            of_page(name) || is_index(name) || *name == "ssg-manifest.json",
            "{name}"
        );
    }
    let others = after.keys().filter(|name| !written.contains(name));
    assert!(others.clone().count() > 150);
    others.for_each(|name| assert_eq!(second[name], first[name], "{name}"));

    // The output equals that of a cold build.
    let verified = site.run(&["build", "--verify"]);
    assert_success(&verified);
    let again = site.run(&["build", "--lang", "en", "--timings"]);
    assert!(!again.stderr.contains("Pages and data"), "{again:?}");
    std::fs::remove_dir_all(site.path("public")).expect("removed");
    assert_success(&site.run(&["build"]));
    assert_eq!(changed(&public(&site), &second), [""; 0]);
    assert_eq!(
        site.tree(".")
            .keys()
            .filter(|name| name.contains(".ssg-"))
            .count(),
        0
    );
}

#[test]
fn an_unchanged_site_is_not_rebuilt() {
    let site = sample_site(false);
    site.write("content/reports/2023/nhap/bang.csv", "1");
    site.write("themes/default/them.txt", "1");
    let at = |path: &str| site.path(path);
    // Whether a build with these flags renders pages, and whether it reports a change.
    let built = |flags: &[&str]| {
        let run = site.run(&[&["build", "--timings", "--lang", "en"], flags].concat());
        assert_success(&run);
        (
            run.stderr.contains("Pages and data"),
            !run.stdout.contains("nothing has changed"),
        )
    };
    let (skipped, same, changed_site) = ((false, false), (true, false), (true, true));
    assert_eq!(built(&[]), changed_site);
    assert_eq!(built(&[]), skipped);
    assert_eq!(built(&["--verify"]), same);
    assert_eq!(built(&[]), skipped);

    // A build against a site that is published elsewhere must compare the records.
    let manifest = at("public/ssg-manifest.json");
    assert_eq!(built(&["--published", &manifest.to_string_lossy()]), same);

    // A change of any input is noticed.
    let first = public(&site);
    for (path, text) in [
        ("content/reports/2023/nhap/bang.csv", "2"),
        ("themes/default/them.txt", "2"),
        ("content/pages/moi.md", "---\ntitle: Mới\n---\nLời."),
    ] {
        site.write(path, text);
        assert_eq!(built(&[]), changed_site, "{path}");
        assert_eq!(built(&[]), skipped, "{path}");
    }
    assert_eq!(built(&["--today", "2031-01-01"]), changed_site);
    assert_eq!(built(&["--base-url", "https://kho.example/"]), changed_site);
    assert_eq!(built(&["--base-url", "https://kho.example/"]), skipped);

    // So is a change of the output, even if a file keeps its size and time.
    for (path, text) in [
        ("content/reports/2023/nhap/bang.csv", "1"),
        ("themes/default/them.txt", "1"),
    ] {
        site.write(path, text);
    }
    std::fs::remove_file(at("content/pages/moi.md")).expect("removed");
    // A page is a record, and losing a published record would be an error.
    std::fs::remove_dir_all(at("public")).expect("removed");
    assert_eq!(built(&[]), changed_site);
    assert_eq!(changed(&public(&site), &first), [""; 0]);
    let page = at("public/so-do/index.html");
    let time = std::fs::metadata(&page)
        .and_then(|page| page.modified())
        .expect("a time");
    let bytes = std::fs::read(&page).expect("a page");
    std::fs::write(&page, vec![b'x'; bytes.len()]).expect("written");
    let open = std::fs::File::options()
        .write(true)
        .open(&page)
        .expect("a page");
    open.set_modified(time).expect("set back");
    assert!(built(&[]).0);
    assert_eq!(changed(&public(&site), &first), [""; 0]);
    std::fs::remove_file(&page).expect("removed");
    assert_eq!(built(&[]), changed_site);
    // A file of somebody else is never deleted silently.
    site.write("public/la.txt", "lạ");
    let refused = site.run(&["build"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.stderr.contains("`la.txt`") && refused.stderr.contains("content/static/"));
    assert!(site.path("public/la.txt").exists());
    assert_eq!(built(&["--force"]), changed_site);
    assert_eq!(changed(&public(&site), &first), [""; 0]);
}

#[test]
fn repeats_warnings_for_an_unchanged_site() {
    let site = sample_site(false);
    let text = "---\ntitle: Trang\n---\n<b>Không đậm</b>";
    site.write("content/pages/trang.md", text);
    let runs = [(); 2].map(|()| site.run(&["build", "--timings", "--lang", "en"]));
    for run in &runs {
        assert_success(run);
        assert!(run.stderr.contains("content/pages/trang.md"), "{run:?}");
    }
    assert!(runs[0].stderr.contains("Pages and data"));
    assert!(!runs[1].stderr.contains("Pages and data"));
}

#[test]
fn keeps_unchanged_files_and_removes_stale_ones() {
    let site = sample_site(false);
    assert_success(&site.run(&["build", "--lang", "en"]));
    set_times_back(&site);
    let (files, before) = (public(&site), times(&site));
    let again = site.run(&["build", "--lang", "en"]);
    assert_success(&again);
    assert!(again.stdout.contains("nothing has changed"), "{again:?}");
    assert_eq!(times(&site), before);

    let path = sample::path(3);
    let text = String::from_utf8(site.tree("")[&path].clone()).expect("UTF-8");
    site.write(&path, text.replace("Đề nghị xem", "Đề nghị đọc"));
    let edited = site.run(&["build", "--lang", "en"]);
    assert_success(&edited);
    assert!(!edited.stdout.contains("nothing has changed"), "{edited:?}");
    let after = times(&site);
    let touched: Vec<_> = before
        .keys()
        .filter(|name| after.get(*name) != before.get(*name))
        // The name of the index folder depends on all of its files.
        .filter(|name| name.matches('/').count() != 2 || !name.starts_with("tim-kiem/"))
        .collect();
    let [page, json, source] =
        ["html", "json", "md"].map(|end| format!("{}index.{end}", &sample::url(3)[1..]));
    assert_eq!(
        touched,
        [
            &page,
            &json,
            &source,
            "ssg-manifest.json",
            "tim-kiem/chi-muc.bin"
        ]
    );

    // No report links to the last one. Losing a published record is an error, and nothing is
    // published. Compared with a site that never had the record, its files are only stale.
    std::fs::remove_file(site.path(&sample::path(7))).expect("removed");
    let lost = site.run(&["build", "--lang", "en"]);
    assert_eq!(lost.code, 1, "{lost:?}");
    assert!(lost.stderr.contains(&sample::url(7)), "{lost:?}");
    // The edit above has renamed the index folder already.
    let is_index = |name: &&String| name.matches('/').count() == 2 && name.starts_with("tim-kiem/");
    let still = public(&site);
    let missing = files.keys().filter(|name| !still.contains_key(*name));
    let missing: Vec<_> = missing.filter(|name| !is_index(name)).collect();
    assert_eq!(missing, [""; 0]);
    let other = site.path("other");
    assert_success(&site.run(&["build", "-o", "other"]));
    assert_success(&site.run(&["build", "--published", other.to_str().expect("UTF-8")]));
    let left = public(&site);
    let gone: Vec<_> = files
        .keys()
        .filter(|name| !left.contains_key(*name))
        .collect();
    let of_it = &sample::url(7)[1..];
    assert!(gone.iter().any(|name| name.starts_with(of_it)), "{gone:?}");
    assert!(!left.keys().any(|name| name.starts_with(of_it)));
    let folder = site.path("public").join(of_it);
    assert!(!folder.exists(), "an empty folder is left");
}

#[test]
fn today_changes_only_the_state_of_batches() {
    let build = |args: &[&str], epoch: Option<&str>| {
        let site = sample_site(false);
        let epoch: Vec<_> = epoch
            .map(|epoch| ("SOURCE_DATE_EPOCH", epoch))
            .into_iter()
            .collect();
        assert_success(&site.run_with(&[&["build"], args].concat(), &epoch));
        public(&site)
    };
    let plain = build(&[], None);
    let later = build(&["--today", "2026-04-05"], None);
    let shows_batches = |name: &str| {
        let page = String::from_utf8_lossy(&plain[name]).into_owned();
        let tables = [
            "du-lieu/dot.csv",
            "du-lieu/dot.json",
            "du-lieu/dot.xlsx",
            "ke-hoach/theo-doi/danh-sach.csv",
        ];
        // The JSON of a plan contains the digest of its page.
        let of_plan = name.starts_with("ke-hoach/") && name.ends_with("/index.json");
        page.contains("class=\"state") || tables.contains(&name) || of_plan
    };
    let differ = changed(&plain, &later);
    assert!(
        differ.contains(&"ke-hoach/2026/ke-hoach-c/index.html".to_owned()),
        "{differ:?}"
    );
    for name in &differ {
        assert!(name == "ssg-manifest.json" || shows_batches(name), "{name}");
    }
    // At 17:00 UTC the next day begins in Hà Nội.
    // Only the flag holds back records that are published later; the manifest's fingerprint differs.
    assert_eq!(
        changed(&build(&[], Some("1775322000")), &later),
        ["ssg-manifest.json"]
    );
    assert!(changed(&build(&[], Some("1775321999")), &later).len() > 1);
    // The flag wins over the environment variable.
    assert_eq!(
        changed(&build(&["--today", "5/4/2026"], Some("0")), &later),
        [""; 0]
    );
}

#[test]
fn rejects_an_invalid_source_date_epoch() {
    let site = sample_site(false);
    for epoch in ["", "hôm nay", "1775322000.5", "0x10", "9223372036854775807"] {
        let run = site.run_with(&["build"], &[("SOURCE_DATE_EPOCH", epoch)]);
        assert_eq!(run.code, 2, "{epoch}: {}", run.stderr);
        assert!(run.stderr.contains(&format!("`{epoch}`")), "{}", run.stderr);
        assert!(!site.path("public").exists(), "{epoch}");
        // The variable is not read if the flag gives the day.
        let args = ["build", "--today", "2026-04-05", "-o", "said"];
        assert_success(&site.run_with(&args, &[("SOURCE_DATE_EPOCH", epoch)]));
    }
}

#[test]
fn does_not_overwrite_foreign_folders() {
    let site = Site::shipped();
    site.write("elsewhere/thesis.docx", "years of work");
    let run = site.run(&["build", "-o", "elsewhere"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert_eq!(site.tree("elsewhere").len(), 1);
    // `--force` does not permit overwriting the inputs of the site.
    for output in ["content", ".", "content/reports", "themes", ".git"] {
        let before = site.tree("");
        let run = site.run(&["build", "--force", "-o", output]);
        assert_eq!(run.code, 2, "{output}: {run:?}");
        assert_eq!(site.tree(""), before, "{output}");
    }
    assert_success(&site.run(&["build", "--force", "-o", "elsewhere"]));
    assert!(!site.path("elsewhere/thesis.docx").exists());
    assert!(site.path("elsewhere/index.html").exists());
}

const WITH_ERRORS: &str =
    "---\ntitle: Đi\ndates: 2023-02-30\nlocations: [Lào Cay]\ntopcs: [du lịch]\n---\n[x](y.md)\n";

#[test]
fn check_reports_what_build_reports_and_writes_nothing() {
    let site = Site::shipped();
    assert_success(&site.run(&["build"]));
    site.write("content/reports/2023/hong.md", WITH_ERRORS);
    let before = site.tree("");
    for format in ["human", "json", "github"] {
        let check = site.run(&["check", "--format", format]);
        let build = site.run(&["build", "--format", format]);
        assert_eq!((check.code, build.code), (1, 1), "{check:?}");
        let diagnostics = |run: &Run| -> Vec<String> {
            let all = format!("{}{}", run.stderr, run.stdout);
            // The last line names the command.
            let lines = all.lines().map(str::to_owned).collect::<Vec<_>>();
            lines[..lines.len() - usize::from(format == "human")].to_vec()
        };
        assert_eq!(diagnostics(&check), diagnostics(&build), "{format}");
        for text in ["2023-02-30", "Lào Cay", "topcs", "y.md"] {
            assert!(
                diagnostics(&check).iter().any(|line| line.contains(text)),
                "{text}: {check:?}"
            );
        }
    }
    assert_eq!(site.tree(""), before, "the published site is unchanged");
}

#[test]
fn check_creates_no_folder() {
    let site = Site::shipped();
    let before = site.tree("");
    assert_success(&site.run(&["check"]));
    assert_eq!(site.tree(""), before);
    assert!(!site.path("public").exists());
}

#[test]
fn a_new_site_builds() {
    let site = Site::new(&[]);
    assert_success(&site.run(&["init", "kho"]));
    let new = site.tree("kho");
    assert!(new.contains_key("content/site.yaml"), "{:?}", new.keys());
    assert_success(&site.run(&["build", "-r", "kho"]));
    let report = "kho/public/bao-cao/2025/mau-bao-cao/index.html";
    assert!(!site.path(report).exists(), "the example is a draft");
    assert_success(&site.run(&["build", "-r", "kho", "--drafts"]));
    assert!(site.path(report).exists());
    // A second `init` does not overwrite files.
    site.write("kho/content/site.yaml", "title: Của tôi\n");
    let again = site.run(&["init", "kho"]);
    assert_ne!(again.code, 0, "{again:?}");
    assert_eq!(
        site.tree("kho/content")["site.yaml"],
        b"title: C\xe1\xbb\xa7a t\xc3\xb4i\n"
    );
}

#[test]
fn exit_codes() {
    let report = "---\ntitle: Đi\ndates: 2023-02-03\n---\nLời.\n";
    let with_warning = Site::new(&[
        ("content/site.yaml", "title: Kho\n"),
        ("content/reports/2023/x.md", report),
    ]);
    let run = with_warning.run(&["build", "--lang", "en"]);
    assert_success(&run);
    assert!(run.stderr.contains("warning"), "{run:?}");
    assert_eq!(with_warning.run(&["build", "-q"]).stderr, "");
    let with_errors = Site::new(&[
        ("content/site.yaml", "title: Kho\n"),
        ("content/reports/2023/x.md", WITH_ERRORS),
    ]);
    assert_eq!(with_errors.run(&["build"]).code, 1);
    assert!(!with_errors.path("public").exists(), "nothing is published");
    for wrong in [
        &["build", "--nope"][..],
        &["nope"],
        &[],
        &["build", "--today", "mai"],
        &["build", "-u", "example.vn"],
        &["build", "--lang", "fr"],
        &["build", "-r", "nowhere"],
    ] {
        assert_eq!(with_errors.run(wrong).code, 2, "{wrong:?}");
    }
    assert_eq!(
        Site::new(&[]).run(&["build"]).code,
        2,
        "this folder has no site"
    );
}

#[test]
fn finds_the_root_from_a_subfolder() {
    let site = Site::shipped();
    let inside = std::process::Command::new(env!("CARGO_BIN_EXE_ssg"))
        .arg("build")
        .current_dir(site.path("content/reports/2023"))
        .output();
    assert!(inside.expect("the program starts").status.success());
    assert!(site.path("public/index.html").exists());
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    assert_eq!(site.tree("content"), program::read_folder(&shipped));
}
