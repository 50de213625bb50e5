//! The borders of the pure crates: original files come in through [`Originals`], finished files go
//! out through [`Sink`].

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::Arc;

use crate::path::{OutPath, SourcePath};

/// Where the finished files of a site go: a staging directory, a bundle, memory.
pub trait Sink {
    /// Adds one file. Files arrive in any order, each path once.
    ///
    /// # Errors
    /// What the sink could not write or the content could not read; the error names the path.
    fn put(&mut self, path: &OutPath, content: Content<'_>) -> io::Result<()>;
}

/// Writes a file piece by piece into the given writer.
pub type WriteFn<'a> = dyn FnMut(&mut dyn Write) -> io::Result<()> + 'a;

/// The content of a file.
pub enum Content<'a> {
    /// All bytes.
    Bytes(&'a [u8]),
    /// All that the reader yields, for a copied file.
    Reader(&'a mut dyn Read),
    /// What the function writes, for a file too large to hold in memory. It is called once.
    Written(&'a mut WriteFn<'a>),
}

impl Content<'_> {
    /// Writes the content into `out`.
    ///
    /// # Errors
    /// What could not be read or written.
    pub fn write_to(self, mut out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Bytes(bytes) => out.write_all(bytes),
            Self::Reader(reader) => io::copy(reader, &mut out).map(drop),
            Self::Written(write) => write(out),
        }
    }

    /// The content as a single buffer.
    ///
    /// # Errors
    /// What could not be read.
    pub fn into_bytes(self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.write_to(&mut bytes)?;
        Ok(bytes)
    }
}

/// Files in memory.
impl Sink for BTreeMap<OutPath, Vec<u8>> {
    fn put(&mut self, path: &OutPath, content: Content<'_>) -> io::Result<()> {
        let before = self.insert(path.clone(), content.into_bytes()?);
        assert!(before.is_none(), "{path} was written twice");
        Ok(())
    }
}

/// Drops all files, for a check that only renders.
#[derive(Debug, Default)]
pub struct Discard;

impl Sink for Discard {
    fn put(&mut self, _: &OutPath, _: Content<'_>) -> io::Result<()> {
        Ok(())
    }
}

/// The original files that a site publishes: texts, attachments and photos. Several threads read
/// them at a time.
pub trait Originals: Sync {
    /// Reads a text again; `None` if it is gone or no longer UTF-8.
    fn text(&self, source: &SourcePath) -> Option<Arc<str>>;

    /// Opens an attachment.
    ///
    /// # Errors
    /// Why the file cannot be opened; the error names the path.
    fn attachment(&self, source: &SourcePath) -> io::Result<Box<dyn Read>>;

    /// Reads a photo.
    ///
    /// # Errors
    /// Why the file cannot be read; the error names the path.
    fn photo(&self, source: &SourcePath) -> io::Result<Vec<u8>>;

    /// A picture that an earlier build encoded; its path holds the hash of the photo. `None` if
    /// there is none.
    fn encoded_picture(&self, _: &OutPath) -> Option<Vec<u8>> {
        None
    }

    /// Caches a picture for [`Self::encoded_picture`].
    fn cache_picture(&self, _: &OutPath, _: &[u8]) {}
}
