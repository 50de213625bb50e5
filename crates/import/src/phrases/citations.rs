//! Other documents that a sentence cites by their number.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex_lite::Regex;

use super::dates;
use super::sentences::lowercase;

/// A document that a text cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Citation {
    /// The byte offset of the citation.
    pub(crate) offset: usize,
    /// "Kế hoạch", "Công văn" …; may be empty.
    pub(crate) document_type: String,
    /// The number with its symbol: `17/KH-HĐND`; the digits alone where no symbol is written.
    pub(crate) number: String,
    /// The date of the document.
    pub(crate) date: Option<NaiveDate>,
    /// Who issued it; often empty.
    pub(crate) issuer: String,
    /// Its subject; often empty.
    pub(crate) about: String,
}

/// The types of documents, a longer one before a shorter one that it begins with.
const DOCUMENT_TYPES: [&str; 24] = [
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

static CITED_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| super::regex(r"\b[Ss]ố:?\s*(\d{1,5}[^\s,;()“”]*)"));
static DOCUMENT_DATE: LazyLock<Regex> =
    LazyLock::new(|| super::regex(&format!(r"^\s*,?\s*(?:,\s*)?ngày\s+{}", dates::DAY)));
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(r"^[^,;.()]{0,120}?\s*(?:,\s*)?về\s+(?:việc\s+)?([^;.()]{3,200})")
});

/// Finds every document that a text cites by a number.
pub(crate) fn find(text: &str) -> Vec<Citation> {
    let mut found: Vec<Citation> = Vec::new();
    for number in CITED_NUMBER.captures_iter(text) {
        let (Some(whole), Some(number)) = (number.get(0), number.get(1)) else {
            continue;
        };
        let printed = number.as_str().trim_end_matches(['.', ':', '”', '"']);
        let has_symbol = printed
            .split_once(['/', '-'])
            .is_some_and(|(_, symbol)| symbol.chars().any(char::is_uppercase));
        let before = &text[..whole.start()];
        let mut document_type = type_before(before);
        let is_bare = printed.bytes().all(|byte| byte.is_ascii_digit());
        if !has_symbol && (!is_bare || document_type.is_empty()) {
            continue;
        }
        if document_type.is_empty()
            && let Some(last) = found.last()
            && !text[last.offset..whole.start()].contains(['.', ';'])
        {
            document_type.clone_from(&last.document_type);
        }
        let end = number.start() + printed.len();
        let after = &text[end..];
        let low = lowercase(after);
        let mut rest = after;
        let mut date = None;
        if let Some(day) = DOCUMENT_DATE.captures(&low)
            && let Some(whole) = day.get(0)
        {
            date = dates::complete_day(&day, 1);
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
        let about = SUBJECT
            .captures(rest)
            .filter(|_| !rest.trim_start().starts_with([';', '.', ')']))
            .and_then(|about| Some(without_account(about.get(1)?.as_str()).trim().to_owned()))
            .unwrap_or_default();
        found.push(Citation {
            offset: whole.start(),
            document_type,
            number: printed.to_owned(),
            date,
            issuer: issuer.to_owned(),
            about: about.trim_end_matches([',', ' ']).to_owned(),
        });
    }
    found
}

/// Returns a subject without the account of the trip that follows it in the same sentence: "…, từ
/// ngày 12/6, Đoàn đã …".
fn without_account(about: &str) -> &str {
    const ACCOUNTS: [&str; 9] = [
        ", ngày ",
        ", từ ",
        ", trong ",
        ", sáng ",
        ", chiều ",
        ", đoàn ",
        ", thường trực ",
        ", hđnd ",
        ", ban ",
    ];
    let low = lowercase(about);
    let end = ACCOUNTS.iter().filter_map(|words| low.find(words)).min();
    &about[..end.unwrap_or(about.len())]
}

/// Returns the type of document that is named right before its number.
fn type_before(before: &str) -> String {
    let before = before.trim_end();
    let low = lowercase(before);
    let mut best: Option<(usize, &str)> = None;
    for document_type in DOCUMENT_TYPES {
        if let Some(at) = low.rfind(&lowercase(document_type))
            && low.len() - at <= lowercase(document_type).len() + 40
            && best.is_none_or(|(known, name)| {
                at > known && known + name.len() < at + document_type.len()
            })
        {
            best = Some((at, document_type));
        }
    }
    best.filter(|(at, document_type)| {
        let between = &low[at + lowercase(document_type).len()..];
        !between.contains([',', ';', '.', ')'])
    })
    .map_or_else(String::new, |(_, document_type)| document_type.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_cited_documents() {
        let found = find(
            "Căn cứ Thông báo Kết luận số 763-TB/HU ngày 06/02/2023 của Thường trực Huyện ủy về việc đi học tập; Kế hoạch số 17 ngày 28/7/2023 của Thường trực HĐND huyện (Công văn số 54/HĐND-VP ngày 03/8/2023)",
        );
        let got: Vec<(&str, &str)> = found
            .iter()
            .map(|c| (&*c.document_type, &*c.number))
            .collect();
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
        assert_eq!(find("một số 32 phường, xã; số lượng 15"), []);
    }
}
