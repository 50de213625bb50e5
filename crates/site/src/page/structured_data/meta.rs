//! Dublin Core and `citation_*` (read by Zotero and others) on the pages of records.

use ssg_archive::{Archive, CouncilId, LessonId, Plan, Report};
use ssg_content::document::Document;
use ssg_content::html::push_escaped;
use ssg_vietnam::date::PartialDate;

use super::{full_number, interval};
use crate::page::part::{ProvinceName, newest_updates};
use crate::page::view::Page;
use crate::page::{report, tombstone};
use crate::route::Route;

/// The `<meta>` elements of a page, one a line. Only pages of records have any.
pub(in crate::page) fn meta(archive: &Archive, route: &Route, page: &Page) -> String {
    let mut meta = Meta {
        archive,
        page,
        html: String::new(),
    };
    match route {
        Route::Report(id) => meta.report(archive.report(*id)),
        Route::Plan(id) => meta.plan(archive.plan(*id)),
        Route::Lesson(id) => meta.lesson(*id),
        Route::Tombstone(at, _) => meta.replacement(&archive.withdrawn[*at]),
        _ => {}
    }
    meta.html
}

struct Meta<'a> {
    archive: &'a Archive,
    page: &'a Page,
    html: String,
}

impl Meta<'_> {
    /// Adds an element, unless its content is empty.
    fn put(&mut self, name: &'static str, content: &str) {
        if !content.is_empty() {
            self.html.push_str("<meta name=\"");
            self.html.push_str(name);
            self.html.push_str("\" content=\"");
            push_escaped(&mut self.html, content);
            self.html.push_str("\">\n");
        }
    }

    fn report(&mut self, report: &Report) {
        self.common(report.council);
        self.record(&report.document, report.published());
        self.areas(&report::places(report));
        self.put("dcterms.temporal", &interval(report.trip().dates));
        self.identifier();
    }

    fn plan(&mut self, plan: &Plan) {
        self.common(plan.council);
        self.record(&plan.document, plan.published());
        self.identifier();
    }

    fn lesson(&mut self, id: LessonId) {
        let report = self.archive.report_of(id);
        let (title, dates) = (&report.document.record.title, report.trip().dates);
        self.common(report.council);
        self.put("dcterms.isPartOf", title);
        self.put("citation_inbook_title", title);
        let last_day = PartialDate::Day(dates.to()).iso();
        self.put("citation_publication_date", &last_day.replace('-', "/"));
        let units = self.archive.lesson_provinces(id).into_iter();
        let places: Vec<_> = units
            .map(|unit| ProvinceName::on(unit, dates.from()))
            .collect();
        self.areas(&places);
        self.put("dcterms.temporal", &interval(dates));
        self.identifier();
    }

    fn replacement(&mut self, withdrawn: &Document) {
        if let Some(replacement) = tombstone::replacement(self.archive, withdrawn) {
            self.put("dcterms.isReplacedBy", &replacement.record.title);
        }
    }

    fn common(&mut self, council: Option<CouncilId>) {
        let (archive, page) = (self.archive, self.page);
        self.put("dcterms.title", &page.title);
        self.put("citation_title", &page.title);
        if let Some(id) = council {
            let name = &archive.council(id).name;
            self.put("dcterms.creator", name);
            self.put("citation_author", name);
        }
        self.put("dcterms.publisher", &archive.site.title);
        self.put("dcterms.language", "vi");
        self.put("citation_language", "vi");
    }

    fn record(&mut self, document: &Document, published: PartialDate) {
        let published = published.iso();
        self.put("dcterms.issued", &published);
        self.put("citation_publication_date", &published.replace('-', "/"));
        if let Some(last) = newest_updates(&document.record.updates).first() {
            self.put("dcterms.modified", &last.date.iso());
        }
        let number = full_number(document).unwrap_or_default();
        self.put("citation_technical_report_number", &number);
    }

    fn areas(&mut self, places: &[ProvinceName]) {
        for place in places {
            self.put("dcterms.spatial", &place.official);
        }
    }

    fn identifier(&mut self) {
        let canonical = self.page.canonical.as_deref().unwrap_or_default();
        self.put("dcterms.identifier", canonical);
        self.put("citation_public_url", canonical);
    }
}
