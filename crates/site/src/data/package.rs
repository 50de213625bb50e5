//! Descriptions of the tables: a Frictionless Data Package with a typed schema of each, and a DCAT
//! catalogue in JSON-LD.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::route;
use crate::table::{Column, ColumnKind, Sheet, TABLE_FORMATS};
use ssg_archive::Archive;
use ssg_base::path::UrlPath;

use super::identity;

/// `datapackage.json`.
pub(super) fn frictionless(archive: &Archive) -> Vec<u8> {
    let site = &archive.site;
    let resources = Sheet::PUBLISHED.iter().map(|sheet| {
        json!({
            "name": sheet.slug(),
            "title": sheet.title(),
            "path": format!("{}.csv", sheet.slug()),
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": schema(*sheet),
        })
    });
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": "kho",
        "title": site.title,
        "resources": resources.collect::<Vec<_>>(),
    });
    if !site.description.is_empty() {
        package["description"] = site.description.as_str().into();
    }
    if let Some(base) = &site.base_url {
        package["homepage"] = base.as_str().into();
    }
    if let Some(updated) = archive.updated {
        package["version"] = updated.to_string().into();
    }
    if !site.licence.is_empty() {
        package["licenses"] = json!([{"name": known_licence(&site.licence).map_or("other", |(name, _)| name), "title": site.licence}]);
    }
    pretty(&package)
}

/// Common licences as authors write them, their identifiers at opendefinition.org and their IRIs.
const LICENCES: [(&str, &str, &str); 3] = [
    (
        "CC BY-SA 4.0",
        "CC-BY-SA-4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    (
        "CC BY 4.0",
        "CC-BY-4.0",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    (
        "CC0",
        "CC0-1.0",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
];

/// The identifier and the IRI of a licence; `None` for an uncommon one.
fn known_licence(licence: &str) -> Option<(&'static str, &'static str)> {
    let known = LICENCES.iter();
    let mut found = known.filter(|(written, ..)| licence.starts_with(written));
    found.next().map(|(_, name, iri)| (*name, *iri))
}

fn schema(sheet: Sheet) -> Value {
    let fields: Vec<Value> = sheet.columns().iter().map(field).collect();
    let mut schema = json!({"fields": fields, "missingValues": [""]});
    if let Some(key) = sheet.key() {
        schema["primaryKey"] = key.into();
    }
    let keys = sheet.references().iter().map(|(column, other)| {
        let resource = if *other == sheet { "" } else { other.slug() };
        json!({
            "fields": column,
            "reference": {"resource": resource, "fields": other.key()},
        })
    });
    let keys: Vec<Value> = keys.collect();
    if !keys.is_empty() {
        schema["foreignKeys"] = keys.into();
    }
    schema
}

fn field(column: &Column) -> Value {
    let kind = match column.kind {
        ColumnKind::Text | ColumnKind::List => "string",
        ColumnKind::Integer => "integer",
        ColumnKind::Day => "date",
    };
    let meaning = match column.kind {
        ColumnKind::List => format!(
            "{} Ngăn cách bằng dấu chấm phẩy và dấu cách.",
            column.meaning
        ),
        ColumnKind::Text | ColumnKind::Integer | ColumnKind::Day => column.meaning.to_owned(),
    };
    json!({"name": column.name, "type": kind, "title": column.title, "description": meaning})
}

/// `dcat.jsonld`. It holds its context, so that readers need not fetch one.
pub(super) fn dcat(archive: &Archive) -> Vec<u8> {
    let site = &archive.site;
    let here = route::data_url();
    let iri = |url: &UrlPath| match &site.base_url {
        Some(base) => format!("{base}{}", url.as_str()),
        None => format!("{}{}", here.relative_root(), url.as_str()),
    };
    let licence = known_licence(&site.licence).map(|(_, iri)| json!({"@id": iri}));
    let distributions = Sheet::PUBLISHED.iter().flat_map(|sheet| {
        TABLE_FORMATS.map(|(extension, mime)| {
            let name = format!("{}.{extension}", sheet.slug());
            let url = here.attachment(&name).expect("the name is a valid file name");
            let mut distribution = json!({
                "@type": "dcat:Distribution",
                "dct:title": {"@value": format!("{} ({extension})", sheet.title()), "@language": "vi"},
                "dcat:accessURL": {"@id": iri(&here)},
                "dcat:downloadURL": {"@id": iri(&url)},
                "dcat:mediaType": {"@id": format!("https://www.iana.org/assignments/media-types/{mime}")},
            });
            if let Some(licence) = &licence {
                distribution["dct:license"] = licence.clone();
            }
            distribution
        })
    });
    let publisher = json!({"@type": "foaf:Agent", "foaf:name": site.title});
    let mut set = json!({
        "@id": iri(&here),
        "@type": "dcat:Dataset",
        "dct:title": {"@value": site.title, "@language": "vi"},
        "dct:language": {"@id": "http://id.loc.gov/vocabulary/iso639-1/vi"},
        "dct:publisher": publisher,
        "dct:identifier": identity(archive, here.as_str()),
        // Government and public sector, in the vocabulary of DCAT-AP.
        "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/GOVE"},
        "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/IRREG"},
        "dcat:landingPage": {"@id": iri(&here)},
        "dcat:distribution": distributions.collect::<Vec<_>>(),
    });
    if !site.description.is_empty() {
        set["dct:description"] = json!({"@value": site.description, "@language": "vi"});
    }
    if !site.licence.is_empty() {
        set["dct:rights"] = json!({
            "@type": "dct:RightsStatement",
            "rdfs:label": {"@value": site.licence, "@language": "vi"},
        });
    }
    if let Some(licence) = licence {
        set["dct:license"] = licence;
    }
    if let Some(contact) = contact_point(&site.contact, &site.title) {
        set["dcat:contactPoint"] = contact;
    }
    if let Some((from, to)) = period(archive) {
        let day = |day: NaiveDate| json!({"@value": day.to_string(), "@type": "xsd:date"});
        set["dct:temporal"] = json!({
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": day(from),
            "dcat:endDate": day(to),
        });
    }
    if let Some(updated) = archive.updated {
        set["dct:modified"] = json!({"@value": updated.to_string(), "@type": "xsd:date"});
    }
    let catalogue = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": iri(&UrlPath::home()),
        "@type": "dcat:Catalog",
        "dct:title": {"@value": site.title, "@language": "vi"},
        "dct:publisher": publisher,
        "dcat:dataset": [set],
    });
    pretty(&catalogue)
}

/// The contact of the office; `None` if the settings have none. An e-mail address or a web address in
/// it is named for programs.
fn contact_point(contact: &str, title: &str) -> Option<Value> {
    if contact.is_empty() {
        return None;
    }
    let mut point = json!({
        "@type": "vcard:Organization",
        "vcard:fn": {"@value": title, "@language": "vi"},
        "vcard:note": {"@value": contact, "@language": "vi"},
    });
    let words = contact.split(|c: char| c.is_whitespace() || ",;()<>".contains(c));
    for word in words.map(|word| word.trim_end_matches('.')) {
        if word.starts_with("http://") || word.starts_with("https://") {
            point["vcard:hasURL"] = json!({"@id": word});
        } else if word
            .split_once('@')
            .is_some_and(|(_, host)| host.contains('.'))
            && word.is_ascii()
        {
            point["vcard:hasEmail"] =
                json!({"@id": format!("mailto:{}", word.trim_start_matches("mailto:"))});
        }
    }
    Some(point)
}

/// The days from the first trip to the last; `None` without a trip.
fn period(archive: &Archive) -> Option<(NaiveDate, NaiveDate)> {
    let dates = || archive.reports.iter().map(|report| report.trip().dates);
    let from = dates().map(|dates| dates.from()).min()?;
    Some((from, dates().map(|dates| dates.to()).max()?))
}

/// Indented JSON, for people too.
fn pretty(value: &Value) -> Vec<u8> {
    let text = serde_json::to_string_pretty(value).expect("a value is serialisable");
    (text + "\n").into_bytes()
}
