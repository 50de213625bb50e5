//! The page of cost and time: sums over trips by year and by council.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, CouncilId, TripSums};

use super::PageDraft;
use super::part::{Link, SumsRow, council_link};
use super::view::{Page, Section, View};

/// Sums over all trips.
#[derive(Clone, Debug, Serialize)]
pub struct CostsView {
    /// All together.
    pub all: SumsRow,
    /// By the year in which a trip began, newest first.
    pub years: Vec<SumsRow>,
    /// By council, in alphabetical order.
    pub councils: Vec<SumsRow>,
}

pub(super) fn page(archive: &Archive) -> Page {
    let mut all = TripSums::default();
    let mut by_year: BTreeMap<i32, TripSums> = BTreeMap::new();
    let mut by_council: BTreeMap<Option<CouncilId>, TripSums> = BTreeMap::new();
    for ((council, year), sums) in archive.trip_sums_by_council_and_year() {
        all = all.plus(sums);
        let of_year = by_year.entry(year).or_default();
        *of_year = of_year.plus(sums);
        let of_council = by_council.entry(council).or_default();
        *of_council = of_council.plus(sums);
    }
    let years = by_year
        .into_iter()
        .rev()
        .map(|(year, sums)| SumsRow::new(&year.to_string(), Some(route::year_url(year)), sums));
    let councils = by_council.into_iter().map(|(council, sums)| {
        let Link { title, url } = council_link(archive, council);
        SumsRow::new(&title, Some(url), sums)
    });
    let view = CostsView {
        all: SumsRow::new("Tất cả", None, all),
        years: years.collect(),
        councils: councils.collect(),
    };
    let url = route::costs_url();
    let breadcrumbs = vec![Link::new("Báo cáo", route::reports_url())];
    PageDraft::new(
        "Kinh phí, thời gian các chuyến đi",
        Section::Reports,
        breadcrumbs,
        &url,
    )
    .into_page(archive, View::Costs(Box::new(view)))
}
