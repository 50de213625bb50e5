//! Gives the program a number for what it was made from, so that a site which another version of it
//! has built is never taken for its own, and a version with the commit.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let mut files = Vec::new();
    for top in [
        "src",
        "crates",
        "themes/default",
        "Cargo.toml",
        "Cargo.lock",
        "build.rs",
    ] {
        println!("cargo::rerun-if-changed={top}");
        list(Path::new(top), &mut files);
    }
    files.sort();
    let mut number = 0xcbf2_9ce4_8422_2325_6c62_272e_07bb_0142_u128;
    for path in files {
        let bytes = fs::read(&path).expect("a file of the program can be read");
        let name = path.to_str().expect("names in the program are ASCII");
        let length = (bytes.len() as u64).to_le_bytes();
        for byte in name.bytes().chain(length).chain(bytes) {
            // FNV-1a of 128 bits: nobody forges a program against themselves.
            number ^= u128::from(byte);
            number = number.wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
    println!("cargo::rustc-env=SSG_PROGRAM={number:032x}");
    println!("cargo::rustc-env=SSG_VERSION={}", version());
}

/// The version of the package with the commit and its day, if this is a clone: `0.1.0 (1a2b3c4d5
/// 2026-11-29)`.
fn version() -> String {
    let version = env!("CARGO_PKG_VERSION");
    // The file that changes with each commit and each checkout.
    if let Some(log) = git(&["rev-parse", "--git-path", "logs/HEAD"])
        && Path::new(&log).exists()
    {
        println!("cargo::rerun-if-changed={log}");
    }
    // A folder above the sources may be a repository of something else.
    let top = git(&["rev-parse", "--show-prefix"]);
    match git(&["log", "-1", "--format=%h %cs", "--abbrev=9"]) {
        Some(commit) if top.as_deref() == Some("") => format!("{version} ({commit})"),
        _ => version.to_owned(),
    }
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim_end().to_owned())
}

fn list(at: &Path, files: &mut Vec<PathBuf>) {
    if at.is_dir() {
        let entries = fs::read_dir(at).expect("a folder of the program can be listed");
        for entry in entries {
            list(&entry.expect("an entry").path(), files);
        }
    } else {
        files.push(at.to_owned());
    }
}
