//! `ssg`: a compiler from trip reports in Markdown to a public archive.

pub mod archive;
pub mod date;
pub mod diagnostic;
pub mod disk;
pub mod document;
pub mod fields;
pub mod gazetteer;
pub mod message;
pub mod page;
pub mod path;
pub mod publish;
pub mod route;
pub mod site;
pub mod source;
pub mod theme;
pub mod vietnamese;
pub mod vocabulary;
pub mod yaml;
