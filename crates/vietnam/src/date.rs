//! Days, partial dates and periods: parsing, ordering and formatting.
//!
//! A day is a [`chrono::NaiveDate`] everywhere in the program. [`PartialDate`] is a date as an
//! author may write it, and [`Period`] is the days of a trip. Parsing is strict where chrono is lax:
//! chrono accepts `2024-2-3`, and `24-02-03` as the year 24. Each error is a value that says why.
//!
//! There is no clock and no time zone, and no form with the month first. Words such as "cuối tháng
//! 7" are not understood; an author writes the days they mean. `guess` proposes what a text of another
//! form probably means.

mod guess;

use std::cmp::Ordering;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::text;

/// The years that a document may have. Any other year is a typo.
const YEARS: RangeInclusive<i32> = 1900..=2200;

/// A date as precise as its document states it: a year, a month or a day.
///
/// Sorts by its last day, so that a chronological list never shows a report before it can have
/// existed. Of two dates with the same last day, the less precise sorts first.
///
/// [`PartialDate::parse`] returns only valid years and months. A value constructed with an invalid
/// one is treated as the nearest valid date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// A year.
    Year(i32),
    /// A month of a year.
    Month {
        /// The year.
        year: i32,
        /// The month, from 1 to 12.
        month: u32,
    },
    /// A day.
    Day(NaiveDate),
}

/// The reason why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// It has none of the forms that [`PartialDate::parse`] reads.
    NotADate,
    /// The month has no such day: 30/2.
    NoSuchDay {
        /// The year.
        year: i32,
        /// The month, from 1 to 12.
        month: u32,
        /// The day that the month does not have.
        day: u32,
    },
    /// The year has no such month: 13/2023.
    NoSuchMonth(u32),
    /// The year is not within 1900 to 2200.
    YearOutOfRange(i32),
}

impl PartialDate {
    /// Parses `2023-08-18`, `2023-03`, `2023`, `18/8/2023`, `18/08/2023`, `8/2023` or "ngày 03
    /// tháng 8 năm 2023".
    ///
    /// Rejects everything else, such as surrounding spaces, a month first or a year of two digits.
    ///
    /// # Errors
    /// The reason, if the text has another form or is not in the calendar.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let numbers = iso_numbers(text)
            .or_else(|| slashed_numbers(text))
            .or_else(|| numbers_in_words(text));
        let (year, month, day) = numbers.ok_or(DateError::NotADate)?;
        if !YEARS.contains(&year) {
            return Err(DateError::YearOutOfRange(year));
        }
        let Some(month) = month else {
            return Ok(Self::Year(year));
        };
        if !(1..=12).contains(&month) {
            return Err(DateError::NoSuchMonth(month));
        }
        let Some(day) = day else {
            return Ok(Self::Month { year, month });
        };
        NaiveDate::from_ymd_opt(year, month, day)
            .map(Self::Day)
            .ok_or(DateError::NoSuchDay { year, month, day })
    }

    /// The first day that the date may mean.
    pub fn first_day(&self) -> NaiveDate {
        match *self {
            Self::Year(year) => first_of(year, 1),
            Self::Month { year, month } => first_of(year, month),
            Self::Day(day) => day,
        }
    }

    /// The last day that the date may mean. It is used wherever a single day is needed.
    pub fn last_day(&self) -> NaiveDate {
        match *self {
            Self::Year(year) => last_of(year, 12),
            Self::Month { year, month } => last_of(year, month),
            Self::Day(day) => day,
        }
    }

    /// The year.
    pub fn year(&self) -> i32 {
        match *self {
            Self::Year(year) | Self::Month { year, .. } => year,
            Self::Day(day) => day.year(),
        }
    }

    /// The day, or `None` if the date is only a month or a year.
    pub fn day(&self) -> Option<NaiveDate> {
        match *self {
            Self::Day(day) => Some(day),
            Self::Year(_) | Self::Month { .. } => None,
        }
    }

    /// Formats the date as in Vietnam: `18/08/2023`, `03/2023`, `2023`.
    pub fn vietnamese(&self) -> String {
        match *self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month { year, month } => format!("{month:02}/{year:04}"),
            Self::Day(day) => {
                let mut out = day_and_month(day);
                out.push('/');
                push_year(&mut out, day.year());
                out
            }
        }
    }

    /// Formats the date as in ISO 8601: `2023-08-18`, `2023-03`, `2023`.
    pub fn iso(&self) -> String {
        match *self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month { year, month } => format!("{year:04}-{month:02}"),
            Self::Day(day) => {
                let mut out = String::with_capacity("2023-08-18".len());
                push_year(&mut out, day.year());
                out.push('-');
                push_two_digits(&mut out, day.month());
                out.push('-');
                push_two_digits(&mut out, day.day());
                out
            }
        }
    }

    /// The key for comparisons. Its last two parts only distinguish dates outside the calendar.
    fn sort_key(&self) -> (NaiveDate, u8, i32, u32) {
        let (precision, month) = match *self {
            Self::Year(_) => (0, 0),
            Self::Month { month, .. } => (1, month),
            Self::Day(_) => (2, 0),
        };
        (self.last_day(), precision, self.year(), month)
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sort_key().cmp(&other.sort_key())
    }
}

/// The year, month and day of a text, not yet checked against the calendar.
type DateNumbers = (i32, Option<u32>, Option<u32>);

fn iso_numbers(date: &str) -> Option<DateNumbers> {
    let parts: Vec<&str> = date.split('-').collect();
    Some(match *parts {
        [y] => (year(y)?, None, None),
        [y, m] => (year(y)?, Some(digits(m, 2..=2)?), None),
        [y, m, d] => (year(y)?, Some(digits(m, 2..=2)?), Some(digits(d, 2..=2)?)),
        _ => return None,
    })
}

fn slashed_numbers(date: &str) -> Option<DateNumbers> {
    let parts: Vec<&str> = date.split('/').collect();
    Some(match *parts {
        [m, y] => (year(y)?, Some(digits(m, 1..=2)?), None),
        [d, m, y] => (year(y)?, Some(digits(m, 1..=2)?), Some(digits(d, 1..=2)?)),
        _ => return None,
    })
}

/// Parses the long form of Decree 30/2020/NĐ-CP, in any case and with any spaces inside.
fn numbers_in_words(date: &str) -> Option<DateNumbers> {
    if date.trim() != date {
        return None;
    }
    let key = text::match_key(date);
    let words: Vec<&str> = key.split(' ').collect();
    match *words {
        ["ngày", d, "tháng", m, "năm", y] => {
            Some((year(y)?, Some(digits(m, 1..=2)?), Some(digits(d, 1..=2)?)))
        }
        _ => None,
    }
}

fn year(text: &str) -> Option<i32> {
    digits(text, 4..=4)
}

/// Parses a number of `count` ASCII digits. The parser of the standard library accepts a sign.
fn digits<N: FromStr>(text: &str, count: RangeInclusive<usize>) -> Option<N> {
    let is_valid = count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_valid.then(|| text.parse().ok()).flatten()
}

/// The first day of a month. A month outside the calendar is treated as the nearest valid one.
fn first_of(year: i32, month: u32) -> NaiveDate {
    let nearest = if year < 0 {
        NaiveDate::MIN
    } else {
        NaiveDate::MAX
    };
    NaiveDate::from_ymd_opt(year, month.clamp(1, 12), 1).unwrap_or(nearest)
}

/// The last day of a month. A month outside the calendar is treated as the nearest valid one.
fn last_of(year: i32, month: u32) -> NaiveDate {
    let first = first_of(year, month);
    let days = u32::from(first.num_days_in_month());
    first.with_day(days).unwrap_or(first)
}

/// Formats a day without its year: `18/08`.
fn day_and_month(day: NaiveDate) -> String {
    let mut out = String::with_capacity("18/08/2023".len());
    push_two_digits(&mut out, day.day());
    out.push('/');
    push_two_digits(&mut out, day.month());
    out
}

/// Appends a day or a month as two digits. Every row of every list has three dates; with `format!`
/// they took 2 % of a build.
fn push_two_digits(out: &mut String, number: u32) {
    let digits = [number / 10 % 10, number % 10];
    out.extend(
        digits
            .into_iter()
            .filter_map(|digit| char::from_digit(digit, 10)),
    );
}

/// Appends a year as four digits, or as many as it needs.
fn push_year(out: &mut String, year: i32) {
    match u32::try_from(year) {
        Ok(year @ ..=9999) => {
            push_two_digits(out, year / 100);
            push_two_digits(out, year % 100);
        }
        // No document has such a year, but a `NaiveDate` may.
        _ => out.extend([format!("{year:04}")]),
    }
}

/// The Vietnamese name of the day of the week, as in a heading: "Thứ Hai" … "Chủ nhật".
pub fn weekday_vi(day: NaiveDate) -> &'static str {
    match day.weekday() {
        Weekday::Mon => "Thứ Hai",
        Weekday::Tue => "Thứ Ba",
        Weekday::Wed => "Thứ Tư",
        Weekday::Thu => "Thứ Năm",
        Weekday::Fri => "Thứ Sáu",
        Weekday::Sat => "Thứ Bảy",
        Weekday::Sun => "Chủ nhật",
    }
}

/// The days of a trip, from the first to the last inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    from: NaiveDate,
    to: NaiveDate,
}

impl Period {
    /// Creates the period from `from` to `to` inclusive. Returns `None` if `to` is earlier.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// Creates a period of one day.
    pub fn single_day(day: NaiveDate) -> Self {
        Self { from: day, to: day }
    }

    /// The period that a text names: a date as [`PartialDate::parse`] reads it, "tháng 8 năm 2023",
    /// "quý III/2023" or "năm 2023". `None` for any other text, such as one with more words.
    pub fn named(text: &str) -> Option<Self> {
        let whole = |date: PartialDate| Self::new(date.first_day(), date.last_day());
        if let Ok(date) = PartialDate::parse(text.trim()) {
            return whole(date);
        }
        let key = text::match_key(text);
        let words = key.split(|c: char| c == '/' || c.is_whitespace());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let date = |text: &str| PartialDate::parse(text).ok();
        match words[..] {
            ["năm", year] => whole(date(year)?),
            ["tháng", month, "năm", year] | ["tháng", month, year] => {
                whole(date(&format!("{month}/{year}"))?)
            }
            ["quý", quarter, "năm", year] | ["quý", quarter, year] => {
                let numbers = [("i", "1"), ("ii", "2"), ("iii", "3"), ("iv", "4")];
                let at = numbers
                    .iter()
                    .position(|&(roman, digit)| quarter == roman || quarter == digit)?;
                let month = |month: usize| date(&format!("{month}/{year}"));
                let (first, last) = (month(3 * at + 1)?, month(3 * at + 3)?);
                Self::new(first.first_day(), last.last_day())
            }
            _ => None,
        }
    }

    /// The first day.
    pub fn from(&self) -> NaiveDate {
        self.from
    }

    /// The last day.
    pub fn to(&self) -> NaiveDate {
        self.to
    }

    /// The number of days, at least 1.
    pub fn days(&self) -> u64 {
        (self.to - self.from).num_days().unsigned_abs() + 1
    }

    /// The years that the period touches: a trip over New Year touches two.
    pub fn years(&self) -> RangeInclusive<i32> {
        self.from.year()..=self.to.year()
    }

    /// Whether `day` is one of the days.
    pub fn contains(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Formats the period as in Vietnam, without repeating the month or year: `18–25/08/2023`,
    /// `28/08–03/09/2023`, `30/12/2023–02/01/2024`, and a single day as `18/08/2023`.
    pub fn vietnamese(&self) -> String {
        let (from, to) = (self.from, self.to);
        let end = PartialDate::Day(to).vietnamese();
        if from == to {
            end
        } else if from.year() != to.year() {
            [&PartialDate::Day(from).vietnamese(), "–", &end].concat()
        } else if from.month() != to.month() {
            [&day_and_month(from), "–", &end].concat()
        } else {
            let mut out = String::with_capacity("18–25/08/2023".len());
            push_two_digits(&mut out, from.day());
            out.push('–');
            out.push_str(&end);
            out
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(iso: &str) -> NaiveDate {
        match PartialDate::parse(iso) {
            Ok(PartialDate::Day(day)) => day,
            other => panic!("{iso} is {other:?}"),
        }
    }

    fn period(from: &str, to: &str) -> Period {
        Period::new(day(from), day(to)).expect("the period ends after it begins")
    }

    #[test]
    fn parses_every_documented_form() {
        for (text, iso) in [
            ("2023-08-18", "2023-08-18"),
            ("18/8/2023", "2023-08-18"),
            ("18/08/2023", "2023-08-18"),
            ("3/8/2023", "2023-08-03"),
            ("03/8/2023", "2023-08-03"),
            ("ngày 03 tháng 8 năm 2023", "2023-08-03"),
            ("Ngày 3  tháng 08 năm 2023", "2023-08-03"),
            ("nga\u{300}y 3 tha\u{301}ng 8 na\u{306}m 2023", "2023-08-03"),
            ("2024-02-29", "2024-02-29"),
            ("2023-03", "2023-03"),
            ("8/2023", "2023-08"),
            ("08/2023", "2023-08"),
            ("2023", "2023"),
            ("1900", "1900"),
            ("2200-12-31", "2200-12-31"),
        ] {
            assert_eq!(
                PartialDate::parse(text).map(|d| d.iso()),
                Ok(iso.to_owned()),
                "{text}"
            );
            let day = PartialDate::parse(text).ok().and_then(|date| date.day());
            let exact = (iso.len() == 10).then(|| iso.to_owned());
            assert_eq!(day.map(|day| day.to_string()), exact, "{text}");
        }
    }

    #[test]
    fn rejects_other_forms_with_the_reason() {
        use DateError::{NoSuchDay, NoSuchMonth, NotADate, YearOutOfRange};
        for text in [
            "",
            " ",
            "2023-8-18",
            "2023-08-18 ",
            " 2023",
            "+2023-08-18",
            "23-08-18",
            "18-08-2023",
            "18.8.2023",
            "8/18",
            "18/8/23",
            "20233",
            "２０２３",
            "2023/08/18",
            "2023-08-",
            "2023-08-018",
            "018/8/2023",
            "-5/2023",
            "ngày tháng năm 2023",
            "tháng 8 năm 2023",
            "cuối tháng 7/2023",
            "2023-08-18T00:00:00",
            "18/8/2023/1",
        ] {
            assert_eq!(PartialDate::parse(text), Err(NotADate), "{text:?}");
        }
        for (text, error) in [
            (
                "30/2/2023",
                NoSuchDay {
                    year: 2023,
                    month: 2,
                    day: 30,
                },
            ),
            (
                "2023-02-29",
                NoSuchDay {
                    year: 2023,
                    month: 2,
                    day: 29,
                },
            ),
            (
                "2023-04-00",
                NoSuchDay {
                    year: 2023,
                    month: 4,
                    day: 0,
                },
            ),
            ("8/18/2023", NoSuchMonth(18)),
            ("2023-00", NoSuchMonth(0)),
            ("13/2023", NoSuchMonth(13)),
            ("ngày 1 tháng 13 năm 2023", NoSuchMonth(13)),
            ("1023-08-18", YearOutOfRange(1023)),
            ("2201", YearOutOfRange(2201)),
            ("0000", YearOutOfRange(0)),
        ] {
            assert_eq!(PartialDate::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn partial_dates_sort_by_their_last_day() {
        let parse = |text| PartialDate::parse(text).expect("it is a date");
        let february = parse("2/2024");
        assert_eq!(february.first_day(), day("2024-02-01"));
        assert_eq!(february.last_day(), day("2024-02-29"));
        assert_eq!(parse("2023").last_day(), day("2023-12-31"));
        assert_eq!((parse("2023").day(), february.year()), (None, 2024));
        let order = [
            "2022-12-31",
            "2023-03-30",
            "2023-03",
            "2023-03-31",
            "2023",
            "2023-12",
            "2023-12-31",
        ];
        let dates: Vec<_> = order.map(parse).into();
        assert!(dates.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn dates_outside_the_calendar_become_the_nearest_valid_date() {
        let invalid = PartialDate::Month {
            year: 2023,
            month: 13,
        };
        assert_eq!(invalid.last_day(), day("2023-12-31"));
        assert_ne!(
            invalid.cmp(&PartialDate::Month {
                year: 2023,
                month: 14
            }),
            Ordering::Equal
        );
        assert_eq!(PartialDate::Year(i32::MAX).last_day(), NaiveDate::MAX);
        assert_eq!(PartialDate::Year(i32::MIN).first_day(), NaiveDate::MIN);
    }

    #[test]
    fn formats_dates_with_leading_zeros() {
        let format = |text| PartialDate::parse(text).map(|date| date.vietnamese());
        assert_eq!(format("3/8/2023"), Ok("03/08/2023".to_owned()));
        assert_eq!(format("2023-03"), Ok("03/2023".to_owned()));
        assert_eq!(format("2023"), Ok("2023".to_owned()));
        assert_eq!(weekday_vi(day("2023-08-20")), "Chủ nhật");
        assert_eq!(weekday_vi(day("2023-08-18")), "Thứ Sáu");
    }

    #[test]
    fn period_includes_both_ends() {
        let trip = period("2023-08-18", "2023-08-25");
        assert_eq!(trip.days(), 8);
        assert_eq!(Period::single_day(trip.from()).days(), 1);
        assert!(trip.contains(trip.from()) && trip.contains(trip.to()));
        assert!(!trip.contains(day("2023-08-26")));
        assert_eq!(
            period("2023-12-30", "2024-01-02")
                .years()
                .collect::<Vec<_>>(),
            [2023, 2024]
        );
        assert_eq!(Period::new(trip.to(), trip.from()), None);
    }

    #[test]
    fn formats_periods_without_repetition() {
        for (from, to, expected) in [
            ("2023-08-18", "2023-08-25", "18–25/08/2023"),
            ("2023-08-01", "2023-08-09", "01–09/08/2023"),
            ("2023-08-28", "2023-09-03", "28/08–03/09/2023"),
            ("2023-12-30", "2024-01-02", "30/12/2023–02/01/2024"),
            ("2023-08-18", "2024-08-18", "18/08/2023–18/08/2024"),
            ("2023-08-18", "2023-08-18", "18/08/2023"),
        ] {
            assert_eq!(period(from, to).vietnamese(), expected);
        }
    }

    proptest! {
        #[test]
        fn formatted_days_parse_to_themselves(days in 0i64..109_938) {
            let date = PartialDate::Day(day("1900-01-01") + chrono::TimeDelta::days(days));
            prop_assert_eq!(PartialDate::parse(&date.iso()), Ok(date));
            prop_assert_eq!(PartialDate::parse(&date.vietnamese()), Ok(date));
        }

        #[test]
        fn formatted_months_and_years_parse_to_themselves(year in 1900i32..=2200, month in 1u32..=12) {
            for date in [PartialDate::Month { year, month }, PartialDate::Year(year)] {
                prop_assert_eq!(PartialDate::parse(&date.iso()), Ok(date));
                prop_assert_eq!(PartialDate::parse(&date.vietnamese()), Ok(date));
                prop_assert!(date.first_day() <= date.last_day());
            }
        }

        #[test]
        fn parsing_never_panics_and_checks_the_year(text in "[-0-9/ +a-zà]{0,12}") {
            if let Ok(date) = PartialDate::parse(&text) {
                prop_assert!(YEARS.contains(&date.year()));
            }
        }
    }
}
