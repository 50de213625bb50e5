//! Rebuilding the site after each change of its sources.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::preview::{Preview, PreviewCache};
use crate::shared_site::{ServedFile, SharedSite};
use ssg_base::diagnostic::{Checked, Diagnostic, Place, Severity, render};
use ssg_base::message::Language;
use ssg_base::path::{OutPath, SourcePath};
use ssg_content::settings::{self, SiteSettings, settings_path};
use ssg_publish::disk::{self, FileCache};
use ssg_site::compiler::{BuildOptions, Compiler};
use ssg_site::render::RenderError;
use ssg_site::theme::{self, Theme};

/// Rebuilds the site of one root, with the files and pages that are unchanged from a cache.
pub struct DevServer {
    root: PathBuf,
    site: SharedSite,
    options: BuildOptions,
    /// The language of the messages. `None` is the language of the site.
    language: Option<Language>,
    /// The language of the site when its settings were read last.
    site_language: Language,
    compiler: Compiler,
    files: FileCache,
    theme: Option<CachedTheme>,
    cache: PreviewCache,
    /// Texts that an editor has not saved yet. They take the place of those on the disk.
    unsaved: BTreeMap<SourcePath, Arc<str>>,
}

/// A theme as it was read last.
struct CachedTheme {
    name: String,
    /// `None` if it has errors.
    theme: Option<Arc<Theme>>,
    diagnostics: Vec<Diagnostic>,
}

/// The result of a rebuild.
pub struct Rebuild {
    /// Everything that was found, including what was found before.
    pub diagnostics: Vec<Diagnostic>,
    /// The language of the messages.
    pub language: Language,
}

impl Rebuild {
    /// The number of errors. The last valid site is still shown if there are any.
    pub fn error_count(&self) -> usize {
        let errors = self.diagnostics.iter().filter(|found| found.is_error());
        errors.count()
    }
}

impl DevServer {
    /// A server that shows the site at `root` on `site`. `root` must be canonical, as in the paths
    /// that the watcher reports.
    pub fn new(
        root: PathBuf,
        site: SharedSite,
        options: BuildOptions,
        language: Option<Language>,
    ) -> Self {
        Self {
            root,
            site,
            options,
            language,
            site_language: Language::default(),
            compiler: Compiler::with_cache(),
            files: FileCache::default(),
            theme: None,
            cache: PreviewCache::default(),
            unsaved: BTreeMap::new(),
        }
    }

    /// Puts a text that is not saved yet in the place of the source at `path`, or takes it away
    /// again. [`Self::rebuild`] shows it.
    pub fn set_unsaved(&mut self, path: &SourcePath, text: Option<Arc<str>>) {
        match text {
            Some(text) => drop(self.unsaved.insert(path.clone(), text)),
            None => drop(self.unsaved.remove(path)),
        }
    }

    /// Takes all unsaved texts away. Returns whether there were any.
    pub fn clear_unsaved(&mut self) -> bool {
        !std::mem::take(&mut self.unsaved).is_empty()
    }

    /// The compiler with the documents of the last rebuild.
    pub fn compiler(&self) -> &Compiler {
        &self.compiler
    }

    /// The text of a source as it was compiled last: unsaved, or on the disk.
    pub fn text(&self, path: &SourcePath) -> Option<Arc<str>> {
        let unsaved = self.unsaved.get(path).cloned();
        unsaved.or_else(|| source_text(&self.root, path))
    }

    /// Reads what changed, compiles the site and shows it, or shows its errors over the last valid
    /// site. `changed` is `None` the first time. `today` is the day on which deadlines are judged.
    pub fn rebuild(&mut self, changed: Option<&BTreeSet<PathBuf>>, today: NaiveDate) -> Rebuild {
        let sources = match changed {
            Some(changed) => disk::read_changed_sources(&self.root, &mut self.files, changed),
            None => disk::read_sources_cached(&self.root, &mut self.files),
        };
        let sources = match sources {
            Ok(sources) => sources,
            Err(error) => return self.fail(vec![disk_error(&error)]),
        };
        let mut diagnostics = Vec::new();
        let mut sources = sources.report_to(&mut diagnostics);
        let unsaved = self.unsaved.iter();
        sources
            .texts
            .extend(unsaved.map(|(path, text)| (path.clone(), Arc::clone(text))));
        let settings = settings_path();
        let text = sources.texts.get(&settings);
        let site = text.map(|text| settings::parse(&settings, text).value);
        if let Some(site) = &site {
            self.site_language = site.language;
        }
        self.options.today = Some(today);
        self.options.embargo = Some(today);
        let compiled = self.compiler.compile(sources, &self.options);
        let compiled = compiled.report_to(&mut diagnostics);
        self.compiler.weigh(&mut diagnostics, &self.options);
        let theme = self.load_theme(site.as_ref(), changed, &mut diagnostics);
        let has_errors = diagnostics.iter().any(Diagnostic::is_error);
        let Some((compiled, theme)) = compiled.zip(theme).filter(|_| !has_errors) else {
            return self.fail(diagnostics);
        };
        let language = self.language();
        let preview = Preview::new(self.root.clone(), compiled, theme, self.cache.clone());
        self.site.replace(Arc::new(lookup(preview, language)));
        Rebuild {
            diagnostics,
            language,
        }
    }

    fn language(&self) -> Language {
        self.language.unwrap_or(self.site_language)
    }

    fn fail(&self, diagnostics: Vec<Diagnostic>) -> Rebuild {
        let errors = diagnostics.iter().filter(|found| found.is_error());
        let errors: Vec<Diagnostic> = errors.cloned().collect();
        let language = self.language();
        let texts = |path: &SourcePath| self.text(path);
        let text = render::human(&errors, language, &texts, false);
        self.site.show_errors(&text);
        Rebuild {
            diagnostics,
            language,
        }
    }

    /// The theme that the settings name. Its files are read again only if one below `themes/`
    /// changed or the settings name another theme.
    fn load_theme(
        &mut self,
        site: Option<&SiteSettings>,
        changed: Option<&BTreeSet<PathBuf>>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Arc<Theme>> {
        let named = site.map(|site| &site.theme);
        let name = named.map_or(theme::DEFAULT_THEME, |named| &named.value);
        let themes = self.root.join("themes");
        // An empty path means that events were lost.
        let may_differ = |path: &PathBuf| path.as_os_str().is_empty() || path.starts_with(&themes);
        let is_current = changed.is_some_and(|changed| !changed.iter().any(may_differ));
        let cached = self
            .theme
            .take()
            .filter(|cached| is_current && cached.name == name);
        let cached = match cached {
            Some(cached) => cached,
            None => match read_theme(&self.root, name) {
                Ok(cached) => cached,
                Err(error) => {
                    found.push(disk_error(&error));
                    return None;
                }
            },
        };
        let place = named.map(|named| Place::new(&settings_path(), named.span));
        found.extend(cached.diagnostics.iter().cloned().map(|mut diagnostic| {
            // A theme does not know where it is named.
            diagnostic.place = diagnostic.place.or_else(|| place.clone());
            diagnostic
        }));
        let theme = cached.theme.clone();
        self.theme = Some(cached);
        theme
    }
}

fn read_theme(root: &Path, name: &str) -> Result<CachedTheme, disk::Error> {
    let mut diagnostics = Vec::new();
    let files = disk::read_theme(root, name)?.report_to(&mut diagnostics);
    let theme: Checked<Option<Theme>> = Theme::new(name, &files);
    Ok(CachedTheme {
        name: name.to_owned(),
        theme: theme.report_to(&mut diagnostics).map(Arc::new),
        diagnostics,
    })
}

/// The text of a source or of a built-in template, for excerpts. `None` if it cannot be read.
pub fn source_text(root: &Path, path: &SourcePath) -> Option<Arc<str>> {
    disk::read_text(root, path).or_else(|| Theme::built_in_text(path).map(Arc::from))
}

fn disk_error(error: &disk::Error) -> Diagnostic {
    Diagnostic::general(Severity::Error, error.message())
}

/// Finds the file for an address and renders it. A page whose template fails becomes an error page.
fn lookup(preview: Preview, language: Language) -> impl Fn(&str) -> Option<ServedFile> {
    move |address| {
        let name = if address.is_empty() || address.ends_with('/') {
            format!("{address}index.html")
        } else {
            address.to_owned()
        };
        match preview.file(&OutPath::parse(&name)?) {
            Ok(bytes) => Some(ServedFile::new(&name, bytes?)),
            Err(RenderError::Io(_)) => None,
            Err(RenderError::Fault(error)) => {
                let texts = |path: &SourcePath| Theme::built_in_text(path).map(Arc::from);
                let errors = render::human(&[*error], language, &texts, false);
                Some(ServedFile::errors(&errors))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    /// A server for a site with one page and a theme with one style sheet.
    fn server() -> (TempDir, SharedSite, DevServer) {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().canonicalize().expect("a path");
        for (path, text) in [
            ("content/site.yaml", "title: Kho\n"),
            ("content/pages/a.md", "---\ntitle: A\n---\nOne.\n"),
            ("themes/default/style.css", "/* old */"),
        ] {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let site = SharedSite::new(&[]);
        let language = Some(Language::En);
        let server = DevServer::new(root, site.clone(), BuildOptions::default(), language);
        (dir, site, server)
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day")
    }

    fn page(site: &SharedSite, address: &str) -> String {
        let lookup = site.state().lookup.expect("a site");
        String::from_utf8(lookup(address).expect("a page").bytes).expect("UTF-8")
    }

    #[test]
    fn reads_theme_only_after_change_below_themes() {
        let (_dir, site, mut server) = server();
        assert_eq!(server.rebuild(None, day()).error_count(), 0);
        let style = server.root.join("themes/default/style.css");
        let text = server.root.join("content/pages/a.md");
        fs::write(&style, "/* new */").expect("a file");
        fs::write(&text, "---\ntitle: A\n---\nTwo.\n").expect("a file");
        let _ = server.rebuild(Some(&BTreeSet::from([text])), day());
        assert!(page(&site, "a/").contains("Two."));
        assert_eq!(page(&site, "style.css"), "/* old */");
        let _ = server.rebuild(Some(&BTreeSet::from([style])), day());
        assert_eq!(page(&site, "style.css"), "/* new */");
    }

    #[test]
    fn deleted_settings_or_content_are_errors() {
        let (_dir, site, mut server) = server();
        assert_eq!(server.rebuild(None, day()).error_count(), 0);
        let settings = server.root.join("content/site.yaml");
        let text = fs::read(&settings).expect("a file");
        fs::remove_file(&settings).expect("removed");
        let changed = BTreeSet::from([settings.clone()]);
        assert_eq!(server.rebuild(Some(&changed), day()).error_count(), 1);
        assert!(site.state().errors.contains("site.yaml"));
        fs::write(&settings, text).expect("a file");
        assert_eq!(server.rebuild(Some(&changed), day()).error_count(), 0);
        assert_eq!(&*site.state().errors, "");
        let content = server.root.join("content");
        fs::remove_dir_all(&content).expect("removed");
        let changed = BTreeSet::from([content]);
        assert_eq!(server.rebuild(Some(&changed), day()).error_count(), 1);
        assert!(site.state().errors.contains("content"));
        assert!(page(&site, "a/").contains("One."), "the last valid site");
    }
}
