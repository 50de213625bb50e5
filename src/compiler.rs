//! The line from sources to files, and the two memos on it.
//!
//! The only module that knows the order of the steps. Texts are dropped as soon as they are read
//! into documents, and files are handed on one by one, so that the largest thing ever held is the
//! documents' own HTML.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::archive::{self, Archive, Links, Parts, Picture};
use crate::data::{self, Data};
use crate::diagnostic::{Checked, Diagnostic, Place, Severity};
use crate::digest::Digest;
use crate::document::{self, Document};
use crate::memo::Memo;
use crate::message::Message;
use crate::page::{self, view::SiteView};
use crate::path::{OutPath, SourcePath, UrlPath};
use crate::route::{Route, Routes};
use crate::search;
use crate::site::{self, Site};
use crate::source::Sources;
use crate::theme::Theme;
use crate::vocabulary::Vocabulary;

/// What a build is asked for beside its sources.
#[derive(Clone, Debug, Default)]
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
#[derive(Clone, Copy, Debug)]
pub enum File<'a> {
    /// Its bytes.
    Bytes(&'a [u8]),
    /// The same as this source.
    Copy(&'a SourcePath),
    /// What is published of this record's source, which was read and is not held.
    Source(&'a Document),
    /// A picture of a photo, not made yet.
    Picture(&'a Picture<'a>),
}

/// How much work a build was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Sources that were parsed, the rest being known.
    pub parsed: usize,
    /// Pages that were rendered, the rest being known.
    pub rendered: usize,
    /// Pages in all.
    pub pages: usize,
    /// Files in all.
    pub files: usize,
}

/// An archive and its pages, ready to be rendered.
#[derive(Debug)]
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
            let html = theme.render(&page::site_view(&self.archive), &page)?;
            return Ok(Some(take(File::Bytes(html.as_bytes()))));
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
        data::record_of(&self.archive, route).filter(|_| is_source)
    }

    /// A file that programs read.
    fn data(&self, theme: &Theme, path: &OutPath) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
        const KINDS: [&str; 7] = ["xml", "json", "csv", "ics", "jsonld", "txt", "_headers"];
        if !KINDS.contains(&path.as_str().rsplit('.').next().unwrap_or_default()) {
            return Ok(None);
        }
        let data = Data::new(&self.archive);
        if let Some((url, route)) = self.page_beside(path) {
            let page = page::lay_out(&self.archive, &url, route);
            let html = theme.render(&page::site_view(&self.archive), &page)?;
            let beside = data.beside(&url, route, &page, html.as_bytes());
            if let Some((_, bytes)) = beside.into_iter().find(|(known, _)| known == path) {
                return Ok(Some(bytes));
            }
        }
        let found = data.of_site(&self.routes, |known, bytes| {
            if known == path {
                Err(bytes.to_vec())
            } else {
                Ok(())
            }
        });
        Ok(found.err())
    }
}

/// The compiler. One that is kept does again only what changed.
#[derive(Debug, Default)]
pub struct Compiler {
    documents: Memo<Arc<Checked<Option<Arc<Document>>>>>,
    /// Rendered pages, kept only where builds follow one another: they are the whole site.
    pages: Option<Memo<Arc<str>>>,
    /// What records are found by, kept likewise.
    terms: Option<search::Memo>,
    /// On how many threads work is done that can be shared out; `None` is as many as there are.
    threads: Option<NonZero<usize>>,
    work: Work,
}

impl Compiler {
    /// A compiler for builds that follow one another, which keeps what it renders.
    pub fn keeping() -> Self {
        Self {
            pages: Some(Memo::default()),
            terms: Some(search::Memo::default()),
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
        let (vocabulary, fingerprint) = read_vocabulary(&mut texts, &mut found);
        let (documents, unread) = self.parse(texts, &vocabulary, fingerprint, &mut found);
        let attachments = attachments.into_keys().collect();
        let (drafts, today) = (settings.drafts, settings.today);
        let parts = Parts {
            site,
            vocabulary,
            documents,
            unread,
            attachments,
            photos,
            drafts,
            today,
        };
        let archive = Archive::new(parts).tell(&mut found);
        if !is_settled {
            // Settings that could not be read may well name the council.
            found.retain(|told| told.message != Message::NoCouncil);
        }
        if settings.notes {
            found.extend(archive.notes());
        }
        let routes = Routes::new(&archive).tell(&mut found);
        if let Some(published) = &settings.published {
            // A source at fault was told already; it keeps its address and what lies below.
            let at_fault = found.iter().filter(|told| told.is_error());
            let excused: Vec<UrlPath> = at_fault
                .filter_map(|told| document::address_of(&told.place.as_ref()?.path))
                .collect();
            found.extend(lost(published, &routes, &excused));
        }
        let faulty = found.iter().any(Diagnostic::is_error);
        Checked {
            value: (!faulty).then_some(Compiled { archive, routes }),
            diagnostics: found,
        }
    }

    fn parse(
        &mut self,
        texts: BTreeMap<SourcePath, Arc<str>>,
        vocabulary: &Vocabulary,
        fingerprint: Digest,
        found: &mut Vec<Diagnostic>,
    ) -> (Vec<Arc<Document>>, BTreeSet<SourcePath>) {
        let mut documents = Vec::new();
        let mut unread = BTreeSet::new();
        for (path, text) in texts {
            let fingerprint = fingerprint.to_string();
            let parts = [
                path.as_str().as_bytes(),
                text.as_bytes(),
                fingerprint.as_bytes(),
            ];
            let work = &mut self.work;
            let parsed = self.documents.get(Digest::of_parts(parts), || {
                work.parsed += 1;
                let Checked { value, diagnostics } = document::parse(&path, &text, vocabulary);
                Arc::new(Checked {
                    value: value.map(Arc::new),
                    diagnostics,
                })
            });
            found.extend(parsed.diagnostics.iter().cloned());
            match &parsed.value {
                Some(document) => documents.push(Arc::clone(document)),
                None => {
                    unread.insert(path);
                }
            }
        }
        self.documents.sweep();
        (documents, unread)
    }

    /// Renders every page and hands on every file, in the order of their addresses.
    ///
    /// # Errors
    /// A template's fault, or what `emit` could not do.
    pub fn render<E>(
        &mut self,
        compiled: &Compiled,
        theme: &Theme,
        mut emit: impl FnMut(&OutPath, File<'_>) -> Result<(), E>,
    ) -> Result<(), Failure<E>> {
        let site = page::site_view(&compiled.archive);
        let look = Digest::of_parts(
            theme
                .files()
                .flat_map(|(name, bytes)| [name.as_bytes(), bytes]),
        );
        let archive = &compiled.archive;
        let data = Data::new(archive);
        self.work.pages = 0;
        let mut files = 0;
        let mut emit = |path: &OutPath, file: File<'_>| {
            files += 1;
            emit(path, file)
        };
        for (url, route) in compiled.routes.iter() {
            let page = page::lay_out(archive, url, route);
            let html = self.render_page(theme, look, &site, &page)?;
            emit(&url.to_output(), File::Bytes(html.as_bytes())).map_err(Failure::Emit)?;
            self.work.pages += 1;
            for (path, bytes) in data.beside(url, route, &page, html.as_bytes()) {
                emit(&path, File::Bytes(&bytes)).map_err(Failure::Emit)?;
            }
            if archive.site.data
                && let Some(document) = data::record_of(archive, route)
            {
                let path = url.file("index.md").to_output();
                emit(&path, File::Source(document)).map_err(Failure::Emit)?;
            }
        }
        let emit_bytes = |path: &OutPath, bytes: &[u8]| emit(path, File::Bytes(bytes));
        data.of_site(&compiled.routes, emit_bytes)
            .map_err(Failure::Emit)?;
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
            pages.sweep();
        }
        self.render_search(compiled, emit)?;
        self.work.files = files;
        Ok(())
    }

    /// Makes the index of the search, if the site has one, and hands on its files.
    ///
    /// # Errors
    /// What `emit` could not do.
    fn render_search<E>(
        &mut self,
        compiled: &Compiled,
        mut emit: impl FnMut(&OutPath, File<'_>) -> Result<(), E>,
    ) -> Result<(), Failure<E>> {
        if !compiled.archive.site.search {
            return Ok(());
        }
        for (path, bytes) in search::files(&compiled.archive, self.threads, self.terms.as_mut()) {
            let (path, bytes) = match compiled.archive.links {
                Links::Folders => (path, bytes),
                Links::Files => data::bundle::script(&path, &bytes),
            };
            emit(&path, File::Bytes(&bytes)).map_err(Failure::Emit)?;
        }
        Ok(())
    }

    fn render_page<E>(
        &mut self,
        theme: &Theme,
        look: Digest,
        site: &SiteView,
        page: &page::view::Page,
    ) -> Result<Arc<str>, Failure<E>> {
        let work = &mut self.work;
        let mut render = || {
            work.rendered += 1;
            theme
                .render(site, page)
                .map(Arc::from)
                .map_err(Failure::Template)
        };
        let Some(pages) = &mut self.pages else {
            return render();
        };
        // Two equal pages render to equal files: everything a template may read is in the key.
        let key = format!("{site:?}{page:?}");
        let key = Digest::of_parts([key.as_bytes(), look.to_string().as_bytes()]);
        pages.try_get(key, render)
    }
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
) -> Site {
    let path = SourcePath::new(site::SETTINGS).expect("a sound path");
    let Some(text) = texts.remove(&path) else {
        found
            .push(Diagnostic::error(Place::file(&path), Message::NoSite).hint(Message::NoSiteHint));
        return Site::default();
    };
    let mut site = site::parse(&path, &text).tell(found);
    if settings.base_url.is_some() {
        site.base_url.clone_from(&settings.base_url);
    }
    site
}

/// The topics and what they are known by.
fn read_vocabulary(
    texts: &mut BTreeMap<SourcePath, Arc<str>>,
    found: &mut Vec<Diagnostic>,
) -> (Vocabulary, Digest) {
    let path = SourcePath::new(site::TOPICS).expect("a sound path");
    match texts.remove(&path) {
        None => (Vocabulary::built_in(), Digest::of(b"built in")),
        Some(text) => {
            let vocabulary = site::parse_topics(&path, &text).tell(found);
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

/// The addresses of records and their lessons, which must not be lost from one build to the next.
pub fn records(archive: &Archive) -> Vec<String> {
    let urls = archive.documents().flat_map(|document| {
        let lessons = document.body.lessons.iter();
        let lessons = lessons.map(|lesson| archive::lesson_url(&document.url, &lesson.id.value));
        std::iter::once(document.url.clone()).chain(lessons)
    });
    let sorted: BTreeSet<UrlPath> = urls.collect();
    sorted.iter().map(ToString::to_string).collect()
}
