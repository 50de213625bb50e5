//! Texts without a file format: `.txt`, and `.md` as far as such reports use it.
//!
//! The two documents that ship are such: a PDF turned to text, with `**` around some lines.

use super::block::{Block, Draft, Item, Paragraph, Piece};
use super::{ImportError, legacy};
use ssg_vietnam::text::nfc;

/// Lines longer than this were never broken by hand, so that each is a paragraph of its own.
const LONGEST_WRAPPED: usize = 110;

/// Reads a text of any encoding that offices use.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, ImportError> {
    let text = decode(bytes)?;
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let text = match legacy::guess(&text) {
        Some(encoding) => legacy::decode(&text, encoding),
        None => text,
    };
    Ok(draft(&nfc(&text.replace('\r', "\n"))))
}

fn decode(bytes: &[u8]) -> Result<String, ImportError> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => {
            return utf16(rest, u16::from_le_bytes).ok_or(ImportError::Encoding);
        }
        [0xfe, 0xff, rest @ ..] => {
            return utf16(rest, u16::from_be_bytes).ok_or(ImportError::Encoding);
        }
        _ => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    // The old encodings hide in bytes as the signs of Western Europe.
    let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    let encoding = legacy::guess(&text).ok_or(ImportError::Encoding)?;
    Ok(legacy::decode(&text, encoding))
}

/// Text of UTF-16; `None` where it is none.
pub(super) fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| unit([pair[0], pair[1]]))
        .collect();
    bytes
        .len()
        .is_multiple_of(2)
        .then(|| String::from_utf16(&units).ok())
        .flatten()
}

fn draft(text: &str) -> Draft {
    let is_wrapped = text
        .lines()
        .all(|line| line.chars().count() <= LONGEST_WRAPPED);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut chunk: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() || is_rule(line) {
            paragraphs.extend(chunk_of(&chunk, is_wrapped));
            chunk.clear();
        } else {
            chunk.push(line);
        }
    }
    let paragraphs = join_cut(paragraphs);
    let (paragraphs, notes) = superscript_notes(paragraphs);
    Draft {
        blocks: paragraphs.into_iter().map(Block::Paragraph).collect(),
        notes,
        pictures: Vec::new(),
    }
}

/// A line of dashes and the like.
fn is_rule(line: &str) -> bool {
    let signs = line.trim();
    signs.chars().count() >= 3 && signs.chars().all(|c| "-_*=–—…. ".contains(c))
}

/// The paragraphs of lines that no blank line parts.
fn chunk_of(lines: &[&str], is_wrapped: bool) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut whole = String::new();
    let mut flush = |whole: &mut String| {
        if !whole.is_empty() {
            paragraphs.push(paragraph(whole));
            whole.clear();
        }
    };
    for line in lines {
        let is_open = whole.matches("**").count() % 2 == 1;
        let last = whole.lines().last().unwrap_or_default();
        // A short line before it was ended on purpose, unless all lines are about as short.
        let goes_on = is_wrapped && last.chars().count() >= 50 && !starts_item(line);
        if whole.is_empty() {
        } else if is_open {
            whole.push('\n');
        } else if goes_on {
            whole.push(' ');
        } else {
            flush(&mut whole);
        }
        if whole.is_empty() {
            whole.push_str(line.trim_end());
        } else {
            whole.push_str(line.trim());
        }
    }
    flush(&mut whole);
    paragraphs
}

fn starts_item(line: &str) -> bool {
    let line = line.trim_start();
    super::phrase::number(line).is_some()
        || ["- ", "+ ", "* ", "• ", "– ", "#", "|"]
            .iter()
            .any(|mark| line.starts_with(mark))
}

/// A paragraph from its text with the marks of Markdown.
fn paragraph(text: &str) -> Paragraph {
    let depth = text.len() - text.trim_start().len();
    let text = text.trim();
    let marks = text.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&marks) && text[marks..].starts_with(' ') {
        return Paragraph {
            heading: u8::try_from(marks).ok(),
            pieces: pieces(text[marks..].trim()),
            item: None,
        };
    }
    for mark in ["- ", "+ ", "* ", "• ", "– ", "— ", "-", "+"] {
        if let Some(rest) = text.strip_prefix(mark)
            && (mark.len() > 1 || rest.starts_with(char::is_alphabetic))
        {
            let deeper = u8::from(mark.starts_with('+') || depth >= 2);
            return Paragraph {
                pieces: pieces(rest.trim()),
                heading: None,
                item: Some(Item {
                    depth: deeper,
                    label: None,
                }),
            };
        }
    }
    Paragraph {
        pieces: pieces(text),
        ..Paragraph::default()
    }
}

/// Letters, bold and italic letters, links, references to footnotes.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut bold, mut italic) = (false, false);
    let mut plain = String::new();
    let mut rest = text;
    let flush = |plain: &mut String, bold, italic, pieces: &mut Vec<Piece>| {
        if !plain.is_empty() {
            pieces.push(Piece::Text {
                text: std::mem::take(plain),
                bold,
                italic,
                link: None,
            });
        }
    };
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("**").or_else(|| rest.strip_prefix("__")) {
            flush(&mut plain, bold, italic, &mut pieces);
            bold = !bold;
            rest = after;
        } else if c == '*' && (italic || rest[1..].contains('*')) {
            flush(&mut plain, bold, italic, &mut pieces);
            italic = !italic;
            rest = &rest[1..];
        } else if let Some((label, after)) = rest
            .strip_prefix("[^")
            .and_then(|rest| rest.split_once(']'))
        {
            flush(&mut plain, bold, italic, &mut pieces);
            pieces.push(Piece::Note(label.to_owned()));
            rest = after;
        } else if let Some((words, target, after)) = link(rest) {
            flush(&mut plain, bold, italic, &mut pieces);
            pieces.push(Piece::Text {
                text: words.to_owned(),
                bold,
                italic,
                link: Some(target.to_owned()),
            });
            rest = after;
        } else if c == '\n' {
            flush(&mut plain, bold, italic, &mut pieces);
            pieces.push(Piece::Break);
            rest = &rest[1..];
        } else {
            plain.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    flush(&mut plain, bold, italic, &mut pieces);
    pieces
}

fn link(rest: &str) -> Option<(&str, &str, &str)> {
    let (words, after) = rest.strip_prefix('[')?.split_once("](")?;
    let (target, after) = after.split_once(')')?;
    (!words.contains(['[', ']', '\n']) && target.contains(':')).then_some((words, target, after))
}

/// Joins a paragraph that a page's end cut in two with its other half.
fn join_cut(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut joined: Vec<Paragraph> = Vec::new();
    for paragraph in paragraphs {
        let goes_on = joined.last().is_some_and(|last| {
            let (before, after) = (last.text(), paragraph.text());
            let is_cut = last.heading.is_none()
                && before.chars().count() >= 60
                && before.ends_with(|c: char| c.is_alphabetic() || c == ',');
            let first = after.split(' ').next().unwrap_or_default();
            let abbreviation = first.chars().count() >= 2 && first.chars().all(char::is_uppercase);
            let is_rest = after.starts_with(char::is_lowercase)
                || (abbreviation && after.chars().any(char::is_lowercase));
            let numbered = super::phrase::number(&after).is_some();
            is_cut
                && is_rest
                && !numbered
                && paragraph.heading.is_none()
                && paragraph.item.is_none()
        });
        match joined.last_mut().filter(|_| goes_on) {
            Some(last) => {
                last.pieces.push(Piece::plain(" "));
                last.pieces.extend(paragraph.pieces);
            }
            None => joined.push(paragraph),
        }
    }
    joined
}

/// The paragraphs of a text, and its footnotes by label.
type Noted = (Vec<Paragraph>, Vec<(String, Vec<Paragraph>)>);

/// Takes out the footnotes that stand where the page ended: `¹ …` with the items below it, and
/// those of Markdown, `[^1]: …`.
fn superscript_notes(paragraphs: Vec<Paragraph>) -> Noted {
    let mut notes: Vec<(String, Vec<Paragraph>)> = Vec::new();
    let mut kept: Vec<Paragraph> = Vec::new();
    let mut in_note = false;
    for mut paragraph in paragraphs {
        let text = paragraph.text();
        let label: String = text.chars().map_while(superscript).collect();
        let of_markdown =
            matches!(paragraph.pieces.first(), Some(Piece::Note(_))) && text.starts_with(": ");
        if of_markdown {
            let Piece::Note(label) = paragraph.pieces.remove(0) else {
                continue;
            };
            paragraph.cut_start(1);
            notes.push((label, vec![paragraph]));
            in_note = true;
        } else if !label.is_empty() {
            paragraph.cut_start(label.chars().count());
            notes.push((label, vec![paragraph]));
            in_note = true;
        } else if let Some((_, note)) = notes
            .last_mut()
            .filter(|_| in_note && paragraph.item.is_some())
        {
            note.push(paragraph);
        } else {
            in_note = false;
            kept.push(paragraph);
        }
    }
    for paragraph in &mut kept {
        let pieces = std::mem::take(&mut paragraph.pieces);
        paragraph.pieces = pieces
            .into_iter()
            .flat_map(|piece| refer(piece, &notes))
            .collect();
    }
    (kept, notes)
}

/// A piece with its raised digits as references, where there is such a footnote.
fn refer(piece: Piece, notes: &[(String, Vec<Paragraph>)]) -> Vec<Piece> {
    let Piece::Text {
        text,
        bold,
        italic,
        link,
    } = piece
    else {
        return vec![piece];
    };
    let mut out = Vec::new();
    let mut plain = String::new();
    let flush = |plain: &mut String, out: &mut Vec<Piece>| {
        if !plain.is_empty() {
            out.push(Piece::Text {
                text: std::mem::take(plain),
                bold,
                italic,
                link: link.clone(),
            });
        }
    };
    for c in text.chars() {
        let label = superscript(c).map(String::from);
        match label.filter(|label| notes.iter().any(|(known, _)| known == label)) {
            Some(label) => {
                flush(&mut plain, &mut out);
                out.push(Piece::Note(label));
            }
            None => plain.push(c),
        }
    }
    flush(&mut plain, &mut out);
    out
}

/// The digit that is printed raised.
fn superscript(c: char) -> Option<char> {
    Some(match c {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '\u{2070}' => '0',
        '\u{2074}'..='\u{2079}' => char::from_digit(u32::from(c) - 0x2070, 10)?,
        _ => return None,
    })
}
