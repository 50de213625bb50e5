//! From a compiled site to its files.
//!
//! [`Renderer::render_pages`] renders pages and data on all cores and builds the search index
//! meanwhile; [`Renderer::copy_originals`] publishes texts, attachments and photos;
//! [`Renderer::write_index`] writes the index. A preview asks for one file at a time with
//! [`Renderer::file`] and gets the same bytes.

use std::fmt;
use std::io;
use std::num::NonZero;

use crate::compiler::Compiled;
use crate::data::{self, Data};
use crate::page::{self, view::Page};
use crate::route::Route;
use crate::search_entities;
use crate::static_files;
use crate::theme::{SiteContext, Theme};
use ssg_archive::{LinkStyle, Picture};
use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::files::{Content, Originals, Sink};
use ssg_base::message::Message;
use ssg_base::parallel;
use ssg_base::path::{OutPath, SourcePath, UrlPath};
use ssg_content::document::Document;
use ssg_content::photo::ImageEncoder;

/// Why a site was not rendered.
#[derive(Debug)]
pub enum RenderError {
    /// A template or a source is at fault.
    Fault(Box<Diagnostic>),
    /// An original could not be read, or the sink could not write.
    Io(io::Error),
}

impl RenderError {
    /// A source that changed after it was compiled.
    pub fn source_changed(source: &SourcePath) -> Self {
        let fault = Diagnostic::error(Place::file(source), Message::SourceChanged);
        Self::Fault(Box::new(fault.hint(Message::SourceChangedHint)))
    }
}

impl From<Box<Diagnostic>> for RenderError {
    fn from(fault: Box<Diagnostic>) -> Self {
        Self::Fault(fault)
    }
}

impl From<io::Error> for RenderError {
    /// A site rendered into a file of another site fails with an `io::Error` that holds the cause.
    fn from(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(inner) => inner,
            Err(error) => Self::Io(error),
        }
    }
}

impl From<RenderError> for io::Error {
    fn from(error: RenderError) -> Self {
        match error {
            RenderError::Io(error) => error,
            fault @ RenderError::Fault(_) => Self::other(fault),
        }
    }
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(fault) => fmt::Display::fmt(&fault.message, f),
            Self::Io(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for RenderError {}

/// The files of the search index, built but not written. Only rendering the pages gives it.
#[derive(Debug)]
#[must_use = "a site without its index has a search page that finds nothing"]
pub struct SearchIndex(Vec<(OutPath, Vec<u8>)>);

/// Renders a compiled site with a theme.
#[derive(Clone, Copy)]
pub struct Renderer<'a> {
    compiled: &'a Compiled,
    theme: &'a Theme,
    threads: Option<NonZero<usize>>,
}

impl<'a> Renderer<'a> {
    /// A renderer that uses as many threads as the machine has.
    pub fn new(compiled: &'a Compiled, theme: &'a Theme) -> Self {
        Self {
            compiled,
            theme,
            threads: None,
        }
    }

    /// The same renderer on `threads` threads; the output does not depend on their number.
    #[must_use]
    pub fn on_threads(self, threads: NonZero<usize>) -> Self {
        Self {
            threads: Some(threads),
            ..self
        }
    }

    /// Writes all files of the site.
    ///
    /// # Errors
    /// A fault in a template or source, or what could not be read or written.
    pub fn render(
        &self,
        originals: &impl Originals,
        sink: &mut impl Sink,
    ) -> Result<(), RenderError> {
        let index = self.render_pages(sink)?;
        self.copy_originals(originals, sink)?;
        self.write_index(index, sink)
    }

    /// Writes pages, data and the theme's assets, and builds the search index meanwhile: each of
    /// the two uses the cores that the other leaves idle.
    ///
    /// # Errors
    /// A fault in a template, or what could not be written.
    pub fn render_pages(&self, sink: &mut impl Sink) -> Result<SearchIndex, RenderError> {
        let archive = &self.compiled.archive;
        let has_search = archive.site.search;
        let index = || {
            let files = || {
                let entities = search_entities(archive);
                ssg_search::index_files(archive, &entities, self.threads, None)
            };
            has_search.then(files).unwrap_or_default()
        };
        let threads = parallel::thread_count(self.threads);
        let (index, rendered) = parallel::join(threads, index, || self.render_files(sink));
        rendered.map(|()| SearchIndex(index))
    }

    fn render_files(&self, sink: &mut impl Sink) -> Result<(), RenderError> {
        let archive = &self.compiled.archive;
        let threads = parallel::thread_count(self.threads);
        let data = Data::new(archive, threads);
        let site = SiteContext::new(&page::site_view(archive));
        let routes: Vec<_> = self.compiled.routes.iter().collect();
        let render = |&(url, route): &(&UrlPath, &Route)| -> Result<_, Box<Diagnostic>> {
            let page = page::lay_out(archive, url, route);
            let html = self.theme.render(&site, &page)?;
            let mut files = data.files_of_page(url, route, &page, &html);
            files.push((url.to_output(), html));
            Ok(files)
        };
        parallel::for_each_in_order(&routes, threads, render, |files| {
            for (path, bytes) in files? {
                sink.put(&path, Content::Bytes(&bytes))?;
            }
            Ok::<(), RenderError>(())
        })?;
        data.write_site_files(&self.compiled.routes, sink)?;
        for (name, bytes) in self.theme.assets() {
            let path = OutPath::parse(name).expect("the theme checked its names");
            sink.put(&path, Content::Bytes(bytes))?;
        }
        Ok(())
    }

    /// Publishes the originals: the source text of each record, linked attachments, and pictures
    /// of photos.
    ///
    /// # Errors
    /// A source that changed or a photo that cannot be decoded, or what could not be read or
    /// written.
    pub fn copy_originals(
        &self,
        originals: &impl Originals,
        sink: &mut impl Sink,
    ) -> Result<(), RenderError> {
        let archive = &self.compiled.archive;
        if archive.site.data {
            let routes = self.compiled.routes.iter();
            let records: Vec<_> = routes
                .filter_map(|(url, route)| Some((url, route.document(archive)?)))
                .collect();
            let read = |(url, document): &(&UrlPath, &Document)| {
                let path = url.file("index.md").to_output();
                source_text(originals, document).map(|text| (path, text))
            };
            let threads = parallel::thread_count(self.threads);
            parallel::for_each_in_order(&records, threads, read, |text| {
                let (path, text) = text?;
                Ok::<(), RenderError>(sink.put(&path, Content::Bytes(text.as_bytes()))?)
            })?;
        }
        for (source, url) in archive.linked_attachments() {
            let mut file = originals.attachment(source)?;
            sink.put(&url.to_output(), Content::Reader(&mut file))?;
        }
        self.copy_static_files(originals, sink)?;
        let mut encoder = ImageEncoder::default();
        for (url, picture) in archive.pictures() {
            let path = url.to_output();
            let bytes = encoded_picture(&mut encoder, originals, &path, &picture)?;
            sink.put(&path, Content::Bytes(&bytes))?;
        }
        Ok(())
    }

    /// Publishes the files of `content/static/`. A bundle, which no server reads, has none.
    fn copy_static_files(
        &self,
        originals: &impl Originals,
        sink: &mut impl Sink,
    ) -> Result<(), RenderError> {
        if self.compiled.archive.link_style == LinkStyle::Files {
            return Ok(());
        }
        for (path, source) in &self.compiled.static_files {
            if self.theme.assets().any(|(name, _)| name == path.as_str()) {
                return Err(static_files::taken(source, path).into());
            }
            let mut file = originals.attachment(source)?;
            sink.put(path, Content::Reader(&mut file))?;
        }
        Ok(())
    }

    /// Writes the search index.
    ///
    /// # Errors
    /// What could not be written.
    pub fn write_index(&self, index: SearchIndex, sink: &mut impl Sink) -> Result<(), RenderError> {
        for (path, bytes) in index.0 {
            let (path, bytes) = match self.compiled.archive.link_style {
                LinkStyle::Folders => (path, bytes),
                LinkStyle::Files => data::bundle::shard_script(&path, &bytes),
            };
            sink.put(&path, Content::Bytes(&bytes))?;
        }
        Ok(())
    }

    /// Renders the one file at `path`, the search index apart; `None` if the site has no such file.
    ///
    /// # Errors
    /// A fault in a template or source, or what could not be read.
    pub fn file(
        &self,
        originals: &impl Originals,
        path: &OutPath,
    ) -> Result<Option<Vec<u8>>, RenderError> {
        let archive = &self.compiled.archive;
        let name = path.as_str();
        let url = UrlPath::parse(name.strip_suffix("index.html").unwrap_or(name));
        if let Some(url) = url.filter(|url| url.to_output() == *path)
            && let Some(route) = self.compiled.routes.get(&url)
        {
            return Ok(Some(self.page(&url, route)?.1));
        }
        if let Some((_, bytes)) = self.theme.assets().find(|(known, _)| *known == name) {
            return Ok(Some(bytes.to_vec()));
        }
        if let Some(document) = self.published_source(path) {
            return Ok(Some(source_text(originals, document)?.into_bytes()));
        }
        if let Some(bytes) = self.data_file(path)? {
            return Ok(Some(bytes));
        }
        if let Some(source) = self.compiled.static_files.get(path) {
            let mut file = originals.attachment(source)?;
            return Ok(Some(Content::Reader(&mut file).into_bytes()?));
        }
        let mut attachments = archive.linked_attachments().into_iter();
        if let Some((source, _)) = attachments.find(|(_, url)| url.to_output() == *path) {
            let mut file = originals.attachment(source)?;
            return Ok(Some(Content::Reader(&mut file).into_bytes()?));
        }
        let mut pictures = archive.pictures().into_iter();
        let picture = pictures.find(|(url, _)| url.to_output() == *path);
        let encode =
            |(_, picture)| encoded_picture(&mut ImageEncoder::default(), originals, path, &picture);
        picture.map(encode).transpose()
    }

    fn page(&self, url: &UrlPath, route: &Route) -> Result<(Page, Vec<u8>), Box<Diagnostic>> {
        let archive = &self.compiled.archive;
        let page = page::lay_out(archive, url, route);
        let site = SiteContext::new(&page::site_view(archive));
        let html = self.theme.render(&site, &page)?;
        Ok((page, html))
    }

    /// The page in the folder of `path`.
    fn page_in_folder(&self, path: &OutPath) -> Option<(UrlPath, &Route)> {
        let name = path.as_str();
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let url = UrlPath::parse(folder)?;
        let route = self.compiled.routes.get(&url)?;
        Some((url, route))
    }

    /// The record whose source is published at `path`.
    fn published_source(&self, path: &OutPath) -> Option<&Document> {
        let archive = &self.compiled.archive;
        let (url, route) = self.page_in_folder(path)?;
        let is_source = archive.site.data && url.file("index.md").to_output() == *path;
        route.document(archive).filter(|_| is_source)
    }

    /// A file that programs read.
    fn data_file(&self, path: &OutPath) -> Result<Option<Vec<u8>>, RenderError> {
        const EXTENSIONS: [&str; 11] = [
            "xml",
            "json",
            "csv",
            "xlsx",
            "ics",
            "jsonld",
            "txt",
            "map",
            "nojekyll",
            "_headers",
            "_redirects",
        ];
        if !EXTENSIONS.contains(&path.as_str().rsplit('.').next().unwrap_or_default()) {
            return Ok(None);
        }
        let data = Data::new(&self.compiled.archive, parallel::thread_count(self.threads));
        if let Some((url, route)) = self.page_in_folder(path) {
            let (page, html) = self.page(&url, route)?;
            let files = data.files_of_page(&url, route, &page, &html);
            if let Some((_, bytes)) = files.into_iter().find(|(known, _)| known == path) {
                return Ok(Some(bytes));
            }
        }
        let mut only = OnlyFile { path, bytes: None };
        data.write_site_files(&self.compiled.routes, &mut only)?;
        Ok(only.bytes)
    }
}

/// Keeps one file and drops the others unread.
struct OnlyFile<'a> {
    path: &'a OutPath,
    bytes: Option<Vec<u8>>,
}

impl Sink for OnlyFile<'_> {
    fn put(&mut self, path: &OutPath, content: Content<'_>) -> io::Result<()> {
        if path == self.path {
            self.bytes = Some(content.into_bytes()?);
        }
        Ok(())
    }
}

/// The published source of a record: read again, and still the text that was compiled.
fn source_text(originals: &impl Originals, document: &Document) -> Result<String, RenderError> {
    let text = originals.text(&document.path);
    let published = text.and_then(|text| Some(document.source.publish(&text)?.into_owned()));
    published.ok_or_else(|| RenderError::source_changed(&document.path))
}

/// The bytes of a picture, from an earlier build or encoded now.
fn encoded_picture(
    encoder: &mut ImageEncoder,
    originals: &impl Originals,
    path: &OutPath,
    picture: &Picture<'_>,
) -> Result<Vec<u8>, RenderError> {
    if let Some(bytes) = originals.encoded_picture(path) {
        return Ok(bytes);
    }
    let read = || originals.photo(picture.source);
    let bytes = encoder.encode(picture.photo, picture.variant, read)?;
    let bytes = bytes.map_err(|fault| Box::new(picture.fault(&fault)))?;
    originals.cache_picture(path, &bytes);
    Ok(bytes)
}
