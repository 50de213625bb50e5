//! Lessons of one subject: of a topic, a province or a year.

use ssg_archive::{Archive, IndexEntry, LessonId};
use ssg_base::path::UrlPath;
use ssg_content::document::LessonKind;
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use super::{LinkTarget, lessons_url, province_url, topic_url, year_url};

/// Maximum number of lessons on the page of a topic or a year, which shows their first sentences.
const MAX_LESSONS: usize = 10;

/// Maximum number of lessons on the page of a province, which shows their titles.
const MAX_LESSONS_OF_PROVINCE: usize = 20;

/// The anchor of the lessons on the page of a subject.
const LESSONS_ANCHOR: &str = "s-bai-hoc";

/// The subject of a page that lists lessons and reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Subject {
    Topic(TopicId),
    Province(UnitId),
    Year(i32),
}

impl Subject {
    /// Returns its name: "Du lịch", "Lào Cai", "2023".
    pub fn name(self, archive: &Archive) -> String {
        match self {
            Self::Topic(id) => archive.vocabulary.topic(id).label.clone(),
            Self::Province(unit) => Gazetteer::get().unit(unit).name().to_owned(),
            Self::Year(year) => year.to_string(),
        }
    }

    /// Returns its page.
    pub fn url(self, archive: &Archive) -> UrlPath {
        match self {
            Self::Topic(id) => topic_url(archive, id),
            Self::Province(unit) => province_url(unit),
            Self::Year(year) => year_url(year),
        }
    }

    /// Returns its records. `None` if it has none.
    pub fn records(self, archive: &Archive) -> Option<&IndexEntry> {
        match self {
            Self::Topic(id) => archive.indexes.by_topic.get(&id),
            Self::Province(unit) => archive.indexes.by_province.get(&unit),
            Self::Year(year) => archive.indexes.by_year.get(&year),
        }
    }

    /// Returns its lessons of one kind, or all of them; newest first.
    pub fn lessons(self, archive: &Archive, kind: Option<LessonKind>) -> &[LessonId] {
        let records = self.records(archive);
        records.map_or(&[], |records| records.lessons_of_kind(kind))
    }

    /// Returns the maximum number of lessons on its page. With more, their list has pages of its own.
    pub fn max_lessons(self) -> usize {
        match self {
            Self::Topic(_) | Self::Year(_) => MAX_LESSONS,
            Self::Province(_) => MAX_LESSONS_OF_PROVINCE,
        }
    }

    /// Returns the address of the list of its lessons of one kind, or of all of them.
    pub fn lessons_url(self, archive: &Archive, kind: Option<LessonKind>) -> UrlPath {
        let page = self.url(archive);
        let below = page.as_str().split('/').filter(|part| !part.is_empty());
        let list = below.fold(lessons_url(None), |url, part| url.fixed(part));
        match kind {
            None => list,
            Some(kind) => list.fixed(kind.slug()),
        }
    }

    /// Returns whether the list of its lessons of one kind, or of all of them, has pages of its own:
    /// it has at least two rows, and no other page shows the same rows.
    pub fn has_lesson_list(self, archive: &Archive, kind: Option<LessonKind>) -> bool {
        let all = self.lessons(archive, None).len();
        match kind {
            None => all > self.max_lessons(),
            Some(_) => (2..all).contains(&self.lessons(archive, kind).len()),
        }
    }

    /// Returns where a link to its lessons of one kind, or to all of them, leads. `None` if there are
    /// none.
    pub fn lessons_target(self, archive: &Archive, kind: Option<LessonKind>) -> Option<LinkTarget> {
        let lessons = self.lessons(archive, kind);
        let target = match *lessons {
            [] => return None,
            [only] => LinkTarget::page(archive.lesson_url(only)),
            _ if self.has_lesson_list(archive, kind) => {
                LinkTarget::page(self.lessons_url(archive, kind))
            }
            _ if self.has_lesson_list(archive, None) => {
                LinkTarget::page(self.lessons_url(archive, None))
            }
            _ => LinkTarget {
                url: self.url(archive),
                anchor: LESSONS_ANCHOR.to_owned(),
            },
        };
        Some(target)
    }
}
