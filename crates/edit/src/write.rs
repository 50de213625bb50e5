//! Writing of YAML values and of bodies.

use std::fmt::Write as _;

use crate::layout::Style;
use crate::value::Value;

/// How to write a value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form<'a> {
    /// The column of the key or dash before the value.
    pub(crate) column: usize,
    /// The line end of the file.
    pub(crate) line_end: &'a str,
}

/// A value that follows `key:`, or `-` if `after_dash`, with the white space before it.
pub(crate) fn block(
    value: &Value,
    style: Option<Style>,
    form: Form<'_>,
    after_dash: bool,
) -> String {
    let mut out = String::new();
    push_block(&mut out, value, style, form, after_dash);
    out
}

fn push_block(
    out: &mut String,
    value: &Value,
    style: Option<Style>,
    form: Form<'_>,
    after_dash: bool,
) {
    let inner = Form {
        column: form.column + 2,
        ..form
    };
    match value {
        Value::Null => {}
        Value::Map(pairs) if !pairs.is_empty() => {
            for (index, (key, value)) in pairs.iter().enumerate() {
                if index == 0 && after_dash {
                    out.push(' ');
                } else {
                    push_line(out, inner);
                }
                out.push_str(&key_text(key));
                out.push(':');
                push_block(out, value, None, inner, false);
            }
        }
        Value::List(items) if !items.is_empty() && !after_dash => {
            for item in items {
                push_line(out, inner);
                out.push('-');
                push_block(out, item, None, inner, true);
            }
        }
        Value::List(_) | Value::Map(_) => {
            out.push(' ');
            out.push_str(&flow(value, None));
        }
        Value::Bool(_) | Value::Number(_) | Value::Text(_) => {
            let text = value.as_text().unwrap_or_default();
            if let Some(header) = block_header(&text, style) {
                out.push(' ');
                out.push_str(header);
                for line in text.trim_end_matches('\n').split('\n') {
                    if line.is_empty() {
                        out.push_str(form.line_end);
                    } else {
                        push_line(out, inner);
                        out.push_str(line);
                    }
                }
            } else {
                out.push(' ');
                out.push_str(&scalar(value, style, false));
            }
        }
    }
}

fn push_line(out: &mut String, form: Form<'_>) {
    out.push_str(form.line_end);
    out.extend(std::iter::repeat_n(' ', form.column));
}

/// A value in brackets or braces.
pub(crate) fn flow(value: &Value, style: Option<Style>) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) | Value::Number(_) | Value::Text(_) => scalar(value, style, true),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| flow(item, None)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(pairs) => {
            let pairs = pairs.iter();
            let pairs: Vec<String> = pairs
                .map(|(key, value)| format!("{}: {}", key_text(key), flow(value, None)))
                .collect();
            format!("{{{}}}", pairs.join(", "))
        }
    }
}

/// A key, in quotes only where needed.
pub(crate) fn key_text(key: &str) -> String {
    if is_plain(key, true) {
        key.to_owned()
    } else {
        double_quoted(key)
    }
}

/// A text, number or boolean on one line. The author's quotes are kept where they can be.
fn scalar(value: &Value, style: Option<Style>, in_flow: bool) -> String {
    let text = value.as_text().unwrap_or_default();
    let is_printable = text.chars().all(is_printable);
    match (value, style) {
        (Value::Text(_), Some(Style::Single)) if is_printable => {
            format!("'{}'", text.replace('\'', "''"))
        }
        (Value::Text(_), Some(Style::Double)) => double_quoted(&text),
        (Value::Text(_), _) if !is_plain(&text, in_flow) => double_quoted(&text),
        _ => text,
    }
}

/// Whether a text can be written without quotes, and other programs read it as text too. Dates and
/// whole numbers are left without quotes, as authors write them.
fn is_plain(text: &str, in_flow: bool) -> bool {
    const KEYWORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let Some(first) = text.chars().next() else {
        return false;
    };
    let is_whole = text.bytes().all(|b| b.is_ascii_digit());
    let is_other_number = !is_whole
        && text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '.'))
        && (text.parse::<f64>().is_ok() || text.starts_with("0x") || text.starts_with("0o"));
    !"-?:,[]{}#&*!|>'\"%@`~=<.+".contains(first)
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !(in_flow && text.contains([',', '[', ']', '{', '}']))
        && text.chars().all(is_printable)
        && !is_other_number
        && !KEYWORDS.contains(&&*text.to_lowercase())
}

/// Whether a character is written as it is: no line break, no control character, nothing that YAML
/// takes for one.
fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// A text in double quotes. Only what cannot be written as it is is escaped.
fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printable(c) => out.push(c),
            c => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}

/// The header of a text that is written on lines of its own: one with line breaks, or one whose
/// author wrote it so. `None` if it is written on the line of its key.
fn block_header(text: &str, style: Option<Style>) -> Option<&'static str> {
    let content = text.strip_suffix('\n').unwrap_or(text);
    let has_lines = content.contains('\n');
    let wants_lines = match style {
        Some(Style::Block) => true,
        None | Some(Style::Plain) => has_lines,
        Some(Style::Single | Style::Double) => false,
    };
    let is_possible = !content.is_empty()
        && !content.starts_with([' ', '\t', '\n'])
        && !content.ends_with('\n')
        && content.chars().all(|c| c == '\n' || is_printable(c));
    let is_clipped = content.len() < text.len();
    (wants_lines && is_possible).then_some(match (has_lines, is_clipped) {
        (true, true) => "|",
        (true, false) => "|-",
        (false, true) => ">",
        (false, false) => ">-",
    })
}

/// The body `new` with the line ends of the file. Lines at its start and end that the old body has
/// too keep their bytes.
pub(crate) fn body(old: &str, new: &str, line_end: &str) -> String {
    let new = new.replace("\r\n", "\n").replace('\r', "\n");
    let (old_lines, new_lines) = (lines(old), lines(&new));
    let same = |(old, new): &(&&str, &&str)| {
        old.trim_end_matches(['\r', '\n']) == new.trim_end_matches('\n')
            && old.ends_with(['\r', '\n']) == new.ends_with('\n')
    };
    let shared = old_lines.len().min(new_lines.len());
    let before = old_lines.iter().zip(&new_lines).take_while(same).count();
    let (old_rev, new_rev) = (old_lines.iter().rev(), new_lines.iter().rev());
    let after = old_rev.zip(new_rev).take_while(same).count();
    let after = after.min(shared - before);
    let mut out: String = old_lines[..before].concat();
    for line in &new_lines[before..new_lines.len() - after] {
        match line.strip_suffix('\n') {
            Some(line) => {
                out.push_str(line);
                out.push_str(line_end);
            }
            None => out.push_str(line),
        }
    }
    out.push_str(&old_lines[old_lines.len() - after..].concat());
    out
}

/// The lines of a text with their line ends: `\n`, `\r\n` or `\r`.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\r', '\n']) {
        let width = if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        let (line, after) = rest.split_at(at + width);
        lines.push(line);
        rest = after;
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}
