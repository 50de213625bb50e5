//! The page of one council.

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, Council, CouncilId};
use ssg_content::settings::CouncilLevel;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::gazetteer::Gazetteer;

use super::PageDraft;
use super::part::{
    Count, Day, Link, Pager, PlanRow, ProvinceName, ReportRow, SumsRow, council_contact,
    numbered_title, on_first_page, page_of_list, plan_rows, report_rows, with_shares,
};
use super::view::{Page, Section, View};

/// One council.
#[derive(Clone, Debug, Serialize)]
pub struct CouncilView {
    /// Its province, if known.
    pub province: Option<ProvinceName>,
    /// Its level in words; may be empty.
    pub level: &'static str,
    /// The last day on which it existed, if it ended.
    pub ended: Option<Day>,
    /// The council that took over its work.
    pub successor: Option<Link>,
    /// The councils whose work it took over, each with its reports; on the first page only.
    pub inherited: Vec<Count>,
    /// Its address and contact from `site.yaml`; may be empty.
    pub contact: Vec<String>,
    /// Sums over its trips; on the first page only.
    pub sums: Option<SumsRow>,
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
    let declared = archive.declared_council(id);
    let (rows, pager) = page_of_list(archive, &council.reports, &council.url, number);
    let leads = council.leads.iter().map(|&id| {
        let lead = &archive.leads[id.index()];
        let url = route::lead_url(archive, id).clone();
        Count::new(&lead.name, url, lead.reports.len())
    });
    let view = CouncilView {
        province: province(archive, id),
        level: declared
            .and_then(|declared| declared.level)
            .map_or("", CouncilLevel::label),
        ended: declared.and_then(|declared| declared.ended).map(Day::of),
        successor: council.successor.map(|id| {
            let successor = archive.council(id);
            Link::new(&successor.name, successor.url.clone())
        }),
        inherited: on_first_page(number, || inherited(archive, council)),
        contact: council_contact(archive, id),
        sums: sums(archive, id).filter(|_| number == 1),
        reports: report_rows(archive, rows),
        pager,
        plans: on_first_page(number, || plan_rows(archive, &council.plans)),
        leads: on_first_page(number, || with_shares(leads.collect())),
    };
    let breadcrumbs = vec![Link::new("Cơ quan", route::councils_url())];
    let url = route::list_page_url(&council.url, number);
    PageDraft::new(
        &numbered_title(&council.name, number),
        Section::Councils,
        breadcrumbs,
        &url,
    )
    .into_page(archive, View::Council(Box::new(view)))
}

/// The councils whose work a council took over.
fn inherited(archive: &Archive, council: &Council) -> Vec<Count> {
    let entries = council.predecessors.iter().map(|&id| {
        let other = archive.council(id);
        let mut entry = Count::new(&other.name, other.url.clone(), other.reports.len());
        entry.note = ended_note(archive, id);
        entry
    });
    with_shares(entries.collect())
}

/// "đến hết 30/06/2025", for a council that ended.
pub(super) fn ended_note(archive: &Archive, id: CouncilId) -> Option<String> {
    let ended = archive.declared_council(id)?.ended?;
    Some(format!("đến hết {}", PartialDate::Day(ended).vietnamese()))
}

/// Sums over the trips of a council. `None` if it made none.
fn sums(archive: &Archive, id: CouncilId) -> Option<SumsRow> {
    let council = archive.council(id);
    let sums = archive.trip_sums(council.reports.iter().copied());
    let row = || SumsRow::new(&council.name, Some(council.url.clone()), sums);
    (sums.trips > 0).then(row)
}

/// The province of a council under its last name before the reform, if `site.yaml` names it.
pub(super) fn province(archive: &Archive, id: CouncilId) -> Option<ProvinceName> {
    let unit = archive.declared_council(id)?.province?;
    let gazetteer = Gazetteer::get();
    let reform = gazetteer.reform().effective();
    let date = gazetteer.unit(unit).valid_to().unwrap_or(reform);
    Some(ProvinceName::on(unit, date))
}
