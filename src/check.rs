//! `ssg check`.

use std::time::Instant;

use ssg::cli::{CheckOptions, Common};
use ssg_base::files::Discard;
use ssg_base::message::Message;
use ssg_publish::disk;
use ssg_site::compiler::Compiler;
use ssg_site::render::{RenderError, Renderer};

use super::compile::{compile_settings, compile_site, read_manifest};
use super::session::{Session, print_publish_error};
use super::terminal::format_duration;
use super::{EXIT_OK, OUTPUT};

/// Compiles and renders the site like a build, and writes nothing.
pub(super) fn run_check(options: &CheckOptions, common: &Common) -> Result<u8, u8> {
    let start = Instant::now();
    let (mut session, mut sources) = Session::open(common)?;
    disk::read_attachments(&session.root, &mut sources);
    let mut compiler = Compiler::default();
    let output = session.root.join(OUTPUT);
    let published =
        read_manifest(&output).map_err(|error| print_publish_error(&error, session.language))?;
    let records = published.map(|site| site.records);
    let theme = session.read_theme_files()?;
    let settings = compile_settings(options, true, None, (&output, records), &mut session)?;
    let Some((compiled, theme)) =
        compile_site(&mut session, &mut compiler, sources, theme, &settings)
    else {
        return Ok(session.fail(|errors| Message::CheckFailed { errors }));
    };
    let rendered = Renderer::new(&compiled, &theme).render_pages(&mut Discard);
    if let Err(RenderError::Fault(error)) = rendered {
        session.diagnostics.push(*error);
        return Ok(session.fail(|errors| Message::CheckFailed { errors }));
    }
    session.print_diagnostics();
    let documents = compiled.archive.documents().count().to_string();
    session.print_summary(&Message::CheckedClean {
        documents,
        time: format_duration(start.elapsed()),
    });
    Ok(EXIT_OK)
}
