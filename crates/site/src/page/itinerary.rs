//! The itinerary of a trip, by day.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, LessonId, Report};
use ssg_content::document::StopKind;
use ssg_vietnam::date;

use super::part::{Day, LessonEntry, Link, PersonView, ProvinceName, lesson_entry, topic_links};

/// A day of an itinerary.
#[derive(Clone, Debug, Serialize)]
pub struct ItineraryDay {
    /// Which day of the trip, from 1; `None` for stops without a date.
    pub number: Option<i64>,
    /// The date.
    pub date: Option<Day>,
    /// "Thứ Sáu"; empty without a date.
    pub weekday: String,
    /// The fragment of the heading below that names this day, or empty.
    pub anchor: String,
    /// What happened, in order.
    pub stops: Vec<StopView>,
}

/// A stop of an itinerary.
#[derive(Clone, Debug, Serialize)]
pub struct StopView {
    /// The fragment of this stop on the page.
    pub anchor: String,
    /// `visit`, `meeting` or `transit`.
    pub kind: &'static str,
    /// The place; empty where only the province is known.
    pub place: String,
    /// The province.
    pub province: ProvinceName,
    /// "chiều" and the like; may be empty.
    pub when: String,
    /// Who received the delegation; may be empty.
    pub host: String,
    /// Who was there.
    pub present: Vec<PersonView>,
    /// What it was about; may be empty.
    pub subject: String,
    /// Its topics.
    pub topics: Vec<Link>,
    /// Whether the editor inferred the province.
    pub inferred: bool,
    /// Lessons that were learnt at this place.
    pub lessons: Vec<LessonEntry>,
}

/// Groups stops by day. Consecutive stops without a date form one group.
pub(super) fn itinerary(archive: &Archive, report: &Report) -> Vec<ItineraryDay> {
    let trip = report.trip();
    let mut days: Vec<ItineraryDay> = Vec::new();
    for (position, stop) in trip.stops.iter().enumerate() {
        let date = stop.dates.map(|dates| dates.from());
        let shown = date.map(Day::of);
        let view = stop_view(archive, report, position);
        match days.last_mut() {
            Some(last) if last.date == shown => last.stops.push(view),
            _ => days.push(ItineraryDay {
                number: date.map(|date| (date - trip.dates.from()).num_days() + 1),
                date: shown,
                weekday: date.map_or("", date::weekday_vi).to_owned(),
                anchor: date.map_or_else(String::new, |date| heading_of(report, date)),
                stops: vec![view],
            }),
        }
    }
    days
}

/// The anchor of the first heading that names this day, as people write days: 18/8/2023,
/// 18/08/2023 or "ngày 18 tháng 8"; empty if none does.
fn heading_of(report: &Report, day: NaiveDate) -> String {
    let (d, m, y) = (day.day(), day.month(), day.year());
    let forms = [
        format!("{d}/{m}/{y}"),
        format!("{d:02}/{m}/{y}"),
        format!("{d:02}/{m:02}/{y}"),
        format!("{d} tháng {m}"),
        format!("{d:02} tháng {m}"),
    ];
    // "8/8/2023" must not be found in "18/8/2023".
    let names = |title: &str, form: &str| {
        title
            .match_indices(form)
            .any(|(at, _)| !title[..at].ends_with(|c: char| c.is_ascii_digit()))
    };
    let headings = &report.document.body.headings;
    let found = headings
        .iter()
        .find(|heading| forms.iter().any(|form| names(&heading.title, form)));
    found.map_or_else(String::new, |heading| heading.id.clone())
}

fn stop_view(archive: &Archive, report: &Report, position: usize) -> StopView {
    let stop = &report.trip().stops[position];
    let start = report.trip().dates.from();
    let on = stop.dates.map_or(start, |dates| dates.from());
    let here =
        |id: &LessonId| !stop.place.is_empty() && archive.lesson_places(*id).contains(&stop.place);
    StopView {
        anchor: route::stop_anchor(position),
        kind: match stop.kind {
            StopKind::Visit => "visit",
            StopKind::Meeting => "meeting",
            StopKind::Transit => "transit",
        },
        place: stop.place.clone(),
        province: ProvinceName::of_area(stop.area, on),
        when: stop.when.clone(),
        host: stop.host.clone(),
        present: stop.present.iter().map(PersonView::new).collect(),
        subject: stop.subject.clone(),
        topics: topic_links(archive, &stop.topics),
        inferred: stop.inferred,
        lessons: report
            .lessons()
            .filter(here)
            .map(|id| lesson_entry(archive, id))
            .collect(),
    }
}
