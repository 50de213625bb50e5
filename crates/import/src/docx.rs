//! Word files: a zip of XML parts, read with bounds.
//!
//! Nothing is written to the disk from here, so a name in the zip is never a path; parts are looked
//! up by name. A part that is too large, nested too deep or holds a DTD is a fault, not a wait.
//! Tracked changes are taken as accepted: insertions stay, deletions go.

mod numbering;
mod styles;
mod text;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::block::{Draft, Picture};
use super::{ImportError, block::Block};
use numbering::Numbering;
use styles::Styles;

/// The most bytes that all parts together may have when unpacked.
const MOST_BYTES: u64 = 96 * 1024 * 1024;
/// The most bytes of one part of XML.
const MOST_XML: u64 = 32 * 1024 * 1024;
/// The most bytes of one picture.
const MOST_PICTURE: u64 = 24 * 1024 * 1024;
/// The most parts of a file.
const MOST_PARTS: usize = 5_000;
/// The deepest nesting of XML; Word's own files stay below 60.
const DEEPEST: usize = 256;
/// The most paragraphs of a document.
const MOST_PARAGRAPHS: usize = 50_000;

/// Reads a Word file.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, ImportError> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let relations = package.relations(&main)?;
    let beside = |name: &str| {
        format!("{folder}/{name}")
            .trim_start_matches('/')
            .to_owned()
    };
    let styles = match package.xml(&beside("styles.xml"))? {
        Some(xml) => Styles::read(&xml)?,
        None => Styles::default(),
    };
    let numbering = match package.xml(&beside("numbering.xml"))? {
        Some(xml) => Numbering::read(&xml)?,
        None => Numbering::default(),
    };
    let Some(xml) = package.xml(&main)? else {
        return Err(ImportError::NotWord);
    };
    let mut pictures = Vec::new();
    let mut part = text::Part::new(&styles, &numbering, &relations);
    let mut blocks = part.body(&xml)?;
    let mut shown = part.pictures();
    // The official form may stand in the head of the first page.
    if !has_form(&blocks) {
        let heads: Vec<String> = relations
            .values()
            .filter(|target| target.contains("header"))
            .map(|target| beside(target))
            .collect();
        for name in heads {
            let Some(xml) = package.xml(&name)? else {
                continue;
            };
            let none = BTreeMap::new();
            let head = text::Part::new(&styles, &numbering, &none).body(&xml)?;
            if has_form(&head) {
                blocks.splice(0..0, head);
                break;
            }
        }
    }
    let mut notes = Vec::new();
    for (name, prefix) in [("footnotes.xml", ""), ("endnotes.xml", "c")] {
        let path = beside(name);
        if let Some(xml) = package.xml(&path)? {
            let relations = package.relations(&path)?;
            let mut part = text::Part::new(&styles, &numbering, &relations);
            notes.extend(part.notes(&xml, prefix)?);
        }
    }
    // Pictures are numbered as they are shown; one that is missing keeps its number and has no
    // bytes.
    for target in std::mem::take(&mut shown) {
        let name = beside(&target);
        let bytes = package.bytes(&name, MOST_PICTURE)?.unwrap_or_default();
        pictures.push(Picture { name, bytes });
    }
    Ok(Draft {
        blocks,
        notes,
        pictures,
    })
}

/// Whether the head of an official document is among the first blocks.
fn has_form(blocks: &[Block]) -> bool {
    let mut paragraphs = blocks.iter().take(12).flat_map(Block::paragraphs);
    paragraphs.any(|paragraph| {
        let text = paragraph.text().to_lowercase();
        text.contains("độc lập - tự do") || text.contains("độc lập – tự do") || {
            let number = text.strip_prefix("số");
            number.is_some_and(|rest| rest.trim_start_matches([':', ' ']).contains('/'))
        }
    })
}

/// The zip.
struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// What was unpacked so far.
    unpacked: u64,
}

impl<'a> Package<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::NotWord)?;
        if zip.len() > MOST_PARTS {
            return Err(ImportError::TooLarge);
        }
        Ok(Self { zip, unpacked: 0 })
    }

    /// A part's bytes; `None` where there is no such part.
    fn bytes(&mut self, name: &str, most: u64) -> Result<Option<Vec<u8>>, ImportError> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(ImportError::Broken),
        };
        // What the zip says of its size may be a lie, so that it is counted too.
        let most = most.min(MOST_BYTES.saturating_sub(self.unpacked));
        let mut bytes = Vec::new();
        let read = file.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|_| ImportError::Broken)?;
        let length = bytes.len() as u64;
        if length > most {
            return Err(ImportError::TooLarge);
        }
        self.unpacked += length;
        Ok(Some(bytes))
    }

    fn xml(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        let Some(bytes) = self.bytes(name, MOST_XML)? else {
            return Ok(None);
        };
        let text = match bytes.as_slice() {
            [0xff, 0xfe, rest @ ..] => super::plain::utf16(rest, u16::from_le_bytes),
            [0xfe, 0xff, rest @ ..] => super::plain::utf16(rest, u16::from_be_bytes),
            _ => String::from_utf8(bytes).ok(),
        };
        text.map(Some).ok_or(ImportError::Broken)
    }

    /// The name of the part that holds the text.
    fn main_part(&mut self) -> Result<String, ImportError> {
        const USUAL: &str = "word/document.xml";
        if self.zip.index_for_name(USUAL).is_some() {
            return Ok(USUAL.to_owned());
        }
        let relations = self.relations("")?;
        let main = relations
            .values()
            .find(|target| target.ends_with("document.xml"));
        main.map(|target| target.trim_start_matches('/').to_owned())
            .ok_or(ImportError::NotWord)
    }

    /// The targets of a part by the ids that it names them with.
    fn relations(&mut self, part: &str) -> Result<BTreeMap<String, String>, ImportError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = format!("{folder}/_rels/{name}.rels");
        let Some(xml) = self.xml(path.trim_start_matches('/'))? else {
            return Ok(BTreeMap::new());
        };
        let mut relations = BTreeMap::new();
        walk(&xml, |event| {
            if let Node::Open(name, element) = event
                && name == "Relationship"
                && let (Some(id), Some(target)) =
                    (attribute(element, "Id"), attribute(element, "Target"))
            {
                relations.insert(id, target);
            }
            Ok(())
        })?;
        Ok(relations)
    }
}

/// What a walk over XML meets.
enum Node<'a> {
    /// An element begins: its name without the prefix.
    Open(&'a str, &'a BytesStart<'a>),
    /// An element ends.
    Close(&'a str),
    /// Letters.
    Text(&'a str),
}

/// Walks over XML. A DTD, an unknown entity or too deep a nesting is a fault.
fn walk(
    xml: &str,
    mut meet: impl FnMut(Node<'_>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| ImportError::Broken)? {
            Event::Start(element) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(ImportError::TooDeep);
                }
                meet(Node::Open(local(element.name().0), &element))?;
            }
            Event::Empty(element) => {
                let name = element.name();
                let name = local(name.0);
                meet(Node::Open(name, &element))?;
                meet(Node::Close(name))?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                meet(Node::Close(local(element.name().0)))?;
            }
            Event::Text(text) => meet(Node::Text(&text))?,
            Event::CData(text) => meet(Node::Text(&text))?,
            Event::GeneralRef(entity) => meet(Node::Text(&character(&entity)?))?,
            Event::DocType(_) => return Err(ImportError::Entities),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if depth > 0 {
        Err(ImportError::Broken)
    } else {
        Ok(())
    }
}

/// The character that a reference stands for: one of XML's five, or a number.
fn character(entity: &str) -> Result<String, ImportError> {
    let number = entity.strip_prefix('#');
    let code = number.map(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    });
    let c = match (entity, code) {
        (_, Some(code)) => code.ok().and_then(char::from_u32),
        ("amp", _) => Some('&'),
        ("lt", _) => Some('<'),
        ("gt", _) => Some('>'),
        ("quot", _) => Some('"'),
        ("apos", _) => Some('\''),
        _ => return Err(ImportError::Entities),
    };
    Ok(c.map_or_else(String::new, String::from))
}

/// A name without its prefix; those of drawings and formulas (`a:p`, `m:t`) keep theirs, since they
/// are not Word's.
fn local(name: &str) -> &str {
    if name.starts_with("a:") || name.starts_with("m:") {
        return name;
    }
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// An attribute's value, whatever its prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut known = attributes.with_checks(false).flatten();
    let found = known.find(|attribute| local(attribute.key.0) == name)?;
    let raw: &str = found.value.as_ref();
    Some(unescape(raw))
}

fn unescape(raw: &str) -> String {
    let mut out = String::new();
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let Some((entity, behind)) = after.split_once(';') else {
            out.push('&');
            rest = after;
            continue;
        };
        out.push_str(&character(entity).unwrap_or_default());
        rest = behind;
    }
    out + rest
}

/// Whether a switch such as `<w:b w:val="0"/>` is on.
fn is_on(element: &BytesStart<'_>) -> bool {
    let value = attribute(element, "val");
    !matches!(value.as_deref(), Some("0" | "false" | "off" | "none"))
}
