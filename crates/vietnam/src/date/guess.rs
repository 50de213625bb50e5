//! What a text that is no date was probably meant to say: `18-08-2023`, `18/8/23`, "18–25/8/2023".
//!
//! A guess is only shown in a hint, for an author to accept. It is never read as a date.

use chrono::{Datelike as _, NaiveDate};

use super::{PartialDate, Period, YEARS, last_of};
use crate::text;

/// The longest text, in characters, that is searched for numbers. Longer ones are sentences.
const MAX_CHARS: usize = 80;

/// Words that may stand in a date or a period.
const WORDS: [&str; 28] = [
    "ngày", "ng", "mùng", "mồng", "tháng", "thg", "th", "năm", "từ", "đến", "tới", "hết", "và",
    "thứ", "hai", "ba", "tư", "sáu", "bảy", "chủ", "nhật", "sáng", "chiều", "from", "to", "and",
    "t", "z",
];

/// Years of two digits up to this one are of this century.
const LAST_SHORT_YEAR: i32 = 69;

/// A number of a text, with its count of digits.
#[derive(Clone, Copy)]
struct Number {
    value: i32,
    digits: usize,
}

impl PartialDate {
    /// Guesses the date that `text` was meant to be: another separator, a year of two digits, the
    /// month first, words around it, or a day that its month does not have. `None` if nothing is
    /// likely.
    pub fn guess(text: &str) -> Option<Self> {
        let numbers = numbers(text)?;
        match numbers[..] {
            // "2023-08-18T07:30:00"
            [year, month, day, ..] if year.digits == 4 && numbers.len() <= 6 => {
                let is_time = |rest: &[Number]| rest.iter().all(|number| number.value < 60);
                is_time(&numbers[3..])
                    .then(|| full_date(year, month, day))
                    .flatten()
            }
            [day, month, year] => full_date(year, month, day),
            [month, year] if year.digits == 4 => month_of(year, month),
            [year, month] if year.digits == 4 => month_of(year, month),
            [one] => of_one_number(one),
            _ => None,
        }
    }
}

impl Period {
    /// Guesses the period that `text` was meant to be: two dates with a dash or "đến" between them,
    /// of which the first may lack its month or year. `None` if nothing is likely.
    pub fn guess(text: &str) -> Option<Self> {
        let day = |year, month, day| full_date(year, month, day).and_then(|date| date.day());
        let (from, to) = match numbers(text)?[..] {
            [y1, m1, d1, y2, m2, d2] if y1.digits == 4 && y2.digits == 4 => {
                (day(y1, m1, d1)?, day(y2, m2, d2)?)
            }
            [d1, m1, y1, d2, m2, y2] => (day(y1, m1, d1)?, day(y2, m2, d2)?),
            [d1, m1, d2, m2, year] => (day(year, m1, d1)?, day(year, m2, d2)?),
            [d1, d2, month, year] => (day(year, month, d1)?, day(year, month, d2)?),
            _ => return None,
        };
        Self::new(from, to)
    }
}

/// Returns the numbers of a text that consists of numbers, signs and words of dates. The digit of
/// "thứ 6" is left out.
fn numbers(text: &str) -> Option<Vec<Number>> {
    if text.chars().count() > MAX_CHARS {
        return None;
    }
    let key = text::match_key(text);
    let mut numbers = Vec::new();
    let mut word_before = "";
    for part in parts(&key) {
        let digits: String = part.chars().filter_map(ascii_digit).collect();
        if digits.is_empty() {
            if !WORDS.contains(&part) {
                return None;
            }
        } else if word_before != "thứ" {
            numbers.push(Number {
                value: digits.parse().ok()?,
                digits: digits.len(),
            });
        }
        word_before = part;
    }
    Some(numbers)
}

/// Returns the runs of letters and the runs of digits of a text.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let is_digit = |c: char| ascii_digit(c).is_some();
    let words = text.split(move |c: char| !c.is_alphabetic() && !is_digit(c));
    words.filter(|word| !word.is_empty()).flat_map(move |word| {
        let mut rest = word;
        std::iter::from_fn(move || {
            let first = is_digit(rest.chars().next()?);
            let end = rest.find(|c| is_digit(c) != first).unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            rest = after;
            Some(part)
        })
    })
}

/// Returns an ASCII or full-width digit as ASCII.
fn ascii_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

/// Returns the day, with month and day swapped if only that is in the calendar. A day after the end
/// of its month becomes the last one.
fn full_date(year: Number, month: Number, day: Number) -> Option<PartialDate> {
    let year = full_year(year)?;
    let (month, day) = if month.value > 12 && day.value <= 12 {
        (day.value, month.value)
    } else {
        (month.value, day.value)
    };
    let (month, day) = (u32::try_from(month).ok()?, u32::try_from(day).ok()?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let last = last_of(year, month);
    let day = NaiveDate::from_ymd_opt(year, month, day.min(last.day()))?;
    Some(PartialDate::Day(day))
}

fn month_of(year: Number, month: Number) -> Option<PartialDate> {
    let year = full_year(year)?;
    let month = u32::try_from(month.value).ok()?;
    let is_month = (1..=12).contains(&month);
    is_month.then_some(PartialDate::Month { year, month })
}

/// Reads "năm 2023", `20230818` and `18082023`.
fn of_one_number(number: Number) -> Option<PartialDate> {
    if number.digits == 4 {
        return full_year(number).map(PartialDate::Year);
    }
    if number.digits != 8 {
        return None;
    }
    let part = |value: i32, digits| Number { value, digits };
    let value = number.value;
    let (year, rest) = (part(value / 10_000, 4), value % 10_000);
    let year_first = full_date(year, part(rest / 100, 2), part(rest % 100, 2));
    let (rest, year) = (value / 10_000, part(value % 10_000, 4));
    year_first.or_else(|| full_date(year, part(rest % 100, 2), part(rest / 100, 2)))
}

fn full_year(number: Number) -> Option<i32> {
    let year = match (number.digits, number.value) {
        (4, year) => year,
        (2, year @ ..=LAST_SHORT_YEAR) => 2000 + year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    YEARS.contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_dates_that_are_written_another_way() {
        for (text, iso) in [
            ("18-08-2023", "2023-08-18"),
            ("18.08.2023", "2023-08-18"),
            ("18. 8. 2023", "2023-08-18"),
            ("18 8 2023", "2023-08-18"),
            ("18/8/23", "2023-08-18"),
            ("18/8/98", "1998-08-18"),
            ("2023/08/18", "2023-08-18"),
            ("2023-8-18", "2023-08-18"),
            ("2023.8.18", "2023-08-18"),
            ("2023-08-18T07:30:00Z", "2023-08-18"),
            ("8/25/2023", "2023-08-25"),
            ("2023-25-08", "2023-08-25"),
            ("31/9/2023", "2023-09-30"),
            ("2023-02-29", "2023-02-28"),
            ("ngày 18/8/2023", "2023-08-18"),
            ("Thứ Sáu, ngày 18 tháng 8, 2023", "2023-08-18"),
            ("thứ 6, 18/8/2023", "2023-08-18"),
            ("18 tháng 8 năm 2023.", "2023-08-18"),
            ("18–8–2023", "2023-08-18"),
            ("１８/８/２０２３", "2023-08-18"),
            ("20230818", "2023-08-18"),
            ("18082023", "2023-08-18"),
            ("tháng 8 năm 2023", "2023-08"),
            ("tháng 8/2023", "2023-08"),
            ("8-2023", "2023-08"),
            ("2023/8", "2023-08"),
            ("năm 2023", "2023"),
        ] {
            let guess = PartialDate::guess(text).map(|date| date.iso());
            assert_eq!(guess.as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn guesses_no_date_in_other_texts() {
        for text in [
            "",
            "cuối tháng 7",
            "hôm qua",
            "18/8",
            "32/8/2023",
            "18/13/2023x",
            "13/13/2023",
            "0/8/2023",
            "18/8/0203",
            "763-TB/HU",
            "0912 345 678",
            "99999999999999999999",
        ] {
            assert_eq!(PartialDate::guess(text), None, "{text}");
        }
        assert_eq!(PartialDate::guess(&"18/8/2023 ".repeat(10_000)), None);
    }

    #[test]
    fn guesses_periods() {
        for (text, from, to) in [
            ("18/8/2023 - 25/8/2023", "2023-08-18", "2023-08-25"),
            ("18/8 – 25/8/2023", "2023-08-18", "2023-08-25"),
            ("18-25/8/2023", "2023-08-18", "2023-08-25"),
            ("2023-08-18 to 2023-08-25", "2023-08-18", "2023-08-25"),
            ("18-08-2023, 25-08-2023", "2023-08-18", "2023-08-25"),
            (
                "từ ngày 18 đến ngày 25 tháng 8 năm 2023",
                "2023-08-18",
                "2023-08-25",
            ),
            (
                "từ ngày 28 tháng 8 đến hết ngày 03 tháng 9 năm 2023",
                "2023-08-28",
                "2023-09-03",
            ),
            ("30/12/23 đến 2/1/24", "2023-12-30", "2024-01-02"),
        ] {
            let guess = Period::guess(text);
            let days = guess.map(|period| (period.from().to_string(), period.to().to_string()));
            assert_eq!(days, Some((from.to_owned(), to.to_owned())), "{text}");
        }
        for text in [
            "18/8/2023",
            "25-18/8/2023",
            "8/2023",
            "tuần này",
            "1 2 3 4 5 6 7",
        ] {
            assert_eq!(Period::guess(text), None, "{text}");
        }
    }
}
