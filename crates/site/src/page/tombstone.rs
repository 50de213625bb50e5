//! The page of a withdrawn record, or of one of its lessons.

use serde::Serialize;

use ssg_archive::Archive;
use ssg_base::path::UrlPath;
use ssg_content::document::{Document, Head, Status};

use super::PageDraft;
use super::part::{Day, Link};
use super::view::{Page, Section, View};

/// A withdrawn record: its address is kept, its text is not.
#[derive(Clone, Debug, Serialize)]
pub struct TombstoneView {
    /// "Báo cáo", "Bài học" …
    pub kind: &'static str,
    /// The day it was withdrawn, if known.
    pub date: Option<Day>,
    /// The reason.
    pub reason: String,
    /// The record that replaces it.
    pub replaced_by: Option<Link>,
}

pub(super) fn page(archive: &Archive, at: usize, lesson: Option<usize>, url: &UrlPath) -> Page {
    let document = &archive.withdrawn[at];
    let Status::Withdrawn { reason, .. } = &document.record.status else {
        unreachable!("the list holds only withdrawn documents")
    };
    let replaced_by = replacement(archive, document)
        .map(|other| Link::new(&other.record.title, other.url.clone()));
    let (kind, section, list) = match (lesson, &document.head) {
        (Some(_), _) => ("Bài học", Section::Lessons, Some(("Bài học", "bai-hoc"))),
        (None, Head::Report(_)) => ("Báo cáo", Section::Reports, Some(("Báo cáo", "bao-cao"))),
        (None, Head::Plan(_)) => ("Kế hoạch", Section::Plans, Some(("Kế hoạch", "ke-hoach"))),
        (None, Head::Page) => ("Trang", Section::Other, None),
    };
    let crumb = |(title, name)| Link::new(title, UrlPath::home().fixed(name));
    let date = document
        .record
        .updates
        .iter()
        .map(|update| update.date)
        .max();
    let view = TombstoneView {
        kind,
        date: date.map(Day::of_partial),
        reason: reason.clone(),
        replaced_by,
    };
    let frame = PageDraft {
        title: format!("{kind} đã thu hồi"),
        description: String::new(),
        breadcrumbs: list.map(crumb).into_iter().collect(),
        section,
        url,
    };
    frame.into_page(archive, View::Tombstone(view))
}

/// The record that replaces a withdrawn one, if it names one that exists.
pub(super) fn replacement<'a>(archive: &'a Archive, withdrawn: &Document) -> Option<&'a Document> {
    let Status::Withdrawn { replaced_by, .. } = &withdrawn.record.status else {
        return None;
    };
    let replaced_by = replaced_by.as_ref()?;
    archive
        .find_record(&replaced_by.value)
        .map(|other| &**other)
}
