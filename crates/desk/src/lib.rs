//! The desk: a local server with screens in which an office writes and publishes its archive.
//!
//! Sources stay files: each screen shows what is on the disk, a save replaces one file as a whole,
//! and only if it is still the one that was loaded. Diagnostics come from the compiler that builds.
//! The preview is the site itself, on a port of its own, with the texts that are not saved yet.
//!
//! It does not build: publishing runs the program's own `build`, through [`Host`].
//!
//! Reading order: [`access`] says who may ask, `routes` finds the answer, [`open_site`] holds the
//! site, `screens` writes the pages, `save` and `changes` do what their names say.

mod access;
mod answer;
mod changes;
mod form;
mod html;
mod labels;
mod lifetime;
mod names;
mod new;
mod open_site;
mod records;
mod rename;
mod routes;
mod save;
mod screens;
mod targets;

#[cfg(test)]
mod tests;

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard};

use chrono::NaiveDate;

use ssg_base::message::{Language, Message};
use ssg_base::parallel::lock_ignoring_poison;
use ssg_publish::disk;
use ssg_server::http::{self, RequestHead, Response, Service};
use ssg_server::serve;
use ssg_server::shared_site::{FrameAccess, SharedSite};
use ssg_server::watch::Watcher;

use access::Access;
pub use lifetime::show_running;
use lifetime::{Lifetime, is_second_start};
use open_site::OpenSite;

/// The files of a new site: path and text.
pub type NewSite = &'static [(&'static str, &'static str)];

/// Why a file could not be converted: the message and what to do about it.
pub type ConversionFailure = Box<(Message, Option<Message>)>;

/// What the desk needs of the program that runs it.
pub trait Host: Send + Sync + 'static {
    /// Today's date where the archive is read.
    fn today(&self) -> NaiveDate;

    /// Opens an address of the desk in the browser, because the program was started again.
    fn show(&self, address: String);

    /// Builds the site at `root` into its output folder, or into `output`.
    ///
    /// # Errors
    /// Why no build could be started.
    fn publish(
        &self,
        root: &Path,
        output: Option<&Path>,
        language: Language,
    ) -> std::io::Result<BuildOutput>;

    /// Makes a Word file of a file in another office format. `shown` is its name for messages.
    ///
    /// # Errors
    /// Why that is not possible, and what to do about it.
    fn to_word(&self, bytes: &[u8], shown: &str) -> Result<Vec<u8>, ConversionFailure>;

    /// Returns the text of a PDF, with a form feed after each page.
    ///
    /// # Errors
    /// Why that is not possible, and what to do about it.
    fn pdf_text(&self, bytes: &[u8], shown: &str) -> Result<String, ConversionFailure>;
}

/// The result of a build.
#[derive(Clone, Debug, Default)]
pub struct BuildOutput {
    /// Whether the site was published, or was published already.
    pub is_published: bool,
    /// The diagnostics, one JSON object a line.
    pub diagnostics: String,
    /// What else the build printed for people.
    pub text: String,
}

/// The name of the output folder in the root of the site.
const OUTPUT: &str = "public";

/// The settings of a desk.
pub struct Settings {
    /// The root of a site, or the folder in which one may be created. Canonical, as in the paths
    /// that the watcher reports.
    pub folder: PathBuf,
    /// Whether `folder` is the root of a site.
    pub has_site: bool,
    /// The language of the screens. `None` is the language of the site.
    pub language: Option<Language>,
    /// The files of a new site.
    pub new_site: NewSite,
    /// Whether the desk ends when no page of it has been open for an hour.
    pub ends_when_idle: bool,
}

/// The desk of one site. It answers requests as a [`Service`].
pub struct Desk {
    settings: Settings,
    host: Box<dyn Host>,
    access: Access,
    /// The site as the preview shows it.
    preview: SharedSite,
    /// The origin of the preview: `http://127.0.0.1:1234`.
    preview_origin: String,
    /// `None` until the site is created.
    site: Mutex<Option<OpenSite>>,
    /// Receives the root once there is a site to watch.
    opened: Sender<PathBuf>,
    lifetime: Lifetime,
}

/// What a desk waits for.
#[derive(Debug)]
pub struct Events {
    /// The root of the site, as soon as there is one.
    opened: Receiver<PathBuf>,
    /// The end of the desk.
    ended: Receiver<()>,
}

/// The sockets of a desk.
#[derive(Debug)]
pub struct Sockets {
    desk: Vec<TcpListener>,
    preview: Vec<TcpListener>,
}

impl Sockets {
    /// Opens two sockets on the loopback address of IPv4: at `port` or the next free ones.
    ///
    /// # Errors
    /// The system's error for the last port tried.
    pub fn open(port: u16) -> std::io::Result<Self> {
        let loopback = Some(std::net::Ipv4Addr::LOCALHOST.into());
        let desk = serve::listen(loopback, port)?;
        let next = if port == 0 { 0 } else { port.saturating_add(1) };
        let preview = serve::listen(loopback, next)?;
        Ok(Self { desk, preview })
    }
}

/// The host that a request to a socket must name.
fn host_of(listeners: &[TcpListener]) -> std::io::Result<String> {
    let first = listeners.first().ok_or(std::io::ErrorKind::NotConnected)?;
    Ok(first.local_addr()?.to_string())
}

impl Desk {
    /// A desk on `sockets`.
    ///
    /// # Errors
    /// If a socket has no address, or the system has no random numbers.
    pub fn new(
        settings: Settings,
        host: Box<dyn Host>,
        sockets: &Sockets,
    ) -> std::io::Result<(Arc<Self>, Events)> {
        let access = Access::new(host_of(&sockets.desk)?)?;
        let preview_host = host_of(&sockets.preview)?;
        let preview_origin = format!("http://{preview_host}");
        let preview = SharedSite::new(&[]).in_frame(FrameAccess {
            host: preview_host,
            cookie: access.cookie(),
            parent: access.origin(),
        });
        let (opened, opened_receiver) = mpsc::channel();
        let (end, ended) = mpsc::channel();
        let desk = Self {
            settings,
            host,
            access,
            preview,
            preview_origin,
            site: Mutex::new(None),
            opened,
            lifetime: Lifetime::new(end),
        };
        if desk.settings.has_site {
            desk.open_site();
        }
        let events = Events {
            opened: opened_receiver,
            ended,
        };
        Ok((Arc::new(desk), events))
    }

    /// The address to open in a browser. It carries the token of this run.
    pub fn address(&self) -> String {
        self.access.entry_address()
    }

    /// Answers requests until the desk is closed in the browser, or is idle.
    ///
    /// # Errors
    /// The system's error for a socket.
    pub fn run(self: Arc<Self>, sockets: Sockets, events: Events) -> std::io::Result<()> {
        let Events { opened, ended } = events;
        let watched = Arc::clone(&self);
        std::thread::spawn(move || watched.watch(&opened));
        let preview = self.preview.clone();
        std::thread::spawn(move || serve::run(sockets.preview, &preview));
        let (failed, failure) = mpsc::channel();
        let answering = Arc::clone(&self);
        std::thread::spawn(move || {
            let error = http::run_service(sockets.desk, Arc::clone(&answering) as Arc<dyn Service>);
            let _ = failed.send(error);
            answering.lifetime.end();
        });
        self.lifetime.wait(&ended, self.settings.ends_when_idle);
        // A save that has begun is finished: it holds the site.
        let _site = self.lock();
        failure.try_recv().unwrap_or(Ok(()))
    }

    /// Reads the sources again after each change, as soon as there is a site.
    fn watch(&self, opened: &Receiver<PathBuf>) {
        let Ok(root) = opened.recv() else { return };
        let is_network_disk = disk::is_network_disk(&root.join("content"));
        let mut watcher = Watcher::new(&root, &["content", "themes"], is_network_disk);
        // What changed before the folders were watched.
        self.with_site(|site| site.rebuild(None, self.host.today()));
        while let Some(changed) = watcher.wait() {
            self.with_site(|site| site.rebuild(Some(&changed), self.host.today()));
        }
    }

    fn open_site(&self) {
        let root = self.settings.folder.clone();
        let options = open_site::preview_options(&self.preview_origin);
        let preview = self.preview.clone();
        let language = self.settings.language;
        let mut site = OpenSite::new(root.clone(), preview, options, language);
        site.rebuild(None, self.host.today());
        *self.lock() = Some(site);
        // Without a receiver nobody watches, as in tests.
        let _ = self.opened.send(root);
    }

    fn lock(&self) -> MutexGuard<'_, Option<OpenSite>> {
        lock_ignoring_poison(&self.site)
    }

    /// Calls `f` with the site; `None` if there is none yet.
    fn with_site<T>(&self, f: impl FnOnce(&mut OpenSite) -> T) -> Option<T> {
        self.lock().as_mut().map(f)
    }

    /// The language of the screens.
    fn language(&self) -> Language {
        let site = self.with_site(|site| site.language);
        self.settings.language.or(site).unwrap_or_default()
    }
}

impl Service for Desk {
    fn admit(&self, head: &RequestHead) -> Result<usize, Response> {
        let admitted = if is_second_start(head) {
            self.access.admit_host(head)
        } else {
            self.access
                .admit(head)
                .inspect(|()| self.lifetime.note_request())
        };
        admitted
            .map(|()| routes::max_body_bytes(&head.path))
            .map_err(|response| Access::secured(response, &self.preview_origin))
    }

    fn respond(&self, head: &RequestHead, body: Vec<u8>) -> Response {
        let response = self.answer(head, &body);
        Access::secured(response, &self.preview_origin)
    }
}
