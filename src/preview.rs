//! A compiled site whose files are made one by one, when they are asked for.
//!
//! So that a save is seen at once: of ten thousand pages one is looked at. Each file is the same,
//! byte for byte, as a build would write.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::compiler::{Compiled, File};
use crate::diagnostic::Diagnostic;
use crate::disk;
use crate::path::OutPath;
use crate::photo::Darkroom;
use crate::theme::Theme;

/// Pictures of photos by their names, which carry the photo's digest: they outlive a change.
pub type Album = Arc<Mutex<BTreeMap<OutPath, Arc<[u8]>>>>;

/// A site that is looked at.
pub struct Preview {
    root: PathBuf,
    compiled: Compiled,
    theme: Arc<Theme>,
    album: Album,
}

impl Preview {
    /// The site of `root` as it was compiled.
    pub fn new(root: PathBuf, compiled: Compiled, theme: Arc<Theme>, album: Album) -> Self {
        Self {
            root,
            compiled,
            theme,
            album,
        }
    }

    /// The file at `path`; `None` where the site has none, or where it could not be read.
    ///
    /// # Errors
    /// A template's fault.
    pub fn file(&self, path: &OutPath) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
        if let Some(known) = self.album().get(path) {
            return Ok(Some(known.to_vec()));
        }
        let made = self
            .compiled
            .file(&self.theme, path, |file| self.bytes(path, file))?;
        Ok(made.flatten())
    }

    fn bytes(&self, path: &OutPath, file: File<'_>) -> Option<Vec<u8>> {
        match file {
            File::Bytes(bytes) => Some(bytes.to_vec()),
            File::Copy(source) => {
                let mut bytes = Vec::new();
                let mut file = disk::open_attachment(&self.root, source).ok()?;
                file.read_to_end(&mut bytes).ok()?;
                Some(bytes)
            }
            File::Picture(picture) => {
                let read = || disk::read_photo(&self.root, picture.source);
                let made = Darkroom::default().develop(picture.photo, picture.variant, read);
                let bytes = made.ok()?.ok()?;
                self.album().insert(path.clone(), bytes.clone().into());
                Some(bytes)
            }
        }
    }

    fn album(&self) -> std::sync::MutexGuard<'_, BTreeMap<OutPath, Arc<[u8]>>> {
        self.album.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
