//! Listing a folder with all that is below it, and removing its subfolders, both in parallel.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::error::{Error, IoOperation, printable_relative};
use crate::system::{self, FileId, Folder};
use ssg_base::parallel;

/// The files and folders below a folder.
#[derive(Debug, Default)]
pub(crate) struct FileTree {
    /// Everything except folders, by path relative to the top. Segments are joined by `/`; a name
    /// that is not UTF-8 is escaped.
    pub(crate) files: BTreeMap<String, Metadata>,
    /// The identities of the folders.
    pub(crate) folders: BTreeSet<FileId>,
}

impl FileTree {
    /// Lists everything below `top`, except the top-level entries named in `excluded`.
    pub(crate) fn list(top: &Path, excluded: &[&str]) -> Result<Self, Error> {
        // Two levels are listed by one thread, deeper ones in parallel.
        const TOP_LEVELS: usize = 2;
        let (mut tree, mut folders) = (Self::default(), Vec::new());
        let walk = WalkDir::new(top)
            .min_depth(1)
            .max_depth(TOP_LEVELS)
            .into_iter();
        let included = walk.filter_entry(|entry| {
            entry.depth() != 1 || !excluded.iter().any(|name| entry.file_name() == *name)
        });
        for entry in included {
            let entry = entry.map_err(|error| list_error(error, top))?;
            tree.add(node(top, &entry)?);
            if entry.file_type().is_dir() && entry.depth() == TOP_LEVELS {
                folders.push(entry.into_path());
            }
        }
        let list = |folder: &PathBuf| {
            let walk = WalkDir::new(folder).min_depth(1).into_iter();
            let found = walk.map(|entry| node(top, &entry.map_err(|e| list_error(e, top))?));
            found.collect::<Result<Vec<_>, Error>>()
        };
        parallel::for_each_in_order(&folders, parallel::thread_count(None), list, |found| {
            found?.into_iter().for_each(|node| tree.add(node));
            Ok(())
        })?;
        Ok(tree)
    }

    fn add(&mut self, node: Node) {
        match node {
            Node::Folder(id) => {
                self.folders.extend(id);
            }
            Node::File(path, metadata) => {
                self.files.insert(path, metadata);
            }
        }
    }
}

/// One entry of a tree.
enum Node {
    Folder(Option<FileId>),
    File(String, Metadata),
}

fn node(top: &Path, entry: &walkdir::DirEntry) -> Result<Node, Error> {
    let metadata = entry.metadata().map_err(|error| list_error(error, top))?;
    if metadata.is_dir() {
        return Ok(Node::Folder(system::id_of(entry.path(), &metadata)));
    }
    let relative = entry.path().strip_prefix(top).unwrap_or(entry.path());
    Ok(Node::File(printable_relative(relative), metadata))
}

/// Wraps an error of walking below `top`.
pub(super) fn list_error(error: walkdir::Error, top: &Path) -> Error {
    let path = error.path().unwrap_or(top).to_owned();
    Error {
        operation: IoOperation::List,
        path,
        source: walk_cause(error),
    }
}

/// The system's error inside an error of `walkdir`, which names the path a second time.
pub(super) fn walk_cause(error: walkdir::Error) -> io::Error {
    // Only a cycle of links has no system error, and no link is followed.
    error.into_io_error().unwrap_or_else(system::link_error)
}

/// Whether a folder has no entries except those named in `allowed`.
pub(crate) fn holds_only(dir: &Path, allowed: &[&str]) -> Result<bool, Error> {
    for entry in fs::read_dir(dir).map_err(Error::wrap(IoOperation::List, dir))? {
        let name = entry
            .map_err(Error::wrap(IoOperation::List, dir))?
            .file_name();
        if !allowed.iter().any(|known| name == **known) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns the first `count` names in a folder, sorted.
pub(crate) fn first_names(dir: &Path, count: usize) -> io::Result<Vec<String>> {
    let entries = fs::read_dir(dir)?.take(count);
    let mut names = entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<String>>>()?;
    names.sort();
    Ok(names)
}

/// Removes the folders inside the folders of `top` in parallel, as far as possible. The caller
/// removes the rest and reports what remains. No link is followed, even if another process swaps a
/// folder for a link meanwhile.
pub(crate) fn remove_subfolders(top: &Path) {
    /// The most folders open at the same time. Folders beyond it are left to the caller.
    const MAX_OPEN: usize = 256;
    let Ok(top) = Folder::open(top) else {
        return;
    };
    let names = subfolder_names(&top).into_iter().take(MAX_OPEN);
    let parents: Vec<Folder> = names.filter_map(|name| top.subfolder(name).ok()).collect();
    let children = parents.iter().flat_map(|parent| {
        let names = subfolder_names(parent).into_iter();
        names.map(move |name| (parent, name))
    });
    let children: Vec<(&Folder, OsString)> = children.collect();
    parallel::map(&children, parallel::thread_count(None), |(parent, name)| {
        remove_folder(parent, name, 0);
    });
}

/// The names of the folders in an open folder. Empty if it cannot be listed.
fn subfolder_names(folder: &Folder) -> Vec<OsString> {
    let entries = folder.entries().unwrap_or_default().into_iter();
    let folders = entries.filter(|(_, is_folder)| *is_folder);
    folders.map(|(name, _)| name).collect()
}

/// Removes a folder and everything below it, as far as possible.
fn remove_folder(parent: &Folder, name: &OsStr, depth: usize) {
    /// Deeper folders are left: no site has them.
    const MAX_DEPTH: usize = 32;
    let opened = parent.subfolder(name);
    let Some(folder) = opened.ok().filter(|_| depth < MAX_DEPTH) else {
        return;
    };
    for (name, is_folder) in folder.entries().unwrap_or_default() {
        if is_folder {
            remove_folder(&folder, &name, depth + 1);
        } else {
            let _ = folder.remove_file(&name);
        }
    }
    drop(folder);
    let _ = parent.remove_folder(name);
}
