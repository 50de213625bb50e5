//! Pages that list: the home page, overviews, and the pages of years, provinces, topics, councils
//! and leads. What is not part of a list's rows stands on its first page only.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use crate::route::{self, lessons_url};
use ssg_archive::{Archive, CouncilId, IndexEntry, LeadId, LessonId, PlanId, ReportId};
use ssg_base::path::UrlPath;
use ssg_content::document::LessonKind;
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::gazetteer::{Gazetteer, Unit, UnitId, Vintage};
use ssg_vietnam::text;

use super::view::{
    ArchipelagoTile, CouncilView, Count, CountGroup, FinderView, FormerProvinceView, FormerUnit,
    Grid, HomeView, LeadView, LessonsView, Link, OverviewView, Page, PlansView, ProvinceView,
    ProvincesView, ReportsView, Section, SiteMapView, Tile, TopicView, Totals, View, YearView,
};
use super::{
    Frame, batch_row, day, lesson_rows, link, numbered, paged, plan_rows, province_name,
    report_row, report_rows, tally,
};

/// How many of the newest a page shows that is about something else.
const NEWEST: usize = 5;
/// How many topics the home page leads to: all of the built-in ones, so that each report is two
/// steps away by each of its topics.
const TOPICS: usize = 40;

pub(super) fn frame<'a>(
    title: &str,
    section: Section,
    crumbs: Vec<Link>,
    url: &'a UrlPath,
) -> Frame<'a> {
    Frame {
        title: title.to_owned(),
        description: String::new(),
        crumbs,
        section,
        url,
    }
}

fn count(title: &str, url: UrlPath, count: usize) -> Count {
    Count {
        title: title.to_owned(),
        url,
        count,
        note: None,
        share: 0,
    }
}

/// Gives each entry its share of the largest.
fn shares(mut entries: Vec<Count>) -> Vec<Count> {
    let most = entries
        .iter()
        .map(|entry| entry.count)
        .max()
        .unwrap_or(0)
        .max(1);
    for entry in &mut entries {
        // What is there is never drawn as nothing.
        entry.share = (entry.count * 100 / most).max(usize::from(entry.count > 0));
    }
    entries
}

/// What stands on the first page of a list only.
fn on_first<T>(number: usize, rows: impl FnOnce() -> Vec<T>) -> Vec<T> {
    if number == 1 { rows() } else { Vec::new() }
}

/// The first of `entries` by count, ties in the order in which they come: that of their names.
fn most(entries: impl Iterator<Item = Count>, at_most: usize) -> Vec<Count> {
    let mut entries: Vec<Count> = entries.filter(|entry| entry.count > 0).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.count));
    entries.truncate(at_most);
    shares(entries)
}

/// Topics that have anything, by their names.
fn topics_by_name(archive: &Archive) -> impl Iterator<Item = (TopicId, &IndexEntry)> {
    let ids = archive.vocabulary.by_alphabet().iter();
    ids.filter_map(|&id| Some((id, archive.indexes.by_topic.get(&id)?)))
}

pub(super) fn home(archive: &Archive) -> Page {
    let url = UrlPath::home();
    let first = |count: usize| 0..count.min(NEWEST);
    let reports: Vec<_> = first(archive.reports.len()).map(ReportId::new).collect();
    let plans: Vec<_> = first(archive.plans.len()).map(PlanId::new).collect();
    let lessons: Vec<_> = first(archive.lessons.len()).map(LessonId::new).collect();
    let view = HomeView {
        reports: report_rows(archive, &reports),
        plans: plan_rows(archive, &plans),
        lessons: lesson_rows(archive, &lessons),
        totals: totals(archive),
        grid: grid(archive),
        years: year_counts(archive),
        topics: most(topic_counts(archive, topics_by_name(archive)), TOPICS),
    };
    let mut frame = frame(&archive.site.title, Section::Home, Vec::new(), &url);
    frame.description.clone_from(&archive.site.description);
    frame.page(archive, View::Home(Box::new(view)))
}

fn totals(archive: &Archive) -> Totals {
    Totals {
        reports: archive.reports.len(),
        lessons: archive.lessons.len(),
        plans: archive.plans.len(),
        batches: archive
            .plans
            .iter()
            .map(|plan| plan.programme().batches.len())
            .sum(),
        provinces: archive
            .indexes
            .by_province
            .values()
            .filter(|index| !index.reports.is_empty())
            .count(),
        topics: archive.indexes.by_topic.len(),
    }
}

/// Years, newest first.
fn year_counts(archive: &Archive) -> Vec<Count> {
    let years = archive.indexes.by_year.iter().rev();
    let entries = years.map(|(&year, index)| {
        let mut entry = count(
            &year.to_string(),
            route::year_url(year),
            index.reports.len(),
        );
        if !index.plans.is_empty() {
            entry.note = Some(format!("{} kế hoạch", index.plans.len()));
        }
        entry
    });
    shares(entries.collect())
}

/// Topics with their reports, or where there are none with their lessons and batches.
fn topic_counts<'a>(
    archive: &'a Archive,
    topics: impl Iterator<Item = (TopicId, &'a IndexEntry)>,
) -> impl Iterator<Item = Count> {
    topics.map(|(id, index)| {
        let label = archive.vocabulary.topic(id).short_label();
        count(label, route::topic_url(archive, id), index.reports.len())
    })
}

/// The grid of provinces. The shades are fixed: one, three, five, eight trips.
fn grid(archive: &Archive) -> Grid {
    let gazetteer = Gazetteer::get();
    let tiles = gazetteer.tiles().iter().map(|tile| {
        let index = archive.indexes.by_province.get(&tile.unit);
        let count = index.map_or(0, |index| index.reports.len());
        Tile {
            label: tile.label.clone(),
            url: route::province_url(tile.unit),
            count,
            planned: index.is_some_and(|index| !index.batches.is_empty()),
            column: tile.col,
            row: tile.row,
            step: match count {
                0 => 0,
                1..=2 => 1,
                3..=4 => 2,
                5..=7 => 3,
                _ => 4,
            },
        }
    });
    let legend = ["1–2", "3–4", "5–7", "8 trở lên"]
        .map(str::to_owned)
        .to_vec();
    Grid {
        tiles: tiles.collect(),
        archipelagos: archipelagos(),
        legend,
    }
}

fn archipelagos() -> Vec<ArchipelagoTile> {
    let gazetteer = Gazetteer::get();
    let islands = gazetteer.islands();
    let tiles = gazetteer.archipelagos().iter().map(|tile| {
        let points = islands
            .archipelagos
            .iter()
            .find(|archipelago| archipelago.slug == tile.slug)
            .map_or(&[][..], |archipelago| &archipelago.points);
        ArchipelagoTile {
            label: tile.label.clone(),
            note: tile.subtitle.clone(),
            url: route::province_url(tile.unit),
            column: tile.col,
            row: tile.row,
            dots: dots(points.iter().map(|point| (point.at.lon, point.at.lat))),
        }
    });
    tiles.collect()
}

/// True positions in a box of 60 × 20, in tenths, north up; the two axes have one scale, so that
/// the shape of the archipelago stays true.
fn dots(points: impl Iterator<Item = (f64, f64)> + Clone) -> Vec<[u32; 2]> {
    let ends = |values: &mut dyn Iterator<Item = f64>| {
        values.fold((f64::MAX, f64::MIN), |(low, high), v| {
            (low.min(v), high.max(v))
        })
    };
    let (west, east) = ends(&mut points.clone().map(|(lon, _)| lon));
    let (south, north) = ends(&mut points.clone().map(|(_, lat)| lat));
    let scale = (560.0 / (east - west).max(0.01)).min(160.0 / (north - south).max(0.01));
    let shift = (600.0 - (east - west) * scale) / 2.0;
    points
        .map(|(lon, lat)| {
            let x = shift + (lon - west) * scale;
            let y = 20.0 + (north - lat) * scale;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "both lie between 0 and 600"
            )]
            [x.round() as u32, y.round() as u32]
        })
        .collect()
}

pub(super) fn reports(archive: &Archive, number: usize) -> Page {
    let base = UrlPath::home().fixed("bao-cao");
    let (rows, pager) = paged(archive, archive.all_reports(), &base, number);
    let view = ReportsView {
        rows: report_rows(archive, rows),
        pager,
    };
    let url = route::list_page_url(&base, number);
    frame(
        &numbered("Báo cáo", number),
        Section::Reports,
        Vec::new(),
        &url,
    )
    .page(archive, View::Reports(view))
}

pub(super) fn plans(archive: &Archive, number: usize) -> Page {
    let base = UrlPath::home().fixed("ke-hoach");
    let all: Vec<_> = (0..archive.plans.len()).map(PlanId::new).collect();
    let (rows, pager) = paged(archive, &all, &base, number);
    let view = PlansView {
        rows: plan_rows(archive, rows),
        pager,
    };
    let url = route::list_page_url(&base, number);
    frame(
        &numbered("Kế hoạch", number),
        Section::Plans,
        Vec::new(),
        &url,
    )
    .page(archive, View::Plans(view))
}

pub(super) fn lessons(archive: &Archive, kind: Option<LessonKind>, number: usize) -> Page {
    let base = lessons_url(kind);
    let (rows, pager) = paged(archive, archive.lessons_of_kind(kind), &base, number);
    let mut kinds = vec![count("Tất cả", lessons_url(None), archive.lessons.len())];
    kinds.extend(LessonKind::ALL.map(|kind| {
        let many = archive.lessons_of_kind(Some(kind)).len();
        count(kind.label(), lessons_url(Some(kind)), many)
    }));
    let topics = topics_by_name(archive).map(|(id, index)| {
        let many = of_kind(archive, &index.lessons, kind);
        count(
            archive.vocabulary.topic(id).short_label(),
            route::topic_url(archive, id),
            many,
        )
    });
    let view = LessonsView {
        kind,
        kinds,
        topics: on_first(number, || most(topics, usize::MAX)),
        provinces: on_first(number, || lesson_provinces(archive, kind)),
        years: on_first(number, || lesson_years(archive, kind)),
        rows: lesson_rows(archive, rows),
        pager,
    };
    let title = kind.map_or("Bài học", |kind| kind.label());
    let mut crumbs = Vec::new();
    if kind.is_some() {
        crumbs.push(link("Bài học", lessons_url(None)));
    }
    let url = route::list_page_url(&base, number);
    frame(&numbered(title, number), Section::Lessons, crumbs, &url)
        .page(archive, View::Lessons(view))
}

fn of_kind(archive: &Archive, lessons: &[LessonId], kind: Option<LessonKind>) -> usize {
    let lessons = lessons.iter().map(|&id| archive.lesson(id).kind);
    lessons
        .filter(|of| kind.is_none_or(|kind| *of == kind))
        .count()
}

/// Provinces where lessons of a kind were learnt.
fn lesson_provinces(archive: &Archive, kind: Option<LessonKind>) -> Vec<Count> {
    let gazetteer = Gazetteer::get();
    let entries = gazetteer.current_by_name().iter().filter_map(|&unit| {
        let many = of_kind(
            archive,
            &archive.indexes.by_province.get(&unit)?.lessons,
            kind,
        );
        let name = gazetteer.unit(unit).name();
        Some(count(name, route::province_url(unit), many))
    });
    most(entries, usize::MAX)
}

/// Years in which lessons of a kind were learnt, newest first.
fn lesson_years(archive: &Archive, kind: Option<LessonKind>) -> Vec<Count> {
    let entries = archive.indexes.by_year.iter().rev().map(|(&year, index)| {
        let many = of_kind(archive, &index.lessons, kind);
        count(&year.to_string(), route::year_url(year), many)
    });
    shares(entries.filter(|entry| entry.count > 0).collect())
}

/// An overview of few entries stands on one page.
fn overview(
    archive: &Archive,
    noun: &'static str,
    title: &str,
    section: Section,
    url: &UrlPath,
    groups: Vec<CountGroup>,
) -> Page {
    let total = groups.iter().map(|group| group.entries.len()).sum();
    let one_page: Vec<()> = Vec::new();
    let (_, mut pager) = paged(archive, &one_page, url, 1);
    pager.total = total;
    frame(title, section, Vec::new(), url).page(
        archive,
        View::Overview(OverviewView {
            noun,
            groups,
            pager,
        }),
    )
}

fn one_group(entries: Vec<Count>) -> Vec<CountGroup> {
    vec![CountGroup {
        title: String::new(),
        entries,
    }]
}

pub(super) fn years(archive: &Archive) -> Page {
    let url = UrlPath::home().fixed("nam");
    let groups = one_group(year_counts(archive));
    overview(archive, "năm", "Theo năm", Section::Years, &url, groups)
}

pub(super) fn year(archive: &Archive, year: i32, number: usize) -> Page {
    let base = route::year_url(year);
    let index = &archive.indexes.by_year[&year];
    let (rows, pager) = paged(archive, &index.reports, &base, number);
    let to_link = |(&year, _): (&i32, &IndexEntry)| link(&year.to_string(), route::year_url(year));
    let view = YearView {
        year,
        reports: report_rows(archive, rows),
        pager,
        lessons: on_first(number, || {
            lesson_rows(
                archive,
                &index.lessons[..index.lessons.len().min(2 * NEWEST)],
            )
        }),
        lessons_total: index.lessons.len(),
        plans: on_first(number, || plan_rows(archive, &index.plans)),
        months: on_first(number, || months(archive, year, &index.reports)),
        provinces: on_first(number, || visited(archive, &index.reports)),
        topics: on_first(number, || topics_of_year(archive, year)),
        previous: archive
            .indexes
            .by_year
            .range(..year)
            .next_back()
            .map(to_link),
        next: archive
            .indexes
            .by_year
            .range(year + 1..)
            .next()
            .map(to_link),
    };
    let crumbs = vec![link("Năm", UrlPath::home().fixed("nam"))];
    let url = route::list_page_url(&base, number);
    frame(
        &numbered(&format!("Năm {year}"), number),
        Section::Years,
        crumbs,
        &url,
    )
    .page(archive, View::Year(Box::new(view)))
}

/// The twelve months of a year, each with the trips that began in it, if there are any.
fn months(archive: &Archive, year: i32, reports: &[ReportId]) -> Vec<Count> {
    let begun = reports
        .iter()
        .map(|&id| archive.report(id).trip().dates.from());
    let counts = tally(
        begun
            .filter(|day| day.year() == year)
            .map(|day| day.month()),
    );
    if counts.is_empty() {
        return Vec::new();
    }
    let entries = (1..=12).map(|month| {
        let many = counts.get(&month).copied().unwrap_or(0);
        count(&format!("Tháng {month}"), route::year_url(year), many)
    });
    shares(entries.collect())
}

/// Topics of a year, each leading to what was learnt on it then.
fn topics_of_year(archive: &Archive, year: i32) -> Vec<Count> {
    let entries = topics_by_name(archive).filter_map(|(topic, _)| {
        let index = archive.indexes.by_topic_and_year.get(&(topic, year))?;
        let label = archive.vocabulary.topic(topic).short_label();
        let url = route::topic_year_url(archive, topic, year);
        Some(finder_count(label, url, index))
    });
    most(entries, usize::MAX)
}

/// Years of a topic, newest first, each leading to what was learnt on it then.
fn years_of_topic(archive: &Archive, topic: TopicId) -> Vec<Count> {
    let pages = archive
        .indexes
        .by_topic_and_year
        .range((topic, i32::MIN)..=(topic, i32::MAX))
        .rev();
    let entries = pages.map(|(&(topic, year), index)| {
        finder_count(
            &year.to_string(),
            route::topic_year_url(archive, topic, year),
            index,
        )
    });
    shares(entries.collect())
}

/// Topics of a province, each leading to what was learnt on it there.
fn topics_of_province(archive: &Archive, unit: UnitId) -> Vec<Count> {
    let entries = topics_by_name(archive).filter_map(|(topic, _)| {
        let index = archive.indexes.by_province_and_topic.get(&(unit, topic))?;
        let label = archive.vocabulary.topic(topic).short_label();
        let url = route::province_topic_url(archive, unit, topic);
        Some(finder_count(label, url, index))
    });
    most(entries, usize::MAX)
}

/// Provinces of a topic, each leading to what was learnt there on it.
fn provinces_of_topic(archive: &Archive, topic: TopicId) -> Vec<Count> {
    let gazetteer = Gazetteer::get();
    let entries = gazetteer.current_by_name().iter().filter_map(|&unit| {
        let index = archive.indexes.by_province_and_topic.get(&(unit, topic))?;
        let name = gazetteer.unit(unit).name();
        let url = route::province_topic_url(archive, unit, topic);
        Some(finder_count(name, url, index))
    });
    most(entries, usize::MAX)
}

/// A finder page counts its reports, or where it has none its lessons.
fn finder_count(title: &str, url: UrlPath, index: &IndexEntry) -> Count {
    let lessons = index.lessons.len();
    let mut entry = count(
        title,
        url,
        if index.reports.is_empty() {
            lessons
        } else {
            index.reports.len()
        },
    );
    entry.note = (lessons > 0).then(|| format!("{lessons} bài học"));
    entry
}

pub(super) fn pair(archive: &Archive, unit: UnitId, topic: TopicId, number: usize) -> Page {
    let named = Gazetteer::get().unit(unit).name();
    let label = &archive.vocabulary.topic(topic).label;
    let base = route::province_topic_url(archive, unit, topic);
    let province = link(named, route::province_url(unit));
    let others = on_first(number, || {
        vec![
            provinces_of_topic(archive, topic),
            topics_of_province(archive, unit),
        ]
    });
    let finder = Finder {
        index: &archive.indexes.by_province_and_topic[&(unit, topic)],
        base: &base,
        number,
        topic: link(label, route::topic_url(archive, topic)),
        other: province.clone(),
        others,
    };
    let crumbs = vec![
        link("Tỉnh, thành phố", UrlPath::home().fixed("tinh")),
        province,
    ];
    finder.page(
        archive,
        &format!("{label} ở {named}"),
        Section::Provinces,
        crumbs,
    )
}

pub(super) fn topic_year(archive: &Archive, topic: TopicId, year: i32, number: usize) -> Page {
    let label = &archive.vocabulary.topic(topic).label;
    let base = route::topic_year_url(archive, topic, year);
    let others = on_first(number, || {
        vec![
            years_of_topic(archive, topic),
            topics_of_year(archive, year),
        ]
    });
    let index = &archive.indexes.by_topic_and_year[&(topic, year)];
    let topic = link(label, route::topic_url(archive, topic));
    let finder = Finder {
        index,
        base: &base,
        number,
        topic: topic.clone(),
        other: link(&year.to_string(), route::year_url(year)),
        others,
    };
    let crumbs = vec![link("Chủ đề", UrlPath::home().fixed("chu-de")), topic];
    finder.page(
        archive,
        &format!("{label} năm {year}"),
        Section::Topics,
        crumbs,
    )
}

/// What the two kinds of finder page share.
struct Finder<'a> {
    index: &'a IndexEntry,
    base: &'a UrlPath,
    number: usize,
    topic: Link,
    other: Link,
    /// The same topic elsewhere, and other topics here; on the first page alone.
    others: Vec<Vec<Count>>,
}

impl Finder<'_> {
    fn page(self, archive: &Archive, title: &str, section: Section, crumbs: Vec<Link>) -> Page {
        let (rows, pager) = paged(archive, &self.index.reports, self.base, self.number);
        let lessons = &self.index.lessons;
        let newest = &lessons[..lessons.len().min(20)];
        let mut others = self.others.into_iter().map(|entries| {
            let others = entries.into_iter().filter(|entry| entry.url != *self.base);
            others.collect::<Vec<Count>>()
        });
        let mut next = || others.next().unwrap_or_default();
        let (same_topic, same_other) = (next(), next());
        let view = FinderView {
            topic: self.topic,
            other: self.other,
            lessons: on_first(self.number, || lesson_rows(archive, newest)),
            lessons_total: lessons.len(),
            reports: report_rows(archive, rows),
            pager,
            same_topic,
            same_other,
        };
        let url = route::list_page_url(self.base, self.number);
        frame(&numbered(title, self.number), section, crumbs, &url)
            .page(archive, View::Finder(Box::new(view)))
    }
}

/// Today's provinces that these reports visited, most visited first.
fn visited(archive: &Archive, reports: &[ReportId]) -> Vec<Count> {
    let gazetteer = Gazetteer::get();
    let units = reports.iter().flat_map(|&id| {
        let units = archive.report(id).provinces.iter();
        units
            .map(|&unit| gazetteer.current(unit))
            .collect::<BTreeSet<_>>()
    });
    let counts = tally(units);
    let entries = gazetteer.current_by_name().iter().filter_map(|&unit| {
        let many = *counts.get(&unit)?;
        let name = gazetteer.unit(unit).name();
        Some(count(name, route::province_url(unit), many))
    });
    most(entries, usize::MAX)
}

pub(super) fn provinces(archive: &Archive) -> Page {
    let url = UrlPath::home().fixed("tinh");
    let gazetteer = Gazetteer::get();
    let mut regions: Vec<(&str, Vec<(UnitId, &Unit)>)> = Vec::new();
    for (unit, named) in gazetteer.units(Vintage::Current) {
        let region = named.region().map_or("", |region| region.name());
        match regions.iter_mut().find(|(name, _)| *name == region) {
            Some((_, units)) => units.push((unit, named)),
            None => regions.push((region, vec![(unit, named)])),
        }
    }
    let regions = regions.into_iter().map(|(region, mut units)| {
        units.sort_by_cached_key(|(_, unit)| text::collation_key(unit.name()));
        let entries = units.into_iter().map(|(unit, named)| {
            let many = archive
                .indexes
                .by_province
                .get(&unit)
                .map_or(0, |index| index.reports.len());
            let mut entry = count(named.name(), route::province_url(unit), many);
            let others: Vec<&str> = gazetteer
                .predecessors(unit)
                .iter()
                .map(|&former| gazetteer.unit(former).name())
                .filter(|name| *name != named.name())
                .collect();
            entry.note = (!others.is_empty()).then(|| format!("gồm cả {}", others.join(", ")));
            entry
        });
        CountGroup {
            title: region.to_owned(),
            entries: entries.collect(),
        }
    });
    let mut vanished: Vec<Count> = gazetteer
        .retired_units()
        .map(|(former, current)| {
            let many = archive
                .indexes
                .by_former_province
                .get(&former)
                .map_or(0, Vec::len);
            let mut entry = count(
                gazetteer.unit(former).name(),
                route::province_url(former),
                many,
            );
            entry.note = Some(format!("nay thuộc {}", gazetteer.unit(current).name()));
            entry
        })
        .collect();
    vanished.sort_by_cached_key(|entry| text::collation_key(&entry.title));
    let view = ProvincesView {
        grid: grid(archive),
        regions: regions.collect(),
        vanished,
    };
    frame("Tỉnh, thành phố", Section::Provinces, Vec::new(), &url)
        .page(archive, View::Provinces(view))
}

pub(super) fn province(archive: &Archive, unit: UnitId, number: usize) -> Page {
    let gazetteer = Gazetteer::get();
    let named = gazetteer.unit(unit);
    let base = route::province_url(unit);
    let none = IndexEntry::default();
    let index = archive.indexes.by_province.get(&unit).unwrap_or(&none);
    let (rows, pager) = paged(archive, &index.reports, &base, number);
    let reform = gazetteer.reform().effective();
    let before = |id: &&ReportId| archive.report(**id).trip().dates.to() < reform;
    let before = index.reports.iter().filter(before).count();
    let newest = &index.lessons[..index.lessons.len().min(2 * NEWEST)];
    let batches = index
        .batches
        .iter()
        .map(|&batch| batch_row(archive, batch, Some(unit)));
    let view = ProvinceView {
        official: named.official_name(archive.today.max(reform)).to_owned(),
        region: named
            .region()
            .map_or_else(String::new, |region| region.name().to_owned()),
        former: former_units(archive, unit),
        reports: report_rows(archive, rows),
        pager,
        lessons: on_first(number, || lesson_rows(archive, newest)),
        lessons_total: index.lessons.len(),
        batches: on_first(number, || batches.collect()),
        topics: on_first(number, || topics_of_province(archive, unit)),
        before,
        since: index.reports.len() - before,
    };
    let crumbs = vec![link("Tỉnh, thành phố", UrlPath::home().fixed("tinh"))];
    let url = route::list_page_url(&base, number);
    frame(
        &numbered(named.name(), number),
        Section::Provinces,
        crumbs,
        &url,
    )
    .page(archive, View::Province(Box::new(view)))
}

/// The units of the 63 that a province came from, where they are more than itself.
fn former_units(archive: &Archive, unit: UnitId) -> Vec<FormerUnit> {
    let gazetteer = Gazetteer::get();
    let former = route::former_units(unit).into_iter().map(|former| {
        let ids = archive
            .indexes
            .by_former_province
            .get(&former)
            .map_or(&[][..], Vec::as_slice);
        let newest = &ids[..ids.len().min(2 * NEWEST)];
        FormerUnit {
            name: gazetteer.unit(former).name().to_owned(),
            anchor: gazetteer.unit(former).slug().to_owned(),
            count: ids.len(),
            reports: newest
                .iter()
                .map(|&id| {
                    let row = report_row(archive, id);
                    link(&row.title, row.url)
                })
                .collect(),
        }
    });
    former.collect()
}

pub(super) fn former_province(archive: &Archive, unit: UnitId) -> Page {
    let gazetteer = Gazetteer::get();
    let named = gazetteer.unit(unit);
    let current = gazetteer.current(unit);
    let until = named
        .valid_to()
        .expect("a name that vanished has a last day");
    let name = province_name(unit, until);
    let view = FormerProvinceView {
        official: name.official,
        until: day(until),
        now: link(gazetteer.unit(current).name(), route::province_url(current)),
        anchor: name.anchor,
        count: archive
            .indexes
            .by_former_province
            .get(&unit)
            .map_or(0, Vec::len),
    };
    let crumbs = vec![link("Tỉnh, thành phố", UrlPath::home().fixed("tinh"))];
    let url = route::province_url(unit);
    frame(&name.name, Section::Provinces, crumbs, &url).page(archive, View::FormerProvince(view))
}

pub(super) fn topics(archive: &Archive) -> Page {
    let url = UrlPath::home().fixed("chu-de");
    let groups = archive.vocabulary.groups().iter().map(|group| {
        let entries = archive.vocabulary.topics_of(group).map(|(id, topic)| {
            let index = archive.indexes.by_topic.get(&id);
            let reports = index.map_or(0, |index| index.reports.len());
            let mut entry = count(&topic.label, route::topic_url(archive, id), reports);
            let lessons = index.map_or(0, |index| index.lessons.len());
            entry.note = (lessons > 0).then(|| format!("{lessons} bài học"));
            entry
        });
        CountGroup {
            title: group.label.clone(),
            entries: shares(entries.collect()),
        }
    });
    let groups = groups.collect();
    overview(archive, "chủ đề", "Chủ đề", Section::Topics, &url, groups)
}

pub(super) fn topic(archive: &Archive, id: TopicId, number: usize) -> Page {
    let base = route::topic_url(archive, id);
    let topic = archive.vocabulary.topic(id);
    let none = IndexEntry::default();
    let index = archive.indexes.by_topic.get(&id).unwrap_or(&none);
    let (rows, pager) = paged(archive, &index.reports, &base, number);
    let groups = archive.vocabulary.groups();
    let group = groups.iter().find(|group| group.slug == topic.group);
    let siblings = group
        .into_iter()
        .flat_map(|group| archive.vocabulary.topics_of(group));
    let siblings = siblings
        .filter(|(other, _)| *other != id)
        .map(|(other, topic)| {
            let many = archive
                .indexes
                .by_topic
                .get(&other)
                .map_or(0, |index| index.reports.len());
            count(&topic.label, route::topic_url(archive, other), many)
        });
    let kinds = LessonKind::ALL.iter().map(|&kind| {
        let many = of_kind(archive, &index.lessons, Some(kind));
        count(kind.label(), lessons_url(Some(kind)), many)
    });
    let newest = &index.lessons[..index.lessons.len().min(20)];
    let view = TopicView {
        group: group.map_or_else(String::new, |group| group.label.clone()),
        aliases: topic.aliases.clone(),
        kinds: on_first(number, || most(kinds, 3)),
        lessons: on_first(number, || lesson_rows(archive, newest)),
        lessons_total: index.lessons.len(),
        reports: report_rows(archive, rows),
        pager,
        batches: on_first(number, || {
            index
                .batches
                .iter()
                .map(|&batch| batch_row(archive, batch, None))
                .collect()
        }),
        provinces: on_first(number, || provinces_of_topic(archive, id)),
        years: on_first(number, || years_of_topic(archive, id)),
        siblings: on_first(number, || siblings.collect()),
    };
    let crumbs = vec![link("Chủ đề", UrlPath::home().fixed("chu-de"))];
    let url = route::list_page_url(&base, number);
    frame(
        &numbered(&topic.label, number),
        Section::Topics,
        crumbs,
        &url,
    )
    .page(archive, View::Topic(Box::new(view)))
}

pub(super) fn councils(archive: &Archive) -> Page {
    let url = UrlPath::home().fixed("co-quan");
    let entries = archive.councils.iter().map(|council| {
        let mut entry = count(&council.name, council.url.clone(), council.reports.len());
        let plans = council.plans.len();
        entry.note = (plans > 0).then(|| format!("{plans} kế hoạch"));
        entry
    });
    let groups = one_group(shares(entries.collect()));
    overview(
        archive,
        "cơ quan",
        "Cơ quan",
        Section::Councils,
        &url,
        groups,
    )
}

pub(super) fn council(archive: &Archive, id: CouncilId, number: usize) -> Page {
    let council = archive.council(id);
    let declared = council.declared.map(|at| &archive.site.councils[at]);
    let (rows, pager) = paged(archive, &council.reports, &council.url, number);
    let leads = council.leads.iter().map(|lead| {
        let lead = &archive.leads[lead.index()];
        count(&lead.name, lead.url.clone(), lead.reports.len())
    });
    let reform = Gazetteer::get().reform().effective();
    let view = CouncilView {
        province: declared.and_then(|declared| declared.province).map(|unit| {
            province_name(
                unit,
                Gazetteer::get().unit(unit).valid_to().unwrap_or(reform),
            )
        }),
        contact: declared.map_or_else(Vec::new, |declared| {
            let lines = [&declared.address, &declared.contact];
            lines
                .into_iter()
                .filter(|line| !line.is_empty())
                .cloned()
                .collect()
        }),
        reports: report_rows(archive, rows),
        pager,
        plans: on_first(number, || plan_rows(archive, &council.plans)),
        leads: on_first(number, || shares(leads.collect())),
    };
    let crumbs = vec![link("Cơ quan", UrlPath::home().fixed("co-quan"))];
    let url = route::list_page_url(&council.url, number);
    frame(
        &numbered(&council.name, number),
        Section::Councils,
        crumbs,
        &url,
    )
    .page(archive, View::Council(Box::new(view)))
}

/// Leads in the order of councils; there may be thousands.
pub(super) fn leads(archive: &Archive, number: usize) -> Page {
    let base = UrlPath::home().fixed("truong-doan");
    let (rows, pager) = paged(archive, &archive.leads, &base, number);
    let mut groups: BTreeMap<CouncilId, Vec<Count>> = BTreeMap::new();
    for lead in rows {
        let entry = count(&lead.name, lead.url.clone(), lead.reports.len());
        groups.entry(lead.council).or_default().push(entry);
    }
    let groups = groups.into_iter().map(|(council, entries)| CountGroup {
        title: archive.council(council).name.clone(),
        entries: shares(entries),
    });
    let view = OverviewView {
        noun: "trưởng đoàn",
        groups: groups.collect(),
        pager,
    };
    let url = route::list_page_url(&base, number);
    frame(
        &numbered("Trưởng đoàn", number),
        Section::Leads,
        Vec::new(),
        &url,
    )
    .page(archive, View::Overview(view))
}

pub(super) fn lead(archive: &Archive, id: LeadId, number: usize) -> Page {
    let lead = &archive.leads[id.index()];
    let (rows, pager) = paged(archive, &lead.reports, &lead.url, number);
    let mut positions: Vec<String> = Vec::new();
    for &report in &lead.reports {
        if let Some(person) = &archive.report(report).trip().lead
            && !person.position.is_empty()
            && !positions.contains(&person.position)
        {
            positions.push(person.position.clone());
        }
    }
    let council = archive.council(lead.council);
    let council = link(&council.name, council.url.clone());
    let view = LeadView {
        positions,
        council: council.clone(),
        reports: report_rows(archive, rows),
        pager,
    };
    let crumbs = vec![link("Cơ quan", UrlPath::home().fixed("co-quan")), council];
    let url = route::list_page_url(&lead.url, number);
    frame(&numbered(&lead.name, number), Section::Leads, crumbs, &url)
        .page(archive, View::Lead(view))
}

pub(super) fn site_map(archive: &Archive) -> Page {
    let url = UrlPath::home().fixed("so-do");
    let home = UrlPath::home();
    let mut sections = vec![
        count("Báo cáo", home.fixed("bao-cao"), archive.reports.len()),
        count("Bài học", lessons_url(None), archive.lessons.len()),
    ];
    sections.extend(LessonKind::ALL.map(|kind| {
        let many = archive.lessons_of_kind(Some(kind)).len();
        count(kind.label(), lessons_url(Some(kind)), many)
    }));
    sections.extend([
        count("Kế hoạch", home.fixed("ke-hoach"), archive.plans.len()),
        count(
            "Tỉnh, thành phố",
            home.fixed("tinh"),
            Gazetteer::get().units(Vintage::Current).count(),
        ),
        count(
            "Chủ đề",
            home.fixed("chu-de"),
            archive.vocabulary.topics().count(),
        ),
        count("Năm", home.fixed("nam"), archive.indexes.by_year.len()),
        count("Cơ quan", home.fixed("co-quan"), archive.councils.len()),
        count(
            "Trưởng đoàn",
            home.fixed("truong-doan"),
            archive.leads.len(),
        ),
    ]);
    let group = |title: &str, entries: Vec<Count>| CountGroup {
        title: title.to_owned(),
        entries,
    };
    let mut pages: Vec<Count> = archive
        .pages
        .iter()
        .map(|page| count(&page.record.title, page.url.clone(), 0))
        .collect();
    pages.push(count(
        "Nhật ký xuất bản",
        UrlPath::home().fixed("nhat-ky"),
        archive.log().len(),
    ));
    let home_of = |name: &str| UrlPath::home().fixed(name);
    if archive.site.search {
        pages.push(count("Tìm kiếm", home_of("tim-kiem"), 0));
    }
    if archive.site.data {
        pages.push(count("Dữ liệu mở", route::data_url(), 0));
    }
    pages.push(count(
        "Khả năng tiếp cận",
        UrlPath::home().fixed("kha-nang-tiep-can"),
        0,
    ));
    let gazetteer = Gazetteer::get();
    let mut units: Vec<_> = gazetteer.units(Vintage::Current).collect();
    units.sort_by_cached_key(|(_, unit)| text::collation_key(unit.name()));
    let units = units.into_iter().map(|(unit, named)| {
        let many = archive
            .indexes
            .by_province
            .get(&unit)
            .map_or(0, |index| index.reports.len());
        count(named.name(), route::province_url(unit), many)
    });
    let topics = archive.vocabulary.topics().map(|(id, topic)| {
        let many = archive
            .indexes
            .by_topic
            .get(&id)
            .map_or(0, |index| index.reports.len());
        count(&topic.label, route::topic_url(archive, id), many)
    });
    let councils = archive.councils.iter().map(|council| {
        count(
            &council.name,
            council.url.clone(),
            council.reports.len() + council.plans.len(),
        )
    });
    let groups = vec![
        group("Các mục", sections),
        group("Trang khác", pages),
        group("Năm", year_counts(archive)),
        group("Tỉnh, thành phố", units.collect()),
        group("Chủ đề", topics.collect()),
        group("Cơ quan", councils.collect()),
    ];
    let groups = groups
        .into_iter()
        .filter(|group| !group.entries.is_empty())
        .collect();
    frame("Sơ đồ trang", Section::Other, Vec::new(), &url)
        .page(archive, View::SiteMap(SiteMapView { groups }))
}

pub(super) fn accessibility(archive: &Archive) -> Page {
    let url = UrlPath::home().fixed("kha-nang-tiep-can");
    frame("Khả năng tiếp cận", Section::Other, Vec::new(), &url).page(archive, View::Accessibility)
}

pub(super) fn search(archive: &Archive) -> Page {
    let url = UrlPath::home().fixed("tim-kiem");
    frame("Tìm kiếm", Section::Other, Vec::new(), &url).page(archive, View::Search)
}
