//! One test program: what an author writes and what a reader gets.

mod demo;
mod docs;
mod program;
