//! The controlled vocabulary: the topics of trips, in words that all councils share.
//!
//! A topic has a slug for addresses, a label for readers, and aliases for what editors type. A
//! name belongs to one topic, so that [`Vocabulary::resolve`] is never ambiguous. Names are
//! compared by [`text::match_key`], which keeps accents.
//!
//! This module does not read a site's own file: see [`settings`](crate::settings), which reports
//! errors with their places. It never searches a text for topics; editors declare them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::yaml;
use ssg_base::path::UrlPath;
use ssg_vietnam::text;

/// The greatest number of labels that "did you mean" suggests.
const MAX_SUGGESTIONS: usize = 3;

/// The longest [`Topic::short`], in characters: what fits a label on a narrow screen. A longer one
/// is an error.
pub const MAX_SHORT_LABEL_CHARS: usize = 22;

/// Identifies a topic of one [`Vocabulary`]; sorts in the order of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId(u16);

/// The greatest number of topics: as many as there are values of [`TopicId`].
const MAX_TOPICS: usize = 1 << u16::BITS;

impl TopicId {
    /// Its index among the topics, from 0.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A group under which topics are listed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
pub struct Group {
    /// The id for addresses and pages: lower-case ASCII words joined by `-`.
    pub slug: String,
    /// The name that readers see.
    pub label: String,
}

/// A topic of trips.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
pub struct Topic {
    /// The last part of its address: lower-case ASCII words joined by `-`.
    pub slug: String,
    /// The name that readers see.
    pub label: String,
    /// A shorter label for narrow places, of at most [`MAX_SHORT_LABEL_CHARS`] characters.
    pub short: Option<String>,
    /// The slug of its group.
    pub group: String,
    /// Other names that editors use.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Phrases that contain one of its names and mean something else: "camera giám sát" is a
    /// camera, not supervision.
    #[serde(default)]
    pub not: Vec<String>,
}

impl Topic {
    /// The short label, or the label if there is none.
    pub fn short_label(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.label)
    }

    /// Every name of the topic: its slug, its label, then the others.
    fn names(&self) -> impl Iterator<Item = &str> {
        [&self.slug, &self.label]
            .into_iter()
            .chain(&self.short)
            .chain(&self.aliases)
            .map(String::as_str)
    }
}

/// Groups and topics, in the order of their file. No name belongs to two topics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    groups: Vec<Group>,
    topics: Vec<Topic>,
    by_key: BTreeMap<String, TopicId>,
    by_alphabet: Vec<TopicId>,
}

/// The index of a group or topic, from 0 in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VocabularyEntry {
    /// A group.
    Group(usize),
    /// A topic.
    Topic(usize),
}

/// The reason why groups and topics are no valid vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VocabularyError {
    /// A slug does not consist of lower-case ASCII words joined by `-`, or is too long.
    BadSlug {
        /// The group or topic.
        entry: VocabularyEntry,
        /// The slug.
        slug: String,
        /// A slug made from the label; `None` if none can be made.
        proposal: Option<String>,
    },
    /// Two groups or two topics have the same slug.
    DuplicateSlug {
        /// The second of the two.
        entry: VocabularyEntry,
        /// The slug.
        slug: String,
        /// The first of the two.
        first: VocabularyEntry,
    },
    /// A label or alias has no visible character.
    EmptyName {
        /// The group or topic.
        entry: VocabularyEntry,
    },
    /// Two topics have the same name.
    DuplicateName {
        /// The second of the two topics.
        entry: VocabularyEntry,
        /// The name, as the second topic writes it.
        name: String,
        /// The first of the two topics.
        first: VocabularyEntry,
    },
    /// The group of a topic is not in the list of groups.
    UnknownGroup {
        /// The topic.
        entry: VocabularyEntry,
        /// The slug of the unknown group.
        group: String,
        /// Similar slugs, best first; often empty.
        nearest: Vec<String>,
    },
    /// A short label has more than [`MAX_SHORT_LABEL_CHARS`] characters.
    ShortLabelTooLong {
        /// The topic.
        entry: VocabularyEntry,
        /// The short label.
        short: String,
    },
    /// There are more than 65,536 topics. Nothing else is checked.
    TooManyTopics,
}

/// The built-in file. It has more keys, for its editors.
#[derive(Deserialize)]
struct BuiltInFile {
    groups: Vec<Group>,
    topics: Vec<Topic>,
}

impl Vocabulary {
    /// The vocabulary that is part of the program, for sites without their own.
    pub fn built_in() -> Self {
        let BuiltInFile { groups, mut topics } =
            yaml::built_in(include_str!("vocabulary/topics.yaml"));
        let mut short_labels: BTreeMap<String, String> =
            yaml::built_in(include_str!("vocabulary/short.yaml"));
        for topic in &mut topics {
            topic.short = short_labels.remove(&topic.slug);
        }
        Self::new(groups, topics).expect("the built-in file is valid; a test reads it")
    }

    /// Makes a vocabulary of groups and topics. Both may be empty.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn new(groups: Vec<Group>, topics: Vec<Topic>) -> Result<Self, Vec<VocabularyError>> {
        if topics.len() > MAX_TOPICS {
            return Err(vec![VocabularyError::TooManyTopics]);
        }
        let (by_key, duplicate_names) = keys(&topics);
        let mut errors = slug_errors(&groups, &topics);
        errors.extend(empty_names(&groups, &topics));
        errors.extend(duplicate_names);
        for (at, topic) in topics.iter().enumerate() {
            errors.extend(unknown_group(at, topic, &groups));
            errors.extend(short_label_too_long(at, topic));
        }
        if errors.is_empty() {
            let ids = (0..=u16::MAX).map(TopicId).zip(&topics);
            let mut by_alphabet: Vec<TopicId> = ids.map(|(id, _)| id).collect();
            by_alphabet
                .sort_by_cached_key(|id| text::collation_key(topics[id.index()].short_label()));
            Ok(Self {
                groups,
                topics,
                by_key,
                by_alphabet,
            })
        } else {
            Err(errors)
        }
    }

    /// The groups, in the order of the file. A group may have no topics.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The topics, in the order of the file.
    pub fn topics(&self) -> impl Iterator<Item = (TopicId, &Topic)> {
        (0..=u16::MAX).map(TopicId).zip(&self.topics)
    }

    /// The topics, sorted by short label in Vietnamese alphabetical order.
    pub fn by_alphabet(&self) -> &[TopicId] {
        &self.by_alphabet
    }

    /// A topic of this vocabulary.
    ///
    /// # Panics
    /// If `id` is of a larger vocabulary.
    pub fn topic(&self, id: TopicId) -> &Topic {
        &self.topics[id.index()]
    }

    /// The topics of a group, in the order of the file; empty if there is no such group.
    pub fn topics_of<'a>(&'a self, group: &'a Group) -> impl Iterator<Item = (TopicId, &'a Topic)> {
        self.topics()
            .filter(move |(_, topic)| topic.group == group.slug)
    }

    /// The topic with exactly this slug.
    pub fn by_slug(&self, slug: &str) -> Option<TopicId> {
        let id = self.by_key.get(slug).copied()?;
        (self.topic(id).slug == slug).then_some(id)
    }

    /// The topic with the name `written`: a slug, label, short label or alias.
    ///
    /// # Errors
    /// The labels of topics with a similar name, best first; often none.
    pub fn resolve(&self, written: &str) -> Result<TopicId, Vec<String>> {
        let key = text::match_key(written);
        let found = self.by_key.get(&key).copied();
        found.ok_or_else(|| self.nearest(&key))
    }

    /// The labels of the topics that have a name similar to `key`.
    fn nearest(&self, key: &str) -> Vec<String> {
        let names = self.by_key.keys().map(String::as_str);
        let mut labels: Vec<String> = Vec::new();
        for near in text::nearest(key, names, usize::MAX) {
            let label = &self.topic(self.by_key[near]).label;
            if !labels.contains(label) {
                labels.push(label.clone());
            }
        }
        // A name that only lacks its accents has one meaning.
        let bare = text::fold(key);
        let same = self
            .by_key
            .iter()
            .find(|(name, _)| text::fold(name) == bare);
        if let Some((_, &topic)) = same {
            return vec![self.topic(topic).label.clone()];
        }
        labels.truncate(MAX_SUGGESTIONS);
        labels
    }
}

/// Invalid and duplicate slugs. A group and a topic may have the same slug.
fn slug_errors(groups: &[Group], topics: &[Topic]) -> Vec<VocabularyError> {
    let groups = groups.iter().map(|group| (&group.slug, &group.label));
    let topics = topics.iter().map(|topic| (&topic.slug, &topic.label));
    let groups = groups
        .enumerate()
        .map(|(at, row)| (VocabularyEntry::Group(at), row));
    let topics = topics
        .enumerate()
        .map(|(at, row)| (VocabularyEntry::Topic(at), row));
    let mut errors = Vec::new();
    let mut seen: BTreeMap<(bool, &str), VocabularyEntry> = BTreeMap::new();
    for (entry, (slug, label)) in groups.chain(topics) {
        let is_topic = matches!(entry, VocabularyEntry::Topic(_));
        let address = UrlPath::home().child(slug);
        if text::slug(slug).as_ref() != Some(slug) || address.is_none() {
            errors.push(VocabularyError::BadSlug {
                entry,
                slug: slug.clone(),
                proposal: text::slug(label),
            });
        } else if let Some(&first) = seen.get(&(is_topic, &**slug)) {
            let slug = slug.clone();
            errors.push(VocabularyError::DuplicateSlug { entry, slug, first });
        } else {
            seen.insert((is_topic, slug), entry);
        }
    }
    errors
}

fn unknown_group(at: usize, topic: &Topic, groups: &[Group]) -> Option<VocabularyError> {
    let slugs = || groups.iter().map(|group| &*group.slug);
    let is_unknown = !slugs().any(|slug| slug == topic.group);
    is_unknown.then(|| {
        let nearest = text::nearest(&topic.group, slugs(), MAX_SUGGESTIONS);
        VocabularyError::UnknownGroup {
            entry: VocabularyEntry::Topic(at),
            group: topic.group.clone(),
            nearest: nearest.into_iter().map(str::to_owned).collect(),
        }
    })
}

fn short_label_too_long(at: usize, topic: &Topic) -> Option<VocabularyError> {
    let short = topic.short.as_ref()?;
    let length = text::nfc(short).chars().count();
    (length > MAX_SHORT_LABEL_CHARS).then(|| VocabularyError::ShortLabelTooLong {
        entry: VocabularyEntry::Topic(at),
        short: short.clone(),
    })
}

/// Labels and aliases without a visible character.
fn empty_names(groups: &[Group], topics: &[Topic]) -> Vec<VocabularyError> {
    let is_empty = |name: &str| text::match_key(name).is_empty();
    let groups = groups.iter().enumerate();
    let groups = groups.filter(|(_, group)| is_empty(&group.label));
    let topics = topics.iter().enumerate();
    // The first name is the slug. An empty slug is reported as invalid.
    let topics = topics.filter(|(_, topic)| topic.names().skip(1).any(is_empty));
    let groups = groups.map(|(at, _)| VocabularyEntry::Group(at));
    let topics = topics.map(|(at, _)| VocabularyEntry::Topic(at));
    groups
        .chain(topics)
        .map(|entry| VocabularyError::EmptyName { entry })
        .collect()
}

/// The topic of each name, by its key, and an error for each name of two topics.
fn keys(topics: &[Topic]) -> (BTreeMap<String, TopicId>, Vec<VocabularyError>) {
    let mut by_key: BTreeMap<String, TopicId> = BTreeMap::new();
    let mut errors = Vec::new();
    for (id, topic) in (0..=u16::MAX).map(TopicId).zip(topics) {
        for name in topic.names() {
            let key = text::match_key(name);
            match by_key.get(&key) {
                None => {
                    by_key.insert(key, id);
                }
                Some(&first) if first == id || key.is_empty() => {}
                Some(&first) if topics[first.index()].slug == topic.slug => {
                    // Reported once, as a duplicate slug.
                }
                Some(&first) => errors.push(VocabularyError::DuplicateName {
                    entry: VocabularyEntry::Topic(id.index()),
                    name: name.to_owned(),
                    first: VocabularyEntry::Topic(first.index()),
                }),
            }
        }
    }
    (by_key, errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(slug: &str) -> Group {
        Group {
            slug: slug.to_owned(),
            label: slug.to_owned(),
        }
    }

    fn topic(slug: &str, label: &str, aliases: &[&str]) -> Topic {
        Topic {
            slug: slug.to_owned(),
            label: label.to_owned(),
            short: None,
            group: "kinh-te".to_owned(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            not: Vec::new(),
        }
    }

    fn check_errors(topics: Vec<Topic>, expected: &[VocabularyError]) {
        let errors = Vocabulary::new(vec![group("kinh-te")], topics).err();
        assert_eq!(errors.unwrap_or_default(), expected);
    }

    fn check(written: &str, slug: &str) {
        let vocabulary = Vocabulary::built_in();
        let resolved = vocabulary.resolve(written);
        let found = resolved.map(|id| vocabulary.topic(id).slug.clone());
        assert_eq!(found.as_deref(), Ok(slug), "{written}");
    }

    fn check_nearest(written: &str, nearest: &[&str]) {
        let nearest: Vec<String> = nearest.iter().map(|&label| label.to_owned()).collect();
        assert_eq!(
            Vocabulary::built_in().resolve(written),
            Err(nearest),
            "{written}"
        );
    }

    #[test]
    fn the_built_in_file_has_39_topics_in_6_groups() {
        let vocabulary = Vocabulary::built_in();
        assert_eq!(vocabulary.topics().count(), 39);
        let sizes = vocabulary
            .groups()
            .iter()
            .map(|group| vocabulary.topics_of(group).count());
        assert_eq!(sizes.collect::<Vec<_>>(), [13, 4, 9, 7, 3, 3]);
        let slugs = vocabulary.topics().map(|(_, topic)| &*topic.slug);
        assert_eq!(slugs.take(2).collect::<Vec<_>>(), ["giam-sat", "chat-van"]);
        for (id, topic) in vocabulary.topics() {
            assert_eq!(vocabulary.by_slug(&topic.slug), Some(id));
            assert!(!topic.aliases.is_empty());
            assert!(
                topic.short_label().chars().count() <= MAX_SHORT_LABEL_CHARS,
                "{}",
                topic.label
            );
        }
    }

    #[test]
    fn resolves_every_name_of_a_topic() {
        let vocabulary = Vocabulary::built_in();
        for (id, topic) in vocabulary.topics() {
            for name in topic.names() {
                assert_eq!(vocabulary.resolve(name), Ok(id), "{name}");
                assert_eq!(vocabulary.resolve(&name.to_uppercase()), Ok(id), "{name}");
            }
        }
        check("giám sát", "giam-sat");
        check("Digital transformation", "chuyen-doi-so");
        check("số hoá", "chuyen-doi-so");
        check("Văn hoá, thể dục - thể thao", "van-hoa-the-thao");
        check("hệ thống camera giám sát", "do-thi-thong-minh-ioc");
    }

    #[test]
    fn keeps_accents_and_suggests_similar_labels() {
        check_nearest("du lich", &["Du lịch"]);
        check_nearest("chuyen doi so", &["Chuyển đổi số"]);
        check_nearest("giam sat chuyen de", &["Giám sát"]);
        check_nearest("hoạt động chất vấn", &["Chất vấn và trả lời chất vấn"]);
        check_nearest("cây chế", &["Nông nghiệp, nông thôn mới"]);
        for unknown in ["", " ", "thời tiết", "xyz"] {
            check_nearest(unknown, &[]);
        }
        assert_eq!(Vocabulary::built_in().by_slug("du lịch"), None);
    }

    #[test]
    fn accepts_an_empty_vocabulary() {
        let vocabulary = Vocabulary::new(Vec::new(), Vec::new()).expect("valid");
        assert_eq!(vocabulary.resolve("du lịch"), Err(Vec::new()));
    }

    #[test]
    fn accepts_a_repeated_name_within_a_topic() {
        let mut tea = topic("che", "Chè", &["chè", "CHÈ", "che"]);
        tea.short = Some("Chè".to_owned());
        let vocabulary = Vocabulary::new(
            vec![group("kinh-te")],
            vec![tea, topic("co-che", "Chế", &[])],
        );
        let vocabulary = vocabulary.expect("two names are two topics");
        assert_eq!(vocabulary.resolve("chế"), Ok(TopicId(1)));
    }

    #[test]
    fn rejects_one_name_for_two_topics() {
        let duplicate = |name: &str| VocabularyError::DuplicateName {
            entry: VocabularyEntry::Topic(1),
            name: name.to_owned(),
            first: VocabularyEntry::Topic(0),
        };
        let tea = || topic("che", "Chè", &["cây chè"]);
        check_errors(
            vec![tea(), topic("tra", "CÂY  chè", &[])],
            &[duplicate("CÂY  chè")],
        );
        check_errors(
            vec![tea(), topic("tra", "Trà", &["Chè", "che"])],
            &[duplicate("Chè"), duplicate("che")],
        );
        let duplicate_slug = VocabularyError::DuplicateSlug {
            entry: VocabularyEntry::Topic(1),
            slug: "che".to_owned(),
            first: VocabularyEntry::Topic(0),
        };
        check_errors(vec![tea(), topic("che", "Trà", &[])], &[duplicate_slug]);
    }

    #[test]
    fn reports_every_error() {
        let entry = VocabularyEntry::Topic(0);
        let mut invalid = topic("Du lịch", "Du lịch", &[" "]);
        invalid.group = "kinh-tế".to_owned();
        invalid.short = Some("một cái tên quá dài cho một chỗ hẹp".to_owned());
        check_errors(
            vec![invalid, topic("", "…", &[])],
            &[
                VocabularyError::BadSlug {
                    entry,
                    slug: "Du lịch".to_owned(),
                    proposal: Some("du-lich".to_owned()),
                },
                VocabularyError::BadSlug {
                    entry: VocabularyEntry::Topic(1),
                    slug: String::new(),
                    proposal: None,
                },
                VocabularyError::EmptyName { entry },
                VocabularyError::UnknownGroup {
                    entry,
                    group: "kinh-tế".to_owned(),
                    nearest: vec!["kinh-te".to_owned()],
                },
                VocabularyError::ShortLabelTooLong {
                    entry,
                    short: "một cái tên quá dài cho một chỗ hẹp".to_owned(),
                },
            ],
        );
    }

    #[test]
    fn checks_groups_like_topics() {
        let mut nameless = group("kinh-te");
        nameless.label.clear();
        let (entry, first) = (VocabularyEntry::Group(1), VocabularyEntry::Group(0));
        let slug = "kinh-te".to_owned();
        assert_eq!(
            Vocabulary::new(vec![group("kinh-te"), nameless], Vec::new()),
            Err(vec![
                VocabularyError::DuplicateSlug { entry, slug, first },
                VocabularyError::EmptyName { entry },
            ])
        );
    }

    #[test]
    fn rejects_more_topics_than_ids() {
        let topics = (0..=MAX_TOPICS).map(|n| topic(&format!("t{n}"), "T", &[]));
        check_errors(topics.collect(), &[VocabularyError::TooManyTopics]);
    }
}
