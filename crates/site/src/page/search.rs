//! The search page. Before anything is asked, and where nothing was found, it offers ways in.

use serde::Serialize;

use crate::route;
use ssg_archive::Archive;
use ssg_vietnam::gazetteer::Gazetteer;

use super::PageDraft;
use super::part::{Count, has_finders, largest, topics_by_name, year_counts};
use super::view::{Page, Section, View};

/// The most provinces, topics and years that the search page leads to, each.
const MAX_WAYS: usize = 10;

/// The search page.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// The provinces with the most reports, at most ten.
    pub provinces: Vec<Count>,
    /// The topics with the most reports, at most ten.
    pub topics: Vec<Count>,
    /// The newest years, at most ten.
    pub years: Vec<Count>,
    /// Whether the lists of lessons and of reports have finders.
    pub has_finder: bool,
}

pub(super) fn page(archive: &Archive) -> Page {
    let url = route::search_url();
    let gazetteer = Gazetteer::get();
    let provinces = gazetteer.current_by_name().iter().filter_map(|&unit| {
        let reports = archive.indexes.by_province.get(&unit)?.reports.len();
        let name = gazetteer.unit(unit).shown_name();
        Some(Count::new(name, route::province_url(unit), reports))
    });
    let topics = topics_by_name(archive).map(|(id, index)| {
        let label = archive.vocabulary.topic(id).short_label();
        Count::new(label, route::topic_url(archive, id), index.reports.len())
    });
    let mut years = year_counts(archive);
    years.truncate(MAX_WAYS);
    let view = SearchView {
        provinces: largest(provinces, MAX_WAYS),
        topics: largest(topics, MAX_WAYS),
        years,
        has_finder: has_finders(archive),
    };
    PageDraft::new("Tìm kiếm", Section::Other, Vec::new(), &url)
        .into_page(archive, View::Search(view))
}
