//! Whole numbers, and what a text that is none was probably meant to be.

use super::{Reporter, did_you_mean};
use ssg_base::diagnostic::Spanned;
use ssg_base::message::Message;
use ssg_vietnam::text::{self, grouped};

/// A type of whole numbers that authors write.
pub trait WholeNumber: TryFrom<u64> {
    /// The greatest number that it accepts.
    const GREATEST: u64;
}

impl WholeNumber for u32 {
    const GREATEST: u64 = u32::MAX as u64;
}

impl WholeNumber for u64 {
    const GREATEST: u64 = u64::MAX;
}

impl WholeNumber for usize {
    const GREATEST: u64 = usize::MAX as u64;
}

/// A whole number that is not negative. Groups of three digits may have `.`, `_` or a space between
/// them: `12.500.000`. Other text, and a number too large for `T`, is reported.
pub fn number<T: WholeNumber>(
    text: Spanned<String>,
    key: &'static str,
    reporter: &mut Reporter<'_>,
) -> Option<Spanned<T>> {
    let digits = ungrouped(&text.value);
    let whole = digits.and_then(|digits| digits.parse::<u64>().ok());
    if let Some(value) = whole.and_then(|whole| T::try_from(whole).ok()) {
        let span = text.span;
        return Some(Spanned { value, span });
    }
    let key = key.to_owned();
    let is_number = ungrouped(&text.value).is_some_and(|digits| !digits.is_empty());
    if is_number {
        let message = Message::NumberTooLarge {
            key,
            found: text.value,
            limit: grouped(T::GREATEST),
        };
        let error = reporter.error(text.span, message);
        error.hints.push(Message::NumberTooLargeHint);
        return None;
    }
    let hint = hint::<T>(&text.value, &key);
    let message = Message::NotANumber {
        key,
        found: text.value,
    };
    reporter.error(text.span, message).hints.push(hint);
    None
}

/// Returns the digits of a number without the separators of its groups. `None` if the text is no
/// number, or if a group has another length than three: `1.5` is not fifteen.
fn ungrouped(text: &str) -> Option<String> {
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits(text) {
        return Some(text.to_owned());
    }
    let separator = text.chars().find(|c| matches!(c, '.' | '_' | ' '))?;
    let groups: Vec<&str> = text.split(separator).collect();
    let (first, others) = groups.split_first()?;
    let is_first = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let is_grouped = is_first && others.iter().all(|group| group.len() == 3);
    (is_grouped && groups.iter().all(|group| all_digits(group))).then(|| groups.concat())
}

/// Returns what to write instead of `text`: the likely number, or the rule.
fn hint<T: WholeNumber>(text: &str, key: &str) -> Message {
    let fits = |number: u64| (number <= T::GREATEST).then(|| grouped(number));
    let guess = Guess::of(text);
    let whole = guess.as_ref().and_then(|guess| guess.times(guess.unit));
    if let Some(hint) = whole
        .and_then(fits)
        .and_then(|number| did_you_mean([&*number]))
    {
        return hint;
    }
    // A fraction of a đồng does not exist: the author left out "triệu" or "tỷ".
    let in_unit = |unit| guess.as_ref()?.times(unit).and_then(fits);
    match (in_unit(MILLION), in_unit(BILLION)) {
        (Some(million), Some(billion)) if matches!(key, "amount" | "planned") => {
            Message::AmountUnitHint { million, billion }
        }
        _ => Message::NotANumberHint,
    }
}

const THOUSAND: u64 = 1_000;
const MILLION: u64 = 1_000_000;
const BILLION: u64 = 1_000_000_000;

/// Words that name a multiple.
const MULTIPLES: [(&str, u64); 8] = [
    ("nghìn", THOUSAND),
    ("ngàn", THOUSAND),
    ("k", THOUSAND),
    ("triệu", MILLION),
    ("tr", MILLION),
    ("tỷ", BILLION),
    ("tỉ", BILLION),
    ("ty", BILLION),
];

/// The longest text, in characters, in which a number is looked for.
const MAX_CHARS: usize = 60;

/// A number with a decimal point or a unit, as people write it.
struct Guess {
    /// The digits before the decimal point.
    whole: String,
    /// The digits behind it, without zeros at the end.
    fraction: String,
    /// 1, or the multiple that the words behind the number name.
    unit: u64,
}

impl Guess {
    /// Returns the only number of a text.
    fn of(text: &str) -> Option<Self> {
        if text.chars().count() > MAX_CHARS {
            return None;
        }
        let key = text::match_key(&half_width(text));
        let is_digit = |c: char| c.is_ascii_digit();
        let start = key.find(is_digit)?;
        let (before, rest) = key.split_at(start);
        let is_numeral = |c: char| is_digit(c) || matches!(c, '.' | ',' | '_' | ' ' | '\'');
        let end = rest.find(|c| !is_numeral(c)).unwrap_or(rest.len());
        let (numeral, after) = rest.split_at(end);
        if before.ends_with('-') || after.contains(is_digit) {
            return None;
        }
        let word = after.split(|c: char| !c.is_alphabetic()).next();
        let unit = MULTIPLES.iter().find(|(name, _)| Some(*name) == word);
        let numeral = numeral.trim_end_matches(|c| !is_digit(c));
        let (whole, fraction) = decimal(numeral);
        let digits = |text: &str| text.chars().filter(|&c| is_digit(c)).collect::<String>();
        Some(Self {
            whole: digits(whole),
            fraction: digits(fraction).trim_end_matches('0').to_owned(),
            unit: unit.map_or(1, |(_, unit)| *unit),
        })
    }

    /// Returns the number times `unit`. `None` if it is not whole or has too many digits.
    fn times(&self, unit: u64) -> Option<u64> {
        let whole: u64 = self.whole.parse().ok()?;
        let places = u32::try_from(self.fraction.len()).ok()?;
        let divisor = 10u64.checked_pow(places)?;
        let fraction: u64 = match &*self.fraction {
            "" => 0,
            digits => digits.parse().ok()?,
        };
        if fraction > 0 && !unit.is_multiple_of(divisor) {
            return None;
        }
        whole
            .checked_mul(unit)?
            .checked_add(fraction.checked_mul(unit / divisor)?)
    }
}

/// Replaces full-width letters, digits and signs, which East Asian keyboards type, by plain ones.
fn half_width(text: &str) -> String {
    let plain = |c: char| match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(plain).collect()
}

/// Splits a numeral at its decimal point. A sign that occurs once and has not three digits behind it
/// is one, and so is the last of two different signs.
fn decimal(numeral: &str) -> (&str, &str) {
    let Some(last) = numeral.rfind(['.', ',']) else {
        return (numeral, "");
    };
    let sign = &numeral[last..=last];
    let (before, after) = (&numeral[..last], &numeral[last + 1..]);
    let occurs_once = !before.contains(sign);
    let has_other = before.contains(['.', ',']);
    if occurs_once && (has_other || after.len() != 3) {
        (before, after)
    } else {
        (numeral, "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_only_read_between_groups_of_three() {
        for (text, digits) in [
            ("18", Some("18")),
            ("08", Some("08")),
            ("1.234", Some("1234")),
            ("12.500.000", Some("12500000")),
            ("12_500_000", Some("12500000")),
            ("12 500 000", Some("12500000")),
            ("1.5", None),
            ("150.50", None),
            ("1_5", None),
            ("1.2345", None),
            ("12.500 000", None),
            ("0.500", None),
            ("1234.567", None),
            (".500", None),
            ("500.", None),
            ("1,234", None),
            ("-5", None),
            ("1e6", None),
        ] {
            assert_eq!(ungrouped(text).as_deref(), digits, "{text}");
        }
    }

    #[test]
    fn hints_show_the_likely_number() {
        for (text, likely) in [
            ("12.500.000đ", "12.500.000"),
            ("１２．５００．０００", "12.500.000"),
            ("12.500.000 đồng", "12.500.000"),
            ("12,500,000 VND", "12.500.000"),
            ("12.500.000,00", "12.500.000"),
            ("150 triệu", "150.000.000"),
            ("1,5 triệu đồng", "1.500.000"),
            ("1.25 tỷ", "1.250.000.000"),
            ("500k", "500.000"),
            ("1_5", "15"),
            ("1,500", "1.500"),
            ("12.50.000", "1.250.000"),
            ("18 người", "18"),
            ("khoảng 18 người", "18"),
            ("30 ngày", "30"),
        ] {
            let expected = did_you_mean([likely]).expect("a hint");
            assert_eq!(hint::<u64>(text, "amount"), expected, "{text}");
        }
        let unit_hint = |million: &str, billion: &str| Message::AmountUnitHint {
            million: million.to_owned(),
            billion: billion.to_owned(),
        };
        let expected = unit_hint("1.500.000", "1.500.000.000");
        assert_eq!(hint::<u64>("1.5", "amount"), expected);
        let expected = unit_hint("150.500.000", "150.500.000.000");
        assert_eq!(hint::<u64>("150.50", "amount"), expected);
    }

    #[test]
    fn nothing_is_guessed_where_no_number_is_likely() {
        for text in [
            "mười tám",
            "18-20",
            "-5",
            "1.5",
            "99999999999999999999999",
            "",
            "4294967296",
        ] {
            assert_eq!(hint::<u32>(text, "size"), Message::NotANumberHint, "{text}");
        }
    }
}
