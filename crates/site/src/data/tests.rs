//! Texts that break careless writers of formats.

use proptest::prelude::*;

/// Long texts with ends of scripts, formulas, ends of XML sections and of lines, and with composed
/// characters.
pub(super) fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = [
        "</script>",
        "<!--<script>",
        "=HYPERLINK(\"http://x\")",
        "]]>",
        "\u{2028}",
        "\u{2029}",
        "&amp;",
        "\"",
        "\\",
        "'",
        "=",
        "+",
        "-",
        "@",
        ";",
        ",",
        ":",
        "a",
        " ",
        "ễ",
        "e\u{302}\u{303}",
        "🛶",
        "👩‍👩‍👧",
        "\n",
        "-5",
        "Đợt 1",
        "\\n",
        "%0A",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..300).prop_map(|p| p.concat())
}
