//! `ssg serve`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::NaiveDate;
use chrono::Utc;

use ssg::cli::{Common, Serve};
use ssg_base::diagnostic::{Diagnostic, render};
use ssg_base::message::{Language, Message};
use ssg_base::path::{OutPath, SourcePath};
use ssg_publish::disk::{self, FileCache};
use ssg_server::preview::{Kept, Preview};
use ssg_server::serve::{self, Answer, Stage};
use ssg_server::watch::Watcher;
use ssg_site::compiler::{Compiler, Settings};
use ssg_site::theme::Theme;

use super::session::{Session, ThemeFiles, format_duration, print, print_error, print_warning};
use super::{EXIT_ERROR, EXIT_USAGE};

pub(super) fn run_serve(serve: &Serve, common: &Common) -> u8 {
    serve_site(serve, common).unwrap_or_else(|code| code)
}

/// Shows the site until the program is stopped, and anew after each change of its sources.
fn serve_site(serve: &Serve, common: &Common) -> Result<u8, u8> {
    let (session, _) = Session::open(common)?;
    let (root, language) = (session.root.clone(), session.language);
    if serve.interface.is_some_and(|ip| !ip.is_loopback()) && serve.allow_host.is_empty() {
        print_error(&Message::NonLocalAddress, None, language);
        return Err(EXIT_USAGE);
    }
    let listeners = serve::listen(serve.interface, serve.port).map_err(|error| {
        let (port, why) = (serve.port.to_string(), error.to_string());
        print_error(&Message::CannotListen { port, why }, None, language);
        EXIT_ERROR
    })?;
    let at = listeners.first().and_then(|first| first.local_addr().ok());
    let address = at.map_or_else(String::new, |at| format!("http://{at}/"));
    // The folders are watched before they are read: what is saved meanwhile is not missed.
    let (content, themes) = (root.join("content"), root.join("themes"));
    let remote = disk::is_network_disk(&content);
    let mut watcher = Watcher::new(&[&content, &themes], remote);
    let stage = Stage::new(&serve.allow_host);
    let mut kitchen = Kitchen {
        settings: Settings {
            drafts: serve.drafts,
            base_url: Some(address.clone()),
            ..Settings::default()
        },
        compiler: Compiler::previewing(),
        seen: FileCache::default(),
        theme: None,
        kept: Kept::default(),
        told: Vec::new(),
    };
    kitchen.cook(common, &stage, None);
    print(&format!(
        "{}\n",
        Message::Serving {
            address: address.clone()
        }
        .text(language)
    ));
    if let Some(why) = watcher.polls.clone() {
        print(&format!("{}\n", Message::Polling { why }.text(language)));
    }
    if serve.interface.is_some_and(|ip| !ip.is_loopback()) {
        let warning = Message::VisibleToNetwork {
            address: address.clone(),
        };
        print_warning(&warning, &session);
    }
    let answering = {
        let stage = stage.clone();
        std::thread::spawn(move || serve::answer(listeners, &stage))
    };
    if serve.open && open_browser(&address).is_err() {
        print_warning(&Message::CannotOpenBrowser { address }, &session);
    }
    while !answering.is_finished() {
        let Some(changed) = watcher.wait() else { break };
        kitchen.cook(common, &stage, Some(&changed));
    }
    Ok(EXIT_ERROR)
}

/// Opens the page in the reader's own browser.
fn open_browser(address: &str) -> std::io::Result<()> {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let quiet = std::process::Stdio::null;
    let mut command = std::process::Command::new(program);
    command.arg(address).stdout(quiet()).stderr(quiet());
    command.spawn().map(drop)
}

/// What changed, in a few words.
fn named(root: &Path, changed: &BTreeSet<PathBuf>, language: Language) -> String {
    let inside = |path: &PathBuf| {
        path.strip_prefix(root)
            .unwrap_or(path)
            .display()
            .to_string()
    };
    let hidden = |path: &&PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with('.') || name.ends_with('~')
    };
    let mut shown: Vec<&PathBuf> = changed.iter().filter(|path| !hidden(path)).collect();
    // What an editor wrote beside a file and renamed is of no interest.
    if shown.iter().any(|path| path.exists()) {
        shown.retain(|path| path.exists());
    }
    if let [only] = &shown[..] {
        return inside(only);
    }
    let count = shown.len().to_string();
    Message::FileCount { count }.text(language)
}

/// What is kept from one change to the next.
struct Kitchen {
    settings: Settings,
    compiler: Compiler,
    seen: FileCache,
    theme: Option<(ThemeFiles, Arc<Theme>)>,
    kept: Kept,
    told: Vec<Diagnostic>,
}

impl Kitchen {
    /// Reads and compiles what there is now, puts it on the stage, and says what `changed`; `None`
    /// at first.
    fn cook(&mut self, common: &Common, stage: &Stage, changed: Option<&BTreeSet<PathBuf>>) {
        let start = Instant::now();
        let read = |root: &Path| match changed {
            Some(changed) => disk::read_changed_sources(root, &mut self.seen, changed),
            None => disk::read_sources_cached(root, &mut self.seen),
        };
        let Ok((mut session, sources)) = Session::open_with(common, read) else {
            return;
        };
        let what = changed.map(|changed| named(&session.root, changed, session.language));
        self.settings.today = Some(today());
        let compiled = self.compiler.compile(sources, &self.settings);
        let compiled = compiled.report_to(&mut session.diagnostics);
        let theme = self.theme(&mut session);
        let sound = compiled.zip(theme).filter(|_| session.error_count() == 0);
        let message = if let Some((compiled, theme)) = sound {
            let kept = self.kept.clone();
            let preview = Preview::new(session.root.clone(), compiled, theme, kept);
            stage.show(Arc::new(shown(preview, session.language)));
            let time = format_duration(start.elapsed());
            what.map(|what| Message::Rebuilt { what, time })
        } else {
            stage.fault(&session.errors_as_text());
            let errors = session.error_count().to_string();
            what.map(|what| Message::RebuildFailed { what, errors })
        };
        // What was told stays true until it is mended.
        let told = std::mem::replace(&mut self.told, session.diagnostics.clone());
        session.diagnostics.retain(|found| !told.contains(found));
        session.print_diagnostics();
        if let Some(message) = message.filter(|_| !common.quiet) {
            print(&format!("{}\n", message.text(session.language)));
        }
    }

    /// The theme, read anew and made anew only if its files changed.
    fn theme(&mut self, session: &mut Session<'_>) -> Option<Arc<Theme>> {
        let mut read = session.read_theme_files().ok()?;
        session.diagnostics.append(&mut read.files.diagnostics);
        if let Some((known, theme)) = &self.theme
            && known.name == read.name
            && known.files.value == read.files.value
        {
            return Some(Arc::clone(theme));
        }
        let theme = Arc::new(session.load_theme(&read)?);
        self.theme = Some((read, Arc::clone(&theme)));
        Some(theme)
    }
}

/// What a site answers to an address.
fn shown(preview: Preview, language: Language) -> impl Fn(&str) -> Option<Answer> {
    move |address| {
        let name = if address.is_empty() || address.ends_with('/') {
            format!("{address}index.html")
        } else {
            address.to_owned()
        };
        match preview.file(&OutPath::parse(&name)?) {
            Ok(bytes) => Some(Answer::file(&name, bytes?)),
            Err(fault) => {
                let texts = |path: &SourcePath| Theme::built_in_text(path).map(Arc::from);
                Some(Answer::faults(&render::human(
                    &[*fault],
                    language,
                    &texts,
                    false,
                )))
            }
        }
    }
}

/// The day it is where the archive is read: at UTC+7.
fn today() -> NaiveDate {
    let now = DateTime::<Utc>::from(std::time::SystemTime::now());
    let here = FixedOffset::east_opt(7 * 3600).expect("within a day");
    now.with_timezone(&here).date_naive()
}
