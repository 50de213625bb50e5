//! The line from sources to files, and the two memos on it.
//!
//! The archive itself is not remembered: it is made anew for each build, except that one which
//! differs from the last in running texts alone is a copy of it with those texts.
//!
//! The only module that knows the order of the steps. Texts are dropped as soon as they are read
//! into documents, and files are handed on one by one, so that the largest thing ever held is the
//! documents' own HTML.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use crate::data::{self, Content, Data};
use crate::edit::Edit;
use crate::page::{self, view::Page};
use crate::route::{Route, Routes};
use crate::theme::{Overrides, SiteContext, Theme};
use ssg_archive::{self, Archive, ArchiveSources, LinkStyle, Picture};
use ssg_base::diagnostic::{Checked, Diagnostic, Place, Severity};
use ssg_base::digest::Digest;
use ssg_base::memo::Memo;
use ssg_base::message::Message;
use ssg_base::parallel::{self, lock_ignoring_poison};
use ssg_base::path::{OutPath, SourcePath, UrlPath};
use ssg_content::document::{self, Document};
use ssg_content::settings::{self, SiteSettings};
use ssg_content::source::Sources;
use ssg_content::vocabulary::Vocabulary;

/// How many sources are read before their texts are dropped.
const BATCH: usize = 1024;
/// Above how many sources a build spares memory: their documents' HTML, half of what it holds, is packed
/// and unpacked whenever it is read, and pages and the index of the search are made one after the other.
const MANY: usize = 20_000;
/// How many texts are counted together.
const TOGETHER: usize = 64;

/// What a build is asked for beside its sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Whether drafts are shown.
    pub drafts: bool,
    /// The day on which batches are judged; else the newest day in the sources.
    pub today: Option<NaiveDate>,
    /// Where the site will be found, in place of the settings' own.
    pub base_url: Option<String>,
    /// Whether advice is given beside faults and warnings.
    pub notes: bool,
    /// The addresses of records that are published, of which none may be lost; `None` where there
    /// is nothing to compare with.
    pub published: Option<Vec<String>>,
}

/// A file of the output.
#[derive(Clone, Copy)]
pub enum File<'a> {
    /// Its bytes.
    Bytes(&'a [u8]),
    /// Its bytes and their digest.
    Hashed(&'a Hashed),
    /// Its bytes, which are never held whole.
    Pieces(&'a data::Pieces<'a>),
    /// The same as this source.
    Copy(&'a SourcePath),
    /// What is published of this record's source, which was read and is not held.
    Source(&'a Document),
    /// A picture of a photo, not made yet.
    Picture(&'a Picture<'a>),
}

/// All pieces of a file together.
pub fn joined(pieces: &data::Pieces<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let all = pieces(&mut |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    });
    all.expect("memory takes every piece");
    bytes
}

/// Bytes that were counted where they were made, so that whoever writes them need not.
#[derive(Debug)]
pub struct Hashed {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Their SHA-256.
    pub digest: Digest,
}

impl Hashed {
    fn each(many: Vec<Vec<u8>>) -> Vec<Self> {
        let digests = Digest::of_each(&many).into_iter();
        let each = many.into_iter().zip(digests);
        each.map(|(bytes, digest)| Self { bytes, digest }).collect()
    }
}

/// Files that wait to be counted together.
#[derive(Debug, Default)]
struct Waiting {
    paths: Vec<OutPath>,
    files: Vec<Vec<u8>>,
    /// How many bytes they have.
    size: usize,
}

impl Waiting {
    /// How many bytes wait at most before they are handed on.
    const MOST: usize = 1 << 20;

    /// Adds a file; those that wait are handed on where they are enough.
    fn push<E>(
        &mut self,
        path: OutPath,
        bytes: Vec<u8>,
        emit: &mut impl FnMut(&OutPath, File<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.size += bytes.len();
        self.paths.push(path);
        self.files.push(bytes);
        if self.files.len() < TOGETHER && self.size < Self::MOST {
            return Ok(());
        }
        self.emit(emit)
    }

    /// Hands on what waits, in order.
    fn emit<E>(
        &mut self,
        emit: &mut impl FnMut(&OutPath, File<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Self { paths, files, .. } = std::mem::take(self);
        for (path, file) in paths.iter().zip(Hashed::each(files)) {
            emit(path, File::Hashed(&file))?;
        }
        Ok(())
    }
}

/// How much work a build was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Sources that were parsed, the rest being known.
    pub parsed: usize,
    /// Whether the archive was put together, not taken over with other texts in it.
    pub arranged: bool,
    /// Pages that were rendered, the rest being known.
    pub rendered: usize,
    /// Pages in all.
    pub pages: usize,
    /// Files in all.
    pub files: usize,
}

/// An archive and its pages, ready to be rendered.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The archive.
    pub archive: Archive,
    /// Its pages.
    pub routes: Routes,
}

impl Compiled {
    /// Makes the one file at `path` and gives it to `take`; `None` where the site has none.
    ///
    /// # Errors
    /// A template's fault.
    pub fn file<T>(
        &self,
        theme: &Theme,
        path: &OutPath,
        take: impl FnOnce(File<'_>) -> T,
    ) -> Result<Option<T>, Box<Diagnostic>> {
        let name = path.as_str();
        let url = UrlPath::parse(name.strip_suffix("index.html").unwrap_or(name));
        if let Some(url) = url.filter(|url| url.to_output() == *path)
            && let Some(route) = self.routes.get(&url)
        {
            let page = page::lay_out(&self.archive, &url, route);
            let html = theme.render(&SiteContext::new(&page::site_view(&self.archive)), &page)?;
            return Ok(Some(take(File::Bytes(&html))));
        }
        if let Some((_, bytes)) = theme.assets().find(|(known, _)| *known == name) {
            return Ok(Some(take(File::Bytes(bytes))));
        }
        if let Some(document) = self.source(path) {
            return Ok(Some(take(File::Source(document))));
        }
        if let Some(bytes) = self.data(theme, path)? {
            return Ok(Some(take(File::Bytes(&bytes))));
        }
        let attachments = self.archive.linked_attachments();
        let mut attachments = attachments.into_iter();
        if let Some((source, _)) = attachments.find(|(_, url)| url.to_output() == *path) {
            return Ok(Some(take(File::Copy(source))));
        }
        let mut pictures = self.archive.pictures().into_iter();
        let picture = pictures.find(|(url, _)| url.to_output() == *path);
        Ok(picture.map(|(_, picture)| take(File::Picture(&picture))))
    }

    /// The page in the folder of `path`.
    fn page_beside(&self, path: &OutPath) -> Option<(UrlPath, &Route)> {
        let name = path.as_str();
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let url = UrlPath::parse(folder)?;
        let route = self.routes.get(&url)?;
        Some((url, route))
    }

    /// The record whose published source is `path`.
    fn source(&self, path: &OutPath) -> Option<&Document> {
        let (url, route) = self.page_beside(path)?;
        let is_source = self.archive.site.data && url.file("index.md").to_output() == *path;
        route.document(&self.archive).filter(|_| is_source)
    }

    /// A file that programs read.
    fn data(&self, theme: &Theme, path: &OutPath) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
        const KINDS: [&str; 7] = ["xml", "json", "csv", "ics", "jsonld", "txt", "_headers"];
        if !KINDS.contains(&path.as_str().rsplit('.').next().unwrap_or_default()) {
            return Ok(None);
        }
        let data = Data::new(&self.archive, parallel::thread_count(None));
        if let Some((url, route)) = self.page_beside(path) {
            let page = page::lay_out(&self.archive, &url, route);
            let html = theme.render(&SiteContext::new(&page::site_view(&self.archive)), &page)?;
            let beside = data.files_of_page(&url, route, &page, Digest::of(&html));
            if let Some((_, bytes)) = beside.into_iter().find(|(known, _)| known == path) {
                return Ok(Some(bytes));
            }
        }
        let found = data.of_site(&self.routes, |known, content| match content {
            _ if known != *path => Ok(()),
            Content::Whole(bytes) => Err(bytes),
            Content::Pieces(pieces) => Err(joined(pieces)),
        });
        Ok(found.err())
    }
}

/// A source that was read into a document.
#[derive(Clone, Debug)]
struct Parsed {
    text: Arc<str>,
    /// What its topics are known by.
    words: Digest,
    made: Read,
}

/// What was made of documents, and all that it was made from.
#[derive(Debug)]
struct Last {
    parts: ArchiveSources,
    settings: Settings,
    compiled: Compiled,
    found: Vec<Diagnostic>,
}

impl Last {
    /// The same with other running texts, if nothing else is other and nothing was said of the
    /// sources that changed: where in them it was said would no longer be true.
    fn again(&mut self, parts: &ArchiveSources, settings: &Settings) -> Option<Checked<Compiled>> {
        let changed = parts.changed_since(&self.parts)?;
        let is_changed = |place: &Place| changed.iter().any(|one| one.path == place.path);
        let mut places = self.found.iter().flat_map(|told| {
            let related = told.related.iter().map(|(place, _)| place);
            told.place.iter().chain(related)
        });
        if self.settings != *settings || settings.notes || places.any(is_changed) {
            return None;
        }
        self.compiled.archive = self.compiled.archive.with_texts(&changed)?;
        self.parts.documents.clone_from(&parts.documents);
        Some(Checked {
            value: self.compiled.clone(),
            diagnostics: self.found.clone(),
        })
    }
}

/// The compiler. One that is kept does again only what changed.
#[derive(Debug, Default)]
pub struct Compiler {
    /// Documents by their sources, kept only where builds follow one another. The text itself is
    /// the key: whoever reads again has the same one in hand, and need not count its bytes.
    documents: Option<BTreeMap<SourcePath, Parsed>>,
    /// What the last build made of its documents, kept likewise.
    last: Option<Last>,
    /// Rendered pages, kept likewise: they are the whole site.
    pages: Option<Mutex<Memo<Arc<Hashed>>>>,
    /// What records are found by, kept likewise.
    terms: Option<ssg_search::Memo>,
    /// On how many threads work is done that can be shared out; `None` is as many as there are.
    threads: Option<NonZero<usize>>,
    work: Work,
}

impl Compiler {
    /// A compiler for builds that follow one another, which keeps what it renders.
    pub fn keeping() -> Self {
        Self {
            pages: Some(Mutex::default()),
            terms: Some(ssg_search::Memo::default()),
            ..Self::previewing()
        }
    }

    /// A compiler for builds that follow one another and of which few pages are looked at: it keeps
    /// documents alone.
    pub fn previewing() -> Self {
        Self {
            documents: Some(BTreeMap::new()),
            ..Self::default()
        }
    }

    /// The same compiler on so many threads: the output does not tell.
    #[must_use]
    pub fn on_threads(self, threads: NonZero<usize>) -> Self {
        Self {
            threads: Some(threads),
            ..self
        }
    }

    /// How much work the last build was.
    pub fn work(&self) -> Work {
        self.work
    }

    /// From sources to an archive and its pages. `None` while there is a fault.
    pub fn compile(&mut self, sources: Sources, settings: &Settings) -> Checked<Option<Compiled>> {
        self.work = Work::default();
        let mut found = Vec::new();
        let Sources {
            mut texts,
            attachments,
            photos,
        } = sources;
        let site = read_site(&mut texts, settings, &mut found);
        let is_settled = !found.iter().any(Diagnostic::is_error);
        let (vocabulary, words) = read_vocabulary(&mut texts, &mut found);
        let (documents, unread) = self.parse(texts, &vocabulary, words, &mut found);
        let attachments = attachments.into_keys().collect();
        let (drafts, today) = (settings.drafts, settings.today);
        let parts = ArchiveSources {
            site,
            vocabulary,
            documents,
            unread,
            attachments,
            photos,
            drafts,
            today,
        };
        let Checked {
            value: compiled,
            diagnostics,
        } = self.arrange(parts, settings);
        found.extend(diagnostics);
        if !is_settled {
            // Settings that could not be read may well name the council.
            found.retain(|told| told.message != Message::NoCouncil);
        }
        if let Some(published) = &settings.published {
            // A source at fault was told already; it keeps its address and what lies below.
            let at_fault = found.iter().filter(|told| told.is_error());
            let excused: Vec<UrlPath> = at_fault
                .filter_map(|told| document::url_of(&told.place.as_ref()?.path))
                .collect();
            found.extend(lost(published, &compiled.routes, &excused));
        }
        let faulty = found.iter().any(Diagnostic::is_error);
        Checked {
            value: (!faulty).then_some(compiled),
            diagnostics: found,
        }
    }

    /// Puts documents in their places and gives each page its address.
    fn arrange(&mut self, parts: ArchiveSources, settings: &Settings) -> Checked<Compiled> {
        if let Some(same) = self
            .last
            .as_mut()
            .and_then(|last| last.again(&parts, settings))
        {
            return same;
        }
        self.work.arranged = true;
        let kept = self.documents.is_some().then(|| parts.clone());
        let mut found = Vec::new();
        let archive = Archive::new(parts).report_to(&mut found);
        if settings.notes {
            found.extend(archive.vague_lesson_notes());
        }
        let routes = Routes::new(&archive).report_to(&mut found);
        let compiled = Compiled { archive, routes };
        self.last = kept.map(|parts| Last {
            parts,
            settings: settings.clone(),
            compiled: compiled.clone(),
            found: found.clone(),
        });
        Checked {
            value: compiled,
            diagnostics: found,
        }
    }

    fn parse(
        &mut self,
        texts: BTreeMap<SourcePath, Arc<str>>,
        vocabulary: &Vocabulary,
        words: Digest,
        found: &mut Vec<Diagnostic>,
    ) -> (Vec<Arc<Document>>, BTreeSet<SourcePath>) {
        let mut documents = Vec::new();
        let mut unread = BTreeSet::new();
        let before = self.documents.take();
        let mut now = before.is_some().then(BTreeMap::new);
        let threads = parallel::thread_count(self.threads);
        let mut texts = texts.into_iter();
        loop {
            // Texts go as soon as they are read, unless they are kept.
            let batch: Vec<_> = texts.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            let is_known = |path: &SourcePath, text: &Arc<str>| {
                let known = before.as_ref()?.get(path)?;
                let same = Arc::ptr_eq(&known.text, text) || known.text == *text;
                (same && known.words == words).then(|| Arc::clone(&known.made))
            };
            // What is known costs no thread.
            let known: Vec<_> = batch
                .iter()
                .map(|(path, text)| is_known(path, text))
                .collect();
            let new = batch.iter().zip(&known);
            let new = new.filter(|(_, known)| known.is_none());
            let new: Vec<_> = new.map(|((path, text), _)| (path, &**text)).collect();
            let parsed = parse_each(&new, vocabulary, threads);
            self.work.parsed += parsed.len();
            let mut parsed = parsed.into_iter();
            let made = known.into_iter().map(|known| {
                known
                    .or_else(|| parsed.next())
                    .expect("what is not known was read")
            });
            let made: Vec<_> = made.collect();
            for ((path, text), made) in batch.into_iter().zip(made) {
                found.extend(made.diagnostics.iter().cloned());
                match &made.value {
                    Some(document) => documents.push(Arc::clone(document)),
                    None => {
                        unread.insert(path.clone());
                    }
                }
                if let Some(now) = &mut now {
                    now.insert(path, Parsed { text, words, made });
                }
            }
        }
        self.documents = now;
        (documents, unread)
    }

    /// Makes every file and hands it on: pages and data in the order of their addresses, then the
    /// index of the search.
    ///
    /// # Errors
    /// A template's fault, or what `emit` could not do.
    pub fn render<E>(
        &mut self,
        compiled: &Compiled,
        theme: &Theme,
        mut emit: impl FnMut(&OutPath, File<'_>) -> Result<(), E>,
    ) -> Result<(), Failure<E>> {
        let meanwhile = self.render_pages(compiled, theme, &mut emit)?;
        self.render_search(compiled, meanwhile, emit)
    }

    /// Makes all files but the index of the search, and that meanwhile: cores that one of the two leaves
    /// idle do the other's work. In a large archive they would be too much to hold at a time.
    ///
    /// # Errors
    /// A template's fault, or what `emit` could not do.
    pub fn render_pages<E>(
        &mut self,
        compiled: &Compiled,
        theme: &Theme,
        emit: impl FnMut(&OutPath, File<'_>) -> Result<(), E>,
    ) -> Result<Meanwhile, Failure<E>> {
        let archive = &compiled.archive;
        let has_room = archive.documents().count() <= MANY;
        let asked = self.threads;
        let mut terms = self.terms.take();
        let index = || {
            let both = archive.site.search && has_room;
            both.then(|| ssg_search::files(archive, asked, terms.as_mut()))
        };
        let pages = || self.render_others(compiled, theme, emit);
        let (index, rendered) = parallel::join(parallel::thread_count(asked), index, pages);
        self.terms = terms;
        rendered.map(|()| Meanwhile { index })
    }

    fn render_others<E>(
        &mut self,
        compiled: &Compiled,
        theme: &Theme,
        mut emit: impl FnMut(&OutPath, File<'_>) -> Result<(), E>,
    ) -> Result<(), Failure<E>> {
        let archive = &compiled.archive;
        let threads = parallel::thread_count(self.threads);
        let data = Data::new(archive, threads);
        let press = self.press(archive, theme, &data);
        let mut files = 0;
        let mut emit = |path: &OutPath, file: File<'_>| {
            files += 1;
            emit(path, file)
        };
        let routes: Vec<_> = compiled.routes.iter().collect();
        let make = |(): &mut (), routes: &[_]| press.make(routes);
        parallel::for_each_batch_in_order(
            &routes,
            threads,
            || (),
            make,
            |made| {
                for (path, made) in made.map_err(Failure::Template)? {
                    emit(&path, made.file()).map_err(Failure::Emit)?;
                }
                Ok(())
            },
        )?;
        let rendered = press.rendered.into_inner();
        self.work.pages = routes.len();
        self.work.rendered += rendered;
        let mut waiting = Waiting::default();
        let of_site = data.of_site(&compiled.routes, |path, content| match content {
            Content::Whole(bytes) => waiting.push(path, bytes, &mut emit),
            Content::Pieces(pieces) => emit(&path, File::Pieces(pieces)),
        });
        of_site.map_err(Failure::Emit)?;
        waiting.emit(&mut emit).map_err(Failure::Emit)?;
        for (name, bytes) in theme.assets() {
            let path = OutPath::parse(name).expect("the theme checked its names");
            emit(&path, File::Bytes(bytes)).map_err(Failure::Emit)?;
        }
        for (path, url) in compiled.archive.linked_attachments() {
            emit(&url.to_output(), File::Copy(path)).map_err(Failure::Emit)?;
        }
        for (url, picture) in compiled.archive.pictures() {
            emit(&url.to_output(), File::Picture(&picture)).map_err(Failure::Emit)?;
        }
        if let Some(pages) = &mut self.pages {
            let pages = pages.get_mut().unwrap_or_else(PoisonError::into_inner);
            pages.evict_unused();
        }
        self.work.files = files;
        Ok(())
    }

    /// Makes the pages of edited records and what lies beside them, as [`Self::render_pages`] would,
    /// and hands them on: all that is other, but for the index of the search, which is made of the one
    /// before where `before` gives its files.
    ///
    /// # Errors
    /// A template's fault, or what `emit` could not do.
    pub fn render_edit<E>(
        &mut self,
        compiled: &Compiled,
        theme: &Theme,
        edit: &Edit,
        before: impl Fn(&OutPath) -> Option<Vec<u8>> + Sync,
        mut emit: impl FnMut(&OutPath, File<'_>) -> Result<(), E>,
    ) -> Result<Meanwhile, Failure<E>> {
        let archive = &compiled.archive;
        let data = Data::of_records(archive, parallel::thread_count(self.threads));
        let press = self.press(archive, theme, &data);
        let routes = compiled.routes.iter();
        let routes: Vec<_> = routes
            .filter(|(_, route)| edit.is_of(archive, route))
            .collect();
        for (path, made) in press.make(&routes).map_err(Failure::Template)? {
            emit(&path, made.file()).map_err(Failure::Emit)?;
        }
        let rendered = press.rendered.into_inner();
        self.work.rendered += rendered;
        self.work.pages = compiled.routes.iter().len();
        let is_other = |document: &Document| edit.holds(document);
        let again = || ssg_search::files_again(archive, self.threads, is_other, before);
        Ok(Meanwhile {
            index: archive.site.search.then(again).flatten(),
        })
    }

    fn press<'a>(
        &'a self,
        archive: &'a Archive,
        theme: &'a Theme,
        data: &'a Data<'a>,
    ) -> Press<'a> {
        let pages = self.pages.as_ref();
        Press {
            archive,
            theme,
            site: SiteContext::new(&page::site_view(archive)),
            data,
            pages: pages.map(|pages| (pages, look(archive, theme))),
            rendered: AtomicUsize::new(0),
        }
    }

    /// Hands on the index of the search, if the site has one, and makes it unless it was made
    /// meanwhile.
    ///
    /// # Errors
    /// What `emit` could not do.
    pub fn render_search<E>(
        &mut self,
        compiled: &Compiled,
        meanwhile: Meanwhile,
        mut emit: impl FnMut(&OutPath, File<'_>) -> Result<(), E>,
    ) -> Result<(), Failure<E>> {
        if !compiled.archive.site.search {
            return Ok(());
        }
        let made = || ssg_search::files(&compiled.archive, self.threads, self.terms.as_mut());
        let index = meanwhile.index.unwrap_or_else(made);
        let mut waiting = Waiting::default();
        for (path, bytes) in index {
            let (path, bytes) = match compiled.archive.link_style {
                LinkStyle::Folders => (path, bytes),
                LinkStyle::Files => data::bundle::shard_script(&path, &bytes),
            };
            self.work.files += 1;
            waiting
                .push(path, bytes, &mut emit)
                .map_err(Failure::Emit)?;
        }
        waiting.emit(&mut emit).map_err(Failure::Emit)
    }
}

/// What was made while pages were; by default nothing.
#[derive(Debug, Default)]
pub struct Meanwhile {
    /// The index of the search, if there was room.
    index: Option<Vec<(OutPath, Vec<u8>)>>,
}

impl Meanwhile {
    /// Whether the index of the search was made.
    pub fn is_made(&self) -> bool {
        self.index.is_some()
    }
}

/// Makes what lies at one address: what all threads share.
struct Press<'a> {
    archive: &'a Archive,
    theme: &'a Theme,
    site: SiteContext,
    data: &'a Data<'a>,
    /// Pages that were rendered before, where they are kept, and what all their keys share.
    pages: Option<(&'a Mutex<Memo<Arc<Hashed>>>, Digest)>,
    rendered: AtomicUsize,
}

/// A file that is made, or the source it will be copied from.
enum Made<'a> {
    Page(Arc<Hashed>),
    Data(Hashed),
    Source(&'a Document),
}

impl Made<'_> {
    fn file(&self) -> File<'_> {
        match self {
            Self::Page(html) => File::Hashed(html),
            Self::Data(bytes) => File::Hashed(bytes),
            Self::Source(document) => File::Source(document),
        }
    }
}

impl<'a> Press<'a> {
    /// The pages of a share of routes, and the files beside them. What is made together is counted
    /// together.
    fn make(
        &self,
        routes: &[(&UrlPath, &Route)],
    ) -> Result<Vec<(OutPath, Made<'a>)>, Box<Diagnostic>> {
        let laid_out = routes
            .iter()
            .map(|(url, route)| page::lay_out(self.archive, url, route));
        let pages: Vec<Page> = laid_out.collect();
        let htmls = self.render(&pages)?;
        let mut files = Vec::new();
        let mut beside = Vec::new();
        for ((&(url, route), page), html) in routes.iter().zip(&pages).zip(htmls) {
            let of_page = self.data.files_of_page(url, route, page, html.digest);
            beside.extend(of_page);
            files.push((url.to_output(), Made::Page(html)));
            if self.archive.site.data
                && let Some(document) = route.document(self.archive)
            {
                let path = url.file("index.md").to_output();
                files.push((path, Made::Source(document)));
            }
        }
        let (paths, bytes): (Vec<_>, Vec<_>) = beside.into_iter().unzip();
        let made = Hashed::each(bytes).into_iter().map(Made::Data);
        files.extend(paths.into_iter().zip(made));
        Ok(files)
    }

    /// The HTML of each page.
    fn render(&self, pages: &[Page]) -> Result<Vec<Arc<Hashed>>, Box<Diagnostic>> {
        let keys: Vec<_> = pages.iter().map(|page| self.key(page)).collect();
        // The lock is let go before anything else is done with it.
        let known = |key: &Option<(&Mutex<Memo<Arc<Hashed>>>, Digest)>| {
            let (pages, key) = (*key)?;
            lock_ignoring_poison(pages).get_cached(key)
        };
        let known: Vec<Option<Arc<Hashed>>> = keys.iter().map(known).collect();
        let new = pages
            .iter()
            .zip(&known)
            .filter(|(_, known)| known.is_none());
        let new = new.map(|(page, _)| self.theme.render(&self.site, page));
        let new: Vec<_> = new.collect::<Result<_, _>>()?;
        self.rendered.fetch_add(new.len(), Ordering::Relaxed);
        let mut new = Hashed::each(new).into_iter().map(Arc::new);
        let htmls = known.into_iter().zip(keys).map(|(known, key)| {
            known.unwrap_or_else(|| {
                let html = new.next().expect("what is not known was made");
                if let Some((pages, key)) = key {
                    lock_ignoring_poison(pages).get_or_compute(key, || Arc::clone(&html));
                }
                html
            })
        });
        Ok(htmls.collect())
    }

    /// Where the HTML of a page is remembered, and by what. Two equal pages render to equal files:
    /// everything a template may read is in the key.
    fn key(&self, page: &Page) -> Option<(&'a Mutex<Memo<Arc<Hashed>>>, Digest)> {
        let (pages, look) = self.pages?;
        let key = format!("{page:?}");
        let key = Digest::of_parts([key.as_bytes(), look.to_string().as_bytes()]);
        Some((pages, key))
    }
}

/// What all pages share: the theme and the site.
fn look(archive: &Archive, theme: &Theme) -> Digest {
    let site = format!("{:?}", page::site_view(archive));
    let files = theme.files();
    let files = files.flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
    Digest::of_parts(files.chain([site.as_bytes()]))
}

/// Why rendering stopped.
#[derive(Debug)]
pub enum Failure<E> {
    /// A template is at fault.
    Template(Box<Diagnostic>),
    /// A file could not be handed on.
    Emit(E),
}

fn read_site(
    texts: &mut BTreeMap<SourcePath, Arc<str>>,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) -> SiteSettings {
    let path = SourcePath::new(settings::SETTINGS_PATH).expect("a sound path");
    let Some(text) = texts.remove(&path) else {
        found
            .push(Diagnostic::error(Place::file(&path), Message::NoSite).hint(Message::NoSiteHint));
        return SiteSettings::default();
    };
    let mut site = settings::parse(&path, &text).report_to(found);
    if settings.base_url.is_some() {
        site.base_url.clone_from(&settings.base_url);
    }
    site
}

/// A text read alone: a document, unless it is at fault, and what is to be told of it.
type Read = Arc<Checked<Option<Arc<Document>>>>;

/// Reads texts side by side. The digests of those that one thread reads are counted together.
fn parse_each(
    texts: &[(&SourcePath, &str)],
    vocabulary: &Vocabulary,
    threads: NonZero<usize>,
) -> Vec<Read> {
    let read = |(): &mut (), share: &[(&SourcePath, &str)]| -> Vec<Read> {
        let parse = |&(path, text): &(&SourcePath, &str)| {
            let Checked { value, diagnostics } = document::parse(path, text, vocabulary);
            let value = value.map(Arc::new);
            Arc::new(Checked { value, diagnostics })
        };
        share.iter().map(parse).collect()
    };
    let mut parsed = Vec::with_capacity(texts.len());
    let all: Result<(), Infallible> = parallel::for_each_batch_in_order(
        texts,
        threads,
        || (),
        read,
        |share| {
            parsed.extend(share);
            Ok(())
        },
    );
    all.unwrap_or_else(|never| match never {});
    parsed
}

/// The topics and what they are known by.
fn read_vocabulary(
    texts: &mut BTreeMap<SourcePath, Arc<str>>,
    found: &mut Vec<Diagnostic>,
) -> (Vocabulary, Digest) {
    let path = SourcePath::new(settings::TOPICS_PATH).expect("a sound path");
    match texts.remove(&path) {
        None => (Vocabulary::built_in(), Digest::of(b"built in")),
        Some(text) => {
            let vocabulary = settings::parse_topics(&path, &text).report_to(found);
            (vocabulary, Digest::of(text.as_bytes()))
        }
    }
}

/// Records that are published and would be no more, those at or below `excused` apart.
fn lost<'a>(
    published: &'a [String],
    routes: &'a Routes,
    excused: &'a [UrlPath],
) -> impl Iterator<Item = Diagnostic> + 'a {
    let gone = published.iter().filter(|address| {
        UrlPath::parse(address).is_some_and(|url| {
            routes.get(&url).is_none() && !excused.iter().any(|base| url.is_under(base))
        })
    });
    gone.map(|address| Diagnostic {
        severity: Severity::Error,
        message: Message::RecordLost {
            address: address.clone(),
        },
        place: None,
        related: Vec::new(),
        hints: vec![Message::RecordLostHint],
    })
}

/// What a site is made from, in numbers: the program, every source, the theme's own files and what is
/// asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    texts: BTreeMap<SourcePath, Digest>,
    /// All but the texts.
    others: Digest,
}

impl Inputs {
    /// Counts them. `attachments` are the digests of those sources that are neither texts nor photos.
    pub fn new(
        program: &str,
        sources: &Sources,
        attachments: &BTreeMap<SourcePath, Digest>,
        theme: &Overrides,
        settings: &Settings,
        has_bundle: bool,
    ) -> Self {
        // Taken apart whole, so that what is added to settings is thought of here. What was published
        // decides only whether a site is made, not what is in it.
        let Settings {
            drafts,
            today,
            base_url,
            notes: _,
            published: _,
        } = settings;
        let asked = format!("{drafts:?}{today:?}{base_url:?}{has_bundle:?}");
        let count = (sources.photos.len() + attachments.len()).to_string();
        let photos = sources.photos.iter();
        let photos = photos.map(|(path, photo)| format!("{path} {photo:?}"));
        let others = attachments.iter();
        let others = others.map(|(path, digest)| format!("{path} {digest}"));
        let others: Vec<String> = photos.chain(others).collect();
        let theme = theme.iter();
        let theme = theme.flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
        let first = [program, &asked, &count].map(str::as_bytes);
        let parts = first.into_iter();
        let parts = parts.chain(others.iter().map(String::as_bytes));
        Self {
            others: Digest::of_parts(parts.chain(theme)),
            texts: Self::count(&sources.texts),
        }
    }

    fn count(texts: &BTreeMap<SourcePath, Arc<str>>) -> BTreeMap<SourcePath, Digest> {
        let texts: Vec<_> = texts.iter().collect();
        let shares: Vec<_> = texts.chunks(TOGETHER).collect();
        let digests = parallel::map(&shares, parallel::thread_count(None), |texts| {
            let bytes: Vec<&str> = texts.iter().map(|(_, text)| &***text).collect();
            Digest::of_each(&bytes)
        });
        let digests = digests.into_iter().flatten();
        let paths = texts.iter().map(|(path, _)| (*path).clone());
        paths.zip(digests).collect()
    }

    /// Of all. Of equal numbers equal sites are made.
    pub fn whole(&self) -> Digest {
        self.number("whole", |_| true)
    }

    /// Of all but the texts of those records that `archive` shows, whose paths alone are counted.
    pub fn frame(&self, archive: &Archive) -> Digest {
        let shown = archive.reports.iter().map(|report| &report.document);
        let shown = shown.chain(archive.plans.iter().map(|plan| &plan.document));
        let shown: BTreeSet<&SourcePath> = shown
            .chain(&archive.pages)
            .map(|document| &document.path)
            .collect();
        self.number("frame", |path| !shown.contains(path))
    }

    /// Of all but those texts that are not `counted`.
    fn number(&self, what: &str, counted: impl Fn(&SourcePath) -> bool) -> Digest {
        let texts = self.texts.iter().flat_map(|(path, digest)| {
            let digest = Some(digest.as_bytes()).filter(|_| counted(path));
            [
                path.as_str().as_bytes(),
                digest.map_or(&[], |digest| digest),
            ]
        });
        let first = [what.as_bytes(), self.others.as_bytes()];
        Digest::of_parts(first.into_iter().chain(texts))
    }
}

/// The addresses of records and their lessons, which must not be lost from one build to the next.
pub fn records(archive: &Archive) -> Vec<String> {
    let urls = archive.documents().flat_map(|document| {
        let lessons = document.body.lessons.iter();
        let lessons =
            lessons.map(|lesson| ssg_archive::lesson_url(&document.url, &lesson.id.value));
        std::iter::once(document.url.clone()).chain(lessons)
    });
    let sorted: BTreeSet<UrlPath> = urls.collect();
    sorted.iter().map(ToString::to_string).collect()
}
