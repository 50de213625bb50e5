//! What a page is offered as to programs, and the page that tells what there is to download.

use crate::route::{self, FeedScope, Route};
use crate::table::{Kind, Sheet};
use ssg_archive::Archive;
use ssg_base::digest::Digest;
use ssg_base::path::UrlPath;

use super::link;
use super::lists::frame;
use super::view::{DataField, DataTable, DataView, Link, Offer, Page, Section, View};

/// An Atom feed.
fn feed(at: &UrlPath) -> Offer {
    Offer {
        label: "Theo dõi mục mới (Atom)",
        mime: "application/atom+xml",
        url: at.file("feed.xml"),
    }
}

fn calendar(at: &UrlPath) -> Offer {
    Offer {
        label: "Lịch các chuyến đi (iCalendar)",
        mime: "text/calendar",
        url: at.file("lich.ics"),
    }
}

/// What the page of `route` is offered as.
pub(super) fn of(archive: &Archive, route: &Route) -> Vec<Offer> {
    if let Some(document) = route.document(archive) {
        if !archive.site.data {
            return Vec::new();
        }
        let mut offers = vec![Offer {
            label: "Bản gốc (Markdown)",
            mime: "text/markdown",
            url: document.url.file("index.md"),
        }];
        offers.push(Offer {
            label: "Dữ liệu (JSON)",
            mime: "application/json",
            url: document.url.file("index.json"),
        });
        return offers;
    }
    if *route == Route::Home {
        return vec![feed(&UrlPath::home()), calendar(&UrlPath::home())];
    }
    let Some(list) = route::listing(archive, route) else {
        return Vec::new();
    };
    let mut offers = Vec::new();
    if archive.site.data {
        offers.push(Offer {
            label: "Bảng tính (CSV)",
            mime: "text/csv",
            url: list.url.file("danh-sach.csv"),
        });
    }
    if list.feed != FeedScope::None {
        offers.push(feed(&list.url));
    }
    if matches!(route, Route::Council(..)) {
        offers.push(calendar(&list.url));
    }
    offers
}

/// The SHA-256 of the published source of a record's page.
pub(super) fn source(archive: &Archive, route: &Route) -> Option<Digest> {
    route
        .document(archive)
        .map(|document| document.source.published_digest)
}

/// Where the whole table of a sheet is published.
pub(super) fn table_urls(sheet: Sheet) -> [UrlPath; 2] {
    ["csv", "json"].map(|extension| {
        let name = format!("{}.{extension}", sheet.slug());
        let url = route::data_url().attachment(&name);
        url.expect("a name in the program is sound")
    })
}

/// Everything to download beside the tables.
fn files(archive: &Archive) -> Vec<Link> {
    let (home, data) = (UrlPath::home(), route::data_url());
    let mut files = vec![
        link("Mục mới của cả kho (Atom)", home.file("feed.xml")),
        link(
            "Nhật ký đăng, sửa, rút (Atom)",
            home.fixed("nhat-ky").file("feed.xml"),
        ),
        link("Lịch các chuyến đi (iCalendar)", home.file("lich.ics")),
        link(
            "Mô tả các bảng (Frictionless Data Package)",
            data.file("datapackage.json"),
        ),
        link("Mô tả bộ dữ liệu (DCAT, JSON-LD)", data.file("dcat.jsonld")),
    ];
    if archive.site.base_url.is_some() {
        let json = link("Mục mới của cả kho (JSON Feed)", home.file("feed.json"));
        files.insert(1, json);
    }
    files
}

pub(super) fn data(archive: &Archive) -> Page {
    let url = route::data_url();
    let tables = Sheet::WHOLE.map(|sheet| {
        let [csv, json] = table_urls(sheet);
        let fields = sheet.columns().iter().map(|column| DataField {
            name: column.name,
            title: column.title,
            kind: match column.kind {
                Kind::Text => "chữ",
                Kind::Whole => "số",
                Kind::Day => "ngày",
                Kind::List => "nhiều mục",
            },
            meaning: column.meaning,
        });
        DataTable {
            title: sheet.title(),
            rows: sheet.count(archive),
            csv,
            json,
            fields: fields.collect(),
        }
    });
    let view = DataView {
        tables: tables.into(),
        files: files(archive),
        bundle: archive.has_bundle.then(|| url.file(route::BUNDLE)),
    };
    let mut frame = frame("Dữ liệu mở", Section::Other, Vec::new(), &url);
    frame.description.push_str(
        "Toàn bộ báo cáo, bài học, kế hoạch và đợt đi dưới dạng bảng, kèm mô tả \
                         từng cột, giấy phép và ngày cập nhật.",
    );
    frame.page(archive, View::Data(view))
}
