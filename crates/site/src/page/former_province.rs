//! The page of a province name that no longer exists.

use serde::Serialize;

use crate::route;
use ssg_archive::Archive;
use ssg_base::path::UrlPath;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use super::PageDraft;
use super::part::{Day, Link, ProvinceName};
use super::view::{Page, Section, View};

/// A province name that no longer exists.
#[derive(Clone, Debug, Serialize)]
pub struct FormerProvinceView {
    /// Its full name: `tỉnh Bạc Liêu`.
    pub official: String,
    /// Its last day.
    pub until: Day,
    /// The province it was merged into.
    pub now: Link,
    /// The fragment on that page.
    pub anchor: String,
    /// Trips to it while it existed.
    pub count: usize,
}

pub(super) fn page(archive: &Archive, unit: UnitId) -> Page {
    let gazetteer = Gazetteer::get();
    let named = gazetteer.unit(unit);
    let current = gazetteer.current(unit);
    let until = named.valid_to().expect("a former name has a last day");
    let name = ProvinceName::on(unit, until);
    let view = FormerProvinceView {
        official: name.official,
        until: Day::of(until),
        now: Link::new(gazetteer.unit(current).name(), route::province_url(current)),
        anchor: name.anchor,
        count: archive
            .indexes
            .by_former_province
            .get(&unit)
            .map_or(0, Vec::len),
    };
    let breadcrumbs = vec![Link::new("Tỉnh, thành phố", UrlPath::home().fixed("tinh"))];
    let url = route::province_url(unit);
    PageDraft::new(&name.name, Section::Provinces, breadcrumbs, &url)
        .into_page(archive, View::FormerProvince(view))
}
