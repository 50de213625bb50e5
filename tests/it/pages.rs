//! What a reader gets: a site built in memory, and its pages as a browser reads them.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use ssg_base::diagnostic::Diagnostic;
use ssg_base::path::SourcePath;
use ssg_content::source::Sources;
use ssg_site::compiler::{Compiler, Failure, File, Settings};
use ssg_site::theme::{Overrides, Theme};

/// The built-in theme.
pub static THEME: LazyLock<Theme> = LazyLock::new(|| {
    let theme = Theme::new("default", &Overrides::new()).value;
    theme.expect("the built-in theme has no fault")
});

/// The files of an output by path; a copied file stands as the path of its source.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Builds with `compiler`. Files are there unless something is at fault.
pub fn compile(
    compiler: &mut Compiler,
    sources: Sources,
    settings: &Settings,
) -> (Option<Files>, Vec<Diagnostic>) {
    compile_with(compiler, &THEME, sources, settings)
}

/// The same in another theme.
pub fn compile_with(
    compiler: &mut Compiler,
    theme: &Theme,
    sources: Sources,
    settings: &Settings,
) -> (Option<Files>, Vec<Diagnostic>) {
    let texts = sources.texts.clone();
    let compiled = compiler.compile(sources, settings);
    let files = compiled.value.map(|compiled| {
        let mut files = Files::new();
        let rendered = compiler.render(&compiled, theme, |path, file| {
            let bytes = bytes(file, &texts);
            match files.insert(path.to_string(), bytes) {
                None => Ok(()),
                Some(_) => Err(path.to_string()),
            }
        });
        match rendered {
            Ok(()) => files,
            Err(Failure::Template(fault)) => panic!("{fault:?}"),
            Err(Failure::Emit(path)) => panic!("two files at {path}"),
        }
    });
    (files, compiled.diagnostics)
}

/// What would be written of a file.
pub fn bytes(file: File<'_>, texts: &BTreeMap<SourcePath, Arc<str>>) -> Vec<u8> {
    match file {
        File::Bytes(bytes) => bytes.to_vec(),
        File::Hashed(hashed) => hashed.bytes.clone(),
        File::Pieces(pieces) => ssg_site::compiler::joined(pieces),
        File::Copy(source) => source.as_str().into(),
        File::Source(document) => {
            let published = document.source.publish(&texts[&document.path]);
            let published = published.expect("the text that was compiled");
            published.as_bytes().to_vec()
        }
        File::Picture(picture) => format!("{picture:?}").into(),
    }
}

/// A site, as a reader finds it.
pub struct Pages {
    pub files: Files,
}

impl Pages {
    /// The site of these texts, which have no fault.
    pub fn of(texts: &[(&str, &str)]) -> Self {
        Self::with(texts, &Settings::default())
    }

    /// The same, built with settings.
    pub fn with(texts: &[(&str, &str)], settings: &Settings) -> Self {
        Self::from_sources(Sources::from_texts(texts.iter().copied()), settings)
    }

    /// The site of these sources, which have no fault.
    pub fn from_sources(sources: Sources, settings: &Settings) -> Self {
        let (files, found) = compile(&mut Compiler::default(), sources, settings);
        let faults: Vec<_> = found.iter().filter(|found| found.is_error()).collect();
        assert!(faults.is_empty(), "{faults:#?}");
        let files = files.expect("a site without faults is built");
        Self { files }
    }

    /// The page at an address such as `/nam/2023/`.
    pub fn page(&self, url: &str) -> Page {
        let file = file_of(url);
        let bytes = self.files.get(&file);
        let bytes = bytes.unwrap_or_else(|| panic!("there is no {url}"));
        Page::read(url, std::str::from_utf8(bytes).expect("UTF-8"))
    }

    /// Whether there is a page at that address.
    pub fn has(&self, url: &str) -> bool {
        self.files.contains_key(&file_of(url))
    }

    /// Every page, in the order of addresses.
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

    /// The files that hold `words` anywhere.
    pub fn holding(&self, words: &str) -> Vec<&str> {
        let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(words);
        let files = self.files.iter().filter(|(_, bytes)| holds(bytes));
        files.map(|(path, _)| path.as_str()).collect()
    }
}

/// The file that a server gives for an address.
pub fn file_of(url: &str) -> String {
    let inner = url.strip_prefix('/').unwrap_or(url);
    if inner.is_empty() || inner.ends_with('/') {
        format!("{inner}index.html")
    } else {
        inner.to_owned()
    }
}

/// An element.
#[derive(Debug)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// The elements around it, innermost last.
    around: Vec<usize>,
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

/// A page as a browser reads it: its elements in order.
pub struct Page {
    pub url: String,
    pub elements: Vec<Element>,
    /// What a validator would complain of.
    pub faults: Vec<String>,
    text: String,
    words: OnceCell<String>,
}

impl Page {
    pub fn read(url: &str, html: &str) -> Self {
        let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default());
        let dom = dom.one(html);
        let faults = dom.errors.borrow();
        let mut page = Self {
            url: url.to_owned(),
            elements: Vec::new(),
            faults: faults.iter().map(ToString::to_string).collect(),
            text: String::new(),
            words: OnceCell::new(),
        };
        page.walk(&dom.document, &mut Vec::new());
        page
    }

    fn walk(&mut self, node: &Handle, around: &mut Vec<usize>) {
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
                    around: around.clone(),
                    text: start..start,
                });
                around.push(at);
            }
            _ => {}
        }
        for child in node.children.borrow().iter() {
            self.walk(child, around);
        }
        if matches!(node.data, NodeData::Element { .. }) {
            around.pop();
            self.elements[at].text.end = self.text.len();
            if ["dt", "dd", "li", "td", "th", "br"].contains(&&*self.elements[at].name) {
                self.text.push(' ');
            }
        }
    }

    /// The words in an element, each space one space.
    pub fn text(&self, element: &Element) -> String {
        plain(&self.text[element.text.clone()])
    }

    /// All words of the page.
    pub fn words(&self) -> &str {
        self.words.get_or_init(|| plain(&self.text))
    }

    pub fn says(&self, words: &str) -> bool {
        self.words().contains(words)
    }

    pub fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p Element> {
        self.elements.iter().filter(move |e| e.name == name)
    }

    pub fn by_id(&self, id: &str) -> Option<&Element> {
        self.elements.iter().find(|e| e.attribute("id") == Some(id))
    }

    pub fn inside<'p>(&'p self, outer: &'p Element) -> impl Iterator<Item = &'p Element> {
        let at = self.elements.iter().position(|e| std::ptr::eq(e, outer));
        let at = at.expect("an element of this page");
        self.elements.iter().filter(move |e| e.around.contains(&at))
    }

    pub fn title(&self) -> String {
        self.all("h1").map(|h1| self.text(h1)).collect()
    }

    /// Every `a` with where it leads, as the site writes addresses, the fragment left on.
    pub fn links(&self) -> Vec<(String, String)> {
        let links = self.all("a").filter_map(|a| {
            let href = a.attribute("href")?;
            Some((self.text(a), resolve(&self.url, href)?))
        });
        links.collect()
    }

    /// Where the first link leads whose text begins so.
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

/// Spaces of all kinds and line ends as one space each.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The address that a relative reference on the page at `base` means, as `/x/y/#z`; `None` for one
/// that leads outside the site.
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
fn references_are_resolved_as_browsers_do() {
    for (base, href, url) in [
        ("/", "./", Some("/")),
        ("/", "style.css", Some("/style.css")),
        ("/nam/2023/", "../../", Some("/")),
        ("/nam/2023/", "../../tinh/x/#y", Some("/tinh/x/#y")),
        ("/nam/2023/", "#y", Some("/nam/2023/#y")),
        ("/nam/", "../..", Some("/")),
        ("/404.html", "/kho/nam/", Some("/kho/nam/")),
        ("/", "https://a.vn/", None),
        ("/", "mailto:a@b.vn", None),
    ] {
        assert_eq!(resolve(base, href).as_deref(), url, "{base} {href}");
    }
}
