//! Which pages there are, and where.
//!
//! A [`Route`] is small: a page's content is laid out only when its turn comes, so that an archive
//! of any size needs memory for one batch of pages. Here every address is known, so here two pages
//! at one address and links to no page are refused.

use std::collections::BTreeMap;
use std::sync::Arc;

use ssg_archive::{
    Archive, CouncilId, IndexEntry, LeadId, LessonId, PlanId, ReportId, broken_anchor, has_anchor,
    lesson_url,
};
use ssg_base::diagnostic::{Checked, Diagnostic, Place};
use ssg_base::message::Message;
use ssg_base::path::UrlPath;
use ssg_content::document::{Document, Head, LessonKind, Status};
use ssg_content::fields::did_you_mean;
use ssg_content::html::Target;
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId, Vintage};
use ssg_vietnam::text;

/// What is found at an address. Numbers of list pages count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "said by the names")]
pub enum Route {
    Home,
    Reports(usize),
    Report(ReportId),
    Lessons(Option<LessonKind>, usize),
    Lesson(LessonId),
    Plans(usize),
    Plan(PlanId),
    Years,
    Year(i32, usize),
    Provinces,
    Province(UnitId, usize),
    FormerProvince(UnitId),
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
    /// What is there to download.
    Data,
    FollowUp,
    LessonsUsed(usize),
    Log(usize),
    Search,
    Accessibility,
    NotFound,
    /// A withdrawn record, and one of its lessons.
    Tombstone(usize, Option<usize>),
    /// An old address of a page: the new one, its title, and an anchor there or nothing.
    Redirect(UrlPath, String, String),
}

/// Every page of a site by its address, in the order of addresses. A copy costs nothing.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    by_url: Arc<BTreeMap<UrlPath, Route>>,
}

impl Route {
    /// The document that this page shows: a report, a plan or a page of text. `None` for every other
    /// page, also for a lesson and for a withdrawn record, whose page does not show its text.
    pub fn document<'a>(&self, archive: &'a Archive) -> Option<&'a Document> {
        match self {
            Self::Report(id) => Some(&archive.report(*id).document),
            Self::Plan(id) => Some(&archive.plan(*id).document),
            Self::Page(at) => Some(&archive.pages[*at]),
            _ => None,
        }
    }
}

impl Routes {
    /// All pages of an archive.
    pub fn new(archive: &Archive) -> Checked<Self> {
        let mut routes = Self::default();
        let mut found = Vec::new();
        routes.add_lists(archive);
        routes.add_records(archive, &mut found);
        routes.add_redirects(archive, &mut found);
        routes.check_links(archive, &mut found);
        Checked {
            value: routes,
            diagnostics: found,
        }
    }

    /// Every address and what is found there.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&UrlPath, &Route)> {
        self.by_url.iter()
    }

    /// What is found at `url`.
    pub fn get(&self, url: &UrlPath) -> Option<&Route> {
        self.by_url.get(url)
    }

    fn put(&mut self, url: UrlPath, route: Route) {
        Arc::make_mut(&mut self.by_url).insert(url, route);
    }

    /// All pages of a list of `count` rows below `base`.
    fn put_list(
        &mut self,
        archive: &Archive,
        base: &UrlPath,
        count: usize,
        route: impl Fn(usize) -> Route,
    ) {
        for number in 1..=page_count(count, archive.site.per_page) {
            self.put(list_page_url(base, number), route(number));
        }
    }

    fn add_lists(&mut self, archive: &Archive) {
        let home = UrlPath::home();
        self.put(home.clone(), Route::Home);
        self.put(home.file("404.html"), Route::NotFound);
        self.put(home.fixed("so-do"), Route::SiteMap);
        if archive.site.data {
            self.put(data_url(), Route::Data);
        }
        self.put(home.fixed("ke-hoach").fixed("theo-doi"), Route::FollowUp);
        let used = lessons_url(None).fixed("da-dung");
        self.put_list(archive, &used, archive.lessons.len(), Route::LessonsUsed);
        self.put_list(
            archive,
            &home.fixed("nhat-ky"),
            archive.log().len(),
            Route::Log,
        );
        if archive.site.search {
            self.put(home.fixed("tim-kiem"), Route::Search);
        }
        self.put(home.fixed("kha-nang-tiep-can"), Route::Accessibility);
        self.put_list(
            archive,
            &home.fixed("bao-cao"),
            archive.reports.len(),
            Route::Reports,
        );
        self.put_list(
            archive,
            &home.fixed("ke-hoach"),
            archive.plans.len(),
            Route::Plans,
        );
        for kind in [None].into_iter().chain(LessonKind::ALL.map(Some)) {
            let count = archive.lessons_of_kind(kind).len();
            self.put_list(archive, &lessons_url(kind), count, |number| {
                Route::Lessons(kind, number)
            });
        }
        self.put(home.fixed("nam"), Route::Years);
        for (&year, index) in &archive.indexes.by_year {
            let route = |number| Route::Year(year, number);
            self.put_list(archive, &year_url(year), index.reports.len(), route);
        }
        self.put(home.fixed("tinh"), Route::Provinces);
        let gazetteer = Gazetteer::get();
        for (unit, _) in gazetteer.units(Vintage::Current) {
            let count = archive
                .indexes
                .by_province
                .get(&unit)
                .map_or(0, |index| index.reports.len());
            let route = |number| Route::Province(unit, number);
            self.put_list(archive, &province_url(unit), count, route);
        }
        for (unit, _) in gazetteer.retired_units() {
            self.put(province_url(unit), Route::FormerProvince(unit));
        }
        self.put(home.fixed("chu-de"), Route::Topics);
        for (topic, _) in archive.vocabulary.topics() {
            let count = archive
                .indexes
                .by_topic
                .get(&topic)
                .map_or(0, |index| index.reports.len());
            let route = |number| Route::Topic(topic, number);
            self.put_list(archive, &topic_url(archive, topic), count, route);
        }
        for (&(unit, topic), index) in &archive.indexes.by_province_and_topic {
            let route = |number| Route::ProvinceTopic(unit, topic, number);
            let base = province_topic_url(archive, unit, topic);
            self.put_list(archive, &base, index.reports.len(), route);
        }
        for (&(topic, year), index) in &archive.indexes.by_topic_and_year {
            let route = |number| Route::TopicYear(topic, year, number);
            let base = topic_year_url(archive, topic, year);
            self.put_list(archive, &base, index.reports.len(), route);
        }
        self.put(home.fixed("co-quan"), Route::Councils);
        for at in 0..archive.councils.len() {
            let id = CouncilId::new(at);
            let council = archive.council(id);
            let route = |number| Route::Council(id, number);
            self.put_list(archive, &council.url, council.reports.len(), route);
        }
        self.put_list(
            archive,
            &home.fixed("truong-doan"),
            archive.leads.len(),
            Route::Leads,
        );
        for (at, lead) in archive.leads.iter().enumerate() {
            let route = |number| Route::Lead(LeadId::new(at), number);
            self.put_list(archive, &lead.url, lead.reports.len(), route);
        }
    }

    fn add_records(&mut self, archive: &Archive, found: &mut Vec<Diagnostic>) {
        for at in 0..archive.reports.len() {
            let report = archive.report(ReportId::new(at));
            self.put(
                report.document.url.clone(),
                Route::Report(ReportId::new(at)),
            );
            for lesson in report.lessons() {
                self.put(archive.lesson_url(lesson), Route::Lesson(lesson));
            }
        }
        for (at, plan) in archive.plans.iter().enumerate() {
            self.claim(&plan.document, Route::Plan(PlanId::new(at)), found);
        }
        for (at, page) in archive.pages.iter().enumerate() {
            self.claim(page, Route::Page(at), found);
        }
        for (at, document) in archive.withdrawn.iter().enumerate() {
            self.claim(document, Route::Tombstone(at, None), found);
            for (lesson, written) in document.body.lessons.iter().enumerate() {
                let url = lesson_url(&document.url, &written.id.value);
                self.put(url, Route::Tombstone(at, Some(lesson)));
            }
        }
    }

    /// Puts a record at its address, unless a page of the compiler's own stands there.
    fn claim(&mut self, document: &Document, route: Route, found: &mut Vec<Diagnostic>) {
        if self.by_url.contains_key(&document.url) {
            let message = Message::AddressTaken {
                address: document.url.to_string(),
            };
            let place = Place::file(&document.path);
            found.push(Diagnostic::error(place, message).hint(Message::AddressTakenHint));
        } else {
            self.put(document.url.clone(), route);
        }
    }

    fn add_redirects(&mut self, archive: &Archive, found: &mut Vec<Diagnostic>) {
        for document in archive.documents() {
            // A withdrawn record's words are shown nowhere, also where an old address leads to it.
            let withdrawn = matches!(document.record.status, Status::Withdrawn { .. });
            let title = match document.head {
                _ if !withdrawn => document.record.title.clone(),
                Head::Report(_) => "Báo cáo đã rút".to_owned(),
                Head::Plan(_) => "Kế hoạch đã rút".to_owned(),
                Head::Page => "Trang đã rút".to_owned(),
            };
            for alias in &document.record.aliases {
                let place = Place::new(&document.path, alias.span);
                let is_page = alias.value.as_str().ends_with('/');
                let address = alias.value.to_string();
                if !is_page {
                    let message = Message::BadAddress { found: address };
                    found.push(Diagnostic::error(place, message).hint(Message::BadAddressHint));
                } else if self.by_url.contains_key(&alias.value) {
                    let message = Message::AddressTaken { address };
                    found.push(Diagnostic::error(place, message).hint(Message::AddressTakenHint));
                } else {
                    let route = Route::Redirect(document.url.clone(), title.clone(), String::new());
                    self.put(alias.value.clone(), route);
                }
            }
            self.add_lesson_redirects(document, &title, found);
        }
    }

    fn add_lesson_redirects(
        &mut self,
        document: &Document,
        title: &str,
        found: &mut Vec<Diagnostic>,
    ) {
        let Head::Report(trip) = &document.head else {
            return;
        };
        let withdrawn = matches!(document.record.status, Status::Withdrawn { .. });
        for (old, new) in &trip.lesson_aliases {
            let place = |span| Place::new(&document.path, span);
            let from = document.url.child(&old.value);
            let Some(from) = from.filter(|from| !self.by_url.contains_key(from)) else {
                let message = Message::AddressTaken {
                    address: format!("{}{}/", document.url, old.value),
                };
                found.push(
                    Diagnostic::error(place(old.span), message).hint(Message::AddressTakenHint),
                );
                continue;
            };
            let lesson = document
                .body
                .lessons
                .iter()
                .find(|lesson| lesson.id.value == new.value);
            let to = match lesson {
                _ if new.value.is_empty() => (document.url.clone(), title.to_owned()),
                Some(_) if withdrawn => {
                    let url = lesson_url(&document.url, &new.value);
                    (url, "Bài học đã rút".to_owned())
                }
                Some(lesson) => (lesson_url(&document.url, &new.value), lesson.title.clone()),
                None => {
                    let ids = document.body.lessons.iter().map(|lesson| &*lesson.id.value);
                    let near = text::nearest(&new.value, ids, 3);
                    let message = Message::UnknownLesson {
                        found: new.value.clone(),
                    };
                    found.push(
                        Diagnostic::error(place(new.span), message).hints(did_you_mean(near)),
                    );
                    continue;
                }
            };
            self.put(from, Route::Redirect(to.0, to.1, String::new()));
        }
    }

    /// Links written as addresses of the site.
    fn check_links(&self, archive: &Archive, found: &mut Vec<Diagnostic>) {
        let shown = archive
            .documents()
            .filter(|document| !matches!(document.record.status, Status::Withdrawn { .. }));
        for document in shown {
            for link in document.body.html.placeholders() {
                if let (Target::Url(url, anchor), Some(span)) = (&link.target, link.span) {
                    let place = Place::new(&document.path, span);
                    found.extend(self.check_link(archive, url, anchor, place));
                }
            }
        }
    }

    fn check_link(
        &self,
        archive: &Archive,
        url: &UrlPath,
        anchor: &str,
        place: Place,
    ) -> Option<Diagnostic> {
        let Some(route) = self.get(url) else {
            let target = url.to_string();
            let known: Vec<String> = self.by_url.keys().map(ToString::to_string).collect();
            let near = text::nearest(&target, known.iter().map(String::as_str), 2);
            let message = Message::BrokenLink { target };
            return Some(Diagnostic::error(place, message).hints(did_you_mean(near)));
        };
        let document = match route {
            Route::Report(id) => &archive.report(*id).document,
            Route::Plan(id) => &archive.plan(*id).document,
            Route::Page(at) => &archive.pages[*at],
            // A link to what was withdrawn leads to its tombstone, wherever it pointed.
            Route::Tombstone(..) => return None,
            Route::Province(unit, 1) if is_former(*unit, anchor) => return None,
            _ if anchor.is_empty() => return None,
            _ => {
                let (anchor, page) = (anchor.to_owned(), url.to_string());
                return Some(Diagnostic::error(
                    place,
                    Message::BrokenAnchor { anchor, page },
                ));
            }
        };
        (!has_anchor(document, anchor)).then(|| broken_anchor(place, anchor, document))
    }
}

/// What a list holds, all its pages together, in the order of the pages.
#[derive(Debug)]
#[expect(missing_docs, reason = "said by the names")]
pub enum Rows<'a> {
    Reports(&'a [ReportId]),
    Lessons(&'a [LessonId]),
    LessonsUsed,
    Plans,
    Batches,
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
    /// The ten newest. There are thousands of such lists, and the table of one has all its rows.
    TenNewest,
    /// The newest, without pages of older ones: older lessons are in the feeds of their reports'
    /// lists.
    Newest,
    /// The newest, with pages of older ones.
    Paged,
}

/// A list, as its table and its feed have it.
#[derive(Debug)]
pub struct Listing<'a> {
    /// Its first page.
    pub url: UrlPath,
    /// What it holds.
    pub rows: Rows<'a>,
    /// Whether it has a feed.
    pub feed: FeedScope,
    /// Plans that its feed tells of beside its rows.
    pub plans: &'a [PlanId],
}

/// The list that a page is part of, if it is one.
pub fn listing<'a>(archive: &'a Archive, route: &Route) -> Option<Listing<'a>> {
    let home = UrlPath::home();
    let reports =
        |index: Option<&'a IndexEntry>| Rows::Reports(index.map_or(&[], |index| &*index.reports));
    let mut plans: &[PlanId] = &[];
    let (url, rows) = match route {
        Route::Reports(_) => (home.fixed("bao-cao"), Rows::Reports(archive.all_reports())),
        Route::Lessons(kind, _) => (
            lessons_url(*kind),
            Rows::Lessons(archive.lessons_of_kind(*kind)),
        ),
        Route::Plans(_) => (home.fixed("ke-hoach"), Rows::Plans),
        Route::Year(year, _) => {
            let index = &archive.indexes.by_year[year];
            plans = &index.plans;
            (year_url(*year), reports(Some(index)))
        }
        Route::Province(unit, _) => (
            province_url(*unit),
            reports(archive.indexes.by_province.get(unit)),
        ),
        Route::Topic(topic, _) => {
            let rows = reports(archive.indexes.by_topic.get(topic));
            (topic_url(archive, *topic), rows)
        }
        Route::ProvinceTopic(unit, topic, _) => {
            let rows = reports(archive.indexes.by_province_and_topic.get(&(*unit, *topic)));
            (province_topic_url(archive, *unit, *topic), rows)
        }
        Route::TopicYear(topic, year, _) => {
            let rows = reports(archive.indexes.by_topic_and_year.get(&(*topic, *year)));
            (topic_year_url(archive, *topic, *year), rows)
        }
        Route::Council(id, _) => {
            let council = archive.council(*id);
            plans = &council.plans;
            (council.url.clone(), Rows::Reports(&council.reports))
        }
        Route::Lead(id, _) => {
            let lead = &archive.leads[id.index()];
            (lead.url.clone(), Rows::Reports(&lead.reports))
        }
        Route::Log(_) => (home.fixed("nhat-ky"), Rows::Log),
        _ => return overview(route),
    };
    let feed = match route {
        Route::ProvinceTopic(..) | Route::TopicYear(..) => FeedScope::TenNewest,
        Route::Lessons(..) => FeedScope::Newest,
        _ => FeedScope::Paged,
    };
    Some(Listing {
        url,
        rows,
        feed,
        plans,
    })
}

/// A list of what is no record, or in another order than that of age.
fn overview(route: &Route) -> Option<Listing<'static>> {
    let home = UrlPath::home();
    let (url, rows) = match route {
        Route::LessonsUsed(_) => (lessons_url(None).fixed("da-dung"), Rows::LessonsUsed),
        Route::FollowUp => (home.fixed("ke-hoach").fixed("theo-doi"), Rows::Batches),
        Route::Years => (home.fixed("nam"), Rows::Years),
        Route::Provinces => (home.fixed("tinh"), Rows::Provinces),
        Route::Topics => (home.fixed("chu-de"), Rows::Topics),
        Route::Councils => (home.fixed("co-quan"), Rows::Councils),
        Route::Leads(_) => (home.fixed("truong-doan"), Rows::Leads),
        _ => return None,
    };
    Some(Listing {
        url,
        rows,
        feed: FeedScope::None,
        plans: &[],
    })
}

/// The name of the whole archive in one file, below [`data_url`].
pub const BUNDLE: &str = "kho.zip";

/// The page of what is there to download.
pub fn data_url() -> UrlPath {
    UrlPath::home().fixed("du-lieu")
}

/// The units that today's `unit` came from, where they are more than itself: those of the 63, each
/// with those that ended before (Hà Tây went into Hà Nội). Their slugs are anchors on its page.
pub fn former_units(unit: UnitId) -> Vec<UnitId> {
    let gazetteer = Gazetteer::get();
    let of_the_63 = gazetteer.predecessors(unit).iter().copied();
    let all: Vec<UnitId> = of_the_63
        .flat_map(|former| std::iter::once(former).chain(gazetteer.predecessors(former).to_vec()))
        .collect();
    match all[..] {
        [only] if gazetteer.unit(only).slug() == gazetteer.unit(unit).slug() => Vec::new(),
        _ => all,
    }
}

fn is_former(unit: UnitId, slug: &str) -> bool {
    let slug_of = |former: &UnitId| Gazetteer::get().unit(*former).slug();
    former_units(unit)
        .iter()
        .any(|former| slug_of(former) == slug)
}

/// How many pages a list of `count` rows has: at least one.
pub fn page_count(count: usize, per_page: usize) -> usize {
    count.div_ceil(per_page).max(1)
}

/// The address of a page of the list at `base`.
pub fn list_page_url(base: &UrlPath, number: usize) -> UrlPath {
    if number == 1 {
        base.clone()
    } else {
        base.fixed(&format!("trang-{number}"))
    }
}

/// The list of lessons of one kind, or of all.
pub fn lessons_url(kind: Option<LessonKind>) -> UrlPath {
    let all = UrlPath::home().fixed("bai-hoc");
    match kind {
        None => all,
        Some(LessonKind::Practice) => all.fixed("cach-lam-hay"),
        Some(LessonKind::Caution) => all.fixed("dieu-can-tranh"),
        Some(LessonKind::Recommendation) => all.fixed("kien-nghi"),
    }
}

/// The page of a year.
pub fn year_url(year: i32) -> UrlPath {
    UrlPath::home().fixed("nam").fixed(&year.to_string())
}

/// The page of a province, or of a name that vanished. A former unit whose slug lives on has no
/// page of its own: see [`Gazetteer::retired_units`].
pub fn province_url(unit: UnitId) -> UrlPath {
    UrlPath::home()
        .fixed("tinh")
        .fixed(Gazetteer::get().unit(unit).slug())
}

/// What was learnt on a topic in a province.
pub fn province_topic_url(archive: &Archive, unit: UnitId, topic: TopicId) -> UrlPath {
    province_url(unit).fixed(&archive.vocabulary.topic(topic).slug)
}

/// What was learnt on a topic in a year.
pub fn topic_year_url(archive: &Archive, topic: TopicId, year: i32) -> UrlPath {
    topic_url(archive, topic).fixed(&year.to_string())
}

/// The page of a topic.
pub fn topic_url(archive: &Archive, topic: TopicId) -> UrlPath {
    UrlPath::home()
        .fixed("chu-de")
        .fixed(&archive.vocabulary.topic(topic).slug)
}
