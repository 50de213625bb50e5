//! The districts of the 63 provinces, abolished on 1 July 2025.
//!
//! No district was ever in two provinces, so its name, kind and province identify it. The name alone
//! is ambiguous: ten districts were called Châu Thành. The table is parsed when a district is first requested,
//! since few builds need it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Gazetteer, UnitId};
use crate::text;

static DISTRICTS: LazyLock<Districts> =
    LazyLock::new(|| Districts::new(crate::built_in_table(include_str!("districts.yaml"))));

/// A former unit of the district level.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct District {
    code: String,
    kind: DistrictKind,
    name: String,
}

/// The kind of a district when it was abolished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum DistrictKind {
    /// An urban district, "quận".
    #[serde(rename = "quận")]
    Urban,
    /// A rural district, "huyện".
    #[serde(rename = "huyện")]
    Rural,
    /// A town, "thị xã".
    #[serde(rename = "thị xã")]
    Town,
    /// A city within a province, "thành phố".
    #[serde(rename = "thành phố")]
    City,
}

/// The words for a kind before a name, as in a [match key](text::match_key).
const KIND_PREFIXES: [(&str, DistrictKind); 13] = [
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
    /// The Vietnamese word, as within a sentence: "huyện".
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

    /// The kind.
    pub fn kind(&self) -> DistrictKind {
        self.kind
    }

    /// The name without its kind: "Sa Pa". But "Quận 1", since a number is no name.
    pub fn name(&self) -> &str {
        // The table has "Cao Lãnh (Huyện)" and "Cao Lãnh (Thành phố)", which repeats the kind.
        let name = self.name.split_once(" (").map(|(name, _)| name);
        name.unwrap_or(&self.name)
    }

    /// The full name, as within a sentence: "thị xã Sa Pa", "quận 1".
    pub fn official_name(&self) -> String {
        format!("{} {}", self.kind.vietnamese(), self.bare_name())
    }

    /// The name without its kind, even if it is a number: "1".
    fn bare_name(&self) -> &str {
        self.name().strip_prefix("Quận ").unwrap_or(self.name())
    }
}

struct Districts {
    by_province: BTreeMap<UnitId, Vec<District>>,
    /// The districts by the match key of their name: the province, and the index in its list.
    by_name: BTreeMap<String, Vec<(UnitId, usize)>>,
}

/// The file `districts.yaml`: the districts by the id of their province.
#[derive(Deserialize)]
struct DistrictTable {
    districts: BTreeMap<String, Vec<District>>,
}

impl Districts {
    fn new(table: DistrictTable) -> Self {
        let province = |id: &str| Gazetteer::get().by_id(id);
        let by_province: BTreeMap<UnitId, Vec<District>> = table
            .districts
            .into_iter()
            .map(|(id, rows)| {
                (
                    province(&id).expect("the table has only ids of the 63"),
                    rows,
                )
            })
            .collect();
        let mut by_name: BTreeMap<String, Vec<(UnitId, usize)>> = BTreeMap::new();
        for (&province, districts) in &by_province {
            for (index, district) in districts.iter().enumerate() {
                let key = text::match_key(district.bare_name());
                by_name.entry(key).or_default().push((province, index));
            }
        }
        Self {
            by_province,
            by_name,
        }
    }

    /// The districts whose name has the match key `key`. All kinds match if `kind` is `None`.
    fn find(&self, key: &str, kind: Option<DistrictKind>) -> Vec<(UnitId, &District)> {
        let entries = self.by_name.get(key).map_or(&[][..], Vec::as_slice);
        entries
            .iter()
            .filter_map(|&(province, index)| {
                let district = self.by_province.get(&province)?.get(index)?;
                Some((province, district))
            })
            .filter(|(_, district)| kind.is_none_or(|kind| district.kind == kind))
            .collect()
    }
}

/// See [`Gazetteer::districts`].
pub(super) fn of_province(province: UnitId) -> &'static [District] {
    DISTRICTS
        .by_province
        .get(&province)
        .map_or(&[], Vec::as_slice)
}

/// See [`Gazetteer::find_district`].
pub(super) fn find(name: &str) -> Vec<(UnitId, &'static District)> {
    let key = text::match_key(name);
    let name_and_kind = KIND_PREFIXES
        .iter()
        .find_map(|&(prefix, kind)| Some((key.strip_prefix(prefix)?, kind)));
    match name_and_kind {
        Some((name, kind)) => DISTRICTS.find(name, Some(kind)),
        None => DISTRICTS.find(&key, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Vintage;

    #[test]
    fn has_696_districts_of_63_provinces() {
        assert_eq!(DISTRICTS.by_province.len(), 63);
        assert_eq!(
            DISTRICTS.by_province.values().map(Vec::len).sum::<usize>(),
            696
        );
        for (unit, _) in Gazetteer::get().units(Vintage::Former) {
            assert!(!of_province(unit).is_empty());
        }
        for (unit, _) in Gazetteer::get().units(Vintage::Current) {
            assert!(of_province(unit).is_empty());
        }
    }

    #[test]
    fn codes_are_unique_and_have_three_digits() {
        let all = || DISTRICTS.by_province.values().flatten();
        let codes: std::collections::BTreeSet<&str> = all().map(District::code).collect();
        assert_eq!(codes.len(), 696);
        assert!(codes.iter().all(|code| code.len() == 3));
        assert!(all().all(|district| district.name() == text::nfc(district.name())));
    }

    fn check(name: &str, expected: &[&str]) {
        let found: Vec<String> = find(name)
            .into_iter()
            .map(|(province, district)| {
                let province = Gazetteer::get().unit(province).name();
                format!("{}, {province}", district.official_name())
            })
            .collect();
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn finds_districts_by_name() {
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
    fn a_kind_before_the_name_must_match() {
        check("huyện Cao Lãnh", &["huyện Cao Lãnh, Đồng Tháp"]);
        check("TP Cao Lãnh", &["thành phố Cao Lãnh, Đồng Tháp"]);
        check("TX. Kỳ Anh", &["thị xã Kỳ Anh, Hà Tĩnh"]);
        check("quận Cao Lãnh", &[]);
        assert_eq!(find("Cao Lãnh").len(), 2);
    }

    #[test]
    fn full_name_and_province_identify_every_district() {
        for (unit, district) in DISTRICTS
            .by_province
            .iter()
            .flat_map(|(&unit, all)| all.iter().map(move |one| (unit, one)))
        {
            assert!(find(district.name()).contains(&(unit, district)));
            let found = find(&district.official_name());
            let in_province = found.iter().filter(|(province, _)| *province == unit);
            assert_eq!(in_province.collect::<Vec<_>>(), [&(unit, district)]);
            assert!(!district.name().contains(['(', ')']));
        }
    }

    #[test]
    fn kind_prefixes_are_match_keys() {
        for (prefix, _) in KIND_PREFIXES {
            assert!(text::match_key(&format!("{prefix}X")).starts_with(prefix));
        }
    }
}
