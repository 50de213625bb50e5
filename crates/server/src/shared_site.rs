//! The site that the preview server shows, shared between the thread that rebuilds it and those
//! that answer requests.

use std::fmt::Write as _;
use std::net::IpAddr;
use std::sync::{Arc, RwLock};

use axum::http::HeaderValue;
use tokio::sync::watch;

pub(crate) const HTML: &str = "text/html; charset=utf-8";

/// A file of the site with its media type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedFile {
    /// The content.
    pub bytes: Vec<u8>,
    /// The value of `Content-Type`.
    pub media_type: &'static str,
}

impl ServedFile {
    /// A page that shows only errors.
    pub fn errors(errors: &str) -> Self {
        Self {
            bytes: error_page(errors),
            media_type: HTML,
        }
    }

    /// A file of the site. Its extension determines the media type.
    pub fn new(name: &str, bytes: Vec<u8>) -> Self {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let media_type = match extension {
            "html" => HTML,
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "jpg" | "jpeg" => "image/jpeg",
            "webp" => "image/webp",
            "pdf" => "application/pdf",
            "json" | "webmanifest" => "application/json",
            "xml" => "application/xml",
            "txt" => "text/plain; charset=utf-8",
            "md" => "text/markdown; charset=utf-8",
            "csv" => "text/csv; charset=utf-8",
            "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "ics" => "text/calendar; charset=utf-8",
            _ => "application/octet-stream",
        };
        Self { bytes, media_type }
    }
}

/// Finds the file for an address such as `bao-cao/`: a path without its first `/`.
pub type FileLookup = dyn Fn(&str) -> Option<ServedFile> + Send + Sync;

/// The last valid site, and the errors of the sources now.
#[derive(Clone)]
pub(crate) struct SiteState {
    /// `None` until the sources are valid for the first time.
    pub(crate) lookup: Option<Arc<FileLookup>>,
    /// The errors as text for people. Empty if there are none.
    pub(crate) errors: Arc<str>,
    /// Increases with each change.
    version: u64,
}

/// Who may see a site that is a part of another page on this machine, such as the preview in
/// `ssg desk`. Its drafts must not be shown to other users of the machine.
#[derive(Clone, Debug)]
pub struct FrameAccess {
    /// The only host and port that a request may name.
    pub host: String,
    /// The cookie that a request must carry: `name=value`.
    pub cookie: String,
    /// The only origin whose pages may show the site in a frame.
    pub parent: String,
}

/// A handle to the site that is shown. Clones share the site.
#[derive(Clone)]
pub struct SharedSite {
    state: Arc<RwLock<SiteState>>,
    versions: watch::Sender<u64>,
    allowed_hosts: Arc<[String]>,
    frame: Option<Arc<FrameAccess>>,
}

impl SharedSite {
    /// Creates an empty site that is served under loopback names and `allowed_hosts`.
    pub fn new(allowed_hosts: &[String]) -> Self {
        let state = SiteState {
            lookup: None,
            errors: "".into(),
            version: 0,
        };
        Self {
            state: Arc::new(RwLock::new(state)),
            versions: watch::Sender::new(0),
            allowed_hosts: allowed_hosts
                .iter()
                .map(|host| host.to_lowercase())
                .collect(),
            frame: None,
        }
    }

    /// The same site, shown only in a frame of one page.
    #[must_use]
    pub fn in_frame(self, access: FrameAccess) -> Self {
        Self {
            frame: Some(Arc::new(access)),
            ..self
        }
    }

    /// Whether a request that names `host` and carries `cookies` may see a site in a frame. Always
    /// true for other sites.
    pub(crate) fn allows_visitor(&self, host: &str, cookies: Option<&str>) -> bool {
        self.frame.as_ref().is_none_or(|frame| {
            let mut cookies = cookies.into_iter().flat_map(|all| all.split("; "));
            host == frame.host && cookies.any(|cookie| cookie == frame.cookie)
        })
    }

    /// The value of `Content-Security-Policy` that forbids other pages to show the site in a frame.
    pub(crate) fn frame_ancestors(&self) -> Option<HeaderValue> {
        let frame = self.frame.as_ref()?;
        HeaderValue::from_str(&format!("frame-ancestors {}", frame.parent)).ok()
    }

    /// Shows a new site and clears the errors.
    pub fn replace(&self, lookup: Arc<FileLookup>) {
        let before = self.change(|state| {
            state.errors = "".into();
            state.lookup.replace(lookup)
        });
        // Dropping a large site takes a while, so it happens after the lock is released.
        drop(before);
    }

    /// Shows errors over the last valid site, or alone if there was none. The page around a frame
    /// shows them itself.
    pub fn show_errors(&self, errors: &str) {
        if self.frame.is_some() && self.state().lookup.is_some() {
            return;
        }
        // Lines of a server-sent event end in `\n`.
        let errors = errors.replace('\r', "");
        self.change(|state| state.errors = errors.into());
    }

    fn change<T>(&self, change: impl FnOnce(&mut SiteState) -> T) -> T {
        let mut state = self.state.write().expect("no writer panics");
        let before = change(&mut state);
        state.version += 1;
        self.versions.send_replace(state.version);
        before
    }

    pub(crate) fn state(&self) -> SiteState {
        self.state.read().expect("no writer panics").clone()
    }

    /// Receives the number of each new version.
    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        self.versions.subscribe()
    }

    /// Whether a request may name this host: a loopback name or address, or an allowed host.
    pub(crate) fn allows_host(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((name, "")) => (name, None),
            // Text after `]` that is not a port is invalid, and fails as a port below.
            Some((name, rest)) => (name, Some(rest.strip_prefix(':').unwrap_or(rest))),
            None => match host.split_once(':') {
                Some((name, port)) => (name, Some(port)),
                None => (&*host, None),
            },
        };
        let is_port = |port: &str| port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit());
        let is_loopback = |name: &str| name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
        port.is_none_or(is_port)
            && (name == "localhost"
                || name.ends_with(".localhost")
                || is_loopback(name)
                || self.allowed_hosts.iter().any(|known| known == name))
    }
}

/// The page shown for every address until the sources are valid for the first time.
pub(crate) fn error_page(errors: &str) -> Vec<u8> {
    let mut text = String::new();
    for c in errors.chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            _ => text.push(c),
        }
    }
    let mut html = String::from(
        "<!doctype html>\n<html lang=\"vi\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Có lỗi</title>\n<link rel=\"stylesheet\" href=\"/_ssg/live.css\">\n",
    );
    let _ = writeln!(
        html,
        "<main id=\"ssg-faults\"><h1>Có lỗi trong nguồn</h1><pre>{text}</pre></main>"
    );
    html.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allows_only_hosts_of_this_machine() {
        let site = SharedSite::new(&["kho.noi-bo".to_owned()]);
        for allowed in [
            "localhost",
            "localhost:1111",
            "LOCALHOST:1",
            "a.localhost:80",
            "127.0.0.1:1111",
            "127.8.9.10",
            "[::1]:1111",
            "[::1]",
            "kho.noi-bo:1111",
        ] {
            assert!(site.allows_host(allowed), "{allowed}");
        }
        for foreign in [
            "",
            "evil.example",
            "evil.example:1111",
            "localhost.evil.example",
            "evillocalhost",
            "127.0.0.1.evil.example",
            "192.168.1.1",
            "[::2]:1111",
            "[::1].evil",
            "localhost:1111@evil",
            "0.0.0.0",
            "kho.noi-bo.evil.example",
            "localhost:80:80",
            "127.0.0.1 evil",
        ] {
            assert!(!site.allows_host(foreign), "{foreign}");
        }
    }

    #[test]
    fn escapes_errors_in_error_page() {
        let page =
            String::from_utf8(error_page("<img src=x onerror=alert(1)> &amp;")).expect("UTF-8");
        assert!(
            page.contains("&lt;img src=x onerror=alert(1)> &amp;amp;"),
            "{page}"
        );
    }
}
