//! HTML from the clipboard, as Word, `LibreOffice`, spreadsheets and browsers put it there, to
//! Markdown for a body.
//!
//! The input is well-formed XML: a browser has parsed the HTML and written it again. Word marks
//! lists and footnotes only by its own styles (`mso-list`, `_ftn1`), which are read here too.
//! Pictures, scripts and colours are left out.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::ImportError;
use crate::document::{Block, Document, Footnote, Inline, ListItem, Paragraph, Rows};
use crate::docx::xml::{Node, attribute, walk};
use crate::{draft, normalize, outline};

/// The most columns that a cell spans. A wider one counts as this wide.
const MAX_CELL_SPAN: usize = 64;

/// Elements of which nothing is read.
const DROPPED: [&str; 6] = ["head", "script", "style", "title", "template", "svg"];

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 25] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "p",
    "pre",
    "section",
    "tr",
];

/// Returns pasted HTML as Markdown without a line end after it; empty if it has no text. Its
/// footnotes get numbers that `body`, into which it is pasted, does not use.
///
/// # Errors
/// XML that is not well-formed, nested too deep, or too large.
pub fn paste(html: &str, body: &str) -> Result<String, ImportError> {
    let mut reader = HtmlReader::default();
    walk(html, |node| {
        match node {
            Node::Open(name, element) => reader.open(name, element),
            Node::Close(name) => reader.close(name),
            Node::Text(text) => reader.text(text),
        }
        Ok(())
    })?;
    let mut document = reader.finish();
    match normalize::normalize(&mut document) {
        Err(ImportError::NoText) => return Ok(String::new()),
        normalized => normalized?,
    }
    renumber(&mut document, body);
    let blocks = outline::by_style(document.blocks);
    let text = draft::body_text(&blocks, &document.notes);
    Ok(text.trim_end().to_owned())
}

/// Gives the footnotes numbers that `body` does not use.
fn renumber(document: &mut Document, body: &str) {
    let is_unused = |number: &u32| !body.contains(&format!("[^{number}]"));
    let mut unused = (1..).filter(is_unused);
    let mut numbers = BTreeMap::new();
    for (label, _) in &mut document.notes {
        let number = unused.next().unwrap_or_default().to_string();
        numbers.insert(std::mem::replace(label, number.clone()), number);
    }
    for paragraph in document.blocks.iter_mut().flat_map(Block::paragraphs_mut) {
        // A reference whose footnote was not copied leads nowhere.
        paragraph.inlines.retain_mut(|inline| match inline {
            Inline::NoteReference(label) => match numbers.get(label) {
                Some(number) => {
                    label.clone_from(number);
                    true
                }
                None => false,
            },
            _ => true,
        });
    }
}

/// The format of text, and what an element means for what it contains.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a format of its own that a text may or may not have"
)]
struct Format {
    bold: bool,
    italic: bool,
    struck: bool,
    link: Option<String>,
    /// Whether the content is left out.
    is_dropped: bool,
    /// Whether the content is the number or dot that Word prints before a list item.
    is_list_label: bool,
}

/// A list that is open.
#[derive(Debug)]
struct OpenList {
    is_numbered: bool,
    count: usize,
}

/// A table that is open. Tables inside it give their paragraphs to its cells.
#[derive(Debug, Default)]
struct OpenTable {
    rows: Rows,
    depth: usize,
    extra_columns: usize,
}

#[derive(Debug, Default)]
struct HtmlReader {
    document: Document,
    /// The format of each open element, the innermost last.
    formats: Vec<Format>,
    lists: Vec<OpenList>,
    table: Option<OpenTable>,
    /// The footnote that is being read, and the number of elements that were open before it.
    note: Option<(Footnote, usize)>,
    paragraph: Paragraph,
    /// The number or dot of the open paragraph, as Word prints it.
    list_label: String,
}

impl HtmlReader {
    fn open(&mut self, name: &str, element: &BytesStart<'_>) {
        let style = attribute(element, "style")
            .unwrap_or_default()
            .replace(' ', "");
        let mut format = self.formats.last().cloned().unwrap_or_default();
        if is_block(name) {
            self.end_paragraph();
        }
        match name {
            "b" | "strong" => format.bold = true,
            "i" | "em" | "cite" | "var" => format.italic = true,
            "s" | "del" | "strike" => format.struck = true,
            "br" if !format.is_dropped => self.paragraph.inlines.push(Inline::LineBreak),
            "a" => self.open_link(element, &mut format),
            "ul" | "ol" => {
                self.end_paragraph();
                let is_numbered = name == "ol";
                self.lists.push(OpenList {
                    is_numbered,
                    count: 0,
                });
            }
            "li" => self.open_item(),
            "table" => self.open_table(),
            "td" | "th" => self.open_cell(element),
            _ => {}
        }
        if let (Some(table), "tr") = (&mut self.table, name)
            && table.depth == 1
        {
            table.rows.push(Vec::new());
        }
        self.read_style(name, &style, &mut format);
        let level = name.strip_prefix('h').and_then(|level| level.parse().ok());
        if level.is_some_and(|level| (1..=6).contains(&level)) {
            self.paragraph.heading_level = level;
            // A heading is bold already.
            format.bold = false;
        }
        format.is_dropped |= DROPPED.contains(&name);
        let label = attribute(element, "id").and_then(|id| note_label(&id));
        if let Some(label) = label.filter(|_| self.note.is_none()) {
            self.end_paragraph();
            self.note = Some(((label, Vec::new()), self.formats.len()));
        }
        self.formats.push(format);
    }

    fn read_style(&mut self, name: &str, style: &str, format: &mut Format) {
        for rule in style.split(';') {
            match rule.split_once(':') {
                Some(("font-weight", weight)) => {
                    format.bold =
                        matches!(weight, "bold" | "bolder" | "600" | "700" | "800" | "900");
                }
                Some(("font-style", value)) => format.italic = value == "italic",
                Some(("text-decoration", value)) => format.struck |= value.contains("line-through"),
                Some(("mso-list", "Ignore")) => format.is_list_label = true,
                Some(("mso-list", list)) if name == "p" => {
                    let level = list.split_once("level").map(|(_, rest)| rest);
                    let digits = level.and_then(|rest| rest.get(..1)?.parse::<u8>().ok());
                    self.paragraph.list_item = Some(ListItem {
                        depth: digits.unwrap_or(1).saturating_sub(1),
                        label: None,
                    });
                }
                Some(("display", "none")) => format.is_dropped = true,
                _ => {}
            }
        }
    }

    /// A link, or the number of a footnote.
    fn open_link(&mut self, element: &BytesStart<'_>, format: &mut Format) {
        let Some(href) = attribute(element, "href") else {
            return;
        };
        let Some((_, anchor)) = href.split_once("#_") else {
            format.link = Some(href);
            return;
        };
        if let Some(label) = note_label(anchor) {
            if !format.is_dropped {
                self.paragraph.inlines.push(Inline::NoteReference(label));
            }
            format.is_dropped = true;
        } else if anchor.starts_with("ftnref") || anchor.starts_with("ednref") {
            format.is_dropped = true;
        }
    }

    fn open_item(&mut self) {
        self.end_paragraph();
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let label = self.lists.last_mut().and_then(|list| {
            list.count += 1;
            list.is_numbered.then(|| format!("{}.", list.count))
        });
        self.paragraph.list_item = Some(ListItem { depth, label });
    }

    fn open_table(&mut self) {
        self.end_paragraph();
        self.table.get_or_insert_default().depth += 1;
    }

    fn open_cell(&mut self, element: &BytesStart<'_>) {
        self.end_paragraph();
        let Some(table) = self.table.as_mut().filter(|table| table.depth == 1) else {
            return;
        };
        let span = attribute(element, "colspan").and_then(|span| span.parse().ok());
        table.extra_columns = span.unwrap_or(1).clamp(1, MAX_CELL_SPAN) - 1;
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        if let Some(row) = table.rows.last_mut() {
            row.push(Vec::new());
        }
    }

    fn close(&mut self, name: &str) {
        self.formats.pop();
        if is_block(name) || matches!(name, "li" | "td" | "th") {
            self.end_paragraph();
            // An empty heading or item says nothing about what follows. An empty paragraph in an
            // item leaves the item open.
            if name != "p" || self.lists.is_empty() {
                self.paragraph = Paragraph::default();
            }
        }
        match name {
            "ul" | "ol" => {
                self.end_paragraph();
                self.lists.pop();
            }
            "td" | "th" => {
                if let Some(table) = self.table.as_mut().filter(|table| table.depth == 1) {
                    let extra = std::mem::take(&mut table.extra_columns);
                    if let Some(row) = table.rows.last_mut() {
                        row.extend(std::iter::repeat_with(Vec::new).take(extra));
                    }
                }
            }
            "table" => self.close_table(),
            _ => {}
        }
        if self
            .note
            .as_ref()
            .is_some_and(|(_, depth)| self.formats.len() <= *depth)
        {
            self.end_paragraph();
            let note = self.note.take();
            self.document.notes.extend(note.map(|(note, _)| note));
        }
    }

    fn close_table(&mut self) {
        self.end_paragraph();
        let Some(table) = &mut self.table else { return };
        table.depth -= 1;
        if table.depth > 0 {
            return;
        }
        let rows = self
            .table
            .take()
            .map(|table| table.rows)
            .unwrap_or_default();
        let rows: Rows = rows.into_iter().filter(|row| !row.is_empty()).collect();
        if rows.iter().flatten().flatten().next().is_some() {
            self.document.blocks.push(Block::Table(rows));
        }
    }

    fn text(&mut self, text: &str) {
        let format = self.formats.last().cloned().unwrap_or_default();
        if format.is_dropped {
            return;
        }
        if format.is_list_label {
            self.list_label.push_str(text);
            return;
        }
        self.paragraph.inlines.push(Inline::Text {
            text: text.to_owned(),
            bold: format.bold,
            italic: format.italic,
            struck: format.struck,
            link: format.link,
        });
    }

    /// Puts the open paragraph into its cell, footnote or the document. What follows in the same
    /// list item is a paragraph of its own.
    fn end_paragraph(&mut self) {
        let label = std::mem::take(&mut self.list_label);
        if self.paragraph.is_empty() {
            self.paragraph.inlines.clear();
            return;
        }
        let mut paragraph = std::mem::take(&mut self.paragraph);
        let label = label.trim();
        if let Some(item) = &mut paragraph.list_item
            && label.contains(char::is_alphanumeric)
            // Word's dots are letters of the fonts Symbol and Wingdings.
            && label.chars().count() > 1
        {
            item.label = Some(label.to_owned());
        }
        if let Some(((_, paragraphs), _)) = &mut self.note {
            paragraphs.push(paragraph);
            return;
        }
        let cell = self
            .table
            .as_mut()
            .and_then(|table| table.rows.last_mut()?.last_mut());
        match cell {
            Some(cell) => cell.push(paragraph),
            None => self.document.blocks.push(Block::Paragraph(paragraph)),
        }
    }

    fn finish(mut self) -> Document {
        self.end_paragraph();
        self.document
    }
}

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// The label of a footnote or endnote by its address: `ftn1`.
fn note_label(anchor: &str) -> Option<String> {
    let (kind, number) = anchor.split_at_checked(3)?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (matches!(kind, "ftn" | "edn") && is_number).then(|| anchor.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pasted(html: &str) -> String {
        paste(&format!("<body>{html}</body>"), "").expect("well-formed")
    }

    #[test]
    fn a_page_of_the_web_keeps_headings_lists_links_and_tables() {
        let html = "<h2>Chợ phiên</h2>\n<p>Chợ họp <strong>chủ nhật</strong>, xem \
            <a href=\"https://kho.example/\">trang này</a>.<br/>Dòng hai *</p>\
            <ul><li>Một<ol><li>Nhỏ</li><li>Nhỏ hai</li></ol></li><li><p>Hai</p></li></ul>\
            <table><thead><tr><th>Nơi</th><th>Số</th></tr></thead><tbody>\
            <tr><td>Sa Pa</td><td>1</td></tr><tr><td colspan=\"2\">Cộng | hết</td></tr></tbody></table>\
            <script>alert(1)</script><img src=\"x\"/>";
        let text = pasted(html);
        for part in [
            "### Chợ phiên\n",
            "họp **chủ nhật**, xem [trang này](<https://kho.example/>)",
            "- Một\n",
            "1. Nhỏ",
            "| Nơi | Số |\n| --- | --- |\n| Sa Pa | 1 |\n",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("alert"), "{text}");
    }

    #[test]
    fn word_keeps_its_lists_and_footnotes() {
        let html = "<p class=\"MsoNormal\"><b>Kết quả</b>: tốt<a style=\"mso-footnote-id:ftn1\" href=\"#_ftn1\" \
            name=\"_ftnref1\"><span class=\"MsoFootnoteReference\">[1]</span></a>.<o:p></o:p></p>\
            <p class=\"MsoListParagraph\" style=\"text-indent:-18.0pt;mso-list:l0 level1 lfo1\">\
            <span style=\"mso-list:Ignore\">·<span>   </span></span>Một</p>\
            <p class=\"MsoListParagraph\" style=\"mso-list:l1 level2 lfo2\"><span style=\"mso-list:Ignore\">2.\
            <span> </span></span>Hai</p>\
            <div style=\"mso-element:footnote-list\"><div style=\"mso-element:footnote\" id=\"ftn1\">\
            <p class=\"MsoFootnoteText\"><a href=\"#_ftnref1\" name=\"_ftn1\">[1]</a> Theo báo cáo.</p></div></div>";
        let text = pasted(html);
        for part in [
            "**Kết quả**: tốt[^1].",
            "- Một\n",
            "2. Hai",
            "[^1]: Theo báo cáo.",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let again =
            paste(&format!("<body>{html}</body>"), "Cũ[^1].\n\n[^1]: Cũ.").expect("well-formed");
        assert!(
            again.contains("tốt[^2].") && again.contains("[^2]: Theo"),
            "{again}"
        );
        assert_eq!(pasted("<p>Cụt<a href=\"#_ftn3\">[3]</a></p>"), "Cụt");
    }

    #[test]
    fn other_programs_mark_bold_by_styles() {
        let html = "<b style=\"font-weight:normal\" id=\"docs-internal\"><p><span style=\"font-weight: 700\">Đậm</span>\
            <span style=\"font-style:italic\"> nghiêng</span> thường</p></b>";
        assert_eq!(pasted(html), "**Đậm** *nghiêng* thường");
        assert_eq!(pasted("<span>một chữ</span>"), "một chữ");
        assert_eq!(pasted("<p> </p>"), "");
        assert_eq!(
            pasted("<a href=\"javascript:alert(1)\">x</a> <a href=\"file:///C:/a\">y</a>"),
            "x y"
        );
    }

    #[test]
    fn hostile_input_is_refused_or_harmless() {
        for bad in [
            "<p>",
            "<p></b>",
            "<p>&x;</p>",
            "<!DOCTYPE a [<!ENTITY x \"y\">]><p>&x;</p>",
        ] {
            assert!(paste(bad, "").is_err(), "{bad}");
        }
        let deep = format!("{}{}", "<div>".repeat(300), "</div>".repeat(300));
        assert_eq!(paste(&deep, ""), Err(ImportError::XmlTooDeep));
        for odd in [
            "<td>a</td>",
            "<li>a</li>",
            "<tr><td>a</td></tr>",
            "<table>a</table>",
            "<h7>a</h7>",
            "<table><tr/></table>a",
            "<h2></h2><p>a</p>",
            "<ul><li></li></ul><p>a</p>",
        ] {
            assert!(pasted(odd).contains('a'), "{odd}");
        }
    }
}
