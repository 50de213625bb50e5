//! The link with which a reader reports an inaccuracy of a record.

use std::fmt::Write as _;

use crate::route::Route;
use ssg_archive::Archive;
use ssg_content::settings::ContactOffice;

use super::view::Page;

/// The link for the page of a report or a plan, with the address of the page filled in.
pub(super) fn link(archive: &Archive, route: &Route, page: &Page) -> Option<String> {
    if !matches!(route, Route::Report(_) | Route::Plan(_)) {
        return None;
    }
    let address = || match &page.canonical {
        Some(canonical) => percent_encoded(canonical),
        None => percent_encoded(&page.url.to_string()),
    };
    let link = match archive.site.contact_office.as_ref()? {
        ContactOffice::Web(url) => url.replace("{url}", &address()),
        ContactOffice::Email(email) => {
            let subject = percent_encoded("Báo sai sót");
            format!("mailto:{email}?subject={subject}&body={}", address())
        }
    };
    Some(link)
}

/// A text for the query of a URL: all but letters, digits and `-._~/:` is escaped.
fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
