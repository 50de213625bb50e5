//! Comparison of a folder with a manifest.

use std::path::Path;

use crate::disk::FileTree;
use crate::error::Error;
use crate::manifest::{Entry, Manifest};
use ssg_base::message::Message;

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
            Some(file) if file.is_file() && Entry::of_file(folder, path)? == *entry => {}
            Some(_) => found.push(Difference::Changed(name)),
        }
    }
    found.extend(tree.into_keys().map(Difference::Extra));
    found.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(found)
}
