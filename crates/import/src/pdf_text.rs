//! The text of a PDF, as extracted line by line in reading order.
//!
//! Lines are joined to paragraphs again: across lines, hyphens and pages. Page numbers and the lines
//! that stand at the head or foot of most pages are left out of the text.

use std::collections::BTreeMap;

use crate::document::Document;
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
            if is_edge && (is_page_number(line) || repeated.contains(&line_key(line))) {
                left_out.push(line.trim().to_owned());
                continue;
            }
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

/// Returns a line without its digits, so that "Trang 2" is the same as "Trang 3".
fn line_key(line: &str) -> String {
    let line = line.trim().chars().filter(|c| !c.is_ascii_digit());
    line.collect()
}

/// Returns the lines that stand at the edge of more than half of at least three pages.
fn repeated_lines(pages: &[Vec<&str>]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        for at in edge_lines(page) {
            *counts.entry(line_key(page[at])).or_default() += 1;
        }
    }
    let is_repeated = |count: usize| pages.len() >= 3 && count * 2 > pages.len();
    let repeated = counts.into_iter().filter(|(_, count)| is_repeated(*count));
    repeated.map(|(line, _)| line).collect()
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
        let next_word = lines.get(at + 1).and_then(|next| next.split(' ').next());
        let width = line.chars().count();
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
        let texts: Vec<String> = document
            .blocks
            .iter()
            .flat_map(Block::paragraphs)
            .map(crate::document::Paragraph::text)
            .collect();
        assert_eq!(
            texts,
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
}
