//! Trips of a council to a place and on a topic that it went for before.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Months;

use crate::{Archive, CouncilId, Report, ReportId};
use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::Message;
use ssg_content::document::{Area, StopKind};
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::gazetteer::Gazetteer;
use ssg_vietnam::text;

/// How long before a trip an earlier one to the same place counts.
const MONTHS_BETWEEN: Months = Months::new(36);

/// What a stop was for. The province is today's, so that a merger does not hide a trip.
type Purpose = (CouncilId, Area, String, TopicId);

impl Archive {
    /// Advice about trips of a council to a place where it went for the same topic within three
    /// years before. Only stops that name a place count.
    pub fn repeated_trip_notes(&self) -> Vec<Diagnostic> {
        let mut last: BTreeMap<Purpose, ReportId> = BTreeMap::new();
        let mut notes = Vec::new();
        // Reports are sorted newest first.
        for (index, report) in self.reports.iter().enumerate().rev() {
            let id = ReportId::new(index);
            let mut earlier_trips = BTreeSet::new();
            for (purpose, place) in purposes(report) {
                let earlier = last.get(&purpose).copied().filter(|&earlier| {
                    let before = self.report(earlier).trip().dates;
                    let oldest = report
                        .trip()
                        .dates
                        .from()
                        .checked_sub_months(MONTHS_BETWEEN);
                    // One with the same days is a copy, which is reported as that.
                    let is_earlier = before.from() < report.trip().dates.from();
                    earlier != id
                        && is_earlier
                        && oldest.is_some_and(|oldest| before.to() >= oldest)
                });
                if let Some(earlier) = earlier
                    && earlier_trips.insert(earlier)
                {
                    notes.push(self.repeated_trip_note(report, earlier, &purpose, place));
                }
                last.insert(purpose, id);
            }
        }
        notes.sort_by(|a, b| a.place.cmp(&b.place));
        notes
    }

    fn repeated_trip_note(
        &self,
        report: &Report,
        earlier: ReportId,
        (council, _, _, topic): &Purpose,
        place: &str,
    ) -> Diagnostic {
        let earlier = self.report(earlier);
        let dates = earlier.trip().dates;
        let before = Message::RepeatedTripBefore {
            date: PartialDate::Day(dates.from()).vietnamese(),
            lessons: earlier.lessons().count().to_string(),
        };
        let message = Message::RepeatedTrip {
            council: self.council(*council).name.clone(),
            place: place.to_owned(),
            topic: self.vocabulary.topic(*topic).label.clone(),
        };
        let at = Place::new(&report.document.path, report.trip().dates_span);
        let mut note = Diagnostic::note(at, message).hint(Message::RepeatedTripHint);
        let place = Place::new(&earlier.document.path, earlier.trip().dates_span);
        note.related.push((place, before));
        note
    }
}

/// What the stops of a trip were for, each with its place as written. The topics of the whole report
/// count for a stop only if the trip went to one province.
fn purposes(report: &Report) -> Vec<(Purpose, &str)> {
    let Some(council) = report.council else {
        return Vec::new();
    };
    let gazetteer = Gazetteer::get();
    let own_topics: &[TopicId] = match report.provinces.len() + report.countries.len() {
        1 => &report.document.record.topics,
        _ => &[],
    };
    let stops = report.trip().stops.iter();
    let stops = stops.filter(|stop| stop.kind != StopKind::Transit && !stop.place.is_empty());
    stops
        .flat_map(|stop| {
            let topics = stop.topics.iter().chain(own_topics);
            topics.map(|topic| {
                let area = match stop.area {
                    Area::Province(unit) => Area::Province(gazetteer.current(unit)),
                    abroad @ Area::Country(_) => abroad,
                };
                let place = text::match_key(&stop.place);
                ((council, area, place, *topic), &*stop.place)
            })
        })
        .collect()
}
