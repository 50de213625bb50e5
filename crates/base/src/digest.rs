//! SHA-256 digests. No other module computes them.

use std::fmt;
use std::io;

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// A SHA-256 digest.
///
/// It is displayed and parsed as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "&str")]
pub struct Digest([u8; 32]);

impl Digest {
    /// Hashes a list of byte strings. Each is preceded by its length, so that two different lists
    /// have different digests.
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// Hashes `bytes` as `sha256sum` does.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The 32 bytes of the digest.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Parses 64 hexadecimal digits in lower case. Returns `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let value = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != 32 || !rest.is_empty() {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = value(*high)? * 16 + value(*low)?;
        }
        Some(Self(bytes))
    }
}

/// Computes a digest of bytes that arrive in pieces, such as those of a large file.
#[derive(Debug, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Adds the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// Returns the digest of all pieces together, equal to [`Digest::of`] of their concatenation.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

/// Hashes all that is written.
impl io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.map(|byte| {
            let digit = |nibble: u8| DIGITS[usize::from(nibble)];
            [digit(byte >> 4), digit(byte & 15)]
        });
        f.write_str(std::str::from_utf8(digits.as_flattened()).expect("digits are ASCII"))
    }
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

impl TryFrom<&str> for Digest {
    type Error = &'static str;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        Self::parse(text).ok_or("64 hexadecimal digits are expected")
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Hasher};

    #[test]
    fn prints_and_parses_the_digits_of_sha256sum() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digest::of(b"").to_string(), empty);
        assert_eq!(Digest::parse(empty), Some(Digest::of(b"")));
        for invalid in [
            "",
            "e3",
            &empty[1..],
            &empty.to_uppercase(),
            &empty.replace('e', "g"),
        ] {
            assert_eq!(Digest::parse(invalid), None, "{invalid}");
        }
        let bytes = Digest::of(b"");
        assert_eq!((bytes.as_bytes().len(), bytes.as_bytes()[31]), (32, 0x55));
        let of_parts = |parts: [&[u8]; 2]| Digest::of_parts(parts);
        assert_ne!(of_parts([b"ab", b"c"]), of_parts([b"a", b"bc"]));
    }

    #[test]
    fn hasher_equals_the_digest_of_the_concatenation() {
        let mut hasher = Hasher::default();
        for piece in [&b"Con "[..], b"", b"Dao"] {
            hasher.update(piece);
        }
        assert_eq!(hasher.finish(), Digest::of(b"Con Dao"));
        assert_eq!(Hasher::default().finish(), Digest::of(b""));
    }
}
