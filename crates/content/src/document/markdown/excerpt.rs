//! Excerpts: the first sentences of a body or lesson as plain text.

/// The longest excerpt, in characters. A longer text is cut at a word.
const MAX_EXCERPT_CHARS: usize = 220;

/// An excerpt that is being collected.
#[derive(Default)]
pub(super) struct Excerpt {
    text: String,
    is_full: bool,
}

impl Excerpt {
    /// Adds text, unless there is enough already.
    pub(super) fn push(&mut self, text: &str) {
        if !self.is_full {
            self.text.push_str(text);
            // More than is used, because white space is collapsed later.
            self.is_full = self.text.len() > 4 * MAX_EXCERPT_CHARS;
        }
    }

    /// Separates the text of two blocks.
    pub(super) fn end_block(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// The excerpt, with collapsed white space; cut at a word and ended by `…` if text was left
    /// out.
    pub(super) fn finish(self) -> String {
        let (mut text, mut length) = (String::new(), 0);
        for word in self.text.split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
                length += 1;
            }
            text.push_str(word);
            length += word.chars().count();
            if length > MAX_EXCERPT_CHARS {
                break;
            }
        }
        let Some((end, _)) = text.char_indices().nth(MAX_EXCERPT_CHARS) else {
            return text;
        };
        let word_end = text[..end].rfind(' ').unwrap_or(end);
        [
            text[..word_end].trim_end_matches([' ', ',', ';', ':', '.']),
            "…",
        ]
        .concat()
    }
}
