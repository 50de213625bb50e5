//! Days and periods in the form that templates read.

use chrono::NaiveDate;
use serde::Serialize;

use ssg_vietnam::date::{PartialDate, Period};

/// A day, or a month or year where the document has only that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// For `<time datetime>`: `2023-08-18`, `2023-08` or `2023`.
    pub iso: String,
    /// For people: `18/08/2023`, `08/2023` or `2023`.
    pub text: String,
}

impl Day {
    pub(in crate::page) fn of(day: NaiveDate) -> Self {
        Self::of_partial(PartialDate::Day(day))
    }

    pub(in crate::page) fn of_partial(date: PartialDate) -> Self {
        Self {
            iso: date.iso(),
            text: date.vietnamese(),
        }
    }

    /// The first day of a period, with the text of the whole period.
    pub(in crate::page) fn first_of(period: Period) -> Self {
        Self {
            iso: PartialDate::Day(period.from()).iso(),
            text: period.vietnamese(),
        }
    }
}

/// The days of a trip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct When {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Both in short: `18–25/08/2023`.
    pub text: String,
    /// Number of days, the first and the last included.
    pub days: i64,
}

impl When {
    pub(in crate::page) fn of(period: Period) -> Self {
        Self {
            from: Day::of(period.from()),
            to: Day::of(period.to()),
            text: period.vietnamese(),
            days: i64::try_from(period.days()).unwrap_or_default(),
        }
    }
}
