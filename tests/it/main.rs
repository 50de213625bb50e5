//! One test program: what an author writes and what a reader gets.

mod photos;
mod program;
