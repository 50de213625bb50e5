//! The search index: many small files, of which a reader's browser fetches the few that a query
//! needs.
//!
//! The crate writes the index and never reads it; the scripts in `themes/default/search` are the
//! reader. Each record of the archive is read into its terms alone ([`records`], [`words`], [`marks`],
//! [`terms`]), then [`index`] gathers the terms of all records and [`shard`] writes them:
//!
//! | file | holds |
//! | --- | --- |
//! | `u….bin` | words: the records that contain each, by fold and by key |
//! | `p….bin` | pairs of consecutive words; most words of Vietnamese have two syllables |
//! | `f….bin` | facets: the records of each year, province, topic, council and kind |
//! | `h….bin` | hits: address, kind, title and second line of each record |
//! | `t….bin` | entities: provinces, topics, councils and others by their names ([`entity`]) |
//! | `n.bin` | the entities whose names are looked up with typing errors |
//! | `v.bin` | words to suggest to a reader who mistyped |
//!
//! A manifest has a fixed address. The other files are in a folder named by the hash of its
//! contents, so that they never change. Records come in the order in which equally good hits are
//! listed. Texts are not stored: the browser cuts an excerpt from the page itself.
//! `docs/dev/search.md` has the format, the reasons and the figures.

mod entity;
mod index;
mod marks;
mod records;
mod shard;
mod terms;
mod words;

use std::convert::Infallible;
use std::num::NonZero;
use std::sync::{Arc, Mutex};

use ssg_archive::Archive;
use ssg_base::digest::Digest;
use ssg_base::memo::Memo;
use ssg_base::parallel::{self, lock_ignoring_poison};
use ssg_base::path::{OutPath, UrlPath};

pub use entity::{Entities, Entity, EntityKind, EntityPair};

use index::Index;
use terms::{Lexicon, Terms};

/// The folder of the index.
pub const FOLDER: &str = "tim-kiem";
/// The only file of the index whose address does not change with its contents.
const MANIFEST: &str = "chi-muc.bin";
/// Increases when readers of the old format would misread the new one.
const FORMAT_VERSION: u32 = 3;

/// All that the index needs of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What a result shows.
    pub hit: Hit,
    /// Short texts on what the record is about: topics, provinces, the council, document numbers.
    pub facts: Vec<String>,
    /// The body, one block a line.
    pub text: String,
    /// Marks of its own number, its days and its cost ([`marks`]), which weigh as much as its title.
    pub own_marks: Vec<String>,
    /// Marks of other dates that its front matter names.
    pub marks: Vec<String>,
    /// The facets that the record belongs to, sorted.
    pub facets: Vec<Facet>,
}

/// What a result shows of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The record's page.
    pub url: UrlPath,
    /// The part of the page that it is about; may be empty.
    pub anchor: String,
    /// The kind of record, as its facet names it.
    pub kind: &'static str,
    /// The title.
    pub title: String,
    /// Who and when.
    pub line: String,
}

impl Hit {
    /// The line of a file of hits: fields separated by tabs, without tabs or line breaks inside.
    fn line(&self) -> String {
        let (title, line) = (one_line(&self.title), one_line(&self.line));
        let hash = if self.anchor.is_empty() { "" } else { "#" };
        let (url, anchor) = (self.url.as_str(), &self.anchor);
        format!("{url}{hash}{anchor}\t{}\t{title}\t{line}", self.kind)
    }
}

/// A text without tabs and line breaks, which end a field.
fn one_line(text: impl AsRef<str>) -> String {
    let words: Vec<&str> = text.as_ref().split_whitespace().collect();
    words.join(" ")
}

/// A value that a search can be narrowed to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Facet {
    /// The parameter of the search page's address and its value: `tinh/lao-cai`. A province with a
    /// topic is `~tinh/lao-cai/du-lich` and `~chu-de/du-lich/lao-cai`.
    pub key: String,
    /// The label that readers see.
    pub label: String,
}

/// The terms of records that were read before, for a preview that rebuilds the index.
pub type TermCache = Memo<Arc<RecordTerms>>;

/// The terms of a record, as the cache holds them.
#[derive(Debug)]
pub struct RecordTerms(Terms);

/// Builds the files of the index of `archive` and of its entities, the manifest first. The number of
/// `threads` does not change the bytes; `None` uses as many as the machine has.
pub fn index_files(
    archive: &Archive,
    entities: &Entities,
    threads: Option<NonZero<usize>>,
    cache: Option<&mut TermCache>,
) -> Vec<(OutPath, Vec<u8>)> {
    let threads = parallel::thread_count(threads);
    let cache = cache.map(Mutex::new);
    let sources = records::sources(archive);
    let index = build_index(&sources, threads, |lexicon, source| {
        let record = source.read(archive);
        let terms = match &cache {
            None => Arc::new(RecordTerms(lexicon.read(&record))),
            Some(cache) => cached_terms(cache, lexicon, &record),
        };
        (record, terms)
    });
    if let Some(cache) = cache {
        lock_ignoring_poison(&cache).evict_unused();
    }
    index.into_files(entities, threads)
}

/// Builds an index of the records that `read` makes of `items`, in parallel.
fn build_index<T: Sync>(
    items: &[T],
    threads: NonZero<usize>,
    read: impl Fn(&mut Lexicon, &T) -> (Record, Arc<RecordTerms>) + Sync,
) -> Index {
    let mut index = Index::default();
    let read = |lexicon: &mut Lexicon, item: &T| {
        let (Record { hit, facets, .. }, terms) = read(lexicon, item);
        (hit, facets, terms)
    };
    let done: Result<(), Infallible> =
        parallel::for_each_in_order_with(items, threads, Lexicon::default, read, |read| {
            let (hit, facets, terms) = read;
            index.add(&hit, &facets, &terms.0);
            Ok(())
        });
    done.unwrap_or_else(|never| match never {});
    index
}

/// The terms of a record, from the cache if it has them.
fn cached_terms(
    cache: &Mutex<&mut TermCache>,
    lexicon: &mut Lexicon,
    record: &Record,
) -> Arc<RecordTerms> {
    let key = fingerprint(record);
    let cached = lock_ignoring_poison(cache).get_cached(key);
    cached.unwrap_or_else(|| {
        let new = Arc::new(RecordTerms(lexicon.read(record)));
        lock_ignoring_poison(cache).get_or_compute(key, || new)
    })
}

/// The hash of all that a record's terms depend on.
fn fingerprint(record: &Record) -> Digest {
    let texts = [&record.hit.title, &record.text]
        .into_iter()
        .chain(&record.facts)
        .chain(&record.own_marks)
        .chain(&record.marks);
    Digest::of_parts(texts.map(String::as_bytes))
}

#[cfg(test)]
mod tests;
