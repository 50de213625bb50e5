//! The settings of a site (`content/site.yaml`) and its own topics (`content/topics.yaml`).

use chrono::NaiveDate;

use crate::diagnostic::{Checked, Span, Spanned};
use crate::document::head::province as province_on;
use crate::fields::{Fields, Reader, did_you_mean};
use crate::gazetteer::{Gazetteer, Resolution, UnitId};
use crate::message::{Language, Message};
use crate::path::SourcePath;
use crate::vocabulary::{Entry, Group, Topic, Vocabulary, VocabularyFault};
use crate::yaml;

/// Where the settings lie.
pub const SETTINGS: &str = "content/site.yaml";
/// Where a site's own topics lie.
pub const TOPICS: &str = "content/topics.yaml";

/// The settings of a site.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Its title.
    pub title: String,
    /// What it is; may be empty.
    pub description: String,
    /// Where it will be found on the web, ending in `/`.
    pub base_url: Option<String>,
    /// The language of messages and pages.
    pub language: Language,
    /// The theme's name.
    pub theme: String,
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

/// A council that the settings name.
#[derive(Clone, Debug)]
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
pub fn parse(path: &SourcePath, text: &str) -> Checked<Site> {
    let mut reader = Reader::new(path);
    let value = match yaml::parse(path, text, Span::from(0..text.len())) {
        Ok(node) => site(Fields::new(node, &mut reader), &mut reader),
        Err(fault) => {
            reader.found.push(*fault);
            Site {
                per_page: 50,
                theme: "default".to_owned(),
                ..Site::default()
            }
        }
    };
    Checked {
        value,
        diagnostics: reader.found,
    }
}

fn site(mut fields: Fields, reader: &mut Reader<'_>) -> Site {
    let title = fields.plain("title", reader);
    if title.is_empty() {
        reader.error(
            Span::default(),
            Message::SettingMissing {
                key: "title".to_owned(),
            },
        );
    }
    let languages = [("vi", Language::Vi), ("en", Language::En)];
    let theme = fields.plain("theme", reader);
    let per_page = fields.number("per_page", reader).unwrap_or(50);
    let site = Site {
        title,
        description: fields.plain("description", reader),
        base_url: base_url(&mut fields, reader),
        language: fields
            .choice("language", &languages, reader)
            .map_or(Language::Vi, |l| l.value),
        theme: if theme.is_empty() {
            "default".to_owned()
        } else {
            theme
        },
        councils: fields
            .maps("councils", reader)
            .into_iter()
            .filter_map(|map| council(map, reader))
            .collect(),
        contact: fields.plain("contact", reader),
        licence: fields.plain("licence", reader),
        report_within_days: within_days(&mut fields, reader),
        per_page: usize::try_from(per_page).unwrap_or(50).clamp(1, 1000),
        search: fields.flag("search", reader).unwrap_or(true),
        data: fields.flag("data", reader).unwrap_or(true),
        photo_originals: fields.map("photos", reader).is_some_and(|mut photos| {
            let originals = photos.flag("originals", reader).unwrap_or(false);
            photos.finish(reader);
            originals
        }),
        security_contact: fields.plain("security_contact", reader),
    };
    fields.finish(reader);
    site
}

fn base_url(fields: &mut Fields, reader: &mut Reader<'_>) -> Option<String> {
    let written = fields.text("base_url", reader)?;
    let url = check_base_url(&written.value);
    if url.is_none() {
        reader.error(
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
pub fn check_base_url(written: &str) -> Option<String> {
    let rest = written
        .strip_prefix("https://")
        .or_else(|| written.strip_prefix("http://"))?;
    let sound = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]%".contains(c);
    let host = rest.split('/').next().unwrap_or_default();
    (!host.is_empty() && rest.chars().all(sound))
        .then(|| format!("{}/", written.trim_end_matches('/')))
}

fn within_days(fields: &mut Fields, reader: &mut Reader<'_>) -> Option<u32> {
    let mut map = fields.map("reporting", reader)?;
    let days = map
        .number("report_within_days", reader)
        .and_then(|days| u32::try_from(days).ok());
    map.finish(reader);
    days
}

fn council(mut map: Fields, reader: &mut Reader<'_>) -> Option<DeclaredCouncil> {
    let name = map.text("name", reader);
    if name.is_none() {
        reader.error(
            map.span,
            Message::MissingKey {
                key: "name".to_owned(),
            },
        );
    }
    let province = map
        .text("province", reader)
        .and_then(|written| province(&written, reader));
    let aliases = map.texts("aliases", reader);
    let address = map.plain("address", reader);
    let contact = map.plain("contact", reader);
    let report_within_days = within_days(&mut map, reader);
    map.finish(reader);
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
fn province(written: &Spanned<String>, reader: &mut Reader<'_>) -> Option<UnitId> {
    let last_of_the_63 = NaiveDate::from_ymd_opt(2025, 6, 30)?;
    let today = NaiveDate::from_ymd_opt(2026, 11, 21)?;
    match Gazetteer::get().resolve(&written.value, last_of_the_63) {
        Resolution::Found(unit) => Some(unit),
        _ => province_on(written, today, reader),
    }
}

/// Reads a site's own topics, which take the place of the built-in ones.
pub fn parse_topics(path: &SourcePath, text: &str) -> Checked<Vocabulary> {
    let mut reader = Reader::new(path);
    let value = match yaml::parse(path, text, Span::from(0..text.len())) {
        Ok(node) => topics(Fields::new(node, &mut reader), &mut reader),
        Err(fault) => {
            reader.found.push(*fault);
            Vocabulary::built_in()
        }
    };
    Checked {
        value,
        diagnostics: reader.found,
    }
}

fn topics(mut fields: Fields, reader: &mut Reader<'_>) -> Vocabulary {
    // `version`, and a topic's `not` and `seeds`, stand in the built-in table, which an office may
    // start from.
    fields.take("version");
    let mut spans = Spans::default();
    let groups = fields
        .maps("groups", reader)
        .into_iter()
        .map(|mut map| {
            spans.groups.push(map.span);
            let group = Group {
                slug: map.plain("slug", reader),
                label: map.plain("label", reader),
            };
            map.finish(reader);
            group
        })
        .collect();
    let topics = fields
        .maps("topics", reader)
        .into_iter()
        .map(|mut map| {
            spans.topics.push(map.span);
            let topic = topic(&mut map, reader);
            map.finish(reader);
            topic
        })
        .collect();
    fields.finish(reader);
    Vocabulary::new(groups, topics).unwrap_or_else(|faults| {
        for fault in faults {
            tell(&fault, &spans, reader);
        }
        Vocabulary::built_in()
    })
}

/// Where each group and topic stands.
#[derive(Default)]
struct Spans {
    groups: Vec<Span>,
    topics: Vec<Span>,
}

fn topic(map: &mut Fields, reader: &mut Reader<'_>) -> Topic {
    let short = map.text("short", reader);
    if let Some(short) = &short
        && short.value.chars().count() > 22
    {
        reader.error(
            short.span,
            Message::ShortTooLong {
                label: short.value.clone(),
            },
        );
    }
    let topic = Topic {
        slug: map.plain("slug", reader),
        label: map.plain("label", reader),
        short: short.map(|short| short.value),
        group: map.plain("group", reader),
        aliases: map.plains("aliases", reader),
    };
    map.plains("not", reader);
    map.plains("seeds", reader);
    topic
}

fn tell(fault: &VocabularyFault, spans: &Spans, reader: &mut Reader<'_>) {
    use VocabularyFault as F;
    let at = |entry: &Entry| match *entry {
        Entry::Group(at) => spans.groups.get(at).copied().unwrap_or_default(),
        Entry::Topic(at) => spans.topics.get(at).copied().unwrap_or_default(),
    };
    let (span, message, hint) = match fault {
        F::BadSlug {
            entry,
            slug,
            proposal,
        } => {
            let message = Message::BadSlug {
                found: slug.clone(),
            };
            (
                at(entry),
                message,
                did_you_mean(proposal.as_deref()).or(Some(Message::BadSlugHint)),
            )
        }
        F::SlugTwice { entry, slug, .. } => (
            at(entry),
            Message::VocabularySlugTwice { slug: slug.clone() },
            None,
        ),
        F::EmptyName { entry } => (
            at(entry),
            Message::Blank {
                key: "label".to_owned(),
            },
            None,
        ),
        F::NameTwice { entry, name, .. } => (
            at(entry),
            Message::VocabularyNameTwice { name: name.clone() },
            None,
        ),
        F::NoSuchGroup {
            entry,
            group,
            nearest,
        } => {
            let hint = did_you_mean(nearest.iter().map(String::as_str));
            (
                at(entry),
                Message::VocabularyNoGroup {
                    group: group.clone(),
                },
                hint,
            )
        }
        F::ShortTooLong { entry, short } => (
            at(entry),
            Message::ShortTooLong {
                label: short.clone(),
            },
            None,
        ),
        F::TooMany => (Span::default(), Message::YamlTooMany, None),
    };
    reader.error(span, message).hints.extend(hint);
}

#[cfg(test)]
mod tests {
    use super::check_base_url;

    #[test]
    fn a_base_url_is_a_plain_web_address() {
        assert_eq!(
            check_base_url("https://a.vn/kho"),
            Some("https://a.vn/kho/".to_owned())
        );
        for bad in [
            "a.vn",
            "ftp://a.vn",
            "https://",
            "https://a.vn/\"><script>",
            "javascript:1",
        ] {
            assert_eq!(check_base_url(bad), None, "{bad}");
        }
    }
}
