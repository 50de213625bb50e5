//! A page at a former address that leads to the current one.

use serde::Serialize;

use ssg_archive::Archive;
use ssg_base::path::UrlPath;

use super::PageDraft;
use super::part::Link;
use super::view::{Page, Section, View};

/// A former address that leads to the current one.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// The current page.
    pub to: Link,
    /// The fragment on that page, or empty.
    pub anchor: String,
}

pub(super) fn page(
    archive: &Archive,
    url: &UrlPath,
    to: &UrlPath,
    title: &str,
    anchor: &str,
) -> Page {
    let view = RedirectView {
        to: Link::new(title, to.clone()),
        anchor: anchor.to_owned(),
    };
    let draft = PageDraft::new(title, Section::Other, Vec::new(), url);
    let mut page = draft.into_page(archive, View::Redirect(view));
    let base = archive.site.base_url.as_ref();
    page.canonical = base.map(|base| format!("{base}{}", to.as_str()));
    page
}
