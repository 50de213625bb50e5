//! The head as YAML, with comments where the clerk has to decide.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::{Datelike as _, NaiveDate};

use super::block::Draft;
use super::form::Form;
use super::outline::Part;
use super::phrase::{self, Cited, Somebody};
use super::propose::{self, Guess, Stop, Trip};
use super::{Imported, Pictures, SiteContext, lesson, markdown};
use ssg_base::diagnostic::Span;
use ssg_base::message::Message;
use ssg_content::document::{DocumentKind, StopKind};
use ssg_content::vocabulary::TopicId;
use ssg_content::yaml::{quoted, scalar};
use ssg_vietnam::gazetteer::Gazetteer;
use ssg_vietnam::text::match_key;

/// The longest title, in characters; the check has the same.
const LONGEST_TITLE: usize = 300;

/// The words below which a text is short: about two pages.
const SHORT: usize = 900;

/// A head that is being written.
struct Head<'a> {
    out: String,
    setting: &'a SiteContext<'a>,
    warnings: Vec<(Span, Message)>,
}

impl Head<'_> {
    fn line(&mut self, indent: usize, text: &str) {
        let _ = writeln!(self.out, "{}{text}", " ".repeat(indent));
    }

    /// A comment, and a remark at its place.
    fn doubt(&mut self, indent: usize, message: &Message) {
        let from = self.out.len() + indent;
        let text = message.text(self.setting.language);
        self.line(indent, &format!("# {text}"));
        let to = self.out.len() - 1;
        self.warnings.push((Span::from(from..to), message.clone()));
    }

    fn doubts(&mut self, indent: usize, doubt: Option<&Message>) {
        if let Some(doubt) = doubt {
            self.doubt(indent, doubt);
        }
    }

    /// A key that was not found.
    fn blank(&mut self, key: &str) {
        let from = self.out.len();
        let message = Message::ImportValueNotFound {
            key: key.to_owned(),
        };
        let comment = Message::ImportValueNotFoundComment.text(self.setting.language);
        self.line(0, &format!("{key}: # {comment}"));
        self.warnings
            .push((Span::from(from..from + key.len()), message));
    }

    fn text(&mut self, indent: usize, key: &str, text: &str) {
        if !text.is_empty() {
            self.line(indent, &format!("{key}: {}", scalar(text)));
        }
    }

    fn texts(&mut self, indent: usize, key: &str, texts: &[String]) {
        if texts.is_empty() {
            return;
        }
        self.line(indent, &format!("{key}:"));
        for text in texts {
            self.line(indent + 2, &format!("- {}", scalar(text)));
        }
    }

    fn person(&mut self, indent: usize, person: &Somebody, first: &str) {
        let inner = indent + first.len();
        self.line(indent, &format!("{first}name: {}", scalar(&person.name)));
        self.text(inner, "honorific", &person.honorific);
        self.text(inner, "position", &person.position);
    }

    fn persons(&mut self, key: &str, people: &[Guess<Somebody>]) {
        if people.is_empty() {
            return;
        }
        self.line(0, &format!("{key}:"));
        for person in people {
            self.doubts(2, person.doubt.as_ref());
            self.person(2, &person.value, "- ");
        }
    }
}

/// Writes the source.
pub(super) fn write(
    form: &Form,
    parts: &[Part],
    draft: &Draft,
    pictures: Pictures,
    setting: &SiteContext<'_>,
) -> Imported {
    let kind = if propose::is_plan(form) {
        DocumentKind::Plan
    } else {
        DocumentKind::Report
    };
    let mut head = Head {
        out: String::from("---\n"),
        setting,
        warnings: Vec::new(),
    };
    let comment = Message::ImportDraft.text(setting.language);
    head.line(0, &format!("# {comment}"));
    head.line(0, "status: draft");
    title(form, &mut head);
    let year = propose::year(form, parts);
    let council = propose::council(form, parts, setting.councils);
    if let Some(council) = &council {
        head.doubts(0, council.doubt.as_ref());
        head.text(0, "council", &council.value);
    } else {
        head.blank("council");
    }
    let lessons = match kind {
        DocumentKind::Report => lesson::find(parts),
        DocumentKind::Plan | DocumentKind::Page => lesson::Lessons::default(),
    };
    let own_year = if kind == DocumentKind::Report {
        let council = council.as_ref().map(|council| &*council.value);
        report(form, parts, council, year, &mut head)
    } else {
        plan(form, parts, year, &mut head);
        year
    };
    references(form, parts, &mut head);
    document(form, &mut head);
    head.out.push_str("---\n\n");
    let subtitle = if form.subtitle.is_empty() {
        String::new()
    } else {
        format!("{}\n\n", markdown::escape(&form.subtitle))
    };
    let attributes = |at: usize| {
        let Some(lesson) = lessons.at.get(&at) else {
            return String::new();
        };
        let text: Vec<&str> = lesson.parts.iter().map(|at| &*parts[*at].text).collect();
        let topics = propose::topics(&text.join("\n"), setting.vocabulary);
        let slugs: Vec<&str> = topics
            .keys()
            .map(|id| &*setting.vocabulary.topic(*id).slug)
            .collect();
        let topics = if slugs.is_empty() {
            String::new()
        } else {
            format!(" topics={}", slugs.join(","))
        };
        format!("{{#{} .{}{topics}}}", lesson.id, lesson.kind.class())
    };
    let body = markdown::write(parts, &lessons, &attributes, draft, &pictures.names);
    let start = head.out.len() + subtitle.len();
    let Head {
        out, mut warnings, ..
    } = head;
    for (at, lesson) in &lessons.at {
        let heading = attributes(*at);
        if let Some(found) = body.find(&heading) {
            let from = body[..found].rfind('\n').map_or(0, |at| at + 1);
            let span = Span::from(start + from..start + found + heading.len());
            let kind = lesson.kind.class().to_owned();
            warnings.push((span, Message::ImportLessonFound { kind }));
        }
    }
    for name in &pictures.dropped {
        let name = name.rsplit('/').next().unwrap_or(name).to_owned();
        warnings.push((Span::from(0..3), Message::ImportPictureDropped { name }));
    }
    Imported {
        kind,
        year: own_year,
        text: format!("{out}{subtitle}{}\n", body.trim_end()),
        pictures: pictures.files,
        warnings,
    }
}

fn title(form: &Form, head: &mut Head<'_>) {
    let title = propose::sentence_case(form.title.trim_end_matches(['.', ' ']));
    if title.is_empty() {
        head.blank("title");
        return;
    }
    let cut: String = title.chars().take(LONGEST_TITLE).collect();
    head.text(0, "title", &cut);
}

fn report(
    form: &Form,
    parts: &[Part],
    council: Option<&str>,
    year: Option<i32>,
    head: &mut Head<'_>,
) -> Option<i32> {
    let mut trip = Trip {
        dates: propose::dates(form, parts, year),
        ..Trip::default()
    };
    propose::delegation(form, parts, &mut trip);
    let on = trip
        .dates
        .as_ref()
        .map(|dates| dates.value.from())
        .or_else(|| NaiveDate::from_ymd_opt(year?, 1, 1));
    let own = on.and_then(|on| propose::home(council, on));
    let stated = trip.dates.as_ref().map(|dates| dates.value.from().year());
    propose::stops(form, parts, &mut trip, own, stated.or(year));
    match &trip.dates {
        Some(dates) => {
            head.doubts(0, dates.doubt.as_ref());
            let days = period(dates.value.from(), dates.value.to());
            head.line(0, &format!("dates: {days}"));
        }
        None => head.blank("dates"),
    }
    if let Some(size) = trip.size {
        head.line(0, &format!("size: {size}"));
    }
    if let Some(lead) = &trip.lead {
        head.doubts(0, lead.doubt.as_ref());
        head.line(0, "lead:");
        head.person(2, &lead.value, "");
    } else {
        head.blank("lead");
    }
    head.persons("deputies", &trip.deputies);
    head.persons("members", &trip.members);
    locations(&trip, head);
    topics(form, parts, head);
    stated.or(year)
}

fn period(from: NaiveDate, to: NaiveDate) -> String {
    format!("{{from: {from}, to: {to}}}")
}

fn locations(trip: &Trip, head: &mut Head<'_>) {
    if trip.stops.is_empty() {
        head.blank("locations");
        return;
    }
    head.line(0, "locations:");
    for stop in &trip.stops {
        location(stop, trip, head);
    }
}

fn location(stop: &Stop, trip: &Trip, head: &mut Head<'_>) {
    let on = stop.days.map(|days| days.0);
    let on = on.or_else(|| trip.dates.as_ref().map(|dates| dates.value.from()));
    let unit = Gazetteer::get().unit(stop.unit);
    let name = on.map_or_else(|| unit.name(), |on| unit.name_on(on));
    head.doubts(2, stop.doubt.as_ref());
    if stop.inferred && stop.doubt.is_none() {
        let place = stop.place.clone();
        head.doubt(2, &Message::ImportProvinceFromDistrict { place });
    }
    head.line(2, &format!("- province: {}", scalar(name)));
    if stop.inferred {
        head.line(4, "inferred: true");
    }
    head.text(4, "place", &stop.place);
    match stop.days {
        Some((from, to)) if from == to => head.line(4, &format!("date: {from}")),
        Some((from, to)) => head.line(4, &format!("dates: {}", period(from, to))),
        None => {}
    }
    match stop.kind {
        StopKind::Visit => {}
        StopKind::Meeting => head.line(4, "kind: meeting"),
        StopKind::Transit => head.line(4, "kind: transit"),
    }
    head.text(4, "host", &stop.host);
    if !stop.present.is_empty() {
        head.line(4, "present:");
        for person in &stop.present {
            head.person(6, person, "- ");
        }
    }
    head.text(4, "subject", &stop.subject);
}

/// Topics named in the title or often enough are proposed, others only mentioned.
fn topics(form: &Form, parts: &[Part], head: &mut Head<'_>) {
    let vocabulary = head.setting.vocabulary;
    // The offices of people ("Trưởng Ban Pháp chế") are no topics.
    let tells = |part: &&Part| phrase::people(&part.text).is_empty();
    let text: Vec<&str> = parts.iter().filter(tells).map(|part| &*part.text).collect();
    let mut whole = text.join("\n");
    for part in parts.iter().filter(|part| part.paragraph().is_none()) {
        for paragraph in part.block.paragraphs() {
            whole.push('\n');
            whole.push_str(&paragraph.text());
        }
    }
    let counts = propose::topics(&whole, vocabulary);
    let titled: BTreeSet<TopicId> = propose::topics(&form.title, vocabulary)
        .into_keys()
        .collect();
    // In a short text a word that stands once says as much as one that stands twice in a long one.
    let often = if whole.split_whitespace().count() < SHORT {
        1
    } else {
        2
    };
    let (sure, rare): (Vec<TopicId>, Vec<TopicId>) = titled
        .iter()
        .chain(counts.keys())
        .copied()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .partition(|id| titled.contains(id) || counts.get(id).is_some_and(|count| *count >= often));
    let slugs = |ids: &[TopicId]| {
        let slugs: Vec<&str> = ids.iter().map(|id| &*vocabulary.topic(*id).slug).collect();
        slugs.join(", ")
    };
    if !rare.is_empty() {
        let topics = slugs(&rare);
        head.doubt(0, &Message::ImportMoreTopics { topics });
    }
    if sure.is_empty() {
        head.blank("topics");
    } else {
        head.doubt(0, &Message::ImportTopics);
        head.line(0, &format!("topics: [{}]", slugs(&sure)));
    }
}

fn plan(form: &Form, parts: &[Part], year: Option<i32>, head: &mut Head<'_>) {
    topics(form, parts, head);
    let batches = propose::batches(form, parts, year);
    if batches.is_empty() {
        head.blank("batches");
    } else {
        head.line(0, "batches:");
    }
    for batch in &batches {
        head.line(2, &format!("- number: {}", batch.number));
        head.text(4, "theme", &batch.theme);
        if !batch.time.is_empty() {
            head.line(4, "time:");
            head.text(6, "text", &batch.time);
            if let Some((from, to)) = batch.period {
                head.line(6, &format!("from: {from}"));
                head.line(6, &format!("to: {to}"));
            }
        }
        head.text(4, "transport", &batch.transport);
        if !batch.provinces.is_empty() {
            head.line(4, "provinces:");
        }
        for (unit, place) in &batch.provinces {
            let name = Gazetteer::get().unit(*unit).name();
            head.line(6, &format!("- province: {}", scalar(name)));
            head.text(8, "place", place);
        }
    }
    if let Some((min, max)) = propose::composition(parts) {
        head.line(0, &format!("composition: {{min: {min}, max: {max}}}"));
    }
}

fn references(form: &Form, parts: &[Part], head: &mut Head<'_>) {
    let references = propose::references(form, parts);
    if references.is_empty() {
        return;
    }
    head.line(0, "references:");
    for reference in &references {
        head.line(2, &format!("- role: {}", role(reference)));
        head.text(4, "type", &reference.kind);
        head.line(4, &format!("number: {}", quoted(&reference.number)));
        if let Some(date) = reference.date {
            head.line(4, &format!("date: {date}"));
        }
        head.text(4, "issuer", &reference.issuer);
        head.text(4, "about", &reference.about);
    }
}

fn role(reference: &Cited) -> &'static str {
    let kind = match_key(&reference.kind);
    if kind.starts_with("kế hoạch") {
        "plan"
    } else if kind.starts_with("công văn")
        || kind.starts_with("giấy")
        || kind.starts_with("thư mời")
    {
        "contact"
    } else {
        "basis"
    }
}

fn document(form: &Form, head: &mut Head<'_>) {
    let start = head.out.len();
    head.line(0, "document:");
    let empty = head.out.len();
    head.text(2, "type", form.kind);
    if !form.number.is_empty() {
        head.line(2, &format!("number: {}", quoted(&form.number)));
    }
    head.text(2, "symbol", &form.symbol);
    if let Some(date) = form.date {
        head.line(2, &format!("date: {}", date.iso()));
    }
    head.text(2, "place", &form.place);
    head.texts(2, "addressee", &form.addressee);
    head.texts(2, "recipients", &form.recipients);
    head.text(2, "filing", &form.filing);
    let signer = [
        ("authority", &form.authority),
        ("on_behalf", &form.on_behalf),
        ("position", &form.position),
        ("name", &form.name),
    ];
    if signer.iter().any(|(_, text)| !text.is_empty()) {
        head.line(2, "signer:");
        for (key, text) in signer {
            head.text(4, key, text);
        }
    }
    if head.out.len() == empty {
        head.out.truncate(start);
    }
}
