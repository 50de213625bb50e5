//! Open data: every page is also data, and what machines ask of a site.
//!
//! Pure functions from the archive to bytes: feeds, tables, calendars, a JSON beside each record,
//! descriptions of it all, and the files at the top that crawlers and servers read. Each format is
//! written by the crate that knows it, in the one submodule that is its home.
//!
//! What stands in many files (a report in some twenty lists) is written once, in [`Data::new`], and
//! copied, so that the whole takes time in proportion to what is written. `docs/data.md` lists the
//! files and their rules.

pub mod bundle;
mod calendar;
mod feed;
mod package;
mod record;
mod site;
mod table;

use std::io;
use std::num::NonZero;
use std::sync::OnceLock;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::page::view::Page;
use crate::route::{self, FeedScope, Route, Routes, Rows};
use crate::table::Sheet;
use ssg_archive::{Archive, CouncilId, LessonId, PlanId, ReportId};
use ssg_base::digest::Digest;
use ssg_base::parallel;
use ssg_base::path::{OutPath, UrlPath};
use ssg_content::document::Document;

/// What has been written once and stands in many files.
#[derive(Debug)]
pub struct Data<'a> {
    archive: &'a Archive,
    threads: NonZero<usize>,
    reports: OnceLock<table::Lines>,
    lessons: OnceLock<table::Lines>,
    entries: OnceLock<feed::Entries>,
}

/// Takes the next piece of a file.
pub type Take<'t> = dyn FnMut(&[u8]) -> io::Result<()> + 't;

/// Hands on the pieces of a file, in order, until one is not taken.
pub type Pieces<'a> = dyn Fn(&mut Take<'_>) -> io::Result<()> + 'a;

/// What a file of the whole site holds.
pub enum Content<'a> {
    /// These bytes.
    Whole(Vec<u8>),
    /// What is never held whole.
    Pieces(&'a Pieces<'a>),
}

/// A list of files: to what path, and which bytes.
pub type Files = Vec<(OutPath, Vec<u8>)>;

impl<'a> Data<'a> {
    /// Writes what stands in many files, on so many threads as do any good.
    pub fn new(archive: &'a Archive, threads: NonZero<usize>) -> Self {
        let data = Self::of_records(archive, threads);
        let of_reports = || (data.reports(), data.entries());
        parallel::join(threads, of_reports, || data.lessons());
        data
    }

    /// The same for a few records: what stands in many files is not written before one is asked for.
    pub fn of_records(archive: &'a Archive, threads: NonZero<usize>) -> Self {
        Self {
            archive,
            threads,
            reports: OnceLock::new(),
            lessons: OnceLock::new(),
            entries: OnceLock::new(),
        }
    }

    fn reports(&self) -> &table::Lines {
        self.reports.get_or_init(|| self.lines(Sheet::Reports))
    }

    fn lessons(&self) -> &table::Lines {
        self.lessons.get_or_init(|| self.lines(Sheet::Lessons))
    }

    fn entries(&self) -> &feed::Entries {
        let new = || feed::Entries::new(self.archive);
        self.entries.get_or_init(new)
    }

    fn lines(&self, sheet: Sheet) -> table::Lines {
        if self.archive.site.data {
            table::Lines::new(sheet, self.archive)
        } else {
            table::Lines::default()
        }
    }

    /// Files beside the page whose HTML has this digest. A list has them beside its first page.
    pub fn files_of_page(&self, url: &UrlPath, route: &Route, page: &Page, html: Digest) -> Files {
        let archive = self.archive;
        if *route == Route::Home {
            return vec![(
                url.file("lich.ics").to_output(),
                calendar::of_all(archive).into_bytes(),
            )];
        }
        if let Some(document) = route.document(archive) {
            if !archive.site.data {
                return Vec::new();
            }
            let json = record::json(archive, route, document, html);
            return vec![(url.file("index.json").to_output(), json)];
        }
        let Some(list) = route::listing(archive, route).filter(|list| list.url == *url) else {
            return Vec::new();
        };
        let mut files = Vec::new();
        if archive.site.data {
            let bytes = self.table(&list.rows);
            files.push((url.file("danh-sach.csv").to_output(), bytes));
        }
        if list.feed != FeedScope::None {
            let feed = feed::Feed {
                archive,
                entries: self.entries(),
                title: &page.title,
                page: url,
            };
            files.extend(feed.files(&feed::of_rows(archive, &list), list.feed));
        }
        if let Route::Council(id, _) = route {
            let calendar = calendar::of_council(archive, *id);
            files.push((url.file("lich.ics").to_output(), calendar.into_bytes()));
        }
        files
    }

    /// Files of the whole site, handed on one by one: some are large, and what stands in many files
    /// goes before they are made.
    ///
    /// # Errors
    /// What `emit` could not do.
    pub fn of_site<E>(
        self,
        routes: &Routes,
        mut emit: impl FnMut(OutPath, Content<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.entries();
        let Self {
            archive,
            threads,
            reports,
            lessons,
            entries,
        } = self;
        drop((reports, lessons));
        let entries = entries.get().expect("written above");
        let home = UrlPath::home();
        let feed = feed::Feed {
            archive,
            entries,
            title: &archive.site.title,
            page: &home,
        };
        for (path, bytes) in feed.files(&feed::of_all(archive), FeedScope::Paged) {
            emit(path, Content::Whole(bytes))?;
        }
        if let Some(json) = feed::json(archive) {
            emit(OutPath::at_root("feed.json"), Content::Whole(json))?;
        }
        if archive.site.data {
            let forms = |&sheet| table::Form::ALL.map(|form| (sheet, form));
            for (sheet, form) in Sheet::PUBLISHED.iter().flat_map(forms) {
                let name = format!("{}.{}", sheet.slug(), form.extension());
                let url = route::data_url().attachment(&name);
                let path = url.expect("a name in the program is sound").to_output();
                let made =
                    |take: &mut Take<'_>| table::pieces((sheet, form), archive, threads, take);
                emit(path, Content::Pieces(&made))?;
            }
            let data = route::data_url();
            let package = package::frictionless(archive);
            emit(
                data.file("datapackage.json").to_output(),
                Content::Whole(package),
            )?;
            emit(
                data.file("dcat.jsonld").to_output(),
                Content::Whole(package::dcat(archive)),
            )?;
        }
        for (path, bytes) in site::files(archive, routes) {
            emit(path, Content::Whole(bytes))?;
        }
        Ok(())
    }

    fn table(&self, rows: &Rows<'_>) -> Vec<u8> {
        match rows {
            Rows::Reports(ids) => self.reports().pick(ids.iter().map(|id| id.index())),
            Rows::Lessons(ids) => self.lessons().pick(ids.iter().map(|id| id.index())),
            Rows::LessonsUsed => table::whole(Sheet::LessonsUsed, self.archive),
            Rows::Plans => table::whole(Sheet::Plans, self.archive),
            Rows::Batches => table::whole(Sheet::Batches, self.archive),
            Rows::Years => table::whole(Sheet::Years, self.archive),
            Rows::Provinces => table::whole(Sheet::Provinces, self.archive),
            Rows::Topics => table::whole(Sheet::Topics, self.archive),
            Rows::Councils => table::whole(Sheet::Councils, self.archive),
            Rows::Leads => table::whole(Sheet::Leads, self.archive),
            Rows::Log => table::whole(Sheet::Log, self.archive),
        }
    }
}

/// A name for what is at `url` that no other thing in the world bears and that stays as long as the
/// address does: the full address, or without one a UUID (RFC 9562, version 8) of the archive's
/// title and the address within it.
fn identity(archive: &Archive, url: &str) -> String {
    match &archive.site.base_url {
        Some(base) => format!("{base}{url}"),
        None => format!("urn:uuid:{}", uuid(archive, url)),
    }
}

/// The UUID of what is at `url`.
fn uuid(archive: &Archive, url: &str) -> String {
    let site = archive
        .site
        .base_url
        .as_ref()
        .unwrap_or(&archive.site.title);
    let digest = Digest::of_parts([site.as_bytes(), url.as_bytes()]).to_string();
    // The version stands at digit 12, the variant in the two upper bits of digit 16.
    let variant = ["8", "9", "a", "b"][usize::from(digest.as_bytes()[16]) % 4];
    format!(
        "{}-{}-8{}-{variant}{}-{}",
        &digest[..8],
        &digest[8..12],
        &digest[13..16],
        &digest[17..20],
        &digest[20..32],
    )
}

/// The beginning of a day where the archive is read, at UTC+7.
fn midnight(day: NaiveDate) -> DateTime<FixedOffset> {
    let here = FixedOffset::east_opt(7 * 3600).expect("an offset of a day's part");
    let begin = day.and_time(chrono::NaiveTime::MIN);
    begin
        .and_local_timezone(here)
        .single()
        .expect("a fixed offset knows no summer time")
}

/// A record by its place in the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Report(ReportId),
    Plan(PlanId),
    Lesson(LessonId),
}

impl Item {
    fn document(self, archive: &Archive) -> &Document {
        match self {
            Self::Report(id) => &archive.report(id).document,
            Self::Plan(id) => &archive.plan(id).document,
            Self::Lesson(id) => &archive.report_of(id).document,
        }
    }

    fn url(self, archive: &Archive) -> UrlPath {
        match self {
            Self::Lesson(id) => archive.lesson_url(id),
            Self::Report(_) | Self::Plan(_) => self.document(archive).url.clone(),
        }
    }

    fn council(self, archive: &Archive) -> Option<CouncilId> {
        match self {
            Self::Report(id) => archive.report(id).council,
            Self::Plan(id) => archive.plan(id).council,
            Self::Lesson(id) => archive.report_of(id).council,
        }
    }

    fn title(self, archive: &Archive) -> &str {
        match self {
            Self::Lesson(id) => &archive.lesson(id).title,
            Self::Report(_) | Self::Plan(_) => &self.document(archive).record.title,
        }
    }

    /// A sentence or two; may be empty. Official documents begin with what they rest on, so that
    /// the first sentences of one say nothing of it.
    fn summary(self, archive: &Archive) -> &str {
        match self {
            Self::Lesson(id) => &archive.lesson(id).excerpt,
            Self::Report(_) | Self::Plan(_) => &self.document(archive).record.summary,
        }
    }
}

#[cfg(test)]
mod tests;
