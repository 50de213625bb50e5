//! Passages of a report that also appear in an earlier one.
//!
//! The words of each report are hashed in runs of [`RUN_WORDS`] (shingles), of which winnowing
//! keeps the least of every [`WINDOW`] consecutive ones (Schleimer, Wilkerson and Aiken, 2003). So
//! every common run of `RUN_WORDS + WINDOW - 1` words is found, in time linear in the text apart
//! from one sort. Runs that many reports have are official language. What is left is gathered into
//! passages by pair of reports.
//!
//! The thresholds were measured with tests/passages: docs/dev/passages.md has the figures.

mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::ops::Range;
use std::sync::Arc;

use crate::Archive;
use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::Message;
use ssg_base::parallel;
use ssg_base::path::SourcePath;
use words::{Dictionary, Word};

/// The length of a hashed run, in words (in Vietnamese: syllables). Changed names and numbers break
/// only the runs that contain them.
const RUN_WORDS: usize = 7;
/// Of so many consecutive runs one is kept.
const WINDOW: usize = 4;
/// A run that so many reports have is official language, not a copy.
const COMMON_REPORTS: usize = 5;
/// The most words between two common runs of one passage.
const MAX_GAP_WORDS: usize = 12;
/// The fewest words in one paragraph of a passage that is reported. Formulas are shorter.
const MIN_WORDS: usize = 55;
/// The fewest words of a passage of short paragraphs: several formulas may follow one another.
const MIN_WORDS_OF_SHORT_PARAGRAPHS: usize = 150;
/// The least share of its words that the earlier report must have too, in per cent: the rest are
/// changed names and numbers.
const MIN_COMMON_PERCENT: usize = 60;

/// A kept run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    hash: u64,
    /// The index of the report; earlier trips first.
    report: u32,
    /// The index of its first word.
    word: u32,
    /// The paragraph of its first word.
    paragraph: u32,
}

/// A run that two reports share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct SharedRun {
    later: u32,
    earlier: u32,
    word: u32,
    paragraph: u32,
    earlier_word: u32,
}

/// A passage that two texts share.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Passage {
    later: usize,
    earlier: usize,
    /// Its words in the later report.
    words: Range<usize>,
    /// Its first word in the earlier report.
    earlier_word: usize,
}

impl Archive {
    /// Advice about passages that also appear in the report of an earlier trip. `texts` are the
    /// sources; a report whose text is not there is left out.
    pub fn copied_passage_notes(
        &self,
        texts: &BTreeMap<SourcePath, Arc<str>>,
        threads: NonZero<usize>,
    ) -> Vec<Diagnostic> {
        // Reports are sorted newest first; of two texts the later one repeats the earlier.
        let reports = self.reports.iter().rev();
        let sources: Vec<(&SourcePath, &str)> = reports
            .filter_map(|report| {
                let path = &report.document.path;
                Some((path, &**texts.get(path)?))
            })
            .collect();
        let texts: Vec<&str> = sources.iter().map(|(_, text)| *text).collect();
        let passages = shared_passages(&texts, threads);
        let mut dictionary = Dictionary::default();
        let earlier = earlier_places(&passages, &sources, &mut dictionary);
        let mut notes = Vec::new();
        for of_report in passages.chunk_by(|a, b| a.later == b.later) {
            let (path, text) = sources[of_report[0].later];
            let words = dictionary.words(text);
            for passage in of_report {
                let span = first_line(text, &words[passage.words.clone()]);
                let place = earlier[&(passage.earlier, passage.earlier_word)].clone();
                let message = Message::CopiedPassage {
                    words: passage.words.len().to_string(),
                    path: place.path.to_string(),
                };
                let note = Diagnostic::note(Place::new(path, span), message)
                    .hint(Message::CopiedPassageHint);
                notes.push(note.related(place, Message::CopiedPassageFrom));
            }
        }
        notes.sort_by(|a, b| a.place.cmp(&b.place));
        notes
    }
}

/// The place of the first word of each passage in the earlier report, by the report and the word. Each
/// text is split once.
fn earlier_places(
    passages: &[Passage],
    sources: &[(&SourcePath, &str)],
    dictionary: &mut Dictionary,
) -> BTreeMap<(usize, usize), Place> {
    let firsts = passages
        .iter()
        .map(|passage| (passage.earlier, passage.earlier_word));
    let firsts: Vec<(usize, usize)> = firsts.collect::<BTreeSet<_>>().into_iter().collect();
    let mut places = BTreeMap::new();
    for of_report in firsts.chunk_by(|a, b| a.0 == b.0) {
        let (path, text) = sources[of_report[0].0];
        let words = dictionary.words(text);
        for &(report, word) in of_report {
            places.insert((report, word), Place::new(path, words[word].span));
        }
    }
    places
}

/// The place of the words of a passage that are on its first line: a passage may be pages long.
fn first_line(text: &str, words: &[Word]) -> Range<usize> {
    let start = words[0].span.start;
    let line_end = text[start..]
        .find('\n')
        .map_or(text.len(), |len| start + len);
    let on_line = words.iter().take_while(|word| word.span.end <= line_end);
    start..on_line.last().map_or(line_end, |word| word.span.end)
}

/// Finds the passages that two of `texts` share, in the order of the later text. Texts are in the
/// order of their trips.
fn shared_passages(texts: &[&str], threads: NonZero<usize>) -> Vec<Passage> {
    let indexed: Vec<(u32, &str)> = (0..).zip(texts.iter().copied()).collect();
    let mut runs = Vec::new();
    let done: Result<(), std::convert::Infallible> = parallel::for_each_in_order_with(
        &indexed,
        threads,
        Dictionary::default,
        |dictionary, (report, text)| kept_runs(*report, &dictionary.words(text)),
        |kept| {
            runs.extend(kept);
            Ok(())
        },
    );
    done.unwrap_or_else(|never| match never {});
    runs.sort_unstable();
    let mut shared = Vec::new();
    for same in runs.chunk_by(|a, b| a.hash == b.hash) {
        if same.len() == 1 {
            continue;
        }
        // The first place in each report is enough.
        let mut firsts: Vec<Run> = same.to_vec();
        firsts.dedup_by_key(|run| run.report);
        if firsts.len() >= COMMON_REPORTS {
            continue;
        }
        for (index, later) in firsts.iter().enumerate() {
            for earlier in &firsts[..index] {
                shared.push(SharedRun {
                    later: later.report,
                    earlier: earlier.report,
                    word: later.word,
                    paragraph: later.paragraph,
                    earlier_word: earlier.word,
                });
            }
        }
    }
    shared.sort_unstable();
    let pairs = shared.chunk_by(|a, b| (a.later, a.earlier) == (b.later, b.earlier));
    pairs.flat_map(passages_of_pair).collect()
}

/// The runs of a text that winnowing keeps, in order.
fn kept_runs(report: u32, words: &[Word]) -> Vec<Run> {
    /// Any odd number with many different bits.
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let hash = |run: &[Word]| {
        let sum = run.iter().fold(0_u64, |sum, word| {
            sum.wrapping_mul(FACTOR).wrapping_add(word.hash)
        });
        // The low bits of a product depend on few bits of its factors.
        (sum ^ (sum >> 29)).wrapping_mul(FACTOR)
    };
    let hashes: Vec<u64> = words.windows(RUN_WORDS).map(hash).collect();
    let mut kept: Vec<Run> = Vec::with_capacity(hashes.len() / 2);
    for (start, window) in hashes.windows(WINDOW).enumerate() {
        let least = (0..WINDOW).rev().min_by_key(|&at| window[at]);
        let at = start + least.unwrap_or_default();
        let word = u32::try_from(at).unwrap_or(u32::MAX);
        if kept.last().is_none_or(|last| last.word != word) {
            kept.push(Run {
                hash: hashes[at],
                report,
                word,
                paragraph: words[at].paragraph,
            });
        }
    }
    kept
}

/// Gathers the common runs of two reports, sorted by their place in the later one, into passages.
fn passages_of_pair(shared: &[SharedRun]) -> Vec<Passage> {
    let end = |run: &SharedRun| run.word as usize + RUN_WORDS;
    let clusters = shared.chunk_by(|a, b| b.word as usize <= end(a) + MAX_GAP_WORDS);
    clusters
        .filter_map(|runs| {
            let mut common = 0;
            let mut covered_to = runs[0].word as usize;
            for run in runs {
                // Between two kept runs that nearly touch, the runs that were not kept are common too.
                let is_gap = run.word as usize > covered_to + WINDOW;
                let from = if is_gap {
                    run.word as usize
                } else {
                    covered_to
                };
                common += end(run).saturating_sub(from);
                covered_to = covered_to.max(end(run));
            }
            let words = runs[0].word as usize..covered_to;
            let paragraphs = runs.chunk_by(|a, b| a.paragraph == b.paragraph);
            let longest = paragraphs
                .map(|runs| end(&runs[runs.len() - 1]) - runs[0].word as usize)
                .max();
            let is_long = longest.is_some_and(|longest| longest >= MIN_WORDS)
                || words.len() >= MIN_WORDS_OF_SHORT_PARAGRAPHS;
            let is_copy = is_long && common * 100 >= words.len() * MIN_COMMON_PERCENT;
            is_copy.then(|| Passage {
                later: runs[0].later as usize,
                earlier: runs[0].earlier as usize,
                words,
                earlier_word: runs
                    .iter()
                    .map(|run| run.earlier_word as usize)
                    .min()
                    .unwrap_or(0),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a copy that winnowing may overlook at either end.
    const OVERLOOKED: usize = 2 * (WINDOW - 1);

    fn found(texts: &[&str]) -> Vec<(usize, usize, usize)> {
        let passages = shared_passages(texts, NonZero::<usize>::MIN).into_iter();
        let pairs = passages.map(|passage| (passage.later, passage.earlier, passage.words.len()));
        pairs.collect()
    }

    /// `count` different words, the same for each `seed`.
    fn words(seed: usize, count: usize) -> String {
        let words: Vec<String> = (0..count).map(|n| format!("t{seed}x{n}")).collect();
        words.join(" ")
    }

    #[test]
    fn finds_long_passages_only() {
        let (own, other) = (words(1, 300), words(2, 300));
        let copied = words(3, MIN_WORDS + OVERLOOKED);
        let one = format!("---\ntitle: A\n---\n\n{own}\n\n{copied}.\n");
        let two = format!("---\ntitle: B\n---\n\n{copied}\n{other}\n");
        let passages = found(&[&one, &two]);
        let [(1, 0, len)] = *passages else {
            panic!("{passages:?}");
        };
        assert!((MIN_WORDS..=MIN_WORDS + OVERLOOKED).contains(&len), "{len}");
        let short = words(3, MIN_WORDS - 1);
        let two = format!("{short}\n{other}\n");
        assert_eq!(found(&[&one, &two]), []);
    }

    #[test]
    fn changed_names_accents_and_order_do_not_hide_a_copy() {
        let first = words(3, 40);
        let second = words(4, 40);
        let one = format!("{first} Nguyễn Văn An, {second} hoà thuỷ");
        let two = format!("{second} HÒA THỦY. {first} Trần Thị Bình");
        let passages = found(&[&one, &two]);
        let [(1, 0, len)] = *passages else {
            panic!("{passages:?}");
        };
        assert!(len >= 80, "{len}");
    }

    #[test]
    fn quotations_code_and_formulas_are_no_copies() {
        let copied = words(3, 80);
        for one in [
            format!("> {copied}"),
            format!("> Trích:\n{copied}"),
            format!("```\n{copied}\n```"),
            format!("- Căn cứ {copied}"),
            format!("Nơi nhận:\n{copied}"),
        ] {
            assert_eq!(found(&[&one, &copied]), [], "{one}");
        }
    }

    #[test]
    fn short_paragraphs_are_a_copy_together() {
        let list = |count: usize| {
            let items: Vec<String> = (0..count)
                .map(|n| format!("- {}\n", words(n, 20)))
                .collect();
            items.concat()
        };
        assert_eq!(found(&[&list(5), &list(5)]), []);
        assert_eq!(found(&[&list(9), &list(9)]).len(), 1);
    }

    #[test]
    fn text_in_five_reports_is_official_language() {
        let copied = words(3, 80);
        let texts = [&*copied; 5];
        assert_eq!(found(&texts), []);
        assert_eq!(found(&texts[..2]).len(), 1);
        assert_eq!(found(&texts[..4]).len(), 6);
    }

    #[test]
    fn formulas_of_the_official_form_are_short() {
        let formulas = include_str!("../../../tests/passages/formulas.txt");
        let between: Vec<String> = (0..80).map(|seed| words(seed, 30)).collect();
        let report = |offset: usize| {
            let lines = formulas.lines().enumerate();
            let lines = lines.map(|(n, line)| format!("{line}\n\n{}\n\n", between[n + offset]));
            lines.collect::<String>()
        };
        assert!(formulas.lines().count() >= 30);
        assert_eq!(found(&[&report(0), &report(40)]), []);
    }
}
