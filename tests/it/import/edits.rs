//! How many edits lead from the draft of a real report to the page that ships.
//!
//! An edit is one place of the source that has to be changed: a key, a stop, a lesson's title or
//! kind, a paragraph. What the editor wrote and the office did not is counted apart: summary,
//! titles of lessons, subjects and topics of stops, notes, places of lessons, the assessment.

use ssg_content::document::{Document, Stop, StopKind};

use super::{folder, imported, parsed, trip_of};

/// The number of edits, each with its name.
#[derive(Default)]
struct Edits(Vec<String>);

impl Edits {
    fn compare<T: PartialEq>(&mut self, name: &str, draft: &T, page: &T) {
        if draft != page {
            self.0.push(name.to_owned());
        }
    }

    /// Adds an edit for each item that the longest common subsequence does not hold; a changed one
    /// is one edit.
    fn compare_lists(&mut self, name: &str, draft: &[String], page: &[String]) {
        let mut costs = vec![vec![0_usize; page.len() + 1]; draft.len() + 1];
        for at in (0..=draft.len()).rev() {
            for to in (0..=page.len()).rev() {
                costs[at][to] = match (draft.get(at), page.get(to)) {
                    (Some(left), Some(right)) if left == right => costs[at + 1][to + 1],
                    (Some(_), Some(_)) => {
                        1 + costs[at + 1][to + 1]
                            .min(costs[at + 1][to])
                            .min(costs[at][to + 1])
                    }
                    (Some(_), None) => 1 + costs[at + 1][to],
                    (None, Some(_)) => 1 + costs[at][to + 1],
                    (None, None) => 0,
                };
            }
        }
        for count in 1..=costs[0][0] {
            self.0.push(format!("{name} {count}"));
        }
    }
}

/// Where and when a stop was, and whether it was one.
fn stop_facts(stop: &Stop) -> String {
    let days = stop
        .dates
        .map(|dates| format!("{} {}", dates.from(), dates.to()));
    let is_transit = stop.kind == StopKind::Transit;
    format!("{:?} {days:?} {is_transit}", stop.area)
}

/// The paragraphs of a source below its front matter, without headings, marks and spaces.
fn paragraphs(source: &str) -> Vec<String> {
    let body = source.splitn(3, "---\n").nth(2).unwrap_or_default();
    let lines = body
        .lines()
        .map(|line| line.trim_start_matches(['-', ' ', '#']));
    let lines = lines.filter(|line| !line.is_empty() && !line.contains("{#"));
    lines.map(|line| line.replace('\\', "")).collect()
}

fn edits(draft: (&Document, &str), page: (&Document, &str)) -> (Edits, Edits) {
    let (mut edits, mut editorial) = (Edits::default(), Edits::default());
    let ((draft, draft_source), (page, page_source)) = (draft, page);
    let (left, right) = (&draft.record, &page.record);
    edits.compare("title", &left.title, &right.title);
    let council = |document: &Document| document.record.council.as_ref().map(|c| c.value.clone());
    edits.compare("council", &council(draft), &council(page));
    edits.compare("topics", &left.topics, &right.topics);
    let numbers = |document: &Document| -> Vec<String> {
        let references = document.record.references.iter();
        references
            .map(|found| format!("{} {:?}", found.number, found.date))
            .collect()
    };
    edits.compare_lists("references", &numbers(draft), &numbers(page));
    let official = |document: &Document| {
        document.record.document.as_ref().map(|official| {
            let signer = official.signer.as_ref();
            let signer = signer.map(|signer| (signer.position.clone(), signer.name.clone()));
            (
                official.symbol.clone(),
                official.date,
                official.place.clone(),
                signer,
            )
        })
    };
    edits.compare("document", &official(draft), &official(page));
    let (left, right) = (trip_of(draft), trip_of(page));
    edits.compare("dates", &left.dates, &right.dates);
    edits.compare("size", &left.size, &right.size);
    edits.compare("lead", &left.lead, &right.lead);
    edits.compare("deputies", &left.deputies, &right.deputies);
    edits.compare("members", &left.members, &right.members);
    let stops = |stops: &[Stop]| -> Vec<String> { stops.iter().map(stop_facts).collect() };
    edits.compare_lists("stop", &stops(&left.stops), &stops(&right.stops));
    let hosts = |stops: &[Stop]| -> Vec<String> {
        let meetings = stops.iter().filter(|stop| !stop.host.is_empty());
        let key = |stop: &Stop| ssg_vietnam::text::match_key(&stop.host);
        meetings
            .map(|stop| format!("{} {:?}", key(stop), stop.present))
            .collect()
    };
    edits.compare_lists("meeting", &hosts(&left.stops), &hosts(&right.stops));
    let subjects = |stops: &[Stop]| -> Vec<String> {
        stops
            .iter()
            .map(|stop| format!("{} {} {:?}", stop.place, stop.subject, stop.topics))
            .collect()
    };
    editorial.compare_lists(
        "wording of a stop",
        &subjects(&left.stops),
        &subjects(&right.stops),
    );
    let lessons = |document: &Document| -> Vec<String> {
        let lessons = document.body.lessons.iter();
        lessons
            .map(|lesson| format!("{} {}", lesson.id.value, lesson.kind.class()))
            .collect()
    };
    edits.compare_lists("lesson", &lessons(draft), &lessons(page));
    let titles = |document: &Document| -> Vec<String> {
        document
            .body
            .lessons
            .iter()
            .map(|lesson| lesson.title.clone())
            .collect()
    };
    editorial.compare_lists("title of a lesson", &titles(draft), &titles(page));
    edits.compare_lists(
        "paragraph",
        &paragraphs(draft_source),
        &paragraphs(page_source),
    );
    (edits, editorial)
}

/// `cargo test --test it import::edits -- --nocapture` prints the edits.
#[test]
#[expect(clippy::print_stdout, reason = "the edits are for people to read")]
fn draft_of_con_dao_needs_few_edits() {
    const MOST: usize = 8;
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let shipped = root.join("content/reports/2023/con-dao-mot-so-tinh-phia-bac.md");
    let page_source = std::fs::read_to_string(shipped).expect("the page");
    let path = ssg_base::path::SourcePath::new("content/reports/2023/con-dao/index.md");
    let vocabulary = ssg_content::vocabulary::Vocabulary::built_in();
    let page = ssg_content::document::parse(&path.expect("a path"), &page_source, &vocabulary);
    let page = page.value.expect("a document");
    let bytes = std::fs::read(folder().join("seeds/con-dao.docx")).expect("a file");
    let draft = imported("con-dao.docx", &bytes);
    let (document, errors) = parsed(&draft);
    assert_eq!(errors, Vec::<String>::new());
    let (edits, editorial) = edits((&document, &draft.text), (&page, &page_source));
    println!("{} edits: {}", edits.0.len(), edits.0.join(", "));
    println!("{} places of the editor's own words", editorial.0.len());
    assert!(edits.0.len() <= MOST, "{:?}\n{}", edits.0, draft.text);
}
