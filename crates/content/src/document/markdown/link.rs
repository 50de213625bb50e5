//! Links.

use core::net::IpAddr;
use std::ops::Range;

use super::Writer;
use crate::document::mapped_text::MappedText;
use crate::document::privacy;
use crate::fields::did_you_mean;
use crate::html::{Target, escape};
use ssg_base::message::Message;
use ssg_base::path::{SourcePath, UrlPath};
use ssg_base::percent::percent_decode_lenient;
use ssg_vietnam::text;

/// The destination of a link.
enum Destination {
    /// A URL outside the site.
    External(String),
    /// A target inside the site.
    Internal(Target),
}

impl Writer<'_, '_, '_> {
    /// Warns that the title of a link is not shown.
    pub(super) fn report_link_title(&mut self, title: &str, range: &Range<usize>) {
        if title.trim().is_empty() {
            return;
        }
        let whole = self.input.span(range);
        let span = self.input.span_of(title).unwrap_or(whole);
        let rendered = MappedText::verbatim(title, span.start);
        privacy::check(&rendered, self.reporter);
        self.warn_not_shown(span, title.to_owned());
    }

    /// Warns of a link with nothing between its square brackets.
    pub(super) fn warn_of_link_without_words(&mut self, target: &str, range: &Range<usize>) {
        let words = self.input.source[range.clone()].strip_prefix('[');
        let has_words = words.is_none_or(|words| !words.trim_start().starts_with(']'));
        if has_words || target.trim().is_empty() {
            return;
        }
        let span = self.input.span(range);
        let target = target.to_owned();
        let hint = Message::LinkWithoutWordsHint {
            target: target.clone(),
        };
        let warning = self
            .reporter
            .warning(span, Message::LinkWithoutWords { target });
        warning.hints.push(hint);
    }

    pub(super) fn open_link(&mut self, written: &str, range: &Range<usize>) {
        let span = self.input.span(range);
        let written = &*self.visible(written, range);
        privacy::check_link(&percent_decode_lenient(written), span, self.reporter);
        self.in_link |= self.photo.is_none();
        if written.trim().is_empty() {
            let warning = self.reporter.warning(span, Message::LinkWithoutTarget);
            warning.hints.push(Message::LinkWithoutTargetHint);
        }
        if let Some(path) = local_path(written) {
            let target = written.to_owned();
            let hint = if path.len() > 1 {
                did_you_mean([path])
            } else {
                None
            };
            let warning = self
                .reporter
                .warning(span, Message::LocalAddress { target });
            warning
                .hints
                .push(hint.unwrap_or(Message::LocalAddressHint));
        }
        match destination(self.reporter.path, written) {
            Ok(Destination::External(url)) => {
                self.push_tag(&format!("<a href=\"{}\" rel=\"external\">", escape(&url)));
            }
            Ok(Destination::Internal(target)) => {
                self.push_tag("<a href=\"");
                if self.photo.is_none() {
                    self.out.push_placeholder(target, Some(span));
                }
                self.push_tag("\">");
            }
            Err(message) => {
                let is_scheme = matches!(message, Message::ForbiddenLinkScheme { .. });
                let hint = if is_on_own_disk(written) {
                    Message::OwnDiskHint
                } else {
                    Message::ForbiddenLinkSchemeHint
                };
                let form = web_form(written).map(|form| Message::WriteHint { form });
                let hint = form.or(is_scheme.then_some(hint));
                self.reporter.error(span, message).hints.extend(hint);
                self.push_tag("<a>");
            }
        }
    }
}

/// Whether a target is a path of the author's computer: `C:\tep.pdf`, `file:///C:/tep.pdf`.
pub(super) fn is_on_own_disk(written: &str) -> bool {
    let scheme = scheme(written);
    written.starts_with('\\') || scheme.is_some_and(|scheme| scheme.len() == 1 || scheme == "file")
}

/// The destination of a link in the file at `path`.
///
/// # Errors
/// The message to report for a forbidden scheme, or a path that leaves the sources.
fn destination(path: &SourcePath, written: &str) -> Result<Destination, Message> {
    let forbidden = || Message::ForbiddenLinkScheme {
        target: written.to_owned(),
    };
    if written.chars().any(char::is_control) || written.starts_with("//") || written.contains('\\')
    {
        return Err(forbidden());
    }
    if let Some(scheme) = scheme(written) {
        return match &*scheme {
            "http" | "https" if !has_host(written) => Err(Message::BrokenLink {
                target: written.to_owned(),
            }),
            "http" | "https" | "mailto" | "tel" => Ok(Destination::External(written.to_owned())),
            _ => Err(forbidden()),
        };
    }
    let (before, anchor) = written.split_once('#').unwrap_or((written, ""));
    let anchor = percent_decode_lenient(anchor);
    let before = percent_decode_lenient(before.split('?').next().unwrap_or_default());
    let broken = || Message::BrokenLink {
        target: written.to_owned(),
    };
    let target = if before.is_empty() {
        Target::Anchor(anchor)
    } else if before.starts_with('/') {
        Target::Url(UrlPath::parse(&before).ok_or_else(broken)?, anchor)
    } else {
        let before = text::nfc(&before).into_owned();
        Target::Source(path.join(&before).ok_or_else(broken)?, anchor)
    };
    Ok(Destination::Internal(target))
}

/// Whether a web address has two slashes and a host behind its scheme.
fn has_host(url: &str) -> bool {
    let rest = url.split_once(':').map_or("", |(_, rest)| rest);
    let host = rest.strip_prefix("//").unwrap_or_default();
    host.starts_with(|c: char| c.is_alphanumeric() || c == '[')
}

/// The web address that a target with a misspelt scheme was meant to be: `http:/a.vn`, `htpp://a.vn`.
fn web_form(written: &str) -> Option<String> {
    let (scheme, rest) = written.split_once(':')?;
    let meant = text::nearest(scheme, ["http", "https"].into_iter(), 1);
    let scheme = meant.first()?;
    let rest = rest.trim_start_matches('/');
    let has_domain = rest
        .split('/')
        .next()
        .is_some_and(|host| host.contains('.'));
    has_domain.then(|| format!("{scheme}://{rest}"))
}

/// The path of a web address that only this machine or this office can open; `None` for others.
fn local_path(url: &str) -> Option<&str> {
    let rest = url
        .strip_prefix("http://")
        .or(url.strip_prefix("https://"))?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let host = host.rsplit_once(':').map_or(host, |(name, port)| {
        let is_port = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
        if is_port { name } else { host }
    });
    let is_local = match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_unspecified(),
        Ok(IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unspecified(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    };
    is_local.then_some(path)
}

/// The scheme of a URL, in lower case; `None` for a relative URL.
pub(super) fn scheme(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    let is_valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    is_valid.then(|| scheme.to_ascii_lowercase())
}
