//! The page of one year.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use serde::Serialize;

use crate::route::{self, Subject};
use ssg_archive::{Archive, IndexEntry, LinkStyle, ReportId};
use ssg_base::path::UrlPath;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use super::PageDraft;
use super::part::{
    Count, LessonRow, Link, Pager, PlanRow, ReportRow, SubjectLists, SumsRow, count_each, largest,
    numbered_title, on_first_page, plan_rows, topics_of_year, with_shares,
};
use super::view::{Page, Section, View};

/// One year.
#[derive(Clone, Debug, Serialize)]
pub struct YearView {
    /// The year.
    pub year: i32,
    /// Sums over the trips that began in it; on the first page only.
    pub sums: Option<SumsRow>,
    /// Its reports.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// The position of this page in the list.
    pub pager: Pager,
    /// Lessons learnt in it by kind, if they are of several kinds; on the first page only.
    pub kinds: Vec<Count>,
    /// The newest lessons learnt in it, at most ten; on the first page only.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
    /// Number of lessons learnt in it.
    pub lessons_total: usize,
    /// The list of all lessons learnt in it, if there are more; on the first page only.
    pub lessons_url: Option<UrlPath>,
    /// The choices with which the finder of lessons finds these, as the query of its address; on the first
    /// page only.
    pub finder: Option<String>,
    /// Plans of the year; on the first page only.
    pub plans: Vec<PlanRow>,
    /// Its months in order, each with the trips that began in it.
    pub months: Vec<Count>,
    /// Provinces visited in it, each with a link to its trips of the year; on the first page only.
    pub provinces: Vec<Count>,
    /// Topics studied in it, each with a link to its records in the year; on the first page only.
    pub topics: Vec<Count>,
    /// The nearest earlier year that has records.
    pub previous: Option<Link>,
    /// The nearest later year that has records.
    pub next: Option<Link>,
}

pub(super) fn page(archive: &Archive, year: i32, number: usize) -> Page {
    let subject = Subject::Year(year);
    let lists = SubjectLists::new(archive, subject, number);
    let index = &archive.indexes.by_year[&year];
    let to_link =
        |(&year, _): (&i32, &IndexEntry)| Link::new(&year.to_string(), route::year_url(year));
    let view = YearView {
        year,
        sums: sums(archive, year, &index.reports).filter(|_| number == 1),
        reports: lists.reports,
        pager: lists.pager,
        kinds: lists.kinds,
        lessons: lists.lessons,
        lessons_total: lists.lessons_total,
        lessons_url: lists.lessons_url,
        finder: lists.finder,
        plans: on_first_page(number, || plan_rows(archive, &index.plans)),
        months: on_first_page(number, || months(archive, year, &index.reports)),
        provinces: on_first_page(number, || visited_provinces(archive, year, &index.reports)),
        topics: on_first_page(number, || topics_of_year(archive, year)),
        previous: archive
            .indexes
            .by_year
            .range(..year)
            .next_back()
            .map(to_link),
        next: archive
            .indexes
            .by_year
            .range(year + 1..)
            .next()
            .map(to_link),
    };
    let breadcrumbs = vec![Link::new("Năm", route::years_url())];
    let url = SubjectLists::url(archive, subject, number);
    PageDraft::new(
        &numbered_title(&format!("Năm {year}"), number),
        Section::Years,
        breadcrumbs,
        &url,
    )
    .into_page(archive, View::Year(Box::new(view)))
}

/// Sums over those of these trips that began in the year. `None` if none did.
fn sums(archive: &Archive, year: i32, reports: &[ReportId]) -> Option<SumsRow> {
    let begun = reports.iter().copied();
    let begun = begun.filter(|&id| archive.report(id).trip().dates.from().year() == year);
    let sums = archive.trip_sums(begun);
    let row = || SumsRow::new(&year.to_string(), Some(route::year_url(year)), sums);
    (sums.trips > 0).then(row)
}

/// The twelve months of a year, each with the trips that began in it, if there are any.
fn months(archive: &Archive, year: i32, reports: &[ReportId]) -> Vec<Count> {
    let begun = reports
        .iter()
        .map(|&id| archive.report(id).trip().dates.from());
    let counts = count_each(
        begun
            .filter(|day| day.year() == year)
            .map(|day| day.month()),
    );
    if counts.is_empty() {
        return Vec::new();
    }
    let entries = (1..=12).map(|month| {
        let count = counts.get(&month).copied().unwrap_or(0);
        Count::new(&format!("Tháng {month}"), route::year_url(year), count)
    });
    with_shares(entries.collect())
}

/// Today's provinces that these reports of a year visited, most visited first. Each leads to its trips of
/// the year: to the only one, or to the finder of reports. Where there is no finder, it leads to the
/// province.
fn visited_provinces(archive: &Archive, year: i32, reports: &[ReportId]) -> Vec<Count> {
    let gazetteer = Gazetteer::get();
    let list = route::reports_url();
    let mut trips: BTreeMap<UnitId, Vec<ReportId>> = BTreeMap::new();
    for &id in reports {
        let units = archive.report(id).provinces.iter();
        let units: BTreeSet<UnitId> = units.map(|&unit| gazetteer.current(unit)).collect();
        for unit in units {
            trips.entry(unit).or_default().push(id);
        }
    }
    let entries = gazetteer.current_by_name().iter().filter_map(|&unit| {
        let trips = trips.get(&unit)?;
        let named = gazetteer.unit(unit);
        let url = match trips[..] {
            [only] => archive.report(only).document.url.clone(),
            _ if archive.link_style == LinkStyle::Folders => list.clone(),
            _ => route::province_url(unit),
        };
        let mut entry = Count::new(named.shown_name(), url, trips.len());
        if entry.url == list {
            entry.query = format!("tinh={}&tu={year}&den={year}", named.slug());
        }
        Some(entry)
    });
    largest(entries, usize::MAX)
}
