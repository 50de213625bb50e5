//! The controlled vocabulary: what a trip may be about, in words that all councils share.
//!
//! A topic has a slug for addresses, a label for people, and aliases that stand for what editors
//! type. A word belongs to one topic, so that [`Vocabulary::resolve`] never has to choose. Words
//! are compared by [`text::match_key`], accents included.
//!
//! It does not read a site's own file, which is told its faults with their places elsewhere, and
//! it never looks for topics in a text: topics are declared.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::yaml;
use ssg_base::path::UrlPath;
use ssg_vietnam::text;

/// How many labels a "did you mean" offers.
const SUGGESTIONS: usize = 3;

/// The longest [`Topic::short`], in letters: what fits a chip on a narrow screen.
pub const LONGEST_SHORT: usize = 22;

/// Names a topic of one [`Vocabulary`]; sorts in the order of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId(u16);

/// As many topics as a [`TopicId`] can tell apart.
const MOST_TOPICS: usize = 1 << u16::BITS;

impl TopicId {
    /// Its place among the topics, from 0.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A heading under which topics are listed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
pub struct Group {
    /// For an address or an id in the page: lower-case ASCII words joined by `-`.
    pub slug: String,
    /// What readers see.
    pub label: String,
}

/// A thing to learn about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
pub struct Topic {
    /// For its address: lower-case ASCII words joined by `-`.
    pub slug: String,
    /// What readers see.
    pub label: String,
    /// What readers see where room is scarce, at most [`LONGEST_SHORT`] letters; `None` if the
    /// label must do.
    pub short: Option<String>,
    /// The slug of its group.
    pub group: String,
    /// What else editors call it; often empty in a site's own file.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Words that hold its name and mean something else: "camera giám sát" is no supervision.
    #[serde(default)]
    pub not: Vec<String>,
}

impl Topic {
    /// The name where room is scarce: the short one, else the label.
    pub fn short_label(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.label)
    }

    /// Every word that stands for the topic; its slug first, then its label.
    fn names(&self) -> impl Iterator<Item = &str> {
        [&self.slug, &self.label]
            .into_iter()
            .chain(&self.short)
            .chain(&self.aliases)
            .map(String::as_str)
    }
}

/// Groups and topics, in the order of their file, without two meanings for one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    groups: Vec<Group>,
    topics: Vec<Topic>,
    by_key: BTreeMap<String, TopicId>,
    by_alphabet: Vec<TopicId>,
}

/// Where in a vocabulary a fault lies, counted from 0 in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// A group.
    Group(usize),
    /// A topic.
    Topic(usize),
}

/// Why groups and topics make no vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VocabularyFault {
    /// A slug is not of lower-case ASCII words joined by `-`, or is too long.
    BadSlug {
        /// Whose slug.
        entry: Entry,
        /// The slug.
        slug: String,
        /// One made of the label; `None` if nothing can be.
        proposal: Option<String>,
    },
    /// Two groups or two topics have one slug.
    SlugTwice {
        /// The later of the two.
        entry: Entry,
        /// The slug.
        slug: String,
        /// The earlier, of the same kind.
        first: Entry,
    },
    /// A label or alias has nothing to see in it.
    EmptyName {
        /// Whose.
        entry: Entry,
    },
    /// One word stands for two topics.
    NameTwice {
        /// The later of the two, a topic.
        entry: Entry,
        /// The word, as the later writes it.
        name: String,
        /// The earlier.
        first: Entry,
    },
    /// A topic's group is not in the list of groups.
    NoSuchGroup {
        /// The topic.
        entry: Entry,
        /// The slug of the missing group.
        group: String,
        /// The slugs that may have been meant, best first; often empty.
        nearest: Vec<String>,
    },
    /// A short label has more than [`LONGEST_SHORT`] letters.
    ShortTooLong {
        /// The topic.
        entry: Entry,
        /// The short label.
        short: String,
    },
    /// There are more topics than can be told apart, which is 65,536; nothing else is checked.
    TooMany,
}

/// The shipped file. It also holds phrases that are not a topic and remarks, for its editors.
#[derive(Deserialize)]
struct Table {
    groups: Vec<Group>,
    topics: Vec<Topic>,
}

impl Vocabulary {
    /// The vocabulary that is part of the program, for sites without their own.
    pub fn built_in() -> Self {
        let Table { groups, mut topics } = yaml::built_in(include_str!("vocabulary/topics.yaml"));
        let mut short: BTreeMap<String, String> =
            yaml::built_in(include_str!("vocabulary/short.yaml"));
        for topic in &mut topics {
            topic.short = short.remove(&topic.slug);
        }
        Self::new(groups, topics).expect("the shipped file is sound; a test reads it")
    }

    /// A vocabulary of these groups and topics, or everything that is wrong with them. None of
    /// either is a vocabulary too, which knows no word.
    pub fn new(groups: Vec<Group>, topics: Vec<Topic>) -> Result<Self, Vec<VocabularyFault>> {
        if topics.len() > MOST_TOPICS {
            return Err(vec![VocabularyFault::TooMany]);
        }
        let (by_key, named_twice) = keys(&topics);
        let mut faults = slug_faults(&groups, &topics);
        faults.extend(empty_names(&groups, &topics));
        faults.extend(named_twice);
        for (at, topic) in topics.iter().enumerate() {
            faults.extend(no_such_group(at, topic, &groups));
            faults.extend(short_too_long(at, topic));
        }
        if faults.is_empty() {
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
            Err(faults)
        }
    }

    /// The groups, in the order of the file. One may be without topics.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The topics, in the order of the file.
    pub fn topics(&self) -> impl Iterator<Item = (TopicId, &Topic)> {
        (0..=u16::MAX).map(TopicId).zip(&self.topics)
    }

    /// The topics in the order of the Vietnamese alphabet, by their short labels.
    pub fn by_alphabet(&self) -> &[TopicId] {
        &self.by_alphabet
    }

    /// A topic of this vocabulary.
    pub fn topic(&self, id: TopicId) -> &Topic {
        &self.topics[id.index()]
    }

    /// The topics of a group, in the order of the file; empty if there is no such group.
    pub fn topics_of<'a>(&'a self, group: &'a Group) -> impl Iterator<Item = (TopicId, &'a Topic)> {
        self.topics()
            .filter(move |(_, topic)| topic.group == group.slug)
    }

    /// The topic of a slug, letter for letter.
    pub fn by_slug(&self, slug: &str) -> Option<TopicId> {
        let id = self.by_key.get(slug).copied()?;
        (self.topic(id).slug == slug).then_some(id)
    }

    /// The topic that `written` stands for: its slug, label, short label or an alias. Otherwise
    /// the labels that may have been meant, best first; often none.
    pub fn resolve(&self, written: &str) -> Result<TopicId, Vec<String>> {
        let key = text::match_key(written);
        let found = self.by_key.get(&key).copied();
        found.ok_or_else(|| self.nearest(&key))
    }

    /// The labels of the topics that have a word near to a key.
    fn nearest(&self, key: &str) -> Vec<String> {
        let words = self.by_key.keys().map(String::as_str);
        let mut labels: Vec<String> = Vec::new();
        for near in text::nearest(key, words, usize::MAX) {
            let label = &self.topic(self.by_key[near]).label;
            if !labels.contains(label) {
                labels.push(label.clone());
            }
        }
        labels.truncate(SUGGESTIONS);
        labels
    }
}

/// Slugs that are no slugs, and slugs given twice; groups and topics apart.
fn slug_faults(groups: &[Group], topics: &[Topic]) -> Vec<VocabularyFault> {
    let groups = groups.iter().map(|group| (&group.slug, &group.label));
    let topics = topics.iter().map(|topic| (&topic.slug, &topic.label));
    let groups = groups.enumerate().map(|(at, row)| (Entry::Group(at), row));
    let topics = topics.enumerate().map(|(at, row)| (Entry::Topic(at), row));
    let mut faults = Vec::new();
    let mut seen: BTreeMap<(bool, &str), Entry> = BTreeMap::new();
    for (entry, (slug, label)) in groups.chain(topics) {
        let of_topic = matches!(entry, Entry::Topic(_));
        let address = UrlPath::home().child(slug);
        if text::slug(slug).as_ref() != Some(slug) || address.is_none() {
            faults.push(VocabularyFault::BadSlug {
                entry,
                slug: slug.clone(),
                proposal: text::slug(label),
            });
        } else if let Some(&first) = seen.get(&(of_topic, &**slug)) {
            let slug = slug.clone();
            faults.push(VocabularyFault::SlugTwice { entry, slug, first });
        } else {
            seen.insert((of_topic, slug), entry);
        }
    }
    faults
}

fn no_such_group(at: usize, topic: &Topic, groups: &[Group]) -> Option<VocabularyFault> {
    let slugs = || groups.iter().map(|group| &*group.slug);
    let missing = !slugs().any(|slug| slug == topic.group);
    missing.then(|| {
        let nearest = text::nearest(&topic.group, slugs(), SUGGESTIONS);
        VocabularyFault::NoSuchGroup {
            entry: Entry::Topic(at),
            group: topic.group.clone(),
            nearest: nearest.into_iter().map(str::to_owned).collect(),
        }
    })
}

fn short_too_long(at: usize, topic: &Topic) -> Option<VocabularyFault> {
    let short = topic.short.as_ref()?;
    let letters = text::nfc(short).chars().count();
    (letters > LONGEST_SHORT).then(|| VocabularyFault::ShortTooLong {
        entry: Entry::Topic(at),
        short: short.clone(),
    })
}

/// Labels and aliases that nobody can see.
fn empty_names(groups: &[Group], topics: &[Topic]) -> Vec<VocabularyFault> {
    let empty = |name: &str| text::match_key(name).is_empty();
    let groups = groups.iter().enumerate();
    let groups = groups.filter(|(_, group)| empty(&group.label));
    let topics = topics.iter().enumerate();
    // A slug is first among the names, and told as a bad one.
    let topics = topics.filter(|(_, topic)| topic.names().skip(1).any(empty));
    let groups = groups.map(|(at, _)| Entry::Group(at));
    let topics = topics.map(|(at, _)| Entry::Topic(at));
    groups
        .chain(topics)
        .map(|entry| VocabularyFault::EmptyName { entry })
        .collect()
}

/// The topic of each word, by its key, and a fault for each word of two topics.
fn keys(topics: &[Topic]) -> (BTreeMap<String, TopicId>, Vec<VocabularyFault>) {
    let mut by_key: BTreeMap<String, TopicId> = BTreeMap::new();
    let mut faults = Vec::new();
    for (id, topic) in (0..=u16::MAX).map(TopicId).zip(topics) {
        for name in topic.names() {
            let key = text::match_key(name);
            match by_key.get(&key) {
                None => {
                    by_key.insert(key, id);
                }
                Some(&first) if first == id || key.is_empty() => {}
                Some(&first) if topics[first.index()].slug == topic.slug => {
                    // Told once, as a slug given twice.
                }
                Some(&first) => faults.push(VocabularyFault::NameTwice {
                    entry: Entry::Topic(id.index()),
                    name: name.to_owned(),
                    first: Entry::Topic(first.index()),
                }),
            }
        }
    }
    (by_key, faults)
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

    fn check_faults(topics: Vec<Topic>, expected: &[VocabularyFault]) {
        let faults = Vocabulary::new(vec![group("kinh-te")], topics).err();
        assert_eq!(faults.unwrap_or_default(), expected);
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
    fn there_are_39_topics_in_6_groups() {
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
                topic.short_label().chars().count() <= LONGEST_SHORT,
                "{}",
                topic.label
            );
        }
    }

    #[test]
    fn a_topic_is_known_by_each_of_its_words() {
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
    fn accents_count_and_a_near_miss_is_a_suggestion() {
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
    fn no_topics_are_a_vocabulary_too() {
        let vocabulary = Vocabulary::new(Vec::new(), Vec::new()).expect("nothing is wrong");
        assert_eq!(vocabulary.resolve("du lịch"), Err(Vec::new()));
    }

    #[test]
    fn a_word_may_repeat_within_its_topic() {
        let mut tea = topic("che", "Chè", &["chè", "CHÈ", "che"]);
        tea.short = Some("Chè".to_owned());
        let made = Vocabulary::new(
            vec![group("kinh-te")],
            vec![tea, topic("co-che", "Chế", &[])],
        );
        let vocabulary = made.expect("two words are two topics");
        assert_eq!(vocabulary.resolve("chế"), Ok(TopicId(1)));
    }

    #[test]
    fn two_meanings_for_one_word_are_refused() {
        let twice = |name: &str| VocabularyFault::NameTwice {
            entry: Entry::Topic(1),
            name: name.to_owned(),
            first: Entry::Topic(0),
        };
        let tea = || topic("che", "Chè", &["cây chè"]);
        check_faults(
            vec![tea(), topic("tra", "CÂY  chè", &[])],
            &[twice("CÂY  chè")],
        );
        check_faults(
            vec![tea(), topic("tra", "Trà", &["Chè", "che"])],
            &[twice("Chè"), twice("che")],
        );
        let again = VocabularyFault::SlugTwice {
            entry: Entry::Topic(1),
            slug: "che".to_owned(),
            first: Entry::Topic(0),
        };
        check_faults(vec![tea(), topic("che", "Trà", &[])], &[again]);
    }

    #[test]
    fn every_fault_is_told() {
        let entry = Entry::Topic(0);
        let mut odd = topic("Du lịch", "Du lịch", &[" "]);
        odd.group = "kinh-tế".to_owned();
        odd.short = Some("một cái tên quá dài cho một chỗ hẹp".to_owned());
        check_faults(
            vec![odd, topic("", "…", &[])],
            &[
                VocabularyFault::BadSlug {
                    entry,
                    slug: "Du lịch".to_owned(),
                    proposal: Some("du-lich".to_owned()),
                },
                VocabularyFault::BadSlug {
                    entry: Entry::Topic(1),
                    slug: String::new(),
                    proposal: None,
                },
                VocabularyFault::EmptyName { entry },
                VocabularyFault::NoSuchGroup {
                    entry,
                    group: "kinh-tế".to_owned(),
                    nearest: vec!["kinh-te".to_owned()],
                },
                VocabularyFault::ShortTooLong {
                    entry,
                    short: "một cái tên quá dài cho một chỗ hẹp".to_owned(),
                },
            ],
        );
    }

    #[test]
    fn groups_are_checked_like_topics() {
        let mut nameless = group("kinh-te");
        nameless.label.clear();
        let (entry, first) = (Entry::Group(1), Entry::Group(0));
        let slug = "kinh-te".to_owned();
        assert_eq!(
            Vocabulary::new(vec![group("kinh-te"), nameless], Vec::new()),
            Err(vec![
                VocabularyFault::SlugTwice { entry, slug, first },
                VocabularyFault::EmptyName { entry },
            ])
        );
    }

    #[test]
    fn there_are_at_most_as_many_topics_as_ids() {
        let topics = (0..=MOST_TOPICS).map(|n| topic(&format!("t{n}"), "T", &[]));
        check_faults(topics.collect(), &[VocabularyFault::TooMany]);
    }
}
