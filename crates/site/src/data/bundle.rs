//! The whole archive in one `.zip` that opens from a folder, without a server.
//!
//! The same files give the same bytes: they are entered in one order, at one time and with one
//! level of compression. The home of `zip`.
//!
//! A page in a folder may load scripts and nothing else, so that the index of the search lies there
//! as scripts.

use std::io::{self, Write};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

use ssg_base::path::OutPath;

/// The folder in the file, so that unpacking it where other files lie mixes nothing.
const FOLDER: &str = "kho";

/// Files that only a server reads, and pages that only a server shows.
const SERVERS: [&str; 5] = [
    "_headers",
    "robots.txt",
    "sitemap.xml",
    "404.html",
    "llms.txt",
];

/// A file of the search's index as the script that `search.js` loads in its place: beside it, with
/// `.js` after its name, calling `ssgShard` with its name below `tim-kiem/` and its bytes.
pub fn shard_script(path: &OutPath, bytes: &[u8]) -> (OutPath, Vec<u8>) {
    let name = path.as_str();
    let shard = name.split_once('/').map_or(name, |(_, below)| below);
    let text = format!(
        "ssgShard({},{});",
        serde_json::Value::from(shard),
        serde_json::Value::from(BASE64_STANDARD.encode(bytes)),
    );
    let path = OutPath::parse(&format!("{name}.js"));
    let path = path.expect("a sound name stays sound with an extension");
    (path, text.into_bytes())
}

/// A bundle that is being written.
pub struct Bundle<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    open: bool,
}

impl<W: Write> Bundle<W> {
    /// Begins one.
    pub fn new(to: W) -> Self {
        Self {
            zip: ZipWriter::new_stream(to),
            open: false,
        }
    }

    /// Whether a file of the site belongs into a bundle.
    pub fn includes(path: &OutPath) -> bool {
        let name = path.as_str();
        let is_sitemap = name.starts_with("sitemap-");
        !SERVERS.contains(&name) && !is_sitemap && !name.starts_with(".well-known/")
    }

    /// Begins the next file; its bytes are then written to `self`.
    pub fn start_file(&mut self, path: &OutPath) -> io::Result<()> {
        let is_packed = matches!(
            path.as_str().rsplit('.').next(),
            Some("webp" | "jpg" | "png" | "zip" | "docx" | "xlsx" | "pdf")
        );
        let method = if is_packed {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .compression_level((!is_packed).then_some(6))
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let name = format!("{FOLDER}/{path}");
        self.zip.start_file(name, options)?;
        self.open = true;
        Ok(())
    }

    /// Ends it, and gives back what it was written to.
    pub fn finish(self) -> io::Result<W> {
        Ok(self.zip.finish()?.into_inner())
    }
}

impl<W: Write> Write for Bundle<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.zip.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.zip.flush()
    }
}
