//! The archive: all documents together, in order, indexed, each linked to those it refers to.
//!
//! This is the only step that sees every document, and it runs in every build. It decides whose
//! council a report is, who led it, and what a link or the batch of a plan means. It rejects what
//! no single document can show: two sources with one address, two records of one official document,
//! a link that leads nowhere.
//!
//! It does no input or output and knows nothing of pages: which pages there are and what they show
//! is decided in `ssg-site`.
//!
//! Reading order: [`ArchiveSources`] is the input and [`Archive`] the result, made by
//! [`Archive::new`] step by step. Its tables are in `record`, `lesson` and `council`; `index` and
//! `lookup` find their entries. `batch` and `link` resolve what records say of one another.

mod answer;
mod batch;
mod council;
mod file;
mod hint;
mod id;
mod index;
mod lesson;
mod link;
mod lists;
mod log;
mod lookup;
mod passage;
mod place;
mod record;
mod repeated_trip;
mod signed_copy;
mod sources;
mod trip_sums;
mod unused;
mod vague;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use ssg_base::diagnostic::Checked;
use ssg_base::path::{SourcePath, UrlPath};
use ssg_content::document::{Document, Status};
use ssg_content::settings::SiteSettings;
use ssg_content::vocabulary::Vocabulary;

pub use answer::{AnswerCounts, LessonFollowUp, LessonState};
pub use batch::{BatchState, batch_anchor};
pub use council::{Council, Lead, councils_url};
pub use file::{Picture, RecordAttachment};
pub use hint::HintSearch;
pub use id::{BatchId, CouncilId, LeadId, LessonId, PlanId, ReportId};
pub use index::{IndexEntry, Indexes, PairEntry, Visit};
pub use lesson::{LessonEntry, LessonUse, former_lesson_url, lesson_url};
pub use link::{LinkStyle, broken_anchor, has_anchor};
pub use log::{LogEntry, LogEvent};
pub use record::{Plan, Report, newest_known, record_name};
pub use sources::{ArchiveSources, Hidden};
pub use trip_sums::{TripSums, cost_per_person_and_day};

use file::Files;
use lists::LazyLists;
use lookup::Lookup;
use sources::Unpublished;

/// All documents of a site together.
#[derive(Clone, Debug)]
pub struct Archive {
    /// The settings.
    pub site: SiteSettings,
    /// The topics.
    pub vocabulary: Vocabulary,
    /// The day for which batch states are computed.
    pub today: NaiveDate,
    /// Whether `today` was given, and is not only the newest day in the sources.
    is_today_given: bool,
    /// The newest plausible day named in any source. `None` if there is none.
    pub updated: Option<NaiveDate>,
    /// Reports, newest trip first.
    pub reports: Vec<Report>,
    /// Lessons of all reports, newest trip first.
    pub lessons: Vec<LessonEntry>,
    /// Plans, newest first.
    pub plans: Vec<Plan>,
    /// Pages, by address.
    pub pages: Vec<Arc<Document>>,
    /// Withdrawn records, by address.
    pub withdrawn: Vec<Arc<Document>>,
    /// Drafts, and records whose day has not come, that are not shown, each with the address that
    /// it will have.
    pub drafts: BTreeMap<SourcePath, UrlPath>,
    /// Those of `drafts` that are no drafts: their day has not come.
    pub embargoed: BTreeSet<SourcePath>,
    /// Councils in alphabetical order.
    pub councils: Vec<Council>,
    /// Addresses of the councils of withdrawn records. Those councils are not named.
    pub former_council_urls: Vec<UrlPath>,
    /// Heads of delegation, in the order of their councils, then alphabetical.
    pub leads: Vec<Lead>,
    /// Lists of records by year, province and topic.
    pub indexes: Indexes,
    /// The uses of each lesson: those of the newest trip first, then those of plans.
    pub uses: BTreeMap<LessonId, Vec<LessonUse>>,
    /// How links refer to pages.
    pub link_style: LinkStyle,
    /// Whether the archive is also published as a single file.
    pub has_bundle: bool,
    /// Photos and attachments.
    files: Files,
    /// Maps from names to records.
    lookup: Lookup,
    /// Lists that hundreds of pages show a part of.
    lists: LazyLists,
}

impl Archive {
    /// Makes an archive of what was read, and reports what only all documents together can show.
    pub fn new(sources: ArchiveSources) -> Checked<Self> {
        let ArchiveSources {
            site,
            vocabulary,
            mut documents,
            unread,
            unread_drafts,
            attachments,
            attachment_details,
            photos,
            drafts,
            today,
            embargo,
        } = sources;
        let mut diagnostics = Vec::new();
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        let unused = unused::unused_files(&attachments, &documents);
        let is_complete = unread.is_empty();
        let unpublished = Unpublished::new(unread, unread_drafts, &mut documents, drafts, embargo);
        if drafts {
            sources::mark_drafts(&mut documents, embargo);
        }
        let addresses = lookup::assign_addresses(&mut documents, &mut diagnostics);
        let (mut withdrawn, documents): (Vec<_>, Vec<_>) = documents
            .into_iter()
            .partition(|document| matches!(document.record.status, Status::Withdrawn { .. }));
        withdrawn.sort_by(|a, b| a.url.cmp(&b.url));
        let updated = record::newest_day(documents.iter().chain(&withdrawn));
        let mut archive = Self {
            site,
            vocabulary,
            today: today.or(updated).unwrap_or_default(),
            is_today_given: today.is_some(),
            updated,
            reports: Vec::new(),
            lessons: Vec::new(),
            plans: Vec::new(),
            pages: Vec::new(),
            withdrawn,
            drafts: unpublished.drafts.clone(),
            embargoed: unpublished.embargoed.clone(),
            councils: Vec::new(),
            former_council_urls: Vec::new(),
            leads: Vec::new(),
            indexes: Indexes::default(),
            uses: BTreeMap::new(),
            link_style: LinkStyle::default(),
            has_bundle: false,
            files: Files::new(
                &documents,
                attachments,
                attachment_details,
                photos,
                &mut diagnostics,
            ),
            lookup: Lookup::default(),
            lists: LazyLists::default(),
        };
        archive.add_documents(documents);
        archive.assign_councils(&mut diagnostics);
        archive.assign_leads();
        archive.indexes = Indexes::new(&archive);
        let mut hints = HintSearch::default();
        archive.match_batches(&unpublished, &mut hints, &mut diagnostics);
        archive.lookup = Lookup {
            addresses: Arc::new(addresses),
            documents: Arc::new(archive.documents_by_address()),
            lessons: Arc::new(archive.lesson_names()),
            numbers: Arc::new(archive.official_numbers(&mut diagnostics)),
        };
        archive.match_uses(&unpublished, &mut hints, &mut diagnostics);
        archive.check_references(&unpublished, &mut hints, &mut diagnostics);
        archive.check_named_files(&unpublished, &mut diagnostics);
        archive.warn_of_unlikely_answers(&mut diagnostics);
        archive.warn_uncited_lessons(&mut diagnostics);
        archive.warn_of_copies(&mut diagnostics);
        archive.warn_of_ended_councils(&mut diagnostics);
        archive.warn_of_future_days(&mut diagnostics);
        archive.warn_of_faulty_attachments(&mut diagnostics);
        unused::warn_of_unused_files(&unused, is_complete, &mut diagnostics);
        Checked {
            value: archive,
            diagnostics,
        }
    }

    /// Returns this archive with each of `documents` in place of the one of its path. `None` unless
    /// each differs from that one only in its body text, which no step here reads.
    pub fn with_texts(&self, documents: &[Arc<Document>]) -> Option<Self> {
        let mut archive = self.clone();
        archive.lists = LazyLists::default();
        let mut changed = BTreeMap::new();
        for new in documents {
            let old = self.document_from(&new.path)?;
            if !new.is_like(old) {
                return None;
            }
            changed.insert(&new.path, new);
        }
        let reports = archive
            .reports
            .iter_mut()
            .map(|report| &mut report.document);
        let plans = archive.plans.iter_mut().map(|plan| &mut plan.document);
        let uses = archive.uses.values_mut().flatten();
        let all = reports
            .chain(plans)
            .chain(&mut archive.pages)
            .chain(&mut archive.withdrawn)
            .chain(uses.map(|one| &mut one.by));
        for document in all {
            if let Some(&new) = changed.get(&document.path) {
                *document = Arc::clone(new);
            }
        }
        Some(archive)
    }

    /// Returns the report of that id.
    pub fn report(&self, id: ReportId) -> &Report {
        &self.reports[id.index()]
    }

    /// Returns the plan of that id.
    pub fn plan(&self, id: PlanId) -> &Plan {
        &self.plans[id.index()]
    }

    /// Returns the council of that id.
    pub fn council(&self, id: CouncilId) -> &Council {
        &self.councils[id.index()]
    }
}

#[cfg(test)]
mod tests;
