//! The number at the start of a heading or item: `II.`, `4.1.`, `a)`, `(1)`.

use std::sync::LazyLock;

use regex_lite::Regex;

/// The number at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SectionNumber {
    /// The number in the form used in ids: `4-1`, `a`, `iv`.
    pub(crate) id: String,
    /// The usual depth of numbers of this kind: 1 for "Phần", 2 for Roman numerals, 3 and up for
    /// digits (one more for each dot), 9 for letters and for numbers in brackets.
    pub(crate) rank: u8,
    /// The length of the number in characters, white space after it included.
    pub(crate) char_len: usize,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(
        r"^(?:(?P<part>[Pp]hần (?:thứ )?\S+|PHẦN (?:THỨ )?\S+)[.:)]?\s+|(?P<roman>[IVX]{1,6})[.)/:]\s*|(?P<digits>\d{1,2}(?:\.\d{1,2}){0,4})(?:[.)/]\s*|\s+)|(?P<letter>[a-zđ])[.)]\s*|\((?P<bracketed>\d{1,2}|[a-zđ])\)\s*)",
    )
});

impl SectionNumber {
    /// Parses the number that a line starts with; `None` if there is none or nothing follows it.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let line = line.trim_start_matches(['*', ' ']);
        let captures = NUMBER.captures(line)?;
        let printed = captures.get(0)?;
        let rest = &line[printed.end()..];
        // "2 ngày" does not start with a section number, and "12/6" is a date.
        let first = rest.chars().next()?;
        let has_mark = printed.as_str().trim_end().ends_with(['.', ')', '/', ':']);
        let digits = captures.name("digits").map(|digits| digits.as_str());
        if digits.is_some() && (first.is_ascii_digit() || (!has_mark && !first.is_uppercase())) {
            return None;
        }
        if digits.is_some()
            && printed.as_str().trim_end().ends_with('/')
            && first.is_alphabetic()
            && !first.is_uppercase()
        {
            return None;
        }
        if let Some(digits) = digits
            && !has_mark
            && !digits.contains('.')
        {
            return None;
        }
        let (id, rank) = if let Some(part) = captures.name("part") {
            (part.as_str().to_lowercase(), 1)
        } else if let Some(roman) = captures.name("roman") {
            (roman.as_str().to_lowercase(), 2)
        } else if let Some(digits) = digits {
            let depth = u8::try_from(digits.matches('.').count()).unwrap_or(4);
            (digits.replace('.', "-"), 3 + depth)
        } else {
            let mark = captures.name("letter").or(captures.name("bracketed"))?;
            (mark.as_str().to_owned(), 9)
        };
        Some(Self {
            id,
            rank,
            char_len: printed.as_str().chars().count(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_numbers_and_ranks() {
        let id = |line| SectionNumber::parse(line).map(|number| (number.id, number.rank));
        assert_eq!(id("4.1. Các Trưởng"), Some(("4-1".to_owned(), 4)));
        assert_eq!(id("II. KẾT QUẢ"), Some(("ii".to_owned(), 2)));
        assert_eq!(id("1) Một"), Some(("1".to_owned(), 3)));
        assert_eq!(id("a) Một"), Some(("a".to_owned(), 9)));
        assert_eq!(id("(1) Một"), Some(("1".to_owned(), 9)));
        assert_eq!(id("(VD) Một"), None);
        assert_eq!(id("29 thành viên"), None);
        assert_eq!(id("18/8/2023"), None);
        assert_eq!(id("Đoàn đến"), None);
    }
}
