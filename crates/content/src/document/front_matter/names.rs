//! Names of topics and provinces, resolved.

use chrono::NaiveDate;

use crate::document::Area;
use crate::fields::{Fields, ITEM_SEPARATORS, Reporter, UniqueItems, did_you_mean};
use crate::vocabulary::{TopicId, Vocabulary};
use crate::yaml;
use ssg_base::diagnostic::Spanned;
use ssg_base::message::Message;
use ssg_vietnam::country;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::gazetteer::{Gazetteer, Resolution, UnitId};
use ssg_vietnam::text;

/// The topics under the key `topics`. Duplicates are reported and left out.
pub(super) fn topics(
    fields: &mut Fields,
    vocabulary: &Vocabulary,
    reporter: &mut Reporter<'_>,
) -> Vec<TopicId> {
    let written = fields.texts_with_repeats("topics", reporter);
    unique_topics(&written, vocabulary, reporter)
}

/// The topics with these names. Unknown names are reported, and repeated topics, which may have
/// other names.
fn unique_topics(
    names: &[Spanned<String>],
    vocabulary: &Vocabulary,
    reporter: &mut Reporter<'_>,
) -> Vec<TopicId> {
    let mut items = UniqueItems::default();
    let mut ids = Vec::new();
    for name in names {
        if let Some(id) = resolve_topic(name, vocabulary, reporter) {
            let slug = &vocabulary.topic(id).slug;
            if items.is_new(slug, &name.value, name.span, reporter) {
                ids.push(id);
            }
        }
    }
    ids
}

/// The topic with the name `written`. An unknown name is reported.
pub(in crate::document) fn resolve_topic(
    written: &Spanned<String>,
    vocabulary: &Vocabulary,
    reporter: &mut Reporter<'_>,
) -> Option<TopicId> {
    match vocabulary.resolve(&written.value) {
        Ok(id) => Some(id),
        Err(nearest) => {
            let found = written.value.clone();
            let hints = topic_hints(&found, &nearest, vocabulary);
            let diagnostic = reporter.error(written.span, Message::UnknownTopic { found });
            diagnostic.hints.extend(hints);
            None
        }
    }
}

/// Returns what to write instead of an unknown topic: a list, a similar topic, or a new one.
fn topic_hints(written: &str, nearest: &[String], vocabulary: &Vocabulary) -> Vec<Message> {
    let parts: Vec<&str> = written.split(ITEM_SEPARATORS).map(str::trim).collect();
    let is_list = parts.len() > 1 && parts.iter().all(|part| vocabulary.resolve(part).is_ok());
    if is_list {
        let list = format!("[{}]", parts.join(", "));
        return did_you_mean([&*list]).into_iter().collect();
    }
    match did_you_mean(nearest.iter().map(String::as_str)) {
        Some(hint) => vec![hint, Message::TopicListHint],
        None => vec![new_topic_hint(written, vocabulary)],
    }
}

/// Shows the line that adds a topic to `topics.yaml`.
fn new_topic_hint(written: &str, vocabulary: &Vocabulary) -> Message {
    let slug = text::slug(written).unwrap_or_else(|| "chu-de-moi".to_owned());
    let label = if written.contains(',') {
        yaml::quoted(written)
    } else {
        yaml::scalar(written)
    };
    let groups = vocabulary.groups().iter().map(|group| &*group.slug);
    let groups: Vec<&str> = groups.collect();
    let group = groups.last().copied().unwrap_or("chung");
    Message::UnknownTopicHint {
        line: format!("- {{slug: {slug}, label: {label}, group: {group}}}"),
        groups: groups.join(", "),
    }
}

/// Reads where a stop is: its `province` on the day `on`, or its `country`.
pub(super) fn area(map: &mut Fields, on: NaiveDate, reporter: &mut Reporter<'_>) -> Option<Area> {
    let country_key = map.key_span("country");
    let has_province = map.key_span("province").is_some();
    let country = map.text("country", reporter);
    let Some(country) = country else {
        let written = map.required("province", map.span, None, reporter);
        let province = written.and_then(|written| resolve_province(&written, on, reporter));
        return province.map(Area::Province);
    };
    map.take("province");
    if let Some(span) = country_key.filter(|_| has_province) {
        let message = Message::OneOfTwo {
            first: "province".to_owned(),
            second: "country".to_owned(),
        };
        let error = reporter.error(span, message);
        error.hints.push(Message::ProvinceOrCountryHint);
    }
    match country::find_country(&country.value) {
        Ok(id) => Some(Area::Country(id)),
        Err(nearest) => {
            let found = country.value;
            let hint = did_you_mean(nearest).unwrap_or(Message::CountryListHint);
            let error = reporter.error(country.span, Message::UnknownCountry { found });
            error.hints.push(hint);
            None
        }
    }
}

/// The province with the name `written` on the day `on`. An unknown name is reported; for the name
/// of an abolished province, its successor is returned with a warning.
pub(super) fn resolve_province(
    written: &Spanned<String>,
    on: NaiveDate,
    reporter: &mut Reporter<'_>,
) -> Option<UnitId> {
    let gazetteer = Gazetteer::get();
    match gazetteer.resolve(&written.value, on) {
        Resolution::Found(unit) => Some(unit),
        Resolution::Abolished { successor, .. } => {
            let successor_name = gazetteer.unit(successor).name().to_owned();
            let message = Message::AbolishedProvince {
                found: written.value.clone(),
                successor: successor_name.clone(),
            };
            let warning = reporter.warning(written.span, message);
            warning.hints.push(Message::AbolishedProvinceHint {
                successor: successor_name,
            });
            Some(successor)
        }
        Resolution::Unknown => {
            let message = Message::UnknownProvince {
                found: written.value.clone(),
                day: PartialDate::Day(on).vietnamese(),
            };
            let diagnostic = reporter.error(written.span, message);
            let country = country::find_country(&written.value).ok();
            let country = country.map(|_| Message::NotAProvinceHint {
                country: written.value.clone(),
            });
            let nearest = gazetteer.suggest(&written.value, on);
            let hint = country.or_else(|| did_you_mean(nearest.iter().map(String::as_str)));
            let hint = hint.unwrap_or(Message::ProvinceListHint);
            diagnostic.hints.push(hint);
            None
        }
    }
}
