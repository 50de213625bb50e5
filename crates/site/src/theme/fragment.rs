//! HTML fragments that many pages share: the header, the footer and rows of lists. Each is rendered
//! once.
//!
//! Fragments are independent of the depth of their page: a marker takes the place of the page's root.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tera::Value;

use crate::page::view::{Section, SiteView};
use ssg_base::diagnostic::Diagnostic;
use ssg_base::parallel::lock_ignoring_poison;
use ssg_base::path::UrlPath;

/// The state that all pages of one build share: the data of the site, and rendered fragments.
#[derive(Debug)]
pub struct SiteContext {
    /// The data of the site, as templates read it.
    pub(super) site: Value,
    pub(super) fragments: FragmentCache,
}

impl SiteContext {
    /// A context without fragments.
    pub fn new(site: &SiteView) -> Self {
        Self {
            site: Value::from_serializable(site),
            fragments: FragmentCache::default(),
        }
    }
}

/// The marker for the root of a page. Text is escaped, so that no author can write it.
pub(super) const ROOT_MARKER: &str = "<root>";

/// A rendered fragment, for pages at any depth.
#[derive(Debug)]
pub(super) struct Fragment {
    /// The HTML without [`ROOT_MARKER`].
    html: Box<str>,
    /// The byte offsets of the markers.
    roots: Vec<usize>,
}

impl Fragment {
    pub(super) fn new(html: &str) -> Self {
        let mut parts = html.split(ROOT_MARKER);
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

    /// The HTML for a page with this root.
    pub(super) fn with_root(&self, root: &str) -> Value {
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

/// The identity of a fragment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum FragmentKey {
    /// The header of the pages of a section, or of one page directly below the home page.
    Header(Section, Option<UrlPath>),
    /// The footer of all pages.
    Footer,
    /// The row of a report or a lesson, by its page.
    Row(UrlPath),
}

/// Fragments rendered in this build. Rows are most of what a site has to render, and each is on a
/// dozen pages.
#[derive(Debug, Default)]
pub(super) struct FragmentCache {
    generations: Mutex<Generations>,
}

/// A two-generation LRU cache. When the young generation is full, it replaces the old one, and what
/// nobody asked for meanwhile is dropped. Pages that follow one another show records near in time.
#[derive(Debug, Default)]
pub(super) struct Generations {
    young: HashMap<FragmentKey, Arc<Fragment>>,
    old: HashMap<FragmentKey, Arc<Fragment>>,
    /// Size of the young generation in bytes.
    young_bytes: usize,
}

impl Generations {
    /// Size of a generation in bytes: rows of about 40,000 records.
    pub(super) const MAX_BYTES: usize = 32 << 20;

    /// Returns a fragment, and keeps it in the young generation.
    pub(super) fn get(&mut self, key: &FragmentKey) -> Option<Arc<Fragment>> {
        if let Some(fragment) = self.young.get(key) {
            return Some(Arc::clone(fragment));
        }
        let (key, fragment) = self.old.remove_entry(key)?;
        self.insert(key, &fragment);
        Some(fragment)
    }

    pub(super) fn insert(&mut self, key: FragmentKey, fragment: &Arc<Fragment>) {
        if self.young_bytes >= Self::MAX_BYTES {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        self.young_bytes += fragment.html.len();
        self.young.insert(key, Arc::clone(fragment));
    }
}

impl FragmentCache {
    /// Returns the fragment of a key, and renders it if it is not cached.
    pub(super) fn get_or_render(
        &self,
        key: FragmentKey,
        render: impl FnOnce() -> Result<Fragment, Box<Diagnostic>>,
    ) -> Result<Arc<Fragment>, Box<Diagnostic>> {
        // The lock is released before rendering. Two threads may render the same fragment.
        let cached = lock_ignoring_poison(&self.generations).get(&key);
        if let Some(cached) = cached {
            return Ok(cached);
        }
        let new = Arc::new(render()?);
        lock_ignoring_poison(&self.generations).insert(key, &new);
        Ok(new)
    }
}
