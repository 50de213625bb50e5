//! Indexes: lists of records by year, province and topic.

use std::collections::{BTreeMap, BTreeSet};

use ssg_content::document::LessonKind;
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::country::CountryId;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use crate::{Archive, BatchId, LessonId, PlanId, ReportId};

/// Lists of records by year, province and topic.
#[derive(Clone, Debug, Default)]
pub struct Indexes {
    /// Records of each year.
    pub by_year: BTreeMap<i32, IndexEntry>,
    /// Records of each current province.
    pub by_province: BTreeMap<UnitId, IndexEntry>,
    /// Trips to a unit of the 63 while it existed and had the name of its page, by that unit.
    pub by_former_province: BTreeMap<UnitId, Vec<ReportId>>,
    /// Reports, and batches of plans, of trips to each other country.
    pub by_country: BTreeMap<CountryId, IndexEntry>,
    /// Records on each topic.
    pub by_topic: BTreeMap<TopicId, IndexEntry>,
    /// Lessons and visits on one topic in one current province.
    pub by_province_and_topic: BTreeMap<(UnitId, TopicId), PairEntry>,
    /// Lessons and trips on one topic in one year.
    pub by_topic_and_year: BTreeMap<(TopicId, i32), PairEntry>,
}

/// The rows of a pair: one topic in one province or in one year. Each list newest first.
#[derive(Clone, Debug, Default)]
pub struct PairEntry {
    /// Lessons.
    pub lessons: Vec<LessonId>,
    /// Visits, those of one trip in order of the itinerary.
    pub visits: Vec<Visit>,
}

impl PairEntry {
    /// Returns the number of rows.
    pub fn row_count(&self) -> usize {
        self.lessons.len() + self.visits.len()
    }
}

/// A trip, or one stop of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Visit {
    /// The report of the trip.
    pub report: ReportId,
    /// The index of the stop in the itinerary. `None` for the whole trip.
    pub stop: Option<usize>,
}

/// Records of a year, a province or a topic; each list newest first.
#[derive(Clone, Debug, Default)]
pub struct IndexEntry {
    /// Reports.
    pub reports: Vec<ReportId>,
    /// Lessons.
    pub lessons: Vec<LessonId>,
    /// Lessons of each kind, in the order of [`LessonKind::ALL`].
    lessons_of_kind: [Vec<LessonId>; LessonKind::ALL.len()],
    /// Plans.
    pub plans: Vec<PlanId>,
    /// Batches of plans.
    pub batches: Vec<BatchId>,
}

impl IndexEntry {
    /// Returns the lessons of one kind, or all of them.
    pub fn lessons_of_kind(&self, kind: Option<LessonKind>) -> &[LessonId] {
        kind.map_or(&self.lessons, |kind| &self.lessons_of_kind[kind as usize])
    }
}

impl Indexes {
    /// Indexes all reports, lessons and plans of an archive.
    pub(crate) fn new(archive: &Archive) -> Self {
        let mut indexes = Self::default();
        for index in 0..archive.reports.len() {
            indexes.add_report(archive, ReportId::new(index));
        }
        for index in 0..archive.lessons.len() {
            indexes.add_lesson(archive, LessonId::new(index));
        }
        for index in 0..archive.plans.len() {
            indexes.add_plan(archive, PlanId::new(index));
        }
        indexes
    }

    fn add_report(&mut self, archive: &Archive, id: ReportId) {
        let gazetteer = Gazetteer::get();
        let report = archive.report(id);
        for &country in &report.countries {
            self.by_country.entry(country).or_default().reports.push(id);
        }
        let start = report.trip().dates.from();
        for &unit in &report.provinces {
            let until = gazetteer.unit(unit).name_until();
            if gazetteer.current(unit) != unit && until.is_none_or(|until| start <= until) {
                self.by_former_province.entry(unit).or_default().push(id);
            }
        }
        let years: Vec<i32> = report.trip().dates.years().collect();
        let units = current(&report.provinces);
        let topics = &report.document.record.topics;
        self.for_each_entry(&years, &units, topics, |entry| entry.reports.push(id));
        let trip = Visit {
            report: id,
            stop: None,
        };
        self.for_each_topic_and_year(topics, &years, |entry| entry.visits.push(trip));
        for (unit, topic, stop) in report.topics_by_province() {
            let key = (gazetteer.current(unit), topic);
            let pair = self.by_province_and_topic.entry(key).or_default();
            let visit = Visit { report: id, stop };
            // A trip to two units that are one today is one row.
            if pair.visits.last() != Some(&visit) {
                pair.visits.push(visit);
            }
        }
    }

    fn add_lesson(&mut self, archive: &Archive, id: LessonId) {
        let years: Vec<i32> = archive.report_of(id).trip().dates.years().collect();
        let units = current(&archive.lesson_provinces(id));
        let topics = archive.lesson_topics(id);
        let kind = archive.lesson(id).kind;
        self.for_each_entry(&years, &units, topics, |entry| {
            entry.lessons.push(id);
            entry.lessons_of_kind[kind as usize].push(id);
        });
        self.for_each_topic_and_year(topics, &years, |entry| entry.lessons.push(id));
        if !archive.lesson_has_pairs(id) {
            return;
        }
        for &unit in &units {
            for &topic in topics {
                let pair = self.by_province_and_topic.entry((unit, topic)).or_default();
                pair.lessons.push(id);
            }
        }
    }

    /// Calls `add` for each entry to which a report or lesson of these years, units and topics
    /// belongs.
    fn for_each_entry(
        &mut self,
        years: &[i32],
        units: &BTreeSet<UnitId>,
        topics: &[TopicId],
        add: impl Fn(&mut IndexEntry),
    ) {
        for &year in years {
            add(self.by_year.entry(year).or_default());
        }
        for &unit in units {
            add(self.by_province.entry(unit).or_default());
        }
        for &topic in topics {
            add(self.by_topic.entry(topic).or_default());
        }
    }

    fn for_each_topic_and_year(
        &mut self,
        topics: &[TopicId],
        years: &[i32],
        add: impl Fn(&mut PairEntry),
    ) {
        for &topic in topics {
            for &year in years {
                add(self.by_topic_and_year.entry((topic, year)).or_default());
            }
        }
    }

    fn add_plan(&mut self, archive: &Archive, id: PlanId) {
        let plan = archive.plan(id);
        self.by_year.entry(plan.year).or_default().plans.push(id);
        for &topic in &plan.document.record.topics {
            self.by_topic.entry(topic).or_default().plans.push(id);
        }
        for (position, batch) in plan.programme().batches.iter().enumerate() {
            let id = (id, position);
            let stops = batch.provinces.iter();
            let units: Vec<UnitId> = stops.filter_map(|stop| stop.area.province()).collect();
            let countries = batch
                .provinces
                .iter()
                .filter_map(|stop| stop.area.country());
            for country in countries.collect::<BTreeSet<CountryId>>() {
                self.by_country.entry(country).or_default().batches.push(id);
            }
            for unit in current(&units) {
                self.by_province.entry(unit).or_default().batches.push(id);
            }
            for &topic in &batch.topics {
                self.by_topic.entry(topic).or_default().batches.push(id);
            }
        }
    }
}

/// Returns the current units that these became, each once.
fn current(units: &[UnitId]) -> BTreeSet<UnitId> {
    let gazetteer = Gazetteer::get();
    units.iter().map(|&unit| gazetteer.current(unit)).collect()
}
