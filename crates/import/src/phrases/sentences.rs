//! Sentences of a text, and lower case that keeps byte offsets.

/// Returns the text in lower case with every letter at its old byte offset, so that a match in it
/// can be quoted from the original. Letters whose lower case has another length stay as they are.
pub(crate) fn lowercase(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut low = c.to_lowercase();
            match (low.next(), low.next()) {
                (Some(low), None) if low.len_utf8() == c.len_utf8() => low,
                _ => c,
            }
        })
        .collect()
}

/// Splits a text into sentences, each with its byte offset.
pub(crate) fn split(text: &str) -> Vec<(usize, &str)> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for (at, c) in text.char_indices() {
        if !matches!(c, '.' | ';' | '\n') || at < start {
            continue;
        }
        let next = text[at + 1..].chars().find(|c| !c.is_whitespace());
        let is_followed_by_space = bytes.get(at + 1).is_some_and(|byte| *byte == b' ') || c == '\n';
        let last_word = text[start..at].rsplit(' ').next().unwrap_or_default();
        let is_abbreviation = c == '.'
            && (last_word.chars().count() <= 3 && last_word.starts_with(char::is_uppercase));
        let is_number = c == '.'
            && last_word
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.');
        let opens_sentence = next.is_some_and(|c| c.is_uppercase() || "-–+\"“".contains(c));
        // A semicolon ends a sentence only where an itinerary puts all its days in one.
        let next_day = lowercase(text[at + 1..].trim_start()).starts_with("ngày ");
        let ends = if c == ';' {
            next_day
        } else {
            opens_sentence || c == '\n'
        };
        if is_followed_by_space && !is_abbreviation && !is_number && ends {
            sentences.push((start, text[start..=at].trim()));
            start = at + 1;
        }
    }
    sentences.push((start, text[start..].trim()));
    sentences.retain(|(_, sentence)| !sentence.is_empty());
    sentences
}

/// Returns the sentence of a text that contains a byte offset.
pub(crate) fn containing(text: &str, offset: usize) -> &str {
    let sentences = split(text);
    let found = sentences.iter().rev().find(|(start, _)| *start <= offset);
    found.map_or(text, |(_, sentence)| sentence)
}

/// Returns at most the last `count` characters of a text.
pub(crate) fn last_chars(text: &str, count: usize) -> &str {
    match count
        .checked_sub(1)
        .and_then(|n| text.char_indices().rev().nth(n))
    {
        Some((start, _)) => &text[start..],
        None => text,
    }
}

/// Returns the sentence at a byte offset of the text that was [`split`]; empty if there is none.
pub(crate) fn at<'t>(sentences: &[(usize, &'t str)], offset: usize) -> &'t str {
    let count = sentences.partition_point(|(start, _)| *start <= offset);
    count
        .checked_sub(1)
        .and_then(|last| sentences.get(last))
        .map_or("", |(_, sentence)| sentence)
}
