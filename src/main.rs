//! The `ssg` program: reads, compiles, says, writes. The only place that prints or exits.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use clap::FromArgMatches as _;

use ssg::archive::{Links, Picture};
use ssg::ask;
use ssg::blank::{self, Answers};
use ssg::cli::{
    self, Build, Checking, Cli, Command, Common, Format, Import, Init, New, NewKind, SchemaSubject,
    Serve, Verify,
};
use ssg::compiler::{self, Compiled, Compiler, Failure, File, Settings, Work};
use ssg::data::bundle::Bundle;
use ssg::date::PartialDate;
use ssg::diagnostic::{Checked, Diagnostic, Place, Severity, render};
use ssg::digest::Digest;
use ssg::disk::{self, Seen, ThemeFile};
use ssg::document::{self, Document, Kind};
use ssg::fields::did_you_mean;
use ssg::gazetteer::{self, Gazetteer, Resolution, Vintage};
use ssg::import::{self, Imported, Setting};
use ssg::message::{Language, Message};
use ssg::path::{OutPath, SourcePath};
use ssg::photo::Darkroom;
use ssg::preview::{Kept, Preview};
use ssg::publish::{self, Growing, Manifest, Origin, Places, Published, Staging};
use ssg::route;
use ssg::schema;
use ssg::serve::{self, Answer, Stage};
use ssg::site::{self, Site};
use ssg::source::Sources;
use ssg::theme::{self, Theme};
use ssg::vocabulary::Vocabulary;
use ssg::watch::Watcher;

/// Pages are made of thousands of small texts each: with the system's own allocator a tenth of all
/// time is spent there, and more where threads share it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Nothing is wrong; there may be warnings.
const FINE: u8 = 0;
/// The sources or the machine are at fault; nothing was published.
const FAULTY: u8 = 1;
/// The command makes no sense here, or its output is refused.
const REFUSED: u8 = 2;

/// What this program was made from, by `build.rs`.
const PROGRAM: &str = env!("SSG_PROGRAM");

/// Where a site is published unless said otherwise, within its root.
const OUTPUT: &str = "public";

/// What reading the deepest source that is allowed needs, many times over. The first thread has as
/// much as `ulimit -s` or the system gives it, which may be 1 MiB.
const STACK: usize = 16 << 20;

fn main() -> ExitCode {
    let work = std::thread::Builder::new().stack_size(STACK).spawn(run);
    let work = work.expect("a process can start a thread").join();
    work.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn run() -> ExitCode {
    let args: Vec<String> = std::env::args_os()
        .map(|arg| arg.to_string_lossy().into_owned())
        .collect();
    let matches = cli::command(cli::asked_language(&args)).get_matches();
    let parsed = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let Cli { command, common } = parsed;
    let code = match command {
        Command::Build(build) => run_build(&build, &common),
        Command::Check(checking) => run_check(&checking, &common),
        Command::Verify(verify) => run_verify(&verify, &common),
        Command::Serve(serve) => run_serve(&serve, &common),
        Command::Init(init) => run_init(&init, &common),
        Command::New(wanted) => run_new(&wanted, &common).unwrap_or_else(|code| code),
        Command::Schema(wanted) => run_schema(wanted.subject, &common),
        Command::Completion(wanted) => {
            let mut command = cli::command(common.lang.unwrap_or_default());
            let mut script = Vec::new();
            clap_complete::generate(wanted.shell, &mut command, "ssg", &mut script);
            say(&String::from_utf8_lossy(&script));
            FINE
        }
        Command::Man => {
            let mut page = Vec::new();
            let man = clap_mangen::Man::new(cli::command(common.lang.unwrap_or_default()));
            man.render(&mut page).expect("memory can be written to");
            say(&String::from_utf8_lossy(&page));
            FINE
        }
        Command::Import(wanted) => run_import(&wanted, &common).unwrap_or_else(|code| code),
    };
    ExitCode::from(code)
}

/// What a site has of its theme, read once.
struct ThemeFiles {
    name: String,
    files: Checked<theme::Overrides>,
    /// Where the settings name it.
    place: Option<Place>,
}

/// A site that is being worked on, and how to speak of it.
struct Desk<'a> {
    root: PathBuf,
    /// The settings, whatever is wrong with them; `None` where they could not be read.
    site: Option<Site>,
    language: Language,
    common: &'a Common,
    found: Vec<Diagnostic>,
    /// What could not be checked or made, told at the end.
    unchecked: Vec<Message>,
}

impl<'a> Desk<'a> {
    /// Finds the site and reads its sources.
    fn open(common: &'a Common) -> Result<(Self, Sources), u8> {
        Self::open_with(common, disk::read_sources)
    }

    /// The same, where the sources are read in this way.
    fn open_with(
        common: &'a Common,
        read: impl FnOnce(&Path) -> Result<Checked<Sources>, disk::Error>,
    ) -> Result<(Self, Sources), u8> {
        let language = common.lang.unwrap_or_default();
        let start = common.root.clone().unwrap_or_else(|| PathBuf::from("."));
        let root = match &common.root {
            Some(root) => root.join(site::SETTINGS).is_file().then(|| root.clone()),
            None => start
                .canonicalize()
                .ok()
                .and_then(|start| disk::find_root(&start)),
        };
        let Some(root) = root else {
            complain(&Message::NoSite, Some(&Message::NoSiteHint), language);
            return Err(REFUSED);
        };
        let sources = read(&root).map_err(|error| {
            complain(&error.message(), None, language);
            FAULTY
        })?;
        let mut found = Vec::new();
        let sources = sources.tell(&mut found);
        let settings = SourcePath::new(site::SETTINGS).expect("a sound path");
        let text = sources.texts.get(&settings);
        let site = text.map(|text| site::parse(&settings, text).value);
        let written = site.as_ref().map(|site| site.language);
        let language = common.lang.or(written).unwrap_or(Language::Vi);
        Ok((
            Self {
                root,
                site,
                language,
                common,
                found,
                unchecked: Vec::new(),
            },
            sources,
        ))
    }

    /// The number of what a site will be made from; `None` where anything of it could not be read.
    fn origin(
        &self,
        sources: &Sources,
        theme: &ThemeFiles,
        settings: &Settings,
        build: &Build,
    ) -> Option<Digest> {
        if !self.found.is_empty() || !theme.files.diagnostics.is_empty() {
            return None;
        }
        let others = sources.attachments.keys();
        let others = others.filter(|path| !sources.photos.contains_key(path));
        let others = disk::digests(&self.root, others).ok()?;
        let theme = &theme.files.value;
        Some(compiler::origin(
            PROGRAM,
            sources,
            &others,
            theme,
            settings,
            build.bundle,
        ))
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
        self.tell();
        let path = output.display().to_string();
        if published.in_place {
            complain_softly(&Message::InPlace { path: path.clone() }, self);
        }
        if compiled.archive.site.base_url.is_none() {
            self.unchecked.push(Message::NoBaseUrl);
        }
        let (pages, files) = (work.pages.to_string(), work.files.to_string());
        let time = seconds(steps.start.elapsed());
        self.conclude(&if published.changed == 0 {
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

    /// Finds again what a build that is not done would warn of.
    fn warn_again(
        &mut self,
        manifest: &Manifest,
        sources: Sources,
        theme: ThemeFiles,
        settings: &Settings,
    ) {
        let is_addressed = |site: &Site| site.base_url.is_some();
        if settings.base_url.is_none() && !self.site.as_ref().is_some_and(is_addressed) {
            self.unchecked.push(Message::NoBaseUrl);
        }
        let warnings = manifest.origin.as_ref().map_or(0, |origin| origin.warnings);
        if warnings > 0 {
            compile(self, &mut Compiler::default(), sources, theme, settings);
        }
    }

    /// Says that the site stands as these very sources made it.
    fn tell_standing(&mut self, manifest: &Manifest, output: &Path, steps: &Steps) {
        self.tell();
        let pages = manifest.files.keys();
        let pages = pages.filter(|path| path.as_str().rsplit('.').next() == Some("html"));
        self.conclude(&Message::BuiltUnchanged {
            pages: pages.count().to_string(),
            path: output.display().to_string(),
            time: seconds(steps.start.elapsed()),
        });
    }

    /// The files that the site has of the theme that its settings name.
    fn theme_files(&self) -> Result<ThemeFiles, u8> {
        let named = self.site.as_ref().map(|site| site.theme.clone());
        let name = named.as_ref().map_or(theme::DEFAULT, |named| &named.value);
        let files = disk::read_theme(&self.root, name).map_err(|error| {
            complain(&error.message(), None, self.language);
            FAULTY
        })?;
        let bytes = |(name, file)| match file {
            ThemeFile::Text(text) => (name, text.as_bytes().to_vec()),
            ThemeFile::Bytes(bytes) => (name, bytes),
        };
        Ok(ThemeFiles {
            name: name.to_owned(),
            files: Checked {
                value: files.value.into_iter().map(bytes).collect(),
                diagnostics: files.diagnostics,
            },
            place: named.map(|named| {
                let settings = SourcePath::new(site::SETTINGS).expect("a sound path");
                Place::new(&settings, named.span)
            }),
        })
    }

    /// The theme, with the site's own files over it.
    fn theme(&mut self, from: &ThemeFiles) -> Option<Theme> {
        let mut theme = Theme::new(&from.name, &from.files.value);
        // A theme knows its files, not who named it.
        for fault in theme.diagnostics.iter_mut().filter(|d| d.place.is_none()) {
            fault.place.clone_from(&from.place);
        }
        theme.tell(&mut self.found)
    }

    /// Shows what was found: to people on stderr, to programs on stdout.
    fn tell(&self) {
        let shown: Vec<Diagnostic> = self
            .found
            .iter()
            .filter(|d| d.is_error() || !self.common.quiet)
            .cloned()
            .collect();
        show(&shown, self.language, self.common.format, &|path| {
            self.text(path)
        });
    }

    /// A text that something is said of.
    fn text(&self, path: &SourcePath) -> Option<Arc<str>> {
        disk::read_text(&self.root, path).or_else(|| Theme::built_in_text(path).map(Arc::from))
    }

    /// What is wrong, as plain text in the desk's language.
    fn errors_told(&self) -> String {
        let errors = self.found.iter().filter(|d| d.is_error());
        let errors: Vec<Diagnostic> = errors.cloned().collect();
        render::human(&errors, self.language, &|path| self.text(path), false)
    }

    fn errors(&self) -> usize {
        self.found.iter().filter(|found| found.is_error()).count()
    }

    /// One line at the end, for people.
    fn conclude(&self, message: &Message) {
        if self.common.quiet || self.common.format != Format::Human {
            return;
        }
        let is_warning = |found: &&Diagnostic| found.severity == Severity::Warning;
        let warnings = self.found.iter().filter(is_warning).count();
        let mut line = message.text(self.language);
        if warnings > 0 {
            let count = warnings.to_string();
            line = format!(
                "{line} ({})",
                Message::Warnings { count }.text(self.language)
            );
        }
        say(&format!("{line}\n"));
        for unchecked in &self.unchecked {
            say(&format!("{}\n", unchecked.text(self.language)));
        }
    }

    /// What was found keeps the site from being published.
    fn fail(&self, message: impl Fn(String) -> Message) -> u8 {
        self.tell();
        if self.common.format == Format::Human {
            let message = message(self.errors().to_string());
            say_aside(&format!("{}\n", message.text(self.language)));
        }
        FAULTY
    }
}

/// To people on stderr, to programs on stdout.
fn show(
    found: &[Diagnostic],
    language: Language,
    format: Format,
    texts: &dyn Fn(&SourcePath) -> Option<Arc<str>>,
) {
    match format {
        Format::Human => {
            let styled = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            say_aside(&render::human(found, language, texts, styled));
        }
        Format::Json => say(&render::json(found, language, texts)),
        Format::Github => say(&render::github(found, language, texts)),
    }
}

fn run_build(build: &Build, common: &Common) -> u8 {
    build_site(build, common).unwrap_or_else(|code| code)
}

fn build_site(build: &Build, common: &Common) -> Result<u8, u8> {
    let mut steps = Steps::start();
    let (mut desk, sources) = Desk::open(common)?;
    steps.end(Message::StepRead);
    let output = build
        .output_dir
        .clone()
        .unwrap_or_else(|| desk.root.join(OUTPUT));
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let root = desk.root.clone();
    let places = Places {
        root: &root,
        home: home.as_deref(),
    };
    let mut staging = Staging::open(&output, &places, build.force)
        .map_err(|error| refuse(&error, desk.language))?;
    let settings = settings(
        &build.checking,
        false,
        build.base_url.clone(),
        (&output, staging.before().map(|site| site.records.clone())),
        &mut desk,
    )?;
    let theme = desk.theme_files()?;
    let origin = desk.origin(&sources, &theme, &settings, build);
    // Who names another site wants to know of what it has and this one has not.
    let mine = origin.filter(|_| build.checking.published.is_none());
    let standing = mine.map(|origin| staging.standing(origin)).transpose();
    let standing = standing.map_err(|error| refuse(&error, desk.language))?;
    let standing = standing.flatten().cloned();
    if let Some(manifest) = standing.as_ref().filter(|_| !build.verify) {
        desk.warn_again(manifest, sources, theme, &settings);
        steps.end(Message::StepChecked);
        desk.tell_standing(manifest, &output, &steps);
        steps.tell(build, &desk);
        return Ok(FINE);
    }
    let mut compiler = Compiler::default();
    let Some((mut compiled, theme)) = compile(&mut desk, &mut compiler, sources, theme, &settings)
    else {
        return Ok(desk.fail(|errors| Message::Failed { errors }));
    };
    steps.end(Message::StepChecked);
    compiled.archive.has_bundle = build.bundle;
    let mut darkroom = Darkroom::default();
    let mut progress = Progress::new(&desk, &compiled, steps.start);
    let rendered = compiler.render_pages(&compiled, &theme, |path, file| {
        progress.show(path);
        write(&mut staging, &root, &mut darkroom, path, file)
    });
    progress.clear();
    steps.end(Message::StepPages);
    let rendered = rendered.and_then(|()| {
        compiler.render_search(&compiled, |path, file| {
            write(&mut staging, &root, &mut darkroom, path, file)
        })
    });
    steps.end(Message::StepSearch);
    match rendered {
        Ok(()) => {}
        Err(Failure::Template(fault) | Failure::Emit(Unwritten::Fault(fault))) => {
            desk.found.push(*fault);
            return Ok(desk.fail(|errors| Message::Failed { errors }));
        }
        Err(Failure::Emit(Unwritten::Disk(error))) => return Err(refuse(&error, desk.language)),
    }
    let work = compiler.work();
    if build.bundle {
        let mut bundler = Bundler {
            staging: &mut staging,
            root: &root,
            darkroom: &mut darkroom,
        };
        match bundler.write(&mut compiler, &mut compiled, &theme) {
            Ok(()) => {}
            Err(Unwritten::Fault(fault)) => {
                desk.found.push(*fault);
                return Ok(desk.fail(|errors| Message::Failed { errors }));
            }
            Err(Unwritten::Disk(error)) => return Err(refuse(&error, desk.language)),
        }
        steps.end(Message::StepBundle);
    }
    let records = compiler::records(&compiled.archive);
    let origin = origin.map(|sha256| Origin {
        sha256,
        warnings: desk.found.len(),
    });
    let published = staging
        .publish(&records, origin)
        .map_err(|error| refuse(&error, desk.language))?;
    steps.end(Message::StepPublished);
    desk.tell_published(&published, work, &compiled, &output, &steps);
    steps.tell(build, &desk);
    if standing.is_some() && published.changed > 0 {
        let count = published.changed.to_string();
        complain(&Message::NotTheSame { count }, None, desk.language);
        return Ok(FAULTY);
    }
    Ok(FINE)
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
    fn tell(&self, build: &Build, desk: &Desk<'_>) {
        if build.timings {
            say_aside(&self.table(desk.language));
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
        lines.push((Message::StepsAll.text(language), before - self.start));
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
    fn new(desk: &Desk<'_>, compiled: &Compiled, start: Instant) -> Self {
        let watched = std::io::stderr().is_terminal()
            && !desk.common.quiet
            && desk.common.format == Format::Human;
        Self {
            language: desk.language,
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
            all: all.to_string(),
        };
        say_aside(&format!("\r{}", line.text(self.language)));
    }

    fn clear(&mut self) {
        if self.is_shown {
            // "Erase in line", ECMA-48.
            say_aside("\r\u{1b}[K");
        }
    }
}

/// Why a file was not written.
enum Unwritten {
    Fault(Box<Diagnostic>),
    Disk(publish::Error),
}

impl From<publish::Error> for Unwritten {
    fn from(error: publish::Error) -> Self {
        Self::Disk(error)
    }
}

/// Writes a file of the new site. A picture that the published site has is taken from there.
fn write(
    staging: &mut Staging,
    root: &Path,
    darkroom: &mut Darkroom,
    path: &OutPath,
    file: File<'_>,
) -> Result<(), Unwritten> {
    match file {
        File::Bytes(bytes) => staging.write(path, bytes)?,
        File::Hashed(hashed) => staging.write_hashed(path, &hashed.bytes, hashed.digest)?,
        File::Copy(source) => {
            let file = disk::open_attachment(root, source).map_err(publish::Error::from)?;
            staging.copy(path, file)?;
        }
        File::Source(document) => staging.write(path, source_text(root, document)?.as_bytes())?,
        File::Picture(picture) => {
            let bytes = match staging.published_file(path) {
                Some(bytes) => bytes,
                None => developed(darkroom, root, picture)?,
            };
            staging.write(path, &bytes)?;
        }
    }
    Ok(())
}

/// Writes the whole site once more, in one file, with links that need no server.
struct Bundler<'a> {
    staging: &'a mut Staging,
    root: &'a Path,
    darkroom: &'a mut Darkroom,
}

impl Bundler<'_> {
    fn write(
        &mut self,
        compiler: &mut Compiler,
        compiled: &mut Compiled,
        theme: &Theme,
    ) -> Result<(), Unwritten> {
        let at = route::data_url().file(route::BUNDLE).to_output();
        let mut bundle = Bundle::new(self.staging.start(&at)?);
        // A bundle does not hold itself.
        compiled.archive.has_bundle = false;
        compiled.archive.links = Links::Files;
        let rendered = compiler.render(compiled, theme, |path, file| {
            if !Bundle::<Growing>::takes(path) {
                return Ok(());
            }
            let bytes = self.bytes(file)?;
            let entered = bundle.start(path).and_then(|()| bundle.write_all(&bytes));
            entered.map_err(|error| self.staging.unwritten(&at, error).into())
        });
        match rendered {
            Ok(()) => {}
            Err(Failure::Template(fault)) => return Err(Unwritten::Fault(fault)),
            Err(Failure::Emit(unwritten)) => return Err(unwritten),
        }
        let growing = bundle
            .finish()
            .map_err(|error| self.staging.unwritten(&at, error))?;
        Ok(self.staging.finish(growing)?)
    }

    fn bytes<'f>(&mut self, file: File<'f>) -> Result<Cow<'f, [u8]>, Unwritten> {
        Ok(match file {
            File::Bytes(bytes) => Cow::Borrowed(bytes),
            File::Hashed(hashed) => Cow::Borrowed(&*hashed.bytes),
            File::Copy(source) => {
                let read = disk::read_file(self.root, source);
                Cow::Owned(read.map_err(publish::Error::from)?)
            }
            File::Source(document) => Cow::Owned(source_text(self.root, document)?.into_bytes()),
            File::Picture(picture) => Cow::Owned(developed(self.darkroom, self.root, picture)?),
        })
    }
}

/// What is published of a record's source. The text is read anew, and must be what was compiled.
fn source_text(root: &Path, document: &Document) -> Result<String, Unwritten> {
    let text = disk::read_text(root, &document.path);
    let published = text.and_then(|text| {
        let published = document.source.publish(&text)?;
        Some(published.into_owned())
    });
    published.ok_or_else(|| {
        let place = Place::file(&document.path);
        let fault = Diagnostic::error(place, Message::SourceChanged);
        Unwritten::Fault(Box::new(fault.hint(Message::SourceChangedHint)))
    })
}

fn developed(
    darkroom: &mut Darkroom,
    root: &Path,
    picture: &Picture<'_>,
) -> Result<Vec<u8>, Unwritten> {
    let read = || disk::read_file(root, picture.source).map_err(publish::Error::from);
    let bytes = darkroom.develop(picture.photo, picture.variant, read)?;
    bytes.map_err(|fault| Unwritten::Fault(Box::new(picture.fault(&fault))))
}

/// Sources and theme, or `None` where there is a fault.
fn compile(
    desk: &mut Desk<'_>,
    compiler: &mut Compiler,
    sources: Sources,
    mut theme: ThemeFiles,
    settings: &Settings,
) -> Option<(Compiled, Theme)> {
    let compiled = compiler.compile(sources, settings).tell(&mut desk.found);
    desk.found.append(&mut theme.files.diagnostics);
    let theme = desk.theme(&theme);
    let faulty = desk.errors() > 0;
    compiled.zip(theme).filter(|_| !faulty)
}

fn run_check(checking: &Checking, common: &Common) -> u8 {
    check_site(checking, common).unwrap_or_else(|code| code)
}

fn check_site(checking: &Checking, common: &Common) -> Result<u8, u8> {
    let start = Instant::now();
    let (mut desk, sources) = Desk::open(common)?;
    let mut compiler = Compiler::default();
    let output = desk.root.join(OUTPUT);
    let standing = manifest_at(&output).map_err(|error| refuse(&error, desk.language))?;
    let records = standing.map(|site| site.records);
    let theme = desk.theme_files()?;
    let settings = settings(checking, true, None, (&output, records), &mut desk)?;
    let Some((compiled, theme)) = compile(&mut desk, &mut compiler, sources, theme, &settings)
    else {
        return Ok(desk.fail(|errors| Message::FailedCheck { errors }));
    };
    let nothing = |_: &_, _: File<'_>| Ok::<(), std::convert::Infallible>(());
    if let Err(Failure::Template(fault)) = compiler.render(&compiled, &theme, nothing) {
        desk.found.push(*fault);
        return Ok(desk.fail(|errors| Message::FailedCheck { errors }));
    }
    desk.tell();
    let documents = compiled.archive.documents().count().to_string();
    desk.conclude(&Message::CheckedClean {
        documents,
        time: seconds(start.elapsed()),
    });
    Ok(FINE)
}

fn run_verify(verify: &Verify, common: &Common) -> u8 {
    verify_copy(verify, common).unwrap_or_else(|code| code)
}

/// Whether a copy is what was published, and what differs.
fn verify_copy(verify: &Verify, common: &Common) -> Result<u8, u8> {
    let language = common.lang.unwrap_or_default();
    let refused = |error| refuse(&error, language);
    let named = verify.manifest.as_ref().unwrap_or(&verify.dir);
    let Some(manifest) = manifest_at(named).map_err(refused)? else {
        let path = named.display().to_string();
        complain(&Message::NotPublished { path }, None, language);
        return Err(REFUSED);
    };
    let differences = publish::verify(&verify.dir, &manifest).map_err(refused)?;
    let found: Vec<Diagnostic> = differences
        .iter()
        .map(|difference| Diagnostic {
            severity: Severity::Error,
            message: difference.message(),
            place: None,
            related: Vec::new(),
            hints: Vec::new(),
        })
        .collect();
    show(&found, language, common.format, &|_| None);
    if common.format == Format::Human && !common.quiet {
        let path = verify.dir.display().to_string();
        let message = if found.is_empty() {
            let files = manifest.files.len().to_string();
            Message::Verified { files, path }
        } else {
            let count = found.len().to_string();
            Message::VerifyFailed { count, path }
        };
        say(&format!("{}\n", message.text(language)));
    }
    Ok(if found.is_empty() { FINE } else { FAULTY })
}

/// The manifest of a published folder, or the file that it is.
fn manifest_at(at: &Path) -> Result<Option<Manifest>, publish::Error> {
    if at.is_file() {
        let text = std::fs::read_to_string(at).ok();
        return Ok(text.and_then(|text| Manifest::parse(&text)));
    }
    Manifest::read(at)
}

fn run_serve(serve: &Serve, common: &Common) -> u8 {
    serve_site(serve, common).unwrap_or_else(|code| code)
}

/// Shows the site until the program is stopped, and anew after each change of its sources.
fn serve_site(serve: &Serve, common: &Common) -> Result<u8, u8> {
    let (desk, _) = Desk::open(common)?;
    let (root, language) = (desk.root.clone(), desk.language);
    if serve.interface.is_some_and(|ip| !ip.is_loopback()) && serve.allow_host.is_empty() {
        complain(&Message::ForeignInterface, None, language);
        return Err(REFUSED);
    }
    let listeners = serve::listen(serve.interface, serve.port).map_err(|error| {
        let (port, why) = (serve.port.to_string(), error.to_string());
        complain(&Message::CannotListen { port, why }, None, language);
        FAULTY
    })?;
    let at = listeners.first().and_then(|first| first.local_addr().ok());
    let address = at.map_or_else(String::new, |at| format!("http://{at}/"));
    // The folders are watched before they are read: what is saved meanwhile is not missed.
    let (content, themes) = (root.join("content"), root.join("themes"));
    let remote = disk::is_remote(&content);
    let watcher = Watcher::new(&[&content, &themes], remote).map_err(|why| {
        complain(&Message::CannotWatch { why }, None, language);
        FAULTY
    })?;
    let stage = Stage::new(&serve.allow_host);
    let mut kitchen = Kitchen {
        settings: Settings {
            drafts: serve.drafts,
            base_url: Some(address.clone()),
            ..Settings::default()
        },
        compiler: Compiler::previewing(),
        seen: Seen::default(),
        theme: None,
        kept: Kept::default(),
        told: Vec::new(),
    };
    kitchen.cook(common, &stage, None);
    say(&format!(
        "{}\n",
        Message::Serving {
            address: address.clone()
        }
        .text(language)
    ));
    if let Some(why) = watcher.polls.clone() {
        say(&format!("{}\n", Message::Polling { why }.text(language)));
    }
    if serve.interface.is_some_and(|ip| !ip.is_loopback()) {
        let warning = Message::OpenToOthers {
            address: address.clone(),
        };
        complain_softly(&warning, &desk);
    }
    let answering = {
        let stage = stage.clone();
        std::thread::spawn(move || serve::answer(listeners, &stage))
    };
    if serve.open && open_browser(&address).is_err() {
        complain_softly(&Message::CannotOpen { address }, &desk);
    }
    while !answering.is_finished() {
        let Some(changed) = watcher.wait() else { break };
        kitchen.cook(common, &stage, Some(&changed));
    }
    Ok(FAULTY)
}

/// Opens the page in the reader's own browser.
fn open_browser(address: &str) -> std::io::Result<()> {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let quiet = std::process::Stdio::null;
    let mut command = std::process::Command::new(program);
    command.arg(address).stdout(quiet()).stderr(quiet());
    command.spawn().map(drop)
}

/// What changed, in a few words.
fn named(root: &Path, changed: &BTreeSet<PathBuf>, language: Language) -> String {
    let inside = |path: &PathBuf| {
        path.strip_prefix(root)
            .unwrap_or(path)
            .display()
            .to_string()
    };
    let hidden = |path: &&PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with('.') || name.ends_with('~')
    };
    let mut shown: Vec<&PathBuf> = changed.iter().filter(|path| !hidden(path)).collect();
    // What an editor wrote beside a file and renamed is of no interest.
    if shown.iter().any(|path| path.exists()) {
        shown.retain(|path| path.exists());
    }
    if let [only] = &shown[..] {
        return inside(only);
    }
    let count = shown.len().to_string();
    Message::Files { count }.text(language)
}

/// What is kept from one change to the next.
struct Kitchen {
    settings: Settings,
    compiler: Compiler,
    seen: Seen,
    theme: Option<(ThemeFiles, Arc<Theme>)>,
    kept: Kept,
    told: Vec<Diagnostic>,
}

impl Kitchen {
    /// Reads and compiles what there is now, puts it on the stage, and says what `changed`; `None`
    /// at first.
    fn cook(&mut self, common: &Common, stage: &Stage, changed: Option<&BTreeSet<PathBuf>>) {
        let start = Instant::now();
        let read = |root: &Path| match changed {
            Some(changed) => disk::read_changed(root, &mut self.seen, changed),
            None => disk::read_sources_again(root, &mut self.seen),
        };
        let Ok((mut desk, sources)) = Desk::open_with(common, read) else {
            return;
        };
        let what = changed.map(|changed| named(&desk.root, changed, desk.language));
        self.settings.today = Some(today());
        let compiled = self.compiler.compile(sources, &self.settings);
        let compiled = compiled.tell(&mut desk.found);
        let theme = self.theme(&mut desk);
        let sound = compiled.zip(theme).filter(|_| desk.errors() == 0);
        let message = if let Some((compiled, theme)) = sound {
            let kept = self.kept.clone();
            let preview = Preview::new(desk.root.clone(), compiled, theme, kept);
            stage.show(Arc::new(shown(preview, desk.language)));
            let time = seconds(start.elapsed());
            what.map(|what| Message::Reread { what, time })
        } else {
            stage.fault(&desk.errors_told());
            let errors = desk.errors().to_string();
            what.map(|what| Message::RereadFaulty { what, errors })
        };
        // What was told stays true until it is mended.
        let told = std::mem::replace(&mut self.told, desk.found.clone());
        desk.found.retain(|found| !told.contains(found));
        desk.tell();
        if let Some(message) = message.filter(|_| !common.quiet) {
            say(&format!("{}\n", message.text(desk.language)));
        }
    }

    /// The theme, read anew and made anew only if its files changed.
    fn theme(&mut self, desk: &mut Desk<'_>) -> Option<Arc<Theme>> {
        let mut read = desk.theme_files().ok()?;
        desk.found.append(&mut read.files.diagnostics);
        if let Some((known, theme)) = &self.theme
            && known.name == read.name
            && known.files.value == read.files.value
        {
            return Some(Arc::clone(theme));
        }
        let theme = Arc::new(desk.theme(&read)?);
        self.theme = Some((read, Arc::clone(&theme)));
        Some(theme)
    }
}

/// What a site answers to an address.
fn shown(preview: Preview, language: Language) -> impl Fn(&str) -> Option<Answer> {
    move |address| {
        let name = if address.is_empty() || address.ends_with('/') {
            format!("{address}index.html")
        } else {
            address.to_owned()
        };
        match preview.file(&OutPath::parse(&name)?) {
            Ok(bytes) => Some(Answer::file(&name, bytes?)),
            Err(fault) => {
                let texts = |path: &SourcePath| Theme::built_in_text(path).map(Arc::from);
                Some(Answer::faults(&render::human(
                    &[*fault],
                    language,
                    &texts,
                    false,
                )))
            }
        }
    }
}

/// The day it is where the archive is read: at UTC+7.
fn today() -> NaiveDate {
    let now = DateTime::<Utc>::from(std::time::SystemTime::now());
    let here = FixedOffset::east_opt(7 * 3600).expect("within a day");
    now.with_timezone(&here).date_naive()
}

fn run_init(init: &Init, common: &Common) -> u8 {
    let language = common.lang.unwrap_or_default();
    match disk::write_new_site(&init.dir, ssg::NEW_SITE, init.force) {
        Ok(()) => {
            let path = init.dir.display().to_string();
            if !common.quiet {
                say(&format!(
                    "{}\n",
                    Message::Initialised { path }.text(language)
                ));
            }
            FINE
        }
        Err(error) => {
            complain(&error.message(), error.hint().as_ref(), language);
            if matches!(error, disk::InitError::Foreign(_)) {
                REFUSED
            } else {
                FAULTY
            }
        }
    }
}

fn run_import(wanted: &Import, common: &Common) -> Result<u8, u8> {
    let (mut desk, sources) = Desk::open(common)?;
    // What is wrong with other sources is for `check` to tell.
    desk.found.clear();
    let (councils, vocabulary) = site_words(&sources);
    let setting = Setting {
        vocabulary: &vocabulary,
        councils: &councils,
        language: desk.language,
    };
    let mut code = FINE;
    for file in &wanted.files {
        if let Err(failed) = import_one(file, wanted, &setting, &mut desk) {
            code = code.max(failed);
        }
    }
    desk.tell();
    if !desk.found.is_empty() {
        let (errors, unsure) = (desk.errors(), desk.found.len() - desk.errors());
        let (errors, unsure) = (errors.to_string(), unsure.to_string());
        if !common.quiet && common.format == Format::Human {
            let left = Message::ImportLeft { unsure, errors };
            say(&format!("{}\n", left.text(desk.language)));
        }
    }
    Ok(code)
}

/// Prints a schema: with the site's own topics, where there is a site.
fn run_schema(subject: SchemaSubject, common: &Common) -> u8 {
    let root = common.root.clone().or_else(|| {
        let here = PathBuf::from(".").canonicalize().ok()?;
        disk::find_root(&here)
    });
    let topics = SourcePath::new(site::TOPICS).expect("a sound path");
    let own = root.and_then(|root| disk::read_text(&root, &topics));
    let vocabulary = own.map_or_else(Vocabulary::built_in, |text| {
        site::parse_topics(&topics, &text).value
    });
    let subject = match subject {
        SchemaSubject::FrontMatter => schema::Subject::FrontMatter,
        SchemaSubject::Report => schema::Subject::Report,
        SchemaSubject::Plan => schema::Subject::Plan,
        SchemaSubject::Page => schema::Subject::Page,
        SchemaSubject::Site => schema::Subject::Site,
    };
    let schema = schema::schema(subject, &vocabulary, common.lang.unwrap_or_default());
    say(&format!("{schema:#}\n"));
    FINE
}

fn run_new(wanted: &New, common: &Common) -> Result<u8, u8> {
    let (mut desk, sources) = Desk::open(common)?;
    desk.found.clear();
    let (councils, vocabulary) = site_words(&sources);
    let language = desk.language;
    let asks = std::io::stdin().is_terminal();
    let answers = if asks {
        ask_all(wanted, &councils, &vocabulary, language)?
    } else {
        given(wanted)
    };
    let mut lacks = Vec::new();
    if answers.title.is_empty() {
        lacks.push("`--title`");
    }
    if answers.days.is_none() {
        lacks.push("`--from`");
    }
    if !lacks.is_empty() {
        let flags = lacks.join(", ");
        complain(
            &Message::NewLacks { flags },
            Some(&Message::NewLacksHint),
            language,
        );
        return Err(REFUSED);
    }
    let Some((from, _)) = answers.days.filter(|(from, to)| from <= to) else {
        complain(&Message::NewLastDay, None, language);
        return Err(REFUSED);
    };
    let name = wanted.name.as_deref().unwrap_or(&answers.title);
    let Some(name) = ssg::vietnamese::slug(name) else {
        let path = name.to_owned();
        complain(&Message::ImportName { path }, None, language);
        return Err(REFUSED);
    };
    let (folder, text) = match wanted.kind {
        NewKind::Report => ("reports", blank::report(&answers, language)),
        NewKind::Plan => ("plans", blank::plan(&answers, language)),
    };
    let record = format!("content/{folder}/{}/{name}", from.format("%Y"));
    let path = place(&record, wanted.force, &desk)?;
    // A province or topic that is not known is told before anything is written.
    let parsed = document::parse(&path, &text, &vocabulary);
    if parsed.has_errors() {
        for fault in parsed.diagnostics.iter().filter(|fault| fault.is_error()) {
            complain(&fault.message, fault.hints.first(), language);
        }
        return Err(REFUSED);
    }
    disk::write_source(&desk.root, &path, text.as_bytes()).map_err(|error| {
        complain(&error.message(), None, language);
        FAULTY
    })?;
    if !common.quiet {
        let path = path.as_str().to_owned();
        say(&format!("{}\n", Message::NewMade { path }.text(language)));
    }
    Ok(FINE)
}

/// The answers that stand on the command line.
fn given(wanted: &New) -> Answers {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let names = |names: &[String]| -> Vec<String> {
        let names = names.iter().map(|name| name.trim().to_owned());
        names.filter(|name| !name.is_empty()).collect()
    };
    Answers {
        title: text(&wanted.title),
        council: text(&wanted.council),
        days: wanted.from.map(|from| (from, wanted.to.unwrap_or(from))),
        lead: text(&wanted.lead),
        position: text(&wanted.position),
        provinces: names(&wanted.province),
        topics: names(&wanted.topic),
    }
}

/// Asks for what the command line does not give, again where an answer cannot be read.
fn ask_all(
    wanted: &New,
    councils: &[(String, Vec<String>)],
    vocabulary: &Vocabulary,
    language: Language,
) -> Result<Answers, u8> {
    let mut answers = given(wanted);
    while answers.title.is_empty() {
        answers.title = ask(&Message::AskTitle, &[], language)?;
    }
    if answers.council.is_empty() && councils.len() != 1 {
        let names: Vec<String> = councils.iter().map(|(name, _)| name.clone()).collect();
        answers.council = ask(&Message::AskCouncil, &names, language)?;
    }
    if answers.days.is_none() {
        let from = ask_day(&Message::AskFrom, None, language)?;
        let to = ask_day(&Message::AskTo, Some(from), language)?;
        answers.days = Some((from, to));
    }
    let from = answers.days.map(|days| days.0).unwrap_or_default();
    if wanted.kind == NewKind::Report && answers.lead.is_empty() {
        answers.lead = ask(&Message::AskLead, &[], language)?;
        if !answers.lead.is_empty() && answers.position.is_empty() {
            answers.position = ask(&Message::AskPosition, &[], language)?;
        }
    }
    if answers.provinces.is_empty() {
        let gazetteer = Gazetteer::get();
        let of_that_day = |unit: &&gazetteer::Unit| {
            unit.valid_from().is_none_or(|first| first <= from)
                && unit.valid_to().is_none_or(|last| from <= last)
        };
        let units = [Vintage::Former, Vintage::Current].into_iter();
        let units = units.flat_map(|vintage| gazetteer.units(vintage).map(|(_, unit)| unit));
        let names = units.filter(of_that_day);
        let names: BTreeSet<String> = names.map(|unit| unit.name_on(from).to_owned()).collect();
        let names: Vec<String> = names.into_iter().collect();
        answers.provinces =
            ask_names(
                &Message::AskProvinces,
                &names,
                language,
                |name| match Gazetteer::get().resolve(name, from) {
                    Resolution::Unknown { nearest } => Err(nearest),
                    Resolution::Found(_) | Resolution::Outlived { .. } => Ok(()),
                },
            )?;
    }
    if answers.topics.is_empty() {
        let known = |name: &str| vocabulary.resolve(name).map(|_| ());
        let names = vocabulary.topics();
        let names: Vec<String> = names.map(|(_, topic)| topic.label.clone()).collect();
        answers.topics = ask_names(&Message::AskTopics, &names, language, known)?;
    }
    Ok(answers)
}

/// One answer, for which `names` are offered; the end of the input ends the program.
fn ask(question: &Message, names: &[String], language: Language) -> Result<String, u8> {
    let question = format!("{}:", question.text(language));
    ask::line(&question, names, &Message::AskHelp.text(language)).ok_or(REFUSED)
}

fn ask_day(
    question: &Message,
    default: Option<NaiveDate>,
    language: Language,
) -> Result<NaiveDate, u8> {
    loop {
        let answer = ask(question, &[], language)?;
        if let (true, Some(day)) = (answer.is_empty(), default) {
            return Ok(day);
        }
        match PartialDate::parse(&answer).ok().and_then(|date| date.day()) {
            Some(day) if default.is_none_or(|first| first <= day) => return Ok(day),
            Some(_) => complain(&Message::NewLastDay, None, language),
            None => {
                let found = answer;
                let hint = Message::NotADateHint;
                complain(&Message::NotADate { found }, Some(&hint), language);
            }
        }
    }
}

/// Names with commas between; those that are not known are asked for again.
fn ask_names(
    question: &Message,
    offered: &[String],
    language: Language,
    known: impl Fn(&str) -> Result<(), Vec<String>>,
) -> Result<Vec<String>, u8> {
    loop {
        let answer = ask(question, offered, language)?;
        let names = answer
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let names: Vec<String> = names.map(str::to_owned).collect();
        let mut is_sound = true;
        for name in &names {
            if let Err(near) = known(name) {
                is_sound = false;
                let found = name.clone();
                let hint = did_you_mean(near.iter().map(String::as_str));
                complain(&Message::UnknownName { found }, hint.as_ref(), language);
            }
        }
        if is_sound {
            return Ok(names);
        }
    }
}

/// The councils and topics that a site speaks of.
fn site_words(sources: &Sources) -> (Vec<(String, Vec<String>)>, Vocabulary) {
    let settings = SourcePath::new(site::SETTINGS).expect("a sound path");
    let topics = SourcePath::new(site::TOPICS).expect("a sound path");
    let councils = sources.texts.get(&settings).map_or_else(Vec::new, |text| {
        let councils = site::parse(&settings, text).value.councils.into_iter();
        let aliases = |council: &site::DeclaredCouncil| {
            let aliases = council.aliases.iter();
            aliases.map(|alias| alias.value.clone()).collect()
        };
        councils
            .map(|council| (council.name.value.clone(), aliases(&council)))
            .collect()
    });
    let vocabulary = sources.texts.get(&topics);
    let vocabulary = vocabulary.map(|text| site::parse_topics(&topics, text).value);
    (councils, vocabulary.unwrap_or_else(Vocabulary::built_in))
}

/// Reads one file and writes its source; what the clerk has to decide is added to what was found.
fn import_one(
    file: &Path,
    wanted: &Import,
    setting: &Setting<'_>,
    desk: &mut Desk<'_>,
) -> Result<(), u8> {
    let language = desk.language;
    let shown = file.display().to_string();
    let file_name = file.file_name().unwrap_or_default().to_string_lossy();
    let bytes = disk::read_outside(file, import::LARGEST).map_err(|error| {
        complain(&error.message(), None, language);
        FAULTY
    })?;
    let read = match bytes {
        Some(bytes) => import::read(&file_name, &bytes, setting),
        None => Err(import::Fault::TooLarge),
    };
    let imported = read.map_err(|fault| {
        complain(&fault.message(&shown), fault.hint().as_ref(), language);
        if fault.is_refused() { REFUSED } else { FAULTY }
    })?;
    let Some(name) = import::name(&file_name) else {
        let path = shown;
        let hint = Message::BadFileNameHint;
        complain(&Message::ImportName { path }, Some(&hint), language);
        return Err(REFUSED);
    };
    let Some(year) = wanted.year.or(imported.year) else {
        let path = shown;
        let hint = Message::ImportYearHint;
        complain(&Message::ImportYear { path }, Some(&hint), language);
        return Err(FAULTY);
    };
    let folder = match imported.kind {
        Kind::Plan => "plans",
        Kind::Report | Kind::Page => "reports",
    };
    let record = format!("content/{folder}/{year}/{name}");
    let path = place(&record, wanted.force, desk)?;
    store(&imported, &record, &path, desk)?;
    let (from, at) = (shown, path.as_str().to_owned());
    if !desk.common.quiet && desk.common.format == Format::Human {
        let done = match imported.kind {
            Kind::Plan => Message::ImportedPlan { from, path: at },
            Kind::Report | Kind::Page => Message::ImportedReport { from, path: at },
        };
        say(&format!("{}\n", done.text(language)));
    }
    for (span, message) in imported.remarks {
        let warning = Diagnostic::warning(Place::new(&path, span), message);
        desk.found.push(warning);
    }
    let parsed = document::parse(&path, &imported.text, setting.vocabulary);
    desk.found.extend(parsed.diagnostics);
    Ok(())
}

/// Where a record's source goes, if nothing is in the way.
fn place(record: &str, force: bool, desk: &Desk<'_>) -> Result<SourcePath, u8> {
    let path = SourcePath::new(&format!("{record}/index.md")).expect("made of a slug and a year");
    let there = disk::sources_of(&desk.root, record);
    if let Some(other) = there.iter().find(|other| **other != path) {
        let message = Message::ImportThereTwice {
            path: path.as_str().to_owned(),
            other: other.as_str().to_owned(),
        };
        complain(
            &message,
            Some(&Message::ImportThereTwiceHint),
            desk.language,
        );
        return Err(REFUSED);
    }
    if !there.is_empty() && !force {
        let message = Message::ImportThere {
            path: path.as_str().to_owned(),
        };
        complain(&message, Some(&Message::ImportThereHint), desk.language);
        return Err(REFUSED);
    }
    Ok(path)
}

/// Writes pictures, then the source that shows them.
fn store(imported: &Imported, record: &str, path: &SourcePath, desk: &Desk<'_>) -> Result<(), u8> {
    let text = (path.clone(), imported.text.as_bytes());
    let pictures = imported.pictures.iter().filter_map(|(name, bytes)| {
        let path = SourcePath::new(&format!("{record}/{name}"))?;
        Some((path, bytes.as_slice()))
    });
    for (path, bytes) in pictures.chain([text]) {
        disk::write_source(&desk.root, &path, bytes).map_err(|error| {
            complain(&error.message(), None, desk.language);
            FAULTY
        })?;
    }
    Ok(())
}

fn settings(
    checking: &Checking,
    notes: bool,
    base_url: Option<String>,
    output: (&Path, Option<Vec<String>>),
    desk: &mut Desk<'_>,
) -> Result<Settings, u8> {
    let today = match checking.today {
        Some(today) => Some(today),
        None => source_date(desk.language)?,
    };
    Ok(Settings {
        drafts: checking.drafts,
        notes,
        today,
        base_url,
        published: published(checking.published.as_deref(), output, desk)?,
    })
}

/// The records of the published site: of the one that was named, else of what lies in the output.
fn published(
    named: Option<&Path>,
    (output, records): (&Path, Option<Vec<String>>),
    desk: &mut Desk<'_>,
) -> Result<Option<Vec<String>>, u8> {
    if let Some(named) = named {
        let manifest = manifest_at(named).map_err(|error| refuse(&error, desk.language))?;
        return manifest.map(|site| Some(site.records)).ok_or_else(|| {
            let path = named.display().to_string();
            complain(&Message::BadManifest { path }, None, desk.language);
            REFUSED
        });
    }
    if records.is_none() {
        let path = output.display().to_string();
        desk.unchecked.push(Message::NothingPublished { path });
    }
    Ok(records)
}

/// The day of `SOURCE_DATE_EPOCH`, read where the archive is read: at UTC+7. A value that is no time
/// is refused, as the specification of reproducible-builds.org asks: who set it counts on it.
fn source_date(language: Language) -> Result<Option<NaiveDate>, u8> {
    let Some(written) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let here = FixedOffset::east_opt(7 * 3600).expect("within a day");
    let seconds = written.to_str().and_then(|text| text.parse().ok());
    let time = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let day = time.and_then(|time| Some(time.naive_utc().checked_add_offset(here)?.date()));
    if day.is_none() {
        let found = disk::shown(&written);
        complain(&Message::BadSourceDate { found }, None, language);
        return Err(REFUSED);
    }
    Ok(day)
}

/// Says why nothing was published, and gives the exit code.
fn refuse(error: &publish::Error, language: Language) -> u8 {
    complain(&error.message(), error.hint().as_ref(), language);
    match error {
        publish::Error::Refused(_) => REFUSED,
        publish::Error::Disk(_) => FAULTY,
    }
}

fn complain(message: &Message, hint: Option<&Message>, language: Language) {
    say_aside(&format!(
        "{}: {}\n",
        Message::Error.text(language),
        message.text(language)
    ));
    if let Some(hint) = hint {
        say_aside(&format!(
            "{}: {}\n",
            Message::Hint.text(language),
            hint.text(language)
        ));
    }
}

fn complain_softly(message: &Message, desk: &Desk<'_>) {
    let warning = Message::Warning.text(desk.language);
    say_aside(&format!("{warning}: {}\n", message.text(desk.language)));
}

fn seconds(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

/// To stdout. A reader that has gone away is no fault of ours.
fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// To stderr.
fn say_aside(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
