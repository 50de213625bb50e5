//! The list of all reports.

use serde::Serialize;

use crate::route;
use ssg_archive::Archive;

use super::PageDraft;
use super::part::{Pager, ReportRow, has_finder, numbered_title, page_of_list, report_rows};
use super::view::{Page, Section, View};

/// The list of all reports.
#[derive(Clone, Debug, Serialize)]
pub struct ReportsView {
    /// The reports of this page, newest first.
    #[serde(skip)]
    pub rows: Vec<ReportRow>,
    /// The position of this page in the list.
    pub pager: Pager,
    /// Whether the page has a finder: the first page of the list.
    pub has_finder: bool,
}

pub(super) fn page(archive: &Archive, number: usize) -> Page {
    let base = route::reports_url();
    let (rows, pager) = page_of_list(archive, archive.all_reports(), &base, number);
    let view = ReportsView {
        rows: report_rows(archive, rows),
        has_finder: has_finder(archive, &pager),
        pager,
    };
    let url = route::list_page_url(&base, number);
    PageDraft::new(
        &numbered_title("Báo cáo", number),
        Section::Reports,
        Vec::new(),
        &url,
    )
    .into_page(archive, View::Reports(view))
}
