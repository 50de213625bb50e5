//! Recognition of phrases in official Vietnamese: it finds them and decides nothing.
//!
//! Reading order: [`sentences`] splits a text; [`section_number`], [`enumeration`], [`dates`],
//! [`people`], [`citations`] and [`provinces`] each find one kind of phrase in a sentence or line.
//! Whether a phrase is the value of a field is decided in [`crate::fields`].

pub(crate) mod citations;
pub(crate) mod dates;
pub(crate) mod enumeration;
pub(crate) mod people;
pub(crate) mod provinces;
pub(crate) mod section_number;
pub(crate) mod sentences;

use regex_lite::Regex;

/// Compiles a pattern that is part of the program.
pub(crate) fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a valid constant")
}
