//! Builds sites in memory and parses their pages as a browser does.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use ssg_base::diagnostic::Diagnostic;
use ssg_base::files::Originals;
use ssg_base::path::{OutPath, SourcePath};
use ssg_content::source::Sources;
use ssg_site::compiler::{BuildOptions, Compiler};
use ssg_site::render::Renderer;
use ssg_site::theme::{Overrides, Theme};

/// The built-in theme.
pub static THEME: LazyLock<Theme> = LazyLock::new(|| {
    let theme = Theme::new("default", &Overrides::new()).value;
    theme.expect("the built-in theme has no fault")
});

/// The files of an output by path. Attachments and pictures contain the path of their source.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Builds with `compiler`. There are no files if there is an error.
pub fn compile(
    compiler: &mut Compiler,
    sources: Sources,
    options: &BuildOptions,
) -> (Option<Files>, Vec<Diagnostic>) {
    compile_with(compiler, &THEME, sources, options)
}

/// Builds with another theme.
pub fn compile_with(
    compiler: &mut Compiler,
    theme: &Theme,
    sources: Sources,
    options: &BuildOptions,
) -> (Option<Files>, Vec<Diagnostic>) {
    let originals = TextsOnly(sources.texts.clone());
    let compiled = compiler.compile(sources, options);
    let files = compiled.value.map(|compiled| {
        let mut files = BTreeMap::new();
        let renderer = Renderer::new(&compiled, theme);
        renderer.render(&originals, &mut files).expect("no error");
        let named = files.into_iter();
        named
            .map(|(path, bytes)| (path.to_string(), bytes))
            .collect()
    });
    (files, compiled.diagnostics)
}

/// Originals in memory. Attachments and pictures contain only their path.
struct TextsOnly(BTreeMap<SourcePath, Arc<str>>);

impl Originals for TextsOnly {
    fn text(&self, source: &SourcePath) -> Option<Arc<str>> {
        self.0.get(source).cloned()
    }

    fn attachment(&self, source: &SourcePath) -> io::Result<Box<dyn io::Read>> {
        Ok(Box::new(io::Cursor::new(source.as_str().to_owned())))
    }

    fn photo(&self, source: &SourcePath) -> io::Result<Vec<u8>> {
        unreachable!("pictures are taken as encoded: {source}")
    }

    fn encoded_picture(&self, path: &OutPath) -> Option<Vec<u8>> {
        Some(path.as_str().into())
    }
}

/// A built site in memory.
pub struct Pages {
    pub files: Files,
}

impl Pages {
    /// Builds the site of these sources, which must have no error.
    pub fn of(texts: &[(&str, &str)]) -> Self {
        Self::with(texts, &BuildOptions::default())
    }

    /// Builds these sources with settings.
    pub fn with(texts: &[(&str, &str)], settings: &BuildOptions) -> Self {
        Self::from_sources(Sources::from_texts(texts.iter().copied()), settings)
    }

    /// Builds these sources, which must have no error.
    pub fn from_sources(sources: Sources, settings: &BuildOptions) -> Self {
        let (files, found) = compile(&mut Compiler::default(), sources, settings);
        let errors: Vec<_> = found.iter().filter(|found| found.is_error()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let files = files.expect("a site without errors is built");
        Self { files }
    }

    /// The page at an address such as `/nam/2023/`.
    pub fn page(&self, url: &str) -> Page {
        let file = file_of(url);
        let bytes = self.files.get(&file);
        let bytes = bytes.unwrap_or_else(|| panic!("no page {url}"));
        Page::read(url, std::str::from_utf8(bytes).expect("UTF-8"))
    }

    /// Whether the site has a page at this address.
    pub fn has(&self, url: &str) -> bool {
        self.files.contains_key(&file_of(url))
    }

    /// All pages in order of their paths.
    pub fn pages(&self) -> impl Iterator<Item = Page> {
        let html = self
            .files
            .iter()
            .filter(|(path, _)| path.ends_with(".html"));
        html.map(|(path, bytes)| {
            let url = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
            Page::read(&url, std::str::from_utf8(bytes).expect("UTF-8"))
        })
    }

    /// The paths of the files that contain `text`.
    pub fn holding(&self, text: &str) -> Vec<&str> {
        let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(text);
        let files = self.files.iter().filter(|(_, bytes)| holds(bytes));
        files.map(|(path, _)| path.as_str()).collect()
    }
}

/// The path of the file that a server returns for an address.
pub fn file_of(url: &str) -> String {
    let inner = url.strip_prefix('/').unwrap_or(url);
    if inner.is_empty() || inner.ends_with('/') {
        format!("{inner}index.html")
    } else {
        inner.to_owned()
    }
}

/// An HTML element.
#[derive(Debug)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// The indices of its ancestors, outermost first.
    ancestors: Vec<usize>,
    text: Range<usize>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub fn has_class(&self, class: &str) -> bool {
        let classes = self.attribute("class").unwrap_or_default();
        classes.split_whitespace().any(|word| word == class)
    }
}

/// A parsed page: its elements in document order.
pub struct Page {
    pub url: String,
    pub elements: Vec<Element>,
    /// The errors of the HTML parser.
    pub parse_errors: Vec<String>,
    text: String,
    words: OnceCell<String>,
}

impl Page {
    pub fn read(url: &str, html: &str) -> Self {
        let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default());
        let dom = dom.one(html);
        let parse_errors = dom.errors.borrow();
        let mut page = Self {
            url: url.to_owned(),
            elements: Vec::new(),
            parse_errors: parse_errors.iter().map(ToString::to_string).collect(),
            text: String::new(),
            words: OnceCell::new(),
        };
        page.walk(&dom.document, &mut Vec::new());
        page
    }

    fn walk(&mut self, node: &Handle, ancestors: &mut Vec<usize>) {
        let at = self.elements.len();
        match &node.data {
            NodeData::Text { contents } => self.text.push_str(&contents.borrow()),
            NodeData::Element { name, attrs, .. } => {
                let attributes = attrs.borrow();
                let attributes = attributes.iter().map(|attribute| {
                    (
                        attribute.name.local.to_string(),
                        attribute.value.to_string(),
                    )
                });
                let start = self.text.len();
                self.elements.push(Element {
                    name: name.local.to_string(),
                    attributes: attributes.collect(),
                    ancestors: ancestors.clone(),
                    text: start..start,
                });
                ancestors.push(at);
            }
            _ => {}
        }
        for child in node.children.borrow().iter() {
            self.walk(child, ancestors);
        }
        if matches!(node.data, NodeData::Element { .. }) {
            ancestors.pop();
            self.elements[at].text.end = self.text.len();
            if ["dt", "dd", "li", "td", "th", "br"].contains(&&*self.elements[at].name) {
                self.text.push(' ');
            }
        }
    }

    /// The text of an element with whitespace collapsed.
    pub fn text(&self, element: &Element) -> String {
        collapse_whitespace(&self.text[element.text.clone()])
    }

    /// The text of the page with whitespace collapsed.
    pub fn words(&self) -> &str {
        self.words.get_or_init(|| collapse_whitespace(&self.text))
    }

    /// Whether the text of the page contains `words`.
    pub fn says(&self, words: &str) -> bool {
        self.words().contains(words)
    }

    /// The elements with this tag name.
    pub fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p Element> {
        self.elements.iter().filter(move |e| e.name == name)
    }

    pub fn by_id(&self, id: &str) -> Option<&Element> {
        self.elements.iter().find(|e| e.attribute("id") == Some(id))
    }

    /// The descendants of an element.
    pub fn inside<'p>(&'p self, outer: &'p Element) -> impl Iterator<Item = &'p Element> {
        let at = self.elements.iter().position(|e| std::ptr::eq(e, outer));
        let at = at.expect("an element of this page");
        self.elements
            .iter()
            .filter(move |e| e.ancestors.contains(&at))
    }

    /// The text of the `h1`.
    pub fn title(&self) -> String {
        self.all("h1").map(|h1| self.text(h1)).collect()
    }

    /// The text and the target of each link into the site. A target has the form `/x/y/#z`.
    pub fn links(&self) -> Vec<(String, String)> {
        let links = self.all("a").filter_map(|a| {
            let href = a.attribute("href")?;
            Some((self.text(a), resolve(&self.url, href)?))
        });
        links.collect()
    }

    /// The target of the first link whose text begins with `text`.
    pub fn link(&self, text: &str) -> String {
        let links = self.links();
        let found = links.iter().find(|(found, _)| found.starts_with(text));
        let (_, to) = found.unwrap_or_else(|| panic!("{}: no link {text:?}", self.url));
        to.clone()
    }

    pub fn links_to(&self, url: &str) -> bool {
        self.links().iter().any(|(_, to)| to == url)
    }
}

/// Collapses whitespace to single spaces.
fn collapse_whitespace(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Resolves a reference on the page at `base` to an address of the form `/x/y/#z`. `None` if it leads
/// outside the site.
pub fn resolve(base: &str, href: &str) -> Option<String> {
    let has_scheme = href
        .split_once(':')
        .is_some_and(|(scheme, _)| scheme.bytes().all(|b| b.is_ascii_alphabetic()));
    if has_scheme || href.starts_with("//") {
        return None;
    }
    let (path, fragment) = href
        .split_once('#')
        .map_or((href, None), |(p, f)| (p, Some(f)));
    let path = path.split('?').next().unwrap_or_default();
    let mut segments: Vec<&str> = base.split('/').skip(1).collect();
    if path.starts_with('/') {
        segments = vec![""];
    }
    if !path.is_empty() {
        segments.pop();
        let relative = path.strip_prefix('/').unwrap_or(path);
        let mut parts = relative.split('/').peekable();
        while let Some(part) = parts.next() {
            let last = parts.peek().is_none();
            match part {
                ".." => {
                    segments.pop();
                    if last {
                        segments.push("");
                    }
                }
                "." if last => segments.push(""),
                "." => {}
                part => segments.push(part),
            }
        }
    }
    let fragment = fragment.map_or(String::new(), |fragment| format!("#{fragment}"));
    Some(format!("/{}{fragment}", segments.join("/")))
}

#[test]
fn resolves_references_as_browsers_do() {
    for (base, href, url) in [
        ("/", "./", Some("/")),
        ("/", "style.css", Some("/style.css")),
        ("/nam/2023/", "../../", Some("/")),
        ("/nam/2023/", "../../tinh/x/#y", Some("/tinh/x/#y")),
        ("/nam/2023/", "#y", Some("/nam/2023/#y")),
        ("/nam/2023/", "../../bai-hoc/?a=b#y", Some("/bai-hoc/#y")),
        ("/nam/", "../..", Some("/")),
        ("/404.html", "/kho/nam/", Some("/kho/nam/")),
        ("/", "https://a.vn/", None),
        ("/", "mailto:a@b.vn", None),
    ] {
        assert_eq!(resolve(base, href).as_deref(), url, "{base} {href}");
    }
}
