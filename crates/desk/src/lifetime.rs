//! When a desk ends, and how a second start finds the first.
//!
//! A desk without a window of its own is seen only in the browser. So a button ends it, it ends by
//! itself when no page of it has been open for long, and a second start shows the desk that runs
//! instead of opening another one.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use serde_json::json;
use ssg_server::http::RequestHead;

/// The time between two looks at whether a page is open. The pages send a request every minute,
/// also from tabs in the background.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// The desk ends after this many looks without a request. While the machine sleeps nobody looks.
const IDLE_LOOKS: u32 = 60;
/// The time for the last answer to reach the browser.
const LAST_ANSWER: Duration = Duration::from_millis(300);
/// The time that a desk has to answer a second start.
const SHOW_TIMEOUT: Duration = Duration::from_millis(500);

/// The path of the request with which a second start asks for the page.
pub(crate) const SHOW_PATH: &str = "/api/show";

/// Whether somebody still uses the desk.
#[derive(Debug)]
pub(crate) struct Lifetime {
    /// The looks since the last request of a page.
    idle_looks: AtomicU32,
    /// Ends the desk.
    end: Sender<()>,
}

impl Lifetime {
    pub(crate) fn new(end: Sender<()>) -> Self {
        Self {
            idle_looks: AtomicU32::new(0),
            end,
        }
    }

    /// A page of the desk is open.
    pub(crate) fn note_request(&self) {
        self.idle_looks.store(0, Ordering::Relaxed);
    }

    /// Ends the desk after the answer to this request.
    pub(crate) fn end(&self) {
        // Nobody waits in tests.
        let _ = self.end.send(());
    }

    /// Returns when the desk ends: by [`Self::end`], or with `ends_when_idle` without requests.
    pub(crate) fn wait(&self, ended: &Receiver<()>, ends_when_idle: bool) {
        loop {
            match ended.recv_timeout(LOOK_EVERY) {
                Err(RecvTimeoutError::Timeout) if !ends_when_idle || !self.is_idle() => {}
                Err(_) => return,
                Ok(()) => return std::thread::sleep(LAST_ANSWER),
            }
        }
    }

    /// Looks once. Whether no page has been open for long.
    fn is_idle(&self) -> bool {
        self.idle_looks.fetch_add(1, Ordering::Relaxed) + 1 >= IDLE_LOOKS
    }
}

/// Whether a second start asks for the page. Browsers name the page that sends a request, so that no
/// web page can ask.
pub(crate) fn is_second_start(head: &RequestHead) -> bool {
    head.method == "POST"
        && head.path == SHOW_PATH
        && !head.has_header("origin")
        && !head.has_header("sec-fetch-site")
}

/// Asks the desk on `port` to show itself in the browser, if there is one for `folder`. Returns
/// whether it does.
pub fn show_running(port: u16, folder: &Path) -> bool {
    ask_to_show(port, folder).is_ok_and(|is_shown| is_shown)
}

fn ask_to_show(port: u16, folder: &Path) -> std::io::Result<bool> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, SHOW_TIMEOUT)?;
    stream.set_read_timeout(Some(SHOW_TIMEOUT))?;
    stream.set_write_timeout(Some(SHOW_TIMEOUT))?;
    // The path of a folder that is not Unicode cannot be asked for.
    let Some(folder) = folder.to_str() else {
        return Ok(false);
    };
    let body = json!({ "folder": folder }).to_string();
    let length = body.len();
    let request = format!(
        "POST {SHOW_PATH} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes())?;
    let mut status = [0; "HTTP/1.1 204".len()];
    stream.read_exact(&mut status)?;
    Ok(status.ends_with(b" 204"))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn ends_after_an_hour_without_requests() {
        let lifetime = Lifetime::new(mpsc::channel().0);
        let looks = |count| (0..count).filter(|_| lifetime.is_idle()).count();
        assert_eq!(looks(59), 0);
        lifetime.note_request();
        assert_eq!(looks(59), 0);
        assert!(lifetime.is_idle());
    }

    #[test]
    fn nothing_is_shown_where_no_desk_answers() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a socket");
        let port = listener.local_addr().expect("an address").port();
        assert!(!show_running(port, Path::new("kho")), "nobody answers");
        drop(listener);
        assert!(!show_running(port, Path::new("kho")), "nobody listens");
    }
}
