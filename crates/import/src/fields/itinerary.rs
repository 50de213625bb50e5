//! The itinerary of a trip: what the text says of each day.

use chrono::{Days, NaiveDate};

use super::SourceText;
use super::trip_dates::{VISIT_WORDS, without_dateline};
use crate::document::{Block, Rows, cell_text};
use crate::official_form::is_time_of_publication;
use crate::phrases::dates;
use crate::phrases::sentences::{self, lowercase};
use ssg_vietnam::date::Period;

/// The most characters of a place before the day, as in "Tại Lạng Sơn: ngày 17/5/2023 …".
const MAX_PLACE_CHARS: usize = 40;

/// The most characters of a place before the bracket that holds the day.
const MAX_CHARS_BEFORE_BRACKET: usize = 70;

/// The most characters in the bracket that holds the day, as in "Tại Lai Châu (ngày 01/6/2023)".
const MAX_BRACKET_CHARS: usize = 40;

/// The most characters of a day that ends a line: "09 - 10/4/2025".
const MAX_DAY_CHARS: usize = 16;

/// The level of a day that no heading opened. Any heading ends it.
const NO_HEADING: u8 = 9;

/// What the text says of one day, or of several at once.
pub(super) struct ItineraryDay {
    pub(super) dates: DayRange,
    /// The heading above it, unless that opens the day itself; may be empty.
    pub(super) heading: String,
    /// The sentences, one a line.
    pub(super) text: String,
}

/// The first and last day that a line of the itinerary opens with.
#[derive(Clone, Copy)]
pub(super) struct DayRange {
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
    /// Whether the date follows from an ordinal such as "ngày thứ hai".
    pub(super) is_computed: bool,
}

/// Returns the days of the itinerary in the order of the text. If no line begins with a day, sentences
/// that say on which day the delegation was somewhere are taken.
pub(super) fn days(source: &SourceText<'_>, trip: Period, year: Option<i32>) -> Vec<ItineraryDay> {
    let opened = read(source, trip, year, false);
    if opened.is_empty() {
        read(source, trip, year, true)
    } else {
        opened
    }
}

fn read(
    source: &SourceText<'_>,
    trip: Period,
    year: Option<i32>,
    reads_visits: bool,
) -> Vec<ItineraryDay> {
    let mut reader = Reader {
        trip,
        year,
        reads_visits,
        days: Vec::new(),
        heading: String::new(),
        open_level: None,
    };
    for block in source.blocks {
        match &block.content {
            Block::Table(rows) => reader.read_table(rows),
            Block::Paragraph(_) => reader.read_paragraph(&block.text, block.heading_level),
        }
    }
    reader.days
}

struct Reader {
    trip: Period,
    year: Option<i32>,
    /// Whether a day may also follow the visit: "Đoàn làm việc với … vào ngày 21/10".
    reads_visits: bool,
    days: Vec<ItineraryDay>,
    /// The last heading that opens no day.
    heading: String,
    /// The heading level of the day that is being read; `None` between days.
    open_level: Option<u8>,
}

impl Reader {
    /// Returns the days of the trip that a text opens with.
    fn opening(&self, text: &str) -> Option<DayRange> {
        let low = lowercase(text);
        if let Some(range) = self.opening_date(without_dateline(&low)) {
            return Some(range);
        }
        // "Tại Lạng Sơn: ngày 17/5/2023 …"
        if let Some((place, rest)) = low.split_once(": ngày ")
            && place.chars().count() <= MAX_PLACE_CHARS
            && let Some(range) = self.opening_date(&format!("ngày {rest}"))
        {
            return Some(range);
        }
        // "Tại phường Ví Dụ, ngày 17/5, …"; "1. Ví Dụ, ngày 17/5/2023" is a whole line.
        if let Some((place, rest)) = low.split_once(", ngày ")
            && place.chars().count() <= MAX_PLACE_CHARS
            && (place.starts_with("tại ") || rest.chars().count() <= MAX_DAY_CHARS)
            && let Some(range) = self.opening_date(&format!("ngày {rest}"))
        {
            return Some(range);
        }
        // "2. Tại Lai Châu (ngày 01 - 02/6/2023)"
        if let Some((place, rest)) = low.split_once('(')
            && let Some((rest, _)) = rest.split_once(')')
            && place.chars().count() <= MAX_CHARS_BEFORE_BRACKET
            && rest.chars().count() <= MAX_BRACKET_CHARS
            && (["ngày", "từ", "sáng", "chiều"]
                .iter()
                .any(|word| rest.starts_with(word))
                || rest.starts_with(|c: char| c.is_ascii_digit()))
            && let Some(range) = self
                .opening_date(rest)
                .or_else(|| self.opening_date(&format!("ngày {}", rest.trim_start_matches("từ "))))
        {
            return Some(range);
        }
        if let Some(range) = self.day_of_month(&low).or_else(|| self.day_of_visit(&low)) {
            return Some(range);
        }
        let ordinal = dates::opening_ordinal(&low)?;
        let days_after = Days::new(u64::from(ordinal) - 1);
        let day = self.trip.from().checked_add_days(days_after)?;
        self.trip.contains(day).then_some(DayRange {
            from: day,
            to: day,
            is_computed: true,
        })
    }

    /// Returns the day of the trip that a text opens with, where the text writes no month. A number
    /// that may count the days of the trip is no such day.
    fn day_of_month(&self, low: &str) -> Option<DayRange> {
        use chrono::Datelike as _;
        let number = dates::opening_day_of_month(low)?;
        let is_ordinal = self.trip.days() >= u64::from(number) && !low.contains("mùng ");
        let days = (0..self.trip.days())
            .filter_map(|after| self.trip.from().checked_add_days(Days::new(after)));
        let days: Vec<NaiveDate> = days.filter(|day| day.day() == number).collect();
        match days[..] {
            [day] if !is_ordinal => Some(DayRange {
                from: day,
                to: day,
                is_computed: false,
            }),
            _ => None,
        }
    }

    /// Returns the only day of a sentence that says that the delegation was somewhere: "Tại Thanh Hóa,
    /// Đoàn làm việc với … vào ngày 21/10/2025".
    fn day_of_visit(&self, low: &str) -> Option<DayRange> {
        let is_visit = low.contains("đoàn") && VISIT_WORDS.iter().any(|words| low.contains(words));
        if !self.reads_visits || !is_visit || !dates::spans(low, self.year).is_empty() {
            return None;
        }
        let days = dates::single_days(low, self.year).into_iter();
        let mut days: Vec<NaiveDate> = days.map(|day| day.from).collect();
        days.dedup();
        match days[..] {
            [day] if self.trip.contains(day) => Some(DayRange {
                from: day,
                to: day,
                is_computed: false,
            }),
            _ => None,
        }
    }

    fn opening_date(&self, low: &str) -> Option<DayRange> {
        let span = dates::opening_day(low, self.year)?;
        let is_in_trip = self.trip.contains(span.from) && self.trip.contains(span.to);
        is_in_trip.then_some(DayRange {
            from: span.from,
            to: span.to,
            is_computed: false,
        })
    }

    fn open(&mut self, dates: DayRange, text: &str) {
        self.days.push(ItineraryDay {
            dates,
            heading: self.heading.clone(),
            text: format!("{text}\n"),
        });
    }

    fn append(&mut self, text: &str) {
        if let Some(day) = self.days.last_mut() {
            day.text.push_str(text);
            day.text.push('\n');
        }
    }

    fn read_table(&mut self, rows: &Rows) {
        let mut is_open = false;
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| cell_text(cell)).collect();
            let opening = cells.iter().take(2).find_map(|cell| {
                self.opening(cell)
                    .or_else(|| self.opening(&format!("ngày {cell}")))
            });
            let text = cells.join(". ");
            if let Some(dates) = opening {
                self.open(dates, &text);
                is_open = true;
            } else if is_open && cells.first().is_some_and(String::is_empty) {
                self.append(&text);
            }
        }
        self.open_level = None;
    }

    fn read_paragraph(&mut self, text: &str, heading_level: Option<u8>) {
        if let Some(level) = heading_level {
            if let Some(dates) = self.opening(text) {
                self.open(dates, text);
                self.open_level = Some(level);
                return;
            }
            if self.open_level.is_some_and(|open| level <= open) {
                self.open_level = None;
            }
            text.clone_into(&mut self.heading);
        }
        if is_time_of_publication(text) {
            return;
        }
        for (_, sentence) in sentences::split(text) {
            if let Some(dates) = self.opening(sentence) {
                self.open(dates, sentence);
                // An article goes on about more than the day in its first sentence.
                let low = lowercase(sentence);
                let is_alone = self.reads_visits || without_dateline(&low) != low;
                if !is_alone {
                    self.open_level = self.open_level.or(Some(NO_HEADING));
                }
            } else if self.open_level.is_some() {
                self.append(sentence);
            }
        }
    }
}
