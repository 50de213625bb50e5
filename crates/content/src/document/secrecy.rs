//! Stamps that say that a document is not for the public: MẬT, LƯU HÀNH NỘI BỘ, DỰ THẢO.

use std::sync::LazyLock;

use super::mapped_text::{BLOCK_END, ITEM_END};
use ssg_base::byte_set::ByteSet;
use ssg_vietnam::text::{fold, is_invisible, match_key};

/// The most characters of a stamp. A longer line is a sentence.
const MAX_STAMP_CHARS: usize = 70;

/// The most characters of a line that may begin or end with a stamp in brackets, as a title does.
const MAX_TITLE_CHARS: usize = 300;

/// The most bytes of such a line.
const MAX_LINE_BYTES: usize = 4 * MAX_TITLE_CHARS;

/// Spaces that separate what is on the left and on the right of a line.
const GAP: &str = "   ";

/// The words that a stamp consists of in any case.
const STAMPS: [&str; 15] = [
    "tối mật",
    "tuyệt mật",
    "lưu hành nội bộ",
    "lưu hành trong nội bộ",
    "phục vụ nội bộ",
    "sử dụng nội bộ",
    "sử dụng trong nội bộ",
    "dùng nội bộ",
    "dùng trong nội bộ",
    "tài liệu nội bộ",
    "tài liệu bí mật nhà nước",
    "không phổ biến",
    "không được phổ biến",
    "không công bố",
    DRAFT,
];

/// The lowest level of secrecy. The word alone has other meanings.
const SECRET: &str = "mật";

/// The word for a draft, which a number or a date may follow.
const DRAFT: &str = "dự thảo";

/// What may precede a stamp, several times: `TÀI LIỆU CHỈ LƯU HÀNH NỘI BỘ`, `ĐỘ MẬT: TỐI MẬT`.
const PREFIXES: [&str; 7] = ["tài liệu", "văn bản", "bản", "chỉ", "để", "và", "họp"];

/// What precedes a level of secrecy.
const LEVELS: [&str; 4] = ["độ mật", "mức độ mật", "mức mật", "dấu mật"];

/// What may follow a stamp that is no draft.
const SUFFIXES: [&str; 5] = ["cơ quan", "trong cơ quan", "đơn vị", "hđnd", "ubnd"];

/// What may follow the word `dự thảo` in a stamp in any case.
const DRAFT_NUMBERS: [&str; 5] = ["lần", "số", "ngày", "bản", "v"];

/// The letters of stamps that are stamps only in capitals, or without accents.
const CAPITALS: [&str; 4] = ["MẬT", "TỐIMẬT", "TUYỆTMẬT", "DỰTHẢO"];

/// The same without accents.
static PLAIN_CAPITALS: LazyLock<Vec<String>> =
    LazyLock::new(|| CAPITALS.map(|stamp| fold(stamp).to_uppercase()).to_vec());

/// Letters of which each stamp has one. Most lines have none and need no key.
const STAMP_LETTERS: [char; 8] = ['ậ', 'Ậ', 'ộ', 'Ộ', 'ế', 'Ế', 'ả', 'Ả'];

/// What separates lines within a block.
const LINE_ENDS: [char; 3] = ['\n', '\t', '|'];

/// The bytes of [`LINE_ENDS`].
const LINE_END_BYTES: ByteSet = ByteSet::of_first_bytes(&LINE_ENDS);

/// Returns the first stamp among the lines of a text, as it is written. `None` if there is none.
///
/// In a cell of a table and in an item of a list, words in lower case are no stamp: "Dự thảo" is a
/// stage of a document there.
pub fn find(text: &str) -> Option<&str> {
    // Most blocks are one line, too long for a stamp.
    let may_have = |block: &&str| {
        block.trim().len() <= MAX_LINE_BYTES || LINE_END_BYTES.is_in(block) || block.contains(GAP)
    };
    text.split(BLOCK_END)
        .filter(may_have)
        .find_map(|block| match block.strip_suffix(ITEM_END) {
            Some(item) => in_block(item, true),
            None => in_block(block, false),
        })
}

fn in_block(block: &str, is_item: bool) -> Option<&str> {
    // Most blocks are one line.
    if !LINE_END_BYTES.is_in(block) {
        return in_columns(block, is_item);
    }
    let mut lines = block.split(LINE_ENDS);
    lines.find_map(|line| in_columns(line, is_item))
}

/// Returns the stamp among the parts of a line.
fn in_columns(line: &str, is_item: bool) -> Option<&str> {
    if !line.contains(GAP) {
        return in_line(line.trim(), is_item);
    }
    let mut parts = line.split(GAP);
    parts.find_map(|part| in_line(part.trim(), is_item))
}

/// Returns the stamp that a line is, or begins or ends with.
fn in_line(line: &str, is_item: bool) -> Option<&str> {
    if line.len() > MAX_LINE_BYTES || !may_be_stamp(line) {
        return None;
    }
    if is_stamp(line, is_item) {
        return Some(line);
    }
    if is_item {
        return None;
    }
    at_edges(line).into_iter().flatten().find(|part| {
        let first = part.chars().find(|c| c.is_alphabetic());
        first.is_some_and(char::is_uppercase) && is_stamp(part, false)
    })
}

/// Whether a line has a letter of a stamp, or only capitals without accents.
fn may_be_stamp(line: &str) -> bool {
    line.contains(STAMP_LETTERS) || line.contains(['M', 'D', 'L', 'N']) && line.contains(['A', 'O'])
}

/// Returns what is in brackets at the start and at the end of a line, and what precedes a dash or a
/// colon: `[MẬT] Báo cáo`, `Báo cáo (Dự thảo)`, `DỰ THẢO – Báo cáo`.
fn at_edges(line: &str) -> [Option<&str>; 3] {
    let opened = line.strip_prefix(['(', '[', '【']);
    let start = opened.and_then(|rest| rest.split([')', ']', '】']).next());
    let closed = line.strip_suffix([')', ']', '】']);
    let end = closed.and_then(|rest| rest.rsplit(['(', '[', '【']).next());
    // Only capitals precede the sign.
    let first_small = line.find(char::is_lowercase).unwrap_or(line.len());
    let before = [" - ", " – ", " — ", ": "].iter().find_map(|sign| {
        let (before, _) = line[..first_small].split_once(sign)?;
        Some(before)
    });
    [start, end, before]
}

/// Whether a line is a stamp and nothing else, apart from brackets, a number or a date.
fn is_stamp(line: &str, is_item: bool) -> bool {
    if line.chars().count() > MAX_STAMP_CHARS {
        return false;
    }
    let has_brackets = line.starts_with(['(', '[']) && line.ends_with([')', ']']);
    let visible = line.replace(is_invisible, "");
    let words: Vec<&str> = visible
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let all = words.len();
    let words = without_copy_number(&words);
    let has_copy_number = words.len() < all;
    let letters: String = words.concat();
    let letters = letters.trim_matches(|c: char| !c.is_alphabetic());
    let is_upper = has_copy_number || !letters.chars().any(char::is_lowercase);
    if is_item && !is_upper && !has_brackets {
        return false;
    }
    // Spaced letters have no words: `M Ậ T`.
    if CAPITALS.contains(&letters)
        || (!is_item && PLAIN_CAPITALS.iter().any(|plain| plain == letters))
    {
        return true;
    }
    let key = words.join(" ");
    // A key without accents has other meanings in lower case.
    if letters.is_ascii() {
        return is_upper && !is_item && is_named(&fold(&key), true, false, &PLAIN);
    }
    is_named(&match_key(&key), is_upper, is_item, &ACCENTED)
}

/// Whether words, separated by single spaces, are a stamp with what may precede and follow it.
fn is_named(key: &str, is_upper: bool, is_item: bool, words: &Words) -> bool {
    let after = |start: &str| key.strip_prefix(start)?.strip_prefix(' ');
    if words.stamps.iter().any(|stamp| stamp == key) || (is_upper && key == words.secret) {
        return true;
    }
    if let Some(number) = after(&words.draft) {
        let is_numbered = words.numbers.iter().any(|word| number.starts_with(&**word))
            || number.starts_with(|c: char| c.is_ascii_digit());
        let has_number = is_numbered && number.contains(|c: char| c.is_ascii_digit());
        return has_number || (is_upper && !is_item);
    }
    let mut levels = words.levels.iter().filter_map(|level| after(level));
    if levels.any(|level| level == words.secret || words.stamps.iter().any(|stamp| stamp == level))
    {
        return true;
    }
    let mut stamps = words.stamps.iter().filter_map(|stamp| after(stamp));
    if stamps.any(|rest| words.suffixes.iter().any(|suffix| suffix == rest)) {
        return true;
    }
    let starts = words.prefixes.iter().chain(&words.stamps);
    let mut rests = starts.filter_map(|start| after(start));
    rests.any(|rest| is_named(rest, is_upper, is_item, words))
}

/// The words of stamps, in the form in which lines are compared.
struct Words {
    stamps: Vec<String>,
    prefixes: Vec<String>,
    levels: Vec<String>,
    suffixes: Vec<String>,
    numbers: Vec<String>,
    draft: String,
    secret: String,
}

static ACCENTED: LazyLock<Words> = LazyLock::new(|| Words::new(match_key));
static PLAIN: LazyLock<Words> = LazyLock::new(|| Words::new(fold));

impl Words {
    fn new(key: fn(&str) -> String) -> Self {
        let all = |words: &[&str]| words.iter().map(|word| key(word)).collect();
        Self {
            stamps: all(&STAMPS),
            prefixes: all(&PREFIXES),
            levels: all(&LEVELS),
            suffixes: all(&SUFFIXES),
            numbers: all(&DRAFT_NUMBERS),
            draft: key(DRAFT),
            secret: key(SECRET),
        }
    }
}

/// The words of a line without the number of the copy: `MẬT (Bản số: 05)`.
fn without_copy_number<'w, 'l>(words: &'w [&'l str]) -> &'w [&'l str] {
    let is = |word: &str, known: &str| fold(word) == known;
    match words {
        [before @ .., copy, number, digits]
            if is(copy, "ban")
                && is(number, "so")
                && digits.bytes().all(|b| b.is_ascii_digit()) =>
        {
            before
        }
        [before @ .., number, digits]
            if is(number, "so") && digits.bytes().all(|b| b.is_ascii_digit()) =>
        {
            before
        }
        _ => words,
    }
}

/// Returns the stamp in the name of a file or folder, without its extension. `-` and `_` separate
/// words, and accents are often left out.
pub(super) fn find_in_name(name: &str) -> Option<&str> {
    if let Some(found) = in_line(name.trim(), false) {
        return Some(found);
    }
    let spaced = name.replace(['-', '_', '.', '+'], " ");
    let spaced = spaced.trim();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    // Without accents, a single word has too many meanings: `mat` is a face, an eye and honey.
    let is_plain = spaced.is_ascii()
        && words.len() > 1
        && is_named(&fold(&words.join(" ")), false, false, &PLAIN);
    (is_plain || in_line(spaced, false).is_some()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_stamps_and_no_sentences() {
        for line in [
            "MẬT",
            "M Ậ T",
            "MAT",
            "(TỐI MẬT)",
            "Tuyệt mật",
            "Độ mật: Mật",
            "Mức độ mật: Tối mật",
            "TÀI LIỆU MẬT",
            "TÀI LIỆU LƯU HÀNH NỘI BỘ",
            "Tài liệu phục vụ nội bộ",
            "Tài liệu họp, không phổ biến",
            "Lưu hành nội bộ, không phổ biến",
            "LUU HANH NOI BO",
            "Lưu hành nội bộ",
            "[Chỉ lưu hành nội bộ]",
            "(Dự thảo)",
            "[Dự thảo]",
            "(DỰ THẢO)",
            "DỰ THẢO",
            "DU THAO",
            "D Ự  T H Ả O",
            "DỰ THẢO LẦN 2",
            "Dự thảo lần 2",
            "Dự thảo (lần 2)",
            "DU THAO LAN 2",
            "DỰ THẢO BÁO CÁO",
            "Dự thảo ngày 12/8/2023",
            "Bản dự thảo",
            "TỐI MẬT – Bản số 3",
            "MẬT (Bản số: 05)",
            "Mật (Bản số: 05)",
            "Số: 45/BC-HĐND\tMẬT",
            "Đoàn đã đến nơi.\nLƯU HÀNH NỘI BỘ",
            "[MẬT] Báo cáo học tập kinh nghiệm",
            "Báo cáo học tập kinh nghiệm (Dự thảo)",
            "DỰ THẢO - Báo cáo học tập kinh nghiệm",
            "MẬT: Báo cáo học tập kinh nghiệm - lần hai",
            "TỐI MẬT\u{2028}\u{2029}",
            "(Dự thảo lần 2)\u{2028}\u{2029}",
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
            "Gửi nghị quyết (dự thảo) cho đại biểu.",
            "Cho ý kiến về nghị quyết (dự thảo)",
            "MAT TRAN TO QUOC",
            "Dự thảo\u{2028}\u{2029}",
            "Dự thảo lần 2\u{2028}\u{2029}",
            "DỰ THẢO NGHỊ QUYẾT\u{2028}\u{2029}",
            "Nghị quyết số 5 (Dự thảo)\u{2028}\u{2029}",
        ] {
            assert_eq!(find(line), None, "{line}");
        }
    }

    #[test]
    fn finds_stamps_in_names_of_files() {
        for name in [
            "DU THAO",
            "du-thao-lan-2",
            "Dự thảo",
            "bao-cao (MẬT)",
            "luu_hanh_noi_bo",
            "MAT",
        ] {
            assert!(find_in_name(name).is_some(), "{name}");
        }
        for name in [
            "mat-ong",
            "mat",
            "Mật ong",
            "du-thao-nghi-quyet-5",
            "bao-cao",
        ] {
            assert_eq!(find_in_name(name), None, "{name}");
        }
    }
}
