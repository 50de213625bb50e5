//! Records as rows of a list.

use std::collections::BTreeSet;

use serde::Serialize;

use ssg_archive::{Archive, LessonId, LessonState, PlanId, ReportId, Visit};
use ssg_base::path::UrlPath;
use ssg_content::document::{Area, LessonKind, Stop};

use super::{
    AnswerStateView, Day, Link, PlaceName, ProvinceName, answer_state, council_link, cut_at_word,
    topic_links,
};
use crate::route;

/// The longest excerpt in a list, in characters: two lines of a wide page, four of a phone. It helps to
/// choose; the lesson's own page has the text.
const MAX_EXCERPT_CHARS: usize = 150;

/// A report in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ReportRow {
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: UrlPath,
    /// Who travelled.
    pub council: Link,
    /// The first day of the trip; its text names the whole period.
    pub when: Day,
    /// How many people, if the report says.
    pub size: Option<u32>,
    /// Where to, in order of visit, each once, transit left out.
    pub places: Vec<PlaceName>,
    /// How many lessons it has.
    pub lessons: usize,
}

/// A lesson in a list.
#[derive(Clone, Debug, Serialize)]
pub struct LessonRow {
    /// Its heading.
    pub title: String,
    /// Its own page.
    pub url: UrlPath,
    /// What kind of lesson.
    pub kind: LessonKind,
    /// Its first sentences as plain text, cut at a word.
    pub excerpt: String,
    /// Where it was learnt: its own places and their provinces, else those of the trip.
    pub places: Vec<PlaceName>,
    /// Who learnt it.
    pub council: Link,
    /// The first day of the trip; its text names the whole period.
    pub when: Day,
    /// Its topics.
    pub topics: Vec<Link>,
    /// How often it was used, in the list of used lessons; 0 elsewhere.
    pub uses: usize,
    /// What became of it; `None` if nothing is recorded.
    pub follow_up: Option<AnswerStateView>,
}

/// A stop of a trip in a list, or a whole trip.
#[derive(Clone, Debug, Serialize)]
pub struct VisitRow {
    /// The place and its province at the time; of a whole trip, the title of its report.
    pub title: String,
    /// The page of the report.
    pub url: UrlPath,
    /// The fragment of the stop there; empty for a whole trip.
    pub anchor: String,
    /// The first day of the stop or the trip; its text names the whole period.
    pub when: Day,
    /// The body that received the delegation; may be empty.
    pub host: String,
    /// Where no body received the delegation: those that received it in the same province on the same trip.
    pub hosts_nearby: Vec<String>,
    /// The subject; may be empty.
    pub subject: String,
    /// Who travelled.
    pub council: Link,
    /// The report of the trip; `None` where the title is its title.
    pub report: Option<String>,
}

/// A plan in a list.
#[derive(Clone, Debug, Serialize)]
pub struct PlanRow {
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: UrlPath,
    /// Whose plan.
    pub council: Link,
    /// The document's date, if it has one.
    pub date: Option<Day>,
    /// Number of batches.
    pub batches: usize,
    /// How many batches have a report in the archive.
    pub reported: usize,
    /// Number of provinces it is to visit.
    pub provinces: usize,
    /// Number of countries it is to visit.
    pub countries: usize,
}

fn report_row(archive: &Archive, id: ReportId) -> ReportRow {
    let report = archive.report(id);
    ReportRow {
        title: report.document.record.title.clone(),
        url: report.document.url.clone(),
        council: council_link(archive, report.council),
        when: Day::first_of(report.trip().dates),
        size: report.trip().size,
        places: PlaceName::of_report(report),
        lessons: report.document.body.lessons.len(),
    }
}

pub(in crate::page) fn report_rows(archive: &Archive, ids: &[ReportId]) -> Vec<ReportRow> {
    ids.iter().map(|&id| report_row(archive, id)).collect()
}

pub(in crate::page) fn lesson_row(archive: &Archive, id: LessonId) -> LessonRow {
    let (lesson, report) = (archive.lesson(id), archive.report_of(id));
    LessonRow {
        title: lesson.title.clone(),
        url: archive.lesson_url(id),
        kind: lesson.kind,
        excerpt: cut_at_word(&lesson.excerpt, MAX_EXCERPT_CHARS),
        council: council_link(archive, report.council),
        when: Day::first_of(report.trip().dates),
        places: PlaceName::of_lesson(archive, id),
        topics: topic_links(archive, archive.lesson_topics(id)),
        uses: 0,
        follow_up: follow_up(archive, id),
    }
}

/// The state of a lesson about which something is recorded.
fn follow_up(archive: &Archive, id: LessonId) -> Option<AnswerStateView> {
    let state = archive.follow_up(id).state;
    (state != LessonState::Unrecorded).then(|| answer_state(state))
}

pub(in crate::page) fn lesson_rows(archive: &Archive, ids: &[LessonId]) -> Vec<LessonRow> {
    ids.iter().map(|&id| lesson_row(archive, id)).collect()
}

pub(in crate::page) fn visit_row(archive: &Archive, visit: Visit) -> VisitRow {
    let report = archive.report(visit.report);
    let (trip, title) = (report.trip(), &report.document.record.title);
    let target = route::visit_target(archive, visit);
    let stop = visit.stop.map(|position| &trip.stops[position]);
    let dates = stop.and_then(|stop| stop.dates).unwrap_or(trip.dates);
    let place = |stop: &Stop| {
        let province = ProvinceName::of_area(stop.area, dates.from()).official;
        if stop.place.is_empty() {
            province
        } else {
            format!("{}, {province}", stop.place)
        }
    };
    VisitRow {
        title: stop.map_or_else(|| title.clone(), place),
        url: target.url,
        anchor: target.anchor,
        when: Day::first_of(dates),
        host: stop.map_or_else(String::new, |stop| stop.host.clone()),
        hosts_nearby: stop.map_or_else(Vec::new, |stop| hosts_nearby(&trip.stops, stop)),
        subject: stop.map_or_else(String::new, |stop| stop.subject.clone()),
        council: council_link(archive, report.council),
        report: stop.map(|_| title.clone()),
    }
}

/// The bodies that received a delegation in the province of a stop that has none, each once.
fn hosts_nearby(stops: &[Stop], at: &Stop) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    let others = stops.iter().filter(|stop| stop.area == at.area);
    for stop in others.filter(|_| at.host.is_empty()) {
        if !stop.host.is_empty() && !hosts.contains(&stop.host) {
            hosts.push(stop.host.clone());
        }
    }
    hosts
}

fn plan_row(archive: &Archive, id: PlanId) -> PlanRow {
    let plan = archive.plan(id);
    let areas: BTreeSet<Area> = plan
        .programme()
        .batches
        .iter()
        .flat_map(|batch| batch.provinces.iter().map(|stop| stop.area))
        .collect();
    let countries = areas.iter().filter(|area| area.province().is_none());
    let countries = countries.count();
    let date = plan
        .document
        .record
        .document
        .as_ref()
        .and_then(|document| document.date);
    PlanRow {
        title: plan.document.record.title.clone(),
        url: plan.document.url.clone(),
        council: council_link(archive, plan.council),
        date: date.map(Day::of_partial),
        batches: plan.programme().batches.len(),
        reported: plan
            .reports
            .iter()
            .filter(|reports| !reports.is_empty())
            .count(),
        provinces: areas.len() - countries,
        countries,
    }
}

pub(in crate::page) fn plan_rows(archive: &Archive, ids: &[PlanId]) -> Vec<PlanRow> {
    ids.iter().map(|&id| plan_row(archive, id)).collect()
}
