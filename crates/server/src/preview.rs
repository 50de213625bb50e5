//! A compiled site whose files are rendered one by one, when a browser asks for them.
//!
//! After a save only the page that is looked at is rendered. Each file has the same bytes as in a
//! build.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use ssg_base::files::Originals;
use ssg_base::parallel::lock_ignoring_poison;
use ssg_base::path::{OutPath, SourcePath};
use ssg_publish::SourceFolder;
use ssg_search::TermCache;
use ssg_site::compiler::Compiled;
use ssg_site::render::{RenderError, Renderer};
use ssg_site::theme::Theme;

/// What survives a change of the sources: encoded pictures by their paths, which hold the hash of
/// the photo, and search terms.
#[derive(Clone, Default)]
pub struct PreviewCache {
    pictures: Arc<Mutex<BTreeMap<OutPath, Arc<[u8]>>>>,
    terms: Arc<Mutex<TermCache>>,
}

/// A site as a browser sees it.
pub struct Preview {
    compiled: Compiled,
    theme: Arc<Theme>,
    originals: CachedOriginals,
    terms: Arc<Mutex<TermCache>>,
    /// The files of the search index, built when one is first asked for.
    index: OnceLock<BTreeMap<OutPath, Vec<u8>>>,
}

impl Preview {
    /// The compiled site of the folder `root`.
    pub fn new(root: PathBuf, compiled: Compiled, theme: Arc<Theme>, cache: PreviewCache) -> Self {
        let PreviewCache { pictures, terms } = cache;
        Self {
            compiled,
            theme,
            originals: CachedOriginals {
                folder: SourceFolder {
                    root,
                    previous: None,
                },
                pictures,
            },
            terms,
            index: OnceLock::new(),
        }
    }

    /// The file at `path`; `None` if the site has no such file or its source cannot be read.
    ///
    /// # Errors
    /// A fault in a template.
    pub fn file(&self, path: &OutPath) -> Result<Option<Vec<u8>>, RenderError> {
        if let Some(picture) = self.originals.encoded_picture(path) {
            return Ok(Some(picture));
        }
        let archive = &self.compiled.archive;
        let is_in_index = path.as_str().strip_prefix(ssg_search::FOLDER);
        if archive.site.search
            && is_in_index.is_some_and(|below| below.starts_with('/'))
            && let Some(bytes) = self.index().get(path)
        {
            return Ok(Some(bytes.clone()));
        }
        Renderer::new(&self.compiled, &self.theme).file(&self.originals, path)
    }

    fn index(&self) -> &BTreeMap<OutPath, Vec<u8>> {
        self.index.get_or_init(|| {
            let mut terms = lock_ignoring_poison(&self.terms);
            let archive = &self.compiled.archive;
            let entities = ssg_site::search_entities(archive);
            let files = ssg_search::index_files(archive, &entities, None, Some(&mut terms));
            files.into_iter().collect()
        })
    }
}

/// The originals of a site's folder, with a cache of encoded pictures.
struct CachedOriginals {
    folder: SourceFolder,
    pictures: Arc<Mutex<BTreeMap<OutPath, Arc<[u8]>>>>,
}

impl Originals for CachedOriginals {
    fn text(&self, source: &SourcePath) -> Option<Arc<str>> {
        self.folder.text(source)
    }

    fn attachment(&self, source: &SourcePath) -> io::Result<Box<dyn Read>> {
        self.folder.attachment(source)
    }

    fn photo(&self, source: &SourcePath) -> io::Result<Vec<u8>> {
        self.folder.photo(source)
    }

    fn encoded_picture(&self, path: &OutPath) -> Option<Vec<u8>> {
        lock_ignoring_poison(&self.pictures)
            .get(path)
            .map(|bytes| bytes.to_vec())
    }

    fn cache_picture(&self, path: &OutPath, bytes: &[u8]) {
        lock_ignoring_poison(&self.pictures).insert(path.clone(), bytes.into());
    }
}
