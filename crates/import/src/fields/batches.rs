//! The field `batches` of a plan: its trips, from headings, from a table, or from the entire text.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex_lite::Regex;

use super::{Proposal, Quote, SourceText, planned_time};
use crate::document::{Block, Rows, cell_text};
use crate::outline::OutlinedBlock;
use crate::phrases::provinces::ProvinceNames;
use crate::phrases::regex;
use crate::phrases::section_number::SectionNumber;
use crate::phrases::sentences::lowercase;
use ssg_vietnam::gazetteer::UnitId;

/// The most characters of a line without a label that is taken for the time of a batch.
const MAX_BARE_TIME_CHARS: usize = 79;

/// The level of a batch that no heading opened. Any heading ends it.
const NO_HEADING: u8 = 9;

/// A planned trip.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Batch {
    pub(crate) number: u32,
    pub(crate) theme: String,
    /// The time in the words of the plan.
    pub(crate) time: String,
    /// The first and last day that the time can mean.
    pub(crate) period: Option<(NaiveDate, NaiveDate)>,
    pub(crate) transport: String,
    /// Each province with the place in it, which may be empty.
    pub(crate) provinces: Vec<(UnitId, String)>,
}

static BATCH: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^\D{0,4}(?:\d{1,2}[.)]\s*)*(?:\d\.\d\.?\s*)?(?:đợt|đoàn|chuyến)\s+(?:thứ\s+|số\s+)?(\d{1,2}|i{1,3}|iv|v|nhất|hai|ba|tư)\b",
    )
});

/// Proposes the batches of a plan. A plan without a word for batches is one of a single trip.
pub(crate) fn propose(source: &SourceText<'_>, year: Option<i32>) -> Vec<Proposal<Batch>> {
    let default_day = NaiveDate::from_ymd_opt(year.unwrap_or(2024), 1, 1).unwrap_or_default();
    let mut reader = Reader {
        default_day,
        year,
        batches: Vec::new(),
        open_level: None,
    };
    for block in source.blocks {
        if let Block::Table(rows) = &block.content {
            let of_table = reader.batches_in_table(rows);
            reader.batches.extend(of_table);
            reader.open_level = None;
        } else {
            reader.read_paragraph(block);
        }
    }
    if reader.batches.is_empty() {
        let single = reader.single_batch(source);
        reader.batches.extend(single);
    }
    reader.batches
}

struct Reader {
    /// The day whose provinces are meant where a batch has no time.
    default_day: NaiveDate,
    year: Option<i32>,
    batches: Vec<Proposal<Batch>>,
    /// The heading level of the batch that is being read; `None` between batches.
    open_level: Option<u8>,
}

impl Reader {
    fn read_paragraph(&mut self, block: &OutlinedBlock) {
        let low = lowercase(&block.text);
        let number = BATCH
            .captures(&low)
            .and_then(|found| ordinal(found.get(1)?.as_str()));
        let is_head = block.heading_level.is_some() || low.contains(':');
        if let Some(number) = number.filter(|_| is_head) {
            self.open(number, block);
        } else if let (Some(level), Some(open)) = (block.heading_level, self.open_level)
            && level <= open
        {
            self.open_level = None;
        }
        if self.open_level.is_none() {
            return;
        }
        let Some(mut proposal) = self.batches.pop() else {
            return;
        };
        let batch = &mut proposal.value;
        self.read_line(batch, &block.text);
        let is_blank =
            batch.time.is_empty() && batch.theme.is_empty() && batch.provinces.is_empty();
        if block.heading_level.is_none()
            && is_blank
            && block.text.chars().count() <= MAX_BARE_TIME_CHARS
        {
            batch.time = String::from(block.text.trim_end_matches('.'));
        }
        self.batches.push(proposal);
    }

    /// Begins a batch, unless its number is taken.
    fn open(&mut self, number: u32, block: &OutlinedBlock) {
        if self
            .batches
            .iter()
            .any(|batch| batch.value.number == number)
        {
            return;
        }
        let batch = Batch {
            number,
            ..Batch::default()
        };
        self.batches
            .push(Proposal::sure(batch, Quote::new(&block.text)));
        self.open_level = Some(block.heading_level.unwrap_or(NO_HEADING));
    }

    /// Reads a line such as "Thời gian: …". A key that is known already keeps its value.
    fn read_line(&self, batch: &mut Batch, line: &str) {
        let skipped = SectionNumber::parse(line).map_or(0, |number| number.char_len);
        let line: String = line.chars().skip(skipped).collect();
        let line = line.trim_start_matches(['-', '–', '+', '•', ' ']);
        let Some((label, value)) = line.split_once(':') else {
            return;
        };
        let value = value.trim().trim_end_matches(['.', ';']).trim();
        let label = lowercase(label);
        let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
        if has(&["chủ đề", "nội dung học tập"]) || label == "nội dung" {
            if batch.theme.is_empty() {
                let theme = value.trim_matches(['“', '”', '"']).trim();
                theme.clone_into(&mut batch.theme);
            }
        } else if has(&["thời gian"]) {
            if batch.time.is_empty() {
                batch.period = planned_time::parse(value, self.year);
                value.clone_into(&mut batch.time);
            }
        } else if has(&["địa điểm", "nơi đến", "địa phương"]) {
            if batch.provinces.is_empty() {
                batch.provinces = self.provinces(value, batch.period);
            }
        } else if has(&["phương tiện"]) {
            if batch.transport.is_empty() {
                value.clone_into(&mut batch.transport);
            }
        } else if BATCH.is_match(&label) {
            self.read_run_in(batch, value);
        }
    }

    /// Reads the text of a batch on the line of its number: "Đoàn số 1: đi tỉnh … trong tháng 4/2024".
    fn read_run_in(&self, batch: &mut Batch, text: &str) {
        for part in text.split([';', ',', '.']) {
            if batch.time.is_empty()
                && let Some(period) = planned_time::parse(part, self.year)
            {
                batch.period = Some(period);
                let low = lowercase(part);
                let from = [
                    "từ ngày",
                    "ngày",
                    "đầu tháng",
                    "giữa tháng",
                    "cuối tháng",
                    "tháng",
                    "quý",
                ]
                .iter()
                .find_map(|word| low.find(word))
                .unwrap_or(0);
                part[from..].trim().clone_into(&mut batch.time);
            }
        }
        if batch.provinces.is_empty() {
            batch.provinces = self.provinces(text, batch.period);
        }
    }

    /// Returns the provinces of a text, as they are named at the time of the batch.
    fn provinces(
        &self,
        text: &str,
        period: Option<(NaiveDate, NaiveDate)>,
    ) -> Vec<(UnitId, String)> {
        let day = period.map_or(self.default_day, |period| period.0);
        let mentions = ProvinceNames::new(day).mentions(text).into_iter();
        mentions
            .map(|mention| (mention.unit, mention.place))
            .collect()
    }

    /// Returns the batches of a table whose first row has columns of times and places.
    fn batches_in_table(&self, rows: &Rows) -> Vec<Proposal<Batch>> {
        let Some(head) = rows.first() else {
            return Vec::new();
        };
        let titles: Vec<String> = head
            .iter()
            .map(|cell| lowercase(&cell_text(cell)))
            .collect();
        let column = |words: &[&str]| {
            titles
                .iter()
                .position(|title| words.iter().any(|word| title.contains(word)))
        };
        let (Some(time_column), Some(place_column)) = (
            column(&["thời gian"]),
            column(&["địa điểm", "nơi đến", "địa phương", "tỉnh"]),
        ) else {
            return Vec::new();
        };
        let theme_column = column(&["chủ đề", "nội dung"]);
        let transport_column = column(&["phương tiện"]);
        let mut batches: Vec<Proposal<Batch>> = Vec::new();
        for row in &rows[1..] {
            let cells: Vec<String> = row.iter().map(|cell| cell_text(cell)).collect();
            let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).cloned();
            let time = cell(Some(time_column)).unwrap_or_default();
            let period = planned_time::parse(&time, self.year);
            let places = cell(Some(place_column)).unwrap_or_default();
            let provinces = self.provinces(&places, period);
            if time.is_empty() && provinces.is_empty() {
                continue;
            }
            let batch = Batch {
                number: u32::try_from(batches.len() + 1).unwrap_or(1),
                theme: cell(theme_column).unwrap_or_default(),
                time,
                period,
                transport: cell(transport_column).unwrap_or_default(),
                provinces,
            };
            batches.push(Proposal::sure(batch, Quote::new(&cells.join("; "))));
        }
        batches
    }

    /// Returns the only trip of a plan; `None` if neither time nor place is found.
    fn single_batch(&self, source: &SourceText<'_>) -> Option<Proposal<Batch>> {
        let mut batch = Batch {
            number: 1,
            ..Batch::default()
        };
        for block in source.blocks {
            self.read_line(&mut batch, &block.text);
        }
        let title = &source.form.title;
        if batch.provinces.is_empty() {
            batch.provinces = self.provinces(title, None);
        }
        let is_found = !batch.provinces.is_empty() || !batch.time.is_empty();
        is_found.then(|| Proposal::sure(batch, Quote::new(title)))
    }
}

/// Parses the number of a batch, which is in lower case.
fn ordinal(word: &str) -> Option<u32> {
    Some(match word {
        "i" | "nhất" => 1,
        "ii" | "hai" => 2,
        "iii" | "ba" => 3,
        "iv" | "tư" => 4,
        "v" => 5,
        number => number.parse().ok()?,
    })
}
