//! Names of topics and provinces, resolved.

use chrono::NaiveDate;

use crate::fields::{Fields, Reporter, did_you_mean};
use crate::vocabulary::{TopicId, Vocabulary};
use ssg_base::diagnostic::Spanned;
use ssg_base::message::Message;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::gazetteer::{Gazetteer, Resolution, UnitId};

/// The topics under the key `topics`. Duplicates are reported and left out.
pub(super) fn topics(
    fields: &mut Fields,
    vocabulary: &Vocabulary,
    reporter: &mut Reporter<'_>,
) -> Vec<TopicId> {
    let mut ids = Vec::new();
    for written in fields.texts("topics", reporter) {
        if let Some(id) = resolve_topic(&written, vocabulary, reporter) {
            if ids.contains(&id) {
                let found = written.value;
                reporter.warning(written.span, Message::DuplicateTopic { found });
            } else {
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
            let diagnostic = reporter.error(written.span, Message::UnknownTopic { found });
            diagnostic
                .hints
                .extend(did_you_mean(nearest.iter().map(String::as_str)));
            diagnostic.hints.push(Message::UnknownTopicHint);
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
        Resolution::Unknown { nearest } => {
            let message = Message::UnknownProvince {
                found: written.value.clone(),
                day: PartialDate::Day(on).vietnamese(),
            };
            let diagnostic = reporter.error(written.span, message);
            diagnostic
                .hints
                .extend(did_you_mean(nearest.iter().map(String::as_str)));
            None
        }
    }
}
