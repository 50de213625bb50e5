//! Mistakes whose remedy must be the right one: values without effect, names that cannot be used,
//! and hints that name the key or file that was meant.

use super::{
    Case, Outcome, PAGE, PLAN, REPORT, SETTINGS, TOPICS, body, changed, compare_snapshots, plan,
    report, valid,
};

/// A report with its own folder.
const INDEX: &str = "content/reports/2023/sa-pa/index.md";

const TOPICS_LINE: &str = "topics: [du lịch]\n";

/// A case that adds lines to the front matter of the valid report.
fn with_keys(name: &'static str, lines: &str) -> Case {
    let new = format!("{TOPICS_LINE}{lines}\n");
    Case::new(name).file(REPORT, report(TOPICS_LINE, &new))
}

/// A case that adds lines to the front matter of the valid plan.
fn with_plan_keys(name: &'static str, lines: &str) -> Case {
    let topics = "topics: [giám sát]\n";
    Case::new(name).file(PLAN, plan(topics, &format!("{topics}{lines}\n")))
}

/// A case that adds lines to the valid settings.
fn with_settings(name: &'static str, lines: &str) -> Case {
    Case::new(name).file(SETTINGS, format!("{}{lines}\n", valid(SETTINGS)))
}

/// A case that moves the valid report to its own folder and adds lines to its front matter.
fn in_folder(name: &'static str, lines: &str) -> Case {
    let new = format!("{TOPICS_LINE}{lines}\n");
    Case::new(name)
        .file(INDEX, report(TOPICS_LINE, &new))
        .file(PAGE, changed(PAGE, "sa-pa.md", "sa-pa/index.md"))
        .change(|site| std::fs::remove_file(site.path(REPORT)).expect("removed"))
}

/// A case in which the valid report is not published before 2090.
fn embargoed(name: &'static str) -> Case {
    with_keys(name, "published: 2090-01-01")
        .args(&["--today", "2026-11-30"])
        .expects(Outcome::Warnings)
}

#[test]
fn settings_that_do_nothing_or_lead_nowhere() {
    let warns = |name, lines: &str| with_settings(name, lines).expects(Outcome::Warnings);
    compare_snapshots(
        "settings_values",
        &[
            warns("days for corrections without an office", "correction_days: 10"),
            with_settings(
                "a placeholder in capitals",
                "contact_office: \"https://kho.vn/p?u={URL}\"",
            ),
            with_settings("a file as base URL", "base_url: https://kho.vn/kho/index.html"),
            warns("a local base URL", "base_url: http://localhost:8000/"),
            warns("a local base URL by number", "base_url: http://127.0.0.1"),
            with_settings("a base URL with spaces", "base_url: https://kho.vn/kho tu lieu/"),
            with_settings("words as security contact", "security_contact: Phòng CNTT"),
            with_settings("a number for `reporting`", "reporting: 30"),
            with_settings("days for `reporting` of a council", "    reporting: 30 ngày"),
            with_plan_keys("days for `reporting` of a plan", "reporting: 30 ngày"),
            with_settings("a council's level in words", "    level: cấp huyện"),
            with_settings(
                "a council that succeeds itself",
                "    successor: HĐND huyện Côn Đảo",
            ),
            Case::new("councils that succeed one another").file(
                SETTINGS,
                changed(
                    SETTINGS,
                    "councils:\n",
                    "councils:
  - {name: HĐND huyện A, successor: HĐND huyện B}
  - {name: HĐND huyện B, successor: HĐND huyện A}
",
                ),
            ),
            Case::new("a successor that ended earlier")
                .file(
                    SETTINGS,
                    changed(
                        SETTINGS,
                        "councils:\n",
                        "councils:
  - {name: HĐND huyện A, successor: HĐND huyện B, ended: 2025-06-30}
  - {name: HĐND huyện B, ended: 2021-01-01}
",
                    ),
                )
                .expects(Outcome::Warnings),
            Case::new("own topics without groups").file(
                TOPICS,
                "replace_built_in: true\ntopics:\n  - {slug: du-lich, label: Du lịch, group: kinh-te}\n",
            ),
        ],
    );
}

#[test]
fn names_that_windows_reserves() {
    let other = report("plan: 2023/ke-hoach/1\n", "");
    compare_snapshots(
        "reserved_names",
        &[
            Case::new("a lesson").file(REPORT, report("#bai-hoc-1", "#con")),
            Case::new("a report").file("content/reports/2023/con.md", other),
            Case::new("a page").file("content/pages/aux.md", valid(PAGE)),
            Case::new("a topic").file(
                TOPICS,
                "topics:\n  - {slug: con, label: Con, group: kinh-te}\n",
            ),
        ],
    );
}

#[test]
fn attachments_that_are_not_published() {
    const FOLDER: &str = "content/reports/2023/sa-pa";
    let beside = |name, file: &'static str| {
        let path: &'static str = Box::leak(format!("{FOLDER}/{file}").into_boxed_str());
        in_folder(name, &format!("attachments: [{file}]")).file(path, "x")
    };
    compare_snapshots(
        "named_files",
        &[
            beside("a document with macros", "a.docm"),
            beside("a program", "a.exe"),
            beside("a photo", "a.png"),
            beside("a file in a folder below", "phu-luc/a.csv"),
            in_folder("a name in other case", "attachments: [a.csv]")
                .file("content/reports/2023/sa-pa/A.csv", "x"),
            in_folder("no such file", "attachments: [a.csv]"),
            with_keys("a record without a folder", "attachments: [a.csv]")
                .file("content/reports/2023/a.csv", "x"),
        ],
    );
}

#[test]
fn records_whose_day_has_not_come() {
    compare_snapshots(
        "embargoed",
        &[
            with_plan_keys("a plan", "published: 2090-01-01")
                .args(&["--today", "2026-11-30"])
                .expects(Outcome::Warnings),
            embargoed("a link to its file"),
            embargoed("a link to its address").file(
                PAGE,
                changed(PAGE, "../reports/2023/sa-pa.md", "/bao-cao/2023/sa-pa/"),
            ),
            embargoed("a use of its lesson").file(
                PLAN,
                plan("batches:", "uses: [2023/sa-pa/bai-hoc-1]\nbatches:"),
            ),
            embargoed("a replacement").file(
                "content/reports/2023/cu.md",
                report(
                    "plan: 2023/ke-hoach/1",
                    "status: withdrawn\nreason: Ghi sai\nreplaced_by: 2023/sa-pa",
                ),
            ),
        ],
    );
}

#[test]
fn stops_that_were_meant() {
    let stop = "{province: Lào Cai, place: thị xã Sa Pa}";
    let with_stop = |name, new: &str| Case::new(name).file(REPORT, report(stop, new));
    compare_snapshots(
        "meant_stops",
        &[
            with_stop("a country as province", "{province: Nhật Bản}"),
            with_stop(
                "a province and a country",
                "{province: Lào Cai, country: Lào}",
            ),
            with_stop(
                "a day and days of a stop",
                "{province: Lào Cai, date: 2023-08-19, dates: {from: 2023-08-19, to: 2023-08-20}}",
            ),
            with_stop(
                "days of a stop in the wrong order",
                "{province: Lào Cai, dates: {from: 2023-08-22, to: 2023-08-20}}",
            ),
            with_stop("a province as key", "Lào Cai: thị xã Sa Pa"),
            Case::new("no locations").file(REPORT, report(&format!("\n  - {stop}"), " []")),
            Case::new("a place that was only passed through").file(
                REPORT,
                report(
                    stop,
                    &format!("{stop}\n  - {{province: Yên Bái, kind: transit}}"),
                )
                .replace("places=lao-cai", "places=yen-bai"),
            ),
            Case::new("a province that was merged before the trip")
                .file(
                    "content/reports/2025/van-yen.md",
                    report(stop, "Yên Bái")
                        .replace("2023-08", "2025-08")
                        .replace("places=lao-cai", "places=yen-bai")
                        .replace("plan: 2023/ke-hoach/1\n", ""),
                )
                .expects(Outcome::Warnings),
        ],
    );
}

#[test]
fn values_that_were_meant() {
    let warns = |name, lines: &str| with_keys(name, lines).expects(Outcome::Warnings);
    compare_snapshots(
        "meant_values",
        &[
            with_keys("a list of former lessons", "lesson_aliases: [cu]"),
            with_keys("an item with a colon", "assessment:\n  - Ưu điểm: đạt"),
            with_keys(
                "an amount above the limit",
                "cost: {amount: 99.000.000.000.000}",
            ),
            with_keys(
                "a state in words",
                "answers: [{lesson: bai-hoc-1, state: đã thực hiện}]",
            ),
            with_plan_keys("a decision in words", "vetting: {decision: không đồng ý}"),
            with_plan_keys(
                "time for comments in the wrong order",
                "vetting: {comments: {from: 2023-08-20, to: 2023-08-10}}",
            ),
            with_plan_keys("more than at most", "composition: {min: 20, max: 10}"),
            Case::new("the address of a plan").file(
                REPORT,
                report("2023/ke-hoach/1", "/ke-hoach/2023/ke-hoach/"),
            ),
            Case::new("a folder of a month").file("content/reports/2023/08/x.md", valid(REPORT)),
            warns(
                "two people in one item",
                "members: [Lê Văn An; Trần Thị Bình]",
            ),
            warns(
                "a number of people as a name",
                "members: [Lê Văn An, và 5 người khác]",
            ),
            warns(
                "a symbol with its number",
                "document: {type: BC, number: 12, symbol: 12/BC-HĐND, date: 2023-09-01}",
            ),
            warns(
                "a symbol with its slash",
                "document: {type: BC, number: 12, symbol: /BC-HĐND, date: 2023-09-01}",
            ),
            warns(
                "answers before the trip and after today",
                "answers:
  - {lesson: bai-hoc-1, state: accepted, date: 2020-01-01}
  - {lesson: bai-hoc-1, state: done, date: 2030-01-01}",
            )
            .args(&["--today", "2026-11-30"]),
            Case::new("no topics")
                .file(REPORT, report("[du lịch]", "[]"))
                .expects(Outcome::Warnings),
        ],
    );
}

#[test]
fn typed_signs_that_do_nothing() {
    let text = |name, markdown: &str| {
        Case::new(name)
            .file(REPORT, body(markdown))
            .expects(Outcome::Warnings)
    };
    let attributes = "{#bai-hoc-1 .practice places=lao-cai}";
    compare_snapshots(
        "typed_signs",
        &[
            text("a link without words", "Xem [](https://laocai.gov.vn)."),
            Case::new("a lesson without a title").file(REPORT, report("Giữ chợ phiên {", "{")),
            text("stars for a list in a list", "* một\n** hai"),
            text(
                "a size behind a link",
                "Xem [tỉnh](https://laocai.gov.vn){width=50%}.",
            ),
            text("a size inside a photo", "![chợ](a.png =300x200)"),
            Case::new("no-break spaces between attributes")
                .file(
                    REPORT,
                    report(attributes, &attributes.replace(' ', "\u{a0}")),
                )
                .expects(Outcome::Harmless),
            Case::new("front matter closed by four dashes")
                .file(REPORT, report("ke-hoach/1\n---\n", "ke-hoach/1\n----\n")),
            Case::new("front matter closed by dots")
                .file(REPORT, report("ke-hoach/1\n---\n", "ke-hoach/1\n...\n")),
            Case::new("a table in front matter that is not closed").file(
                REPORT,
                report("ke-hoach/1\n---\n", "ke-hoach/1\nĐoàn đi.\n----\n"),
            ),
        ],
    );
}
