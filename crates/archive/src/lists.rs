//! Lists that hundreds of pages show a part of, computed when first needed.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use ssg_content::document::LessonKind;

use crate::log::LogEntry;
use crate::{Archive, LessonId, ReportId};

/// Lists of the archive's entries in several orders.
#[derive(Clone, Debug, Default)]
pub(crate) struct LazyLists {
    reports: OnceLock<Vec<ReportId>>,
    lessons: OnceLock<BTreeMap<Option<LessonKind>, Vec<LessonId>>>,
    followed_lessons: OnceLock<Vec<LessonId>>,
    lessons_by_use: OnceLock<Vec<(LessonId, usize)>>,
    log: OnceLock<Vec<LogEntry>>,
}

impl Archive {
    /// Returns all reports, newest first.
    pub fn all_reports(&self) -> &[ReportId] {
        let all = || (0..self.reports.len()).map(ReportId::new).collect();
        self.lists.reports.get_or_init(all)
    }

    /// Returns the lessons of one kind, or all of them; newest first.
    pub fn lessons_of_kind(&self, kind: Option<LessonKind>) -> &[LessonId] {
        let lists = self.lists.lessons.get_or_init(|| {
            let mut lists: BTreeMap<Option<LessonKind>, Vec<LessonId>> = BTreeMap::new();
            for id in (0..self.lessons.len()).map(LessonId::new) {
                let kind = self.lesson(id).kind;
                lists.entry(Some(kind)).or_default().push(id);
                lists.entry(None).or_default().push(id);
            }
            lists
        });
        lists.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Returns the lessons that are followed up: all recommendations, and other lessons about which
    /// somebody was asked; newest first.
    pub fn followed_lessons(&self) -> &[LessonId] {
        self.lists.followed_lessons.get_or_init(|| {
            let all = (0..self.lessons.len()).map(LessonId::new);
            all.filter(|&id| self.is_followed(id)).collect()
        })
    }

    /// Returns all lessons with how many times each was applied, the most applied first.
    pub fn lessons_by_use(&self) -> &[(LessonId, usize)] {
        self.lists.lessons_by_use.get_or_init(|| {
            let all = (0..self.lessons.len()).map(LessonId::new);
            let mut ranked: Vec<_> = all.map(|id| (id, self.times_applied(id))).collect();
            ranked.sort_by_key(|&(id, uses)| (Reverse(uses), id));
            ranked
        })
    }

    /// Returns everything that happened to the records, newest first.
    pub fn log(&self) -> &[LogEntry] {
        self.lists.log.get_or_init(|| self.collect_log())
    }
}
