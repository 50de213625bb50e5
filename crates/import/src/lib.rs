//! Import of office files: a Word or text file becomes the draft of a report or plan.
//!
//! # What it does not do
//!
//! It writes nothing to disk and reads no other file. It invents nothing: a field that is not found
//! stays blank, and a guess is preceded by a comment with the sentence it was guessed from. It does
//! not censor: phone numbers and mail addresses stay in the text, and `ssg check` reports them for
//! the clerk to take out.
//!
//! # Reading order
//!
//! [`import`] runs the stages; each is a pure function of the one before.
//!
//! 1. [`format`] detects the file format, with the help of [`ole`]; [`docx`], [`plain_text`] or
//!    [`pdf_text`] reads it into a [`document::Document`]. Limits against hostile files are in
//!    [`docx`]. [`garbled`] recognizes the result of a failed conversion.
//! 2. A secrecy stamp stops the import of a document that is not for the public; [`losses`] remembers
//!    every line, so that the draft can list those that are taken off.
//! 3. [`normalize`] makes all text composed Unicode, with the help of [`legacy_encoding`].
//! 4. [`official_form`] takes off the letterhead and the signature block that Decree 30/2020
//!    prescribes.
//! 5. [`lesson_tables`] makes paragraphs of tables of lessons; [`outline`] finds the headings;
//!    [`lesson_paragraphs`] splits paragraphs that hold several lessons.
//! 6. [`phrases`] recognizes dates, people, places and citations in a sentence.
//! 7. [`fields`] proposes the values of the front matter from them, one file a field. Each is a
//!    [`fields::Proposal`]: value, source sentence, and the reason for doubt if there is one.
//! 8. [`draft`] writes front matter and body; [`pictures`] selects the pictures.
//!
//! [`paste`] takes a shorter way: from the HTML of a clipboard to Markdown for an existing body.

mod document;
mod docx;
mod draft;
mod error;
mod fields;
mod format;
mod garbled;
mod html;
mod legacy_encoding;
mod lesson_paragraphs;
mod lesson_tables;
mod losses;
mod normalize;
mod official_form;
mod ole;
mod outline;
mod pdf_text;
mod phrases;
mod pictures;
mod plain_text;

#[cfg(test)]
mod tests;

pub use error::ImportError;
pub use format::{FileFormat, detect};
pub use html::paste;

use ssg_base::diagnostic::Span;
use ssg_base::message::{Language, Message};
use ssg_content::document::{DocumentKind, find_secrecy_stamp};
use ssg_content::vocabulary::Vocabulary;
use ssg_vietnam::text;

/// The most bytes of a file that is imported. A larger one is [`ImportError::TooLarge`].
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// What an import needs to know about the site.
#[derive(Debug)]
pub struct SiteContext<'a> {
    /// The topics of the site.
    pub vocabulary: &'a Vocabulary,
    /// The councils of the site: name and aliases.
    pub councils: &'a [(String, Vec<String>)],
    /// The language of the comments in the draft.
    pub language: Language,
}

/// What the clerk says about one file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The year of the trip. It fills in what the text leaves out and overrides nothing.
    pub year: Option<i32>,
    /// Whether a document with a secrecy stamp has been cleared for publication.
    pub secret_cleared: bool,
}

/// The draft that a file became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Whether it is a report or a plan.
    pub kind: DocumentKind,
    /// The year it belongs to; `None` if the text names none.
    pub year: Option<i32>,
    /// Front matter and body.
    pub text: String,
    /// The pictures: the name that the text refers to, and the bytes.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// What the clerk should look at, each with its place in [`Imported::text`].
    pub warnings: Vec<(Span, Message)>,
}

/// Returns the name of the source that a file becomes: the file's name without its extension, as a
/// slug. `None` if it holds no letter or digit.
pub fn source_name(file_name: &str) -> Option<String> {
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    text::slug(stem)
}

/// Makes a draft of a file. Formats that another program must convert first are an error: see
/// [`detect`].
pub fn import(
    file_name: &str,
    bytes: &[u8],
    site: &SiteContext<'_>,
    options: Options,
) -> Result<Imported, ImportError> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(ImportError::TooLarge);
    }
    let document = match detect(file_name, bytes)? {
        FileFormat::Word => docx::read(bytes)?,
        FileFormat::PlainText => plain_text::read(bytes)?,
        FileFormat::Office => return Err(ImportError::OldWord),
        FileFormat::Pdf => return Err(ImportError::Pdf),
    };
    import_document(document, site, options)
}

/// Makes a draft of a Word file that another program made of a file in another format. It makes one
/// of any bytes, so text that cannot be meant is an error.
pub fn import_converted(
    bytes: &[u8],
    site: &SiteContext<'_>,
    options: Options,
) -> Result<Imported, ImportError> {
    let document = docx::read(bytes)?;
    if garbled::is_garbled(&document) {
        return Err(ImportError::Garbled);
    }
    import_document(document, site, options)
}

/// Makes a draft of the text of a PDF, in which a form feed ends each page.
pub fn import_pdf_text(
    text: &str,
    site: &SiteContext<'_>,
    options: Options,
) -> Result<Imported, ImportError> {
    if !text.chars().any(char::is_alphanumeric) {
        return Err(ImportError::ScannedPdf);
    }
    let document = pdf_text::read(text);
    if garbled::is_garbled(&document) {
        return Err(ImportError::Garbled);
    }
    import_document(document, site, options)
}

fn import_document(
    mut document: document::Document,
    site: &SiteContext<'_>,
    options: Options,
) -> Result<Imported, ImportError> {
    normalize::normalize(&mut document)?;
    let lines = losses::SourceLines::of(&document);
    if !options.secret_cleared
        && let Some(stamp) = lines.all().find_map(find_secrecy_stamp)
    {
        let stamp = stamp.to_owned();
        return Err(ImportError::Secret { stamp });
    }
    let form = official_form::take(&mut document);
    lesson_tables::unfold(&mut document.blocks);
    let pictures = pictures::select(&document);
    let mut blocks = outline::outline(std::mem::take(&mut document.blocks));
    lesson_paragraphs::split(&mut blocks);
    let source = fields::SourceText::new(&form, &blocks);
    let fields = fields::propose(&source, site, options.year);
    let texts = draft::Texts {
        source: &source,
        notes: &document.notes,
        lines: &lines,
    };
    Ok(draft::write(&texts, &fields, pictures, site))
}
