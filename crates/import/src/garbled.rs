//! Text that is no text: what a converter makes of a damaged file, or of a PDF whose fonts do not
//! say which letters they draw.

use crate::document::{Block, Document, Paragraph};

/// The share of letters of other scripts than the Latin one, and of characters that no text holds,
/// from which a converted text is garbled.
const GARBLED_PERCENT: usize = 30;

/// Returns whether a document is garbled. A document that only quotes another script is not.
pub(crate) fn is_garbled(document: &Document) -> bool {
    let texts = document.blocks.iter().flat_map(Block::paragraphs);
    let (mut odd, mut all) = (0_usize, 0_usize);
    for c in texts
        .map(Paragraph::text)
        .collect::<Vec<_>>()
        .concat()
        .chars()
    {
        if c.is_whitespace() {
            continue;
        }
        all += 1;
        odd += usize::from(!is_expected(c));
    }
    all > 0 && odd * 100 >= all * GARBLED_PERCENT
}

/// Returns whether a character is expected in a Vietnamese document: letters of the Latin script
/// and their marks, digits, punctuation, signs.
fn is_expected(c: char) -> bool {
    matches!(c,
        '\u{20}'..='\u{7e}'
        | '\u{a0}'..='\u{24f}'
        | '\u{2b0}'..='\u{36f}'
        | '\u{1e00}'..='\u{1eff}'
        | '\u{2000}'..='\u{27bf}'
        // Symbol fonts put their bullets here.
        | '\u{f000}'..='\u{f0ff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain_text;

    #[test]
    fn tells_garbled_text() {
        let is_garbled =
            |text: &str| is_garbled(&plain_text::read(text.as_bytes()).expect("a document"));
        for text in [
            "\u{fffd}\u{fffd}\u{11}\u{fffd}",
            "慇虜뽢ඥ붏跒㛦堥㳝椮ȕꓜ䒭㛺꛳걲罍礜",
            "\u{3}\u{4}\u{5} \u{1}\u{2} a",
        ] {
            assert!(is_garbled(text), "{text:?}");
        }
        for text in [
            "Đoàn đã đến thăm Lào Cai ngày 12/8/2023.",
            "Đoàn công tác của tỉnh Hủa Phăn (ແຂວງຫົວພັນ) đã tiếp đón trọng thị.",
            "– 12 m² × 3 ≤ 40 “…”",
        ] {
            assert!(!is_garbled(text), "{text:?}");
        }
    }
}
