//! Body text as HTML, with links relative to the page that shows it.

use std::ops::Range;

use ssg_archive::{Archive, LinkStyle, Report};
use ssg_base::path::UrlPath;
use ssg_content::document::{Document, Lesson};
use ssg_content::html::{Replacement, Target};

/// The whole body of `document`, for its own page.
pub(in crate::page) fn body_html(archive: &Archive, document: &Document) -> String {
    fill(
        archive,
        document,
        document.body.html.full_range(),
        &document.url,
    )
}

/// The text of one lesson of `report`, for the page at `here`.
pub(in crate::page) fn lesson_html(
    archive: &Archive,
    report: &Report,
    lesson: &Lesson,
    here: &UrlPath,
) -> String {
    fill(archive, &report.document, lesson.html_range.clone(), here)
}

/// A range of a document's HTML, with its links and pictures filled in for the page at `here`.
fn fill(archive: &Archive, document: &Document, range: Range<usize>, here: &UrlPath) -> String {
    document.body.html.fill(range, |target: &Target| {
        if let Target::Photo(shown) = target {
            let address = |url: &UrlPath| relative(archive.link_style, here, url, "");
            return Replacement::Image(archive.pictures_of(document, &shown.path, address));
        }
        let Some((url, anchor)) = archive.resolve_link(document, target) else {
            return Replacement::NoLink;
        };
        Replacement::Url(relative(archive.link_style, here, &url, &anchor))
    })
}

/// The address of `to` in a link on the page at `here`.
fn relative(links: LinkStyle, here: &UrlPath, to: &UrlPath, anchor: &str) -> String {
    let fragment = if anchor.is_empty() {
        String::new()
    } else {
        format!("#{anchor}")
    };
    if here == to && !fragment.is_empty() {
        fragment
    } else {
        let index = if to.is_page() { links.index_file() } else { "" };
        format!("{}{}{index}{fragment}", here.relative_root(), to.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_to_their_page() {
        let home = UrlPath::home();
        let lesson = home
            .fixed("bao-cao")
            .fixed("2023")
            .fixed("x")
            .fixed("bai-hoc-1");
        let report = home.fixed("bao-cao").fixed("2023").fixed("x");
        assert_eq!(
            relative(LinkStyle::Folders, &lesson, &report, "fn-1"),
            "../../../../bao-cao/2023/x/#fn-1"
        );
        let on_report = |links, to, anchor| relative(links, &report, to, anchor);
        assert_eq!(on_report(LinkStyle::Folders, &report, "fn-1"), "#fn-1");
        assert_eq!(relative(LinkStyle::Folders, &home, &home, ""), "./");
        assert_eq!(
            on_report(LinkStyle::Files, &lesson, "x"),
            "../../../bao-cao/2023/x/bai-hoc-1/index.html#x"
        );
        let photo = report.file("anh.jpg");
        assert_eq!(
            on_report(LinkStyle::Files, &photo, ""),
            "../../../bao-cao/2023/x/anh.jpg"
        );
    }
}
