//! The archive: all documents together, in order, indexed, each pointing to the ones it means.
//!
//! The one step that sees everything, and the only one that always runs. It decides whose council
//! a report is, who led it, what a link or a plan's batch means, and refuses what only the whole can
//! show: two sources at one address, one document twice, a link that leads nowhere.

mod vague;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use ssg_base::diagnostic::{Checked, Diagnostic, Place, Span};
use ssg_base::message::Message;
use ssg_base::path::{SourcePath, UrlPath};
use ssg_content::document::{
    Batch, Document, DocumentKind, Head, Lesson, LessonKind, Programme, Status, StopKind, Trip,
    UseEntry,
};
use ssg_content::fields::did_you_mean;
use ssg_content::html::{Placeholder, ResponsiveImage, Target};
use ssg_content::photo::{Photo, PhotoFault, Variant};
use ssg_content::settings::{self, SiteSettings};
use ssg_content::vocabulary::{TopicId, Vocabulary};
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};
use ssg_vietnam::text::{self, CollationKey};

/// Names one thing of the archive by its place in a table.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The id of the entry at `at` in its table.
            pub fn new(at: usize) -> Self {
                Self(u32::try_from(at).expect("a site has at most 200,000 files"))
            }

            /// Its place in its table.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// A report; smaller is newer.
    ReportId
);
id!(
    /// A lesson; smaller is newer, and within a report earlier in the text.
    LessonId
);
id!(
    /// A plan; smaller is newer.
    PlanId
);
id!(
    /// A council, in alphabetical order.
    CouncilId
);
id!(
    /// A head of delegation, in alphabetical order within a council.
    LeadId
);

/// All documents together. What no text can change is shared by copies.
#[derive(Clone, Debug)]
pub struct Archive {
    /// The settings.
    pub site: SiteSettings,
    /// The topics.
    pub vocabulary: Vocabulary,
    /// The day on which batches are judged.
    pub today: NaiveDate,
    /// The newest day named in any source; `None` for an empty archive.
    pub updated: Option<NaiveDate>,
    /// Reports, newest trip first.
    pub reports: Vec<Report>,
    /// Their lessons, newest trip first.
    pub lessons: Vec<LessonOf>,
    /// Plans, newest first.
    pub plans: Vec<Plan>,
    /// Pages, by address.
    pub pages: Vec<Arc<Document>>,
    /// Withdrawn records, by address.
    pub withdrawn: Vec<Arc<Document>>,
    /// Councils in alphabetical order.
    pub councils: Vec<Council>,
    /// Heads of delegation.
    pub leads: Vec<Lead>,
    /// Lists of records by year, province and topic.
    pub indexes: Indexes,
    /// Files that lie in a record's own folder and may be published beside its page.
    pub attachments: Arc<BTreeMap<SourcePath, UrlPath>>,
    /// Photos of the sources, whether a text shows them or not.
    pub photos: Arc<BTreeMap<SourcePath, Result<Photo, PhotoFault>>>,
    /// How links name pages.
    pub link_style: LinkStyle,
    /// Whether the whole archive is published in one file, too.
    pub has_bundle: bool,
    /// Where each lesson was used, the newest trip first, then plans.
    pub uses: BTreeMap<LessonId, Vec<LessonUse>>,
    /// Lessons by name, `2023/con-dao/bai-hoc-4-5`, old names among them.
    lesson_names: Arc<BTreeMap<String, LessonId>>,
    /// Records by the number of their document.
    numbers: Arc<BTreeMap<DocumentKey, UrlPath>>,
    by_source: Arc<BTreeMap<SourcePath, UrlPath>>,
    /// Lists that hundreds of pages show a part of, each made when it is first asked for.
    whole: Whole,
}

/// What [`Archive`] holds in one order or another.
#[derive(Clone, Debug, Default)]
struct Whole {
    reports: OnceLock<Vec<ReportId>>,
    lessons: OnceLock<BTreeMap<Option<LessonKind>, Vec<LessonId>>>,
    by_use: OnceLock<Vec<(LessonId, usize)>>,
    log: OnceLock<Vec<LogEntry>>,
}

/// What a document is known by (Nghị định 30/2020/NĐ-CP, art. 15): numbers start anew each year.
type DocumentKey = (CouncilId, i32, String, String);

fn document_key(council: CouncilId, year: i32, number: &str, symbol: &str) -> DocumentKey {
    let digits = number.trim_start_matches('0').to_owned();
    (council, year, digits, text::match_key(symbol))
}

/// How links within the site name pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkStyle {
    /// By their folder, as web servers like it.
    #[default]
    Folders,
    /// By their file, as it must be where pages are opened from a folder.
    Files,
}

impl LinkStyle {
    /// What stands after a page's address.
    pub fn index_file(self) -> &'static str {
        match self {
            Self::Folders => "",
            Self::Files => "index.html",
        }
    }
}

/// Lists of records by year, province and topic.
#[derive(Clone, Debug, Default)]
pub struct Indexes {
    /// Records of each year.
    pub by_year: BTreeMap<i32, IndexEntry>,
    /// Records of each current province.
    pub by_province: BTreeMap<UnitId, IndexEntry>,
    /// Trips to a unit of the 63 while it existed, by that unit.
    pub by_former_province: BTreeMap<UnitId, Vec<ReportId>>,
    /// Records on each topic.
    pub by_topic: BTreeMap<TopicId, IndexEntry>,
    /// Reports and lessons on one topic in one current province.
    pub by_province_and_topic: BTreeMap<(UnitId, TopicId), IndexEntry>,
    /// Reports and lessons on one topic in one year.
    pub by_topic_and_year: BTreeMap<(TopicId, i32), IndexEntry>,
}

/// What belongs to a year, a province or a topic; each list newest first.
#[derive(Clone, Debug, Default)]
pub struct IndexEntry {
    /// Reports.
    pub reports: Vec<ReportId>,
    /// Lessons.
    pub lessons: Vec<LessonId>,
    /// Plans.
    pub plans: Vec<PlanId>,
    /// Batches: the plan and the place of the batch in it.
    pub batches: Vec<(PlanId, usize)>,
}

/// A report in its place.
#[derive(Clone, Debug)]
pub struct Report {
    /// What its author wrote.
    pub document: Arc<Document>,
    /// Who travelled, if that was written.
    pub council: Option<CouncilId>,
    /// Who led, if that and the council were written.
    pub lead: Option<LeadId>,
    /// Where to, as the units were then, in order of visit, each once, transit left out.
    pub provinces: Vec<UnitId>,
    /// The batch it carries out: the plan and the batch's place in it.
    pub batch: Option<(PlanId, usize)>,
    /// Its first lesson; the others follow.
    first_lesson: usize,
}

impl Report {
    /// Its trip.
    pub fn trip(&self) -> &Trip {
        match &self.document.head {
            Head::Report(trip) => trip,
            Head::Plan(_) | Head::Page => unreachable!("a report is made from a report's document"),
        }
    }

    /// Its lessons, in the order of the text.
    pub fn lessons(&self) -> impl Iterator<Item = LessonId> + use<> {
        let first = self.first_lesson;
        (first..first + self.document.body.lessons.len()).map(LessonId::new)
    }

    /// The day it entered the archive: as written, else its document's date, else the trip's end.
    pub fn published(&self) -> PartialDate {
        let known = self.document.record.issue_date();
        known.unwrap_or_else(|| PartialDate::Day(self.trip().dates.to()))
    }
}

/// A lesson in its place.
#[derive(Clone, Copy, Debug)]
pub struct LessonOf {
    /// The report it stands in.
    pub report: ReportId,
    at: usize,
}

/// One use of a lesson.
#[derive(Clone, Debug)]
pub struct LessonUse {
    /// The report or plan that used it.
    pub by: Arc<Document>,
    /// Whose record that is, if that was written.
    pub council: Option<CouncilId>,
    at: usize,
}

impl LessonUse {
    /// What that record says of it.
    pub fn entry(&self) -> &UseEntry {
        &self.by.record.uses[self.at]
    }
}

/// An entry of the publication log.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// When it happened.
    pub date: PartialDate,
    /// What happened.
    pub event: LogEvent,
    /// The record it happened to.
    pub document: Arc<Document>,
}

/// One thing that happened to a record, for the publication log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogEvent {
    /// It entered the archive.
    Published,
    /// Something was corrected or remarked: the place of the update.
    Updated(usize),
    /// It was withdrawn.
    Withdrawn,
}

/// A plan in its place.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What its author wrote.
    pub document: Arc<Document>,
    /// Whose plan, if that was written.
    pub council: Option<CouncilId>,
    /// The year of its folder.
    pub year: i32,
    /// Reports that carry out each of its batches, oldest first.
    pub reports: Vec<Vec<ReportId>>,
}

impl Plan {
    /// Its programme.
    pub fn programme(&self) -> &Programme {
        match &self.document.head {
            Head::Plan(programme) => programme,
            Head::Report(_) | Head::Page => unreachable!("a plan is made from a plan's document"),
        }
    }

    /// The day it entered the archive: as written, else its document's date, else the last day of
    /// its year.
    pub fn published(&self) -> PartialDate {
        let known = self.document.record.issue_date();
        known.unwrap_or(PartialDate::Year(self.year))
    }
}

/// A council.
#[derive(Clone, Debug)]
pub struct Council {
    /// Its name: as the settings have it, else as the first document writes it.
    pub name: String,
    /// Its page.
    pub url: UrlPath,
    /// Its place among the councils of the settings.
    pub declared: Option<usize>,
    /// Its reports, newest first.
    pub reports: Vec<ReportId>,
    /// Its plans, newest first.
    pub plans: Vec<PlanId>,
    /// Who led its trips, in alphabetical order.
    pub leads: Vec<LeadId>,
}

/// A head of delegation, of one council, so that namesakes stay apart.
#[derive(Clone, Debug)]
pub struct Lead {
    /// The full name, as the newest report has it.
    pub name: String,
    /// The page.
    pub url: UrlPath,
    /// Whose trips.
    pub council: CouncilId,
    /// Reports, newest first.
    pub reports: Vec<ReportId>,
}

/// A picture that some page shows.
#[derive(Debug)]
pub struct Picture<'a> {
    /// The photo's file.
    pub source: &'a SourcePath,
    /// The photo.
    pub photo: &'a Photo,
    /// What is published of it.
    pub variant: Variant,
    /// Where a text shows it.
    place: Place,
}

impl Picture<'_> {
    /// What to tell if its photo turns out to be none.
    pub fn fault(&self, fault: &PhotoFault) -> Diagnostic {
        photo_fault(fault, self.source, self.place.clone())
    }
}

/// How a batch stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BatchState {
    /// Called off, for this reason.
    Cancelled(String),
    /// A report carries it out.
    Reported,
    /// No time was set.
    Undated,
    /// It may still take place.
    Planned,
    /// Its time is past, nobody set a deadline, and no report is in the archive.
    Unreported,
    /// Its report is due in so many days; 0 is the last.
    Awaited(i64),
    /// Its report is overdue by so many days.
    Overdue(i64),
}

/// What an archive is made from.
#[derive(Clone, Debug)]
pub struct ArchiveSources {
    /// The settings.
    pub site: SiteSettings,
    /// The topics.
    pub vocabulary: Vocabulary,
    /// Every document that could be read.
    pub documents: Vec<Arc<Document>>,
    /// Sources that could not be read, and were told: nothing more is said of links to them.
    pub unread: BTreeSet<SourcePath>,
    /// Other files beside the texts.
    pub attachments: BTreeSet<SourcePath>,
    /// Those of them that are photos by their names.
    pub photos: BTreeMap<SourcePath, Result<Photo, PhotoFault>>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// The day on which batches are judged; else the newest day in the sources.
    pub today: Option<NaiveDate>,
}

impl ArchiveSources {
    /// The documents here that are others than in `before`. `None` if anything else is.
    pub fn changed_since(&self, before: &Self) -> Option<Vec<Arc<Document>>> {
        let Self {
            site,
            vocabulary,
            documents,
            unread,
            attachments,
            photos,
            drafts,
            today,
        } = self;
        let same = documents.len() == before.documents.len()
            && *site == before.site
            && *vocabulary == before.vocabulary
            && *unread == before.unread
            && *attachments == before.attachments
            && *photos == before.photos
            && (*drafts, *today) == (before.drafts, before.today);
        let pairs = documents.iter().zip(&before.documents);
        let changed = pairs.filter(|(now, before)| !Arc::ptr_eq(now, before));
        same.then(|| changed.map(|(now, _)| Arc::clone(now)).collect())
    }
}

impl Archive {
    /// Puts documents in their places.
    pub fn new(parts: ArchiveSources) -> Checked<Self> {
        let ArchiveSources {
            site,
            vocabulary,
            mut documents,
            unread,
            attachments,
            photos,
            drafts,
            today,
        } = parts;
        let mut found = Vec::new();
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        let hidden: BTreeSet<SourcePath> = documents
            .iter()
            .filter(|document| document.record.status == Status::Draft && !drafts)
            .map(|document| document.path.clone())
            .collect();
        documents.retain(|document| !hidden.contains(&document.path));
        let by_source = addresses(&mut documents, &mut found);
        let (mut withdrawn, documents): (Vec<_>, Vec<_>) = documents
            .into_iter()
            .partition(|document| matches!(document.record.status, Status::Withdrawn { .. }));
        withdrawn.sort_by(|a, b| a.url.cmp(&b.url));
        // What lies beside a withdrawn record is withdrawn with it.
        let shown = documents.iter();
        let shown = shown
            .map(|document| (&document.path, &document.url))
            .collect();
        let attachments = attachments
            .into_iter()
            .filter_map(|path| Some((attachment_url(&path, &shown)?, path)))
            .map(|(url, path)| (path, url))
            .collect();
        let updated = newest_day(documents.iter().chain(&withdrawn));
        let today = today.or(updated).unwrap_or_default();
        let mut archive = Self {
            site,
            vocabulary,
            today,
            updated,
            reports: Vec::new(),
            lessons: Vec::new(),
            plans: Vec::new(),
            pages: Vec::new(),
            withdrawn,
            councils: Vec::new(),
            leads: Vec::new(),
            indexes: Indexes::default(),
            attachments: Arc::new(attachments),
            photos: Arc::new(photos),
            link_style: LinkStyle::default(),
            has_bundle: false,
            uses: BTreeMap::new(),
            lesson_names: Arc::default(),
            numbers: Arc::default(),
            by_source: Arc::new(by_source),
            whole: Whole::default(),
        };
        archive.place(documents);
        archive.name_councils(&mut found);
        archive.name_leads();
        archive.index();
        let unread = Unread { unread, hidden };
        archive.match_batches(&unread, &mut found);
        archive.check_documents(&mut found);
        archive.name_lessons();
        archive.match_uses(&unread, &mut found);
        archive.check_references(&unread, &mut found);
        archive.nudge(&mut found);
        Checked {
            value: archive,
            diagnostics: found,
        }
    }

    /// The same archive where these documents stand in place of those of their paths. `None` unless
    /// each differs from that one in its running text alone, which no step here reads: then the
    /// archive must be made anew.
    pub fn with_texts(&self, documents: &[Arc<Document>]) -> Option<Self> {
        let mut archive = self.clone();
        archive.whole = Whole::default();
        for new in documents {
            let old = self.documents().find(|old| old.path == new.path)?;
            if !new.is_like(old) {
                return None;
            }
            let put = |place: &mut Arc<Document>| {
                if Arc::ptr_eq(place, old) {
                    *place = Arc::clone(new);
                }
            };
            archive
                .reports
                .iter_mut()
                .for_each(|report| put(&mut report.document));
            archive
                .plans
                .iter_mut()
                .for_each(|plan| put(&mut plan.document));
            archive.pages.iter_mut().for_each(put);
            archive.withdrawn.iter_mut().for_each(put);
            let uses = archive.uses.values_mut().flatten();
            uses.for_each(|one| put(&mut one.by));
        }
        Some(archive)
    }

    /// Sorts documents by kind and time.
    fn place(&mut self, documents: Vec<Arc<Document>>) {
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
        for (at, report) in self.reports.iter_mut().enumerate() {
            report.first_lesson = self.lessons.len();
            let lessons = 0..report.document.body.lessons.len();
            let report = ReportId::new(at);
            self.lessons
                .extend(lessons.map(|at| LessonOf { report, at }));
        }
    }

    fn name_councils(&mut self, found: &mut Vec<Diagnostic>) {
        let mut names = CouncilNames::of_settings(&self.site, found);
        let default = match &self.site.councils[..] {
            [only] => Some(only.name.value.clone()),
            _ => None,
        };
        let settings = SourcePath::new(settings::SETTINGS_PATH).expect("a sound path");
        if let Some(name) = &default {
            names.of(name, &Place::file(&settings), found);
        }
        let mut keys = |document: &Document, found: &mut Vec<Diagnostic>| {
            let written = document.record.council.as_ref();
            let name = written.map(|name| &name.value).or(default.as_ref());
            if name.is_none() {
                let place = Place::new(&document.path, Span { start: 0, end: 3 });
                found.push(
                    Diagnostic::warning(place, Message::NoCouncil).hint(Message::NoCouncilHint),
                );
            }
            let place = Place::new(&document.path, written.map_or(Span::default(), |w| w.span));
            name.and_then(|name| names.of(name, &place, found))
        };
        let of_reports: Vec<_> = self
            .reports
            .iter()
            .map(|report| keys(&report.document, found))
            .collect();
        let of_plans: Vec<_> = self
            .plans
            .iter()
            .map(|plan| keys(&plan.document, found))
            .collect();
        let (councils, ids) = names.in_order();
        self.councils = councils;
        for (at, key) in of_reports.into_iter().enumerate() {
            let id = key.and_then(|key| ids.get(&key).copied());
            self.reports[at].council = id;
            if let Some(id) = id {
                self.councils[id.index()].reports.push(ReportId::new(at));
            }
        }
        for (at, key) in of_plans.into_iter().enumerate() {
            let id = key.and_then(|key| ids.get(&key).copied());
            self.plans[at].council = id;
            if let Some(id) = id {
                self.councils[id.index()].plans.push(PlanId::new(at));
            }
        }
    }

    fn name_leads(&mut self) {
        for council in 0..self.councils.len() {
            let mut leads: BTreeMap<(CollationKey, String), (String, Vec<ReportId>)> =
                BTreeMap::new();
            for &id in &self.councils[council].reports {
                if let Some(lead) = &self.reports[id.index()].trip().lead {
                    let key = text::match_key(&lead.name);
                    let entry = leads
                        .entry((text::collation_key(&key), key))
                        .or_insert_with(|| (lead.name.clone(), Vec::new()));
                    entry.1.push(id);
                }
            }
            let mut slugs: BTreeSet<String> = BTreeSet::new();
            for (_, (name, reports)) in leads {
                let id = LeadId::new(self.leads.len());
                let base = text::slug(&name).unwrap_or_else(|| "truong-doan".to_owned());
                // "Con" is no segment of an address: Windows keeps it.
                let base = match UrlPath::home().child(&base) {
                    Some(_) => base,
                    None => format!("truong-doan-{base}"),
                };
                // "Hà" and "Hạ" are two people of one slug; the first in the alphabet keeps it.
                let mut slug = base.clone();
                let mut number = 2;
                while slugs.contains(&slug) {
                    slug = format!("{base}-{number}");
                    number += 1;
                }
                slugs.insert(slug.clone());
                for report in &reports {
                    self.reports[report.index()].lead = Some(id);
                }
                let council_url = self.councils[council].url.clone();
                let url = council_url.child(&slug).unwrap_or(council_url);
                let council = CouncilId::new(council);
                self.leads.push(Lead {
                    name,
                    url,
                    council,
                    reports,
                });
                self.councils[council.index()].leads.push(id);
            }
        }
    }

    fn index(&mut self) {
        for at in 0..self.reports.len() {
            self.index_report(ReportId::new(at));
        }
        for at in 0..self.lessons.len() {
            self.index_lesson(LessonId::new(at));
        }
        for at in 0..self.plans.len() {
            self.index_plan(PlanId::new(at));
        }
    }

    fn index_report(&mut self, id: ReportId) {
        let gazetteer = Gazetteer::get();
        let report = &self.reports[id.index()];
        let years = report.trip().dates.years();
        let units = current(&report.provinces);
        let topics = &report.document.record.topics;
        for year in years.clone() {
            self.indexes
                .by_year
                .entry(year)
                .or_default()
                .reports
                .push(id);
        }
        for &unit in &units {
            self.indexes
                .by_province
                .entry(unit)
                .or_default()
                .reports
                .push(id);
        }
        for &unit in &report.provinces {
            if gazetteer.current(unit) != unit {
                self.indexes
                    .by_former_province
                    .entry(unit)
                    .or_default()
                    .push(id);
            }
        }
        for &topic in topics {
            self.indexes
                .by_topic
                .entry(topic)
                .or_default()
                .reports
                .push(id);
            for &unit in &units {
                self.indexes
                    .by_province_and_topic
                    .entry((unit, topic))
                    .or_default()
                    .reports
                    .push(id);
            }
            for year in years.clone() {
                self.indexes
                    .by_topic_and_year
                    .entry((topic, year))
                    .or_default()
                    .reports
                    .push(id);
            }
        }
    }

    fn index_lesson(&mut self, id: LessonId) {
        let units = current(&self.lesson_provinces(id));
        let topics = self.lesson_topics(id).to_vec();
        let years = self.report_of(id).trip().dates.years();
        for year in years.clone() {
            self.indexes
                .by_year
                .entry(year)
                .or_default()
                .lessons
                .push(id);
        }
        for &unit in &units {
            self.indexes
                .by_province
                .entry(unit)
                .or_default()
                .lessons
                .push(id);
        }
        for topic in topics {
            self.indexes
                .by_topic
                .entry(topic)
                .or_default()
                .lessons
                .push(id);
            for &unit in &units {
                self.indexes
                    .by_province_and_topic
                    .entry((unit, topic))
                    .or_default()
                    .lessons
                    .push(id);
            }
            for year in years.clone() {
                self.indexes
                    .by_topic_and_year
                    .entry((topic, year))
                    .or_default()
                    .lessons
                    .push(id);
            }
        }
    }

    fn index_plan(&mut self, id: PlanId) {
        let plan = &self.plans[id.index()];
        self.indexes
            .by_year
            .entry(plan.year)
            .or_default()
            .plans
            .push(id);
        for &topic in &plan.document.record.topics {
            self.indexes
                .by_topic
                .entry(topic)
                .or_default()
                .plans
                .push(id);
        }
        for (at, batch) in plan.programme().batches.iter().enumerate() {
            let units: Vec<UnitId> = batch.provinces.iter().map(|stop| stop.province).collect();
            for unit in current(&units) {
                self.indexes
                    .by_province
                    .entry(unit)
                    .or_default()
                    .batches
                    .push((id, at));
            }
            for &topic in &batch.topics {
                self.indexes
                    .by_topic
                    .entry(topic)
                    .or_default()
                    .batches
                    .push((id, at));
            }
        }
    }

    /// The report of that id.
    pub fn report(&self, id: ReportId) -> &Report {
        &self.reports[id.index()]
    }

    /// The plan of that id.
    pub fn plan(&self, id: PlanId) -> &Plan {
        &self.plans[id.index()]
    }

    /// The council of that id.
    pub fn council(&self, id: CouncilId) -> &Council {
        &self.councils[id.index()]
    }

    /// The lesson of that id, as written.
    pub fn lesson(&self, id: LessonId) -> &Lesson {
        let of = self.lessons[id.index()];
        &self.report(of.report).document.body.lessons[of.at]
    }

    /// The report that lesson stands in.
    pub fn report_of(&self, id: LessonId) -> &Report {
        self.report(self.lessons[id.index()].report)
    }

    /// The address of that lesson.
    pub fn lesson_url(&self, id: LessonId) -> UrlPath {
        lesson_url(&self.report_of(id).document.url, &self.lesson(id).id.value)
    }

    /// Its topics: its own, else its report's.
    pub fn lesson_topics(&self, id: LessonId) -> &[TopicId] {
        let own = self.lesson(id).topics.as_deref();
        own.unwrap_or(&self.report_of(id).document.record.topics)
    }

    /// The units its places lie in: its own, else all of its report's, each once.
    pub fn lesson_provinces(&self, id: LessonId) -> Vec<UnitId> {
        let report = self.report_of(id);
        let Some(places) = &self.lesson(id).places else {
            return report.provinces.clone();
        };
        let mut units = Vec::new();
        for place in places {
            for unit in named(report.trip(), &place.value)
                .into_iter()
                .map(|(_, unit)| unit)
            {
                if !units.contains(&unit) {
                    units.push(unit);
                }
            }
        }
        units
    }

    /// The names of its places, where it names some; each once.
    pub fn lesson_places(&self, id: LessonId) -> Vec<String> {
        let trip = self.report_of(id).trip();
        let mut names: Vec<String> = Vec::new();
        for place in self.lesson(id).places.iter().flatten() {
            if let Some((name, _)) = named(trip, &place.value).into_iter().next()
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        names
    }

    /// Within how many days of a batch's end its report is due, where someone set that: the plan
    /// itself, else its council, else the site.
    pub fn due_within(&self, plan: &Plan) -> Option<u32> {
        let own = plan
            .programme()
            .reporting
            .as_ref()
            .and_then(|reporting| reporting.within_days);
        let of_council = || {
            let declared = self.council(plan.council?).declared?;
            self.site.councils[declared].report_within_days
        };
        own.or_else(of_council).or(self.site.report_within_days)
    }

    /// How the batch at `at` of `plan` stands: the first state that holds.
    pub fn batch_state(&self, plan: &Plan, at: usize) -> BatchState {
        let batch: &Batch = &plan.programme().batches[at];
        if let Some(reason) = &batch.cancelled {
            return BatchState::Cancelled(reason.clone());
        }
        if !plan.reports[at].is_empty() {
            return BatchState::Reported;
        }
        let Some(period) = batch.period else {
            return BatchState::Undated;
        };
        if self.today <= period.to() {
            return BatchState::Planned;
        }
        let Some(days) = self.due_within(plan) else {
            return BatchState::Unreported;
        };
        let since = self.today.signed_duration_since(period.to()).num_days();
        let left = i64::from(days) - since;
        if left >= 0 {
            BatchState::Awaited(left)
        } else {
            BatchState::Overdue(-left)
        }
    }

    /// Files beside records that some text links to, each with its address.
    pub fn linked_attachments(&self) -> BTreeMap<&SourcePath, &UrlPath> {
        let links = self
            .documents()
            .filter(|document| is_shown(document))
            .flat_map(|document| document.body.html.placeholders());
        links
            .filter_map(|link| match &link.target {
                Target::Source(path, _) => self.attachments.get_key_value(path),
                Target::Anchor(_) | Target::Url(..) | Target::Photo(_) => None,
            })
            .collect()
    }

    /// Every picture that some page shows, by its address.
    pub fn pictures(&self) -> BTreeMap<UrlPath, Picture<'_>> {
        let mut pictures = BTreeMap::new();
        for document in self.documents().filter(|document| is_shown(document)) {
            for mark in document.body.html.placeholders() {
                let (Target::Photo(shown), Some(span)) = (&mark.target, mark.span) else {
                    continue;
                };
                let Some((source, Ok(photo))) = self.photos.get_key_value(&shown.path) else {
                    continue;
                };
                for variant in photo.variants(self.site.photo_originals) {
                    let url = picture_url(document, source, photo, variant);
                    let place = Place::new(&document.path, span);
                    pictures.entry(url).or_insert(Picture {
                        source,
                        photo,
                        variant,
                        place,
                    });
                }
            }
        }
        pictures
    }

    /// The pictures of a photo that `document` shows, as `address` names them. A photo that is at
    /// fault was told already; it has none.
    pub fn pictures_of(
        &self,
        document: &Document,
        path: &SourcePath,
        address: impl Fn(&UrlPath) -> String,
    ) -> ResponsiveImage {
        let Some(Ok(photo)) = self.photos.get(path) else {
            return ResponsiveImage::default();
        };
        let address = |variant| address(&picture_url(document, path, photo, variant));
        let widths = photo.widths();
        let all = |variant: fn(u32) -> Variant| {
            let widths = widths.iter().copied();
            widths
                .map(|width| (address(variant(width)), width))
                .collect()
        };
        let widest = widths.last().copied().unwrap_or_default();
        ResponsiveImage {
            webp: all(Variant::Webp),
            jpeg: all(Variant::Jpeg),
            size: (widest, photo.height_at(widest)),
            original: self
                .site
                .photo_originals
                .then(|| address(Variant::Original)),
        }
    }

    /// The address and size of the widest JPEG of a photo that `document` shows; `None` where the
    /// photo is at fault.
    pub fn widest_picture(
        &self,
        document: &Document,
        path: &SourcePath,
    ) -> Option<(UrlPath, (u32, u32))> {
        let photo = self.photos.get(path)?.as_ref().ok()?;
        let widest = *photo.widths().last()?;
        let url = picture_url(document, path, photo, Variant::Jpeg(widest));
        Some((url, (widest, photo.height_at(widest))))
    }

    /// The address a link of `document` leads to, and the anchor there. A link that leads nowhere
    /// was told already; it leads to its own page.
    pub fn resolve_link(&self, document: &Document, target: &Target) -> (UrlPath, String) {
        match target {
            Target::Anchor(anchor) => (document.url.clone(), anchor.clone()),
            Target::Url(url, anchor) => (url.clone(), self.kept(url, anchor)),
            Target::Source(path, anchor) => {
                let url = self
                    .by_source
                    .get(path)
                    .or_else(|| self.attachments.get(path));
                let url = url.unwrap_or(&document.url);
                (url.clone(), self.kept(url, anchor))
            }
            Target::Photo(_) => (document.url.clone(), String::new()),
        }
    }

    /// The anchor, unless the record at `url` was withdrawn: nothing is left there to point at, and
    /// those who pointed should not be at fault for it.
    fn kept(&self, url: &UrlPath, anchor: &str) -> String {
        let withdrawn = self.withdrawn.binary_search_by(|other| other.url.cmp(url));
        if withdrawn.is_ok() {
            String::new()
        } else {
            anchor.to_owned()
        }
    }

    /// Every document that has a page of its own: reports, plans, pages, then withdrawn records.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<Document>> {
        let reports = self.reports.iter().map(|report| &report.document);
        let plans = self.plans.iter().map(|plan| &plan.document);
        reports
            .chain(plans)
            .chain(&self.pages)
            .chain(&self.withdrawn)
    }

    // What the whole can refuse.

    fn match_batches(&mut self, unread: &Unread, found: &mut Vec<Diagnostic>) {
        for at in (0..self.reports.len()).rev() {
            let Some(written) = self.reports[at].trip().plan.clone() else {
                continue;
            };
            match self.find_batch(&written.value) {
                Ok((plan, batch)) => {
                    self.reports[at].batch = Some((plan, batch));
                    self.plans[plan.index()].reports[batch].push(ReportId::new(at));
                }
                Err(_) if unread.names(DocumentKind::Plan, &written.value) => {}
                Err(_) if self.may_have_batch(&written.value) => {}
                Err(candidates) => {
                    let place = Place::new(&self.reports[at].document.path, written.span);
                    let several = candidates
                        .iter()
                        .filter(|c| c.ends_with(&written.value))
                        .count()
                        > 1;
                    let value = written.value;
                    let message = if several {
                        Message::AmbiguousPlan { found: value }
                    } else {
                        Message::UnknownPlan { found: value }
                    };
                    let hint = did_you_mean(candidates.iter().map(String::as_str));
                    found.push(Diagnostic::error(place, message).hints(hint));
                }
            }
        }
    }

    /// Whether `written` names a batch of a plan whose batches could not all be read.
    fn may_have_batch(&self, written: &str) -> bool {
        let plan = written.trim_matches('/').rsplit_once('/');
        let Some((name, _)) = plan else { return false };
        self.plans.iter().any(|plan| {
            let base = record_name(&plan.document.url);
            !plan.programme().is_complete && (base == name || base.ends_with(&format!("/{name}")))
        })
    }

    /// The batch that `2023/dong-thap/4` or `dong-thap/4` names; else what may have been meant.
    fn find_batch(&self, written: &str) -> Result<(PlanId, usize), Vec<String>> {
        let all = || {
            self.plans.iter().enumerate().flat_map(|(id, plan)| {
                let base = record_name(&plan.document.url);
                plan.programme()
                    .batches
                    .iter()
                    .enumerate()
                    .map(move |(at, batch)| {
                        (
                            format!("{base}/{}", batch.number.value),
                            PlanId::new(id),
                            at,
                        )
                    })
            })
        };
        let wanted = written.trim_matches('/');
        if let Some((_, plan, at)) = all().find(|(name, ..)| name == wanted) {
            return Ok((plan, at));
        }
        let tail = format!("/{wanted}");
        let ends: Vec<_> = all().filter(|(name, ..)| name.ends_with(&tail)).collect();
        match &ends[..] {
            [(_, plan, at)] => Ok((*plan, *at)),
            [] => {
                let names: Vec<String> = all().map(|(name, ..)| name).collect();
                let near = text::nearest(wanted, names.iter().map(String::as_str), 3);
                Err(near.into_iter().map(str::to_owned).collect())
            }
            _ => Err(ends.into_iter().map(|(name, ..)| name).collect()),
        }
    }

    /// Two documents of one council, year, number and symbol. A blank number never counts.
    fn check_documents(&mut self, found: &mut Vec<Diagnostic>) {
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
        let mut numbers: BTreeMap<DocumentKey, (Place, UrlPath)> = BTreeMap::new();
        for (document, council, day) in all {
            let Some(official) = &document.record.document else {
                continue;
            };
            let (Some(council), Some(number)) = (council, &official.number) else {
                continue;
            };
            let year = official.date.unwrap_or(PartialDate::Day(day)).year();
            let key = document_key(council, year, &number.value, &official.symbol);
            let place = Place::new(&document.path, number.span);
            if let Some((first, _)) = numbers.get(&key) {
                let name = format!("{}/{} ({year})", number.value, official.symbol);
                found.push(
                    Diagnostic::error(place, Message::DuplicateOfficialDocument { name })
                        .related(first.clone(), Message::DuplicateAddressFirst),
                );
            } else {
                numbers.insert(key, (place, document.url.clone()));
            }
        }
        let numbers = numbers.into_iter().map(|(key, (_, url))| (key, url));
        self.numbers = Arc::new(numbers.collect());
    }

    /// The record that is the document of this council, year and whole number (`17/KH-HĐND`).
    pub fn find_document(&self, council: CouncilId, year: i32, number: &str) -> Option<&UrlPath> {
        let (digits, symbol) = number.split_once('/')?;
        self.numbers
            .get(&document_key(council, year, digits, symbol))
    }

    /// Lessons by name. A lesson's old id leads to it as its old address does.
    fn name_lessons(&mut self) {
        let mut names = BTreeMap::new();
        for at in 0..self.lessons.len() {
            let id = LessonId::new(at);
            names.insert(record_name(&self.lesson_url(id)), id);
        }
        for report in &self.reports {
            let base = record_name(&report.document.url);
            for (old, new) in &report.trip().lesson_aliases {
                if let Some(&id) = names.get(&format!("{base}/{}", new.value)) {
                    names.entry(format!("{base}/{}", old.value)).or_insert(id);
                }
            }
        }
        self.lesson_names = Arc::new(names);
    }

    /// The lesson that `2023/con-dao/bai-hoc-4-5` names.
    pub fn find_lesson(&self, written: &str) -> Option<LessonId> {
        self.lesson_names.get(written.trim_matches('/')).copied()
    }

    /// Lessons that reports and plans say they used.
    fn match_uses(&mut self, unread: &Unread, found: &mut Vec<Diagnostic>) {
        let withdrawn: BTreeSet<String> = self
            .withdrawn
            .iter()
            .flat_map(|document| lesson_names(document))
            .collect();
        let mut used: BTreeMap<LessonId, Vec<LessonUse>> = BTreeMap::new();
        let reports = self.reports.iter().map(|r| (&r.document, r.council));
        let plans = self.plans.iter().map(|p| (&p.document, p.council));
        let others = self.pages.iter().chain(&self.withdrawn);
        let documents = reports.chain(plans).chain(others.map(|d| (d, None)));
        for (document, council) in documents {
            for (at, said) in document.record.uses.iter().enumerate() {
                let wanted = said.lesson.value.trim_matches('/');
                let place = Place::new(&document.path, said.lesson.span);
                if let Some(id) = self.find_lesson(wanted) {
                    // A withdrawn record is named nowhere.
                    if is_shown(document) {
                        let by = Arc::clone(document);
                        let of = LessonUse { by, council, at };
                        used.entry(id).or_default().push(of);
                    }
                } else if withdrawn.contains(wanted) {
                    let message = Message::WithdrawnLesson {
                        found: said.lesson.value.clone(),
                    };
                    found.push(Diagnostic::warning(place, message));
                } else if !unread.names(DocumentKind::Report, wanted) {
                    let names = self.lesson_names.keys().map(String::as_str);
                    let near = text::nearest(wanted, names, 3);
                    let message = Message::UnknownLesson {
                        found: said.lesson.value.clone(),
                    };
                    found.push(Diagnostic::error(place, message).hints(did_you_mean(near)));
                }
            }
        }
        self.uses = used;
    }

    /// Lessons learnt where this plan means to go, on what it means to study; newest first.
    pub fn relevant_lessons(&self, plan: &Plan) -> Vec<LessonId> {
        let gazetteer = Gazetteer::get();
        let mut known: Vec<LessonId> = Vec::new();
        for batch in &plan.programme().batches {
            for stop in &batch.provinces {
                let topics = if stop.topics.is_empty() {
                    &batch.topics
                } else {
                    &stop.topics
                };
                let unit = gazetteer.current(stop.province);
                for &topic in topics {
                    let index = self.indexes.by_province_and_topic.get(&(unit, topic));
                    known.extend(index.into_iter().flat_map(|index| &index.lessons));
                }
            }
        }
        known.sort();
        known.dedup();
        known
    }

    /// A plan that cites no lesson although some were known, on its provinces and topics, when it
    /// was made. Lessons are lost where nobody meets them while planning.
    fn nudge(&self, found: &mut Vec<Diagnostic>) {
        for plan in &self.plans {
            if !plan.document.record.uses.is_empty() {
                continue;
            }
            let made = plan.published().last_day();
            let known: Vec<String> = self
                .relevant_lessons(plan)
                .into_iter()
                .filter(|&id| self.report_of(id).trip().dates.to() < made)
                .take(5)
                .map(|id| format!("`{}`", record_name(&self.lesson_url(id))))
                .collect();
            if known.is_empty() {
                continue;
            }
            let place = Place::new(&plan.document.path, Span { start: 0, end: 3 });
            let hint = Message::UnusedLessonsHint {
                lessons: known.join(", "),
            };
            found.push(Diagnostic::warning(place, Message::UnusedLessons).hint(hint));
        }
    }

    /// Advice on lessons that say too little to be of use.
    pub fn vague_lesson_notes(&self) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        for report in &self.reports {
            let body = &report.document.body;
            for lesson in &body.lessons {
                let text = body.html.plain_text(lesson.html_range.clone());
                let Some(message) = vague::judge(&lesson.title, &text) else {
                    continue;
                };
                let place = Place::new(&report.document.path, lesson.id.span);
                notes.push(Diagnostic::note(place, message).hint(Message::VagueLessonHint));
            }
        }
        notes
    }

    /// All reports, newest first.
    pub fn all_reports(&self) -> &[ReportId] {
        let all = || (0..self.reports.len()).map(ReportId::new).collect();
        self.whole.reports.get_or_init(all)
    }

    /// Lessons of one kind, or all; newest first.
    pub fn lessons_of_kind(&self, kind: Option<LessonKind>) -> &[LessonId] {
        let lists = self.whole.lessons.get_or_init(|| {
            let mut lists: BTreeMap<Option<LessonKind>, Vec<LessonId>> = BTreeMap::new();
            for id in (0..self.lessons.len()).map(LessonId::new) {
                let kind = self.lesson(id).kind;
                lists.entry(Some(kind)).or_default().push(id);
                lists.entry(None).or_default().push(id);
            }
            lists
        });
        lists.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Lessons by how often they were used, the most used first.
    pub fn lessons_by_use(&self) -> &[(LessonId, usize)] {
        self.whole.by_use.get_or_init(|| {
            let uses = |id: LessonId| self.uses.get(&id).map_or(0, Vec::len);
            let all = (0..self.lessons.len()).map(LessonId::new);
            let mut ranked: Vec<_> = all.map(|id| (id, uses(id))).collect();
            ranked.sort_by_key(|&(id, uses)| (std::cmp::Reverse(uses), id));
            ranked
        })
    }

    /// Everything that happened to the records, newest first.
    pub fn log(&self) -> &[LogEntry] {
        self.whole.log.get_or_init(|| self.made_log())
    }

    fn made_log(&self) -> Vec<LogEntry> {
        let mut log = Vec::new();
        for document in self.documents() {
            let mut enter = |date, event| {
                log.push(LogEntry {
                    date,
                    event,
                    document: Arc::clone(document),
                });
            };
            let withdrawn = matches!(document.record.status, Status::Withdrawn { .. });
            let last = document
                .record
                .updates
                .iter()
                .map(|update| update.date)
                .max();
            let published = self.published(document);
            if withdrawn {
                enter(last.unwrap_or(published), LogEvent::Withdrawn);
            } else {
                for (at, update) in document.record.updates.iter().enumerate() {
                    enter(update.date, LogEvent::Updated(at));
                }
            }
            enter(published, LogEvent::Published);
        }
        log.sort_by(|a, b| {
            b.date
                .cmp(&a.date)
                .then_with(|| a.document.url.cmp(&b.document.url))
                .then_with(|| a.event.cmp(&b.event))
        });
        log
    }

    /// The day a document entered the archive: as written, else its document's date, else its
    /// trip's end or its year's; a page without a date counts from the newest day of all.
    pub fn published(&self, document: &Document) -> PartialDate {
        let known = document.record.issue_date();
        known.unwrap_or_else(|| match &document.head {
            Head::Report(trip) => PartialDate::Day(trip.dates.to()),
            Head::Plan(_) => PartialDate::Year(folder_year(&document.url)),
            Head::Page => PartialDate::Day(self.updated.unwrap_or(self.today)),
        })
    }

    /// The last day on which a record changed: it entered the archive, or was corrected.
    pub fn last_changed(&self, document: &Document) -> NaiveDate {
        let updates = document.record.updates.iter().map(|update| update.date);
        let all = updates.chain([self.published(document)]);
        all.map(|date| date.last_day()).max().unwrap_or_default()
    }

    /// Records that replace others, and links from text to text.
    fn check_references(&self, unread: &Unread, found: &mut Vec<Diagnostic>) {
        for report in &self.reports {
            check_places(report, found);
        }
        for document in self.documents() {
            if let Status::Withdrawn {
                replaced_by: Some(written),
                ..
            } = &document.record.status
                && self.find_record(&written.value).is_none()
            {
                let names: Vec<String> = self
                    .documents()
                    .map(|document| record_name(&document.url))
                    .collect();
                let near = text::nearest(&written.value, names.iter().map(String::as_str), 3);
                let place = Place::new(&document.path, written.span);
                let message = Message::UnknownRecord {
                    found: written.value.clone(),
                };
                found.push(Diagnostic::error(place, message).hints(did_you_mean(near)));
            }
            if is_shown(document) {
                self.check_links(document, unread, found);
            }
        }
    }

    /// The record that `2023/con-dao`, `/bao-cao/2023/con-dao/` or a page's name means.
    pub fn find_record(&self, written: &str) -> Option<&Arc<Document>> {
        let wanted = written.trim_matches('/');
        self.documents().find(|document| {
            document.url.as_str().trim_matches('/') == wanted
                || record_name(&document.url) == wanted
        })
    }

    fn check_links(&self, document: &Document, unread: &Unread, found: &mut Vec<Diagnostic>) {
        let with_place = document.body.html.placeholders().iter().filter_map(|mark| {
            mark.span
                .map(|span| (mark, Place::new(&document.path, span)))
        });
        for (Placeholder { target, .. }, place) in with_place {
            match target {
                Target::Anchor(anchor) => {
                    if !has_anchor(document, anchor) {
                        found.push(broken_anchor(place, anchor, document));
                    }
                }
                Target::Source(path, anchor) => {
                    self.check_source_link(path, anchor, place, unread, found);
                }
                // Checked against all pages, once those are known.
                Target::Url(..) => {}
                Target::Photo(shown) => found.extend(self.check_photo(&shown.path, place)),
            }
        }
    }

    fn check_photo(&self, path: &SourcePath, place: Place) -> Option<Diagnostic> {
        match self.photos.get(path) {
            Some(Ok(_)) => None,
            Some(Err(fault)) => Some(photo_fault(fault, path, place)),
            None => {
                let folder = path
                    .as_str()
                    .rsplit_once('/')
                    .map_or("", |(folder, _)| folder);
                let beside = self
                    .photos
                    .keys()
                    .filter_map(|known| known.as_str().strip_prefix(folder)?.strip_prefix('/'));
                let near = text::nearest(path.file_name(), beside, 2);
                let target = path.file_name().to_owned();
                let fault = Diagnostic::error(place, Message::PhotoMissing { target });
                Some(fault.hints(did_you_mean(near)))
            }
        }
    }

    fn check_source_link(
        &self,
        path: &SourcePath,
        anchor: &str,
        place: Place,
        unread: &Unread,
        found: &mut Vec<Diagnostic>,
    ) {
        if unread.unread.contains(path) || self.attachments.contains_key(path) {
            return;
        }
        let here = Place::file(&place.path).path;
        let target = here.reference_to(path);
        if unread.hidden.contains(path) {
            found.push(Diagnostic::error(place, Message::LinkToDraft { target }));
            return;
        }
        if !self.by_source.contains_key(path) {
            // As it must be written here, so that it can be copied.
            let known: Vec<String> = self
                .by_source
                .keys()
                .map(|to| here.reference_to(to))
                .collect();
            let near = text::nearest(&target, known.iter().map(String::as_str), 2);
            let hint = did_you_mean(near);
            found.push(Diagnostic::error(place, Message::BrokenLink { target }).hints(hint));
            return;
        }
        let Some(other) = self.documents().find(|document| document.path == *path) else {
            return;
        };
        if !has_anchor(other, anchor) {
            found.push(broken_anchor(place, anchor, other));
        }
    }
}

/// Tells of places that a lesson names and its trip did not go to.
fn check_places(report: &Report, found: &mut Vec<Diagnostic>) {
    let trip = report.trip();
    let lessons = report.document.body.lessons.iter();
    for place in lessons.flat_map(|lesson| lesson.places.iter().flatten()) {
        if !trip.is_complete || !named(trip, &place.value).is_empty() {
            continue;
        }
        let known: Vec<String> = slugs(trip).collect();
        let near = text::nearest(&place.value, known.iter().map(String::as_str), 2);
        let hint = match did_you_mean(near) {
            None if !known.is_empty() => {
                let values: BTreeSet<String> = known.iter().map(|s| format!("`{s}`")).collect();
                let values = values.into_iter().collect::<Vec<_>>().join(", ");
                Some(Message::AllowedValues { values })
            }
            near => near,
        };
        let message = Message::UnknownPlace {
            found: place.value.clone(),
        };
        let place = Place::new(&report.document.path, place.span);
        found.push(Diagnostic::error(place, message).hints(hint));
    }
}

/// The slugs that [`named`] knows.
fn slugs(trip: &Trip) -> impl Iterator<Item = String> + '_ {
    let stops = trip
        .stops
        .iter()
        .filter(|stop| stop.kind != StopKind::Transit);
    stops.flat_map(|stop| {
        let unit = Gazetteer::get().unit(stop.province).slug().to_owned();
        text::slug(&stop.place).into_iter().chain([unit])
    })
}

/// Whether the page of a record has that anchor: none is there always, a plan has those of its
/// batches beside those of its text.
pub fn has_anchor(page: &Document, anchor: &str) -> bool {
    let in_text = || {
        let known = page
            .body
            .anchors
            .binary_search_by(|known| (**known).cmp(anchor));
        known.is_ok()
    };
    let of_batch = || match &page.head {
        Head::Plan(programme) => programme
            .batches
            .iter()
            .any(|batch| batch_anchor(batch.number.value) == anchor),
        Head::Report(_) | Head::Page => false,
    };
    anchor.is_empty() || in_text() || of_batch()
}

/// The anchor of the batch of that number on its plan's page.
pub fn batch_anchor(number: u32) -> String {
    format!("dot-{number}")
}

/// A link to an anchor that `page` lacks.
pub fn broken_anchor(place: Place, anchor: &str, page: &Document) -> Diagnostic {
    let near = text::nearest(anchor, page.body.anchors.iter().map(String::as_str), 2);
    let near: Vec<String> = near.into_iter().map(|id| format!("#{id}")).collect();
    let message = Message::BrokenAnchor {
        anchor: anchor.to_owned(),
        page: page.url.to_string(),
    };
    Diagnostic::error(place, message).hints(did_you_mean(near.iter().map(String::as_str)))
}

/// Sources that have no page: those at fault, and drafts.
struct Unread {
    unread: BTreeSet<SourcePath>,
    hidden: BTreeSet<SourcePath>,
}

impl Unread {
    /// Whether `2023/name/…` may mean one of them.
    fn names(&self, kind: DocumentKind, written: &str) -> bool {
        let folder = match kind {
            DocumentKind::Report => "content/reports/",
            DocumentKind::Plan => "content/plans/",
            DocumentKind::Page => "content/pages/",
        };
        let wanted = written.trim_matches('/');
        self.unread.iter().any(|path| {
            path.as_str().strip_prefix(folder).is_some_and(|name| {
                let name = name.trim_end_matches(".md").trim_end_matches("/index");
                let slug = |text: &str| text::slug(text).unwrap_or_default();
                slug(wanted).contains(&slug(name.rsplit('/').next().unwrap_or(name)))
            })
        })
    }
}

/// Every source's address; two sources for one address are told, and the second is dropped.
fn addresses(
    documents: &mut Vec<Arc<Document>>,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<SourcePath, UrlPath> {
    let mut first: BTreeMap<UrlPath, SourcePath> = BTreeMap::new();
    let mut by_source = BTreeMap::new();
    documents.retain(|document| {
        // A link to the second is no fault of its own.
        by_source.insert(document.path.clone(), document.url.clone());
        let Some(other) = first.get(&document.url) else {
            first.insert(document.url.clone(), document.path.clone());
            return true;
        };
        let message = Message::DuplicateAddress {
            address: document.url.to_string(),
        };
        found.push(
            Diagnostic::error(Place::file(&document.path), message)
                .related(Place::file(other), Message::DuplicateAddressFirst)
                .hint(Message::DuplicateAddressHint),
        );
        false
    });
    by_source
}

/// Kinds of file that may be published as they are. Photos are not among them: they carry where
/// and when they were taken.
const ATTACHED: [&str; 10] = [
    "pdf", "doc", "docx", "xls", "xlsx", "ods", "odt", "csv", "txt", "zip",
];

/// Whether a document's text is shown.
fn is_shown(document: &Document) -> bool {
    !matches!(document.record.status, Status::Withdrawn { .. })
}

/// Where a picture of a photo that `document` shows is published: beside its page.
fn picture_url(document: &Document, path: &SourcePath, photo: &Photo, variant: Variant) -> UrlPath {
    let name = photo.file_name(path, variant);
    document
        .url
        .attachment(&name)
        .expect("a photo's name is sound")
}

fn photo_fault(fault: &PhotoFault, path: &SourcePath, place: Place) -> Diagnostic {
    let target = path.file_name().to_owned();
    let (message, hint) = match fault {
        PhotoFault::OtherFormat(Some(format)) => (
            Message::PhotoExtensionMismatch {
                target,
                found: format.to_string(),
            },
            Message::PhotoExtensionMismatchHint {
                extension: format.extension().to_owned(),
            },
        ),
        PhotoFault::OtherFormat(None) => (
            Message::PhotoNotAnImage { target },
            Message::UnsupportedPhotoFormatHint,
        ),
        PhotoFault::Moving => (
            Message::PhotoAnimated { target },
            Message::UnsupportedPhotoFormatHint,
        ),
        PhotoFault::Broken => (Message::PhotoBroken { target }, Message::PhotoBrokenHint),
        PhotoFault::TooLarge { width, height } => (
            Message::PhotoTooLarge {
                target,
                width: width.to_string(),
                height: height.to_string(),
            },
            Message::PhotoTooLargeHint,
        ),
        PhotoFault::Changed => (Message::PhotoChanged { target }, Message::PhotoChangedHint),
    };
    Diagnostic::error(place, message).hint(hint)
}

/// Where a file beside a record's `index.md` is published.
fn attachment_url(path: &SourcePath, shown: &BTreeMap<&SourcePath, &UrlPath>) -> Option<UrlPath> {
    let record = shown.get(&path.join("index.md")?)?;
    let kind = path.extension().to_ascii_lowercase();
    ATTACHED
        .contains(&&*kind)
        .then(|| record.attachment(path.file_name()))
        .flatten()
}

/// `2023/con-dao` of `/bao-cao/2023/con-dao/`; a page's own name for a page.
pub fn record_name(url: &UrlPath) -> String {
    let inner = url.as_str().trim_end_matches('/');
    let inner = inner
        .strip_prefix("bao-cao/")
        .or_else(|| inner.strip_prefix("ke-hoach/"));
    inner
        .unwrap_or(url.as_str().trim_end_matches('/'))
        .to_owned()
}

/// The address of the lesson `id` of the report at `report`.
pub fn lesson_url(report: &UrlPath, id: &str) -> UrlPath {
    report
        .child(id)
        .expect("a lesson's id is checked when it is read")
}

fn lesson_names(document: &Document) -> Vec<String> {
    let base = record_name(&document.url);
    document
        .body
        .lessons
        .iter()
        .map(|lesson| format!("{base}/{}", lesson.id.value))
        .collect()
}

fn folder_year(url: &UrlPath) -> i32 {
    let year = url
        .as_str()
        .split('/')
        .nth(1)
        .and_then(|year| year.parse().ok());
    year.expect("a plan's address holds its year")
}

/// The units of today that these became, each once.
fn current(units: &[UnitId]) -> BTreeSet<UnitId> {
    let gazetteer = Gazetteer::get();
    units.iter().map(|&unit| gazetteer.current(unit)).collect()
}

/// Where a trip went, each unit once, transit left out.
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

/// The places and provinces of a trip that bear this slug, each with its name and unit: places
/// first, else provinces as they were then, else as they are today. Quảng Nam is part of Đà Nẵng
/// now, and yet on a trip to both `da-nang` means Đà Nẵng.
pub fn named(trip: &Trip, slug: &str) -> Vec<(String, UnitId)> {
    let gazetteer = Gazetteer::get();
    let stops = || {
        let stops = trip.stops.iter();
        stops.filter(|stop| stop.kind != StopKind::Transit)
    };
    let provinces = |bears: &dyn Fn(UnitId) -> bool| -> Vec<(String, UnitId)> {
        let units = stops()
            .map(|stop| stop.province)
            .filter(|&unit| bears(unit));
        units
            .map(|unit| (gazetteer.unit(unit).name().to_owned(), unit))
            .collect()
    };
    let places: Vec<(String, UnitId)> = stops()
        .filter(|stop| text::slug(&stop.place).as_deref() == Some(slug))
        .map(|stop| (stop.place.clone(), stop.province))
        .collect();
    let then = provinces(&|unit| gazetteer.unit(unit).slug() == slug);
    let today = provinces(&|unit| gazetteer.unit(gazetteer.current(unit)).slug() == slug);
    [places, then, today]
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// The newest day in the sources: of `published`, documents, ends of trips and updates.
fn newest_day<'d>(documents: impl Iterator<Item = &'d Arc<Document>>) -> Option<NaiveDate> {
    documents
        .flat_map(|document| {
            let record = &document.record;
            let trip = match &document.head {
                Head::Report(trip) => Some(trip.dates.to()),
                Head::Plan(_) | Head::Page => None,
            };
            let dates = record
                .published
                .into_iter()
                .chain(record.document.as_ref().and_then(|document| document.date))
                .chain(record.updates.iter().map(|update| update.date));
            dates
                .map(|date| date.last_day())
                .chain(trip)
                .collect::<Vec<_>>()
        })
        .max()
}

/// Councils by the key under which their names are equal.
struct CouncilNames {
    /// By key: the address and the name to show, and the place among the settings.
    councils: BTreeMap<String, (UrlPath, String, Option<usize>)>,
    /// Other names, and the key they lead to.
    aliases: BTreeMap<String, String>,
    by_url: BTreeMap<UrlPath, Place>,
    used: BTreeSet<String>,
}

impl CouncilNames {
    fn of_settings(site: &SiteSettings, found: &mut Vec<Diagnostic>) -> Self {
        let mut names = Self {
            councils: BTreeMap::new(),
            aliases: BTreeMap::new(),
            by_url: BTreeMap::new(),
            used: BTreeSet::new(),
        };
        let settings = SourcePath::new(settings::SETTINGS_PATH).expect("a sound path");
        for (at, declared) in site.councils.iter().enumerate() {
            let place = Place::new(&settings, declared.name.span);
            let Some(key) = names.add(&declared.name.value, Some(at), &place, found) else {
                continue;
            };
            for alias in &declared.aliases {
                names.aliases.insert(council_key(&alias.value), key.clone());
            }
        }
        names
    }

    /// The key of the council that goes by `name`.
    fn of(&mut self, name: &str, place: &Place, found: &mut Vec<Diagnostic>) -> Option<String> {
        let key = council_key(name);
        let key = self.aliases.get(&key).cloned().unwrap_or(key);
        let key = if self.councils.contains_key(&key) {
            key
        } else {
            self.add(name, None, place, found)?
        };
        self.used.insert(key.clone());
        Some(key)
    }

    fn add(
        &mut self,
        name: &str,
        declared: Option<usize>,
        place: &Place,
        found: &mut Vec<Diagnostic>,
    ) -> Option<String> {
        let key = council_key(name);
        if self.councils.contains_key(&key) {
            return Some(key);
        }
        let base = UrlPath::home().fixed("co-quan");
        let url = text::slug(&key).and_then(|slug| base.child(&slug));
        let Some(url) = url else {
            let message = Message::BadSlug {
                found: name.to_owned(),
            };
            found.push(Diagnostic::error(place.clone(), message));
            return None;
        };
        if let Some(other) = self.by_url.get(&url) {
            let message = Message::DuplicateAddress {
                address: url.to_string(),
            };
            let name = name.to_owned();
            found.push(
                Diagnostic::error(place.clone(), message)
                    .related(other.clone(), Message::DuplicateAddressFirst)
                    .hint(Message::SameCouncilHint { name }),
            );
            return None;
        }
        self.by_url.insert(url.clone(), place.clone());
        self.councils
            .insert(key.clone(), (url, name.to_owned(), declared));
        Some(key)
    }

    /// The councils that have a record, in alphabetical order, and where each key went.
    fn in_order(self) -> (Vec<Council>, BTreeMap<String, CouncilId>) {
        let mut used: Vec<_> = self
            .councils
            .into_iter()
            .filter(|(key, _)| self.used.contains(key))
            .collect();
        used.sort_by_cached_key(|(key, (_, name, _))| (text::collation_key(name), key.clone()));
        let mut ids = BTreeMap::new();
        let councils = used
            .into_iter()
            .enumerate()
            .map(|(at, (key, (url, name, declared)))| {
                ids.insert(key, CouncilId::new(at));
                Council {
                    name,
                    url,
                    declared,
                    reports: Vec::new(),
                    plans: Vec::new(),
                    leads: Vec::new(),
                }
            });
        (councils.collect(), ids)
    }
}

/// The key under which names of councils are equal: "Hội đồng nhân dân" is "HĐND".
fn council_key(name: &str) -> String {
    text::match_key(name).replace("hội đồng nhân dân", "hđnd")
}
