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
        let last_word = text[start..at]
            .rsplit([' ', '('])
            .next()
            .unwrap_or_default();
        let is_abbreviation = c == '.' && is_abbreviation(last_word);
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

/// Returns whether a word before a dot is an abbreviation such as "TP", "TS", "H" or "A", and no
/// short name such as "La" in "Sơn La".
fn is_abbreviation(word: &str) -> bool {
    /// The most letters of an abbreviation.
    const MAX_LETTERS: usize = 3;
    let is_consonant = |c: char| "bcdfghjklmnpqrstvwxzđ".contains(c);
    let is_short = word.chars().count() <= MAX_LETTERS && word.starts_with(char::is_uppercase);
    is_short && (word.chars().all(char::is_uppercase) || lowercase(word).chars().all(is_consonant))
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

/// Returns the clause that ends before a byte offset of a text in lower case, at most `count`
/// characters of it. A semicolon between the places of a list ends no clause, and the dot of an
/// abbreviation such as "tp." neither.
pub(crate) fn clause_before(low: &str, offset: usize, count: usize) -> &str {
    const ABBREVIATIONS: [&str; 14] = [
        "tp", "tx", "tt", "ts", "ths", "pgs", "gs", "đ", "bs", "h", "q", "p", "x", "t",
    ];
    const PLACE_KINDS: [&str; 11] = [
        "tỉnh ",
        "thành phố ",
        "tp",
        "huyện ",
        "thị xã ",
        "tx",
        "quận ",
        "xã ",
        "phường ",
        "đặc khu ",
        "thị trấn ",
    ];
    let before = last_chars(&low[..offset], count);
    let mut start = 0;
    for (at, c) in before.char_indices() {
        let rest = &before[at + c.len_utf8()..];
        let last_word = before[..at]
            .rsplit([' ', '(', ','])
            .next()
            .unwrap_or_default();
        let next = rest.trim_start();
        let next = next.strip_prefix("và ").unwrap_or(next);
        let is_end = match c {
            '.' => rest.starts_with(' ') && !ABBREVIATIONS.contains(&last_word),
            ';' => !next.is_empty() && !PLACE_KINDS.iter().any(|kind| next.starts_with(kind)),
            '\n' => true,
            _ => false,
        };
        if is_end {
            start = at + c.len_utf8();
        }
    }
    &before[start..]
}

/// Returns the sentence at a byte offset of the text that was [`split`]; empty if there is none.
pub(crate) fn at<'t>(sentences: &[(usize, &'t str)], offset: usize) -> &'t str {
    let count = sentences.partition_point(|(start, _)| *start <= offset);
    count
        .checked_sub(1)
        .and_then(|last| sentences.get(last))
        .map_or("", |(_, sentence)| sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|(_, part)| part).collect()
    }

    #[test]
    fn short_names_end_sentences_and_abbreviations_do_not() {
        assert_eq!(
            parts("Đoàn ở Sơn La. Ngày 02/8 Đoàn về Hà Nam. Hết."),
            ["Đoàn ở Sơn La.", "Ngày 02/8 Đoàn về Hà Nam.", "Hết."]
        );
        for text in [
            "tại huyện Củ Chi (TP. HCM), thành phố Tân An",
            "do ThS. Lê Văn Thử, TS. Trần Thị Mẫu",
            "tại H. Bắc Hà",
        ] {
            assert_eq!(parts(text), [text]);
        }
    }

    #[test]
    fn lists_of_places_are_one_clause() {
        let low = "rời huyện. đoàn thăm xã a (tp. b); xã c, tỉnh d; tỉnh e";
        let clause = clause_before(low, low.len() - "tỉnh e".len(), 90);
        assert_eq!(clause, " đoàn thăm xã a (tp. b); xã c, tỉnh d; ");
        let low = "thăm tỉnh a; ông b, tỉnh c";
        let clause = clause_before(low, low.len() - "tỉnh c".len(), 90);
        assert_eq!(clause, " ông b, ");
    }
}
