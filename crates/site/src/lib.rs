//! From the archive to the files of a site.
//!
//! [`route::Routes`] says which pages exist, [`page::lay_out`] collects what each shows,
//! [`data::Data`] writes what programs read beside them, [`theme::Theme`] renders HTML, and
//! [`compiler`] runs these steps in order.

pub mod route;

pub mod table;

pub mod page;

pub mod data;

pub mod edit;

pub mod theme;

pub mod compiler;
