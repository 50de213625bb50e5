//! The lists of lessons: all, or those of one kind.

use serde::Serialize;

use crate::route::{self, lessons_url};
use ssg_archive::Archive;
use ssg_content::document::LessonKind;
use ssg_vietnam::gazetteer::Gazetteer;

use super::PageDraft;
use super::part::{
    Count, LessonRow, Link, Pager, count_of_kind, largest, lesson_rows, numbered_title,
    on_first_page, page_of_list, topics_by_name, with_shares,
};
use super::view::{Page, Section, View};

/// A list of lessons.
#[derive(Clone, Debug, Serialize)]
pub struct LessonsView {
    /// The kind of the lessons; `None` in the list of all.
    pub kind: Option<LessonKind>,
    /// The lists of all lessons and of each kind, with counts.
    pub kinds: Vec<Count>,
    /// Topics that have lessons; on the first page only.
    pub topics: Vec<Count>,
    /// Provinces where lessons were learnt; on the first page only.
    pub provinces: Vec<Count>,
    /// Years of the trips on which they were learnt, newest first; on the first page only.
    pub years: Vec<Count>,
    /// The lessons of this page, newest first.
    #[serde(skip)]
    pub rows: Vec<LessonRow>,
    /// The position of this page in the list.
    pub pager: Pager,
}

pub(super) fn page(archive: &Archive, kind: Option<LessonKind>, number: usize) -> Page {
    let base = lessons_url(kind);
    let (rows, pager) = page_of_list(archive, archive.lessons_of_kind(kind), &base, number);
    let mut kinds = vec![Count::new(
        "Tất cả",
        lessons_url(None),
        archive.lessons.len(),
    )];
    kinds.extend(LessonKind::ALL.map(|kind| {
        let count = archive.lessons_of_kind(Some(kind)).len();
        Count::new(kind.label(), lessons_url(Some(kind)), count)
    }));
    let topics = topics_by_name(archive).map(|(id, index)| {
        let count = count_of_kind(archive, &index.lessons, kind);
        Count::new(
            archive.vocabulary.topic(id).short_label(),
            route::topic_url(archive, id),
            count,
        )
    });
    let view = LessonsView {
        kind,
        kinds,
        topics: on_first_page(number, || largest(topics, usize::MAX)),
        provinces: on_first_page(number, || lesson_provinces(archive, kind)),
        years: on_first_page(number, || lesson_years(archive, kind)),
        rows: lesson_rows(archive, rows),
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
    .into_page(archive, View::Lessons(view))
}

/// Provinces where lessons of a kind were learnt.
fn lesson_provinces(archive: &Archive, kind: Option<LessonKind>) -> Vec<Count> {
    let gazetteer = Gazetteer::get();
    let entries = gazetteer.current_by_name().iter().filter_map(|&unit| {
        let count = count_of_kind(
            archive,
            &archive.indexes.by_province.get(&unit)?.lessons,
            kind,
        );
        let name = gazetteer.unit(unit).name();
        Some(Count::new(name, route::province_url(unit), count))
    });
    largest(entries, usize::MAX)
}

/// Years in which lessons of a kind were learnt, newest first.
fn lesson_years(archive: &Archive, kind: Option<LessonKind>) -> Vec<Count> {
    let entries = archive.indexes.by_year.iter().rev().map(|(&year, index)| {
        let count = count_of_kind(archive, &index.lessons, kind);
        Count::new(&year.to_string(), route::year_url(year), count)
    });
    with_shares(entries.filter(|entry| entry.count > 0).collect())
}
