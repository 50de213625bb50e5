//! Snapshots of diagnostics: invalid inputs and the exact output for each.
//!
//! Each case changes a small valid site and runs `ssg build` on it. The expected output is in
//! `tests/it/diagnostics/*.txt`, below the source it is about, so that both can be read together.
//! `UPDATE=1 cargo test --test it diagnostics` rewrites these files. Review every change of them.
//! Each case also checks that the published site is unchanged.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use crate::program::{Run, Site};

mod authors;
mod claims;
mod remedies;

pub const REPORT: &str = "content/reports/2023/sa-pa.md";
pub const PLAN: &str = "content/plans/2023/ke-hoach.md";
pub const PAGE: &str = "content/pages/gioi-thieu.md";
pub const SETTINGS: &str = "content/site.yaml";
const TOPICS: &str = "content/topics.yaml";

/// The valid site that every case changes.
pub const VALID: [(&str, &str); 4] = [
    (
        SETTINGS,
        "title: Kho thử
councils:
  - name: HĐND huyện Côn Đảo
    province: Bà Rịa - Vũng Tàu
",
    ),
    (
        REPORT,
        "---
title: Học tập kinh nghiệm tại Sa Pa
dates: {from: 2023-08-18, to: 2023-08-25}
lead: {name: Phan Thanh Biên, position: Chủ tịch HĐND huyện}
locations:
  - {province: Lào Cai, place: thị xã Sa Pa}
topics: [du lịch]
plan: 2023/ke-hoach/1
---

Đoàn đã làm việc với địa phương.

### Giữ chợ phiên {#bai-hoc-1 .practice places=lao-cai}

Chợ phiên họp vào chủ nhật.
",
    ),
    (
        PLAN,
        "---
title: Kế hoạch học tập kinh nghiệm năm 2023
topics: [giám sát]
batches:
  - {number: 1, theme: Du lịch, time: {from: 2023-08, to: 2023-08}, provinces: [Lào Cai]}
---

Nội dung kế hoạch.
",
    ),
    (
        PAGE,
        "---
title: Giới thiệu
---

Xem [báo cáo](../reports/2023/sa-pa.md).
",
    ),
];

/// The valid report with `old` replaced by `new`.
fn report(old: &str, new: &str) -> String {
    changed(REPORT, old, new)
}

/// The valid plan with `old` replaced by `new`.
fn plan(old: &str, new: &str) -> String {
    changed(PLAN, old, new)
}

/// The valid report with `text` as its body.
fn body(text: &str) -> String {
    let (head, _) = valid(REPORT).split_once("\nĐoàn").expect("its text");
    format!("{head}\n{text}\n")
}

/// A second report, which differs from the valid one in `new`.
fn second(old: &str, new: &str) -> String {
    report("plan: 2023/ke-hoach/1\n", "").replacen(old, new, 1)
}

fn valid(path: &str) -> &'static str {
    let file = VALID.iter().find(|(known, _)| *known == path);
    file.expect("a file of the valid site").1
}

fn changed(path: &str, old: &str, new: &str) -> String {
    let text = valid(path);
    assert!(text.contains(old), "the valid {path} has no {old:?}");
    text.replacen(old, new, 1)
}

/// The expected outcome of a case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Errors, so that nothing is published.
    Errors,
    /// Only warnings.
    Warnings,
    /// The same site byte for byte, without output.
    Harmless,
    /// The command fails before it checks the sources.
    Refused,
    /// The output is refused because of files in it, which stay.
    Kept,
}

/// Changes a site's folder in ways that writing files cannot, such as links.
type Change = Box<dyn Fn(&Site)>;

/// An invalid input.
struct Case {
    name: &'static str,
    files: Vec<(&'static str, Vec<u8>)>,
    change: Option<Change>,
    args: Vec<&'static str>,
    outcome: Outcome,
}

impl Case {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            files: Vec::new(),
            change: None,
            args: Vec::new(),
            outcome: Outcome::Errors,
        }
    }

    /// Writes a file, and replaces the valid one if there is one.
    fn file(mut self, path: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.push((path, bytes.into()));
        self
    }

    fn change(mut self, change: impl Fn(&Site) + 'static) -> Self {
        self.change = Some(Box::new(change));
        self
    }

    fn args(mut self, args: &[&'static str]) -> Self {
        self.args.extend(args);
        self
    }

    fn expects(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    /// Runs the case. Returns its snapshot and adds violated invariants to `violations`.
    fn run(&self, site: &Site, violations: &mut Vec<String>) -> String {
        reset(site);
        for (path, bytes) in &self.files {
            site.write(path, bytes);
        }
        if let Some(change) = &self.change {
            change(site);
        }
        if self.outcome == Outcome::Warnings {
            // The new site may lack records of the valid site.
            std::fs::remove_dir_all(site.path("public")).expect("removed");
        }
        let mut args = vec!["build"];
        args.extend(&self.args);
        let run = site.run(&args);
        violations.extend(self.violated_invariants(site, &run));
        let mut snapshot = format!("== {}\n", self.name);
        for (path, bytes) in &self.files {
            let _ = writeln!(snapshot, "-- {path}\n{}", format_file(path, bytes));
        }
        let _ = writeln!(snapshot, "-- ssg {}: {}", args.join(" "), run.code);
        let root = site.path("").display().to_string();
        // The output of a successful build contains its duration.
        let stdout = if self.outcome == Outcome::Errors {
            run.stdout
        } else {
            String::new()
        };
        for output in [stdout, run.stderr] {
            snapshot.push_str(&output.replace(root.trim_end_matches('/'), "SITE"));
        }
        snapshot.push('\n');
        snapshot
    }

    /// Lists violations of what must hold in every case.
    fn violated_invariants(&self, site: &Site, run: &Run) -> Vec<String> {
        let mut violations = Vec::new();
        let code = match self.outcome {
            Outcome::Errors => 1,
            Outcome::Warnings | Outcome::Harmless => 0,
            Outcome::Refused | Outcome::Kept => 2,
        };
        let output = format!("{}{}", run.stdout, run.stderr);
        if run.code != code || output.contains("panicked") {
            violations.push(format!("the exit code is {}:\n{output}", run.code));
        }
        if self.outcome == Outcome::Harmless && !run.stderr.is_empty() {
            violations.push(format!("it is not harmless:\n{output}"));
        }
        if self.outcome != Outcome::Warnings {
            let published = site.tree("public");
            // A change of whitespace still changes the hash of a source.
            let published = if self.outcome == Outcome::Kept {
                let kept = |path: &String| valid_site().contains_key(path);
                let (site, others): (BTreeMap<_, _>, BTreeMap<_, _>) =
                    published.into_iter().partition(|(path, _)| kept(path));
                let others: Vec<String> = others
                    .into_keys()
                    .map(|path| format!("public/{path}"))
                    .collect();
                if others
                    .iter()
                    .any(|path| self.files.iter().all(|(known, _)| known != path))
                    || others.is_empty()
                {
                    violations.push(format!("other files became {others:?}"));
                }
                site
            } else {
                published
            };
            let (expected, published) = if self.outcome == Outcome::Harmless {
                (&without_hashes(valid_site()), without_hashes(&published))
            } else {
                (valid_site(), published)
            };
            let differs = first_difference(expected, &published);
            violations.extend(differs.map(|path| format!("the published {path} was changed")));
        }
        for entry in std::fs::read_dir(site.path("")).expect("the site's folder") {
            let name = entry.expect("an entry").file_name();
            let name = name.to_string_lossy();
            if name.contains(".ssg-") {
                violations.push(format!("{name} was left behind"));
            }
        }
        let with_name = |violation: String| format!("{}: {violation}", self.name);
        violations.into_iter().map(with_name).collect()
    }
}

/// The output of `ssg build` for the valid site.
fn valid_site() -> &'static BTreeMap<String, Vec<u8>> {
    static PUBLISHED: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    PUBLISHED.get_or_init(|| {
        let site = Site::new(&VALID);
        let run = site.run(&["build"]);
        assert_eq!((run.code, &*run.stderr), (0, ""), "the valid site builds");
        site.tree("public")
    })
}

/// Resets a folder to the valid site and its output.
fn reset(site: &Site) {
    let is_published = first_difference(valid_site(), &site.tree("public")).is_none();
    for entry in std::fs::read_dir(site.path("")).expect("the site's folder") {
        let entry = entry.expect("an entry");
        if entry.file_type().expect("a type").is_file() {
            std::fs::remove_file(entry.path()).expect("removed");
        } else if entry.file_name() != "public" || !is_published {
            std::fs::remove_dir_all(entry.path()).expect("removed");
        }
    }
    for (path, text) in VALID {
        site.write(path, text);
    }
    for (path, bytes) in valid_site().iter().filter(|_| !is_published) {
        site.write(&format!("public/{path}"), bytes);
    }
}

/// A site without the hashes of its sources.
fn without_hashes(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    const BEFORE: &str = "Mã kiểm chứng bản gốc (SHA-256): ";
    const WITH_HASHES: [&str; 3] = ["index.json", "index.md", "ssg-manifest.json"];
    let has_hash = |path: &str| WITH_HASHES.contains(&path.rsplit('/').next().unwrap_or(path));
    let others = files.iter().filter(|(path, _)| !has_hash(path));
    others
        .map(|(path, bytes)| match std::str::from_utf8(bytes) {
            Ok(text) if text.contains(BEFORE) => {
                let (before, after) = text.split_once(BEFORE).expect("it contains it");
                (path.clone(), [before, &after[16..]].concat().into_bytes())
            }
            _ => (path.clone(), bytes.clone()),
        })
        .collect()
}

/// The first path at which two trees differ.
fn first_difference<'t>(
    one: &'t BTreeMap<String, Vec<u8>>,
    other: &'t BTreeMap<String, Vec<u8>>,
) -> Option<&'t str> {
    let differs = |path: &&String| one.get(*path) != other.get(*path);
    one.keys()
        .chain(other.keys())
        .find(differs)
        .map(String::as_str)
}

/// Formats a file for review with line numbers. Spells out invisible characters, truncates long lines,
/// and omits the first and last lines that equal those of the valid file.
fn format_file(path: &str, bytes: &[u8]) -> String {
    const MAX_LINES: usize = 20;
    let text = spell_out_invisible(bytes);
    let lines: Vec<&str> = text.lines().collect();
    let valid: Vec<&str> = VALID
        .iter()
        .find(|(known, _)| *known == path)
        .map_or(Vec::new(), |(_, text)| text.lines().collect());
    let same = |(one, other): &(&&str, &&str)| one == other;
    let before = lines.iter().zip(&valid).take_while(same).count();
    let after = lines[before..]
        .iter()
        .rev()
        .zip(valid[before..].iter().rev())
        .take_while(same)
        .count();
    let changed = &lines[before..lines.len() - after];
    let mut output = String::new();
    if before > 0 {
        output.push_str("   …\n");
    }
    for (at, line) in changed.iter().enumerate().take(MAX_LINES) {
        let _ = writeln!(output, "{:2} {}", before + at + 1, truncate(line));
    }
    if changed.len() > MAX_LINES {
        let _ = writeln!(output, "   … ({} lines)", changed.len());
    } else if after > 0 {
        output.push_str("   …\n");
    }
    output.trim_end_matches('\n').to_owned()
}

fn truncate(line: &str) -> String {
    const MAX_CHARS: usize = 160;
    match line.char_indices().nth(MAX_CHARS) {
        Some((at, _)) => format!("{} … ({} bytes)", &line[..at], line.len()),
        None => line.to_owned(),
    }
}

fn spell_out_invisible(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\n' => text.push('\n'),
                '\t' => text.push('⇥'),
                '\r' => text.push('␍'),
                '\u{300}'..='\u{36f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{feff}' => {
                    let _ = write!(text, "⟨{:04X}⟩", u32::from(c));
                }
                c if c.is_control() => {
                    let _ = write!(text, "⟨{:02x}⟩", u32::from(c));
                }
                c => text.push(c),
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(text, "⟨{byte:02x}⟩");
        }
    }
    text
}

/// Runs cases and compares their snapshots with `tests/it/diagnostics/GROUP.txt`.
fn compare_snapshots(group: &str, cases: &[Case]) {
    let mut violations = Vec::new();
    let site = Site::new(&[]);
    let snapshots: Vec<String> = cases
        .iter()
        .map(|case| case.run(&site, &mut violations))
        .collect();
    let actual = snapshots.concat();
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/diagnostics")
        .join(group)
        .with_extension("txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &actual).expect("the snapshots can be written");
    }
    assert!(violations.is_empty(), "{}", violations.join("\n\n"));
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let parts = |text: &str| -> Vec<String> {
        let parts = text.split("\n== ").map(str::to_owned);
        parts.collect()
    };
    for (expected, actual) in parts(&expected).iter().zip(&parts(&actual)) {
        assert_eq!(
            expected, actual,
            "\n{group}.txt expects\n{expected}\nand the output was\n{actual}\n(UPDATE=1 accepts it)"
        );
    }
    assert_eq!(expected, actual, "{group}.txt (UPDATE=1 accepts it)");
}

#[test]
fn yaml() {
    let title = "title: Học tập kinh nghiệm tại Sa Pa";
    let bomb = "a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
title: *c";
    let block: Vec<String> = (0..40).map(|n| format!("{}a:", " ".repeat(n))).collect();
    let many = format!("topics: [{}]", "a, ".repeat(11_000));
    let long = format!("{title}\nnote: {}", "dài ".repeat(20_000));
    let head = |new: &str| report(title, new);
    compare_snapshots(
        "yaml",
        &[
            Case::new("a double quote is not closed")
                .file(REPORT, head("title: \"Học tập kinh nghiệm tại Sa Pa")),
            Case::new("a single quote is not closed")
                .file(REPORT, head("title: 'Học tập kinh nghiệm tại Sa Pa")),
            Case::new("text follows a closing quote")
                .file(REPORT, head("title: \"Học tập\" kinh nghiệm tại Sa Pa")),
            Case::new("a square bracket is not closed")
                .file(REPORT, report("[du lịch]", "[du lịch, giám sát")),
            Case::new("a brace is not closed")
                .file(REPORT, report("to: 2023-08-25}", "to: 2023-08-25")),
            Case::new("a bracket is closed by a brace")
                .file(REPORT, report("[du lịch]", "[du lịch}")),
            Case::new("one bracket too many").file(REPORT, report("[du lịch]", "[du lịch]]")),
            Case::new("a missing comma").file(REPORT, report("2023-08-18, to:", "2023-08-18 to:")),
            Case::new("a line is indented too far")
                .file(REPORT, head(&format!("{title}\n  size: 12"))),
            Case::new("an item is indented too little").file(
                REPORT,
                report(
                    "  - {province: Lào Cai",
                    "  - {province: Hà Giang}\n - {province: Lào Cai",
                ),
            ),
            Case::new("a line is indented with a tab").file(
                REPORT,
                report("  - {province: Lào Cai", "\t- {province: Lào Cai"),
            ),
            Case::new("a value contains a colon")
                .file(REPORT, head("title: Học tập kinh nghiệm: Sa Pa")),
            Case::new("no space after the colon")
                .file(REPORT, head("title:Học tập kinh nghiệm tại Sa Pa")),
            Case::new("a line without a colon")
                .file(REPORT, head(&format!("{title}\nđoàn mười hai người"))),
            Case::new("a value begins with @").file(REPORT, head("title: @Sa Pa")),
            Case::new("a value begins with %").file(REPORT, head("title: %Sa Pa")),
            Case::new("a value begins with an asterisk").file(REPORT, head("title: *Sa Pa*")),
            Case::new("a backslash in double quotes").file(REPORT, head("title: \"C:\\Sa Pa\"")),
            Case::new("a key appears twice, with other errors")
                .file(REPORT, head(&format!("{title}\nsiez: 12\ntitle: Học tập"))),
            Case::new("a key appears twice in one line")
                .file(REPORT, report("to: 2023-08-25", "from: 2023-08-25")),
            Case::new("an anchor and an alias")
                .file(REPORT, head("title: &t Học tập kinh nghiệm\nsummary: *t")),
            Case::new("an alias without an anchor")
                .file(REPORT, head("title: Học tập\nsummary: *t")),
            Case::new("an alias of itself").file(REPORT, head("title: &a [*a]")),
            Case::new("a merge key").file(REPORT, head(&format!("{title}\n<<: {{size: 12}}"))),
            Case::new("a tag").file(REPORT, head("title: !!python/object:os.system Học tập")),
            Case::new("a tag of YAML's own").file(REPORT, head("title: !!int Học tập")),
            Case::new("entity expansion by aliases").file(REPORT, head(bomb)),
            Case::new("too deep in brackets")
                .file(REPORT, head(&format!("title: {}", "[".repeat(10_000)))),
            Case::new("too deep by indentation").file(REPORT, head(&block.join("\n"))),
            Case::new("too many values").file(REPORT, report("topics: [du lịch]", &many)),
            Case::new("front matter of 80 KB").file(REPORT, head(&long)),
            Case::new("two YAML documents").file(REPORT, head(&format!("{title}\n...\nsize: 12"))),
            Case::new("a list as front matter").file(
                REPORT,
                "---\n- title: Học tập\n- dates: 2023-08-18\n---\n\nText.\n",
            ),
            Case::new("a sentence as front matter")
                .file(REPORT, "---\nHọc tập kinh nghiệm tại Sa Pa\n---\n\nText.\n"),
            Case::new("empty front matter").file(REPORT, "---\n---\n\nText.\n"),
            Case::new("a list as a key").file(REPORT, head(&format!("{title}\n[size]: 12"))),
            Case::new("a mapping as a key").file(REPORT, head("title: {{7*7}}")),
            Case::new("a control character").file(REPORT, head("title: Học\u{1}tập")),
            Case::new("infinity and not a number").file(REPORT, head("title: .nan\nsize: .inf")),
        ],
    );
}

#[test]
fn shape() {
    let bytes = |text: &str| text.as_bytes().to_vec();
    let invalid = [
        bytes("---\ntitle: Học tập \u{301}"),
        vec![0xff, 0xfe],
        bytes(" Sa Pa\n---\n"),
    ];
    let tcvn = [bytes(&body("Tho\u{323}")), vec![0xb5, 0x0a]];
    let utf16: Vec<u8> = valid(REPORT)
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let nfd = |text: &str| -> String {
        use unicode_normalization::UnicodeNormalization as _;
        text.nfd().collect()
    };
    compare_snapshots(
        "shape",
        &[
            Case::new("an empty file").file(REPORT, ""),
            Case::new("a blank file").file(REPORT, " \n\n\t\n"),
            Case::new("no front matter")
                .file(REPORT, "# Học tập kinh nghiệm\n\nĐoàn đã làm việc.\n"),
            Case::new("front matter after a blank line")
                .file(REPORT, format!("\n{}", valid(REPORT))),
            Case::new("front matter between +++")
                .file(REPORT, "+++\ntitle = \"Học tập\"\n+++\n\nText.\n"),
            Case::new("front matter that is not closed")
                .file(REPORT, report("ke-hoach/1\n---\n", "ke-hoach/1\n")),
            Case::new("front matter closed by four dashes")
                .file(REPORT, report("ke-hoach/1\n---\n", "ke-hoach/1\n----\n")),
            Case::new("only the first line").file(REPORT, "---"),
            Case::new("no body after the front matter")
                .file(REPORT, body(""))
                .expects(Outcome::Warnings),
            Case::new("invalid UTF-8").file(REPORT, invalid.concat()),
            Case::new("a text in TCVN3").file(REPORT, tcvn.concat()),
            Case::new("UTF-16").file(REPORT, [vec![0xff, 0xfe], utf16].concat()),
            Case::new("invalid UTF-8 in the settings").file(
                SETTINGS,
                [bytes("title: Kho th"), vec![0xf2], bytes("\n")].concat(),
            ),
            Case::new("a byte order mark")
                .file(REPORT, format!("\u{feff}{}", valid(REPORT)))
                .file(SETTINGS, format!("\u{feff}{}", valid(SETTINGS)))
                .expects(Outcome::Harmless),
            Case::new("CRLF")
                .file(REPORT, valid(REPORT).replace('\n', "\r\n"))
                .file(SETTINGS, valid(SETTINGS).replace('\n', "\r\n"))
                .expects(Outcome::Harmless),
            Case::new("CR")
                .file(REPORT, valid(REPORT).replace('\n', "\r"))
                .expects(Outcome::Harmless),
            Case::new("NFD")
                .file(REPORT, nfd(valid(REPORT)))
                .file(PLAN, nfd(valid(PLAN)))
                .file(SETTINGS, nfd(valid(SETTINGS)))
                .expects(Outcome::Harmless),
            Case::new("spaces after the dashes")
                .file(REPORT, valid(REPORT).replace("---\n", "---  \n"))
                .expects(Outcome::Harmless),
            Case::new("no line end at the end")
                .file(REPORT, valid(REPORT).trim_end())
                .expects(Outcome::Harmless),
            Case::new("an error after a byte order mark and CRLF").file(
                REPORT,
                format!("\u{feff}{}", report("dates", "dtaes").replace('\n', "\r\n")),
            ),
        ],
    );
}

#[test]
fn front_matter() {
    let title = "title: Học tập kinh nghiệm tại Sa Pa\n";
    let lead = "lead: {name: Phan Thanh Biên, position: Chủ tịch HĐND huyện}";
    let more = |new: &str| report("---\n\nĐoàn", &format!("{new}\n---\n\nĐoàn"));
    let many = "Học tập kinh nghiệm. ".repeat(16);
    compare_snapshots(
        "front_matter",
        &[
            Case::new("a misspelt key").file(REPORT, report("topics", "topisc")),
            Case::new("a misspelt nested key").file(REPORT, report("province: L", "provnce: L")),
            Case::new("an unknown key").file(REPORT, more("màu nền: xanh")),
            Case::new("a key of another tool")
                .file(REPORT, more("draft: true\nlayout: post\ntags: [du lịch]")),
            Case::new("a private key").file(
                REPORT,
                report("position: Chủ", "email: bien@vidu.vn, position: Chủ"),
            ),
            Case::new("a key of a plan in a page")
                .file(PAGE, changed(PAGE, "title:", "batches: []\ntitle:")),
            Case::new("a title is missing").file(REPORT, report(title, "")),
            Case::new("a title is blank").file(REPORT, report(title, "title:\n")),
            Case::new("a title is empty").file(REPORT, report(title, "title: \"\"\n")),
            Case::new("a title is too long")
                .file(REPORT, report(title, &format!("title: {many}\n"))),
            Case::new("a title is a list")
                .file(REPORT, report(title, "title: [Học tập, kinh nghiệm]\n")),
            Case::new("recommended keys are missing")
                .file(
                    REPORT,
                    "---\ntitle: Học tập\ndates: 2023-08-18\nplan: 2023/ke-hoach/1\n---\n\nText.\n",
                )
                .expects(Outcome::Warnings),
            Case::new("an invisible character")
                .file(
                    REPORT,
                    report("Học tập kinh nghiệm tại", "Học tập kinh\u{202e} nghiệm tại"),
                )
                .expects(Outcome::Warnings),
            Case::new("a person is a list")
                .file(REPORT, report(lead, "lead: [Phan Thanh Biên, Chủ tịch]")),
            Case::new("a person without a name")
                .file(REPORT, report("name: Phan Thanh Biên, ", "")),
            Case::new("members are a number").file(REPORT, more("members: 12")),
            Case::new("a number in words").file(REPORT, more("size: mười hai")),
            Case::new("a negative number").file(REPORT, more("size: -3")),
            Case::new("a number that is too large")
                .file(REPORT, more("size: 99999999999999999999999")),
            Case::new("fewer people than names").file(
                REPORT,
                more("size: 1\nmembers: [Nguyễn Văn An, Trần Thị Bình]"),
            ),
            Case::new("number and symbol in one")
                .file(REPORT, more("document: {number: 17/BC-HĐND}")),
            Case::new("attachments with a wrong kind, a wrong language and no file").file(
                REPORT,
                more(
                    "attachments:\n  - {file: a.pdf, kind: ký}\n  - {file: b.pdf, language: tiếng Anh}\n  \
                     - {title: Phụ lục}\n  - ../../../../a.pdf",
                ),
            ),
            Case::new("an attachment that is not there")
                .file(REPORT, more("attachments: [bao-cao-da-ky.pdf]")),
            Case::new("a document is a string").file(REPORT, more("document: 17/BC-HĐND")),
            Case::new("locations are a string").file(
                REPORT,
                report(
                    "locations:\n  - {province: Lào Cai, place: thị xã Sa Pa}",
                    "locations: Lào Cai",
                ),
            ),
            Case::new("a location without a province")
                .file(REPORT, report("province: Lào Cai, ", "")),
            Case::new("an empty location").file(
                REPORT,
                report("{province: Lào Cai, place: thị xã Sa Pa}", ""),
            ),
            Case::new("neither true nor false")
                .file(REPORT, report("place: thị xã Sa Pa", "inferred: có")),
            Case::new("an unknown kind of stop")
                .file(REPORT, report("place: thị xã Sa Pa", "kind: visitt")),
            Case::new("an unknown status").file(REPORT, more("status: nháp")),
            Case::new("withdrawn without a reason").file(REPORT, more("status: withdrawn")),
            Case::new("an update without a date")
                .file(REPORT, more("updates:\n  - {note: Sửa tên}")),
            Case::new("an unknown role").file(
                REPORT,
                more("references: [{role: căn cứ, number: 763-TB/HU}]"),
            ),
            Case::new("no council, and two in the settings")
                .file(
                    SETTINGS,
                    format!("{}  - name: HĐND tỉnh Đồng Tháp\n", valid(SETTINGS)),
                )
                .expects(Outcome::Warnings),
        ],
    );
}

#[test]
fn dates() {
    let dates = |new: &str| report("dates: {from: 2023-08-18, to: 2023-08-25}", new);
    let stop = |new: &str| report("place: thị xã Sa Pa", new);
    compare_snapshots(
        "dates",
        &[
            Case::new("no dates").file(
                REPORT,
                report("dates: {from: 2023-08-18, to: 2023-08-25}\n", ""),
            ),
            Case::new("blank dates").file(REPORT, dates("dates:")),
            Case::new("words instead of a date").file(REPORT, dates("dates: tháng tám")),
            Case::new("a list of two").file(REPORT, dates("dates: [2023-08-18, 2023-08-25]")),
            Case::new("a range in one string").file(REPORT, dates("dates: 18/8/2023 - 25/8/2023")),
            Case::new("dates separated by points")
                .file(REPORT, dates("dates: {from: 18.8.2023, to: 25.8.2023}")),
            Case::new("month before day")
                .file(REPORT, dates("dates: {from: 8/18/2023, to: 8/25/2023}")),
            Case::new("an impossible day")
                .file(REPORT, dates("dates: {from: 2023-02-30, to: 31/4/2023}")),
            Case::new("29 February").file(REPORT, dates("dates: 29/2/2023")),
            Case::new("an impossible month").file(REPORT, dates("dates: 2023-13-01")),
            Case::new("an impossible year").file(REPORT, dates("dates: 0203-08-18")),
            Case::new("a year of two digits").file(REPORT, dates("dates: 18/8/23")),
            Case::new("only a month").file(REPORT, dates("dates: {from: 2023-08, to: 2023-08-25}")),
            Case::new("reversed").file(REPORT, dates("dates: {from: 2023-08-25, to: 2023-08-18}")),
            Case::new("no first day").file(REPORT, dates("dates: {to: 2023-08-25}")),
            Case::new("a misspelt end")
                .file(REPORT, dates("dates: {from: 2023-08-18, too: 2023-08-25}")),
            // The days of the trip are unknown, so its stops are not checked.
            Case::new("a misspelt key, and a stop with a date").file(
                REPORT,
                dates("date: {from: 2023-08-18, to: 2023-08-25}")
                    .replace("place: thị xã Sa Pa", "date: 2023-08-19"),
            ),
            Case::new("words instead of a date, and a stop with a date").file(
                REPORT,
                dates("dates: tháng tám").replace("place: thị xã Sa Pa", "date: 2023-08-19"),
            ),
            Case::new("a stop before the trip").file(REPORT, stop("date: 2023-08-17")),
            Case::new("a stop that outlasts the trip")
                .file(REPORT, stop("dates: {from: 2023-08-24, to: 2023-08-26}")),
            Case::new("a stop with two dates")
                .file(REPORT, stop("date: 2023-08-18, dates: 2023-08-19")),
            Case::new("published on an unknown day").file(
                REPORT,
                report("---\n\nĐoàn", "published: hôm qua\n---\n\nĐoàn"),
            ),
        ],
    );
}

#[test]
fn names() {
    use unicode_normalization::UnicodeNormalization as _;
    let province = |new: &str| report("province: Lào Cai", &format!("province: {new}"));
    let topics = |new: &str| report("topics: [du lịch]", &format!("topics: {new}"));
    let lesson = |new: &str| report("places=lao-cai", new);
    let later = "dates: {from: 2025-08-18, to: 2025-08-25}";
    compare_snapshots(
        "names",
        &[
            Case::new("a misspelt province").file(REPORT, province("Lào Kai")),
            Case::new("a province without accents").file(REPORT, province("Lao Cai")),
            Case::new("an unknown province").file(REPORT, province("Atlantis")),
            Case::new("a district instead of a province").file(REPORT, province("Sa Pa")),
            Case::new("two provinces in one").file(REPORT, province("Lào Cai và Yên Bái")),
            Case::new("a former province")
                .file(
                    REPORT,
                    province("Yên Bái").replace("dates: {from: 2023-08-18, to: 2023-08-25}", later),
                )
                .expects(Outcome::Warnings),
            Case::new("a province in NFD, underlined correctly")
                .file(REPORT, province("Thái Nguyênn").nfd().collect::<String>()),
            Case::new("wide characters before the error").file(
                REPORT,
                report("{province: Lào Cai", "{place: 日本国, province: Lào Kai")
                    .replace(", place: thị xã Sa Pa", ""),
            ),
            Case::new("an emoji before the error").file(
                REPORT,
                report(
                    "{province: Lào Cai, place: thị xã Sa Pa}",
                    "{place: \"👩‍👩‍👧 🇻🇳\", province: Lào Kai}",
                ),
            ),
            Case::new("a combining mark without a base letter before the error").file(
                REPORT,
                report(
                    "{province: Lào Cai, place: thị xã Sa Pa}",
                    "{place: \"x\u{323}\u{301}\", province: Lào Kai}",
                ),
            ),
            Case::new("a misspelt topic")
                .file(REPORT, topics("[du lich, giám sat, chuyển đổi sô]")),
            Case::new("an unknown topic").file(REPORT, topics("[bóng đá]")),
            Case::new("topics in one string").file(REPORT, topics("du lịch, giám sát")),
            Case::new("a topic twice")
                .file(REPORT, topics("[du lịch, Du lịch]"))
                .expects(Outcome::Warnings),
            Case::new("topics are a mapping").file(REPORT, topics("{chính: du lịch}")),
            Case::new("a lesson's topic").file(REPORT, lesson("topics=du-lich,giam-sta")),
            Case::new("a lesson's place").file(REPORT, lesson("places=lao-cai,ha-giang")),
            Case::new("a lesson's misspelt place").file(REPORT, lesson("places=lao-kai")),
            Case::new("different accents").file(REPORT, topics("[dù lịch]")),
        ],
    );
}

#[test]
fn text() {
    let lesson = |new: &str| report("{#bai-hoc-1 .practice places=lao-cai}", new);
    let deep = format!("{} sâu", ">".repeat(200));
    let columns = format!("|{}\n|{}\n", "a|".repeat(1_100), "-|".repeat(1_100));
    let long = format!(
        "{} [trang cũ](khong-co.md) {}",
        "Đoàn đã đến nơi.".repeat(40),
        "Đoàn đã về.".repeat(40)
    );
    let growth = format!(
        "|{}\n|{}\n{}",
        "a|".repeat(990),
        "-|".repeat(990),
        "|x|\n".repeat(250)
    );
    compare_snapshots(
        "text",
        &[
            Case::new("HTML")
                .file(REPORT, body("Một <b>chữ</b>.\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>"))
                .expects(Outcome::Warnings),
            Case::new("a handler on a heading").file(REPORT, body("## Tên {onclick=alert(1)}")),
            Case::new("a handler on a lesson")
                .file(REPORT, lesson("{#bai-hoc-1 .practice onclick=\"alert(1)\" style=color:red}")),
            Case::new("a misspelt class").file(REPORT, lesson("{#bai-hoc-1 .practise}")),
            Case::new("a class of another tool").file(REPORT, body("## Tên {.text-center}")),
            Case::new("topics on a heading that is no lesson").file(REPORT, body("## Tên {topics=du-lich}")),
            Case::new("a lesson without an id").file(REPORT, lesson("{.practice}")),
            Case::new("a lesson's id with accents").file(REPORT, lesson("{#bài-học-1 .practice}")),
            Case::new("a lesson of two kinds").file(REPORT, lesson("{#bai-hoc-1 .practice .caution}")),
            Case::new("a lesson with no text").file(REPORT, report("\nChợ phiên họp vào chủ nhật.\n", "")),
            Case::new("a lesson in a lesson")
                .file(REPORT, format!("{}\n#### Chợ đêm {{#bai-hoc-2 .practice}}\n\nText.\n", valid(REPORT))),
            Case::new("a lesson in a quote").file(REPORT, body("> ### Chợ {#bai-hoc-1 .practice}\n>\n> Text.")),
            Case::new("a lesson in a page").file(PAGE, format!("{}\n## Chợ {{#cho .practice}}\n\nText.\n", valid(PAGE))),
            Case::new("an id twice").file(REPORT, format!("{}\n### Chợ {{#bai-hoc-1}}\n\nText.\n", valid(REPORT))),
            Case::new("a javascript: link").file(REPORT, body("Xem [ở đây](javascript:alert(1)).")),
            Case::new("a javascript: link with escapes")
                .file(REPORT, body("Xem [một](JaVaScRiPt:alert(1)), [hai](&#106;avascript:alert(1)), [ba](java&#9;script:alert(1)), <javascript:alert(1)>, [bốn][b].\n\n[b]: javascript:alert(1)")),
            Case::new("a data: link and one without a scheme")
                .file(REPORT, body("Xem [một](data:text/html;base64,PHNjcmlwdD4=) và [hai](//vidu.vn/) và [ba](\\\\may\\tep).")),
            Case::new("a file on the office's disk").file(REPORT, body("Xem [bản gốc](file:///C:/Users/van-phong/bao-cao.docx).")),
            Case::new("a link to a missing file").file(REPORT, body("Xem [kế hoạch](../../plans/2023/ke-hoch.md).")),
            Case::new("a link out of the site").file(REPORT, body("Xem [bí mật](../../../../../etc/passwd).")),
            Case::new("a link to a missing page").file(REPORT, body("Xem [tỉnh](/tinh/lao-kai/) và [chủ đề](/chu-de/bong-da/).")),
            Case::new("a link to a missing anchor").file(REPORT, format!("{}\nXem [trên](#bai-hoc-2), [giới thiệu](../../pages/gioi-thieu.md#mục).\n", valid(REPORT))),
            Case::new("a link to a draft")
                .file(PLAN, plan("topics:", "status: draft\ntopics:"))
                .file(REPORT, body("Xem [kế hoạch](../../plans/2023/ke-hoach.md).").replace("plan: 2023/ke-hoach/1\n", "")),
            Case::new("a link across two lines").file(REPORT, body("Xem [kế hoạch\ncủa năm](khong-co.md) nhé.")),
            Case::new("an error far into a long line").file(REPORT, body(&long)),
            Case::new("an error after tabs").file(REPORT, body("|\ta\tb |\n| --- |\n|\tTừ\tđây\t[chợ](khong-co.md)\tđó |")),
            Case::new("an error after wide characters").file(REPORT, body("日本語の文 [chợ](khong-co.md)")),
            Case::new("phone numbers, mail, identity")
                .file(REPORT, body("Liên hệ ông An, 0912 345 678 hoặc (+84) 912345678, an.nguyen@gmail.com, CCCD 001099012345.")),
            Case::new("a phone number after a no-break space").file(
                REPORT,
                body("Gọi:\u{a0}0912345678, xem https://vidu.vn/0912345678"),
            ),
            Case::new("a phone number in the front matter").file(REPORT, report("position: Chủ tịch HĐND huyện", "position: Chủ tịch (0912.345.678)")),
            Case::new("a footnote without text").file(REPORT, body("Theo nghị quyết[^1].")),
            Case::new("a footnote without a reference").file(REPORT, format!("{}\n[^1]: Nghị quyết.\n", valid(REPORT))).expects(Outcome::Warnings),
            Case::new("a photo of a report without a folder").file(REPORT, body("![Chợ phiên](cho.jpg)")),
            Case::new("too deep").file(REPORT, body(&deep)),
            Case::new("too many columns").file(REPORT, body(&columns)),
            Case::new("text that grows fiftyfold").file(REPORT, body(&growth)),
        ],
    );
}

#[test]
fn file_names() {
    let notepad_and_word = Case::new("names that Notepad and Word have lengthened")
        .file("content/reports/2023/sa-pa.md.txt", valid(REPORT))
        .file("content/reports/2023/tam-dao.MD.docx", "x")
        .file("content/topics.yaml.txt", "x")
        .file("content/reports/2023/bac-ha/so-lieu.csv.txt", "attached")
        .file("content/static/ghi-chu.md.txt", "x")
        .expects(Outcome::Warnings);
    compare_snapshots("file_names", &[notepad_and_word]);
}

#[test]
fn files() {
    let link = |target: &'static str, path: &'static str| {
        move |site: &Site| symlink(target, site.path(path)).expect("a link")
    };
    let fifo = |site: &Site| {
        let made = Command::new("mkfifo")
            .arg(site.path("content/pages/ong.md"))
            .status();
        assert!(made.expect("mkfifo").success());
    };
    let socket = |site: &Site| {
        drop(UnixListener::bind(site.path("content/pages/o-cam.md")).expect("a socket"));
    };
    let garbled = |site: &Site| {
        use std::os::unix::ffi::OsStringExt as _;
        let name = std::ffi::OsString::from_vec(b"content/pages/b\xe1o-c\xe1o.md".to_vec());
        std::fs::write(site.path("").join(name), "x").expect("a file");
    };
    let page = "---\ntitle: Trang\n---\n\nText.\n";
    compare_snapshots(
        "files",
        &[
            Case::new("a link to a file").change(link("/etc/passwd", "content/pages/mat.md")),
            Case::new("a link to a folder").change(link("..", "content/reports/2024")),
            Case::new("a broken link").change(link("khong-co", "content/pages/khong.md")),
            Case::new("a link instead of the settings").change(|site| {
                std::fs::rename(site.path(SETTINGS), site.path("site.yaml")).expect("moved");
                symlink("../site.yaml", site.path(SETTINGS)).expect("a link");
            }),
            Case::new("a static file whose name cannot be an address")
                .file("content/static/Giấy phép.pdf", "x"),
            Case::new("static files where the archive has its own")
                .file("content/static/bao-cao/ghi-chu.txt", "x")
                .file("content/static/Index.html", "x")
                .file("content/static/feed.xml", "x")
                .file("content/static/style.css", "x"),
            Case::new("static files that differ in case")
                .file("content/static/CNAME", "x")
                .file("content/static/cname", "x"),
            Case::new("a link among static files")
                .file("content/static/CNAME", "x")
                .change(link("/etc/passwd", "content/static/mat.txt")),
            Case::new("files that somebody put into the output")
                .file("public/CNAME", "kho.example.vn")
                .file("public/.well-known/x.json", "{}")
                .file(REPORT, report("Chợ phiên", "Phiên chợ"))
                .expects(Outcome::Kept),
            Case::new("a pipe").change(fifo),
            Case::new("a socket").change(socket),
            Case::new("a folder named like a report")
                .change(|site| {
                    std::fs::create_dir(site.path("content/reports/2023/trong.md"))
                        .expect("a folder");
                })
                .expects(Outcome::Harmless),
            Case::new("a name that is not UTF-8").change(garbled),
            Case::new("a name with a line end").file("content/pages/a\nb.md", page),
            Case::new("a name with a backslash").file("content/pages/a\\b.md", page),
            Case::new("a name without a letter").file("content/pages/….md", page),
            Case::new("one name in NFC and in NFD")
                .file("content/pages/tổng.md", page)
                .file("content/pages/to\u{302}\u{309}ng.md", page),
            Case::new("names that differ in case").file(
                "content/reports/2023/Sa-Pa.md",
                second("Sa Pa", "Mường Khương"),
            ),
            Case::new("a report outside a year").file("content/reports/sa-pa.md", valid(REPORT)),
            Case::new("a report in a folder that is not a year")
                .file("content/reports/nam-2023/sa-pa.md", valid(REPORT)),
            Case::new("a text outside the known folders").file("content/ghi-chu.md", page),
            Case::new("one folder too many").file("content/pages/a/b/c.md", page),
            Case::new("a YAML file").file("content/reports/2023/du-lieu.yaml", "a: 1\n"),
            Case::new("an extension in capitals").file("content/pages/TRANG.MD", page),
            Case::new("a text of 17 MiB").change(|site| {
                let file =
                    std::fs::File::create(site.path("content/pages/lon.md")).expect("a file");
                file.set_len(17 << 20).expect("a sparse file");
            }),
            Case::new("an attachment of 101 MiB").change(|site| {
                let file =
                    std::fs::File::create(site.path("content/pages/lon.pdf")).expect("a file");
                file.set_len(101 << 20).expect("a sparse file");
            }),
            Case::new("no settings")
                .change(|site| std::fs::remove_file(site.path(SETTINGS)).expect("removed"))
                .expects(Outcome::Refused),
            Case::new("an output folder among the sources")
                .args(&["-o", "content/public"])
                .expects(Outcome::Refused),
            Case::new("a foreign output folder")
                .file("nha/anh.txt", "ảnh\n")
                .args(&["-o", "nha"])
                .expects(Outcome::Refused),
        ],
    );
}

#[test]
fn addresses() {
    let more = |new: &str| report("---\n\nĐoàn", &format!("{new}\n---\n\nĐoàn"));
    let number = "document: {number: 17, symbol: BC-HĐND, date: 2023-09-01}";
    compare_snapshots(
        "addresses",
        &[
            Case::new("a file and a folder with one address").file(
                "content/reports/2023/sa-pa/index.md",
                second("Sa Pa", "Mường Khương"),
            ),
            Case::new("one address by two spellings")
                .file("content/pages/giới thiệu.md", valid(PAGE)),
            Case::new("a page at the address of a list")
                .file("content/pages/bao-cao.md", valid(PAGE)),
            Case::new("an alias that is not an address")
                .file(REPORT, more("aliases: [../../etc, /Bao Cao/]")),
            Case::new("an alias on another site")
                .file(REPORT, more("aliases: https://vidu.vn/bao-cao/")),
            Case::new("an alias that is taken").file(REPORT, more("aliases: [/gioi-thieu/]")),
            Case::new("an alias twice")
                .file(REPORT, more("aliases: [/cu/, /cu/]"))
                .expects(Outcome::Warnings),
            Case::new("a lesson alias of an unknown lesson")
                .file(REPORT, more("lesson_aliases: {bai-hoc-0: bai-hoc-2}")),
            Case::new("a lesson alias of an existing lesson")
                .file(REPORT, more("lesson_aliases: {bai-hoc-1: bai-hoc-1}")),
            Case::new("one document twice")
                .file(REPORT, more(number))
                .file(
                    "content/reports/2023/muong-khuong.md",
                    second("plan", "plan")
                        .replace("---\n\nĐoàn", &format!("{number}\n---\n\nĐoàn")),
                ),
            Case::new("two councils with one address")
                .file(REPORT, more("council: HĐND xã Hà"))
                .file(
                    "content/reports/2023/muong-khuong.md",
                    second("---\n\nĐoàn", "council: HĐND xã Hạ\n---\n\nĐoàn"),
                ),
            Case::new("a council without a letter").file(REPORT, more("council: …")),
        ],
    );
}

#[test]
fn plans() {
    let written = |new: &str| report("plan: 2023/ke-hoach/1", &format!("plan: {new}"));
    let batch = |new: &str| plan("number: 1,", new);
    let other = plan("năm 2023", "năm 2024");
    let more = |new: &str| report("---\n\nĐoàn", &format!("{new}\n---\n\nĐoàn"));
    compare_snapshots(
        "plans",
        &[
            Case::new("a misspelt plan").file(REPORT, written("2023/ke-hoch/1")),
            Case::new("an unknown batch").file(REPORT, written("2023/ke-hoach/7")),
            Case::new("a plan without its batch").file(REPORT, written("2023/ke-hoach")),
            Case::new("a plan name in two years").file("content/plans/2024/ke-hoach.md", other).file(REPORT, written("ke-hoach/1")),
            Case::new("a plan with errors").file(PLAN, plan("title", "title: x\ntitle")),
            Case::new("a batch without a number").file(PLAN, batch("")),
            Case::new("a batch's number in words").file(PLAN, batch("number: một,")),
            Case::new("a batch twice").file(PLAN, plan("batches:\n", "batches:\n  - {number: 1, theme: Giám sát}\n")),
            Case::new("a batch cancelled without a reason").file(PLAN, batch("number: 1, state: cancelled,")),
            Case::new("an unknown state").file(PLAN, batch("number: 1, state: hoãn,")),
            Case::new("a batch that ends before it begins").file(PLAN, plan("to: 2023-08", "to: 2023-07")),
            Case::new("a batch's misspelt province").file(PLAN, plan("[Lào Cai]", "[Lào Kai, Hà Giangg]")),
            Case::new("batches are a string").file(PLAN, plan("batches:\n  - {number: 1, theme: Du lịch, time: {from: 2023-08, to: 2023-08}, provinces: [Lào Cai]}", "batches: ba đợt")),
            Case::new("a deadline in words").file(PLAN, plan("topics:", "reporting: {duty: Báo cáo, within_days: mười}\ntopics:")),
            Case::new("an unknown lesson").file(REPORT, more("uses: [2023/sa-pa/bai-hoc-2, {lesson: 2023/ha-giang/bai-hoc-1, outcome: tốt}]")),
            Case::new("withdrawn with an unknown successor").file(REPORT, more("status: withdrawn\nreason: Đăng nhầm\nreplaced_by: 2023/sapa")),
        ],
    );
}

#[test]
fn settings() {
    let topics = |new: &str| {
        format!(
            "groups:\n  - {{slug: chung, label: Chung}}\ntopics:\n  - {{slug: du-lich, label: Du lịch, group: chung}}\n  - {{slug: giam-sat, label: Giám sát, group: chung}}\n{new}"
        )
    };
    let more = |new: &str| format!("{}{new}\n", valid(SETTINGS));
    compare_snapshots(
        "settings",
        &[
            Case::new("no title").file(SETTINGS, "description: Kho\n"),
            Case::new("an empty settings file").file(SETTINGS, ""),
            Case::new("settings are a string").file(SETTINGS, "Kho thử\n"),
            Case::new("a misspelt setting").file(SETTINGS, more("baseurl: https://vidu.vn/")),
            Case::new("settings that are not YAML").file(SETTINGS, "title: Kho: thử\n"),
            Case::new("settings that are not YAML, further down").file(SETTINGS, more("contact: \"Văn phòng")),
            Case::new("a bad address").file(SETTINGS, more("base_url: vidu.vn/kho")),
            Case::new("an unknown theme").file(SETTINGS, more("theme: defalt")),
            Case::new("a theme outside the site").file(SETTINGS, more("theme: ../../etc")),
            Case::new("an unknown language").file(SETTINGS, more("language: fr")),
            Case::new("a number of rows in words").file(SETTINGS, more("per_page: nhiều")),
            Case::new("a council without a name").file(SETTINGS, changed(SETTINGS, "name: HĐND huyện Côn Đảo\n    ", "")),
            Case::new("a council's misspelt province").file(SETTINGS, changed(SETTINGS, "Bà Rịa - Vũng Tàu", "Bà Rịa Vũng Tầu")),
            Case::new("councils are strings").file(SETTINGS, "title: Kho\ncouncils: [HĐND huyện Côn Đảo]\n"),
            Case::new("topics that are not YAML").file(TOPICS, "topics: [\n"),
            Case::new("a topic's slug").file(TOPICS, topics("  - {slug: Đô thị, label: Đô thị, group: chung}\n")),
            Case::new("a topic's slug is missing").file(TOPICS, topics("  - {label: Đô thị, group: chung}\n")),
            Case::new("a topic's slug twice").file(TOPICS, topics("  - {slug: du-lich, label: Đô thị, group: chung}\n")),
            Case::new("one alias for two topics").file(TOPICS, topics("  - {slug: do-thi, label: Đô thị, group: chung, aliases: [Du lịch]}\n")),
            Case::new("a topic's group").file(TOPICS, topics("  - {slug: do-thi, label: Đô thị, group: chugn}\n")),
            Case::new("a short name that is too long").file(TOPICS, topics("  - {slug: do-thi, label: Đô thị, short: Đô thị thông minh và bền vững, group: chung}\n")),
            Case::new("a topic without a label").file(TOPICS, topics("  - {slug: do-thi, group: chung}\n")),
            Case::new("a misspelt key of a topic").file(TOPICS, topics("  - {slug: do-thi, lable: Đô thị, group: chung}\n")),
        ],
    );
}

/// Three errors in two files, in every language and format.
#[test]
fn formats() {
    let with_errors = || {
        Case::new("")
            .file(
                REPORT,
                report("Lào Cai,", "Lào Kai,").replace("topics", "topisc"),
            )
            .file(PAGE, changed(PAGE, "sa-pa.md", "sapa.md"))
    };
    let named = |name: &'static str| Case {
        name,
        ..with_errors()
    };
    let hostile = || {
        Case::new("").file(
            "content/pages/a,b%:c.md",
            "---\ntitle: \"<img onerror=alert(1)> %0A::error::\"\nx%0A::error::: 1\n---\n",
        )
    };
    compare_snapshots(
        "formats",
        &[
            named("three errors in two files, reported in one run"),
            named("the same in English").args(&["--lang", "en"]),
            named("the same, quietly").args(&["--quiet"]),
            named("the same for programs").args(&["--format", "json"]),
            named("the same for programs, in English").args(&["--format", "json", "--lang", "en"]),
            named("the same for a pull request").args(&["--format", "github"]),
            Case {
                name: "names and texts with the syntax of annotations",
                ..hostile()
            }
            .args(&["--format", "github"]),
            Case {
                name: "names and texts with the syntax of JSON",
                ..hostile()
            }
            .args(&["--format", "json"]),
            Case::new("YAML, in English")
                .file(REPORT, report("[du lịch]", "[du lịch"))
                .args(&["--lang", "en"]),
            Case::new("dates, in English")
                .file(REPORT, report("to: 2023-08-25", "to: 2023-02-30"))
                .args(&["--lang", "en"]),
            Case::new("a link, in English")
                .change(|site| {
                    symlink("/etc/passwd", site.path("content/pages/mat.md")).expect("a link");
                })
                .args(&["--lang", "en"]),
            Case::new("one address, in English")
                .file("content/pages/giới thiệu.md", valid(PAGE))
                .args(&["--lang", "en"]),
            Case::new("in the language of the settings")
                .file(SETTINGS, format!("language: en\n{}", valid(SETTINGS)))
                .file(REPORT, report("topics", "topisc")),
            Case::new("quietly, without a warning")
                .file(REPORT, format!("{}\n<b>Chợ</b>\n", valid(REPORT)))
                .args(&["-q"])
                .expects(Outcome::Warnings),
        ],
    );
}

#[test]
fn shipped_documents_have_no_diagnostics() {
    let run = Site::shipped().run(&["check"]);
    assert_eq!((run.code, &*run.stderr), (0, ""));
}

/// Each line of JSON output is an object with the position of the problem.
#[test]
fn json_output_has_positions() {
    let site = Site::new(&VALID);
    site.write(REPORT, report("Lào Cai,", "Lào Kai,"));
    site.write(PAGE, changed(PAGE, "sa-pa.md", "sapa.md"));
    let run = site.run(&["check", "--format", "json"]);
    assert_eq!((run.code, &*run.stderr), (1, ""));
    let places: Vec<(String, u64, u64, String)> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .map(|diagnostic: serde_json::Value| {
            let place = &diagnostic["place"];
            (
                place["path"].as_str().expect("a path").to_owned(),
                place["line"].as_u64().expect("a line"),
                place["column"].as_u64().expect("a column"),
                diagnostic["code"].as_str().expect("a code").to_owned(),
            )
        })
        .collect();
    let expected = [
        (PAGE.to_owned(), 5, 5, "broken-link".to_owned()),
        (REPORT.to_owned(), 6, 16, "unknown-province".to_owned()),
    ];
    for place in &expected {
        assert!(places.contains(place), "{place:?} is not in {places:?}");
    }
}
