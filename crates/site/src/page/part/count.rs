//! Entries of overviews: links with the number of records behind them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::route::{self, LinkTarget};
use ssg_archive::{Archive, IndexEntry, PairEntry};
use ssg_base::path::UrlPath;
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

/// Number of newest records that a page of another subject shows.
pub(in crate::page) const NEWEST_ROWS: usize = 5;

/// An entry of an overview: a link with a number of records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Its name.
    pub title: String,
    /// Where it leads.
    pub url: UrlPath,
    /// The fragment there; empty for the whole page.
    pub anchor: String,
    /// The choices of the finder there, as the query of its address; empty for the whole list.
    pub query: String,
    /// Number of records.
    pub count: usize,
    /// A secondary text, such as "nay thuộc Cà Mau".
    pub note: Option<String>,
    /// The count as a share of the largest in its list, 0 to 100, for a bar.
    pub share: usize,
}

impl Count {
    /// An entry without a note or a share.
    pub(in crate::page) fn new(title: &str, url: UrlPath, count: usize) -> Self {
        Self {
            title: title.to_owned(),
            url,
            anchor: String::new(),
            query: String::new(),
            count,
            note: None,
            share: 0,
        }
    }

    /// The same for a place on a page.
    pub(in crate::page) fn at(title: &str, target: LinkTarget, count: usize) -> Self {
        Self {
            anchor: target.anchor,
            ..Self::new(title, target.url, count)
        }
    }
}

/// Entries of an overview under one heading.
#[derive(Clone, Debug, Serialize)]
pub struct CountGroup {
    /// The heading; empty if there is only one group.
    pub title: String,
    /// The entries.
    pub entries: Vec<Count>,
}

/// Sets each entry's share of the largest count, in per cent.
pub(in crate::page) fn with_shares(mut entries: Vec<Count>) -> Vec<Count> {
    let largest = entries
        .iter()
        .map(|entry| entry.count)
        .max()
        .unwrap_or(0)
        .max(1);
    for entry in &mut entries {
        // A count above zero is never drawn as an empty bar.
        entry.share = (entry.count * 100 / largest).max(usize::from(entry.count > 0));
    }
    entries
}

/// Sets each entry's share of the largest count of all groups, in per cent: bars of one page are compared.
pub(in crate::page) fn on_one_scale(groups: Vec<CountGroup>) -> Vec<CountGroup> {
    let (titles, entries): (Vec<String>, Vec<Vec<Count>>) = groups
        .into_iter()
        .map(|group| (group.title, group.entries))
        .unzip();
    let lengths: Vec<usize> = entries.iter().map(Vec::len).collect();
    let mut entries = with_shares(entries.into_iter().flatten().collect()).into_iter();
    let groups = titles.into_iter().zip(lengths);
    let groups = groups.map(|(title, length)| CountGroup {
        title,
        entries: entries.by_ref().take(length).collect(),
    });
    groups.collect()
}

/// Rows that only the first page of a list shows.
pub(in crate::page) fn on_first_page<T>(number: usize, rows: impl FnOnce() -> Vec<T>) -> Vec<T> {
    if number == 1 { rows() } else { Vec::new() }
}

/// The `max` largest entries, without empty ones. Equal counts keep their order, which is that of
/// their names.
pub(in crate::page) fn largest(entries: impl Iterator<Item = Count>, max: usize) -> Vec<Count> {
    let mut entries: Vec<Count> = entries.filter(|entry| entry.count > 0).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.count));
    entries.truncate(max);
    with_shares(entries)
}

/// Entries as one group without a heading.
pub(in crate::page) fn single_group(entries: Vec<Count>) -> Vec<CountGroup> {
    vec![CountGroup {
        title: String::new(),
        entries,
    }]
}

/// Number of times each key occurs.
pub(in crate::page) fn count_each<K: Ord>(keys: impl IntoIterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}

/// Topics with at least one record, by name.
pub(in crate::page) fn topics_by_name(
    archive: &Archive,
) -> impl Iterator<Item = (TopicId, &IndexEntry)> {
    let ids = archive.vocabulary.by_alphabet().iter();
    ids.filter_map(|&id| Some((id, archive.indexes.by_topic.get(&id)?)))
}

/// Years, newest first.
pub(in crate::page) fn year_counts(archive: &Archive) -> Vec<Count> {
    let years = archive.indexes.by_year.iter().rev();
    let entries = years.map(|(&year, index)| {
        let mut entry = Count::new(
            &year.to_string(),
            route::year_url(year),
            index.reports.len(),
        );
        if !index.plans.is_empty() {
            entry.note = Some(format!("{} kế hoạch", index.plans.len()));
        }
        entry
    });
    with_shares(entries.collect())
}

/// Topics of a year, each with a link to its records in that year.
pub(in crate::page) fn topics_of_year(archive: &Archive, year: i32) -> Vec<Count> {
    let entries = topics_by_name(archive).filter_map(|(topic, _)| {
        let pair = archive.indexes.by_topic_and_year.get(&(topic, year))?;
        let label = archive.vocabulary.topic(topic).short_label();
        let target = route::topic_year_target(archive, pair, topic, year);
        Some(pair_count(label, target, pair, "báo cáo"))
    });
    largest(entries, usize::MAX)
}

/// Years of a topic, newest first, each with a link to its records in that year.
pub(in crate::page) fn years_of_topic(archive: &Archive, topic: TopicId) -> Vec<Count> {
    let pairs = archive
        .indexes
        .by_topic_and_year
        .range((topic, i32::MIN)..=(topic, i32::MAX))
        .rev();
    let entries = pairs.map(|(&(topic, year), pair)| {
        let target = route::topic_year_target(archive, pair, topic, year);
        pair_count(&year.to_string(), target, pair, "báo cáo")
    });
    with_shares(entries.collect())
}

/// Topics of a province, each with a link to what is known of it there.
pub(in crate::page) fn topics_of_province(archive: &Archive, unit: UnitId) -> Vec<Count> {
    let entries = topics_by_name(archive).filter_map(|(topic, _)| {
        let pair = archive.indexes.by_province_and_topic.get(&(unit, topic))?;
        let label = archive.vocabulary.topic(topic).short_label();
        let target = route::province_topic_target(archive, pair, unit, topic);
        Some(pair_count(label, target, pair, "nơi đến"))
    });
    largest(entries, usize::MAX)
}

/// Provinces of a topic, each with a link to what is known of it there.
pub(in crate::page) fn provinces_of_topic(archive: &Archive, topic: TopicId) -> Vec<Count> {
    let gazetteer = Gazetteer::get();
    let entries = gazetteer.current_by_name().iter().filter_map(|&unit| {
        let pair = archive.indexes.by_province_and_topic.get(&(unit, topic))?;
        let name = gazetteer.unit(unit).shown_name();
        let target = route::province_topic_target(archive, pair, unit, topic);
        Some(pair_count(name, target, pair, "nơi đến"))
    });
    largest(entries, usize::MAX)
}

/// An entry for a pair. It counts lessons and visits.
fn pair_count(title: &str, target: LinkTarget, pair: &PairEntry, visits: &str) -> Count {
    let parts = [(pair.lessons.len(), "bài học"), (pair.visits.len(), visits)];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts = parts.map(|(count, noun)| format!("{count} {noun}"));
    let mut entry = Count::at(title, target, pair.row_count());
    entry.note = Some(parts.collect::<Vec<_>>().join(", "));
    entry
}
