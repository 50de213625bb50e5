//! The manifest of a published folder: its files, its records, and what it was made from.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::disk::{self, IoOperation};
use crate::error::{Error, failed};
use crate::system::change_time;
use ssg_base::digest::{Digest, Hasher};
use ssg_base::parallel;
use ssg_base::path::OutPath;

/// What a published folder contains, as the build that wrote it recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Every file except the manifest.
    pub files: BTreeMap<OutPath, Entry>,
    /// The addresses of the records, sorted.
    pub records: Vec<String>,
    /// What the site was made from; `None` while the files of two sites are mixed in place.
    pub origin: Option<Origin>,
}

/// What a site was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The fingerprint of all inputs (`ssg_site::fingerprint`).
    pub sha256: Digest,
    /// The number of warnings, which a build that has nothing to do must repeat.
    pub warnings: usize,
}

/// The manifest's entry for one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The SHA-256 of the file's bytes.
    pub sha256: Digest,
    /// The file's size in bytes.
    pub size: u64,
}

impl Entry {
    /// The entry that describes a file as it is now.
    pub(crate) fn of_file(folder: &Path, path: &OutPath) -> Result<Self, Error> {
        let path = folder.join(path.as_str());
        let read = failed(IoOperation::Read, &path);
        let mut sha256 = Hasher::default();
        let copied = File::open(&path).and_then(|mut file| io::copy(&mut file, &mut sha256));
        let size = copied.map_err(read)?;
        let sha256 = sha256.finish();
        Ok(Self { sha256, size })
    }
}

/// A manifest as it is written in JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestJson {
    generator: String,
    version: u32,
    files: BTreeMap<String, Entry>,
    #[serde(default)]
    records: Vec<String>,
    #[serde(default)]
    origin: Option<OriginJson>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OriginJson {
    sha256: Digest,
    /// Written by versions of November 2026, no longer used.
    #[serde(default, rename = "frame")]
    _frame: Option<IgnoredAny>,
    warnings: usize,
}

impl Manifest {
    /// The file that marks a folder as written by `ssg`.
    pub const NAME: &'static str = "ssg-manifest.json";

    /// Far more than a site of 200,000 files needs, in bytes. A larger manifest is foreign.
    const MAX_BYTES: u64 = 256 << 20;

    /// Reads the manifest of a published folder. `None` if there is none, or none that this version
    /// understands: the folder is then foreign.
    pub fn read(folder: &Path) -> Result<Option<Self>, Error> {
        Ok(Self::read_text(folder)?.and_then(|text| Self::parse(&text)))
    }

    /// Parses a manifest strictly: every path valid, no unknown key. `None` if it is not ours.
    pub fn parse(text: &str) -> Option<Self> {
        let json: ManifestJson = serde_json::from_str(text).ok()?;
        let is_ours = json.generator == "ssg" && json.version == 1;
        let mut files = BTreeMap::new();
        for (path, entry) in json.files {
            files.insert(OutPath::parse(&path)?, entry);
        }
        is_ours.then_some(Self {
            files,
            records: json.records,
            origin: json.origin.map(|origin| Origin {
                sha256: origin.sha256,
                warnings: origin.warnings,
            }),
        })
    }

    /// Whether `tree`, which was listed in `folder`, holds exactly these files, each of its recorded
    /// size and none changed after the manifest, whose time was set last. No program can set a
    /// change time back. The times of a copied site say nothing, so that a copy is never recognized
    /// as unchanged. Where the system records no change times, all files are hashed.
    pub(crate) fn describes(&self, folder: &Path, tree: &BTreeMap<String, Metadata>) -> bool {
        let Some(manifest) = tree.get(Self::NAME) else {
            return false;
        };
        let sealed = change_time(manifest);
        let is_candidate = |(path, entry): (&OutPath, &Entry)| {
            tree.get(path.as_str()).is_some_and(|file| {
                file.is_file() && file.len() == entry.size && change_time(file) <= sealed
            })
        };
        tree.len() == self.files.len() + 1
            && self.files.iter().all(is_candidate)
            && (sealed.is_some() || self.matches(folder))
    }

    /// Whether each of these files has its recorded bytes.
    fn matches(&self, folder: &Path) -> bool {
        let files: Vec<_> = self.files.iter().collect();
        let is_same = |(path, entry): &(&OutPath, &Entry)| {
            Entry::of_file(folder, path).is_ok_and(|found| found == **entry)
        };
        let same = parallel::map(&files, parallel::thread_count(None), is_same);
        same.into_iter().all(|is_same| is_same)
    }

    /// Whether `text` is this manifest as written; compared piece by piece, without writing it.
    pub(crate) fn is_written_as(&self, text: &str) -> bool {
        struct Remaining<'t>(&'t str);
        impl fmt::Write for Remaining<'_> {
            fn write_str(&mut self, part: &str) -> fmt::Result {
                self.0 = self.0.strip_prefix(part).ok_or(fmt::Error)?;
                Ok(())
            }
        }
        let mut remaining = Remaining(text);
        fmt::Write::write_fmt(&mut remaining, format_args!("{self}")).is_ok()
            && remaining.0.is_empty()
    }

    /// The text of a folder's manifest; `None` if there is none or it is not UTF-8.
    pub(crate) fn read_text(folder: &Path) -> Result<Option<String>, Error> {
        let bytes = disk::read_small_file(folder, Self::NAME, Self::MAX_BYTES)?;
        Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    /// A manifest of this site and `new` together, for the time in which files are replaced one by
    /// one. A file that differs between the two gets an entry that no file matches.
    pub(crate) fn merged(&self, new: &Self, unchanged: &BTreeMap<OutPath, Metadata>) -> Self {
        let unknown = Entry {
            sha256: Digest::of(b""),
            size: 1,
        };
        let paths = self.files.keys().chain(new.files.keys());
        let entry = |path: &OutPath| match new.files.get(path) {
            Some(&entry) if unchanged.contains_key(path) => entry,
            _ => unknown,
        };
        let records: BTreeSet<_> = self.records.iter().chain(&new.records).collect();
        Self {
            files: paths.map(|path| (path.clone(), entry(path))).collect(),
            records: records.into_iter().cloned().collect(),
            origin: None,
        }
    }
}

impl fmt::Display for Manifest {
    /// One file a line, so that a person and `diff` can read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| serde_json::to_string(text).expect("a string is JSON");
        let separator = |at: usize| if at == 0 { "\n    " } else { ",\n    " };
        let end = |is_empty: bool| if is_empty { "" } else { "\n  " };
        write!(
            f,
            "{{\n  \"generator\": \"ssg\",\n  \"version\": 1,\n  \"files\": {{"
        )?;
        for (at, (path, Entry { sha256, size })) in self.files.iter().enumerate() {
            let (separator, path) = (separator(at), quoted(path.as_str()));
            write!(
                f,
                "{separator}{path}: {{\"sha256\": \"{sha256}\", \"size\": {size}}}"
            )?;
        }
        write!(f, "{}}},\n  \"records\": [", end(self.files.is_empty()))?;
        for (at, address) in self.records.iter().enumerate() {
            write!(f, "{}{}", separator(at), quoted(address))?;
        }
        write!(f, "{}]", end(self.records.is_empty()))?;
        if let Some(Origin { sha256, warnings }) = &self.origin {
            write!(
                f,
                ",\n  \"origin\": {{\"sha256\": \"{sha256}\", \"warnings\": {warnings}}}"
            )?;
        }
        writeln!(f, "\n}}")
    }
}
