//! The table of broken inputs: what an author writes wrong, and every word that is said about it.
//!
//! Each case changes a small sound site and runs `ssg build` on it. What the program says is kept
//! in `tests/it/diagnostics/*.txt`, below the text it is about, so that both can be read together
//! as the author would; `UPDATE=1 cargo test --test it diagnostics` writes them anew, and the
//! change is for a human to read. Whatever is wrong, the site published before stays as it was.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use crate::program::{Run, Site};

const REPORT: &str = "content/reports/2023/sa-pa.md";
const PLAN: &str = "content/plans/2023/ke-hoach.md";
const PAGE: &str = "content/pages/gioi-thieu.md";
const SETTINGS: &str = "content/site.yaml";
const TOPICS: &str = "content/topics.yaml";

/// The sound site that every case breaks.
const SOUND: [(&str, &str); 4] = [
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

/// The sound report with `old` replaced by `new`.
fn report(old: &str, new: &str) -> String {
    changed(REPORT, old, new)
}

/// The sound plan with `old` replaced by `new`.
fn plan(old: &str, new: &str) -> String {
    changed(PLAN, old, new)
}

/// The sound report with `text` in place of its own.
fn body(text: &str) -> String {
    let (head, _) = sound(REPORT).split_once("\nĐoàn").expect("its text");
    format!("{head}\n{text}\n")
}

/// A report that lies beside the sound one and differs from it in its title.
fn second(old: &str, new: &str) -> String {
    report("plan: 2023/ke-hoach/1\n", "").replacen(old, new, 1)
}

fn sound(path: &str) -> &'static str {
    let file = SOUND.iter().find(|(known, _)| *known == path);
    file.expect("a file of the sound site").1
}

fn changed(path: &str, old: &str, new: &str) -> String {
    let text = sound(path);
    assert!(text.contains(old), "the sound {path} has no {old:?}");
    text.replacen(old, new, 1)
}

/// What a case expects of the program.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Faults, so that nothing is published.
    Faults,
    /// Only warnings.
    Warnings,
    /// The same site, byte for byte, and not a word.
    Harmless,
    /// The run is refused.
    Refused,
}

/// Does to a site's folder what no text can.
type Deed = Box<dyn Fn(&Site)>;

/// A broken input.
struct Case {
    name: &'static str,
    files: Vec<(&'static str, Vec<u8>)>,
    deed: Option<Deed>,
    args: Vec<&'static str>,
    wanted: Wanted,
}

impl Case {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            files: Vec::new(),
            deed: None,
            args: Vec::new(),
            wanted: Wanted::Faults,
        }
    }

    /// Writes a file, in place of the sound one if there is one.
    fn file(mut self, path: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.push((path, bytes.into()));
        self
    }

    fn deed(mut self, deed: impl Fn(&Site) + 'static) -> Self {
        self.deed = Some(Box::new(deed));
        self
    }

    fn args(mut self, args: &[&'static str]) -> Self {
        self.args.extend(args);
        self
    }

    fn wanted(mut self, wanted: Wanted) -> Self {
        self.wanted = wanted;
        self
    }

    /// Runs it, checks what must hold of any, and gives what a human should read.
    fn told(&self, site: &Site, broken: &mut Vec<String>) -> String {
        lay_out(site);
        for (path, bytes) in &self.files {
            site.write(path, bytes);
        }
        if let Some(deed) = &self.deed {
            deed(site);
        }
        if self.wanted == Wanted::Warnings {
            // What is published next may have other records than the sound site.
            std::fs::remove_dir_all(site.path("public")).expect("it goes");
        }
        let mut args = vec!["build"];
        args.extend(&self.args);
        let run = site.run(&args);
        broken.extend(self.broken_promises(site, &run));
        let mut told = format!("== {}\n", self.name);
        for (path, bytes) in &self.files {
            let _ = writeln!(told, "-- {path}\n{}", shown(path, bytes));
        }
        let _ = writeln!(told, "-- ssg {}: {}", args.join(" "), run.code);
        let root = site.path("").display().to_string();
        // How long a build took is nobody's expectation.
        let stdout = if self.wanted == Wanted::Faults {
            run.stdout
        } else {
            String::new()
        };
        for said in [stdout, run.stderr] {
            told.push_str(&said.replace(root.trim_end_matches('/'), "SITE"));
        }
        told.push('\n');
        told
    }

    /// What does not hold though it must in any case.
    fn broken_promises(&self, site: &Site, run: &Run) -> Vec<String> {
        let mut broken = Vec::new();
        let code = match self.wanted {
            Wanted::Faults => 1,
            Wanted::Warnings | Wanted::Harmless => 0,
            Wanted::Refused => 2,
        };
        let said = format!("{}{}", run.stdout, run.stderr);
        if run.code != code || said.contains("panicked") {
            broken.push(format!("the exit code is {}:\n{said}", run.code));
        }
        if self.wanted == Wanted::Harmless && !run.stderr.is_empty() {
            broken.push(format!("it is not harmless:\n{said}"));
        }
        if self.wanted != Wanted::Warnings {
            let published = site.tree("public");
            // Spaces that say nothing still make another source, and its proof another.
            let (sound, published) = if self.wanted == Wanted::Harmless {
                (&without_proofs(sound_site()), without_proofs(&published))
            } else {
                (sound_site(), published)
            };
            let differs = first_difference(sound, &published);
            broken.extend(differs.map(|path| format!("the published {path} was changed")));
        }
        for entry in std::fs::read_dir(site.path("")).expect("the site's folder") {
            let name = entry.expect("an entry").file_name();
            let name = name.to_string_lossy();
            if name.contains(".ssg-") {
                broken.push(format!("{name} was left behind"));
            }
        }
        let told = |what: String| format!("{}: {what}", self.name);
        broken.into_iter().map(told).collect()
    }
}

/// What `ssg build` makes of the sound site.
fn sound_site() -> &'static BTreeMap<String, Vec<u8>> {
    static PUBLISHED: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    PUBLISHED.get_or_init(|| {
        let site = Site::new(&SOUND);
        let run = site.run(&["build"]);
        assert_eq!((run.code, &*run.stderr), (0, ""), "the sound site is sound");
        site.tree("public")
    })
}

/// Brings a folder back to the sound site as it was published.
fn lay_out(site: &Site) {
    let is_published = first_difference(sound_site(), &site.tree("public")).is_none();
    for entry in std::fs::read_dir(site.path("")).expect("the site's folder") {
        let entry = entry.expect("an entry");
        if entry.file_type().expect("a type").is_file() {
            std::fs::remove_file(entry.path()).expect("it goes");
        } else if entry.file_name() != "public" || !is_published {
            std::fs::remove_dir_all(entry.path()).expect("it goes");
        }
    }
    for (path, text) in SOUND {
        site.write(path, text);
    }
    for (path, bytes) in sound_site().iter().filter(|_| !is_published) {
        site.write(&format!("public/{path}"), bytes);
    }
}

/// The first file in which two trees differ.
/// A site without what tells one source from another byte by byte.
fn without_proofs(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    const BEFORE: &str = "Mã kiểm chứng bản gốc (SHA-256): ";
    const PROOFS: [&str; 3] = ["index.json", "index.md", "ssg-manifest.json"];
    let is_proof = |path: &str| PROOFS.contains(&path.rsplit('/').next().unwrap_or(path));
    let shown = files.iter().filter(|(path, _)| !is_proof(path));
    shown
        .map(|(path, bytes)| match std::str::from_utf8(bytes) {
            Ok(text) if text.contains(BEFORE) => {
                let (before, after) = text.split_once(BEFORE).expect("it contains it");
                (path.clone(), [before, &after[16..]].concat().into_bytes())
            }
            _ => (path.clone(), bytes.clone()),
        })
        .collect()
}

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

/// A file for a human's eyes, its lines numbered: what cannot be seen is spelled out, what is long
/// is cut, and lines that begin and end the sound file as well are left out.
fn shown(path: &str, bytes: &[u8]) -> String {
    const MOST_LINES: usize = 20;
    let text = spelled_out(bytes);
    let lines: Vec<&str> = text.lines().collect();
    let sound: Vec<&str> = SOUND
        .iter()
        .find(|(known, _)| *known == path)
        .map_or(Vec::new(), |(_, text)| text.lines().collect());
    let same = |(one, other): &(&&str, &&str)| one == other;
    let before = lines.iter().zip(&sound).take_while(same).count();
    let after = lines[before..]
        .iter()
        .rev()
        .zip(sound[before..].iter().rev())
        .take_while(same)
        .count();
    let changed = &lines[before..lines.len() - after];
    let mut shown = String::new();
    if before > 0 {
        shown.push_str("   …\n");
    }
    for (at, line) in changed.iter().enumerate().take(MOST_LINES) {
        let _ = writeln!(shown, "{:2} {}", before + at + 1, cut(line));
    }
    if changed.len() > MOST_LINES {
        let _ = writeln!(shown, "   … ({} lines)", changed.len());
    } else if after > 0 {
        shown.push_str("   …\n");
    }
    shown.trim_end_matches('\n').to_owned()
}

fn cut(line: &str) -> String {
    const LONGEST: usize = 160;
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{} … ({} bytes)", &line[..at], line.len()),
        None => line.to_owned(),
    }
}

fn spelled_out(bytes: &[u8]) -> String {
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

/// Runs cases and compares what was said with `tests/it/diagnostics/GROUP.txt`.
fn table(group: &str, cases: &[Case]) {
    let mut broken = Vec::new();
    let site = Site::new(&[]);
    let told: Vec<String> = cases
        .iter()
        .map(|case| case.told(&site, &mut broken))
        .collect();
    let told = told.concat();
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/diagnostics")
        .join(group)
        .with_extension("txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &told).expect("the table can be written");
    }
    assert!(broken.is_empty(), "{}", broken.join("\n\n"));
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let parts = |text: &str| -> Vec<String> {
        let parts = text.split("\n== ").map(str::to_owned);
        parts.collect()
    };
    for (expected, told) in parts(&expected).iter().zip(&parts(&told)) {
        assert_eq!(
            expected, told,
            "\n{group}.txt expects\n{expected}\nand this was said\n{told}\n(UPDATE=1 accepts it)"
        );
    }
    assert_eq!(expected, told, "{group}.txt (UPDATE=1 accepts it)");
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
    table(
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
            Case::new("a bracket too many").file(REPORT, report("[du lịch]", "[du lịch]]")),
            Case::new("a comma is forgotten")
                .file(REPORT, report("2023-08-18, to:", "2023-08-18 to:")),
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
            Case::new("a text holds a colon")
                .file(REPORT, head("title: Học tập kinh nghiệm: Sa Pa")),
            Case::new("no space after the colon")
                .file(REPORT, head("title:Học tập kinh nghiệm tại Sa Pa")),
            Case::new("a line without a colon")
                .file(REPORT, head(&format!("{title}\nđoàn mười hai người"))),
            Case::new("a text begins with @").file(REPORT, head("title: @Sa Pa")),
            Case::new("a text begins with %").file(REPORT, head("title: %Sa Pa")),
            Case::new("a text begins with a star").file(REPORT, head("title: *Sa Pa*")),
            Case::new("a backslash in double quotes").file(REPORT, head("title: \"C:\\Sa Pa\"")),
            Case::new("a key stands twice, with other faults")
                .file(REPORT, head(&format!("{title}\nsiez: 12\ntitle: Học tập"))),
            Case::new("a key stands twice in one line")
                .file(REPORT, report("to: 2023-08-25", "from: 2023-08-25")),
            Case::new("an anchor and an alias")
                .file(REPORT, head("title: &t Học tập kinh nghiệm\nsummary: *t")),
            Case::new("an alias of nothing").file(REPORT, head("title: Học tập\nsummary: *t")),
            Case::new("an alias of itself").file(REPORT, head("title: &a [*a]")),
            Case::new("a merge key").file(REPORT, head(&format!("{title}\n<<: {{size: 12}}"))),
            Case::new("a tag").file(REPORT, head("title: !!python/object:os.system Học tập")),
            Case::new("a tag of YAML's own").file(REPORT, head("title: !!int Học tập")),
            Case::new("a bomb").file(REPORT, head(bomb)),
            Case::new("too deep in brackets")
                .file(REPORT, head(&format!("title: {}", "[".repeat(10_000)))),
            Case::new("too deep by indentation").file(REPORT, head(&block.join("\n"))),
            Case::new("too many values").file(REPORT, report("topics: [du lịch]", &many)),
            Case::new("a head of 80 KB").file(REPORT, head(&long)),
            Case::new("two YAML documents").file(REPORT, head(&format!("{title}\n...\nsize: 12"))),
            Case::new("a list for a head").file(
                REPORT,
                "---\n- title: Học tập\n- dates: 2023-08-18\n---\n\nText.\n",
            ),
            Case::new("a sentence for a head")
                .file(REPORT, "---\nHọc tập kinh nghiệm tại Sa Pa\n---\n\nText.\n"),
            Case::new("nothing for a head").file(REPORT, "---\n---\n\nText.\n"),
            Case::new("a list for a key").file(REPORT, head(&format!("{title}\n[size]: 12"))),
            Case::new("a mapping for a key").file(REPORT, head("title: {{7*7}}")),
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
    let utf16: Vec<u8> = sound(REPORT)
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let nfd = |text: &str| -> String {
        use unicode_normalization::UnicodeNormalization as _;
        text.nfd().collect()
    };
    table(
        "shape",
        &[
            Case::new("an empty file").file(REPORT, ""),
            Case::new("a blank file").file(REPORT, " \n\n\t\n"),
            Case::new("no head").file(REPORT, "# Học tập kinh nghiệm\n\nĐoàn đã làm việc.\n"),
            Case::new("a head that begins too late").file(REPORT, format!("\n{}", sound(REPORT))),
            Case::new("a head between +++")
                .file(REPORT, "+++\ntitle = \"Học tập\"\n+++\n\nText.\n"),
            Case::new("a head that is not closed")
                .file(REPORT, report("ke-hoach/1\n---\n", "ke-hoach/1\n")),
            Case::new("a head closed by four dashes")
                .file(REPORT, report("ke-hoach/1\n---\n", "ke-hoach/1\n----\n")),
            Case::new("only the first line").file(REPORT, "---"),
            Case::new("no text below the head")
                .file(REPORT, body(""))
                .wanted(Wanted::Warnings),
            Case::new("bytes that are no UTF-8").file(REPORT, invalid.concat()),
            Case::new("a text in TCVN3").file(REPORT, tcvn.concat()),
            Case::new("UTF-16").file(REPORT, [vec![0xff, 0xfe], utf16].concat()),
            Case::new("settings that are no UTF-8").file(
                SETTINGS,
                [bytes("title: Kho th"), vec![0xf2], bytes("\n")].concat(),
            ),
            Case::new("a byte order mark")
                .file(REPORT, format!("\u{feff}{}", sound(REPORT)))
                .file(SETTINGS, format!("\u{feff}{}", sound(SETTINGS)))
                .wanted(Wanted::Harmless),
            Case::new("CRLF")
                .file(REPORT, sound(REPORT).replace('\n', "\r\n"))
                .file(SETTINGS, sound(SETTINGS).replace('\n', "\r\n"))
                .wanted(Wanted::Harmless),
            Case::new("CR")
                .file(REPORT, sound(REPORT).replace('\n', "\r"))
                .wanted(Wanted::Harmless),
            Case::new("NFD")
                .file(REPORT, nfd(sound(REPORT)))
                .file(PLAN, nfd(sound(PLAN)))
                .file(SETTINGS, nfd(sound(SETTINGS)))
                .wanted(Wanted::Harmless),
            Case::new("spaces behind the dashes")
                .file(REPORT, sound(REPORT).replace("---\n", "---  \n"))
                .wanted(Wanted::Harmless),
            Case::new("no line end at the end")
                .file(REPORT, sound(REPORT).trim_end())
                .wanted(Wanted::Harmless),
            Case::new("a fault behind a byte order mark and CRLF").file(
                REPORT,
                format!("\u{feff}{}", report("dates", "dtaes").replace('\n', "\r\n")),
            ),
        ],
    );
}

#[test]
fn heads() {
    let title = "title: Học tập kinh nghiệm tại Sa Pa\n";
    let lead = "lead: {name: Phan Thanh Biên, position: Chủ tịch HĐND huyện}";
    let more = |new: &str| report("---\n\nĐoàn", &format!("{new}\n---\n\nĐoàn"));
    let many = "Học tập kinh nghiệm. ".repeat(16);
    table(
        "heads",
        &[
            Case::new("a misspelt key").file(REPORT, report("topics", "topisc")),
            Case::new("a misspelt key within").file(REPORT, report("province: L", "provnce: L")),
            Case::new("a key that is none").file(REPORT, more("màu nền: xanh")),
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
            Case::new("what is expected is left out")
                .file(
                    REPORT,
                    "---\ntitle: Học tập\ndates: 2023-08-18\nplan: 2023/ke-hoach/1\n---\n\nText.\n",
                )
                .wanted(Wanted::Warnings),
            Case::new("an invisible character")
                .file(
                    REPORT,
                    report("Học tập kinh nghiệm tại", "Học tập kinh\u{202e} nghiệm tại"),
                )
                .wanted(Wanted::Warnings),
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
            Case::new("a document is text").file(REPORT, more("document: 17/BC-HĐND")),
            Case::new("locations are text").file(
                REPORT,
                report(
                    "locations:\n  - {province: Lào Cai, place: thị xã Sa Pa}",
                    "locations: Lào Cai",
                ),
            ),
            Case::new("a location without a province")
                .file(REPORT, report("province: Lào Cai, ", "")),
            Case::new("a location of nothing").file(
                REPORT,
                report("{province: Lào Cai, place: thị xã Sa Pa}", ""),
            ),
            Case::new("neither true nor false")
                .file(REPORT, report("place: thị xã Sa Pa", "inferred: có")),
            Case::new("a kind of stop that is none")
                .file(REPORT, report("place: thị xã Sa Pa", "kind: visitt")),
            Case::new("a status that is none").file(REPORT, more("status: nháp")),
            Case::new("withdrawn without a reason").file(REPORT, more("status: withdrawn")),
            Case::new("an update without a date")
                .file(REPORT, more("updates:\n  - {note: Sửa tên}")),
            Case::new("a role that is none").file(
                REPORT,
                more("references: [{role: căn cứ, number: 763-TB/HU}]"),
            ),
            Case::new("no council, and two to choose from")
                .file(
                    SETTINGS,
                    format!("{}  - name: HĐND tỉnh Đồng Tháp\n", sound(SETTINGS)),
                )
                .wanted(Wanted::Warnings),
        ],
    );
}

#[test]
fn dates() {
    let dates = |new: &str| report("dates: {from: 2023-08-18, to: 2023-08-25}", new);
    let stop = |new: &str| report("place: thị xã Sa Pa", new);
    table(
        "dates",
        &[
            Case::new("no dates").file(
                REPORT,
                report("dates: {from: 2023-08-18, to: 2023-08-25}\n", ""),
            ),
            Case::new("blank dates").file(REPORT, dates("dates:")),
            Case::new("words for a date").file(REPORT, dates("dates: tháng tám")),
            Case::new("a list of two").file(REPORT, dates("dates: [2023-08-18, 2023-08-25]")),
            Case::new("a range in one text").file(REPORT, dates("dates: 18/8/2023 - 25/8/2023")),
            Case::new("dates point for point")
                .file(REPORT, dates("dates: {from: 18.8.2023, to: 25.8.2023}")),
            Case::new("the American way")
                .file(REPORT, dates("dates: {from: 8/18/2023, to: 8/25/2023}")),
            Case::new("a day that is none")
                .file(REPORT, dates("dates: {from: 2023-02-30, to: 31/4/2023}")),
            Case::new("29 February").file(REPORT, dates("dates: 29/2/2023")),
            Case::new("a month that is none").file(REPORT, dates("dates: 2023-13-01")),
            Case::new("a year that is none").file(REPORT, dates("dates: 0203-08-18")),
            Case::new("a year of two digits").file(REPORT, dates("dates: 18/8/23")),
            Case::new("only a month").file(REPORT, dates("dates: {from: 2023-08, to: 2023-08-25}")),
            Case::new("reversed").file(REPORT, dates("dates: {from: 2023-08-25, to: 2023-08-18}")),
            Case::new("no beginning").file(REPORT, dates("dates: {to: 2023-08-25}")),
            Case::new("a misspelt end")
                .file(REPORT, dates("dates: {from: 2023-08-18, too: 2023-08-25}")),
            // The days of the trip are not known, so nothing is said of its stops.
            Case::new("a misspelt key, and a stop with a date").file(
                REPORT,
                dates("date: {from: 2023-08-18, to: 2023-08-25}")
                    .replace("place: thị xã Sa Pa", "date: 2023-08-19"),
            ),
            Case::new("words for a date, and a stop with one").file(
                REPORT,
                dates("dates: tháng tám").replace("place: thị xã Sa Pa", "date: 2023-08-19"),
            ),
            Case::new("a stop before the trip").file(REPORT, stop("date: 2023-08-17")),
            Case::new("a stop that outlasts the trip")
                .file(REPORT, stop("dates: {from: 2023-08-24, to: 2023-08-26}")),
            Case::new("a stop with two dates")
                .file(REPORT, stop("date: 2023-08-18, dates: 2023-08-19")),
            Case::new("published some day").file(
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
    table(
        "names",
        &[
            Case::new("a misspelt province").file(REPORT, province("Lào Kai")),
            Case::new("a province without accents").file(REPORT, province("Lao Cai")),
            Case::new("a province that is none").file(REPORT, province("Atlantis")),
            Case::new("a district for a province").file(REPORT, province("Sa Pa")),
            Case::new("two provinces in one").file(REPORT, province("Lào Cai và Yên Bái")),
            Case::new("a province that is gone")
                .file(
                    REPORT,
                    province("Yên Bái").replace("dates: {from: 2023-08-18, to: 2023-08-25}", later),
                )
                .wanted(Wanted::Warnings),
            Case::new("a province in NFD, underlined rightly")
                .file(REPORT, province("Thái Nguyênn").nfd().collect::<String>()),
            Case::new("wide characters before the fault").file(
                REPORT,
                report("{province: Lào Cai", "{place: 日本国, province: Lào Kai")
                    .replace(", place: thị xã Sa Pa", ""),
            ),
            Case::new("an emoji before the fault").file(
                REPORT,
                report(
                    "{province: Lào Cai, place: thị xã Sa Pa}",
                    "{place: \"👩‍👩‍👧 🇻🇳\", province: Lào Kai}",
                ),
            ),
            Case::new("a combining mark without a letter of its own before the fault").file(
                REPORT,
                report(
                    "{province: Lào Cai, place: thị xã Sa Pa}",
                    "{place: \"x\u{323}\u{301}\", province: Lào Kai}",
                ),
            ),
            Case::new("a misspelt topic")
                .file(REPORT, topics("[du lich, giám sat, chuyển đổi sô]")),
            Case::new("a topic that is none").file(REPORT, topics("[bóng đá]")),
            Case::new("topics in one text").file(REPORT, topics("du lịch, giám sát")),
            Case::new("a topic twice")
                .file(REPORT, topics("[du lịch, Du lịch]"))
                .wanted(Wanted::Warnings),
            Case::new("topics are a mapping").file(REPORT, topics("{chính: du lịch}")),
            Case::new("a lesson's topic").file(REPORT, lesson("topics=du-lich,giam-sta")),
            Case::new("a lesson's place").file(REPORT, lesson("places=lao-cai,ha-giang")),
            Case::new("a lesson's misspelt place").file(REPORT, lesson("places=lao-kai")),
            Case::new("accents stand for others").file(REPORT, topics("[dù lịch]")),
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
    table(
        "text",
        &[
            Case::new("HTML")
                .file(REPORT, body("Một <b>chữ</b>.\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>"))
                .wanted(Wanted::Warnings),
            Case::new("a handler on a heading").file(REPORT, body("## Tên {onclick=alert(1)}")),
            Case::new("a handler on a lesson")
                .file(REPORT, lesson("{#bai-hoc-1 .practice onclick=\"alert(1)\" style=color:red}")),
            Case::new("a misspelt class").file(REPORT, lesson("{#bai-hoc-1 .practise}")),
            Case::new("a class of another tool").file(REPORT, body("## Tên {.text-center}")),
            Case::new("topics on what is no lesson").file(REPORT, body("## Tên {topics=du-lich}")),
            Case::new("a lesson without an id").file(REPORT, lesson("{.practice}")),
            Case::new("a lesson's id with accents").file(REPORT, lesson("{#bài-học-1 .practice}")),
            Case::new("a lesson of two kinds").file(REPORT, lesson("{#bai-hoc-1 .practice .caution}")),
            Case::new("a lesson with no text").file(REPORT, report("\nChợ phiên họp vào chủ nhật.\n", "")),
            Case::new("a lesson in a lesson")
                .file(REPORT, format!("{}\n#### Chợ đêm {{#bai-hoc-2 .practice}}\n\nText.\n", sound(REPORT))),
            Case::new("a lesson in a quote").file(REPORT, body("> ### Chợ {#bai-hoc-1 .practice}\n>\n> Text.")),
            Case::new("a lesson in a page").file(PAGE, format!("{}\n## Chợ {{#cho .practice}}\n\nText.\n", sound(PAGE))),
            Case::new("an id twice").file(REPORT, format!("{}\n### Chợ {{#bai-hoc-1}}\n\nText.\n", sound(REPORT))),
            Case::new("a javascript: link").file(REPORT, body("Xem [ở đây](javascript:alert(1)).")),
            Case::new("a javascript: link in disguise")
                .file(REPORT, body("Xem [một](JaVaScRiPt:alert(1)), [hai](&#106;avascript:alert(1)), [ba](java&#9;script:alert(1)), <javascript:alert(1)>, [bốn][b].\n\n[b]: javascript:alert(1)")),
            Case::new("a data: link and one without a scheme")
                .file(REPORT, body("Xem [một](data:text/html;base64,PHNjcmlwdD4=) và [hai](//vidu.vn/) và [ba](\\\\may\\tep).")),
            Case::new("a file of the office's own disk").file(REPORT, body("Xem [bản gốc](file:///C:/Users/van-phong/bao-cao.docx).")),
            Case::new("a link to no file").file(REPORT, body("Xem [kế hoạch](../../plans/2023/ke-hoch.md).")),
            Case::new("a link out of the site").file(REPORT, body("Xem [bí mật](../../../../../etc/passwd).")),
            Case::new("a link to no page").file(REPORT, body("Xem [tỉnh](/tinh/lao-kai/) và [chủ đề](/chu-de/bong-da/).")),
            Case::new("a link to no anchor").file(REPORT, format!("{}\nXem [trên](#bai-hoc-2), [giới thiệu](../../pages/gioi-thieu.md#mục).\n", sound(REPORT))),
            Case::new("a link to a draft")
                .file(PLAN, plan("topics:", "status: draft\ntopics:"))
                .file(REPORT, body("Xem [kế hoạch](../../plans/2023/ke-hoach.md).").replace("plan: 2023/ke-hoach/1\n", "")),
            Case::new("a link on two lines").file(REPORT, body("Xem [kế hoạch\ncủa năm](khong-co.md) nhé.")),
            Case::new("a fault far into a long line").file(REPORT, body(&long)),
            Case::new("a fault behind tabs").file(REPORT, body("|\ta\tb |\n| --- |\n|\tTừ\tđây\t[chợ](khong-co.md)\tđó |")),
            Case::new("a fault behind wide characters").file(REPORT, body("日本語の文 [chợ](khong-co.md)")),
            Case::new("phone numbers, mail, identity")
                .file(REPORT, body("Liên hệ ông An, 0912 345 678 hoặc (+84) 912345678, an.nguyen@gmail.com, CCCD 001099012345.")),
            Case::new("a phone number behind a space that Word keeps together").file(
                REPORT,
                body("Gọi:\u{a0}0912345678, xem https://vidu.vn/0912345678"),
            ),
            Case::new("a phone number in the head").file(REPORT, report("position: Chủ tịch HĐND huyện", "position: Chủ tịch (0912.345.678)")),
            Case::new("a footnote without text").file(REPORT, body("Theo nghị quyết[^1].")),
            Case::new("a footnote nobody refers to").file(REPORT, format!("{}\n[^1]: Nghị quyết.\n", sound(REPORT))).wanted(Wanted::Warnings),
            Case::new("a photo beside a report without a folder").file(REPORT, body("![Chợ phiên](cho.jpg)")),
            Case::new("too deep").file(REPORT, body(&deep)),
            Case::new("too many columns").file(REPORT, body(&columns)),
            Case::new("text that grows fiftyfold").file(REPORT, body(&growth)),
        ],
    );
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
    table(
        "files",
        &[
            Case::new("a link to a file").deed(link("/etc/passwd", "content/pages/mat.md")),
            Case::new("a link to a folder").deed(link("..", "content/reports/2024")),
            Case::new("a link to nothing").deed(link("khong-co", "content/pages/khong.md")),
            Case::new("a link in the place of the settings").deed(|site| {
                std::fs::rename(site.path(SETTINGS), site.path("site.yaml")).expect("moved");
                symlink("../site.yaml", site.path(SETTINGS)).expect("a link");
            }),
            Case::new("a pipe").deed(fifo),
            Case::new("a socket").deed(socket),
            Case::new("a folder named like a report")
                .deed(|site| {
                    std::fs::create_dir(site.path("content/reports/2023/trong.md"))
                        .expect("a folder");
                })
                .wanted(Wanted::Harmless),
            Case::new("a name that is not UTF-8").deed(garbled),
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
            Case::new("a report outside a year").file("content/reports/sa-pa.md", sound(REPORT)),
            Case::new("a report in a folder that is no year")
                .file("content/reports/nam-2023/sa-pa.md", sound(REPORT)),
            Case::new("a text in no folder").file("content/ghi-chu.md", page),
            Case::new("a folder too many").file("content/pages/a/b/c.md", page),
            Case::new("a file of YAML").file("content/reports/2023/du-lieu.yaml", "a: 1\n"),
            Case::new("an extension in capitals").file("content/pages/TRANG.MD", page),
            Case::new("a text of 17 MiB").deed(|site| {
                let file =
                    std::fs::File::create(site.path("content/pages/lon.md")).expect("a file");
                file.set_len(17 << 20).expect("a sparse file");
            }),
            Case::new("a file of 101 MiB beside the texts").deed(|site| {
                let file =
                    std::fs::File::create(site.path("content/pages/lon.pdf")).expect("a file");
                file.set_len(101 << 20).expect("a sparse file");
            }),
            Case::new("no settings")
                .deed(|site| std::fs::remove_file(site.path(SETTINGS)).expect("removed"))
                .wanted(Wanted::Refused),
            Case::new("an output among the sources")
                .args(&["-o", "content/public"])
                .wanted(Wanted::Refused),
            Case::new("an output that is somebody's")
                .file("nha/anh.txt", "ảnh\n")
                .args(&["-o", "nha"])
                .wanted(Wanted::Refused),
        ],
    );
}

#[test]
fn addresses() {
    let more = |new: &str| report("---\n\nĐoàn", &format!("{new}\n---\n\nĐoàn"));
    let number = "document: {number: 17, symbol: BC-HĐND, date: 2023-09-01}";
    table(
        "addresses",
        &[
            Case::new("a file and a folder of one name").file(
                "content/reports/2023/sa-pa/index.md",
                second("Sa Pa", "Mường Khương"),
            ),
            Case::new("one address by two spellings")
                .file("content/pages/giới thiệu.md", sound(PAGE)),
            Case::new("a page in the place of a list")
                .file("content/pages/bao-cao.md", sound(PAGE)),
            Case::new("an alias that is no address")
                .file(REPORT, more("aliases: [../../etc, /Bao Cao/]")),
            Case::new("an alias elsewhere").file(REPORT, more("aliases: https://vidu.vn/bao-cao/")),
            Case::new("an alias that is taken").file(REPORT, more("aliases: [/gioi-thieu/]")),
            Case::new("an alias twice").file(REPORT, more("aliases: [/cu/, /cu/]")),
            Case::new("an old lesson leads to none")
                .file(REPORT, more("lesson_aliases: {bai-hoc-0: bai-hoc-2}")),
            Case::new("an old lesson that still stands")
                .file(REPORT, more("lesson_aliases: {bai-hoc-1: bai-hoc-1}")),
            Case::new("one document twice")
                .file(REPORT, more(number))
                .file(
                    "content/reports/2023/muong-khuong.md",
                    second("plan", "plan")
                        .replace("---\n\nĐoàn", &format!("{number}\n---\n\nĐoàn")),
                ),
            Case::new("two councils of one address")
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
    table(
        "plans",
        &[
            Case::new("a misspelt plan").file(REPORT, written("2023/ke-hoch/1")),
            Case::new("a batch that is none").file(REPORT, written("2023/ke-hoach/7")),
            Case::new("a plan without its batch").file(REPORT, written("2023/ke-hoach")),
            Case::new("a plan of two years").file("content/plans/2024/ke-hoach.md", other).file(REPORT, written("ke-hoach/1")),
            Case::new("a plan that cannot be read").file(PLAN, plan("title", "title: x\ntitle")),
            Case::new("a batch without a number").file(PLAN, batch("")),
            Case::new("a batch's number in words").file(PLAN, batch("number: một,")),
            Case::new("a batch twice").file(PLAN, plan("batches:\n", "batches:\n  - {number: 1, theme: Giám sát}\n")),
            Case::new("a batch cancelled without a reason").file(PLAN, batch("number: 1, state: cancelled,")),
            Case::new("a state that is none").file(PLAN, batch("number: 1, state: hoãn,")),
            Case::new("a batch that ends before it begins").file(PLAN, plan("to: 2023-08", "to: 2023-07")),
            Case::new("a batch's misspelt province").file(PLAN, plan("[Lào Cai]", "[Lào Kai, Hà Giangg]")),
            Case::new("batches are text").file(PLAN, plan("batches:\n  - {number: 1, theme: Du lịch, time: {from: 2023-08, to: 2023-08}, provinces: [Lào Cai]}", "batches: ba đợt")),
            Case::new("a deadline in words").file(PLAN, plan("topics:", "reporting: {duty: Báo cáo, within_days: mười}\ntopics:")),
            Case::new("a lesson that is none").file(REPORT, more("uses: [2023/sa-pa/bai-hoc-2, {lesson: 2023/ha-giang/bai-hoc-1, outcome: tốt}]")),
            Case::new("withdrawn for a record that is none").file(REPORT, more("status: withdrawn\nreason: Đăng nhầm\nreplaced_by: 2023/sapa")),
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
    let more = |new: &str| format!("{}{new}\n", sound(SETTINGS));
    table(
        "settings",
        &[
            Case::new("no title").file(SETTINGS, "description: Kho\n"),
            Case::new("an empty file of settings").file(SETTINGS, ""),
            Case::new("settings are text").file(SETTINGS, "Kho thử\n"),
            Case::new("a misspelt setting").file(SETTINGS, more("baseurl: https://vidu.vn/")),
            Case::new("settings that are no YAML").file(SETTINGS, "title: Kho: thử\n"),
            Case::new("settings that are no YAML, further down").file(SETTINGS, more("contact: \"Văn phòng")),
            Case::new("a bad address").file(SETTINGS, more("base_url: vidu.vn/kho")),
            Case::new("a theme that is none").file(SETTINGS, more("theme: defalt")),
            Case::new("a theme outside").file(SETTINGS, more("theme: ../../etc")),
            Case::new("a language that is none").file(SETTINGS, more("language: fr")),
            Case::new("rows in words").file(SETTINGS, more("per_page: nhiều")),
            Case::new("a council without a name").file(SETTINGS, changed(SETTINGS, "name: HĐND huyện Côn Đảo\n    ", "")),
            Case::new("a council's misspelt province").file(SETTINGS, changed(SETTINGS, "Bà Rịa - Vũng Tàu", "Bà Rịa Vũng Tầu")),
            Case::new("councils are names").file(SETTINGS, "title: Kho\ncouncils: [HĐND huyện Côn Đảo]\n"),
            Case::new("topics that are no YAML").file(TOPICS, "topics: [\n"),
            Case::new("a topic's slug").file(TOPICS, topics("  - {slug: Đô thị, label: Đô thị, group: chung}\n")),
            Case::new("a topic's slug is missing").file(TOPICS, topics("  - {label: Đô thị, group: chung}\n")),
            Case::new("a topic's slug twice").file(TOPICS, topics("  - {slug: du-lich, label: Đô thị, group: chung}\n")),
            Case::new("a word for two topics").file(TOPICS, topics("  - {slug: do-thi, label: Đô thị, group: chung, aliases: [Du lịch]}\n")),
            Case::new("a topic's group").file(TOPICS, topics("  - {slug: do-thi, label: Đô thị, group: chugn}\n")),
            Case::new("a topic's long short name").file(TOPICS, topics("  - {slug: do-thi, label: Đô thị, short: Đô thị thông minh và bền vững, group: chung}\n")),
            Case::new("a topic without a label").file(TOPICS, topics("  - {slug: do-thi, group: chung}\n")),
            Case::new("a misspelt key of a topic").file(TOPICS, topics("  - {slug: do-thi, lable: Đô thị, group: chung}\n")),
        ],
    );
}

/// Three faults in two files, in every language and format.
#[test]
fn formats() {
    let faulty = || {
        Case::new("")
            .file(
                REPORT,
                report("Lào Cai,", "Lào Kai,").replace("topics", "topisc"),
            )
            .file(PAGE, changed(PAGE, "sa-pa.md", "sapa.md"))
    };
    let named = |name: &'static str| Case { name, ..faulty() };
    let hostile = || {
        Case::new("").file(
            "content/pages/a,b%:c.md",
            "---\ntitle: \"<img onerror=alert(1)> %0A::error::\"\nx%0A::error::: 1\n---\n",
        )
    };
    table(
        "formats",
        &[
            named("three faults in two files, told in one run"),
            named("the same in English").args(&["--lang", "en"]),
            named("the same, quietly").args(&["--quiet"]),
            named("the same for programs").args(&["--format", "json"]),
            named("the same for programs, in English").args(&["--format", "json", "--lang", "en"]),
            named("the same for a pull request").args(&["--format", "github"]),
            Case {
                name: "names and texts that mean something to a pull request",
                ..hostile()
            }
            .args(&["--format", "github"]),
            Case {
                name: "names and texts that mean something to programs",
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
                .deed(|site| {
                    symlink("/etc/passwd", site.path("content/pages/mat.md")).expect("a link");
                })
                .args(&["--lang", "en"]),
            Case::new("one address, in English")
                .file("content/pages/giới thiệu.md", sound(PAGE))
                .args(&["--lang", "en"]),
            Case::new("in the language of the settings")
                .file(SETTINGS, format!("language: en\n{}", sound(SETTINGS)))
                .file(REPORT, report("topics", "topisc")),
            Case::new("quietly, without a warning")
                .file(REPORT, format!("{}\n<b>Chợ</b>\n", sound(REPORT)))
                .args(&["-q"])
                .wanted(Wanted::Warnings),
        ],
    );
}

/// The shipped documents and the shape of a new site are where authors begin.
#[test]
fn what_ships_is_sound() {
    let run = Site::shipped().run(&["check"]);
    assert_eq!((run.code, &*run.stderr), (0, ""));
}

/// Every line for programs is an object that says where.
#[test]
fn programs_are_told_where() {
    let site = Site::new(&SOUND);
    site.write(REPORT, report("Lào Cai,", "Lào Kai,"));
    site.write(PAGE, changed(PAGE, "sa-pa.md", "sapa.md"));
    let run = site.run(&["check", "--format", "json"]);
    assert_eq!((run.code, &*run.stderr), (1, ""));
    let places: Vec<(String, u64, u64, String)> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .map(|told: serde_json::Value| {
            let place = &told["place"];
            (
                place["path"].as_str().expect("a path").to_owned(),
                place["line"].as_u64().expect("a line"),
                place["column"].as_u64().expect("a column"),
                told["code"].as_str().expect("a code").to_owned(),
            )
        })
        .collect();
    let wanted = [
        (PAGE.to_owned(), 5, 5, "broken-link".to_owned()),
        (REPORT.to_owned(), 6, 16, "unknown-province".to_owned()),
    ];
    for place in &wanted {
        assert!(places.contains(place), "{place:?} is not in {places:?}");
    }
}
