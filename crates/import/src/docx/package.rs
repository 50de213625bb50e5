//! The zip archive of a Word file.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{self, Node};
use crate::{ImportError, plain_text};

/// The most bytes of one picture, unpacked. A larger one is an error.
pub(super) const MAX_PICTURE_BYTES: u64 = 24 * 1024 * 1024;
/// The most bytes of all parts together, unpacked. More is an error.
const MAX_UNPACKED_BYTES: u64 = 96 * 1024 * 1024;
/// The most bytes of one XML part, unpacked. A larger one is an error.
const MAX_XML_BYTES: u64 = 32 * 1024 * 1024;
/// The most parts of a file. More are an error.
const MAX_PARTS: usize = 5_000;

/// A reference from one part to another, or to an address outside.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// The last segment of its type: `officeDocument`, `styles`, `header`, `hyperlink` …
    pub(super) kind: String,
    pub(super) target: String,
}

/// The relations of a part by their ids.
pub(super) type Relations = BTreeMap<String, Relation>;

/// An open archive.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The number of bytes unpacked so far.
    unpacked_bytes: u64,
}

impl<'a> Package<'a> {
    /// Opens an archive.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            if bytes.starts_with(b"PK") {
                ImportError::Damaged
            } else {
                ImportError::NotWord
            }
        })?;
        if zip.len() > MAX_PARTS {
            return Err(ImportError::TooLarge);
        }
        Ok(Self {
            zip,
            unpacked_bytes: 0,
        })
    }

    /// Unpacks a part of at most `max_bytes`; `None` if there is no such part.
    pub(super) fn bytes(
        &mut self,
        name: &str,
        max_bytes: u64,
    ) -> Result<Option<Vec<u8>>, ImportError> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(ImportError::Damaged),
        };
        // The size that the archive states may be wrong, so the limit is on what is really read.
        let max_bytes = max_bytes.min(MAX_UNPACKED_BYTES.saturating_sub(self.unpacked_bytes));
        let mut bytes = Vec::new();
        file.take(max_bytes + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| ImportError::Damaged)?;
        let length = bytes.len() as u64;
        if length > max_bytes {
            return Err(ImportError::TooLarge);
        }
        self.unpacked_bytes += length;
        Ok(Some(bytes))
    }

    /// Unpacks a part of text in UTF-8 or UTF-16; `None` if there is no such part.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        let Some(bytes) = self.bytes(name, MAX_XML_BYTES)? else {
            return Ok(None);
        };
        let text = match bytes.as_slice() {
            [0xff, 0xfe, rest @ ..] => plain_text::decode_utf16(rest, u16::from_le_bytes),
            [0xfe, 0xff, rest @ ..] => plain_text::decode_utf16(rest, u16::from_be_bytes),
            _ => String::from_utf8(bytes).ok(),
        };
        text.map(Some).ok_or(ImportError::Damaged)
    }

    /// Returns the name of the part that holds the text.
    pub(super) fn main_part(&mut self) -> Result<String, ImportError> {
        const USUAL_NAME: &str = "word/document.xml";
        let relations = self.relations("")?;
        let main = relations.values().find(|to| to.kind == "officeDocument");
        let main = main.map(|to| to.target.trim_start_matches('/').to_owned());
        let exists = |zip: &ZipArchive<_>, name: &str| zip.index_for_name(name).is_some();
        match main {
            Some(main) if exists(&self.zip, &main) => Ok(main),
            _ if exists(&self.zip, USUAL_NAME) => Ok(USUAL_NAME.to_owned()),
            _ => Err(ImportError::NotWord),
        }
    }

    /// Returns the targets that a part refers to, by their ids. The part "" is the package.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, ImportError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = format!("{folder}/_rels/{name}.rels");
        let Some(xml) = self.xml(path.trim_start_matches('/'))? else {
            return Ok(BTreeMap::new());
        };
        let mut relations = BTreeMap::new();
        xml::walk(&xml, |node| {
            if let Node::Open("Relationship", element) = node
                && let Some(id) = xml::attribute(element, "Id")
                && let Some(target) = xml::attribute(element, "Target")
            {
                let kind = xml::attribute(element, "Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                relations.insert(id, Relation { kind, target });
            }
            Ok(())
        })?;
        Ok(relations)
    }
}
