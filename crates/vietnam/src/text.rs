//! Vietnamese text: comparing, sorting and transliterating names.
//!
//! Each key serves one purpose, and none replaces another:
//!
//! - [`match_key`] decides whether two people wrote the same name. It keeps every accent, because
//!   *chè* (tea) is not *chế* (in "cơ chế").
//! - [`fold`] drops accents, for a reader who types without them.
//! - [`slug`] is a fold that is fit for an address.
//! - [`collation_key`] sorts names as a Vietnamese dictionary does, [`person_key`] those of people.
//! - [`Spelling`] is how search knows one word, with and without accents.
//!
//! [`Phrases`] are the short forms of official life and the words of a question that carry no meaning.
//!
//! What is displayed is always what the author wrote, in [`nfc`]. [`nearest`] suggests names for a
//! misspelt one.
//!
//! The module has no list of names and does not treat i and y as one letter: Bắc Cạn is an alias of
//! Bắc Kạn, not a spelling of it.

mod char_table;
mod collation;
mod folding;
mod nearest;
mod normalize;
mod phrases;
mod slug;
mod spelling;
mod tone;

pub use collation::{CollationKey, collation_key, person_key};
pub use folding::{fold, match_key};
pub use nearest::nearest;
pub use normalize::{byte_places, is_invisible, may_have_invisible, nfc, nfd, strip_invisible};
pub use phrases::Phrases;
pub use slug::{MAX_SLUG_BYTES, slug};
pub use spelling::{Spelling, WordChar, word_char, word_from_key};

/// Writes a number with dots between groups of three digits, as Vietnamese does: `12.500.000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::collation::tests::vietnamese_text;
    use super::*;

    #[test]
    fn groups_digits_by_thousands() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1272, "1.272"),
            (12_500_000, "12.500.000"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }

    proptest! {
        #[test]
        fn match_key_is_idempotent(text in any::<String>()) {
            let key = match_key(&text);
            prop_assert_eq!(match_key(&key), key);
        }

        #[test]
        fn keys_ignore_normal_forms(text in any::<String>()) {
            let composed: String = text.nfc().collect();
            prop_assert_eq!(match_key(&composed), match_key(&nfd(&text)));
            prop_assert_eq!(fold(&composed), fold(&nfd(&text)));
            prop_assert_eq!(collation_key(&composed), collation_key(&nfd(&text)));
        }

        #[test]
        fn match_key_ignores_case_and_normal_forms(text in vietnamese_text()) {
            prop_assert_eq!(match_key(&nfd(&text)), match_key(&text.to_uppercase()));
        }
    }
}
