//! What the pages of topics, provinces and years have in common: lists of lessons and reports.

use crate::route::{self, Subject};
use ssg_archive::{Archive, IndexEntry, LinkStyle};
use ssg_base::path::UrlPath;
use ssg_content::document::LessonKind;
use ssg_vietnam::gazetteer::Gazetteer;

use super::{
    Count, LessonRow, Pager, ReportRow, lesson_rows, on_first_page, page_of_list, report_rows,
};

/// The lists on a page of a subject, which are fields of its view.
pub(in crate::page) struct SubjectLists {
    pub(in crate::page) kinds: Vec<Count>,
    pub(in crate::page) lessons: Vec<LessonRow>,
    pub(in crate::page) lessons_total: usize,
    pub(in crate::page) lessons_url: Option<UrlPath>,
    pub(in crate::page) finder: Option<String>,
    pub(in crate::page) reports: Vec<ReportRow>,
    pub(in crate::page) pager: Pager,
}

impl SubjectLists {
    /// The lists of page `number`.
    pub(in crate::page) fn new(archive: &Archive, subject: Subject, number: usize) -> Self {
        let none = IndexEntry::default();
        let records = subject.records(archive).unwrap_or(&none);
        let (rows, pager) = page_of_list(archive, &records.reports, &subject.url(archive), number);
        let newest = &records.lessons[..records.lessons.len().min(subject.max_lessons())];
        let has_list = number == 1 && subject.has_lesson_list(archive, None);
        Self {
            kinds: on_first_page(number, || kinds(archive, subject)),
            lessons: on_first_page(number, || lesson_rows(archive, newest)),
            lessons_total: records.lessons.len(),
            finder: finder(archive, subject, records.lessons.len()).filter(|_| number == 1),
            lessons_url: has_list.then(|| subject.lessons_url(archive, None)),
            reports: report_rows(archive, rows),
            pager,
        }
    }

    /// The address of page `number` of a subject.
    pub(in crate::page) fn url(archive: &Archive, subject: Subject, number: usize) -> UrlPath {
        route::list_page_url(&subject.url(archive), number)
    }
}

/// The choices with which the finder of lessons finds those of a subject, as the query of its address;
/// `None` if there is nothing to choose from.
fn finder(archive: &Archive, subject: Subject, lessons: usize) -> Option<String> {
    let is_useful = lessons > 1 && archive.link_style == LinkStyle::Folders;
    let query = || match subject {
        Subject::Topic(id) => format!("chu-de={}", archive.vocabulary.topic(id).slug),
        Subject::Province(unit) => format!("tinh={}", Gazetteer::get().unit(unit).slug()),
        Subject::Year(year) => format!("tu={year}&den={year}"),
    };
    is_useful.then(query)
}

/// The kinds of lessons of a subject, if there are several.
fn kinds(archive: &Archive, subject: Subject) -> Vec<Count> {
    let kinds = LessonKind::ALL.iter().filter_map(|&kind| {
        let target = subject.lessons_target(archive, Some(kind))?;
        let count = subject.lessons(archive, Some(kind)).len();
        Some(Count::at(kind.label(), target, count))
    });
    let kinds: Vec<Count> = kinds.collect();
    if kinds.len() > 1 { kinds } else { Vec::new() }
}
