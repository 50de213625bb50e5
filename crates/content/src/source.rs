//! One moment of a site's sources: every text under `content/`, and the names of what lies beside.
//!
//! A snapshot is a plain value, so that the compiler can be run on one made in memory. It is read
//! from the disk in `disk`, and in tests from a few lines of text.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::photo::{Photo, PhotoFault};
use ssg_base::path::SourcePath;

/// The sources of one site at one moment.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Markdown and YAML texts under `content/`. Line ends are `\n`, there is no byte order mark,
    /// and the text is in NFC: what an editor or a Mac did to a file never shows in a page.
    pub texts: BTreeMap<SourcePath, Arc<str>>,
    /// Other files under `content/`, with their size in bytes. Their content is not held.
    pub attachments: BTreeMap<SourcePath, u64>,
    /// Those of them that are photos by their names, measured, or why they are none. What is wrong
    /// with a photo is told where a text shows it.
    pub photos: BTreeMap<SourcePath, Result<Photo, PhotoFault>>,
}

impl Sources {
    /// Sources from pairs of path and text, for tests and tools. Paths that are not sound are
    /// left out.
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
}

/// A text as the compiler reads it: no byte order mark, `\n` line ends, NFC.
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
    fn what_an_editor_did_to_a_file_does_not_show() {
        assert_eq!(normalize("\u{feff}a\r\nb\rc"), "a\nb\nc");
        assert_eq!(normalize("Hoa\u{300} Bi\u{300}nh"), "Hoà Bình");
    }
}
