//! Periods: one day, or a mapping `{from, to}`.

use crate::fields::{self, Fields, Reporter, did_you_mean};
use crate::yaml::{Node, NodeKind};
use ssg_base::diagnostic::{Diagnostic, Span};
use ssg_base::message::Message;
use ssg_vietnam::date::{PartialDate, Period};

/// The result of reading a period.
pub(super) enum PeriodField {
    /// A valid period.
    Valid(Period),
    /// The key is absent.
    Absent,
    /// The value is invalid, and was reported.
    Invalid,
}

/// Reads the period under `key`. `reversed` makes the message for one that ends before it begins,
/// of its first and its last day.
pub(super) fn read(
    key: &'static str,
    reversed: fn(String, String) -> Message,
    fields: &mut Fields,
    reporter: &mut Reporter<'_>,
) -> PeriodField {
    let key_span = fields.key_span(key);
    let Some(node) = fields.take(key) else {
        let Some(key_span) = key_span else {
            return PeriodField::Absent;
        };
        let key = key.to_owned();
        let diagnostic = reporter.error(key_span, Message::BlankValue { key });
        diagnostic.hints.push(Message::DatesShapeHint);
        return PeriodField::Invalid;
    };
    match node.kind {
        NodeKind::Scalar(_) => single_day(node, key, reporter),
        NodeKind::Map(_) => {
            let mut map = Fields::new(node, reporter);
            let period = from_and_to(&mut map, reversed, reporter);
            map.finish(reporter);
            period
        }
        NodeKind::List(items) => {
            let texts = items.iter().filter_map(|item| match &item.kind {
                NodeKind::Scalar(text) => Some(&**text),
                _ => None,
            });
            let texts: Vec<&str> = texts.collect();
            let diagnostic = reporter.error(node.span, Message::NotAMapping);
            diagnostic.hints.push(shape_hint(key, &texts.join(", ")));
            PeriodField::Invalid
        }
        NodeKind::Null => PeriodField::Invalid,
    }
}

fn single_day(node: Node, key: &'static str, reporter: &mut Reporter<'_>) -> PeriodField {
    let span = node.span;
    let before = reporter.diagnostics.len();
    let text = fields::text(node, key, reporter);
    let written = text
        .as_ref()
        .map_or_else(String::new, |text| text.value.clone());
    if let Some(day) = text.and_then(|text| fields::day(text, key, reporter)) {
        return PeriodField::Valid(Period::single_day(day.value));
    }
    if !reporter.has_errors_since(before) {
        let key = key.to_owned();
        reporter.error(span, Message::BlankValue { key });
    }
    // The value may be a text of another shape, such as "18-25/8/2023".
    let is_wrong_shape = |diagnostic: &&mut Diagnostic| {
        matches!(
            diagnostic.message,
            Message::NotADate { .. } | Message::BlankValue { .. }
        )
    };
    let is_day = PartialDate::guess(&written).is_some_and(|date| date.day().is_some());
    let last = reporter.diagnostics.last_mut().filter(is_wrong_shape);
    if let Some(last) = last.filter(|_| !is_day) {
        last.hints = vec![shape_hint(key, &written)];
    }
    PeriodField::Invalid
}

/// Shows how to write a period: the author's own, if it can be guessed.
fn shape_hint(key: &str, written: &str) -> Message {
    let Some(period) = Period::guess(written) else {
        return Message::DatesShapeHint;
    };
    let line = format!("{key}: {{from: {}, to: {}}}", period.from(), period.to());
    did_you_mean([&*line]).unwrap_or(Message::DatesShapeHint)
}

fn from_and_to(
    map: &mut Fields,
    reversed: fn(String, String) -> Message,
    reporter: &mut Reporter<'_>,
) -> PeriodField {
    let has_to = map.key_span("to").is_some();
    let hint = Some(Message::DatesShapeHint);
    let Some(from) = map.required("from", map.span, hint, reporter) else {
        map.day("to", reporter);
        return PeriodField::Invalid;
    };
    let from = fields::day(from, "from", reporter);
    let to = map.day("to", reporter);
    let Some(from) = from else {
        return PeriodField::Invalid;
    };
    let Some(to) = to else {
        return if has_to {
            PeriodField::Invalid
        } else {
            PeriodField::Valid(Period::single_day(from.value))
        };
    };
    if let Some(period) = Period::new(from.value, to.value) {
        return PeriodField::Valid(period);
    }
    let show = |day| PartialDate::Day(day).vietnamese();
    let message = reversed(show(from.value), show(to.value));
    let diagnostic = reporter.error(to.span, message);
    diagnostic.hints.push(Message::DatesReversedHint);
    PeriodField::Invalid
}

/// Reads the dates of a stop: `date` or `dates`. Dates outside the trip are reported; `trip` is
/// `None` if the dates of the trip are invalid.
pub(super) fn read_stop_dates(
    map: &mut Fields,
    trip: Option<Period>,
    reporter: &mut Reporter<'_>,
) -> Option<Period> {
    let value_span = map.value_span("date").or(map.value_span("dates"));
    if let (Some(_), Some(dates_key)) = (map.key_span("date"), map.key_span("dates")) {
        let message = Message::OneOfTwo {
            first: "date".to_owned(),
            second: "dates".to_owned(),
        };
        let error = reporter.error(dates_key, message);
        error.hints.push(Message::DateOrDatesHint);
    }
    let date = map
        .day("date", reporter)
        .map(|day| Period::single_day(day.value));
    let reversed = |from, to| Message::StopDatesReversed { from, to };
    let dates = match read("dates", reversed, map, reporter) {
        PeriodField::Valid(period) => Some(period),
        PeriodField::Absent | PeriodField::Invalid => date,
    }?;
    if let Some(trip) = trip {
        report_outside_trip(dates, trip, value_span.unwrap_or(map.span), reporter);
    }
    Some(dates)
}

fn report_outside_trip(dates: Period, trip: Period, span: Span, reporter: &mut Reporter<'_>) {
    let days = [dates.from(), dates.to()];
    let Some(outside) = days.into_iter().find(|day| !trip.contains(*day)) else {
        return;
    };
    let show = |day| PartialDate::Day(day).vietnamese();
    let message = Message::StopOutsideTrip {
        date: show(outside),
        from: show(trip.from()),
        to: show(trip.to()),
    };
    let diagnostic = reporter.error(span, message);
    diagnostic.hints.push(Message::StopOutsideTripHint);
}

/// Reads the time of a batch: the time in words, and the earliest and latest day it can mean, from
/// `from` and `to` or from words that name a day, month, quarter or year.
pub(super) fn read_batch_time(
    map: &mut Fields,
    reporter: &mut Reporter<'_>,
) -> (String, Option<Period>) {
    let Some(node) = map.take("time") else {
        return (String::new(), None);
    };
    if let NodeKind::Scalar(_) = node.kind {
        let text = fields::text(node, "time", reporter);
        let text = text.map_or_else(String::new, |text| text.value);
        let period = Period::named(&text);
        return (text, period);
    }
    let mut time = Fields::new(node, reporter);
    let text = time.string("text", reporter);
    let from_span = time.key_span("from");
    let from = time.partial_date("from", reporter);
    let to = time.partial_date("to", reporter);
    time.finish(reporter);
    let Some(from) = from else {
        if let Some(to) = to.filter(|_| from_span.is_none()) {
            let key = "from".to_owned();
            reporter.error(to.span, Message::MissingKey { key });
        }
        let period = Period::named(&text);
        return (text, period);
    };
    let last = to.as_ref().unwrap_or(&from).value.last_day();
    let period = Period::new(from.value.first_day(), last);
    if period.is_none() {
        let span = to.map_or(from.span, |to| to.span);
        reporter.error(span, Message::BatchTimeReversed);
    }
    let text = if text.is_empty() {
        period.map_or(text, |period| period.vietnamese())
    } else {
        text
    };
    (text, period)
}
