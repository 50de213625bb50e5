//! The terms of a record. They depend on that record alone, so that records can be read in
//! parallel and their terms cached.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::marks::MarkFinder;
use super::{Record, words};
use ssg_vietnam::text;

/// How strongly a record is about a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// The body contains it once or twice.
    Once,
    /// The body contains it at least [`OFTEN`] times.
    Often,
    /// A fact contains it: a topic, a province, a council, a number.
    Fact,
    /// The title contains it.
    Title,
}

impl Level {
    /// All levels, weakest first.
    pub(super) const ALL: [Self; 4] = [Self::Once, Self::Often, Self::Fact, Self::Title];
}

/// From how many occurrences in the body on a term is [`Level::Often`].
const OFTEN: usize = 3;

/// The words and pairs of words by which a record is found.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    /// The words, each once.
    pub(super) words: Vec<(Arc<Word>, Level)>,
    /// Pairs of consecutive words, as indexes into `words`, sorted.
    pub(super) pairs: Vec<((u32, u32), Level)>,
}

/// A word, shared by the records that contain it.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) fold: Box<str>,
    pub(super) key: Box<str>,
    is_number: bool,
}

/// The words of all records that one thread has read, so that each spelling is computed once.
#[derive(Default)]
pub(super) struct Lexicon {
    /// The words of each run, as indexes into `words`.
    runs: IndexMap<Box<str>, Vec<u32>, FxBuildHasher>,
    words: IndexMap<Box<str>, Arc<Word>, FxBuildHasher>,
    /// The index of each word in the terms of the current record; undefined for other words.
    term_indexes: Vec<u32>,
}

impl Lexicon {
    /// Reads the terms of a record.
    pub(super) fn read(&mut self, record: &Record) -> Terms {
        Reader::new(self).read_all(record)
    }

    fn is_number(&self, word: u32) -> bool {
        self.words[word as usize].is_number
    }

    /// The index of `mark` in `words`.
    fn mark_index(&mut self, mark: &str) -> u32 {
        let at = self.words.get_index_of(mark);
        let at = at.unwrap_or_else(|| {
            let word = Word {
                fold: mark.into(),
                key: mark.into(),
                is_number: false,
            };
            self.words.insert_full(mark.into(), Arc::new(word)).0
        });
        u32::try_from(at).expect("a text has fewer words")
    }

    /// The index of `run` in `runs`.
    fn run_index(&mut self, run: &str) -> usize {
        if let Some(at) = self.runs.get_index_of(run) {
            return at;
        }
        let words = words::of_run(run).into_iter().map(|spelling| {
            let entry = self.words.entry(spelling.key.as_str().into());
            let at = entry.index();
            entry.or_insert_with(|| {
                Arc::new(Word {
                    is_number: words::is_number(&spelling.key),
                    fold: spelling.fold.into(),
                    key: spelling.key.into(),
                })
            });
            u32::try_from(at).expect("a text has fewer words")
        });
        let words = words.collect();
        self.runs.insert_full(run.into(), words).0
    }
}

/// Collects the terms of one record.
struct Reader<'l> {
    lexicon: &'l mut Lexicon,
    /// Every occurrence of a word and of a pair.
    words: Vec<Occurrence>,
    pairs: Vec<Occurrence>,
}

/// A term and where it occurs, packed into one number, since millions of them are sorted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Occurrence(u64);

impl Occurrence {
    /// The bits of a word's index: no memory holds a thousand million words.
    const WORD_BITS: u32 = 30;
    /// The bits of the level, below the term.
    const LEVEL_BITS: u32 = 3;

    /// An occurrence of a word; `level` is `None` in the body.
    fn word(word: u32, level: Option<Level>) -> Self {
        assert!(word < 1 << Self::WORD_BITS, "an archive has fewer words");
        let level = level.map_or(0, |level| level as u64 + 1);
        Self(u64::from(word) << Self::LEVEL_BITS | level)
    }

    fn pair(before: u32, word: u32, level: Option<Level>) -> Self {
        let before = Self::word(before, None).0;
        Self(before << Self::WORD_BITS | Self::word(word, level).0)
    }

    /// The word or the pair.
    fn term(self) -> u64 {
        self.0 >> Self::LEVEL_BITS
    }

    /// The two words of a pair.
    fn words(pair: u64) -> (u64, u64) {
        (pair >> Self::WORD_BITS, pair & ((1 << Self::WORD_BITS) - 1))
    }

    fn level(self) -> Option<Level> {
        let levels = Level::ALL.into_iter();
        let at = self.0 & ((1 << Self::LEVEL_BITS) - 1);
        levels.rev().find(|&level| level as u64 + 1 == at)
    }
}

impl<'l> Reader<'l> {
    fn new(lexicon: &'l mut Lexicon) -> Self {
        Self {
            lexicon,
            words: Vec::new(),
            pairs: Vec::new(),
        }
    }

    fn read_all(mut self, record: &Record) -> Terms {
        self.read_text(&record.text, None);
        for fact in &record.facts {
            self.read_text(fact, Some(Level::Fact));
        }
        self.read_text(&record.hit.title, Some(Level::Title));
        for mark in &record.marks {
            self.add_mark(mark, Some(Level::Fact));
        }
        for mark in &record.own_marks {
            self.add_mark(mark, Some(Level::Title));
        }
        self.finish()
    }

    fn read_text(&mut self, text: &str, level: Option<Level>) {
        let mut before = None;
        let mut marks = MarkFinder::default();
        words::scan(text, |run, gap| {
            marks.push(run, gap, &mut |mark| self.add_mark(mark, level));
            if !gap.joins() {
                before = None;
            }
            let run = self.lexicon.run_index(run);
            for &word in &self.lexicon.runs[run] {
                self.words.push(Occurrence::word(word, level));
                // Pairs of numbers, as in dates and sums, are not worth searching for.
                if let Some(before) = before
                    && !(self.lexicon.is_number(before) && self.lexicon.is_number(word))
                {
                    self.pairs.push(Occurrence::pair(before, word, level));
                }
                before = Some(word);
            }
        });
        marks.finish(&mut |mark| self.add_mark(mark, level));
    }

    fn add_mark(&mut self, mark: &str, level: Option<Level>) {
        let mark = self.lexicon.mark_index(mark);
        self.words.push(Occurrence::word(mark, level));
    }

    fn finish(mut self) -> Terms {
        let words = strongest(&mut self.words);
        let at = |word: u64| usize::try_from(word).expect("an index in memory");
        let term_indexes = &mut self.lexicon.term_indexes;
        term_indexes.resize(self.lexicon.words.len(), 0);
        for (index, (word, _)) in (0..).zip(&words) {
            term_indexes[at(*word)] = index;
        }
        // Both words of a pair are among the words.
        let term_index = |word: u64| term_indexes[at(word)];
        let pairs = strongest(&mut self.pairs).into_iter();
        let pairs = pairs.map(|(pair, level)| {
            let (a, b) = Occurrence::words(pair);
            ((term_index(a), term_index(b)), level)
        });
        let pairs = pairs.collect();
        let words = words.into_iter();
        let words = words.map(|(word, level)| (Arc::clone(&self.lexicon.words[at(word)]), level));
        Terms {
            words: words.collect(),
            pairs,
        }
    }
}

/// Each term once, sorted, with its strongest level.
fn strongest(occurrences: &mut [Occurrence]) -> Vec<(u64, Level)> {
    occurrences.sort_unstable();
    let groups = occurrences
        .chunk_by(|a, b| a.term() == b.term())
        .map(|group| {
            // The strongest level sorts last.
            let last = group[group.len() - 1];
            let often = group.len() >= OFTEN;
            let text = if often { Level::Often } else { Level::Once };
            (last.term(), last.level().unwrap_or(text))
        });
    groups.collect()
}

/// Removes invisible characters, as [`Lexicon::read`] requires.
pub(super) fn visible(text: String) -> String {
    match text::strip_invisible(&text) {
        std::borrow::Cow::Borrowed(_) => text,
        std::borrow::Cow::Owned(visible) => visible,
    }
}
