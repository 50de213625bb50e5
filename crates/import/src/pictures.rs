//! The pictures of a document: which can be published, and under which names.

use std::collections::BTreeSet;

use crate::document::{Document, Inline};
use ssg_base::message::Message;
use ssg_content::photo::{self, Format, PhotoError};

/// The most pictures that are copied from one document. Further ones are reported as dropped.
const MAX_PICTURES: usize = 200;

/// The pictures of a document after selection.
pub(crate) struct Pictures {
    /// The new name of each picture by its index in the document; `None` if it was not copied.
    pub(crate) names: Vec<Option<String>>,
    /// The copied pictures: new name and bytes.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// A message for each picture that was not copied, with its name in the document.
    pub(crate) dropped: Vec<Message>,
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
        let name = picture.name.rsplit('/').next().unwrap_or(&picture.name);
        match published_format(&picture.bytes) {
            Ok(_) if pictures.files.len() == MAX_PICTURES => {
                let (name, limit) = (name.to_owned(), MAX_PICTURES.to_string());
                let message = Message::ImportTooManyPictures { name, limit };
                pictures.dropped.push(message);
            }
            Ok(format) => {
                let name = format!("anh-{}.{}", pictures.files.len() + 1, format.extension());
                pictures.names[index] = Some(name.clone());
                pictures.files.push((name, picture.bytes.clone()));
            }
            Err(fault) => pictures.dropped.push(dropped(name.to_owned(), &fault)),
        }
    }
    pictures
}

/// The format of a picture, or why it cannot be published.
fn published_format(bytes: &[u8]) -> Result<Format, PhotoError> {
    let format = match photo::measure(bytes, Format::Jpeg) {
        Err(PhotoError::OtherFormat(Some(format))) => format,
        measured => return measured.map(|_| Format::Jpeg),
    };
    photo::measure(bytes, format).map(|_| format)
}

fn dropped(name: String, fault: &PhotoError) -> Message {
    match *fault {
        PhotoError::OtherFormat(_) => Message::ImportPictureDropped { name },
        PhotoError::Animated => Message::ImportPictureAnimated { name },
        PhotoError::TooLarge { width, height } => {
            let (width, height) = (width.to_string(), height.to_string());
            Message::ImportPictureTooLarge {
                name,
                width,
                height,
            }
        }
        PhotoError::Broken | PhotoError::Changed => Message::ImportPictureBroken { name },
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Paragraph, Picture};

    /// A PNG of one white pixel that claims other dimensions.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut chunk = |kind: &[u8; 4], data: &[u8]| {
            let length = u32::try_from(data.len()).expect("short");
            bytes.extend(length.to_be_bytes());
            bytes.extend(kind);
            bytes.extend(data);
            bytes.extend(crc(&[&kind[..], data].concat()).to_be_bytes());
        };
        let header = [
            &width.to_be_bytes()[..],
            &height.to_be_bytes(),
            &[8, 0, 0, 0, 0],
        ];
        chunk(b"IHDR", &header.concat());
        // One row: no filter, one byte, stored without compression.
        chunk(
            b"IDAT",
            &[0x78, 1, 1, 2, 0, 0xfd, 0xff, 0, 0xff, 1, 1, 1, 0],
        );
        chunk(b"IEND", &[]);
        bytes
    }

    /// The checksum of PNG.
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xedb8_8320 * (crc & 1))
            })
        })
    }

    fn select_all(pictures: Vec<Vec<u8>>) -> Pictures {
        let inlines = (0..pictures.len()).map(|index| Inline::Picture {
            index,
            alt: String::new(),
        });
        let paragraph = Paragraph {
            inlines: inlines.collect(),
            ..Paragraph::default()
        };
        let pictures = pictures.into_iter().enumerate();
        select(&Document {
            blocks: vec![Block::Paragraph(paragraph)],
            pictures: pictures
                .map(|(index, bytes)| Picture {
                    name: format!("media/image{index}.png"),
                    bytes,
                })
                .collect(),
            ..Document::default()
        })
    }

    #[test]
    fn reports_why_picture_was_dropped() {
        let reason = |bytes: Vec<u8>| {
            let dropped = select_all(vec![bytes]).dropped;
            dropped.iter().map(Message::code).collect::<Vec<_>>()
        };
        assert_eq!(reason(png(1, 1)), [""; 0]);
        assert_eq!(reason(png(20_000, 20_000)), ["import-picture-too-large"]);
        assert_eq!(reason(png(1, 1)[..40].to_vec()), ["import-picture-broken"]);
        assert_eq!(reason(b"EMF".to_vec()), ["import-picture-dropped"]);
        let many = select_all(vec![png(1, 1); MAX_PICTURES + 1]);
        let (name, limit) = ("image200.png".to_owned(), "200".to_owned());
        assert_eq!(
            many.dropped,
            [Message::ImportTooManyPictures { name, limit }]
        );
    }
}
