//! The front matter of a draft, with a comment before each value that may be wrong.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::SiteContext;
use crate::fields;
use crate::fields::batches::Batch;
use crate::fields::lessons::Lessons;
use crate::fields::stop::Stop;
use crate::fields::topics::Topics;
use crate::fields::{Details, Fields, PlanFields, Proposal, ReportFields};
use crate::official_form::OfficialForm;
use crate::phrases::citations::Citation;
use crate::phrases::people::NamedPerson;
use ssg_base::diagnostic::Span;
use ssg_base::message::Message;
use ssg_content::document::StopKind;
use ssg_content::vocabulary::TopicId;
use ssg_content::yaml::{quoted, scalar};
use ssg_vietnam::date::Period;
use ssg_vietnam::gazetteer::Gazetteer;
use ssg_vietnam::text::match_key;

/// The most words of a line left out that shares its comment with others.
const MAX_SHORT_WORDS: usize = 8;

/// The number of characters from which a line of words left out takes no more of them.
const MAX_JOINED_CHARS: usize = 120;

/// Writes the fields, from the opening fence on.
pub(super) fn write<'a>(
    form: &OfficialForm,
    fields: &Fields,
    site: &'a SiteContext<'a>,
) -> Writer<'a> {
    let mut writer = Writer {
        out: String::from("---\n"),
        site,
        warnings: Vec::new(),
        unsure_keys: Vec::new(),
    };
    let comment = Message::ImportDraft.text(site.language);
    writer.line(0, &format!("# {comment}"));
    writer.line(0, "status: draft");
    writer.proposed_text("title", fields.title.as_ref());
    writer.proposed_text("council", fields.council.as_ref());
    match &fields.details {
        Details::Report(report) => {
            writer.report(report);
            writer.topics(&fields.topics);
        }
        Details::Plan(plan) => {
            writer.topics(&fields.topics);
            writer.plan(plan);
        }
    }
    writer.references(&fields.references);
    writer.official_document(form);
    if let Details::Report(report) = &fields.details {
        writer.lesson_titles(&report.lessons);
    }
    writer
}

/// A front matter that is being written.
pub(super) struct Writer<'a> {
    out: String,
    site: &'a SiteContext<'a>,
    warnings: Vec<(Span, Message)>,
    /// The keys that the clerk should look at, in order.
    unsure_keys: Vec<&'static str>,
}

/// The beginning and the end.
impl Writer<'_> {
    /// Returns what has been written.
    pub(super) fn written(&self) -> &str {
        &self.out
    }

    /// Lists what was taken off the text.
    pub(super) fn removed(&mut self, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        let language = self.site.language;
        let head = Message::ImportRemovedHead.text(language);
        self.line(0, &format!("# {head}"));
        // Words of the form, page numbers and the like share a line.
        let (short, long): (Vec<&String>, Vec<&String>) = lines
            .iter()
            .partition(|line| line.split_whitespace().count() <= MAX_SHORT_WORDS);
        let mut joined: Vec<String> = Vec::new();
        for line in short {
            match joined.last_mut() {
                Some(last) if last.chars().count() < MAX_JOINED_CHARS => {
                    last.push_str("; ");
                    last.push_str(line);
                }
                _ => joined.push(line.clone()),
            }
        }
        for line in long.into_iter().cloned().chain(joined) {
            let text = fields::without_contacts(&line);
            let removed = Message::ImportRemoved { text };
            self.line(0, &format!("# {}", removed.text(language)));
        }
    }

    /// Writes the closing fence, and what to look at first at the top. Returns the front matter
    /// with the warnings at their places in it.
    pub(super) fn finish(mut self) -> (String, Vec<(Span, Message)>) {
        self.out.push_str("---\n\n");
        if self.unsure_keys.is_empty() {
            return (self.out, self.warnings);
        }
        let keys: Vec<String> = self
            .unsure_keys
            .iter()
            .map(|key| format!("`{key}`"))
            .collect();
        let keys = keys.join(", ");
        let message = Message::ImportLookFirst { keys };
        let line = format!("# {}\n", message.text(self.site.language));
        let at = self.out.find("status: draft").unwrap_or(4);
        self.out.insert_str(at, &line);
        for (span, _) in &mut self.warnings {
            *span = Span::from(span.start + line.len()..span.end + line.len());
        }
        (self.out, self.warnings)
    }

    fn look_at(&mut self, key: &'static str) {
        if !self.unsure_keys.contains(&key) {
            self.unsure_keys.push(key);
        }
    }

    /// Names the lessons whose title was shortened.
    fn lesson_titles(&mut self, lessons: &Lessons) {
        for lesson in lessons.by_block.values() {
            if lesson.title.doubt.is_some() {
                let id = lesson.id.clone();
                let sentence = lesson.title.quote.to_string();
                self.warn(0, Message::ImportLessonTitle { id, sentence });
            }
        }
    }
}

/// Lines, keys and comments.
impl Writer<'_> {
    fn line(&mut self, indent: usize, text: &str) {
        let _ = writeln!(self.out, "{}{text}", " ".repeat(indent));
    }

    /// Writes a comment, and adds it to the warnings.
    fn warn(&mut self, indent: usize, message: Message) {
        let from = self.out.len() + indent;
        let text = message.text(self.site.language);
        self.line(indent, &format!("# {text}"));
        let to = self.out.len() - 1;
        self.warnings.push((Span::from(from..to), message));
    }

    /// Writes why a proposed value may be wrong; nothing for a sure one.
    fn doubt<T>(&mut self, key: &'static str, indent: usize, proposal: &Proposal<T>) {
        if let Some(message) = proposal.warning() {
            self.look_at(key);
            self.warn(indent, message);
        }
    }

    /// Writes a key whose value was not found, with a comment and a warning.
    fn blank(&mut self, key: &'static str) {
        self.look_at(key);
        let from = self.out.len();
        let message = Message::ImportValueNotFound {
            key: key.to_owned(),
        };
        let comment = Message::ImportValueNotFoundComment.text(self.site.language);
        self.line(0, &format!("{key}: # {comment}"));
        self.warnings
            .push((Span::from(from..from + key.len()), message));
    }

    /// Writes a key with a text; nothing if the text is empty.
    fn text(&mut self, indent: usize, key: &str, text: &str) {
        if !text.is_empty() {
            self.line(indent, &format!("{key}: {}", scalar(text)));
        }
    }

    /// Writes a key with a list of texts; nothing if the list is empty.
    fn texts(&mut self, indent: usize, key: &str, texts: &[String]) {
        if texts.is_empty() {
            return;
        }
        self.line(indent, &format!("{key}:"));
        for text in texts {
            self.line(indent + 2, &format!("- {}", scalar(text)));
        }
    }

    fn proposed_text(&mut self, key: &'static str, proposal: Option<&Proposal<String>>) {
        if let Some(proposal) = proposal {
            self.doubt(key, 0, proposal);
            self.text(0, key, &proposal.value);
        } else {
            self.blank(key);
        }
    }

    /// Writes a person. `mark` is "- " in a list, else empty.
    fn person(&mut self, indent: usize, mark: &str, person: &NamedPerson) {
        let inner = indent + mark.len();
        self.line(indent, &format!("{mark}name: {}", scalar(&person.name)));
        self.text(inner, "honorific", &person.honorific);
        self.text(inner, "position", &person.position);
    }

    fn people(&mut self, key: &'static str, people: &[Proposal<NamedPerson>]) {
        if people.is_empty() {
            return;
        }
        self.line(0, &format!("{key}:"));
        for person in people {
            self.doubt(key, 2, person);
            self.person(2, "- ", &person.value);
        }
    }
}

/// The fields of a report.
impl Writer<'_> {
    fn report(&mut self, report: &ReportFields) {
        match &report.dates {
            Some(dates) => {
                self.doubt("dates", 0, dates);
                let days = period(dates.value.from(), dates.value.to());
                self.line(0, &format!("dates: {days}"));
            }
            None => self.blank("dates"),
        }
        let delegation = &report.delegation;
        if let Some(size) = &delegation.size {
            self.doubt("size", 0, size);
            self.line(0, &format!("size: {}", size.value));
        }
        if let Some(lead) = &delegation.lead {
            self.doubt("lead", 0, lead);
            self.line(0, "lead:");
            self.person(2, "", &lead.value);
        } else {
            self.blank("lead");
        }
        self.people("deputies", &delegation.deputies);
        self.people("members", &delegation.members);
        if report.stops.is_empty() {
            self.blank("locations");
            return;
        }
        self.line(0, "locations:");
        let trip = report.dates.as_ref().map(|dates| dates.value);
        for stop in &report.stops {
            self.doubt("locations", 2, stop);
            self.stop(&stop.value, trip);
        }
    }

    fn stop(&mut self, stop: &Stop, trip: Option<Period>) {
        let day = stop
            .dates
            .map(|(from, _)| from)
            .or_else(|| trip.map(|trip| trip.from()));
        let unit = Gazetteer::get().unit(stop.province);
        let name = day.map_or_else(|| unit.name(), |day| unit.name_on(day));
        self.line(2, &format!("- province: {}", scalar(name)));
        if stop.is_inferred {
            self.line(4, "inferred: true");
        }
        self.text(4, "place", &stop.place);
        match stop.dates {
            Some((from, to)) if from == to => self.line(4, &format!("date: {from}")),
            Some((from, to)) => self.line(4, &format!("dates: {}", period(from, to))),
            None => {}
        }
        match stop.kind {
            StopKind::Visit => {}
            StopKind::Meeting => self.line(4, "kind: meeting"),
            StopKind::Transit => self.line(4, "kind: transit"),
        }
        self.text(4, "host", &stop.host);
        if !stop.present.is_empty() {
            self.line(4, "present:");
            for person in &stop.present {
                self.person(6, "- ", person);
            }
        }
        self.text(4, "subject", &stop.subject);
    }
}

/// The fields of a plan.
impl Writer<'_> {
    fn plan(&mut self, plan: &PlanFields) {
        if plan.batches.is_empty() {
            self.blank("batches");
        } else {
            self.line(0, "batches:");
        }
        for batch in &plan.batches {
            self.doubt("batches", 2, batch);
            self.batch(&batch.value);
        }
        if let Some(composition) = &plan.composition {
            self.doubt("composition", 0, composition);
            let (min, max) = (composition.value.min, composition.value.max);
            self.line(0, &format!("composition: {{min: {min}, max: {max}}}"));
        }
    }

    fn batch(&mut self, batch: &Batch) {
        self.line(2, &format!("- number: {}", batch.number));
        self.text(4, "theme", &batch.theme);
        if !batch.time.is_empty() {
            self.line(4, "time:");
            self.text(6, "text", &batch.time);
            if let Some((from, to)) = batch.period {
                self.line(6, &format!("from: {from}"));
                self.line(6, &format!("to: {to}"));
            }
        }
        self.text(4, "transport", &batch.transport);
        if !batch.provinces.is_empty() {
            self.line(4, "provinces:");
        }
        for (unit, place) in &batch.provinces {
            let name = Gazetteer::get().unit(*unit).name();
            self.line(6, &format!("- province: {}", scalar(name)));
            self.text(8, "place", place);
        }
    }
}

/// The fields of reports and plans.
impl Writer<'_> {
    fn topics(&mut self, topics: &Topics) {
        let vocabulary = self.site.vocabulary;
        let slugs = |ids: &[TopicId]| {
            let slugs: Vec<&str> = ids.iter().map(|id| &*vocabulary.topic(*id).slug).collect();
            slugs.join(", ")
        };
        if !topics.mentioned_once.is_empty() {
            let topics = slugs(&topics.mentioned_once);
            self.warn(0, Message::ImportMoreTopics { topics });
        }
        if topics.proposed.is_empty() {
            self.blank("topics");
        } else {
            self.warn(0, Message::ImportTopics);
            self.line(0, &format!("topics: [{}]", slugs(&topics.proposed)));
        }
    }

    fn references(&mut self, references: &[Proposal<Citation>]) {
        if references.is_empty() {
            return;
        }
        self.line(0, "references:");
        for reference in references {
            self.doubt("references", 2, reference);
            let citation = &reference.value;
            let role = reference_role(&citation.document_type);
            self.line(2, &format!("- role: {role}"));
            self.text(4, "type", &citation.document_type);
            self.line(4, &format!("number: {}", quoted(&citation.number)));
            if let Some(date) = citation.date {
                self.line(4, &format!("date: {date}"));
            }
            self.text(4, "issuer", &citation.issuer);
            self.text(4, "about", &citation.about);
        }
    }

    /// Writes the key `document`; nothing if the form is empty.
    fn official_document(&mut self, form: &OfficialForm) {
        let start = self.out.len();
        self.line(0, "document:");
        let empty = self.out.len();
        self.text(2, "type", form.type_code);
        if !form.number.is_empty() {
            self.line(2, &format!("number: {}", quoted(&form.number)));
        }
        self.text(2, "symbol", &form.symbol);
        if let Some(date) = form.date {
            self.line(2, &format!("date: {}", date.iso()));
        }
        self.text(2, "place", &form.place);
        self.texts(2, "addressee", &form.addressee);
        self.texts(2, "recipients", &form.recipients);
        self.text(2, "filing", &form.filing);
        let signer = [
            ("authority", &form.signer.authority),
            ("on_behalf", &form.signer.on_behalf),
            ("position", &form.signer.position),
            ("name", &form.signer.name),
        ];
        if signer.iter().any(|(_, text)| !text.is_empty()) {
            self.line(2, "signer:");
            for (key, text) in signer {
                self.text(4, key, text);
            }
        }
        if self.out.len() == empty {
            self.out.truncate(start);
        }
    }
}

fn period(from: NaiveDate, to: NaiveDate) -> String {
    format!("{{from: {from}, to: {to}}}")
}

/// Returns what a cited document is to this one, by its type.
fn reference_role(document_type: &str) -> &'static str {
    let key = match_key(document_type);
    let starts_with = |words: &[&str]| words.iter().any(|word| key.starts_with(word));
    if starts_with(&["kế hoạch"]) {
        "plan"
    } else if starts_with(&["công văn", "giấy", "thư mời"]) {
        "contact"
    } else {
        "basis"
    }
}
