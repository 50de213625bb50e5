//! A unit of the province level: its names, when it existed, and what it became.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::date::PartialDate;

/// Identifies a unit within one run of the program. Files store the stable [`Unit::id`] instead.
///
/// Sorts as the table does: the 34 by code, then the 63 by code, then the earlier units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub(super) u16);

impl UnitId {
    /// The index of the unit in the table.
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The division of the country that a unit belongs to, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vintage {
    /// Before 1 August 2008. Only the units that were abolished on that day.
    Earlier,
    /// The 63 units until 30 June 2025.
    Former,
    /// The 34 units since 1 July 2025.
    Current,
}

/// The legal kind of a unit of the province level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum UnitKind {
    /// A province, "tỉnh".
    #[serde(rename = "tỉnh")]
    Province,
    /// A city directly under the central government, "thành phố".
    #[serde(rename = "thành phố")]
    City,
}

impl UnitKind {
    /// The Vietnamese word, as within a sentence: "tỉnh", "thành phố".
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::Province => "tỉnh",
            Self::City => "thành phố",
        }
    }
}

/// One of the six socio-economic regions. The reform of 2025 redrew them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Region {
    slug: String,
    name: String,
}

impl Region {
    /// The slug for addresses. Regions of the same name have the same slug in both vintages.
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// The name: "Đông Nam Bộ".
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// An official name that a unit had for some time.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DatedName {
    official_name: String,
    kind: UnitKind,
    from: Option<IsoDay>,
    to: Option<IsoDay>,
    basis: Option<String>,
}

impl DatedName {
    /// The full name, as within a sentence: "tỉnh Lào Cai".
    pub fn official_name(&self) -> &str {
        &self.official_name
    }

    /// The kind of the unit under this name.
    pub fn kind(&self) -> UnitKind {
        self.kind
    }

    /// The name without its kind: "Lào Cai".
    pub fn name(&self) -> &str {
        let name = self.official_name.strip_prefix(self.kind.vietnamese());
        name.map_or(&*self.official_name, str::trim_start)
    }

    /// The first day of the name, or `None` if the unit had it from its beginning.
    pub fn from(&self) -> Option<NaiveDate> {
        self.from.map(|day| day.0)
    }

    /// The last day of the name, or `None` if the unit has it still or had it until its end.
    pub fn to(&self) -> Option<NaiveDate> {
        self.to.map(|day| day.0)
    }

    /// The act that changed the name, if it was changed: "Nghị quyết 30/2026/QH16".
    pub fn basis(&self) -> Option<&str> {
        self.basis.as_deref()
    }

    fn started_by(&self, on: NaiveDate) -> bool {
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
    seat_from: Option<UnitId>,
    successor: Option<UnitId>,
    valid_from: Option<IsoDay>,
    valid_to: Option<IsoDay>,
    names: Vec<DatedName>,
    aliases: Vec<String>,
}

impl Unit {
    /// Resolves the ids and slugs of other units and of regions in a row of the table.
    pub(super) fn from_row(
        vintage: Vintage,
        row: UnitRow,
        ids: &BTreeMap<String, UnitId>,
        regions: &[Region],
    ) -> Self {
        let unit = |id: String| {
            *ids.get(&id)
                .expect("the table refers only to its own units")
        };
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
            name.official_name = lowercase_first(&name.official_name);
        }
        Self {
            id: row.id,
            code: row.code,
            name: row.name,
            slug: row.slug,
            vintage,
            region: row.region.and_then(region),
            seat_from: row.code_and_seat_from.map(unit),
            successor: row.succeeded_by.map(unit),
            valid_from: row.effective_from,
            valid_to: row.valid_to,
            names,
            aliases: row.aliases,
        }
    }

    /// The stable id for files: "vn63-10". It is never reused for another unit.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The code of the statistics office, with its leading zero. `None` for a unit before the 63.
    ///
    /// It does not identify a unit, since seven codes were given to another unit in 2025.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The name without its kind: "Lào Cai". If the name changed, the one that was used longest;
    /// see [`Unit::name_on`].
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The slug for addresses: "lao-cai".
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// The division of the country that the unit belongs to.
    pub fn vintage(&self) -> Vintage {
        self.vintage
    }

    /// The region, or `None` for a unit before the 63. The successor may be in another region.
    pub fn region(&self) -> Option<&Region> {
        self.region.as_ref()
    }

    /// The predecessor whose seat and code a merged unit took over. `None` if the unit was not
    /// created by a merger.
    pub fn seat_from(&self) -> Option<UnitId> {
        self.seat_from
    }

    /// The unit that replaced this one, or `None` if it still exists.
    pub fn successor(&self) -> Option<UnitId> {
        self.successor
    }

    /// The first day of the unit. The table has it only for the 34.
    pub fn valid_from(&self) -> Option<NaiveDate> {
        self.valid_from.map(|day| day.0)
    }

    /// The last day of the unit, or `None` if it still exists.
    pub fn valid_to(&self) -> Option<NaiveDate> {
        self.valid_to.map(|day| day.0)
    }

    /// The last day on which the unit had its [`name`](Self::name), which is before its end if it was
    /// renamed. `None` if it still has it.
    pub fn name_until(&self) -> Option<NaiveDate> {
        let last = self
            .names
            .iter()
            .rposition(|name| name.name() == self.name)?;
        match self.names.get(last + 1).and_then(|next| next.from) {
            Some(next) => next.0.pred_opt(),
            None => self.valid_to(),
        }
    }

    /// Other names that people use for the unit; often none.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.aliases.iter().map(String::as_str)
    }

    /// The official names in chronological order, at least one.
    pub fn names(&self) -> &[DatedName] {
        &self.names
    }

    /// The full name on a day, as within a sentence: "tỉnh Lào Cai", "thành phố Huế". For a day
    /// before or after the unit existed, its first or last name.
    pub fn official_name(&self, on: NaiveDate) -> &str {
        self.dated_name(on).official_name()
    }

    /// The name without its kind on a day: Thừa Thiên Huế, and from 1 January 2025 Huế.
    pub fn name_on(&self, on: NaiveDate) -> &str {
        self.dated_name(on).name()
    }

    /// The name as readers see it in a list or a heading: [`Self::name`], but of Ho Chi Minh City with
    /// its kind, as official texts write it, because the name alone is that of a person.
    pub fn shown_name(&self) -> &str {
        with_kind_if_person(self.name())
    }

    /// [`Self::shown_name`] on a day.
    pub fn shown_name_on(&self, on: NaiveDate) -> &str {
        with_kind_if_person(self.name_on(on))
    }

    /// The kind on a day. Three provinces became cities in 2026.
    pub fn kind(&self, on: NaiveDate) -> UnitKind {
        self.dated_name(on).kind
    }

    fn dated_name(&self, on: NaiveDate) -> &DatedName {
        let latest = self.names.iter().rev().find(|name| name.started_by(on));
        latest.unwrap_or(&self.names[0])
    }

    /// Whether the last day of the unit is before `on`.
    pub(super) fn ended_before(&self, on: NaiveDate) -> bool {
        self.valid_to().is_some_and(|last| last < on)
    }

    /// The name, all official names with and without their kind, and the aliases. May repeat names.
    pub(super) fn all_names(&self) -> impl Iterator<Item = &str> {
        let dated = self.names.iter();
        let official = dated.flat_map(|name| [name.official_name(), name.name()]);
        [self.name()]
            .into_iter()
            .chain(official)
            .chain(self.aliases())
    }
}

/// A unit as the file stores it.
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

/// A day as the file stores it: `2025-06-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct IsoDay(pub(super) NaiveDate);

impl TryFrom<String> for IsoDay {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let date = PartialDate::parse(&text);
        let day = date.ok().and_then(|date| date.day());
        day.map(Self).ok_or(text)
    }
}

/// The name with its kind if it is also the name of a person.
fn with_kind_if_person(name: &str) -> &str {
    match name {
        "Hồ Chí Minh" => "TP. Hồ Chí Minh",
        name => name,
    }
}

/// Lower-cases the first letter, as within a sentence: "Tỉnh Lào Cai" becomes "tỉnh Lào Cai".
fn lowercase_first(official: &str) -> String {
    let mut letters = official.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
