//! Writing of YAML scalars.

/// `text` as a YAML scalar, in quotes only where needed. White space is collapsed.
pub fn scalar(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_plain_start = |c: char| c.is_alphabetic() || c == '“' || c == '(';
    let keywords = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_plain = text.starts_with(is_plain_start)
        && !text.contains(": ")
        && !text.ends_with(':')
        && !text.contains(" #")
        && !text.contains([
            '"', '\\', '\u{7f}', '[', ']', '{', '}', '&', '*', '!', '|', '>', '%', '@', '`',
        ])
        && !text.chars().any(char::is_control)
        && !keywords.contains(&&*text.to_lowercase());
    if is_plain { text } else { quoted(&text) }
}

/// `text` as a YAML scalar in double quotes. Control characters become spaces.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
