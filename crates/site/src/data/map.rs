//! Numbers of trips by province, topic and year, which a reader's browser loads to colour the map.
//!
//! Its size is bounded by the number of provinces, topics and years, whatever the number of reports.
//! `themes/default/map.js` is its only reader.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use ssg_archive::Archive;
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

/// The file beside the list of provinces.
pub(super) const FILE_NAME: &str = "ban-do.json";

#[derive(Serialize)]
struct MapData<'a> {
    /// Years with a trip, newest first.
    years: Vec<i32>,
    /// Topics with a trip, in alphabetical order: slug and name.
    topics: Vec<(&'a str, &'a str)>,
    /// Provinces with a trip, in alphabetical order.
    provinces: Vec<Row<'a>>,
}

/// A province: its slug, its name, and its numbers of trips. The first numbers are of all topics, the others
/// of the topics in their order; an empty list is no trip. Within a list the first number is of all years,
/// the others of the years in their order, without zeros at the end.
#[derive(Serialize)]
struct Row<'a>(&'a str, &'a str, Vec<Vec<usize>>);

/// Numbers of trips to one province, of one topic or of all: of all years (`None`) and of each.
type Trips = BTreeMap<Option<i32>, usize>;

/// The numbers of trips of the whole archive. A trip counts for a topic in a province where a stop says so,
/// as in the finder of reports; a trip over New Year counts in both years.
pub(super) fn trips_by_province(archive: &Archive) -> Vec<u8> {
    let gazetteer = Gazetteer::get();
    let mut trips: BTreeMap<(UnitId, Option<TopicId>), Trips> = BTreeMap::new();
    for report in &archive.reports {
        let visited = report.provinces.iter().map(|&unit| (unit, None));
        let studied = report.topics_by_province().into_iter();
        let studied = studied.map(|(unit, topic, _)| (unit, Some(topic)));
        let keys = visited.chain(studied);
        let keys: BTreeSet<_> = keys
            .map(|(unit, topic)| (gazetteer.current(unit), topic))
            .collect();
        for key in keys {
            let trips = trips.entry(key).or_default();
            let years = report.trip().dates.years().map(Some);
            for year in years.chain([None]) {
                *trips.entry(year).or_insert(0) += 1;
            }
        }
    }
    let years: BTreeSet<i32> = trips
        .values()
        .flat_map(Trips::keys)
        .flatten()
        .copied()
        .collect();
    let years: Vec<i32> = years.into_iter().rev().collect();
    let known: BTreeSet<TopicId> = trips.keys().filter_map(|(_, topic)| *topic).collect();
    let by_alphabet = archive.vocabulary.by_alphabet().iter().copied();
    let topics: Vec<TopicId> = by_alphabet.filter(|id| known.contains(id)).collect();
    let counts = |unit: UnitId, topic: Option<TopicId>| {
        let Some(trips) = trips.get(&(unit, topic)) else {
            return Vec::new();
        };
        let of_years = years.iter().map(|&year| Some(year));
        let counts = [None].into_iter().chain(of_years);
        let mut counts: Vec<usize> = counts
            .map(|year| trips.get(&year).copied().unwrap_or(0))
            .collect();
        counts.truncate(
            counts
                .iter()
                .rposition(|&count| count > 0)
                .map_or(0, |last| last + 1),
        );
        counts
    };
    let provinces = gazetteer.current_by_name().iter();
    let provinces = provinces.filter(|&&unit| trips.contains_key(&(unit, None)));
    let provinces = provinces.map(|&unit| {
        let named = gazetteer.unit(unit);
        let of_topics = topics.iter().map(|&topic| Some(topic));
        let all = [None].into_iter().chain(of_topics);
        Row(
            named.slug(),
            named.name(),
            all.map(|topic| counts(unit, topic)).collect(),
        )
    });
    let provinces = provinces.collect();
    let topics = topics.iter().map(|&id| archive.vocabulary.topic(id));
    let data = MapData {
        topics: topics.map(|topic| (&*topic.slug, &*topic.label)).collect(),
        years,
        provinces,
    };
    serde_json::to_vec(&data).expect("texts and numbers are JSON")
}
