mod sample;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;

use self::sample::Sample;
use super::fragment::Generations;
use super::*;
use crate::page::view::Section;
use ssg_base::diagnostic::render::{self, position};
use ssg_base::message::Language;

const PLAIN: Sample<'static> = Sample { mark: "" };

/// Ends every text that an author can write.
const HOSTILE: Sample<'static> = Sample {
    mark: "<script>\"'&",
};

fn built_in_theme() -> Theme {
    let checked = Theme::new(DEFAULT_THEME, &Overrides::new());
    assert_eq!(checked.diagnostics, []);
    checked.value.expect("the built-in theme has no error")
}

fn render(theme: &Theme, sample: &Sample<'_>, page: &Page) -> String {
    let html = theme.render(&SiteContext::new(&sample.site()), page);
    let html = html.unwrap_or_else(|error| panic!("{}: {error:?}", page.url));
    String::from_utf8(html).expect("UTF-8")
}

fn overrides(files: &[(&str, &str)]) -> Overrides {
    let owned = |&(name, text): &(&str, &str)| (name.to_owned(), text.as_bytes().to_vec());
    files.iter().map(owned).collect()
}

/// Diagnostics as `path:line:column: message`.
fn lines_of(overrides: &Overrides, diagnostics: &[Diagnostic]) -> Vec<String> {
    let line = |error: &Diagnostic| {
        let place = error.place.as_ref().expect("a place");
        let bytes = overrides.get(place.path.file_name());
        let text = bytes.map_or_else(
            || Theme::built_in_text(&place.path).unwrap_or_default(),
            |bytes| std::str::from_utf8(bytes).unwrap_or_default(),
        );
        let at = position(text, place.span.start);
        let (path, message) = (&place.path, &error.message);
        format!("{path}:{}:{}: {message}", at.line, at.column)
    };
    diagnostics.iter().map(line).collect()
}

fn check_errors(files: &[(&str, &str)], wanted: &[&str]) {
    let overrides = overrides(files);
    let checked = Theme::new("mine", &overrides);
    assert_eq!(lines_of(&overrides, &checked.diagnostics), wanted);
    assert!(checked.value.is_none(), "a theme with errors has no value");
}

#[test]
fn renders_complete_pages() {
    let theme = built_in_theme();
    let pages = PLAIN.pages();
    let templates: BTreeSet<&str> = pages.iter().map(|page| template_of(&page.view).0).collect();
    assert_eq!(templates.len(), 29, "the sample has every template");
    for page in &pages {
        let html = render(&theme, &PLAIN, page);
        let count = |part: &str| html.matches(part).count();
        assert!(html.starts_with("<!doctype html>\n<html lang=\"vi\">"));
        for once in [
            "<h1",
            "<main",
            "<title>",
            "Content-Security-Policy",
            "</html>",
            "<script src=\"",
        ] {
            // A redirect has only what it needs to lead to its target.
            if once.starts_with("<script") && matches!(page.view, View::Redirect(_)) {
                continue;
            }
            assert_eq!(count(once), 1, "{once} in {}", page.url);
        }
        for never in [
            " style=",
            "<style",
            "<script>",
            "javascript:",
            "{{",
            "[object]",
        ] {
            assert_eq!(count(never), 0, "{never} in {}", page.url);
        }
        for tag in [
            "a", "p", "li", "ol", "ul", "dl", "div", "section", "span", "nav",
        ] {
            let opened = count(&format!("<{tag}>")) + count(&format!("<{tag} "));
            assert_eq!(opened, count(&format!("</{tag}>")), "{tag} in {}", page.url);
        }
    }
}

#[test]
fn escapes_what_an_author_writes() {
    let theme = built_in_theme();
    for page in HOSTILE.pages() {
        let html = render(&theme, &HOSTILE, &page);
        let scripts = html.matches("<script").count();
        assert_eq!(
            scripts,
            html.matches("site.js\" defer blocking=\"render\"></script>")
                .count()
                + html
                    .matches("<script type=\"application/ld+json\">")
                    .count(),
            "{}",
            page.url
        );
        assert!(!html.contains("\"'&"), "{}", page.url);
        assert!(
            html.contains("&lt;script&gt;&quot;&#39;&amp;"),
            "{}",
            page.url
        );
        assert!(!html.contains("&amp;lt;"), "{} escapes twice", page.url);
    }
}

#[test]
fn names_missing_details() {
    let theme = built_in_theme();
    let mut report = PLAIN.report();
    report.delegation.lead = None;
    report.delegation.size = None;
    report.trip.plan = None;
    report.record.document = None;
    report.trip.places.clear();
    report.lessons.clear();
    report.trip.itinerary.clear();
    let view = View::Report(Box::new(report));
    let html = render(
        &theme,
        &PLAIN,
        &PLAIN.page("x", "X", Section::Reports, view),
    );
    for text in [
        "<dt>Trưởng đoàn</dt><dd class=\"soft\">chưa ghi</dd>",
        "chưa ghi số người",
        "<dt>Nơi đến</dt><dd class=\"soft\">chưa ghi</dd>",
        "không nêu kế hoạch trong kho",
        "<dt>Văn bản</dt><dd class=\"soft\">chưa ghi</dd>",
        "chưa được rút thành bài học riêng",
    ] {
        assert!(html.contains(text), "{text}");
    }
    assert!(!html.contains("href=\"#s-lich-trinh\""));

    let html = render(&theme, &PLAIN, &PLAIN.empty_pages()[0]);
    assert!(html.contains("Chưa có báo cáo nào về chuyến đi năm 2024."));
    assert!(!html.contains("Phân trang"), "one page needs no pager");
}

#[test]
fn links_work_under_a_sub_path() {
    let theme = built_in_theme();
    for page in PLAIN.pages() {
        let html = render(&theme, &PLAIN, &page);
        for (at, _) in html.match_indices("href=\"") {
            let target = html[at + 6..].split('"').next().unwrap_or_default();
            let sound = target.starts_with(&page.root)
                || target.starts_with('#')
                || target.starts_with("https://");
            assert!(sound, "{target} on {}", page.url);
        }
    }
}

#[test]
fn fragments_fit_pages_at_any_depth() {
    let theme = built_in_theme();
    let shared = SiteContext::new(&HOSTILE.site());
    // Each page alone, then again with the fragments of the pages before.
    for page in HOSTILE.pages().into_iter().chain(HOSTILE.pages()) {
        let alone = render(&theme, &HOSTILE, &page);
        let after_others = theme.render(&shared, &page).expect("sound");
        assert_eq!(String::from_utf8(after_others).expect("UTF-8"), alone);
        assert!(!alone.contains(ROOT_MARKER), "{}", page.url);
    }
    // An author cannot write the marker.
    let row = Fragment::new("<a href=\"<root>x/\">&lt;root&gt;</a><root>");
    let html = row.with_root("../").to_string();
    assert_eq!(html, "<a href=\"../x/\">&lt;root&gt;</a>../");
}

#[test]
fn cache_drops_fragments_that_are_not_used() {
    let part = |size: usize| Arc::new(Fragment::new(&"x".repeat(size)));
    let row = |name: &str| FragmentKey::Row(sample::url(name));
    let mut cache = Generations::default();
    for name in ["a", "b"] {
        cache.insert(row(name), &part(1));
    }
    cache.insert(row("c"), &part(Generations::MAX_BYTES));
    // The young generation is full: the next insertion starts another.
    cache.insert(row("d"), &part(Generations::MAX_BYTES));
    assert!(cache.get(&row("a")).is_some());
    cache.insert(row("e"), &part(1));
    let stays = ["a", "b", "c", "d", "e"].map(|name| cache.get(&row(name)).is_some());
    assert_eq!(stays, [true, false, false, true, true]);
}

#[test]
fn report_shows_its_parts_in_order() {
    let theme = built_in_theme();
    let report = View::Report(Box::new(PLAIN.report()));
    let html = render(
        &theme,
        &PLAIN,
        &PLAIN.page("x/y", "X", Section::Reports, report),
    );
    let parts = [
        "class=\"over\"",
        "<h1",
        "Đăng ngày",
        "<dt>Nơi đến",
        "<dt>Trưởng đoàn",
        "<dt>Thời gian",
        "id=\"s-bai-hoc\"",
        "bai-hoc-4-1/",
        "class=\"jump\"",
        "class=\"contents\"",
        "id=\"s-thong-tin\"",
        "<dt>Phó Trưởng đoàn",
        "<dt>Theo kế hoạch",
        "bản gốc để trống số, ngày ký và tên người ký",
        "<dt>Chủ đề",
        "id=\"s-lich-trinh\"",
        "id=\"s-van-ban\"",
        "<section class=\"lesson practice\"",
        "Nơi nhận",
        "id=\"s-danh-gia\"",
        "id=\"s-vien-dan\"",
        "id=\"s-trich-dan\"",
        "id=\"s-cap-nhat\"",
        "Đăng lần đầu",
        "Cùng tỉnh, thành",
        "Cùng chủ đề",
    ];
    let mut after = 0;
    for part in parts {
        let at = html[after..].find(part);
        after += at.unwrap_or_else(|| panic!("{part} is missing or too early"));
    }
    assert!(
        html.contains("Bắc\u{a0}Kạn</a> <span class=\"soft\">(nay&nbsp;thuộc Thái\u{a0}Nguyên)")
    );
}

#[test]
fn filters_format_numbers_and_names() {
    let theme = Theme::new(
        "mine",
        &overrides(&[(
            "not-found.html",
            "{{ 0 | thousands }} {{ 999 | thousands }} {{ 1272 | thousands }} {{ 1000000 | thousands }} \
             {{ 'Sa Pa' | nbsp }} {{ 'một tên dài hơn hai mươi tư chữ' | nbsp }} {{ 'đã hủy HĐND' | sentence }}",
        )]),
    );
    let theme = theme.value.expect("sound");
    let page = PLAIN.page("404.html", "", Section::Other, View::NotFound);
    assert_eq!(
        render(&theme, &PLAIN, &page),
        "0 999 1.272 1.000.000 Sa\u{a0}Pa một tên dài hơn hai mươi tư chữ Đã hủy HĐND"
    );
}

#[test]
fn site_files_override_built_in_ones() {
    let mine = overrides(&[
        ("not-found.html", "{% include 'note.html' %}"),
        ("note.html", "Không có {{ page.url }}"),
        ("style.css", "body { color: red }"),
        ("images/logo.svg", "<svg/>"),
    ]);
    let checked = Theme::new("mine", &mine);
    assert_eq!(checked.diagnostics, []);
    let theme = checked.value.expect("sound");
    let page = PLAIN.page("404.html", "", Section::Other, View::NotFound);
    assert_eq!(render(&theme, &PLAIN, &page), "Không có 404.html");
    let assets: Vec<(&str, usize)> = theme.assets().map(|(name, it)| (name, it.len())).collect();
    for asset in [("images/logo.svg", 6), ("style.css", 19)] {
        assert!(assets.contains(&asset), "{asset:?}");
    }
    assert!(assets.is_sorted() && assets.iter().all(|(name, _)| !is_template(name)));
    assert_eq!(theme.files().count(), BUILT_IN.len() + 2);
}

#[test]
fn reports_errors_of_all_templates_with_places() {
    check_errors(
        &[
            (
                "home.html",
                "<h1>Ẩm thực</h1>\n<p>{{ view.grid | xoay }}</p>\nẨm {{ <lich /> }}",
            ),
            ("lead.html", "{% extends \"khong-co.html\" %}"),
            ("page.html", "một\nhai {% if %}"),
        ],
        &[
            "themes/mine/page.html:2:11: the template has an error: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`",
            "themes/mine/lead.html:1:1: the template has an error: Template 'lead.html' is inheriting from 'khong-co.html', which doesn't exist or isn't loaded.",
            "themes/mine/home.html:2:19: the template has an error: Unknown filter `xoay`",
            "themes/mine/home.html:3:7: the template has an error: Unknown component `lich`",
        ],
    );
}

#[test]
fn reports_the_place_of_a_render_error() {
    let mine = overrides(&[("not-found.html", "<p>Ổn</p>\n<p>Ẩm {{ page.tieu_de }}</p>")]);
    let theme = Theme::new(DEFAULT_THEME, &mine).value.expect("it parses");
    let page = PLAIN.page("404.html", "", Section::Other, View::NotFound);
    let error = theme
        .render(&SiteContext::new(&PLAIN.site()), &page)
        .expect_err("the field is unknown");
    let lines = lines_of(&mine, std::slice::from_ref(&error));
    assert!(
        lines[0].starts_with("themes/default/not-found.html:2:15: the template has an error: Field `tieu_de` is not defined."),
        "{lines:?}"
    );
    let shown = render::human(
        &[*error],
        Language::Vi,
        &|_| Some(String::from_utf8_lossy(&mine["not-found.html"]).into()),
        false,
    );
    assert!(shown.contains("Ẩm {{ page.tieu_de }}"), "{shown}");
}

#[test]
fn reports_a_missing_component() {
    let overrides = overrides(&[("parts.html", "")]);
    let checked = Theme::new("mine", &overrides);
    assert!(checked.value.is_none());
    let lines = lines_of(&overrides, &checked.diagnostics);
    assert!(lines[0].starts_with("themes/mine/"), "{lines:?}");
}

#[test]
fn rejects_bad_file_names_and_encodings() {
    let mut files = overrides(&[("Ảnh.svg", ""), ("a/../b.css", ""), ("A/b.css", "")]);
    files.insert("home.html".into(), b"ab\xFFc".to_vec());
    let checked = Theme::new("mine", &files);
    let messages: Vec<&str> = checked
        .diagnostics
        .iter()
        .map(|it| it.message.code())
        .collect();
    assert_eq!(
        messages,
        [
            "bad-file-name",
            "bad-file-name",
            "not-utf8",
            "bad-file-name"
        ]
    );
}

#[test]
fn rejects_unknown_themes() {
    for name in ["khac", "../khac", ""] {
        let checked = Theme::new(name, &Overrides::new());
        assert!(checked.value.is_none());
        let unknown = Message::UnknownTheme { name: name.into() };
        assert_eq!(checked.diagnostics[0].message, unknown);
    }
}

#[test]
fn theme_is_send_and_sync() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&built_in_theme());
}

#[test]
fn style_has_no_unused_class() {
    let style = concat!(
        include_str!("../../../../themes/default/style.css"),
        include_str!("../../../../themes/default/lists.css"),
        include_str!("../../../../themes/default/map.css"),
        include_str!("../../../../themes/default/search.css"),
    );
    let theme = built_in_theme();
    let mut seen = String::new();
    for page in PLAIN.pages().iter().chain(&PLAIN.empty_pages()) {
        seen.push_str(&render(&theme, &PLAIN, page));
    }
    // Classes that the scripts add.
    seen.push_str("class=\"actions choices copy excerpt facets meant more-hits narrow results\" ");
    // Classes of texts and grids that the sample does not have.
    seen.push_str("class=\"photo h4 h5 h6 right center c1 c2 c3 c4 c5 c6 c7\" ");
    let known: BTreeSet<&str> = seen
        .split("class=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .flat_map(str::split_whitespace)
        .collect();
    let rules = style.split("*/").filter_map(|part| part.split("/*").next());
    for rule in rules.flat_map(|part| part.split('}')) {
        let selector = rule.rsplit_once('{').map_or("", |(selector, _)| selector);
        for name in selector.split('.').skip(1) {
            let end = |c: char| !c.is_ascii_alphanumeric() && c != '-';
            let name = name.split(end).next().unwrap_or_default();
            let class = name.starts_with(|c: char| c.is_ascii_alphabetic());
            assert!(!class || known.contains(name), ".{name} styles nothing");
        }
    }
}

/// Public fields of the Rust files below `folder`.
fn public_fields(folder: &std::path::Path) -> BTreeSet<String> {
    let mut fields = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("the folder of the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            fields.append(&mut public_fields(&path));
            continue;
        }
        let source = std::fs::read_to_string(&path).expect("a source");
        let lines = source.lines();
        let lines = lines.filter_map(|line| line.strip_prefix("    pub "));
        fields.extend(lines.filter_map(|line| {
            let (name, _) = line.split_once(": ")?;
            (!name.contains('(')).then(|| name.to_owned())
        }));
    }
    fields
}

#[test]
fn documents_every_template_and_field() {
    let docs = include_str!("../../../../docs/themes.md");
    for (name, _) in BUILT_IN {
        assert!(docs.contains(&format!("`{name}`")), "{name}");
    }
    let mut fields = public_fields(concat!(env!("CARGO_MANIFEST_DIR"), "/src/page").as_ref());
    assert!(fields.len() > 100, "{} fields", fields.len());
    // Templates read the fields of these structs as fields of the report or the plan.
    for flattened in ["record", "trip", "delegation"] {
        assert!(fields.remove(flattened), "{flattened}");
    }
    let renamed = [
        ("breadcrumbs", "crumbs"),
        ("alternates", "offers"),
        ("source_digest", "proof"),
    ];
    for field in &fields {
        let name = renamed.iter().find(|(field_name, _)| field_name == field);
        let name = name.map_or(&**field, |(_, template_name)| template_name);
        assert!(docs.contains(&format!("`{name}`")), "{name}");
    }
}

/// An element's name, its attributes and its own text.
type Element = (String, Vec<(String, String)>, String);

/// All elements of a page, as a browser parses it.
fn elements(html: &str) -> Vec<Element> {
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default());
    let dom = dom.one(html);
    let mut elements = Vec::new();
    // Keep the document alive: when a node is dropped, so are the nodes below it.
    let mut open: Vec<Handle> = vec![dom.document.clone()];
    while let Some(node) = open.pop() {
        let children = node.children.borrow();
        if let NodeData::Element { name, attrs, .. } = &node.data {
            let attrs = attrs.borrow();
            let attrs = attrs.iter();
            let attrs = attrs.map(|one| (one.name.local.to_string(), one.value.to_string()));
            let texts = children.iter().filter_map(|child| match &child.data {
                NodeData::Text { contents } => Some(contents.borrow().to_string()),
                _ => None,
            });
            elements.push((name.local.to_string(), attrs.collect(), texts.collect()));
        }
        open.extend(children.iter().rev().cloned());
    }
    elements
}

/// A text that a source can hold. Sources have no U+000D, and HTML has no U+0000.
fn any_text() -> impl Strategy<Value = String> {
    let pieces = [
        "\"",
        "'",
        "`",
        "&",
        "<",
        ">",
        "=",
        "/",
        "\n",
        "\t",
        " ",
        "&quot;",
        "&#34;",
        "&lt",
        "&amp",
        "-->",
        "<!--",
        "]]>",
        "</script>",
        "{{",
        "{%",
        "\u{a0}",
        "\u{2028}",
        "\u{feff}",
        "\u{202e}",
        "\u{7f}",
        "\u{85}",
        "\u{fffe}",
        "\u{1f}",
        "onload=x",
        "ộ",
    ];
    let piece = prop_oneof![
        proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    let pieces = proptest::collection::vec(piece, 1..12);
    pieces.prop_map(|pieces| pieces.concat().replace(['\r', '\0'], "x"))
}

proptest! {
    // A campaign asks for more: `CASES=100000 cargo test --lib parsed_html`.
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("CASES").map_or(200, |cases| cases.parse().expect("a number"))
    ))]

    #[test]
    fn parsed_html_holds_what_an_author_wrote(mark in any_text(), number in 0..29_usize) {
        // A placeholder for the text: a letter that occurs nowhere else.
        const PLACEHOLDER: &str = "\u{e000}";
        static THEME: LazyLock<Theme> = LazyLock::new(built_in_theme);
        static HELD: LazyLock<Vec<Vec<Element>>> = LazyLock::new(|| {
            let sample = Sample { mark: PLACEHOLDER };
            let pages = sample.pages().into_iter();
            let pages: Vec<_> = pages
                .map(|page| elements(&render(&THEME, &sample, &page)))
                .collect();
            let elements = pages.iter().flatten();
            let attributes = elements.flat_map(|(_, attributes, _)| attributes);
            let held = attributes.filter(|(_, value)| value.contains(PLACEHOLDER)).count();
            assert!(held > 50, "{held} attributes hold a text");
            pages
        });
        let sample = Sample { mark: &mark };
        let page = sample.pages().swap_remove(number);
        let held = &HELD[number];
        let read = elements(&render(&THEME, &sample, &page));
        // The filter `nbsp` depends on the length of a name.
        let blank = |text: &str| text.replace('\u{a0}', " ");
        prop_assert_eq!(held.len(), read.len(), "elements of {}", page.url);
        for (held, read) in held.iter().zip(&read) {
            prop_assert_eq!(&held.0, &read.0);
            prop_assert_eq!(held.1.len(), read.1.len(), "attributes of <{}>", &read.0);
            for (held, read) in held.1.iter().zip(&read.1) {
                prop_assert_eq!(&held.0, &read.0);
                prop_assert_eq!(blank(&held.1.replace(PLACEHOLDER, &mark)), blank(&read.1));
            }
            prop_assert_eq!(blank(&held.2.replace(PLACEHOLDER, &mark)), blank(&read.2));
        }
    }
}
