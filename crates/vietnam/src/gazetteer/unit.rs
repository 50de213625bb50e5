//! One unit of the province level: what it is called, when it stood, and what it became.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::date::PartialDate;

/// Names a unit within this run of the program.
///
/// Sorts as the table does: the 34 by code, then the 63 by code, then the earlier. What is kept
/// beyond the run is [`Unit::id`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub(super) u16);

impl UnitId {
    /// Its place in the table.
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Which division of the country a unit belongs to, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vintage {
    /// Before the 63, that is before 1 August 2008; only units that ended then.
    Earlier,
    /// The 63, until 30 June 2025.
    Former,
    /// The 34, since 1 July 2025.
    Current,
}

/// What kind of unit it is by law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum UnitKind {
    /// A province.
    #[serde(rename = "tỉnh")]
    Province,
    /// A city run by the state's centre.
    #[serde(rename = "thành phố")]
    City,
}

impl UnitKind {
    /// The word as inside a sentence: "tỉnh", "thành phố".
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::Province => "tỉnh",
            Self::City => "thành phố",
        }
    }
}

/// One of the six socio-economic regions, which were redrawn with the units.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Region {
    slug: String,
    name: String,
}

impl Region {
    /// For an address; the same in both divisions where the name is.
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// "Đông Nam Bộ".
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// What a unit was called over a part of its time.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DatedName {
    official_name: String,
    kind: UnitKind,
    from: Option<IsoDay>,
    to: Option<IsoDay>,
    basis: Option<String>,
}

impl DatedName {
    /// The full name as inside a sentence: "tỉnh Lào Cai".
    pub fn official_name(&self) -> &str {
        &self.official_name
    }

    /// What kind of unit it was.
    pub fn kind(&self) -> UnitKind {
        self.kind
    }

    /// The name alone: "Lào Cai".
    pub fn name(&self) -> &str {
        let name = self.official_name.strip_prefix(self.kind.vietnamese());
        name.map_or(&*self.official_name, str::trim_start)
    }

    /// Its first day; `None` if it had this name from its beginning.
    pub fn from(&self) -> Option<NaiveDate> {
        self.from.map(|day| day.0)
    }

    /// Its last day; `None` if it keeps the name, or kept it to its end.
    pub fn to(&self) -> Option<NaiveDate> {
        self.to.map(|day| day.0)
    }

    /// The act that gave the name, where it was changed: "Nghị quyết 30/2026/QH16".
    pub fn basis(&self) -> Option<&str> {
        self.basis.as_deref()
    }

    fn begun_by(&self, on: NaiveDate) -> bool {
        self.from().is_none_or(|from| from <= on)
    }
}

/// A unit of the province level.
#[derive(Debug)]
pub struct Unit {
    id: String,
    code: Option<String>,
    name: String,
    slug: String,
    vintage: Vintage,
    region: Option<Region>,
    seat: Option<UnitId>,
    successor: Option<UnitId>,
    valid_from: Option<IsoDay>,
    valid_to: Option<IsoDay>,
    names: Vec<DatedName>,
    aliases: Vec<String>,
}

impl Unit {
    /// Completes a row of the table by those it refers to.
    pub(super) fn read(
        vintage: Vintage,
        row: UnitRow,
        ids: &BTreeMap<String, UnitId>,
        regions: &[Region],
    ) -> Self {
        let unit = |id: String| *ids.get(&id).expect("the table names only units it has");
        let region = |slug| regions.iter().find(|region| region.slug == slug).cloned();
        let mut names = row.names;
        if names.is_empty() {
            names.push(DatedName {
                official_name: row.official_name,
                kind: row.kind,
                from: None,
                to: None,
                basis: None,
            });
        }
        for name in &mut names {
            name.official_name = inside_a_sentence(&name.official_name);
        }
        Self {
            id: row.id,
            code: row.code,
            name: row.name,
            slug: row.slug,
            vintage,
            region: row.region.and_then(region),
            seat: row.code_and_seat_from.map(unit),
            successor: row.succeeded_by.map(unit),
            valid_from: row.effective_from,
            valid_to: row.valid_to,
            names,
            aliases: row.aliases,
        }
    }

    /// The id that is kept in files: "vn63-10". Stable, and never used again for another unit.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The code of the statistics office, with its leading zero; no id, since seven codes went to
    /// another unit in 2025. `None` for a unit before the 63.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The name without its kind: "Lào Cai". Where it changed in the unit's time, the longest in
    /// use; see [`Unit::name_on`].
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name in an address: "lao-cai".
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// Which division of the country it belongs to.
    pub fn vintage(&self) -> Vintage {
        self.vintage
    }

    /// Its region; `None` for a unit before the 63. A unit's region need not be its successor's.
    pub fn region(&self) -> Option<&Region> {
        self.region.as_ref()
    }

    /// Of a merged unit, the one whose seat and code it took. `None` if it was not merged.
    pub fn seat_from(&self) -> Option<UnitId> {
        self.seat
    }

    /// The unit that took its place; `None` while it stands.
    pub fn successor(&self) -> Option<UnitId> {
        self.successor
    }

    /// Its first day, where the table knows it: for the 34.
    pub fn valid_from(&self) -> Option<NaiveDate> {
        self.valid_from.map(|day| day.0)
    }

    /// Its last day; `None` while it stands.
    pub fn valid_to(&self) -> Option<NaiveDate> {
        self.valid_to.map(|day| day.0)
    }

    /// Other names it is known by, as people write them; often none.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.aliases.iter().map(String::as_str)
    }

    /// Its official names in order of time, at least one.
    pub fn names(&self) -> &[DatedName] {
        &self.names
    }

    /// The full name on a day, as inside a sentence: "tỉnh Lào Cai", "thành phố Huế". Before and
    /// after its time, its first and its last.
    pub fn official_name(&self, on: NaiveDate) -> &str {
        self.named(on).official_name()
    }

    /// The name without its kind on a day: Thừa Thiên Huế, and from 1 January 2025 Huế.
    pub fn name_on(&self, on: NaiveDate) -> &str {
        self.named(on).name()
    }

    /// What kind of unit it was on a day; three provinces became cities in 2026.
    pub fn kind(&self, on: NaiveDate) -> UnitKind {
        self.named(on).kind
    }

    fn named(&self, on: NaiveDate) -> &DatedName {
        let begun = self.names.iter().rev().find(|name| name.begun_by(on));
        begun.unwrap_or(&self.names[0])
    }

    /// Whether its last day lies before the day.
    pub(super) fn ended_before(&self, on: NaiveDate) -> bool {
        self.valid_to().is_some_and(|last| last < on)
    }

    /// Every way to write the name that the table has.
    pub(super) fn spellings(&self) -> impl Iterator<Item = &str> {
        let dated = self.names.iter();
        let official = dated.flat_map(|name| [name.official_name(), name.name()]);
        [self.name()]
            .into_iter()
            .chain(official)
            .chain(self.aliases())
    }
}

/// A unit as the file has it.
#[derive(Deserialize)]
pub(super) struct UnitRow {
    pub(super) id: String,
    code: Option<String>,
    name: String,
    official_name: String,
    kind: UnitKind,
    slug: String,
    region: Option<String>,
    code_and_seat_from: Option<String>,
    succeeded_by: Option<String>,
    effective_from: Option<IsoDay>,
    valid_to: Option<IsoDay>,
    #[serde(default)]
    names: Vec<DatedName>,
    #[serde(default)]
    aliases: Vec<String>,
}

/// A day as the file has it: `2025-06-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct IsoDay(pub(super) NaiveDate);

impl TryFrom<String> for IsoDay {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let read = PartialDate::parse(&written);
        let day = read.ok().and_then(|date| date.day());
        day.map(Self).ok_or(written)
    }
}

/// "Tỉnh Lào Cai" as "tỉnh Lào Cai".
fn inside_a_sentence(official: &str) -> String {
    let mut letters = official.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
