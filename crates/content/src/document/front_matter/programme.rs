//! The keys of a plan: its batches, composition, budget and duties.

use chrono::NaiveDate;

use super::add_topics;
use super::cost::amount;
use super::names::{area, resolve_province, topics};
use super::period;
use super::record::warn_without_status;
use super::vetting::vetting;
use crate::document::{Area, Batch, BatchStop, Budget, Composition, Programme, Reporting};
use crate::fields::{self, Fields, Reporter, UniqueItems, shown_item};
use crate::vocabulary::Vocabulary;
use crate::yaml::{Node, NodeKind};
use ssg_base::diagnostic::Place;
use ssg_base::message::Message;
use ssg_vietnam::text;

/// Reads the keys of a plan. The provinces of a batch without a period are resolved for the day
/// `plan_date`.
pub(super) fn read(
    fields: &mut Fields,
    plan_date: NaiveDate,
    vocabulary: &Vocabulary,
    reporter: &mut Reporter<'_>,
) -> Programme {
    let mut batches: Vec<Batch> = Vec::new();
    let before = reporter.diagnostics.len();
    for map in fields.maps_with_repeats("batches", reporter) {
        let Some(batch) = batch(map, plan_date, vocabulary, reporter) else {
            continue;
        };
        let has_same_number = |other: &&Batch| other.number.value == batch.number.value;
        if let Some(first) = batches.iter().find(has_same_number) {
            let number = batch.number.value.to_string();
            let first = Place::new(reporter.path, first.number.span);
            let message = Message::DuplicateBatch { number };
            let diagnostic = reporter.error(batch.number.span, message);
            diagnostic.related.push((first, Message::FirstOccurrence));
        } else {
            batches.push(batch);
        }
    }
    Programme {
        is_complete: !reporter.has_errors_since(before) && !fields.is_misspelt("batches"),
        batches,
        basis: fields.strings("basis", reporter),
        purpose: fields.strings("purpose", reporter),
        requirements: fields.strings("requirements", reporter),
        composition: composition(fields, reporter),
        vetting: vetting(fields, reporter),
        budget: fields
            .map("budget", reporter)
            .map(|map| budget(map, reporter)),
        duties: pairs("duties", ["who", "duty"], fields, reporter),
        reporting: fields
            .map("reporting", reporter)
            .map(|map| reporting(map, reporter)),
    }
}

fn batch(
    mut map: Fields,
    plan_date: NaiveDate,
    vocabulary: &Vocabulary,
    reporter: &mut Reporter<'_>,
) -> Option<Batch> {
    let number = map.required("number", map.span, None, reporter);
    let number = number.and_then(|number| fields::number(number, "number", reporter));
    let theme = map.string("theme", reporter);
    let (time, period) = period::read_batch_time(&mut map, reporter);
    let transport = map.string("transport", reporter);
    let on = period.map_or(plan_date, |period| period.from());
    let nodes = map.list_with_repeats("provinces", reporter);
    let mut unique = UniqueItems::default();
    let mut provinces: Vec<BatchStop> = Vec::new();
    for node in nodes {
        let (span, shown) = (node.span, shown_item(&node));
        let Some(stop) = batch_stop(node, on, vocabulary, reporter) else {
            continue;
        };
        let BatchStop {
            area,
            place,
            subject,
            topics,
        } = &stop;
        let texts = [place, subject].map(|text| text::match_key(text));
        let key = format!("{area:?} {texts:?} {topics:?}");
        unique.is_new(&key, &shown, span, reporter);
        provinces.push(stop);
    }
    let mut topics = topics(&mut map, vocabulary, reporter);
    add_topics(&mut topics, provinces.iter().flat_map(|stop| &stop.topics));
    let has_state = map.key_span("state").is_some();
    let reason_key = map.key_span("reason");
    let state = map.choice("state", &[("cancelled", ())], reporter);
    let reason = map.string("reason", reporter);
    let vetting = vetting(&mut map, reporter);
    if let Some(state) = &state
        && reason.is_empty()
    {
        let diagnostic = reporter.error(state.span, Message::CancelledWithoutReason);
        diagnostic.hints.push(Message::ReasonHint);
    }
    if state.is_none() && !has_state {
        warn_without_status("reason", reason_key, "state: cancelled", reporter);
    }
    map.finish(reporter);
    Some(Batch {
        number: number?,
        theme,
        time,
        period,
        transport,
        provinces,
        topics,
        cancelled: state.map(|_| reason),
        vetting,
    })
}

/// Reads a destination of a batch: a mapping, or the province alone.
fn batch_stop(
    node: Node,
    on: NaiveDate,
    vocabulary: &Vocabulary,
    reporter: &mut Reporter<'_>,
) -> Option<BatchStop> {
    if let NodeKind::Scalar(_) = node.kind {
        let written = fields::text(node, "provinces", reporter)?;
        let province = resolve_province(&written, on, reporter)?;
        return Some(BatchStop {
            area: Area::Province(province),
            place: String::new(),
            subject: String::new(),
            topics: Vec::new(),
        });
    }
    let mut map = Fields::new(node, reporter);
    let area = area(&mut map, on, reporter);
    let place = map.string("place", reporter);
    let subject = map.string("subject", reporter);
    let topics = topics(&mut map, vocabulary, reporter);
    map.finish(reporter);
    Some(BatchStop {
        area: area?,
        place,
        subject,
        topics,
    })
}

fn composition(fields: &mut Fields, reporter: &mut Reporter<'_>) -> Composition {
    let Some(mut map) = fields.map("composition", reporter) else {
        return Composition::default();
    };
    let min_span = map.value_span("min");
    let (min, max) = (map.number("min", reporter), map.number("max", reporter));
    if let (Some(min), Some(max), Some(span)) = (min, max, min_span)
        && min > max
    {
        let (min, max) = (u32::to_string(&min), u32::to_string(&max));
        let error = reporter.error(span, Message::MinAboveMax { min, max });
        error.hints.push(Message::MinAboveMaxHint);
    }
    let roles = pairs("roles", ["role", "who"], &mut map, reporter);
    map.finish(reporter);
    Composition { min, max, roles }
}

/// Reads the year for which money is granted.
fn fiscal_year(map: &mut Fields, reporter: &mut Reporter<'_>) -> Option<u64> {
    let span = map.value_span("year");
    let year: u64 = map.number("year", reporter)?;
    if let Some(span) = span.filter(|_| !(1900..=2200).contains(&year)) {
        let found = year.to_string();
        reporter.error(span, Message::YearOutOfRange { found });
    }
    Some(year)
}

fn budget(mut map: Fields, reporter: &mut Reporter<'_>) -> Budget {
    let budget = Budget {
        source: map.string("source", reporter),
        year: fiscal_year(&mut map, reporter),
        amount: amount("amount", &mut map, reporter),
    };
    map.finish(reporter);
    budget
}

fn reporting(mut map: Fields, reporter: &mut Reporter<'_>) -> Reporting {
    let reporting = Reporting {
        duty: map.string("duty", reporter),
        to: map.string("to", reporter),
        within_days: map.number("within_days", reporter),
    };
    map.finish(reporter);
    reporting
}

/// Reads a list of mappings with two keys.
fn pairs(
    key: &'static str,
    [first, second]: [&'static str; 2],
    fields: &mut Fields,
    reporter: &mut Reporter<'_>,
) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for mut map in fields.maps(key, reporter) {
        pairs.push((map.string(first, reporter), map.string(second, reporter)));
        map.finish(reporter);
    }
    pairs
}
