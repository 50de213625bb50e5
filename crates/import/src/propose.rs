//! What the head of a report or plan can say, found in its text. Nothing is invented: what is not
//! found stays empty, and what is guessed carries the sentence it was guessed from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{Days as Count, NaiveDate};
use regex_lite::Regex;

use super::block::{Block, Paragraph};
use super::form::{Form, is_capitals};
use super::outline::Part;
use super::phrase::{self, Cited, Days, Role, Somebody, lower};
use super::place::{Mention, Names};
use ssg_base::message::Message;
use ssg_content::document::StopKind;
use ssg_content::vocabulary::{TopicId, Vocabulary};
use ssg_vietnam::date::Period;
use ssg_vietnam::gazetteer::UnitId;
use ssg_vietnam::text::match_key;

/// A value, and why it may be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Guess<T> {
    /// The value.
    pub(super) value: T,
    /// Why it may be wrong; `None` where the text says it outright.
    pub(super) doubt: Option<Message>,
}

impl<T> Guess<T> {
    fn sure(value: T) -> Self {
        Self { value, doubt: None }
    }
}

/// A stop of the trip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    pub(super) unit: UnitId,
    pub(super) place: String,
    pub(super) days: Option<(NaiveDate, NaiveDate)>,
    pub(super) kind: StopKind,
    pub(super) host: String,
    pub(super) present: Vec<Somebody>,
    pub(super) subject: String,
    pub(super) inferred: bool,
    pub(super) doubt: Option<Message>,
}

/// The trip of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Trip {
    pub(super) dates: Option<Guess<Period>>,
    pub(super) size: Option<u32>,
    pub(super) lead: Option<Guess<Somebody>>,
    pub(super) deputies: Vec<Guess<Somebody>>,
    pub(super) members: Vec<Guess<Somebody>>,
    pub(super) stops: Vec<Stop>,
}

fn sentence_of(text: &str, at: usize) -> String {
    let sentences = phrase::sentences(text);
    let found = sentences.iter().rev().find(|(start, _)| *start <= at);
    found.map_or(text, |(_, sentence)| sentence).to_owned()
}

fn unsure(sentence: &str) -> Message {
    Message::ImportUnsure {
        sentence: quotable(sentence),
    }
}

/// A sentence as a comment can hold it: one line, not too long, without ways to reach a person.
pub(super) fn quotable(sentence: &str) -> String {
    const LONGEST: usize = 240;
    let mut out = String::new();
    let mut digits = 0;
    for c in sentence.chars().take(LONGEST) {
        digits = if c.is_ascii_digit() || (digits > 0 && " .-".contains(c)) {
            digits + u32::from(c.is_ascii_digit())
        } else {
            0
        };
        let hidden = c == '@' || digits > 8;
        out.push(match c {
            _ if hidden => '…',
            c if c.is_control() || c.is_whitespace() => ' ',
            c => c,
        });
    }
    if sentence.chars().count() > LONGEST {
        out.push('…');
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts of a document, a table's cells one by one.
fn texts(parts: &[Part]) -> Vec<String> {
    let mut texts = Vec::new();
    for part in parts {
        match &part.block {
            Block::Paragraph(_) => texts.push(part.text.clone()),
            Block::Table(rows) => {
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| cell_text(cell)).collect();
                    texts.push(cells.join("; "));
                }
            }
        }
    }
    texts
}

fn cell_text(cell: &[Paragraph]) -> String {
    let lines: Vec<String> = cell.iter().map(Paragraph::text).collect();
    lines.join(" ").trim().to_owned()
}

// The days of the trip.

static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:năm|/|,)\s*(20\d\d)\b").expect("sound"));

/// The year that the document speaks of first: its own, else one in its text.
pub(super) fn year(form: &Form, parts: &[Part]) -> Option<i32> {
    let own = form.date.map(phrase::year_of);
    own.or_else(|| {
        let texts = texts(parts);
        let all = [&form.subtitle, &form.title].into_iter().chain(&texts);
        let mut found = all.filter_map(|text| {
            let text = lower(text);
            YEAR.captures(&text)?.get(1)?.as_str().parse().ok()
        });
        found.next()
    })
}

#[expect(
    clippy::too_many_lines,
    reason = "one pass over the text, sign by sign"
)]
pub(super) fn dates(form: &Form, parts: &[Part], year: Option<i32>) -> Option<Guess<Period>> {
    const TRAVEL: [&str; 8] = [
        "đoàn",
        "chuyến",
        "học tập",
        "công tác",
        "thời gian",
        "trao đổi",
        "tham quan",
        "khảo sát",
    ];
    const OTHER: [&str; 6] = [
        "nhiệm kỳ",
        "giai đoạn",
        "kỳ họp thứ",
        "niên khoá",
        "số liệu",
        "tình hình kinh tế",
    ];
    let texts = texts(parts);
    let mut best: Option<(i32, Days, String)> = None;
    let own = [(&form.subtitle, 6), (&form.title, 4)];
    let all = own.into_iter().chain(texts.iter().map(|text| (text, 0)));
    for (index, (text, bonus)) in all.enumerate() {
        let low = lower(text);
        for days in phrase::ranges(&low, year) {
            let sentence = sentence_of(text, days.at.start);
            let key = lower(&sentence);
            let near: String = low[..days.at.start].chars().rev().take(30).collect();
            let near: String = near.chars().rev().collect();
            let mut score = bonus;
            score += if TRAVEL.iter().any(|word| key.contains(word)) {
                4
            } else {
                0
            };
            score += if low[days.at.clone()].starts_with("từ") {
                2
            } else {
                0
            };
            score += if near.contains("thời gian") { 3 } else { 0 };
            score -= if OTHER.iter().any(|word| near.contains(&**word)) {
                9
            } else {
                0
            };
            let length = (days.to - days.from).num_days();
            score -= if length > 45 { 9 } else { 0 };
            score -= i32::try_from(index / 12).unwrap_or(9).min(4);
            // A span inside the trip is one of its days.
            if score > 2
                && best.as_ref().is_none_or(|(known, other, _)| {
                    score > *known
                        && !(other.from <= days.from && days.to <= other.to && *known >= 4)
                })
            {
                best = Some((score, days, sentence));
            }
        }
    }
    let whole = texts.join("\n");
    if let Some((_, days, sentence)) = best {
        let period = Period::new(days.from, days.to)?;
        let said = phrase::lengths(&lower(&whole));
        let counted = i64::try_from(period.days()).unwrap_or(0);
        let doubt = if days.year_is_guessed {
            Some(Message::ImportUnsureYear {
                sentence: quotable(&sentence),
            })
        } else {
            let own = phrase::lengths(&lower(&sentence));
            let differs = own
                .iter()
                .find(|said| (1..=45).contains(*said) && **said != counted);
            let _ = said;
            differs.map(|said| Message::ImportDaysDiffer {
                stated: said.to_string(),
                actual: counted.to_string(),
                sentence: quotable(&sentence),
            })
        };
        return Some(Guess {
            value: period,
            doubt,
        });
    }
    // Without a span: the days of the itinerary, else one day on which somebody travelled.
    let mut opened: Vec<(NaiveDate, String)> = Vec::new();
    for text in &texts {
        for (_, sentence) in phrase::sentences(text) {
            if let Some(days) = phrase::opening_day(&lower(sentence), year) {
                opened.push((days.from, sentence.to_owned()));
                opened.push((days.to, sentence.to_owned()));
            }
        }
    }
    opened.sort();
    if let (Some(first), Some(last)) = (opened.first(), opened.last())
        && (last.0 - first.0).num_days() <= 45
    {
        return Some(Guess {
            value: Period::new(first.0, last.0)?,
            doubt: Some(unsure(&format!("{} … {}", first.1, last.1))),
        });
    }
    let own = [&form.subtitle, &form.title].into_iter().chain(&texts);
    for text in own {
        let low = lower(text);
        for days in phrase::days(&low, year) {
            let sentence = sentence_of(text, days.at.start);
            let key = lower(&sentence);
            let travels = ["đoàn", "chuyến", "học tập", "thời gian"]
                .iter()
                .any(|word| key.contains(word));
            let cites = !phrase::cited(&sentence).is_empty();
            if travels && !cites {
                return Some(Guess {
                    value: Period::single_day(days.from),
                    doubt: Some(unsure(&sentence)),
                });
            }
        }
    }
    None
}

// The delegation.

static SIZE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:gồm|có|với|tổng số|thành phần)\s*:?\s*(?:có|gồm|tổng số|tổng cộng)?\s*(\d{1,3})\s*(?:\([^)]*\)\s*)?(?:thành viên|người|đồng chí|đại biểu|đ/c|cán bộ)").expect("sound")
});

fn size(texts: &[String]) -> Option<u32> {
    let mut found = texts.iter().filter_map(|text| {
        let low = lower(text);
        let found = SIZE.captures(&low)?;
        let at = found.get(0)?.start();
        let sentence = lower(&sentence_of(text, at));
        let of_trip = sentence.contains("đoàn") || sentence.contains("thành phần");
        let size = found.get(1)?.as_str().parse().ok()?;
        (of_trip && size > 1).then_some(size)
    });
    found.next()
}

/// Lead, deputies and members.
pub(super) fn delegation(form: &Form, parts: &[Part], trip: &mut Trip) {
    let texts = texts(parts);
    trip.size = size(&texts);
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut in_list = false;
    let mut take = |person: Somebody, role: Role, doubt: Option<Message>, trip: &mut Trip| {
        if !seen.insert(match_key(&person.name)) {
            return;
        }
        let guess = Guess {
            value: person,
            doubt,
        };
        match role {
            Role::Lead if trip.lead.is_none() => trip.lead = Some(guess),
            Role::Lead => {}
            Role::Deputy => trip.deputies.push(guess),
            Role::Member => trip.members.push(guess),
        }
    };
    for part in parts {
        match &part.block {
            Block::Table(rows) => {
                in_list = false;
                for (person, role) in listed_in_table(rows) {
                    take(person, role, None, trip);
                }
            }
            Block::Paragraph(paragraph) => {
                let text = &part.text;
                let key = lower(text);
                let people = phrase::people(text);
                let is_item =
                    (paragraph.item.is_some() || part.number.is_some()) && part.level.is_none();
                let own_line =
                    is_item || key.starts_with("trưởng đoàn") || key.starts_with("phó trưởng đoàn");
                let people =
                    if people.is_empty() && (in_list || key.contains("trưởng đoàn")) && own_line
                    {
                        listed_person(text).into_iter().collect()
                    } else {
                        people
                    };
                // Once a sentence turns to its members, whoever follows is one.
                let turns = key
                    .find("thành viên")
                    .filter(|_| key.contains("đoàn") || in_list);
                let named_role = people
                    .iter()
                    .any(|person| matches!(person.role, Some(Role::Lead | Role::Deputy)));
                let is_list = in_list && is_item;
                for person in people {
                    let behind = turns.is_some_and(|at| at < person.at) && (named_role || in_list);
                    let role = match person.role {
                        Some(Role::Member) if !(named_role || in_list) => None,
                        None if behind || is_list => Some(Role::Member),
                        role => role,
                    };
                    if let Some(role) = role {
                        take(person, role, None, trip);
                    }
                }
                let announces = (key.contains("thành phần")
                    || key.contains("danh sách")
                    || key.contains("đoàn gồm")
                    || key.contains("đoàn công tác gồm")
                    || key.contains("các thành viên")
                    || key.contains("thành viên đoàn"))
                    && (part.level.is_some()
                        || text.trim_end().ends_with(':')
                        || key.contains("như sau"));
                if announces || named_role {
                    in_list = true;
                } else if part.level.is_some() || !is_item {
                    in_list = false;
                }
            }
        }
    }
    let _ = form;
    if trip.size.is_some_and(|size| {
        let named = usize::from(trip.lead.is_some()) + trip.deputies.len() + trip.members.len();
        (size as usize) < named
    }) {
        trip.size = None;
    }
}

/// A line of a list that begins with a name, with or without "ông".
fn listed_person(text: &str) -> Option<Somebody> {
    let skip = phrase::number(text).map_or(0, |number| number.length);
    let rest: String = text.chars().skip(skip).collect();
    let rest = rest.trim_start_matches(['-', '–', '+', '•', ' ']);
    let low = lower(rest);
    let (prefix, rest) = match rest.find(':') {
        Some(at) if low[..at].contains("đoàn") || low[..at].contains("thành viên") => {
            (&low[..at], &rest[at + 1..])
        }
        _ => ("", rest),
    };
    let marked = format!("ông {}", rest.trim_start());
    let mut person = phrase::people(&marked).into_iter().next()?;
    if person.at != 0 {
        return None;
    }
    person.honorific.clear();
    person.role = person.role.or_else(|| phrase::role_of(prefix));
    Some(person)
}

/// The people of a table whose head has a column of names.
fn listed_in_table(rows: &[Vec<Vec<Paragraph>>]) -> Vec<(Somebody, Role)> {
    let Some(head) = rows.first() else {
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
    let Some(names) = column(&["họ và tên", "họ tên", "họ, tên"]) else {
        return Vec::new();
    };
    let offices = column(&["chức vụ", "chức danh", "đơn vị", "cơ quan"]);
    let roles = column(&["ghi chú", "nhiệm vụ", "vai trò", "trong đoàn", "phân công"])
        .filter(|at| Some(*at) != offices);
    let mut people = Vec::new();
    for row in &rows[1..] {
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.get(at))
                .map_or_else(String::new, |cell| cell_text(cell))
        };
        let name = cell(Some(names));
        let Some(mut person) = phrase::people(&name)
            .into_iter()
            .next()
            .or_else(|| listed_person(&name))
        else {
            continue;
        };
        if person.position.is_empty() {
            person.position = cell(offices);
        }
        let role = phrase::role_of(&lower(&cell(roles)))
            .or(phrase::role_of(&lower(&person.position)))
            .or(person.role)
            .unwrap_or(Role::Member);
        for words in ["Phó Trưởng đoàn", "Trưởng đoàn", "Thành viên", "- ", ", "] {
            if let Some(rest) = person.position.strip_suffix(words) {
                person.position = String::from(rest.trim_end_matches([',', '-', '–', ';', ' ']));
            }
        }
        people.push((person, role));
    }
    people
}

// Where the trip went.

/// What a report tells of one day.
#[derive(Clone, Debug)]
struct Told {
    from: NaiveDate,
    to: NaiveDate,
    /// Whether the date itself was counted, not written.
    counted: bool,
    text: String,
}

/// The text of each day, in the order of days.
fn itinerary(parts: &[Part], trip: Period, year: Option<i32>) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    let mut level: Option<u8> = None;
    let opens = |text: &str| -> Option<(NaiveDate, NaiveDate, bool)> {
        let low = lower(text);
        if let Some(days) = phrase::opening_day(&low, year)
            && trip.contains(days.from)
            && trip.contains(days.to)
        {
            return Some((days.from, days.to, false));
        }
        // "Tại Lạng Sơn: ngày 17/5/2023 …"
        if let Some((place, rest)) = low.split_once(": ngày ")
            && place.chars().count() <= 40
            && let Some(days) = phrase::opening_day(&format!("ngày {rest}"), year)
            && trip.contains(days.from)
            && trip.contains(days.to)
        {
            return Some((days.from, days.to, false));
        }
        let ordinal = phrase::opening_ordinal(&low)?;
        let day = trip
            .from()
            .checked_add_days(Count::new(u64::from(ordinal) - 1))?;
        trip.contains(day).then_some((day, day, true))
    };
    let add = |text: &str, told: &mut Vec<Told>| {
        if let Some(last) = told.last_mut() {
            last.text.push_str(text);
            last.text.push('\n');
        }
    };
    let open =
        |(from, to, counted): (NaiveDate, NaiveDate, bool), text: &str, told: &mut Vec<Told>| {
            told.push(Told {
                from,
                to,
                counted,
                text: format!("{text}\n"),
            });
        };
    for part in parts {
        match &part.block {
            Block::Table(rows) => {
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| cell_text(cell)).collect();
                    let day = cells
                        .iter()
                        .take(2)
                        .find_map(|cell| opens(cell).or_else(|| opens(&format!("ngày {cell}"))));
                    let text = cells.join(". ");
                    if let Some(day) = day {
                        open(day, &text, &mut told);
                        level = Some(0);
                    } else if level == Some(0) && cells.first().is_some_and(String::is_empty) {
                        add(&text, &mut told);
                    }
                }
                level = None;
            }
            Block::Paragraph(_) => {
                if let Some(own) = part.level {
                    if let Some(day) = opens(&part.text) {
                        open(day, &part.text, &mut told);
                        level = Some(own);
                        continue;
                    }
                    if level.is_some_and(|level| own <= level) {
                        level = None;
                    }
                }
                for (_, sentence) in phrase::sentences(&part.text) {
                    if let Some(day) = opens(sentence) {
                        open(day, sentence, &mut told);
                        level = Some(level.unwrap_or(9));
                    } else if level.is_some() {
                        add(sentence, &mut told);
                    }
                }
            }
        }
    }
    told
}

static MEETING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:làm việc|gặp gỡ|gặp mặt|trao đổi[^,.;]{0,60}?|giao lưu[^.;]{0,80}?|học hỏi kinh nghiệm[^.;]{0,80}?|toạ đàm|tọa đàm|hội nghị trao đổi)\s+(?:với|cùng)\s+|gặp gỡ\s+").expect("sound")
});
static SEEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:tham quan|thăm quan|tìm hiểu|nghiên cứu|khảo sát|học tập kinh nghiệm về|trao đổi kinh nghiệm về|kinh nghiệm về|trao đổi về|nghe giới thiệu về|làm việc[^.;]{0,160}? về|viếng|đến thăm|thăm)\s+").expect("sound")
});

/// Whom a sentence says that the delegation met: in words of the sentence.
fn host(sentence: &str) -> Option<String> {
    const BODIES: [&str; 13] = [
        "hđnd",
        "hội đồng nhân dân",
        "ubnd",
        "uỷ ban",
        "ủy ban",
        "ban ",
        "văn phòng",
        "thường trực",
        "lãnh đạo",
        "sở ",
        "đoàn đại biểu",
        "đoàn đbqh",
        "thành ủy",
    ];
    let low = lower(sentence);
    for found in MEETING.find_iter(&low) {
        let rest = &sentence[found.end()..];
        let low = &low[found.end()..];
        let skip = ["các đồng chí ", "lãnh đạo "]
            .iter()
            .find_map(|word| low.strip_prefix(word).map(|_| word.len()));
        let (rest, low) = match skip {
            Some(skip) if BODIES.iter().any(|body| low[skip..].starts_with(body)) => {
                (&rest[skip..], &low[skip..])
            }
            _ => (rest, low),
        };
        if !BODIES.iter().any(|body| low.starts_with(body)) {
            continue;
        }
        let end = ['.', ';', ',', '(', ':', '\n']
            .iter()
            .filter_map(|sign| low.find(*sign))
            .chain(
                [
                    " về ",
                    " để ",
                    " và tham",
                    " nhằm ",
                    " tại ",
                    " do ",
                    " trao đổi",
                    " vào ",
                ]
                .iter()
                .filter_map(|word| low.find(word)),
            )
            .min()
            .unwrap_or(low.len());
        let host = rest[..end].trim();
        if host.split(' ').count() >= 2 && host.chars().count() <= 120 {
            return Some(host.to_owned());
        }
    }
    None
}

/// What a sentence says that was seen or spoken of, in its own words.
fn subject(sentence: &str) -> String {
    const LONGEST: usize = 220;
    let low = lower(sentence);
    let Some(found) = SEEN.find(&low) else {
        return String::new();
    };
    let rest = &sentence[found.end()..];
    let end = rest.find(['.', ';', '\n']).unwrap_or(rest.len());
    let subject = rest[..end].trim();
    if subject.chars().count() <= LONGEST {
        return subject.to_owned();
    }
    let cut: String = subject.chars().take(LONGEST).collect();
    let cut = cut.rsplit_once([',', ' ']).map_or("", |(cut, _)| cut);
    format!("{} …", cut.trim_end_matches(','))
}

/// How a province is spoken of at a place in a text.
fn is_passage(low: &str, mention: &Mention) -> bool {
    let before: String = low[..mention.at.start].chars().rev().take(45).collect();
    let before: String = before.chars().rev().collect();
    let clause = before.rsplit(['.', ';']).next().unwrap_or_default();
    clause.contains("sân bay") || clause.contains("quá cảnh") || clause.contains("ga ")
}

fn is_approach(low: &str, mention: &Mention) -> bool {
    let before: String = low[..mention.at.start].chars().rev().take(28).collect();
    let before: String = before.chars().rev().collect();
    [
        "di chuyển đến",
        "di chuyển về",
        "di chuyển ra",
        "trên đường đến",
        "khởi hành đi",
        "về đến",
        "nghỉ đêm tại",
        "nghỉ tại",
    ]
    .iter()
    .any(|word| before.contains(word))
}

fn stays(low: &str, mention: &Mention) -> bool {
    let behind: String = low[mention.at.end..].chars().take(60).collect();
    let before: String = low[..mention.at.start].chars().rev().take(28).collect();
    let before: String = before.chars().rev().collect();
    // "Trên đường đến Cao Bằng, Đoàn tham quan …" is somewhere else.
    if behind.contains("trên đường") || before.contains("trên đường") {
        return false;
    }
    behind.contains("tại đây") || behind.contains("tham quan") || behind.contains("làm việc")
}

/// The stops of a report.
#[expect(
    clippy::too_many_lines,
    reason = "one pass over the text, sign by sign"
)]
pub(super) fn stops(
    form: &Form,
    parts: &[Part],
    trip: &mut Trip,
    own: Option<UnitId>,
    year: Option<i32>,
) {
    let period = trip.dates.as_ref().map(|dates| dates.value);
    let on = period
        .map(|period| period.from())
        .or_else(|| NaiveDate::from_ymd_opt(year.unwrap_or(2024), 1, 1));
    let Some(on) = on else { return };
    let names = Names::new(on);
    let mut stops: Vec<Stop> = Vec::new();
    let mut last_unit: Option<UnitId> = None;
    let told = period
        .map(|period| itinerary(parts, period, year))
        .unwrap_or_default();
    for day in &told {
        let before = stops.len();
        day_stops(day, &names, own, last_unit, &mut stops);
        if let Some(stop) = stops[before..].last() {
            last_unit = Some(stop.unit);
        }
        // Where the day ends is where the next begins.
        let low = lower(&day.text);
        let reached = names
            .mentions(&day.text)
            .into_iter()
            .rev()
            .find(|mention| is_approach(&low, mention) && !is_passage(&low, mention));
        if let Some(reached) = reached {
            last_unit = Some(reached.unit);
        }
    }
    // What no day tells: the opening of the report, its headings, a line "Địa điểm".
    let mut seen: BTreeSet<UnitId> = stops.iter().map(|stop| stop.unit).collect();
    let mut said: Vec<(Mention, String, bool)> = Vec::new();
    let opening = parts
        .iter()
        .position(|part| part.level.is_some())
        .unwrap_or(parts.len());
    let heads = [&form.title, &form.subtitle];
    for text in heads {
        said.extend(
            visited(text, &names)
                .into_iter()
                .map(|m| (m, text.clone(), true)),
        );
    }
    let mut in_opening = true;
    for (at, part) in parts.iter().enumerate() {
        let key = lower(&part.text);
        let place = key.contains("địa điểm")
            || key.contains("nơi đến")
            || key.contains("đến các địa phương")
            || key.contains("tại các địa phương")
            || key.contains("các địa phương:");
        if at > opening && part.level.is_some() {
            in_opening = at < opening + 4
                && in_opening
                && (key.contains("thời gian")
                    || key.contains("thành phần")
                    || key.contains("chuẩn bị")
                    || key.contains("khái quát")
                    || key.contains("thông tin chung")
                    || key.contains("mục đích"));
        }
        let wanted =
            at < opening || part.level.is_some() || place || (in_opening && at < opening + 8);
        if !wanted {
            continue;
        }
        for (_, sentence) in phrase::sentences(&part.text) {
            let low = lower(sentence);
            if [
                "công văn",
                "giấy mời",
                "căn cứ",
                "trân trọng",
                "kính báo cáo",
            ]
            .iter()
            .any(|word| low.contains(word))
            {
                continue;
            }
            let sure = place || part.level.is_some() || at < opening;
            said.extend(
                visited(sentence, &names)
                    .into_iter()
                    .map(|m| (m, sentence.to_owned(), sure)),
            );
        }
    }
    let has_days = !stops.is_empty();
    for (mention, sentence, sure) in said {
        let same_place = stops.iter_mut().find(|stop| stop.unit == mention.unit);
        if Some(mention.unit) == own {
            continue;
        }
        if let Some(stop) = same_place {
            if stop.place.is_empty() && stop.days.is_none() && !mention.place.is_empty() {
                stop.place = mention.place;
            }
            if !mention.inferred && stop.days.is_none() {
                stop.inferred = false;
            }
            continue;
        }
        if !seen.insert(mention.unit) {
            continue;
        }
        let doubt = (has_days || !sure).then(|| unsure(&sentence));
        stops.push(stop(&mention, None, doubt));
    }
    trip.stops = stops;
}

fn stop(mention: &Mention, days: Option<(NaiveDate, NaiveDate)>, doubt: Option<Message>) -> Stop {
    Stop {
        unit: mention.unit,
        place: mention.place.clone(),
        days,
        kind: StopKind::Visit,
        host: String::new(),
        present: Vec::new(),
        subject: String::new(),
        inferred: mention.inferred,
        doubt,
    }
}

/// The provinces of a sentence, without those of the airports passed.
fn visited(text: &str, names: &Names) -> Vec<Mention> {
    let low = lower(text);
    let mut mentions = names.mentions(text);
    mentions.retain(|mention| !is_passage(&low, mention));
    mentions
}

#[expect(
    clippy::too_many_lines,
    reason = "one pass over the text, sign by sign"
)]
fn day_stops(
    day: &Told,
    names: &Names,
    own: Option<UnitId>,
    last: Option<UnitId>,
    stops: &mut Vec<Stop>,
) {
    let days = Some((day.from, day.to));
    let counted = |text: &str| day.counted.then(|| unsure(text));
    let first = stops.len();
    let mut current: Option<usize> = None;
    let lines: Vec<String> = day.text.lines().map(str::to_owned).collect();
    let mut passages: Vec<bool> = Vec::new();
    for line in &lines {
        let low = lower(line);
        for mention in names.mentions(line) {
            let passage = is_passage(&low, &mention);
            if Some(mention.unit) == own && !mention.inferred {
                continue;
            }
            let approach = is_approach(&low, &mention) && !stays(&low, &mention);
            let known = (first..stops.len()).rev().find(|at| {
                let stop = &stops[*at];
                stop.unit == mention.unit
                    && (mention.place.is_empty()
                        || stop.place.is_empty()
                        || match_key(&stop.place) == match_key(&mention.place))
            });
            if let Some(at) = known {
                let stop = &mut stops[at];
                if stop.place.is_empty() && !passage {
                    stop.place.clone_from(&mention.place);
                }
                stop.inferred &= mention.inferred;
                passages[at - first] &= passage || approach;
                if !passage {
                    current = Some(at);
                }
                continue;
            }
            let mut new = stop(&mention, days, counted(line));
            if passage {
                new.kind = StopKind::Transit;
            } else {
                current = Some(stops.len());
            }
            passages.push(passage || approach);
            stops.push(new);
        }
        let target = current.or_else(|| (first < stops.len()).then(|| stops.len() - 1));
        if let Some(stop) = target.and_then(|at| stops.get_mut(at))
            && stop.kind != StopKind::Transit
        {
            if let Some(host) = host(line)
                && stop.host.is_empty()
            {
                stop.kind = StopKind::Meeting;
                stop.host = host;
            }
            if stop.kind == StopKind::Meeting {
                let people = phrase::people(line).into_iter();
                stop.present
                    .extend(people.filter(|person| person.role.is_none()));
            }
            if stop.subject.is_empty() {
                stop.subject = subject(line);
            }
        }
    }
    // A district's province is not guessed where the day names it too.
    let named: BTreeSet<UnitId> = names
        .mentions(&day.text)
        .iter()
        .filter(|m| !m.inferred)
        .map(|m| m.unit)
        .collect();
    for stop in &mut stops[first..] {
        stop.inferred &= !named.contains(&stop.unit);
    }
    // A province that the day only leads to or through, beside another that was seen.
    let visits = stops[first..]
        .iter()
        .zip(&passages)
        .any(|(_, passage)| !passage);
    for (stop, passage) in stops[first..].iter_mut().zip(&passages) {
        if *passage && visits && stop.host.is_empty() {
            stop.kind = StopKind::Transit;
            stop.subject.clear();
        }
    }
    // "Đến Cao Bằng, trên đường tham quan Ba Bể": what lies on the way comes first.
    let reached_last = lower(&day.text).contains("trên đường");
    if reached_last && visits {
        let airport = |stop: &Stop| {
            let low = lower(&day.text);
            let mentions = names.mentions(&day.text);
            mentions
                .iter()
                .any(|m| m.unit == stop.unit && is_passage(&low, m))
        };
        let day_stops = stops.split_off(first);
        let (last, before): (Vec<Stop>, Vec<Stop>) = day_stops
            .into_iter()
            .partition(|stop| stop.kind == StopKind::Transit && !airport(stop));
        stops.extend(before.into_iter().chain(last));
    }
    let seen_here = stops[first..]
        .iter()
        .any(|stop| stop.kind != StopKind::Transit);
    let goes_on = subject(&day.text);
    if !seen_here
        && let Some(unit) = last
        && (stops.len() == first || !goes_on.is_empty())
    {
        let line = lines
            .get(usize::from(lines.len() > 1))
            .cloned()
            .unwrap_or_default();
        let leaves = ["kết thúc", "trở về", "về lại", "ra về"]
            .iter()
            .any(|word| lower(&day.text).contains(word))
            && goes_on.is_empty();
        let host = lines.iter().find_map(|line| host(line)).unwrap_or_default();
        stops.insert(
            first,
            Stop {
                unit,
                place: String::new(),
                days,
                kind: if !host.is_empty() {
                    StopKind::Meeting
                } else if leaves {
                    StopKind::Transit
                } else {
                    StopKind::Visit
                },
                host,
                present: Vec::new(),
                subject: goes_on,
                inferred: true,
                doubt: Some(Message::ImportProvinceCarriedOver {
                    sentence: quotable(&line),
                }),
            },
        );
    }
}

// Documents and topics.

/// What the document refers to, each once.
pub(super) fn references(form: &Form, parts: &[Part]) -> Vec<Cited> {
    let own = format!("{}/{}", form.number, form.symbol);
    let mut found: Vec<Cited> = Vec::new();
    for text in texts(parts) {
        for cited in phrase::cited(&text) {
            if cited.number == own {
                continue;
            }
            // "Kế hoạch số 17" is short for "Kế hoạch số 17/KH-HĐND" of the same day.
            let same = |other: &&mut Cited| {
                let head = |number: &str| {
                    number
                        .split(['/', '-'])
                        .next()
                        .unwrap_or_default()
                        .to_owned()
                };
                let short =
                    other.number == head(&cited.number) || cited.number == head(&other.number);
                let days = other.date.is_none() || cited.date.is_none() || other.date == cited.date;
                other.number == cited.number
                    || (short && days && match_key(&other.kind) == match_key(&cited.kind))
            };
            match found.iter_mut().find(same) {
                Some(other) => {
                    if cited.number.len() > other.number.len() {
                        other.number = cited.number;
                    }
                    other.date = other.date.or(cited.date);
                    if other.issuer.is_empty() {
                        other.issuer = cited.issuer;
                    }
                    if other.about.is_empty() {
                        other.about = cited.about;
                    }
                    if other.kind.is_empty() {
                        other.kind = cited.kind;
                    }
                }
                None => found.push(cited),
            }
        }
    }
    found
}

/// How often each topic is named in a text; longer names first, so that "hệ thống camera giám sát"
/// is no "giám sát".
pub(super) fn topics(text: &str, vocabulary: &Vocabulary) -> BTreeMap<TopicId, usize> {
    let mut names: Vec<(String, Option<TopicId>)> = Vec::new();
    for (id, topic) in vocabulary.topics() {
        let own = [&topic.label]
            .into_iter()
            .chain(&topic.short)
            .chain(&topic.aliases);
        names.extend(own.map(|name| (match_key(name), Some(id))));
        names.extend(topic.not.iter().map(|name| (match_key(name), None)));
    }
    names.retain(|(name, _)| name.chars().count() >= 3);
    // Of one name, the meaning that counts comes first.
    names.sort_by(|a, b| {
        b.0.len()
            .cmp(&a.0.len())
            .then(b.1.is_some().cmp(&a.1.is_some()))
    });
    let mut key = match_key(text);
    let mut counts = BTreeMap::new();
    for (name, id) in names {
        let mut from = 0;
        while let Some(at) = key[from..].find(&name).map(|at| at + from) {
            let end = at + name.len();
            let starts = !key[..at].ends_with(char::is_alphanumeric);
            let ends = !key[end..].starts_with(char::is_alphanumeric);
            if starts && ends {
                key.replace_range(at..end, &"\u{1}".repeat(name.len()));
                if let Some(id) = id {
                    *counts.entry(id).or_insert(0) += 1;
                }
            }
            from = end;
        }
    }
    counts
}

// The council.

/// Who issued the document.
pub(super) fn council(
    form: &Form,
    parts: &[Part],
    declared: &[(String, Vec<String>)],
) -> Option<Guess<String>> {
    let printed = issuer(&form.issuer);
    let mut found = printed.map(Guess::sure);
    if found.is_none() {
        found = from_text(form, parts);
    }
    let known = |name: &str| {
        let key = council_key(name);
        declared.iter().find(|(declared, aliases)| {
            std::iter::once(declared)
                .chain(aliases)
                .any(|name| council_key(name) == key)
        })
    };
    if let Some(guess) = &mut found {
        if let Some((declared, _)) = known(&guess.value) {
            return Some(Guess::sure(declared.clone()));
        }
        return found;
    }
    match declared {
        [(name, _)] => Some(Guess::sure(name.clone())),
        _ => None,
    }
}

fn council_key(name: &str) -> String {
    match_key(name).replace("hội đồng nhân dân", "hđnd")
}

/// "HỘI ĐỒNG NHÂN DÂN / HUYỆN CÔN ĐẢO" as a council's name.
fn issuer(lines: &[String]) -> Option<String> {
    let joined = lines.join(" ");
    let words: Vec<&str> = joined.split_whitespace().collect();
    let key = lower(&words.join(" "));
    let (at, length) = ["hội đồng nhân dân", "hđnd"]
        .iter()
        .find_map(|name| key.rfind(name).map(|at| (at, name.len())))?;
    let rest = &key[at + length..];
    let before = key[..at].trim();
    let level = [
        "tỉnh",
        "thành phố",
        "huyện",
        "thị xã",
        "quận",
        "xã",
        "phường",
        "thị trấn",
        "tp.",
        "đặc khu",
    ];
    let place = [rest.trim(), before].into_iter().find_map(|text| {
        level.iter().find_map(|level| {
            text.find(&format!("{level} "))
                .map(|at| text[at..].to_owned())
        })
    })?;
    let mut name = String::from("HĐND");
    let kind_words = level
        .iter()
        .find(|level| place.starts_with(**level))?
        .split(' ')
        .count();
    for (at, word) in place.split(' ').enumerate() {
        if ["ban", "văn", "đoàn", "thường", "***", "-------"].contains(&word) && at > kind_words
        {
            break;
        }
        name.push(' ');
        if at < kind_words {
            name.push_str(word);
        } else {
            name.push_str(&titled(word));
        }
    }
    Some(name.trim_end_matches(['-', '*', '_', ' ', ',']).to_owned())
}

fn titled(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

static COUNCIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:HĐND|Hội đồng nhân dân|Hội đồng Nhân dân)\s+([Tt]ỉnh|[Hh]uyện|[Tt]hành phố|[Tt]hị xã|[Qq]uận|[Xx]ã|[Pp]hường)").expect("sound")
});

/// The council by the place of the document and the level that the text speaks of.
fn from_text(form: &Form, parts: &[Part]) -> Option<Guess<String>> {
    if form.place.is_empty() {
        return None;
    }
    let texts = texts(parts);
    let mut levels: BTreeMap<String, usize> = BTreeMap::new();
    let all = || [&form.title].into_iter().chain(&texts);
    for text in all() {
        for found in COUNCIL.captures_iter(text) {
            let (Some(whole), Some(level)) = (found.get(0), found.get(1)) else {
                continue;
            };
            // "HĐND huyện" without a name is the council that speaks.
            let rest = text[whole.end()..].trim_start();
            if !rest.starts_with(char::is_uppercase) {
                *levels.entry(lower(level.as_str())).or_default() += 1;
            }
        }
    }
    let whole = all().cloned().collect::<Vec<_>>().join("\n");
    let level = levels
        .iter()
        .max_by_key(|(_, count)| **count)
        .map(|(level, _)| level.clone());
    let place = form.place.trim_start_matches("TP. ").to_owned();
    let level = level?;
    let name = format!("HĐND {level} {place}");
    let low = lower(&whole).replace("hội đồng nhân dân", "hđnd");
    let is_said = low.contains(&lower(&name));
    let sentence = format!("{}, …", form.place);
    Some(Guess {
        value: name,
        doubt: (!is_said).then(|| unsure(&sentence)),
    })
}

/// The province of a council, by its name and a day.
pub(super) fn home(council: Option<&str>, on: NaiveDate) -> Option<UnitId> {
    let name = council?;
    let place = name.strip_prefix("HĐND ")?;
    let names = Names::new(on);
    let mentions = names.mentions(place);
    let first = mentions.first()?;
    // A district's council may well visit its own province.
    (!first.inferred && first.place.is_empty()).then_some(first.unit)
}

// Plans.

/// A planned trip.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Batch {
    pub(super) number: u32,
    pub(super) theme: String,
    pub(super) time: String,
    pub(super) period: Option<(NaiveDate, NaiveDate)>,
    pub(super) transport: String,
    pub(super) provinces: Vec<(UnitId, String)>,
}

static BATCH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\D{0,4}(?:\d{1,2}[.)]\s*)*(?:\d\.\d\.?\s*)?(?:đợt|đoàn|chuyến)\s+(?:thứ\s+|số\s+)?(\d{1,2}|i{1,3}|iv|v|nhất|hai|ba|tư)\b").expect("sound")
});
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(đầu|giữa|cuối|trung tuần|thượng tuần|hạ tuần)?\s*tháng\s*(\d{1,2})(?:\s*/\s*|\s*năm\s*)(\d{4})").expect("sound")
});
static QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"quý\s+(iv|i{1,3}|[1-4])(?:\s*/\s*|\s*năm\s*)(\d{4})").expect("sound")
});

/// The days that a plan's words for a time can mean.
pub(super) fn time(words: &str, year: Option<i32>) -> Option<(NaiveDate, NaiveDate)> {
    let low = lower(words);
    if let Some(days) = phrase::ranges(&low, year).into_iter().next() {
        return Some((days.from, days.to));
    }
    let last_of = |year: i32, month: u32| {
        let (year, month) = if month == 12 {
            (year + 1, 1)
        } else {
            (year, month + 1)
        };
        NaiveDate::from_ymd_opt(year, month, 1)?.pred_opt()
    };
    if let Some(found) = MONTH.captures(&low) {
        let month: u32 = found.get(2)?.as_str().parse().ok()?;
        let year: i32 = found.get(3)?.as_str().parse().ok()?;
        let day = |day| NaiveDate::from_ymd_opt(year, month, day);
        let end = last_of(year, month)?;
        let first = day(1)?;
        return Some(match found.get(1).map(|word| word.as_str()) {
            Some("đầu" | "thượng tuần") => (first, day(10)?),
            Some("giữa" | "trung tuần") => (day(11)?, day(20)?),
            Some("cuối" | "hạ tuần") => (day(21)?, end),
            _ => (first, end),
        });
    }
    let found = QUARTER.captures(&low)?;
    let quarter = match found.get(1)?.as_str() {
        "i" | "1" => 1,
        "ii" | "2" => 2,
        "iii" | "3" => 3,
        _ => 4,
    };
    let year: i32 = found.get(2)?.as_str().parse().ok()?;
    Some((
        NaiveDate::from_ymd_opt(year, quarter * 3 - 2, 1)?,
        last_of(year, quarter * 3)?,
    ))
}

/// The batches of a plan; one that has no word for it is a plan of one trip.
pub(super) fn batches(form: &Form, parts: &[Part], year: Option<i32>) -> Vec<Batch> {
    let on = NaiveDate::from_ymd_opt(year.unwrap_or(2024), 1, 1).unwrap_or_default();
    let mut batches: Vec<Batch> = Vec::new();
    let mut open: Option<u8> = None;
    for part in parts {
        if let Block::Table(rows) = &part.block {
            batches.extend(batches_in_table(rows, on, year));
            open = None;
            continue;
        }
        let low = lower(&part.text);
        let number = BATCH
            .captures(&low)
            .and_then(|found| ordinal(found.get(1)?.as_str()));
        let leads = part.level.is_some() || part.text.ends_with(':') || low.contains(':');
        if let Some(number) = number.filter(|_| leads) {
            if !batches.iter().any(|batch| batch.number == number) {
                batches.push(Batch {
                    number,
                    ..Batch::default()
                });
                open = Some(part.level.unwrap_or(9));
            }
        } else if part
            .level
            .is_some_and(|level| open.is_some_and(|open| level <= open))
        {
            open = None;
        }
        if open.is_some()
            && let Some(batch) = batches.last_mut()
        {
            fill(batch, &part.text, on, year);
            if part.level.is_none()
                && batch.time.is_empty()
                && batch.theme.is_empty()
                && batch.provinces.is_empty()
                && part.text.chars().count() < 80
            {
                batch.time = String::from(part.text.trim_end_matches('.'));
            }
        }
    }
    if batches.is_empty() {
        let mut batch = Batch {
            number: 1,
            ..Batch::default()
        };
        for part in parts {
            fill(&mut batch, &part.text, on, year);
        }
        if batch.provinces.is_empty() {
            let found = Names::new(on).mentions(&form.title);
            batch.provinces = found.into_iter().map(|m| (m.unit, m.place)).collect();
        }
        if !batch.provinces.is_empty() || !batch.time.is_empty() {
            batches.push(batch);
        }
    }
    batches
}

fn ordinal(word: &str) -> Option<u32> {
    Some(match word {
        "i" | "nhất" => 1,
        "ii" | "hai" => 2,
        "iii" | "ba" => 3,
        "iv" | "tư" => 4,
        "v" => 5,
        number => number.parse().ok()?,
    })
}

/// What a line "Thời gian: …" says of a batch.
fn fill(batch: &mut Batch, line: &str, on: NaiveDate, year: Option<i32>) {
    let skip = phrase::number(line).map_or(0, |number| number.length);
    let line: String = line.chars().skip(skip).collect();
    let line = line.trim_start_matches(['-', '–', '+', '•', ' ']);
    let Some((label, value)) = line.split_once(':') else {
        return;
    };
    let value = value.trim().trim_end_matches(['.', ';']).trim();
    let label = lower(label);
    let unquoted = value.trim_matches(['“', '”', '"']).trim().to_owned();
    if label.contains("chủ đề") || label == "nội dung" || label.contains("nội dung học tập")
    {
        if batch.theme.is_empty() {
            batch.theme = unquoted;
        }
    } else if label.contains("thời gian") {
        if batch.time.is_empty() {
            batch.period = time(value, year);
            value.clone_into(&mut batch.time);
        }
    } else if label.contains("địa điểm")
        || label.contains("nơi đến")
        || label.contains("địa phương")
    {
        let on = batch.period.map_or(on, |period| period.0);
        if batch.provinces.is_empty() {
            let found = Names::new(on).mentions(value);
            batch.provinces = found.into_iter().map(|m| (m.unit, m.place)).collect();
        }
    } else if label.contains("phương tiện") && batch.transport.is_empty() {
        value.clone_into(&mut batch.transport);
    }
}

fn batches_in_table(rows: &[Vec<Vec<Paragraph>>], on: NaiveDate, year: Option<i32>) -> Vec<Batch> {
    let Some(head) = rows.first() else {
        return Vec::new();
    };
    let titles: Vec<String> = head.iter().map(|cell| lower(&cell_text(cell))).collect();
    let column = |words: &[&str]| {
        titles
            .iter()
            .position(|title| words.iter().any(|word| title.contains(word)))
    };
    let (Some(times), Some(places)) = (
        column(&["thời gian"]),
        column(&["địa điểm", "nơi đến", "địa phương", "tỉnh"]),
    ) else {
        return Vec::new();
    };
    let themes = column(&["chủ đề", "nội dung"]);
    let vehicles = column(&["phương tiện"]);
    let mut batches = Vec::new();
    for row in &rows[1..] {
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.get(at))
                .map_or_else(String::new, |cell| cell_text(cell))
        };
        let time_words = cell(Some(times));
        let period = time(&time_words, year);
        let on = period.map_or(on, |period| period.0);
        let found = Names::new(on).mentions(&cell(Some(places)));
        if time_words.is_empty() && found.is_empty() {
            continue;
        }
        batches.push(Batch {
            number: u32::try_from(batches.len() + 1).unwrap_or(1),
            theme: cell(themes),
            time: time_words,
            period,
            transport: cell(vehicles),
            provinces: found.into_iter().map(|m| (m.unit, m.place)).collect(),
        });
    }
    batches
}

static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:đoàn|thành phần)[^.;]{0,60}?(\d{1,3})\s*(?:-|–|đến)\s*(\d{1,3})\s*(?:người|đồng chí|thành viên|đại biểu)").expect("sound")
});

/// How many people a plan wants in each delegation.
pub(super) fn composition(parts: &[Part]) -> Option<(u32, u32)> {
    // The numbers may stand in the text below a heading "Thành phần".
    let whole = texts(parts).join(" ");
    let low = lower(&whole);
    let found = PEOPLE.captures(&low)?;
    let (min, max) = (
        found.get(1)?.as_str().parse().ok()?,
        found.get(2)?.as_str().parse().ok()?,
    );
    (min <= max).then_some((min, max))
}

/// Whether the document is a plan.
pub(super) fn is_plan(form: &Form) -> bool {
    form.kind == "KH" || (form.kind.is_empty() && form.symbol.starts_with("KH"))
}

/// A title that is printed all in capitals, as in a sentence.
pub(super) fn sentence_case(title: &str) -> String {
    if !is_capitals(title) {
        return title.to_owned();
    }
    let low = lower(title);
    let mut out = String::new();
    // Names keep their capitals where the gazetteer knows them.
    let on = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default();
    let names = Names::new(on);
    let words: Vec<&str> = low.split_whitespace().collect();
    let mut at = 0;
    while at < words.len() {
        let mut taken = 1;
        let mut text = words[at].to_owned();
        for count in (1..=4.min(words.len() - at)).rev() {
            let name = words[at..at + count].join(" ");
            let plain = name.trim_end_matches([',', ';', '.', ')']);
            if names.province(plain).is_some() && (count > 1 || plain == "huế") {
                text = name.split(' ').map(titled).collect::<Vec<_>>().join(" ");
                taken = count;
                break;
            }
        }
        let acronym = matches!(
            text.trim_matches(|c: char| !c.is_alphanumeric()),
            "hđnd" | "ubnd" | "đbqh" | "ubmttq" | "ioc" | "ocop"
        );
        if acronym {
            text = text.to_uppercase();
        }
        if at > 0 {
            out.push(' ');
        }
        out.push_str(&if at == 0 { titled(&text) } else { text });
        at += taken;
    }
    out
}
