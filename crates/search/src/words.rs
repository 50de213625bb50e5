//! How a text is split into words.
//!
//! A word is a run of letters or a run of digits, in Vietnamese a syllable. Two words *follow* one
//! another if nothing between them ends a phrase: *Lào Cai*, *763-TB/HU*, *4.0*, but not
//! *du lịch. Cộng đồng*. `themes/default/search.js` splits a query by the same
//! rules, and `tests/search/words.json` tests both.

use ssg_vietnam::text::{self, Spelling, WordChar, word_char};

/// Signs that join two words if no space is next to them.
const JOINING: &str = "-‐‑–/.,'’&_";

/// Passes to `each` every run of letters or digits, and what is between it and the one before.
pub(super) fn scan<'t>(text: &'t str, mut each: impl FnMut(&'t str, Gap)) {
    let mut run: Option<(usize, bool)> = None;
    let mut gap = Gap::Start;
    for (at, c) in text.char_indices() {
        let part = word_char(c);
        if let Some((start, is_digits)) = run {
            match part {
                Some(WordChar::Mark) => continue,
                Some(part) if (part == WordChar::Digit) == is_digits => continue,
                _ => {
                    each(&text[start..at], gap);
                    run = None;
                    gap = Gap::Nothing;
                }
            }
        }
        match part {
            None | Some(WordChar::Mark) => gap = gap.with(c),
            Some(part) => run = Some((at, part == WordChar::Digit)),
        }
    }
    if let Some((start, _)) = run {
        each(&text[start..], gap);
    }
}

/// What is between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// The word is the first.
    Start,
    /// Nothing: a number and letters, as in *5G*.
    Nothing,
    /// White space.
    Blanks,
    /// One of the signs that join words.
    Sign(char),
    /// The end of a phrase.
    Break,
}

impl Gap {
    fn with(self, c: char) -> Self {
        let is_blank = c != '\n' && c.is_whitespace();
        match self {
            Self::Start => Self::Start,
            Self::Nothing | Self::Blanks if is_blank => Self::Blanks,
            Self::Nothing if JOINING.contains(c) => Self::Sign(c),
            _ => Self::Break,
        }
    }

    /// Whether the word after the gap follows the one before.
    pub(super) fn joins(self) -> bool {
        !matches!(self, Self::Start | Self::Break)
    }
}

/// A name as a dictionary has it: the folds of its words, and their keys, each separated by spaces.
pub(super) fn phrase(name: &str) -> (String, String) {
    let (mut folds, mut keys) = (Vec::new(), Vec::new());
    scan(name, |run, _| {
        for spelling in of_run(run) {
            folds.push(spelling.fold);
            keys.push(spelling.key);
        }
    });
    (folds.join(" "), keys.join(" "))
}

/// Whether a word consists of digits.
pub(super) fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| word_char(c) == Some(WordChar::Digit))
}

/// The words that a run stands for: itself, or where several syllables are written as one
/// (*Sapa*, *ĐAKLAK*), each of them.
pub(super) fn of_run(run: &str) -> Vec<Spelling> {
    let spelling = Spelling::of(run);
    if spelling.fold.is_empty() {
        return Vec::new();
    }
    let composed = text::nfc(run);
    let letters: Vec<char> = composed.chars().collect();
    let lengths =
        syllable_lengths(&spelling.fold).filter(|_| letters.len() == spelling.fold.chars().count());
    let Some(lengths) = lengths else {
        return vec![spelling];
    };
    let mut at = 0;
    let parts = lengths.into_iter().map(|length| {
        let part: String = letters[at..at + length].iter().collect();
        at += length;
        Spelling::of(&part)
    });
    parts.collect()
}

/// Whether a word is not a Vietnamese syllable: *IOC*, *OCOP*.
pub(super) fn is_foreign(fold: &str) -> bool {
    !is_syllable(fold)
}

/// The most syllables that a word written without spaces is split into: *hochiminh* has three.
const MAX_SYLLABLES: usize = 4;
/// The letters of the longest syllable, *nghieng*. The search for syllables looks no further, so that
/// a run of ten thousand letters costs no more than a word.
const MAX_SYLLABLE_LETTERS: usize = 7;

/// The lengths of the syllables in `fold`, if it is not a syllable but two to four of at least two
/// letters each: as few as possible, the shortest first. Two consecutive syllables that begin with a
/// vowel are not split: OCOP is not *oc op*.
fn syllable_lengths(fold: &str) -> Option<Vec<usize>> {
    let is_splittable = fold.len() >= 4 && fold.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_splittable || is_syllable(fold) {
        return None;
    }
    (2..=MAX_SYLLABLES).find_map(|parts| split(fold, parts))
}

fn split(fold: &str, parts: usize) -> Option<Vec<usize>> {
    if parts == 1 {
        return (fold.len() >= 2 && is_syllable(fold)).then(|| vec![fold.len()]);
    }
    if fold.len() > parts * MAX_SYLLABLE_LETTERS {
        return None;
    }
    (2..fold.len().min(MAX_SYLLABLE_LETTERS + 1)).find_map(|length| {
        let (first, rest) = fold.split_at(length);
        let vowel = |part: &str| part.starts_with(['a', 'e', 'i', 'o', 'u', 'y']);
        if (vowel(first) && vowel(rest)) || !is_syllable(first) {
            return None;
        }
        let mut lengths = split(rest, parts - 1)?;
        lengths.insert(0, length);
        Some(lengths)
    })
}

/// The consonants that a syllable may begin with, without accents.
const ONSETS: &str = " b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x ";
/// The rest of a syllable, without accents; those in `k` are of names such as Đắk Lắk.
const RIMES: &str = " a ac ach ai ak am an ang anh ao ap at au ay e ec ech ek em en eng enh eo ep \
    et eu i ia ic ich iec iem ien ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan \
    oang oanh oao oap oat oay oc oe oem oen oeo oet oi ok om on ong ooc oong op ot u ua uan uang \
    uat uay uc ue uech uenh ui uk um un ung uoc uoi uom uon uong uop uot uou up ut uu uy uya uych \
    uyen uyet uynh uyt uyu y yem yen yeng yet yeu ";

/// Whether an accentless word has the form of a Vietnamese syllable.
fn is_syllable(fold: &str) -> bool {
    if fold.len() > MAX_SYLLABLE_LETTERS || !fold.is_ascii() {
        return false;
    }
    let listed = |list: &str, part: &str| {
        list.match_indices(part)
            .any(|(at, _)| list[..at].ends_with(' ') && list[at + part.len()..].starts_with(' '))
    };
    (0..=fold.len().min(3)).any(|length| {
        let (onset, rime) = fold.split_at(length);
        !rime.is_empty() && (onset.is_empty() || listed(ONSETS, onset)) && listed(RIMES, rime)
    })
}
