//! The page of one report.

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, Report, ReportId, TripSums, cost_per_person_and_day};
use ssg_content::document::{Cost, Document, Trip};
use ssg_content::html::Target;
use ssg_vietnam::gazetteer::Gazetteer;
use ssg_vietnam::text::grouped;

use super::PageDraft;
use super::itinerary::{ItineraryDay, itinerary};
use super::part::{
    BatchLink, LessonEntry, Link, PersonView, ProvinceName, RecordView, ReportRow, When,
    batch_link, lesson_entry, met_per_day, meta_description, record_view, report_rows,
};
use super::related::most_shared;
use super::view::{Image, Page, Section, View};

/// One report.
#[derive(Clone, Debug, Serialize)]
pub struct ReportView {
    /// The fields that reports and plans share. Templates read them as fields of the report.
    #[serde(flatten)]
    pub record: RecordView,
    /// The trip. Templates read its fields as fields of the report.
    #[serde(flatten)]
    pub trip: TripView,
    /// The people who travelled. Templates read its fields as fields of the report.
    #[serde(flatten)]
    pub delegation: DelegationView,
    /// The council's own assessment.
    pub assessment: Vec<String>,
    /// Its lessons in the order of the text.
    pub lessons: Vec<LessonEntry>,
    /// Other reports on the same provinces, at most five.
    #[serde(skip)]
    pub same_province: Vec<ReportRow>,
    /// Other reports on the same topics, at most five.
    #[serde(skip)]
    pub same_topic: Vec<ReportRow>,
}

/// When and where a delegation travelled.
#[derive(Clone, Debug, Serialize)]
pub struct TripView {
    /// The period of the trip.
    pub when: When,
    /// The years it touches.
    pub years: Vec<Link>,
    /// The provinces visited, each once, in order of visit, without transit.
    pub places: Vec<ProvinceName>,
    /// The batch of a plan that it carried out.
    pub plan: Option<BatchLink>,
    /// Its cost, in words; may be empty.
    pub cost: String,
    /// The details of the cost; `None` if the report states none.
    pub spending: Option<SpendingView>,
    /// Institutions met, in words; empty if the itinerary has no meeting.
    pub meetings: String,
    /// The trip day by day.
    pub itinerary: Vec<ItineraryDay>,
}

/// The details of the cost of a trip. Amounts are in words.
#[derive(Clone, Debug, Serialize)]
pub struct SpendingView {
    /// The amount planned; may be empty.
    pub planned: String,
    /// The budget of the whole plan that the trip carries out; may be empty.
    pub plan_budget: String,
    /// The cost per person and day; may be empty.
    pub per_person_day: String,
    /// The items of the cost.
    pub lines: Vec<CostLineView>,
}

/// An item of a cost.
#[derive(Clone, Debug, Serialize)]
pub struct CostLineView {
    /// What the money was spent on.
    pub item: String,
    /// The amount in words; may be empty.
    pub amount: String,
    /// A remark; may be empty.
    pub note: String,
}

/// The people who travelled.
#[derive(Clone, Debug, Serialize)]
pub struct DelegationView {
    /// The head of delegation; `None` is shown as "chưa ghi".
    pub lead: Option<PersonView>,
    /// Deputy heads.
    pub deputies: Vec<PersonView>,
    /// Members by name.
    pub members: Vec<PersonView>,
    /// Number of people, if the report says.
    pub size: Option<u32>,
}

pub(super) fn page(archive: &Archive, id: ReportId) -> Page {
    let report = archive.report(id);
    let (document, trip) = (&report.document, report.trip());
    let year = *trip.dates.years().start();
    let view = ReportView {
        record: record_view(
            archive,
            document,
            report.council,
            ("Báo cáo", year),
            report.published(),
        ),
        trip: trip_view(archive, report),
        delegation: delegation_view(archive, report),
        assessment: trip.assessment.clone(),
        lessons: report
            .lessons()
            .map(|id| lesson_entry(archive, id))
            .collect(),
        same_province: report_rows(archive, &same_province(archive, report, id)),
        same_topic: report_rows(archive, &same_topic(archive, report, id)),
    };
    let draft = PageDraft {
        title: document.record.title.clone(),
        description: meta_description(document),
        breadcrumbs: report_breadcrumbs(report),
        section: Section::Reports,
        url: &document.url,
    };
    Page {
        image: image(archive, document),
        ..draft.into_page(archive, View::Report(Box::new(view)))
    }
}

fn trip_view(archive: &Archive, report: &Report) -> TripView {
    let trip = report.trip();
    let years = trip.dates.years();
    TripView {
        when: When::of(trip.dates),
        years: years
            .map(|year| Link::new(&year.to_string(), route::year_url(year)))
            .collect(),
        places: places(report),
        plan: report.batch.map(|(plan, at)| batch_link(archive, plan, at)),
        cost: trip.cost.as_ref().map_or_else(String::new, cost),
        spending: trip
            .cost
            .as_ref()
            .map(|cost| spending(archive, report, cost)),
        meetings: meetings(trip),
        itinerary: itinerary(archive, report),
    }
}

fn delegation_view(archive: &Archive, report: &Report) -> DelegationView {
    let trip: &Trip = report.trip();
    DelegationView {
        lead: trip.lead.as_ref().map(|lead| PersonView {
            // The page of a lead who made one trip is this one.
            url: report
                .lead
                .map(|id| route::lead_url(archive, id))
                .filter(|url| **url != report.document.url)
                .cloned(),
            ..PersonView::new(lead)
        }),
        deputies: trip.deputies.iter().map(PersonView::new).collect(),
        members: trip.members.iter().map(PersonView::new).collect(),
        size: trip.size,
    }
}

/// The provinces of a report under their names on the first day of the trip, then the countries.
pub(super) fn places(report: &Report) -> Vec<ProvinceName> {
    let date = report.trip().dates.from();
    let units = report.provinces.iter();
    let units = units.map(|&unit| ProvinceName::on(unit, date));
    let abroad = report.countries.iter();
    units
        .chain(abroad.map(|&id| ProvinceName::abroad(id)))
        .collect()
}

/// The first photo of a document in its widest size, in a format that every program can read.
fn image(archive: &Archive, document: &Document) -> Option<Image> {
    let shown = document
        .body
        .html
        .placeholders()
        .iter()
        .find_map(|mark| match &mark.target {
            Target::Photo(shown) => Some(shown),
            _ => None,
        })?;
    let (url, (width, height)) = archive.widest_picture(document, &shown.path)?;
    Some(Image {
        url,
        width,
        height,
        alt: shown.alt.clone(),
    })
}

fn report_breadcrumbs(report: &Report) -> Vec<Link> {
    let year = *report.trip().dates.years().start();
    vec![
        Link::new("Báo cáo", route::reports_url()),
        Link::new(&year.to_string(), route::year_url(year)),
    ]
}

/// The amount spent with its source.
fn cost(cost: &Cost) -> String {
    let amount = cost.total().map(|amount| money(amount, cost));
    match (amount, &*cost.source) {
        (None, source) => source.to_owned(),
        (Some(amount), "") => amount,
        (Some(amount), source) => format!("{amount} ({source})"),
    }
}

/// An amount in the currency of a cost.
fn money(amount: u64, cost: &Cost) -> String {
    if cost.is_in_dong() {
        dong(amount)
    } else {
        format!("{} {}", grouped(amount), cost.currency)
    }
}

/// An amount in đồng.
pub(super) fn dong(amount: u64) -> String {
    format!("{} đồng", grouped(amount))
}

fn spending(archive: &Archive, report: &Report, cost: &Cost) -> SpendingView {
    let in_words = |amount: Option<u64>| amount.map_or_else(String::new, |sum| money(sum, cost));
    let plan = report.batch.map(|(plan, _)| archive.plan(plan).programme());
    let budget = plan.and_then(|plan| plan.budget.as_ref()?.amount);
    let lines = cost.lines.iter().map(|line| CostLineView {
        item: line.item.clone(),
        amount: in_words(line.amount),
        note: line.note.clone(),
    });
    SpendingView {
        planned: in_words(cost.planned),
        plan_budget: budget.map_or_else(String::new, dong),
        per_person_day: in_words(cost_per_person_and_day(report.trip())),
        lines: lines.collect(),
    }
}

/// Institutions met: "5 buổi trong 8 ngày, 0,63 buổi một ngày".
fn meetings(trip: &Trip) -> String {
    let sums = TripSums::of(trip);
    if sums.meetings == 0 {
        return String::new();
    }
    let rate = met_per_day(sums);
    format!(
        "{} buổi trong {} ngày, {rate} buổi một ngày",
        sums.meetings, sums.days
    )
}

/// Reports that share the most provinces, newest first among equals.
fn same_province(archive: &Archive, report: &Report, own: ReportId) -> Vec<ReportId> {
    let gazetteer = Gazetteer::get();
    let mut units: Vec<_> = report
        .provinces
        .iter()
        .map(|&unit| gazetteer.current(unit))
        .collect();
    units.sort();
    units.dedup();
    let lists = units
        .iter()
        .filter_map(|unit| archive.indexes.by_province.get(unit));
    most_shared(lists.map(|index| &*index.reports), own)
}

/// Reports that share the most topics, newest first among equals.
fn same_topic(archive: &Archive, report: &Report, own: ReportId) -> Vec<ReportId> {
    let topics = report.document.record.topics.iter();
    let lists = topics.filter_map(|topic| archive.indexes.by_topic.get(topic));
    most_shared(lists.map(|index| &*index.reports), own)
}
