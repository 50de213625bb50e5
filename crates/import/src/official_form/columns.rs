//! The two columns of letterhead and signature, which offices make of tables, tabs or bars.
//!
//! Both columns become lines of their own, the left column first.

use super::letterhead;
use crate::document::{Block, Inline, Paragraph, Rows};
use crate::phrases::people;
use ssg_vietnam::text::match_key;

/// How many blocks from the start a letterhead may be.
const LETTERHEAD_BLOCKS: usize = 12;
/// How many blocks from the end a signature may be.
const SIGNATURE_BLOCKS: usize = 14;

/// Replaces the tables that only place parts of the form side by side by their paragraphs.
pub(super) fn unfold_tables(blocks: &mut Vec<Block>) {
    let count = blocks.len();
    let is_layout = |at: usize, block: &Block| {
        let Block::Table(_) = block else { return false };
        block.paragraphs().into_iter().any(|paragraph| {
            let key = match_key(&paragraph.text());
            (at < LETTERHEAD_BLOCKS && is_letterhead(&key))
                || (at + SIGNATURE_BLOCKS > count && is_signature(&key))
        })
    };
    let mut unfolded = Vec::new();
    for (at, block) in std::mem::take(blocks).into_iter().enumerate() {
        if is_layout(at, &block)
            && let Block::Table(rows) = block
        {
            unfold_rows(rows, &mut unfolded);
        } else {
            unfolded.push(block);
        }
    }
    *blocks = unfolded;
}

/// Adds the paragraphs of a table column by column. The row of the document's type and title spans
/// the columns, so those above it come first.
fn unfold_rows(rows: Rows, unfolded: &mut Vec<Block>) {
    let opens_title = |row: &Vec<Vec<Paragraph>>| {
        let mut lines = row.iter().flatten().flat_map(Paragraph::lines);
        lines.any(|line| letterhead::opens_title(&line.text()))
    };
    let mut parts: Vec<Rows> = vec![Vec::new()];
    for row in rows {
        if opens_title(&row) {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(row);
        }
    }
    for part in parts {
        let columns = part.iter().map(Vec::len).max().unwrap_or(0);
        let mut rows: Vec<_> = part.into_iter().map(Vec::into_iter).collect();
        for _ in 0..columns {
            let column = rows.iter_mut().filter_map(Iterator::next).flatten();
            unfolded.extend(column.map(Block::Paragraph));
        }
    }
}

/// Splits the lines of letterhead and signature whose columns are divided by tabs, bars or spaces.
pub(super) fn split_lines(blocks: &mut Vec<Block>) {
    let count = blocks.len();
    let text = |at: usize| super::paragraph_text(&blocks[at]).unwrap_or_default();
    let head_end = (0..count.min(LETTERHEAD_BLOCKS))
        .find(|at| letterhead::opens_title(&text(*at)))
        .unwrap_or_else(|| end_of_divided_lines(blocks));
    let last = count.saturating_sub(SIGNATURE_BLOCKS).max(head_end);
    let signature_start = (last..count)
        .find(|at| match_key(&text(*at)).contains("nơi nhận"))
        .unwrap_or(count);
    let is_signature_line = |key: &str| key.contains("nơi nhận") || is_signature(key);
    let signature = split_columns(
        blocks.split_off(signature_start),
        is_signature_line,
        is_below_recipients,
    );
    let body = blocks.split_off(head_end);
    *blocks = split_columns(std::mem::take(blocks), is_letterhead, |_, _| false);
    blocks.extend(body);
    blocks.extend(signature);
}

/// Returns the number of lines in columns that a document without a type begins with. A line of one
/// column between two of them counts as well.
fn end_of_divided_lines(blocks: &[Block]) -> usize {
    /// The most lines of one column between two lines of two.
    const MAX_UNDIVIDED_LINES: usize = 2;
    let mut end = 0;
    for (at, block) in blocks.iter().take(LETTERHEAD_BLOCKS).enumerate() {
        let Block::Paragraph(paragraph) = block else {
            break;
        };
        let key = match_key(&paragraph.text());
        if key.starts_with("kính gửi") || key.starts_with("nơi nhận") {
            break;
        }
        let is_divided = columns(paragraph).len() > 1 || key.ends_with('|');
        if is_divided {
            end = at + 1;
        } else if at >= end + MAX_UNDIVIDED_LINES {
            break;
        }
    }
    end
}

/// Splits paragraphs into the lines of their left and right column, if one of them is part of the
/// form. Otherwise they stay as they are. `is_right` gets the last left line and a line of one
/// column, and returns whether the latter belongs to the right column.
fn split_columns(
    blocks: Vec<Block>,
    is_form: fn(&str) -> bool,
    is_right: fn(&str, &str) -> bool,
) -> Vec<Block> {
    let is_divided = |block: &Block| match block {
        Block::Paragraph(paragraph) => columns(paragraph).len() > 1,
        Block::Table(_) => false,
    };
    let has_form = blocks.iter().any(|block| {
        block
            .paragraphs()
            .iter()
            .any(|paragraph| is_form(&match_key(&paragraph.text())))
    });
    if !has_form || !blocks.iter().any(is_divided) {
        return blocks;
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for block in blocks {
        let Block::Paragraph(paragraph) = block else {
            left.push(block);
            continue;
        };
        let columns = columns(&paragraph);
        if columns.len() < 2 {
            let last = left.last().and_then(super::paragraph_text);
            let side = if is_right(&last.unwrap_or_default(), &paragraph.text()) {
                &mut right
            } else {
                &mut left
            };
            // A bar at the end of the line leaves the right column empty.
            let text = paragraph.text();
            let line = match columns.into_iter().next() {
                Some(column) if text.ends_with('|') => column_line(column, &paragraph, true),
                _ => paragraph,
            };
            side.push(Block::Paragraph(line));
            continue;
        }
        for (at, column) in columns.into_iter().enumerate() {
            let line = column_line(column, &paragraph, at == 0);
            let side = if at == 0 { &mut left } else { &mut right };
            side.push(Block::Paragraph(line));
        }
    }
    left.extend(right);
    left
}

/// Makes a paragraph of one column of a line. Only the first column is a list item if the line is.
fn column_line(column: String, line: &Paragraph, is_first: bool) -> Paragraph {
    Paragraph {
        inlines: vec![Inline::Text {
            text: column,
            bold: line.is_bold(),
            italic: false,
            struck: false,
            link: None,
        }],
        list_item: line.list_item.clone().filter(|_| is_first),
        ..Paragraph::default()
    }
}

/// Returns the columns of a line. The first is empty if the line begins with a tab.
fn columns(paragraph: &Paragraph) -> Vec<String> {
    let mut text = String::new();
    for inline in &paragraph.inlines {
        match inline {
            Inline::Text { text: more, .. } => text.push_str(more),
            Inline::LineBreak | Inline::NoteReference(_) | Inline::Picture { .. } => {
                return Vec::new();
            }
        }
    }
    let text = text.trim_end().trim_end_matches('|');
    // A bar before the only column leaves the left one empty; rows may begin with a bar too.
    let text = match text.trim_start().strip_prefix('|') {
        Some(rest) if rest.contains('|') => rest,
        _ => text,
    };
    let text = spaces_to_tabs(text);
    let mut columns: Vec<String> = text
        .split(['\t', '|'])
        .map(|column| column.trim().to_owned())
        .collect();
    let mut is_first = true;
    columns.retain(|column| std::mem::take(&mut is_first) || !column.is_empty());
    columns
}

/// Replaces each run of spaces that divides two columns by a tab. A blank to fill in, as in
/// "Số:      /BC-HĐND" and "ngày     tháng", stays.
fn spaces_to_tabs(text: &str) -> String {
    /// The fewest spaces between two columns.
    const MIN_SPACES: usize = 4;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("  ") {
        let (before, spaces) = rest.split_at(start);
        let after = spaces.trim_start_matches(' ');
        let count = spaces.len() - after.len();
        let last_word = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let next = after.to_lowercase();
        let is_blank = ["số", "số:", "ngày", "tháng", "năm"].contains(&&*last_word)
            || ["/", "tháng", "năm 20", "-"]
                .iter()
                .any(|mark| next.starts_with(mark));
        out.push_str(before);
        if count >= MIN_SPACES && !is_blank {
            out.push('\t');
        } else {
            out.push_str(&spaces[..count]);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Returns whether a line of one column belongs below the signer's position: it follows the line
/// about the file copy, or is a name.
fn is_below_recipients(last: &str, line: &str) -> bool {
    let is_item = line.starts_with(['-', '–', '+', '•']);
    !is_item
        && (super::signature::is_filing(last)
            || people::is_full_name(line)
            || super::signature::is_signed_mark(line))
}

fn is_letterhead(key: &str) -> bool {
    key.contains("độc lập")
        || key.contains("cộng hoà xã hội")
        || (key.starts_with("số:") && key.contains('/'))
}

fn is_signature(key: &str) -> bool {
    ["nơi nhận", "tm.", "kt.", "t/m", "tl."]
        .iter()
        .any(|words| key.starts_with(words))
}
