//! Dates of front matter. A hint shows the author's own date as it is to be written.

use chrono::{Datelike as _, NaiveDate};

use super::{Reporter, did_you_mean};
use ssg_base::diagnostic::Spanned;
use ssg_base::message::Message;
use ssg_vietnam::date::{DateError, PartialDate};

/// A day, month or year. Other text is reported.
pub fn partial_date(
    text: Spanned<String>,
    reporter: &mut Reporter<'_>,
) -> Option<Spanned<PartialDate>> {
    match PartialDate::parse(&text.value) {
        Ok(value) => Some(Spanned {
            value,
            span: text.span,
        }),
        Err(error) => {
            let guess = PartialDate::guess(&text.value);
            let hint = guess.and_then(|date| did_you_mean([&*date.iso()]));
            report(text, error, hint, reporter);
            None
        }
    }
}

/// A day. Other text, and a date that is only a month or a year, is reported.
pub fn day(
    text: Spanned<String>,
    key: &'static str,
    reporter: &mut Reporter<'_>,
) -> Option<Spanned<NaiveDate>> {
    let span = text.span;
    match PartialDate::parse(&text.value) {
        Ok(PartialDate::Day(value)) => Some(Spanned { value, span }),
        Ok(date) => {
            let message = Message::FullDateRequired {
                key: key.to_owned(),
                found: text.value,
            };
            let hint = Message::FullDateHint {
                rest: without_day(date),
            };
            reporter.error(span, message).hints.push(hint);
            None
        }
        Err(error) => {
            let hint = match PartialDate::guess(&text.value) {
                Some(date) if date.day().is_some() => did_you_mean([&*date.iso()]),
                Some(date) => Some(Message::FullDateHint {
                    rest: without_day(date),
                }),
                None => None,
            };
            report(text, error, hint, reporter);
            None
        }
    }
}

/// Returns what follows the day in a date: `/08/2023`.
fn without_day(date: PartialDate) -> String {
    match date {
        PartialDate::Year(year) => format!("/…/{year}"),
        PartialDate::Month { .. } | PartialDate::Day(_) => format!("/{}", date.vietnamese()),
    }
}

/// Whether a text is a day and a month without a year: `25/08`.
fn is_day_and_month(text: &str) -> bool {
    let Some((day, month)) = text.split_once(['/', '-', '.']) else {
        return false;
    };
    let is_within = |part: &str, most: u32| {
        let is_number = part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
        is_number
            && part
                .parse()
                .is_ok_and(|value: u32| (1..=most).contains(&value))
    };
    is_within(day.trim(), 31) && is_within(month.trim(), 12)
}

/// Reports a text that is no date, with `hint` or a sample of how to write one.
fn report(
    text: Spanned<String>,
    error: DateError,
    hint: Option<Message>,
    reporter: &mut Reporter<'_>,
) {
    let found = text.value;
    let without_year = is_day_and_month(&found).then(|| Message::DateYearHint {
        written: found.clone(),
    });
    let (message, sample) = match error {
        DateError::NotADate => (Message::NotADate { found }, Some(Message::NotADateHint)),
        DateError::NoSuchDay { year, month, .. } => {
            let last_day = PartialDate::Month { year, month }.last_day();
            let message = Message::NoSuchDay {
                found,
                month: month.to_string(),
                year: year.to_string(),
                days: last_day.day().to_string(),
            };
            (message, None)
        }
        DateError::NoSuchMonth(_) => (Message::NoSuchMonth { found }, Some(Message::NotADateHint)),
        DateError::YearOutOfRange(_) => (
            Message::YearOutOfRange { found },
            Some(Message::NotADateHint),
        ),
    };
    let diagnostic = reporter.error(text.span, message);
    diagnostic.hints.extend(hint.or(without_year).or(sample));
}
