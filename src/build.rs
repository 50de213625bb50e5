//! `ssg build`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use ssg::cli::{Build, Common, Format};
use ssg_archive::{LinkStyle, Picture};
use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::digest::Digest;
use ssg_base::message::{Language, Message};
use ssg_base::path::{OutPath, SourcePath};
use ssg_content::document::{Document, SourceText};
use ssg_content::photo::ImageEncoder;
use ssg_content::settings::SiteSettings;
use ssg_content::source::Sources;
use ssg_publish::disk;
use ssg_publish::publish::{self, Growing, Manifest, Origin, Places, Published, Staging};
use ssg_site::compiler::{
    self, Compiled, Compiler, Failure, File, Inputs, Meanwhile, Settings, Work,
};
use ssg_site::data::bundle::Bundle;
use ssg_site::edit::Edit;
use ssg_site::route::{self, Routes};
use ssg_site::theme::Theme;

use super::session::{
    Session, ThemeFiles, compile_settings, compile_site, eprint, format_duration, print_error,
    print_publish_error, print_warning,
};
use super::{EXIT_ERROR, EXIT_OK, OUTPUT, PROGRAM};

pub(super) fn run_build(build: &Build, common: &Common) -> u8 {
    build_site(build, common).unwrap_or_else(|code| code)
}

fn build_site(build: &Build, common: &Common) -> Result<u8, u8> {
    let mut steps = Steps::start();
    let (mut session, sources) = Session::open(common)?;
    steps.end(Message::StepRead);
    let output = build
        .output_dir
        .clone()
        .unwrap_or_else(|| session.root.join(OUTPUT));
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let root = session.root.clone();
    let places = Places {
        root: &root,
        home: home.as_deref(),
    };
    let staging = Staging::open(&output, &places, build.force)
        .map_err(|error| print_publish_error(&error, session.language))?;
    let settings = compile_settings(
        &build.checking,
        false,
        build.base_url.clone(),
        (&output, staging.before().map(|site| site.records.clone())),
        &mut session,
    )?;
    let theme = session.read_theme_files()?;
    let attachments = attachments(&root, &sources);
    let inputs = attachments
        .as_ref()
        .and_then(|read| session.inputs(&sources, read, &theme, &settings, build));
    let origin = inputs.as_ref().map(Inputs::whole);
    // Who names another site wants to know of what it has and this one has not.
    let mine = origin.filter(|_| build.checking.published.is_none());
    let standing = mine.and_then(|origin| staging.standing(origin)).cloned();
    if let Some(manifest) = standing.as_ref().filter(|_| !build.verify) {
        session.warn_again(manifest, sources, theme, &settings);
        steps.end(Message::StepChecked);
        session.tell_standing(manifest, &output, &steps);
        steps.tell(build, &session);
        return Ok(EXIT_OK);
    }
    let mut compiler = Compiler::default();
    let Some((mut compiled, theme)) =
        compile_site(&mut session, &mut compiler, sources, theme, &settings)
    else {
        return Ok(session.fail(|errors| Message::BuildFailed { errors }));
    };
    steps.end(Message::StepChecked);
    compiled.archive.has_bundle = build.bundle;
    let mut writer = Writer {
        staging,
        root: &root,
        image_encoder: ImageEncoder::default(),
        attachments,
        texts: Vec::new(),
    };
    let frame = inputs.map(|inputs| inputs.frame(&compiled.archive));
    let numbers = origin.zip(frame);
    let numbers = numbers.filter(|_| !build.verify && !build.bundle);
    let edit = numbers.and_then(|(origin, frame)| writer.edit(&compiled, origin, frame));
    let progress = Progress::new(&session, &compiled, steps.start);
    let rendered = writer.write_pages(&mut compiler, &compiled, &theme, edit.as_ref(), progress);
    if !build.bundle {
        // The index of the search needs the room, and knows where things stand.
        compiled.routes = Routes::default();
    }
    steps.end(Message::StepPages);
    let rendered = rendered.and_then(|meanwhile| {
        compiler.render_search(&compiled, meanwhile, |path, file| writer.write(path, file))
    });
    steps.end(Message::StepSearch);
    let work = compiler.work();
    let mut written = rendered.map_err(Unwritten::from);
    written = written.and_then(|()| writer.write_texts());
    if build.bundle {
        written = written.and_then(|()| writer.bundle(&mut compiler, &mut compiled, &theme));
        steps.end(Message::StepBundle);
    }
    match written {
        Ok(()) => {}
        Err(Unwritten::Fault(fault)) => {
            session.diagnostics.push(*fault);
            return Ok(session.fail(|errors| Message::BuildFailed { errors }));
        }
        Err(Unwritten::Disk(error)) => return Err(print_publish_error(&error, session.language)),
    }
    let records = compiler::records(&compiled.archive);
    let origin = origin.map(|sha256| Origin {
        sha256,
        frame,
        warnings: session.diagnostics.len(),
    });
    let published = writer
        .staging
        .publish(&records, origin)
        .map_err(|error| print_publish_error(&error, session.language))?;
    steps.end(Message::StepPublished);
    session.tell_published(&published, work, &compiled, &output, &steps);
    steps.tell(build, &session);
    // The process ends: the system takes an archive back as a whole, piece by piece takes longer.
    mem::forget(compiled);
    if standing.is_some() && published.changed > 0 {
        let count = published.changed.to_string();
        print_error(&Message::NotReproducible { count }, None, session.language);
        return Ok(EXIT_ERROR);
    }
    Ok(EXIT_OK)
}

/// The digests of sources that are neither texts nor photos; `None` where one cannot be read.
fn attachments(root: &Path, sources: &Sources) -> Option<BTreeMap<SourcePath, Digest>> {
    let paths = sources.attachments.keys();
    let paths = paths.filter(|path| !sources.photos.contains_key(path));
    disk::file_digests(root, paths).ok()
}

impl Session<'_> {
    /// What a site will be made from, in numbers; `None` where anything of it could not be read.
    fn inputs(
        &self,
        sources: &Sources,
        attachments: &BTreeMap<SourcePath, Digest>,
        theme: &ThemeFiles,
        settings: &Settings,
        build: &Build,
    ) -> Option<Inputs> {
        if !self.diagnostics.is_empty() || !theme.files.diagnostics.is_empty() {
            return None;
        }
        Some(Inputs::new(
            PROGRAM,
            sources,
            attachments,
            &theme.files.value,
            settings,
            build.bundle,
        ))
    }

    /// Finds again what a build that is not done would warn of.
    fn warn_again(
        &mut self,
        manifest: &Manifest,
        sources: Sources,
        theme: ThemeFiles,
        settings: &Settings,
    ) {
        let is_addressed = |site: &SiteSettings| site.base_url.is_some();
        if settings.base_url.is_none() && !self.site.as_ref().is_some_and(is_addressed) {
            self.skipped_checks.push(Message::NoBaseUrl);
        }
        let warnings = manifest.origin.as_ref().map_or(0, |origin| origin.warnings);
        if warnings > 0 {
            compile_site(self, &mut Compiler::default(), sources, theme, settings);
        }
    }

    /// Says that the site stands as these very sources made it.
    fn tell_standing(&mut self, manifest: &Manifest, output: &Path, steps: &Steps) {
        self.print_diagnostics();
        let pages = manifest.files.keys();
        let pages = pages.filter(|path| path.as_str().rsplit('.').next() == Some("html"));
        self.print_summary(&Message::BuiltUnchanged {
            pages: pages.count().to_string(),
            path: output.display().to_string(),
            time: format_duration(steps.start.elapsed()),
        });
    }

    /// Says what was published.
    fn tell_published(
        &mut self,
        published: &Published,
        work: Work,
        compiled: &Compiled,
        output: &Path,
        steps: &Steps,
    ) {
        self.print_diagnostics();
        let path = output.display().to_string();
        if published.in_place {
            print_warning(&Message::PublishingInPlace { path: path.clone() }, self);
        }
        if compiled.archive.site.base_url.is_none() {
            self.skipped_checks.push(Message::NoBaseUrl);
        }
        let (pages, files) = (work.pages.to_string(), published.files.to_string());
        let time = format_duration(steps.start.elapsed());
        self.print_summary(&if published.changed == 0 {
            Message::BuiltUnchanged { pages, path, time }
        } else {
            Message::Built {
                pages,
                files,
                path,
                time,
            }
        });
    }
}

/// How long each step of a build took.
struct Steps {
    start: Instant,
    ended: Vec<(Message, Instant)>,
}

impl Steps {
    fn start() -> Self {
        Self {
            start: Instant::now(),
            ended: Vec::new(),
        }
    }

    fn end(&mut self, step: Message) {
        self.ended.push((step, Instant::now()));
    }

    /// Says so where it was asked for.
    fn tell(&self, build: &Build, session: &Session<'_>) {
        if build.timings {
            eprint(&self.table(session.language));
        }
    }

    /// A line for each step, in whole milliseconds, and one for all.
    fn table(&self, language: Language) -> String {
        let mut before = self.start;
        let mut lines = Vec::new();
        for (step, end) in &self.ended {
            lines.push((step.text(language), *end - before));
            before = *end;
        }
        lines.push((Message::StepsTotal.text(language), before - self.start));
        let width = lines.iter().map(|(name, _)| name.chars().count()).max();
        let width = width.unwrap_or_default();
        let lines = lines
            .iter()
            .map(|(name, time)| format!("{name:width$}  {:>8} ms\n", time.as_millis()));
        lines.collect()
    }
}

/// How far a build is, on a terminal, where it takes more than a second.
struct Progress {
    language: Language,
    /// Pages in all; `None` where nobody watches.
    all: Option<usize>,
    done: usize,
    /// When the line is due to be written again.
    due: Instant,
    is_shown: bool,
}

impl Progress {
    fn new(session: &Session<'_>, compiled: &Compiled, start: Instant) -> Self {
        let watched = std::io::stderr().is_terminal()
            && !session.common.quiet
            && session.common.format == Format::Human;
        Self {
            language: session.language,
            all: watched.then(|| compiled.routes.iter().len()),
            done: 0,
            due: start + Duration::from_secs(1),
            is_shown: false,
        }
    }

    /// Counts the file at `path`, and says how far the build is ten times a second.
    fn show(&mut self, path: &OutPath) {
        let Some(all) = self.all else { return };
        let is_page = path.as_str().rsplit('.').next() == Some("html");
        self.done += usize::from(is_page);
        let now = Instant::now();
        if now < self.due {
            return;
        }
        self.due = now + Duration::from_millis(100);
        self.is_shown = true;
        let line = Message::Progress {
            done: self.done.min(all).to_string(),
            total: all.to_string(),
        };
        eprint(&format!("\r{}", line.text(self.language)));
    }

    fn clear(&mut self) {
        if self.is_shown {
            // "Erase in line", ECMA-48.
            eprint("\r\u{1b}[K");
        }
    }
}

/// Why a file was not written.
enum Unwritten {
    Fault(Box<Diagnostic>),
    Disk(publish::Error),
}

impl Unwritten {
    /// A source is not what was compiled any more.
    fn changed(source: &SourcePath) -> Self {
        let fault = Diagnostic::error(Place::file(source), Message::SourceChanged);
        Self::Fault(Box::new(fault.hint(Message::SourceChangedHint)))
    }
}

impl From<publish::Error> for Unwritten {
    fn from(error: publish::Error) -> Self {
        Self::Disk(error)
    }
}

impl From<Failure<Self>> for Unwritten {
    fn from(failure: Failure<Self>) -> Self {
        match failure {
            Failure::Template(fault) => Self::Fault(fault),
            Failure::Emit(unwritten) => unwritten,
        }
    }
}

/// Writes the files of the new site.
struct Writer<'a> {
    staging: Staging,
    root: &'a Path,
    image_encoder: ImageEncoder,
    /// What is known of the sources that are copied, if all of them could be read.
    attachments: Option<BTreeMap<SourcePath, Digest>>,
    /// Texts of sources that were read anew and wait to be counted together: where each goes, the
    /// text, where it lies, and what was compiled.
    texts: Vec<(OutPath, Arc<str>, SourcePath, SourceText)>,
}

/// How many texts of sources are counted together.
const TOGETHER: usize = 32;

impl Writer<'_> {
    /// What was edited since the published site was made, where nothing but running texts was.
    /// Of what stands nothing was: who has it built again wants all of it.
    fn edit(&self, compiled: &Compiled, origin: Digest, frame: Digest) -> Option<Edit> {
        if self.staging.standing(origin).is_some() {
            return None;
        }
        let before = self.staging.framed(frame)?;
        Edit::since(
            &compiled.archive,
            &compiled.routes,
            |path| Some(before.files.get(path)?.sha256),
            |path| self.staging.published_file(path),
            |document| source_text(self.root, document).ok(),
        )
    }

    /// Writes the pages and the data, those of an edit alone where there is one.
    fn write_pages(
        &mut self,
        compiler: &mut Compiler,
        compiled: &Compiled,
        theme: &Theme,
        edit: Option<&Edit>,
        mut progress: Progress,
    ) -> Result<Meanwhile, Failure<Unwritten>> {
        if let Some(edit) = edit
            && let Some(index) = self.write_edit(compiler, compiled, theme, edit)?
        {
            return Ok(index);
        }
        self.staging.keep_nothing();
        let rendered = compiler.render_pages(compiled, theme, |path, file| {
            progress.show(path);
            self.write(path, file)
        });
        progress.clear();
        rendered
    }

    /// Writes the pages of an edit, and lets all other files of the published site stay but the index
    /// of the search. `None` where they could not; then nothing was written.
    fn write_edit(
        &mut self,
        compiler: &mut Compiler,
        compiled: &Compiled,
        theme: &Theme,
        edit: &Edit,
    ) -> Result<Option<Meanwhile>, Failure<Unwritten>> {
        let Self {
            staging,
            root,
            image_encoder,
            ..
        } = self;
        let mut made = BTreeMap::new();
        let before = |path: &OutPath| staging.published_file(path);
        let index = compiler.render_edit(compiled, theme, edit, before, |path, file| {
            made.insert(path.clone(), bytes(root, image_encoder, file)?.into_owned());
            Ok(())
        })?;
        let stays = |path: &OutPath| !made.contains_key(path) && Edit::may_stay(path);
        let kept = staging.keep(stays);
        if !kept.map_err(|error| Failure::Emit(error.into()))? {
            return Ok(None);
        }
        for (path, bytes) in &made {
            let written = staging.write(path, bytes);
            written.map_err(|error| Failure::Emit(error.into()))?;
        }
        Ok(Some(index))
    }

    /// Writes a file. A picture that the published site has is taken from there.
    fn write(&mut self, path: &OutPath, file: File<'_>) -> Result<(), Unwritten> {
        match file {
            File::Bytes(bytes) => self.staging.write(path, bytes)?,
            File::Hashed(hashed) => {
                self.staging
                    .write_hashed(path, &hashed.bytes, hashed.digest)?;
            }
            File::Pieces(pieces) => {
                let mut growing = self.staging.start(path)?;
                pieces(&mut |piece| growing.write_all(piece))
                    .map_err(|error| self.staging.unwritten(path, error))?;
                self.staging.finish(growing)?;
            }
            File::Copy(source) => self.copy(path, source)?,
            File::Source(document) => {
                let read = disk::read_text(self.root, &document.path);
                let text = read.ok_or_else(|| Unwritten::changed(&document.path))?;
                self.texts.push((
                    path.clone(),
                    text,
                    document.path.clone(),
                    document.source.clone(),
                ));
                if self.texts.len() == TOGETHER {
                    self.write_texts()?;
                }
            }
            File::Picture(picture) => {
                let bytes = match self.staging.published_file(path) {
                    Some(bytes) => bytes,
                    None => developed(self.root, &mut self.image_encoder, picture)?,
                };
                self.staging.write(path, &bytes)?;
            }
        }
        Ok(())
    }

    /// Writes what is published of the sources that wait. Each was read anew, and must be what was
    /// compiled.
    fn write_texts(&mut self) -> Result<(), Unwritten> {
        for (path, text, from, source) in std::mem::take(&mut self.texts) {
            let published = source.publish(&text);
            let published = published.ok_or_else(|| Unwritten::changed(&from))?;
            self.staging
                .write_hashed(&path, published.as_bytes(), source.published_digest)?;
        }
        Ok(())
    }

    /// What the manifest will say that the site was made from must be what was copied.
    fn copy(&mut self, path: &OutPath, source: &SourcePath) -> Result<(), Unwritten> {
        let file = disk::open_attachment(self.root, source).map_err(publish::Error::from)?;
        let copied = self.staging.copy(path, file)?;
        let known = self.attachments.as_ref();
        let known = known.and_then(|attachments| attachments.get(source));
        match known {
            Some(known) if *known != copied => Err(Unwritten::changed(source)),
            _ => Ok(()),
        }
    }

    /// Writes the whole site once more, in one file, with links that need no server.
    fn bundle(
        &mut self,
        compiler: &mut Compiler,
        compiled: &mut Compiled,
        theme: &Theme,
    ) -> Result<(), Unwritten> {
        let at = route::data_url().file(route::BUNDLE).to_output();
        let mut bundle = Bundle::new(self.staging.start(&at)?);
        // A bundle does not hold itself.
        compiled.archive.has_bundle = false;
        compiled.archive.link_style = LinkStyle::Files;
        compiler.render(compiled, theme, |path, file| {
            if !Bundle::<Growing>::includes(path) {
                return Ok(());
            }
            let bytes = bytes(self.root, &mut self.image_encoder, file)?;
            let entered = bundle
                .start_file(path)
                .and_then(|()| bundle.write_all(&bytes));
            entered.map_err(|error| self.staging.unwritten(&at, error).into())
        })?;
        let growing = bundle
            .finish()
            .map_err(|error| self.staging.unwritten(&at, error))?;
        Ok(self.staging.finish(growing)?)
    }
}

/// What would be written of a file.
fn bytes<'f>(
    root: &Path,
    image_encoder: &mut ImageEncoder,
    file: File<'f>,
) -> Result<Cow<'f, [u8]>, Unwritten> {
    Ok(match file {
        File::Bytes(bytes) => Cow::Borrowed(bytes),
        File::Hashed(hashed) => Cow::Borrowed(&*hashed.bytes),
        File::Pieces(pieces) => Cow::Owned(compiler::joined(pieces)),
        File::Copy(source) => {
            let read = disk::read_file(root, source);
            Cow::Owned(read.map_err(publish::Error::from)?)
        }
        File::Source(document) => Cow::Owned(source_text(root, document)?.into_bytes()),
        File::Picture(picture) => Cow::Owned(developed(root, image_encoder, picture)?),
    })
}

fn developed(
    root: &Path,
    image_encoder: &mut ImageEncoder,
    picture: &Picture<'_>,
) -> Result<Vec<u8>, Unwritten> {
    let read = || disk::read_file(root, picture.source).map_err(publish::Error::from);
    let bytes = image_encoder.encode(picture.photo, picture.variant, read)?;
    bytes.map_err(|fault| Unwritten::Fault(Box::new(picture.fault(&fault))))
}

/// What is published of a record's source. The text is read anew, and must be what was compiled.
fn source_text(root: &Path, document: &Document) -> Result<String, Unwritten> {
    let text = disk::read_text(root, &document.path);
    let published = text.and_then(|text| {
        let published = document.source.publish(&text)?;
        Some(published.into_owned())
    });
    published.ok_or_else(|| Unwritten::changed(&document.path))
}
