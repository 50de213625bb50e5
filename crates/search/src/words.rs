//! Words: what a text is searched by.
//!
//! A word is a run of letters or a run of digits, in Vietnamese a syllable. Two words *follow* one
//! another if nothing between them separates what is said: *Lào Cai*, *763-TB/HU*, *4.0*, but not
//! *du lịch. Cộng đồng*. `themes/default/search.js` cuts a query by the same rules, and
//! `tests/search/words.json` holds both to them.

use ssg_vietnam::text::{self, Spelling, WordChar, word_char};

/// Signs that join two words where no blank is beside them.
const JOINING: &str = "-‐‑–/.,'’&_";

/// Hands on each run of letters or digits, and whether it follows the one before.
pub(super) fn scan<'t>(text: &'t str, mut each: impl FnMut(&'t str, bool)) {
    let mut run: Option<(usize, bool)> = None;
    let mut gap = Gap::Start;
    for (at, c) in text.char_indices() {
        let part = word_char(c);
        if let Some((start, is_digits)) = run {
            match part {
                Some(WordChar::Mark) => continue,
                Some(part) if (part == WordChar::Digit) == is_digits => continue,
                _ => {
                    each(&text[start..at], gap.joins());
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
        each(&text[start..], gap.joins());
    }
}

/// What stands between two words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Start,
    Nothing,
    Blanks,
    OneSign,
    Break,
}

impl Gap {
    fn with(self, c: char) -> Self {
        let is_blank = c != '\n' && c.is_whitespace();
        match self {
            Self::Start => Self::Start,
            Self::Nothing | Self::Blanks if is_blank => Self::Blanks,
            Self::Nothing if JOINING.contains(c) => Self::OneSign,
            _ => Self::Break,
        }
    }

    fn joins(self) -> bool {
        !matches!(self, Self::Start | Self::Break)
    }
}

/// Whether a word is made of digits.
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
        syllables(&spelling.fold).filter(|_| letters.len() == spelling.fold.chars().count());
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

/// Whether a word is none of Vietnamese: *IOC*, *OCOP*.
pub(super) fn is_foreign(fold: &str) -> bool {
    !is_syllable(fold)
}

/// The most syllables that are taken for one word: *hochiminh* has three.
const MOST_SYLLABLES: usize = 4;
/// The letters of the longest syllable, *nghieng*: no search for syllables looks further, so that a
/// run of ten thousand letters costs no more than a word.
const LONGEST_SYLLABLE: usize = 7;

/// The lengths of the syllables that `fold` is written of, if it is no syllable itself but two to
/// four of at least two letters each: the fewest, the shortest first. Two that begin with a vowel
/// are not taken apart: OCOP is no *oc op*.
fn syllables(fold: &str) -> Option<Vec<usize>> {
    let sound = fold.len() >= 4 && fold.bytes().all(|byte| byte.is_ascii_lowercase());
    if !sound || is_syllable(fold) {
        return None;
    }
    (2..=MOST_SYLLABLES).find_map(|parts| cut(fold, parts))
}

fn cut(fold: &str, parts: usize) -> Option<Vec<usize>> {
    if parts == 1 {
        return (fold.len() >= 2 && is_syllable(fold)).then(|| vec![fold.len()]);
    }
    if fold.len() > parts * LONGEST_SYLLABLE {
        return None;
    }
    (2..fold.len().min(LONGEST_SYLLABLE + 1)).find_map(|length| {
        let (first, rest) = fold.split_at(length);
        let vowel = |part: &str| part.starts_with(['a', 'e', 'i', 'o', 'u', 'y']);
        if (vowel(first) && vowel(rest)) || !is_syllable(first) {
            return None;
        }
        let mut lengths = cut(rest, parts - 1)?;
        lengths.insert(0, length);
        Some(lengths)
    })
}

/// The consonants with which a syllable may begin, without accents.
const ONSETS: &str = " b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x ";
/// How a syllable may go on, without accents; those in `k` are of names such as Đắk Lắk.
const RIMES: &str = " a ac ach ai ak am an ang anh ao ap at au ay e ec ech ek em en eng enh eo ep \
    et eu i ia ic ich iec iem ien ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan \
    oang oanh oao oap oat oay oc oe oem oen oeo oet oi ok om on ong ooc oong op ot u ua uan uang \
    uat uay uc ue uech uenh ui uk um un ung uoc uoi uom uon uong uop uot uou up ut uu uy uya uych \
    uyen uyet uynh uyt uyu y yem yen yeng yet yeu ";

/// Whether a text without accents has the shape of a Vietnamese syllable.
fn is_syllable(fold: &str) -> bool {
    if fold.len() > LONGEST_SYLLABLE || !fold.is_ascii() {
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
