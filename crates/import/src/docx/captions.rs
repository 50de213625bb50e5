//! Captions: the line below a picture, or above it, becomes its alternative text if it has none.

use crate::document::{Block, Inline, Paragraph};
use ssg_vietnam::text::match_key;

/// The most characters of a caption.
const MAX_CAPTION_CHARS: usize = 200;

/// The most pictures that share a caption.
const MAX_PICTURES_OF_CAPTION: usize = 8;

/// Words that only look like the beginning of a caption.
const OTHER_WORDS: [&str; 3] = ["ảnh hưởng", "hình thức", "hình thành"];

/// The words that a caption begins with.
const CAPTION_WORDS: [&str; 6] = ["hình", "ảnh", "biểu đồ", "sơ đồ", "bản đồ", "quang cảnh"];

/// Copies each caption into the alternative text of its pictures. Alternative text that a program
/// made up is removed.
pub(super) fn propose_alt_texts(blocks: &mut [Block]) {
    for paragraph in blocks.iter_mut().flat_map(Block::paragraphs_mut) {
        remove_placeholders(paragraph);
        caption_in_paragraph(paragraph);
    }
    for block in blocks.iter_mut() {
        if let Block::Table(rows) = block {
            captions_in_table(rows);
        }
    }
    let captions: Vec<Option<Caption>> = blocks.iter().map(caption_of).collect();
    let is_picture = |at: &usize| blocks.get(*at).is_some_and(is_picture_alone);
    let mut found: Vec<(usize, String)> = Vec::new();
    for at in 0..blocks.len() {
        if !is_picture(&at) {
            continue;
        }
        // Pictures that follow one another share the caption below the last.
        let below = (at + 1..blocks.len())
            .take(MAX_PICTURES_OF_CAPTION)
            .find(|next| !is_picture(next));
        let below = below.and_then(|next| captions[next].as_ref());
        let above = at.checked_sub(1).and_then(|above| captions[above].as_ref());
        let above = above.filter(|caption| caption.is_numbered);
        if let Some(caption) = below.or(above) {
            found.push((at, caption.text.clone()));
        }
    }
    for (at, caption) in found {
        if let Block::Paragraph(paragraph) = &mut blocks[at] {
            set_alt(paragraph, &caption);
        }
    }
}

/// A line that can be a caption.
struct Caption {
    text: String,
    /// Whether it begins with "Hình 1" or the like, which may stand above the picture.
    is_numbered: bool,
}

fn caption_of(block: &Block) -> Option<Caption> {
    let Block::Paragraph(paragraph) = block else {
        return None;
    };
    caption(paragraph)
}

fn caption(paragraph: &Paragraph) -> Option<Caption> {
    let text = paragraph.text();
    let key = match_key(&text);
    let is_italic = paragraph.inlines.iter().all(|inline| match inline {
        Inline::Text { text, italic, .. } => *italic || text.trim().is_empty(),
        _ => true,
    });
    let is_other = OTHER_WORDS.iter().any(|words| key.starts_with(words));
    let word = CAPTION_WORDS
        .iter()
        .find(|word| key.starts_with(**word) && !is_other);
    let is_caption = !text.is_empty()
        && text.chars().count() <= MAX_CAPTION_CHARS
        && (is_italic || word.is_some());
    let is_numbered = word.is_some_and(|word| {
        let rest = key[word.len()..].trim_start();
        rest.starts_with(|c: char| c.is_ascii_digit())
    });
    is_caption.then_some(Caption { text, is_numbered })
}

fn is_picture_alone(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if has_picture(paragraph) && paragraph.text().is_empty())
}

fn has_picture(paragraph: &Paragraph) -> bool {
    let is_picture = |inline: &Inline| matches!(inline, Inline::Picture { .. });
    paragraph.inlines.iter().any(is_picture)
}

/// Gives the pictures of a paragraph that have no alternative text this one.
fn set_alt(paragraph: &mut Paragraph, caption: &str) {
    for inline in &mut paragraph.inlines {
        if let Inline::Picture { alt, .. } = inline
            && alt.trim().is_empty()
        {
            caption.clone_into(alt);
        }
    }
}

/// Reads a caption that a line break separates from its picture.
fn caption_in_paragraph(paragraph: &mut Paragraph) {
    let mut lines = paragraph
        .inlines
        .split(|inline| *inline == Inline::LineBreak);
    let picture = lines.next().unwrap_or_default();
    let rest: Vec<Inline> = lines.flatten().cloned().collect();
    let is_first = picture
        .iter()
        .any(|inline| matches!(inline, Inline::Picture { .. }));
    let below = Paragraph {
        inlines: rest,
        ..Paragraph::default()
    };
    if is_first && let Some(caption) = caption(&below) {
        set_alt(paragraph, &caption.text);
    }
}

/// Reads the captions of pictures that a table places side by side: in the cell of the picture, or
/// in the cell below.
fn captions_in_table(rows: &mut [Vec<Vec<Paragraph>>]) {
    for row in 0..rows.len() {
        for column in 0..rows[row].len() {
            let cell = &rows[row][column];
            if !cell.iter().any(has_picture) {
                continue;
            }
            let in_cell = cell.iter().find_map(caption);
            let below = rows.get(row + 1).and_then(|row| row.get(column));
            let below = below.and_then(|cell| cell.iter().find_map(caption));
            if let Some(caption) = in_cell.or(below) {
                for paragraph in &mut rows[row][column] {
                    set_alt(paragraph, &caption.text);
                }
            }
        }
    }
}

/// Removes alternative text that says nothing of the picture: the name of its file, or what Word
/// wrote by itself.
fn remove_placeholders(paragraph: &mut Paragraph) {
    for inline in &mut paragraph.inlines {
        if let Inline::Picture { alt, .. } = inline
            && is_placeholder(alt)
        {
            alt.clear();
        }
    }
}

fn is_placeholder(alt: &str) -> bool {
    const NAMES: [&str; 6] = ["picture", "image", "graphic", "hình ảnh", "hình", "ảnh"];
    const GENERATED: [&str; 3] = [
        "automatically generated",
        "ai-generated content",
        "được tự động tạo",
    ];
    let extension = alt.rsplit_once('.').map(|(_, extension)| extension);
    let is_file_name = extension
        .is_some_and(|e| matches!(&*e.to_lowercase(), "jpg" | "jpeg" | "png" | "webp" | "gif"));
    let low = alt.to_lowercase();
    let name = low.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    is_file_name || NAMES.contains(&name) || GENERATED.iter().any(|words| low.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(alt: &str) -> Inline {
        Inline::Picture {
            index: 0,
            alt: alt.to_owned(),
        }
    }

    fn paragraph(inlines: Vec<Inline>) -> Paragraph {
        Paragraph {
            inlines,
            ..Paragraph::default()
        }
    }

    fn alts(mut blocks: Vec<Block>) -> Vec<String> {
        propose_alt_texts(&mut blocks);
        let paragraphs = blocks.iter().flat_map(Block::paragraphs);
        let inlines = paragraphs.flat_map(|paragraph| &paragraph.inlines);
        inlines
            .filter_map(|inline| match inline {
                Inline::Picture { alt, .. } => Some(alt.clone()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn proposes_captions() {
        let shown = |alt| Block::Paragraph(paragraph(vec![picture(alt)]));
        let line = |text: &str| Block::Paragraph(paragraph(vec![Inline::plain(text)]));
        let caption = "Ảnh 1. Đoàn tại Lào Cai";
        for alt in [
            "",
            "IMG_12.JPG",
            "Picture 3",
            "A group of people\n\nDescription automatically generated",
        ] {
            assert_eq!(alts(vec![shown(alt), line(caption)]), [caption], "{alt}");
        }
        assert_eq!(alts(vec![shown("Lễ đón"), line(caption)]), ["Lễ đón"]);
        assert_eq!(alts(vec![shown("Picture 3"), line("Đoàn đi tiếp.")]), [""]);
        assert_eq!(alts(vec![line(caption), shown("")]), [caption]);
        assert_eq!(
            alts(vec![shown(""), shown(""), line(caption)]),
            [caption; 2]
        );
        let one = paragraph(vec![picture(""), Inline::LineBreak, Inline::plain(caption)]);
        assert_eq!(alts(vec![Block::Paragraph(one)]), [caption]);
        let cell = |inline| vec![paragraph(vec![inline])];
        let rows = vec![
            vec![cell(picture("")), cell(picture(""))],
            vec![
                cell(Inline::plain("Ảnh trái")),
                cell(Inline::plain("Ảnh phải")),
            ],
        ];
        assert_eq!(alts(vec![Block::Table(rows)]), ["Ảnh trái", "Ảnh phải"]);
    }
}
