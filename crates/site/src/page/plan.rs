//! The page of one plan.

use chrono::NaiveDate;
use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, Plan, PlanId};
use ssg_content::document::{Batch, Budget, Composition};
use ssg_vietnam::date::Period;

use super::PageDraft;
use super::part::{
    BatchStateView, LessonRow, Link, ProvinceName, RecordView, VettingView, When, batch_state,
    lesson_rows, meta_description, record_view, report_link, topic_links,
};
use super::related::MAX_RELATED;
use super::report::dong;
use super::view::{Page, Section, View};

/// One plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanView {
    /// The fields that reports and plans share. Templates read them as fields of the plan.
    #[serde(flatten)]
    pub record: RecordView,
    /// Its batches in the plan's order.
    pub batches: Vec<BatchView>,
    /// Number of batches with a report in the archive.
    pub reported: usize,
    /// Documents and decisions it is based on.
    pub basis: Vec<String>,
    /// Its purposes.
    pub purpose: Vec<String>,
    /// Its requirements.
    pub requirements: Vec<String>,
    /// Number of people in a delegation, in words; may be empty.
    pub composition_size: String,
    /// Participants, as role and person.
    pub roles: Vec<[String; 2]>,
    /// The budget, in words; may be empty.
    pub budget: String,
    /// What the trips of the plan cost as far as their reports state it, in words; may be empty.
    pub spent: String,
    /// Who examined it, and the decision.
    pub vetting: Option<VettingView>,
    /// Duties, as who and what.
    pub duties: Vec<[String; 2]>,
    /// The duty to report, in words; may be empty.
    pub reporting: String,
    /// The addressee of the report; may be empty.
    pub reporting_to: String,
    /// Lessons already learnt in its provinces on its topics, at most five.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
}

/// A batch of a plan.
#[derive(Clone, Debug, Serialize)]
pub struct BatchView {
    /// Its number in the plan.
    pub number: u32,
    /// What it is to study; may be empty.
    pub theme: String,
    /// When, in the plan's own words.
    pub time: String,
    /// The first and the last day on which it can take place, if known.
    pub period: Option<When>,
    /// Means of transport; may be empty.
    pub transport: String,
    /// Its destinations.
    pub provinces: Vec<BatchProvince>,
    /// Its topics.
    pub topics: Vec<Link>,
    /// Its state.
    pub state: BatchStateView,
    /// Who examined it, and the decision.
    pub vetting: Option<VettingView>,
    /// Reports that carry it out.
    pub reports: Vec<Link>,
}

/// A destination of a batch.
#[derive(Clone, Debug, Serialize)]
pub struct BatchProvince {
    /// The province.
    pub province: ProvinceName,
    /// A place within it; may be empty.
    pub place: String,
    /// The subject of the visit; may be empty.
    pub subject: String,
    /// Its topics.
    pub topics: Vec<Link>,
}

pub(super) fn page(archive: &Archive, id: PlanId) -> Page {
    let plan = archive.plan(id);
    let (document, programme) = (&plan.document, plan.programme());
    let reporting = programme.reporting.clone();
    let (reporting, reporting_to) =
        reporting.map_or_else(Default::default, |reporting| (reporting.duty, reporting.to));
    let reports = plan.reports.iter();
    let lessons = archive.relevant_lessons(plan).take(MAX_RELATED);
    let lessons: Vec<_> = lessons.collect();
    let view = PlanView {
        record: record_view(
            archive,
            document,
            plan.council,
            ("Kế hoạch", plan.year),
            plan.published(),
        ),
        batches: (0..programme.batches.len())
            .map(|at| batch(archive, plan, at))
            .collect(),
        reported: reports.filter(|reports| !reports.is_empty()).count(),
        basis: programme.basis.clone(),
        purpose: programme.purpose.clone(),
        requirements: programme.requirements.clone(),
        composition_size: composition(&programme.composition),
        roles: pairs(&programme.composition.roles),
        budget: programme.budget.as_ref().map_or_else(String::new, budget),
        spent: spent(archive, plan),
        vetting: programme.vetting.as_ref().map(VettingView::new),
        duties: pairs(&programme.duties),
        reporting,
        reporting_to,
        lessons: lesson_rows(archive, &lessons),
    };
    let draft = PageDraft {
        title: document.record.title.clone(),
        description: meta_description(document),
        breadcrumbs: vec![
            Link::new("Kế hoạch", route::plans_url()),
            Link::new(&plan.year.to_string(), route::year_url(plan.year)),
        ],
        section: Section::Plans,
        url: &document.url,
    };
    draft.into_page(archive, View::Plan(Box::new(view)))
}

fn pairs(pairs: &[(String, String)]) -> Vec<[String; 2]> {
    let pairs = pairs.iter();
    pairs.map(|(a, b)| [a.clone(), b.clone()]).collect()
}

fn batch(archive: &Archive, plan: &Plan, at: usize) -> BatchView {
    let batch = &plan.programme().batches[at];
    let on = batch_day(batch, plan);
    let provinces = batch.provinces.iter().map(|stop| BatchProvince {
        province: ProvinceName::of_area(stop.area, on),
        place: stop.place.clone(),
        subject: stop.subject.clone(),
        topics: topic_links(archive, &stop.topics),
    });
    BatchView {
        number: batch.number.value,
        theme: batch.theme.clone(),
        time: batch.time.clone(),
        period: batch.period.map(When::of),
        transport: batch.transport.clone(),
        provinces: provinces.collect(),
        topics: topic_links(archive, &batch.topics),
        state: batch_state(&archive.batch_state(plan, at)),
        vetting: batch.vetting.as_ref().map(VettingView::new),
        reports: plan.reports[at]
            .iter()
            .map(|&id| report_link(archive.report(id)))
            .collect(),
    }
}

/// The day whose province names a batch is shown with.
pub(super) fn batch_day(batch: &Batch, plan: &Plan) -> NaiveDate {
    batch
        .period
        .as_ref()
        .map_or_else(|| plan.published().first_day(), Period::from)
}

fn composition(composition: &Composition) -> String {
    match (composition.min, composition.max) {
        (None, None) => String::new(),
        (Some(min), Some(max)) if min != max => format!("{min}–{max} người"),
        (Some(some), _) | (None, Some(some)) => format!("{some} người"),
    }
}

fn budget(budget: &Budget) -> String {
    let year = budget.year.map(|year| format!("năm {year}"));
    let source = (!budget.source.is_empty()).then(|| budget.source.clone());
    let origin: Vec<String> = source.into_iter().chain(year).collect();
    let origin = origin.join(", ");
    match budget.amount {
        None => origin,
        Some(amount) if origin.is_empty() => dong(amount),
        Some(amount) => format!("{} ({origin})", dong(amount)),
    }
}

/// What the trips of a plan cost: "84.000.000 đồng theo 2 trong 3 báo cáo". Empty if no report states
/// an amount in đồng.
fn spent(archive: &Archive, plan: &Plan) -> String {
    let sums = archive.trip_sums(plan.reports.iter().flatten().copied());
    if sums.costed_trips == 0 {
        return String::new();
    }
    let cost = dong(sums.cost);
    format!(
        "{cost} theo {} trong {} báo cáo",
        sums.costed_trips, sums.trips
    )
}
