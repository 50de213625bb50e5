//! The words of a report that are its own: without front matter, quotations, code and formulas.

use std::collections::HashMap;

use ssg_base::diagnostic::Span;
use ssg_vietnam::text;

/// A word and its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Equal for words that differ only in case, accents or the placement of a tone.
    pub(super) hash: u64,
    pub(super) span: Span,
    /// The index of its paragraph or list item.
    pub(super) paragraph: u32,
}

/// How paragraphs of the official form begin that all reports may share, as [`text::fold`] writes
/// them.
const FORMULAS: [&str; 24] = [
    "can cu ",
    "thuc hien ke hoach",
    "thuc hien chuong trinh",
    "thuc hien quyet dinh",
    "thuc hien nghi quyet",
    "thuc hien cong van",
    "theo de nghi",
    "xet de nghi",
    "duoc su dong y",
    "kinh gui",
    "noi nhan",
    "tren day la",
    "thay mat doan",
    "thanh phan doan",
    "thanh phan gom",
    "nham trao doi",
    "ket thuc chuyen",
    "trong thoi gian lam viec",
    "trong qua trinh lam viec",
    "kinh phi",
    "phuong tien",
    "thoi gian",
    "dia diem",
    "cong hoa xa hoi",
];

/// The hashes of words that occurred before: reports share most of their syllables.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    hashes: HashMap<String, u64>,
}

impl Dictionary {
    /// The words of a source's body, in order.
    pub(super) fn words(&mut self, source: &str) -> Vec<Word> {
        let mut words = Vec::new();
        let mut in_code = false;
        let mut offset = body_start(source);
        // A formula and a quotation last until the end of their paragraph.
        let mut is_skipped = false;
        let mut paragraph = 0;
        for line in source[offset..].split_inclusive('\n') {
            let trimmed = line.trim_start();
            if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
                in_code = !in_code;
            } else if trimmed.trim_end().is_empty() {
                is_skipped = false;
                paragraph += 1;
            } else if !in_code {
                let text = trimmed.trim_start_matches(['#', '-', '*', '+', '_', ' ']);
                paragraph += u32::from(trimmed.starts_with(['#', '-', '*', '+']));
                is_skipped = is_skipped || trimmed.starts_with('>') || is_formula(text);
                if !is_skipped {
                    self.add_line(line, (offset, paragraph), &mut words);
                }
            }
            offset += line.len();
        }
        words
    }

    fn add_line(&mut self, line: &str, (offset, paragraph): (usize, u32), words: &mut Vec<Word>) {
        let mut start = None;
        for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
            if c.is_alphanumeric() {
                start.get_or_insert(at);
            } else if let Some(from) = start.take() {
                let span = Span::from(offset + from..offset + at);
                let hash = self.hash(&line[from..at]);
                words.push(Word {
                    hash,
                    span,
                    paragraph,
                });
            }
        }
    }

    fn hash(&mut self, word: &str) -> u64 {
        if let Some(hash) = self.hashes.get(word) {
            return *hash;
        }
        // FNV-1a: the same on every machine, unlike the standard library's.
        let bytes = text::fold(word).into_bytes();
        let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        self.hashes.insert(word.to_owned(), hash);
        hash
    }
}

/// The offset after the front matter.
fn body_start(source: &str) -> usize {
    let text = source.strip_prefix('\u{feff}').unwrap_or(source);
    let skipped = source.len() - text.len();
    let is_fence = |line: &str| line.trim_end() == "---";
    let mut offset = skipped;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if index == 0 && !is_fence(line) {
            return skipped;
        }
        offset += line.len();
        if index > 0 && is_fence(line) {
            return offset;
        }
    }
    skipped
}

fn is_formula(line: &str) -> bool {
    let opening: String = line.chars().take(40).collect();
    let opening = text::fold(&opening);
    FORMULAS.iter().any(|formula| opening.starts_with(formula))
}
