//! The types of schema.org that pages use. Fields are in alphabetical order of their JSON keys.

use std::borrow::Cow;

use serde::Serialize;

/// All nodes of a page.
#[derive(Serialize)]
pub(super) struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    nodes: Vec<Node<'a>>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(nodes: Vec<Node<'a>>) -> Self {
        Self {
            context: "https://schema.org",
            nodes,
        }
    }
}

/// A node of the graph.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Node<'a> {
    Page(WebPage<'a>),
    List(CollectionPage<'a>),
    Site(WebSite<'a>),
    Report(ReportWork<'a>),
    Lesson(LessonWork<'a>),
    Plan(DigitalDocument<'a>),
    Dataset(Dataset<'a>),
    Breadcrumbs(BreadcrumbList<'a>),
}

/// A thing that has a page of its own.
#[derive(Serialize)]
pub(super) struct Named<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: Cow<'a, str>,
}

/// A page without a more specific type.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WebPage<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) in_language: &'static str,
    pub(super) name: &'a str,
    pub(super) url: String,
}

/// The home page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WebSite<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) in_language: &'static str,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) potential_action: Option<SearchAction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<Publisher<'a>>,
    pub(super) url: String,
}

/// The council of an archive that has only one.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "GovernmentOrganization")]
pub(super) struct Publisher<'a> {
    pub(super) name: &'a str,
}

/// The search of the site.
#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct SearchAction {
    #[serde(rename = "query-input")]
    pub(super) query_input: &'static str,
    pub(super) target: EntryPoint,
}

/// The address of the search.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct EntryPoint {
    pub(super) url_template: String,
}

/// A page of a list.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CollectionPage<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) about: Option<About<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) in_language: &'static str,
    pub(super) main_entity: ItemList,
    pub(super) name: &'a str,
    pub(super) url: String,
}

/// The subject of a list.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum About<'a> {
    Province(Area<'a>),
    Council(Organization<'a>),
    Lead(LeadPerson<'a>),
}

/// A province.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "AdministrativeArea", rename_all = "camelCase")]
pub(super) struct Area<'a> {
    pub(super) contained_in_place: Country,
    pub(super) name: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct Country {
    pub(super) name: &'static str,
}

/// A council.
#[derive(Serialize)]
#[serde(
    tag = "@type",
    rename = "GovernmentOrganization",
    rename_all = "camelCase"
)]
pub(super) struct Organization<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) area_served: Option<Served>,
    pub(super) name: &'a str,
}

/// The province of a council.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "AdministrativeArea")]
pub(super) struct Served {
    pub(super) name: String,
}

/// A head of delegation.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "Person", rename_all = "camelCase")]
pub(super) struct LeadPerson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) affiliation: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) job_title: Option<&'a str>,
    pub(super) name: &'a str,
}

/// The entries on a page of a list.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct ItemList {
    #[serde(rename = "itemListElement")]
    pub(super) items: Vec<Item>,
    /// The entries of all pages.
    pub(super) number_of_items: usize,
}

/// An entry of a list.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "ListItem")]
pub(super) struct Item {
    /// Its position in the whole list, from 1.
    pub(super) position: usize,
    pub(super) url: String,
}

/// The path from the home page.
#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct BreadcrumbList<'a> {
    #[serde(rename = "itemListElement")]
    pub(super) items: Vec<BreadcrumbItem<'a>>,
}

/// A page on the path from the home page.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "ListItem")]
pub(super) struct BreadcrumbItem<'a> {
    pub(super) item: String,
    pub(super) name: &'a str,
    pub(super) position: usize,
}

/// A report.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReportWork<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) correction: Vec<Correction<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_modified: Option<String>,
    pub(super) date_published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) encoding: Vec<MediaObject>,
    pub(super) has_part: Vec<Named<'a>>,
    pub(super) in_language: &'static str,
    pub(super) is_accessible_for_free: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_based_on: Option<String>,
    pub(super) keywords: Vec<&'a str>,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) report_number: Option<String>,
    pub(super) spatial_coverage: Vec<Named<'a>>,
    pub(super) temporal_coverage: String,
    pub(super) url: String,
}

/// A lesson.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LessonWork<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) genre: &'static str,
    pub(super) identifier: &'a str,
    pub(super) in_language: &'static str,
    pub(super) is_accessible_for_free: bool,
    pub(super) is_part_of: Named<'a>,
    pub(super) keywords: Vec<&'a str>,
    pub(super) name: &'a str,
    pub(super) spatial_coverage: Vec<Named<'a>>,
    pub(super) temporal_coverage: String,
    pub(super) url: String,
}

/// A plan.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DigitalDocument<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) about: Vec<Event<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) correction: Vec<Correction<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_modified: Option<String>,
    pub(super) date_published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) encoding: Vec<MediaObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) identifier: Option<String>,
    pub(super) in_language: &'static str,
    pub(super) is_accessible_for_free: bool,
    pub(super) keywords: Vec<&'a str>,
    pub(super) name: &'a str,
    pub(super) url: String,
}

/// A batch of a plan.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_date: Option<String>,
    #[serde(rename = "eventStatus")]
    pub(super) status: &'static str,
    pub(super) location: Vec<Named<'a>>,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) organizer: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start_date: Option<String>,
    pub(super) subject_of: Vec<String>,
    pub(super) url: String,
}

/// A correction or remark.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "CorrectionComment", rename_all = "camelCase")]
pub(super) struct Correction<'a> {
    pub(super) date_published: String,
    pub(super) text: &'a str,
}

/// An alternate format of a page.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct MediaObject {
    pub(super) content_url: String,
    pub(super) encoding_format: &'static str,
}

/// The tables of the archive.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Dataset<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) creator: Creator<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) distribution: Vec<DataDownload>,
    pub(super) in_language: &'static str,
    pub(super) is_accessible_for_free: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) license: Option<Licence<'a>>,
    pub(super) name: &'a str,
    pub(super) url: String,
}

/// The publisher of the tables.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "Organization")]
pub(super) struct Creator<'a> {
    pub(super) name: &'a str,
}

/// A table in one format.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct DataDownload {
    pub(super) content_url: String,
    pub(super) encoding_format: &'static str,
    pub(super) name: &'static str,
}

/// The licence of the tables.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "CreativeWork")]
pub(super) struct Licence<'a> {
    pub(super) name: &'a str,
}
