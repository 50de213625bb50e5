use std::sync::LazyLock;

use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;

use super::link::scheme;
use super::*;
use crate::html::{Replacement, ResponsiveImage, Target};
use ssg_base::diagnostic::Diagnostic;
use ssg_base::path::SourcePath;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::built_in);

/// Renders the body of a report that begins at the byte `start` of `text`.
fn render_at(start: usize, text: &str) -> (Body, Vec<Diagnostic>) {
    let path = SourcePath::new("content/reports/2023/x/index.md").expect("a path");
    let mut reporter = Reporter::new(&path);
    let at = Span::from(start..text.len());
    let body = render(text, at, true, &VOCABULARY, &mut reporter);
    (body, reporter.diagnostics)
}

fn render_filled(text: &str) -> (String, Vec<Diagnostic>) {
    let (body, diagnostics) = render_at(0, text);
    for lesson in &body.lessons {
        let inner = body.html.fill(lesson.html_range.clone(), replacement);
        check_allowed(&inner);
        body.html.plain_text(lesson.html_range.clone());
    }
    let html = body.html.fill(body.html.full_range(), replacement);
    (html, diagnostics)
}

fn replacement(target: &Target) -> Replacement {
    match target {
        Target::Anchor(anchor) => Replacement::Url(format!("#{anchor}")),
        Target::Source(..) | Target::Url(..) => Replacement::Url("../x/".to_owned()),
        Target::Photo(_) => Replacement::Image(ResponsiveImage {
            webp: vec![("../x-640.webp".to_owned(), 640)],
            jpeg: vec![("../x-640.jpg".to_owned(), 640)],
            size: (640, 480),
            original: Some("../x.jpg".to_owned()),
        }),
    }
}

/// Sequences of Markdown and HTML fragments that have broken other renderers.
fn hostile_markdown() -> impl Strategy<Value = String> {
    let fragments = [
        "a",
        " ",
        "\n",
        "\n\n",
        "    ",
        "# ",
        "### ",
        "\n## x {#x .practice}\n",
        "{#bai .caution}",
        "{onclick=x}",
        "{#a\"b}",
        "{.x style=y}",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "> ",
        "- ",
        "1. ",
        "7. ",
        "|",
        "\n| a | b |\n| --: | :-: |\n| c | d |\n",
        "---\n",
        "[",
        "]",
        "(",
        ")",
        "[x](y.md)",
        "[x](#y)",
        "[x](/nam/)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:x)",
        "[x](data:text/html,x)",
        "[x](//evil.example)",
        "[x](https://a.vn/?a=1&b=\"2\")",
        "[x](\\\\evil)",
        "[x]( \tjavascript:x)",
        "[x](java\nscript:x)",
        "[x](&#106;avascript:x)",
        "[x](vbscript:x)",
        "<https://a.vn>",
        "<javascript:x>",
        "<mailto:a@b.vn>",
        "![i](x.png)",
        "\n\n![i\"](x.png \"<t>\")\n\n",
        "![](x.jpg \"trang trí: a\")",
        "![i](//x.vn/x.png)",
        "![i[^1]](x.png)",
        "![a [b](c.md)](d.png)",
        "[![i](x.png)](y.md)",
        "[^1]",
        "[^2]",
        "\n[^1]: chú thích\n",
        "\n[^2]: hai [^1]\n\n    ba\n",
        "[^",
        "[x[^1]](y.md)",
        "<b>",
        "</b>",
        "<script>alert(1)</script>",
        "<!--",
        "-->",
        "<img src=x onerror=y>",
        "<a href='javascript:x'>",
        "<![CDATA[",
        "<?php",
        "</section>",
        "</div>",
        "<svg/onload=x>",
        "&lt;",
        "&#60;",
        "&amp;",
        "&",
        "<",
        ">",
        "\"",
        "'",
        "\\",
        "- [ ] ",
        "- [x] ",
        "./.",
        "\t",
        "Đợt",
        "<style>",
        "<p style=x>",
    ];
    let fragment = proptest::sample::select(fragments.to_vec());
    proptest::collection::vec(fragment, 0..24).prop_map(|fragments| fragments.concat())
}

/// The only elements that are written, with their attributes.
const ALLOWED: [(&str, &[&str]); 35] = [
    ("a", &["href", "rel", "class", "aria-label"]),
    ("blockquote", &[]),
    ("br", &[]),
    ("code", &[]),
    ("del", &[]),
    ("div", &["class", "role", "tabindex", "aria-label"]),
    ("em", &[]),
    ("figcaption", &[]),
    ("figure", &["class"]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("hr", &[]),
    (
        "img",
        &[
            "src", "srcset", "sizes", "width", "height", "alt", "title", "loading", "decoding",
        ],
    ),
    ("li", &["id"]),
    ("ol", &["start"]),
    ("p", &["class"]),
    ("picture", &[]),
    ("pre", &["tabindex"]),
    ("section", &["class", "id", "aria-label"]),
    ("source", &["type", "srcset", "sizes"]),
    ("span", &["class"]),
    ("strong", &[]),
    ("sup", &["class", "id"]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &["class"]),
    ("th", &["scope", "class"]),
    ("thead", &[]),
    ("tr", &[]),
    ("ul", &[]),
    // The HTML parser adds these around a fragment.
    ("html", &[]),
    ("body", &[]),
];

/// Panics if `html` has an element, attribute or scheme that is not allowed. Returns the errors of
/// the HTML parser.
fn check_allowed(html: &str) -> Vec<String> {
    let page = format!("<!doctype html><title></title><body>{html}</body>");
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default());
    let dom = dom.one(page);
    let errors = dom.errors.borrow();
    walk(&dom.document, html);
    errors.iter().map(ToString::to_string).collect()
}

fn walk(node: &Handle, html: &str) {
    match &node.data {
        NodeData::Element { name, attrs, .. } if !["head", "title"].contains(&&*name.local) => {
            let known = ALLOWED.iter().find(|(known, _)| *known == &*name.local);
            let (_, known) = known.unwrap_or_else(|| panic!("<{}> in {html}", name.local));
            for attribute in attrs.borrow().iter() {
                let name = &*attribute.name.local;
                assert!(known.contains(&name), "{name} in {html}");
                if name == "href" {
                    let scheme = scheme(&attribute.value);
                    let allowed = ["http", "https", "mailto", "tel"];
                    assert!(
                        scheme.is_none_or(|scheme| allowed.contains(&&*scheme)),
                        "{} in {html}",
                        attribute.value
                    );
                    assert!(!attribute.value.starts_with("//"), "{html}");
                }
            }
        }
        NodeData::Comment { .. } | NodeData::ProcessingInstruction { .. } => {
            panic!("a comment in {html}")
        }
        _ => {}
    }
    for child in node.children.borrow().iter() {
        walk(child, html);
    }
}

#[test]
fn marks_the_end_sign_before_or_after_a_photo() {
    for (text, end) in [
        ("Hết./.", "<p>Hết<span class=\"end\">./.</span></p>\n"),
        (
            "![](x.jpg \"trang trí: a\")./.",
            "<span class=\"end\">./.</span></p>\n",
        ),
        ("Hết./.![](x.jpg \"trang trí: a\")", "</picture></p>\n"),
    ] {
        let (html, _) = render_filled(text);
        assert!(html.ends_with(end), "{html}");
    }
}

/// `marked` is a heading with the text at fault between `«` and `»`.
fn check_underlined(marked: &str) {
    let before = "---\ntitle: {#a .practice}\n---\n";
    let text = format!("{before}{}\n\nNội dung.\n", marked.replace(['«', '»'], ""));
    let start = before.len() + marked.find('«').expect("a mark");
    let end = before.len() + marked.find('»').expect("a mark") - '«'.len_utf8();
    let (_, diagnostics) = render_at(before.len(), &text);
    let spans: Vec<Span> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.place.as_ref().expect("a place").span)
        .collect();
    assert_eq!(spans, [Span::from(start..end)], "{marked}");
}

#[test]
fn underlines_exactly_the_attribute_at_fault() {
    for marked in [
        // The value of `topics` is also a part of the id, of another topic, or of its own key.
        "## X {#khong-co-1 .practice topics=«khong-co»}",
        "## X {#x .practice topics=du-lich,«lich»}",
        "## X {#x .practice topics=«topic»}",
        "## X {.practice topics=du-lich «topic» #x}",
        // An id, a class or a key is also a part of the attribute before it.
        "## X {.practice places=BAD-1 #«BAD»}",
        "## X {#x .caution places=caution .«caution»}",
        "## X {#x .practice places=a.b «.b»}",
        "## X {#practices .practice .«practice»}",
        "## X {#x .practice places=onclick «onclick»=1}",
        // Braces and equal text before the attributes.
        "## {#BAD} BAD {#«BAD» .practice}",
        "> ## X {#onclick «onclick»}",
        "BAD {#«BAD»}\n===",
    ] {
        check_underlined(marked);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn writes_only_allowed_html_for_any_markdown(text in hostile_markdown()) {
        let (html, diagnostics) = render_filled(&text);
        let parse_errors = check_allowed(&html);
        if !diagnostics.iter().any(Diagnostic::is_error) {
            prop_assert_eq!(parse_errors, Vec::<String>::new(), "{}", html);
        }
    }
}
