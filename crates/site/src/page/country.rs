//! Trips abroad: the overview of countries, and the page of one.

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, LessonId};
use ssg_vietnam::country::CountryId;
use ssg_vietnam::text;

use super::PageDraft;
use super::part::{
    BatchRow, Count, LessonRow, Link, Pager, ReportRow, batch_row, lesson_rows, numbered_title,
    on_first_page, page_of_list, report_rows, single_group, with_shares,
};
use super::view::{Page, Section, View};

/// One country.
#[derive(Clone, Debug, Serialize)]
pub struct CountryView {
    /// Its name in English.
    pub english: String,
    /// Lessons learnt there on the trips of this page, newest trip first.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
    /// Reports, newest first.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// The position of this page in the list.
    pub pager: Pager,
    /// Batches that are to go there; on the first page only.
    pub batches: Vec<BatchRow>,
}

/// The countries that delegations visited or are to visit, in alphabetical order.
pub(super) fn visited_countries(archive: &Archive) -> Vec<Count> {
    let countries = archive.indexes.by_country.iter();
    let entries = countries.map(|(&id, entry)| {
        let name = id.country().name();
        Count::new(name, route::country_url(id), entry.reports.len())
    });
    let mut entries: Vec<Count> = entries.collect();
    entries.sort_by_cached_key(|entry| text::collation_key(&entry.title));
    with_shares(entries)
}

pub(super) fn overview(archive: &Archive) -> Page {
    let groups = single_group(visited_countries(archive));
    let url = route::countries_url();
    super::overview::overview(
        archive,
        "nước",
        "Đi nước ngoài",
        Section::Provinces,
        &url,
        groups,
    )
}

pub(super) fn page(archive: &Archive, id: CountryId, number: usize) -> Page {
    let base = route::country_url(id);
    let entry = &archive.indexes.by_country[&id];
    let (rows, pager) = page_of_list(archive, &entry.reports, &base, number);
    let batches = entry.batches.iter();
    let lessons = rows.iter();
    let lessons = lessons.flat_map(|&report| archive.report(report).lessons());
    let lessons: Vec<LessonId> = lessons
        .filter(|&lesson| archive.lesson_countries(lesson).contains(&id))
        .collect();
    let view = CountryView {
        english: id.country().english().to_owned(),
        lessons: lesson_rows(archive, &lessons),
        reports: report_rows(archive, rows),
        pager,
        batches: on_first_page(number, || {
            batches
                .map(|&batch| batch_row(archive, batch, None))
                .collect()
        }),
    };
    let breadcrumbs = vec![Link::new("Đi nước ngoài", route::countries_url())];
    let url = route::list_page_url(&base, number);
    let title = numbered_title(id.country().name(), number);
    PageDraft::new(&title, Section::Provinces, breadcrumbs, &url)
        .into_page(archive, View::Country(view))
}
