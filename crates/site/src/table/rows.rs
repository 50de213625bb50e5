//! The rows of each sheet, built from the archive.

use super::{Cell, Row};
use crate::route;
use ssg_archive::{
    Archive, BatchState, CouncilId, LeadId, LessonId, LogEvent, PlanId, ReportId, TripSums,
    batch_anchor, cost_per_person_and_day, record_name,
};
use ssg_base::path::UrlPath;
use ssg_content::attachment;
use ssg_content::document::{Cost, Document, Head, Status, Vetting};
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId, Vintage};
use ssg_vietnam::text;

/// The full address of a page, or its address in the archive if that has none on the web.
pub fn full_address(archive: &Archive, url: &UrlPath) -> String {
    match &archive.site.base_url {
        Some(base) => format!("{base}{}", url.as_str()),
        None => url.to_string(),
    }
}

fn address<'a>(archive: &Archive, url: &UrlPath) -> Cell<'a> {
    Cell::Text(full_address(archive, url).into())
}

fn council(archive: &Archive, id: Option<CouncilId>) -> Cell<'_> {
    Cell::maybe(id, |id| Cell::text(&archive.council(id).name))
}

/// The slugs of the current units of these, each once, in the given order.
pub fn current_slugs(units: impl IntoIterator<Item = UnitId>) -> Vec<&'static str> {
    let gazetteer = Gazetteer::get();
    let mut slugs = Vec::new();
    for unit in units {
        let slug = gazetteer.unit(gazetteer.current(unit)).slug();
        if !slugs.contains(&slug) {
            slugs.push(slug);
        }
    }
    slugs
}

/// The slugs of topics.
pub fn topic_slugs<'a>(
    archive: &'a Archive,
    topics: &'a [TopicId],
) -> impl Iterator<Item = &'a str> + 'a {
    topics
        .iter()
        .map(|&topic| &*archive.vocabulary.topic(topic).slug)
}

fn document_cells(document: &Document) -> [Cell<'_>; 2] {
    let official = document.record.document.as_ref();
    let date = official.and_then(|official| official.date);
    [
        Cell::maybe(official, |official| Cell::text(official.full_number())),
        Cell::maybe(date, |date| Cell::text(date.iso())),
    ]
}

/// The name of the batch at `at` of a plan: `2023/dong-thap/4`.
pub fn batch_name(archive: &Archive, plan: PlanId, at: usize) -> String {
    let plan = archive.plan(plan);
    let number = plan.programme().batches[at].number.value;
    format!("{}/{number}", record_name(&plan.document.url))
}

/// A report as a row.
pub(super) fn report(archive: &Archive, id: ReportId) -> Row<'_> {
    let report = archive.report(id);
    let (document, trip) = (&*report.document, report.trip());
    let on = trip.dates.from();
    let then = report.provinces.iter();
    let then = then.map(|&unit| Gazetteer::get().unit(unit).name_on(on));
    let cost = trip.cost.as_ref();
    let sums = TripSums::of(trip);
    let lead = trip.lead.as_ref();
    let [number, date] = document_cells(document);
    vec![
        Cell::text(record_name(&document.url)),
        address(archive, &document.url),
        Cell::text(&document.record.title),
        council(archive, report.council),
        Cell::day(trip.dates.from()),
        Cell::day(trip.dates.to()),
        Cell::maybe(lead, |lead| Cell::text(&lead.name)),
        Cell::list(current_slugs(report.provinces.iter().copied())),
        Cell::list(topic_slugs(archive, &document.record.topics)),
        Cell::count(document.body.lessons.len()),
        Cell::list(then),
        Cell::maybe(lead, |lead| Cell::text(&lead.position)),
        Cell::maybe(trip.size, |size| Cell::Integer(size.into())),
        Cell::maybe(report.batch, |(plan, at)| {
            Cell::text(batch_name(archive, plan, at))
        }),
        number,
        date,
        Cell::maybe(cost.and_then(Cost::total), Cell::amount),
        Cell::maybe(cost, |cost| Cell::text(&cost.currency)),
        Cell::maybe(cost.and_then(|cost| cost.planned), Cell::amount),
        Cell::maybe(cost_per_person_and_day(trip), Cell::amount),
        Cell::amount(sums.days),
        Cell::stated(sums.met_trips, sums.meetings),
        Cell::list(report.countries.iter().map(|id| id.country().code())),
        Cell::maybe(report.published().day(), Cell::day),
        Cell::maybe(archive.last_changed(document).day(), Cell::day),
    ]
}

/// The attachments of all records, in the order of the records.
pub(super) fn attachments(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let records = archive.documents();
    records.flat_map(move |document| {
        let attachments = archive.attachments_of(document).into_iter();
        attachments.map(move |one| {
            let details = one.details;
            vec![
                address(archive, one.url),
                Cell::text(record_name(&document.url)),
                Cell::text(one.title),
                Cell::maybe(one.kind, |kind| Cell::text(kind.code())),
                Cell::text(one.language),
                Cell::text(attachment::media_type(one.source)),
                Cell::amount(details.size),
                Cell::maybe(details.page_count(), Cell::count),
                Cell::maybe(details.pdf.as_ref(), |pdf| Cell::text(pdf.state())),
                Cell::text(details.digest.to_string()),
            ]
        })
    })
}

/// A lesson as a row.
pub(super) fn lesson(archive: &Archive, id: LessonId) -> Row<'_> {
    let (lesson, report) = (archive.lesson(id), archive.report_of(id));
    let url = archive.lesson_url(id);
    let dates = report.trip().dates;
    let countries = archive.lesson_countries(id).into_iter();
    vec![
        Cell::text(record_name(&url)),
        address(archive, &url),
        Cell::text(&lesson.title),
        Cell::text(lesson.kind.class()),
        Cell::text(record_name(&report.document.url)),
        council(archive, report.council),
        Cell::day(dates.from()),
        Cell::day(dates.to()),
        Cell::list(current_slugs(archive.lesson_provinces(id))),
        Cell::list(topic_slugs(archive, archive.lesson_topics(id))),
        Cell::list(archive.lesson_places(id)),
        Cell::count(archive.times_applied(id)),
        Cell::text(&lesson.excerpt),
        Cell::maybe(archive.last_changed(&report.document).day(), Cell::day),
        Cell::list(countries.map(|id| id.country().code())),
    ]
}

/// A plan as a row.
pub(super) fn plan(archive: &Archive, id: PlanId) -> Row<'_> {
    let plan = archive.plan(id);
    let document = &*plan.document;
    let reported = plan.reports.iter().filter(|reports| !reports.is_empty());
    let budget = plan.programme().budget.as_ref();
    let vetting = plan.programme().vetting.as_ref();
    let comments = vetting.and_then(|vetting| vetting.comments.as_ref());
    let [decision, vetted_by, vetted_on] = vetting_cells(vetting);
    let [number, date] = document_cells(document);
    vec![
        Cell::text(record_name(&document.url)),
        address(archive, &document.url),
        Cell::text(&document.record.title),
        council(archive, plan.council),
        Cell::Integer(plan.year.into()),
        number,
        date,
        Cell::count(plan.programme().batches.len()),
        Cell::count(reported.count()),
        Cell::list(topic_slugs(archive, &document.record.topics)),
        Cell::maybe(plan.published().day(), Cell::day),
        Cell::maybe(archive.last_changed(document).day(), Cell::day),
        Cell::maybe(budget.and_then(|budget| budget.amount), Cell::amount),
        decision,
        vetted_by,
        Cell::maybe(vetting, |vetting| Cell::text(&vetting.number)),
        vetted_on,
        Cell::maybe(comments.and_then(|comments| comments.count), |count| {
            Cell::Integer(count.into())
        }),
    ]
}

/// The decision of a vetting, who examined, and when.
fn vetting_cells(vetting: Option<&Vetting>) -> [Cell<'_>; 3] {
    let decision = vetting.and_then(|vetting| vetting.decision);
    [
        Cell::maybe(decision, |decision| Cell::text(decision.code())),
        Cell::maybe(vetting, |vetting| Cell::text(&vetting.by)),
        Cell::maybe(vetting.and_then(|vetting| vetting.date), |date| {
            Cell::text(date.iso())
        }),
    ]
}

/// The code of a state, and its number of days.
fn state(state: &BatchState) -> (&'static str, Option<i64>) {
    match state {
        BatchState::Cancelled(_) => ("cancelled", None),
        BatchState::Reported => ("reported", None),
        BatchState::Undated => ("undated", None),
        BatchState::Planned => ("planned", None),
        BatchState::Unreported => ("unreported", None),
        BatchState::Awaited(days) => ("awaited", Some(*days)),
        BatchState::Overdue(days) => ("overdue", Some(*days)),
    }
}

pub(super) fn batches(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let plans = archive.plans.iter().enumerate();
    let all = plans.flat_map(|(id, plan)| {
        let batches = 0..plan.programme().batches.len();
        batches.map(move |at| (PlanId::new(id), at))
    });
    all.map(move |(id, at)| {
        let plan = archive.plan(id);
        let batch = &plan.programme().batches[at];
        let number = batch.number.value;
        let (state, days) = state(&archive.batch_state(plan, at));
        let reports = plan.reports[at].iter();
        let reports = reports.map(|&id| record_name(&archive.report(id).document.url));
        let page = full_address(archive, &plan.document.url);
        let vetting = batch.vetting.as_ref();
        let vetting = vetting.or(plan.programme().vetting.as_ref());
        let [decision, vetted_by, vetted_on] = vetting_cells(vetting);
        vec![
            Cell::text(batch_name(archive, id, at)),
            Cell::text(format!("{page}#{}", batch_anchor(number))),
            Cell::text(record_name(&plan.document.url)),
            Cell::Integer(number.into()),
            council(archive, plan.council),
            Cell::text(&batch.theme),
            Cell::text(&batch.time),
            Cell::maybe(batch.period, |period| Cell::day(period.from())),
            Cell::maybe(batch.period, |period| Cell::day(period.to())),
            Cell::list(current_slugs(
                batch
                    .provinces
                    .iter()
                    .filter_map(|stop| stop.area.province()),
            )),
            Cell::list(topic_slugs(archive, &batch.topics)),
            Cell::text(state),
            Cell::maybe(days, Cell::Integer),
            Cell::list(reports),
            Cell::maybe(batch.cancelled.as_deref(), Cell::text),
            decision,
            vetted_by,
            vetted_on,
        ]
    })
}

/// Sums over trips by council and year, the newest year first.
pub(super) fn costs(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let groups = archive.trip_sums_by_council_and_year();
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|((council, year), _)| (std::cmp::Reverse(*year), *council));
    groups.into_iter().map(move |((id, year), sums)| {
        vec![
            council(archive, id),
            Cell::Integer(year.into()),
            Cell::amount(sums.trips),
            Cell::amount(sums.days),
            Cell::stated(sums.sized_trips, sums.people),
            Cell::amount(sums.sized_trips),
            Cell::stated(sums.costed_trips, sums.cost),
            Cell::amount(sums.costed_trips),
            Cell::amount(sums.foreign_trips),
            Cell::maybe(sums.cost_per_person_and_day(), Cell::amount),
            Cell::stated(sums.compared_trips, sums.person_days),
            Cell::stated(sums.planned_trips, sums.planned),
            Cell::amount(sums.planned_trips),
            Cell::stated(sums.met_trips, sums.meetings),
            Cell::stated(sums.met_trips, sums.met_days),
        ]
    })
}

/// What became of a lesson, as a row.
pub fn answer(archive: &Archive, id: LessonId) -> Row<'_> {
    let (lesson, report) = (archive.lesson(id), archive.report_of(id));
    let url = archive.lesson_url(id);
    let follow_up = archive.follow_up(id);
    let (state, days) = (follow_up.state.code(), follow_up.state.days());
    let answer = follow_up.answer;
    let evidence = follow_up.entries.iter().flat_map(|entry| &entry.evidence);
    let evidence = evidence.map(|one| {
        let parts = [&one.title, &one.document, &one.figure];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.map(String::as_str).collect::<Vec<_>>().join(", ")
    });
    vec![
        Cell::text(record_name(&url)),
        address(archive, &url),
        Cell::text(&lesson.title),
        Cell::text(lesson.kind.class()),
        Cell::text(record_name(&report.document.url)),
        council(archive, report.council),
        Cell::text(follow_up.to),
        Cell::maybe(follow_up.due, |due| Cell::text(due.iso())),
        Cell::maybe(follow_up.due, |due| Cell::Integer(due.year().into())),
        Cell::text(state),
        Cell::maybe(days, Cell::Integer),
        Cell::maybe(follow_up.late_days, Cell::Integer),
        Cell::maybe(answer.and_then(|answer| answer.date), |date| {
            Cell::text(date.iso())
        }),
        Cell::maybe(answer, |answer| Cell::text(&answer.document)),
        Cell::maybe(answer, |answer| Cell::text(&answer.note)),
        Cell::list(evidence),
        Cell::count(follow_up.entries.len()),
    ]
}

/// The 34 current provinces in alphabetical order, then the former ones.
pub(super) fn provinces(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let gazetteer = Gazetteer::get();
    let sort_by_name = |units: &mut Vec<UnitId>| {
        units.sort_by_cached_key(|&unit| text::collation_key(gazetteer.unit(unit).name()));
    };
    let mut current: Vec<UnitId> = gazetteer
        .units(Vintage::Current)
        .map(|(unit, _)| unit)
        .collect();
    sort_by_name(&mut current);
    let mut former: Vec<UnitId> = gazetteer.retired_units().map(|(unit, _)| unit).collect();
    sort_by_name(&mut former);
    let reform = gazetteer.reform().effective();
    let current_rows = current.into_iter().map(move |id| {
        let unit = gazetteer.unit(id);
        let index = archive.indexes.by_province.get(&id);
        let count = |of: fn(&ssg_archive::IndexEntry) -> usize| Cell::count(index.map_or(0, of));
        vec![
            Cell::text(unit.slug()),
            address(archive, &route::province_url(id)),
            Cell::text(unit.name()),
            Cell::text(unit.official_name(archive.today.max(reform))),
            Cell::maybe(unit.region(), |region| Cell::text(region.name())),
            Cell::Blank,
            Cell::Blank,
            count(|index| index.reports.len()),
            count(|index| index.lessons.len()),
            count(|index| index.batches.len()),
        ]
    });
    let former_rows = former.into_iter().map(move |id| {
        let unit = gazetteer.unit(id);
        let last = unit.name_until().unwrap_or(reform);
        vec![
            Cell::text(unit.slug()),
            address(archive, &route::province_url(id)),
            Cell::text(unit.name()),
            Cell::text(unit.official_name(last)),
            Cell::Blank,
            Cell::day(last),
            Cell::text(gazetteer.unit(gazetteer.current(id)).slug()),
            Cell::count(
                archive
                    .indexes
                    .by_former_province
                    .get(&id)
                    .map_or(0, Vec::len),
            ),
            Cell::Blank,
            Cell::Blank,
        ]
    });
    current_rows.chain(former_rows)
}

pub(super) fn topics(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let groups = archive.vocabulary.groups().iter();
    let topics = groups.flat_map(|group| {
        let topics = archive.vocabulary.topics_of(group);
        topics.map(move |(id, topic)| (group, id, topic))
    });
    topics.map(move |(group, id, topic)| {
        let index = archive.indexes.by_topic.get(&id);
        let count = |of: fn(&ssg_archive::IndexEntry) -> usize| Cell::count(index.map_or(0, of));
        vec![
            Cell::text(&topic.slug),
            address(archive, &route::topic_url(archive, id)),
            Cell::text(&topic.label),
            Cell::text(&group.label),
            count(|index| index.reports.len()),
            count(|index| index.lessons.len()),
            count(|index| index.plans.len()),
            count(|index| index.batches.len()),
            Cell::list(topic.aliases.iter().map(String::as_str)),
        ]
    })
}

pub(super) fn years(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let years = archive.indexes.by_year.iter().rev();
    years.map(move |(&year, index)| {
        vec![
            Cell::Integer(year.into()),
            address(archive, &route::year_url(year)),
            Cell::count(index.reports.len()),
            Cell::count(index.lessons.len()),
            Cell::count(index.plans.len()),
        ]
    })
}

pub(super) fn councils(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let councils = archive.councils.iter().enumerate();
    councils.map(move |(id, council)| {
        let declared = archive.declared_council(CouncilId::new(id));
        let level = declared.and_then(|declared| declared.level);
        vec![
            address(archive, &council.url),
            Cell::text(&council.name),
            Cell::count(council.reports.len()),
            Cell::count(council.plans.len()),
            Cell::count(council.leads.len()),
            Cell::maybe(level, |level| Cell::text(level.code())),
            Cell::maybe(declared.and_then(|declared| declared.ended), Cell::day),
            Cell::maybe(council.successor, |id| {
                Cell::text(&archive.council(id).name)
            }),
        ]
    })
}

pub(super) fn leads(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let leads = archive.leads.iter().enumerate();
    leads.map(move |(id, lead)| {
        vec![
            address(archive, route::lead_url(archive, LeadId::new(id))),
            Cell::text(&lead.name),
            Cell::text(&archive.council(lead.council).name),
            Cell::count(lead.reports.len()),
        ]
    })
}

pub(super) fn lessons_used(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let ranked = archive.lessons_by_use().iter();
    ranked.map(move |&(id, uses)| {
        let url = archive.lesson_url(id);
        vec![
            Cell::text(record_name(&url)),
            address(archive, &url),
            Cell::text(&archive.lesson(id).title),
            Cell::count(uses),
        ]
    })
}

pub(super) fn log(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let events = archive.log().iter();
    events.map(move |entry| {
        let ssg_archive::LogEntry {
            date,
            is_date_known,
            event,
            document,
        } = entry;
        let kind = match document.head {
            Head::Report(_) => "report",
            Head::Plan(_) => "plan",
            Head::Page => "page",
        };
        let (title, reason) = match &document.record.status {
            Status::Withdrawn { reason, .. } => ("", &**reason),
            Status::Draft | Status::Published => (&*document.record.title, ""),
        };
        let (event, note) = match event {
            LogEvent::Published => ("published", ""),
            LogEvent::Updated(at) => ("updated", &*document.record.updates[*at].note),
            LogEvent::Withdrawn => ("withdrawn", reason),
        };
        vec![
            Cell::text(if *is_date_known {
                date.iso()
            } else {
                String::new()
            }),
            Cell::text(event),
            Cell::text(kind),
            address(archive, &document.url),
            Cell::text(title),
            Cell::text(note),
        ]
    })
}
