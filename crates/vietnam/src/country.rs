//! Countries and territories except Vietnam, by their names in Vietnamese and English.
//!
//! The table has the codes of ISO 3166-1 and the names of the Unicode CLDR 48 (Unicode License V3),
//! with other names that Vietnamese documents use. It judges nobody's borders: what it lists is what
//! the standard lists.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::text;

/// A country or territory.
#[derive(Clone, Debug)]
pub struct Country {
    code: &'static str,
    name: &'static str,
    english: &'static str,
    aliases: Vec<&'static str>,
    slug: String,
}

impl Country {
    /// The two letters of ISO 3166-1: `JP`.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The name in Vietnamese: "Nhật Bản".
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The name in English: "Japan".
    pub fn english(&self) -> &'static str {
        self.english
    }

    /// Its other names in Vietnamese.
    pub fn aliases(&self) -> &[&'static str] {
        &self.aliases
    }

    /// The last part of its address: `nhat-ban`.
    pub fn slug(&self) -> &str {
        &self.slug
    }
}

/// Identifies a country; sorts by code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryId(usize);

impl CountryId {
    /// All countries, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Countries::get().all.len()).map(Self)
    }

    /// The country.
    pub fn country(self) -> &'static Country {
        &Countries::get().all[self.0]
    }
}

/// All countries, and who has which name.
struct Countries {
    all: Vec<Country>,
    by_key: BTreeMap<String, CountryId>,
}

impl Countries {
    fn get() -> &'static Self {
        static COUNTRIES: OnceLock<Countries> = OnceLock::new();
        COUNTRIES.get_or_init(|| {
            let lines = include_str!("country/countries.tsv").lines();
            let all: Vec<Country> = lines.filter_map(country).collect();
            let mut by_key = BTreeMap::new();
            for (index, country) in all.iter().enumerate() {
                let names = [country.code, country.name, country.english].into_iter();
                for name in names.chain(country.aliases.iter().copied()) {
                    by_key.insert(text::match_key(name), CountryId(index));
                }
            }
            Self { all, by_key }
        })
    }
}

/// Reads a line of the table: code, Vietnamese name, English name, other names.
fn country(line: &'static str) -> Option<Country> {
    let mut cells = line.split('\t');
    let (code, name, english) = (cells.next()?, cells.next()?, cells.next()?);
    let aliases = cells.next().unwrap_or_default().split(';');
    Some(Country {
        code,
        name,
        english,
        aliases: aliases.filter(|alias| !alias.is_empty()).collect(),
        slug: text::slug(name)?,
    })
}

/// Finds a country by its code or name, in Vietnamese or English.
///
/// # Errors
/// Similar Vietnamese names, best first; often none.
pub fn find_country(written: &str) -> Result<CountryId, Vec<&'static str>> {
    let countries = Countries::get();
    let key = text::match_key(written);
    let nearest = || {
        let names = countries.all.iter().map(|country| country.name);
        text::nearest(written, names, 2)
    };
    countries.by_key.get(&key).copied().ok_or_else(nearest)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_country_has_its_own_names_and_address() {
        let countries = Countries::get();
        assert_eq!(countries.all.len(), 248);
        let mut names = BTreeSet::new();
        let mut slugs = BTreeSet::new();
        for country in &countries.all {
            assert!(slugs.insert(country.slug()), "{}", country.slug());
            let own: BTreeSet<String> = [country.code, country.name, country.english]
                .into_iter()
                .chain(country.aliases.iter().copied())
                .map(text::match_key)
                .collect();
            for name in own {
                assert!(names.insert(name.clone()), "{name}");
            }
        }
    }

    #[test]
    fn countries_are_found_in_either_language() {
        for written in ["Nhật Bản", "nhật bản", "Japan", "JP"] {
            let found = find_country(written).map(|id| id.country().slug());
            assert_eq!(found, Ok("nhat-ban"), "{written}");
        }
        assert_eq!(find_country("Mỹ"), find_country("United States"));
        assert_eq!(find_country("Nhật Bảng"), Err(vec!["Nhật Bản"]));
        assert!(find_country("Việt Nam").is_err() && find_country("").is_err());
    }
}
