//! The Unix side.

use std::ffi::{CStr, OsStr, OsString};
use std::fs::{self, DirBuilder, File, Metadata, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rustix::fs::{
    Access, AtFlags, CWD, Dir, FileType, Mode, OFlags, RenameFlags, Timespec, Timestamps,
    UTIME_NOW, UTIME_OMIT, accessat,
};
use rustix::io::Errno;

use super::LockAttempt;

/// Device and inode of a file or folder. Links, bind mounts and other spellings of its path lead
/// to the same identity.
pub(crate) type FileId = (u64, u64);

/// A value that changes with every change of a file: its identity, its size in bytes, and its
/// change time in seconds and nanoseconds. The system sets the change time; no program can set it
/// back.
pub type FileStamp = (FileId, u64, (i64, i64));

/// The mode of published files.
const FILE_MODE: Mode = Mode::from_raw_mode(0o644);
/// The mode of published folders.
const FOLDER_MODE: Mode = Mode::from_raw_mode(0o755);
/// The modes of sources, which the umask reduces.
const SOURCE_FILE_MODE: Mode = Mode::from_raw_mode(0o666);
const SOURCE_FOLDER_MODE: Mode = Mode::from_raw_mode(0o777);

const FOLDER_FLAGS: OFlags = OFlags::DIRECTORY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// Flags to open a file. A symbolic link fails. A pipe without a writer does not block: it opens,
/// and its metadata then shows that it is not a regular file.
const FILE_FLAGS: OFlags = OFlags::NOFOLLOW
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

/// Flags to create a file that must not exist yet.
const NEW_FILE_FLAGS: OFlags = OFlags::WRONLY
    .union(OFlags::CREATE)
    .union(OFlags::EXCL)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// An open folder. Names are resolved below it and no link is followed, whoever exchanges a folder
/// for a link meanwhile.
#[derive(Debug)]
pub(crate) struct Folder(OwnedFd);

impl Folder {
    /// Opens a folder. If its last name is a link, that is an error.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self(rustix::fs::open(path, FOLDER_FLAGS, Mode::empty())?))
    }

    /// Opens a folder that the user named, following links.
    pub(crate) fn open_following(path: &Path) -> io::Result<Self> {
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Self(rustix::fs::open(path, flags, Mode::empty())?))
    }

    /// Opens the folder a second time.
    pub(crate) fn reopen(&self) -> io::Result<Self> {
        self.subfolder(".")
    }

    pub(crate) fn subfolder(&self, name: impl AsRef<OsStr>) -> io::Result<Self> {
        let opened = rustix::fs::openat(&self.0, name.as_ref(), FOLDER_FLAGS, Mode::empty());
        Ok(Self(opened?))
    }

    /// Opens a file to read it. It may turn out to be no regular file.
    pub(crate) fn open_file(&self, name: impl AsRef<OsStr>) -> io::Result<File> {
        let opened = rustix::fs::openat(&self.0, name.as_ref(), FILE_FLAGS, Mode::empty());
        Ok(opened?.into())
    }

    /// Creates a folder that everyone may read, whatever the umask.
    pub(crate) fn create_published_folder(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        create_folder_at(&self.0, name.as_ref())
    }

    /// Creates a file that everyone may read, whatever the umask: what a web server may read must
    /// not depend on it. A file or link at `path` is an error.
    pub(crate) fn create_published_file(&self, path: &str) -> io::Result<File> {
        let file = rustix::fs::openat(&self.0, path, NEW_FILE_FLAGS, FILE_MODE)?;
        rustix::fs::fchmod(&file, FILE_MODE)?;
        Ok(file.into())
    }

    /// Creates a folder of sources.
    pub(crate) fn create_source_folder(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::mkdirat(&self.0, name, SOURCE_FOLDER_MODE)?)
    }

    /// Creates a source that must not exist yet.
    pub(crate) fn create_source_file(&self, name: &str) -> io::Result<File> {
        Ok(rustix::fs::openat(&self.0, name, NEW_FILE_FLAGS, SOURCE_FILE_MODE)?.into())
    }

    /// The names in the folder, and whether each is a folder itself.
    pub(crate) fn entries(&self) -> io::Result<Vec<(OsString, bool)>> {
        let is_dot = |name: &CStr| matches!(name.to_bytes(), b"." | b"..");
        let mut entries = Vec::new();
        for entry in Dir::read_from(&self.0)? {
            let entry = entry?;
            if !is_dot(entry.file_name()) {
                let name = OsStr::from_bytes(entry.file_name().to_bytes()).to_owned();
                entries.push((name, entry.file_type() == FileType::Directory));
            }
        }
        Ok(entries)
    }

    pub(crate) fn remove_file(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(
            &self.0,
            name.as_ref(),
            AtFlags::empty(),
        )?)
    }

    /// Removes an empty folder.
    pub(crate) fn remove_folder(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(
            &self.0,
            name.as_ref(),
            AtFlags::REMOVEDIR,
        )?)
    }

    /// Renames a file over another, or a folder over an empty one.
    pub(crate) fn rename(&self, from: &str, to: &Self, name: impl AsRef<OsStr>) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.0, from, &to.0, name.as_ref())?)
    }

    /// Moves the folder `name` of this folder to `to`, where it is called `new_name`.
    pub(crate) fn move_folder(&self, name: &OsStr, to: &Self, new_name: &str) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.0, name, &to.0, new_name)?)
    }

    /// Exchanges the folder `name` of this folder for `other_name` of `other`, in one step. If
    /// there is no such folder, moves the first to its place. An error of the kind `Unsupported`
    /// or `InvalidInput` says that the file system cannot exchange folders.
    pub(crate) fn exchange(&self, name: &str, other: &Self, other_name: &OsStr) -> io::Result<()> {
        let rename = |flags| rustix::fs::renameat_with(&self.0, name, &other.0, other_name, flags);
        Ok(match rename(RenameFlags::EXCHANGE) {
            Err(Errno::NOENT) => rename(RenameFlags::NOREPLACE),
            exchanged => exchanged,
        }?)
    }

    /// Gives a file the modification time of another.
    pub(crate) fn copy_modification_time(&self, path: &str, of: &Metadata) -> io::Result<()> {
        let modified = Timespec {
            tv_sec: of.mtime(),
            tv_nsec: of.mtime_nsec(),
        };
        self.set_times(path, UTIME_OMIT, modified)
    }

    /// Sets the times of a file to now.
    pub(crate) fn touch(&self, path: &str) -> io::Result<()> {
        let now = Timespec {
            tv_sec: 0,
            tv_nsec: UTIME_NOW,
        };
        self.set_times(path, UTIME_NOW, now)
    }

    fn set_times(&self, path: &str, access: i64, last_modification: Timespec) -> io::Result<()> {
        let times = Timestamps {
            last_access: Timespec {
                tv_sec: 0,
                tv_nsec: access,
            },
            last_modification,
        };
        Ok(rustix::fs::utimensat(
            &self.0,
            path,
            &times,
            AtFlags::SYMLINK_NOFOLLOW,
        )?)
    }

    /// Waits until the folder's entries are on the disk; some file systems cannot do that.
    pub(crate) fn sync(&self) -> io::Result<()> {
        match rustix::fs::fsync(&self.0) {
            Err(Errno::INVAL | Errno::OPNOTSUPP) => Ok(()),
            synced => Ok(synced?),
        }
    }

    /// Waits until a file or folder at `path` is on the disk.
    pub(crate) fn sync_entry(&self, path: &str) -> io::Result<()> {
        let flags = OFlags::CLOEXEC | OFlags::NOFOLLOW;
        Self(rustix::fs::openat(&self.0, path, flags, Mode::empty())?).sync()
    }

    /// Waits until the whole file system of the folder is on the disk, which is many times faster
    /// than one call for each file. Returns whether the system can.
    pub(crate) fn sync_file_system(&self) -> io::Result<bool> {
        #[cfg(target_os = "linux")]
        match rustix::fs::syncfs(&self.0) {
            Ok(()) => return Ok(true),
            Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP | Errno::PERM) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(false)
    }
}

fn create_folder_at(folder: impl std::os::fd::AsFd + Copy, name: &OsStr) -> io::Result<()> {
    rustix::fs::mkdirat(folder, name, FOLDER_MODE)?;
    Ok(rustix::fs::chmodat(
        folder,
        name,
        FOLDER_MODE,
        AtFlags::empty(),
    )?)
}

/// Creates a folder that everyone may read, whatever the umask.
pub(crate) fn create_published_folder(path: &Path) -> io::Result<()> {
    create_folder_at(CWD, path.as_os_str())
}

/// Creates a folder above an output, which the umask may keep private.
pub(crate) fn create_parent_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o755).create(path)
}

/// The lock on an output: a file that is locked while this value exists.
#[derive(Debug)]
pub(crate) struct LockFile(File);

impl LockFile {
    const NAME: &str = "lock";

    /// Creates the lock file in `folder`, which is open as `handle`, and locks it.
    pub(crate) fn acquire(folder: &Path, handle: &Folder) -> io::Result<LockAttempt> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let flags = flags | OFlags::CLOEXEC;
        let mut file = match rustix::fs::openat(&handle.0, Self::NAME, flags, FILE_MODE) {
            Ok(file) => File::from(file),
            Err(Errno::NOENT) => return Ok(LockAttempt::Gone),
            Err(error) => return Err(error.into()),
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(LockAttempt::Held(read_pid(&mut file))),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // A finishing build may have removed the file after it was opened and before it was locked.
        // The lock would then be on a file that nobody else can see, and the next build would get
        // another one.
        if file_id(&folder.join(Self::NAME)) != Some(id(&file.metadata()?)) {
            return Ok(LockAttempt::Gone);
        }
        file.rewind()?;
        file.set_len(0)?;
        write!(file, "{}", std::process::id())?;
        Ok(LockAttempt::Taken(Self(file)))
    }

    /// Removes the lock file while it is locked; a build that opened it before notices that it is
    /// gone.
    pub(crate) fn release(self, handle: &Folder) {
        let _ = handle.remove_file(Self::NAME);
        drop(self.0);
    }
}

/// The process that holds a lock. It may be about to write its id.
fn read_pid(file: &mut File) -> Option<u32> {
    for _ in 0..20 {
        let mut text = String::new();
        file.rewind().ok()?;
        file.read_to_string(&mut text).ok()?;
        if let Ok(pid) = text.trim().parse() {
            return Some(pid);
        }
        thread::sleep(Duration::from_millis(1));
    }
    None
}

/// The identity of the file or folder at `path`, following links. `None` if there is none.
pub(crate) fn file_id(path: &Path) -> Option<FileId> {
    fs::metadata(path).ok().map(|metadata| id(&metadata))
}

/// The identity of a listed folder.
#[expect(clippy::unnecessary_wraps, reason = "Windows has to open the folder")]
pub(crate) fn id_of(_: &Path, metadata: &Metadata) -> Option<FileId> {
    Some(id(metadata))
}

fn id(metadata: &Metadata) -> FileId {
    (metadata.dev(), metadata.ino())
}

/// When a file's contents or metadata last changed, by the system's own clock, which no program can
/// set back. `None` if the system does not record that.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the standard library does not read it on Windows"
)]
pub(crate) fn change_time(file: &Metadata) -> Option<(i64, i64)> {
    Some((file.ctime(), file.ctime_nsec()))
}

/// The stamp of a file.
pub(crate) fn stamp_of(metadata: &Metadata) -> FileStamp {
    let changed = (metadata.ctime(), metadata.ctime_nsec());
    (id(metadata), metadata.len(), changed)
}

/// Whether an error says that a file or folder is a link.
pub(crate) fn is_link_error(error: &io::Error) -> bool {
    error.raw_os_error() == Some(Errno::LOOP.raw_os_error())
}

/// The error for a link where none is followed.
pub(crate) fn link_error() -> io::Error {
    Errno::LOOP.into()
}

/// Whether an error says that a name is a socket, or a device without a driver.
pub(crate) fn is_not_a_file_error(error: &io::Error) -> bool {
    let number = error.raw_os_error();
    [Errno::NXIO, Errno::NODEV]
        .map(|errno| Some(errno.raw_os_error()))
        .contains(&number)
}

/// Whether `path` is on a network file system, whose changes the system does not report.
#[cfg(target_os = "linux")]
pub(crate) fn is_network_disk(path: &Path) -> bool {
    // NFS, SMB, CIFS, SMB2, AFS, Ceph, 9P and FUSE, by the numbers of statfs(2).
    const NETWORK: [u64; 8] = [
        0x6969,
        0x517b,
        0xff53_4d42,
        0xfe53_4d42,
        0x5346_414f,
        0x00c3_6400,
        0x0102_1997,
        0x6573_5546,
    ];
    let number = rustix::fs::statfs(path).map(|disk| u64::try_from(disk.f_type).unwrap_or(0));
    number.is_ok_and(|number| NETWORK.contains(&(number & 0xffff_ffff)))
}

/// The numbers of statfs(2) are those of Linux.
#[cfg(not(target_os = "linux"))]
pub(crate) fn is_network_disk(_: &Path) -> bool {
    false
}

/// Whether this process may not write into the parent of `folder`, so that nothing can be created
/// next to it and it cannot be exchanged.
pub(crate) fn has_read_only_parent(folder: &Path) -> bool {
    let may_write = |path: &Path| accessat(CWD, path, Access::WRITE_OK, AtFlags::EACCESS);
    let parent = folder
        .parent()
        .filter(|_| fs::symlink_metadata(folder).is_ok());
    parent.is_some_and(|parent| {
        matches!(may_write(parent), Err(Errno::ACCESS | Errno::ROFS)) && may_write(folder).is_ok()
    })
}

/// Whether a folder is the root of a mount. Sees bind mounts too, from Linux 5.8 on.
#[cfg(target_os = "linux")]
pub(crate) fn is_mount_root(folder: &Path) -> bool {
    use rustix::fs::{StatxAttributes, StatxFlags, statx};
    statx(CWD, folder, AtFlags::empty(), StatxFlags::empty()).is_ok_and(|found| {
        let supported = found.stx_attributes & found.stx_attributes_mask;
        supported.contains(StatxAttributes::MOUNT_ROOT)
    })
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn is_mount_root(_: &Path) -> bool {
    false
}

/// A file below `folder` that another program has open, so that the folder cannot be renamed.
/// Never on Unix, where open files do not matter.
pub(crate) fn open_file_of_other_program(_: &Path) -> Option<PathBuf> {
    None
}
