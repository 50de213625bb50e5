//! E-mail addresses.

use std::ops::Range;

use super::PersonalData;
use ssg_vietnam::text::{byte_places, fold, is_invisible};

/// The sign between name and domain, in its spellings.
const SIGNS: [char; 3] = ['@', '＠', '﹫'];

/// Words for the sign that hide an address from programs. A single letter only in brackets.
const SIGN_WORDS: [&str; 7] = ["at", "a còng", "a cong", "a vòng", "a móc", "a", "@"];

/// Words for a dot that hide an address from programs.
const DOT_WORDS: [&str; 5] = ["dot", "chấm", "cham", "đốt", "."];

/// The last parts of domains. Where a sign or dot is a word, other texts are no address.
const TOP_DOMAINS: [&str; 14] = [
    "com", "vn", "net", "org", "edu", "info", "biz", "asia", "me", "io", "co", "name", "email",
    "gov",
];

/// Brackets around such a word, with the one that closes.
const BRACKETS: [(char, char); 6] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('<', '>'),
    ('-', '-'),
    ('_', '_'),
];

/// The domains of state bodies and of the Party.
const STATE_DOMAINS: [&str; 4] = ["gov.vn", "chinhphu.vn", "quochoi.vn", "dcs.vn"];

/// The longest part before or after the `@`, in bytes. Text beyond it is not looked at.
const MAX_PART_BYTES: usize = 254;

/// The private addresses in a text.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, PersonalData)> {
    let mut found = Vec::new();
    let mut done = 0;
    for sign in signs(text) {
        if sign.range.start < done {
            continue;
        }
        let before = &text[done..sign.range.start];
        let start = local_part_start(before) + done;
        let name = &text[start..sign.range.start];
        let domain = domain_at(&text[sign.range.end..]);
        let is_spelled = sign.is_word || domain.has_word;
        done = sign.range.end;
        if !name.is_empty() && is_private(&domain.plain, is_spelled) {
            let end = sign.range.end + domain.length;
            found.push((start..end, PersonalData::Email));
            done = end;
        }
    }
    found
}

/// Whether a text has a sign between name and domain.
pub(super) fn has_sign(text: &str) -> bool {
    signs(text).next().is_some()
}

/// A sign between name and domain, with the spaces around it.
struct Sign {
    range: Range<usize>,
    /// Whether it is a word: `(at)`, ` a còng `.
    is_word: bool,
}

/// All signs in a text, in their spellings.
fn signs(text: &str) -> impl Iterator<Item = Sign> {
    let mut from = 0;
    byte_places(text, may_begin_sign).filter_map(move |at| {
        if at < from || !text.is_char_boundary(at) {
            return None;
        }
        let (length, is_word) = sign_length(&text[at..])?;
        from = at + length;
        let range = at..from;
        Some(Sign { range, is_word })
    })
}

/// Whether a byte may be the first one of a sign, given the byte after it. Most spaces precede none.
/// Plain comparisons: with `matches!` the compiler would test one byte at a time.
fn may_begin_sign(byte: u8, next: u8) -> bool {
    // In lower case, `[` is `{`.
    let lower = |byte: u8| byte | 0x20;
    let is_sign = |byte: u8| {
        byte == b'@'
            || byte == b'('
            || lower(byte) == b'{'
            || byte == b'<'
            || byte == b'-'
            || byte == b'_'
    };
    // Full-width and small signs begin with 0xef.
    is_sign(byte) || byte == 0xef || (byte == b' ' && (is_sign(next) || lower(next) == b'a'))
}

/// The length of the sign that a text begins with, and whether it is a word.
fn sign_length(text: &str) -> Option<(usize, bool)> {
    let spaces = text.len() - text.trim_start_matches(' ').len();
    let rest = &text[spaces..];
    if let Some(sign) = rest.chars().next().filter(|c| SIGNS.contains(c)) {
        let end = spaces + sign.len_utf8();
        // A space on both sides hides an address from programs only.
        return Some((end + usize::from(text[end..].starts_with(' ')), false));
    }
    let length = word_length(text, &SIGN_WORDS)?;
    Some((length, true))
}

/// The length of one of `words` at the start of a text: in brackets, or between spaces. The spaces
/// around it belong to it.
fn word_length(text: &str, words: &[&str]) -> Option<usize> {
    let trimmed = text.trim_start_matches(' ');
    let has_space = trimmed.len() < text.len();
    let bracket = trimmed.chars().next();
    let closing = BRACKETS.iter().find(|(open, _)| Some(*open) == bracket);
    let inner = closing.map_or(trimmed, |_| trimmed[1..].trim_start_matches(' '));
    let word = words.iter().find_map(|word| {
        let is_dash = matches!(bracket, Some('-' | '_'));
        let is_alone = match closing {
            Some(_) => !is_dash || word.len() > 1,
            None => has_space && word.len() > 1,
        };
        let start = inner.get(..word.len()).filter(|_| is_alone)?;
        let is_same = start == *word || start.to_lowercase() == *word;
        let rest = &inner[word.len()..];
        let rest = match closing {
            Some((_, close)) => rest.trim_start_matches(' ').strip_prefix(*close)?,
            None => rest.strip_prefix(' ')?,
        };
        is_same.then_some(rest)
    });
    let rest = word?.trim_start_matches(' ');
    Some(text.len() - rest.len())
}

/// The address in lower case without invisible characters.
pub(super) fn key(address: &str) -> String {
    let mut key = String::new();
    let mut rest = address.trim();
    while let Some(c) = rest.chars().next() {
        if let Some((length, _)) = sign_length(rest) {
            key.push('@');
            rest = &rest[length..];
        } else if let Some(length) = word_length(rest, &DOT_WORDS) {
            key.push('.');
            rest = &rest[length..];
        } else {
            key.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    fold(&key).replace(' ', "").replace('．', ".")
}

/// Whether a text is a domain, and not one of a state body.
fn is_private(domain: &str, is_spelled: bool) -> bool {
    let domain = fold(domain).replace('．', ".");
    let domain = domain.trim_matches('.');
    let Some((name, last)) = domain.rsplit_once('.') else {
        return false;
    };
    let is_of_state = STATE_DOMAINS.iter().any(|state| {
        let before = domain.strip_suffix(state);
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    });
    !name.is_empty()
        && !last.is_empty()
        && !is_of_state
        && (!is_spelled || TOP_DOMAINS.contains(&last))
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

/// A domain at the start of a text.
#[derive(Default)]
struct Domain {
    /// Its length in the text, without dots at its end.
    length: usize,
    /// The domain with plain dots.
    plain: String,
    /// Whether a dot of it is a word: `gmail (dot) com`.
    has_word: bool,
}

/// The domain at the start of `after`.
fn domain_at(after: &str) -> Domain {
    let mut domain = Domain::default();
    let mut end = 0;
    loop {
        let chars = after[end..].char_indices();
        let part = chars
            .take_while(|&(at, c)| is_part(c) && end + at < MAX_PART_BYTES)
            .last()
            .map_or(0, |(at, c)| at + c.len_utf8());
        let written = &after[end..end + part];
        domain.plain.push_str(written);
        end += part;
        domain.length = after[..end].trim_end_matches(['.', '-']).len();
        if part == 0 || end >= MAX_PART_BYTES {
            break;
        }
        let rest = &after[end..];
        let has_dot = written.ends_with('.');
        let dot = if has_dot {
            None
        } else {
            word_length(rest, &DOT_WORDS)
        };
        let dot = dot.filter(|length| rest[*length..].starts_with(is_part));
        // The sentence after a whole address is no part of it.
        let is_whole = domain.plain.trim_end_matches('.').contains('.');
        let spaced = || {
            (!is_whole)
                .then(|| spaced_dot_length(rest, has_dot))
                .flatten()
        };
        let Some(length) = dot.or_else(spaced) else {
            break;
        };
        if !has_dot {
            domain.plain.push('.');
        }
        domain.has_word = true;
        end += length;
    }
    domain
}

/// The length of a dot with spaces beside it and the last part of a domain behind it: `gmail . com`.
/// The dot may precede the text.
fn spaced_dot_length(rest: &str, has_dot: bool) -> Option<usize> {
    let trimmed = rest.trim_start_matches(' ');
    let after = match trimmed.strip_prefix('.') {
        Some(after) if !has_dot => after.trim_start_matches(' '),
        None if has_dot && trimmed.len() < rest.len() => trimmed,
        _ => return None,
    };
    let word = after.split(|c: char| !is_part(c) || c == '.').next()?;
    let is_last = TOP_DOMAINS.contains(&&*word.to_lowercase());
    is_last.then_some(rest.len() - after.len())
}
