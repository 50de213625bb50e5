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
    Site(WebSite<'a>),
    Report(ReportWork<'a>),
    Lesson(LessonWork<'a>),
    Plan(DigitalDocument<'a>),
    Dataset(Dataset<'a>),
    Breadcrumbs(BreadcrumbList<'a>),
}

/// A thing that another page describes.
#[derive(Serialize)]
pub(super) struct Reference {
    #[serde(rename = "@id")]
    pub(super) id: String,
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

/// The home page.
#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct WebSite<'a> {
    pub(super) name: &'a str,
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

/// The path to a page.
#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct BreadcrumbList<'a> {
    #[serde(rename = "itemListElement")]
    pub(super) items: Vec<BreadcrumbItem<'a>>,
}

/// A page on the path to another.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "ListItem")]
pub(super) struct BreadcrumbItem<'a> {
    pub(super) item: String,
    pub(super) name: &'a str,
    pub(super) position: usize,
}

/// A report.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "Report", rename_all = "camelCase")]
pub(super) struct ReportWork<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_modified: Option<String>,
    pub(super) date_published: String,
    /// The files beside it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) encoding: Vec<MediaObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) funding: Option<Grant<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_based_on: Option<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) keywords: Vec<&'a str>,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) report_number: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) spatial_coverage: Vec<String>,
    pub(super) temporal_coverage: String,
}

/// A file beside a record.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct MediaObject {
    /// In bytes.
    pub(super) content_size: String,
    pub(super) content_url: String,
    pub(super) encoding_format: &'static str,
    /// The digest of the file.
    pub(super) sha256: String,
}

/// The money that a trip cost.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "MonetaryGrant")]
pub(super) struct Grant<'a> {
    pub(super) amount: MonetaryAmount<'a>,
}

/// An amount of money.
#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct MonetaryAmount<'a> {
    pub(super) currency: &'a str,
    pub(super) value: u64,
}

/// A lesson. Its author and its time are those of its report; its kind and topics are on its page.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "CreativeWork", rename_all = "camelCase")]
pub(super) struct LessonWork<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    /// What was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) creative_work_status: Option<&'static str>,
    pub(super) is_part_of: Reference,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) spatial_coverage: Vec<String>,
}

/// A plan.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct DigitalDocument<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) about: Vec<Event>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<Named<'a>>,
    /// The decision of its vetting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) creative_work_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_modified: Option<String>,
    pub(super) date_published: String,
    /// The files beside it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) encoding: Vec<MediaObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) identifier: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) keywords: Vec<&'a str>,
    pub(super) name: &'a str,
}

/// A batch of a plan. Its organiser is the author of the plan.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct Event {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_date: Option<String>,
    #[serde(rename = "eventStatus", skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) location: Vec<String>,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start_date: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) subject_of: Vec<Reference>,
}

/// The tables of the archive.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct Dataset<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
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
