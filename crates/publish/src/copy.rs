//! A copy of a published site in one file.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;
use std::process;

use crate::disk::{self, IoOperation};
use crate::error::{Error, failed};
use crate::manifest::Manifest;
use ssg_base::files::{Content, Sink};
use ssg_base::message::Message;
use ssg_base::path::OutPath;

/// The first bytes of a `.zip` file.
const ZIP_MAGIC: [u8; 4] = *b"PK\x03\x04";

/// Why a site was not copied.
#[derive(Debug)]
pub enum CopyError {
    /// The file at this path exists and is no `.zip` file. It was not touched.
    Foreign(String),
    /// The disk refused, or a published file is missing.
    Other(Error),
}

impl CopyError {
    /// The message for the user.
    pub fn message(&self) -> Message {
        match self {
            Self::Foreign(path) => Message::NotAnArchiveFile { path: path.clone() },
            Self::Other(error) => error.message(),
        }
    }
}

impl From<Error> for CopyError {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

/// Replaces the `.zip` file at `target` as a whole: after a crash it is the old or the new one.
/// `write` writes the new one.
///
/// # Errors
/// A file at `target` that is no `.zip` file, and what the disk refused.
pub fn replace_zip(
    target: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), CopyError> {
    let mut start = [0; ZIP_MAGIC.len()];
    match File::open(target).and_then(|mut file| file.read_exact(&mut start)) {
        Ok(()) if start == ZIP_MAGIC => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Ok(()) => return Err(CopyError::Foreign(disk::printable(target.as_os_str()))),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            return Err(CopyError::Foreign(disk::printable(target.as_os_str())));
        }
        Err(error) => return Err(failed(IoOperation::Read, target)(error).into()),
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let temporary = target.with_file_name(format!(".{name}.ssg-new-{}", process::id()));
    let written = File::create(&temporary).and_then(|mut file| {
        write(&mut file)?;
        file.sync_all()
    });
    let written = written.and_then(|()| fs::rename(&temporary, target));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    Ok(written.map_err(failed(IoOperation::Write, target))?)
}

/// Passes all files of the site that is published in `folder` to `sink`, the manifest last, in the
/// order of paths.
///
/// # Errors
/// A folder without a published site, and what could not be read or written.
pub fn read_published(folder: &Path, sink: &mut dyn Sink) -> io::Result<()> {
    let manifest = Manifest::read(folder).map_err(|error| io::Error::other(error.to_string()))?;
    let manifest = manifest.ok_or(io::ErrorKind::NotFound)?;
    let name = OutPath::parse(Manifest::NAME).expect("a valid path");
    for path in manifest.files.keys().chain([&name]) {
        let mut file = File::open(folder.join(path.as_str()))?;
        sink.put(path, Content::Reader(&mut file))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_zip_file_is_replaced_and_only_by_a_whole_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("kho.zip");
        let write = |bytes: &'static [u8]| move |file: &mut File| io::Write::write_all(file, bytes);
        replace_zip(&target, write(b"PK\x03\x04 one")).expect("written");
        replace_zip(&target, write(b"PK\x03\x04 two")).expect("replaced");
        let failed = replace_zip(&target, |file| {
            io::Write::write_all(file, b"PK")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(matches!(failed, Err(CopyError::Other(_))));
        assert_eq!(fs::read(&target).expect("a file"), b"PK\x03\x04 two");
        fs::write(&target, "<html>").expect("a file");
        let refused = replace_zip(&target, write(b"PK\x03\x04"));
        assert!(matches!(refused, Err(CopyError::Foreign(_))));
        assert_eq!(fs::read(&target).expect("a file"), b"<html>");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
