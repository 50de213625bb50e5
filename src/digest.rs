//! What a value's bytes are known by. The home of `sha2`.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// The SHA-256 of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Of the parts one after the other, each with its length, so that no two lists of parts are
    /// taken for one another.
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// Of the bytes alone, as `sha256sum` prints it.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

/// A digest of bytes that come in pieces, such as a file too large to hold.
#[derive(Debug, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Takes in the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The digest of all pieces, as if they had come as one.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Hasher};

    #[test]
    fn a_digest_is_what_sha256sum_prints() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digest::of(b"").to_string(), empty);
        let parts = |parts: [&[u8]; 2]| Digest::of_parts(parts);
        assert_ne!(parts([b"ab", b"c"]), parts([b"a", b"bc"]));
    }

    #[test]
    fn pieces_make_the_digest_of_the_whole() {
        let mut hasher = Hasher::default();
        for piece in [&b"Con "[..], b"", b"Dao"] {
            hasher.update(piece);
        }
        assert_eq!(hasher.finish(), Digest::of(b"Con Dao"));
        assert_eq!(Hasher::default().finish(), Digest::of(b""));
    }
}
