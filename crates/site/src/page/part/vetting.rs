//! The vetting of a plan or a batch.

use serde::Serialize;

use ssg_content::document::{Comments, Vetting, VettingDecision};
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::text::grouped;

use super::Day;

/// Who examined a plan or a batch, and what was decided.
#[derive(Clone, Debug, Serialize)]
pub struct VettingView {
    /// `approved`, `changed`, `refused`, or empty if the record does not say.
    pub decision: &'static str,
    /// The decision in words; may be empty.
    pub label: &'static str,
    /// Who examined it; may be empty.
    pub by: String,
    /// Number and symbol of the decision; may be empty.
    pub number: String,
    /// When.
    pub date: Option<Day>,
    /// The comments of residents in words; may be empty.
    pub comments: String,
    /// A remark; may be empty.
    pub note: String,
}

impl VettingView {
    pub(in crate::page) fn new(vetting: &Vetting) -> Self {
        Self {
            decision: vetting.decision.map_or("", VettingDecision::code),
            label: vetting.decision.map_or("", VettingDecision::label),
            by: vetting.by.clone(),
            number: vetting.number.clone(),
            date: vetting.date.map(Day::of_partial),
            comments: vetting.comments.as_ref().map_or_else(String::new, comments),
            note: vetting.note.clone(),
        }
    }
}

/// The comments of residents in words: "lấy ý kiến người dân từ 01/03/2023 đến 10/03/2023, 4 ý kiến".
fn comments(comments: &Comments) -> String {
    let day = |word: &str, day: Option<chrono::NaiveDate>| {
        day.map(|day| format!(" {word} {}", PartialDate::Day(day).vietnamese()))
            .unwrap_or_default()
    };
    let count = comments
        .count
        .map(|count| format!(", {} ý kiến", grouped(count.into())));
    format!(
        "lấy ý kiến người dân{}{}{}",
        day("từ", comments.from),
        day("đến", comments.to),
        count.unwrap_or_default()
    )
}
