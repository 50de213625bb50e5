//! A compiled site whose files are made one by one, when they are asked for.
//!
//! So that a save is seen at once: of ten thousand pages one is looked at. Each file is the same,
//! byte for byte, as a build would write.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use ssg_base::diagnostic::Diagnostic;
use ssg_base::parallel::lock_ignoring_poison;
use ssg_base::path::OutPath;
use ssg_content::photo::ImageEncoder;
use ssg_publish::disk;
use ssg_site::compiler::{Compiled, File, joined};
use ssg_site::theme::Theme;

/// What outlives a change: pictures by their names, which carry the photo's digest, and what
/// records are found by.
#[derive(Clone, Default)]
pub struct Kept {
    pictures: Arc<Mutex<BTreeMap<OutPath, Arc<[u8]>>>>,
    terms: Arc<Mutex<ssg_search::Memo>>,
}

/// A site that is looked at.
pub struct Preview {
    root: PathBuf,
    compiled: Compiled,
    theme: Arc<Theme>,
    kept: Kept,
    /// The index of the search, made when it is first asked for.
    index: OnceLock<BTreeMap<OutPath, Vec<u8>>>,
}

impl Preview {
    /// The site of `root` as it was compiled.
    pub fn new(root: PathBuf, compiled: Compiled, theme: Arc<Theme>, kept: Kept) -> Self {
        Self {
            root,
            compiled,
            theme,
            kept,
            index: OnceLock::new(),
        }
    }

    /// The file at `path`; `None` where the site has none, or where it could not be read.
    ///
    /// # Errors
    /// A template's fault.
    pub fn file(&self, path: &OutPath) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
        if let Some(known) = lock_ignoring_poison(&self.kept.pictures).get(path) {
            return Ok(Some(known.to_vec()));
        }
        if self.compiled.archive.site.search
            && path.as_str().starts_with("tim-kiem/")
            && let Some(bytes) = self.index().get(path)
        {
            return Ok(Some(bytes.clone()));
        }
        let made = self
            .compiled
            .file(&self.theme, path, |file| self.bytes(path, file))?;
        Ok(made.flatten())
    }

    fn bytes(&self, path: &OutPath, file: File<'_>) -> Option<Vec<u8>> {
        match file {
            File::Bytes(bytes) => Some(bytes.to_vec()),
            File::Hashed(hashed) => Some(hashed.bytes.clone()),
            File::Pieces(pieces) => Some(joined(pieces)),
            File::Copy(source) => {
                let mut bytes = Vec::new();
                let mut file = disk::open_attachment(&self.root, source).ok()?;
                file.read_to_end(&mut bytes).ok()?;
                Some(bytes)
            }
            File::Source(document) => {
                let text = disk::read_text(&self.root, &document.path)?;
                let published = document.source.publish(&text)?;
                Some(published.as_bytes().to_vec())
            }
            File::Picture(picture) => {
                let read = || disk::read_file(&self.root, picture.source);
                let made = ImageEncoder::default().encode(picture.photo, picture.variant, read);
                let bytes = made.ok()?.ok()?;
                lock_ignoring_poison(&self.kept.pictures)
                    .insert(path.clone(), bytes.clone().into());
                Some(bytes)
            }
        }
    }

    fn index(&self) -> &BTreeMap<OutPath, Vec<u8>> {
        self.index.get_or_init(|| {
            let mut terms = lock_ignoring_poison(&self.kept.terms);
            let files = ssg_search::files(&self.compiled.archive, None, Some(&mut terms));
            files.into_iter().collect()
        })
    }
}
