//! Vietnamese text, dates and administrative units.
//!
//! [`text`] decides when two spellings are one name, sorts names and makes slugs; [`date`] reads
//! and writes days and partial dates; [`gazetteer`] knows the 63 provinces until 30 June 2025,
//! today's 34, and which became which. Nothing here depends on another crate of `ssg`.

pub mod text;

pub mod date;
pub mod gazetteer;

/// Reads a YAML table that is part of the program.
///
/// # Panics
/// If the table is malformed; a test reads each.
fn built_in_table<T: serde::de::DeserializeOwned>(text: &'static str) -> T {
    serde_yaml::from_str(text).expect("the built-in tables are well-formed; a test reads each")
}
