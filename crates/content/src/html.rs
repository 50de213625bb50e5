//! The HTML of a document's body, with placeholders for addresses inside the site.
//!
//! One body is shown at two addresses: a lesson in its report and on its own page. Relative links
//! can therefore not be written while Markdown is rendered. [`Html`] keeps a [`Placeholder`] for
//! each link and photo, and [`Html::fill`] replaces them when a page is written.
//!
//! This module parses no Markdown and resolves no link: `document::markdown` writes [`Html`], and
//! the site says what replaces each [`Target`].

use std::fmt::Write as _;
use std::ops::Range;

use ssg_base::diagnostic::Span;
use ssg_base::path::{SourcePath, UrlPath};

/// What precedes the address of a link.
const HREF: &str = " href=\"";

/// The `sizes` of a photo: as wide as the column of text.
const PHOTO_SIZES: &str = "(min-width: 45em) 38rem, 100vw";

/// HTML with placeholders for the site's own addresses and photos.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html {
    /// The HTML without the replacements of the placeholders.
    pub(crate) text: String,
    /// The placeholders, in the order of the text.
    pub(crate) placeholders: Vec<Placeholder>,
}

/// A position in [`Html`] where an address or a photo is inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// The byte of the text before which the replacement is inserted.
    pub(crate) at: usize,
    /// What the replacement refers to.
    pub target: Target,
    /// Where the author wrote it; `None` for links that the compiler adds.
    pub span: Option<Span>,
}

/// The destination of a link inside the site, or a photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An anchor of the same document.
    Anchor(String),
    /// Another source file, and an anchor in it or the empty string.
    Source(SourcePath, String),
    /// An address of the site, and an anchor there or the empty string.
    Url(UrlPath, String),
    /// A photo in the document's own folder.
    Photo(Box<EmbeddedPhoto>),
}

/// A photo as a document embeds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbeddedPhoto {
    /// The photo's file.
    pub path: SourcePath,
    /// The text alternative; empty if the photo is decorative.
    pub alt: String,
    /// The author's title; empty if it is shown as the caption instead.
    pub(crate) title: String,
    /// Whether the photo is inside a link.
    pub(crate) is_linked: bool,
}

/// What replaces a [`Placeholder`].
#[derive(Clone, Debug)]
pub enum Replacement {
    /// The URL of a link.
    Url(String),
    /// Nothing: the link leads to no page, and only its text is shown.
    NoLink,
    /// The image files of a photo.
    Image(ResponsiveImage),
}

/// The image files of a photo, by their URLs as the page writes them.
#[derive(Clone, Debug, Default)]
pub struct ResponsiveImage {
    /// WebP files: URL and width in pixels, narrowest first.
    pub webp: Vec<(String, u32)>,
    /// JPEG files, for browsers without WebP: URL and width in pixels, narrowest first.
    pub jpeg: Vec<(String, u32)>,
    /// Width and height of the widest file, in pixels.
    pub size: (u32, u32),
    /// The URL of the original photo, if originals are published.
    pub original: Option<String>,
}

impl Html {
    /// The links and photos inside the site, in the order of the text.
    pub fn placeholders(&self) -> &[Placeholder] {
        &self.placeholders
    }

    /// The range of the complete text, for [`Html::fill`] and [`Html::plain_text`].
    pub fn full_range(&self) -> Range<usize> {
        0..self.text.len()
    }

    /// The HTML in `range`, with each placeholder replaced by the result of `replace`.
    pub fn fill(&self, range: Range<usize>, replace: impl Fn(&Target) -> Replacement) -> String {
        let mut out = String::with_capacity(range.len() + 32 * self.placeholders.len());
        let mut at = range.start;
        let first = self
            .placeholders
            .partition_point(|placeholder| placeholder.at < range.start);
        let placeholders = self.placeholders[first..].iter();
        for placeholder in placeholders.take_while(|placeholder| placeholder.at < range.end) {
            out.push_str(&self.text[at..placeholder.at]);
            match (replace(&placeholder.target), &placeholder.target) {
                (Replacement::Image(image), Target::Photo(photo)) => {
                    push_photo(&mut out, photo, &image);
                }
                (Replacement::Url(url), _) => push_escaped(&mut out, &url),
                (Replacement::NoLink, Target::Photo(_)) => {}
                (Replacement::NoLink, _) => {
                    // An anchor without `href` is no link: browsers show its text alone.
                    out.truncate(out.len() - HREF.len());
                    at = placeholder.at + 1;
                    continue;
                }
                (Replacement::Image(_), _) => unreachable!("only photos are replaced by images"),
            }
            at = placeholder.at;
        }
        out.push_str(&self.text[at..range.end]);
        out
    }

    /// The text in `range` without tags; each block is on its own lines.
    pub fn plain_text(&self, range: Range<usize>) -> String {
        let mut rest = &self.text[range];
        let mut out = String::with_capacity(rest.len());
        let is_special = |byte| matches!(byte, b'<' | b'&' | b'\n');
        while let Some(at) = rest.bytes().position(is_special) {
            out.push_str(&rest[..at]);
            let (end, text) = match rest.as_bytes()[at] {
                b'\n' => (at + 1, " "),
                b'<' => {
                    let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
                    (end, if is_inline(&rest[at..end]) { "" } else { "\n" })
                }
                _ => {
                    let end = rest[at..].find(';').map_or(rest.len(), |end| at + end + 1);
                    (end, unescape(&rest[at..end]))
                }
            };
            out.push_str(text);
            rest = &rest[end..];
        }
        out.push_str(rest);
        out
    }

    /// Adds a placeholder at the end of the text.
    pub(crate) fn push_placeholder(&mut self, target: Target, span: Option<Span>) {
        self.placeholders.push(Placeholder {
            at: self.text.len(),
            target,
            span,
        });
    }

    /// Inserts `html` before the byte `at`. Placeholders at or after that byte move along.
    pub(crate) fn insert(&mut self, at: usize, html: &str) {
        self.text.insert_str(at, html);
        for placeholder in self.placeholders.iter_mut().rev() {
            if placeholder.at < at {
                break;
            }
            placeholder.at += html.len();
        }
    }

    /// Adds `other` without the white space at its end.
    pub(crate) fn append_trimmed(&mut self, other: Self) {
        let shift = self.text.len();
        self.text.push_str(other.text.trim_end());
        let placeholders = other.placeholders.into_iter();
        self.placeholders
            .extend(placeholders.map(|placeholder| Placeholder {
                at: placeholder.at + shift,
                ..placeholder
            }));
    }
}

/// Whether the text before and after a tag may belong to one word.
fn is_inline(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    let name = &name[..end.unwrap_or(name.len())];
    matches!(name, "a" | "code" | "del" | "em" | "strong")
}

/// Reverses [`push_escaped`] for one entity. Other entities are returned unchanged.
fn unescape(entity: &str) -> &str {
    match entity {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&#39;" => "'",
        other => other,
    }
}

/// Writes a `<picture>`. The browser loads the smallest file that is sharp enough, and only when
/// the photo is about to be scrolled into view.
fn push_photo(out: &mut String, photo: &EmbeddedPhoto, image: &ResponsiveImage) {
    let srcset = |files: &[(String, u32)]| {
        let entries = files
            .iter()
            .map(|(url, width)| format!("{} {width}w", escape(url)));
        entries.collect::<Vec<_>>().join(", ")
    };
    // A link needs an accessible name, and only the text alternative can be one.
    let original = image.original.as_ref();
    let original = original.filter(|_| !photo.is_linked && !photo.alt.is_empty());
    if let Some(url) = original {
        let _ = write!(out, "<a class=\"original\" href=\"{}\">", escape(url));
    }
    let fallback = image.jpeg.first().map_or("", |(url, _)| url);
    let (width, height) = image.size;
    let _ = write!(
        out,
        "<picture><source type=\"image/webp\" srcset=\"{}\" sizes=\"{PHOTO_SIZES}\">\
         <img src=\"{}\" srcset=\"{}\" sizes=\"{PHOTO_SIZES}\" width=\"{width}\" \
         height=\"{height}\" alt=\"{}\"",
        srcset(&image.webp),
        escape(fallback),
        srcset(&image.jpeg),
        escape(&photo.alt),
    );
    if !photo.title.is_empty() {
        let _ = write!(out, " title=\"{}\"", escape(&photo.title));
    }
    out.push_str(" loading=\"lazy\" decoding=\"async\"></picture>");
    if original.is_some() {
        out.push_str("</a>");
    }
}

/// Escapes `text` for HTML, including quoted attribute values.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// Appends `text`, escaped for HTML, including quoted attribute values.
pub fn push_escaped(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(escaped);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}
