//! Operations on open folders. None follows a link, whoever exchanges a folder for one meanwhile.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, Metadata};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Mode, OFlags};
use rustix::io::Errno;

use crate::disk::{self, FOLDER_FLAGS};

/// The mode of published files.
pub(crate) const FILE_MODE: Mode = Mode::from_raw_mode(0o644);
/// The mode of published folders.
pub(crate) const FOLDER_MODE: Mode = Mode::from_raw_mode(0o755);
/// How a file that must not exist yet is opened.
pub(crate) const NEW_FILE_FLAGS: OFlags = OFlags::WRONLY
    .union(OFlags::CREATE)
    .union(OFlags::EXCL)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// When a file's contents or metadata last changed, by the system's own clock, which no program can
/// set back.
pub(crate) fn ctime(file: &Metadata) -> (i64, i64) {
    (file.ctime(), file.ctime_nsec())
}

/// Whether anything is at `path`, even a dangling link.
pub(crate) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

pub(crate) fn open_folder(path: &Path) -> Result<OwnedFd, Errno> {
    rustix::fs::open(path, FOLDER_FLAGS, Mode::empty())
}

pub(crate) fn open_subfolder(folder: impl AsFd, name: &str) -> Result<OwnedFd, Errno> {
    rustix::fs::openat(folder, name, FOLDER_FLAGS, Mode::empty())
}

/// The folders that contain `path`, the outermost first.
pub(crate) fn parent_folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// The folder of a path, empty at the top, and its last segment.
pub(crate) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Creates a folder that everyone may read, whatever the umask.
pub(crate) fn create_folder(folder: impl AsFd + Copy, name: &OsStr) -> Result<(), Errno> {
    rustix::fs::mkdirat(folder, name, FOLDER_MODE)?;
    rustix::fs::chmodat(folder, name, FOLDER_MODE, AtFlags::empty())
}

/// Creates `folder` and those above it, and appends those created to `created`.
pub(crate) fn create_parents(folder: &Path, created: &mut Vec<PathBuf>) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        create_parents(parent, created)?;
    }
    match DirBuilder::new().mode(0o755).create(folder) {
        Ok(()) => created.push(folder.to_owned()),
        // Another build created it at the same moment.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Removes the folders that were created for a build, as far as they are still empty.
pub(crate) fn remove_created(created: &[PathBuf]) {
    for folder in created.iter().rev() {
        let _ = fs::remove_dir(folder);
    }
}

/// Removes a file of the old site, and the folders that this leaves empty. What is behind a link
/// was not written by us and stays.
pub(crate) fn remove_file(output: &OwnedFd, path: &str) -> Result<(), Errno> {
    let (mut folder, name) = split(path);
    match disk::open_folder(output, folder) {
        Ok(open) => match rustix::fs::unlinkat(open, name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT | Errno::ISDIR) => {}
            Err(error) => return Err(error),
        },
        Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => return Ok(()),
        Err(error) => return Err(error),
    }
    while !folder.is_empty() {
        let (above, name) = split(folder);
        let open = disk::open_folder(output, above)?;
        if rustix::fs::unlinkat(open, name, AtFlags::REMOVEDIR).is_err() {
            break;
        }
        folder = above;
    }
    Ok(())
}

/// Waits until a file or folder is on the disk; some file systems cannot do that for folders.
pub(crate) fn fsync(file: OwnedFd) -> Result<(), Errno> {
    match rustix::fs::fsync(file) {
        Err(Errno::INVAL | Errno::OPNOTSUPP) => Ok(()),
        synced => synced,
    }
}
