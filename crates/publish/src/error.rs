//! Why nothing was published.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::disk::{self, IoOperation};
use ssg_base::message::Message;

/// Why an output folder was refused; nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is, contains or is inside the sources. Nothing lifts this.
    OutputIsSource(PathBuf),
    /// It contains files but no manifest of ours.
    OutputForeign(PathBuf),
    /// The same, and all of them are files that a host or search engine asks for, such as `CNAME`.
    OutputHasOnlyHostFiles(PathBuf, Vec<String>),
    /// It is ours, but somebody put these files there, which the new site would delete.
    OutputHasOtherFiles(PathBuf, Vec<String>),
    /// It, or a folder above it, is a file.
    OutputNotAFolder(PathBuf),
    /// Another program has this file of it open, so that Windows cannot replace it.
    OutputFileOpen(PathBuf),
    /// Another build into the same output is running; its process id if known.
    AnotherBuild(Option<u32>),
}

impl Refusal {
    /// The message for the user.
    pub fn message(&self) -> Message {
        let printable = |path: &Path| disk::printable(path.as_os_str());
        match self {
            Self::OutputIsSource(path) => Message::OutputIsSource {
                path: printable(path),
            },
            Self::OutputForeign(path) => Message::OutputForeign {
                path: printable(path),
            },
            Self::OutputHasOtherFiles(path, files) | Self::OutputHasOnlyHostFiles(path, files) => {
                Message::OutputHasOtherFiles {
                    path: printable(path),
                    files: name_some(files),
                }
            }
            Self::OutputNotAFolder(path) => Message::OutputNotAFolder {
                path: printable(path),
            },
            Self::OutputFileOpen(path) => Message::OutputFileOpen {
                path: printable(path),
            },
            Self::AnotherBuild(None) => Message::AnotherBuildWithoutPid,
            Self::AnotherBuild(Some(pid)) => Message::AnotherBuild {
                pid: pid.to_string(),
            },
        }
    }

    /// What the user can do.
    pub fn hint(&self) -> Option<Message> {
        match self {
            Self::OutputIsSource(_) => Some(Message::OutputIsSourceHint),
            Self::OutputForeign(_) => Some(Message::OutputForeignHint),
            Self::OutputHasOtherFiles(..) | Self::OutputHasOnlyHostFiles(..) => {
                Some(Message::OutputHasOtherFilesHint)
            }
            Self::OutputFileOpen(_) => Some(Message::OutputFileOpenHint),
            _ => None,
        }
    }
}

/// The first names of a list, in backticks.
fn name_some(names: &[String]) -> String {
    const MAX_NAMED: usize = 5;
    let named = names.iter().take(MAX_NAMED);
    let named: Vec<String> = named.map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(MAX_NAMED);
    let more = if more == 0 {
        String::new()
    } else {
        format!(", … (+{more})")
    };
    named.join(", ") + &more
}

/// Why nothing was published.
#[derive(Debug)]
pub enum Error {
    /// The output was refused: wrong usage, exit code 2.
    Refused(Refusal),
    /// The operating system refused an operation.
    Disk(disk::Error),
}

impl Error {
    /// The message for the user.
    pub fn message(&self) -> Message {
        match self {
            Self::Refused(refusal) => refusal.message(),
            Self::Disk(error) => error.message(),
        }
    }

    /// What the user can do.
    pub fn hint(&self) -> Option<Message> {
        match self {
            Self::Refused(refusal) => refusal.hint(),
            Self::Disk(_) => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Error {}

impl From<disk::Error> for Error {
    fn from(error: disk::Error) -> Self {
        Self::Disk(error)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Sinks and originals report `io::Error`; the path stays inside it.
impl From<disk::Error> for io::Error {
    fn from(error: disk::Error) -> Self {
        Self::new(error.source.kind(), error)
    }
}

/// What a sink reports.
impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Disk(error) => error.into(),
            Error::Refused(_) => Self::other(error),
        }
    }
}

/// Takes the error out of the `io::Error` that a sink or an original reported.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.downcast::<disk::Error>() {
            Ok(inner) => Self::Disk(inner),
            Err(error) => Self::Disk(disk::Error {
                operation: IoOperation::Write,
                path: PathBuf::new(),
                source: error,
            }),
        }
    }
}

/// Wraps an error of the operating system, for `map_err`.
pub(crate) fn failed<E: Into<io::Error>>(
    operation: IoOperation,
    path: &Path,
) -> impl FnOnce(E) -> Error {
    let wrap = disk::Error::wrap(operation, path);
    move |source| Error::Disk(wrap(source))
}
