//! Personal data that must not be published: phone numbers, private e-mail, identity numbers.
//!
//! Legal basis: Luật 91/2025/QH15 on personal data. The names and offices of officials in an
//! official document are public; ways to reach or identify a person are not. Addresses of state
//! bodies (`…@….gov.vn`) are allowed, and contacts that `site.yaml` allows by name.
//!
//! What is searched is the text that readers see, without markup, so that no spelling hides a
//! number: full-width digits, any kind of dash or space, invisible characters, line breaks.
//! `digits` finds the groups of digits that may be one number, `number` says what they are,
//! `spelled` finds numbers in words, `email` addresses, and `link` looks into the targets of links.

mod digits;
mod email;
mod link;
mod number;
mod spelled;

use std::ops::Range;

use super::mapped_text::MappedText;
use crate::fields::Reporter;
use ssg_base::diagnostic::Span;
use ssg_base::message::Message;
use ssg_vietnam::text::strip_invisible;

/// The most errors that one text gives. A text with more is no report.
const MAX_ERRORS: usize = 1_000;

/// A kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PersonalData {
    Phone,
    Email,
    Identity,
}

/// Reports the personal data in a text that readers see.
pub(super) fn check(text: &MappedText, reporter: &mut Reporter<'_>) {
    for (range, kind) in find(text.text()).into_iter().take(MAX_ERRORS) {
        let found = &text.text()[range.clone()];
        report(found, kind, text.span(&range), reporter);
    }
}

/// What is put before the cells of a column of tax codes, so that they are not taken for phone
/// numbers.
pub(super) const TAX_CODE_LABEL: &str = "mã số thuế ";

/// Returns whether the head of a column announces the numbers of taxpayers.
pub(super) fn announces_tax_codes(head: &str) -> bool {
    number::announces_tax_codes(head)
}

/// Reports the personal data in the decoded target of the link at `span`.
pub(super) fn check_link(target: &str, span: Span, reporter: &mut Reporter<'_>) {
    if let Some((found, kind)) = link::find(target) {
        report(&found, kind, span, reporter);
    }
}

/// The personal data in a text, in order.
fn find(text: &str) -> Vec<(Range<usize>, PersonalData)> {
    let mut found = number::find(text, |range| link::is_in_other_address(text, range));
    found.extend(email::find(text));
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn report(found: &str, kind: PersonalData, span: Span, reporter: &mut Reporter<'_>) {
    let visible = strip_invisible(found);
    let words: Vec<&str> = visible.split_whitespace().collect();
    let found = words.join(" ");
    let message = match kind {
        PersonalData::Phone => Message::PhoneNumber { found },
        PersonalData::Email => Message::EmailAddress { found },
        PersonalData::Identity => Message::IdentityNumber { found },
    };
    let hint = match kind {
        PersonalData::Identity => Message::IdentityNumberHint,
        PersonalData::Phone | PersonalData::Email => Message::PersonalDataHint,
    };
    reporter.error(span, message).hints.push(hint);
}

/// The form in which two spellings of a phone number or e-mail address are equal.
pub(crate) fn contact_key(contact: &str) -> String {
    if email::has_sign(contact) {
        return email::key(contact);
    }
    let digits: String = contact.chars().filter_map(digits::digit).collect();
    match digits.strip_prefix("84") {
        Some(national) if digits.len() > 10 => format!("0{national}"),
        _ => digits,
    }
}

#[cfg(test)]
mod tests;
