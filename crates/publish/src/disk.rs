//! Reading the sources from the disk and writing them.
//!
//! No link is followed and nothing blocks. Names are listed with their type, files are opened
//! segment by segment below the site's root without following a link, and an opened file is checked
//! again. A file that becomes a link or a pipe between listing and opening is reported like one
//! that was a link from the start.
//!
//! A fault of one file is a diagnostic, and the other files are still read. [`Error`] is for
//! the machine: a folder that cannot be listed at all, a full disk.
//!
//! Reading order: `error`, `open` (guarded opens), `identity`, `tree`, `reader`, `sources`, `cache`,
//! `attachments`, `cached_sources`, `theme_files`, `write`.

mod attachments;
mod cache;
mod cached_sources;
mod decode;
mod error;
mod identity;
mod open;
mod reader;
mod sources;
mod theme_files;
mod tree;
mod write;

pub use crate::system::FileStamp;
pub use attachments::read_attachments;
pub use cache::FileCache;
pub use cached_sources::{read_changed_sources, read_sources_cached};
pub use error::{Error, IoOperation, printable};
pub(crate) use identity::folder_ids;
pub use identity::{file_stamps, is_network_disk};
pub(crate) use open::read_small_file;
pub(crate) use reader::is_leftover;
pub use sources::{
    canonical, file_digests, find_site_root, open_attachment, read_external_file, read_file,
    read_sources, read_text, read_texts, record_sources,
};
pub use theme_files::read_theme;
pub(crate) use tree::{FileTree, first_names, holds_only, remove_subfolders};
pub use write::{InitError, remove_record, rename_record, write_new_site, write_source};

#[cfg(all(test, unix))]
mod tests;
