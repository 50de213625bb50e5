//! Inputs that were tried on the program: mistakes of clerks, public reports of faults in other
//! programs, and more of the same kinds.
//!
//! Each case in `tests/it/tried_inputs/*.txt` changes a small valid site, runs `ssg` on it and shows
//! what the author reads. The tables in `docs/dev/tried-inputs.md` are the result.
//! `UPDATE=1 cargo test --test it tried_inputs` rewrites them; review every change.
//!
//! A case is a line `== NUMBER NAME`, and lines that each begin with a command:
//!
//! - `report OLD => NEW` replaces a part of the report; so do `plan`, `page` and `settings`.
//! - `body TEXT` replaces the text of the report; `folder` gives it a folder of its own.
//! - `file PATH <= TEXT`, `png PATH`, `png PATH WIDTH HEIGHT`, `copy PATH => PATH`, `rename PATH => PATH`, `remove PATH`.
//! - `utf16 PATH`, `crlf PATH` and `nfd PATH` save a file in another way.
//! - `shows PATH TEXT`: the output has a file with this text. Without it the program must say something.
//! - `shell LINE` runs a line of the shell in the folder of the site, where `ssg` is the program and
//!   `$CASES` the folder of Word files. Its exit code and what it prints are the result.
//! - `now TEXT` and `test NAME`: what the program does, and the test elsewhere that shows it.
//!
//! `\n`, `\t`, `\\`, `\u{…}` (a character) and `\x{…}` (a byte) stand for what cannot be written.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::diagnostics::{PAGE, PLAN, REPORT, SETTINGS, VALID};
use crate::program::{Site, read_folder};

const DOCUMENT: &str = "docs/dev/tried-inputs.md";

/// The lists, each with the line in the document above its table.
const LISTS: [(&str, &str); 3] = [
    ("mistakes", "## Mistakes of clerks\n"),
    (
        "reports",
        "## After public reports of faults in other programs\n",
    ),
    ("variants", "## More of the same kinds\n"),
];

/// Notices about the style of lessons, which most cases get.
const STYLE: [&str; 2] = ["short-lesson", "vague-lesson"];

/// Errors whose message itself says what to do.
const CLEAR_WITHOUT_HINT: [&str; 1] = ["yaml-control"];

struct Case<'t> {
    number: &'t str,
    name: &'t str,
    lines: Vec<(&'t str, &'t str)>,
}

/// Reads the cases of a list.
fn cases(text: &str) -> Vec<Case<'_>> {
    let cases = text.split("\n== ").filter(|case| !case.trim().is_empty());
    let cases = cases.map(|case| {
        let mut lines = case.trim_start_matches("== ").lines();
        let head = lines.next().expect("a head");
        let (number, name) = head.split_once(' ').expect("a number and a name");
        let lines = lines.filter(|line| !line.is_empty());
        let lines = lines.map(|line| line.split_once(' ').unwrap_or((line, "")));
        Case {
            number,
            name,
            lines: lines.collect(),
        }
    });
    cases.collect()
}

/// Replaces the escapes of a list by what they stand for.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend(rest[..at].bytes());
        rest = &rest[at + 1..];
        let kind = rest.chars().next().expect("an escape");
        rest = &rest[kind.len_utf8()..];
        let mut number = || {
            let (digits, after) = rest[1..].split_once('}').expect("closed");
            rest = after;
            u32::from_str_radix(digits, 16).expect("hexadecimal")
        };
        match kind {
            'n' => bytes.push(b'\n'),
            't' => bytes.push(b'\t'),
            '\\' => bytes.push(b'\\'),
            'u' => {
                let c = char::from_u32(number()).expect("a character");
                bytes.extend(c.to_string().bytes());
            }
            'x' => bytes.push(u8::try_from(number()).expect("a byte")),
            other => panic!("unknown escape {other}"),
        }
    }
    bytes.extend(rest.bytes());
    bytes
}

fn unescaped_pair(text: &str) -> (Vec<u8>, Vec<u8>) {
    let (old, new) = text.split_once(" => ").unwrap_or_else(|| {
        let old = text.strip_suffix(" =>").expect("OLD => NEW");
        (old, "")
    });
    (unescape(old), unescape(new))
}

fn pair_of_paths(text: &str) -> (String, String) {
    let (old, new) = unescaped_pair(text);
    let path = |bytes| String::from_utf8(bytes).expect("a path");
    (path(old), path(new))
}

/// A picture of one colour.
fn png((width, height): (u32, u32)) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(width, height, image::Rgb([40, 160, 90]));
    let written = picture.write_to(&mut bytes, image::ImageFormat::Png);
    written.expect("a picture");
    bytes.into_inner()
}

fn replace(bytes: &mut Vec<u8>, old: &[u8], new: &[u8]) {
    let at = bytes.windows(old.len()).position(|window| window == old);
    let at = at.unwrap_or_else(|| panic!("there is no {:?}", String::from_utf8_lossy(old)));
    bytes.splice(at..at + old.len(), new.iter().copied());
}

impl Case<'_> {
    /// The sources of the case.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let valid = VALID.iter();
        let mut files: BTreeMap<String, Vec<u8>> = valid
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect();
        let mut report = REPORT.to_owned();
        for (command, rest) in &self.lines {
            let known = match *command {
                "report" => Some(&*report),
                "plan" => Some(PLAN),
                "page" => Some(PAGE),
                "settings" => Some(SETTINGS),
                _ => None,
            };
            if let Some(path) = known {
                let (old, new) = unescaped_pair(rest);
                replace(files.get_mut(path).expect("the file"), &old, &new);
            } else {
                self.change(command, rest, &mut files, &mut report);
            }
        }
        files
    }

    fn change(
        &self,
        command: &str,
        rest: &str,
        files: &mut BTreeMap<String, Vec<u8>>,
        report: &mut String,
    ) {
        let convert = |files: &mut BTreeMap<String, Vec<u8>>, new: &dyn Fn(&str) -> Vec<u8>| {
            let bytes = files.get_mut(rest).expect("the file");
            *bytes = new(std::str::from_utf8(bytes).expect("UTF-8"));
        };
        match command {
            "body" => {
                let bytes = files.get_mut(&*report).expect("the report");
                let text = String::from_utf8(bytes.clone()).expect("UTF-8");
                let (head, _) = text.split_once("\nĐoàn").expect("its text");
                *bytes = [head.as_bytes(), b"\n", &unescape(rest), b"\n"].concat();
            }
            "folder" => {
                let bytes = files.remove(&*report).expect("the report");
                "content/reports/2023/sa-pa/index.md".clone_into(report);
                files.insert(report.clone(), bytes);
                let page = files.get_mut(PAGE).expect("the page");
                replace(page, b"sa-pa.md", b"sa-pa/index.md");
            }
            "file" => {
                let (path, text) = rest.split_once(" <= ").expect("PATH <= TEXT");
                files.insert(path.to_owned(), unescape(text));
            }
            "png" => {
                let mut words = rest.rsplitn(3, ' ');
                let size = |word: Option<&str>| word.and_then(|word| word.parse::<u32>().ok());
                let (height, width) = (size(words.next()), size(words.next()));
                let (name, size) = match (width.zip(height), words.next()) {
                    (Some(size), Some(name)) => (name, size),
                    _ => (rest, (640, 480)),
                };
                let name = String::from_utf8(unescape(name)).expect("a path");
                files.insert(name, png(size));
            }
            "copy" | "rename" => {
                let (from, to) = pair_of_paths(rest);
                let bytes = files[&from].clone();
                if command == "rename" {
                    files.remove(&from);
                    if from == *report {
                        report.clone_from(&to);
                    }
                }
                files.insert(to, bytes);
            }
            "remove" => {
                files.remove(rest).expect("the file");
            }
            "utf16" => convert(files, &|text| {
                let units = std::iter::once(0xfeff).chain(text.encode_utf16());
                units.flat_map(u16::to_le_bytes).collect()
            }),
            "crlf" => convert(files, &|text| {
                format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes()
            }),
            "nfd" => convert(files, &|text| ssg_vietnam::text::nfd(text).into_bytes()),
            "shows" | "shell" | "now" | "test" => {}
            other => panic!("{} {}: unknown command {other}", self.number, self.name),
        }
    }

    fn argument(&self, command: &str) -> Option<&str> {
        let mut lines = self.lines.iter();
        lines.find(|(of, _)| *of == command).map(|(_, rest)| *rest)
    }

    /// Runs the case. Returns what the author reads, as the cell of a table, or what is wrong with it.
    fn run(&self, tests: &str) -> Result<String, String> {
        let name = format!("{} {}", self.number, self.name);
        if let Some(now) = self.argument("now") {
            let test = self.argument("test").expect("the test that shows it");
            return if tests.contains(test) {
                Ok(format!("{now} (`{test}`)"))
            } else {
                Err(format!("{name}: there is no test {test}"))
            };
        }
        let site = Site::new(&[]);
        for (path, bytes) in self.files() {
            site.write(&path, bytes);
        }
        if self.argument("shell").is_some() {
            let lines = self.lines.iter().filter(|(of, _)| *of == "shell");
            let cells: Result<Vec<String>, String> = lines
                .map(|(_, line)| run_shell(&site, line).map_err(|why| format!("{name}: {why}")))
                .collect();
            return cells.map(|cells| cells.join("<br>"));
        }
        let shows = self.argument("shows");
        let command = if shows.is_some() { "build" } else { "check" };
        let run = site.run(&[command, "--format", "json", "--lang", "en"]);
        assert!(!run.stderr.contains("panicked"), "{name}: {}", run.stderr);
        let lines = run.stdout.lines().chain(run.stderr.lines());
        let found: Vec<Value> = lines
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect();
        let mut cells: Vec<String> = Vec::new();
        for diagnostic in &found {
            if diagnostic["place"].is_null() || STYLE.contains(&text_of(&diagnostic["code"])) {
                continue;
            }
            let hints = diagnostic["hints"].as_array().map_or(0, Vec::len);
            let is_clear = CLEAR_WITHOUT_HINT.contains(&text_of(&diagnostic["code"]));
            let is_error = text_of(&diagnostic["severity"]) == "error";
            if is_error && hints == 0 && !is_clear {
                return Err(format!("{name}: a dead end: {diagnostic}"));
            }
            cells.push(format_diagnostic(diagnostic));
        }
        if let Some(shows) = shows {
            let (path, text) = shows.split_once(' ').expect("a path and a text");
            let page = std::fs::read_to_string(site.path("public").join(path));
            if !page.is_ok_and(|page| page.contains(text)) {
                return Err(format!("{name}: no {path} with {text}: {}", run.stdout));
            }
            cells.push(format!("accepted: `{path}` has `{text}`"));
        }
        if cells.is_empty() {
            return Err(format!("{name} is silent: {}", run.stdout));
        }
        Ok(cells.join("<br>"))
    }
}

/// Runs a line of the shell in a site. Returns the line, its exit code and what it printed, or what
/// is wrong: it took too long, the program crashed, or it failed without a word.
fn run_shell(site: &Site, line: &str) -> Result<String, String> {
    /// What a line may take, in seconds. Beyond it the line is stopped.
    const MAX_SECONDS: &str = "120";
    let program = Path::new(env!("CARGO_BIN_EXE_ssg"));
    let folder = program.parent().expect("a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/cases");
    let output = Command::new("timeout")
        .args([MAX_SECONDS, "sh", "-c", line])
        .current_dir(site.path(""))
        .env("PATH", format!("{}:{path}", folder.display()))
        .env("CASES", &cases)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .map_err(|error| format!("`{line}` does not start: {error}"))?;
    let code = output.status.code().unwrap_or(-1);
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed).into_owned();
    let root = site.path("").display().to_string();
    let printed = printed.replace(root.trim_end_matches('/'), "SITE");
    let printed = printed.replace(&cases.display().to_string(), "$CASES");
    let words: Vec<&str> = printed.split_whitespace().collect();
    let printed = words.join(" ");
    if code == 124 || printed.contains("panicked") || (code != 0 && printed.is_empty()) {
        return Err(format!("`{line}`: exit {code}: {printed}"));
    }
    let says = if printed.is_empty() {
        "nothing"
    } else {
        &printed
    };
    Ok(format!("`$ {line}`: exit {code}, prints: {says}"))
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Formats a diagnostic as `error 2:1: message; hint`.
fn format_diagnostic(diagnostic: &Value) -> String {
    let place = &diagnostic["place"];
    let path = text_of(&place["path"]);
    let at = match (path == REPORT, &place["line"]) {
        (true, Value::Null) => String::new(),
        (true, line) => format!(" {line}:{}", place["column"]),
        (false, Value::Null) => format!(" {path}"),
        (false, line) => format!(" {path}:{line}:{}", place["column"]),
    };
    let hints = diagnostic["hints"].as_array().into_iter().flatten();
    let hints = hints.map(text_of);
    let texts: Vec<&str> = std::iter::once(text_of(&diagnostic["message"]))
        .chain(hints)
        .collect();
    let severity = text_of(&diagnostic["severity"]);
    format!("{severity}{at}: {}", texts.join("; "))
}

/// A cell of a table: one line without bars, and nothing that Markdown reads as HTML.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '|' => out.push_str("\\|"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control()
                || ssg_vietnam::text::strip_invisible(&c.to_string()).is_empty() =>
            {
                let _ = write!(out, "U+{:04X}", u32::from(c));
            }
            '\u{a0}' => out.push_str("U+00A0"),
            c => out.push(c),
        }
    }
    out
}

/// The names of all tests in `tests/` and `crates/`, as their source text.
fn source_of_tests(top: &Path) -> String {
    let mut text = String::new();
    for folder in ["tests", "crates"] {
        for (path, bytes) in read_folder(&top.join(folder)) {
            let is_code = [".rs", ".mjs", ".py"].iter().any(|end| path.ends_with(end));
            if is_code {
                let _ = writeln!(text, "{folder}/{path}");
                text.push_str(&String::from_utf8_lossy(&bytes));
            }
        }
    }
    text
}

#[test]
fn no_tried_input_is_silent_or_a_dead_end() {
    let top = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let tests = source_of_tests(&top);
    let document = std::fs::read_to_string(top.join(DOCUMENT)).expect("the document");
    let mut problems = Vec::new();
    let mut expected = String::new();
    let (head, _) = document.split_once(LISTS[0].1).expect("its first part");
    expected.push_str(head);
    for (list, heading) in LISTS {
        let path = top
            .join("tests/it/tried_inputs")
            .join(list)
            .with_extension("txt");
        let text = std::fs::read_to_string(path).expect("a list");
        expected.push_str(heading);
        expected.push_str("\n| | input | what the program does |\n| --- | --- | --- |\n");
        for case in cases(&text) {
            let result = case.run(&tests).unwrap_or_else(|problem| {
                problems.push(problem);
                String::new()
            });
            let (name, result) = (cell(case.name), cell(&result));
            let _ = writeln!(expected, "| {} | {name} | {result} |", case.number);
        }
        expected.push('\n');
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let expected = expected.trim_end().to_owned() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(top.join(DOCUMENT), &expected).expect("the document can be written");
    }
    let actual = std::fs::read_to_string(top.join(DOCUMENT)).expect("the document");
    for (expected, actual) in expected.lines().zip(actual.lines()) {
        assert_eq!(expected, actual, "{DOCUMENT} (UPDATE=1 accepts it)");
    }
    assert_eq!(expected, actual, "{DOCUMENT} (UPDATE=1 accepts it)");
}
