//! The whole archive in one `.zip` that opens from a folder, without a server.
//!
//! A browser lets a page in a folder load scripts but not other files, so a bundle holds the search
//! index as scripts.

use std::io::{self, Write};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::zipped::Zipped;
use ssg_base::files::{Content, Sink};
use ssg_base::path::OutPath;

/// The folder that holds all entries, so that unpacking does not mix them with other files.
const FOLDER: &str = "kho";

/// Files that only servers and crawlers read, and the page that only a server shows.
const SERVER_FILES: [&str; 8] = [
    ".nojekyll",
    "_redirects",
    "redirects.map",
    "_headers",
    "robots.txt",
    "sitemap.xml",
    "404.html",
    "llms.txt",
];

/// A file of the search index as a script, which `search.js` loads in place of the file.
///
/// The script has the name of the file with `.js` after it. It calls `ssgShard` with the name below
/// `tim-kiem/` and the bytes in Base64.
pub fn shard_script(path: &OutPath, bytes: &[u8]) -> (OutPath, Vec<u8>) {
    let name = path.as_str();
    let shard = name.split_once('/').map_or(name, |(_, below)| below);
    let text = format!(
        "ssgShard({},{});",
        serde_json::Value::from(shard),
        serde_json::Value::from(BASE64_STANDARD.encode(bytes)),
    );
    let path = OutPath::parse(&format!("{name}.js"));
    let path = path.expect("a valid path stays valid with an extension");
    (path, text.into_bytes())
}

/// A bundle while it is written: a sink of files, in the order in which they arrive.
pub struct Bundle<W: Write> {
    zip: Zipped<W>,
    is_for_server: bool,
}

impl<W: Write> Bundle<W> {
    /// Starts a bundle that is written to `out`.
    pub fn new(out: W) -> Self {
        Self {
            zip: Zipped::new(out),
            is_for_server: false,
        }
    }

    /// Starts an archive of all files, outside of any folder, for the root of a web server.
    pub fn for_server(out: W) -> Self {
        Self {
            is_for_server: true,
            ..Self::new(out)
        }
    }

    /// Whether a file of the site belongs in a bundle.
    fn includes(path: &OutPath) -> bool {
        let name = path.as_str();
        let is_sitemap = name.starts_with("sitemap-");
        !SERVER_FILES.contains(&name) && !is_sitemap && !name.starts_with(".well-known/")
    }

    /// Writes the directory of the archive.
    ///
    /// # Errors
    /// What could not be written.
    pub fn finish(self) -> io::Result<()> {
        self.zip.finish()
    }
}

impl<W: Write> Sink for Bundle<W> {
    /// Adds a file, unless only a server needs it.
    fn put(&mut self, path: &OutPath, content: Content<'_>) -> io::Result<()> {
        if !self.is_for_server && !Self::includes(path) {
            return Ok(());
        }
        let is_compressed = matches!(
            path.as_str().rsplit('.').next(),
            Some("webp" | "jpg" | "png" | "zip" | "docx" | "xlsx" | "pdf")
        );
        let level = (!is_compressed).then_some(6);
        let name = if self.is_for_server {
            path.to_string()
        } else {
            format!("{FOLDER}/{path}")
        };
        self.zip.begin(&name, level)?;
        content.write_to(&mut self.zip)
    }
}

#[cfg(test)]
mod tests {
    use super::shard_script;
    use ssg_base::path::OutPath;

    #[test]
    fn a_shard_becomes_a_script_with_its_name_and_bytes() {
        let path = OutPath::parse("tim-kiem/0123abcd/u0.bin").expect("a valid path");
        let (path, script) = shard_script(&path, b"\x1f\x8b<\0");
        assert_eq!(path.as_str(), "tim-kiem/0123abcd/u0.bin.js");
        assert_eq!(script, br#"ssgShard("0123abcd/u0.bin","H4s8AA==");"#);
    }
}
