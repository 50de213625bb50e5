//! The documentation is true: its examples build, its commands exist, its links lead somewhere.

mod configuration;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::program::Site;

const README: &str = include_str!("../../README.md");
const GUIDE: &str = include_str!("../../content/pages/huong-dan/index.md");
const COMMANDS: &str = include_str!("../../docs/commands.md");
const IT_PAGE: &str = include_str!("../../docs/quan-tri.md");

/// The settings of a site with one council, where a report need not name its own.
const ONE_COUNCIL: &str = "title: Kho\ncouncils: [{name: HĐND huyện Côn Đảo}]\n";

/// Flags that every command takes.
const COMMON_SECTION: &str = "Every command";

/// Returns the first fenced block of `language` in a page.
fn block<'a>(page: &'a str, language: &str) -> &'a str {
    blocks(page, language).next().expect("a fenced block")
}

/// Returns the content of every fenced block of `language` in a page.
fn blocks<'a>(page: &'a str, language: &str) -> impl Iterator<Item = &'a str> {
    let opening = format!("\n```{language}\n");
    let mut rest = page;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once(&*opening)?;
        let (code, after) = after.split_once("```\n").expect("the end of a block");
        rest = after;
        Some(code)
    })
}

/// Returns every page of documentation with its path from the root of the repository.
fn pages() -> BTreeMap<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
    ]
    .map(PathBuf::from)
    .into();
    for folder in ["docs", "docs/dev", "docs/screenshots"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("a folder of documentation") {
            let name = entry.expect("an entry").file_name();
            let path = Path::new(folder).join(name);
            if path.extension().is_some_and(|extension| extension == "md") {
                paths.push(path);
            }
        }
    }
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(root.join(&path)).expect("a page");
            (path, text)
        })
        .collect()
}

/// Builds a site without messages, and expects a page at `address`.
fn assert_builds(site: &Site, address: &str) {
    let run = site.run(&["build"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("Đã dựng "), "{}", run.stdout);
    let page = format!("{address}/index.html");
    assert!(site.tree("public").contains_key(&page), "{page}");
}

#[test]
fn shipped_site_builds_without_warnings() {
    assert_builds(&Site::shipped(), "huong-dan");
}

#[test]
fn shortest_report_of_readme_builds_with_the_shipped_ones() {
    let site = Site::shipped();
    site.write(
        "content/reports/2025/hoc-tap-tai-lao-cai.md",
        block(README, "markdown"),
    );
    assert_builds(&site, "bao-cao/2025/hoc-tap-tai-lao-cai/bai-hoc-1");
}

#[test]
fn readme_shows_the_error_of_its_example() {
    let site = Site::shipped();
    site.write(
        "content/reports/2025/hoc-tap-tai-lao-cai.md",
        block(README, "markdown").replace("province: Lào Cai", "province: Lào Cay"),
    );
    let run = site.run(&["check", "--lang", "en"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.stderr, block(README, "text"));
}

#[test]
fn five_minutes_of_readme_end_in_a_site() {
    let word = "tests/import/files/vi-du-quang-ninh-2024--word-styles.docx";
    let word = Path::new(env!("CARGO_MANIFEST_DIR")).join(word);
    let site = Site::new(&[]);
    site.write(
        "Báo cáo Quảng Ninh.docx",
        std::fs::read(word).expect("a Word file"),
    );
    let (_, section) = README
        .split_once("## Five minutes")
        .expect("the section on the first site");
    let commands: Vec<&str> = blocks(section, "sh").take(2).flat_map(str::lines).collect();
    let names: Vec<&str> = commands
        .iter()
        .filter_map(|line| line.strip_prefix("ssg ")?.split(' ').next())
        .collect();
    assert_eq!(names, ["init", "import", "serve", "build"]);
    assert_eq!(commands[1], "cd kho");

    assert_eq!(site.run(&["init", "kho"]).code, 0);
    let import = site.run(&["-r", "kho", "import", "Báo cáo Quảng Ninh.docx"]);
    assert_eq!(import.code, 0, "{}", import.stderr);
    let draft = "content/reports/2024/bao-cao-quang-ninh/index.md";
    let text = String::from_utf8(site.tree("kho")[draft].clone()).expect("UTF-8");
    assert!(text.contains("\nstatus: draft\n"), "{text}");
    site.write(&format!("kho/{draft}"), text.replace("status: draft\n", ""));
    let build = site.run(&["-r", "kho", "build"]);
    assert_eq!(build.code, 0, "{}", build.stderr);
    let page = "bao-cao/2024/bao-cao-quang-ninh/index.html";
    assert!(site.tree("kho/public").contains_key(page));
}

#[test]
fn readme_is_short_and_starts_with_one_command() {
    let words = README.split_whitespace().count();
    assert!(words <= 900, "{words} words");
    assert_eq!(block(README, "sh"), "cargo run --release -- build\n");
    assert!(blocks(README, "sh").any(|code| code == "tests/run\n"));
}

/// The section of the guide with the shortest report.
fn shortest_report() -> &'static str {
    let (_, section) = GUIDE
        .split_once("## Báo cáo ngắn nhất")
        .expect("the section with the shortest report");
    section
}

#[test]
fn shortest_report_of_guide_builds_with_one_council() {
    let site = Site::new(&[
        ("content/site.yaml", ONE_COUNCIL),
        (
            "content/reports/2023/ten-chuyen-di.md",
            block(shortest_report(), "markdown"),
        ),
    ]);
    assert_builds(&site, "bao-cao/2023/ten-chuyen-di/bai-hoc-1");
}

#[test]
fn guide_shows_the_error_of_its_example() {
    let report = block(shortest_report(), "markdown").replace("Lào Cai", "Lào Cay");
    let site = Site::new(&[
        ("content/site.yaml", ONE_COUNCIL),
        ("content/reports/2023/ten-chuyen-di.md", &report),
    ]);
    let (_, section) = GUIDE
        .split_once("## Đọc một dòng báo lỗi")
        .expect("the section on errors");
    let run = site.run(&["check"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.stderr, block(section, "text"));
}

/// Returns the commands that `ssg --help` lists.
fn commands(site: &Site) -> BTreeSet<String> {
    let help = site.run(&["--help", "--lang", "en"]).stdout;
    let (_, list) = help.split_once("Commands:\n").expect("a list of commands");
    list.lines()
        .take_while(|line| line.starts_with("  "))
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

/// Returns the flags that the help of a command lists, as `-f` and `--force`.
fn flags(site: &Site, command: &str) -> BTreeSet<String> {
    let help = site.run(&[command, "--help", "--lang", "en"]).stdout;
    let (_, list) = help.split_once("Options:\n").expect("a list of flags");
    list.lines()
        .map(str::trim_start)
        .filter(|line| line.starts_with('-'))
        .flat_map(|line| {
            line.split([' ', ','])
                .take_while(|word| !word.starts_with('<'))
        })
        .filter(|word| word.starts_with('-'))
        .map(str::to_owned)
        .collect()
}

/// Returns the words in backticks of a line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Returns the flags that each section of the page on the command line documents, by its command.
fn documented_flags() -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut documented: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for section in COMMANDS.split("\n## ").skip(1) {
        let heading = section.lines().next().unwrap_or_default();
        let command = heading
            .strip_prefix("`ssg ")
            .and_then(|rest| rest.split([' ', '`']).next());
        let rows = section.lines().filter(|line| line.starts_with("| `-"));
        let flags = rows
            .filter_map(|row| row.split(" | ").next())
            .flat_map(quoted)
            .filter_map(|flag| flag.split(' ').next())
            .filter(|flag| flag.starts_with('-'))
            .map(str::to_owned);
        documented
            .entry(command.unwrap_or(heading))
            .or_default()
            .extend(flags);
    }
    documented
}

#[test]
fn command_line_page_lists_exactly_the_commands_and_flags_there_are() {
    let site = Site::new(&[]);
    let commands = commands(&site);
    assert!(commands.len() >= 10, "{commands:?}");
    let mut documented = documented_flags();
    let common = documented
        .remove(COMMON_SECTION)
        .expect("the section on common flags");
    let names: BTreeSet<String> = documented.keys().map(|name| (*name).to_owned()).collect();
    assert_eq!(names, commands);
    for (command, own) in &documented {
        let all: BTreeSet<String> = own.union(&common).cloned().collect();
        assert_eq!(all, flags(&site, command), "{command}");
    }
}

#[test]
fn readme_lists_exactly_the_commands_there_are() {
    let listed: BTreeSet<String> = README
        .lines()
        .filter_map(|line| line.strip_prefix("| `ssg "))
        .filter_map(|row| row.split([' ', '`']).next())
        .map(str::to_owned)
        .collect();
    assert_eq!(listed, commands(&Site::new(&[])));
}

/// Returns every call of `ssg` in a page: in fenced blocks, and in backticks within lines.
fn calls(page: &str) -> Vec<String> {
    let mut calls = Vec::new();
    for language in ["sh", "text"] {
        for line in blocks(page, language).flat_map(str::lines) {
            let line = line.strip_prefix("$ ").unwrap_or(line);
            if line.starts_with("ssg ") {
                calls.push(line.to_owned());
            }
        }
    }
    let mut is_code = false;
    for line in page.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            calls.extend(
                quoted(line)
                    .filter(|code| code.starts_with("ssg "))
                    .map(str::to_owned),
            );
        }
    }
    calls
}

#[test]
fn every_call_of_ssg_in_the_documentation_is_valid() {
    let site = Site::new(&[]);
    let known: BTreeMap<String, BTreeSet<String>> = commands(&site)
        .into_iter()
        .map(|command| {
            let flags = flags(&site, &command);
            (command, flags)
        })
        .collect();
    let mut pages = pages();
    pages.insert("content/pages/huong-dan/index.md".into(), GUIDE.to_owned());
    let mut checked = 0;
    for (path, text) in &pages {
        for call in calls(text) {
            let call = call.split(['|', '>']).next().unwrap_or_default();
            let mut words = call.split_whitespace().skip(1);
            let Some(command) = words.clone().find(|word| !word.starts_with('-')) else {
                assert!(
                    words.all(|flag| ["--version", "--help"].contains(&flag)),
                    "{}: {call}",
                    path.display()
                );
                continue;
            };
            if command == "COMMAND" {
                continue;
            }
            let Some(flags) = known.get(command) else {
                panic!("{}: no command in `{call}`", path.display());
            };
            for flag in words.filter(|word| word.starts_with('-')) {
                assert!(flags.contains(flag), "{}: {flag} in {call}", path.display());
            }
            checked += 1;
        }
    }
    assert!(checked > 60, "{checked} calls");
}

/// Returns the commands of the shell blocks of pages, one a line.
fn shell_lines(pages: &[&str]) -> BTreeSet<String> {
    let lines = pages.iter().flat_map(|page| blocks(page, "sh"));
    lines.flat_map(str::lines).map(str::to_owned).collect()
}

#[test]
fn vietnamese_it_page_has_the_commands_of_the_english_pages() {
    let english = shell_lines(&[
        include_str!("../../docs/installing.md"),
        include_str!("../../docs/publishing.md"),
        include_str!("../../docs/upgrading.md"),
    ]);
    let vietnamese = shell_lines(&[IT_PAGE]);
    assert!(english.len() > 20, "{english:?}");
    assert_eq!(vietnamese, english);
}

/// Returns the anchor that GitHub gives a heading.
fn anchor(heading: &str) -> String {
    let kept = heading
        .trim()
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .collect::<String>();
    kept.replace(' ', "-")
}

/// Returns the anchors of all headings of a page.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter_map(|line| line.strip_prefix('#'));
    headings
        .map(|line| anchor(line.trim_start_matches('#')))
        .collect()
}

/// Resolves a relative link of the page at `from`, without looking at the disk.
fn resolve(from: &Path, link: &str) -> PathBuf {
    let mut path = from.parent().unwrap_or(Path::new("")).to_owned();
    for part in Path::new(link).components() {
        match part {
            Component::ParentDir => {
                assert!(
                    path.pop(),
                    "{}: {link} leaves the repository",
                    from.display()
                );
            }
            part => path.push(part),
        }
    }
    path
}

#[test]
fn links_of_the_documentation_lead_to_files_and_headings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = pages();
    let mut checked = 0;
    for (path, text) in &pages {
        // A parser, because links in code are examples.
        let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        let links = Parser::new_ext(text, options).filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some(dest_url)
            }
            _ => None,
        });
        for link in links.filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
            let (file, fragment) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() {
                path.clone()
            } else {
                resolve(path, file)
            };
            let place = path.display();
            assert!(root.join(&target).exists(), "{place}: no file for {link}");
            if let (false, Some(page)) = (fragment.is_empty(), pages.get(&target)) {
                let known = anchors(page);
                assert!(known.contains(fragment), "{place}: no heading for {link}");
            }
            checked += 1;
        }
    }
    assert!(checked > 200, "{checked} links");
}

/// Folders whose paths the documentation names in backticks.
const NAMED_FOLDERS: [&str; 6] = ["crates/", "docs/", "src/", "tests/", "themes/", "benches/"];

#[test]
fn paths_in_the_developers_pages_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut checked = 0;
    for (path, text) in &pages() {
        if !path.starts_with("docs/dev") && !path.starts_with("CONTRIBUTING.md") {
            continue;
        }
        for code in text.lines().flat_map(quoted) {
            let named = code.split(' ').next().unwrap_or_default();
            if NAMED_FOLDERS.iter().any(|folder| named.starts_with(folder)) {
                let place = path.display();
                assert!(root.join(named).exists(), "{place}: there is no `{named}`");
                checked += 1;
            }
        }
    }
    assert!(checked > 50, "{checked} paths");
}

#[test]
fn architecture_lists_exactly_the_crates_there_are() {
    let architecture = include_str!("../../docs/dev/architecture.md");
    let listed: BTreeSet<&str> = architecture
        .lines()
        .filter_map(|line| line.strip_prefix("| `crates/")?.split('`').next())
        .collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates");
    let entries = std::fs::read_dir(root).expect("the folder of crates");
    let crates: BTreeSet<String> = entries
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.into_string().expect("an ASCII name"))
        .collect();
    assert!(crates.iter().eq(listed.iter().copied()), "{listed:?}");
}

/// Returns the source code of all Rust files below a folder.
fn rust_code(folder: &Path, code: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder of code") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_code(&path, code);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            code.push_str(&std::fs::read_to_string(&path).expect("UTF-8"));
        }
    }
}

#[test]
fn tests_named_in_the_documentation_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = String::new();
    for folder in ["crates", "src", "tests/it"] {
        rust_code(&root.join(folder), &mut code);
    }
    let names: Vec<&str> = code
        .lines()
        .filter_map(|line| {
            let line = line.trim_start();
            line.strip_prefix("fn ").or(line.strip_prefix("mod "))
        })
        .collect();
    let mut checked = 0;
    for (path, text) in &pages() {
        for call in text.split("cargo test ").skip(1) {
            let call = call.split(['`', '\n', '#']).next().unwrap_or_default();
            let mut words = call.split(' ').take_while(|word| *word != "--");
            while let Some(word) = words.next() {
                let place = path.display();
                match word {
                    "-p" => {
                        let package = words.next().unwrap_or_default();
                        let folder = package.trim_start_matches("ssg-");
                        assert!(
                            root.join("crates").join(folder).exists(),
                            "{place}: {package}"
                        );
                    }
                    "--test" => assert_eq!(words.next(), Some("it"), "{place}: {call}"),
                    filter => {
                        for part in filter.split("::") {
                            let exists = names.iter().any(|name| name.contains(part));
                            assert!(exists, "{place}: no test is named `{part}`");
                        }
                    }
                }
                checked += 1;
            }
        }
    }
    assert!(checked > 10, "{checked} arguments");
}
