//! One build: from a compiled site to its output folder, whole or not at all.
//!
//! `ssg build` and everything else that publishes go through [`Build`]. It knows the order in which
//! the files of a site are written, and nothing of command lines or terminals. How to write a file
//! is in `ssg_publish`, what is in it in `ssg_site`.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

use ssg_archive::LinkStyle;
use ssg_base::diagnostic::Diagnostic;
use ssg_base::digest::Digest;
use ssg_base::files::{Content, Sink};
use ssg_base::message::Message;
use ssg_base::path::{OutPath, SourcePath};
use ssg_content::source::Sources;
use ssg_publish::{
    self as publish, Entry, Origin, PreviousSite, Published, SourceFolder, Staging, disk,
};
use ssg_site::compiler::{self, Compiled};
use ssg_site::data::bundle::Bundle;
use ssg_site::render::{RenderError, Renderer};
use ssg_site::route;
use ssg_site::theme::Theme;

/// A step of a build that takes a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Pages, data files, attachments and photos are written.
    Pages,
    /// The search index is written.
    Search,
    /// The site as one file is written.
    Bundle,
    /// The new site is in the place of the old one.
    Published,
}

/// Whoever watches a build.
pub trait Observer {
    /// Called before each page and data file is written, up to [`Step::Pages`].
    fn writes(&mut self, path: &OutPath);

    /// Called after each step.
    fn ended(&mut self, step: Step);
}

/// Why nothing was published. The site of before is as it was.
#[derive(Debug)]
pub enum Error {
    /// A template or a source is at fault.
    Fault(Box<Diagnostic>),
    /// A file could not be read or written, or the output folder was refused.
    Publish(publish::Error),
}

impl From<RenderError> for Error {
    fn from(error: RenderError) -> Self {
        match error {
            RenderError::Fault(fault) => Self::Fault(fault),
            RenderError::Io(error) => Self::Publish(error.into()),
        }
    }
}

impl From<publish::Error> for Error {
    fn from(error: publish::Error) -> Self {
        Self::Publish(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(fault) => fmt::Display::fmt(&fault.message, f),
            Self::Publish(error) => fmt::Display::fmt(&error.message(), f),
        }
    }
}

impl std::error::Error for Error {}

/// The digests of all attachments of a site, apart from photos, which are read with the sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachments(pub BTreeMap<SourcePath, Digest>);

impl Attachments {
    /// Reads and hashes the attachments and static files below `root`. `None` if one cannot be
    /// read: the build then reports it where it copies the file.
    pub fn hash(root: &Path, sources: &Sources) -> Option<Self> {
        let paths = sources.attachments.keys();
        let paths = paths.filter(|path| !sources.photos.contains_key(path));
        let paths = paths.chain(sources.static_files.keys());
        disk::file_digests(root, paths).ok().map(Self)
    }
}

/// What a published site was built from: identifies an unchanged site.
#[derive(Clone, Copy, Debug)]
pub struct BuiltFrom<'a> {
    /// The hash of all inputs.
    pub fingerprint: Digest,
    /// The attachments as they were hashed for the fingerprint.
    pub attachments: &'a Attachments,
    /// The number of diagnostics, which a build of an unchanged site must report again.
    pub warnings: usize,
}

/// A build whose output folder is open and locked.
#[derive(Debug)]
pub struct Build<'a> {
    /// Where files are written until the site is complete.
    pub staging: Staging,
    /// The site in the output folder, whose processed photos can be used again.
    pub previous: Option<PreviousSite>,
    /// The folder that holds `content/`.
    pub root: &'a Path,
    /// Whether the site is also written as one file.
    pub has_bundle: bool,
    /// `None` if something is not known, so that the next build does everything again.
    pub built_from: Option<BuiltFrom<'a>>,
}

/// A site that was published.
#[derive(Debug)]
pub struct Done {
    /// What changed in the output folder.
    pub published: Published,
    /// The number of pages.
    pub pages: usize,
    /// What a host may refuse.
    pub host_limits: Vec<Message>,
}

impl Build<'_> {
    /// Writes all files of a site and puts it in the place of the one before.
    ///
    /// # Errors
    /// Nothing is published if a template fails, a source changed after it was compiled, or a file
    /// cannot be written.
    pub fn publish(
        self,
        mut compiled: Compiled,
        theme: &Theme,
        observer: &mut impl Observer,
    ) -> Result<Done, Error> {
        compiled.archive.has_bundle = self.has_bundle;
        let root = self.root.to_owned();
        let mut writing = Writing {
            staging: self.staging,
            originals: SourceFolder {
                root,
                previous: self.previous,
            },
            attachments: self.built_from.map(|from| from.attachments),
        };
        writing.write(&mut compiled, theme, self.has_bundle, observer)?;
        let host_limits = publish::host_limit_notes(writing.staging.files());
        let records = compiler::record_addresses(&compiled.archive, &compiled.routes);
        let origin = self.built_from.map(|from| Origin {
            sha256: from.fingerprint,
            warnings: from.warnings,
        });
        let published = writing.staging.publish(&records, origin)?;
        observer.ended(Step::Published);
        Ok(Done {
            published,
            pages: compiled.routes.iter().len(),
            host_limits,
        })
    }
}

/// The parts of a build that write files.
struct Writing<'a> {
    staging: Staging,
    originals: SourceFolder,
    attachments: Option<&'a Attachments>,
}

impl Writing<'_> {
    fn write(
        &mut self,
        compiled: &mut Compiled,
        theme: &Theme,
        has_bundle: bool,
        observer: &mut impl Observer,
    ) -> Result<(), RenderError> {
        let renderer = Renderer::new(compiled, theme);
        let mut watched = Watched {
            inner: &mut self.staging,
            observer,
        };
        let index = renderer.render_pages(&mut watched)?;
        renderer.copy_originals(&self.originals, &mut self.staging)?;
        observer.ended(Step::Pages);
        renderer.write_index(index, &mut self.staging)?;
        observer.ended(Step::Search);
        self.check_attachments(compiled)?;
        if has_bundle {
            self.write_bundle(compiled, theme)?;
            observer.ended(Step::Bundle);
        }
        Ok(())
    }

    /// The attachments that were copied must be those that the manifest says the site was made from.
    fn check_attachments(&self, compiled: &Compiled) -> Result<(), RenderError> {
        let attachments = compiled.archive.linked_attachments().into_iter();
        let attachments = attachments.map(|(source, url)| (source, url.to_output()));
        let static_files = compiled.static_files.iter();
        let static_files = static_files.map(|(path, source)| (source, path.clone()));
        for (source, path) in attachments.chain(static_files) {
            let hashed = self.attachments.and_then(|known| known.0.get(source));
            let copied: Option<&Entry> = self.staging.files().get(&path);
            if let (Some(hashed), Some(copied)) = (hashed, copied)
                && *hashed != copied.sha256
            {
                return Err(RenderError::source_changed(source));
            }
        }
        Ok(())
    }

    /// Writes the whole site again, as one file with links that need no server.
    fn write_bundle(&mut self, compiled: &mut Compiled, theme: &Theme) -> Result<(), RenderError> {
        let path = route::data_url().file(route::BUNDLE).to_output();
        // A bundle does not contain itself.
        compiled.archive.has_bundle = false;
        compiled.archive.link_style = LinkStyle::Files;
        let renderer = Renderer::new(compiled, theme);
        let originals = &self.originals;
        let mut write = |out: &mut dyn io::Write| {
            let mut bundle = Bundle::new(out);
            renderer.render(originals, &mut bundle)?;
            bundle.finish()
        };
        Ok(self.staging.put(&path, Content::Written(&mut write))?)
    }
}

/// A sink that names each file to an observer before it passes it on.
struct Watched<'a, S, O> {
    inner: &'a mut S,
    observer: &'a mut O,
}

impl<S: Sink, O: Observer> Sink for Watched<'_, S, O> {
    fn put(&mut self, path: &OutPath, content: Content<'_>) -> io::Result<()> {
        self.observer.writes(path);
        self.inner.put(path, content)
    }
}
