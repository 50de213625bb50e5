//! The days that a plan's words for a time can mean: "đầu tháng 4/2023", "quý II năm 2024".

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex_lite::{Captures, Regex};

use crate::phrases::sentences::lowercase;
use crate::phrases::{dates, regex};

static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(đầu|giữa|cuối|trung tuần|thượng tuần|hạ tuần)?\s*tháng\s*(\d{1,2})(?:(?:\s*/\s*|\s*năm\s*)(\d{4}))?",
    )
});
static QUARTER: LazyLock<Regex> =
    LazyLock::new(|| regex(r"quý\s+(iv|i{1,3}|[1-4])(?:(?:\s*/\s*|\s*năm\s*)(\d{4}))?"));

/// Returns the first and last day that a text can mean; `None` if it names no time. `year` is
/// assumed where none is written.
pub(super) fn parse(text: &str, year: Option<i32>) -> Option<(NaiveDate, NaiveDate)> {
    let low = lowercase(text);
    if let Some(span) = dates::spans(&low, year).into_iter().next() {
        return Some((span.from, span.to));
    }
    if let Some(found) = MONTH.captures(&low) {
        let month: u32 = found.get(2)?.as_str().parse().ok()?;
        let year = written_year(&found, 3).or(year)?;
        return month_part(year, month, found.get(1).map(|word| word.as_str()));
    }
    let found = QUARTER.captures(&low)?;
    let quarter = match found.get(1)?.as_str() {
        "i" | "1" => 1,
        "ii" | "2" => 2,
        "iii" | "3" => 3,
        _ => 4,
    };
    let year = written_year(&found, 2).or(year)?;
    Some((
        NaiveDate::from_ymd_opt(year, quarter * 3 - 2, 1)?,
        last_day_of_month(year, quarter * 3)?,
    ))
}

fn written_year(found: &Captures<'_>, group: usize) -> Option<i32> {
    found.get(group)?.as_str().parse().ok()
}

/// Returns the third of a month that a word names, or the entire month.
fn month_part(year: i32, month: u32, word: Option<&str>) -> Option<(NaiveDate, NaiveDate)> {
    let day = |day| NaiveDate::from_ymd_opt(year, month, day);
    let last = last_day_of_month(year, month)?;
    Some(match word {
        Some("đầu" | "thượng tuần") => (day(1)?, day(10)?),
        Some("giữa" | "trung tuần") => (day(11)?, day(20)?),
        Some("cuối" | "hạ tuần") => (day(21)?, last),
        _ => (day(1)?, last),
    })
}

fn last_day_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let (year, month) = if month == 12 {
        (year + 1, 1)
    } else {
        (year, month + 1)
    };
    NaiveDate::from_ymd_opt(year, month, 1)?.pred_opt()
}
