//! What every crate of `ssg` builds on: paths, digests, diagnostics, messages and threads.
//!
//! Nothing here knows what a report is. Read [`path`] first, then [`diagnostic`] and the table of
//! all that the program prints, [`message`].

pub mod path;

pub mod digest;
pub mod memo;
pub mod parallel;

pub mod diagnostic;
pub mod message;
