//! The page of one council.

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, CouncilId};
use ssg_base::path::UrlPath;
use ssg_vietnam::gazetteer::Gazetteer;

use super::PageDraft;
use super::part::{
    Count, Link, Pager, PlanRow, ProvinceName, ReportRow, council_contact, numbered_title,
    on_first_page, page_of_list, plan_rows, report_rows, with_shares,
};
use super::view::{Page, Section, View};

/// One council.
#[derive(Clone, Debug, Serialize)]
pub struct CouncilView {
    /// Its province, if known.
    pub province: Option<ProvinceName>,
    /// Its address and contact from `site.yaml`; may be empty.
    pub contact: Vec<String>,
    /// Reports, newest first.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// The position of this page in the list.
    pub pager: Pager,
    /// Its plans; on the first page only.
    pub plans: Vec<PlanRow>,
    /// Heads of its delegations; on the first page only.
    pub leads: Vec<Count>,
}

pub(super) fn page(archive: &Archive, id: CouncilId, number: usize) -> Page {
    let council = archive.council(id);
    let (rows, pager) = page_of_list(archive, &council.reports, &council.url, number);
    let leads = council.leads.iter().map(|&id| {
        let lead = &archive.leads[id.index()];
        let url = route::lead_url(archive, id).clone();
        Count::new(&lead.name, url, lead.reports.len())
    });
    let view = CouncilView {
        province: province(archive, id),
        contact: council_contact(archive, id),
        reports: report_rows(archive, rows),
        pager,
        plans: on_first_page(number, || plan_rows(archive, &council.plans)),
        leads: on_first_page(number, || with_shares(leads.collect())),
    };
    let breadcrumbs = vec![Link::new("Cơ quan", UrlPath::home().fixed("co-quan"))];
    let url = route::list_page_url(&council.url, number);
    PageDraft::new(
        &numbered_title(&council.name, number),
        Section::Councils,
        breadcrumbs,
        &url,
    )
    .into_page(archive, View::Council(Box::new(view)))
}

/// The province of a council under its last name before the reform, if `site.yaml` names it.
pub(super) fn province(archive: &Archive, id: CouncilId) -> Option<ProvinceName> {
    let declared = archive.council(id).declared?;
    let unit = archive.site.councils[declared].province?;
    let gazetteer = Gazetteer::get();
    let reform = gazetteer.reform().effective();
    let date = gazetteer.unit(unit).valid_to().unwrap_or(reform);
    Some(ProvinceName::on(unit, date))
}
