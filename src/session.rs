//! A site that is being worked on: what all commands share, and the only place that prints.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::NaiveDate;

use ssg::cli::{CheckOptions, Common, Format};
use ssg_base::diagnostic::{Checked, Diagnostic, Place, Severity, render};
use ssg_base::message::{Language, Message};
use ssg_base::parallel;
use ssg_base::path::SourcePath;
use ssg_content::settings::{self, SiteSettings};
use ssg_content::source::Sources;
use ssg_publish::disk::{self, ThemeFile};
use ssg_publish::publish::{self, Manifest};
use ssg_site::compiler::{Compiled, Compiler, Settings};
use ssg_site::theme::{self, Theme};
use ssg_vietnam::gazetteer::Gazetteer;

use super::{EXIT_ERROR, EXIT_USAGE};

/// What a site has of its theme, read once.
pub(super) struct ThemeFiles {
    pub(super) name: String,
    pub(super) files: Checked<theme::Overrides>,
    /// Where the settings name it.
    pub(super) place: Option<Place>,
}

impl ThemeFiles {
    fn load(&self) -> Checked<Option<Theme>> {
        Theme::new(&self.name, &self.files.value)
    }
}

/// A site that is being worked on, and how to speak of it.
pub(super) struct Session<'a> {
    pub(super) root: PathBuf,
    /// The settings, whatever is wrong with them; `None` where they could not be read.
    pub(super) site: Option<SiteSettings>,
    pub(super) language: Language,
    pub(super) common: &'a Common,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What could not be checked or made, told at the end.
    pub(super) skipped_checks: Vec<Message>,
}

impl<'a> Session<'a> {
    /// Finds the site and reads its sources.
    pub(super) fn open(common: &'a Common) -> Result<(Self, Sources), u8> {
        Self::open_with(common, disk::read_sources)
    }

    /// The same, where the sources are read in this way.
    pub(super) fn open_with(
        common: &'a Common,
        read: impl FnOnce(&Path) -> Result<Checked<Sources>, disk::Error>,
    ) -> Result<(Self, Sources), u8> {
        let language = common.lang.unwrap_or_default();
        let start = common.root.clone().unwrap_or_else(|| PathBuf::from("."));
        let root = match &common.root {
            Some(root) => root
                .join(settings::SETTINGS_PATH)
                .is_file()
                .then(|| root.clone()),
            None => start
                .canonicalize()
                .ok()
                .and_then(|start| disk::find_site_root(&start)),
        };
        let Some(root) = root else {
            print_error(&Message::NoSite, Some(&Message::NoSiteHint), language);
            return Err(EXIT_USAGE);
        };
        // What is known of places is in the program, and takes as long to read as a small archive.
        let places = || Gazetteer::get();
        let (_, sources) = parallel::join(parallel::thread_count(None), places, || read(&root));
        let sources = sources.map_err(|error| {
            print_error(&error.message(), None, language);
            EXIT_ERROR
        })?;
        let mut found = Vec::new();
        let sources = sources.report_to(&mut found);
        let settings = SourcePath::new(settings::SETTINGS_PATH).expect("a sound path");
        let text = sources.texts.get(&settings);
        let site = text.map(|text| settings::parse(&settings, text).value);
        let written = site.as_ref().map(|site| site.language);
        let language = common.lang.or(written).unwrap_or(Language::Vi);
        Ok((
            Self {
                root,
                site,
                language,
                common,
                diagnostics: found,
                skipped_checks: Vec::new(),
            },
            sources,
        ))
    }

    /// The files that the site has of the theme that its settings name.
    pub(super) fn read_theme_files(&self) -> Result<ThemeFiles, u8> {
        let named = self.site.as_ref().map(|site| site.theme.clone());
        let name = named
            .as_ref()
            .map_or(theme::DEFAULT_THEME, |named| &named.value);
        let files = disk::read_theme(&self.root, name).map_err(|error| {
            print_error(&error.message(), None, self.language);
            EXIT_ERROR
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
                let settings = SourcePath::new(settings::SETTINGS_PATH).expect("a sound path");
                Place::new(&settings, named.span)
            }),
        })
    }

    /// The theme, with the site's own files over it.
    pub(super) fn load_theme(&mut self, from: &ThemeFiles) -> Option<Theme> {
        let theme = from.load();
        self.report_theme(from, theme)
    }

    fn report_theme(
        &mut self,
        from: &ThemeFiles,
        mut theme: Checked<Option<Theme>>,
    ) -> Option<Theme> {
        // A theme knows its files, not who named it.
        for fault in theme.diagnostics.iter_mut().filter(|d| d.place.is_none()) {
            fault.place.clone_from(&from.place);
        }
        theme.report_to(&mut self.diagnostics)
    }

    /// Shows what was found: to people on stderr, to programs on stdout.
    pub(super) fn print_diagnostics(&self) {
        let shown: Vec<Diagnostic> = self
            .diagnostics
            .iter()
            .filter(|d| d.is_error() || !self.common.quiet)
            .cloned()
            .collect();
        show(&shown, self.language, self.common.format, &|path| {
            self.source_text(path)
        });
    }

    /// A text that something is said of.
    pub(super) fn source_text(&self, path: &SourcePath) -> Option<Arc<str>> {
        disk::read_text(&self.root, path).or_else(|| Theme::built_in_text(path).map(Arc::from))
    }

    /// What is wrong, as plain text in the session's language.
    pub(super) fn errors_as_text(&self) -> String {
        let errors = self.diagnostics.iter().filter(|d| d.is_error());
        let errors: Vec<Diagnostic> = errors.cloned().collect();
        render::human(
            &errors,
            self.language,
            &|path| self.source_text(path),
            false,
        )
    }

    pub(super) fn error_count(&self) -> usize {
        self.diagnostics
            .iter()
            .filter(|found| found.is_error())
            .count()
    }

    /// One line at the end, for people.
    pub(super) fn print_summary(&self, message: &Message) {
        if self.common.quiet || self.common.format != Format::Human {
            return;
        }
        let is_warning = |found: &&Diagnostic| found.severity == Severity::Warning;
        let warnings = self.diagnostics.iter().filter(is_warning).count();
        let mut line = message.text(self.language);
        if warnings > 0 {
            let count = warnings.to_string();
            line = format!(
                "{line} ({})",
                Message::Warnings { count }.text(self.language)
            );
        }
        print(&format!("{line}\n"));
        for unchecked in &self.skipped_checks {
            print(&format!("{}\n", unchecked.text(self.language)));
        }
    }

    /// What was found keeps the site from being published.
    pub(super) fn fail(&self, message: impl Fn(String) -> Message) -> u8 {
        self.print_diagnostics();
        if self.common.format == Format::Human {
            let message = message(self.error_count().to_string());
            eprint(&format!("{}\n", message.text(self.language)));
        }
        EXIT_ERROR
    }
}

/// To people on stderr, to programs on stdout.
pub(super) fn show(
    found: &[Diagnostic],
    language: Language,
    format: Format,
    texts: &dyn Fn(&SourcePath) -> Option<Arc<str>>,
) {
    match format {
        Format::Human => {
            let styled = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            eprint(&render::human(found, language, texts, styled));
        }
        Format::Json => print(&render::json(found, language, texts)),
        Format::Github => print(&render::github(found, language, texts)),
    }
}

/// Sources and theme, or `None` where there is a fault.
pub(super) fn compile_site(
    session: &mut Session<'_>,
    compiler: &mut Compiler,
    sources: Sources,
    mut theme: ThemeFiles,
    settings: &Settings,
) -> Option<(Compiled, Theme)> {
    let compile = || compiler.compile(sources, settings);
    let (loaded, compiled) = parallel::join(parallel::thread_count(None), || theme.load(), compile);
    let compiled = compiled.report_to(&mut session.diagnostics);
    session.diagnostics.append(&mut theme.files.diagnostics);
    let theme = session.report_theme(&theme, loaded);
    let faulty = session.error_count() > 0;
    compiled.zip(theme).filter(|_| !faulty)
}

/// The manifest of a published folder, or the file that it is.
pub(super) fn read_manifest(at: &Path) -> Result<Option<Manifest>, publish::Error> {
    if at.is_file() {
        let text = std::fs::read_to_string(at).ok();
        return Ok(text.and_then(|text| Manifest::parse(&text)));
    }
    Manifest::read(at)
}

pub(super) fn compile_settings(
    checking: &CheckOptions,
    notes: bool,
    base_url: Option<String>,
    output: (&Path, Option<Vec<String>>),
    session: &mut Session<'_>,
) -> Result<Settings, u8> {
    let today = match checking.today {
        Some(today) => Some(today),
        None => source_date(session.language)?,
    };
    Ok(Settings {
        drafts: checking.drafts,
        notes,
        today,
        base_url,
        published: published(checking.published.as_deref(), output, session)?,
    })
}

/// The records of the published site: of the one that was named, else of what lies in the output.
fn published(
    named: Option<&Path>,
    (output, records): (&Path, Option<Vec<String>>),
    session: &mut Session<'_>,
) -> Result<Option<Vec<String>>, u8> {
    if let Some(named) = named {
        let manifest =
            read_manifest(named).map_err(|error| print_publish_error(&error, session.language))?;
        return manifest.map(|site| Some(site.records)).ok_or_else(|| {
            let path = named.display().to_string();
            print_error(&Message::BadManifest { path }, None, session.language);
            EXIT_USAGE
        });
    }
    if records.is_none() {
        let path = output.display().to_string();
        session
            .skipped_checks
            .push(Message::NothingPublished { path });
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
        let found = disk::printable(&written);
        print_error(&Message::BadSourceDate { found }, None, language);
        return Err(EXIT_USAGE);
    }
    Ok(day)
}

/// Says why nothing was published, and gives the exit code.
pub(super) fn print_publish_error(error: &publish::Error, language: Language) -> u8 {
    print_error(&error.message(), error.hint().as_ref(), language);
    match error {
        publish::Error::Refused(_) => EXIT_USAGE,
        publish::Error::Touched(_) | publish::Error::Disk(_) => EXIT_ERROR,
    }
}

pub(super) fn print_error(message: &Message, hint: Option<&Message>, language: Language) {
    eprint(&format!(
        "{}: {}\n",
        Message::Error.text(language),
        message.text(language)
    ));
    if let Some(hint) = hint {
        eprint(&format!(
            "{}: {}\n",
            Message::Hint.text(language),
            hint.text(language)
        ));
    }
}

pub(super) fn print_warning(message: &Message, session: &Session<'_>) {
    let warning = Message::Warning.text(session.language);
    eprint(&format!("{warning}: {}\n", message.text(session.language)));
}

pub(super) fn format_duration(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

/// To stdout. A reader that has gone away is no fault of ours.
pub(super) fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// To stderr.
pub(super) fn eprint(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
