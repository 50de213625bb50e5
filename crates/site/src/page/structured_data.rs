//! Metadata of a page for programs: JSON-LD for search engines, and Dublin Core and `citation_*` for
//! reference managers.
//!
//! Both are built from the archive. Of the page they use its head: address, title, description,
//! breadcrumbs and alternate formats.

mod list;
mod meta;
mod schema;
mod script;

use ssg_archive::{
    Archive, BatchState, CouncilId, LeadId, LessonId, Plan, PlanId, Report, ReportId,
};
use ssg_base::path::UrlPath;
use ssg_content::document::{Document, OfficialDocument};
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::date::{PartialDate, Period};
use ssg_vietnam::gazetteer::UnitId;

use super::part::{ProvinceName, newest_updates};
use super::view::Page;
use super::{alternates, council, lead, plan, province, report};
use crate::data::TABLE_FORMATS;
use crate::route::Route;
use crate::table::Sheet;
use schema::{
    About, Area, BreadcrumbItem, BreadcrumbList, CollectionPage, Correction, Country, Creator,
    DataDownload, Dataset, DigitalDocument, EntryPoint, Event, Graph, Item, ItemList, LeadPerson,
    LessonWork, Licence, MediaObject, Named, Node, Organization, Publisher, ReportWork,
    SearchAction, WebPage, WebSite,
};

pub(super) use meta::meta;

/// The JSON-LD of a page, for `<script type="application/ld+json">`. Empty for pages that search
/// engines should not index.
pub(super) fn json_ld(archive: &Archive, route: &Route, page: &Page) -> String {
    let builder = Builder { archive, page };
    let Some(main) = builder.main(route) else {
        return String::new();
    };
    let graph = [Some(main), builder.breadcrumbs(route)];
    script::to_json(&Graph::new(graph.into_iter().flatten().collect()))
}

/// Builds the JSON-LD of one page.
#[derive(Clone, Copy)]
struct Builder<'a> {
    archive: &'a Archive,
    page: &'a Page,
}

impl<'a> Builder<'a> {
    fn main(self, route: &Route) -> Option<Node<'a>> {
        let node = match route {
            Route::Tombstone(..) | Route::Redirect(..) | Route::NotFound => return None,
            Route::Home => Node::Site(self.site()),
            Route::Report(id) => Node::Report(self.report(*id)),
            Route::Lesson(id) => Node::Lesson(self.lesson(*id)),
            Route::Plan(id) => Node::Plan(self.plan(*id)),
            Route::Data => Node::Dataset(self.dataset()),
            _ => match self.list(route) {
                Some(list) => Node::List(self.collection(list, self.about(route))),
                None => Node::Page(self.web_page("WebPage")),
            },
        };
        Some(node)
    }

    /// The identifier of a page: its full address, or a link from this page if the archive has no
    /// address on the web.
    fn iri(self, url: &UrlPath) -> String {
        match &self.archive.site.base_url {
            Some(base) => format!("{base}{}", url.as_str()),
            None => format!("{}{}", self.page.root, url.as_str()),
        }
    }

    fn named(self, kind: &'static str, name: &'a str, url: &UrlPath) -> Named<'a> {
        Named {
            id: self.iri(url),
            kind,
            name: name.into(),
        }
    }

    fn council(self, id: Option<CouncilId>) -> Option<Named<'a>> {
        let council = self.archive.council(id?);
        Some(self.named("GovernmentOrganization", &council.name, &council.url))
    }

    /// A province as it was then. A former one is another area than the present one on whose page
    /// it is.
    fn area(self, place: ProvinceName) -> Named<'a> {
        let mut id = self.iri(&place.url);
        if !place.anchor.is_empty() {
            id = format!("{id}#{}", place.anchor);
        }
        Named {
            id,
            kind: "AdministrativeArea",
            name: place.official.into(),
        }
    }

    fn keywords(self, topics: &[TopicId]) -> Vec<&'a str> {
        let topics = topics.iter();
        topics
            .map(|&topic| &*self.archive.vocabulary.topic(topic).label)
            .collect()
    }

    /// The fields that all types of page have.
    fn web_page(self, kind: &'static str) -> WebPage<'a> {
        let page = self.page;
        let here = self.iri(&page.url);
        WebPage {
            id: here.clone(),
            kind,
            description: Some(&*page.description).filter(|text| !text.is_empty()),
            in_language: "vi",
            name: &page.title,
            url: here,
        }
    }

    fn collection(self, list: ItemList, about: Option<About<'a>>) -> CollectionPage<'a> {
        let page = self.web_page("CollectionPage");
        CollectionPage {
            id: page.id,
            kind: page.kind,
            about,
            description: page.description,
            in_language: page.in_language,
            main_entity: list,
            name: page.name,
            url: page.url,
        }
    }

    /// The subject of a list page, if it is a place, a council or a person.
    fn about(self, route: &Route) -> Option<About<'a>> {
        let about = match route {
            Route::Province(unit, _) => About::Province(Area {
                contained_in_place: Country { name: "Việt Nam" },
                name: province::official_name(self.archive, *unit),
            }),
            Route::Council(id, _) => About::Council(Organization {
                area_served: council::province(self.archive, *id).map(|province| schema::Served {
                    name: province.official,
                }),
                name: &self.page.title,
            }),
            Route::Lead(id, _) => About::Lead(self.lead(*id)),
            _ => return None,
        };
        Some(about)
    }

    fn lead(self, id: LeadId) -> LeadPerson<'a> {
        let lead = &self.archive.leads[id.index()];
        LeadPerson {
            affiliation: self.council(Some(lead.council)),
            job_title: lead::positions(self.archive, lead).next(),
            name: &self.page.title,
        }
    }

    fn site(self) -> WebSite<'a> {
        let site = &self.archive.site;
        let page = self.web_page("WebSite");
        let publisher = match &site.councils[..] {
            [only] => Some(Publisher {
                name: &only.name.value,
            }),
            _ => None,
        };
        let search = site.search.then(|| SearchAction {
            query_input: "required name=q",
            target: EntryPoint {
                url_template: format!("{}?q={{q}}", self.iri(&UrlPath::home().fixed("tim-kiem"))),
            },
        });
        WebSite {
            id: page.id,
            kind: page.kind,
            description: page.description,
            in_language: page.in_language,
            name: page.name,
            potential_action: search,
            publisher,
            url: page.url,
        }
    }

    /// The alternate formats of this page.
    fn encodings(self) -> Vec<MediaObject> {
        let alternates = self.page.alternates.iter();
        let encodings = alternates.map(|alternate| MediaObject {
            content_url: self.iri(&alternate.url),
            encoding_format: alternate.mime,
        });
        encodings.collect()
    }

    fn report(self, id: ReportId) -> ReportWork<'a> {
        let archive = self.archive;
        let report: &'a Report = archive.report(id);
        let document: &'a Document = &report.document;
        let page = self.web_page("Report");
        let corrections = corrections(document);
        let plan = report.batch.map(|(plan, _)| archive.plan(plan));
        let lessons = report.lessons().map(|id| {
            let lesson = archive.lesson(id);
            self.named("CreativeWork", &lesson.title, &archive.lesson_url(id))
        });
        let places = report::places(report).into_iter();
        ReportWork {
            id: page.id,
            kind: page.kind,
            author: self.council(report.council),
            date_modified: corrections.first().map(|last| last.date_published.clone()),
            correction: corrections,
            date_published: report.published().iso(),
            description: page.description,
            encoding: self.encodings(),
            has_part: lessons.collect(),
            in_language: page.in_language,
            is_accessible_for_free: true,
            is_based_on: plan.map(|plan| self.iri(&plan.document.url)),
            keywords: self.keywords(&document.record.topics),
            name: page.name,
            report_number: full_number(document),
            spatial_coverage: places.map(|place| self.area(place)).collect(),
            temporal_coverage: interval(report.trip().dates),
            url: page.url,
        }
    }

    fn lesson(self, id: LessonId) -> LessonWork<'a> {
        let archive = self.archive;
        let (lesson, report) = (archive.lesson(id), archive.report_of(id));
        let dates = report.trip().dates;
        let provinces = archive.lesson_provinces(id).into_iter();
        let report_document: &'a Document = &report.document;
        let page = self.web_page("CreativeWork");
        LessonWork {
            id: page.id,
            kind: page.kind,
            author: self.council(report.council),
            description: page.description,
            genre: lesson.kind.label(),
            identifier: &lesson.id.value,
            in_language: page.in_language,
            is_accessible_for_free: true,
            is_part_of: self.named(
                "Report",
                &report_document.record.title,
                &report_document.url,
            ),
            keywords: self.keywords(archive.lesson_topics(id)),
            name: page.name,
            spatial_coverage: provinces
                .map(|unit| self.area(ProvinceName::on(unit, dates.from())))
                .collect(),
            temporal_coverage: interval(dates),
            url: page.url,
        }
    }

    fn plan(self, id: PlanId) -> DigitalDocument<'a> {
        let plan: &'a Plan = self.archive.plan(id);
        let document: &'a Document = &plan.document;
        let page = self.web_page("DigitalDocument");
        let corrections = corrections(document);
        let batches = 0..plan.programme().batches.len();
        DigitalDocument {
            id: page.id,
            kind: page.kind,
            about: batches.map(|at| self.event(plan, at)).collect(),
            author: self.council(plan.council),
            date_modified: corrections.first().map(|last| last.date_published.clone()),
            correction: corrections,
            date_published: plan.published().iso(),
            description: page.description,
            encoding: self.encodings(),
            identifier: full_number(document),
            in_language: page.in_language,
            is_accessible_for_free: true,
            keywords: self.keywords(&document.record.topics),
            name: page.name,
            url: page.url,
        }
    }

    fn event(self, plan: &'a Plan, at: usize) -> Event<'a> {
        let batch = &plan.programme().batches[at];
        let number = batch.number.value;
        let date = plan::batch_day(batch, plan);
        let is_cancelled = matches!(self.archive.batch_state(plan, at), BatchState::Cancelled(_));
        let theme = if batch.theme.is_empty() {
            &self.page.title
        } else {
            &batch.theme
        };
        let here = format!("{}#dot-{number}", self.iri(&self.page.url));
        let area = |unit: UnitId| self.area(ProvinceName::on(unit, date));
        let day = |day| PartialDate::Day(day).iso();
        let reports = plan.reports[at].iter();
        Event {
            id: here.clone(),
            kind: "Event",
            end_date: batch.period.map(|period| day(period.to())),
            status: if is_cancelled {
                "https://schema.org/EventCancelled"
            } else {
                "https://schema.org/EventScheduled"
            },
            location: batch
                .provinces
                .iter()
                .map(|stop| area(stop.province))
                .collect(),
            name: format!("Đợt {number}: {theme}"),
            organizer: self.council(plan.council),
            start_date: batch.period.map(|period| day(period.from())),
            subject_of: reports
                .map(|&id| self.iri(&self.archive.report(id).document.url))
                .collect(),
            url: here,
        }
    }

    fn dataset(self) -> Dataset<'a> {
        let site = &self.archive.site;
        let downloads = Sheet::PUBLISHED.iter().flat_map(|&sheet| {
            let urls = alternates::table_urls(sheet).into_iter();
            urls.zip(TABLE_FORMATS)
                .map(move |(url, (_, mime))| DataDownload {
                    content_url: self.iri(&url),
                    encoding_format: mime,
                    name: sheet.title(),
                })
        });
        let page = self.web_page("Dataset");
        Dataset {
            id: page.id,
            kind: page.kind,
            creator: Creator { name: &site.title },
            date_modified: self
                .archive
                .updated
                .map(|updated| PartialDate::Day(updated).iso()),
            description: page.description,
            distribution: downloads.collect(),
            in_language: page.in_language,
            is_accessible_for_free: true,
            license: (!site.licence.is_empty()).then(|| Licence {
                name: &site.licence,
            }),
            name: page.name,
            url: page.url,
        }
    }

    /// The path from the home page to this page, itself included. The home page has none.
    fn breadcrumbs(self, route: &Route) -> Option<Node<'a>> {
        if *route == Route::Home {
            return None;
        }
        let home = UrlPath::home();
        let above = self.page.breadcrumbs.iter();
        let above = above.map(|link| (&*link.title, &link.url));
        let all = [(&*self.archive.site.title, &home)]
            .into_iter()
            .chain(above)
            .chain([(&*self.page.title, &self.page.url)]);
        let items = all.zip(1..).map(|((name, url), position)| BreadcrumbItem {
            item: self.iri(url),
            name,
            position,
        });
        Some(Node::Breadcrumbs(BreadcrumbList {
            items: items.collect(),
        }))
    }
}

/// Corrections and remarks, newest first.
fn corrections(document: &Document) -> Vec<Correction<'_>> {
    let updates = newest_updates(&document.record.updates).into_iter();
    let corrections = updates.map(|update| Correction {
        date_published: update.date.iso(),
        text: &update.note,
    });
    corrections.collect()
}

/// The number and symbol of a document, if it has either.
fn full_number(document: &Document) -> Option<String> {
    let number = document
        .record
        .document
        .as_ref()
        .map(OfficialDocument::full_number);
    number.filter(|number| !number.is_empty())
}

/// An interval of ISO 8601.
fn interval(period: Period) -> String {
    let day = |day| PartialDate::Day(day).iso();
    format!("{}/{}", day(period.from()), day(period.to()))
}
