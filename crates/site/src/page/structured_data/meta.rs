//! `citation_*`, which Zotero and other reference managers read, on the pages of records.
//!
//! The theme marks two elements that link previews read too: the title as `citation_title`, and the
//! name of the site as `citation_publisher`. The address is the canonical one.

use ssg_archive::{Archive, CouncilId};
use ssg_content::document::Document;
use ssg_content::html::push_escaped;
use ssg_vietnam::date::PartialDate;

use super::full_number;
use crate::route::Route;

/// The `<meta>` elements of a page, one a line. Only pages of records have any.
pub(in crate::page) fn meta(archive: &Archive, route: &Route) -> String {
    let mut meta = Meta {
        archive,
        html: String::new(),
    };
    match route {
        Route::Report(id) => {
            let report = archive.report(*id);
            meta.common(report.council, report.published());
            meta.number(&report.document);
        }
        Route::Plan(id) => {
            let plan = archive.plan(*id);
            meta.common(plan.council, plan.published());
            meta.number(&plan.document);
        }
        Route::Lesson(id) => {
            let report = archive.report_of(*id);
            meta.common(report.council, PartialDate::Day(report.trip().dates.to()));
            meta.put("citation_inbook_title", &report.document.record.title);
        }
        _ => {}
    }
    meta.html
}

struct Meta<'a> {
    archive: &'a Archive,
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

    fn common(&mut self, council: Option<CouncilId>, date: PartialDate) {
        if let Some(id) = council {
            self.put("citation_author", &self.archive.council(id).name);
        }
        self.put("citation_publication_date", &date.iso().replace('-', "/"));
        self.put("citation_language", "vi");
    }

    fn number(&mut self, document: &Document) {
        let number = full_number(document).unwrap_or_default();
        self.put("citation_technical_report_number", &number);
    }
}
