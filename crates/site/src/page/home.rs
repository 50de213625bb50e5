//! The home page.

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, LessonId, PlanId, ReportId};
use ssg_base::path::UrlPath;

use super::PageDraft;
use super::follow_up::{FollowUpRow, all_batches};
use super::part::{
    Count, Grid, LessonRow, NEWEST_ROWS, PlanRow, ReportRow, grid, largest, lesson_rows, plan_rows,
    report_rows, topics_by_name, year_counts,
};
use super::view::{Page, Section, View};

/// How many topics the home page leads to.
const MAX_HOME_TOPICS: usize = 12;

/// How many lessons the home page shows.
const MAX_HOME_LESSONS: usize = 3;

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The newest reports.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// The newest plans.
    pub plans: Vec<PlanRow>,
    /// The newest lessons, each of another trip.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
    /// Numbers of records in the archive.
    pub totals: Totals,
    /// The map of provinces.
    pub grid: Grid,
    /// Years, newest first, with their reports.
    pub years: Vec<Count>,
    /// The topics with the most reports, at most twelve.
    pub topics: Vec<Count>,
    /// The states of all batches.
    pub follow_up: FollowUpRow,
}

/// Numbers of records in the archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Totals {
    pub reports: usize,
    pub lessons: usize,
    pub plans: usize,
    pub batches: usize,
    /// Of today's provinces, those with at least one trip.
    pub provinces: usize,
    /// Topics with at least one record.
    pub topics: usize,
}

pub(super) fn page(archive: &Archive) -> Page {
    let url = UrlPath::home();
    let first = |count: usize| 0..count.min(NEWEST_ROWS);
    let reports: Vec<_> = first(archive.reports.len()).map(ReportId::new).collect();
    let plans: Vec<_> = first(archive.plans.len()).map(PlanId::new).collect();
    let lessons = newest_lessons(archive);
    let view = HomeView {
        reports: report_rows(archive, &reports),
        plans: plan_rows(archive, &plans),
        lessons: lesson_rows(archive, &lessons),
        totals: totals(archive),
        grid: grid(archive),
        years: year_counts(archive),
        topics: topics(archive),
        follow_up: all_batches(archive),
    };
    let mut frame = PageDraft::new(&archive.site.title, Section::Home, Vec::new(), &url);
    frame.description.clone_from(&archive.site.description);
    frame.into_page(archive, View::Home(Box::new(view)))
}

/// The newest lessons, one of each trip.
fn newest_lessons(archive: &Archive) -> Vec<LessonId> {
    let newest = archive
        .reports
        .iter()
        .filter_map(|report| report.lessons().next());
    newest.take(MAX_HOME_LESSONS).collect()
}

fn totals(archive: &Archive) -> Totals {
    Totals {
        reports: archive.reports.len(),
        lessons: archive.lessons.len(),
        plans: archive.plans.len(),
        batches: archive
            .plans
            .iter()
            .map(|plan| plan.programme().batches.len())
            .sum(),
        provinces: archive
            .indexes
            .by_province
            .values()
            .filter(|index| !index.reports.is_empty())
            .count(),
        topics: archive.indexes.by_topic.len(),
    }
}

/// The topics with the most reports.
fn topics(archive: &Archive) -> Vec<Count> {
    let entries = topics_by_name(archive).map(|(id, index)| {
        let label = archive.vocabulary.topic(id).short_label();
        Count::new(label, route::topic_url(archive, id), index.reports.len())
    });
    largest(entries, MAX_HOME_TOPICS)
}
