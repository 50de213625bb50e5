//! The key `cost` of a report.

use std::str::FromStr;

use super::note::published_note;
use crate::document::cost::DEFAULT_CURRENCY;
use crate::document::{Cost, CostLine};
use crate::fields::{Fields, Reporter};
use ssg_base::message::Message;
use ssg_vietnam::text::grouped;

/// The greatest amount of money. The sum of a hundred thousand such amounts still fits a cell of a
/// table, so that no sum is cut off. A greater one is an error.
const MAX_AMOUNT: u64 = 10_000_000_000_000;

/// An amount of money, at most [`MAX_AMOUNT`].
pub(super) struct Amount(pub(super) u64);

impl FromStr for Amount {
    type Err = ();

    fn from_str(digits: &str) -> Result<Self, ()> {
        let amount: u64 = digits.parse().map_err(|_| ())?;
        (amount <= MAX_AMOUNT).then_some(Self(amount)).ok_or(())
    }
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
    let currency = map.string("currency", reporter);
    let cost = Cost {
        amount: amount("amount", &mut map, reporter),
        currency: if currency.is_empty() {
            DEFAULT_CURRENCY.to_owned()
        } else {
            currency
        },
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
