//! Pages: which there are, and all that each may show.

pub mod view;
