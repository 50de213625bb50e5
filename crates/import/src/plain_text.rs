//! Text files: `.txt`, and `.md` as far as reports use Markdown.
//!
//! The two documents that ship with the program are of this kind: PDF turned to text, with `**`
//! around some lines.

use crate::document::{Block, Document, Footnote, Inline, ListItem, Paragraph};
use crate::phrases::section_number::SectionNumber;
use crate::{ImportError, legacy_encoding};
use ssg_vietnam::text::nfc;

/// The most characters of a line in a text that was wrapped by hand. With a longer line, each line is
/// a paragraph of its own.
const MAX_WRAPPED_CHARS: usize = 110;
/// The least characters of a wrapped line that the next one continues. A shorter line was ended on
/// purpose.
const MIN_CONTINUED_CHARS: usize = 50;
/// The least characters of a paragraph that may have been cut by the end of a page.
const MIN_CUT_CHARS: usize = 60;

/// Reads a text file in any encoding that offices use.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ImportError> {
    let text = decode(bytes)?;
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let text = match legacy_encoding::detect(&text) {
        Some(encoding) => legacy_encoding::decode(&text, encoding),
        None => text,
    };
    Ok(document(&nfc(&text.replace('\r', "\n"))))
}

fn decode(bytes: &[u8]) -> Result<String, ImportError> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => {
            return decode_utf16(rest, u16::from_le_bytes).ok_or(ImportError::UnknownEncoding);
        }
        [0xfe, 0xff, rest @ ..] => {
            return decode_utf16(rest, u16::from_be_bytes).ok_or(ImportError::UnknownEncoding);
        }
        _ => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    // In the old encodings, each byte is a Western European character.
    let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    let encoding = legacy_encoding::detect(&text).ok_or(ImportError::UnknownEncoding)?;
    Ok(legacy_encoding::decode(&text, encoding))
}

/// Decodes UTF-16 with the byte order of `unit`; `None` if it is malformed.
pub(crate) fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
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

/// Reads lines that are paragraphs of their own.
pub(crate) fn read_lines(lines: &[String]) -> Document {
    document(&nfc(&lines.join("\n\n")))
}

fn document(text: &str) -> Document {
    let text = &*escape_undefined_notes(text);
    let is_wrapped = text
        .lines()
        .all(|line| line.chars().count() <= MAX_WRAPPED_CHARS);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    // The lines since the last blank line.
    let mut chunk: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() || is_rule(line) {
            paragraphs.extend(chunk_paragraphs(&chunk, is_wrapped));
            chunk.clear();
        } else {
            chunk.push(line);
        }
    }
    let paragraphs = join_at_page_ends(paragraphs);
    let (paragraphs, notes) = take_notes(paragraphs);
    Document {
        blocks: with_tables(paragraphs),
        notes,
        ..Document::default()
    }
}

/// Makes tables of the rows between bars that Markdown writes: `| a | b |`, below the first of them
/// `| --- | --- |`. Lines with the same number of bars or tabs, at least two, are rows too; with one
/// they may be the two columns of a letterhead.
fn with_tables(paragraphs: Vec<Paragraph>) -> Vec<Block> {
    let is_row = |text: &str| text.len() > 2 && text.starts_with('|') && text.ends_with('|');
    let is_separator = |text: &str| is_row(text) && text.chars().all(|c| "|-: ".contains(c));
    let bars = |text: &str| text.matches(" | ").count();
    let tabs = |text: &str| text.matches('\t').count();
    // Several tabs in a row only place the next column.
    let is_filled = |text: &str| text.split('\t').all(|cell| !cell.trim().is_empty());
    let texts: Vec<String> = paragraphs
        .iter()
        .map(|p| p.raw_text().trim().to_owned())
        .collect();
    let cells = |text: &str| -> Vec<Vec<Paragraph>> {
        let inner = text.trim_matches('|').split('|');
        inner
            .map(|cell| vec![parse_paragraph(cell.trim())])
            .collect()
    };
    let mut blocks: Vec<Block> = Vec::new();
    let mut paragraphs = paragraphs.into_iter();
    let mut at = 0;
    while let Some(paragraph) = paragraphs.next() {
        let text = &*texts[at];
        let next = texts.get(at + 1).map_or("", String::as_str);
        at += 1;
        let count = tabs(text);
        if count >= 2 && is_filled(text) && tabs(next) == count {
            let row = |text: &str| -> Vec<Vec<Paragraph>> {
                let cells = text.split('\t');
                cells
                    .map(|cell| vec![parse_paragraph(cell.trim())])
                    .collect()
            };
            let mut rows = vec![row(text)];
            while let Some(text) = texts.get(at).filter(|text| tabs(text) == count) {
                rows.push(row(text));
                paragraphs.next();
                at += 1;
            }
            blocks.push(Block::Table(rows));
            continue;
        }
        let is_markdown = is_row(text) && is_separator(next);
        let count = bars(text);
        if !is_markdown && (count < 2 || is_row(text) || bars(next) != count) {
            blocks.push(Block::Paragraph(paragraph));
            continue;
        }
        let continues = |text: &str| {
            if is_markdown {
                is_row(text)
            } else {
                bars(text) == count
            }
        };
        let mut rows = vec![cells(text)];
        while let Some(text) = texts.get(at).filter(|text| continues(text)) {
            if !is_separator(text) {
                rows.push(cells(text));
            }
            paragraphs.next();
            at += 1;
        }
        blocks.push(Block::Table(rows));
    }
    blocks
}

/// The character that stands for `[` where `[^1]` refers to no footnote.
const BRACKET_STAND_IN: char = '\u{e000}';

/// Marks every `[^1]` without a footnote, so that it stays what it is.
fn escape_undefined_notes(text: &str) -> String {
    let is_defined = |label: &str| {
        let definition = format!("[^{label}]:");
        text.lines()
            .any(|line| line.trim_start().starts_with(&definition))
    };
    let mut out = String::with_capacity(text.len());
    for (at, part) in text.split("[^").enumerate() {
        if at > 0 {
            let label = part.split_once(']').map_or("", |(label, _)| label);
            if label.is_empty() || !is_defined(label) {
                out.push(BRACKET_STAND_IN);
            } else {
                out.push('[');
            }
            out.push('^');
        }
        out.push_str(part);
    }
    out
}

/// Returns whether a line is a rule of dashes, asterisks …
fn is_rule(line: &str) -> bool {
    let marks = line.trim();
    marks.chars().count() >= 3 && marks.chars().all(|c| "-_*=–—…. ".contains(c))
}

/// Joins lines without a blank line between them into paragraphs.
fn chunk_paragraphs(lines: &[&str], is_wrapped: bool) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut paragraph_text = String::new();
    let mut flush = |paragraph_text: &mut String| {
        if !paragraph_text.is_empty() {
            paragraphs.push(parse_paragraph(paragraph_text));
            paragraph_text.clear();
        }
    };
    for line in lines {
        let is_bold_open = paragraph_text.matches("**").count() % 2 == 1;
        let last = paragraph_text.lines().last().unwrap_or_default();
        let continues = is_wrapped
            && last.chars().count() >= MIN_CONTINUED_CHARS
            && !starts_item(line)
            && !is_aligned(last)
            && !is_aligned(line);
        if paragraph_text.is_empty() {
        } else if is_bold_open {
            paragraph_text.push('\n');
        } else if continues {
            paragraph_text.push(' ');
        } else {
            flush(&mut paragraph_text);
        }
        if paragraph_text.is_empty() {
            paragraph_text.push_str(line.trim_end());
        } else {
            paragraph_text.push_str(line.trim());
        }
    }
    flush(&mut paragraph_text);
    paragraphs
}

/// Returns whether spaces place the words of a line in columns or in the middle of the page.
fn is_aligned(line: &str) -> bool {
    const COLUMN_GAP: &str = "    ";
    line.starts_with("        ") || line.trim().contains(COLUMN_GAP) || line.contains(['\t', '|'])
}

/// Returns whether a line begins an item of a list, a numbered section or a heading.
pub(crate) fn starts_item(line: &str) -> bool {
    let line = line.trim_start();
    SectionNumber::parse(line).is_some()
        || ["- ", "+ ", "* ", "• ", "– ", "#", "|"]
            .iter()
            .any(|mark| line.starts_with(mark))
}

/// Parses a paragraph with the marks of Markdown.
fn parse_paragraph(text: &str) -> Paragraph {
    let depth = text.len() - text.trim_start().len();
    let text = text.trim();
    let marks = text.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&marks) && text[marks..].starts_with(' ') {
        return Paragraph {
            heading_level: u8::try_from(marks).ok(),
            inlines: parse_inlines(text[marks..].trim()),
            list_item: None,
        };
    }
    for mark in ["- ", "+ ", "* ", "• ", "– ", "— ", "-", "+"] {
        if let Some(rest) = text.strip_prefix(mark)
            && (mark.len() > 1 || rest.starts_with(char::is_alphabetic))
        {
            let deeper = u8::from(mark.starts_with('+') || depth >= 2);
            return Paragraph {
                inlines: parse_inlines(rest.trim()),
                heading_level: None,
                list_item: Some(ListItem {
                    depth: deeper,
                    label: None,
                }),
            };
        }
    }
    Paragraph {
        inlines: parse_inlines(text),
        ..Paragraph::default()
    }
}

/// Parses bold and italic text, links and references to footnotes.
fn parse_inlines(text: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let (mut bold, mut italic) = (false, false);
    let mut plain = String::new();
    let mut rest = text;
    let flush = |plain: &mut String, bold, italic, inlines: &mut Vec<Inline>| {
        if !plain.is_empty() {
            inlines.push(Inline::Text {
                text: std::mem::take(plain),
                bold,
                italic,
                struck: false,
                link: None,
            });
        }
    };
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("___") {
            // A blank to fill in.
            let blank = rest.len() - rest.trim_start_matches('_').len();
            plain.push_str(&rest[..blank]);
            rest = &rest[blank..];
        } else if let Some(after) = rest.strip_prefix("**").or_else(|| rest.strip_prefix("__")) {
            flush(&mut plain, bold, italic, &mut inlines);
            bold = !bold;
            rest = after;
        } else if c == '*' && (italic || rest[1..].contains('*')) {
            flush(&mut plain, bold, italic, &mut inlines);
            italic = !italic;
            rest = &rest[1..];
        } else if let Some((label, after)) = rest
            .strip_prefix("[^")
            .and_then(|rest| rest.split_once(']'))
        {
            flush(&mut plain, bold, italic, &mut inlines);
            inlines.push(Inline::NoteReference(label.to_owned()));
            rest = after;
        } else if let Some((words, target, after)) = parse_link(rest) {
            flush(&mut plain, bold, italic, &mut inlines);
            inlines.push(Inline::Text {
                text: words.to_owned(),
                bold,
                italic,
                struck: false,
                link: Some(target.to_owned()),
            });
            rest = after;
        } else if c == '\n' {
            flush(&mut plain, bold, italic, &mut inlines);
            inlines.push(Inline::LineBreak);
            rest = &rest[1..];
        } else {
            plain.push(if c == BRACKET_STAND_IN { '[' } else { c });
            rest = &rest[c.len_utf8()..];
        }
    }
    flush(&mut plain, bold, italic, &mut inlines);
    inlines
}

/// Parses the link that a text begins with: its words, its address and the rest.
fn parse_link(rest: &str) -> Option<(&str, &str, &str)> {
    let (words, after) = rest.strip_prefix('[')?.split_once("](")?;
    let (target, after) = after.split_once(')')?;
    (!words.contains(['[', ']', '\n']) && target.contains(':')).then_some((words, target, after))
}

/// Joins the two halves of each paragraph that the end of a page cut in two.
fn join_at_page_ends(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut joined: Vec<Paragraph> = Vec::new();
    for paragraph in paragraphs {
        let continues = joined.last().is_some_and(|last| {
            let (before, after) = (last.text(), paragraph.text());
            let is_cut = last.heading_level.is_none()
                && before.chars().count() >= MIN_CUT_CHARS
                && before.ends_with(|c: char| c.is_alphabetic() || c == ',');
            let first = after.split(' ').next().unwrap_or_default();
            let is_abbreviation =
                first.chars().count() >= 2 && first.chars().all(char::is_uppercase);
            // "VD - Ngày …" names a newspaper.
            let is_dateline = [" - ", " – "]
                .iter()
                .any(|dash| after[first.len()..].starts_with(dash));
            let is_rest = after.starts_with(char::is_lowercase)
                || (is_abbreviation && !is_dateline && after.chars().any(char::is_lowercase));
            let is_numbered = SectionNumber::parse(&after).is_some();
            is_cut
                && is_rest
                && !is_numbered
                && paragraph.heading_level.is_none()
                && paragraph.list_item.is_none()
        });
        match joined.last_mut().filter(|_| continues) {
            Some(last) => {
                last.inlines.push(Inline::plain(" "));
                last.inlines.extend(paragraph.inlines);
            }
            None => joined.push(paragraph),
        }
    }
    joined
}

/// Takes the footnotes out of the text: those at the end of a page, `¹ …` with the items below it,
/// and those of Markdown, `[^1]: …`.
fn take_notes(paragraphs: Vec<Paragraph>) -> (Vec<Paragraph>, Vec<Footnote>) {
    let mut notes: Vec<Footnote> = Vec::new();
    let mut kept: Vec<Paragraph> = Vec::new();
    let mut in_note = false;
    for mut paragraph in paragraphs {
        let text = paragraph.text();
        let label: String = text.chars().map_while(superscript_digit).collect();
        let is_markdown_note = matches!(paragraph.inlines.first(), Some(Inline::NoteReference(_)))
            && text.starts_with(": ");
        if is_markdown_note {
            let Inline::NoteReference(label) = paragraph.inlines.remove(0) else {
                continue;
            };
            paragraph.remove_prefix(1);
            notes.push((label, vec![paragraph]));
            in_note = true;
        } else if !label.is_empty() {
            paragraph.remove_prefix(label.chars().count());
            notes.push((label, vec![paragraph]));
            in_note = true;
        } else if let Some((_, note)) = notes
            .last_mut()
            .filter(|_| in_note && paragraph.list_item.is_some())
        {
            note.push(paragraph);
        } else {
            in_note = false;
            kept.push(paragraph);
        }
    }
    for paragraph in &mut kept {
        let inlines = std::mem::take(&mut paragraph.inlines);
        paragraph.inlines = inlines
            .into_iter()
            .flat_map(|inline| link_notes(inline, &notes))
            .collect();
    }
    (kept, notes)
}

/// Replaces the superscript digits in a text by references, where there is such a footnote.
fn link_notes(inline: Inline, notes: &[Footnote]) -> Vec<Inline> {
    let Inline::Text {
        text,
        bold,
        italic,
        struck,
        link,
    } = inline
    else {
        return vec![inline];
    };
    let mut out = Vec::new();
    let mut plain = String::new();
    let flush = |plain: &mut String, out: &mut Vec<Inline>| {
        if !plain.is_empty() {
            out.push(Inline::Text {
                text: std::mem::take(plain),
                bold,
                italic,
                struck,
                link: link.clone(),
            });
        }
    };
    for c in text.chars() {
        let label = superscript_digit(c).map(String::from);
        match label.filter(|label| notes.iter().any(|(known, _)| known == label)) {
            Some(label) => {
                flush(&mut plain, &mut out);
                out.push(Inline::NoteReference(label));
            }
            None => plain.push(c),
        }
    }
    flush(&mut plain, &mut out);
    out
}

/// Returns the digit of a superscript character.
fn superscript_digit(c: char) -> Option<char> {
    Some(match c {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '\u{2070}' => '0',
        '\u{2074}'..='\u{2079}' => char::from_digit(u32::from(c) - 0x2070, 10)?,
        _ => return None,
    })
}
