//! Publishing: all of the new site or nothing of it.
//!
//! A build writes into a folder of its own beside the output, `.ssg-NAME`, and changes places with
//! the output in one step when everything is written and safely on the disk. Whatever happens
//! before that step, the published site stays byte for byte what it was; whatever happens after,
//! the new one stands, and what is left over is cleared by the next build.
//!
//! Where the output is a mount point, or lies in a folder that may not be written to, it cannot
//! change places. Then the folder lies inside the output, as `.ssg-new`, and files are moved one by one: first what pages need, then pages, the
//! manifest, and last the removal of what is no longer wanted. [`Published::in_place`] tells so.
//!
//! Only a folder that is absent, empty or ours is replaced. Ours is what carries [`Manifest::NAME`].

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs::{self, DirBuilder, File, Metadata};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::mem;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

use rustix::fs::{
    AtFlags, CWD, Mode, OFlags, RenameFlags, Timespec, Timestamps, UTIME_NOW, UTIME_OMIT,
};
use rustix::io::Errno;
use serde::Deserialize;

use crate::disk::{self, FOLDER_FLAGS, FileTree, IoOperation};
use ssg_base::digest::{Digest, Hasher};
use ssg_base::message::Message;
use ssg_base::parallel;
use ssg_base::path::OutPath;

/// Where nothing may be written over.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// The site's root, with its `content/`, `themes/` and `.git`.
    pub root: &'a Path,
    /// The home of the person who builds, if they have one.
    pub home: Option<&'a Path>,
}

/// Why an output was refused; nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is, holds or lies in the sources. Nothing lifts this.
    OutputIsSource(PathBuf),
    /// It holds files and no manifest of ours.
    OutputForeign(PathBuf),
    /// It is a file, or something on the way to it is.
    OutputNotAFolder(PathBuf),
    /// Another build of the same output is running, by its process id if that is known.
    AnotherBuild(Option<u32>),
}

impl Refusal {
    /// What to tell about it.
    pub fn message(&self) -> Message {
        let shown = |path: &Path| disk::printable(path.as_os_str());
        match self {
            Self::OutputIsSource(path) => Message::OutputIsSource { path: shown(path) },
            Self::OutputForeign(path) => Message::OutputForeign { path: shown(path) },
            Self::OutputNotAFolder(path) => Message::OutputNotAFolder { path: shown(path) },
            Self::AnotherBuild(None) => Message::AnotherBuildWithoutPid,
            Self::AnotherBuild(Some(pid)) => Message::AnotherBuild {
                pid: pid.to_string(),
            },
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<Message> {
        matches!(self, Self::OutputForeign(_)).then_some(Message::OutputForeignHint)
    }
}

/// Why nothing was published.
#[derive(Debug)]
pub enum Error {
    /// The output was refused: wrong usage, exit code 2.
    Refused(Refusal),
    /// A file of the published site, which was to stay, was written into meanwhile.
    Touched(PathBuf),
    /// The machine refused.
    Disk(disk::Error),
}

impl Error {
    /// What to tell about it.
    pub fn message(&self) -> Message {
        match self {
            Self::Refused(refusal) => refusal.message(),
            Self::Touched(path) => Message::OutputModified {
                path: disk::printable(path.as_os_str()),
            },
            Self::Disk(error) => error.message(),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<Message> {
        match self {
            Self::Refused(refusal) => refusal.hint(),
            Self::Touched(_) => Some(Message::SourceChangedHint),
            Self::Disk(_) => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Error {}

impl From<disk::Error> for Error {
    fn from(error: disk::Error) -> Self {
        Self::Disk(error)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Wraps an error of the system, for `map_err`.
fn at<E: Into<io::Error>>(doing: IoOperation, path: &Path) -> impl FnOnce(E) -> Error {
    let wrap = disk::Error::wrap(doing, path);
    move |source| Error::Disk(wrap(source))
}

/// What a published folder holds, by its own word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Every file but the manifest itself.
    pub files: BTreeMap<OutPath, Entry>,
    /// The addresses of its records, sorted.
    pub records: Vec<String>,
    /// What it was made from; `None` where files of two sites lie side by side.
    pub origin: Option<Origin>,
}

/// What a site was made from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// The number of all: [`ssg_site::compiler::Inputs::whole`].
    pub sha256: Digest,
    /// The number of all but running texts: [`ssg_site::compiler::Inputs::frame`]. A site of before 28
    /// November 2026 has none.
    #[serde(default)]
    pub frame: Option<Digest>,
    /// How many warnings there were, which a build that has nothing else to do must tell again.
    pub warnings: usize,
}

/// What a manifest says of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The SHA-256 of its bytes.
    pub sha256: Digest,
    /// How many bytes it has.
    pub size: u64,
}

/// A manifest as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    generator: String,
    version: u32,
    files: BTreeMap<String, Entry>,
    #[serde(default)]
    records: Vec<String>,
    #[serde(default)]
    origin: Option<Origin>,
}

impl Manifest {
    /// The file that makes a folder ours.
    pub const NAME: &'static str = "ssg-manifest.json";

    /// Far more than the 200,000 files that a site can have need.
    const MOST: u64 = 256 << 20;

    /// The manifest of a published folder. `None` if there is none, or none that this program
    /// understands: the folder is then foreign.
    pub fn read(dir: &Path) -> Result<Option<Self>, Error> {
        Ok(Self::text(dir)?.and_then(|text| Self::parse(&text)))
    }

    /// Reads a manifest strictly: every path sound, no unknown key. `None` if it is not ours.
    pub fn parse(text: &str) -> Option<Self> {
        let written: Written = serde_json::from_str(text).ok()?;
        let is_ours = written.generator == "ssg" && written.version == 1;
        let mut files = BTreeMap::new();
        for (path, entry) in written.files {
            files.insert(OutPath::parse(&path)?, entry);
        }
        is_ours.then_some(Self {
            files,
            records: written.records,
            origin: written.origin,
        })
    }

    /// Whether these are the files that it names and no other, each of the size it had, and none
    /// touched later than the manifest, whose time was set last. No program can set that time back;
    /// a copy of a site, whose times say nothing, does not stand.
    fn stands(&self, tree: &BTreeMap<String, Metadata>) -> bool {
        let Some(sealed) = tree.get(Self::NAME).map(changed) else {
            return false;
        };
        let stands = |(path, entry): (&OutPath, &Entry)| {
            tree.get(path.as_str()).is_some_and(|file| {
                file.is_file() && file.len() == entry.size && changed(file) <= sealed
            })
        };
        tree.len() == self.files.len() + 1 && self.files.iter().all(stands)
    }

    /// Whether this is how it is written, so that it need not be written to know.
    fn is_written(&self, text: &str) -> bool {
        struct Rest<'t>(&'t str);
        impl fmt::Write for Rest<'_> {
            fn write_str(&mut self, part: &str) -> fmt::Result {
                self.0 = self.0.strip_prefix(part).ok_or(fmt::Error)?;
                Ok(())
            }
        }
        let mut rest = Rest(text);
        fmt::Write::write_fmt(&mut rest, format_args!("{self}")).is_ok() && rest.0.is_empty()
    }

    fn text(dir: &Path) -> Result<Option<String>, Error> {
        let bytes = disk::read_small_file(dir, Self::NAME, Self::MOST)?;
        Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
    }
}

impl fmt::Display for Manifest {
    /// One file a line, so that a person and `diff` can read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| serde_json::to_string(text).expect("a text has one");
        let between = |at: usize| if at == 0 { "\n    " } else { ",\n    " };
        let end = |is_empty: bool| if is_empty { "" } else { "\n  " };
        write!(
            f,
            "{{\n  \"generator\": \"ssg\",\n  \"version\": 1,\n  \"files\": {{"
        )?;
        for (at, (path, Entry { sha256, size })) in self.files.iter().enumerate() {
            let (between, path) = (between(at), quoted(path.as_str()));
            write!(
                f,
                "{between}{path}: {{\"sha256\": \"{sha256}\", \"size\": {size}}}"
            )?;
        }
        write!(f, "{}}},\n  \"records\": [", end(self.files.is_empty()))?;
        for (at, address) in self.records.iter().enumerate() {
            write!(f, "{}{}", between(at), quoted(address))?;
        }
        write!(f, "{}]", end(self.records.is_empty()))?;
        if let Some(origin) = &self.origin {
            let Origin {
                sha256,
                frame,
                warnings,
            } = origin;
            write!(f, ",\n  \"origin\": {{\"sha256\": \"{sha256}\"")?;
            if let Some(frame) = frame {
                write!(f, ", \"frame\": \"{frame}\"")?;
            }
            write!(f, ", \"warnings\": {warnings}}}")?;
        }
        writeln!(f, "\n}}")
    }
}

/// What was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// How many files the site has, the manifest apart.
    pub files: usize,
    /// How many were added, changed or removed; at least 1 if anything was written at all.
    pub changed: usize,
    /// Whether files were replaced one by one, because the output is a mount point or lies in a
    /// folder that may not be written to.
    pub in_place: bool,
}

/// A site being written, unseen until it is published. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct Staging {
    /// Where the new site grows, open.
    new: OwnedFd,
    folders: BTreeSet<String>,
    /// What its manifest will say.
    site: Manifest,
    force: bool,
    /// What the published site's manifest says, if there is one.
    before: Option<Manifest>,
    /// Whether that site stood as it was written when the build began.
    stood: bool,
    /// The bodies of its files then, if it stood, until it is known whether any is kept.
    seen: BTreeMap<OutPath, Body>,
    /// The files of it that are files of the new site, too.
    kept: BTreeMap<OutPath, Body>,
    claim: Claim,
}

/// What stays of a file whatever becomes of its names: its identity, its size, and when it was
/// written. A program can set that time back, but none does that writes a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Body {
    id: (u64, u64),
    size: u64,
    written: (i64, i64),
}

impl Body {
    fn of(file: &Metadata) -> Self {
        Self {
            id: (file.dev(), file.ino()),
            size: file.len(),
            written: (file.mtime(), file.mtime_nsec()),
        }
    }

    /// That of the file at `path` below `folder`, and when the file was changed; `None` where no file is.
    fn at(folder: &Path, path: &OutPath) -> Option<(Self, (i64, i64))> {
        let file = fs::symlink_metadata(folder.join(path.as_str())).ok()?;
        file.is_file().then(|| (Self::of(&file), changed(&file)))
    }
}

impl Staging {
    /// Starts a build into `output`, which is not touched before [`Self::publish`].
    ///
    /// An `output` that is a link to a folder stands for that folder: it is what is checked and
    /// what is replaced, and the link stays. With `force` a foreign folder is replaced too.
    pub fn open(output: &Path, places: &Places<'_>, force: bool) -> Result<Self, Error> {
        let target = resolve(output)?;
        refuse_sources(output, &target, places)?;
        let in_place = is_mount_point(&target) || is_held(&target);
        let old = Old::of(&target, output, in_place, force)?;
        if !old.is_empty() {
            refuse_held_sources(output, &target, &old.tree, places)?;
        }
        let before = old.published.map(|(manifest, _)| manifest);
        let files = &old.tree.files;
        let standing = before.as_ref();
        let standing = standing.filter(|manifest| manifest.stands(files));
        let stood = standing.is_some();
        let seen = standing
            .into_iter()
            .flat_map(|manifest| manifest.files.keys());
        let seen =
            seen.filter_map(|path| Some((path.clone(), Body::of(files.get(path.as_str())?))));
        let seen = seen.collect();
        let claim = Claim::stake(output, &target, in_place)?;
        Ok(Self {
            before,
            stood,
            seen,
            ..Self::begin(claim, force)?
        })
    }

    fn begin(claim: Claim, force: bool) -> Result<Self, Error> {
        let new = claim
            .begin()
            .map_err(at(IoOperation::Create, &claim.folder))?;
        Ok(Self {
            new,
            folders: BTreeSet::new(),
            site: Manifest::default(),
            force,
            before: None,
            stood: false,
            seen: BTreeMap::new(),
            kept: BTreeMap::new(),
            claim,
        })
    }

    /// What the published site's manifest said when the build began, if there was one.
    pub fn before(&self) -> Option<&Manifest> {
        self.before.as_ref()
    }

    /// The bytes of a file of the published site, exactly as they were written then; `None` if it
    /// has none there, or they are not the same any more.
    pub fn published_file(&self, path: &OutPath) -> Option<Vec<u8>> {
        let entry = self.before.as_ref()?.files.get(path)?;
        let bytes = disk::read_small_file(&self.claim.target, path.as_str(), entry.size).ok()??;
        (Digest::of(&bytes) == entry.sha256).then_some(bytes)
    }

    /// What is published, if it was made from `origin` and stood as it was written when the build
    /// began.
    pub fn standing(&self, origin: Digest) -> Option<&Manifest> {
        let manifest = self.before.as_ref().filter(|_| self.stood)?;
        let made_from = manifest.origin.as_ref()?.sha256;
        (made_from == origin).then_some(manifest)
    }

    /// What is published, if it was made from the same frame and stood as it was written when the
    /// build began.
    pub fn framed(&self, frame: Digest) -> Option<&Manifest> {
        let manifest = self.before.as_ref().filter(|_| self.stood)?;
        (manifest.origin.as_ref()?.frame == Some(frame)).then_some(manifest)
    }

    /// All will be written: what is known of the published files takes no more memory.
    pub fn keep_nothing(&mut self) {
        self.seen = BTreeMap::new();
    }

    /// Makes those files of the published site that stay files of the new one, too: one body with two
    /// names. Whether that was possible; else nothing was kept. Where files are replaced one by one, those
    /// that stay stay anyway. To be called before anything is written.
    ///
    /// A name more touches a file, so that a site of which a build has kept files and then was given up
    /// is not known to stand any more.
    pub fn keep(&mut self, stays: impl Fn(&OutPath) -> bool) -> Result<bool, Error> {
        /// How many files a thread links at a time.
        const SHARE: usize = 256;
        let seen = mem::take(&mut self.seen);
        if !self.stood || self.claim.in_place {
            return Ok(false);
        }
        let kept: Vec<_> = seen.into_iter().filter(|(path, _)| stays(path)).collect();
        let old =
            open_dir(&self.claim.target).map_err(at(IoOperation::List, &self.claim.output))?;
        let shares: Vec<_> = kept.chunks(SHARE).collect();
        let (new, at_new) = (&self.new, self.claim.growing());
        let link = |share: &&[_]| link(&old, new, &at_new, share);
        let linked = parallel::map(&shares, parallel::thread_count(None), link);
        // A file system without links, or somebody's hands in the published site.
        if linked.contains(&false) {
            self.claim.clear()?;
            let new = self.claim.begin();
            self.new = new.map_err(at(IoOperation::Create, &self.claim.folder))?;
            return Ok(false);
        }
        for (path, body) in kept {
            let entry = self.before.as_ref().and_then(|site| site.files.get(&path));
            self.site
                .files
                .extend(entry.map(|entry| (path.clone(), *entry)));
            self.folders
                .extend(folders_of(path.as_str()).map(str::to_owned));
            self.kept.insert(path, body);
        }
        Ok(true)
    }

    /// Writes a file. A second one at the same path is an error.
    pub fn write(&mut self, path: &OutPath, bytes: &[u8]) -> Result<(), Error> {
        self.write_hashed(path, bytes, Digest::of(bytes))
    }

    /// The same where the digest of the bytes is known.
    pub fn write_hashed(
        &mut self,
        path: &OutPath,
        bytes: &[u8],
        sha256: Digest,
    ) -> Result<(), Error> {
        let mut file = self.create(path)?;
        file.write_all(bytes)
            .map_err(at(IoOperation::Write, &self.claim.at(path)))?;
        self.enter(path, sha256, bytes.len() as u64);
        Ok(())
    }

    /// Copies a file from where `from` stands to its end, and tells the digest of what was copied. A
    /// second one at the same path is an error.
    pub fn copy(&mut self, path: &OutPath, mut from: File) -> Result<Digest, Error> {
        let mut file = self.create(path)?;
        let mut sha256 = Hasher::default();
        let mut size = 0;
        let mut buffer = vec![0; 1 << 16];
        loop {
            let read = match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(at(IoOperation::Copy, &self.claim.at(path))(error)),
            };
            sha256.update(&buffer[..read]);
            size += read as u64;
            file.write_all(&buffer[..read])
                .map_err(at(IoOperation::Write, &self.claim.at(path)))?;
        }
        let sha256 = sha256.finish();
        self.enter(path, sha256, size);
        Ok(sha256)
    }

    /// Starts a file that is written in pieces, and ended by [`Self::finish`]. A second one at the
    /// same path is an error.
    pub fn start(&mut self, path: &OutPath) -> Result<Growing, Error> {
        Ok(Growing {
            file: io::BufWriter::with_capacity(1 << 16, self.create(path)?),
            path: path.clone(),
            sha256: Hasher::default(),
            size: 0,
        })
    }

    /// Ends a file that was written in pieces.
    pub fn finish(&mut self, growing: Growing) -> Result<(), Error> {
        let Growing {
            mut file,
            path,
            sha256,
            size,
        } = growing;
        file.flush()
            .map_err(at(IoOperation::Write, &self.claim.at(&path)))?;
        self.enter(&path, sha256.finish(), size);
        Ok(())
    }

    /// What to tell where a piece of the file at `path` could not be written.
    pub fn unwritten(&self, path: &OutPath, error: io::Error) -> Error {
        at(IoOperation::Write, &self.claim.at(path))(error)
    }

    fn create(&mut self, path: &OutPath) -> Result<File, Error> {
        let opened = self.create_folders(path.as_str()).and_then(|()| {
            let file = rustix::fs::openat(&self.new, path.as_str(), NEW_FILE, FILE_MODE)?;
            // The umask has taken from the mode; what a web server reads must not depend on it.
            rustix::fs::fchmod(&file, FILE_MODE)?;
            Ok(file)
        });
        let file = opened.map_err(at(IoOperation::Write, &self.claim.at(path)))?;
        Ok(file.into())
    }

    /// Makes the folders that `path` lies in. One that exists and was not made here is a file.
    fn create_folders(&mut self, path: &str) -> Result<(), Errno> {
        for folder in folders_of(path) {
            if !self.folders.contains(folder) {
                make_folder(&self.new, OsStr::new(folder))?;
                self.folders.insert(folder.to_owned());
            }
        }
        Ok(())
    }

    fn enter(&mut self, path: &OutPath, sha256: Digest, size: u64) {
        self.site.files.insert(path.clone(), Entry { sha256, size });
    }

    /// Puts the new site in the place of the old one. `records` are the addresses that the
    /// manifest keeps for the next build, and `origin` what the site was made from, where that is
    /// known.
    pub fn publish(
        mut self,
        records: &[String],
        origin: Option<Origin>,
    ) -> Result<Published, Error> {
        self.site.records = records.to_vec();
        self.site.records.sort();
        self.site.records.dedup();
        self.site.origin = origin;
        let manifest = mem::take(&mut self.site);
        self.write_aside(Manifest::NAME, &manifest)?;
        self.site = manifest;
        let plan = if self.kept.is_empty() {
            Plan::new(&self.site, self.old_site()?, self.claim.in_place)
        } else {
            self.plan_of_kept()?
        };
        if plan.changed == 0 {
            return Ok(self.published(0));
        }
        if self.claim.in_place {
            self.write_aside(INTERIM, &plan.interim)?;
            self.sync()?;
            self.move_in(&plan)?;
            return Ok(self.published(plan.changed));
        }
        self.keep_times(&plan)?;
        self.seal()?;
        self.sync()?;
        match self.claim.change_places() {
            Ok(()) => {
                self.claim.sync_parent()?;
                self.seal_again();
            }
            // A mount point that could not be seen to be one, or a layer of a container's image.
            Err(Errno::BUSY | Errno::XDEV) if !plan.is_first => {
                return self.publish_inside();
            }
            Err(error) => return Err(at(IoOperation::Replace, &self.claim.output)(error)),
        }
        // The old site now lies in the claim's folder and goes with it.
        Ok(self.published(plan.changed))
    }

    fn published(&self, changed: usize) -> Published {
        Published {
            files: self.site.files.len(),
            changed,
            in_place: self.claim.in_place,
        }
    }

    /// Writes a file that the manifest does not list.
    fn write_aside(&mut self, name: &'static str, text: &Manifest) -> Result<(), Error> {
        let path = OutPath::at_root(name);
        let mut file = io::BufWriter::with_capacity(1 << 16, self.create(&path)?);
        write!(file, "{text}")
            .and_then(|()| file.flush())
            .map_err(at(IoOperation::Write, &self.claim.at(&path)))
    }

    /// What stands at the output now. It was looked at when the build began, but minutes may have
    /// passed since.
    fn old_site(&self) -> Result<Old, Error> {
        let Claim {
            target,
            output,
            in_place,
            ..
        } = &self.claim;
        let mut old = Old::of(target, output, *in_place, self.force)?;
        let tree = &mut old.tree.files;
        if let Some((manifest, _)) = &old.published {
            let sealed = tree.get(Manifest::NAME).map(changed);
            tree.retain(|path, file| {
                // A file that was touched after the manifest may hold anything by now.
                let entry = OutPath::parse(path).and_then(|path| {
                    let entry = manifest.files.get(&path)?;
                    Some((path, entry))
                });
                match entry {
                    Some((path, entry)) if Some(changed(file)) > sealed => {
                        let may_be_same = file.is_file() && file.len() == entry.size;
                        may_be_same && digest(target, &path).is_ok_and(|found| found == *entry)
                    }
                    _ => true,
                }
            });
        }
        Ok(old)
    }

    /// The plan where files were kept: what they were when they were linked they must still be, and so
    /// must the manifest that tells of the others. The old site need not be looked through again.
    fn plan_of_kept(&self) -> Result<Plan, Error> {
        let text = Manifest::text(&self.claim.target)?.unwrap_or_default();
        let before = self.before.as_ref();
        let before = before.filter(|known| known.is_written(&text));
        let Some(before) = before else {
            return Err(Error::Touched(
                self.claim.at(&OutPath::at_root(Manifest::NAME)),
            ));
        };
        let kept: Vec<_> = self.kept.iter().collect();
        let at_new = self.claim.growing();
        let stays = |(path, body): &(&OutPath, &Body)| {
            Body::at(&at_new, path).is_some_and(|(now, _)| now == **body)
        };
        let stay = parallel::map(&kept, parallel::thread_count(None), stays);
        if let Some(at) = stay.iter().position(|stays| !stays) {
            return Err(Error::Touched(self.claim.at(kept[at].0)));
        }
        let site = &self.site.files;
        let written = site
            .iter()
            .filter(|(path, _)| !self.kept.contains_key(*path));
        // What was made anew may have come out the same.
        let same = written.filter(|(path, entry)| before.files.get(*path) == Some(entry));
        let same = same.filter_map(|(path, entry)| {
            let file = fs::symlink_metadata(self.claim.target.join(path.as_str())).ok()?;
            (file.is_file() && file.len() == entry.size).then(|| (path.clone(), file))
        });
        let same: BTreeMap<_, _> = same.collect();
        let stale = before.files.keys().filter(|path| !site.contains_key(*path));
        let stale: BTreeSet<String> = stale.map(OutPath::to_string).collect();
        let changed = site.len() - self.kept.len() - same.len() + stale.len();
        Ok(Plan {
            is_first: false,
            interim: Manifest::default(),
            same,
            stale,
            changed: changed.max(usize::from(!self.site.is_written(&text))),
        })
    }

    /// Gives each file whose bytes stay the modification time of the published one, so that web
    /// servers and `rsync` see only real changes.
    fn keep_times(&self, plan: &Plan) -> Result<(), Error> {
        let same: Vec<_> = plan.same.iter().collect();
        let keep = |(path, old): &(&OutPath, &Metadata)| {
            let times = Timestamps {
                last_access: Timespec {
                    tv_sec: 0,
                    tv_nsec: UTIME_OMIT,
                },
                last_modification: Timespec {
                    tv_sec: old.mtime(),
                    tv_nsec: old.mtime_nsec(),
                },
            };
            rustix::fs::utimensat(&self.new, path.as_str(), &times, AtFlags::SYMLINK_NOFOLLOW)
                .map_err(at(IoOperation::Write, &self.claim.at(path)))
        };
        let kept = parallel::map(&same, parallel::thread_count(None), keep);
        kept.into_iter().collect()
    }

    /// Makes the manifest the file that was touched last: see [`Self::standing`].
    fn seal(&self) -> Result<(), Error> {
        let now = Timespec {
            tv_sec: 0,
            tv_nsec: UTIME_NOW,
        };
        let times = Timestamps {
            last_access: now,
            last_modification: now,
        };
        rustix::fs::utimensat(&self.new, Manifest::NAME, &times, AtFlags::SYMLINK_NOFOLLOW).map_err(
            at(
                IoOperation::Write,
                &self.claim.at(&OutPath::at_root(Manifest::NAME)),
            ),
        )
    }

    /// Where files were kept, lets the old site's names of them go, which touches them, and then makes
    /// the manifest the file that was touched last again, unless anybody else touched any. The site is
    /// published: where this cannot be done the next build makes all of it.
    fn seal_again(&self) {
        if self.kept.is_empty() || self.claim.clear().is_err() {
            return;
        }
        let output = &self.claim.target;
        let Some((_, sealed)) = Body::at(output, &OutPath::at_root(Manifest::NAME)) else {
            return;
        };
        let files: Vec<_> = self.site.files.iter().collect();
        let is_untouched = |(path, entry): &(&OutPath, &Entry)| {
            let kept = self.kept.get(*path);
            Body::at(output, path).is_some_and(|(body, changed)| {
                let is_old = kept.map_or(changed <= sealed, |kept| *kept == body);
                is_old && body.size == entry.size
            })
        };
        let untouched = parallel::map(&files, parallel::thread_count(None), is_untouched);
        if !untouched.contains(&false) {
            let _ = self.seal();
        }
    }

    /// Waits until the new site would survive a power cut.
    fn sync(&self) -> Result<(), Error> {
        // One call for all files is many times faster than one for each.
        #[cfg(target_os = "linux")]
        match rustix::fs::syncfs(&self.new) {
            Ok(()) => return Ok(()),
            Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP | Errno::PERM) => {}
            Err(error) => return Err(at(IoOperation::Sync, &self.claim.output)(error)),
        }
        let files = self.site.files.keys().map(OutPath::as_str);
        let folders = self.folders.iter().map(String::as_str);
        for path in files.chain(folders).chain([Manifest::NAME, "."]) {
            rustix::fs::openat(
                &self.new,
                path,
                OFlags::CLOEXEC | OFlags::NOFOLLOW,
                Mode::empty(),
            )
            .and_then(flush)
            .map_err(at(IoOperation::Sync, &self.claim.output.join(path)))?;
        }
        Ok(())
    }

    /// Moves the new files into the output one by one, then removes what only the old site had.
    /// What no manifest of ours names is never removed.
    ///
    /// While this lasts a manifest stands that names the files of both sites, so that a build
    /// which is killed halfway leaves nothing that the next one would take for a stranger's.
    fn move_in(&self, plan: &Plan) -> Result<(), Error> {
        let output =
            open_dir(&self.claim.target).map_err(at(IoOperation::List, &self.claim.output))?;
        let is_page = |path: &&&OutPath| path.as_str().rsplit('.').next() == Some("html");
        let moving = self
            .site
            .files
            .keys()
            .filter(|p| !plan.same.contains_key(p));
        let (pages, others): (Vec<_>, Vec<_>) = moving.partition(|path| is_page(&path));
        let manifest = OutPath::at_root(Manifest::NAME);
        let replace = |from: &str, path: &OutPath| {
            self.move_one(&output, from, path.as_str(), plan)
                .map_err(at(IoOperation::Replace, &self.claim.at(path)))
        };
        replace(INTERIM, &manifest)?;
        for path in others.into_iter().chain(pages) {
            replace(path.as_str(), path)?;
        }
        for path in &plan.stale {
            remove_file(&output, path)
                .map_err(at(IoOperation::Remove, &self.claim.output.join(path)))?;
        }
        replace(Manifest::NAME, &manifest)?;
        flush(output).map_err(at(IoOperation::Sync, &self.claim.output))
    }

    fn move_one(&self, output: &OwnedFd, from: &str, path: &str, plan: &Plan) -> Result<(), Errno> {
        let (folder, name) = split(path);
        let mut to = open_dir_in(output, ".")?;
        let mut above = String::new();
        for segment in folder.split('/').filter(|segment| !segment.is_empty()) {
            above.push_str(segment);
            // A file may have become a folder since.
            if plan.stale.contains(&above) {
                remove_file(output, &above)?;
            }
            match make_folder(&to, OsStr::new(segment)) {
                Ok(()) | Err(Errno::EXIST) => {}
                Err(error) => return Err(error),
            }
            to = open_dir_in(&to, segment)?;
            above.push('/');
        }
        match rustix::fs::renameat(&self.new, from, &to, name) {
            // A folder may have become a file.
            Err(Errno::ISDIR) => {
                let below = format!("{path}/");
                for stale in plan.stale.iter().filter(|stale| stale.starts_with(&below)) {
                    remove_file(output, stale)?;
                }
                rustix::fs::renameat(&self.new, from, &to, name)
            }
            moved => moved,
        }
    }

    /// Publishes in place what could not change places: copies the site into the output's own
    /// file system first, so that a full disk is found before any file is replaced.
    fn publish_inside(&self) -> Result<Published, Error> {
        let claim = Claim::stake(&self.claim.output, &self.claim.target, true)?;
        let mut inner = Self::begin(claim, self.force)?;
        for path in self.site.files.keys() {
            let file = rustix::fs::openat(&self.new, path.as_str(), OFlags::CLOEXEC, Mode::empty())
                .map_err(at(IoOperation::Copy, &self.claim.at(path)))?;
            inner.copy(path, file.into())?;
        }
        inner.publish(&self.site.records, self.site.origin.clone())
    }
}

/// A file of the new site that is being written in pieces.
#[derive(Debug)]
pub struct Growing {
    file: io::BufWriter<File>,
    path: OutPath,
    sha256: Hasher,
    size: u64,
}

impl io::Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sha256.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// What is not as it was published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// A file that is not there.
    Missing(String),
    /// A file with other bytes, or something else in its place.
    Changed(String),
    /// A file that was not published.
    Extra(String),
}

impl Difference {
    /// What to tell about it.
    pub fn message(&self) -> Message {
        match self {
            Self::Missing(path) => Message::FileMissing { path: path.clone() },
            Self::Changed(path) => Message::FileChanged { path: path.clone() },
            Self::Extra(path) => Message::FileExtra { path: path.clone() },
        }
    }
}

/// How the folder `dir` differs from what `manifest` says was published, in the order of paths.
/// A manifest that lies in the folder itself must say the same; it may be absent.
pub fn verify(dir: &Path, manifest: &Manifest) -> Result<Vec<Difference>, Error> {
    let mut tree = FileTree::list(dir, &[])?.files;
    let mut found = Vec::new();
    if tree.remove(Manifest::NAME).is_some() && Manifest::read(dir)?.as_ref() != Some(manifest) {
        found.push(Difference::Changed(Manifest::NAME.to_owned()));
    }
    for (path, entry) in &manifest.files {
        let name = path.to_string();
        match tree.remove(&name) {
            None => found.push(Difference::Missing(name)),
            Some(file) if file.is_file() && digest(dir, path)? == *entry => {}
            Some(_) => found.push(Difference::Changed(name)),
        }
    }
    found.extend(tree.into_keys().map(Difference::Extra));
    found.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(found)
}

impl Difference {
    fn path(&self) -> &str {
        match self {
            Self::Missing(path) | Self::Changed(path) | Self::Extra(path) => path,
        }
    }
}

/// What a file really is.
fn digest(dir: &Path, path: &OutPath) -> Result<Entry, Error> {
    let whole = dir.join(path.as_str());
    let mut file = File::open(&whole).map_err(at(IoOperation::Read, &whole))?;
    let mut sha256 = Hasher::default();
    let mut size = 0;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => {
                sha256.update(&buffer[..read]);
                size += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(at(IoOperation::Read, &whole)(error)),
        }
    }
    let sha256 = sha256.finish();
    Ok(Entry { sha256, size })
}

const FILE_MODE: Mode = Mode::from_raw_mode(0o644);
const FOLDER_MODE: Mode = Mode::from_raw_mode(0o755);
const NEW_FILE: OFlags = OFlags::WRONLY
    .union(OFlags::CREATE)
    .union(OFlags::EXCL)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// Where a build lies inside an output that is a mount point.
const INSIDE: &str = ".ssg-new";
/// The manifest that stands in a mount point while files are moved.
const INTERIM: &str = "ssg-manifest-interim.json";
/// What a mount point holds that is neither ours nor a stranger's.
const OWN_IN_MOUNT: [&str; 2] = [INSIDE, "lost+found"];

/// When a file was last changed, by the system's own clock, which no program can set back.
fn changed(file: &Metadata) -> (i64, i64) {
    (file.ctime(), file.ctime_nsec())
}

/// What stands at the output before a build.
#[derive(Default)]
struct Old {
    is_absent: bool,
    /// Its manifest, as a value and as text; `None` where it is empty or a stranger's.
    published: Option<(Manifest, String)>,
    /// What really lies there.
    tree: FileTree,
}

impl Old {
    /// Looks at what stands there. A stranger's folder is refused unless it may be replaced.
    fn of(target: &Path, output: &Path, in_place: bool, force: bool) -> Result<Self, Error> {
        // Another build may exchange the folder under our eyes, and half of what was seen would be
        // of a folder that is being removed. Then it has another identity afterwards.
        for _ in 0..100 {
            let before = disk::file_id(target);
            let seen = Self::look(target, output, in_place, force);
            if disk::file_id(target) == before {
                return seen;
            }
        }
        Err(Refusal::AnotherBuild(None).into())
    }

    fn look(target: &Path, output: &Path, in_place: bool, force: bool) -> Result<Self, Error> {
        match fs::symlink_metadata(target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Self {
                    is_absent: true,
                    ..Self::default()
                });
            }
            Err(error) => return Err(at(IoOperation::Read, output)(error)),
            Ok(metadata) if !metadata.is_dir() => {
                return Err(Refusal::OutputNotAFolder(output.to_owned()).into());
            }
            Ok(_) => {}
        }
        let known: &[&str] = if in_place { &OWN_IN_MOUNT } else { &[] };
        if disk::holds_only(target, known)? {
            return Ok(Self::default());
        }
        let foreign = || Error::from(Refusal::OutputForeign(output.to_owned()));
        // A stranger's folder may be a whole disk: it is not looked through in vain.
        let text = Manifest::text(target)?;
        if text.is_none() && !force {
            return Err(foreign());
        }
        let parse = || text.and_then(|text| Some((Manifest::parse(&text)?, text)));
        let list = || FileTree::list(target, known);
        let (published, tree) = parallel::join(parallel::thread_count(None), parse, list);
        if published.is_none() && !force {
            return Err(foreign());
        }
        Ok(Self {
            is_absent: false,
            published,
            tree: tree?,
        })
    }

    fn is_empty(&self) -> bool {
        self.tree.files.is_empty() && self.tree.folders.is_empty()
    }
}

/// What publishing would do.
struct Plan {
    is_first: bool,
    /// Files whose bytes stay, with what is known of the published ones.
    same: BTreeMap<OutPath, Metadata>,
    /// Files that the old manifest lists and the new one does not.
    stale: BTreeSet<String>,
    /// Lists the files of both sites, those that change without their bytes; nothing where all change
    /// at once.
    interim: Manifest,
    changed: usize,
}

impl Plan {
    fn new(new: &Manifest, mut old: Old, in_place: bool) -> Self {
        let (published, old_text) = old.published.unwrap_or_default();
        let mut same = BTreeMap::new();
        for (path, entry) in &new.files {
            let is_same = |file: &Metadata| {
                published.files.get(path) == Some(entry)
                    && file.is_file()
                    && file.len() == entry.size
            };
            if let Some(file) = old.tree.files.remove(path.as_str()).filter(is_same) {
                same.insert(path.clone(), file);
            }
        }
        old.tree.files.remove(Manifest::NAME);
        let is_stale = |path: &&OutPath| !new.files.contains_key(path);
        let stale = published.files.keys().filter(is_stale);
        let stale: BTreeSet<String> = stale.map(OutPath::to_string).collect();
        // What is left of the tree goes: stale files, and strangers if all changes at once.
        let goes = |path: &&String| !in_place || stale.contains(*path);
        let gone = old.tree.files.keys().filter(goes).count();
        let changed = new.files.len() - same.len() + gone;
        Self {
            is_first: old.is_absent,
            interim: if in_place {
                published.joined(new, &same)
            } else {
                Manifest::default()
            },
            same,
            stale,
            changed: changed.max(usize::from(!new.is_written(&old_text))),
        }
    }
}

impl Manifest {
    /// A manifest of both sites. What is not the same in both has an entry that no file meets.
    fn joined(&self, new: &Self, same: &BTreeMap<OutPath, Metadata>) -> Self {
        let unknown = Entry {
            sha256: Digest::of(b""),
            size: 1,
        };
        let paths = self.files.keys().chain(new.files.keys());
        let entry = |path: &OutPath| match new.files.get(path) {
            Some(&entry) if same.contains_key(path) => entry,
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

/// The right to build into one output: a locked folder that goes when the claim does.
#[derive(Debug)]
struct Claim {
    /// The output as the caller named it, for messages.
    output: PathBuf,
    /// The output as the system knows it.
    target: PathBuf,
    in_place: bool,
    folder: PathBuf,
    open: OwnedFd,
    /// Held as long as the claim.
    lock: File,
    /// Folders above the output that were made for it, outermost first.
    made: Vec<PathBuf>,
}

impl Claim {
    fn stake(output: &Path, target: &Path, in_place: bool) -> Result<Self, Error> {
        let parent = target.parent().unwrap_or(target);
        let mut made = Vec::new();
        let folder = if in_place {
            target.join(INSIDE)
        } else {
            make_parents(parent, &mut made).map_err(at(IoOperation::Create, parent))?;
            let mut name = OsString::from(".ssg-");
            name.push(target.file_name().unwrap_or_default());
            parent.join(name)
        };
        let (open, lock) = lock(&folder).inspect_err(|_| unmake(&made))?;
        let mut claim = Self {
            output: output.to_owned(),
            target: target.to_owned(),
            in_place,
            folder,
            open,
            lock,
            made,
        };
        claim.sign().map_err(at(IoOperation::Lock, &claim.folder))?;
        claim.clear()?;
        Ok(claim)
    }

    /// Where a file will be found once it is published.
    fn at(&self, path: &OutPath) -> PathBuf {
        self.output.join(path.as_str())
    }

    /// Says who builds.
    fn sign(&mut self) -> io::Result<()> {
        self.lock.rewind()?;
        self.lock.set_len(0)?;
        write!(self.lock, "{}", std::process::id())
    }

    /// Removes what a build that was killed left behind, and gives the output back what such a
    /// build had taken aside.
    fn clear(&self) -> Result<(), Error> {
        let aside = self.folder.join("old");
        if exists(&aside) && !exists(&self.target) {
            fs::rename(&aside, &self.target).map_err(at(IoOperation::Replace, &self.output))?;
        }
        for leftover in [self.growing(), aside] {
            disk::remove_subfolders(&leftover);
            // Follows no link, neither here nor below, whoever swaps a folder for one meanwhile.
            match fs::remove_dir_all(&leftover) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(at(IoOperation::Remove, &leftover)(error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn begin(&self) -> Result<OwnedFd, Errno> {
        make_folder(&self.open, OsStr::new("new"))?;
        open_dir_in(&self.open, "new")
    }

    /// Where the new site grows.
    fn growing(&self) -> PathBuf {
        self.folder.join("new")
    }

    fn parent(&self) -> &Path {
        self.target.parent().unwrap_or(&self.target)
    }

    /// Puts `new` where the output is, in one step if the system can.
    fn change_places(&self) -> Result<(), Errno> {
        let parent = open_dir(self.parent())?;
        let name = self.target.file_name().ok_or(Errno::INVAL)?;
        let swap = |flags| rename_with(&self.open, "new", &parent, name, flags);
        let exchanged = match swap(RenameFlags::EXCHANGE) {
            Err(Errno::NOENT) => swap(RenameFlags::NOREPLACE),
            exchanged => exchanged,
        };
        match exchanged {
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => self.take_turns(&parent, name),
            exchanged => exchanged,
        }
    }

    /// Puts `new` where the output is, in two steps. Killed between them, the next build takes the
    /// old site back: see [`Self::clear`].
    fn take_turns(&self, parent: &OwnedFd, name: &OsStr) -> Result<(), Errno> {
        let aside = match rustix::fs::renameat(parent, name, &self.open, "old") {
            Ok(()) => true,
            Err(Errno::NOENT) => false,
            Err(error) => return Err(error),
        };
        let moved = rustix::fs::renameat(&self.open, "new", parent, name);
        if moved.is_err() && aside {
            // If this fails too, dropping the claim tries once more, and so does the next build.
            let _ = rustix::fs::renameat(&self.open, "old", parent, name);
        }
        moved
    }

    fn sync_parent(&self) -> Result<(), Error> {
        open_dir(self.parent())
            .and_then(flush)
            .map_err(at(IoOperation::Sync, &self.output))
    }
}

impl Drop for Claim {
    /// Nothing can be told here: what cannot be removed stays for the next build, which tells.
    fn drop(&mut self) {
        let _ = self.clear();
        // The lock's name goes while the lock is held; who opened it before sees that it has gone.
        // A folder that is not empty, or a parent that now holds the output, stays.
        let _ = rustix::fs::unlinkat(&self.open, LOCK, AtFlags::empty());
        let _ = fs::remove_dir(&self.folder);
        unmake(&self.made);
    }
}

/// Removes the folders that were made for a build, as far as they are still empty.
fn unmake(made: &[PathBuf]) {
    for folder in made.iter().rev() {
        let _ = fs::remove_dir(folder);
    }
}

const LOCK: &str = "lock";

/// Makes `folder`, opens it and locks the file in it, or finds out who has.
fn lock(folder: &Path) -> Result<(OwnedFd, File), Error> {
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK;
    for _ in 0..100 {
        match make_folder(CWD, folder.as_os_str()) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(error) => return Err(at(IoOperation::Create, folder)(error)),
        }
        let opened = rustix::fs::open(folder, FOLDER_FLAGS, Mode::empty()).and_then(|open| {
            let lock = rustix::fs::openat(&open, LOCK, flags | OFlags::CLOEXEC, FILE_MODE)?;
            Ok((open, File::from(lock)))
        });
        let (open, mut lock) = match opened {
            // A finishing build has just removed the folder.
            Err(Errno::NOENT) => continue,
            opened => opened.map_err(at(IoOperation::Lock, folder))?,
        };
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                return Err(Refusal::AnotherBuild(signed(&mut lock)).into());
            }
            Err(fs::TryLockError::Error(error)) => {
                return Err(at(IoOperation::Lock, folder)(error));
            }
        }
        // A finishing build may have removed the file between our opening and locking it. Then
        // we hold a lock that nobody else can see, and the next one would get another.
        let ours = lock.metadata().map_err(at(IoOperation::Lock, folder))?;
        if disk::file_id(&folder.join(LOCK)) == Some((ours.dev(), ours.ino())) {
            return Ok((open, lock));
        }
    }
    Err(Refusal::AnotherBuild(None).into())
}

/// The process that signed a lock. It may be about to.
fn signed(lock: &mut File) -> Option<u32> {
    for _ in 0..20 {
        let mut text = String::new();
        lock.rewind().ok()?;
        lock.read_to_string(&mut text).ok()?;
        if let Ok(pid) = text.trim().parse() {
            return Some(pid);
        }
        thread::sleep(Duration::from_millis(1));
    }
    None
}

/// The output as the system knows it: absolute, without `..` and links, whether it exists or not.
fn resolve(output: &Path) -> Result<PathBuf, Error> {
    let whole = std::path::absolute(output).map_err(at(IoOperation::Read, output))?;
    let mut path = PathBuf::new();
    for component in whole.components() {
        if component == Component::ParentDir {
            // What stands before it is resolved already, so its parent is the one meant.
            path.pop();
            continue;
        }
        path.push(component);
        match fs::canonicalize(&path) {
            Ok(real) => path = real,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !exists(&path) => {}
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return Err(at(IoOperation::Read, &path)(error));
            }
            // A link to nothing or in a circle, or a file on the way.
            Err(_) => return Err(Refusal::OutputNotAFolder(output.to_owned()).into()),
        }
    }
    Ok(path)
}

/// The folders of the site that no output may meet.
const SOURCES: [&str; 3] = ["content", "themes", ".git"];

/// Refuses an output that is, holds or lies in the sources, as far as their paths and what stands
/// above the output tell.
fn refuse_sources(output: &Path, target: &Path, places: &Places<'_>) -> Result<(), Error> {
    let root = resolve(places.root)?;
    let home = places.home.map(resolve).transpose()?;
    let kept: Vec<&Path> = home.iter().chain([&root]).map(PathBuf::as_path).collect();
    let id = disk::file_id(target);
    let is_target = |path: &Path| path == target || (id.is_some() && disk::file_id(path) == id);
    let holds = kept.iter().any(|kept| kept.ancestors().any(is_target));

    // Whether the file system tells cases apart or not, a case variant is no place for an output.
    let named = |name: &OsStr| {
        SOURCES
            .iter()
            .any(|source| name.eq_ignore_ascii_case(source))
    };
    let lies_by_name = target
        .ancestors()
        .any(|at| at.parent() == Some(&root) && at.file_name().is_some_and(named));
    let lies_in_git = target.iter().any(|name| name.eq_ignore_ascii_case(".git"));

    // Identity sees through bind mounts, of the sources and of what lies in them.
    let sources = source_folders(&root);
    let above: BTreeSet<_> = target.ancestors().filter_map(disk::file_id).collect();
    if holds || lies_by_name || lies_in_git || !above.is_disjoint(&sources) {
        return Err(Refusal::OutputIsSource(output.to_owned()).into());
    }
    Ok(())
}

/// Refuses an output with anything of the sources below it: a bind mount of them, a repository, or
/// another site.
fn refuse_held_sources(
    output: &Path,
    target: &Path,
    tree: &FileTree,
    places: &Places<'_>,
) -> Result<(), Error> {
    let root = resolve(places.root)?;
    let mut sources = source_folders(&root);
    sources.extend(disk::file_id(&root));
    let is_site = [".git", "content/site.yaml"]
        .iter()
        .any(|name| exists(&target.join(name)));
    let is_source = disk::file_id(target).is_some_and(|id| sources.contains(&id));
    if is_site || is_source || !tree.folders.is_disjoint(&sources) {
        return Err(Refusal::OutputIsSource(output.to_owned()).into());
    }
    Ok(())
}

fn source_folders(root: &Path) -> BTreeSet<disk::FileId> {
    let tops = SOURCES.iter().map(|name| root.join(name));
    tops.flat_map(|top| disk::folder_ids(&top)).collect()
}

/// Whether a folder is a mount point, so that it cannot change places with another.
fn is_mount_point(folder: &Path) -> bool {
    let device = |path: &Path| disk::file_id(path).map(|(device, _)| device);
    let Some(parent) = folder.parent().filter(|_| exists(folder)) else {
        return false;
    };
    device(folder) != device(parent) || is_mount_root(folder)
}

/// Whether a folder lies in one that this process may not write to, so that nothing can be made
/// beside it and it cannot change places either.
fn is_held(folder: &Path) -> bool {
    use rustix::fs::{Access, accessat};
    let may_write = |path: &Path| accessat(CWD, path, Access::WRITE_OK, AtFlags::EACCESS);
    let parent = folder.parent().filter(|_| exists(folder));
    parent.is_some_and(|parent| {
        matches!(may_write(parent), Err(Errno::ACCESS | Errno::ROFS)) && may_write(folder).is_ok()
    })
}

/// Sees bind mounts too, from Linux 5.8 on.
#[cfg(target_os = "linux")]
fn is_mount_root(folder: &Path) -> bool {
    use rustix::fs::{StatxAttributes, StatxFlags, statx};
    statx(CWD, folder, AtFlags::empty(), StatxFlags::empty()).is_ok_and(|found| {
        let both = found.stx_attributes & found.stx_attributes_mask;
        both.contains(StatxAttributes::MOUNT_ROOT)
    })
}

#[cfg(not(target_os = "linux"))]
fn is_mount_root(_: &Path) -> bool {
    false
}

fn rename_with(
    from: &OwnedFd,
    name: &str,
    to: &OwnedFd,
    new_name: &OsStr,
    flags: RenameFlags,
) -> Result<(), Errno> {
    rustix::fs::renameat_with(from, name, to, new_name, flags)
}

/// Whether anything lies at `path`, be it a link to nothing.
fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn open_dir(path: &Path) -> Result<OwnedFd, Errno> {
    rustix::fs::open(path, FOLDER_FLAGS, Mode::empty())
}

fn open_dir_in(folder: impl AsFd, name: &str) -> Result<OwnedFd, Errno> {
    rustix::fs::openat(folder, name, FOLDER_FLAGS, Mode::empty())
}

/// The folders that `path` lies in, the outermost first.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// Gives each of these files below `old` a second name below `new`. Whether all of them are still
/// what was seen there: a folder that was exchanged for a link meanwhile leads to another file.
fn link(old: &OwnedFd, new: &OwnedFd, at_new: &Path, files: &[(OutPath, Body)]) -> bool {
    let mut made = BTreeSet::new();
    files.iter().all(|(at, body)| {
        let path = at.as_str();
        let mut new_folders = folders_of(path).filter(|folder| made.insert(*folder));
        // Another thread may have made one.
        let has_folders = new_folders.all(|folder| {
            let made = make_folder(new, OsStr::new(folder));
            matches!(made, Ok(()) | Err(Errno::EXIST))
        });
        has_folders
            && rustix::fs::linkat(old, path, new, path, AtFlags::empty()).is_ok()
            && Body::at(at_new, at).is_some_and(|(linked, _)| linked == *body)
    })
}

/// Makes a folder that everyone may read, whatever the umask.
fn make_folder(folder: impl AsFd + Copy, name: &OsStr) -> Result<(), Errno> {
    rustix::fs::mkdirat(folder, name, FOLDER_MODE)?;
    rustix::fs::chmodat(folder, name, FOLDER_MODE, AtFlags::empty())
}

/// Makes the folders down to `folder`, and notes which.
fn make_parents(folder: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make_parents(parent, made)?;
    }
    match DirBuilder::new().mode(0o755).create(folder) {
        Ok(()) => made.push(folder.to_owned()),
        // Another build made it at the same moment.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Removes a file of the old site, and the folders that are empty then. No link is followed: what
/// lies behind one was not written by us.
fn remove_file(output: &OwnedFd, path: &str) -> Result<(), Errno> {
    let (mut folder, name) = split(path);
    match disk::open_folder(output, folder) {
        Ok(open) => match rustix::fs::unlinkat(open, name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT | Errno::ISDIR) => {}
            Err(error) => return Err(error),
        },
        Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => return Ok(()),
        Err(error) => return Err(error),
    }
    while !folder.is_empty() {
        let (above, name) = split(folder);
        let open = disk::open_folder(output, above)?;
        if rustix::fs::unlinkat(open, name, AtFlags::REMOVEDIR).is_err() {
            break;
        }
        folder = above;
    }
    Ok(())
}

/// The folder of a path, empty at the top, and its last segment.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Waits until a file or folder is on the disk; some file systems cannot tell for folders.
fn flush(file: OwnedFd) -> Result<(), Errno> {
    match rustix::fs::fsync(file) {
        Err(Errno::INVAL | Errno::OPNOTSUPP) => Ok(()),
        flushed => flushed,
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::process::Command;

    use tempfile::TempDir;

    use super::*;

    /// A folder with a site in `site/`, whose output is `site/public`.
    struct World {
        dir: TempDir,
    }

    impl World {
        fn new() -> Self {
            let dir = tempfile::tempdir().expect("a temporary folder");
            let world = Self { dir };
            for file in [
                "content/site.yaml",
                "content/reports/2023/a.md",
                "themes/x/page.html",
            ] {
                world.put(&format!("site/{file}"), "source");
            }
            world
        }

        fn at(&self, path: &str) -> PathBuf {
            // The system's temporary folder may itself be reached by a link.
            let top = fs::canonicalize(self.dir.path()).expect("it exists");
            top.join(path)
        }

        fn put(&self, path: &str, text: &str) {
            let path = self.at(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("a file");
        }

        fn open_at(&self, output: &Path, force: bool) -> Result<Staging, Error> {
            let (root, home) = (self.at("site"), self.at("home"));
            let places = Places {
                root: &root,
                home: Some(&home),
            };
            Staging::open(output, &places, force)
        }

        fn open(&self) -> Staging {
            self.open_at(&self.at("site/public"), false)
                .expect("nothing is in the way")
        }

        fn publish(&self, files: &[(&str, &str)]) -> Published {
            fill(self.open(), files)
                .publish(&[], None)
                .expect("nothing is in the way")
        }

        /// Everything in this world, byte for byte.
        fn all(&self) -> BTreeMap<String, String> {
            contents(self.dir.path())
        }
    }

    fn contents(top: &Path) -> BTreeMap<String, String> {
        let files = FileTree::list(top, &[]).expect("a folder").files;
        let read = |path: &str, metadata: &Metadata| {
            if metadata.is_file() {
                fs::read_to_string(top.join(path)).expect("a text")
            } else {
                format!("{:?}", metadata.file_type())
            }
        };
        files
            .iter()
            .map(|(path, metadata)| (path.clone(), read(path, metadata)))
            .collect()
    }

    /// The published files, without the manifest.
    fn site(output: &Path) -> Vec<(String, String)> {
        let mut files = contents(output);
        files.remove(Manifest::NAME).expect("a manifest");
        files.into_iter().collect()
    }

    fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut files: Vec<_> = files
            .iter()
            .map(|(a, b)| ((*a).into(), (*b).into()))
            .collect();
        files.sort();
        files
    }

    fn out(path: &str) -> OutPath {
        OutPath::parse(path).expect("a sound path")
    }

    fn fill(mut staging: Staging, files: &[(&str, &str)]) -> Staging {
        for (path, text) in files {
            staging.write(&out(path), text.as_bytes()).expect("written");
        }
        staging
    }

    fn mtime(path: &Path) -> std::time::SystemTime {
        fs::metadata(path)
            .and_then(|file| file.modified())
            .expect("a file")
    }

    /// A mount that ends with the test; `None` where this process may not mount.
    struct Mount(PathBuf);

    impl Mount {
        #[expect(clippy::print_stderr, reason = "a test that is left out says so")]
        fn new(arguments: &[&str], at: &Path) -> Option<Self> {
            fs::create_dir_all(at).expect("a folder");
            let mount = Command::new("mount").args(arguments).arg(at).output();
            if mount.is_ok_and(|mount| mount.status.success()) {
                return Some(Self(at.to_owned()));
            }
            eprintln!("skipped: this process may not mount");
            None
        }
    }

    impl Drop for Mount {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg("-l").arg(&self.0).status();
        }
    }

    const OLD: [(&str, &str); 4] = [
        ("index.html", "home"),
        ("bao-cao/a/index.html", "a"),
        ("bao-cao/b/index.html", "b"),
        ("style.css", "css"),
    ];
    const NEW: [(&str, &str); 4] = [
        ("index.html", "home, later"),
        ("bao-cao/a/index.html", "a"),
        ("bao-cao/c/index.html", "c"),
        ("style.css", "css"),
    ];

    #[test]
    fn no_output_meets_the_sources() {
        let world = World::new();
        world.put("home/letters.txt", "mine");
        world.put("foreign/file.txt", "mine");
        world.put("worktree/.git", "gitdir: elsewhere");
        world.put(
            "worktree/ssg-manifest.json",
            &Manifest::default().to_string(),
        );
        world.put("other/content/site.yaml", "another site");
        world.put("file", "a file");
        symlink(world.at("site/content"), world.at("link")).expect("a link");
        symlink("nowhere", world.at("dangling")).expect("a link");
        let before = world.all();
        let is_source = [
            "site",
            "",
            "/",
            "site/content",
            "site/content/reports/2023",
            "site/content/new/folder",
            "site/themes/x/out",
            "site/.git",
            "site/.git/out",
            "site/.GIT/out",
            "site/Content/out",
            "site/../site/content",
            "missing/../site/themes",
            "foreign/../site/public/..",
            "link",
            "link/out",
            "home",
            "worktree",
            "other",
            "other/.git/x",
        ];
        for force in [false, true] {
            for output in is_source {
                let foreign_first = output == "other" && !force;
                let output = world.at(output);
                match world.open_at(&output, force).expect_err("it is refused") {
                    Error::Refused(Refusal::OutputIsSource(path)) => assert_eq!(path, output),
                    Error::Refused(Refusal::OutputForeign(_)) if foreign_first => {}
                    other => panic!("{}: {other}", output.display()),
                }
            }
            for output in ["file", "file/below", "dangling", "dangling/below"] {
                let refused = world
                    .open_at(&world.at(output), force)
                    .expect_err("no folder");
                let no_folder = Refusal::OutputNotAFolder(world.at(output));
                assert!(
                    matches!(refused, Error::Refused(why) if why == no_folder),
                    "{output}"
                );
            }
        }
        let refused = world
            .open_at(&world.at("foreign"), false)
            .expect_err("foreign");
        assert!(
            matches!(refused, Error::Refused(Refusal::OutputForeign(_))),
            "{refused}"
        );
        assert_eq!(world.all(), before);
        assert!(!world.at("missing").exists() && !world.at("site/.git").exists());
    }

    #[test]
    fn no_output_meets_the_sources_by_a_bind_mount() {
        let world = World::new();
        world.put("held/ssg-manifest.json", &Manifest::default().to_string());
        let reports = world.at("site/content/reports");
        let (above, below) = (world.at("bound"), world.at("held/inner"));
        let Some(_above) = Mount::new(&["--bind", &reports.to_string_lossy()], &above) else {
            return;
        };
        let _below = Mount::new(&["--bind", &reports.to_string_lossy()], &below);
        let before = world.all();
        for output in ["bound", "bound/2023", "bound/2023/new", "held"] {
            let refused = world
                .open_at(&world.at(output), true)
                .expect_err("it is refused");
            let is_source = matches!(&refused, Error::Refused(Refusal::OutputIsSource(_)));
            assert!(is_source, "{output}: {refused}");
        }
        assert_eq!(world.all(), before);
    }

    #[test]
    fn a_site_is_published_whole() {
        let world = World::new();
        let mut staging = fill(world.open(), &OLD[..3]);
        world.put("photo", "css");
        staging
            .copy(
                &out("style.css"),
                File::open(world.at("photo")).expect("a file"),
            )
            .expect("copied");
        assert!(
            !world.at("site/public").exists(),
            "nothing shows before it is published"
        );
        let records = ["bao-cao/b/".to_owned(), "bao-cao/a/".to_owned()];
        let published = staging.publish(&records, None).expect("published");
        assert_eq!(
            (published.files, published.changed, published.in_place),
            (4, 4, false)
        );

        let output = world.at("site/public");
        assert_eq!(site(&output), owned(&OLD));
        let manifest = Manifest::read(&output).expect("readable").expect("ours");
        assert_eq!(manifest.records, ["bao-cao/a/", "bao-cao/b/"]);
        let entry = &manifest.files[&out("bao-cao/a/index.html")];
        let a = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
        assert_eq!((entry.sha256.to_string(), entry.size), (a.to_owned(), 1));
        let text = fs::read_to_string(output.join(Manifest::NAME)).expect("a text");
        assert_eq!(text.lines().count(), 8 + 4 + 2, "{text}");

        for (path, file) in FileTree::list(&output, &[]).expect("a folder").files {
            assert_eq!((file.mode() & 0o7777, file.nlink()), (0o644, 1), "{path}");
        }
        for folder in ["", "bao-cao", "bao-cao/a"] {
            let folder = fs::metadata(output.join(folder)).expect("a folder");
            assert_eq!(folder.mode() & 0o7777, 0o755);
        }
        assert!(!world.at("site/.ssg-public").exists());
    }

    #[test]
    fn what_stays_the_same_keeps_its_time_and_what_is_stale_goes() {
        let world = World::new();
        let output = world.at("site/public");
        world.publish(&OLD);
        let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::new(1_000_000_000, 123);
        for (path, _) in OLD {
            let file = File::options()
                .write(true)
                .open(output.join(path))
                .expect("a file");
            file.set_modified(long_ago).expect("ours");
        }
        let folder = disk::file_id(&output);
        assert_eq!(world.publish(&OLD).changed, 0);
        assert_eq!(disk::file_id(&output), folder, "the folder was left alone");

        let published = world.publish(&NEW);
        assert_eq!((published.files, published.changed), (4, 3));
        assert_eq!(site(&output), owned(&NEW));
        assert!(!output.join("bao-cao/b").exists());
        assert_ne!(disk::file_id(&output), folder);
        for (path, keeps) in [
            ("bao-cao/a/index.html", true),
            ("style.css", true),
            ("index.html", false),
        ] {
            assert_eq!(mtime(&output.join(path)) == long_ago, keeps, "{path}");
        }

        // A file that somebody cut short or took away is put right again.
        fs::write(output.join("index.html"), "").expect("ours");
        fs::remove_file(output.join("style.css")).expect("ours");
        assert_eq!(world.publish(&NEW).changed, 2);
        assert_eq!(site(&output), owned(&NEW));
        // A stranger in our folder does not stay: it would be published with it.
        world.put("site/public/draft.html", "secret");
        assert_eq!(world.publish(&NEW).changed, 1);
        assert_eq!(site(&output), owned(&NEW));
        // Other records are a change too.
        let staging = fill(world.open(), &NEW);
        assert_eq!(
            staging
                .publish(&["x/".to_owned()], None)
                .expect("published")
                .changed,
            1
        );
    }

    /// Of what the old site is made, in the tests below.
    fn framed(world: &World) -> Origin {
        let origin = Origin {
            sha256: Digest::of(b"all"),
            frame: Some(Digest::of(b"frame")),
            warnings: 0,
        };
        let staging = fill(world.open(), &OLD);
        staging
            .publish(&[], Some(origin.clone()))
            .expect("published");
        origin
    }

    #[test]
    fn a_file_that_stays_is_one_file_of_both_sites() {
        let world = World::new();
        let origin = framed(&world);
        let frame = origin.frame.expect("it has one");
        let output = world.at("site/public");
        let id = |path: &str| disk::file_id(&output.join(path));
        // A build that is given up leaves the old site as it was; only it is not known any more.
        let mut staging = world.open();
        assert!(staging.framed(frame).is_some());
        assert!(staging.framed(Digest::of(b"other")).is_none());
        assert!(staging.keep(|_| true).expect("no fault"));
        drop(staging);
        assert_eq!(site(&output), owned(&OLD));
        let mut staging = world.open();
        assert!(staging.framed(frame).is_none());
        assert!(!staging.keep(|_| true).expect("no fault"));
        drop(staging);

        fs::remove_dir_all(&output).expect("removed");
        framed(&world);
        let (page, style) = (id("bao-cao/a/index.html"), id("style.css"));
        let changed = out("style.css");
        let mut staging = world.open();
        assert!(staging.keep(|path| *path != changed).expect("no fault"));
        staging.write(&changed, b"new").expect("written");
        let published = staging.publish(&[], Some(origin.clone()));
        assert_eq!(published.expect("published").changed, 1);
        assert_eq!(id("bao-cao/a/index.html"), page);
        assert_ne!(id("style.css"), style);
        assert_eq!(fs::read(output.join("style.css")).expect("a file"), b"new");
        // The new one stands, though its files were touched as the old one went.
        let staging = world.open();
        assert_eq!(
            staging.standing(origin.sha256).map(|site| site.files.len()),
            Some(4)
        );
        assert!(staging.framed(frame).is_some());
    }

    #[test]
    fn a_kept_file_that_is_written_into_is_told_of() {
        let world = World::new();
        framed(&world);
        let touched = world.at("site/public/bao-cao/a/index.html");
        let keep = || {
            let mut staging = world.open();
            assert!(staging.keep(|_| true).expect("no fault"));
            staging
        };
        let staging = keep();
        fs::write(&touched, "x").expect("written");
        let error = staging.publish(&[], None).expect_err("it is other");
        assert!(
            matches!(&error, Error::Touched(path) if *path == touched),
            "{error}"
        );
        assert!(error.hint().is_some());
        // The next build finds what happened, and keeps nothing.
        let mut staging = world.open();
        assert!(!staging.keep(|_| true).expect("no fault"));
    }

    #[test]
    fn nothing_is_kept_that_is_not_what_was_seen() {
        let world = World::new();
        framed(&world);
        let output = world.at("site/public");
        let mut staging = world.open();
        world.put("secret/a/index.html", "a");
        fs::remove_dir_all(output.join("bao-cao")).expect("removed");
        symlink(world.at("secret"), output.join("bao-cao")).expect("a link");
        assert!(!staging.keep(|_| true).expect("no fault"));
        let staging = fill(staging, &OLD);
        staging.publish(&[], None).expect("published");
        assert_eq!(site(&output), owned(&OLD));
        assert_eq!(
            fs::read(world.at("secret/a/index.html")).expect("a file"),
            b"a"
        );
    }

    #[test]
    fn one_path_is_written_once() {
        let world = World::new();
        let mut staging = fill(world.open(), &[("a/b", ""), ("c", "")]);
        for twice in ["a/b", "a", "c", "c/d", "a/b/c"] {
            let error = staging.write(&out(twice), b"").expect_err("it is taken");
            let Error::Disk(error) = error else {
                panic!("{error}")
            };
            let there = matches!(
                error.source.kind(),
                io::ErrorKind::AlreadyExists | io::ErrorKind::IsADirectory
            );
            assert!(there, "{twice}: {error}");
            assert_eq!(error.path, world.at("site/public").join(twice));
        }
    }

    #[test]
    fn a_build_that_is_given_up_leaves_nothing() {
        let world = World::new();
        let before = world.all();
        let deep = world.at("deep/er/public");
        drop(fill(world.open_at(&deep, false).expect("free"), &OLD));
        assert!(!world.at("deep").exists());
        drop(fill(world.open(), &OLD));
        assert_eq!(world.all(), before);
        assert!(!world.at("site/.ssg-public").exists());
    }

    #[test]
    fn a_foreign_folder_is_replaced_only_by_force() {
        let world = World::new();
        world.put("site/public/index.html", "somebody's");
        world.put(
            "site/public/ssg-manifest.json",
            "{\"generator\": \"other\"}",
        );
        let output = world.at("site/public");
        let before = world.all();
        assert!(world.open_at(&output, false).is_err());
        assert_eq!(world.all(), before);
        let staging = fill(world.open_at(&output, true).expect("forced"), &NEW);
        staging.publish(&[], None).expect("published");
        assert_eq!(site(&output), owned(&NEW));

        // It may have become foreign while the site was built.
        fs::remove_dir_all(&output).expect("ours");
        let staging = fill(world.open(), &NEW);
        world.put("site/public/letter.txt", "mine");
        let refused = staging.publish(&[], None).expect_err("foreign");
        assert!(matches!(refused, Error::Refused(Refusal::OutputForeign(_))));
        assert_eq!(
            contents(&output),
            BTreeMap::from([("letter.txt".into(), "mine".into())])
        );
        assert!(!world.at("site/.ssg-public").exists());
    }

    #[test]
    fn a_link_stands_for_its_folder() {
        let world = World::new();
        fs::create_dir(world.at("www")).expect("a folder");
        symlink(world.at("www"), world.at("site/public")).expect("a link");
        world.publish(&OLD);
        world.publish(&NEW);
        assert!(
            fs::symlink_metadata(world.at("site/public"))
                .expect("there")
                .is_symlink()
        );
        assert_eq!(site(&world.at("www")), owned(&NEW));
        assert!(!world.at(".ssg-www").exists());
    }

    #[test]
    fn leftovers_of_a_dead_build_are_cleared() {
        let world = World::new();
        world.publish(&OLD);
        world.put("site/.ssg-public/lock", "999999999");
        world.put("site/.ssg-public/new/half/index.html", "half");
        fs::create_dir(world.at("outside")).expect("a folder");
        world.put("outside/letter.txt", "mine");
        symlink(world.at("outside"), world.at("site/.ssg-public/new/link")).expect("a link");
        world.publish(&NEW);
        assert_eq!(site(&world.at("site/public")), owned(&NEW));
        assert!(!world.at("site/.ssg-public").exists());
        assert!(world.at("outside/letter.txt").exists());

        // It was killed between taking the old site aside and putting the new one there.
        fs::create_dir(world.at("site/.ssg-public")).expect("a folder");
        fs::rename(world.at("site/public"), world.at("site/.ssg-public/old")).expect("ours");
        drop(world.open());
        assert_eq!(site(&world.at("site/public")), owned(&NEW));
        assert!(!world.at("site/.ssg-public").exists());
    }

    #[test]
    fn where_nothing_can_be_exchanged_two_steps_do() {
        let world = World::new();
        world.publish(&OLD);
        let output = world.at("site/public");
        let name = OsStr::new("public");
        let staging = fill(world.open(), &NEW);
        let parent = open_dir(&world.at("site")).expect("a folder");
        staging.claim.take_turns(&parent, name).expect("moved");
        drop(staging);
        assert_eq!(contents(&output), owned(&NEW).into_iter().collect());

        // If the second step fails, the first is taken back.
        let staging = world.open_at(&output, true).expect("forced");
        fs::remove_dir(world.at("site/.ssg-public/new")).expect("empty");
        staging
            .claim
            .take_turns(&parent, name)
            .expect_err("there is nothing new");
        assert_eq!(contents(&output), owned(&NEW).into_iter().collect());
    }

    #[test]
    fn one_build_at_a_time() {
        let world = World::new();
        let first = world.open();
        let refused = world
            .open_at(&world.at("site/public"), false)
            .expect_err("it is taken");
        let us = Some(std::process::id());
        assert!(matches!(refused, Error::Refused(Refusal::AnotherBuild(pid)) if pid == us));
        drop(first);

        let build = |text: &str| {
            let mut published = 0;
            for _ in 0..10 {
                match world.open_at(&world.at("site/public"), false) {
                    Ok(staging) => {
                        let files = [("index.html", text), ("a/index.html", text)];
                        fill(staging, &files)
                            .publish(&[], None)
                            .expect("it is ours");
                        published += 1;
                    }
                    Err(Error::Refused(Refusal::AnotherBuild(_))) => {}
                    Err(error) => panic!("{error}"),
                }
            }
            published
        };
        let published: usize = thread::scope(|scope| {
            let builds = ["1", "2", "3", "4", "5", "6", "7", "8"];
            let builds = builds.map(|text| scope.spawn(move || build(text)));
            builds
                .map(|build| build.join().expect("no panic"))
                .iter()
                .sum()
        });
        assert!(published > 0);
        let site = site(&world.at("site/public"));
        assert!(site.len() == 2 && site[0].1 == site[1].1, "{site:?}");
        assert!(!world.at("site/.ssg-public").exists());
    }

    #[test]
    fn a_full_disk_changes_nothing() {
        let world = World::new();
        let Some(mount) = Mount::new(
            &["-t", "tmpfs", "-o", "size=128k", "tmpfs"],
            &world.at("disk"),
        ) else {
            return;
        };
        let output = mount.0.join("public");
        let staging = fill(world.open_at(&output, false).expect("free"), &OLD);
        staging.publish(&[], None).expect("published");
        let before = contents(&mount.0);
        for share in [10, 50, 90, 99] {
            let mut staging = world.open_at(&output, false).expect("free");
            let page = "x".repeat((96 << 10) * share / 100);
            staging
                .write(&out("filler.css"), page.as_bytes())
                .expect("there is room");
            let failed = (0..100).try_for_each(|number| {
                staging.write(&out(&format!("{number}/index.html")), page.as_bytes())
            });
            let error = failed.expect_err("the disk is full");
            assert!(
                error.to_string().contains("No space left on device"),
                "{error}"
            );
            assert!(error.to_string().contains("/public/"), "{error}");
            drop(staging);
            assert_eq!(contents(&mount.0), before);
        }
    }

    #[test]
    fn a_mount_point_is_filled_in_place() {
        let world = World::new();
        let output = world.at("site/public");
        let Some(_mount) = Mount::new(&["-t", "tmpfs", "tmpfs"], &output) else {
            return;
        };
        let published = world.publish(&OLD);
        assert_eq!((published.changed, published.in_place), (4, true));
        assert_eq!(site(&output), owned(&OLD));
        world.put("site/public/stranger.txt", "mine");
        world.put("site/public/bao-cao/b/stranger.txt", "mine");
        assert_eq!(world.publish(&OLD).changed, 0);
        let kept = disk::file_id(&output.join("style.css"));

        assert_eq!(world.publish(&NEW).changed, 3);
        let strangers = [("stranger.txt", "mine"), ("bao-cao/b/stranger.txt", "mine")];
        assert_eq!(site(&output), owned(&[&NEW[..], &strangers].concat()));
        assert_eq!(
            disk::file_id(&output.join("style.css")),
            kept,
            "it was left alone"
        );
        for stranger in ["stranger.txt", "bao-cao/b/stranger.txt"] {
            fs::remove_file(output.join(stranger)).expect("ours");
        }
        fs::remove_dir(output.join("bao-cao/b")).expect("it kept only the stranger");

        // A folder becomes a file, and a file a folder.
        let turned = [("bao-cao", "file"), ("style.css/index.html", "folder")];
        world.publish(&turned);
        assert_eq!(site(&output), owned(&turned));
        world.publish(&OLD);
        assert_eq!(site(&output), owned(&OLD));

        // No link leads a file out of the output.
        fs::remove_dir_all(output.join("bao-cao/b")).expect("ours");
        symlink(world.at("site/content"), output.join("bao-cao/b")).expect("a link");
        let sources = contents(&world.at("site/content"));
        assert!(fill(world.open(), &OLD).publish(&[], None).is_err());
        assert_eq!(contents(&world.at("site/content")), sources);
        assert!(!output.join(INSIDE).exists());

        // It was killed halfway: what it had moved is known, and goes.
        fs::remove_file(output.join("bao-cao/b")).expect("ours");
        world.publish(&OLD);
        let old = Manifest::read(&output).expect("readable").expect("ours");
        let new = fill(world.open(), &NEW).site.clone();
        let interim = old.joined(&new, &BTreeMap::new());
        world.put("site/public/ssg-manifest.json", &interim.to_string());
        world.put("site/public/bao-cao/c/index.html", "moved already");
        world.put("site/public/.ssg-new/new/index.html", "not moved yet");
        world.publish(&OLD);
        assert_eq!(site(&output), owned(&OLD));
        assert!(!output.join(INSIDE).exists());
    }

    #[test]
    fn a_mount_point_that_does_not_show_is_filled_in_place_too() {
        let world = World::new();
        let (output, real) = (world.at("site/public"), world.at("real"));
        fs::create_dir(&real).expect("a folder");
        let Some(_mount) = Mount::new(&["--bind", &real.to_string_lossy()], &output) else {
            return;
        };
        assert!(is_mount_point(&output));
        for files in [&OLD, &NEW] {
            let claim = Claim::stake(&output, &output, false).expect("free");
            let staging = fill(Staging::begin(claim, false).expect("free"), files);
            let published = staging.publish(&[], None).expect("published");
            assert!(published.in_place && published.files == 4);
            assert_eq!(site(&output), owned(files));
        }
        assert!(!world.at("site/.ssg-public").exists() && !output.join(INSIDE).exists());
    }

    #[test]
    fn a_manifest_is_read_strictly() {
        let manifest = Manifest {
            origin: Some(Origin {
                sha256: Digest::of(b"1"),
                frame: Some(Digest::of(b"2")),
                warnings: 2,
            }),
            files: BTreeMap::from([(
                out("a/index.html"),
                Entry {
                    sha256: Digest::of(b"0"),
                    size: 7,
                },
            )]),
            records: vec!["a/".to_owned()],
        };
        let text = manifest.to_string();
        assert_eq!(Manifest::parse(&text), Some(manifest));
        let none = Manifest::default();
        assert_eq!(Manifest::parse(&none.to_string()), Some(none));
        for (from, to) in [
            ("a/index.html", "../index.html"),
            ("a/index.html", "/etc/passwd"),
            ("\"ssg\"", "\"other\""),
            ("1,", "2,"),
            ("5fec", "5fe"),
            ("5fec", "5fEc"),
            ("records", "rekords"),
            ("\n}", "\n"),
        ] {
            let bad = text.replacen(from, to, 1);
            assert_ne!(bad, text);
            assert_eq!(Manifest::parse(&bad), None, "{bad}");
        }
        let world = World::new();
        symlink("elsewhere", world.at("ssg-manifest.json")).expect("a link");
        assert_eq!(Manifest::read(&world.at("")).expect("readable"), None);
        assert_eq!(
            Manifest::read(&world.at("missing")).expect("readable"),
            None
        );
    }

    #[test]
    #[expect(clippy::print_stderr, reason = "a test that is left out says so")]
    fn a_folder_that_may_not_be_written_is_named() {
        let world = World::new();
        if fs::metadata("/proc/self").is_ok_and(|this| this.uid() == 0) {
            eprintln!("skipped: the superuser may write everywhere");
            return;
        }
        let locked = fs::Permissions::from_mode(0o555);
        fs::set_permissions(world.at("site"), locked).expect("ours");
        let error = world
            .open_at(&world.at("site/public"), false)
            .expect_err("it is locked");
        assert!(error.to_string().contains("Permission denied"), "{error}");
        fs::set_permissions(world.at("site"), fs::Permissions::from_mode(0o755)).expect("ours");
    }
}
