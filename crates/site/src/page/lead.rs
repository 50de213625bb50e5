//! The page of one head of delegation.

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, Lead, LeadId};

use super::PageDraft;
use super::part::{Link, Pager, ReportRow, numbered_title, page_of_list, report_rows};
use super::view::{Page, Section, View};

/// One head of delegation, of one council.
#[derive(Clone, Debug, Serialize)]
pub struct LeadView {
    /// The offices held on these trips, newest first, each once.
    pub positions: Vec<String>,
    /// The council whose delegations they led.
    pub council: Link,
    /// Reports, newest first.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// The position of this page in the list.
    pub pager: Pager,
}

pub(super) fn page(archive: &Archive, id: LeadId, number: usize) -> Page {
    let lead = &archive.leads[id.index()];
    let (rows, pager) = page_of_list(archive, &lead.reports, &lead.url, number);
    let council = archive.council(lead.council);
    let council = Link::new(&council.name, council.url.clone());
    let view = LeadView {
        positions: positions(archive, lead).map(str::to_owned).collect(),
        council: council.clone(),
        reports: report_rows(archive, rows),
        pager,
    };
    let breadcrumbs = vec![Link::new("Cơ quan", route::councils_url()), council];
    let url = route::list_page_url(&lead.url, number);
    PageDraft::new(
        &numbered_title(&lead.name, number),
        Section::Leads,
        breadcrumbs,
        &url,
    )
    .into_page(archive, View::Lead(view))
}

/// The offices that a lead held on these trips, newest first, each once.
pub(super) fn positions<'a>(archive: &'a Archive, lead: &'a Lead) -> impl Iterator<Item = &'a str> {
    let mut positions: Vec<&str> = Vec::new();
    for &report in &lead.reports {
        if let Some(person) = &archive.report(report).trip().lead
            && !person.position.is_empty()
            && !positions.contains(&&*person.position)
        {
            positions.push(&person.position);
        }
    }
    positions.into_iter()
}
