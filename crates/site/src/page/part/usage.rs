//! Uses of lessons: which records used a lesson, and which lessons a record used.

use serde::Serialize;

use ssg_archive::{Archive, LessonId, LessonUse};
use ssg_base::path::UrlPath;
use ssg_content::document::{Document, Head, UseEntry, UseOutcome};

use super::{Day, EvidenceView, Link, council_link, evidence_views};

/// A use of a lesson. On the page of the lesson it names the record that used it, on the page of the
/// record the lesson.
#[derive(Clone, Debug, Serialize)]
pub struct UseView {
    /// The record that used the lesson, or the lesson.
    pub link: Link,
    /// The council of that record or lesson.
    pub council: Link,
    /// "Báo cáo", "Kế hoạch" or "Bài học".
    pub kind: &'static str,
    /// `applied`, `partly`, `unsuitable`, or empty if the record does not say.
    pub outcome: &'static str,
    /// The outcome in words; may be empty.
    pub label: &'static str,
    /// When.
    pub date: Option<Day>,
    /// A remark; may be empty.
    pub note: String,
    /// What proves the use.
    pub evidence: Vec<EvidenceView>,
}

/// The records that applied a lesson, and those that found it unsuitable.
pub(in crate::page) fn uses_of_lesson(
    archive: &Archive,
    id: LessonId,
) -> (Vec<UseView>, Vec<UseView>) {
    let uses = archive.uses.get(&id).into_iter().flatten();
    let (applied, unsuitable): (Vec<&LessonUse>, _) = uses.partition(|one| one.is_applied());
    let views = |uses: Vec<&LessonUse>| -> Vec<UseView> {
        let views = uses.into_iter().map(|of| UseView {
            link: Link::new(&of.by.record.title, of.by.url.clone()),
            council: council_link(archive, of.council),
            kind: kind_label(&of.by),
            ..use_view(archive, of.entry())
        });
        views.collect()
    };
    (views(applied), views(unsuitable))
}

/// The lessons that a record used. A withdrawn lesson has its own warning and is left out.
pub(in crate::page) fn lessons_used_by(archive: &Archive, document: &Document) -> Vec<UseView> {
    let views = document.record.uses.iter().filter_map(|use_| {
        let id = archive.find_lesson(&use_.lesson.value)?;
        Some(UseView {
            link: Link::new(&archive.lesson(id).title, archive.lesson_url(id)),
            council: council_link(archive, archive.report_of(id).council),
            kind: "Bài học",
            ..use_view(archive, use_)
        })
    });
    views.collect()
}

/// The outcome, the date, the note and the evidence of a use; the caller fills in the rest.
fn use_view(archive: &Archive, written: &UseEntry) -> UseView {
    let (outcome, label) = match written.outcome {
        Some(UseOutcome::Applied) => ("applied", "Đã áp dụng"),
        Some(UseOutcome::Partly) => ("partly", "Áp dụng một phần"),
        Some(UseOutcome::Unsuitable) => ("unsuitable", "Không phù hợp"),
        None => ("", ""),
    };
    UseView {
        link: Link::new("", UrlPath::home()),
        council: Link::new("", UrlPath::home()),
        kind: "",
        outcome,
        label,
        date: written.date.map(Day::of_partial),
        note: written.note.clone(),
        evidence: evidence_views(archive, &written.evidence),
    }
}

/// The type of a record, in words.
pub(in crate::page) fn kind_label(document: &Document) -> &'static str {
    match document.head {
        Head::Report(_) => "Báo cáo",
        Head::Plan(_) => "Kế hoạch",
        Head::Page => "Trang",
    }
}
