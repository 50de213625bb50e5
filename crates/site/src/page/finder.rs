//! Finder pages: records on one topic in one province, or in one year.

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, IndexEntry};
use ssg_base::path::UrlPath;
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use super::PageDraft;
use super::part::{
    Count, LessonRow, Link, Pager, ReportRow, lesson_rows, numbered_title, on_first_page,
    page_of_list, provinces_of_topic, report_rows, topics_of_province, topics_of_year,
    years_of_topic,
};
use super::topic::MAX_NEWEST_LESSONS;
use super::view::{Page, Section, View};

/// Records on one topic in one province, or in one year.
#[derive(Clone, Debug, Serialize)]
pub struct FinderView {
    /// The topic.
    pub topic: Link,
    /// The province or the year.
    pub other: Link,
    /// The newest lessons, at most twenty; on the first page only.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
    /// Number of lessons.
    pub lessons_total: usize,
    /// Reports, newest first.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// The position of this page in the list.
    pub pager: Pager,
    /// The same topic in other provinces, or in other years; on the first page only.
    pub same_topic: Vec<Count>,
    /// Other topics in the same province or year; on the first page only.
    pub same_other: Vec<Count>,
}

pub(super) fn of_province(archive: &Archive, unit: UnitId, topic: TopicId, number: usize) -> Page {
    let named = Gazetteer::get().unit(unit).name();
    let label = &archive.vocabulary.topic(topic).label;
    let base = route::province_topic_url(archive, unit, topic);
    let province = Link::new(named, route::province_url(unit));
    let neighbours = on_first_page(number, || {
        vec![
            provinces_of_topic(archive, topic),
            topics_of_province(archive, unit),
        ]
    });
    let finder = Finder {
        index: &archive.indexes.by_province_and_topic[&(unit, topic)],
        base: &base,
        number,
        topic: Link::new(label, route::topic_url(archive, topic)),
        other: province.clone(),
        neighbours,
    };
    let breadcrumbs = vec![
        Link::new("Tỉnh, thành phố", UrlPath::home().fixed("tinh")),
        province,
    ];
    finder.into_page(
        archive,
        &format!("{label} ở {named}"),
        Section::Provinces,
        breadcrumbs,
    )
}

pub(super) fn of_year(archive: &Archive, topic: TopicId, year: i32, number: usize) -> Page {
    let label = &archive.vocabulary.topic(topic).label;
    let base = route::topic_year_url(archive, topic, year);
    let neighbours = on_first_page(number, || {
        vec![
            years_of_topic(archive, topic),
            topics_of_year(archive, year),
        ]
    });
    let index = &archive.indexes.by_topic_and_year[&(topic, year)];
    let topic = Link::new(label, route::topic_url(archive, topic));
    let finder = Finder {
        index,
        base: &base,
        number,
        topic: topic.clone(),
        other: Link::new(&year.to_string(), route::year_url(year)),
        neighbours,
    };
    let breadcrumbs = vec![Link::new("Chủ đề", UrlPath::home().fixed("chu-de")), topic];
    finder.into_page(
        archive,
        &format!("{label} năm {year}"),
        Section::Topics,
        breadcrumbs,
    )
}

/// The fields that both types of finder page share.
struct Finder<'a> {
    index: &'a IndexEntry,
    base: &'a UrlPath,
    number: usize,
    topic: Link,
    other: Link,
    /// The same topic elsewhere, then other topics here; empty after the first page.
    neighbours: Vec<Vec<Count>>,
}

impl Finder<'_> {
    fn into_page(
        self,
        archive: &Archive,
        title: &str,
        section: Section,
        breadcrumbs: Vec<Link>,
    ) -> Page {
        let (rows, pager) = page_of_list(archive, &self.index.reports, self.base, self.number);
        let lessons = &self.index.lessons;
        let newest = &lessons[..lessons.len().min(MAX_NEWEST_LESSONS)];
        let mut others = self.neighbours.into_iter().map(|entries| {
            let others = entries.into_iter().filter(|entry| entry.url != *self.base);
            others.collect::<Vec<Count>>()
        });
        let mut next = || others.next().unwrap_or_default();
        let (same_topic, same_other) = (next(), next());
        let view = FinderView {
            topic: self.topic,
            other: self.other,
            lessons: on_first_page(self.number, || lesson_rows(archive, newest)),
            lessons_total: lessons.len(),
            reports: report_rows(archive, rows),
            pager,
            same_topic,
            same_other,
        };
        let url = route::list_page_url(self.base, self.number);
        PageDraft::new(
            &numbered_title(title, self.number),
            section,
            breadcrumbs,
            &url,
        )
        .into_page(archive, View::Finder(Box::new(view)))
    }
}
