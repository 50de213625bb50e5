//! An edit: records whose running text alone is other than in the site that is published, of which
//! little need be made anew.
//!
//! Their own pages, their sources and the index of the search show the text; other pages show what
//! [`Document::is_like_for_others`] compares. That this is so is held to whole builds, file by file, by
//! `tests/it/incremental.rs`, and `ssg build --verify` asks it of any site.

use std::collections::BTreeSet;

use crate::route::{Route, Routes};
use ssg_archive::Archive;
use ssg_base::digest::Digest;
use ssg_base::path::{OutPath, SourcePath};
use ssg_content::document::{self, Document};

/// How many records are made anew at most: their pages are held until all else is known to stay.
const MOST: usize = 256;

/// Records that were edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    records: BTreeSet<SourcePath>,
}

impl Edit {
    /// What was edited since a site was published of the same frame ([`crate::compiler::Inputs::frame`]).
    /// `sha256` tells what a file of it has, `before` reads one; `now` gives what will be published of
    /// a record's source. `None` where more than running texts is other, many records are, or it cannot
    /// be told: a site without data has no sources.
    pub fn since(
        archive: &Archive,
        routes: &Routes,
        sha256: impl Fn(&OutPath) -> Option<Digest>,
        before: impl Fn(&OutPath) -> Option<Vec<u8>>,
        now: impl Fn(&Document) -> Option<String>,
    ) -> Option<Self> {
        let mut records = BTreeSet::new();
        for (url, route) in routes.iter() {
            let Some(document) = route.document(archive) else {
                continue;
            };
            let path = url.file("index.md").to_output();
            if sha256(&path)? == document.source.published_digest {
                continue;
            }
            let before = String::from_utf8(before(&path)?).ok()?;
            let read =
                |text: &str| document::parse(&document.path, text, &archive.vocabulary).value;
            if records.len() == MOST || !read(&now(document)?)?.is_like_for_others(&read(&before)?)
            {
                return None;
            }
            records.insert(document.path.clone());
        }
        Some(Self { records })
    }

    /// Whether `document` is one of them.
    pub fn holds(&self, document: &Document) -> bool {
        self.records.contains(&document.path)
    }

    /// Whether `route` is a page of one of them.
    pub fn is_of(&self, archive: &Archive, route: &Route) -> bool {
        let document = match route {
            Route::Lesson(id) => Some(&*archive.report_of(*id).document),
            _ => route.document(archive),
        };
        document.is_some_and(|document| self.holds(document))
    }

    /// Whether the file at `path` may stay where it was not made anew: any may but the index of the
    /// search, which is one whole.
    pub fn may_stay(path: &OutPath) -> bool {
        !ssg_search::holds(path)
    }
}
