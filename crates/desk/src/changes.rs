//! What publishing would change, page by page, without writing anything.

use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use serde_json::{Value, json};

use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::digest::Digest;
use ssg_base::files::{Content, Sink};
use ssg_base::message::Message;
use ssg_base::path::OutPath;
use ssg_content::document::{DocumentKind, Status, kind_of, url_of};
use ssg_content::settings::{self, settings_path};
use ssg_publish::{Entry, Manifest, PreviousSite, SourceFolder, disk};
use ssg_site::compiler::{BuildOptions, Compiler};
use ssg_site::render::{RenderError, Renderer};
use ssg_site::theme::{self, Theme};

use crate::OUTPUT;
use crate::open_site::OpenSite;

/// The most pages that are listed. Of the others only the number is shown.
const MAX_LISTED: usize = 300;

/// The difference between the site that would be published and the one that is.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// Pages with their titles.
    pages: Vec<(&'static str, String, String)>,
    /// The number of other files that differ: data, tables, search index, pictures.
    other_files: usize,
    /// Whether anything is published yet.
    is_first: bool,
}

impl Changes {
    pub(crate) fn to_json(&self) -> Value {
        let listed = self.pages.iter().take(MAX_LISTED);
        let listed = listed.map(|(change, address, title)| {
            json!({ "change": change, "address": address, "title": title })
        });
        json!({
            "pages": listed.collect::<Vec<_>>(),
            "more": self.pages.len().saturating_sub(MAX_LISTED),
            "other_files": self.other_files,
            "is_first": self.is_first,
        })
    }
}

/// The records whose published source differs from the one on the disk: what changes, the address
/// and the title. Known at once, while rendering all pages takes seconds. `None` if the published
/// site cannot be read or carries no sources.
pub(crate) fn changed_records(site: &OpenSite) -> Option<Vec<Value>> {
    let archive = site.server.compiler().archive()?;
    let published = Manifest::read(&site.root.join(OUTPUT)).ok()?;
    if published.is_some() && !archive.site.data {
        return None;
    }
    let manifest = published.unwrap_or_default();
    // Kind, year and name; lessons have addresses below those of their records.
    let is_record = |address: &&str| address.trim_matches('/').split('/').count() == 3;
    let published = manifest.records.iter().map(String::as_str);
    let mut gone: BTreeSet<&str> = published.filter(is_record).collect();
    let mut changed = Vec::new();
    for (path, parsed) in site.server.compiler().documents() {
        let document = parsed.value.as_deref();
        let Some((document, url)) = document.zip(url_of(path)) else {
            continue;
        };
        if kind_of(path) == Some(DocumentKind::Page) || document.record.status == Status::Draft {
            continue;
        }
        let address = format!("/{}", url.as_str());
        gone.remove(address.as_str());
        let text = site.server.text(path);
        let source = text.and_then(|text| Some(document.source.publish(&text)?.into_owned()));
        let before = manifest.files.get(&url.file("index.md").to_output());
        let change = match (before, source) {
            (None, _) => "added",
            (Some(before), Some(source)) if before.sha256 == Digest::of(source.as_bytes()) => {
                continue;
            }
            (Some(_), _) => "changed",
        };
        changed
            .push(json!({ "change": change, "address": address, "title": document.record.title }));
    }
    changed.extend(
        gone.iter()
            .map(|address| json!({ "change": "removed", "address": address, "title": "" })),
    );
    Some(changed)
}

/// Why the changes are not known.
#[derive(Debug)]
pub(crate) enum ChangesError {
    /// The sources have errors: the site cannot be published.
    Sources(Vec<Diagnostic>),
    /// The disk refused, or the published site cannot be read.
    Other(Message),
}

impl From<disk::Error> for ChangesError {
    fn from(error: disk::Error) -> Self {
        Self::Other(error.message())
    }
}

impl From<ssg_publish::Error> for ChangesError {
    fn from(error: ssg_publish::Error) -> Self {
        Self::Other(error.message())
    }
}

/// Renders the site as `ssg build` does and compares it with the published one. Also returns the
/// warnings.
pub(crate) fn changes(
    root: &Path,
    today: NaiveDate,
) -> Result<(Changes, Vec<Diagnostic>), ChangesError> {
    let mut found = Vec::new();
    let mut sources = disk::read_sources(root)?.report_to(&mut found);
    disk::read_attachments(root, &mut sources);
    let previous = PreviousSite::read(&root.join(OUTPUT))?;
    let records = previous
        .as_ref()
        .map(|site| site.manifest().records.clone());
    let options = BuildOptions {
        published: records,
        today: Some(today),
        embargo: Some(today),
        ..BuildOptions::default()
    };
    let settings_path = settings_path();
    let site = sources.texts.get(&settings_path);
    let site = site.map(|text| settings::parse(&settings_path, text).value);
    let site_title = site.as_ref().map_or("", |site| &*site.title).to_owned();
    let named = site.map(|site| site.theme);
    let mut compiler = Compiler::default();
    let compiled = compiler.compile(sources, &options).report_to(&mut found);
    compiler.weigh(&mut found, &options);
    let name = named
        .as_ref()
        .map_or(theme::DEFAULT_THEME, |named| &named.value);
    let files = disk::read_theme(root, name)?.report_to(&mut found);
    let mut theme = Theme::new(name, &files);
    for found in theme
        .diagnostics
        .iter_mut()
        .filter(|found| found.place.is_none())
    {
        found.place = named
            .as_ref()
            .map(|named| Place::new(&settings_path, named.span));
    }
    let theme = theme.report_to(&mut found);
    let has_errors = found.iter().any(Diagnostic::is_error);
    let Some((compiled, theme)) = compiled.zip(theme).filter(|_| !has_errors) else {
        return Err(ChangesError::Sources(found));
    };
    let mut sink = ComparingSink::new(previous.as_ref());
    let originals = SourceFolder {
        root: root.to_owned(),
        previous: previous.clone(),
    };
    match Renderer::new(&compiled, &theme).render(&originals, &mut sink) {
        Ok(()) => Ok((sink.finish(&site_title), found)),
        Err(RenderError::Fault(fault)) => {
            found.push(*fault);
            Err(ChangesError::Sources(found))
        }
        Err(RenderError::Io(error)) => Err(ChangesError::Other(
            ssg_publish::Error::from(error).message(),
        )),
    }
}

/// Compares each file with the published one and drops it.
struct ComparingSink {
    /// The published files that have not been written yet.
    published: BTreeMap<OutPath, Entry>,
    changes: Changes,
}

impl ComparingSink {
    fn new(previous: Option<&PreviousSite>) -> Self {
        Self {
            published: previous.map_or_else(BTreeMap::new, |site| site.manifest().files.clone()),
            changes: Changes {
                is_first: previous.is_none(),
                ..Changes::default()
            },
        }
    }

    /// The changes, with the titles of pages less that of the site, which most of them end in.
    fn finish(mut self, site_title: &str) -> Changes {
        let suffix = format!(" – {site_title}");
        for (.., title) in &mut self.changes.pages {
            if let Some(own) = title.strip_suffix(&suffix) {
                *title = own.to_owned();
            }
        }
        for path in self.published.keys() {
            match page_address(path) {
                Some(address) => self.changes.pages.push(("removed", address, String::new())),
                None => self.changes.other_files += 1,
            }
        }
        self.changes.pages.sort();
        self.changes
    }
}

impl Sink for ComparingSink {
    fn put(&mut self, path: &OutPath, content: Content<'_>) -> io::Result<()> {
        let bytes = content.into_bytes()?;
        let before = self.published.remove(path);
        let is_new = before.is_none();
        if before.is_some_and(|before| before.sha256 == Digest::of(&bytes)) {
            return Ok(());
        }
        match page_address(path) {
            Some(address) => {
                let change = if is_new { "added" } else { "changed" };
                self.changes.pages.push((change, address, title_of(&bytes)));
            }
            None => self.changes.other_files += 1,
        }
        Ok(())
    }
}

/// The address of a page; `None` for another file.
fn page_address(path: &OutPath) -> Option<String> {
    let address = path.as_str().strip_suffix("index.html")?;
    Some(format!("/{address}"))
}

/// The text of the element `title`.
fn title_of(html: &[u8]) -> String {
    let html = String::from_utf8_lossy(&html[..html.len().min(8192)]);
    let title = html
        .split_once("<title>")
        .and_then(|(_, rest)| rest.split_once("</title>"));
    let title = title.map_or("", |(title, _)| title);
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ];
    entities
        .into_iter()
        .fold(title.to_owned(), |title, (entity, text)| {
            title.replace(entity, text)
        })
}
