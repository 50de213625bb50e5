//! E-mail addresses.

use std::ops::Range;

use super::PersonalData;
use ssg_vietnam::text::{fold, is_invisible};

/// The sign between name and domain, in its spellings.
pub(super) const SIGNS: [char; 3] = ['@', '＠', '﹫'];

/// The longest part before or after the `@`, in bytes. Text beyond it is not looked at.
const MAX_PART_BYTES: usize = 254;

/// The private addresses in a text.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, PersonalData)> {
    let signs = text.match_indices(SIGNS);
    let mut found = Vec::new();
    let mut done = 0;
    for (at, sign) in signs {
        let start = local_part_start(&text[done..at]) + done;
        let end = at + sign.len() + domain_len(&text[at + sign.len()..]);
        done = at + sign.len();
        if start < at && is_private(&text[start..end]) {
            found.push((start..end, PersonalData::Email));
            done = end;
        }
    }
    found
}

/// The address in lower case without invisible characters.
pub(super) fn key(address: &str) -> String {
    let lower = fold(address.trim());
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
