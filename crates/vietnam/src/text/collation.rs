//! Vietnamese alphabetical order, as CLDR defines it for `vi`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};

use super::char_table::CharTable;
use super::normalize::{is_invisible, nfc};

/// The sort key of a text. Keys compare as their texts sort.
///
/// Texts have equal keys if they differ only in normal forms or invisible characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CollationKey(Box<[u8]>);

/// Computes the key by which `text` sorts.
///
/// First the letters of the two texts are compared (a ă â … d đ …), then their tones (ngang, huyền,
/// hỏi, ngã, sắc, nặng), then their case, small before capital. So Hạ Long sorts before Hà Nội.
/// Spaces and signs sort before digits, and digits before letters. A number is compared digit by
/// digit. Empty text sorts first. Letters foreign to Vietnamese (æ, ß, Greek, Chinese) sort after z
/// by code point, where ICU has a finer order.
pub fn collation_key(text: &str) -> CollationKey {
    let mut weights = Weights::default();
    for c in nfc(text).chars() {
        match cached_weights(c) {
            Some(cached) => weights.append(cached),
            None => weights.push_char(c),
        }
    }
    weights.into_key()
}

/// Computes the key by which people sort: by given name, which is the last word, then by the whole
/// name. So Lê Văn An sorts before Bùi Thị Bình.
pub fn person_key(name: &str) -> (CollationKey, CollationKey) {
    let given = name.split_whitespace().next_back().unwrap_or_default();
    (collation_key(given), collation_key(name))
}

/// The weights of a letter that occurs in Vietnamese texts. They are cached because thousands of
/// pages sort names.
fn cached_weights(c: char) -> Option<&'static Weights> {
    static CACHE: LazyLock<CharTable<Weights>> = LazyLock::new(|| {
        CharTable::new(|c| {
            let mut weights = Weights::default();
            weights.push_char(c);
            weights
        })
    });
    CACHE.get(c)
}

/// The signs in CLDR's order. Signs that are not listed follow them by code point.
const SIGNS: &str = "\t\n\u{b}\u{c}\r\u{85}\u{2028}\u{2029} _-\u{2010}‒–—―,;:!¡?¿.·'‹›\"«»()[]{}§¶@\
     */\\&#%‰†‡•′″`´^¯¨¸°©®←→↑↓+±÷×<=>¬|¦~−⁄≤≥○●✓¤¢$£¥₫€";
/// The digits. Other numerals follow them by code point.
const DIGITS: &str = "0123456789";
/// The Vietnamese alphabet with f, j, w and z in their places. Other letters follow by code point.
const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
/// The five written tones, then other marks in CLDR's order.
const MARKS: &str = "\u{300}\u{309}\u{303}\u{301}\u{323}\
     \u{306}\u{302}\u{30c}\u{30a}\u{308}\u{30b}\u{307}\u{327}\u{328}\u{304}\u{31b}";

/// A sign that differs from another only if the texts are equal otherwise.
struct SignVariant {
    sign: char,
    base: char,
    secondary: u8,
    tertiary: u8,
}

/// A variant with a secondary weight of its own.
const fn secondary(sign: char, base: char, secondary: u8) -> SignVariant {
    SignVariant {
        sign,
        base,
        secondary,
        tertiary: PLAIN,
    }
}

/// A variant with a tertiary weight of its own.
const fn tertiary(sign: char, base: char) -> SignVariant {
    SignVariant {
        sign,
        base,
        secondary: PLAIN,
        tertiary: 2,
    }
}

const SIGN_VARIANTS: [SignVariant; 15] = [
    secondary('‘', '\'', 2),
    secondary('’', '\'', 3),
    secondary('‚', '\'', 4),
    secondary('“', '"', 2),
    secondary('”', '"', 3),
    secondary('„', '"', 4),
    tertiary('\u{2007}', ' '),
    tertiary('\u{2009}', ' '),
    tertiary('\u{a0}', ' '),
    tertiary('\u{202f}', ' '),
    tertiary('\u{2011}', '\u{2010}'),
    tertiary('…', '.'),
    tertiary('¹', '1'),
    tertiary('²', '2'),
    tertiary('³', '3'),
];

// The first bytes of primary weights. The byte 0 separates the levels of a key.
const FIRST_SIGN: u8 = 0x02;
const OTHER_SIGN: u8 = 0xa0;
const FIRST_DIGIT: u8 = 0xa1;
const OTHER_NUMBER: u8 = 0xb0;
const FIRST_LETTER: u8 = 0xb1;
const OTHER_LETTER: u8 = 0xff;
// Secondary and tertiary weights.
const PLAIN: u8 = 1;
const CAPITAL: u8 = 3;
const FIRST_MARK: u8 = 8;
const OTHER_MARK: u8 = 0xff;

/// The weights of the listed characters: secondary ones of marks, primary ones of all others.
static LISTED_WEIGHTS: LazyLock<BTreeMap<char, u8>> = LazyLock::new(|| {
    [
        (SIGNS, FIRST_SIGN),
        (DIGITS, FIRST_DIGIT),
        (LETTERS, FIRST_LETTER),
        (MARKS, FIRST_MARK),
    ]
    .into_iter()
    .flat_map(|(listed, first)| listed.chars().zip(first..))
    .collect()
});

/// The weights of a text on each of three levels: letters, marks, case.
#[derive(Clone, Default)]
struct Weights {
    primary: Vec<u8>,
    secondary: Vec<u8>,
    tertiary: Vec<u8>,
}

impl Weights {
    /// Adds the weights of a composed character.
    fn push_char(&mut self, c: char) {
        if is_invisible(c) {
            return;
        }
        let variant = SIGN_VARIANTS.iter().find(|variant| variant.sign == c);
        if let Some(variant) = variant {
            let repeat = if c == '…' { 3 } else { 1 };
            for _ in 0..repeat {
                self.push_base(variant.base, variant.secondary, variant.tertiary);
            }
        } else if is_combining_mark(c) {
            self.push_mark(c);
        } else if LISTED_WEIGHTS.contains_key(&c) {
            self.push_base(c, PLAIN, PLAIN);
        } else {
            let (letter, marks) = split_letter(c);
            let lower = lowercase(letter);
            let case = if lower == letter { PLAIN } else { CAPITAL };
            self.push_base(lower, PLAIN, case);
            for mark in marks {
                self.push_mark(mark);
            }
        }
    }

    fn append(&mut self, other: &Self) {
        self.primary.extend_from_slice(&other.primary);
        self.secondary.extend_from_slice(&other.secondary);
        self.tertiary.extend_from_slice(&other.tertiary);
    }

    fn push_base(&mut self, c: char, secondary: u8, tertiary: u8) {
        let unlisted_class = match c {
            c if c.is_alphabetic() => OTHER_LETTER,
            c if c.is_numeric() => OTHER_NUMBER,
            _ => OTHER_SIGN,
        };
        push_weight(&mut self.primary, c, unlisted_class);
        self.secondary.push(secondary);
        self.tertiary.push(tertiary);
    }

    /// Adds a mark: one more secondary weight after that of its letter, and no other.
    fn push_mark(&mut self, mark: char) {
        push_weight(&mut self.secondary, mark, OTHER_MARK);
    }

    fn into_key(self) -> CollationKey {
        CollationKey(
            [self.primary, self.secondary, self.tertiary]
                .join(&0)
                .into_boxed_slice(),
        )
    }
}

/// Adds the weight of a listed character. For any other, adds the byte of its class and then its
/// UTF-8 bytes, which sort by code point.
fn push_weight(level: &mut Vec<u8>, c: char, unlisted_class: u8) {
    if let Some(&weight) = LISTED_WEIGHTS.get(&c) {
        level.push(weight);
    } else {
        level.push(unlisted_class);
        level.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// Splits a composed character into a letter of the alphabet and its other marks: `ậ` into `â` and
/// a dot below. A character that is no letter with marks is not split.
fn split_letter(c: char) -> (char, Vec<char>) {
    let mut parts = Vec::new();
    decompose_canonical(c, |part| parts.push(part));
    let (mut letter, mut marks) = (c, Vec::new());
    if let [base, rest @ ..] = &*parts
        && rest.iter().all(|&mark| is_combining_mark(mark))
    {
        letter = *base;
        for &mark in rest {
            let composed = compose(letter, mark);
            match composed.filter(|&composed| LETTERS.contains(lowercase(composed))) {
                Some(composed) => letter = composed,
                None => marks.push(mark),
            }
        }
    }
    (letter, marks)
}

/// The lower-case form of a letter, or the letter itself if that form is several letters.
fn lowercase(letter: char) -> char {
    let mut forms = letter.to_lowercase();
    match (forms.next(), forms.next()) {
        (Some(lower), None) => lower,
        _ => letter,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use icu_collator::CollatorBorrowed;
    use proptest::prelude::*;

    use super::super::{fold, nfd};
    use super::*;

    fn icu() -> CollatorBorrowed<'static> {
        let vietnamese = icu_locale_core::locale!("vi").into();
        icu_collator::Collator::try_new(
            vietnamese,
            icu_collator::options::CollatorOptions::default(),
        )
        .expect("the data is compiled in")
    }

    /// Checks that `names` are in strictly ascending order, also according to ICU.
    fn check_order(names: &[&str]) {
        let icu = icu();
        for pair in names.windows(2) {
            assert!(collation_key(pair[0]) < collation_key(pair[1]), "{pair:?}");
            assert!(icu.compare(pair[0], pair[1]).is_lt(), "ICU: {pair:?}");
        }
    }

    #[test]
    fn people_sort_by_given_name() {
        // Each before the next, first by the last word, then by the whole name.
        let names = [
            "Lê Văn An",
            "Phan An",
            "Lê Thị Ánh",
            "Bùi Thị Bình",
            "Phan Thanh Biên",
            "Đỗ Đạt",
        ];
        let mut sorted = names;
        sorted.sort_by_cached_key(|name| person_key(name));
        assert_eq!(
            sorted,
            [
                "Lê Văn An",
                "Phan An",
                "Lê Thị Ánh",
                "Phan Thanh Biên",
                "Bùi Thị Bình",
                "Đỗ Đạt"
            ]
        );
        assert_eq!(person_key("An"), (collation_key("An"), collation_key("An")));
    }

    /// Like [`check_order`], for names separated by `, `.
    fn check_list(names: &str) {
        check_order(&names.split(", ").collect::<Vec<_>>());
    }

    #[test]
    fn sorts_the_34_provinces() {
        check_list(
            "An Giang, Bắc Ninh, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng, Đắk Lắk, Điện Biên, Đồng \
             Nai, Đồng Tháp, Gia Lai, Hà Nội, Hà Tĩnh, Hải Phòng, Hồ Chí Minh, Huế, Hưng Yên, \
             Khánh Hòa, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Nghệ An, Ninh Bình, Phú Thọ, \
             Quảng Ngãi, Quảng Ninh, Quảng Trị, Sơn La, Tây Ninh, Thái Nguyên, Thanh Hóa, Tuyên \
             Quang, Vĩnh Long",
        );
    }

    #[test]
    fn sorts_the_63_provinces() {
        check_list(
            "An Giang, Bà Rịa - Vũng Tàu, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre, Bình \
             Dương, Bình Định, Bình Phước, Bình Thuận, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng, Đắk \
             Lắk, Đắk Nông, Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Nội, \
             Hà Tĩnh, Hải Dương, Hải Phòng, Hậu Giang, Hòa Bình, Hồ Chí Minh, Hưng Yên, Khánh \
             Hòa, Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Long An, Nam \
             Định, Nghệ An, Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, \
             Quảng Ngãi, Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái \
             Nguyên, Thanh Hóa, Thừa Thiên Huế, Tiền Giang, Trà Vinh, Tuyên Quang, Vĩnh Long, \
             Vĩnh Phúc, Yên Bái",
        );
    }

    #[test]
    fn compares_letters_then_tones_then_case() {
        check_list(
            "a, à, ả, ã, á, ạ, an, ă, ằ, ăn, â, ầ, ân, ấn, da, Da, dà, dả, dã, dá, dạ, Dạ, đa, e, \
             ê, hoa, hoà, hoá, hòa, hóa, o, ô, ơ, u, ư, y",
        );
        check_order(&["Dak Lak", "Đà Nẵng", "Đồng Tháp"]);
        check_order(&["Hạ Long", "Hà Nội"]);
        check_order(&["10 ngày", "9 ngày"]);
        check_order(&["", " ", "-", "1", "a"]);
        check_list("Ban Văn hóa - Xã hội, Ban Văn hóa – Xã hội, Ban Văn hóa Pháp");
        assert_eq!(collation_key(&nfd("Ngưỡng")), collation_key("Ngưỡng"));
        assert_eq!(collation_key("a\u{ad}b"), collation_key("ab"));
    }

    #[test]
    fn sorts_signs_and_foreign_marks_as_icu_does() {
        let icu = icu();
        let listed = SIGNS.chars().chain(DIGITS.chars()).chain(LETTERS.chars());
        let variants = SIGN_VARIANTS.iter().map(|variant| variant.sign);
        let foreign = "éèüöçñåšžÉÜÖÇāőį".chars();
        let all: Vec<String> = listed
            .chain(variants)
            .chain(foreign)
            .map(String::from)
            .collect();
        // ICU distinguishes the four kinds of space, which look the same.
        let is_space_variant = |text: &str| {
            SIGN_VARIANTS
                .iter()
                .any(|variant| variant.base == ' ' && text.starts_with(variant.sign))
        };
        for (one, other) in all.iter().flat_map(|a| all.iter().map(move |b| (a, b))) {
            let ours = collation_key(one).cmp(&collation_key(other));
            assert!(
                ours == icu.compare(one, other)
                    || (is_space_variant(one) && is_space_variant(other)),
                "{one:?} {other:?}"
            );
        }
    }

    #[test]
    fn weights_of_each_class_fit_into_its_range() {
        assert!(SIGNS.chars().count() <= usize::from(OTHER_SIGN - FIRST_SIGN));
        assert!(LETTERS.chars().count() <= usize::from(OTHER_LETTER - FIRST_LETTER));
        assert_eq!(
            LISTED_WEIGHTS.len(),
            [SIGNS, DIGITS, LETTERS, MARKS]
                .map(|listed| listed.chars().count())
                .iter()
                .sum::<usize>(),
            "no character is listed twice"
        );
    }

    #[test]
    fn unlisted_characters_sort_within_their_class() {
        let order = ["€", "☃", "0", "9", "½", "a", "z", "æ", "Ω", "日"];
        let keys: Vec<_> = order.iter().map(|c| collation_key(c)).collect();
        assert!(keys.is_sorted_by(|a, b| a < b));
        assert_ne!(collation_key("한"), collation_key("하"));
    }

    /// Letters with every tone in both cases, digits, spaces and hyphens.
    pub(in super::super) fn vietnamese_text() -> impl Strategy<Value = String> {
        let mut letters: Vec<char> = " -0123456789".chars().collect();
        let tones = || MARKS.chars().take(5);
        for letter in LETTERS.chars() {
            letters.push(letter);
            letters.extend(tones().filter_map(|tone| compose(letter, tone)));
        }
        let capitals: Vec<char> = letters.iter().flat_map(|c| c.to_uppercase()).collect();
        letters.extend(capitals);
        proptest::collection::vec(proptest::sample::select(letters), 0..8)
            .prop_map(|chars| chars.into_iter().collect())
    }

    /// Two texts that have much in common, the first of them decomposed.
    fn similar_texts() -> impl Strategy<Value = (String, String)> {
        let few_letters = "[aàạâậÂẬdđĐD 1-]{0,5}";
        prop_oneof![
            (vietnamese_text(), vietnamese_text()),
            (few_letters, few_letters),
            vietnamese_text().prop_map(|text| (text.clone(), fold(&text))),
            vietnamese_text().prop_map(|text| (text.to_uppercase(), text)),
        ]
        .prop_map(|(one, other)| (nfd(&one), other))
    }

    proptest! {
        #[test]
        fn sorts_any_two_texts_as_icu_does((one, other) in similar_texts()) {
            let ours = collation_key(&one).cmp(&collation_key(&other));
            prop_assert_eq!(ours, icu().compare(&one, &other));
        }
    }
}
