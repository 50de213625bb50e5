//! The real program on a real folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A site in a temporary folder, which goes when this does.
pub struct Site {
    dir: tempfile::TempDir,
}

/// What a run of the program said.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Site {
    /// A site with these files, by path from its root.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let site = Self {
            dir: tempfile::tempdir().expect("a temporary folder"),
        };
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    /// The two real documents, as they ship.
    pub fn shipped() -> Self {
        let site = Self::new(&[]);
        copy_tree(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("content"),
            &site.path("content"),
        );
        site
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(&path, bytes).expect("a file");
    }

    /// Runs `ssg` in the site's root.
    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, &[])
    }

    /// Runs `ssg` with environment variables set.
    pub fn run_with(&self, args: &[&str], env: &[(&str, &str)]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_ssg"))
            .args(args)
            .current_dir(self.dir.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .envs(env.iter().copied())
            .output()
            .expect("the program starts");
        Run {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// Every file below `folder`, by path from there.
    pub fn tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        read_folder(&self.path(folder))
    }
}

fn read_tree(dir: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for entry in entries {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().expect("a type").is_dir() {
            read_tree(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, std::fs::read(entry.path()).expect("a file"));
        }
    }
}

/// Every file below a folder, by path from there.
pub fn read_folder(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    read_tree(folder, "", &mut files);
    files
}

/// The texts that ship, by path from the root.
pub fn shipped() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let files = read_folder(&root).into_iter();
    files
        .map(|(path, bytes)| {
            let text = String::from_utf8(bytes).expect("UTF-8");
            (format!("content/{path}"), text)
        })
        .collect()
}

fn copy_tree(from: &Path, to: &Path) {
    for (path, bytes) in read_folder(from) {
        let path = to.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
}
