//! Keys that ignore differences of spelling: [`match_key`] keeps accents, [`fold`] drops them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::normalize::{is_invisible, nfc, unify_sign};
use super::tone;

/// Returns the key under which two spellings of a name are equal. Empty if the text has no visible
/// character.
///
/// The key ignores case, Unicode normal forms, the placement of the tone (*hoà*, *hòa*), runs of
/// white space, the kind of dash and apostrophe, and invisible characters. It keeps accents. The
/// tone is moved to where Quyết định 1989/QĐ-BGDĐT (2018), article 8, places it.
pub fn match_key(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|&c| !is_invisible(c))
        .flat_map(char::to_lowercase)
        .map(unify_sign)
        .collect();
    let plain = nfc(&plain);
    let words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    tone::move_to_second_vowel(&words.join(" "))
}

/// Returns the text in lower case without marks and with `d` for `đ`, as a reader types without a
/// Vietnamese keyboard.
///
/// White space and signs stay as they are. Do not use it to decide what an author meant, because
/// different words have the same fold.
pub fn fold(text: &str) -> String {
    text.chars()
        .filter(|&c| !is_invisible(c))
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|&c| !is_combining_mark(c))
        .map(|c| if matches!(c, 'đ' | 'ð') { 'd' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::nfd;
    use super::*;

    #[test]
    fn spellings_of_one_name_have_the_same_match_key() {
        for (one, other) in [
            ("hoà", "hòa"),
            ("HOÀ BÌNH", "Hòa Bình"),
            ("thuỷ", "thủy"),
            ("Luật Thủy sản", "luật thuỷ sản"),
            ("mạnh khoẻ", "mạnh khỏe"),
            ("quý hoá", "quý hóa"),
            ("uỷ ban, tuỳ", "ủy ban, tùy"),
            ("loè loẹt", "lòe loẹt"),
            ("hoạ", "họa"),
            ("xoã", "xõa"),
            ("Bà Rịa – Vũng Tàu", "bà rịa - vũng tàu"),
            ("Bà Rịa — Vũng Tàu", "Bà Rịa \u{2011} Vũng Tàu"),
            ("  Lào\u{a0}\t Cai\n", "Lào Cai"),
            ("kinh\u{ad} tế\u{200b}", "kinh tế"),
            ("Ea H’Leo", "Ea H'leo"),
            ("Ðồng Nai", "đồng nai"),
        ] {
            assert_eq!(match_key(one), match_key(other), "{one} {other}");
            assert_eq!(match_key(&nfd(one)), match_key(other), "{one} {other}");
        }
        assert_eq!(match_key(" \u{200b} "), "");
        assert_eq!(match_key("Khánh Hòa"), "khánh hoà");
    }

    #[test]
    fn different_names_have_different_match_keys() {
        for (one, other) in [
            ("chè", "chế"),
            ("chè", "che"),
            ("Lào Cai", "Lao Cai"),
            ("Bắc Kạn", "Bắc Cạn"),
            ("quý", "qúy"),
            ("hòan", "hoàn"),
            ("khủyu", "khuỷu"),
            ("Sa Pa", "Sapa"),
            ("đa", "da"),
        ] {
            assert_ne!(match_key(one), match_key(other), "{one} {other}");
        }
        for unchanged in [
            "quý", "quỳ", "hoàn", "khuỷu", "hoài", "ngoèo", "tuyển", "hoa",
        ] {
            assert_eq!(match_key(unchanged), unchanged);
        }
    }

    #[test]
    fn fold_drops_case_and_accents_and_keeps_signs() {
        assert_eq!(fold("Thái Nguyên"), "thai nguyen");
        assert_eq!(fold(&nfd("Đắk Lắk, ƯỚC")), "dak lak, uoc");
        assert_eq!(fold("763-TB/HU"), "763-tb/hu");
        assert_eq!(fold(""), "");
    }
}
