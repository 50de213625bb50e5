//! Measures each stage of a build, from sources in memory to files in memory: `cargo bench`.
//!
//! The archives are those of benches/archive.py, generated once in the target folder. benches/run
//! measures the complete program with its disk access.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use divan::{Bencher, black_box};

use ssg_archive::Archive;
use ssg_base::parallel;
use ssg_content::document;
use ssg_content::source::Sources;
use ssg_content::vocabulary::Vocabulary;
use ssg_publish::disk;
use ssg_site::compiler::{BuildOptions, Compiled, Compiler};
use ssg_site::data::Data;
use ssg_site::page::{self, lay_out};
use ssg_site::route::Routes;
use ssg_site::search_entities;
use ssg_site::theme::{self, SiteContext, Theme};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZES: [usize; 2] = [100, 1_000];

fn main() {
    divan::main();
}

/// A benchmark archive and its compiled form.
struct Site {
    root: PathBuf,
    sources: Sources,
    compiled: Compiled,
    theme: Theme,
}

/// The site with this number of reports. It is generated on first use and never freed.
fn site(reports: usize) -> &'static Site {
    static SITES: OnceLock<Mutex<BTreeMap<usize, &'static Site>>> = OnceLock::new();
    let sites = SITES.get_or_init(Mutex::default);
    let mut sites = sites.lock().unwrap_or_else(PoisonError::into_inner);
    sites.entry(reports).or_insert_with(|| {
        let top = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let at = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("stages-{reports}"));
        if !at.exists() {
            let mut script = Command::new("python3");
            script.arg(top.join("benches/archive.py"));
            script.arg(reports.to_string()).arg(&at);
            assert!(script.output().expect("python3").status.success());
        }
        let root = at.join("ssg");
        let sources = disk::read_sources(&root).expect("readable").value;
        let compiled = Compiler::default().compile(sources.clone(), &BuildOptions::default());
        let theme = Theme::new(theme::DEFAULT_THEME, &theme::Overrides::new());
        Box::leak(Box::new(Site {
            root,
            sources,
            compiled: compiled.value.expect("a valid archive"),
            theme: theme.value.expect("the built-in theme is valid"),
        }))
    })
}

#[divan::bench(args = SIZES)]
fn read(bencher: Bencher<'_, '_>, reports: usize) {
    let site = site(reports);
    bencher.bench(|| disk::read_sources(&site.root));
}

/// Parses all sources on one thread.
#[divan::bench(args = SIZES)]
fn parse(bencher: Bencher<'_, '_>, reports: usize) {
    let site = site(reports);
    let vocabulary = Vocabulary::built_in();
    bencher.bench(|| {
        for (path, text) in &site.sources.texts {
            black_box(document::parse(path, text, &vocabulary));
        }
    });
}

/// Builds the archive and its routes from parsed documents.
#[divan::bench(args = SIZES)]
fn archive_and_routes(bencher: Bencher<'_, '_>, reports: usize) {
    let site = site(reports);
    let mut compiler = Compiler::with_cache();
    compiler.compile(site.sources.clone(), &BuildOptions::default());
    bencher.bench_local(|| compiler.compile(site.sources.clone(), &BuildOptions::default()));
}

#[divan::bench(args = SIZES)]
fn routes(bencher: Bencher<'_, '_>, reports: usize) {
    let archive: &Archive = &site(reports).compiled.archive;
    bencher.bench(|| Routes::new(archive));
}

#[divan::bench(args = SIZES)]
fn lay_out_pages(bencher: Bencher<'_, '_>, reports: usize) {
    let Compiled {
        archive, routes, ..
    } = &site(reports).compiled;
    bencher.bench(|| {
        for (url, route) in routes.iter() {
            black_box(lay_out(archive, url, route));
        }
    });
}

#[divan::bench(args = SIZES)]
fn render_pages(bencher: Bencher<'_, '_>, reports: usize) {
    let Site {
        compiled, theme, ..
    } = site(reports);
    let Compiled {
        archive, routes, ..
    } = compiled;
    let shared = SiteContext::new(&page::site_view(archive));
    let pages: Vec<_> = routes
        .iter()
        .map(|(url, route)| lay_out(archive, url, route))
        .collect();
    bencher.bench(|| {
        for page in &pages {
            black_box(theme.render(&shared, page)).expect("valid templates");
        }
    });
}

/// Writes the feeds, tables and calendars of the site.
#[divan::bench(args = SIZES)]
fn data_of_site(bencher: Bencher<'_, '_>, reports: usize) {
    let Compiled {
        archive, routes, ..
    } = &site(reports).compiled;
    bencher.bench(|| {
        let mut files = BTreeMap::new();
        let data = Data::new(archive, parallel::thread_count(None));
        data.write_site_files(routes, &mut files).expect("memory");
        files
    });
}

/// Builds the search index on all threads.
#[divan::bench(args = SIZES)]
fn search_index(bencher: Bencher<'_, '_>, reports: usize) {
    let archive = &site(reports).compiled.archive;
    let index = || ssg_search::index_files(archive, &search_entities(archive), None, None);
    bencher.bench(index);
}

/// Builds the search index again with the cache of the previous build.
#[divan::bench(args = SIZES)]
fn search_index_again(bencher: Bencher<'_, '_>, reports: usize) {
    let archive = &site(reports).compiled.archive;
    let mut memo = ssg_search::TermCache::default();
    let mut index = || {
        let entities = search_entities(archive);
        ssg_search::index_files(archive, &entities, None, Some(&mut memo))
    };
    drop(index());
    bencher.bench_local(index);
}

/// Compiles again after one source has changed, as `ssg serve` does.
#[divan::bench(args = SIZES)]
fn compile_after_a_save(bencher: Bencher<'_, '_>, reports: usize) {
    let site = site(reports);
    let mut compiler = Compiler::with_cache();
    compiler.compile(site.sources.clone(), &BuildOptions::default());
    let path = site
        .sources
        .texts
        .keys()
        .find(|path| path.as_str().contains("/reports/"));
    let path = path.expect("a report");
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let mut sources = site.sources.clone();
        let text = format!("{}\nSửa lần {number}.\n", sources.texts[path]);
        sources.texts.insert(path.clone(), Arc::from(text));
        compiler.compile(sources, &BuildOptions::default())
    });
}
