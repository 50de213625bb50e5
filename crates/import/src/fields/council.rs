//! The field `council`: who issued the document, and the council's own province.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex_lite::Regex;

use super::title::capitalized;
use super::{Doubt, Proposal, Quote, SourceText};
use crate::phrases::provinces::ProvinceNames;
use crate::phrases::regex;
use crate::phrases::sentences::lowercase;
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
/// else the only council of the site. A council that the site declares is always sure.
pub(crate) fn propose(
    source: &SourceText<'_>,
    declared: &[(String, Vec<String>)],
) -> Option<Proposal<String>> {
    let found = from_letterhead(&source.form.issuer).or_else(|| from_text(source));
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
    let mut name = String::from("HĐND");
    for (at, word) in unit.split(' ').enumerate() {
        let ends = ["ban", "văn", "đoàn", "thường", "***", "-------"].contains(&word);
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

/// Returns the province of a provincial council as of a day. `None` for a district's council, which
/// may well visit its own province.
pub(crate) fn home_province(council: Option<&str>, day: NaiveDate) -> Option<UnitId> {
    let unit = council?.strip_prefix("HĐND ")?;
    let mentions = ProvinceNames::new(day).mentions(unit);
    let first = mentions.first()?;
    (!first.is_inferred && first.place.is_empty()).then_some(first.unit)
}
