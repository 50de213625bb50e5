//! The lock on an output: the folder of one build, which disappears with the lock.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rustix::fs::{AtFlags, CWD, Mode, OFlags, RenameFlags};
use rustix::io::Errno;

use crate::disk::{self, FOLDER_FLAGS, IoOperation};
use crate::error::{Error, Refusal, failed};
use crate::folder::{
    FILE_MODE, create_folder, create_parents, exists, fsync, open_folder, open_subfolder,
    remove_created,
};
use crate::output::STAGING_IN_MOUNT;
use ssg_base::path::OutPath;

const LOCK_FILE: &str = "lock";
/// Where the new site is written, inside the lock's folder.
const NEW: &str = "new";
/// Where the old site is kept between two renames, inside the lock's folder.
const OLD: &str = "old";

/// The right to build into one output. Dropped, it removes its folder.
#[derive(Debug)]
pub(crate) struct OutputLock {
    /// The output as the caller named it, for messages.
    pub(crate) output: PathBuf,
    /// The output as the system knows it.
    pub(crate) target: PathBuf,
    pub(crate) in_place: bool,
    pub(crate) folder: PathBuf,
    folder_handle: OwnedFd,
    /// Locked as long as this value exists.
    file: File,
    /// Folders above the output that were created for it, outermost first.
    created: Vec<PathBuf>,
}

impl OutputLock {
    /// Takes the lock, and removes what a killed build left.
    pub(crate) fn acquire(output: &Path, target: &Path, in_place: bool) -> Result<Self, Error> {
        let parent = target.parent().unwrap_or(target);
        let mut created = Vec::new();
        let folder = if in_place {
            target.join(STAGING_IN_MOUNT)
        } else {
            create_parents(parent, &mut created).map_err(failed(IoOperation::Create, parent))?;
            let mut name = OsString::from(".ssg-");
            name.push(target.file_name().unwrap_or_default());
            parent.join(name)
        };
        let (folder_handle, file) =
            lock_folder(&folder).inspect_err(|_| remove_created(&created))?;
        let mut lock = Self {
            output: output.to_owned(),
            target: target.to_owned(),
            in_place,
            folder,
            folder_handle,
            file,
            created,
        };
        lock.write_pid()
            .map_err(failed(IoOperation::Lock, &lock.folder))?;
        lock.remove_leftovers()?;
        Ok(lock)
    }

    /// Where a file will be once it is published.
    pub(crate) fn published_path(&self, path: &OutPath) -> PathBuf {
        self.output.join(path.as_str())
    }

    fn write_pid(&mut self) -> io::Result<()> {
        self.file.rewind()?;
        self.file.set_len(0)?;
        write!(self.file, "{}", std::process::id())
    }

    /// Removes what a killed build left, and puts back the output if such a build was killed
    /// between two renames.
    fn remove_leftovers(&self) -> Result<(), Error> {
        let old = self.folder.join(OLD);
        if exists(&old) && !exists(&self.target) {
            fs::rename(&old, &self.target).map_err(failed(IoOperation::Replace, &self.output))?;
        }
        for leftover in [self.folder.join(NEW), old] {
            disk::remove_subfolders(&leftover);
            // Follows no link, neither here nor below, whoever exchanges a folder for one meanwhile.
            match fs::remove_dir_all(&leftover) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(failed(IoOperation::Remove, &leftover)(error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Creates and opens the folder in which the new site is written.
    pub(crate) fn create_staging_folder(&self) -> Result<OwnedFd, Error> {
        create_folder(&self.folder_handle, OsStr::new(NEW))
            .and_then(|()| open_subfolder(&self.folder_handle, NEW))
            .map_err(failed(IoOperation::Create, &self.folder))
    }

    fn parent(&self) -> &Path {
        self.target.parent().unwrap_or(&self.target)
    }

    /// Exchanges the new site for the output, in one step if the system can.
    pub(crate) fn swap(&self) -> Result<(), Errno> {
        let parent = open_folder(self.parent())?;
        let name = self.target.file_name().ok_or(Errno::INVAL)?;
        let swap =
            |flags| rustix::fs::renameat_with(&self.folder_handle, NEW, &parent, name, flags);
        let swapped = match swap(RenameFlags::EXCHANGE) {
            Err(Errno::NOENT) => swap(RenameFlags::NOREPLACE),
            swapped => swapped,
        };
        match swapped {
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
                self.swap_in_two_renames(&parent, name)
            }
            swapped => swapped,
        }
    }

    /// Exchanges the new site for the output in two steps. If the process is killed between them,
    /// the next build puts the old site back: see [`Self::remove_leftovers`].
    pub(crate) fn swap_in_two_renames(&self, parent: &OwnedFd, name: &OsStr) -> Result<(), Errno> {
        let moved_old = match rustix::fs::renameat(parent, name, &self.folder_handle, OLD) {
            Ok(()) => true,
            Err(Errno::NOENT) => false,
            Err(error) => return Err(error),
        };
        let moved_new = rustix::fs::renameat(&self.folder_handle, NEW, parent, name);
        if moved_new.is_err() && moved_old {
            // If this fails too, dropping the lock tries again, and so does the next build.
            let _ = rustix::fs::renameat(&self.folder_handle, OLD, parent, name);
        }
        moved_new
    }

    /// Waits until the exchange is on the disk.
    pub(crate) fn sync_parent(&self) -> Result<(), Error> {
        open_folder(self.parent())
            .and_then(fsync)
            .map_err(failed(IoOperation::Sync, &self.output))
    }
}

impl Drop for OutputLock {
    /// Errors cannot be reported here: what cannot be removed stays for the next build, which
    /// reports it.
    fn drop(&mut self) {
        let _ = self.remove_leftovers();
        // The lock file is removed while it is locked; a build that opened it before notices that
        // it is gone. A folder that is not empty, or a parent that now contains the output, stays.
        let _ = rustix::fs::unlinkat(&self.folder_handle, LOCK_FILE, AtFlags::empty());
        let _ = fs::remove_dir(&self.folder);
        remove_created(&self.created);
    }
}

/// Creates and opens `folder` and locks the file in it, or finds out which process has locked it.
fn lock_folder(folder: &Path) -> Result<(OwnedFd, File), Error> {
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK;
    for _ in 0..100 {
        match create_folder(CWD, folder.as_os_str()) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(error) => return Err(failed(IoOperation::Create, folder)(error)),
        }
        let opened =
            rustix::fs::open(folder, FOLDER_FLAGS, Mode::empty()).and_then(|folder_handle| {
                let flags = flags | OFlags::CLOEXEC;
                let file = rustix::fs::openat(&folder_handle, LOCK_FILE, flags, FILE_MODE)?;
                Ok((folder_handle, File::from(file)))
            });
        let (folder_handle, mut file) = match opened {
            // A finishing build has just removed the folder.
            Err(Errno::NOENT) => continue,
            opened => opened.map_err(failed(IoOperation::Lock, folder))?,
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                return Err(Refusal::AnotherBuild(read_pid(&mut file)).into());
            }
            Err(fs::TryLockError::Error(error)) => {
                return Err(failed(IoOperation::Lock, folder)(error));
            }
        }
        // A finishing build may have removed the file after it was opened and before it was locked.
        // The lock would then be on a file that nobody else can see, and the next build would get
        // another one.
        let ours = file.metadata().map_err(failed(IoOperation::Lock, folder))?;
        if disk::file_id(&folder.join(LOCK_FILE)) == Some((ours.dev(), ours.ino())) {
            return Ok((folder_handle, file));
        }
    }
    Err(Refusal::AnotherBuild(None).into())
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
