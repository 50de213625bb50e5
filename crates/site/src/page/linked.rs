//! What a page says to search engines and reference managers: JSON-LD, Dublin Core, `citation_*`.
//!
//! Made from what the page shows and nothing else, so that both say the same. JSON is made by
//! `serde_json`, rid of all that could end a `<script>` or a line of one; templates print
//! it as it stands.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::table::Sheet;
use ssg_archive::Archive;
use ssg_base::path::UrlPath;
use ssg_content::html::push_escaped;

use super::offers;
use super::view::{
    BatchView, DataView, Day, LessonView, Link, LogView, Page, Pager, PlanView, ProvinceName,
    ReportView, TombstoneView, UpdateView, View,
};

/// JSON whose keys all stand in this file. Every page has some: `serde_json`'s own would keep each
/// key apart.
enum Json {
    Text(String),
    Number(usize),
    Truth(bool),
    List(Vec<Json>),
    Object(Object),
}

type Object = BTreeMap<&'static str, Json>;

fn object<const N: usize>(fields: [(&'static str, Json); N]) -> Json {
    Json::Object(Object::from(fields))
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl FromIterator<Json> for Json {
    fn from_iter<I: IntoIterator<Item = Self>>(items: I) -> Self {
        Self::List(items.into_iter().collect())
    }
}

impl Json {
    /// Adds it as it can stand in a `<script>`.
    fn push(&self, out: &mut String) {
        match self {
            Self::Text(text) => push_text(out, text),
            Self::Number(number) => drop(write!(out, "{number}")),
            Self::Truth(truth) => out.push_str(if *truth { "true" } else { "false" }),
            Self::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    out.push(if at == 0 { '[' } else { ',' });
                    item.push(out);
                }
                out.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Self::Object(fields) => {
                for (at, (key, value)) in fields.iter().enumerate() {
                    out.push(if at == 0 { '{' } else { ',' });
                    push_text(out, key);
                    out.push(':');
                    value.push(out);
                }
                out.push_str(if fields.is_empty() { "{}" } else { "}" });
            }
        }
    }
}

/// Adds a text of JSON. Nearly all stand as they are; every byte is looked at, which is faster than
/// to stop at the first that is other.
fn push_text(out: &mut String, text: &str) {
    let stands =
        |byte: u8| byte >= b' ' && !matches!(byte, b'"' | b'\\' | b'<' | b'>' | b'&' | 0x7f | 0xe2);
    if text.bytes().fold(true, |all, byte| all & stands(byte)) {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&safe(&text));
    }
}

/// JSON that can stand in a `<script>`: no end of one, no comment, no line end of JavaScript.
fn safe(value: &impl Serialize) -> String {
    let mut out = Vec::new();
    let mut writer = serde_json::Serializer::with_formatter(&mut out, InScript);
    value
        .serialize(&mut writer)
        .expect("plain values have a text");
    String::from_utf8(out).expect("JSON is text")
}

/// Writes texts without what could end a `<script>` or a line of one. Between texts JSON has no
/// such thing.
struct InScript;

impl Formatter for InScript {
    fn write_string_fragment<W>(&mut self, writer: &mut W, text: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        let (bytes, mut taken) = (text.as_bytes(), 0);
        for (at, byte) in text.bytes().enumerate() {
            let (size, instead) = match byte {
                b'<' => (1, "\\u003c"),
                b'>' => (1, "\\u003e"),
                b'&' => (1, "\\u0026"),
                // Begins U+2028 and U+2029, and the quotation marks.
                0xe2 if text[at..].starts_with('\u{2028}') => (3, "\\u2028"),
                0xe2 if text[at..].starts_with('\u{2029}') => (3, "\\u2029"),
                _ => continue,
            };
            writer.write_all(&bytes[taken..at])?;
            writer.write_all(instead.as_bytes())?;
            taken = at + size;
        }
        writer.write_all(&bytes[taken..])
    }
}

/// As many bytes as the linked data of most pages has.
const ROOM: usize = 4096;

/// The linked data of a page, for `<script type="application/ld+json">`.
pub(super) fn json_ld(archive: &Archive, page: &Page) -> String {
    let speaker = Speaker { archive, page };
    let Some(main) = speaker.main() else {
        return String::new();
    };
    let graph = [main].into_iter().chain(speaker.breadcrumbs());
    let whole = object([
        ("@context", "https://schema.org".into()),
        ("@graph", graph.collect()),
    ]);
    let mut out = String::with_capacity(ROOM);
    whole.push(&mut out);
    out
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

    fn named(&self, kind: &str, name: &str, url: &UrlPath) -> Json {
        object([
            ("@type", kind.into()),
            ("@id", self.iri(url).into()),
            ("name", name.into()),
        ])
    }

    fn council(&self, link: &Link) -> Option<Json> {
        // "cơ quan chưa ghi" leads to the list of all; it is nobody.
        let is_known = link.url.as_str() != "co-quan/";
        is_known.then(|| self.named("GovernmentOrganization", &link.title, &link.url))
    }

    fn areas<'p>(&self, places: impl Iterator<Item = &'p ProvinceName>) -> Json {
        let areas = places;
        areas
            .map(|place| self.named("AdministrativeArea", &place.official, &place.url))
            .collect()
    }

    /// What all kinds of thing on a page of its own have.
    fn thing(&self, kind: &str) -> Object {
        let mut thing = Object::new();
        let here = self.iri(&self.page.url);
        thing.insert("@type", kind.into());
        thing.insert("@id", here.clone().into());
        thing.insert("url", here.into());
        thing.insert("name", self.page.title.clone().into());
        thing.insert("inLanguage", "vi".into());
        if !self.page.description.is_empty() {
            let description = self.page.description.clone();
            thing.insert("description", description.into());
        }
        thing
    }

    fn main(&self) -> Option<Json> {
        let list = |urls: Vec<&UrlPath>, pager: &Pager| {
            let before = (pager.number - 1) * self.archive.site.per_page;
            self.list(&urls, pager.total, before)
        };
        let value = match &self.page.view {
            View::Home(_) => self.site(),
            View::Report(view) => self.report(view),
            View::Lesson(view) => self.lesson(view),
            View::Plan(view) => self.plan(view),
            View::Data(view) => self.dataset(view),
            View::Reports(view) => {
                list(view.rows.iter().map(|row| &row.url).collect(), &view.pager)
            }
            View::Lessons(view) => {
                list(view.rows.iter().map(|row| &row.url).collect(), &view.pager)
            }
            View::Plans(view) => list(view.rows.iter().map(|row| &row.url).collect(), &view.pager),
            View::LessonsUsed(view) => {
                let rows = view.rows.iter().map(|row| &row.url);
                list(rows.collect(), &view.pager)
            }
            View::Overview(view) => {
                let entries = view.groups.iter().flat_map(|group| &group.entries);
                list(entries.map(|entry| &entry.url).collect(), &view.pager)
            }
            View::Finder(view) => list(
                view.reports.iter().map(|row| &row.url).collect(),
                &view.pager,
            ),
            View::Year(view) => list(
                view.reports.iter().map(|row| &row.url).collect(),
                &view.pager,
            ),
            View::Topic(view) => list(
                view.reports.iter().map(|row| &row.url).collect(),
                &view.pager,
            ),
            View::Province(view) => {
                let country = [("@type", "Country".into()), ("name", "Việt Nam".into())];
                let area = Object::from([
                    ("@type", "AdministrativeArea".into()),
                    ("name", (&*view.official).into()),
                    ("containedInPlace", object(country)),
                ]);
                let rows: Vec<&UrlPath> = view.reports.iter().map(|row| &row.url).collect();
                about(list(rows, &view.pager), area)
            }
            View::Council(view) => {
                let mut council = Object::from([
                    ("@type", "GovernmentOrganization".into()),
                    ("name", (&*self.page.title).into()),
                ]);
                if let Some(province) = &view.province {
                    let area = object([
                        ("@type", "AdministrativeArea".into()),
                        ("name", (&*province.official).into()),
                    ]);
                    council.insert("areaServed", area);
                }
                let rows: Vec<&UrlPath> = view.reports.iter().map(|row| &row.url).collect();
                about(list(rows, &view.pager), council)
            }
            View::Lead(view) => {
                let mut person = Object::from([
                    ("@type", "Person".into()),
                    ("name", (&*self.page.title).into()),
                ]);
                if let Some(council) = self.council(&view.council) {
                    person.insert("affiliation", council);
                }
                if let Some(position) = view.positions.first() {
                    person.insert("jobTitle", position.as_str().into());
                }
                let rows: Vec<&UrlPath> = view.reports.iter().map(|row| &row.url).collect();
                about(list(rows, &view.pager), person)
            }
            View::Provinces(view) => {
                let regions = view.regions.iter().flat_map(|group| &group.entries);
                let urls: Vec<&UrlPath> = regions.map(|entry| &entry.url).collect();
                self.list(&urls, urls.len(), 0)
            }
            View::Log(view) => self.log(view),
            View::FollowUp(_)
            | View::FormerProvince(_)
            | View::Page(_)
            | View::SiteMap(_)
            | View::Search
            | View::Accessibility => self.thing("WebPage"),
            View::Tombstone(_) | View::Redirect(_) | View::NotFound => return None,
        };
        Some(Json::Object(value))
    }

    /// A page of a list whose rows lead to `urls`; `before` stand on earlier pages.
    fn list(&self, urls: &[&UrlPath], total: usize, before: usize) -> Object {
        let items = urls.iter().enumerate().map(|(at, url)| {
            object([
                ("@type", "ListItem".into()),
                ("position", Json::Number(before + at + 1)),
                ("url", self.iri(url).into()),
            ])
        });
        let mut page = self.thing("CollectionPage");
        let list = object([
            ("@type", "ItemList".into()),
            ("numberOfItems", Json::Number(total)),
            ("itemListElement", items.collect()),
        ]);
        page.insert("mainEntity", list);
        page
    }

    fn log(&self, view: &LogView) -> Object {
        let urls: Vec<&UrlPath> = view.entries.iter().map(|entry| &entry.record.url).collect();
        let before = (view.pager.number - 1) * self.archive.site.per_page;
        self.list(&urls, view.pager.total, before)
    }

    fn site(&self) -> Object {
        let site = &self.archive.site;
        let mut thing = self.thing("WebSite");
        if let [only] = &site.councils[..] {
            let publisher = object([
                ("@type", "GovernmentOrganization".into()),
                ("name", (&*only.name.value).into()),
            ]);
            thing.insert("publisher", publisher);
        }
        if site.search {
            let template = format!("{}?q={{q}}", self.iri(&UrlPath::home().fixed("tim-kiem")));
            let target = [
                ("@type", "EntryPoint".into()),
                ("urlTemplate", template.into()),
            ];
            let action = object([
                ("@type", "SearchAction".into()),
                ("target", object(target)),
                ("query-input", "required name=q".into()),
            ]);
            thing.insert("potentialAction", action);
        }
        thing
    }

    fn report(&self, view: &ReportView) -> Object {
        let mut report = self.thing("Report");
        let mut put = |key: &'static str, value: Json| drop(report.insert(key, value));
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
        put("spatialCoverage", self.areas(view.places.iter()));
        put("keywords", titles(&view.topics));
        if let Some(plan) = &view.plan {
            put("isBasedOn", self.iri(&plan.url).into());
        }
        let lessons = view.lessons.iter();
        let parts = lessons.map(|lesson| self.named("CreativeWork", &lesson.title, &lesson.url));
        put("hasPart", parts.collect());
        report
    }

    /// What reports and plans share.
    fn put_record(
        &self,
        put: &mut impl FnMut(&'static str, Json),
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
                object([
                    ("@type", "CorrectionComment".into()),
                    ("datePublished", (&*update.date.iso).into()),
                    ("text", (&*update.note).into()),
                ])
            });
            put("correction", corrections.collect());
        }
        if let Some(council) = self.council(council) {
            put("author", council);
        }
        put("isAccessibleForFree", Json::Truth(true));
        let files = self.page.offers.iter().map(|offer| {
            object([
                ("@type", "MediaObject".into()),
                ("contentUrl", self.iri(&offer.url).into()),
                ("encodingFormat", offer.mime.into()),
            ])
        });
        put("encoding", files.collect());
    }

    fn lesson(&self, view: &LessonView) -> Object {
        let mut lesson = self.thing("CreativeWork");
        let mut put = |key: &'static str, value: Json| drop(lesson.insert(key, value));
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
        put("spatialCoverage", self.areas(view.provinces.iter()));
        put("keywords", titles(&view.topics));
        put("isAccessibleForFree", Json::Truth(true));
        lesson
    }

    fn plan(&self, view: &PlanView) -> Object {
        let mut plan = self.thing("DigitalDocument");
        let mut put = |key: &'static str, value: Json| drop(plan.insert(key, value));
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

    fn event(&self, batch: &BatchView, plan: &PlanView) -> Json {
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
        let places = batch.provinces.iter().map(|stop| &stop.province);
        let reports = batch
            .reports
            .iter()
            .map(|report| self.iri(&report.url).into());
        let mut event = Object::from([
            ("@type", "Event".into()),
            ("@id", here.clone().into()),
            ("url", here.into()),
            ("name", format!("Đợt {}: {theme}", batch.number).into()),
            ("eventStatus", status.into()),
            ("location", self.areas(places)),
            ("subjectOf", reports.collect()),
        ]);
        if let Some(period) = &batch.period {
            event.insert("startDate", period.from.iso.clone().into());
            event.insert("endDate", period.to.iso.clone().into());
        }
        if let Some(council) = self.council(&plan.council) {
            event.insert("organizer", council);
        }
        Json::Object(event)
    }

    fn dataset(&self, view: &DataView) -> Object {
        let mut set = self.thing("Dataset");
        let mut put = |key: &'static str, value: Json| drop(set.insert(key, value));
        let downloads = Sheet::WHOLE
            .iter()
            .zip(&view.tables)
            .flat_map(|(&sheet, table)| {
                let [csv, json] = offers::table_urls(sheet);
                [("text/csv", csv), ("application/json", json)].map(|(mime, url)| {
                    object([
                        ("@type", "DataDownload".into()),
                        ("name", (&*table.title).into()),
                        ("contentUrl", self.iri(&url).into()),
                        ("encodingFormat", mime.into()),
                    ])
                })
            });
        put("distribution", downloads.collect());
        put("isAccessibleForFree", Json::Truth(true));
        let site = &self.archive.site;
        if !site.licence.is_empty() {
            let licence = [
                ("@type", "CreativeWork".into()),
                ("name", (&*site.licence).into()),
            ];
            put("license", object(licence));
        }
        if let Some(updated) = self.archive.updated {
            put("dateModified", super::day(updated).iso.into());
        }
        let creator = [
            ("@type", "Organization".into()),
            ("name", (&*site.title).into()),
        ];
        put("creator", object(creator));
        set
    }

    /// The way down to this page, itself last. The home page has none.
    fn breadcrumbs(&self) -> Option<Json> {
        if matches!(self.page.view, View::Home(_)) {
            return None;
        }
        let home = (&*self.archive.site.title, UrlPath::home());
        let above = self.page.crumbs.iter();
        let above = above.map(|crumb| (&*crumb.title, crumb.url.clone()));
        let here = (&*self.page.title, self.page.url.clone());
        let all = [home].into_iter().chain(above).chain([here]);
        let items = all.enumerate().map(|(at, (name, url))| {
            object([
                ("@type", "ListItem".into()),
                ("position", Json::Number(at + 1)),
                ("name", name.into()),
                ("item", self.iri(&url).into()),
            ])
        });
        Some(object([
            ("@type", "BreadcrumbList".into()),
            ("itemListElement", items.collect()),
        ]))
    }
}

/// A page that is about `thing`.
fn about(mut page: Object, thing: Object) -> Object {
    page.insert("about", Json::Object(thing));
    page
}

fn number(number: Option<&str>) -> Option<String> {
    number
        .filter(|number| !number.is_empty())
        .map(str::to_owned)
}

fn titles(links: &[Link]) -> Json {
    links
        .iter()
        .map(|link| link.title.as_str().into())
        .collect()
}

/// An interval of ISO 8601.
fn period(from: &Day, to: &Day) -> Json {
    format!("{}/{}", from.iso, to.iso).into()
}

/// Dublin Core and what Zotero reads, on the pages of records.
pub(super) fn meta(archive: &Archive, page: &Page) -> String {
    let mut all = String::new();
    let mut put = |name: &'static str, content: &str| {
        if !content.is_empty() {
            all.push_str("<meta name=\"");
            all.push_str(name);
            all.push_str("\" content=\"");
            push_escaped(&mut all, content);
            all.push_str("\">\n");
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

    use super::{Json, object, push_text, safe};

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

    #[test]
    fn a_text_is_as_serde_json_has_it() {
        let plain = [
            "", "Lào Cai", "18–25", "a\u{7f}", "\"", "\\", "\t", "<", ">", "&", "“",
        ];
        for text in plain {
            let mut out = String::new();
            push_text(&mut out, text);
            assert_eq!(out, safe(&text));
        }
        let mut out = String::new();
        let empty = [("list", Json::List(Vec::new())), ("object", object([]))];
        object(empty).push(&mut out);
        assert_eq!(out, r#"{"list":[],"object":{}}"#);
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
