//! The searchable records of an archive: reports, their lessons and plans. Drafts and withdrawn records
//! are not searchable, and the office's own pages are only found by their titles, as entities.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::NaiveDate;

use super::{Facet, Hit, Record, marks, terms};
use ssg_archive::{Archive, CouncilId, LessonId, Plan, RecordAttachment, Report};
use ssg_base::path::UrlPath;
use ssg_content::document::{Area, Document, Trip};
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::gazetteer::{Gazetteer, Unit, UnitId};

/// How many words of a file are indexed, in whole lines: about fifty pages. The words after them are
/// not found.
const MAX_FILE_WORDS: usize = 20_000;
/// How many days of a trip are indexed.
const MAX_DAYS: usize = 62;

/// A searchable part of the archive, not read yet.
pub(super) enum RecordSource<'a> {
    Report(&'a Report),
    Lesson(LessonId),
    Plan(&'a Plan),
    /// A PDF beside a record, by its position among the attachments.
    File(Owner<'a>, usize),
}

/// A record that has attachments.
#[derive(Clone, Copy)]
pub(super) enum Owner<'a> {
    Report(&'a Report),
    Plan(&'a Plan),
}

impl RecordSource<'_> {
    /// Reads the record.
    pub(super) fn read(&self, archive: &Archive) -> Record {
        match self {
            Self::Report(it) => report(archive, it),
            Self::Lesson(id) => lesson(archive, *id),
            Self::Plan(it) => plan(archive, it),
            Self::File(owner, at) => file(archive, *owner, *at),
        }
    }
}

/// All records in the order in which equally good hits are listed: newest first, by the first day of a
/// trip and by the date of a plan; a report before its lessons, and these before its files.
pub(super) fn sources(archive: &Archive) -> Vec<RecordSource<'_>> {
    let mut reports = archive.reports.iter().peekable();
    let mut plans = archive.plans.iter().peekable();
    let mut all = Vec::new();
    loop {
        let day = reports.peek().map(|report| report.trip().dates.from());
        let is_plan = match (day, plans.peek()) {
            (None, None) => return all,
            (Some(day), Some(plan)) => plan_date(plan).first_day() > day,
            (day, _) => day.is_none(),
        };
        if is_plan {
            let Some(plan) = plans.next() else {
                continue;
            };
            all.push(RecordSource::Plan(plan));
            all.extend(files(archive, Owner::Plan(plan)));
        } else if let Some(report) = reports.next() {
            all.push(RecordSource::Report(report));
            all.extend(report.lessons().map(RecordSource::Lesson));
            all.extend(files(archive, Owner::Report(report)));
        }
    }
}

/// The date of a plan's document, else its year.
fn plan_date(plan: &Plan) -> PartialDate {
    let official = plan.document.record.document.as_ref();
    official
        .and_then(|official| official.date)
        .unwrap_or(PartialDate::Year(plan.year))
}

fn report(archive: &Archive, report: &Report) -> Record {
    let (document, trip) = (&report.document, report.trip());
    let on = trip.dates.from();
    let mut facts = Facts::of_document(archive, report.council, document);
    facts.topics(archive, &document.record.topics);
    facts.provinces(&report.provinces, on);
    let pairs = report.topics_by_province().into_iter();
    facts.pairs(archive, pairs.map(|(unit, topic, _)| (unit, topic)));
    facts.trip(trip);
    let people = trip.lead.iter().chain(&trip.deputies).chain(&trip.members);
    facts.texts.extend(people.map(|person| person.name.clone()));
    for stop in &trip.stops {
        facts.country(stop.area);
        let said = [&stop.place, &stop.host, &stop.subject];
        facts.texts.extend(said.into_iter().cloned());
        let hosts = stop
            .present
            .iter()
            .flat_map(|host| [&host.name, &host.position]);
        facts.texts.extend(hosts.cloned());
    }
    let html = &document.body.html;
    facts.record(
        document.url.clone(),
        "bao-cao",
        &document.record.title,
        &trip.dates.vietnamese(),
        html.plain_text(html.full_range()),
    )
}

fn lesson(archive: &Archive, id: LessonId) -> Record {
    let (lesson, report) = (archive.lesson(id), archive.report_of(id));
    let dates = report.trip().dates;
    let mut facts = Facts::of_council(archive, report.council);
    facts.topics(archive, archive.lesson_topics(id));
    facts.provinces(&archive.lesson_provinces(id), dates.from());
    if archive.lesson_has_pairs(id) {
        let provinces = archive.lesson_provinces(id).into_iter();
        let topics = archive.lesson_topics(id);
        let pairs = provinces.flat_map(|unit| topics.iter().map(move |&topic| (unit, topic)));
        facts.pairs(archive, pairs);
    }
    facts.trip(report.trip());
    facts.texts.extend(archive.lesson_places(id));
    facts.facet("loai", "bai-hoc", "Bài học");
    let html = &report.document.body.html;
    facts.record(
        archive.lesson_url(id),
        lesson.kind.slug(),
        &lesson.title,
        &dates.vietnamese(),
        html.plain_text(lesson.html_range.clone()),
    )
}

fn plan(archive: &Archive, plan: &Plan) -> Record {
    let (document, programme) = (&plan.document, plan.programme());
    let on = plan_date(plan);
    let mut facts = Facts::of_document(archive, plan.council, document);
    facts.topics(archive, &document.record.topics);
    facts.years([plan.year]);
    let mut text = String::new();
    let mut add = |said: &str| {
        let _ = writeln!(text, "{said}");
    };
    for batch in &programme.batches {
        facts.topics(archive, &batch.topics);
        let on = batch.period.map_or(on.first_day(), |period| period.from());
        let stops = batch.provinces.iter();
        let units: Vec<UnitId> = stops.filter_map(|stop| stop.area.province()).collect();
        facts.provinces(&units, on);
        add(&batch.theme);
        for stop in &batch.provinces {
            let own = Some(&stop.topics).filter(|topics| !topics.is_empty());
            let topics = own.unwrap_or(&batch.topics).iter();
            if let Area::Province(unit) = stop.area {
                facts.pairs(archive, topics.map(|&topic| (unit, topic)));
            }
            facts.country(stop.area);
            facts.texts.push(stop.place.clone());
            add(&stop.subject);
        }
    }
    let said = [
        &programme.basis,
        &programme.purpose,
        &programme.requirements,
    ];
    said.into_iter().flatten().for_each(|said| add(said));
    for (who, duty) in &programme.duties {
        add(who);
        add(duty);
    }
    let html = &document.body.html;
    text.push_str(&html.plain_text(html.full_range()));
    let (url, title) = (document.url.clone(), &document.record.title);
    facts.record(url, "ke-hoach", title, &on.vietnamese(), text)
}

impl Owner<'_> {
    fn document(&self) -> &Document {
        match self {
            Self::Report(report) => &report.document,
            Self::Plan(plan) => &plan.document,
        }
    }
}

/// The PDF files of a record that have text.
fn files<'a>(archive: &'a Archive, owner: Owner<'a>) -> Vec<RecordSource<'a>> {
    let attachments = archive.attachments_of(owner.document()).into_iter();
    let has_text = |one: &RecordAttachment<'_>| {
        let pdf = one.details.pdf.as_ref();
        pdf.is_some_and(|pdf| pdf.pages.is_ok())
    };
    let with_text = attachments.enumerate().filter(|(_, one)| has_text(one));
    with_text
        .map(|(at, _)| RecordSource::File(owner, at))
        .collect()
}

/// A PDF beside a record. It has the facets of the record and not its facts: a query about these is
/// answered by the record itself.
fn file(archive: &Archive, owner: Owner<'_>, at: usize) -> Record {
    let document = owner.document();
    let attachment = archive.attachments_of(document)[at];
    let pages = attachment.details.pdf.iter().flat_map(|pdf| &pdf.pages);
    let text = own_lines(pages.flatten(), document);
    let (council, when) = match owner {
        Owner::Report(report) => (report.council, report.trip().dates.vietnamese()),
        Owner::Plan(plan) => (plan.council, plan_date(plan).vietnamese()),
    };
    let mut facts = Facts::of_council(archive, council);
    facts.topics(archive, &document.record.topics);
    match owner {
        Owner::Report(report) => {
            let dates = report.trip().dates;
            facts.provinces(&report.provinces, dates.from());
            facts.years(dates.years());
        }
        Owner::Plan(plan) => facts.years([plan.year]),
    }
    facts.texts.clear();
    facts.own_marks.clear();
    facts.council.clone_from(&document.record.title);
    let record = facts.record(document.url.clone(), "tep", attachment.title, &when, text);
    let anchor = format!("s-tep-{}", at + 1);
    Record {
        hit: Hit {
            anchor,
            ..record.hit
        },
        ..record
    }
}

/// The lines of a file with a word that the text of its record has not, as far as the limit: a signed
/// original has hardly any, since the record itself is found by the others.
fn own_lines<'a>(pages: impl Iterator<Item = &'a String>, document: &Document) -> String {
    let html = &document.body.html;
    let known = html.plain_text(html.full_range()).to_lowercase();
    let known: BTreeSet<&str> = known.split(|c: char| !c.is_alphanumeric()).collect();
    let mut text = String::new();
    let mut words = 0;
    for line in pages.flat_map(|page| page.lines()) {
        let lower = line.to_lowercase();
        let mut own = lower.split(|c: char| !c.is_alphanumeric());
        if own.any(|word| !word.is_empty() && !known.contains(word)) {
            words += line.split_whitespace().count();
            text.push_str(line);
            text.push('\n');
        }
        if words > MAX_FILE_WORDS {
            break;
        }
    }
    text
}

/// The label of a former province.
fn former_label(then: &Unit, now: &Unit) -> String {
    format!("{} (nay thuộc {})", then.name(), now.name())
}

/// Collects what a record is about.
#[derive(Default)]
struct Facts {
    council: String,
    texts: Vec<String>,
    own_marks: BTreeSet<String>,
    marks: BTreeSet<String>,
    facets: BTreeSet<Facet>,
}

impl Facts {
    fn of_council(archive: &Archive, council: Option<CouncilId>) -> Self {
        let mut facts = Self::default();
        if let Some(id) = council {
            let council = archive.council(id);
            let slug = council.url.as_str().trim_end_matches('/');
            let slug = slug.rsplit_once('/').map_or(slug, |(_, slug)| slug);
            facts.facet("co-quan", slug, &council.name);
            facts.council.clone_from(&council.name);
            facts.texts.push(council.name.clone());
        }
        facts
    }

    /// The same with the document's own number and those it refers to.
    fn of_document(archive: &Archive, council: Option<CouncilId>, document: &Document) -> Self {
        let mut facts = Self::of_council(archive, council);
        let record = &document.record;
        facts.texts.push(record.summary.clone());
        if let Some(official) = &record.document {
            let number = official.number.as_ref().map_or("", |number| &number.value);
            let number = format!("{number}/{}", official.symbol);
            facts.own_marks.extend(marks::of_document_number(&number));
            facts.texts.push(number);
            facts
                .marks
                .extend(official.date.into_iter().flat_map(marks::of_date));
            let signer = official.signer.as_ref();
            facts.texts.extend(signer.map(|signer| signer.name.clone()));
        }
        for reference in &record.references {
            facts
                .texts
                .push(format!("{} {}", reference.kind, reference.number));
            facts.texts.push(reference.about.clone());
            facts
                .marks
                .extend(reference.date.into_iter().flat_map(marks::of_date));
        }
        facts
    }

    fn facet(&mut self, parameter: &str, value: &str, label: &str) {
        self.facets.insert(Facet {
            key: format!("{parameter}/{value}"),
            label: label.to_owned(),
        });
    }

    fn topics(&mut self, archive: &Archive, topics: &[TopicId]) {
        for &id in topics {
            let topic = archive.vocabulary.topic(id);
            self.facet("chu-de", &topic.slug, &topic.label);
            self.texts.push(topic.label.clone());
        }
    }

    /// Adds provinces under their names on the day and today.
    fn provinces(&mut self, units: &[UnitId], on: NaiveDate) {
        let gazetteer = Gazetteer::get();
        for &id in units {
            let (then, now) = (gazetteer.unit(id), gazetteer.unit(gazetteer.current(id)));
            let name = then.name_on(on);
            self.texts.push(name.to_owned());
            self.facet("tinh", now.slug(), now.name());
            if then.slug() != now.slug() {
                self.facet("tinh", then.slug(), &former_label(then, now));
            }
            if name != now.name() {
                self.texts.push(now.name().to_owned());
            }
        }
    }

    /// Adds what is about a topic in a province. To search for both by two facets would also find a
    /// trip that studied the topic in another of its provinces.
    fn pairs(&mut self, archive: &Archive, pairs: impl Iterator<Item = (UnitId, TopicId)>) {
        let gazetteer = Gazetteer::get();
        for (unit, topic) in pairs {
            let topic = archive.vocabulary.topic(topic);
            let (then, now) = (
                gazetteer.unit(unit),
                gazetteer.unit(gazetteer.current(unit)),
            );
            let mut add = |slug: &str, label: &str| {
                self.facet(&format!("~tinh/{slug}"), &topic.slug, &topic.label);
                self.facet(&format!("~chu-de/{}", topic.slug), slug, label);
            };
            add(now.slug(), now.name());
            if then.slug() != now.slug() {
                add(then.slug(), &former_label(then, now));
            }
        }
    }

    /// Adds the days and the cost of a trip.
    fn trip(&mut self, trip: &Trip) {
        self.years(trip.dates.years());
        let days = trip.dates.from().iter_days();
        let days = days
            .take_while(|day| *day <= trip.dates.to())
            .take(MAX_DAYS);
        self.own_marks
            .extend(days.flat_map(|day| marks::of_date(PartialDate::Day(day))));
        let cost = trip.cost.as_ref().filter(|cost| cost.currency == "VND");
        let amount = cost.and_then(|cost| cost.amount);
        self.own_marks.extend(amount.and_then(marks::of_amount));
    }

    /// The names of a country, in both languages.
    fn country(&mut self, area: Area) {
        if let Area::Country(id) = area {
            let names = [id.country().name(), id.country().english()];
            self.texts.extend(names.map(str::to_owned));
        }
    }

    fn years(&mut self, years: impl IntoIterator<Item = i32>) {
        for year in years {
            self.facet("nam", &year.to_string(), &format!("Năm {year}"));
            self.own_marks
                .extend(marks::of_date(PartialDate::Year(year)));
        }
    }

    fn record(
        mut self,
        url: UrlPath,
        kind: &'static str,
        title: &str,
        when: &str,
        text: String,
    ) -> Record {
        let label = match kind {
            "bao-cao" => "Báo cáo",
            "cach-lam-hay" => "Cách làm hay",
            "dieu-can-tranh" => "Điều cần tránh",
            "kien-nghi" => "Kiến nghị",
            "tep" => "Tệp kèm theo",
            _ => "Kế hoạch",
        };
        self.facet("loai", kind, label);
        let line = [&*self.council, when];
        let line: Vec<&str> = line.into_iter().filter(|part| !part.is_empty()).collect();
        self.texts.retain(|text| !text.is_empty());
        Record {
            hit: Hit {
                url,
                anchor: String::new(),
                kind,
                title: terms::visible(title.to_owned()),
                line: line.join(" · "),
            },
            facts: self.texts.into_iter().map(terms::visible).collect(),
            text: terms::visible(text),
            own_marks: self.own_marks.into_iter().collect(),
            marks: self.marks.into_iter().collect(),
            facets: self.facets.into_iter().collect(),
        }
    }
}
