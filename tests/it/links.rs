//! Follows every link of every page and checks the frame of each page.

use std::collections::{BTreeMap, BTreeSet};

use ssg_site::compiler::BuildOptions;

use crate::pages::{Files, Page, Pages, file_of, resolve};
use crate::{program, sample};

/// A site's pages by address.
type ByUrl = BTreeMap<String, Page>;

fn parse(site: &Pages) -> ByUrl {
    site.pages().map(|page| (page.url.clone(), page)).collect()
}

/// Lists the faults of a site that is published at the path `base`.
fn faults(site: &Pages, base: &str) -> Vec<String> {
    faults_of(&parse(site), &site.files, base)
}

fn faults_of(pages: &ByUrl, files: &Files, base: &str) -> Vec<String> {
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages
        .iter()
        .map(|(url, page)| {
            let ids = page.elements.iter().filter_map(|e| e.attribute("id"));
            (url.as_str(), ids.collect())
        })
        .collect();
    let mut found = Vec::new();
    for page in pages.values() {
        let mut report = |fault: String| found.push(format!("{}: {fault}", page.url));
        check_frame(page, &mut report);
        check_elements(page, &mut report);
        for to in internal_targets(page, base, &mut report) {
            let (path, fragment) = to.split_once('#').unwrap_or((&to, ""));
            if !files.contains_key(&file_of(path)) && !pages.contains_key(path) {
                report(format!("{to} is no file"));
            } else if !fragment.is_empty()
                && !ids.get(path).is_some_and(|ids| ids.contains(fragment))
            {
                report(format!("{to} has no such anchor"));
            }
        }
    }
    let reached = reached(pages, base);
    for (url, page) in pages {
        let is_unlinked = page.says("Trang đã chuyển") || page.says("đã thu hồi");
        if !reached.contains(url) && !is_unlinked && url != "/404.html" {
            found.push(format!("{url}: no link leads here"));
        }
    }
    found
}

/// The targets of a page's references inside the site. Reports references that must not exist.
fn internal_targets(page: &Page, base: &str, report: &mut impl FnMut(String)) -> Vec<String> {
    let mut to = Vec::new();
    for element in &page.elements {
        let refresh = element
            .attribute("content")
            .filter(|_| element.attribute("http-equiv") == Some("refresh"))
            .and_then(|content| content.split_once("url="))
            .map(|(_, url)| url);
        let references = ["href", "src", "action", "poster"];
        let references = references.iter().filter_map(|name| element.attribute(name));
        // Each picture of `srcset` is followed by its width.
        let pictures = element.attribute("srcset").into_iter();
        let pictures = pictures.flat_map(|set| set.split(", "));
        let pictures = pictures.filter_map(|one| one.split(' ').next());
        let references = references.chain(pictures);
        for href in references.chain(refresh) {
            let is_link = element.name == "a" || element.attribute("rel") == Some("canonical");
            let Some(url) = resolve(&page.url, href) else {
                let scheme = href.split(':').next().unwrap_or_default();
                if !is_link || !["http", "https", "mailto", "tel"].contains(&scheme) {
                    report(format!("{} leads out to {href}", element.name));
                }
                continue;
            };
            if page.url == "/404.html" {
                // A server shows this page at any address, so its links contain the base path.
                match href.strip_prefix(base) {
                    Some(inner) => to.push(format!("/{inner}")),
                    None if href.starts_with('#') => to.push(url),
                    None => report(format!("{href} depends on the address of the page")),
                }
            } else {
                if href.starts_with('/') {
                    report(format!("{href} is not relative"));
                }
                let depth = page.url.matches('/').count() - 1;
                if href.matches("../").count() > depth {
                    report(format!("{href} leaves the site"));
                }
                to.push(url);
            }
        }
    }
    to
}

fn check_frame(page: &Page, report: &mut impl FnMut(String)) {
    if !page.parse_errors.is_empty() {
        report(format!("invalid HTML: {:?}", page.parse_errors));
    }
    let headings = page.all("h1").count();
    if headings != 1 || page.title().is_empty() {
        report(format!(
            "{headings} headings of level 1: {:?}",
            page.title()
        ));
    }
    let lang = page.all("html").find_map(|html| html.attribute("lang"));
    if lang != Some("vi") {
        report(format!("language {lang:?}"));
    }
    let titles: Vec<String> = page.all("title").map(|title| page.text(title)).collect();
    if titles.len() != 1 || titles[0].is_empty() {
        report(format!("titles {titles:?}"));
    }
    let policy = page
        .all("meta")
        .find(|meta| meta.attribute("http-equiv") == Some("Content-Security-Policy"))
        .and_then(|meta| meta.attribute("content"))
        .unwrap_or_default();
    if !policy.starts_with("default-src 'none';") || policy.contains("unsafe") {
        report(format!("policy {policy:?}"));
    }
    if let Some(skip) = page.all("a").find(|a| a.has_class("skip")) {
        let target = skip.attribute("href").unwrap_or_default();
        let target = page.by_id(target.trim_start_matches('#'));
        if target.is_none_or(|target| target.name != "main") {
            report("the skip link has no target".to_owned());
        }
    } else if !page.says("Trang đã chuyển") {
        report("no skip link".to_owned());
    }
}

fn check_elements(page: &Page, report: &mut impl FnMut(String)) {
    let mut ids = BTreeSet::new();
    for element in &page.elements {
        if let Some(id) = element.attribute("id")
            && !ids.insert(id)
        {
            report(format!("two elements #{id}"));
        }
        for name in element.attributes.keys() {
            if name.starts_with("on") || name == "style" {
                report(format!("{} has {name}", element.name));
            }
        }
        let inline = element.name == "style"
            || (element.name == "script"
                && element.attribute("src").is_none()
                && element.attribute("type") != Some("application/ld+json"));
        if inline || ["iframe", "object", "embed", "base"].contains(&&*element.name) {
            report(format!("holds <{}>", element.name));
        }
        let empty_link = element.name == "a" && page.text(element).is_empty();
        if empty_link && element.attribute("aria-label").is_none() {
            report(format!(
                "a link without text to {:?}",
                element.attribute("href")
            ));
        }
    }
}

/// The pages that links lead to, starting at the home page.
fn reached(pages: &ByUrl, base: &str) -> BTreeSet<String> {
    let mut reached: BTreeSet<String> = BTreeSet::from(["/".to_owned()]);
    let mut next = vec!["/".to_owned()];
    while let Some(url) = next.pop() {
        let Some(page) = pages.get(&url) else {
            continue;
        };
        for to in internal_targets(page, base, &mut |_| ()) {
            let to = to.split('#').next().unwrap_or(&to).to_owned();
            if reached.insert(to.clone()) {
                next.push(to);
            }
        }
    }
    reached
}

fn under(base_url: &str) -> BuildOptions {
    BuildOptions {
        base_url: Some(base_url.to_owned()),
        ..BuildOptions::default()
    }
}

#[test]
fn shipped_site_has_no_broken_links() {
    let site = Pages::from_sources(program::shipped(), &BuildOptions::default());
    assert_eq!(faults(&site, "/"), [""; 0]);
    let below = Pages::from_sources(program::shipped(), &under("https://example.vn/kho/"));
    assert_eq!(faults(&below, "/kho/"), [""; 0]);
}

#[test]
fn large_archive_has_no_broken_links() {
    let site = Pages::from_sources(
        sample::sources(&sample::archive(60)),
        &BuildOptions::default(),
    );
    assert_eq!(faults(&site, "/"), [""; 0]);
    // The archive has each kind of page.
    for url in [
        "/bao-cao/trang-2/",
        "/bai-hoc/kien-nghi/",
        "/bao-cao/2004/chuyen-0/bai-0/",
        "/ke-hoach/2023/ke-hoach-b/",
        "/nam/2007/",
        "/nam/2008/",
        "/co-quan/hdnd-huyen-con-dao/nguyen-van-ha/",
        "/cu-2/",
    ] {
        assert!(site.has(url), "{url}");
    }
    let says = |words: &str| site.pages().any(|page| page.says(words));
    assert!(says("Trang đã chuyển") && says("đã thu hồi") && says("(nay thuộc"));
}

#[test]
fn archive_works_at_a_base_path() {
    let sources = sample::sources(&sample::archive(60));
    let site = Pages::from_sources(sources, &under("https://example.vn/kho/"));
    assert_eq!(faults(&site, "/kho/"), [""; 0]);
    let lost = site.page("/404.html");
    let home = lost
        .all("a")
        .filter(|a| a.attribute("href") == Some("/kho/"));
    assert!(home.count() > 0);
    let canonical = site.page("/nam/2023/");
    let canonical = canonical
        .all("link")
        .find(|link| link.attribute("rel") == Some("canonical"));
    assert_eq!(
        canonical.and_then(|link| link.attribute("href")),
        Some("https://example.vn/kho/nam/2023/")
    );
}

/// Tests the checks above.
#[test]
fn finds_broken_pages() {
    let site = Pages::from_sources(program::shipped(), &BuildOptions::default());
    let mut pages = parse(&site);
    let good = String::from_utf8(site.files["so-do/index.html"].clone()).expect("UTF-8");
    for (from, to, expected) in [
        ("href=\"../nam/\"", "href=\"../nan/\"", "is no file"),
        ("#s-main", "#s-nowhere", "has no such anchor"),
        ("<h1", "<h1>a</h1><h1", "2 headings of level 1"),
        ("<main", "<main onclick=\"x\"", "main has onclick"),
        ("<main", "<p style=\"x\">a</p><main", "p has style"),
        ("<main", "<script>x</script><main", "holds <script>"),
        (
            "<main",
            "<img src=\"https://a.vn/x.png\" alt=\"\"><main",
            "img leads out",
        ),
        (
            "<main",
            "<b id=\"s-main\">x</b><main",
            "two elements #s-main",
        ),
        (
            "<main",
            "<a href=\"javascript:x\">x</a><main",
            "a leads out to javascript:x",
        ),
        (
            "<main",
            "<a href=\"/nam/\">x</a><main",
            "/nam/ is not relative",
        ),
        (
            "<main",
            "<a href=\"../../../nam/\">x</a><main",
            "leaves the site",
        ),
        ("Content-Security-Policy", "X", "policy"),
        ("lang=\"vi\"", "", "language None"),
        ("</h1>", "</h2>", "invalid HTML"),
    ] {
        assert!(good.contains(from), "{from}");
        let bad = Page::read("/so-do/", &good.replacen(from, to, 1));
        pages.insert(bad.url.clone(), bad);
        let found = faults_of(&pages, &site.files, "/");
        assert!(
            found.iter().any(|fault| fault.contains(expected)),
            "{to}: {found:?}"
        );
    }
    for url in ["/so-do/", "/rieng/"] {
        pages.insert(
            url.to_owned(),
            Page::read(url, &good.replace("../", "./../")),
        );
    }
    let found = faults_of(&pages, &site.files, "/");
    assert_eq!(found, ["/rieng/: no link leads here"]);
}
