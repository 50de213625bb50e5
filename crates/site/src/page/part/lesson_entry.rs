//! A lesson on the page of its report.

use serde::Serialize;
use ssg_archive::{Archive, LessonId};
use ssg_base::path::UrlPath;
use ssg_content::document::LessonKind;

use super::cut_at_word;

/// The longest start of a lesson in the list on the page of its report, in characters.
const MAX_LESSON_CHARS: usize = 80;

/// A lesson in the list on the page of its report, and at its stop.
#[derive(Clone, Debug, Serialize)]
pub struct LessonEntry {
    /// Its heading.
    pub title: String,
    /// Its anchor on the report's page.
    pub id: String,
    /// Its own page.
    pub url: UrlPath,
    /// What kind.
    pub kind: LessonKind,
    /// The start of its text, about two lines on a phone.
    pub excerpt: String,
}

pub(in crate::page) fn lesson_entry(archive: &Archive, id: LessonId) -> LessonEntry {
    let lesson = archive.lesson(id);
    LessonEntry {
        title: lesson.title.clone(),
        id: lesson.id.value.clone(),
        url: archive.lesson_url(id),
        kind: lesson.kind,
        excerpt: cut_at_word(&lesson.excerpt, MAX_LESSON_CHARS),
    }
}
