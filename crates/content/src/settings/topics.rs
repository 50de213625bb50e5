//! The topics of a site (`content/topics.yaml`), which replace the built-in ones.

use crate::fields::{Fields, Reporter, did_you_mean};
use crate::key_of::add_keys_of;
use crate::vocabulary::{Group, Topic, Vocabulary, VocabularyEntry, VocabularyError};
use crate::yaml;
use ssg_base::diagnostic::{Checked, Place, Span, Spanned};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;

/// The path of a site's own topics.
pub const TOPICS_PATH: &str = "content/topics.yaml";

/// Parses `content/topics.yaml`. An invalid file gives the built-in vocabulary.
pub fn parse_topics(path: &SourcePath, text: &str) -> Checked<Vocabulary> {
    let mut reporter = Reporter::new(path);
    let value = match yaml::parse(path, text, Span::from(0..text.len())) {
        Ok(node) => vocabulary(Fields::new(node, &mut reporter), &mut reporter),
        Err(error) => {
            reporter.diagnostics.push(*error);
            Vocabulary::built_in()
        }
    };
    add_keys_of(path, text, reporter.diagnostics.iter_mut());
    Checked {
        value,
        diagnostics: reporter.diagnostics,
    }
}

fn vocabulary(mut fields: Fields, reporter: &mut Reporter<'_>) -> Vocabulary {
    // The built-in file has `version`, and `not` and `seeds` in its topics. An office may start
    // from a copy of it.
    fields.take("version");
    let mut places = Places::default();
    let mut groups = Vec::new();
    for mut map in fields.maps("groups", reporter) {
        let mut entry = EntryPlaces::new(&map);
        let slug = entry.required("slug", &mut map, reporter);
        let label = entry.required("label", &mut map, reporter);
        groups.push(Group { slug, label });
        map.finish(reporter);
        places.groups.push(entry);
    }
    let mut topics = Vec::new();
    for mut map in fields.maps("topics", reporter) {
        let mut entry = EntryPlaces::new(&map);
        topics.push(topic(&mut map, &mut entry, reporter));
        map.finish(reporter);
        places.topics.push(entry);
    }
    fields.finish(reporter);
    Vocabulary::new(groups, topics).unwrap_or_else(|errors| {
        for error in errors {
            report(&error, &places, reporter);
        }
        Vocabulary::built_in()
    })
}

fn topic(map: &mut Fields, entry: &mut EntryPlaces, reporter: &mut Reporter<'_>) -> Topic {
    let slug = entry.required("slug", map, reporter);
    let label = entry.required("label", map, reporter);
    let group = entry.required("group", map, reporter);
    let short = entry.remember(map.text("short", reporter));
    let aliases = map.texts("aliases", reporter).into_iter();
    let topic = Topic {
        slug,
        label,
        short,
        group,
        aliases: aliases
            .filter_map(|alias| entry.remember(Some(alias)))
            .collect(),
        not: map.strings("not", reporter),
    };
    map.strings("seeds", reporter);
    topic
}

/// The places of all groups and topics.
#[derive(Default)]
struct Places {
    groups: Vec<EntryPlaces>,
    topics: Vec<EntryPlaces>,
}

impl Places {
    fn get(&self, entry: VocabularyEntry) -> Option<&EntryPlaces> {
        match entry {
            VocabularyEntry::Group(at) => self.groups.get(at),
            VocabularyEntry::Topic(at) => self.topics.get(at),
        }
    }
}

/// The places of a group or topic, and of each of its texts.
struct EntryPlaces {
    span: Span,
    texts: Vec<Spanned<String>>,
    /// Whether a required key is missing, which was reported.
    is_incomplete: bool,
}

impl EntryPlaces {
    fn new(map: &Fields) -> Self {
        Self {
            span: map.span,
            texts: Vec::new(),
            is_incomplete: false,
        }
    }

    /// The text of a required key; empty if it is missing.
    fn required(
        &mut self,
        key: &'static str,
        map: &mut Fields,
        reporter: &mut Reporter<'_>,
    ) -> String {
        let text = map.required(key, map.span, None, reporter);
        self.is_incomplete |= text.is_none();
        self.remember(text).unwrap_or_default()
    }

    /// Keeps the place of a text.
    fn remember(&mut self, text: Option<Spanned<String>>) -> Option<String> {
        let value = text.as_ref().map(|text| text.value.clone());
        self.texts.extend(text);
        value
    }

    /// The place of the first text equal to `value`, or of the entry.
    fn find(&self, value: &str) -> Span {
        let found = self.texts.iter().find(|text| text.value == value);
        found.map_or(self.span, |text| text.span)
    }
}

/// Reports an error at the text that causes it.
fn report(error: &VocabularyError, places: &Places, reporter: &mut Reporter<'_>) {
    use VocabularyError as E;
    let (entry, text, message, hint) = match error {
        E::BadSlug {
            entry,
            slug,
            proposal,
        } => {
            let found = slug.clone();
            let hint = did_you_mean(proposal.as_deref()).or(Some(Message::BadSlugHint));
            (*entry, slug, Message::BadSlug { found }, hint)
        }
        E::DuplicateSlug { entry, slug, .. } => {
            let message = Message::DuplicateTopicSlug { slug: slug.clone() };
            (*entry, slug, message, None)
        }
        E::EmptyName { entry } => {
            let key = "label".to_owned();
            (*entry, &String::new(), Message::BlankValue { key }, None)
        }
        E::DuplicateName { entry, name, .. } => {
            let message = Message::DuplicateTopicName { name: name.clone() };
            (*entry, name, message, None)
        }
        E::UnknownGroup {
            entry,
            group,
            nearest,
        } => {
            let hint = did_you_mean(nearest.iter().map(String::as_str));
            let message = Message::UnknownTopicGroup {
                group: group.clone(),
            };
            (*entry, group, message, hint)
        }
        E::ShortLabelTooLong { entry, short } => {
            let label = short.clone();
            (*entry, short, Message::ShortLabelTooLong { label }, None)
        }
        E::TooManyTopics => {
            reporter.error(Span::default(), Message::YamlTooMany);
            return;
        }
    };
    let Some(entry) = places.get(entry) else {
        return;
    };
    if entry.is_incomplete && text.is_empty() {
        return;
    }
    let first = match error {
        E::DuplicateSlug { first, .. } | E::DuplicateName { first, .. } => places.get(*first),
        _ => None,
    };
    let first = first.map(|first| Place::new(reporter.path, first.find(text)));
    let diagnostic = reporter.error(entry.find(text), message);
    diagnostic.hints.extend(hint);
    diagnostic
        .related
        .extend(first.map(|first| (first, Message::FirstOccurrence)));
}
