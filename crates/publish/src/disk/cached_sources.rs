//! Reading the sources again after changes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::attachments::read_attachments_cached;
use super::cache::FileCache;
use super::error::Error;
use super::reader::{ListedFile, Reader, is_ignored};
use super::sources::{LIMITS, read_text_cached, read_within};
use ssg_base::diagnostic::Checked;
use ssg_base::path::SourcePath;
use ssg_content::source::Sources;

/// Reads everything under `content/` like [`read_sources`](super::read_sources), except files
/// whose stamp equals that in `cache`, and the attachments too. Updates `cache`.
pub fn read_sources_cached(root: &Path, cache: &mut FileCache) -> Result<Checked<Sources>, Error> {
    let mut sources = read_within(root, &LIMITS, cache)?;
    read_attachments_cached(root, &mut sources.value, cache);
    if let Some(cached) = &mut cache.sources {
        let details = &sources.value.attachment_details;
        cached.attachment_details.clone_from(details);
    }
    Ok(sources)
}

/// Reads the sources again after the files at `changed` were written. If all of them are known
/// texts, reads only those; otherwise lists everything. `changed` must begin with `root` as it is
/// spelled here.
pub fn read_changed_sources(
    root: &Path,
    cache: &mut FileCache,
    changed: &BTreeSet<PathBuf>,
) -> Result<Checked<Sources>, Error> {
    let sources = cache.sources.take();
    let updated = sources.and_then(|sources| read_changed_texts(root, cache, changed, sources));
    if let Some(sources) = updated {
        cache.sources = Some(sources.clone());
        return Ok(Checked::clean(sources));
    }
    for path in changed {
        cache.remove(root, path);
    }
    read_sources_cached(root, cache)
}

/// Replaces the texts at `changed` in `sources`. `None` if a file was not a known text, or is now
/// faulty: then everything must be listed and reported.
fn read_changed_texts(
    root: &Path,
    cache: &mut FileCache,
    changed: &BTreeSet<PathBuf>,
    mut sources: Sources,
) -> Option<Sources> {
    let mut reader = Reader::new(root, &LIMITS);
    for path in changed {
        let on_disk = path.strip_prefix(root).ok()?.to_owned();
        // The temporary files of an editor are never read.
        if is_ignored(&on_disk) {
            continue;
        }
        let listed = ListedFile {
            path: SourcePath::new(on_disk.to_str()?)?,
            on_disk,
        };
        let text = sources.texts.get_mut(&listed.path)?;
        let (stamp, new) = read_text_cached(&mut reader, &listed, &BTreeMap::new())?;
        cache.texts.insert(listed.path, (stamp?, Arc::clone(&new)));
        *text = new;
    }
    Some(sources)
}
