//! Vietnamese text.
use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The text in NFC.
pub fn nfc(text: &str) -> Cow<'_, str> {
    Cow::Owned(text.nfc().collect())
}
