//! Phone numbers in words: `không chín một hai …`.

use std::ops::Range;

use super::PersonalData;
use ssg_vietnam::text::byte_places;

/// The fewest words that are a phone number.
const MIN_WORDS: usize = 9;

/// The words for digits, in lower case.
const DIGITS: [&str; 13] = [
    "không", "một", "mốt", "hai", "ba", "bốn", "tư", "năm", "lăm", "sáu", "bảy", "tám", "chín",
];

/// The phone numbers in words in a text. They begin with a zero.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, PersonalData)> {
    let mut found: Vec<(Range<usize>, PersonalData)> = Vec::new();
    // The first bytes of `không`, in either case of its first letter.
    for start in byte_places(text, |byte, next| byte | 0x20 == b'k' && next == b'h') {
        let is_inside = found.last().is_some_and(|(last, _)| start < last.end);
        if is_inside || !text[start + 1..].starts_with("hông") {
            continue;
        }
        if let Some(length) = number_end(&text[start..]) {
            found.push((start..start + length, PersonalData::Phone));
        }
    }
    found
}

/// The byte at which the number at the start of `text` ends. `None` if there are too few words.
fn number_end(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut words = 0;
    let mut at = 0;
    let is_separator = |c: char| matches!(c, ' ' | '\u{a0}' | ',' | '.' | '-' | '\n');
    while let Some(word) = text[at..].split(|c: char| !c.is_alphabetic()).next() {
        if !DIGITS.contains(&&*word.to_lowercase()) {
            break;
        }
        words += 1;
        end = at + word.len();
        at = text.len() - text[end..].trim_start_matches(is_separator).len();
    }
    (words >= MIN_WORDS).then_some(end)
}
