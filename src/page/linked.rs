//! What a page says to search engines and reference managers: JSON-LD, Dublin Core, `citation_*`.
//!
//! Made from what the page shows and nothing else, so that both say the same. JSON is made by
//! `serde_json` and then rid of all that could end a `<script>` or a line of one; templates print
//! it as it stands.

use serde_json::{Map, Value, json};

use crate::archive::Archive;
use crate::path::UrlPath;
use crate::table::Sheet;

use super::offers;
use super::view::{
    BatchView, DataView, Day, LessonView, Link, LogView, Meta, Page, Pager, PlanView, ProvinceName,
    ReportView, TombstoneView, UpdateView, View,
};

/// JSON that can stand in a `<script>`: no end of one, no comment, no line end of JavaScript.
fn safe(value: &Value) -> String {
    let text = value.to_string();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

/// The linked data of a page, for `<script type="application/ld+json">`.
pub(super) fn json_ld(archive: &Archive, page: &Page) -> String {
    let speaker = Speaker { archive, page };
    let Some(main) = speaker.main() else {
        return String::new();
    };
    let mut graph = vec![main];
    graph.extend(speaker.breadcrumbs());
    safe(&json!({"@context": "https://schema.org", "@graph": graph}))
}

/// Speaks of one page.
struct Speaker<'a> {
    archive: &'a Archive,
    page: &'a Page,
}

impl Speaker<'_> {
    /// The address of a page: full where the archive is on the web, else as a link on this page.
    fn iri(&self, url: &UrlPath) -> String {
        match &self.archive.site.base_url {
            Some(base) => format!("{base}{}", url.as_str()),
            None => format!("{}{}", self.page.root, url.as_str()),
        }
    }

    fn named(&self, kind: &str, name: &str, url: &UrlPath) -> Value {
        json!({"@type": kind, "@id": self.iri(url), "name": name})
    }

    fn council(&self, link: &Link) -> Option<Value> {
        // "cơ quan chưa ghi" leads to the list of all; it is nobody.
        let is_known = link.url != UrlPath::home().fixed("co-quan");
        is_known.then(|| self.named("GovernmentOrganization", &link.title, &link.url))
    }

    fn areas(&self, places: &[ProvinceName]) -> Vec<Value> {
        let areas = places.iter();
        areas
            .map(|place| self.named("AdministrativeArea", &place.official, &place.url))
            .collect()
    }

    /// What all kinds of thing on a page of its own have.
    fn thing(&self, kind: &str) -> Map<String, Value> {
        let mut thing = Map::new();
        let here = self.iri(&self.page.url);
        thing.insert("@type".into(), kind.into());
        thing.insert("@id".into(), here.clone().into());
        thing.insert("url".into(), here.into());
        thing.insert("name".into(), self.page.title.clone().into());
        thing.insert("inLanguage".into(), "vi".into());
        if !self.page.description.is_empty() {
            let description = self.page.description.clone();
            thing.insert("description".into(), description.into());
        }
        thing
    }

    fn main(&self) -> Option<Value> {
        let list = |urls: Vec<&UrlPath>, pager: &Pager| {
            Some(self.list(
                &urls,
                pager.total,
                (pager.number - 1) * self.archive.site.per_page,
            ))
        };
        let value = match &self.page.view {
            View::Home(_) => self.site(),
            View::Report(view) => self.report(view),
            View::Lesson(view) => self.lesson(view),
            View::Plan(view) => self.plan(view),
            View::Data(view) => self.dataset(view),
            View::Reports(view) => {
                return list(view.rows.iter().map(|row| &row.url).collect(), &view.pager);
            }
            View::Lessons(view) => {
                return list(view.rows.iter().map(|row| &row.url).collect(), &view.pager);
            }
            View::Plans(view) => {
                return list(view.rows.iter().map(|row| &row.url).collect(), &view.pager);
            }
            View::LessonsUsed(view) => {
                let rows = view.rows.iter().map(|row| &row.lesson.url);
                return list(rows.collect(), &view.pager);
            }
            View::Overview(view) => {
                let entries = view.groups.iter().flat_map(|group| &group.entries);
                return list(entries.map(|entry| &entry.url).collect(), &view.pager);
            }
            View::Finder(view) => {
                return list(
                    view.reports.iter().map(|row| &row.url).collect(),
                    &view.pager,
                );
            }
            View::Year(view) => {
                return list(
                    view.reports.iter().map(|row| &row.url).collect(),
                    &view.pager,
                );
            }
            View::Topic(view) => {
                return list(
                    view.reports.iter().map(|row| &row.url).collect(),
                    &view.pager,
                );
            }
            View::Province(view) => {
                let area = json!({
                    "@type": "AdministrativeArea",
                    "name": view.official,
                    "containedInPlace": {"@type": "Country", "name": "Việt Nam"},
                });
                let rows: Vec<&UrlPath> = view.reports.iter().map(|row| &row.url).collect();
                return list(rows, &view.pager).map(|page| about(page, area));
            }
            View::Council(view) => {
                let mut council = json!({
                    "@type": "GovernmentOrganization",
                    "name": self.page.title,
                });
                if let Some(province) = &view.province {
                    let area = json!({"@type": "AdministrativeArea", "name": province.official});
                    council["areaServed"] = area;
                }
                let rows: Vec<&UrlPath> = view.reports.iter().map(|row| &row.url).collect();
                return list(rows, &view.pager).map(|page| about(page, council));
            }
            View::Lead(view) => {
                let mut person = json!({"@type": "Person", "name": self.page.title});
                if let Some(council) = self.council(&view.council) {
                    person["affiliation"] = council;
                }
                if let Some(position) = view.positions.first() {
                    person["jobTitle"] = position.as_str().into();
                }
                let rows: Vec<&UrlPath> = view.reports.iter().map(|row| &row.url).collect();
                return list(rows, &view.pager).map(|page| about(page, person));
            }
            View::Provinces(view) => {
                let regions = view.regions.iter().flat_map(|group| &group.entries);
                let urls: Vec<&UrlPath> = regions.map(|entry| &entry.url).collect();
                return Some(self.list(&urls, urls.len(), 0));
            }
            View::Log(view) => return Some(self.log(view)),
            View::FollowUp(_)
            | View::FormerProvince(_)
            | View::Page(_)
            | View::SiteMap(_)
            | View::Search
            | View::Accessibility => self.thing("WebPage"),
            View::Tombstone(_) | View::Redirect(_) | View::NotFound => return None,
        };
        Some(Value::Object(value))
    }

    /// A page of a list whose rows lead to `urls`; `before` stand on earlier pages.
    fn list(&self, urls: &[&UrlPath], total: usize, before: usize) -> Value {
        let items = urls.iter().enumerate().map(|(at, url)| {
            json!({"@type": "ListItem", "position": before + at + 1, "url": self.iri(url)})
        });
        let mut page = self.thing("CollectionPage");
        page.insert(
            "mainEntity".into(),
            json!({
                "@type": "ItemList",
                "numberOfItems": total,
                "itemListElement": items.collect::<Vec<_>>(),
            }),
        );
        Value::Object(page)
    }

    fn log(&self, view: &LogView) -> Value {
        let urls: Vec<&UrlPath> = view.entries.iter().map(|entry| &entry.record.url).collect();
        let before = (view.pager.number - 1) * self.archive.site.per_page;
        self.list(&urls, view.pager.total, before)
    }

    fn site(&self) -> Map<String, Value> {
        let site = &self.archive.site;
        let mut thing = self.thing("WebSite");
        if let [only] = &site.councils[..] {
            let publisher = json!({"@type": "GovernmentOrganization", "name": only.name.value});
            thing.insert("publisher".into(), publisher);
        }
        if site.search {
            let template = format!("{}?q={{q}}", self.iri(&UrlPath::home().fixed("tim-kiem")));
            let action = json!({
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": template},
                "query-input": "required name=q",
            });
            thing.insert("potentialAction".into(), action);
        }
        thing
    }

    fn report(&self, view: &ReportView) -> Map<String, Value> {
        let mut report = self.thing("Report");
        let mut put = |key: &str, value: Value| drop(report.insert(key.into(), value));
        self.put_record(
            &mut put,
            Some(&view.published),
            &view.updates,
            &view.council,
        );
        if let Some(number) = number(view.document.as_ref().map(|d| &*d.number)) {
            put("reportNumber", number.into());
        }
        put("temporalCoverage", period(&view.when.from, &view.when.to));
        put("spatialCoverage", self.areas(&view.places).into());
        put("keywords", titles(&view.topics));
        if let Some(plan) = &view.plan {
            put("isBasedOn", self.iri(&plan.url).into());
        }
        let lessons = view.lessons.iter();
        let parts: Vec<Value> = lessons
            .map(|lesson| self.named("CreativeWork", &lesson.title, &lesson.url))
            .collect();
        put("hasPart", parts.into());
        report
    }

    /// What reports and plans share.
    fn put_record(
        &self,
        put: &mut impl FnMut(&str, Value),
        published: Option<&Day>,
        updates: &[UpdateView],
        council: &Link,
    ) {
        if let Some(published) = published {
            put("datePublished", published.iso.clone().into());
        }
        if let Some(last) = updates.first() {
            put("dateModified", last.date.iso.clone().into());
            let corrections = updates.iter().map(|update| {
                json!({
                    "@type": "CorrectionComment",
                    "datePublished": update.date.iso,
                    "text": update.note,
                })
            });
            put("correction", corrections.collect());
        }
        if let Some(council) = self.council(council) {
            put("author", council);
        }
        put("isAccessibleForFree", true.into());
        let files = self.page.offers.iter().map(|offer| {
            json!({
                "@type": "MediaObject",
                "contentUrl": self.iri(&offer.url),
                "encodingFormat": offer.mime,
            })
        });
        put("encoding", files.collect());
    }

    fn lesson(&self, view: &LessonView) -> Map<String, Value> {
        let mut lesson = self.thing("CreativeWork");
        let mut put = |key: &str, value: Value| drop(lesson.insert(key.into(), value));
        put("genre", view.kind.label().into());
        put("identifier", view.anchor.clone().into());
        put(
            "isPartOf",
            self.named("Report", &view.report.title, &view.report.url),
        );
        if let Some(council) = self.council(&view.council) {
            put("author", council);
        }
        put("temporalCoverage", period(&view.when.from, &view.when.to));
        put("spatialCoverage", self.areas(&view.provinces).into());
        put("keywords", titles(&view.topics));
        put("isAccessibleForFree", true.into());
        lesson
    }

    fn plan(&self, view: &PlanView) -> Map<String, Value> {
        let mut plan = self.thing("DigitalDocument");
        let mut put = |key: &str, value: Value| drop(plan.insert(key.into(), value));
        self.put_record(
            &mut put,
            Some(&view.published),
            &view.updates,
            &view.council,
        );
        if let Some(number) = number(view.document.as_ref().map(|d| &*d.number)) {
            put("identifier", number.into());
        }
        put("keywords", titles(&view.topics));
        let events = view.batches.iter().map(|batch| self.event(batch, view));
        put("about", events.collect());
        plan
    }

    fn event(&self, batch: &BatchView, plan: &PlanView) -> Value {
        let status = if batch.state.code == "cancelled" {
            "https://schema.org/EventCancelled"
        } else {
            "https://schema.org/EventScheduled"
        };
        let theme = if batch.theme.is_empty() {
            &self.page.title
        } else {
            &batch.theme
        };
        let here = format!("{}#dot-{}", self.iri(&self.page.url), batch.number);
        let places: Vec<ProvinceName> = batch
            .provinces
            .iter()
            .map(|stop| stop.province.clone())
            .collect();
        let mut event = json!({
            "@type": "Event",
            "@id": here,
            "url": here,
            "name": format!("Đợt {}: {theme}", batch.number),
            "eventStatus": status,
            "location": self.areas(&places),
            "subjectOf": batch.reports.iter().map(|report| self.iri(&report.url)).collect::<Vec<_>>(),
        });
        if let Some(period) = &batch.period {
            event["startDate"] = period.from.iso.clone().into();
            event["endDate"] = period.to.iso.clone().into();
        }
        if let Some(council) = self.council(&plan.council) {
            event["organizer"] = council;
        }
        event
    }

    fn dataset(&self, view: &DataView) -> Map<String, Value> {
        let mut set = self.thing("Dataset");
        let mut put = |key: &str, value: Value| drop(set.insert(key.into(), value));
        let downloads = Sheet::WHOLE
            .iter()
            .zip(&view.tables)
            .flat_map(|(&sheet, table)| {
                let [csv, json] = offers::table_urls(sheet);
                [("text/csv", csv), ("application/json", json)].map(|(mime, url)| {
                    json!({
                        "@type": "DataDownload",
                        "name": table.title,
                        "contentUrl": self.iri(&url),
                        "encodingFormat": mime,
                    })
                })
            });
        put("distribution", downloads.collect());
        put("isAccessibleForFree", true.into());
        let site = &self.archive.site;
        if !site.licence.is_empty() {
            let licence = json!({"@type": "CreativeWork", "name": site.licence});
            put("license", licence);
        }
        if let Some(updated) = self.archive.updated {
            put("dateModified", super::day(updated).iso.into());
        }
        put(
            "creator",
            json!({"@type": "Organization", "name": site.title}),
        );
        set
    }

    /// The way down to this page, itself last. The home page has none.
    fn breadcrumbs(&self) -> Option<Value> {
        if matches!(self.page.view, View::Home(_)) {
            return None;
        }
        let home = (&*self.archive.site.title, UrlPath::home());
        let above = self.page.crumbs.iter();
        let above = above.map(|crumb| (&*crumb.title, crumb.url.clone()));
        let here = (&*self.page.title, self.page.url.clone());
        let all = [home].into_iter().chain(above).chain([here]);
        let items = all.enumerate().map(|(at, (name, url))| {
            json!({"@type": "ListItem", "position": at + 1, "name": name, "item": self.iri(&url)})
        });
        Some(json!({"@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>()}))
    }
}

/// A page that is about `thing`.
fn about(mut page: Value, thing: Value) -> Value {
    page["about"] = thing;
    page
}

fn number(number: Option<&str>) -> Option<String> {
    number
        .filter(|number| !number.is_empty())
        .map(str::to_owned)
}

fn titles(links: &[Link]) -> Value {
    links.iter().map(|link| link.title.as_str()).collect()
}

/// An interval of ISO 8601.
fn period(from: &Day, to: &Day) -> Value {
    format!("{}/{}", from.iso, to.iso).into()
}

/// Dublin Core and what Zotero reads, on the pages of records.
pub(super) fn meta(archive: &Archive, page: &Page) -> Vec<Meta> {
    let mut all = Vec::new();
    let mut put = |name: &'static str, content: &str| {
        if !content.is_empty() {
            let content = content.to_owned();
            all.push(Meta { name, content });
        }
    };
    let canonical = page.canonical.as_deref().unwrap_or_default();
    match &page.view {
        View::Report(view) => {
            let number = view.document.as_ref().map_or("", |d| &d.number);
            common(&mut put, archive, page, &view.council);
            record(&mut put, &view.published, &view.updates, number);
            areas(&mut put, &view.places);
            put(
                "dcterms.temporal",
                &period_text(&view.when.from, &view.when.to),
            );
        }
        View::Plan(view) => {
            let number = view.document.as_ref().map_or("", |d| &d.number);
            common(&mut put, archive, page, &view.council);
            record(&mut put, &view.published, &view.updates, number);
        }
        View::Lesson(view) => {
            common(&mut put, archive, page, &view.council);
            put("dcterms.isPartOf", &view.report.title);
            put("citation_inbook_title", &view.report.title);
            put(
                "citation_publication_date",
                &view.when.to.iso.replace('-', "/"),
            );
            areas(&mut put, &view.provinces);
            put(
                "dcterms.temporal",
                &period_text(&view.when.from, &view.when.to),
            );
        }
        View::Tombstone(TombstoneView { replaced_by, .. }) => {
            if let Some(other) = replaced_by {
                put("dcterms.isReplacedBy", &other.title);
            }
            return all;
        }
        _ => return all,
    }
    put("dcterms.identifier", canonical);
    put("citation_public_url", canonical);
    all
}

fn common(
    put: &mut impl FnMut(&'static str, &str),
    archive: &Archive,
    page: &Page,
    council: &Link,
) {
    put("dcterms.title", &page.title);
    put("citation_title", &page.title);
    if council.url != UrlPath::home().fixed("co-quan") {
        put("dcterms.creator", &council.title);
        put("citation_author", &council.title);
    }
    put("dcterms.publisher", &archive.site.title);
    put("dcterms.language", "vi");
    put("citation_language", "vi");
}

fn record(
    put: &mut impl FnMut(&'static str, &str),
    published: &Day,
    updates: &[UpdateView],
    number: &str,
) {
    put("dcterms.issued", &published.iso);
    put(
        "citation_publication_date",
        &published.iso.replace('-', "/"),
    );
    if let Some(last) = updates.first() {
        put("dcterms.modified", &last.date.iso);
    }
    put("citation_technical_report_number", number);
}

fn areas(put: &mut impl FnMut(&'static str, &str), places: &[ProvinceName]) {
    for place in places {
        put("dcterms.spatial", &place.official);
    }
}

fn period_text(from: &Day, to: &Day) -> String {
    format!("{}/{}", from.iso, to.iso)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::safe;

    fn nasty() -> impl Strategy<Value = String> {
        let pieces = [
            "</script>",
            "<!--<script>",
            "]]>",
            "\u{2028}",
            "\u{2029}",
            "&amp;",
            "\"",
            "\\",
            "a",
            "ễ",
            "e\u{302}\u{303}",
            "🛶",
            "\n",
            "\u{1}",
            "--!>",
        ];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..100)
            .prop_map(|p| p.concat())
    }

    proptest! {
        #[test]
        fn nothing_ends_the_script_and_nothing_is_lost(text in nasty()) {
            let value = json!({ "name": text });
            let out = safe(&value);
            let ends = ['<', '>', '&', '\u{2028}', '\u{2029}', '\n'];
            prop_assert!(!out.contains(ends));
            prop_assert_eq!(serde_json::from_str::<Value>(&out).expect("JSON"), value);
        }
    }
}
