//! The theme: templates that turn a page into HTML, and the files that go with them.
//!
//! The built-in theme is part of the program. The files in a site's `themes/NAME/` extend it: a file of
//! the same name replaces the built-in one, any other is added. No other module uses Tera.
//!
//! Templates decide how a page looks, and the program what it shows. They read [`SiteView`], [`Page`]
//! and the struct of its [`View`], all of which `docs/themes.md` lists.
//!
//! [`SiteView`]: crate::page::view::SiteView

mod asset;
mod error;
mod filter;
mod fragment;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::page::view::{LessonRow, Page, ReportRow, Rows, View};
use ssg_base::diagnostic::{Checked, Diagnostic, Place, Severity};
use ssg_base::message::Message;
use ssg_base::path::{SourcePath, UrlPath};
use ssg_content::fields::did_you_mean;
use ssg_vietnam::text;

use error::TemplateError;
use fragment::{Fragment, FragmentKey, ROOT_MARKER};

pub use fragment::SiteContext;

/// A site's own theme files, by their name within `themes/NAME/`.
pub type Overrides = BTreeMap<String, Vec<u8>>;

/// The name of the built-in theme.
pub const DEFAULT_THEME: &str = "default";

/// Capacity for the HTML of most pages, in bytes.
const PAGE_CAPACITY: usize = 24 << 10;

/// Embeds the built-in files, with their names, and files that are joined of several.
macro_rules! built_in {
    ($($name:literal)+; $($joined:literal: $($part:literal)+;)+) => {
        &[
            $(($name, include_bytes!(concat!("../../../themes/default/", $name)))),+,
            $(($joined, concat!($(include_str!(concat!("../../../themes/default/", $part))),+).as_bytes())),+
        ]
    };
}

const BUILT_IN: &[(&str, &[u8])] = built_in! {
    "accessibility.html"
    "base.html"
    "costs.html"
    "country.html"
    "council.html"
    "data.html"
    "favicon.svg"
    "finder.js"
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
    "lists.css"
    "log.html"
    "map.css"
    "map.js"
    "not-found.html"
    "og.png"
    "overview.html"
    "page.html"
    "pair.html"
    "parts.html"
    "plan.html"
    "plans.html"
    "province.html"
    "provinces.html"
    "redirect.html"
    "report-row.html"
    "report.html"
    "reports.html"
    "search.css"
    "search.html"
    "site-map.html"
    "site.js"
    "style.css"
    "tombstone.html"
    "topic.html"
    "year.html";
    "search.js":
        "search/words.js"
        "search/index.js"
        "search/query.js"
        "search/entities.js"
        "search/answer.js"
        "search/address.js"
        "search/box.js";
    "search-page.js":
        "search/excerpt.js"
        "search/page.js";
    "search-numbers.js":
        "search/numbers.js";
    "search-more.js":
        "search/facets.js"
        "search/spelling.js";
};

/// Whether the built-in theme publishes a file of this name.
pub(crate) fn is_built_in_asset(name: &str) -> bool {
    !is_template(name) && BUILT_IN.iter().any(|(known, _)| *known == name)
}

/// Parsed templates and the other files of a theme.
pub struct Theme {
    name: String,
    files: BTreeMap<String, Vec<u8>>,
    tera: Tera,
}

impl Theme {
    /// Extends the built-in theme with a site's files. The value is `None` if there is an error.
    ///
    /// The built-in template takes the place of a faulty one, so that one run reports the errors of
    /// all templates.
    pub fn new(name: &str, overrides: &Overrides) -> Checked<Option<Self>> {
        if theme_path(name, "base.html").is_none()
            || (name != DEFAULT_THEME && overrides.is_empty())
        {
            return unknown(name);
        }
        let mut diagnostics = Vec::new();
        let mut files = built_in();
        for (file, bytes) in overrides {
            // A copy of a built-in file is published like that file.
            if BUILT_IN.contains(&(file.as_str(), bytes.as_slice())) {
                continue;
            }
            match check_file(name, file, bytes) {
                Ok(()) => drop(files.insert(file.clone(), bytes.clone())),
                Err(error) => diagnostics.push(*error),
            }
        }
        let tera = load(name, &mut files, &mut diagnostics);
        let theme = tera.filter(|_| diagnostics.is_empty()).map(|tera| Self {
            name: name.to_owned(),
            files,
            tera,
        });
        Checked {
            value: theme,
            diagnostics,
        }
    }

    /// Renders a page as HTML, in UTF-8.
    ///
    /// # Errors
    /// An error of a template, such as a field that its view does not have.
    pub fn render(&self, site: &SiteContext, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        let (template, mut view) = template_of(&page.view);
        for (name, rows) in page.view.rows() {
            let rows = self.rows(site, page, rows)?;
            let mut fields = view.into_map().expect("every view with rows is a struct");
            fields.insert(name.into(), rows.into());
            view = fields.into();
        }
        let mut context = Context::new();
        context.insert_value("site", site.site.clone());
        context.insert("page", page);
        context.insert_value("view", view);
        context.insert_value("header", self.header(site, page)?);
        context.insert_value("footer", self.footer(site, page)?);
        self.render_template(template, &context)
    }

    /// The header of `page`.
    fn header(&self, site: &SiteContext, page: &Page) -> Result<Value, Box<Diagnostic>> {
        // The menu links to these pages, and marks the current one.
        let url = page.url.as_str();
        let is_in_menu = url.matches('/').count() <= 1;
        let own_url = is_in_menu.then(|| page.url.clone());
        let render = || {
            let url = if is_in_menu { url } else { "" };
            let section = Value::from_serializable(&page.section);
            let fields = [("url".into(), url.into()), ("section".into(), section)];
            self.fragment("header.html", site, page, fields, None)
        };
        let key = FragmentKey::Header(page.section, own_url);
        let fragment = site.fragments.get_or_render(key, render)?;
        Ok(fragment.with_root(&page.root))
    }

    /// The footer of `page`.
    fn footer(&self, site: &SiteContext, page: &Page) -> Result<Value, Box<Diagnostic>> {
        let render = || self.fragment("footer.html", site, page, [], None);
        let fragment = site.fragments.get_or_render(FragmentKey::Footer, render)?;
        Ok(fragment.with_root(&page.root))
    }

    /// The rows of a list as HTML for `page`.
    fn rows(
        &self,
        site: &SiteContext,
        page: &Page,
        rows: Rows<'_>,
    ) -> Result<Vec<Value>, Box<Diagnostic>> {
        match rows {
            Rows::Reports(rows) => {
                let row = |row: &ReportRow| {
                    let key = Some(FragmentKey::Row(row.url.clone()));
                    self.row("report-row.html", site, page, row, key)
                };
                rows.iter().map(row).collect()
            }
            Rows::Lessons(rows) => {
                let row = |row: &LessonRow| {
                    // Rows with a number of uses are only in the list of used lessons.
                    let key = (row.uses == 0).then(|| FragmentKey::Row(row.url.clone()));
                    self.row("lesson-row.html", site, page, row, key)
                };
                rows.iter().map(row).collect()
            }
        }
    }

    /// A row as HTML for `page`. With a key it is the same on other pages, and cached.
    fn row(
        &self,
        template: &str,
        site: &SiteContext,
        page: &Page,
        row: &impl Serialize,
        key: Option<FragmentKey>,
    ) -> Result<Value, Box<Diagnostic>> {
        let render = || {
            let row = Value::from_serializable(row);
            self.fragment(template, site, page, [], Some(row))
        };
        let fragment = match key {
            Some(key) => site.fragments.get_or_render(key, render)?,
            None => Arc::new(render()?),
        };
        Ok(fragment.with_root(&page.root))
    }

    /// Renders a fragment for pages at any depth. As `page` it gets the fields that all of them share,
    /// and these `fields`.
    fn fragment<const N: usize>(
        &self,
        template: &str,
        site: &SiteContext,
        page: &Page,
        fields: [(tera::value::Key<'static>, Value); N],
        row: Option<Value>,
    ) -> Result<Fragment, Box<Diagnostic>> {
        let shared = [
            ("root".into(), Value::safe_string(ROOT_MARKER)),
            ("index".into(), page.index.into()),
        ];
        let page: tera::Map = shared.into_iter().chain(fields).collect();
        let mut context = Context::new();
        context.insert_value("site", site.site.clone());
        context.insert_value("page", page.into());
        if let Some(row) = row {
            context.insert_value("row", row);
        }
        let html = self.render_template(template, &context)?;
        Ok(Fragment::new(&String::from_utf8_lossy(&html)))
    }

    fn render_template(
        &self,
        template: &str,
        context: &Context,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut html = Vec::with_capacity(PAGE_CAPACITY);
        let rendered = self.tera.render_to(template, context, &mut html);
        rendered.map(|()| html).map_err(|error| {
            let errors = TemplateError::read(&error, template, &self.files);
            let first = errors.first().expect("Tera reports at least one error");
            Box::new(first.diagnostic(&self.name, &self.files))
        })
    }

    /// Files that are published as they are, sorted by name.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files().filter(|(name, _)| !is_template(name))
    }

    /// All files, templates too, sorted by name. Themes with equal files render equal pages.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// The text of a built-in file, for the excerpts of diagnostics. `None` if `path` is no file of
    /// the built-in theme.
    pub fn built_in_text(path: &SourcePath) -> Option<&'static str> {
        let mut segments = path.segments();
        let (folder, _theme) = (segments.next()?, segments.next()?);
        let file = segments.next().filter(|_| folder == "themes")?;
        let (_, bytes) = BUILT_IN.iter().find(|(name, _)| *name == file)?;
        std::str::from_utf8(bytes).ok()
    }
}

/// The error that there is no theme of this name.
fn unknown<T>(name: &str) -> Checked<Option<T>> {
    let message = Message::UnknownTheme { name: name.into() };
    let near = text::nearest(name, ["default"].into_iter(), 1);
    let error = Diagnostic::general(Severity::Error, message)
        .hints(did_you_mean(near))
        .hint(Message::UnknownThemeHint);
    Checked {
        value: None,
        diagnostics: vec![error],
    }
}

fn built_in() -> BTreeMap<String, Vec<u8>> {
    let owned = |&(name, bytes): &(&str, &[u8])| (name.to_owned(), asset::condensed(name, bytes));
    BUILT_IN.iter().map(owned).collect()
}

fn is_template(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, end)| end == "html")
}

/// The path of a file of a theme. `None` if either name cannot be part of a path.
fn theme_path(theme: &str, file: &str) -> Option<SourcePath> {
    SourcePath::new(&format!("themes/{theme}/{file}"))
}

/// Checks that a template is UTF-8, and that any other file has a name that can be an address.
fn check_file(theme: &str, file: &str, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    let place = |start: usize| {
        let path = theme_path(theme, file).or_else(|| theme_path(theme, "base.html"));
        let path = path.expect("`Theme::new` checks the name of the theme");
        Place::new(&path, start..start)
    };
    if !is_template(file) {
        let message = Message::BadFileName { name: file.into() };
        let error = Diagnostic::error(place(0), message).hint(Message::BadFileNameHint);
        return asset_address(file).map(drop).ok_or(Box::new(error));
    }
    std::str::from_utf8(bytes).map(drop).map_err(|error| {
        let at = error.valid_up_to();
        let byte = format!("0x{:02X}", bytes[at]);
        Box::new(Diagnostic::error(place(at), Message::NotUtf8 { byte }).hint(Message::NotUtf8Hint))
    })
}

/// The address at which an asset is published; `None` if its name cannot be an address.
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

/// Loads all templates at once, since parents may come in any order. After an error, the built-in
/// template, or an empty one, takes the place of the faulty one, and all are loaded again.
fn load(
    theme: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Tera> {
    loop {
        let mut tera = Tera::new();
        filter::register(&mut tera);
        let texts = files
            .iter()
            .filter(|(name, _)| is_template(name))
            .map(|(name, bytes)| (name, String::from_utf8_lossy(bytes)));
        let error = match tera.add_raw_templates(texts) {
            Ok(()) => return Some(tera),
            Err(error) => error,
        };
        let errors = TemplateError::read(&error, "base.html", files);
        diagnostics.extend(errors.iter().map(|error| error.diagnostic(theme, files)));
        let replaced = errors
            .iter()
            .map(|error| replace_with_built_in(files, &error.template));
        // Every template must be replaced, not only up to the first success. A built-in template can
        // be faulty too, if the site replaced `parts.html` and left out a component.
        if !replaced.fold(false, |any, this| any | this) {
            return None;
        }
    }
}

/// Replaces `template` by the built-in one of its name, or by an empty one. Returns whether that
/// changed anything: a site's file is replaced only once.
fn replace_with_built_in(files: &mut BTreeMap<String, Vec<u8>>, template: &str) -> bool {
    let replacement = BUILT_IN.iter().find(|(name, _)| *name == template);
    let replacement = replacement.map_or_else(Vec::new, |(_, bytes)| bytes.to_vec());
    match files.get_mut(template) {
        Some(file) if *file != replacement => {
            *file = replacement;
            true
        }
        _ => false,
    }
}

/// The template of a view, and the view as a value.
fn template_of(view: &View) -> (&'static str, Value) {
    fn with<T: Serialize>(template: &'static str, view: &T) -> (&'static str, Value) {
        (template, Value::from_serializable(view))
    }
    match view {
        View::Home(view) => with("home.html", view),
        View::Reports(view) => with("reports.html", view),
        View::Report(view) => with("report.html", view),
        View::Costs(view) => with("costs.html", view),
        View::Lessons(view) => with("lessons.html", view),
        View::Lesson(view) => with("lesson.html", view),
        View::Plans(view) => with("plans.html", view),
        View::Plan(view) => with("plan.html", view),
        View::Overview(view) => with("overview.html", view),
        View::Provinces(view) => with("provinces.html", view),
        View::Year(view) => with("year.html", view),
        View::Province(view) => with("province.html", view),
        View::Country(view) => with("country.html", view),
        View::FormerProvince(view) => with("former-province.html", view),
        View::Topic(view) => with("topic.html", view),
        View::Council(view) => with("council.html", view),
        View::Lead(view) => with("lead.html", view),
        View::Page(view) => with("page.html", view),
        View::Pair(view) => with("pair.html", view.as_ref()),
        View::SiteMap(view) => with("site-map.html", view),
        View::Data(view) => with("data.html", view),
        View::Tombstone(view) => with("tombstone.html", view),
        View::Redirect(view) => with("redirect.html", view),
        View::FollowUp(view) => with("follow-up.html", view.as_ref()),
        View::LessonsUsed(view) => with("lessons-used.html", view),
        View::Log(view) => with("log.html", view),
        View::Search(view) => with("search.html", view),
        View::Accessibility => ("accessibility.html", Value::none()),
        View::NotFound => ("not-found.html", Value::none()),
    }
}

#[cfg(test)]
mod tests;
