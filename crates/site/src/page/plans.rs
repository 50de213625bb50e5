//! The list of all plans.

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, PlanId};

use super::PageDraft;
use super::part::{Pager, PlanRow, numbered_title, page_of_list, plan_rows};
use super::view::{Page, Section, View};

/// The list of all plans.
#[derive(Clone, Debug, Serialize)]
pub struct PlansView {
    /// The plans of this page, newest first.
    pub rows: Vec<PlanRow>,
    /// The position of this page in the list.
    pub pager: Pager,
}

pub(super) fn page(archive: &Archive, number: usize) -> Page {
    let base = route::plans_url();
    let all: Vec<_> = (0..archive.plans.len()).map(PlanId::new).collect();
    let (rows, pager) = page_of_list(archive, &all, &base, number);
    let view = PlansView {
        rows: plan_rows(archive, rows),
        pager,
    };
    let url = route::list_page_url(&base, number);
    PageDraft::new(
        &numbered_title("Kế hoạch", number),
        Section::Plans,
        Vec::new(),
        &url,
    )
    .into_page(archive, View::Plans(view))
}
