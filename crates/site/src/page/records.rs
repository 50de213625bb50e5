//! Pages of records: a report, a lesson, a plan, and a page of the office's own.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::route;
use ssg_archive::{
    self, Archive, CouncilId, LessonId, Plan, PlanId, Report, ReportId, batch_anchor,
};
use ssg_base::path::UrlPath;
use ssg_content::document::{Batch, Budget, Composition, Cost, Document, Person, Stop, StopKind};
use ssg_content::html::Target;
use ssg_vietnam::date::{self, Period};
use ssg_vietnam::gazetteer::Gazetteer;

use super::circle;
use super::citation::{Cited, cite};
use super::official;
use super::view::{
    BatchLink, BatchProvince, BatchView, CitationView, Image, ItineraryDay, LessonEntry,
    LessonView, Link, Page, PageView, PersonView, PlanView, ReportView, Section, StopView, View,
};
use super::{
    Frame, batch_state, council_link, day, html, lesson_rows, link, partial_day, places,
    province_name, report_link, report_rows, thousands, topic_links, when,
};

/// How many related records a page shows.
const RELATED: usize = 5;

pub(super) fn report(archive: &Archive, id: ReportId) -> Page {
    let report = archive.report(id);
    let (document, trip) = (&report.document, report.trip());
    let record = &document.record;
    let lessons = report.lessons().map(|id| lesson_entry(archive, id));
    // Reports stand newest first, so the trip before in time is the next in the table.
    let neighbour = |at: usize| archive.reports.get(at).map(report_link);
    let view = ReportView {
        summary: record.summary.clone(),
        council: council_link(archive, report.council),
        when: when(trip.dates),
        years: trip
            .dates
            .years()
            .map(|year| link(&year.to_string(), route::year_url(year)))
            .collect(),
        lead: trip.lead.as_ref().map(|lead| {
            let url = report.lead.map(|id| archive.leads[id.index()].url.clone());
            PersonView {
                url,
                ..person(lead)
            }
        }),
        deputies: trip.deputies.iter().map(person).collect(),
        members: trip.members.iter().map(person).collect(),
        size: trip.size,
        places: places(report),
        plan: report.batch.map(|(plan, at)| batch_link(archive, plan, at)),
        document: official::document(record.document.as_ref(), "Báo cáo"),
        references: official::references(archive, report.council, &record.references),
        cost: trip.cost.as_ref().map_or_else(String::new, cost),
        assessment: trip.assessment.clone(),
        topics: topic_links(archive, &record.topics),
        lessons: lessons.collect(),
        uses: circle::uses(archive, document),
        itinerary: itinerary(archive, report),
        contents: document.body.headings.clone(),
        html: html(
            archive,
            document,
            &document.body.html,
            document.body.html.full_range(),
            &document.url,
        ),
        updates: official::updates(&record.updates),
        published: partial_day(report.published()),
        previous: neighbour(id.index() + 1),
        next: id.index().checked_sub(1).and_then(neighbour),
        same_province: report_rows(archive, &same_province(archive, report, id)),
        same_topic: report_rows(archive, &same_topic(archive, report, id)),
        citation: {
            let year = *trip.dates.years().start();
            citation(archive, document, report.council, ("Báo cáo", year), None)
        },
    };
    let frame = Frame {
        title: record.title.clone(),
        description: description(&record.summary, &document.body.excerpt),
        crumbs: report_crumbs(report),
        section: Section::Reports,
        url: &document.url,
    };
    Page {
        image: image(archive, document),
        ..frame.page(archive, View::Report(Box::new(view)))
    }
}

/// The first photo of a document at its widest, as any program can read it.
fn image(archive: &Archive, document: &Document) -> Option<Image> {
    let shown = document
        .body
        .html
        .placeholders()
        .iter()
        .find_map(|mark| match &mark.target {
            Target::Photo(shown) => Some(shown),
            _ => None,
        })?;
    let (url, (width, height)) = archive.widest_picture(document, &shown.path)?;
    Some(Image {
        url,
        width,
        height,
        alt: shown.alt.clone(),
    })
}

/// How to cite `document`, or one of its lessons: its heading and its address.
fn citation(
    archive: &Archive,
    document: &Document,
    council: Option<CouncilId>,
    (kind, year): (&str, i32),
    lesson: Option<(&str, &UrlPath)>,
) -> CitationView {
    let record = &document.record;
    let official = official::document(record.document.as_ref(), kind);
    let url = lesson.map_or(&document.url, |(_, url)| url);
    let full = archive
        .site
        .base_url
        .as_ref()
        .map(|base| format!("{base}{}", url.as_str()));
    cite(&Cited {
        author: council.map_or("", |id| &archive.council(id).name),
        year,
        title: lesson.map_or(&record.title, |(title, _)| title),
        kind: if lesson.is_some() { "Bài học" } else { kind },
        number: match &official {
            Some(official) if lesson.is_none() => &official.number,
            _ => "",
        },
        within: lesson.map(|_| &*record.title),
        archive: &archive.site.title,
        url: full.as_deref(),
        key: &ssg_archive::record_name(url).replace('/', "-"),
    })
}

fn report_crumbs(report: &Report) -> Vec<Link> {
    let year = *report.trip().dates.years().start();
    vec![
        link("Báo cáo", UrlPath::home().fixed("bao-cao")),
        link(&year.to_string(), route::year_url(year)),
    ]
}

fn description(summary: &str, excerpt: &str) -> String {
    if summary.is_empty() {
        excerpt.to_owned()
    } else {
        summary.to_owned()
    }
}

/// "Đợt 4" and its plan.
fn batch_link(archive: &Archive, plan: PlanId, at: usize) -> BatchLink {
    let plan = archive.plan(plan);
    let number = plan.programme().batches[at].number.value;
    BatchLink {
        number,
        title: plan.document.record.title.clone(),
        url: plan.document.url.clone(),
        anchor: batch_anchor(number),
    }
}

fn person(person: &Person) -> PersonView {
    PersonView {
        honorific: person.honorific.clone(),
        name: person.name.clone(),
        position: person.position.clone(),
        url: None,
    }
}

fn cost(cost: &Cost) -> String {
    let unit = if cost.currency == "VND" {
        "đồng"
    } else {
        &cost.currency
    };
    let amount = cost
        .amount
        .map(|amount| format!("{} {unit}", money(amount)));
    match (amount, &*cost.source) {
        (None, source) => source.to_owned(),
        (Some(amount), "") => amount,
        (Some(amount), source) => format!("{amount} ({source})"),
    }
}

fn money(amount: u64) -> String {
    thousands(i64::try_from(amount).unwrap_or(i64::MAX))
}

/// Reports that share the most provinces, newest first among equals.
fn same_province(archive: &Archive, report: &Report, own: ReportId) -> Vec<ReportId> {
    let gazetteer = Gazetteer::get();
    let mut units: Vec<_> = report
        .provinces
        .iter()
        .map(|&unit| gazetteer.current(unit))
        .collect();
    units.sort();
    units.dedup();
    let lists = units
        .iter()
        .filter_map(|unit| archive.indexes.by_province.get(unit));
    most_shared(lists.map(|index| &*index.reports), own)
}

/// Reports that share the most topics, newest first among equals.
fn same_topic(archive: &Archive, report: &Report, own: ReportId) -> Vec<ReportId> {
    let topics = report.document.record.topics.iter();
    let lists = topics.filter_map(|topic| archive.indexes.by_topic.get(topic));
    most_shared(lists.map(|index| &*index.reports), own)
}

/// How many of a list's neighbours in time are looked at: with thousands of records on a topic,
/// the near ones are as related as any.
const NEAR: usize = 40;

fn most_shared<'a, I: Copy + Ord + 'a>(lists: impl Iterator<Item = &'a [I]>, own: I) -> Vec<I> {
    let mut shared: BTreeMap<I, usize> = BTreeMap::new();
    for list in lists {
        let at = list.partition_point(|&id| id < own);
        let near = &list[at.saturating_sub(NEAR)..(at + NEAR).min(list.len())];
        for &id in near.iter().filter(|&&id| id != own) {
            *shared.entry(id).or_insert(0) += 1;
        }
    }
    let mut ranked: Vec<_> = shared.into_iter().collect();
    ranked.sort_by_key(|&(id, count)| (std::cmp::Reverse(count), id));
    ranked.into_iter().take(RELATED).map(|(id, _)| id).collect()
}

/// Stops by day. Stops without a date stand together where they were written.
fn itinerary(archive: &Archive, report: &Report) -> Vec<ItineraryDay> {
    let trip = report.trip();
    let mut days: Vec<ItineraryDay> = Vec::new();
    for stop in &trip.stops {
        let date = stop.dates.map(|dates| dates.from());
        let shown = date.map(day);
        let view = stop_view(archive, report, stop);
        match days.last_mut() {
            Some(last) if last.date == shown => last.stops.push(view),
            _ => days.push(ItineraryDay {
                number: date.map(|date| (date - trip.dates.from()).num_days() + 1),
                date: shown,
                weekday: date.map_or("", date::weekday_vi).to_owned(),
                anchor: date.map_or_else(String::new, |date| heading_of(report, date)),
                stops: vec![view],
            }),
        }
    }
    days
}

/// The anchor of the first heading that names this day, as people write days: 18/8/2023,
/// 18/08/2023 or "ngày 18 tháng 8"; empty where none does.
fn heading_of(report: &Report, day: NaiveDate) -> String {
    let (d, m, y) = (day.day(), day.month(), day.year());
    let forms = [
        format!("{d}/{m}/{y}"),
        format!("{d:02}/{m}/{y}"),
        format!("{d:02}/{m:02}/{y}"),
        format!("{d} tháng {m}"),
        format!("{d:02} tháng {m}"),
    ];
    // "8/8/2023" must not be found in "18/8/2023".
    let names = |title: &str, form: &str| {
        title
            .match_indices(form)
            .any(|(at, _)| !title[..at].ends_with(|c: char| c.is_ascii_digit()))
    };
    let headings = &report.document.body.headings;
    let found = headings
        .iter()
        .find(|heading| forms.iter().any(|form| names(&heading.title, form)));
    found.map_or_else(String::new, |heading| heading.id.clone())
}

fn lesson_entry(archive: &Archive, id: LessonId) -> LessonEntry {
    let lesson = archive.lesson(id);
    LessonEntry {
        title: lesson.title.clone(),
        id: lesson.id.value.clone(),
        url: archive.lesson_url(id),
        kind: lesson.kind,
    }
}

fn stop_view(archive: &Archive, report: &Report, stop: &Stop) -> StopView {
    let start = report.trip().dates.from();
    let on = stop.dates.map_or(start, |dates| dates.from());
    let here =
        |id: &LessonId| !stop.place.is_empty() && archive.lesson_places(*id).contains(&stop.place);
    StopView {
        kind: match stop.kind {
            StopKind::Visit => "visit",
            StopKind::Meeting => "meeting",
            StopKind::Transit => "transit",
        },
        place: stop.place.clone(),
        province: province_name(stop.province, on),
        when: stop.when.clone(),
        host: stop.host.clone(),
        present: stop.present.iter().map(person).collect(),
        subject: stop.subject.clone(),
        topics: topic_links(archive, &stop.topics),
        inferred: stop.inferred,
        lessons: report
            .lessons()
            .filter(here)
            .map(|id| lesson_entry(archive, id))
            .collect(),
    }
}

pub(super) fn lesson(archive: &Archive, id: LessonId) -> Page {
    let (lesson, report) = (archive.lesson(id), archive.report_of(id));
    let url = archive.lesson_url(id);
    let on = report.trip().dates.from();
    let same_report = |other: &LessonId| std::ptr::eq(archive.report_of(*other), report);
    let neighbour = |at: usize| {
        let other = LessonId::new(at);
        (at < archive.lessons.len() && same_report(&other))
            .then(|| link(&archive.lesson(other).title, archive.lesson_url(other)))
    };
    let related = {
        let topics = archive.lesson_topics(id).iter();
        let lists = topics.filter_map(|topic| archive.indexes.by_topic.get(topic));
        let mut others = most_shared(lists.map(|index| &*index.lessons), id);
        others.retain(|other| !same_report(other));
        others
    };
    let provinces = archive.lesson_provinces(id);
    let view = LessonView {
        kind: lesson.kind,
        html: html(
            archive,
            &report.document,
            &report.document.body.html,
            lesson.html_range.clone(),
            &url,
        ),
        report: report_link(report),
        anchor: lesson.id.value.clone(),
        council: council_link(archive, report.council),
        when: when(report.trip().dates),
        places: archive.lesson_places(id),
        provinces: provinces
            .into_iter()
            .map(|unit| province_name(unit, on))
            .collect(),
        topics: topic_links(archive, archive.lesson_topics(id)),
        used: circle::used_by(archive, id),
        previous: id.index().checked_sub(1).and_then(neighbour),
        next: neighbour(id.index() + 1),
        related: lesson_rows(archive, &related),
        citation: {
            let year = *report.trip().dates.years().start();
            let lesson = Some((&*lesson.title, &url));
            citation(
                archive,
                &report.document,
                report.council,
                ("Báo cáo", year),
                lesson,
            )
        },
    };
    let mut crumbs = report_crumbs(report);
    crumbs.push(report_link(report));
    let frame = Frame {
        title: lesson.title.clone(),
        description: lesson.excerpt.clone(),
        crumbs,
        section: Section::Lessons,
        url: &url,
    };
    frame.page(archive, View::Lesson(Box::new(view)))
}

pub(super) fn plan(archive: &Archive, id: PlanId) -> Page {
    let plan = archive.plan(id);
    let (document, programme) = (&plan.document, plan.programme());
    let record = &document.record;
    let reporting = programme.reporting.clone();
    let (duty, to) = reporting.map_or_else(Default::default, |r| (r.duty, r.to));
    let pairs = |pairs: &[(String, String)]| {
        pairs
            .iter()
            .map(|(a, b)| [a.clone(), b.clone()])
            .collect::<Vec<_>>()
    };
    let view = PlanView {
        summary: record.summary.clone(),
        council: council_link(archive, plan.council),
        document: official::document(record.document.as_ref(), "Kế hoạch"),
        references: official::references(archive, plan.council, &record.references),
        batches: (0..programme.batches.len())
            .map(|at| batch(archive, plan, at))
            .collect(),
        reported: plan
            .reports
            .iter()
            .filter(|reports| !reports.is_empty())
            .count(),
        basis: programme.basis.clone(),
        purpose: programme.purpose.clone(),
        requirements: programme.requirements.clone(),
        composition_size: composition(&programme.composition),
        roles: pairs(&programme.composition.roles),
        budget: programme.budget.as_ref().map_or_else(String::new, budget),
        duties: pairs(&programme.duties),
        reporting: duty,
        reporting_to: to,
        uses: circle::uses(archive, document),
        topics: topic_links(archive, &record.topics),
        contents: document.body.headings.clone(),
        html: html(
            archive,
            document,
            &document.body.html,
            document.body.html.full_range(),
            &document.url,
        ),
        updates: official::updates(&record.updates),
        published: partial_day(plan.published()),
        lessons: {
            let known = archive.relevant_lessons(plan);
            lesson_rows(archive, &known[..known.len().min(RELATED)])
        },
        citation: citation(
            archive,
            document,
            plan.council,
            ("Kế hoạch", plan.year),
            None,
        ),
    };
    let frame = Frame {
        title: record.title.clone(),
        description: description(&record.summary, &document.body.excerpt),
        crumbs: vec![
            link("Kế hoạch", UrlPath::home().fixed("ke-hoach")),
            link(&plan.year.to_string(), route::year_url(plan.year)),
        ],
        section: Section::Plans,
        url: &document.url,
    };
    frame.page(archive, View::Plan(Box::new(view)))
}

fn batch(archive: &Archive, plan: &Plan, at: usize) -> BatchView {
    let batch = &plan.programme().batches[at];
    let on = batch_day(batch, plan);
    let provinces = batch.provinces.iter().map(|stop| BatchProvince {
        province: province_name(stop.province, on),
        place: stop.place.clone(),
        subject: stop.subject.clone(),
        topics: topic_links(archive, &stop.topics),
    });
    BatchView {
        number: batch.number.value,
        theme: batch.theme.clone(),
        time: batch.time.clone(),
        period: batch.period.map(when),
        transport: batch.transport.clone(),
        provinces: provinces.collect(),
        topics: topic_links(archive, &batch.topics),
        state: batch_state(&archive.batch_state(plan, at)),
        reports: plan.reports[at]
            .iter()
            .map(|&id| report_link(archive.report(id)))
            .collect(),
    }
}

/// The day by which a batch's provinces are named.
fn batch_day(batch: &Batch, plan: &Plan) -> NaiveDate {
    batch
        .period
        .as_ref()
        .map_or_else(|| plan.published().first_day(), Period::from)
}

fn composition(composition: &Composition) -> String {
    match (composition.min, composition.max) {
        (None, None) => String::new(),
        (Some(min), Some(max)) if min != max => format!("{min}–{max} người mỗi đoàn"),
        (Some(some), _) | (None, Some(some)) => format!("{some} người mỗi đoàn"),
    }
}

fn budget(budget: &Budget) -> String {
    match (budget.amount, &*budget.source) {
        (None, source) => source.to_owned(),
        (Some(amount), "") => format!("{} đồng", money(amount)),
        (Some(amount), source) => format!("{} đồng ({source})", money(amount)),
    }
}

pub(super) fn page(archive: &Archive, at: usize) -> Page {
    let document = &archive.pages[at];
    let view = PageView {
        html: html(
            archive,
            document,
            &document.body.html,
            document.body.html.full_range(),
            &document.url,
        ),
        contents: document.body.headings.clone(),
        updates: official::updates(&document.record.updates),
    };
    let frame = Frame {
        title: document.record.title.clone(),
        description: description(&document.record.summary, &document.body.excerpt),
        crumbs: Vec::new(),
        section: Section::Other,
        url: &document.url,
    };
    frame.page(archive, View::Page(view))
}
