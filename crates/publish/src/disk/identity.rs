//! Identities of files and folders, and stamps that change when a file does.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use walkdir::WalkDir;

use super::error::Error;
use super::tree::FileTree;

/// Device and inode of a file or folder. Links, bind mounts and other spellings of its path lead
/// to the same identity.
pub(crate) type FileId = (u64, u64);

/// A value that changes with every change of a file: its identity, its size in bytes, and its
/// change time in seconds and nanoseconds. The system sets the change time; no program can set it
/// back.
pub type FileStamp = (FileId, u64, (i64, i64));

/// The identity of the file or folder at `path`, following links. `None` if there is none.
pub(crate) fn file_id(path: &Path) -> Option<FileId> {
    fs::metadata(path).ok().map(|metadata| id_of(&metadata))
}

pub(super) fn id_of(metadata: &Metadata) -> FileId {
    (metadata.dev(), metadata.ino())
}

/// The identities of `top` and of all folders below it. Empty if `top` does not exist. A folder
/// that cannot be listed is included without its subfolders.
pub(crate) fn folder_ids(top: &Path) -> BTreeSet<FileId> {
    WalkDir::new(top)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_dir() || entry.depth() == 0)
        .filter_map(|entry| file_id(entry.path()))
        .collect()
}

/// The stamp of the regular file at `path`. `None` if it is anything else.
pub(super) fn stamp_at(path: &Path) -> Option<FileStamp> {
    let metadata = fs::symlink_metadata(path).ok()?;
    metadata.is_file().then(|| stamp_of(&metadata))
}

fn stamp_of(metadata: &Metadata) -> FileStamp {
    let changed = (metadata.ctime(), metadata.ctime_nsec());
    (id_of(metadata), metadata.len(), changed)
}

/// The stamps of everything below `top` except folders, by path relative to `top`.
pub fn file_stamps(top: &Path) -> Result<BTreeMap<String, FileStamp>, Error> {
    let files = FileTree::list(top, &[])?.files.into_iter();
    Ok(files
        .map(|(path, metadata)| (path, stamp_of(&metadata)))
        .collect())
}

/// Whether `path` is on a network file system, whose changes the system does not report.
pub fn is_network_disk(path: &Path) -> bool {
    // NFS, SMB, CIFS, SMB2, AFS, Ceph, 9P and FUSE, by the numbers of statfs(2).
    const NETWORK: [u64; 8] = [
        0x6969,
        0x517b,
        0xff53_4d42,
        0xfe53_4d42,
        0x5346_414f,
        0x00c3_6400,
        0x0102_1997,
        0x6573_5546,
    ];
    let number = rustix::fs::statfs(path).map(|disk| u64::try_from(disk.f_type).unwrap_or(0));
    number.is_ok_and(|number| NETWORK.contains(&(number & 0xffff_ffff)))
}
