//! Days, and dates of which a document says only the month or the year.
//!
//! [`chrono::NaiveDate`] is the one word for a day in the whole program. Around it stand
//! [`PartialDate`], what an author may write, and [`Period`], the days of a trip. Reading is strict
//! where chrono's own parser is lax (it takes `2024-2-3`, and `24-02-03` as the year 24), and every
//! refusal says why, as a value.
//!
//! There is no clock here and no time zone, nothing is read month first, and words such as "cuối
//! tháng 7" are not understood: an author gives the days they stand for.

use std::cmp::Ordering;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::text;

/// The years a document of the archive can bear; another is a slip of the pen.
const YEARS: RangeInclusive<i32> = 1900..=2200;

/// A date as exact as its document has it.
///
/// Sorts by its last day, so that an archive in order of time never shows a report before it can
/// have existed; of two with one last day the vaguer comes first. [`PartialDate::parse`] makes only
/// months and years of the calendar; one made otherwise is taken as the nearest there is.
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

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// It has no form that is read as a date.
    NotADate,
    /// The month has no such day: 30/2.
    NoSuchDay {
        /// The year.
        year: i32,
        /// The month, from 1 to 12.
        month: u32,
        /// The day that is not in it.
        day: u32,
    },
    /// The year has no such month: 13/2023.
    NoSuchMonth(u32),
    /// The year lies outside 1900 to 2200.
    YearOutOfRange(i32),
}

impl PartialDate {
    /// Reads `2023-08-18`, `2023-03`, `2023`, `18/8/2023`, `18/08/2023`, `8/2023` or
    /// "ngày 03 tháng 8 năm 2023", and nothing else: no spaces around, no month first, no year of
    /// two digits.
    pub fn parse(written: &str) -> Result<Self, DateError> {
        let numbers = iso_numbers(written)
            .or_else(|| slashed_numbers(written))
            .or_else(|| numbers_in_words(written));
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

    /// The first day it can mean.
    pub fn first_day(&self) -> NaiveDate {
        match *self {
            Self::Year(year) => first_of(year, 1),
            Self::Month { year, month } => first_of(year, month),
            Self::Day(day) => day,
        }
    }

    /// The last day it can mean; as such a partial date counts where a day is needed.
    pub fn last_day(&self) -> NaiveDate {
        match *self {
            Self::Year(year) => last_of(year, 12),
            Self::Month { year, month } => last_of(year, month),
            Self::Day(day) => day,
        }
    }

    /// The year it lies in.
    pub fn year(&self) -> i32 {
        match *self {
            Self::Year(year) | Self::Month { year, .. } => year,
            Self::Day(day) => day.year(),
        }
    }

    /// The day, if it is exact.
    pub fn day(&self) -> Option<NaiveDate> {
        match *self {
            Self::Day(day) => Some(day),
            Self::Year(_) | Self::Month { .. } => None,
        }
    }

    /// The date as Vietnam writes it: `18/08/2023`, `03/2023`, `2023`.
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

    /// The date as machines write it: `2023-08-18`, `2023-03`, `2023`.
    pub fn iso(&self) -> String {
        match *self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month { year, month } => format!("{year:04}-{month:02}"),
            Self::Day(day) => {
                let mut out = String::with_capacity("2023-08-18".len());
                push_year(&mut out, day.year());
                out.push('-');
                push_two(&mut out, day.month());
                out.push('-');
                push_two(&mut out, day.day());
                out
            }
        }
    }

    /// What it is compared by. The last two tell apart only dates outside the calendar.
    fn rank(&self) -> (NaiveDate, u8, i32, u32) {
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
        self.rank().cmp(&other.rank())
    }
}

/// What the author wrote: year, month, day, not yet checked against a calendar.
type Numbers = (i32, Option<u32>, Option<u32>);

fn iso_numbers(written: &str) -> Option<Numbers> {
    let parts: Vec<&str> = written.split('-').collect();
    Some(match *parts {
        [y] => (year(y)?, None, None),
        [y, m] => (year(y)?, Some(digits(m, 2..=2)?), None),
        [y, m, d] => (year(y)?, Some(digits(m, 2..=2)?), Some(digits(d, 2..=2)?)),
        _ => return None,
    })
}

fn slashed_numbers(written: &str) -> Option<Numbers> {
    let parts: Vec<&str> = written.split('/').collect();
    Some(match *parts {
        [m, y] => (year(y)?, Some(digits(m, 1..=2)?), None),
        [d, m, y] => (year(y)?, Some(digits(m, 1..=2)?), Some(digits(d, 1..=2)?)),
        _ => return None,
    })
}

/// The long form of Decree 30/2020/NĐ-CP, in any case and with any spaces inside.
fn numbers_in_words(written: &str) -> Option<Numbers> {
    if written.trim() != written {
        return None;
    }
    let key = text::match_key(written);
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

/// A number of so many digits and nothing else; std's parser would take a sign.
fn digits<N: FromStr>(text: &str, count: RangeInclusive<usize>) -> Option<N> {
    let plain = count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn first_of(year: i32, month: u32) -> NaiveDate {
    let nearest = if year < 0 {
        NaiveDate::MIN
    } else {
        NaiveDate::MAX
    };
    NaiveDate::from_ymd_opt(year, month.clamp(1, 12), 1).unwrap_or(nearest)
}

fn last_of(year: i32, month: u32) -> NaiveDate {
    let first = first_of(year, month);
    let days = u32::from(first.num_days_in_month());
    first.with_day(days).unwrap_or(first)
}

/// `18/08`.
fn day_and_month(day: NaiveDate) -> String {
    let mut out = String::with_capacity("18/08/2023".len());
    push_two(&mut out, day.day());
    out.push('/');
    push_two(&mut out, day.month());
    out
}

/// Puts a day or a month at the end of `out`, as two digits. Every row of every list shows three
/// dates: formatted in the general way they were a fiftieth of a build.
fn push_two(out: &mut String, number: u32) {
    let digits = [number / 10 % 10, number % 10];
    out.extend(
        digits
            .into_iter()
            .filter_map(|digit| char::from_digit(digit, 10)),
    );
}

/// Puts a year at the end of `out`, as four digits or as many as it needs.
fn push_year(out: &mut String, year: i32) {
    match u32::try_from(year) {
        Ok(year @ ..=9999) => {
            push_two(out, year / 100);
            push_two(out, year % 100);
        }
        // No archive has such a year; a date can.
        _ => out.extend([format!("{year:04}")]),
    }
}

/// The day of the week, as inside a heading: "Thứ Hai" … "Chủ nhật". The week starts on Monday.
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

/// The days of a trip, from the first to the last, both counted; at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    from: NaiveDate,
    to: NaiveDate,
}

impl Period {
    /// The days from `from` to `to`. `None` if `to` is earlier.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// A single day.
    pub fn single_day(day: NaiveDate) -> Self {
        Self { from: day, to: day }
    }

    /// The first day.
    pub fn from(&self) -> NaiveDate {
        self.from
    }

    /// The last day.
    pub fn to(&self) -> NaiveDate {
        self.to
    }

    /// How many days it has, at least 1.
    pub fn days(&self) -> u64 {
        (self.to - self.from).num_days().unsigned_abs() + 1
    }

    /// Every year it touches: a trip over New Year stands in both.
    pub fn years(&self) -> RangeInclusive<i32> {
        self.from.year()..=self.to.year()
    }

    /// Whether the day is one of its days.
    pub fn contains(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// The period as Vietnam writes it, saying nothing twice: `18–25/08/2023`,
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
            push_two(&mut out, from.day());
            out.push('–');
            out.push_str(&end);
            out
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use proptest::prelude::*;

    fn day(iso: &str) -> NaiveDate {
        match PartialDate::parse(iso) {
            Ok(PartialDate::Day(day)) => day,
            other => panic!("{iso} is {other:?}"),
        }
    }

    fn period(from: &str, to: &str) -> Period {
        Period::new(day(from), day(to)).expect("in order")
    }

    #[test]
    fn a_date_is_read_in_every_form_that_is_told() {
        for (written, iso) in [
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
                PartialDate::parse(written).map(|d| d.iso()),
                Ok(iso.to_owned()),
                "{written}"
            );
            let day = PartialDate::parse(written).ok().and_then(|date| date.day());
            let exact = (iso.len() == 10).then(|| iso.to_owned());
            assert_eq!(day.map(|day| day.to_string()), exact, "{written}");
        }
    }

    #[test]
    fn what_is_no_date_is_told_why() {
        use DateError::{NoSuchDay, NoSuchMonth, NotADate, YearOutOfRange};
        for written in [
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
            assert_eq!(PartialDate::parse(written), Err(NotADate), "{written:?}");
        }
        for (written, fault) in [
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
            assert_eq!(PartialDate::parse(written), Err(fault), "{written}");
        }
    }

    #[test]
    fn a_partial_date_spans_its_days_and_sorts_by_the_last() {
        let read = |written| PartialDate::parse(written).expect("a date");
        let february = read("2/2024");
        assert_eq!(february.first_day(), day("2024-02-01"));
        assert_eq!(february.last_day(), day("2024-02-29"));
        assert_eq!(read("2023").last_day(), day("2023-12-31"));
        assert_eq!((read("2023").day(), february.year()), (None, 2024));
        let order = [
            "2022-12-31",
            "2023-03-30",
            "2023-03",
            "2023-03-31",
            "2023",
            "2023-12",
            "2023-12-31",
        ];
        let dates: Vec<_> = order.map(read).into();
        assert!(dates.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_date_outside_the_calendar_is_taken_as_the_nearest() {
        let odd = PartialDate::Month {
            year: 2023,
            month: 13,
        };
        assert_eq!(odd.last_day(), day("2023-12-31"));
        assert_ne!(
            odd.cmp(&PartialDate::Month {
                year: 2023,
                month: 14
            }),
            Ordering::Equal
        );
        assert_eq!(PartialDate::Year(i32::MAX).last_day(), NaiveDate::MAX);
        assert_eq!(PartialDate::Year(i32::MIN).first_day(), NaiveDate::MIN);
    }

    #[test]
    fn a_date_is_printed_with_its_zeros() {
        let printed = |written| PartialDate::parse(written).map(|date| date.vietnamese());
        assert_eq!(printed("3/8/2023"), Ok("03/08/2023".to_owned()));
        assert_eq!(printed("2023-03"), Ok("03/2023".to_owned()));
        assert_eq!(printed("2023"), Ok("2023".to_owned()));
        assert_eq!(weekday_vi(day("2023-08-20")), "Chủ nhật");
        assert_eq!(weekday_vi(day("2023-08-18")), "Thứ Sáu");
    }

    #[test]
    fn a_period_counts_both_ends() {
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
    fn a_period_says_nothing_twice() {
        for (from, to, printed) in [
            ("2023-08-18", "2023-08-25", "18–25/08/2023"),
            ("2023-08-01", "2023-08-09", "01–09/08/2023"),
            ("2023-08-28", "2023-09-03", "28/08–03/09/2023"),
            ("2023-12-30", "2024-01-02", "30/12/2023–02/01/2024"),
            ("2023-08-18", "2024-08-18", "18/08/2023–18/08/2024"),
            ("2023-08-18", "2023-08-18", "18/08/2023"),
        ] {
            assert_eq!(period(from, to).vietnamese(), printed);
        }
    }

    proptest! {
        #[test]
        fn a_day_survives_being_written_and_read(days in 0i64..109_938) {
            let written = PartialDate::Day(day("1900-01-01") + chrono::TimeDelta::days(days));
            prop_assert_eq!(PartialDate::parse(&written.iso()), Ok(written));
            prop_assert_eq!(PartialDate::parse(&written.vietnamese()), Ok(written));
        }

        #[test]
        fn a_month_survives_being_written_and_read(year in 1900i32..=2200, month in 1u32..=12) {
            for written in [PartialDate::Month { year, month }, PartialDate::Year(year)] {
                prop_assert_eq!(PartialDate::parse(&written.iso()), Ok(written));
                prop_assert_eq!(PartialDate::parse(&written.vietnamese()), Ok(written));
                prop_assert!(written.first_day() <= written.last_day());
            }
        }

        #[test]
        fn anything_is_read_or_refused(written in "[-0-9/ +a-zà]{0,12}") {
            if let Ok(date) = PartialDate::parse(&written) {
                prop_assert!(YEARS.contains(&date.year()));
            }
        }
    }
}
