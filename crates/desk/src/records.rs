//! The list of all records with their state, for the archive screen.

use std::collections::{BTreeMap, BTreeSet};

use ssg_archive::BatchState;
use ssg_base::diagnostic::Severity;
use ssg_base::path::SourcePath;
use ssg_content::document::{Document, DocumentKind, Head, Status, kind_of, says_draft, url_of};
use ssg_publish::Manifest;
use ssg_vietnam::date::PartialDate;

use crate::OUTPUT;
use crate::labels::Label;
use crate::open_site::OpenSite;

/// What the public sees of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Not for the public.
    Draft,
    /// For the public, but not in the published site yet.
    Ready,
    /// In the published site.
    Published,
    /// Taken back, with a reason.
    Withdrawn,
}

impl State {
    pub(crate) fn label(self) -> Label {
        match self {
            Self::Draft => Label::Draft,
            Self::Ready => Label::Ready,
            Self::Published => Label::Published,
            Self::Withdrawn => Label::Withdrawn,
        }
    }

    /// The name for style sheets and scripts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Ready => "ready",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A record as the archive screen lists it.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) path: SourcePath,
    pub(crate) kind: DocumentKind,
    pub(crate) title: String,
    /// The council; empty if the record names none.
    pub(crate) council: String,
    /// The days of the trip, the date of the document or the year of the folder; may be empty.
    pub(crate) date: String,
    pub(crate) state: State,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
}

/// The addresses of the records and lessons of the published site, without the outer slashes.
pub(crate) struct PublishedAddresses(BTreeSet<String>);

impl PublishedAddresses {
    /// Reads the manifest. One that cannot be read means that nothing is known to be published.
    pub(crate) fn read(site: &OpenSite) -> Self {
        let manifest = Manifest::read(&site.root.join(OUTPUT)).ok().flatten();
        let records = manifest.into_iter().flat_map(|manifest| manifest.records);
        let addresses = records.map(|address| address.trim_matches('/').to_owned());
        Self(addresses.collect())
    }

    /// Whether the record at `path` is published.
    pub(crate) fn contains(&self, path: &SourcePath) -> bool {
        url_of(path).is_some_and(|url| self.0.contains(url.as_str().trim_matches('/')))
    }

    /// The ids of the published lessons of the record at `path`.
    pub(crate) fn lessons_of(&self, path: &SourcePath) -> Vec<&str> {
        let Some(url) = url_of(path) else {
            return Vec::new();
        };
        let below = self.0.iter();
        below
            .filter_map(|address| address.strip_prefix(url.as_str()))
            .collect()
    }
}

/// All records: those with errors first, then the newest.
pub(crate) fn list(site: &OpenSite) -> Vec<Record> {
    let mut counts: BTreeMap<&SourcePath, (usize, usize)> = BTreeMap::new();
    for found in &site.diagnostics {
        let Some(place) = &found.place else { continue };
        let (errors, warnings) = counts.entry(&place.path).or_default();
        match found.severity {
            Severity::Error => *errors += 1,
            Severity::Warning => *warnings += 1,
            Severity::Note => {}
        }
    }
    let published = PublishedAddresses::read(site);
    let mut records: Vec<(String, Record)> = Vec::new();
    for (path, parsed) in site.server.compiler().documents() {
        let Some(kind) = kind_of(path) else { continue };
        let (errors, warnings) = counts.get(path).copied().unwrap_or_default();
        let document = parsed.value.as_deref();
        let is_published = published.contains(path);
        // A date that could not be read has a stand-in.
        let dated = document.filter(|_| errors == 0);
        let (sort_key, date) = dated.map_or_else(Default::default, date_of);
        let text = || site.server.text(path).unwrap_or_default();
        let record = Record {
            path: path.clone(),
            kind,
            title: document
                .map_or_else(|| title_line(&text(), path), |one| one.record.title.clone()),
            council: document
                .and_then(|one| one.record.council.as_ref())
                .map_or_else(String::new, |council| council.value.clone()),
            date,
            state: match document.map(|one| &one.record.status) {
                Some(Status::Draft) => State::Draft,
                Some(Status::Withdrawn { .. }) => State::Withdrawn,
                None if says_draft(&text()) => State::Draft,
                _ if is_published => State::Published,
                _ => State::Ready,
            },
            errors,
            warnings,
        };
        records.push((sort_key, record));
    }
    records.sort_by(|(a_key, a), (b_key, b)| {
        let order = |record: &Record| (record.errors == 0, record.kind == DocumentKind::Page);
        order(a)
            .cmp(&order(b))
            .then_with(|| b_key.cmp(a_key))
            .then_with(|| a.path.cmp(&b.path))
    });
    records.into_iter().map(|(_, record)| record).collect()
}

/// A batch whose report is overdue.
#[derive(Clone, Debug)]
pub(crate) struct OverdueBatch {
    /// The source of its plan.
    pub(crate) plan: SourcePath,
    /// The title of the plan.
    pub(crate) title: String,
    pub(crate) number: u32,
    /// How long it is overdue, in days.
    pub(crate) days: i64,
}

/// The batches whose reports are overdue today, the longest first.
pub(crate) fn overdue(site: &OpenSite) -> Vec<OverdueBatch> {
    let Some(archive) = site.server.compiler().archive() else {
        return Vec::new();
    };
    let mut overdue = Vec::new();
    for plan in &archive.plans {
        for (at, batch) in plan.programme().batches.iter().enumerate() {
            if let BatchState::Overdue(days) = archive.batch_state(plan, at) {
                overdue.push(OverdueBatch {
                    plan: plan.document.path.clone(),
                    title: plan.document.record.title.clone(),
                    number: batch.number.value,
                    days,
                });
            }
        }
    }
    overdue.sort_by(|a, b| b.days.cmp(&a.days).then_with(|| a.plan.cmp(&b.plan)));
    overdue
}

/// The date of a record: for sorting, and as people write it.
fn date_of(document: &Document) -> (String, String) {
    let shown = |date: PartialDate| (date.iso(), date.vietnamese());
    match (&document.head, document.record.issue_date()) {
        (Head::Report(trip), _) => {
            let (from, to) = (trip.dates.from(), trip.dates.to());
            let (first, last) = (PartialDate::Day(from), PartialDate::Day(to));
            let text = if from == to {
                first.vietnamese()
            } else {
                format!("{} – {}", first.vietnamese(), last.vietnamese())
            };
            (first.iso(), text)
        }
        (_, Some(date)) => shown(date),
        (Head::Plan(_), None) => {
            let year = document.path.segments().nth(2).unwrap_or_default();
            (year.to_owned(), year.to_owned())
        }
        (Head::Page, None) => Default::default(),
    }
}

/// The title of a source that could not be read, or its path.
fn title_line(text: &str, path: &SourcePath) -> String {
    let mut lines = text.lines().take(200);
    let title = lines.find_map(|line| line.strip_prefix("title:"));
    let title = title.map(|title| title.trim().trim_matches(['"', '\'']));
    let title = title.filter(|title| !title.is_empty());
    title.map_or_else(|| path.as_str().to_owned(), str::to_owned)
}
