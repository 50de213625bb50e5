//! The districts of the 63, abolished on 1 July 2025.
//!
//! No district ever lay in two provinces, so a district's name and its province are enough; its
//! name alone is not (Châu Thành stands ten times). The table is read apart from the provinces and
//! only when a district is asked for: few builds need it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Gazetteer, UnitId};
use crate::text;

static DISTRICTS: LazyLock<Districts> =
    LazyLock::new(|| Districts::read(crate::built_in_table(include_str!("districts.yaml"))));

/// A unit below a province of the 63.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct District {
    code: String,
    kind: DistrictKind,
    name: String,
}

/// What kind of district it was at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum DistrictKind {
    /// A district of a city.
    #[serde(rename = "quận")]
    Urban,
    /// A district of the country.
    #[serde(rename = "huyện")]
    Rural,
    /// A town.
    #[serde(rename = "thị xã")]
    Town,
    /// A city within a province or city.
    #[serde(rename = "thành phố")]
    City,
}

/// What a kind is called before a name, in the form of a [match key](text::match_key).
const PREFIXES: [(&str, DistrictKind); 13] = [
    ("quận ", DistrictKind::Urban),
    ("q. ", DistrictKind::Urban),
    ("q.", DistrictKind::Urban),
    ("huyện ", DistrictKind::Rural),
    ("h. ", DistrictKind::Rural),
    ("h.", DistrictKind::Rural),
    ("thị xã ", DistrictKind::Town),
    ("tx. ", DistrictKind::Town),
    ("tx.", DistrictKind::Town),
    ("thành phố ", DistrictKind::City),
    ("tp. ", DistrictKind::City),
    ("tp.", DistrictKind::City),
    ("tp ", DistrictKind::City),
];

impl DistrictKind {
    /// The word as inside a sentence: "huyện".
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::Urban => "quận",
            Self::Rural => "huyện",
            Self::Town => "thị xã",
            Self::City => "thành phố",
        }
    }
}

impl District {
    /// The code of the statistics office, three digits.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What kind of district it was.
    pub fn kind(&self) -> DistrictKind {
        self.kind
    }

    /// The name without its kind: "Sa Pa"; but "Quận 1", of which a number is no name.
    pub fn name(&self) -> &str {
        // The table writes "Cao Lãnh (Huyện)" beside "Cao Lãnh (Thành phố)"; the kind says that.
        let name = self.name.split_once(" (").map(|(name, _)| name);
        name.unwrap_or(&self.name)
    }

    /// The full name as inside a sentence: "thị xã Sa Pa", "quận 1".
    pub fn official_name(&self) -> String {
        format!("{} {}", self.kind.vietnamese(), self.own_name())
    }

    /// The name without even the "Quận" of "Quận 1".
    fn own_name(&self) -> &str {
        self.name().strip_prefix("Quận ").unwrap_or(self.name())
    }
}

struct Districts {
    by_unit: BTreeMap<UnitId, Vec<District>>,
    /// By key of the name: whose district it is, and which of them.
    by_name: BTreeMap<String, Vec<(UnitId, usize)>>,
}

/// The file as it is written, by ids of units.
#[derive(Deserialize)]
struct Table {
    districts: BTreeMap<String, Vec<District>>,
}

impl Districts {
    fn read(table: Table) -> Self {
        let unit = |id: &str| Gazetteer::get().by_id(id);
        let by_unit: BTreeMap<UnitId, Vec<District>> = table
            .districts
            .into_iter()
            .map(|(id, rows)| (unit(&id).expect("the table names units of the 63"), rows))
            .collect();
        let mut by_name: BTreeMap<String, Vec<(UnitId, usize)>> = BTreeMap::new();
        for (&unit, districts) in &by_unit {
            for (at, district) in districts.iter().enumerate() {
                let key = text::match_key(district.own_name());
                by_name.entry(key).or_default().push((unit, at));
            }
        }
        Self { by_unit, by_name }
    }

    /// The districts that have a key, of a kind if one is given.
    fn named(&self, key: &str, kind: Option<DistrictKind>) -> Vec<(UnitId, &District)> {
        let places = self.by_name.get(key).map_or(&[][..], Vec::as_slice);
        places
            .iter()
            .filter_map(|&(unit, at)| Some((unit, self.by_unit.get(&unit)?.get(at)?)))
            .filter(|(_, district)| kind.is_none_or(|kind| district.kind == kind))
            .collect()
    }
}

/// See [`Gazetteer::districts`].
pub(super) fn of(unit: UnitId) -> &'static [District] {
    DISTRICTS.by_unit.get(&unit).map_or(&[], Vec::as_slice)
}

/// See [`Gazetteer::find_district`].
pub(super) fn find(name: &str) -> Vec<(UnitId, &'static District)> {
    let key = text::match_key(name);
    let of_a_kind = PREFIXES
        .iter()
        .find_map(|&(prefix, kind)| Some((key.strip_prefix(prefix)?, kind)));
    match of_a_kind {
        Some((bare, kind)) => DISTRICTS.named(bare, Some(kind)),
        None => DISTRICTS.named(&key, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Vintage;

    #[test]
    fn there_are_696_districts_of_63_units() {
        assert_eq!(DISTRICTS.by_unit.len(), 63);
        assert_eq!(DISTRICTS.by_unit.values().map(Vec::len).sum::<usize>(), 696);
        for (unit, _) in Gazetteer::get().units(Vintage::Former) {
            assert!(!of(unit).is_empty());
        }
        for (unit, _) in Gazetteer::get().units(Vintage::Current) {
            assert!(of(unit).is_empty());
        }
    }

    #[test]
    fn a_code_is_three_digits_and_names_one_district() {
        let all = || DISTRICTS.by_unit.values().flatten();
        let codes: std::collections::BTreeSet<&str> = all().map(District::code).collect();
        assert_eq!(codes.len(), 696);
        assert!(codes.iter().all(|code| code.len() == 3));
        assert!(all().all(|district| district.name() == text::nfc(district.name())));
    }

    fn check(written: &str, expected: &[&str]) {
        let found: Vec<String> = find(written)
            .into_iter()
            .map(|(unit, district)| {
                let province = Gazetteer::get().unit(unit).name();
                format!("{}, {province}", district.official_name())
            })
            .collect();
        assert_eq!(found, expected, "{written}");
    }

    #[test]
    fn a_district_is_found_by_its_name() {
        check("Côn Đảo", &["huyện Côn Đảo, Bà Rịa - Vũng Tàu"]);
        check("TP. Phú Quốc", &["thành phố Phú Quốc, Kiên Giang"]);
        check("thị xã Sa Pa", &["thị xã Sa Pa, Lào Cai"]);
        check("quận 1", &["quận 1, Hồ Chí Minh"]);
        check("Q.1", &["quận 1, Hồ Chí Minh"]);
        check("Ea H’leo", &["huyện Ea H'leo, Đắk Lắk"]);
        check("huyện Quảng Ninh", &["huyện Quảng Ninh, Quảng Bình"]);
        check("thành phố Lào Cai", &["thành phố Lào Cai, Lào Cai"]);
        check("", &[]);
        check("huyện", &[]);
        check("con dao", &[]);
        assert_eq!(find("Châu Thành").len(), 10);
    }

    #[test]
    fn a_kind_that_is_written_must_be_the_districts() {
        check("huyện Cao Lãnh", &["huyện Cao Lãnh, Đồng Tháp"]);
        check("TP Cao Lãnh", &["thành phố Cao Lãnh, Đồng Tháp"]);
        check("TX. Kỳ Anh", &["thị xã Kỳ Anh, Hà Tĩnh"]);
        check("quận Cao Lãnh", &[]);
        assert_eq!(find("Cao Lãnh").len(), 2);
    }

    #[test]
    fn every_district_is_found_and_known_by_its_full_name() {
        for (unit, district) in DISTRICTS
            .by_unit
            .iter()
            .flat_map(|(&unit, all)| all.iter().map(move |one| (unit, one)))
        {
            assert!(find(district.name()).contains(&(unit, district)));
            let same = find(&district.official_name());
            let here = same.iter().filter(|(found, _)| *found == unit);
            assert_eq!(here.collect::<Vec<_>>(), [&(unit, district)]);
            assert!(!district.name().contains(['(', ')']));
        }
    }

    #[test]
    fn a_prefix_is_a_key() {
        for (prefix, _) in PREFIXES {
            assert!(text::match_key(&format!("{prefix}X")).starts_with(prefix));
        }
    }
}
