//! Addresses of pages that are not records.

use ssg_archive::Archive;
use ssg_base::path::UrlPath;
use ssg_content::document::{DocumentKind, LessonKind};
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::country::CountryId;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

/// The file name of the bundle, which holds the site as a single file below [`data_url`].
pub const BUNDLE: &str = "kho.zip";

/// Declares the addresses of pages of which a site has one each, and of overviews.
macro_rules! addresses {
    ($($(#[$doc:meta])+ $name:ident: $($folder:literal)/+;)+) => {
        $($(#[$doc])+
        pub fn $name() -> UrlPath {
            UrlPath::home()$(.fixed($folder))+
        })+
    };
}

addresses! {
    /// The page on accessibility.
    accessibility_url: "kha-nang-tiep-can";
    /// The page of cost and time.
    costs_url: "bao-cao"/"chi-phi";
    /// The overview of the countries that delegations visited.
    countries_url: "nuoc";
    /// The page of downloads.
    data_url: "du-lieu";
    /// The follow-up of plans.
    follow_up_url: "ke-hoach"/"theo-doi";
    /// The list of the heads of delegations.
    leads_url: "truong-doan";
    /// The list of lessons by their use.
    lessons_used_url: "bai-hoc"/"da-dung";
    /// The log of publication.
    log_url: "nhat-ky";
    /// The overview of provinces.
    provinces_url: "tinh";
    /// The page of the search.
    search_url: "tim-kiem";
    /// The map of the site.
    site_map_url: "so-do";
    /// The overview of topics.
    topics_url: "chu-de";
    /// The overview of years.
    years_url: "nam";
}

/// Returns the address of the list of all reports.
pub fn reports_url() -> UrlPath {
    DocumentKind::Report.base()
}

/// Returns the address of the list of all plans.
pub fn plans_url() -> UrlPath {
    DocumentKind::Plan.base()
}

/// Returns the address of a page of the list at `base`. Pages are numbered from 1.
pub fn list_page_url(base: &UrlPath, number: usize) -> UrlPath {
    if number == 1 {
        base.clone()
    } else {
        base.fixed(&format!("trang-{number}"))
    }
}

/// Returns how many pages a list of `row_count` rows has: at least one.
pub fn page_count(row_count: usize, per_page: usize) -> usize {
    row_count.div_ceil(per_page).max(1)
}

/// Returns the address of the list of lessons of one kind, or of all lessons.
pub fn lessons_url(kind: Option<LessonKind>) -> UrlPath {
    let all = UrlPath::home().fixed("bai-hoc");
    match kind {
        None => all,
        Some(kind) => all.fixed(kind.slug()),
    }
}

/// Returns the page of a country.
pub fn country_url(id: CountryId) -> UrlPath {
    countries_url().fixed(id.country().slug())
}

/// Returns the address of a year.
pub fn year_url(year: i32) -> UrlPath {
    years_url().fixed(&year.to_string())
}

/// Returns the address of a province, or of the name of a former one. A former unit whose slug a
/// current one has is without a page of its own: see [`Gazetteer::retired_units`].
pub fn province_url(unit: UnitId) -> UrlPath {
    provinces_url().fixed(Gazetteer::get().unit(unit).slug())
}

/// Returns the address of the list of one topic in one province, which exists from two rows.
pub fn province_topic_url(archive: &Archive, unit: UnitId, topic: TopicId) -> UrlPath {
    province_url(unit).fixed(&archive.vocabulary.topic(topic).slug)
}

/// Returns the address of the list of one topic in one year, which exists from two rows.
pub fn topic_year_url(archive: &Archive, topic: TopicId, year: i32) -> UrlPath {
    topic_url(archive, topic).fixed(&year.to_string())
}

/// Returns the address of a topic.
pub fn topic_url(archive: &Archive, topic: TopicId) -> UrlPath {
    topics_url().fixed(&archive.vocabulary.topic(topic).slug)
}

/// Returns the units that a current `unit` came from: those of the 63, each with those that ended
/// before (Hà Tây went into Hà Nội). Empty if it came only from itself. Their slugs are anchors on
/// its page.
pub fn former_units(unit: UnitId) -> Vec<UnitId> {
    let gazetteer = Gazetteer::get();
    let of_the_63 = gazetteer.predecessors(unit).iter().copied();
    let all: Vec<UnitId> = of_the_63
        .flat_map(|former| std::iter::once(former).chain(gazetteer.predecessors(former).to_vec()))
        .collect();
    match all[..] {
        [only] if gazetteer.unit(only).slug() == gazetteer.unit(unit).slug() => Vec::new(),
        _ => all,
    }
}
