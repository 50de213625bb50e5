//! The README and the clerk's guide say what is so.

use crate::program::Site;

const README: &str = include_str!("../../README.md");
const GUIDE: &str = include_str!("../../content/pages/huong-dan.md");

/// A site of one council, where a report need not name its own.
const ONE_COUNCIL: &str = "title: Kho\ncouncils: [{name: HĐND huyện Côn Đảo}]\n";

/// The first block of code of a language in a page.
fn block<'a>(page: &'a str, language: &str) -> &'a str {
    let opening = format!("\n```{language}\n");
    let (_, rest) = page.split_once(&opening).expect("a block of code");
    let (code, _) = rest.split_once("```\n").expect("the block's end");
    code
}

/// Builds without a word, and with a page at this address.
fn builds(site: &Site, address: &str) {
    let run = site.run(&["build"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("Đã dựng "), "{}", run.stdout);
    let page = format!("{address}/index.html");
    assert!(site.tree("public").contains_key(&page), "{page}");
}

#[test]
fn the_shipped_site_builds_without_a_warning() {
    builds(&Site::shipped(), "huong-dan");
}

#[test]
fn the_smallest_report_of_the_readme_builds_beside_the_shipped_ones() {
    let site = Site::shipped();
    site.write(
        "content/reports/2025/hoc-tap-tai-lao-cai.md",
        block(README, "markdown"),
    );
    builds(&site, "bao-cao/2025/hoc-tap-tai-lao-cai/bai-hoc-1");
}

#[test]
fn the_smallest_report_of_the_guide_builds_where_there_is_one_council() {
    let site = Site::new(&[
        ("content/site.yaml", ONE_COUNCIL),
        (
            "content/reports/2023/ten-chuyen-di.md",
            block(GUIDE, "markdown"),
        ),
    ]);
    builds(&site, "bao-cao/2023/ten-chuyen-di/bai-hoc-1");
}

#[test]
fn the_guide_shows_the_error_that_its_example_gives() {
    let report = block(GUIDE, "markdown").replace("Lào Cai", "Lào Cay");
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

#[test]
fn the_readme_names_every_command_flag_and_module() {
    let site = Site::shipped();
    for command in ["build", "check", "init"] {
        let help = site.run(&[command, "--help"]).stdout;
        let flags = help
            .split_whitespace()
            .map(|word| word.trim_end_matches(','))
            .filter(|word| word.starts_with('-') && word.len() > 1)
            .filter(|word| !["-h", "--help", "-"].contains(word));
        for flag in flags {
            let named = [format!("`{flag}`"), format!("`{flag} ")];
            assert!(named.iter().any(|flag| README.contains(flag)), "{flag}");
        }
    }
    let commands = site.run(&["--help"]).stdout;
    for line in README.lines().filter(|line| line.starts_with("| `ssg ")) {
        let command = line[7..].split([' ', '`']).next().unwrap_or_default();
        assert!(commands.contains(&format!("\n  {command} ")), "{command}");
    }
    let modules = include_str!("../../src/lib.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    for module in modules {
        assert!(README.contains(&format!("`{module}`")), "{module}");
    }
}
