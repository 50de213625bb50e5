//! Reading the attachments of records: their size, digest and text.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::cache::{CachedAttachments, FileCache};
use super::identity::stamp_at;
use super::sources::read_file;
use ssg_base::parallel;
use ssg_base::path::SourcePath;
use ssg_content::attachment::{Attachment, is_attachment};
use ssg_content::source::Sources;

/// Reads the attachments that lie beside a record. One that cannot be read is left out: the build
/// reports it where it copies the file.
pub fn read_attachments(root: &Path, sources: &mut Sources) {
    read_changed_attachments(root, sources, &mut CachedAttachments::new());
}

/// Reads the attachments like [`read_attachments`], except files whose stamp equals that in
/// `cache`.
pub(super) fn read_attachments_cached(root: &Path, sources: &mut Sources, cache: &mut FileCache) {
    read_changed_attachments(root, sources, &mut cache.attachments);
}

fn read_changed_attachments(root: &Path, sources: &mut Sources, cache: &mut CachedAttachments) {
    let texts = &sources.texts;
    let has_record = |path: &SourcePath| {
        let record = path.join("index.md");
        record.is_some_and(|record| texts.contains_key(&record))
    };
    let paths = sources.attachments.keys();
    let paths: Vec<&SourcePath> = paths
        .filter(|path| is_attachment(path) && has_record(path))
        .collect();
    let read = |path: &&SourcePath| {
        let stamp = stamp_at(&root.join(path.as_str()));
        let cached = cache.get(*path);
        if let Some((_, details)) = cached.filter(|(old, _)| Some(*old) == stamp) {
            return Some((stamp, Arc::clone(details)));
        }
        let bytes = read_file(root, path).ok()?;
        Some((stamp, Arc::new(Attachment::read(path, &bytes))))
    };
    let read = parallel::map(&paths, parallel::thread_count(None), read);
    let mut details = BTreeMap::new();
    let mut new_cache = CachedAttachments::new();
    for (path, read) in paths.into_iter().zip(read) {
        let Some((stamp, attachment)) = read else {
            continue;
        };
        if let Some(stamp) = stamp {
            new_cache.insert(path.clone(), (stamp, Arc::clone(&attachment)));
        }
        details.insert(path.clone(), attachment);
    }
    *cache = new_cache;
    sources.attachment_details = details;
}
