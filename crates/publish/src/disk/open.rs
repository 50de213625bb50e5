//! Opening files below a folder without following links and without blocking.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Component, Path};

use super::error::{Error, IoOperation};
use crate::system::{self, Folder};
use ssg_vietnam::text::nfc;

/// The reason why a file was not opened.
#[derive(Debug)]
pub(super) enum OpenError {
    /// The file or a folder on the way is a symbolic link.
    Symlink,
    /// It is a pipe, socket, device or folder.
    NotAFile,
    /// The system refused.
    Io(io::Error),
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        if system::is_link_error(&error) {
            Self::Symlink
        } else if system::is_not_a_file_error(&error) {
            Self::NotAFile
        } else {
            Self::Io(error)
        }
    }
}

impl From<OpenError> for io::Error {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Symlink => system::link_error(),
            OpenError::NotAFile => Self::new(io::ErrorKind::InvalidInput, "not a regular file"),
            OpenError::Io(error) => error,
        }
    }
}

/// Opens a regular file below `root` and returns its size in bytes. No link below `root` is
/// followed.
pub(super) fn open_regular(root: &Path, relative: &Path) -> Result<(File, u64), OpenError> {
    let mut folder = Folder::open_following(root)?;
    let mut names = relative.components().peekable();
    while let Some(Component::Normal(name)) = names.next() {
        if names.peek().is_some() {
            folder = in_any_form(&folder, name, |at, name| at.subfolder(name))?;
            continue;
        }
        let file = in_any_form(&folder, name, |at, name| at.open_file(name))?;
        let metadata = file.metadata().map_err(OpenError::Io)?;
        return if metadata.is_file() {
            Ok((file, metadata.len()))
        } else {
            Err(OpenError::NotAFile)
        };
    }
    Err(OpenError::Io(io::ErrorKind::InvalidInput.into()))
}

/// Opens a name in a folder. If it does not exist, opens the same name in another Unicode form.
fn in_any_form<T>(
    folder: &Folder,
    name: &OsStr,
    open: impl Fn(&Folder, &OsStr) -> io::Result<T>,
) -> io::Result<T> {
    match open(folder, name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let other = other_unicode_form(folder, name).ok_or(error)?;
            open(folder, &other)
        }
        opened => opened,
    }
}

/// The name of an entry of `folder` that equals `name` after normalization.
fn other_unicode_form(folder: &Folder, name: &OsStr) -> Option<OsString> {
    let name = nfc(name.to_str()?);
    // An ASCII name has only one form. Most missing names are simply missing.
    if name.is_ascii() {
        return None;
    }
    let names = folder.entries().ok()?.into_iter().map(|(name, _)| name);
    let mut same = names.filter(|found| found.to_str().is_some_and(|found| nfc(found) == name));
    same.next()
}

/// Reads an open file of `size` bytes. `None` if it has more than `max_bytes`, also when it grew
/// since it was opened.
pub(super) fn read_bounded(file: File, size: u64, max_bytes: u64) -> io::Result<Option<Vec<u8>>> {
    if size > max_bytes {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
    file.take(max_bytes + 1).read_to_end(&mut bytes)?;
    let is_too_large = u64::try_from(bytes.len()).is_ok_and(|read| read > max_bytes);
    Ok((!is_too_large).then_some(bytes))
}

/// Reads a regular file in `folder` without following a link. `None` if there is none, or if it
/// has more than `max_bytes`.
pub(crate) fn read_small_file(
    folder: &Path,
    name: &str,
    max_bytes: u64,
) -> Result<Option<Vec<u8>>, Error> {
    let wrap = |error: OpenError| Error::wrap(IoOperation::Read, &folder.join(name))(error);
    match open_regular(folder, Path::new(name)) {
        Ok((file, size)) => {
            read_bounded(file, size, max_bytes).map_err(|error| wrap(OpenError::Io(error)))
        }
        Err(OpenError::Io(error))
            if !matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied
            ) =>
        {
            Err(wrap(OpenError::Io(error)))
        }
        Err(_) => Ok(None),
    }
}
