//! The Windows side: the standard library, without unsafe code.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::os::windows::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Component, Path, PathBuf, Prefix};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use walkdir::WalkDir;

use super::LockAttempt;

/// Volume and number of a file or folder. Links and other spellings of its path lead to the same
/// identity.
pub(crate) type FileId = (u64, u128);

/// A value that changes with every save of a file: its size in bytes, and when it was created and
/// last written, in units of 100 nanoseconds.
pub type FileStamp = (u64, u64, u64);

// Access rights, share modes, flags and attributes, by the numbers of winnt.h and winbase.h.
const DELETE: u32 = 0x0001_0000;
const GENERIC_READ: u32 = 0x8000_0000;
const GENERIC_WRITE: u32 = 0x4000_0000;
const FILE_SHARE_READ: u32 = 1;
const FILE_SHARE_WRITE: u32 = 2;
const FILE_FLAG_BACKUP_SEMANTICS: u32 = 0x0200_0000;
const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
const FILE_ATTRIBUTE_REPARSE_POINT: u32 = 0x400;

// Errors, by the numbers of winerror.h.
const ERROR_ACCESS_DENIED: i32 = 5;
const ERROR_SHARING_VIOLATION: i32 = 32;
const ERROR_LOCK_VIOLATION: i32 = 33;
const ERROR_DELETE_PENDING: i32 = 303;
const ERROR_CANT_RESOLVE_FILENAME: i32 = 1921;

/// How long a rename is tried again. A virus scanner or a viewer has a file open for less.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// An open folder. Its handle keeps other programs from renaming or removing it, so that its path
/// leads to the same folder as long as this value exists.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    _handle: File,
}

impl Folder {
    /// Opens a folder. If its last name is a link, that is an error.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Self::open_with(path, FILE_FLAG_OPEN_REPARSE_POINT)
    }

    /// Opens a folder that the user named, following links.
    pub(crate) fn open_following(path: &Path) -> io::Result<Self> {
        Self::open_with(path, 0)
    }

    fn open_with(path: &Path, flags: u32) -> io::Result<Self> {
        let handle = OpenOptions::new()
            .access_mode(GENERIC_READ)
            .share_mode(FILE_SHARE_READ | FILE_SHARE_WRITE)
            .custom_flags(FILE_FLAG_BACKUP_SEMANTICS | flags)
            .open(path)?;
        let metadata = handle.metadata()?;
        if metadata.is_symlink() {
            return Err(link_error());
        }
        if !metadata.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Ok(Self {
            path: path.to_owned(),
            _handle: handle,
        })
    }

    /// Opens the folder a second time.
    pub(crate) fn reopen(&self) -> io::Result<Self> {
        Self::open(&self.path)
    }

    pub(crate) fn subfolder(&self, name: impl AsRef<OsStr>) -> io::Result<Self> {
        Self::open(&self.path.join(name.as_ref()))
    }

    /// Opens a file to read it. It may turn out to be no regular file.
    pub(crate) fn open_file(&self, name: impl AsRef<OsStr>) -> io::Result<File> {
        let path = self.path.join(name.as_ref());
        let mut options = OpenOptions::new();
        options.read(true);
        // While it is open, nobody can exchange it for a link.
        let file = options
            .clone()
            .share_mode(FILE_SHARE_READ | FILE_SHARE_WRITE)
            .custom_flags(FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT)
            .open(&path)?;
        let metadata = file.metadata()?;
        if metadata.is_symlink() {
            return Err(link_error());
        }
        if metadata.file_attributes() & FILE_ATTRIBUTE_REPARSE_POINT == 0 {
            return Ok(file);
        }
        // A file of OneDrive may be in the cloud only. Opened like this it is fetched.
        options.open(&path)
    }

    /// Creates a folder that everyone may read who may read the folder above it.
    pub(crate) fn create_published_folder(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        fs::create_dir(self.path.join(name.as_ref()))
    }

    /// Creates a file. A file or link at `path` is an error.
    pub(crate) fn create_published_file(&self, path: &str) -> io::Result<File> {
        File::create_new(self.path.join(path))
    }

    /// Creates a folder of sources.
    pub(crate) fn create_source_folder(&self, name: &str) -> io::Result<()> {
        fs::create_dir(self.path.join(name))
    }

    /// Creates a source that must not exist yet.
    pub(crate) fn create_source_file(&self, name: &str) -> io::Result<File> {
        File::create_new(self.path.join(name))
    }

    /// The names in the folder, and whether each is a folder itself.
    pub(crate) fn entries(&self) -> io::Result<Vec<(OsString, bool)>> {
        let entries = fs::read_dir(&self.path)?.map(|entry| {
            let entry = entry?;
            Ok((entry.file_name(), entry.file_type()?.is_dir()))
        });
        entries.collect()
    }

    pub(crate) fn remove_file(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        let path = self.path.join(name.as_ref());
        match fs::remove_file(&path) {
            Err(_) if path.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            removed => removed,
        }
    }

    /// Removes an empty folder.
    pub(crate) fn remove_folder(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        fs::remove_dir(self.path.join(name.as_ref()))
    }

    /// Renames a file over another, or a folder to a name that is free.
    pub(crate) fn rename(&self, from: &str, to: &Self, name: impl AsRef<OsStr>) -> io::Result<()> {
        rename_patiently(&self.path.join(from), &to.path.join(name.as_ref()))
    }

    /// Moves the folder `name` of this folder to `to`, where it is called `new_name`.
    pub(crate) fn move_folder(&self, name: &OsStr, to: &Self, new_name: &str) -> io::Result<()> {
        rename_patiently(&self.path.join(name), &to.path.join(new_name))
    }

    /// Windows cannot exchange two folders.
    pub(crate) fn exchange(&self, _: &str, _: &Self, _: &OsStr) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Gives a file the modification time of another.
    pub(crate) fn copy_modification_time(&self, path: &str, of: &Metadata) -> io::Result<()> {
        self.set_modified(path, of.modified()?)
    }

    /// Sets the modification time of a file to now.
    pub(crate) fn touch(&self, path: &str) -> io::Result<()> {
        self.set_modified(path, SystemTime::now())
    }

    fn set_modified(&self, path: &str, time: SystemTime) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(self.path.join(path))?;
        file.set_modified(time)
    }

    /// The system writes the entries of folders into a journal: there is nothing to wait for.
    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "fails on Unix"
    )]
    pub(crate) fn sync(&self) -> io::Result<()> {
        Ok(())
    }

    /// Waits until the file at `path` is on the disk.
    pub(crate) fn sync_entry(&self, path: &str) -> io::Result<()> {
        let path = self.path.join(path);
        if path.is_dir() {
            return Ok(());
        }
        OpenOptions::new().write(true).open(path)?.sync_all()
    }

    /// Windows flushes file by file.
    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "fails on Unix"
    )]
    pub(crate) fn sync_file_system(&self) -> io::Result<bool> {
        Ok(false)
    }
}

/// Renames a file or folder. While another program has it or a file in it open, tries again.
fn rename_patiently(from: &Path, to: &Path) -> io::Result<()> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(5);
    loop {
        match fs::rename(from, to) {
            Err(error) if is_in_use(&error) && start.elapsed() < MAX_WAIT => {
                thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_millis(250));
            }
            renamed => return renamed,
        }
    }
}

/// Whether an error may be caused by another program that has a file open.
fn is_in_use(error: &io::Error) -> bool {
    let number = error.raw_os_error();
    [
        ERROR_ACCESS_DENIED,
        ERROR_SHARING_VIOLATION,
        ERROR_LOCK_VIOLATION,
    ]
    .map(Some)
    .contains(&number)
}

/// Creates a folder.
pub(crate) fn create_published_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

/// Creates a folder above an output.
pub(crate) fn create_parent_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

/// The lock on an output: a file that nobody else can open for writing while this value exists. The
/// system removes it with its handle, also if the process is killed.
#[derive(Debug)]
pub(crate) struct LockFile(File);

impl LockFile {
    const NAME: &str = "lock";

    /// Creates the lock file in `folder`, unless another process has it.
    pub(crate) fn acquire(folder: &Path, _: &Folder) -> io::Result<LockAttempt> {
        let path = folder.join(Self::NAME);
        let opened = OpenOptions::new()
            .access_mode(GENERIC_WRITE | DELETE)
            .create(true)
            .write(true)
            .share_mode(FILE_SHARE_READ)
            .custom_flags(FILE_FLAG_DELETE_ON_CLOSE | FILE_FLAG_OPEN_REPARSE_POINT)
            .open(&path);
        let mut file = match opened {
            Ok(file) => file,
            Err(error) => return refused(error, &path),
        };
        write!(file, "{}", std::process::id())?;
        Ok(LockAttempt::Taken(Self(file)))
    }

    /// Closes the lock file, which removes it.
    pub(crate) fn release(self, _: &Folder) {
        drop(self.0);
    }
}

/// What it means that the lock file could not be opened.
fn refused(error: io::Error, path: &Path) -> io::Result<LockAttempt> {
    match error.raw_os_error() {
        Some(ERROR_SHARING_VIOLATION) => {
            let text = fs::read_to_string(path).ok();
            Ok(LockAttempt::Held(text.and_then(|text| text.parse().ok())))
        }
        // Its handle was just closed, and the file is about to disappear.
        Some(ERROR_DELETE_PENDING) => Ok(LockAttempt::Gone),
        Some(ERROR_ACCESS_DENIED) if path.exists() => Ok(LockAttempt::Gone),
        _ if error.kind() == io::ErrorKind::NotFound => Ok(LockAttempt::Gone),
        _ => Err(error),
    }
}

/// The identity of the file or folder at `path`, following links. `None` if there is none.
pub(crate) fn file_id(path: &Path) -> Option<FileId> {
    Some(
        match file_id::get_high_res_file_id(path)
            .or_else(|_| file_id::get_file_id(path))
            .ok()?
        {
            file_id::FileId::HighRes {
                volume_serial_number,
                file_id,
            } => (volume_serial_number, file_id),
            file_id::FileId::LowRes {
                volume_serial_number,
                file_index,
            } => (volume_serial_number.into(), file_index.into()),
            file_id::FileId::Inode {
                device_id,
                inode_number,
            } => (device_id, inode_number.into()),
        },
    )
}

/// The identity of a listed folder.
pub(crate) fn id_of(path: &Path, _: &Metadata) -> Option<FileId> {
    file_id(path)
}

/// Any program can set the times of a file, so none of them shows that the file is unchanged.
pub(crate) fn change_time(_: &Metadata) -> Option<(i64, i64)> {
    None
}

/// The stamp of a file.
pub(crate) fn stamp_of(metadata: &Metadata) -> FileStamp {
    (
        metadata.file_size(),
        metadata.creation_time(),
        metadata.last_write_time(),
    )
}

/// Whether an error says that a file or folder is a link.
pub(crate) fn is_link_error(error: &io::Error) -> bool {
    error.raw_os_error() == Some(ERROR_CANT_RESOLVE_FILENAME)
}

/// The error for a link where none is followed.
pub(crate) fn link_error() -> io::Error {
    io::Error::from_raw_os_error(ERROR_CANT_RESOLVE_FILENAME)
}

/// No error of Windows is only about devices.
pub(crate) fn is_not_a_file_error(_: &io::Error) -> bool {
    false
}

/// Whether `path` is on another computer, whose changes the system may not report.
pub(crate) fn is_network_disk(path: &Path) -> bool {
    // The canonical path of a mapped drive begins with the computer's name.
    let Ok(path) = fs::canonicalize(path) else {
        return false;
    };
    matches!(path.components().next(), Some(Component::Prefix(prefix))
        if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)))
}

/// Whether the parent of `folder` may be written to is only known by trying.
pub(crate) fn has_read_only_parent(_: &Path) -> bool {
    false
}

/// A mounted volume is recognized by its number.
pub(crate) fn is_mount_root(_: &Path) -> bool {
    false
}

/// A file below `folder` that another program has open, so that the folder cannot be renamed.
pub(crate) fn open_file_of_other_program(folder: &Path) -> Option<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file());
    let is_open = |path: &PathBuf| {
        let alone = OpenOptions::new().read(true).share_mode(0).open(path);
        alone.is_err_and(|error| error.raw_os_error() == Some(ERROR_SHARING_VIOLATION))
    };
    files.map(walkdir::DirEntry::into_path).find(is_open)
}
