//! A page of the office's own, such as "Giới thiệu".

use serde::Serialize;

use ssg_archive::Archive;
use ssg_content::document::Heading;

use super::PageDraft;
use super::part::{UpdateView, body_html, meta_description, update_views};
use super::view::{Page, Section, View};

/// A page of the office's own.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The body.
    pub html: String,
    /// Headings, for a contents list.
    pub contents: Vec<Heading>,
    /// Corrections and remarks, newest first.
    pub updates: Vec<UpdateView>,
}

pub(super) fn page(archive: &Archive, at: usize) -> Page {
    let document = &archive.pages[at];
    let view = PageView {
        html: body_html(archive, document),
        contents: document.body.headings.clone(),
        updates: update_views(&document.record.updates),
    };
    let draft = PageDraft {
        title: document.record.title.clone(),
        description: meta_description(document),
        breadcrumbs: Vec::new(),
        section: Section::Other,
        url: &document.url,
    };
    draft.into_page(archive, View::Page(view))
}
