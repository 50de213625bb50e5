//! The pictures of a document: which can be published, and under which names.

use std::collections::BTreeSet;

use crate::document::{Document, Inline};
use ssg_content::photo::{self, Format};

/// The most pictures that are copied from one document. Further ones are reported as dropped.
const MAX_PICTURES: usize = 200;

/// The pictures of a document after selection.
pub(crate) struct Pictures {
    /// The new name of each picture by its index in the document; `None` if it was not copied.
    pub(crate) names: Vec<Option<String>>,
    /// The copied pictures: new name and bytes.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// The names, in the document, of the pictures that were not copied.
    pub(crate) dropped: Vec<String>,
}

/// Selects the pictures that the text shows and that are JPEG, PNG or WebP. A picture shown twice
/// is copied once.
pub(crate) fn select(document: &Document) -> Pictures {
    let mut pictures = Pictures {
        names: vec![None; document.pictures.len()],
        files: Vec::new(),
        dropped: Vec::new(),
    };
    for index in shown(document) {
        let Some(picture) = document.pictures.get(index) else {
            continue;
        };
        let known = document.pictures[..index]
            .iter()
            .position(|earlier| earlier.name == picture.name)
            .and_then(|earlier| pictures.names[earlier].clone());
        if known.is_some() {
            pictures.names[index] = known;
            continue;
        }
        let formats = [Format::Jpeg, Format::Png, Format::Webp];
        let format = formats
            .into_iter()
            .find(|format| photo::measure(&picture.bytes, *format).is_ok());
        match format {
            Some(format) if pictures.files.len() < MAX_PICTURES => {
                let name = format!("anh-{}.{}", pictures.files.len() + 1, format.extension());
                pictures.names[index] = Some(name.clone());
                pictures.files.push((name, picture.bytes.clone()));
            }
            _ => pictures.dropped.push(picture.name.clone()),
        }
    }
    pictures
}

/// The indexes of the pictures that the body shows.
fn shown(document: &Document) -> BTreeSet<usize> {
    let paragraphs = document.blocks.iter().flat_map(|block| block.paragraphs());
    let inlines = paragraphs.flat_map(|paragraph| &paragraph.inlines);
    inlines
        .filter_map(|inline| match inline {
            Inline::Picture { index, .. } => Some(*index),
            _ => None,
        })
        .collect()
}
