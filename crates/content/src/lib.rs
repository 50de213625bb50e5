//! From source files to documents.
//!
//! [`source::Sources`] is one snapshot of `content/`; [`yaml`] and [`fields`] read front matter with
//! the place of every value; [`document::parse`] turns one file into a document, alone: it knows no
//! other. [`settings`] reads `site.yaml`, [`vocabulary`] the topics, [`photo`] pictures, [`schema`]
//! describes all keys, and [`draft`] writes new drafts.

pub mod source;

pub mod photo;

pub mod yaml;

pub mod fields;
pub mod vocabulary;

pub mod document;
pub mod html;

pub mod settings;

pub mod draft;
pub mod schema;
