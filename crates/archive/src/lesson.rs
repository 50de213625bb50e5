//! Lessons: where each comes from, what it is about, who used it, and which plans miss one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use ssg_base::diagnostic::{Diagnostic, Place, Span};
use ssg_base::message::Message;
use ssg_base::path::UrlPath;
use ssg_content::document::{Area, Document, DocumentKind, Lesson, UseEntry, UseOutcome};
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::country::CountryId;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use crate::hint::HintSearch;
use crate::place::places_named;
use crate::record::is_shown;
use crate::sources::{Hidden, Unpublished};
use crate::{Archive, CouncilId, LessonId, Plan, Report, ReportId, record_name, vague};

/// How many relevant lessons the advice to a plan without citations lists.
const MAX_SUGGESTED_LESSONS: usize = 5;

/// An entry of the table of lessons.
#[derive(Clone, Debug)]
pub struct LessonEntry {
    /// The report it is part of.
    pub report: ReportId,
    /// Its index among that report's lessons.
    pub(crate) position: usize,
    /// The topics of its report that it takes over. `None` if that are all of them, or if it has its
    /// own.
    pub(crate) inherited: Option<Vec<TopicId>>,
}

impl LessonEntry {
    pub(crate) fn new(id: ReportId, report: &Report, position: usize) -> Self {
        Self {
            report: id,
            position,
            inherited: inherited_topics(report, &report.document.body.lessons[position]),
        }
    }
}

/// Returns the topics of a report that a lesson with places takes over: those that the report itself
/// has, and those that a stop at one of its places carries. What was studied elsewhere only is not a
/// topic of the lesson. `None` if the lesson takes over all, or none.
fn inherited_topics(report: &Report, lesson: &Lesson) -> Option<Vec<TopicId>> {
    let places = lesson.places.as_ref().filter(|_| lesson.topics.is_none())?;
    let trip = report.trip();
    let areas: Vec<Area> = places
        .iter()
        .flat_map(|place| places_named(trip, &place.value))
        .map(|(_, area)| area)
        .collect();
    let all = &report.document.record.topics;
    let kept = all.iter().copied().filter(|topic| {
        let mut carrying = trip.stops.iter().filter(|stop| stop.topics.contains(topic));
        let mut here = carrying.clone();
        carrying.next().is_none() || here.any(|stop| areas.contains(&stop.area))
    });
    let kept: Vec<TopicId> = kept.collect();
    (kept.len() < all.len()).then_some(kept)
}

/// One use of a lesson.
#[derive(Clone, Debug)]
pub struct LessonUse {
    /// The report or plan that used it.
    pub by: Arc<Document>,
    /// The council of that record. `None` if no source names it.
    pub council: Option<CouncilId>,
    /// The index of the use in that record.
    pub(crate) position: usize,
}

impl LessonUse {
    /// Returns what that record says of the use.
    pub fn entry(&self) -> &UseEntry {
        &self.by.record.uses[self.position]
    }

    /// Whether the lesson was applied: it is not said to be unsuitable.
    pub fn is_applied(&self) -> bool {
        self.entry().outcome != Some(UseOutcome::Unsuitable)
    }
}

/// Returns the address of the lesson `id` of the report at `report`.
pub fn lesson_url(report: &UrlPath, id: &str) -> UrlPath {
    report
        .child(id)
        .expect("a lesson's id is checked when it is read")
}

/// Returns the former address of a lesson: from its id, from its name with that of its report
/// (`2023/con-dao/bai-hoc-1`, the year may be left out), or as a whole address.
pub fn former_lesson_url(document: &Document, written: &str) -> Option<UrlPath> {
    let name = written.trim_matches(['/', '#']);
    let slashes = name.matches('/').count();
    let name = match slashes {
        0 => return document.url.child(name),
        1 => {
            let year = document.url.as_str().split('/').nth(1)?;
            format!("bao-cao/{year}/{name}")
        }
        2 => format!("bao-cao/{name}"),
        _ => name.to_owned(),
    };
    UrlPath::parse(&name).filter(UrlPath::is_page)
}

impl Archive {
    /// Returns the lesson of that id, as written.
    pub fn lesson(&self, id: LessonId) -> &Lesson {
        let entry = &self.lessons[id.index()];
        &self.report(entry.report).document.body.lessons[entry.position]
    }

    /// Returns the report that the lesson is part of.
    pub fn report_of(&self, id: LessonId) -> &Report {
        self.report(self.lessons[id.index()].report)
    }

    /// Returns the address of the lesson.
    pub fn lesson_url(&self, id: LessonId) -> UrlPath {
        lesson_url(&self.report_of(id).document.url, &self.lesson(id).id.value)
    }

    /// Returns the lesson's topics: its own, else those of its report. Of these, a lesson that names
    /// places lacks those that were studied elsewhere only.
    pub fn lesson_topics(&self, id: LessonId) -> &[TopicId] {
        let own = self.lesson(id).topics.as_deref();
        let inherited = self.lessons[id.index()].inherited.as_deref();
        own.or(inherited)
            .unwrap_or(&self.report_of(id).document.record.topics)
    }

    /// Returns the units of the lesson's places, each once: of its own places, else all units of
    /// its report.
    pub fn lesson_provinces(&self, id: LessonId) -> Vec<UnitId> {
        let report = self.report_of(id);
        let Some(places) = &self.lesson(id).places else {
            return report.provinces.clone();
        };
        let mut units = Vec::new();
        for place in places {
            for (_, area) in places_named(report.trip(), &place.value) {
                if let Area::Province(unit) = area
                    && !units.contains(&unit)
                {
                    units.push(unit);
                }
            }
        }
        units
    }

    /// Returns the countries of the lesson's places, each once: of its own places, else all countries of
    /// its report.
    pub fn lesson_countries(&self, id: LessonId) -> Vec<CountryId> {
        let report = self.report_of(id);
        let Some(places) = &self.lesson(id).places else {
            return report.countries.clone();
        };
        let places = places.iter();
        let areas = places.flat_map(|place| places_named(report.trip(), &place.value));
        let mut countries = Vec::new();
        for country in areas.filter_map(|(_, area)| area.country()) {
            if !countries.contains(&country) {
                countries.push(country);
            }
        }
        countries
    }

    /// Returns whether each of the lesson's provinces goes with each of its topics. A lesson of a trip
    /// to several provinces that names neither a place nor a topic has all of its report's, and
    /// nobody knows which were studied where.
    pub fn lesson_has_pairs(&self, id: LessonId) -> bool {
        let lesson = self.lesson(id);
        let gazetteer = Gazetteer::get();
        let provinces = self.report_of(id).provinces.iter();
        let provinces: BTreeSet<UnitId> = provinces.map(|&unit| gazetteer.current(unit)).collect();
        let areas = provinces.len() + self.report_of(id).countries.len();
        lesson.places.is_some() || lesson.topics.is_some() || areas < 2
    }

    /// Returns the names of the lesson's own places, each once. Whole provinces are among
    /// [`Self::lesson_provinces`]. Empty if it names none.
    pub fn lesson_places(&self, id: LessonId) -> Vec<String> {
        let trip = self.report_of(id).trip();
        let gazetteer = Gazetteer::get();
        let mut names: Vec<String> = Vec::new();
        for place in self.lesson(id).places.iter().flatten() {
            if let Some((name, area)) = places_named(trip, &place.value).into_iter().next()
                && area
                    .province()
                    .is_none_or(|unit| gazetteer.unit(unit).name() != name)
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        names
    }

    /// Returns how many times other records applied the lesson. A record that found it unsuitable does
    /// not count.
    pub fn times_applied(&self, id: LessonId) -> usize {
        let uses = self.uses.get(&id).into_iter().flatten();
        uses.filter(|one| one.is_applied()).count()
    }

    /// Returns the lesson that `2023/con-dao/bai-hoc-4-5` names. A lesson's old id leads to it too.
    pub fn find_lesson(&self, written: &str) -> Option<LessonId> {
        self.lookup.lessons.get(written.trim_matches('/')).copied()
    }

    /// Maps the names of lessons to their ids. Old ids lead to a lesson as its old addresses do.
    pub(crate) fn lesson_names(&self) -> BTreeMap<String, LessonId> {
        let mut names = BTreeMap::new();
        for index in 0..self.lessons.len() {
            let id = LessonId::new(index);
            names.insert(record_name(&self.lesson_url(id)), id);
        }
        for report in &self.reports {
            let document = &report.document;
            let base = record_name(&document.url);
            for (old, new) in &report.trip().lesson_aliases {
                let new = new.value.trim_matches(['/', '#']).rsplit('/').next();
                let new = format!("{base}/{}", new.unwrap_or_default());
                if let Some(&id) = names.get(&new)
                    && let Some(old) = former_lesson_url(document, &old.value)
                {
                    names.entry(record_name(&old)).or_insert(id);
                }
            }
        }
        // The old addresses of a report carry its lessons.
        for (at, entry) in self.lessons.iter().enumerate() {
            let document = &self.report(entry.report).document;
            let id = &document.body.lessons[entry.position].id.value;
            for alias in &document.record.aliases {
                let name = format!("{}/{id}", record_name(&alias.value));
                names.entry(name).or_insert(LessonId::new(at));
            }
        }
        names
    }

    /// Finds the lessons that reports and plans say they used, and reports unknown ones.
    pub(crate) fn match_uses(
        &mut self,
        unpublished: &Unpublished,
        hints: &mut HintSearch,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let withdrawn: BTreeSet<String> = self
            .withdrawn
            .iter()
            .flat_map(|document| lesson_names_of(document))
            .collect();
        let mut uses: BTreeMap<LessonId, Vec<LessonUse>> = BTreeMap::new();
        let reports = self.reports.iter().map(|r| (&r.document, r.council));
        let plans = self.plans.iter().map(|p| (&p.document, p.council));
        let others = self.pages.iter().chain(&self.withdrawn);
        let documents = reports.chain(plans).chain(others.map(|d| (d, None)));
        for (document, council) in documents {
            for (position, entry) in document.record.uses.iter().enumerate() {
                let written = &entry.lesson.value;
                let name = written.trim_matches('/');
                let place = Place::new(&document.path, entry.lesson.span);
                if let Some(id) = self.find_lesson(name) {
                    if self.report_of(id).document.path == document.path {
                        let found = written.clone();
                        let warning = Diagnostic::warning(place, Message::OwnLesson { found });
                        diagnostics.push(warning.hint(Message::OwnLessonHint));
                    } else if is_shown(document) {
                        // No page mentions a withdrawn record.
                        uses.entry(id).or_default().push(LessonUse {
                            by: Arc::clone(document),
                            council,
                            position,
                        });
                    }
                } else if withdrawn.contains(name) {
                    let message = Message::WithdrawnLesson {
                        found: written.clone(),
                    };
                    diagnostics.push(Diagnostic::warning(place, message));
                } else if let Some(hidden) = unpublished.why_hidden(DocumentKind::Report, name) {
                    let found = written.clone();
                    let message = match hidden {
                        Hidden::Draft => Message::DraftLesson { found },
                        Hidden::Embargoed => Message::EmbargoedLesson { found },
                    };
                    diagnostics.push(Diagnostic::warning(place, message));
                } else if !unpublished.may_name_unread(DocumentKind::Report, name) {
                    let known = || self.lookup.lessons.keys().collect();
                    let hint = hints.did_you_mean(name, known, 3);
                    let message = Message::UnknownLesson {
                        found: written.clone(),
                    };
                    diagnostics.push(Diagnostic::error(place, message).hints(hint));
                }
            }
        }
        self.uses = uses;
    }

    /// Returns the lessons learnt where this plan goes, on the topics it studies; newest first.
    pub fn relevant_lessons(&self, plan: &Plan) -> impl Iterator<Item = LessonId> + use<'_> {
        merge(self.lessons_by_stop(plan))
    }

    /// Returns the lists of lessons on each province and topic of the plan, each newest first.
    fn lessons_by_stop(&self, plan: &Plan) -> Vec<&[LessonId]> {
        let gazetteer = Gazetteer::get();
        let mut keys = BTreeSet::new();
        for batch in &plan.programme().batches {
            for stop in &batch.provinces {
                let topics = if stop.topics.is_empty() {
                    &batch.topics
                } else {
                    &stop.topics
                };
                if let Area::Province(unit) = stop.area {
                    let unit = gazetteer.current(unit);
                    keys.extend(topics.iter().map(|&topic| (unit, topic)));
                }
            }
        }
        let lists = keys
            .iter()
            .filter_map(|key| self.indexes.by_province_and_topic.get(key));
        lists.map(|index| &*index.lessons).collect()
    }

    /// Warns of plans that cite no lesson although some were known, on their provinces and topics,
    /// when they were made. A lesson is lost where nobody meets it while planning.
    pub(crate) fn warn_uncited_lessons(&self, diagnostics: &mut Vec<Diagnostic>) {
        for plan in &self.plans {
            if !plan.document.record.uses.is_empty() {
                continue;
            }
            let known = self.lessons_before(plan, plan.published().last_day());
            let known: Vec<String> = known
                .take(MAX_SUGGESTED_LESSONS)
                .map(|id| format!("`{}`", record_name(&self.lesson_url(id))))
                .collect();
            if known.is_empty() {
                continue;
            }
            let place = Place::new(&plan.document.path, Span { start: 0, end: 3 });
            let hint = Message::UnusedLessonsHint {
                lessons: known.join(", "),
            };
            diagnostics.push(Diagnostic::warning(place, Message::UnusedLessons).hint(hint));
        }
    }

    /// Returns the relevant lessons of trips that ended before `day`, newest first.
    fn lessons_before(&self, plan: &Plan, day: NaiveDate) -> impl Iterator<Item = LessonId> {
        // Reports are in descending order of the day on which their trip began. Skipping the newer
        // ones by binary search keeps the cost of an old plan independent of what came after it.
        let first = self
            .reports
            .partition_point(|report| report.trip().dates.from() >= day);
        let first = self.reports.get(first);
        let first = first.map_or(self.lessons.len(), |report| report.first_lesson);
        let lists = self.lessons_by_stop(plan).into_iter().map(move |list| {
            let skipped = list.partition_point(|id| id.index() < first);
            &list[skipped..]
        });
        merge(lists.collect()).filter(move |&id| self.report_of(id).trip().dates.to() < day)
    }

    /// Returns advice on lessons that say too little to be acted on.
    pub fn vague_lesson_notes(&self) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        for report in &self.reports {
            let body = &report.document.body;
            for lesson in &body.lessons {
                let text = body.html.plain_text(lesson.html_range.clone());
                let Some(message) = vague::advice(&lesson.title, &text) else {
                    continue;
                };
                let place = Place::new(&report.document.path, lesson.id.span);
                notes.push(Diagnostic::note(place, message).hint(Message::VagueLessonHint));
            }
        }
        notes
    }
}

/// Merges ascending lists lazily into one ascending sequence without duplicates.
fn merge(mut lists: Vec<&[LessonId]>) -> impl Iterator<Item = LessonId> {
    std::iter::from_fn(move || {
        let next = lists
            .iter()
            .filter_map(|list| list.first())
            .min()
            .copied()?;
        for list in &mut lists {
            if let [first, rest @ ..] = *list
                && *first == next
            {
                *list = rest;
            }
        }
        Some(next)
    })
}

/// Returns the names of a document's lessons.
fn lesson_names_of(document: &Document) -> Vec<String> {
    let aliases = document.record.aliases.iter().map(|alias| &alias.value);
    let bases = std::iter::once(&document.url).chain(aliases);
    let names = bases.flat_map(|base| {
        let base = record_name(base);
        let lessons = document.body.lessons.iter();
        lessons.map(move |lesson| format!("{base}/{}", lesson.id.value))
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merges_lists_in_order_without_duplicates() {
        let list = |ids: &[usize]| ids.iter().map(|&id| LessonId::new(id)).collect::<Vec<_>>();
        let lists = [list(&[1, 4, 9]), list(&[]), list(&[0, 4, 5]), list(&[4])];
        let merged: Vec<_> = merge(lists.iter().map(Vec::as_slice).collect()).collect();
        assert_eq!(merged, list(&[0, 1, 4, 5, 9]));
    }
}
