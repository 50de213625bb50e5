//! The overview of provinces.

use serde::Serialize;

use crate::route;
use ssg_archive::Archive;
use ssg_vietnam::gazetteer::{Gazetteer, Unit, UnitId, Vintage};
use ssg_vietnam::text;

use super::PageDraft;
use super::country::visited_countries;
use super::part::{Count, CountGroup, Grid, grid, on_one_scale, with_shares};
use super::view::{Page, Section, View};

/// The overview of provinces.
#[derive(Clone, Debug, Serialize)]
pub struct ProvincesView {
    /// The map of provinces.
    pub grid: Grid,
    /// Today's 34 provinces by region.
    pub regions: Vec<CountGroup>,
    /// Names that were abolished in 2025.
    pub vanished: Vec<Count>,
    /// Other countries that delegations visited, in alphabetical order.
    pub countries: Vec<Count>,
}

pub(super) fn page(archive: &Archive) -> Page {
    let url = route::provinces_url();
    let regions = by_region().into_iter().map(|(region, units)| CountGroup {
        title: region.to_owned(),
        entries: units
            .into_iter()
            .map(|(unit, named)| province_count(archive, unit, named))
            .collect(),
    });
    let view = ProvincesView {
        grid: grid(archive),
        regions: on_one_scale(regions.collect()),
        vanished: with_shares(vanished(archive)),
        countries: visited_countries(archive),
    };
    let title = "Tỉnh, thành phố";
    PageDraft::new(title, Section::Provinces, Vec::new(), &url)
        .into_page(archive, View::Provinces(view))
}

/// Today's provinces by region, in alphabetical order within each.
pub(super) fn by_region() -> Vec<(&'static str, Vec<(UnitId, &'static Unit)>)> {
    let mut regions: Vec<(&str, Vec<(UnitId, &Unit)>)> = Vec::new();
    for (unit, named) in Gazetteer::get().units(Vintage::Current) {
        let region = named.region().map_or("", |region| region.name());
        match regions.iter_mut().find(|(name, _)| *name == region) {
            Some((_, units)) => units.push((unit, named)),
            None => regions.push((region, vec![(unit, named)])),
        }
    }
    for (_, units) in &mut regions {
        units.sort_by_cached_key(|(_, unit)| text::collation_key(unit.name()));
    }
    regions
}

/// A province of today with its number of reports and the units that it absorbed.
fn province_count(archive: &Archive, unit: UnitId, named: &Unit) -> Count {
    let gazetteer = Gazetteer::get();
    let index = archive.indexes.by_province.get(&unit);
    let reports = index.map_or(0, |index| index.reports.len());
    let mut entry = Count::new(named.shown_name(), route::province_url(unit), reports);
    let others: Vec<&str> = gazetteer
        .predecessors(unit)
        .iter()
        .map(|&former| gazetteer.unit(former).shown_name())
        .filter(|name| *name != named.shown_name())
        .collect();
    entry.note = (!others.is_empty()).then(|| format!("gồm cả {}", others.join(", ")));
    entry
}

/// Names that no longer exist, in alphabetical order, each with the trips made under it.
fn vanished(archive: &Archive) -> Vec<Count> {
    let gazetteer = Gazetteer::get();
    let entries = gazetteer.retired_units().map(|(former, current)| {
        let name = gazetteer.unit(former).shown_name();
        let reports = archive
            .indexes
            .by_former_province
            .get(&former)
            .map_or(0, Vec::len);
        let mut entry = Count::new(name, route::province_url(former), reports);
        entry.note = Some(format!(
            "nay thuộc {}",
            gazetteer.unit(current).shown_name()
        ));
        entry
    });
    let mut entries: Vec<Count> = entries.collect();
    entries.sort_by_cached_key(|entry| text::collation_key(&entry.title));
    entries
}
