//! Reading the sources of a site.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cache::FileCache;
use super::decode::decode;
use super::error::{Error, IoOperation};
use super::identity::stamp_at;
use super::open::{open_regular, read_bounded};
use super::reader::{Limits, ListedFile, Reader, content_folder, has_extension};
use crate::system::FileStamp;
use ssg_base::diagnostic::Checked;
use ssg_base::digest::Digest;
use ssg_base::parallel;
use ssg_base::path::SourcePath;
use ssg_content::photo::{self, Format, Photo, PhotoError};
use ssg_content::source::{STATIC_FOLDER, Sources};

pub(super) const LIMITS: Limits = Limits {
    text_bytes: 16 << 20,
    other_bytes: 100 << 20,
    entries: 200_000,
};

/// The root of the site that contains `start`: the nearest ancestor with `content/site.yaml`, as a
/// canonical path.
pub fn find_site_root(start: &Path) -> Option<PathBuf> {
    // `..` and links are resolved first: going up by names alone would leave the real path.
    let start = canonical(start).ok()?;
    let is_root = |at: &&Path| fs::symlink_metadata(at.join("content/site.yaml")).is_ok();
    start.ancestors().find(is_root).map(Path::to_owned)
}

/// An absolute path without `..` and links, in the short form that people write where Windows
/// has two.
pub fn canonical(path: &Path) -> io::Result<PathBuf> {
    dunce::canonicalize(path)
}

/// Reads everything under `content/` of the site at `root`.
///
/// A text that is not UTF-8 is among the texts too, with U+FFFD for the invalid bytes. So its
/// excerpt can be shown and links to it still resolve; its error keeps the site from being
/// published.
pub fn read_sources(root: &Path) -> Result<Checked<Sources>, Error> {
    read_within(root, &LIMITS, &mut FileCache::default())
}

/// Reads only the texts at `paths`, for commands that need no documents. Missing ones are left out.
pub fn read_texts(root: &Path, paths: &[SourcePath]) -> Checked<Sources> {
    let mut reader = Reader::new(root, &LIMITS);
    let mut sources = Sources::default();
    for path in paths {
        if fs::symlink_metadata(root.join(path.as_str())).is_err() {
            continue;
        }
        let listed = ListedFile {
            path: path.clone(),
            on_disk: path.as_str().into(),
        };
        if let Some(text) = reader.read_text(&listed) {
            sources.texts.insert(path.clone(), text);
        }
    }
    reader.into_checked(sources)
}

/// Reads all sources within `limits`, those of `cache` that are unchanged from there.
pub(super) fn read_within(
    root: &Path,
    limits: &Limits,
    cache: &mut FileCache,
) -> Result<Checked<Sources>, Error> {
    let mut reader = Reader::new(root, limits);
    let mut sources = Sources::default();
    let mut new_cache = FileCache {
        attachments: std::mem::take(&mut cache.attachments),
        ..FileCache::default()
    };
    let listed = reader.list(&content_folder())?;
    let read = |listed: &ListedFile| {
        let mut reader = Reader::new(root, limits);
        let file = SourceFile::read(&mut reader, listed, cache);
        (file, reader.diagnostics)
    };
    let files = parallel::map(&listed, parallel::thread_count(None), read);
    for (listed, (file, diagnostics)) in listed.into_iter().zip(files) {
        reader.diagnostics.extend(diagnostics);
        if let Some(file) = file {
            file.add_to_cache(&mut new_cache, &listed.path);
            file.add_to(&mut sources, listed.path);
        }
    }
    new_cache.sources = reader.diagnostics.is_empty().then(|| sources.clone());
    *cache = new_cache;
    Ok(reader.into_checked(sources))
}

/// One source that was read, with the stamp to cache it under. The stamp is `None` if the file must
/// be read again next time.
enum SourceFile {
    Text(Option<FileStamp>, Arc<str>),
    /// A photo and its size in bytes.
    Photo(Option<FileStamp>, Result<Photo, PhotoError>, u64),
    /// The size of any other file, in bytes.
    Other(u64),
    /// The size of a file that is published as it is, in bytes.
    Static(u64),
}

impl SourceFile {
    /// Reads a listed file by its extension. `None` if it cannot be read, which is reported.
    fn read(reader: &mut Reader<'_>, listed: &ListedFile, cache: &FileCache) -> Option<Self> {
        let max_bytes = reader.limits.other_bytes;
        if Path::new(listed.path.as_str()).starts_with(STATIC_FOLDER) {
            let (_, size) = reader.open(listed, max_bytes)?;
            return Some(Self::Static(size));
        }
        if has_extension(&listed.path, &["md", "yaml", "yml"]) {
            let (stamp, text) = read_text_cached(reader, listed, &cache.texts)?;
            return Some(Self::Text(stamp, text));
        }
        let Some(format) = Format::of(&listed.path) else {
            let (_, size) = reader.open(listed, max_bytes)?;
            return Some(Self::Other(size));
        };
        let stamp = stamp_at(&reader.root.join(&listed.on_disk));
        let cached = cache.photos.get(&listed.path);
        if let Some((old, photo)) = cached.filter(|(old, _)| Some(*old) == stamp) {
            return Some(Self::Photo(stamp, Ok(photo.clone()), old.1));
        }
        let bytes = reader.read_bytes(listed, max_bytes)?;
        let measured = photo::measure(&bytes, format);
        Some(Self::Photo(stamp, measured, bytes.len() as u64))
    }

    /// Caches the file if it has a stamp and no fault.
    fn add_to_cache(&self, cache: &mut FileCache, path: &SourcePath) {
        match self {
            Self::Text(Some(stamp), text) => {
                cache.texts.insert(path.clone(), (*stamp, Arc::clone(text)));
            }
            Self::Photo(Some(stamp), Ok(photo), _) => {
                cache.photos.insert(path.clone(), (*stamp, photo.clone()));
            }
            _ => {}
        }
    }

    fn add_to(self, sources: &mut Sources, path: SourcePath) {
        match self {
            Self::Text(_, text) => drop(sources.texts.insert(path, text)),
            Self::Photo(_, photo, size) => {
                sources.photos.insert(path.clone(), photo);
                sources.attachments.insert(path, size);
            }
            Self::Other(size) => drop(sources.attachments.insert(path, size)),
            Self::Static(size) => drop(sources.static_files.insert(path, size)),
        }
    }
}

/// A text and the stamp to cache it under: from `cache` if the file is unchanged, else from the
/// disk.
pub(super) fn read_text_cached(
    reader: &mut Reader<'_>,
    listed: &ListedFile,
    cache: &BTreeMap<SourcePath, (FileStamp, Arc<str>)>,
) -> Option<(Option<FileStamp>, Arc<str>)> {
    // Taken before the file is read, so that a write in between is noticed next time.
    let stamp = stamp_at(&reader.root.join(&listed.on_disk));
    let cached = cache.get(&listed.path);
    if let Some((_, text)) = cached.filter(|(old, _)| Some(*old) == stamp) {
        return Some((stamp, Arc::clone(text)));
    }
    let before = reader.diagnostics.len();
    let text = reader.read_text(listed)?;
    let is_clean = reader.diagnostics.len() == before;
    Some((stamp.filter(|_| is_clean), text))
}

/// The text of one source as [`read_sources`] returns it, for excerpts. `None` if it cannot be
/// read.
pub fn read_text(root: &Path, path: &SourcePath) -> Option<Arc<str>> {
    let (file, size) = open_regular(root, Path::new(path.as_str())).ok()?;
    let bytes = read_bounded(file, size, LIMITS.text_bytes).ok()??;
    Some(decode(&bytes).0.into())
}

/// Opens a source to copy it, without following links.
pub fn open_attachment(root: &Path, path: &SourcePath) -> Result<File, Error> {
    let relative = Path::new(path.as_str());
    match open_regular(root, relative) {
        Ok((file, _)) => Ok(file),
        Err(error) => Err(Error {
            operation: IoOperation::Read,
            path: root.join(relative),
            source: error.into(),
        }),
    }
}

/// The digests of sources.
pub fn file_digests<'p>(
    root: &Path,
    paths: impl IntoIterator<Item = &'p SourcePath>,
) -> Result<BTreeMap<SourcePath, Digest>, Error> {
    let digest = |path: &SourcePath| Ok((path.clone(), Digest::of(&read_file(root, path)?)));
    paths.into_iter().map(digest).collect()
}

/// Reads a photo or another attachment of at most 100 MiB.
pub fn read_file(root: &Path, path: &SourcePath) -> Result<Vec<u8>, Error> {
    let wrap = |error: io::Error| Error::wrap(IoOperation::Read, &root.join(path.as_str()))(error);
    let (file, size) =
        open_regular(root, Path::new(path.as_str())).map_err(|error| wrap(error.into()))?;
    let bytes = read_bounded(file, size, LIMITS.other_bytes).map_err(wrap)?;
    bytes.ok_or_else(|| wrap(io::ErrorKind::FileTooLarge.into()))
}

/// Reads a file anywhere on the machine, following links, because the user names it. `None` if it
/// has more than `max_bytes`.
pub fn read_external_file(path: &Path, max_bytes: u64) -> Result<Option<Vec<u8>>, Error> {
    let file = File::open(path).map_err(Error::wrap(IoOperation::Read, path))?;
    let metadata = file
        .metadata()
        .map_err(Error::wrap(IoOperation::Read, path))?;
    if !metadata.is_file() {
        return Err(Error::wrap(IoOperation::Read, path)(
            io::ErrorKind::InvalidInput,
        ));
    }
    read_bounded(file, metadata.len(), max_bytes).map_err(Error::wrap(IoOperation::Read, path))
}

/// The existing source files of a record `FOLDER/NAME`: `NAME/index.md`, `NAME.md`, both or none.
pub fn record_sources(root: &Path, record: &str) -> Vec<SourcePath> {
    let paths = [format!("{record}/index.md"), format!("{record}.md")];
    let exists = |path: &SourcePath| fs::symlink_metadata(root.join(path.as_str())).is_ok();
    let paths = paths.iter().filter_map(|path| SourcePath::new(path));
    paths.filter(exists).collect()
}
