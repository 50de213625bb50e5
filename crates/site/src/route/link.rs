//! Links that authors write as addresses of the site. Links between sources are checked in
//! `ssg-archive`; these need to know every page.

use std::cell::OnceCell;

use ssg_archive::{Archive, HintSearch, broken_anchor, has_anchor};
use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::Message;
use ssg_base::path::UrlPath;
use ssg_content::document::Status;
use ssg_content::html::Target;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use super::{Route, Routes, former_units};

/// Reports links to addresses and anchors that do not exist.
pub(super) fn check_links(archive: &Archive, routes: &Routes, diagnostics: &mut Vec<Diagnostic>) {
    let mut hints = HintSearch::default();
    let addresses = OnceCell::new();
    let shown = archive
        .documents()
        .filter(|document| !matches!(document.record.status, Status::Withdrawn { .. }));
    for document in shown {
        for placeholder in document.body.html.placeholders() {
            let (Target::Url(url, anchor), Some(span)) = (&placeholder.target, placeholder.span)
            else {
                continue;
            };
            let place = Place::new(&document.path, span);
            let Some(route) = routes.get(url) else {
                let target = url.to_string();
                if let Some(hidden) = archive.why_hidden(url) {
                    diagnostics.push(hidden.link_warning(place, target));
                    continue;
                }
                let all = || -> Vec<String> {
                    let urls = routes.by_url.keys();
                    urls.map(ToString::to_string).collect()
                };
                let known = || addresses.get_or_init(all).iter().collect();
                let hint = hints.did_you_mean(&target, known, 2);
                let message = Message::BrokenLink { target };
                diagnostics.push(Diagnostic::error(place, message).hints(hint));
                continue;
            };
            diagnostics.extend(check_anchor(archive, route, (url, anchor), place));
        }
    }
}

/// Returns the error of a link to an anchor that the page of `route` lacks.
fn check_anchor(
    archive: &Archive,
    route: &Route,
    (url, anchor): (&UrlPath, &str),
    place: Place,
) -> Option<Diagnostic> {
    if let Some(document) = route.document(archive) {
        return (!has_anchor(document, anchor)).then(|| broken_anchor(place, anchor, document));
    }
    match route {
        // A link to a withdrawn record leads to its tombstone, whatever its anchor.
        Route::Tombstone(..) => None,
        Route::Province(unit, 1) if is_former_slug(*unit, anchor) => None,
        _ if anchor.is_empty() => None,
        _ => {
            let (anchor, page) = (anchor.to_owned(), url.to_string());
            let message = Message::BrokenAnchor { anchor, page };
            Some(Diagnostic::error(place, message))
        }
    }
}

/// Returns whether `slug` is that of a unit from which `unit` came: an anchor on its page.
fn is_former_slug(unit: UnitId, slug: &str) -> bool {
    let gazetteer = Gazetteer::get();
    let mut former = former_units(unit).into_iter();
    former.any(|former| gazetteer.unit(former).slug() == slug)
}
