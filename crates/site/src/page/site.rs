//! The data of the site that every page shows.

use serde::Serialize;

use ssg_archive::Archive;
use ssg_base::message::Language;
use ssg_base::path::UrlPath;

use super::part::{Day, Link};
use super::view::Section;

/// The data of the site; every template gets it as `site`.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The site's title.
    pub title: String,
    /// Its description in a sentence; may be empty.
    pub description: String,
    /// Its language code.
    pub language: String,
    /// The licence of its content; may be empty.
    pub licence: String,
    /// How to contact the office; may be empty.
    pub contact: String,
    /// The days within which the office promises to answer a reported inaccuracy, if it does.
    pub correction_days: Option<u32>,
    /// The last day on which a source changed, or `None` for an empty archive.
    pub updated: Option<Day>,
    /// The address of the site on the web, ending in `/`, if it is known.
    pub base_url: Option<String>,
    /// Whether there is data to download.
    pub data: bool,
    /// The main sections, as in the menu on every page.
    pub menu: Vec<MenuEntry>,
    /// The office's own pages, such as "Giới thiệu".
    pub pages: Vec<Link>,
    /// Names of the councils in `site.yaml`.
    pub councils: Vec<String>,
    /// Whether it has a search.
    pub search: bool,
}

/// One of the main sections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MenuEntry {
    /// Its code; pages in it have the same in `page.section`.
    pub section: Section,
    /// Its title.
    pub title: String,
    /// Its first page.
    pub url: UrlPath,
}

/// Collects the data of the site.
pub fn site_view(archive: &Archive) -> SiteView {
    let site = &archive.site;
    let menu = [
        (Section::Reports, "Báo cáo", "bao-cao"),
        (Section::Lessons, "Bài học", "bai-hoc"),
        (Section::Plans, "Kế hoạch", "ke-hoach"),
        (Section::Provinces, "Tỉnh, thành", "tinh"),
        (Section::Topics, "Chủ đề", "chu-de"),
        (Section::Years, "Năm", "nam"),
    ];
    SiteView {
        title: site.title.clone(),
        description: site.description.clone(),
        language: match site.language {
            Language::Vi => "vi".to_owned(),
            Language::En => "en".to_owned(),
        },
        licence: site.licence.clone(),
        contact: site.contact.clone(),
        correction_days: site.correction_days,
        updated: archive.updated.map(Day::of),
        base_url: site.base_url.clone(),
        data: site.data,
        menu: menu
            .map(|(section, title, name)| MenuEntry {
                section,
                title: title.to_owned(),
                url: UrlPath::home().fixed(name),
            })
            .into(),
        pages: archive
            .pages
            .iter()
            .map(|page| Link {
                title: page.record.title.clone(),
                url: page.url.clone(),
            })
            .collect(),
        search: site.search,
        councils: site
            .councils
            .iter()
            .map(|council| council.name.value.clone())
            .collect(),
    }
}
