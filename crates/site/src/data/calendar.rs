//! Trips and planned batches as all-day events of iCalendar (RFC 5545).
//!
//! A batch with a report is left out, since the trip itself is in the calendar. A cancelled batch stays
//! with that status, so that calendars with an earlier version strike it out. `icalendar` is only used
//! here.

use chrono::{Days, NaiveDate};
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus, Property};

use ssg_archive::{Archive, BatchState, CouncilId, PlanId, Report, ReportId, batch_anchor};
use ssg_base::path::UrlPath;
use ssg_content::document::{Area, BatchStop};
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use super::{midnight, uuid};

/// The calendar of all trips and batches.
pub(super) fn of_archive(archive: &Archive) -> String {
    let reports = (0..archive.reports.len()).map(ReportId::new);
    let plans = (0..archive.plans.len()).map(PlanId::new);
    write(archive, &archive.site.title, reports, plans)
}

/// The calendar of one council.
pub(super) fn of_council(archive: &Archive, id: CouncilId) -> String {
    let council = archive.council(id);
    let title = format!("{} – {}", council.name, archive.site.title);
    let (reports, plans) = (council.reports.iter(), council.plans.iter());
    write(archive, &title, reports.copied(), plans.copied())
}

fn write(
    archive: &Archive,
    title: &str,
    reports: impl Iterator<Item = ReportId>,
    plans: impl Iterator<Item = PlanId>,
) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//ssg//ssg//VI"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.name(&plain(title));
    let mut out = String::new();
    fold(&mut out, &calendar.to_string());
    // Write events one by one: a calendar that holds them all takes ten times the memory of its text.
    out.truncate(out.len() - END.len());
    let trips = reports.map(|id| trip(archive, archive.report(id)));
    let batches = plans.flat_map(|id| {
        let all = 0..archive.plan(id).programme().batches.len();
        all.filter_map(move |at| batch(archive, id, at))
    });
    let head_len = out.len();
    for event in trips.chain(batches) {
        let text = event.try_into_string();
        fold(&mut out, &text.expect("writing to memory does not fail"));
    }
    if out.len() == head_len {
        out.push_str(TIME_ZONE);
    }
    out.push_str(END);
    out
}

/// A calendar must have a component (RFC 5545, 3.6), so one without events has its time zone.
const TIME_ZONE: &str = "BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\nBEGIN:STANDARD\r\n\
     DTSTART:19700101T000000\r\nTZOFFSETFROM:+0700\r\nTZOFFSETTO:+0700\r\n\
     END:STANDARD\r\nEND:VTIMEZONE\r\n";

/// The end of a calendar.
const END: &str = "END:VCALENDAR\r\n";

/// Appends `text`, folded to lines of at most 75 octets. The crate folds too, but counts 75 without the
/// leading space of a continuation line.
fn fold(out: &mut String, text: &str) {
    const MAX_LINE_OCTETS: usize = 75;
    for mut line in text.replace("\r\n ", "").lines() {
        let mut room = MAX_LINE_OCTETS;
        while line.len() > room {
            let cut = (1..=room).rev().find(|&at| line.is_char_boundary(at));
            let cut = cut.expect("a character has at most four octets");
            out.push_str(&line[..cut]);
            out.push_str("\r\n ");
            line = &line[cut..];
            // The leading space counts.
            room = MAX_LINE_OCTETS - 1;
        }
        out.push_str(line);
        out.push_str("\r\n");
    }
}

/// An event on whole days, from the first to the last. iCalendar wants the day after the last.
fn event(archive: &Archive, url: &UrlPath, anchor: &str, days: (NaiveDate, NaiveDate)) -> Event {
    let fragment = if anchor.is_empty() {
        String::new()
    } else {
        format!("#{anchor}")
    };
    let address = format!("{}{fragment}", url.as_str());
    let mut event = Event::with_uid(&uuid(archive, &address));
    event.starts(days.0);
    event.ends(days.1.checked_add_days(Days::new(1)).unwrap_or(days.1));
    if let Some(base) = &archive.site.base_url {
        event.url(&format!("{base}{address}"));
    }
    event
}

/// Sets the time stamp to the day the record last changed. The time of the build must not show.
fn stamp(event: &mut Event, day: NaiveDate) {
    event.timestamp(midnight(day).to_utc());
}

fn trip(archive: &Archive, report: &Report) -> Event {
    let (document, dates) = (&report.document, report.trip().dates);
    let mut event = event(archive, &document.url, "", (dates.from(), dates.to()));
    event.summary(&plain(&document.record.title));
    event.status(EventStatus::Confirmed);
    let names = |unit: &UnitId| Gazetteer::get().unit(*unit).name_on(dates.from());
    let abroad = report.countries.iter().map(|id| id.country().name());
    location(&mut event, report.provinces.iter().map(names).chain(abroad));
    if let Some(council) = report.council {
        event.description(&plain(&archive.council(council).name));
    }
    stamp(&mut event, archive.last_changed(document).first_day());
    event
}

/// A batch as an event, if it has a time and no report.
fn batch(archive: &Archive, id: PlanId, at: usize) -> Option<Event> {
    let plan = archive.plan(id);
    let batch = &plan.programme().batches[at];
    let period = batch.period?;
    let (status, remark) = match archive.batch_state(plan, at) {
        BatchState::Reported => return None,
        BatchState::Cancelled(reason) => (EventStatus::Cancelled, format!("Đã hủy: {reason}")),
        _ => (EventStatus::Tentative, format!("Dự kiến: {}", batch.time)),
    };
    let anchor = batch_anchor(batch.number.value);
    let url = &plan.document.url;
    let mut event = event(archive, url, &anchor, (period.from(), period.to()));
    let subject = if batch.theme.is_empty() {
        &plan.document.record.title
    } else {
        &batch.theme
    };
    event.summary(&plain(&format!("Đợt {}: {subject}", batch.number.value)));
    event.status(status);
    let name = |stop: &BatchStop| match stop.area {
        Area::Province(unit) => Gazetteer::get().unit(unit).name_on(period.from()),
        Area::Country(country) => country.country().name(),
    };
    location(&mut event, batch.provinces.iter().map(name));
    let council = plan.council.map(|id| &*archive.council(id).name);
    let lines: Vec<&str> = council.into_iter().chain([&*remark]).collect();
    event.description(&plain(&lines.join("\n")));
    stamp(&mut event, archive.last_changed(&plan.document).first_day());
    Some(event)
}

fn location<'a>(event: &mut Event, names: impl Iterator<Item = &'a str>) {
    let names: Vec<&str> = names.collect();
    if !names.is_empty() {
        event.location(&names.join(", "));
    }
}

/// Removes control characters except line feeds; iCalendar does not allow them in text.
fn plain(text: &str) -> String {
    let is_forbidden = |c: char| c.is_control() && c != '\n';
    text.replace(is_forbidden, "")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::data::tests::hostile_text;

    /// Reads the summary as a parser does: unfolds lines and undoes escapes (RFC 5545, 3.3.11).
    fn parse_summary(text: &str) -> String {
        let joined = text.replace("\r\n ", "");
        let line = joined
            .lines()
            .find_map(|line| line.strip_prefix("SUMMARY:"));
        let mut out = String::new();
        let mut letters = line.unwrap_or_default().chars();
        while let Some(c) = letters.next() {
            match c {
                '\\' => match letters.next() {
                    Some('n' | 'N') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => {}
                },
                c => out.push(c),
            }
        }
        out
    }

    proptest! {
        #[test]
        fn titles_survive_a_round_trip(text in hostile_text()) {
            let day = NaiveDate::from_ymd_opt(2023, 8, 18).expect("a day");
            let mut event = Event::with_uid("x");
            event.summary(&plain(&text));
            event.starts(day);
            stamp(&mut event, day);
            let mut calendar = Calendar::empty();
            calendar.push(event);
            let mut out = String::new();
            fold(&mut out, &calendar.to_string());
            prop_assert!(out.split("\r\n").all(|line| line.len() <= 75), "{}", out);
            prop_assert_eq!(parse_summary(&out), plain(&text));
        }
    }
}
