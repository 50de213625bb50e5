//! Integration tests in one program: sources in, built site or diagnostics out.
#![allow(
    unreachable_pub,
    reason = "modules share items within this program only"
)]
#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "ssg writes file extensions in lower case"
)]

mod accountability;
mod archive;

mod attachments;
mod claims;
mod data;
mod demo;
mod desk;
mod diagnostics;
mod docs;
mod edit;
mod follow_up;
mod fuzz;
mod import;
mod incremental;
mod life;
mod limits;
mod links;
mod lists;
mod pages;
mod passages;
mod pdf;
mod photos;
mod program;
mod reproducible;
mod sample;
mod search;
mod serve;
mod tidy;
mod tried_inputs;
