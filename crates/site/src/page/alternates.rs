//! Alternate formats of pages: source, data, table, feed and calendar.

use serde::Serialize;

use crate::route::{self, FeedScope, Route};
use crate::table::Sheet;
use crate::table::TABLE_FORMATS;
use ssg_archive::Archive;
use ssg_base::path::UrlPath;

/// An alternate format of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// Its label: "Bảng (CSV)".
    pub label: &'static str,
    /// Its media type.
    pub mime: &'static str,
    /// Its address.
    pub url: UrlPath,
}

fn feed(at: &UrlPath) -> Alternate {
    Alternate {
        label: "Theo dõi mục mới (Atom)",
        mime: "application/atom+xml",
        url: at.file("feed.xml"),
    }
}

fn calendar(at: &UrlPath) -> Alternate {
    Alternate {
        label: "Lịch các chuyến đi (iCalendar)",
        mime: "text/calendar",
        url: at.file("lich.ics"),
    }
}

/// The alternate formats of the page of `route`.
pub(super) fn alternates(archive: &Archive, route: &Route) -> Vec<Alternate> {
    if let Some(document) = route.document(archive) {
        if !archive.site.data {
            return Vec::new();
        }
        let source = Alternate {
            label: "Bản gốc (Markdown)",
            mime: "text/markdown",
            url: document.url.file("index.md"),
        };
        let data = Alternate {
            label: "Dữ liệu (JSON)",
            mime: "application/json",
            url: document.url.file("index.json"),
        };
        return vec![source, data];
    }
    if *route == Route::Home {
        return vec![feed(&UrlPath::home()), calendar(&UrlPath::home())];
    }
    let Some(list) = route::listing(archive, route) else {
        return Vec::new();
    };
    let mut alternates = Vec::new();
    if archive.site.data && list.has_table {
        let of_list = route::workbook_rows(route, &list).map(|_| list.url.file("danh-sach.xlsx"));
        let workbook = complete_table(route).map(|sheet| {
            let [_, workbook, _] = table_urls(sheet);
            workbook
        });
        if let Some(workbook) = workbook.or(of_list) {
            alternates.push(Alternate {
                label: "Bảng tính (Excel)",
                mime: TABLE_FORMATS[1].1,
                url: workbook,
            });
        }
        alternates.push(Alternate {
            label: "Bảng (CSV)",
            mime: "text/csv",
            url: list.url.file("danh-sach.csv"),
        });
    }
    if list.feed != FeedScope::None {
        alternates.push(feed(&list.url));
    }
    if matches!(route, Route::Council(..)) {
        alternates.push(calendar(&list.url));
    }
    alternates
}

/// The published table that has all rows of a list.
fn complete_table(route: &Route) -> Option<Sheet> {
    let sheet = match route {
        Route::Reports(_) => Sheet::Reports,
        Route::Lessons(None, _) => Sheet::Lessons,
        Route::Plans(_) => Sheet::Plans,
        Route::FollowUp => Sheet::Batches,
        Route::Costs => Sheet::Costs,
        Route::Provinces => Sheet::Provinces,
        Route::Topics => Sheet::Topics,
        _ => return None,
    };
    Some(sheet)
}

/// The addresses of a published table, in the order of [`TABLE_FORMATS`].
pub(super) fn table_urls(sheet: Sheet) -> [UrlPath; 3] {
    TABLE_FORMATS.map(|(extension, _)| {
        let name = format!("{}.{extension}", sheet.slug());
        let url = route::data_url().attachment(&name);
        url.expect("the name is a valid file name")
    })
}
