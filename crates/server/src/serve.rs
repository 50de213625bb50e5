//! The HTTP server of `ssg serve`, and of the preview in `ssg desk`.
//!
//! Pages come from memory and are rendered on request. No file of the disk can be reached and no
//! output is written. Only browsers of this machine are answered: a request must name a loopback
//! host, so that a foreign name that resolves to this machine is refused (DNS rebinding). The
//! stream of changes also requires the same origin. Each page gets a small script that listens to
//! the stream.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::{self, Stream};

use ssg_base::digest::Digest;
use ssg_base::percent::percent_decode;

use crate::http;
use crate::shared_site::{HTML, ServedFile, SharedSite, SiteState, error_page};

/// Path of the script and the stream of changes. No page has such an address.
const OWN_PATH: &str = "/_ssg/";
const SCRIPT: &str = include_str!("serve/live.js");
const STYLE: &str = include_str!("serve/live.css");

/// Opens sockets on `interface` at `port` or at the next free port. Without an interface, listens on
/// the loopback addresses of IPv4 and IPv6.
///
/// # Errors
/// The system's error for the last port tried.
pub fn listen(interface: Option<IpAddr>, port: u16) -> std::io::Result<Vec<TcpListener>> {
    /// Ports are tried up to the end of the hundred that `port` is in.
    const BLOCK: u16 = 100;
    let v4 = interface.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let mut port = port;
    loop {
        match listen_at(v4, interface.is_none(), port) {
            Ok(listeners) => return Ok(listeners),
            Err(error) if port == u16::MAX || port % BLOCK == BLOCK - 1 => return Err(error),
            Err(error) if is_taken(&error) => port += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Whether a port cannot be used while the next may be free. Windows denies ports that it has
/// reserved for virtual machines.
fn is_taken(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::AddrInUse
        || (cfg!(windows) && error.kind() == std::io::ErrorKind::PermissionDenied)
}

fn listen_at(first: IpAddr, both: bool, port: u16) -> std::io::Result<Vec<TcpListener>> {
    let first = TcpListener::bind(SocketAddr::new(first, port))?;
    let port = first.local_addr()?.port();
    let mut listeners = vec![first];
    if both {
        match TcpListener::bind(SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), port)) {
            Ok(second) => listeners.push(second),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => return Err(error),
            // The machine has no IPv6.
            Err(_) => {}
        }
    }
    Ok(listeners)
}

/// Answers requests until the program ends.
///
/// # Errors
/// The system's error for a socket.
pub fn run(listeners: Vec<TcpListener>, site: &SharedSite) -> std::io::Result<()> {
    let app = Router::new()
        .route("/_ssg/live", axum::routing::get(live))
        .fallback(page)
        .layer(middleware::from_fn_with_state(site.clone(), guard))
        .with_state(site.clone());
    http::run_router(listeners, &app)
}

/// Refuses requests that do not come from a browser of this machine, and adds security headers.
async fn guard(State(site): State<SharedSite>, request: Request, next: Next) -> Response {
    let refused = refusal(&site, &request);
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
    if let Some(ancestors) = site.frame_ancestors() {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, ancestors);
    }
    response
}

/// The status to refuse a request with. `None` if it is allowed.
fn refusal(site: &SharedSite, request: &Request) -> Option<StatusCode> {
    let headers = request.headers();
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Some(StatusCode::BAD_REQUEST);
    };
    let Some(host) = host.to_str().ok().filter(|host| site.allows_host(host)) else {
        return Some(StatusCode::FORBIDDEN);
    };
    // A request with an absolute URL names its host there too.
    if request
        .uri()
        .authority()
        .is_some_and(|named| !site.allows_host(named.as_str()))
    {
        return Some(StatusCode::FORBIDDEN);
    }
    let cookies = headers.get(header::COOKIE);
    if !site.allows_visitor(host, cookies.and_then(|value| value.to_str().ok())) {
        return Some(StatusCode::FORBIDDEN);
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Some(StatusCode::METHOD_NOT_ALLOWED);
    }
    let is_own = request.uri().path().starts_with(OWN_PATH);
    (is_own && !is_same_origin(headers, host)).then_some(StatusCode::FORBIDDEN)
}

/// Whether a request comes from a page of the same origin. Browsers omit `Origin` for requests to
/// the page's own origin and send `Sec-Fetch-Site` instead.
fn is_same_origin(headers: &HeaderMap, host: &str) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    text("origin").is_none_or(|origin| origin.strip_prefix("http://") == Some(host))
        && text("sec-fetch-site").is_none_or(|site| ["same-origin", "none"].contains(&site))
}

/// Streams the errors of each version of the site, beginning with the current one.
async fn live(
    State(site): State<SharedSite>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let versions = site.subscribe();
    let events = stream::unfold(
        (versions, site, true),
        |(mut versions, site, is_first)| async move {
            if !is_first {
                versions.changed().await.ok()?;
            }
            versions.mark_unchanged();
            let errors = site.state().errors;
            // Browsers do not dispatch an event without data.
            let event = match &*errors {
                "" => Event::default().event("sound").data("sound"),
                errors => Event::default().event("faults").data(errors),
            };
            Some((Ok(event), (versions, site, false)))
        },
    );
    Sse::new(events)
}

async fn page(State(site): State<SharedSite>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    // Rendering a large list would block other requests.
    let response = tokio::task::spawn_blocking(move || respond_to(&site.state(), &path)).await;
    response.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn respond_to(state: &SiteState, path: &str) -> Response {
    match path {
        "/_ssg/live.js" => return respond(StatusCode::OK, "text/javascript", SCRIPT.into()),
        "/_ssg/live.css" => return respond(StatusCode::OK, "text/css", STYLE.into()),
        _ => {}
    }
    let Some(lookup) = &state.lookup else {
        return respond(StatusCode::OK, HTML, with_script(error_page(&state.errors)));
    };
    let Some(path) = path.strip_prefix('/').and_then(percent_decode) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    if let Some(file) = lookup(&path) {
        return file_response(StatusCode::OK, file);
    }
    if !path.is_empty() && !path.ends_with('/') && lookup(&format!("{path}/")).is_some() {
        let mut response = StatusCode::PERMANENT_REDIRECT.into_response();
        let last = path.rsplit('/').next().unwrap_or_default();
        let to = HeaderValue::from_str(&format!("./{last}/"));
        if let Ok(to) = to {
            response.headers_mut().insert(header::LOCATION, to);
        }
        return response;
    }
    match lookup("404.html") {
        Some(file) => file_response(StatusCode::NOT_FOUND, file),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn file_response(status: StatusCode, file: ServedFile) -> Response {
    if file.media_type == HTML {
        respond(status, HTML, with_script(file.bytes))
    } else {
        respond(status, file.media_type, file.bytes)
    }
}

fn respond(status: StatusCode, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// Appends the script that listens for changes. It compares the digest of the page with that of its
/// new version.
fn with_script(mut html: Vec<u8>) -> Vec<u8> {
    let digest = Digest::of(&html);
    html.extend(
        format!("<script src=\"{OWN_PATH}live.js\" data-page=\"{digest}\"></script>\n").bytes(),
    );
    html
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::http::StatusCode;

    use super::respond_to;
    use crate::shared_site::{ServedFile, SharedSite};

    #[test]
    fn only_paths_from_the_root_are_looked_up() {
        let site = SharedSite::new(&[]);
        site.replace(Arc::new(|path: &str| {
            (path == "tin.html").then(|| ServedFile::new(path, Vec::new()))
        }));
        let status = |path| respond_to(&site.state(), path).status();
        assert_eq!(status("/tin.html"), StatusCode::OK);
        assert_eq!(status("/khac.html"), StatusCode::NOT_FOUND);
        // `OPTIONS *` has no path, and a broken escape is none.
        for path in ["*", "tin.html", "/%zz"] {
            assert_eq!(status(path), StatusCode::BAD_REQUEST, "{path}");
        }
    }
}
