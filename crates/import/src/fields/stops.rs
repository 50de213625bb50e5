//! The field `locations`: the stops of the trip in the order of visit.
//!
//! Two sources are combined. The itinerary gives the stops of each day ([`super::stops_of_day`]).
//! The title, the opening and some headings name provinces too; those that no day names are added
//! without a date.

use chrono::NaiveDate;

use super::council::Home;
use super::stop::Stop;
use super::visited::{
    is_approach, is_dateline, is_organiser, is_passage, is_visited, statement_start,
};
use super::{Doubt, Proposal, Quote, SourceText, itinerary, stops_of_day, title};
use crate::document::Paragraph;
use crate::outline::OutlinedBlock;
use crate::phrases::people;
use crate::phrases::provinces::{ProvinceMention, ProvinceNames};
use crate::phrases::sentences::{self, lowercase};
use ssg_vietnam::date::Period;
use ssg_vietnam::gazetteer::UnitId;

/// Proposes the stops of a trip. `home` is no stop unless a place in it was visited. `year` is assumed for days without one.
pub(crate) fn propose(
    source: &SourceText<'_>,
    trip: Option<Period>,
    home: &Home,
    year: Option<i32>,
) -> Vec<Proposal<Stop>> {
    let first_day = trip
        .map(|trip| trip.from())
        .or_else(|| NaiveDate::from_ymd_opt(year.unwrap_or(2024), 1, 1));
    let Some(first_day) = first_day else {
        return Vec::new();
    };
    let mut names = ProvinceNames::new(first_day);
    for line in source.lines.iter().chain([&source.form.title]) {
        names.learn_places(line);
    }
    let mut stops = match trip {
        Some(trip) => from_itinerary(source, trip, home, year, &names),
        None => Vec::new(),
    };
    add_undated(&mut stops, named_outside_itinerary(source, &names), home);
    if let Some(trip) = trip {
        date_only_stop(&mut stops, trip);
    }
    for stop in &mut stops {
        if stop.value.is_inferred && stop.doubt.is_none() {
            let place = stop.value.place.clone();
            stop.doubt = Some(Doubt::ProvinceOfDistrict { place });
        }
    }
    stops
}

/// Gives the only stop of a trip of one day that day, where no sentence does.
fn date_only_stop(stops: &mut [Proposal<Stop>], trip: Period) {
    if let [stop] = stops
        && stop.value.dates.is_none()
        && trip.days() == 1
    {
        stop.value.dates = Some((trip.from(), trip.to()));
        stop.doubt = Some(stop.doubt.take().unwrap_or(Doubt::NotStated));
    }
}

fn from_itinerary(
    source: &SourceText<'_>,
    trip: Period,
    home: &Home,
    year: Option<i32>,
    names: &ProvinceNames,
) -> Vec<Proposal<Stop>> {
    let mut stops = Vec::new();
    // Where a day ends is where the next one begins.
    let mut previous: Option<UnitId> = None;
    for day in itinerary::days(source, trip, year) {
        let of_day = stops_of_day::read(&day, names, home, previous);
        if let Some(stop) = of_day.last() {
            previous = Some(stop.value.province);
        }
        stops.extend(of_day);
        let low = lowercase(&day.text);
        let reached = names
            .mentions(&day.text)
            .into_iter()
            .rev()
            .find(|mention| is_approach(&low, mention) && !is_passage(&low, mention));
        if let Some(reached) = reached {
            previous = Some(reached.unit);
        }
    }
    stops
}

/// A province named outside the itinerary.
struct UndatedMention {
    mention: ProvinceMention,
    sentence: String,
    /// Whether such a place of the text names destinations only.
    is_sure: bool,
}

/// Collects the provinces named in the title, the opening, the headings and lines such as
/// "Địa điểm: …".
fn named_outside_itinerary(source: &SourceText<'_>, names: &ProvinceNames) -> Vec<UndatedMention> {
    /// How many blocks after the first heading still introduce the trip.
    const INTRODUCTION_BLOCKS: usize = 8;
    /// How many blocks after the first heading another heading may continue the introduction.
    const INTRODUCTION_HEADING_BLOCKS: usize = 4;
    const INTRODUCTION_HEADINGS: [&str; 6] = [
        "thời gian",
        "thành phần",
        "chuẩn bị",
        "khái quát",
        "thông tin chung",
        "mục đích",
    ];
    const DESTINATION_WORDS: [&str; 5] = [
        "địa điểm",
        "nơi đến",
        "đến các địa phương",
        "tại các địa phương",
        "các địa phương:",
    ];
    let mut found: Vec<UndatedMention> = Vec::new();
    let printed_title = title::sentence_case(&source.form.title);
    let mut add = |sentence: &str, is_sure: bool, needs_visit: bool| {
        let is_title = sentence == printed_title;
        let low = lowercase(sentence);
        let mentions = names.mentions(sentence).into_iter();
        let visited = mentions.filter(|mention| {
            let is_aside = is_passage(&low, mention)
                || is_organiser(&low, mention)
                || (is_title && is_dateline(&low, mention));
            !is_aside && (is_visited(&low, mention) || !needs_visit)
        });
        found.extend(visited.map(|mention| UndatedMention {
            mention,
            sentence: sentence.to_owned(),
            is_sure,
        }));
    };
    add(&printed_title, true, false);
    add(&source.form.subtitle, true, false);
    let blocks = source.blocks;
    let first_heading = blocks
        .iter()
        .position(|block| block.heading_level.is_some())
        .unwrap_or(blocks.len());
    let mut is_introduction = true;
    let mut is_in_members = false;
    for (at, block) in blocks.iter().enumerate() {
        let low = lowercase(&block.text);
        let is_heading = block.heading_level.is_some();
        let names_destinations = DESTINATION_WORDS.iter().any(|word| low.contains(word));
        if at > first_heading && is_heading {
            is_introduction = is_introduction
                && at < first_heading + INTRODUCTION_HEADING_BLOCKS
                && INTRODUCTION_HEADINGS.iter().any(|word| low.contains(word));
        }
        let is_sure = at < first_heading || is_heading || names_destinations;
        let introduces_trip = is_introduction && at < first_heading + INTRODUCTION_BLOCKS;
        if !is_sure && !introduces_trip {
            continue;
        }
        is_in_members = if is_heading || !is_item(block) {
            announces_members(&low)
        } else {
            is_in_members
        };
        if is_in_members && is_item(block) && !people::find(&block.text).is_empty() {
            continue;
        }
        for (_, sentence) in sentences::split(&block.text) {
            if let Some(start) = statement_start(&lowercase(sentence)) {
                add(
                    &sentence[start..],
                    is_sure,
                    !is_heading && !names_destinations,
                );
            }
        }
    }
    found
}

fn is_item(block: &OutlinedBlock) -> bool {
    let is_listed = |paragraph: &Paragraph| paragraph.list_item.is_some();
    block.section_number.is_some() || block.paragraph().is_some_and(is_listed)
}

/// Returns whether a line, which is in lower case, announces the members of the delegation. Their
/// offices name places that are no stops.
fn announces_members(low: &str) -> bool {
    [
        "thành phần",
        "danh sách",
        "đoàn gồm",
        "đoàn có",
        "thành viên",
    ]
    .iter()
    .any(|words| low.contains(words))
}

/// Adds the provinces that no stop has yet, each once, and completes the stops without a date.
fn add_undated(stops: &mut Vec<Proposal<Stop>>, mentions: Vec<UndatedMention>, home: &Home) {
    let has_itinerary = !stops.is_empty();
    for UndatedMention {
        mention,
        sentence,
        is_sure,
    } in mentions
    {
        if home.is_named_by(&mention, &lowercase(&sentence)) {
            continue;
        }
        let known = stops
            .iter_mut()
            .find(|stop| stop.value.province == mention.unit);
        if let Some(stop) = known {
            let stop = &mut stop.value;
            if stop.dates.is_none() {
                if stop.place.is_empty() {
                    stop.place = mention.place;
                }
                stop.is_inferred &= mention.is_inferred;
            }
            continue;
        }
        let stop = Stop::new(&mention, None);
        let quote = Quote::new(&sentence);
        stops.push(if has_itinerary || !is_sure {
            Proposal::unsure(stop, quote, Doubt::NotStated)
        } else {
            Proposal::sure(stop, quote)
        });
    }
}
