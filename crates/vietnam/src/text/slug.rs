//! Segments of addresses made from names and titles.

use super::folding::{fold, match_key};

/// The maximum length of a [`slug`] in bytes, which is what a segment of an address may have.
pub const MAX_SLUG_BYTES: usize = 80;

/// Converts a text to a segment of an address: words of `a`–`z` and `0`–`9` joined by `-`.
///
/// Returns `None` if the text contains no such letter or digit. A slug of more than
/// [`MAX_SLUG_BYTES`] is cut between two words and gets a hash of the text's [`match_key`], so that
/// two long titles with the same beginning have different addresses. Different texts may still have
/// the same slug (*da*, *đa*).
pub fn slug(text: &str) -> Option<String> {
    const HASH_LEN: usize = "-01234567".len();
    let full = dashed(text);
    if full.len() <= MAX_SLUG_BYTES {
        return (!full.is_empty()).then_some(full);
    }
    let room = MAX_SLUG_BYTES - HASH_LEN;
    let cut = full[..=room].rfind('-').unwrap_or(room);
    let hash = fnv1a(match_key(text).as_bytes());
    Some(format!("{}-{hash:08x}", &full[..cut]))
}

/// A slug of any length; empty if the text has no letter and no digit.
pub(super) fn dashed(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-")
}

/// The 32-bit FNV-1a hash. It is short, and the same on every machine and in every release, which
/// the hashers of the standard library do not promise.
fn fnv1a(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, &byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::nfd;
    use super::*;

    #[test]
    fn slug_is_ascii_words_joined_by_dashes() {
        for (text, expected) in [
            ("Lào Cai", Some("lao-cai")),
            ("Bà Rịa - Vũng Tàu", Some("ba-ria-vung-tau")),
            ("TP. Hồ Chí Minh", Some("tp-ho-chi-minh")),
            ("Ðồng  Tháp!", Some("dong-thap")),
            ("Nghị quyết 202/2025/QH15", Some("nghi-quyet-202-2025-qh15")),
            ("  …  ", None),
            ("", None),
            ("日本", None),
        ] {
            assert_eq!(slug(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn long_slugs_are_cut_at_a_word_and_differ() {
        let title = "Học tập kinh nghiệm hoạt động giám sát, chất vấn và chuyển đổi số tại một số";
        let north = slug(&format!("{title} tỉnh phía Bắc")).expect("the title has letters");
        let south = slug(&format!("{title} tỉnh phía Nam")).expect("the title has letters");
        assert_eq!(
            north,
            "hoc-tap-kinh-nghiem-hoat-dong-giam-sat-chat-van-va-chuyen-doi-so-tai-4248ef0e"
        );
        assert_ne!(north, south);
        assert_eq!(slug(&nfd(&format!("{title} TỈNH phía Bắc"))), Some(north));
        for length in [80, 81] {
            assert_eq!(slug(&"a".repeat(length)).map(|slug| slug.len()), Some(80));
        }
    }

    #[test]
    fn hash_equals_the_reference_vectors_of_fnv1a() {
        assert_eq!(fnv1a(b""), 0x811c_9dc5);
        assert_eq!(fnv1a(b"foobar"), 0xbf9c_f968);
    }

    proptest! {
        #[test]
        fn slug_is_valid_and_idempotent(text in "\\PC{0,120}") {
            if let Some(once) = slug(&text) {
                prop_assert!(once.len() <= MAX_SLUG_BYTES);
                prop_assert!(once.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-')));
                prop_assert!(!once.starts_with('-') && !once.ends_with('-'));
                prop_assert!(!once.contains("--"));
                prop_assert_eq!(slug(&once), Some(once.clone()));
            }
        }

        #[test]
        fn long_slug_stays_within_the_limit(text in "[a-zđ ]{60,120}") {
            let once = slug(&text).unwrap_or_default();
            prop_assert!(once.len() <= MAX_SLUG_BYTES);
            prop_assert_eq!(slug(&once).unwrap_or_default(), once);
        }
    }
}
