//! The text of PDF files. Only this crate uses `lopdf`, which reads the objects of a file: it is
//! pure Rust, limits what a stream may decompress to, repairs cross-reference tables and decrypts
//! files that open without a password.
//!
//! Reading order: [`read`] bounds and opens a file, `page` follows the drawing instructions of a
//! page, `line` puts glyphs together to words and lines, `font` and `cmap` say which characters and
//! widths the codes of a font have.
//!
//! Nothing in a file is ever executed or fetched: scripts, actions, links and embedded files are
//! not looked at. All limits are amounts of data and never of time, so that the same file gives the
//! same text on every machine. Beyond a limit a file has no text and [`NoText`] says why.

mod cmap;
mod font;
mod line;
mod page;

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document, LoadOptions};

/// The largest file that is read, in bytes. A larger one has no text.
pub const MAX_FILE_BYTES: usize = 32 << 20;
/// The most pages of a file. A longer one has no text.
pub const MAX_PAGES: usize = 1000;
/// The most bytes of objects that are no stream, those of object streams included. Each becomes up to
/// a hundred bytes in memory. Three hundred pages have about 80 KB, with a structure for screen
/// readers 1 MB.
const MAX_OBJECT_BYTES: usize = 5 << 19;
/// The most bytes of drawing instructions and character maps in a whole file.
const MAX_CONTENT_BYTES: usize = 24 << 20;
/// The most characters of text in a whole file. What follows is left out.
const MAX_TEXT_BYTES: usize = 8 << 20;
/// The share of glyphs without a known character from which the text is useless.
const MAX_UNMAPPED_PERCENT: usize = 20;

/// What is known of a PDF file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The number of pages. `None` if the file cannot be opened.
    pub page_count: Option<usize>,
    /// The text of each page: lines in the order in which the file draws them, in NFC. An empty
    /// line where the distance is that of paragraphs.
    pub pages: Result<Vec<String>, NoText>,
}

impl Pdf {
    /// The whole text, with a form feed after each page. `None` without text.
    pub fn text(&self) -> Option<String> {
        let pages = self.pages.as_ref().ok()?;
        Some(pages.iter().flat_map(|page| [&**page, "\u{c}"]).collect())
    }

    /// The code of the state of the text: `text`, or that of the reason why there is none.
    pub fn state(&self) -> &'static str {
        self.pages
            .as_ref()
            .map_or_else(|reason| reason.code(), |_| "text")
    }
}

/// The reason why a PDF file has no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoText {
    /// The file does not begin like a PDF.
    NotPdf,
    /// The file needs a password.
    Encrypted,
    /// The file is damaged, or empty of pages.
    Broken,
    /// The file, or what is compressed in it, exceeds a limit.
    TooLarge,
    /// The file has more than [`MAX_PAGES`] pages.
    TooManyPages,
    /// The pages are images.
    Scan,
    /// There is text, but the fonts do not say which characters their glyphs are.
    Unmapped,
    /// The pages have neither text nor images.
    Empty,
}

impl NoText {
    /// The code in data.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotPdf => "mismatch",
            Self::Encrypted => "encrypted",
            Self::Broken => "broken",
            Self::TooLarge => "large",
            Self::TooManyPages => "long",
            Self::Scan => "scan",
            Self::Unmapped => "unmapped",
            Self::Empty => "empty",
        }
    }
}

/// Reads the text of a PDF.
pub fn read(bytes: &[u8]) -> Pdf {
    let failed = |reason| Pdf {
        page_count: None,
        pages: Err(reason),
    };
    if !is_pdf(bytes) {
        return failed(NoText::NotPdf);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return failed(NoText::TooLarge);
    }
    // A panic of the library is a fault of the file for whoever asks.
    let read = catch_unwind(AssertUnwindSafe(|| read_checked(bytes)));
    read.unwrap_or_else(|_| failed(NoText::Broken))
}

/// Whether a file begins like a PDF. Some programs write a few bytes before the header.
pub fn is_pdf(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    start.windows(5).any(|window| window == b"%PDF-")
}

fn read_checked(bytes: &[u8]) -> Pdf {
    let document = match open(bytes) {
        Ok(document) => document,
        Err(reason) => {
            return Pdf {
                page_count: None,
                pages: Err(reason),
            };
        }
    };
    let page_ids: Vec<_> = document.page_iter().take(MAX_PAGES + 1).collect();
    if page_ids.len() > MAX_PAGES {
        return Pdf {
            page_count: Some(document.page_iter().count()),
            pages: Err(NoText::TooManyPages),
        };
    }
    if page_ids.is_empty() {
        return Pdf {
            page_count: None,
            pages: Err(NoText::Broken),
        };
    }
    let mut reader = page::PageReader::new(&document, MAX_CONTENT_BYTES, MAX_TEXT_BYTES);
    let pages: Vec<String> = page_ids.iter().map(|id| reader.read(*id)).collect();
    let seen = reader.seen;
    let glyphs = seen.mapped + seen.unmapped;
    let has_text = pages.iter().any(|page| !page.is_empty());
    let pages = if seen.unmapped * 100 > glyphs * MAX_UNMAPPED_PERCENT {
        Err(NoText::Unmapped)
    } else if has_text {
        Ok(pages)
    } else if seen.skipped {
        Err(NoText::TooLarge)
    } else if seen.images > 0 {
        Err(NoText::Scan)
    } else {
        Err(NoText::Empty)
    };
    Pdf {
        page_count: Some(page_ids.len()),
        pages,
    }
}

/// Opens a file within the limits for objects.
fn open(bytes: &[u8]) -> Result<Document, NoText> {
    let (outside, object_streams) = measure_objects(bytes);
    if outside > MAX_OBJECT_BYTES {
        return Err(NoText::TooLarge);
    }
    // The library limits each object stream; this limits all of them together.
    let per_stream = (MAX_OBJECT_BYTES - outside) / object_streams.max(1);
    let options = LoadOptions {
        max_decompressed_size: Some(per_stream),
        ..LoadOptions::default()
    };
    match Document::load_mem_with_options(bytes, options) {
        Ok(document) if document.is_encrypted() => Err(NoText::Encrypted),
        Ok(document) => Ok(document),
        Err(
            lopdf::Error::Decryption(_)
            | lopdf::Error::InvalidPassword
            | lopdf::Error::UnsupportedSecurityHandler(_),
        ) => Err(NoText::Encrypted),
        Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
            Err(NoText::TooLarge)
        }
        Err(_) => Err(NoText::Broken),
    }
}

/// Returns the number of bytes outside streams and the number of streams of objects, without
/// trusting what the file says about itself.
fn measure_objects(bytes: &[u8]) -> (usize, usize) {
    let (mut outside, mut object_streams) = (0, 0);
    let mut rest = bytes;
    while let Some(start) = find(rest, b"stream") {
        outside += start;
        let head = &rest[..start];
        // Any character of a name may be written as a number.
        let is_escaped = head
            .windows(2)
            .any(|pair| pair[0] == b'#' && pair[1].is_ascii_hexdigit());
        if is_escaped || find(head, b"ObjStm").is_some() || find(head, b"XRef").is_some() {
            object_streams += 1;
        }
        rest = &rest[start + b"stream".len()..];
        let end = find(rest, b"endstream").unwrap_or(rest.len());
        rest = rest.get(end + b"endstream".len()..).unwrap_or_default();
    }
    (outside + rest.len(), object_streams)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = wanted[0];
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == first) {
        if bytes[from + at..].starts_with(wanted) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}
