//! The original files of a site's folder.

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use crate::disk;
use crate::staging::PreviousSite;
use ssg_base::files::Originals;
use ssg_base::path::{OutPath, SourcePath};

/// Reads originals from a site's folder, and encoded pictures from the site published before.
#[derive(Clone, Debug)]
pub struct SourceFolder {
    /// The site's root.
    pub root: PathBuf,
    /// The published site, if there is one.
    pub previous: Option<PreviousSite>,
}

impl Originals for SourceFolder {
    fn text(&self, source: &SourcePath) -> Option<Arc<str>> {
        disk::read_text(&self.root, source)
    }

    fn attachment(&self, source: &SourcePath) -> io::Result<Box<dyn Read>> {
        let file = disk::open_attachment(&self.root, source)?;
        Ok(Box::new(file))
    }

    fn photo(&self, source: &SourcePath) -> io::Result<Vec<u8>> {
        Ok(disk::read_file(&self.root, source)?)
    }

    fn encoded_picture(&self, path: &OutPath) -> Option<Vec<u8>> {
        self.previous.as_ref()?.file(path)
    }
}
