//! Search: what of an archive can be found, as its files tell.

use std::io::Read as _;
use std::num::NonZero;

use flate2::read::GzDecoder;

use ssg_site::compiler::{Compiler, Settings};

use crate::pages::{Pages, compile};
use crate::sample;

/// Every file of the index, unzipped, as text as far as it is one.
fn index(site: &Pages) -> Vec<(String, String)> {
    let files = site.files.iter();
    let files = files.filter(|(path, _)| path.starts_with("tim-kiem/") && path.ends_with(".bin"));
    files
        .map(|(path, bytes)| {
            let mut out = Vec::new();
            let read = GzDecoder::new(&**bytes).read_to_end(&mut out);
            read.unwrap_or_else(|error| panic!("{path}: {error}"));
            (path.clone(), String::from_utf8_lossy(&out).into_owned())
        })
        .collect()
}

/// The files of the index that hold `text`, by the letter they begin with.
fn holding(site: &Pages, text: &str) -> String {
    let files = index(site).into_iter();
    let files = files.filter(|(_, content)| content.contains(text));
    let letters = files.filter_map(|(path, _)| path.rsplit('/').next()?.chars().next());
    letters.collect()
}

fn report(head: &str, text: &str) -> String {
    format!(
        "---\ntitle: Học tập ở Sa Pa\ncouncil: HĐND tỉnh Lâm Đồng\ndates: {{from: 2023-08-18}}\n\
         locations: [{{province: Yên Bái, place: Mù Cang Chải}}]\ntopics: [giam-sat]\n{head}---\n\n\
         {text}\n\n## Bài học về ong {{#ong .practice}}\n\nNuôi ong mật.\n"
    )
}

fn site(settings: &str, reports: &[(&str, &str, &str)], build: &Settings) -> Pages {
    let settings = format!("title: Kho\n{settings}");
    let reports: Vec<(String, String)> = reports
        .iter()
        .map(|(name, head, text)| {
            let path = format!("content/reports/2023/{name}.md");
            (path, report(head, text))
        })
        .collect();
    let mut texts = vec![("content/site.yaml", &*settings)];
    texts.extend(reports.iter().map(|(path, text)| (&**path, &**text)));
    Pages::with(&texts, build)
}

#[test]
fn reports_and_lessons_are_found_by_what_they_say_and_what_they_are_about() {
    let site = site(
        "",
        &[("a", "", "Đoàn khảo sát **thuỷ** điện.")],
        &Settings::default(),
    );
    // Words, pairs and facets lie apart.
    assert_eq!(holding(&site, "khao"), "pu");
    assert_eq!(holding(&site, "khao sat"), "p");
    assert_eq!(
        holding(&site, "thuy dien"),
        "p",
        "bold letters do not part words"
    );
    assert_eq!(holding(&site, "lam dong"), "p", "the council");
    assert_eq!(holding(&site, "cang chai"), "p", "the place");
    assert_eq!(holding(&site, "giam sat"), "p", "the topic");
    assert_eq!(holding(&site, "yen bai"), "p", "the province as it was");
    assert_eq!(
        holding(&site, "lao cai"),
        "p",
        "the province that it is now"
    );
    for facet in [
        "tinh/yen-bai",
        "Yên Bái (nay thuộc Lào Cai)",
        "tinh/lao-cai",
        "chu-de/giam-sat",
        "nam/2023",
        "loai/bao-cao",
        "loai/bai-hoc",
        "loai/cach-lam-hay",
        "co-quan/hdnd-tinh-lam-dong",
    ] {
        assert_eq!(holding(&site, facet), "f", "{facet}");
    }
    let (_, hits) = index(&site)
        .into_iter()
        .find(|(path, _)| path.contains("/h0"))
        .expect("hits");
    assert_eq!(
        hits,
        "bao-cao/2023/a/\tbao-cao\tHọc tập ở Sa Pa\tHĐND tỉnh Lâm Đồng · 18/08/2023\n\
         bao-cao/2023/a/ong/\tcach-lam-hay\tBài học về ong\tHĐND tỉnh Lâm Đồng · 18/08/2023"
    );
}

#[test]
fn drafts_and_withdrawn_records_are_not_found() {
    let shown = ("a", "", "Nước sạch.");
    let draft = ("b", "status: draft\n", "Bí mật.");
    let withdrawn = ("c", "status: withdrawn\nreason: Trùng\n", "Nhầm lẫn.");
    let reports = [shown, draft, withdrawn];
    let public = site("", &reports, &Settings::default());
    assert_eq!(holding(&public, "nuoc"), "pu");
    for word in [
        "bi mat",
        "mat.",
        "nham",
        "lan~",
        "bao-cao/2023/b",
        "bao-cao/2023/c",
    ] {
        // *mật* of the lesson on bees is in the one report that is shown.
        let found = holding(&public, word);
        assert!(found.is_empty() || word == "mat.", "{word}: {found}");
    }
    let drafts = Settings {
        drafts: true,
        ..Settings::default()
    };
    assert_eq!(holding(&site("", &reports, &drafts), "bi mat"), "p");
}

#[test]
fn a_site_without_search_has_no_index_no_page_and_no_box() {
    let reports = [("a", "", "Nước sạch.")];
    let with = site("", &reports, &Settings::default());
    assert!(with.has("/tim-kiem/") && !index(&with).is_empty());
    let without = site("search: false\n", &reports, &Settings::default());
    assert!(
        !without
            .files
            .keys()
            .any(|path| path.starts_with("tim-kiem/"))
    );
    for told in ["role=\"search\"", "tim-kiem/"] {
        let files = without.holding(told).into_iter();
        let pages: Vec<&str> = files.filter(|path| path.ends_with(".html")).collect();
        assert_eq!(pages, [""; 0], "{told}");
    }
    for page in with.pages().map(|page| page.url) {
        let html = String::from_utf8_lossy(&with.files[&crate::pages::file_of(&page)]).into_owned();
        // A redirect has only what it needs to lead on.
        let boxes = usize::from(!html.contains("http-equiv=\"refresh\""));
        assert_eq!(html.matches("role=\"search\"").count(), boxes, "{page}");
    }
}

#[test]
fn every_file_is_the_same_on_any_number_of_threads() {
    let texts = sample::archive(40);
    let build = |threads| {
        let threads = NonZero::new(threads).expect("some");
        let mut compiler = Compiler::default().on_threads(threads);
        let (files, found) = compile(&mut compiler, sample::sources(&texts), &Settings::default());
        files.unwrap_or_else(|| panic!("{found:?}"))
    };
    let one = build(1);
    assert!(
        one.keys()
            .filter(|path| path.starts_with("tim-kiem/"))
            .count()
            > 10
    );
    for threads in [2, 8] {
        assert!(build(threads) == one, "{threads} threads");
    }
}
