//! Word files: a zip archive of XML parts, read within limits.
//!
//! Nothing is written to disk from here, so a name in the archive is never used as a path: parts
//! are looked up by name. A part that is too large, nested too deep or holds a DTD is an error.
//! Tracked changes are taken as accepted: insertions stay, deletions go.
//!
//! Reading order: [`package`] opens the archive, [`xml`] walks over a part, [`styles`] and
//! [`numbering`] say what a paragraph is, [`body`] reads the text, and
//! [`script`] keeps what is above or below the line.

mod body;
mod captions;
mod fields;
mod numbering;
mod package;
mod script;
mod styles;
pub(crate) mod xml;

use crate::ImportError;
use crate::document::{Block, Document, Footnote, Paragraph, Picture};
use body::BodyReader;
use numbering::Numbering;
use package::{MAX_PICTURE_BYTES, Package, Relations};
use styles::Styles;
use xml::Node;

/// Reads a Word file.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ImportError> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let relations = package.relations(&main)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let parts = Parts { folder, relations };
    let styles = match package.xml(&parts.one("styles"))? {
        Some(xml) => Styles::read(&xml)?,
        None => Styles::default(),
    };
    let numbering = match package.xml(&parts.one("numbering"))? {
        Some(xml) => Numbering::read(&xml)?,
        None => Numbering::default(),
    };
    let Some(xml) = package.xml(&main)? else {
        return Err(ImportError::NotWord);
    };
    let mut reader = BodyReader::new(&styles, &numbering, &parts.relations);
    let mut blocks = reader.read_body(&xml)?;
    let (picture_targets, mut left_out) = reader.finish();
    captions::propose_alt_texts(&mut blocks);
    let mut needs_letterhead = !has_letterhead(&blocks);
    for kind in ["header", "footer", "comments"] {
        for path in parts.all(kind) {
            let Some(xml) = package.xml(&path)? else {
                continue;
            };
            let no_relations = Relations::new();
            let mut reader = BodyReader::new(&styles, &numbering, &no_relations);
            let part = reader.read_body(&xml)?;
            left_out.extend(reader.finish().1);
            // The letterhead may be in the header of the first page.
            if needs_letterhead && kind == "header" && has_letterhead(&part) {
                blocks.splice(0..0, part);
                needs_letterhead = false;
            } else {
                let paragraphs = part.iter().flat_map(Block::paragraphs);
                left_out.extend(paragraphs.map(Paragraph::text));
            }
        }
    }
    let (notes, left_out_of_notes) = read_notes(&mut package, &parts, &styles, &numbering)?;
    left_out.extend(left_out_of_notes);
    left_out.extend(read_drawings(&mut package, &parts)?);
    // A missing picture keeps its index and has no bytes.
    let mut pictures = Vec::new();
    for target in picture_targets {
        let name = part_in(folder, &target);
        let bytes = package.bytes(&name, MAX_PICTURE_BYTES)?.unwrap_or_default();
        pictures.push(Picture { name, bytes });
    }
    Ok(Document {
        blocks,
        notes,
        pictures,
        left_out,
    })
}

/// The parts that the main part refers to.
struct Parts<'a> {
    /// The folder of the main part.
    folder: &'a str,
    relations: Relations,
}

impl Parts<'_> {
    /// Returns the names of all parts of a kind.
    fn all(&self, kind: &str) -> Vec<String> {
        let relations = self.relations.values().filter(|to| to.kind == kind);
        let names = relations.map(|to| part_in(self.folder, &to.target));
        names.collect()
    }

    /// Returns the name of the part of a kind; the usual one if no relation names it.
    fn one(&self, kind: &str) -> String {
        let named = self.all(kind).into_iter().next();
        named.unwrap_or_else(|| part_in(self.folder, &format!("{kind}.xml")))
    }
}

/// Reads footnotes and endnotes, and the text around them. The labels of the latter begin with "c".
fn read_notes(
    package: &mut Package<'_>,
    parts: &Parts<'_>,
    styles: &Styles,
    numbering: &Numbering,
) -> Result<(Vec<Footnote>, Vec<String>), ImportError> {
    let (mut notes, mut left_out) = (Vec::new(), Vec::new());
    for (kind, label_prefix) in [("footnotes", ""), ("endnotes", "c")] {
        let path = parts.one(kind);
        if let Some(xml) = package.xml(&path)? {
            let relations = package.relations(&path)?;
            let mut reader = BodyReader::new(styles, numbering, &relations);
            notes.extend(reader.read_notes(&xml, label_prefix)?);
            left_out.extend(reader.finish().1);
        }
    }
    Ok((notes, left_out))
}

/// Returns the text of diagrams and charts, a line for each paragraph of it.
fn read_drawings(package: &mut Package<'_>, parts: &Parts<'_>) -> Result<Vec<String>, ImportError> {
    let mut lines = Vec::new();
    for path in ["diagramData", "chart"]
        .iter()
        .flat_map(|kind| parts.all(kind))
    {
        let Some(xml) = package.xml(&path)? else {
            continue;
        };
        let mut line = String::new();
        let mut is_text = false;
        xml::walk(&xml, |node| {
            match node {
                Node::Open("a:t", _) => is_text = true,
                Node::Close("a:t") => is_text = false,
                Node::Text(text) if is_text => line.push_str(text),
                Node::Close("a:p") => lines.push(std::mem::take(&mut line)),
                _ => {}
            }
            Ok(())
        })?;
    }
    lines.retain(|line| !line.trim().is_empty());
    Ok(lines)
}

/// Returns the name of a part by its name relative to a folder, or to the package.
fn part_in(folder: &str, name: &str) -> String {
    if let Some(absolute) = name.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut segments: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for segment in name.split('/') {
        match segment {
            ".." => {
                segments.pop();
            }
            "." | "" => {}
            segment => segments.push(segment),
        }
    }
    segments.join("/")
}

/// Returns whether the letterhead of an official document is among the first blocks.
fn has_letterhead(blocks: &[Block]) -> bool {
    /// How many blocks a letterhead may take.
    const LETTERHEAD_BLOCKS: usize = 12;
    let mut paragraphs = blocks
        .iter()
        .take(LETTERHEAD_BLOCKS)
        .flat_map(Block::paragraphs);
    paragraphs.any(|paragraph| {
        let text = paragraph.text().to_lowercase();
        let has_number = text
            .strip_prefix("số")
            .is_some_and(|rest| rest.trim_start_matches([':', ' ']).contains('/'));
        text.contains("độc lập - tự do") || text.contains("độc lập – tự do") || has_number
    })
}
