//! The site map: every section and overview page as a link.

use serde::Serialize;

use crate::route::{self, lessons_url};
use ssg_archive::Archive;
use ssg_base::path::UrlPath;
use ssg_content::document::LessonKind;
use ssg_vietnam::gazetteer::{Gazetteer, Vintage};
use ssg_vietnam::text;

use super::PageDraft;
use super::part::{Count, CountGroup, year_counts};
use super::view::{Page, Section, View};

/// The site map.
#[derive(Clone, Debug, Serialize)]
pub struct SiteMapView {
    /// Groups of pages.
    pub groups: Vec<CountGroup>,
}

pub(super) fn page(archive: &Archive) -> Page {
    let url = route::site_map_url();
    let groups = [
        ("Các mục", sections(archive)),
        ("Trang khác", other_pages(archive)),
        ("Năm", year_counts(archive)),
        ("Tỉnh, thành phố", provinces(archive)),
        ("Chủ đề", topics(archive)),
        ("Cơ quan", councils(archive)),
    ];
    let groups = groups
        .into_iter()
        .filter(|(_, entries)| !entries.is_empty());
    let groups = groups.map(|(title, entries)| CountGroup {
        title: title.to_owned(),
        entries,
    });
    let view = SiteMapView {
        groups: groups.collect(),
    };
    PageDraft::new("Sơ đồ trang", Section::Other, Vec::new(), &url)
        .into_page(archive, View::SiteMap(view))
}

fn sections(archive: &Archive) -> Vec<Count> {
    let entry =
        |title: &str, name: &str, count| Count::new(title, UrlPath::home().fixed(name), count);
    let mut sections = vec![
        entry("Báo cáo", "bao-cao", archive.reports.len()),
        Count::new("Bài học", lessons_url(None), archive.lessons.len()),
    ];
    sections.extend(LessonKind::ALL.map(|kind| {
        let lessons = archive.lessons_of_kind(Some(kind));
        Count::new(kind.label(), lessons_url(Some(kind)), lessons.len())
    }));
    let provinces = Gazetteer::get().units(Vintage::Current).count();
    let topics = archive.vocabulary.topics().count();
    sections.extend([
        entry("Kế hoạch", "ke-hoach", archive.plans.len()),
        entry("Tỉnh, thành phố", "tinh", provinces),
        entry("Chủ đề", "chu-de", topics),
        entry("Năm", "nam", archive.indexes.by_year.len()),
        entry("Cơ quan", "co-quan", archive.councils.len()),
        entry("Trưởng đoàn", "truong-doan", archive.leads.len()),
    ]);
    sections
}

/// The office's own pages, and pages that belong to no section.
fn other_pages(archive: &Archive) -> Vec<Count> {
    let entry =
        |title: &str, name: &str, count| Count::new(title, UrlPath::home().fixed(name), count);
    let pages = archive.pages.iter();
    let mut pages: Vec<Count> = pages
        .map(|page| Count::new(&page.record.title, page.url.clone(), 0))
        .collect();
    pages.push(entry("Nhật ký xuất bản", "nhat-ky", archive.log().len()));
    if archive.site.search {
        pages.push(entry("Tìm kiếm", "tim-kiem", 0));
    }
    if archive.site.data {
        pages.push(Count::new("Dữ liệu mở", route::data_url(), 0));
    }
    pages.push(entry("Khả năng tiếp cận", "kha-nang-tiep-can", 0));
    pages
}

/// Today's provinces in alphabetical order.
fn provinces(archive: &Archive) -> Vec<Count> {
    let mut units: Vec<_> = Gazetteer::get().units(Vintage::Current).collect();
    units.sort_by_cached_key(|(_, unit)| text::collation_key(unit.name()));
    let entries = units.into_iter().map(|(unit, named)| {
        let index = archive.indexes.by_province.get(&unit);
        let reports = index.map_or(0, |index| index.reports.len());
        Count::new(named.shown_name(), route::province_url(unit), reports)
    });
    entries.collect()
}

fn topics(archive: &Archive) -> Vec<Count> {
    let entries = archive.vocabulary.topics().map(|(id, topic)| {
        let index = archive.indexes.by_topic.get(&id);
        let reports = index.map_or(0, |index| index.reports.len());
        Count::new(&topic.label, route::topic_url(archive, id), reports)
    });
    entries.collect()
}

fn councils(archive: &Archive) -> Vec<Count> {
    let entries = archive.councils.iter().map(|council| {
        let records = council.reports.len() + council.plans.len();
        Count::new(&council.name, council.url.clone(), records)
    });
    entries.collect()
}
