//! E-mail addresses.

use std::ops::Range;

use super::PersonalData;
use ssg_base::byte_set::ByteSet;
use ssg_vietnam::text::{fold, is_invisible};

/// The sign between name and domain, in its spellings.
pub(super) const SIGNS: [char; 3] = ['@', '＠', '﹫'];

/// Spellings of the sign that hide an address from programs.
const SPELLED_SIGNS: [&str; 10] = [
    "(at)",
    "[at]",
    "{at}",
    "(AT)",
    "[AT]",
    "(a)",
    "[a]",
    "(a còng)",
    " at ",
    " a còng ",
];

/// Spellings of a dot that hide an address from programs.
const SPELLED_DOTS: [&str; 8] = [
    "(dot)", "[dot]", "{dot}", "(.)", "[.]", "(chấm)", " dot ", " chấm ",
];

/// The domains of state bodies and of the Party.
const STATE_DOMAINS: [&str; 4] = ["gov.vn", "chinhphu.vn", "quochoi.vn", "dcs.vn"];

/// The bytes that all these signs begin with.
const SIGN_BYTES: ByteSet = ByteSet::of_first_bytes(&['@', '＠', '﹫', '(', '[', '{', ' ']);

/// The longest part before or after the `@`, in bytes. Text beyond it is not looked at.
const MAX_PART_BYTES: usize = 254;

/// The private addresses in a text.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, PersonalData)> {
    let mut found = Vec::new();
    let mut done = 0;
    for (at, after) in signs(text) {
        if at < done {
            continue;
        }
        // A space on both sides hides an address from programs only.
        let before = &text[done..at];
        let before = before.strip_suffix(' ').unwrap_or(before);
        let name_end = done + before.len();
        let start = local_part_start(before) + done;
        let space = usize::from(text[after..].starts_with(' '));
        let domain = after + space;
        let end = domain + domain_len(&text[domain..]);
        done = after;
        let name = &text[start..name_end];
        if !name.is_empty() && is_private(&format!("{name}@{}", &text[domain..end])) {
            found.push((start..end, PersonalData::Email));
            done = end;
        }
    }
    found
}

/// The places of all signs in a text, in their spellings.
fn signs(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(at) = SIGN_BYTES.find(text, from) {
            from = at + 1;
            // Most are spaces, and few of these begin ` at ` or ` a còng `.
            let bytes = text.as_bytes();
            if bytes[at] == b' ' && bytes.get(from) != Some(&b'a') {
                continue;
            }
            let sign = sign_length(&text[at..]);
            if sign.is_some() {
                return sign.map(|length| (at, at + length));
            }
        }
        None
    })
}

/// The length of the sign that a text begins with.
fn sign_length(text: &str) -> Option<usize> {
    let first = text.chars().next().filter(|c| SIGNS.contains(c));
    first.map(char::len_utf8).or_else(|| {
        let mut spelled = SPELLED_SIGNS.iter();
        spelled
            .find(|sign| text.starts_with(**sign))
            .map(|sign| sign.len())
    })
}

/// The address in lower case without invisible characters.
pub(super) fn key(address: &str) -> String {
    let spelled = SPELLED_SIGNS.iter().map(|sign| (sign, "@"));
    let spelled = spelled.chain(SPELLED_DOTS.iter().map(|dot| (dot, ".")));
    let plain = spelled.fold(address.trim().to_owned(), |plain, (spelled, sign)| {
        plain.replace(spelled, sign)
    });
    let lower = fold(&plain).replace(' ', "");
    lower.replace(SIGNS, "@").replace('．', ".")
}

/// Whether a text of the form `x@y` is an address, and not one of a state body.
fn is_private(address: &str) -> bool {
    let key = key(address);
    let domain = key.rsplit('@').next().unwrap_or_default();
    let has_dot = domain
        .trim_matches('.')
        .split_once('.')
        .is_some_and(|(name, rest)| !name.is_empty() && !rest.is_empty());
    let is_of_state = STATE_DOMAINS.iter().any(|state| {
        let before = domain.strip_suffix(state);
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    });
    has_dot && !is_of_state
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '.' | '_' | '-' | '+' | '．' | '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
        || is_invisible(c)
}

/// Where the part before the `@` begins, at the end of `before`.
fn local_part_start(before: &str) -> usize {
    let mut start = before.len();
    for (at, c) in before.char_indices().rev() {
        if !is_part(c) || before.len() - at > MAX_PART_BYTES {
            break;
        }
        start = at;
    }
    start
}

/// The length of the domain at the start of `after`, without dots at its end. Its dots may be
/// spelled: `gmail(dot)com`.
fn domain_len(after: &str) -> usize {
    let mut end = 0;
    loop {
        let chars = after[end..].char_indices();
        end += chars
            .take_while(|&(at, c)| is_part(c) && end + at < MAX_PART_BYTES)
            .last()
            .map_or(0, |(at, c)| at + c.len_utf8());
        let rest = &after[end..];
        let dot = SPELLED_DOTS.iter().find(|dot| {
            let next = rest.strip_prefix(**dot);
            next.is_some_and(|next| next.starts_with(is_part))
        });
        match dot {
            Some(dot) if end > 0 && end < MAX_PART_BYTES => end += dot.len(),
            _ => break,
        }
    }
    after[..end].trim_end_matches(['.', '-']).len()
}
