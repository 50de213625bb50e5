//! The field `title`: the subject line of the letterhead.

use chrono::NaiveDate;

use super::{Proposal, Quote, SourceText};
pub(super) use crate::official_form::capitalized;
use crate::official_form::is_capitals;
use crate::phrases::provinces::ProvinceNames;
use crate::phrases::sentences::lowercase;
use ssg_vietnam::gazetteer::Gazetteer;

/// The most characters of a title, the same as in `ssg check`. The rest is cut off.
const MAX_TITLE_CHARS: usize = 300;

/// The kinds of units that only the list of districts distinguishes from other words.
const KINDS_WITH_NAME: [&str; 4] = ["huyện", "thị xã", "quận", "thành phố"];

/// The most words of a province's name.
const MAX_PROVINCE_WORDS: usize = 4;

/// Proposes the title.
pub(crate) fn propose(source: &SourceText<'_>) -> Option<Proposal<String>> {
    let printed = &source.form.title;
    let title = sentence_case(printed.trim_end_matches(['.', ' ']));
    if title.is_empty() {
        return None;
    }
    let title = title.chars().take(MAX_TITLE_CHARS).collect();
    Some(Proposal::sure(title, Quote::new(printed)))
}

/// Returns a title that is printed in capital letters as in a sentence. Provinces and common
/// acronyms keep their capitals; those of other names are lost.
pub(super) fn sentence_case(title: &str) -> String {
    if !is_capitals(title) {
        return title.to_owned();
    }
    let low = lowercase(title);
    let day = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default();
    let names = ProvinceNames::new(day);
    let words: Vec<&str> = low.split_whitespace().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < words.len() {
        let (count, text) = province_at(&words[at..], &names)
            .unwrap_or_else(|| (1, restore_acronym(words[at].to_owned())));
        if at > 0 {
            out.push(' ');
        }
        out.push_str(&if at == 0 { capitalized(&text) } else { text });
        at += count;
    }
    out
}

/// Returns the province that the words begin with, in title case, and its number of words.
fn province_at(words: &[&str], names: &ProvinceNames) -> Option<(usize, String)> {
    let longest = MAX_PROVINCE_WORDS.min(words.len());
    let name_of_kind = || {
        let kind = KINDS_WITH_NAME.iter().find(|kind| {
            let count = kind.split(' ').count();
            words.len() > count && words[..count].join(" ") == **kind
        })?;
        let skipped = kind.split(' ').count();
        (1..=3.min(words.len() - skipped)).rev().find_map(|count| {
            let name = words[..skipped + count].join(" ");
            let bare = name.trim_end_matches([',', ';', '.', ')']);
            let is_known = Gazetteer::get().find_district(bare).len() == 1;
            let named = words[skipped..skipped + count]
                .iter()
                .map(|word| capitalized(word));
            let named: Vec<String> = named.collect();
            is_known.then(|| (skipped + count, format!("{kind} {}", named.join(" "))))
        })
    };
    if let Some(found) = name_of_kind() {
        return Some(found);
    }
    (1..=longest).rev().find_map(|count| {
        let name = words[..count].join(" ");
        let bare = name.trim_end_matches([',', ';', '.', ')']);
        // Single words are too often something else than a province.
        let is_province = names.province(bare).is_some() && (count > 1 || bare == "huế");
        let title_case = || name.split(' ').map(capitalized).collect::<Vec<_>>();
        is_province.then(|| (count, title_case().join(" ")))
    })
}

fn restore_acronym(word: String) -> String {
    let is_acronym = matches!(
        word.trim_matches(|c: char| !c.is_alphanumeric()),
        "hđnd" | "ubnd" | "đbqh" | "ubmttq" | "ioc" | "ocop"
    );
    if is_acronym {
        word.to_uppercase()
    } else {
        word
    }
}
