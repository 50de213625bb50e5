//! The stops of one day of the itinerary.

use std::collections::BTreeSet;

use super::council::Home;
use super::itinerary::ItineraryDay;
use super::stop::Stop;
use super::title::sentence_case;
use super::visited::{
    is_approach, is_compared, is_organiser, is_passage, is_visited, statement_start, stays,
};
use super::{Doubt, Proposal, Quote, meetings};
use crate::phrases::people;
use crate::phrases::provinces::{ProvinceMention, ProvinceNames};
use crate::phrases::sentences::lowercase;
use ssg_content::document::StopKind;
use ssg_vietnam::gazetteer::UnitId;
use ssg_vietnam::text::match_key;

/// Returns the stops of a day in the order of visit. `home` is no stop;
/// `previous` is where the day before ended.
pub(super) fn read(
    day: &ItineraryDay,
    names: &ProvinceNames,
    home: &Home,
    previous: Option<UnitId>,
) -> Vec<Proposal<Stop>> {
    let mut reader = DayReader {
        day,
        names,
        home,
        stops: Vec::new(),
        current: None,
    };
    for line in day.text.lines() {
        reader.read_line(line);
    }
    if reader.stops.is_empty() && !is_return(day) {
        reader.read_heading();
    }
    reader.confirm_named_provinces();
    reader.mark_transit();
    let has_visit = reader.stops.iter().any(|stop| !stop.is_passed);
    let mut stops: Vec<Proposal<Stop>> =
        reader.stops.into_iter().map(|stop| stop.proposal).collect();
    if has_visit && lowercase(&day.text).contains("trên đường") {
        stops = move_destination_last(stops, day, names);
    }
    if let Some(previous) = previous {
        carry_over(&mut stops, day, previous);
    }
    stops
}

struct DayReader<'a> {
    day: &'a ItineraryDay,
    names: &'a ProvinceNames,
    home: &'a Home,
    stops: Vec<DayStop>,
    /// The index of the stop that the text is about.
    current: Option<usize>,
}

struct DayStop {
    proposal: Proposal<Stop>,
    /// Whether every mention says that the delegation only passed through or approached.
    is_passed: bool,
}

impl DayReader<'_> {
    fn read_line(&mut self, line: &str) {
        let low = lowercase(line);
        let Some(start) = statement_start(&low) else {
            return;
        };
        for mention in self.names.mentions(line) {
            if mention.range.start < start || is_organiser(&low, &mention) {
                continue;
            }
            if !is_compared(&low, &mention) && !self.home.is_named_by(&mention, &low) {
                self.read_mention(&mention, line, &low);
            }
        }
        self.read_meeting(line);
    }

    /// Adds the province that the heading above the day names, if it is the only one.
    fn read_heading(&mut self) {
        let heading = sentence_case(&self.day.heading);
        let low = lowercase(&heading);
        let mentions = self.names.mentions(&heading).into_iter();
        let others = mentions.filter(|mention| !self.home.is_named_by(mention, &low));
        let mentions: Vec<ProvinceMention> = others.collect();
        let Some(first) = mentions.first() else {
            return;
        };
        if mentions.iter().any(|mention| mention.unit != first.unit) {
            return;
        }
        let dates = self.day.dates;
        let stop = Stop::new(first, Some((dates.from, dates.to)));
        self.stops.push(DayStop {
            proposal: Proposal::unsure(stop, Quote::new(&heading), Doubt::NotStated),
            is_passed: false,
        });
        self.current = Some(0);
        for line in self.day.text.lines() {
            self.read_meeting(line);
        }
    }

    fn read_mention(&mut self, mention: &ProvinceMention, line: &str, low: &str) {
        let is_passage = is_passage(low, mention);
        let is_approach = is_approach(low, mention) && !stays(low, mention);
        let known = self.stops.iter().rposition(|stop| {
            let stop = &stop.proposal.value;
            stop.province == mention.unit
                && (mention.place.is_empty()
                    || stop.place.is_empty()
                    || match_key(&stop.place) == match_key(&mention.place))
        });
        if let Some(at) = known {
            let known = &mut self.stops[at];
            let stop = &mut known.proposal.value;
            if stop.place.is_empty() && !is_passage {
                stop.place.clone_from(&mention.place);
            }
            stop.is_inferred &= mention.is_inferred;
            known.is_passed &= is_passage || is_approach;
            if !is_passage {
                self.current = Some(at);
            }
            return;
        }
        let dates = self.day.dates;
        let mut stop = Stop::new(mention, Some((dates.from, dates.to)));
        if is_passage {
            stop.kind = StopKind::Transit;
        } else {
            self.current = Some(self.stops.len());
        }
        let quote = Quote::new(line);
        let opens_line = !low[..mention.range.start].contains(char::is_alphabetic);
        let is_stated = opens_line || is_passage || is_visited(low, mention);
        let proposal = if dates.is_computed || !is_stated {
            Proposal::unsure(stop, quote, Doubt::NotStated)
        } else {
            Proposal::sure(stop, quote)
        };
        self.stops.push(DayStop {
            proposal,
            is_passed: is_passage || is_approach,
        });
    }

    /// Adds host, participants and subject of a line to the stop that the text is about.
    fn read_meeting(&mut self, line: &str) {
        let target = self.current.or(self.stops.len().checked_sub(1));
        let Some(stop) = target.and_then(|at| self.stops.get_mut(at)) else {
            return;
        };
        let stop = &mut stop.proposal.value;
        if stop.kind == StopKind::Transit {
            return;
        }
        if stop.host.is_empty()
            && let Some(host) = meetings::host(line)
        {
            stop.kind = StopKind::Meeting;
            stop.host = host;
        }
        if stop.kind == StopKind::Meeting {
            let people = people::find(line).into_iter();
            stop.present
                .extend(people.filter(|person| person.role.is_none()));
        }
        if stop.subject.is_empty() {
            stop.subject = meetings::subject(line);
        }
    }

    /// A province that the day names is not inferred from its district.
    fn confirm_named_provinces(&mut self) {
        let named: BTreeSet<UnitId> = self
            .names
            .mentions(&self.day.text)
            .iter()
            .filter(|mention| !mention.is_inferred)
            .map(|mention| mention.unit)
            .collect();
        for stop in &mut self.stops {
            let stop = &mut stop.proposal.value;
            stop.is_inferred &= !named.contains(&stop.province);
        }
    }

    /// Marks the provinces that a day only leads to or through, if it visits another.
    fn mark_transit(&mut self) {
        if self.stops.iter().all(|stop| stop.is_passed) {
            return;
        }
        for stop in self.stops.iter_mut().filter(|stop| stop.is_passed) {
            let stop = &mut stop.proposal.value;
            if stop.host.is_empty() {
                stop.kind = StopKind::Transit;
                stop.subject.clear();
            }
        }
    }
}

/// Orders "Đến Cao Bằng, trên đường tham quan Ba Bể": the stop on the way comes first.
fn move_destination_last(
    stops: Vec<Proposal<Stop>>,
    day: &ItineraryDay,
    names: &ProvinceNames,
) -> Vec<Proposal<Stop>> {
    let low = lowercase(&day.text);
    let mentions = names.mentions(&day.text);
    let is_airport = |stop: &Stop| {
        mentions
            .iter()
            .any(|mention| mention.unit == stop.province && is_passage(&low, mention))
    };
    let (last, mut ordered): (Vec<_>, Vec<_>) = stops
        .into_iter()
        .partition(|stop| stop.value.kind == StopKind::Transit && !is_airport(&stop.value));
    ordered.extend(last);
    ordered
}

/// Returns whether the first sentence of a day says that the delegation went home, and nothing else:
/// "Ngày 25/10: Đoàn về lại thị xã."
fn is_return(day: &ItineraryDay) -> bool {
    /// The most words of such a sentence.
    const MAX_WORDS: usize = 20;
    const RETURNS: [&str; 16] = [
        "kết thúc chuyến",
        "trở về",
        "trở lại địa phương",
        "về lại",
        "ra về",
        "quay về",
        "quay đầu về",
        "lên đường về",
        "lên xe về",
        "khởi hành về",
        "về đến",
        "về tới",
        "về địa phương",
        "về cơ quan",
        "về nhà",
        "đoàn về ",
    ];
    const VISITS: [&str; 3] = ["về thăm", "về dự", "về nguồn"];
    let first = day.text.lines().next().unwrap_or_default();
    let low = lowercase(first);
    RETURNS.iter().any(|words| low.contains(words))
        && !VISITS.iter().any(|words| low.contains(words))
        && first.split_whitespace().count() <= MAX_WORDS
        && meetings::host(first).is_none()
        && meetings::subject(first).is_empty()
}

/// Adds a stop in the province of the day before if this day visits none, as on a day that begins
/// where the last one ended and names no province.
fn carry_over(stops: &mut Vec<Proposal<Stop>>, day: &ItineraryDay, previous: UnitId) {
    let is_visit = |stop: &Proposal<Stop>| stop.value.kind != StopKind::Transit;
    let subject = meetings::subject(&day.text);
    let is_transit_day = !stops.is_empty() && subject.is_empty();
    if stops.iter().any(is_visit) || is_transit_day {
        return;
    }
    if is_return(day) {
        return;
    }
    let low = lowercase(&day.text);
    let is_return = subject.is_empty()
        && ["kết thúc", "trở về", "về lại", "ra về"]
            .iter()
            .any(|words| low.contains(words));
    let host = day
        .text
        .lines()
        .find_map(meetings::host)
        .unwrap_or_default();
    let kind = if !host.is_empty() {
        StopKind::Meeting
    } else if is_return {
        StopKind::Transit
    } else {
        StopKind::Visit
    };
    // The first line may be the date alone.
    let mut lines = day.text.lines();
    let first = lines.next().unwrap_or_default();
    let quote = Quote::new(lines.next().unwrap_or(first));
    let stop = Stop {
        province: previous,
        place: String::new(),
        dates: Some((day.dates.from, day.dates.to)),
        kind,
        host,
        present: Vec::new(),
        subject,
        is_inferred: true,
    };
    stops.insert(0, Proposal::unsure(stop, quote, Doubt::CarriedOver));
}
