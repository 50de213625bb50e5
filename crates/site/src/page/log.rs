//! The publication log.

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, LogEvent};
use ssg_content::document::{Document, Status};

use super::PageDraft;
use super::part::{Day, Link, Pager, kind_label, numbered_title, page_of_list};
use super::view::{Page, Section, View};

/// The publication log.
#[derive(Clone, Debug, Serialize)]
pub struct LogView {
    /// The entries of this page, newest first.
    pub entries: Vec<LogEntry>,
    /// The position of this page in the list.
    pub pager: Pager,
    /// The entries of all withdrawn records, newest first, if there are several pages; on the first only.
    pub withdrawn: Vec<LogEntry>,
}

/// An entry of the publication log.
#[derive(Clone, Debug, Serialize)]
pub struct LogEntry {
    /// When, if a source says so.
    pub date: Option<Day>,
    /// `published`, `updated` or `withdrawn`.
    pub event: &'static str,
    /// In words: "Đăng lần đầu", "Đính chính, bổ sung" …
    pub label: &'static str,
    /// The record.
    pub record: Link,
    /// "Báo cáo", "Kế hoạch" or "Trang".
    pub kind: &'static str,
    /// What was corrected, or why it was withdrawn; may be empty.
    pub note: String,
}

pub(super) fn page(archive: &Archive, number: usize) -> Page {
    let base = route::log_url();
    let (rows, pager) = page_of_list(archive, archive.log(), &base, number);
    let is_withdrawn = |entry: &&ssg_archive::LogEntry| matches!(entry.event, LogEvent::Withdrawn);
    let withdrawn = archive.log().iter().filter(is_withdrawn);
    let has_more = number == 1 && pager.of > 1;
    let view = LogView {
        entries: rows.iter().map(log_entry).collect(),
        withdrawn: withdrawn.filter(|_| has_more).map(log_entry).collect(),
        pager,
    };
    let url = route::list_page_url(&base, number);
    PageDraft::new(
        &numbered_title("Nhật ký xuất bản", number),
        Section::Other,
        Vec::new(),
        &url,
    )
    .into_page(archive, View::Log(view))
}

fn log_entry(entry: &ssg_archive::LogEntry) -> LogEntry {
    let document = &entry.document;
    let (event, label, note) = event(document, entry.event);
    LogEntry {
        date: entry.is_date_known.then(|| Day::of_partial(entry.date)),
        event,
        label,
        record: Link::new(&shown_title(document), document.url.clone()),
        kind: kind_label(document),
        note,
    }
}

/// The code, the label and the note of an event.
fn event(document: &Document, event: LogEvent) -> (&'static str, &'static str, String) {
    match event {
        LogEvent::Published => ("published", "Đăng lần đầu", String::new()),
        LogEvent::Updated(at) => {
            let update = &document.record.updates[at];
            let label = if update.by_editor {
                "Ghi chú của người biên tập"
            } else {
                "Đính chính, bổ sung"
            };
            ("updated", label, update.note.clone())
        }
        LogEvent::Withdrawn => ("withdrawn", "Thu hồi", withdrawn_reason(document)),
    }
}

/// The title of a record. A withdrawn record keeps its address only, which takes the place of its title.
fn shown_title(document: &Document) -> String {
    match document.record.status {
        Status::Withdrawn { .. } => document.url.to_string(),
        Status::Draft | Status::Published => document.record.title.clone(),
    }
}

fn withdrawn_reason(document: &Document) -> String {
    match &document.record.status {
        Status::Withdrawn { reason, .. } => reason.clone(),
        Status::Draft | Status::Published => String::new(),
    }
}
