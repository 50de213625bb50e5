//! Records: reports and plans with what the archive knows of them, and their order.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};

use ssg_base::diagnostic::{Diagnostic, Place, Span};
use ssg_base::message::Message;
use ssg_base::path::UrlPath;
use ssg_content::document::{Area, Document, Head, Programme, Status, StopKind, Trip};
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::country::CountryId;
use ssg_vietnam::date::{PartialDate, Period};
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

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
    /// The countries visited, in order of visit and each once.
    pub countries: Vec<CountryId>,
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

    /// Returns where in the country the trip studied what, as [`Self::topics_by_area`] does.
    pub fn topics_by_province(&self) -> Vec<(UnitId, TopicId, Option<usize>)> {
        let all = self.topics_by_area().into_iter();
        let in_provinces =
            all.filter_map(|(area, topic, stop)| Some((area.province()?, topic, stop)));
        in_provinces.collect()
    }

    /// Returns where the trip studied what: countries, and units as they were then, each with a topic and
    /// with the index of the stop that carries it. The report's own topics have no stop, and they count
    /// only where the trip went to a single country or province of today: else nobody knows where they
    /// were studied. A topic that only a stop on the way carries was studied on the way.
    pub fn topics_by_area(&self) -> Vec<(Area, TopicId, Option<usize>)> {
        let mut all = Vec::new();
        for (position, stop) in self.trip().stops.iter().enumerate() {
            if stop.kind != StopKind::Transit {
                let topics = stop.topics.iter();
                all.extend(topics.map(|&topic| (stop.area, topic, Some(position))));
            }
        }
        let gazetteer = Gazetteer::get();
        let units = self.provinces.iter().copied();
        let abroad = self.countries.iter().copied().map(Area::Country);
        let areas: Vec<Area> = units.map(Area::Province).chain(abroad).collect();
        let mut today = areas.iter().map(|area| match *area {
            Area::Province(unit) => Area::Province(gazetteer.current(unit)),
            Area::Country(_) => *area,
        });
        let is_one = today
            .next()
            .is_some_and(|first| today.all(|area| area == first));
        if is_one {
            let stops = all.len();
            let on_the_way = self.trip().stops.iter();
            let on_the_way = on_the_way.filter(|stop| stop.kind == StopKind::Transit);
            let on_the_way: Vec<TopicId> = on_the_way
                .flat_map(|stop| stop.topics.iter().copied())
                .collect();
            for &topic in &self.document.record.topics {
                if on_the_way.contains(&topic) {
                    continue;
                }
                if all[..stops].iter().all(|&(_, of_stop, _)| of_stop != topic) {
                    all.extend(areas.iter().map(|&area| (area, topic, None)));
                }
            }
        }
        all
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
                    let provinces = visited(trip, Area::province);
                    let countries = visited(trip, Area::country);
                    self.reports.push(Report {
                        document,
                        council: None,
                        lead: None,
                        provinces,
                        countries,
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
            let id = ReportId::new(index);
            let entries = positions.map(|position| LessonEntry::new(id, report, position));
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

    /// Warns of reports with the title, days and council of another: most are a copied file.
    pub(crate) fn warn_of_copies(&self, diagnostics: &mut Vec<Diagnostic>) {
        let opening = |report: &Report| {
            let span = Span { start: 0, end: 3 };
            Place::new(&report.document.path, span)
        };
        let mut first: BTreeMap<(Period, Option<CouncilId>, &str), Place> = BTreeMap::new();
        let mut reports: Vec<&Report> = self.reports.iter().collect();
        // A copy has the longer name: "báo cáo (1).md", "báo cáo - Copy.md".
        reports.sort_by_key(|report| {
            let path = report.document.path.as_str();
            (path.len(), path)
        });
        // One with a number is compared by it.
        let has_number = |report: &&Report| {
            let official = report.document.record.document.as_ref();
            official.is_some_and(|official| official.number.is_some())
        };
        for report in reports.into_iter().filter(|report| !has_number(report)) {
            let title = &*report.document.record.title;
            let key = (report.trip().dates, report.council, title);
            let Some(first) = first.get(&key) else {
                first.insert(key, opening(report));
                continue;
            };
            let title = title.to_owned();
            let warning = Diagnostic::warning(opening(report), Message::CopiedReport { title });
            let warning = warning.related(first.clone(), Message::FirstOccurrence);
            diagnostics.push(warning.hint(Message::CopiedReportHint));
        }
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
                    let mut dates = document.record.dates.iter();
                    let found = dates.find(|date| date.value.first_day() == day);
                    let opening = Span { start: 0, end: 3 };
                    let span = found.map_or(opening, |date| date.span);
                    (span, Message::DateInFuture { date, today })
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

/// Returns what `part` picks of the areas that a trip visited, each once, without those only passed
/// through.
fn visited<T: PartialEq>(trip: &Trip, part: impl Fn(Area) -> Option<T>) -> Vec<T> {
    let stops = trip.stops.iter();
    let stops = stops.filter(|stop| stop.kind != StopKind::Transit);
    let mut areas = Vec::new();
    for area in stops.filter_map(|stop| part(stop.area)) {
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    areas
}

/// How many days after all other records a day may be without being taken for a mistyped year.
const MAX_GAP_DAYS: i64 = 92;

/// The same for a day in the year of its record's folder.
const MAX_GAP_DAYS_IN_FOLDER_YEAR: i64 = 400;

/// The days of one record.
struct RecordDays {
    /// The year of its folder. `None` for a page.
    folder_year: Option<i32>,
    days: Vec<NaiveDate>,
    /// The end of a trip outside the year of its folder: one of the two is mistyped.
    doubtful: Option<NaiveDate>,
}

impl RecordDays {
    fn of(document: &Document) -> Self {
        let folder_year = folder_year_of(document);
        let doubtful = match &document.head {
            Head::Report(trip) => {
                let is_outside =
                    folder_year.is_some_and(|year| !trip.dates.years().contains(&year));
                is_outside.then(|| trip.dates.to())
            }
            Head::Plan(_) | Head::Page => None,
        };
        Self {
            folder_year,
            days: days_of(document),
            doubtful,
        }
    }

    /// Returns whether the folder's year supports a day: a trip is in that year, and its report and
    /// first corrections are in the same year or the next.
    fn supports(&self, day: NaiveDate) -> bool {
        let year = self.folder_year;
        year.is_some_and(|year| (year..=year + 1).contains(&day.year()))
    }
}

/// Returns the newest plausible day in the sources: of `published`, official documents, ends of
/// trips and updates. `None` without documents that have one.
///
/// A mistyped year must not make every plan of the archive overdue, even if several records were
/// copied with it. So the newest day is one that the year of a folder supports. Later days count if
/// they follow closely, or if most records have such a day, as after an old archive was imported.
/// Without a plausible day, the newest folder's year begins.
pub(crate) fn newest_day<'d>(
    documents: impl Iterator<Item = &'d Arc<Document>> + Clone,
) -> Option<NaiveDate> {
    let records = documents.map(|document| RecordDays::of(document));
    let mut records: Vec<RecordDays> = records.collect();
    let newest_year = records.iter().filter_map(|record| record.folder_year).max();
    records.retain(|record| !record.days.is_empty());
    let supported = newest_within(&records, MAX_GAP_DAYS_IN_FOLDER_YEAR, |record, day| {
        record.supports(day)
    });
    let any = || {
        records
            .iter()
            .flat_map(|record| &record.days)
            .max()
            .copied()
    };
    let Some(supported) = supported else {
        let first_of_year = newest_year.and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1));
        // Pages have no folder of a year: their days are all that is known.
        let newest = newest_within(&records, MAX_GAP_DAYS, |_, _| true);
        return match first_of_year {
            Some(first) => any().map(|any| any.min(first)),
            None => newest.or_else(any),
        };
    };
    let is_close = |day: NaiveDate| days_between(supported, day) <= MAX_GAP_DAYS;
    let has_later = |record: &&RecordDays| {
        let mut days = record.days.iter();
        days.any(|day| !is_close(*day) && Some(*day) != record.doubtful)
    };
    let most_are_later = 2 * records.iter().filter(has_later).count() > records.len();
    let newest = newest_within(&records, MAX_GAP_DAYS, |record, day| {
        is_close(day) || (most_are_later && Some(day) != record.doubtful)
    });
    newest.max(Some(supported))
}

/// Returns the newest day for which `counts` holds and that is at most `max_gap` days after such a day
/// of another record. The only record's days count without another.
fn newest_within(
    records: &[RecordDays],
    max_gap: i64,
    counts: impl Fn(&RecordDays, NaiveDate) -> bool,
) -> Option<NaiveDate> {
    let counting = |record: &RecordDays| {
        let days = record.days.iter().copied();
        days.filter(|day| counts(record, *day)).collect::<Vec<_>>()
    };
    let days: Vec<Vec<NaiveDate>> = records.iter().map(counting).collect();
    let days: Vec<&Vec<NaiveDate>> = days.iter().filter(|days| !days.is_empty()).collect();
    let mut newest: Vec<NaiveDate> = days
        .iter()
        .filter_map(|days| days.iter().max().copied())
        .collect();
    newest.sort_by_key(|day| std::cmp::Reverse(*day));
    let plausible = days.iter().flat_map(|days| {
        let own = days.iter().max().copied();
        // The newest day of another record: the second one, if the newest is this record's.
        let other = match newest[..] {
            [first, second, ..] if Some(first) == own => Some(second),
            [first, _, ..] => Some(first),
            _ => None,
        };
        let is_plausible =
            move |day: &&NaiveDate| other.is_none_or(|other| days_between(other, **day) <= max_gap);
        days.iter().filter(is_plausible)
    });
    plausible.max().copied()
}

/// Returns by how many days `later` is after `earlier`.
fn days_between(earlier: NaiveDate, later: NaiveDate) -> i64 {
    later.signed_duration_since(earlier).num_days()
}

/// Returns the days that a document names: the first one of a month or year.
pub(crate) fn days_of(document: &Document) -> Vec<NaiveDate> {
    let record = &document.record;
    let trip = match &document.head {
        Head::Report(trip) => Some(trip.dates.to()),
        Head::Plan(_) | Head::Page => None,
    };
    let dates = record.dates.iter();
    dates
        .map(|date| date.value.first_day())
        .chain(trip)
        .collect()
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
