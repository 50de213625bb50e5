//! Reading the sources from the disk, and starting a new site there.
//!
//! Nothing is followed and nothing can hang: names are listed with their type, files are opened
//! segment by segment below the site's root without following a link, and what was opened is
//! looked at once more. A file that becomes a link or a pipe between the listing and the opening
//! is told like one that was so from the start.
//!
//! A fault of one file is a diagnostic and the others are still read. [`Error`] is left for the
//! machine: a folder that cannot be listed at all, a disk that is full.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{CStr, CString, OsStr, OsString};
use std::fmt;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags};
use rustix::io::Errno;
use walkdir::WalkDir;

use ssg_base::diagnostic::{Checked, Diagnostic, Place};
use ssg_base::digest::Digest;
use ssg_base::message::Message;
use ssg_base::parallel;
use ssg_base::path::SourcePath;
use ssg_content::photo::{self, Format, Photo, PhotoFault};
use ssg_content::source::{Sources, normal};
use ssg_vietnam::text::nfc;

/// What the program was about when the machine refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IoOperation {
    /// Reading a file, or looking at it.
    Read,
    /// Listing a folder.
    List,
    /// Making a folder.
    Create,
    /// Writing a file.
    Write,
    /// Reading a file that is being copied.
    Copy,
    /// Putting a file or folder in another's place.
    Replace,
    /// Removing a file or folder.
    Remove,
    /// Keeping other builds out.
    Lock,
    /// Waiting until what was written would survive a power cut.
    Sync,
}

/// The machine refused something: always with the path.
#[derive(Debug)]
pub struct Error {
    /// What was to be done.
    pub operation: IoOperation,
    /// To what.
    pub path: PathBuf,
    /// Why not.
    pub source: io::Error,
}

impl Error {
    /// Wraps an error of the system, for `map_err`.
    pub(crate) fn wrap<E: Into<io::Error>>(
        operation: IoOperation,
        path: &Path,
    ) -> impl FnOnce(E) -> Self {
        let path = path.to_owned();
        move |source| Self {
            operation,
            path,
            source: source.into(),
        }
    }

    /// What to tell about it.
    pub fn message(&self) -> Message {
        let (path, why) = (printable(self.path.as_os_str()), why(&self.source));
        match self.operation {
            IoOperation::Read => Message::IoRead { path, why },
            IoOperation::List => Message::IoList { path, why },
            IoOperation::Create => Message::IoCreate { path, why },
            IoOperation::Write => Message::IoWrite { path, why },
            IoOperation::Copy => Message::IoCopy { path, why },
            IoOperation::Replace => Message::IoReplace { path, why },
            IoOperation::Remove => Message::IoRemove { path, why },
            IoOperation::Lock => Message::IoLock { path, why },
            IoOperation::Sync => Message::IoSync { path, why },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Why `ssg init` wrote nothing.
#[derive(Debug)]
pub enum InitError {
    /// The folder already holds files.
    NotEmpty(PathBuf),
    /// The machine refused.
    Disk(Error),
}

impl InitError {
    /// What to tell about it.
    pub fn message(&self) -> Message {
        match self {
            Self::NotEmpty(path) => Message::InitNotEmpty {
                path: printable(path.as_os_str()),
            },
            Self::Disk(error) => error.message(),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<Message> {
        matches!(self, Self::NotEmpty(_)).then_some(Message::InitNotEmptyHint)
    }
}

impl From<Error> for InitError {
    fn from(error: Error) -> Self {
        Self::Disk(error)
    }
}

/// A file of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeFile {
    /// A template, style sheet, script or drawing, as [`normal`] leaves it.
    Text(Arc<str>),
    /// A font, picture or whatever else.
    Bytes(Vec<u8>),
}

/// How much is read, in bytes and in number of files.
struct Limits {
    text: u64,
    other: u64,
    entries: usize,
}

const SOURCES: Limits = Limits {
    text: 16 << 20,
    other: 100 << 20,
    entries: 200_000,
};

const THEME: Limits = Limits {
    text: 1 << 20,
    other: 16 << 20,
    entries: 10_000,
};

/// The site that `start` lies in: the nearest folder upwards that holds `content/site.yaml`, in
/// its canonical form.
pub fn find_site_root(start: &Path) -> Option<PathBuf> {
    // `..` and links are resolved first, since going up by names alone would miss the way.
    let start = fs::canonicalize(start).ok()?;
    let is_root = |at: &&Path| fs::symlink_metadata(at.join("content/site.yaml")).is_ok();
    start.ancestors().find(is_root).map(Path::to_owned)
}

/// Reads everything under `content/` of the site at `root`.
///
/// A text that is not UTF-8 is among the texts nevertheless, with U+FFFD for what could not be
/// read, so that its excerpt can be shown and links to it still lead somewhere; the fault that
/// comes with it keeps the site from being published.
pub fn read_sources(root: &Path) -> Result<Checked<Sources>, Error> {
    sources_within(root, &SOURCES, &mut FileCache::default())
}

/// The same for one who reads again and again: what has not changed since `seen` is taken from
/// there.
pub fn read_sources_cached(root: &Path, seen: &mut FileCache) -> Result<Checked<Sources>, Error> {
    sources_within(root, &SOURCES, seen)
}

/// The same where only the files at `changed` were written to since, as far as anyone knows. Where
/// those are texts that were known, they alone are read; where one is anything else, everything is.
pub fn read_changed_sources(
    root: &Path,
    seen: &mut FileCache,
    changed: &BTreeSet<PathBuf>,
) -> Result<Checked<Sources>, Error> {
    let whole = seen.whole.take();
    if let Some(sources) = whole.and_then(|whole| texts_anew(root, seen, changed, whole)) {
        seen.whole = Some(sources.clone());
        return Ok(Checked::clean(sources));
    }
    for path in changed {
        seen.forget(root, path);
    }
    read_sources_cached(root, seen)
}

/// Sources with the texts at `changed` read anew. `None` where a file was none of them, or is a
/// sound text no more: then its folder must be listed, and what is wrong told.
fn texts_anew(
    root: &Path,
    seen: &mut FileCache,
    changed: &BTreeSet<PathBuf>,
    mut sources: Sources,
) -> Option<Sources> {
    let mut reader = Reader::new(root, &SOURCES);
    for path in changed {
        let on_disk = path.strip_prefix(root).ok()?.to_owned();
        // What an editor writes beside a text is never read.
        if on_disk.iter().any(is_hidden) {
            continue;
        }
        let found = Found {
            path: SourcePath::new(on_disk.to_str()?)?,
            on_disk,
        };
        let text = sources.texts.get_mut(&found.path)?;
        let (stamp, new) = reader.text_or(&found, &BTreeMap::new())?;
        seen.texts.insert(found.path, (stamp?, Arc::clone(&new)));
        *text = new;
    }
    Some(sources)
}

/// What was read before, each file with its stamp. Files with anything wrong are not kept, so that
/// it is told each time.
#[derive(Debug, Default)]
pub struct FileCache {
    /// All of it, where nothing was wrong.
    whole: Option<Sources>,
    texts: BTreeMap<SourcePath, (FileStamp, Arc<str>)>,
    photos: BTreeMap<SourcePath, (FileStamp, Photo)>,
}

impl FileCache {
    fn keep(&mut self, path: &SourcePath, read: &Read) {
        match read {
            Read::Text(Some(stamp), text) => {
                let kept = (*stamp, Arc::clone(text));
                self.texts.insert(path.clone(), kept);
            }
            Read::Photo(Some(stamp), Ok(photo), _) => {
                self.photos.insert(path.clone(), (*stamp, photo.clone()));
            }
            _ => {}
        }
    }

    /// Reads the file at `path` anew the next time, whatever its stamp says: the system's clock may
    /// tick too slowly to tell two changes apart.
    fn forget(&mut self, root: &Path, path: &Path) {
        let inside = path.strip_prefix(root).ok().and_then(Path::to_str);
        if let Some(path) = inside.and_then(|inside| SourcePath::new(&nfc(inside))) {
            self.texts.remove(&path);
            self.photos.remove(&path);
        }
    }
}

/// What changes with every change of a file: its identity, its size, and when it was changed, by
/// the system's own clock, which no program can set back.
pub type FileStamp = (FileId, u64, (i64, i64));

fn stamp(path: &Path) -> Option<FileStamp> {
    let file = fs::symlink_metadata(path).ok()?;
    file.is_file().then(|| stamp_of(&file))
}

fn stamp_of(file: &Metadata) -> FileStamp {
    let changed = (file.ctime(), file.ctime_nsec());
    ((file.dev(), file.ino()), file.len(), changed)
}

/// What everything below `top` that is no folder is known by, by paths relative to it.
pub fn file_stamps(top: &Path) -> Result<BTreeMap<String, FileStamp>, Error> {
    let files = FileTree::list(top, &[])?.files.into_iter();
    Ok(files.map(|(path, file)| (path, stamp_of(&file))).collect())
}

fn sources_within(
    root: &Path,
    limits: &Limits,
    seen: &mut FileCache,
) -> Result<Checked<Sources>, Error> {
    let mut reader = Reader::new(root, limits);
    let mut sources = Sources::default();
    let mut now = FileCache::default();
    let listed = reader.list(&content())?;
    let read = |found: &Found| {
        let mut reader = Reader::new(root, limits);
        let read = reader.read(found, seen);
        (read, reader.diagnostics)
    };
    let done = parallel::map(&listed, parallel::thread_count(None), read);
    for (found, (read, told)) in listed.into_iter().zip(done) {
        reader.diagnostics.extend(told);
        if let Some(read) = read {
            now.keep(&found.path, &read);
            read.put(found.path, &mut sources);
        }
    }
    now.whole = reader.diagnostics.is_empty().then(|| sources.clone());
    *seen = now;
    Ok(reader.checked(sources))
}

/// One file of the sources, with the stamp under which it may be kept.
enum Read {
    Text(Option<FileStamp>, Arc<str>),
    /// A photo and its size.
    Photo(Option<FileStamp>, Result<Photo, PhotoFault>, u64),
    /// The size of any other file.
    Other(u64),
}

impl Read {
    fn put(self, path: SourcePath, sources: &mut Sources) {
        match self {
            Self::Text(_, text) => drop(sources.texts.insert(path, text)),
            Self::Photo(_, photo, size) => {
                sources.photos.insert(path.clone(), photo);
                sources.attachments.insert(path, size);
            }
            Self::Other(size) => drop(sources.attachments.insert(path, size)),
        }
    }
}

/// Whether `path` lies on a disk of the network, whose changes the system does not tell of.
pub fn is_network_disk(path: &Path) -> bool {
    // NFS, SMB, CIFS, SMB2, AFS, Ceph, 9P and FUSE, by the numbers of statfs(2).
    const REMOTE: [u64; 8] = [
        0x6969,
        0x517b,
        0xff53_4d42,
        0xfe53_4d42,
        0x5346_414f,
        0x00c3_6400,
        0x0102_1997,
        0x6573_5546,
    ];
    let kind = rustix::fs::statfs(path).map(|disk| u64::try_from(disk.f_type).unwrap_or(0));
    kind.is_ok_and(|kind| REMOTE.contains(&(kind & 0xffff_ffff)))
}

/// The text of one source, to cut excerpts from; the same as [`read_sources`] gives. `None` where
/// it cannot be had.
pub fn read_text(root: &Path, path: &SourcePath) -> Option<Arc<str>> {
    let (file, size) = open_regular(root, Path::new(path.as_str())).ok()?;
    let bytes = read_within(file, size, SOURCES.text).ok()??;
    Some(decode(&bytes).0.into())
}

/// Reads `themes/NAME/`, by names relative to it; empty when there is no such folder or `name` is
/// no name of a folder.
pub fn read_theme(root: &Path, name: &str) -> Result<Checked<BTreeMap<String, ThemeFile>>, Error> {
    const TEXTS: [&str; 8] = [
        "html",
        "xml",
        "txt",
        "css",
        "js",
        "svg",
        "json",
        "webmanifest",
    ];
    let mut reader = Reader::new(root, &THEME);
    let mut files = BTreeMap::new();
    let top = SourcePath::new(&format!("themes/{name}")).filter(|_| !name.contains('/'));
    let listed = match top.map(|top| reader.list(&top)) {
        None => Vec::new(),
        Some(Err(error)) if error.source.kind() == io::ErrorKind::NotFound => Vec::new(),
        Some(listed) => listed?,
    };
    for found in listed {
        let file = if is_text(&found.path, &TEXTS) {
            reader.text(&found).map(ThemeFile::Text)
        } else {
            reader.bytes(&found, THEME.other).map(ThemeFile::Bytes)
        };
        let inside = found.path.segments().skip(2).collect::<Vec<_>>().join("/");
        files.extend(file.map(|file| (inside, file)));
    }
    Ok(reader.checked(files))
}

/// Opens a file of the sources to copy it, with the care of [`read_sources`].
pub fn open_attachment(root: &Path, path: &SourcePath) -> Result<File, Error> {
    let relative = Path::new(path.as_str());
    match open_regular(root, relative) {
        Ok((file, _)) => Ok(file),
        Err(refused) => Err(Error {
            operation: IoOperation::Read,
            path: root.join(relative),
            source: refused.into(),
        }),
    }
}

/// The digests of files of the sources.
pub fn file_digests<'p>(
    root: &Path,
    paths: impl IntoIterator<Item = &'p SourcePath>,
) -> Result<BTreeMap<SourcePath, Digest>, Error> {
    let digest = |path: &SourcePath| Ok((path.clone(), Digest::of(&read_file(root, path)?)));
    paths.into_iter().map(digest).collect()
}

/// Reads a photo or another file of the sources whole.
pub fn read_file(root: &Path, path: &SourcePath) -> Result<Vec<u8>, Error> {
    let fault =
        |refused: io::Error| Error::wrap(IoOperation::Read, &root.join(path.as_str()))(refused);
    let (file, size) =
        open_regular(root, Path::new(path.as_str())).map_err(|refused| fault(refused.into()))?;
    let bytes = read_within(file, size, SOURCES.other).map_err(fault)?;
    bytes.ok_or_else(|| fault(io::ErrorKind::FileTooLarge.into()))
}

/// Writes the first files of a site into `dir`, by paths relative to it. A folder that holds
/// anything but `.git` is refused unless `force`; then only the files written here are replaced.
pub fn write_new_site(dir: &Path, files: &[(&str, &str)], force: bool) -> Result<(), InitError> {
    fs::create_dir_all(dir).map_err(Error::wrap(IoOperation::Create, dir))?;
    if !force && !holds_only(dir, &[".git"])? {
        return Err(InitError::NotEmpty(dir.to_owned()));
    }
    for (path, text) in files {
        write_first(dir, path, text.as_bytes())
            .map_err(Error::wrap(IoOperation::Write, &dir.join(path)))?;
    }
    Ok(())
}

/// Reads a file that lies anywhere, links followed: the office names it itself. `None` if it has
/// more than `most` bytes.
pub fn read_external_file(path: &Path, most: u64) -> Result<Option<Vec<u8>>, Error> {
    let file = File::open(path).map_err(Error::wrap(IoOperation::Read, path))?;
    let metadata = file
        .metadata()
        .map_err(Error::wrap(IoOperation::Read, path))?;
    if !metadata.is_file() {
        return Err(Error::wrap(IoOperation::Read, path)(
            io::ErrorKind::InvalidInput,
        ));
    }
    read_within(file, metadata.len(), most).map_err(Error::wrap(IoOperation::Read, path))
}

/// Which of two files a record lies in: `FOLDER_FLAGS/NAME.md` or `FOLDER_FLAGS/NAME/index.md`; empty where it
/// is not there yet.
pub fn record_sources(root: &Path, record: &str) -> Vec<SourcePath> {
    let paths = [format!("{record}/index.md"), format!("{record}.md")];
    let there = |path: &SourcePath| fs::symlink_metadata(root.join(path.as_str())).is_ok();
    let paths = paths.iter().filter_map(|path| SourcePath::new(path));
    paths.filter(there).collect()
}

/// Writes a source of the site, whole or not at all; what was there is replaced.
pub fn write_source(root: &Path, path: &SourcePath, bytes: &[u8]) -> Result<(), Error> {
    write_first(root, path.as_str(), bytes)
        .map_err(Error::wrap(IoOperation::Write, &root.join(path.as_str())))
}

/// Writes one file beside its place and moves it there, so that a file which is replaced is whole
/// at any moment and a link in its place is not followed.
fn write_first(dir: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let path = SourcePath::new(path).ok_or(io::ErrorKind::InvalidInput)?;
    let mut folder: OwnedFd = File::open(dir)?.into();
    let mut folders: Vec<&str> = path.segments().collect();
    folders.pop();
    for name in folders {
        match rustix::fs::mkdirat(&folder, name, Mode::from_raw_mode(0o777)) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(error) => return Err(error.into()),
        }
        folder = rustix::fs::openat(&folder, name, FOLDER_FLAGS, Mode::empty())?;
    }
    let beside = format!(".{}.ssg-new", path.file_name());
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
    let mut file: File =
        rustix::fs::openat(&folder, &*beside, flags, Mode::from_raw_mode(0o666))?.into();
    let written = file.write_all(bytes).and_then(|()| {
        Ok(rustix::fs::renameat(
            &folder,
            &*beside,
            &folder,
            path.file_name(),
        )?)
    });
    if written.is_err() {
        let _ = rustix::fs::unlinkat(&folder, &*beside, rustix::fs::AtFlags::empty());
    }
    written
}

/// Whether a folder holds nothing but what is named.
pub(crate) fn holds_only(dir: &Path, apart_from: &[&str]) -> Result<bool, Error> {
    for entry in fs::read_dir(dir).map_err(Error::wrap(IoOperation::List, dir))? {
        let name = entry
            .map_err(Error::wrap(IoOperation::List, dir))?
            .file_name();
        if !apart_from.iter().any(|known| name == **known) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A folder's identity, which links, bind mounts and spellings of its name cannot hide.
pub(crate) type FileId = (u64, u64);

/// The identity of what lies at `path`, links followed.
pub(crate) fn file_id(path: &Path) -> Option<FileId> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

/// The identities of `top` and of all folders below it; empty where there is none. A folder that
/// cannot be listed counts with what is known of it.
pub(crate) fn folder_ids(top: &Path) -> BTreeSet<FileId> {
    WalkDir::new(top)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_dir() || entry.depth() == 0)
        .filter_map(|entry| file_id(entry.path()))
        .collect()
}

/// What lies in a folder.
#[derive(Debug, Default)]
pub(crate) struct FileTree {
    /// Everything that is no folder, by paths relative to it and joined by `/`. A name that is not
    /// UTF-8 is escaped.
    pub(crate) files: BTreeMap<String, Metadata>,
    /// The identities of the folders below it.
    pub(crate) folders: BTreeSet<FileId>,
}

impl FileTree {
    /// What lies below `top`, but for the top-level folders named in `apart_from`.
    pub(crate) fn list(top: &Path, apart_from: &[&str]) -> Result<Self, Error> {
        // Two levels are listed at once, what lies deeper side by side.
        const TOP: usize = 2;
        let (mut tree, mut folders) = (Self::default(), Vec::new());
        let walk = WalkDir::new(top).min_depth(1).max_depth(TOP).into_iter();
        let wanted = walk.filter_entry(|entry| {
            entry.depth() != 1 || !apart_from.iter().any(|known| entry.file_name() == *known)
        });
        for entry in wanted {
            let entry = entry.map_err(|error| listing(error, top))?;
            tree.add(node(top, &entry)?);
            if entry.file_type().is_dir() && entry.depth() == TOP {
                folders.push(entry.into_path());
            }
        }
        let list = |folder: &PathBuf| {
            let walk = WalkDir::new(folder).min_depth(1).into_iter();
            let found = walk.map(|entry| node(top, &entry.map_err(|error| listing(error, top))?));
            found.collect::<Result<Vec<_>, Error>>()
        };
        parallel::for_each_in_order(&folders, parallel::thread_count(None), list, |found| {
            found?.into_iter().for_each(|node| tree.add(node));
            Ok(())
        })?;
        Ok(tree)
    }

    fn add(&mut self, node: Node) {
        match node {
            Node::Folder(id) => {
                self.folders.insert(id);
            }
            Node::File(path, metadata) => {
                self.files.insert(path, metadata);
            }
        }
    }
}

/// Removes what lies in the folders of `top`, side by side, as far as it can be: whoever wants it gone
/// removes the rest, and tells what stays. No link is followed, whoever swaps a folder for one.
pub(crate) fn remove_subfolders(top: &Path) {
    /// Of so many folders one is open at the same time; what lies in others is left.
    const MOST: usize = 256;
    let Ok(top) = rustix::fs::open(top, FOLDER_FLAGS, Mode::empty()) else {
        return;
    };
    let names = folders_in(&top).into_iter().take(MOST);
    let outer =
        names.filter_map(|name| rustix::fs::openat(&top, name, FOLDER_FLAGS, Mode::empty()).ok());
    let outer: Vec<OwnedFd> = outer.collect();
    let inner = outer.iter().flat_map(|outer| {
        let names = folders_in(outer).into_iter();
        names.map(move |name| (outer, name))
    });
    let inner: Vec<(&OwnedFd, CString)> = inner.collect();
    parallel::map(&inner, parallel::thread_count(None), |(outer, name)| {
        remove_folder(outer, name, 0);
    });
}

/// The names of the folders in an open one; of one that cannot be listed, none.
fn folders_in(folder: &OwnedFd) -> Vec<CString> {
    let entries = Dir::read_from(folder).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type() == FileType::Directory);
    let names = folders.map(|entry| entry.file_name().to_owned());
    names.filter(|name| !is_dots(name)).collect()
}

fn is_dots(name: &CStr) -> bool {
    matches!(name.to_bytes(), b"." | b"..")
}

/// Removes a folder and all below it, as far as it can be.
fn remove_folder(outer: &OwnedFd, name: &CStr, depth: usize) {
    /// No site has deeper folders.
    const DEEPEST: usize = 32;
    let opened = rustix::fs::openat(outer, name, FOLDER_FLAGS, Mode::empty());
    let Some(folder) = opened.ok().filter(|_| depth < DEEPEST) else {
        return;
    };
    for entry in Dir::read_from(&folder).into_iter().flatten().flatten() {
        match (entry.file_name(), entry.file_type()) {
            (name, _) if is_dots(name) => {}
            (name, FileType::Directory) => remove_folder(&folder, name, depth + 1),
            (name, _) => {
                let _ = rustix::fs::unlinkat(&folder, name, AtFlags::empty());
            }
        }
    }
    let _ = rustix::fs::unlinkat(outer, name, AtFlags::REMOVEDIR);
}

/// One thing that lies in a folder.
enum Node {
    Folder(FileId),
    File(String, Metadata),
}

fn node(top: &Path, entry: &walkdir::DirEntry) -> Result<Node, Error> {
    let metadata = entry.metadata().map_err(|error| listing(error, top))?;
    if metadata.is_dir() {
        return Ok(Node::Folder((metadata.dev(), metadata.ino())));
    }
    let inside = entry.path().strip_prefix(top).unwrap_or(entry.path());
    Ok(Node::File(printable(inside.as_os_str()), metadata))
}

fn listing(error: walkdir::Error, top: &Path) -> Error {
    let path = error.path().unwrap_or(top).to_owned();
    Error {
        operation: IoOperation::List,
        path,
        source: cause(error),
    }
}

/// What the system said, without the wrapping that names the path once more.
fn cause(error: walkdir::Error) -> io::Error {
    // It has no error of the system only where a link leads in a circle, and none is followed.
    error.into_io_error().unwrap_or_else(|| Errno::LOOP.into())
}

fn content() -> SourcePath {
    SourcePath::new("content").expect("a sound name")
}

fn is_text(path: &SourcePath, extensions: &[&str]) -> bool {
    let extension = path.extension();
    extensions.iter().any(|e| extension.eq_ignore_ascii_case(e))
}

/// A file that was listed. Its name on the disk may differ from its path, which is in NFC.
struct Found {
    path: SourcePath,
    on_disk: PathBuf,
}

/// Lists and reads the files of a site, and notes what is wrong with them.
struct Reader<'a> {
    root: &'a Path,
    limits: &'a Limits,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn new(root: &'a Path, limits: &'a Limits) -> Self {
        Self {
            root,
            limits,
            diagnostics: Vec::new(),
        }
    }

    fn checked<T>(mut self, value: T) -> Checked<T> {
        // By path, whatever was found first; faults of one file stay in their order.
        self.diagnostics.sort_by(|a, b| a.place.cmp(&b.place));
        Checked {
            value,
            diagnostics: self.diagnostics,
        }
    }

    fn tell(&mut self, path: &SourcePath, message: Message) -> &mut Diagnostic {
        self.diagnostics
            .push(Diagnostic::error(Place::file(path), message));
        self.diagnostics.last_mut().expect("one was just added")
    }

    /// The regular files under `top`, in the order of their paths.
    fn list(&mut self, top: &SourcePath) -> Result<Vec<Found>, Error> {
        if !self.is_real_folder(top)? {
            return Ok(Vec::new());
        }
        let folder = self.root.join(top.as_str());
        let mut found = BTreeMap::new();
        let mut entries = WalkDir::new(&folder)
            .follow_root_links(false)
            .min_depth(1)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| !is_hidden(entry.file_name()));
        let mut count = 0;
        while let Some(entry) = entries.next() {
            count += 1;
            if count > self.limits.entries {
                let most = self.limits.entries.to_string();
                self.tell(top, Message::TooManyFiles { limit: most });
                break;
            }
            match entry {
                Ok(entry) if self.keep(&entry, &mut found) => {}
                Ok(entry) if entry.file_type().is_dir() => entries.skip_current_dir(),
                Ok(_) => {}
                Err(error) if error.depth() == 0 => return Err(listing(error, &folder)),
                Err(error) => self.unlisted(top, error),
            }
        }
        let found = found.into_iter();
        Ok(found
            .map(|(path, on_disk)| Found { path, on_disk })
            .collect())
    }

    /// Whether `top` is a folder and none of its segments a link.
    fn is_real_folder(&mut self, top: &SourcePath) -> Result<bool, Error> {
        let mut at = PathBuf::new();
        for name in top.segments() {
            at.push(name);
            let on_disk = self.root.join(&at);
            let kind = fs::symlink_metadata(&on_disk)
                .map_err(Error::wrap(IoOperation::Read, &on_disk))?
                .file_type();
            if !kind.is_dir() {
                let refused = if kind.is_symlink() {
                    Refused::Symlink
                } else {
                    Refused::NotAFile
                };
                self.refused(top, &at, refused);
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Takes a listed file up. `false` for what is not wanted, with all that lies in it.
    fn keep(
        &mut self,
        entry: &walkdir::DirEntry,
        found: &mut BTreeMap<SourcePath, PathBuf>,
    ) -> bool {
        let Some((path, on_disk)) = self.place(entry.path()) else {
            self.unnamed(entry);
            return false;
        };
        let kind = entry.file_type();
        if kind.is_symlink() {
            self.refused(&path, &on_disk, Refused::Symlink);
        } else if kind.is_file() {
            if let Some(first) = found.get(&path) {
                let (first, second) = (spelled_out(first), spelled_out(&on_disk));
                self.tell(&path, Message::DuplicateFileName)
                    .hints
                    .push(Message::DuplicateFileNameHint { first, second });
            } else {
                found.insert(path, on_disk);
            }
        } else if !kind.is_dir() {
            self.refused(&path, &on_disk, Refused::NotAFile);
        }
        true
    }

    /// The path of a listed file and its place below the root; `None` if its name is not sound.
    fn place(&self, listed: &Path) -> Option<(SourcePath, PathBuf)> {
        let on_disk = listed.strip_prefix(self.root).ok()?;
        let path = SourcePath::new(&nfc(on_disk.to_str()?))?;
        Some((path, on_disk.to_owned()))
    }

    /// Tells of a name that is not sound, at the folder that holds it.
    fn unnamed(&mut self, entry: &walkdir::DirEntry) {
        let name = printable(entry.file_name());
        let folder = entry.path().parent().and_then(|folder| self.place(folder));
        let folder = folder.map_or_else(content, |(path, _)| path);
        self.tell(&folder, Message::BadFileName { name })
            .hints
            .push(Message::BadFileNameHint);
    }

    /// Tells of a folder that could not be listed, or a file that went while it was.
    fn unlisted(&mut self, top: &SourcePath, error: walkdir::Error) {
        let at = error.path().and_then(|path| self.place(path));
        let at = at.map_or_else(|| top.clone(), |(path, _)| path);
        let why = why(&cause(error));
        self.tell(&at, Message::Unreadable { why });
    }

    fn refused(&mut self, path: &SourcePath, on_disk: &Path, refused: Refused) {
        let target = fs::read_link(self.root.join(on_disk));
        let told = self.tell(
            path,
            match refused {
                Refused::Symlink => Message::Symlink,
                Refused::NotAFile => Message::NotAFile,
                Refused::Io(error) => Message::Unreadable { why: why(&error) },
            },
        );
        if let (Message::Symlink, Ok(target)) = (&told.message, target) {
            told.hints.push(Message::SymlinkHint {
                target: printable(target.as_os_str()),
            });
        }
    }

    fn too_large(&mut self, path: &SourcePath, size: u64, most: u64) {
        let (size, most) = (mebibytes(size), mebibytes(most));
        self.tell(path, Message::FileTooLarge { size, limit: most });
    }

    /// Opens a listed file and gives its size, of at most `most` bytes.
    fn open(&mut self, found: &Found, most: u64) -> Option<(File, u64)> {
        match open_regular(self.root, &found.on_disk) {
            Ok((_, size)) if size > most => self.too_large(&found.path, size, most),
            Ok(opened) => return Some(opened),
            Err(refused) => self.refused(&found.path, &found.on_disk, refused),
        }
        None
    }

    fn bytes(&mut self, found: &Found, most: u64) -> Option<Vec<u8>> {
        let (file, size) = self.open(found, most)?;
        match read_within(file, size, most) {
            Ok(Some(bytes)) => return Some(bytes),
            Ok(None) => self.too_large(&found.path, most + 1, most),
            Err(error) => self.refused(&found.path, &found.on_disk, Refused::Io(error)),
        }
        None
    }

    /// A listed file as its name says what it is; `None` where it cannot be read, and was told.
    fn read(&mut self, found: &Found, seen: &FileCache) -> Option<Read> {
        if is_text(&found.path, &["md", "yaml", "yml"]) {
            let (stamp, text) = self.text_or(found, &seen.texts)?;
            return Some(Read::Text(stamp, text));
        }
        let Some(format) = Format::of(&found.path) else {
            let (_, size) = self.open(found, self.limits.other)?;
            return Some(Read::Other(size));
        };
        let stamp = stamp(&self.root.join(&found.on_disk));
        let kept = seen.photos.get(&found.path);
        if let Some((old, photo)) = kept.filter(|(old, _)| Some(*old) == stamp) {
            return Some(Read::Photo(stamp, Ok(photo.clone()), old.1));
        }
        let bytes = self.bytes(found, self.limits.other)?;
        let measured = photo::measure(&bytes, format);
        Some(Read::Photo(stamp, measured, bytes.len() as u64))
    }

    /// A text and the stamp under which it may be kept: what `seen` has where the file is still the
    /// same, else what the file holds.
    fn text_or(
        &mut self,
        found: &Found,
        seen: &BTreeMap<SourcePath, (FileStamp, Arc<str>)>,
    ) -> Option<(Option<FileStamp>, Arc<str>)> {
        // Taken before the file is read: what is written meanwhile is seen the next time.
        let stamp = stamp(&self.root.join(&found.on_disk));
        let kept = seen.get(&found.path);
        if let Some((_, text)) = kept.filter(|(old, _)| Some(*old) == stamp) {
            return Some((stamp, Arc::clone(text)));
        }
        let before = self.diagnostics.len();
        let text = self.text(found)?;
        let is_sound = self.diagnostics.len() == before;
        Some((stamp.filter(|_| is_sound), text))
    }

    fn text(&mut self, found: &Found) -> Option<Arc<str>> {
        let bytes = self.bytes(found, self.limits.text)?;
        let (text, garbled) = decode(&bytes);
        if let Some((message, at)) = garbled {
            let place = Place::new(&found.path, at);
            let told = Diagnostic::error(place, message).hint(Message::NotUtf8Hint);
            self.diagnostics.push(told);
        }
        Some(text.into())
    }
}

/// What an editor, a desktop or a file server leaves behind and no author means.
fn is_hidden(name: &OsStr) -> bool {
    let name = name.as_bytes();
    let junk: [&[u8]; 2] = [b"thumbs.db", b"desktop.ini"];
    name.starts_with(b".")
        || name.ends_with(b"~")
        || name.ends_with(b".swp")
        // Word's lock files.
        || name.starts_with(b"~$")
        || (name.starts_with(b"#") && name.ends_with(b"#"))
        || junk.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// A text as the compiler reads it, and what was wrong with its bytes and where.
fn decode(bytes: &[u8]) -> (String, Option<(Message, std::ops::Range<usize>)>) {
    match bytes {
        // Its text is kept, so that links to the file do not seem broken as well.
        [0xff, 0xfe, rest @ ..] => (
            utf16(rest, u16::from_le_bytes),
            Some((Message::Utf16, 0..0)),
        ),
        [0xfe, 0xff, rest @ ..] => (
            utf16(rest, u16::from_be_bytes),
            Some((Message::Utf16, 0..0)),
        ),
        _ => match simdutf8::compat::from_utf8(bytes) {
            Ok(text) => (normal(text), None),
            Err(error) => {
                let (before, after) = bytes.split_at(error.valid_up_to());
                // U+FFFD joins with nothing, so the text before it is normalised alone.
                let at = normal(&String::from_utf8_lossy(before)).len();
                let byte = after
                    .first()
                    .map_or(String::new(), |b| format!("0x{b:02x}"));
                let text = normal(&String::from_utf8_lossy(bytes));
                (
                    text,
                    Some((Message::NotUtf8 { byte }, at..at + '\u{fffd}'.len_utf8())),
                )
            }
        },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks().0.iter().map(|pair| unit(*pair));
    normal(&String::from_utf16_lossy(&units.collect::<Vec<u16>>()))
}

/// Why a file was not opened.
#[derive(Debug)]
enum Refused {
    Symlink,
    NotAFile,
    Io(io::Error),
}

impl From<Errno> for Refused {
    fn from(errno: Errno) -> Self {
        match errno {
            Errno::LOOP => Self::Symlink,
            // A socket, or a device without a driver.
            Errno::NXIO | Errno::NODEV => Self::NotAFile,
            other => Self::Io(other.into()),
        }
    }
}

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Symlink => Errno::LOOP.into(),
            Refused::NotAFile => Self::new(io::ErrorKind::InvalidInput, "not a regular file"),
            Refused::Io(error) => error,
        }
    }
}

/// How a folder is opened on the way to a file.
pub(crate) const FOLDER_FLAGS: OFlags = OFlags::DIRECTORY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// How a file is opened: a link fails, and a pipe without a writer gives no wait but a file
/// descriptor, which is then seen not to be a file.
const FILE_FLAGS: OFlags = OFlags::NOFOLLOW
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

/// Opens a regular file below `root` and gives its size. No link below `root` is followed.
fn open_regular(root: &Path, relative: &Path) -> Result<(File, u64), Refused> {
    let mut folder = rustix::fs::open(root, OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    let mut names = relative.components().peekable();
    while let Some(Component::Normal(name)) = names.next() {
        if names.peek().is_some() {
            folder = step(&folder, name, FOLDER_FLAGS)?;
            continue;
        }
        let file = File::from(step(&folder, name, FILE_FLAGS)?);
        let metadata = file.metadata().map_err(Refused::Io)?;
        return if metadata.is_file() {
            Ok((file, metadata.len()))
        } else {
            Err(Refused::NotAFile)
        };
    }
    Err(Refused::Io(io::ErrorKind::InvalidInput.into()))
}

/// Opens a name in a folder; if it is not there, the same name in another Unicode form.
fn step(folder: &OwnedFd, name: &OsStr, flags: OFlags) -> Result<OwnedFd, Errno> {
    match rustix::fs::openat(folder, name, flags, Mode::empty()) {
        Err(Errno::NOENT) => {
            let other = other_form(folder, name).ok_or(Errno::NOENT)?;
            rustix::fs::openat(folder, other, flags, Mode::empty())
        }
        opened => opened,
    }
}

fn other_form(folder: &OwnedFd, name: &OsStr) -> Option<OsString> {
    let name = nfc(name.to_str()?);
    // An ASCII name has no other form; most names that are missing are just missing.
    if name.is_ascii() {
        return None;
    }
    let same = |entry: rustix::fs::DirEntry| {
        let found = entry.file_name().to_str().ok()?;
        (nfc(found) == name).then(|| found.into())
    };
    let entries = rustix::fs::Dir::read_from(folder).ok()?;
    entries.filter_map(Result::ok).find_map(same)
}

/// Reads a file; `None` if it has grown beyond `most` bytes since it was opened.
fn read_within(file: File, size: u64, most: u64) -> io::Result<Option<Vec<u8>>> {
    if size > most {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
    file.take(most + 1).read_to_end(&mut bytes)?;
    let grown = u64::try_from(bytes.len()).is_ok_and(|read| read > most);
    Ok((!grown).then_some(bytes))
}

/// Reads a small regular file in a folder without following a link; `None` if there is none or it
/// has more than `most` bytes.
pub(crate) fn read_small_file(
    folder: &Path,
    name: &str,
    most: u64,
) -> Result<Option<Vec<u8>>, Error> {
    let fault = |refused: Refused| Error::wrap(IoOperation::Read, &folder.join(name))(refused);
    match open_regular(folder, Path::new(name)) {
        Ok((file, size)) => read_within(file, size, most).map_err(|e| fault(Refused::Io(e))),
        Err(Refused::Io(error))
            if !matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied
            ) =>
        {
            Err(fault(Refused::Io(error)))
        }
        Err(_) => Ok(None),
    }
}

/// Opens the folder at `relative` below an open one, segment by segment, no link followed.
pub(crate) fn open_folder(top: impl AsFd, relative: &str) -> Result<OwnedFd, Errno> {
    let mut at = rustix::fs::openat(top, ".", FOLDER_FLAGS, Mode::empty())?;
    for name in relative.split('/').filter(|name| !name.is_empty()) {
        at = rustix::fs::openat(&at, name, FOLDER_FLAGS, Mode::empty())?;
    }
    Ok(at)
}

/// A name or path for a message: what is not UTF-8 as `\xNN`, control characters escaped.
pub fn printable(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            if c.is_control() {
                text.extend(c.escape_default());
            } else {
                text.push(c);
            }
        }
        text.push_str(&chunk.invalid().escape_ascii().to_string());
    }
    text
}

/// A path with each combining mark written out, so that two forms of one name can be told apart.
fn spelled_out(path: &Path) -> String {
    let mut text = String::new();
    for c in printable(path.as_os_str()).chars() {
        match c {
            '\u{300}'..='\u{36f}' => text.extend(c.escape_unicode()),
            _ => text.push(c),
        }
    }
    text
}

/// The reason as the system words it, without its number.
fn why(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error ") {
        Some((why, _)) => why.to_owned(),
        None => text,
    }
}

/// A size for people, rounded up, so that a file past its limit never shows the limit itself.
fn mebibytes(size: u64) -> String {
    format!("{} MiB", size.div_ceil(1 << 20))
}

#[cfg(test)]
mod tests {
    use std::os::unix::ffi::OsStringExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::os::unix::net::UnixListener;

    use rustix::fs::{CWD, FileType, mknodat};
    use tempfile::TempDir;

    use super::*;

    fn site(files: &[(&str, &[u8])]) -> TempDir {
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(dir.path().join("content")).expect("a folder");
        for (path, bytes) in files {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        dir
    }

    fn path(path: &str) -> SourcePath {
        SourcePath::new(path).expect("a sound path")
    }

    /// What is told: the place and the message with its hints, in English.
    fn told<T>(checked: &Checked<T>) -> Vec<String> {
        let line = |told: &Diagnostic| {
            let place = told.place.as_ref().expect("a place");
            let hints: Vec<_> = told.hints.iter().map(Message::to_string).collect();
            let hints = hints.join("; ");
            format!("{}: {} ({hints})", place.path, told.message)
        };
        checked.diagnostics.iter().map(line).collect()
    }

    fn fifo(path: &Path) {
        mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o644), 0).expect("a pipe");
    }

    #[test]
    fn folders_are_cleared_out_and_no_link_is_followed() {
        let dir = site(&[
            ("out/a/b/c/d.html", b"d"),
            ("out/a/e.html", b"e"),
            ("out/f/g.html", b"g"),
            ("out/top.html", b"top"),
            ("kept/a/h.html", b"h"),
        ]);
        let at = |path: &str| dir.path().join(path);
        symlink(at("kept"), at("out/f/link")).expect("a link");
        symlink(at("kept"), at("out/link")).expect("a link");
        remove_subfolders(&at("out"));
        // Folders of folders go; the rest is little.
        let left: Vec<String> = FileTree::list(&at("out"), &[])
            .expect("listed")
            .files
            .into_keys()
            .collect();
        assert_eq!(left, ["a/e.html", "f/g.html", "f/link", "link", "top.html"]);
        assert!(!at("out/a/b").exists() && at("kept/a/h.html").exists());
        // What is no folder, or nothing, is left to whoever asked.
        remove_subfolders(&at("out/link"));
        remove_subfolders(&at("nowhere"));
        assert!(at("kept/a/h.html").exists());
    }

    #[test]
    fn a_site_is_found_from_below() {
        let dir = site(&[
            ("content/site.yaml", b"title: x"),
            ("content/a/b/c.md", b""),
        ]);
        let root = fs::canonicalize(dir.path()).expect("it exists");
        let below = dir.path().join("content/a/b");
        assert_eq!(find_site_root(&below), Some(root.clone()));
        assert_eq!(find_site_root(&below.join("../..")), Some(root));
        assert_eq!(find_site_root(Path::new("/")), None);
    }

    #[test]
    fn of_what_changed_no_more_is_read_than_need_be() {
        let folder = site(&[
            ("content/reports/a.md", b"A"),
            ("content/reports/b.md", b"B"),
        ]);
        let root = folder.path();
        let mut seen = FileCache::default();
        read_sources_cached(root, &mut seen).expect("it is read");
        let mut texts = |files: &[(&str, Option<&str>)], named: &[&str]| {
            for (file, text) in files {
                let at = root.join("content/reports").join(file);
                match text {
                    Some(text) => fs::write(at, text).expect("written"),
                    None => fs::remove_file(at).expect("removed"),
                }
            }
            let named = named
                .iter()
                .map(|name| root.join("content/reports").join(name));
            let read = read_changed_sources(root, &mut seen, &named.collect()).expect("it is read");
            let texts = read.value.texts.into_values();
            (
                texts.map(|text| text.to_string()).collect::<String>(),
                read.diagnostics.len(),
            )
        };
        // Only the file that is named is looked at, and what an editor leaves behind is not.
        let (a, b) = (("a.md", Some("C")), ("b.md", Some("D")));
        assert_eq!(texts(&[a, b], &["a.md", ".a.md.swp"]), ("CB".into(), 0));
        assert_eq!(texts(&[], &["b.md"]), ("CD".into(), 0));
        // A file that is new, or gone, or no text: everything is.
        let new = ("c.md", Some("E"));
        assert_eq!(
            texts(&[("a.md", Some("F")), new], &["c.md"]),
            ("FDE".into(), 0)
        );
        assert_eq!(texts(&[("b.md", None)], &["b.md"]), ("FE".into(), 0));
        fs::write(root.join("content/reports/a.md"), [0xff, b'x']).expect("written");
        assert_eq!(texts(&[], &["a.md"]).1, 1);
        assert_eq!(texts(&[], &["c.md"]).1, 1, "what is wrong is told again");
        assert_eq!(texts(&[a], &["a.md"]), ("CE".into(), 0));
    }

    #[test]
    fn sources_are_read_as_an_author_means_them() {
        let dir = site(&[
            ("content/site.yaml", b"\xef\xbb\xbftitle: x\r\n"),
            (
                "content/reports/2023/Hue\u{302}\u{301}.md",
                "Hoa\u{300}\r\n".as_bytes(),
            ),
            ("content/reports/2023/anh.jpg", b"\xff\xd8\xff"),
            ("content/.git/config", b"x"),
            ("content/.hidden.md", b"x"),
            ("content/a.md~", b"x"),
            ("content/#a.md#", b"x"),
            ("content/.a.md.swp", b"x"),
            ("content/~$a.docx", b"x"),
            ("content/Thumbs.db", b"x"),
            ("content/x/desktop.ini", b"x"),
        ]);
        symlink("me@host.1:2", dir.path().join("content/.#a.md")).expect("Emacs's lock");
        let read = read_sources(dir.path()).expect("readable");
        assert_eq!(told(&read), Vec::<String>::new());
        let texts: Vec<_> = read
            .value
            .texts
            .iter()
            .map(|(p, t)| (p.as_str(), &**t))
            .collect();
        let hue = "content/reports/2023/Huế.md";
        assert_eq!(texts, [(hue, "Hoà\n"), ("content/site.yaml", "title: x\n")]);
        let photo = path("content/reports/2023/anh.jpg");
        assert_eq!(read.value.attachments, BTreeMap::from([(photo, 3)]));
        // The name on the disk is in another form.
        assert_eq!(read_text(dir.path(), &path(hue)).as_deref(), Some("Hoà\n"));
        assert!(open_attachment(dir.path(), &path(hue)).is_ok());
        assert_eq!(read_text(dir.path(), &path("content/Đà.md")), None);
    }

    #[test]
    fn all_faults_are_told_at_once_and_nothing_hangs() {
        let dir = site(&[
            ("content/good.md", b"good"),
            ("content/utf16.md", b"\xff\xfeH\0i\0"),
            ("content/utf8.md", b"\xef\xbb\xbfa\r\nHoa\xcc\x80 \xff"),
            ("content/Hu\u{1ebf}.md", b"1"),
            ("content/Hue\u{302}\u{301}.md", b"2"),
            ("content/back\\slash.md", b"x"),
            ("content/line\nend.md", b"x"),
            ("secret/key.md", b"TOP SECRET"),
        ]);
        let at = |name: &str| dir.path().join("content").join(name);
        symlink("../secret/key.md", at("link.md")).expect("a link");
        symlink("../secret", at("folder-link")).expect("a link");
        symlink("nowhere", at("dangling.md")).expect("a link");
        symlink("loop.md", at("loop.md")).expect("a link");
        fifo(&at("pipe.md"));
        let _socket = UnixListener::bind(at("socket.jpg")).expect("a socket");
        let bad = OsString::from_vec(b"bad-\xff.md".to_vec());
        fs::write(dir.path().join("content").join(bad), "x").expect("a file");
        let bad = OsString::from_vec(b"folder-\xe1".to_vec());
        fs::create_dir(dir.path().join("content").join(&bad)).expect("a folder");
        fs::write(dir.path().join("content").join(&bad).join("x.md"), "x").expect("a file");
        for (name, size) in [("big.md", SOURCES.text), ("big.zip", SOURCES.other)] {
            let file = File::create(at(name)).expect("a file");
            file.set_len(size + 1).expect("a sparse file");
        }

        let read = read_sources(dir.path()).expect("readable");
        assert!(
            !read
                .value
                .texts
                .values()
                .any(|text| text.contains("SECRET"))
        );
        let name_hint = "rename it to letters, digits and dashes";
        let link = "symbolic links are not followed";
        let special = "this is neither a regular file nor a folder";
        let save = "open the file in an editor and save it as UTF-8";
        let mut told = told(&read);
        told[..4].sort();
        assert_eq!(
            told,
            [
                format!(r"content: the file name `back\slash.md` cannot be used ({name_hint})"),
                format!(r"content: the file name `bad-\xff.md` cannot be used ({name_hint})"),
                format!(r"content: the file name `folder-\xe1` cannot be used ({name_hint})"),
                format!(r"content: the file name `line\nend.md` cannot be used ({name_hint})"),
                "content/Huế.md: two files bear one name once Unicode is normalised (on the disk they are `content/Hue\\u{302}\\u{301}.md` and `content/Huế.md`; take one away)".to_owned(),
                "content/big.md: the file has 17 MiB, the limit is 16 MiB ()".to_owned(),
                "content/big.zip: the file has 101 MiB, the limit is 100 MiB ()".to_owned(),
                format!("content/dangling.md: {link} (it points to `nowhere`; put the file itself here)"),
                format!("content/folder-link: {link} (it points to `../secret`; put the file itself here)"),
                format!("content/link.md: {link} (it points to `../secret/key.md`; put the file itself here)"),
                format!("content/loop.md: {link} (it points to `loop.md`; put the file itself here)"),
                format!("content/pipe.md: {special} ()"),
                format!("content/socket.jpg: {special} ()"),
                format!("content/utf16.md: the file is saved as UTF-16, not UTF-8 ({save})"),
                format!("content/utf8.md: the file is not UTF-8: it holds the byte 0xff ({save})"),
            ]
        );
        let garbled = path("content/utf8.md");
        let text = &read.value.texts[&garbled];
        let place = read.diagnostics.last().and_then(|told| told.place.clone());
        let span = place.expect("a place").span;
        assert_eq!(
            (&**text, &text[span.start..span.end]),
            ("a\nHoà \u{fffd}", "\u{fffd}")
        );
        assert_eq!(read_text(dir.path(), &garbled).as_deref(), Some(&**text));
        assert_eq!(&*read.value.texts[&path("content/utf16.md")], "Hi");
        for refused in ["link.md", "pipe.md", "big.md", "folder-link/key.md"] {
            assert_eq!(
                read_text(dir.path(), &path(&format!("content/{refused}"))),
                None
            );
        }
    }

    #[test]
    fn what_changes_after_it_was_listed_is_not_followed() {
        let dir = site(&[("content/a/b.md", b"b"), ("secret/b.md", b"TOP SECRET")]);
        let open = |path: &str| open_regular(dir.path(), Path::new(path)).map(|(_, size)| size);
        assert!(matches!(open("content/a/b.md"), Ok(1)));
        assert!(matches!(open("content/a"), Err(Refused::NotAFile)));
        assert!(matches!(open("content/a/../a/b.md"), Err(Refused::Io(_))));
        fs::rename(dir.path().join("content/a"), dir.path().join("content/old")).expect("moved");
        assert!(matches!(open("content/a/b.md"), Err(Refused::Io(_))));
        symlink("../secret", dir.path().join("content/a")).expect("a link");
        assert!(open("content/a/b.md").is_err());
        symlink("../secret/b.md", dir.path().join("content/b.md")).expect("a link");
        assert!(matches!(open("content/b.md"), Err(Refused::Symlink)));
        fifo(&dir.path().join("content/pipe"));
        assert!(matches!(open("content/pipe"), Err(Refused::NotAFile)));
        let error = open_attachment(dir.path(), &path("content/b.md")).expect_err("a link");
        assert!(error.path.ends_with("content/b.md"), "{error}");

        // The same while the reader is at it.
        let mut reader = Reader::new(dir.path(), &SOURCES);
        let gone = Found {
            path: path("content/gone.md"),
            on_disk: "content/gone.md".into(),
        };
        assert_eq!(reader.text(&gone), None);
        assert_eq!(
            told(&reader.checked(())),
            ["content/gone.md: the file cannot be read: No such file or directory ()"]
        );
    }

    #[test]
    fn content_itself_must_be_a_folder() {
        let dir = site(&[("elsewhere/a.md", b"x")]);
        fs::remove_dir(dir.path().join("content")).expect("empty");
        let error = read_sources(dir.path()).expect_err("there is none");
        assert_eq!(error.source.kind(), io::ErrorKind::NotFound);
        symlink("elsewhere", dir.path().join("content")).expect("a link");
        let read = read_sources(dir.path()).expect("told");
        assert_eq!(read.diagnostics[0].message, Message::Symlink);
        assert!(read.value.texts.is_empty());
    }

    #[test]
    fn reading_stops_at_a_number_of_files() {
        let dir = site(&[
            ("content/a.md", b""),
            ("content/b.md", b""),
            ("content/c.md", b""),
        ]);
        let limits = Limits {
            entries: 2,
            ..SOURCES
        };
        let read =
            sources_within(dir.path(), &limits, &mut FileCache::default()).expect("readable");
        assert_eq!(
            told(&read),
            ["content: the folder holds more than 2 files ()"]
        );
    }

    #[test]
    #[expect(clippy::print_stderr, reason = "a test that is left out says so")]
    fn what_may_not_be_read_is_told() {
        if fs::metadata("/proc/self").is_ok_and(|this| this.uid() == 0) {
            eprintln!("skipped: the superuser may read everything");
            return;
        }
        let dir = site(&[
            ("content/a.md", b"x"),
            ("content/b/c.md", b"x"),
            ("content/d.jpg", b"x"),
        ]);
        for name in ["content/a.md", "content/b", "content/d.jpg"] {
            let none = fs::Permissions::from_mode(0o000);
            fs::set_permissions(dir.path().join(name), none).expect("ours");
        }
        let read = read_sources(dir.path()).expect("told");
        let denied = "the file cannot be read: Permission denied ()";
        assert_eq!(
            told(&read),
            ["a.md", "b", "d.jpg"].map(|name| format!("content/{name}: {denied}"))
        );
        let again = fs::Permissions::from_mode(0o755);
        fs::set_permissions(dir.path().join("content/b"), again).expect("ours");
    }

    #[test]
    fn a_theme_is_read_by_names_relative_to_it() {
        let dir = site(&[
            ("themes/plain/page.html", b"\xef\xbb\xbf<p>\r\n"),
            ("themes/plain/fonts/a.woff2", b"\xff\x00"),
        ]);
        symlink("/etc/passwd", dir.path().join("themes/plain/x.css")).expect("a link");
        let read = read_theme(dir.path(), "plain").expect("readable");
        let font = ("fonts/a.woff2".to_owned(), ThemeFile::Bytes(vec![0xff, 0]));
        let page = ("page.html".to_owned(), ThemeFile::Text("<p>\n".into()));
        assert_eq!(read.value, BTreeMap::from([font, page]));
        assert_eq!(read.diagnostics.len(), 1);
        for none in ["missing", "..", "plain/fonts", ""] {
            let read = read_theme(dir.path(), none).expect("nothing");
            assert_eq!(read, Checked::clean(BTreeMap::new()), "{none}");
        }
    }

    #[test]
    fn a_new_site_replaces_nothing_unasked() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let at = dir.path().join("deep/site");
        let files = [
            ("content/site.yaml", "title: x\n"),
            (".gitignore", "public\n"),
        ];
        write_new_site(&at, &files, false).expect("it was empty");
        let error = write_new_site(&at, &files, false).expect_err("it is not empty");
        assert!(matches!(error, InitError::NotEmpty(path) if path == at));
        fs::write(at.join("content/site.yaml"), "old").expect("ours");
        fs::write(at.join("content/mine.md"), "mine").expect("ours");
        write_new_site(&at, &files, true).expect("forced");
        let read = |name: &str| fs::read_to_string(at.join(name)).expect("a file");
        assert_eq!(read("content/site.yaml"), "title: x\n");
        assert_eq!(read("content/mine.md"), "mine");
        // Neither a link in a file's place nor one in a folder's is followed.
        fs::remove_file(at.join(".gitignore")).expect("ours");
        symlink("content/mine.md", at.join(".gitignore")).expect("a link");
        write_new_site(&at, &files, true).expect("forced");
        assert_eq!(
            (read("content/mine.md"), read(".gitignore")),
            ("mine".into(), "public\n".into())
        );
        fs::rename(at.join("content"), dir.path().join("outside")).expect("ours");
        symlink("../../outside", at.join("content")).expect("a link");
        assert!(write_new_site(&at, &files, true).is_err());
    }
}
