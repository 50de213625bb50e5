use std::fmt::Write as _;
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
    let (body, diagnostics, _) = render_with_comments(start, text);
    (body, diagnostics)
}

/// The same with the places of comments.
fn render_with_comments(start: usize, text: &str) -> (Body, Vec<Diagnostic>, Vec<Span>) {
    let path = SourcePath::new("content/reports/2023/x/index.md").expect("a path");
    let mut reporter = Reporter::new(&path);
    let at = Span::from(start..text.len());
    let (body, _) = render(text, at, true, &VOCABULARY, &mut reporter);
    (body, reporter.diagnostics, reporter.note_spans)
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
fn the_quick_search_misses_no_hidden_character() {
    for c in ('\0'..=char::MAX).filter(|&c| is_invisible(c) || is_control_space(c)) {
        assert!(may_have_invisible(&format!("a{c}")), "{c:?}");
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
        "## X {.practice «topics=du-lich topic» #x}",
        // An id, a class or a key is also a part of the attribute before it.
        "## X {.practice places=BAD-1 #«BAD»}",
        "## X {#x .caution places=caution .«caution»}",
        "## X {#x .practice places=a.b «.b»}",
        "## X {#practices .practice .«practice»}",
        "## X {#x .practice places=onclick «onclick»=1}",
        "> ## X {«#onclick onclick»}",
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

/// The messages about a body, with the text that each points to.
fn advice(text: &str) -> Vec<(&'static str, String)> {
    let (_, diagnostics) = render_at(0, text);
    let found = diagnostics.iter().map(|diagnostic| {
        let span = diagnostic.place.as_ref().expect("a place").span;
        (
            diagnostic.message.code(),
            text[span.start..span.end].to_owned(),
        )
    });
    found.collect()
}

#[test]
fn reports_markup_that_is_shown_as_typed() {
    for (text, code, marked) in [
        ("![Chợ](anh 1.jpg)", "typed-photo", "![Chợ](anh 1.jpg)"),
        (
            "Xem [x](Phụ lục 1.pdf).",
            "typed-link",
            "[x](Phụ lục 1.pdf)",
        ),
        (
            "Xem [x](Phụ lục (1) 2.pdf).",
            "typed-link",
            "[x](Phụ lục (1) 2.pdf)",
        ),
        (
            "[x](C:\\Phụ lục\\phu luc.pdf)",
            "typed-link",
            "[x](C:\\Phụ lục\\phu luc.pdf)",
        ),
        ("[x] (phu-luc.pdf)", "typed-link", "[x] (phu-luc.pdf)"),
        ("(x)[https://a.vn/]", "typed-link", "(x)[https://a.vn/]"),
        ("[x]（phu-luc.pdf）", "typed-link", "[x]（phu-luc.pdf）"),
        ("[x](phu-luc.pdf", "typed-link", "[x](phu-luc.pdf"),
        ("![[a.jpg]]", "typed-photo", "![[a.jpg]]"),
        ("[[trang]]", "typed-link", "[[trang]]"),
        ("[x][không có]", "typed-link", "[x][không có]"),
        ("- mục [x](a b.pdf)", "typed-link", "[x](a b.pdf)"),
        (
            "| a |\n|---|\n| [x](a b.pdf) |",
            "typed-link",
            "[x](a b.pdf)",
        ),
        (
            "### Chợ {#bai-hoc-1 .practice",
            "typed-attributes",
            "{#bai-hoc-1 .practice",
        ),
        (
            "### Chợ {#bai-hoc-1 .practice} nhé",
            "typed-attributes",
            "{#bai-hoc-1 .practice}",
        ),
        (
            "**Chợ** {#bai-hoc-1 .practice}",
            "typed-attributes",
            "{#bai-hoc-1 .practice}",
        ),
        ("### Chợ .practice", "typed-attributes", ".practice"),
        ("##Mục", "typed-heading", "##"),
        ("##\u{a0}Mục", "typed-heading", "##"),
        ("#Mục", "typed-heading", "#"),
        ("Một.\n###Mục", "typed-heading", "###"),
        ("**a,**b và **c", "typed-emphasis", "**"),
        ("__a,__b", "typed-emphasis", "__"),
        ("a *b,*c", "typed-emphasis", "*"),
        ("Tỉnh\tSố đợt\nLào Cai\t2", "typed-table", "Tỉnh\tSố đợt"),
        (
            "Tỉnh | Đợt\nLào Cai | 2\n| a | b |",
            "typed-table",
            "| a | b |",
        ),
        (
            "| Tỉnh | Đợt |\n| --- |\n| Lào Cai | 2 |",
            "typed-table",
            "| Tỉnh | Đợt |",
        ),
        ("• một\n• hai", "typed-list", "• hai"),
        ("-một\n-hai", "typed-list", "-hai"),
        ("a) một\nb) hai", "typed-list", "b) hai"),
        ("1. một\n3. ba", "item-renumbered", "3."),
        ("Một đoạn\n---", "underlined-heading", "Một đoạn"),
        ("Một.\n\n    Hai.", "indented-code", "Hai."),
        ("## ", "empty-heading", "##"),
        ("## Một\n\n#### Hai", "skipped-level", "#### Hai"),
    ] {
        let found = advice(text);
        let expected = (code, marked.to_owned());
        assert!(found.contains(&expected), "{text}: {found:?}");
        assert_eq!(found.len(), 1, "{text}: {found:?}");
    }
}

#[test]
fn says_nothing_about_text_that_is_meant() {
    for text in [
        "[x](phu-luc.html) và `[x](a b.pdf)` và \\[x](a b.pdf)",
        "`{#a .practice`, `##Mục` và \\##Mục",
        "(*) Số liệu năm 2023; (**) ước tính; 5 * 6 = 30; ______",
        "Nghị quyết [sic] số 5 (xem phụ lục)",
        "#1 trong 63 tỉnh",
        "- một\n- hai\n\n1. một\n1. hai\n\n5) năm\n6) sáu",
        "# Một\n\n## Hai\n\n### Ba\n\n## Bốn",
        "Một\n\n---\n\nHai",
        "| a | b |\n|---|---|\n| c |",
        "Một\\\nhai  \nba",
        "\\[^1] và `[^1]`\n\n```\n[^1] ##Mục\n```",
        "Theo[^A] và[^a].\n\n[^a]: Nghị quyết.",
        "<vanphong@lamdong.gov.vn>",
    ] {
        assert_eq!(advice(text), [], "{text}");
    }
}

#[test]
fn footnotes_have_one_text_and_lead_both_ways() {
    let (html, diagnostics) =
        render_filled("Một[^A], hai[^b].\n\n[^a]: Lời một.\n\n[^B]: Lời hai[^c].\n\n[^c]: Ba.\n");
    assert_eq!(diagnostics, []);
    for (reference, note) in [
        ("#fn-1", "id=\"fn-1\""),
        ("#fn-3", "id=\"fn-3\""),
        ("#fnref-3-1", "id=\"fnref-3-1\""),
    ] {
        assert!(html.contains(reference) && html.contains(note), "{html}");
    }
    let twice = advice("Một[^1].\n\n[^1]: Lời một.\n\nHai[^1].\n\n[^1]: Lời hai.\n");
    assert_eq!(twice, [("footnote-twice", "[^1]: Lời hai.".to_owned())]);
    // What only an unshown note refers to is not shown either.
    let unused = advice("Một.\n\n[^1]: Lời[^2].\n\n[^2]: Hai.\n");
    let codes: Vec<_> = unused.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["footnote-unused", "footnote-unused"]);
}

#[test]
fn comments_are_left_out_and_must_be_closed() {
    for (text, expected) in [
        ("Một <!-- hai --> ba", "<p>Một  ba</p>\n"),
        ("<!-- một\n\nhai -->\n\nBa", "<p>Ba</p>\n"),
        (
            "> <!-- một\n> hai -->\n\nBa",
            "<blockquote>\n</blockquote>\n<p>Ba</p>\n",
        ),
        ("### Chợ <!-- hai -->", "<h3 id=\"muc-cho\">Chợ </h3>\n"),
        ("<!-- a --> <!-- b -->", ""),
        ("\\<!-- a -->", "<p>&lt;!-- a --&gt;</p>\n"),
    ] {
        let (html, diagnostics) = render_filled(text);
        assert_eq!(html, expected, "{text}");
        assert!(!diagnostics.iter().any(Diagnostic::is_error), "{text}");
    }
    for text in [
        "Một <!-- hai\n\nba",
        "<!-- một\n\nhai",
        "> <!-- một\n\nhai -->",
    ] {
        let codes: Vec<_> = advice(text).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["comment-not-closed"], "{text}");
    }
}

#[test]
fn invisible_characters_are_reported_and_left_out() {
    for (text, title) in [
        ("## Chợ\u{202e} phiên", "Chợ phiên"),
        ("## Chợ\u{ad} ph\u{200b}iên", "Chợ phiên"),
        ("## Chợ&#x200B; phi&shy;ên", "Chợ phiên"),
        ("## Chợ&#x1F; phiên", "Chợ phiên"),
        ("## Chợ\u{b}phiên", "Chợ phiên"),
        ("## Chợ\u{fffe} phiên\u{e0041}", "Chợ phiên"),
    ] {
        let (body, diagnostics) = render_at(0, text);
        assert_eq!(body.headings[0].title, title, "{text:?}");
        let codes: BTreeSet<_> = diagnostics
            .iter()
            .map(|found| found.message.code())
            .collect();
        assert_eq!(codes, BTreeSet::from(["invisible-character"]), "{text:?}");
        assert!(!body.html.text.contains(is_invisible), "{text:?}");
    }
}

/// Pieces of Markdown, in which `W` is replaced by a word that occurs once.
fn markdown_of_words() -> impl Strategy<Value = String> {
    let pieces = [
        "W",
        "W ",
        " W\n",
        "\n\n",
        "\n",
        "    W\n",
        "# W\n",
        "\n### W {#W .practice}\n\nW\n",
        "## W {#a #W}\n",
        "## W {#a W}\n",
        "\n### W {#W .practice topics=W,W topics=W places=W}\n\nW\n",
        "\n### W {W .practice W=W}\n\nW\n",
        "[W]()",
        "[](/W/)",
        "｜W｜W｜\n",
        "\u{f0b7}\tW\n",
        "<img src=\"W.png\" alt=\"W\">",
        "W {#W",
        "**W**",
        "*W,*W",
        "~~W~~",
        "`W`",
        "\n```W\nW\n```\n",
        "\n~~~ W W\nW\n~~~\n",
        "> W\n",
        "- W\n",
        "3. W\n",
        "1W. W\n",
        "\n| W | W |\n| --: | :-: |\n| W | W | W |\n| W |\n",
        "| W | W",
        "|",
        "---\n",
        "W\n===\n",
        "[W](W.md)",
        "[W](/W/ \"W W\")",
        "[W][W]",
        "[W]",
        "\n[W]: /W/ \"W\"\n",
        "\n[a]: /W/\n",
        "[W][a]",
        "[a]: W\n",
        "<https://a.vn/W>",
        "<W@W.gov.vn>",
        "![W](W.png)",
        "\n\n![W](W.png \"W\")\n\n",
        "![](W.jpg \"trang trí: W\")",
        "![W [W](W.md \"W\") ![W](W.png \"W\")](d.png)",
        "[^1]",
        "W[^W]",
        "\n[^1]: W\n",
        "\n[^1]: W\n\n    W\n",
        "\n[^W]: W [^1]\n",
        "[^",
        "![W[^1]](x.png)",
        "<b>W</b>",
        "<!-- W -->",
        "<!-- W",
        "-->",
        "\n<div W>\nW\n",
        "<?W",
        "<![CDATA[W",
        "&amp;W",
        "&W;",
        "\\W",
        "\\",
        "{W}",
        "{W=W}\n",
        "- [ ] W\n",
        "- [x] W\n",
        "\tW\tW\n",
        "W\\\nW",
        "W  \nW",
        "\u{200b}W\u{ad}",
        ": W\n",
        "^W^ ~W~ $W$ ==W==",
        "|W|\n",
        "[!NOTE]\nW\n",
        "+++\nW\n+++\n",
    ];
    let piece = proptest::sample::select(pieces.to_vec());
    proptest::collection::vec(piece, 0..16).prop_map(|pieces| {
        let parts: Vec<String> = pieces.concat().split('W').map(str::to_owned).collect();
        let mut text = String::new();
        for (number, part) in parts.iter().enumerate() {
            if number > 0 {
                let _ = write!(text, "từ{number}x");
            }
            text.push_str(part);
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn every_word_is_on_the_page_or_in_a_warning_or_in_a_comment(text in markdown_of_words()) {
        let (body, diagnostics, comments) = render_with_comments(0, &text);
        let page = body.html.fill(body.html.full_range(), |target| match target {
            Target::Anchor(anchor) => Replacement::Url(format!("#{anchor}")),
            Target::Source(path, anchor) => Replacement::Url(format!("{path}#{anchor}")),
            Target::Url(path, anchor) => Replacement::Url(format!("{path}#{anchor}")),
            Target::Photo(photo) => Replacement::Image(ResponsiveImage {
                webp: Vec::new(),
                jpeg: vec![(photo.path.to_string(), 640)],
                size: (640, 480),
                original: None,
            }),
        });
        let messages: Vec<String> = diagnostics.iter().map(|found| found.message.to_string()).collect();
        // An error keeps the text from being published until its author has looked at the whole line.
        let whole_lines = |span: Span| Span {
            start: text[..span.start].rfind('\n').map_or(0, |at| at + 1),
            end: text[span.end..].find('\n').map_or(text.len(), |at| span.end + at),
        };
        let spans = diagnostics.iter().filter_map(|found| {
            let span = found.place.as_ref()?.span;
            Some(if found.is_error() { whole_lines(span) } else { span })
        });
        let spans: Vec<Span> = spans.chain(comments).collect();
        for (at, _) in text.match_indices("từ") {
            let end = at + text[at..].find('x').expect("the end");
            let word = &text[at..=end];
            let is_reported = spans.iter().any(|span| span.start <= at && at < span.end)
                || messages.iter().any(|message| message.contains(word));
            // A decorative photo has no alternative text; the reason is a part of the markup.
            let is_reason = text[..at].ends_with("trang trí: ");
            prop_assert!(page.contains(word) || is_reported || is_reason, "{word} is lost: {page} {diagnostics:?}");
        }
    }
}

#[test]
fn numbers_below_the_head_of_a_column_of_tax_codes_are_public() {
    let kinds = |head: &str, number: &str| -> Vec<String> {
        let text =
            format!("| TT | {head} | Tên |\n| --- | --- | --- |\n| 1 | {number} | Chợ Mẫu |\n");
        let path = SourcePath::new("content/reports/2023/x/index.md").expect("a path");
        let mut reporter = Reporter::new(&path);
        let at = Span::from(0..text.len());
        let (_, rendered) = render(&text, at, true, &VOCABULARY, &mut reporter);
        crate::document::privacy::check(&rendered, &mut reporter);
        let found = reporter.diagnostics.iter();
        found.map(|found| found.message.to_string()).collect()
    };
    for head in [
        "Mã số thuế",
        "MST",
        "**Mã số doanh nghiệp**",
        "Mã số thuế của doanh nghiệp",
    ] {
        assert_eq!(kinds(head, "0312345678"), [""; 0], "{head}");
        assert_eq!(kinds(head, "0312345678-001"), [""; 0], "{head}");
        // What has another length is no tax code.
        assert_eq!(kinds(head, "02543830123").len(), 1, "{head}");
    }
    assert_eq!(kinds("Điện thoại", "0312345678").len(), 1);
    assert_eq!(kinds("Số", "0312345678").len(), 1);
}
