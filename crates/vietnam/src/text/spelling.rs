//! How search knows a word: without accents, and with them in a form that ignores tone placement.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::char_table::CharTable;
use super::normalize::{is_invisible, unify_sign};
use super::tone;

/// The keys under which search finds one word. Both are empty if the word has no visible character.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// The letters in lower case without marks, with `d` for `đ`.
    pub fold: String,
    /// The letters in lower case with their own marks, followed by the tone as VIQR writes it:
    /// `hoa.` for both *hoạ* and *họa*. Equal to `fold` if the word has no accent.
    pub key: String,
}

/// The combining marks of the tones, and the signs that VIQR writes for them.
const TONES: [(char, char); 5] = [
    ('\u{300}', '`'),
    ('\u{309}', '?'),
    ('\u{303}', '~'),
    ('\u{301}', '\''),
    ('\u{323}', '.'),
];

/// The VIQR sign of a combining tone mark.
fn viqr_sign(mark: char) -> Option<char> {
    TONES.iter().find(|tone| tone.0 == mark).map(|tone| tone.1)
}

fn is_viqr_sign(c: char) -> bool {
    TONES.iter().any(|tone| tone.1 == c)
}

impl Spelling {
    /// Computes the keys of one word.
    pub fn of(word: &str) -> Self {
        let mut spelling = Self::default();
        let mut tones = String::new();
        for c in word.chars() {
            let Some(letter) = LETTERS.get(c).copied().flatten() else {
                return Self::of_rare(word);
            };
            spelling.fold.push(letter.fold);
            spelling.key.push(letter.toneless);
            tones.extend(letter.tone);
        }
        spelling.key.push_str(&tones);
        spelling
    }

    /// Computes the keys of a word with decomposed or rare letters. Slower than [`Spelling::of`].
    fn of_rare(word: &str) -> Self {
        let lower = word.chars().filter(|&c| !is_invisible(c));
        let lower = lower.flat_map(char::to_lowercase).map(unify_sign);
        let decomposed: Vec<char> = lower.nfd().collect();
        let chars = || decomposed.iter().copied();
        let toneless = chars().filter(|&c| viqr_sign(c).is_none());
        let mut key: String = toneless.nfc().collect();
        key.extend(chars().filter_map(viqr_sign));
        let letters = chars().filter(|&c| !is_combining_mark(c));
        Self {
            fold: letters.map(|c| if c == 'đ' { 'd' } else { c }).collect(),
            key,
        }
    }
}

/// Writes the word of a [`Spelling::key`] in lower case.
///
/// The tone is placed according to Quyết định 1989/QĐ-BGDĐT, article 8 (*hoà*, *thuỷ*, *khoẻ*),
/// wherever the author placed it.
pub fn word_from_key(key: &str) -> String {
    let letters = key.trim_end_matches(is_viqr_sign);
    let tones = key[letters.len()..].chars();
    let letters: Vec<char> = letters.chars().collect();
    let mut out = String::with_capacity(key.len() + 2);
    let mut written = 0;
    // A foreign word may have several groups of vowels, and a tone on each.
    for tone in tones {
        let last = letters.len().saturating_sub(1);
        let carrier = tone::carrier(&letters, written).unwrap_or(last);
        let end = (carrier + 1).min(letters.len());
        out.extend(letters.get(written..end).unwrap_or_default());
        out.extend(TONES.iter().find(|pair| pair.1 == tone).map(|pair| pair.0));
        written = end.max(written);
    }
    out.extend(letters.get(written..).unwrap_or_default());
    out.nfc().collect()
}

/// What one letter adds to a [`Spelling`].
#[derive(Clone, Copy)]
struct Letter {
    fold: char,
    toneless: char,
    tone: Option<char>,
}

/// The letters and digits that add exactly one letter to each key. All others are left to
/// [`Spelling::of_rare`].
static LETTERS: LazyLock<CharTable<Option<Letter>>> = LazyLock::new(|| {
    let single = |text: &str| {
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    CharTable::new(|c| {
        word_char(c).filter(|&class| class != WordChar::Mark)?;
        let Spelling { fold, mut key } = Spelling::of_rare(c.encode_utf8(&mut [0; 4]));
        let tone = key.chars().last().filter(|&c| is_viqr_sign(c));
        key.truncate(key.len() - tone.map_or(0, char::len_utf8));
        Some(Letter {
            fold: single(&fold)?,
            toneless: single(&key)?,
            tone,
        })
    })
});

/// The class of a character that can be part of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordChar {
    /// A letter.
    Letter,
    /// A digit or another numeral.
    Digit,
    /// A combining mark, which belongs to the letter before it.
    Mark,
}

/// Returns the class of `c` in a word. `None` for signs and white space, and for everything beyond
/// U+FFFF, where no language has letters that a reader would search for here.
pub fn word_char(c: char) -> Option<WordChar> {
    static CLASSES: LazyLock<CharTable<Option<WordChar>>> =
        LazyLock::new(|| CharTable::new(classify));
    match CLASSES.get(c) {
        Some(&class) => class,
        None => classify(c),
    }
}

fn classify(c: char) -> Option<WordChar> {
    match c {
        '0'..='9' => Some(WordChar::Digit),
        'a'..='z' | 'A'..='Z' => Some(WordChar::Letter),
        '\0'..='\x7f' | '\u{10000}'.. => None,
        c if is_combining_mark(c) => Some(WordChar::Mark),
        c if c.is_numeric() => Some(WordChar::Digit),
        c if c.is_alphabetic() => Some(WordChar::Letter),
        _ => None,
    }
}
