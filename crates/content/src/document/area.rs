//! Where a stop is: in a province, or in another country.

use ssg_vietnam::country::CountryId;
use ssg_vietnam::gazetteer::UnitId;

/// Where a stop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// A province, as it existed at the time.
    Province(UnitId),
    /// A country or territory except Vietnam.
    Country(CountryId),
}

impl Area {
    /// The province. `None` abroad.
    pub fn province(self) -> Option<UnitId> {
        match self {
            Self::Province(unit) => Some(unit),
            Self::Country(_) => None,
        }
    }

    /// The country. `None` in Vietnam.
    pub fn country(self) -> Option<CountryId> {
        match self {
            Self::Province(_) => None,
            Self::Country(country) => Some(country),
        }
    }
}
