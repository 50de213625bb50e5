//! The follow-up page: the state of every planned batch.

use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, BatchState, Plan, PlanId};
use ssg_base::path::UrlPath;

use super::PageDraft;
use super::part::{BatchStateView, Day, Link, PlaceName, batch_state, council_link};
use super::plan::batch_day;
use super::view::{Page, Section, View};

/// The state of every planned batch.
#[derive(Clone, Debug, Serialize)]
pub struct FollowUpView {
    /// The day for which the states are computed.
    pub today: Day,
    /// All batches.
    pub all: FollowUpRow,
    /// By plan, newest first.
    pub plans: Vec<FollowUpRow>,
    /// By council, in alphabetical order.
    pub councils: Vec<FollowUpRow>,
    /// By year of the plan, newest first.
    pub years: Vec<FollowUpRow>,
    /// Batches that have no report: the longest overdue first, then those awaited, those past without
    /// a deadline, and those without a time. One that may still take place is not among them.
    pub missing: Vec<MissingReport>,
    /// Reports that name no batch of the archive.
    pub unplanned: usize,
}

/// A batch that has no report.
#[derive(Clone, Debug, Serialize)]
pub struct MissingReport {
    /// Its number in the plan.
    pub number: u32,
    /// The plan.
    pub plan: Link,
    /// Whose plan.
    pub council: Link,
    /// When, in the plan's own words; may be empty.
    pub time: String,
    /// Where it was to go, each province once.
    pub places: Vec<PlaceName>,
    /// Who leads its delegation, as the plan says; may be empty.
    pub lead: String,
    /// The last day on which its report is in time, if there is a deadline.
    pub deadline: Option<Day>,
    /// Its state.
    pub state: BatchStateView,
}

/// The states of the batches of a plan, a council, a year, or of all.
#[derive(Clone, Debug, Serialize)]
pub struct FollowUpRow {
    /// The plan, the council or the year.
    pub title: String,
    /// Its page; `None` for all.
    pub url: Option<UrlPath>,
    /// The council of the plan, in the row of a plan; else empty.
    pub council: String,
    /// Number of batches.
    pub batches: usize,
    /// Those with a report.
    pub reported: usize,
    /// Those whose report is overdue.
    pub overdue: usize,
    /// Those whose report is awaited.
    pub awaited: usize,
    /// Those whose time is past without a report and without a deadline.
    pub unreported: usize,
    /// Those that may still take place.
    pub planned: usize,
    /// Those without a time.
    pub undated: usize,
    /// Those cancelled.
    pub cancelled: usize,
    /// Of the batches whose time is past, how many per cent have a report; `None` if no time is
    /// past.
    pub rate: Option<usize>,
    /// The same numbers as a bar of width 100.
    pub bar: Vec<BarPart>,
}

/// A part of a bar.
#[derive(Clone, Debug, Serialize)]
pub struct BarPart {
    /// The state's code, as in [`BatchStateView`].
    pub code: &'static str,
    /// Where it begins, in per cent.
    pub from: usize,
    /// How wide it is, in per cent.
    pub width: usize,
}

/// Numbers of batches by state.
#[derive(Clone, Copy, Default)]
struct StateCounts {
    reported: usize,
    overdue: usize,
    awaited: usize,
    unreported: usize,
    planned: usize,
    undated: usize,
    cancelled: usize,
}

impl StateCounts {
    fn of_plan(archive: &Archive, plan: &Plan) -> Self {
        let mut counts = Self::default();
        for at in 0..plan.programme().batches.len() {
            *match archive.batch_state(plan, at) {
                BatchState::Reported => &mut counts.reported,
                BatchState::Overdue(_) => &mut counts.overdue,
                BatchState::Awaited(_) => &mut counts.awaited,
                BatchState::Unreported => &mut counts.unreported,
                BatchState::Planned => &mut counts.planned,
                BatchState::Undated => &mut counts.undated,
                BatchState::Cancelled(_) => &mut counts.cancelled,
            } += 1;
        }
        counts
    }

    fn sum(plans: impl Iterator<Item = Self>) -> Self {
        plans.fold(Self::default(), |a, b| Self {
            reported: a.reported + b.reported,
            overdue: a.overdue + b.overdue,
            awaited: a.awaited + b.awaited,
            unreported: a.unreported + b.unreported,
            planned: a.planned + b.planned,
            undated: a.undated + b.undated,
            cancelled: a.cancelled + b.cancelled,
        })
    }

    /// Each state's code and count, in the order of a bar.
    fn parts(self) -> [(&'static str, usize); 7] {
        [
            ("reported", self.reported),
            ("awaited", self.awaited),
            ("overdue", self.overdue),
            ("unreported", self.unreported),
            ("planned", self.planned),
            ("undated", self.undated),
            ("cancelled", self.cancelled),
        ]
    }

    fn row(self, title: &str, url: Option<UrlPath>) -> FollowUpRow {
        let batches: usize = self.parts().iter().map(|(_, count)| count).sum();
        let past = self.reported + self.awaited + self.overdue + self.unreported;
        // Ends are rounded, not widths, so that the parts always fill the bar.
        let end = |count: usize| (count * 100).checked_div(batches).unwrap_or(0);
        let mut before = 0;
        let mut bar = Vec::new();
        for (code, count) in self.parts() {
            let from = end(before);
            before += count;
            if count > 0 {
                bar.push(BarPart {
                    code,
                    from,
                    width: end(before) - from,
                });
            }
        }
        FollowUpRow {
            title: title.to_owned(),
            url,
            council: String::new(),
            batches,
            reported: self.reported,
            overdue: self.overdue,
            awaited: self.awaited,
            unreported: self.unreported,
            planned: self.planned,
            undated: self.undated,
            cancelled: self.cancelled,
            rate: (past > 0).then(|| (self.reported * 100 + past / 2) / past),
            bar,
        }
    }
}

/// The states of all batches of the archive.
pub(super) fn all_batches(archive: &Archive) -> FollowUpRow {
    let plans = archive.plans.iter();
    StateCounts::sum(plans.map(|plan| StateCounts::of_plan(archive, plan))).row("Tất cả", None)
}

pub(super) fn page(archive: &Archive) -> Page {
    let url = route::follow_up_url();
    let counts: Vec<StateCounts> = archive
        .plans
        .iter()
        .map(|plan| StateCounts::of_plan(archive, plan))
        .collect();
    let sum_of = |keep: &dyn Fn(&Plan) -> bool| {
        let kept = archive
            .plans
            .iter()
            .zip(&counts)
            .filter(|(plan, _)| keep(plan));
        StateCounts::sum(kept.map(|(_, counts)| *counts))
    };
    let plans = archive.plans.iter().zip(&counts);
    let plans = plans.map(|(plan, counts)| FollowUpRow {
        council: council_link(archive, plan.council).title,
        ..counts.row(&plan.document.record.title, Some(plan.document.url.clone()))
    });
    let councils = archive
        .councils
        .iter()
        .filter(|council| !council.plans.is_empty());
    let councils = councils.map(|council| {
        let own = council.plans.iter().map(|id| counts[id.index()]);
        StateCounts::sum(own).row(&council.name, Some(council.url.clone()))
    });
    let years = archive
        .indexes
        .by_year
        .iter()
        .rev()
        .filter(|(_, index)| !index.plans.is_empty());
    let years = years.map(|(&year, _)| {
        sum_of(&|plan| plan.year == year).row(&year.to_string(), Some(route::year_url(year)))
    });
    let view = FollowUpView {
        today: Day::of(archive.today),
        all: sum_of(&|_| true).row("Tất cả", None),
        plans: plans.collect(),
        councils: councils.collect(),
        years: years.collect(),
        missing: missing_reports(archive),
        unplanned: archive
            .reports
            .iter()
            .filter(|report| report.batch.is_none())
            .count(),
    };
    let breadcrumbs = vec![Link::new("Kế hoạch", route::plans_url())];
    PageDraft::new("Theo dõi kế hoạch", Section::Plans, breadcrumbs, &url)
        .into_page(archive, View::FollowUp(Box::new(view)))
}

/// The batches without a report, most pressing first.
fn missing_reports(archive: &Archive) -> Vec<MissingReport> {
    let mut ranked = Vec::new();
    for (id, plan) in archive.plans.iter().enumerate() {
        for at in 0..plan.programme().batches.len() {
            let rank = match archive.batch_state(plan, at) {
                BatchState::Overdue(days) => (0, -days),
                BatchState::Awaited(days) => (1, days),
                BatchState::Unreported => (2, 0),
                BatchState::Undated => (3, 0),
                BatchState::Planned | BatchState::Reported | BatchState::Cancelled(_) => continue,
            };
            ranked.push((rank, PlanId::new(id), at));
        }
    }
    ranked.sort();
    let rows = ranked.into_iter();
    rows.map(|(_, plan, at)| missing_report(archive, archive.plan(plan), at))
        .collect()
}

fn missing_report(archive: &Archive, plan: &Plan, at: usize) -> MissingReport {
    let batch = &plan.programme().batches[at];
    let state = archive.batch_state(plan, at);
    let deadline: Option<NaiveDate> = match state {
        BatchState::Overdue(days) => Some(archive.today - TimeDelta::days(days)),
        BatchState::Awaited(days) => Some(archive.today + TimeDelta::days(days)),
        _ => None,
    };
    let mut places = Vec::new();
    for stop in &batch.provinces {
        let place = PlaceName::of_area(stop.area, batch_day(batch, plan));
        if !places.contains(&place) {
            places.push(place);
        }
    }
    MissingReport {
        number: batch.number.value,
        plan: Link::new(&plan.document.record.title, plan.document.url.clone()),
        council: council_link(archive, plan.council),
        time: batch.time.clone(),
        places,
        lead: lead(plan),
        deadline: deadline.map(Day::of),
        state: batch_state(&state),
    }
}

/// Who leads the delegations of a plan, as it says; empty if it does not.
fn lead(plan: &Plan) -> String {
    let mut roles = plan.programme().composition.roles.iter();
    let lead = roles.find(|(role, _)| role.trim().to_lowercase() == "trưởng đoàn");
    lead.map_or_else(String::new, |(_, who)| who.clone())
}
