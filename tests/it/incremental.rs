//! Warm equals cold: a compiler with a cache produces the same files and diagnostics as one without,
//! and parses only what changed.

use std::path::Path;
use std::sync::LazyLock;

use ssg_base::diagnostic::Diagnostic;
use ssg_base::message::Message;
use ssg_site::compiler::{BuildOptions, Compiler, Work};
use ssg_site::theme::Theme;

use crate::pages::{Files, compile_with};
use crate::program;
use crate::sample::{self, Texts};

/// Reproducible random numbers (Knuth's MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, many: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % many
    }

    fn pick<'t>(&mut self, texts: &'t Texts, folder: &str) -> Option<&'t String> {
        let paths: Vec<&String> = texts.keys().filter(|p| p.starts_with(folder)).collect();
        (!paths.is_empty()).then(|| paths[self.below(paths.len())])
    }
}

/// An archive that is small, since it is built twice for each edit: few topics, one year of each.
fn small() -> Texts {
    let mut texts = sample::archive(5);
    for plan in ["2012/ke-hoach-a", "2026/ke-hoach-c"] {
        texts.remove(&format!("content/plans/{plan}.md"));
    }
    texts.insert("content/topics.yaml".into(), TOPICS.into());
    texts
}

const TOPICS: &str = "\
replace_built_in: true
groups: [{slug: chung, label: Chung}]
topics:
  - {slug: giam-sat, label: Giám sát, group: chung}
  - {slug: chuyen-doi-so, label: Chuyển đổi số, group: chung}
  - {slug: du-lich, label: Du lịch, group: chung}
  - {slug: ocop, label: OCOP, group: chung}
  - {slug: moi-truong, label: Môi trường, group: chung}
  - {slug: chat-van, label: Chất vấn, group: chung}
";

const REPORTS: &str = "content/reports/";

#[expect(clippy::too_many_lines, reason = "a row for each kind of edit")]
/// Changes the archive in one of the ways an author does, and says how.
fn edit(
    texts: &mut Texts,
    undo: &mut Vec<(String, Option<String>)>,
    random: &mut Random,
) -> String {
    // What was broken is fixed after a while, or nothing would ever be built again.
    if undo.len() > 1 || (!undo.is_empty() && random.below(3) == 0) {
        for (path, before) in undo.drain(..).rev() {
            match before {
                Some(text) => texts.insert(path, text),
                None => texts.remove(&path),
            };
        }
        return "undo".to_owned();
    }
    let number = random.below(1000);
    let put = |texts: &mut Texts, path: &str, text: String| {
        let before = texts.insert(path.to_owned(), text);
        (path.to_owned(), before)
    };
    let report = random.pick(texts, REPORTS).cloned();
    let change = |texts: &mut Texts, path: &str, from: &str, to: &str| {
        let text = texts[path].replacen(from, to, 1);
        texts.insert(path.to_owned(), text);
    };
    match (random.below(16), report) {
        (0 | 1, _) => {
            let path = format!("{REPORTS}2023/moi-{}.md", number % 4);
            texts.insert(path.clone(), sample::report_linking(number, 0));
            format!("add {path}")
        }
        (2, Some(path)) => {
            // Others may link to it.
            let before = texts.remove(&path);
            undo.push((path.clone(), before));
            format!("delete {path}")
        }
        (3 | 4, Some(path)) => {
            change(texts, &path, "title: ", &format!("title: Tên {number} "));
            format!("title of {path}")
        }
        (5 | 6, Some(path)) => {
            let text = format!("{}\nThêm {number}.\n", texts[&path]);
            texts.insert(path.clone(), text);
            format!("text of {path}")
        }
        (7, Some(path)) => {
            let (before, rest) = texts[&path].split_once(", to: ").expect("dates");
            let (_, after) = rest.split_once('}').expect("an end");
            let text = format!("{before}, to: {}-12-31}}{after}", 2026 + number % 3);
            texts.insert(path.clone(), text);
            format!("dates of {path}")
        }
        (8, Some(path)) => {
            change(
                texts,
                &path,
                "council: ",
                &format!("council: HĐND xã {} ", number % 3),
            );
            format!("council of {path}")
        }
        (9, Some(path)) => {
            // A second source for the same address.
            let other = path.replace(".md", "/index.md");
            undo.push(put(texts, &other, sample::report(number)));
            format!("collide {other}")
        }
        (10, Some(path)) => {
            let broken = ["---\ntitle: [\n---\n", "", "title", "---\nnope: 1\n---\n"][number % 4];
            undo.push(put(texts, &path, broken.to_owned()));
            format!("break {path}")
        }
        (11, _) => {
            let settings = format!(
                "{}description: Kho {number}\n",
                sample::SITE.replace("description: Kho sinh ra để thử.\n", "")
            );
            let settings =
                settings.replace("per_page: 7", &format!("per_page: {}", 1 + number % 9));
            texts.insert("content/site.yaml".into(), settings);
            "site.yaml".to_owned()
        }
        (12, _) => {
            undo.push(put(
                texts,
                "content/site.yaml",
                format!("title: Kho\nnope: {number}\n"),
            ));
            "break site.yaml".to_owned()
        }
        (13, _) => {
            // Topics in another order have other ids; one more has another label.
            let mut lines: Vec<&str> = TOPICS.lines().collect();
            let last = lines.len() - 1;
            lines.swap(2 + number % (last - 2), last);
            let topics = lines
                .join("\n")
                .replace("label: OCOP", &format!("label: OCOP {number}"));
            texts.insert("content/topics.yaml".into(), topics + "\n");
            "topics.yaml".to_owned()
        }
        (14, _) => {
            undo.push(put(
                texts,
                "content/topics.yaml",
                TOPICS.replace("du-lich", "di-lai"),
            ));
            "break topics.yaml".to_owned()
        }
        (_, Some(path)) if !texts[&path].contains("status:") => {
            let status = ["draft", "withdrawn\nreason: Trùng"][number % 2];
            undo.push((path.clone(), texts.get(&path).cloned()));
            change(
                texts,
                &path,
                "---\ntitle",
                &format!("---\nstatus: {status}\ntitle"),
            );
            format!("hide {path}")
        }
        _ => {
            let path = "content/plans/2023/ke-hoach-b.md";
            change(texts, path, "theme: ", &format!("theme: Đề tài {number} "));
            format!("plan {path}")
        }
    }
}

/// A theme that shows all that a template may read: what differs anywhere differs here.
static BARE: LazyLock<Theme> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    let names = program::read_folder(&folder).into_keys();
    let templates = names.filter(|name| name.ends_with(".html"));
    let all = "{{ site | safe }}\n{{ page | safe }}\n{{ view | safe }}";
    let files = templates.map(|name| (name, all.into())).collect();
    let theme = Theme::new("default", &files).value;
    theme.expect("a theme without a fault")
});

fn build(compiler: &mut Compiler, texts: &Texts) -> (Option<Files>, Vec<Diagnostic>) {
    let sources = sample::sources(texts);
    compile_with(compiler, &BARE, sources, &BuildOptions::default())
}

fn cold(texts: &Texts) -> (Option<Files>, Vec<Diagnostic>) {
    build(&mut Compiler::default(), texts)
}

#[test]
fn warm_builds_equal_cold_builds_after_any_edit() {
    let mut texts = small();
    let (mut undo, mut random) = (Vec::new(), Random(2023));
    let mut compiler = Compiler::with_cache();
    let (mut built, mut refused, mut reused) = (0, 0, 0);
    // A campaign asks for more: `EDITS=10000 cargo test --test it warm_builds_equal`.
    let edits = std::env::var("EDITS").map_or(80, |edits| edits.parse().expect("a number"));
    for step in 0..edits {
        let what = edit(&mut texts, &mut undo, &mut random);
        let warm = build(&mut compiler, &texts);
        let cold = cold(&texts);
        assert_eq!(warm.1, cold.1, "diagnostics after edit {step}: {what}");
        match (&warm.0, &cold.0) {
            (None, None) => refused += 1,
            (Some(warm), Some(cold)) => {
                built += 1;
                reused += usize::from(!compiler.work().built_archive);
                let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
                assert_eq!(names(warm), names(cold), "files after edit {step}: {what}");
                for (path, bytes) in cold {
                    assert!(warm[path] == *bytes, "{path} after edit {step}: {what}");
                }
            }
            _ => panic!("one of two is built after edit {step}: {what}"),
        }
    }
    // Each happened often enough to mean something, unless a short round was asked for.
    assert!(
        edits < 80 || built > edits / 4 && refused > edits / 6 && reused > edits / 25,
        "{built} built, {refused} refused, {reused} reused"
    );
}

/// A compiler with a cache after one build, and the texts that it compiled.
fn warm_compiler() -> (Compiler, Texts) {
    let texts = sample::archive(30);
    let mut compiler = Compiler::with_cache();
    build(&mut compiler, &texts);
    (compiler, texts)
}

fn work(compiler: &mut Compiler, texts: &Texts) -> Work {
    let (files, found) = build(compiler, texts);
    assert!(files.is_some(), "{found:?}");
    compiler.work()
}

#[test]
fn an_edit_parses_only_the_edited_source() {
    let (mut compiler, mut texts) = warm_compiler();
    assert_eq!(work(&mut compiler, &texts).parsed, 0);

    // Body text: the archive is reused.
    let path = sample::path(3);
    let text = texts[&path].replace("Đề nghị xem", "Đề nghị đọc");
    assert_ne!(texts[&path], text);
    texts.insert(path.clone(), text);
    let body = work(&mut compiler, &texts);
    assert_eq!((body.parsed, body.built_archive), (1, false));

    // Text of a lesson, which lists show in part.
    let text = texts[&path].replace("Nội dung bài 0", "Nội dung mới của bài 0");
    assert_ne!(texts[&path], text);
    texts.insert(path.clone(), text);
    let lesson = work(&mut compiler, &texts);
    assert_eq!((lesson.parsed, lesson.built_archive), (1, false));

    let text = texts[&path].replace("title: Chuyến", "title: Hành trình");
    texts.insert(path.clone(), text);
    let title = work(&mut compiler, &texts);
    assert_eq!((title.parsed, title.built_archive), (1, true));

    // The settings are on every page, but no source depends on them.
    let settings = texts["content/site.yaml"].replace("Kho thử", "Kho khác");
    texts.insert("content/site.yaml".into(), settings);
    assert_eq!(work(&mut compiler, &texts).parsed, 0);

    // Every source depends on the topics.
    texts.insert("content/topics.yaml".into(), TOPICS.into());
    assert_eq!(work(&mut compiler, &texts).parsed, texts.len() - 2);
}

#[test]
fn a_compiler_without_cache_parses_everything_again() {
    let mut compiler = Compiler::default();
    let texts = small();
    let (first, second) = (work(&mut compiler, &texts), work(&mut compiler, &texts));
    assert_eq!(first.parsed, texts.len() - 2);
    assert_eq!(second, first);
}

#[test]
fn cached_sources_report_their_diagnostics_again() {
    let (mut compiler, mut texts) = warm_compiler();
    let count_raw_html = |found: &[Diagnostic]| {
        found
            .iter()
            .filter(|found| found.message == Message::RawHtml)
            .count()
    };
    // Each sample contains a `<b>` and a `</b>`, one of them in a withdrawn or hidden report too.
    let (_, first) = build(&mut compiler, &texts);
    assert_eq!(count_raw_html(&first), 60);
    assert_eq!(build(&mut compiler, &texts).1, first);
    let path = sample::path(3);
    let good = texts.insert(path.clone(), "---\ntitle: [\n---\n".into());
    let (files, broken) = build(&mut compiler, &texts);
    assert!(files.is_none() && broken.iter().any(Diagnostic::is_error));
    assert_eq!(build(&mut compiler, &texts).1, broken);
    // What was cached while the source was broken is still right.
    texts.insert(path, good.expect("a report"));
    let (files, fixed) = build(&mut compiler, &texts);
    assert_eq!(fixed, first);
    assert!(files == cold(&texts).0, "the same files");
}
