//! The page of one lesson.

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, LessonId};
use ssg_base::path::UrlPath;
use ssg_content::document::LessonKind;

use super::PageDraft;
use super::part::{
    Day, DocumentCitation, LessonFollowUpView, Link, PlaceName, ProvinceName, UseView, When,
    council_link, lesson_follow_up, lesson_html, report_link, topic_links, uses_of_lesson,
};
use super::related::most_shared;
use super::view::{Page, Section, View};

/// One lesson.
#[derive(Clone, Debug, Serialize)]
pub struct LessonView {
    /// What kind.
    pub kind: LessonKind,
    /// Its text.
    pub html: String,
    /// The report it is from.
    pub report: Link,
    /// Its fragment on the page of the report.
    pub anchor: String,
    /// The council that learnt it.
    pub council: Link,
    /// When the trip was.
    pub when: When,
    /// Where it was learnt.
    pub places: Vec<String>,
    /// The provinces of those places, then the countries.
    pub provinces: Vec<ProvinceName>,
    /// Its topics.
    pub topics: Vec<Link>,
    /// What is recorded of it after its report; `None` if nothing is.
    pub follow_up: Option<LessonFollowUpView>,
    /// The records that applied it.
    pub used: Vec<UseView>,
    /// The records that found it unsuitable.
    pub unsuitable: Vec<UseView>,
    /// The lesson before it in the report.
    pub previous: Option<Link>,
    /// The lesson after it in the report.
    pub next: Option<Link>,
    /// Lessons of other reports on the same topics, at most five.
    pub related: Vec<RelatedLesson>,
    /// How to cite it, in the form of Vietnamese documents.
    pub citation: String,
}

/// A lesson that another lesson's page leads to.
#[derive(Clone, Debug, Serialize)]
pub struct RelatedLesson {
    /// Its heading.
    pub title: String,
    /// Its own page.
    pub url: UrlPath,
    /// What kind.
    pub kind: LessonKind,
    /// The provinces where it was learnt.
    pub places: Vec<PlaceName>,
    /// The first day of the trip; its text names the whole period.
    pub when: Day,
}

pub(super) fn page(archive: &Archive, id: LessonId) -> Page {
    let (lesson, report) = (archive.lesson(id), archive.report_of(id));
    let url = archive.lesson_url(id);
    let dates = report.trip().dates;
    let is_of_report = |other: &LessonId| std::ptr::eq(archive.report_of(*other), report);
    let neighbour = |at: usize| {
        let other = LessonId::new(at);
        (at < archive.lessons.len() && is_of_report(&other))
            .then(|| Link::new(&archive.lesson(other).title, archive.lesson_url(other)))
    };
    let provinces = archive.lesson_provinces(id).into_iter();
    let abroad = archive.lesson_countries(id).into_iter();
    let provinces: Vec<_> = provinces
        .map(|unit| ProvinceName::on(unit, dates.from()))
        .chain(abroad.map(ProvinceName::abroad))
        .collect();
    // A report that names no place within an area has the name of the area in its stead.
    let mut places = archive.lesson_places(id);
    places.retain(|place| provinces.iter().all(|province| province.name != *place));
    let citation = DocumentCitation {
        document: &report.document,
        council: report.council,
        kind: "Báo cáo",
        year: *dates.years().start(),
        lesson: Some((&lesson.title, &url)),
    };
    let (used, unsuitable) = uses_of_lesson(archive, id);
    let view = LessonView {
        kind: lesson.kind,
        html: lesson_html(archive, report, lesson, &url),
        report: report_link(report),
        anchor: lesson.id.value.clone(),
        council: council_link(archive, report.council),
        when: When::of(dates),
        places,
        provinces,
        topics: topic_links(archive, archive.lesson_topics(id)),
        follow_up: lesson_follow_up(archive, id),
        used,
        unsuitable,
        previous: id.index().checked_sub(1).and_then(neighbour),
        next: neighbour(id.index() + 1),
        related: related(archive, id)
            .into_iter()
            .map(|id| related_lesson(archive, id))
            .collect(),
        citation: citation.view(archive).official,
    };
    let breadcrumbs = vec![
        Link::new("Bài học", route::lessons_url(None)),
        Link::new(lesson.kind.label(), route::lessons_url(Some(lesson.kind))),
    ];
    let draft = PageDraft {
        title: lesson.title.clone(),
        description: lesson.excerpt.clone(),
        breadcrumbs,
        section: Section::Lessons,
        url: &url,
    };
    draft.into_page(archive, View::Lesson(Box::new(view)))
}

/// Lessons of other reports that share the most topics.
fn related(archive: &Archive, id: LessonId) -> Vec<LessonId> {
    let report = archive.report_of(id);
    let topics = archive.lesson_topics(id).iter();
    let lists = topics.filter_map(|topic| archive.indexes.by_topic.get(topic));
    let mut others = most_shared(lists.map(|index| &*index.lessons), id);
    others.retain(|&other| !std::ptr::eq(archive.report_of(other), report));
    others
}

fn related_lesson(archive: &Archive, id: LessonId) -> RelatedLesson {
    let lesson = archive.lesson(id);
    RelatedLesson {
        title: lesson.title.clone(),
        url: archive.lesson_url(id),
        kind: lesson.kind,
        places: PlaceName::of_lesson(archive, id),
        when: Day::first_of(archive.report_of(id).trip().dates),
    }
}
