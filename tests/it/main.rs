//! One test program: what an author writes and what a reader gets.

mod diagnostics;
mod docs;
mod program;
