//! Sums over trips, as pages show them.

use serde::Serialize;

use ssg_archive::TripSums;
use ssg_base::path::UrlPath;

/// Sums over the trips of a council, a year, or of all. Amounts are in đồng.
#[derive(Clone, Debug, Serialize)]
pub struct SumsRow {
    /// The council or the year.
    pub title: String,
    /// Its page; `None` for all.
    pub url: Option<UrlPath>,
    /// Number of trips.
    pub trips: u64,
    /// Their days.
    pub days: u64,
    /// The people of the trips that state them; `None` if none does.
    pub people: Option<u64>,
    /// Number of trips that do not state the number of people.
    pub people_missing: u64,
    /// The cost of the trips that state it; `None` if none does.
    pub cost: Option<u64>,
    /// Number of trips that do not state a cost.
    pub cost_missing: u64,
    /// Number of trips that state a cost in another currency, which no sum has.
    pub foreign: u64,
    /// The amount planned for the trips that state it; `None` if none does.
    pub planned: Option<u64>,
    /// Number of trips that do not state an amount planned.
    pub planned_missing: u64,
    /// The cost per person and day of the trips that state cost and people; `None` if none does.
    pub per_person_day: Option<u64>,
    /// Institutions met per day on the trips whose itinerary has a meeting, as `0,63`; empty if
    /// none has.
    pub met_per_day: String,
}

impl SumsRow {
    pub(in crate::page) fn new(title: &str, url: Option<UrlPath>, sums: TripSums) -> Self {
        let stated = |trips: u64, sum: u64| (trips > 0).then_some(sum);
        Self {
            title: title.to_owned(),
            url,
            trips: sums.trips,
            days: sums.days,
            people: stated(sums.sized_trips, sums.people),
            people_missing: sums.trips - sums.sized_trips,
            cost: stated(sums.costed_trips, sums.cost),
            cost_missing: sums.trips - sums.costed_trips - sums.foreign_trips,
            foreign: sums.foreign_trips,
            planned: stated(sums.planned_trips, sums.planned),
            planned_missing: sums.trips - sums.planned_trips - sums.foreign_trips,
            per_person_day: sums.cost_per_person_and_day(),
            met_per_day: met_per_day(sums),
        }
    }
}

/// Institutions met per day, with a comma before the decimals: `0,63`; empty if no trip states any.
pub(in crate::page) fn met_per_day(sums: TripSums) -> String {
    let hundredths = sums.hundredths_of_meetings_per_day();
    hundredths.map_or_else(String::new, |hundredths| {
        format!("{},{:02}", hundredths / 100, hundredths % 100)
    })
}
