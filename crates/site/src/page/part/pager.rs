//! Lists that are split into pages.

use std::ops::Range;

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, LinkStyle};
use ssg_base::path::UrlPath;

/// One page of a list that may have more.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    /// This page's number, from 1.
    pub number: usize,
    /// How many pages there are, at least 1.
    pub of: usize,
    /// How many rows the whole list has.
    pub total: usize,
    /// The page before.
    pub previous: Option<UrlPath>,
    /// The page after.
    pub next: Option<UrlPath>,
    /// All pages worth a link: first, last, and those around this one; `None` marks a gap.
    pub pages: Vec<Option<PagerLink>>,
}

/// A link to a numbered page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct PagerLink {
    /// The page's number, from 1.
    pub number: usize,
    /// Its address.
    pub url: UrlPath,
    /// Whether it is the page that shows the link.
    pub current: bool,
}

/// The places of the rows on page `number` of a list of `len` rows.
pub(in crate::page) fn page_range(archive: &Archive, len: usize, number: usize) -> Range<usize> {
    let per_page = archive.site.per_page;
    let from = ((number - 1) * per_page).min(len);
    from..(from + per_page).min(len)
}

/// The rows on page `number` of the list at `base`, and its pager.
pub(in crate::page) fn page_of_list<'r, T>(
    archive: &Archive,
    rows: &'r [T],
    base: &UrlPath,
    number: usize,
) -> (&'r [T], Pager) {
    let of = route::page_count(rows.len(), archive.site.per_page);
    let near = |page: &usize| *page == 1 || *page == of || page.abs_diff(number) <= 2;
    let mut pages = Vec::new();
    for page in (1..=of).filter(near) {
        let last = pages
            .iter()
            .rev()
            .flatten()
            .next()
            .map_or(0, |link: &PagerLink| link.number);
        if page > last + 1 {
            pages.push(None);
        }
        let url = route::list_page_url(base, page);
        pages.push(Some(PagerLink {
            number: page,
            url,
            current: page == number,
        }));
    }
    let neighbour = |page: usize| {
        (1..=of)
            .contains(&page)
            .then(|| route::list_page_url(base, page))
    };
    let pager = Pager {
        number,
        of,
        total: rows.len(),
        previous: neighbour(number.wrapping_sub(1)),
        next: neighbour(number + 1),
        pages,
    };
    (&rows[page_range(archive, rows.len(), number)], pager)
}

/// Whether the page of a list of all lessons or reports has a finder: the first page, if there is
/// more than one row. A browser cannot load its data where pages are opened from a folder.
pub(in crate::page) fn has_finder(archive: &Archive, pager: &Pager) -> bool {
    pager.number == 1 && pager.total > 1 && archive.link_style == LinkStyle::Folders
}

/// Whether the lists of all lessons and of all reports have finders.
pub(crate) fn has_finders(archive: &Archive) -> bool {
    let lists = [archive.lessons.len(), archive.reports.len()];
    lists.iter().all(|&total| total > 1) && archive.link_style == LinkStyle::Folders
}

/// The title of a page of a list. From the second page on it has the number.
pub(in crate::page) fn numbered_title(title: &str, number: usize) -> String {
    if number == 1 {
        title.to_owned()
    } else {
        format!("{title} (trang {number})")
    }
}
