//! One test program: what an author writes and what a reader gets.
#![allow(
    unreachable_pub,
    reason = "what modules of this program lend each other is not a library"
)]

mod diagnostics;
mod program;
