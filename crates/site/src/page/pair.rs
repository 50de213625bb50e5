//! Pages of pairs: one topic in one province, or in one year.

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, LessonId, PairEntry, ReportId, Visit};
use ssg_base::path::UrlPath;
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use super::PageDraft;
use super::part::{
    Count, LessonRow, Link, Pager, ReportRow, VisitRow, lesson_rows, numbered_title, on_first_page,
    page_of_list, page_range, provinces_of_topic, report_rows, topics_of_province, topics_of_year,
    visit_row, years_of_topic,
};
use super::view::{Page, Section, View};

/// One topic in one province, or in one year. The rows are lessons, then stops or reports.
#[derive(Clone, Debug, Serialize)]
pub struct PairView {
    /// The topic.
    pub topic: Link,
    /// The province or the year.
    pub other: Link,
    /// The lessons of this page, newest first.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
    /// Number of lessons.
    pub lessons_total: usize,
    /// In a province, the stops of this page, and trips that went to this province alone; newest trip
    /// first.
    pub visits: Vec<VisitRow>,
    /// Number of these.
    pub visits_total: usize,
    /// In a year, the reports of this page, newest first.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// Number of reports.
    pub reports_total: usize,
    /// The position of this page in the list of all rows.
    pub pager: Pager,
    /// The same topic in other provinces, or in other years; on the first page only.
    pub same_topic: Vec<Count>,
    /// Other topics in the same province or year; on the first page only.
    pub same_other: Vec<Count>,
}

pub(super) fn of_province(archive: &Archive, unit: UnitId, topic: TopicId, number: usize) -> Page {
    let name = Gazetteer::get().unit(unit).name();
    let label = &archive.vocabulary.topic(topic).label;
    let pair = &archive.indexes.by_province_and_topic[&(unit, topic)];
    let base = route::province_topic_url(archive, unit, topic);
    let rows = PairRows::new(archive, pair, &base, number);
    let province = Link::new(name, route::province_url(unit));
    let others = |all: fn(&Archive, TopicId, UnitId) -> Vec<Count>| {
        on_first_page(number, || without(all(archive, topic, unit), &base))
    };
    let visits = rows.visits.iter();
    let view = PairView {
        topic: Link::new(label, route::topic_url(archive, topic)),
        other: province.clone(),
        visits: visits.map(|&visit| visit_row(archive, visit)).collect(),
        visits_total: pair.visits.len(),
        reports: Vec::new(),
        reports_total: 0,
        same_topic: others(|archive, topic, _| provinces_of_topic(archive, topic)),
        same_other: others(|archive, _, unit| topics_of_province(archive, unit)),
        lessons: lesson_rows(archive, rows.lessons),
        lessons_total: pair.lessons.len(),
        pager: rows.pager,
    };
    let all = Link::new("Tỉnh, thành phố", route::provinces_url());
    let url = route::list_page_url(&base, number);
    PageDraft::new(
        &numbered_title(&format!("{label} ở {name}"), number),
        Section::Provinces,
        vec![all, province],
        &url,
    )
    .into_page(archive, View::Pair(Box::new(view)))
}

pub(super) fn of_year(archive: &Archive, topic: TopicId, year: i32, number: usize) -> Page {
    let label = &archive.vocabulary.topic(topic).label;
    let pair = &archive.indexes.by_topic_and_year[&(topic, year)];
    let base = route::topic_year_url(archive, topic, year);
    let rows = PairRows::new(archive, pair, &base, number);
    let topic_page = Link::new(label, route::topic_url(archive, topic));
    let others = |all: fn(&Archive, TopicId, i32) -> Vec<Count>| {
        on_first_page(number, || without(all(archive, topic, year), &base))
    };
    let reports: Vec<ReportId> = rows.visits.iter().map(|visit| visit.report).collect();
    let view = PairView {
        topic: topic_page.clone(),
        other: Link::new(&format!("năm {year}"), route::year_url(year)),
        visits: Vec::new(),
        visits_total: 0,
        reports: report_rows(archive, &reports),
        reports_total: pair.visits.len(),
        same_topic: others(|archive, topic, _| years_of_topic(archive, topic)),
        same_other: others(|archive, _, year| topics_of_year(archive, year)),
        lessons: lesson_rows(archive, rows.lessons),
        lessons_total: pair.lessons.len(),
        pager: rows.pager,
    };
    let all = Link::new("Chủ đề", route::topics_url());
    let url = route::list_page_url(&base, number);
    PageDraft::new(
        &numbered_title(&format!("{label} năm {year}"), number),
        Section::Topics,
        vec![all, topic_page],
        &url,
    )
    .into_page(archive, View::Pair(Box::new(view)))
}

/// The rows of a pair on one page.
struct PairRows<'a> {
    lessons: &'a [LessonId],
    visits: &'a [Visit],
    pager: Pager,
}

impl<'a> PairRows<'a> {
    fn new(archive: &Archive, pair: &'a PairEntry, base: &UrlPath, number: usize) -> Self {
        // The pager needs only the number of rows.
        let all = vec![(); pair.row_count()];
        let (_, pager) = page_of_list(archive, &all, base, number);
        let range = page_range(archive, all.len(), number);
        let lessons = pair.lessons.len();
        let visits = range.start.max(lessons) - lessons..range.end.max(lessons) - lessons;
        Self {
            lessons: &pair.lessons[range.start.min(lessons)..range.end.min(lessons)],
            visits: &pair.visits[visits],
            pager,
        }
    }
}

/// The entries that do not lead to `url`.
fn without(mut entries: Vec<Count>, url: &UrlPath) -> Vec<Count> {
    entries.retain(|entry| entry.url != *url);
    entries
}
