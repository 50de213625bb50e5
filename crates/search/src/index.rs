//! The index of all records, and the files that it consists of.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::Serialize;

use super::shard::{
    Postings, ShardWriter, TARGET_FACET_SHARD_BYTES, Weight, compress, target_shard_bytes,
};
use super::terms::{Level, Terms, Word};
use super::{Entities, FOLDER, FORMAT_VERSION, Facet, Hit, MANIFEST, words};
use ssg_base::digest::Digest;
use ssg_base::parallel;
use ssg_base::path::OutPath;
use ssg_vietnam::text::{self, Phrases};

/// How many words the index holds to suggest to a reader who mistyped.
const MAX_SUGGESTIONS: usize = 4_000;
/// How many hits a file of hits holds.
const HITS_PER_FILE: usize = 16;

/// The postings of all records added so far.
#[derive(Debug, Default)]
pub(super) struct Index {
    words: IndexMap<Box<str>, WordPostings, FxBuildHasher>,
    /// By the indexes of two words in `words`, the first in the upper half.
    pairs: IndexMap<u64, Postings, FxBuildHasher>,
    facets: BTreeMap<Facet, Postings>,
    hits: Vec<String>,
    records: u32,
}

#[derive(Debug)]
struct WordPostings {
    word: Arc<Word>,
    postings: Postings,
}

impl Index {
    /// Adds the next record.
    pub(super) fn add(&mut self, hit: &Hit, facets: &[Facet], terms: &Terms) {
        let record = self.records;
        self.records += 1;
        let word_indexes: Vec<u32> = terms
            .words
            .iter()
            .map(|(word, level)| {
                let at = self.words.get_index_of(&*word.key);
                let at = at.unwrap_or_else(|| {
                    let entry = WordPostings {
                        word: Arc::clone(word),
                        postings: Postings::default(),
                    };
                    self.words.insert_full(word.key.clone(), entry).0
                });
                self.words[at].postings.push(record, *level);
                u32::try_from(at).expect("an archive has fewer words")
            })
            .collect();
        for &((a, b), level) in &terms.pairs {
            let (a, b) = (word_indexes[a as usize], word_indexes[b as usize]);
            let pair = u64::from(a) << 32 | u64::from(b);
            self.pairs.entry(pair).or_default().push(record, level);
        }
        for facet in facets {
            // Nearly every facet is known already, and only a new one is copied.
            if let Some(postings) = self.facets.get_mut(facet) {
                postings.push(record, Level::Once);
            } else {
                let mut postings = Postings::default();
                postings.push(record, Level::Once);
                self.facets.insert(facet.clone(), postings);
            }
        }
        self.hits.push(hit.line());
    }

    /// The files of the index: the manifest, then the others in the order of their names.
    pub(super) fn into_files(
        mut self,
        of: &Entities,
        threads: NonZero<usize>,
    ) -> Vec<(OutPath, Vec<u8>)> {
        let records = self.records;
        let mut files = IndexFiles::default();
        let (shards, entities) = of.shards();
        let shards = parallel::map(&shards, threads, |lines| compress(lines.as_bytes()));
        files.add_numbered('t', shards);
        files.add_lines("n.bin", &of.spellings());
        files.add_lines("v.bin", &self.suggestions().into_lines());
        let hit_files: Vec<String> = self
            .hits
            .chunks(HITS_PER_FILE)
            .map(|lines| lines.join("\n"))
            .collect();
        self.hits = Vec::new();
        let hit_files = parallel::map(&hit_files, threads, |text| compress(text.as_bytes()));
        files.add_numbered('h', hit_files);

        let target = target_shard_bytes(records);
        let mut facet_shards = ShardWriter::new(records, TARGET_FACET_SHARD_BYTES, threads);
        for (facet, postings) in std::mem::take(&mut self.facets) {
            let text = format!("{}\t{}", facet.key, facet.label);
            facet_shards.push(&facet.key, &text, &postings);
        }
        let facets = files.add_shards('f', facet_shards);

        let Sorted { words, pairs } = Sorted::new(self);
        let mut pair_shards = ShardWriter::new(records, target, threads);
        for ((a, b), postings) in pairs {
            let (a, b) = (&words[a as usize], &words[b as usize]);
            let (fold, key) = (joined(&a.fold, &b.fold), joined(&a.key, &b.key));
            pair_shards.push(&fold, &key, &postings);
        }
        let pairs = files.add_shards('p', pair_shards);

        let mut word_shards = ShardWriter::new(records, target, threads);
        for word in words {
            word_shards.push(&word.fold, &word.key, &word.postings);
        }
        let words = files.add_shards('u', word_shards);
        files.finish(Manifest {
            version: FORMAT_VERSION,
            records,
            hits: HITS_PER_FILE,
            words,
            pairs,
            facets,
            entities: entities.join("\n"),
            has_finder: of.has_finder,
            phrases: PhraseLines::new(),
            folder: String::new(),
        })
    }

    fn suggestions(&self) -> Suggestions {
        let key = |at: u64| {
            let at = usize::try_from(at).expect("an index in memory");
            &*self.words[at].word.key
        };
        let mut suggestions = Suggestions::default();
        for (&pair, postings) in &self.pairs {
            let words = [key(pair >> 32), key(pair & 0xffff_ffff)];
            suggestions.add_pair(words, postings.weight());
        }
        for WordPostings { word, postings } in self.words.values() {
            suggestions.add_word(&word.fold, &word.key, postings.weight());
        }
        suggestions
    }
}

/// The fold or the key of a pair of words.
fn joined(a: &str, b: &str) -> String {
    format!("{a} {b}")
}

/// The finished files of an index, by name within its folder.
#[derive(Debug, Default)]
struct IndexFiles {
    named: Vec<(String, Vec<u8>)>,
}

impl IndexFiles {
    fn add_lines(&mut self, name: &str, lines: &str) {
        let file = (name.to_owned(), compress(lines.as_bytes()));
        self.named.push(file);
    }

    fn add_numbered(&mut self, letter: char, files: Vec<Vec<u8>>) {
        let named = files.into_iter().enumerate();
        let named = named.map(|(at, bytes)| (format!("{letter}{at}.bin"), bytes));
        self.named.extend(named);
    }

    /// Adds shards and returns their separators as the manifest holds them.
    fn add_shards(&mut self, letter: char, shards: ShardWriter) -> String {
        let (files, separators) = shards.finish();
        self.add_numbered(letter, files);
        separators.join("\n")
    }

    /// All files in the order of their names, the manifest first.
    fn finish(mut self, mut manifest: Manifest) -> Vec<(OutPath, Vec<u8>)> {
        self.named.sort();
        let parts = self.named.iter();
        let parts = parts.flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
        manifest.folder = Digest::of_parts(parts).to_string();
        manifest.folder.truncate(16);
        let json = serde_json::to_vec(&manifest).expect("strings and numbers are JSON");
        let first = (path(MANIFEST), compress(&json));
        let rest = self.named.into_iter();
        let rest = rest.map(|(name, bytes)| (path(&format!("{}/{name}", manifest.folder)), bytes));
        std::iter::once(first).chain(rest).collect()
    }
}

/// The path of a file of the index.
fn path(name: &str) -> OutPath {
    OutPath::parse(&format!("{FOLDER}/{name}")).expect("letters, digits and dots")
}

/// The best words of two syllables, and of one that is not Vietnamese, as they are written.
#[derive(Debug, Default)]
struct Suggestions {
    best: BTreeSet<(Reverse<u64>, String)>,
}

impl Suggestions {
    fn add_pair(&mut self, keys: [&str; 2], weight: Weight) {
        if weight.strong > 0 || weight.count > 2 {
            self.add(&keys, weight);
        }
    }

    fn add_word(&mut self, fold: &str, key: &str, weight: Weight) {
        // Most words are Vietnamese syllables, which takes longer to find out than the rank.
        if self.has_room(weight) && words::is_foreign(fold) {
            self.add(&[key], weight);
        }
    }

    fn has_room(&self, weight: Weight) -> bool {
        let last = self
            .best
            .last()
            .filter(|_| self.best.len() == MAX_SUGGESTIONS);
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
            if self.best.len() > MAX_SUGGESTIONS {
                self.best.pop_last();
            }
        }
    }

    /// One a line, best first.
    fn into_lines(self) -> String {
        let words = self.best.into_iter().map(|(_, word)| word);
        words.collect::<Vec<_>>().join("\n")
    }
}

/// What a reader of the index must load first.
#[derive(Debug, Serialize)]
struct Manifest {
    version: u32,
    records: u32,
    /// How many hits a file of hits holds.
    hits: usize,
    folder: String,
    words: String,
    pairs: String,
    facets: String,
    entities: String,
    /// Whether the lists of lessons and reports have finders.
    has_finder: bool,
    phrases: PhraseLines,
}

/// The phrases that a query may contain, one a line.
#[derive(Debug, Serialize)]
struct PhraseLines {
    /// The full form and its short forms, separated by tabs.
    abbreviations: String,
    place_kinds: String,
    fillers: String,
}

impl PhraseLines {
    fn new() -> Self {
        let phrases = Phrases::get();
        let abbreviations = phrases.abbreviations.iter();
        let abbreviations: Vec<String> = abbreviations.map(|forms| forms.join("\t")).collect();
        Self {
            abbreviations: abbreviations.join("\n"),
            place_kinds: phrases.place_kinds.join("\n"),
            fillers: phrases.fillers.join("\n"),
        }
    }
}

/// All words and pairs in the order of their folds, then of their keys.
struct Sorted {
    words: Vec<SortedWord>,
    pairs: Vec<((u32, u32), Postings)>,
}

struct SortedWord {
    fold: Box<str>,
    key: Box<str>,
    postings: Postings,
}

impl Sorted {
    fn new(index: Index) -> Self {
        let mut words: Vec<(usize, SortedWord)> = index
            .words
            .into_iter()
            .map(|(key, WordPostings { word, postings })| SortedWord {
                fold: word.fold.clone(),
                key,
                postings,
            })
            .enumerate()
            .collect();
        words.sort_unstable_by(|(_, a), (_, b)| (&a.fold, &a.key).cmp(&(&b.fold, &b.key)));
        // The rank of each word and of its fold, by the word's index before sorting.
        let mut ranks = vec![(0, 0); words.len()];
        let mut fold_rank = 0_u32;
        for (rank, (before, word)) in words.iter().enumerate() {
            if rank > 0 && words[rank - 1].1.fold != word.fold {
                fold_rank += 1;
            }
            ranks[*before] = (u32::try_from(rank).expect("fewer words"), fold_rank);
        }
        let rank = |before: u64| ranks[usize::try_from(before).expect("an index in memory")];
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
