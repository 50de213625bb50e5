//! Groups of digits that may together be one number.

use std::ops::Range;

use ssg_vietnam::text::{byte_places, is_invisible};

/// The most characters between two groups of one number: `0912 - 345`.
const MAX_SEPARATOR_CHARS: usize = 3;

/// Digits without anything between them, apart from invisible characters.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) digits: String,
    /// The place in the text.
    pub(super) range: Range<usize>,
    /// What separates the group from the one before it.
    pub(super) separator: Separator,
}

/// What is between two groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Separator {
    /// Something that no number contains, or nothing before the first group.
    End,
    /// A comma or slash, which separates the items of a list too.
    List,
    /// A dot, as in amounts and dates.
    Dot,
    /// Spaces, dashes, brackets or a line break.
    Plain,
}

/// The value of a digit, also of a full-width or a mathematical one.
pub(super) fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let value = match code {
        0x30..=0x39 => code - 0x30,
        0xff10..=0xff19 => code - 0xff10,
        0x1d7ce..=0x1d7ff => (code - 0x1d7ce) % 10,
        0x660..=0x669 => code - 0x660,
        0x6f0..=0x6f9 => code - 0x6f0,
        // Superscript and subscript digits, and digits in circles.
        0xb9 => 1,
        0xb2..=0xb3 => code - 0xb0,
        0x2070 | 0x24ea | 0x24ff => 0,
        0x2074..=0x2079 => code - 0x2070,
        0x2080..=0x2089 => code - 0x2080,
        0x2460..=0x2468 => code - 0x245f,
        0x2776..=0x277e => code - 0x2775,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// The digit that a letter is written for, as in `O912` or `09l2`. The first letters are often
/// mistaken for digits; the others only behind a digit.
fn lookalike(c: char, is_behind_digit: bool) -> Option<char> {
    match c {
        'o' | 'O' | 'о' | 'О' | 'ο' | 'Ο' | 'º' => Some('0'),
        'l' | 'I' | 'і' | 'І' | 'ı' => Some('1'),
        'S' if is_behind_digit => Some('5'),
        'B' if is_behind_digit => Some('8'),
        'Z' if is_behind_digit => Some('2'),
        _ => None,
    }
}

/// The most characters of a word that is read as digits with letters among them.
const MAX_WORD_CHARS: usize = 16;

/// The word around the digit at the byte `at`, if it is digits with letters that look like digits:
/// its place and its digits. `None` if it is only digits, or has another letter.
fn digits_with_letters(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let is_part = |c: &char| c.is_alphanumeric() || is_invisible(*c);
    let before = text[..at].chars().rev().take(MAX_WORD_CHARS);
    let start = at
        - before
            .take_while(is_part)
            .map(char::len_utf8)
            .sum::<usize>();
    let after = text[at..].chars().take(MAX_WORD_CHARS);
    let end = at + after.take_while(is_part).map(char::len_utf8).sum::<usize>();
    let mut digits = String::new();
    let mut has_letter = false;
    for c in text[start..end].chars().filter(|c| !is_invisible(*c)) {
        let known = digit(c);
        has_letter |= known.is_none();
        digits.push(known.or_else(|| lookalike(c, !digits.is_empty()))?);
    }
    has_letter.then_some((start..end, digits))
}

/// All groups of digits in a text, in order.
pub(super) fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut separator = Between::start();
    let mut starts = byte_places(text, |byte, _| may_begin_digit(byte));
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        // Most text is far from any digit.
        if separator.is_end && !may_begin_digit(text.as_bytes()[at]) {
            let Some(next) = starts.find(|&place| place > at) else {
                break;
            };
            at = next;
            continue;
        }
        let end = at + c.len_utf8();
        let word = match digit(c) {
            Some(_) if !separator.is_empty() => digits_with_letters(text, at),
            _ => None,
        };
        // A long word may begin within the group before.
        let word = word.filter(|(range, _)| {
            let last = groups.last();
            last.is_none_or(|last| last.range.end <= range.start)
        });
        if let Some((range, digits)) = word {
            at = range.end;
            // The letters before the digit were taken for the end of a number.
            let separator_before = groups.last().map_or(Separator::End, |before| {
                Between::of(&text[before.range.end..range.start]).kind()
            });
            groups.push(Group {
                digits,
                range,
                separator: separator_before,
            });
            separator = Between::default();
            continue;
        }
        if let Some(digit) = digit(c) {
            match groups.last_mut() {
                Some(group) if separator.is_empty() => {
                    group.digits.push(digit);
                    group.range.end = end;
                }
                _ => groups.push(Group {
                    digits: digit.to_string(),
                    range: at..end,
                    separator: separator.kind(),
                }),
            }
            separator = Between::default();
        } else if !is_invisible(c) {
            separator.add(c);
        }
        at = end;
    }
    groups
}

/// Whether a byte is the first one of some [`digit`].
fn may_begin_digit(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, 0xc2 | 0xd9 | 0xdb | 0xe2 | 0xef | 0xf0)
}

/// The characters since the last digit.
#[derive(Default)]
struct Between {
    chars: usize,
    has_dot: bool,
    has_list: bool,
    is_end: bool,
}

impl Between {
    fn start() -> Self {
        Self {
            is_end: true,
            ..Self::default()
        }
    }

    /// What separates two groups, apart from invisible characters.
    fn of(text: &str) -> Self {
        let mut between = Self::default();
        for c in text.chars().filter(|c| !is_invisible(*c)) {
            between.add(c);
        }
        between
    }

    fn is_empty(&self) -> bool {
        self.chars == 0 && !self.is_end
    }

    fn add(&mut self, c: char) {
        self.chars += 1;
        match c {
            '.' | '·' | '•' | '∙' | '．' | '。' => self.has_dot = true,
            ',' | '/' | ';' | '，' | '、' => self.has_list = true,
            '-'
            | '_'
            | '('
            | ')'
            | '~'
            | '（'
            | '）'
            | '\u{2010}'..='\u{2015}'
            | '\u{2212}'
            | '\u{fe58}'
            | '\u{fe63}'
            | '\u{ff0d}' => {}
            // No number continues in another block.
            super::super::mapped_text::BLOCK_END => self.is_end = true,
            c if c.is_whitespace() => {}
            _ => self.is_end = true,
        }
    }

    fn kind(&self) -> Separator {
        if self.is_end || self.chars > MAX_SEPARATOR_CHARS {
            Separator::End
        } else if self.has_list {
            Separator::List
        } else if self.has_dot {
            Separator::Dot
        } else {
            Separator::Plain
        }
    }
}
