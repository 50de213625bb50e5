//! The theme: templates that turn a page into HTML, and the files that go with them.
//!
//! The built-in theme is part of the program. A site lays its own files over it by name, from
//! `themes/NAME/`: one of the same name replaces, a new one is added. The only home of Tera.
//!
//! Templates decide how a page looks and never what is on it: they read [`SiteView`], [`Page`]
//! and the struct of its [`View`], all of which `docs/themes.md` lists.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use crate::page::view::{LessonRow, Page, ReportRow, Rows, Section, SiteView, View};
use ssg_base::diagnostic::{Checked, Diagnostic, Place, Severity, Span};
use ssg_base::message::Message;
use ssg_base::parallel::lock_ignoring_poison;
use ssg_base::path::{SourcePath, UrlPath};

/// A site's own theme files, by their name within `themes/NAME/`.
pub type Overrides = BTreeMap<String, Vec<u8>>;

/// The name of the built-in theme.
pub const DEFAULT_THEME: &str = "default";

/// The names of the built-in files with what they hold.
macro_rules! built_in {
    ($($name:literal)+) => {
        &[$(($name, include_bytes!(concat!("../../../themes/default/", $name)))),+]
    };
}

const BUILT_IN: &[(&str, &[u8])] = built_in! {
    "accessibility.html"
    "base.html"
    "council.html"
    "data.html"
    "favicon.svg"
    "finder.html"
    "follow-up.html"
    "footer.html"
    "former-province.html"
    "header.html"
    "home.html"
    "lead.html"
    "lesson-row.html"
    "lesson.html"
    "lessons-used.html"
    "lessons.html"
    "log.html"
    "not-found.html"
    "og.png"
    "overview.html"
    "page.html"
    "parts.html"
    "plan.html"
    "plans.html"
    "province.html"
    "provinces.html"
    "redirect.html"
    "report-row.html"
    "report.html"
    "reports.html"
    "search.html"
    "search.js"
    "site-map.html"
    "site.js"
    "style.css"
    "tombstone.html"
    "topic.html"
    "year.html"
};

/// Templates that are known to parse, and the files beside them.
pub struct Theme {
    name: String,
    files: BTreeMap<String, Vec<u8>>,
    tera: Tera,
}

impl Theme {
    /// Lays a site's files over the built-in theme. Without a fault there is a theme.
    ///
    /// A template at fault is set aside for the built-in one of its name, so that one run tells
    /// of every faulty template.
    pub fn new(name: &str, overrides: &Overrides) -> Checked<Option<Self>> {
        if source(name, "base.html").is_none() || (name != DEFAULT_THEME && overrides.is_empty()) {
            return unknown(name);
        }
        let mut found = Vec::new();
        let mut files = built_in();
        for (file, bytes) in overrides {
            match check_file(name, file, bytes) {
                Ok(()) => drop(files.insert(file.clone(), bytes.clone())),
                Err(fault) => found.push(*fault),
            }
        }
        let tera = load(name, &mut files, &mut found);
        let theme = tera.filter(|_| found.is_empty()).map(|tera| Self {
            name: name.to_owned(),
            files,
            tera,
        });
        Checked {
            value: theme,
            diagnostics: found,
        }
    }

    /// Writes a page as HTML, in UTF-8.
    pub fn render(&self, site: &SiteContext, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        let (template, mut view) = of_view(&page.view);
        for (name, rows) in page.view.rows() {
            let rows = self.rows(site, page, rows)?;
            let mut fields = view.into_map().expect("what shows rows is a struct");
            fields.insert(name.into(), rows.into());
            view = fields.into();
        }
        let mut context = Context::new();
        context.insert_value("site", site.site.clone());
        context.insert("page", page);
        context.insert_value("view", view);
        context.insert_value("header", self.header(site, page)?);
        context.insert_value("footer", self.footer(site, page)?);
        self.write(template, &context)
    }

    /// What stands at the top of `page`.
    fn header(&self, site: &SiteContext, page: &Page) -> Result<Value, Box<Diagnostic>> {
        // Where the menu leads, and so where it is told from other pages of the section.
        let url = page.url.as_str();
        let is_near = url.matches('/').count() <= 1;
        let near = is_near.then(|| page.url.clone());
        let make = || {
            let url = if is_near { url } else { "" };
            let section = Value::from_serializable(&page.section);
            let fields = [("url".into(), url.into()), ("section".into(), section)];
            self.part("header.html", site, page, fields, None)
        };
        let part = site.parts.get(PartOf::Header(page.section, near), make)?;
        Ok(part.on(&page.root))
    }

    /// What stands at the bottom of `page`.
    fn footer(&self, site: &SiteContext, page: &Page) -> Result<Value, Box<Diagnostic>> {
        let make = || self.part("footer.html", site, page, [], None);
        Ok(site.parts.get(PartOf::Footer, make)?.on(&page.root))
    }

    /// The rows of a list as they stand on `page`.
    fn rows(
        &self,
        site: &SiteContext,
        page: &Page,
        rows: Rows<'_>,
    ) -> Result<Vec<Value>, Box<Diagnostic>> {
        match rows {
            Rows::Reports(rows) => {
                let row = |row: &ReportRow| {
                    let of = Some(PartOf::Row(row.url.clone()));
                    self.row("report-row.html", site, page, row, of)
                };
                rows.iter().map(row).collect()
            }
            Rows::Lessons(rows) => {
                let row = |row: &LessonRow| {
                    // How often it was used is told on one list alone.
                    let of = (row.uses == 0).then(|| PartOf::Row(row.url.clone()));
                    self.row("lesson-row.html", site, page, row, of)
                };
                rows.iter().map(row).collect()
            }
        }
    }

    /// A row as it stands on `page`; `of` where it is the same on others.
    fn row(
        &self,
        template: &str,
        site: &SiteContext,
        page: &Page,
        row: &impl Serialize,
        of: Option<PartOf>,
    ) -> Result<Value, Box<Diagnostic>> {
        let make = || {
            let row = Value::from_serializable(row);
            self.part(template, site, page, [], Some(row))
        };
        let part = match of {
            Some(of) => site.parts.get(of, make)?,
            None => Arc::new(make()?),
        };
        Ok(part.on(&page.root))
    }

    /// Makes a part of pages at any depth. Of `page` it may read what all of them share, and these
    /// fields.
    fn part<const N: usize>(
        &self,
        template: &str,
        site: &SiteContext,
        page: &Page,
        fields: [(tera::value::Key<'static>, Value); N],
        row: Option<Value>,
    ) -> Result<Part, Box<Diagnostic>> {
        let shared = [
            ("root".into(), Value::safe_string(ROOT)),
            ("index".into(), page.index.into()),
        ];
        let page: tera::Map = shared.into_iter().chain(fields).collect();
        let mut context = Context::new();
        context.insert_value("site", site.site.clone());
        context.insert_value("page", page.into());
        if let Some(row) = row {
            context.insert_value("row", row);
        }
        let html = self.write(template, &context)?;
        Ok(Part::new(&String::from_utf8_lossy(&html)))
    }

    fn write(&self, template: &str, context: &Context) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut html = Vec::with_capacity(ROOM);
        let rendered = self.tera.render_to(template, context, &mut html);
        rendered.map(|()| html).map_err(|error| {
            let faults = Fault::read(&error, template, &self.files);
            let first = faults.first().expect("an error tells at least one fault");
            Box::new(first.tell(&self.name, &self.files))
        })
    }

    /// Files that are published as they are, by name and in order.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files().filter(|(name, _)| !is_template(name))
    }

    /// Every file, templates too, by name and in order: equal files make equal pages.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// The text of a built-in file, to cut excerpts from where a fault lies in one that the
    /// site did not replace. `None` if `path` is none of the theme's.
    pub fn built_in_text(path: &SourcePath) -> Option<&'static str> {
        let mut segments = path.segments();
        let (folder, _theme) = (segments.next()?, segments.next()?);
        let file = segments.next().filter(|_| folder == "themes")?;
        let (_, bytes) = BUILT_IN.iter().find(|(name, _)| *name == file)?;
        std::str::from_utf8(bytes).ok()
    }
}

/// What the pages of one build share: made once for all of them.
#[derive(Debug)]
pub struct SiteContext {
    /// The site, as templates read it.
    site: Value,
    parts: Parts,
}

impl SiteContext {
    /// What pages of an archive share whose site this is.
    pub fn new(site: &SiteView) -> Self {
        Self {
            site: Value::from_serializable(site),
            parts: Parts::default(),
        }
    }
}

/// As many bytes as most pages have.
const ROOM: usize = 24 << 10;

/// Stands in a part for what comes before every address on its page. Text is escaped, so that no
/// author can write it.
const ROOT: &str = "<root>";

/// A part of pages as a template made it, for any depth.
#[derive(Debug)]
struct Part {
    /// Without [`ROOT`].
    html: Box<str>,
    /// Where that stood.
    roots: Vec<usize>,
}

impl Part {
    fn new(html: &str) -> Self {
        let mut parts = html.split(ROOT);
        let mut html = parts.next().unwrap_or_default().to_owned();
        let mut roots = Vec::new();
        for part in parts {
            roots.push(html.len());
            html.push_str(part);
        }
        Self {
            html: html.into(),
            roots,
        }
    }

    /// As it stands on a page with this root.
    fn on(&self, root: &str) -> Value {
        let mut html = String::with_capacity(self.html.len() + self.roots.len() * root.len());
        let mut from = 0;
        for &at in &self.roots {
            html.push_str(&self.html[from..at]);
            html.push_str(root);
            from = at;
        }
        html.push_str(&self.html[from..]);
        Value::safe_string(&html)
    }
}

/// Of what a part is, and so which pages show it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum PartOf {
    /// The top of the pages of a section, or of one page right below the home page.
    Header(Section, Option<UrlPath>),
    /// The bottom of all pages.
    Footer,
    /// A report or a lesson in a list, by its page.
    Row(UrlPath),
}

/// Parts that were made in this build. Most of what a site has to render stands on many pages: a row
/// on a dozen of them.
#[derive(Debug, Default)]
struct Parts {
    made: Mutex<Made>,
}

/// Parts of two ages. What is not asked for while the younger grow goes: pages that follow one another
/// show records that are near in time.
#[derive(Debug, Default)]
struct Made {
    young: BTreeMap<PartOf, Arc<Part>>,
    old: BTreeMap<PartOf, Arc<Part>>,
    /// How many bytes the younger have.
    size: usize,
}

impl Made {
    /// How many bytes an age has: rows of 40,000 records.
    const MOST: usize = 32 << 20;

    fn again(&mut self, of: &PartOf) -> Option<Arc<Part>> {
        if let Some(part) = self.young.get(of) {
            return Some(Arc::clone(part));
        }
        let (of, part) = self.old.remove_entry(of)?;
        self.keep(of, &part);
        Some(part)
    }

    fn keep(&mut self, of: PartOf, part: &Arc<Part>) {
        if self.size >= Self::MOST {
            self.old = std::mem::take(&mut self.young);
            self.size = 0;
        }
        self.size += part.html.len();
        self.young.insert(of, Arc::clone(part));
    }
}

impl Parts {
    fn get(
        &self,
        of: PartOf,
        make: impl FnOnce() -> Result<Part, Box<Diagnostic>>,
    ) -> Result<Arc<Part>, Box<Diagnostic>> {
        // The lock is let go before anything is made.
        let known = lock_ignoring_poison(&self.made).again(&of);
        if let Some(known) = known {
            return Ok(known);
        }
        let new = Arc::new(make()?);
        lock_ignoring_poison(&self.made).keep(of, &new);
        Ok(new)
    }
}

/// No theme bears the name.
fn unknown<T>(name: &str) -> Checked<Option<T>> {
    let fault = Diagnostic {
        severity: Severity::Error,
        message: Message::UnknownTheme { name: name.into() },
        place: None,
        related: Vec::new(),
        hints: Vec::new(),
    };
    Checked {
        value: None,
        diagnostics: vec![fault],
    }
}

fn built_in() -> BTreeMap<String, Vec<u8>> {
    let owned = |&(name, bytes): &(&str, &[u8])| (name.to_owned(), bytes.to_vec());
    BUILT_IN.iter().map(owned).collect()
}

fn is_template(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, end)| end == "html")
}

/// Where a theme's file lies. `None` if either name cannot be part of a path.
fn source(theme: &str, file: &str) -> Option<SourcePath> {
    SourcePath::new(&format!("themes/{theme}/{file}"))
}

/// A template must be UTF-8, and any other file must have a name that can be an address.
fn check_file(theme: &str, file: &str, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    let place = |start: usize| {
        let path = source(theme, file).or_else(|| source(theme, "base.html"));
        let path = path.expect("the theme's name was checked");
        Place::new(&path, start..start)
    };
    if !is_template(file) {
        let message = Message::BadFileName { name: file.into() };
        let fault = Diagnostic::error(place(0), message).hint(Message::BadFileNameHint);
        return asset_address(file).map(drop).ok_or(Box::new(fault));
    }
    std::str::from_utf8(bytes).map(drop).map_err(|error| {
        let at = error.valid_up_to();
        let byte = format!("0x{:02X}", bytes[at]);
        Box::new(Diagnostic::error(place(at), Message::NotUtf8 { byte }).hint(Message::NotUtf8Hint))
    })
}

/// The address at which an asset is published; `None` if its name cannot be one.
fn asset_address(file: &str) -> Option<UrlPath> {
    let (folders, name) = file
        .rsplit_once('/')
        .map_or((None, file), |(a, b)| (Some(a), b));
    let mut at = UrlPath::home();
    for folder in folders.into_iter().flat_map(|folders| folders.split('/')) {
        at = at.child(folder)?;
    }
    at.attachment(name)
}

/// Loads all templates at once, as parents may come in any order. After a fault the built-in
/// template, or nothing, stands in for the faulty one, and the rest is tried again.
fn load(
    theme: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
    found: &mut Vec<Diagnostic>,
) -> Option<Tera> {
    loop {
        let mut tera = Tera::new();
        // Before the templates: their use is checked as a template is loaded.
        tera.register_filter("thousands", thousands);
        tera.register_filter("nbsp", nbsp);
        tera.register_filter("sentence", sentence);
        let texts = files
            .iter()
            .filter(|(name, _)| is_template(name))
            .map(|(name, bytes)| (name, String::from_utf8_lossy(bytes)));
        let error = match tera.add_raw_templates(texts) {
            Ok(()) => return Some(tera),
            Err(error) => error,
        };
        let faults = Fault::read(&error, "base.html", files);
        found.extend(faults.iter().map(|fault| fault.tell(theme, files)));
        let aside = faults.iter().map(|fault| set_aside(files, &fault.template));
        // A built-in template can fail too, where a part it needs was replaced by less.
        if !aside.fold(false, |any, this| any | this) {
            return None;
        }
    }
}

/// Puts the built-in template, or an empty one, in the place of `template`. Whether that changed
/// anything: a site's file is set aside but once.
fn set_aside(files: &mut BTreeMap<String, Vec<u8>>, template: &str) -> bool {
    let stand_in = BUILT_IN.iter().find(|(name, _)| *name == template);
    let stand_in = stand_in.map_or_else(Vec::new, |(_, bytes)| bytes.to_vec());
    match files.get_mut(template) {
        Some(file) if *file != stand_in => {
            *file = stand_in;
            true
        }
        _ => false,
    }
}

/// What Tera says of a template.
struct Fault {
    template: String,
    span: Span,
    detail: String,
}

impl Fault {
    /// Reads Tera's error; `asked` is the template that was asked for, where Tera names none.
    fn read(error: &tera::Error, asked: &str, files: &BTreeMap<String, Vec<u8>>) -> Vec<Self> {
        let whole = |template: &str, detail: &str| Self {
            template: template.to_owned(),
            span: Span::default(),
            detail: detail.to_owned(),
        };
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![Self {
                template: report.filename().to_owned(),
                span: report.span().range.clone().into(),
                detail: report.message().to_owned(),
            }],
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                vec![whole(tpl, &error.to_string())]
            }
            ErrorKind::MissingParent { current, .. } => vec![whole(current, &error.to_string())],
            ErrorKind::Msg(text) if text.starts_with("error: ") => Self::printed(text, files),
            _ => vec![whole(asked, &error.to_string())],
        }
    }

    /// Reads faults that Tera gives only as one text for a terminal: all filters, functions and
    /// components that templates use and nobody has. For each a line `error: …`, then a line
    /// ` --> file:line:column`, both counted from 1, and the place underlined with `^`.
    fn printed(text: &str, files: &BTreeMap<String, Vec<u8>>) -> Vec<Self> {
        let one = |block: &str| {
            let (detail, rest) = block.split_once('\n').unwrap_or((block, ""));
            let place = rest.lines().next().unwrap_or_default().trim();
            let mut place = place.trim_start_matches("--> ").rsplitn(3, ':');
            let mut number = || place.next().and_then(|part| part.parse().ok()).unwrap_or(1);
            let (column, line): (usize, usize) = (number(), number());
            let template = place.next().unwrap_or_default().to_owned();
            let source = files.get(&template).map(Vec::as_slice).unwrap_or_default();
            let start = offset(&String::from_utf8_lossy(source), line, column);
            let length = rest
                .lines()
                .last()
                .map_or(0, |line| line.matches('^').count());
            Self {
                template,
                span: (start..start + length).into(),
                detail: detail.to_owned(),
            }
        };
        let blocks = text.strip_prefix("error: ").unwrap_or(text);
        blocks.split("\n\nerror: ").map(one).collect()
    }

    /// The fault as the site's author is told of it.
    fn tell(&self, theme: &str, files: &BTreeMap<String, Vec<u8>>) -> Diagnostic {
        let path = source(theme, &self.template).or_else(|| source(theme, "base.html"));
        let path = path.expect("the theme's name was checked");
        let length = files.get(&self.template).map_or(0, Vec::len);
        let start = self.span.start.min(length);
        let span = start..self.span.end.clamp(start, length);
        let detail = self.detail.clone();
        Diagnostic::error(Place::new(&path, span), Message::TemplateError { detail })
    }
}

/// The byte at which `column` of `line` begins, both counted from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n');
    let before: usize = lines
        .clone()
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let line = lines
        .clone()
        .nth(line.saturating_sub(1))
        .unwrap_or_default();
    before
        + line
            .chars()
            .take(column.saturating_sub(1))
            .map(char::len_utf8)
            .sum::<usize>()
}

/// The template of a view and what it is given.
fn of_view(view: &View) -> (&'static str, Value) {
    fn with<T: Serialize>(template: &'static str, view: &T) -> (&'static str, Value) {
        (template, Value::from_serializable(view))
    }
    match view {
        View::Home(view) => with("home.html", view),
        View::Reports(view) => with("reports.html", view),
        View::Report(view) => with("report.html", view),
        View::Lessons(view) => with("lessons.html", view),
        View::Lesson(view) => with("lesson.html", view),
        View::Plans(view) => with("plans.html", view),
        View::Plan(view) => with("plan.html", view),
        View::Overview(view) => with("overview.html", view),
        View::Provinces(view) => with("provinces.html", view),
        View::Year(view) => with("year.html", view),
        View::Province(view) => with("province.html", view),
        View::FormerProvince(view) => with("former-province.html", view),
        View::Topic(view) => with("topic.html", view),
        View::Council(view) => with("council.html", view),
        View::Lead(view) => with("lead.html", view),
        View::Page(view) => with("page.html", view),
        View::Finder(view) => with("finder.html", view.as_ref()),
        View::SiteMap(view) => with("site-map.html", view),
        View::Data(view) => with("data.html", view),
        View::Tombstone(view) => with("tombstone.html", view),
        View::Redirect(view) => with("redirect.html", view),
        View::FollowUp(view) => with("follow-up.html", view.as_ref()),
        View::LessonsUsed(view) => with("lessons-used.html", view),
        View::Log(view) => with("log.html", view),
        View::Search => ("search.html", Value::none()),
        View::Accessibility => ("accessibility.html", Value::none()),
        View::NotFound => ("not-found.html", Value::none()),
    }
}

/// Filter `thousands`: a count with the dots that Vietnamese puts between thousands, `1.272`.
fn thousands(count: u64, _: Kwargs, _: &State<'_>) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// Filter `nbsp`: keeps a short name on one line. A long one may break, or it would be wider
/// than a phone.
fn nbsp(name: &str, _: Kwargs, _: &State<'_>) -> String {
    const SHORT: usize = 24;
    if name.chars().count() > SHORT {
        return name.to_owned();
    }
    name.replace(' ', "\u{a0}")
}

/// Filter `sentence`: a capital at the start. Tera's own `capitalize` would also write `hđnd`.
fn sentence(text: &str, _: Kwargs, _: &State<'_>) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests;
