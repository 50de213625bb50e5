//! The I/O layer: reads sources from disk and publishes sites, whole or not at all.

pub mod disk;
pub mod publish;
