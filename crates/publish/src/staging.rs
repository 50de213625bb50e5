//! A new site while it is written, and how it replaces the old one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, Metadata};
use std::io::{self, BufWriter, Write};
use std::mem;
use std::path::{Path, PathBuf};

use crate::disk::{self, IoOperation};
use crate::error::{Error, failed};
use crate::folder::{exists, parent_folders};
use crate::manifest::{Entry, Manifest, Origin};
use crate::output::{
    ExistingOutput, ProtectedFolders, must_publish_in_place, refuse_nested_sources, refuse_sources,
    resolve,
};
use crate::output_lock::OutputLock;
use crate::system::{Folder, change_time};
use ssg_base::digest::{Digest, Hasher};
use ssg_base::files::{Content, Sink};
use ssg_base::parallel;
use ssg_base::path::OutPath;

/// The manifest of both sites, while files are replaced one by one.
pub(crate) const INTERIM_MANIFEST: &str = "ssg-manifest-interim.json";
/// How many bytes are buffered before they are written or hashed.
const BUFFER_BYTES: usize = 1 << 16;

/// The result of publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// How many files the site has, the manifest apart.
    pub files: usize,
    /// How many files were added, changed or removed; at least 1 if anything was written at all.
    pub changed: usize,
    /// Whether files were replaced one by one, because the output is a mount point or its parent
    /// may not be written to.
    pub in_place: bool,
}

/// The site that was published when a build began.
#[derive(Clone, Debug)]
pub struct PreviousSite {
    folder: PathBuf,
    manifest: Manifest,
    /// Whether the folder was as the manifest describes it when the build began.
    is_unchanged: bool,
}

impl PreviousSite {
    /// The site that is published in `folder`; `None` if there is none. For readers: only
    /// [`Staging::open`] knows whether its files are unchanged.
    pub fn read(folder: &Path) -> Result<Option<Self>, Error> {
        let manifest = Manifest::read(folder)?;
        Ok(manifest.map(|manifest| Self {
            folder: folder.to_owned(),
            manifest,
            is_unchanged: false,
        }))
    }

    /// The site's manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Whether the site was built from `fingerprint` and nobody has changed it since.
    pub fn is_built_from(&self, fingerprint: Digest) -> bool {
        let origin = self.manifest.origin.as_ref();
        self.is_unchanged && origin.is_some_and(|origin| origin.sha256 == fingerprint)
    }

    /// The bytes of a file as they were published; `None` if there was no such file or its bytes
    /// have changed.
    pub fn file(&self, path: &OutPath) -> Option<Vec<u8>> {
        let entry = self.manifest.files.get(path)?;
        let bytes = disk::read_small_file(&self.folder, path.as_str(), entry.size).ok()??;
        (Digest::of(&bytes) == entry.sha256).then_some(bytes)
    }
}

/// A site being written, invisible until it is published. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct Staging {
    /// The folder of the new site.
    pub(crate) new: Folder,
    folders: BTreeSet<String>,
    /// The manifest of the new site.
    pub(crate) site: Manifest,
    force: bool,
    pub(crate) lock: OutputLock,
}

impl Staging {
    /// Starts a build into `output`, which does not change before [`Self::publish`], and reads what
    /// is published there.
    ///
    /// If `output` is a link to a folder, that folder is checked and replaced, and the link stays.
    /// With `force` a foreign folder is replaced too.
    pub fn open(
        output: &Path,
        protected: &ProtectedFolders<'_>,
        force: bool,
    ) -> Result<(Self, Option<PreviousSite>), Error> {
        let target = resolve(output)?;
        refuse_sources(output, &target, protected)?;
        let in_place = must_publish_in_place(&target);
        let read = || {
            let existing = ExistingOutput::read(&target, output, in_place, force)?;
            if !existing.is_empty() {
                refuse_nested_sources(output, &target, &existing.tree, protected)?;
            }
            Ok::<_, Error>(existing)
        };
        let mut existing = read()?;
        let lock = OutputLock::acquire(output, &target, in_place)?;
        // The lock puts back the site of a build that was killed between two renames.
        if existing.is_absent && exists(&target) {
            existing = read()?;
        }
        let previous = existing.published.map(|(manifest, _)| PreviousSite {
            folder: target.clone(),
            is_unchanged: manifest.describes(&target, &existing.tree.files),
            manifest,
        });
        Ok((Self::begin(lock, force)?, previous))
    }

    /// The files that were written so far.
    pub fn files(&self) -> &BTreeMap<OutPath, Entry> {
        &self.site.files
    }

    pub(crate) fn begin(lock: OutputLock, force: bool) -> Result<Self, Error> {
        Ok(Self {
            new: lock.create_staging_folder()?,
            folders: BTreeSet::new(),
            site: Manifest::default(),
            force,
            lock,
        })
    }

    /// Writes a file and enters it into the manifest. The only place where the files of a site are
    /// hashed. A second file at the same path is an error.
    fn write(&mut self, path: &OutPath, content: Content<'_>) -> Result<(), Error> {
        let published = self.lock.published_path(path);
        let failed_to_write = || failed(IoOperation::Write, &published);
        let entry = match content {
            Content::Bytes(bytes) => {
                let mut file = self.create(path)?;
                file.write_all(bytes).map_err(failed_to_write())?;
                Entry {
                    sha256: Digest::of(bytes),
                    size: bytes.len() as u64,
                }
            }
            Content::Reader(reader) => {
                let mut file = HashedFile::new(self.create(path)?);
                let mut buffer = vec![0; BUFFER_BYTES];
                loop {
                    let read = match reader.read(&mut buffer) {
                        Ok(0) => break,
                        Ok(read) => read,
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                        Err(error) => return Err(failed(IoOperation::Copy, &published)(error)),
                    };
                    file.write_all(&buffer[..read]).map_err(failed_to_write())?;
                }
                file.finish().map_err(failed_to_write())?
            }
            Content::Written(write) => {
                let mut file =
                    BufWriter::with_capacity(BUFFER_BYTES, HashedFile::new(self.create(path)?));
                write(&mut file).map_err(failed_to_write())?;
                let file = file.into_inner().map_err(io::IntoInnerError::into_error);
                let finished = file.and_then(HashedFile::finish);
                finished.map_err(failed_to_write())?
            }
        };
        self.site.files.insert(path.clone(), entry);
        Ok(())
    }

    fn create(&mut self, path: &OutPath) -> Result<File, Error> {
        let created = self
            .create_folders(path.as_str())
            .and_then(|()| self.new.create_published_file(path.as_str()));
        created.map_err(failed(IoOperation::Write, &self.lock.published_path(path)))
    }

    /// Creates the folders of `path`. A folder that exists but was not created here is a file.
    fn create_folders(&mut self, path: &str) -> io::Result<()> {
        for folder in parent_folders(path) {
            if !self.folders.contains(folder) {
                self.new.create_published_folder(folder)?;
                self.folders.insert(folder.to_owned());
            }
        }
        Ok(())
    }

    /// Replaces the old site by the new one. `records` are the addresses that the manifest keeps
    /// for the next build, and `origin` is what the site was made from, if known.
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
        self.write_unlisted(Manifest::NAME, &manifest)?;
        self.site = manifest;
        let existing = self.existing_output()?;
        if !self.force && !self.lock.in_place {
            existing.refuse_other_files(&self.lock.output, &self.site)?;
        }
        let plan = Plan::new(&self.site, existing, self.lock.in_place);
        if plan.changed == 0 {
            return Ok(self.published(0));
        }
        if self.lock.in_place {
            self.write_unlisted(INTERIM_MANIFEST, &plan.interim)?;
            self.sync()?;
            self.replace_files(&plan)?;
            return Ok(self.published(plan.changed));
        }
        self.keep_modification_times(&plan)?;
        self.touch_manifest()?;
        self.sync()?;
        let published = self.published(plan.changed);
        // Windows does not move a folder that is open.
        drop(self.new);
        match self.lock.swap() {
            Ok(()) => self.lock.sync_parent()?,
            Err(error) if is_boundary(&error) && !plan.is_first => {
                self.new = self.lock.open_staging_folder()?;
                return self.publish_inside();
            }
            Err(error) => return Err(self.lock.swap_error(error)),
        }
        // The old site is now in the lock's folder and disappears with it.
        Ok(published)
    }

    fn published(&self, changed: usize) -> Published {
        Published {
            files: self.site.files.len(),
            changed,
            in_place: self.lock.in_place,
        }
    }

    /// Writes a file that the manifest does not list.
    fn write_unlisted(&mut self, name: &'static str, text: &Manifest) -> Result<(), Error> {
        let path = OutPath::at_root(name);
        let mut file = BufWriter::with_capacity(BUFFER_BYTES, self.create(&path)?);
        write!(file, "{text}")
            .and_then(|()| file.flush())
            .map_err(failed(IoOperation::Write, &self.lock.published_path(&path)))
    }

    /// Reads the output folder again: minutes may have passed since the build began. Files that
    /// changed after the manifest and have other bytes are left out.
    fn existing_output(&self) -> Result<ExistingOutput, Error> {
        let OutputLock {
            target,
            output,
            in_place,
            ..
        } = &self.lock;
        let mut existing = ExistingOutput::read(target, output, *in_place, self.force)?;
        let tree = &mut existing.tree.files;
        if let Some((manifest, _)) = &existing.published {
            let sealed = tree.get(Manifest::NAME).and_then(change_time);
            tree.retain(|path, file| {
                let entry = OutPath::parse(path).and_then(|path| {
                    let entry = manifest.files.get(&path)?;
                    Some((path, entry))
                });
                match entry {
                    Some((path, entry)) if sealed.is_none() || change_time(file) > sealed => {
                        let may_be_equal = file.is_file() && file.len() == entry.size;
                        may_be_equal
                            && Entry::of_file(target, &path).is_ok_and(|found| found == *entry)
                    }
                    _ => true,
                }
            });
        }
        Ok(existing)
    }

    /// Gives each unchanged file the modification time of the published one, so that web servers
    /// and `rsync` see only real changes.
    fn keep_modification_times(&self, plan: &Plan) -> Result<(), Error> {
        let unchanged: Vec<_> = plan.unchanged.iter().collect();
        let keep = |(path, old): &(&OutPath, &Metadata)| {
            self.new
                .copy_modification_time(path.as_str(), old)
                .map_err(failed(IoOperation::Write, &self.lock.published_path(path)))
        };
        let kept = parallel::map(&unchanged, parallel::thread_count(None), keep);
        kept.into_iter().collect()
    }

    /// Makes the manifest the file that was changed last: see [`Manifest::describes`].
    fn touch_manifest(&self) -> Result<(), Error> {
        let path = self.lock.published_path(&OutPath::at_root(Manifest::NAME));
        self.new
            .touch(Manifest::NAME)
            .map_err(failed(IoOperation::Write, &path))
    }

    /// Waits until the new site would survive a power cut.
    fn sync(&self) -> Result<(), Error> {
        let synced = self.new.sync_file_system();
        if synced.map_err(failed(IoOperation::Sync, &self.lock.output))? {
            return Ok(());
        }
        let files = self.site.files.keys().map(OutPath::as_str);
        let folders = self.folders.iter().map(String::as_str);
        let paths: Vec<&str> = files.chain(folders).chain([Manifest::NAME, "."]).collect();
        let sync = |path: &&str| {
            let synced = self.new.sync_entry(path);
            synced.map_err(failed(IoOperation::Sync, &self.lock.output.join(path)))
        };
        let synced = parallel::map(&paths, parallel::thread_count(None), sync);
        synced.into_iter().collect()
    }

    /// Publishes in place a site that could not be exchanged. It copies the site into the output's
    /// own file system first, so that a full disk is found before any file is replaced.
    fn publish_inside(&self) -> Result<Published, Error> {
        let lock = OutputLock::acquire(&self.lock.output, &self.lock.target, true)?;
        let mut inside = Self::begin(lock, self.force)?;
        for path in self.site.files.keys() {
            let opened = self.new.open_file(path.as_str());
            let mut file =
                opened.map_err(failed(IoOperation::Copy, &self.lock.published_path(path)))?;
            inside.write(path, Content::Reader(&mut file))?;
        }
        inside.publish(&self.site.records, self.site.origin.clone())
    }
}

/// Whether an error of the exchange says that the output is a mount point that could not be
/// recognized, or a layer of a container image.
fn is_boundary(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices
    )
}

impl Sink for Staging {
    fn put(&mut self, path: &OutPath, content: Content<'_>) -> io::Result<()> {
        Ok(self.write(path, content)?)
    }
}

/// A file that is hashed while it is written.
struct HashedFile {
    file: File,
    sha256: Hasher,
    size: u64,
}

impl HashedFile {
    fn new(file: File) -> Self {
        Self {
            file,
            sha256: Hasher::default(),
            size: 0,
        }
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "ends a chain of results in both callers"
    )]
    fn finish(self) -> io::Result<Entry> {
        Ok(Entry {
            sha256: self.sha256.finish(),
            size: self.size,
        })
    }
}

impl Write for HashedFile {
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

/// What publishing will change.
pub(crate) struct Plan {
    is_first: bool,
    /// Files whose bytes do not change, with the metadata of the published ones.
    pub(crate) unchanged: BTreeMap<OutPath, Metadata>,
    /// Files that the old manifest lists and the new one does not.
    pub(crate) stale: BTreeSet<String>,
    /// The manifest of both sites if files are replaced one by one; else empty.
    interim: Manifest,
    changed: usize,
}

impl Plan {
    fn new(new: &Manifest, mut existing: ExistingOutput, in_place: bool) -> Self {
        let (published, old_text) = existing.published.unwrap_or_default();
        let mut unchanged = BTreeMap::new();
        for (path, entry) in &new.files {
            let is_unchanged = |file: &Metadata| {
                published.files.get(path) == Some(entry)
                    && file.is_file()
                    && file.len() == entry.size
            };
            let file = existing.tree.files.remove(path.as_str());
            if let Some(file) = file.filter(is_unchanged) {
                unchanged.insert(path.clone(), file);
            }
        }
        existing.tree.files.remove(Manifest::NAME);
        let is_stale = |path: &&OutPath| !new.files.contains_key(path);
        let stale = published.files.keys().filter(is_stale);
        let stale: BTreeSet<String> = stale.map(OutPath::to_string).collect();
        // The rest of the tree disappears: stale files, and foreign ones unless files are replaced
        // one by one.
        let disappears = |path: &&String| !in_place || stale.contains(*path);
        let removed = existing.tree.files.keys().filter(disappears).count();
        let changed = new.files.len() - unchanged.len() + removed;
        Self {
            is_first: existing.is_absent,
            interim: if in_place {
                published.merged(new, &unchanged)
            } else {
                Manifest::default()
            },
            unchanged,
            stale,
            changed: changed.max(usize::from(!new.is_written_as(&old_text))),
        }
    }
}
