//! Paragraphs that hold several lessons: each lesson becomes a paragraph of its own, so that it can
//! have a heading.
//!
//! "Đoàn rút ra một số bài học. Một là, … Hai là, …" becomes the sentence and two paragraphs.

use crate::document::{Block, ListItem, Paragraph};
use crate::fields::lesson_kinds::section_kind;
use crate::fields::lessons;
use crate::outline::OutlinedBlock;
use crate::phrases::{enumeration, sentences};
use ssg_content::document::LessonKind;
use ssg_vietnam::text::match_key;

/// The most words of the sentences before the lessons.
const MAX_INTRODUCTION_WORDS: usize = 60;

/// Splits the paragraphs of several lessons, in sections of lessons and after a sentence that
/// announces them.
pub(crate) fn split(blocks: &mut Vec<OutlinedBlock>) {
    let sections = lessons::headed_sections(blocks);
    let has_practices = sections
        .iter()
        .any(|(_, kind)| *kind != LessonKind::Recommendation);
    let mut items: Vec<Vec<usize>> = blocks.iter().map(items_of).collect();
    let mut is_in_section = vec![false; blocks.len()];
    for (range, kind) in sections {
        let is_only_one = range.clone().filter(|at| !items[*at].is_empty()).count() == 1;
        let mut follows_item = false;
        for at in range {
            is_in_section[at] = true;
            follows_item |= is_item(&blocks[at]) && items[at].is_empty();
            let introduction = introduction(&blocks[at], &items[at]);
            if follows_item || !introduces_items(&introduction, kind, is_only_one) {
                items[at].clear();
            }
        }
    }
    for (at, block) in blocks
        .iter()
        .enumerate()
        .filter(|(at, _)| !is_in_section[*at])
    {
        let is_announced = || lessons::announces_lessons(&introduction(block, &items[at]));
        if !items[at].is_empty() && (has_practices || !is_announced()) {
            items[at].clear();
        }
    }
    let mut split: Vec<OutlinedBlock> = Vec::new();
    for (block, starts) in std::mem::take(blocks).into_iter().zip(items) {
        match block.content {
            Block::Paragraph(paragraph) if !starts.is_empty() => {
                let parts = parts(paragraph, &starts).into_iter();
                let parts = parts.filter(|part| !part.is_empty()).map(without_dash);
                split.extend(parts.map(|part| OutlinedBlock::new(Block::Paragraph(part))));
            }
            content => split.push(OutlinedBlock { content, ..block }),
        }
    }
    *blocks = split;
}

/// Returns where the items of a paragraph begin; empty if it is a heading, an item itself, or counts
/// none.
fn items_of(block: &OutlinedBlock) -> Vec<usize> {
    let Some(paragraph) = block.paragraph() else {
        return Vec::new();
    };
    let items = enumeration::item_starts(&paragraph.raw_text());
    // The number of the first item may be that of the paragraph.
    let is_other_item = paragraph.list_item.is_some()
        || (block.section_number.is_some() && items.first() != Some(&0));
    if block.heading_level.is_some() || is_other_item {
        return Vec::new();
    }
    items
}

fn is_item(block: &OutlinedBlock) -> bool {
    let is_listed = |paragraph: &Paragraph| paragraph.list_item.is_some();
    block.section_number.is_some() || block.paragraph().is_some_and(is_listed)
}

/// Returns the text before the first item.
fn introduction(block: &OutlinedBlock, items: &[usize]) -> String {
    let text = block.paragraph().map(Paragraph::raw_text);
    let first = items.first().copied().unwrap_or(0);
    let text = text.as_deref().and_then(|text| text.get(..first));
    text.unwrap_or_default().trim().to_owned()
}

/// Returns whether the text before the items of a paragraph in a section of lessons leads to lessons
/// rather than to the parts of one: it announces them, or there are no others in the section.
fn introduces_items(introduction: &str, kind: LessonKind, is_only_one: bool) -> bool {
    if introduction.is_empty() {
        return true;
    }
    let last = sentences::split(introduction).last().copied();
    let last = last.map_or(introduction, |(_, sentence)| sentence);
    let key = match_key(last);
    // "Đề nghị UBND huyện: (1) …; (2) …" is one request.
    let is_request = kind == LessonKind::Recommendation
        && ["đề nghị", "kiến nghị", "đề xuất", "kính đề nghị"]
            .iter()
            .any(|words| key.starts_with(words))
        && !key.contains("sau")
        && !key.contains("một số");
    let is_short = introduction.split_whitespace().count() <= MAX_INTRODUCTION_WORDS;
    is_short && !is_request && (is_only_one || section_kind(last).is_some())
}

/// Returns a paragraph that begins with a dash as an item of a list.
fn without_dash(mut paragraph: Paragraph) -> Paragraph {
    let text = paragraph.raw_text();
    let rest = text.trim_start().trim_start_matches(['-', '–', '+', '•']);
    let is_dashed = rest.len() < text.trim_start().len();
    if is_dashed && paragraph.list_item.is_none() {
        let mark = text.chars().count() - rest.chars().count();
        paragraph.remove_prefix(mark);
        paragraph.list_item = Some(ListItem {
            depth: 0,
            label: None,
        });
    }
    paragraph
}

/// Splits a paragraph before each of the byte offsets of its text.
fn parts(paragraph: Paragraph, starts: &[usize]) -> Vec<Paragraph> {
    let text = paragraph.raw_text();
    let mut parts = Vec::new();
    let mut rest = paragraph;
    let mut from = 0;
    for start in starts {
        let (part, after) = rest.split_at(text[from..*start].chars().count());
        parts.push(part);
        rest = after;
        from = *start;
    }
    parts.push(rest);
    parts
}
