//! Files for programs: open data, feeds, calendars, and files for crawlers and servers.
//!
//! The functions here are pure, from the archive to bytes. Each format has a submodule, and a crate for
//! a format is only used in that submodule.
//!
//! A report is in some twenty lists. Its table row and its feed entry are written once, by
//! [`Data::new`], and copied into each, so that the time is linear in the size of the output.
//! `docs/data.md` lists the files and their rules.

pub mod bundle;
mod calendar;
mod feed;
mod finder;
mod map;
mod package;
mod record;
mod site;
mod table;
mod workbook;
mod zipped;

use std::io;
use std::num::NonZero;
use std::sync::OnceLock;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::page::view::{Page, View};
use crate::route::{self, FeedScope, Route, Routes, Rows};
use crate::table::Sheet;
use ssg_archive::{Archive, Council, CouncilId, LessonId, PlanId, ReportId};
use ssg_base::digest::Digest;
use ssg_base::files::{Content, Sink};
use ssg_base::parallel;
use ssg_base::path::{OutPath, UrlPath};
use ssg_content::document::Document;

/// Rows and entries that are written once and copied into many files.
#[derive(Debug)]
pub struct Data<'a> {
    archive: &'a Archive,
    threads: NonZero<usize>,
    reports: OnceLock<table::RowCache>,
    lessons: OnceLock<table::RowCache>,
    entries: OnceLock<feed::Entries>,
}

/// Files, as paths and bytes.
pub type Files = Vec<(OutPath, Vec<u8>)>;

impl<'a> Data<'a> {
    /// Writes the shared rows and entries, on up to `threads` threads.
    pub fn new(archive: &'a Archive, threads: NonZero<usize>) -> Self {
        let data = Self::of_records(archive, threads);
        let of_reports = || (data.reports(), data.entries());
        parallel::join(threads, of_reports, || data.lessons());
        data
    }

    /// Like [`Data::new`], but lazily: shared rows and entries are written when a file needs them.
    pub fn of_records(archive: &'a Archive, threads: NonZero<usize>) -> Self {
        Self {
            archive,
            threads,
            reports: OnceLock::new(),
            lessons: OnceLock::new(),
            entries: OnceLock::new(),
        }
    }

    fn reports(&self) -> &table::RowCache {
        self.reports.get_or_init(|| self.row_cache(Sheet::Reports))
    }

    fn lessons(&self) -> &table::RowCache {
        self.lessons.get_or_init(|| self.row_cache(Sheet::Lessons))
    }

    fn entries(&self) -> &feed::Entries {
        let new = || feed::Entries::new(self.archive);
        self.entries.get_or_init(new)
    }

    fn row_cache(&self, sheet: Sheet) -> table::RowCache {
        if self.archive.site.data {
            table::RowCache::new(sheet, self.archive)
        } else {
            table::RowCache::default()
        }
    }

    /// The data files in the folder of a page whose HTML is `html`; those of a list are in the
    /// folder of its first page.
    pub fn files_of_page(&self, url: &UrlPath, route: &Route, page: &Page, html: &[u8]) -> Files {
        let archive = self.archive;
        if *route == Route::Home {
            return vec![(
                url.file("lich.ics").to_output(),
                calendar::of_archive(archive).into_bytes(),
            )];
        }
        if let Some(document) = route.document(archive) {
            if !archive.site.data {
                return Vec::new();
            }
            let json = record::json(archive, route, document, Digest::of(html));
            return vec![(url.file("index.json").to_output(), json)];
        }
        if matches!(route, Route::Redirect(..))
            && let Some(id) = former_council(archive, url)
        {
            return self.files_at_former_url(id, url, page, html);
        }
        let Some(list) = route::listing(archive, route).filter(|list| list.url == *url) else {
            return Vec::new();
        };
        let mut files = Vec::new();
        if archive.site.data && list.has_table {
            let bytes = self.table(&list.rows);
            files.push((url.file("danh-sach.csv").to_output(), bytes));
            if let Some(ids) = route::workbook_rows(route, &list) {
                let bytes = workbook::of_reports(ids, archive);
                files.push((url.file("danh-sach.xlsx").to_output(), bytes));
            }
        }
        if list.feed != FeedScope::None {
            let feed = feed::Feed {
                archive,
                entries: self.entries(),
                title: &page.title,
                page: url,
            };
            files.extend(feed.files(&feed::source_of_list(archive, &list), list.feed));
        }
        let finder = match &page.view {
            View::Lessons(view) if view.has_finder => Some(finder::lessons(archive)),
            View::Reports(view) if view.has_finder => Some(finder::reports(archive)),
            _ => None,
        };
        files.extend(finder.map(|json| (url.file(finder::FILE_NAME).to_output(), json)));
        if let View::Provinces(view) = &page.view
            && view.grid.has_choices
        {
            let json = map::trips_by_province(archive);
            files.push((url.file(map::FILE_NAME).to_output(), json));
        }
        if let Route::Council(id, _) = route {
            let calendar = calendar::of_council(archive, *id);
            files.push((url.file("lich.ics").to_output(), calendar.into_bytes()));
        }
        files
    }

    /// The files of a council's page at a former address of the page: a subscriber of a feed or
    /// calendar cannot follow a redirect page.
    fn files_at_former_url(&self, id: CouncilId, url: &UrlPath, page: &Page, html: &[u8]) -> Files {
        let council = &self.archive.council(id).url;
        let files = self.files_of_page(council, &Route::Council(id, 1), page, html);
        let moved = files.into_iter().filter_map(|(path, bytes)| {
            let name = path.as_str().strip_prefix(council.as_str())?;
            let path = OutPath::parse(&format!("{}{name}", url.as_str()))?;
            Some((path, bytes))
        });
        moved.collect()
    }

    /// Writes the data files of the whole site one by one, since some are large. The shared rows of
    /// lists are dropped first.
    ///
    /// # Errors
    /// What the sink could not write.
    pub fn write_site_files(self, routes: &Routes, sink: &mut impl Sink) -> io::Result<()> {
        self.entries();
        let Self {
            archive,
            threads,
            reports,
            lessons,
            entries,
        } = self;
        drop((reports, lessons));
        let entries = entries.get().expect("`self.entries()` wrote them");
        let home = UrlPath::home();
        let feed = feed::Feed {
            archive,
            entries,
            title: &archive.site.title,
            page: &home,
        };
        let mut files = feed.files(&feed::source_of_archive(archive), FeedScope::Paged);
        if let Some(json) = feed::json(archive) {
            files.push((OutPath::at_root("feed.json"), json));
        }
        let data = route::data_url();
        if archive.site.data {
            let formats = |&sheet| table::Format::ALL.map(|format| (sheet, format));
            for (sheet, format) in Sheet::PUBLISHED.iter().flat_map(formats) {
                let name = format!("{}.{}", sheet.slug(), format.extension());
                let url = data.attachment(&name).expect("a valid name");
                let mut write = |out: &mut dyn io::Write| {
                    table::write_pieces((sheet, format), archive, threads, |piece| {
                        out.write_all(piece)
                    })
                };
                sink.put(&url.to_output(), Content::Written(&mut write))?;
            }
            for sheet in Sheet::PUBLISHED {
                let name = format!("{}.xlsx", sheet.slug());
                let url = data.attachment(&name).expect("a valid name");
                let mut write = |out: &mut dyn io::Write| workbook::write(sheet, archive, out);
                sink.put(&url.to_output(), Content::Written(&mut write))?;
            }
            let package = package::frictionless(archive);
            files.push((data.file("datapackage.json").to_output(), package));
            let dcat = package::dcat(archive);
            files.push((data.file("dcat.jsonld").to_output(), dcat));
        }
        files.extend(site::files(archive, routes));
        for (path, bytes) in files {
            sink.put(&path, Content::Bytes(&bytes))?;
        }
        Ok(())
    }

    fn table(&self, rows: &Rows<'_>) -> Vec<u8> {
        match rows {
            Rows::Reports(ids) => self.reports().pick(ids.iter().map(|id| id.index())),
            Rows::Lessons(ids) => self.lessons().pick(ids.iter().map(|id| id.index())),
            Rows::Recommendations(ids) => table::csv_of_answers(ids, self.archive),
            Rows::Pair(_) => unreachable!("the list of a pair has no table"),
            Rows::LessonsUsed => table::csv(Sheet::LessonsUsed, self.archive),
            Rows::Plans => table::csv(Sheet::Plans, self.archive),
            Rows::Costs => table::csv(Sheet::Costs, self.archive),
            Rows::Batches => table::csv(Sheet::Batches, self.archive),
            Rows::Years => table::csv(Sheet::Years, self.archive),
            Rows::Provinces => table::csv(Sheet::Provinces, self.archive),
            Rows::Topics => table::csv(Sheet::Topics, self.archive),
            Rows::Councils => table::csv(Sheet::Councils, self.archive),
            Rows::Leads => table::csv(Sheet::Leads, self.archive),
            Rows::Log => table::csv(Sheet::Log, self.archive),
        }
    }
}

/// The council of which `url` is a former address at the depth of the present one, so that relative
/// links in its files are right at both.
fn former_council(archive: &Archive, url: &UrlPath) -> Option<CouncilId> {
    let mut councils = archive.councils.iter();
    let has_url = |council: &Council| {
        council.former_urls.contains(url) && council.url.relative_root() == url.relative_root()
    };
    councils.position(has_url).map(CouncilId::new)
}

/// A globally unique and stable identifier of the page at `url`: its full address. Without a base URL,
/// a UUID (RFC 9562, version 8) of the title of the archive and the address within it.
fn identity(archive: &Archive, url: &str) -> String {
    match &archive.site.base_url {
        Some(base) => format!("{base}{url}"),
        None => format!("urn:uuid:{}", uuid(archive, url)),
    }
}

/// The UUID of the page at `url`.
fn uuid(archive: &Archive, url: &str) -> String {
    let site = archive
        .site
        .base_url
        .as_ref()
        .unwrap_or(&archive.site.title);
    let digest = Digest::of_parts([site.as_bytes(), url.as_bytes()]).to_string();
    // The version is digit 12, the variant the two upper bits of digit 16.
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

/// The start of a day in Vietnam, at UTC+7.
fn midnight(day: NaiveDate) -> DateTime<FixedOffset> {
    let here = FixedOffset::east_opt(7 * 3600).expect("the offset is less than a day");
    let begin = day.and_time(chrono::NaiveTime::MIN);
    begin
        .and_local_timezone(here)
        .single()
        .expect("a fixed offset has no summer time")
}

/// A report, a plan or a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RecordId {
    Report(ReportId),
    Plan(PlanId),
    Lesson(LessonId),
}

impl RecordId {
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

    /// A sentence or two; may be empty. The body of an official document begins with its legal basis,
    /// so its first sentences are no summary.
    fn summary(self, archive: &Archive) -> &str {
        match self {
            Self::Lesson(id) => &archive.lesson(id).excerpt,
            Self::Report(_) | Self::Plan(_) => &self.document(archive).record.summary,
        }
    }
}

#[cfg(test)]
mod tests;
