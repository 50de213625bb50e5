//! Sums over trips: days, people, cost, institutions met.
//!
//! Each sum covers the trips whose reports state it, and says how many these are: silence is not
//! zero.

use std::collections::BTreeMap;

use chrono::Datelike as _;

use ssg_content::document::{Cost, StopKind, Trip};

use crate::{Archive, CouncilId, ReportId};

/// Sums over trips. Amounts are in đồng.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TripSums {
    /// The number of trips.
    pub trips: u64,
    /// Their days, the first and the last included.
    pub days: u64,
    /// Trips whose report states the number of people.
    pub sized_trips: u64,
    /// The people of these trips.
    pub people: u64,
    /// Trips whose report states the cost in đồng.
    pub costed_trips: u64,
    /// The cost of these trips.
    pub cost: u64,
    /// Trips whose report states the cost in another currency. No sum has it.
    pub foreign_trips: u64,
    /// Trips whose report states both the cost in đồng and the number of people.
    pub compared_trips: u64,
    /// The cost of these trips.
    pub compared_cost: u64,
    /// The people of each of these trips times its days.
    pub person_days: u64,
    /// Trips whose report states the amount planned, in đồng.
    pub planned_trips: u64,
    /// The amount planned for these trips.
    pub planned: u64,
    /// Trips whose itinerary has a meeting.
    pub met_trips: u64,
    /// The meetings of these trips.
    pub meetings: u64,
    /// The days of these trips.
    pub met_days: u64,
}

impl TripSums {
    /// The sums of one trip.
    pub fn of(trip: &Trip) -> Self {
        let days = trip.dates.days();
        let people = trip.size.map(u64::from);
        let cost = trip.cost.as_ref();
        let total = cost.and_then(Cost::total_in_dong);
        let planned = cost.filter(|cost| cost.is_in_dong());
        let planned = planned.and_then(|cost| cost.planned);
        let is_foreign = cost.is_some_and(|cost| !cost.is_in_dong() && cost.total().is_some());
        let meetings = trip.stops.iter();
        let meetings = meetings.filter(|stop| stop.kind == StopKind::Meeting);
        let meetings = meetings.count() as u64;
        let compared = total.zip(people).filter(|(_, people)| *people > 0);
        let is_met = u64::from(meetings > 0);
        Self {
            trips: 1,
            days,
            sized_trips: u64::from(people.is_some()),
            people: people.unwrap_or(0),
            costed_trips: u64::from(total.is_some()),
            cost: total.unwrap_or(0),
            foreign_trips: u64::from(is_foreign),
            compared_trips: u64::from(compared.is_some()),
            compared_cost: compared.map_or(0, |(cost, _)| cost),
            person_days: compared.map_or(0, |(_, people)| people * days),
            planned_trips: u64::from(planned.is_some()),
            planned: planned.unwrap_or(0),
            met_trips: is_met,
            meetings,
            met_days: is_met * days,
        }
    }

    /// Adds the sums of other trips.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            trips: self.trips + other.trips,
            days: self.days + other.days,
            sized_trips: self.sized_trips + other.sized_trips,
            people: self.people + other.people,
            costed_trips: self.costed_trips + other.costed_trips,
            cost: self.cost.saturating_add(other.cost),
            foreign_trips: self.foreign_trips + other.foreign_trips,
            compared_trips: self.compared_trips + other.compared_trips,
            compared_cost: self.compared_cost.saturating_add(other.compared_cost),
            person_days: self.person_days + other.person_days,
            planned_trips: self.planned_trips + other.planned_trips,
            planned: self.planned.saturating_add(other.planned),
            met_trips: self.met_trips + other.met_trips,
            meetings: self.meetings + other.meetings,
            met_days: self.met_days + other.met_days,
        }
    }

    /// The cost per person and day in đồng, rounded. `None` if no trip states cost and people.
    pub fn cost_per_person_and_day(&self) -> Option<u64> {
        rounded_quotient(self.compared_cost, self.person_days)
    }

    /// The institutions met per day, in hundredths, rounded. `None` if no itinerary has a meeting.
    pub fn hundredths_of_meetings_per_day(&self) -> Option<u64> {
        rounded_quotient(self.meetings * 100, self.met_days)
    }
}

/// Returns the cost of a trip per person and day in the currency of the cost, rounded. `None` if its
/// report does not state both the cost and the number of people.
pub fn cost_per_person_and_day(trip: &Trip) -> Option<u64> {
    let total = trip.cost.as_ref()?.total()?;
    rounded_quotient(total, u64::from(trip.size?) * trip.dates.days())
}

/// The quotient, rounded half up. `None` for a division by zero.
fn rounded_quotient(number: u64, divisor: u64) -> Option<u64> {
    let (number, divisor) = (u128::from(number), u128::from(divisor));
    let rounded = (number * 2 + divisor).checked_div(divisor * 2)?;
    u64::try_from(rounded).ok()
}

impl Archive {
    /// Returns the sums over these reports.
    pub fn trip_sums(&self, reports: impl IntoIterator<Item = ReportId>) -> TripSums {
        let sums = reports
            .into_iter()
            .map(|id| TripSums::of(self.report(id).trip()));
        sums.fold(TripSums::default(), TripSums::plus)
    }

    /// Returns the sums by council and by the year in which a trip began, so that each trip is in
    /// one of them. Councils are in alphabetical order, unknown ones first; years are ascending.
    pub fn trip_sums_by_council_and_year(&self) -> BTreeMap<(Option<CouncilId>, i32), TripSums> {
        let mut groups: BTreeMap<(Option<CouncilId>, i32), TripSums> = BTreeMap::new();
        for report in &self.reports {
            let year = report.trip().dates.from().year();
            let sums = groups.entry((report.council, year)).or_default();
            *sums = sums.plus(TripSums::of(report.trip()));
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::rounded_quotient;

    #[test]
    fn quotients_are_rounded_half_up() {
        for (number, divisor, expected) in [
            (7, 2, Some(4)),
            (10, 4, Some(3)),
            (9, 4, Some(2)),
            (0, 3, Some(0)),
            (u64::MAX, 1, Some(u64::MAX)),
            (5, 0, None),
        ] {
            assert_eq!(rounded_quotient(number, divisor), expected);
        }
    }
}
