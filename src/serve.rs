//! `ssg serve`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use ssg::cli::{Common, Serve};
use ssg_base::diagnostic::Diagnostic;
use ssg_base::message::{Language, Message};
use ssg_publish::disk::{self, IoOperation};
use ssg_server::dev_server::{self, DevServer};
use ssg_server::serve;
use ssg_server::shared_site::SharedSite;
use ssg_server::watch::Watcher;
use ssg_site::compiler::BuildOptions;

use super::session::{Session, print_disk_error, print_warning};
use super::terminal::{format_duration, print, print_diagnostics, print_error, print_labelled};
use super::{EXIT_ERROR, EXIT_USAGE};

/// Shows the site until the program is stopped, and rebuilds it after each change of its sources.
pub(super) fn run_serve(serve: &Serve, common: &Common) -> Result<u8, u8> {
    let (mut session, _) = Session::open_settings(common)?;
    let language = session.language;
    let is_local = serve.interface.is_none_or(|ip| ip.is_loopback());
    if !is_local && serve.allow_host.is_empty() {
        print_error(&Message::NonLocalAddress, None, language);
        return Err(EXIT_USAGE);
    }
    // The watcher reports absolute paths, which must begin with the root.
    let root = disk::canonical(&session.root).map_err(|source| {
        let (operation, path) = (IoOperation::Read, session.root.clone());
        let error = disk::Error {
            operation,
            path,
            source,
        };
        print_disk_error(&error, language)
    })?;
    session.root.clone_from(&root);
    let listeners = serve::listen(serve.interface, serve.port).map_err(|error| {
        let (port, why) = (serve.port.to_string(), error.to_string());
        print_error(&Message::CannotListen { port, why }, None, language);
        EXIT_ERROR
    })?;
    let socket = listeners.first().and_then(|first| first.local_addr().ok());
    let address = socket.map_or_else(String::new, |socket| format!("http://{socket}/"));
    // The folders are watched before they are read, so that no save in between is missed.
    let is_network_disk = disk::is_network_disk(&root.join("content"));
    let mut watcher = Watcher::new(&root, &["content", "themes"], is_network_disk);
    let site = SharedSite::new(&serve.allow_host);
    let settings = BuildOptions {
        drafts: true,
        preview: true,
        base_url: Some(address.clone()),
        ..BuildOptions::default()
    };
    let mut rebuilder = Rebuilder {
        server: DevServer::new(root.clone(), site.clone(), settings, common.lang),
        root,
        common,
        printed: Vec::new(),
    };
    rebuilder.rebuild(None);
    print_line(
        &Message::Serving {
            address: address.clone(),
        },
        language,
    );
    if let Some(why) = watcher.polling_reason.clone() {
        print_line(&Message::Polling { why }, language);
    }
    if !is_local {
        let address = address.clone();
        print_warning(&Message::VisibleToNetwork { address }, &session);
    }
    let answering = std::thread::spawn(move || serve::run(listeners, &site));
    if serve.open {
        open_or_warn(address, language);
    }
    while !answering.is_finished() {
        let Some(changed) = watcher.wait() else { break };
        rebuilder.rebuild(Some(&changed));
    }
    Ok(EXIT_ERROR)
}

/// Opens the address in the default browser, or asks the user to do so.
pub(super) fn open_or_warn(address: String, language: Language) {
    if open_browser(&address).is_err() {
        let message = Message::CannotOpenBrowser { address };
        print_labelled(&Message::Warning, &message, language);
    }
}

fn print_line(message: &Message, language: Language) {
    print(&format!("{}\n", message.text(language)));
}

/// Opens the address in the default browser.
pub(super) fn open_browser(address: &str) -> std::io::Result<()> {
    open::that_detached(address)
}

/// Rebuilds the site and prints what is new.
struct Rebuilder<'a> {
    server: DevServer,
    root: PathBuf,
    common: &'a Common,
    /// The diagnostics of the last rebuild. They are not printed again.
    printed: Vec<Diagnostic>,
}

impl Rebuilder<'_> {
    /// Rebuilds the site after a change; `None` the first time.
    fn rebuild(&mut self, changed: Option<&BTreeSet<PathBuf>>) {
        let start = Instant::now();
        let rebuild = self.server.rebuild(changed, today());
        let (language, errors) = (rebuild.language, rebuild.error_count());
        let before = std::mem::replace(&mut self.printed, rebuild.diagnostics);
        let is_printed = |found: &&Diagnostic| {
            !before.contains(found) && (found.is_error() || !self.common.quiet)
        };
        let new: Vec<Diagnostic> = self.printed.iter().filter(is_printed).cloned().collect();
        let texts = |path: &_| dev_server::source_text(&self.root, path);
        print_diagnostics(&new, language, self.common.format, &texts);
        let Some(changed) = changed.filter(|_| !self.common.quiet) else {
            return;
        };
        let what = describe(&self.root, changed, language);
        let message = if errors > 0 {
            let errors = errors.to_string();
            Message::RebuildFailed { what, errors }
        } else {
            let time = format_duration(start.elapsed());
            Message::Rebuilt { what, time }
        };
        print_line(&message, language);
    }
}

/// The path of the only changed file relative to the root, or the number of changed files.
fn describe(root: &Path, changed: &BTreeSet<PathBuf>, language: Language) -> String {
    let is_visible = |path: &&PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        !name.starts_with('.') && !name.ends_with('~')
    };
    let mut visible: Vec<&PathBuf> = changed.iter().filter(is_visible).collect();
    // An editor's temporary file that was renamed meanwhile is left out.
    if visible.iter().any(|path| path.exists()) {
        visible.retain(|path| path.exists());
    }
    if let [path] = &visible[..] {
        let relative = path.strip_prefix(root).unwrap_or(path);
        return relative.display().to_string();
    }
    let count = visible.len().to_string();
    Message::FileCount { count }.text(language)
}

/// Today's date at UTC+7, where the archive is read.
pub(super) fn today() -> NaiveDate {
    let now = DateTime::<Utc>::from(SystemTime::now());
    let vietnam = FixedOffset::east_opt(7 * 3600).expect("within a day");
    now.with_timezone(&vietnam).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn describes_changed_files_relative_to_root() {
        let root = Path::new("/site");
        let paths = |paths: &[&str]| paths.iter().map(PathBuf::from).collect();
        let describe = |changed: &[&str]| describe(root, &paths(changed), Language::En);
        assert_eq!(describe(&["/site/content/a.md"]), "content/a.md");
        let with_temporary = ["/site/content/a.md", "/site/content/.a.md.swp"];
        assert_eq!(describe(&with_temporary), "content/a.md");
        let two = ["/site/content/a.md", "/site/content/b.md"];
        assert_eq!(describe(&two), "2 files");
    }
}
