//! The data of the finders of lessons and of reports, which a reader's browser loads on demand.
//!
//! One compact JSON file for each: the names of topics, provinces, countries and councils once, then a row for
//! each record, in the order of the list. `themes/default/finder.js` is its only reader.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::page::view::PlaceName;
use ssg_archive::{Archive, CouncilId, LessonId, Report, record_name};
use ssg_content::document::{Area, LessonKind};
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::country::CountryId;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};
use ssg_vietnam::text;

/// The file beside the list.
pub(super) const FILE_NAME: &str = "bo-loc.json";

/// A value to choose: its slug and its name.
type Choice<'a> = (&'a str, &'a str);

#[derive(Serialize)]
struct FinderData<'a> {
    kinds: [Choice<'a>; 3],
    topics: Vec<Choice<'a>>,
    provinces: Vec<Choice<'a>>,
    countries: Vec<Choice<'a>>,
    councils: Vec<Choice<'a>>,
    rows: Vec<Row<'a>>,
}

/// One record. It is written as a list of its fields, which refer to choices by their index.
#[derive(Serialize)]
struct Row<'a>(
    /// Its name, which its address follows from.
    String,
    /// Its title.
    &'a str,
    /// Kinds: that of a lesson, those of the lessons of a report.
    BTreeSet<usize>,
    /// Topics.
    Vec<usize>,
    /// Provinces of today.
    Vec<usize>,
    /// Known pairs of an area and a topic; `None` if each area goes with each topic. Areas are the
    /// provinces, then the countries.
    Option<Vec<[usize; 2]>>,
    /// The council.
    Option<usize>,
    /// The first and the last day.
    [String; 2],
    /// The days in words.
    String,
    /// How often it, or one of its lessons, was used.
    usize,
    /// Where, in words.
    String,
    /// Countries.
    Vec<usize>,
);

/// What lessons and reports tell apart.
struct Record<'a> {
    name: String,
    title: &'a str,
    kinds: BTreeSet<usize>,
    topics: Vec<usize>,
    provinces: Vec<usize>,
    countries: Vec<usize>,
    pairs: Option<Vec<[usize; 2]>>,
    uses: usize,
    places: Vec<PlaceName>,
}

impl<'a> Record<'a> {
    /// The row of this record, which is, or is part of, `report`.
    fn row(self, report: &Report) -> Row<'a> {
        let dates = report.trip().dates;
        let day = |day| PartialDate::Day(day).iso();
        let places = self.places.into_iter().map(|place| match place.now {
            Some(now) => format!("{} (nay thuộc {now})", place.name),
            None => place.name,
        });
        Row(
            self.name,
            self.title,
            self.kinds,
            self.topics,
            self.provinces,
            self.pairs,
            report.council.map(CouncilId::index),
            [day(dates.from()), day(dates.to())],
            dates.vietnamese(),
            self.uses,
            places.collect::<Vec<_>>().join(", "),
            self.countries,
        )
    }
}

/// The data of all lessons.
pub(super) fn lessons(archive: &Archive) -> Vec<u8> {
    let choices = Choices::new(archive);
    let rows = (0..archive.lessons.len()).map(LessonId::new).map(|id| {
        let lesson = archive.lesson(id);
        let is_of_trip = !archive.lesson_has_pairs(id);
        let record = Record {
            name: record_name(&archive.lesson_url(id)),
            title: &lesson.title,
            kinds: BTreeSet::from([kind_index(lesson.kind)]),
            topics: choices.topics(archive.lesson_topics(id)),
            provinces: choices.provinces(archive.lesson_provinces(id)),
            countries: choices.countries(archive.lesson_countries(id)),
            pairs: is_of_trip.then(Vec::new),
            uses: archive.times_applied(id),
            places: PlaceName::of_lesson(archive, id),
        };
        record.row(archive.report_of(id))
    });
    json(archive, rows.collect())
}

/// The data of all reports.
pub(super) fn reports(archive: &Archive) -> Vec<u8> {
    let choices = Choices::new(archive);
    let rows = archive.reports.iter().map(|report| {
        let pairs = report.topics_by_area().into_iter();
        let pairs: BTreeSet<[usize; 2]> = pairs
            .map(|(area, topic, _)| [choices.area(area), choices.topic[&topic]])
            .collect();
        let kinds = report.lessons();
        let record = Record {
            name: record_name(&report.document.url),
            title: &report.document.record.title,
            kinds: kinds
                .map(|id| kind_index(archive.lesson(id).kind))
                .collect(),
            topics: choices.topics(&report.document.record.topics),
            provinces: choices.provinces(report.provinces.iter().copied()),
            countries: choices.countries(report.countries.iter().copied()),
            pairs: Some(pairs.into_iter().collect()),
            uses: report.lessons().map(|id| archive.times_applied(id)).sum(),
            places: PlaceName::of_report(report),
        };
        record.row(report)
    });
    json(archive, rows.collect())
}

fn kind_index(kind: LessonKind) -> usize {
    let at = LessonKind::ALL.iter().position(|&other| other == kind);
    at.expect("`ALL` has all kinds")
}

/// The choices that have records, and the index of each.
struct Choices {
    topic: BTreeMap<TopicId, usize>,
    province: BTreeMap<UnitId, usize>,
    country: BTreeMap<CountryId, usize>,
}

impl Choices {
    fn new(archive: &Archive) -> Self {
        let topics = topics_with_records(archive).enumerate();
        let provinces = provinces_with_records(archive).enumerate();
        let countries = countries_with_records(archive).into_iter().enumerate();
        Self {
            topic: topics.map(|(at, id)| (id, at)).collect(),
            province: provinces.map(|(at, unit)| (unit, at)).collect(),
            country: countries.map(|(at, id)| (id, at)).collect(),
        }
    }

    fn topics(&self, topics: &[TopicId]) -> Vec<usize> {
        topics.iter().map(|topic| self.topic[topic]).collect()
    }

    fn provinces(&self, units: impl IntoIterator<Item = UnitId>) -> Vec<usize> {
        let gazetteer = Gazetteer::get();
        let mut provinces = Vec::new();
        for unit in units {
            let province = self.province[&gazetteer.current(unit)];
            if !provinces.contains(&province) {
                provinces.push(province);
            }
        }
        provinces
    }

    fn countries(&self, countries: impl IntoIterator<Item = CountryId>) -> Vec<usize> {
        let countries = countries.into_iter();
        countries.map(|id| self.country[&id]).collect()
    }

    /// The index of an area in a pair.
    fn area(&self, area: Area) -> usize {
        match area {
            Area::Province(unit) => self.province[&Gazetteer::get().current(unit)],
            Area::Country(id) => self.province.len() + self.country[&id],
        }
    }
}

/// The data of one finder.
fn json(archive: &Archive, rows: Vec<Row<'_>>) -> Vec<u8> {
    let gazetteer = Gazetteer::get();
    let topics = topics_with_records(archive).map(|id| archive.vocabulary.topic(id));
    let provinces = provinces_with_records(archive).map(|unit| gazetteer.unit(unit));
    let countries = countries_with_records(archive).into_iter();
    let countries = countries.map(|id| (id.country().slug(), id.country().name()));
    let councils = archive.councils.iter().map(|council| {
        let slug = council.url.as_str().trim_end_matches('/');
        let slug = slug.rsplit('/').next().unwrap_or_default();
        (slug, &*council.name)
    });
    let data = FinderData {
        kinds: LessonKind::ALL.map(|kind| (kind.slug(), kind.label())),
        topics: topics.map(|topic| (&*topic.slug, &*topic.label)).collect(),
        provinces: provinces.map(|unit| (unit.slug(), unit.name())).collect(),
        countries: countries.collect(),
        councils: councils.collect(),
        rows,
    };
    serde_json::to_vec(&data).expect("texts and numbers are JSON")
}

/// Topics with a record, in alphabetical order.
fn topics_with_records(archive: &Archive) -> impl Iterator<Item = TopicId> {
    let all = archive.vocabulary.by_alphabet().iter().copied();
    all.filter(|id| archive.indexes.by_topic.contains_key(id))
}

/// Provinces with a record, in alphabetical order.
fn provinces_with_records(archive: &Archive) -> impl Iterator<Item = UnitId> {
    let all = Gazetteer::get().current_by_name().iter().copied();
    all.filter(|unit| archive.indexes.by_province.contains_key(unit))
}

/// Countries that a trip went to, in alphabetical order.
fn countries_with_records(archive: &Archive) -> Vec<CountryId> {
    let all = archive.indexes.by_country.iter();
    let all = all.filter(|(_, entry)| !entry.reports.is_empty());
    let mut countries: Vec<CountryId> = all.map(|(&id, _)| id).collect();
    countries.sort_by_cached_key(|id| text::collation_key(id.country().name()));
    countries
}
