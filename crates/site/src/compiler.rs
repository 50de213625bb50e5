//! From sources to a compiled site: the order of the steps.
//!
//! The archive is built again for each build. A compiler with a cache parses only changed sources;
//! if they differ in body text alone, it replaces that text in the previous archive. Source texts
//! are dropped as soon as they are parsed, so that the documents' HTML is the largest thing in
//! memory. [`crate::render`] continues from here.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::sync::Arc;

use chrono::NaiveDate;

pub use crate::lost_records::record_addresses;

use crate::lost_records::lost_records;
use crate::route::{self, Routes};
use crate::static_files;
use ssg_archive::{Archive, ArchiveSources};
use ssg_base::diagnostic::{Checked, Diagnostic, Place, Severity};
use ssg_base::digest::Digest;
use ssg_base::message::Message;
use ssg_base::parallel;
use ssg_base::path::{OutPath, SourcePath, UrlPath};
use ssg_base::remedy::add_remedies;
use ssg_content::document::{self, Document, Status};
use ssg_content::settings::{self, SiteSettings};
use ssg_content::source::Sources;
use ssg_content::vocabulary::Vocabulary;

/// How many sources are parsed before their texts are dropped.
const PARSE_BATCH_LEN: usize = 1024;

/// What a build is asked for, apart from its sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildOptions {
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether the site is only looked at by its authors. Errors of drafts that are shown are then
    /// warnings, as those of drafts that are not.
    pub preview: bool,
    /// The day on which plans are judged; `None` takes the newest day in the sources.
    pub today: Option<NaiveDate>,
    /// The day until which records must have entered the archive to be shown, by `published`; where
    /// drafts are shown, later ones are shown and marked. `None` shows all.
    pub embargo: Option<NaiveDate>,
    /// The address of the site; `None` takes that of `site.yaml`.
    pub base_url: Option<String>,
    /// Whether advice is given, apart from faults and warnings.
    pub notes: bool,
    /// The addresses of published records, of which none may be lost; `None` if nothing is known
    /// to be published.
    pub published: Option<Vec<String>>,
}

/// How much work the last build was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// The sources that were parsed; the others came from the cache.
    pub parsed: usize,
    /// Whether the archive was built, rather than taken over with new body text.
    pub built_archive: bool,
}

/// An archive and its pages, ready to be rendered.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The archive.
    pub archive: Archive,
    /// Its pages.
    pub routes: Routes,
    /// Files that are published as they are, each with its source.
    pub static_files: BTreeMap<OutPath, SourcePath>,
}

/// A parsed source: a document, unless the source is at fault, and its diagnostics.
type Parsed = Arc<Checked<Option<Arc<Document>>>>;

/// A parsed source and all that the result depends on.
#[derive(Clone, Debug)]
struct CachedDocument {
    text: Arc<str>,
    vocabulary: Digest,
    parsed: Parsed,
}

/// The previous build and all that it was made from.
#[derive(Debug)]
struct PreviousBuild {
    sources: ArchiveSources,
    options: BuildOptions,
    compiled: Compiled,
    diagnostics: Vec<Diagnostic>,
}

impl PreviousBuild {
    /// The same build with new body text. `None` if anything else changed, or if a diagnostic
    /// points into a changed source: its place would no longer be right.
    fn try_reuse(
        &mut self,
        sources: &ArchiveSources,
        options: &BuildOptions,
    ) -> Option<Checked<Compiled>> {
        let changed = sources.changed_since(&self.sources)?;
        let is_changed = |place: &Place| changed.iter().any(|one| one.path == place.path);
        let mut places = self.diagnostics.iter().flat_map(|diagnostic| {
            let related = diagnostic.related.iter().map(|(place, _)| place);
            diagnostic.place.iter().chain(related)
        });
        if self.options != *options || options.notes || places.any(is_changed) {
            return None;
        }
        self.compiled.archive = self.compiled.archive.with_texts(&changed)?;
        self.sources.documents.clone_from(&sources.documents);
        Some(Checked {
            value: self.compiled.clone(),
            diagnostics: self.diagnostics.clone(),
        })
    }
}

/// What a compiler remembers between builds.
#[derive(Debug, Default)]
struct Cache {
    /// Compared by text: the reader of unchanged files passes the same allocation again, so that
    /// the comparison is mostly one of pointers.
    documents: BTreeMap<SourcePath, CachedDocument>,
    previous: Option<PreviousBuild>,
}

/// Compiles sources. With a cache it repeats only what a change requires.
#[derive(Debug, Default)]
pub struct Compiler {
    cache: Option<Cache>,
    /// `None` uses as many threads as the machine has.
    threads: Option<NonZero<usize>>,
    work: Work,
    drafts: BTreeSet<SourcePath>,
}

impl Compiler {
    /// A compiler for consecutive builds of one site.
    pub fn with_cache() -> Self {
        Self {
            cache: Some(Cache::default()),
            ..Self::default()
        }
    }

    /// The same compiler on `threads` threads; the output does not depend on their number.
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

    /// The sources of the last build that say that they are drafts.
    pub fn drafts(&self) -> &BTreeSet<SourcePath> {
        &self.drafts
    }

    /// The documents of the last build by path, each with its diagnostics; `None` for a source that
    /// could not be read. Empty for a compiler without a cache.
    pub fn documents(
        &self,
    ) -> impl Iterator<Item = (&SourcePath, &Checked<Option<Arc<Document>>>)> {
        let cached = self.cache.iter().flat_map(|cache| &cache.documents);
        cached.map(|(path, document)| (path, &*document.parsed))
    }

    /// The archive of the last build, of the documents that could be read. `None` for a compiler
    /// without a cache.
    pub fn archive(&self) -> Option<&Archive> {
        let previous = self.cache.as_ref()?.previous.as_ref()?;
        Some(&previous.compiled.archive)
    }

    /// Turns errors of drafts into warnings, unless the drafts are published, drops what follows from an
    /// encoding that could not be read, and adds remedies. Also for errors that were found outside the compiler.
    pub fn weigh(&self, found: &mut Vec<Diagnostic>, options: &BuildOptions) {
        let path = |diagnostic: &Diagnostic| Some(diagnostic.place.as_ref()?.path.clone());
        let is_encoding =
            |found: &Diagnostic| matches!(found.message, Message::NotUtf8 { .. } | Message::Utf16);
        let garbled = found.iter().filter(|found| is_encoding(found));
        let garbled: BTreeSet<SourcePath> = garbled.filter_map(path).collect();
        if !garbled.is_empty() {
            found.retain(|found| {
                is_encoding(found) || path(found).is_none_or(|path| !garbled.contains(&path))
            });
        }
        // A folder or settings that cannot be read are not missing.
        let is_at_settings = |found: &Diagnostic| {
            let path = found.place.as_ref().map(|place| place.path.as_str());
            let is_there = path == Some("content") || path == Some(settings::SETTINGS_PATH);
            is_there && found.message != Message::NoSite && found.is_error()
        };
        if found.iter().any(is_at_settings) {
            found.retain(|found| found.message != Message::NoSite);
        }
        add_remedies(found);
        if options.drafts && !options.preview {
            return;
        }
        let errors = found.iter_mut().filter(|diagnostic| diagnostic.is_error());
        for error in errors {
            let place = error.place.as_ref();
            if place.is_some_and(|place| self.drafts.contains(&place.path)) {
                error.severity = Severity::Warning;
            }
        }
    }

    /// Compiles sources to an archive and its pages; `None` if there is an error.
    pub fn compile(
        &mut self,
        sources: Sources,
        options: &BuildOptions,
    ) -> Checked<Option<Compiled>> {
        self.work = Work::default();
        let mut found = sources.check_extensions();
        let Sources {
            mut texts,
            attachments,
            attachment_details,
            photos,
            static_files,
        } = sources;
        let site = read_site(&mut texts, options, &mut found);
        let has_sound_settings = !found.iter().any(Diagnostic::is_error);
        let (vocabulary, vocabulary_digest) = read_vocabulary(&mut texts, &mut found);
        // Only advice needs the texts once more; they are shared, not copied.
        let advised = options.notes.then(|| texts.clone());
        let (documents, unread) = self.parse(texts, &vocabulary, vocabulary_digest, &mut found);
        found.retain(|found| {
            let is_note = found.severity == Severity::Note;
            (options.notes || !is_note) && !site.allows(&found.message)
        });
        let unread_drafts = unread.intersection(&self.drafts).cloned().collect();
        let sources = ArchiveSources {
            site,
            vocabulary,
            documents,
            unread,
            unread_drafts,
            attachments: attachments.into_keys().collect(),
            attachment_details,
            photos,
            drafts: options.drafts,
            today: options.today,
            embargo: options.embargo,
        };
        let mut compiled = self.build_archive(sources, options).report_to(&mut found);
        if let Some(texts) = advised {
            let threads = parallel::thread_count(self.threads);
            found.extend(compiled.archive.copied_passage_notes(&texts, threads));
        }
        compiled.static_files =
            static_files::place(&static_files, &compiled.routes, &compiled.archive.site)
                .report_to(&mut found);
        if !has_sound_settings {
            // Settings that could not be read may well name the council.
            found.retain(|diagnostic| diagnostic.message != Message::NoCouncil);
        }
        drop_named_files(&mut found);
        self.weigh(&mut found, options);
        if let Some(published) = &options.published {
            // A source at fault is reported already; it keeps its address and those below it.
            let errors = found.iter().filter(|diagnostic| diagnostic.is_error());
            let mut excused: Vec<UrlPath> = errors
                .filter_map(|error| {
                    let path = &error.place.as_ref()?.path;
                    document::url_of(path).or_else(|| document::url_meant(path))
                })
                .collect();
            if !excused.is_empty() || !has_sound_settings {
                // What could not be read may well name the council.
                excused.push(route::councils_url());
            }
            let built = (&compiled.archive, &compiled.routes);
            found.extend(lost_records(published, built, &excused));
        }
        let has_errors = found.iter().any(Diagnostic::is_error);
        Checked {
            value: (!has_errors).then_some(compiled),
            diagnostics: found,
        }
    }

    /// Puts the documents together and gives each page its address.
    fn build_archive(
        &mut self,
        sources: ArchiveSources,
        options: &BuildOptions,
    ) -> Checked<Compiled> {
        let previous = self
            .cache
            .as_mut()
            .and_then(|cache| cache.previous.as_mut());
        if let Some(reused) = previous.and_then(|build| build.try_reuse(&sources, options)) {
            return reused;
        }
        self.work.built_archive = true;
        let cached_sources = self.cache.is_some().then(|| sources.clone());
        let mut diagnostics = Vec::new();
        let archive = Archive::new(sources).report_to(&mut diagnostics);
        if options.notes {
            diagnostics.extend(archive.vague_lesson_notes());
            diagnostics.extend(archive.repeated_trip_notes());
            diagnostics.extend(archive.unread_attachment_notes());
            let threads = parallel::thread_count(self.threads);
            diagnostics.extend(archive.signed_copy_notes(threads));
        }
        let routes = Routes::new(&archive).report_to(&mut diagnostics);
        let compiled = Compiled {
            archive,
            routes,
            static_files: BTreeMap::new(),
        };
        if let Some((cache, sources)) = self.cache.as_mut().zip(cached_sources) {
            cache.previous = Some(PreviousBuild {
                sources,
                options: options.clone(),
                compiled: compiled.clone(),
                diagnostics: diagnostics.clone(),
            });
        }
        Checked {
            value: compiled,
            diagnostics,
        }
    }

    /// Parses all texts, those in the cache apart. Returns the documents, and the sources that are
    /// at fault.
    fn parse(
        &mut self,
        texts: BTreeMap<SourcePath, Arc<str>>,
        vocabulary: &Vocabulary,
        vocabulary_digest: Digest,
        found: &mut Vec<Diagnostic>,
    ) -> (Vec<Arc<Document>>, BTreeSet<SourcePath>) {
        let mut documents = Vec::new();
        let mut unread = BTreeSet::new();
        self.drafts.clear();
        let cached = self
            .cache
            .as_mut()
            .map(|cache| std::mem::take(&mut cache.documents));
        let threads = parallel::thread_count(self.threads);
        let from_cache = |path: &SourcePath, text: &Arc<str>| {
            let known = cached.as_ref()?.get(path)?;
            let is_same = Arc::ptr_eq(&known.text, text) || known.text == *text;
            (is_same && known.vocabulary == vocabulary_digest).then(|| Arc::clone(&known.parsed))
        };
        let mut texts = texts.into_iter();
        loop {
            let batch: Vec<_> = texts.by_ref().take(PARSE_BATCH_LEN).collect();
            if batch.is_empty() {
                break;
            }
            let parse = |(path, text): &(SourcePath, Arc<str>)| {
                let known = from_cache(path, text);
                let is_new = known.is_none();
                let parsed = known.unwrap_or_else(|| {
                    let Checked { value, diagnostics } = document::parse(path, text, vocabulary);
                    Arc::new(Checked {
                        value: value.map(Arc::new),
                        diagnostics,
                    })
                });
                (parsed, is_new)
            };
            let parsed = parallel::map(&batch, threads, parse);
            for ((path, text), (parsed, is_new)) in batch.into_iter().zip(parsed) {
                self.work.parsed += usize::from(is_new);
                found.extend(parsed.diagnostics.iter().cloned());
                let is_draft = if let Some(document) = &parsed.value {
                    documents.push(Arc::clone(document));
                    document.record.status == Status::Draft
                } else {
                    unread.insert(path.clone());
                    document::says_draft(&text)
                };
                if is_draft {
                    self.drafts.insert(path.clone());
                }
                if let Some(cache) = &mut self.cache {
                    let vocabulary = vocabulary_digest;
                    let entry = CachedDocument {
                        text,
                        vocabulary,
                        parsed,
                    };
                    cache.documents.insert(path, entry);
                }
            }
        }
        (documents, unread)
    }
}

/// Drops the warnings of unused files that another diagnostic names: their use was misspelt.
fn drop_named_files(found: &mut Vec<Diagnostic>) {
    /// How many unused files are looked for. An archive with more has other problems.
    const MAX_FILES: usize = 200;
    let is_unused = |found: &Diagnostic| found.message == Message::UnusedFile;
    let unused = found
        .iter()
        .filter(|found| is_unused(found))
        .take(MAX_FILES);
    let names: Vec<String> = unused
        .filter_map(|found| Some(found.place.as_ref()?.path.file_name().to_owned()))
        .collect();
    if names.is_empty() {
        return;
    }
    let others = found.iter().filter(|found| !is_unused(found));
    let texts = others.flat_map(|found| found.hints.iter().chain([&found.message]));
    let texts: Vec<String> = texts.map(ToString::to_string).collect();
    let is_named = |name: &String| texts.iter().any(|text| text.contains(&**name));
    let named: BTreeSet<String> = names.into_iter().filter(is_named).collect();
    found.retain(|found| {
        let name = found.place.as_ref().map(|place| place.path.file_name());
        !is_unused(found) || name.is_none_or(|name| !named.contains(name))
    });
}

fn read_site(
    texts: &mut BTreeMap<SourcePath, Arc<str>>,
    options: &BuildOptions,
    found: &mut Vec<Diagnostic>,
) -> SiteSettings {
    let path = settings::settings_path();
    let Some(text) = texts.remove(&path) else {
        found
            .push(Diagnostic::error(Place::file(&path), Message::NoSite).hint(Message::NoSiteHint));
        return SiteSettings::default();
    };
    let mut site = settings::parse(&path, &text).report_to(found);
    if options.base_url.is_some() {
        site.base_url.clone_from(&options.base_url);
    }
    site
}

/// Reads the topics, and hashes them.
fn read_vocabulary(
    texts: &mut BTreeMap<SourcePath, Arc<str>>,
    found: &mut Vec<Diagnostic>,
) -> (Vocabulary, Digest) {
    let path = settings::topics_path();
    match texts.remove(&path) {
        None => (Vocabulary::built_in(), Digest::of(b"built in")),
        Some(text) => {
            let vocabulary = settings::parse_topics(&path, &text).report_to(found);
            (vocabulary, Digest::of(text.as_bytes()))
        }
    }
}
