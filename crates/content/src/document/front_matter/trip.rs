//! The keys of a report: its trip, stops and people.

use std::fmt::Write as _;

use chrono::{Datelike as _, NaiveDate};

use super::answer::answers;
use super::cost::cost;
use super::names::{area, resolve_province, topics};
use super::period::{self, PeriodField};
use super::{OPENING, first_day_of};
use crate::document::{Area, Person, Stop, StopKind, Trip};
use crate::fields::{self, Fields, Reporter, UniqueItems, report_repeat, shown_item};
use crate::vocabulary::Vocabulary;
use crate::yaml::{Node, NodeKind, quoted, scalar};
use ssg_base::diagnostic::{Diagnostic, Span, Spanned};
use ssg_base::message::Message;
use ssg_vietnam::date::Period;
use ssg_vietnam::gazetteer::{Gazetteer, Resolution};
use ssg_vietnam::text;

/// The longest trip, in days, that is not taken for a mistyped date.
const MAX_TRIP_DAYS: u64 = 31;

/// Reads the keys of a report in the folder of `year`.
pub(super) fn read(
    fields: &mut Fields,
    year: i32,
    vocabulary: &Vocabulary,
    reporter: &mut Reporter<'_>,
) -> Trip {
    let dates_span = fields.value_span("dates").unwrap_or(OPENING);
    let reversed = |from, to| Message::DatesReversed { from, to };
    let valid_dates = match period::read("dates", reversed, fields, reporter) {
        PeriodField::Valid(period) => Some(period),
        PeriodField::Absent => {
            fields.report_missing("dates", OPENING, Some(Message::DatesShapeHint));
            None
        }
        PeriodField::Invalid => None,
    };
    let dates = valid_dates.unwrap_or_else(|| Period::single_day(first_day_of(year)));
    if let Some(dates) = valid_dates {
        warn_of_unlikely_dates(dates, dates_span, year, reporter);
    }
    let before = reporter.diagnostics.len();
    let nodes = fields.list_with_repeats("locations", reporter);
    let mut unique = UniqueItems::default();
    let mut stops = Vec::new();
    for node in nodes {
        let (span, shown) = (node.span, shown_item(&node));
        let Some(stop) = stop(node, valid_dates, dates.from(), vocabulary, reporter) else {
            continue;
        };
        // A delegation passes through a province on its way there and back.
        if stop.kind != StopKind::Transit {
            unique.is_new(&stop_key(&stop), &shown, span, reporter);
        }
        stops.push(stop);
    }
    let is_complete = !reporter.has_errors_since(before) && !fields.is_misspelt("locations");
    let mut named = NamedPeople::default();
    let lead = fields.take("lead");
    let lead = lead.and_then(|node| named.read(node, "lead", reporter));
    let deputies = named.read_list("deputies", fields, reporter);
    let members = named.read_list("members", fields, reporter);
    let named = named.people.len();
    Trip {
        dates,
        dates_span,
        size: size(named, fields, reporter),
        lead,
        deputies,
        members,
        is_complete,
        stops,
        plan: fields.text("plan", reporter),
        cost: fields.map("cost", reporter).map(|map| cost(map, reporter)),
        answers: answers(fields, reporter),
        assessment: fields.strings("assessment", reporter),
        lesson_aliases: lesson_aliases(fields, reporter),
    }
}

/// Warns of a trip outside the year of its folder, and of one that takes very long.
fn warn_of_unlikely_dates(dates: Period, span: Span, year: i32, reporter: &mut Reporter<'_>) {
    if !dates.years().contains(&year) {
        let message = Message::TripOutsideFolder {
            year: dates.from().year().to_string(),
            folder: year.to_string(),
        };
        let warning = reporter.warning(span, message);
        warning.hints.push(Message::TripOutsideFolderHint);
    }
    if dates.days() > MAX_TRIP_DAYS {
        let days = dates.days().to_string();
        reporter.warning(span, Message::LongTrip { days });
    }
}

/// Reads the number of people. It must not be less than the number of people who are named.
fn size(named: usize, fields: &mut Fields, reporter: &mut Reporter<'_>) -> Option<u32> {
    let span = fields.value_span("size").unwrap_or_default();
    let size: u32 = fields.number("size", reporter)?;
    if (size as usize) < named {
        let message = Message::SizeTooSmall {
            size: size.to_string(),
            named: named.to_string(),
        };
        reporter.error(span, message);
    }
    Some(size)
}

fn lesson_aliases(
    fields: &mut Fields,
    reporter: &mut Reporter<'_>,
) -> Vec<(Spanned<String>, Spanned<String>)> {
    let before = reporter.diagnostics.len();
    let Some(mut map) = fields.map("lesson_aliases", reporter) else {
        return Vec::new();
    };
    let is_list = |error: &&mut Diagnostic| error.message == Message::NotAMapping;
    if let Some(error) = reporter.diagnostics[before..].first_mut().filter(is_list) {
        error.hints.push(Message::LessonAliasesHint);
    }
    let mut aliases = Vec::new();
    for (old, new) in map.take_remaining() {
        let value = match new.kind {
            NodeKind::Scalar(value) => value,
            NodeKind::Null => String::new(),
            NodeKind::List(_) | NodeKind::Map(_) => {
                let key = "lesson_aliases".to_owned();
                reporter.error(new.span, Message::NotText { key });
                continue;
            }
        };
        let span = new.span;
        aliases.push((old, Spanned { value, span }));
    }
    aliases
}

/// What two stops have in common that are one.
fn stop_key(stop: &Stop) -> String {
    let Stop {
        area,
        place,
        dates,
        kind,
        when,
        host,
        present,
        subject,
        topics,
        inferred: _,
    } = stop;
    let texts = [place, when, host, subject].map(|text| text::match_key(text));
    format!("{area:?} {texts:?} {dates:?} {kind:?} {present:?} {topics:?}")
}

/// The people of a delegation, each of whom is named once: by name, and by position where two have
/// one name.
#[derive(Default)]
struct NamedPeople {
    people: Vec<(String, String, Span)>,
}

impl NamedPeople {
    /// Reads a person. `None` for one who was named before, which is reported.
    fn read(&mut self, node: Node, key: &str, reporter: &mut Reporter<'_>) -> Option<Person> {
        let span = node.span;
        let person = person(node, key, reporter)?;
        let name = text::match_key(&person.name);
        let position = text::match_key(&person.position);
        let mut people = self.people.iter();
        let first = people.find(|(known, office, _)| {
            let is_same_office = office.is_empty() || position.is_empty() || *office == position;
            *known == name && is_same_office
        });
        if let Some((.., first)) = first {
            report_repeat(&person.name, span, *first, reporter);
            return None;
        }
        self.people.push((name, position, span));
        Some(person)
    }

    fn read_list(
        &mut self,
        key: &'static str,
        fields: &mut Fields,
        reporter: &mut Reporter<'_>,
    ) -> Vec<Person> {
        let nodes = fields.list_with_repeats(key, reporter).into_iter();
        nodes
            .filter_map(|node| self.read(node, key, reporter))
            .collect()
    }
}

/// Reads a person: a mapping, or the name alone.
fn person(node: Node, key: &str, reporter: &mut Reporter<'_>) -> Option<Person> {
    let span = node.span;
    let hint = || Message::NotAPersonHint {
        key: key.to_owned(),
    };
    let mut map = match node.kind {
        NodeKind::Scalar(_) => {
            let name = fields::text(node, key, reporter)?;
            check_name(&name, key, reporter);
            let name = name.value;
            return Some(Person {
                name,
                position: String::new(),
                honorific: String::new(),
            });
        }
        NodeKind::Map(_) => Fields::new(node, reporter),
        NodeKind::List(_) | NodeKind::Null => {
            let message = Message::NotAPerson {
                key: key.to_owned(),
            };
            let forms = (key == "lead").then(|| lead_and_deputies(&node));
            let error = reporter.error(span, message);
            match forms.flatten() {
                Some(forms) => {
                    let hints = forms.map(|form| Message::WriteHint { form });
                    error.hints.extend(hints);
                }
                None => error.hints.push(hint()),
            }
            return None;
        }
    };
    let name = map.required("name", span, Some(hint()), reporter);
    let position = map.string("position", reporter);
    let honorific = map.string("honorific", reporter);
    map.finish(reporter);
    if let Some(name) = &name {
        check_name(name, key, reporter);
    }
    name.map(|name| Person {
        name: name.value,
        position,
        honorific,
    })
}

/// Forms of address, with those that precede a name.
const HONORIFICS: [(&str, &str); 6] = [
    ("Ông ", "ông"),
    ("Bà ", "bà"),
    ("Đồng chí ", "đồng chí"),
    ("Đ/c ", "đồng chí"),
    ("Đ/C ", "đồng chí"),
    ("Anh ", "ông"),
];

/// The first words of offices. No family name is one of them.
const OFFICES: [&str; 14] = [
    "Chủ tịch",
    "Chủ nhiệm",
    "Phó",
    "Trưởng",
    "Uỷ viên",
    "Ủy viên",
    "Đại biểu",
    "Bí thư",
    "Giám đốc",
    "Chánh",
    "Thư ký",
    "Chuyên viên",
    "Thường trực",
    "Nguyên",
];

/// The lines for a list of names under `lead`: the first leads, the others are deputies.
fn lead_and_deputies(node: &Node) -> Option<[String; 2]> {
    let NodeKind::List(items) = &node.kind else {
        return None;
    };
    let names: Vec<String> = items.iter().map(shown_item).collect();
    let (first, others) = names
        .split_first()
        .filter(|(_, others)| !others.is_empty())?;
    let deputies = format!("deputies: [{}]", others.join(", "));
    Some([format!("lead: {first}"), deputies])
}

/// Warns of a name that is more than a name, or is not written as one.
fn check_name(name: &Spanned<String>, key: &str, reporter: &mut Reporter<'_>) {
    let before = reporter.diagnostics.len();
    if is_count(&name.value) {
        let found = name.value.clone();
        let warning = reporter.warning(name.span, Message::CountForName { found });
        warning.hints.push(Message::CountForNameHint);
        return;
    }
    warn_of_office_in_name(name, key, reporter);
    let is_reported = reporter.diagnostics.len() > before;
    let words: Vec<&str> = name.value.split(' ').collect();
    let has = |case: fn(char) -> bool| name.value.contains(case);
    let is_one_case = has(char::is_lowercase) != has(char::is_uppercase);
    if is_reported || words.len() < 2 || !is_one_case {
        return;
    }
    let capitalised = words.iter().map(|word| {
        let mut chars = word.chars();
        let first = chars.next().into_iter().flat_map(char::to_uppercase);
        first.chain(chars.flat_map(char::to_lowercase)).collect()
    });
    let form = capitalised.collect::<Vec<String>>().join(" ");
    let found = name.value.clone();
    let warning = reporter.warning(name.span, Message::NameCase { found });
    warning.hints.push(Message::WriteHint { form });
}

/// Whether a text gives a number of people instead of a name: "và 5 người khác".
fn is_count(text: &str) -> bool {
    let words: Vec<String> = text.split(' ').map(str::to_lowercase).collect();
    let has = |all: &[&str]| words.iter().any(|word| all.contains(&&**word));
    let has_number = words
        .iter()
        .any(|word| word.bytes().all(|b| b.is_ascii_digit()));
    has_number && has(&["người", "thành", "đại", "đồng"])
}

/// Warns of a name that holds the person's office, or is an office: a comma ends an item of a list.
fn warn_of_office_in_name(name: &Spanned<String>, key: &str, reporter: &mut Reporter<'_>) {
    let text = &*name.value;
    let is_office = |text: &str| {
        let text = text.trim();
        let mut offices = OFFICES.iter();
        offices.any(|office| {
            let rest = text.strip_prefix(office);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
                && (*office != "Nguyên" || rest.is_some_and(is_lower_or_office))
        })
    };
    let honorific = HONORIFICS
        .iter()
        .find(|(prefix, _)| text.starts_with(prefix));
    let bare = honorific.map_or(text, |(prefix, _)| &text[prefix.len()..]);
    let separator = [", ", ",", " - ", " – ", "; ", " ("]
        .iter()
        .find_map(|separator| bare.split_once(separator));
    if honorific.is_none() && separator.is_none() {
        if is_office(text) {
            let message = Message::OfficeForName {
                found: text.to_owned(),
            };
            let key = key.to_owned();
            let warning = reporter.warning(name.span, message);
            warning.hints.push(Message::NotAPersonHint { key });
        }
        return;
    }
    if let Some(form) = names_apart(text, key) {
        let found = text.to_owned();
        let warning = reporter.warning(name.span, Message::SeveralNames { found });
        warning.hints.push(Message::WriteHint { form });
        return;
    }
    let (name_alone, office) = separator.unwrap_or((bare, ""));
    let office = office.trim().trim_end_matches(')');
    let mut form = format!("{{name: {}", name_alone.trim());
    if let Some((_, honorific)) = honorific {
        let _ = write!(form, ", honorific: {honorific}");
    }
    if !office.is_empty() {
        let needs_quotes = office.contains([',', ':', '#', '{', '}', '[', ']', '"']);
        let office = if needs_quotes {
            quoted(office)
        } else {
            office.to_owned()
        };
        let _ = write!(form, ", position: {office}");
    }
    form.push('}');
    let message = Message::OfficeInName {
        found: text.to_owned(),
    };
    let form = match key {
        "lead" => format!("lead: {form}"),
        _ => form,
    };
    reporter
        .warning(name.span, message)
        .hints
        .push(Message::WriteHint { form });
}

/// The list of the people whose names a semicolon separates: `Lê An; Trần Bình`. `None` if a part
/// does not look like a name.
fn names_apart(text: &str, key: &str) -> Option<String> {
    let names: Vec<&str> = text.split(';').map(str::trim).collect();
    let is_name = |name: &&str| {
        let is_office = OFFICES.iter().any(|office| name.starts_with(office));
        let mut words = name.split(' ');
        !is_office && name.contains(' ') && words.all(|word| word.starts_with(char::is_uppercase))
    };
    (names.len() > 1 && key != "lead" && names.iter().all(is_name))
        .then(|| format!("{key}: [{}]", names.join(", ")))
}

/// Whether a text behind "Nguyên" makes that an office, "former", rather than a family name.
fn is_lower_or_office(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.starts_with(char::is_lowercase) || OFFICES.iter().any(|office| rest.starts_with(office))
}

/// The stop that an author meant who wrote its province as a key: `- Lào Cai: thị xã Sa Pa`.
fn stop_form(node: &Node) -> Option<String> {
    let NodeKind::Map(pairs) = &node.kind else {
        return None;
    };
    let [(province, place)] = &pairs[..] else {
        return None;
    };
    let NodeKind::Scalar(place) = &place.kind else {
        return None;
    };
    let province = &*province.value;
    let gazetteer = Gazetteer::get();
    let first_day_of_34 = gazetteer.reform().effective();
    let days = [first_day_of_34.pred_opt(), Some(first_day_of_34)];
    let days = days.into_iter().flatten();
    let mut found = days.map(|day| gazetteer.resolve(province, day));
    let is_province = found.any(|found| matches!(found, Resolution::Found(_)));
    let place = place.trim();
    let place = if place.contains(',') {
        quoted(place)
    } else {
        scalar(place)
    };
    is_province.then(|| format!("{{province: {province}, place: {place}}}"))
}

/// Reads a stop: a mapping, or the province alone.
///
/// `trip` is `None` if the dates of the trip are invalid. The province of a stop without dates is
/// resolved for the day `start`.
fn stop(
    node: Node,
    trip: Option<Period>,
    start: NaiveDate,
    vocabulary: &Vocabulary,
    reporter: &mut Reporter<'_>,
) -> Option<Stop> {
    if let NodeKind::Scalar(_) = node.kind {
        let written = fields::text(node, "locations", reporter)?;
        let province = resolve_province(&written, start, reporter)?;
        return Some(Stop {
            area: Area::Province(province),
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
    if let Some(form) = stop_form(&node) {
        let error = reporter.error(node.span, Message::NotAMapping);
        error.hints.push(Message::WriteHint { form });
        return None;
    }
    let mut map = Fields::new(node, reporter);
    let dates = period::read_stop_dates(&mut map, trip, reporter);
    let on = dates.map_or(start, |dates| dates.from());
    let area = area(&mut map, on, reporter);
    let kinds = [
        ("visit", StopKind::Visit),
        ("meeting", StopKind::Meeting),
        ("transit", StopKind::Transit),
    ];
    let kind = map
        .choice("kind", &kinds, reporter)
        .map_or(StopKind::Visit, |kind| kind.value);
    let place = map.string("place", reporter);
    let when = map.string("when", reporter);
    let host = map.string("host", reporter);
    let present = NamedPeople::default().read_list("present", &mut map, reporter);
    let subject = map.string("subject", reporter);
    let topics = topics(&mut map, vocabulary, reporter);
    let inferred = map.flag("inferred", reporter).unwrap_or(false);
    map.finish(reporter);
    Some(Stop {
        area: area?,
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
