//! A Word file or a text becomes a source: `content/reports/YEAR/NAME/index.md`.
//!
//! In stages: the file format gives blocks ([`docx`], [`plain`]); [`form`] takes the official form
//! off; [`outline`] finds the headings; [`propose`] and [`lesson`] find what the head can say; and
//! [`head`] and [`markdown`] write it down. All are pure; the bounds of hostile files stand in
//! [`docx`].
//!
//! Nothing is invented. What is not found is left blank; what is guessed stands below a comment with
//! the sentence it was guessed from. The text itself stays as the office wrote it, ways to reach a
//! person included: those are faults that `ssg check` tells, for the clerk to take out.

mod block;
mod docx;
mod form;
mod head;
mod legacy;
mod lesson;
mod markdown;
mod outline;
mod phrase;
mod place;
mod plain;
mod propose;

use ssg_base::diagnostic::Span;
use ssg_base::message::{Language, Message};
use ssg_content::document::DocumentKind;
use ssg_content::photo::{self, Format};
use ssg_content::vocabulary::Vocabulary;
use ssg_vietnam::text;

/// The largest file, in bytes.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;
/// The most pictures that are taken over.
const MOST_PICTURES: usize = 200;
/// The longest text, in bytes, so that a hostile file cannot make the search for phrases long.
const LONGEST: usize = 4 * 1024 * 1024;

/// What an import needs to know of the site.
#[derive(Debug)]
pub struct SiteContext<'a> {
    /// Its topics.
    pub vocabulary: &'a Vocabulary,
    /// Its councils: name and aliases.
    pub councils: &'a [(String, Vec<String>)],
    /// The language of the comments.
    pub language: Language,
}

/// A file that became a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// A report or a plan.
    pub kind: DocumentKind,
    /// The year it belongs to; `None` where the text has none.
    pub year: Option<i32>,
    /// Head and text.
    pub text: String,
    /// Pictures by the names that the text refers to them with.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// What the clerk should look at, with its place in the text.
    pub warnings: Vec<(Span, Message)>,
}

/// Why a file could not become a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// A Word file of before 2007.
    OldWord,
    /// A PDF.
    Pdf,
    /// Some other kind of file.
    Unknown,
    /// A zip that is no Word file.
    NotWord,
    /// A Word file that ends early or holds no sound XML.
    Broken,
    /// A Word file with a DTD or entities of its own.
    Entities,
    /// XML nested beyond all reason.
    TooDeep,
    /// More than is read.
    TooLarge,
    /// A text in no encoding that is known.
    Encoding,
    /// A file without any text.
    Empty,
    /// A source of this archive already.
    IsSource,
}

impl ImportError {
    /// What is said of it.
    pub fn message(self, path: &str) -> Message {
        let path = path.to_owned();
        match self {
            Self::OldWord => Message::ImportOldWord { path },
            Self::Pdf => Message::ImportPdf { path },
            Self::Unknown => Message::ImportUnknownFormat { path },
            Self::NotWord => Message::ImportNotWord { path },
            Self::Broken => Message::ImportBroken { path },
            Self::Entities => Message::ImportEntities { path },
            Self::TooDeep => Message::ImportTooDeep { path },
            Self::TooLarge => Message::ImportTooLarge { path },
            Self::Encoding => Message::ImportEncoding { path },
            Self::Empty => Message::ImportEmpty { path },
            Self::IsSource => Message::ImportIsSource { path },
        }
    }

    /// What to do.
    pub fn hint(self) -> Option<Message> {
        match self {
            Self::OldWord => Some(Message::ImportOldWordHint),
            Self::Pdf => Some(Message::ImportPdfHint),
            Self::Unknown => Some(Message::ImportUnknownFormatHint),
            Self::NotWord | Self::Broken | Self::Entities | Self::TooDeep => {
                Some(Message::ImportBrokenHint)
            }
            Self::Encoding => Some(Message::ImportEncodingHint),
            Self::TooLarge | Self::Empty | Self::IsSource => None,
        }
    }

    /// Whether the kind of file is not read at all, which is wrong usage rather than a bad file.
    pub fn is_unsupported_format(self) -> bool {
        matches!(self, Self::OldWord | Self::Pdf | Self::Unknown)
    }
}

/// The name of the source that a file becomes: the file's name as an address. `None` if no letter
/// or digit is in it.
pub fn source_name(file_name: &str) -> Option<String> {
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    text::slug(stem)
}

/// Reads a file by its name and bytes.
pub fn import(
    file_name: &str,
    bytes: &[u8],
    setting: &SiteContext<'_>,
) -> Result<Imported, ImportError> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(ImportError::TooLarge);
    }
    let mut draft = match kind_of(file_name, bytes)? {
        File::Word => docx::read(bytes)?,
        File::Text => plain::read(bytes)?,
    };
    tidy(&mut draft)?;
    let form = form::take(&mut draft);
    let pictures = pictures(&draft);
    let parts = outline::outline(std::mem::take(&mut draft.blocks));
    Ok(head::write(&form, &parts, &draft, pictures, setting))
}

enum File {
    Word,
    Text,
}

/// What a file is: by its first bytes, then by its name.
fn kind_of(file_name: &str, bytes: &[u8]) -> Result<File, ImportError> {
    let extension = file_name
        .rsplit_once('.')
        .map_or_else(String::new, |(_, end)| end.to_lowercase());
    if bytes.starts_with(b"%PDF-") || extension == "pdf" {
        return Err(ImportError::Pdf);
    }
    let is_old = bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) || bytes.starts_with(b"{\\rtf");
    if is_old || extension == "doc" || extension == "rtf" {
        return Err(ImportError::OldWord);
    }
    if bytes.starts_with(b"PK\x03\x04") || matches!(&*extension, "docx" | "docm" | "dotx") {
        return if matches!(&*extension, "docx" | "docm" | "dotx") {
            Ok(File::Word)
        } else {
            Err(ImportError::Unknown)
        };
    }
    match &*extension {
        "txt" | "text" | "md" | "markdown" => {
            if bytes.starts_with(b"---\n") || bytes.starts_with(b"---\r\n") {
                Err(ImportError::IsSource)
            } else {
                Ok(File::Text)
            }
        }
        _ => Err(ImportError::Unknown),
    }
}

/// Brings the letters into one form, and reads those of an old encoding that no font told.
fn tidy(draft: &mut block::Draft) -> Result<(), ImportError> {
    use block::{Block, Paragraph, Piece};
    let mut all = String::new();
    for block in &draft.blocks {
        for paragraph in block.paragraphs() {
            all.push_str(&paragraph.text());
            all.push('\n');
        }
    }
    if all.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    if all.len() > LONGEST {
        return Err(ImportError::TooLarge);
    }
    let encoding = legacy::guess(&all);
    let mend = |paragraph: &mut Paragraph| {
        for piece in &mut paragraph.pieces {
            if let Piece::Text { text, .. } = piece {
                if let Some(encoding) = encoding {
                    *text = legacy::decode(text, encoding);
                }
                *text = text::nfc(text).replace(['\u{ad}', '\u{200b}', '\u{feff}'], "");
            }
        }
        // A dash that was typed makes an item too.
        let text = paragraph.text();
        let typed = ["- ", "– ", "+ ", "• ", "* ", "-\u{a0}"];
        if paragraph.item.is_none()
            && paragraph.heading.is_none()
            && let Some(mark) = typed.iter().find(|mark| text.starts_with(**mark))
        {
            paragraph.cut_start(0);
            if let Some(Piece::Text { text, .. }) = paragraph.pieces.first_mut() {
                *text = text
                    .trim_start()
                    .trim_start_matches(mark.trim_end())
                    .trim_start()
                    .to_owned();
            }
            paragraph.item = Some(block::Item {
                depth: u8::from(mark.starts_with('+')),
                label: None,
            });
        }
    };
    for block in &mut draft.blocks {
        match block {
            Block::Paragraph(paragraph) => mend(paragraph),
            Block::Table(rows) => rows.iter_mut().flatten().flatten().for_each(mend),
        }
    }
    draft
        .notes
        .iter_mut()
        .flat_map(|(_, note)| note)
        .for_each(mend);
    Ok(())
}

/// The pictures that can be published, and the name of each, by its number in the document.
struct Pictures {
    names: markdown::PictureNames,
    files: Vec<(String, Vec<u8>)>,
    /// Those that cannot, by the names they had.
    dropped: Vec<String>,
}

fn pictures(draft: &block::Draft) -> Pictures {
    let mut pictures = Pictures {
        names: vec![None; draft.pictures.len()],
        files: Vec::new(),
        dropped: Vec::new(),
    };
    let mut shown = std::collections::BTreeSet::new();
    for block in &draft.blocks {
        for paragraph in block.paragraphs() {
            for piece in &paragraph.pieces {
                if let block::Piece::Picture { index, .. } = piece {
                    shown.insert(*index);
                }
            }
        }
    }
    for index in shown {
        let Some(picture) = draft.pictures.get(index) else {
            continue;
        };
        let known = draft.pictures[..index]
            .iter()
            .position(|other| other.name == picture.name)
            .and_then(|other| pictures.names[other].clone());
        if known.is_some() {
            pictures.names[index] = known;
            continue;
        }
        let formats = [Format::Jpeg, Format::Png, Format::Webp];
        let format = formats
            .into_iter()
            .find(|format| photo::measure(&picture.bytes, *format).is_ok());
        match format {
            Some(format) if pictures.files.len() < MOST_PICTURES => {
                let name = format!("anh-{}.{}", pictures.files.len() + 1, format.extension());
                pictures.names[index] = Some(name.clone());
                pictures.files.push((name, picture.bytes.clone()));
            }
            _ => pictures.dropped.push(picture.name.clone()),
        }
    }
    pictures
}

#[cfg(test)]
mod tests;
