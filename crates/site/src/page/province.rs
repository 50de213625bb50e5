//! The page of one of today's provinces.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::route::{self, Subject};
use ssg_archive::{Archive, Council, CouncilId, IndexEntry, LessonId, ReportId, Visit};
use ssg_base::path::UrlPath;
use ssg_content::document::StopKind;
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use super::PageDraft;
use super::part::{
    BatchRow, Count, LessonRow, Link, Pager, ReportRow, SubjectLists, VisitRow, batch_row,
    council_contact, lesson_rows, numbered_title, on_first_page, page_range, topics_of_province,
    visit_row,
};
use super::view::{Page, Section, View};

/// How many stops a page of a province shows at first. The others open below them.
const MAX_VISITS: usize = 20;

/// One of today's provinces.
#[derive(Clone, Debug, Serialize)]
pub struct ProvinceView {
    /// Its full name: `tỉnh Lào Cai`.
    pub official: String,
    /// Its region.
    pub region: String,
    /// The former units that were merged into it; empty if there is only itself.
    pub former: Vec<FormerUnit>,
    /// Reports, newest first.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// The position of this page in the list.
    pub pager: Pager,
    /// Lessons learnt there by kind, if they are of several kinds; on the first page only.
    pub kinds: Vec<Count>,
    /// The newest lessons learnt there by topic, at most twenty in all; on the first page only.
    pub lessons: Vec<LessonGroup>,
    /// Number of lessons in these groups.
    pub lessons_shown: usize,
    /// Number of lessons learnt there.
    pub lessons_total: usize,
    /// The list of all lessons learnt there, if there are more; on the first page only.
    pub lessons_url: Option<UrlPath>,
    /// The choices with which the finder of lessons finds these, as the query of its address; on the first
    /// page only.
    pub finder: Option<String>,
    /// Batches that are to go there; on the first page only.
    pub batches: Vec<BatchRow>,
    /// Topics of stops and lessons there, each with a link to these; on the first page only.
    pub topics: Vec<Count>,
    /// Stops there on the trips of this page, newest trip first and transit left out: the first twenty.
    pub visits: Vec<VisitRow>,
    /// The others.
    pub more_visits: Vec<VisitRow>,
    /// Number of stops there on all trips.
    pub visits_total: usize,
    /// How to reach the councils of the province, those that received one of these visits and those that
    /// made it, as far as `site.yaml` says; on the first page only.
    pub contacts: Vec<CouncilContact>,
    /// Trips that ended before 1 July 2025.
    pub before: usize,
    /// Trips since then.
    pub since: usize,
}

/// Lessons of a province on one topic.
#[derive(Clone, Debug, Serialize)]
pub struct LessonGroup {
    /// The label of the first topic of each lesson; empty for lessons without a topic.
    pub title: String,
    /// The page of what is known of the topic in the province, if that is more than one lesson or stop.
    pub url: Option<UrlPath>,
    /// The lessons, newest first.
    pub lessons: Vec<LessonRow>,
}

/// How to reach a council.
#[derive(Clone, Debug, Serialize)]
pub struct CouncilContact {
    /// Its page.
    pub council: Link,
    /// Its address and contact from `site.yaml`; never empty.
    pub lines: Vec<String>,
}

/// A unit of the 63 on the page of today's province.
#[derive(Clone, Debug, Serialize)]
pub struct FormerUnit {
    /// Its former name.
    pub name: String,
    /// Its anchor on the page.
    pub anchor: String,
    /// Trips to it while it existed.
    pub count: usize,
    /// The page of its name, which lists them; `None` if today's province has the same, or it ended
    /// before 2025.
    pub url: Option<UrlPath>,
}

pub(super) fn page(archive: &Archive, unit: UnitId, number: usize) -> Page {
    let gazetteer = Gazetteer::get();
    let named = gazetteer.unit(unit);
    let subject = Subject::Province(unit);
    let lists = SubjectLists::new(archive, subject, number);
    let none = IndexEntry::default();
    let index = archive.indexes.by_province.get(&unit).unwrap_or(&none);
    let reform = gazetteer.reform().effective();
    let before = |id: &&ReportId| archive.report(**id).trip().dates.to() < reform;
    let before = index.reports.iter().filter(before).count();
    let batches = index
        .batches
        .iter()
        .map(|&batch| batch_row(archive, batch, Some(unit)));
    let range = page_range(archive, index.reports.len(), number);
    let visits_of_page = visits(archive, unit, &index.reports[range]);
    let (newest_visits, more_visits) =
        visits_of_page.split_at(visits_of_page.len().min(MAX_VISITS));
    let visit_rows = |visits: &[Visit]| -> Vec<VisitRow> {
        let visits = visits.iter();
        visits.map(|&visit| visit_row(archive, visit)).collect()
    };
    let newest_lessons = &index.lessons[..index.lessons.len().min(subject.max_lessons())];
    let view = ProvinceView {
        official: official_name(archive, unit).to_owned(),
        region: named
            .region()
            .map_or_else(String::new, |region| region.name().to_owned()),
        former: former_units(archive, unit),
        reports: lists.reports,
        pager: lists.pager,
        kinds: lists.kinds,
        lessons: on_first_page(number, || by_topic(archive, unit, newest_lessons)),
        lessons_shown: newest_lessons.len(),
        lessons_total: lists.lessons_total,
        lessons_url: lists.lessons_url,
        finder: lists.finder,
        batches: on_first_page(number, || batches.collect()),
        topics: on_first_page(number, || topics_of_province(archive, unit)),
        visits: visit_rows(newest_visits),
        more_visits: visit_rows(more_visits),
        visits_total: visits(archive, unit, &index.reports).len(),
        contacts: on_first_page(number, || contacts(archive, unit, newest_visits)),
        before,
        since: index.reports.len() - before,
    };
    let breadcrumbs = vec![Link::new("Tỉnh, thành phố", route::provinces_url())];
    let url = SubjectLists::url(archive, subject, number);
    PageDraft::new(
        &numbered_title(named.shown_name(), number),
        Section::Provinces,
        breadcrumbs,
        &url,
    )
    .into_page(archive, View::Province(Box::new(view)))
}

/// The stops in a province, newest trip first, transit left out: who received whom, when and about what.
fn visits(archive: &Archive, unit: UnitId, reports: &[ReportId]) -> Vec<Visit> {
    let gazetteer = Gazetteer::get();
    let stops = reports.iter().flat_map(|&report| {
        let stops = archive.report(report).trip().stops.iter().enumerate();
        let here = stops.filter(move |(_, stop)| {
            let area = stop.area.province().map(|unit| gazetteer.current(unit));
            stop.kind != StopKind::Transit && area == Some(unit)
        });
        here.map(move |(at, _)| Visit {
            report,
            stop: Some(at),
        })
    });
    stops.collect()
}

/// Lessons by their first topic, the topic with the most lessons first.
fn by_topic(archive: &Archive, unit: UnitId, lessons: &[LessonId]) -> Vec<LessonGroup> {
    let mut groups: Vec<(Option<TopicId>, Vec<LessonId>)> = Vec::new();
    for &id in lessons {
        let topic = archive.lesson_topics(id).first().copied();
        match groups.iter_mut().find(|(other, _)| *other == topic) {
            Some((_, lessons)) => lessons.push(id),
            None => groups.push((topic, vec![id])),
        }
    }
    groups.sort_by_key(|(_, lessons)| std::cmp::Reverse(lessons.len()));
    let groups = groups.into_iter().map(|(topic, lessons)| {
        let title = topic.map(|topic| archive.vocabulary.topic(topic).label.clone());
        let url = topic.filter(|&topic| {
            let pair = archive.indexes.by_province_and_topic.get(&(unit, topic));
            pair.is_some_and(|pair| pair.row_count() > 1)
        });
        LessonGroup {
            title: title.unwrap_or_default(),
            url: url.map(|topic| route::province_topic_url(archive, unit, topic)),
            lessons: lesson_rows(archive, &lessons),
        }
    });
    groups.collect()
}

/// How to reach the councils of a province, and those that received or made one of these visits.
fn contacts(archive: &Archive, unit: UnitId, visits: &[Visit]) -> Vec<CouncilContact> {
    let gazetteer = Gazetteer::get();
    let guests = visits
        .iter()
        .map(|visit| archive.report(visit.report).council);
    let guests: BTreeSet<CouncilId> = guests.flatten().collect();
    let hosts = visits.iter().filter_map(|visit| {
        let stop = &archive.report(visit.report).trip().stops[visit.stop?];
        Some(stop.host.to_lowercase())
    });
    let hosts: BTreeSet<String> = hosts.filter(|host| !host.is_empty()).collect();
    let is_of_province = |council: &Council| {
        let declared = council.declared.map(|at| &archive.site.councils[at]);
        let province = declared.and_then(|declared| declared.province);
        province.is_some_and(|province| gazetteer.current(province) == unit)
    };
    let is_host = |council: &Council| {
        let name = council.name.to_lowercase();
        hosts.iter().any(|host| host.contains(&name))
    };
    let all = archive.councils.iter().enumerate();
    let all = all.filter_map(|(at, council)| {
        let id = CouncilId::new(at);
        let lines = council_contact(archive, id);
        let is_shown = guests.contains(&id) || is_of_province(council) || is_host(council);
        (is_shown && !lines.is_empty()).then(|| CouncilContact {
            council: Link::new(&council.name, council.url.clone()),
            lines,
        })
    });
    all.collect()
}

/// The full name of a current province on the day of the build: `tỉnh Lào Cai`.
pub(super) fn official_name(archive: &Archive, unit: UnitId) -> &'static str {
    let gazetteer = Gazetteer::get();
    let reform = gazetteer.reform().effective();
    gazetteer
        .unit(unit)
        .official_name(archive.today.max(reform))
}

/// The units of the former 63 that were merged into a province; empty if there is only itself.
fn former_units(archive: &Archive, unit: UnitId) -> Vec<FormerUnit> {
    let gazetteer = Gazetteer::get();
    let former = route::former_units(unit).into_iter().map(|former| {
        let ids = archive
            .indexes
            .by_former_province
            .get(&former)
            .map_or(&[][..], Vec::as_slice);
        let mut retired = gazetteer.retired_units();
        let has_page = retired.any(|(retired, _)| retired == former);
        FormerUnit {
            name: gazetteer.unit(former).shown_name().to_owned(),
            anchor: gazetteer.unit(former).slug().to_owned(),
            count: ids.len(),
            url: has_page.then(|| route::province_url(former)),
        }
    });
    former.collect()
}
