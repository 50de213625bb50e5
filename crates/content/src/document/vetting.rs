//! The vetting of a plan or a batch: who examined it, and what was decided.

use chrono::NaiveDate;

use ssg_vietnam::date::PartialDate;

/// The vetting of a plan or a batch. Fields left blank are `None` or empty.
#[derive(Clone, Debug)]
pub struct Vetting {
    /// Who examined the plan; may be empty.
    pub by: String,
    /// The decision. `None` if the author does not say.
    pub decision: Option<VettingDecision>,
    /// Number and symbol of the decision; may be empty.
    pub number: String,
    /// The date of the decision.
    pub date: Option<PartialDate>,
    /// The comments of residents before the decision.
    pub comments: Option<Comments>,
    /// A remark that readers see; may be empty.
    pub note: String,
}

/// The decision on a plan or a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VettingDecision {
    /// "Chấp thuận".
    Approved,
    /// "Chấp thuận, có điều chỉnh".
    Changed,
    /// "Không chấp thuận".
    Refused,
}

impl VettingDecision {
    /// Its word in the front matter and in data.
    pub fn code(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Changed => "changed",
            Self::Refused => "refused",
        }
    }

    /// Its name for readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Approved => "Chấp thuận",
            Self::Changed => "Chấp thuận, có điều chỉnh",
            Self::Refused => "Không chấp thuận",
        }
    }
}

/// The comments of residents on a plan.
#[derive(Clone, Debug)]
pub struct Comments {
    /// The first day on which they could be sent.
    pub from: Option<NaiveDate>,
    /// The last day on which they could be sent.
    pub to: Option<NaiveDate>,
    /// The number of comments.
    pub count: Option<u32>,
}
