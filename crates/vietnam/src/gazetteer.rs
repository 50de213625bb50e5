//! The provinces of Vietnam: the 63 until 30 June 2025, the 34 since, and which became which.
//!
//! A name means nothing without a day. Thirty-three names stand for two units, one of the 63 and
//! one of the 34, often of other territory; thirty are gone. So [`Gazetteer::resolve`] takes the day
//! of the event, and a unit is known by a [`UnitId`], never by its name or by the code of the
//! statistics office, of which seven changed their meaning on 1 July 2025. The tables are facts
//! written by hand in the YAML files beside this module; nothing about a single province is in code.
//!
//! It knows units of the province level and, for telling a province from a district named in a
//! text, the former [`District`]s. It knows no communes, draws nothing, and does not strip accents
//! to find a name: a near miss is a suggestion.

mod district;
mod map;
mod unit;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::text;

pub use district::{District, DistrictKind};
pub use map::{Archipelago, ArchipelagoTile, GeoPoint, Island, Islands, Tile, TileGrid};
pub use unit::{DatedName, Region, Unit, UnitId, UnitKind, Vintage};

use unit::{IsoDay, UnitRow};

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    Gazetteer::read(crate::built_in_table(include_str!(
        "gazetteer/provinces.yaml"
    )))
});

/// How many names a "did you mean" offers.
const SUGGESTIONS: usize = 3;

/// Every unit of the province level, and what each became.
#[derive(Debug)]
pub struct Gazetteer {
    units: Vec<Unit>,
    by_id: BTreeMap<String, UnitId>,
    by_slug: BTreeMap<Vintage, BTreeMap<String, UnitId>>,
    by_name: BTreeMap<Vintage, BTreeMap<String, UnitId>>,
    absorbed: BTreeMap<UnitId, Vec<UnitId>>,
    /// Those of today by their names.
    current_by_name: Vec<UnitId>,
    reform: Reform,
}

/// What the name of a province means on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// The unit of that name which stood on the day.
    Found(UnitId),
    /// The unit of that name had ended by then.
    Abolished {
        /// The unit of that name.
        unit: UnitId,
        /// The one that stood in its place on the day.
        successor: UnitId,
    },
    /// No unit had that name by then.
    Unknown {
        /// The names that may have been meant, best first; often empty.
        nearest: Vec<String>,
    },
}

/// The reform that made 34 units of 63 and ended the district level.
#[derive(Debug, Deserialize)]
pub struct Reform {
    basis: String,
    effective: IsoDay,
}

impl Reform {
    /// The act it rests on: "Nghị quyết 202/2025/QH15".
    pub fn basis(&self) -> &str {
        &self.basis
    }

    /// Its first day. The 63 and the districts stood until the day before.
    pub fn effective(&self) -> NaiveDate {
        self.effective.0
    }
}

/// The file as it is written. What it says twice is left to the tests.
#[derive(Deserialize)]
struct Table {
    reform: Reform,
    regions_current: Vec<Region>,
    regions_former: Vec<Region>,
    current: Vec<UnitRow>,
    former: Vec<UnitRow>,
    earlier: Vec<UnitRow>,
}

impl Gazetteer {
    /// The gazetteer, read when it is first asked for.
    pub fn get() -> &'static Self {
        &GAZETTEER
    }

    fn read(table: Table) -> Self {
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
                Unit::read(vintage, row, &by_id, regions)
            })
            .collect();
        Self::index(units, by_id, table.reform)
    }

    fn index(units: Vec<Unit>, by_id: BTreeMap<String, UnitId>, reform: Reform) -> Self {
        let mut by_slug: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        let mut by_name: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        let mut absorbed: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (id, unit) in (0..).map(UnitId).zip(&units) {
            let slugs = by_slug.entry(unit.vintage()).or_default();
            slugs.insert(unit.slug().to_owned(), id);
            let names = by_name.entry(unit.vintage()).or_default();
            for spelling in unit.spellings() {
                names.insert(text::match_key(spelling), id);
            }
            if let Some(successor) = unit.successor() {
                absorbed.entry(successor).or_default().push(id);
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
            absorbed,
            current_by_name,
            reform,
        }
    }

    /// The reform of 2025.
    pub fn reform(&self) -> &Reform {
        &self.reform
    }

    /// What is known of a unit.
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.index()]
    }

    /// The units of a vintage, in the order of their codes; sort by name to show them.
    pub fn units(&self, vintage: Vintage) -> impl Iterator<Item = (UnitId, &Unit)> {
        (0..)
            .map(UnitId)
            .zip(&self.units)
            .filter(move |(_, unit)| unit.vintage() == vintage)
    }

    /// Today's units in the order of the Vietnamese alphabet.
    pub fn current_by_name(&self) -> &[UnitId] {
        &self.current_by_name
    }

    /// The unit of an id such as `vn63-10`; `None` if there is none.
    pub fn by_id(&self, id: &str) -> Option<UnitId> {
        self.by_id.get(id).copied()
    }

    /// Which unit `written` names in an account of the day `on`.
    ///
    /// A name is written as people do: with or without "tỉnh", "thành phố", "TP.", by an alias, in
    /// either tone placement; accents count. Until the reform it is looked for among the 63, then
    /// among the units before them; since then among the 34, then among those that are gone.
    /// Whether a unit had ended is told by its own last day. A city of the district level that
    /// bears its province's name is taken for the province. Empty text is unknown.
    pub fn resolve(&self, written: &str, on: NaiveDate) -> Resolution {
        let vintages: &[Vintage] = if on < self.reform.effective() {
            &[Vintage::Former, Vintage::Earlier]
        } else {
            &[Vintage::Current, Vintage::Former, Vintage::Earlier]
        };
        let key = text::match_key(written);
        let named = vintages
            .iter()
            .find_map(|&vintage| self.named(&key, vintage));
        match named {
            None => Resolution::Unknown {
                nearest: self.nearest(&key, vintages),
            },
            Some(unit) if self.unit(unit).ended_before(on) => Resolution::Abolished {
                unit,
                successor: self.standing(unit, on),
            },
            Some(unit) => Resolution::Found(unit),
        }
    }

    fn named(&self, key: &str, vintage: Vintage) -> Option<UnitId> {
        let names = self.by_name.get(&vintage)?;
        names
            .get(key)
            .or_else(|| names.get(without_kind(key)))
            .copied()
    }

    /// The names near to a key, through the aliases but as they are shown.
    fn nearest(&self, key: &str, vintages: &[Vintage]) -> Vec<String> {
        let tables = || vintages.iter().filter_map(|v| self.by_name.get(v));
        // A name with its kind would be near to every word that begins like "thành phố".
        let keys = tables().flat_map(BTreeMap::keys).map(String::as_str);
        let keys = keys.filter(|key| without_kind(key) == *key);
        let mut names: Vec<String> = Vec::new();
        for near in text::nearest(without_kind(key), keys, usize::MAX) {
            let unit = tables().find_map(|names| names.get(near));
            let name = unit.map(|&unit| self.unit(unit).name().to_owned());
            names.extend(name.filter(|name| !names.contains(name)));
        }
        names.truncate(SUGGESTIONS);
        names
    }

    /// The unit that stands in the place of another on a day: itself while it lasts.
    fn standing(&self, unit: UnitId, on: NaiveDate) -> UnitId {
        let mut standing = unit;
        while self.unit(standing).ended_before(on)
            && let Some(successor) = self.unit(standing).successor()
        {
            standing = successor;
        }
        standing
    }

    /// What the unit is today, by however many steps; a unit of the 34 is itself.
    pub fn current(&self, unit: UnitId) -> UnitId {
        self.standing(unit, NaiveDate::MAX)
    }

    /// The units that this one took the place of, in the order of their codes: of one of the 34
    /// its units of the 63. Empty where none did.
    pub fn predecessors(&self, unit: UnitId) -> &[UnitId] {
        self.absorbed.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The unit of the 34 that has the slug.
    pub fn current_by_slug(&self, slug: &str) -> Option<UnitId> {
        self.by_slug.get(&Vintage::Current)?.get(slug).copied()
    }

    /// The unit of the 63 that has the slug.
    pub fn former_by_slug(&self, slug: &str) -> Option<UnitId> {
        self.by_slug.get(&Vintage::Former)?.get(slug).copied()
    }

    /// The units of the 63 whose slug no unit of today bears, each with what it became; in the
    /// order of their codes. They need a page that leads on.
    pub fn retired_units(&self) -> impl Iterator<Item = (UnitId, UnitId)> {
        self.units(Vintage::Former)
            .filter(|(_, unit)| self.current_by_slug(unit.slug()).is_none())
            .map(|(id, _)| (id, self.current(id)))
    }

    /// The grid of tiles that stands for a map.
    pub fn grid(&self) -> &'static TileGrid {
        map::grid()
    }

    /// The tiles of the grid, one for each unit of the 34, by row and column.
    pub fn tiles(&self) -> &'static [Tile] {
        &map::grid().tiles
    }

    /// The grid's two tiles of Hoàng Sa and Trường Sa, which every map must show.
    pub fn archipelagos(&self) -> &'static [ArchipelagoTile] {
        &map::grid().archipelagos
    }

    /// The islands for a drawn map, by their true positions.
    pub fn islands(&self) -> &'static Islands {
        map::islands()
    }

    /// The districts that a unit of the 63 had; empty for any other unit, and since the reform
    /// a matter of history.
    pub fn districts(&self, unit: UnitId) -> &'static [District] {
        district::of(unit)
    }

    /// Every former district of a name: "Châu Thành", "huyện Châu Thành", "TP. Phú Quốc". A kind
    /// written with the name must be the district's. In the order of provinces; empty if unknown.
    pub fn find_district(&self, name: &str) -> Vec<(UnitId, &'static District)> {
        district::find(name)
    }
}

/// A [match key](text::match_key) without the "tỉnh" or "thành phố" before its name; empty
/// if it is nothing else.
fn without_kind(key: &str) -> &str {
    let after = |kind: &str| {
        let rest = key.strip_prefix(kind)?;
        let apart = rest.is_empty() || rest.starts_with(' ') || kind.ends_with('.');
        apart.then(|| rest.trim_start())
    };
    let mut kinds = ["tỉnh", "thành phố", "tp.", "tp"].into_iter();
    kinds.find_map(after).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::collections::BTreeSet;

    fn day(iso: &str) -> NaiveDate {
        IsoDay::try_from(iso.to_owned()).expect("a day").0
    }

    fn unit(id: &str) -> UnitId {
        Gazetteer::get().by_id(id).expect(id)
    }

    fn found(id: &str) -> Resolution {
        Resolution::Found(unit(id))
    }

    fn abolished(id: &str, successor: &str) -> Resolution {
        Resolution::Abolished {
            unit: unit(id),
            successor: unit(successor),
        }
    }

    fn check(written: &str, on: &str, expected: &Resolution) {
        let resolution = Gazetteer::get().resolve(written, day(on));
        assert_eq!(&resolution, expected, "{written} on {on}");
    }

    fn check_nearest(written: &str, on: &str, nearest: &[&str]) {
        let nearest = nearest.iter().map(|&name| name.to_owned()).collect();
        check(written, on, &Resolution::Unknown { nearest });
    }

    /// Every unit with the last day of its time, or one of today.
    fn all() -> Vec<(UnitId, &'static Unit, NaiveDate)> {
        let gazetteer = Gazetteer::get();
        [Vintage::Current, Vintage::Former, Vintage::Earlier]
            .into_iter()
            .flat_map(|vintage| gazetteer.units(vintage))
            .map(|(id, unit)| (id, unit, unit.valid_to().unwrap_or(day("2026-11-22"))))
            .collect()
    }

    #[test]
    fn there_are_34_and_63_units_and_one_before() {
        let count = |vintage| Gazetteer::get().units(vintage).count();
        assert_eq!(count(Vintage::Current), 34);
        assert_eq!(count(Vintage::Former), 63);
        assert_eq!(count(Vintage::Earlier), 1);
        assert_eq!(Gazetteer::get().retired_units().count(), 30);
        let cities = |on| {
            let units = Gazetteer::get().units(Vintage::Current);
            units
                .filter(|(_, unit)| unit.kind(day(on)) == UnitKind::City)
                .count()
        };
        assert_eq!(cities("2025-07-01"), 6);
        assert_eq!(cities("2026-04-30"), 7);
        assert_eq!(cities("2026-09-01"), 8);
        assert_eq!(cities("2026-11-22"), 9);
    }

    #[test]
    fn every_unit_of_the_63_became_one_of_the_34() {
        let gazetteer = Gazetteer::get();
        let mut absorbed = 0;
        for (current, unit) in gazetteer.units(Vintage::Current) {
            let former = gazetteer.predecessors(current);
            absorbed += former.len();
            assert!(former.iter().all(|&id| gazetteer.current(id) == current));
            assert_eq!(
                former.len() > 1,
                unit.seat_from().is_some(),
                "{}",
                unit.name()
            );
            assert_eq!(gazetteer.current(current), current);
            assert_eq!(unit.valid_from(), Some(gazetteer.reform().effective()));
            assert_eq!((unit.successor(), unit.valid_to()), (None, None));
        }
        assert_eq!(absorbed, 63);
        let last = gazetteer.reform().effective().pred_opt();
        assert!(
            gazetteer
                .units(Vintage::Former)
                .all(|(_, unit)| unit.valid_to() == last)
        );
        let unchanged = gazetteer
            .units(Vintage::Current)
            .filter(|&(id, _)| gazetteer.predecessors(id).len() == 1);
        assert_eq!(unchanged.count(), 11);
    }

    /// What the file says a second time.
    #[derive(Deserialize)]
    struct Redundant {
        current: Vec<Merger>,
        former: Vec<Reuse>,
        code_meaning_changed: Vec<CodeTrap>,
    }

    #[derive(Deserialize)]
    struct Merger {
        id: String,
        merged_from: Vec<String>,
        merged_from_names: Vec<String>,
        unchanged: bool,
    }

    #[derive(Deserialize)]
    struct Reuse {
        id: String,
        slug_reused_by_current: Option<String>,
    }

    #[derive(Deserialize)]
    struct CodeTrap {
        code: String,
        until_2025_06_30: String,
        from_2025_07_01: String,
    }

    fn redundant() -> Redundant {
        crate::built_in_table(include_str!("gazetteer/provinces.yaml"))
    }

    #[test]
    fn the_table_agrees_with_itself() {
        let gazetteer = Gazetteer::get();
        for merger in redundant().current {
            let absorbed = gazetteer.predecessors(unit(&merger.id));
            let of = |ids: Vec<String>| ids.iter().map(|id| unit(id)).collect::<BTreeSet<_>>();
            let names = absorbed.iter().map(|&id| gazetteer.unit(id).name());
            assert_eq!(
                names.collect::<BTreeSet<_>>(),
                merger.merged_from_names.iter().map(|n| &**n).collect()
            );
            assert_eq!(
                absorbed.iter().copied().collect::<BTreeSet<_>>(),
                of(merger.merged_from)
            );
            assert_eq!(merger.unchanged, absorbed.len() == 1);
        }
        for reuse in redundant().former {
            let slug = gazetteer.unit(unit(&reuse.id)).slug();
            let current = gazetteer.current_by_slug(slug);
            assert_eq!(current, reuse.slug_reused_by_current.map(|id| unit(&id)));
        }
    }

    #[test]
    fn a_code_is_no_id() {
        let gazetteer = Gazetteer::get();
        let bearer = |vintage, code: &str| {
            let mut units = gazetteer.units(vintage);
            units
                .find(|(_, unit)| unit.code() == Some(code))
                .map(|(_, unit)| unit.name().to_owned())
        };
        let traps = redundant().code_meaning_changed;
        for trap in &traps {
            assert_eq!(
                bearer(Vintage::Former, &trap.code),
                Some(trap.until_2025_06_30.clone())
            );
            assert_eq!(
                bearer(Vintage::Current, &trap.code),
                Some(trap.from_2025_07_01.clone())
            );
        }
        let changed = gazetteer.units(Vintage::Current).filter(|(_, unit)| {
            let code = unit.code().expect("all of the 34 have one");
            bearer(Vintage::Former, code).as_deref() != Some(unit.name())
        });
        let changed: Vec<&str> = changed.filter_map(|(_, unit)| unit.code()).collect();
        // 46 is one unit under two names: Thừa Thiên Huế, Huế.
        assert_eq!(changed, ["15", "24", "44", "46", "52", "80", "82", "91"]);
        assert_eq!(traps.len(), 7);
    }

    #[test]
    fn a_slug_is_the_slug_of_the_name() {
        let gazetteer = Gazetteer::get();
        for (id, unit, _) in all() {
            assert_eq!(text::slug(unit.name()).as_deref(), Some(unit.slug()));
            let by_slug = match unit.vintage() {
                Vintage::Current => gazetteer.current_by_slug(unit.slug()),
                Vintage::Former => gazetteer.former_by_slug(unit.slug()),
                Vintage::Earlier => continue,
            };
            assert_eq!(by_slug, Some(id));
        }
        // The one unit whose two slugs differ though it was not merged.
        assert_eq!(gazetteer.unit(unit("vn63-46")).slug(), "thua-thien-hue");
        assert_eq!(gazetteer.unit(unit("vn34-46")).slug(), "hue");
        assert_eq!(gazetteer.current_by_slug("ha-tay"), None);
    }

    #[test]
    fn an_id_tells_vintage_and_code() {
        let mut ids = BTreeSet::new();
        for (id, unit, _) in all() {
            let prefix = match unit.vintage() {
                Vintage::Current => "vn34-",
                Vintage::Former => "vn63-",
                Vintage::Earlier => "vn64-",
            };
            assert!(unit.id().starts_with(prefix) && ids.insert(unit.id()));
            assert!(unit.code().is_none_or(|code| unit.id().ends_with(code)));
            assert_eq!(Gazetteer::get().by_id(unit.id()), Some(id));
        }
    }

    #[test]
    fn no_name_of_a_vintage_means_two_units() {
        for (id, unit, _) in all() {
            let names = &Gazetteer::get().by_name[&unit.vintage()];
            for spelling in unit.spellings() {
                let key = text::match_key(spelling);
                assert_eq!(names.get(&key), Some(&id), "{spelling}");
            }
        }
    }

    #[test]
    fn regions_were_redrawn() {
        let count = |vintage| {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for (_, unit) in Gazetteer::get().units(vintage) {
                *counts
                    .entry(unit.region().expect("it has one").slug())
                    .or_default() += 1;
            }
            counts.into_values().collect::<Vec<_>>()
        };
        // In the order of slugs; the counts are those of domain.md, A.3.
        assert_eq!(count(Vintage::Current), [5, 5, 6, 3, 6, 9]);
        assert_eq!(count(Vintage::Former), [14, 13, 11, 6, 5, 14]);
        let region = |id| Gazetteer::get().unit(unit(id)).region().map(Region::name);
        assert_eq!(region("vn63-80"), Some("Đồng bằng sông Cửu Long"));
        assert_eq!(region("vn34-80"), Some("Đông Nam Bộ"));
        assert_eq!(region("vn64-ha-tay"), None);
    }

    /// The other way to place the tone, for names that have an open rime.
    fn other_tone(name: &str) -> String {
        [("òa", "oà"), ("óa", "oá"), ("ủy", "uỷ"), ("úy", "uý")]
            .iter()
            .fold(name.to_owned(), |name, (old, new)| name.replace(old, new))
    }

    #[test]
    fn a_name_is_known_in_every_spelling() {
        for (id, unit, on) in all() {
            let expected = Resolution::Found(id);
            for name in [unit.name(), unit.name_on(on), unit.official_name(on)]
                .into_iter()
                .chain(unit.aliases())
            {
                for spelling in [
                    name.to_owned(),
                    text::nfd(name),
                    other_tone(name),
                    name.to_lowercase(),
                    name.to_uppercase(),
                ] {
                    assert_eq!(
                        Gazetteer::get().resolve(&spelling, on),
                        expected,
                        "{spelling}"
                    );
                }
            }
            for kind in ["tỉnh", "Tỉnh", "thành phố", "TP.", "TP", "Tp. "] {
                let written = format!("{kind} {}", unit.name());
                assert_eq!(
                    Gazetteer::get().resolve(&written, on),
                    expected,
                    "{written}"
                );
            }
        }
        check("TP.Hồ Chí Minh", "2023-04-01", &found("vn63-79"));
        check("TPHCM", "2026-04-01", &found("vn34-79"));
        check("Bà Rịa – Vũng Tàu", "2023-04-01", &found("vn63-77"));
        check("  Khánh   Hoà ", "2023-04-01", &found("vn63-56"));
    }

    #[test]
    fn a_name_means_what_it_meant_on_the_day() {
        check("Bạc Liêu", "2023-07-01", &found("vn63-95"));
        check("Bạc Liêu", "2025-06-30", &found("vn63-95"));
        check("Bạc Liêu", "2025-07-01", &abolished("vn63-95", "vn34-96"));
        check("Cà Mau", "2025-06-30", &found("vn63-96"));
        check("Cà Mau", "2025-07-01", &found("vn34-96"));
        check(
            "tỉnh Yên Bái",
            "2026-01-01",
            &abolished("vn63-15", "vn34-15"),
        );
        check("Long An", "2026-01-01", &abolished("vn63-80", "vn34-80"));
        let gazetteer = Gazetteer::get();
        assert_eq!(gazetteer.current(unit("vn63-95")), unit("vn34-96"));
        assert_eq!(
            gazetteer.predecessors(unit("vn34-96")),
            [unit("vn63-95"), unit("vn63-96")]
        );
        assert!(
            gazetteer
                .retired_units()
                .any(|pair| pair == (unit("vn63-95"), unit("vn34-96")))
        );
    }

    #[test]
    fn hue_is_one_unit_under_two_names() {
        check("Huế", "2023-01-01", &found("vn63-46"));
        check("Thừa Thiên Huế", "2023-01-01", &found("vn63-46"));
        check("thành phố Huế", "2025-03-01", &found("vn63-46"));
        check("Huế", "2025-07-01", &found("vn34-46"));
        // The table keeps the long name as an alias of the unit of today.
        check("Thừa Thiên - Huế", "2025-07-01", &found("vn34-46"));
        let hue = Gazetteer::get().unit(unit("vn63-46"));
        assert_eq!(hue.official_name(day("2024-12-31")), "tỉnh Thừa Thiên Huế");
        assert_eq!(hue.official_name(day("2025-01-01")), "thành phố Huế");
        assert_eq!(hue.name_on(day("2025-01-01")), "Huế");
        assert_eq!(hue.kind(day("2025-01-01")), UnitKind::City);
        assert_eq!(hue.official_name(day("2026-01-01")), "thành phố Huế");
        assert_eq!(hue.names().len(), 2);
    }

    #[test]
    fn a_unit_before_the_63_is_known_too() {
        check("Hà Tây", "2007-05-01", &found("vn64-ha-tay"));
        check("Hà Tây", "2008-07-31", &found("vn64-ha-tay"));
        check("Hà Tây", "2008-08-01", &abolished("vn64-ha-tay", "vn63-01"));
        check("Hà Tây", "2010-01-01", &abolished("vn64-ha-tay", "vn63-01"));
        check(
            "tỉnh Hà Tây",
            "2026-01-01",
            &abolished("vn64-ha-tay", "vn34-01"),
        );
        check("Hà Nội", "2007-05-01", &found("vn63-01"));
        let gazetteer = Gazetteer::get();
        assert_eq!(gazetteer.current(unit("vn64-ha-tay")), unit("vn34-01"));
        assert_eq!(
            gazetteer.predecessors(unit("vn63-01")),
            [unit("vn64-ha-tay")]
        );
        assert_eq!(gazetteer.predecessors(unit("vn64-ha-tay")), []);
    }

    #[test]
    fn a_kind_has_its_days() {
        let name = |id, on| Gazetteer::get().unit(unit(id)).official_name(day(on));
        assert_eq!(name("vn34-15", "2026-01-01"), "tỉnh Lào Cai");
        assert_eq!(name("vn34-75", "2026-04-29"), "tỉnh Đồng Nai");
        assert_eq!(name("vn34-75", "2026-04-30"), "thành phố Đồng Nai");
        assert_eq!(name("vn34-22", "2026-08-31"), "tỉnh Quảng Ninh");
        assert_eq!(name("vn34-22", "2026-09-01"), "thành phố Quảng Ninh");
        assert_eq!(name("vn34-24", "2026-09-19"), "tỉnh Bắc Ninh");
        assert_eq!(name("vn34-24", "2026-09-20"), "thành phố Bắc Ninh");
        assert_eq!(name("vn34-24", "2020-01-01"), "tỉnh Bắc Ninh");
        let last = Gazetteer::get().unit(unit("vn34-24")).names().last();
        assert_eq!(
            last.and_then(DatedName::basis),
            Some("Nghị quyết 39/2026/QH16")
        );
        for (_, unit, on) in all() {
            let kind = unit.kind(on).vietnamese();
            assert!(unit.official_name(on).starts_with(kind), "{}", unit.name());
            for pair in unit.names().windows(2) {
                let next = pair[0].to().and_then(|last| last.succ_opt());
                assert_eq!(next, pair[1].from(), "{}", unit.name());
            }
        }
    }

    #[test]
    fn a_near_miss_is_a_suggestion_and_no_match() {
        check_nearest("Lao Cai", "2023-08-18", &["Lào Cai"]);
        check_nearest("tỉnh Lào Kai", "2023-08-18", &["Lào Cai"]);
        check_nearest(
            "Bac Giang",
            "2026-01-01",
            &["Bắc Giang", "An Giang", "Hà Giang"],
        );
        check_nearest("Sai Gon", "2026-01-01", &["Hồ Chí Minh"]);
        check_nearest("Hà Tay", "2007-01-01", &["Hà Tây", "Hà Nam"]);
        for unknown in [
            "",
            " ",
            "tỉnh",
            "thành phố ",
            "Viêng Chăn",
            "Sa Pa",
            "01",
            "vn63-10",
            "日本",
        ] {
            check_nearest(unknown, "2023-08-18", &[]);
        }
    }

    #[test]
    fn the_grid_has_a_tile_for_each_unit() {
        let gazetteer = Gazetteer::get();
        let units: BTreeSet<UnitId> = gazetteer.tiles().iter().map(|tile| tile.unit).collect();
        let current: BTreeSet<UnitId> = gazetteer
            .units(Vintage::Current)
            .map(|(id, _)| id)
            .collect();
        assert_eq!(units, current);
        let grid = gazetteer.grid();
        let tiles = grid.tiles.iter().map(|tile| (tile.row, tile.col));
        let sea = grid.archipelagos.iter().map(|tile| (tile.row, tile.col));
        let places: BTreeSet<(u8, u8)> = tiles.clone().chain(sea).collect();
        assert_eq!(places.len(), 36, "no two tiles in one place");
        assert!(
            places
                .iter()
                .all(|&(row, col)| (1..=grid.rows).contains(&row)
                    && (1..=grid.columns).contains(&col))
        );
        assert!(tiles.is_sorted());
        for tile in gazetteer.tiles() {
            assert!(
                gazetteer.resolve(&tile.label, day("2026-01-01")) == Resolution::Found(tile.unit)
            );
        }
    }

    #[test]
    fn every_map_has_the_two_archipelagos() {
        let gazetteer = Gazetteer::get();
        let expected = [
            ("hoang-sa", unit("vn34-48")),
            ("truong-sa", unit("vn34-56")),
        ];
        let tiles = gazetteer
            .archipelagos()
            .iter()
            .map(|tile| (&*tile.slug, tile.unit));
        assert_eq!(tiles.collect::<Vec<_>>(), expected);
        let drawn = &gazetteer.islands().archipelagos;
        assert_eq!(
            drawn.iter().map(|a| (&*a.slug, a.unit)).collect::<Vec<_>>(),
            expected
        );
        assert_eq!(
            drawn.iter().map(|a| a.points.len()).collect::<Vec<_>>(),
            [9, 14]
        );
        let islands = gazetteer.islands();
        assert_eq!(islands.small.len(), 11);
        assert!(islands.small.iter().all(|island| island.unit.is_some()));
        let points = drawn.iter().flat_map(|a| &a.points).chain(&islands.small);
        for island in points {
            let GeoPoint { lon, lat } = island.at;
            assert!(
                (101.9..118.1).contains(&lon) && (6.9..23.6).contains(&lat),
                "{}",
                island.label
            );
        }
    }
}
