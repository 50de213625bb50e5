//! The format of the index files, and how a dictionary is split into shards.
//!
//! Before compression a shard is a sequence of items in the order of their folds: how many UTF-16
//! units of its text are as in the item before, the length of the rest, the rest, the length of the
//! postings, the postings. The text is the key, from which readers make the fold. All numbers are
//! varints.
//! Postings are one list for each level, strongest first: the number of records, then for each
//! record the gap to the one before. gzip does the rest: gaps of frequent words are nearly all
//! equal and take little more than a bit each.

use std::io::Write as _;
use std::num::NonZero;

use flate2::{Compression, GzBuilder};

use super::terms::Level;
use ssg_base::parallel;

/// How many records contain a term, and how many of them in a fact or a title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Weight {
    pub(super) count: u32,
    pub(super) strong: u32,
}

/// The most bytes of a shard before compression. Compression adds at most the few bytes that are
/// left to 64 KiB.
const MAX_SHARD_BYTES: usize = 60_000;
/// The most bytes of one item's postings; longer ones are split into several items.
const MAX_POSTINGS_BYTES: usize = 48_000;
/// The compressed size that a shard of words or pairs aims at, in bytes: from 1,300 in a small archive
/// to 6,000 above 37,000 records. Small shards cost files and bytes of the manifest, large ones bytes
/// that nobody asked for.
pub(super) fn target_shard_bytes(records: u32) -> usize {
    (1_300 + records as usize / 8).min(6_000)
}
/// The same of facets, of which most readers that load any load all.
pub(super) const TARGET_FACET_SHARD_BYTES: usize = 10_000;
/// Ends the separator of a shard that continues the last fold of the shard before. It sorts before
/// the space, so that no fold sorts before it.
const CONTINUED: char = '\t';
/// How many shards are compressed at a time.
const COMPRESSION_BATCH_LEN: usize = 256;

/// The records that contain one term, while the index is built: varints of the gap to the record
/// before and the level.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    bytes: Vec<u8>,
    /// One more than the last record.
    next: u32,
    weight: Weight,
}

impl Postings {
    /// Adds a record; records are added in order.
    pub(super) fn push(&mut self, record: u32, level: Level) {
        // Doubling would leave a third of the memory of a large archive unused.
        if self.bytes.capacity() - self.bytes.len() < 5 {
            self.bytes.reserve_exact(self.bytes.len() / 4 + 8);
        }
        let gap = u64::from(record - self.next);
        push_varint(&mut self.bytes, gap << 2 | level as u64);
        self.next = record + 1;
        self.weight.count += 1;
        self.weight.strong += u32::from(level >= Level::Fact);
    }

    /// The number of records, and of those with a strong level.
    pub(super) fn weight(&self) -> Weight {
        self.weight
    }

    /// Every record with its level, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, Level)> + '_ {
        let mut rest = &*self.bytes;
        let mut next = 0;
        std::iter::from_fn(move || {
            let value = take_varint(&mut rest)?;
            let record = next + u32::try_from(value >> 2).ok()?;
            next = record + 1;
            Some((record, Level::ALL[usize::try_from(value & 3).ok()?]))
        })
    }
}

/// Appends a number in groups of seven bits, the lowest first; the eighth bit says that more follow.
pub(super) fn push_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

/// Takes a number off the front; `None` if there is none.
pub(super) fn take_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

fn push_str(out: &mut Vec<u8>, text: &str) {
    push_varint(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Splits a dictionary into shards and compresses them.
#[derive(Debug)]
pub(super) struct ShardWriter {
    splitter: ShardSplitter,
    threads: NonZero<usize>,
    /// Shards that wait to be compressed together.
    uncompressed: Vec<Vec<u8>>,
    compressed: Vec<Vec<u8>>,
}

impl ShardWriter {
    /// A writer for an archive of `records` records, of shards of about `target` bytes.
    pub(super) fn new(records: u32, target: usize, threads: NonZero<usize>) -> Self {
        Self {
            splitter: ShardSplitter::new(records, target),
            threads,
            uncompressed: Vec::new(),
            compressed: Vec::new(),
        }
    }

    /// Adds the postings of an item with its text; folds are added in order.
    pub(super) fn push(&mut self, fold: &str, text: &str, postings: &Postings) {
        let uncompressed = &mut self.uncompressed;
        self.splitter
            .push(fold, text, postings, &mut |shard| uncompressed.push(shard));
        if self.uncompressed.len() >= COMPRESSION_BATCH_LEN {
            self.compress();
        }
    }

    fn compress(&mut self) {
        let shards = parallel::map(&self.uncompressed, self.threads, |shard| compress(shard));
        self.compressed.extend(shards);
        self.uncompressed.clear();
    }

    /// The compressed shards, and the separator before each.
    pub(super) fn finish(mut self) -> (Vec<Vec<u8>>, Vec<String>) {
        let uncompressed = &mut self.uncompressed;
        self.splitter.finish(&mut |shard| uncompressed.push(shard));
        self.compress();
        (self.compressed, self.splitter.separators)
    }
}

/// Splits a dictionary into uncompressed shards.
#[derive(Debug)]
pub(super) struct ShardSplitter {
    records: u32,
    target: usize,
    current: Vec<u8>,
    /// The estimated size of `current` after compression, in bytes.
    estimate: usize,
    last_fold: String,
    last_text: String,
    /// The separator before each shard: not greater than the shard's first fold, and greater than
    /// all folds before it.
    pub(super) separators: Vec<String>,
}

impl ShardSplitter {
    /// A splitter for an archive of `records` records, into shards of about `target` compressed
    /// bytes.
    pub(super) fn new(records: u32, target: usize) -> Self {
        Self {
            records,
            target,
            current: Vec::new(),
            estimate: 0,
            last_fold: String::new(),
            last_text: String::new(),
            separators: Vec::new(),
        }
    }

    /// Adds the postings of an item with its text, and passes each full shard to `full`; folds are
    /// added in order.
    pub(super) fn push(
        &mut self,
        fold: &str,
        text: &str,
        postings: &Postings,
        full: &mut impl FnMut(Vec<u8>),
    ) {
        let mut item = PostingsByLevel::default();
        for (record, level) in postings.iter() {
            item.push(record, level);
            if item.bytes >= MAX_POSTINGS_BYTES {
                self.push_item(fold, text, &std::mem::take(&mut item), full);
            }
        }
        if item.bytes > 0 {
            self.push_item(fold, text, &item, full);
        }
    }

    fn push_item(
        &mut self,
        fold: &str,
        text: &str,
        item: &PostingsByLevel,
        full: &mut impl FnMut(Vec<u8>),
    ) {
        let postings = item.encode();
        let estimate = item.estimate(self.records) + text.len() / 2 + 2;
        let size = postings.len() + text.len() + 8;
        let is_full =
            self.estimate + estimate > self.target || self.current.len() + size > MAX_SHARD_BYTES;
        if !self.current.is_empty() && is_full {
            self.finish(full);
        }
        if self.current.is_empty() {
            self.separators.push(separator(&self.last_fold, fold));
        }
        let last = if self.current.is_empty() {
            ""
        } else {
            &self.last_text
        };
        let shared = last.chars().zip(text.chars()).take_while(|(a, b)| a == b);
        let (bytes, units) = shared.fold((0, 0), |(bytes, units), (c, _)| {
            (bytes + c.len_utf8(), units + c.len_utf16())
        });
        push_varint(&mut self.current, units as u64);
        push_str(&mut self.current, &text[bytes..]);
        push_varint(&mut self.current, postings.len() as u64);
        self.current.extend_from_slice(&postings);
        self.estimate += estimate;
        fold.clone_into(&mut self.last_fold);
        text.clone_into(&mut self.last_text);
    }

    /// Passes the last shard to `full`, if there is one.
    pub(super) fn finish(&mut self, full: &mut impl FnMut(Vec<u8>)) {
        if !self.current.is_empty() {
            full(std::mem::take(&mut self.current));
            self.estimate = 0;
        }
    }
}

/// The shortest string that sorts after `last` and not after `fold`.
pub(super) fn separator(last: &str, fold: &str) -> String {
    if last == fold {
        return format!("{fold}{CONTINUED}");
    }
    let ends = fold.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut prefixes = ends.map(|end| &fold[..end]);
    prefixes
        .find(|prefix| *prefix > last)
        .unwrap_or(fold)
        .to_owned()
}

/// The postings of one item, by level.
#[derive(Debug, Default)]
struct PostingsByLevel {
    levels: [Vec<u32>; 4],
    /// How many bytes the gaps take.
    bytes: usize,
}

impl PostingsByLevel {
    fn push(&mut self, record: u32, level: Level) {
        let list = &mut self.levels[level as usize];
        let next = list.last().map_or(0, |last| last + 1);
        self.bytes += match record - next {
            0..0x80 => 1,
            0x80..0x4000 => 2,
            0x4000..0x20_0000 => 3,
            _ => 4,
        };
        list.push(record);
    }

    fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.bytes + 8);
        for list in self.levels.iter().rev() {
            push_varint(&mut out, list.len() as u64);
            let mut next = 0;
            for &record in list {
                push_varint(&mut out, u64::from(record - next));
                next = record + 1;
            }
        }
        out
    }

    /// The estimated size after compression, in bytes: each gap takes as many bits as it has, and
    /// two more.
    fn estimate(&self, records: u32) -> usize {
        let list_bytes = |list: &Vec<u32>| {
            let count = u32::try_from(list.len())
                .expect("not more than records")
                .max(1);
            list.len() * (2 + (records / count).max(1).ilog2() as usize) / 8
        };
        self.levels.iter().map(list_bytes).sum()
    }
}

/// Compresses a file of the index: gzip without a name or a time.
pub(super) fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzBuilder::new().write(Vec::new(), Compression::new(6));
    let written = out.write_all(bytes);
    written
        .and_then(|()| out.finish())
        .expect("writing into memory does not fail")
}
