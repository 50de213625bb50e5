//! Listing and reading the files of a site within limits, with a diagnostic for each faulty one.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::decode::decode;
use super::error::{Error, IoOperation, printable, printable_with_marks, reason};
use super::open::{OpenError, open_regular, read_bounded};
use super::tree::{list_error, walk_cause};
use ssg_base::diagnostic::{Checked, Diagnostic, Place};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;
use ssg_content::source::STATIC_FOLDER;
use ssg_vietnam::text::nfc;

/// The most that is read. Larger files are errors; a longer listing is cut off with an error.
pub(super) struct Limits {
    /// The size of a text file, in bytes.
    pub(super) text_bytes: u64,
    /// The size of any other file, in bytes.
    pub(super) other_bytes: u64,
    /// The number of files and folders.
    pub(super) entries: usize,
}

/// A file that was listed.
pub(super) struct ListedFile {
    /// Its path in NFC.
    pub(super) path: SourcePath,
    /// Its path on the disk relative to the root, which may be in another Unicode form.
    pub(super) on_disk: PathBuf,
}

/// Lists and reads the files of a site and collects diagnostics.
pub(super) struct Reader<'a> {
    pub(super) root: &'a Path,
    pub(super) limits: &'a Limits,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(root: &'a Path, limits: &'a Limits) -> Self {
        Self {
            root,
            limits,
            diagnostics: Vec::new(),
        }
    }

    /// Returns `value` with the diagnostics, sorted by path. Those of one file keep their order.
    pub(super) fn into_checked<T>(mut self, value: T) -> Checked<T> {
        self.diagnostics.sort_by(|a, b| a.place.cmp(&b.place));
        Checked {
            value,
            diagnostics: self.diagnostics,
        }
    }

    fn report(&mut self, path: &SourcePath, message: Message) -> &mut Diagnostic {
        self.diagnostics
            .push(Diagnostic::error(Place::file(path), message));
        self.diagnostics.last_mut().expect("one was just added")
    }

    /// The regular files below `top`, sorted by path.
    pub(super) fn list(&mut self, top: &SourcePath) -> Result<Vec<ListedFile>, Error> {
        if !self.is_real_folder(top)? {
            return Ok(Vec::new());
        }
        let root = self.root;
        let folder = root.join(top.as_str());
        let mut files = BTreeMap::new();
        let mut entries = WalkDir::new(&folder)
            .follow_root_links(false)
            .min_depth(1)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                let relative = entry.path().strip_prefix(root);
                !relative.is_ok_and(is_ignored)
            });
        let mut count = 0;
        while let Some(entry) = entries.next() {
            count += 1;
            if count > self.limits.entries {
                let limit = self.limits.entries.to_string();
                self.report(top, Message::TooManyFiles { limit });
                break;
            }
            match entry {
                Ok(entry) if self.add_entry(&entry, &mut files) => {}
                Ok(entry) if entry.file_type().is_dir() => entries.skip_current_dir(),
                Ok(_) => {}
                Err(error) if error.depth() == 0 => return Err(list_error(error, &folder)),
                Err(error) => self.report_list_error(top, error),
            }
        }
        let files = files.into_iter();
        Ok(files
            .map(|(path, on_disk)| ListedFile { path, on_disk })
            .collect())
    }

    /// Whether `top` is a folder and no segment of its path is a link. Reports it otherwise.
    fn is_real_folder(&mut self, top: &SourcePath) -> Result<bool, Error> {
        let mut relative = PathBuf::new();
        for name in top.segments() {
            relative.push(name);
            let on_disk = self.root.join(&relative);
            let file_type = fs::symlink_metadata(&on_disk)
                .map_err(Error::wrap(IoOperation::Read, &on_disk))?
                .file_type();
            if !file_type.is_dir() {
                let error = if file_type.is_symlink() {
                    OpenError::Symlink
                } else {
                    OpenError::NotAFile
                };
                self.report_open_error(top, &relative, error);
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Adds a listed entry to `files` if it is a regular file, and reports unusable ones. Returns
    /// `false` for an entry to skip with everything below it.
    fn add_entry(
        &mut self,
        entry: &walkdir::DirEntry,
        files: &mut BTreeMap<SourcePath, PathBuf>,
    ) -> bool {
        let Some((path, on_disk)) = self.source_path(entry.path()) else {
            self.report_bad_name(entry);
            return false;
        };
        let file_type = entry.file_type();
        if file_type.is_symlink() {
            self.report_open_error(&path, &on_disk, OpenError::Symlink);
        } else if file_type.is_file() {
            if let Some(first) = files.get(&path) {
                let first = printable_with_marks(first);
                let second = printable_with_marks(&on_disk);
                self.report(&path, Message::DuplicateFileName)
                    .hints
                    .push(Message::DuplicateFileNameHint { first, second });
            } else {
                files.insert(path, on_disk);
            }
        } else if !file_type.is_dir() {
            self.report_open_error(&path, &on_disk, OpenError::NotAFile);
        }
        true
    }

    /// The source path of a listed entry and its path relative to the root. `None` if a name is
    /// not valid.
    fn source_path(&self, listed: &Path) -> Option<(SourcePath, PathBuf)> {
        let on_disk = listed.strip_prefix(self.root).ok()?;
        Some((source_path(on_disk)?, on_disk.to_owned()))
    }

    /// Reports an invalid name at the folder that holds it.
    fn report_bad_name(&mut self, entry: &walkdir::DirEntry) {
        let name = printable(entry.file_name());
        let folder = entry.path().parent();
        let folder = folder.and_then(|folder| self.source_path(folder));
        let folder = folder.map_or_else(content_folder, |(path, _)| path);
        self.report(&folder, Message::BadFileName { name })
            .hints
            .push(Message::BadFileNameHint);
    }

    /// Reports a folder that could not be listed, or a file that vanished meanwhile.
    fn report_list_error(&mut self, top: &SourcePath, error: walkdir::Error) {
        let path = error.path().and_then(|path| self.source_path(path));
        let path = path.map_or_else(|| top.clone(), |(path, _)| path);
        let why = reason(&walk_cause(error));
        self.report(&path, Message::Unreadable { why });
    }

    fn report_open_error(&mut self, path: &SourcePath, on_disk: &Path, error: OpenError) {
        let target = fs::read_link(self.root.join(on_disk));
        let message = match error {
            OpenError::Symlink => Message::Symlink,
            OpenError::NotAFile => Message::NotAFile,
            OpenError::Io(error) => Message::Unreadable {
                why: reason(&error),
            },
        };
        let diagnostic = self.report(path, message);
        if let (Message::Symlink, Ok(target)) = (&diagnostic.message, target) {
            diagnostic.hints.push(Message::SymlinkHint {
                target: printable(target.as_os_str()),
            });
        }
    }

    fn report_too_large(&mut self, path: &SourcePath, size: u64, max_bytes: u64) {
        let (size, limit) = (mebibytes(size), mebibytes(max_bytes));
        self.report(path, Message::FileTooLarge { size, limit });
    }

    /// Opens a listed file of at most `max_bytes` and returns its size in bytes. Otherwise reports
    /// why not.
    pub(super) fn open(&mut self, listed: &ListedFile, max_bytes: u64) -> Option<(File, u64)> {
        match open_regular(self.root, &listed.on_disk) {
            Ok((_, size)) if size > max_bytes => {
                self.report_too_large(&listed.path, size, max_bytes);
            }
            Ok(opened) => return Some(opened),
            Err(error) => self.report_open_error(&listed.path, &listed.on_disk, error),
        }
        None
    }

    /// Reads a listed file of at most `max_bytes`. Otherwise reports why not.
    pub(super) fn read_bytes(&mut self, listed: &ListedFile, max_bytes: u64) -> Option<Vec<u8>> {
        let (file, size) = self.open(listed, max_bytes)?;
        match read_bounded(file, size, max_bytes) {
            Ok(Some(bytes)) => return Some(bytes),
            Ok(None) => self.report_too_large(&listed.path, max_bytes + 1, max_bytes),
            Err(error) => {
                self.report_open_error(&listed.path, &listed.on_disk, OpenError::Io(error));
            }
        }
        None
    }

    /// Reads and decodes a listed text. A text that is not UTF-8 is reported and still returned.
    pub(super) fn read_text(&mut self, listed: &ListedFile) -> Option<Arc<str>> {
        let bytes = self.read_bytes(listed, self.limits.text_bytes)?;
        let (text, fault) = decode(&bytes);
        if let Some((message, range)) = fault {
            let place = Place::new(&listed.path, range);
            let diagnostic = Diagnostic::error(place, message).hint(Message::NotUtf8Hint);
            self.diagnostics.push(diagnostic);
        }
        Some(text.into())
    }
}

/// The source at a path relative to the site's root. `None` if a name is not valid.
pub(super) fn source_path(relative: &Path) -> Option<SourcePath> {
    let names: Option<Vec<&str>> = relative.iter().map(OsStr::to_str).collect();
    SourcePath::new(&nfc(&names?.join("/")))
}

pub(super) fn content_folder() -> SourcePath {
    SourcePath::new("content").expect("a valid name")
}

pub(super) fn has_extension(path: &SourcePath, extensions: &[&str]) -> bool {
    let extension = path.extension();
    extensions.iter().any(|e| extension.eq_ignore_ascii_case(e))
}

/// Whether a file of the site, by its path relative to the root, is not read. Of names with a
/// leading dot, only those in `content/static/` are.
pub(super) fn is_ignored(relative: &Path) -> bool {
    let mut names = relative.iter();
    if relative.starts_with(STATIC_FOLDER) {
        return names.any(|name| is_leftover(name) || name.eq_ignore_ascii_case(".git"));
    }
    names.any(|name| name.as_encoded_bytes().starts_with(b".") || is_leftover(name))
}

/// Whether a name belongs to a file that an editor, a desktop or a file server leaves behind.
pub(crate) fn is_leftover(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    let junk: [&[u8]; 3] = [b"thumbs.db", b"desktop.ini", b".ds_store"];
    name.starts_with(b"._")
        || name.ends_with(b"~")
        || name.ends_with(b".swp")
        // Word's lock files.
        || name.starts_with(b"~$")
        || (name.starts_with(b"#") && name.ends_with(b"#"))
        || junk.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// A size for people, rounded up, so that a file over its limit never shows the limit itself.
fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes.div_ceil(1 << 20))
}
