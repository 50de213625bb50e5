//! Compiling a site with the options that `build` and `check` share.

use std::path::Path;

use chrono::{DateTime, FixedOffset, NaiveDate};

use ssg::cli::CheckOptions;
use ssg_archive::Archive;
use ssg_base::message::{Language, Message};
use ssg_base::parallel;
use ssg_content::source::Sources;
use ssg_publish::disk;
use ssg_publish::{self as publish, Manifest};
use ssg_site::compiler::{BuildOptions, Compiled, Compiler};
use ssg_site::theme::Theme;
use ssg_vietnam::date::PartialDate;

use super::EXIT_USAGE;
use super::session::{Session, ThemeFiles, print_publish_error};
use super::terminal::print_error;

/// Compiles the sources and loads the theme. `None` if there is an error.
pub(super) fn compile_site(
    session: &mut Session<'_>,
    compiler: &mut Compiler,
    sources: Sources,
    mut theme_files: ThemeFiles,
    settings: &BuildOptions,
) -> Option<(Compiled, Theme)> {
    let load = || theme_files.load();
    let compile = || compiler.compile(sources, settings);
    let (mut theme, compiled) = parallel::join(parallel::thread_count(None), load, compile);
    let found = &mut session.diagnostics;
    let compiled = compiled.report_to(found);
    compiler.weigh(found, settings);
    found.append(&mut theme_files.files.diagnostics);
    // A theme does not know where it is named.
    for diagnostic in theme.diagnostics.iter_mut().filter(|d| d.place.is_none()) {
        diagnostic.place.clone_from(&theme_files.place);
    }
    let theme = theme.report_to(found);
    if let Some(compiled) = &compiled {
        let remarks = remarks(&compiled.archive, settings);
        session.notices.splice(0..0, remarks);
    }
    let has_errors = session.error_count() > 0;
    compiled.zip(theme).filter(|_| !has_errors)
}

/// What else is worth knowing of the sources: the day on which plans are judged, and the drafts.
fn remarks(archive: &Archive, settings: &BuildOptions) -> Vec<Message> {
    let mut remarks = Vec::new();
    let day = PartialDate::Day(archive.today).vietnamese();
    if !archive.plans.is_empty() {
        remarks.push(match settings.today {
            Some(_) => Message::JudgedOnGiven { day },
            None => Message::JudgedOn { day },
        });
    }
    let embargoed = archive.embargoed.len();
    if embargoed > 0 {
        let count = embargoed.to_string();
        remarks.push(Message::EmbargoCount { count });
    }
    if archive.drafts.len() > embargoed {
        let count = (archive.drafts.len() - embargoed).to_string();
        remarks.push(Message::DraftCount { count });
    }
    remarks
}

/// The settings of the compiler. `output` is the output folder with the records of the site that is
/// published there.
pub(super) fn compile_settings(
    options: &CheckOptions,
    notes: bool,
    base_url: Option<String>,
    output: (&Path, Option<Vec<String>>),
    session: &mut Session<'_>,
) -> Result<BuildOptions, u8> {
    let today = match options.today {
        Some(today) => Some(today),
        None => source_date(session.language)?,
    };
    Ok(BuildOptions {
        drafts: options.drafts,
        preview: false,
        notes,
        today,
        // `SOURCE_DATE_EPOCH` is often a day long past.
        embargo: options.today,
        base_url,
        published: published_records(options.published.as_deref(), output, session)?,
    })
}

/// The records of the published site: of the one named on the command line, else of the output
/// folder. `None` if nothing is published there.
fn published_records(
    named: Option<&Path>,
    (output, records): (&Path, Option<Vec<String>>),
    session: &mut Session<'_>,
) -> Result<Option<Vec<String>>, u8> {
    if let Some(named) = named {
        let written = named.to_string_lossy();
        if written.starts_with("http://") || written.starts_with("https://") {
            let address = written
                .trim_end_matches('/')
                .trim_end_matches(Manifest::NAME);
            let url = format!("{}/{}", address.trim_end_matches('/'), Manifest::NAME);
            let hint = Message::PublishedIsAddressHint { url };
            print_error(&Message::PublishedIsAddress, Some(&hint), session.language);
            return Err(EXIT_USAGE);
        }
        if !named.exists() || (named.is_dir() && !named.join(Manifest::NAME).exists()) {
            print_no_manifest(named, session.language);
            return Err(EXIT_USAGE);
        }
        let manifest =
            read_manifest(named).map_err(|error| print_publish_error(&error, session.language))?;
        return manifest.map(|site| Some(site.records)).ok_or_else(|| {
            let path = named.display().to_string();
            let hint = Some(&Message::BadManifestHint);
            print_error(&Message::BadManifest { path }, hint, session.language);
            EXIT_USAGE
        });
    }
    if records.is_none() {
        let path = output.display().to_string();
        session.notices.push(Message::NothingPublished { path });
    }
    Ok(records)
}

/// Says that there is nothing at a path to compare with, and what to name instead.
fn print_no_manifest(named: &Path, language: Language) {
    let path = named.display().to_string();
    let (message, hint) = if named.exists() {
        (
            Message::PublishedWithoutManifest { path },
            Message::PublishedWithoutManifestHint,
        )
    } else {
        (
            Message::PublishedMissing { path },
            Message::PublishedMissingHint,
        )
    };
    print_error(&message, Some(&hint), language);
}

/// The manifest of a published folder, or the manifest file itself. `None` if there is none or it
/// is not valid.
pub(super) fn read_manifest(at: &Path) -> Result<Option<Manifest>, publish::Error> {
    if at.is_file() {
        let text = std::fs::read_to_string(at).ok();
        return Ok(text.and_then(|text| Manifest::parse(&text)));
    }
    Manifest::read(at)
}

/// The day of `SOURCE_DATE_EPOCH` at UTC+7, where the archive is read. An invalid value is an error,
/// as the specification of reproducible-builds.org requires: whoever sets it relies on it.
fn source_date(language: Language) -> Result<Option<NaiveDate>, u8> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let vietnam = FixedOffset::east_opt(7 * 3600).expect("within a day");
    let seconds = value.to_str().and_then(|text| text.parse().ok());
    let time = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let day = time.and_then(|time| Some(time.naive_utc().checked_add_offset(vietnam)?.date()));
    if day.is_none() {
        let found = disk::printable(&value);
        print_error(&Message::BadSourceDate { found }, None, language);
        return Err(EXIT_USAGE);
    }
    Ok(day)
}
