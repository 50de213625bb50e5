//! Links to pages: titles with addresses, and provinces by their name on a date.

use chrono::NaiveDate;
use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, CouncilId, LessonId, Report};
use ssg_base::path::UrlPath;
use ssg_content::document::Area;
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::country::CountryId;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

/// A title and the address it leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Its text.
    pub title: String,
    /// Its address.
    pub url: UrlPath,
}

impl Link {
    pub(in crate::page) fn new(title: &str, url: UrlPath) -> Self {
        Self {
            title: title.to_owned(),
            url,
        }
    }
}

/// A province under its name on a given day, with its name today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProvinceName {
    /// Its name on the day: `Bạc Liêu`.
    pub name: String,
    /// With its kind: `tỉnh Bạc Liêu`.
    pub official: String,
    /// The page of today's province.
    pub url: UrlPath,
    /// The fragment of the former province on that page; empty if the name is unchanged.
    pub anchor: String,
    /// Today's unit, if its name differs: shown as "(nay thuộc Cà Mau)".
    pub now: Option<String>,
}

impl ProvinceName {
    /// Names a unit as it was called on `date`, and links to today's province.
    pub(in crate::page) fn on(unit: UnitId, date: NaiveDate) -> Self {
        let gazetteer = Gazetteer::get();
        let (then, current) = (gazetteer.unit(unit), gazetteer.current(unit));
        let now = gazetteer.unit(current);
        let name = then.shown_name_on(date).to_owned();
        let is_same = name == now.shown_name();
        Self {
            official: then.official_name(date).to_owned(),
            url: route::province_url(current),
            anchor: if is_same {
                String::new()
            } else {
                then.slug().to_owned()
            },
            now: (!is_same).then(|| now.shown_name().to_owned()),
            name,
        }
    }

    /// Names another country, and links to its page.
    pub(in crate::page) fn abroad(id: CountryId) -> Self {
        Self {
            name: id.country().name().to_owned(),
            official: id.country().name().to_owned(),
            url: route::country_url(id),
            anchor: String::new(),
            now: None,
        }
    }

    /// Names a province as it was called on `date`, or a country.
    pub(in crate::page) fn of_area(area: Area, date: NaiveDate) -> Self {
        match area {
            Area::Province(unit) => Self::on(unit, date),
            Area::Country(country) => Self::abroad(country),
        }
    }
}

/// A province or a place in a list row, which has no link of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceName {
    /// Its name, of a province that on the day of the trip: `Bạc Liêu`.
    pub name: String,
    /// Today's unit, if its name differs: shown as "(nay thuộc Cà Mau)".
    pub now: Option<String>,
}

impl PlaceName {
    /// The provinces of a report in order of visit, then the countries.
    pub(crate) fn of_report(report: &Report) -> Vec<Self> {
        let date = report.trip().dates.from();
        let provinces = report.provinces.iter();
        let provinces = provinces.map(|&unit| Self::on(unit, date));
        let abroad = report.countries.iter();
        let abroad = abroad.map(|&id| Self::of_area(Area::Country(id), date));
        provinces.chain(abroad).collect()
    }

    /// Names a province as it was called on `date`, or a country.
    pub(in crate::page) fn of_area(area: Area, date: NaiveDate) -> Self {
        match area {
            Area::Province(unit) => Self::on(unit, date),
            Area::Country(id) => Self {
                name: id.country().name().to_owned(),
                now: None,
            },
        }
    }

    /// The lesson's own places with their provinces and countries, or else those of its report.
    pub(crate) fn of_lesson(archive: &Archive, id: LessonId) -> Vec<Self> {
        let date = archive.report_of(id).trip().dates.from();
        let own = archive.lesson_places(id).into_iter();
        let mut names: Vec<Self> = own.map(|name| Self { name, now: None }).collect();
        let units = archive.lesson_provinces(id).into_iter();
        let abroad = archive.lesson_countries(id).into_iter();
        for area in units.map(Area::Province).chain(abroad.map(Area::Country)) {
            let named = Self::of_area(area, date);
            names.retain(|place| place.name != named.name);
            names.push(named);
        }
        names
    }

    /// Names a unit as it was called on `date`.
    pub(in crate::page) fn on(unit: UnitId, date: NaiveDate) -> Self {
        let gazetteer = Gazetteer::get();
        let name = gazetteer.unit(unit).shown_name_on(date);
        let now = gazetteer.unit(gazetteer.current(unit)).shown_name();
        Self {
            name: name.to_owned(),
            now: (name != now).then(|| now.to_owned()),
        }
    }
}

pub(in crate::page) fn topic_links(archive: &Archive, topics: &[TopicId]) -> Vec<Link> {
    let links = topics.iter().map(|&topic| {
        Link::new(
            &archive.vocabulary.topic(topic).label,
            route::topic_url(archive, topic),
        )
    });
    links.collect()
}

/// The page of a council. Without one, a text that says so and the list of all councils.
pub(in crate::page) fn council_link(archive: &Archive, council: Option<CouncilId>) -> Link {
    match council {
        Some(id) => Link::new(&archive.council(id).name, archive.council(id).url.clone()),
        None => Link::new("Chưa ghi cơ quan", route::councils_url()),
    }
}

/// The address and the contact of a council from `site.yaml`; empty if it says neither.
pub(in crate::page) fn council_contact(archive: &Archive, id: CouncilId) -> Vec<String> {
    let Some(declared) = archive.council(id).declared else {
        return Vec::new();
    };
    let declared = &archive.site.councils[declared];
    let lines = [&declared.address, &declared.contact];
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    lines.cloned().collect()
}

pub(in crate::page) fn report_link(report: &Report) -> Link {
    Link::new(&report.document.record.title, report.document.url.clone())
}
