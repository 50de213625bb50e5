//! An open site and the options that all commands share.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ssg::cli::{Common, Format};
use ssg_base::diagnostic::{Checked, Diagnostic, Place, Severity};
use ssg_base::message::{Language, Message};
use ssg_base::parallel;
use ssg_base::path::SourcePath;
use ssg_content::key_of;
use ssg_content::settings::{self, SiteSettings, settings_path, topics_path};
use ssg_content::source::Sources;
use ssg_publish as publish;
use ssg_publish::disk;
use ssg_server::dev_server;
use ssg_site::theme::{self, Theme};
use ssg_vietnam::gazetteer::Gazetteer;

use super::terminal::{eprint, print, print_diagnostics, print_error, print_labelled};
use super::{EXIT_ERROR, EXIT_USAGE};

/// The site's own files of the theme that its settings name.
pub(super) struct ThemeFiles {
    pub(super) name: String,
    pub(super) files: Checked<theme::Overrides>,
    /// Where the settings name the theme.
    pub(super) place: Option<Place>,
}

impl ThemeFiles {
    pub(super) fn load(&self) -> Checked<Option<Theme>> {
        Theme::new(&self.name, &self.files.value)
    }
}

/// An open site, what was found in it so far, and how to report it.
pub(super) struct Session<'a> {
    pub(super) root: PathBuf,
    /// The settings, even if they have errors. `None` if they could not be read.
    pub(super) site: Option<SiteSettings>,
    pub(super) language: Language,
    pub(super) common: &'a Common,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Checks that were not possible, and what a host may refuse. Printed at the end.
    pub(super) notices: Vec<Message>,
}

impl<'a> Session<'a> {
    /// Finds the site and reads its sources.
    pub(super) fn open(common: &'a Common) -> Result<(Self, Sources), u8> {
        Self::open_with(common, |root| {
            // Loading the table of places takes as long as reading a small archive.
            let threads = parallel::thread_count(None);
            let read = || disk::read_sources(root);
            parallel::join(threads, Gazetteer::get, read).1
        })
    }

    /// Finds the site and reads only `site.yaml` and `topics.yaml`, for commands that need no
    /// documents. Their diagnostics are dropped: `check` reports them.
    pub(super) fn open_settings(common: &'a Common) -> Result<(Self, Sources), u8> {
        let paths = [settings_path(), topics_path()];
        let (mut session, sources) =
            Self::open_with(common, |root| Ok(disk::read_texts(root, &paths)))?;
        session.diagnostics.clear();
        Ok((session, sources))
    }

    fn open_with(
        common: &'a Common,
        read: impl FnOnce(&Path) -> Result<Checked<Sources>, disk::Error>,
    ) -> Result<(Self, Sources), u8> {
        let language = common.lang.unwrap_or_default();
        let Some(root) = find_root(common) else {
            print_error(&Message::NoSite, Some(&Message::NoSiteHint), language);
            return Err(EXIT_USAGE);
        };
        let sources = read(&root).map_err(|error| print_disk_error(&error, language))?;
        let mut diagnostics = Vec::new();
        let sources = sources.report_to(&mut diagnostics);
        let path = settings_path();
        let text = sources.texts.get(&path);
        let site = text.map(|text| settings::parse(&path, text).value);
        let site_language = site.as_ref().map(|site| site.language);
        let session = Self {
            root,
            language: common.lang.or(site_language).unwrap_or_default(),
            site,
            common,
            diagnostics,
            notices: Vec::new(),
        };
        Ok((session, sources))
    }

    /// Reads the site's own files of the theme that its settings name.
    pub(super) fn read_theme_files(&self) -> Result<ThemeFiles, u8> {
        let named = self.site.as_ref().map(|site| site.theme.clone());
        let name = named
            .as_ref()
            .map_or(theme::DEFAULT_THEME, |named| &named.value);
        let files = disk::read_theme(&self.root, name)
            .map_err(|error| print_disk_error(&error, self.language))?;
        Ok(ThemeFiles {
            name: name.to_owned(),
            files,
            place: named.map(|named| Place::new(&settings_path(), named.span)),
        })
    }

    /// Prints the diagnostics; with `--quiet` only errors.
    pub(super) fn print_diagnostics(&self) {
        let mut printed: Vec<Diagnostic> = self
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error() || !self.common.quiet)
            .cloned()
            .collect();
        let texts = |path: &SourcePath| self.source_text(path);
        if self.common.format == Format::Json {
            key_of::add_keys(&mut printed, &texts);
        }
        print_diagnostics(&printed, self.language, self.common.format, &texts);
    }

    /// The text of a source or built-in template, for excerpts.
    fn source_text(&self, path: &SourcePath) -> Option<Arc<str>> {
        dev_server::source_text(&self.root, path)
    }

    pub(super) fn error_count(&self) -> usize {
        let errors = self.diagnostics.iter().filter(|found| found.is_error());
        errors.count()
    }

    /// Prints the last line with the number of warnings, for people, and the notices, for
    /// programs too.
    pub(super) fn print_summary(&self, message: &Message) {
        if self.common.quiet {
            return;
        }
        if self.common.format != Format::Human {
            let note = |message: &Message| Diagnostic::general(Severity::Note, message.clone());
            let notes: Vec<Diagnostic> = self.notices.iter().map(note).collect();
            print_diagnostics(&notes, self.language, self.common.format, &|_| None);
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
        for notice in &self.notices {
            print(&format!("{}\n", notice.text(self.language)));
        }
    }

    /// Prints the diagnostics and a message with the number of errors. Returns the exit code.
    pub(super) fn fail(&self, message: impl Fn(String) -> Message) -> u8 {
        self.print_diagnostics();
        if self.common.format == Format::Human {
            let message = message(self.error_count().to_string());
            eprint(&format!("{}\n", message.text(self.language)));
        }
        EXIT_ERROR
    }
}

/// The root given by `--root`, or the nearest site above the current folder.
fn find_root(common: &Common) -> Option<PathBuf> {
    match &common.root {
        Some(root) => root
            .join(settings::SETTINGS_PATH)
            .is_file()
            .then(|| root.clone()),
        None => disk::find_site_root(Path::new(".")),
    }
}

/// Prints why an operation failed and returns the exit code.
pub(super) fn print_disk_error(error: &disk::Error, language: Language) -> u8 {
    print_error(&error.message(), None, language);
    EXIT_ERROR
}

/// Prints why nothing was published and returns the exit code.
pub(super) fn print_publish_error(error: &publish::Error, language: Language) -> u8 {
    print_error(&error.message(), error.hint().as_ref(), language);
    match error {
        publish::Error::Refused(_) => EXIT_USAGE,
        publish::Error::Disk(_) => EXIT_ERROR,
    }
}

pub(super) fn print_warning(message: &Message, session: &Session<'_>) {
    print_labelled(&Message::Warning, message, session.language);
}
