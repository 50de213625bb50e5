//! HTTP/1.1 connections: sockets, time limits, and services that answer whole requests. Only this
//! module and `serve` use `axum`, `hyper` and `tokio`.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{self, Body};
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode, request};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use ssg_base::percent::percent_decode;

/// The time a client has to send the head of a request. After it the connection is closed.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// The time a client has to send the body of a request.
const BODY_TIMEOUT: Duration = Duration::from_secs(60);
/// The pause after a failed `accept`, such as with too many open files. By then another client may
/// have disconnected.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// The largest head of a request, in bytes.
const MAX_HEAD_BYTES: usize = 64 << 10;

/// The head of a request.
#[derive(Clone, Debug)]
pub struct RequestHead {
    /// The method in capital letters.
    pub method: String,
    /// The path as it was sent, beginning with `/`.
    pub path: String,
    /// The part after `?`; empty if there is none.
    query: String,
    /// The host that an absolute URL names.
    authority: Option<String>,
    headers: HeaderMap,
}

impl RequestHead {
    /// A request without a body, for tests.
    ///
    /// # Panics
    /// If a header is malformed.
    pub fn new(method: &str, path_and_query: &str, headers: &[(&'static str, &str)]) -> Self {
        let (path, query) = path_and_query
            .split_once('?')
            .unwrap_or((path_and_query, ""));
        let headers = headers.iter().map(|(name, value)| {
            let value = HeaderValue::from_str(value).expect("a valid header");
            (HeaderName::from_static(name), value)
        });
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, value);
        }
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            authority: None,
            headers: map,
        }
    }

    /// The value of a header. `None` if it is missing, sent more than once, or not ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let first = values.next()?.to_str().ok()?;
        values.next().is_none().then_some(first)
    }

    /// Whether a header is sent at all.
    pub fn has_header(&self, name: &str) -> bool {
        self.headers.contains_key(name)
    }

    /// The host that the request is for. `None` if it names none, or two different ones.
    pub fn host(&self) -> Option<&str> {
        let host = self.header("host")?;
        let is_same = |named: &String| named == host;
        self.authority.as_ref().is_none_or(is_same).then_some(host)
    }

    /// A cookie. `None` if it is missing or sent twice.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let pairs = self.header("cookie")?.split("; ");
        let mut values = pairs.filter_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let first = values.next()?;
        values.next().is_none().then_some(first)
    }

    /// A decoded parameter of the query.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let mut pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.find(|(key, _)| *key == name)?;
        percent_decode(value)
    }
}

impl From<request::Parts> for RequestHead {
    fn from(parts: request::Parts) -> Self {
        Self {
            method: parts.method.as_str().to_owned(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            authority: parts.uri.authority().map(ToString::to_string),
            headers: parts.headers,
        }
    }
}

/// The answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Names in small letters, and values.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// A response with a body of the given type.
    pub fn new(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("content-type", media_type.to_owned())],
            body: body.into(),
        }
    }

    /// A response with only a status.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn into_http(self) -> axum::response::Response {
        let mut response = axum::response::Response::new(Body::from(self.body));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response
                    .headers_mut()
                    .append(HeaderName::from_static(name), value);
            }
        }
        response
    }
}

/// Answers requests. The body of a request is read only after its head was admitted.
pub trait Service: Send + Sync + 'static {
    /// The most bytes to read of the body.
    ///
    /// # Errors
    /// The response that refuses the request. No byte of its body is read.
    fn admit(&self, head: &RequestHead) -> Result<usize, Response>;

    /// Answers an admitted request. May block.
    fn respond(&self, head: &RequestHead, body: Vec<u8>) -> Response;
}

/// Answers requests until the program ends.
///
/// # Errors
/// The system's error for a socket.
pub fn run_service(listeners: Vec<TcpListener>, service: Arc<dyn Service>) -> std::io::Result<()> {
    let answer = move |request: axum::extract::Request| {
        let service = Arc::clone(&service);
        async move { answer(service, request).await.into_http() }
    };
    run_router(listeners, &Router::new().fallback(answer))
}

async fn answer(service: Arc<dyn Service>, request: axum::extract::Request) -> Response {
    let (parts, body) = request.into_parts();
    let head = RequestHead::from(parts);
    let max_bytes = match service.admit(&head) {
        Ok(max_bytes) => max_bytes,
        Err(refusal) => return refusal,
    };
    let declared = head
        .header("content-length")
        .and_then(|length| length.parse().ok());
    if declared.is_some_and(|length: u64| length > max_bytes as u64) {
        return Response::empty(413);
    }
    let body = tokio::time::timeout(BODY_TIMEOUT, body::to_bytes(body, max_bytes)).await;
    let body = match body {
        Ok(Ok(body)) => body.to_vec(),
        Ok(Err(_)) => return Response::empty(413),
        Err(_) => return Response::empty(408),
    };
    let response = tokio::task::spawn_blocking(move || service.respond(&head, body)).await;
    response.unwrap_or_else(|_| Response::empty(500))
}

pub(crate) fn run_router(listeners: Vec<TcpListener>, app: &Router) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut serving = Vec::new();
        for listener in listeners {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            serving.push(tokio::spawn(accept_all(listener, app.clone())));
        }
        for server in serving {
            server.await.map_err(std::io::Error::other)?;
        }
        Ok(())
    })
}

/// Serves every client of a socket, forever.
async fn accept_all(listener: tokio::net::TcpListener, app: Router) {
    loop {
        let Ok((socket, _)) = listener.accept().await else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        // Otherwise each response waits for the acknowledgement of the one before.
        let _ = socket.set_nodelay(true);
        let app = TowerToHyperService::new(app.clone());
        tokio::spawn(async move {
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new())
                .header_read_timeout(HEADER_TIMEOUT)
                .max_buf_size(MAX_HEAD_BYTES);
            // If the client disconnects, there is nobody to report the error to.
            let _ = http.serve_connection(TokioIo::new(socket), app).await;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::RequestHead;

    #[test]
    fn a_header_or_cookie_that_is_sent_twice_does_not_count() {
        let head = RequestHead::new(
            "GET",
            "/x?path=content%2Fa.md&b=1",
            &[("host", "a"), ("host", "b"), ("cookie", "k=1; j=2; k=3")],
        );
        assert_eq!(head.host(), None);
        assert_eq!((head.cookie("k"), head.cookie("j")), (None, Some("2")));
        assert_eq!(head.parameter("path").as_deref(), Some("content/a.md"));
        assert_eq!(head.parameter("c"), None);
    }
}
