//! The lists of lessons: all, or those of one kind; of the whole archive, or of one subject.

use serde::Serialize;

use crate::route::{self, Subject, lessons_url};
use ssg_archive::Archive;
use ssg_content::document::LessonKind;
use ssg_vietnam::gazetteer::Gazetteer;

use super::PageDraft;
use super::answers::{AnswersView, answers};
use super::part::{
    Count, LessonRow, Link, Pager, has_finder, largest, lesson_rows, numbered_title, on_first_page,
    page_of_list, topics_by_name, with_shares,
};
use super::view::{Page, Section, View};

/// A list of lessons.
#[derive(Clone, Debug, Serialize)]
pub struct LessonsView {
    /// The kind of the lessons; `None` in the list of all.
    pub kind: Option<LessonKind>,
    /// The topic, the province or the year of the lessons; `None` in a list of the whole archive.
    pub subject: Option<Link>,
    /// The lists of all lessons and of each kind, of the same subject, with counts.
    pub kinds: Vec<Count>,
    /// Topics that have lessons; on the first page of a list of the whole archive only.
    pub topics: Vec<Count>,
    /// Provinces where lessons were learnt; on the first page of such a list only.
    pub provinces: Vec<Count>,
    /// Years of the trips on which they were learnt, newest first; on the first page of such a list
    /// only.
    pub years: Vec<Count>,
    /// What became of the recommendations; on the first page of their list only.
    pub answers: Option<AnswersView>,
    /// The lessons of this page, newest first.
    #[serde(skip)]
    pub rows: Vec<LessonRow>,
    /// The position of this page in the list.
    pub pager: Pager,
    /// Whether the page has a finder: the first page of the list of all lessons.
    pub has_finder: bool,
}

pub(super) fn page(archive: &Archive, kind: Option<LessonKind>, number: usize) -> Page {
    let base = lessons_url(kind);
    let (rows, pager) = page_of_list(archive, archive.lessons_of_kind(kind), &base, number);
    let kinds = kinds_and_all().map(|(kind, label)| {
        let count = archive.lessons_of_kind(kind).len();
        Count::new(label, lessons_url(kind), count)
    });
    let view = LessonsView {
        kind,
        subject: None,
        kinds: kinds.collect(),
        topics: on_first_page(number, || lesson_topics(archive, kind)),
        provinces: on_first_page(number, || lesson_provinces(archive, kind)),
        years: on_first_page(number, || lesson_years(archive, kind)),
        answers: (kind == Some(LessonKind::Recommendation) && number == 1)
            .then(|| answers(archive)),
        rows: lesson_rows(archive, rows),
        has_finder: kind.is_none() && has_finder(archive, &pager),
        pager,
    };
    let title = kind.map_or("Bài học", |kind| kind.label());
    let mut breadcrumbs = Vec::new();
    if kind.is_some() {
        breadcrumbs.push(Link::new("Bài học", lessons_url(None)));
    }
    let url = route::list_page_url(&base, number);
    PageDraft::new(
        &numbered_title(title, number),
        Section::Lessons,
        breadcrumbs,
        &url,
    )
    .into_page(archive, View::Lessons(Box::new(view)))
}

pub(super) fn of_subject(
    archive: &Archive,
    subject: Subject,
    kind: Option<LessonKind>,
    number: usize,
) -> Page {
    let base = subject.lessons_url(archive, kind);
    let lessons = subject.lessons(archive, kind);
    let (rows, pager) = page_of_list(archive, lessons, &base, number);
    let kinds =
        kinds_and_all().filter_map(|(kind, label)| lesson_count(archive, label, subject, kind));
    let link = Link::new(&subject.name(archive), subject.url(archive));
    let what = kind.map_or("Bài học", |kind| kind.label());
    let title = match subject {
        Subject::Topic(_) => format!("{what}: {}", link.title),
        Subject::Province(_) => format!("{what} ở {}", link.title),
        Subject::Year(_) => format!("{what} năm {}", link.title),
    };
    let breadcrumbs = vec![Link::new("Bài học", lessons_url(None)), link.clone()];
    let view = LessonsView {
        kind,
        subject: Some(link),
        kinds: kinds.collect(),
        topics: Vec::new(),
        provinces: Vec::new(),
        years: Vec::new(),
        answers: None,
        rows: lesson_rows(archive, rows),
        pager,
        has_finder: false,
    };
    let url = route::list_page_url(&base, number);
    PageDraft::new(
        &numbered_title(&title, number),
        Section::Lessons,
        breadcrumbs,
        &url,
    )
    .into_page(archive, View::Lessons(Box::new(view)))
}

/// All kinds together, then each kind, with their names.
fn kinds_and_all() -> impl Iterator<Item = (Option<LessonKind>, &'static str)> {
    let kinds = LessonKind::ALL.iter();
    let kinds = kinds.map(|kind| (Some(*kind), kind.label()));
    std::iter::once((None, "Tất cả")).chain(kinds)
}

/// An entry for the lessons of a subject, of one kind or of all. `None` if there are none.
fn lesson_count(
    archive: &Archive,
    label: &str,
    subject: Subject,
    kind: Option<LessonKind>,
) -> Option<Count> {
    let target = subject.lessons_target(archive, kind)?;
    let count = subject.lessons(archive, kind).len();
    Some(Count::at(label, target, count))
}

/// Topics that have lessons of a kind.
fn lesson_topics(archive: &Archive, kind: Option<LessonKind>) -> Vec<Count> {
    let entries = topics_by_name(archive).filter_map(|(id, _)| {
        let label = archive.vocabulary.topic(id).short_label();
        lesson_count(archive, label, Subject::Topic(id), kind)
    });
    largest(entries, usize::MAX)
}

/// Provinces where lessons of a kind were learnt.
fn lesson_provinces(archive: &Archive, kind: Option<LessonKind>) -> Vec<Count> {
    let gazetteer = Gazetteer::get();
    let entries = gazetteer.current_by_name().iter().filter_map(|&unit| {
        let name = gazetteer.unit(unit).shown_name();
        lesson_count(archive, name, Subject::Province(unit), kind)
    });
    largest(entries, usize::MAX)
}

/// Years in which lessons of a kind were learnt, newest first.
fn lesson_years(archive: &Archive, kind: Option<LessonKind>) -> Vec<Count> {
    let years = archive.indexes.by_year.keys().rev();
    let entries = years
        .filter_map(|&year| lesson_count(archive, &year.to_string(), Subject::Year(year), kind));
    with_shares(entries.collect())
}
