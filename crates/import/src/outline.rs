//! Which paragraphs are headings: by style, or by the numbered lines that offices use instead.

use super::block::{Block, Paragraph, Piece};
use super::form::is_capitals;
use super::phrase::{self, Number};

/// The longest line that is taken for a heading without a style.
const LONGEST: usize = 160;

/// A block and what it is.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The block.
    pub(super) block: Block,
    /// The level of the heading it is: 2 the highest.
    pub(super) level: Option<u8>,
    /// Its text; of a table, empty.
    pub(super) text: String,
    /// The number that it starts with.
    pub(super) number: Option<Number>,
}

impl Part {
    /// The paragraph, if it is no table.
    pub(super) fn paragraph(&self) -> Option<&Paragraph> {
        match &self.block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        }
    }
}

/// The blocks with the levels of their headings.
pub(super) fn outline(blocks: Vec<Block>) -> Vec<Part> {
    let parts: Vec<Part> = blocks
        .into_iter()
        .flat_map(split_run_in)
        .map(part)
        .collect();
    let mut ranks: Vec<(bool, u8)> = Vec::new();
    let kinds: Vec<Option<(bool, u8)>> = (0..parts.len()).map(|at| rank(&parts, at)).collect();
    ranks.extend(kinds.iter().flatten());
    ranks.sort_unstable();
    ranks.dedup();
    // Styles and numbers each count their own levels; a document that mixes them has the styles
    // above.
    let styled = ranks.iter().filter(|(by_number, _)| !by_number).count();
    let mut parts = parts;
    for (part, kind) in parts.iter_mut().zip(kinds) {
        part.level = kind.map(|kind| {
            let at = ranks.iter().position(|known| *known == kind).unwrap_or(0);
            let deep = if kind.0 && styled > 0 {
                at.max(styled)
            } else {
                at
            };
            u8::try_from(deep).unwrap_or(4).min(4) + 2
        });
    }
    parts
}

fn part(block: Block) -> Part {
    let text = match &block {
        Block::Paragraph(paragraph) => paragraph.text(),
        Block::Table(_) => String::new(),
    };
    Part {
        number: phrase::number(&text),
        level: None,
        text,
        block,
    }
}

/// A bold beginning that ends with a colon or dot is a heading that its text follows on one line;
/// so is "6. Thành phần: Mỗi Đoàn …".
fn split_run_in(block: Block) -> Vec<Block> {
    let Block::Paragraph(paragraph) = &block else {
        return vec![block];
    };
    let text = paragraph.text();
    if paragraph.heading.is_some() || phrase::number(&text).is_none() {
        return vec![block];
    }
    let Some((
        Piece::Text {
            text: bold,
            bold: true,
            ..
        },
        rest,
    )) = paragraph.pieces.split_first()
    else {
        return vec![block];
    };
    let title = bold.trim_end();
    let ends = title.ends_with([':', '.']);
    let rest_text = Paragraph {
        pieces: rest.to_vec(),
        ..Paragraph::default()
    };
    let label = paragraph.item.as_ref().and_then(|item| item.label.as_ref());
    let long = rest_text.text().chars().count() > 40 && !rest_text.is_bold();
    let words = title.split_whitespace().count();
    if !ends || !long || words < 3 && label.is_none() || title.chars().count() > LONGEST {
        return vec![block];
    }
    let mut head = Paragraph {
        pieces: vec![Piece::Text {
            text: title.trim_end_matches([':', '.']).to_owned(),
            bold: true,
            italic: false,
            link: None,
        }],
        ..paragraph.clone()
    };
    head.heading = None;
    let mut body = rest_text;
    if let Some(Piece::Text { text, .. }) = body.pieces.first_mut() {
        *text = text.trim_start_matches([':', '.', ' ']).to_owned();
    }
    vec![Block::Paragraph(head), Block::Paragraph(body)]
}

/// Whether a part is a heading: whether by its number, and how it ranks among such.
fn rank(parts: &[Part], at: usize) -> Option<(bool, u8)> {
    let part = &parts[at];
    let paragraph = part.paragraph()?;
    if let Some(level) = paragraph.heading {
        return Some((false, level));
    }
    let length = part.text.chars().count();
    if !(3..=LONGEST).contains(&length) {
        return None;
    }
    let Some(number) = &part.number else {
        // A line of capitals, or wholly bold and short, that no number stands before.
        let stands_out = (is_capitals(&part.text) && part.text.split(' ').count() >= 2)
            || (paragraph.is_bold() && length <= 100);
        let is_line = !part.text.ends_with([';', ',']) && paragraph.item.is_none();
        let leads = parts.get(at + 1).is_some_and(|next| !next.text.is_empty());
        return (stands_out && is_line && leads && !part.text.ends_with("./."))
            .then_some((true, if is_capitals(&part.text) { 2 } else { 10 }));
    };
    if paragraph.is_bold() || is_capitals(&part.text) {
        return Some((true, number.rank));
    }
    if part.text.ends_with([';', ',', '.']) || part.text.ends_with(':') && number.rank > 3 {
        return None;
    }
    if number.rank == 9 {
        return None;
    }
    // Short numbered lines that follow each other are a list, not headings.
    let is_like = |other: Option<&Part>| {
        other.is_some_and(|other| {
            other.level.is_none()
                && other.number.as_ref().is_some_and(|n| n.rank == number.rank)
                && other.text.chars().count() <= LONGEST
        })
    };
    let next = parts.get(at + 1);
    let listed = is_like(next) || (at > 0 && is_like(parts.get(at - 1)));
    (!listed && next.is_some()).then_some((true, number.rank))
}
