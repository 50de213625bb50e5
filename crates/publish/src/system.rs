//! Everything that depends on the operating system: open folders, identities of files, the lock on
//! an output. The rest of the program knows neither Unix nor Windows.
//!
//! Both sides define the same names. What differs:
//!
//! | | Unix | Windows |
//! | --- | --- | --- |
//! | [`Folder`] | a descriptor; names are resolved below it | a path, and a handle that keeps others from renaming the folder |
//! | links | refused when a name is opened | a reparse point that leads elsewhere is refused; a folder of `OneDrive` is none |
//! | [`change_time`] | set by the system at each change | none, so that files are compared by their bytes |
//! | [`Folder::exchange`] | one step on Linux and macOS | not available: two renames |
//! | [`Folder::rename`] | at once | tried again while another program has a file open |
//! | [`LockFile`] | `flock` on a file | a file that no other program may open for writing, and that disappears with its handle |

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::FileStamp;
#[cfg(unix)]
pub(crate) use unix::{
    FileId, Folder, LockFile, change_time, create_parent_folder, create_published_folder, file_id,
    has_read_only_parent, id_of, is_link_error, is_mount_root, is_network_disk,
    is_not_a_file_error, link_error, open_file_of_other_program, stamp_of,
};
#[cfg(windows)]
pub use windows::FileStamp;
#[cfg(windows)]
pub(crate) use windows::{
    FileId, Folder, LockFile, change_time, create_parent_folder, create_published_folder, file_id,
    has_read_only_parent, id_of, is_link_error, is_mount_root, is_network_disk,
    is_not_a_file_error, link_error, open_file_of_other_program, stamp_of,
};

/// The result of an attempt to lock an output.
pub(crate) enum LockAttempt {
    /// This process has the lock.
    Taken(LockFile),
    /// Another process has it; its id if known.
    Held(Option<u32>),
    /// The file was removed by a finishing build meanwhile.
    Gone,
}
