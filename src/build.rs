//! `ssg build`.

use std::path::Path;

use ssg::cli::{Build, Common};
use ssg_base::message::Message;
use ssg_build::{Attachments, BuiltFrom, Done};
use ssg_content::source::Sources;
use ssg_publish::disk;
use ssg_publish::{self as publish, Manifest, PreviousSite, ProtectedFolders, Staging};
use ssg_site::compiler::{BuildOptions, Compiler};
use ssg_site::fingerprint::fingerprint;

use super::compile::{compile_settings, compile_site};
use super::progress::{Progress, Timings};
use super::session::{Session, ThemeFiles, print_publish_error, print_warning};
use super::terminal::{format_duration, print_error};
use super::{EXIT_ERROR, EXIT_OK, OUTPUT, PROGRAM};

/// Builds the site into the output folder, or reports why it stays as it was.
pub(super) fn run_build(build: &Build, common: &Common) -> Result<u8, u8> {
    let mut timings = Timings::start();
    let (mut session, mut sources) = Session::open(common)?;
    timings.end_step(Message::StepRead);
    let output = build.output_dir.clone();
    let output = output.unwrap_or_else(|| session.root.join(OUTPUT));
    let (staging, previous) = open_staging(&output, build, &session)?;
    let records = previous
        .as_ref()
        .map(|site| site.manifest().records.clone());
    let base_url = build.base_url.clone();
    let options = compile_settings(
        &build.checking,
        false,
        base_url,
        (&output, records),
        &mut session,
    )?;
    let theme = session.read_theme_files()?;
    let attachments = Attachments::hash(&session.root, &sources);
    let inputs = attachments
        .as_ref()
        .filter(|_| session.diagnostics.is_empty() && theme.files.diagnostics.is_empty());
    let built_from = inputs.map(|attachments| {
        let overrides = &theme.files.value;
        let hashed = &attachments.0;
        let bundle = build.bundle;
        (
            fingerprint(PROGRAM, &sources, hashed, overrides, &options, bundle),
            attachments,
        )
    });
    // A user who names another site wants to know which of its records this one lacks.
    let comparable = built_from.filter(|_| build.checking.published.is_none());
    let unchanged = previous
        .as_ref()
        .filter(|site| comparable.is_some_and(|(fingerprint, _)| site.is_built_from(fingerprint)));
    let is_unchanged = unchanged.is_some();
    if let Some(site) = unchanged.filter(|_| !build.verify) {
        repeat_warnings(&mut session, site.manifest(), sources, theme, &options);
        timings.end_step(Message::StepChecked);
        report_unchanged(&mut session, site.manifest(), &output, &timings);
        timings.print(build, &session);
        return Ok(EXIT_OK);
    }
    disk::read_attachments(&session.root, &mut sources);
    let compiled = compile_site(
        &mut session,
        &mut Compiler::default(),
        sources,
        theme,
        &options,
    );
    let Some((compiled, theme)) = compiled else {
        return Ok(session.fail(|errors| Message::BuildFailed { errors }));
    };
    timings.end_step(Message::StepChecked);
    let is_without_address = compiled.archive.site.base_url.is_none();
    let mut progress = Progress::new(&session, compiled.routes.iter().len(), &mut timings);
    let publishing = ssg_build::Build {
        staging,
        previous,
        root: &session.root,
        has_bundle: build.bundle,
        built_from: built_from.map(|(fingerprint, attachments)| BuiltFrom {
            fingerprint,
            attachments,
            warnings: session.diagnostics.len(),
        }),
    };
    let done = publishing.publish(compiled, &theme, &mut progress);
    progress.clear();
    let done = match done {
        Ok(done) => done,
        Err(ssg_build::Error::Fault(fault)) => {
            session.diagnostics.push(*fault);
            return Ok(session.fail(|errors| Message::BuildFailed { errors }));
        }
        Err(ssg_build::Error::Publish(error)) => {
            return Err(print_publish_error(&error, session.language));
        }
    };
    let changed = done.published.changed;
    report_published(&mut session, done, is_without_address, &output, &timings);
    timings.print(build, &session);
    if is_unchanged && changed > 0 {
        let count = changed.to_string();
        print_error(&Message::NotReproducible { count }, None, session.language);
        return Ok(EXIT_ERROR);
    }
    Ok(EXIT_OK)
}

fn open_staging(
    output: &Path,
    build: &Build,
    session: &Session<'_>,
) -> Result<(Staging, Option<PreviousSite>), u8> {
    let home = std::env::home_dir();
    let protected = ProtectedFolders {
        root: &session.root,
        home: home.as_deref(),
    };
    Staging::open(output, &protected, build.force)
        .map_err(|error| print_publish_error(&error, session.language))
}

/// Compiles again if the build that is skipped had warnings, so that they are reported again.
/// With `--quiet` warnings are not printed, and a published site has no errors.
fn repeat_warnings(
    session: &mut Session<'_>,
    manifest: &Manifest,
    mut sources: Sources,
    theme: ThemeFiles,
    options: &BuildOptions,
) {
    let site = session.site.as_ref();
    if options.base_url.is_none() && site.is_none_or(|site| site.base_url.is_none()) {
        session.notices.push(Message::NoBaseUrl);
    }
    let origin = manifest.origin.as_ref();
    let has_warnings = origin.is_some_and(|origin| origin.warnings > 0);
    if has_warnings && !session.common.quiet {
        disk::read_attachments(&session.root, &mut sources);
        compile_site(session, &mut Compiler::default(), sources, theme, options);
    }
}

fn report_unchanged(
    session: &mut Session<'_>,
    manifest: &Manifest,
    output: &Path,
    timings: &Timings,
) {
    session.print_diagnostics();
    session
        .notices
        .extend(publish::host_limit_notes(&manifest.files));
    let pages = manifest.files.keys();
    let pages = pages.filter(|path| path.as_str().rsplit('.').next() == Some("html"));
    session.print_summary(&Message::BuiltUnchanged {
        pages: pages.count().to_string(),
        path: output.display().to_string(),
        time: format_duration(timings.start.elapsed()),
    });
}

fn report_published(
    session: &mut Session<'_>,
    done: Done,
    is_without_address: bool,
    output: &Path,
    timings: &Timings,
) {
    session.notices.extend(done.host_limits);
    session.print_diagnostics();
    let path = output.display().to_string();
    if done.published.in_place {
        print_warning(&Message::PublishingInPlace { path: path.clone() }, session);
    }
    if is_without_address {
        session.notices.push(Message::NoBaseUrl);
    }
    let pages = done.pages.to_string();
    let files = done.published.files.to_string();
    let time = format_duration(timings.start.elapsed());
    session.print_summary(&if done.published.changed == 0 {
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
