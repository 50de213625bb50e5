//! Pages whose text is in their templates: accessibility, and "not found".

use ssg_archive::Archive;
use ssg_base::path::UrlPath;

use super::PageDraft;
use super::view::{Page, Section, View};
use crate::route;

pub(super) fn accessibility(archive: &Archive) -> Page {
    let url = route::accessibility_url();
    PageDraft::new("Khả năng tiếp cận", Section::Other, Vec::new(), &url)
        .into_page(archive, View::Accessibility)
}

pub(super) fn not_found(archive: &Archive, url: &UrlPath) -> Page {
    let title = "Không tìm thấy trang";
    let draft = PageDraft::new(title, Section::Other, Vec::new(), url);
    let mut page = draft.into_page(archive, View::NotFound);
    // The server shows this page at any depth, so its links cannot be relative. They begin with the
    // path of the base URL.
    page.root = base_path(archive);
    page
}

/// The path of the base URL: `/` or `/kho/`.
fn base_path(archive: &Archive) -> String {
    let base = archive.site.base_url.as_deref().unwrap_or("/");
    let after_scheme = base.split_once("://").map_or(base, |(_, rest)| rest);
    after_scheme
        .find('/')
        .map_or("/", |at| &after_scheme[at..])
        .to_owned()
}
