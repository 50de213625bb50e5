//! Shards: how postings lie in files, and where one file ends and the next begins.
//!
//! Before it is compressed a shard of a dictionary is items one after the other, in the order of
//! their folds: `fold` (empty: as the item before), `key` (empty: as the fold), the length of the
//! postings, the postings. Texts have their length before them; all numbers are varints. Postings
//! are a list for each level, strongest first: how many records, then for each how many records
//! lie between it and the one before. gzip does the rest: gaps of frequent words are nearly all
//! alike and take little more than a bit each.

use std::io::{Read as _, Write as _};
use std::num::NonZero;

use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};
use rustc_hash::FxHashMap;

use super::index::Weight;
use super::terms::Level;
use ssg_base::parallel;

/// The most bytes of a shard before it is compressed; nothing grows by being compressed by more
/// than the few bytes that are left to 64 KiB.
const LARGEST: usize = 60_000;
/// The most bytes of one item's postings: longer ones are told in parts.
const LARGEST_PART: usize = 48_000;
/// Ends the separator of a shard that goes on with the last fold of the one before. Below the
/// blank, so that no fold is less.
const GOES_ON: char = '\t';

/// Records that speak of one term, while they are gathered: varints of the gap to the record
/// before and the level.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    bytes: Vec<u8>,
    /// One more than the last record.
    next: u32,
    count: u32,
    strong: u32,
}

impl Postings {
    /// Adds a record; records come in order.
    pub(super) fn push(&mut self, record: u32, level: Level) {
        // Doubling would leave a third of the memory of a large archive unused.
        if self.bytes.capacity() - self.bytes.len() < 5 {
            self.bytes.reserve_exact(self.bytes.len() / 4 + 8);
        }
        let gap = u64::from(record - self.next);
        push_varint(&mut self.bytes, gap << 2 | level as u64);
        self.next = record + 1;
        self.count += 1;
        self.strong += u32::from(level >= Level::Fact);
    }

    pub(super) fn weight(&self) -> Weight {
        Weight {
            count: self.count,
            strong: self.strong,
        }
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

/// Adds a number in groups of seven bits, the lowest first; the eighth bit says that more follow.
pub(super) fn push_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

/// Takes a number off the front. `None` where there is none.
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

fn push_text(out: &mut Vec<u8>, text: &str) {
    push_varint(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn take_text<'b>(bytes: &mut &'b [u8]) -> Option<&'b str> {
    let length = usize::try_from(take_varint(bytes)?).ok()?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    std::str::from_utf8(text).ok()
}

/// Cuts a dictionary into shards and compresses them.
#[derive(Debug)]
pub(super) struct Shards {
    cutter: Cutter,
    threads: NonZero<usize>,
    /// Shards that wait to be compressed together.
    waiting: Vec<Vec<u8>>,
    done: Vec<Vec<u8>>,
    /// Shards that were compressed before, and what came out.
    known: FxHashMap<Vec<u8>, Vec<u8>>,
}

/// How many shards are compressed at a time.
const BATCH: usize = 256;

impl Shards {
    /// As [`Cutter::new`].
    pub(super) fn new(records: u32, target: usize, threads: NonZero<usize>) -> Self {
        Self {
            cutter: Cutter::new(records, target),
            threads,
            waiting: Vec::new(),
            done: Vec::new(),
            known: FxHashMap::default(),
        }
    }

    /// Takes a shard and what [`compress`] made of it: should the same come again, that is not done
    /// twice.
    pub(super) fn know(&mut self, shard: Vec<u8>, compressed: Vec<u8>) {
        self.known.insert(shard, compressed);
    }

    /// Adds what is known of a key; folds come in order.
    pub(super) fn push(&mut self, fold: &str, key: &str, postings: &Postings) {
        let waiting = &mut self.waiting;
        let full = &mut |shard| waiting.push(shard);
        self.cutter.push(fold, key, postings, full);
        self.compress(BATCH);
    }

    /// The same where it is known by level.
    pub(super) fn push_levels(&mut self, fold: &str, key: &str, part: &Part) {
        if part.is_empty() {
            return;
        }
        if part.bytes >= LARGEST_PART {
            return self.push(fold, key, &part.in_order());
        }
        let waiting = &mut self.waiting;
        let full = &mut |shard| waiting.push(shard);
        self.cutter.push_part(fold, key, part, full);
        self.compress(BATCH);
    }

    fn compress(&mut self, least: usize) {
        if self.waiting.len() >= least {
            let known = &self.known;
            let shards = parallel::map(&self.waiting, self.threads, |shard| {
                known.get(shard).cloned().unwrap_or_else(|| compress(shard))
            });
            self.done.extend(shards);
            for shard in self.waiting.drain(..) {
                self.known.remove(&shard);
            }
        }
    }

    /// The shards, and what divides each from the one before.
    pub(super) fn finish(mut self) -> (Vec<Vec<u8>>, Vec<String>) {
        let waiting = &mut self.waiting;
        self.cutter.finish(&mut |shard| waiting.push(shard));
        self.compress(0);
        (self.done, self.cutter.separators)
    }
}

/// Cuts a dictionary into shards.
#[derive(Debug)]
pub(super) struct Cutter {
    records: u32,
    target: usize,
    open: Vec<u8>,
    /// About how many bytes `open` will take compressed.
    estimate: usize,
    last: String,
    /// What divides each shard from the one before: not greater than its first fold, and greater
    /// than all before it.
    pub(super) separators: Vec<String>,
}

impl Cutter {
    /// For an archive of so many records, into shards of about `target` compressed bytes.
    pub(super) fn new(records: u32, target: usize) -> Self {
        Self {
            records,
            target,
            open: Vec::new(),
            estimate: 0,
            last: String::new(),
            separators: Vec::new(),
        }
    }

    /// Adds what is known of a key; folds come in order. Hands on each shard that is full.
    pub(super) fn push(
        &mut self,
        fold: &str,
        key: &str,
        postings: &Postings,
        full: &mut impl FnMut(Vec<u8>),
    ) {
        let mut part = Part::default();
        for (record, level) in postings.iter() {
            part.push(record, level);
            if part.bytes >= LARGEST_PART {
                self.push_part(fold, key, &std::mem::take(&mut part), full);
            }
        }
        if part.bytes > 0 {
            self.push_part(fold, key, &part, full);
        }
    }

    fn push_part(&mut self, fold: &str, key: &str, part: &Part, full: &mut impl FnMut(Vec<u8>)) {
        let postings = part.encode();
        let estimate = part.estimate(self.records) + key.len() / 2 + 2;
        let size = postings.len() + fold.len() + key.len() + 8;
        let is_full = self.estimate + estimate > self.target || self.open.len() + size > LARGEST;
        if !self.open.is_empty() && is_full {
            self.finish(full);
        }
        if self.open.is_empty() {
            self.separators.push(separator(&self.last, fold));
        }
        let known = !self.open.is_empty() && self.last == fold;
        push_text(&mut self.open, if known { "" } else { fold });
        push_text(&mut self.open, if key == fold { "" } else { key });
        push_varint(&mut self.open, postings.len() as u64);
        self.open.extend_from_slice(&postings);
        self.estimate += estimate;
        fold.clone_into(&mut self.last);
    }

    /// Hands on the last shard.
    pub(super) fn finish(&mut self, full: &mut impl FnMut(Vec<u8>)) {
        if !self.open.is_empty() {
            full(std::mem::take(&mut self.open));
            self.estimate = 0;
        }
    }
}

/// The shortest text that divides `fold` from `last` before it.
fn separator(last: &str, fold: &str) -> String {
    if last == fold {
        return format!("{fold}{GOES_ON}");
    }
    let ends = fold.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut prefixes = ends.map(|end| &fold[..end]);
    prefixes
        .find(|prefix| *prefix > last)
        .unwrap_or(fold)
        .to_owned()
}

/// A stretch of one term's postings, or all of them, by level.
#[derive(Debug, Default)]
pub(super) struct Part {
    levels: [Vec<u32>; 4],
    /// How many bytes the gaps take.
    bytes: usize,
}

/// How many bytes the gap from `next` to a record takes.
fn gap_size(next: u32, record: u32) -> usize {
    match record - next {
        0..0x80 => 1,
        0x80..0x4000 => 2,
        0x4000..0x20_0000 => 3,
        _ => 4,
    }
}

impl Part {
    fn push(&mut self, record: u32, level: Level) {
        let list = &mut self.levels[level as usize];
        let next = list.last().map_or(0, |last| last + 1);
        self.bytes += gap_size(next, record);
        list.push(record);
    }

    /// Forgets all records.
    pub(super) fn clear(&mut self) {
        self.levels.iter_mut().for_each(Vec::clear);
        self.bytes = 0;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.levels.iter().all(Vec::is_empty)
    }

    pub(super) fn weight(&self) -> Weight {
        let count = |level: Level| self.levels[level as usize].len();
        let count = |levels: &[Level]| {
            let records: usize = levels.iter().map(|level| count(*level)).sum();
            u32::try_from(records).expect("not more than records")
        };
        Weight {
            count: count(&Level::ALL),
            strong: count(&[Level::Fact, Level::Title]),
        }
    }

    /// Adds what a shard says of a term; parts of one term follow one another. `None` where it is no
    /// such thing.
    fn take(&mut self, mut bytes: &[u8]) -> Option<()> {
        for level in Level::ALL.into_iter().rev() {
            let many = take_varint(&mut bytes)?;
            let mut next = 0;
            for _ in 0..many {
                let gap = u32::try_from(take_varint(&mut bytes)?).ok()?;
                let record = u32::checked_add(next, gap)?;
                let last = self.levels[level as usize].last();
                if last.is_some_and(|last| *last >= record) {
                    return None;
                }
                self.push(record, level);
                next = record.checked_add(1)?;
            }
        }
        bytes.is_empty().then_some(())
    }

    /// Takes `gone` out and puts `new` in; both are in order.
    pub(super) fn change(&mut self, gone: &[u32], new: &[(u32, Level)]) {
        let (Some(first), Some(last)) = (gone.first(), gone.last()) else {
            return;
        };
        for level in Level::ALL {
            let list = &mut self.levels[level as usize];
            let from = list.partition_point(|record| record < first);
            let is_in = list.get(from).is_some_and(|record| record <= last);
            let mut new = new.iter().filter(|one| one.1 == level).peekable();
            if !is_in && new.peek().is_none() {
                continue;
            }
            let size = |list: &[u32]| -> usize {
                let mut next = 0;
                let gaps = list.iter().map(|&record| {
                    let size = gap_size(next, record);
                    next = record + 1;
                    size
                });
                gaps.sum()
            };
            self.bytes -= size(list);
            list.retain(|record| gone.binary_search(record).is_err());
            list.extend(new.map(|one| one.0));
            list.sort_unstable();
            self.bytes += size(list);
        }
    }

    /// All records of all levels, in order.
    fn in_order(&self) -> Postings {
        let levels = Level::ALL.into_iter();
        let all = levels.flat_map(|level| {
            let records = self.levels[level as usize].iter();
            records.map(move |&record| (record, level))
        });
        let mut all: Vec<(u32, Level)> = all.collect();
        all.sort_unstable();
        let mut postings = Postings::default();
        for (record, level) in all {
            postings.push(record, level);
        }
        postings
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

    /// About how many bytes it takes compressed: each gap as many bits as it has, and two.
    fn estimate(&self, records: u32) -> usize {
        let of_list = |list: &Vec<u32>| {
            let many = u32::try_from(list.len())
                .expect("not more than records")
                .max(1);
            list.len() * (2 + (records / many).max(1).ilog2() as usize) / 8
        };
        self.levels.iter().map(of_list).sum()
    }
}

/// Reads a shard before it was compressed. For each item `each` is given the fold, the key, and the
/// part of which it is told there, added to what `part` holds. `None` where it is no shard.
pub(super) fn read<'s>(
    mut shard: &'s [u8],
    mut each: impl FnMut(&'s str, &'s str, &mut dyn FnMut(&mut Part) -> Option<()>) -> Option<()>,
) -> Option<()> {
    let mut last = "";
    while !shard.is_empty() {
        let fold = take_text(&mut shard)?;
        let fold = if fold.is_empty() { last } else { fold };
        let key = take_text(&mut shard)?;
        let key = if key.is_empty() { fold } else { key };
        let length = usize::try_from(take_varint(&mut shard)?).ok()?;
        let (postings, rest) = shard.split_at_checked(length)?;
        each(fold, key, &mut |part| part.take(postings))?;
        (shard, last) = (rest, fold);
    }
    Some(())
}

/// What was compressed by [`compress`]; `None` where it was not.
pub(super) fn inflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut out).ok()?;
    Some(out)
}

/// As a shard lies in its file: gzip without a name or a time.
pub(super) fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzBuilder::new().write(Vec::new(), Compression::new(6));
    let written = out.write_all(bytes);
    written
        .and_then(|()| out.finish())
        .expect("writing into memory does not fail")
}
