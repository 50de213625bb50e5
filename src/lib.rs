//! `ssg`: a compiler from trip reports in Markdown to a public archive.

pub mod diagnostic;
pub mod disk;
pub mod message;
pub mod path;
pub mod publish;
pub mod source;
pub mod vietnamese;
