//! Where a text says that somebody was: provinces by name, or by a district of theirs.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;

use super::phrase::lower;
use ssg_vietnam::gazetteer::{Gazetteer, Resolution, UnitId, UnitKind, Vintage};
use ssg_vietnam::text::match_key;

/// A province that a text names, or whose district it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Where, in bytes.
    pub(super) at: Range<usize>,
    /// The province.
    pub(super) unit: UnitId,
    /// The district, town or city as printed; may be empty.
    pub(super) place: String,
    /// Whether only the district was named.
    pub(super) inferred: bool,
}

/// The names of the provinces of a day.
pub(super) struct Names {
    by_key: BTreeMap<String, UnitId>,
    on: NaiveDate,
}

/// The most words of a name.
const LONGEST: usize = 5;

/// What stands before the name of a place that is no province.
const STREETS: [&str; 16] = [
    "đường",
    "phố",
    "cầu",
    "tuyến",
    "tốc",
    "lộ",
    "xã",
    "phường",
    "trấn",
    "bản",
    "thôn",
    "ga",
    "trường",
    "hồ",
    "sông",
    "chợ",
];

/// A word of a text.
struct Word {
    at: Range<usize>,
    /// Whether only a single blank parts it from the word before.
    joined: bool,
}

impl Names {
    /// The provinces as they were named on a day.
    pub(super) fn new(on: NaiveDate) -> Self {
        let gazetteer = Gazetteer::get();
        let reform = gazetteer.reform().effective();
        let vintages: &[Vintage] = if on < reform {
            &[Vintage::Former]
        } else {
            &[Vintage::Current, Vintage::Former]
        };
        let mut by_key = BTreeMap::new();
        for &vintage in vintages {
            for (_, unit) in gazetteer.units(vintage) {
                let names = std::iter::once(unit.name()).chain(unit.aliases());
                for name in names.filter(|name| name.chars().count() > 3) {
                    let resolved = match gazetteer.resolve(name, on) {
                        Resolution::Found(unit) | Resolution::Abolished { unit, .. } => unit,
                        Resolution::Unknown { .. } => continue,
                    };
                    by_key.entry(match_key(name)).or_insert(resolved);
                }
            }
        }
        Self { by_key, on }
    }

    /// The province of a name alone.
    pub(super) fn province(&self, name: &str) -> Option<UnitId> {
        self.by_key.get(&match_key(name)).copied()
    }

    /// Every province that a text names, in the order of the text.
    pub(super) fn mentions(&self, text: &str) -> Vec<Mention> {
        let words = words(text);
        let mut found: Vec<Mention> = Vec::new();
        let mut pending: Option<Range<usize>> = None;
        let mut at = 0;
        while at < words.len() {
            let (kind, length) = kind_at(text, &words, at);
            let (mention, taken) = match kind {
                Some(kind) => self.named(text, &words, at, length, kind, &mut pending),
                None => self.bare(text, &words, at),
            };
            if let Some(mut mention) = mention {
                let behind = |end: usize| {
                    let gap = text.get(end..mention.at.start).unwrap_or("...");
                    gap.chars().count() <= 14 && !gap.contains(['.', ';'])
                };
                if mention.place.is_empty() {
                    // "thị xã Sa Pa, tỉnh Lào Cai"; "TP. Phú Quốc (Kiên Giang)".
                    if let Some(last) = found.last_mut()
                        && last.unit == mention.unit
                        && !last.place.is_empty()
                        && behind(last.at.end)
                    {
                        last.inferred = false;
                        last.at.end = mention.at.end;
                        at += taken;
                        continue;
                    }
                    if let Some(place) = pending.take()
                        && behind(place.end)
                    {
                        text[place.clone()].clone_into(&mut mention.place);
                        mention.at.start = place.start;
                    }
                }
                found.push(mention);
            }
            at += taken;
        }
        found
    }

    /// A name behind its kind: "huyện Bắc Hà", "tỉnh Lào Cai".
    fn named(
        &self,
        text: &str,
        words: &[Word],
        at: usize,
        length: usize,
        kind: Place,
        pending: &mut Option<Range<usize>>,
    ) -> (Option<Mention>, usize) {
        let first = at + length;
        let count = name_length(text, words, first);
        if count == 0 {
            return (None, length);
        }
        let start = words[at].at.start;
        for count in (1..=count.min(LONGEST)).rev() {
            let name = &text[words[first].at.start..words[first + count - 1].at.end];
            let whole = start..words[first + count - 1].at.end;
            let printed = &text[whole.clone()];
            let taken = length + count;
            if matches!(kind, Place::Province | Place::City)
                && let Some(unit) = self.province(name)
            {
                let is_central = Gazetteer::get().unit(unit).kind(self.on) == UnitKind::City;
                let is_district = kind == Place::City && !is_central;
                let mention = Mention {
                    at: whole,
                    unit,
                    place: if is_district {
                        printed.to_owned()
                    } else {
                        String::new()
                    },
                    inferred: false,
                };
                return (Some(mention), taken);
            }
            if matches!(kind, Place::District | Place::City) {
                let districts = Gazetteer::get().find_district(printed);
                if let [(unit, _)] = districts[..] {
                    let mention = Mention {
                        at: whole,
                        unit,
                        place: printed.to_owned(),
                        inferred: true,
                    };
                    *pending = None;
                    return (Some(mention), taken);
                }
            }
        }
        *pending = Some(start..words[first + count - 1].at.end);
        (None, length + count)
    }

    /// A name without its kind, only where it is no part of a longer name.
    fn bare(&self, text: &str, words: &[Word], at: usize) -> (Option<Mention>, usize) {
        let is_capital = |at: usize| text[words[at].at.clone()].starts_with(char::is_uppercase);
        if !is_capital(at) {
            return (None, 1);
        }
        if at > 0 && words[at].joined {
            let before = &text[words[at - 1].at.clone()];
            let acronym = before.chars().all(char::is_uppercase);
            let low = lower(before);
            if (before.starts_with(char::is_uppercase) && !acronym) || STREETS.contains(&&*low) {
                return (None, 1);
            }
        }
        for count in (1..=LONGEST).rev() {
            let last = at + count - 1;
            if last >= words.len() {
                continue;
            }
            let name = &text[words[at].at.start..words[last].at.end];
            let Some(unit) = self.province(name) else {
                continue;
            };
            let goes_on = words
                .get(last + 1)
                .is_some_and(|next| next.joined && is_capital(last + 1))
                && !text[words[last + 1].at.clone()]
                    .chars()
                    .all(char::is_uppercase);
            if goes_on {
                return (None, 1);
            }
            let mention = Mention {
                at: words[at].at.start..words[last].at.end,
                unit,
                place: String::new(),
                inferred: false,
            };
            return (Some(mention), count);
        }
        (None, 1)
    }
}

/// What kind of place a word announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Province,
    City,
    District,
    Smaller,
}

/// The kind that stands at a word, and how many words it has.
fn kind_at(text: &str, words: &[Word], at: usize) -> (Option<Place>, usize) {
    const KINDS: [(&str, Place); 16] = [
        ("thành phố", Place::City),
        ("thị xã", Place::District),
        ("thị trấn", Place::Smaller),
        ("tỉnh", Place::Province),
        ("các tỉnh", Place::Province),
        ("tp", Place::City),
        ("huyện", Place::District),
        ("quận", Place::District),
        ("tx", Place::District),
        ("đặc khu", Place::Smaller),
        ("xã", Place::Smaller),
        ("phường", Place::Smaller),
        ("bản", Place::Smaller),
        ("thôn", Place::Smaller),
        ("ấp", Place::Smaller),
        ("đường", Place::Smaller),
    ];
    let word = |at: usize| words.get(at).map_or("", |word| &text[word.at.clone()]);
    // "Ban Văn hóa - Xã hội" is no commune.
    if at > 0 && gap(text, words, at).contains(['-', '–']) {
        return (None, 1);
    }
    let one = lower(word(at));
    let two = format!("{one} {}", lower(word(at + 1)));
    for (name, kind) in KINDS {
        if name == two && words.get(at + 1).is_some_and(|word| word.joined) {
            return (Some(kind), 2);
        }
        if name == one {
            return (Some(kind), 1);
        }
    }
    (None, 1)
}

/// How many words with capitals stand together.
fn name_length(text: &str, words: &[Word], first: usize) -> usize {
    let mut count = 0;
    while let Some(word) = words.get(first + count) {
        let printed = &text[word.at.clone()];
        let acronym = printed.chars().count() > 1 && printed.chars().all(char::is_uppercase);
        let fits = (printed.starts_with(char::is_uppercase) && (count == 0 || !acronym))
            || (count == 0 && printed.starts_with(|c: char| c.is_ascii_digit()));
        // "TP. Phú Quốc": a dot may stand behind the kind.
        let joined = word.joined || (count == 0 && gap(text, words, first) == ". ");
        let dash = count > 0 && gap(text, words, first + count) == " - ";
        if !fits || !(joined || dash) || count >= LONGEST {
            break;
        }
        count += 1;
    }
    count
}

fn gap<'t>(text: &'t str, words: &[Word], at: usize) -> &'t str {
    match at.checked_sub(1) {
        Some(before) => &text[words[before].at.end..words[at].at.start],
        None => "",
    }
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric() || c == '\'', start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let joined = words
                    .last()
                    .is_some_and(|last| &text[last.at.end..from] == " ");
                words.push(Word {
                    at: from..at,
                    joined,
                });
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String, bool)> {
        let on = NaiveDate::from_ymd_opt(2023, 8, 18).expect("a day");
        let names = Names::new(on);
        let mentions = names.mentions(text).into_iter();
        mentions
            .map(|mention| {
                let unit = Gazetteer::get().unit(mention.unit).name().to_owned();
                (unit, mention.place, mention.inferred)
            })
            .collect()
    }

    fn row(unit: &str, place: &str, inferred: bool) -> (String, String, bool) {
        (unit.to_owned(), place.to_owned(), inferred)
    }

    #[test]
    fn provinces_are_found_with_their_places() {
        assert_eq!(
            found("đến thị xã Sapa, tỉnh Lào Cai; huyện Bắc Hà, tỉnh Lào Cai"),
            [
                row("Lào Cai", "thị xã Sapa", false),
                row("Lào Cai", "huyện Bắc Hà", false)
            ]
        );
        assert_eq!(
            found("sân bay Nội Bài (Hà Nội), xã Nam Mẫu, huyện Ba Bể"),
            [
                row("Hà Nội", "", false),
                row("Bắc Kạn", "huyện Ba Bể", true)
            ]
        );
        assert_eq!(
            found("Các tỉnh Bạc Liêu, Cà Mau, TP. Phú Quốc (Kiên Giang)."),
            [
                row("Bạc Liêu", "", false),
                row("Cà Mau", "", false),
                row("Kiên Giang", "TP. Phú Quốc", false)
            ]
        );
        assert_eq!(
            found("Thành phố Hồ Chí Minh và Bà Rịa - Vũng Tàu"),
            [
                row("Hồ Chí Minh", "", false),
                row("Bà Rịa - Vũng Tàu", "", false)
            ]
        );
    }

    #[test]
    fn names_of_people_and_streets_are_no_provinces() {
        assert_eq!(
            found("ông Nguyễn Thái Bình, đường Hà Nội, phường Phú Thọ"),
            []
        );
        assert_eq!(found("Vườn Quốc gia, Thái Bình Dương"), []);
    }
}
