//! The field `council`: who issued the document, and where that council is at home.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex_lite::Regex;

use super::title::capitalized;
use super::{Doubt, Proposal, Quote, SourceText};
use crate::official_form::is_capitals;
use crate::phrases::people::NamedPerson;
use crate::phrases::provinces::{ProvinceMention, ProvinceNames};
use crate::phrases::regex;
use crate::phrases::sentences::{self, last_chars, lowercase};
use ssg_vietnam::gazetteer::UnitId;
use ssg_vietnam::text::match_key;

/// The kinds of administrative units that have a council.
const UNIT_KINDS: [&str; 10] = [
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

/// Proposes the council: the issuing body of the letterhead, else the one that the text speaks of,
/// else that of the lead's office, else the only council of the site. A council that the site
/// declares is always sure.
pub(crate) fn propose(
    source: &SourceText<'_>,
    declared: &[(String, Vec<String>)],
    lead: Option<&Proposal<NamedPerson>>,
) -> Option<Proposal<String>> {
    let found = from_letterhead(&source.form.issuer)
        .or_else(|| from_text(source))
        .or_else(|| from_travellers(source))
        .or_else(|| from_subject(source))
        .or_else(|| from_title_in_capitals(&source.form.title))
        .or_else(|| from_office(lead?))
        .or_else(|| from_site(source));
    let Some(found) = found else {
        return match declared {
            [(name, _)] => Some(Proposal::sure(name.clone(), Quote::default())),
            _ => None,
        };
    };
    let key = council_key(&found.value);
    let is_found = |name: &String| council_key(name) == key;
    let known = declared
        .iter()
        .find(|(name, aliases)| is_found(name) || aliases.iter().any(is_found));
    Some(match known {
        Some((name, _)) => Proposal::sure(name.clone(), found.quote),
        None => found,
    })
}

fn council_key(name: &str) -> String {
    match_key(name).replace("hội đồng nhân dân", "hđnd")
}

/// Reads "HỘI ĐỒNG NHÂN DÂN / HUYỆN CÔN ĐẢO".
fn from_letterhead(lines: &[String]) -> Option<Proposal<String>> {
    let joined = lines.join(" ");
    let words: Vec<&str> = joined.split_whitespace().collect();
    let key = lowercase(&words.join(" "));
    let (at, length) = ["hội đồng nhân dân", "hđnd"]
        .iter()
        .find_map(|name| key.rfind(name).map(|at| (at, name.len())))?;
    let (before, after) = (key[..at].trim(), key[at + length..].trim());
    let unit = [after, before].into_iter().find_map(|text| {
        UNIT_KINDS.iter().find_map(|kind| {
            text.find(&format!("{kind} "))
                .map(|at| text[at..].to_owned())
        })
    })?;
    let kind_words = UNIT_KINDS
        .iter()
        .find(|kind| unit.starts_with(**kind))?
        .split(' ')
        .count();
    // The name of the unit is missing: "HỘI ĐỒNG NHÂN DÂN TỈNH / BAN KINH TẾ".
    let mut after_kind = unit.split(' ').skip(kind_words);
    let first_two = (after_kind.next()?, after_kind.next().unwrap_or_default());
    if matches!(
        first_two,
        ("ban", "kinh" | "pháp" | "văn" | "dân" | "đô")
            | ("thường", "trực")
            | ("văn", "phòng")
            | ("đoàn", "công")
    ) {
        return None;
    }
    let mut name = String::from("HĐND");
    for (at, word) in unit.split(' ').enumerate() {
        let ends = ["ban", "văn", "đoàn", "tổ", "thường", "***", "-------"].contains(&word);
        if ends && at > kind_words {
            break;
        }
        name.push(' ');
        if at < kind_words {
            name.push_str(word);
        } else {
            name.push_str(&capitalized(word));
        }
    }
    let name = name.trim_end_matches(['-', '*', '_', ' ', ',']).to_owned();
    Some(Proposal::sure(name, Quote::new(&joined)))
}

static COUNCIL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:HĐND|Hội đồng nhân dân|Hội đồng Nhân dân)\s+([Tt]ỉnh|[Hh]uyện|[Tt]hành phố|[Tt]hị xã|[Qq]uận|[Xx]ã|[Pp]hường)",
    )
});

/// Combines the place of issue with the kind of unit that the text most often names without a name.
fn from_text(source: &SourceText<'_>) -> Option<Proposal<String>> {
    let form = source.form;
    if form.place.is_empty() {
        return None;
    }
    let lines: Vec<&str> = std::iter::once(&form.title)
        .chain(&source.lines)
        .map(String::as_str)
        .collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in &lines {
        for found in COUNCIL.captures_iter(line) {
            let (Some(matched), Some(kind)) = (found.get(0), found.get(1)) else {
                continue;
            };
            // "HĐND huyện" without a name is the council that wrote the document.
            let after = line[matched.end()..].trim_start();
            if !after.starts_with(char::is_uppercase) {
                *counts.entry(lowercase(kind.as_str())).or_default() += 1;
            }
        }
    }
    let (kind, _) = counts.iter().max_by_key(|(_, count)| **count)?;
    let name = format!("HĐND {kind} {}", form.place.trim_start_matches("TP. "));
    let text = lowercase(&lines.join("\n")).replace("hội đồng nhân dân", "hđnd");
    let quote = Quote::new(&format!("{}, …", form.place));
    Some(if text.contains(&lowercase(&name)) {
        Proposal::sure(name, quote)
    } else {
        Proposal::unsure(name, quote, Doubt::NotStated)
    })
}

static TRAVELLERS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:[Đđ]oàn|[Cc]huyến (?:đi|công tác)|[Tt]ổ đại biểu)\s(?:[^.;:(]{0,90}?)(?:HĐND|Hội đồng nhân dân|Hội đồng Nhân dân)\s+([Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Tt]hị xã|[Qq]uận|[Xx]ã|[Pp]hường|[Đđ]ặc khu)\s+",
    )
});

/// Returns the council whose delegation the first sentences speak of: "Đoàn công tác của HĐND tỉnh
/// Ví Dụ đã đến …".
fn from_travellers(source: &SourceText<'_>) -> Option<Proposal<String>> {
    /// How many lines at the start may introduce the delegation.
    const INTRODUCTION_LINES: usize = 8;
    /// The words after which a council is the host.
    const HOST_WORDS: [&str; 17] = [
        " đã ",
        " gặp ",
        " được ",
        " làm việc",
        " nghe ",
        " với ",
        " tại ",
        " đến ",
        " thăm ",
        " cùng ",
        " tiếp ",
        " do ",
        " sang ",
        " ở ",
        // The name of an officer may follow.
        "chủ tịch ",
        "trưởng ban ",
        "phó ban ",
    ];
    let title = std::iter::once(&source.form.title);
    let lines = title.chain(source.lines.iter().take(INTRODUCTION_LINES));
    for line in lines {
        for found in TRAVELLERS.captures_iter(line) {
            let (Some(whole), Some(kind)) = (found.get(0), found.get(1)) else {
                continue;
            };
            let low = lowercase(whole.as_str());
            if HOST_WORDS.iter().any(|word| low.contains(word)) {
                continue;
            }
            let rest = &line[whole.end()..];
            let name = unit_name(rest);
            if name.is_empty() {
                continue;
            }
            let kind = match &*lowercase(kind.as_str()) {
                "tp" | "tp." => "thành phố".to_owned(),
                kind => kind.to_owned(),
            };
            let sentence = sentences::containing(line, whole.start());
            let value = format!("HĐND {kind} {name}");
            return Some(Proposal::sure(value, Quote::new(sentence)));
        }
    }
    None
}

static NAMED_COUNCIL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:HĐND|Hội đồng nhân dân|Hội đồng Nhân dân)\s+([Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Tt]hị xã|[Qq]uận|[Xx]ã|[Pp]hường|[Đđ]ặc khu)\s+",
    )
});

/// Returns the name of the council that a text names first, with the byte after it.
fn first_named(text: &str) -> Option<(String, usize)> {
    NAMED_COUNCIL.captures_iter(text).find_map(|found| {
        let end = found.get(0)?.end();
        let name = unit_name(&text[end..]);
        let kind = match &*lowercase(found.get(1)?.as_str()) {
            "tp" | "tp." => "thành phố".to_owned(),
            kind => kind.to_owned(),
        };
        (!name.is_empty()).then(|| (format!("HĐND {kind} {name}"), end + name.len()))
    })
}

/// Returns the council that the title or the first sentence says travelled: "HĐND tỉnh Ví Dụ học
/// tập kinh nghiệm tại …".
fn from_subject(source: &SourceText<'_>) -> Option<Proposal<String>> {
    /// The most characters before the council: "Thường trực", "Ban Pháp chế", a place and a colon.
    const MAX_CHARS_BEFORE: usize = 40;
    const TRAVEL_VERBS: [&str; 18] = [
        "giao lưu",
        "tìm hiểu",
        "học tập",
        "trao đổi",
        "nghiên cứu",
        "thăm",
        "tham quan",
        "khảo sát",
        "đi ",
        "làm việc",
        "có chuyến",
        "đã có chuyến",
        "đã đi",
        "đã đến",
        "tổ chức đoàn",
        "tổ chức chuyến",
        "vừa tổ chức",
        "vừa có chuyến",
    ];
    let lines = std::iter::once(&source.form.title).chain(source.lines.iter().take(3));
    for line in lines {
        let Some((value, end)) = first_named(line) else {
            continue;
        };
        let start = NAMED_COUNCIL.find(line)?.start();
        let before = &line[..start];
        let after = without_upper_unit(line[end..].trim_start());
        let after = lowercase(after);
        let is_subject = before.chars().count() <= MAX_CHARS_BEFORE
            && !["với ", "tại ", "thăm ", "của ", "đến "]
                .iter()
                .any(|word| lowercase(before).ends_with(word));
        if is_subject && TRAVEL_VERBS.iter().any(|verb| after.starts_with(verb)) {
            let sentence = sentences::containing(line, start);
            return Some(Proposal::sure(value, Quote::new(sentence)));
        }
    }
    None
}

static COUNCIL_IN_CAPITALS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:HĐND|HỘI ĐỒNG NHÂN DÂN) (TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|QUẬN|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU) (\S.*)",
    )
});

/// Returns the council of a title in capital letters: "… CỦA BAN PHÁP CHẾ HĐND THỊ XÃ VÍ DỤ".
fn from_title_in_capitals(title: &str) -> Option<Proposal<String>> {
    /// The most words of a name that no other word ends.
    const MAX_NAME_WORDS: usize = 3;
    const WORDS_AFTER_NAME: [&str; 20] = [
        "TẠI", "VỀ", "NĂM", "TỔ", "DO", "ĐẾN", "VỚI", "HỌC", "TRAO", "THĂM", "KHẢO", "LÀM",
        "NGHIÊN", "ĐI", "THAM", "VÀ", "TRONG", "NHIỆM", "CÓ", "ĐÃ",
    ];
    if !is_capitals(title) {
        return None;
    }
    let found = COUNCIL_IN_CAPITALS.captures(title)?;
    let (whole, kind, rest) = (found.get(0)?, found.get(1)?, found.get(2)?);
    let before = last_chars(&title[..whole.start()], 30);
    if ["VỚI ", "TẠI ", "THĂM ", "TIẾP ", "ĐẾN "]
        .iter()
        .any(|word| before.contains(word))
    {
        return None;
    }
    let words: Vec<String> = rest
        .as_str()
        .split_whitespace()
        .take_while(|word| !WORDS_AFTER_NAME.contains(word) && *word != "-" && *word != "–")
        .map(|word| capitalized(&lowercase(word.trim_end_matches([',', '.', ')', ';', ':']))))
        .collect();
    if words.is_empty() || words.len() > MAX_NAME_WORDS {
        return None;
    }
    let value = format!("HĐND {} {}", lowercase(kind.as_str()), words.join(" "));
    Some(Proposal::sure(value, Quote::new(title)))
}

/// Returns a text without the larger unit that it begins with: ", huyện Ví Dụ tổ chức …", "(tỉnh
/// Ví Dụ) tổ chức …".
fn without_upper_unit(text: &str) -> &str {
    if let Some((_, rest)) = text.strip_prefix('(').and_then(|text| text.split_once(')')) {
        return rest.trim_start_matches([',', ' ']);
    }
    let Some(rest) = text.strip_prefix(',').map(str::trim_start) else {
        return text;
    };
    let low = lowercase(rest);
    let Some(kind) = UNIT_KINDS
        .iter()
        .find(|kind| low.starts_with(&format!("{kind} ")))
    else {
        return text;
    };
    let name = &rest[kind.len() + 1..];
    name.strip_prefix(&*unit_name(name))
        .unwrap_or(text)
        .trim_start_matches([',', ' '])
}

/// Returns the council of the lead's office: "Chủ tịch HĐND huyện Ví Dụ".
fn from_office(lead: &Proposal<NamedPerson>) -> Option<Proposal<String>> {
    let (value, _) = first_named(&lead.value.position)?;
    Some(Proposal {
        value,
        quote: lead.quote.clone(),
        doubt: lead.doubt.clone(),
    })
}

/// Returns the council whose site the text was copied from, or that the line below the title names.
/// That it travelled is a guess.
fn from_site(source: &SourceText<'_>) -> Option<Proposal<String>> {
    /// How many lines may name the site.
    const FIRST_LINES: usize = 3;
    let bracketed = |line: &&str| line.starts_with('(');
    let lines = source.lines.iter().take(FIRST_LINES).map(String::as_str);
    std::iter::once(&*source.form.subtitle)
        .chain(lines)
        .filter(bracketed)
        .find_map(|line| {
            let site = line.split(')').next()?;
            let (value, _) = first_named(site)?;
            Some(Proposal::unsure(value, Quote::new(site), Doubt::NotStated))
        })
}

/// Returns the capitalized words that a text begins with, at most four and a dash between them.
fn unit_name(text: &str) -> String {
    const MAX_WORDS: usize = 4;
    let mut words: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        if words.iter().filter(|word| **word != "-").count() == MAX_WORDS {
            break;
        }
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let is_dash = ["-", "–"].contains(&word) && !words.is_empty();
        if !is_dash && !bare.starts_with(char::is_uppercase) {
            break;
        }
        words.push(if is_dash { "-" } else { bare });
        if bare.len() < word.len() && !is_dash {
            break;
        }
    }
    words.join(" ").trim_end_matches([' ', '-']).to_owned()
}

/// The unit that the council is of. It is no stop unless the delegation visited a place in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Home {
    /// Its province.
    province: Option<UnitId>,
    /// The match key of the unit if it is a part of a province.
    place_key: String,
}

impl Home {
    /// Returns the home of a council as of a day. The text may say in which province a unit is that
    /// no table lists, such as a commune.
    pub(crate) fn new(council: Option<&str>, day: NaiveDate, source: &SourceText<'_>) -> Self {
        let Some(unit) = council.and_then(|name| name.strip_prefix("HĐND ")) else {
            return Self::default();
        };
        let mut names = ProvinceNames::new(day);
        let mut mentions = names.mentions(unit);
        if mentions.is_empty() {
            for line in &source.lines {
                names.learn_places(line);
            }
            mentions = names.mentions(unit);
        }
        let first = mentions.first();
        let is_province = first.is_some_and(|first| !first.is_inferred && first.place.is_empty());
        Self {
            province: first.map(|first| first.unit),
            place_key: if is_province {
                String::new()
            } else {
                match_key(unit)
            },
        }
    }

    /// Returns whether a mention in a text, which is in lower case, names the home and not a stop.
    pub(crate) fn is_named_by(&self, mention: &ProvinceMention, low: &str) -> bool {
        if !self.place_key.is_empty() && match_key(&mention.place) == self.place_key {
            return true;
        }
        if self.province != Some(mention.unit) || mention.is_inferred {
            return false;
        }
        // A district's council may well visit its own province.
        let before = last_chars(&low[..mention.range.start], 40);
        let is_visit = ["tại ", "đến ", "thăm ", "làm việc với "]
            .iter()
            .any(|words| before.contains(words));
        let is_invitation = last_chars(&low[..mention.range.start], 60).contains("mời ");
        self.place_key.is_empty() || (mention.place.is_empty() && (!is_visit || is_invitation))
    }
}
