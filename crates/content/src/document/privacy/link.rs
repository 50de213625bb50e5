//! Targets of links that are a way to reach a person: `tel:`, `mailto:`, messengers.

use std::ops::Range;

use super::super::mapped_text::BLOCK_END;
use super::{PersonalData, email, number};

/// Hosts whose paths are phone numbers.
const MESSENGERS: [&str; 8] = [
    "zalo.me",
    "wa.me",
    "whatsapp.com",
    "viber.com",
    "viber.click",
    "t.me",
    "telegram.me",
    "signal.me",
];

/// Parameters of a URL whose values are phone numbers.
const PHONE_PARAMETERS: [&str; 4] = ["phone=", "tel=", "sdt=", "mobile="];

/// The personal data in a target whose percent-encoded bytes are decoded.
pub(super) fn find(target: &str) -> Option<(String, PersonalData)> {
    let lower = target.trim().to_lowercase();
    let (scheme, rest) = lower.split_once(':').unwrap_or(("", &lower));
    match scheme {
        "tel" | "sms" | "callto" | "zalo" | "viber" | "whatsapp" => {
            let is_number = |rest: &str| rest.chars().filter_map(super::digits::digit).count() >= 7;
            is_number(rest).then(|| (rest.to_owned(), PersonalData::Phone))
        }
        "http" | "https" => in_url(rest),
        _ => first(rest).or_else(|| in_url(&lower)),
    }
}

fn first(text: &str) -> Option<(String, PersonalData)> {
    let addresses = email::find(text).into_iter();
    let (range, kind) = addresses.chain(number::find(text, |_| false)).next()?;
    Some((text[range].to_owned(), kind))
}

/// The personal data in a URL without its scheme. Only where a number must be one of a person:
/// elsewhere in a URL it is the number of an article.
fn in_url(url: &str) -> Option<(String, PersonalData)> {
    let url = url.trim_start_matches('/');
    let host_end = url.find(['/', '?', '#']).unwrap_or(url.len());
    let host = url[..host_end].rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let is_messenger = MESSENGERS.iter().any(|messenger| {
        let before = host.strip_suffix(messenger);
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    });
    if is_messenger {
        let after = &url[host_end..];
        let spaced = after.replace(['/', '?', '#', '=', '&', '+'], "  +");
        return number::find_international(&spaced)
            .map(|number| (number, PersonalData::Phone))
            .or_else(|| first(&spaced));
    }
    let (_, query) = url.split_once('?')?;
    query.split('&').find_map(|pair| {
        let mut names = PHONE_PARAMETERS.iter();
        let value = names.find_map(|name| pair.strip_prefix(name))?;
        first(value).or_else(|| {
            number::find_international(value).map(|number| (number, PersonalData::Phone))
        })
    })
}

/// Whether a number is part of a web address that is not one of a messenger.
pub(super) fn is_in_other_address(text: &str, range: &Range<usize>) -> bool {
    /// The longest web address that is looked at, in bytes.
    const MAX_URL_BYTES: usize = 2_000;
    let mut from = range.start.saturating_sub(MAX_URL_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let is_end = |c: char| c.is_whitespace() || c == BLOCK_END;
    let start = text[from..range.start]
        .rfind(is_end)
        .map_or(from, |at| from + at);
    let before = text[start..range.start].trim_start_matches(is_end);
    if !before.contains("://") {
        return false;
    }
    let end = text[range.start..]
        .find(is_end)
        .map_or(text.len(), |at| range.start + at);
    let mut end = end.min(range.start + MAX_URL_BYTES).max(range.end);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    is_other_web_address(text[start..end].trim_start_matches(is_end))
}

/// Whether a word of a text is a web address whose numbers are not those of persons.
fn is_other_web_address(word: &str) -> bool {
    word.contains("://") && find(word.trim_start_matches(|c: char| !c.is_alphanumeric())).is_none()
}
