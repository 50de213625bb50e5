//! Overviews: all years, topics, councils or leads, with counts.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, CouncilId, LeadId};
use ssg_base::path::UrlPath;

use super::PageDraft;
use super::council::ended_note;
use super::part::{
    Count, CountGroup, Pager, numbered_title, on_one_scale, page_of_list, single_group,
    with_shares, year_counts,
};
use super::view::{Page, Section, View};

/// An overview of years, topics, councils or leads.
#[derive(Clone, Debug, Serialize)]
pub struct OverviewView {
    /// The noun for one entry: "năm", "chủ đề", "cơ quan", "trưởng đoàn".
    pub noun: &'static str,
    /// The entries.
    pub groups: Vec<CountGroup>,
    /// The position of this page in the list.
    pub pager: Pager,
}

/// An overview whose entries fit one page.
pub(super) fn overview(
    archive: &Archive,
    noun: &'static str,
    title: &str,
    section: Section,
    url: &UrlPath,
    groups: Vec<CountGroup>,
) -> Page {
    let total = groups.iter().map(|group| group.entries.len()).sum();
    let one_page: Vec<()> = Vec::new();
    let (_, mut pager) = page_of_list(archive, &one_page, url, 1);
    pager.total = total;
    PageDraft::new(title, section, Vec::new(), url).into_page(
        archive,
        View::Overview(OverviewView {
            noun,
            groups,
            pager,
        }),
    )
}

pub(super) fn years(archive: &Archive) -> Page {
    let url = route::years_url();
    let groups = single_group(year_counts(archive));
    overview(archive, "năm", "Theo năm", Section::Years, &url, groups)
}

pub(super) fn topics(archive: &Archive) -> Page {
    let url = route::topics_url();
    let groups = archive.vocabulary.groups().iter().map(|group| {
        let entries = archive.vocabulary.topics_of(group).map(|(id, topic)| {
            let index = archive.indexes.by_topic.get(&id);
            let reports = index.map_or(0, |index| index.reports.len());
            let mut entry = Count::new(&topic.label, route::topic_url(archive, id), reports);
            let lessons = index.map_or(0, |index| index.lessons.len());
            entry.note = (lessons > 0).then(|| format!("{lessons} bài học"));
            entry
        });
        CountGroup {
            title: group.label.clone(),
            entries: entries.collect(),
        }
    });
    let groups = on_one_scale(groups.collect());
    overview(archive, "chủ đề", "Chủ đề", Section::Topics, &url, groups)
}

pub(super) fn councils(archive: &Archive) -> Page {
    let url = route::councils_url();
    let entries = archive.councils.iter().enumerate().map(|(id, council)| {
        let mut entry = Count::new(&council.name, council.url.clone(), council.reports.len());
        let plans = council.plans.len();
        let plans = (plans > 0).then(|| format!("{plans} kế hoạch"));
        let successor = council.successor.map(|id| archive.council(id));
        let successor = successor.map(|other| format!("kế tục: {}", other.name));
        let ended = ended_note(archive, CouncilId::new(id));
        let notes: Vec<String> = plans.into_iter().chain(ended).chain(successor).collect();
        entry.note = (!notes.is_empty()).then(|| notes.join("; "));
        entry
    });
    let groups = single_group(with_shares(entries.collect()));
    overview(
        archive,
        "cơ quan",
        "Cơ quan",
        Section::Councils,
        &url,
        groups,
    )
}

/// Leads in the order of councils, on several pages: there may be thousands.
pub(super) fn leads(archive: &Archive, number: usize) -> Page {
    let base = route::leads_url();
    let all: Vec<LeadId> = (0..archive.leads.len()).map(LeadId::new).collect();
    let (rows, pager) = page_of_list(archive, &all, &base, number);
    let mut groups: BTreeMap<CouncilId, Vec<Count>> = BTreeMap::new();
    for &id in rows {
        let lead = &archive.leads[id.index()];
        let url = route::lead_url(archive, id).clone();
        let entry = Count::new(&lead.name, url, lead.reports.len());
        groups.entry(lead.council).or_default().push(entry);
    }
    let groups = groups.into_iter().map(|(council, entries)| CountGroup {
        title: archive.council(council).name.clone(),
        entries,
    });
    let view = OverviewView {
        noun: "trưởng đoàn",
        groups: on_one_scale(groups.collect()),
        pager,
    };
    let url = route::list_page_url(&base, number);
    PageDraft::new(
        &numbered_title("Trưởng đoàn", number),
        Section::Leads,
        Vec::new(),
        &url,
    )
    .into_page(archive, View::Overview(view))
}
