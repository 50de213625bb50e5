//! Reads source files: from Markdown and YAML to documents, settings and photos.
//!
//! Each file is read without knowledge of any other, and every error is reported with its place.
//! This crate does no input or output, resolves no links between documents (`ssg-archive` does)
//! and writes no pages (`ssg-site` does).
//!
//! Reading order:
//!
//! 1. [`source`]: the snapshot of `content/` that everything starts from.
//! 2. [`yaml`] and [`fields`]: YAML values with their places, read key by key.
//! 3. [`document`]: a report, plan or page; its body becomes [`html`].
//!    [`key_of`] finds the key that a diagnostic is about.
//! 4. [`settings`] and [`vocabulary`]: `site.yaml` and `topics.yaml`.
//! 5. [`photo`]: measuring and encoding photos. [`attachment`]: files published as they are.
//! 6. [`schema`] and [`draft`]: for editors, the JSON Schema of all keys and new files.

pub mod source;

pub mod fields;
pub mod yaml;

pub mod document;
pub mod html;
pub mod key_of;
mod source_parts;

pub mod settings;
pub mod vocabulary;

pub mod attachment;
pub mod photo;

pub mod draft;
pub mod schema;
