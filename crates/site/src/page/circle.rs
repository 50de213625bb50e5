//! Pages of the circle: plan, report, lesson, use. What became of every batch, which lessons were
//! used, and what happened to the records.

use crate::route;
use ssg_archive::{Archive, BatchState, LessonId, LessonUse, LogEvent, Plan, PlanId};
use ssg_base::path::UrlPath;
use ssg_content::document::{Document, Head, Status, UseEntry, UseOutcome};

use super::lists::frame;
use super::view::{
    BarPart, BatchRow, FollowUpRow, FollowUpView, LessonRow, LessonsUsedView, LogEntry, LogView,
    Page, Section, UseView, View,
};
use super::{batch_row, council_link, day, lesson_row, link, numbered, paged, partial_day};

/// Batches counted by state.
#[derive(Clone, Copy, Default)]
struct Counts {
    reported: usize,
    overdue: usize,
    awaited: usize,
    unreported: usize,
    planned: usize,
    undated: usize,
    cancelled: usize,
}

impl Counts {
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

pub(super) fn follow_up(archive: &Archive) -> Page {
    let url = UrlPath::home().fixed("ke-hoach").fixed("theo-doi");
    let counts: Vec<Counts> = archive
        .plans
        .iter()
        .map(|plan| Counts::of_plan(archive, plan))
        .collect();
    let sum_of = |keep: &dyn Fn(&Plan) -> bool| {
        let kept = archive
            .plans
            .iter()
            .zip(&counts)
            .filter(|(plan, _)| keep(plan));
        Counts::sum(kept.map(|(_, counts)| *counts))
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
        Counts::sum(own).row(&council.name, Some(council.url.clone()))
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
        today: day(archive.today),
        all: sum_of(&|_| true).row("Tất cả", None),
        plans: plans.collect(),
        councils: councils.collect(),
        years: years.collect(),
        overdue: batches(archive, |state| match state {
            BatchState::Overdue(days) => Some(-days),
            _ => None,
        }),
        awaited: batches(archive, |state| match state {
            BatchState::Awaited(days) => Some(*days),
            _ => None,
        }),
        unplanned: archive
            .reports
            .iter()
            .filter(|report| report.batch.is_none())
            .count(),
    };
    let crumbs = vec![link("Kế hoạch", UrlPath::home().fixed("ke-hoach"))];
    frame("Theo dõi kế hoạch", Section::Plans, crumbs, &url)
        .page(archive, View::FollowUp(Box::new(view)))
}

/// Batches to which `rank` gives a number, the smallest first.
fn batches(archive: &Archive, rank: impl Fn(&BatchState) -> Option<i64>) -> Vec<BatchRow> {
    let mut ranked = Vec::new();
    for (id, plan) in archive.plans.iter().enumerate() {
        for at in 0..plan.programme().batches.len() {
            if let Some(rank) = rank(&archive.batch_state(plan, at)) {
                ranked.push((rank, PlanId::new(id), at));
            }
        }
    }
    ranked.sort();
    ranked
        .into_iter()
        .map(|(_, plan, at)| batch_row(archive, (plan, at), None))
        .collect()
}

pub(super) fn lessons_used(archive: &Archive, number: usize) -> Page {
    let base = route::lessons_url(None).fixed("da-dung");
    let (rows, pager) = paged(archive, archive.lessons_by_use(), &base, number);
    let rows = rows.iter().map(|&(id, uses)| LessonRow {
        uses,
        ..lesson_row(archive, id)
    });
    let view = LessonsUsedView {
        rows: rows.collect(),
        used: archive.uses.len(),
        pager,
    };
    let crumbs = vec![link("Bài học", route::lessons_url(None))];
    let url = route::list_page_url(&base, number);
    frame(
        &numbered("Bài học được dùng", number),
        Section::Lessons,
        crumbs,
        &url,
    )
    .page(archive, View::LessonsUsed(view))
}

pub(super) fn log(archive: &Archive, number: usize) -> Page {
    let base = UrlPath::home().fixed("nhat-ky");
    let (rows, pager) = paged(archive, archive.log(), &base, number);
    let entries = rows.iter().map(|entry| {
        let ssg_archive::LogEntry {
            date,
            event,
            document,
        } = entry;
        let (event, label, note) = match event {
            LogEvent::Published => ("published", "Đăng lần đầu", String::new()),
            LogEvent::Updated(at) => {
                let update = &document.record.updates[*at];
                let label = if update.by_editor {
                    "Ghi chú của người biên tập"
                } else {
                    "Đính chính, bổ sung"
                };
                ("updated", label, update.note.clone())
            }
            LogEvent::Withdrawn => ("withdrawn", "Rút khỏi kho", withdrawn_reason(document)),
        };
        LogEntry {
            date: partial_day(*date),
            event,
            label,
            record: link(&shown_title(document), document.url.clone()),
            kind: kind_of(document),
            note,
        }
    });
    let view = LogView {
        entries: entries.collect(),
        pager,
    };
    let url = route::list_page_url(&base, number);
    frame(
        &numbered("Nhật ký xuất bản", number),
        Section::Other,
        Vec::new(),
        &url,
    )
    .page(archive, View::Log(view))
}

/// What is withdrawn keeps its address and loses its words, the title among them.
fn shown_title(document: &Document) -> String {
    match document.record.status {
        Status::Withdrawn { .. } => document.url.to_string(),
        Status::Draft | Status::Published => document.record.title.clone(),
    }
}

fn withdrawn_reason(document: &Document) -> String {
    match &document.record.status {
        Status::Withdrawn { reason, .. } => reason.clone(),
        Status::Draft | Status::Published => String::new(),
    }
}

fn kind_of(document: &Document) -> &'static str {
    match document.head {
        Head::Report(_) => "Báo cáo",
        Head::Plan(_) => "Kế hoạch",
        Head::Page => "Trang",
    }
}

/// Where a lesson was used.
pub(super) fn used_by(archive: &Archive, id: LessonId) -> Vec<UseView> {
    let uses = archive.uses.get(&id).map_or(&[][..], Vec::as_slice);
    let views = uses.iter().map(|of: &LessonUse| UseView {
        link: link(&of.by.record.title, of.by.url.clone()),
        council: council_link(archive, of.council),
        kind: kind_of(&of.by),
        ..said(of.entry())
    });
    views.collect()
}

/// Which lessons a record used. A withdrawn one was told, and is left out.
pub(super) fn uses(archive: &Archive, document: &Document) -> Vec<UseView> {
    let views = document.record.uses.iter().filter_map(|use_| {
        let id = archive.find_lesson(&use_.lesson.value)?;
        Some(UseView {
            link: link(&archive.lesson(id).title, archive.lesson_url(id)),
            council: council_link(archive, archive.report_of(id).council),
            kind: "Bài học",
            ..said(use_)
        })
    });
    views.collect()
}

/// What a use says, whichever side it is seen from.
fn said(said: &UseEntry) -> UseView {
    let (outcome, label) = match said.outcome {
        Some(UseOutcome::Applied) => ("applied", "Đã áp dụng"),
        Some(UseOutcome::Partly) => ("partly", "Áp dụng một phần"),
        Some(UseOutcome::Unsuitable) => ("unsuitable", "Không phù hợp"),
        None => ("", ""),
    };
    UseView {
        link: link("", UrlPath::home()),
        council: link("", UrlPath::home()),
        kind: "",
        outcome,
        label,
        date: said.date.map(partial_day),
        note: said.note.clone(),
    }
}
