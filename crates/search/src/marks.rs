//! Marks: dates, document numbers and amounts, each indexed as one word of its own beside its words.
//!
//! | mark | is |
//! | --- | --- |
//! | `@20230818`, `@202308`, `@2023` | a day, a month, a year |
//! | `#763/tb/hu` | the document number 763-TB/HU |
//! | `$000000072000000` | 72 million đồng |
//!
//! So a reader finds them in any notation, and a range of them is a range of the dictionary. No word
//! begins with these signs. `themes/default/search/query.js` reads them in a query.

use ssg_vietnam::date::PartialDate;
use ssg_vietnam::text;

use super::words::{self, Gap};

/// The digits of an amount in a mark. Larger amounts have none.
const AMOUNT_DIGITS: usize = 15;

/// The marks of a date: its day, month and year, as far as they are known.
pub(super) fn of_date(date: PartialDate) -> Vec<String> {
    let digits = date.iso().replace('-', "");
    let lengths = [4, 6, 8].into_iter();
    let known = lengths.filter(|&length| length <= digits.len());
    known
        .map(|length| format!("@{}", &digits[..length]))
        .collect()
}

/// The mark of an amount in đồng. `None` if it is too large.
pub(super) fn of_amount(amount: u64) -> Option<String> {
    let digits = format!("{amount:0AMOUNT_DIGITS$}");
    (digits.len() == AMOUNT_DIGITS).then(|| format!("${digits}"))
}

/// The mark of a document number. `None` if `number` is not one as a whole.
pub(super) fn of_document_number(number: &str) -> Option<String> {
    let mut marks = Vec::new();
    let mut finder = MarkFinder::default();
    words::scan(number, |run, gap| {
        finder.push(run, gap, &mut |mark| marks.push(mark.to_owned()));
    });
    finder.finish(&mut |mark| marks.push(mark.to_owned()));
    marks
        .pop()
        .filter(|mark| marks.is_empty() && mark.starts_with('#'))
}

/// Finds the marks in a text, word by word.
#[derive(Default)]
pub(super) struct MarkFinder<'t> {
    /// Words without a blank between them.
    chunk: Vec<Piece<'t>>,
    /// Single words before the chunk, the last one first: `năm`, `8`, `tháng`, `18`.
    before: [&'t str; 4],
    /// The number before the chunk, in thousandths.
    number: Option<u64>,
}

#[derive(Clone, Copy)]
struct Piece<'t> {
    text: &'t str,
    is_number: bool,
    /// The sign before it.
    sign: Option<char>,
}

impl<'t> MarkFinder<'t> {
    /// Takes the next word, and passes the marks that end before it to `found`.
    pub(super) fn push(&mut self, run: &'t str, gap: Gap, found: &mut impl FnMut(&str)) {
        let sign = match gap {
            Gap::Sign(sign) => Some(sign),
            Gap::Nothing => None,
            Gap::Blanks => {
                self.end_chunk(found);
                None
            }
            Gap::Start | Gap::Break => {
                self.finish(found);
                None
            }
        };
        self.chunk.push(Piece {
            text: run,
            is_number: words::is_number(run),
            sign,
        });
    }

    /// Passes on the last marks, and forgets what was before.
    pub(super) fn finish(&mut self, found: &mut impl FnMut(&str)) {
        self.end_chunk(found);
        self.before = Default::default();
        self.number = None;
    }

    fn end_chunk(&mut self, found: &mut impl FnMut(&str)) {
        let Some(&first) = self.chunk.first() else {
            return;
        };
        let number = self.number.take();
        if first.is_number {
            if self.chunk.iter().all(|piece| piece.is_number) {
                self.number = number_of(&self.chunk);
                self.find_dates(found);
                let is_grouped = self.chunk.len() > 1 && self.number.is_some();
                if let Some(milli) = self.number.filter(|_| is_grouped) {
                    // Written out to the last đồng: `72.000.000`.
                    let mark = of_amount(milli / 1000).filter(|_| milli >= 1_000_000_000);
                    if let Some(mark) = mark {
                        found(&mark);
                    }
                }
            } else if let Some(mark) = document_number(&self.chunk) {
                found(&mark);
            }
        } else if let (Some(milli), [unit]) = (number, &*self.chunk) {
            let amount = unit_of(unit.text).and_then(|unit| milli.checked_mul(unit));
            let mark = amount.and_then(|amount| of_amount(amount / 1000));
            if let Some(mark) = mark {
                found(&mark);
            }
        }
        match &*self.chunk {
            [single] => {
                self.before.rotate_right(1);
                self.before[0] = single.text;
            }
            _ => self.before = Default::default(),
        }
        self.chunk.clear();
    }

    /// Finds `18/8/2023`, `18-25/8/2023` and `8/2023` in a chunk of numbers, and `ngày 18 tháng 8 năm
    /// 2023` in the words that end with it.
    fn find_dates(&self, found: &mut impl FnMut(&str)) {
        let pieces: Vec<&str> = self.chunk.iter().map(|piece| piece.text).collect();
        let (year, month, days) = match &*pieces {
            [year] => {
                let [of_year, month, of_month, day] = self.before;
                let is_spelled_out =
                    text::fold(of_year) == "nam" && text::fold(of_month) == "thang";
                if !is_spelled_out {
                    return;
                }
                (*year, month, vec![day])
            }
            [days @ .., month, year] => (*year, *month, days.to_vec()),
            [] => return,
        };
        let (Some(year), Some(month)) = (year_of(year), part_of_date(month)) else {
            return;
        };
        let month_mark = format!("@{year}{month:02}");
        let in_month =
            |day: u32| PartialDate::parse(&format!("{year}-{month:02}-{day:02}")).is_ok();
        if in_month(1) {
            found(&month_mark);
        }
        for day in days.into_iter().filter_map(part_of_date) {
            if in_month(day) {
                found(&format!("{month_mark}{day:02}"));
            }
        }
    }
}

/// A year between 1900 and 2099.
fn year_of(text: &str) -> Option<u32> {
    let year = text.parse().ok().filter(|_| text.len() == 4)?;
    (1900..2100).contains(&year).then_some(year)
}

/// A day or a month of one or two digits.
fn part_of_date(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.len() <= 2)
}

/// A number in Vietnamese notation, in thousandths: `72`, `72.000.000`, `1,25`. `None` for a date or a
/// range.
fn number_of(chunk: &[Piece<'_>]) -> Option<u64> {
    let (first, rest) = chunk.split_first()?;
    let mut value: u64 = first.text.parse().ok()?;
    let (groups, decimals) = match rest.split_last() {
        Some((last, groups))
            if last.sign == Some(',') || (last.text.len() < 3 && groups.is_empty()) =>
        {
            (groups, Some(last))
        }
        _ => (rest, None),
    };
    for group in groups {
        if group.sign != Some('.') || group.text.len() != 3 {
            return None;
        }
        value = value
            .checked_mul(1000)?
            .checked_add(group.text.parse().ok()?)?;
    }
    let mut milli = value.checked_mul(1000)?;
    if let Some(decimals) = decimals {
        let is_decimal = matches!(decimals.sign, Some(',' | '.')) && decimals.text.len() <= 3;
        let digits: u64 = decimals.text.parse().ok().filter(|_| is_decimal)?;
        milli += digits * [1000, 100, 10, 1][decimals.text.len()];
    }
    Some(milli)
}

/// The value of a unit of money, in đồng.
fn unit_of(word: &str) -> Option<u64> {
    match &*text::fold(word) {
        "nghin" | "ngan" => Some(1000),
        "trieu" => Some(1_000_000),
        "ty" | "ti" => Some(1_000_000_000),
        _ => None,
    }
}

/// The mark of a document number: digits, then letters behind a sign.
fn document_number(chunk: &[Piece<'_>]) -> Option<String> {
    if chunk.iter().all(|piece| piece.sign.is_none()) {
        return None;
    }
    let mut mark = "#".to_owned();
    for (at, piece) in chunk.iter().enumerate() {
        if piece.sign.is_some() {
            mark.push('/');
        }
        let fold = text::fold(piece.text);
        mark.push_str(if at == 0 {
            fold.trim_start_matches('0')
        } else {
            &fold
        });
    }
    Some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks_of(text: &str) -> Vec<String> {
        let mut marks = Vec::new();
        let mut finder = MarkFinder::default();
        words::scan(text, |run, gap| {
            finder.push(run, gap, &mut |mark| marks.push(mark.to_owned()));
        });
        finder.finish(&mut |mark| marks.push(mark.to_owned()));
        marks
    }

    #[test]
    fn finds_dates_in_any_notation() {
        for text in [
            "18/8/2023",
            "18-08-2023.",
            "(18.8.2023)",
            "ngày 18 tháng 8 năm 2023",
        ] {
            assert_eq!(marks_of(text), ["@202308", "@20230818"], "{text}");
        }
        assert_eq!(
            marks_of("18-25/8/2023"),
            ["@202308", "@20230818", "@20230825"]
        );
        for text in ["8/2023", "tháng 8/2023", "Tháng 08 năm 2023"] {
            assert_eq!(marks_of(text), ["@202308"], "{text}");
        }
        for text in [
            "2021-2026",
            "31/2023",
            "năm 2023",
            "8/23",
            "3/4",
            "tháng 8. Năm 2023",
        ] {
            assert_eq!(marks_of(text), [""; 0], "{text}");
        }
        assert_eq!(marks_of("30/2/2023"), ["@202302"]);
        let date = PartialDate::parse("2023-08-18").expect("a day");
        assert_eq!(of_date(date), ["@2023", "@202308", "@20230818"]);
    }

    #[test]
    fn finds_document_numbers() {
        for (text, mark) in [
            ("Thông báo số 763-TB/HU, ngày", "#763/tb/hu"),
            ("08/KH-HĐND", "#8/kh/hdnd"),
            ("202/2025/QH15", "#202/2025/qh15"),
            ("54/HĐND-VP.", "#54/hdnd/vp"),
        ] {
            assert_eq!(marks_of(text), [mark], "{text}");
        }
        for text in ["5G", "H5N1", "BC-HĐND", "763 TB"] {
            assert_eq!(marks_of(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn reads_a_document_number_as_a_whole() {
        assert_eq!(
            of_document_number("17/KH-HĐND"),
            Some("#17/kh/hdnd".to_owned())
        );
        for text in ["17", "/KH-HĐND", "17/KH 18/KH"] {
            assert_eq!(of_document_number(text), None, "{text}");
        }
    }

    #[test]
    fn finds_amounts() {
        for (text, amount) in [
            ("72 triệu đồng", 72_000_000),
            ("1,25 tỷ đồng", 1_250_000_000),
            ("72.500.000 đồng", 72_500_000),
            ("1.200 tỉ", 1_200_000_000_000),
            ("500 nghìn", 500_000),
        ] {
            assert_eq!(
                marks_of(text),
                [of_amount(amount).expect("small")],
                "{text}"
            );
        }
        for text in ["72 người", "1.272 lượt", "72. Triệu", "2021-2026 triệu"] {
            assert_eq!(marks_of(text), [""; 0], "{text}");
        }
        assert_eq!(of_amount(u64::MAX), None);
    }
}
