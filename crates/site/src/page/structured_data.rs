//! Metadata of a page for programs: JSON-LD for search engines and for whoever collects records, and
//! `citation_*` for reference managers.
//!
//! Only pages of records have both, since no program reads more of a list than its links. A page states
//! each fact once: what a `<meta>` of the theme says is not repeated here. Both are built from the
//! archive. Of the page they use its head: address, title, description and breadcrumbs.

mod meta;
mod schema;
mod script;

use chrono::NaiveDate;

use ssg_archive::{Archive, BatchState, CouncilId, LessonId, Plan, PlanId, Report, ReportId};
use ssg_base::path::UrlPath;
use ssg_content::attachment;
use ssg_content::document::{AnswerState, Document, OfficialDocument, VettingDecision};
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::date::{PartialDate, Period};
use ssg_vietnam::gazetteer::UnitId;

use super::part::{ProvinceName, newest_updates};
use super::view::Page;
use super::{alternates, plan, report};
use crate::route::Route;
use crate::table::Sheet;
use crate::table::TABLE_FORMATS;
use schema::{
    BreadcrumbItem, BreadcrumbList, Creator, DataDownload, Dataset, DigitalDocument, Event, Grant,
    Graph, LessonWork, Licence, MediaObject, MonetaryAmount, Named, Node, Publisher, Reference,
    ReportWork, WebSite,
};

pub(super) use meta::meta;

/// The JSON-LD of a page, for `<script type="application/ld+json">`. Empty for pages of which no
/// program reads any.
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
            Route::Home => Node::Site(self.site()),
            Route::Report(id) => Node::Report(self.report(*id)),
            Route::Lesson(id) => Node::Lesson(self.lesson(*id)),
            Route::Plan(id) => Node::Plan(self.plan(*id)),
            Route::Data => Node::Dataset(self.dataset()),
            _ => return None,
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

    /// The identifier of this page.
    fn here(self) -> String {
        self.iri(&self.page.url)
    }

    fn reference(self, url: &UrlPath) -> Reference {
        Reference { id: self.iri(url) }
    }

    fn council(self, id: Option<CouncilId>) -> Option<Named<'a>> {
        let council = self.archive.council(id?);
        Some(Named {
            id: self.iri(&council.url),
            kind: "GovernmentOrganization",
            name: (&*council.name).into(),
        })
    }

    fn keywords(self, topics: &[TopicId]) -> Vec<&'a str> {
        let topics = topics.iter();
        topics
            .map(|&topic| &*self.archive.vocabulary.topic(topic).label)
            .collect()
    }

    fn site(self) -> WebSite<'a> {
        WebSite {
            name: &self.page.title,
            publisher: match &self.archive.site.councils[..] {
                [only] => Some(Publisher {
                    name: &only.name.value,
                }),
                _ => None,
            },
            url: self.here(),
        }
    }

    fn report(self, id: ReportId) -> ReportWork<'a> {
        let archive = self.archive;
        let report: &'a Report = archive.report(id);
        let document: &'a Document = &report.document;
        let plan = report.batch.map(|(plan, _)| archive.plan(plan));
        let places = report::places(report).into_iter();
        ReportWork {
            id: self.here(),
            author: self.council(report.council),
            date_modified: last_update(document),
            date_published: report.published().iso(),
            encoding: self.media(document),
            funding: report.trip().cost.as_ref().and_then(|cost| {
                let (value, currency) = (cost.total()?, &*cost.currency);
                Some(Grant {
                    amount: MonetaryAmount { currency, value },
                })
            }),
            is_based_on: plan.map(|plan| self.reference(&plan.document.url)),
            keywords: self.keywords(&document.record.topics),
            name: &self.page.title,
            report_number: full_number(document),
            spatial_coverage: places.map(|place| place.official).collect(),
            temporal_coverage: interval(report.trip().dates),
        }
    }

    fn lesson(self, id: LessonId) -> LessonWork<'a> {
        let archive = self.archive;
        let report = archive.report_of(id);
        let dates = report.trip().dates;
        let provinces = archive.lesson_provinces(id).into_iter();
        let abroad = archive.lesson_countries(id).into_iter();
        let answer = archive.follow_up(id).answer;
        let answer = answer.and_then(|answer| answer.state);
        LessonWork {
            id: self.here(),
            creative_work_status: answer.map(AnswerState::label),
            is_part_of: self.reference(&report.document.url),
            name: &self.page.title,
            spatial_coverage: provinces
                .map(|unit| official_name(unit, dates.from()))
                .chain(abroad.map(|id| id.country().name().to_owned()))
                .collect(),
        }
    }

    fn plan(self, id: PlanId) -> DigitalDocument<'a> {
        let plan: &'a Plan = self.archive.plan(id);
        let document: &'a Document = &plan.document;
        let batches = 0..plan.programme().batches.len();
        let vetting = plan.programme().vetting.as_ref();
        let decision = vetting.and_then(|vetting| vetting.decision);
        DigitalDocument {
            id: self.here(),
            about: batches.map(|at| self.event(plan, at)).collect(),
            author: self.council(plan.council),
            creative_work_status: decision.map(VettingDecision::label),
            date_modified: last_update(document),
            date_published: plan.published().iso(),
            encoding: self.media(document),
            identifier: full_number(document),
            keywords: self.keywords(&document.record.topics),
            name: &self.page.title,
        }
    }

    /// The files beside a record.
    fn media(self, document: &Document) -> Vec<MediaObject> {
        let attachments = self.archive.attachments_of(document).into_iter();
        let media = attachments.map(|one| MediaObject {
            content_size: one.details.size.to_string(),
            content_url: self.iri(one.url),
            encoding_format: attachment::media_type(one.source),
            sha256: one.details.digest.to_string(),
        });
        media.collect()
    }

    fn event(self, plan: &'a Plan, at: usize) -> Event {
        let batch = &plan.programme().batches[at];
        let number = batch.number.value;
        let date = plan::batch_day(batch, plan);
        let is_cancelled = matches!(self.archive.batch_state(plan, at), BatchState::Cancelled(_));
        let theme = if batch.theme.is_empty() {
            &self.page.title
        } else {
            &batch.theme
        };
        let day = |day| PartialDate::Day(day).iso();
        let reports = plan.reports[at].iter();
        Event {
            id: format!("{}#dot-{number}", self.here()),
            end_date: batch.period.map(|period| day(period.to())),
            status: is_cancelled.then_some("https://schema.org/EventCancelled"),
            location: batch
                .provinces
                .iter()
                .map(|stop| ProvinceName::of_area(stop.area, date).official)
                .collect(),
            name: format!("Đợt {number}: {theme}"),
            start_date: batch.period.map(|period| day(period.from())),
            subject_of: reports
                .map(|&id| self.reference(&self.archive.report(id).document.url))
                .collect(),
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
        Dataset {
            id: self.here(),
            creator: Creator { name: &site.title },
            date_modified: self
                .archive
                .updated
                .map(|updated| PartialDate::Day(updated).iso()),
            description: Some(&*self.page.description).filter(|text| !text.is_empty()),
            distribution: downloads.collect(),
            in_language: "vi",
            is_accessible_for_free: true,
            license: (!site.licence.is_empty()).then(|| Licence {
                name: &site.licence,
            }),
            name: &self.page.title,
            url: self.here(),
        }
    }

    /// The path to the page of a report or plan, which a search engine shows above its title. It asks
    /// for at least two entries, and for neither the home page nor the page itself.
    fn breadcrumbs(self, route: &Route) -> Option<Node<'a>> {
        if !matches!(route, Route::Report(_) | Route::Plan(_)) {
            return None;
        }
        let above = &self.page.breadcrumbs;
        let items = above
            .iter()
            .zip(1..)
            .map(|(link, position)| BreadcrumbItem {
                item: self.iri(&link.url),
                name: &link.title,
                position,
            });
        Some(Node::Breadcrumbs(BreadcrumbList {
            items: items.collect(),
        }))
    }
}

/// The full name of a province on a day.
fn official_name(unit: UnitId, on: NaiveDate) -> String {
    ProvinceName::on(unit, on).official
}

/// The date of the last correction or remark.
fn last_update(document: &Document) -> Option<String> {
    let newest = newest_updates(&document.record.updates);
    newest.first().map(|update| update.date.iso())
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
