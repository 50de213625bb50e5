//! The site of a desk: its sources, its diagnostics and its preview.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::Value;

use ssg_base::diagnostic::{Diagnostic, render};
use ssg_base::message::Language;
use ssg_base::path::SourcePath;
use ssg_content::document::url_of;
use ssg_content::key_of;
use ssg_content::source::normalize;
use ssg_server::dev_server::{DevServer, source_text};
use ssg_server::shared_site::SharedSite;
use ssg_site::compiler::BuildOptions;

/// A site and what the last rebuild found in it.
pub(crate) struct OpenSite {
    pub(crate) root: PathBuf,
    pub(crate) server: DevServer,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) language: Language,
}

/// How the preview is compiled: with drafts, whose errors are warnings.
pub(crate) fn preview_options(origin: &str) -> BuildOptions {
    BuildOptions {
        drafts: true,
        preview: true,
        base_url: Some(format!("{origin}/")),
        ..BuildOptions::default()
    }
}

impl OpenSite {
    pub(crate) fn new(
        root: PathBuf,
        preview: SharedSite,
        options: BuildOptions,
        language: Option<Language>,
    ) -> Self {
        Self {
            server: DevServer::new(root.clone(), preview, options, language),
            root,
            diagnostics: Vec::new(),
            language: language.unwrap_or_default(),
        }
    }

    /// Reads what changed and compiles the site. `changed` is `None` if that is not known.
    pub(crate) fn rebuild(&mut self, changed: Option<&BTreeSet<PathBuf>>, today: NaiveDate) {
        let rebuilt = self.server.rebuild(changed, today);
        self.language = rebuilt.language;
        self.diagnostics = rebuilt.diagnostics;
    }

    /// Compiles the site with a text that is not saved yet. Returns what is found in it.
    pub(crate) fn check(&mut self, path: &SourcePath, text: &str, today: NaiveDate) -> Vec<Value> {
        let text: Arc<str> = normalize(text).into();
        self.server.set_unsaved(path, Some(text));
        self.rebuild(Some(&BTreeSet::new()), today);
        self.found_in(path)
    }

    /// Compiles the site after a source was written.
    pub(crate) fn saved(&mut self, path: &SourcePath, today: NaiveDate) -> Vec<Value> {
        self.server.set_unsaved(path, None);
        let changed = BTreeSet::from([self.root.join(path.as_str())]);
        self.rebuild(Some(&changed), today);
        self.found_in(path)
    }

    /// Drops all texts that were not saved: nobody is writing any more.
    pub(crate) fn drop_unsaved(&mut self, today: NaiveDate) {
        if self.server.clear_unsaved() {
            self.rebuild(Some(&BTreeSet::new()), today);
        }
    }

    /// The diagnostics of one source, as JSON.
    pub(crate) fn found_in(&self, path: &SourcePath) -> Vec<Value> {
        let is_here = |found: &&Diagnostic| found.place.as_ref().is_some_and(|at| at.path == *path);
        let found: Vec<Diagnostic> = self.diagnostics.iter().filter(is_here).cloned().collect();
        self.as_json(&found)
    }

    /// Diagnostics of the sources as they were compiled last, unsaved or on the disk.
    fn as_json(&self, found: &[Diagnostic]) -> Vec<Value> {
        as_json(found, self.language, &|path| self.server.text(path))
    }

    /// Diagnostics of the sources on the disk.
    pub(crate) fn saved_as_json(&self, found: &[Diagnostic]) -> Vec<Value> {
        let texts = |path: &SourcePath| source_text(&self.root, path);
        as_json(found, self.language, &texts)
    }

    /// The address of the page of a source in the preview, without its leading `/`.
    pub(crate) fn page_of(path: &SourcePath) -> String {
        url_of(path).map_or_else(String::new, |url| url.as_str().to_owned())
    }
}

/// Diagnostics as JSON, each with the key that it is about. Those that only the whole archive can
/// show get theirs here.
fn as_json(
    found: &[Diagnostic],
    language: Language,
    texts: &dyn Fn(&SourcePath) -> Option<Arc<str>>,
) -> Vec<Value> {
    let mut found = found.to_vec();
    key_of::add_keys(&mut found, texts);
    parse_lines(&render::json(&found, language, &texts))
}

/// Parses diagnostics that were rendered as one JSON object a line.
pub(crate) fn parse_lines(lines: &str) -> Vec<Value> {
    let parsed = lines.lines().map(serde_json::from_str);
    parsed.filter_map(Result::ok).collect()
}
