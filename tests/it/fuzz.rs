//! Replays the fuzzing corpus (`tests/fuzz/run`).

use std::path::Path;

use crate::program::read_folder;

#[path = "../fuzz/targets.rs"]
mod targets;

#[test]
fn fuzzing_corpus_passes() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    for (name, target) in targets::TARGETS {
        let inputs = read_folder(&corpus.join(name));
        assert!(inputs.len() > 20, "{name}: {} inputs", inputs.len());
        for (file, bytes) in inputs {
            let result = std::panic::catch_unwind(|| target(&bytes));
            assert!(result.is_ok(), "tests/fuzz/corpus/{name}/{file}");
        }
    }
}
