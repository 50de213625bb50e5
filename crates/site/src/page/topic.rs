//! The page of one topic.

use serde::Serialize;

use crate::route::{self, lessons_url};
use ssg_archive::{Archive, IndexEntry};
use ssg_base::path::UrlPath;
use ssg_content::document::LessonKind;
use ssg_content::vocabulary::TopicId;

use super::PageDraft;
use super::part::{
    BatchRow, Count, LessonRow, Link, Pager, ReportRow, batch_row, count_of_kind, largest,
    lesson_rows, numbered_title, on_first_page, page_of_list, provinces_of_topic, report_rows,
    years_of_topic,
};
use super::view::{Page, Section, View};

/// Maximum number of lessons on the page of a topic, or on a finder page.
pub(super) const MAX_NEWEST_LESSONS: usize = 20;

/// One topic.
#[derive(Clone, Debug, Serialize)]
pub struct TopicView {
    /// Its group.
    pub group: String,
    /// Other names people use for it.
    pub aliases: Vec<String>,
    /// Its lessons by kind, with counts; on the first page only.
    pub kinds: Vec<Count>,
    /// The newest lessons, at most twenty; on the first page only.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
    /// Number of its lessons.
    pub lessons_total: usize,
    /// Reports, newest first.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// The position of this page in the list.
    pub pager: Pager,
    /// Batches that study it; on the first page only.
    pub batches: Vec<BatchRow>,
    /// Provinces where it was studied, each with a link to the finder page; on the first page only.
    pub provinces: Vec<Count>,
    /// Years in which it was studied, newest first, likewise; on the first page only.
    pub years: Vec<Count>,
    /// Other topics of its group; on the first page only.
    pub siblings: Vec<Count>,
}

pub(super) fn page(archive: &Archive, id: TopicId, number: usize) -> Page {
    let base = route::topic_url(archive, id);
    let topic = archive.vocabulary.topic(id);
    let none = IndexEntry::default();
    let index = archive.indexes.by_topic.get(&id).unwrap_or(&none);
    let (rows, pager) = page_of_list(archive, &index.reports, &base, number);
    let groups = archive.vocabulary.groups();
    let group = groups.iter().find(|group| group.slug == topic.group);
    let siblings = group
        .into_iter()
        .flat_map(|group| archive.vocabulary.topics_of(group));
    let siblings = siblings
        .filter(|(other, _)| *other != id)
        .map(|(other, topic)| {
            let count = archive
                .indexes
                .by_topic
                .get(&other)
                .map_or(0, |index| index.reports.len());
            Count::new(&topic.label, route::topic_url(archive, other), count)
        });
    let kinds = LessonKind::ALL.iter().map(|&kind| {
        let count = count_of_kind(archive, &index.lessons, Some(kind));
        Count::new(kind.label(), lessons_url(Some(kind)), count)
    });
    let newest = &index.lessons[..index.lessons.len().min(MAX_NEWEST_LESSONS)];
    let view = TopicView {
        group: group.map_or_else(String::new, |group| group.label.clone()),
        aliases: topic.aliases.clone(),
        kinds: on_first_page(number, || largest(kinds, 3)),
        lessons: on_first_page(number, || lesson_rows(archive, newest)),
        lessons_total: index.lessons.len(),
        reports: report_rows(archive, rows),
        pager,
        batches: on_first_page(number, || {
            index
                .batches
                .iter()
                .map(|&batch| batch_row(archive, batch, None))
                .collect()
        }),
        provinces: on_first_page(number, || provinces_of_topic(archive, id)),
        years: on_first_page(number, || years_of_topic(archive, id)),
        siblings: on_first_page(number, || siblings.collect()),
    };
    let breadcrumbs = vec![Link::new("Chủ đề", UrlPath::home().fixed("chu-de"))];
    let url = route::list_page_url(&base, number);
    PageDraft::new(
        &numbered_title(&topic.label, number),
        Section::Topics,
        breadcrumbs,
        &url,
    )
    .into_page(archive, View::Topic(Box::new(view)))
}
