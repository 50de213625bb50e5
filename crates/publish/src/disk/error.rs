//! Errors of the operating system with the operation and the path, as messages.

use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use ssg_base::message::Message;

/// The operation that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IoOperation {
    /// Reading a file or its metadata.
    Read,
    /// Listing a folder.
    List,
    /// Creating a folder.
    Create,
    /// Writing a file.
    Write,
    /// Reading a file that is being copied.
    Copy,
    /// Renaming a file or folder over another.
    Replace,
    /// Removing a file or folder.
    Remove,
    /// Taking the lock that keeps other builds out.
    Lock,
    /// Flushing written files to the disk.
    Sync,
}

/// A failed operation on a path.
#[derive(Debug)]
pub struct Error {
    /// The operation.
    pub operation: IoOperation,
    /// The file or folder.
    pub path: PathBuf,
    /// The error of the operating system.
    pub source: io::Error,
}

impl Error {
    /// Returns a function that wraps an error of the system, for `map_err`.
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

    /// The message to print.
    pub fn message(&self) -> Message {
        let (path, why) = (printable(self.path.as_os_str()), reason(&self.source));
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

/// A name or path for a message. Bytes that are not UTF-8 become `\xNN`; control characters are
/// escaped.
pub fn printable(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
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

/// A path relative to a folder, as in sources and addresses: its names joined by `/`, each as
/// [`printable`] writes it.
pub(super) fn printable_relative(path: &Path) -> String {
    let names: Vec<String> = path.iter().map(printable).collect();
    names.join("/")
}

/// A path with each combining mark escaped, so that two Unicode forms of one name look different.
pub(super) fn printable_with_marks(path: &Path) -> String {
    let mut text = String::new();
    for c in printable(path.as_os_str()).chars() {
        match c {
            '\u{300}'..='\u{36f}' => text.extend(c.escape_unicode()),
            _ => text.push(c),
        }
    }
    text
}

/// The system's wording of an error, without its number.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error ") {
        Some((reason, _)) => reason.to_owned(),
        None => text,
    }
}
