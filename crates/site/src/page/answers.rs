//! The numbers above the list of recommendations: how many were answered, by council and by year.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::route;
use ssg_archive::{AnswerCounts, Archive, CouncilId, LessonId};
use ssg_base::path::UrlPath;
use ssg_content::document::LessonKind;

use super::part::{Day, Link, council_link};

/// What became of the recommendations.
#[derive(Clone, Debug, Serialize)]
pub struct AnswersView {
    /// The day for which the states are computed.
    pub today: Day,
    /// All together.
    pub all: AnswersRow,
    /// By council, in alphabetical order.
    pub councils: Vec<AnswersRow>,
    /// Those with a day by its year, newest first.
    pub years: Vec<AnswersRow>,
}

/// Numbers of recommendations by what became of them.
#[derive(Clone, Debug, Serialize)]
pub struct AnswersRow {
    /// The council or the year.
    pub title: String,
    /// Its page; `None` for all.
    pub url: Option<UrlPath>,
    /// Number of recommendations.
    pub total: usize,
    /// Those carried out.
    pub done: usize,
    /// Those accepted.
    pub accepted: usize,
    /// Those accepted in part.
    pub partly: usize,
    /// Those refused.
    pub refused: usize,
    /// Those whose answer is due later.
    pub awaited: usize,
    /// Those whose answer is overdue.
    pub overdue: usize,
    /// Those sent without a day, of which no answer is recorded.
    pub unanswered: usize,
    /// Those of which nothing is recorded.
    pub unrecorded: usize,
    /// Those whose answer was due before today.
    pub due: usize,
    /// How many per cent of `due` were answered; `None` if none was due.
    pub answered_rate: Option<usize>,
    /// How many per cent of `due` were carried out; `None` if none was due.
    pub done_rate: Option<usize>,
}

impl AnswersRow {
    fn new(Link { title, url }: Link, counts: AnswerCounts) -> Self {
        let rate = |part: usize| (part * 100 + counts.due / 2).checked_div(counts.due);
        Self {
            title,
            url: Some(url),
            total: counts.total(),
            done: counts.done,
            accepted: counts.accepted,
            partly: counts.partly,
            refused: counts.refused,
            awaited: counts.awaited,
            overdue: counts.overdue,
            unanswered: counts.unanswered,
            unrecorded: counts.unrecorded,
            due: counts.due,
            answered_rate: rate(counts.due_answered),
            done_rate: rate(counts.due_done),
        }
    }
}

/// What became of all recommendations of the archive.
pub(super) fn answers(archive: &Archive) -> AnswersView {
    let lessons = archive.lessons_of_kind(Some(LessonKind::Recommendation));
    let mut by_council: BTreeMap<Option<CouncilId>, Vec<LessonId>> = BTreeMap::new();
    let mut by_year: BTreeMap<i32, Vec<LessonId>> = BTreeMap::new();
    for &id in lessons {
        let council = archive.report_of(id).council;
        by_council.entry(council).or_default().push(id);
        if let Some(due) = archive.follow_up(id).due {
            by_year.entry(due.year()).or_default().push(id);
        }
    }
    let councils = by_council.into_iter().map(|(council, lessons)| {
        let counts = archive.answer_counts(lessons);
        AnswersRow::new(council_link(archive, council), counts)
    });
    let years = by_year.into_iter().rev().map(|(year, lessons)| {
        // A year in which no trip was made has no page.
        let has_page = archive.indexes.by_year.contains_key(&year);
        let link = Link::new(&year.to_string(), route::year_url(year));
        AnswersRow {
            url: has_page.then(|| route::year_url(year)),
            ..AnswersRow::new(link, archive.answer_counts(lessons))
        }
    });
    let link = Link::new("Tất cả", UrlPath::home());
    AnswersView {
        today: Day::of(archive.today),
        all: AnswersRow {
            url: None,
            ..AnswersRow::new(link, archive.answer_counts(lessons.iter().copied()))
        },
        councils: councils.collect(),
        years: years.collect(),
    }
}
