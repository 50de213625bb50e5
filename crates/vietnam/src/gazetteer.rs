//! The provinces of Vietnam: the 63 until 30 June 2025, the 34 since, and which became which.
//!
//! A name only has a meaning on a certain day. Thirty-three names belong to two units, one of the 63
//! and one of the 34, often with different territories; thirty names are no longer in use. So
//! [`Gazetteer::resolve`] takes the day of the event, and a unit is identified by a [`UnitId`]: not
//! by its name, and not by the code of the statistics office, because seven codes changed their
//! meaning on 1 July 2025.
//!
//! The tables are facts in the YAML files of this module's folder. No fact about a single province
//! is in the code. The gazetteer has units of the province level and the former [`District`]s, which
//! it needs to distinguish a province from a district in a text. It has no communes.
//!
//! Reading order: `unit`, this file, `resolve`, then `district` and `map`.

mod district;
mod map;
mod resolve;
mod unit;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::text;

pub use district::{District, DistrictKind};
pub use map::{Archipelago, ArchipelagoTile, GeoPoint, Island, Islands, Tile, TileGrid};
pub use resolve::Resolution;
pub use unit::{DatedName, Region, Unit, UnitId, UnitKind, Vintage};

use unit::{IsoDay, UnitRow};

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    Gazetteer::new(crate::built_in_table(include_str!(
        "gazetteer/provinces.yaml"
    )))
});

/// All units of the province level, and what each of them became.
#[derive(Debug)]
pub struct Gazetteer {
    units: Vec<Unit>,
    by_id: BTreeMap<String, UnitId>,
    by_slug: BTreeMap<Vintage, BTreeMap<String, UnitId>>,
    /// The units by the [match key](text::match_key) of each of their names.
    by_name: BTreeMap<Vintage, BTreeMap<String, UnitId>>,
    predecessors: BTreeMap<UnitId, Vec<UnitId>>,
    /// The current units in alphabetical order.
    current_by_name: Vec<UnitId>,
    reform: Reform,
}

/// The reform that merged the 63 units into 34 and abolished the district level.
#[derive(Debug, Deserialize)]
pub struct Reform {
    basis: String,
    effective: IsoDay,
}

impl Reform {
    /// The act that ordered it: "Nghị quyết 202/2025/QH15".
    pub fn basis(&self) -> &str {
        &self.basis
    }

    /// The first day of the 34 units. The 63 and the districts existed until the day before.
    pub fn effective(&self) -> NaiveDate {
        self.effective.0
    }
}

/// The file `provinces.yaml`. Only the tests read the facts that it repeats.
#[derive(Deserialize)]
struct ProvinceTable {
    reform: Reform,
    regions_current: Vec<Region>,
    regions_former: Vec<Region>,
    current: Vec<UnitRow>,
    former: Vec<UnitRow>,
    earlier: Vec<UnitRow>,
}

impl Gazetteer {
    /// Returns the built-in gazetteer. The first call parses its table.
    pub fn get() -> &'static Self {
        &GAZETTEER
    }

    fn new(table: ProvinceTable) -> Self {
        let rows: Vec<(Vintage, UnitRow)> = [
            (Vintage::Current, table.current),
            (Vintage::Former, table.former),
            (Vintage::Earlier, table.earlier),
        ]
        .into_iter()
        .flat_map(|(vintage, rows)| rows.into_iter().map(move |row| (vintage, row)))
        .collect();
        let by_id: BTreeMap<String, UnitId> = (0..)
            .map(UnitId)
            .zip(&rows)
            .map(|(id, (_, row))| (row.id.clone(), id))
            .collect();
        let units: Vec<Unit> = rows
            .into_iter()
            .map(|(vintage, row)| {
                let regions = match vintage {
                    Vintage::Current => &table.regions_current,
                    Vintage::Former | Vintage::Earlier => &table.regions_former,
                };
                Unit::from_row(vintage, row, &by_id, regions)
            })
            .collect();
        Self::index(units, by_id, table.reform)
    }

    fn index(units: Vec<Unit>, by_id: BTreeMap<String, UnitId>, reform: Reform) -> Self {
        let mut by_slug: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        let mut by_name: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        let mut predecessors: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (id, unit) in (0..).map(UnitId).zip(&units) {
            let slugs = by_slug.entry(unit.vintage()).or_default();
            slugs.insert(unit.slug().to_owned(), id);
            let names = by_name.entry(unit.vintage()).or_default();
            for name in unit.all_names() {
                names.insert(text::match_key(name), id);
            }
            if let Some(successor) = unit.successor() {
                predecessors.entry(successor).or_default().push(id);
            }
        }
        let current = (0..).map(UnitId).zip(&units);
        let current = current.filter(|(_, unit)| unit.vintage() == Vintage::Current);
        let mut current_by_name: Vec<UnitId> = current.map(|(id, _)| id).collect();
        current_by_name.sort_by_cached_key(|id| text::collation_key(units[id.index()].name()));
        Self {
            units,
            by_id,
            by_slug,
            by_name,
            predecessors,
            current_by_name,
            reform,
        }
    }

    /// The reform of 2025.
    pub fn reform(&self) -> &Reform {
        &self.reform
    }

    /// The unit with an id.
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.index()]
    }

    /// The units of a vintage, in the order of their codes.
    pub fn units(&self, vintage: Vintage) -> impl Iterator<Item = (UnitId, &Unit)> {
        (0..)
            .map(UnitId)
            .zip(&self.units)
            .filter(move |(_, unit)| unit.vintage() == vintage)
    }

    /// The 34 current units in Vietnamese alphabetical order.
    pub fn current_by_name(&self) -> &[UnitId] {
        &self.current_by_name
    }

    /// Finds the unit of a stable id such as `vn63-10`. Returns `None` for an unknown id.
    pub fn by_id(&self, id: &str) -> Option<UnitId> {
        self.by_id.get(id).copied()
    }

    /// The unit that exists in the place of `unit` on the day `on`: the unit itself until its last
    /// day, then its successor.
    fn in_force_on(&self, unit: UnitId, on: NaiveDate) -> UnitId {
        let mut in_force = unit;
        while self.unit(in_force).ended_before(on)
            && let Some(successor) = self.unit(in_force).successor()
        {
            in_force = successor;
        }
        in_force
    }

    /// The current unit that a unit became, through any number of mergers. A current unit is
    /// returned unchanged.
    pub fn current(&self, unit: UnitId) -> UnitId {
        self.in_force_on(unit, NaiveDate::MAX)
    }

    /// The units that were merged into a unit, in the order of their codes: of one of the 34, those
    /// of the 63. Empty if there were none.
    pub fn predecessors(&self, unit: UnitId) -> &[UnitId] {
        self.predecessors.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// Finds the unit of the 34 with a slug.
    pub fn current_by_slug(&self, slug: &str) -> Option<UnitId> {
        self.by_slug.get(&Vintage::Current)?.get(slug).copied()
    }

    /// Finds the unit of the 63 with a slug.
    pub fn former_by_slug(&self, slug: &str) -> Option<UnitId> {
        self.by_slug.get(&Vintage::Former)?.get(slug).copied()
    }

    /// The units of the 63 whose slug no current unit has, each with what it became, in the order
    /// of their codes. The site has a page for each of them that leads to the current unit.
    pub fn retired_units(&self) -> impl Iterator<Item = (UnitId, UnitId)> {
        self.units(Vintage::Former)
            .filter(|(_, unit)| self.current_by_slug(unit.slug()).is_none())
            .map(|(id, _)| (id, self.current(id)))
    }

    /// The grid of tiles that schematically represents the map.
    pub fn grid(&self) -> &'static TileGrid {
        map::grid()
    }

    /// The tiles of the grid, one for each unit of the 34, by row and column.
    pub fn tiles(&self) -> &'static [Tile] {
        &map::grid().tiles
    }

    /// The tiles of Hoàng Sa and Trường Sa, which every map must show.
    pub fn archipelagos(&self) -> &'static [ArchipelagoTile] {
        &map::grid().archipelagos
    }

    /// The islands of a drawn map, at their true positions.
    pub fn islands(&self) -> &'static Islands {
        map::islands()
    }

    /// The former districts of a unit of the 63. Empty for any other unit.
    pub fn districts(&self, unit: UnitId) -> &'static [District] {
        district::of_province(unit)
    }

    /// Finds the former districts with a name: "Châu Thành", "huyện Châu Thành", "TP. Phú Quốc".
    ///
    /// If the name is preceded by a kind, only districts of that kind match. The result is in the
    /// order of provinces and empty for an unknown name.
    pub fn find_district(&self, name: &str) -> Vec<(UnitId, &'static District)> {
        district::find(name)
    }
}
