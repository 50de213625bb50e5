//! The settings of a site (`content/site.yaml`) and its own topics (`content/topics.yaml`).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::fields::{Fields, Reporter, did_you_mean};
use crate::vocabulary::{Entry, Group, Topic, Vocabulary, VocabularyFault};
use crate::yaml;
use ssg_base::diagnostic::{Checked, Place, Span, Spanned};
use ssg_base::message::{Language, Message};
use ssg_base::path::SourcePath;
use ssg_vietnam::gazetteer::{Gazetteer, Resolution, UnitId};

/// Where the settings lie.
pub const SETTINGS_PATH: &str = "content/site.yaml";
/// Where a site's own topics lie.
pub const TOPICS_PATH: &str = "content/topics.yaml";
/// How many rows a page of a list has unless the settings say otherwise.
const ROWS: usize = 50;

/// The settings of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteSettings {
    /// Its title.
    pub title: String,
    /// What it is; may be empty.
    pub description: String,
    /// Where it will be found on the web, ending in `/`.
    pub base_url: Option<String>,
    /// The language of messages and pages.
    pub language: Language,
    /// The theme's name; its place is empty where the settings name none.
    pub theme: Spanned<String>,
    /// Councils it names.
    pub councils: Vec<DeclaredCouncil>,
    /// How to reach the office; may be empty.
    pub contact: String,
    /// Who may reuse what; may be empty.
    pub licence: String,
    /// Within how many days of a trip a report is due, if that was set.
    pub report_within_days: Option<u32>,
    /// How many rows a page of a list has.
    pub per_page: usize,
    /// Whether there is a search.
    pub search: bool,
    /// Whether there is data to download.
    pub data: bool,
    /// Whether photos are published as they were taken, too.
    pub photo_originals: bool,
    /// For `security.txt`; may be empty.
    pub security_contact: String,
}

fn default_theme() -> Spanned<String> {
    Spanned {
        value: "default".to_owned(),
        span: Span::default(),
    }
}

impl Default for SiteSettings {
    /// What holds where the settings say nothing, or cannot be read.
    fn default() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            base_url: None,
            language: Language::Vi,
            theme: default_theme(),
            councils: Vec::new(),
            contact: String::new(),
            licence: String::new(),
            report_within_days: None,
            per_page: ROWS,
            search: true,
            data: true,
            photo_originals: false,
            security_contact: String::new(),
        }
    }
}

/// A council that the settings name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredCouncil {
    /// Its name.
    pub name: Spanned<String>,
    /// Its province, of the 63 or of today's.
    pub province: Option<UnitId>,
    /// Other names it goes by.
    pub aliases: Vec<Spanned<String>>,
    /// Where it sits; may be empty.
    pub address: String,
    /// How to reach it; may be empty.
    pub contact: String,
    /// Within how many days of its trips a report is due, if that was set.
    pub report_within_days: Option<u32>,
}

/// Reads the settings.
pub fn parse(path: &SourcePath, text: &str) -> Checked<SiteSettings> {
    let mut reporter = Reporter::new(path);
    let value = match yaml::parse(path, text, Span::from(0..text.len())) {
        Ok(node) => site(Fields::new(node, &mut reporter), &mut reporter),
        Err(fault) => {
            reporter.diagnostics.push(*fault);
            SiteSettings::default()
        }
    };
    Checked {
        value,
        diagnostics: reporter.diagnostics,
    }
}

fn site(mut fields: Fields, reporter: &mut Reporter<'_>) -> SiteSettings {
    let hint = Some(Message::MissingTitleHint);
    let title = fields.required("title", Span::default(), hint, reporter);
    let title = title.map_or_else(String::new, |title| title.value);
    let languages = [("vi", Language::Vi), ("en", Language::En)];
    let theme = fields.text("theme", reporter);
    let per_page = fields.number("per_page", reporter);
    let site = SiteSettings {
        title,
        description: fields.string("description", reporter),
        base_url: base_url(&mut fields, reporter),
        language: fields
            .choice("language", &languages, reporter)
            .map_or(Language::Vi, |l| l.value),
        theme: theme.unwrap_or_else(default_theme),
        councils: fields
            .maps("councils", reporter)
            .into_iter()
            .filter_map(|map| council(map, reporter))
            .collect(),
        contact: fields.string("contact", reporter),
        licence: fields.string("licence", reporter),
        report_within_days: within_days(&mut fields, reporter),
        per_page: per_page.unwrap_or(ROWS).clamp(1, 1000),
        search: fields.flag("search", reporter).unwrap_or(true),
        data: fields.flag("data", reporter).unwrap_or(true),
        photo_originals: fields.map("photos", reporter).is_some_and(|mut photos| {
            let originals = photos.flag("originals", reporter).unwrap_or(false);
            photos.finish(reporter);
            originals
        }),
        security_contact: fields.string("security_contact", reporter),
    };
    fields.finish(reporter);
    site
}

fn base_url(fields: &mut Fields, reporter: &mut Reporter<'_>) -> Option<String> {
    let written = fields.text("base_url", reporter)?;
    let url = parse_base_url(&written.value);
    if url.is_none() {
        reporter.error(
            written.span,
            Message::BadBaseUrl {
                found: written.value,
            },
        );
    }
    url
}

/// A base URL ending in `/`; `None` unless it is `http://` or `https://` with a host and only
/// characters that may stand in an address.
pub fn parse_base_url(written: &str) -> Option<String> {
    let rest = written
        .strip_prefix("https://")
        .or_else(|| written.strip_prefix("http://"))?;
    let sound = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]%".contains(c);
    let host = rest.split('/').next().unwrap_or_default();
    (!host.is_empty() && rest.chars().all(sound))
        .then(|| format!("{}/", written.trim_end_matches('/')))
}

fn within_days(fields: &mut Fields, reporter: &mut Reporter<'_>) -> Option<u32> {
    let mut map = fields.map("reporting", reporter)?;
    let days = map.number("report_within_days", reporter);
    map.finish(reporter);
    days
}

fn council(mut map: Fields, reporter: &mut Reporter<'_>) -> Option<DeclaredCouncil> {
    let name = map.required("name", map.span, None, reporter);
    let province = map
        .text("province", reporter)
        .and_then(|written| province(&written, reporter));
    let aliases = map.texts("aliases", reporter);
    let address = map.string("address", reporter);
    let contact = map.string("contact", reporter);
    let report_within_days = within_days(&mut map, reporter);
    map.finish(reporter);
    Some(DeclaredCouncil {
        name: name?,
        province,
        aliases,
        address,
        contact,
        report_within_days,
    })
}

/// A council's province may be named as it was before 1 July 2025 or as it is since.
fn province(written: &Spanned<String>, reporter: &mut Reporter<'_>) -> Option<UnitId> {
    let last_of_the_63 = NaiveDate::from_ymd_opt(2025, 6, 30)?;
    let first_of_the_34 = NaiveDate::from_ymd_opt(2025, 7, 1)?;
    let mut near = Vec::new();
    for day in [last_of_the_63, first_of_the_34] {
        match Gazetteer::get().resolve(&written.value, day) {
            Resolution::Found(unit) => return Some(unit),
            Resolution::Abolished { .. } => {}
            Resolution::Unknown { nearest } => near.extend(nearest),
        }
    }
    let mut seen = BTreeSet::new();
    near.retain(|name| seen.insert(name.clone()));
    let found = written.value.clone();
    let fault = reporter.error(written.span, Message::UnknownProvinceName { found });
    fault
        .hints
        .extend(did_you_mean(near.iter().map(String::as_str)));
    None
}

/// Reads a site's own topics, which take the place of the built-in ones.
pub fn parse_topics(path: &SourcePath, text: &str) -> Checked<Vocabulary> {
    let mut reporter = Reporter::new(path);
    let value = match yaml::parse(path, text, Span::from(0..text.len())) {
        Ok(node) => topics(Fields::new(node, &mut reporter), &mut reporter),
        Err(fault) => {
            reporter.diagnostics.push(*fault);
            Vocabulary::built_in()
        }
    };
    Checked {
        value,
        diagnostics: reporter.diagnostics,
    }
}

fn topics(mut fields: Fields, reporter: &mut Reporter<'_>) -> Vocabulary {
    // `version`, and a topic's `not` and `seeds`, stand in the built-in table, which an office may
    // start from.
    fields.take("version");
    let mut places = Places::default();
    let mut groups = Vec::new();
    for mut map in fields.maps("groups", reporter) {
        let mut at = EntryPlaces::of(&map);
        let slug = at.word("slug", &mut map, reporter);
        let label = at.word("label", &mut map, reporter);
        groups.push(Group { slug, label });
        map.finish(reporter);
        places.groups.push(at);
    }
    let mut topics = Vec::new();
    for mut map in fields.maps("topics", reporter) {
        let mut at = EntryPlaces::of(&map);
        topics.push(topic(&mut map, &mut at, reporter));
        map.finish(reporter);
        places.topics.push(at);
    }
    fields.finish(reporter);
    Vocabulary::new(groups, topics).unwrap_or_else(|faults| {
        for fault in faults {
            tell(&fault, &places, reporter);
        }
        Vocabulary::built_in()
    })
}

/// Where each group and topic stands.
#[derive(Default)]
struct Places {
    groups: Vec<EntryPlaces>,
    topics: Vec<EntryPlaces>,
}

impl Places {
    fn of(&self, entry: Entry) -> Option<&EntryPlaces> {
        match entry {
            Entry::Group(at) => self.groups.get(at),
            Entry::Topic(at) => self.topics.get(at),
        }
    }
}

/// Where a group or topic stands, and each of its words.
struct EntryPlaces {
    whole: Span,
    words: Vec<Spanned<String>>,
    /// Whether a word that must be there is not, which was told.
    lacks: bool,
}

impl EntryPlaces {
    fn of(map: &Fields) -> Self {
        Self {
            whole: map.span,
            words: Vec::new(),
            lacks: false,
        }
    }

    /// A word that must be there; empty where it is not.
    fn word(&mut self, key: &'static str, map: &mut Fields, reporter: &mut Reporter<'_>) -> String {
        let word = map.required(key, map.span, None, reporter);
        self.lacks |= word.is_none();
        self.note(word).unwrap_or_default()
    }

    fn note(&mut self, word: Option<Spanned<String>>) -> Option<String> {
        let value = word.as_ref().map(|word| word.value.clone());
        self.words.extend(word);
        value
    }

    /// Where `word` stands; the whole entry where it does not.
    fn find(&self, word: &str) -> Span {
        let found = self.words.iter().find(|known| known.value == word);
        found.map_or(self.whole, |word| word.span)
    }
}

fn topic(map: &mut Fields, at: &mut EntryPlaces, reporter: &mut Reporter<'_>) -> Topic {
    let slug = at.word("slug", map, reporter);
    let label = at.word("label", map, reporter);
    let group = at.word("group", map, reporter);
    let short = at.note(map.text("short", reporter));
    let aliases = map.texts("aliases", reporter).into_iter();
    let topic = Topic {
        slug,
        label,
        short,
        group,
        aliases: aliases.filter_map(|alias| at.note(Some(alias))).collect(),
        not: map.strings("not", reporter),
    };
    map.strings("seeds", reporter);
    topic
}

fn tell(fault: &VocabularyFault, places: &Places, reporter: &mut Reporter<'_>) {
    use VocabularyFault as F;
    let (entry, word, message, hint) = match fault {
        F::BadSlug {
            entry,
            slug,
            proposal,
        } => {
            let found = slug.clone();
            let hint = did_you_mean(proposal.as_deref()).or(Some(Message::BadSlugHint));
            (*entry, slug, Message::BadSlug { found }, hint)
        }
        F::SlugTwice { entry, slug, .. } => {
            let message = Message::DuplicateTopicSlug { slug: slug.clone() };
            (*entry, slug, message, None)
        }
        F::EmptyName { entry } => {
            let key = "label".to_owned();
            (*entry, &String::new(), Message::BlankValue { key }, None)
        }
        F::NameTwice { entry, name, .. } => {
            let message = Message::DuplicateTopicName { name: name.clone() };
            (*entry, name, message, None)
        }
        F::NoSuchGroup {
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
        F::ShortTooLong { entry, short } => {
            let label = short.clone();
            (*entry, short, Message::ShortLabelTooLong { label }, None)
        }
        F::TooMany => {
            reporter.error(Span::default(), Message::YamlTooMany);
            return;
        }
    };
    let Some(at) = places.of(entry) else {
        return;
    };
    if at.lacks && word.is_empty() {
        return;
    }
    let first = match fault {
        F::SlugTwice { first, .. } | F::NameTwice { first, .. } => places.of(*first),
        _ => None,
    };
    let first = first.map(|first| Place::new(reporter.path, first.find(word)));
    let fault = reporter.error(at.find(word), message);
    fault.hints.extend(hint);
    fault
        .related
        .extend(first.map(|first| (first, Message::FirstOccurrence)));
}

#[cfg(test)]
mod tests {
    use super::parse_base_url;

    #[test]
    fn a_base_url_is_a_plain_web_address() {
        assert_eq!(
            parse_base_url("https://a.vn/kho"),
            Some("https://a.vn/kho/".to_owned())
        );
        for bad in [
            "a.vn",
            "ftp://a.vn",
            "https://",
            "https://a.vn/\"><script>",
            "javascript:1",
        ] {
            assert_eq!(parse_base_url(bad), None, "{bad}");
        }
    }
}
