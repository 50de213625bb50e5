//! Operations on folders that are the same on all systems.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::system::{self, Folder};

/// Whether anything is at `path`, even a dangling link.
pub(crate) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Opens the folder at `relative` below an open one, segment by segment, without following links.
pub(crate) fn open_below(top: &Folder, relative: &str) -> io::Result<Folder> {
    let mut folder = top.reopen()?;
    for name in relative.split('/').filter(|name| !name.is_empty()) {
        folder = folder.subfolder(name)?;
    }
    Ok(folder)
}

/// The folders that contain `path`, the outermost first.
pub(crate) fn parent_folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// The folder of a path, empty at the top, and its last segment.
pub(crate) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Accepts that something is there already.
pub(crate) fn unless_exists(created: io::Result<()>) -> io::Result<()> {
    match created {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        created => created,
    }
}

/// Creates `folder` and those above it, and appends those created to `created`.
pub(crate) fn create_parents(folder: &Path, created: &mut Vec<PathBuf>) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        create_parents(parent, created)?;
    }
    match system::create_parent_folder(folder) {
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
pub(crate) fn remove_file(output: &Folder, path: &str) -> io::Result<()> {
    let (mut folder, name) = split(path);
    match open_below(output, folder) {
        Ok(open) => match open.remove_file(name) {
            Ok(()) => {}
            Err(error) if is_absent_or_folder(&error) => {}
            Err(error) => return Err(error),
        },
        Err(error) if is_absent_or_link(&error) => return Ok(()),
        Err(error) => return Err(error),
    }
    while !folder.is_empty() {
        let (above, name) = split(folder);
        if open_below(output, above)?.remove_folder(name).is_err() {
            break;
        }
        folder = above;
    }
    Ok(())
}

fn is_absent_or_folder(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::IsADirectory
    )
}

fn is_absent_or_link(error: &io::Error) -> bool {
    let is_absent = matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    );
    is_absent || system::is_link_error(error)
}
