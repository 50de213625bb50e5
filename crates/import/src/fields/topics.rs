//! The field `topics`, of the document and of each lesson: words of the text that name a topic.

use std::collections::{BTreeMap, BTreeSet};

use super::SourceText;
use crate::phrases::people;
use ssg_content::vocabulary::{TopicId, Vocabulary};
use ssg_vietnam::text::match_key;

/// The number of words below which a text is short, about two pages. In a short text one mention
/// of a topic says as much as two in a long one.
const SHORT_TEXT_WORDS: usize = 900;

/// The least number of characters of a label or alias that is searched for.
const MIN_NAME_CHARS: usize = 3;

/// The topics of a document. All of them are guesses, and the draft says so.
#[derive(Default)]
pub(crate) struct Topics {
    /// The topics named in the title, or often enough in the text.
    pub(crate) proposed: Vec<TopicId>,
    /// The topics that a long text names only once.
    pub(crate) mentioned_once: Vec<TopicId>,
}

/// Proposes the topics of a document.
pub(crate) fn propose(source: &SourceText<'_>, vocabulary: &Vocabulary) -> Topics {
    // The offices of people ("Trưởng Ban Pháp chế") are not topics.
    let mut text = String::new();
    for block in source.blocks {
        let mut rest = block.text.clone();
        for person in people::find(&block.text) {
            if !person.position.is_empty() {
                rest = rest.replace(&person.position, "");
            }
        }
        text.push_str(&rest);
        text.push('\n');
    }
    let tables = source.blocks.iter();
    for block in tables.filter(|block| block.paragraph().is_none()) {
        for paragraph in block.content.paragraphs() {
            text.push('\n');
            text.push_str(&paragraph.text());
        }
    }
    let counts = count(&text, vocabulary);
    let in_title: BTreeSet<TopicId> = count(&source.form.title, vocabulary).into_keys().collect();
    let is_short = text.split_whitespace().count() < SHORT_TEXT_WORDS;
    let min_mentions = if is_short { 1 } else { 2 };
    let all: BTreeSet<TopicId> = in_title.iter().chain(counts.keys()).copied().collect();
    let (proposed, mentioned_once) = all.into_iter().partition(|id| {
        in_title.contains(id) || counts.get(id).is_some_and(|count| *count >= min_mentions)
    });
    Topics {
        proposed,
        mentioned_once,
    }
}

/// Counts how often a text names each topic. Longer names are matched first, so that "hệ thống
/// camera giám sát" is not taken for "giám sát".
pub(super) fn count(text: &str, vocabulary: &Vocabulary) -> BTreeMap<TopicId, usize> {
    let mut names: Vec<(String, Option<TopicId>)> = Vec::new();
    for (id, topic) in vocabulary.topics() {
        let own = [&topic.label]
            .into_iter()
            .chain(&topic.short)
            .chain(&topic.aliases);
        names.extend(own.map(|name| (match_key(name), Some(id))));
        names.extend(topic.not.iter().map(|name| (match_key(name), None)));
    }
    names.retain(|(name, _)| name.chars().count() >= MIN_NAME_CHARS);
    // If a name both means a topic and is excluded for another, the meaning comes first.
    names.sort_by(|a, b| {
        b.0.len()
            .cmp(&a.0.len())
            .then(b.1.is_some().cmp(&a.1.is_some()))
    });
    let mut key = match_key(text);
    let mut counts = BTreeMap::new();
    for (name, id) in names {
        let mut from = 0;
        while let Some(at) = key[from..].find(&name).map(|at| at + from) {
            let end = at + name.len();
            let is_word = !key[..at].ends_with(char::is_alphanumeric)
                && !key[end..].starts_with(char::is_alphanumeric);
            if is_word {
                // Blank the match out, so that no shorter name matches inside it.
                key.replace_range(at..end, &"\u{1}".repeat(name.len()));
                if let Some(id) = id {
                    *counts.entry(id).or_insert(0) += 1;
                }
            }
            from = end;
        }
    }
    counts
}
