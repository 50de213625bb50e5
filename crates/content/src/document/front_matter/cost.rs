//! The key `cost` of a report.

use super::note::published_note;
use crate::document::cost::DEFAULT_CURRENCY;
use crate::document::{Cost, CostLine};
use crate::fields::{Fields, Reporter, WholeNumber};
use ssg_base::diagnostic::Spanned;
use ssg_base::message::Message;
use ssg_vietnam::text::{self, grouped};

/// The greatest amount of money. The sum of a hundred thousand such amounts still fits a cell of a
/// table, so that no sum is cut off. A greater one is an error.
const MAX_AMOUNT: u64 = 10_000_000_000_000;

/// An amount of money, at most [`MAX_AMOUNT`].
pub(super) struct Amount(pub(super) u64);

impl TryFrom<u64> for Amount {
    type Error = ();

    fn try_from(amount: u64) -> Result<Self, ()> {
        (amount <= MAX_AMOUNT).then_some(Self(amount)).ok_or(())
    }
}

impl WholeNumber for Amount {
    const GREATEST: u64 = MAX_AMOUNT;
}

/// Reads an amount of money.
pub(super) fn amount(
    key: &'static str,
    map: &mut Fields,
    reporter: &mut Reporter<'_>,
) -> Option<u64> {
    map.number(key, reporter).map(|Amount(amount)| amount)
}

/// Reads the cost of a trip. Lines whose sum differs from the amount are reported.
pub(super) fn cost(mut map: Fields, reporter: &mut Reporter<'_>) -> Cost {
    let amount_span = map.value_span("amount");
    let currency = map.text("currency", reporter);
    let cost = Cost {
        amount: amount("amount", &mut map, reporter),
        currency: currency.map_or_else(
            || DEFAULT_CURRENCY.to_owned(),
            |written| currency_code(&written, reporter),
        ),
        source: map.string("source", reporter),
        planned: amount("planned", &mut map, reporter),
        lines: map
            .maps("lines", reporter)
            .into_iter()
            .filter_map(|map| line(map, reporter))
            .collect(),
    };
    map.finish(reporter);
    if let (Some(amount), Some(sum), Some(span)) = (cost.amount, cost.sum_of_lines(), amount_span)
        && amount != sum
    {
        let message = Message::CostLinesDiffer {
            amount: grouped(amount),
            sum: grouped(sum),
            difference: grouped(amount.abs_diff(sum)),
        };
        let warning = reporter.warning(span, message);
        warning.hints.push(Message::CostLinesDifferHint);
    }
    cost
}

/// Names of the đồng, as [`text::fold`] leaves them.
const NAMES_OF_DONG: [&str; 8] = [
    "vnd",
    "vnd.",
    "d",
    "₫",
    "dong",
    "vn dong",
    "dong viet nam",
    "viet nam dong",
];

/// Returns the code of a currency: VND for every name of the đồng, else three letters. Reports anything
/// else, above all a unit such as "triệu đồng", since amounts are written in full.
fn currency_code(written: &Spanned<String>, reporter: &mut Reporter<'_>) -> String {
    let folded = text::fold(written.value.trim());
    if NAMES_OF_DONG.contains(&&*folded) {
        return DEFAULT_CURRENCY.to_owned();
    }
    if folded.len() == 3 && folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return folded.to_ascii_uppercase();
    }
    let found = written.value.clone();
    let (message, hint) = if folded.ends_with("dong") {
        (
            Message::AmountNotInFull { found },
            Message::AmountNotInFullHint,
        )
    } else {
        (Message::NotACurrency { found }, Message::NotACurrencyHint)
    };
    reporter.error(written.span, message).hints.push(hint);
    written.value.clone()
}

fn line(mut map: Fields, reporter: &mut Reporter<'_>) -> Option<CostLine> {
    let item = map.required("item", map.span, None, reporter);
    let amount = amount("amount", &mut map, reporter);
    let note = published_note(&mut map, reporter);
    map.finish(reporter);
    Some(CostLine {
        item: item?.value,
        amount,
        note,
    })
}
