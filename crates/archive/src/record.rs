//! Records: reports and plans with what the archive knows of them, and their order.

use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};

use ssg_base::diagnostic::{Diagnostic, Place, Span};
use ssg_base::message::Message;
use ssg_base::path::UrlPath;
use ssg_content::document::{Document, Head, Programme, Status, StopKind, Trip};
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::gazetteer::UnitId;

use crate::{Archive, BatchId, CouncilId, LeadId, LessonEntry, LessonId, ReportId};

/// A report of the archive.
#[derive(Clone, Debug)]
pub struct Report {
    /// The document that the author wrote.
    pub document: Arc<Document>,
    /// The council that travelled. `None` if no source names it.
    pub council: Option<CouncilId>,
    /// The head of delegation. `None` if it or the council is unknown.
    pub lead: Option<LeadId>,
    /// The units visited, as they were at the time, in order of visit and each once. Units only
    /// passed through are left out.
    pub provinces: Vec<UnitId>,
    /// The batch of a plan that this trip carries out.
    pub batch: Option<BatchId>,
    /// The index of its first lesson; its other lessons follow in the table.
    pub(crate) first_lesson: usize,
}

impl Report {
    /// Returns its trip.
    pub fn trip(&self) -> &Trip {
        match &self.document.head {
            Head::Report(trip) => trip,
            Head::Plan(_) | Head::Page => unreachable!("a report is made from a report's document"),
        }
    }

    /// Returns its lessons, in the order of the text.
    pub fn lessons(&self) -> impl Iterator<Item = LessonId> + use<> {
        let first = self.first_lesson;
        (first..first + self.document.body.lessons.len()).map(LessonId::new)
    }

    /// Returns the day it entered the archive: as written, else its official document's date, else
    /// the trip's end.
    pub fn published(&self) -> PartialDate {
        let known = self.document.record.issue_date();
        known.unwrap_or_else(|| PartialDate::Day(self.trip().dates.to()))
    }
}

/// A plan of the archive.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The document that the author wrote.
    pub document: Arc<Document>,
    /// The council that made it. `None` if no source names it.
    pub council: Option<CouncilId>,
    /// The year of its folder.
    pub year: i32,
    /// For each batch, the reports that carry it out, oldest first.
    pub reports: Vec<Vec<ReportId>>,
}

impl Plan {
    /// Returns its programme.
    pub fn programme(&self) -> &Programme {
        match &self.document.head {
            Head::Plan(programme) => programme,
            Head::Report(_) | Head::Page => unreachable!("a plan is made from a plan's document"),
        }
    }

    /// Returns the day it entered the archive: as written, else its official document's date, else
    /// its year.
    pub fn published(&self) -> PartialDate {
        let known = self.document.record.issue_date();
        known.unwrap_or(PartialDate::Year(self.year))
    }
}

impl Archive {
    /// Sorts documents into reports, plans and pages, each kind in its order.
    pub(crate) fn add_documents(&mut self, documents: Vec<Arc<Document>>) {
        for document in documents {
            match &document.head {
                Head::Report(trip) => {
                    let provinces = visited(trip);
                    self.reports.push(Report {
                        document,
                        council: None,
                        lead: None,
                        provinces,
                        batch: None,
                        first_lesson: 0,
                    });
                }
                Head::Plan(programme) => {
                    let reports = vec![Vec::new(); programme.batches.len()];
                    let year = folder_year(&document.url);
                    self.plans.push(Plan {
                        document,
                        council: None,
                        year,
                        reports,
                    });
                }
                Head::Page => self.pages.push(document),
            }
        }
        self.pages.sort_by(|a, b| a.url.cmp(&b.url));
        self.reports.sort_by(|a, b| {
            let key = |report: &Report| (report.trip().dates.from(), report.trip().dates.to());
            key(b)
                .cmp(&key(a))
                .then_with(|| a.document.url.cmp(&b.document.url))
        });
        self.plans.sort_by(|a, b| {
            let key = |plan: &Plan| {
                let date = plan.document.record.document.as_ref().and_then(|d| d.date);
                (plan.year, date.map(|date| date.last_day()))
            };
            key(b)
                .cmp(&key(a))
                .then_with(|| a.document.url.cmp(&b.document.url))
        });
        for (index, report) in self.reports.iter_mut().enumerate() {
            report.first_lesson = self.lessons.len();
            let positions = 0..report.document.body.lessons.len();
            let report = ReportId::new(index);
            let entries = positions.map(|position| LessonEntry { report, position });
            self.lessons.extend(entries);
        }
    }

    /// Returns the day a document entered the archive: as written, else its official document's
    /// date, else its trip's end or its year. A page without a date has the newest day in the
    /// sources.
    pub fn published(&self, document: &Document) -> PartialDate {
        let known = document.record.issue_date();
        known.unwrap_or_else(|| match &document.head {
            Head::Report(trip) => PartialDate::Day(trip.dates.to()),
            Head::Plan(_) => PartialDate::Year(folder_year(&document.url)),
            Head::Page => PartialDate::Day(self.updated.unwrap_or(self.today)),
        })
    }

    /// Returns when a record last changed: it entered the archive, or was corrected. Only a month or
    /// a year if no source says more.
    pub fn last_changed(&self, document: &Document) -> PartialDate {
        let published = self.published(document);
        let updates = document.record.updates.iter().map(|update| update.date);
        newest_known(updates.chain([published])).unwrap_or(published)
    }

    /// Warns of days after the one that is judged: most are a mistyped year.
    pub(crate) fn warn_of_future_days(&self, diagnostics: &mut Vec<Diagnostic>) {
        let show = |day| PartialDate::Day(day).vietnamese();
        for document in self.documents().filter(|document| is_shown(document)) {
            let future = days_of(document)
                .into_iter()
                .filter(|day| *day > self.today);
            let Some(day) = future.max() else { continue };
            let (date, today) = (show(day), show(self.today));
            let (span, message) = match &document.head {
                // A trip outside the year of its folder is reported where it is read.
                Head::Report(trip) if !trip.dates.years().contains(&folder_year(&document.url)) => {
                    continue;
                }
                Head::Report(trip) if trip.dates.to() > self.today => {
                    let date = show(trip.dates.to());
                    (trip.dates_span, Message::TripInFuture { date, today })
                }
                _ => {
                    let opening = Span { start: 0, end: 3 };
                    (opening, Message::DateInFuture { date, today })
                }
            };
            let place = Place::new(&document.path, span);
            diagnostics.push(Diagnostic::warning(place, message).hint(Message::FutureHint));
        }
    }
}

/// Returns the short name of the record at `url`: `2023/con-dao` for `/bao-cao/2023/con-dao/`, the
/// whole address for a page.
pub fn record_name(url: &UrlPath) -> String {
    let inner = url.as_str().trim_end_matches('/');
    let report_or_plan = inner
        .strip_prefix("bao-cao/")
        .or_else(|| inner.strip_prefix("ke-hoach/"));
    report_or_plan.unwrap_or(inner).to_owned()
}

/// Returns whether a document's text is shown: it is not withdrawn.
pub(crate) fn is_shown(document: &Document) -> bool {
    !matches!(document.record.status, Status::Withdrawn { .. })
}

/// Returns the year in the address of a plan.
fn folder_year(url: &UrlPath) -> i32 {
    let year = url
        .as_str()
        .split('/')
        .nth(1)
        .and_then(|year| year.parse().ok());
    year.expect("a plan's address holds its year")
}

/// Returns the units that a trip visited, each once, without those only passed through.
fn visited(trip: &Trip) -> Vec<UnitId> {
    let mut units = Vec::new();
    for stop in trip
        .stops
        .iter()
        .filter(|stop| stop.kind != StopKind::Transit)
    {
        if !units.contains(&stop.province) {
            units.push(stop.province);
        }
    }
    units
}

/// How many days after all other records a day may be without being taken for a mistyped year.
const MAX_GAP_DAYS: i64 = 92;

/// The same for a day in the year of its record's folder.
const MAX_GAP_DAYS_IN_FOLDER_YEAR: i64 = 400;

/// Returns the newest plausible day in the sources: of `published`, official documents, ends of
/// trips and updates. `None` without documents that have one.
///
/// One mistyped year must not make every plan of the archive overdue. So a day must not be long
/// after every other record. Without a plausible day, the newest folder's year begins.
pub(crate) fn newest_day<'d>(
    documents: impl Iterator<Item = &'d Arc<Document>> + Clone,
) -> Option<NaiveDate> {
    let years = documents
        .clone()
        .filter_map(|document| folder_year_of(document));
    let newest_year = years.max();
    let days: Vec<(Option<i32>, Vec<NaiveDate>)> = documents
        .map(|document| (folder_year_of(document), days_of(document)))
        .filter(|(_, days)| !days.is_empty())
        .collect();
    let newest_of = |at: usize| days[at].1.iter().max().copied();
    // The newest days of the two records that reach furthest: one is of another record.
    let mut order: Vec<usize> = (0..days.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(newest_of(at)));
    let newest_of_others = |at: usize| {
        let mut others = order.iter().filter(|&&other| other != at);
        others.next().and_then(|&other| newest_of(other))
    };
    let plausible = days
        .iter()
        .enumerate()
        .flat_map(|(at, (folder_year, days))| {
            let others = newest_of_others(at);
            days.iter().filter(move |day| {
                let is_in_folder_year = *folder_year == Some(day.year());
                let max_gap = if is_in_folder_year {
                    MAX_GAP_DAYS_IN_FOLDER_YEAR
                } else {
                    MAX_GAP_DAYS
                };
                others.map_or(is_in_folder_year, |others| {
                    day.signed_duration_since(others).num_days() <= max_gap
                })
            })
        });
    let newest = plausible.max().copied();
    let first_of_year = || NaiveDate::from_ymd_opt(newest_year?, 1, 1);
    let any = || days.iter().flat_map(|(_, days)| days).max().copied();
    newest
        .or_else(|| any().and_then(|any| Some(any.min(first_of_year()?))))
        .or_else(any)
}

/// Returns the days that a document names: the first one of a month or year.
pub(crate) fn days_of(document: &Document) -> Vec<NaiveDate> {
    let record = &document.record;
    let trip = match &document.head {
        Head::Report(trip) => Some(trip.dates.to()),
        Head::Plan(_) | Head::Page => None,
    };
    let official = record.document.as_ref().and_then(|document| document.date);
    let updates = record.updates.iter().map(|update| update.date);
    let dates = record.published.into_iter().chain(official).chain(updates);
    dates.map(|date| date.first_day()).chain(trip).collect()
}

/// Returns the year of the folder of a report or plan.
fn folder_year_of(document: &Document) -> Option<i32> {
    match document.head {
        Head::Report(_) | Head::Plan(_) => Some(folder_year(&document.url)),
        Head::Page => None,
    }
}

/// Returns the newest exact day among `dates`; without one, the newest month or year.
pub fn newest_known(dates: impl Iterator<Item = PartialDate> + Clone) -> Option<PartialDate> {
    let exact = dates.clone().filter(|date| date.day().is_some()).max();
    exact.or_else(|| dates.max())
}
