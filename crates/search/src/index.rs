//! The index: all records' terms together, and the files that are made of it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use super::shard::{Postings, Shards, compress};
use super::terms::{Level, Terms, Word};
use super::{FOLDER, Facet, Hit, MANIFEST, VERSION, words};
use ssg_base::digest::Digest;
use ssg_base::parallel;
use ssg_base::path::OutPath;
use ssg_vietnam::text;

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
        let records = self.records;
        let hits = if records > LARGE { HITS_OF_LARGE } else { HITS };
        let mut files = Files::default();
        files.suggestions(self.suggestions());
        let lines: Vec<String> = self
            .hits
            .chunks(hits)
            .map(|lines| lines.join("\n"))
            .collect();
        self.hits = Vec::new();
        files.put(
            'h',
            parallel::map(&lines, threads, |text| compress(text.as_bytes())),
        );
        drop(lines);

        let mut facets = shards(records, threads);
        for (facet, postings) in std::mem::take(&mut self.facets) {
            facets.push(&facet.key, &facet.label, &postings);
        }
        let facets = files.put_shards('f', facets);

        let Vocabulary { words, pairs } = Vocabulary::of(self);
        let mut of_pairs = shards(records, threads);
        for ((a, b), postings) in pairs {
            let (a, b) = (&words[a as usize], &words[b as usize]);
            let (fold, key) = (pair_of(&a.fold, &b.fold), pair_of(&a.key, &b.key));
            of_pairs.push(&fold, &key, &postings);
        }
        let pairs = files.put_shards('p', of_pairs);

        let mut of_words = shards(records, threads);
        for word in words {
            of_words.push(&word.fold, &word.key, &word.postings);
        }
        let words = files.put_shards('u', of_words);
        files.finish(Manifest {
            version: VERSION,
            records,
            hits,
            words,
            pairs,
            facets,
            folder: String::new(),
        })
    }

    /// See [`Suggestions`].
    fn suggestions(&self) -> Suggestions {
        let key = |at: u64| {
            let at = usize::try_from(at).expect("a place in memory");
            &*self.words[at].word.key
        };
        let mut suggestions = Suggestions::default();
        for (&pair, postings) in &self.pairs {
            let words = [key(pair >> 32), key(pair & 0xffff_ffff)];
            suggestions.pair(words, postings.weight());
        }
        for Known { word, postings } in self.words.values() {
            suggestions.word(&word.fold, &word.key, postings.weight());
        }
        suggestions
    }
}

/// The fold or the key of two words.
pub(super) fn pair_of(a: &str, b: &str) -> String {
    format!("{a} {b}")
}

/// The shards of a dictionary in an archive of so many records.
pub(super) fn shards(records: u32, threads: NonZero<usize>) -> Shards {
    let is_large = records > LARGE;
    let target = if is_large { TARGET_OF_LARGE } else { TARGET };
    Shards::new(records, target, threads)
}

/// The files of an index while they are made.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// By their names, which are those of shards.
    named: Vec<(String, Vec<u8>)>,
}

impl Files {
    pub(super) fn suggestions(&mut self, suggestions: Suggestions) {
        let lines = suggestions.lines();
        let file = ("v.bin".to_owned(), compress(lines.as_bytes()));
        self.named.push(file);
    }

    pub(super) fn put(&mut self, letter: char, files: Vec<Vec<u8>>) {
        let named = files.into_iter().enumerate();
        let named = named.map(|(at, bytes)| (shard_name(letter, at), bytes));
        self.named.extend(named);
    }

    /// Puts shards, and gives what the manifest says of them.
    pub(super) fn put_shards(&mut self, letter: char, shards: Shards) -> String {
        let (files, separators) = shards.finish();
        self.put(letter, files);
        separators.join("\n")
    }

    /// All of them, in the order of their names, the manifest first.
    pub(super) fn finish(mut self, mut manifest: Manifest) -> Vec<(OutPath, Vec<u8>)> {
        self.named.sort();
        let parts = self.named.iter();
        let parts = parts.flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
        manifest.folder = Digest::of_parts(parts).to_string();
        manifest.folder.truncate(16);
        let json = serde_json::to_vec(&manifest).expect("texts and numbers are JSON");
        let first = (Manifest::path(), compress(&json));
        let rest = self.named.into_iter();
        let rest = rest.map(|(name, bytes)| (manifest.shard(&name), bytes));
        std::iter::once(first).chain(rest).collect()
    }
}

pub(super) fn shard_name(letter: char, at: usize) -> String {
    format!("{letter}{at}.bin")
}

/// How many records a term is in, and how many of them by a fact or a title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Weight {
    pub(super) count: u32,
    pub(super) strong: u32,
}

/// The words of two syllables, and those of one that is no syllable, that most records are about;
/// most first, as they are written.
#[derive(Debug, Default)]
pub(super) struct Suggestions {
    best: BTreeSet<(Reverse<u64>, String)>,
}

impl Suggestions {
    pub(super) fn pair(&mut self, keys: [&str; 2], weight: Weight) {
        if weight.strong > 0 || weight.count > 2 {
            self.add(&keys, weight);
        }
    }

    pub(super) fn word(&mut self, fold: &str, key: &str, weight: Weight) {
        // Most are known to be syllables, which takes longer to find out.
        if self.has_room(weight) && words::is_foreign(fold) {
            self.add(&[key], weight);
        }
    }

    fn has_room(&self, weight: Weight) -> bool {
        let last = self.best.last().filter(|_| self.best.len() == WORDS);
        last.is_none_or(|(Reverse(least), _)| Self::rank(weight) >= *least)
    }

    fn rank(weight: Weight) -> u64 {
        u64::from(weight.strong) * 10 + u64::from(weight.count)
    }

    fn add(&mut self, keys: &[&str], weight: Weight) {
        if !self.has_room(weight) {
            return;
        }
        let words: Vec<String> = keys.iter().map(|key| text::word_from_key(key)).collect();
        let has_letters =
            |text: &String| text.chars().all(char::is_alphabetic) && text.chars().count() > 1;
        if words.iter().all(has_letters) {
            let rank = Reverse(Self::rank(weight));
            self.best.insert((rank, words.join(" ")));
            if self.best.len() > WORDS {
                self.best.pop_last();
            }
        }
    }

    /// The best of both.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.best.extend(other.best);
        while self.best.len() > WORDS {
            self.best.pop_last();
        }
        self
    }

    /// As they lie in their file: a line each.
    fn lines(self) -> String {
        let words = self.best.into_iter().map(|(_, word)| word);
        words.collect::<Vec<_>>().join("\n")
    }
}

/// What the reader of an index must know before all else.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub(super) version: u32,
    pub(super) records: u32,
    /// How many hits a file of them holds.
    pub(super) hits: usize,
    pub(super) folder: String,
    pub(super) words: String,
    pub(super) pairs: String,
    pub(super) facets: String,
}

impl Manifest {
    /// Where it lies.
    pub(super) fn path() -> OutPath {
        Self::at(MANIFEST).expect("letters and a dot")
    }

    /// Reads it before it was compressed; `None` where it is none of this format.
    pub(super) fn parse(json: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(json).ok()?;
        (manifest.version == VERSION).then_some(manifest)
    }

    /// Where the shard of this name lies.
    pub(super) fn shard(&self, name: &str) -> OutPath {
        let path = Self::at(&format!("{}/{name}", self.folder));
        path.expect("letters, digits and dots")
    }

    fn at(name: &str) -> Option<OutPath> {
        OutPath::parse(&format!("{FOLDER}/{name}"))
    }
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
