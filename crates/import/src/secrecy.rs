//! Stamps that say that a document is not for the public.

use std::sync::LazyLock;

use regex_lite::Regex;

use crate::phrases::regex;
use crate::phrases::sentences::lowercase;
use ssg_vietnam::text::match_key;

/// The most characters of a stamp.
const MAX_STAMP_CHARS: usize = 70;

/// Stamps in any case. The line holds nothing else, apart from brackets, a number or a date.
static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:(?:bản\s+|bản\s+thảo\s*,?\s*)?dự thảo(?:\s+(?:lần|lần thứ|số|ngày|\d|báo cáo|kế hoạch)[^;]*)?|(?:tài liệu\s+|văn bản\s+)?(?:chỉ\s+)?lưu hành nội bộ|(?:độ|mức độ|mức)\s+(?:bảo\s+)?mật\s*:?\s*(?:tuyệt mật|tối mật|mật)|(?:tài liệu|văn bản)\s+(?:tuyệt mật|tối mật|mật)|tuyệt mật|tối mật|không phổ biến|tài liệu nội bộ|(?:chỉ\s+)?sử dụng nội bộ)$",
    )
});

/// Returns the first stamp among the lines of a document; `None` if there is none.
pub(crate) fn stamp<'a>(lines: impl Iterator<Item = &'a str>) -> Option<String> {
    lines
        .flat_map(|line| line.split(['\t', '|']))
        .map(str::trim)
        .find(|line| is_stamp(line))
        .map(str::to_owned)
}

fn is_stamp(line: &str) -> bool {
    if line.is_empty() || line.chars().count() > MAX_STAMP_CHARS {
        return false;
    }
    let inner = line.trim_matches(|c: char| !c.is_alphanumeric());
    // A single word may be anything else unless it is in capitals: mật is honey too.
    let letters: String = inner.chars().filter(|c| c.is_alphabetic()).collect();
    if letters == "MẬT" || letters == "TỐIMẬT" || letters == "TUYỆTMẬT" {
        return true;
    }
    let key = lowercase(inner);
    STAMP.is_match(&key) || STAMP.is_match(&match_key(inner))
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
            "TÀI LIỆU LƯU HÀNH NỘI BỘ",
            "Lưu hành nội bộ",
            "(Dự thảo)",
            "DỰ THẢO LẦN 2",
            "DỰ THẢO BÁO CÁO",
            "Dự thảo ngày 12/8/2023",
            "Số: 45/BC-HĐND\tMẬT",
        ] {
            assert!(stamp([line].into_iter()).is_some(), "{line}");
        }
        for line in [
            "Mật ong",
            "mật",
            "Thẩm tra dự thảo nghị quyết trình kỳ họp",
            "bảo mật thông tin",
            "Dự thảo nghị quyết được gửi sớm cho đại biểu.",
        ] {
            assert_eq!(stamp([line].into_iter()), None, "{line}");
        }
    }
}
