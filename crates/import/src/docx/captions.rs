//! Captions: the line below a picture becomes its alternative text if it has none.

use crate::document::{Block, Inline, Paragraph};
use ssg_vietnam::text::match_key;

/// The most characters of a caption.
const MAX_CAPTION_CHARS: usize = 200;

/// The words that a caption begins with.
const CAPTION_WORDS: [&str; 6] = ["hình", "ảnh", "biểu đồ", "sơ đồ", "bản đồ", "quang cảnh"];

/// Copies each caption into the alternative text of the picture before it.
pub(super) fn propose_alt_texts(blocks: &mut [Block]) {
    for at in 1..blocks.len() {
        let (before, after) = blocks.split_at_mut(at);
        let (Some(Block::Paragraph(picture)), Some(Block::Paragraph(below))) =
            (before.last_mut(), after.first())
        else {
            continue;
        };
        let caption = below.text();
        if picture.text().is_empty() && is_caption(below, &caption) {
            for inline in &mut picture.inlines {
                if let Inline::Picture { alt, .. } = inline
                    && (alt.trim().is_empty() || is_file_name(alt))
                {
                    alt.clone_from(&caption);
                }
            }
        }
    }
}

fn is_caption(paragraph: &Paragraph, text: &str) -> bool {
    let key = match_key(text);
    let is_italic = paragraph.inlines.iter().all(|inline| match inline {
        Inline::Text { text, italic, .. } => *italic || text.trim().is_empty(),
        _ => true,
    });
    !text.is_empty()
        && text.chars().count() <= MAX_CAPTION_CHARS
        && (is_italic || CAPTION_WORDS.iter().any(|word| key.starts_with(word)))
}

/// Returns whether an alternative text is only the name of the picture's file.
fn is_file_name(alt: &str) -> bool {
    let extension = alt.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|e| matches!(&*e.to_lowercase(), "jpg" | "jpeg" | "png" | "webp" | "gif"))
}
