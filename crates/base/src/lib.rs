//! Foundations that every crate of `ssg` builds on: paths, digests, diagnostics, messages and
//! parallel loops.
//!
//! This crate knows nothing about reports, pages or Vietnam, and neither reads nor writes files.
//!
//! Reading order: [`path`] holds the validated paths; [`diagnostic`] and [`message`] hold what the
//! program reports to an author and how it is worded, [`key_path`] names the key that is meant, and
//! [`remedy`] says what to do about an error. [`files`] holds the borders of the pure crates:
//! [`files::Originals`] come in, and a [`files::Sink`] takes what is finished. [`byte_set`], [`digest`],
//! [`memo`], [`parallel`] and [`percent`] are independent tools.

pub mod path;

pub mod diagnostic;
pub mod key_path;
pub mod message;
pub mod remedy;

pub mod files;

pub mod byte_set;
pub mod digest;
pub mod memo;
pub mod parallel;
pub mod percent;
