//! The field `dates`: the first and last day of the trip.
//!
//! Three sources are tried: a span of days in a sentence about the trip, the days of the itinerary,
//! and a single day on which the delegation travelled. Only a complete span is sure.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex_lite::Regex;

use super::{Doubt, Proposal, Quote, SourceText};
use crate::official_form::is_time_of_publication;
use crate::phrases::dates::{self, DaySpan};
use crate::phrases::sentences::{self, last_chars, lowercase};
use crate::phrases::{citations, regex};
use ssg_vietnam::date::Period;

/// The most days of a trip. A longer span is something else, such as a term of office.
const MAX_TRIP_DAYS: i64 = 45;

/// The words of a sentence about a trip.
const TRIP_WORDS: [&str; 8] = [
    "đoàn",
    "chuyến",
    "học tập",
    "công tác",
    "thời gian",
    "trao đổi",
    "tham quan",
    "khảo sát",
];

/// The words of a sentence that says that the delegation was somewhere.
pub(super) const VISIT_WORDS: [&str; 12] = [
    "đã đến",
    "đã đi",
    "đến thăm",
    "đã có",
    "làm việc",
    "trao đổi",
    "khởi hành",
    "tham quan",
    "khảo sát",
    "kéo dài đến",
    "kéo dài tới",
    "kết thúc",
];

/// The words before a span of days that is not a trip.
const OTHER_SPAN_WORDS: [&str; 6] = [
    "nhiệm kỳ",
    "giai đoạn",
    "kỳ họp thứ",
    "niên khoá",
    "số liệu",
    "tình hình kinh tế",
];

static YEAR: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:năm|/|,|\d-)\s*(20\d\d)\b"));

/// Returns the year of the document: that of its date, else the first one in its text.
pub(crate) fn document_year(source: &SourceText<'_>) -> Option<i32> {
    use chrono::Datelike as _;
    let form = source.form;
    let of_date = form.date.map(|date| date.first_day().year());
    of_date.or_else(|| {
        let lines = [&form.subtitle, &form.title]
            .into_iter()
            .chain(&source.lines);
        let mut years = lines.filter_map(|line| {
            let line = lowercase(line);
            YEAR.captures(&line)?.get(1)?.as_str().parse().ok()
        });
        years.next()
    })
}

/// Proposes the days of the trip. `year` is assumed where none is written.
pub(crate) fn propose(source: &SourceText<'_>, year: Option<i32>) -> Option<Proposal<Period>> {
    if let Some((span, sentence)) = best_span(source, year) {
        return from_span(&span, &sentence, year);
    }
    let of_days = from_days(source, year);
    let single = from_single_day(source, year);
    match (of_days, single) {
        // Both are the same day, which the single day may state.
        (Some(days), Some(single)) if days.value == single.value => Some(single),
        (days, single) => days.or(single),
    }
}

/// Returns the span of days that most likely is the trip, and its sentence.
fn best_span(source: &SourceText<'_>, year: Option<i32>) -> Option<(DaySpan, String)> {
    /// The lowest score of a span that is taken for the trip.
    const MIN_SCORE: i32 = 3;
    /// What the heading "Thời gian" adds to the line below it.
    const HEADING_BONUS: i32 = 6;
    /// The longest such heading, in characters.
    const MAX_HEADING_CHARS: usize = 45;
    let form = source.form;
    let heads = [(&form.subtitle, 6), (&form.title, 4)];
    let lines = heads
        .into_iter()
        .chain(source.lines.iter().map(|line| (line, 0)));
    let mut best: Option<(i32, DaySpan, String)> = None;
    let mut is_below_time = false;
    for (index, (line, mut bonus)) in lines.enumerate() {
        let low = lowercase(line);
        if is_below_time {
            bonus += HEADING_BONUS;
        }
        is_below_time = low.contains("thời gian") && low.chars().count() <= MAX_HEADING_CHARS;
        for span in dates::spans(&low, year) {
            let sentence = sentences::containing(line, span.range.start);
            // Lines further down are less likely to state the days of the whole trip.
            let distance = i32::try_from(index / 12).unwrap_or(9).min(4);
            let score = bonus + score(&span, &low, &lowercase(sentence)) - distance;
            // A span inside the trip is one of its stages.
            let is_better = best.as_ref().is_none_or(|(best_score, trip, _)| {
                let is_stage = trip.from <= span.from && span.to <= trip.to && *best_score >= 4;
                score > *best_score && !is_stage
            });
            if score >= MIN_SCORE && is_better {
                best = Some((score, span, sentence.to_owned()));
            }
        }
    }
    best.map(|(_, span, sentence)| (span, sentence))
}

/// Returns how likely a span of days is the trip. Line and sentence are in lower case.
fn score(span: &DaySpan, line: &str, sentence: &str) -> i32 {
    let before = last_chars(&line[..span.range.start], 30);
    let has_trip_word = TRIP_WORDS.iter().any(|word| sentence.contains(word));
    let starts_with_from = line[span.range.clone()].starts_with("từ");
    let is_other = OTHER_SPAN_WORDS.iter().any(|word| before.contains(word));
    let is_too_long = (span.to - span.from).num_days() > MAX_TRIP_DAYS;
    let mut score = 0;
    score += if has_trip_word { 4 } else { 0 };
    score += if starts_with_from { 2 } else { 0 };
    score += if before.contains("thời gian") { 3 } else { 0 };
    score -= if is_other { 9 } else { 0 };
    score -= if is_too_long { 9 } else { 0 };
    score
}

fn from_span(span: &DaySpan, sentence: &str, year: Option<i32>) -> Option<Proposal<Period>> {
    let period = Period::new(span.from, span.to)?;
    let quote = Quote::new(sentence);
    // "… trong các ngày 12, 13/11 và … trong các ngày 15, 16/11/2025": the trip is all of them.
    let low = lowercase(sentence);
    let is_list = !low.contains("từ ngày") && !low.contains(" từ ");
    let others = dates::spans(&low, year);
    let from = others.iter().map(|other| other.from).min();
    let to = others.iter().map(|other| other.to).max();
    if let (Some(from), Some(to)) = (from, to)
        && is_list
        && others.len() > 1
        && (to - from).num_days() <= MAX_TRIP_DAYS
        && let Some(whole) = Period::new(from.min(span.from), to.max(span.to))
        && whole != period
    {
        return Some(Proposal::unsure(whole, quote, Doubt::NotStated));
    }
    if span.year_is_assumed {
        return Some(Proposal::unsure(period, quote, Doubt::YearNotWritten));
    }
    let actual = i64::try_from(period.days()).unwrap_or(0);
    let stated = dates::stated_day_counts(&lowercase(sentence))
        .into_iter()
        .find(|stated| (1..=MAX_TRIP_DAYS).contains(stated) && *stated != actual);
    Some(match stated {
        Some(stated) => Proposal::unsure(period, quote, Doubt::DayCountDiffers { stated, actual }),
        None => Proposal::sure(period, quote),
    })
}

/// Proposes the first and the last day that sentences of the itinerary begin with, or on which a
/// sentence says that the delegation was somewhere.
fn from_days(source: &SourceText<'_>, year: Option<i32>) -> Option<Proposal<Period>> {
    /// The most days between a day of the itinerary and another day of the same trip.
    const MAX_GAP_DAYS: i64 = 7;
    let mut days: Vec<(NaiveDate, &str)> = Vec::new();
    let mut visits: Vec<(NaiveDate, &str)> = Vec::new();
    let lines = source.lines.iter();
    for line in lines.filter(|line| !is_time_of_publication(line)) {
        for (_, sentence) in sentences::split(line) {
            let low = lowercase(sentence);
            if let Some(span) = dates::opening_day(without_dateline(&low), year) {
                days.push((span.from, sentence));
                days.push((span.to, sentence));
            }
            if low.contains("đoàn") && VISIT_WORDS.iter().any(|words| low.contains(words)) {
                let singles = dates::single_days(&low, year).into_iter();
                let visited = singles.filter(|day| !is_date_of_document(sentence, day));
                visits.extend(visited.map(|day| (day.from, sentence)));
            }
        }
    }
    if days.is_empty() {
        days.extend(visits.first());
    }
    days.sort_unstable();
    let (first, last) = (*days.first()?, *days.last()?);
    let is_near = |day: &NaiveDate| {
        (first.0 - *day).num_days() <= MAX_GAP_DAYS && (*day - last.0).num_days() <= MAX_GAP_DAYS
    };
    days.extend(visits.into_iter().filter(|(day, _)| is_near(day)));
    days.sort_unstable();
    let (first, last) = (days.first()?, days.last()?);
    if (last.0 - first.0).num_days() > MAX_TRIP_DAYS {
        return None;
    }
    let quote = if first.1 == last.1 {
        Quote::new(first.1)
    } else {
        Quote::new(&format!("{} … {}", first.1, last.1))
    };
    let period = Period::new(first.0, last.0)?;
    Some(Proposal::unsure(period, quote, Doubt::NotStated))
}

static DATELINE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:\([^()]{2,80}\)\s*[-–—]?|[^\s()–—-]{2,12}\s+[-–—])\s*"));

/// Returns a line without the name of the newspaper before its first day: "(VD) - Ngày 28/6 …".
pub(super) fn without_dateline(low: &str) -> &str {
    match DATELINE.find(low).map(|found| &low[found.end()..]) {
        Some(rest)
            if ["ngày ", "sáng ", "chiều ", "từ "]
                .iter()
                .any(|word| rest.starts_with(word)) =>
        {
            rest
        }
        _ => low,
    }
}

/// Proposes the first day in a sentence about the trip. The date of a cited document is no such day.
/// The day is sure if the text names no other and says that the delegation was somewhere.
fn from_single_day(source: &SourceText<'_>, year: Option<i32>) -> Option<Proposal<Period>> {
    const TRIP_WORDS: [&str; 5] = ["đoàn", "chuyến", "học tập", "thời gian", "làm việc"];
    let form = source.form;
    let lines = [&form.subtitle, &form.title]
        .into_iter()
        .chain(&source.lines);
    let mut days: Vec<(DaySpan, &str)> = Vec::new();
    for line in lines {
        for day in dates::single_days(&lowercase(line), year) {
            let sentence = sentences::containing(line, day.range.start);
            let low = lowercase(sentence);
            let is_about_trip = TRIP_WORDS.iter().any(|word| low.contains(word));
            if is_about_trip && !is_date_of_document(line, &day) {
                days.push((day, sentence));
            }
        }
    }
    let (day, sentence) = days.first()?;
    let quote = Quote::new(sentence);
    let period = Period::single_day(day.from);
    if day.year_is_assumed {
        return Some(Proposal::unsure(period, quote, Doubt::YearNotWritten));
    }
    let low = lowercase(sentence);
    let is_only_day = days.iter().all(|(other, _)| other.from == day.from);
    let is_visit = low.contains("đoàn") && VISIT_WORDS.iter().any(|words| low.contains(words));
    Some(if is_only_day && is_visit {
        Proposal::sure(period, quote)
    } else {
        Proposal::unsure(period, quote, Doubt::NotStated)
    })
}

/// Returns whether a day of a line is that of a cited document.
fn is_date_of_document(line: &str, day: &DaySpan) -> bool {
    const DOCUMENT_WORDS: [&str; 12] = [
        "kế hoạch",
        "công văn",
        "quyết định",
        "thông báo",
        "giấy mời",
        "nghị quyết",
        "tờ trình",
        "chương trình",
        "hđnd",
        "ubnd",
        "kết luận",
        "báo cáo",
    ];
    let before = &line[..day.range.start];
    let clause = before.rsplit(['.', ';', ',']).next().unwrap_or_default();
    let low = lowercase(last_chars(clause, 60));
    let is_cited = citations::find(line)
        .iter()
        .any(|citation| citation.date == Some(day.from) && citation.offset < day.range.start);
    let ends_like_number = low.trim_end().ends_with(|c: char| c.is_alphanumeric())
        && DOCUMENT_WORDS.iter().any(|word| low.contains(word))
        && line[day.range.clone()].to_lowercase().starts_with("ngày");
    // "Kế hoạch số 12/KH-HĐND ngày 5/3/2024, ngày 12/3/2024 Đoàn đã đi": only the first is cited.
    let first_cited = is_cited && {
        let earlier = dates::single_days(&lowercase(&line[..day.range.start]), None);
        !earlier.iter().any(|other| other.from == day.from)
    };
    first_cited || ends_like_number
}
