//! Pages: from a route to the data of its template.
//!
//! [`lay_out`] reads the archive and builds a [`Page`], which does not refer to the archive. Templates
//! look nothing up. Each type of page has a file here with its view and the function that builds it;
//! [`part`] holds what several of them share, and [`view`] lists all that templates may read.

mod alternates;
mod answers;
mod correction;
mod costs;
mod council;
mod country;
mod custom_page;
mod data;
mod fixed;
mod follow_up;
mod former_province;
mod home;
mod itinerary;
mod lead;
mod lesson;
mod lessons;
mod lessons_used;
mod log;
mod overview;
mod pair;
mod part;
mod plan;
mod plans;
mod province;
mod provinces;
mod redirect;
mod related;
mod report;
mod reports;
mod search;
mod site;
mod site_map;
mod structured_data;
mod tombstone;
mod topic;
pub mod view;
mod year;

use crate::route::Route;
use ssg_archive::Archive;
use ssg_base::path::UrlPath;

use part::{Link, cut_at_word};
use view::{Page, Section, View};

pub(crate) use part::{has_finders, thousands};
pub use site::site_view;

/// The longest description of a page, in characters: search engines and link previews show no more.
const MAX_DESCRIPTION_CHARS: usize = 130;

/// Builds the page at `url`.
pub fn lay_out(archive: &Archive, url: &UrlPath, route: &Route) -> Page {
    let mut page = page_of(archive, url, route);
    page.alternates = alternates::alternates(archive, route);
    page.source_digest = route
        .document(archive)
        .map(|document| document.source.published_digest.to_string()[..16].to_owned());
    page.correction = correction::link(archive, route, &page);
    page.meta = structured_data::meta(archive, route);
    page.json_ld = structured_data::json_ld(archive, route, &page);
    page
}

/// Builds the visible part of the page at `url`.
fn page_of(archive: &Archive, url: &UrlPath, route: &Route) -> Page {
    match route {
        Route::Home => home::page(archive),
        Route::Costs => costs::page(archive),
        Route::Reports(number) => reports::page(archive, *number),
        Route::Report(id) => report::page(archive, *id),
        Route::Lessons(kind, number) => lessons::page(archive, *kind, *number),
        Route::SubjectLessons(subject, kind, number) => {
            lessons::of_subject(archive, *subject, *kind, *number)
        }
        Route::Lesson(id) => lesson::page(archive, *id),
        Route::Plans(number) => plans::page(archive, *number),
        Route::Plan(id) => plan::page(archive, *id),
        Route::Years => overview::years(archive),
        Route::Year(year, number) => year::page(archive, *year, *number),
        Route::Provinces => provinces::page(archive),
        Route::Province(unit, number) => province::page(archive, *unit, *number),
        Route::Countries => country::overview(archive),
        Route::Country(id, number) => country::page(archive, *id, *number),
        Route::FormerProvince(unit) => former_province::page(archive, *unit),
        Route::Topics => overview::topics(archive),
        Route::Topic(id, number) => topic::page(archive, *id, *number),
        Route::Councils => overview::councils(archive),
        Route::Council(id, number) => council::page(archive, *id, *number),
        Route::Leads(number) => overview::leads(archive, *number),
        Route::Lead(id, number) => lead::page(archive, *id, *number),
        Route::ProvinceTopic(unit, topic, number) => {
            pair::of_province(archive, *unit, *topic, *number)
        }
        Route::TopicYear(topic, year, number) => pair::of_year(archive, *topic, *year, *number),
        Route::Page(at) => custom_page::page(archive, *at),
        Route::SiteMap => site_map::page(archive),
        Route::Data => data::page(archive),
        Route::FollowUp => follow_up::page(archive),
        Route::LessonsUsed(number) => lessons_used::page(archive, *number),
        Route::Log(number) => log::page(archive, *number),
        Route::Search => search::page(archive),
        Route::Accessibility => fixed::accessibility(archive),
        Route::NotFound => fixed::not_found(archive, url),
        Route::Tombstone(at, lesson) => tombstone::page(archive, *at, *lesson, url),
        Route::Redirect(to, title, anchor) => redirect::page(archive, url, to, title, anchor),
    }
}

/// The head of a page before it has a view.
struct PageDraft<'a> {
    title: String,
    /// May be empty: then the title and the description of the site take its place.
    description: String,
    breadcrumbs: Vec<Link>,
    section: Section,
    url: &'a UrlPath,
}

impl<'a> PageDraft<'a> {
    /// A draft without a description.
    fn new(title: &str, section: Section, breadcrumbs: Vec<Link>, url: &'a UrlPath) -> Self {
        Self {
            title: title.to_owned(),
            description: String::new(),
            breadcrumbs,
            section,
            url,
        }
    }

    /// The page with its view, without alternate formats and structured data.
    fn into_page(self, archive: &Archive, view: View) -> Page {
        let base = archive.site.base_url.as_ref();
        let description = if self.description.is_empty() {
            let parts = [&*self.title, &*archive.site.description];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(". ")
        } else {
            self.description
        };
        Page {
            url: self.url.clone(),
            root: self.url.relative_root(),
            canonical: base.map(|base| format!("{base}{}", self.url.as_str())),
            description: cut_at_word(&description, MAX_DESCRIPTION_CHARS),
            title: self.title,
            image: None,
            breadcrumbs: self.breadcrumbs,
            section: self.section,
            index: archive.link_style.index_file(),
            alternates: Vec::new(),
            meta: String::new(),
            json_ld: String::new(),
            source_digest: None,
            correction: None,
            view,
        }
    }
}
