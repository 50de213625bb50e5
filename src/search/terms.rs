//! The terms of a record: a pure function of that record alone, so that records may be read side by
//! side, and remembered.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::{Record, words};
use crate::vietnamese;

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
    /// Its words, each once, in the order in which they first stand.
    pub(super) words: Vec<Word>,
    /// Words of which one follows the other, as their places in `words`, sorted.
    pub(super) pairs: Vec<((u32, u32), Level)>,
}

/// A word of a record.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) fold: Box<str>,
    pub(super) key: Box<str>,
    /// As it was written, in lower case.
    pub(super) surface: Box<str>,
    pub(super) level: Level,
}

/// Reads a record.
pub(super) fn of(record: &Record) -> Terms {
    let mut reader = Reader::default();
    reader.read(&record.text, None);
    for fact in &record.facts {
        reader.read(fact, Some(Level::Fact));
    }
    reader.read(&record.hit.title, Some(Level::Title));
    reader.finish()
}

/// What a text's terms are gathered in.
#[derive(Default)]
struct Reader<'t> {
    /// The words of each run that was read, as places in `words`.
    runs: IndexMap<&'t str, Vec<u32>, FxBuildHasher>,
    words: IndexMap<Box<str>, (Box<str>, Box<str>), FxBuildHasher>,
    /// Every word and pair in its turn; `None` where the text itself has it.
    seen: Vec<(u32, Option<Level>)>,
    pairs: Vec<((u32, u32), Option<Level>)>,
}

impl<'t> Reader<'t> {
    fn read(&mut self, text: &'t str, level: Option<Level>) {
        let mut before = None;
        words::scan(text, |run, follows| {
            if !follows {
                before = None;
            }
            let Self { runs, words, .. } = self;
            let of_run = runs.entry(run).or_insert_with(|| place_words(words, run));
            for &word in of_run.iter() {
                self.seen.push((word, level));
                if let Some(before) = before
                    && !words::are_numbers(key_of(words, before), key_of(words, word))
                {
                    self.pairs.push(((before, word), level));
                }
                before = Some(word);
            }
        });
    }

    fn finish(mut self) -> Terms {
        let mut levels = vec![Level::Once; self.words.len()];
        for (word, level) in strongest(&mut self.seen) {
            levels[word as usize] = level;
        }
        let words = self.words.into_iter().zip(levels);
        Terms {
            words: words
                .map(|((key, (fold, surface)), level)| Word {
                    fold,
                    key,
                    surface,
                    level,
                })
                .collect(),
            pairs: strongest(&mut self.pairs),
        }
    }
}

fn key_of(words: &IndexMap<Box<str>, (Box<str>, Box<str>), FxBuildHasher>, at: u32) -> &str {
    words.get_index(at as usize).map_or("", |(key, _)| &**key)
}

fn place_words(
    words: &mut IndexMap<Box<str>, (Box<str>, Box<str>), FxBuildHasher>,
    run: &str,
) -> Vec<u32> {
    let of_run = words::of_run(run).into_iter().map(|(spelling, surface)| {
        let entry = words.entry(spelling.key.into());
        let at = entry.index();
        entry.or_insert_with(|| (spelling.fold.into(), surface.into()));
        u32::try_from(at).expect("a text has fewer words")
    });
    of_run.collect()
}

/// Each term once, sorted, with its strongest level.
fn strongest<T: Copy + Ord>(seen: &mut [(T, Option<Level>)]) -> Vec<(T, Level)> {
    seen.sort_unstable();
    let groups = seen.chunk_by(|a, b| a.0 == b.0).map(|group| {
        let told = group.iter().filter_map(|(_, level)| *level).max();
        let often = group.len() >= OFTEN;
        let text = if often { Level::Often } else { Level::Once };
        (group[0].0, told.unwrap_or(text))
    });
    groups.collect()
}

/// A text without the characters nobody sees, as [`of`] needs it.
pub(super) fn visible(text: String) -> String {
    match vietnamese::visible(&text) {
        std::borrow::Cow::Borrowed(_) => text,
        std::borrow::Cow::Owned(visible) => visible,
    }
}
