//! Search: a compact index in many small files, of which a reader's browser fetches the few that a
//! query needs.
//!
//! Records go in one by one, in the order in which equally good hits are told; each is read into its
//! terms alone, then only the terms are kept. Out come files: a manifest at a fixed address, and
//! beside it a folder whose name is the digest of all that is in it, so that its files never change:
//!
//! | file | holds |
//! | --- | --- |
//! | `u….bin` | words: the records that hold each, by fold and by accents |
//! | `p….bin` | pairs of words of which one follows the other; most words of Vietnamese have two syllables |
//! | `f….bin` | facets: the records of each year, province, topic, council and kind |
//! | `h….bin` | hits: address, kind, title and second line of each record |
//! | `v.bin` | words to offer to a reader who mistyped |
//!
//! Texts are not kept: an excerpt is cut from the page it stands on. `docs/dev/search.md` has the
//! format, the reasons and the figures; `themes/default/search.js` is the reader.

mod again;
mod index;
mod records;
mod shard;
mod terms;
mod words;

use std::convert::Infallible;
use std::num::NonZero;
use std::sync::{Arc, Mutex};

use ssg_archive::Archive;
use ssg_base::digest::Digest;
use ssg_base::parallel::{self, lock_ignoring_poison};
use ssg_base::path::{OutPath, UrlPath};
use ssg_content::document::Document;

use index::Index;
use terms::{Lexicon, Terms};

/// Where the index lies.
const FOLDER: &str = "tim-kiem";
/// The only file of it that changes in place.
const MANIFEST: &str = "chi-muc.bin";
/// Counts up when readers of the old format would misread the new.
const VERSION: u32 = 1;

/// All that search knows of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What is shown of it.
    pub hit: Hit,
    /// What it is about, in short texts: topics, provinces, the council, numbers of documents.
    pub facts: Vec<String>,
    /// Its text, blocks on lines of their own.
    pub text: String,
    /// What it may be narrowed by, sorted.
    pub facets: Vec<Facet>,
}

/// What is shown of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its page.
    pub url: UrlPath,
    /// Its kind, by the name that its facet has.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Who and when.
    pub line: String,
}

impl Hit {
    /// As it lies in a file of hits: no part holds a tab or an end of line.
    fn line(&self) -> String {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (title, line) = (plain(&self.title), plain(&self.line));
        format!("{}\t{}\t{title}\t{line}", self.url.as_str(), self.kind)
    }
}

/// Something a search may be narrowed by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Facet {
    /// The parameter of the search page's address and its value: `tinh/lao-cai`.
    pub key: String,
    /// As readers see it.
    pub label: String,
}

/// Terms of records that were read before, where builds follow one another.
pub type Memo = ssg_base::memo::Memo<Arc<Known>>;

/// The terms of a record.
#[derive(Debug)]
pub struct Known(Terms);

/// The files of the index of an archive, the manifest first. The same bytes for any number of
/// `threads`; `None` is as many as the machine has.
pub fn files(
    archive: &Archive,
    threads: Option<NonZero<usize>>,
    memo: Option<&mut Memo>,
) -> Vec<(OutPath, Vec<u8>)> {
    let threads = parallel::thread_count(threads);
    let memo = memo.map(Mutex::new);
    let found: Vec<_> = records::found(archive).collect();
    let index = gather(&found, threads, |lexicon, record| {
        let record = record.read(archive);
        let terms = match &memo {
            None => Arc::new(Known(lexicon.read(&record))),
            Some(memo) => remembered(memo, lexicon, &record),
        };
        (record, terms)
    });
    if let Some(memo) = memo {
        lock_ignoring_poison(&memo).evict_unused();
    }
    index.files(threads)
}

/// The same files, where nothing is other than in the archive before but the texts of those records
/// that `is_other` tells by their documents, and `before` gives the files of that one's index. `None`
/// where it cannot be read.
pub fn files_again(
    archive: &Archive,
    threads: Option<NonZero<usize>>,
    is_other: impl Fn(&Document) -> bool,
    before: impl Fn(&OutPath) -> Option<Vec<u8>> + Sync,
) -> Option<Vec<(OutPath, Vec<u8>)>> {
    let mut lexicon = Lexicon::default();
    let (mut records, mut others) = (0, Vec::new());
    for record in records::found(archive) {
        if is_other(record.document(archive)) {
            others.push((records, lexicon.read(&record.read(archive))));
        }
        records += 1;
    }
    again::files(records, &others, parallel::thread_count(threads), &before)
}

/// Whether the file at `path` is of the index.
pub fn holds(path: &OutPath) -> bool {
    let inside = path.as_str().strip_prefix(FOLDER);
    let inside = inside.is_some_and(|inside| inside.starts_with('/'));
    inside && path.as_str().rsplit('.').next() == Some("bin")
}

/// An index of the records that `read` makes of `items`, which are read side by side.
fn gather<T: Sync>(
    items: &[T],
    threads: NonZero<usize>,
    read: impl Fn(&mut Lexicon, &T) -> (Record, Arc<Known>) + Sync,
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

/// The terms of a record, read unless they are known.
fn remembered(memo: &Mutex<&mut Memo>, lexicon: &mut Lexicon, record: &Record) -> Arc<Known> {
    let key = digest(record);
    let known = lock_ignoring_poison(memo).get_cached(key);
    known.unwrap_or_else(|| {
        let new = Arc::new(Known(lexicon.read(record)));
        lock_ignoring_poison(memo).get_or_compute(key, || new)
    })
}

/// What a record's terms depend on.
fn digest(record: &Record) -> Digest {
    let texts = [&record.hit.title, &record.text]
        .into_iter()
        .chain(&record.facts);
    Digest::of_parts(texts.map(String::as_bytes))
}

/// A shard as a script, for pages that are read from a folder, where a browser fetches nothing:
/// it hands its bytes to the reader by the shard's name.
pub fn as_script(name: &str, bytes: &[u8]) -> String {
    format!("ssgShard({name:?},\"{}\")\n", base64(bytes))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let at = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4 {
            let value = (bits >> (18 - 6 * digit)) & 0x3f;
            let has = digit <= group.len();
            out.push(if has {
                char::from(DIGITS[value as usize])
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests;
