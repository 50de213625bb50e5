//! The headings of a document: by style, or by the numbered lines that offices use instead.

use crate::document::{Block, Inline, Paragraph};
use crate::official_form::is_capitals;
use crate::phrases::section_number::SectionNumber;

/// The most characters of a line without a style that is taken for a heading.
const MAX_HEADING_CHARS: usize = 160;
/// The most characters of a bold line without a number that is taken for a heading.
const MAX_BOLD_HEADING_CHARS: usize = 100;
/// The least characters of text after a heading on the same line.
const MIN_RUN_IN_TEXT_CHARS: usize = 41;

/// The rank of a section numbered by letters.
const LETTER_RANK: u8 = 9;
/// The rank of a line in capitals without a number, that of Roman numerals.
const CAPITALS_RANK: u8 = 2;
/// The rank of a bold line without a number.
const BOLD_RANK: u8 = 10;

/// A block of the document with what the outline says of it.
#[derive(Clone, Debug)]
pub(crate) struct OutlinedBlock {
    pub(crate) content: Block,
    /// The level in the draft if it is a heading, from 2 (highest) to 6.
    pub(crate) heading_level: Option<u8>,
    /// Its text; empty for a table.
    pub(crate) text: String,
    /// The section number that the text starts with.
    pub(crate) section_number: Option<SectionNumber>,
}

impl OutlinedBlock {
    /// Makes a block that is no heading.
    pub(crate) fn new(content: Block) -> Self {
        let text = match &content {
            Block::Paragraph(paragraph) => paragraph.text(),
            Block::Table(_) => String::new(),
        };
        Self {
            section_number: SectionNumber::parse(&text),
            heading_level: None,
            text,
            content,
        }
    }

    /// Returns the paragraph; `None` for a table.
    pub(crate) fn paragraph(&self) -> Option<&Paragraph> {
        match &self.content {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        }
    }
}

/// How high a heading is. Headings by style come before those by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum HeadingRank {
    /// The level of its style.
    Style(u8),
    /// The rank of its section number, or of its look.
    Number(u8),
}

/// Takes only lines with a style of headings for headings, each one level lower than its style: the
/// title of a page is its heading of the first level.
pub(crate) fn by_style(blocks: Vec<Block>) -> Vec<OutlinedBlock> {
    let blocks = blocks.into_iter().map(OutlinedBlock::new);
    let blocks = blocks.map(|block| {
        let style = block
            .paragraph()
            .and_then(|paragraph| paragraph.heading_level);
        OutlinedBlock {
            heading_level: style.map(|level| level.saturating_add(1).clamp(2, 6)),
            ..block
        }
    });
    blocks.collect()
}

/// Finds the headings and gives each a level.
pub(crate) fn outline(blocks: Vec<Block>) -> Vec<OutlinedBlock> {
    let mut blocks: Vec<OutlinedBlock> = blocks
        .into_iter()
        .flat_map(split_run_in_heading)
        .map(OutlinedBlock::new)
        .collect();
    let ranks: Vec<Option<HeadingRank>> = (0..blocks.len())
        .map(|at| heading_rank(&blocks, at))
        .collect();
    let mut levels: Vec<HeadingRank> = ranks.iter().flatten().copied().collect();
    levels.sort_unstable();
    levels.dedup();
    for (block, rank) in blocks.iter_mut().zip(ranks) {
        block.heading_level = rank.map(|rank| {
            let level = levels.iter().position(|known| *known == rank).unwrap_or(0);
            u8::try_from(level).unwrap_or(4).min(4) + 2
        });
    }
    blocks
}

/// Splits a numbered paragraph whose bold beginning ends with a colon or dot: "6. Thành phần: Mỗi
/// Đoàn …" is a heading and its text on one line.
fn split_run_in_heading(block: Block) -> Vec<Block> {
    match &block {
        Block::Paragraph(paragraph) => run_in_heading(paragraph).unwrap_or_else(|| vec![block]),
        Block::Table(_) => vec![block],
    }
}

fn run_in_heading(paragraph: &Paragraph) -> Option<Vec<Block>> {
    if paragraph.heading_level.is_some() || SectionNumber::parse(&paragraph.text()).is_none() {
        return None;
    }
    let (first, rest) = paragraph.inlines.split_first()?;
    let Inline::Text {
        text: title,
        bold: true,
        ..
    } = first
    else {
        return None;
    };
    let title = title.trim_end();
    let mut body = Paragraph {
        inlines: rest.to_vec(),
        ..Paragraph::default()
    };
    let has_label = paragraph
        .list_item
        .as_ref()
        .is_some_and(|item| item.label.is_some());
    let is_heading = title.ends_with([':', '.'])
        && title.chars().count() <= MAX_HEADING_CHARS
        && (has_label || title.split_whitespace().count() >= 3);
    let has_body = !body.is_bold() && body.text().chars().count() >= MIN_RUN_IN_TEXT_CHARS;
    if !is_heading || !has_body {
        return None;
    }
    let heading = Paragraph {
        inlines: vec![Inline::Text {
            text: title.trim_end_matches([':', '.']).to_owned(),
            bold: true,
            italic: false,
            struck: false,
            link: None,
        }],
        ..paragraph.clone()
    };
    if let Some(Inline::Text { text, .. }) = body.inlines.first_mut() {
        *text = text.trim_start_matches([':', '.', ' ']).to_owned();
    }
    Some(vec![Block::Paragraph(heading), Block::Paragraph(body)])
}

/// Returns the rank of a block as a heading; `None` if it is not one.
fn heading_rank(blocks: &[OutlinedBlock], at: usize) -> Option<HeadingRank> {
    let block = &blocks[at];
    let paragraph = block.paragraph()?;
    if let Some(level) = paragraph.heading_level {
        return Some(HeadingRank::Style(level));
    }
    let text = &*block.text;
    let length = text.chars().count();
    if !(3..=MAX_HEADING_CHARS).contains(&length) {
        return None;
    }
    let next = blocks.get(at + 1);
    let Some(number) = &block.section_number else {
        let is_complete = !text.ends_with([';', ',']) && !text.ends_with("./.");
        let has_text_below = next.is_some_and(|next| !next.text.is_empty());
        if !is_complete || !has_text_below || paragraph.list_item.is_some() {
            return None;
        }
        return look_rank(paragraph, text, length).map(HeadingRank::Number);
    };
    let rank = number.rank;
    if paragraph.is_bold() || is_capitals(text) {
        return Some(HeadingRank::Number(rank));
    }
    let ends_like_text = text.ends_with([';', ',', '.']) || (text.ends_with(':') && rank > 3);
    if ends_like_text || rank == LETTER_RANK {
        return None;
    }
    // Short numbered lines that follow one another are a list. One that begins at 1 again is
    // another list, below this line.
    let short_number = |other: Option<&OutlinedBlock>| {
        let other = other.filter(|other| other.text.chars().count() <= MAX_HEADING_CHARS)?;
        other.section_number.clone()
    };
    let is_before_next = short_number(next).is_some_and(|next| may_follow(number, &next));
    let last = at.checked_sub(1).and_then(|last| blocks.get(last));
    // "3. Hạn chế" after "2. Mỗi Ban chọn một chuyên đề." is no item of its list.
    let last = last.filter(|last| !last.text.ends_with('.'));
    let is_after_last = short_number(last).is_some_and(|last| may_follow(&last, number));
    let is_list = is_before_next || is_after_last;
    (!is_list && next.is_some()).then_some(HeadingRank::Number(rank))
}

/// Returns whether a number may follow another in one list: it is of the same kind and does not begin
/// at 1 again.
fn may_follow(number: &SectionNumber, next: &SectionNumber) -> bool {
    let begins_again = next.id == "1" && number.id != "1";
    number.rank == next.rank && !begins_again
}

/// Returns the rank of a line that differs by its look alone: in capitals, or short and bold.
fn look_rank(paragraph: &Paragraph, text: &str, length: usize) -> Option<u8> {
    let capitals = is_capitals(text);
    let is_heading = (capitals && text.split(' ').count() >= 2)
        || (paragraph.is_bold() && length <= MAX_BOLD_HEADING_CHARS);
    is_heading.then_some(if capitals { CAPITALS_RANK } else { BOLD_RANK })
}
