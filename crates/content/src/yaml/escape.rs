//! Escapes in double quotes that an author did not mean: `"D:\nam2023"` would lose the `\n`.

use ssg_base::diagnostic::Span;

use super::{Node, NodeKind};

/// Returns the first escape of a scalar in double quotes that swallows a letter: any in a path such as
/// `D:\nam`, and one that begins a word and stands for a tab or another character that cannot be seen.
/// Programs write line breaks and tabs between words in this way. `None` if there is none.
pub(super) fn lost_letter(node: &Node, text: &str) -> Option<Span> {
    match &node.kind {
        NodeKind::Null => None,
        NodeKind::Scalar(_) => in_quotes(&text[node.span.start..node.span.end])
            .map(|at| Span::from(node.span.start + at..node.span.start + at + 2)),
        NodeKind::List(items) => items.iter().find_map(|item| lost_letter(item, text)),
        NodeKind::Map(entries) => entries
            .iter()
            .find_map(|(_, value)| lost_letter(value, text)),
    }
}

/// Returns the byte of such an escape in a scalar as it is written.
fn in_quotes(written: &str) -> Option<usize> {
    let quoted = written.strip_prefix('"')?;
    let is_path = |before: &str| {
        let before = before.strip_suffix(':').unwrap_or_default();
        let mut letters = before.chars().rev();
        letters.next().is_some_and(|c| c.is_ascii_alphabetic())
            && letters.next().is_none_or(|c| !c.is_alphanumeric())
    };
    let mut rest = quoted.char_indices();
    while let Some((at, c)) = rest.next() {
        if c != '\\' {
            continue;
        }
        let (_, escaped) = rest.next()?;
        let before = &quoted[..at];
        let is_unseen = matches!(escaped, 't' | 'b' | 'a' | 'v' | 'f' | 'r' | 'e');
        let begins_word = (before.is_empty() || before.ends_with(' '))
            && rest.clone().next().is_some_and(|(_, c)| c.is_alphabetic());
        let is_lost = (is_unseen && begins_word) || is_path(before);
        if is_lost && escaped.is_ascii_alphabetic() {
            return Some(1 + at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_escapes_that_swallow_letters() {
        for (written, at) in [
            (r#""Học \tập""#, Some(7)),
            (r#""D:\nam2023""#, Some(3)),
            (r#""Lưu: VT, D:\tai-lieu""#, Some(13)),
            (r#""Một dòng\nhai dòng""#, None),
            (r#""cột\tcột""#, None),
            (r#""Ông \"A\" \\ \u1ECB""#, None),
            (r#""C:\\Sa Pa""#, None),
            (r"'D:\nam'", None),
            (r"D:\nam", None),
        ] {
            assert_eq!(in_quotes(written), at, "{written}");
        }
    }
}
