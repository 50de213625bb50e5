//! Stamps that change when a file does.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::error::Error;
use super::tree::FileTree;
use crate::system::{self, FileId, FileStamp};

/// The identities of `top` and of all folders below it. Empty if `top` does not exist. A folder
/// that cannot be listed is included without its subfolders.
pub(crate) fn folder_ids(top: &Path) -> BTreeSet<FileId> {
    WalkDir::new(top)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_dir() || entry.depth() == 0)
        .filter_map(|entry| system::file_id(entry.path()))
        .collect()
}

/// The stamp of the regular file at `path`. `None` if it is anything else.
pub(super) fn stamp_at(path: &Path) -> Option<FileStamp> {
    let metadata = fs::symlink_metadata(path).ok()?;
    metadata.is_file().then(|| system::stamp_of(&metadata))
}

/// The stamps of everything below `top` except folders, by path relative to `top`.
pub fn file_stamps(top: &Path) -> Result<BTreeMap<String, FileStamp>, Error> {
    let files = FileTree::list(top, &[])?.files.into_iter();
    Ok(files
        .map(|(path, metadata)| (path, system::stamp_of(&metadata)))
        .collect())
}

/// Whether `path` is on a network file system, whose changes the system does not report.
pub fn is_network_disk(path: &Path) -> bool {
    system::is_network_disk(path)
}
