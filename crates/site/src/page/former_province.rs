//! The page of a province name that no longer exists.

use serde::Serialize;

use crate::route;
use ssg_archive::Archive;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use super::PageDraft;
use super::part::{Day, Link, ProvinceName, ReportRow, report_rows};
use super::view::{Page, Section, View};

/// The most trips on the page of a former name; its province of today lists them all.
const MAX_REPORTS: usize = 20;

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
    /// The newest of them, at most twenty.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
}

pub(super) fn page(archive: &Archive, unit: UnitId) -> Page {
    let gazetteer = Gazetteer::get();
    let named = gazetteer.unit(unit);
    let current = gazetteer.current(unit);
    let until = named.name_until().expect("a former name has a last day");
    let name = ProvinceName::on(unit, until);
    let ids = archive.indexes.by_former_province.get(&unit);
    let ids = ids.map_or(&[][..], Vec::as_slice);
    let view = FormerProvinceView {
        official: name.official,
        until: Day::of(until),
        now: Link::new(
            gazetteer.unit(current).shown_name(),
            route::province_url(current),
        ),
        anchor: name.anchor,
        count: ids.len(),
        reports: report_rows(archive, &ids[..ids.len().min(MAX_REPORTS)]),
    };
    let breadcrumbs = vec![Link::new("Tỉnh, thành phố", route::provinces_url())];
    let url = route::province_url(unit);
    PageDraft::new(&name.name, Section::Provinces, breadcrumbs, &url)
        .into_page(archive, View::FormerProvince(view))
}
