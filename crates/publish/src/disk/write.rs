//! Writing sources: each file completely or not at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process;

use super::error::{Error, IoOperation, printable};
use super::tree::holds_only;
use crate::folder::unless_exists;
use crate::system::Folder;
use ssg_base::message::Message;
use ssg_base::path::SourcePath;

/// The reason why `ssg init` failed.
#[derive(Debug)]
pub enum InitError {
    /// The folder already holds files. Nothing was written.
    NotEmpty(PathBuf),
    /// The system refused an operation.
    Disk(Error),
}

impl InitError {
    /// The message to print.
    pub fn message(&self) -> Message {
        match self {
            Self::NotEmpty(path) => Message::InitNotEmpty {
                path: printable(path.as_os_str()),
            },
            Self::Disk(error) => error.message(),
        }
    }

    /// A hint how to fix it.
    pub fn hint(&self) -> Option<Message> {
        matches!(self, Self::NotEmpty(_)).then_some(Message::InitNotEmptyHint)
    }
}

impl From<Error> for InitError {
    fn from(error: Error) -> Self {
        Self::Disk(error)
    }
}

/// Writes the first files of a site into `dir`, by path relative to it. A folder that holds
/// anything except `.git` is refused unless `force`; then only the files written here are replaced.
pub fn write_new_site(dir: &Path, files: &[(&str, &str)], force: bool) -> Result<(), InitError> {
    fs::create_dir_all(dir).map_err(Error::wrap(IoOperation::Create, dir))?;
    if !force && !holds_only(dir, &[".git"])? {
        return Err(InitError::NotEmpty(dir.to_owned()));
    }
    for (path, text) in files {
        write_atomically(dir, path, text.as_bytes())
            .map_err(Error::wrap(IoOperation::Write, &dir.join(path)))?;
    }
    Ok(())
}

/// Writes a source of the site and replaces an existing one. After a crash or a power cut the
/// file has its old bytes or its new ones.
pub fn write_source(root: &Path, path: &SourcePath, bytes: &[u8]) -> Result<(), Error> {
    write_atomically(root, path.as_str(), bytes)
        .map_err(Error::wrap(IoOperation::Write, &root.join(path.as_str())))
}

/// Gives the record whose source is `from` another name: moves its folder if `from` is an
/// `index.md`, else its file. Fails if something has the new name.
pub fn rename_record(root: &Path, from: &SourcePath, to: &SourcePath) -> Result<(), Error> {
    let place = |path: &SourcePath| {
        let path = root.join(path.as_str());
        match path.parent() {
            Some(folder) if path.ends_with("index.md") => folder.to_owned(),
            _ => path,
        }
    };
    let (old, new) = (place(from), place(to));
    let renamed = match fs::symlink_metadata(&new) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(&old, &new),
    };
    renamed.map_err(Error::wrap(IoOperation::Write, &new))
}

/// Removes the record whose source is `path`: its file, and its folder if the file is an `index.md`.
/// No link is followed. If the folder has other files or folders, nothing is removed and their names
/// are returned.
pub fn remove_record(root: &Path, path: &SourcePath) -> Result<Vec<String>, Error> {
    remove_from_folder(root, path)
        .map_err(Error::wrap(IoOperation::Write, &root.join(path.as_str())))
}

fn remove_from_folder(root: &Path, path: &SourcePath) -> io::Result<Vec<String>> {
    let mut parents: Vec<Folder> = vec![Folder::open_following(root)?];
    let mut names: Vec<&str> = path.segments().collect();
    let file = names.pop().unwrap_or_default();
    for name in &names {
        let folder = parents.last().expect("the root").subfolder(name)?;
        parents.push(folder);
    }
    let folder = parents.pop().expect("the root or a folder below it");
    let own_folder = names
        .last()
        .filter(|_| file == "index.md")
        .zip(parents.last());
    if own_folder.is_some() {
        let entries = folder.entries()?.into_iter();
        let others: Vec<String> = entries
            .filter(|(name, _)| name != file)
            .map(|(name, _)| printable(&name))
            .collect();
        if !others.is_empty() {
            return Ok(others);
        }
    }
    folder.remove_file(file)?;
    // Windows removes no folder that is open.
    drop(folder);
    if let Some((name, parent)) = own_folder {
        // A file that was added meanwhile keeps the folder.
        let _ = parent.remove_folder(name);
    }
    Ok(Vec::new())
}

/// Writes a temporary file in the same folder and renames it. The rename replaces a link instead of
/// following it. The file is flushed before the rename and the folder after it.
fn write_atomically(dir: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let path = SourcePath::new(path).ok_or(io::ErrorKind::InvalidInput)?;
    let folder = create_parents(dir, &path)?;
    let (name, mut file) = create_temporary(&folder)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    let written = written.and_then(|()| folder.rename(&name, &folder, path.file_name()));
    if written.is_err() {
        let _ = folder.remove_file(&name);
    }
    written?;
    folder.sync()
}

/// Opens the folder of `path` below `dir`, creating missing folders, without following links.
fn create_parents(dir: &Path, path: &SourcePath) -> io::Result<Folder> {
    let mut folder = Folder::open_following(dir)?;
    let mut names: Vec<&str> = path.segments().collect();
    names.pop();
    for name in names {
        let created = folder.create_source_folder(name);
        if created.is_ok() {
            // The new entry must survive a power cut too.
            let _ = folder.sync();
        }
        unless_exists(created)?;
        folder = folder.subfolder(name)?;
    }
    Ok(folder)
}

/// Creates a new file in `folder` and returns its name. The name has the process id and a number,
/// so that the temporary file of a killed process is never in the way.
fn create_temporary(folder: &Folder) -> io::Result<(String, File)> {
    /// How many names are tried. Process ids repeat, so one name may be taken.
    const MAX_NAMES: usize = 1000;
    for number in 0..MAX_NAMES {
        let temporary = format!(".ssg-new-{}-{number}", process::id());
        match folder.create_source_file(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
