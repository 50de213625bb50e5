//! Descriptions of the tables: a Frictionless Data Package with a typed schema of each, and a DCAT
//! catalogue in JSON-LD.

use serde_json::{Value, json};

use crate::route;
use crate::table::{Column, ColumnKind, Sheet};
use ssg_archive::Archive;
use ssg_base::path::UrlPath;

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
        package["licenses"] = json!([{"name": licence_name(&site.licence), "title": site.licence}]);
    }
    pretty(&package)
}

/// The identifier of a licence at opendefinition.org; `other` for uncommon licences.
fn licence_name(licence: &str) -> &'static str {
    let known = [
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("CC BY 4.0", "CC-BY-4.0"),
        ("CC0", "CC0-1.0"),
    ];
    let found = known
        .iter()
        .find(|(written, _)| licence.starts_with(written));
    found.map_or("other", |(_, name)| name)
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
    let distributions = Sheet::PUBLISHED.iter().flat_map(|sheet| {
        [("csv", "text/csv"), ("json", "application/json")].map(|(extension, mime)| {
            let name = format!("{}.{extension}", sheet.slug());
            let url = here.attachment(&name).expect("the name is a valid file name");
            json!({
                "@type": "dcat:Distribution",
                "dct:title": {"@value": format!("{} ({extension})", sheet.title()), "@language": "vi"},
                "dcat:downloadURL": {"@id": iri(&url)},
                "dcat:mediaType": {"@id": format!("https://www.iana.org/assignments/media-types/{mime}")},
            })
        })
    });
    let publisher = json!({"@type": "foaf:Agent", "foaf:name": site.title});
    let mut set = json!({
        "@id": iri(&here),
        "@type": "dcat:Dataset",
        "dct:title": {"@value": site.title, "@language": "vi"},
        "dct:language": {"@id": "http://id.loc.gov/vocabulary/iso639-1/vi"},
        "dct:publisher": publisher,
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
    if let Some(updated) = archive.updated {
        set["dct:modified"] = json!({"@value": updated.to_string(), "@type": "xsd:date"});
    }
    let catalogue = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
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

/// Indented JSON, for people too.
fn pretty(value: &Value) -> Vec<u8> {
    let text = serde_json::to_string_pretty(value).expect("a value is serialisable");
    (text + "\n").into_bytes()
}
