//! The keys `host` and `subject` of a stop: whom the delegation met and what it looked at.

use std::sync::LazyLock;

use regex_lite::Regex;

use crate::phrases::regex;
use crate::phrases::sentences::lowercase;

/// The most characters of a host; a longer match is no name of a body.
const MAX_HOST_CHARS: usize = 120;
/// The most characters of a subject. The rest is cut off and marked with "…".
const MAX_SUBJECT_CHARS: usize = 220;

static MEETING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:làm việc|gặp gỡ|gặp mặt|trao đổi[^,.;]{0,60}?|giao lưu[^.;]{0,80}?|học hỏi kinh nghiệm[^.;]{0,80}?|toạ đàm|tọa đàm|hội nghị trao đổi)\s+(?:với|cùng)\s+|gặp gỡ\s+",
    )
});
static ACTIVITY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:tham quan|thăm quan|tìm hiểu|nghiên cứu|khảo sát|học tập kinh nghiệm về|trao đổi kinh nghiệm về|kinh nghiệm về|trao đổi về|nghe giới thiệu về|làm việc[^.;]{0,160}? về|viếng|đến thăm|thăm)\s+",
    )
});

/// The words that the name of a body begins with.
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

/// The words that follow the name of a body.
const WORDS_AFTER_BODY: [&str; 8] = [
    " về ",
    " để ",
    " và tham",
    " nhằm ",
    " tại ",
    " do ",
    " trao đổi",
    " vào ",
];

/// Returns the body that the delegation met according to a sentence, in the sentence's own words.
pub(super) fn host(sentence: &str) -> Option<String> {
    let low = lowercase(sentence);
    let starts_with_body = |text: &str| BODIES.iter().any(|body| text.starts_with(body));
    for found in MEETING.find_iter(&low) {
        let mut start = found.end();
        let skipped = ["các đồng chí ", "lãnh đạo "]
            .iter()
            .find(|words| low[start..].starts_with(**words));
        if let Some(words) = skipped
            && starts_with_body(&low[start + words.len()..])
        {
            start += words.len();
        }
        let rest = &low[start..];
        if !starts_with_body(rest) {
            continue;
        }
        let marks = ['.', ';', ',', '(', ':', '\n'].iter();
        let end = marks
            .filter_map(|mark| rest.find(*mark))
            .chain(WORDS_AFTER_BODY.iter().filter_map(|word| rest.find(word)))
            .min()
            .unwrap_or(rest.len());
        let host = sentence[start..start + end].trim();
        if host.split(' ').count() >= 2 && host.chars().count() <= MAX_HOST_CHARS {
            return Some(host.to_owned());
        }
    }
    None
}

/// Returns what the delegation looked at or spoke about, in the sentence's own words; empty if the
/// sentence does not say.
pub(super) fn subject(sentence: &str) -> String {
    let low = lowercase(sentence);
    let Some(found) = ACTIVITY.find(&low) else {
        return String::new();
    };
    let rest = &sentence[found.end()..];
    let rest = rest.strip_prefix("và ").unwrap_or(rest);
    let end = rest.find(['.', ';', '\n']).unwrap_or(rest.len());
    let subject = rest[..end].trim();
    if subject.chars().count() <= MAX_SUBJECT_CHARS {
        return subject.to_owned();
    }
    let cut: String = subject.chars().take(MAX_SUBJECT_CHARS).collect();
    let cut = cut.rsplit_once([',', ' ']).map_or("", |(cut, _)| cut);
    format!("{} …", cut.trim_end_matches(','))
}
