//! Normal forms of Unicode, invisible characters and look-alike signs.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Converts a text to NFC, in which nearly everyone writes: `e` + `◌̂` + `◌́` becomes `ế`.
///
/// Also replaces Ð (U+00D0) by Đ and ð (U+00F0) by đ. They look the same, and old fonts and Natural
/// Earth use them instead. Borrows the text if nothing changes.
pub fn nfc(text: &str) -> Cow<'_, str> {
    // Nearly every text takes this path, which is many times faster than the tables of Unicode.
    let is_stable = |at: usize| text[at..].starts_with(is_stable_in_nfc);
    if byte_places(text, may_change_in_nfc).all(is_stable) {
        return Cow::Borrowed(text);
    }
    let composed = if is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    };
    if composed.contains(['Ð', 'ð']) {
        Cow::Owned(composed.replace('Ð', "Đ").replace('ð', "đ"))
    } else {
        composed
    }
}

/// The places of the bytes that `is_wanted` picks by a byte and the one after it, which is 0 at the
/// end.
///
/// Blocks without such a byte are passed over: the compiler tests many bytes of a block at once, and
/// most texts have none at all.
pub fn byte_places(
    text: &str,
    is_wanted: impl Fn(u8, u8) -> bool + Copy,
) -> impl Iterator<Item = usize> {
    const BLOCK_BYTES: usize = 64;
    let bytes = text.as_bytes();
    let end_of = |start: usize| bytes.len().min(start + BLOCK_BYTES);
    let may_have = move |&start: &usize| {
        let pairs = bytes.get(start + 1..=end_of(start));
        let pairs = pairs.map(|nexts| bytes[start..end_of(start)].iter().zip(nexts));
        // All bytes of a block are tested, since an early end would hinder the compiler. Nothing
        // follows the last byte of a text.
        pairs.is_none_or(|pairs| pairs.fold(false, |any, (&at, &next)| any | is_wanted(at, next)))
    };
    let starts = (0..bytes.len()).step_by(BLOCK_BYTES).filter(may_have);
    starts.flat_map(move |start| {
        let next = |at: usize| bytes.get(at + 1).copied().unwrap_or_default();
        (start..end_of(start)).filter(move |&at| is_wanted(bytes[at], next(at)))
    })
}

/// Whether a byte is the first one of a character that [`nfc`] may change, given the byte after it.
fn may_change_in_nfc(byte: u8, next: u8) -> bool {
    match byte {
        // ASCII, continuation bytes and U+0080 to U+00BF; then U+0100 to U+02FF.
        ..=0xc2 | 0xc4..=0xcb => false,
        // All but Ð and ð; U+1E00 to U+1EFF.
        0xc3 => matches!(next, 0x90 | 0xb0),
        0xe1 => !matches!(next, 0xb8..=0xbb),
        _ => true,
    }
}

/// Whether [`nfc`] leaves a character unchanged, whatever its neighbours are. True for the composed
/// Latin letters, Vietnamese ones included, and for most signs. `false` means unknown.
fn is_stable_in_nfc(c: char) -> bool {
    matches!(c, '\0'..='\u{cf}' | '\u{d1}'..='\u{ef}' | '\u{f1}'..='\u{2ff}'
        | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}')
}

/// Converts a text to NFD, with letters and marks apart, as macOS writes file names.
pub fn nfd(text: &str) -> String {
    text.nfd().collect()
}

/// Whether a byte is the first one of some invisible character, or of a control character or line
/// separator apart from line breaks and tabs. Nearly all letters start with another byte.
fn may_begin_invisible(byte: u8, _: u8) -> bool {
    (byte < b' ' && byte != b'\n' && byte != b'\t')
        || matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe2 | 0xef..=0xf4)
}

/// Whether a text may have invisible characters, control characters or line separators, apart from
/// line breaks and tabs. `false` is certain, and found without decoding the text.
pub fn may_have_invisible(text: &str) -> bool {
    byte_places(text, may_begin_invisible).next().is_some()
}

/// Removes the invisible characters from a text. Borrows the text if it has none.
pub fn strip_invisible(text: &str) -> Cow<'_, str> {
    let is_one = |at: usize| text[at..].starts_with(is_invisible);
    if byte_places(text, may_begin_invisible).any(is_one) {
        Cow::Owned(text.replace(is_invisible, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a character is invisible: soft hyphens, zero-width spaces, direction marks, tags,
/// controls and code points that are no characters. Word processors leave them in names; some change
/// what is read (CVE-2021-42574).
pub fn is_invisible(c: char) -> bool {
    let is_format = matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fdd0}'..='\u{fdef}'
            | '\u{e0000}'..='\u{e007f}'
    );
    let is_noncharacter = u32::from(c) & 0xfffe == 0xfffe;
    is_format || is_noncharacter || (c.is_control() && !c.is_whitespace())
}

/// Replaces signs that look and mean the same by one of them, in lower-case text.
pub(super) fn unify_sign(c: char) -> char {
    match c {
        'ð' => 'đ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '‘' | '’' | 'ʼ' | '′' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_found_wherever_they_are() {
        let places = |text: &str, is_wanted: fn(u8, u8) -> bool| -> Vec<usize> {
            byte_places(text, is_wanted).collect()
        };
        assert_eq!(places("", |_, _| true), [0; 0]);
        // Longer than two blocks.
        for length in 1..150 {
            for at in 0..length {
                let text = format!("{}-{}", "a".repeat(at), "a".repeat(length - at - 1));
                let before: Vec<usize> = at.checked_sub(1).into_iter().collect();
                assert_eq!(places(&text, |byte, _| byte == b'-'), [at]);
                assert_eq!(places(&text, |_, next| next == b'-'), before);
                assert_eq!(places(&text, |_, next| next == 0), [length - 1]);
            }
        }
    }

    #[test]
    fn stable_characters_pass_the_quick_check_of_nfc() {
        use unicode_normalization::{IsNormalized, char::canonical_combining_class, is_nfc_quick};
        for c in (0..=0x10_ffff)
            .filter_map(char::from_u32)
            .filter(|&c| is_stable_in_nfc(c))
        {
            // Quick check "yes" and class 0: such letters make a text that is in NFC (UAX 15, 9).
            assert_eq!(is_nfc_quick(std::iter::once(c)), IsNormalized::Yes, "{c:?}");
            assert_eq!(canonical_combining_class(c), 0, "{c:?}");
        }
    }

    #[test]
    fn fast_paths_equal_the_slow_ones_for_every_character() {
        for c in '\0'..=char::MAX {
            let text = format!("a{c}");
            let is_stripped = strip_invisible(&text) == "a";
            assert_eq!(is_stripped, is_invisible(c), "{c:?}");
            let composed: String = text.nfc().collect();
            let expected = composed.replace('Ð', "Đ").replace('ð', "đ");
            assert_eq!(nfc(&text), expected, "{c:?}");
        }
    }

    #[test]
    fn nfc_composes_letters_and_replaces_eth() {
        assert_eq!(nfc(&nfd("Điện Biên Phủ")), "Điện Biên Phủ");
        assert_eq!(nfc("Ðồng Tháp, ðường"), "Đồng Tháp, đường");
        assert!(matches!(nfc("Lào Cai"), Cow::Borrowed("Lào Cai")));
        assert_eq!(nfc(""), "");
    }
}
