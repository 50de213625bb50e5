//! Comparison of a folder with a manifest.

use std::fs::File;
use std::io;
use std::path::Path;

use crate::disk::{FileTree, IoOperation};
use crate::error::{Error, failed};
use crate::manifest::{Entry, Manifest};
use ssg_base::digest::Hasher;
use ssg_base::message::Message;
use ssg_base::path::OutPath;

/// How a file differs from what was published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// The file does not exist.
    Missing(String),
    /// The file has other bytes, or something else has its name.
    Changed(String),
    /// The file was not published.
    Extra(String),
}

impl Difference {
    /// The message for the user.
    pub fn message(&self) -> Message {
        match self {
            Self::Missing(path) => Message::FileMissing { path: path.clone() },
            Self::Changed(path) => Message::FileChanged { path: path.clone() },
            Self::Extra(path) => Message::FileExtra { path: path.clone() },
        }
    }

    fn path(&self) -> &str {
        match self {
            Self::Missing(path) | Self::Changed(path) | Self::Extra(path) => path,
        }
    }
}

/// Lists how `folder` differs from what `manifest` describes, in the order of paths. A manifest in
/// the folder itself must be equal; it may be absent.
pub fn verify(folder: &Path, manifest: &Manifest) -> Result<Vec<Difference>, Error> {
    let mut tree = FileTree::list(folder, &[])?.files;
    let mut found = Vec::new();
    if tree.remove(Manifest::NAME).is_some() && Manifest::read(folder)?.as_ref() != Some(manifest) {
        found.push(Difference::Changed(Manifest::NAME.to_owned()));
    }
    for (path, entry) in &manifest.files {
        let name = path.to_string();
        match tree.remove(&name) {
            None => found.push(Difference::Missing(name)),
            Some(file) if file.is_file() && hash_file(folder, path)? == *entry => {}
            Some(_) => found.push(Difference::Changed(name)),
        }
    }
    found.extend(tree.into_keys().map(Difference::Extra));
    found.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(found)
}

/// The entry that describes a file as it is now.
pub(crate) fn hash_file(folder: &Path, path: &OutPath) -> Result<Entry, Error> {
    let path = folder.join(path.as_str());
    let read = failed(IoOperation::Read, &path);
    let mut sha256 = Hasher::default();
    let copied = File::open(&path).and_then(|mut file| io::copy(&mut file, &mut sha256));
    let size = copied.map_err(read)?;
    let sha256 = sha256.finish();
    Ok(Entry { sha256, size })
}
