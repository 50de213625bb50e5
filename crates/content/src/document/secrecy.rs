//! Stamps that say that a document is not for the public: MẬT, LƯU HÀNH NỘI BỘ, DỰ THẢO.

use std::sync::LazyLock;

use ssg_base::byte_set::ByteSet;
use ssg_vietnam::text::{is_invisible, match_key};

/// The most characters of a stamp. A longer line is a sentence.
const MAX_STAMP_CHARS: usize = 70;

/// The most bytes of a stamp.
const MAX_STAMP_BYTES: usize = 4 * MAX_STAMP_CHARS;

/// Spaces that separate what is on the left and on the right of a line.
const GAP: &str = "   ";

/// The words that a stamp consists of in any case.
const STAMPS: [&str; 9] = [
    "tối mật",
    "tuyệt mật",
    "lưu hành nội bộ",
    "chỉ lưu hành nội bộ",
    "tài liệu nội bộ",
    "sử dụng nội bộ",
    "chỉ sử dụng nội bộ",
    "không phổ biến",
    "dự thảo",
];

/// The keys of [`STAMPS`].
static STAMP_KEYS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let keys = STAMPS.iter().map(|stamp| words(&match_key(stamp)));
    keys.collect()
});

/// Letters of which each stamp has one. Most lines have none and need no key.
const STAMP_LETTERS: [char; 8] = ['ậ', 'Ậ', 'ộ', 'Ộ', 'ế', 'Ế', 'ả', 'Ả'];

/// What may precede a stamp: `ĐỘ MẬT: TỐI MẬT`.
const PREFIXES: [&str; 7] = [
    "tài liệu",
    "văn bản",
    "độ mật",
    "mức độ mật",
    "mức mật",
    "dấu mật",
    "bản",
];

/// What may follow the word `dự thảo` in a stamp in any case.
const DRAFT_NUMBERS: [&str; 5] = ["lần", "số", "ngày", "bản", "v"];

/// What separates lines within a block.
const LINE_ENDS: [char; 3] = ['\n', '\t', '|'];

/// The bytes of [`LINE_ENDS`].
const LINE_END_BYTES: ByteSet = ByteSet::of_first_bytes(&LINE_ENDS);

/// Returns the first stamp among the lines of a text, as it is written. `None` if there is none.
pub fn find(text: &str) -> Option<&str> {
    // Most blocks are one line, too long for a stamp.
    let may_have = |block: &&str| {
        block.trim().len() <= MAX_STAMP_BYTES || LINE_END_BYTES.is_in(block) || block.contains(GAP)
    };
    text.split(super::mapped_text::BLOCK_END)
        .filter(may_have)
        .flat_map(|block| block.split(LINE_ENDS))
        .flat_map(|line| line.split(GAP))
        .map(str::trim)
        .find(|line| is_stamp(line))
}

/// Whether a line is a stamp and nothing else, apart from brackets, a number or a date.
fn is_stamp(line: &str) -> bool {
    if line.len() > MAX_STAMP_BYTES
        || !line.contains(STAMP_LETTERS)
        || line.chars().count() > MAX_STAMP_CHARS
    {
        return false;
    }
    let inner = line.trim_matches(|c: char| !c.is_alphanumeric());
    let letters: String = inner.chars().filter(|c| c.is_alphabetic()).collect();
    let is_upper = !letters.chars().any(char::is_lowercase);
    // A single word may be anything else unless it is in capitals: mật is honey too.
    if matches!(&*letters, "MẬT" | "TỐIMẬT" | "TUYỆTMẬT" | "DỰTHẢO") {
        return true;
    }
    let key = match_key(&inner.replace(is_invisible, ""));
    let key = words(&key);
    let key = without_copy_number(&key);
    let rest = PREFIXES.iter().find_map(|prefix| {
        let rest = key.strip_prefix(prefix)?.strip_prefix(' ')?;
        Some(rest)
    });
    let is_named = |rest: &str| STAMP_KEYS.iter().any(|stamp| stamp == rest);
    if is_named(key) || rest.is_some_and(|rest| is_named(rest) || (is_upper && rest == "mật")) {
        return true;
    }
    // "Độ mật: Mật" is a stamp in any case; "tài liệu mật" only in capitals.
    if rest == Some("mật") && key.starts_with(['đ', 'm']) {
        return true;
    }
    let draft = rest.unwrap_or(key).strip_prefix("dự thảo ");
    draft.is_some_and(|after| {
        let is_numbered = DRAFT_NUMBERS.iter().any(|word| after.starts_with(word))
            || after.starts_with(|c: char| c.is_ascii_digit());
        is_upper || (is_numbered && after.chars().any(|c| c.is_ascii_digit()))
    })
}

/// The words of a text, separated by single spaces.
fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// A key without the number of the copy: `MẬT – Bản số 3`.
fn without_copy_number(key: &str) -> &str {
    for mark in [" bản số ", " số "] {
        if let Some((before, after)) = key.split_once(mark)
            && !before.starts_with("dự thảo")
            && after.bytes().all(|b| b.is_ascii_digit())
        {
            return before;
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_stamps_and_no_sentences() {
        for line in [
            "MẬT",
            "M Ậ T",
            "(TỐI MẬT)",
            "Tuyệt mật",
            "Độ mật: Mật",
            "Mức độ mật: Tối mật",
            "TÀI LIỆU MẬT",
            "TÀI LIỆU LƯU HÀNH NỘI BỘ",
            "Lưu hành nội bộ",
            "[Chỉ lưu hành nội bộ]",
            "(Dự thảo)",
            "DỰ THẢO",
            "DỰ THẢO LẦN 2",
            "Dự thảo lần 2",
            "DỰ THẢO BÁO CÁO",
            "Dự thảo ngày 12/8/2023",
            "Bản dự thảo",
            "TỐI MẬT – Bản số 3",
            "Số: 45/BC-HĐND\tMẬT",
            "Đoàn đã đến nơi.\nLƯU HÀNH NỘI BỘ",
        ] {
            assert!(find(line).is_some(), "{line}");
        }
        for line in [
            "Mật ong",
            "mật",
            "Thẩm tra dự thảo nghị quyết trình kỳ họp",
            "Dự thảo nghị quyết",
            "bảo mật thông tin",
            "Tài liệu mật thiết",
            "Dự thảo nghị quyết được gửi sớm cho đại biểu.",
            "BẢO MẬT THÔNG TIN",
            "Tài liệu chỉ lưu hành nội bộ thì không được đăng.",
        ] {
            assert_eq!(find(line), None, "{line}");
        }
    }
}
