//! Answers to lessons, and evidence.

use serde::Serialize;

use ssg_archive::{Archive, LessonId, LessonState};
use ssg_base::path::UrlPath;
use ssg_content::document::{Answer, AnswerState, Evidence};
use ssg_vietnam::text::grouped;

use super::Day;

/// What became of a lesson, in a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerStateView {
    /// `done`, `accepted`, `partly`, `refused`, `awaited`, `overdue`, `unanswered` or `unrecorded`.
    pub code: &'static str,
    /// The state of a batch that is drawn alike, as a class of the style sheet.
    pub tone: &'static str,
    /// The state in words.
    pub label: String,
}

/// What is recorded of a lesson after its report.
#[derive(Clone, Debug, Serialize)]
pub struct LessonFollowUpView {
    /// The body that is to answer; may be empty.
    pub to: String,
    /// The last day on which an answer is in time.
    pub due: Option<Day>,
    /// By how many days the first answer was late; `None` if it was not, or if no day says so.
    pub late_days: Option<u64>,
    /// The state.
    pub state: AnswerStateView,
    /// All entries, oldest first.
    pub entries: Vec<AnswerView>,
}

/// An entry of the follow-up of a lesson.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerView {
    /// The body that is to answer; may be empty.
    pub to: String,
    /// The last day on which an answer is in time.
    pub due: Option<Day>,
    /// The answer in words; empty if the entry is not an answer.
    pub label: &'static str,
    /// When.
    pub date: Option<Day>,
    /// The document that answers; may be empty.
    pub document: String,
    /// A remark; may be empty.
    pub note: String,
    /// What proves the answer.
    pub evidence: Vec<EvidenceView>,
}

/// What proves an answer or a use.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceView {
    /// What it is.
    pub title: String,
    /// Number and symbol of a document; may be empty.
    pub document: String,
    /// A file of the site.
    pub file: Option<UrlPath>,
    /// An address on the web; may be empty.
    pub url: String,
    /// A figure with its unit; may be empty.
    pub figure: String,
}

pub(in crate::page) fn answer_state(state: LessonState) -> AnswerStateView {
    let (tone, label) = match state {
        LessonState::Answered(answer) => {
            let tone = match answer {
                AnswerState::Done | AnswerState::Accepted => "reported",
                AnswerState::Partly => "awaited",
                AnswerState::Refused => "cancelled",
            };
            (tone, answer.label().to_owned())
        }
        LessonState::Awaited(days) => (
            "awaited",
            format!("Chờ trả lời, còn {} ngày", grouped(days.unsigned_abs())),
        ),
        LessonState::Overdue(days) => (
            "overdue",
            format!("Quá hạn trả lời {} ngày", grouped(days.unsigned_abs())),
        ),
        LessonState::Unanswered => ("unreported", "Chưa ghi trả lời, không đặt hạn".to_owned()),
        LessonState::Unrecorded => ("undated", "Chưa ghi gửi ai, chưa ghi trả lời".to_owned()),
    };
    AnswerStateView {
        code: state.code(),
        tone,
        label,
    }
}

/// What is recorded of a lesson. `None` if nothing is.
pub(in crate::page) fn lesson_follow_up(
    archive: &Archive,
    id: LessonId,
) -> Option<LessonFollowUpView> {
    let found = archive.follow_up(id);
    let entries = found.entries.iter();
    (!found.entries.is_empty()).then(|| LessonFollowUpView {
        to: found.to.to_owned(),
        due: found.due.map(Day::of_partial),
        late_days: found.late_days.map(i64::unsigned_abs),
        state: answer_state(found.state),
        entries: entries.map(|answer| answer_view(archive, answer)).collect(),
    })
}

fn answer_view(archive: &Archive, answer: &Answer) -> AnswerView {
    AnswerView {
        to: answer.to.clone(),
        due: answer.due.map(Day::of_partial),
        label: answer.state.map_or("", AnswerState::label),
        date: answer.date.map(Day::of_partial),
        document: answer.document.clone(),
        note: answer.note.clone(),
        evidence: evidence_views(archive, &answer.evidence),
    }
}

pub(in crate::page) fn evidence_views(
    archive: &Archive,
    evidence: &[Evidence],
) -> Vec<EvidenceView> {
    let views = evidence.iter().map(|evidence| EvidenceView {
        title: evidence.title.clone(),
        document: evidence.document.clone(),
        file: evidence
            .file
            .as_ref()
            .and_then(|file| archive.attachment_url(&file.value))
            .cloned(),
        url: evidence.url.clone().unwrap_or_default(),
        figure: evidence.figure.clone(),
    });
    views.collect()
}
