//! Sets of bytes, to find out quickly that a text has nothing worth a closer look.
//!
//! A search for a few characters decodes every character before them. Most texts have none of those
//! characters, and their bytes alone show it: at one table entry for each byte, without decoding.

/// A set of bytes: ASCII characters, and the first bytes of other ones.
#[derive(Clone, Copy, Debug)]
pub struct ByteSet([bool; 256]);

impl ByteSet {
    /// The set of the first bytes of these characters in UTF-8. A text that holds one of the
    /// characters has one of these bytes; the reverse is only true of ASCII characters.
    pub const fn of_first_bytes(chars: &[char]) -> Self {
        let mut set = [false; 256];
        let mut at = 0;
        while at < chars.len() {
            let mut buffer = [0; 4];
            chars[at].encode_utf8(&mut buffer);
            set[buffer[0] as usize] = true;
            at += 1;
        }
        Self(set)
    }

    /// Whether a text has one of these bytes.
    pub fn is_in(&self, text: &str) -> bool {
        text.bytes().any(|byte| self.0[usize::from(byte)])
    }
}

#[cfg(test)]
mod tests {
    use super::ByteSet;

    #[test]
    fn finds_ascii_characters_and_the_first_bytes_of_others() {
        const SET: ByteSet = ByteSet::of_first_bytes(&['[', '•']);
        assert!(SET.is_in("Đoàn [1]"));
        assert!(SET.is_in("hai •"));
        assert!(!SET.is_in(""));
        // A quotation mark begins like the bullet.
        assert!(SET.is_in("“"));
        assert!(!SET.is_in("Ủy ban"));
        assert!(ByteSet::of_first_bytes(&['\n']).is_in("a\n"));
    }
}
