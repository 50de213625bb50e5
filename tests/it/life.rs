//! The life of a record, with the real program: every address that was ever published answers.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use crate::program::{Run, Site};

const SETTINGS: &str = "content/site.yaml";
const REPORT: &str = "content/reports/2023/hoc-tap-sa-pa.md";
const RENAMED: &str = "content/reports/2023/giu-cho-phien-o-sa-pa.md";
const PLAN: &str = "content/plans/2023/ke-hoach.md";

/// A report with six lessons, which names the plan's batch.
fn report(more: &str, text: &str) -> String {
    let mut lessons = String::new();
    for number in 1..=6 {
        let _ = write!(
            lessons,
            "\n### Bài học {number} {{#bai-hoc-{number} .practice}}\n\n\
             Ban quản lý chợ Sa Pa họp với tiểu thương mỗi tháng và ghi lại điều {number}.\n"
        );
    }
    format!(
        "---\ntitle: Học tập kinh nghiệm tại Sa Pa\n\
         dates: {{from: 2023-08-18, to: 2023-08-25}}\n\
         lead: {{name: Phan Thanh Biên, position: Chủ tịch HĐND huyện}}\n\
         locations: [{{province: Lào Cai, place: thị xã Sa Pa}}]\n\
         topics: [du lịch]\nplan: 2023/ke-hoach/1\n{more}---\n\n{text}\n{lessons}"
    )
}

fn plan(more: &str) -> String {
    format!(
        "---\ntitle: Kế hoạch học tập kinh nghiệm năm 2023\ntopics: [du lịch]\n{more}\
         batches:\n  - {{number: 1, theme: Du lịch, time: {{from: 2023-08, to: 2023-08}}, provinces: [Lào Cai]}}\n\
         ---\n\nNội dung kế hoạch.\n"
    )
}

fn settings(council: &str) -> String {
    format!("title: Kho thử\ncouncils:\n  {council}\n")
}

/// An archive through its builds, with every address that it ever published.
struct Archive {
    site: Site,
    published: BTreeSet<String>,
}

impl Archive {
    /// Builds, and returns what the program said. All addresses published before must still answer.
    fn publish(&mut self) -> Run {
        let run = self.site.run(&["build"]);
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        for address in &self.published {
            self.answer(address);
        }
        let manifest = std::fs::read_to_string(self.site.path("public/ssg-manifest.json"));
        let manifest: Value =
            serde_json::from_str(&manifest.expect("a manifest")).expect("valid JSON");
        let records = manifest["records"].as_array().expect("records");
        for record in records {
            let address = record.as_str().expect("an address");
            self.published.insert(address.to_owned());
        }
        run
    }

    /// Builds, which must fail with an error. Returns the program's words. The published site and its
    /// addresses stay.
    fn refuse(&self) -> String {
        let before = self.site.tree("public");
        let run = self.site.run(&["build"]);
        assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
        assert_eq!(self.site.tree("public"), before);
        run.stderr + &run.stdout
    }

    /// Follows an address to the page that a reader ends on, and returns its text.
    fn answer(&self, address: &str) -> String {
        let mut path = self.site.path("public").join(address.trim_matches('/'));
        for _ in 0..5 {
            let file = path.join("index.html");
            let page = std::fs::read_to_string(&file)
                .unwrap_or_else(|error| panic!("{address}: {}: {error}", file.display()));
            let Some((_, target)) = page.split_once("http-equiv=\"refresh\" content=\"0; url=")
            else {
                return page;
            };
            let target = target.split('"').next().expect("closed");
            let target = target.split('#').next().expect("a first part");
            for segment in target.trim_end_matches('/').split('/') {
                match segment {
                    ".." => path = path.parent().expect("inside the site").to_owned(),
                    "." | "" => {}
                    name => path = path.join(name),
                }
            }
        }
        panic!("{address}: redirects in a circle");
    }

    fn remove(&self, path: &str) {
        std::fs::remove_file(self.site.path(path)).expect("removed");
    }
}

/// The line that the program says to write, behind `key`.
fn proposed_line<'t>(text: &'t str, key: &str) -> &'t str {
    let marked = text.split('`').find(|part| part.starts_with(key));
    marked.unwrap_or_else(|| panic!("no line {key} in {text}"))
}

#[test]
fn every_address_of_a_record_answers_through_its_life() {
    let council = "- {name: HĐND huyện Côn Đảo, province: Bà Rịa - Vũng Tàu}";
    let site = Site::new(&[(SETTINGS, &settings(council)), (PLAN, &plan(""))]);
    let mut archive = Archive {
        site,
        published: BTreeSet::new(),
    };

    // A draft with errors: warned of, blocks nothing, and nothing of it is published.
    let draft = report("status: draft\nsize: mười hai\n", "Gọi 0912 345 678.");
    archive.site.write(REPORT, draft);
    let run = archive.publish();
    assert!(run.stderr.contains("0912 345 678"), "{}", run.stderr);
    assert!(
        run.stdout.contains("Bản nháp chưa đăng: 1"),
        "{}",
        run.stdout
    );
    let files = archive.site.tree("public");
    assert!(files.keys().all(|path| !path.contains("hoc-tap-sa-pa")));

    // The same errors stop the build once it is no draft.
    archive
        .site
        .write(REPORT, report("size: 12\n", "Gọi 0912 345 678."));
    archive.refuse();

    // Published, with its lessons, council and head of delegation.
    archive
        .site
        .write(REPORT, report("size: 12\n", "Đoàn đã làm việc."));
    archive.publish();
    for address in [
        "/bao-cao/2023/hoc-tap-sa-pa/",
        "/bao-cao/2023/hoc-tap-sa-pa/bai-hoc-6/",
        "/ke-hoach/2023/ke-hoach/",
        "/co-quan/hdnd-huyen-con-dao/",
    ] {
        assert!(archive.published.contains(address), "{address}");
    }

    // Corrected.
    let update = "updates:\n  - {date: 2023-10-02, note: Sửa số người, by: council}\n";
    archive
        .site
        .write(REPORT, report(update, "Đoàn đã làm việc."));
    archive.publish();
    let page = archive.answer("/bao-cao/2023/hoc-tap-sa-pa/");
    assert!(page.contains("Sửa số người"));

    // Renamed, with six lessons: the line that the error prints is enough.
    archive.remove(REPORT);
    archive
        .site
        .write(RENAMED, report(update, "Đoàn đã làm việc."));
    let words = archive.refuse();
    let line = proposed_line(&words, "aliases:").to_owned();
    let report_with = |more: &str| report(&format!("{update}{line}\n{more}"), "Đoàn đã làm việc.");
    archive.site.write(RENAMED, report_with(""));
    archive.publish();
    let lesson = archive.answer("/bao-cao/2023/hoc-tap-sa-pa/bai-hoc-6/");
    assert!(lesson.contains("ghi lại điều 6"), "{lesson}");

    // The council is renamed: again the printed line is enough.
    let council = "- {name: HĐND đặc khu Côn Đảo}";
    archive.site.write(SETTINGS, settings(council));
    let words = archive.refuse();
    let line = proposed_line(&words, "- {name: HĐND đặc khu").to_owned();
    archive.site.write(SETTINGS, settings(&line));
    archive.publish();
    let council = archive.answer("/co-quan/hdnd-huyen-con-dao/");
    assert!(council.contains("HĐND đặc khu Côn Đảo"), "{council}");

    // The plan that it cites is withdrawn: said, and no dead end.
    let reason = "status: withdrawn\nreason: Thay bằng kế hoạch khác\n";
    archive.site.write(PLAN, plan(reason));
    let run = archive.publish();
    assert!(
        run.stderr.contains("thuộc kế hoạch đã thu hồi"),
        "{}",
        run.stderr
    );
    let page = archive.answer("/ke-hoach/2023/ke-hoach/");
    assert!(page.contains("Thay bằng kế hoạch khác"), "{page}");

    // The report is withdrawn: its text is gone, its addresses answer with the reason.
    let withdrawn = "status: withdrawn\nreason: Đăng nhầm bản chưa duyệt\n";
    archive.site.write(RENAMED, report_with(withdrawn));
    archive.publish();
    for address in &archive.published {
        let page = archive.answer(address);
        let is_of_report = address.starts_with("/bao-cao/");
        if is_of_report {
            assert!(page.contains("Đăng nhầm bản chưa duyệt"), "{address}");
            assert!(!page.contains("ghi lại điều"), "{address}");
        }
    }
    assert!(archive.published.len() > 16, "{:?}", archive.published);

    // A file that is deleted without a word is missed.
    archive.remove(RENAMED);
    let words = archive.refuse();
    assert!(
        words.contains("/bao-cao/2023/giu-cho-phien-o-sa-pa/"),
        "{words}"
    );
}
