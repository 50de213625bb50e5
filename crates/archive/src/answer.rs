//! What became of lessons: to whom each was sent, until when, and what was answered.
//!
//! Where an author names no day, nothing is overdue or late. A lesson of which nothing is written is
//! [`LessonState::Unrecorded`], which is no judgement.

use chrono::NaiveDate;

use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::Message;
use ssg_content::document::{Answer, AnswerState, Head, LessonKind};
use ssg_content::fields::did_you_mean;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::text;

use crate::record::is_shown;
use crate::sources::Unpublished;
use crate::{Archive, LessonId};

/// What became of a lesson until a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LessonState {
    /// It was answered.
    Answered(AnswerState),
    /// An answer is due within this many days; 0 is the last day.
    Awaited(i64),
    /// An answer is overdue by this many days.
    Overdue(i64),
    /// It was sent to somebody. No answer and no day on which one is due are recorded.
    Unanswered,
    /// Nothing is recorded.
    Unrecorded,
}

impl LessonState {
    /// The name of the state in published data.
    pub fn code(self) -> &'static str {
        match self {
            Self::Answered(answer) => answer.code(),
            Self::Awaited(_) => "awaited",
            Self::Overdue(_) => "overdue",
            Self::Unanswered => "unanswered",
            Self::Unrecorded => "unrecorded",
        }
    }

    /// The days until an answer is due, or since it was.
    pub fn days(self) -> Option<i64> {
        match self {
            Self::Awaited(days) | Self::Overdue(days) => Some(days),
            Self::Answered(_) | Self::Unanswered | Self::Unrecorded => None,
        }
    }
}

/// What is recorded of a lesson after its report.
#[derive(Clone, Debug)]
pub struct LessonFollowUp<'a> {
    /// All entries, oldest first.
    pub entries: Vec<&'a Answer>,
    /// The body that is to answer, as the newest entry names it; may be empty.
    pub to: &'a str,
    /// The last day on which an answer is in time, as the newest entry names it.
    pub due: Option<PartialDate>,
    /// The newest answer.
    pub answer: Option<&'a Answer>,
    /// By how many days the first answer was late. `None` if it was not, or if no day says so.
    pub late_days: Option<i64>,
    /// The state on the day of the archive.
    pub state: LessonState,
}

impl<'a> LessonFollowUp<'a> {
    /// The follow-up that these entries make, which are in the author's order, on a day.
    fn new(entries: impl Iterator<Item = &'a Answer>, today: NaiveDate) -> Self {
        let entries = oldest_first(entries);
        let newest = || entries.iter().rev().copied();
        let to = newest().map(|entry| &*entry.to).find(|to| !to.is_empty());
        let due = newest().find_map(|entry| entry.due);
        let answer = newest().find(|entry| entry.state.is_some());
        let state = match (answer.and_then(|answer| answer.state), due) {
            (Some(state), _) => LessonState::Answered(state),
            (None, Some(due)) => {
                let left = days_from(today, due.last_day());
                if left >= 0 {
                    LessonState::Awaited(left)
                } else {
                    LessonState::Overdue(-left)
                }
            }
            (None, None) if entries.is_empty() => LessonState::Unrecorded,
            (None, None) => LessonState::Unanswered,
        };
        Self {
            to: to.unwrap_or_default(),
            due,
            answer,
            late_days: late_days(&entries),
            state,
            entries,
        }
    }

    /// Whether an answer was due before `today`.
    pub fn is_due(&self, today: NaiveDate) -> bool {
        self.due.is_some_and(|due| due.last_day() < today)
    }
}

/// The days from `one` to `other`; negative if `other` is earlier.
fn days_from(one: NaiveDate, other: NaiveDate) -> i64 {
    other.signed_duration_since(one).num_days()
}

/// The entries in the order of their dates. One without a date stays behind the one above it.
fn oldest_first<'a>(entries: impl Iterator<Item = &'a Answer>) -> Vec<&'a Answer> {
    let mut last = NaiveDate::MIN;
    let mut dated: Vec<(NaiveDate, &Answer)> = entries
        .map(|entry| {
            last = entry.date.map_or(last, |date| date.last_day());
            (last, entry)
        })
        .collect();
    dated.sort_by_key(|(day, _)| *day);
    dated.into_iter().map(|(_, entry)| entry).collect()
}

/// By how many days the first answer came after the day that had been set until then. A date that is
/// only a month or a year counts in favour of the one who answered.
fn late_days(entries: &[&Answer]) -> Option<i64> {
    let first = entries.iter().position(|entry| entry.state.is_some())?;
    let date = entries[first].date?;
    let due = entries[..=first].iter().rev().find_map(|entry| entry.due)?;
    let days = days_from(due.last_day(), date.first_day());
    (days > 0).then_some(days)
}

/// Numbers of lessons by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AnswerCounts {
    /// Carried out.
    pub done: usize,
    /// Accepted.
    pub accepted: usize,
    /// Accepted in part.
    pub partly: usize,
    /// Refused.
    pub refused: usize,
    /// An answer is due later.
    pub awaited: usize,
    /// An answer is overdue.
    pub overdue: usize,
    /// Sent, without an answer and without a day.
    pub unanswered: usize,
    /// Nothing is recorded.
    pub unrecorded: usize,
    /// Those of all whose answer was due before today.
    pub due: usize,
    /// Those of `due` that were answered.
    pub due_answered: usize,
    /// Those of `due` that were carried out.
    pub due_done: usize,
}

impl AnswerCounts {
    /// Counts one lesson.
    fn add(&mut self, follow_up: &LessonFollowUp<'_>, today: NaiveDate) {
        *match follow_up.state {
            LessonState::Answered(AnswerState::Done) => &mut self.done,
            LessonState::Answered(AnswerState::Accepted) => &mut self.accepted,
            LessonState::Answered(AnswerState::Partly) => &mut self.partly,
            LessonState::Answered(AnswerState::Refused) => &mut self.refused,
            LessonState::Awaited(_) => &mut self.awaited,
            LessonState::Overdue(_) => &mut self.overdue,
            LessonState::Unanswered => &mut self.unanswered,
            LessonState::Unrecorded => &mut self.unrecorded,
        } += 1;
        if follow_up.is_due(today) {
            self.due += 1;
            self.due_answered += usize::from(follow_up.answer.is_some());
            let is_done = follow_up.state == LessonState::Answered(AnswerState::Done);
            self.due_done += usize::from(is_done);
        }
    }

    /// The number of all lessons.
    pub fn total(&self) -> usize {
        self.answered() + self.awaited + self.overdue + self.unanswered + self.unrecorded
    }

    /// The number of lessons that were answered.
    pub fn answered(&self) -> usize {
        self.done + self.accepted + self.partly + self.refused
    }
}

impl Archive {
    /// Returns what is recorded of a lesson after its report.
    pub fn follow_up(&self, id: LessonId) -> LessonFollowUp<'_> {
        let lesson = &self.lesson(id).id.value;
        let answers = self.report_of(id).trip().answers.iter();
        let own = answers.filter(|answer| answer.lesson.value == *lesson);
        LessonFollowUp::new(own, self.today)
    }

    /// Returns the number of these lessons by what became of them.
    pub fn answer_counts(&self, lessons: impl IntoIterator<Item = LessonId>) -> AnswerCounts {
        let mut counts = AnswerCounts::default();
        for id in lessons {
            counts.add(&self.follow_up(id), self.today);
        }
        counts
    }

    /// Returns whether a lesson is followed up: it is a recommendation, or somebody was asked.
    pub(crate) fn is_followed(&self, id: LessonId) -> bool {
        let lesson = self.lesson(id);
        let mut answers = self.report_of(id).trip().answers.iter();
        lesson.kind == LessonKind::Recommendation
            || answers.any(|answer| answer.lesson.value == lesson.id.value)
    }

    /// Reports files that front matter names and that cannot be published with their record.
    pub(crate) fn check_named_files(
        &self,
        unpublished: &Unpublished,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for document in self.documents().filter(|document| is_shown(document)) {
            for file in document.named_files() {
                if self.attachment_url(&file.value).is_some() {
                    continue;
                }
                let place = Place::new(&document.path, file.span);
                if self.has_file(&file.value) {
                    diagnostics.push(self.unpublished_file(place, &file.value, unpublished));
                    continue;
                }
                let target = document.path.reference_to(&file.value);
                let known = self.attachments_near(&document.path);
                let near = text::nearest(&target, known.iter().map(String::as_str), 2);
                let hint = did_you_mean(near);
                let error = Diagnostic::error(place, Message::BrokenLink { target });
                diagnostics.push(error.hints(hint));
            }
        }
    }

    /// Warns of answers and uses that are dated before the trip that they follow, and, on a given
    /// day, of those after it.
    pub(crate) fn warn_of_unlikely_answers(&self, diagnostics: &mut Vec<Diagnostic>) {
        let show = |day| PartialDate::Day(day).vietnamese();
        for document in self.documents().filter(|document| is_shown(document)) {
            let trip = match &document.head {
                Head::Report(trip) => Some(trip),
                Head::Plan(_) | Head::Page => None,
            };
            let answers = trip.into_iter().flat_map(|trip| &trip.answers);
            let answers = answers.map(|answer| (answer.date, answer.lesson.span, trip));
            let uses = document.record.uses.iter();
            let uses = uses.map(|one| (one.date, one.lesson.span, None));
            for (date, span, trip) in answers.chain(uses) {
                let Some(date) = date else { continue };
                let before = trip.map(|trip| trip.dates.from());
                let before = before.filter(|from| date.last_day() < *from);
                let (message, hint) = if let Some(from) = before {
                    let (date, from) = (date.vietnamese(), show(from));
                    (Message::AnswerBeforeTrip { date, from }, None)
                } else if self.is_today_given && date.first_day() > self.today {
                    let (date, today) = (date.vietnamese(), show(self.today));
                    let message = Message::AnswerInFuture { date, today };
                    (message, Some(Message::FutureHint))
                } else {
                    continue;
                };
                let place = Place::new(&document.path, span);
                diagnostics.push(Diagnostic::warning(place, message).hints(hint));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use proptest::prelude::*;
    use ssg_base::diagnostic::{Span, Spanned};

    use super::*;

    fn entry(due: Option<&str>, state: Option<AnswerState>, date: Option<&str>) -> Answer {
        let read = |date: &str| PartialDate::parse(date).expect("a date");
        Answer {
            lesson: Spanned {
                value: "bai-1".to_owned(),
                span: Span::default(),
            },
            to: String::new(),
            due: due.map(read),
            state,
            date: date.map(read),
            document: String::new(),
            note: String::new(),
            evidence: Vec::new(),
        }
    }

    fn day(iso: &str) -> NaiveDate {
        iso.parse().expect("a day")
    }

    fn state(entries: &[Answer], today: &str) -> (LessonState, Option<i64>) {
        let found = LessonFollowUp::new(entries.iter(), day(today));
        (found.state, found.late_days)
    }

    #[test]
    fn newest_answer_decides_and_only_a_day_makes_one_overdue() {
        use AnswerState::{Accepted, Done};
        use LessonState::{Answered, Awaited, Overdue, Unanswered, Unrecorded};
        assert_eq!(state(&[], "2024-07-01"), (Unrecorded, None));
        let asked = entry(None, None, Some("2023-09-01"));
        assert_eq!(state(from_ref(&asked), "2030-01-01"), (Unanswered, None));
        let due = entry(Some("2024-06"), None, None);
        assert_eq!(state(from_ref(&due), "2024-06-30"), (Awaited(0), None));
        assert_eq!(state(from_ref(&due), "2024-07-02"), (Overdue(2), None));
        let done = entry(None, Some(Done), Some("2024-07-10"));
        let accepted = entry(None, Some(Accepted), Some("2024-05-01"));
        let all = [due.clone(), done.clone(), accepted];
        assert_eq!(state(&all, "2025-01-01"), (Answered(Done), None));
        assert_eq!(
            state(&[due.clone(), done], "2025-01-01"),
            (Answered(Done), Some(10))
        );
        let some_day = entry(None, Some(Done), Some("2024-06"));
        assert_eq!(state(&[due, some_day], "2025-01-01").1, None);
    }

    fn any_entry() -> impl Strategy<Value = Answer> {
        let states = prop::sample::select(vec![
            None,
            Some(AnswerState::Accepted),
            Some(AnswerState::Refused),
            Some(AnswerState::Done),
        ]);
        let date = || prop::option::of((2020..2030_i32, 1..=12_u32, 1..=28_u32));
        (date(), states, date()).prop_map(|(due, state, date)| {
            let iso = |(year, month, day)| format!("{year}-{month:02}-{day:02}");
            entry(due.map(iso).as_deref(), state, date.map(iso).as_deref())
        })
    }

    proptest! {
        /// Without a day nothing is overdue, awaited or late, on any day.
        #[test]
        fn nothing_is_overdue_without_a_day(
            mut entries in prop::collection::vec(any_entry(), 0..5),
            today in 2020..2035_i32,
        ) {
            let today = PartialDate::Year(today).first_day();
            for entry in &mut entries {
                entry.due = None;
            }
            let found = LessonFollowUp::new(entries.iter(), today);
            prop_assert!(!found.is_due(today) && found.late_days.is_none());
            prop_assert!(!matches!(
                found.state,
                LessonState::Overdue(_) | LessonState::Awaited(_)
            ));
        }

        /// An answer ends what was overdue, and the counts add up.
        #[test]
        fn counts_agree_with_states(
            lessons in prop::collection::vec(prop::collection::vec(any_entry(), 0..4), 0..20),
            today in 2020..2035_i32,
        ) {
            let today = PartialDate::Year(today).first_day();
            let mut counts = AnswerCounts::default();
            let mut answered = 0;
            for entries in &lessons {
                let found = LessonFollowUp::new(entries.iter(), today);
                let has_answer = entries.iter().any(|entry| entry.state.is_some());
                answered += usize::from(has_answer);
                prop_assert_eq!(has_answer, matches!(found.state, LessonState::Answered(_)));
                counts.add(&found, today);
            }
            prop_assert_eq!(counts.total(), lessons.len());
            prop_assert_eq!(counts.answered(), answered);
            prop_assert_eq!(counts.due, counts.due_answered + counts.overdue);
            prop_assert!(counts.due_done <= counts.due_answered);
        }
    }
}
