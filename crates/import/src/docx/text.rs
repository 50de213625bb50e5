//! The text of a Word file: `document.xml`, its footnotes, the heads of its pages.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::super::ImportError;
use super::super::block::{Block, Item, Paragraph, Piece};
use super::super::legacy::{self, Encoding};
use super::numbering::{Counters, Numbering};
use super::styles::Styles;
use super::{MOST_PARAGRAPHS, Node, attribute, is_on, walk};

/// The most cells that a merged cell stands for.
const WIDEST: usize = 64;

/// One part of the file while it is read.
pub(super) struct Part<'a> {
    styles: &'a Styles,
    numbering: &'a Numbering,
    relations: &'a BTreeMap<String, String>,
    counters: Counters,
    /// The targets of the pictures, in the order they are shown.
    pictures: Vec<String>,
    /// What is finished.
    blocks: Vec<Block>,
    /// Tables that are open. Only the outermost is kept as one; those inside give their paragraphs
    /// to its cell.
    tables: Vec<Table>,
    /// Paragraphs that are open: a text box stands inside the paragraph it hangs on.
    open: Vec<Open>,
    /// Text boxes wait until their paragraph is at its end.
    aside: Vec<Paragraph>,
    /// The paragraph whose mark was deleted, so that the next goes on with it.
    unfinished: Option<Paragraph>,
    paragraphs: usize,
    /// How many elements are open whose content is dropped.
    dropped: usize,
    /// For each alternative that is open, whether its choice was read.
    alternatives: Vec<bool>,
    in_text: bool,
    in_run_properties: bool,
    in_paragraph_properties: bool,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Vec<Paragraph>>>,
    /// How many cells more the cell stands for.
    span: usize,
}

/// A paragraph that is not at its end.
#[derive(Default)]
struct Open {
    paragraph: Paragraph,
    style: Option<String>,
    list: Option<String>,
    level: Option<u8>,
    outline: Option<u8>,
    deleted_mark: bool,
    link: Option<String>,
    run: Run,
}

/// The look of a run.
#[derive(Clone, Default)]
struct Run {
    style: Option<String>,
    bold: Option<bool>,
    italic: Option<bool>,
    hidden: bool,
    font: Option<String>,
    alt: String,
}

impl<'a> Part<'a> {
    /// A part that nothing was read of.
    pub(super) fn new(
        styles: &'a Styles,
        numbering: &'a Numbering,
        relations: &'a BTreeMap<String, String>,
    ) -> Self {
        Self {
            styles,
            numbering,
            relations,
            counters: Counters::default(),
            pictures: Vec::new(),
            blocks: Vec::new(),
            tables: Vec::new(),
            open: Vec::new(),
            aside: Vec::new(),
            unfinished: None,
            paragraphs: 0,
            dropped: 0,
            alternatives: Vec::new(),
            in_text: false,
            in_run_properties: false,
            in_paragraph_properties: false,
        }
    }

    /// Reads a part that is text from beginning to end.
    pub(super) fn body(&mut self, xml: &str) -> Result<Vec<Block>, ImportError> {
        walk(xml, |node| self.meet(&node))?;
        let rest = self.unfinished.take();
        self.blocks.extend(rest.map(Block::Paragraph));
        Ok(std::mem::take(&mut self.blocks))
    }

    /// The targets of the pictures that were met.
    pub(super) fn pictures(&mut self) -> Vec<String> {
        std::mem::take(&mut self.pictures)
    }

    /// Reads footnotes: each with the label that refers to it.
    pub(super) fn notes(
        &mut self,
        xml: &str,
        prefix: &str,
    ) -> Result<Vec<(String, Vec<Paragraph>)>, ImportError> {
        let mut notes = Vec::new();
        let mut label: Option<String> = None;
        walk(xml, |node| {
            match &node {
                Node::Open("footnote" | "endnote", element) => {
                    // The lines that part notes from the text have a type.
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
                        notes.push((format!("{prefix}{label}"), paragraphs));
                    }
                }
                _ => self.meet(&node)?,
            }
            Ok(())
        })?;
        Ok(notes)
    }

    fn meet(&mut self, node: &Node<'_>) -> Result<(), ImportError> {
        match node {
            Node::Open(name, element) => self.opens(name, element),
            Node::Close(name) => {
                self.closes(name);
                Ok(())
            }
            Node::Text(text) => {
                if self.in_text && self.dropped == 0 {
                    self.write(text);
                }
                Ok(())
            }
        }
    }

    fn opens(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), ImportError> {
        let is_dropped = match name {
            "del" | "moveFrom" => !self.in_run_properties && !self.in_paragraph_properties,
            "instrText" | "delText" => true,
            "Fallback" => self.alternatives.last() == Some(&true),
            _ => false,
        };
        if self.dropped > 0 || is_dropped {
            if matches!(
                name,
                "del" | "moveFrom" | "instrText" | "delText" | "Fallback"
            ) {
                self.dropped += 1;
            }
            return Ok(());
        }
        match name {
            "AlternateContent" => self.alternatives.push(false),
            "Choice" => {
                if let Some(read) = self.alternatives.last_mut() {
                    *read = true;
                }
            }
            "p" => {
                self.paragraphs += 1;
                if self.paragraphs > MOST_PARAGRAPHS {
                    return Err(ImportError::TooLarge);
                }
                self.open.push(Open::default());
            }
            "pPr" => self.in_paragraph_properties = true,
            "rPr" => self.in_run_properties = true,
            "tbl" => self.tables.push(Table::default()),
            "tr" => self.with_table(|table| table.rows.push(Vec::new())),
            "tc" => self.with_table(|table| {
                table.span = 0;
                if let Some(row) = table.rows.last_mut() {
                    row.push(Vec::new());
                }
            }),
            "gridSpan" => {
                let span: usize = attribute(element, "val")
                    .and_then(|value| value.parse().ok())
                    .unwrap_or(1);
                self.with_table(|table| table.span = span.clamp(1, WIDEST) - 1);
            }
            _ => self.opens_in_paragraph(name, element),
        }
        Ok(())
    }

    fn with_table(&mut self, change: impl FnOnce(&mut Table)) {
        // The cells of a table inside a cell are not told apart.
        if let [table] = &mut self.tables[..] {
            change(table);
        }
    }

    fn opens_in_paragraph(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = || attribute(element, "val");
        let (in_run, in_paragraph) = (self.in_run_properties, self.in_paragraph_properties);
        let relations = self.relations;
        let Some(open) = self.open.last_mut() else {
            return;
        };
        match name {
            "pStyle" => open.style = value(),
            "numId" => open.list = value(),
            "ilvl" => open.level = value().and_then(|value| value.parse().ok()),
            "outlineLvl" => open.outline = value().and_then(|value| value.parse().ok()),
            // Inside the properties of a paragraph: its mark.
            "del" if in_paragraph && in_run => open.deleted_mark = true,
            "r" => open.run = Run::default(),
            "rStyle" => open.run.style = value(),
            "b" if in_run && !in_paragraph => open.run.bold = Some(is_on(element)),
            "i" if in_run && !in_paragraph => open.run.italic = Some(is_on(element)),
            "vanish" if in_run && !in_paragraph => open.run.hidden = is_on(element),
            "rFonts" if in_run && !in_paragraph => open.run.font = attribute(element, "ascii"),
            "hyperlink" => {
                let target = attribute(element, "id").and_then(|id| relations.get(&id));
                open.link = target.filter(|target| target.contains(':')).cloned();
            }
            "t" => self.in_text = true,
            "tab" if !in_paragraph => self.write(" "),
            "br" | "cr" => {
                let kind = attribute(element, "type");
                if kind.as_deref() == Some("page") {
                    self.write(" ");
                } else if !open.run.hidden {
                    open.paragraph.pieces.push(Piece::Break);
                }
            }
            "noBreakHyphen" => self.write("-"),
            "footnoteReference" | "endnoteReference" => {
                let prefix = if name == "endnoteReference" { "c" } else { "" };
                if let Some(id) = attribute(element, "id") {
                    let note = Piece::Note(format!("{prefix}{id}"));
                    open.paragraph.pieces.push(note);
                }
            }
            "docPr" => open.run.alt = attribute(element, "descr").unwrap_or_default(),
            "a:blip" | "imagedata" => {
                let id = attribute(element, "embed").or_else(|| attribute(element, "id"));
                if let Some(target) = id.and_then(|id| relations.get(&id)) {
                    let piece = Piece::Picture {
                        index: self.pictures.len(),
                        alt: std::mem::take(&mut open.run.alt),
                    };
                    open.paragraph.pieces.push(piece);
                    self.pictures.push(target.clone());
                }
            }
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        let styles = self.styles;
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let run = &open.run;
        if run.hidden {
            return;
        }
        let (own, around) = (run.style.as_deref(), open.style.as_deref());
        let of_style = |of: &dyn Fn(Option<&str>) -> Option<bool>| {
            own.and_then(|own| of(Some(own))).or_else(|| of(around))
        };
        let bold = run.bold.or_else(|| of_style(&|id| styles.bold(id)));
        let italic = run.italic.or_else(|| of_style(&|id| styles.italic(id)));
        let encoding: Option<Encoding> = match &run.font {
            Some(font) => legacy::of_font(font),
            None => own
                .and_then(|own| styles.encoding(Some(own)))
                .or_else(|| styles.encoding(around)),
        };
        let text = encoding.map_or_else(
            || text.to_owned(),
            |encoding| legacy::decode(text, encoding),
        );
        let piece = Piece::Text {
            text,
            bold: bold.unwrap_or(false),
            italic: italic.unwrap_or(false),
            link: open.link.clone(),
        };
        push(&mut open.paragraph.pieces, piece);
    }

    fn closes(&mut self, name: &str) {
        if self.dropped > 0 {
            if matches!(
                name,
                "del" | "moveFrom" | "instrText" | "delText" | "Fallback"
            ) {
                self.dropped -= 1;
            }
            return;
        }
        match name {
            "AlternateContent" => {
                self.alternatives.pop();
            }
            "pPr" => self.in_paragraph_properties = false,
            "rPr" => self.in_run_properties = false,
            "t" => self.in_text = false,
            "hyperlink" => {
                if let Some(open) = self.open.last_mut() {
                    open.link = None;
                }
            }
            "p" => self.close_paragraph(),
            "tc" => self.with_table(|table| {
                if let Some(row) = table.rows.last_mut() {
                    row.extend(std::iter::repeat_n(Vec::new(), table.span));
                }
            }),
            "tbl" => {
                if let Some(table) = self.tables.pop()
                    && self.tables.is_empty()
                {
                    let mut rows = table.rows;
                    rows.retain(|row| !row.is_empty());
                    self.blocks.push(Block::Table(rows));
                }
            }
            _ => {}
        }
    }

    fn close_paragraph(&mut self) {
        let Some(mut open) = self.open.pop() else {
            return;
        };
        let style = open.style.as_deref();
        if self.styles.is_contents(style) {
            return;
        }
        let styled = self.styles.list(style);
        let list = open
            .list
            .or_else(|| styled.as_ref().map(|(list, _)| list.clone()));
        let level = open.level.or(styled.map(|(_, level)| level)).unwrap_or(0);
        if let Some(list) = list.filter(|list| list != "0" && !open.paragraph.is_empty()) {
            let label = self.numbering.next(&list, level, &mut self.counters);
            open.paragraph.item = label.map(|label| Item {
                depth: level.min(8),
                label,
            });
        }
        let outline = open.outline.filter(|level| *level < 9);
        open.paragraph.heading = outline
            .map(|level| level + 1)
            .or_else(|| self.styles.heading(style))
            .filter(|_| !open.paragraph.text().is_empty());
        let mut paragraph = open.paragraph;
        if let Some(mut first) = self.unfinished.take() {
            for piece in paragraph.pieces {
                push(&mut first.pieces, piece);
            }
            paragraph = first;
        }
        if open.deleted_mark {
            self.unfinished = Some(paragraph);
            return;
        }
        if !self.open.is_empty() {
            self.aside.push(paragraph);
            return;
        }
        self.emit(paragraph);
        for paragraph in std::mem::take(&mut self.aside) {
            self.emit(paragraph);
        }
    }

    fn emit(&mut self, paragraph: Paragraph) {
        let cell = self
            .tables
            .first_mut()
            .and_then(|table| table.rows.last_mut()?.last_mut());
        if let Some(cell) = cell {
            cell.push(paragraph);
        } else if self.tables.is_empty() {
            self.blocks.push(Block::Paragraph(paragraph));
        }
    }
}

/// Adds a piece, joined to the last if they look alike.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    if let (
        Some(Piece::Text {
            text,
            bold,
            italic,
            link,
        }),
        Piece::Text {
            text: more,
            bold: bold_too,
            italic: italic_too,
            link: link_too,
        },
    ) = (pieces.last_mut(), &piece)
        && (*bold, *italic, &*link) == (*bold_too, *italic_too, link_too)
    {
        text.push_str(more);
        return;
    }
    pieces.push(piece);
}
