//! Days and spans of days in a sentence. All functions take text in lower case.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use regex_lite::{Captures, Regex};

/// The pattern of a day: `12`, `12/6`, `12 tháng 6 năm 2024`. Its groups are day, month and year,
/// the latter two in several spellings.
pub(crate) const DAY: &str = r"(?:(?:mùng|mồng)\s+)?(\d{1,2})(?:\s?[/.\-]\s?(\d{1,2})(?:\s?[/.\-]\s?(\d{4}))?|\s+tháng\s+(\d{1,2})(?:\s*,?\s*năm\s+(\d{4})|\s*/\s*(\d{4}))?)?";
/// The number of groups in [`DAY`].
const DAY_GROUPS: usize = 6;

/// A day of which month and year may not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct WrittenDay {
    day: u32,
    month: Option<u32>,
    year: Option<i32>,
}

impl WrittenDay {
    /// Reads the groups of [`DAY`], the first of which is `first`.
    fn from_captures(captures: &Captures<'_>, first: usize) -> Option<Self> {
        fn parsed<T: std::str::FromStr>(captures: &Captures<'_>, groups: &[usize]) -> Option<T> {
            groups
                .iter()
                .find_map(|group| captures.get(*group)?.as_str().parse().ok())
        }
        Some(Self {
            day: parsed(captures, &[first])?,
            month: parsed(captures, &[first + 1, first + 3]),
            year: parsed(captures, &[first + 2, first + 4, first + 5]),
        })
    }

    /// Returns the day if it is complete and exists.
    fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month?, self.day)
    }
}

/// Returns the complete day in the groups of [`DAY`], the first of which is `first`.
pub(crate) fn complete_day(captures: &Captures<'_>, first: usize) -> Option<NaiveDate> {
    WrittenDay::from_captures(captures, first)?.date()
}

/// A span of days in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DaySpan {
    /// Its place in the text, in bytes.
    pub(crate) range: Range<usize>,
    /// The first day.
    pub(crate) from: NaiveDate,
    /// The last day.
    pub(crate) to: NaiveDate,
    /// Whether the year is not written in the text.
    pub(crate) year_is_assumed: bool,
}

static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    // A day of the week may stand before its date: "từ thứ Ba (09/12/2025) đến thứ Sáu (12/12/2025)".
    let weekday = r"(?:(?:thứ\s+[^\s,(]+|chủ\s+nhật)\s*,?\s*)?(?:ngày\s+)?\(?";
    let between = format!(
        r"\)?\s*(?:đến|tới|-|–|—)\s*(?:hết\s+)?(?:sáng\s+|chiều\s+|trưa\s+|tối\s+)?{weekday}"
    );
    super::regex(&format!(
        r"(từ\s+(?:sáng\s+|chiều\s+)?{weekday}|ngày\s+|\(|:\s*|;\s*|,\s*|^){DAY}{between}{DAY}"
    ))
});

static LIST: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(&format!(
        r"ngày\s+\(?(\d{{1,2}})((?:/\d{{1,2}})?)(?:\s*,\s*(?:ngày\s+)?\d{{1,2}}(?:/\d{{1,2}})?)*\s*(?:,|và|&)\s*(?:ngày\s+)?{DAY}"
    ))
});

/// Finds every span of days. `year` is assumed where none is written.
pub(crate) fn spans(text: &str, year: Option<i32>) -> Vec<DaySpan> {
    let mut found: Vec<DaySpan> = Vec::new();
    for captures in SPAN.captures_iter(text) {
        let (Some(whole), Some(first), Some(last)) = (
            captures.get(0),
            WrittenDay::from_captures(&captures, 2),
            WrittenDay::from_captures(&captures, 2 + DAY_GROUPS),
        ) else {
            continue;
        };
        let opening = captures.get(1).map_or("", |opening| opening.as_str());
        // Without "từ", two numbers around a dash are days only with month and year.
        let is_announced =
            opening.starts_with("từ") || (opening.starts_with("ngày") && last.month.is_some());
        if !is_announced && (last.year.is_none() || last.month.is_none()) {
            continue;
        }
        if let Some(days) = span(first, last, year, whole.start()..whole.end()) {
            found.push(days);
        }
    }
    for list in LIST.captures_iter(text) {
        let (Some(whole), Some(day), Some(last)) = (
            list.get(0),
            list.get(1),
            WrittenDay::from_captures(&list, 3),
        ) else {
            continue;
        };
        if last.month.is_none() {
            continue;
        }
        let month = list.get(2).map_or("", |month| month.as_str());
        let first = WrittenDay {
            day: day.as_str().parse().unwrap_or(0),
            month: month.trim_start_matches('/').parse().ok(),
            year: None,
        };
        let overlaps =
            |days: &DaySpan| days.range.start < whole.end() && whole.start() < days.range.end;
        if !found.iter().any(overlaps)
            && let Some(days) = span(first, last, year, whole.start()..whole.end())
        {
            found.push(days);
        }
    }
    let before = COUNTED.captures_iter(text);
    for captures in before.chain(COUNTED_AFTER.captures_iter(text)) {
        let (Some(whole), Some(count), Some(first)) = (
            captures.get(0),
            captures.get(2 + DAY_GROUPS).or_else(|| captures.get(1)),
            WrittenDay::from_captures(&captures, 2),
        ) else {
            continue;
        };
        let overlaps =
            |days: &DaySpan| days.range.start < whole.end() && whole.start() < days.range.end;
        if found.iter().any(overlaps) || first.month.is_none() {
            continue;
        }
        let year_is_assumed = first.year.is_none();
        let first = WrittenDay {
            year: first.year.or(year),
            ..first
        };
        let days_after = count_value(count.as_str()).and_then(|count| count.checked_sub(1));
        if let Some(from) = first.date()
            && let Some(to) = days_after.and_then(|days| from.checked_add_days(Days::new(days)))
        {
            found.push(DaySpan {
                range: whole.start()..whole.end(),
                from,
                to,
                year_is_assumed,
            });
        }
    }
    for captures in DEPARTURE_AND_RETURN.captures_iter(text) {
        let (Some(whole), Some(first), Some(last)) = (
            captures.get(0),
            WrittenDay::from_captures(&captures, 1),
            WrittenDay::from_captures(&captures, 1 + DAY_GROUPS),
        ) else {
            continue;
        };
        let overlaps =
            |days: &DaySpan| days.range.start < whole.end() && whole.start() < days.range.end;
        let has_month = first.month.is_some() || last.month.is_some();
        if has_month
            && !found.iter().any(overlaps)
            && let Some(days) = span(first, last, year, whole.start()..whole.end())
        {
            found.push(days);
        }
    }
    found.sort_by_key(|days| days.range.start);
    found
}

/// The days of departure and return: `khởi hành sáng 5/4/2021, về đến nhà tối mùng 8`.
static DEPARTURE_AND_RETURN: LazyLock<Regex> = LazyLock::new(|| {
    let day =
        format!(r"[^.;\d]{{0,40}}?(?:ngày|sáng|trưa|chiều|tối|mùng|mồng)\s+(?:ngày\s+)?{DAY}");
    super::regex(&format!(
        r"(?:khởi hành|xuất phát|lên đường){day}[^.;\d]{{0,60}}?(?:về|kết thúc){day}"
    ))
});

/// A number of days and the first of them: `04 ngày, bắt đầu từ 12/8/2023`.
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám)";
    let start = r"(?:bắt\s+đầu\s+từ|bắt\s+đầu|kể\s+từ|từ)\s+(?:ngày\s+)?";
    super::regex(&format!(r"{number}\s+ngày[^.;\d]{{0,30}}?{start}{DAY}"))
});

/// The first day and a number of days: `từ ngày 12/8/2023, trong 04 ngày`.
static COUNTED_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(&format!(
        r"từ\s+(?:ngày\s+)?()?{DAY}\s*,?\s*(?:trong\s+)?(?:thời\s+gian\s+)?(\d{{1,2}}|hai|ba|bốn|năm|sáu|bảy|tám)\s+ngày"
    ))
});

/// Returns a small number in digits or in words.
fn count_value(word: &str) -> Option<u64> {
    const WORDS: [&str; 7] = ["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám"];
    let in_words = WORDS.iter().position(|known| *known == word);
    in_words.map_or_else(|| word.parse().ok(), |at| u64::try_from(at + 2).ok())
}

fn span(
    mut first: WrittenDay,
    mut last: WrittenDay,
    year: Option<i32>,
    range: Range<usize>,
) -> Option<DaySpan> {
    let year_is_assumed = last.year.is_none() && first.year.is_none();
    last.month = last.month.or(first.month);
    first.month = first.month.or(last.month);
    last.year = last.year.or(first.year).or(year);
    if first.year.is_none() {
        // The span runs from December into January.
        let crosses_year_end = first.month > last.month;
        first.year = last.year.map(|year| year - i32::from(crosses_year_end));
    }
    let (from, to) = (first.date()?, last.date()?);
    (from <= to).then_some(DaySpan {
        range,
        from,
        to,
        year_is_assumed,
    })
}

static SINGLE_DAY: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(&format!(
        r"(ngày\s+|\(|(?:sáng|trưa|chiều|tối)\s+|(?:mùng|mồng)\s+){DAY}"
    ))
});

/// Finds every single day whose month is written. `year` is assumed where none is written.
pub(crate) fn single_days(text: &str, year: Option<i32>) -> Vec<DaySpan> {
    let mut found = Vec::new();
    for day in SINGLE_DAY.captures_iter(text) {
        let (Some(whole), Some(written)) = (day.get(0), WrittenDay::from_captures(&day, 2)) else {
            continue;
        };
        let year_is_assumed = written.year.is_none();
        let written = WrittenDay {
            year: written.year.or(year),
            ..written
        };
        if let Some(day) = written.date() {
            found.push(DaySpan {
                range: whole.start()..whole.end(),
                from: day,
                to: day,
                year_is_assumed,
            });
        }
    }
    found
}

static OPENING_DAY: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(&format!(
        r"^[\s\-–+•*]*(?:(?:\d{{1,2}}[.)]|[ivx]+[.)]|[a-z][.)])(?:\d{{1,2}}[.)]?)*\s*)*(?:(?:trước đó|tiếp đó|sau đó|tiếp theo|kế tiếp|theo chương trình|theo lịch trình|theo kế hoạch|tiếp tục chương trình|trong chương trình)\s*,?\s*)?(?:(?:vào|trong|buổi|đến|sang)\s+)?(?:(?:sáng|trưa|chiều|tối|cả ngày)\s*,?\s*)?(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật|t\d|cn)\s*[,:(\-–]?\s*)?(?:(?:vào|cùng)\s+)?(?:ngày\s+(?:(?:thứ\s+\S+|đầu tiên|đầu|cuối)\s*[,:(\-–]|\d{{1,2}}\s*[,:(])\s*)?(?:(?:sáng|trưa|chiều|tối)\s*,?\s*)?(ngày\s+)?{DAY}"
    ))
});

/// Returns the day that a line of an itinerary begins with: `2.1. Ngày 18/8/2023 …`,
/// `Ngày thứ nhất (18/8)`, `Sáng 19/8`. `year` is assumed where none is written.
pub(crate) fn opening_day(text: &str, year: Option<i32>) -> Option<DaySpan> {
    if let Some(span) = spans(text, year).into_iter().next() {
        let before = &text[..span.range.start];
        let is_short = before.chars().count() <= 12 && !before.contains('.');
        let is_days = text[span.range.clone()].starts_with("ngày");
        if is_short && is_days {
            return Some(span);
        }
    }
    let found = OPENING_DAY.captures(text)?;
    let written = WrittenDay::from_captures(&found, 2)?;
    written.month?;
    let whole = found.get(0)?;
    let year_is_assumed = written.year.is_none();
    let day = WrittenDay {
        year: written.year.or(year),
        ..written
    }
    .date()?;
    Some(DaySpan {
        range: whole.start()..whole.end(),
        from: day,
        to: day,
        year_is_assumed,
    })
}

static OPENING_DAY_OF_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(
        r"^[\s\-–+•*]*(?:(?:vào|đến|sang|sau đó|tiếp đó)\s*,?\s*)?(?:(?:sáng|trưa|chiều|tối)\s*,?\s*)?(?:(?:ngày\s+)?(?:mùng|mồng)|ngày)\s+(\d{1,2})\s*(?:[,:(]|\s(?:đoàn|tại|chúng|làm|đến|đi|thăm))",
    )
});

/// Returns the day of the month that a line begins with, where no month is written:
/// `Mùng 6, đoàn đến …`, `Ngày 25, tại …`.
pub(crate) fn opening_day_of_month(text: &str) -> Option<u32> {
    let found = OPENING_DAY_OF_MONTH.captures(text)?;
    found.get(1)?.as_str().parse().ok()
}

static OPENING_ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(
        r"^[\s\-–+•*\d.]*ngày\s+(?:thứ\s+)?(nhất|đầu tiên|đầu|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|\d{1,2})\s*[:.,(\-–]",
    )
});

/// Returns the number of the day that a line begins with: 2 for `Ngày thứ hai:`.
pub(crate) fn opening_ordinal(text: &str) -> Option<u32> {
    let found = OPENING_ORDINAL.captures(text)?;
    let word = found.get(1)?.as_str();
    let words = [
        "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười",
    ];
    let at = words.iter().position(|known| *known == word);
    match (word, at) {
        ("đầu tiên" | "đầu", _) => Some(1),
        ("bốn", _) => Some(4),
        (_, Some(at)) => u32::try_from(at + 1).ok(),
        (number, None) => number.parse().ok().filter(|day| (1..=31).contains(day)),
    }
}

static DAY_COUNT: LazyLock<Regex> =
    LazyLock::new(|| super::regex(r"(\d{1,2})\s+ngày(?:\s*,?\s*\d{1,2}\s+đêm)?"));

/// Finds every stated number of days: 8 in `8 ngày 7 đêm`.
pub(crate) fn stated_day_counts(text: &str) -> Vec<i64> {
    let found = DAY_COUNT.captures_iter(text);
    found
        .filter_map(|found| found.get(1)?.as_str().parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sentences::lowercase;
    use super::*;

    fn first_span(text: &str) -> Option<(String, String)> {
        let days = spans(&lowercase(text), Some(2023)).into_iter().next()?;
        Some((days.from.to_string(), days.to.to_string()))
    }

    #[test]
    fn finds_spans_in_every_spelling() {
        for (text, from, to) in [
            (
                "từ ngày 18/8 đến ngày 25/8/2023",
                "2023-08-18",
                "2023-08-25",
            ),
            (
                "(từ ngày 18/8/2023 đến ngày 25/8/2023)",
                "2023-08-18",
                "2023-08-25",
            ),
            (
                "trong 03 ngày, từ 12 đến 14/6/2024",
                "2024-06-12",
                "2024-06-14",
            ),
            (
                "từ ngày 03 tháng 8 năm 2023 đến ngày 05 tháng 8 năm 2023",
                "2023-08-03",
                "2023-08-05",
            ),
            (
                "từ ngày 28 tháng 12 đến ngày 02 tháng 01 năm 2024",
                "2023-12-28",
                "2024-01-02",
            ),
            (
                "Từ ngày 5 đến ngày 7 tháng 3 năm 2024",
                "2024-03-05",
                "2024-03-07",
            ),
            ("Thời gian: 12-14/6/2024", "2024-06-12", "2024-06-14"),
            (
                "trong các ngày 12, 13 và 14/6/2024",
                "2024-06-12",
                "2024-06-14",
            ),
            ("ngày 12 và 13 tháng 6 năm 2024", "2024-06-12", "2024-06-13"),
            ("trong 2 ngày (11 và 12/5/2021)", "2021-05-11", "2021-05-12"),
            (
                "khởi hành sáng 5/4/2021, về đến nhà tối mùng 8",
                "2021-04-05",
                "2021-04-08",
            ),
            ("từ 12/6 - 14/6/2024", "2024-06-12", "2024-06-14"),
            (
                "từ mùng 5 đến mùng 7 tháng 3 năm 2024",
                "2024-03-05",
                "2024-03-07",
            ),
            (
                "trong 04 ngày, bắt đầu từ ngày 12/8/2023",
                "2023-08-12",
                "2023-08-15",
            ),
            (
                "từ ngày 12/8/2023, trong ba ngày",
                "2023-08-12",
                "2023-08-14",
            ),
            (
                "từ ngày 12.6.2024 đến ngày 14.6.2024",
                "2024-06-12",
                "2024-06-14",
            ),
        ] {
            let found = first_span(text);
            assert_eq!(found, Some((from.to_owned(), to.to_owned())), "{text}");
        }
        for text in [
            "nhiệm kỳ 2021-2026",
            "mục 2.1 đến 2.3",
            "gồm 15 - 20 người",
            "từ 32/8 đến 33/8/2023",
        ] {
            assert_eq!(first_span(text), None, "{text}");
        }
    }
}
