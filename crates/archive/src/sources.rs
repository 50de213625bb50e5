//! Input of the archive: what was read, and what was read but has no page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::Message;
use ssg_base::path::{SourcePath, UrlPath};
use ssg_content::attachment::Attachment;
use ssg_content::document::{self, Document, DocumentKind, Status};
use ssg_content::photo::{Photo, PhotoError};
use ssg_content::settings::SiteSettings;
use ssg_content::vocabulary::Vocabulary;
use ssg_vietnam::text;

use crate::record_name;

/// Everything that an archive is made from.
#[derive(Clone, Debug)]
pub struct ArchiveSources {
    /// The settings.
    pub site: SiteSettings,
    /// The topics.
    pub vocabulary: Vocabulary,
    /// Every document that could be read.
    pub documents: Vec<Arc<Document>>,
    /// Sources that could not be read. Their errors are already reported, so links to them are not
    /// reported again.
    pub unread: BTreeSet<SourcePath>,
    /// Those of `unread` that say that they are drafts.
    pub unread_drafts: BTreeSet<SourcePath>,
    /// Files that are not documents.
    pub attachments: BTreeSet<SourcePath>,
    /// What is known of the attachments that may be published.
    pub attachment_details: BTreeMap<SourcePath, Arc<Attachment>>,
    /// Photos among the attachments, recognized by their extension.
    pub photos: BTreeMap<SourcePath, Result<Photo, PhotoError>>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// The day for which batch states are computed. `None` means the newest day in the sources.
    pub today: Option<NaiveDate>,
    /// The day until which records must have entered the archive to be shown. `None` shows all.
    pub embargo: Option<NaiveDate>,
}

impl ArchiveSources {
    /// Returns the documents that are not the same allocation as in `before`. `None` if anything
    /// else changed.
    pub fn changed_since(&self, before: &Self) -> Option<Vec<Arc<Document>>> {
        let Self {
            site,
            vocabulary,
            documents,
            unread,
            unread_drafts,
            attachments,
            attachment_details,
            photos,
            drafts,
            today,
            embargo,
        } = self;
        let same = documents.len() == before.documents.len()
            && *site == before.site
            && *vocabulary == before.vocabulary
            && *unread == before.unread
            && *unread_drafts == before.unread_drafts
            && *attachments == before.attachments
            && *attachment_details == before.attachment_details
            && *photos == before.photos
            && (*drafts, *today, *embargo) == (before.drafts, before.today, before.embargo);
        let pairs = documents.iter().zip(&before.documents);
        let changed = pairs.filter(|(now, before)| !Arc::ptr_eq(now, before));
        same.then(|| changed.map(|(now, _)| Arc::clone(now)).collect())
    }
}

/// What precedes the title of a draft where drafts are shown.
const DRAFT_MARK: &str = "Bản nháp: ";

/// What precedes the title of a record whose day has not come, where drafts are shown.
const EMBARGO_MARK: &str = "Chưa đến ngày đăng: ";

/// Sources that have no page: those that could not be read, and drafts.
#[derive(Debug, Default)]
pub(crate) struct Unpublished {
    /// Sources that could not be read.
    pub(crate) unread: BTreeSet<SourcePath>,
    /// Drafts, where drafts are not shown, each with its address.
    pub(crate) drafts: BTreeMap<SourcePath, UrlPath>,
    /// Those of `drafts` that are no drafts: their day has not come.
    pub(crate) embargoed: BTreeSet<SourcePath>,
    /// Slugs of unread reports and plans by kind: how other records may name them.
    unread_slugs: Vec<(DocumentKind, String)>,
}

impl Unpublished {
    /// Removes the drafts from `documents` unless `show_drafts` is set, and remembers their paths.
    pub(crate) fn new(
        unread: BTreeSet<SourcePath>,
        unread_drafts: BTreeSet<SourcePath>,
        documents: &mut Vec<Arc<Document>>,
        show_drafts: bool,
        embargo: Option<NaiveDate>,
    ) -> Self {
        let is_hidden = |document: &Document| {
            let is_draft = document.record.status == Status::Draft;
            !show_drafts && (is_draft || is_under_embargo(document, embargo))
        };
        let embargoed = documents.iter().filter(|document| {
            let is_draft = document.record.status == Status::Draft;
            !show_drafts && !is_draft && is_under_embargo(document, embargo)
        });
        let embargoed = embargoed.map(|document| document.path.clone()).collect();
        let drafts = documents.iter().filter(|document| is_hidden(document));
        let drafts = drafts.map(|document| document.path.clone());
        let drafts = drafts.chain(unread_drafts);
        let drafts: BTreeMap<_, _> = drafts
            .filter_map(|path| {
                let url = document::url_of(&path)?;
                Some((path, url))
            })
            .collect();
        documents.retain(|document| !is_hidden(document));
        let unread = unread.into_iter();
        let unread: BTreeSet<_> = unread.filter(|path| !drafts.contains_key(path)).collect();
        let unread_slugs = unread.iter().filter_map(kind_and_slug).collect();
        Self {
            unread,
            drafts,
            embargoed,
            unread_slugs,
        }
    }

    /// Returns why the record of that kind that `written`, such as `2023/con-dao/4`, names has no
    /// page. `None` if it is not hidden. The year may be left out.
    pub(crate) fn why_hidden(&self, kind: DocumentKind, written: &str) -> Option<Hidden> {
        let base = kind.base();
        let mut drafts = self.drafts.iter().filter(|(_, url)| url.is_under(&base));
        let (path, _) = drafts.find(|(_, url)| names_part_of(url, written))?;
        self.why_hidden_source(path)
    }

    /// Returns why the record at `path` has no page. `None` if it is not hidden.
    pub(crate) fn why_hidden_source(&self, path: &SourcePath) -> Option<Hidden> {
        let is_hidden = self.drafts.contains_key(path);
        is_hidden.then(|| Hidden::among(&self.embargoed, path))
    }

    /// Returns whether `written`, such as `2023/con-dao/4`, may name an unread source of that kind.
    pub(crate) fn may_name_unread(&self, kind: DocumentKind, written: &str) -> bool {
        if self.unread_slugs.is_empty() {
            return false;
        }
        let written = text::slug(written.trim_matches('/')).unwrap_or_default();
        let mut slugs = self.unread_slugs.iter();
        slugs.any(|(of, slug)| *of == kind && written.contains(slug))
    }
}

/// Why a record that could be read has no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// It is a draft.
    Draft,
    /// Its day has not come.
    Embargoed,
}

impl Hidden {
    /// Tells why the hidden record at `path` is so: its day has not come if it is among `embargoed`.
    pub(crate) fn among(embargoed: &BTreeSet<SourcePath>, path: &SourcePath) -> Self {
        if embargoed.contains(path) {
            Self::Embargoed
        } else {
            Self::Draft
        }
    }

    /// Returns the warning of a link to such a record.
    pub fn link_warning(self, place: Place, target: String) -> Diagnostic {
        let (message, hint) = match self {
            Self::Draft => (Message::LinkToDraft { target }, Message::LinkToDraftHint),
            Self::Embargoed => (
                Message::LinkToEmbargoed { target },
                Message::LinkToEmbargoedHint,
            ),
        };
        Diagnostic::warning(place, message).hint(hint)
    }
}

/// Returns whether `written`, such as `2023/con-dao/4`, names the record at `url` or a part of it.
/// The year may be left out.
pub(crate) fn names_part_of(url: &UrlPath, written: &str) -> bool {
    let name = record_name(url);
    let without_year = name.split_once('/').map_or(&*name, |(_, rest)| rest);
    let written = written.trim_matches('/');
    [&*name, without_year].into_iter().any(|name| {
        let rest = written.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Returns the kind of the record at `path` and the slug of its name. `None` outside the folders of
/// reports and plans.
fn kind_and_slug(path: &SourcePath) -> Option<(DocumentKind, String)> {
    let report = path.as_str().strip_prefix("content/reports/");
    let plan = path.as_str().strip_prefix("content/plans/");
    let (kind, name) = match (report, plan) {
        (Some(name), _) => (DocumentKind::Report, name),
        (_, Some(name)) => (DocumentKind::Plan, name),
        (None, None) => return None,
    };
    let name = name.trim_end_matches(".md").trim_end_matches("/index");
    let name = name.rsplit('/').next().unwrap_or(name);
    Some((kind, text::slug(name).unwrap_or_default()))
}

/// Returns whether a document enters the archive after `embargo`, as its author writes. A date that is
/// only a month or a year counts as its last day.
fn is_under_embargo(document: &Document, embargo: Option<NaiveDate>) -> bool {
    let published = document.record.published;
    published.is_some_and(|day| embargo.is_some_and(|embargo| day.last_day() > embargo))
}

/// Marks the titles of drafts and of records whose day has not come, so that no list and no page
/// shows one as published.
pub(crate) fn mark_drafts(documents: &mut [Arc<Document>], embargo: Option<NaiveDate>) {
    for document in documents {
        let mark = if document.record.status == Status::Draft {
            DRAFT_MARK
        } else if is_under_embargo(document, embargo) {
            EMBARGO_MARK
        } else {
            continue;
        };
        let document = Arc::make_mut(document);
        document.record.title = format!("{mark}{}", document.record.title);
    }
}
