//! From the archive to the files of a site.
//!
//! [`route::Routes`] says which pages exist, [`page::lay_out`] collects what each shows,
//! [`data::Data`] writes the files that programs read, and [`theme::Theme`] renders HTML.
//! [`search_entities`] collects what the search finds by name.
//! `static_files` places the files of `content/static/`. [`compiler`] and [`render`] run these steps in order, [`fingerprint`] identifies their inputs.

pub mod route;

pub mod table;

pub mod page;

pub mod data;

pub mod theme;

pub mod compiler;
pub mod fingerprint;
mod lost_records;
pub mod render;
mod search_entities;
mod static_files;

pub use search_entities::search_entities;
