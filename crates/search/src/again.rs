//! The index of an archive of which a few records have another text, made of the index before and of
//! those records alone.
//!
//! The index before tells of every term in which records it is, so that nothing but the records that
//! are other need be read. Of a record's text facets and hits hold nothing: their files stay. Words and
//! pairs are cut into shards from the first to the last, as in a whole index: what comes out is that,
//! byte for byte, which `tests/it/incremental.rs` holds it to.

use std::collections::{BTreeMap, btree_map};
use std::iter::Peekable;
use std::num::NonZero;

use super::index::{Files, Manifest, Suggestions, Weight, pair_of, shard_name, shards};
use super::shard::{Part, Shards, inflate, read};
use super::terms::{Level, Terms};
use ssg_base::parallel;
use ssg_base::path::OutPath;

/// Reads a file of the index before.
type Read<'r> = dyn Fn(&OutPath) -> Option<Vec<u8>> + Sync + 'r;

/// The fold and the key of a term.
type Term = (String, String);

/// What records say of terms.
type Said = BTreeMap<Term, Vec<(u32, Level)>>;

/// How many shards are read at a time.
const BATCH: usize = 256;

/// The files of the index, where the records of `others`, by their places in order, have these terms
/// now. `None` where the index before cannot be read or is of another archive.
pub(super) fn files(
    records: u32,
    others: &[(u32, Terms)],
    threads: NonZero<usize>,
    before: &Read<'_>,
) -> Option<Vec<(OutPath, Vec<u8>)>> {
    let manifest = inflate(&before(&Manifest::path())?)?;
    let manifest = Manifest::parse(&manifest).filter(|known| known.records == records)?;
    let before = Before {
        manifest: &manifest,
        gone: others.iter().map(|(record, _)| *record).collect(),
        threads,
        read: before,
    };
    let (mut words, mut pairs) = (Said::new(), Said::new());
    for (record, terms) in others {
        for (word, level) in &terms.words {
            let said = words.entry((word.fold.to_string(), word.key.to_string()));
            said.or_default().push((*record, *level));
        }
        for &((a, b), level) in &terms.pairs {
            let (a, b) = (&terms.words[a as usize].0, &terms.words[b as usize].0);
            let said = pairs.entry((pair_of(&a.fold, &b.fold), pair_of(&a.key, &b.key)));
            said.or_default().push((*record, level));
        }
    }

    let mut files = Files::default();
    let hits = usize::try_from(records)
        .ok()?
        .div_ceil(manifest.hits.max(1));
    files.put('h', before.files('h', hits)?);
    files.put('f', before.files('f', count(&manifest.facets))?);
    let of_pairs = || {
        let mut suggestions = Suggestions::default();
        let of_pairs = before.again(('p', &manifest.pairs), &pairs, |_, key, weight| {
            let (a, b) = key.split_once(' ')?;
            suggestions.pair([a, b], weight);
            Some(())
        })?;
        Some((suggestions, of_pairs))
    };
    let of_words = || {
        let mut suggestions = Suggestions::default();
        let of_words = before.again(('u', &manifest.words), &words, |fold, key, weight| {
            suggestions.word(fold, key, weight);
            Some(())
        })?;
        Some((suggestions, of_words))
    };
    let (of_pairs, of_words) = parallel::join(threads, of_pairs, of_words);
    let ((pairs, of_pairs), (words, of_words)) = of_pairs.zip(of_words)?;
    files.suggestions(pairs.and(words));
    let pairs = files.put_shards('p', of_pairs);
    let words = files.put_shards('u', of_words);
    Some(files.finish(Manifest {
        words,
        pairs,
        ..manifest
    }))
}

/// The index before.
struct Before<'a> {
    manifest: &'a Manifest,
    /// The records of which it does not hold any more.
    gone: Vec<u32>,
    threads: NonZero<usize>,
    read: &'a Read<'a>,
}

impl Before<'_> {
    fn names(&self, letter: char, many: usize) -> impl Iterator<Item = OutPath> {
        (0..many).map(move |at| self.manifest.shard(&shard_name(letter, at)))
    }

    /// The first `many` files of this letter, as they are.
    fn files(&self, letter: char, many: usize) -> Option<Vec<Vec<u8>>> {
        let names: Vec<OutPath> = self.names(letter, many).collect();
        let files = parallel::map(&names, self.threads, |name| (self.read)(name));
        files.into_iter().collect()
    }

    /// A dictionary again, of each term with all records that speak of it now; `weigh` is told how many
    /// they are.
    fn again(
        &self,
        (letter, separators): (char, &str),
        said: &Said,
        weigh: impl FnMut(&str, &str, Weight) -> Option<()>,
    ) -> Option<Shards> {
        let mut open = Open {
            term: None,
            part: Part::default(),
            gone: &self.gone,
            said: said.iter().peekable(),
            shards: shards(self.manifest.records, self.threads),
            weigh,
        };
        let names: Vec<OutPath> = self.names(letter, count(separators)).collect();
        for names in names.chunks(BATCH) {
            let shards = parallel::map(names, self.threads, |name| {
                let compressed = (self.read)(name)?;
                Some((inflate(&compressed)?, compressed))
            });
            for shard in shards {
                let (shard, compressed) = shard?;
                read(&shard, |fold, key, add| {
                    open.go_on(Some((fold, key)))?;
                    add(&mut open.part)
                })?;
                // One like it is full only where a term after its last has come, so this is in time.
                open.shards.know(shard, compressed);
            }
        }
        open.go_on(None)?;
        Some(open.shards)
    }
}

/// How many shards these divide.
fn count(separators: &str) -> usize {
    separators.split('\n').filter(|one| !one.is_empty()).count()
}

/// The term whose records are being gathered: long ones are told in parts.
struct Open<'s, F> {
    /// `None` before the first.
    term: Option<Term>,
    part: Part,
    gone: &'s [u32],
    /// What is said of terms that are not before it.
    said: Peekable<btree_map::Iter<'s, Term, Vec<(u32, Level)>>>,
    shards: Shards,
    weigh: F,
}

impl<F: FnMut(&str, &str, Weight) -> Option<()>> Open<'_, F> {
    /// Ends the term where another begins, and gives what is said of terms between the two.
    fn go_on(&mut self, next: Option<(&str, &str)>) -> Option<()> {
        let open = self.term.as_ref();
        if next.is_some() && open.map(|(fold, key)| (&**fold, &**key)) == next {
            return Some(());
        }
        if let Some(term) = self.term.take() {
            let said = self.said.next_if(|(other, _)| **other == term);
            self.give(&term, said.map_or(&[], |(_, said)| said))?;
        }
        let is_before = |(fold, key): &Term| next.is_none_or(|next| (&**fold, &**key) < next);
        while let Some((term, said)) = self.said.next_if(|(term, _)| is_before(term)) {
            self.give(term, said)?;
        }
        self.term = next.map(|(fold, key)| (fold.to_owned(), key.to_owned()));
        Some(())
    }

    fn give(&mut self, (fold, key): &Term, said: &[(u32, Level)]) -> Option<()> {
        self.part.change(self.gone, said);
        if !self.part.is_empty() {
            (self.weigh)(fold, key, self.part.weight())?;
            self.shards.push_levels(fold, key, &self.part);
        }
        self.part.clear();
        Some(())
    }
}
