//! The publication log: when each record was published, corrected or withdrawn.

use std::sync::Arc;

use ssg_content::document::Document;
use ssg_vietnam::date::PartialDate;

use crate::Archive;
use crate::record::is_shown;

/// An entry of the publication log.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// When it happened. Without a known date, when the record entered the archive, which keeps the
    /// entry at its place.
    pub date: PartialDate,
    /// Whether a source says when it happened. Only of a withdrawal it may be unknown.
    pub is_date_known: bool,
    /// What happened.
    pub event: LogEvent,
    /// The record it happened to.
    pub document: Arc<Document>,
}

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogEvent {
    /// It entered the archive.
    Published,
    /// A correction or remark was added; the value is its index among the record's updates.
    Updated(usize),
    /// It was withdrawn.
    Withdrawn,
}

impl Archive {
    /// Collects the log, newest first. A withdrawn record has no entries for its updates; it was
    /// withdrawn on the date of the last one.
    pub(crate) fn collect_log(&self) -> Vec<LogEntry> {
        let mut log = Vec::new();
        for document in self.documents() {
            let mut add = |date, event, is_date_known| {
                log.push(LogEntry {
                    date,
                    is_date_known,
                    event,
                    document: Arc::clone(document),
                });
            };
            let updates = &document.record.updates;
            let published = self.published(document);
            if is_shown(document) {
                for (index, update) in updates.iter().enumerate() {
                    add(update.date, LogEvent::Updated(index), true);
                }
            } else {
                let last = updates.iter().map(|update| update.date).max();
                add(
                    last.unwrap_or(published),
                    LogEvent::Withdrawn,
                    last.is_some(),
                );
            }
            add(published, LogEvent::Published, true);
        }
        log.sort_by(|a, b| {
            b.date
                .cmp(&a.date)
                .then_with(|| a.document.url.cmp(&b.document.url))
                .then_with(|| a.event.cmp(&b.event))
        });
        log
    }
}
