//! Published addresses that a build would lose, and what the author can write to keep them.
//!
//! A renamed file is the usual cause. A build does not know the old file, so the new one is looked
//! for among the records whose address was not published: the one that has the lessons of the lost
//! report, else the one with the most similar name.

use std::collections::{BTreeMap, BTreeSet};

use ssg_archive::{Archive, HintSearch, former_lesson_url};
use ssg_base::diagnostic::{Diagnostic, Place, Severity};
use ssg_base::message::Message;
use ssg_base::path::UrlPath;
use ssg_content::document::{Document, DocumentKind, Head};
use ssg_content::yaml;

use crate::route::{self, Route, Routes};

/// Returns the addresses that no later build may lose, sorted: of records, their lessons, councils,
/// and the old addresses of all of these.
pub fn record_addresses(archive: &Archive, routes: &Routes) -> Vec<String> {
    let urls = routes.iter().filter(|(url, route)| {
        let is_record = route.document(archive).is_some();
        let other = matches!(
            route,
            Route::Lesson(_) | Route::Tombstone(..) | Route::Redirect(..) | Route::Council(_, 1)
        );
        (is_record || other) && !is_lead(url)
    });
    urls.map(|(url, _)| url.to_string()).collect()
}

/// Returns an error for each published record that this build would lose, except at or below
/// `excused`. Lessons that are lost with their report are part of its error.
pub(crate) fn lost_records(
    published: &[String],
    (archive, routes): (&Archive, &Routes),
    excused: &[UrlPath],
) -> Vec<Diagnostic> {
    let published: BTreeSet<UrlPath> = published
        .iter()
        .filter_map(|address| UrlPath::parse(address))
        .collect();
    let is_lost = |url: &UrlPath| {
        let is_excused = excused.iter().any(|base| url.is_under(base));
        routes.get(url).is_none() && !is_excused && !is_lead(url)
    };
    let lost: BTreeSet<&UrlPath> = published.iter().filter(|url| is_lost(url)).collect();
    let mut search = Search {
        archive,
        published: &published,
        hints: HintSearch::default(),
    };
    let mut errors = Vec::new();
    let mut lessons: BTreeMap<UrlPath, Vec<&UrlPath>> = BTreeMap::new();
    for &url in &lost {
        match report_of_lesson(url) {
            Some(report) if lost.contains(&report) => {}
            Some(report) => lessons.entry(report).or_default().push(url),
            None => errors.push(search.lost_record(url)),
        }
    }
    errors.extend(
        lessons
            .iter()
            .map(|(url, lost)| search.lost_lessons(url, lost)),
    );
    errors
}

/// Returns whether `url` is the page of a head of delegation, below that of the council. It comes and
/// goes with the reports that it lists.
fn is_lead(url: &UrlPath) -> bool {
    let mut segments = url.as_str().trim_end_matches('/').split('/');
    segments.next() == Some("co-quan") && segments.nth(1).is_some()
}

/// Returns the address of the report of the lesson at `url`. `None` if no lesson has such an
/// address.
fn report_of_lesson(url: &UrlPath) -> Option<UrlPath> {
    let segments: Vec<&str> = url.as_str().trim_end_matches('/').split('/').collect();
    match segments[..] {
        ["bao-cao", year, name, _] => UrlPath::parse(&format!("bao-cao/{year}/{name}")),
        _ => None,
    }
}

/// Looks for what became of lost records.
struct Search<'a> {
    archive: &'a Archive,
    published: &'a BTreeSet<UrlPath>,
    hints: HintSearch,
}

impl Search<'_> {
    fn lost_record(&mut self, url: &UrlPath) -> Diagnostic {
        let mut error = error(None, &[url]);
        let mut drafts = self.archive.drafts.iter();
        if let Some((path, _)) = drafts.find(|(_, draft)| *draft == url) {
            let path = path.to_string();
            error.hints.push(Message::RecordLostDraftHint { path });
            return error;
        }
        if url.is_under(&route::councils_url()) {
            error.hints.push(self.council_hint(url));
            return error;
        }
        if let Some(document) = self.renamed(url) {
            error.hints.push(Message::RecordLostAliasHint {
                path: document.path.to_string(),
                line: aliases_line(document, url),
            });
        }
        error.hints.push(Message::RecordLostHint);
        error
    }

    /// Returns the record that the lost one at `url` became, if it can be guessed.
    fn renamed(&mut self, url: &UrlPath) -> Option<&Document> {
        let archive = self.archive;
        let kind = kind_of(url);
        let is_new = |document: &&Document| {
            kind_of(&document.url) == kind && !self.published.contains(&document.url)
        };
        let documents = archive.documents().map(|document| &**document);
        let new: Vec<&Document> = documents.filter(is_new).collect();
        let ids: BTreeSet<&str> = self
            .published
            .iter()
            .filter(|lesson| lesson.is_under(url) && *lesson != url)
            .filter_map(|lesson| lesson.as_str().trim_end_matches('/').rsplit('/').next())
            .collect();
        let shared = |document: &Document| {
            let lessons = document.body.lessons.iter();
            lessons
                .filter(|lesson| ids.contains(&*lesson.id.value))
                .count()
        };
        let best = new.iter().map(|document| shared(document)).max()?;
        let candidates: Vec<&Document> = new
            .into_iter()
            .filter(|document| shared(document) == best)
            .collect();
        if let [only] = candidates[..] {
            return Some(only);
        }
        let names = || candidates.iter().map(|document| document.url.to_string());
        let near = self
            .hints
            .nearest(&url.to_string(), || names().collect(), 1);
        let near = near.first()?;
        let mut found = candidates.iter();
        found
            .find(|document| document.url.to_string() == *near)
            .copied()
    }

    /// Returns what to write in the settings for the council that was at `url`.
    fn council_hint(&mut self, url: &UrlPath) -> Message {
        let councils = &self.archive.councils;
        let new = councils
            .iter()
            .filter(|council| !self.published.contains(&council.url));
        let new: Vec<_> = new.collect();
        let line = match new[..] {
            [council] => {
                let declared = council.declared.map(|at| &self.archive.site.councils[at]);
                let aliases = declared.into_iter().flat_map(|declared| &declared.aliases);
                let aliases = aliases.map(|alias| flow_scalar(&alias.value));
                let aliases: Vec<_> = aliases.chain([url.to_string()]).collect();
                let name = flow_scalar(&council.name);
                format!("- {{name: {name}, aliases: [{}]}}", aliases.join(", "))
            }
            _ => format!("- {{name: …, aliases: [{url}]}}"),
        };
        Message::CouncilLostHint { line }
    }

    /// Returns the error of the report at `url` that lost some lessons and keeps others.
    fn lost_lessons(&mut self, url: &UrlPath, lost: &[&UrlPath]) -> Diagnostic {
        let Some(document) = self.archive.document_at(url) else {
            let mut error = error(None, lost);
            error.hints.push(Message::RecordLostHint);
            return error;
        };
        let mut error = error(Some(Place::file(&document.path)), lost);
        let line = lesson_aliases_line(document, lost, self.published);
        error.hints.push(Message::LessonLostHint { line });
        error
    }
}

/// Returns `text` as YAML within brackets, where a comma ends a value.
fn flow_scalar(text: &str) -> String {
    if text.contains(',') {
        yaml::quoted(text)
    } else if text.starts_with('/') {
        text.to_owned()
    } else {
        yaml::scalar(text)
    }
}

fn kind_of(url: &UrlPath) -> Option<DocumentKind> {
    let kinds = [DocumentKind::Report, DocumentKind::Plan];
    kinds.into_iter().find(|kind| url.is_under(&kind.base()))
}

fn error(place: Option<Place>, lost: &[&UrlPath]) -> Diagnostic {
    let addresses: Vec<String> = lost.iter().map(ToString::to_string).collect();
    let message = Message::RecordLost {
        address: addresses.join("`, `"),
    };
    Diagnostic {
        place,
        ..Diagnostic::general(Severity::Error, message)
    }
}

/// Returns the line `aliases:` of a document, with the address `new` added.
fn aliases_line(document: &Document, new: &UrlPath) -> String {
    let known = document.record.aliases.iter();
    let known = known.map(|alias| alias.value.to_string());
    let all: Vec<String> = known.chain([new.to_string()]).collect();
    format!("aliases: [{}]", all.join(", "))
}

/// Returns the line `lesson_aliases:` of a report, with its lost lessons added. Each leads to the
/// new lesson with the most similar id, else to the report.
fn lesson_aliases_line(
    document: &Document,
    lost: &[&UrlPath],
    published: &BTreeSet<UrlPath>,
) -> String {
    let new_ids = document.body.lessons.iter().map(|lesson| &*lesson.id.value);
    let mut new_ids: Vec<&str> = new_ids
        .filter(|id| {
            let url = former_lesson_url(document, id);
            url.is_none_or(|url| !published.contains(&url))
        })
        .collect();
    let mut pairs: Vec<String> = match &document.head {
        Head::Report(trip) => trip
            .lesson_aliases
            .iter()
            .map(|(old, new)| pair(&old.value, &new.value))
            .collect(),
        Head::Plan(_) | Head::Page => Vec::new(),
    };
    for url in lost {
        let id = url.as_str().trim_end_matches('/').rsplit('/').next();
        let id = id.unwrap_or_default();
        let near = ssg_vietnam::text::nearest(id, new_ids.iter().copied(), 1);
        let near = near.first().copied();
        let only = (lost.len() == 1 && new_ids.len() == 1).then(|| new_ids[0]);
        let new = near.or(only).unwrap_or_default();
        new_ids.retain(|known| *known != new);
        pairs.push(pair(id, new));
    }
    format!("lesson_aliases: {{{}}}", pairs.join(", "))
}

fn pair(old: &str, new: &str) -> String {
    let new = if new.is_empty() { "\"\"" } else { new };
    format!("{old}: {new}")
}
