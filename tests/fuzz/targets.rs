//! Fuzz targets. Each takes any bytes and panics if the program breaks a guarantee.
//!
//! `tests/fuzz/run` searches for such bytes with libFuzzer. `tests/it/fuzz.rs` replays the corpus.

use std::io::{Cursor, Write as _};
use std::sync::{Arc, LazyLock};

use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use zip::write::{SimpleFileOptions, ZipWriter};

use ssg_base::diagnostic::{Diagnostic, render};
use ssg_base::message::Language;
use ssg_base::path::SourcePath;
use ssg_content::document::{self, Document, DocumentKind};
use ssg_content::html;
use ssg_content::source::{Sources, normalize};
use ssg_content::vocabulary::Vocabulary;
use ssg_import::{Options, SiteContext};
use ssg_site::compiler::{BuildOptions, Compiler};
use ssg_site::render::Renderer;
use ssg_site::theme::{DEFAULT_THEME, Overrides, Theme};

/// A function that takes any bytes and panics if a guarantee is broken.
pub type Target = fn(&[u8]);

/// The targets by name.
pub const TARGETS: [(&str, Target); 5] = [
    ("head", head),
    ("body", body),
    ("docx", docx),
    ("pdf", pdf),
    ("site", site),
];

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::built_in);

static THEME: LazyLock<Theme> = LazyLock::new(|| {
    let theme = Theme::new(DEFAULT_THEME, &Overrides::new()).value;
    theme.expect("the built-in theme is valid")
});

/// Parses front matter of a report, a plan or a page, or the settings or the topics of a site. The first
/// byte selects which.
fn head(data: &[u8]) {
    let Some((&which, head)) = data.split_first() else {
        return;
    };
    let head = String::from_utf8_lossy(head);
    let path = match which % 5 {
        0 | 1 => "content/reports/2023/x.md",
        2 => "content/plans/2023/x.md",
        3 => "content/pages/x.md",
        _ => {
            let text = normalize(&head);
            let settings = source(ssg_content::settings::SETTINGS_PATH);
            report(
                &settings,
                &text,
                &ssg_content::settings::parse(&settings, &text).diagnostics,
            );
            let topics = source(ssg_content::settings::TOPICS_PATH);
            report(
                &topics,
                &text,
                &ssg_content::settings::parse_topics(&topics, &text).diagnostics,
            );
            return;
        }
    };
    parse(path, &format!("---\n{head}\n---\n\nNội dung.\n"));
}

/// Parses the body of a report.
fn body(data: &[u8]) {
    let text = format!("{REPORT}{}", String::from_utf8_lossy(data));
    let Some(document) = parse("content/reports/2023/x/index.md", &text) else {
        return;
    };
    let body = document.body;
    for lesson in &body.lessons {
        assert!(
            lesson.html_range.end <= body.html.full_range().end,
            "the body of a lesson is within that of its report"
        );
        assert_inert(&body.html.fill(lesson.html_range.clone(), filling));
        body.html.plain_text(lesson.html_range.clone());
    }
    let html = body.html.fill(body.html.full_range(), filling);
    assert_inert(&html);
    body.html.plain_text(body.html.full_range());
}

const REPORT: &str = "---\ntitle: Báo cáo\ndates: 2023-08-18\nlead: Phan Thanh Biên\n\
                      locations: [Lào Cai]\ntopics: [du lịch]\n---\n\n";

/// Imports a Word file. Data that is not a zip archive is split into parts (see [`files`]).
fn docx(data: &[u8]) {
    let zip = if data.starts_with(b"PK") {
        data.to_vec()
    } else {
        zipped(data)
    };
    let councils = [(
        "HĐND huyện Côn Đảo".to_owned(),
        vec!["Hội đồng Côn Đảo".to_owned()],
    )];
    let setting = SiteContext {
        vocabulary: &VOCABULARY,
        councils: &councils,
        language: Language::Vi,
    };
    if let Ok(imported) = ssg_import::import("x.docx", &zip, &setting, Options::default()) {
        for (span, remark) in &imported.warnings {
            assert!(
                imported.text.get(span.start..span.end).is_some(),
                "{remark:?} at {span:?}"
            );
        }
        let folder = if imported.kind == DocumentKind::Plan {
            "plans"
        } else {
            "reports"
        };
        parse(&format!("content/{folder}/2023/x/index.md"), &imported.text);
    }
}

fn zipped(data: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in files(data) {
        // Adding the same name twice is an error.
        if zip.start_file(name, stored).is_ok() {
            zip.write_all(part).expect("writing to memory succeeds");
        }
    }
    zip.finish()
        .expect("writing to memory succeeds")
        .into_inner()
}

/// Reads a PDF: it has text or a reason why not, and pages of text only if it was opened.
fn pdf(data: &[u8]) {
    let pdf = ssg_pdf::read(data);
    if let Ok(pages) = &pdf.pages {
        assert_eq!(Some(pages.len()), pdf.page_count);
        let bytes: usize = pages.iter().map(String::len).sum();
        // Composition of characters may lengthen a text a little.
        assert!(bytes <= 16 << 20, "{bytes} bytes of text");
    }
}

/// Builds a site in memory from sources by path (see [`files`]).
fn site(data: &[u8]) {
    let texts: Vec<(String, String)> = files(data)
        .into_iter()
        .map(|(path, text)| (path, String::from_utf8_lossy(text).into_owned()))
        .collect();
    let sources = Sources::from_texts(texts.iter().map(|(path, text)| (&**path, &**text)));
    let texts = sources.texts.clone();
    let mut compiler = Compiler::default().on_threads(std::num::NonZero::<usize>::MIN);
    let settings = BuildOptions {
        notes: true,
        ..BuildOptions::default()
    };
    let compiled = compiler.compile(sources, &settings);
    render_all(&compiled.diagnostics, &|path| texts.get(path).cloned());
    let Some(compiled) = compiled.value else {
        assert!(
            compiled.diagnostics.iter().any(Diagnostic::is_error),
            "rejected without an error"
        );
        return;
    };
    let mut files = std::collections::BTreeMap::new();
    let renderer = Renderer::new(&compiled, &THEME).on_threads(std::num::NonZero::<usize>::MIN);
    let rendered = renderer.render_pages(&mut files);
    assert!(rendered.is_ok(), "{rendered:?}");
    for (path, bytes) in files {
        if path.as_str().ends_with(".html") {
            let html = std::str::from_utf8(&bytes).expect("UTF-8");
            for forbidden in [
                "<script>",
                " style=",
                "javascript:\"",
                " onerror=\"",
                " onclick=\"",
            ] {
                assert!(!html.contains(forbidden), "{forbidden} in {path}");
            }
        }
    }
}

/// Splits data into files. A line `=== NAME` begins a file. Data before the first such line is ignored.
fn files(data: &[u8]) -> Vec<(String, &[u8])> {
    const LINE: &[u8] = b"=== ";
    let mut files: Vec<(String, &[u8])> = Vec::new();
    let mut at = 0;
    let mut begun: Option<(String, usize)> = None;
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        if let Some(name) = line.strip_prefix(LINE) {
            if let Some((name, from)) = begun.take() {
                files.push((name, &data[from..at]));
            }
            let name = String::from_utf8_lossy(name).trim_end().to_owned();
            begun = Some((name, at + line.len()));
        }
        at += line.len();
    }
    if let Some((name, from)) = begun {
        files.push((name, &data[from..]));
    }
    files
}

fn source(path: &str) -> SourcePath {
    SourcePath::new(path).expect("a valid path")
}

/// Parses one source. Asserts that a rejected document has an error.
fn parse(path: &str, text: &str) -> Option<Document> {
    let (path, text) = (source(path), normalize(text));
    let read = document::parse(&path, &text, &VOCABULARY);
    report(&path, &text, &read.diagnostics);
    assert!(
        read.value.is_some() || read.has_errors(),
        "rejected without an error"
    );
    if let Some(document) = &read.value {
        assert!(
            document.source.publish(&text).is_some(),
            "the parsed text can be published"
        );
    }
    read.value
}

/// Renders the diagnostics of one source. Asserts that each span is within it.
fn report(path: &SourcePath, text: &str, found: &[Diagnostic]) {
    for place in found
        .iter()
        .filter_map(|diagnostic| diagnostic.place.as_ref())
    {
        let span = place.span;
        assert!(
            text.get(span.start..span.end).is_some(),
            "{span:?} of {} bytes",
            text.len()
        );
    }
    let text = Arc::<str>::from(text);
    render_all(found, &|requested| {
        (requested == path).then(|| Arc::clone(&text))
    });
}

/// Renders diagnostics in every format and language.
fn render_all(found: &[Diagnostic], texts: render::SourceTexts<'_>) {
    for language in [Language::Vi, Language::En] {
        let human = render::human(found, language, texts, true);
        let json = render::json(found, language, texts);
        let github = render::github(found, language, texts);
        assert_eq!(json.lines().count(), found.len(), "one object a line");
        assert_eq!(github.lines().count(), found.len(), "one annotation a line");
        assert_eq!(human.is_empty(), found.is_empty());
    }
}

fn filling(target: &html::Target) -> html::Replacement {
    match target {
        html::Target::Anchor(anchor) => html::Replacement::Url(format!("#{anchor}")),
        html::Target::Source(..) | html::Target::Url(..) => {
            html::Replacement::Url("../x/".to_owned())
        }
        html::Target::Photo(_) => html::Replacement::Image(html::ResponsiveImage::default()),
    }
}

/// Asserts that HTML has no active element, attribute or scheme, and no comment.
fn assert_inert(html: &str) {
    let frame = format!("<!doctype html><title></title><body>{html}</body>");
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default());
    let dom = dom.one(frame);
    let mut open: Vec<Handle> = dom.document.children.borrow().to_vec();
    while let Some(node) = open.pop() {
        open.extend(node.children.borrow().iter().cloned());
        match &node.data {
            NodeData::Element { name, attrs, .. } => {
                let active = [
                    "script", "style", "iframe", "object", "embed", "base", "meta", "link", "form",
                    "svg", "math",
                ];
                assert!(
                    !active.contains(&&*name.local),
                    "<{}> in {html}",
                    name.local
                );
                for attribute in attrs.borrow().iter() {
                    let (name, value) = (&*attribute.name.local, &*attribute.value);
                    assert!(
                        !name.starts_with("on") && name != "style",
                        "{name} in {html}"
                    );
                    if ["href", "src"].contains(&name) {
                        // Browsers ignore leading control characters and spaces.
                        let value = value.trim_start_matches(|c: char| c <= ' ');
                        let plain: String =
                            value.chars().filter(|c| !"\t\n\r".contains(*c)).collect();
                        let scheme = plain
                            .split(['/', '?', '#'])
                            .next()
                            .and_then(|start| start.split_once(':'));
                        let allowed = scheme.is_none_or(|(scheme, _)| {
                            ["http", "https", "mailto", "tel"]
                                .contains(&&*scheme.to_ascii_lowercase())
                        });
                        assert!(allowed && !plain.starts_with("//"), "{value} in {html}");
                    }
                }
            }
            NodeData::Comment { .. } | NodeData::ProcessingInstruction { .. } => {
                panic!("a comment in {html}")
            }
            _ => {}
        }
    }
}
