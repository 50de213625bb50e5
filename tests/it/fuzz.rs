//! Inputs that fuzzing found worth keeping (`tests/fuzz/run`) break no promise.

use std::path::Path;

use crate::program::read_folder;

#[path = "../fuzz/targets.rs"]
mod targets;

#[test]
fn the_corpus_of_fuzzing_breaks_nothing() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    for (name, target) in targets::TARGETS {
        let inputs = read_folder(&corpus.join(name));
        assert!(inputs.len() > 20, "{name}: {} inputs", inputs.len());
        for (file, bytes) in inputs {
            let tried = std::panic::catch_unwind(|| target(&bytes));
            assert!(tried.is_ok(), "tests/fuzz/corpus/{name}/{file}");
        }
    }
}
