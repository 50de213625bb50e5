//! `ssg verify`.

use ssg::cli::{Common, Format, Verify};
use ssg_base::diagnostic::{Diagnostic, Severity};
use ssg_base::message::Message;
use ssg_publish as publish;

use super::compile::read_manifest;
use super::session::print_publish_error;
use super::terminal::{print, print_diagnostics, print_error};
use super::{EXIT_ERROR, EXIT_OK, EXIT_USAGE};

/// Compares a copy with the manifest of the published site.
pub(super) fn run_verify(verify: &Verify, common: &Common) -> Result<u8, u8> {
    let language = common.lang.unwrap_or_default();
    let failed = |error| print_publish_error(&error, language);
    let named = verify.manifest.as_ref().unwrap_or(&verify.dir);
    let Some(manifest) = read_manifest(named).map_err(failed)? else {
        let path = named.display().to_string();
        print_error(&Message::NoManifest { path }, None, language);
        return Err(EXIT_USAGE);
    };
    let differences = publish::verify(&verify.dir, &manifest).map_err(failed)?;
    let found: Vec<Diagnostic> = differences
        .iter()
        .map(|difference| Diagnostic::general(Severity::Error, difference.message()))
        .collect();
    print_diagnostics(&found, language, common.format, &|_| None);
    if common.format == Format::Human && !common.quiet {
        let path = verify.dir.display().to_string();
        let message = if found.is_empty() {
            let files = manifest.files.len().to_string();
            Message::Verified { files, path }
        } else {
            let count = found.len().to_string();
            Message::VerifyFailed { count, path }
        };
        print(&format!("{}\n", message.text(language)));
    }
    Ok(if found.is_empty() {
        EXIT_OK
    } else {
        EXIT_ERROR
    })
}
