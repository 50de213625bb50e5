//! Provinces that a text names, or whose district it names.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;

use super::sentences::{last_chars, lowercase};
use ssg_vietnam::gazetteer::{Gazetteer, Resolution, UnitId, UnitKind, Vintage};
use ssg_vietnam::text::match_key;

/// A mention of a province, or of a district in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProvinceMention {
    /// Its place in the text, in bytes.
    pub(crate) range: Range<usize>,
    /// The province.
    pub(crate) unit: UnitId,
    /// The district, town or city as printed; may be empty.
    pub(crate) place: String,
    /// Whether only the district is named.
    pub(crate) is_inferred: bool,
}

/// The names of the provinces as of a day.
pub(crate) struct ProvinceNames {
    by_key: BTreeMap<String, UnitId>,
    /// The provinces of the places that the text names once with their province.
    by_place: BTreeMap<String, UnitId>,
    on: NaiveDate,
}

/// The most words of a name.
const MAX_NAME_WORDS: usize = 5;
/// The most characters between a district and its province.
const MAX_GAP_CHARS: usize = 14;

/// The words before the name of a street, ward, lake … that is not a province.
const SMALL_PLACE_WORDS: [&str; 33] = [
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
    "đèo",
    "đò",
    "phà",
    "báo",
    "đài",
    "chùa",
    "đền",
    "núi",
    "ông",
    "bà",
    "anh",
    "chị",
    "chí",
    "sĩ",
    // Companies, and the members of a delegation.
    "nghiệp",
    "ty",
    "viên",
];

/// The words that may begin a sentence before the name of a province.
const PREPOSITIONS: [&str; 18] = [
    "tại", "đến", "ở", "từ", "rời", "qua", "tới", "về", "vào", "ra", "sang", "thăm", "và", "với",
    "của", "giữa", "trong", "khỏi",
];

/// The name of a province that is more often that of a man.
const NAME_OF_A_MAN: &str = "Hồ Chí Minh";

/// The words before the present name of a province that had another one.
const PRESENT_NAME_WORDS: [&str; 8] = [
    "nay là",
    "nay thuộc",
    "hiện là",
    "hiện thuộc",
    "nay sáp nhập vào",
    "nay hợp nhất với",
    "nay đổi tên thành",
    "sau này là",
];

/// A word of a text.
struct Word {
    range: Range<usize>,
    /// Whether exactly one space separates it from the word before.
    follows_space: bool,
}

impl ProvinceNames {
    /// Collects the names that a text written on `on` may use. After the reform those of the former
    /// provinces are among them.
    pub(crate) fn new(on: NaiveDate) -> Self {
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
                for name in names {
                    let resolved = match gazetteer.resolve(name, on) {
                        Resolution::Found(unit) => unit,
                        // In an account of a later day, the province is what became of it.
                        Resolution::Abolished { unit, .. } => gazetteer.current(unit),
                        Resolution::Unknown => continue,
                    };
                    by_key.entry(name_key(name)).or_insert(resolved);
                }
            }
        }
        Self {
            by_key,
            by_place: BTreeMap::new(),
            on,
        }
    }

    /// Remembers the places that a text names with their province, so that they are known where it
    /// names them alone.
    pub(crate) fn learn_places(&mut self, text: &str) {
        for mention in self.mentions(text) {
            if !mention.place.is_empty() && !mention.is_inferred {
                let key = match_key(&mention.place);
                self.by_place.entry(key).or_insert(mention.unit);
            }
        }
    }

    /// Returns the province of a district that the text names elsewhere with its kind: "xã Hải Hưng
    /// (Hải Hậu)" after "huyện Hải Hậu, tỉnh Nam Định".
    fn learned_district(&self, name: &str) -> Option<UnitId> {
        ["huyện", "thị xã", "thành phố", "quận"]
            .iter()
            .find_map(|kind| self.by_place.get(&match_key(&format!("{kind} {name}"))))
            .copied()
    }

    /// Returns the province with this name.
    pub(crate) fn province(&self, name: &str) -> Option<UnitId> {
        self.by_key.get(&name_key(name)).copied()
    }

    /// Finds every mention of a province in a text, in order.
    pub(crate) fn mentions(&self, text: &str) -> Vec<ProvinceMention> {
        let words = words(text);
        let mut found: Vec<ProvinceMention> = Vec::new();
        // A district or smaller place whose province may follow.
        let mut pending: Option<Range<usize>> = None;
        let mut at = 0;
        while at < words.len() {
            let (kind, length) = kind_at(text, &words, at);
            let (mention, taken) = match kind {
                Some(kind) => self.named(text, &words, at, length, kind, &mut pending),
                None => self.bare(text, &words, at),
            };
            if let Some(mut mention) = mention {
                let follows_closely = |end: usize| {
                    let gap = text.get(end..mention.range.start).unwrap_or("...");
                    gap.chars().count() <= MAX_GAP_CHARS && !gap.contains(['.', ';'])
                };
                if mention.place.is_empty() {
                    // "thị xã Sa Pa, tỉnh Lào Cai"; "TP. Phú Quốc (Kiên Giang)". The name of a ward
                    // says less than the province after it.
                    if let Some(last) = found.last_mut()
                        && (last.unit == mention.unit || (last.is_inferred && is_ward(&last.place)))
                        && !last.place.is_empty()
                        && follows_closely(last.range.end)
                    {
                        last.unit = mention.unit;
                        last.is_inferred = false;
                        last.range.end = mention.range.end;
                        at += taken;
                        continue;
                    }
                    if let Some(place) = pending.take()
                        && follows_closely(place.end)
                    {
                        text[place.clone()].clone_into(&mut mention.place);
                        mention.range.start = place.start;
                    }
                }
                found.push(mention);
            }
            at += taken;
        }
        let low = lowercase(text);
        found.retain(|mention| !is_present_name(&low, mention) || self.is_after_reform());
        found
    }

    /// Returns whether a place may have the name of a former city or district. Since the reform the
    /// wards in its middle, and its islands, are called that.
    fn is_ward_of_town(&self, printed: &str) -> bool {
        is_ward(printed) && self.is_after_reform()
    }

    fn is_after_reform(&self) -> bool {
        self.on >= Gazetteer::get().reform().effective()
    }

    /// Returns the unit that a province is on the day of the account.
    fn on_day(&self, unit: UnitId) -> UnitId {
        if self.is_after_reform() {
            Gazetteer::get().current(unit)
        } else {
            unit
        }
    }

    /// Reads a name after its kind: "huyện Bắc Hà", "tỉnh Lào Cai". Returns the mention, if the name
    /// is that of a province or district, and the number of words read.
    fn named(
        &self,
        text: &str,
        words: &[Word],
        at: usize,
        length: usize,
        kind: PlaceKind,
        pending: &mut Option<Range<usize>>,
    ) -> (Option<ProvinceMention>, usize) {
        let first = at + length;
        let count = name_length(text, words, first);
        if count == 0 {
            return (None, length);
        }
        let start = words[at].range.start;
        for count in (1..=count.min(MAX_NAME_WORDS)).rev() {
            let name = &text[words[first].range.start..words[first + count - 1].range.end];
            let whole = start..words[first + count - 1].range.end;
            let printed = &text[whole.clone()];
            let taken = length + count;
            if matches!(kind, PlaceKind::Province | PlaceKind::City)
                && let Some(unit) = self.province(name)
            {
                let is_central = Gazetteer::get().unit(unit).kind(self.on) == UnitKind::City;
                let is_district = kind == PlaceKind::City && !is_central;
                let mention = ProvinceMention {
                    range: whole,
                    unit,
                    place: if is_district {
                        printed.to_owned()
                    } else {
                        String::new()
                    },
                    is_inferred: false,
                };
                return (Some(mention), taken);
            }
            if let Some(unit) = self.by_place.get(&match_key(printed)) {
                let mention = ProvinceMention {
                    range: whole,
                    unit: *unit,
                    place: printed.to_owned(),
                    is_inferred: false,
                };
                *pending = None;
                return (Some(mention), taken);
            }
            if matches!(kind, PlaceKind::District | PlaceKind::City)
                || self.is_ward_of_town(printed)
            {
                let districts = Gazetteer::get().find_district(printed);
                let unit = match districts[..] {
                    [(unit, _)] => Some(unit),
                    _ => province_of_former_town(printed, name),
                };
                if let Some(unit) = unit {
                    let mention = ProvinceMention {
                        range: whole,
                        unit: self.on_day(unit),
                        place: printed.to_owned(),
                        is_inferred: true,
                    };
                    *pending = None;
                    return (Some(mention), taken);
                }
            }
        }
        *pending = (kind != PlaceKind::Street).then(|| start..words[first + count - 1].range.end);
        (None, length + count)
    }

    /// Reads a name without its kind, unless it is part of a longer name. Returns the mention and
    /// the number of words read.
    fn bare(&self, text: &str, words: &[Word], at: usize) -> (Option<ProvinceMention>, usize) {
        let is_capital = |at: usize| text[words[at].range.clone()].starts_with(char::is_uppercase);
        if !is_capital(at) {
            return (None, 1);
        }
        if at > 0 && words[at].follows_space {
            let before = &text[words[at - 1].range.clone()];
            let is_acronym = before.chars().all(char::is_uppercase);
            let low = lowercase(before);
            let is_preposition = PREPOSITIONS.contains(&&*low);
            if (before.starts_with(char::is_uppercase) && !is_acronym && !is_preposition)
                || SMALL_PLACE_WORDS.contains(&&*low)
            {
                return (None, 1);
            }
        }
        for count in (1..=MAX_NAME_WORDS).rev() {
            let last = at + count - 1;
            if last >= words.len() {
                continue;
            }
            let whole = words[at].range.start..words[last].range.end;
            let name = &text[whole.clone()];
            let is_in_brackets =
                text[..whole.start].ends_with('(') && text[whole.end..].starts_with(')');
            let learned = || self.learned_district(name).filter(|_| is_in_brackets);
            let Some(unit) = self.province(name).or_else(learned) else {
                continue;
            };
            let is_short = name.chars().count() <= 3 && name != "Huế";
            if is_short || (name == NAME_OF_A_MAN && !is_place_of_that_name(text, words, at)) {
                return (None, count);
            }
            let continues = words
                .get(last + 1)
                .is_some_and(|next| next.follows_space && is_capital(last + 1))
                && !text[words[last + 1].range.clone()]
                    .chars()
                    .all(char::is_uppercase);
            if continues {
                return (None, 1);
            }
            let mention = ProvinceMention {
                range: words[at].range.start..words[last].range.end,
                unit,
                place: String::new(),
                is_inferred: false,
            };
            return (Some(mention), count);
        }
        (None, 1)
    }
}

/// The kind of place that a word announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PlaceKind {
    /// A province.
    Province,
    /// A city, of a province or directly below the central government.
    City,
    /// A district, or a town of that level.
    District,
    /// A commune, ward or village.
    Smaller,
    /// A street, which is no place of a stop.
    Street,
}

/// Returns the kind of place that the words at an index name, and the number of its words.
fn kind_at(text: &str, words: &[Word], at: usize) -> (Option<PlaceKind>, usize) {
    const KINDS: [(&str, PlaceKind); 16] = [
        ("thành phố", PlaceKind::City),
        ("thị xã", PlaceKind::District),
        ("thị trấn", PlaceKind::Smaller),
        ("tỉnh", PlaceKind::Province),
        ("các tỉnh", PlaceKind::Province),
        ("tp", PlaceKind::City),
        ("huyện", PlaceKind::District),
        ("quận", PlaceKind::District),
        ("tx", PlaceKind::District),
        ("đặc khu", PlaceKind::Smaller),
        ("xã", PlaceKind::Smaller),
        ("phường", PlaceKind::Smaller),
        ("bản", PlaceKind::Smaller),
        ("thôn", PlaceKind::Smaller),
        ("ấp", PlaceKind::Smaller),
        ("đường", PlaceKind::Street),
    ];
    let word = |at: usize| words.get(at).map_or("", |word| &text[word.range.clone()]);
    // "Ban Văn hóa - Xã hội" is not a commune.
    if at > 0 && gap(text, words, at).contains(['-', '–']) {
        return (None, 1);
    }
    // "H. Bắc Hà", "Q.1", "T. Hà Giang"
    let has_dot = words.get(at + 1).is_some() && gap(text, words, at + 1).starts_with('.');
    match word(at) {
        "H" | "Q" if has_dot => return (Some(PlaceKind::District), 1),
        "T" if has_dot => return (Some(PlaceKind::Province), 1),
        "P" | "X" | "TT" if has_dot => return (Some(PlaceKind::Smaller), 1),
        _ => {}
    }
    let one = lowercase(word(at));
    let two = format!("{one} {}", lowercase(word(at + 1)));
    for (name, kind) in KINDS {
        if name == two && words.get(at + 1).is_some_and(|word| word.follows_space) {
            return (Some(kind), 2);
        }
        if name == one {
            return (Some(kind), 1);
        }
    }
    (None, 1)
}

/// Returns whether a place is a ward or a special zone.
fn is_ward(place: &str) -> bool {
    ["phường ", "đặc khu ", "Phường ", "Đặc khu "]
        .iter()
        .any(|kind| place.starts_with(kind))
}

/// Returns the province of the former city or district whose name a ward or special zone has, or of
/// the town that a district became later.
fn province_of_former_town(printed: &str, name: &str) -> Option<UnitId> {
    let low = lowercase(printed);
    let kinds: &[&str] = if low.starts_with("phường") {
        &["thành phố", "thị xã", "quận"]
    } else if is_ward(printed) {
        &["thành phố", "huyện"]
    } else if low.starts_with("huyện") {
        &["thị xã", "thành phố", "quận"]
    } else if low.starts_with("thị xã") {
        &["thành phố"]
    } else {
        &[]
    };
    kinds.iter().find_map(|kind| {
        let districts = Gazetteer::get().find_district(&format!("{kind} {name}"));
        match districts[..] {
            [(unit, _)] => Some(unit),
            _ => None,
        }
    })
}

/// Returns how many capitalized words from an index on form a name.
fn name_length(text: &str, words: &[Word], first: usize) -> usize {
    let mut count = 0;
    while let Some(word) = words.get(first + count) {
        let printed = &text[word.range.clone()];
        let is_acronym = printed.chars().count() > 1 && printed.chars().all(char::is_uppercase);
        let fits = (printed.starts_with(char::is_uppercase) && (count == 0 || !is_acronym))
            || (count == 0 && printed.starts_with(|c: char| c.is_ascii_digit()));
        // "TP. Phú Quốc": a dot may follow the kind.
        let follows_space =
            word.follows_space || (count == 0 && [". ", "."].contains(&gap(text, words, first)));
        let is_dash = count > 0 && ["-", " - ", " – "].contains(&gap(text, words, first + count));
        if !fits || !(follows_space || is_dash) || count >= MAX_NAME_WORDS {
            break;
        }
        count += 1;
    }
    count
}

/// Returns a name in the form in which names are compared: dashes have no spaces around them.
fn name_key(name: &str) -> String {
    let key = match_key(name).replace('–', "-");
    key.replace(" - ", "-")
        .replace("- ", "-")
        .replace(" -", "-")
}

/// Returns whether a bare "Hồ Chí Minh" is the city: after a preposition of place, or in a list.
fn is_place_of_that_name(text: &str, words: &[Word], at: usize) -> bool {
    let before = gap(text, words, at);
    let last = at
        .checked_sub(1)
        .map_or("", |last| &text[words[last].range.clone()]);
    let low = lowercase(last);
    let is_in_list = before == ", " && last.starts_with(char::is_uppercase);
    let after = words.get(at + 2).map_or("", |word| &text[word.range.end..]);
    is_in_list
        || ["tại", "đến", "ở", "vào", "tới", "ra"].contains(&&*low)
        || (low == "và"
            && at >= 2
            && text[words[at - 2].range.clone()].starts_with(char::is_uppercase))
        || (at == 0 && after.starts_with(", "))
}

/// Returns whether a mention only says what another province is called today.
fn is_present_name(low: &str, mention: &ProvinceMention) -> bool {
    let before = last_chars(&low[..mention.range.start], 26).trim_end();
    let before = before.strip_suffix("tỉnh").unwrap_or(before).trim_end();
    let before = before
        .strip_suffix("thành phố")
        .unwrap_or(before)
        .trim_end();
    PRESENT_NAME_WORDS
        .iter()
        .any(|words| before.ends_with(words))
}

/// Returns the text between a word and the one before it.
fn gap<'t>(text: &'t str, words: &[Word], at: usize) -> &'t str {
    match at.checked_sub(1) {
        Some(before) => &text[words[before].range.end..words[at].range.start],
        None => "",
    }
}

/// Splits a text into words of letters and digits.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric() || c == '\'', start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let follows_space = words
                    .last()
                    .is_some_and(|last| &text[last.range.end..from] == " ");
                words.push(Word {
                    range: from..at,
                    follows_space,
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
        let names = ProvinceNames::new(on);
        let mentions = names.mentions(text).into_iter();
        mentions
            .map(|mention| {
                let unit = Gazetteer::get().unit(mention.unit).name().to_owned();
                (unit, mention.place, mention.is_inferred)
            })
            .collect()
    }

    fn row(unit: &str, place: &str, inferred: bool) -> (String, String, bool) {
        (unit.to_owned(), place.to_owned(), inferred)
    }

    #[test]
    fn finds_provinces_with_their_places() {
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
            found("H. Bắc Hà (Lào Cai), T. Hà Giang, Q.1, TP.HCM"),
            [
                row("Lào Cai", "H. Bắc Hà", false),
                row("Hà Giang", "", false),
                row("Hồ Chí Minh", "Q.1", false)
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
    fn follows_the_reform() {
        let names = ProvinceNames::new(NaiveDate::from_ymd_opt(2025, 8, 18).expect("a day"));
        let found = |text: &str| -> Vec<(String, String)> {
            let mentions = names.mentions(text).into_iter();
            mentions
                .map(|mention| {
                    let unit = Gazetteer::get().unit(mention.unit).name().to_owned();
                    (unit, mention.place)
                })
                .collect()
        };
        let row = |unit: &str, place: &str| (unit.to_owned(), place.to_owned());
        for text in ["tại thành phố Huế", "tại Huế", "Tại TP. Huế"] {
            assert_eq!(found(text), [row("Huế", "")], "{text}");
        }
        for text in [
            "TP.HCM",
            "TP. HCM",
            "TP. Hồ Chí Minh",
            "Tp.Hồ Chí Minh",
            "TPHCM",
        ] {
            assert_eq!(found(text), [row("Hồ Chí Minh", "")], "{text}");
        }
        assert_eq!(
            found("phường Yên Bái, tỉnh Lào Cai (Yên Bái cũ)"),
            [row("Lào Cai", "phường Yên Bái")]
        );
        assert_eq!(
            found("đặc khu Phú Quốc (An Giang)"),
            [row("An Giang", "đặc khu Phú Quốc")]
        );
        assert_eq!(found("huyện Bắc Hà"), [row("Lào Cai", "huyện Bắc Hà")]);
        for (zone, unit) in [
            ("đặc khu Phú Quốc", "An Giang"),
            ("đặc khu Lý Sơn", "Quảng Ngãi"),
            ("đặc khu Côn Đảo", "Hồ Chí Minh"),
            ("phường Việt Trì", "Phú Thọ"),
        ] {
            assert_eq!(found(zone), [row(unit, zone)]);
        }
        // The province after a ward counts for more than the ward's name.
        assert_eq!(
            found("phường Hải An, tỉnh Ninh Bình"),
            [row("Ninh Bình", "phường Hải An")]
        );
    }

    #[test]
    fn tells_places_from_people() {
        for text in [
            "viếng Chủ tịch Hồ Chí Minh",
            "tư tưởng Hồ Chí Minh, đạo đức Hồ Chí Minh",
            "đường Lê Lợi",
            "ông Thái Bình",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
        assert_eq!(
            found("Hà Nội, Hồ Chí Minh"),
            [row("Hà Nội", "", false), row("Hồ Chí Minh", "", false)]
        );
        assert_eq!(
            found("Tại Yên Bái (nay là tỉnh Lào Cai)"),
            [row("Yên Bái", "", false)]
        );
        assert_eq!(
            found("Bà Rịa – Vũng Tàu"),
            [row("Bà Rịa - Vũng Tàu", "", false)]
        );
    }

    #[test]
    fn ignores_names_of_people_and_streets() {
        assert_eq!(
            found("ông Nguyễn Thái Bình, đường Hà Nội, phường Phú Thọ"),
            []
        );
        assert_eq!(found("Vườn Quốc gia, Thái Bình Dương"), []);
    }
}
