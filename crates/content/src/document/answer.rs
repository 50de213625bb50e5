//! Answers to lessons, recommendations above all, and the evidence of an answer or a use.

use ssg_base::diagnostic::Spanned;
use ssg_base::path::SourcePath;
use ssg_vietnam::date::PartialDate;

/// An entry of `answers`: to whom a lesson was sent, until when it is to be answered, or the answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The id of the lesson in the same report. An entry whose lesson is unknown is reported and
    /// left out.
    pub lesson: Spanned<String>,
    /// The body that is to answer; may be empty.
    pub to: String,
    /// The last day on which an answer is in time.
    pub due: Option<PartialDate>,
    /// What was answered. `None` if the entry is not an answer.
    pub state: Option<AnswerState>,
    /// The date of the answer.
    pub date: Option<PartialDate>,
    /// The document that answers, such as `12/UBND-VP`; may be empty.
    pub document: String,
    /// A remark that readers see; may be empty.
    pub note: String,
    /// What proves the answer.
    pub evidence: Vec<Evidence>,
}

/// What was answered to a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnswerState {
    /// "Tiếp thu".
    Accepted,
    /// "Tiếp thu một phần".
    Partly,
    /// "Không tiếp thu".
    Refused,
    /// "Đã thực hiện".
    Done,
}

impl AnswerState {
    /// Its word in the front matter and in data.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Partly => "partly",
            Self::Refused => "refused",
            Self::Done => "done",
        }
    }

    /// Its name for readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Accepted => "Tiếp thu",
            Self::Partly => "Tiếp thu một phần",
            Self::Refused => "Không tiếp thu",
            Self::Done => "Đã thực hiện",
        }
    }
}

/// What proves an answer or a use: a document, a file, a page or a figure.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// What it is.
    pub title: String,
    /// Number and symbol of a document; may be empty.
    pub document: String,
    /// A file in the folder of the record.
    pub file: Option<Spanned<SourcePath>>,
    /// A page on the web, `http://` or `https://`.
    pub url: Option<String>,
    /// A figure with its unit, such as "giảm 30 % thời gian"; may be empty.
    pub figure: String,
}
