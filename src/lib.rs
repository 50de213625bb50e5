//! `ssg`: a compiler from trip reports in Markdown to a public archive.
//!
//! One straight line: *sources → documents → archive → pages → files*. [`disk`] reads a moment of
//! `content/` into [`source::Sources`]; [`document::parse`] reads each text alone;
//! [`archive::Archive`] puts all in order and refuses what only the whole can show;
//! [`route::Routes`] says which pages there are, [`page::lay_out`] all that each may show and
//! [`data::Data`] what programs read beside them;
//! [`theme::Theme`] turns a page into HTML; [`publish`] puts the files in place, all or none.
//! [`compiler`] is the only module that knows this order.
//!
//! The middle is pure: files, clock, network and terminal are touched only by [`disk`],
//! [`publish`], [`preview`], [`serve`], [`watch`] and the program itself. `tests/it/tidy.rs` holds who may import whom.

pub mod path;

pub mod digest;
pub mod parallel;
pub mod vietnamese;

pub mod photo;

pub mod diagnostic;
pub mod message;
pub mod source;

pub mod date;
pub mod fields;
pub mod gazetteer;
pub mod vocabulary;
pub mod yaml;

pub mod document;

pub mod site;

pub mod blank;
pub mod import;
pub mod schema;

pub mod archive;

pub mod memo;

pub mod search;

pub mod route;

pub mod table;

pub mod page;

pub mod data;

pub mod edit;

pub mod theme;

pub mod compiler;

pub mod disk;

pub mod preview;
pub mod publish;
pub mod serve;
pub mod watch;

pub mod ask;
pub mod cli;

/// The files of a new site, as `ssg init` writes them.
pub const NEW_SITE: &[(&str, &str)] = &[
    ("content/site.yaml", include_str!("new_site/site.yaml")),
    (
        "content/reports/2025/mau-bao-cao.md",
        include_str!("new_site/report.md"),
    ),
    (
        "content/pages/gioi-thieu.md",
        include_str!("new_site/about.md"),
    ),
];
