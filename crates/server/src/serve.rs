//! A site shown on this machine while it is being written. The home of `axum`, `hyper` and `tokio`.
//!
//! Pages come from memory, each made when it is asked for; no file of the disk can be reached, and
//! no output is touched. Only this machine's own browser is answered: a request must name a
//! loopback host (so that no foreign name can be made to point here), and the channel that tells of
//! changes asks for the same origin. A page shown has a small script added that listens there.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::{Arc, RwLock};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::{self, Stream};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::sync::watch;

use ssg_base::digest::Digest;

/// Where the script and the channel are found. No page's address begins so.
const OWN: &str = "/_ssg/";
const SCRIPT: &str = include_str!("serve/live.js");
const STYLE: &str = include_str!("serve/live.css");
/// How long a caller may take to say what it asks for. One that never does holds a socket no longer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long nobody is let in after the system would not: by then another caller may have gone.
const PAUSE: Duration = Duration::from_millis(50);
/// How many bytes a request may have, its body apart, which nobody reads.
const LONGEST: usize = 64 << 10;

/// What a request is answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What they are.
    pub media_type: &'static str,
}

impl Answer {
    /// A page that shows faults alone.
    pub fn faults(faults: &str) -> Self {
        Self {
            bytes: faults_page(faults),
            media_type: HTML,
        }
    }

    /// A file of the site by its name, which tells what it is.
    pub fn file(name: &str, bytes: Vec<u8>) -> Self {
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
            "ics" => "text/calendar; charset=utf-8",
            _ => "application/octet-stream",
        };
        Self { bytes, media_type }
    }
}

/// What is shown at an address such as `bao-cao/`: a path without its first `/`.
pub type Lookup = dyn Fn(&str) -> Option<Answer> + Send + Sync;

/// What is shown now: a site, and what is wrong with what its author wrote since.
#[derive(Clone)]
struct Shown {
    site: Option<Arc<Lookup>>,
    /// The faults as a person reads them; empty while there is none.
    faults: Arc<str>,
    /// Counts the changes.
    turn: u64,
}

/// The side that says what is shown.
#[derive(Clone)]
pub struct Stage {
    shown: Arc<RwLock<Shown>>,
    turns: watch::Sender<u64>,
    hosts: Arc<[String]>,
}

impl Stage {
    /// A stage on which nothing is shown yet, seen by loopback names and by `hosts`.
    pub fn new(hosts: &[String]) -> Self {
        let shown = Shown {
            site: None,
            faults: "".into(),
            turn: 0,
        };
        Self {
            shown: Arc::new(RwLock::new(shown)),
            turns: watch::Sender::new(0),
            hosts: hosts.iter().map(|host| host.to_lowercase()).collect(),
        }
    }

    /// Shows a sound site.
    pub fn show(&self, site: Arc<Lookup>) {
        let before = self.change(|shown| {
            shown.faults = "".into();
            shown.site.replace(site)
        });
        // A large site takes a while to take down, and nobody waits for that.
        drop(before);
    }

    /// Shows faults over the last sound site, or alone while there was none.
    pub fn fault(&self, faults: &str) {
        // An event's lines end in `\n` alone.
        let faults = faults.replace('\r', "");
        self.change(|shown| shown.faults = faults.into());
    }

    fn change<T>(&self, change: impl FnOnce(&mut Shown) -> T) -> T {
        let mut shown = self.shown.write().expect("no one fails while writing");
        let before = change(&mut shown);
        shown.turn += 1;
        self.turns.send_replace(shown.turn);
        before
    }

    fn shown(&self) -> Shown {
        self.shown
            .read()
            .expect("no one fails while writing")
            .clone()
    }

    fn is_ours(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((name, "")) => (name, None),
            // What follows and is no port is none of ours: as a port it will not do.
            Some((name, rest)) => (name, Some(rest.strip_prefix(':').unwrap_or(rest))),
            None => match host.split_once(':') {
                Some((name, port)) => (name, Some(port)),
                None => (&*host, None),
            },
        };
        let is_port = |port: &str| port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit());
        let is_address = |name: &str| name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
        port.is_none_or(is_port)
            && (name == "localhost"
                || name.ends_with(".localhost")
                || is_address(name)
                || self.hosts.iter().any(|known| known == name))
    }
}

/// Sockets on `interface` at `port` or the next one that is free there; on loopback of both kinds.
///
/// # Errors
/// What the system said of the last port that was tried.
pub fn listen(interface: Option<IpAddr>, port: u16) -> std::io::Result<Vec<TcpListener>> {
    const TRIED: u16 = 100;
    let v4 = interface.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let mut port = port;
    loop {
        match listen_at(v4, interface.is_none(), port) {
            Ok(listeners) => return Ok(listeners),
            Err(error) if port == u16::MAX || port % TRIED == TRIED - 1 => return Err(error),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => port += 1,
            Err(error) => return Err(error),
        }
    }
}

fn listen_at(first: IpAddr, both: bool, port: u16) -> std::io::Result<Vec<TcpListener>> {
    let first = TcpListener::bind(SocketAddr::new(first, port))?;
    let port = first.local_addr()?.port();
    let mut listeners = vec![first];
    if both {
        match TcpListener::bind(SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), port)) {
            Ok(second) => listeners.push(second),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => return Err(error),
            // A machine may well have no IPv6.
            Err(_) => {}
        }
    }
    Ok(listeners)
}

/// Answers requests until the program ends.
///
/// # Errors
/// What the system said of the sockets.
pub fn answer(listeners: Vec<TcpListener>, stage: &Stage) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let app = Router::new()
        .route("/_ssg/live", axum::routing::get(live))
        .fallback(page)
        .layer(middleware::from_fn_with_state(stage.clone(), guard))
        .with_state(stage.clone());
    runtime.block_on(async {
        let mut serving = Vec::new();
        for listener in listeners {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            serving.push(tokio::spawn(let_in(listener, app.clone())));
        }
        for server in serving {
            server.await.map_err(std::io::Error::other)?;
        }
        Ok(())
    })
}

/// Answers whoever comes, for ever.
async fn let_in(listener: tokio::net::TcpListener, app: Router) {
    loop {
        let Ok((socket, _)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        // Without this each answer waits for the receipt of the one before.
        let _ = socket.set_nodelay(true);
        let app = TowerToHyperService::new(app.clone());
        tokio::spawn(async move {
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new())
                .header_read_timeout(PATIENCE)
                .max_buf_size(LONGEST);
            // Who hangs up misses what it asked for; there is nobody to tell.
            let _ = http.serve_connection(TokioIo::new(socket), app).await;
        });
    }
}

/// Lets pass only what comes from this machine's own browser, and says how an answer may be used.
async fn guard(State(stage): State<Stage>, request: Request, next: Next) -> Response {
    let refused = refusal(&stage, &request);
    let mut response = match refused {
        Some(status) => status.into_response(),
        None => next.run(request).await,
    };
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

fn refusal(stage: &Stage, request: &Request) -> Option<StatusCode> {
    let headers = request.headers();
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Some(StatusCode::BAD_REQUEST);
    };
    let Some(host) = host.to_str().ok().filter(|host| stage.is_ours(host)) else {
        return Some(StatusCode::FORBIDDEN);
    };
    // A request with a whole address names its host there as well.
    if request
        .uri()
        .authority()
        .is_some_and(|named| !stage.is_ours(named.as_str()))
    {
        return Some(StatusCode::FORBIDDEN);
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Some(StatusCode::METHOD_NOT_ALLOWED);
    }
    let is_own = request.uri().path().starts_with(OWN);
    (is_own && !is_same_origin(headers, host)).then_some(StatusCode::FORBIDDEN)
}

/// Whether a request comes from a page of the same origin. Browsers name no origin when a page asks
/// its own, and then say so in another header.
fn is_same_origin(headers: &HeaderMap, host: &str) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    text("origin").is_none_or(|origin| origin.strip_prefix("http://") == Some(host))
        && text("sec-fetch-site").is_none_or(|site| ["same-origin", "none"].contains(&site))
}

/// Tells each turn and what is wrong at it, the present one at once.
async fn live(State(stage): State<Stage>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let turns = stage.turns.subscribe();
    let events = stream::unfold(
        (turns, stage, true),
        |(mut turns, stage, is_first)| async move {
            if !is_first {
                turns.changed().await.ok()?;
            }
            turns.mark_unchanged();
            let faults = stage.shown().faults;
            // An event without data would never be dispatched.
            let event = match &*faults {
                "" => Event::default().event("sound").data("sound"),
                faults => Event::default().event("faults").data(faults),
            };
            Some((Ok(event), (turns, stage, false)))
        },
    );
    Sse::new(events)
}

async fn page(State(stage): State<Stage>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    // A large list takes long enough to keep others waiting.
    let answered = tokio::task::spawn_blocking(move || answer_to(&stage.shown(), &path)).await;
    answered.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn answer_to(shown: &Shown, path: &str) -> Response {
    match path {
        "/_ssg/live.js" => return respond(StatusCode::OK, "text/javascript", SCRIPT.into()),
        "/_ssg/live.css" => return respond(StatusCode::OK, "text/css", STYLE.into()),
        _ => {}
    }
    let Some(site) = &shown.site else {
        return respond(
            StatusCode::OK,
            HTML,
            with_script(faults_page(&shown.faults)),
        );
    };
    let Some(path) = decoded(path) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    if let Some(answer) = site(&path) {
        return found(StatusCode::OK, answer);
    }
    if !path.is_empty() && !path.ends_with('/') && site(&format!("{path}/")).is_some() {
        let mut response = StatusCode::PERMANENT_REDIRECT.into_response();
        let last = path.rsplit('/').next().unwrap_or_default();
        let to = HeaderValue::from_str(&format!("./{last}/"));
        if let Ok(to) = to {
            response.headers_mut().insert(header::LOCATION, to);
        }
        return response;
    }
    match site("404.html") {
        Some(answer) => found(StatusCode::NOT_FOUND, answer),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

const HTML: &str = "text/html; charset=utf-8";

fn found(status: StatusCode, answer: Answer) -> Response {
    if answer.media_type == HTML {
        respond(status, HTML, with_script(answer.bytes))
    } else {
        respond(status, answer.media_type, answer.bytes)
    }
}

fn respond(status: StatusCode, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// A page that asks to be told of changes, and knows by its digest whether one is its own.
fn with_script(mut html: Vec<u8>) -> Vec<u8> {
    let digest = Digest::of(&html);
    html.extend(format!("<script src=\"{OWN}live.js\" data-page=\"{digest}\"></script>\n").bytes());
    html
}

/// What stands in place of every page until the sources are sound for the first time.
fn faults_page(faults: &str) -> Vec<u8> {
    let mut text = String::new();
    for c in faults.chars() {
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

/// The path that an address spells, without its first `/`; `None` for what no page can have.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.strip_prefix('/')?.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_ours() {
        let stage = Stage::new(&["kho.noi-bo".to_owned()]);
        for ours in [
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
            assert!(stage.is_ours(ours), "{ours}");
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
            assert!(!stage.is_ours(foreign), "{foreign}");
        }
    }

    #[test]
    fn an_address_is_decoded_once() {
        assert_eq!(decoded("/a%20b/").as_deref(), Some("a b/"));
        assert_eq!(decoded("/%252e/").as_deref(), Some("%2e/"));
        for bad in ["a", "/%", "/%2", "/%zz", "/%ff", "/%+1"] {
            assert_eq!(decoded(bad), None, "{bad}");
        }
    }

    #[test]
    fn faults_are_shown_as_text() {
        let page =
            String::from_utf8(faults_page("<img src=x onerror=alert(1)> &amp;")).expect("UTF-8");
        assert!(
            page.contains("&lt;img src=x onerror=alert(1)> &amp;amp;"),
            "{page}"
        );
    }
}
