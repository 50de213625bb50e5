//! What was taken off the text on its way from the file to the draft.
//!
//! The draft lists it, so that nothing vanishes without a word. The list is not kept by the stages
//! that take something off, because one of them would forget it: the words of the file are compared
//! with those of the finished draft.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Block, Document, Paragraph};

/// The most words at the start or end of a line that may be gone while the rest is in the draft.
const MAX_DROPPED_WORDS: usize = 3;
/// The fewest words of such a rest.
const MIN_KEPT_WORDS: usize = 3;

/// The lines of a file before anything is taken off.
#[derive(Debug, Default)]
pub(crate) struct SourceLines {
    /// The lines of the body and of the footnotes.
    text: Vec<String>,
    /// Text outside of the body: page headers, deleted text …
    outside: Vec<String>,
}

impl SourceLines {
    /// Collects the lines of a document.
    pub(crate) fn of(document: &Document) -> Self {
        let mut text: Vec<String> = Vec::new();
        let body = document.blocks.iter().flat_map(Block::paragraphs);
        let notes = document.notes.iter().flat_map(|(_, paragraphs)| paragraphs);
        for paragraph in body.chain(notes) {
            text.extend(paragraph.lines().iter().map(Paragraph::text));
        }
        let mut seen = BTreeSet::new();
        let outside = document.left_out.iter().map(|line| single_spaced(line));
        let outside = outside.filter(|line| !line.is_empty() && seen.insert(line.clone()));
        Self {
            text,
            outside: outside.collect(),
        }
    }

    /// Returns all lines, those outside of the body last.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.text.iter().chain(&self.outside).map(String::as_str)
    }

    /// Returns the lines, or the parts of lines, whose words are not in the draft.
    pub(crate) fn missing_from(&self, front_matter: &str, body: &str) -> Vec<String> {
        let mut places = [Words::of(&body.replace('\\', "")), Words::of(front_matter)];
        let mut lines: Vec<(usize, Vec<Token>)> = Vec::new();
        for (at, line) in self.text.iter().enumerate() {
            lines.push((at, tokens(line)));
        }
        // Long lines come first: a short one such as "BÁO CÁO" may be part of another.
        lines.sort_by_key(|(at, tokens)| (std::cmp::Reverse(tokens.len()), *at));
        let mut unclear: Vec<(usize, Vec<Token>)> = Vec::new();
        for (at, tokens) in lines {
            if places.iter_mut().any(|words| words.take_line(&tokens)) {
                continue;
            }
            // The heading of a lesson replaces its number, and a key the label before its value.
            let most = MAX_DROPPED_WORDS.min(tokens.len().saturating_sub(MIN_KEPT_WORDS));
            let parts =
                (1..=most).flat_map(|count| [(count, tokens.len()), (0, tokens.len() - count)]);
            let kept = parts.into_iter().find(|(from, to)| {
                let part = &tokens[*from..*to];
                places.iter_mut().any(|words| words.take_line(part))
            });
            match kept {
                Some((0, to)) => unclear.push((at, tokens.into_iter().skip(to).collect())),
                Some((from, _)) => unclear.push((at, tokens.into_iter().take(from).collect())),
                None => unclear.push((at, tokens)),
            }
        }
        unclear.sort_by_key(|(at, _)| *at);
        let mut missing = Vec::new();
        for (at, tokens) in unclear {
            let is_gone: Vec<bool> = tokens
                .iter()
                .map(|token| !places.iter_mut().any(|words| words.take_word(&token.key)))
                .collect();
            let (Some(first), Some(last)) = (
                is_gone.iter().position(|gone| *gone),
                is_gone.iter().rposition(|gone| *gone),
            ) else {
                continue;
            };
            let line = &self.text[at];
            let count = is_gone.iter().filter(|gone| **gone).count();
            // Most of a line is gone: the line tells more than its parts.
            let is_whole = tokens.len() == tokens_of(line);
            let is_line = is_whole && count * 2 >= tokens.len();
            missing.push(if is_line {
                line.clone()
            } else {
                line[tokens[first].start..tokens[last].end].to_owned()
            });
        }
        for line in &self.outside {
            let tokens = tokens(line);
            if !tokens.is_empty() && !places[0].take_line(&tokens) {
                missing.push(line.clone());
            }
        }
        missing
    }
}

/// A word of a line.
struct Token {
    start: usize,
    end: usize,
    /// The word in lower case.
    key: String,
}

/// Returns the number of words of a line.
fn tokens_of(line: &str) -> usize {
    tokens(line).len()
}

fn tokens(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                tokens.push(Token {
                    start: from,
                    end: at,
                    key: line[from..at].to_lowercase(),
                });
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

/// The words of a text: in order, and how often each is there that no line was found to be.
struct Words {
    joined: String,
    spare: BTreeMap<String, usize>,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut joined = String::from(" ");
        let mut spare = BTreeMap::new();
        for token in tokens(text) {
            joined.push_str(&token.key);
            joined.push(' ');
            *spare.entry(token.key).or_default() += 1;
        }
        Self { joined, spare }
    }

    /// Takes the words of a line if they follow one another in the text and none of them is taken.
    fn take_line(&mut self, tokens: &[Token]) -> bool {
        let words: Vec<&str> = tokens.iter().map(|token| &*token.key).collect();
        let mut needed: BTreeMap<&str, usize> = BTreeMap::new();
        for word in &words {
            *needed.entry(word).or_default() += 1;
        }
        let is_spare = |(word, count): (&&str, &usize)| {
            self.spare.get(*word).is_some_and(|spare| spare >= count)
        };
        // The counts are compared first: it is cheap, and fails for most lines that are gone.
        let is_there =
            || words.is_empty() || self.joined.contains(&format!(" {} ", words.join(" ")));
        if !needed.iter().all(is_spare) || !is_there() {
            return false;
        }
        words.iter().all(|word| self.take_word(word))
    }

    fn take_word(&mut self, word: &str) -> bool {
        match self.spare.get_mut(word) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(lines: &[&str], front_matter: &str, body: &str) -> Vec<String> {
        let lines = SourceLines {
            text: lines.iter().map(|line| (*line).to_owned()).collect(),
            outside: Vec::new(),
        };
        lines.missing_from(front_matter, body)
    }

    #[test]
    fn lists_lines_that_are_nowhere() {
        let lines = ["ĐỘC LẬP", "Đoàn đã đi", "a) Một là, đi sớm"];
        assert_eq!(
            missing(&lines, "title: x", "**Đoàn** đã đi\n\nđi sớm"),
            ["ĐỘC LẬP", "a) Một là, đi sớm"]
        );
        assert_eq!(missing(&["KẾT QUẢ"], "title: Kết quả", ""), [""; 0]);
        // "báo cáo" is in the body once, as a part of another line.
        let lines = ["BÁO CÁO", "Đoàn xin báo cáo"];
        assert_eq!(missing(&lines, "", "Đoàn xin báo cáo"), ["BÁO CÁO"]);
    }
}
