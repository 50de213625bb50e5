//! Warm equals cold: a compiler that remembers gives what one that knows nothing gives, does only
//! the work that an edit asks for, and forgets no warning.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use ssg_base::diagnostic::Diagnostic;
use ssg_base::digest::Digest;
use ssg_base::message::Message;
use ssg_base::path::OutPath;
use ssg_site::compiler::{Compiler, File, Inputs, Settings, Work};
use ssg_site::edit::Edit;
use ssg_site::theme::Theme;

use crate::pages::{Files, bytes, compile_with};
use crate::program;
use crate::sample::{self, Texts};

/// Numbers that look like chance and are the same each time (Knuth's MMIX).
struct Dice(u64);

impl Dice {
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
fn edit(texts: &mut Texts, undo: &mut Vec<(String, Option<String>)>, dice: &mut Dice) -> String {
    // What was broken is mended after a while, or nothing would ever be built again.
    if undo.len() > 1 || (!undo.is_empty() && dice.below(3) == 0) {
        for (path, before) in undo.drain(..).rev() {
            match before {
                Some(text) => texts.insert(path, text),
                None => texts.remove(&path),
            };
        }
        return "undo".to_owned();
    }
    let number = dice.below(1000);
    let put = |texts: &mut Texts, path: &str, text: String| {
        let before = texts.insert(path.to_owned(), text);
        (path.to_owned(), before)
    };
    let report = dice.pick(texts, REPORTS).cloned();
    let change = |texts: &mut Texts, path: &str, from: &str, to: &str| {
        let text = texts[path].replacen(from, to, 1);
        texts.insert(path.to_owned(), text);
    };
    match (dice.below(16), report) {
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
    compile_with(compiler, &BARE, sources, &Settings::default())
}

fn cold(texts: &Texts) -> (Option<Files>, Vec<Diagnostic>) {
    build(&mut Compiler::default(), texts)
}

/// A site and the number of its frame.
type Published = (Files, Digest);

/// The site that comes of what `ssg build` does where only running texts are other than in the
/// published one; `None` where more is.
fn edited(texts: &Texts, (before, frame): &Published) -> Option<Files> {
    let sources = sample::sources(texts);
    let text_of = sources.texts.clone();
    let mut compiler = Compiler::default();
    let compiled = compiler.compile(sources, &Settings::default()).value?;
    if frame_of(texts)? != *frame {
        return None;
    }
    let edit = Edit::since(
        &compiled.archive,
        &compiled.routes,
        |path| Some(Digest::of(before.get(path.as_str())?)),
        |path| before.get(path.as_str()).cloned(),
        |document| {
            let published = document.source.publish(&text_of[&document.path])?;
            Some(published.into_owned())
        },
    )?;
    let mut made = Files::new();
    let mut put = |path: &OutPath, file: File<'_>| {
        made.insert(path.to_string(), bytes(file, &text_of));
        Ok::<(), ()>(())
    };
    let published = |path: &OutPath| before.get(path.as_str()).cloned();
    let pages = compiler.render_edit(&compiled, &BARE, &edit, published, &mut put);
    let index = pages.expect("a theme without a fault");
    assert!(index.is_made(), "of the index before");
    let index = compiler.render_search(&compiled, index, &mut put);
    index.expect("it only puts");
    for (path, bytes) in before {
        if Edit::may_stay(&OutPath::parse(path).expect("a sound path")) {
            made.entry(path.clone()).or_insert_with(|| bytes.clone());
        }
    }
    Some(made)
}

fn frame_of(texts: &Texts) -> Option<Digest> {
    let (none, settings) = (BTreeMap::new(), Settings::default());
    let sources = sample::sources(texts);
    let inputs = Inputs::new("", &sources, &none, &BTreeMap::new(), &settings, false);
    let compiled = Compiler::default().compile(sources, &settings).value?;
    Some(inputs.frame(&compiled.archive))
}

#[test]
fn after_any_edit_a_warm_build_is_a_cold_one() {
    let mut texts = small();
    let (mut undo, mut dice) = (Vec::new(), Dice(2023));
    let mut compiler = Compiler::keeping();
    let (mut built, mut refused, mut taken_over, mut kept) = (0, 0, 0, 0);
    let mut published: Option<Published> = None;
    // A campaign asks for more: `EDITS=10000 cargo test --test it after_any_edit`.
    let edits = std::env::var("EDITS").map_or(200, |edits| edits.parse().expect("a number"));
    for step in 0..edits {
        let what = edit(&mut texts, &mut undo, &mut dice);
        let warm = build(&mut compiler, &texts);
        let cold = cold(&texts);
        assert_eq!(warm.1, cold.1, "diagnostics after edit {step}: {what}");
        match (&warm.0, &cold.0) {
            (None, None) => refused += 1,
            (Some(warm), Some(cold)) => {
                built += 1;
                taken_over += usize::from(!compiler.work().arranged);
                let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
                assert_eq!(names(warm), names(cold), "files after edit {step}: {what}");
                for (path, bytes) in cold {
                    assert!(warm[path] == *bytes, "{path} after edit {step}: {what}");
                }
                if let Some(edited) = published.and_then(|before| edited(&texts, &before)) {
                    kept += 1;
                    assert_eq!(names(&edited), names(cold), "edit {step}: {what}");
                    for (path, bytes) in cold {
                        assert!(edited[path] == *bytes, "{path} of edit {step}: {what}");
                    }
                }
                published = frame_of(&texts).map(|frame| (cold.clone(), frame));
            }
            _ => panic!("one of two is built after edit {step}: {what}"),
        }
    }
    // Both happened often enough to mean something.
    assert!(
        built > 60 && refused > 40 && taken_over > 8 && kept > 8,
        "{built} built, {refused} refused, {taken_over} taken over, {kept} kept"
    );
}

/// A kept compiler after one build, and the texts it saw.
fn warmed() -> (Compiler, Texts) {
    let texts = sample::archive(30);
    let mut compiler = Compiler::keeping();
    build(&mut compiler, &texts);
    (compiler, texts)
}

fn work(compiler: &mut Compiler, texts: &Texts) -> Work {
    let (files, found) = build(compiler, texts);
    assert!(files.is_some(), "{found:?}");
    compiler.work()
}

#[test]
fn an_edit_costs_what_it_touches() {
    let (mut compiler, mut texts) = warmed();
    let nothing = work(&mut compiler, &texts);
    assert_eq!((nothing.parsed, nothing.rendered), (0, 0));
    assert!(nothing.pages > 150 && nothing.files > nothing.pages);

    // Text below the excerpt is shown by the report alone.
    let path = sample::path(3);
    let text = texts[&path].replace("Đề nghị xem", "Đề nghị đọc");
    assert_ne!(texts[&path], text);
    texts.insert(path.clone(), text);
    let body = work(&mut compiler, &texts);
    assert_eq!((body.parsed, body.rendered), (1, 1));
    assert!(!body.arranged, "only a text is other");

    // A lesson's text: the report, the lesson's own page, and lists with its excerpt.
    let text = texts[&path].replace("Nội dung bài 0", "Lời của bài 0");
    texts.insert(path.clone(), text);
    let lesson = work(&mut compiler, &texts);
    assert_eq!(lesson.parsed, 1);
    assert!(
        (2..lesson.pages / 10).contains(&lesson.rendered),
        "{lesson:?}"
    );

    // A title: the report, its lessons, neighbours and lists.
    let text = texts[&path].replace("title: Chuyến", "title: Hành trình");
    texts.insert(path.clone(), text);
    let title = work(&mut compiler, &texts);
    assert_eq!((title.parsed, title.arranged), (1, true));
    assert!((5..title.pages / 3).contains(&title.rendered), "{title:?}");

    // A stamp on every page: all of them, and no source again.
    let settings = texts["content/site.yaml"].replace("Kho thử", "Kho khác");
    texts.insert("content/site.yaml".into(), settings);
    let site = work(&mut compiler, &texts);
    assert_eq!((site.parsed, site.rendered), (0, site.pages));

    // Other topics are read anew by every source.
    texts.insert("content/topics.yaml".into(), TOPICS.into());
    assert_eq!(work(&mut compiler, &texts).parsed, texts.len() - 2);
}

#[test]
fn what_more_than_its_own_pages_show_is_no_edit_of_a_text() {
    let texts = sample::archive(30);
    let site = (
        cold(&texts).0.expect("a site"),
        frame_of(&texts).expect("a frame"),
    );
    let path = sample::path(3);
    let with = |from: &str, to: &str| {
        let text = texts[&path].replace(from, to);
        assert_ne!(texts[&path], text);
        let mut texts = texts.clone();
        texts.insert(path.clone(), text);
        edited(&texts, &site).is_some()
    };
    assert!(with("Đề nghị xem", "Đề nghị đọc"));
    // The excerpt of a lesson, a title, and an anchor that others may lead to.
    assert!(!with("Nội dung bài 0", "Lời của bài 0"));
    assert!(!with("title: Chuyến", "title: Hành trình"));
    assert!(!with("## ", "## Thêm "));
    // A text that is not shown: that of the settings, and that of a draft.
    let mut other = texts.clone();
    other.insert(
        "content/site.yaml".into(),
        texts["content/site.yaml"].replace("Kho thử", "Kho"),
    );
    assert!(edited(&other, &site).is_none());
    // And without sources to compare with.
    let mut bare = site.clone();
    bare.0.retain(|path, _| !path.ends_with(".md"));
    assert!(edited(&texts, &bare).is_none());
    assert!(edited(&texts, &site).is_some());
}

#[test]
fn a_compiler_that_keeps_documents_alone_renders_all() {
    let mut compiler = Compiler::previewing();
    let texts = small();
    let (first, second) = (work(&mut compiler, &texts), work(&mut compiler, &texts));
    assert_eq!((first.parsed, second.parsed), (texts.len() - 2, 0));
    assert_eq!(
        (first.rendered, second.rendered),
        (first.pages, first.pages)
    );
}

#[test]
fn a_compiler_that_keeps_nothing_does_all_again() {
    let mut compiler = Compiler::default();
    let texts = small();
    let (first, second) = (work(&mut compiler, &texts), work(&mut compiler, &texts));
    assert_eq!(
        (first.parsed, first.rendered),
        (texts.len() - 2, first.pages)
    );
    assert_eq!(second, first);
}

#[test]
fn a_fault_and_a_warning_are_told_each_time() {
    let (mut compiler, mut texts) = warmed();
    let raw = |found: &[Diagnostic]| {
        found
            .iter()
            .filter(|found| found.message == Message::RawHtml)
            .count()
    };
    // Each sample holds a `<b>` and a `</b>`, one of them in a withdrawn or hidden report too.
    let (_, first) = build(&mut compiler, &texts);
    assert_eq!(raw(&first), 60);
    assert_eq!(build(&mut compiler, &texts).1, first);
    let path = sample::path(3);
    let good = texts.insert(path.clone(), "---\ntitle: [\n---\n".into());
    let (files, broken) = build(&mut compiler, &texts);
    assert!(files.is_none() && broken.iter().any(Diagnostic::is_error));
    assert_eq!(build(&mut compiler, &texts).1, broken);
    // What was kept while it was broken is still right.
    texts.insert(path, good.expect("a report"));
    let (files, mended) = build(&mut compiler, &texts);
    assert_eq!(mended, first);
    assert!(files == cold(&texts).0, "the same files");
}
