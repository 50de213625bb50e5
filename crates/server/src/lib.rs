//! The preview server: renders pages when they are asked for, watches the sources, reloads browsers.

pub mod preview;
pub mod serve;
pub mod watch;
