//! Passes the inputs of libFuzzer to the target named by the environment variable `TARGET`.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

#[path = "../targets.rs"]
mod targets;

static TARGET: LazyLock<targets::Target> = LazyLock::new(|| {
    let name = std::env::var("TARGET").expect("TARGET is the name of a target");
    let (_, target) = targets::TARGETS
        .iter()
        .find(|(known, _)| *known == name)
        .expect("a known target");
    *target
});

fuzz_target!(|data: &[u8]| TARGET(data));
