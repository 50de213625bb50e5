//! The terms of a record: a pure function of that record alone, so that records may be read side by
//! side, and remembered.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::{Record, words};
use ssg_vietnam::text;

/// How much a record speaks of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Its text does once or twice.
    Once,
    /// Its text does three times or more.
    Often,
    /// A fact of it does: a topic, a province, a council, a number.
    Fact,
    /// Its title does.
    Title,
}

impl Level {
    /// Each of them, weakest first.
    pub(super) const ALL: [Self; 4] = [Self::Once, Self::Often, Self::Fact, Self::Title];
}

/// How often a text speaks of a term that it speaks of often.
const OFTEN: usize = 3;

/// What a record is found by.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    /// Its words, each once.
    pub(super) words: Vec<(Arc<Word>, Level)>,
    /// Words of which one follows the other, as their places in `words`, sorted.
    pub(super) pairs: Vec<((u32, u32), Level)>,
}

/// A word, shared by the records that hold it.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) fold: Box<str>,
    pub(super) key: Box<str>,
    is_number: bool,
}

/// The words of the records that were read with it, so that the spelling of each is looked up but
/// once.
#[derive(Default)]
pub(super) struct Lexicon {
    /// The words of each run that was read, as places in `words`.
    runs: IndexMap<Box<str>, Vec<u32>, FxBuildHasher>,
    words: IndexMap<Box<str>, Arc<Word>, FxBuildHasher>,
    /// Where in the terms of the record being read each word stands; of others, anything.
    places: Vec<u32>,
}

impl Lexicon {
    /// The terms of a record.
    pub(super) fn read(&mut self, record: &Record) -> Terms {
        Reader::new(self).read_all(record)
    }

    fn is_number(&self, word: u32) -> bool {
        self.words[word as usize].is_number
    }

    /// The place of the run, whose words are `runs[place]`.
    fn place(&mut self, run: &str) -> usize {
        if let Some(place) = self.runs.get_index_of(run) {
            return place;
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

/// What a record's terms are gathered in.
struct Reader<'l> {
    lexicon: &'l mut Lexicon,
    /// Every word and pair in its turn.
    seen: Vec<Seen>,
    pairs: Vec<Seen>,
}

/// A term and what speaks of it, in one number, since millions of them are sorted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seen(u64);

impl Seen {
    /// How many bits a word's place has: no memory holds a thousand million words.
    const BITS: u32 = 30;
    /// How many bits are below the term.
    const BELOW: u32 = 3;

    /// `None` where the text itself speaks of it.
    fn word(word: u32, level: Option<Level>) -> Self {
        assert!(word < 1 << Self::BITS, "a text has fewer words");
        let level = level.map_or(0, |level| level as u64 + 1);
        Self(u64::from(word) << Self::BELOW | level)
    }

    fn pair(before: u32, word: u32, level: Option<Level>) -> Self {
        let before = Self::word(before, None).0;
        Self(before << Self::BITS | Self::word(word, level).0)
    }

    /// The word, or the pair of them.
    fn term(self) -> u64 {
        self.0 >> Self::BELOW
    }

    /// The two words of a pair.
    fn words(pair: u64) -> (u64, u64) {
        (pair >> Self::BITS, pair & ((1 << Self::BITS) - 1))
    }

    fn level(self) -> Option<Level> {
        let levels = Level::ALL.into_iter();
        let at = self.0 & ((1 << Self::BELOW) - 1);
        levels.rev().find(|&level| level as u64 + 1 == at)
    }
}

impl<'l> Reader<'l> {
    fn new(lexicon: &'l mut Lexicon) -> Self {
        Self {
            lexicon,
            seen: Vec::new(),
            pairs: Vec::new(),
        }
    }

    fn read_all(mut self, record: &Record) -> Terms {
        self.read(&record.text, None);
        for fact in &record.facts {
            self.read(fact, Some(Level::Fact));
        }
        self.read(&record.hit.title, Some(Level::Title));
        self.finish()
    }

    fn read(&mut self, text: &str, level: Option<Level>) {
        let mut before = None;
        words::scan(text, |run, follows| {
            if !follows {
                before = None;
            }
            let place = self.lexicon.place(run);
            for &word in &self.lexicon.runs[place] {
                self.seen.push(Seen::word(word, level));
                // Two numbers, as in dates and sums, would say nothing together.
                if let Some(before) = before
                    && !(self.lexicon.is_number(before) && self.lexicon.is_number(word))
                {
                    self.pairs.push(Seen::pair(before, word, level));
                }
                before = Some(word);
            }
        });
    }

    fn finish(mut self) -> Terms {
        let words = strongest(&mut self.seen);
        let at = |word: u64| usize::try_from(word).expect("it came from a place");
        let places = &mut self.lexicon.places;
        places.resize(self.lexicon.words.len(), 0);
        for (place, (word, _)) in (0..).zip(&words) {
            places[at(*word)] = place;
        }
        // The words of a pair are words.
        let place = |word: u64| places[at(word)];
        let pairs = strongest(&mut self.pairs).into_iter();
        let pairs = pairs.map(|(pair, level)| {
            let (a, b) = Seen::words(pair);
            ((place(a), place(b)), level)
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
fn strongest(seen: &mut [Seen]) -> Vec<(u64, Level)> {
    seen.sort_unstable();
    let groups = seen.chunk_by(|a, b| a.term() == b.term()).map(|group| {
        // What is told of it stands last.
        let last = group[group.len() - 1];
        let often = group.len() >= OFTEN;
        let text = if often { Level::Often } else { Level::Once };
        (last.term(), last.level().unwrap_or(text))
    });
    groups.collect()
}

/// A text without the characters nobody sees, as [`Lexicon::read`] needs it.
pub(super) fn visible(text: String) -> String {
    match text::strip_invisible(&text) {
        std::borrow::Cow::Borrowed(_) => text,
        std::borrow::Cow::Owned(visible) => visible,
    }
}
