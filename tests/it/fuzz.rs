//! Replays the fuzzing corpus (`tests/fuzz/run`).

use std::path::Path;

use crate::program::read_folder;

#[path = "../fuzz/targets.rs"]
mod targets;

/// Runs a target with each input of its corpus.
fn replay(name: &str) {
    let (_, target) = targets::TARGETS
        .iter()
        .find(|(known, _)| *known == name)
        .expect("a target");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let inputs = read_folder(&corpus.join(name));
    assert!(inputs.len() > 20, "{name}: {} inputs", inputs.len());
    for (file, bytes) in inputs {
        let result = std::panic::catch_unwind(|| target(&bytes));
        assert!(result.is_ok(), "tests/fuzz/corpus/{name}/{file}");
    }
}

#[test]
fn front_matter_corpus_passes() {
    replay("head");
}

#[test]
fn body_corpus_passes() {
    replay("body");
}

#[test]
fn word_file_corpus_passes() {
    replay("docx");
}

#[test]
fn pdf_corpus_passes() {
    replay("pdf");
}

#[test]
fn site_corpus_passes() {
    replay("site");
}

#[test]
fn each_target_has_a_test() {
    let names = targets::TARGETS.map(|(name, _)| name);
    assert_eq!(names, ["head", "body", "docx", "pdf", "site"]);
}
