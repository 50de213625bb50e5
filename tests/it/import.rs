//! Importing, scored on Word files of many writers (`tests/import/make`), and on the two real
//! documents as text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use ssg_base::message::Language;
use ssg_base::path::SourcePath;
use ssg_content::document::{self, Document, Head, LessonKind, StopKind, Trip};
use ssg_content::vocabulary::Vocabulary;
use ssg_import::{Imported, SiteContext};
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use crate::program::Site;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

fn imported(name: &str, bytes: &[u8]) -> Imported {
    let setting = SiteContext {
        vocabulary: &Vocabulary::built_in(),
        councils: &[],
        language: Language::Vi,
    };
    ssg_import::import(name, bytes, &setting).unwrap_or_else(|fault| panic!("{name}: {fault:?}"))
}

/// The document that the source is, and the faults that `check` tells of it.
fn parsed(imported: &Imported) -> (Document, Vec<String>) {
    let folder = if imported.kind == document::DocumentKind::Plan {
        "plans"
    } else {
        "reports"
    };
    let year = imported.year.unwrap_or(2000);
    let path = SourcePath::new(&format!("content/{folder}/{year}/bai/index.md")).expect("a path");
    let parsed = document::parse(&path, &imported.text, &Vocabulary::built_in());
    let faults = parsed
        .diagnostics
        .iter()
        .filter(|found| found.is_error())
        .map(|found| found.message.to_string())
        .collect();
    let document = parsed.value;
    (
        document.unwrap_or_else(|| panic!("no document:\n{}", imported.text)),
        faults,
    )
}

/// What was found and what is true, field by field.
#[derive(Default)]
struct Scores(BTreeMap<&'static str, (usize, usize, usize)>, Vec<String>);

impl Scores {
    fn add(&mut self, file: &str, field: &'static str, found: &[String], truth: &[String]) {
        let found: BTreeSet<&String> = found.iter().filter(|text| !text.is_empty()).collect();
        let truth: BTreeSet<&String> = truth.iter().filter(|text| !text.is_empty()).collect();
        let right = found.intersection(&truth).count();
        let row = self.0.entry(field).or_default();
        row.0 += right;
        row.1 += found.len();
        row.2 += truth.len();
        if right < found.len().max(truth.len()) {
            let more: Vec<_> = found.difference(&truth).collect();
            let less: Vec<_> = truth.difference(&found).collect();
            self.1.push(format!(
                "{file}: {field}: too many {more:?}, missing {less:?}"
            ));
        }
    }

    fn table(&self) -> String {
        let mut table = String::from(
            "| field | found | true | right | precision | recall |\n| --- | --- | --- | --- | --- | --- |\n",
        );
        let percent = |part: usize, whole: usize| {
            let share = (part * 1000 + whole * 5).checked_div(whole * 10);
            share.map_or_else(|| "–".to_owned(), |share| format!("{share} %"))
        };
        for (field, (right, found, truth)) in &self.0 {
            let (precision, recall) = (percent(*right, *found), percent(*right, *truth));
            let _ = writeln!(
                table,
                "| {field} | {found} | {truth} | {right} | {precision} | {recall} |"
            );
        }
        table
    }
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Null => Vec::new(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

fn name(unit: UnitId) -> String {
    Gazetteer::get().unit(unit).name().to_owned()
}

/// The units of a trip, each once, in order; those only passed apart.
fn units(trip: &Trip, transit: bool) -> Vec<String> {
    let visited: BTreeSet<UnitId> = trip
        .stops
        .iter()
        .filter(|stop| stop.kind != StopKind::Transit)
        .map(|stop| stop.province)
        .collect();
    let mut units = Vec::new();
    for stop in &trip.stops {
        let name = name(stop.province);
        if visited.contains(&stop.province) != transit && !units.contains(&name) {
            units.push(name);
        }
    }
    units
}

#[expect(clippy::too_many_lines, reason = "a line a field")]
fn score(file: &str, truth: &Value, scores: &mut Scores) {
    let bytes = std::fs::read(folder().join("files").join(file)).expect("a file");
    let imported = imported(file, &bytes);
    let (document, faults) = parsed(&imported);
    assert!(faults.is_empty(), "{file}: {faults:?}\n{}", imported.text);
    let record = &document.record;
    let key = ssg_vietnam::text::match_key;
    let one = |text: &str| vec![key(text)];
    let mut add = |field, found: &[String], truth: &[String]| scores.add(file, field, found, truth);
    add(
        "title",
        &one(&record.title),
        &one(truth["title"].as_str().unwrap_or_default()),
    );
    add(
        "council",
        &one(record.council.as_ref().map_or("", |c| &c.value)),
        &one(truth["council"].as_str().unwrap_or_default()),
    );
    let official = record.document.as_ref();
    let of = |get: &dyn Fn(&ssg_content::document::OfficialDocument) -> String| {
        official.map(get).unwrap_or_default()
    };
    add(
        "number",
        &one(&of(&|o| {
            o.number.as_ref().map_or(String::new(), |n| n.value.clone())
        })),
        &texts(&truth["number"]),
    );
    add(
        "symbol",
        &one(&of(&|o| o.symbol.clone())),
        &one(truth["symbol"].as_str().unwrap_or_default()),
    );
    add(
        "issued on",
        &one(&of(&|o| o.date.map_or(String::new(), |d| d.iso()))),
        &texts(&truth["document_date"]),
    );
    add(
        "issued at",
        &one(&of(&|o| o.place.clone())),
        &one(truth["place"].as_str().unwrap_or_default()),
    );
    add(
        "signer",
        &one(&of(&|o| {
            o.signer.as_ref().map_or(String::new(), |s| s.name.clone())
        })),
        &one(truth["signer"].as_str().unwrap_or_default()),
    );
    let references: Vec<String> = record.references.iter().map(|r| r.number.clone()).collect();
    add("references", &references, &texts(&truth["references"]));
    let vocabulary = Vocabulary::built_in();
    let topics: Vec<String> = record
        .topics
        .iter()
        .map(|id| vocabulary.topic(*id).slug.clone())
        .collect();
    add("topics", &topics, &texts(&truth["topics"]));
    match &document.head {
        Head::Report(trip) => {
            let has_dates = !imported.text.contains("\ndates: #");
            let dates = [trip.dates.from(), trip.dates.to()].map(|day| day.to_string());
            let truth_dates = texts(&truth["dates"]);
            add(
                "dates",
                &if has_dates {
                    vec![dates.join("/")]
                } else {
                    Vec::new()
                },
                &[truth_dates.join("/")],
            );
            add(
                "size",
                &trip
                    .size
                    .map(|size| vec![size.to_string()])
                    .unwrap_or_default(),
                &texts(&truth["size"]),
            );
            let lead = trip.lead.as_ref();
            add(
                "lead",
                &one(lead.map_or("", |lead| &lead.name)),
                &one(truth["lead"][0].as_str().unwrap_or_default()),
            );
            add(
                "lead's office",
                &one(lead.map_or("", |lead| &lead.position)),
                &one(truth["lead"][1].as_str().unwrap_or_default()),
            );
            let names = |people: &[ssg_content::document::Person]| -> Vec<String> {
                people.iter().map(|person| person.name.clone()).collect()
            };
            add(
                "deputies",
                &names(&trip.deputies),
                &texts(&truth["deputies"]),
            );
            add("members", &names(&trip.members), &texts(&truth["members"]));
            let provinces = units(trip, false);
            add("provinces", &provinces, &texts(&truth["provinces"]));
            add(
                "order of provinces",
                &[provinces.join(", ")],
                &[texts(&truth["provinces"]).join(", ")],
            );
            add("transit", &units(trip, true), &texts(&truth["transit"]));
            let days: Vec<String> = trip
                .stops
                .iter()
                .filter_map(|stop| stop.dates)
                .map(|dates| dates.from().to_string())
                .collect();
            add("dated days", &days, &texts(&truth["days"]));
            let lessons: Vec<(String, &str)> = document
                .body
                .lessons
                .iter()
                .map(|lesson| {
                    (
                        lesson_text(&imported.text, &lesson.id.value),
                        class(lesson.kind),
                    )
                })
                .collect();
            let expected: Vec<(String, String)> = truth["lessons"]
                .as_array()
                .map(|rows| {
                    rows.iter()
                        .map(|row| {
                            (
                                row[0].as_str().unwrap_or_default().to_owned(),
                                row[1].as_str().unwrap_or_default().to_owned(),
                            )
                        })
                        .collect()
                })
                .unwrap_or_default();
            let matched = |text: &str| {
                expected
                    .iter()
                    .find(|(start, _)| text.starts_with(start.as_str()))
            };
            let found: Vec<String> = lessons
                .iter()
                .map(|(text, _)| {
                    matched(text).map_or_else(|| text.clone(), |(start, _)| start.clone())
                })
                .collect();
            let starts: Vec<String> = expected.iter().map(|(start, _)| start.clone()).collect();
            add("lessons", &found, &starts);
            let found: Vec<String> = lessons
                .iter()
                .map(|(text, kind)| {
                    format!(
                        "{} {kind}",
                        matched(text).map_or(&**text, |(start, _)| start)
                    )
                })
                .collect();
            let kinds: Vec<String> = expected
                .iter()
                .map(|(start, kind)| format!("{start} {kind}"))
                .collect();
            add("lessons with kind", &found, &kinds);
        }
        Head::Plan(programme) => {
            let found: Vec<String> = programme
                .batches
                .iter()
                .map(|batch| {
                    let days = batch
                        .period
                        .map_or(String::new(), |p| format!("{} {}", p.from(), p.to()));
                    let provinces: Vec<String> = batch
                        .provinces
                        .iter()
                        .map(|stop| name(stop.province))
                        .collect();
                    format!("{} {days} {}", batch.number.value, provinces.join(", "))
                })
                .collect();
            let truth: Vec<String> = truth["plan"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|row| {
                    format!(
                        "{} {} {} {}",
                        row[0],
                        row[1].as_str().unwrap_or_default(),
                        row[2].as_str().unwrap_or_default(),
                        texts(&row[3]).join(", ")
                    )
                })
                .collect();
            add("batches", &found, &truth);
        }
        Head::Page => {}
    }
}

fn class(kind: LessonKind) -> &'static str {
    kind.class()
}

/// The first paragraph of a lesson in the source, without the marks of Markdown.
fn lesson_text(source: &str, id: &str) -> String {
    let mark = format!("{{#{id} .");
    let after = source.split(&mark).nth(1).unwrap_or_default();
    let text = after.split_once('\n').map_or("", |(_, text)| text);
    let text = text.trim_start().replace(['*', '\\'], "");
    text.trim_start_matches(|c: char| c.is_ascii_digit() || "-.) ".contains(c))
        .chars()
        .take(120)
        .collect::<String>()
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn expected() -> BTreeMap<String, Value> {
    let text = std::fs::read_to_string(folder().join("expected.json")).expect("expected.json");
    serde_json::from_str(&text).expect("JSON")
}

/// `cargo test --test it import::scores -- --nocapture` prints the tables; they are kept in
/// `tests/import/scores.md`, which `UPDATE=1` writes anew.
#[test]
#[expect(clippy::print_stdout, reason = "the tables are for people")]
fn scores() {
    let expected = expected();
    assert!(expected.len() >= 25, "{} files", expected.len());
    let (mut known, mut held_out) = (Scores::default(), Scores::default());
    for (file, truth) in &expected {
        let is_held_out = truth["held_out"].as_bool() == Some(true);
        score(
            file,
            truth,
            if is_held_out {
                &mut held_out
            } else {
                &mut known
            },
        );
    }
    let count = |held: bool| {
        expected
            .values()
            .filter(|truth| truth["held_out"].as_bool() == Some(held))
            .count()
    };
    let report = format!(
        "## {} files that the importer was made with\n\n{}\n## {} files held out\n\n{}",
        count(false),
        known.table(),
        count(true),
        held_out.table()
    );
    println!("{report}");
    for miss in known.1.iter().chain(&held_out.1) {
        println!("{miss}");
    }
    let path = folder().join("scores.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &report).expect("scores.md");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(report, kept, "UPDATE=1 writes the scores anew");
}

// The two real documents, as text.

/// The plain text that was made of the PDF of a seed: our source without head and marks is not it,
/// so the seeds are kept beside the set.
fn seed(name: &str) -> Imported {
    let bytes = std::fs::read(folder().join("seeds").join(name)).expect("a seed");
    imported(name, &bytes)
}

#[test]
#[expect(clippy::too_many_lines, reason = "a line a field")]
fn the_report_of_con_dao_is_read_whole() {
    let imported = seed("con-dao.txt");
    assert_eq!(imported.year, Some(2023));
    let (document, faults) = parsed(&imported);
    assert_eq!(faults, Vec::<String>::new());
    let Head::Report(trip) = &document.head else {
        panic!("no report")
    };
    let day = |day: u32| format!("2023-08-{day}");
    assert_eq!(
        (trip.dates.from().to_string(), trip.dates.to().to_string()),
        (day(18), day(25))
    );
    assert_eq!(trip.size, Some(29));
    let person =
        |person: &ssg_content::document::Person| (person.name.clone(), person.position.clone());
    let both = |name: &str, position: &str| (name.to_owned(), position.to_owned());
    assert_eq!(
        trip.lead.as_ref().map(person),
        Some(both(
            "Phan Thanh Biên",
            "Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND huyện"
        ))
    );
    assert_eq!(
        trip.deputies.iter().map(person).collect::<Vec<_>>(),
        [both(
            "Nguyễn Thị Thu Thảo",
            "UVBTV, Phó Chủ tịch HĐND huyện"
        )]
    );
    assert_eq!(trip.members.len(), 0, "the document names no members");
    assert_eq!(
        units(trip, false),
        [
            "Lào Cai",
            "Tuyên Quang",
            "Bắc Kạn",
            "Cao Bằng",
            "Thái Nguyên"
        ]
    );
    assert_eq!(units(trip, true), ["Hà Nội"]);
    let days: BTreeSet<String> = trip
        .stops
        .iter()
        .filter_map(|stop| stop.dates)
        .map(|dates| dates.from().to_string())
        .collect();
    assert_eq!(days, (18..=25).map(day).collect());
    let hosts: Vec<&str> = trip
        .stops
        .iter()
        .map(|stop| &*stop.host)
        .filter(|host| !host.is_empty())
        .collect();
    assert_eq!(
        hosts,
        [
            "Ban Văn hóa - Xã Hội HĐND tỉnh Lào Cai",
            "HĐND thành phố Thái Nguyên",
            "lãnh đạo thành phố Thái Nguyên"
        ]
    );
    let present: Vec<&str> = trip
        .stops
        .iter()
        .flat_map(|stop| &stop.present)
        .map(|person| &*person.name)
        .collect();
    assert_eq!(present, ["Vũ Văn Cài", "Nguyễn Mạnh Hà"]);
    let record = &document.record;
    let references: Vec<(&str, Option<String>)> = record
        .references
        .iter()
        .map(|r| (&*r.number, r.date.map(|d| d.iso())))
        .collect();
    let dated = |day: &str| Some(day.to_owned());
    assert_eq!(
        references,
        [
            ("763-TB/HU", dated("2023-02-06")),
            ("17/KH-HĐND", dated("2023-07-28")),
            ("54/HĐND-VP", dated("2023-08-03")),
            ("55/HĐND-VP", dated("2023-08-03"))
        ]
    );
    let lessons: Vec<(&str, &str)> = document
        .body
        .lessons
        .iter()
        .map(|l| (&*l.id.value, l.kind.class()))
        .collect();
    assert_eq!(
        lessons,
        [
            ("bai-hoc-4-1", "practice"),
            ("bai-hoc-4-2", "practice"),
            ("bai-hoc-4-3a", "practice"),
            ("bai-hoc-4-3b", "caution"),
            ("bai-hoc-4-4", "practice"),
            ("bai-hoc-4-5", "recommendation")
        ]
    );
    let official = record.document.as_ref().expect("a document");
    assert_eq!(official.number, None, "its number is blank");
    assert_eq!(official.symbol, "BC-HĐND");
    let signer = official.signer.as_ref().expect("a signer");
    assert_eq!(
        (&*signer.position, &*signer.name),
        ("PHÓ CHỦ TỊCH", ""),
        "its signer is blank"
    );
    assert_eq!(
        record.council.as_ref().map(|c| &*c.value),
        Some("HĐND huyện Côn Đảo")
    );
    // Where a page ended, its two halves are one again.
    assert!(
        imported
            .text
            .contains("các đại biểu HĐND huyện đã chủ động")
    );
    assert!(imported.text.contains("Mô hình này nếu được đầu tư"));
}

#[test]
fn the_plan_of_dong_thap_is_read_whole() {
    let imported = seed("dong-thap.txt");
    let (document, faults) = parsed(&imported);
    assert_eq!(faults, Vec::<String>::new());
    let Head::Plan(programme) = &document.head else {
        panic!("no plan")
    };
    let batches: Vec<String> = programme
        .batches
        .iter()
        .map(|batch| {
            let days = batch
                .period
                .map_or(String::new(), |p| format!("{}/{}", p.from(), p.to()));
            let provinces: Vec<String> = batch
                .provinces
                .iter()
                .map(|stop| name(stop.province))
                .collect();
            format!("{} {days} {}", batch.number.value, provinces.join(", "))
        })
        .collect();
    assert_eq!(
        batches,
        [
            "1 2023-04-01/2023-04-30 Đắk Lắk, Lâm Đồng, Hồ Chí Minh",
            "2 2023-07-21/2023-07-31 Bạc Liêu, Cà Mau, Kiên Giang",
            "3 2023-08-01/2023-08-31 Long An, Tiền Giang, An Giang",
            "4 2023-06-01/2023-06-10 Ninh Thuận, Bình Thuận, Đồng Nai",
            "5  ",
        ]
    );
    assert_eq!(
        (programme.composition.min, programme.composition.max),
        (Some(15), Some(20))
    );
    let record = &document.record;
    assert_eq!(
        record.council.as_ref().map(|c| &*c.value),
        Some("HĐND tỉnh Đồng Tháp")
    );
    let official = record.document.as_ref().expect("a document");
    assert_eq!(
        official.date.map(|date| date.iso()),
        Some("2023-03".to_owned())
    );
    assert_eq!(
        official.signer.as_ref().map(|s| &*s.name),
        Some("Nguyễn Thị Kim Tuyền")
    );
    assert_eq!(
        record.references.len(),
        0,
        "it refers to no document by a number"
    );
    for note in [
        "[^1]: Cụ thể:",
        "[^2]: Cụ thể:",
        "[^3]: Cụ thể:",
        "văn hoá - xã hội[^2]",
    ] {
        assert!(imported.text.contains(note), "{note}");
    }
}

// The program.

#[test]
fn a_file_is_imported_once_and_the_result_passes_the_check() {
    let site = Site::shipped();
    let from = folder().join("files/hu-cau-nam-bo-2025--word-textbox.docx");
    site.write("Báo cáo Nam Bộ.docx", std::fs::read(from).expect("a file"));
    let run = site.run(&["import", "Báo cáo Nam Bộ.docx"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let at = "content/reports/2025/bao-cao-nam-bo/index.md";
    assert!(run.stdout.contains(at), "{}", run.stdout);
    let text = std::fs::read_to_string(site.path(at)).expect("a source");
    assert!(text.contains("![Đoàn công tác tại buổi làm việc (ảnh minh hoạ)](anh-1.png)"));
    assert!(
        site.path("content/reports/2025/bao-cao-nam-bo/anh-1.png")
            .is_file()
    );
    let check = site.run(&["check", "--drafts"]);
    assert_eq!(check.code, 0, "{}", check.stderr);
    // It is never overwritten unasked.
    site.write(at, "của tôi");
    let again = site.run(&["import", "Báo cáo Nam Bộ.docx"]);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("--force"), "{}", again.stderr);
    assert_eq!(
        std::fs::read_to_string(site.path(at)).expect("a source"),
        "của tôi"
    );
    assert_eq!(
        site.run(&["import", "--force", "Báo cáo Nam Bộ.docx"]).code,
        0
    );
    assert_eq!(
        std::fs::read_to_string(site.path(at)).expect("a source"),
        text
    );
}

#[test]
fn what_cannot_be_imported_is_told() {
    let site = Site::shipped();
    site.write("cu.doc", "\u{0}");
    site.write("quet.pdf", "%PDF-1.4");
    site.write("khong-nam.txt", "Báo cáo không có năm nào.");
    for (file, code, word) in [
        ("cu.doc", 2, ".docx"),
        ("quet.pdf", 2, "OCR"),
        ("khong-nam.txt", 1, "--year"),
        ("khong-co.docx", 1, "khong-co.docx"),
    ] {
        let run = site.run(&["import", file]);
        assert_eq!(run.code, code, "{file}: {}", run.stderr);
        assert!(run.stderr.contains(word), "{file}: {}", run.stderr);
    }
    let run = site.run(&["import", "--year", "2020", "khong-nam.txt"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn a_new_source_passes_the_check() {
    let site = Site::shipped();
    let run = site.run(&[
        "new",
        "report",
        "--title",
        "Học tập: tại Lào Cai",
        "--from",
        "18/8/2023",
        "--to",
        "2023-08-20",
        "--lead",
        "Trần Thị Ví Dụ",
        "--position",
        "Chủ tịch HĐND huyện",
        "--council",
        "HĐND huyện Ví Dụ",
        "--province",
        "Lào Cai, Thái Nguyên",
        "--topic",
        "giám sát",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = site.run(&[
        "new",
        "plan",
        "--title",
        "Kế hoạch 2024",
        "--from",
        "2024-03-01",
        "--council",
        "HĐND huyện Ví Dụ",
        "--province",
        "Lào Cai",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        site.path("content/plans/2024/ke-hoach-2024/index.md")
            .is_file()
    );
    let check = site.run(&["check", "--drafts"]);
    assert_eq!(check.code, 0, "{}", check.stderr);
    let run = site.run(&[
        "new",
        "report",
        "--title",
        "A",
        "--from",
        "2023-08-18",
        "--province",
        "Lào Cao",
    ]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("Lào Cai"), "{}", run.stderr);
    assert!(!site.path("content/reports/2023/a/index.md").exists());
    let run = site.run(&["new", "report"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("--title") && run.stderr.contains("--from"),
        "{}",
        run.stderr
    );
}

#[test]
fn shells_and_editors_get_what_they_need() {
    let site = Site::shipped();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let run = site.run(&["completion", shell]);
        assert!(run.code == 0 && run.stdout.contains("import"), "{shell}");
    }
    assert!(site.run(&["man"]).stdout.contains(".TH ssg"));
    let english = site.run(&["--help", "--lang", "en"]).stdout;
    assert!(
        english.contains("Usage:")
            && english.contains("Commands:")
            && english.contains("Import Word files"),
        "{english}"
    );
    let vietnamese = site.run(&["import", "--help"]).stdout;
    assert!(
        vietnamese.contains("Cách dùng:") && vietnamese.contains("Tuỳ chọn:"),
        "{vietnamese}"
    );
    assert!(
        !vietnamese.contains("Options") && !vietnamese.contains("Print"),
        "{vietnamese}"
    );
    for subject in ["front-matter", "report", "plan", "page", "site"] {
        let run = site.run(&["schema", subject]);
        let schema: Value = serde_json::from_str(&run.stdout).expect("JSON");
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
    }
}
