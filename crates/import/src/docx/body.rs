//! The text of a Word file: `document.xml`, footnotes, page headers.

use quick_xml::events::BytesStart;

use super::fields::FieldStack;
use super::numbering::{Counters, Numbering};
use super::package::Relations;
use super::script::Script;
use super::styles::Styles;
use super::xml::{Node, attribute, is_on, walk};
use crate::ImportError;
use crate::document::{Block, Footnote, Inline, ListItem, Paragraph};
use crate::legacy_encoding::{self, LegacyEncoding};

/// The most paragraphs of a part. More are an error.
const MAX_PARAGRAPHS: usize = 50_000;
/// The most columns that a merged cell spans. A wider one counts as this wide.
const MAX_CELL_SPAN: usize = 64;

/// The elements whose content may be dropped.
const DROPPABLE: [&str; 4] = ["del", "moveFrom", "delText", "Fallback"];

/// Reads one part of the file.
pub(super) struct BodyReader<'a> {
    styles: &'a Styles,
    numbering: &'a Numbering,
    relations: &'a Relations,
    counters: Counters,
    /// The targets of the pictures in the order they are shown.
    picture_targets: Vec<String>,
    /// The finished blocks.
    blocks: Vec<Block>,
    /// The open tables. Only the outermost becomes a table; those inside give their paragraphs to
    /// its cell.
    open_tables: Vec<OpenTable>,
    /// The open paragraphs. There are several inside a text box, because it is part of the
    /// paragraph that it is anchored to.
    open_paragraphs: Vec<OpenParagraph>,
    /// The paragraphs of text boxes, which follow the paragraph of their anchor.
    text_boxes: Vec<Paragraph>,
    /// A paragraph whose end mark was deleted, so that the next one continues it.
    unfinished: Option<Paragraph>,
    paragraph_count: usize,
    /// The number of open elements whose content is dropped.
    dropped_depth: usize,
    /// For each open alternative, whether its first choice was read.
    alternatives: Vec<bool>,
    /// The open fields, of which hyperlinks are kept.
    fields: FieldStack,
    /// The text that is dropped: a line for each paragraph.
    left_out: Vec<String>,
    /// The dropped text of the open paragraph.
    left_out_line: String,
    in_text: bool,
    in_run_properties: bool,
    in_paragraph_properties: bool,
}

#[derive(Default)]
struct OpenTable {
    rows: Vec<Vec<Vec<Paragraph>>>,
    /// The number of further columns that the open cell spans.
    extra_columns: usize,
}

/// A paragraph that is being read.
#[derive(Default)]
struct OpenParagraph {
    paragraph: Paragraph,
    style: Option<String>,
    list: Option<String>,
    list_level: Option<u8>,
    outline_level: Option<u8>,
    /// Whether its end mark was deleted.
    is_mark_deleted: bool,
    link: Option<String>,
    /// Whether it is the large first letter of the next paragraph.
    is_drop_cap: bool,
    /// The content so far, each part with the old encoding of its font.
    inlines: Vec<(Inline, Option<LegacyEncoding>)>,
    run: Run,
}

/// The format of a run of text.
#[derive(Clone, Default)]
struct Run {
    style: Option<String>,
    bold: Option<bool>,
    italic: Option<bool>,
    is_struck: bool,
    script: Option<Script>,
    is_hidden: bool,
    font: Option<String>,
    alt: String,
}

impl OpenParagraph {
    /// Adds an inline. Text in the format of the last inline is joined to it.
    fn push(&mut self, inline: Inline, encoding: Option<LegacyEncoding>) {
        if let Some((last, last_encoding)) = self.inlines.last_mut()
            && *last_encoding == encoding
            && join_text(last, &inline)
        {
            return;
        }
        self.inlines.push((inline, encoding));
    }

    /// Decodes the content. A font of an old encoding says nothing if the text is Unicode, as after
    /// a template was filled in on a newer computer.
    fn finish(&mut self) {
        let is_unicode = self.inlines.iter().any(|(inline, encoding)| match inline {
            Inline::Text { text, .. } => encoding.is_some() && legacy_encoding::is_unicode(text),
            _ => false,
        });
        for (mut inline, encoding) in std::mem::take(&mut self.inlines) {
            if let (Inline::Text { text, .. }, Some(encoding), false) =
                (&mut inline, encoding, is_unicode)
            {
                *text = legacy_encoding::decode(text, encoding);
            }
            push_inline(&mut self.paragraph.inlines, inline);
        }
    }
}

impl<'a> BodyReader<'a> {
    /// Prepares to read a part.
    pub(super) fn new(
        styles: &'a Styles,
        numbering: &'a Numbering,
        relations: &'a Relations,
    ) -> Self {
        Self {
            styles,
            numbering,
            relations,
            counters: Counters::default(),
            picture_targets: Vec::new(),
            blocks: Vec::new(),
            open_tables: Vec::new(),
            open_paragraphs: Vec::new(),
            text_boxes: Vec::new(),
            unfinished: None,
            paragraph_count: 0,
            dropped_depth: 0,
            alternatives: Vec::new(),
            fields: FieldStack::default(),
            left_out: Vec::new(),
            left_out_line: String::new(),
            in_text: false,
            in_run_properties: false,
            in_paragraph_properties: false,
        }
    }

    /// Reads a part that is all text.
    pub(super) fn read_body(&mut self, xml: &str) -> Result<Vec<Block>, ImportError> {
        walk(xml, |node| self.visit(&node))?;
        let rest = self.unfinished.take();
        self.blocks.extend(rest.map(Block::Paragraph));
        Ok(std::mem::take(&mut self.blocks))
    }

    /// Returns the targets of the pictures in the order they are shown, and the dropped text.
    pub(super) fn finish(mut self) -> (Vec<String>, Vec<String>) {
        self.end_left_out_line();
        (self.picture_targets, self.left_out)
    }

    fn end_left_out_line(&mut self) {
        let line = std::mem::take(&mut self.left_out_line);
        if !line.trim().is_empty() {
            self.left_out.push(line);
        }
    }

    /// Reads a part of footnotes. The label of each is its id after `label_prefix`.
    pub(super) fn read_notes(
        &mut self,
        xml: &str,
        label_prefix: &str,
    ) -> Result<Vec<Footnote>, ImportError> {
        let mut notes = Vec::new();
        let mut label: Option<String> = None;
        walk(xml, |node| {
            match &node {
                Node::Open("footnote" | "endnote", element) => {
                    // The rules between text and notes have a type.
                    let is_note = attribute(element, "type").is_none_or(|kind| kind == "normal");
                    label = attribute(element, "id").filter(|_| is_note);
                    self.blocks.clear();
                }
                Node::Close("footnote" | "endnote") => {
                    let paragraphs: Vec<Paragraph> = std::mem::take(&mut self.blocks)
                        .iter()
                        .flat_map(Block::paragraphs)
                        .filter(|paragraph| !paragraph.is_empty())
                        .cloned()
                        .collect();
                    if let Some(label) = label.take() {
                        notes.push((format!("{label_prefix}{label}"), paragraphs));
                    } else {
                        self.left_out.extend(paragraphs.iter().map(Paragraph::text));
                    }
                }
                _ => self.visit(&node)?,
            }
            Ok(())
        })?;
        Ok(notes)
    }

    fn visit(&mut self, node: &Node<'_>) -> Result<(), ImportError> {
        match node {
            Node::Open(name, element) => self.open(name, element),
            Node::Close(name) => {
                self.close(name);
                Ok(())
            }
            Node::Text(text) => {
                if self.fields.in_instruction {
                    self.fields.add_instruction(text);
                } else if self.in_text && self.dropped_depth > 0 {
                    self.left_out_line.push_str(text);
                } else if self.in_text {
                    self.write(text);
                }
                Ok(())
            }
        }
    }

    fn open(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), ImportError> {
        let is_dropped = match name {
            "del" | "moveFrom" => !self.in_run_properties && !self.in_paragraph_properties,
            "delText" => true,
            "Fallback" => self.alternatives.last() == Some(&true),
            _ => false,
        };
        if self.dropped_depth > 0 || is_dropped {
            if DROPPABLE.contains(&name) {
                self.dropped_depth += 1;
            }
            self.in_text |= matches!(name, "t" | "delText");
            return Ok(());
        }
        match name {
            "AlternateContent" => self.alternatives.push(false),
            "Choice" => {
                if let Some(is_read) = self.alternatives.last_mut() {
                    *is_read = true;
                }
            }
            "p" => {
                self.paragraph_count += 1;
                if self.paragraph_count > MAX_PARAGRAPHS {
                    return Err(ImportError::TooLarge);
                }
                self.open_paragraphs.push(OpenParagraph::default());
            }
            "pPr" => self.in_paragraph_properties = true,
            "rPr" => self.in_run_properties = true,
            "tbl" => self.open_tables.push(OpenTable::default()),
            "tr" => self.with_table(|table| table.rows.push(Vec::new())),
            "tc" => self.with_table(|table| {
                table.extra_columns = 0;
                if let Some(row) = table.rows.last_mut() {
                    row.push(Vec::new());
                }
            }),
            "gridSpan" => {
                let span: usize = attribute(element, "val")
                    .and_then(|value| value.parse().ok())
                    .unwrap_or(1);
                self.with_table(|table| table.extra_columns = span.clamp(1, MAX_CELL_SPAN) - 1);
            }
            _ => self.open_in_paragraph(name, element),
        }
        Ok(())
    }

    fn with_table(&mut self, change: impl FnOnce(&mut OpenTable)) {
        // The cells of a table inside a cell are not kept apart.
        if let [table] = &mut self.open_tables[..] {
            change(table);
        }
    }

    fn open_in_paragraph(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = || attribute(element, "val");
        let (in_run, in_paragraph) = (self.in_run_properties, self.in_paragraph_properties);
        let relations = self.relations;
        let Some(open) = self.open_paragraphs.last_mut() else {
            return;
        };
        match name {
            "pStyle" => open.style = value(),
            "numId" => open.list = value(),
            "ilvl" => open.list_level = value().and_then(|value| value.parse().ok()),
            "framePr" => {
                let kind = attribute(element, "dropCap");
                open.is_drop_cap = kind.is_some_and(|kind| kind != "none");
            }
            "outlineLvl" => open.outline_level = value().and_then(|value| value.parse().ok()),
            // In the properties of a paragraph, this is about its end mark.
            "del" if in_paragraph && in_run => open.is_mark_deleted = true,
            "r" => open.run = Run::default(),
            "rStyle" => open.run.style = value(),
            "b" if in_run && !in_paragraph => open.run.bold = Some(is_on(element)),
            "i" if in_run && !in_paragraph => open.run.italic = Some(is_on(element)),
            "strike" | "dstrike" if in_run && !in_paragraph => {
                open.run.is_struck = is_on(element);
            }
            "vertAlign" if in_run && !in_paragraph => {
                open.run.script = value().map(|value| Script::parse(&value));
            }
            "vanish" if in_run && !in_paragraph => open.run.is_hidden = is_on(element),
            "rFonts" if in_run && !in_paragraph => open.run.font = attribute(element, "ascii"),
            "hyperlink" => {
                let to = attribute(element, "id").and_then(|id| relations.get(&id));
                let target = to.map(|to| to.target.clone());
                open.link = target.filter(|target| target.contains(':'));
            }
            "t" | "m:t" => self.in_text = true,
            "tab" if !in_paragraph => self.write("\t"),
            "instrText" => self.fields.in_instruction = true,
            "fldChar" => self
                .fields
                .mark(attribute(element, "fldCharType").as_deref()),
            "fldSimple" => self.fields.open_simple(attribute(element, "instr")),
            "m:num" | "m:den" | "m:rad" | "m:sup" | "m:sub" => self.write(equation_mark(name)),
            "br" | "cr" => {
                let kind = attribute(element, "type");
                if kind.as_deref() == Some("page") {
                    self.write(" ");
                } else if !open.run.is_hidden {
                    open.push(Inline::LineBreak, None);
                }
            }
            "noBreakHyphen" => self.write("-"),
            "footnoteReference" | "endnoteReference" => {
                let prefix = if name == "endnoteReference" { "c" } else { "" };
                if let Some(id) = attribute(element, "id") {
                    let note = Inline::NoteReference(format!("{prefix}{id}"));
                    open.push(note, None);
                }
            }
            "docPr" => open.run.alt = attribute(element, "descr").unwrap_or_default(),
            "textpath" => {
                // The words of a watermark.
                if let Some(words) = attribute(element, "string") {
                    self.left_out.push(words);
                }
            }
            "a:blip" | "imagedata" => {
                let id = attribute(element, "embed").or_else(|| attribute(element, "id"));
                if let Some(to) = id.and_then(|id| relations.get(&id)) {
                    let inline = Inline::Picture {
                        index: self.picture_targets.len(),
                        alt: std::mem::take(&mut open.run.alt),
                    };
                    open.push(inline, None);
                    self.picture_targets.push(to.target.clone());
                }
            }
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        let styles = self.styles;
        let Some(open) = self.open_paragraphs.last_mut() else {
            return;
        };
        let run = &open.run;
        if run.is_hidden {
            self.left_out_line.push_str(text);
            return;
        }
        let (run_style, paragraph_style) = (run.style.as_deref(), open.style.as_deref());
        let in_styles = |of: &dyn Fn(Option<&str>) -> Option<bool>| {
            run_style
                .and_then(|style| of(Some(style)))
                .or_else(|| of(paragraph_style))
        };
        let bold = run.bold.or_else(|| in_styles(&|id| styles.bold(id)));
        let italic = run.italic.or_else(|| in_styles(&|id| styles.italic(id)));
        let encoding: Option<LegacyEncoding> = match &run.font {
            Some(font) => legacy_encoding::of_font(font),
            None => run_style
                .and_then(|style| styles.encoding(Some(style)))
                .or_else(|| styles.encoding(paragraph_style)),
        };
        let script = run.script.or_else(|| styles.script(run_style?));
        let inline = Inline::Text {
            text: script.map_or_else(|| text.to_owned(), |script| script.apply(text)),
            bold: bold.unwrap_or(false),
            italic: italic.unwrap_or(false),
            struck: run.is_struck,
            link: open.link.clone().or_else(|| self.fields.link()),
        };
        open.push(inline, encoding);
    }

    fn close(&mut self, name: &str) {
        if self.dropped_depth > 0 {
            match name {
                "t" | "delText" => self.in_text = false,
                "p" => self.end_left_out_line(),
                _ => {}
            }
            if DROPPABLE.contains(&name) {
                self.dropped_depth -= 1;
            }
            return;
        }
        match name {
            "AlternateContent" => {
                self.alternatives.pop();
            }
            "pPr" => self.in_paragraph_properties = false,
            "rPr" => self.in_run_properties = false,
            "t" | "m:t" => self.in_text = false,
            "hyperlink" => {
                if let Some(open) = self.open_paragraphs.last_mut() {
                    open.link = None;
                }
            }
            "instrText" => self.fields.in_instruction = false,
            "fldSimple" => self.fields.close_simple(),
            "m:num" | "m:den" | "m:rad" | "m:sup" | "m:sub" => self.write(")"),
            "p" => self.close_paragraph(),
            "tc" => self.with_table(|table| {
                if let Some(row) = table.rows.last_mut() {
                    row.extend(std::iter::repeat_n(Vec::new(), table.extra_columns));
                }
            }),
            "tbl" => {
                if let Some(table) = self.open_tables.pop()
                    && self.open_tables.is_empty()
                {
                    let mut rows = table.rows;
                    rows.retain(|row| !row.is_empty());
                    let is_visible = rows.iter().flatten().flatten().any(|p| !p.is_empty());
                    if is_visible {
                        self.blocks.push(Block::Table(rows));
                    }
                }
            }
            _ => {}
        }
    }

    fn close_paragraph(&mut self) {
        let Some(mut open) = self.open_paragraphs.pop() else {
            return;
        };
        self.end_left_out_line();
        open.finish();
        let style = open.style.as_deref();
        if self.styles.is_table_of_contents(style) {
            self.left_out.push(open.paragraph.text());
            return;
        }
        let styled = self.styles.list(style);
        let list = open
            .list
            .or_else(|| styled.as_ref().map(|(list, _)| list.clone()));
        let level = open
            .list_level
            .or(styled.map(|(_, level)| level))
            .unwrap_or(0);
        if let Some(list) = list.filter(|list| list != "0" && !open.paragraph.is_empty()) {
            let label = self.numbering.next_label(&list, level, &mut self.counters);
            open.paragraph.list_item = label.map(|label| ListItem {
                depth: level.min(8),
                label,
            });
        }
        let outline = open.outline_level.filter(|level| *level < 9);
        open.paragraph.heading_level = outline
            .map(|level| level + 1)
            .or_else(|| self.styles.heading_level(style))
            .filter(|_| !open.paragraph.text().is_empty());
        let mut paragraph = open.paragraph;
        if let Some(mut first) = self.unfinished.take() {
            for inline in paragraph.inlines {
                push_inline(&mut first.inlines, inline);
            }
            paragraph = first;
        }
        if open.is_mark_deleted || open.is_drop_cap {
            self.unfinished = Some(paragraph);
            return;
        }
        if !self.open_paragraphs.is_empty() {
            self.text_boxes.push(paragraph);
            return;
        }
        self.emit(paragraph);
        for paragraph in std::mem::take(&mut self.text_boxes) {
            self.emit(paragraph);
        }
    }

    fn emit(&mut self, paragraph: Paragraph) {
        let cell = self
            .open_tables
            .first_mut()
            .and_then(|table| table.rows.last_mut()?.last_mut());
        if let Some(cell) = cell {
            cell.push(paragraph);
        } else if self.open_tables.is_empty() {
            self.blocks.push(Block::Paragraph(paragraph));
        }
    }
}

/// Adds an inline. Text in the format of the last inline is joined to it.
fn push_inline(inlines: &mut Vec<Inline>, inline: Inline) {
    let is_joined = inlines
        .last_mut()
        .is_some_and(|last| join_text(last, &inline));
    if !is_joined {
        inlines.push(inline);
    }
}

/// Joins a text to the last one if both have the same format. Returns whether it did.
fn join_text(last: &mut Inline, inline: &Inline) -> bool {
    let (
        Inline::Text {
            text,
            bold,
            italic,
            struck,
            link,
        },
        Inline::Text {
            text: other_text,
            bold: other_bold,
            italic: other_italic,
            struck: other_struck,
            link: other_link,
        },
    ) = (last, inline)
    else {
        return false;
    };
    let is_same = (*bold, *italic, *struck, &*link)
        == (*other_bold, *other_italic, *other_struck, other_link);
    if is_same {
        text.push_str(other_text);
    }
    is_same
}

/// Returns what opens a part of an equation in plain text. A bracket closes it.
fn equation_mark(name: &str) -> &'static str {
    match name {
        "m:den" => "/(",
        "m:rad" => "√(",
        "m:sup" => "^(",
        "m:sub" => "_(",
        _ => "(",
    }
}
