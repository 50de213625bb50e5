//! The list of lessons by how often they were used.

use serde::Serialize;

use crate::route;
use ssg_archive::Archive;

use super::PageDraft;
use super::part::{LessonRow, Link, Pager, lesson_row, numbered_title, page_of_list};
use super::view::{Page, Section, View};

/// Lessons by how often they were used.
#[derive(Clone, Debug, Serialize)]
pub struct LessonsUsedView {
    /// The lessons, most used first, each with its number of uses.
    #[serde(skip)]
    pub rows: Vec<LessonRow>,
    /// Number of lessons applied at least once.
    pub used: usize,
    /// The position of this page in the list.
    pub pager: Pager,
}

pub(super) fn page(archive: &Archive, number: usize) -> Page {
    let base = route::lessons_used_url();
    let (rows, pager) = page_of_list(archive, archive.lessons_by_use(), &base, number);
    let rows = rows.iter().map(|&(id, uses)| LessonRow {
        uses,
        ..lesson_row(archive, id)
    });
    let view = LessonsUsedView {
        rows: rows.collect(),
        used: archive
            .lessons_by_use()
            .iter()
            .take_while(|(_, uses)| *uses > 0)
            .count(),
        pager,
    };
    let breadcrumbs = vec![Link::new("Bài học", route::lessons_url(None))];
    let url = route::list_page_url(&base, number);
    PageDraft::new(
        &numbered_title("Bài học được áp dụng", number),
        Section::Lessons,
        breadcrumbs,
        &url,
    )
    .into_page(archive, View::LessonsUsed(view))
}
