//! Items that a paragraph counts: "Một là, …. Hai là, …", "(1) …; (2) …", "a) …; b) …".

use std::sync::LazyLock;

use regex_lite::Regex;

use super::sentences::lowercase;

/// The fewest words of an item. Shorter ones are parts of a sentence.
const MIN_ITEM_WORDS: usize = 4;

/// The numbers in words such as "một là", from 1.
const COUNTED: [&str; 10] = [
    "một là",
    "hai là",
    "ba là",
    "bốn là",
    "năm là",
    "sáu là",
    "bảy là",
    "tám là",
    "chín là",
    "mười là",
];

/// The numbers in words such as "thứ nhất", from 1.
const ORDINALS: [&str; 10] = [
    "thứ nhất",
    "thứ hai",
    "thứ ba",
    "thứ tư",
    "thứ năm",
    "thứ sáu",
    "thứ bảy",
    "thứ tám",
    "thứ chín",
    "thứ mười",
];

/// Returns the words that count items at the start of a paragraph: "một là", "thứ nhất".
pub(crate) fn counting_words() -> impl Iterator<Item = &'static str> {
    COUNTED.iter().chain(&ORDINALS).copied()
}

/// The letters that number items, in their order.
const LETTERS: &str = "abcdđeghik";

/// An item may follow the end of a clause, or "và".
static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| super::regex(r"(?:^|\s)(\((\d{1,2})\))\s"));
static BY_DIGITS: LazyLock<Regex> =
    LazyLock::new(|| super::regex(r"(?:^|[.;:,]\s+|\svà\s+)((\d{1,2})[.)/])\s+[^\d\s]"));
static BY_LETTERS: LazyLock<Regex> =
    LazyLock::new(|| super::regex(r"(?:^|[.;:,]\s+|\svà\s+)(\(?([a-zđ])[).])\s+[^\s]"));

static BY_DASHES: LazyLock<Regex> = LazyLock::new(|| super::regex(r"(?:^|[.;:]\s+)([-–+•])\s+"));

/// Returns the byte offset of each item that a text counts from one or marks with dashes; empty for
/// fewer than two. Where items hold items of their own, those that begin first count.
pub(crate) fn item_starts(text: &str) -> Vec<usize> {
    let low = lowercase(text);
    let by_digits = |pattern: &Regex| -> Vec<(usize, usize)> {
        pattern
            .captures_iter(&low)
            .filter_map(|found| Some((found.get(2)?.as_str().parse().ok()?, found.get(1)?.start())))
            .collect()
    };
    let letters = BY_LETTERS.captures_iter(&low).filter_map(|found| {
        let letter = LETTERS.find(found.get(2)?.as_str())?;
        let number = LETTERS[..letter].chars().count() + 1;
        Some((number, found.get(1)?.start()))
    });
    let letters: Vec<(usize, usize)> = letters.collect();
    // Some texts leave "đ" out.
    let without_d: Vec<(usize, usize)> = letters
        .iter()
        .map(|(number, start)| (number - usize::from(*number > 5), *start))
        .collect();
    let dashes = BY_DASHES.captures_iter(&low).enumerate();
    let dashes = dashes.filter_map(|(at, found)| Some((at + 1, found.get(1)?.start())));
    let candidates = [
        dashes.collect(),
        in_words(&low, &COUNTED),
        in_words(&low, &ORDINALS),
        by_digits(&IN_BRACKETS),
        by_digits(&BY_DIGITS),
        letters,
        without_d,
    ];
    let runs = candidates.iter().map(|numbers| consecutive(numbers));
    let of_whole_items = runs.filter(|starts| starts.len() >= 2 && are_whole(&low, starts));
    of_whole_items
        .min_by_key(|starts| (starts.first().copied(), usize::MAX - starts.len()))
        .unwrap_or_default()
}

/// Returns the numbers in words at the start of a clause, with their offsets, in order.
fn in_words(low: &str, words: &[&str]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        for (start, _) in low.match_indices(word) {
            // "Bài học thứ nhất là …"
            let clause = low[..start].trim_end();
            let before = ["bài học", "kinh nghiệm"]
                .iter()
                .find_map(|label| clause.strip_suffix(label))
                .filter(|_| word.starts_with("thứ"));
            let start = before.map_or(start, str::len);
            let word_end = low[start..].find(word).map_or(start, |at| start + at) + word.len();
            let before = before.unwrap_or(clause).trim_end();
            let opens_clause = before.is_empty()
                || before.ends_with(['.', ';', ':', ',', '–', '-', '“', '"', '(', '!'])
                || before.ends_with(" và");
            let goes_on = low[word_end..].starts_with(char::is_alphanumeric);
            if opens_clause && !goes_on {
                found.push((at + 1, start));
            }
        }
    }
    found.sort_by_key(|(_, start)| *start);
    found
}

/// Returns the offsets of the numbers 1, 2, 3 … as far as they follow one another.
fn consecutive(numbers: &[(usize, usize)]) -> Vec<usize> {
    let mut starts = Vec::new();
    for (number, start) in numbers {
        if *number == starts.len() + 1 {
            starts.push(*start);
        }
    }
    starts
}

/// Returns whether each item is long enough to be more than a part of a sentence.
fn are_whole(low: &str, starts: &[usize]) -> bool {
    starts.iter().enumerate().all(|(at, start)| {
        let end = starts.get(at + 1).copied().unwrap_or(low.len());
        low[*start..end].split_whitespace().count() > MIN_ITEM_WORDS
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<&str> {
        let starts = item_starts(text);
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        starts
            .iter()
            .zip(ends)
            .map(|(start, end)| text[*start..end].trim())
            .collect()
    }

    #[test]
    fn finds_items_in_every_spelling() {
        let first = "công khai số điện thoại";
        let second = "giao việc có thời hạn";
        for (intro, one, two) in [
            ("Đoàn rút ra ba bài học. ", "Một là,", "Hai là,"),
            ("Đoàn rút ra: ", "một là", "hai là"),
            ("", "Thứ nhất,", "Thứ hai,"),
            ("Bài học: ", "(1)", "(2)"),
            ("Bài học: ", "1)", "2)"),
            ("", "1.", "2."),
            ("Bài học: ", "a)", "b)"),
            ("Bài học: ", "-", "-"),
            ("", "Bài học thứ nhất là", "Bài học thứ hai là"),
        ] {
            let text = format!("{intro}{one} {first}; {two} {second}.");
            let expected = [format!("{one} {first};"), format!("{two} {second}.")];
            assert_eq!(items(&text), expected, "{text}");
        }
        for text in [
            "Sáng thứ hai, Đoàn làm việc tại tỉnh Lào Cai, thứ ba về.",
            "Đoàn (1) đi, (2) về, (3) báo cáo.",
            "Theo Luật số 1. Đoàn đã đi đến tỉnh Lào Cai.",
            "Một là, chỉ có một bài học thôi.",
        ] {
            assert_eq!(items(text), [""; 0], "{text}");
        }
    }
}
