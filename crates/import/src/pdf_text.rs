//! The text of a PDF, as extracted line by line in reading order.
//!
//! Lines are joined to paragraphs again: across lines, hyphens and pages. Page numbers and the lines
//! that stand at the head or foot of most pages are left out of the text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex_lite::Regex;

use crate::document::Document;
use crate::phrases::regex;
use crate::plain_text;

/// How many lines at the head and foot of a page may be repeated on every page.
const EDGE_LINES: usize = 2;
/// The share of a full line from which the next line continues it.
const FULL_LINE_PERCENT: usize = 75;

/// The share of a full line from which the next line continues one that ends a sentence, the first
/// word of the next line included.
const FULL_SENTENCE_PERCENT: usize = 92;

/// Reads the text of a PDF. A form feed ends each page.
pub(crate) fn read(text: &str) -> Document {
    let pages: Vec<Vec<&str>> = text
        .split('\u{c}')
        .map(|page| page.lines().map(str::trim_end).collect())
        .filter(|page: &Vec<&str>| page.iter().any(|line| !line.is_empty()))
        .collect();
    let repeated = repeated_lines(&pages);
    let mut left_out: Vec<String> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    for page in &pages {
        let edges = edge_lines(page);
        let mut is_first = true;
        for (at, line) in page.iter().enumerate() {
            let is_edge = edges.contains(&at);
            let is_repeated = repeated.contains(&line_key(line));
            if is_repeated || (is_edge && (is_page_number(line) || is_print_mark(line))) {
                left_out.push(line.trim().to_owned());
                continue;
            }
            let (rule, line) = split_rule(line);
            lines.extend(rule.map(str::to_owned));
            if is_first {
                // A page break is no paragraph break if the text goes on in lower case.
                let goes_on = line.trim_start().starts_with(char::is_lowercase);
                while goes_on && lines.last().is_some_and(String::is_empty) {
                    lines.pop();
                }
                is_first = line.is_empty();
            }
            lines.push(line.trim().to_owned());
        }
    }
    let mut document = plain_text::read_lines(&join_lines(&lines));
    document.left_out = left_out;
    document
}

/// Returns the first and last lines of a page that hold something.
fn edge_lines(page: &[&str]) -> Vec<usize> {
    let filled: Vec<usize> = (0..page.len()).filter(|at| !page[*at].is_empty()).collect();
    let last = filled.len().saturating_sub(EDGE_LINES);
    let mut edges: Vec<usize> = filled.iter().take(EDGE_LINES).copied().collect();
    edges.extend(&filled[last..]);
    edges.dedup();
    edges
}

fn is_page_number(line: &str) -> bool {
    let line = line.trim();
    let line = line.strip_prefix("Trang").unwrap_or(line);
    let digits = line.chars().filter(char::is_ascii_digit).count();
    (1..=6).contains(&digits)
        && line
            .chars()
            .all(|c| c.is_ascii_digit() || " -–/|".contains(c))
}

static PRINT_MARK: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:(?:file|https?)://\S+|\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?: [AP]M)?)(?:\s+\d+\s*/\s*\d+)?$",
    )
});

/// Returns whether a line is what browsers print at the edge of a page: an address, or date and time.
fn is_print_mark(line: &str) -> bool {
    PRINT_MARK.is_match(line.trim())
}

/// Splits a rule of dashes off the line that was extracted together with it: "------Số: 45/BC".
fn split_rule(line: &str) -> (Option<&str>, &str) {
    /// The fewest dashes of a rule.
    const MIN_DASHES: usize = 3;
    let text = line.trim_start();
    let rest = text.trim_start_matches(['-', '_', '–', '—', '*']);
    let count = text[..text.len() - rest.len()].chars().count();
    if count >= MIN_DASHES && rest.starts_with(char::is_alphabetic) {
        (Some(&text[..text.len() - rest.len()]), rest)
    } else {
        (None, line)
    }
}

/// Returns a line without its digits, so that "Trang 2" is the same as "Trang 3".
fn line_key(line: &str) -> String {
    let line = line.trim().chars().filter(|c| !c.is_ascii_digit());
    line.collect()
}

/// Returns the lines of page headers and footers: each is on more than half of at least three pages,
/// once on a page, and at the edge of one. Between two columns, a footer is in the middle of the
/// text of its page.
fn repeated_lines(pages: &[Vec<&str>]) -> BTreeSet<String> {
    let mut at_edge: BTreeSet<String> = BTreeSet::new();
    let mut pages_with: BTreeMap<String, usize> = BTreeMap::new();
    let mut is_body: BTreeSet<String> = BTreeSet::new();
    for page in pages {
        at_edge.extend(edge_lines(page).into_iter().map(|at| line_key(page[at])));
        let mut of_page = BTreeSet::new();
        for line in page.iter().filter(|line| !line.is_empty()) {
            let key = line_key(line);
            if !of_page.insert(key.clone()) {
                is_body.insert(key);
            }
        }
        for key in of_page {
            *pages_with.entry(key).or_default() += 1;
        }
    }
    let is_repeated = |count: usize| pages.len() >= 3 && count * 2 > pages.len();
    let repeated = pages_with
        .into_iter()
        .filter(|(key, count)| {
            is_repeated(*count)
                && at_edge.contains(key)
                && !is_body.contains(key)
                && key.chars().any(char::is_alphabetic)
        })
        .map(|(key, _)| key);
    repeated.collect()
}

/// Returns whether a short line of a narrow column goes on in the next: "…, ngày 28 tháng 6 năm" and
/// "2024".
fn is_cut(last: &str, line: &str) -> bool {
    let is_date = ["ngày", "tháng", "năm"]
        .iter()
        .any(|word| last.ends_with(word))
        && last.contains(", ngày")
        && line.starts_with(|c: char| c.is_ascii_digit());
    let is_motto = last.starts_with("CỘNG H")
        && (line.starts_with("NGHĨA VIỆT NAM") || line.starts_with("CHỦ NGHĨA"));
    is_date || is_motto
}

/// Joins the lines of each paragraph, and words that a hyphen divides.
fn join_lines(lines: &[String]) -> Vec<String> {
    let mut widths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
    widths.sort_unstable();
    let full = widths.get(widths.len() * 9 / 10).copied().unwrap_or(0);
    let mut joined: Vec<String> = Vec::new();
    let mut is_open = false;
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() {
            // The end of a column is no paragraph break if the text goes on in lower case.
            let next = lines[at..].iter().find(|next| !next.is_empty());
            let goes_on = next.is_some_and(|next| next.starts_with(char::is_lowercase));
            let is_complete = joined
                .last()
                .is_none_or(|last| last.ends_with(['.', ';', '!', '?']));
            is_open = goes_on && !is_complete;
            continue;
        }
        let starts_paragraph = plain_text::starts_item(line)
            || (crate::official_form::is_capitals(line) && line.chars().count() > 3);
        match joined.last_mut() {
            Some(last) if is_cut(last, line) => {
                last.push(' ');
                last.push_str(line);
            }
            Some(last) if is_open && !starts_paragraph => {
                let is_divided = last.ends_with('-')
                    && !last.ends_with(" -")
                    && line.starts_with(char::is_lowercase);
                if is_divided {
                    last.pop();
                } else {
                    last.push(' ');
                }
                last.push_str(line);
            }
            _ => joined.push(line.clone()),
        }
        // A line that ends a sentence goes on if the next word had no place on it.
        let next = lines.get(at + 1);
        let next_word = next.and_then(|next| next.split(' ').next());
        let width = line.chars().count();
        // A document of narrow columns may have wide lines too.
        let full = full.max(next.map_or(0, |next| next.chars().count()));
        let is_full = if line.ends_with(['.', ';', ':']) {
            let word_width = next_word.map_or(0, |word| word.chars().count() + 1);
            (width + word_width) * 100 >= full * FULL_SENTENCE_PERCENT
        } else {
            width * 100 >= full * FULL_LINE_PERCENT
        };
        is_open = is_full && !(crate::official_form::is_capitals(line));
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    /// The texts of all paragraphs.
    fn texts(document: &Document) -> Vec<String> {
        let blocks = document.blocks.iter();
        let paragraphs = blocks.flat_map(Block::paragraphs);
        paragraphs.map(crate::document::Paragraph::text).collect()
    }

    #[test]
    fn joins_lines_and_leaves_out_page_edges() {
        let page = |body: &str, number: u32| format!("Báo cáo\n\n{body}\n\n{number}\n\u{c}");
        let text = [
            page("Đoàn đã làm việc với Thường trực HĐND tỉnh và\ncác ban của HĐND tỉnh. Ngắn.\n\n1. Mục một", 1),
            page("Đoàn công tác gồm các đại biểu HĐND tỉnh, lãnh đạo các\nban và một số chuyên viên, trong đó có nhiều ng-\nười trẻ và", 2),
            page("những người khác.", 3),
        ]
        .concat();
        let document = read(&text);
        assert_eq!(
            texts(&document),
            [
                "Đoàn đã làm việc với Thường trực HĐND tỉnh và các ban của HĐND tỉnh. Ngắn.",
                "1. Mục một",
                "Đoàn công tác gồm các đại biểu HĐND tỉnh, lãnh đạo các ban và một số chuyên viên, trong đó có nhiều người trẻ và những người khác."
            ]
        );
        assert_eq!(
            document.left_out,
            ["Báo cáo", "1", "Báo cáo", "2", "Báo cáo", "3"]
        );
    }

    #[test]
    fn leaves_out_what_browsers_print_and_divides_rules_from_text() {
        let page = |body: &str, number: u32| {
            format!("11/29/26, 10:34 PM\n{body}\nfile:///tmp/a.html {number}/2\n\u{c}")
        };
        let text = [
            page(
                "------Số: 45/BC\nVí Dụ, ngày 28 tháng 6 năm\n2024\nKết quả học tập\nThực hiện kế hoạch của năm, Đoàn công tác đã đi",
                1,
            ),
            page("1. Lời kết.", 2),
        ]
        .concat();
        let document = read(&text);
        assert_eq!(
            texts(&document),
            [
                "Số: 45/BC",
                "Ví Dụ, ngày 28 tháng 6 năm 2024",
                "Kết quả học tập",
                "Thực hiện kế hoạch của năm, Đoàn công tác đã đi",
                "1. Lời kết."
            ]
        );
        assert_eq!(document.left_out.len(), 4);
    }
}
