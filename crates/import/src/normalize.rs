//! Normalization of the text of a document, whatever format it came from.
//!
//! Afterwards all letters are Unicode in the composed form (NFC), invisible characters are gone,
//! and a typed dash at the start of a paragraph has become a list item.

use crate::ImportError;
use crate::document::{Document, Inline, ListItem, Paragraph};
use crate::legacy_encoding::{self, LegacyEncoding};
use ssg_vietnam::text::nfc;

/// The most bytes of text in one document. It bounds the time that the search for phrases takes in
/// a hostile file; a longer document is an error.
const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;

/// The marks that offices type at the start of an item instead of making a list.
const TYPED_ITEM_MARKS: [&str; 6] = ["- ", "– ", "+ ", "• ", "* ", "-\u{a0}"];

/// Normalizes every paragraph of a document, its footnotes included.
pub(crate) fn normalize(document: &mut Document) -> Result<(), ImportError> {
    let mut text = String::new();
    for block in &document.blocks {
        for paragraph in block.paragraphs() {
            text.push_str(&paragraph.text());
            text.push('\n');
        }
    }
    let mut notes = document.notes.iter().flat_map(|(_, paragraphs)| paragraphs);
    let has_note = notes.any(|note| !note.text().is_empty());
    if text.trim().is_empty() && !has_note {
        return Err(ImportError::NoText);
    }
    if text.len() > MAX_TEXT_BYTES {
        return Err(ImportError::TooLarge);
    }
    // Text whose fonts did not reveal its encoding may still be in an old one.
    let encoding = legacy_encoding::detect(&text);
    for block in &mut document.blocks {
        for paragraph in block.paragraphs_mut() {
            normalize_paragraph(paragraph, encoding);
        }
    }
    let notes = document.notes.iter_mut();
    for paragraph in notes.flat_map(|(_, paragraphs)| paragraphs) {
        normalize_paragraph(paragraph, encoding);
    }
    Ok(())
}

fn normalize_paragraph(paragraph: &mut Paragraph, encoding: Option<LegacyEncoding>) {
    for inline in &mut paragraph.inlines {
        if let Inline::Text { text, .. } = inline {
            if let Some(encoding) = encoding {
                *text = legacy_encoding::decode(text, encoding);
            }
            *text = nfc(text).replace(['\u{ad}', '\u{200b}', '\u{feff}'], "");
        }
    }
    let text = paragraph.text();
    if paragraph.list_item.is_none()
        && paragraph.heading_level.is_none()
        && let Some(mark) = TYPED_ITEM_MARKS
            .iter()
            .find(|mark| text.starts_with(**mark))
    {
        paragraph.remove_prefix(0);
        if let Some(Inline::Text { text, .. }) = paragraph.inlines.first_mut() {
            *text = text
                .trim_start()
                .trim_start_matches(mark.trim_end())
                .trim_start()
                .to_owned();
        }
        paragraph.list_item = Some(ListItem {
            depth: u8::from(mark.starts_with('+')),
            label: None,
        });
    }
}
