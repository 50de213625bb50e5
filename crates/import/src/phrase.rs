//! What a sentence of an office says: numbers of sections, days, spans of days, persons, other
//! documents. Finds; decides nothing.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate};
use regex_lite::{Captures, Regex};

use ssg_vietnam::date::PartialDate;
use ssg_vietnam::text::match_key;

// Numbers of sections.

/// The number at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// As an id has it: `4-1`, `a`, `iv`.
    pub(super) id: String,
    /// How deep a number of this shape stands: parts 1, Roman 2, digits 3 and on, letters last.
    pub(super) rank: u8,
    /// How many characters it takes with the blank behind it.
    pub(super) length: usize,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:(?P<part>[Pp]hần (?:thứ )?\S+|PHẦN (?:THỨ )?\S+)[.:)]?\s+|(?P<roman>[IVX]{1,6})[.)/:]\s*|(?P<digits>\d{1,2}(?:\.\d{1,2}){0,4})(?:[.)/]\s*|\s+)|(?P<letter>[a-zđ])[.)]\s*)",
    )
});

/// The number that a line starts with; `None` where it has none, or nothing behind it.
pub(super) fn number(line: &str) -> Option<Number> {
    let line = line.trim_start_matches(['*', ' ']);
    let found = NUMBER.captures(line)?;
    let whole = found.get(0)?;
    let rest = &line[whole.end()..];
    // "2 ngày" is no number of a section, "12/6" no number with a slash.
    let first = rest.chars().next()?;
    let has_sign = whole.as_str().trim_end().ends_with(['.', ')', '/', ':']);
    let digits = found.name("digits").map(|digits| digits.as_str());
    if digits.is_some() && (first.is_ascii_digit() || (!has_sign && !first.is_uppercase())) {
        return None;
    }
    if digits.is_some()
        && whole.as_str().trim_end().ends_with('/')
        && first.is_alphabetic()
        && !first.is_uppercase()
    {
        return None;
    }
    if let Some(digits) = digits
        && !has_sign
        && !digits.contains('.')
    {
        return None;
    }
    let (id, rank) = if let Some(part) = found.name("part") {
        (part.as_str().to_lowercase(), 1)
    } else if let Some(roman) = found.name("roman") {
        (roman.as_str().to_lowercase(), 2)
    } else if let Some(digits) = digits {
        let depth = u8::try_from(digits.matches('.').count()).unwrap_or(4);
        (digits.replace('.', "-"), 3 + depth)
    } else {
        (found.name("letter")?.as_str().to_owned(), 9)
    };
    Some(Number {
        id,
        rank,
        length: whole.as_str().chars().count(),
    })
}

// Number and symbol, place and date of the document itself.

static OWN_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^\s*[Ss](?:ố|Ố)\s*:?\s*(\d{0,5})[\s.…_]*[/-]\s*([A-ZĐ][^\s,;]*)"));

/// `Số: 17/KH-HĐND` taken apart; the number may be blank.
pub(super) fn number_and_symbol(line: &str) -> Option<(String, String)> {
    let found = OWN_NUMBER.captures(line)?;
    let part = |at| found.get(at).map_or("", |part| part.as_str());
    Some((part(1).to_owned(), part(2).trim_end_matches('.').to_owned()))
}

static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:^|\s{2,}|\t)\s*([^,\d:]{2,40}),\s*ngày[\s.…_]*(\d{0,2})[\s.…_]*tháng[\s.…_]*(\d{0,2})[\s.…_]*năm\s*(\d{4})",
    )
});

/// `Côn Đảo, ngày 03 tháng 8 năm 2023`; day and month may be blank.
pub(super) fn place_and_date(line: &str) -> Option<(String, Option<PartialDate>)> {
    let found = PLACE.captures(line.trim().trim_matches('*'))?;
    let part = |at| found.get(at).map_or("", |part| part.as_str());
    let place = part(1).trim();
    // Both columns may stand on one line.
    let place = place.rsplit("HĐND").next().unwrap_or(place).trim();
    if !place.starts_with(char::is_uppercase) || place.split(' ').count() > 7 {
        return None;
    }
    let year: i32 = part(4).parse().ok()?;
    let (day, month): (Option<u32>, Option<u32>) = (part(2).parse().ok(), part(3).parse().ok());
    let date = match (day, month) {
        (Some(day), Some(month)) => NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::Day),
        (None, Some(month)) if (1..=12).contains(&month) => {
            Some(PartialDate::Month { year, month })
        }
        _ => Some(PartialDate::Year(year)),
    };
    Some((place.to_owned(), date))
}

// Days.

/// One day, as in `12`, `12/6`, `12 tháng 6 năm 2024`: groups day, month, year in three spellings.
const DAY: &str = r"(\d{1,2})(?:\s?[/.\-]\s?(\d{1,2})(?:\s?[/.\-]\s?(\d{4}))?|\s+tháng\s+(\d{1,2})(?:\s*,?\s*năm\s+(\d{4})|\s*/\s*(\d{4}))?)?";
/// How many groups a day has.
const GROUPS: usize = 6;

/// A day as far as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Written {
    day: u32,
    month: Option<u32>,
    year: Option<i32>,
}

fn written(found: &Captures<'_>, first: usize) -> Option<Written> {
    fn parsed<T: std::str::FromStr>(found: &Captures<'_>, groups: &[usize]) -> Option<T> {
        groups
            .iter()
            .find_map(|group| found.get(*group)?.as_str().parse().ok())
    }
    Some(Written {
        day: parsed(found, &[first])?,
        month: parsed(found, &[first + 1, first + 3]),
        year: parsed(found, &[first + 2, first + 4, first + 5]),
    })
}

impl Written {
    fn day(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month?, self.day)
    }
}

/// A span of days in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Days {
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
    /// The first day.
    pub(super) from: NaiveDate,
    /// The last day.
    pub(super) to: NaiveDate,
    /// Whether the year was not written there.
    pub(super) year_is_guessed: bool,
}

static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    let between = r"\s*(?:đến|tới|-|–|—)\s*(?:hết\s+)?(?:sáng\s+|chiều\s+|trưa\s+|tối\s+)?(?:thứ\s+\S+\s*,?\s*)?(?:ngày\s+)?";
    regex(&format!(
        r"(từ\s+(?:sáng\s+|chiều\s+)?(?:thứ\s+\S+\s*,?\s*)?(?:ngày\s+)?|ngày\s+|\(|:\s*|;\s*|,\s*|^){DAY}{between}{DAY}"
    ))
});

static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"ngày\s+(\d{{1,2}})((?:/\d{{1,2}})?)(?:\s*,\s*(?:ngày\s+)?\d{{1,2}}(?:/\d{{1,2}})?)*\s*(?:,|và|&)\s*(?:ngày\s+)?{DAY}"
    ))
});

/// Every span of days of a text in lower case. A year that stands nowhere is `year`.
pub(super) fn ranges(lower: &str, year: Option<i32>) -> Vec<Days> {
    let mut found: Vec<Days> = Vec::new();
    for range in RANGE.captures_iter(lower) {
        let (Some(whole), Some(first), Some(last)) = (
            range.get(0),
            written(&range, 2),
            written(&range, 2 + GROUPS),
        ) else {
            continue;
        };
        let opens = range.get(1).map_or("", |opening| opening.as_str());
        // Without "từ", two numbers and a dash are days only with month and year.
        let is_said =
            opens.starts_with("từ") || (opens.starts_with("ngày") && last.month.is_some());
        if !is_said && (last.year.is_none() || last.month.is_none()) {
            continue;
        }
        if let Some(days) = span(first, last, year, whole.start()..whole.end()) {
            found.push(days);
        }
    }
    for list in LISTED.captures_iter(lower) {
        let (Some(whole), Some(day), Some(last)) = (list.get(0), list.get(1), written(&list, 3))
        else {
            continue;
        };
        if last.month.is_none() {
            continue;
        }
        let month = list.get(2).map_or("", |month| month.as_str());
        let first = Written {
            day: day.as_str().parse().unwrap_or(0),
            month: month.trim_start_matches('/').parse().ok(),
            year: None,
        };
        let overlaps = |days: &Days| days.at.start < whole.end() && whole.start() < days.at.end;
        if !found.iter().any(overlaps)
            && let Some(days) = span(first, last, year, whole.start()..whole.end())
        {
            found.push(days);
        }
    }
    found.sort_by_key(|days| days.at.start);
    found
}

fn span(
    mut first: Written,
    mut last: Written,
    year: Option<i32>,
    at: Range<usize>,
) -> Option<Days> {
    let year_is_guessed = last.year.is_none() && first.year.is_none();
    last.month = last.month.or(first.month);
    first.month = first.month.or(last.month);
    last.year = last.year.or(first.year).or(year);
    if first.year.is_none() {
        // From December into January.
        let turns = first.month > last.month;
        first.year = last.year.map(|year| year - i32::from(turns));
    }
    let (from, to) = (first.day()?, last.day()?);
    (from <= to).then_some(Days {
        at,
        from,
        to,
        year_is_guessed,
    })
}

static SINGLE: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r"(ngày\s+|\(){DAY}")));

/// Every single day of a text in lower case that has its month. A year that is not written is
/// `year`.
pub(super) fn days(lower: &str, year: Option<i32>) -> Vec<Days> {
    let mut found = Vec::new();
    for day in SINGLE.captures_iter(lower) {
        let (Some(whole), Some(written)) = (day.get(0), written(&day, 2)) else {
            continue;
        };
        let year_is_guessed = written.year.is_none();
        let written = Written {
            year: written.year.or(year),
            ..written
        };
        if let Some(day) = written.day() {
            found.push(Days {
                at: whole.start()..whole.end(),
                from: day,
                to: day,
                year_is_guessed,
            });
        }
    }
    found
}

static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"^[\s\-–+•*]*(?:(?:\d{{1,2}}[.)]|[ivx]+[.)]|[a-z][.)])(?:\d{{1,2}}[.)]?)*\s*)*(?:(?:vào|trong|buổi)\s+)?(?:(?:sáng|trưa|chiều|tối|cả ngày)\s*,?\s*)?(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật|t\d|cn)\s*[,:(\-–]?\s*)?(?:(?:vào|cùng)\s+)?(?:ngày\s+(?:(?:thứ\s+\S+|đầu tiên|đầu|cuối)\s*[,:(\-–]|\d{{1,2}}\s*[,:(])\s*)?(?:(?:sáng|trưa|chiều|tối)\s*,?\s*)?(ngày\s+)?{DAY}"
    ))
});

/// The day that a line of an itinerary begins with, in lower case: `2.1. Ngày 18/8/2023 …`,
/// `Ngày thứ nhất (18/8)`, `Sáng 19/8`.
pub(super) fn opening_day(lower: &str, year: Option<i32>) -> Option<Days> {
    if let Some(range) = ranges(lower, year).into_iter().next() {
        let before = &lower[..range.at.start];
        let short = before.chars().count() <= 12 && !before.contains('.');
        let is_days = lower[range.at.clone()].starts_with("ngày");
        if short && is_days {
            return Some(range);
        }
    }
    let found = OPENING.captures(lower)?;
    let written = written(&found, 2)?;
    written.month?;
    let whole = found.get(0)?;
    let year_is_guessed = written.year.is_none();
    let day = Written {
        year: written.year.or(year),
        ..written
    }
    .day()?;
    Some(Days {
        at: whole.start()..whole.end(),
        from: day,
        to: day,
        year_is_guessed,
    })
}

static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^[\s\-–+•*\d.]*ngày\s+(?:thứ\s+)?(nhất|đầu tiên|đầu|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|\d{1,2})\s*[:.,(\-–]",
    )
});

/// The number of the day that a line begins with: `Ngày thứ hai:`.
pub(super) fn opening_ordinal(lower: &str) -> Option<u32> {
    let found = ORDINAL.captures(lower)?;
    let word = found.get(1)?.as_str();
    let words = [
        "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười",
    ];
    let at = words.iter().position(|known| *known == word);
    match (word, at) {
        ("đầu tiên" | "đầu", _) => Some(1),
        ("bốn", _) => Some(4),
        (_, Some(at)) => u32::try_from(at + 1).ok(),
        (number, None) => number.parse().ok().filter(|day| (1..=31).contains(day)),
    }
}

static LENGTH: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(\d{1,2})\s+ngày(?:\s*,?\s*\d{1,2}\s+đêm)?"));

/// Every number of days that a text in lower case speaks of: `8 ngày 7 đêm`.
pub(super) fn lengths(lower: &str) -> Vec<i64> {
    let found = LENGTH.captures_iter(lower);
    found
        .filter_map(|found| found.get(1)?.as_str().parse().ok())
        .collect()
}

// Persons.

/// What somebody was to the delegation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Head of it.
    Lead,
    /// Deputy head.
    Deputy,
    /// One of it.
    Member,
}

/// Somebody who is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Somebody {
    /// Where the name begins in the text, in bytes.
    pub(super) at: usize,
    /// "ông", "bà", "đồng chí", or empty.
    pub(super) honorific: String,
    /// The name.
    pub(super) name: String,
    /// The office; often empty.
    pub(super) position: String,
    /// The role, if it is said.
    pub(super) role: Option<Role>,
}

static HONORIFIC: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(^|[\s(:;,.\-–])(các đồng chí|đồng chí|đ/c|ông|bà)\s*:?\s+"));

static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:\s*[,\-–—(:;]\s*|\s+)(?:làm\s+|là\s+|giữ\s+nhiệm\s+vụ\s+|được\s+cử\s+làm\s+)?(phó\s+trưởng\s+đoàn|phó\s+đoàn|trưởng\s+đoàn|dẫn\s+đầu|thành\s+viên|thư\s+ký\s+đoàn|thư\s+ký)",
    )
});

/// What ends an office: a verb, or somebody else.
const BEHIND_OFFICE: [&str; 26] = [
    " tham dự",
    " dự ",
    " cùng ",
    " chủ trì",
    " đã ",
    " tiếp ",
    " đón ",
    " làm việc",
    " và các ",
    " phát biểu",
    " hai bên",
    " giới thiệu",
    " chia sẻ",
    " trao đổi",
    " đồng chủ trì",
    " thay mặt",
    " dẫn đầu",
    " làm trưởng",
    " làm phó",
    " đại diện",
    " và đại diện",
    " và lãnh đạo",
    " cho biết",
    " tham gia",
    " đến ",
    " thông tin",
];

/// Everybody whom a text names with "ông", "bà" or "đồng chí".
pub(super) fn people(text: &str) -> Vec<Somebody> {
    let lower = lower(text);
    let mut starts: Vec<(usize, usize, String, String)> = Vec::new();
    let mut at = 0;
    while let Some(found) = HONORIFIC.captures_at(&lower, at) {
        let (Some(whole), Some(word)) = (found.get(0), found.get(2)) else {
            break;
        };
        at = word.end();
        if let Some(name) = name_at(&text[whole.end()..]) {
            let honorific = match word.as_str() {
                "đ/c" | "các đồng chí" => "đồng chí".to_owned(),
                word => word.to_owned(),
            };
            let end = whole.end() + name.len();
            starts.push((word.start(), end, honorific, words_of(name)));
        }
    }
    let mut people = Vec::new();
    for (index, (start, end, honorific, name)) in starts.iter().enumerate() {
        let next = starts.get(index + 1).map_or(text.len(), |next| next.0);
        let tail = clause(&text[*end..next.max(*end)]);
        let before = &lower[..*start];
        let (position, role) = office(tail, before);
        people.push(Somebody {
            at: *start,
            honorific: honorific.clone(),
            name: name.clone(),
            position,
            role,
        });
    }
    people
}

fn words_of(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a name that a text begins with; at least two, at most six.
fn name_at(text: &str) -> Option<&str> {
    const OFFICES: [&str; 22] = [
        "chủ tịch",
        "phó ",
        "trưởng ",
        "bí thư",
        "ủy viên",
        "uỷ viên",
        "uvbtv",
        "uvtv",
        "tuv",
        "giám đốc",
        "chánh ",
        "đại biểu",
        "thành viên",
        "thường trực",
        "nguyên chủ",
        "nguyên phó",
        "hđnd",
        "ubnd",
        "tỉnh ủy",
        "huyện ủy",
        "thư ký",
        "chuyên viên",
    ];
    let mut end = 0;
    let mut count = 0;
    let mut rest = text;
    while count < 6 {
        let word = rest.split_whitespace().next()?;
        let gap = rest.len() - rest.trim_start().len();
        let lower = match_key(rest.trim_start());
        if count >= 2
            && OFFICES.iter().any(|office| {
                match_key(office)
                    == lower
                        .split(' ')
                        .take(office.trim().split(' ').count())
                        .collect::<Vec<_>>()
                        .join(" ")
            })
        {
            break;
        }
        let letters = word.trim_end_matches([',', ';', ':', '.', ')', '(', '-', '–']);
        if !letters.starts_with(char::is_uppercase)
            || !letters.chars().all(|c| c.is_alphabetic() || c == '\'')
            // An abbreviation, except a single letter as in "Nguyễn Văn A".
            || (letters.chars().count() > 1
                && letters.chars().all(char::is_uppercase)
                && count >= 2
                && !text[..end].chars().all(|c| !c.is_lowercase()))
        {
            break;
        }
        end += gap + letters.len();
        count += 1;
        if letters.len() < word.len() {
            break;
        }
        rest = &text[end..];
        if rest.is_empty() {
            break;
        }
    }
    (count >= 2).then(|| &text[..end])
}

/// The text up to the end of the clause.
fn clause(text: &str) -> &str {
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let ends = match c {
            ';' | '\n' => true,
            '.' => {
                let abbreviation = text[..at].ends_with("TP") || text[..at].ends_with("TX");
                !abbreviation && (rest.is_empty() || rest.starts_with(' '))
            }
            _ => false,
        };
        if ends {
            end = at;
            break;
        }
    }
    &text[..end]
}

/// The office and the role that stand behind a name; the role may stand before it.
fn office(tail: &str, before: &str) -> (String, Option<Role>) {
    let low = lower(tail);
    let role_before = role_before(before);
    let found = ROLE.captures(&low);
    let role = found
        .as_ref()
        .and_then(|found| role_of(found.get(1)?.as_str()));
    let mut end = tail.len();
    if let Some(whole) = found.as_ref().and_then(|found| found.get(0)) {
        end = whole.start();
    }
    let mut position = trimmed(cut_office(&tail[..end]));
    if position.is_empty()
        && let Some(whole) = found.as_ref().and_then(|found| found.get(0))
    {
        // "làm Trưởng đoàn, Chủ tịch HĐND tỉnh"
        let rest = &tail[whole.end()..];
        if rest.starts_with([',', ' ', '-', '–', ')']) {
            position = trimmed(cut_office(rest));
        }
    }
    if !position.starts_with(char::is_uppercase) {
        position = String::new();
    }
    (position, role.or(role_before))
}

fn cut_office(text: &str) -> &str {
    let low = lower(text);
    let end = BEHIND_OFFICE
        .iter()
        .filter_map(|word| low.find(word))
        .min()
        .unwrap_or(text.len());
    &text[..end]
}

fn trimmed(text: &str) -> String {
    let text = text.trim_matches(|c: char| " ,-–—:;(.".contains(c));
    let text = text.strip_prefix("chức vụ").unwrap_or(text);
    let text = text.strip_prefix("Chức vụ").unwrap_or(text);
    let text = text.trim_matches(|c: char| " ,-–—:;(".contains(c));
    let text = if text.matches(')').count() > text.matches('(').count() {
        text.trim_end_matches(')')
    } else {
        text
    };
    let text = text.strip_suffix(" và").unwrap_or(text);
    text.trim_matches(|c: char| " ,-–—:;(".contains(c))
        .to_owned()
}

/// The role that a text names.
pub(super) fn role_of(word: &str) -> Option<Role> {
    let word = word
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    if word.contains("phó trưởng đoàn") || word.contains("phó đoàn") {
        Some(Role::Deputy)
    } else if word.contains("trưởng đoàn") || word.contains("dẫn đầu") {
        Some(Role::Lead)
    } else if word.contains("thành viên") || word.contains("thư ký") {
        Some(Role::Member)
    } else {
        None
    }
}

/// "Trưởng đoàn: ông …", "Trưởng đoàn là bà …".
fn role_before(before: &str) -> Option<Role> {
    let before = before.trim_end_matches([' ', ':', '-', '–']);
    let before = before.strip_suffix(" là").unwrap_or(before).trim_end();
    let before = before.strip_suffix("gồm").unwrap_or(before).trim_end();
    let before = before
        .strip_suffix("gồm có")
        .unwrap_or(before)
        .trim_end_matches([' ', ':']);
    for (words, role) in [
        ("phó trưởng đoàn", Role::Deputy),
        ("phó đoàn", Role::Deputy),
        ("trưởng đoàn", Role::Lead),
        ("trưởng đoàn công tác", Role::Lead),
        ("thành viên", Role::Member),
        ("thư ký", Role::Member),
    ] {
        if before.ends_with(words) {
            return Some(role);
        }
    }
    None
}

/// Whether a line is a name and nothing else.
pub(super) fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    (2..=6).contains(&words.len())
        && words.iter().all(|word| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.all(|c| c.is_alphabetic() && !c.is_uppercase())
        })
}

/// Whether a line in capitals can be a name.
pub(super) fn is_name_in_capitals(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    (2..=5).contains(&words.len())
        && words
            .iter()
            .all(|word| word.chars().all(char::is_alphabetic))
        && !["HĐND", "UBND", "ĐOÀN", "BAN", "TỊCH", "PHÒNG", "TRỰC"]
            .iter()
            .any(|office| words.contains(office))
}

// Other documents.

/// A document that a text refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cited {
    /// Where it stands, in bytes.
    pub(super) at: usize,
    /// "Kế hoạch", "Công văn", or empty.
    pub(super) kind: String,
    /// The whole number: `17/KH-HĐND`; the digits alone where no symbol is written.
    pub(super) number: String,
    /// Its day.
    pub(super) date: Option<NaiveDate>,
    /// Whose it is; often empty.
    pub(super) issuer: String,
    /// What it is about; often empty.
    pub(super) about: String,
}

/// Kinds of documents, the longer before the shorter that they begin with.
const KINDS: [&str; 24] = [
    "Thông báo Kết luận",
    "Thông báo kết luận",
    "Thông báo",
    "Kế hoạch",
    "Công văn",
    "Nghị quyết",
    "Quyết định",
    "Chương trình",
    "Tờ trình",
    "Giấy mời",
    "Báo cáo",
    "Nghị định",
    "Thông tư",
    "Luật",
    "Hướng dẫn",
    "Chỉ thị",
    "Kết luận",
    "Quy chế",
    "Công điện",
    "Đề án",
    "Văn bản",
    "Giấy giới thiệu",
    "Thư mời",
    "Quy định",
];

static CITED: LazyLock<Regex> = LazyLock::new(|| regex(r"\b[Ss]ố:?\s*(\d{1,5}[^\s,;()“”]*)"));
static OF_DAY: LazyLock<Regex> =
    LazyLock::new(|| regex(&format!(r"^\s*,?\s*(?:,\s*)?ngày\s+{DAY}")));
static ABOUT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^[^,;.()]{0,120}?\s*(?:,\s*)?về\s+(?:việc\s+)?([^;.()]{3,200})"));

/// Every document that a text refers to by a number.
pub(super) fn cited(text: &str) -> Vec<Cited> {
    let mut found: Vec<Cited> = Vec::new();
    for number in CITED.captures_iter(text) {
        let (Some(whole), Some(number)) = (number.get(0), number.get(1)) else {
            continue;
        };
        let printed = number.as_str().trim_end_matches(['.', ':', '”', '"']);
        let has_symbol = printed
            .split_once(['/', '-'])
            .is_some_and(|(_, symbol)| symbol.chars().any(char::is_uppercase));
        let before = &text[..whole.start()];
        let mut kind = kind_before(before);
        let is_bare = printed.bytes().all(|byte| byte.is_ascii_digit());
        if !has_symbol && (!is_bare || kind.is_empty()) {
            continue;
        }
        if kind.is_empty()
            && let Some(last) = found.last()
            && !text[last.at..whole.start()].contains(['.', ';'])
        {
            kind.clone_from(&last.kind);
        }
        let end = number.start() + printed.len();
        let after = &text[end..];
        let low = lower(after);
        let mut rest = after;
        let mut date = None;
        if let Some(day) = OF_DAY.captures(&low)
            && let Some(whole) = day.get(0)
        {
            date = written(&day, 1).and_then(Written::day);
            rest = &after[whole.end()..];
        }
        if is_bare && date.is_none() {
            continue;
        }
        let issuer = rest.trim_start().strip_prefix("của ").map_or("", |issuer| {
            let end = issuer
                .find([',', ';', '.', '(', ')'])
                .into_iter()
                .chain(issuer.find(" về "))
                .chain(issuer.find(" v/v "))
                .chain(issuer.find(" và "))
                .chain(issuer.find(" để "))
                .min()
                .unwrap_or(issuer.len());
            issuer[..end].trim()
        });
        let about = ABOUT
            .captures(rest)
            .filter(|_| !rest.trim_start().starts_with([';', '.', ')']))
            .and_then(|about| Some(about.get(1)?.as_str().trim().to_owned()))
            .unwrap_or_default();
        found.push(Cited {
            at: whole.start(),
            kind,
            number: printed.to_owned(),
            date,
            issuer: issuer.to_owned(),
            about: about.trim_end_matches([',', ' ']).to_owned(),
        });
    }
    found
}

/// The kind of document that is named right before its number.
fn kind_before(before: &str) -> String {
    let before = before.trim_end();
    let low = lower(before);
    let mut best: Option<(usize, &str)> = None;
    for kind in KINDS {
        if let Some(at) = low.rfind(&lower(kind))
            && low.len() - at <= lower(kind).len() + 40
            && best.is_none_or(|(known, name)| at > known && known + name.len() < at + kind.len())
        {
            best = Some((at, kind));
        }
    }
    best.filter(|(at, kind)| {
        let between = &low[at + lower(kind).len()..];
        !between.contains([',', ';', '.', ')'])
    })
    .map_or_else(String::new, |(_, kind)| kind.to_owned())
}

// Letters.

/// The text in lower case, every letter at its old place in bytes.
pub(super) fn lower(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut low = c.to_lowercase();
            match (low.next(), low.next()) {
                (Some(low), None) if low.len_utf8() == c.len_utf8() => low,
                _ => c,
            }
        })
        .collect()
}

/// The sentences of a text, each with where it begins.
pub(super) fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for (at, c) in text.char_indices() {
        if !matches!(c, '.' | ';' | '\n') || at < start {
            continue;
        }
        let next = text[at + 1..].chars().find(|c| !c.is_whitespace());
        let parted = bytes.get(at + 1).is_some_and(|byte| *byte == b' ') || c == '\n';
        let short = text[start..at].rsplit(' ').next().unwrap_or_default();
        let abbreviation =
            c == '.' && (short.chars().count() <= 3 && short.starts_with(char::is_uppercase));
        let numbered = c == '.'
            && short
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.');
        let opens = next.is_some_and(|c| c.is_uppercase() || "-–+\"“".contains(c));
        // A semicolon parts only the days of an itinerary that is told in one sentence.
        let next_day = lower(text[at + 1..].trim_start()).starts_with("ngày ");
        let ends = if c == ';' {
            next_day
        } else {
            opens || c == '\n'
        };
        if parted && !abbreviation && !numbered && ends {
            sentences.push((start, text[start..=at].trim()));
            start = at + 1;
        }
    }
    sentences.push((start, text[start..].trim()));
    sentences.retain(|(_, sentence)| !sentence.is_empty());
    sentences
}

/// The year of a date.
pub(super) fn year_of(date: PartialDate) -> i32 {
    date.first_day().year()
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file is sound")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trip(text: &str) -> Option<(String, String)> {
        let days = ranges(&lower(text), Some(2023)).into_iter().next()?;
        Some((days.from.to_string(), days.to.to_string()))
    }

    #[test]
    fn spans_of_days_are_read_in_every_spelling() {
        for (text, from, to) in [
            (
                "từ ngày 18/8 đến ngày 25/8/2023",
                "2023-08-18",
                "2023-08-25",
            ),
            (
                "(từ ngày 18/8/2023 đến ngày 25/8/2023)",
                "2023-08-18",
                "2023-08-25",
            ),
            (
                "trong 03 ngày, từ 12 đến 14/6/2024",
                "2024-06-12",
                "2024-06-14",
            ),
            (
                "từ ngày 03 tháng 8 năm 2023 đến ngày 05 tháng 8 năm 2023",
                "2023-08-03",
                "2023-08-05",
            ),
            (
                "từ ngày 28 tháng 12 đến ngày 02 tháng 01 năm 2024",
                "2023-12-28",
                "2024-01-02",
            ),
            (
                "Từ ngày 5 đến ngày 7 tháng 3 năm 2024",
                "2024-03-05",
                "2024-03-07",
            ),
            ("Thời gian: 12-14/6/2024", "2024-06-12", "2024-06-14"),
            (
                "trong các ngày 12, 13 và 14/6/2024",
                "2024-06-12",
                "2024-06-14",
            ),
            ("ngày 12 và 13 tháng 6 năm 2024", "2024-06-12", "2024-06-13"),
            ("từ 12/6 - 14/6/2024", "2024-06-12", "2024-06-14"),
            (
                "từ ngày 12.6.2024 đến ngày 14.6.2024",
                "2024-06-12",
                "2024-06-14",
            ),
        ] {
            let found = trip(text);
            assert_eq!(found, Some((from.to_owned(), to.to_owned())), "{text}");
        }
        for text in [
            "nhiệm kỳ 2021-2026",
            "mục 2.1 đến 2.3",
            "gồm 15 - 20 người",
            "từ 32/8 đến 33/8/2023",
        ] {
            assert_eq!(trip(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_sections_are_read() {
        let id = |line| number(line).map(|number| (number.id, number.rank));
        assert_eq!(id("4.1. Các Trưởng"), Some(("4-1".to_owned(), 4)));
        assert_eq!(id("II. KẾT QUẢ"), Some(("ii".to_owned(), 2)));
        assert_eq!(id("1) Một"), Some(("1".to_owned(), 3)));
        assert_eq!(id("a) Một"), Some(("a".to_owned(), 9)));
        assert_eq!(id("29 thành viên"), None);
        assert_eq!(id("18/8/2023"), None);
        assert_eq!(id("Đoàn đến"), None);
    }

    #[test]
    fn people_are_read_with_office_and_role() {
        let text = "do ông Phan Thanh Biên - Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND huyện làm Trưởng đoàn; bà Nguyễn Thị Thu Thảo - UVBTV, Phó Chủ tịch HĐND huyện làm Phó Trưởng đoàn.";
        let found = people(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].name, "Phan Thanh Biên");
        assert_eq!(
            found[0].position,
            "Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND huyện"
        );
        assert_eq!(found[0].role, Some(Role::Lead));
        assert_eq!(found[1].honorific, "bà");
        assert_eq!(found[1].position, "UVBTV, Phó Chủ tịch HĐND huyện");
        assert_eq!(found[1].role, Some(Role::Deputy));
        let found = people("Trưởng đoàn: Ông Lê Văn Tám, Chủ tịch HĐND tỉnh.");
        assert_eq!(found[0].role, Some(Role::Lead));
        assert_eq!(found[0].position, "Chủ tịch HĐND tỉnh");
        assert_eq!(people("những ông bà chủ nhà; bà con nhân dân"), []);
    }

    #[test]
    fn documents_are_read() {
        let found = cited(
            "Căn cứ Thông báo Kết luận số 763-TB/HU ngày 06/02/2023 của Thường trực Huyện ủy về việc đi học tập; Kế hoạch số 17 ngày 28/7/2023 của Thường trực HĐND huyện (Công văn số 54/HĐND-VP ngày 03/8/2023)",
        );
        let got: Vec<(&str, &str)> = found.iter().map(|c| (&*c.kind, &*c.number)).collect();
        assert_eq!(
            got,
            [
                ("Thông báo Kết luận", "763-TB/HU"),
                ("Kế hoạch", "17"),
                ("Công văn", "54/HĐND-VP")
            ]
        );
        assert_eq!(found[0].issuer, "Thường trực Huyện ủy");
        assert_eq!(found[0].about, "đi học tập");
        assert_eq!(cited("một số 32 phường, xã; số lượng 15"), []);
    }
}
