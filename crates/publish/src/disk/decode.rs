//! Decoding the bytes of a text file.

use std::ops::Range;

use ssg_base::message::Message;
use ssg_content::source::normalize;

/// Decodes and normalizes a text. If its bytes are not UTF-8, also returns the message and the
/// range of the normalized text it refers to.
pub(super) fn decode(bytes: &[u8]) -> (String, Option<(Message, Range<usize>)>) {
    match bytes {
        // The text is kept, so that links to the file are not reported as broken too.
        [0xff, 0xfe, rest @ ..] => (
            decode_utf16(rest, u16::from_le_bytes),
            Some((Message::Utf16, 0..0)),
        ),
        [0xfe, 0xff, rest @ ..] => (
            decode_utf16(rest, u16::from_be_bytes),
            Some((Message::Utf16, 0..0)),
        ),
        _ => match simdutf8::compat::from_utf8(bytes) {
            Ok(text) => (normalize(text), None),
            Err(error) => {
                let (before, after) = bytes.split_at(error.valid_up_to());
                // U+FFFD combines with nothing, so the text before it can be normalized alone.
                let at = normalize(&String::from_utf8_lossy(before)).len();
                let byte = after
                    .first()
                    .map_or(String::new(), |b| format!("0x{b:02x}"));
                let text = normalize(&String::from_utf8_lossy(bytes));
                let range = at..at + '\u{fffd}'.len_utf8();
                (text, Some((Message::NotUtf8 { byte }, range)))
            }
        },
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks().0.iter().map(|pair| unit(*pair));
    normalize(&String::from_utf16_lossy(&units.collect::<Vec<u16>>()))
}
