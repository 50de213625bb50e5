//! Files at the top of the site for crawlers and servers: sitemap, `robots.txt`, headers,
//! `security.txt` and `llms.txt`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::Months;

use crate::route::{self, Route, Routes, Rows};
use crate::table::Sheet;
use ssg_archive::Archive;
use ssg_base::path::{OutPath, UrlPath};
use ssg_vietnam::date::PartialDate;

use super::{Files, feed, midnight};

/// The Content-Security-Policy of every page. Each page has it in a `<meta>` too.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; \
                          script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

/// All these files. Without a base URL there is no sitemap, since its addresses must be full.
pub(super) fn files(archive: &Archive, routes: &Routes) -> Files {
    let mut files = vec![
        // GitHub Pages would otherwise run Jekyll over the sources, and drop names with a dot.
        (OutPath::at_root(".nojekyll"), Vec::new()),
        (OutPath::at_root("robots.txt"), robots(archive).into_bytes()),
        (OutPath::at_root("_headers"), headers().into_bytes()),
        (OutPath::at_root("llms.txt"), llms_txt(archive).into_bytes()),
    ];
    files.extend(redirects(archive, routes));
    if let Some(base) = &archive.site.base_url {
        files.extend(feed::sitemaps(base, &pages(archive, routes)));
    }
    files.extend(security(archive).map(|text| {
        let path = OutPath::at_root(".well-known/security.txt");
        (path, text.into_bytes())
    }));
    files
}

/// The pages for the sitemap, each with the day on which its content last changed.
fn pages(archive: &Archive, routes: &Routes) -> BTreeMap<UrlPath, PartialDate> {
    let newest = PartialDate::Day(archive.updated.unwrap_or(archive.today));
    let reports: Vec<PartialDate> = archive
        .reports
        .iter()
        .map(|report| archive.last_changed(&report.document))
        .collect();
    let mut pages = BTreeMap::new();
    // The pages of a list follow one another, and all have the day of the list.
    let mut last_list: Option<(UrlPath, PartialDate)> = None;
    for (url, route) in routes.iter() {
        let day = match route {
            Route::Redirect(..) | Route::NotFound | Route::Tombstone(..) => continue,
            Route::Report(id) => reports[id.index()],
            Route::Lesson(id) => archive.last_changed(&archive.report_of(*id).document),
            Route::Plan(id) => archive.last_changed(&archive.plan(*id).document),
            Route::Page(at) => archive.last_changed(&archive.pages[*at]),
            _ => match route::listing(archive, route) {
                Some(list) => {
                    let known = last_list.filter(|(base, _)| *base == list.url);
                    let day = known.map_or_else(
                        || last_change_of_list(archive, &list, &reports).unwrap_or(newest),
                        |(_, day)| day,
                    );
                    last_list = Some((list.url, day));
                    day
                }
                None => newest,
            },
        };
        if last_list
            .as_ref()
            .is_some_and(|(base, _)| !url.is_under(base))
        {
            last_list = None;
        }
        pages.insert(url.clone(), day);
    }
    pages
}

/// The day on which a list last changed, if its records determine it.
fn last_change_of_list(
    archive: &Archive,
    list: &route::Listing<'_>,
    reports: &[PartialDate],
) -> Option<PartialDate> {
    let plan = |at: usize| archive.last_changed(&archive.plans[at].document);
    let of_plans = list.plans.iter().map(|id| plan(id.index())).max();
    let of_rows = match &list.rows {
        Rows::Reports(ids) => ids.iter().map(|id| reports[id.index()]).max(),
        Rows::Lessons(ids) | Rows::Recommendations(ids) => ids
            .iter()
            .map(|&id| archive.last_changed(&archive.report_of(id).document))
            .max(),
        Rows::Pair(pair) => {
            let of_visits = pair
                .visits
                .iter()
                .map(|visit| reports[visit.report.index()]);
            let of_lessons = pair
                .lessons
                .iter()
                .map(|&id| archive.last_changed(&archive.report_of(id).document));
            of_visits.chain(of_lessons).max()
        }
        Rows::Plans => (0..archive.plans.len()).map(plan).max(),
        _ => None,
    };
    of_rows.max(of_plans)
}

/// The old addresses and where they lead, for hosts that can redirect: `_redirects` in the format of
/// Netlify, Cloudflare Pages and GitLab Pages, and `redirects.map`, which nginx includes in a `map`.
/// Each old address also has a page that leads on by itself.
fn redirects(archive: &Archive, routes: &Routes) -> Files {
    let base = archive.site.base_url.as_deref().unwrap_or_default();
    let path = base
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('/'));
    let path = path.map_or("/".to_owned(), |(_, path)| format!("/{path}"));
    let (mut list, mut map) = (String::new(), String::new());
    for (from, route) in routes.iter() {
        if let Route::Redirect(to, _, anchor) = route {
            let hash = if anchor.is_empty() { "" } else { "#" };
            let (from, to) = (from.as_str(), to.as_str());
            let _ = writeln!(list, "{path}{from} {path}{to}{hash}{anchor} 301");
            let _ = writeln!(map, "{path}{from} \"{path}{to}{hash}{anchor}\";");
        }
    }
    vec![
        (OutPath::at_root("_redirects"), list.into_bytes()),
        (OutPath::at_root("redirects.map"), map.into_bytes()),
    ]
}

fn robots(archive: &Archive) -> String {
    let mut out = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = &archive.site.base_url {
        let _ = writeln!(out, "\nSitemap: {base}sitemap.xml");
    }
    out
}

/// `_headers`, in the format of Netlify and Cloudflare Pages. Only pictures have a digest in their
/// names, so only they are cached for a year.
fn headers() -> String {
    format!(
        "/*\n  \
         Content-Security-Policy: {POLICY}; frame-ancestors 'none'\n  \
         X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=()\n  \
         Cache-Control: public, max-age=300\n\
         /*.webp\n  ! Cache-Control\n  Cache-Control: public, max-age=31536000, immutable\n\
         /*.jpg\n  ! Cache-Control\n  Cache-Control: public, max-age=31536000, immutable\n\
         /*.csv\n  Content-Type: text/csv; charset=utf-8\n\
         /*.xlsx\n  Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\n\
         /*.md\n  Content-Type: text/markdown; charset=utf-8\n\
         /*.ics\n  Content-Type: text/calendar; charset=utf-8\n\
         /*.jsonld\n  Content-Type: application/ld+json\n"
    )
}

/// `security.txt` (RFC 9116). It expires a year after the newest change of a source, not of the build:
/// an archive unchanged for a year should not promise that somebody answers.
fn security(archive: &Archive) -> Option<String> {
    let site = &archive.site;
    let contact = match &*site.security_contact {
        "" => return None,
        uri if uri.contains(':') => uri.to_owned(),
        mail if mail.contains('@') => format!("mailto:{mail}"),
        // A URI has neither spaces nor brackets.
        phone => {
            let is_sign = |c: &char| c.is_ascii_digit() || *c == '+';
            format!("tel:{}", phone.chars().filter(is_sign).collect::<String>())
        }
    };
    let from = archive.updated.unwrap_or(archive.today);
    let expires = midnight(from.checked_add_months(Months::new(12)).unwrap_or(from));
    let mut out = format!(
        "Contact: {contact}\nExpires: {}\nPreferred-Languages: vi, en\n",
        expires.to_rfc3339()
    );
    if let Some(base) = &site.base_url {
        let _ = writeln!(out, "Canonical: {base}.well-known/security.txt");
    }
    Some(out)
}

/// `llms.txt`: an index of the site in Markdown.
fn llms_txt(archive: &Archive) -> String {
    let site = &archive.site;
    let base = site.base_url.as_deref().unwrap_or("./");
    let mut out = format!("# {}\n", site.title);
    if !site.description.is_empty() {
        let _ = write!(out, "\n> {}\n", site.description);
    }
    let mut list = |title: &str, entries: &[(&str, &str)]| {
        let _ = write!(out, "\n## {title}\n\n");
        for (name, address) in entries {
            let _ = writeln!(out, "- [{name}]({base}{address})");
        }
    };
    list(
        "Các mục",
        &[
            ("Báo cáo", "bao-cao/"),
            ("Bài học", "bai-hoc/"),
            ("Kế hoạch", "ke-hoach/"),
            ("Tỉnh, thành phố", "tinh/"),
            ("Chủ đề", "chu-de/"),
            ("Năm", "nam/"),
            ("Cơ quan", "co-quan/"),
            ("Nhật ký xuất bản", "nhat-ky/"),
        ],
    );
    if site.data {
        let names: Vec<(String, String)> = Sheet::PUBLISHED
            .iter()
            .map(|sheet| {
                let address = format!("du-lieu/{}.csv", sheet.slug());
                (sheet.title().to_owned(), address)
            })
            .collect();
        let entries: Vec<(&str, &str)> = names.iter().map(|(a, b)| (&**a, &**b)).collect();
        list("Dữ liệu", &entries);
        out.push_str(
            "\nCạnh trang của mỗi báo cáo, kế hoạch: `index.md` (bản gốc), `index.json` (dữ liệu).\n",
        );
    }
    out
}
