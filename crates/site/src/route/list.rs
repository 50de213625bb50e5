//! Lists: the rows and the feed of each page that shows records.

use ssg_archive::{Archive, IndexEntry, LessonId, PairEntry, PlanId, ReportId};
use ssg_base::path::UrlPath;
use ssg_content::document::LessonKind;

use super::{
    Route, costs_url, councils_url, country_url, follow_up_url, leads_url, lessons_url,
    lessons_used_url, log_url, plans_url, province_topic_url, province_url, provinces_url,
    reports_url, topic_url, topic_year_url, topics_url, year_url, years_url,
};

/// All rows of a list, in the order in which its pages show them.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Rows<'a> {
    Reports(&'a [ReportId]),
    Lessons(&'a [LessonId]),
    /// Recommendations, each with what became of it.
    Recommendations(&'a [LessonId]),
    Pair(&'a PairEntry),
    LessonsUsed,
    Plans,
    Batches,
    Costs,
    Years,
    Provinces,
    Topics,
    Councils,
    Leads,
    Log,
}

/// How much of a list its feed covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedScope {
    /// The list has no feed: it lists no records, or not by age.
    None,
    /// The newest, without pages of older ones: those are in the feeds of all reports and all plans.
    Newest,
    /// The newest, with pages of older ones: all reports, all plans, the log.
    Paged,
}

/// A list, for its table and its feed.
#[derive(Debug)]
pub struct Listing<'a> {
    /// The address of its first page.
    pub url: UrlPath,
    /// All its rows.
    pub rows: Rows<'a>,
    /// How much of it its feed covers.
    pub feed: FeedScope,
    /// Whether it has a table. There are thousands of lists without one, and the table of all reports
    /// or lessons has their columns.
    pub has_table: bool,
    /// Plans that its feed includes besides its rows.
    pub plans: &'a [PlanId],
}

/// Returns the list that a page is part of. `None` if the page is not part of one.
pub fn listing<'a>(archive: &'a Archive, route: &Route) -> Option<Listing<'a>> {
    let reports =
        |index: Option<&'a IndexEntry>| Rows::Reports(index.map_or(&[], |index| &*index.reports));
    let mut plans: &[PlanId] = &[];
    let mut has_files = true;
    let (url, rows) = match route {
        Route::Reports(_) => (reports_url(), Rows::Reports(archive.all_reports())),
        Route::Lessons(kind, _) => {
            let lessons = archive.lessons_of_kind(*kind);
            let rows = match kind {
                Some(LessonKind::Recommendation) => Rows::Recommendations(lessons),
                _ => Rows::Lessons(lessons),
            };
            (lessons_url(*kind), rows)
        }
        Route::Plans(_) => (plans_url(), Rows::Plans),
        Route::Year(year, _) => {
            let index = &archive.indexes.by_year[year];
            plans = &index.plans;
            (year_url(*year), reports(Some(index)))
        }
        Route::Province(unit, _) => (
            province_url(*unit),
            reports(archive.indexes.by_province.get(unit)),
        ),
        Route::Country(country, _) => (
            country_url(*country),
            reports(archive.indexes.by_country.get(country)),
        ),
        Route::Topic(topic, _) => {
            let rows = reports(archive.indexes.by_topic.get(topic));
            (topic_url(archive, *topic), rows)
        }
        Route::SubjectLessons(subject, kind, _) => {
            has_files = false;
            let records = subject.records(archive);
            let lessons = records.map_or(&[][..], |records| &records.lessons);
            (subject.lessons_url(archive, *kind), Rows::Lessons(lessons))
        }
        Route::ProvinceTopic(unit, topic, _) => {
            has_files = false;
            let pair = &archive.indexes.by_province_and_topic[&(*unit, *topic)];
            let url = province_topic_url(archive, *unit, *topic);
            (url, Rows::Pair(pair))
        }
        Route::TopicYear(topic, year, _) => {
            has_files = false;
            let pair = &archive.indexes.by_topic_and_year[&(*topic, *year)];
            (topic_year_url(archive, *topic, *year), Rows::Pair(pair))
        }
        Route::Council(id, _) => {
            let council = archive.council(*id);
            plans = &council.plans;
            (council.url.clone(), Rows::Reports(&council.reports))
        }
        Route::Lead(id, _) => {
            has_files = false;
            let lead = &archive.leads[id.index()];
            (lead.url.clone(), Rows::Reports(&lead.reports))
        }
        Route::Log(_) => (log_url(), Rows::Log),
        _ => return list_of_groups(route),
    };
    let feed = match route {
        _ if !has_files => FeedScope::None,
        Route::Lessons(..)
        | Route::Year(..)
        | Route::Province(..)
        | Route::Topic(..)
        | Route::Council(..) => FeedScope::Newest,
        _ => FeedScope::Paged,
    };
    Some(Listing {
        url,
        rows,
        feed,
        has_table: has_files,
        plans,
    })
}

/// Returns the reports of a list that has a workbook of its own: of a province, a year or a council.
/// There are thousands of other lists, and the workbook of all reports can be filtered.
pub fn workbook_rows<'a>(route: &Route, list: &Listing<'a>) -> Option<&'a [ReportId]> {
    let is_opened_by_people = matches!(
        route,
        Route::Province(..) | Route::Year(..) | Route::Council(..)
    );
    match list.rows {
        Rows::Reports(ids) if is_opened_by_people && !ids.is_empty() => Some(ids),
        _ => None,
    }
}

/// Returns a list whose rows are not records, or are not in the order of age.
fn list_of_groups(route: &Route) -> Option<Listing<'static>> {
    let (url, rows) = match route {
        Route::LessonsUsed(_) => (lessons_used_url(), Rows::LessonsUsed),
        Route::Costs => (costs_url(), Rows::Costs),
        Route::FollowUp => (follow_up_url(), Rows::Batches),
        Route::Years => (years_url(), Rows::Years),
        Route::Provinces => (provinces_url(), Rows::Provinces),
        Route::Topics => (topics_url(), Rows::Topics),
        Route::Councils => (councils_url(), Rows::Councils),
        Route::Leads(_) => (leads_url(), Rows::Leads),
        _ => return None,
    };
    Some(Listing {
        url,
        rows,
        feed: FeedScope::None,
        has_table: true,
        plans: &[],
    })
}
