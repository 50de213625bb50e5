//! The key `vetting` of a plan and of a batch.

use super::note::published_note;
use crate::document::{Comments, Vetting, VettingDecision};
use crate::fields::{Fields, Reporter};
use ssg_base::message::Message;
use ssg_vietnam::date::PartialDate;

/// Reads who examined a plan or a batch, and the decision. `None` if the key is absent.
pub(super) fn vetting(fields: &mut Fields, reporter: &mut Reporter<'_>) -> Option<Vetting> {
    let mut map = fields.map("vetting", reporter)?;
    let decisions = [
        VettingDecision::Approved,
        VettingDecision::Changed,
        VettingDecision::Refused,
    ]
    .map(|decision| (decision.code(), decision));
    let vetting = Vetting {
        by: map.string("by", reporter),
        decision: map
            .choice("decision", &decisions, reporter)
            .map(|decision| decision.value),
        number: map.string("number", reporter),
        date: map.partial_date("date", reporter).map(|date| date.value),
        comments: map
            .map("comments", reporter)
            .map(|map| comments(map, reporter)),
        note: published_note(&mut map, reporter),
    };
    map.finish(reporter);
    Some(vetting)
}

fn comments(mut map: Fields, reporter: &mut Reporter<'_>) -> Comments {
    let from = map.day("from", reporter);
    let to = map.day("to", reporter);
    let count = map.number("count", reporter);
    map.finish(reporter);
    if let (Some(from), Some(to)) = (&from, &to)
        && to.value < from.value
    {
        let show = |day| PartialDate::Day(day).vietnamese();
        let message = Message::CommentsReversed {
            from: show(from.value),
            to: show(to.value),
        };
        let error = reporter.error(to.span, message);
        error.hints.push(Message::DatesReversedHint);
    }
    Comments {
        from: from.map(|day| day.value),
        to: to.map(|day| day.value),
        count,
    }
}
