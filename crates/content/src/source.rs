//! A snapshot of a site's sources: the text of every file under `content/`, and the names of others.
//!
//! A snapshot is a plain value, so that the compiler also runs on one made in memory. This module
//! reads no files; `ssg-publish` reads a snapshot from disk.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::attachment::Attachment;
use crate::photo::{Photo, PhotoError};
use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;

/// The folder whose files are published as they are, at the root of the site: `CNAME`, a search
/// engine's proof of ownership, `.well-known/…`.
pub const STATIC_FOLDER: &str = "content/static";

/// The sources of a site at one moment.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The text of each Markdown and YAML file under `content/`, as [`normalize`] returns it.
    pub texts: BTreeMap<SourcePath, Arc<str>>,
    /// The size in bytes of each other file under `content/`. Its content is not kept.
    pub attachments: BTreeMap<SourcePath, u64>,
    /// What is known of the attachments that lie beside a record and may be published. Empty until
    /// they are read, which only a build needs.
    pub attachment_details: BTreeMap<SourcePath, Arc<Attachment>>,
    /// The attachments whose names say that they are photos, measured. An error is reported where a
    /// document embeds the photo.
    pub photos: BTreeMap<SourcePath, Result<Photo, PhotoError>>,
    /// The size in bytes of each file under [`STATIC_FOLDER`], whatever its kind; no other field
    /// has it.
    pub static_files: BTreeMap<SourcePath, u64>,
}

impl Sources {
    /// Sources from pairs of path and text, for tests and tools. Invalid paths are left out.
    pub fn from_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let texts = texts
            .into_iter()
            .filter_map(|(path, text)| Some((SourcePath::new(path)?, Arc::from(normalize(text)))))
            .collect();
        Self {
            texts,
            ..Self::default()
        }
    }

    /// Warns about files that would be texts but for an extension that Windows hides: Notepad saves
    /// `bao-cao.md` as `bao-cao.md.txt`.
    pub fn check_extensions(&self) -> Vec<Diagnostic> {
        let warning = |path: &SourcePath| {
            let name = name_without_extra_extension(path)?;
            let message = Message::ExtraExtension {
                name: path.file_name().to_owned(),
                extension: path.extension().to_owned(),
            };
            let hint = Message::ExtraExtensionHint {
                name: name.to_owned(),
            };
            Some(Diagnostic::warning(Place::file(path), message).hint(hint))
        };
        self.attachments.keys().filter_map(warning).collect()
    }
}

/// The name of a text that an editor has saved with an extension of its own. `None` for other files.
pub fn name_without_extra_extension(path: &SourcePath) -> Option<&str> {
    let is_one_of = |extension: &str, known: &[&str]| {
        known
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    };
    let (name, extra) = path.file_name().rsplit_once('.')?;
    let (_, extension) = name.rsplit_once('.')?;
    let is_text = is_one_of(extension, &["md", "yaml", "yml"]);
    let is_extra = is_one_of(extra, &["txt", "rtf", "doc", "docx", "odt", "htm", "html"]);
    (is_text && is_extra).then_some(name)
}

/// Removes the byte order mark, and converts line ends to `\n` and text to NFC, so that the editor
/// and operating system of an author make no difference.
pub fn normalize(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.contains('\r') {
        return ssg_vietnam::text::nfc(text).into_owned();
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    ssg_vietnam::text::nfc(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::normalize;

    #[test]
    fn normalizes_byte_order_mark_line_ends_and_unicode() {
        assert_eq!(normalize("\u{feff}a\r\nb\rc"), "a\nb\nc");
        assert_eq!(normalize("Hoa\u{300} Bi\u{300}nh"), "Hoà Bình");
    }
}
