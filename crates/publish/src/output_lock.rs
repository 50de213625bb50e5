//! The lock on an output: the folder of one build, which disappears with the lock.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::disk::{self, IoOperation};
use crate::error::{Error, Refusal, failed};
use crate::folder::{create_parents, exists, remove_created, unless_exists};
use crate::output::STAGING_IN_MOUNT;
use crate::system::{self, Folder, LockAttempt, LockFile};
use ssg_base::path::OutPath;

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
    /// The open folder and the lock in it, until the lock is released.
    held: Option<(Folder, LockFile)>,
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
        let held = lock_folder(&folder).inspect_err(|_| remove_created(&created))?;
        let lock = Self {
            output: output.to_owned(),
            target: target.to_owned(),
            in_place,
            folder,
            held: Some(held),
            created,
        };
        lock.remove_leftovers()?;
        Ok(lock)
    }

    /// Where a file will be once it is published.
    pub(crate) fn published_path(&self, path: &OutPath) -> PathBuf {
        self.output.join(path.as_str())
    }

    fn handle(&self) -> &Folder {
        let (handle, _) = self.held.as_ref().expect("it is held until it is dropped");
        handle
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
    pub(crate) fn create_staging_folder(&self) -> Result<Folder, Error> {
        let created = self.handle().create_published_folder(NEW);
        created.map_err(failed(IoOperation::Create, &self.folder))?;
        self.open_staging_folder()
    }

    /// Opens the folder in which the new site is written.
    pub(crate) fn open_staging_folder(&self) -> Result<Folder, Error> {
        let opened = self.handle().subfolder(NEW);
        opened.map_err(failed(IoOperation::Create, &self.folder))
    }

    fn parent(&self) -> &Path {
        self.target.parent().unwrap_or(&self.target)
    }

    /// Exchanges the new site for the output, in one step if the system can. No file or folder of
    /// the new site may be open.
    pub(crate) fn swap(&self) -> io::Result<()> {
        let parent = Folder::open(self.parent())?;
        let name = self.target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        match self.handle().exchange(NEW, &parent, name) {
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
                ) =>
            {
                self.swap_in_two_renames(&parent, name)
            }
            swapped => swapped,
        }
    }

    /// Exchanges the new site for the output in two steps. If the process is killed between them,
    /// the next build puts the old site back: see [`Self::remove_leftovers`].
    pub(crate) fn swap_in_two_renames(&self, parent: &Folder, name: &OsStr) -> io::Result<()> {
        let moved_old = match parent.move_folder(name, self.handle(), OLD) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(error),
        };
        let moved_new = self.handle().rename(NEW, parent, name);
        if moved_new.is_err() && moved_old {
            // If this fails too, dropping the lock tries again, and so does the next build.
            let _ = self.handle().rename(OLD, parent, name);
        }
        moved_new
    }

    /// Why the exchange failed: if another program has a file of the published site open, its name.
    pub(crate) fn swap_error(&self, error: io::Error) -> Error {
        match system::open_file_of_other_program(&self.target) {
            Some(file) => {
                let relative = file.strip_prefix(&self.target).unwrap_or(&file);
                Refusal::OutputFileOpen(self.output.join(relative)).into()
            }
            None => failed(IoOperation::Replace, &self.output)(error),
        }
    }

    /// Waits until the exchange is on the disk.
    pub(crate) fn sync_parent(&self) -> Result<(), Error> {
        Folder::open(self.parent())
            .and_then(|parent| parent.sync())
            .map_err(failed(IoOperation::Sync, &self.output))
    }
}

impl Drop for OutputLock {
    /// Errors cannot be reported here: what cannot be removed stays for the next build, which
    /// reports it.
    fn drop(&mut self) {
        let _ = self.remove_leftovers();
        if let Some((handle, file)) = self.held.take() {
            file.release(&handle);
        }
        // A folder that is not empty, or a parent that now contains the output, stays.
        let _ = fs::remove_dir(&self.folder);
        remove_created(&self.created);
    }
}

/// Creates and opens `folder` and locks the file in it, or finds out which process has locked it.
fn lock_folder(folder: &Path) -> Result<(Folder, LockFile), Error> {
    for _ in 0..100 {
        unless_exists(system::create_published_folder(folder))
            .map_err(failed(IoOperation::Create, folder))?;
        let handle = match Folder::open(folder) {
            // A finishing build has just removed the folder.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            opened => opened.map_err(failed(IoOperation::Lock, folder))?,
        };
        match LockFile::acquire(folder, &handle).map_err(failed(IoOperation::Lock, folder))? {
            LockAttempt::Taken(file) => return Ok((handle, file)),
            LockAttempt::Held(pid) => return Err(Refusal::AnotherBuild(pid).into()),
            LockAttempt::Gone => {}
        }
        thread::sleep(Duration::from_millis(1));
    }
    Err(Refusal::AnotherBuild(None).into())
}
