//! The text of a document as Markdown, escaped so that `ssg` reads the same text back.

use std::fmt::Write as _;

use crate::document::Block;
use crate::document::{Footnote, Inline, ListItem, Paragraph, Rows};
use crate::fields::lessons::{Lesson, Lessons};
use crate::outline::OutlinedBlock;

/// The most columns of a table. Further cells are left out.
const MAX_TABLE_COLUMNS: usize = 60;
/// The deepest nesting of a list.
const MAX_LIST_DEPTH: u8 = 4;

/// The new name of each picture by its index in the document; `None` if it was not copied.
type PictureNames = [Option<String>];

/// Writes the text, with a heading before each lesson that has none, and the footnotes that it
/// refers to.
pub(super) fn write(
    blocks: &[OutlinedBlock],
    lessons: &Lessons,
    attributes: &dyn Fn(&Lesson) -> String,
    notes: &[Footnote],
    pictures: &PictureNames,
) -> String {
    let mut writer = Writer {
        out: String::new(),
        pictures,
        is_after_item: false,
    };
    for (at, block) in blocks.iter().enumerate() {
        if lessons.closing == Some(at) {
            writer.heading(2, "Lời kết");
        }
        let lesson = lessons.by_block.get(&at);
        if let Some(lesson) = lesson {
            let title = format!(
                "{} {}",
                escape_heading(&lesson.title.value),
                attributes(lesson)
            );
            writer.heading(lesson.level, &title);
            if lesson.is_heading {
                continue;
            }
        }
        match &block.content {
            Block::Table(rows) => writer.table(rows),
            Block::Paragraph(paragraph) => writer.block(block, paragraph, lesson.is_some()),
        }
    }
    writer.notes(notes);
    writer.out.trim_start_matches('\n').to_owned()
}

struct Writer<'a> {
    out: String,
    pictures: &'a PictureNames,
    /// Whether the last line is a list item.
    is_after_item: bool,
}

impl Writer<'_> {
    fn heading(&mut self, level: u8, text: &str) {
        let marks = "#".repeat(usize::from(level));
        let _ = write!(self.out, "\n{marks} {text}\n");
        self.is_after_item = false;
    }

    /// Writes a heading, list item or paragraph. The first paragraph of a lesson is neither of the
    /// former, because the lesson has a heading before it.
    fn block(&mut self, block: &OutlinedBlock, paragraph: &Paragraph, opens_lesson: bool) {
        if let Some(level) = block.heading_level
            && !opens_lesson
        {
            let notes: String = paragraph
                .inlines
                .iter()
                .filter_map(note_reference)
                .collect();
            self.heading(level, &format!("{}{notes}", escape_heading(&block.text)));
            return;
        }
        let text = inline_markdown(&paragraph.inlines, self.pictures);
        if text.trim().is_empty() {
            return;
        }
        match &paragraph.list_item {
            Some(item) if !opens_lesson => self.list_item(item, &text),
            _ => {
                let number = block.section_number.as_ref().filter(|_| opens_lesson);
                let text = match number {
                    Some(number) => {
                        let mut unnumbered = paragraph.clone();
                        if unnumbered.list_item.is_none() {
                            unnumbered.remove_prefix(number.char_len);
                        }
                        inline_markdown(&unnumbered.inlines, self.pictures)
                    }
                    None => text,
                };
                let _ = write!(self.out, "\n{}\n", escape_line_start(text.trim()));
                self.is_after_item = false;
            }
        }
    }

    fn list_item(&mut self, item: &ListItem, text: &str) {
        let depth = if self.is_after_item {
            usize::from(item.depth.min(MAX_LIST_DEPTH))
        } else {
            self.out.push('\n');
            0
        };
        let indent = "   ".repeat(depth);
        let label = item.label.as_deref().unwrap_or_default();
        let mark = match list_number(label) {
            Some(number) => format!("{number}. "),
            None if label.is_empty() && item.label.is_none() => "- ".to_owned(),
            None => format!("- {} ", escape(label)),
        };
        let text = text.replace("\\\n", " ");
        let _ = writeln!(self.out, "{indent}{mark}{}", text.trim());
        self.is_after_item = true;
    }

    fn table(&mut self, rows: &Rows) {
        self.out.push('\n');
        self.is_after_item = false;
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let columns = columns.min(MAX_TABLE_COLUMNS);
        if columns == 0 {
            return;
        }
        for (at, row) in rows.iter().enumerate() {
            self.out.push('|');
            for column in 0..columns {
                let cell = row.get(column);
                let cell = cell.map_or_else(String::new, |cell| table_cell(cell, self.pictures));
                let _ = write!(self.out, " {} |", cell.trim());
            }
            self.out.push('\n');
            if at == 0 {
                let _ = writeln!(self.out, "|{}", " --- |".repeat(columns));
            }
        }
    }

    /// Writes the footnotes that the text refers to.
    fn notes(&mut self, notes: &[Footnote]) {
        let text = self.out.clone();
        for (label, paragraphs) in notes {
            let label = note_label(label);
            if !text.contains(&format!("[^{label}]")) {
                continue;
            }
            let one_line = |paragraph: &Paragraph| {
                let text = inline_markdown(&paragraph.inlines, self.pictures);
                text.replace("\\\n", " ").trim().to_owned()
            };
            let mut paragraphs = paragraphs.iter();
            let first = paragraphs.next().map(one_line).unwrap_or_default();
            let _ = write!(self.out, "\n[^{label}]: {first}\n");
            let mut is_after_item = false;
            for paragraph in paragraphs {
                let is_item = paragraph.list_item.is_some();
                if !(is_item && is_after_item) {
                    self.out.push('\n');
                }
                let mark = if is_item { "- " } else { "" };
                let _ = writeln!(self.out, "    {mark}{}", one_line(paragraph));
                is_after_item = is_item;
            }
        }
    }
}

/// Returns the paragraphs of a cell on one line.
fn table_cell(cell: &[Paragraph], pictures: &PictureNames) -> String {
    let lines: Vec<String> = cell
        .iter()
        .map(|paragraph| {
            let text = inline_markdown(&paragraph.inlines, pictures).replace("\\\n", " ");
            let item = paragraph.list_item.as_ref();
            let label = item
                .and_then(|item| item.label.as_deref())
                .map(|label| format!("{} ", escape(label)));
            format!("{}{}", label.unwrap_or_default(), text.trim())
        })
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("; ").replace(";;", ";").replace(":;", ":")
}

fn note_reference(inline: &Inline) -> Option<String> {
    match inline {
        Inline::NoteReference(label) => Some(format!("[^{}]", note_label(label))),
        _ => None,
    }
}

/// Returns a label of letters and digits, as Markdown requires.
fn note_label(label: &str) -> String {
    label.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Parses a label that Markdown numbers itself: "2." or "2)".
fn list_number(label: &str) -> Option<u32> {
    label.trim_end_matches(['.', ')']).parse().ok()
}

/// Escapes the text of a heading. Plain braces would be read as attributes.
fn escape_heading(text: &str) -> String {
    escape(text).replace('{', "&#123;").replace('}', "&#125;")
}

/// Escapes the start of a line, where further characters have a meaning.
fn escape_line_start(text: &str) -> String {
    let first = text.chars().next();
    let is_mark = matches!(first, Some('#' | '>' | '+' | '-' | '=' | '~' | ':'));
    if is_mark && !text.starts_with("**") {
        return format!("\\{text}");
    }
    // "1. Text" would start a list with numbers of its own.
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    if digits > 0 && (rest.starts_with(". ") || rest.starts_with(") ")) {
        return format!("{}\\{}", &text[..digits], rest);
    }
    text.to_owned()
}

/// Returns the content of a paragraph on one line. A line break becomes a backslash and a newline.
fn inline_markdown(inlines: &[Inline], pictures: &PictureNames) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::LineBreak => {
                while out.ends_with(' ') {
                    out.pop();
                }
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push_str("\\\n");
                }
            }
            Inline::NoteReference(_) => out.extend(note_reference(inline)),
            Inline::Picture { index, alt } => {
                if let Some(Some(name)) = pictures.get(*index) {
                    let _ = write!(out, "![{}]({name})", escape(&single_spaced(alt)));
                }
            }
            Inline::Text {
                text,
                bold,
                italic,
                struck,
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
                let format = Format {
                    bold: *bold,
                    italic: *italic,
                    struck: *struck,
                };
                out.push_str(&formatted(&text, format, link.as_deref()));
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

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The format of a text.
#[derive(Clone, Copy)]
struct Format {
    bold: bool,
    italic: bool,
    struck: bool,
}

/// Returns text with the marks of its format. White space stays outside of the marks; inside, they
/// would not be read as marks.
fn formatted(text: &str, format: Format, link: Option<&str>) -> String {
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
    let mut markdown = escape(inner);
    let is_safe = |target: &str| {
        let schemes = ["http://", "https://", "mailto:", "tel:"];
        schemes.iter().any(|scheme| target.starts_with(scheme))
            && !target.contains(|c: char| c.is_whitespace() || c.is_control() || "<>()".contains(c))
    };
    if let Some(target) = link.filter(|target| is_safe(target)) {
        markdown = format!("[{markdown}](<{target}>)");
    }
    // Marks are only read as such next to a letter; elsewhere they would be printed.
    let can_be_marked = inner.starts_with(char::is_alphanumeric)
        && inner.ends_with(|c: char| c.is_alphanumeric() || ":.,;)".contains(c));
    if format.struck && can_be_marked {
        markdown = format!("~~{markdown}~~");
    }
    match (format.bold && can_be_marked, format.italic && can_be_marked) {
        (true, true) => markdown = format!("***{markdown}***"),
        (true, false) => markdown = format!("**{markdown}**"),
        (false, true) => markdown = format!("*{markdown}*"),
        (false, false) => {}
    }
    format!("{lead}{markdown}{trail}")
}

/// Escapes the characters that have a meaning in Markdown.
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
