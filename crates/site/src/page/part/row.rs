//! Records as rows of a list.

use std::collections::BTreeSet;

use serde::Serialize;

use ssg_archive::{Archive, LessonId, PlanId, ReportId};
use ssg_base::path::UrlPath;
use ssg_content::document::LessonKind;
use ssg_vietnam::gazetteer::UnitId;

use super::{Day, Link, PlaceName, council_link, topic_links};

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
    /// Who learnt it.
    pub council: Link,
    /// The first day of the trip; its text names the whole period.
    pub when: Day,
    /// The provinces where it was learnt.
    pub places: Vec<PlaceName>,
    /// Its topics.
    pub topics: Vec<Link>,
    /// How often it was used, in the list of used lessons; 0 elsewhere.
    pub uses: usize,
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
        excerpt: lesson.excerpt.clone(),
        council: council_link(archive, report.council),
        when: Day::first_of(report.trip().dates),
        places: PlaceName::of_lesson(archive, id),
        topics: topic_links(archive, archive.lesson_topics(id)),
        uses: 0,
    }
}

pub(in crate::page) fn lesson_rows(archive: &Archive, ids: &[LessonId]) -> Vec<LessonRow> {
    ids.iter().map(|&id| lesson_row(archive, id)).collect()
}

fn plan_row(archive: &Archive, id: PlanId) -> PlanRow {
    let plan = archive.plan(id);
    let units: BTreeSet<UnitId> = plan
        .programme()
        .batches
        .iter()
        .flat_map(|batch| batch.provinces.iter().map(|stop| stop.province))
        .collect();
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
        provinces: units.len(),
    }
}

pub(in crate::page) fn plan_rows(archive: &Archive, ids: &[PlanId]) -> Vec<PlanRow> {
    ids.iter().map(|&id| plan_row(archive, id)).collect()
}
