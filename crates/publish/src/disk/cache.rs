//! A cache of the sources for a program that reads them again after each change.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::reader::source_path;
use crate::system::FileStamp;
use ssg_base::path::SourcePath;
use ssg_content::attachment::Attachment;
use ssg_content::photo::Photo;
use ssg_content::source::Sources;

/// The attachments that were read, each with the stamp of its file.
pub(super) type CachedAttachments = BTreeMap<SourcePath, (FileStamp, Arc<Attachment>)>;

/// The sources as they were read last, each file with its stamp. Faulty files are not cached, so
/// that they are reported each time.
#[derive(Debug, Default)]
pub struct FileCache {
    /// All sources, if none was faulty.
    pub(super) sources: Option<Sources>,
    pub(super) texts: BTreeMap<SourcePath, (FileStamp, Arc<str>)>,
    pub(super) photos: BTreeMap<SourcePath, (FileStamp, Photo)>,
    pub(super) attachments: CachedAttachments,
}

impl FileCache {
    /// Drops the file at `path`, whatever its stamp: the system's clock may tick too slowly to tell
    /// two changes apart.
    pub(super) fn remove(&mut self, root: &Path, path: &Path) {
        let relative = path.strip_prefix(root).ok();
        if let Some(path) = relative.and_then(source_path) {
            self.texts.remove(&path);
            self.photos.remove(&path);
            self.attachments.remove(&path);
        }
    }
}
