//! Where a word carries its tone mark.
//!
//! In the open rimes *oa*, *oe* and *uy*, people write the tone over either vowel. Quyết định
//! 1989/QĐ-BGDĐT (2018), article 8, places it over the second: *hoà*, *thuỷ*, *khoẻ*.

/// The rimes whose tone may be over either vowel: both vowels, then the toned forms of each in the
/// same order of tones.
const OPEN_RIMES: [(char, char, &str, &str); 3] = [
    ('o', 'a', "òỏõóọ", "àảãáạ"),
    ('o', 'e', "òỏõóọ", "èẻẽéẹ"),
    ('u', 'y', "ùủũúụ", "ỳỷỹýỵ"),
];

/// Moves the tone of an open `oa`, `oe` or `uy` to its second vowel, in composed lower case.
///
/// A rime that a further letter closes (*hoàn*, *khuỷu*) has only one spelling. After `q` the `u`
/// belongs to the consonant (*quý*).
pub(super) fn move_to_second_vowel(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for at in 1..letters.len() {
        let is_closed = letters.get(at + 1).is_some_and(|c| c.is_alphabetic());
        let is_after_q = at > 1 && letters[at - 2] == 'q';
        if is_closed || is_after_q {
            continue;
        }
        if let Some((first, second)) = with_tone_on_second(letters[at - 1], letters[at]) {
            letters[at - 1] = first;
            letters[at] = second;
        }
    }
    letters.into_iter().collect()
}

/// Moves the tone from the first of two vowels to the second. `None` unless they are an open rime
/// with the tone over the first.
fn with_tone_on_second(first: char, second: char) -> Option<(char, char)> {
    OPEN_RIMES
        .iter()
        .find_map(|&(plain_first, plain_second, toned_first, toned_second)| {
            let tone = toned_first.chars().position(|toned| toned == first)?;
            let toned = toned_second.chars().nth(tone)?;
            (second == plain_second).then_some((plain_first, toned))
        })
}

/// Returns the index of the letter that carries the first tone from `from` on. `None` if there is
/// no vowel. The letters are composed, in lower case and without tones.
pub(super) fn carrier(letters: &[char], from: usize) -> Option<usize> {
    const VOWELS: &str = "aăâeêioôơuưy";
    const MARKED_VOWELS: &str = "ăâêôơư";
    let is_vowel = |at: usize| letters.get(at).is_some_and(|&c| VOWELS.contains(c));
    let mut start = (from..letters.len()).find(|&at| is_vowel(at))?;
    // In *qu* and *gi* the vowel belongs to the consonant if another vowel follows.
    let is_consonant = matches!(letters[..=start], ['q', 'u'] | ['g', 'i']);
    if is_consonant && is_vowel(start + 1) {
        start += 1;
    }
    let end = (start..=letters.len()).find(|&at| !is_vowel(at))?;
    let marked = (start..end)
        .rev()
        .find(|&at| MARKED_VOWELS.contains(letters[at]));
    let is_closed = end < letters.len();
    let is_open_rime = OPEN_RIMES
        .iter()
        .any(|rime| letters[start..end] == [rime.0, rime.1]);
    Some(marked.unwrap_or(match end - start {
        2 if is_closed || is_open_rime => start + 1,
        1 | 2 => start,
        _ => start + 1,
    }))
}
