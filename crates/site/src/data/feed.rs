//! Feeds: Atom (RFC 4287) with older pages behind it (RFC 5005, section 4), and JSON Feed 1.1.
//!
//! `feed.xml` holds the newest [`MOST`] entries. Older ones stand in `feed-1.xml`, `feed-2.xml` …,
//! fifty each, counted from the oldest, so that a page that is full changes only when one of its
//! records does. Entries are in the order in which records entered the archive, not of their
//! corrections, which the feed of the publication log tells.
//!
//! An entry is written once, with its links relative to the archive's top, and each feed says by
//! `xml:base` where that is. The home of `quick_xml`.

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

use super::{Files, Item, identity, midnight};

/// How many entries a feed, and each of its older pages, has at most.
pub(super) const MOST: usize = 50;
/// How many a feed of few has, of which there are thousands.
const FEW: usize = 10;

/// An entry, written, and by what it is sorted.
#[derive(Clone, Debug)]
struct Entry {
    xml: String,
    published: NaiveDate,
    updated: NaiveDate,
    /// Newer in the archive's own order is smaller.
    order: usize,
}

/// The entry of every record that stands in many feeds. Those of lessons and of the log, which stand in
/// few, are written when they are asked for.
#[derive(Debug)]
pub(super) struct Entries {
    reports: Vec<Entry>,
    plans: Vec<Entry>,
}

/// By what a feed is sorted: the newest first, and of one day as the archive has them.
fn by_age(published: NaiveDate, order: usize) -> (Reverse<NaiveDate>, usize) {
    (Reverse(published), order)
}

/// What a feed tells of.
#[derive(Debug)]
pub(super) enum Told {
    Items(Vec<Item>),
    Log,
}

/// What the feed of a list tells of.
pub(super) fn of_rows(archive: &Archive, list: &Listing<'_>) -> Told {
    let plans = list.plans.iter().map(|&id| Item::Plan(id));
    match &list.rows {
        Rows::Reports(ids) => {
            let reports = ids.iter().map(|&id| Item::Report(id));
            Told::Items(reports.chain(plans).collect())
        }
        Rows::Lessons(ids) => {
            let mut ids = ids.to_vec();
            ids.sort_by_cached_key(|&id| {
                let report = archive.report_of(id);
                by_age(report.published().last_day(), id.index())
            });
            ids.truncate(MOST);
            Told::Items(ids.into_iter().map(Item::Lesson).collect())
        }
        Rows::Plans => {
            let all = (0..archive.plans.len()).map(PlanId::new);
            Told::Items(all.map(Item::Plan).collect())
        }
        Rows::Log => Told::Log,
        _ => Told::Items(Vec::new()),
    }
}

/// What the site's own feed tells of: reports and plans.
pub(super) fn of_all(archive: &Archive) -> Told {
    let reports = (0..archive.reports.len()).map(ReportId::new);
    let plans = (0..archive.plans.len()).map(PlanId::new);
    Told::Items(
        reports
            .map(Item::Report)
            .chain(plans.map(Item::Plan))
            .collect(),
    )
}

impl Entries {
    pub(super) fn new(archive: &Archive) -> Self {
        let entries = |count: usize, item: &dyn Fn(usize) -> Item| {
            let all = (0..count).map(|order| entry(archive, item(order), order));
            all.collect()
        };
        Self {
            reports: entries(archive.reports.len(), &|at| Item::Report(ReportId::new(at))),
            plans: entries(archive.plans.len(), &|at| Item::Plan(PlanId::new(at))),
        }
    }

    fn get(&self, archive: &Archive, item: Item) -> Cow<'_, Entry> {
        match item {
            Item::Report(id) => Cow::Borrowed(&self.reports[id.index()]),
            Item::Plan(id) => Cow::Borrowed(&self.plans[id.index()]),
            Item::Lesson(id) => Cow::Owned(entry(archive, item, id.index())),
        }
    }

    /// Entries, the newest first.
    fn sorted(&self, archive: &Archive, told: &Told) -> Vec<Cow<'_, Entry>> {
        let mut entries: Vec<_> = match told {
            Told::Items(items) => {
                let items = items.iter();
                items.map(|&item| self.get(archive, item)).collect()
            }
            Told::Log => {
                let log = archive.log().iter().enumerate();
                log.map(|(order, entry)| {
                    let day = entry.date.last_day();
                    Cow::Owned(Entry {
                        xml: of_event(archive, day, entry.event, &entry.document),
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
    /// The feed, and its older pages if it has all.
    pub(super) fn files(&self, told: &Told, of: FeedScope) -> Files {
        let entries = self.entries.sorted(self.archive, told);
        let most = if of == FeedScope::TenNewest {
            FEW
        } else {
            MOST
        };
        let newest = &entries[..entries.len().min(most)];
        // From the oldest on, as far as something is not among the newest.
        let older = (entries.len() - newest.len()).div_ceil(MOST);
        let older = if of == FeedScope::Paged { older } else { 0 };
        let mut files = vec![(
            self.at(None).to_output(),
            self.document(newest, Number::Newest { older }),
        )];
        for number in 1..=older {
            let to = entries.len() - (number - 1) * MOST;
            let of = Number::Older { number, of: older };
            let bytes = self.document(&entries[to - MOST..to], of);
            files.push((self.at(Some(number)).to_output(), bytes));
        }
        files
    }

    fn at(&self, number: Option<usize>) -> UrlPath {
        match number {
            None => self.page.file("feed.xml"),
            Some(number) => {
                let url = self.page.attachment(&format!("feed-{number}.xml"));
                url.expect("a name in the program is sound")
            }
        }
    }

    fn document(&self, entries: &[Cow<'_, Entry>], number: Number) -> Vec<u8> {
        let site = &self.archive.site;
        let base = site
            .base_url
            .clone()
            .unwrap_or_else(|| self.page.relative_root());
        let updated = entries.iter().map(|entry| entry.updated).max();
        let updated = updated.or(self.archive.updated).unwrap_or_default();
        let title = if self.page.as_str().is_empty() {
            site.title.clone()
        } else {
            format!("{} – {}", self.title, site.title)
        };
        let mut xml = Markup::new();
        xml.start(
            "feed",
            &[
                ("xmlns", "http://www.w3.org/2005/Atom"),
                ("xmlns:fh", "http://purl.org/syndication/history/1.0"),
                ("xml:lang", "vi"),
                ("xml:base", &base),
            ],
        );
        let own = match number {
            Number::Newest { .. } => self.at(None),
            Number::Older { number, .. } => self.at(Some(number)),
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
            let attributes = [("rel", rel), ("type", kind), ("href", address(url))];
            xml.empty("link", &attributes);
        };
        link("alternate", "text/html", self.page);
        let feed = "application/atom+xml";
        link("self", feed, &own);
        match number {
            Number::Newest { older: 0 } => {}
            Number::Newest { older } => link("prev-archive", feed, &self.at(Some(older))),
            Number::Older { number, of } => {
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

/// Which of a feed's documents.
#[derive(Clone, Copy)]
enum Number {
    /// The one to subscribe to; how many older pages there are.
    Newest { older: usize },
    /// An older page, and of how many.
    Older { number: usize, of: usize },
}

/// An address of the site relative to its top, which is `.` itself.
fn address(url: &UrlPath) -> &str {
    if url.as_str().is_empty() {
        "./"
    } else {
        url.as_str()
    }
}

fn entry(archive: &Archive, item: Item, order: usize) -> Entry {
    let document = item.document(archive);
    let published = archive.published(document).last_day();
    let updated = archive.last_changed(document);
    let url = item.url(archive);
    let mut xml = Markup::fragment();
    xml.start("entry", &[]);
    xml.text("id", &identity(archive, url.as_str()));
    xml.text("title", item.title(archive));
    xml.text("updated", &midnight(updated).to_rfc3339());
    xml.text("published", &midnight(published).to_rfc3339());
    xml.empty("link", &[("href", address(&url))]);
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
        published,
        updated,
        order,
    }
}

fn of_event(
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
            // Its place in the list may change when an older one is entered late; its day and its
            // place among those of that day hardly do.
            let same_day = record.updates[..at].iter();
            let same_day = same_day.filter(|other| other.date == update.date).count();
            let name = format!("sua-{}-{same_day}", update.date.iso());
            (label, name, &*update.note)
        }
        ssg_archive::LogEvent::Withdrawn => ("Rút khỏi kho", "rut".to_owned(), reason),
    };
    let url = &document.url;
    let mut xml = Markup::fragment();
    xml.start("entry", &[]);
    let id = format!("nhat-ky/#{}{name}", url.as_str());
    xml.text("id", &identity(archive, &id));
    xml.text("title", &format!("{label}: {title}"));
    xml.text("updated", &midnight(day).to_rfc3339());
    xml.empty("link", &[("href", address(url))]);
    if !note.is_empty() {
        xml.text("summary", note);
    }
    xml.end("entry");
    xml.into_text()
}

/// The newest reports and plans as JSON Feed. `None` without a base URL: its addresses must be
/// full, and an item without one is of no use.
pub(super) fn json(archive: &Archive) -> Option<Vec<u8>> {
    let base = archive.site.base_url.as_ref()?;
    let Told::Items(mut items) = of_all(archive) else {
        return None;
    };
    let key = |item: &Item| {
        let published = archive.published(item.document(archive)).last_day();
        (Reverse(published), item.url(archive))
    };
    items.sort_by_cached_key(key);
    let items = items.into_iter().take(MOST).map(|item| {
        let document = item.document(archive);
        let url = format!("{base}{}", item.url(archive).as_str());
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| drop(object.insert(key.into(), value));
        put("id", url.clone().into());
        put("url", url.into());
        put("title", item.title(archive).into());
        put("content_text", item.summary(archive).into());
        let published = archive.published(document).last_day();
        put("date_published", midnight(published).to_rfc3339().into());
        let changed = midnight(archive.last_changed(document));
        put("date_modified", changed.to_rfc3339().into());
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

/// The addresses of crawlers' interest, split where a sitemap would have more than fifty thousand
/// (sitemaps.org). The home page is `base`.
pub(super) fn sitemaps(base: &str, pages: &BTreeMap<UrlPath, NaiveDate>) -> Files {
    const MOST: usize = 50_000;
    let set = |pages: &mut dyn Iterator<Item = (String, NaiveDate)>, outer: &str, inner: &str| {
        let mut xml = Markup::new();
        xml.start(
            outer,
            &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")],
        );
        for (address, day) in pages {
            xml.start(inner, &[]);
            xml.text("loc", &address);
            xml.text("lastmod", &day.to_string());
            xml.end(inner);
        }
        xml.end(outer);
        xml.finish()
    };
    let all: Vec<(String, NaiveDate)> = pages
        .iter()
        .map(|(url, day)| (format!("{base}{}", url.as_str()), *day))
        .collect();
    let top = OutPath::at_root("sitemap.xml");
    if all.len() <= MOST {
        return vec![(top, set(&mut all.into_iter(), "urlset", "url"))];
    }
    let mut files = Vec::new();
    let mut index = Vec::new();
    for (at, part) in all.chunks(MOST).enumerate() {
        let name = format!("sitemap-{}.xml", at + 1);
        let url = UrlPath::home().attachment(&name);
        let url = url.expect("a name in the program is sound");
        let newest = part.iter().map(|(_, day)| *day).max().unwrap_or_default();
        index.push((format!("{base}{}", url.as_str()), newest));
        let bytes = set(&mut part.iter().cloned(), "urlset", "url");
        files.push((url.to_output(), bytes));
    }
    files.push((top, set(&mut index.into_iter(), "sitemapindex", "sitemap")));
    files
}

/// XML, element by element.
struct Markup {
    writer: Writer<Vec<u8>>,
}

impl Markup {
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
        written.expect("memory takes what is written");
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
        let text = in_xml(text);
        self.put(Xml::Text(BytesText::new(&text)));
        self.end(name);
    }

    /// XML that was made here before.
    fn raw(&mut self, xml: &str) {
        self.writer.get_mut().extend_from_slice(xml.as_bytes());
    }

    fn into_text(self) -> String {
        String::from_utf8(self.writer.into_inner()).expect("made of texts")
    }

    fn finish(self) -> Vec<u8> {
        self.writer.into_inner()
    }
}

/// A text without what XML 1.0 cannot hold even as a reference: most control characters.
fn in_xml(text: &str) -> std::borrow::Cow<'_, str> {
    let lost = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(lost) {
        text.replace(lost, "").into()
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
    use crate::data::tests::nasty;

    /// The text of the one element, as a reader puts it together.
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
        fn a_title_is_read_as_it_was_written(text in nasty()) {
            let mut xml = Markup::fragment();
            xml.text("title", &text);
            let out = xml.into_text();
            prop_assert!(!out.contains("]]>"));
            prop_assert_eq!(read(out.trim_end_matches('\n')), text);
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(in_xml("a\u{b}b\tc"), "ab\tc");
    }
}
