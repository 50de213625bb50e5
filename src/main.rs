//! The `ssg` program.
fn main() {}
