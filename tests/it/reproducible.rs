//! The real program: same sources, same bytes, whatever the machine; nothing touched that did not
//! change; exit codes.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::program::{self, Run, Site};
use crate::sample;

/// The files of a sample in the order in which they are to be made.
fn sample_site(backwards: bool) -> Site {
    let site = Site::new(&[]);
    let texts = sample::archive(8);
    let mut paths: Vec<_> = texts.iter().collect();
    if backwards {
        paths.reverse();
    }
    for (path, text) in paths {
        site.write(path, text);
    }
    site
}

fn fine(run: &Run) {
    assert_eq!(run.code, 0, "{run:?}");
}

/// The bytes of every file below `public`, as text where that is shorter to look at.
fn public(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let files = site.tree("public");
    assert!(files.contains_key("index.html"), "{:?}", files.keys());
    files
}

/// Files that differ between two outputs.
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
fn time_zone_language_and_order_on_disk_do_not_show() {
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
    fine(&one.run_with(&["build"], &far));
    fine(&other.run_with(&["build"], &near));
    let (one, other) = (public(&one), public(&other));
    assert_eq!(changed(&one, &other), [""; 0]);
    assert!(one.len() > 150, "{}", one.len());
}

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

/// Sets the time of every published file back, so that a file written again shows.
fn age(site: &Site) {
    let hour_ago = SystemTime::now() - Duration::from_secs(3600);
    for name in site.tree("public").into_keys() {
        let file = std::fs::File::options()
            .write(true)
            .open(site.path("public").join(name));
        file.and_then(|file| file.set_modified(hour_ago))
            .expect("an hour ago");
    }
}

/// The identity of every published file.
fn bodies(site: &Site) -> BTreeMap<String, u64> {
    let body = |name: &String| {
        let path = site.path("public").join(name);
        std::fs::metadata(path).expect("a file").ino()
    };
    let files = site.tree("public").into_keys();
    files.map(|name| (name.clone(), body(&name))).collect()
}

#[test]
fn where_a_text_was_edited_only_what_shows_it_is_written() {
    let site = sample_site(false);
    fine(&site.run(&["build"]));
    let (first, before, then) = (public(&site), bodies(&site), times(&site));

    let path = sample::path(3);
    let text = std::fs::read_to_string(site.path(&path)).expect("a report");
    let edited = text.replace("Đề nghị xem", "Đề nghị đọc");
    assert_ne!(text, edited);
    site.write(&path, &edited);
    fine(&site.run(&["build"]));
    let (second, after, now) = (public(&site), bodies(&site), times(&site));
    let written: Vec<&String> = after
        .keys()
        .filter(|name| after[*name] != before.get(*name).copied().unwrap_or(0))
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
    others.for_each(|name| {
        assert_eq!(
            (now[name], &second[name]),
            (then[name], &first[name]),
            "{name}"
        );
    });

    // It is what a build of everything makes, and stands as that would.
    let verified = site.run(&["build", "--verify"]);
    fine(&verified);
    let again = site.run(&["build", "--lang", "en", "--timings"]);
    assert!(!again.stderr.contains("Pages and data"), "{again:?}");
    std::fs::remove_dir_all(site.path("public")).expect("removed");
    fine(&site.run(&["build"]));
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
fn a_site_that_stands_is_not_built_again() {
    let site = sample_site(false);
    site.write("content/reports/2023/nhap/bang.csv", "1");
    site.write("themes/default/them.txt", "1");
    let at = |path: &str| site.path(path);
    // Whether a build with these flags makes its pages, and of which it says that they are others.
    let built = |flags: &[&str]| {
        let run = site.run(&[&["build", "--timings", "--lang", "en"], flags].concat());
        fine(&run);
        (
            run.stderr.contains("Pages and data"),
            !run.stdout.contains("nothing has changed"),
        )
    };
    let (stands, same, other) = ((false, false), (true, false), (true, true));
    assert_eq!(built(&[]), other);
    assert_eq!(built(&[]), stands);
    assert_eq!(built(&["--verify"]), same);
    assert_eq!(built(&[]), stands);

    // Who names what is published elsewhere has it compared.
    let manifest = at("public/ssg-manifest.json");
    assert_eq!(built(&["--published", &manifest.to_string_lossy()]), same);

    // Whatever a site is made from is looked at.
    let first = public(&site);
    for (path, text) in [
        ("content/reports/2023/nhap/bang.csv", "2"),
        ("themes/default/them.txt", "2"),
        ("content/pages/moi.md", "---\ntitle: Mới\n---\nLời."),
    ] {
        site.write(path, text);
        assert_eq!(built(&[]), other, "{path}");
        assert_eq!(built(&[]), stands, "{path}");
    }
    assert_eq!(built(&["--today", "2031-01-01"]), other);
    assert_eq!(built(&["--base-url", "https://kho.example/"]), other);
    assert_eq!(built(&["--base-url", "https://kho.example/"]), stands);

    // And whatever became of the site since, also where a file kept its size and its time.
    for (path, text) in [
        ("content/reports/2023/nhap/bang.csv", "1"),
        ("themes/default/them.txt", "1"),
    ] {
        site.write(path, text);
    }
    std::fs::remove_file(at("content/pages/moi.md")).expect("removed");
    // A page is a record, which must be known to be given up.
    std::fs::remove_dir_all(at("public")).expect("removed");
    assert_eq!(built(&[]), other);
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
    assert_eq!(built(&[]), other);
    site.write("public/la.txt", "lạ");
    assert_eq!(built(&[]), other);
    assert_eq!(changed(&public(&site), &first), [""; 0]);
}

#[test]
fn what_was_warned_of_is_told_again_of_a_site_that_stands() {
    let site = sample_site(false);
    let text = "---\ntitle: Trang\n---\n<b>Không đậm</b>";
    site.write("content/pages/trang.md", text);
    let runs = [(); 2].map(|()| site.run(&["build", "--timings", "--lang", "en"]));
    for run in &runs {
        fine(run);
        assert!(run.stderr.contains("content/pages/trang.md"), "{run:?}");
    }
    assert!(runs[0].stderr.contains("Pages and data"));
    assert!(!runs[1].stderr.contains("Pages and data"));
}

#[test]
fn what_did_not_change_is_not_touched_and_what_is_stale_goes() {
    let site = sample_site(false);
    fine(&site.run(&["build", "--lang", "en"]));
    age(&site);
    let (files, before) = (public(&site), times(&site));
    let again = site.run(&["build", "--lang", "en"]);
    fine(&again);
    assert!(again.stdout.contains("nothing has changed"), "{again:?}");
    assert_eq!(times(&site), before);

    let path = sample::path(3);
    let text = String::from_utf8(site.tree("")[&path].clone()).expect("UTF-8");
    site.write(&path, text.replace("Đề nghị xem", "Đề nghị đọc"));
    let edited = site.run(&["build", "--lang", "en"]);
    fine(&edited);
    assert!(!edited.stdout.contains("nothing has changed"), "{edited:?}");
    let after = times(&site);
    let touched: Vec<_> = before
        .keys()
        .filter(|name| after.get(*name) != before.get(*name))
        // The files of the index lie in a folder that is named by all of them.
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

    // Nothing links to the last report. Losing a published record is a fault, and publishes
    // nothing; beside a site that never had it, it is only stale.
    std::fs::remove_file(site.path(&sample::path(7))).expect("removed");
    let lost = site.run(&["build", "--lang", "en"]);
    assert_eq!(lost.code, 1, "{lost:?}");
    assert!(lost.stderr.contains(&sample::url(7)), "{lost:?}");
    // The text that was edited above had moved the index already.
    let is_index = |name: &&String| name.matches('/').count() == 2 && name.starts_with("tim-kiem/");
    let still = public(&site);
    let missing = files.keys().filter(|name| !still.contains_key(*name));
    let missing: Vec<_> = missing.filter(|name| !is_index(name)).collect();
    assert_eq!(missing, [""; 0]);
    let other = site.path("other");
    fine(&site.run(&["build", "-o", "other"]));
    fine(&site.run(&["build", "--published", other.to_str().expect("UTF-8")]));
    let left = public(&site);
    let gone: Vec<_> = files
        .keys()
        .filter(|name| !left.contains_key(*name))
        .collect();
    let of_it = &sample::url(7)[1..];
    assert!(gone.iter().any(|name| name.starts_with(of_it)), "{gone:?}");
    assert!(!left.keys().any(|name| name.starts_with(of_it)));
    let folder = site.path("public").join(of_it);
    assert!(!folder.exists(), "no empty folder stays");
}

#[test]
fn today_changes_how_batches_stand_and_nothing_else() {
    let build = |args: &[&str], epoch: Option<&str>| {
        let site = sample_site(false);
        let epoch: Vec<_> = epoch
            .map(|epoch| ("SOURCE_DATE_EPOCH", epoch))
            .into_iter()
            .collect();
        fine(&site.run_with(&[&["build"], args].concat(), &epoch));
        public(&site)
    };
    let plain = build(&[], None);
    let later = build(&["--today", "2026-04-05"], None);
    let shows_batches = |name: &str| {
        let page = String::from_utf8_lossy(&plain[name]).into_owned();
        let tables = [
            "du-lieu/dot.csv",
            "du-lieu/dot.json",
            "ke-hoach/theo-doi/danh-sach.csv",
        ];
        // A plan's JSON has the digest of its page.
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
    // At 17:00 in London the next day begins in Hà Nội.
    assert_eq!(changed(&build(&[], Some("1775322000")), &later), [""; 0]);
    assert_ne!(changed(&build(&[], Some("1775321999")), &later), [""; 0]);
    // What is asked for goes before what is in the air.
    assert_eq!(
        changed(&build(&["--today", "5/4/2026"], Some("0")), &later),
        [""; 0]
    );
}

#[test]
fn a_source_date_that_is_no_time_is_refused() {
    let site = sample_site(false);
    for epoch in ["", "hôm nay", "1775322000.5", "0x10", "9223372036854775807"] {
        let run = site.run_with(&["build"], &[("SOURCE_DATE_EPOCH", epoch)]);
        assert_eq!(run.code, 2, "{epoch}: {}", run.stderr);
        assert!(run.stderr.contains(&format!("`{epoch}`")), "{}", run.stderr);
        assert!(!site.path("public").exists(), "{epoch}");
        // Nobody counts on it where the day is said.
        let args = ["build", "--today", "2026-04-05", "-o", "said"];
        fine(&site.run_with(&args, &[("SOURCE_DATE_EPOCH", epoch)]));
    }
}

#[test]
fn a_folder_of_someone_else_is_refused() {
    let site = Site::shipped();
    site.write("elsewhere/thesis.docx", "years of work");
    let run = site.run(&["build", "-o", "elsewhere"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert_eq!(site.tree("elsewhere").len(), 1);
    // Not even by force: what the site is made of.
    for output in ["content", ".", "content/reports", "themes", ".git"] {
        let before = site.tree("");
        let run = site.run(&["build", "--force", "-o", output]);
        assert_eq!(run.code, 2, "{output}: {run:?}");
        assert_eq!(site.tree(""), before, "{output}");
    }
    fine(&site.run(&["build", "--force", "-o", "elsewhere"]));
    assert!(!site.path("elsewhere/thesis.docx").exists());
    assert!(site.path("elsewhere/index.html").exists());
}

const FAULTY: &str =
    "---\ntitle: Đi\ndates: 2023-02-30\nlocations: [Lào Cay]\ntopcs: [du lịch]\n---\n[x](y.md)\n";

#[test]
fn a_check_finds_what_a_build_finds_and_writes_nothing() {
    let site = Site::shipped();
    fine(&site.run(&["build"]));
    site.write("content/reports/2023/hong.md", FAULTY);
    let before = site.tree("");
    for format in ["human", "json", "github"] {
        let check = site.run(&["check", "--format", format]);
        let build = site.run(&["build", "--format", format]);
        assert_eq!((check.code, build.code), (1, 1), "{check:?}");
        let told = |run: &Run| -> Vec<String> {
            let all = format!("{}{}", run.stderr, run.stdout);
            // The line that ends it says what was not done.
            let lines = all.lines().map(str::to_owned).collect::<Vec<_>>();
            lines[..lines.len() - usize::from(format == "human")].to_vec()
        };
        assert_eq!(told(&check), told(&build), "{format}");
        for fault in ["2023-02-30", "Lào Cay", "topcs", "y.md"] {
            assert!(
                told(&check).iter().any(|line| line.contains(fault)),
                "{fault}: {check:?}"
            );
        }
    }
    assert_eq!(site.tree(""), before, "the published site stays as it was");
}

#[test]
fn a_check_of_a_sound_site_makes_no_folder() {
    let site = Site::shipped();
    let before = site.tree("");
    fine(&site.run(&["check"]));
    assert_eq!(site.tree(""), before);
    assert!(!site.path("public").exists());
}

#[test]
fn a_new_site_builds_at_once() {
    let site = Site::new(&[]);
    fine(&site.run(&["init", "kho"]));
    let new = site.tree("kho");
    assert!(new.contains_key("content/site.yaml"), "{:?}", new.keys());
    fine(&site.run(&["build", "-r", "kho"]));
    let report = "kho/public/bao-cao/2025/mau-bao-cao/index.html";
    assert!(!site.path(report).exists(), "the example is a draft");
    fine(&site.run(&["build", "-r", "kho", "--drafts"]));
    assert!(site.path(report).exists());
    // A second time it takes care of what is there.
    site.write("kho/content/site.yaml", "title: Của tôi\n");
    let again = site.run(&["init", "kho"]);
    assert_ne!(again.code, 0, "{again:?}");
    assert_eq!(
        site.tree("kho/content")["site.yaml"],
        b"title: C\xe1\xbb\xa7a t\xc3\xb4i\n"
    );
}

#[test]
fn the_exit_code_says_how_it_went() {
    let report = "---\ntitle: Đi\ndates: 2023-02-03\n---\nLời.\n";
    let warned = Site::new(&[
        ("content/site.yaml", "title: Kho\n"),
        ("content/reports/2023/x.md", report),
    ]);
    let run = warned.run(&["build", "--lang", "en"]);
    fine(&run);
    assert!(run.stderr.contains("warning"), "{run:?}");
    assert_eq!(warned.run(&["build", "-q"]).stderr, "");
    let faulty = Site::new(&[
        ("content/site.yaml", "title: Kho\n"),
        ("content/reports/2023/x.md", FAULTY),
    ]);
    assert_eq!(faulty.run(&["build"]).code, 1);
    assert!(!faulty.path("public").exists(), "nothing is published");
    for wrong in [
        &["build", "--nope"][..],
        &["nope"],
        &[],
        &["build", "--today", "mai"],
        &["build", "-u", "example.vn"],
        &["build", "--lang", "fr"],
        &["build", "-r", "nowhere"],
    ] {
        assert_eq!(faulty.run(wrong).code, 2, "{wrong:?}");
    }
    assert_eq!(
        Site::new(&[]).run(&["build"]).code,
        2,
        "there is no site here"
    );
}

/// The root is found from within.
#[test]
fn the_site_is_found_from_any_of_its_folders() {
    let site = Site::shipped();
    let inside = std::process::Command::new(env!("CARGO_BIN_EXE_ssg"))
        .arg("build")
        .current_dir(site.path("content/reports/2023"))
        .output();
    assert!(inside.expect("the program starts").status.success());
    assert!(site.path("public/index.html").exists());
    assert_eq!(
        program::read_folder(Path::new(&site.path("content"))).len(),
        program::shipped().len()
    );
}
