//! `ssg build`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ssg::cli::{Build, Common};
use ssg_archive::LinkStyle;
use ssg_base::digest::Digest;
use ssg_base::files::{Content, Sink};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;
use ssg_content::source::Sources;
use ssg_publish::{
    self as publish, Manifest, Origin, PreviousSite, ProtectedFolders, Published, SourceFolder,
    Staging, disk,
};
use ssg_site::compiler::{self, BuildOptions, Compiled, Compiler};
use ssg_site::data::bundle::Bundle;
use ssg_site::fingerprint::fingerprint;
use ssg_site::render::{RenderError, Renderer};
use ssg_site::route;
use ssg_site::theme::Theme;

use super::compile::{compile_settings, compile_site};
use super::progress::{Progress, Timings};
use super::session::{Session, ThemeFiles, print_publish_error, print_warning};
use super::terminal::{format_duration, print_error};
use super::{EXIT_ERROR, EXIT_OK, OUTPUT, PROGRAM};

/// Builds the site into the output folder, or reports why it stays as it was.
pub(super) fn run_build(build: &Build, common: &Common) -> Result<u8, u8> {
    let mut timings = Timings::start();
    let (mut session, sources) = Session::open(common)?;
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
    let attachments = hash_attachments(&session.root, &sources);
    let inputs = attachments
        .as_ref()
        .filter(|_| session.diagnostics.is_empty() && theme.files.diagnostics.is_empty());
    let fingerprint = inputs.map(|attachments| {
        let theme = &theme.files.value;
        fingerprint(
            PROGRAM,
            &sources,
            attachments,
            theme,
            &options,
            build.bundle,
        )
    });
    // A user who names another site wants to know which of its records this one lacks.
    let comparable = fingerprint.filter(|_| build.checking.published.is_none());
    let unchanged = previous
        .as_ref()
        .filter(|site| comparable.is_some_and(|fingerprint| site.is_built_from(fingerprint)));
    let is_unchanged = unchanged.is_some();
    if let Some(site) = unchanged.filter(|_| !build.verify) {
        repeat_warnings(&mut session, site.manifest(), sources, theme, &options);
        timings.end_step(Message::StepChecked);
        report_unchanged(&mut session, site.manifest(), &output, &timings);
        timings.print(build, &session);
        return Ok(EXIT_OK);
    }
    let compiled = compile_site(
        &mut session,
        &mut Compiler::default(),
        sources,
        theme,
        &options,
    );
    let Some((mut compiled, theme)) = compiled else {
        return Ok(session.fail(|errors| Message::BuildFailed { errors }));
    };
    timings.end_step(Message::StepChecked);
    compiled.archive.has_bundle = build.bundle;
    let root = session.root.clone();
    let originals = SourceFolder { root, previous };
    let mut writing = Writing {
        staging,
        originals,
        attachments: attachments.as_ref(),
    };
    let written = writing.write(&mut compiled, &theme, &session, &mut timings, build.bundle);
    match written {
        Ok(()) => {}
        Err(RenderError::Fault(fault)) => {
            session.diagnostics.push(*fault);
            return Ok(session.fail(|errors| Message::BuildFailed { errors }));
        }
        Err(RenderError::Io(error)) => {
            let error = publish::Error::from(error);
            return Err(print_publish_error(&error, session.language));
        }
    }
    let host_limits = publish::host_limit_notes(writing.staging.files());
    session.notices.extend(host_limits);
    let records = compiler::record_addresses(&compiled.archive, &compiled.routes);
    let origin = fingerprint.map(|sha256| Origin {
        sha256,
        warnings: session.diagnostics.len(),
    });
    let published = writing.staging.publish(&records, origin);
    let published = published.map_err(|error| print_publish_error(&error, session.language))?;
    timings.end_step(Message::StepPublished);
    report_published(&mut session, published, &compiled, &output, &timings);
    timings.print(build, &session);
    if is_unchanged && published.changed > 0 {
        let count = published.changed.to_string();
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
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let protected = ProtectedFolders {
        root: &session.root,
        home: home.as_deref(),
    };
    Staging::open(output, &protected, build.force)
        .map_err(|error| print_publish_error(&error, session.language))
}

/// The digests of the sources that are neither texts nor photos; `None` if one cannot be read.
fn hash_attachments(root: &Path, sources: &Sources) -> Option<BTreeMap<SourcePath, Digest>> {
    let paths = sources.attachments.keys();
    let paths = paths.filter(|path| !sources.photos.contains_key(path));
    let paths = paths.chain(sources.static_files.keys());
    disk::file_digests(root, paths).ok()
}

/// The parts of a build that write files.
struct Writing<'a> {
    staging: Staging,
    originals: SourceFolder,
    /// The attachments as they were hashed for the fingerprint.
    attachments: Option<&'a BTreeMap<SourcePath, Digest>>,
}

impl Writing<'_> {
    fn write(
        &mut self,
        compiled: &mut Compiled,
        theme: &Theme,
        session: &Session<'_>,
        timings: &mut Timings,
        has_bundle: bool,
    ) -> Result<(), RenderError> {
        let renderer = Renderer::new(compiled, theme);
        let pages = compiled.routes.iter().len();
        let mut progress = Progress::new(&mut self.staging, session, pages, timings.start);
        let index = renderer.render_pages(&mut progress);
        progress.clear();
        let index = index?;
        renderer.copy_originals(&self.originals, &mut self.staging)?;
        timings.end_step(Message::StepPages);
        renderer.write_index(index, &mut self.staging)?;
        timings.end_step(Message::StepSearch);
        self.check_attachments(compiled)?;
        if has_bundle {
            self.write_bundle(compiled, theme)?;
            timings.end_step(Message::StepBundle);
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
            let hashed = self.attachments.and_then(|known| known.get(source));
            let copied = self.staging.files().get(&path);
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
        let mut write = |out: &mut dyn std::io::Write| {
            let mut bundle = Bundle::new(out);
            renderer.render(originals, &mut bundle)?;
            bundle.finish()
        };
        Ok(self.staging.put(&path, Content::Written(&mut write))?)
    }
}

/// Compiles again if the build that is skipped had warnings, so that they are reported again.
fn repeat_warnings(
    session: &mut Session<'_>,
    manifest: &Manifest,
    sources: Sources,
    theme: ThemeFiles,
    options: &BuildOptions,
) {
    let site = session.site.as_ref();
    if options.base_url.is_none() && site.is_none_or(|site| site.base_url.is_none()) {
        session.notices.push(Message::NoBaseUrl);
    }
    if manifest
        .origin
        .as_ref()
        .is_some_and(|origin| origin.warnings > 0)
    {
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
    published: Published,
    compiled: &Compiled,
    output: &Path,
    timings: &Timings,
) {
    session.print_diagnostics();
    let path = output.display().to_string();
    if published.in_place {
        print_warning(&Message::PublishingInPlace { path: path.clone() }, session);
    }
    if compiled.archive.site.base_url.is_none() {
        session.notices.push(Message::NoBaseUrl);
    }
    let pages = compiled.routes.iter().len().to_string();
    let files = published.files.to_string();
    let time = format_duration(timings.start.elapsed());
    session.print_summary(&if published.changed == 0 {
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
