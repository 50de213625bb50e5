//! Which unit a name means on a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Gazetteer, UnitId, Vintage};
use crate::text;

/// The maximum number of names that [`Gazetteer::suggest`] returns.
const MAX_SUGGESTIONS: usize = 3;

/// What the name of a province means on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// The unit that had the name and existed on the day.
    Found(UnitId),
    /// A unit had the name, but was abolished before the day.
    Abolished {
        /// The unit that had the name.
        unit: UnitId,
        /// The unit that existed in its place on the day.
        successor: UnitId,
    },
    /// No unit has had the name until the day; [`Gazetteer::suggest`] says what may have been meant.
    Unknown,
}

impl Gazetteer {
    /// Finds the unit that `name` means in an account of the day `on`.
    ///
    /// The name may be preceded by "tỉnh", "thành phố" or "TP.", may be an alias, and may place the
    /// tone either way. Accents must be correct: a name without them is only suggested.
    ///
    /// Before the reform the name is searched among the 63 and then among the earlier units, since
    /// the reform among the 34 first. Whether the unit still existed depends on its own last day. A
    /// city of the district level that has its province's name is taken for the province. Empty
    /// text is unknown.
    pub fn resolve(&self, name: &str, on: NaiveDate) -> Resolution {
        let key = text::match_key(name);
        let mut vintages = self.vintages(on).iter();
        match vintages.find_map(|&vintage| self.find_by_key(&key, vintage)) {
            None => Resolution::Unknown,
            Some(unit) if self.unit(unit).ended_before(on) => Resolution::Abolished {
                unit,
                successor: self.in_force_on(unit, on),
            },
            Some(unit) => Resolution::Found(unit),
        }
    }

    fn find_by_key(&self, key: &str, vintage: Vintage) -> Option<UnitId> {
        let names = self.by_name.get(&vintage)?;
        names
            .get(key)
            .or_else(|| names.get(without_kind(key)))
            .copied()
    }

    /// The units among which a name in an account of the day `on` is searched, in this order.
    fn vintages(&self, on: NaiveDate) -> &'static [Vintage] {
        if on < self.reform.effective() {
            &[Vintage::Former, Vintage::Earlier]
        } else {
            &[Vintage::Current, Vintage::Former, Vintage::Earlier]
        }
    }

    /// The names that an unknown `name` in an account of the day `on` may mean, best first: those of
    /// units with a name or an alias near to it. Often empty.
    pub fn suggest(&self, name: &str, on: NaiveDate) -> Vec<String> {
        let key = text::match_key(name);
        let vintages = self.vintages(on);
        let tables = || vintages.iter().filter_map(|v| self.by_name.get(v));
        // A name with its kind would be near to every text that starts like "thành phố".
        let keys = tables().flat_map(BTreeMap::keys).map(String::as_str);
        let keys = keys.filter(|key| without_kind(key) == *key);
        let mut names: Vec<String> = Vec::new();
        for near in text::nearest(without_kind(&key), keys, usize::MAX) {
            let unit = tables().find_map(|names| names.get(near));
            let name = unit.map(|&unit| self.unit(unit).name().to_owned());
            names.extend(name.filter(|name| !names.contains(name)));
        }
        names.truncate(MAX_SUGGESTIONS);
        names
    }
}

/// Removes "tỉnh" or "thành phố" from the start of a [match key](text::match_key). Empty if
/// nothing follows it.
fn without_kind(key: &str) -> &str {
    let after = |kind: &str| {
        let rest = key.strip_prefix(kind)?;
        let is_word = rest.is_empty() || rest.starts_with(' ') || kind.ends_with('.');
        is_word.then(|| rest.trim_start())
    };
    let mut kinds = ["tỉnh", "thành phố", "tp.", "tp"].into_iter();
    kinds.find_map(after).unwrap_or(key)
}
