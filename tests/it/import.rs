//! Scores of the importer on Word files of many programs (`tests/import/make`), and tests of it on
//! the two real documents as text. The last part runs the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use ssg_base::message::Language;
use ssg_base::path::SourcePath;
use ssg_content::document::{
    self, Document, Head, Lesson, Person, Programme, Record, StopKind, Trip,
};
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
    ssg_import::import(name, bytes, &setting).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// Parses a draft. Returns the document and the errors that `check` reports for it.
fn parsed(imported: &Imported) -> (Document, Vec<String>) {
    let folder = if imported.kind == document::DocumentKind::Plan {
        "plans"
    } else {
        "reports"
    };
    let year = imported.year.unwrap_or(2000);
    let path = SourcePath::new(&format!("content/{folder}/{year}/bai/index.md")).expect("a path");
    let parsed = document::parse(&path, &imported.text, &Vocabulary::built_in());
    let errors = parsed
        .diagnostics
        .iter()
        .filter(|found| found.is_error())
        .map(|found| found.message.to_string())
        .collect();
    let document = parsed.value;
    (
        document.unwrap_or_else(|| panic!("no document:\n{}", imported.text)),
        errors,
    )
}

/// What was found and what is true, field by field.
#[derive(Default)]
struct Scores {
    by_field: BTreeMap<&'static str, FieldScore>,
    /// A line for each field of a file that is not right.
    misses: Vec<String>,
}

/// The number of values of a field in all files.
#[derive(Default)]
struct FieldScore {
    right: usize,
    found: usize,
    truth: usize,
}

impl Scores {
    fn add(&mut self, file: &str, field: &'static str, found: &[String], truth: &[String]) {
        let found: BTreeSet<&String> = found.iter().filter(|text| !text.is_empty()).collect();
        let truth: BTreeSet<&String> = truth.iter().filter(|text| !text.is_empty()).collect();
        let right = found.intersection(&truth).count();
        let score = self.by_field.entry(field).or_default();
        score.right += right;
        score.found += found.len();
        score.truth += truth.len();
        if right < found.len().max(truth.len()) {
            let surplus: Vec<_> = found.difference(&truth).collect();
            let missing: Vec<_> = truth.difference(&found).collect();
            self.misses.push(format!(
                "{file}: {field}: surplus {surplus:?}, missing {missing:?}"
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
        for (field, score) in &self.by_field {
            let FieldScore {
                right,
                found,
                truth,
            } = score;
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

/// The provinces of a trip, each once, in order: those visited, or those only passed through.
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

/// Scores one file: what was found against what is true.
fn score(file: &str, truth: &Value, scores: &mut Scores) {
    let bytes = std::fs::read(folder().join("files").join(file)).expect("a file");
    let imported = imported(file, &bytes);
    let (document, errors) = parsed(&imported);
    assert!(errors.is_empty(), "{file}: {errors:?}\n{}", imported.text);
    let mut sheet = Sheet {
        file,
        truth,
        scores,
    };
    sheet.score_record(&document.record);
    match &document.head {
        Head::Report(trip) => {
            // An unknown date is blank in the draft and has a default in the parsed document.
            let has_dates = !imported.text.contains("\ndates: #");
            sheet.score_trip(trip, has_dates);
            sheet.score_stops(trip);
            sheet.score_lessons(&document.body.lessons, &imported.text);
        }
        Head::Plan(programme) => sheet.score_batches(programme),
        Head::Page => {}
    }
}

/// The scores of one file.
struct Sheet<'a> {
    file: &'a str,
    truth: &'a Value,
    scores: &'a mut Scores,
}

impl Sheet<'_> {
    fn add(&mut self, field: &'static str, found: &[String], truth: &[String]) {
        self.scores.add(self.file, field, found, truth);
    }

    /// Scores a text without regard to case and spelling variants.
    fn add_text(&mut self, field: &'static str, found: &str, truth: &Value) {
        let key = |text: &str| vec![ssg_vietnam::text::match_key(text)];
        let truth = truth.as_str().unwrap_or_default();
        self.add(field, &key(found), &key(truth));
    }

    fn score_record(&mut self, record: &Record) {
        let truth = self.truth;
        self.add_text("title", &record.title, &truth["title"]);
        let council = record.council.as_ref().map_or("", |council| &council.value);
        self.add_text("council", council, &truth["council"]);
        let official = record.document.as_ref();
        let number = official.and_then(|official| official.number.as_ref());
        let number = number.map(|number| number.value.clone());
        let number: Vec<String> = number.into_iter().collect();
        self.add("number", &number, &texts(&truth["number"]));
        let symbol = official.map_or("", |official| &official.symbol);
        self.add_text("symbol", symbol, &truth["symbol"]);
        let date = official.and_then(|official| official.date);
        let date: Vec<String> = date.into_iter().map(|date| date.iso()).collect();
        self.add("issued on", &date, &texts(&truth["document_date"]));
        let place = official.map_or("", |official| &official.place);
        self.add_text("issued at", place, &truth["place"]);
        let signer = official.and_then(|official| official.signer.as_ref());
        let signer = signer.map_or("", |signer| &signer.name);
        self.add_text("signer", signer, &truth["signer"]);
        let references = record.references.iter();
        let references: Vec<String> = references.map(|found| found.number.clone()).collect();
        self.add("references", &references, &texts(&truth["references"]));
        let vocabulary = Vocabulary::built_in();
        let topics = record.topics.iter();
        let topics: Vec<String> = topics
            .map(|id| vocabulary.topic(*id).slug.clone())
            .collect();
        self.add("topics", &topics, &texts(&truth["topics"]));
    }

    fn score_trip(&mut self, trip: &Trip, has_dates: bool) {
        let truth = self.truth;
        let dates = format!("{}/{}", trip.dates.from(), trip.dates.to());
        let dates: Vec<String> = has_dates.then_some(dates).into_iter().collect();
        self.add("dates", &dates, &[texts(&truth["dates"]).join("/")]);
        let size: Vec<String> = trip.size.iter().map(ToString::to_string).collect();
        self.add("size", &size, &texts(&truth["size"]));
        let lead = trip.lead.as_ref();
        let (name, position) = lead.map_or(("", ""), |lead| (&lead.name, &lead.position));
        self.add_text("lead", name, &truth["lead"][0]);
        self.add_text("lead's office", position, &truth["lead"][1]);
        let names = |people: &[Person]| -> Vec<String> {
            people.iter().map(|person| person.name.clone()).collect()
        };
        self.add(
            "deputies",
            &names(&trip.deputies),
            &texts(&truth["deputies"]),
        );
        self.add("members", &names(&trip.members), &texts(&truth["members"]));
    }

    fn score_stops(&mut self, trip: &Trip) {
        let truth = self.truth;
        let provinces = units(trip, false);
        let expected = texts(&truth["provinces"]);
        self.add("provinces", &provinces, &expected);
        let order = [provinces.join(", ")];
        self.add("order of provinces", &order, &[expected.join(", ")]);
        self.add("transit", &units(trip, true), &texts(&truth["transit"]));
        let days = trip.stops.iter().filter_map(|stop| stop.dates);
        let days: Vec<String> = days.map(|dates| dates.from().to_string()).collect();
        self.add("dated days", &days, &texts(&truth["days"]));
    }

    /// Scores the lessons by the words that each begins with.
    fn score_lessons(&mut self, lessons: &[Lesson], source: &str) {
        let rows = self.truth["lessons"].as_array().into_iter().flatten();
        let expected: Vec<(&str, &str)> = rows
            .map(|row| {
                let cell = |at: usize| row[at].as_str().unwrap_or_default();
                (cell(0), cell(1))
            })
            .collect();
        let found: Vec<(String, &str)> = lessons
            .iter()
            .map(|lesson| {
                let text = lesson_text(source, &lesson.id.value);
                let known = expected.iter().find(|(start, _)| text.starts_with(start));
                let start = known.map_or(text.clone(), |(start, _)| (*start).to_owned());
                (start, lesson.kind.class())
            })
            .collect();
        let starts: Vec<String> = found.iter().map(|(start, _)| start.clone()).collect();
        let expected_starts: Vec<String> = expected.iter().map(|row| row.0.to_owned()).collect();
        self.add("lessons", &starts, &expected_starts);
        let kinds = found.iter().map(|(start, kind)| format!("{start} {kind}"));
        let kinds: Vec<String> = kinds.collect();
        let rows = expected.iter();
        let expected: Vec<String> = rows
            .map(|(start, kind)| format!("{start} {kind}"))
            .collect();
        self.add("lessons with kind", &kinds, &expected);
    }

    fn score_batches(&mut self, programme: &Programme) {
        let rows = self.truth["plan"].as_array().into_iter().flatten();
        let expected: Vec<String> = rows
            .map(|row| {
                let cell = |at: usize| row[at].as_str().unwrap_or_default();
                let provinces = texts(&row[3]).join(", ");
                format!("{} {} {} {provinces}", row[0], cell(1), cell(2))
            })
            .collect();
        self.add("batches", &batches(programme, " "), &expected);
    }
}

/// The batches of a plan: number, days and provinces. `separator` is between the two days.
fn batches(programme: &Programme, separator: &str) -> Vec<String> {
    programme
        .batches
        .iter()
        .map(|batch| {
            let days = batch.period.map_or(String::new(), |period| {
                format!("{}{separator}{}", period.from(), period.to())
            });
            let provinces = batch.provinces.iter();
            let provinces: Vec<String> = provinces.map(|stop| name(stop.province)).collect();
            format!("{} {days} {}", batch.number.value, provinces.join(", "))
        })
        .collect()
}

/// The first paragraph of a lesson in a draft, without the marks of Markdown.
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

/// `cargo test --test it import::scores -- --nocapture` prints the tables. They are kept in
/// `tests/import/scores.md`, which `UPDATE=1` rewrites.
#[test]
#[expect(clippy::print_stdout, reason = "the tables are for people to read")]
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
    for miss in known.misses.iter().chain(&held_out.misses) {
        println!("{miss}");
    }
    let path = folder().join("scores.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &report).expect("scores.md");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(report, kept, "UPDATE=1 rewrites the scores");
}

// The two real documents, as text.

/// Imports the text that was extracted from the PDF of a real document.
fn seed(name: &str) -> Imported {
    let bytes = std::fs::read(folder().join("seeds").join(name)).expect("a seed");
    imported(name, &bytes)
}

/// Imports the report of Côn Đảo.
fn con_dao() -> (Imported, Document) {
    let imported = seed("con-dao.txt");
    let (document, errors) = parsed(&imported);
    assert_eq!(errors, Vec::<String>::new());
    (imported, document)
}

fn trip_of(document: &Document) -> &Trip {
    match &document.head {
        Head::Report(trip) => trip,
        _ => panic!("not a report"),
    }
}

#[test]
fn reads_trip_of_con_dao() {
    let (imported, document) = con_dao();
    assert_eq!(imported.year, Some(2023));
    let trip = trip_of(&document);
    let day = |day: u32| format!("2023-08-{day}");
    assert_eq!(
        (trip.dates.from().to_string(), trip.dates.to().to_string()),
        (day(18), day(25))
    );
    assert_eq!(trip.size, Some(29));
    let person = |person: &Person| (person.name.clone(), person.position.clone());
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
}

#[test]
fn reads_stops_of_con_dao() {
    let (_, document) = con_dao();
    let trip = trip_of(&document);
    let day = |day: u32| format!("2023-08-{day}");
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
}

#[test]
fn reads_lessons_of_con_dao() {
    let (imported, document) = con_dao();
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
    // The halves of a paragraph that the end of a page cut are joined.
    assert!(
        imported
            .text
            .contains("các đại biểu HĐND huyện đã chủ động")
    );
    assert!(imported.text.contains("Mô hình này nếu được đầu tư"));
}

#[test]
fn reads_official_form_of_con_dao() {
    let (_, document) = con_dao();
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
}

#[test]
fn reads_plan_of_dong_thap() {
    let imported = seed("dong-thap.txt");
    let (document, errors) = parsed(&imported);
    assert_eq!(errors, Vec::<String>::new());
    let Head::Plan(programme) = &document.head else {
        panic!("not a plan")
    };
    assert_eq!(
        batches(programme, "/"),
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
        "it cites no document by a number"
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
fn imported_draft_passes_check_and_is_not_overwritten() {
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
    // Without `--force` it is not overwritten.
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
fn reports_files_that_cannot_be_imported() {
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
fn new_source_passes_check() {
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
fn prints_completions_man_page_and_schemas() {
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
