//! Tests of the importer: its scores ([`scores`]), lost words ([`losses`]), the two real documents
//! as text, and the program.

mod edits;
mod formats;
mod losses;
mod scores;
mod variants;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use ssg_base::message::Language;
use ssg_base::path::SourcePath;
use ssg_content::document::{self, Document, Head, Person, Programme, StopKind, Trip};
use ssg_content::vocabulary::Vocabulary;
use ssg_import::{ImportError, Imported, Options, SiteContext};
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use crate::program::Site;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

fn imported(name: &str, bytes: &[u8]) -> Imported {
    try_import(name, bytes, Options::default()).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn try_import(name: &str, bytes: &[u8], options: Options) -> Result<Imported, ImportError> {
    let setting = SiteContext {
        vocabulary: &Vocabulary::built_in(),
        councils: &[],
        language: Language::Vi,
    };
    ssg_import::import(name, bytes, &setting, options)
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

fn name(unit: UnitId) -> String {
    Gazetteer::get().unit(unit).name().to_owned()
}

/// The provinces of a trip, each once, in order: those visited, or those only passed through.
fn units(trip: &Trip, transit: bool) -> Vec<String> {
    let visited: BTreeSet<UnitId> = trip
        .stops
        .iter()
        .filter(|stop| stop.kind != StopKind::Transit)
        .filter_map(|stop| stop.area.province())
        .collect();
    let mut units = Vec::new();
    for stop in &trip.stops {
        let Some(province) = stop.area.province() else {
            continue;
        };
        let name = name(province);
        if visited.contains(&province) != transit && !units.contains(&name) {
            units.push(name);
        }
    }
    units
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
            let provinces = provinces.filter_map(|stop| stop.area.province());
            let mut provinces: Vec<String> = provinces.map(name).collect();
            // Two places in one province are two stops of the draft.
            provinces.dedup();
            format!("{} {days} {}", batch.number.value, provinces.join(", "))
        })
        .collect()
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
    site.write("cu.rtf", "{\\rtf1 Báo cáo}");
    site.write("hong.doc", [0xd0, 0xcf, 0x11, 0xe0]);
    site.write("quet.pdf", "%PDF-1.4");
    site.write("khong-nam.txt", "Báo cáo không có năm nào.");
    // Without a `PATH` no program that converts files is found, whatever this machine has.
    for (file, code, word) in [
        ("cu.rtf", 2, "LibreOffice"),
        ("hong.doc", 1, "bị hỏng"),
        ("quet.pdf", 1, "PDF"),
        ("khong-nam.txt", 1, "--year"),
        ("khong-co.docx", 1, "không có tệp"),
        ("content", 1, "là thư mục"),
    ] {
        let run = site.run_with(&["import", file], &[("PATH", "")]);
        assert_eq!(run.code, code, "{file}: {}", run.stderr);
        assert!(run.stderr.contains(word), "{file}: {}", run.stderr);
    }
    let run = site.run(&["import", "--year", "2020", "khong-nam.txt"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn a_pdf_is_imported_without_another_program() {
    let site = Site::shipped();
    let file = "tests/pdf/files/libreoffice.pdf";
    let bytes = std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file));
    site.write("bao-cao.pdf", bytes.expect("a file"));
    let run = site.run_with(&["import", "bao-cao.pdf"], &[("PATH", "")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = std::fs::read_to_string(site.path("content/reports/2023/bao-cao/index.md"));
    let text = text.expect("a source");
    // The lines of a paragraph are joined.
    assert!(
        text.contains("ứng dụng chuyển đổi số, xử lý phản ánh của người dân, giữ gìn bản sắc"),
        "{text}"
    );
}

#[test]
fn year_fills_dates_and_overrides_none() {
    let draft = |text: &str, year: Option<i32>| {
        let options = Options {
            year,
            ..Options::default()
        };
        try_import("a.txt", text.as_bytes(), options).expect("a draft")
    };
    let without = "BÁO CÁO\nKết quả học tập\n\nĐoàn đi học tập từ ngày 18/8 đến ngày 20/8 tại tỉnh Lào Cai.\n\nNgày 19/8, Đoàn thăm huyện Bắc Hà.\n";
    let found = draft(without, None);
    assert_eq!(found.year, None);
    assert!(found.text.contains("\ndates: #"), "{}", found.text);
    let filled = draft(without, Some(2019));
    assert_eq!(filled.year, Some(2019));
    let (document, errors) = parsed(&filled);
    assert_eq!(errors, Vec::<String>::new());
    let trip = trip_of(&document);
    assert_eq!(trip.dates.from().to_string(), "2019-08-18");
    assert_eq!(trip.dates.to().to_string(), "2019-08-20");
    let day = trip.stops.iter().find_map(|stop| stop.dates);
    assert_eq!(day.expect("a day").from().to_string(), "2019-08-19");
    // The text does not state the year, so the clerk is asked to look.
    assert!(
        filled.text.contains("# chưa chắc về năm, câu này không ghi năm: “Đoàn đi học tập từ ngày 18/8 đến ngày 20/8 tại tỉnh Lào Cai.”\ndates:"),
        "{}",
        filled.text
    );
    for written in ["20/8/2023", "20 tháng 8 năm 2023"] {
        let with = without.replacen("20/8", written, 1);
        let kept = draft(&with, Some(2019));
        assert_eq!(kept.year, Some(2023), "{}", kept.text);
        assert_eq!(kept, draft(&with, None));
    }
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
