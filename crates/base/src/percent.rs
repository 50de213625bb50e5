//! Percent-encoding in addresses.

/// Decodes percent-encoded bytes once. `None` if an escape is malformed or the result is not UTF-8.
pub fn percent_decode(text: &str) -> Option<String> {
    let (bytes, is_well_formed) = decode(text);
    String::from_utf8(bytes).ok().filter(|_| is_well_formed)
}

/// Decodes percent-encoded bytes once. Malformed escapes are kept, and so is a text that does not
/// become valid UTF-8.
pub fn percent_decode_lenient(text: &str) -> String {
    String::from_utf8(decode(text).0).unwrap_or_else(|_| text.to_owned())
}

/// The decoded bytes, and whether each `%` begins an escape.
fn decode(text: &str) -> (Vec<u8>, bool) {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut is_well_formed = true;
    let mut at = 0;
    let hex = |at: usize| {
        bytes
            .get(at)
            .and_then(|&byte| char::from(byte).to_digit(16))
    };
    while let Some(&byte) = bytes.get(at) {
        if let (b'%', Some(high), Some(low)) = (byte, hex(at + 1), hex(at + 2)) {
            out.push(u8::try_from(high * 16 + low).unwrap_or_default());
            at += 3;
        } else {
            is_well_formed &= byte != b'%';
            out.push(byte);
            at += 1;
        }
    }
    (out, is_well_formed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_once() {
        assert_eq!(percent_decode("a%20b/").as_deref(), Some("a b/"));
        assert_eq!(percent_decode("%252e/").as_deref(), Some("%2e/"));
        assert_eq!(percent_decode_lenient("C%C3%A0%20Mau"), "Cà Mau");
    }

    #[test]
    fn malformed_escapes_are_refused_or_kept() {
        for bad in ["%", "%2", "%zz", "%ff", "%+1"] {
            assert_eq!(percent_decode(bad), None, "{bad}");
            assert_eq!(percent_decode_lenient(bad), bad);
        }
        assert_eq!(percent_decode_lenient("100%/a%20b"), "100%/a b");
    }
}
