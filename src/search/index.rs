//! The index: all records' terms together, and the files that are made of it.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::Serialize;

use super::shard::{Cutter, Postings, compress};
use super::terms::{Level, Terms, Word};
use super::{FOLDER, Facet, Hit, MANIFEST, VERSION};
use crate::digest::Digest;
use crate::parallel::each;
use crate::path::OutPath;

/// How many words a reader who mistyped is offered to choose from.
const WORDS: usize = 4_000;
/// How many records a file of hits holds, and in an archive of more than [`LARGE`].
const HITS: usize = 16;
const HITS_OF_LARGE: usize = 64;
const LARGE: u32 = 60_000;
/// About how many compressed bytes a shard of words or pairs has. Small ones cost requests and
/// bytes of the manifest, large ones bytes that nobody asked for.
const TARGET: usize = 6_000;
const TARGET_OF_LARGE: usize = 16_000;

/// What is known of all records so far.
#[derive(Debug, Default)]
pub(super) struct Index {
    words: IndexMap<Box<str>, Known, FxBuildHasher>,
    /// By the places of two words, the first in the upper half.
    pairs: IndexMap<u64, Postings, FxBuildHasher>,
    facets: BTreeMap<Facet, Postings>,
    hits: Vec<String>,
    records: u32,
}

#[derive(Debug)]
struct Known {
    word: Arc<Word>,
    postings: Postings,
}

impl Index {
    /// Adds the next record.
    pub(super) fn add(&mut self, hit: &Hit, facets: &[Facet], terms: &Terms) {
        let record = self.records;
        self.records += 1;
        let places: Vec<u32> = terms
            .words
            .iter()
            .map(|(word, level)| {
                let at = self.words.get_index_of(&*word.key);
                let at = at.unwrap_or_else(|| {
                    let known = Known {
                        word: Arc::clone(word),
                        postings: Postings::default(),
                    };
                    self.words.insert_full(word.key.clone(), known).0
                });
                self.words[at].postings.push(record, *level);
                u32::try_from(at).expect("an archive has fewer words")
            })
            .collect();
        for &((a, b), level) in &terms.pairs {
            let (a, b) = (places[a as usize], places[b as usize]);
            let pair = u64::from(a) << 32 | u64::from(b);
            self.pairs.entry(pair).or_default().push(record, level);
        }
        for facet in facets {
            let postings = self.facets.entry(facet.clone()).or_default();
            postings.push(record, Level::Once);
        }
        self.hits.push(hit.line());
    }

    /// The files, in the order of their names, the manifest first.
    pub(super) fn files(mut self, threads: NonZero<usize>) -> Vec<(OutPath, Vec<u8>)> {
        let is_large = self.records > LARGE;
        let target = if is_large { TARGET_OF_LARGE } else { TARGET };
        let mut files = Vec::new();
        let suggestions = self.suggestions().join("\n");
        files.push(("v.bin".to_owned(), compress(suggestions.as_bytes())));
        let hits = if is_large { HITS_OF_LARGE } else { HITS };
        let lines: Vec<String> = self
            .hits
            .chunks(hits)
            .map(|lines| lines.join("\n"))
            .collect();
        self.hits = Vec::new();
        let mut put = |letter: char, shards: Vec<Vec<u8>>| {
            let named = shards.into_iter().enumerate();
            files.extend(named.map(|(at, bytes)| (format!("{letter}{at}.bin"), bytes)));
        };
        put('h', each(&lines, threads, |text| compress(text.as_bytes())));
        drop(lines);

        let mut cutter = Cutter::new(self.records, target);
        let facets = std::mem::take(&mut self.facets).into_iter();
        let facets = facets.map(|(facet, postings)| (facet.key, facet.label, postings));
        put('f', shards(&mut cutter, facets, threads));
        let facet_separators = std::mem::take(&mut cutter.separators);

        let records = self.records;
        let Vocabulary { words, pairs } = Vocabulary::of(self);
        let mut cutter = Cutter::new(records, target);
        let pairs = pairs.into_iter().map(|((a, b), postings)| {
            let (a, b) = (&words[a as usize], &words[b as usize]);
            let fold = format!("{} {}", a.fold, b.fold);
            (fold, format!("{} {}", a.key, b.key), postings)
        });
        put('p', shards(&mut cutter, pairs, threads));
        let pair_separators = std::mem::take(&mut cutter.separators);

        let mut cutter = Cutter::new(records, target);
        let words = words.into_iter();
        let words = words.map(|word| (word.fold.into(), word.key.into(), word.postings));
        put('u', shards(&mut cutter, words, threads));

        files.sort();
        let parts = files
            .iter()
            .flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
        let folder = Digest::of_parts(parts).to_string()[..16].to_owned();
        let manifest = Manifest {
            version: VERSION,
            records,
            hits,
            words: cutter.separators.join("\n"),
            pairs: pair_separators.join("\n"),
            facets: facet_separators.join("\n"),
            folder,
        };
        let json = serde_json::to_vec(&manifest).expect("texts and numbers are JSON");
        let path = |name: &str| OutPath::parse(name).expect("letters, digits and dots");
        let first = (path(&format!("{FOLDER}/{MANIFEST}")), compress(&json));
        let rest = files
            .into_iter()
            .map(|(name, bytes)| (path(&format!("{FOLDER}/{}/{name}", manifest.folder)), bytes));
        std::iter::once(first).chain(rest).collect()
    }

    /// The words of two syllables, and those of one that is no syllable, that most records are
    /// about; most first, as they are written.
    fn suggestions(&self) -> Vec<String> {
        let weight =
            |postings: &Postings| u64::from(postings.strong) * 10 + u64::from(postings.count);
        let surface = |at: u64| {
            let at = usize::try_from(at).expect("a place in memory");
            &*self.words[at].word.surface
        };
        let has_letters =
            |text: &str| text.chars().all(char::is_alphabetic) && text.chars().count() > 1;
        let pairs = self
            .pairs
            .iter()
            .filter(|(_, postings)| postings.strong > 0 || postings.count > 2);
        let pairs = pairs.filter_map(|(&pair, postings)| {
            let (a, b) = (surface(pair >> 32), surface(pair & 0xffff_ffff));
            (has_letters(a) && has_letters(b)).then(|| (weight(postings), format!("{a} {b}")))
        });
        let alone = self.words.values().filter(|word| {
            has_letters(&word.word.surface) && super::words::is_foreign(&word.word.fold)
        });
        let alone = alone.map(|word| (weight(&word.postings), word.word.surface.to_string()));
        let mut all: Vec<(u64, String)> = pairs.chain(alone).collect();
        all.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        all.dedup_by(|a, b| a.1 == b.1);
        all.truncate(WORDS);
        all.into_iter().map(|(_, word)| word).collect()
    }
}

/// What the reader of an index must know before all else.
#[derive(Serialize)]
struct Manifest {
    version: u32,
    records: u32,
    /// How many hits a file of them holds.
    hits: usize,
    folder: String,
    words: String,
    pairs: String,
    facets: String,
}

/// All words and pairs in the order of their folds, then of their keys.
struct Vocabulary {
    words: Vec<Sorted>,
    pairs: Vec<((u32, u32), Postings)>,
}

struct Sorted {
    fold: Box<str>,
    key: Box<str>,
    postings: Postings,
}

impl Vocabulary {
    fn of(index: Index) -> Self {
        let mut words: Vec<(usize, Sorted)> = index
            .words
            .into_iter()
            .map(|(key, Known { word, postings })| Sorted {
                fold: word.fold.clone(),
                key,
                postings,
            })
            .enumerate()
            .collect();
        words.sort_unstable_by(|(_, a), (_, b)| (&a.fold, &a.key).cmp(&(&b.fold, &b.key)));
        // The rank of each word, and of its fold, by its place in the index.
        let mut ranks = vec![(0, 0); words.len()];
        let mut fold_rank = 0_u32;
        for (rank, (place, word)) in words.iter().enumerate() {
            if rank > 0 && words[rank - 1].1.fold != word.fold {
                fold_rank += 1;
            }
            ranks[*place] = (u32::try_from(rank).expect("fewer words"), fold_rank);
        }
        let rank = |place: u64| ranks[usize::try_from(place).expect("a place in memory")];
        let mut pairs: Vec<_> = index
            .pairs
            .into_iter()
            .map(|(pair, postings)| {
                let (a, b) = (rank(pair >> 32), rank(pair & 0xffff_ffff));
                ((a.1, b.1, a.0, b.0), postings)
            })
            .collect();
        pairs.sort_unstable_by_key(|(order, _)| *order);
        Self {
            words: words.into_iter().map(|(_, word)| word).collect(),
            pairs: pairs
                .into_iter()
                .map(|((_, _, a, b), postings)| ((a, b), postings))
                .collect(),
        }
    }
}

/// How many shards are compressed at a time.
const BATCH: usize = 256;

fn shards(
    cutter: &mut Cutter,
    items: impl Iterator<Item = (String, String, Postings)>,
    threads: NonZero<usize>,
) -> Vec<Vec<u8>> {
    let mut done = Vec::new();
    let mut waiting = Vec::new();
    for (fold, key, postings) in items {
        cutter.push(&fold, &key, &postings, &mut |shard| waiting.push(shard));
        if waiting.len() >= BATCH {
            done.extend(each(&waiting, threads, |shard| compress(shard)));
            waiting.clear();
        }
    }
    cutter.finish(&mut |shard| waiting.push(shard));
    done.extend(each(&waiting, threads, |shard| compress(shard)));
    done
}
