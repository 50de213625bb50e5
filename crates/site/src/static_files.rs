//! Files of `content/static/`, which are published as they are at the root of the site.
//!
//! They may be beside the sections of the archive, never inside one: no file of theirs can take the
//! place of a page or of its data, today or after the next record.

use std::collections::{BTreeMap, BTreeSet};

use crate::route::Routes;
use crate::theme::is_built_in_asset;
use ssg_base::diagnostic::{Checked, Diagnostic, Place};
use ssg_base::message::Message;
use ssg_base::path::{OutPath, SourcePath};
use ssg_content::document::check_file_name;
use ssg_content::settings::SiteSettings;
use ssg_content::source::STATIC_FOLDER;

/// Files at the root that no page has, besides sitemaps and feeds.
const GENERATED: [&str; 9] = [
    "404.html",
    "_headers",
    "_redirects",
    "danh-sach.csv",
    "index.html",
    "index.json",
    "index.md",
    "lich.ics",
    "llms.txt",
];
/// Beginnings of such names.
const GENERATED_PREFIXES: [&str; 5] = ["feed", "sitemap", "redirects.", "robots.txt", "ssg-"];
/// Published in any case; an author may have it too.
const NOJEKYLL: &str = ".nojekyll";
const SECURITY: &str = ".well-known/security.txt";

/// Gives each file its place at the root, and reports those that cannot have it.
pub(crate) fn place(
    files: &BTreeMap<SourcePath, u64>,
    routes: &Routes,
    site: &SiteSettings,
) -> Checked<BTreeMap<OutPath, SourcePath>> {
    let routes = routes.iter();
    let sections: BTreeSet<String> = routes
        .filter_map(|(url, _)| Some(url.as_str().split_once('/')?.0.to_owned()))
        .collect();
    let has_security = !site.security_contact.is_empty();
    let is_taken = |path: &str| {
        let top = path.split('/').next().unwrap_or_default();
        sections.contains(top)
            || GENERATED.contains(&path)
            || GENERATED_PREFIXES
                .iter()
                .any(|start| path.starts_with(start))
            || is_built_in_asset(path)
            || path == SECURITY && has_security
    };
    let mut placed: BTreeMap<OutPath, SourcePath> = BTreeMap::new();
    let mut by_lower_case: BTreeMap<String, SourcePath> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for source in files.keys() {
        let relative = source.as_str().strip_prefix(STATIC_FOLDER);
        let relative = relative.map_or(source.as_str(), |below| below.trim_start_matches('/'));
        let place = || Place::file(source);
        let found = check_file_name(source).into_iter();
        diagnostics.extend(found.filter(|found| !site.allows(&found.message)));
        let Some(path) = OutPath::parse(relative) else {
            let name = relative.to_owned();
            let error = Diagnostic::error(place(), Message::BadStaticName { name });
            diagnostics.push(error.hint(Message::BadStaticNameHint));
            continue;
        };
        let lower_case = relative.to_ascii_lowercase();
        if is_taken(&lower_case) {
            diagnostics.push(*taken(source, &path));
            continue;
        }
        if let Some(other) = by_lower_case.get(&lower_case) {
            let other = other.as_str().to_owned();
            diagnostics.push(Diagnostic::error(
                place(),
                Message::StaticNamesByCase { other },
            ));
            continue;
        }
        by_lower_case.insert(lower_case, source.clone());
        if relative != NOJEKYLL {
            placed.insert(path, source.clone());
        }
    }
    Checked {
        value: placed,
        diagnostics,
    }
}

/// The fault of a file whose place is taken.
pub(crate) fn taken(source: &SourcePath, path: &OutPath) -> Box<Diagnostic> {
    let address = format!("/{path}");
    let error = Diagnostic::error(Place::file(source), Message::StaticFileTaken { address });
    Box::new(error.hint(Message::StaticFileTakenHint))
}
