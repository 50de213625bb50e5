//! Heads of reports, plans and pages: from keys to values, every fault told.
//!
//! A fault never stops the reading: a placeholder stands in, so that the rest of the head and the
//! documents that point here are checked in the same run. Nothing is published while a fault stands.

use chrono::NaiveDate;

use super::{
    Batch, BatchStop, Budget, Composition, Cost, DocumentKind, Head, OfficialDocument, Person,
    Programme, Record, Reference, ReferenceRole, Reporting, Signer, Status, Stop, StopKind, Trip,
    Update, UseEntry, UseOutcome,
};
use crate::fields::{self, Fields, Reader, did_you_mean};
use crate::vocabulary::{TopicId, Vocabulary};
use crate::yaml::{Kind as NodeKind, Node};
use ssg_base::diagnostic::{Diagnostic, Place, Span, Spanned};
use ssg_base::message::Message;
use ssg_base::path::UrlPath;
use ssg_vietnam::date::{PartialDate, Period};
use ssg_vietnam::gazetteer::{Gazetteer, Resolution, UnitId};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 300;
/// The opening `---`, which stands for the whole head.
const OPENING: Span = Span { start: 0, end: 3 };

/// Reads the head of a document of `kind` that lies in the folder of `year`.
pub(super) fn read(
    kind: DocumentKind,
    mut fields: Fields,
    year: i32,
    vocabulary: &Vocabulary,
    reader: &mut Reader<'_>,
) -> (Record, Head) {
    if kind == DocumentKind::Report {
        for key in ["lead", "locations", "topics"] {
            fields.expects(key, OPENING);
        }
    }
    let mut record = record(&mut fields, vocabulary, reader);
    let head = match kind {
        DocumentKind::Report => {
            official_parts(&mut record, &mut fields, reader);
            let trip = trip(&mut fields, year, vocabulary, reader);
            let nested = trip
                .stops
                .iter()
                .flat_map(|stop| stop.topics.iter().copied());
            merge(&mut record.topics, nested);
            Head::Report(Box::new(trip))
        }
        DocumentKind::Plan => {
            official_parts(&mut record, &mut fields, reader);
            let on = record
                .document
                .as_ref()
                .and_then(|document| document.date)
                .or(record.published)
                .map_or_else(|| first_of(year), |date| date.first_day());
            let programme = programme(&mut fields, on, vocabulary, reader);
            let nested = programme
                .batches
                .iter()
                .flat_map(|batch| batch.topics.iter().copied());
            merge(&mut record.topics, nested);
            Head::Plan(Box::new(programme))
        }
        DocumentKind::Page => Head::Page,
    };
    fields.finish(reader);
    (record, head)
}

fn first_of(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

/// Adds what is not there yet, keeping the order.
fn merge(topics: &mut Vec<TopicId>, more: impl Iterator<Item = TopicId>) {
    for topic in more {
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
}

fn record(fields: &mut Fields, vocabulary: &Vocabulary, reader: &mut Reader<'_>) -> Record {
    Record {
        title: title(fields, reader),
        summary: fields.plain("summary", reader),
        topics: topics(fields, vocabulary, reader),
        published: fields
            .partial_date("published", reader)
            .map(|date| date.value),
        updates: updates(fields, reader),
        status: status(fields, reader),
        aliases: aliases(fields, reader),
        council: None,
        document: None,
        references: Vec::new(),
        uses: Vec::new(),
    }
}

fn title(fields: &mut Fields, reader: &mut Reader<'_>) -> String {
    let hint = Some(Message::MissingTitleHint);
    let Some(title) = fields.required("title", OPENING, hint, reader) else {
        return String::new();
    };
    let length = title.value.chars().count();
    if length > LONGEST_TITLE {
        reader.error(
            title.span,
            Message::TitleTooLong {
                length: length.to_string(),
            },
        );
    }
    title.value
}

/// The topics under `topics`, each once.
fn topics(fields: &mut Fields, vocabulary: &Vocabulary, reader: &mut Reader<'_>) -> Vec<TopicId> {
    let mut ids = Vec::new();
    for written in fields.texts("topics", reader) {
        if let Some(id) = topic(&written, vocabulary, reader) {
            if ids.contains(&id) {
                reader.warning(
                    written.span,
                    Message::DuplicateTopic {
                        found: written.value,
                    },
                );
            } else {
                ids.push(id);
            }
        }
    }
    ids
}

/// The topic that `written` names; told where there is none.
pub(super) fn topic(
    written: &Spanned<String>,
    vocabulary: &Vocabulary,
    reader: &mut Reader<'_>,
) -> Option<TopicId> {
    match vocabulary.resolve(&written.value) {
        Ok(id) => Some(id),
        Err(near) => {
            let message = Message::UnknownTopic {
                found: written.value.clone(),
            };
            let fault = reader.error(written.span, message);
            fault
                .hints
                .extend(did_you_mean(near.iter().map(String::as_str)));
            fault.hints.push(Message::UnknownTopicHint);
            None
        }
    }
}

fn updates(fields: &mut Fields, reader: &mut Reader<'_>) -> Vec<Update> {
    let mut updates = Vec::new();
    for mut item in fields.maps("updates", reader) {
        let date = item.required("date", item.span, None, reader);
        let date = date.and_then(|date| fields::partial_date(date, reader));
        let note = own_note(&mut item, reader);
        let by = item.choice("by", &[("council", false), ("editor", true)], reader);
        if let Some(date) = date {
            let by_editor = by.is_some_and(|by| by.value);
            updates.push(Update {
                date: date.value,
                note,
                by_editor,
            });
        }
        item.finish(reader);
    }
    updates
}

/// In `updates` and `uses` the key `note` is the text itself, not a remark to leave out.
fn own_note(item: &mut Fields, reader: &mut Reader<'_>) -> String {
    item.plain("note", reader)
}

fn status(fields: &mut Fields, reader: &mut Reader<'_>) -> Status {
    #[derive(Clone, Copy, PartialEq)]
    enum Word {
        Draft,
        Published,
        Withdrawn,
    }
    let words = [
        ("draft", Word::Draft),
        ("published", Word::Published),
        ("withdrawn", Word::Withdrawn),
    ];
    let word = fields.choice("status", &words, reader);
    let reason = fields.plain("reason", reader);
    let replaced_by = fields.text("replaced_by", reader);
    match word.as_ref().map(|word| word.value) {
        Some(Word::Draft) => Status::Draft,
        Some(Word::Withdrawn) => {
            if reason.is_empty() {
                let span = word.map_or(OPENING, |word| word.span);
                reader.error(span, Message::WithdrawnWithoutReason);
            }
            Status::Withdrawn {
                reason,
                replaced_by,
            }
        }
        Some(Word::Published) | None => Status::Published,
    }
}

fn aliases(fields: &mut Fields, reader: &mut Reader<'_>) -> Vec<Spanned<UrlPath>> {
    let mut aliases = Vec::new();
    for written in fields.texts("aliases", reader) {
        if let Some(value) = UrlPath::parse(&written.value) {
            aliases.push(Spanned {
                value,
                span: written.span,
            });
        } else {
            let found = written.value;
            let fault = reader.error(written.span, Message::BadAddress { found });
            fault.hints.push(Message::BadAddressHint);
        }
    }
    aliases
}

fn official_parts(record: &mut Record, fields: &mut Fields, reader: &mut Reader<'_>) {
    record.council = fields.text("council", reader);
    record.document = fields
        .map("document", reader)
        .map(|map| official(map, reader));
    record.references = fields
        .maps("references", reader)
        .into_iter()
        .map(|map| reference(map, reader))
        .collect();
    record.uses = fields
        .list("uses", reader)
        .into_iter()
        .filter_map(|node| used(node, reader))
        .collect();
}

fn official(mut map: Fields, reader: &mut Reader<'_>) -> OfficialDocument {
    let official = OfficialDocument {
        kind: map.plain("type", reader),
        number: map.text("number", reader),
        symbol: map.plain("symbol", reader),
        date: map.partial_date("date", reader).map(|date| date.value),
        place: map.plain("place", reader),
        addressee: map.plains("addressee", reader),
        recipients: map.plains("recipients", reader),
        filing: map.plain("filing", reader),
        signer: map.map("signer", reader).map(|mut signer| {
            let value = Signer {
                authority: signer.plain("authority", reader),
                on_behalf: signer.plain("on_behalf", reader),
                position: signer.plain("position", reader),
                name: signer.plain("name", reader),
            };
            signer.finish(reader);
            value
        }),
    };
    if let Some(number) = &official.number
        && !number.value.bytes().all(|b| b.is_ascii_digit())
    {
        let message = Message::NotANumber {
            key: "number".to_owned(),
            found: number.value.clone(),
        };
        reader
            .error(number.span, message)
            .hints
            .push(Message::NumberAndSymbolHint);
    }
    map.finish(reader);
    official
}

fn reference(mut map: Fields, reader: &mut Reader<'_>) -> Reference {
    let roles = [
        ("basis", ReferenceRole::Basis),
        ("plan", ReferenceRole::Plan),
        ("contact", ReferenceRole::Contact),
    ];
    let reference = Reference {
        role: map
            .choice("role", &roles, reader)
            .map_or(ReferenceRole::Basis, |role| role.value),
        kind: map.plain("type", reader),
        number: map.plain("number", reader),
        date: map.partial_date("date", reader).map(|date| date.value),
        issuer: map.plain("issuer", reader),
        to: map.plains("to", reader),
        about: map.plain("about", reader),
    };
    map.finish(reader);
    reference
}

fn used(node: Node, reader: &mut Reader<'_>) -> Option<UseEntry> {
    if let NodeKind::Scalar(_) = node.kind {
        let lesson = fields::text(node, "uses", reader)?;
        return Some(UseEntry {
            lesson,
            outcome: None,
            date: None,
            note: String::new(),
        });
    }
    let mut map = Fields::new(node, reader);
    let outcomes = [
        ("applied", UseOutcome::Applied),
        ("partly", UseOutcome::Partly),
        ("unsuitable", UseOutcome::Unsuitable),
    ];
    let lesson = map.required("lesson", map.span, None, reader);
    let outcome = map
        .choice("outcome", &outcomes, reader)
        .map(|outcome| outcome.value);
    let date = map.partial_date("date", reader).map(|date| date.value);
    let note = own_note(&mut map, reader);
    map.finish(reader);
    lesson.map(|lesson| UseEntry {
        lesson,
        outcome,
        date,
        note,
    })
}

fn trip(fields: &mut Fields, year: i32, vocabulary: &Vocabulary, reader: &mut Reader<'_>) -> Trip {
    let known = match period("dates", fields, reader) {
        Found::Period(period) => Some(period),
        Found::Absent => {
            fields.lacks("dates", OPENING, Some(Message::DatesShapeHint));
            None
        }
        Found::Faulty => None,
    };
    let dates = known.unwrap_or_else(|| Period::single_day(first_of(year)));
    let before = reader.found.len();
    let stops = fields.list("locations", reader);
    let stops = stops
        .into_iter()
        .filter_map(|node| stop(node, known, dates.from(), vocabulary, reader))
        .collect();
    let is_complete = !reader.found[before..].iter().any(Diagnostic::is_error);
    let lead = fields
        .take("lead")
        .and_then(|node| person(node, "lead", reader));
    let deputies = persons("deputies", fields, reader);
    let members = persons("members", fields, reader);
    let named = usize::from(lead.is_some()) + deputies.len() + members.len();
    Trip {
        dates,
        size: size(named, fields, reader),
        lead,
        deputies,
        members,
        is_complete,
        stops,
        plan: fields.text("plan", reader),
        cost: fields.map("cost", reader).map(|map| cost(map, reader)),
        assessment: fields.plains("assessment", reader),
        lesson_aliases: lesson_aliases(fields, reader),
    }
}

fn size(named: usize, fields: &mut Fields, reader: &mut Reader<'_>) -> Option<u32> {
    let span = fields.value_span("size").unwrap_or_default();
    let size: u32 = fields.number("size", reader)?;
    if (size as usize) < named {
        let message = Message::SizeTooSmall {
            size: size.to_string(),
            named: named.to_string(),
        };
        reader.error(span, message);
    }
    Some(size)
}

fn cost(mut map: Fields, reader: &mut Reader<'_>) -> Cost {
    let currency = map.plain("currency", reader);
    let cost = Cost {
        amount: map.number("amount", reader),
        currency: if currency.is_empty() {
            "VND".to_owned()
        } else {
            currency
        },
        source: map.plain("source", reader),
    };
    map.finish(reader);
    cost
}

fn lesson_aliases(
    fields: &mut Fields,
    reader: &mut Reader<'_>,
) -> Vec<(Spanned<String>, Spanned<String>)> {
    let Some(mut map) = fields.map("lesson_aliases", reader) else {
        return Vec::new();
    };
    map.rest()
        .into_iter()
        .filter_map(|(old, new)| match new.kind {
            NodeKind::Scalar(value) => Some((
                old,
                Spanned {
                    value,
                    span: new.span,
                },
            )),
            NodeKind::Null => Some((
                old,
                Spanned {
                    value: String::new(),
                    span: new.span,
                },
            )),
            NodeKind::List(_) | NodeKind::Map(_) => {
                reader.error(
                    new.span,
                    Message::NotText {
                        key: "lesson_aliases".to_owned(),
                    },
                );
                None
            }
        })
        .collect()
}

fn persons(key: &'static str, fields: &mut Fields, reader: &mut Reader<'_>) -> Vec<Person> {
    let nodes = fields.list(key, reader);
    nodes
        .into_iter()
        .filter_map(|node| person(node, key, reader))
        .collect()
}

fn person(node: Node, key: &str, reader: &mut Reader<'_>) -> Option<Person> {
    let span = node.span;
    let mut map = match node.kind {
        NodeKind::Scalar(_) => {
            let name = fields::text(node, key, reader)?.value;
            return Some(Person {
                name,
                position: String::new(),
                honorific: String::new(),
            });
        }
        NodeKind::Map(_) => Fields::new(node, reader),
        NodeKind::List(_) | NodeKind::Null => {
            let fault = reader.error(
                span,
                Message::NotAPerson {
                    key: key.to_owned(),
                },
            );
            fault.hints.push(Message::NotAPersonHint {
                key: key.to_owned(),
            });
            return None;
        }
    };
    let hint = Message::NotAPersonHint {
        key: key.to_owned(),
    };
    let name = map.required("name", span, Some(hint), reader);
    let position = map.plain("position", reader);
    let honorific = map.plain("honorific", reader);
    map.finish(reader);
    name.map(|name| Person {
        name: name.value,
        position,
        honorific,
    })
}

/// A stop of a trip in these days, `None` where they could not be read, that began on `start` or
/// is taken to have.
fn stop(
    node: Node,
    trip: Option<Period>,
    start: NaiveDate,
    vocabulary: &Vocabulary,
    reader: &mut Reader<'_>,
) -> Option<Stop> {
    if let NodeKind::Scalar(_) = node.kind {
        let written = fields::text(node, "locations", reader)?;
        let province = province(&written, start, reader)?;
        return Some(Stop {
            province,
            place: String::new(),
            dates: None,
            kind: StopKind::Visit,
            when: String::new(),
            host: String::new(),
            present: Vec::new(),
            subject: String::new(),
            topics: Vec::new(),
            inferred: false,
        });
    }
    let mut map = Fields::new(node, reader);
    let dates = stop_dates(&mut map, trip, reader);
    let written = map.required("province", map.span, None, reader);
    let on = dates.map_or(start, |dates| dates.from());
    let province = written.and_then(|written| province(&written, on, reader));
    let kinds = [
        ("visit", StopKind::Visit),
        ("meeting", StopKind::Meeting),
        ("transit", StopKind::Transit),
    ];
    let kind = map
        .choice("kind", &kinds, reader)
        .map_or(StopKind::Visit, |kind| kind.value);
    let place = map.plain("place", reader);
    let when = map.plain("when", reader);
    let host = map.plain("host", reader);
    let present = persons("present", &mut map, reader);
    let subject = map.plain("subject", reader);
    let topics = topics(&mut map, vocabulary, reader);
    let inferred = map.flag("inferred", reader).unwrap_or(false);
    map.finish(reader);
    let province = province?;
    Some(Stop {
        province,
        place,
        dates,
        kind,
        when,
        host,
        present,
        subject,
        topics,
        inferred,
    })
}

fn stop_dates(map: &mut Fields, trip: Option<Period>, reader: &mut Reader<'_>) -> Option<Period> {
    let span = map.value_span("date").or(map.value_span("dates"));
    if let (Some(_), Some(second)) = (map.key_span("date"), map.key_span("dates")) {
        let (first, last) = ("date".to_owned(), "dates".to_owned());
        let message = Message::OneOfTwo {
            first,
            second: last,
        };
        reader.error(second, message);
    }
    let date = map
        .day("date", reader)
        .map(|day| Period::single_day(day.value));
    let dates = match period("dates", map, reader) {
        Found::Period(period) => Some(period),
        Found::Absent | Found::Faulty => date,
    }?;
    let outside = trip.and_then(|trip| {
        let days = [dates.from(), dates.to()];
        Some((trip, days.into_iter().find(|day| !trip.contains(*day))?))
    });
    if let Some((trip, day)) = outside {
        let show = |day| PartialDate::Day(day).vietnamese();
        let message = Message::StopOutsideTrip {
            date: show(day),
            from: show(trip.from()),
            to: show(trip.to()),
        };
        reader.error(span.unwrap_or(map.span), message);
    }
    Some(dates)
}

/// The province that `written` names on that day; told where there is none.
pub(crate) fn province(
    written: &Spanned<String>,
    on: NaiveDate,
    reader: &mut Reader<'_>,
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
            let warning = reader.warning(written.span, message);
            warning.hints.push(Message::AbolishedProvinceHint {
                successor: successor_name,
            });
            Some(successor)
        }
        Resolution::Unknown { nearest } => {
            let day = PartialDate::Day(on).vietnamese();
            let message = Message::UnknownProvince {
                found: written.value.clone(),
                day,
            };
            let fault = reader.error(written.span, message);
            fault
                .hints
                .extend(did_you_mean(nearest.iter().map(String::as_str)));
            None
        }
    }
}

/// What stands under a key of a period.
enum Found {
    Period(Period),
    Absent,
    /// It was told.
    Faulty,
}

/// `{from, to}`, or one day.
fn period(key: &'static str, fields: &mut Fields, reader: &mut Reader<'_>) -> Found {
    let at = fields.key_span(key);
    let Some(node) = fields.take(key) else {
        let Some(at) = at else {
            return Found::Absent;
        };
        let key = key.to_owned();
        let fault = reader.error(at, Message::BlankValue { key });
        fault.hints.push(Message::DatesShapeHint);
        return Found::Faulty;
    };
    let span = node.span;
    match node.kind {
        NodeKind::Scalar(_) => {
            let before = reader.found.len();
            let day =
                fields::text(node, key, reader).and_then(|text| fields::day(text, key, reader));
            if let Some(day) = day {
                return Found::Period(Period::single_day(day.value));
            }
            if !reader.found[before..].iter().any(Diagnostic::is_error) {
                let key = key.to_owned();
                reader.error(span, Message::BlankValue { key });
            }
            let last = reader.found.last_mut();
            let is_shapeless = |fault: &&mut Diagnostic| {
                matches!(
                    fault.message,
                    Message::NotADate { .. } | Message::BlankValue { .. }
                )
            };
            if let Some(fault) = last.filter(is_shapeless) {
                fault.hints = vec![Message::DatesShapeHint];
            }
            Found::Faulty
        }
        NodeKind::Map(_) => {
            let mut map = Fields::new(node, reader);
            let found = ends(&mut map, reader);
            map.finish(reader);
            found
        }
        NodeKind::List(_) | NodeKind::Null => {
            let fault = reader.error(span, Message::NotAMapping);
            fault.hints.push(Message::DatesShapeHint);
            Found::Faulty
        }
    }
}

fn ends(map: &mut Fields, reader: &mut Reader<'_>) -> Found {
    let written_to = map.key_span("to").is_some();
    let hint = Some(Message::DatesShapeHint);
    let Some(from) = map.required("from", map.span, hint, reader) else {
        map.day("to", reader);
        return Found::Faulty;
    };
    let from = fields::day(from, "from", reader);
    let to = map.day("to", reader);
    let Some(from) = from else {
        return Found::Faulty;
    };
    let Some(to) = to else {
        return if written_to {
            Found::Faulty
        } else {
            Found::Period(Period::single_day(from.value))
        };
    };
    if let Some(period) = Period::new(from.value, to.value) {
        return Found::Period(period);
    }
    let show = |day| PartialDate::Day(day).vietnamese();
    let message = Message::DatesReversed {
        from: show(from.value),
        to: show(to.value),
    };
    reader
        .error(to.span, message)
        .hints
        .push(Message::DatesReversedHint);
    Found::Faulty
}

fn programme(
    fields: &mut Fields,
    on: NaiveDate,
    vocabulary: &Vocabulary,
    reader: &mut Reader<'_>,
) -> Programme {
    let mut batches: Vec<Batch> = Vec::new();
    let before = reader.found.len();
    for map in fields.maps("batches", reader) {
        let Some(batch) = batch(map, on, vocabulary, reader) else {
            continue;
        };
        let same = |other: &&Batch| other.number.value == batch.number.value;
        if let Some(first) = batches.iter().find(same) {
            let number = batch.number.value.to_string();
            let first = Place::new(reader.path, first.number.span);
            let fault = reader.error(batch.number.span, Message::DuplicateBatch { number });
            fault.related.push((first, Message::FirstOccurrence));
        } else {
            batches.push(batch);
        }
    }
    Programme {
        is_complete: !reader.found[before..].iter().any(Diagnostic::is_error),
        batches,
        basis: fields.plains("basis", reader),
        purpose: fields.plains("purpose", reader),
        requirements: fields.plains("requirements", reader),
        composition: composition(fields, reader),
        budget: fields.map("budget", reader).map(|mut map| {
            let budget = Budget {
                source: map.plain("source", reader),
                year: map.number("year", reader),
                amount: map.number("amount", reader),
            };
            map.finish(reader);
            budget
        }),
        duties: pairs("duties", ["who", "duty"], fields, reader),
        reporting: fields
            .map("reporting", reader)
            .map(|map| reporting(map, reader)),
    }
}

fn reporting(mut map: Fields, reader: &mut Reader<'_>) -> Reporting {
    let reporting = Reporting {
        duty: map.plain("duty", reader),
        to: map.plain("to", reader),
        within_days: map.number("within_days", reader),
    };
    map.finish(reader);
    reporting
}

fn composition(fields: &mut Fields, reader: &mut Reader<'_>) -> Composition {
    let Some(mut map) = fields.map("composition", reader) else {
        return Composition::default();
    };
    let (min, max) = (map.number("min", reader), map.number("max", reader));
    let roles = pairs("roles", ["role", "who"], &mut map, reader);
    map.finish(reader);
    Composition { min, max, roles }
}

/// A list of mappings of two texts.
fn pairs(
    key: &'static str,
    [first, second]: [&'static str; 2],
    fields: &mut Fields,
    reader: &mut Reader<'_>,
) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for mut map in fields.maps(key, reader) {
        pairs.push((map.plain(first, reader), map.plain(second, reader)));
        map.finish(reader);
    }
    pairs
}

fn batch(
    mut map: Fields,
    plan_date: NaiveDate,
    vocabulary: &Vocabulary,
    reader: &mut Reader<'_>,
) -> Option<Batch> {
    let number = map.required("number", map.span, None, reader);
    let number = number.and_then(|number| fields::number(number, "number", reader));
    let theme = map.plain("theme", reader);
    let (time, period) = time(&mut map, reader);
    let transport = map.plain("transport", reader);
    let on = period.map_or(plan_date, |period| period.from());
    let nodes = map.list("provinces", reader);
    let provinces: Vec<BatchStop> = nodes
        .into_iter()
        .filter_map(|node| batch_stop(node, on, vocabulary, reader))
        .collect();
    let mut topics = topics(&mut map, vocabulary, reader);
    merge(
        &mut topics,
        provinces
            .iter()
            .flat_map(|stop| stop.topics.iter().copied()),
    );
    let state = map.choice("state", &[("cancelled", ())], reader);
    let reason = map.plain("reason", reader);
    if let Some(state) = &state
        && reason.is_empty()
    {
        reader.error(state.span, Message::CancelledWithoutReason);
    }
    map.finish(reader);
    Some(Batch {
        number: number?,
        theme,
        time,
        period,
        transport,
        provinces,
        topics,
        cancelled: state.map(|_| reason),
    })
}

/// The time in words, and the days it can mean.
fn time(map: &mut Fields, reader: &mut Reader<'_>) -> (String, Option<Period>) {
    let Some(node) = map.take("time") else {
        return (String::new(), None);
    };
    if let NodeKind::Scalar(_) = node.kind {
        let text = fields::text(node, "time", reader);
        return (text.map_or_else(String::new, |text| text.value), None);
    }
    let mut time = Fields::new(node, reader);
    let text = time.plain("text", reader);
    let from = time.partial_date("from", reader);
    let to = time.partial_date("to", reader);
    time.finish(reader);
    let Some(from) = from else {
        return (text, None);
    };
    let (first, last) = (
        from.value.first_day(),
        to.as_ref().unwrap_or(&from).value.last_day(),
    );
    let period = Period::new(first, last);
    if period.is_none() {
        reader.error(
            to.map_or(from.span, |to| to.span),
            Message::BatchTimeReversed,
        );
    }
    let text = if text.is_empty() {
        period.map_or(text, |period| period.vietnamese())
    } else {
        text
    };
    (text, period)
}

fn batch_stop(
    node: Node,
    on: NaiveDate,
    vocabulary: &Vocabulary,
    reader: &mut Reader<'_>,
) -> Option<BatchStop> {
    if let NodeKind::Scalar(_) = node.kind {
        let written = fields::text(node, "provinces", reader)?;
        let province = province(&written, on, reader)?;
        let (place, subject) = (String::new(), String::new());
        return Some(BatchStop {
            province,
            place,
            subject,
            topics: Vec::new(),
        });
    }
    let mut map = Fields::new(node, reader);
    let written = map.required("province", map.span, None, reader);
    let place = map.plain("place", reader);
    let subject = map.plain("subject", reader);
    let topics = topics(&mut map, vocabulary, reader);
    map.finish(reader);
    let province = province(&written?, on, reader)?;
    Some(BatchStop {
        province,
        place,
        subject,
        topics,
    })
}
