//! Batches of plans, as other pages show them.

use serde::Serialize;

use ssg_archive::{Archive, BatchState, PlanId, batch_anchor};
use ssg_base::path::UrlPath;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use super::{Link, council_link};
use ssg_vietnam::text::grouped;

/// A link to a batch of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BatchLink {
    /// Its number in the plan.
    pub number: u32,
    /// The plan's title.
    pub title: String,
    /// The plan's page.
    pub url: UrlPath,
    /// The fragment of the batch there.
    pub anchor: String,
}

/// A batch as a row of a list.
#[derive(Clone, Debug, Serialize)]
pub struct BatchRow {
    /// Its number in the plan.
    pub number: u32,
    /// The plan.
    pub plan: Link,
    /// Whose plan.
    pub council: Link,
    /// What it is to study, or its subject in this province; may be empty.
    pub theme: String,
    /// When, in the plan's own words.
    pub time: String,
    /// Its state.
    pub state: BatchStateView,
}

/// The state of a batch on the day of the build.
#[derive(Clone, Debug, Serialize)]
pub struct BatchStateView {
    /// `cancelled`, `reported`, `undated`, `planned`, `unreported`, `awaited` or `overdue`.
    pub code: &'static str,
    /// In words: "chưa có báo cáo trong kho này".
    pub label: String,
    /// Why it was cancelled; may be empty.
    pub reason: String,
}

/// Links to the batch at `at` of a plan.
pub(in crate::page) fn batch_link(archive: &Archive, plan: PlanId, at: usize) -> BatchLink {
    let plan = archive.plan(plan);
    let number = plan.programme().batches[at].number.value;
    BatchLink {
        number,
        title: plan.document.record.title.clone(),
        url: plan.document.url.clone(),
        anchor: batch_anchor(number),
    }
}

/// A batch as a row. With `unit`, its subject is the one for that province.
pub(in crate::page) fn batch_row(
    archive: &Archive,
    (plan, at): (PlanId, usize),
    unit: Option<UnitId>,
) -> BatchRow {
    let gazetteer = Gazetteer::get();
    let plan = archive.plan(plan);
    let batch = &plan.programme().batches[at];
    let here = unit.and_then(|unit| {
        batch.provinces.iter().find(|stop| {
            stop.area
                .province()
                .is_some_and(|own| gazetteer.current(own) == unit)
        })
    });
    let subject = here.map_or("", |stop| &stop.subject);
    BatchRow {
        number: batch.number.value,
        plan: Link::new(&plan.document.record.title, plan.document.url.clone()),
        council: council_link(archive, plan.council),
        theme: if subject.is_empty() {
            batch.theme.clone()
        } else {
            subject.to_owned()
        },
        time: batch.time.clone(),
        state: batch_state(&archive.batch_state(plan, at)),
    }
}

pub(in crate::page) fn batch_state(state: &BatchState) -> BatchStateView {
    let (code, label) = match state {
        BatchState::Cancelled(_) => ("cancelled", "Đã hủy".to_owned()),
        BatchState::Reported => ("reported", "Đã có báo cáo".to_owned()),
        BatchState::Undated => ("undated", "Chưa ghi ngày cụ thể".to_owned()),
        BatchState::Planned => ("planned", "Dự kiến".to_owned()),
        BatchState::Unreported => ("unreported", "Chưa có báo cáo trong kho này".to_owned()),
        BatchState::Awaited(days) => (
            "awaited",
            format!("Chờ báo cáo, còn {} ngày", grouped(days.unsigned_abs())),
        ),
        BatchState::Overdue(days) => (
            "overdue",
            format!("Quá hạn báo cáo {} ngày", grouped(days.unsigned_abs())),
        ),
    };
    let reason = match state {
        BatchState::Cancelled(reason) => reason.clone(),
        _ => String::new(),
    };
    BatchStateView {
        code,
        label,
        reason,
    }
}
