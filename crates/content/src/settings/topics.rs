//! The topics of a site (`content/topics.yaml`), which are added to the built-in ones.
//!
//! A topic with the slug of a built-in one changes it: its label and group replace those of the
//! built-in one, and its aliases are added. With `replace_built_in: true` the file is the whole list.

use std::collections::BTreeSet;

use crate::document;
use crate::fields::{Fields, Reporter, did_you_mean};
use crate::key_of::add_keys_of;
use crate::vocabulary::{Group, Topic, Vocabulary, VocabularyEntry, VocabularyError};
use crate::yaml;
use ssg_base::diagnostic::{Checked, Place, Span, Spanned};
use ssg_base::message::Message;
use ssg_base::path::{SourcePath, is_windows_device};
use ssg_vietnam::text;

/// The path of a site's own topics.
pub const TOPICS_PATH: &str = "content/topics.yaml";

/// The path of a site's own topics, validated.
pub fn topics_path() -> SourcePath {
    SourcePath::new(TOPICS_PATH).expect("a valid path")
}

/// Parses `content/topics.yaml`. An invalid file gives the built-in vocabulary.
pub fn parse_topics(path: &SourcePath, text: &str) -> Checked<Vocabulary> {
    let mut reporter = Reporter::new(path);
    let value = match yaml::parse(path, text, Span::from(0..text.len())) {
        Ok(node) => {
            let at = Span::from(0..text.len());
            document::warn_of_cut_values(text, at, &node, &mut reporter);
            document::check_shared_values(text, &node, &[], &mut reporter);
            vocabulary(Fields::new(node, &mut reporter), &mut reporter)
        }
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
    let replaces_built_in = fields.flag("replace_built_in", reporter) == Some(true);
    let mut merged = if replaces_built_in {
        Merged::default()
    } else {
        Merged::from_built_in()
    };
    for mut map in fields.maps_with_repeats("groups", reporter) {
        let mut entry = EntryPlaces::new(&map);
        let slug = entry.required("slug", &mut map, reporter);
        let label = entry.required("label", &mut map, reporter);
        map.finish(reporter);
        merged.add_group(Group { slug, label }, entry);
    }
    for mut map in fields.maps_with_repeats("topics", reporter) {
        let mut entry = EntryPlaces::new(&map);
        let topic = merged.topic(&mut map, &mut entry, reporter);
        map.finish(reporter);
        merged.add_topic(topic, entry);
    }
    fields.finish(reporter);
    merged.into_vocabulary(reporter)
}

/// The built-in groups and topics with those of the file. A place is `None` for what is built in.
#[derive(Default)]
struct Merged {
    groups: Vec<(Group, Option<EntryPlaces>)>,
    topics: Vec<(Topic, Option<EntryPlaces>)>,
}

impl Merged {
    fn from_built_in() -> Self {
        let built_in = Vocabulary::built_in();
        let groups = built_in.groups().iter().cloned();
        let topics = built_in.topics().map(|(_, topic)| topic.clone());
        Self {
            groups: groups.map(|group| (group, None)).collect(),
            topics: topics.map(|topic| (topic, None)).collect(),
        }
    }

    fn add_group(&mut self, group: Group, entry: EntryPlaces) {
        let mut known = self.groups.iter_mut();
        let is_built_in =
            |(known, place): &&mut (Group, _)| known.slug == group.slug && Option::is_none(place);
        match known.find(is_built_in) {
            Some(known) => *known = (group, Some(entry)),
            None => self.groups.push((group, Some(entry))),
        }
    }

    /// Returns the index of the built-in topic with this slug, unless the file has changed it.
    fn built_in_topic(&self, slug: &str) -> Option<usize> {
        let mut topics = self.topics.iter();
        topics.position(|(topic, place)| topic.slug == slug && place.is_none())
    }

    /// Reads a topic. One with the slug of a built-in topic may leave out what it does not change.
    fn topic(
        &self,
        map: &mut Fields,
        entry: &mut EntryPlaces,
        reporter: &mut Reporter<'_>,
    ) -> Topic {
        let slug = entry.required("slug", map, reporter);
        let built_in = self.built_in_topic(&slug).map(|at| &self.topics[at].0);
        let mut text = |key: &'static str, built_in: Option<&String>| match built_in {
            Some(built_in) if map.key_span(key).is_none() => {
                map.take(key);
                built_in.clone()
            }
            _ => entry.required(key, map, reporter),
        };
        let label = text("label", built_in.map(|topic| &topic.label));
        let group = text("group", built_in.map(|topic| &topic.group));
        let short = entry.remember(map.text("short", reporter));
        let short = short.or_else(|| {
            // The short label of another label says something else.
            let same_label = built_in.filter(|topic| topic.label == label);
            same_label.and_then(|topic| topic.short.clone())
        });
        let aliases = map.texts("aliases", reporter).into_iter();
        let aliases: Vec<String> = aliases
            .filter_map(|alias| entry.remember(Some(alias)))
            .collect();
        let not = map.strings("not", reporter);
        map.strings("seeds", reporter);
        let known = |list: fn(&Topic) -> &Vec<String>| {
            let known = built_in.into_iter().flat_map(list).cloned();
            known.collect::<Vec<_>>()
        };
        Topic {
            slug,
            label,
            short,
            group,
            aliases: [known(|topic| &topic.aliases), aliases].concat(),
            not: [known(|topic| &topic.not), not].concat(),
        }
    }

    fn add_topic(&mut self, topic: Topic, entry: EntryPlaces) {
        match self.built_in_topic(&topic.slug) {
            Some(at) => self.topics[at] = (topic, Some(entry)),
            None => self.topics.push((topic, Some(entry))),
        }
    }

    /// Returns the vocabulary. A name that the file gives to a topic is no alias of a built-in topic
    /// any more.
    fn into_vocabulary(mut self, reporter: &mut Reporter<'_>) -> Vocabulary {
        let own = self.topics.iter().filter_map(|(_, entry)| entry.as_ref());
        let own = own.flat_map(|entry| &entry.texts);
        let own: BTreeSet<String> = own.map(|name| text::match_key(&name.value)).collect();
        for (topic, _) in self.topics.iter_mut().filter(|(_, entry)| entry.is_none()) {
            let aliases = &mut topic.aliases;
            aliases.retain(|alias| !own.contains(&text::match_key(alias)));
        }
        let (groups, group_places): (Vec<_>, Vec<_>) = self.groups.into_iter().unzip();
        let (topics, topic_places): (Vec<_>, Vec<_>) = self.topics.into_iter().unzip();
        let places = Places {
            groups: group_places,
            topics: topic_places,
            names: topics.iter().map(|topic| topic.label.clone()).collect(),
            group_slugs: groups
                .iter()
                .map(|group: &Group| group.slug.clone())
                .collect(),
        };
        Vocabulary::new(groups, topics).unwrap_or_else(|errors| {
            for error in errors {
                report(&error, &places, reporter);
            }
            Vocabulary::built_in()
        })
    }
}

/// The places of all groups and topics; `None` for what is built in.
struct Places {
    groups: Vec<Option<EntryPlaces>>,
    topics: Vec<Option<EntryPlaces>>,
    /// The labels of the topics.
    names: Vec<String>,
    group_slugs: Vec<String>,
}

impl Places {
    fn get(&self, entry: VocabularyEntry) -> Option<&EntryPlaces> {
        match entry {
            VocabularyEntry::Group(at) => self.groups.get(at)?.as_ref(),
            VocabularyEntry::Topic(at) => self.topics.get(at)?.as_ref(),
        }
    }

    /// Returns the hint for a name that a built-in topic has.
    fn built_in_hint(&self, entry: VocabularyEntry) -> Option<Message> {
        match entry {
            VocabularyEntry::Topic(at) if self.topics.get(at)?.is_none() => {
                let label = self.names.get(at)?.clone();
                Some(Message::BuiltInTopicHint { label })
            }
            VocabularyEntry::Topic(_) | VocabularyEntry::Group(_) => None,
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

/// The line that declares the group that a topic names.
fn new_group(name: &str) -> String {
    let slug = text::slug(name).unwrap_or_else(|| "chung".to_owned());
    format!("- {{slug: {slug}, label: Tên nhóm}}")
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
            if is_windows_device(slug) {
                let hint = did_you_mean([&*format!("chu-de-{slug}")]);
                (*entry, slug, Message::ReservedName { name: found }, hint)
            } else {
                let hint = did_you_mean(proposal.as_deref()).or(Some(Message::BadSlugHint));
                (*entry, slug, Message::BadSlug { found }, hint)
            }
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
            let hint = did_you_mean(nearest.iter().map(String::as_str)).or_else(|| {
                let groups = places.group_slugs.iter();
                let groups: Vec<String> = groups.map(|group| format!("`{group}`")).collect();
                let values = groups.join(", ");
                let line = new_group(group);
                Some(if groups.is_empty() {
                    Message::NewGroupHint { line }
                } else {
                    Message::AllowedValues { values }
                })
            });
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
    let first = match error {
        E::DuplicateSlug { first, .. } | E::DuplicateName { first, .. } => Some(*first),
        _ => None,
    };
    // One of the two may be built in: the other is the one to change.
    let both = [Some(entry), first].into_iter().flatten();
    let built_in_hint = both.clone().find_map(|entry| places.built_in_hint(entry));
    let mut own = both.filter_map(|entry| places.get(entry));
    let (Some(entry), first) = (own.next(), own.next()) else {
        return;
    };
    if entry.is_incomplete && text.is_empty() {
        return;
    }
    let first = first.map(|first| Place::new(reporter.path, first.find(text)));
    let diagnostic = reporter.error(entry.find(text), message);
    diagnostic.hints.extend(hint);
    diagnostic.hints.extend(built_in_hint);
    diagnostic
        .related
        .extend(first.map(|first| (first, Message::FirstOccurrence)));
}
