//! Proposed values for the fields of a report or plan.
//!
//! Nothing is invented: a field that is not found is `None` or empty. What is found is a
//! [`Proposal`]: the value, the sentence it was found in, and the reason for doubt if there is one.
//!
//! # Reading order
//!
//! [`propose`] below, then one file a field:
//!
//! | file | fields |
//! | --- | --- |
//! | [`title`] | `title` |
//! | [`council`] | `council`, and where it is at home |
//! | [`trip_dates`] | `dates`, and the year of the document |
//! | [`delegation`] | `size`, `lead`, `deputies`, `members` |
//! | [`itinerary`] | the text of each day, for [`stops`] |
//! | [`stops`] | `locations`; [`stops_of_day`] reads one day, [`meetings`] its hosts and subjects |
//! | [`topics`] | `topics` of the document and of a lesson |
//! | [`references`] | `references` |
//! | [`batches`] | `batches` of a plan; [`planned_time`] reads their time |
//! | [`composition`] | `composition` of a plan |
//! | [`lessons`] | the lessons in the body; [`lesson_kinds`] gives each its kind |
//!
//! The fields under `document` (number, symbol, date, signer …) are read by
//! [`crate::official_form`].

pub(crate) mod batches;
pub(crate) mod composition;
pub(crate) mod council;
pub(crate) mod delegation;
mod itinerary;
pub(crate) mod lesson_kinds;
pub(crate) mod lessons;
mod meetings;
mod planned_time;
pub(crate) mod references;
pub(crate) mod stop;
pub(crate) mod stops;
mod stops_of_day;
pub(crate) mod title;
pub(crate) mod topics;
pub(crate) mod trip_dates;
mod visited;

use chrono::{Datelike as _, NaiveDate};

use crate::SiteContext;
use crate::document::{Block, cell_text};
use crate::official_form::OfficialForm;
use crate::outline::OutlinedBlock;
use crate::phrases::citations::Citation;
use batches::Batch;
use composition::Composition;
use council::Home;
use delegation::Delegation;
use lessons::Lessons;
use ssg_base::message::Message;
use ssg_vietnam::date::Period;
use stop::Stop;
use topics::Topics;

/// The most characters of a quote. The rest is cut off and marked with "…".
const MAX_QUOTE_CHARS: usize = 240;

/// A value proposed for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Proposal<T> {
    /// The value.
    pub(crate) value: T,
    /// Where the value was found.
    pub(crate) quote: Quote,
    /// Why the value may be wrong; `None` if the quote states it.
    pub(crate) doubt: Option<Doubt>,
}

impl<T> Proposal<T> {
    /// Returns a value that the quote states.
    fn sure(value: T, quote: Quote) -> Self {
        Self {
            value,
            quote,
            doubt: None,
        }
    }

    /// Returns a value that may be wrong.
    fn unsure(value: T, quote: Quote, doubt: Doubt) -> Self {
        Self {
            value,
            quote,
            doubt: Some(doubt),
        }
    }

    /// Returns the warning to print before the field; `None` for a sure value.
    pub(crate) fn warning(&self) -> Option<Message> {
        let sentence = self.quote.0.clone();
        Some(match self.doubt.clone()? {
            Doubt::NotStated | Doubt::Shortened => Message::ImportUnsure { sentence },
            Doubt::YearNotWritten => Message::ImportUnsureYear { sentence },
            Doubt::DayCountDiffers { stated, actual } => Message::ImportDaysDiffer {
                stated: stated.to_string(),
                actual: actual.to_string(),
                sentence,
            },
            Doubt::CarriedOver => Message::ImportProvinceCarriedOver { sentence },
            Doubt::ProvinceOfDistrict { place } => Message::ImportProvinceFromDistrict { place },
        })
    }
}

/// Why a proposed value may be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// The quote suggests the value and does not state it.
    NotStated,
    /// The quote names days without a year.
    YearNotWritten,
    /// The text states another number of days than the two dates span.
    DayCountDiffers {
        /// The number of days in the text.
        stated: i64,
        /// The number of days from the first to the last date.
        actual: i64,
    },
    /// The day names no province, so that of the stop before was taken.
    CarriedOver,
    /// The text names only a district, and the province follows from it.
    ProvinceOfDistrict {
        /// The district as printed.
        place: String,
    },
    /// The quote is too long, so its beginning was taken.
    Shortened,
}

/// The sentence, line or table row that a value was found in. It is one line of at most
/// [`MAX_QUOTE_CHARS`] characters and holds no phone number or mail address, so that a comment can
/// show it. Empty for a value from the settings of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Quote(String);

impl Quote {
    /// Makes a quote of a sentence.
    pub(crate) fn new(sentence: &str) -> Self {
        let start: String = sentence.chars().take(MAX_QUOTE_CHARS).collect();
        let mut quote = without_contacts(&start);
        if sentence.chars().nth(MAX_QUOTE_CHARS).is_some() {
            quote.push('…');
        }
        Self(quote)
    }
}

impl std::fmt::Display for Quote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns a text on one line, with "…" in place of the end of phone numbers and of the "@" of mail
/// addresses.
pub(crate) fn without_contacts(text: &str) -> String {
    let mut out = String::new();
    let mut digits = 0;
    for c in text.chars() {
        digits = if c.is_ascii_digit() || (digits > 0 && " .-".contains(c)) {
            digits + u32::from(c.is_ascii_digit())
        } else {
            0
        };
        // More than 8 digits are a phone number or an identity card.
        let is_hidden = c == '@' || digits > 8;
        out.push(match c {
            _ if is_hidden => '…',
            c if c.is_control() || c.is_whitespace() => ' ',
            c => c,
        });
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text that fields are proposed from.
pub(crate) struct SourceText<'a> {
    /// The letterhead and the signature block.
    pub(crate) form: &'a OfficialForm,
    /// The text between them.
    pub(crate) blocks: &'a [OutlinedBlock],
    /// The same text line by line: a paragraph or a table row each.
    lines: Vec<String>,
}

impl<'a> SourceText<'a> {
    /// Prepares the text of a document.
    pub(crate) fn new(form: &'a OfficialForm, blocks: &'a [OutlinedBlock]) -> Self {
        let mut lines = Vec::new();
        for block in blocks {
            match &block.content {
                Block::Paragraph(_) => lines.push(block.text.clone()),
                Block::Table(rows) => {
                    for row in rows {
                        let cells: Vec<String> = row.iter().map(|cell| cell_text(cell)).collect();
                        lines.push(cells.join("; "));
                    }
                }
            }
        }
        Self {
            form,
            blocks,
            lines,
        }
    }
}

/// The proposed fields of a document.
pub(crate) struct Fields {
    pub(crate) title: Option<Proposal<String>>,
    pub(crate) council: Option<Proposal<String>>,
    /// The year that the source is filed under.
    pub(crate) year: Option<i32>,
    pub(crate) topics: Topics,
    pub(crate) references: Vec<Proposal<Citation>>,
    /// The fields of its kind.
    pub(crate) details: Details,
}

/// The fields that only reports or only plans have.
pub(crate) enum Details {
    /// The document is a report.
    Report(Box<ReportFields>),
    /// The document is a plan.
    Plan(PlanFields),
}

/// The fields of a report.
pub(crate) struct ReportFields {
    pub(crate) dates: Option<Proposal<Period>>,
    pub(crate) delegation: Delegation,
    pub(crate) stops: Vec<Proposal<Stop>>,
    pub(crate) lessons: Lessons,
}

/// The fields of a plan.
pub(crate) struct PlanFields {
    pub(crate) batches: Vec<Proposal<Batch>>,
    pub(crate) composition: Option<Proposal<Composition>>,
}

/// Proposes a value for each field that the text speaks of.
/// `stated_year` is used where the text names no year.
pub(crate) fn propose(
    source: &SourceText<'_>,
    site: &SiteContext<'_>,
    stated_year: Option<i32>,
) -> Fields {
    let year = trip_dates::document_year(source).or(stated_year);
    let delegation = delegation::propose(source);
    let council = council::propose(source, site.councils, delegation.lead.as_ref());
    let (details, year) = if source.form.is_plan() {
        let plan = PlanFields {
            batches: batches::propose(source, year),
            composition: composition::propose(source),
        };
        (Details::Plan(plan), year)
    } else {
        let council = council.as_ref().map(|council| &*council.value);
        let report = propose_report(source, delegation, council, year, site);
        let year_of_trip = report.dates.as_ref().map(|dates| dates.value.from().year());
        (Details::Report(Box::new(report)), year_of_trip.or(year))
    };
    Fields {
        title: title::propose(source),
        council,
        year,
        topics: topics::propose(source, site.vocabulary),
        references: references::propose(source),
        details,
    }
}

fn propose_report(
    source: &SourceText<'_>,
    delegation: Delegation,
    council: Option<&str>,
    year: Option<i32>,
    site: &SiteContext<'_>,
) -> ReportFields {
    let dates = trip_dates::propose(source, year);
    let period = dates.as_ref().map(|dates| dates.value);
    let first_day = period
        .map(|period| period.from())
        .or_else(|| NaiveDate::from_ymd_opt(year?, 1, 1));
    let home = first_day.map_or_else(Home::default, |day| Home::new(council, day, source));
    let year = period.map(|period| period.from().year()).or(year);
    ReportFields {
        dates,
        delegation,
        stops: stops::propose(source, period, &home, year),
        lessons: lessons::propose(source, site.vocabulary),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{official_form, outline, plain_text};
    use ssg_base::message::Language;
    use ssg_content::vocabulary::Vocabulary;

    #[test]
    fn quotes_hide_contacts_and_are_short() {
        let quote = Quote::new("Gọi 0912 345 678,\n thư a@b.vn");
        assert_eq!(quote.0, "Gọi 0912 345 6……, thư a…b.vn");
        let quote = Quote::new(&"a".repeat(MAX_QUOTE_CHARS + 1));
        assert_eq!(quote.0.chars().count(), MAX_QUOTE_CHARS + 1);
        assert!(quote.0.ends_with('…'));
    }

    #[test]
    fn sure_values_quote_their_sentence() {
        let days = "Đoàn đi từ ngày 18/8/2023 đến ngày 20/8/2023 tại tỉnh Quảng Ninh.";
        let lead = "Đoàn gồm 12 người do ông Hồ Văn Giả, Chủ tịch HĐND tỉnh làm Trưởng đoàn.";
        let text = format!("BÁO CÁO\nKết quả học tập\n\n{days} {lead}\n");
        let mut document = plain_text::read(text.as_bytes()).expect("a document");
        let form = official_form::take(&mut document);
        let blocks = outline::outline(document.blocks);
        let site = SiteContext {
            vocabulary: &Vocabulary::built_in(),
            councils: &[],
            language: Language::En,
        };
        let fields = propose(&SourceText::new(&form, &blocks), &site, None);
        let Details::Report(report) = fields.details else {
            panic!("not a report")
        };
        let dates = report.dates.expect("dates");
        assert_eq!((dates.quote, dates.doubt), (Quote::new(days), None));
        let person = report.delegation.lead.expect("a lead");
        assert_eq!((person.quote, person.doubt), (Quote::new(lead), None));
        let size = report.delegation.size.expect("a size");
        assert_eq!((size.value, size.quote), (12, Quote::new(lead)));
        assert_eq!(report.stops[0].quote, Quote::new(days));
    }
}
