//! `ssg check`, `ssg verify` and `ssg schema`: commands that write nothing.

use std::path::PathBuf;
use std::time::Instant;

use ssg::cli::{CheckOptions, Common, Format, SchemaSubject, Verify};
use ssg_base::diagnostic::{Diagnostic, Severity};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;
use ssg_content::schema;
use ssg_content::settings;
use ssg_content::vocabulary::Vocabulary;
use ssg_publish::disk;
use ssg_publish::publish;
use ssg_site::compiler::{Compiler, Failure, File};

use super::session::{
    Session, compile_settings, compile_site, format_duration, print, print_error,
    print_publish_error, read_manifest, show,
};
use super::{EXIT_ERROR, EXIT_OK, EXIT_USAGE, OUTPUT};

pub(super) fn run_check(checking: &CheckOptions, common: &Common) -> u8 {
    check_site(checking, common).unwrap_or_else(|code| code)
}

fn check_site(checking: &CheckOptions, common: &Common) -> Result<u8, u8> {
    let start = Instant::now();
    let (mut session, sources) = Session::open(common)?;
    let mut compiler = Compiler::default();
    let output = session.root.join(OUTPUT);
    let standing =
        read_manifest(&output).map_err(|error| print_publish_error(&error, session.language))?;
    let records = standing.map(|site| site.records);
    let theme = session.read_theme_files()?;
    let settings = compile_settings(checking, true, None, (&output, records), &mut session)?;
    let Some((compiled, theme)) =
        compile_site(&mut session, &mut compiler, sources, theme, &settings)
    else {
        return Ok(session.fail(|errors| Message::CheckFailed { errors }));
    };
    let nothing = |_: &_, _: File<'_>| Ok::<(), std::convert::Infallible>(());
    if let Err(Failure::Template(fault)) = compiler.render(&compiled, &theme, nothing) {
        session.diagnostics.push(*fault);
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

pub(super) fn run_verify(verify: &Verify, common: &Common) -> u8 {
    verify_copy(verify, common).unwrap_or_else(|code| code)
}

/// Whether a copy is what was published, and what differs.
fn verify_copy(verify: &Verify, common: &Common) -> Result<u8, u8> {
    let language = common.lang.unwrap_or_default();
    let refused = |error| print_publish_error(&error, language);
    let named = verify.manifest.as_ref().unwrap_or(&verify.dir);
    let Some(manifest) = read_manifest(named).map_err(refused)? else {
        let path = named.display().to_string();
        print_error(&Message::NoManifest { path }, None, language);
        return Err(EXIT_USAGE);
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
        print(&format!("{}\n", message.text(language)));
    }
    Ok(if found.is_empty() {
        EXIT_OK
    } else {
        EXIT_ERROR
    })
}

/// Prints a schema: with the site's own topics, where there is a site.
pub(super) fn run_schema(subject: SchemaSubject, common: &Common) -> u8 {
    let root = common.root.clone().or_else(|| {
        let here = PathBuf::from(".").canonicalize().ok()?;
        disk::find_site_root(&here)
    });
    let topics = SourcePath::new(settings::TOPICS_PATH).expect("a sound path");
    let own = root.and_then(|root| disk::read_text(&root, &topics));
    let vocabulary = own.map_or_else(Vocabulary::built_in, |text| {
        settings::parse_topics(&topics, &text).value
    });
    let subject = match subject {
        SchemaSubject::FrontMatter => schema::Subject::FrontMatter,
        SchemaSubject::Report => schema::Subject::Report,
        SchemaSubject::Plan => schema::Subject::Plan,
        SchemaSubject::Page => schema::Subject::Page,
        SchemaSubject::Site => schema::Subject::Site,
    };
    let schema = schema::json_schema(subject, &vocabulary, common.lang.unwrap_or_default());
    print(&format!("{schema:#}\n"));
    EXIT_OK
}
