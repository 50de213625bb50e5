//! Lookup: which document is meant by a source's path, an address, a name or an official number.

use std::collections::BTreeMap;
use std::sync::Arc;

use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::Message;
use ssg_base::path::{SourcePath, UrlPath};
use ssg_content::document::Document;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::text;

use crate::{Archive, CouncilId, LessonId, PlanId, ReportId};

/// Maps from what names a record to the record, built once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lookup {
    /// The address of every source that could be read, also of one whose address another has.
    pub(crate) addresses: Arc<BTreeMap<SourcePath, UrlPath>>,
    /// The document at each address.
    pub(crate) documents: Arc<BTreeMap<UrlPath, DocumentId>>,
    /// Lessons by name, such as `2023/con-dao/bai-hoc-4-5`; old names included.
    pub(crate) lessons: Arc<BTreeMap<String, LessonId>>,
    /// Records by the number of their official document.
    pub(crate) numbers: Arc<BTreeMap<OfficialNumber, UrlPath>>,
}

/// A document of the archive, in the order of [`Archive::documents`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DocumentId {
    /// A report.
    Report(ReportId),
    /// A plan.
    Plan(PlanId),
    /// A page, by its index.
    Page(usize),
    /// A withdrawn record, by its index.
    Withdrawn(usize),
}

/// What identifies an official document: its council, year, number and symbol. Numbers start again
/// each year (Nghị định 30/2020/NĐ-CP, art. 15).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OfficialNumber {
    council: CouncilId,
    year: i32,
    /// The digits without leading zeros.
    digits: String,
    /// The symbol's [`text::match_key`].
    symbol: String,
}

impl OfficialNumber {
    fn new(council: CouncilId, year: i32, digits: &str, symbol: &str) -> Self {
        Self {
            council,
            year,
            digits: digits.trim_start_matches('0').to_owned(),
            symbol: text::match_key(symbol),
        }
    }
}

/// Maps each source to its address. Reports the second of two sources with one address and removes
/// it from `documents`.
pub(crate) fn assign_addresses(
    documents: &mut Vec<Arc<Document>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<SourcePath, UrlPath> {
    let mut first: BTreeMap<UrlPath, SourcePath> = BTreeMap::new();
    let mut addresses = BTreeMap::new();
    documents.retain(|document| {
        // A link to the second source is not a second error.
        addresses.insert(document.path.clone(), document.url.clone());
        let Some(other) = first.get(&document.url) else {
            first.insert(document.url.clone(), document.path.clone());
            return true;
        };
        let message = Message::DuplicateAddress {
            address: document.url.to_string(),
        };
        diagnostics.push(
            Diagnostic::error(Place::file(&document.path), message)
                .related(Place::file(other), Message::DuplicateAddressFirst)
                .hint(Message::DuplicateAddressHint),
        );
        false
    });
    addresses
}

impl Archive {
    /// Returns every document that has a page of its own: reports, plans, pages, then withdrawn
    /// records.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.document_ids().map(|id| self.document(id))
    }

    fn document_ids(&self) -> impl Iterator<Item = DocumentId> + use<> {
        let reports = (0..self.reports.len()).map(|index| DocumentId::Report(ReportId::new(index)));
        let plans = (0..self.plans.len()).map(|index| DocumentId::Plan(PlanId::new(index)));
        let pages = (0..self.pages.len()).map(DocumentId::Page);
        let withdrawn = (0..self.withdrawn.len()).map(DocumentId::Withdrawn);
        reports.chain(plans).chain(pages).chain(withdrawn)
    }

    fn document(&self, id: DocumentId) -> &Arc<Document> {
        match id {
            DocumentId::Report(id) => &self.report(id).document,
            DocumentId::Plan(id) => &self.plan(id).document,
            DocumentId::Page(index) => &self.pages[index],
            DocumentId::Withdrawn(index) => &self.withdrawn[index],
        }
    }

    /// Maps each document's address to its id.
    pub(crate) fn documents_by_address(&self) -> BTreeMap<UrlPath, DocumentId> {
        let ids = self.document_ids();
        ids.map(|id| (self.document(id).url.clone(), id)).collect()
    }

    /// Returns the document whose page is at `url`, also a withdrawn one. `None` for the page of
    /// anything else.
    pub fn document_at(&self, url: &UrlPath) -> Option<&Arc<Document>> {
        let id = self.lookup.documents.get(url)?;
        Some(self.document(*id))
    }

    /// Returns the document that was read from `path`. `None` if it has no page.
    pub fn document_from(&self, path: &SourcePath) -> Option<&Arc<Document>> {
        let document = self.document_at(self.lookup.addresses.get(path)?)?;
        (document.path == *path).then_some(document)
    }

    /// Returns the record that `2023/con-dao`, `/bao-cao/2023/con-dao/` or a page's name means. A
    /// report comes before a plan of the same name, and any record before one that had the name once.
    pub fn find_record(&self, written: &str) -> Option<&Arc<Document>> {
        let name = written.trim_matches('/');
        let urls = ["", "bao-cao/", "ke-hoach/"].into_iter();
        let urls: Vec<UrlPath> = urls
            .filter_map(|base| UrlPath::parse(&format!("{base}{name}")))
            .collect();
        let ids = urls
            .iter()
            .filter_map(|url| self.lookup.documents.get(url).copied());
        let had_name = |document: &&Arc<Document>| {
            let mut aliases = document.record.aliases.iter();
            aliases.any(|alias| urls.contains(&alias.value))
        };
        // Few records are replaced, and fewer by one that was renamed.
        ids.min()
            .map(|id| self.document(id))
            .or_else(|| self.documents().find(had_name))
    }

    /// Returns the address of the record that is the official document of this council and year
    /// with this full number, such as `17/KH-HĐND`.
    pub fn find_document(&self, council: CouncilId, year: i32, number: &str) -> Option<&UrlPath> {
        let (digits, symbol) = number.split_once('/')?;
        let number = OfficialNumber::new(council, year, digits, symbol);
        self.lookup.numbers.get(&number)
    }

    /// Maps official numbers to the addresses of their records. Reports the second of two records
    /// with one number; blank numbers are never equal.
    pub(crate) fn official_numbers(
        &self,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> BTreeMap<OfficialNumber, UrlPath> {
        let reports = self
            .reports
            .iter()
            .map(|report| (&report.document, report.council, report.trip().dates.from()));
        let plans = self.plans.iter().map(|plan| {
            let day = PartialDate::Year(plan.year).first_day();
            (&plan.document, plan.council, day)
        });
        let mut all: Vec<_> = reports.chain(plans).collect();
        all.sort_by(|a, b| a.0.path.cmp(&b.0.path));
        let mut first: BTreeMap<OfficialNumber, (Place, UrlPath)> = BTreeMap::new();
        for (document, council, day) in all {
            let Some(official) = &document.record.document else {
                continue;
            };
            let (Some(council), Some(number)) = (council, &official.number) else {
                continue;
            };
            let year = official.date.unwrap_or(PartialDate::Day(day)).year();
            let key = OfficialNumber::new(council, year, &number.value, &official.symbol);
            let place = Place::new(&document.path, number.span);
            if let Some((first, _)) = first.get(&key) {
                let name = format!("{}/{} ({year})", number.value, official.symbol);
                diagnostics.push(
                    Diagnostic::error(place, Message::DuplicateOfficialDocument { name })
                        .related(first.clone(), Message::DuplicateAddressFirst),
                );
            } else {
                first.insert(key, (place, document.url.clone()));
            }
        }
        let numbers = first.into_iter().map(|(key, (_, url))| (key, url));
        numbers.collect()
    }
}
