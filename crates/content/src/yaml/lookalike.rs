//! Characters that look like those of YAML and are not: special spaces and wide colons. Texts copied
//! from Word and web pages have them, and no editor shows the difference.

use std::ops::Range;

use ssg_base::message::Message;

/// How many lines above the place at which the parser stopped are searched.
const MAX_LINES_ABOVE: usize = 5;

/// Whether a character is a space that YAML reads as a letter.
pub fn is_special_space(c: char) -> bool {
    c != ' ' && !c.is_control() && c.is_whitespace()
}

/// Whether a character looks like a colon and is none.
pub fn is_wide_colon(c: char) -> bool {
    matches!(c, '：' | '﹕' | '︓' | '∶' | '꞉' | 'ː' | '։')
}

/// Finds the look-alike nearest above the place `stopped` where YAML needs a space or a
/// colon: in front of a line, behind its dash, or behind a key.
pub(super) fn find(yaml: &str, stopped: usize) -> Option<Range<usize>> {
    let end = yaml[stopped.min(yaml.len())..].find('\n');
    let end = end.map_or(yaml.len(), |end| stopped + end);
    let mut line_end = end;
    for _ in 0..=MAX_LINES_ABOVE {
        let start = yaml[..line_end].rfind('\n').map_or(0, |at| at + 1);
        if let Some(found) = in_line(&yaml[start..line_end]) {
            return Some(start + found.start..start + found.end);
        }
        if start == 0 {
            break;
        }
        line_end = start - 1;
    }
    None
}

/// Returns what is wrong with a look-alike, and how to write it.
pub fn explain(found: char) -> (Message, Message) {
    let character = format!("U+{:04X}", u32::from(found));
    if is_wide_colon(found) {
        let found = found.to_string();
        (
            Message::YamlWideColon { found, character },
            Message::YamlWideColonHint,
        )
    } else {
        (Message::YamlSpace { character }, Message::YamlSpaceHint)
    }
}

/// Finds the first look-alike of a line or value where YAML needs a space or a colon.
pub fn in_line(line: &str) -> Option<Range<usize>> {
    let mut before = ' ';
    // A key may begin at the start of the line, behind a dash, and behind `{` and `,`.
    let mut may_be_key = true;
    let mut may_be_indent = true;
    for (at, c) in line.char_indices() {
        let is_lookalike = if is_wide_colon(c) {
            may_be_key
        } else {
            is_special_space(c) && (may_be_indent || (before == ':' && may_be_key))
        };
        if is_lookalike {
            return Some(at..at + c.len_utf8());
        }
        match c {
            '{' | ',' | '[' => may_be_key = true,
            // A key ends at its colon. What follows is a value.
            ' ' if before == ':' => may_be_key = false,
            '"' | '\'' | '#' if before == ' ' => return None,
            _ => {}
        }
        may_be_indent = matches!(c, ' ' | '-') && may_be_indent;
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_lookalikes_where_yaml_needs_the_plain_character() {
        for (line, found) in [
            ("title：Học tập", Some('：')),
            ("title:\u{a0}Học tập", Some('\u{a0}')),
            ("\u{a0}\u{a0}- Lào Cai", Some('\u{a0}')),
            ("  -\u{a0}Lào Cai", Some('\u{a0}')),
            ("\u{3000}to: 2023", Some('\u{3000}')),
            ("dates: {from：2023-08-18, to: 2023-08-25}", Some('：')),
            ("dates: {from: 2023-08-18, to：2023-08-25}", Some('：')),
            ("title: Giờ 7：30", None),
            ("title: Học\u{a0}tập: kinh nghiệm", None),
            ("title: \"Một：hai\"", None),
            ("# a：b", None),
            ("", None),
        ] {
            let range = in_line(line);
            let char = range.and_then(|range| line[range].chars().next());
            assert_eq!(char, found, "{line}");
        }
    }
}
