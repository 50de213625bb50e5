//! JSON that is safe inside a `<script>`.

use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;

/// Capacity for the JSON-LD of most pages, in bytes.
const CAPACITY: usize = 4096;

/// Serialises a value so that no text in it can end a `<script>`, begin a comment or end a line of
/// JavaScript.
pub(super) fn to_json(value: &impl Serialize) -> String {
    let mut out = Vec::with_capacity(CAPACITY);
    let mut writer = serde_json::Serializer::with_formatter(&mut out, InScript);
    value
        .serialize(&mut writer)
        .expect("plain values are serialisable");
    String::from_utf8(out).expect("JSON is UTF-8")
}

/// Escapes `<`, `>`, `&` and the line ends of JavaScript within texts. Outside of texts, JSON has none
/// of them.
struct InScript;

impl Formatter for InScript {
    fn write_string_fragment<W>(&mut self, writer: &mut W, text: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        let bytes = text.as_bytes();
        // Most texts need no escape. A look at every byte is faster than to stop at the first that
        // does: the compiler vectorises it.
        let may_need_escape = |&byte: &u8| matches!(byte, b'<' | b'>' | b'&' | 0xe2);
        if !bytes
            .iter()
            .fold(false, |any, byte| any | may_need_escape(byte))
        {
            return writer.write_all(bytes);
        }
        let mut written = 0;
        for (at, byte) in bytes.iter().enumerate() {
            let (len, escape) = match byte {
                b'<' => (1, "\\u003c"),
                b'>' => (1, "\\u003e"),
                b'&' => (1, "\\u0026"),
                // The first byte of U+2028 and U+2029, and of quotation marks.
                0xe2 if text[at..].starts_with('\u{2028}') => (3, "\\u2028"),
                0xe2 if text[at..].starts_with('\u{2029}') => (3, "\\u2029"),
                _ => continue,
            };
            writer.write_all(&bytes[written..at])?;
            writer.write_all(escape.as_bytes())?;
            written = at + len;
        }
        writer.write_all(&bytes[written..])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::to_json;

    fn hostile_text() -> impl Strategy<Value = String> {
        let pieces = [
            "</script>",
            "<!--<script>",
            "]]>",
            "\u{2028}",
            "\u{2029}",
            "&amp;",
            "\"",
            "\\",
            "a",
            "ễ",
            "e\u{302}\u{303}",
            "🛶",
            "\n",
            "\u{1}",
            "--!>",
        ];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..100)
            .prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn writes_plain_texts_as_serde_json_does() {
        let plain = ["", "Lào Cai", "18–25", "a\u{7f}", "\"", "\\", "\t", "“"];
        for text in plain {
            assert_eq!(to_json(&text), serde_json::to_string(text).expect("JSON"));
        }
        let escaped = [
            ("<", r#""\u003c""#),
            (">", r#""\u003e""#),
            ("&", r#""\u0026""#),
        ];
        for (text, wanted) in escaped {
            assert_eq!(to_json(&text), wanted);
        }
        let empty = json!({"list": [], "object": {}});
        assert_eq!(to_json(&empty), r#"{"list":[],"object":{}}"#);
    }

    proptest! {
        #[test]
        fn escapes_script_ends_and_keeps_texts(text in hostile_text()) {
            let value = json!({ "name": text });
            let out = to_json(&value);
            let ends = ['<', '>', '&', '\u{2028}', '\u{2029}', '\n'];
            prop_assert!(!out.contains(ends));
            prop_assert_eq!(serde_json::from_str::<Value>(&out).expect("JSON"), value);
        }
    }
}
