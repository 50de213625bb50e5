//! The text as Markdown that this program reads back as the same text.

use std::fmt::Write as _;

use super::block::{Block, Draft, Paragraph, Piece};
use super::lesson::Lessons;
use super::outline::Part;

/// Where a picture of the document goes.
pub(super) type PictureNames = Vec<Option<String>>;

/// The text below the head.
pub(super) fn write(
    parts: &[Part],
    lessons: &Lessons,
    attributes: &dyn Fn(usize) -> String,
    draft: &Draft,
    pictures: &PictureNames,
) -> String {
    let mut out = String::new();
    let mut after_item = false;
    for (at, part) in parts.iter().enumerate() {
        if lessons.closing == Some(at) {
            out.push_str("\n## Lời kết\n");
            after_item = false;
        }
        if let Some(lesson) = lessons.at.get(&at) {
            let marks = "#".repeat(usize::from(lesson.level));
            let title = heading(&lesson.title);
            let _ = write!(out, "\n{marks} {title} {}\n", attributes(at));
            after_item = false;
            if lesson.is_heading {
                continue;
            }
        }
        match &part.block {
            Block::Table(rows) => {
                out.push('\n');
                table(rows, pictures, &mut out);
                after_item = false;
            }
            Block::Paragraph(paragraph) => {
                let in_lesson = lessons.at.contains_key(&at);
                if let Some(level) = part.level.filter(|_| !in_lesson) {
                    let marks = "#".repeat(usize::from(level));
                    let text = heading(&part.text);
                    let notes: String = paragraph.pieces.iter().filter_map(note).collect();
                    let _ = write!(out, "\n{marks} {text}{notes}\n");
                    after_item = false;
                    continue;
                }
                // The dash of a lesson that became a heading is no list any more.
                let item = paragraph.item.as_ref().filter(|_| !in_lesson);
                let text = inline(&paragraph.pieces, pictures);
                if text.trim().is_empty() {
                    continue;
                }
                #[expect(clippy::single_match_else, reason = "two kinds of paragraphs")]
                match item {
                    Some(item) => {
                        let depth = if after_item {
                            usize::from(item.depth.min(4))
                        } else {
                            0
                        };
                        if !after_item {
                            out.push('\n');
                        }
                        let mark = match item.label.as_deref().and_then(ordered) {
                            Some(number) => format!("{number}. "),
                            None => "- ".to_owned(),
                        };
                        let pad = "   ".repeat(depth);
                        let label = match (
                            &item.label,
                            ordered(item.label.as_deref().unwrap_or_default()),
                        ) {
                            (Some(label), None) => format!("{} ", escape(label)),
                            _ => String::new(),
                        };
                        let text = text.replace("\\\n", " ");
                        let _ = writeln!(out, "{pad}{mark}{label}{}", text.trim());
                        after_item = true;
                    }
                    None => {
                        let number = part.number.as_ref().filter(|_| in_lesson);
                        let text = match number {
                            Some(number) => {
                                let mut own = paragraph.clone();
                                if own.item.is_none() {
                                    own.cut_start(number.length);
                                }
                                inline(&own.pieces, pictures)
                            }
                            None => text,
                        };
                        let _ = write!(out, "\n{}\n", start(text.trim()));
                        after_item = false;
                    }
                }
            }
        }
    }
    notes(draft, pictures, &mut out);
    out.trim_start_matches('\n').to_owned()
}

fn note(piece: &Piece) -> Option<String> {
    match piece {
        Piece::Note(label) => Some(format!("[^{}]", clean(label))),
        _ => None,
    }
}

fn notes(draft: &Draft, pictures: &PictureNames, out: &mut String) {
    let referred = out.clone();
    for (label, paragraphs) in &draft.notes {
        let label = clean(label);
        if !referred.contains(&format!("[^{label}]")) {
            continue;
        }
        let mut lines = paragraphs.iter();
        let first = lines.next().map(|first| inline(&first.pieces, pictures));
        let first = first.unwrap_or_default().replace("\\\n", " ");
        let _ = write!(out, "\n[^{label}]: {}\n", first.trim());
        let mut after_item = false;
        for line in lines {
            let text = inline(&line.pieces, pictures).replace("\\\n", " ");
            let is_item = line.item.is_some();
            if !(is_item && after_item) {
                out.push('\n');
            }
            let mark = if is_item { "- " } else { "" };
            let _ = writeln!(out, "    {mark}{}", text.trim());
            after_item = is_item;
        }
    }
}

/// A label as Markdown can have it.
fn clean(label: &str) -> String {
    label.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// A number that Markdown counts by: "2." or "2)".
fn ordered(label: &str) -> Option<u32> {
    label.trim_end_matches(['.', ')']).parse().ok()
}

/// A heading has no line end, and its braces would be read as attributes.
fn heading(text: &str) -> String {
    escape(text).replace('{', "(").replace('}', ")")
}

/// Text at the start of a line, where some signs mean more.
fn start(text: &str) -> String {
    let first = text.chars().next();
    let is_mark = matches!(first, Some('#' | '>' | '+' | '-' | '=' | '~' | ':'));
    if is_mark && !text.starts_with("**") {
        return format!("\\{text}");
    }
    // "1. Text" would count anew; "2023. Text" would not even be a list.
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    if digits > 0 && (rest.starts_with(". ") || rest.starts_with(") ")) {
        return format!("{}\\{}", &text[..digits], rest);
    }
    text.to_owned()
}

/// The pieces of a paragraph in one line; a line end inside it as `\`.
fn inline(pieces: &[Piece], pictures: &PictureNames) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Break => {
                while out.ends_with(' ') {
                    out.pop();
                }
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push_str("\\\n");
                }
            }
            Piece::Note(_) => out.push_str(&note(piece).unwrap_or_default()),
            Piece::Picture { index, alt } => {
                if let Some(Some(name)) = pictures.get(*index) {
                    let _ = write!(out, "![{}]({name})", escape(&words(alt)));
                }
            }
            Piece::Text {
                text,
                bold,
                italic,
                link,
            } => {
                let text: String = text
                    .chars()
                    .map(|c| {
                        if c.is_whitespace() || c.is_control() {
                            ' '
                        } else {
                            c
                        }
                    })
                    .collect();
                out.push_str(&marked(&text, *bold, *italic, link.as_deref()));
            }
        }
    }
    while out.ends_with("\\\n") {
        out.truncate(out.len() - 2);
    }
    let mut single = String::new();
    for c in out.chars() {
        if !(c == ' ' && single.ends_with([' ', '\n'])) {
            single.push(c);
        }
    }
    single
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text with its marks; white space stays outside of them, or they would be none.
fn marked(text: &str, bold: bool, italic: bool, link: Option<&str>) -> String {
    let inner = text.trim();
    if inner.is_empty() {
        return if text.is_empty() {
            String::new()
        } else {
            " ".to_owned()
        };
    }
    let lead = if text.starts_with(' ') { " " } else { "" };
    let trail = if text.ends_with(' ') { " " } else { "" };
    let mut shown = escape(inner);
    let safe = |target: &str| {
        let schemes = ["http://", "https://", "mailto:", "tel:"];
        schemes.iter().any(|scheme| target.starts_with(scheme))
            && !target.contains(|c: char| c.is_whitespace() || c.is_control() || "<>()".contains(c))
    };
    if let Some(target) = link.filter(|target| safe(target)) {
        shown = format!("[{shown}](<{target}>)");
    }
    // Marks need a letter at both their ends to be marks; elsewhere they would be printed.
    let sound = inner.starts_with(char::is_alphanumeric)
        && inner.ends_with(|c: char| c.is_alphanumeric() || ":.,;)".contains(c));
    match (bold && sound, italic && sound) {
        (true, true) => shown = format!("***{shown}***"),
        (true, false) => shown = format!("**{shown}**"),
        (false, true) => shown = format!("*{shown}*"),
        (false, false) => {}
    }
    format!("{lead}{shown}{trail}")
}

/// The text with the signs that mean something to Markdown.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_entity =
            c == '&' && text[at + 1..].starts_with(|c: char| c.is_alphanumeric() || c == '#');
        if is_entity || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn table(rows: &[Vec<Vec<Paragraph>>], pictures: &PictureNames, out: &mut String) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0).min(60);
    if columns == 0 {
        return;
    }
    for (at, row) in rows.iter().enumerate() {
        out.push('|');
        for column in 0..columns {
            let cell = row.get(column).map_or_else(String::new, |cell| {
                let lines: Vec<String> = cell
                    .iter()
                    .map(|paragraph| {
                        let text = inline(&paragraph.pieces, pictures).replace("\\\n", " ");
                        let label = paragraph.item.as_ref().and_then(|item| item.label.clone());
                        let label = label.map(|label| format!("{} ", escape(&label)));
                        format!("{}{}", label.unwrap_or_default(), text.trim())
                    })
                    .filter(|line| !line.is_empty())
                    .collect();
                lines.join("; ").replace(";;", ";").replace(":;", ":")
            });
            let _ = write!(out, " {} |", cell.trim());
        }
        out.push('\n');
        if at == 0 {
            let _ = writeln!(out, "|{}", " --- |".repeat(columns));
        }
    }
}
