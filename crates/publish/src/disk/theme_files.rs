//! Reading the files of a site's own theme.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::error::Error;
use super::reader::{Limits, Reader, has_extension};
use ssg_base::diagnostic::Checked;
use ssg_base::path::SourcePath;

const LIMITS: Limits = Limits {
    text_bytes: 1 << 20,
    other_bytes: 16 << 20,
    entries: 10_000,
};

/// Extensions of the files of a theme that are text.
const TEXT_EXTENSIONS: [&str; 8] = [
    "html",
    "xml",
    "txt",
    "css",
    "js",
    "svg",
    "json",
    "webmanifest",
];

/// Reads the bytes of `themes/NAME/`, by path relative to it. Texts are normalized like sources. Empty if there is no such folder or `name` is not
/// a folder name.
pub fn read_theme(root: &Path, name: &str) -> Result<Checked<BTreeMap<String, Vec<u8>>>, Error> {
    let mut reader = Reader::new(root, &LIMITS);
    let mut files = BTreeMap::new();
    let top = SourcePath::new(&format!("themes/{name}")).filter(|_| !name.contains('/'));
    let listed = match top.map(|top| reader.list(&top)) {
        None => Vec::new(),
        Some(Err(error)) if error.source.kind() == io::ErrorKind::NotFound => Vec::new(),
        Some(listed) => listed?,
    };
    for listed in listed {
        let file = if has_extension(&listed.path, &TEXT_EXTENSIONS) {
            let text = reader.read_text(&listed);
            text.map(|text| text.as_bytes().to_vec())
        } else {
            reader.read_bytes(&listed, LIMITS.other_bytes)
        };
        let relative = listed.path.segments().skip(2).collect::<Vec<_>>().join("/");
        files.extend(file.map(|file| (relative, file)));
    }
    Ok(reader.into_checked(files))
}
