//! Personal data that must not be published: phone numbers, private e-mail, identity numbers.
//!
//! Legal basis: Luật 91/2025/QH15 on personal data. The names and offices of officials in an
//! official document are public; ways to reach or identify a person are not. Addresses of state
//! bodies (`…@….gov.vn`) are allowed.

use crate::fields::Reporter;
use ssg_base::diagnostic::Span;
use ssg_base::message::Message;

/// Reports every phone number, private e-mail address and identity number in `text`.
pub(super) fn check(text: &str, reporter: &mut Reporter<'_>) {
    for (span, kind) in emails(text).into_iter().chain(numbers(text)) {
        let found = text[span.start..span.end].to_owned();
        let message = match kind {
            PersonalData::Phone => Message::PhoneNumber { found },
            PersonalData::Email => Message::EmailAddress { found },
            PersonalData::Identity => Message::IdentityNumber { found },
        };
        reporter
            .error(span, message)
            .hints
            .push(Message::PersonalDataHint);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PersonalData {
    Phone,
    Email,
    Identity,
}

fn emails(text: &str) -> Vec<(Span, PersonalData)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    text.match_indices('@')
        .filter_map(|(at, _)| {
            let start = text[..at].trim_end_matches(is_part).len();
            let after = &text[at + 1..];
            let domain = &after[..after.len() - after.trim_start_matches(is_part).len()];
            let domain = domain.trim_end_matches('.');
            let is_email = start < at && domain.contains('.');
            (is_email && !domain.ends_with(".gov.vn")).then(|| {
                let span = Span::from(start..at + 1 + domain.len());
                (span, PersonalData::Email)
            })
        })
        .collect()
}

/// Phone and identity numbers: groups of digits, separated by single spaces, dots or dashes.
/// Numbers inside a word that contains `://` are skipped, as parts of a web address.
fn numbers(text: &str) -> Vec<(Span, PersonalData)> {
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
        let mut groups = 1;
        let mut end = at;
        while at < bytes.len() {
            if bytes[at].is_ascii_digit() {
                digits.push(char::from(bytes[at]));
                at += 1;
                end = at;
            } else if matches!(bytes[at], b' ' | b'.' | b'-')
                && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
            {
                groups += 1;
                at += 1;
            } else if let Some(next) = after_bracket(text, start, at) {
                groups += 1;
                at = next;
            } else {
                break;
            }
        }
        if let Some(kind) = classify(text, start, &digits, groups)
            && !is_in_web_address(text, start)
        {
            found.push((Span::from(start..end), kind));
        }
    }
    found
}

/// The byte where a number continues after a country or area code in brackets: `(+84) 912 …`.
fn after_bracket(text: &str, start: usize, at: usize) -> Option<usize> {
    let is_open = text[..start].trim_end_matches('+').ends_with('(');
    let rest = text[at..].strip_prefix(')').filter(|_| is_open)?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let continues = rest.starts_with(|c: char| c.is_ascii_digit());
    continues.then(|| text.len() - rest.len())
}

fn classify(text: &str, start: usize, digits: &str, groups: usize) -> Option<PersonalData> {
    let has_country_code = text[..start].ends_with('+') && digits.starts_with("84");
    // Mobile numbers have ten digits and start with 03, 05, 07, 08 or 09; fixed lines have eleven
    // and start with 02.
    let is_mobile =
        digits.len() == 10 && digits.starts_with('0') && "35789".contains(&digits[1..2]);
    let is_fixed_line = digits.len() == 11 && digits.starts_with("02");
    let is_international = has_country_code && (11..=12).contains(&digits.len());
    if is_international || is_mobile || is_fixed_line {
        Some(PersonalData::Phone)
    } else if digits.len() == 12 && digits.starts_with('0') && groups == 1 {
        Some(PersonalData::Identity)
    } else {
        None
    }
}

fn is_in_web_address(text: &str, at: usize) -> bool {
    let word = text[..at].rsplit(char::is_whitespace).next();
    word.is_some_and(|word| word.contains("://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, PersonalData)> {
        let mut all: Vec<_> = emails(text).into_iter().chain(numbers(text)).collect();
        all.sort_by_key(|(span, _)| *span);
        all.into_iter()
            .map(|(span, kind)| (&text[span.start..span.end], kind))
            .collect()
    }

    #[test]
    fn finds_phone_email_and_identity_numbers() {
        assert_eq!(
            found(
                "Gọi 0912 345 678, (+84) 912345678 hoặc +84912345678, thư an.b@gmail.com; CCCD 001099012345."
            ),
            [
                ("0912 345 678", PersonalData::Phone),
                ("84) 912345678", PersonalData::Phone),
                ("84912345678", PersonalData::Phone),
                ("an.b@gmail.com", PersonalData::Email),
                ("001099012345", PersonalData::Identity),
            ]
        );
    }

    #[test]
    fn ignores_dates_document_numbers_and_amounts() {
        let text = "ngày 03/8/2023, số 763-TB/HU, 1.200.000.000 đồng, 2021-2026, 18-25/08/2023, \
                    hdnd@dongthap.gov.vn, https://a.vn/0912345678, 32 phường, @ai";
        assert_eq!(found(text), []);
    }
}
