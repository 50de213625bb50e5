//! Feeds: Atom (RFC 4287) with older pages behind it (RFC 5005, section 4), and JSON Feed 1.1.
//!
//! `feed.xml` holds the newest [`MAX_ENTRIES`] entries. Older ones are in `feed-1.xml`, `feed-2.xml` …,
//! fifty each, numbered from the oldest, so that a full page changes only when one of its records does.
//! Entries are sorted by publication, not by correction: corrections are in the feed of the log.
//!
//! An entry is written once. Its links are full addresses; without a base URL they are relative to the
//! home page, and each feed says by `xml:base` where that is. `quick_xml` is only used here.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

use chrono::NaiveDate;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event as Xml};
use serde_json::{Map, Value, json};

use crate::route::{FeedScope, Listing, Rows};
use ssg_archive::{self, Archive, PlanId, ReportId};
use ssg_base::path::{OutPath, UrlPath};
use ssg_content::document::{Document, Status};
use ssg_vietnam::date::PartialDate;

use super::{Files, RecordId, identity, midnight};

/// Maximum number of entries in a feed, and in each of its older pages.
pub(super) const MAX_ENTRIES: usize = 50;

/// An entry as XML, with its sort keys.
#[derive(Clone, Debug)]
struct Entry {
    xml: String,
    published: NaiveDate,
    updated: NaiveDate,
    /// Its position in the archive; newer records have smaller ones.
    order: usize,
}

/// The entries of reports and plans, which are in many feeds. Those of lessons and of the log, which are
/// in few, are written when needed.
#[derive(Debug)]
pub(super) struct Entries {
    reports: Vec<Entry>,
    plans: Vec<Entry>,
}

/// The sort key of entries: newest first, and those of a day in the order of the archive.
fn by_age(published: NaiveDate, order: usize) -> (Reverse<NaiveDate>, usize) {
    (Reverse(published), order)
}

/// The subjects of a feed.
#[derive(Debug)]
pub(super) enum FeedSource {
    Records(Vec<RecordId>),
    Log,
}

/// The subjects of the feed of a list.
pub(super) fn source_of_list(archive: &Archive, list: &Listing<'_>) -> FeedSource {
    let plans = list.plans.iter().map(|&id| RecordId::Plan(id));
    match &list.rows {
        Rows::Reports(ids) => {
            let reports = ids.iter().map(|&id| RecordId::Report(id));
            FeedSource::Records(reports.chain(plans).collect())
        }
        Rows::Lessons(ids) | Rows::Recommendations(ids) => {
            let mut ids = ids.to_vec();
            ids.sort_by_cached_key(|&id| {
                let report = archive.report_of(id);
                by_age(report.published().last_day(), id.index())
            });
            ids.truncate(MAX_ENTRIES);
            FeedSource::Records(ids.into_iter().map(RecordId::Lesson).collect())
        }
        Rows::Plans => {
            let all = (0..archive.plans.len()).map(PlanId::new);
            FeedSource::Records(all.map(RecordId::Plan).collect())
        }
        Rows::Log => FeedSource::Log,
        _ => FeedSource::Records(Vec::new()),
    }
}

/// The subjects of the feed of the site: reports and plans.
pub(super) fn source_of_archive(archive: &Archive) -> FeedSource {
    let reports = (0..archive.reports.len()).map(ReportId::new);
    let plans = (0..archive.plans.len()).map(PlanId::new);
    FeedSource::Records(
        reports
            .map(RecordId::Report)
            .chain(plans.map(RecordId::Plan))
            .collect(),
    )
}

impl Entries {
    pub(super) fn new(archive: &Archive) -> Self {
        let entries = |count: usize, item: &dyn Fn(usize) -> RecordId| {
            let all = (0..count).map(|order| entry(archive, item(order), order));
            all.collect()
        };
        Self {
            reports: entries(archive.reports.len(), &|at| {
                RecordId::Report(ReportId::new(at))
            }),
            plans: entries(archive.plans.len(), &|at| RecordId::Plan(PlanId::new(at))),
        }
    }

    fn get(&self, archive: &Archive, item: RecordId) -> Cow<'_, Entry> {
        match item {
            RecordId::Report(id) => Cow::Borrowed(&self.reports[id.index()]),
            RecordId::Plan(id) => Cow::Borrowed(&self.plans[id.index()]),
            RecordId::Lesson(id) => Cow::Owned(entry(archive, item, id.index())),
        }
    }

    /// The entries of a feed, newest first.
    fn sorted(&self, archive: &Archive, source: &FeedSource) -> Vec<Cow<'_, Entry>> {
        let mut entries: Vec<_> = match source {
            FeedSource::Records(items) => {
                let items = items.iter();
                items.map(|&item| self.get(archive, item)).collect()
            }
            FeedSource::Log => {
                let log = archive.log().iter().enumerate();
                log.map(|(order, entry)| {
                    let day = entry.date.first_day();
                    Cow::Owned(Entry {
                        xml: log_entry(archive, day, entry.event, &entry.document),
                        published: day,
                        updated: day,
                        order,
                    })
                })
                .collect()
            }
        };
        entries.sort_by(|a, b| {
            by_age(a.published, a.order)
                .cmp(&by_age(b.published, b.order))
                .then_with(|| a.xml.cmp(&b.xml))
        });
        entries
    }
}

/// One feed.
pub(super) struct Feed<'a> {
    pub(super) archive: &'a Archive,
    pub(super) entries: &'a Entries,
    /// The title of its page.
    pub(super) title: &'a str,
    /// The page whose feed it is.
    pub(super) page: &'a UrlPath,
}

impl Feed<'_> {
    /// The feed, and its older pages if its scope has them.
    pub(super) fn files(&self, source: &FeedSource, of: FeedScope) -> Files {
        let entries = self.entries.sorted(self.archive, source);
        let newest = &entries[..entries.len().min(MAX_ENTRIES)];
        // Older pages are numbered from the oldest entry, until the rest is among the newest.
        let older = (entries.len() - newest.len()).div_ceil(MAX_ENTRIES);
        let older = if of == FeedScope::Paged { older } else { 0 };
        let mut files = vec![(
            self.at(None).to_output(),
            self.document(newest, FeedPart::Newest { older }),
        )];
        for number in 1..=older {
            let to = entries.len() - (number - 1) * MAX_ENTRIES;
            let of = FeedPart::Older { number, of: older };
            let bytes = self.document(&entries[to - MAX_ENTRIES..to], of);
            files.push((self.at(Some(number)).to_output(), bytes));
        }
        files
    }

    fn at(&self, number: Option<usize>) -> UrlPath {
        match number {
            None => self.page.file("feed.xml"),
            Some(number) => {
                let url = self.page.attachment(&format!("feed-{number}.xml"));
                url.expect("the name is a valid file name")
            }
        }
    }

    fn document(&self, entries: &[Cow<'_, Entry>], part: FeedPart) -> Vec<u8> {
        let site = &self.archive.site;
        let updated = entries.iter().map(|entry| entry.updated).max();
        let updated = updated.or(self.archive.updated).unwrap_or_default();
        let title = if self.page.as_str().is_empty() {
            site.title.clone()
        } else {
            format!("{} – {}", self.title, site.title)
        };
        let mut xml = XmlWriter::new();
        let root = self.page.relative_root();
        let mut attributes = vec![
            ("xmlns", "http://www.w3.org/2005/Atom"),
            ("xmlns:fh", "http://purl.org/syndication/history/1.0"),
            ("xml:lang", "vi"),
        ];
        if site.base_url.is_none() {
            attributes.push(("xml:base", &root));
        }
        xml.start("feed", &attributes);
        let own = match part {
            FeedPart::Newest { .. } => self.at(None),
            FeedPart::Older { number, .. } => self.at(Some(number)),
        };
        xml.text("id", &identity(self.archive, own.as_str()));
        xml.text("title", &title);
        xml.text("updated", &midnight(updated).to_rfc3339());
        xml.start("author", &[]);
        xml.text("name", &site.title);
        xml.end("author");
        if !site.licence.is_empty() {
            xml.text("rights", &site.licence);
        }
        let mut link = |rel: &str, kind: &str, url: &UrlPath| {
            let href = address(self.archive, url);
            let attributes = [("rel", rel), ("type", kind), ("href", &*href)];
            xml.empty("link", &attributes);
        };
        link("alternate", "text/html", self.page);
        let feed = "application/atom+xml";
        link("self", feed, &own);
        match part {
            FeedPart::Newest { older: 0 } => {}
            FeedPart::Newest { older } => link("prev-archive", feed, &self.at(Some(older))),
            FeedPart::Older { number, of } => {
                link("current", feed, &self.at(None));
                if number > 1 {
                    link("prev-archive", feed, &self.at(Some(number - 1)));
                }
                if number < of {
                    link("next-archive", feed, &self.at(Some(number + 1)));
                }
                xml.empty("fh:archive", &[]);
            }
        }
        for entry in entries {
            xml.raw(&entry.xml);
        }
        xml.end("feed");
        xml.finish()
    }
}

/// A document of a feed.
#[derive(Clone, Copy)]
enum FeedPart {
    /// The one to subscribe to, with the number of older pages.
    Newest { older: usize },
    /// An older page, and the number of them.
    Older { number: usize, of: usize },
}

/// The full address of a page. Without a base URL it is relative to the home page, which is `./`
/// itself: many readers ignore `xml:base`.
fn address<'a>(archive: &Archive, url: &'a UrlPath) -> Cow<'a, str> {
    match &archive.site.base_url {
        Some(base) => format!("{base}{}", url.as_str()).into(),
        None if url.as_str().is_empty() => "./".into(),
        None => url.as_str().into(),
    }
}

fn entry(archive: &Archive, item: RecordId, order: usize) -> Entry {
    let document = item.document(archive);
    let published = archive.published(document);
    // Atom requires a day. A record that names only a year gets no day of its end.
    let updated = archive.last_changed(document).first_day();
    let url = item.url(archive);
    let mut xml = XmlWriter::fragment();
    xml.start("entry", &[]);
    xml.text("id", &identity(archive, url.as_str()));
    xml.text("title", item.title(archive));
    xml.text("updated", &midnight(updated).to_rfc3339());
    if let Some(day) = published.day() {
        xml.text("published", &midnight(day).to_rfc3339());
    }
    xml.empty("link", &[("href", &address(archive, &url))]);
    if let Some(council) = item.council(archive) {
        xml.start("author", &[]);
        xml.text("name", &archive.council(council).name);
        xml.end("author");
    }
    let summary = item.summary(archive);
    if !summary.is_empty() {
        xml.text("summary", summary);
    }
    xml.end("entry");
    Entry {
        xml: xml.into_text(),
        published: published.last_day(),
        updated,
        order,
    }
}

fn log_entry(
    archive: &Archive,
    day: NaiveDate,
    event: ssg_archive::LogEvent,
    document: &Document,
) -> String {
    let record = &document.record;
    let (title, reason) = match &record.status {
        Status::Withdrawn { reason, .. } => (document.url.to_string(), &**reason),
        Status::Draft | Status::Published => (record.title.clone(), ""),
    };
    let (label, name, note) = match event {
        ssg_archive::LogEvent::Published => ("Đăng lần đầu", "dang".to_owned(), ""),
        ssg_archive::LogEvent::Updated(at) => {
            let update = &record.updates[at];
            let label = if update.by_editor {
                "Ghi chú của người biên tập"
            } else {
                "Đính chính, bổ sung"
            };
            // Its position in the list changes when an older update is added late. Its day and its
            // position within that day hardly do.
            let same_day = record.updates[..at].iter();
            let same_day = same_day.filter(|other| other.date == update.date).count();
            let name = format!("sua-{}-{same_day}", update.date.iso());
            (label, name, &*update.note)
        }
        ssg_archive::LogEvent::Withdrawn => ("Thu hồi", "rut".to_owned(), reason),
    };
    let url = &document.url;
    let mut xml = XmlWriter::fragment();
    xml.start("entry", &[]);
    let id = format!("nhat-ky/#{}{name}", url.as_str());
    xml.text("id", &identity(archive, &id));
    xml.text("title", &format!("{label}: {title}"));
    xml.text("updated", &midnight(day).to_rfc3339());
    xml.empty("link", &[("href", &address(archive, url))]);
    if !note.is_empty() {
        xml.text("summary", note);
    }
    xml.end("entry");
    xml.into_text()
}

/// The newest reports and plans as JSON Feed. `None` without a base URL, since its addresses must be
/// full.
pub(super) fn json(archive: &Archive) -> Option<Vec<u8>> {
    let base = archive.site.base_url.as_ref()?;
    let FeedSource::Records(mut items) = source_of_archive(archive) else {
        return None;
    };
    let key = |item: &RecordId| {
        let published = archive.published(item.document(archive)).last_day();
        (Reverse(published), item.url(archive))
    };
    items.sort_by_cached_key(key);
    let items = items.into_iter().take(MAX_ENTRIES).map(|item| {
        let document = item.document(archive);
        let url = format!("{base}{}", item.url(archive).as_str());
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| drop(object.insert(key.into(), value));
        put("id", url.clone().into());
        put("url", url.into());
        put("title", item.title(archive).into());
        put("content_text", item.summary(archive).into());
        if let Some(day) = archive.published(document).day() {
            put("date_published", midnight(day).to_rfc3339().into());
        }
        if let Some(day) = archive.last_changed(document).day() {
            put("date_modified", midnight(day).to_rfc3339().into());
        }
        if let Some(council) = item.council(archive) {
            put("authors", json!([{"name": archive.council(council).name}]));
        }
        Value::Object(object)
    });
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": archive.site.title,
        "home_page_url": base,
        "feed_url": format!("{base}feed.json"),
        "language": "vi",
        "items": items.collect::<Vec<_>>(),
    });
    if !archive.site.description.is_empty() {
        feed["description"] = archive.site.description.as_str().into();
    }
    Some((feed.to_string() + "\n").into_bytes())
}

/// The sitemap of these pages, split if it would have more than fifty thousand (sitemaps.org). The home
/// page is `base`.
pub(super) fn sitemaps(base: &str, pages: &BTreeMap<UrlPath, PartialDate>) -> Files {
    const MAX_SITEMAP_PAGES: usize = 50_000;
    let set = |pages: &mut dyn Iterator<Item = (String, PartialDate)>, outer: &str, inner: &str| {
        let mut xml = XmlWriter::new();
        xml.start(
            outer,
            &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")],
        );
        for (address, day) in pages {
            xml.start(inner, &[]);
            xml.text("loc", &address);
            xml.text("lastmod", &day.iso());
            xml.end(inner);
        }
        xml.end(outer);
        xml.finish()
    };
    let all: Vec<(String, PartialDate)> = pages
        .iter()
        .map(|(url, day)| (format!("{base}{}", url.as_str()), *day))
        .collect();
    let top = OutPath::at_root("sitemap.xml");
    if all.len() <= MAX_SITEMAP_PAGES {
        return vec![(top, set(&mut all.into_iter(), "urlset", "url"))];
    }
    let mut files = Vec::new();
    let mut index = Vec::new();
    for (at, part) in all.chunks(MAX_SITEMAP_PAGES).enumerate() {
        let name = format!("sitemap-{}.xml", at + 1);
        let url = UrlPath::home().attachment(&name);
        let url = url.expect("the name is a valid file name");
        let newest = part.iter().map(|(_, day)| *day).max();
        let newest = newest.expect("a chunk is not empty");
        index.push((format!("{base}{}", url.as_str()), newest));
        let bytes = set(&mut part.iter().cloned(), "urlset", "url");
        files.push((url.to_output(), bytes));
    }
    files.push((top, set(&mut index.into_iter(), "sitemapindex", "sitemap")));
    files
}

/// A writer of XML, element by element.
struct XmlWriter {
    writer: Writer<Vec<u8>>,
}

impl XmlWriter {
    fn new() -> Self {
        let mut new = Self::fragment();
        new.put(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        new.raw("\n");
        new
    }

    fn fragment() -> Self {
        Self {
            writer: Writer::new(Vec::new()),
        }
    }

    fn put(&mut self, event: Xml<'_>) {
        let written: io::Result<()> = self.writer.write_event(event);
        written.expect("writing to memory does not fail");
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = quick_xml::events::BytesStart::new(name);
        let start = start.with_attributes(attributes.iter().copied());
        self.put(Xml::Start(start));
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = quick_xml::events::BytesStart::new(name);
        let start = start.with_attributes(attributes.iter().copied());
        self.put(Xml::Empty(start));
    }

    fn end(&mut self, name: &str) {
        self.put(Xml::End(quick_xml::events::BytesEnd::new(name)));
        self.raw("\n");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.start(name, &[]);
        let text = without_forbidden(text);
        self.put(Xml::Text(BytesText::new(&text)));
        self.end(name);
    }

    /// Appends XML from another writer.
    fn raw(&mut self, xml: &str) {
        self.writer.get_mut().extend_from_slice(xml.as_bytes());
    }

    fn into_text(self) -> String {
        String::from_utf8(self.writer.into_inner()).expect("the writer gets only UTF-8")
    }

    fn finish(self) -> Vec<u8> {
        self.writer.into_inner()
    }
}

/// Removes characters that XML 1.0 cannot hold even as references: most control characters.
fn without_forbidden(text: &str) -> std::borrow::Cow<'_, str> {
    let is_forbidden = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(is_forbidden) {
        text.replace(is_forbidden, "").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::events::Event as Xml;

    use super::*;
    use crate::data::tests::hostile_text;

    /// The text of the only element, as a parser reads it.
    fn read(xml: &str) -> String {
        let mut reader = Reader::from_str(xml);
        let mut out = String::new();
        loop {
            match reader.read_event().expect("well formed") {
                Xml::Text(text) => out.push_str(&text.xml10_content()),
                Xml::GeneralRef(name) => {
                    let named = quick_xml::escape::resolve_predefined_entity(&name);
                    let number = name.strip_prefix('#').and_then(|n| n.parse::<u32>().ok());
                    let number = number.and_then(char::from_u32);
                    out.push_str(named.unwrap_or_default());
                    out.extend(number);
                }
                Xml::Eof => return out,
                _ => {}
            }
        }
    }

    proptest! {
        #[test]
        fn titles_survive_a_round_trip(text in hostile_text()) {
            let mut xml = XmlWriter::fragment();
            xml.text("title", &text);
            let out = xml.into_text();
            prop_assert!(!out.contains("]]>"));
            prop_assert_eq!(read(out.trim_end_matches('\n')), text);
        }
    }

    #[test]
    fn removes_characters_that_xml_forbids() {
        assert_eq!(without_forbidden("a\u{b}b\tc"), "ab\tc");
    }
}
