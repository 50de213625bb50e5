//! Opening files below a folder without following links and without blocking.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Component, Path};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::error::{Error, IoOperation};
use ssg_vietnam::text::nfc;

/// Flags to open each folder on the way to a file.
pub(crate) const FOLDER_FLAGS: OFlags = OFlags::DIRECTORY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// Flags to open a file. A symbolic link fails. A pipe without a writer does not block: it opens,
/// and its metadata then shows that it is not a regular file.
const FILE_FLAGS: OFlags = OFlags::NOFOLLOW
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

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

impl From<Errno> for OpenError {
    fn from(errno: Errno) -> Self {
        match errno {
            Errno::LOOP => Self::Symlink,
            // A socket, or a device without a driver.
            Errno::NXIO | Errno::NODEV => Self::NotAFile,
            other => Self::Io(other.into()),
        }
    }
}

impl From<OpenError> for io::Error {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Symlink => Errno::LOOP.into(),
            OpenError::NotAFile => Self::new(io::ErrorKind::InvalidInput, "not a regular file"),
            OpenError::Io(error) => error,
        }
    }
}

/// Opens a regular file below `root` and returns its size in bytes. No link below `root` is
/// followed.
pub(super) fn open_regular(root: &Path, relative: &Path) -> Result<(File, u64), OpenError> {
    let mut folder = rustix::fs::open(root, OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    let mut names = relative.components().peekable();
    while let Some(Component::Normal(name)) = names.next() {
        if names.peek().is_some() {
            folder = open_in_any_form(&folder, name, FOLDER_FLAGS)?;
            continue;
        }
        let file = File::from(open_in_any_form(&folder, name, FILE_FLAGS)?);
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
fn open_in_any_form(folder: &OwnedFd, name: &OsStr, flags: OFlags) -> Result<OwnedFd, Errno> {
    match rustix::fs::openat(folder, name, flags, Mode::empty()) {
        Err(Errno::NOENT) => {
            let other = other_unicode_form(folder, name).ok_or(Errno::NOENT)?;
            rustix::fs::openat(folder, other, flags, Mode::empty())
        }
        opened => opened,
    }
}

/// The name of an entry of `folder` that equals `name` after normalization.
fn other_unicode_form(folder: &OwnedFd, name: &OsStr) -> Option<OsString> {
    let name = nfc(name.to_str()?);
    // An ASCII name has only one form. Most missing names are simply missing.
    if name.is_ascii() {
        return None;
    }
    let same = |entry: rustix::fs::DirEntry| {
        let found = entry.file_name().to_str().ok()?;
        (nfc(found) == name).then(|| found.into())
    };
    let entries = rustix::fs::Dir::read_from(folder).ok()?;
    entries.filter_map(Result::ok).find_map(same)
}

/// Opens the folder at `relative` below an open one, segment by segment, without following links.
pub(crate) fn open_folder(top: impl AsFd, relative: &str) -> Result<OwnedFd, Errno> {
    let mut folder = rustix::fs::openat(top, ".", FOLDER_FLAGS, Mode::empty())?;
    for name in relative.split('/').filter(|name| !name.is_empty()) {
        folder = rustix::fs::openat(&folder, name, FOLDER_FLAGS, Mode::empty())?;
    }
    Ok(folder)
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
