//! The preview server: renders pages on request, watches the sources, reloads browsers.
//!
//! It writes nothing: no output folder, no source. It parses no arguments and prints nothing; the
//! program passes the settings and prints what [`dev_server::DevServer::rebuild`] returns.
//!
//! Reading order: `watch` waits for a change, `dev_server` rebuilds the site, `preview` renders one
//! file of it, `shared_site` holds the current site, `serve` answers HTTP requests from it. `http` has the
//! connections, also for `ssg-desk`.

pub mod dev_server;
pub mod http;
pub mod preview;
pub mod serve;
pub mod shared_site;
pub mod watch;
