//! The page of one topic.

use serde::Serialize;

use crate::route::{self, Subject};
use ssg_archive::Archive;
use ssg_base::path::UrlPath;
use ssg_content::vocabulary::TopicId;

use super::PageDraft;
use super::part::{
    BatchRow, Count, LessonRow, Link, Pager, ReportRow, SubjectLists, batch_row, numbered_title,
    on_first_page, provinces_of_topic, years_of_topic,
};
use super::view::{Page, Section, View};

/// One topic.
#[derive(Clone, Debug, Serialize)]
pub struct TopicView {
    /// Its group.
    pub group: String,
    /// Other names people use for it.
    pub aliases: Vec<String>,
    /// Its lessons by kind, if they are of several kinds; on the first page only.
    pub kinds: Vec<Count>,
    /// The newest lessons, at most ten; on the first page only.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
    /// Number of its lessons.
    pub lessons_total: usize,
    /// The list of all its lessons, if there are more; on the first page only.
    pub lessons_url: Option<UrlPath>,
    /// The choices with which the finder of lessons finds these, as the query of its address; on the first
    /// page only.
    pub finder: Option<String>,
    /// Reports, newest first.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// The position of this page in the list.
    pub pager: Pager,
    /// Batches that study it; on the first page only.
    pub batches: Vec<BatchRow>,
    /// Provinces with a stop or a lesson on it, each with a link to these; on the first page only.
    pub provinces: Vec<Count>,
    /// Years in which it was studied, newest first, likewise; on the first page only.
    pub years: Vec<Count>,
    /// Other topics of its group; on the first page only.
    pub siblings: Vec<Count>,
}

pub(super) fn page(archive: &Archive, id: TopicId, number: usize) -> Page {
    let subject = Subject::Topic(id);
    let topic = archive.vocabulary.topic(id);
    let lists = SubjectLists::new(archive, subject, number);
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
    let batches = subject
        .records(archive)
        .map_or(&[][..], |records| &records.batches);
    let view = TopicView {
        group: group.map_or_else(String::new, |group| group.label.clone()),
        aliases: topic.aliases.clone(),
        kinds: lists.kinds,
        lessons: lists.lessons,
        lessons_total: lists.lessons_total,
        lessons_url: lists.lessons_url,
        finder: lists.finder,
        reports: lists.reports,
        pager: lists.pager,
        batches: on_first_page(number, || {
            batches
                .iter()
                .map(|&batch| batch_row(archive, batch, None))
                .collect()
        }),
        provinces: on_first_page(number, || provinces_of_topic(archive, id)),
        years: on_first_page(number, || years_of_topic(archive, id)),
        siblings: on_first_page(number, || siblings.collect()),
    };
    let breadcrumbs = vec![Link::new("Chủ đề", route::topics_url())];
    let url = SubjectLists::url(archive, subject, number);
    PageDraft::new(
        &numbered_title(&topic.label, number),
        Section::Topics,
        breadcrumbs,
        &url,
    )
    .into_page(archive, View::Topic(Box::new(view)))
}
