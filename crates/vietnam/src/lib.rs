//! Vietnamese text, dates and administrative units.
//!
//! The crate knows the language and the country, but nothing about `ssg`: it depends on no other
//! crate of the workspace and is useful to other programs as well. It has no clock, draws no maps,
//! corrects nobody's spelling and knows no communes.
//!
//! Reading order: [`text`] compares, sorts and transliterates names. [`date`] parses and formats
//! days, partial dates and periods. [`gazetteer`] holds the 63 provinces until 30 June 2025, the 34
//! since, which became which, and the former districts. [`country`] holds the other countries.

pub mod text;

pub mod country;
pub mod date;
pub mod gazetteer;

/// Parses a YAML table that is compiled into the program.
///
/// # Panics
/// If the table is malformed; a test reads each table.
fn built_in_table<T: serde::de::DeserializeOwned>(text: &'static str) -> T {
    serde_yaml::from_str(text).expect("the built-in tables are well-formed; a test reads each")
}
