//! Zip archives, written entry by entry. Equal entries give equal bytes: all have the same time and
//! the same permissions, and the system that builds does not show. `zip` is only used here.

use std::io::{self, Write};

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// A zip archive while it is written. What is written goes to the entry that was begun last.
pub(super) struct Zipped<W: Write>(ZipWriter<StreamWriter<W>>);

impl<W: Write> Zipped<W> {
    /// Starts an archive that is written to `out`.
    pub(super) fn new(out: W) -> Self {
        Self(ZipWriter::new_stream(out))
    }

    /// Begins an entry. `level` is that of its compression, 1 to 9; `None` stores it as it is.
    ///
    /// # Errors
    /// What could not be written.
    pub(super) fn begin(&mut self, name: &str, level: Option<i64>) -> io::Result<()> {
        let method = match level {
            Some(_) => CompressionMethod::Deflated,
            None => CompressionMethod::Stored,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .compression_level(level)
            .last_modified_time(DateTime::default())
            .system(System::Unix)
            .unix_permissions(0o644);
        Ok(self.0.start_file(name, options)?)
    }

    /// Writes the directory of the archive.
    ///
    /// # Errors
    /// What could not be written.
    pub(super) fn finish(self) -> io::Result<()> {
        self.0.finish()?;
        Ok(())
    }
}

impl<W: Write> Write for Zipped<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
