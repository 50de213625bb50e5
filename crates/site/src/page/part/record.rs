//! Fields that reports and plans share.

use serde::Serialize;

use ssg_archive::{Archive, CouncilId};
use ssg_content::document::{Document, Heading};
use ssg_vietnam::date::PartialDate;

use super::official::reference_views;
use super::{
    AttachmentView, CitationView, Day, DocumentCitation, DocumentView, Link, ReferenceView,
    UpdateView, UseView, attachment_views, body_html, council_link, lessons_used_by, topic_links,
    update_views,
};

/// The fields of a report or a plan that do not depend on which of the two it is.
#[derive(Clone, Debug, Serialize)]
pub struct RecordView {
    /// A summary in a few sentences; empty if its author wrote none.
    pub summary: String,
    /// The council that travelled or planned.
    pub council: Link,
    /// The details of the official document.
    pub document: Option<DocumentView>,
    /// Documents it refers to.
    pub references: Vec<ReferenceView>,
    /// Its topics.
    pub topics: Vec<Link>,
    /// Lessons of other records that it used.
    pub uses: Vec<UseView>,
    /// Headings, for a contents list.
    pub contents: Vec<Heading>,
    /// The body. A lesson in it is a `<section class="lesson practice" id="…">`.
    pub html: String,
    /// Files that are published beside it.
    pub attachments: Vec<AttachmentView>,
    /// Corrections and remarks, newest first.
    pub updates: Vec<UpdateView>,
    /// The day it was published in the archive.
    pub published: Day,
    /// How to cite it.
    pub citation: CitationView,
}

/// Builds the shared fields of a record. `kind` is "Báo cáo" or "Kế hoạch".
pub(in crate::page) fn record_view(
    archive: &Archive,
    document: &Document,
    council: Option<CouncilId>,
    (kind, year): (&'static str, i32),
    published: PartialDate,
) -> RecordView {
    let record = &document.record;
    let citation = DocumentCitation {
        document,
        council,
        kind,
        year,
        lesson: None,
    };
    RecordView {
        summary: record.summary.clone(),
        council: council_link(archive, council),
        document: DocumentView::new(record.document.as_ref(), kind),
        references: reference_views(archive, council, &record.references),
        topics: topic_links(archive, &record.topics),
        uses: lessons_used_by(archive, document),
        contents: document.body.headings.clone(),
        html: body_html(archive, document),
        attachments: attachment_views(archive, document),
        updates: update_views(&record.updates),
        published: Day::of_partial(published),
        citation: citation.view(archive),
    }
}

/// The description of a record for search engines: its summary, or else the start of its body.
pub(in crate::page) fn meta_description(document: &Document) -> String {
    let summary = &document.record.summary;
    if summary.is_empty() {
        document.body.excerpt.clone()
    } else {
        summary.clone()
    }
}
