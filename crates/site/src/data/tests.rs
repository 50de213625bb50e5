//! Titles that have broken formats elsewhere.

use proptest::prelude::*;

/// Texts made of what ends a script, runs in a spreadsheet, ends a section of XML or a line; long
/// ones, and in pieces of letters.
pub(super) fn nasty() -> impl Strategy<Value = String> {
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
