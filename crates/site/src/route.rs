//! Routes: which pages a site has, and at which addresses.
//!
//! A [`Route`] is small. A page's content is collected only when the page is rendered, so memory is
//! needed for one batch of pages and not for the whole site. Here every address is known, so this
//! module rejects two pages at one address and links to pages that do not exist.
//!
//! `address` composes addresses, `list` says which rows and which feed a list has, `pair` and
//! `subject` say which lists are worth a page, `redirect` adds old addresses, and `link` checks links.

mod address;
mod link;
mod list;
mod pair;
mod redirect;
mod subject;

use std::collections::BTreeMap;
use std::sync::Arc;

use ssg_archive::{
    Archive, CouncilId, IndexEntry, Lead, LeadId, LessonId, PlanId, ReportId, lesson_url,
};
use ssg_base::diagnostic::{Checked, Diagnostic, Place};
use ssg_base::path::UrlPath;
use ssg_content::document::{Document, LessonKind};
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::country::CountryId;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId, Vintage};

pub use address::{
    BUNDLE, accessibility_url, costs_url, countries_url, country_url, data_url, follow_up_url,
    former_units, leads_url, lessons_url, lessons_used_url, list_page_url, log_url, page_count,
    plans_url, province_topic_url, province_url, provinces_url, reports_url, search_url,
    site_map_url, topic_url, topic_year_url, topics_url, year_url, years_url,
};
pub use list::{FeedScope, Listing, Rows, listing, workbook_rows};
pub use pair::{
    LinkTarget, lead_url, province_topic_target, stop_anchor, topic_year_target, visit_target,
};
pub use ssg_archive::councils_url;
pub use subject::Subject;

/// The page at an address. List pages are numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Route {
    Home,
    Reports(usize),
    /// Cost and time of all trips.
    Costs,
    Report(ReportId),
    Lessons(Option<LessonKind>, usize),
    /// The lessons of one subject, of one kind or of all.
    SubjectLessons(Subject, Option<LessonKind>, usize),
    Lesson(LessonId),
    Plans(usize),
    Plan(PlanId),
    Years,
    Year(i32, usize),
    Provinces,
    Province(UnitId, usize),
    FormerProvince(UnitId),
    /// The countries that delegations visited.
    Countries,
    Country(CountryId, usize),
    Topics,
    Topic(TopicId, usize),
    Councils,
    Council(CouncilId, usize),
    Leads(usize),
    Lead(LeadId, usize),
    /// One topic in one province.
    ProvinceTopic(UnitId, TopicId, usize),
    /// One topic in one year.
    TopicYear(TopicId, i32, usize),
    Page(usize),
    SiteMap,
    /// The downloads.
    Data,
    FollowUp,
    LessonsUsed(usize),
    Log(usize),
    Search,
    Accessibility,
    NotFound,
    /// A withdrawn record, or one of its lessons: their indexes.
    Tombstone(usize, Option<usize>),
    /// An old address of a page: the new address, its title, and an anchor there, which may be
    /// empty.
    Redirect(UrlPath, String, String),
}

/// Every page of a site, in the order of addresses. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    by_url: Arc<BTreeMap<UrlPath, Route>>,
}

impl Route {
    /// Returns the document that this page shows: a report, a plan or a page of text. `None` for
    /// every other page, also for a lesson and for a withdrawn record, whose text is not shown.
    pub fn document<'a>(&self, archive: &'a Archive) -> Option<&'a Document> {
        match self {
            Self::Report(id) => Some(&archive.report(*id).document),
            Self::Plan(id) => Some(&archive.plan(*id).document),
            Self::Page(index) => Some(&archive.pages[*index]),
            _ => None,
        }
    }
}

impl Routes {
    /// Returns all pages of an archive, and reports taken addresses and broken links.
    pub fn new(archive: &Archive) -> Checked<Self> {
        let mut routes = Self::default();
        let mut diagnostics = Vec::new();
        routes.add_single_pages(archive);
        routes.add_record_lists(archive);
        routes.add_index_lists(archive);
        routes.add_council_lists(archive);
        routes.add_records(archive, &mut diagnostics);
        routes.add_redirects(archive, &mut diagnostics);
        link::check_links(archive, &routes, &mut diagnostics);
        Checked {
            value: routes,
            diagnostics,
        }
    }

    /// Iterates over every address and its page.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&UrlPath, &Route)> {
        self.by_url.iter()
    }

    /// Returns the page at `url`.
    pub fn get(&self, url: &UrlPath) -> Option<&Route> {
        self.by_url.get(url)
    }

    fn insert(&mut self, url: UrlPath, route: Route) {
        Arc::make_mut(&mut self.by_url).insert(url, route);
    }

    /// Adds all pages of a list of `row_count` rows at `base`.
    fn insert_list(
        &mut self,
        archive: &Archive,
        base: &UrlPath,
        row_count: usize,
        route: impl Fn(usize) -> Route,
    ) {
        for number in 1..=page_count(row_count, archive.site.per_page) {
            self.insert(list_page_url(base, number), route(number));
        }
    }

    /// Adds the pages of which a site has one each.
    fn add_single_pages(&mut self, archive: &Archive) {
        let home = UrlPath::home();
        let pages = [
            (home.clone(), Route::Home),
            (home.file("404.html"), Route::NotFound),
            (site_map_url(), Route::SiteMap),
            (costs_url(), Route::Costs),
            (follow_up_url(), Route::FollowUp),
            (accessibility_url(), Route::Accessibility),
            (years_url(), Route::Years),
            (provinces_url(), Route::Provinces),
            (topics_url(), Route::Topics),
            (councils_url(), Route::Councils),
        ];
        for (url, route) in pages {
            self.insert(url, route);
        }
        if archive.site.data {
            self.insert(data_url(), Route::Data);
        }
        if archive.site.search {
            self.insert(search_url(), Route::Search);
        }
    }

    /// Adds the lists of all records of one type.
    fn add_record_lists(&mut self, archive: &Archive) {
        let (reports, plans) = (archive.reports.len(), archive.plans.len());
        self.insert_list(archive, &reports_url(), reports, Route::Reports);
        self.insert_list(archive, &plans_url(), plans, Route::Plans);
        for kind in [None].into_iter().chain(LessonKind::ALL.map(Some)) {
            let count = archive.lessons_of_kind(kind).len();
            let route = |number| Route::Lessons(kind, number);
            self.insert_list(archive, &lessons_url(kind), count, route);
        }
        let lessons = archive.lessons.len();
        self.insert_list(archive, &lessons_used_url(), lessons, Route::LessonsUsed);
        let events = archive.log().len();
        self.insert_list(archive, &log_url(), events, Route::Log);
    }

    /// Adds the lists of the reports of each year, province and topic.
    fn add_index_lists(&mut self, archive: &Archive) {
        let count = |entry: Option<&IndexEntry>| entry.map_or(0, |entry| entry.reports.len());
        let indexes = &archive.indexes;
        for (&year, entry) in &indexes.by_year {
            let route = |number| Route::Year(year, number);
            self.insert_list(archive, &year_url(year), count(Some(entry)), route);
            self.insert_lesson_lists(archive, Subject::Year(year));
        }
        let gazetteer = Gazetteer::get();
        for (unit, _) in gazetteer.units(Vintage::Current) {
            let route = |number| Route::Province(unit, number);
            let count = count(indexes.by_province.get(&unit));
            self.insert_list(archive, &province_url(unit), count, route);
            self.insert_lesson_lists(archive, Subject::Province(unit));
        }
        if !indexes.by_country.is_empty() {
            self.insert(countries_url(), Route::Countries);
        }
        for (&country, entry) in &indexes.by_country {
            let route = |number| Route::Country(country, number);
            self.insert_list(archive, &country_url(country), entry.reports.len(), route);
        }
        for (unit, _) in gazetteer.retired_units() {
            self.insert(province_url(unit), Route::FormerProvince(unit));
        }
        for (topic, _) in archive.vocabulary.topics() {
            let route = |number| Route::Topic(topic, number);
            let count = count(indexes.by_topic.get(&topic));
            self.insert_list(archive, &topic_url(archive, topic), count, route);
            self.insert_lesson_lists(archive, Subject::Topic(topic));
        }
        for (&(unit, topic), pair) in &indexes.by_province_and_topic {
            if pair.row_count() >= pair::MIN_ROWS {
                let route = |number| Route::ProvinceTopic(unit, topic, number);
                let base = province_topic_url(archive, unit, topic);
                self.insert_list(archive, &base, pair.row_count(), route);
            }
        }
        for (&(topic, year), pair) in &indexes.by_topic_and_year {
            if pair.row_count() >= pair::MIN_ROWS {
                let route = |number| Route::TopicYear(topic, year, number);
                let base = topic_year_url(archive, topic, year);
                self.insert_list(archive, &base, pair.row_count(), route);
            }
        }
    }

    /// Adds the lists of the lessons of a subject.
    fn insert_lesson_lists(&mut self, archive: &Archive, subject: Subject) {
        for kind in [None].into_iter().chain(LessonKind::ALL.map(Some)) {
            if subject.has_lesson_list(archive, kind) {
                let base = subject.lessons_url(archive, kind);
                let count = subject.lessons(archive, kind).len();
                let route = |number| Route::SubjectLessons(subject, kind, number);
                self.insert_list(archive, &base, count, route);
            }
        }
    }

    /// Adds the lists of the reports of each council and of each head of delegation.
    fn add_council_lists(&mut self, archive: &Archive) {
        for (index, council) in archive.councils.iter().enumerate() {
            let route = |number| Route::Council(CouncilId::new(index), number);
            self.insert_list(archive, &council.url, council.reports.len(), route);
        }
        self.insert_list(archive, &leads_url(), archive.leads.len(), Route::Leads);
        let has_page = |lead: &Lead| lead.reports.len() >= pair::MIN_ROWS;
        let with_page = archive.leads.iter().enumerate();
        for (index, lead) in with_page.filter(|(_, lead)| has_page(lead)) {
            let route = |number| Route::Lead(LeadId::new(index), number);
            self.insert_list(archive, &lead.url, lead.reports.len(), route);
        }
    }

    /// Adds the pages of all records and lessons.
    fn add_records(&mut self, archive: &Archive, diagnostics: &mut Vec<Diagnostic>) {
        for (index, report) in archive.reports.iter().enumerate() {
            let url = report.document.url.clone();
            self.insert(url, Route::Report(ReportId::new(index)));
            for lesson in report.lessons() {
                self.insert(archive.lesson_url(lesson), Route::Lesson(lesson));
            }
        }
        for (index, plan) in archive.plans.iter().enumerate() {
            let route = Route::Plan(PlanId::new(index));
            self.insert_record(archive, &plan.document, route, diagnostics);
        }
        for (index, page) in archive.pages.iter().enumerate() {
            self.insert_record(archive, page, Route::Page(index), diagnostics);
        }
        for (index, document) in archive.withdrawn.iter().enumerate() {
            let route = Route::Tombstone(index, None);
            self.insert_record(archive, document, route, diagnostics);
            for (lesson, written) in document.body.lessons.iter().enumerate() {
                let url = lesson_url(&document.url, &written.id.value);
                self.insert(url, Route::Tombstone(index, Some(lesson)));
            }
        }
    }

    /// Adds a record at its address, and reports it if a page of the site already has this address.
    fn insert_record(
        &mut self,
        archive: &Archive,
        document: &Document,
        route: Route,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if self.by_url.contains_key(&document.url) {
            let place = Place::file(&document.path);
            diagnostics.push(self.address_taken(archive, place, &document.url));
        } else {
            self.insert(document.url.clone(), route);
        }
    }
}
