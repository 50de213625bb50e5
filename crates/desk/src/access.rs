//! Who may ask the desk, and what browsers may do with its pages.
//!
//! The desk listens on the loopback address only, but every program and every web page that is open
//! on this machine can send requests there. So a request must name the exact host and port (a
//! foreign name that resolves to this machine is refused), and carry a cookie that only the browser
//! has that opened the printed address. A writing request must also come from a page of the desk
//! itself: it needs the exact `Origin` and a second token, which no other page can read.

use ssg_base::digest::Digest;
use ssg_server::http::{RequestHead, Response};

/// The random tokens of one run, and the host it answers to.
#[derive(Debug)]
pub(crate) struct Access {
    /// `127.0.0.1:PORT`.
    host: String,
    /// The token in the printed address and in the cookie.
    session: String,
    /// The token that writing requests send in a header.
    write: String,
}

/// The header that carries the token of a writing request.
pub(crate) const WRITE_TOKEN_HEADER: &str = "x-ssg-token";

impl Access {
    pub(crate) fn new(host: String) -> std::io::Result<Self> {
        Ok(Self {
            host,
            session: random_token()?,
            write: random_token()?,
        })
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.host)
    }

    pub(crate) fn entry_address(&self) -> String {
        format!("http://{}/?token={}", self.host, self.session)
    }

    pub(crate) fn write_token(&self) -> &str {
        &self.write
    }

    /// Cookies are shared by all ports of a host, so that two desks need two names.
    fn cookie_name(&self) -> String {
        let port = self.host.rsplit(':').next().unwrap_or_default();
        format!("ssg-desk-{port}")
    }

    /// The cookie as a browser sends it.
    pub(crate) fn cookie(&self) -> String {
        format!("{}={}", self.cookie_name(), self.session)
    }

    /// Refuses a request for another host or port than the desk's own.
    pub(crate) fn admit_host(&self, head: &RequestHead) -> Result<(), Response> {
        if head.host() == Some(&*self.host) {
            Ok(())
        } else {
            Err(Response::empty(403))
        }
    }

    /// Refuses a request that is not from a page of this desk.
    pub(crate) fn admit(&self, head: &RequestHead) -> Result<(), Response> {
        let refuse = |status| Err(Response::empty(status));
        self.admit_host(head)?;
        let is_read = matches!(&*head.method, "GET" | "HEAD");
        if is_read && self.is_entry(head) {
            return Ok(());
        }
        let has_cookie = head
            .cookie(&self.cookie_name())
            .is_some_and(|cookie| is_same_secret(cookie, &self.session));
        if !has_cookie {
            return refuse(403);
        }
        let fetch_site = head.header("sec-fetch-site");
        let is_own = fetch_site.map_or(!head.has_header("sec-fetch-site"), |site| {
            site == "same-origin" || (is_read && site == "none")
        });
        let origin = head.header("origin");
        let is_own_origin = origin == Some(&*self.origin());
        if !is_own || (head.has_header("origin") && !is_own_origin) {
            return refuse(403);
        }
        if is_read {
            return Ok(());
        }
        if head.method != "POST" {
            return refuse(405);
        }
        let has_token = head
            .header(WRITE_TOKEN_HEADER)
            .is_some_and(|token| is_same_secret(token, &self.write));
        if !is_own_origin || !has_token {
            return refuse(403);
        }
        // HTML forms cannot send these types.
        let media_type = head.header("content-type");
        match media_type {
            Some("application/json" | "application/octet-stream") => Ok(()),
            _ => refuse(415),
        }
    }

    /// Whether the request opens the printed address.
    pub(crate) fn is_entry(&self, head: &RequestHead) -> bool {
        let token = head.parameter("token");
        head.path == "/" && token.is_some_and(|token| is_same_secret(&token, &self.session))
    }

    /// The response to the printed address: stores the cookie and hides the token.
    pub(crate) fn enter(&self) -> Response {
        let cookie = self.cookie();
        Response::empty(303).with("location", "/").with(
            "set-cookie",
            format!("{cookie}; Path=/; HttpOnly; SameSite=Strict"),
        )
    }

    /// Adds the headers that forbid everything the desk does not need.
    pub(crate) fn secured(response: Response, preview_origin: &str) -> Response {
        let policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
             connect-src 'self'; frame-src {preview_origin}; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'"
        );
        response
            .with("content-security-policy", policy)
            .with("x-content-type-options", "nosniff")
            .with("x-frame-options", "DENY")
            .with("cache-control", "no-store")
            .with("referrer-policy", "no-referrer")
            .with("cross-origin-resource-policy", "same-origin")
            .with("cross-origin-opener-policy", "same-origin")
    }
}

/// Compares digests, so that the time of the comparison says nothing about the secret.
fn is_same_secret(sent: &str, secret: &str) -> bool {
    Digest::of(sent.as_bytes()) == Digest::of(secret.as_bytes())
}

/// 256 bits from the system's generator, in hexadecimal.
fn random_token() -> std::io::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(digits.concat())
}
