//! Reading sources from disk, and publishing: all of the new site or nothing of it.
//!
//! This crate and the program are the only ones that touch files. [`disk`] reads a snapshot of the
//! sources. [`Staging`] is a site being written: it is a [`ssg_base::files::Sink`] in a folder next
//! to the output, `.ssg-NAME`. When all files are written and on the disk, the folder and the output
//! are exchanged in one step. Before that step the published site does not change; what is left
//! after a crash is removed by the next build.
//!
//! An output that is a mount point, or whose parent may not be written to, cannot be exchanged. The
//! folder is then inside the output, as `.ssg-new`, and files are replaced one by one
//! ([`Published::in_place`] reports it).
//!
//! Only an output that is absent, empty or ours is replaced; ours has a [`Manifest`]. Read
//! `output.rs` for the checks before anything is written, `output_lock.rs` for the lock and the
//! exchange, `staging.rs` for the order of the steps, and `verify.rs` for the comparison of a copy.

pub mod disk;

mod copy;
mod error;
mod folder;
mod host_limits;
mod in_place;
mod manifest;
mod originals;
mod output;
mod output_lock;
mod staging;
mod system;
mod verify;

pub use copy::{CopyError, read_published, replace_zip};
pub use error::{Error, Refusal};
pub use host_limits::host_limit_notes;
pub use manifest::{Entry, Manifest, Origin};
pub use originals::SourceFolder;
pub use output::ProtectedFolders;
pub use staging::{PreviousSite, Published, Staging};
pub use verify::{Difference, verify};

#[cfg(all(test, unix))]
mod tests;
