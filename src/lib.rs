//! `ssg`: a compiler from trip reports in Markdown to a public archive.

pub mod diagnostic;
pub mod message;
pub mod page;
pub mod path;
pub mod source;
pub mod theme;
pub mod vietnamese;
