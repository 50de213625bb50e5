//! `ssg import`.

use std::io::ErrorKind;
use std::path::Path;

use ssg::cli::{Common, Format, Import};
use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::{Language, Message};
use ssg_base::path::SourcePath;
use ssg_content::document::{self, DocumentKind};
use ssg_import::{FileFormat, ImportError, Imported, Options, SiteContext};
use ssg_publish::disk;

use super::convert;
use super::record::{SiteNames, record_path, write_source};
use super::session::{Session, print_disk_error};
use super::terminal::{print, print_error};
use super::{EXIT_ERROR, EXIT_OK, EXIT_USAGE};

/// Imports files as sources of the site. Goes on after a file that fails.
pub(super) fn run_import(import: &Import, common: &Common) -> Result<u8, u8> {
    let (mut session, sources) = Session::open_settings(common)?;
    let names = SiteNames::new(&session, &sources);
    let context = names.context(&session);
    let mut code = EXIT_OK;
    for file in &import.files {
        if let Err(failed) = import_file(file, import, &context, &mut session) {
            code = code.max(failed);
        }
    }
    session.print_diagnostics();
    let errors = session.error_count();
    let unsure = session.diagnostics.len() - errors;
    if !session.diagnostics.is_empty() && prints_summary(common) {
        let (unsure, errors) = (unsure.to_string(), errors.to_string());
        let message = Message::ImportRemaining { unsure, errors };
        print(&format!("{}\n", message.text(session.language)));
    }
    Ok(code)
}

fn prints_summary(common: &Common) -> bool {
    !common.quiet && common.format == Format::Human
}

/// Imports one file. What the clerk has to decide is added to the diagnostics.
fn import_file(
    file: &Path,
    import: &Import,
    context: &SiteContext<'_>,
    session: &mut Session<'_>,
) -> Result<(), u8> {
    let language = session.language;
    let shown = file.display().to_string();
    let file_name = file.file_name().unwrap_or_default().to_string_lossy();
    let bytes = disk::read_external_file(file, ssg_import::MAX_FILE_BYTES)
        .map_err(|error| print_read_error(file, &error, language))?;
    let options = Options {
        year: import.year,
        secret_cleared: import.secret_cleared,
    };
    let imported = match bytes {
        Some(bytes) => {
            read_file(&file_name, &shown, &bytes, context, options).map_err(|failure| {
                let (message, hint) = *failure;
                print_error(&message, hint.as_ref(), language);
                match message {
                    Message::ImportNoOffice { .. } => EXIT_USAGE,
                    _ => EXIT_ERROR,
                }
            })?
        }
        None => Err(ImportError::TooLarge),
    };
    let imported = imported.map_err(|error| {
        print_error(&error.message(&shown), error.hint().as_ref(), language);
        if error.is_unsupported_format() {
            EXIT_USAGE
        } else {
            EXIT_ERROR
        }
    })?;
    let Some(name) = ssg_import::source_name(&file_name) else {
        let message = Message::ImportBadName { path: shown };
        print_error(&message, Some(&Message::BadFileNameHint), language);
        return Err(EXIT_USAGE);
    };
    let Some(year) = imported.year.or(import.year) else {
        let message = Message::ImportYearNotFound { path: shown };
        print_error(&message, Some(&Message::ImportYearNotFoundHint), language);
        return Err(EXIT_ERROR);
    };
    let folder = match imported.kind {
        DocumentKind::Plan => "plans",
        DocumentKind::Report | DocumentKind::Page => "reports",
    };
    let record = format!("content/{folder}/{year}/{name}");
    let path = record_path(&record, import.force, session)?;
    write_imported(&imported, &record, &path, session)?;
    if prints_summary(session.common) {
        let (from, path) = (shown, path.as_str().to_owned());
        let message = match imported.kind {
            DocumentKind::Plan => Message::ImportedPlan { from, path },
            DocumentKind::Report | DocumentKind::Page => Message::ImportedReport { from, path },
        };
        print(&format!("{}\n", message.text(language)));
    }
    for (span, message) in imported.warnings {
        let warning = Diagnostic::warning(Place::new(&path, span), message);
        session.diagnostics.push(warning);
    }
    let parsed = document::parse(&path, &imported.text, context.vocabulary);
    session.diagnostics.extend(parsed.diagnostics);
    Ok(())
}

/// Prints why a file cannot be read and returns the exit code.
fn print_read_error(file: &Path, error: &disk::Error, language: Language) -> u8 {
    let path = file.display().to_string();
    match error.source.kind() {
        ErrorKind::NotFound => print_error(&Message::ImportNotFound { path }, None, language),
        ErrorKind::PermissionDenied => {
            print_error(&Message::ImportNotAllowed { path }, None, language);
        }
        _ if file.is_dir() => {
            let hint = Message::ImportIsFolderHint;
            print_error(&Message::ImportIsFolder { path }, Some(&hint), language);
        }
        _ => return print_disk_error(error, language),
    }
    EXIT_ERROR
}

/// Makes a draft of a file. One in another format than Word or text is converted first, which
/// fails if the program for it is missing or cannot read the file.
fn read_file(
    file_name: &str,
    shown: &str,
    bytes: &[u8],
    context: &SiteContext<'_>,
    options: Options,
) -> Result<Result<Imported, ImportError>, convert::Failure> {
    Ok(match ssg_import::detect(file_name, bytes) {
        Ok(FileFormat::Office) => {
            let word = convert::to_word(bytes, shown)?;
            ssg_import::import_converted(&word, context, options)
        }
        Ok(FileFormat::Pdf) => {
            let text = convert::pdf_text(bytes, shown)?;
            ssg_import::import_pdf_text(&text, context, options)
        }
        Ok(FileFormat::Word | FileFormat::PlainText) => {
            ssg_import::import(file_name, bytes, context, options)
        }
        Err(error) => Err(error),
    })
}

/// Writes the pictures, then the source that shows them.
fn write_imported(
    imported: &Imported,
    record: &str,
    path: &SourcePath,
    session: &Session<'_>,
) -> Result<(), u8> {
    for (name, bytes) in &imported.pictures {
        if let Some(path) = SourcePath::new(&format!("{record}/{name}")) {
            write_source(session, &path, bytes)?;
        }
    }
    write_source(session, path, imported.text.as_bytes())
}
