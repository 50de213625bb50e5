//! The page of downloads: tables, feeds and the calendar.

use serde::Serialize;

use crate::route;
use crate::table::{ColumnKind, Sheet};
use ssg_archive::Archive;
use ssg_base::path::UrlPath;

use super::PageDraft;
use super::alternates::table_urls;
use super::part::Link;
use super::view::{Page, Section, View};

/// The page of downloads.
#[derive(Clone, Debug, Serialize)]
pub struct DataView {
    /// The tables of the whole archive.
    pub tables: Vec<DataTable>,
    /// Feeds, the calendar and descriptions of the data.
    pub files: Vec<Link>,
    /// The archive in one file, if the build writes one.
    pub bundle: Option<UrlPath>,
}

/// A table to download.
#[derive(Clone, Debug, Serialize)]
pub struct DataTable {
    /// Its title.
    pub title: &'static str,
    /// Number of rows.
    pub rows: usize,
    /// As CSV.
    pub csv: UrlPath,
    /// As an Excel workbook.
    pub xlsx: UrlPath,
    /// As JSON.
    pub json: UrlPath,
    /// Its columns.
    pub fields: Vec<DataField>,
}

/// A column of a table.
#[derive(Clone, Debug, Serialize)]
pub struct DataField {
    /// Its name in the file.
    pub name: &'static str,
    /// Its name in words.
    pub title: &'static str,
    /// "chữ", "số", "ngày" or "nhiều mục".
    pub kind: &'static str,
    /// Its meaning.
    pub meaning: &'static str,
}

pub(super) fn page(archive: &Archive) -> Page {
    let url = route::data_url();
    let tables = Sheet::PUBLISHED.map(|sheet| {
        let [csv, xlsx, json] = table_urls(sheet);
        let fields = sheet.columns().iter().map(|column| DataField {
            name: column.name,
            title: column.title,
            kind: match column.kind {
                ColumnKind::Text => "chữ",
                ColumnKind::Integer => "số",
                ColumnKind::Day => "ngày",
                ColumnKind::List => "nhiều mục",
            },
            meaning: column.meaning,
        });
        DataTable {
            title: sheet.title(),
            rows: sheet.count(archive),
            csv,
            xlsx,
            json,
            fields: fields.collect(),
        }
    });
    let view = DataView {
        tables: tables.into(),
        files: files(archive),
        bundle: archive.has_bundle.then(|| url.file(route::BUNDLE)),
    };
    let mut frame = PageDraft::new("Dữ liệu mở", Section::Other, Vec::new(), &url);
    frame.description.push_str(
        "Toàn bộ báo cáo, bài học, kế hoạch và đợt đi dưới dạng bảng, kèm mô tả \
                         từng cột, giấy phép và ngày cập nhật.",
    );
    frame.into_page(archive, View::Data(view))
}

/// Downloads apart from the tables.
fn files(archive: &Archive) -> Vec<Link> {
    let (home, data) = (UrlPath::home(), route::data_url());
    let mut files = vec![
        Link::new("Mục mới của cả kho (Atom)", home.file("feed.xml")),
        Link::new("Nhật ký xuất bản (Atom)", route::log_url().file("feed.xml")),
        Link::new("Lịch các chuyến đi (iCalendar)", home.file("lich.ics")),
        Link::new(
            "Mô tả các bảng (Frictionless Data Package)",
            data.file("datapackage.json"),
        ),
        Link::new("Mô tả bộ dữ liệu (DCAT, JSON-LD)", data.file("dcat.jsonld")),
    ];
    if archive.site.base_url.is_some() {
        let json = Link::new("Mục mới của cả kho (JSON Feed)", home.file("feed.json"));
        files.insert(1, json);
    }
    files
}
