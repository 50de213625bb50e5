//! Numbers: which groups of digits are a phone number, and which identify a person.

use std::ops::Range;

use super::PersonalData;
use super::digits::{Group, Separator, groups};
use super::spelled;
use ssg_vietnam::text::{fold, is_invisible};

/// The most digits of a number that is looked for, with `0084`.
const MAX_DIGITS: usize = 14;
/// The fewest digits that can be a number: those of a passport after its letter.
const MIN_DIGITS: usize = 6;
/// How much text before a number is searched for a word such as "CCCD số", in bytes.
const MAX_CONTEXT_BYTES: usize = 120;

/// Words before the number of a person's document, without accents.
const IDENTITY_WORDS: [&str; 12] = [
    "cmnd",
    "cmtnd",
    "cmt",
    "cccd",
    "can cuoc",
    "chung minh nhan dan",
    "chung minh thu",
    "so chung minh",
    "dinh danh",
    "ho chieu",
    "passport",
    "so bhxh",
];
/// Words before a phone number, without accents.
const PHONE_WORDS: [&str; 12] = [
    "dien thoai",
    "dt",
    "sdt",
    "dtdd",
    "tel",
    "phone",
    "fax",
    "may ban",
    "so may",
    "hotline",
    "di dong",
    "zalo",
];
/// Words before the number of a taxpayer, without accents.
const TAX_WORDS: [&str; 7] = [
    "ma so thue",
    "mst",
    "ma so doanh nghiep",
    "msdn",
    "ma so dn",
    "dang ky doanh nghiep",
    "dang ky kinh doanh",
];

/// The digits with which the code of an area began, behind its zero.
const AREAS: [char; 8] = ['2', '3', '4', '5', '6', '7', '8', '9'];

/// What follows an amount, without accents.
const UNITS: [&str; 18] = [
    "dong", "vnd", "trieu", "ty", "nghin", "m2", "ha", "km", "nguoi", "ho", "luot", "usd", "the",
    "tan", "kg", "cay", "chiec", "giay",
];

/// The phone and identity numbers in a text.
/// `is_passed_over` says of the place of a number that it is none of a person.
pub(super) fn find(
    text: &str,
    is_passed_over: impl Fn(&Range<usize>) -> bool,
) -> Vec<(Range<usize>, PersonalData)> {
    let groups = groups(text);
    let mut found = spelled::find(text);
    let mut at = 0;
    let mut follows_tax_code = false;
    while at < groups.len() {
        let from = &groups[at..];
        if let Some(length) = date_len(from) {
            at += length;
            continue;
        }
        // The tax codes of a list have one word before all of them.
        let is_next_of_list = follows_tax_code && from[0].separator == Separator::List;
        let before = at.checked_sub(1).map(|before| &groups[before]);
        let number = number_at(text, from, before, is_next_of_list);
        let number =
            number.filter(|number| number.class == Class::Public || !is_passed_over(&number.range));
        if let Some(number) = number {
            at += number.groups;
            follows_tax_code = number.class == Class::Public;
            if let Class::Personal(kind) = number.class {
                found.push((number.range, kind));
            }
        } else {
            at += 1;
            follows_tax_code = false;
        }
    }
    found
}

/// Returns whether a text, such as the head of a column, announces the numbers of taxpayers.
pub(super) fn announces_tax_codes(text: &str) -> bool {
    let words = words_before(text);
    TAX_WORDS
        .iter()
        .any(|word| words.contains(&format!(" {word} ")))
}

/// The first number in a text that is a phone number with a country code, even without `+`.
pub(super) fn find_international(text: &str) -> Option<String> {
    let groups = groups(text);
    let is_number = |group: &&Group| {
        let national = group.digits.strip_prefix("84").unwrap_or(&group.digits);
        group.digits.len() >= 9 && (9..=11).contains(&national.len())
    };
    groups
        .iter()
        .find(is_number)
        .map(|group| group.digits.clone())
}

/// A number at the start of a list of groups.
struct Number {
    /// How many groups it has.
    groups: usize,
    range: Range<usize>,
    class: Class,
}

/// The number that begins with the first of `groups`.
fn number_at(
    text: &str,
    groups: &[Group],
    before: Option<&Group>,
    is_next_tax_code: bool,
) -> Option<Number> {
    let first = groups.first()?;
    // No number begins with a single digit, apart from a zero: `0 912 345 678`.
    if first.digits.len() == 1 && first.digits != "0" {
        return None;
    }
    // Most groups are too short, alone and with those after them. The text before them is not read.
    let rest = groups[1..].iter().take(MIN_DIGITS);
    let joined = rest.take_while(|group| group.separator != Separator::End);
    let rest_digits: usize = joined.map(|group| group.digits.len()).sum();
    if first.digits.len() + rest_digits < MIN_DIGITS {
        return None;
    }
    if let [zero, fraction, ..] = groups
        && zero.digits == "0"
        && is_fraction(&text[zero.range.end..fraction.range.start], fraction)
    {
        return None;
    }
    let mut context = Context::new(text, first, before);
    context.is_tax |= is_next_tax_code;
    let mut digits = String::new();
    let (mut is_listed, mut is_short) = (false, first.digits.len() < 3);
    let mut longest: Option<Number> = None;
    for (index, group) in groups.iter().enumerate() {
        if index > 0 {
            if group.separator == Separator::End {
                break;
            }
            is_listed |= group.separator == Separator::List;
            is_short |= group.digits.len() < 3;
        }
        digits.push_str(&group.digits);
        if digits.len() > MAX_DIGITS {
            break;
        }
        let shape = Shape {
            groups: &groups[..=index],
            // A list of numbers has short items; a number with commas has groups of three.
            is_list: is_listed && is_short,
            is_amount: has_unit(&text[group.range.end..]),
        };
        if let Some(class) = context.classify(&digits, &shape) {
            longest = Some(Number {
                groups: index + 1,
                range: context.start..group.range.end,
                class,
            });
        }
        if longest.is_some() && is_mobile(&digits) && !context.is_identity {
            break;
        }
    }
    longest
}

/// Whether a text begins with the unit of an amount.
fn has_unit(after: &str) -> bool {
    let after = after.trim_start_matches([' ', '\u{a0}']);
    let word: String = fold(&after.chars().take(8).collect::<String>());
    let word = word.split(|c: char| !c.is_alphanumeric()).next();
    word.is_some_and(|word| UNITS.contains(&word))
}

/// The groups of a number, and how they are separated.
struct Shape<'g> {
    groups: &'g [Group],
    /// Whether the groups are rather the items of a list.
    is_list: bool,
    /// Whether a unit follows.
    is_amount: bool,
}

impl Shape<'_> {
    fn is_single(&self) -> bool {
        self.groups.len() == 1
    }

    /// Whether the groups are an area code and a local number: `064.3830123`, `(04) 3825 3536`.
    fn has_area_code(&self, is_in_brackets: bool) -> bool {
        let [area, rest @ ..] = self.groups else {
            return false;
        };
        let local: usize = rest.iter().map(|group| group.digits.len()).sum();
        let is_area = (2..=4).contains(&area.digits.len());
        let long = rest.iter().all(|group| group.digits.len() >= 2);
        is_area
            && (6..=8).contains(&local)
            && long
            && (is_in_brackets || rest.first().is_some_and(|first| first.digits.len() >= 3))
    }
}

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Personal(PersonalData),
    /// The number of a taxpayer, which is public.
    Public,
}

/// What precedes a number.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact about the text before the number"
)]
struct Context {
    /// Where the number begins, with `+`, `(` or the letter of a passport.
    start: usize,
    has_plus: bool,
    is_in_brackets: bool,
    /// Whether the group before belongs to the same amount: `1.012.345`.
    continues_amount: bool,
    is_identity: bool,
    is_phone: bool,
    is_tax: bool,
    /// Whether a letter directly precedes the digits, as in passport numbers.
    has_letter: bool,
}

impl Context {
    fn new(text: &str, first: &Group, before: Option<&Group>) -> Self {
        let start = first.range.start;
        let from = before.map_or(0, |before| before.range.end);
        let preceding = text[from..start].trim_end_matches(is_invisible);
        let without_plus = preceding.trim_end_matches(['+', '＋']);
        let without_bracket = without_plus.strip_suffix(['(', '（']);
        let number_start = match without_bracket {
            Some(outside) => outside.len(),
            None if without_plus.len() < preceding.len() => without_plus.len(),
            None => start - from,
        };
        let plain = preceding.trim_end_matches([' ', '\u{a0}']);
        let letter = plain.strip_suffix(|c: char| c.is_ascii_alphabetic());
        let has_letter = letter.is_some_and(|before| !before.ends_with(char::is_alphanumeric));
        let words = words_before(&text[from..start]);
        let is_after = |list: &[&str], most: usize| {
            let mut list = list.iter();
            list.any(|word| is_near_end(&words, word, most))
        };
        let is_identity = is_after(&IDENTITY_WORDS, 8);
        let number_start = match letter {
            Some(before) if has_letter && is_identity => before.len(),
            _ => number_start,
        };
        Self {
            start: from + number_start,
            has_plus: without_plus.len() < preceding.len(),
            is_in_brackets: without_bracket.is_some(),
            continues_amount: before.is_some_and(|before| {
                let is_short = before.digits.len() <= 3;
                let is_group = preceding == "." && first.digits.len() == 3;
                is_short && (is_group || is_fraction(preceding, first))
            }),
            is_identity,
            is_phone: is_after(&PHONE_WORDS, 4),
            is_tax: is_after(&TAX_WORDS, 4),
            has_letter,
        }
    }

    /// What the digits are. `None` if they are no number, or not yet.
    fn classify(&self, digits: &str, shape: &Shape<'_>) -> Option<Class> {
        let length = digits.len();
        if self.is_tax && (length == 10 || length == 13) {
            return Some(Class::Public);
        }
        if shape.is_list {
            return None;
        }
        if self.is_identity && !shape.is_amount && self.is_identity_number(length, shape) {
            return Some(Class::Personal(PersonalData::Identity));
        }
        let is_identity = length == 12
            && digits.starts_with('0')
            && !digits.starts_with("0084")
            && !self.continues_amount
            && shape.groups[0].digits.len() >= 3;
        if is_identity {
            return Some(Class::Personal(PersonalData::Identity));
        }
        self.is_phone_number(digits, shape)
            .then_some(Class::Personal(PersonalData::Phone))
    }

    /// Whether a number after a word such as "CCCD" is one of a person's document.
    fn is_identity_number(&self, length: usize, shape: &Shape<'_>) -> bool {
        let is_passport = self.has_letter && (6..=8).contains(&length);
        is_passport || length == 9 || length == 12 || (length == 10 && shape.is_single())
    }

    fn is_phone_number(&self, digits: &str, shape: &Shape<'_>) -> bool {
        let length = digits.len();
        let international = digits.strip_prefix("0084").or_else(|| {
            digits
                .strip_prefix("84")
                .filter(|_| self.is_country_code(shape))
        });
        if let Some(national) = international {
            let national = national.strip_prefix('0').unwrap_or(national);
            return (9..=10).contains(&national.len());
        }
        if self.continues_amount {
            return false;
        }
        // Since 2017 fixed lines have eleven digits and start with 02.
        let is_fixed_line = length == 11 && digits.starts_with("02");
        let has_area = digits
            .strip_prefix('0')
            .is_some_and(|area| area.starts_with(AREAS));
        let is_old_line = has_area
            && (9..=11).contains(&length)
            && (self.is_phone || shape.is_single() || shape.has_area_code(self.is_in_brackets))
            && (length > 9 || self.is_phone || self.is_in_brackets);
        let is_local = self.is_phone
            && (7..=8).contains(&length)
            && !digits.starts_with(['0', '1'])
            && !shape.is_amount
            && !shape.has_year();
        is_mobile(digits) || is_fixed_line || is_old_line || is_local
    }

    /// Whether the digits `84` begin a number, rather than an amount.
    fn is_country_code(&self, shape: &Shape<'_>) -> bool {
        let is_alone = shape.groups[0].digits == "84";
        self.has_plus
            || (is_alone && self.is_in_brackets)
            || (shape.is_single() && !shape.is_amount && shape.groups[0].digits.len() == 11)
            || (is_alone && !shape.is_amount && self.is_phone)
    }
}

impl Shape<'_> {
    /// Whether a group of four digits is rather a year.
    fn has_year(&self) -> bool {
        let mut groups = self.groups.iter();
        groups.any(|group| group.digits.len() == 4 && group.digits.starts_with(['1', '2']))
    }
}

/// Whether these are the ten digits of a mobile number, which start with 03, 05, 07, 08 or 09.
fn is_mobile(digits: &str) -> bool {
    digits.len() == 10
        && digits.starts_with('0')
        && digits[1..].starts_with(['3', '5', '7', '8', '9'])
}

/// Whether the digits after `separator` are rather those of a fraction: `10.0912345678`.
fn is_fraction(separator: &str, digits: &Group) -> bool {
    /// The fewest digits of a fraction that no phone number has behind a dot.
    const MIN_FRACTION_DIGITS: usize = 7;
    matches!(separator, "." | ",") && digits.digits.len() >= MIN_FRACTION_DIGITS
}

/// The number of groups of a date at the start: `09-12-2023`, `9.12.2023`.
fn date_len(groups: &[Group]) -> Option<usize> {
    let [day, month, year, ..] = groups else {
        return None;
    };
    let is_joined = month.separator != Separator::End && year.separator != Separator::End;
    let value = |group: &Group, length: usize| {
        let number: u32 = group.digits.parse().ok()?;
        (group.digits.len() <= length).then_some(number)
    };
    let is_date = (1..=31).contains(&value(day, 2)?)
        && (1..=12).contains(&value(month, 2)?)
        && (1900..=2100).contains(&value(year, 4)?);
    (is_joined && is_date && year.digits.len() == 4).then_some(3)
}

/// The words before a number, without accents, from the last end of a sentence on.
fn words_before(text: &str) -> String {
    let mut start = text.len().saturating_sub(MAX_CONTEXT_BYTES);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let context = fold(&text[start..]);
    let ends = [". ", "; ", "\u{2029}", "! ", "? "];
    let end = ends
        .iter()
        .filter_map(|end| context.rfind(end).map(|at| at + end.len()))
        .max();
    let context = &context[end.unwrap_or(0)..];
    let words: Vec<&str> = context
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    format!(" {} ", words.join(" "))
}

/// Whether `word` is among `words`, and at most `most` words follow it.
fn is_near_end(words: &str, word: &str, most: usize) -> bool {
    words.rfind(&format!(" {word} ")).is_some_and(|at| {
        let after = &words[at + word.len() + 1..];
        after.split_whitespace().count() <= most
    })
}
