//! Word files: a zip archive of XML parts, read within limits.
//!
//! Nothing is written to disk from here, so a name in the archive is never used as a path: parts
//! are looked up by name. A part that is too large, nested too deep or holds a DTD is an error.
//! Tracked changes are taken as accepted: insertions stay, deletions go.
//!
//! Reading order: [`package`] opens the archive, [`xml`] walks over a part, [`styles`] and
//! [`numbering`] say what a paragraph is, [`body`] reads the text.

mod body;
mod numbering;
mod package;
mod styles;
mod xml;

use std::collections::BTreeMap;

use crate::ImportError;
use crate::document::{Block, Document, Footnote, Picture};
use body::BodyReader;
use numbering::Numbering;
use package::{MAX_PICTURE_BYTES, Package};
use styles::Styles;

/// Reads a Word file.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ImportError> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let relations = package.relations(&main)?;
    let styles = match package.xml(&part_in(folder, "styles.xml"))? {
        Some(xml) => Styles::read(&xml)?,
        None => Styles::default(),
    };
    let numbering = match package.xml(&part_in(folder, "numbering.xml"))? {
        Some(xml) => Numbering::read(&xml)?,
        None => Numbering::default(),
    };
    let Some(xml) = package.xml(&main)? else {
        return Err(ImportError::NotWord);
    };
    let mut reader = BodyReader::new(&styles, &numbering, &relations);
    let mut blocks = reader.read_body(&xml)?;
    let picture_targets = reader.into_picture_targets();
    // The letterhead may be in the header of the first page.
    if !has_letterhead(&blocks) {
        for target in relations.values().filter(|name| name.contains("header")) {
            let Some(xml) = package.xml(&part_in(folder, target))? else {
                continue;
            };
            let no_relations = BTreeMap::new();
            let mut reader = BodyReader::new(&styles, &numbering, &no_relations);
            let header = reader.read_body(&xml)?;
            if has_letterhead(&header) {
                blocks.splice(0..0, header);
                break;
            }
        }
    }
    let notes = read_notes(&mut package, folder, &styles, &numbering)?;
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
    })
}

/// Reads footnotes and endnotes. The labels of the latter begin with "c".
fn read_notes(
    package: &mut Package<'_>,
    folder: &str,
    styles: &Styles,
    numbering: &Numbering,
) -> Result<Vec<Footnote>, ImportError> {
    let mut notes = Vec::new();
    for (name, label_prefix) in [("footnotes.xml", ""), ("endnotes.xml", "c")] {
        let path = part_in(folder, name);
        if let Some(xml) = package.xml(&path)? {
            let relations = package.relations(&path)?;
            let mut reader = BodyReader::new(styles, numbering, &relations);
            notes.extend(reader.read_notes(&xml, label_prefix)?);
        }
    }
    Ok(notes)
}

/// Returns the name of a part by its name relative to a folder.
fn part_in(folder: &str, name: &str) -> String {
    format!("{folder}/{name}")
        .trim_start_matches('/')
        .to_owned()
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
