//! The fields `size`, `lead`, `deputies` and `members`: who travelled.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex_lite::Regex;

use super::{Doubt, Proposal, Quote, SourceText};
use crate::document::{Block, Paragraph, Rows, cell_text};
use crate::outline::OutlinedBlock;
use crate::phrases::people::{self, DelegationRole, NamedPerson};
use crate::phrases::regex;
use crate::phrases::section_number::SectionNumber;
use crate::phrases::sentences::{self, lowercase};
use ssg_vietnam::text::match_key;

/// The people of a trip. A person is in it once, by the first role that the text gives.
#[derive(Default)]
pub(crate) struct Delegation {
    /// The number of people.
    pub(crate) size: Option<Proposal<u32>>,
    /// The head of the delegation.
    pub(crate) lead: Option<Proposal<NamedPerson>>,
    /// The deputy heads.
    pub(crate) deputies: Vec<Proposal<NamedPerson>>,
    /// The other members who are named.
    pub(crate) members: Vec<Proposal<NamedPerson>>,
}

/// Proposes the people of the trip.
pub(crate) fn propose(source: &SourceText<'_>) -> Delegation {
    let mut collector = Collector::default();
    for block in source.blocks {
        match &block.content {
            Block::Table(rows) => {
                collector.is_in_list = false;
                for (person, role, quote) in people_in_table(rows) {
                    collector.add(person, role, quote);
                }
            }
            Block::Paragraph(paragraph) => collector.read(block, paragraph),
        }
    }
    let mut delegation = collector.delegation;
    if delegation.lead.is_none() {
        delegation.lead = companion(source).or_else(|| traveller(source));
        if let Some(lead) = &delegation.lead {
            let is_other = |member: &Proposal<NamedPerson>| member.value.name != lead.value.name;
            delegation.members.retain(is_other);
        }
    }
    let named = usize::from(delegation.lead.is_some())
        + delegation.deputies.len()
        + delegation.members.len();
    // A number below that of the people named counts something else.
    delegation.size = size(source).filter(|size| size.value as usize >= named);
    delegation
}

/// The words before those who go with the delegation.
const COMPANY_OPENINGS: [&str; 12] = [
    "cùng đoàn có",
    "cùng đi có",
    "cùng đi với đoàn",
    "cùng tham gia đoàn",
    "cùng tham gia có",
    "tham gia đoàn có",
    "tham gia đoàn gồm",
    "tham gia đoàn công tác có",
    "đi cùng đoàn có",
    "đoàn có sự tham gia của",
    "về phía đoàn công tác có",
    "về phía đoàn có",
];

/// The first words of sentences about those who go with the delegation. "Tiếp đoàn có …" names the
/// hosts.
const COMPANY_SENTENCES: [&str; 8] = [
    "đoàn có các đồng chí",
    "đoàn có các ông",
    "đoàn gồm các đồng chí",
    "đoàn gồm có các đồng chí",
    "đoàn còn có",
    "đoàn công tác có các đồng chí",
    "đoàn công tác còn có",
    "trong đoàn có",
];

/// Returns the first person who is said to go with the delegation: "Cùng đoàn có Phó Chủ tịch …".
/// Nobody else being named as its head, that is a guess.
fn companion(source: &SourceText<'_>) -> Option<Proposal<NamedPerson>> {
    source.lines.iter().find_map(|line| {
        let low = lowercase(line);
        let start = COMPANY_OPENINGS.iter().find_map(|words| low.find(words))?;
        let people = people::find(line).into_iter();
        let first = people
            .filter(|person| person.offset >= start)
            .min_by_key(|person| person.offset)?;
        let quote = Quote::new(sentences::containing(line, first.offset));
        Some(Proposal::unsure(first, quote, Doubt::NotStated))
    })
}

/// Returns the officer who travelled with others, in the first lines: "Chủ tịch HĐND huyện Ví Dụ
/// Trần Văn Thử cùng 9 đại biểu đã đi …".
fn traveller(source: &SourceText<'_>) -> Option<Proposal<NamedPerson>> {
    /// How many lines may introduce the trip.
    const INTRODUCTION_LINES: usize = 6;
    const TRAVEL_WORDS: [&str; 7] = [
        "đã đi",
        "đã đến",
        "đã có chuyến",
        "học tập",
        "tham quan",
        "khảo sát",
        "trao đổi kinh nghiệm",
    ];
    source
        .lines
        .iter()
        .take(INTRODUCTION_LINES)
        .find_map(|line| {
            people::find(line).into_iter().find_map(|person| {
                let from = person.offset + line[person.offset..].find(&person.name)?;
                let after = lowercase(&line[from + person.name.len()..]);
                let sentence = sentences::containing(line, person.offset);
                let after_office = after.strip_prefix(", ").map_or(&*after, |rest| {
                    rest.find(" cùng ").map_or(rest, |at| &rest[at..])
                });
                let travels = after_office.starts_with(" cùng ")
                    && TRAVEL_WORDS
                        .iter()
                        .any(|words| after_office.contains(words));
                travels.then(|| Proposal::unsure(person, Quote::new(sentence), Doubt::NotStated))
            })
        })
}

static SIZE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:gồm|có|với|(?:tổng số|tổng cộng|số lượng|quân số|số)(?:\s+(?:người|thành viên|đại biểu|cán bộ|đồng chí|quân số))?(?:\s+(?:tham gia|tham dự|đi))?(?:\s+(?:của\s+|trong\s+)?(?:cả\s+)?(?:đoàn|chuyến đi)(?:\s+công tác)?)?|thành phần(?:\s+(?:tham gia|đoàn))?|đoàn|đoàn công tác|đoàn cán bộ|đoàn đại biểu)\s*(?::|\s-|\slà)?\s*(?:có|gồm|tổng số|tổng cộng)?\s*(\d{1,3})\s*(?:\([^)]*\)\s*)?(?:thành viên|người|đồng chí|đại biểu|đ/c|cán bộ)",
    )
});

fn size(source: &SourceText<'_>) -> Option<Proposal<u32>> {
    let mut is_below_heading = false;
    for block in source.blocks {
        let low = lowercase(&block.text);
        if block.heading_level.is_some() {
            is_below_heading = low.contains("thành phần") || low.contains("danh sách");
        }
        let Some(found) = SIZE.captures(&low) else {
            continue;
        };
        let (Some(whole), Some(count)) = (found.get(0), found.get(1)) else {
            continue;
        };
        let sentence = sentences::containing(&block.text, whole.start());
        let low_sentence = lowercase(sentence);
        let is_about_trip = low_sentence.contains("đoàn")
            || low_sentence.contains("thành phần")
            || low_sentence.contains("thành viên gồm")
            || is_below_heading
            || is_total(&low_sentence);
        if let Ok(size) = count.as_str().parse()
            && is_about_trip
            && size > 1
        {
            return Some(Proposal::sure(size, Quote::new(sentence)));
        }
    }
    None
}

/// Returns whether a line, which is in lower case, is the number of people and nothing else:
/// "3. Tổng số: 13 người."
fn is_total(low: &str) -> bool {
    const LABELS: [&str; 6] = [
        "tổng số",
        "tổng cộng",
        "số lượng",
        "quân số",
        "số người",
        "số thành viên",
    ];
    let skipped = SectionNumber::parse(low).map_or(0, |number| number.char_len);
    let rest: String = low.chars().skip(skipped).collect();
    let rest = rest.trim_start_matches(['-', '–', '+', '•', ' ']);
    LABELS.iter().any(|label| rest.starts_with(label))
}

/// The people found so far, in the order of the text.
#[derive(Default)]
struct Collector {
    delegation: Delegation,
    /// The match keys of their names.
    seen: BTreeSet<String>,
    /// Whether a line before announced a list of members.
    is_in_list: bool,
}

impl Collector {
    fn add(&mut self, person: NamedPerson, role: DelegationRole, quote: Quote) {
        if !self.seen.insert(match_key(&person.name)) {
            return;
        }
        let proposal = Proposal::sure(person, quote);
        let delegation = &mut self.delegation;
        match role {
            DelegationRole::Lead => {
                delegation.lead.get_or_insert(proposal);
            }
            DelegationRole::Deputy => delegation.deputies.push(proposal),
            DelegationRole::Member => delegation.members.push(proposal),
        }
    }

    fn read(&mut self, block: &OutlinedBlock, paragraph: &Paragraph) {
        let text = &block.text;
        let low = lowercase(text);
        let is_heading = block.heading_level.is_some();
        let is_item =
            (paragraph.list_item.is_some() || block.section_number.is_some()) && !is_heading;
        let mut people = people::find(text);
        let is_own_line =
            is_item || low.starts_with("trưởng đoàn") || low.starts_with("phó trưởng đoàn");
        if people.is_empty() && (self.is_in_list || low.contains("trưởng đoàn")) && is_own_line
        {
            people.extend(person_in_list(text));
        }
        let names_leader = people.iter().any(|person| {
            matches!(
                person.role,
                Some(DelegationRole::Lead | DelegationRole::Deputy)
            )
        });
        let is_about_members = names_leader || self.is_in_list;
        let is_list_item = self.is_in_list && is_item;
        // Whoever is named after "thành viên" in a sentence about the delegation is a member.
        let members_from = low
            .find("thành viên")
            .filter(|_| low.contains("đoàn") || self.is_in_list);
        let sentences = sentences::split(text);
        for person in people {
            let all_before = &low[..person.offset];
            let before = &all_before[all_before.rfind(". ").unwrap_or_default()..];
            let follows = members_from.is_some_and(|from| from < person.offset) && is_about_members;
            let is_company = COMPANY_OPENINGS.iter().any(|words| before.contains(words))
                || COMPANY_SENTENCES
                    .iter()
                    .any(|words| before.trim_start_matches([' ', '.']).starts_with(words));
            // An item about a day names others further on.
            let opens_item = is_list_item && all_before.chars().count() <= MAX_CHARS_BEFORE_MEMBER;
            let role = match person.role {
                Some(DelegationRole::Member) if !is_about_members => None,
                None if is_among_deputies(before) => Some(DelegationRole::Deputy),
                None if follows || opens_item || is_company || is_composition(before) => {
                    Some(DelegationRole::Member)
                }
                role => role,
            };
            if let Some(role) = role {
                let quote = Quote::new(sentences::at(&sentences, person.offset));
                self.add(person, role, quote);
            }
        }
        if announces_list(&low, is_heading) || names_leader {
            self.is_in_list = true;
        } else if is_heading || !is_item {
            self.is_in_list = false;
        }
    }
}

/// Returns whether the text before a person, in lower case, introduces several deputy heads: "Hai Phó
/// Trưởng đoàn là ông …, bà …".
fn is_among_deputies(before: &str) -> bool {
    const DEPUTY_LABELS: [&str; 8] = [
        "phó trưởng đoàn:",
        "phó trưởng đoàn là",
        "phó trưởng đoàn gồm",
        "phó trưởng đoàn có",
        "phó đoàn:",
        "phó đoàn là",
        "phó đoàn gồm",
        "phó trưởng đoàn công tác là",
    ];
    const OTHERS: [&str; 7] = [
        "thành viên",
        "thư ký",
        "cùng ",
        "tham gia",
        "đại diện",
        "ủy viên:",
        "uỷ viên:",
    ];
    let labels = DEPUTY_LABELS
        .iter()
        .filter_map(|label| Some((before.rfind(label)?, *label)));
    let Some((start, label)) = labels.max_by_key(|(start, label)| (*start, label.len())) else {
        return false;
    };
    let list = &before[start + label.len()..];
    // After "Phó Trưởng đoàn là ông …;" others follow.
    let is_plural = !label.ends_with(" là")
        || ["các ", "hai ", "ba ", "02 ", "03 ", "những "]
            .iter()
            .any(|count| before[..start].ends_with(count));
    (is_plural || !list.contains(';')) && !OTHERS.iter().any(|words| list.contains(words))
}

/// Returns whether the text before a person, in lower case, lists the delegation: "Thành phần Đoàn có
/// 11 đồng chí, gồm: đồng chí …, Trưởng đoàn; đồng chí …".
fn is_composition(before: &str) -> bool {
    /// The words of sentences that tell more than who travelled.
    const VERBS: [&str; 8] = [
        "làm việc",
        "tiếp ",
        "đón ",
        "đã ",
        "gặp ",
        "trao đổi",
        "báo cáo",
        "đến ",
    ];
    let Some((label, list)) = before.split_once(':') else {
        return false;
    };
    let label = label.trim_start_matches(|c: char| !c.is_alphabetic());
    let label = label.trim();
    let is_label = (label.starts_with("thành phần") || label.starts_with("đoàn "))
        && (label.ends_with("gồm")
            || label.ends_with("gồm có")
            || label.ends_with("gồm các đồng chí")
            || label.ends_with("trong đó")
            || label.ends_with("trong đó có")
            || label.ends_with("trong đó gồm"));
    is_label && !VERBS.iter().any(|words| list.contains(words))
}

/// The most characters before a member in an item of the list: a number, "Đồng chí", "Các ông".
const MAX_CHARS_BEFORE_MEMBER: usize = 30;

/// Returns whether a list of the members follows a line, which is in lower case.
fn announces_list(low: &str, is_heading: bool) -> bool {
    const ANNOUNCEMENTS: [&str; 6] = [
        "thành phần",
        "danh sách",
        "đoàn gồm",
        "đoàn công tác gồm",
        "các thành viên",
        "thành viên đoàn",
    ];
    ANNOUNCEMENTS.iter().any(|words| low.contains(words))
        && (is_heading || low.trim_end().ends_with(':') || low.contains("như sau"))
}

/// Returns the person that a line of a list begins with, with or without "ông".
fn person_in_list(text: &str) -> Option<NamedPerson> {
    let skipped = SectionNumber::parse(text).map_or(0, |number| number.char_len);
    let rest: String = text.chars().skip(skipped).collect();
    let rest = rest.trim_start_matches(['-', '–', '+', '•', ' ']);
    let low = lowercase(rest);
    let (prefix, rest) = match rest.find(':') {
        Some(at) if low[..at].contains("đoàn") || low[..at].contains("thành viên") => {
            (&low[..at], &rest[at + 1..])
        }
        _ => ("", rest),
    };
    let rest = rest.trim_start();
    let rest = [
        "Ông ",
        "Bà ",
        "ông ",
        "bà ",
        "Đồng chí ",
        "đồng chí ",
        "Đ/c ",
    ]
    .iter()
    .find_map(|honorific| rest.strip_prefix(honorific))
    .unwrap_or(rest);
    let with_honorific = format!("ông {rest}");
    let mut person = people::find(&with_honorific).into_iter().next()?;
    if person.offset != 0 {
        return None;
    }
    person.honorific.clear();
    person.role = person.role.or_else(|| DelegationRole::parse(prefix));
    Some(person)
}

/// Returns the people of a table whose first row has a column of names.
fn people_in_table(rows: &Rows) -> Vec<(NamedPerson, DelegationRole, Quote)> {
    let is_head = |row: &&Vec<Vec<Paragraph>>| {
        let mut cells = row.iter().map(|cell| match_key(&cell_text(cell)));
        cells.any(|cell| cell.contains("họ và tên") || cell.contains("họ tên"))
    };
    let Some((head_at, head)) = rows
        .iter()
        .enumerate()
        .take(3)
        .find(|(_, row)| is_head(row))
    else {
        return Vec::new();
    };
    let titles: Vec<String> = head
        .iter()
        .map(|cell| match_key(&cell_text(cell)))
        .collect();
    let column = |words: &[&str]| {
        titles
            .iter()
            .position(|title| words.iter().any(|word| title.contains(&match_key(word))))
    };
    let Some(name_column) = column(&["họ và tên", "họ tên", "họ, tên"]) else {
        return Vec::new();
    };
    let position_column = column(&["chức vụ", "chức danh", "đơn vị", "cơ quan"]);
    let role_column = column(&["ghi chú", "nhiệm vụ", "vai trò", "trong đoàn", "phân công"])
        .filter(|at| Some(*at) != position_column);
    let mut people = Vec::new();
    // The role that the last group row gives: "II. Thành viên".
    let mut group_role = None;
    for row in &rows[head_at + 1..] {
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.get(at))
                .map_or_else(String::new, |cell| cell_text(cell))
        };
        let filled: Vec<String> = row
            .iter()
            .map(|cell| cell_text(cell))
            .filter(|cell| !cell.is_empty())
            .collect();
        if let [.., group] = &filled[..]
            && filled.len() <= 2
            && let Some(role) = DelegationRole::parse(group)
            && people::find(group).is_empty()
        {
            group_role = Some(role);
            continue;
        }
        let name = cell(Some(name_column));
        let Some(mut person) = people::find(&name)
            .into_iter()
            .next()
            .or_else(|| person_in_list(&name))
        else {
            continue;
        };
        if person.position.is_empty() {
            person.position = cell(position_column);
        }
        let role = DelegationRole::parse(&lowercase(&cell(role_column)))
            .or(DelegationRole::parse(&lowercase(&person.position)))
            .or(person.role)
            .or(group_role)
            .unwrap_or(DelegationRole::Member);
        for suffix in ["Phó Trưởng đoàn", "Trưởng đoàn", "Thành viên", "- ", ", "] {
            if let Some(rest) = person.position.strip_suffix(suffix) {
                person.position = String::from(rest.trim_end_matches([',', '-', '–', ';', ' ']));
            }
        }
        let cells: Vec<String> = row.iter().map(|cell| cell_text(cell)).collect();
        people.push((person, role, Quote::new(&cells.join("; "))));
    }
    people
}
