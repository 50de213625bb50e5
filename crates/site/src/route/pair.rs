//! Pairs: one topic in one province or in one year, and where a link to a pair or a lead goes.

use ssg_archive::{Archive, LeadId, PairEntry, Visit};
use ssg_base::path::UrlPath;
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::gazetteer::UnitId;

use super::{province_topic_url, topic_year_url};

/// The number of rows from which a pair or a lead has a page. A link to a single row leads to it.
pub(super) const MIN_ROWS: usize = 2;

/// The place that a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTarget {
    /// The page.
    pub url: UrlPath,
    /// The fragment there; empty for the whole page.
    pub anchor: String,
}

impl LinkTarget {
    /// A whole page.
    pub(super) fn page(url: UrlPath) -> Self {
        Self {
            url,
            anchor: String::new(),
        }
    }
}

/// Returns the anchor of a stop on the page of its report.
pub fn stop_anchor(position: usize) -> String {
    format!("s-diem-{}", position + 1)
}

/// Returns the place of a visit: the stop on the page of its report, or that page.
pub fn visit_target(archive: &Archive, visit: Visit) -> LinkTarget {
    LinkTarget {
        url: archive.report(visit.report).document.url.clone(),
        anchor: visit.stop.map_or_else(String::new, stop_anchor),
    }
}

/// Returns where a link to one topic in one province leads.
pub fn province_topic_target(
    archive: &Archive,
    pair: &PairEntry,
    unit: UnitId,
    topic: TopicId,
) -> LinkTarget {
    let only_row = only_row(archive, pair);
    only_row.unwrap_or_else(|| LinkTarget::page(province_topic_url(archive, unit, topic)))
}

/// Returns where a link to one topic in one year leads.
pub fn topic_year_target(
    archive: &Archive,
    pair: &PairEntry,
    topic: TopicId,
    year: i32,
) -> LinkTarget {
    let only_row = only_row(archive, pair);
    only_row.unwrap_or_else(|| LinkTarget::page(topic_year_url(archive, topic, year)))
}

/// Returns the place of the only row of a pair. `None` if it has more.
fn only_row(archive: &Archive, pair: &PairEntry) -> Option<LinkTarget> {
    match (&pair.lessons[..], &pair.visits[..]) {
        ([lesson], []) => Some(LinkTarget::page(archive.lesson_url(*lesson))),
        ([], [visit]) => Some(visit_target(archive, *visit)),
        _ => None,
    }
}

/// Returns the page of a head of delegation, who has one from two trips, or else the only report.
pub fn lead_url(archive: &Archive, id: LeadId) -> &UrlPath {
    let lead = &archive.leads[id.index()];
    match lead.reports[..] {
        [only] => &archive.report(only).document.url,
        _ => &lead.url,
    }
}
