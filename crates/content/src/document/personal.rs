//! What must not be published: phone numbers, personal e-mail, identity numbers.
//!
//! Basis: Luật 91/2025/QH15 on personal data; officials' names and offices in an official document
//! are public, ways to reach or identify a person are not. Addresses of state bodies
//! (`…@….gov.vn`) may stand.

use crate::fields::Reader;
use ssg_base::diagnostic::Span;
use ssg_base::message::Message;

/// Tells every phone number, personal e-mail and identity number in `text`.
pub(super) fn check(text: &str, reader: &mut Reader<'_>) {
    for (span, kind) in emails(text).into_iter().chain(numbers(text)) {
        let found = text[span.start..span.end].to_owned();
        let message = match kind {
            Kind::Phone => Message::PhoneNumber { found },
            Kind::Email => Message::EmailAddress { found },
            Kind::Identity => Message::IdentityNumber { found },
        };
        reader
            .error(span, message)
            .hints
            .push(Message::PersonalDataHint);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Phone,
    Email,
    Identity,
}

fn emails(text: &str) -> Vec<(Span, Kind)> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    text.match_indices('@')
        .filter_map(|(at, _)| {
            let start = text[..at].trim_end_matches(part).len();
            let domain_end =
                at + 1 + (text[at + 1..].len() - text[at + 1..].trim_start_matches(part).len());
            let domain = text[at + 1..domain_end].trim_end_matches('.');
            let is_email = start < at && domain.contains('.');
            (is_email && !domain.ends_with(".gov.vn"))
                .then(|| (Span::from(start..at + 1 + domain.len()), Kind::Email))
        })
        .collect()
}

/// Runs of digits that may be parted by single spaces, dots or dashes. Those inside a word that
/// holds `://` are parts of an address on the web.
fn numbers(text: &str) -> Vec<(Span, Kind)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let mut digits = String::new();
        let mut parts = 1;
        let mut end = at;
        while at < bytes.len() {
            if bytes[at].is_ascii_digit() {
                digits.push(char::from(bytes[at]));
                at += 1;
                end = at;
            } else if matches!(bytes[at], b' ' | b'.' | b'-')
                && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
            {
                parts += 1;
                at += 1;
            } else if let Some(next) = behind_bracket(text, start, at) {
                parts += 1;
                at = next;
            } else {
                break;
            }
        }
        if let Some(kind) = classify(text, start, &digits, parts)
            && !in_web_address(text, start)
        {
            found.push((Span::from(start..end), kind));
        }
    }
    found
}

/// Where digits go on behind the code of a country or province in brackets: `(+84) 912 …`.
fn behind_bracket(text: &str, start: usize, at: usize) -> Option<usize> {
    let opens = text[..start].trim_end_matches('+').ends_with('(');
    let rest = text[at..].strip_prefix(')').filter(|_| opens)?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let goes_on = rest.starts_with(|c: char| c.is_ascii_digit());
    goes_on.then(|| text.len() - rest.len())
}

fn classify(text: &str, start: usize, digits: &str, parts: usize) -> Option<Kind> {
    let abroad = text[..start].ends_with('+') && digits.starts_with("84");
    // Mobile numbers have ten digits and start with 03, 05, 07, 08 or 09; fixed lines eleven
    // that start with 02.
    let mobile = digits.len() == 10 && digits.starts_with('0') && "35789".contains(&digits[1..2]);
    let fixed = digits.len() == 11 && digits.starts_with("02");
    if (abroad && (11..=12).contains(&digits.len())) || mobile || fixed {
        Some(Kind::Phone)
    } else if digits.len() == 12 && digits.starts_with('0') && parts == 1 {
        Some(Kind::Identity)
    } else {
        None
    }
}

fn in_web_address(text: &str, at: usize) -> bool {
    let word = text[..at].rsplit(char::is_whitespace).next();
    word.is_some_and(|word| word.contains("://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Kind)> {
        let mut all: Vec<_> = emails(text).into_iter().chain(numbers(text)).collect();
        all.sort_by_key(|(span, _)| *span);
        all.into_iter()
            .map(|(span, kind)| (&text[span.start..span.end], kind))
            .collect()
    }

    #[test]
    fn ways_to_reach_a_person_are_found() {
        assert_eq!(
            found(
                "Gọi 0912 345 678, (+84) 912345678 hoặc +84912345678, thư an.b@gmail.com; CCCD 001099012345."
            ),
            [
                ("0912 345 678", Kind::Phone),
                ("84) 912345678", Kind::Phone),
                ("84912345678", Kind::Phone),
                ("an.b@gmail.com", Kind::Email),
                ("001099012345", Kind::Identity),
            ]
        );
    }

    #[test]
    fn dates_numbers_of_documents_and_sums_are_not() {
        let text = "ngày 03/8/2023, số 763-TB/HU, 1.200.000.000 đồng, 2021-2026, 18-25/08/2023, \
                    hdnd@dongthap.gov.vn, https://a.vn/0912345678, 32 phường, @ai";
        assert_eq!(found(text), []);
    }
}
