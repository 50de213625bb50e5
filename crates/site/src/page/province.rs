//! The page of one of today's provinces.

use serde::Serialize;

use crate::route::{self, Subject};
use ssg_archive::{Archive, IndexEntry, ReportId, Visit};
use ssg_base::path::UrlPath;
use ssg_content::document::StopKind;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use super::PageDraft;
use super::part::{
    BatchRow, Count, LessonRow, Link, Pager, ReportRow, SubjectLists, VisitRow, batch_row,
    numbered_title, on_first_page, topics_of_province, visit_row,
};
use super::view::{Page, Section, View};

/// The most stops on the page of a province.
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
    /// The newest lessons learnt there, at most ten; on the first page only.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
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
    /// The newest stops there, at most twenty; on the first page only.
    pub visits: Vec<VisitRow>,
    /// Trips that ended before 1 July 2025.
    pub before: usize,
    /// Trips since then.
    pub since: usize,
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
    let view = ProvinceView {
        official: official_name(archive, unit).to_owned(),
        region: named
            .region()
            .map_or_else(String::new, |region| region.name().to_owned()),
        former: former_units(archive, unit),
        reports: lists.reports,
        pager: lists.pager,
        kinds: lists.kinds,
        lessons: lists.lessons,
        lessons_total: lists.lessons_total,
        lessons_url: lists.lessons_url,
        finder: lists.finder,
        batches: on_first_page(number, || batches.collect()),
        topics: on_first_page(number, || topics_of_province(archive, unit)),
        visits: on_first_page(number, || visits(archive, unit, &index.reports)),
        before,
        since: index.reports.len() - before,
    };
    let breadcrumbs = vec![Link::new("Tỉnh, thành phố", UrlPath::home().fixed("tinh"))];
    let url = SubjectLists::url(archive, subject, number);
    PageDraft::new(
        &numbered_title(named.name(), number),
        Section::Provinces,
        breadcrumbs,
        &url,
    )
    .into_page(archive, View::Province(Box::new(view)))
}

/// The newest stops in a province, transit left out: who received whom, when and about what.
fn visits(archive: &Archive, unit: UnitId, reports: &[ReportId]) -> Vec<VisitRow> {
    let gazetteer = Gazetteer::get();
    let stops = reports.iter().flat_map(|&report| {
        let stops = archive.report(report).trip().stops.iter().enumerate();
        let here = stops.filter(move |(_, stop)| {
            stop.kind != StopKind::Transit && gazetteer.current(stop.province) == unit
        });
        here.map(move |(at, _)| Visit {
            report,
            stop: Some(at),
        })
    });
    let newest = stops.take(MAX_VISITS);
    newest.map(|visit| visit_row(archive, visit)).collect()
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
            name: gazetteer.unit(former).name().to_owned(),
            anchor: gazetteer.unit(former).slug().to_owned(),
            count: ids.len(),
            url: has_page.then(|| route::province_url(former)),
        }
    });
    former.collect()
}
