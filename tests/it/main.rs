//! One test program: what an author writes and what a reader gets.
#![allow(
    unreachable_pub,
    reason = "what modules of this program lend each other is not a library"
)]
#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "every name here was given by ssg"
)]

mod archive;
mod data;
mod demo;
mod diagnostics;
mod docs;
mod follow_up;
mod fuzz;
mod import;
mod incremental;
mod limits;
mod links;
mod pages;
mod photos;
mod program;
mod reproducible;
mod sample;
mod search;
mod serve;
mod tidy;
