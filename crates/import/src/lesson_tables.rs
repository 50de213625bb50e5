//! Tables and paragraphs that hold several lessons: each becomes a paragraph of its own, so that it
//! can have a heading.
//!
//! "| TT | Bài học | Hướng vận dụng |" becomes "- …" with "Hướng vận dụng: …" below it, and "Bài học:
//! Một là, … Hai là, …" a heading with two paragraphs.

use crate::document::{Block, Inline, ListItem, Paragraph, Rows, cell_text};
use crate::fields::lesson_kinds::section_kind;
use crate::phrases::enumeration;
use crate::phrases::sentences::lowercase;
use ssg_vietnam::text::match_key;

/// How many blocks before a table its heading may be.
const BLOCKS_AFTER_HEADING: usize = 3;
/// The most words of the head of a column of lessons.
const MAX_HEAD_WORDS: usize = 9;
/// The most words of the label of lessons in an item of a list.
const MAX_ITEM_HEAD_WORDS: usize = 4;

/// Splits a paragraph such as "Bài học: Một là, … Hai là, …" before each lesson; the label before
/// them becomes a heading. `None` for any other paragraph.
fn split_counted(paragraph: &Paragraph) -> Option<Vec<Paragraph>> {
    let text = paragraph.raw_text();
    let low = lowercase(&text);
    let (label, _) = low.split_once(':')?;
    let starts = enumeration::item_starts(&text);
    let first = *starts.first()?;
    // An item of a list, and "Đề nghị UBND huyện: (1) …; (2) …", may be one lesson in parts.
    let max_words = if paragraph.list_item.is_some() {
        MAX_ITEM_HEAD_WORDS
    } else {
        MAX_HEAD_WORDS
    };
    let is_request = ["đề nghị ", "kiến nghị "]
        .iter()
        .any(|words| label.starts_with(words));
    let is_label = label.split_whitespace().count() <= max_words
        && section_kind(label).is_some()
        && !is_request
        && low
            .get(label.len()..first)
            .is_some_and(|between| between.trim() == ":");
    if !is_label || paragraph.heading_level.is_some() {
        return None;
    }
    let mut parts = Vec::new();
    let mut rest = paragraph.clone();
    let mut from = 0;
    for start in starts {
        let (part, after) = rest.split_at(text[from..start].chars().count());
        parts.push(part);
        rest = after;
        from = start;
    }
    parts.push(rest);
    for inline in parts
        .first_mut()
        .into_iter()
        .flat_map(|label| &mut label.inlines)
    {
        if let Inline::Text { bold, .. } = inline {
            *bold = true;
        }
    }
    Some(parts)
}

/// Replaces every table and paragraph of several lessons by paragraphs.
pub(crate) fn unfold(blocks: &mut Vec<Block>) {
    let mut unfolded: Vec<Block> = Vec::new();
    for block in std::mem::take(blocks) {
        if let Block::Paragraph(paragraph) = &block
            && let Some(parts) = split_counted(paragraph)
        {
            unfolded.extend(parts.into_iter().map(Block::Paragraph));
            continue;
        }
        let Block::Table(rows) = &block else {
            unfolded.push(block);
            continue;
        };
        let Some(column) = lesson_column(rows) else {
            unfolded.push(block);
            continue;
        };
        let mut before = unfolded.iter().rev().take(BLOCKS_AFTER_HEADING);
        let has_heading = before.any(|block| match block {
            Block::Paragraph(paragraph) => section_kind(&paragraph.text()).is_some(),
            Block::Table(_) => false,
        });
        if !has_heading {
            unfolded.push(Block::Paragraph(heading(&rows[0][column])));
        }
        for row in &rows[1..] {
            unfolded.extend(item(row, column, &rows[0]).map(Block::Paragraph));
        }
    }
    *blocks = unfolded;
}

/// Returns the column of a table that holds lessons by its head; `None` for any other table.
fn lesson_column(rows: &Rows) -> Option<usize> {
    /// The heads of tables of people and of days, which have fields of their own.
    const OTHER_TABLES: [&str; 6] = [
        "họ và tên",
        "họ tên",
        "ngày",
        "thời gian",
        "đợt",
        "địa điểm",
    ];
    let heads: Vec<String> = rows
        .first()?
        .iter()
        .map(|cell| match_key(&cell_text(cell)))
        .collect();
    let is_other = |head: &String| {
        OTHER_TABLES
            .iter()
            .any(|words| head.contains(&match_key(words)))
    };
    if rows.len() < 2 || heads.iter().any(is_other) {
        return None;
    }
    heads
        .iter()
        .position(|head| head.split(' ').count() <= MAX_HEAD_WORDS && section_kind(head).is_some())
}

fn heading(head: &[Paragraph]) -> Paragraph {
    let mut heading = Paragraph {
        inlines: vec![Inline::plain(cell_text(head))],
        ..Paragraph::default()
    };
    if let Some(Inline::Text { bold, .. }) = heading.inlines.first_mut() {
        *bold = true;
    }
    heading
}

/// Returns the paragraphs of a row: the lesson, then the other cells with their heads. The column of
/// numbers is left out.
fn item<'r>(
    row: &'r [Vec<Paragraph>],
    column: usize,
    heads: &'r [Vec<Paragraph>],
) -> impl Iterator<Item = Paragraph> + 'r {
    let lesson = row.get(column).into_iter().flatten();
    let lesson = lesson.filter(|paragraph| !paragraph.is_empty());
    let lesson = lesson.enumerate().map(|(at, paragraph)| Paragraph {
        list_item: Some(ListItem {
            depth: u8::from(at > 0),
            label: None,
        }),
        ..paragraph.clone()
    });
    let others = row.iter().enumerate().filter(move |(at, _)| *at != column);
    let others = others.flat_map(move |(at, cell)| {
        let head = heads
            .get(at)
            .map(|head| cell_text(head))
            .unwrap_or_default();
        let is_number = ["tt", "stt", "số tt", ""].contains(&&*match_key(&head));
        let paragraphs = cell.iter().filter(|paragraph| !paragraph.is_empty());
        let is_shown = !is_number || cell_text(cell).chars().any(char::is_alphabetic);
        let paragraphs = paragraphs.filter(move |_| is_shown).enumerate();
        paragraphs.map(move |(at, paragraph)| {
            let mut paragraph = Paragraph {
                list_item: None,
                ..paragraph.clone()
            };
            if at == 0 && !head.is_empty() && !is_number {
                paragraph
                    .inlines
                    .insert(0, Inline::plain(format!("{head}: ")));
            }
            paragraph
        })
    });
    lesson.chain(others)
}
