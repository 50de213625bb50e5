//! People named in a sentence, with their position and their role in the delegation.

mod office_lists;

use std::sync::LazyLock;

use regex_lite::Regex;

use super::sentences::lowercase;
use ssg_vietnam::text::match_key;

/// The role of a person in the delegation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DelegationRole {
    /// Head of the delegation (trưởng đoàn).
    Lead,
    /// Deputy head (phó trưởng đoàn).
    Deputy,
    /// Any other member.
    Member,
}

impl DelegationRole {
    /// Returns the role that a text names.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        let word = word
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        if word.contains("phó trưởng đoàn") || word.contains("phó đoàn") {
            Some(Self::Deputy)
        } else if word.contains("trưởng đoàn") || word.contains("dẫn đầu") {
            Some(Self::Lead)
        } else if word.contains("thành viên") || word.contains("thư ký") {
            Some(Self::Member)
        } else {
            None
        }
    }
}

/// A person named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedPerson {
    /// The byte offset of the honorific, or of the name without one.
    pub(crate) offset: usize,
    /// "ông", "bà" or "đồng chí"; may be empty.
    pub(crate) honorific: String,
    /// The full name.
    pub(crate) name: String,
    /// The office held; often empty.
    pub(crate) position: String,
    /// The role in the delegation, if the text names one.
    pub(crate) role: Option<DelegationRole>,
}

static HONORIFIC: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(
        r"(^|[\s(:;,.\-–])(các đồng chí|đồng chí|đ/c|ông|bà|anh|chị|cô|(?:pgs|gs|ts|ths|bs|ls)\.)\s*:?\s+(?:(?:gs|pgs|ts|ths|bs|ls|ks|cn|nhà giáo ưu tú)\.?\s*[,.]?\s*)*",
    )
});

static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(
        r"(?:\s*[,\-–—(:;]\s*|\s+)(?:làm\s+|là\s+|giữ\s+nhiệm\s+vụ\s+|được\s+cử\s+làm\s+)?(phó\s+trưởng\s+đoàn|phó\s+đoàn|trưởng\s+đoàn|dẫn\s+đầu|thành\s+viên|thư\s+ký\s+đoàn|thư\s+ký)",
    )
});

/// The words that end a position: a verb, or the mention of others.
const WORDS_AFTER_POSITION: [&str; 26] = [
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

/// Finds every person that a text names with "ông", "bà" or "đồng chí".
pub(crate) fn find(text: &str) -> Vec<NamedPerson> {
    let lower = lowercase(text);
    let mut starts: Vec<(usize, usize, String, String)> = Vec::new();
    let mut at = 0;
    while let Some(found) = HONORIFIC.captures_at(&lower, at) {
        let (Some(whole), Some(word)) = (found.get(0), found.get(2)) else {
            break;
        };
        at = word.end();
        // "Anh Sơn" is a district, and "Cô Tô" an island. A full name may follow at the start of a
        // sentence: "Anh Trần Văn Thử".
        let is_place = matches!(word.as_str(), "anh" | "chị" | "cô")
            && text[word.range()].starts_with(char::is_uppercase)
            && !begins_with_full_name(&text[whole.end()..]);
        if is_place {
            continue;
        }
        if let Some(name) = name_prefix(&text[whole.end()..]) {
            let honorific = match word.as_str() {
                "đ/c" | "các đồng chí" => "đồng chí".to_owned(),
                // An academic title alone.
                word if word.ends_with('.') => String::new(),
                word => word.to_owned(),
            };
            let end = whole.end() + name.len();
            // The title after "ông" begins the same name.
            if starts.iter().any(|(_, known_end, ..)| *known_end == end) {
                continue;
            }
            starts.push((word.start(), end, honorific, single_spaced(name)));
        }
    }
    let mut people = Vec::new();
    let mut by_title = named_after_positions(text, &starts);
    by_title.extend(office_lists::find(text, &starts));
    let mut people_with_positions: Vec<(usize, String)> = Vec::new();
    for (start, end, position, name) in by_title {
        people_with_positions.push((start, position));
        starts.push((start, end, String::new(), name));
    }
    starts.sort();
    add_listed_names(text, &mut starts);
    for (index, (start, end, honorific, name)) in starts.iter().enumerate() {
        let next = starts.get(index + 1).map_or(text.len(), |next| next.0);
        let tail = clause_prefix(&text[*end..next.max(*end)]);
        let before = &lower[..*start];
        let (mut position, role) = position_and_role(tail, before);
        if let Some((_, before)) = people_with_positions.iter().find(|(at, _)| at == start) {
            position.clone_from(before);
        }
        people.push(NamedPerson {
            offset: *start,
            honorific: honorific.clone(),
            name: name.clone(),
            position,
            role,
        });
    }
    share_roles(text, &starts, &mut people);
    people
}

/// Adds the names that follow others in a list without "ông" or "bà": "các đồng chí Lê Văn Thử, Trần
/// Thị Mẫu làm …", "…; Phùng Văn Dụ, Trưởng Ban Dân tộc".
fn add_listed_names(text: &str, starts: &mut Vec<(usize, usize, String, String)>) {
    let mut index = 0;
    while let Some((_, end, honorific, _)) = starts.get(index).cloned() {
        index += 1;
        let limit = starts.get(index).map_or(text.len(), |next| next.0);
        let rest = text.get(end..limit).unwrap_or_default();
        let joined = LIST_SIGNS.iter().find_map(|sign| rest.strip_prefix(sign));
        let joined = joined.filter(|rest| begins_with_full_name(rest));
        let after_office = || {
            let rest = rest.split_once("; ").map(|(_, rest)| rest)?;
            let name = name_prefix(rest)?;
            let office = rest[name.len()..].trim_start_matches([',', ' ', '-', '–']);
            let has_office = POSITION_OPENINGS
                .iter()
                .any(|words| office.starts_with(words));
            has_office.then_some(rest)
        };
        let Some(listed) = joined.or_else(after_office) else {
            continue;
        };
        if begins_with_full_name(listed)
            && let Some(name) = name_prefix(listed)
        {
            let start = limit - listed.len();
            let name_end = start + name.len();
            starts.insert(index, (start, name_end, honorific, single_spaced(name)));
        }
    }
}

/// What separates names that share what follows the last.
const LIST_SIGNS: [&str; 2] = [", ", " và "];

/// Gives the names of a list the role that follows the last of them.
fn share_roles(text: &str, starts: &[(usize, usize, String, String)], people: &mut [NamedPerson]) {
    for index in (1..people.len()).rev() {
        let (before, this) = (&starts[index - 1], &starts[index]);
        let between = text.get(before.1..this.0).unwrap_or_default();
        // "ông A, Phó Chủ tịch, và ông B, Trưởng Ban, làm Phó Trưởng đoàn"
        let are_joined = between.ends_with(" và ")
            && !between.contains([';', '.'])
            && people[index].role != Some(DelegationRole::Lead);
        if (are_joined || LIST_SIGNS.contains(&between)) && people[index - 1].role.is_none() {
            people[index - 1].role = people[index].role;
        }
    }
}

/// Returns whether a text begins with a name of three words or more, of which the first is a family
/// name.
fn begins_with_full_name(text: &str) -> bool {
    let name = name_prefix(text).unwrap_or_default();
    let mut words = name.split(' ');
    words
        .next()
        .is_some_and(|first| FAMILY_NAMES.contains(&first))
        && words.count() >= 2
}

/// The words that a position begins with, where it precedes the name.
const POSITION_OPENINGS: [&str; 18] = [
    "Phó chủ tịch",
    "Phó bí thư",
    "Phó Chủ tịch",
    "Chủ tịch",
    "Phó Bí thư",
    "Bí thư",
    "Phó Trưởng Ban",
    "Phó Trưởng ban",
    "Phó trưởng ban",
    "Trưởng Ban",
    "Trưởng ban",
    "Phó Trưởng Đoàn",
    "Trưởng Đoàn ĐBQH",
    "Phó Chánh Văn phòng",
    "Chánh Văn phòng",
    "Ủy viên",
    "Giám đốc",
    "Phó Giám đốc",
];

/// The most common family names. A name without "ông" or "bà" begins with one.
const FAMILY_NAMES: [&str; 95] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trịnh", "Mai", "Trương", "Tô", "Lương", "Cao", "Tạ",
    "Thái", "Châu", "Quách", "Hà", "Lâm", "Phùng", "Lò", "Lường", "Vi", "Giàng", "Sùng", "Vàng",
    "Thào", "Ma", "Nông", "Hứa", "Triệu", "Chu", "Lục", "Đàm", "Mã", "Kim", "Thạch", "Danh", "Siu",
    "Ksor", "Điểu", "Bế", "Hầu", "Tráng", "Cầm", "Quàng", "Tòng", "Đào", "Tống", "Khúc", "Kiều",
    "Nghiêm", "Lưu", "Văn", "Thân", "Doãn", "Vương", "Tăng", "Mạc", "Khổng", "Cung", "Phí",
    "Thiều", "Sầm", "Liêu", "Âu", "Đoàn", "Cà", "Lại", "Bàn", "Ninh", "Tẩn", "Chảo", "Phàn", "Lù",
    "Hạng", "Mùa", "Sình", "Thàng", "Cháng", "Lừ", "Từ", "Hàn", "Cấn", "Khuất",
];

/// Finds the people whose position precedes the name: "Phó Chủ tịch HĐND tỉnh Lê Văn Thử". Returns
/// start, end of the name, position and name of each.
fn named_after_positions(
    text: &str,
    known: &[(usize, usize, String, String)],
) -> Vec<(usize, usize, String, String)> {
    let mut found: Vec<(usize, usize, String, String)> = Vec::new();
    let mut at = 0;
    while let Some((start, _)) = POSITION_OPENINGS
        .iter()
        .filter_map(|words| Some((at + text[at..].find(words)?, words.len())))
        .min_by_key(|(start, length)| (*start, usize::MAX - length))
    {
        let clause = clause_prefix(&text[start..]);
        at = start + text[start..].chars().next().map_or(1, char::len_utf8);
        let Some((from, name)) = name_in_clause(clause) else {
            continue;
        };
        let end = start + from + name.len();
        let overlaps = known
            .iter()
            .any(|(_, known_end, ..)| (start..=end).contains(known_end));
        let position = trim_position(&clause[..from]);
        if !overlaps && !position.is_empty() {
            found.push((start, end, position, single_spaced(name)));
            at = end;
        }
    }
    found
}

/// Returns the first name in a clause that begins with a position, and its byte offset. The names of
/// provinces and districts are skipped.
fn name_in_clause(clause: &str) -> Option<(usize, &str)> {
    /// The words that no office holds.
    const VERBS: [&str; 7] = [
        " làm ",
        " đến ",
        " với ",
        " tại ",
        " cùng ",
        " dẫn đầu ",
        " đã ",
    ];
    let mut offset = 0;
    for word in clause.split_inclusive(' ') {
        let start = offset;
        offset += word.len();
        let bare = word.trim();
        if word.contains([',', ':', '(', ')']) && !FAMILY_NAMES.contains(&bare) {
            // A name does not follow another clause, except the second office of one person.
            let rest = clause[offset..].trim_start();
            if !POSITION_OPENINGS
                .iter()
                .any(|words| rest.starts_with(words))
            {
                return None;
            }
        }
        if !FAMILY_NAMES.contains(&bare) {
            continue;
        }
        let before = clause[..start].trim_end();
        // "Phó Trưởng Đoàn Nguyễn Văn A"
        if bare == "Đoàn" && lowercase(before).ends_with("trưởng") {
            continue;
        }
        // "… làm Trưởng đoàn đến làm việc với HĐND thành phố …" is no office.
        let low = lowercase(before);
        if VERBS.iter().any(|verb| low.contains(verb)) {
            return None;
        }
        let names_place = [
            "tỉnh",
            "huyện",
            "thành phố",
            "phố",
            "xã",
            "phường",
            "quận",
            "TP.",
        ]
        .iter()
        .any(|kind| before.ends_with(kind));
        let Some(name) = name_prefix(&clause[start..]) else {
            continue;
        };
        let words: Vec<&str> = name.split(' ').collect();
        if names_place
            && ((2..=words.len()).any(|count| is_unit_name(&words[..count]))
                || is_double_name(&clause[start..]))
        {
            continue;
        }
        return Some((start, name));
    }
    None
}

/// Returns whether words are the name of a province or district.
fn is_unit_name(words: &[&str]) -> bool {
    use ssg_vietnam::gazetteer::{Gazetteer, Vintage};
    let gazetteer = Gazetteer::get();
    let name = words.join(" ");
    let is_province = [Vintage::Current, Vintage::Former]
        .into_iter()
        .flat_map(|vintage| gazetteer.units(vintage))
        .any(|(_, unit)| unit.name() == name);
    is_province || !gazetteer.find_district(&name).is_empty()
}

/// Returns whether a text begins with a name of two parts: "Phan Rang - Tháp Chàm".
fn is_double_name(text: &str) -> bool {
    /// The most words of such a name, with its dash.
    const MAX_WORDS: usize = 6;
    let words: Vec<&str> = text.split_whitespace().take(MAX_WORDS).collect();
    let Some(dash) = words.iter().position(|word| ["-", "–"].contains(word)) else {
        return false;
    };
    (dash + 2..=words.len()).any(|count| is_unit_name(&words[..count]))
}

fn single_spaced(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the name that a text begins with: two to six words.
fn name_prefix(text: &str) -> Option<&str> {
    const POSITIONS: [&str; 22] = [
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
        // "Phó Thị Dụ" is a name.
        let is_family_name = count == 0
            && ["phó thị ", "phó văn ", "phó đức ", "phó đình "]
                .iter()
                .any(|words| lower.starts_with(words));
        if (count == 0 || count >= 2)
            && !is_family_name
            && POSITIONS.iter().any(|position| {
                match_key(position)
                    == lower
                        .split(' ')
                        .take(position.trim().split(' ').count())
                        .collect::<Vec<_>>()
                        .join(" ")
            })
        {
            break;
        }
        let letters = word.trim_end_matches([',', ';', ':', '.', ')', '(', '-', '–']);
        if !letters.starts_with(char::is_uppercase)
            || !has_vowel(letters)
            || !letters.chars().all(|c| c.is_alphabetic() || c == '\'')
            // An abbreviation ends the name, except a single letter as in "Nguyễn Văn A".
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

/// Returns whether a word can be spoken, unlike the initials "VT". A single letter can stand for a
/// name, as in "Nguyễn Văn A".
fn has_vowel(word: &str) -> bool {
    let is_consonant = |c: char| "bcdfghjklmnpqrstvwxzđ".contains(c);
    word.chars().count() == 1 || !lowercase(word).chars().all(is_consonant)
}

/// Returns the text up to the end of the clause.
fn clause_prefix(text: &str) -> &str {
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

/// Returns the position and the role that follow a name. The role may also precede it.
fn position_and_role(tail: &str, before: &str) -> (String, Option<DelegationRole>) {
    let low = lowercase(tail);
    let role_before = role_before(before);
    let found = ROLE.captures(&low);
    let role = found
        .as_ref()
        .and_then(|found| DelegationRole::parse(found.get(1)?.as_str()));
    let mut end = tail.len();
    if let Some(whole) = found.as_ref().and_then(|found| found.get(0)) {
        end = whole.start();
    }
    let mut position = trim_position(cut_at_verb(&tail[..end]));
    if position.is_empty()
        && let Some(whole) = found.as_ref().and_then(|found| found.get(0))
    {
        // "làm Trưởng đoàn, Chủ tịch HĐND tỉnh"
        let rest = &tail[whole.end()..];
        if rest.starts_with([',', ' ', '-', '–', ')']) {
            position = trim_position(cut_at_verb(rest));
        }
    }
    if !position.starts_with(char::is_uppercase) {
        position = String::new();
    }
    (position, role.or(role_before))
}

fn cut_at_verb(text: &str) -> &str {
    let low = lowercase(text);
    let end = WORDS_AFTER_POSITION
        .iter()
        .filter_map(|word| low.find(word))
        .min()
        .unwrap_or(text.len());
    &text[..end]
}

fn trim_position(text: &str) -> String {
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

/// Returns the role that precedes a name: "Trưởng đoàn: ông …", "Trưởng đoàn là bà …".
fn role_before(before: &str) -> Option<DelegationRole> {
    let before = before.trim_end_matches([' ', ':', '-', '–']);
    // "Dẫn đầu đoàn Ví Dụ là ông …"
    if let Some(clause) = before
        .strip_suffix(" là")
        .and_then(|text| text.rsplit(['.', ';', ',']).next())
        && ["dẫn đầu đoàn ", "trưởng đoàn "]
            .iter()
            .any(|words| clause.trim_start().starts_with(words))
    {
        return Some(DelegationRole::Lead);
    }
    let before = before.strip_suffix(" là").unwrap_or(before).trim_end();
    let before = before.strip_suffix("gồm").unwrap_or(before).trim_end();
    let before = before
        .strip_suffix("gồm có")
        .unwrap_or(before)
        .trim_end_matches([' ', ':']);
    for (words, role) in [
        ("phó trưởng đoàn", DelegationRole::Deputy),
        ("phó đoàn", DelegationRole::Deputy),
        ("trưởng đoàn", DelegationRole::Lead),
        ("trưởng đoàn công tác", DelegationRole::Lead),
        ("dẫn đầu đoàn", DelegationRole::Lead),
        ("dẫn đầu đoàn công tác", DelegationRole::Lead),
        ("thành viên", DelegationRole::Member),
        ("thư ký", DelegationRole::Member),
    ] {
        if before.ends_with(words) {
            return Some(role);
        }
    }
    None
}

/// Returns whether a line is a full name and nothing else.
pub(crate) fn is_full_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    (2..=6).contains(&words.len())
        && words.iter().all(|word| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.all(|c| c.is_alphabetic() && !c.is_uppercase())
        })
}

/// Returns whether a line in capital letters can be a full name.
pub(crate) fn is_full_name_in_capitals(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    (2..=5).contains(&words.len())
        && words
            .iter()
            .all(|word| word.chars().all(char::is_alphabetic))
        && !["HĐND", "UBND", "ĐOÀN", "BAN", "TỊCH", "PHÒNG", "TRỰC"]
            .iter()
            .any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_people_with_position_and_role() {
        let text = "do ông Phan Thanh Biên - Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND huyện làm Trưởng đoàn; bà Nguyễn Thị Thu Thảo - UVBTV, Phó Chủ tịch HĐND huyện làm Phó Trưởng đoàn.";
        let found = find(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].name, "Phan Thanh Biên");
        assert_eq!(
            found[0].position,
            "Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND huyện"
        );
        assert_eq!(found[0].role, Some(DelegationRole::Lead));
        assert_eq!(found[1].honorific, "bà");
        assert_eq!(found[1].position, "UVBTV, Phó Chủ tịch HĐND huyện");
        assert_eq!(found[1].role, Some(DelegationRole::Deputy));
        for (text, name, position) in [
            (
                "Dẫn đầu Đoàn là ông TS. Lê Văn Thử, Chủ tịch HĐND tỉnh.",
                "Lê Văn Thử",
                "Chủ tịch HĐND tỉnh",
            ),
            (
                "Dẫn đầu Đoàn là TS. Lê Văn Thử, Chủ tịch HĐND tỉnh.",
                "Lê Văn Thử",
                "Chủ tịch HĐND tỉnh",
            ),
            (
                "do Chủ tịch HĐND TP. Phan Rang - Tháp Chàm Châu Văn Thử làm trưởng đoàn",
                "Châu Văn Thử",
                "Chủ tịch HĐND TP. Phan Rang - Tháp Chàm",
            ),
            (
                "do ông Lê Văn Thử, Phó Chủ tịch HĐND tỉnh làm Trưởng đoàn đến làm việc với HĐND Thành phố Hồ Chí Minh",
                "Lê Văn Thử",
                "Phó Chủ tịch HĐND tỉnh",
            ),
            (
                "do đồng chí Phó Chủ tịch Thường trực HĐND tỉnh Lê Văn Thử làm Trưởng đoàn",
                "Lê Văn Thử",
                "Phó Chủ tịch Thường trực HĐND tỉnh",
            ),
            (
                "do Phó Chủ tịch HĐND tỉnh Thái Nguyên Trần Thị Mẫu dẫn đầu",
                "Trần Thị Mẫu",
                "Phó Chủ tịch HĐND tỉnh Thái Nguyên",
            ),
        ] {
            let found = find(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let person = (&*found[0].name, &*found[0].position, found[0].role);
            assert_eq!(
                person,
                (name, position, Some(DelegationRole::Lead)),
                "{text}"
            );
        }
        let text = "Tham gia đoàn có các đồng chí: Lê Trọng Thử, Phó Chủ tịch HĐND tỉnh; Phùng Bá Mẫu, Trưởng Ban Dân tộc; lãnh đạo Sở Nông nghiệp.";
        let names: Vec<String> = find(text).into_iter().map(|person| person.name).collect();
        assert_eq!(names, ["Lê Trọng Thử", "Phùng Bá Mẫu"]);
        let text = "các đồng chí Phó Trưởng Ban Nguyễn Hữu Thử, Đàm Thị Mẫu làm Phó Trưởng đoàn; cùng đại diện Sở Y tế.";
        let found = find(text);
        let roles: Vec<_> = found
            .iter()
            .map(|person| (&*person.name, person.role))
            .collect();
        let deputy = Some(DelegationRole::Deputy);
        assert_eq!(roles, [("Nguyễn Hữu Thử", deputy), ("Đàm Thị Mẫu", deputy)]);
        assert_eq!(find("ông Lưu VT; - Lưu VT"), []);
        let found = find("Trưởng đoàn: Ông Lê Văn Tám, Chủ tịch HĐND tỉnh.");
        assert_eq!(found[0].role, Some(DelegationRole::Lead));
        assert_eq!(found[0].position, "Chủ tịch HĐND tỉnh");
        assert_eq!(find("những ông bà chủ nhà; bà con nhân dân"), []);
    }
}
