//! E-mail addresses.

use std::ops::Range;

use super::PersonalData;
use ssg_base::byte_set::ByteSet;
use ssg_vietnam::text::{fold, is_invisible};

/// The sign between name and domain, in its spellings.
pub(super) const SIGNS: [char; 3] = ['@', '＠', '﹫'];

/// Spellings of the sign that hide an address from programs.
const SPELLED_SIGNS: [&str; 6] = ["(at)", "[at]", "(AT)", "[AT]", "(a)", "[a]"];

/// The bytes that all these signs begin with.
const SIGN_BYTES: ByteSet = ByteSet::of_first_bytes(&['@', '＠', '﹫', '(', '[']);

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
    let lower = fold(address.trim()).replace(' ', "");
    let spelled = SPELLED_SIGNS.iter();
    let lower = spelled.fold(lower, |lower, sign| lower.replace(sign, "@"));
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
    has_dot && !domain.ends_with(".gov.vn") && domain != "gov.vn"
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

/// The length of the domain at the start of `after`, without dots at its end.
fn domain_len(after: &str) -> usize {
    let chars = after.char_indices();
    let end = chars
        .take_while(|&(at, c)| is_part(c) && at < MAX_PART_BYTES)
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    after[..end].trim_end_matches(['.', '-']).len()
}
