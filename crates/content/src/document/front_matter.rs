//! The front matter of reports, plans and pages: from YAML keys to values.
//!
//! An error never stops the reading. A placeholder value is used instead, so that the rest of the
//! front matter, and documents that refer to it, are checked in the same run. Nothing is published
//! while there is an error.

mod answer;
mod cost;
mod names;
mod note;
mod period;
mod programme;
mod record;
mod trip;
mod vetting;

use chrono::NaiveDate;

use super::{DocumentKind, Head, Record, Trip};
use crate::fields::{Fields, Reporter};
use crate::vocabulary::{TopicId, Vocabulary};
use ssg_base::diagnostic::Span;
use ssg_base::message::Message;
use ssg_vietnam::date::PartialDate;

pub(super) use answer::keep_known as keep_known_answers;
pub(super) use names::resolve_topic;

/// The opening `---`. Diagnostics about the front matter as a whole point to it.
const OPENING: Span = Span { start: 0, end: 3 };

/// The keys of a report whose absence is a warning.
const EXPECTED_KEYS: [&str; 3] = ["lead", "locations", "topics"];

/// Reads the front matter of a document of `kind` in the folder of `year`.
pub(super) fn read(
    kind: DocumentKind,
    mut fields: Fields,
    year: i32,
    vocabulary: &Vocabulary,
    reporter: &mut Reporter<'_>,
) -> (Record, Head) {
    if kind == DocumentKind::Report {
        for key in EXPECTED_KEYS {
            fields.warn_if_missing(key, OPENING);
        }
    }
    let document_span = fields.value_span("document");
    let mut record = record::read(&mut fields, vocabulary, reporter);
    let head = match kind {
        DocumentKind::Report => {
            record::read_official_fields(&mut record, &mut fields, reporter);
            let trip = trip::read(&mut fields, year, vocabulary, reporter);
            warn_if_signed_early(&record, &trip, document_span, reporter);
            let stop_topics = trip.stops.iter().flat_map(|stop| &stop.topics);
            add_topics(&mut record.topics, stop_topics);
            Head::Report(Box::new(trip))
        }
        DocumentKind::Plan => {
            record::read_official_fields(&mut record, &mut fields, reporter);
            let document = record.document.as_ref();
            let date = document
                .and_then(|document| document.date)
                .or(record.published)
                .map_or_else(|| first_day_of(year), |date| date.first_day());
            let programme = programme::read(&mut fields, date, vocabulary, reporter);
            let batch_topics = programme.batches.iter().flat_map(|batch| &batch.topics);
            add_topics(&mut record.topics, batch_topics);
            Head::Plan(Box::new(programme))
        }
        DocumentKind::Page => Head::Page,
    };
    fields.finish(reporter);
    (record, head)
}

/// Warns of a report whose official document is dated before the trip ended.
fn warn_if_signed_early(
    record: &Record,
    trip: &Trip,
    span: Option<Span>,
    reporter: &mut Reporter<'_>,
) {
    let date = record.document.as_ref().and_then(|document| document.date);
    if let (Some(date), Some(span)) = (date, span)
        && date.last_day() < trip.dates.to()
    {
        let message = Message::DocumentBeforeTripEnd {
            date: date.vietnamese(),
            end: PartialDate::Day(trip.dates.to()).vietnamese(),
        };
        reporter.warning(span, message);
    }
}

fn first_day_of(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

/// Appends the topics that are not in the list yet.
fn add_topics<'t>(topics: &mut Vec<TopicId>, more: impl Iterator<Item = &'t TopicId>) {
    for &topic in more {
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
}
